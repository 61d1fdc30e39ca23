//! Looks at what templates load and run that the site's policy (Content Security Policy) forbids without any
//! message in the page: inline scripts and styles, and other hosts. One script is allowed in the page, by its
//! text.

use std::ops::Range;

use super::scan::without_tags;
use crate::html::{Attribute, Reader, Tag};
use crate::model::theme::HEAD_SCRIPT;
use crate::model::typed::policy::Policy;

/// What is forbidden: the bytes of the template, a message, what to do.
pub(super) type Forbidden = (Range<usize>, String, String);

/// The elements that load something from `src`, with the key of `csp` that allows it.
const SOURCES: [(&str, &str); 9] = [
    ("script", "script"),
    ("img", "img"),
    ("iframe", "frame"),
    ("frame", "frame"),
    ("audio", "media"),
    ("video", "media"),
    ("source", "media"),
    ("track", "media"),
    ("embed", "frame"),
];

/// The kinds of `script` that are data and do not run.
const DATA: [&str; 4] = ["json", "importmap", "speculationrules", "template"];

/// Everything that the policy forbids in a template, in order.
pub(super) fn check(source: &str, policy: &Policy) -> Vec<Forbidden> {
    let html = without_tags(source);
    let (mut reader, mut found) = (Reader::new(&html), Vec::new());
    while let Some(tag) = reader.start_tag(|_| true) {
        let is_allowed = reader.is(&tag, "script") && is_head_script(&source[tag.range.end..]);
        found.extend(inline(&reader, &tag).filter(|_| !is_allowed));
        found.extend(reader.attributes().filter_map(|attribute| in_attribute(&attribute)));
        found.extend(elsewhere(&reader, &tag, policy));
    }
    found
}

/// Whether a script is the one that the policy allows, and nothing else.
fn is_head_script(text: &str) -> bool {
    let tag = text.strip_prefix("{%").and_then(|text| text.split_once("%}</script>"));
    tag.is_some_and(|(tag, _)| tag.split_whitespace().eq(["include", &format!("\"{HEAD_SCRIPT}\"")]))
}

/// The first tag of a template that is a script: the policy knows the script as its file has it.
pub(super) fn check_script(source: &str) -> Option<Forbidden> {
    let at = ["{{", "{%", "{#"].iter().filter_map(|tag| source.find(tag)).min()?;
    let message = "browsers do not run this script if a tag of the template changes it".to_owned();
    let help = "put the value into an attribute of an element, and read it from there";
    Some((at..at + 2, message, help.to_owned()))
}

/// A script or style in the page.
fn inline(reader: &Reader<'_>, tag: &Tag) -> Option<Forbidden> {
    if reader.is(tag, "style") {
        let help = "write the rules into `static/site.css` of the theme";
        return Some((
            tag.range.clone(),
            "browsers do not use a style in the page".to_owned(),
            help.to_owned(),
        ));
    }
    let kind = reader.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let runs = reader.is(tag, "script") && reader.attribute("src").is_none();
    if !runs || DATA.iter().any(|data| kind.contains(data)) {
        return None;
    }
    let message = "browsers do not run a script in the page".to_owned();
    Some((tag.range.clone(), message, "write the script into `static/site.js` of the theme".to_owned()))
}

/// A script or style in an attribute.
fn in_attribute(attribute: &Attribute<'_>) -> Option<Forbidden> {
    let name = attribute.name.to_ascii_lowercase();
    if name == "style" {
        let message = "browsers do not use a style in an attribute".to_owned();
        let help = "give the element a class, and write the rule into `static/site.css` of the theme";
        return Some((attribute.range.clone(), message, help.to_owned()));
    }
    let event = name.strip_prefix("on").filter(|event| event.len() > 2)?;
    let message = format!("browsers do not run the script in `{name}`");
    let help = format!("listen for `{event}` in `static/site.js` of the theme");
    Some((attribute.range.clone(), message, help))
}

/// Something that is loaded from a host that the policy does not name.
fn elsewhere(reader: &Reader<'_>, tag: &Tag, policy: &Policy) -> Option<Forbidden> {
    let (name, key) = match SOURCES.iter().find(|(element, _)| reader.is(tag, element)) {
        Some((_, key)) => ("src", *key),
        None if reader.is(tag, "form") => ("action", "form"),
        None if reader.is(tag, "link") => ("href", linked(reader)?),
        None => return None,
    };
    let attribute = reader.attributes().find(|attribute| attribute.is(name))?;
    let address = attribute.value();
    let is_elsewhere = ["https://", "http://", "//"].iter().any(|start| address.starts_with(start));
    // `form-action` is not limited unless `csp` names hosts for forms.
    let is_free = key == "form" && policy.form.is_empty();
    if !is_elsewhere || is_free || policy.allows(key, &address) {
        return None;
    }
    let host = address.split('/').take(3).collect::<Vec<_>>().join("/");
    let host = if host.starts_with("//") { format!("https:{host}") } else { host };
    let message =
        format!("browsers do not load `{address}`, because the site's policy does not name its host");
    let help =
        format!("write `csp: {{{key}: {host}}}` in `site.yaml`, or keep the file in `static/` of the theme");
    Some((attribute.range.clone(), message, help))
}

/// What a `link` loads.
fn linked(reader: &Reader<'_>) -> Option<&'static str> {
    let kinds = reader.attribute("rel")?.to_ascii_lowercase();
    let mut kinds = kinds.split_whitespace();
    kinds.find_map(|kind| match kind {
        "stylesheet" => Some("style"),
        "icon" | "apple-touch-icon" => Some("img"),
        "modulepreload" => Some("script"),
        _ => None,
    })
}
