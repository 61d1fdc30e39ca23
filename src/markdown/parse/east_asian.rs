//! Chinese, Japanese and Korean text in Markdown: where a mark of emphasis may stand, and what becomes of the
//! end of a line.
//!
//! CommonMark looks for spaces beside punctuation, which these languages do not write: the `**` after `。` in
//! `**重要。**的` would be no mark. The rule here is that of the CommonMark amendment for them: their
//! punctuation counts as letters, and their letters, beside other punctuation, as punctuation. The parser is
//! not asked to know that: characters beside such marks are read as others of the same kind that the parser
//! expects, and of the same length, so that all places stay. They are put back in every event.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use memchr::memchr2_iter;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::Placed;
use crate::model::letters::{are_joined, is_east_asian, is_punctuation};

/// What stands for punctuation: characters for private use are letters to the parser.
const AS_LETTERS: RangeInclusive<char> = '\u{e000}'..='\u{f8ff}';
/// What stands for letters: arrows, mathematical and technical signs, which are symbols to the parser.
const AS_SYMBOLS: RangeInclusive<char> = '\u{2190}'..='\u{23e8}';
/// The same for letters of four bytes.
const AS_LONG_SYMBOLS: RangeInclusive<char> = '\u{1fb00}'..='\u{1fb92}';

/// A text to parse in place of another, and what stands in it for what.
pub(in crate::markdown) struct StandIns {
    pub(in crate::markdown) text: String,
    typed: HashMap<char, char>,
}

/// What a character beside a mark is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Space,
    Letter,
    Punctuation,
    EastAsianLetter,
    EastAsianPunctuation,
}

impl Beside {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() => Self::Space,
            Some(c) => match (is_east_asian(c, true), is_punctuation(c)) {
                (false, false) => Self::Letter,
                (false, true) => Self::Punctuation,
                (true, false) => Self::EastAsianLetter,
                (true, true) => Self::EastAsianPunctuation,
            },
        }
    }

    /// What the parser is to take it for, beside a mark with `other` on its other side.
    fn stands_for(self, other: Self) -> Option<Kind> {
        match (self, other) {
            (Self::EastAsianPunctuation, Self::Space | Self::Punctuation) => None,
            (Self::EastAsianPunctuation, _) => Some(Kind::Letter),
            (Self::EastAsianLetter, Self::Punctuation) => Some(Kind::Symbol),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Letter,
    Symbol,
}

impl StandIns {
    /// `None` for a text that needs none, as most do.
    pub(in crate::markdown) fn of(text: &str) -> Option<Self> {
        let mut replaced: Vec<(usize, char, Kind)> = Vec::new();
        let mut end = 0;
        for at in memchr2_iter(b'*', b'~', text.as_bytes()) {
            if at < end {
                continue;
            }
            let mark = text.as_bytes()[at];
            end = at + text.as_bytes()[at..].iter().take_while(|b| **b == mark).count();
            let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
            if before.is_none_or(|c| c.is_ascii()) && after.is_none_or(|c| c.is_ascii()) {
                continue;
            }
            let (left, right) = (Beside::of(before), Beside::of(after));
            if let Some((c, kind)) = before.zip(left.stands_for(right)) {
                replaced.push((at - c.len_utf8(), c, kind));
            }
            if let Some((c, kind)) = after.zip(right.stands_for(left)) {
                replaced.push((end, c, kind));
            }
        }
        if replaced.is_empty() { None } else { Some(Self::new(text, &replaced)) }
    }

    fn new(text: &str, replaced: &[(usize, char, Kind)]) -> Self {
        let present: HashSet<char> = text.chars().collect();
        let free = |range: RangeInclusive<char>| range.filter(|c| !present.contains(c));
        let (mut letters, mut symbols, mut long) =
            (free(AS_LETTERS), free(AS_SYMBOLS), free(AS_LONG_SYMBOLS));
        let mut known: HashMap<(char, Kind), Option<char>> = HashMap::new();
        let mut stand_ins = Self { text: String::with_capacity(text.len()), typed: HashMap::new() };
        let mut read = 0;
        for (at, c, kind) in replaced {
            if *at < read {
                continue;
            }
            let stand_in = *known.entry((*c, *kind)).or_insert_with(|| match (kind, c.len_utf8()) {
                (Kind::Letter, 3) => letters.next(),
                (Kind::Symbol, 3) => symbols.next(),
                (Kind::Symbol, 4) => long.next(),
                _ => None,
            });
            let Some(stand_in) = stand_in else { continue };
            stand_ins.typed.insert(stand_in, *c);
            stand_ins.text.push_str(&text[read..*at]);
            stand_ins.text.push(stand_in);
            read = at + c.len_utf8();
        }
        stand_ins.text.push_str(&text[read..]);
        stand_ins
    }

    /// A part of the text as it was typed.
    pub(in crate::markdown) fn typed(&self, part: &str) -> String {
        part.chars().map(|c| *self.typed.get(&c).unwrap_or(&c)).collect()
    }

    /// Puts back in the events what was typed.
    pub(in crate::markdown) fn put_back(&self, events: &mut [Placed<'_>]) {
        let put_back = |text: &mut CowStr<'_>| {
            if text.contains(|c| self.typed.contains_key(&c)) {
                *text = self.typed(text).into();
            }
        };
        for (event, _) in events {
            match event {
                Event::Text(text)
                | Event::Code(text)
                | Event::Html(text)
                | Event::InlineHtml(text)
                | Event::FootnoteReference(text)
                | Event::InlineMath(text)
                | Event::DisplayMath(text)
                | Event::Start(Tag::FootnoteDefinition(text) | Tag::CodeBlock(CodeBlockKind::Fenced(text))) =>
                {
                    put_back(text);
                }
                Event::Start(
                    Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. },
                ) => {
                    [dest_url, title, id].into_iter().for_each(put_back);
                }
                Event::Start(Tag::Heading { id: Some(id), .. }) => put_back(id),
                _ => {}
            }
        }
    }
}

/// Takes out the ends of lines between Chinese or Japanese characters, where a space would part a sentence.
pub(in crate::markdown) fn join_lines(events: &mut Vec<Placed<'_>>) {
    let mut joined: Vec<usize> = Vec::new();
    let (mut before, mut line_end) = (None, None);
    for (n, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Text(text) => {
                if let Some(end) = line_end.take()
                    && before
                        .zip(text.chars().next())
                        .is_some_and(|(before, after)| are_joined(before, after))
                {
                    joined.push(end);
                }
                before = text.chars().next_back();
            }
            Event::SoftBreak => line_end = before.map(|_| n),
            Event::FootnoteReference(_) => {}
            Event::Start(tag) if super::is_inline(tag) => {}
            Event::End(tag) if super::ends_inline(*tag) => {}
            _ => (before, line_end) = (None, None),
        }
    }
    if !joined.is_empty() {
        let (mut n, mut next) = (0, joined.into_iter().peekable());
        events.retain(|_| {
            n += 1;
            next.next_if_eq(&(n - 1)).is_none()
        });
    }
}
