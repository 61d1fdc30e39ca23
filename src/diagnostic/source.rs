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
    /// The whole text, or whole lines of it. Bytes that are not UTF-8 are replaced.
    pub text: String,
    /// How many bytes and lines of the file are before the text.
    before: (usize, usize),
}

impl Source {
    /// A whole text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), before: (0, 0) }
    }

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
    /// Lets go of all lines of the text but its own.
    pub(super) fn cut(&mut self) {
        let text = &self.source.text;
        let range = self.range();
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
        let (bytes, lines) = self.source.before;
        self.source = Arc::new(Source {
            path: self.source.path.clone(),
            text: text[start..end].to_owned(),
            before: (bytes + start, lines + text[..start].matches('\n').count()),
        });
    }

    /// The bytes of the text that it covers.
    fn range(&self) -> Range<usize> {
        let range = self.span.range();
        range.start - self.source.before.0..range.end - self.source.before.0
    }

    /// The text that it covers.
    pub fn text(&self) -> &str {
        &self.source.text[self.range()]
    }

    /// Line and column of the first character. Both start at 1; columns count characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.range().start];
        let line_start = before.rfind('\n').map_or_else(|| self.first_line_start(), |at| at + 1);
        let column = before.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
        (self.source.before.1 + before.matches('\n').count() + 1, column)
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

    /// The line that the span begins in, without its line break, and the bytes of it that the span
    /// covers.
    pub(super) fn line(&self) -> (&str, Range<usize>) {
        let text = &self.source.text;
        let range = self.range();
        let start = text[..range.start].rfind('\n').map_or_else(|| self.first_line_start(), |at| at + 1);
        let range = range.start.max(start)..range.end.max(start);
        let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
        let line = text[start..end].trim_end_matches('\r');
        let last = range.end.min(start + line.len());
        let from = (range.start - start).min(line.len());
        (line, from..last.saturating_sub(start).max(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_knows_where_it_is_without_the_rest_of_the_text() {
        let text = "\u{feff}één\r\nzwei two\r\ndrei\n\nfünf";
        let source = Arc::new(Source::new("content/x.md", text));
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let whole = source.place(Span::new(start..end));
                let mut cut = whole.clone();
                cut.cut();
                cut.cut();
                assert_eq!(cut.line_column(), whole.line_column(), "{start}..{end}");
                assert_eq!(cut.end_line_column(), whole.end_line_column(), "{start}..{end}");
                assert_eq!(cut.line(), whole.line(), "{start}..{end}");
            }
        }
        let mut place = source.place(Span::new(11..12));
        place.cut();
        assert_eq!(place.source.text, "zwei two\r");
    }
}
