//! The attributes of a page, without building a tree.

use std::borrow::Cow;

/// An attribute with a value.
pub(super) struct Attribute<'h> {
    /// The name of the element.
    pub(super) tag: &'h str,
    /// The name of the attribute.
    pub(super) name: &'h str,
    /// Its value, decoded.
    pub(super) value: Cow<'h, str>,
    /// All attributes of the element, as written.
    pub(super) all: &'h str,
}

/// The attributes of all elements, in order. Comments, scripts and styles are passed over.
/// Templates write names in small letters.
pub(super) fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut rest = html;
    let mut open: Option<(&str, &str, &str)> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some((tag, all, inside)) = open {
                match attribute(inside) {
                    Some((name, value, after)) => {
                        open = Some((tag, all, after));
                        return Some(Attribute { tag, name, value: decoded(value), all });
                    }
                    None => open = None,
                }
            }
            let at = rest.find('<')?;
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let name_end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
            let (tag, after) = rest.split_at(name_end);
            let end = end_of_tag(after);
            open = Some((tag, &after[..end], &after[..end]));
            rest = &after[end..];
            if matches!(tag, "script" | "style") {
                let close = format!("</{tag}");
                rest = rest.find(&close).map_or("", |end| &rest[end..]);
            }
        }
    })
}

/// Whether a browser loads what a `link` element with these attributes names.
pub(super) fn loads(all: &str) -> bool {
    let kinds = ["stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"];
    rels(all).any(|rel| kinds.contains(&rel))
}

/// Whether a link says of itself that it leads out of the site (HTML, link type `external`).
pub(super) fn leads_out(all: &str) -> bool {
    rels(all).any(|rel| rel == "external")
}

/// The link types among the attributes of an element.
fn rels(mut all: &str) -> impl Iterator<Item = &str> {
    let mut found = "";
    while let Some((name, value, after)) = attribute(all) {
        if name == "rel" {
            found = value;
            break;
        }
        all = after;
    }
    found.split_whitespace()
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, b) in text.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The next attribute that has a value: name, value, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let equals = text.find('=')?;
    let name =
        text[..equals].trim_end().rsplit(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    let after = text[equals + 1..].trim_start();
    match after.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let end = after[1..].find(char::from(*quote)).map_or(after.len(), |end| end + 1);
            Some((name, &after[1..end], after.get(end + 1..).unwrap_or_default()))
        }
        _ => {
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            Some((name, &after[..end], &after[end..]))
        }
    }
}

/// The five entities that escaping writes.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let text = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Cow::Owned(text.replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2F;", "/").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let html = "<!-- <a href=x> --><a id='q' href=\"/a?b&amp;c\"  class=x>1 < 2</a>\
                    <script src=\"s.js\">if (a<b) { '<a href=\"no\">' }</script><br/><img src=p.png alt=\"a > b\">";
        let found: Vec<String> =
            attributes(html).map(|a| format!("{} {}={}", a.tag, a.name, a.value)).collect();
        assert_eq!(
            found,
            ["a id=q", "a href=/a?b&c", "a class=x", "script src=s.js", "img src=p.png", "img alt=a > b"]
        );
    }
}
