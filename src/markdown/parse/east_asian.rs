//! Chinese, Japanese and Korean text in Markdown: where an emphasis mark may be, and what becomes of the end
//! of a line.
//!
//! CommonMark looks for spaces next to punctuation, which these languages do not use: the `**` after `。` in
//! `**重要。**的` would not be a mark. The rule here is that of the CommonMark amendment for them: their
//! punctuation counts as letters, and their letters, next to other punctuation, as punctuation. So the parser
//! gets characters that stand in for those beside such marks.

use memchr::memchr2_iter;
use pulldown_cmark::Event;

use super::Placed;
use super::stand_ins::{Kind, Replaced};
use crate::language::letters::{are_joined, is_east_asian, is_punctuation};

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

/// Finds the characters beside marks that the parser is to take for others.
pub(super) fn beside_marks(text: &str, replaced: &mut Vec<Replaced>) {
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
}

/// Takes out the ends of lines between Chinese or Japanese characters, where a space would split a sentence.
pub(super) fn join_lines(events: &mut Vec<Placed<'_>>) {
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
