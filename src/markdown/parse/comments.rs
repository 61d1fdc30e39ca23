//! `%%private%%`, the comments of Obsidian: no part of the page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, unescaped};

const MARK: &str = "%%";

/// A mark in a text event: the position of the event, and where in its text the mark begins.
type Mark = (usize, usize);

/// Takes comments out of the events, with the paragraphs that hold nothing else. Gives the place of a mark
/// that opens a comment without an end.
pub(super) fn remove(events: &mut Vec<Placed<'_>>, body: &str) -> Option<Range<usize>> {
    if !body.contains(MARK) {
        return None;
    }
    let marks = marks(events, body);
    let (pairs, rest) = marks.as_chunks::<2>();
    let open = rest.first().map(|(event, _)| events[*event].1.clone());
    for [from, to] in pairs.iter().rev() {
        cut(events, *from, *to);
    }
    let mut pairs = pairs.iter().peekable();
    let mut at = 0;
    events.retain(|_| {
        let here = at;
        at += 1;
        while pairs.next_if(|[_, (to, _)]| *to <= here).is_some() {}
        pairs.peek().is_none_or(|[(from, _), _]| *from >= here)
    });
    remove_empty(events);
    open
}

/// The marks in running text that open and close comments, in order. `50%%` opens none.
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
                        marks.push((n, shown));
                    }
                }
            }
            _ => {}
        }
    }
    marks
}

/// Takes the text of a comment out of the events it begins and ends in. What lies between goes later.
fn cut(events: &mut [Placed<'_>], (from, start): Mark, (to, end): Mark) {
    let mut shorten = |n: usize, keep: &dyn Fn(&str) -> String| {
        if let Event::Text(text) = &events[n].0 {
            events[n].0 = Event::Text(keep(text).into());
        }
    };
    if from == to {
        return shorten(from, &|text| format!("{}{}", &text[..start], &text[end + MARK.len()..]));
    }
    shorten(from, &|text| text[..start].to_owned());
    shorten(to, &|text| text[end + MARK.len()..].to_owned());
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
