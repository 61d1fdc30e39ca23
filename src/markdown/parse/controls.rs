//! Control characters that a body names by number: `&#27;`.
//!
//! A file has none when it gets here; a character reference is the other way to write one.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use crate::diagnostic::is_control;

/// Replaces them, and returns the first with its range in the body, and how many there are.
pub(super) fn replace(
    events: &mut [(Event<'_>, Range<usize>)],
    body: &str,
) -> Option<(char, Range<usize>, usize)> {
    if !body.contains("&#") {
        return None;
    }
    let (mut first, mut count) = (None, 0);
    for (event, range) in events {
        let mut found = |c: char| {
            first.get_or_insert_with(|| (c, place(body, range.clone())));
            count += 1;
        };
        match event {
            Event::Text(text) => quiet(text, &mut found),
            Event::Html(html) | Event::InlineHtml(html) => quiet_html(html, &mut found),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => quiet(info, &mut found),
            Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                quiet(dest_url, &mut found);
                quiet(title, &mut found);
            }
            _ => {}
        }
    }
    first.map(|(c, place)| (c, place, count))
}

/// Replaces the control characters of a text.
fn quiet(text: &mut CowStr<'_>, found: &mut impl FnMut(char)) {
    if !text.contains(is_control) {
        return;
    }
    let replaced = |c: char| {
        if !is_control(c) {
            return c;
        }
        found(c);
        char::REPLACEMENT_CHARACTER
    };
    *text = text.chars().map(replaced).collect::<String>().into();
}

/// Replaces the references to control characters in raw HTML, which does not read those from U+0080 onwards
/// by their number.
fn quiet_html(html: &mut CowStr<'_>, found: &mut impl FnMut(char)) {
    let (mut quiet, mut copied) = (String::new(), 0);
    for (c, range) in references(html).filter(|(c, _)| c.is_ascii()) {
        found(c);
        quiet.push_str(&html[copied..range.start]);
        quiet.push(char::REPLACEMENT_CHARACTER);
        copied = range.end;
    }
    if copied > 0 {
        quiet.push_str(&html[copied..]);
        *html = quiet.into();
    }
}

/// Where the first reference to a control character is in a range of the body; the whole range if none can be
/// seen.
fn place(body: &str, range: Range<usize>) -> Range<usize> {
    let found = body.get(range.clone()).and_then(|text| references(text).next());
    found.map_or(range.clone(), |(_, at)| range.start + at.start..range.start + at.end)
}

/// The references to control characters, each with its range.
fn references(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    text.match_indices("&#").filter_map(|(start, _)| {
        let number = &text[start + 2..];
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let c = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32)?;
        let end = text.len() - digits.len() + length;
        let end = end + usize::from(text[end..].starts_with(';'));
        // NUL is replaced by every reader.
        (is_control(c) && c != '\0').then_some((c, start..end))
    })
}
