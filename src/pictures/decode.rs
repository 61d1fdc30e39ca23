//! Reads pictures: their size, and their pixels in sRGB.

use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::Raster;
use super::{MOST_PIXELS, Trouble, strip};
use crate::model::typed::content::Format;

/// Width and height in pixels as they are stored, from the header of a file.
pub(super) fn size(format: Format, bytes: &[u8]) -> Result<(u32, u32), Trouble> {
    match format {
        Format::Jpeg => {
            let mut decoder = jpeg(bytes);
            decoder.decode_headers().map_err(broken)?;
            let info = decoder.info().ok_or_else(Trouble::damaged)?;
            Ok((u32::from(info.width), u32::from(info.height)))
        }
        Format::Png => {
            let reader = png(bytes).read_info().map_err(broken)?;
            Ok((reader.info().width, reader.info().height))
        }
        Format::Webp => {
            let features = webp::BitstreamFeatures::new(bytes).ok_or_else(Trouble::damaged)?;
            Ok((features.width(), features.height()))
        }
    }
}

/// Whether a file holds several pictures that follow one another.
pub(super) fn moves(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Jpeg => false,
        Format::Png => png(bytes).read_info().is_ok_and(|reader| reader.info().is_animated()),
        Format::Webp => webp::BitstreamFeatures::new(bytes).is_some_and(|features| features.has_animation()),
    }
}

/// The pixels as they are stored, not turned. The size must have been checked.
pub(super) fn raster(format: Format, bytes: &[u8]) -> Result<Raster, Trouble> {
    let (mut raster, profile) = match format {
        Format::Jpeg => of_jpeg(bytes)?,
        Format::Png => of_png(bytes)?,
        Format::Webp => of_webp(bytes)?,
    };
    if let Some(profile) = profile {
        to_srgb(&mut raster, &profile);
    }
    Ok(raster)
}

/// A picture with its colour profile.
type Profiled = (Raster, Option<Vec<u8>>);

/// What a decoder says about a file is for programmers.
fn broken(_: impl std::fmt::Display) -> Trouble {
    Trouble::damaged()
}

fn jpeg(bytes: &[u8]) -> JpegDecoder<ZCursor<&[u8]>> {
    let most = usize::from(u16::MAX);
    let options = DecoderOptions::default().set_max_width(most).set_max_height(most);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options.jpeg_set_out_colorspace(ColorSpace::RGB))
}

fn of_jpeg(bytes: &[u8]) -> Result<Profiled, Trouble> {
    let mut decoder = jpeg(bytes);
    let data = decoder.decode().map_err(broken)?;
    let info = decoder.info().ok_or_else(Trouble::damaged)?;
    let size = (u32::from(info.width), u32::from(info.height));
    let is_print = matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK));
    let profile = if is_print { None } else { decoder.icc_profile() };
    Ok((Raster::new(size, false, data).ok_or_else(Trouble::damaged)?, profile))
}

fn png(bytes: &[u8]) -> png::Decoder<std::io::Cursor<&[u8]>> {
    // No more of what is compressed in it than its pixels and a profile.
    let limits = png::Limits { bytes: usize::try_from(MOST_PIXELS).unwrap_or(usize::MAX).saturating_mul(8) };
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder
}

fn of_png(bytes: &[u8]) -> Result<Profiled, Trouble> {
    let mut reader = png(bytes).read_info().map_err(broken)?;
    let mut data = vec![0; reader.output_buffer_size().ok_or_else(Trouble::damaged)?];
    let frame = reader.next_frame(&mut data).map_err(broken)?;
    data.truncate(frame.buffer_size());
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let (data, has_alpha) = match frame.color_type {
        ColorType::Rgb | ColorType::Indexed => (data, false),
        ColorType::Rgba => (data, true),
        ColorType::Grayscale => (data.iter().flat_map(|grey| [*grey; 3]).collect(), false),
        ColorType::GrayscaleAlpha => {
            (data.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect(), true)
        }
    };
    let raster = Raster::new((frame.width, frame.height), has_alpha, data);
    Ok((raster.ok_or_else(Trouble::damaged)?, profile))
}

fn of_webp(bytes: &[u8]) -> Result<Profiled, Trouble> {
    let picture = webp::Decoder::new(bytes).decode().ok_or_else(Trouble::damaged)?;
    let has_alpha = picture.layout() == webp::PixelLayout::Rgba;
    let raster = Raster::new((picture.width(), picture.height()), has_alpha, picture.to_vec());
    Ok((raster.ok_or_else(Trouble::damaged)?, strip::webp_profile(bytes).map(<[u8]>::to_vec)))
}

/// Turns the colours of a profile (ICC.1) into those of screens. A profile that cannot be read, or that is
/// for colours other than red, green and blue, changes nothing.
fn to_srgb(raster: &mut Raster, profile: &[u8]) {
    // The kind of colours is at a fixed place in the header.
    if profile.get(16..20) != Some(b"RGB ") {
        return;
    }
    let Some(from) = qcms::Profile::new_from_slice(profile, false).filter(|from| !from.is_sRGB()) else {
        return;
    };
    let kind = if raster.has_alpha { qcms::DataType::RGBA8 } else { qcms::DataType::RGB8 };
    let to = qcms::Profile::new_sRGB();
    if let Some(transform) = qcms::Transform::new(&from, &to, kind, qcms::Intent::Perceptual) {
        transform.apply(&mut raster.data);
    }
}
