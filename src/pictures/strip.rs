//! Takes out of a file what it says about itself, and leaves its pixels as they are: Exif, XMP, IPTC,
//! comments, second pictures, and whatever follows the end. Colour profiles stay.
//!
//! Formats: JPEG (ITU-T T.81), PNG (third edition), WebP (RFC 9649).

use crate::model::typed::content::Format;

/// The file without those. `None` if it is not whole.
pub(super) fn stripped(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::Webp => webp(bytes),
    }
}

/// The first `count` bytes from a position on.
fn part(bytes: &[u8], at: usize, count: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(count)?)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = part(bytes, 0, 2).filter(|start| *start == b"\xff\xd8")?.to_vec();
    let mut at = 2;
    loop {
        // Any number of these may come before a code.
        while part(bytes, at, 2)? == b"\xff\xff" {
            at += 1;
        }
        let [0xff, code] = *part(bytes, at, 2)? else { return None };
        if code == 0xd9 {
            out.extend_from_slice(b"\xff\xd9");
            return Some(out);
        }
        if matches!(code, 0x01 | 0xd0..=0xd7) {
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(part(bytes, at + 2, 2)?.try_into().ok()?));
        let segment = part(bytes, at, 2 + length).filter(|_| length >= 2)?;
        let is_kept = match code {
            // JFIF, and how colours are coded.
            0xe0 => segment[4..].starts_with(b"JFIF\0"),
            0xe2 => segment[4..].starts_with(b"ICC_PROFILE\0"),
            0xee => segment[4..].starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if is_kept {
            out.extend_from_slice(segment);
        }
        at += segment.len();
        if code == 0xda {
            let length = scan(&bytes[at..]);
            out.extend_from_slice(&bytes[at..at + length]);
            at += length;
        }
    }
}

/// The bytes of the pixels that follow the header of a scan.
fn scan(bytes: &[u8]) -> usize {
    let marks = memchr::memchr_iter(0xff, bytes);
    let is_end =
        |at: &usize| bytes.get(at + 1).is_some_and(|code| !matches!(code, 0x00 | 0xd0..=0xd7 | 0xff));
    marks.into_iter().find(is_end).unwrap_or(bytes.len())
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = part(bytes, 0, 8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(part(bytes, at, 4)?.try_into().ok()?) as usize;
        let name = part(bytes, at + 4, 4)?;
        let chunk = part(bytes, at, length.checked_add(12)?)?;
        let is_needed = name[0].is_ascii_uppercase();
        let is_kept = is_needed
            || matches!(
                name,
                b"tRNS"
                    | b"gAMA"
                    | b"cHRM"
                    | b"sRGB"
                    | b"iCCP"
                    | b"cICP"
                    | b"sBIT"
                    | b"pHYs"
                    | b"acTL"
                    | b"fcTL"
                    | b"fdAT"
            );
        if is_kept {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}

/// The chunks of a WebP file: name, and all bytes.
fn webp_chunks(bytes: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let length = u32::from_le_bytes(part(bytes, 4, 4)?.try_into().ok()?) as usize;
    let inside = part(bytes, 0, length.checked_add(8)?)?;
    let (mut chunks, mut at) = (Vec::new(), 12);
    while at < inside.len() {
        let length = u32::from_le_bytes(part(inside, at + 4, 4)?.try_into().ok()?) as usize;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let chunk = part(inside, at, padded).or_else(|| part(inside, at, length + 8))?;
        chunks.push((part(inside, at, 4)?, chunk));
        at += chunk.len();
    }
    Some(chunks)
}

/// The colour profile of a WebP file.
pub(super) fn webp_profile(bytes: &[u8]) -> Option<&[u8]> {
    let chunks = webp_chunks(bytes)?;
    chunks.into_iter().find(|(name, _)| *name == b"ICCP").and_then(|(_, chunk)| chunk.get(8..))
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    /// The bits in the header that say that Exif and XMP are there.
    const METADATA: u8 = 0b1100;
    let mut out = part(bytes, 0, 12)?.to_vec();
    for (name, chunk) in webp_chunks(bytes)? {
        let is_kept = matches!(name, b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP");
        if !is_kept {
            continue;
        }
        let start = out.len();
        out.extend_from_slice(chunk);
        if name == b"VP8X" {
            *out.get_mut(start + 8)? &= !METADATA;
        }
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}
