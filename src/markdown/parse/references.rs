//! `[text][label]` and `[label]: address`.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, RefDefs, Tag};

use super::Placed;

/// The addresses of the labels that are defined, in lower case.
pub(super) fn defined(definitions: &RefDefs<'_>) -> HashMap<String, String> {
    definitions
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), definition.dest.to_string()))
        .collect()
}

/// The definitions that come too late: another one for the same label holds, and has another address.
pub(super) fn redefined(
    defined: &HashMap<String, String>,
    events: &[Placed<'_>],
    body: &str,
) -> Vec<(Range<usize>, String)> {
    let mut late = Vec::new();
    if defined.is_empty() {
        return late;
    }
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let typed = line.trim_start_matches([' ', '>']);
        let parts = typed.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        if let Some((label, address)) = parts
            && let Some(first) = defined.get(&label.to_lowercase())
            && let Some(address) = address.split_whitespace().next()
            && address.trim_matches(['<', '>']) != first
        {
            let at = start + line.len() - typed.len();
            late.push((at..at + label.len() + 3, label.to_owned()));
        }
        start += line.len();
    }
    // What is shown is not a definition: code, for example.
    if !late.is_empty() {
        let mut shown = events.iter().filter(|(event, _)| {
            matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_))
        });
        let mut next = shown.next();
        late.retain(|(range, _)| {
            while let Some((_, text)) = next
                && text.end <= range.start
            {
                next = shown.next();
            }
            next.is_none_or(|(_, text)| text.start >= range.end)
        });
    }
    late
}

/// Takes out the references whose label is a link on its own, as in `[a][b](https://…)`.
pub(super) fn remove_links(undefined: &mut Vec<(Range<usize>, String)>, events: &[Placed<'_>]) {
    if undefined.is_empty() {
        return;
    }
    let links = events.iter().filter(|(event, _)| matches!(event, Event::Start(Tag::Link { .. })));
    let starts: Vec<usize> = links.map(|(_, range)| range.start).collect();
    undefined.retain(|(range, _)| {
        let next = starts.partition_point(|start| *start <= range.start);
        starts.get(next).is_none_or(|start| *start >= range.end)
    });
}
