//! The tags of a piece of raw HTML (HTML, 13.2.5, as far as bodies need it).

use std::ops::Range;

/// A part of raw HTML.
pub(in crate::markdown) enum Piece<'h> {
    /// Text, as typed.
    Text(&'h str),
    /// A start or end tag.
    Tag(Tag<'h>),
    /// `<?…>` or `<!…>` that is no comment.
    Declaration(Range<usize>),
    /// A tag without `>`, and all that follows.
    Broken(Range<usize>),
}

/// The tags of a piece of HTML and the text between them, in order. Comments are left out.
pub(in crate::markdown) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while html[at..].starts_with("<!--") {
            at += html[at..].find("-->").map_or(html.len() - at, |end| end + 3);
        }
        let start = at;
        match html.as_bytes()[at..] {
            [] => None,
            [b'<', b'!' | b'?', ..] => {
                at += html[at..].find('>').map_or(html.len() - at, |end| end + 1);
                Some(Piece::Declaration(start..at))
            }
            [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let tag = Tag::parse(html, start);
                at = tag.as_ref().map_or(html.len(), |tag| tag.range.end);
                Some(tag.map_or(Piece::Broken(start..at), Piece::Tag))
            }
            _ => {
                at += usize::from(html[at..].starts_with('<'));
                at += html[at..].find('<').unwrap_or(html.len() - at);
                Some(Piece::Text(&html[start..at]))
            }
        }
    })
}

/// A start or end tag.
pub(in crate::markdown) struct Tag<'h> {
    /// Its name in small letters.
    pub(in crate::markdown) name: String,
    /// Whether it ends an element.
    pub(in crate::markdown) is_end: bool,
    /// Its attributes in order.
    pub(in crate::markdown) attributes: Vec<Attribute<'h>>,
    /// Where it stands.
    pub(in crate::markdown) range: Range<usize>,
}

/// An attribute of a tag.
pub(in crate::markdown) struct Attribute<'h> {
    /// Its name in small letters.
    pub(in crate::markdown) name: String,
    /// Where it stands with its value.
    pub(in crate::markdown) range: Range<usize>,
    /// Its value as typed, and where that stands.
    pub(in crate::markdown) value: Option<(&'h str, Range<usize>)>,
}

impl<'h> Tag<'h> {
    /// The value of an attribute, without entities.
    pub(in crate::markdown) fn value(&self, name: &str) -> Option<String> {
        let attribute = self.attributes.iter().find(|attribute| attribute.name == name)?;
        attribute.value.as_ref().map(|(value, _)| unescape(value))
    }

    /// The tag that begins at a position. `None` if none does, or it has no end.
    fn parse(html: &'h str, start: usize) -> Option<Self> {
        let bytes = html.as_bytes();
        let is_end = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(is_end);
        let name_end = run(bytes, name_start, |b| b.is_ascii_alphanumeric() || b == b'-');
        let mut attributes = Vec::new();
        let mut at = name_end;
        loop {
            at = run(bytes, at, |b| b.is_ascii_whitespace() || b == b'/');
            if *bytes.get(at)? == b'>' {
                let name = html[name_start..name_end].to_ascii_lowercase();
                return Some(Self { name, is_end, attributes, range: start..at + 1 });
            }
            let start = at;
            let mut end = run(bytes, at + 1, |b| !b.is_ascii_whitespace() && !b"=>/".contains(&b));
            let name = html[start..end].to_ascii_lowercase();
            at = run(bytes, end, |b| b.is_ascii_whitespace());
            let mut value = None;
            if bytes.get(at) == Some(&b'=') {
                at = run(bytes, at + 1, |b| b.is_ascii_whitespace());
                let quote = Some(*bytes.get(at)?).filter(|b| matches!(b, b'"' | b'\''));
                let from = at + usize::from(quote.is_some());
                let to = match quote {
                    Some(quote) => run(bytes, from, |b| b != quote),
                    None => run(bytes, from, |b| !b.is_ascii_whitespace() && b != b'>'),
                };
                at = (to + usize::from(quote.is_some())).min(html.len());
                end = at;
                value = Some((&html[from..to], from..to));
            }
            attributes.push(Attribute { name, range: start..end, value });
        }
    }
}

/// Where the run of bytes that fit ends.
fn run(bytes: &[u8], start: usize, fits: impl Fn(u8) -> bool) -> usize {
    start + bytes.iter().skip(start).take_while(|b| fits(**b)).count()
}

/// The value of an attribute as it was meant, with the characters of its entities.
pub(in crate::markdown) fn unescape(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
