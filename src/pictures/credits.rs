//! Who made a photograph and whose it is: read from its file, and put into what is published of it, if the site asks
//! for that.
//!
//! Read from Exif 3.0 (`Artist`, `Copyright`), and for JPEG from IPTC IIM 4.2 (2:80 By-line, 2:110 Credit,
//! 2:116 Copyright Notice) where Exif says nothing. Written as Exif with these two fields and nothing else.

use img_parts::jpeg::{Jpeg, markers};
use img_parts::{Bytes, DynImage, ImageEXIF};

/// The fields of Exif.
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;
/// The type of a field that is a text.
const ASCII: u16 = 2;
/// The IPTC data, in the JPEG segment that has them.
const IPTC: &[u8] = b"8BIM\x04\x04";
/// A text of more bytes than this is cut.
const LONGEST: usize = 2000;

/// Who made a photograph, and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Credits {
    artist: Option<Vec<u8>>,
    copyright: Option<Vec<u8>>,
}

impl Credits {
    /// What a file says; nothing for one that cannot be read.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let bytes = Bytes::copy_from_slice(bytes);
        let Ok(Some(picture)) = DynImage::from_bytes(bytes.clone()) else { return Self::default() };
        let exif = picture.exif().unwrap_or_default();
        let mut found = Self { artist: field(&exif, ARTIST), copyright: field(&exif, COPYRIGHT) };
        if let DynImage::Jpeg(jpeg) = &picture {
            found.add_iptc(jpeg);
        }
        found
    }

    fn add_iptc(&mut self, jpeg: &Jpeg) {
        let segments = jpeg.segments_by_marker(markers::APP13);
        let data: Vec<u8> = segments.flat_map(|segment| segment.contents().iter().copied()).collect();
        let of = |number: u8| dataset(&data, number);
        if self.artist.is_none() {
            let both: Vec<Vec<u8>> = [of(80), of(110)].into_iter().flatten().collect();
            self.artist = (!both.is_empty()).then(|| both.join(&b" / "[..]));
        }
        self.copyright = self.copyright.take().or_else(|| of(116));
    }

    /// The picture with them.
    pub(super) fn put(&self, picture: Vec<u8>) -> Vec<u8> {
        if *self == Self::default() {
            return picture;
        }
        let Ok(Some(mut parts)) = DynImage::from_bytes(Bytes::copy_from_slice(&picture)) else {
            return picture;
        };
        parts.set_exif(Some(Bytes::from(self.exif())));
        parts.encoder().bytes().to_vec()
    }

    /// Exif data: one directory, followed by its texts.
    fn exif(&self) -> Vec<u8> {
        let fields = [(ARTIST, &self.artist), (COPYRIGHT, &self.copyright)];
        let fields: Vec<(u16, &Vec<u8>)> =
            fields.into_iter().filter_map(|(tag, text)| Some((tag, text.as_ref()?))).collect();
        let mut out = b"MM\0*\0\0\0\x08".to_vec();
        let count = u16::try_from(fields.len()).expect("there are two");
        out.extend(count.to_be_bytes());
        let (mut texts, begin) = (Vec::new(), 8 + 2 + 12 * fields.len() + 4);
        for (tag, text) in fields {
            let mut text = text.clone();
            text.push(0);
            let length = u32::try_from(text.len()).expect("texts are cut");
            out.extend([tag.to_be_bytes(), ASCII.to_be_bytes()].concat());
            out.extend(length.to_be_bytes());
            // A text of four bytes or fewer takes the place of its position.
            if text.len() <= 4 {
                text.resize(4, 0);
                out.extend(text);
            } else {
                out.extend(u32::try_from(begin + texts.len()).expect("texts are cut").to_be_bytes());
                texts.extend(text);
            }
        }
        out.extend([0; 4]);
        out.extend(texts);
        out
    }
}

/// A text from the first directory of Exif data.
fn field(exif: &[u8], wanted: u16) -> Option<Vec<u8>> {
    let is_little = exif.starts_with(b"II");
    let number = |at: usize, size: usize| -> Option<usize> {
        let bytes = exif.get(at..at.checked_add(size)?)?;
        let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if is_little { bytes.iter().rev().fold(0, join) } else { bytes.iter().fold(0, join) })
    };
    let directory = number(4, 4)?;
    let mut entries = (0..number(directory, 2)?).map(|n| directory + 2 + 12 * n);
    let entry = entries.find(|at| number(*at, 2) == Some(usize::from(wanted)))?;
    if number(entry + 2, 2)? != usize::from(ASCII) {
        return None;
    }
    let length = number(entry + 4, 4)?;
    let at = if length <= 4 { entry + 8 } else { number(entry + 8, 4)? };
    text(exif.get(at..at.checked_add(length)?)?)
}

/// A text from IPTC data, in the segment that has them.
fn dataset(segment: &[u8], wanted: u8) -> Option<Vec<u8>> {
    let start = memchr::memmem::find(segment, IPTC)? + IPTC.len();
    // A name of even length, and the length of the data.
    let name = usize::from(*segment.get(start)?);
    let mut rest = segment.get(start + (name + 2) / 2 * 2 + 4..)?;
    while let [0x1c, record, number, high, low, data @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let data = (data.get(..length)?, data.get(length..)?);
        if (*record, *number) == (2, wanted) {
            return text(data.0);
        }
        rest = data.1;
    }
    None
}

/// A text without what ends it; `None` if it is empty.
fn text(bytes: &[u8]) -> Option<Vec<u8>> {
    let bare = bytes.split(|byte| *byte == 0).next().unwrap_or_default().trim_ascii();
    let end = bare.len().min(LONGEST);
    (end > 0).then(|| bare[..end].to_vec())
}
