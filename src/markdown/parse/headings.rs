//! The ids of headings: `## Odesa {#odesa}`. Braces with anything else in them are text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Placed;

/// Takes the ids at the end of headings out of their text.
pub(super) fn read_ids(events: &mut Vec<Placed<'_>>, body: &str) {
    let mut open = None;
    let mut is_empty = false;
    for at in 0..events.len() {
        match &events[at].0 {
            Event::Start(Tag::Heading { .. }) => open = Some(at),
            Event::End(TagEnd::Heading(_)) => {
                let Some(start) = open.take() else { continue };
                let Event::Text(text) = &events[at - 1].0 else { continue };
                let Some((rest, typed)) = split_id(text) else { continue };
                let (rest, typed) = (CowStr::from(rest.to_owned()), CowStr::from(typed.to_owned()));
                is_empty |= rest.is_empty();
                let range = &mut events[at - 1].1;
                range.end = body[range.clone()].rfind('{').map_or(range.end, |brace| range.start + brace);
                events[at - 1].0 = Event::Text(rest);
                if let Event::Start(Tag::Heading { id, .. }) = &mut events[start].0 {
                    *id = Some(typed);
                }
            }
            _ => {}
        }
    }
    if is_empty {
        events.retain(|(event, _)| !matches!(event, Event::Text(text) if text.is_empty()));
    }
}

/// A text before its `{#id}`, and the id.
fn split_id(text: &str) -> Option<(&str, &str)> {
    let (rest, braces) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let id = braces.trim().strip_prefix('#')?;
    let is_id = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "#{}<>\"'".contains(c));
    is_id.then(|| (rest.trim_end(), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_hold_one_id() {
        assert_eq!(split_id("Odesa {#odesa}"), Some(("Odesa", "odesa")));
        assert_eq!(split_id("Odesa{ #lage-1 } "), Some(("Odesa", "lage-1")));
        assert_eq!(split_id("{#top-level}"), Some(("", "top-level")));
        assert_eq!(split_id("Обстріл {#обстріл}"), Some(("Обстріл", "обстріл")));
        for text in [
            "Use of {braces}",
            "Set {1, 2}",
            "A {#a .b}",
            "A {.wide}",
            "A {#}",
            "A #a}",
            "A {#a} b",
            "A {#a#b}",
        ] {
            assert_eq!(split_id(text), None, "{text}");
        }
    }
}
