//! One file: bytes to text, and text to front matter and body.

use std::io::Read as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{conflicts, controls, foreign_form, pointer};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place, Safety, Source, Span};
use crate::load::Unsaved;
use crate::model::typed::article::Keys;
use crate::yaml;

/// The largest text that is read, in bytes.
const LARGEST: u64 = 10_000_000;
/// How many bytes are read at once while it is not known whether they are text.
const PIECE: u64 = 64 * 1024;

/// Reads a text file. Bytes that are not UTF-8 and control characters are reported and replaced.
/// A file that cannot be read at all, is too large or is not text is reported, and `None` is returned. What is not
/// saved yet is read in place of the file.
pub(in crate::load) fn read(
    file: &Path,
    path: &str,
    unsaved: &Unsaved,
    diags: &mut Diagnostics,
) -> Option<Arc<Source>> {
    let unsaved = unsaved.get(path).map(|text| Ok(Ok(text.clone().into_bytes())));
    let bytes = match unsaved.unwrap_or_else(|| bytes_of_text(file)) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(problem)) => {
            diags.report(problem.at(path));
            return None;
        }
        Err(error) => {
            diags.report(unreadable(path, &error));
            return None;
        }
    };
    if pointer::is_pointer(&bytes) {
        diags.report(pointer::problem(path));
        return None;
    }
    let path = path.to_owned();
    match String::from_utf8(bytes) {
        Ok(text) => Some(conflicts::resolved(controls::without(path, text, diags), diags)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let cleaned =
                |text: &str| controls::without(path.clone(), text.to_owned(), &mut Diagnostics::default());
            let (start, source) = (cleaned(&text[..at]).text.len(), cleaned(&text));
            let span = Span::new(start..start + '\u{fffd}'.len_utf8());
            let message = format!("byte {at} of the file (0x{byte:02X}) is not UTF-8");
            diags.report(
                Diagnostic::at(Code::NotUtf8, source.place(span), message).help("save the file in UTF-8"),
            );
            Some(source)
        }
    }
}

/// Why a file is not taken for a text.
enum NoText {
    TooLarge(u64),
    /// The first NUL, and the text before it.
    Nul(Vec<u8>),
}

impl NoText {
    fn at(self, path: &str) -> Diagnostic {
        match self {
            Self::TooLarge(bytes) => {
                let megabytes = (bytes as f64 / 1e6).max(LARGEST as f64 / 1e6 + 0.1);
                let message = format!("this file is {megabytes:.1} MB; a text may be at most 10");
                let place = Place::file(path);
                Diagnostic::at(Code::TooLarge, place, message)
                    .help("split it into several files, or move what is not text out of this folder")
            }
            Self::Nul(mut before) => {
                let at = before.len();
                let is_utf16 = before.starts_with(b"\xff\xfe") || before.starts_with(b"\xfe\xff");
                let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |line| line + 1);
                // In UTF-16 every line has them.
                before.truncate(if is_utf16 { 0 } else { at.min(line + PIECE as usize) });
                let text = String::from_utf8_lossy(&before).into_owned();
                let end = text.len();
                let place = Arc::new(Source::new(path, text)).place(Span::new(end..end));
                let message = match is_utf16 {
                    true => "the file is saved as UTF-16".to_owned(),
                    false => format!("byte {at} of the file is NUL, so this is not text"),
                };
                Diagnostic::at(Code::NotUtf8, place, message)
                    .help("save the file as text in UTF-8, or move it out of this folder")
            }
        }
    }
}

/// The bytes of a file that can be a text. No more is read than is needed to see that it cannot.
fn bytes_of_text(file: &Path) -> std::io::Result<Result<Vec<u8>, NoText>> {
    let mut opened = std::fs::File::open(file)?;
    let length = opened.metadata()?.len();
    if length > LARGEST {
        return Ok(Err(NoText::TooLarge(length)));
    }
    // A pipe, or a file that grows, says less than it has.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    loop {
        let start = bytes.len();
        if (&mut opened).take(PIECE).read_to_end(&mut bytes)? == 0 {
            return Ok(Ok(bytes));
        }
        if let Some(nul) = memchr::memchr(0, &bytes[start..]) {
            bytes.truncate(start + nul);
            return Ok(Err(NoText::Nul(bytes)));
        }
        if bytes.len() as u64 > LARGEST {
            return Ok(Err(NoText::TooLarge(bytes.len() as u64)));
        }
    }
}

/// The problem of a file that the system does not let us read.
pub(in crate::load) fn unreadable(path: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::nowhere(Code::UnreadableFile, format!("`{path}` cannot be read: {error}"))
        .help("check that the file exists and that you may read it")
}

/// Front matter and body of a Markdown file.
pub(in crate::load) struct Parts<T> {
    pub(in crate::load) front: T,
    pub(in crate::load) body: Span,
    /// Where a missing key is reported: the first line.
    pub(in crate::load) top: Span,
    pub(in crate::load) keys: Keys,
    /// Whether there is front matter, in whatever form.
    pub(in crate::load) has_front: bool,
}

/// Splits a file and reads its front matter.
pub(in crate::load) fn parts<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
) -> Parts<T> {
    let text = source.text.as_str();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = line_at(text, start);
    let top = Span::new(first.start..first.start + text[first.clone()].trim_end().len());
    if let Some(found) = foreign_form::front_matter(&text[start..]) {
        let place = source.place(Span::new(start + found.at.start..start + found.at.end));
        let mut help = Help::from(found.help);
        let fences = found.fences.into_iter().map(|fence| (fence, "---"));
        for (part, text) in fences.chain(found.empty.map(|empty| (empty, ""))) {
            help = help.at(Safety::Safe, Span::new(start + part.start..start + part.end), text);
        }
        diags.report(Diagnostic::at(Code::ForeignFrontMatter, place, found.message).help(help));
        let keys = Keys { unreadable: true, ..Keys::default() };
        return Parts {
            front: T::default(),
            body: Span::new(start + found.body..text.len()),
            top,
            keys,
            has_front: true,
        };
    }
    if text[first.clone()].trim_end() != "---" {
        let body = Span::new(start..text.len());
        return Parts { front: T::default(), body, top, keys: Keys::default(), has_front: false };
    }
    let Some((yaml_end, body)) = closing(text, first.end) else {
        let unclosed = Diagnostic::at(
            Code::UnclosedFrontMatter,
            source.place(top),
            "the front matter that begins here is never closed",
        );
        diags.report(match foreign_form::misspelt_end(&text[first.end..]) {
            Some(line) => {
                let line = source.place(Span::new(first.end + line.start..first.end + line.end));
                let help = Help::from("write `---` on that line: three hyphens");
                let help = help.at(Safety::Safe, line.span, "---");
                unclosed.other(line, "this line is not `---`").help(help)
            }
            None => {
                let end = first.end + foreign_form::entries(&text[first.end..]);
                unclosed.help(match text[..end].matches('\n').count() {
                    0 | 1 => "add a line `---` between the last key and the text".to_owned(),
                    more => {
                        format!("add a line `---` after line {}, between the last key and the text", more + 1)
                    }
                })
            }
        });
        let end = text[first.end..].find("\n\n").map_or(text.len(), |at| first.end + at + 1);
        let read = yaml::read(source, first.end..end, &mut Diagnostics::default());
        let keys = Keys { unreadable: true, ..read.keys };
        return Parts { front: read.value, body: Span::new(end..text.len()), top, keys, has_front: true };
    };
    let read = yaml::read(source, first.end..yaml_end, diags);
    Parts { front: read.value, body: Span::new(body..text.len()), top, keys: read.keys, has_front: true }
}

/// Where the front matter ends and where the body begins.
fn closing(text: &str, mut at: usize) -> Option<(usize, usize)> {
    while at < text.len() {
        let line = line_at(text, at);
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            return Some((line.start, line.end));
        }
        at = line.end;
    }
    None
}

/// The line that begins at a byte, with its end.
fn line_at(text: &str, start: usize) -> Range<usize> {
    start..memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at + 1)
}
