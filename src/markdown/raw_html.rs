//! Raw HTML in bodies: what is safe stays.
//!
//! [`scan`] looks at each piece where it stands, so that links in it are resolved and what will be
//! removed is reported at its place. [`clean`] then guarantees it, on the whole body.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Elements that writers may use.
const TAGS: [&str; 55] = [
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "time",
    "u",
    "ul",
    "thead",
    "th",
    "tr",
    "section",
    "var",
];
/// Attributes that any element may have.
const ATTRIBUTES: [&str; 5] = ["class", "dir", "id", "lang", "title"];
/// Attributes of single elements.
const OWN_ATTRIBUTES: [(&str, &[&str]); 11] = [
    ("a", &["href", "hreflang"]),
    ("img", &["src", "alt", "width", "height", "loading", "decoding"]),
    ("ol", &["start", "reversed"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("details", &["open"]),
    ("del", &["cite", "datetime"]),
    ("ins", &["cite", "datetime"]),
    ("q", &["cite"]),
];
/// Elements that have no end tag, or may do without: they do not lie in one another.
const NOT_CLOSED: [&str; 28] = [
    "a", "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
    "meta", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// How many elements of raw HTML may be open at once.
pub(super) const MOST_OPEN: usize = 200;
/// What only the Markdown writer may write.
const WRITER_TAGS: [&str; 1] = ["input"];
const WRITER_ATTRIBUTES: [&str; 3] = ["aria-label", "role", "tabindex"];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::new();
    let tags = TAGS.iter().chain(&WRITER_TAGS).copied();
    let mut own: HashMap<&str, HashSet<&str>> =
        OWN_ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    own.insert("input", ["type", "disabled", "checked"].into());
    builder
        .tags(tags.collect())
        .generic_attributes(ATTRIBUTES.iter().chain(&WRITER_ATTRIBUTES).copied().collect())
        .tag_attributes(own)
        .url_schemes(super::resolve::SCHEMES.into())
        .link_rel(None);
    builder
});

/// The body with everything removed that is not on the lists.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// What a scan found worth telling.
pub(super) enum Finding {
    /// An element that will be removed.
    Tag(String),
    /// An element and its attribute that will be removed.
    Attribute(String, String),
    /// An image without alternative text.
    NoAlt,
    /// An element in too many others.
    TooDeep,
}

/// Goes through a piece of raw HTML. `open` counts the elements that are open; what opens too many is
/// left out. `found` is told what will be removed, with its range;
/// `resolve` gives the new value of `href` (false) and `src` (true), or `None` to leave it out.
pub(super) fn scan(
    html: &str,
    open: &mut usize,
    mut found: impl FnMut(Finding, Range<usize>),
    mut resolve: impl FnMut(&str, Range<usize>, bool) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|n| at + n) {
        out.push_str(&html[at..start]);
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |n| start + n + 3);
            continue;
        }
        let Some(tag) = Tag::parse(html, start) else {
            out.push('<');
            at = start + 1;
            continue;
        };
        at = tag.end;
        let name = tag.name.to_ascii_lowercase();
        if tag.closing {
            *open = open.saturating_sub(usize::from(is_closed(&name)));
        } else if is_closed(&name) && *open >= MOST_OPEN {
            found(Finding::TooDeep, start..tag.end);
            continue;
        } else {
            *open += usize::from(is_closed(&name));
        }
        if !TAGS.contains(&name.as_str()) {
            // The cleaner removes it, with what is in it where that is code.
            if !WRITER_TAGS.contains(&name.as_str()) {
                out.push_str(&html[start..tag.end]);
            }
            if !tag.closing {
                found(Finding::Tag(name), start..tag.end);
            }
            continue;
        }
        let has_text = |(attribute, value): &(Range<usize>, Option<Range<usize>>)| {
            let is_alt = html[attribute.clone()].eq_ignore_ascii_case("alt");
            is_alt && value.as_ref().is_some_and(|value| !html[value.clone()].trim().is_empty())
        };
        // An image without its picture is left out.
        let (before, mut is_lost) = (out.len(), false);
        let mut from = start;
        for (attribute, value) in &tag.attributes {
            let key = html[attribute.clone()].to_ascii_lowercase();
            if !is_allowed(&name, &key) {
                out.push_str(&html[from..attribute.start]);
                from = value.as_ref().map_or(attribute.end, |value| value.end);
                from += usize::from(html[from..].starts_with(['"', '\'']));
                found(Finding::Attribute(name.clone(), key), attribute.clone());
            } else if let (Some(value), "href" | "src") = (value, key.as_str()) {
                let text = unescape(&html[value.clone()]);
                let Some(new) = resolve(&text, value.clone(), key == "src") else {
                    is_lost |= key == "src";
                    out.push_str(&html[from..attribute.start]);
                    from = value.end + usize::from(html[value.end..].starts_with(['"', '\'']));
                    continue;
                };
                out.push_str(&html[from..value.start]);
                // A value without quotes gets them: a new one may be empty or have spaces.
                let quote = if html[..value.start].ends_with(['"', '\'']) { "" } else { "\"" };
                out.push_str(quote);
                pulldown_cmark_escape::escape_html(&mut out, &new).expect("writing to a String succeeds");
                out.push_str(quote);
                from = value.end;
            }
        }
        out.push_str(&html[from..tag.end]);
        if is_lost {
            out.truncate(before);
        } else if name == "img" && !tag.attributes.iter().any(has_text) {
            found(Finding::NoAlt, start..tag.end);
        }
    }
    out.push_str(&html[at..]);
    out
}

/// Whether an element goes on until its end tag.
fn is_closed(name: &str) -> bool {
    !NOT_CLOSED.contains(&name)
}

fn is_allowed(tag: &str, attribute: &str) -> bool {
    let own = OWN_ATTRIBUTES.iter().find(|(name, _)| *name == tag);
    ATTRIBUTES.contains(&attribute) || own.is_some_and(|(_, names)| names.contains(&attribute))
}

fn unescape(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

struct Tag<'h> {
    name: &'h str,
    closing: bool,
    /// The ranges of names and values.
    attributes: Vec<(Range<usize>, Option<Range<usize>>)>,
    end: usize,
}

impl<'h> Tag<'h> {
    fn parse(html: &'h str, start: usize) -> Option<Self> {
        let bytes = html.as_bytes();
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        let name_end = span(bytes, name_start, |b| b.is_ascii_alphanumeric() || b == b'-');
        if name_end == name_start {
            return None;
        }
        let mut attributes = Vec::new();
        let mut at = name_end;
        loop {
            at = span(bytes, at, |b| b.is_ascii_whitespace() || b == b'/');
            match bytes.get(at)? {
                b'>' => {
                    let name = &html[name_start..name_end];
                    return Some(Self { name, closing, attributes, end: at + 1 });
                }
                _ => {
                    let key = at..span(bytes, at + 1, |b| !b.is_ascii_whitespace() && !b"=>/".contains(&b));
                    at = span(bytes, key.end, |b| b.is_ascii_whitespace());
                    let mut value = None;
                    if bytes.get(at) == Some(&b'=') {
                        at = span(bytes, at + 1, |b| b.is_ascii_whitespace());
                        let range = match bytes.get(at)? {
                            quote @ (b'"' | b'\'') => {
                                let close = span(bytes, at + 1, |b| b != *quote);
                                let range = at + 1..close;
                                at = close + 1;
                                range
                            }
                            _ => {
                                let close = span(bytes, at, |b| !b.is_ascii_whitespace() && b != b'>');
                                let range = at..close;
                                at = close;
                                range
                            }
                        };
                        value = Some(range);
                    }
                    attributes.push((key, value));
                }
            }
        }
    }
}

/// Where the run of bytes that fit ends.
fn span(bytes: &[u8], start: usize, fits: impl Fn(u8) -> bool) -> usize {
    start + bytes.iter().skip(start).take_while(|b| fits(**b)).count()
}
