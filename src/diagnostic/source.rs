//! Texts and places in them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A range of bytes in a text. Both ends are on character boundaries.
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
        Self { start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The bytes it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A text of the site, with the name it is reported under.
#[derive(Debug)]
pub struct Source {
    /// Relative to the site's root, with `/` on every system: `content/briefings/x.md`.
    pub path: String,
    /// The whole text. Bytes that are not UTF-8 are replaced.
    pub text: String,
    /// Made when the first place in the text is asked for.
    lines: OnceLock<Lines>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

impl Source {
    /// A whole text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// A place in this text. The span is moved to character boundaries inside the text.
    pub fn place(self: &Arc<Self>, span: Span) -> Place {
        let floor = |at: usize| self.text.floor_char_boundary(at.min(self.text.len()));
        let range = span.range();
        let span = Span::new(floor(range.start)..floor(range.end));
        Place { source: Arc::clone(self), span, excerpt: None }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }

    /// Line and column of a byte. Both start at 1; columns count characters.
    fn line_column(&self, at: usize) -> (usize, usize) {
        let lines = self.lines();
        let line = lines.before(&self.text, at).lines;
        let start = lines.start(&self.text, line).unwrap_or_default();
        (line + 1, lines.characters(&self.text, start..at.max(start)) + 1)
    }
}

/// How many lines and characters are before every so many bytes of a text.
#[derive(Debug)]
struct Lines {
    /// Where the first line begins: a byte order mark is not part of it.
    first: usize,
    strides: Vec<Before>,
}

/// What is before a byte.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    /// How many line breaks.
    lines: usize,
    /// How many characters begin.
    characters: usize,
}

impl Before {
    fn and(self, bytes: &[u8]) -> Self {
        let lines = self.lines + memchr::memchr_iter(b'\n', bytes).count();
        Self { lines, characters: self.characters + characters(bytes) }
    }
}

/// How many characters begin in some bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    // Counted in bytes, so that many are counted at once.
    let few =
        |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte & 0b1100_0000 != 0b1000_0000)).sum::<u8>();
    bytes.chunks(128).map(|bytes| usize::from(few(bytes))).sum()
}

impl Lines {
    /// How many bytes are counted at once.
    const STRIDE: usize = 1024;

    fn of(text: &str) -> Self {
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let strides = text.as_bytes().chunks(Self::STRIDE).scan(Before::default(), |before, stride| {
            let next = before.and(stride);
            Some(std::mem::replace(before, next))
        });
        Self { first, strides: strides.collect() }
    }

    /// What is before a byte. The lines are the number of its line, from 0.
    fn before(&self, text: &str, at: usize) -> Before {
        let stride = (at / Self::STRIDE).min(self.strides.len().saturating_sub(1));
        let before = self.strides.get(stride).copied().unwrap_or_default();
        before.and(&text.as_bytes()[stride * Self::STRIDE..at])
    }

    /// How many characters begin in a range of bytes.
    fn characters(&self, text: &str, range: Range<usize>) -> usize {
        if range.len() <= Self::STRIDE {
            return characters(&text.as_bytes()[range]);
        }
        self.before(text, range.end).characters - self.before(text, range.start).characters
    }

    /// Where a line begins. `None` if there are not that many.
    fn start(&self, text: &str, line: usize) -> Option<usize> {
        let Some(breaks) = line.checked_sub(1) else { return Some(self.first) };
        // Its line break is in the last stride that has fewer before it.
        let stride = self.strides.partition_point(|before| before.lines < line).checked_sub(1)?;
        let from = stride * Self::STRIDE;
        let mut ends = memchr::memchr_iter(b'\n', &text.as_bytes()[from..]);
        ends.nth(breaks - self.strides[stride].lines).map(|end| from + end + 1)
    }
}

/// A span of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text; only its path once the place has been cut.
    pub source: Arc<Source>,
    /// The part of it.
    pub span: Span,
    excerpt: Option<Arc<Excerpt>>,
}

/// What is shown of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Line and column of the first character. Both start at 1; columns count characters.
    pub(super) start: (usize, usize),
    /// Line and column after the last character.
    pub(super) end: (usize, usize),
    /// The line that the span begins in, without its line break; of a long one, the part around the span.
    pub(super) line: String,
    /// The bytes of the line that the span covers.
    pub(super) range: Range<usize>,
    /// Whether the line begins before what is shown of it.
    pub(super) is_part: bool,
}

/// How many bytes of a line are shown before a span, and after its beginning.
const MOST_SHOWN: usize = 600;

impl Place {
    /// Whether it has no line to show, as in a picture or an empty file.
    pub(super) fn has_no_line(&self) -> bool {
        let excerpt = self.excerpt();
        excerpt.line.is_empty() && excerpt.start == (1, 1)
    }

    /// A file as a whole, none of whose text is shown.
    pub fn file(path: impl Into<String>) -> Self {
        Arc::new(Source::new(path, "")).place(Span::default())
    }

    /// Drops all of the text except what is shown of it. `last` is the source of the place that was cut
    /// before; places of one file share theirs.
    pub(super) fn cut(&mut self, last: &mut Arc<Source>) {
        if self.excerpt.is_none() {
            self.excerpt = Some(Arc::new(self.excerpt()));
            if last.path != self.source.path {
                *last = Arc::new(Source::new(self.source.path.clone(), ""));
            }
            self.source = Arc::clone(last);
        }
    }

    /// Whether its text is gone except for what is shown of it.
    pub(super) fn is_cut(&self) -> bool {
        self.excerpt.is_some()
    }

    /// The same place with nothing of the text but what is shown of it, for many problems that share it.
    pub fn shared(mut self) -> Self {
        self.cut(&mut Arc::new(Source::new("", "")));
        self
    }

    /// The text that it covers; once it has been cut, what is shown of that.
    pub fn text(&self) -> &str {
        match &self.excerpt {
            Some(excerpt) => &excerpt.line[excerpt.range.clone()],
            None => &self.source.text[self.span.range()],
        }
    }

    /// Line and column of the first character. Both start at 1; columns count characters.
    pub fn line_column(&self) -> (usize, usize) {
        match &self.excerpt {
            Some(excerpt) => excerpt.start,
            None => self.source.line_column(self.span.range().start),
        }
    }

    /// Line and column after the last character.
    pub fn end_line_column(&self) -> (usize, usize) {
        match &self.excerpt {
            Some(excerpt) => excerpt.end,
            None => self.source.line_column(self.span.range().end),
        }
    }

    /// What is shown of it.
    pub(super) fn excerpt(&self) -> Excerpt {
        if let Some(excerpt) = &self.excerpt {
            return Excerpt::clone(excerpt);
        }
        let (text, range, lines) = (self.source.text.as_str(), self.span.range(), self.source.lines());
        let line = lines.before(text, range.start).lines;
        let start = lines.start(text, line).unwrap_or_default();
        let end = lines.start(text, line + 1).map_or(text.len(), |next| next - 1);
        let whole = start..start + text[start..end].trim_end_matches('\r').len();
        let range = range.start.clamp(whole.start, whole.end)..range.end.clamp(whole.start, whole.end);
        let from = text.floor_char_boundary(whole.start.max(range.start.saturating_sub(MOST_SHOWN)));
        let to = text.ceil_char_boundary(whole.end.min(range.start + MOST_SHOWN));
        Excerpt {
            start: self.line_column(),
            end: self.end_line_column(),
            line: text[from..to].to_owned(),
            range: range.start - from..range.end.min(to) - from,
            is_part: from > whole.start,
        }
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
                let mut last = Arc::new(Source::new("", ""));
                cut.cut(&mut last);
                cut.cut(&mut last);
                assert_eq!(cut.line_column(), whole.line_column(), "{start}..{end}");
                assert_eq!(cut.end_line_column(), whole.end_line_column(), "{start}..{end}");
                assert_eq!(cut.excerpt(), whole.excerpt(), "{start}..{end}");
            }
        }
        let mut place = source.place(Span::new(15..18));
        place.cut(&mut Arc::new(Source::new("", "")));
        assert_eq!((place.line_column(), place.end_line_column()), ((2, 6), (2, 9)));
        assert_eq!((place.excerpt().line.as_str(), place.excerpt().range), ("zwei two", 5..8));
        assert_eq!(place.source.text, "");
    }

    #[test]
    fn lines_and_columns_count_from_the_beginning_of_the_text() {
        let text = "ü€\n".repeat(700) + &"ї".repeat(2000) + "x";
        let source = Arc::new(Source::new("content/x.md", text.as_str()));
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            let place = source.place(Span::new(at..at + c.len_utf8()));
            assert_eq!(place.line_column(), (line, column), "{at}");
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(source.place(Span::new(text.len()..text.len())).line_column(), (701, 2002));
    }

    #[test]
    fn a_line_is_shown_without_its_break() {
        let shown = |text: &str, range: Range<usize>| {
            let excerpt = Arc::new(Source::new("content/x.md", text)).place(Span::new(range)).excerpt();
            (excerpt.line, excerpt.range)
        };
        for text in ["ab\ncd", "ab\r\ncd", "ab\r\r\ncd", "ab\r", "ab"] {
            assert_eq!(shown(text, 1..2), ("ab".to_owned(), 1..2), "{text:?}");
            assert_eq!(shown(text, 1..text.len()), ("ab".to_owned(), 1..2), "{text:?}");
            assert_eq!(shown(text, 2..2), ("ab".to_owned(), 2..2), "{text:?}");
        }
        assert_eq!(shown("a\rb\r\n", 2..3), ("a\rb".to_owned(), 2..3), "a CR within a line ends none");
        assert_eq!(shown("ab\r\ncd\r\n", 4..6), ("cd".to_owned(), 0..2));
        assert_eq!(shown("ab\r\n\r\ncd", 4..4), (String::new(), 0..0));
        let place = Arc::new(Source::new("content/x.md", "ab\r\ncd\r\n")).place(Span::new(4..6));
        assert_eq!((place.line_column(), place.end_line_column()), ((2, 1), (2, 3)));
    }

    #[test]
    fn of_a_long_line_the_part_round_the_span_is_kept() {
        let text = format!("{}[[x]]{}", "ü".repeat(1000), "y".repeat(MOST_SHOWN - 5));
        let source = Arc::new(Source::new("content/x.md", text.as_str()));
        let excerpt = source.place(Span::new(2000..2005)).excerpt();
        assert_eq!(&excerpt.line[excerpt.range.clone()], "[[x]]");
        assert_eq!((excerpt.start, excerpt.is_part), ((1, 1001), true));
        assert_eq!((excerpt.range.start, excerpt.line.len()), (MOST_SHOWN, 2 * MOST_SHOWN));
        let whole = source.place(Span::new(2000..text.len())).excerpt();
        assert_eq!(whole.range, MOST_SHOWN..2 * MOST_SHOWN, "the end of the line is shown to the last byte");
        let text = format!("{text}z");
        let source = Arc::new(Source::new("content/x.md", text.as_str()));
        let part = source.place(Span::new(2000..text.len())).excerpt();
        assert_eq!((part.line.len(), part.end), (2 * MOST_SHOWN, (1, 1602)), "one byte more is not shown");
    }
}
