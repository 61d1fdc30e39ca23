//! Raw HTML in bodies: what is safe stays.
//!
//! The writer goes through the tags of each piece in place, so that links in it are resolved and what is
//! removed is reported at its place. [`clean`] then guarantees this for the whole body.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Elements that writers may use.
const TAGS: [&str; 67] = [
    "a",
    "abbr",
    "address",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
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
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "meter",
    "ol",
    "p",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];
/// Attributes that any element may have.
const ATTRIBUTES: [&str; 5] = ["class", "dir", "id", "lang", "title"];
/// Attributes of individual elements.
const OWN_ATTRIBUTES: [(&str, &[&str]); 15] = [
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
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("meter", &["value", "min", "max", "low", "high", "optimum"]),
    ("progress", &["value", "max"]),
];
/// Elements that have no end tag, or may do without one: nesting is not counted for them.
const NOT_CLOSED: [&str; 27] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements that are removed with all that is in them: code, drawings, and texts for browsers without them.
const REMOVED_WHOLE: [&str; 12] = [
    "applet", "audio", "canvas", "embed", "iframe", "math", "object", "script", "style", "svg", "template",
    "video",
];
/// Elements that are replaced by a link to what they show, each with the attribute that has its address.
const SHOWN_BY_LINK: [(&str, &str); 5] =
    [("audio", "src"), ("embed", "src"), ("iframe", "src"), ("object", "data"), ("video", "src")];
/// Elements that are removed except for the text in them, and occur within a word or line.
const WITHIN_LINES: [&str; 12] = [
    "acronym", "big", "blink", "data", "font", "input", "label", "nobr", "output", "picture", "strike", "tt",
];
/// Attributes that say how something looks.
const LOOKS: [&str; 16] = [
    "align",
    "background",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "face",
    "frameborder",
    "height",
    "hspace",
    "nowrap",
    "size",
    "style",
    "valign",
    "width",
];
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

/// The body with everything that is not on the lists removed.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// Whether writers may use an element.
pub(super) fn is_allowed(tag: &str) -> bool {
    TAGS.contains(&tag)
}

/// Whether an attribute of an allowed element stays.
pub(super) fn is_attribute(tag: &str, attribute: &str) -> bool {
    let own = OWN_ATTRIBUTES.iter().find(|(name, _)| *name == tag);
    ATTRIBUTES.contains(&attribute) || own.is_some_and(|(_, names)| names.contains(&attribute))
}

/// Whether an attribute says how something looks.
pub(super) fn is_look(attribute: &str) -> bool {
    LOOKS.contains(&attribute)
}

/// Whether an element goes on until its end tag.
pub(super) fn is_closed(name: &str) -> bool {
    !NOT_CLOSED.contains(&name)
}

/// Whether an element is removed with all that is in it.
pub(super) fn is_removed_whole(name: &str) -> bool {
    REMOVED_WHOLE.contains(&name)
}

/// The attribute with the address of what an element shows, if a link takes its place.
pub(super) fn shown_by(name: &str) -> Option<&'static str> {
    SHOWN_BY_LINK.iter().find(|(tag, _)| *tag == name).map(|(_, attribute)| *attribute)
}

/// Whether the words around an element that is removed belong to one line.
pub(super) fn is_within_line(name: &str) -> bool {
    WITHIN_LINES.contains(&name)
}
