//! Quotes, apostrophes, dashes and ellipses as the language writes them.

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
                (b'"', _) => self.quote(&self.double, *before, after, out),
                (b'\'', _) => self.apostrophe(*before, after, &rest[at + 1..], out),
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

    fn quote(&self, pair: &[&'static str; 2], before: char, after: Option<char>, out: &mut String) -> usize {
        let opens =
            opens(before) && after.is_none_or(|c| !c.is_whitespace()) || opens(before) && before != ' ';
        put(pair[usize::from(!opens)], 1, out)
    }

    fn apostrophe(&self, before: char, after: Option<char>, rest: &str, out: &mut String) -> usize {
        let inside = before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric);
        let years = rest.len() >= 3
            && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && rest.as_bytes()[2] == b's';
        if inside || years || before.is_alphanumeric() && self.single[1] != "’" {
            return put("’", 1, out);
        }
        self.quote(&self.single, before, after, out)
    }
}

/// Whether quotation marks come in pairs.
pub fn is_balanced(text: &str) -> bool {
    // A straight mark, or the first byte of the others.
    if !text.bytes().any(|b| matches!(b, b'"' | 0xe2 | 0xc2)) {
        return true;
    }
    let (mut straight, mut curved, mut angular) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '"' => straight += 1,
            // German and Polish close with what English opens with, so the three are counted together.
            '“' | '”' | '„' => curved += 1,
            '«' => angular += 1,
            '»' => angular -= 1,
            _ => {}
        }
    }
    straight % 2 == 0 && curved % 2 == 0 && angular == 0
}

/// Which quotation marks are open at a point of a text, read piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Quotation {
    open: Vec<char>,
}

impl Quotation {
    /// Goes on behind the next piece.
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

/// Whether a quote behind this character opens.
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
        for text in ["", "“a” and “b”", "\"a\"", "„a“", "«a»", "it's 5' tall"] {
            assert!(is_balanced(text), "{text}");
        }
        for text in ["“a", "\"a", "«a", "a”"] {
            assert!(!is_balanced(text), "{text}");
        }
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
