//! XML 1.0, written element by element.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document in the making. What XML 1.0 forbids in text is left out.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// The beginning of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = start(name, attributes);
        self.write(Event::Start(start));
    }

    /// The end of an element.
    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with attributes and a text.
    pub(super) fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::from_escaped(escaped(text))));
        self.close(name);
    }

    /// The bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("writing to memory succeeds");
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_ref()));
    }
    start
}

/// Text without the characters that XML 1.0 forbids.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    if text.bytes().all(|b| b.is_ascii_graphic()) || text.chars().all(|c| is_allowed(&c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(is_allowed).collect())
}

/// Text as written between tags: what `quick_xml::escape::escape` returns for [`allowed`] text, in one pass
/// that is quick enough for the texts of feeds.
fn escaped(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|b| IS_SPECIAL[usize::from(*b)]) {
        at += found;
        let (instead, length) = match &bytes[at..] {
            [b'<', ..] => ("&lt;", 1),
            [b'>', ..] => ("&gt;", 1),
            [b'&', ..] => ("&amp;", 1),
            [b'"', ..] => ("&quot;", 1),
            [b'\'', ..] => ("&apos;", 1),
            [b'\r', ..] => ("&#13;", 1),
            // U+FFFE and U+FFFF.
            [0xef, 0xbf, 0xbe | 0xbf, ..] => ("", 3),
            [0xef, ..] => {
                at += 1;
                continue;
            }
            _ => ("", 1),
        };
        if copied == 0 {
            out.reserve(text.len() + text.len() / 4);
        }
        out.push_str(&text[copied..at]);
        out.push_str(instead);
        at += length;
        copied = at;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The bytes at which [`escaped`] has something to do, or may have.
const IS_SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut b = 0;
    while b < 256 {
        let is_control = b < 0x20 && b != b'\t' as usize && b != b'\n' as usize;
        special[b] = is_control || matches!(b as u8, b'<' | b'>' | b'&' | b'"' | b'\'' | 0xef);
        b += 1;
    }
    special
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_quick_xml_does_and_stripped_of_what_is_forbidden() {
        for text in [
            "",
            "плюс",
            "<",
            "a<b>&'\"\r\n\tc<",
            "\u{fffd}\u{fffe}\u{1}\u{7f}ﬁ\u{ffff}x\u{ef}",
            "\u{b}",
            "\u{10ffff}\u{d7ff}\u{e000}",
        ] {
            assert_eq!(escaped(text), quick_xml::escape::escape(allowed(text)), "{text:?}");
        }
        assert_eq!(allowed("x\u{b}\u{ffff}\u{fffd}\u{1f600}"), "x\u{fffd}\u{1f600}");
    }
}
