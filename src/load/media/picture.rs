//! Pictures beside pages: their size, whether they are what their name says, and whether a photograph reveals
//! where it was taken.
//!
//! No more of a file is read than its head and the heads of its parts. Formats: PNG (third edition), JPEG
//! (ITU-T T.81), WebP (RFC 9649), inside them Exif 3.0 and XMP (ISO 16684-1).

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::address::path::ContentPath;
use crate::model::typed::content::{Format, Photograph};

/// How many bytes show what a file is.
const HEAD: u64 = 512;
/// The most Exif or XMP data that is read, in bytes. A JPEG segment has at most 64 KiB.
const MOST_READ: u64 = 256 * 1024;
/// How many bytes of a file of the HEIF family are searched: its parts may be anywhere.
const MOST_SEARCHED: u64 = 32 * 1024 * 1024;

/// What was seen in a file.
#[derive(Debug, Default)]
pub(in crate::load) struct Picture {
    /// Width and height in pixels as browsers show it.
    pub(in crate::load) size: Option<(usize, usize)>,
    /// Why it is not a picture, if its name says that it is one.
    pub(in crate::load) trouble: Option<Diagnostic>,
    /// What is reported about it as soon as a page links to it and it is published as it is.
    pub(in crate::load) told: Option<Diagnostic>,
    /// What it is, if it can be drawn anew.
    pub(in crate::load) photograph: Option<Photograph>,
}

/// Looks at a file whose name is that of a picture. Nothing is said about any other.
pub(in crate::load) fn look(path: &ContentPath, file: &Path) -> Picture {
    let ending = path.name().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_shown = matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp");
    if !is_shown && !matches!(ending.as_str(), "jpe" | "jfif" | "heic" | "heif") {
        return Picture::default();
    }
    let Ok(opened) = File::open(file) else { return Picture::default() };
    let mut reader = BufReader::new(opened);
    let mut head = Vec::new();
    if reader.by_ref().take(HEAD).read_to_end(&mut head).is_err() || reader.rewind().is_err() {
        return Picture::default();
    }
    let form = Form::of(&head);
    let Metadata { exif, has_place } = form.map(|form| form.metadata(&mut reader)).unwrap_or_default();
    let has_place = has_place || Tiff::new(&exif).is_some_and(|tiff| tiff.has_place());
    let told = has_place.then(|| located(path));
    if !is_shown {
        return Picture { told, ..Picture::default() };
    }
    let size = imagesize::size(file).ok().map(|size| (size.width, size.height));
    let trouble = what_it_is(form, &head, size.is_some()).map(|(what, help)| {
        Diagnostic::at(Code::NoPicture, Place::file(format!("content/{path}")), what).help(help)
    });
    // The size that a page gives is that of the turned picture.
    let turned = matches!(form, Some(Form::Jpeg | Form::Png | Form::Webp));
    let turn = Tiff::new(&exif).and_then(|tiff| tiff.turn()).filter(|_| turned).unwrap_or(1);
    let size = size.map(|(width, height)| if turn >= 5 { (height, width) } else { (width, height) });
    let format = form.and_then(Form::drawn).filter(|_| trouble.is_none());
    Picture { size, trouble, told, photograph: format.map(|format| Photograph { format, turn }) }
}

fn located(path: &ContentPath) -> Diagnostic {
    let file = format!("content/{path}");
    let message = "this photograph reveals where it was taken (GPS in its metadata)";
    let quote = if file.contains([' ', '\'', '(', '&']) { "\"" } else { "" };
    let help = format!(
        "run `exiftool -overwrite_original -gps:all= -xmp:geotag= {quote}{file}{quote}`, or export it again without its location"
    );
    Diagnostic::at(Code::PhotoLocation, Place::file(file), message).help(help)
}

/// What is wrong with a file whose name is that of a picture, and what helps.
fn what_it_is(form: Option<Form>, head: &[u8], has_size: bool) -> Option<(String, String)> {
    let again = || "save the picture again under this name, and check that it opens".to_owned();
    match form {
        // Whatever the name says of these, browsers show them.
        Some(Form::Avif | Form::Ico) => None,
        Some(Form::Png | Form::Jpeg | Form::Gif | Form::Webp | Form::Bmp) => {
            (!has_size).then(|| ("this picture is cut off before its size is given".to_owned(), again()))
        }
        Some(Form::Other(name)) => {
            let message = format!("this picture is in the format {name}, which browsers do not show");
            Some((message, "save it as JPEG, PNG or WebP".to_owned()))
        }
        None if head.is_empty() => Some(("this picture is empty: the file has 0 bytes".to_owned(), again())),
        None => {
            let text = String::from_utf8_lossy(head);
            let first = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let is_text = !text.contains(|c: char| c.is_control() && !c.is_whitespace());
            let is_text = is_text && text.matches('\u{fffd}').count() <= 1;
            Some(match first.starts_with('<') {
                true => {
                    let help = "save the picture itself under this name, not the page that shows it";
                    ("this picture begins like HTML or XML".to_owned(), help.to_owned())
                }
                false if is_text => ("this picture begins like text".to_owned(), again()),
                false => ("this picture does not begin like one".to_owned(), again()),
            })
        }
    }
}

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Png,
    Jpeg,
    Gif,
    Webp,
    Bmp,
    Avif,
    Ico,
    /// A picture that browsers do not show, by its name.
    Other(&'static str),
}

impl Form {
    fn of(head: &[u8]) -> Option<Self> {
        let has = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
        let is_brand = |brands: &[&[u8]]| has(4, b"ftyp") && brands.iter().any(|brand| has(8, brand));
        Some(match () {
            () if has(0, b"\x89PNG\r\n\x1a\n") => Self::Png,
            () if has(0, b"\xff\xd8\xff") => Self::Jpeg,
            () if has(0, b"GIF87a") || has(0, b"GIF89a") => Self::Gif,
            () if has(0, b"RIFF") && has(8, b"WEBP") => Self::Webp,
            () if has(0, b"BM") => Self::Bmp,
            () if has(0, b"\0\0\x01\0") => Self::Ico,
            () if is_brand(&[b"avif", b"avis"]) => Self::Avif,
            () if is_brand(&[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]) => {
                // Some programs write AVIF under the general brand.
                if memchr::memmem::find(head, b"avif").is_some() { Self::Avif } else { Self::Other("HEIC") }
            }
            () if has(0, b"II*\0") || has(0, b"MM\0*") => Self::Other("TIFF"),
            () if has(0, b"8BPS") => Self::Other("PSD"),
            () if has(0, b"\xff\x0a") || has(4, b"JXL \r\n\x87\n") => Self::Other("JPEG XL"),
            () => return None,
        })
    }

    /// The format that it can be drawn anew from.
    fn drawn(self) -> Option<Format> {
        match self {
            Self::Jpeg => Some(Format::Jpeg),
            Self::Png => Some(Format::Png),
            Self::Webp => Some(Format::Webp),
            _ => None,
        }
    }

    fn metadata(self, file: &mut (impl Read + Seek)) -> Metadata {
        let mut found = Metadata::default();
        // A file that ends early has what was found up to there.
        _ = match self {
            Self::Jpeg => found.of_jpeg(file),
            Self::Png => found.of_png(file),
            Self::Webp => found.of_webp(file),
            Self::Avif | Self::Other("HEIC") => found.of_heif(file),
            _ => None,
        };
        found
    }
}

/// What a file says about itself.
#[derive(Default)]
struct Metadata {
    /// Its first Exif data, from the byte order on.
    exif: Vec<u8>,
    /// Whether XMP reveals where it was taken.
    has_place: bool,
}

fn bytes<const N: usize>(file: &mut impl Read) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// The next part of a file: the beginning of a part longer than is read; what there is of it in a shorter file.
fn part(file: &mut (impl Read + Seek), length: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(length.min(MOST_READ)).read_to_end(&mut bytes).ok()?;
    file.seek_relative(length.saturating_sub(MOST_READ) as i64).ok()?;
    Some(bytes)
}

/// Whether XMP has a latitude, as an attribute or as an element.
fn has_latitude(xmp: &[u8]) -> bool {
    memchr::memmem::find_iter(xmp, b"exif:GPSLatitude").any(|at| {
        let rest = &xmp[at + "exif:GPSLatitude".len()..];
        let value = rest.strip_prefix(b"=\"").or(rest.strip_prefix(b"='")).or(rest.strip_prefix(b">"));
        value.and_then(|value| value.first()).is_some_and(u8::is_ascii_digit)
    })
}

impl Metadata {
    fn add_exif(&mut self, exif: &[u8]) {
        if self.exif.is_empty() {
            // Some programs write the mark of JPEG in other formats too.
            self.exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif).to_vec();
        }
    }

    fn add_xmp(&mut self, xmp: &[u8]) {
        self.has_place |= has_latitude(xmp);
    }

    fn of_jpeg(&mut self, file: &mut (impl Read + Seek)) -> Option<()> {
        bytes::<2>(file)?;
        loop {
            let [mark, mut code] = bytes(file)?;
            // Any number of these may come before a code.
            while code == 0xff {
                [code] = bytes(file)?;
            }
            // After the start of a scan come the pixels.
            if mark != 0xff || matches!(code, 0xd9 | 0xda) {
                return Some(());
            }
            if matches!(code, 0x01 | 0xd0..=0xd7) {
                continue;
            }
            let length = u64::from(u16::from_be_bytes(bytes(file)?)).checked_sub(2)?;
            if code != 0xe1 {
                file.seek_relative(length as i64).ok()?;
                continue;
            }
            let segment = part(file, length)?;
            if segment.starts_with(b"Exif\0\0") {
                self.add_exif(&segment);
            } else if segment.starts_with(b"http://ns.adobe.com/xap/1.0/\0") {
                self.add_xmp(&segment);
            }
        }
    }

    fn of_png(&mut self, file: &mut (impl Read + Seek)) -> Option<()> {
        bytes::<8>(file)?;
        loop {
            let length = u64::from(u32::from_be_bytes(bytes(file)?));
            match &bytes::<4>(file)? {
                b"IEND" => return Some(()),
                b"eXIf" => self.add_exif(&part(file, length)?),
                b"iTXt" => self.add_xmp(&part(file, length)?),
                _ => file.seek_relative(length as i64).ok()?,
            }
            // The checksum.
            bytes::<4>(file)?;
        }
    }

    fn of_webp(&mut self, file: &mut (impl Read + Seek)) -> Option<()> {
        bytes::<12>(file)?;
        loop {
            let mark = bytes::<4>(file)?;
            let length = u64::from(u32::from_le_bytes(bytes(file)?));
            match &mark {
                b"EXIF" => self.add_exif(&part(file, length)?),
                b"XMP " => self.add_xmp(&part(file, length)?),
                _ => file.seek_relative(length as i64).ok()?,
            }
            file.seek_relative((length % 2) as i64).ok()?;
        }
    }

    fn of_heif(&mut self, file: &mut (impl Read + Seek)) -> Option<()> {
        let mut all = Vec::new();
        file.take(MOST_SEARCHED).read_to_end(&mut all).ok()?;
        self.add_xmp(&all);
        let marks = memchr::memmem::find_iter(&all, b"Exif\0\0").map(|at| &all[at + 6..]);
        let exif = marks.into_iter().find(|exif| exif.starts_with(b"II*\0") || exif.starts_with(b"MM\0*"))?;
        self.add_exif(&exif[..exif.len().min(MOST_READ as usize)]);
        Some(())
    }
}

/// Exif data: a TIFF without pixels. Only single entries are looked up, so no table of tables can grow.
struct Tiff<'a> {
    data: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn new(data: &'a [u8]) -> Option<Self> {
        match data.get(..4)? {
            b"II*\0" => Some(Self { data, is_little: true }),
            b"MM\0*" => Some(Self { data, is_little: false }),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let two = self.data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four = self.data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let long = if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        usize::try_from(long).ok()
    }

    /// Where the value of a tag, or its place, is in the table at `table`.
    fn value(&self, table: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.short(table)?);
        let entries = (0..count).map(|n| table + 2 + n * 12);
        entries
            .take_while(|at| *at < self.data.len())
            .find(|at| self.short(*at) == Some(tag))
            .map(|at| at + 8)
    }

    /// How it is to be turned. From 5 to 8 width and height change places.
    fn turn(&self) -> Option<u8> {
        let orientation = self.long(4).and_then(|table| self.value(table, 0x0112));
        let turn = orientation.and_then(|at| self.short(at)).filter(|turn| (1..=8).contains(turn))?;
        u8::try_from(turn).ok()
    }

    /// Whether latitude and longitude are there, and not only the keys for them.
    fn has_place(&self) -> bool {
        let gps = self.long(4).and_then(|table| self.value(table, 0x8825)).and_then(|at| self.long(at));
        let degrees = |tag: u16| {
            let at = self.long(self.value(gps?, tag)?)?;
            let parts = (0..3).map(|n| Some((self.long(at + n * 8)?, self.long(at + n * 8 + 4)?)));
            parts.collect::<Option<Vec<_>>>()
        };
        let (Some(latitude), Some(longitude)) = (degrees(2), degrees(4)) else { return false };
        let is_known = |parts: &[(usize, usize)]| parts[0].1 != 0;
        let is_zero = latitude.iter().chain(&longitude).all(|(count, _)| *count == 0);
        is_known(&latitude) && is_known(&longitude) && !is_zero
    }
}
