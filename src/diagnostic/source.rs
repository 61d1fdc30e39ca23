//! Texts and places in them.

use std::ops::Range;
use std::sync::Arc;

/// A range of bytes in a text. Both ends lie on character boundaries of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of a range of bytes. Files of more than 4 GiB are not supported; their ends saturate.
    pub fn new(range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The bytes it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A text of the site, with the name it is reported under.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Relative to the site's root, with `/` on every system: `content/briefings/x.md`.
    pub path: String,
    /// The whole text. Bytes that are not UTF-8 are replaced.
    pub text: String,
}

impl Source {
    /// A place in this text. The span is moved to character boundaries inside the text.
    pub fn place(self: &Arc<Self>, span: Span) -> Place {
        let floor = |at: usize| self.text.floor_char_boundary(at.min(self.text.len()));
        let range = span.range();
        Place { source: Arc::clone(self), span: Span::new(floor(range.start)..floor(range.end)) }
    }
}

/// A span of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// The part of it.
    pub span: Span,
}

impl Place {
    /// Line and column of the first character. Both start at 1; columns count characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.span.start as usize];
        let line_start = before.rfind('\n').map_or_else(|| self.first_line_start(), |at| at + 1);
        let column = before.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
        (before.matches('\n').count() + 1, column)
    }

    /// Line and column behind the last character.
    pub fn end_line_column(&self) -> (usize, usize) {
        let end = Span { start: self.span.end, end: self.span.end };
        Place { source: Arc::clone(&self.source), span: end }.line_column()
    }

    /// A byte order mark is no part of the first line.
    fn first_line_start(&self) -> usize {
        if self.source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The lines that the span touches, without the last line break, and where they begin.
    /// A span over several lines is cut at the end of the first.
    pub(super) fn line(&self) -> (&str, usize, Range<usize>) {
        let text = &self.source.text;
        let range = self.span.range();
        let start = text[..range.start].rfind('\n').map_or_else(|| self.first_line_start(), |at| at + 1);
        let range = range.start.max(start)..range.end.max(start);
        let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
        let line = text[start..end].trim_end_matches('\r');
        let last = range.end.min(start + line.len());
        let from = (range.start - start).min(line.len());
        (line, start, from..last.saturating_sub(start).max(from))
    }
}
