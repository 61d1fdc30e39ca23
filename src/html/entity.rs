//! Entities in text and attributes (HTML, 13.2.5.72): those that escaping writes, and numbers.

use std::borrow::Cow;

use memchr::memchr;

/// The named entities that cleaned and escaped HTML has.
const NAMED: [(&str, char); 6] =
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}')];
/// The longest entity that is looked for, in bytes without its signs.
const LONGEST: usize = 10;

/// A text with its entities decoded. Others stay as they are.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    decode(text, &mut decoded);
    Cow::Owned(decoded)
}

/// Adds a text with its entities decoded.
pub fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.bytes().take(LONGEST + 1).position(|b| b == b';');
        match end.and_then(|end| Some((character(&tail[..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
}

fn character(entity: &str) -> Option<char> {
    if let Some((_, c)) = NAMED.iter().find(|(name, _)| *name == entity) {
        return Some(*c);
    }
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters_and_other_signs_stay() {
        assert_eq!(decoded("a &amp;amp; b &#x27;&#39;&#X2f; &lt;&gt;&quot;&apos;"), "a &amp; b ''/ <>\"'");
        assert_eq!(decoded("a & b &c; &;&#; &#xd800; &"), "a & b &c; &;&#; &#xd800; &");
        assert_eq!(decoded("&#0000000065;&#00000065;"), "&#0000000065;A");
        assert_eq!(decoded("&é;é"), "&é;é");
    }
}
