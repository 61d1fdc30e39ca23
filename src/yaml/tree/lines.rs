//! The tree of plain front matter, read line by line: keys, texts in one line, ids in brackets, and lists and
//! mappings that are indented with spaces.
//!
//! Most files have nothing else, and this takes a tenth of what the event parser takes. For anything that looks
//! like more, it returns `None`: what is read here is what the parser reads, with the same places.

use memchr::{memchr, memchr_iter, memchr2_iter};

use super::{MOST_LEVELS, Node, Shape};
use crate::diagnostic::Span;

/// How deeply lists and mappings may be nested, with one level left for words in brackets, and one for what is
/// in them.
const DEEPEST: usize = MOST_LEVELS - 2;
/// The longest key, in bytes. YAML allows 1,024 characters.
const LONGEST_KEY: usize = 100;

/// The tree of a text, if it is as plain as that.
pub(super) fn read(text: &str, offset: usize) -> Option<Node> {
    if !is_seen(text) {
        return None;
    }
    let mut lines = Lines { text, next: 0, line: None, offset };
    lines.advance();
    let root = lines.line.filter(|line| line.indent == 0)?;
    let root = lines.mapping(root, 0)?;
    lines.line.is_none().then_some(root)
}

/// A line that is neither empty nor a comment, or what comes after a hyphen in it.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// How many bytes come before it in its line.
    indent: usize,
    /// Where it begins in the text.
    at: usize,
    /// Without spaces at its end.
    text: &'t str,
}

impl<'t> Line<'t> {
    /// What follows some bytes and the spaces after them.
    fn after(self, bytes: usize) -> Self {
        let rest = &self.text[bytes..];
        let text = rest.trim_start_matches(' ');
        let skipped = bytes + rest.len() - text.len();
        Self { indent: self.indent + skipped, at: self.at + skipped, text }
    }

    fn is_item(self) -> bool {
        self.text.starts_with("- ")
    }

    /// The name of the key that it begins with.
    fn key(self) -> Option<&'t str> {
        let (name, rest) = self.text.split_at(word(self.text));
        let is_key = rest == ":" || rest.starts_with(": ");
        (is_key && !name.is_empty() && name.len() <= LONGEST_KEY).then_some(name)
    }
}

struct Lines<'t> {
    text: &'t str,
    /// Where the line after the current one begins.
    next: usize,
    /// The current line; `None` at the end.
    line: Option<Line<'t>>,
    offset: usize,
}

impl<'t> Lines<'t> {
    fn advance(&mut self) {
        self.line = None;
        while self.line.is_none() && self.next < self.text.len() {
            let rest = &self.text[self.next..];
            let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let whole = Line { indent: 0, at: self.next, text: rest[..length].trim_end_matches(' ') };
            self.next += length + 1;
            self.line =
                Some(whole.after(0)).filter(|line| !line.text.is_empty() && !line.text.starts_with('#'));
        }
    }

    /// The mapping whose first key a line begins with. Its other keys are in the same column.
    fn mapping(&mut self, first: Line<'t>, level: usize) -> Option<Node> {
        if level > DEEPEST {
            return None;
        }
        let (column, mut entries, mut line) = (first.indent, Vec::new(), first);
        loop {
            let name = line.key()?;
            let key = self.scalar(line, name.len());
            self.advance();
            let value = line.after(name.len() + 1);
            let value = match self.line {
                _ if !value.text.is_empty() => self.value(value, column)?,
                Some(below) if below.indent > column && below.is_item() => self.list(below.at, level + 1)?,
                Some(below) if below.indent > column => self.mapping(below, level + 1)?,
                // A list may be in the column of its key.
                Some(below) if below.indent == column && below.is_item() => {
                    self.list(below.after(1).at, level + 1)?
                }
                _ => {
                    let end = key.span.end;
                    Node {
                        span: Span { start: end, end },
                        shape: Shape::Scalar { null: true, control: None },
                    }
                }
            };
            entries.push((name.to_owned(), key, value));
            match self.line.filter(|line| line.indent >= column) {
                Some(next) if next.indent == column => line = next,
                Some(_) => return None,
                None => break,
            }
        }
        let end = entries.last()?.2.span.end;
        Some(Node { span: Span { start: self.start(first.at), end }, shape: Shape::Map(entries) })
    }

    /// The list that has the current line as its first item. The others are in the same column.
    fn list(&mut self, start: usize, level: usize) -> Option<Node> {
        let (column, mut items) = (self.line?.indent, Vec::new());
        while let Some(line) = self.line.filter(|line| line.indent >= column) {
            if line.indent > column || level > DEEPEST {
                return None;
            }
            if !line.is_item() {
                break;
            }
            let item = line.after(1);
            items.push(match item.key() {
                Some(_) => self.mapping(item, level + 1)?,
                None => {
                    self.advance();
                    self.value(item, column)?
                }
            });
        }
        let end = items.last()?.span.end;
        Some(Node { span: Span { start: self.start(start), end }, shape: Shape::List(items) })
    }

    /// A value that ends with its line: the current line is the next one, and must not continue it.
    fn value(&self, line: Line<'t>, column: usize) -> Option<Node> {
        if self.line.is_some_and(|below| below.indent > column) {
            return None;
        }
        let text = line.text;
        let first = text.chars().next()?;
        match first {
            '[' => self.words(line),
            '"' | '\'' => {
                let inner = text[1..].strip_suffix(first)?;
                (!inner.contains([first, '\\'])).then(|| self.scalar(line, text.len()))
            }
            _ => is_plain(text).then(|| self.scalar(line, text.len())),
        }
    }

    /// A list of words in brackets.
    fn words(&self, line: Line<'t>) -> Option<Node> {
        let inner = line.text.strip_prefix('[')?.strip_suffix(']')?;
        let (mut items, mut at) = (Vec::new(), 1);
        for item in inner.split(", ") {
            if item.is_empty() || word(item) < item.len() {
                return None;
            }
            items.push(self.scalar(line.after(at), item.len()));
            at += item.len() + 2;
        }
        let span = Span { start: self.start(line.at), end: self.start(line.at + line.text.len()) };
        Some(Node { span, shape: Shape::List(items) })
    }

    /// The first bytes of a line as a scalar.
    fn scalar(&self, line: Line<'t>, length: usize) -> Node {
        let null = &line.text[..length] == "null";
        let span = Span { start: self.start(line.at), end: self.start(line.at + length) };
        Node { span, shape: Shape::Scalar { null, control: None } }
    }

    /// A place in the text as one in the file.
    fn start(&self, at: usize) -> u32 {
        Span::new(self.offset + at..self.offset + at).start
    }
}

/// Whether a text has no tabs, carriage returns or other characters that are invisible or that YAML refuses.
fn is_seen(text: &str) -> bool {
    let unseen = |at: usize| {
        let c = text[at..].chars().next();
        c.is_some_and(|c| c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
    };
    text.bytes().fold(true, |all, b| all & (b >= b' ' || b == b'\n') & (b != 0x7f))
        && !memchr2_iter(0xc2, 0xef, text.as_bytes()).any(unseen)
}

/// How many bytes at the start of a text form a word: ASCII letters and digits, and after the first one `-` and
/// `_`.
fn word(text: &str) -> usize {
    let is_of_word = |(n, b): (usize, u8)| b.is_ascii_alphanumeric() || n > 0 && matches!(b, b'-' | b'_');
    text.bytes().enumerate().take_while(|b| is_of_word(*b)).count()
}

/// Whether something without quotes is a text, and nothing in it is a mark.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_text = bytes[0].is_ascii_alphanumeric() || bytes[0] >= 0x80;
    let ends_key = |at: usize| matches!(bytes.get(at + 1), None | Some(b' '));
    begins_text && memchr(b'#', bytes).is_none() && !memchr_iter(b':', bytes).any(ends_key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse_events;
    use super::*;

    /// Checks that both ways read the same tree. Returns whether both read the text, and not only the parser.
    #[track_caller]
    fn read_both(text: &str) -> bool {
        let lines = read(text, 7).map(|root| format!("{root:?}"));
        let Some(lines) = lines else { return false };
        let root = parse_events(text, 7).map_err(|error| error.message).unwrap();
        assert_eq!(Some(lines), root.map(|root| format!("{root:?}")), "{text:?}");
        true
    }

    #[test]
    fn plain_front_matter_is_read_by_lines() {
        for text in [
            "title: \"Talks: resume\"\ndate: 2025-12-22T07:00+02:00\n# a comment\n\nabout:\n  - one\n  - two-2\n",
            "storylines: [peace-talks, null]\nempty:\nquiet: null\nnote: 'so \"it\" goes' \nlast: “х” ",
            "sources:\n- title: A b\n  url: https://example.org/a?b=c\n-   title: C\n    parts:\n    - d\n    - e: f\nx: y",
            "map:\n    deep:\n      deeper: 1\n    beside:\n      - 2\nnext: а\u{a0}б\n",
        ] {
            assert!(read_both(text), "{text}");
        }
    }

    #[test]
    fn all_else_is_left_to_the_parser() {
        for text in [
            "",
            "# a",
            "---\na: b",
            "  a: b",
            "- a",
            "a",
            "a: b\n c",
            "a: b\n c: d",
            "a: b # c",
            "a: b: c",
            "a: b:",
            "a: 'it''s'",
            "a: \"b\\u0007\"",
            "a: \"b",
            "a: \"b\nc\"",
            "a: |\n  b",
            "a: {b: c}",
            "a: []",
            "a: [b,c]",
            "a: [b c]",
            "a: ~",
            "a: *b",
            "a: -1",
            "a: - b",
            "a:\n  - - b",
            "a:\n  -\n  - b",
            "a:\n    b: c\n  d: e",
            "a:\n  - b\n c: d",
            "a:\n  - b\n  c: d",
            "a:\tb",
            "a: b\r\n",
            "a: \u{feff}b",
            "a: \u{80}",
            "a b: c",
            "\"a\": b",
            "? a\n: b",
        ] {
            assert!(!read_both(text), "{text}");
        }
        let deep = |levels: usize| (0..levels).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>();
        assert!(read_both(&deep(DEEPEST)) && !read_both(&deep(MOST_LEVELS)));
        let key = |length: usize| format!("{}: b", "a".repeat(length));
        assert!(read_both(&key(LONGEST_KEY)) && !read_both(&key(LONGEST_KEY + 1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn both_ways_read_the_same(
            lines in prop::collection::vec(
                ("(|  |    | |   )", "(a: |b: |c:|d:|- |- e: |- f:|- |#|)", "(x|x y|x:y|\\[g, h\\]|\"q: #\"|'q'|null|é\u{a0}|-|#|:|~)?", " ?\n\n?"),
                1..7,
            )
        ) {
            let text: String = lines.iter().map(|(a, b, c, d)| format!("{a}{b}{c}{d}")).collect();
            read_both(&text);
        }
    }
}
