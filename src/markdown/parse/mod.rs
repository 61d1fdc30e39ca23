//! Parses a body into the events of CommonMark and GFM, and reads in them what the parser does not know.
//!
//! Each pass is a function over the events of a whole body, and looks for its mark before it does
//! anything. Ranges are those of the body, whatever was parsed with it.

mod addresses;
mod brackets;
mod comments;
mod controls;
mod definitions;
mod east_asian;
mod footnotes;
mod headings;
pub(super) mod literal;
mod references;
mod stand_ins;
mod tables;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

pub(super) use footnotes::with_labels;
pub(super) use stand_ins::StandIns;

/// How many Markdown elements may be nested in one another.
pub(super) const MOST_NESTED: usize = 100;

/// There is room from the start for one event per this many bytes of a body; more events only cost time.
const BYTES_AN_EVENT: usize = 32;

/// An event and the part of the body it stands for.
pub(super) type Placed<'e> = (Event<'e>, Range<usize>);

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// A body as events, and what is to be reported about it. Places are ranges of the body.
pub(super) struct Parsed<'e> {
    pub(super) events: Vec<Placed<'e>>,
    /// The references `[text][label]` without a definition, each with its label.
    pub(super) undefined: Vec<(Range<usize>, String)>,
    /// The definitions `[label]: address` that come after the first one for their label and have another
    /// address, each with its label.
    pub(super) redefined: Vec<(Range<usize>, String)>,
    /// The rows with more cells than the heads of their tables: the row, and how many are shown and typed.
    pub(super) long_rows: Vec<(Range<usize>, usize, usize)>,
    /// The first control character that is named by number, and how many there are.
    pub(super) control: Option<(char, Range<usize>, usize)>,
    /// Where a comment that has no end begins.
    pub(super) open_comment: Option<Range<usize>>,
    /// Where the first element begins that is nested too deeply and is left out.
    pub(super) too_deep: Option<Range<usize>>,
}

/// Parses a body. `text` is the body with the labels of its footnotes before it, as [`with_labels`] returns
/// it, and with characters that stand in for others.
pub(super) fn parse<'e>(text: &'e str, body: &str, stand_ins: Option<&StandIns>) -> Parsed<'e> {
    let before = text.len() - body.len();
    let mut undefined: Vec<(Range<usize>, String)> = Vec::new();
    let mut note_undefined = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.span, link.reference.into_string()));
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut note_undefined));
    let parser = parser.into_offset_iter();
    let defined = references::defined(parser.reference_definitions());
    let of_body = parser.filter_map(|(event, range)| {
        let start = range.start.checked_sub(before)?;
        Some((event, start..range.end - before))
    });
    let list = Vec::with_capacity(body.len() / BYTES_AN_EVENT);
    let mut events = Events { body: &text[before..], list, joined: String::new() };
    of_body.for_each(|event| events.add(event));
    events.settle();
    let mut events = events.list;
    let redefined = references::redefined(&defined, &events, body);
    let long_rows = tables::long_rows(&events, body);
    if let Some(stand_ins) = stand_ins {
        stand_ins.put_back(&mut events);
        undefined.iter_mut().for_each(|(_, label)| *label = stand_ins.typed(label));
    }
    east_asian::join_lines(&mut events);
    let too_deep = limit_depth(&mut events);
    let control = controls::replace(&mut events, body);
    let open_comment = comments::remove(&mut events, body);
    headings::read_ids(&mut events, body);
    addresses::link(&mut events, body);
    let in_body = |(range, label): (Range<usize>, String)| {
        Some((range.start.checked_sub(before)?..range.end - before, label))
    };
    let mut undefined: Vec<(Range<usize>, String)> = undefined.into_iter().filter_map(in_body).collect();
    references::remove_links(&mut undefined, &events);
    Parsed { events, undefined, redefined, long_rows, control, open_comment, too_deep }
}

/// Collects events. Texts that follow one another become one: without a copy if they do so in the body too,
/// as they nearly always do. (`TextMergeWithOffset` copies each, which takes 2% of a build.)
struct Events<'e> {
    body: &'e str,
    list: Vec<Placed<'e>>,
    /// The text of the last event, if it had to be joined.
    joined: String,
}

impl<'e> Events<'e> {
    fn add(&mut self, (event, range): Placed<'e>) {
        let Event::Text(next) = event else {
            self.settle();
            return self.list.push((event, range));
        };
        let Some((Event::Text(last), last_range)) = self.list.last_mut() else {
            return self.list.push((Event::Text(next), range));
        };
        let is_typed = |range: &Range<usize>, text: &CowStr<'_>| {
            self.body.get(range.clone()).is_some_and(|typed| std::ptr::eq(typed, &**text))
        };
        if !self.joined.is_empty() {
            self.joined.push_str(&next);
        } else if last_range.end == range.start && is_typed(last_range, last) && is_typed(&range, &next) {
            *last = CowStr::Borrowed(&self.body[last_range.start..range.end]);
        } else {
            self.joined = [&**last, &*next].concat();
        }
        last_range.end = range.end;
    }

    /// Ends the last text.
    fn settle(&mut self) {
        if !self.joined.is_empty()
            && let Some((Event::Text(last), _)) = self.list.last_mut()
        {
            *last = std::mem::take(&mut self.joined).into();
        }
    }
}

/// Takes out what is nested too deeply. Returns where that first begins.
fn limit_depth(events: &mut Vec<Placed<'_>>) -> Option<Range<usize>> {
    let (mut depth, mut first) = (0, None);
    events.retain(|(event, range)| {
        depth += usize::from(matches!(event, Event::Start(_)));
        let level = depth;
        depth -= usize::from(matches!(event, Event::End(_)));
        if level > MOST_NESTED && first.is_none() {
            first = Some(range.clone());
        }
        level <= MOST_NESTED
    });
    first
}

/// Where a part of a text event is in the body. If the text is not what was typed, because of an escape or an
/// entity, that is the whole event.
fn typed(event: &Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
    match event.len() == text.len() {
        true => event.start + part.start..event.start + part.end,
        false => event.clone(),
    }
}

/// The places of a mark in the source of a text, without those after a backslash.
fn unescaped<'t>(source: &'t str, mark: &'t str) -> impl Iterator<Item = usize> + 't {
    source.match_indices(mark).map(|(at, _)| at).filter(|at| {
        let backslashes = source[..*at].bytes().rev().take_while(|b| *b == b'\\').count();
        backslashes % 2 == 0
    })
}

/// Whether an element belongs to running text.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// The same for its end.
pub(super) fn ends_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::TextMergeWithOffset;

    use super::*;

    fn joined(body: &str) -> Vec<Placed<'_>> {
        let mut events = Events { body, list: Vec::new(), joined: String::new() };
        Parser::new_ext(body, OPTIONS).into_offset_iter().for_each(|event| events.add(event));
        events.settle();
        events.list
    }

    #[test]
    fn texts_that_follow_one_another_become_one() {
        let text = |body| {
            let mut events = joined(body);
            events.retain(|(event, _)| matches!(event, Event::Text(_)));
            events
        };
        assert_eq!(text("    a\n    b*\n"), [(Event::Text("a\nb*\n".into()), 4..13)]);
        assert_eq!(text("a *b &amp; [c] \\* d"), [(Event::Text("a *b & [c] * d".into()), 0..19)]);
        // Without a copy.
        assert!(matches!(&text("a [b] *c")[..], [(Event::Text(CowStr::Borrowed("a [b] *c")), _)]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn texts_are_joined_as_the_library_joins_them(body in "([a*_\\[\\]()`~\\\\>#|:-]|&amp;|&acE;|&#65;|\n|\n\n|    |> |- |\\* |<b>|\u{0}|é){0,40}") {
            let events = Parser::new_ext(&body, OPTIONS).into_offset_iter();
            prop_assert_eq!(joined(&body), TextMergeWithOffset::new(events).collect::<Vec<_>>());
        }
    }
}
