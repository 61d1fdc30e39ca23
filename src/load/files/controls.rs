//! Control characters in texts: nothing that is read has any but tabs and line breaks.

use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Source, Span, control_character};

/// The text of a file as it is read. A carriage return alone ends a line; other control characters are
/// reported once for the file and replaced.
pub(in crate::load) fn without(path: String, text: String, diags: &mut Diagnostics) -> Arc<Source> {
    if controls(&text).next().is_none() {
        return Arc::new(Source::new(path, text));
    }
    let (mut cleaned, mut copied) = (String::with_capacity(text.len() + 16), 0);
    let (mut first, mut count) = (None, 0);
    for (at, c) in controls(&text) {
        cleaned.push_str(&text[copied..at]);
        copied = at + c.len_utf8();
        if c == '\r' {
            cleaned.push('\n');
            continue;
        }
        first.get_or_insert((cleaned.len(), c));
        count += 1;
        cleaned.push(char::REPLACEMENT_CHARACTER);
    }
    cleaned.push_str(&text[copied..]);
    let source = Arc::new(Source::new(path, cleaned));
    if let Some((at, c)) = first {
        let span = Span::new(at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        diags.report(control_character(source.place(span), c, count));
    }
    source
}

/// The control characters of a text that are neither tabs nor ends of lines, and lone carriage returns.
fn controls(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    // Most texts have none of these; all bytes are looked at together.
    let may_begin_one = |b: u8| b < b' ' && b != b'\t' && b != b'\n' || b == 0x7f || b == 0xc2;
    let has_any = bytes.iter().fold(false, |any, b| any | may_begin_one(*b));
    let bytes = if has_any { bytes } else { &[] };
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    bytes.iter().enumerate().filter_map(move |(at, byte)| match byte {
        b'\t' | b'\n' => None,
        b'\r' if next(at) == b'\n' => None,
        0..=0x1f | 0x7f => Some((at, char::from(*byte))),
        // The first byte of U+0080 to U+00BF.
        0xc2 if next(at) <= 0x9f => Some((at, char::from(next(at)))),
        _ => None,
    })
}
