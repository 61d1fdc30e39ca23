//! Quotes, apostrophes, dashes and ellipses as the language writes them.

use crate::language::letters::is_word_char;

/// The marks of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typography {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

impl Typography {
    /// The marks of a language (BCP 47). Languages that are not known here take the English ones.
    pub fn of(language: &str) -> Self {
        let mut parts = language.split('-');
        let (language, region) = (parts.next().unwrap_or_default(), parts.next_back());
        let (double, single) = match (language, region) {
            ("de", Some("CH")) | ("it", _) | ("es", _) | ("pt", Some("PT")) => (["«", "»"], ["“", "”"]),
            ("de" | "cs" | "sk" | "sl" | "bg" | "lt" | "is" | "et" | "ka", _) => (["„", "“"], ["‚", "‘"]),
            ("uk" | "ru" | "be", _) => (["«", "»"], ["„", "“"]),
            ("fr", _) => (["«\u{202f}", "\u{202f}»"], ["“", "”"]),
            ("pl" | "ro" | "hu" | "hr" | "sr", _) => (["„", "”"], ["‚", "’"]),
            ("el" | "lv" | "no" | "nb" | "nn" | "da", _) => (["«", "»"], ["“", "”"]),
            ("sv" | "fi", _) => (["”", "”"], ["’", "’"]),
            _ => (["“", "”"], ["‘", "’"]),
        };
        Self { double, single }
    }

    /// The marks around a quotation.
    pub fn quotation_marks(&self) -> [&'static str; 2] {
        self.double
    }

    /// A text that stands alone.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        self.write(text, &mut ' ', &mut out);
        out
    }

    /// A part of a text. `before` is the character before it, and afterwards its last one.
    pub fn write(&self, text: &str, before: &mut char, out: &mut String) {
        let mut rest = text;
        let mut is_open = false;
        let last_closer = if self.single[1] == "’" { None } else { last_closer(text) };
        // How many of the mark that was written last are still to be written.
        let mut same = 0;
        while let Some(at) = rest.find(['"', '\'', '-', '.']) {
            out.push_str(&rest[..at]);
            *before = rest[..at].chars().next_back().unwrap_or(*before);
            let mark = rest.as_bytes()[at];
            let run = match same {
                0 => rest[at..].bytes().take_while(|b| *b == mark).count(),
                same => same,
            };
            let after = rest[at + run..].chars().next();
            let used = match (mark, run) {
                (b'"', _) => put(quote(&self.double, *before, after), 1, out),
                (b'\'', _) => {
                    let rest = &rest[at + 1..];
                    let is_closed = last_closer.is_some_and(|closer| closer > text.len() - rest.len());
                    put(self.apostrophe(*before, after, rest, is_closed, &mut is_open), 1, out)
                }
                (b'-', 2) => put("–", 2, out),
                (b'-', 3) => put("—", 3, out),
                (b'.', 3) => put("…", 3, out),
                _ => put(&rest[at..at + run], run, out),
            };
            *before = char::from(mark);
            if matches!(mark, b'"' | b'\'') {
                // An opening quote may follow an opening quote.
                *before =
                    if out.ends_with(self.double[0]) || out.ends_with(self.single[0]) { '(' } else { '”' };
            }
            rest = &rest[at + used..];
            same = run - used;
        }
        out.push_str(rest);
        *before = rest.chars().next_back().unwrap_or(*before);
    }

    /// What an apostrophe or single quotation mark is, with `rest` after it.
    ///
    /// `is_closed`: whether a mark that can close stands later in the text. `is_open`: whether a single
    /// quotation is open here, and afterwards.
    fn apostrophe(
        &self,
        before: char,
        after: Option<char>,
        rest: &str,
        is_closed: bool,
        is_open: &mut bool,
    ) -> &'static str {
        let inside = is_word_char(before) && after.is_some_and(is_word_char);
        let years = rest.len() >= 3
            && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && rest.as_bytes()[2] == b's';
        if inside || years || is_shortened(rest) {
            return "’";
        }
        // Where a quotation does not close with an apostrophe, it must be known which one it is.
        if self.single[1] != "’" {
            let opens = opens(before) && after.is_none_or(|c| !c.is_whitespace());
            let is_quote = if opens { is_closed } else { *is_open || !is_word_char(before) };
            *is_open = opens && is_closed;
            if !is_quote {
                return "’";
            }
        }
        quote(&self.single, before, after)
    }
}

/// The mark of a pair that stands between two characters.
fn quote(pair: &[&'static str; 2], before: char, after: Option<char>) -> &'static str {
    let opens = opens(before) && after.is_none_or(|c| !c.is_whitespace()) || opens(before) && before != ' ';
    pair[usize::from(!opens)]
}

/// Whether what follows a mark is an English word without its beginning: the `n` of *rock ’n’ roll*.
fn is_shortened(rest: &str) -> bool {
    const WORDS: [&str; 6] = ["n", "em", "til", "tis", "twas", "cause"];
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    WORDS.iter().any(|word| rest[..end].eq_ignore_ascii_case(word))
}

/// Where the last mark is that can close a single quotation.
fn last_closer(text: &str) -> Option<usize> {
    let closes = |(at, _): &(usize, &str)| {
        let before = text[..*at].chars().next_back().is_some_and(|c| !c.is_whitespace());
        before && !text[at + 1..].starts_with(is_word_char)
    };
    text.rmatch_indices('\'').find(closes).map(|(at, _)| at)
}

/// Whether quotation marks come in pairs, in a text that is read paragraph by paragraph.
///
/// All double marks are one family: writers and programs pair straight ones with curly ones, and what
/// one language opens with another closes with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuotePairs {
    open: Vec<char>,
    /// How many marks inside words of Hebrew may have opened one, in this paragraph.
    inside_words: usize,
}

impl QuotePairs {
    /// Reads a paragraph that stands for itself or goes on with what is open. Tells whether it closes
    /// a quotation that was never opened.
    pub fn read(&mut self, text: &str) -> bool {
        // A straight mark, or the first byte of the others.
        if !text.bytes().any(|b| matches!(b, b'"' | 0xe2 | 0xc2)) {
            return false;
        }
        let mut marks = text.char_indices().filter(|(_, c)| is_double(*c)).peekable();
        let starts = text.len() - text.trim_start().len();
        // A quotation of several paragraphs opens each of them, and closes only the last one.
        if !self.open.is_empty() && marks.peek().is_some_and(|(at, _)| *at == starts) {
            marks.next();
        }
        let mut is_stray = false;
        self.inside_words = 0;
        for (at, mark) in marks {
            let before = text[..at].chars().next_back();
            let after = text[at + mark.len_utf8()..].chars().next();
            if before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) {
                // It shortens a word, or follows a prefix: `צה"ל`, `ש"כך"`.
                self.inside_words += 1;
                continue;
            }
            let ends_word = !after.is_some_and(is_word_char);
            match self.role(mark, before, after) {
                Role::Opens | Role::Closes if self.open.is_empty() && self.inside_words > 0 && ends_word => {
                    self.inside_words -= 1;
                }
                Role::Opens => self.open.push(mark),
                Role::Closes => is_stray |= self.open.pop().is_none(),
                Role::None => {}
            }
        }
        is_stray
    }

    /// Whether a text has a mark that may open or close a quotation.
    pub fn concern(text: &str) -> bool {
        text.contains(is_double)
    }

    /// Whether nothing is open.
    pub fn are_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a text that stands alone closes what it opens, and nothing else.
    pub fn is_closed_by(mut self, text: &str) -> bool {
        !self.read(text) && self.are_closed()
    }

    fn role(&self, mark: char, before: Option<char>, after: Option<char>) -> Role {
        let is_free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || !is_word_char(c));
        match (mark, self.open.last()) {
            // A mark that touches nothing is an ornament.
            _ if [before, after].iter().all(|c| c.is_none_or(char::is_whitespace)) => Role::None,
            ('„' | '«', Some('»')) if mark == '«' => Role::Closes,
            ('„' | '«', _) => Role::Opens,
            ('“', Some('„')) => Role::Closes,
            ('“', Some(_)) if is_free(after) && !before.is_none_or(char::is_whitespace) => Role::Closes,
            ('“', _) => Role::Opens,
            // `»so«`, as German books print it.
            ('»', None) if is_free(before) && after.is_some_and(is_word_char) => Role::Opens,
            ('»' | '”', _) => Role::Closes,
            (_, None) if after.is_none_or(char::is_whitespace) => {
                // Inches, and seconds of arc or time.
                if before.is_some_and(|c| c.is_ascii_digit()) { Role::None } else { Role::Closes }
            }
            (_, None) => Role::Opens,
            (_, Some(_)) => {
                let opens = before.is_none_or(opens) && after.is_some_and(|c| !c.is_whitespace());
                if opens && !is_free(after) { Role::Opens } else { Role::Closes }
            }
        }
    }
}

enum Role {
    Opens,
    Closes,
    None,
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, '\u{5d0}'..='\u{5ea}')
}

fn is_double(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Which quotation marks are open at a point of a text, read piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Quotation {
    open: Vec<char>,
}

impl Quotation {
    /// Goes on after the next piece.
    pub fn read(&mut self, text: &str) {
        for mark in text.chars() {
            match (mark, self.open.last()) {
                // German closes with what English opens with.
                ('“' | '”', Some('„' | '“')) | ('»', Some('«')) | ('"', Some('"')) => {
                    _ = self.open.pop()
                }
                ('“' | '„' | '«' | '"', _) => self.open.push(mark),
                _ => {}
            }
        }
    }

    /// Whether what follows stands inside quotation marks.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}

/// Whether a quote after this character opens.
fn opens(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '–' | '—' | '/' | '-' | '\u{a0}')
}

fn put(mark: &str, used: usize, out: &mut String) -> usize {
    out.push_str(mark);
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_come_in_pairs() {
        let is_balanced = |text: &str| QuotePairs::default().is_closed_by(text);
        for text in [
            "",
            "“a” and “b”",
            "\"a\"",
            "„a“",
            "„a”",
            "«a»",
            "»a«",
            "it's 5' tall",
            "“a\" and \"b”",
            "a 12\" pipe",
            "\"A 'so' \"b\" c.\"",
            "(\"a\")",
            "kind=\"raw\" and m!\"abc\", f\"x\"",
            "a—\"b\"—c",
            "“ ”",
            "\"",
            "«a «b» c»",
            "“a,” he said, “b.”",
            "דובר צה\"ל אמר",
            "הוא אמר ש\"הרציף בטוח\" היום, לפי דו\"ח",
            "הוא אמר ש\"הרציף בטוח\", לפי \"הארץ\".",
            "\"צה\"ל אמר\"",
        ] {
            assert!(is_balanced(text), "{text}");
        }
        for text in ["“a", "\"a", "«a", "a”", "a\"", "“a” b”", "\"a\" \"b", "„a“ „b", "\"צה\"ל", "צהל\" אמר"]
        {
            assert!(!is_balanced(text), "{text}");
        }
    }

    #[test]
    fn a_quotation_may_go_on_over_paragraphs() {
        let read = |paragraphs: &[&str]| {
            let mut quotations = QuotePairs::default();
            let stray = paragraphs.iter().filter(|text| quotations.read(text)).count();
            (stray, quotations.are_closed())
        };
        assert_eq!(read(&["“One.", "“Two.", "“Three.”"]), (0, true));
        assert_eq!(read(&["\"One.", "\"Two.\""]), (0, true));
        assert_eq!(read(&["He said: “these", "one", "two”"]), (0, true));
        assert_eq!(read(&["“One.", "Two."]), (0, false));
        assert_eq!(read(&["One.", "Two.”"]), (1, true));
    }

    #[test]
    fn what_stands_in_quotation_marks_is_quoted() {
        let quoted = |text: &str| {
            let mut quotation = Quotation::default();
            quotation.read(text.split('x').next().unwrap_or_default());
            quotation.is_open()
        };
        for text in ["“x”", "„x“", "«x»", "\"x\"", "“a” “x”", "«a „b“ x»", "“a x"] {
            assert!(quoted(text), "{text}");
        }
        for text in ["x", "“a” x", "„a“ x", "„a” x", "«a» x", "\"a\" x", "a” x", "«a „b“» x"]
        {
            assert!(!quoted(text), "{text}");
        }
    }

    #[test]
    fn marks_follow_the_language() {
        let cases = [
            ("en-GB", r#"He said "it's 'done' now" -- twice..."#, "He said “it’s ‘done’ now” – twice…"),
            ("en", "rock 'n' roll, 'til noon, give 'em ten", "rock ’n’ roll, ’til noon, give ’em ten"),
            ("en", "the dogs' bowls, 'the dogs' bowls'", "the dogs’ bowls, ‘the dogs’ bowls’"),
            ("de", r#"Er sagte: "Ja, 'wirklich' gut.""#, "Er sagte: „Ja, ‚wirklich‘ gut.“"),
            ("de", "Hans' Hut, auf'm Dach, 'Hans' Hut'", "Hans’ Hut, auf’m Dach, ‚Hans‘ Hut’"),
            ("uk", "Слово 'мир' тут, п'ять.", "Слово „мир“ тут, п’ять."),
            ("cs", "Slovo 'dost' znamená.", "Slovo ‚dost‘ znamená."),
            ("en", r#"the '90s, envoys' talks ("so")"#, "the ’90s, envoys’ talks (“so”)"),
            ("uk", r#"Він сказав "п'ять" і пішов"#, "Він сказав «п’ять» і пішов"),
            ("de", r#""Ja" --- nein"#, "„Ja“ — nein"),
            ("en", "a - b ---- c .. d", "a - b ---- c .. d"),
            ("en", "he said \"", "he said “"),
            ("en", r#""'Nested' first," he said"#, "“‘Nested’ first,” he said"),
        ];
        for (language, text, expected) in cases {
            assert_eq!(Typography::of(language).text(text), expected);
        }
    }
}
