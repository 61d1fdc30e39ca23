//! Character references in text and attributes (HTML, 13.5).

use std::borrow::Cow;

use super::scan;

/// A text with its references decoded. What is not a reference stays.
pub fn decoded(text: &str) -> Cow<'_, str> {
    match scan::find(b'&', text.as_bytes(), 0) {
        Some(_) => html_escape::decode_html_entities(text),
        None => Cow::Borrowed(text),
    }
}

/// Adds a text with its references decoded.
pub fn decode(text: &str, out: &mut String) {
    out.push_str(&decoded(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters_and_other_signs_stay() {
        assert_eq!(decoded("a &amp;amp; b &#x27;&#39;&#X2f; &lt;&gt;&quot;&apos;"), "a &amp; b ''/ <>\"'");
        assert_eq!(decoded("&ouml;&nbsp;&hellip;"), "ö\u{a0}…");
        assert_eq!(decoded("a & b &cc; &;&#; &#xd800; &é;é &"), "a & b &cc; &;&#; &#xd800; &é;é &");
    }
}
