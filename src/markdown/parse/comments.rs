//! `%%private%%`, Obsidian's comments: not part of the page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, unescaped};

const MARK: &str = "%%";

/// A mark in a text event.
struct Mark {
    event: usize,
    /// Where the mark begins in the text of the event.
    at: usize,
    /// Where it was typed.
    typed: Range<usize>,
}

/// Takes comments out of the events, with the elements in them and the paragraphs that hold nothing else.
/// Returns the place of a mark that opens a comment without an end.
pub(super) fn remove(events: &mut Vec<Placed<'_>>, body: &str) -> Option<Range<usize>> {
    if !body.contains(MARK) {
        return None;
    }
    let mut marks = marks(events, body);
    let open = if marks.len() % 2 == 1 { marks.pop().map(|mark| mark.typed) } else { None };
    let mut marks = marks.iter().peekable();
    let mut out = Vec::with_capacity(events.len());
    // The elements that began in the comment and have not ended.
    let (mut is_inside, mut begun) = (false, Vec::new());
    for (n, (event, range)) in events.drain(..).enumerate() {
        match event {
            Event::Text(text) if marks.peek().is_some_and(|mark| mark.event == n) => {
                let (mut kept, mut from) = (String::new(), 0);
                while let Some(Mark { at, .. }) = marks.next_if(|mark| mark.event == n) {
                    if !is_inside {
                        kept.push_str(&text[from..*at]);
                    }
                    is_inside = !is_inside;
                    from = at + MARK.len();
                }
                if !is_inside {
                    kept.push_str(&text[from..]);
                    out.append(&mut begun);
                }
                out.push((Event::Text(kept.into()), range));
            }
            _ if !is_inside => out.push((event, range)),
            Event::Start(_) => begun.push((event, range)),
            // What began before the comment ends in it.
            Event::End(_) if begun.pop().is_none() => out.push((event, range)),
            _ => {}
        }
    }
    *events = out;
    remove_empty(events);
    open
}

/// The marks in running text that open and close comments, in order. `50%%` does not open one.
fn marks(events: &[Placed<'_>], body: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut is_code = false;
    for (n, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code && text.contains(MARK) => {
                let source = &body[range.clone()];
                let plain: Vec<usize> = unescaped(source, MARK).collect();
                let typed = source.match_indices(MARK).map(|(at, _)| at);
                for (shown, typed) in text.match_indices(MARK).map(|(at, _)| at).zip(typed) {
                    let is_open = marks.len() % 2 == 1;
                    let is_amount = text[..shown].ends_with(|c: char| c.is_alphanumeric());
                    if plain.binary_search(&typed).is_ok() && (is_open || !is_amount) {
                        let typed = range.start + typed..range.start + typed + MARK.len();
                        marks.push(Mark { event: n, at: shown, typed });
                    }
                }
            }
            _ => {}
        }
    }
    marks
}

/// Takes out texts, paragraphs and line breaks that the comments have left empty.
fn remove_empty(events: &mut Vec<Placed<'_>>) {
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(events.len());
    for (event, range) in events.drain(..) {
        match &event {
            Event::Text(text) if text.is_empty() => continue,
            Event::SoftBreak if matches!(out.last(), None | Some((Event::Start(Tag::Paragraph), _))) => {
                continue;
            }
            Event::End(TagEnd::Paragraph) => {
                while matches!(out.last(), Some((Event::SoftBreak, _))) {
                    out.pop();
                }
                if matches!(out.last(), Some((Event::Start(Tag::Paragraph), _))) {
                    out.pop();
                    continue;
                }
            }
            _ => {}
        }
        out.push((event, range));
    }
    *events = out;
}
