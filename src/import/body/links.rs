//! Links and headings: each link leads to the file that its address was made from, each heading keeps its id.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag};

use super::{Body, angled, headings, is_within, options, outline};
use crate::html;
use crate::import::folder::relative;
use crate::import::plan::{To, ToList};
use crate::language::slug::slug;

/// A body with links and headings as they are to be.
pub(super) fn converted(text: &str, body: &mut Body<'_>) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut code = Vec::new();
    // The ids that raw HTML has.
    let mut taken = HashSet::new();
    let mut undefined: Vec<Range<usize>> = Vec::new();
    let note = |link: BrokenLink<'_>| {
        if !matches!(link.link_type, LinkType::ShortcutUnknown | LinkType::Shortcut) {
            undefined.push(link.span);
        }
        None
    };
    for (event, range) in
        Parser::new_with_broken_link_callback(text, options(), Some(note)).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if has_odd_scheme(&dest_url) => {
                odd_link(text, range, &dest_url, &mut edits, body);
            }
            // An address in angle brackets is not one of this site's, and mail does not lead to a page.
            Event::Start(Tag::Link { link_type: LinkType::Email | LinkType::Autolink, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                if let Some(place) = place(text, &dest_url, &range)
                    && let Some(new) = target(&dest_url, body)
                {
                    let is_angled = text[..place.start].ends_with('<');
                    edits.push((place, if is_angled { new } else { angled(&new) }));
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                taken.extend(html::ids(&text[range.clone()]));
                addresses_of_html(text, range, body, &mut edits);
            }
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => code.push(range),
            _ => {}
        }
    }
    // References to nothing are text, both there and here.
    for range in undefined {
        let brackets = text[range.clone()].match_indices(['[']).map(|(at, _)| range.start + at);
        edits.extend(brackets.filter(|at| !text[..*at].ends_with('\\')).map(|at| (at..at, "\\".to_owned())));
    }
    let typed = outline(text);
    for (heading, id) in headings::to_be_typed(&typed, body.settings.heading_ids, &taken) {
        let line = text[heading.range.clone()].lines().next().unwrap_or_default();
        let is_atx = line.trim_start().starts_with('#');
        let words = if is_atx { line.trim_end().trim_end_matches('#').trim_end() } else { line.trim_end() };
        let words = if words.trim_start().is_empty() { line.trim_end() } else { words };
        let start = heading.range.start + words.len();
        edits.push((start..heading.range.start + line.trim_end().len(), format!(" {{#{id}}}")));
        body.report.turned("heading ids", "typed {#ids}", 1);
    }
    // Two square brackets are a link here but were not one there.
    let edited = joined(edits.iter().map(|(range, _)| range.clone()).collect());
    let mut next_end = Some(0);
    for (at, _) in text.match_indices("[[") {
        let is_code = is_within(&code, at);
        if next_end.is_some_and(|end: usize| end < at || end == 0) {
            next_end = text[at..].find("]]").map(|end| at + end);
        }
        let end = next_end;
        let is_name = end.is_some_and(|end| {
            let inside = &text[at + 2..end];
            !inside.contains(['\n', '[', ']']) && !text[end + 2..].starts_with(['(', '['])
        });
        let is_edited = is_within(&edited, at);
        if let Some(end) = end.filter(|_| is_name && !is_code && !is_edited && !text[..at].ends_with('\\')) {
            edits.push((at..at, "\\".to_owned()));
            edits.push((end + 1..end + 1, "\\".to_owned()));
        }
    }
    apply(text, edits)
}

/// Ranges in order, with overlapping ones joined.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut all: Vec<Range<usize>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match all.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => all.push(range),
        }
    }
    all
}

/// Whether an address is of a kind that no page links to.
fn has_odd_scheme(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| {
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        is_scheme && !["http", "https", "mailto", "tel", "entry", "beside"].contains(&scheme.as_str())
    })
}

/// Such a link as its words and its address.
fn odd_link(
    text: &str,
    range: Range<usize>,
    url: &str,
    edits: &mut Vec<(Range<usize>, String)>,
    body: &mut Body<'_>,
) {
    let typed = &text[range.clone()];
    let words = typed.strip_prefix('[').and_then(|rest| rest.split(']').next()).filter(|words| *words != url);
    let new = match words {
        Some(words) => format!("{words} (`{url}`)"),
        None => format!("`{url}`"),
    };
    body.report.turned("links with schemes other than https", "text", 1);
    edits.push((range, new));
}

/// A text with edits, given in any order. Of two that overlap, the first one counts.
fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Where the address of a link is, in bytes.
fn place(text: &str, url: &CowStr<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    if let CowStr::Borrowed(part) = url {
        let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        return (!part.is_empty() && at + part.len() <= text.len()).then(|| at..at + part.len());
    }
    let at = range.start + text[range.clone()].rfind(&**url)?;
    Some(at..at + url.len())
}

/// What is written in place of an address. `None` if it stays.
fn target(url: &str, body: &mut Body<'_>) -> Option<String> {
    let (path, rest) = url.find(['#', '?']).map_or((url, ""), |at| url.split_at(at));
    let fragment = rest.find('#').map_or("", |at| &rest[at..]);
    let found = if let Some(entry) = path.strip_prefix("entry:") {
        Some(To::Entry(entry.parse().ok()?))
    } else if let Some(beside) = path.strip_prefix("beside:") {
        Some(To::Beside(beside.parse().ok()?))
    } else {
        if path.is_empty() || is_elsewhere(path, body) {
            return None;
        }
        body.places.find(body.at, path)
    };
    let folder = body.places.folder(body.at);
    match found {
        Some(To::Entry(entry)) => {
            let Some(to) = &body.places.planned[entry] else {
                // What it led to is made by Dateline itself: the front page, or a list.
                let to = body.places.entry(entry).address.clone().unwrap_or_default();
                return lost(url, &to, fragment, body);
            };
            body.report.turned("links", "links to files", 1);
            // What was above the text is now the title.
            let fragment = if is_headline(body.places.entry(entry).body(), fragment) { "" } else { fragment };
            Some(format!("{}{fragment}", relative(&folder, &to.path)))
        }
        Some(To::Term(term)) => Some(relative(&folder, &body.places.terms[term].path)),
        Some(To::Beside(beside)) => {
            let beside = &body.places.archive.beside[beside];
            Some(match beside.to.strip_prefix("root/") {
                Some(address) => format!("/{address}{fragment}"),
                None => format!("{}{fragment}", relative(&folder, &beside.to)),
            })
        }
        None => match body.places.of_bundle(body.at, path) {
            // A file in its own folder, which comes along.
            Some(path) => Some(format!("{path}{fragment}")).filter(|new| new != url),
            None => lost(url, path, fragment, body),
        },
    }
}

/// Whether a fragment means the headline that a body begins with.
fn is_headline(text: &str, fragment: &str) -> bool {
    let first = text.trim_start().lines().next().and_then(|line| line.strip_prefix("# "));
    first.is_some_and(|words| format!("#{}", slug(words.trim())) == fragment)
}

/// A link to something that did not come along. The front page and lists exist at other addresses.
fn lost(url: &str, path: &str, fragment: &str, body: &mut Body<'_>) -> Option<String> {
    if path.trim_matches('/').is_empty() || path == "/index.html" {
        return Some("/".to_owned()).filter(|new| new != url);
    }
    if let Some(list) = body.places.list(body.at, path, fragment) {
        body.report.turned("links to lists", "lists of the site", 1);
        return Some(match list {
            ToList::Page(page) => page,
            ToList::File(file) => relative(&body.places.folder(body.at), &file),
        });
    }
    if !url.starts_with("http") {
        let line = body.line_of(url);
        body.hand(line, &format!("`{url}` leads nowhere"));
    }
    None
}

/// Whether an address belongs to another site, or is not the address of a page.
fn is_elsewhere(path: &str, body: &Body<'_>) -> bool {
    let own = body.settings.base_url.as_deref().map(|base| base.trim_end_matches('/'));
    if own.is_some_and(|own| {
        !own.is_empty() && path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }) {
        return false;
    }
    let scheme = path.split(['/', '?', '#']).next().unwrap_or_default();
    // What a template was to fill in is reported as such.
    path.starts_with("//") || scheme.contains(':') || path.contains("{{") || path.contains("{%")
}

/// The addresses in raw HTML.
fn addresses_of_html(
    text: &str,
    range: Range<usize>,
    body: &mut Body<'_>,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    let html = &text[range.clone()];
    for name in ["href=", "src="] {
        for (at, _) in html.match_indices(name) {
            let rest = &html[at + name.len()..];
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some(end) = rest[1..].find(quote) else { continue };
            let start = range.start + at + name.len() + 1;
            let url = rest[1..1 + end].to_owned();
            if let Some(new) = target(&url, body) {
                edits.push((start..start + end, new));
            }
        }
    }
}
