//! The attributes of a page, without building a tree.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// An attribute with a value.
pub(super) struct Attribute<'h> {
    /// The name of the element.
    pub(super) tag: &'h str,
    /// The name of the attribute.
    pub(super) name: &'h str,
    /// Its value, as written.
    raw: &'h str,
    /// The page from the first attribute of the element on.
    all: &'h str,
}

impl<'h> Attribute<'h> {
    /// Its value. The five entities that escaping writes are decoded.
    pub(super) fn value(&self) -> Cow<'h, str> {
        if memchr(b'&', self.raw.as_bytes()).is_none() {
            return Cow::Borrowed(self.raw);
        }
        let text = self.raw.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        let text = text.replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2F;", "/");
        Cow::Owned(text.replace("&amp;", "&"))
    }

    /// Whether it stands on a `link` whose target a browser loads.
    pub(super) fn is_of_loading_link(&self) -> bool {
        let kinds = ["stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"];
        self.tag == "link" && self.rels().any(|rel| kinds.contains(&rel))
    }

    /// Whether it stands on a link that says of itself that it leads out of the site (HTML, link
    /// type `external`).
    pub(super) fn leads_out(&self) -> bool {
        self.rels().any(|rel| rel == "external")
    }

    /// The link types of its element.
    fn rels(&self) -> impl Iterator<Item = &'h str> {
        let mut at = 0;
        let mut all = std::iter::from_fn(|| attribute(self.all, &mut at));
        all.find(|(name, _)| *name == "rel").map_or("", |(_, value)| value).split_whitespace()
    }
}

/// The attributes of all elements, in order. Comments, scripts and styles are passed over.
/// Templates write names in small letters.
pub(super) fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut at = 0;
    // The element that is open, and where its attributes begin.
    let mut open: Option<(&str, usize)> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some((tag, start)) = open {
                if let Some((name, raw)) = attribute(html, &mut at) {
                    return Some(Attribute { tag, name, raw, all: &html[start..] });
                }
                open = None;
                if matches!(tag, "script" | "style") {
                    let close = format!("</{tag}");
                    at += memmem::find(&html.as_bytes()[at..], close.as_bytes())?;
                }
            }
            at += memchr(b'<', &html.as_bytes()[at..])? + 1;
            let rest = &html[at..];
            if rest.starts_with("!--") {
                at += memmem::find(rest.as_bytes(), b"-->")?;
            } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let end = run(rest.as_bytes(), 0, |b| !is_space(b) && !matches!(b, b'>' | b'/'));
                let tag = &rest[..end];
                at += end;
                // Most elements have no attributes.
                if html.as_bytes().get(at) != Some(&b'>') || matches!(tag, "script" | "style") {
                    open = Some((tag, at));
                }
            }
        }
    })
}

/// The next attribute that has a value, and the value as written. `at` is moved after it, or to
/// the end of the tag.
fn attribute<'h>(html: &'h str, at: &mut usize) -> Option<(&'h str, &'h str)> {
    let bytes = html.as_bytes();
    loop {
        let start = run(bytes, *at, |b| is_space(b) || b == b'/');
        *at = start;
        if matches!(bytes.get(start)?, b'>') {
            return None;
        }
        // A name has at least one character, whichever it is.
        let end = run(bytes, start + 1, |b| !is_space(b) && !matches!(b, b'=' | b'>' | b'/'));
        *at = run(bytes, end, is_space);
        if bytes.get(*at) != Some(&b'=') {
            continue;
        }
        let value = run(bytes, *at + 1, is_space);
        let (value, end_of_value) = match bytes.get(value)? {
            quote @ (b'"' | b'\'') => {
                let inside = value + 1;
                let length = memchr(*quote, &bytes[inside..]).unwrap_or(bytes.len() - inside);
                *at = bytes.len().min(inside + length + 1);
                (inside, inside + length)
            }
            _ => {
                *at = run(bytes, value, |b| !is_space(b) && b != b'>');
                (value, *at)
            }
        };
        return Some((&html[start..end], &html[value..end_of_value]));
    }
}

/// Where the run of bytes that fit ends.
fn run(bytes: &[u8], start: usize, fits: impl Fn(u8) -> bool) -> usize {
    let length = bytes.get(start..).unwrap_or_default().iter().position(|b| !fits(*b));
    length.map_or(bytes.len(), |length| start + length)
}

fn is_space(b: u8) -> bool {
    b.is_ascii_whitespace()
}

/// The addresses of a `srcset`, without their widths. A comma inside an address belongs to it.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let (url, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let bare = url.trim_end_matches(',');
        rest = if bare == url { after.split_once(',').map_or("", |(_, next)| next) } else { after };
        (!bare.is_empty()).then_some(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let html = "<!-- <a href=x> --><a id='q' href=\"/a?b&amp;c\"  class=x>1 < 2</a><input disabled value = y data-é=\"\">\
                    <script src=\"s.js\">if (a<b) { '<a href=\"no\">' }</script><br/><img src=p.png alt=\"a > b\"><a href=\"";
        let found: Vec<String> =
            attributes(html).map(|a| format!("{} {}={}", a.tag, a.name, a.value())).collect();
        assert_eq!(
            found,
            [
                "a id=q",
                "a href=/a?b&c",
                "a class=x",
                "input value=y",
                "input data-é=",
                "script src=s.js",
                "img src=p.png",
                "img alt=a > b",
                "a href="
            ]
        );
        for html in ["<a", "<a href", "<a href=", "<a href='x", "<!--", "<script>", "<", "<a / = >"] {
            assert!(attributes(html).count() <= 1, "{html}");
        }
    }

    #[test]
    fn a_set_of_sources_is_split_as_browsers_split_it() {
        let found = |srcset| candidates(srcset).collect::<Vec<_>>();
        assert_eq!(found("a.png 1x, b.png 2x"), ["a.png", "b.png"]);
        assert_eq!(found(" a.png, b,c.png ,d.png 100w"), ["a.png", "b,c.png", "d.png"]);
        assert_eq!(
            found("data:image/png;base64,AA,BB 1x,\n data:,x 2x"),
            ["data:image/png;base64,AA,BB", "data:,x"]
        );
        assert_eq!(found(" , "), [""; 0]);
    }
}
