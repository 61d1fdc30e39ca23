//! Writes pictures. None says more about itself than its size.

use jpeg_encoder::{ColorType, Encoder};

use super::raster::Raster;
use crate::model::typed::content::Format;

/// How like the original a photograph in JPEG is, out of 100.
const JPEG_QUALITY: u8 = 82;
/// The same in WebP, which has a different scale.
const WEBP_QUALITY: f32 = 78.0;

/// A picture in the format of its file.
pub(super) fn whole(format: Format, raster: &Raster) -> Vec<u8> {
    match format {
        Format::Jpeg => jpeg(raster),
        Format::Png => png(raster),
        Format::Webp => lossy(raster),
    }
}

/// A picture in WebP. What was saved without loss often has few colours, and then takes less room without loss.
pub(super) fn webp(format: Format, raster: &Raster) -> Vec<u8> {
    let lossy = lossy(raster);
    match format {
        Format::Png => {
            let exact = encoder(raster).encode_lossless().to_vec();
            if exact.len() <= lossy.len() { exact } else { lossy }
        }
        Format::Jpeg | Format::Webp => lossy,
    }
}

fn encoder(raster: &Raster) -> webp::Encoder<'_> {
    let (width, height) = raster.size();
    match raster.has_alpha {
        true => webp::Encoder::from_rgba(&raster.data, width, height),
        false => webp::Encoder::from_rgb(&raster.data, width, height),
    }
}

fn lossy(raster: &Raster) -> Vec<u8> {
    encoder(raster).encode(WEBP_QUALITY).to_vec()
}

fn jpeg(raster: &Raster) -> Vec<u8> {
    let (width, height) = raster.size();
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_progressive(true);
    let kind = if raster.has_alpha { ColorType::Rgba } else { ColorType::Rgb };
    encoder.encode(&raster.data, side(width), side(height), kind).expect("writing to a vector succeeds");
    bytes
}

fn png(raster: &Raster) -> Vec<u8> {
    written(raster.size(), &raster.data, |encoder| {
        encoder.set_color(if raster.has_alpha { png::ColorType::Rgba } else { png::ColorType::Rgb });
    })
}

/// A picture of at most 256 colours in PNG, given its palette and for each pixel the place there.
#[cfg(feature = "cards")]
pub(super) fn indexed(size: (u32, u32), palette: Vec<u8>, indices: &[u8]) -> Vec<u8> {
    written(size, indices, |encoder| {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::Fast);
    })
}

/// A picture in PNG that is not compressed.
#[cfg(feature = "cards")]
pub(super) fn stored(raster: &Raster) -> Vec<u8> {
    written(raster.size(), &raster.data, |encoder| {
        encoder.set_color(if raster.has_alpha { png::ColorType::Rgba } else { png::ColorType::Rgb });
        encoder.set_compression(png::Compression::NoCompression);
    })
}

fn written(
    (width, height): (u32, u32),
    data: &[u8],
    set: impl FnOnce(&mut png::Encoder<'_, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    set(&mut encoder);
    let mut writer = encoder.write_header().expect("writing to a vector succeeds");
    writer.write_image_data(data).expect("there are so many pixels");
    writer.finish().expect("writing to a vector succeeds");
    bytes
}
