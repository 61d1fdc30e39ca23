//! Characters that stand in for others while a text is parsed, where the parser's rule differs from ours.
//!
//! A stand-in has the same length, so that all places stay the same, and is undone in every event.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::{Placed, brackets, definitions, east_asian};

/// What stands in for a letter: private-use characters are letters to the parser.
const AS_LETTERS: RangeInclusive<char> = '\u{e000}'..='\u{f8ff}';
/// What stands in for a symbol: arrows, mathematical and technical signs, which are symbols to the parser.
const AS_SYMBOLS: RangeInclusive<char> = '\u{2190}'..='\u{23e8}';
/// The same for letters of four bytes.
const AS_LONG_SYMBOLS: RangeInclusive<char> = '\u{1fb00}'..='\u{1fb92}';
/// What stands in for Markdown signs that are not signs here. No text has these: they are taken out of every
/// file.
const AS_SIGNS: [(char, char); 3] = [('[', '\u{2}'), (']', '\u{3}'), (':', '\u{4}')];

/// What the parser is to take a character for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Letter,
    Symbol,
    /// A sign of Markdown that is shown as it is.
    Shown,
}

/// A character, where it is, and what the parser is to take it for.
pub(super) type Replaced = (usize, char, Kind);

/// A text to parse in place of another, and what stands in for what in it.
pub(in crate::markdown) struct StandIns {
    pub(in crate::markdown) text: String,
    typed: HashMap<char, char>,
}

impl StandIns {
    /// `None` for a text that needs none, as most do.
    pub(in crate::markdown) fn of(text: &str) -> Option<Self> {
        let mut replaced = Vec::new();
        east_asian::beside_marks(text, &mut replaced);
        brackets::around_texts(text, &mut replaced);
        definitions::that_are_none(text, &mut replaced);
        replaced.sort_by_key(|(at, ..)| *at);
        if replaced.is_empty() { None } else { Some(Self::new(text, &replaced)) }
    }

    fn new(text: &str, replaced: &[Replaced]) -> Self {
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
                (Kind::Shown, _) => {
                    AS_SIGNS.iter().find(|(sign, _)| sign == c).map(|(_, stand_in)| *stand_in)
                }
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
