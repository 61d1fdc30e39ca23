//! Quotes, apostrophes, dashes and ellipses as the language writes them.

use memchr::{memchr_iter, memchr2};

use super::letters::is_word_char;
use super::quotations::{double_opens, is_gershayim, sign_after, single_opens};

/// The marks of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typography {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

impl Typography {
    /// The marks of a language (BCP 47). Languages that are not known here use the English ones.
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

    /// Whether quotation marks have spaces inside them.
    pub fn spaces_quotations(&self) -> bool {
        self.double[0].ends_with(char::is_whitespace)
    }

    /// Whether quotations begin with the mark they end with.
    pub fn opens_as_it_closes(&self) -> bool {
        self.double[0] == self.double[1]
    }

    /// A text that stands alone.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        self.write(text, &mut Setting::default(), None, &mut out);
        out
    }

    /// Whether a text has marks that are written differently from how they are typed.
    pub fn changes(text: &str) -> bool {
        let bytes = text.as_bytes();
        let repeats = |mark: u8| {
            let twice = |at: usize| bytes.get(at + 1) == Some(&mark);
            memchr_iter(mark, bytes).any(twice)
        };
        memchr2(b'"', b'\'', bytes).is_some() || repeats(b'-') || repeats(b'.')
    }

    /// A part of a text, with the character that follows it; `None` where the text ends.
    pub fn write(&self, text: &str, setting: &mut Setting, next: Option<char>, out: &mut String) {
        if Self::changes(text) {
            self.write_marks(text, setting, next, out);
        } else {
            out.push_str(text);
            setting.before = text.chars().next_back().unwrap_or(setting.before);
        }
    }

    /// The same for a text with marks.
    pub fn write_marks(&self, text: &str, setting: &mut Setting, next: Option<char>, out: &mut String) {
        let mut rest = text;
        let closers = Closers::of(text, self.single[1] != "’");
        // How many of the mark that was written last are still to be written.
        let mut same = 0;
        while let Some(at) = rest.bytes().position(|b| matches!(b, b'"' | b'\'' | b'-' | b'.')) {
            out.push_str(&rest[..at]);
            setting.before = rest[..at].chars().next_back().unwrap_or(setting.before);
            let mark = rest.as_bytes()[at];
            if matches!(mark, b'"' | b'\'') {
                let from = text.len() - rest.len() + at;
                let (sign, opens) = match mark {
                    b'"' => self.double(sign_after(&text[from + 1..]).or(next), setting),
                    _ => self.apostrophe(text, from, next, &closers, setting),
                };
                rest = self.put(sign, &rest[at + 1..], out);
                // An opening quote may follow an opening quote.
                setting.before = if opens { '(' } else { '”' };
                same = 0;
                continue;
            }
            let run = match same {
                0 => rest[at..].bytes().take_while(|b| *b == mark).count(),
                same => same,
            };
            let (sign, used) = match (mark, run) {
                (b'-', 2) => ("–", 2),
                (b'-', 3) => ("—", 3),
                (b'.', 3) => ("…", 3),
                _ => (&rest[at..at + run], run),
            };
            out.push_str(sign);
            setting.before = char::from(mark);
            rest = &rest[at + used..];
            same = run - used;
        }
        out.push_str(rest);
        setting.before = rest.chars().next_back().unwrap_or(setting.before);
    }

    /// Writes a quotation mark and returns what follows it. A space that the mark brings takes the place of a
    /// typed one.
    fn put<'t>(&self, sign: &str, rest: &'t str, out: &mut String) -> &'t str {
        let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        if sign.starts_with(is_space) && out.ends_with(is_space) {
            out.pop();
        }
        out.push_str(sign);
        if sign.ends_with(is_space) { rest.strip_prefix(is_space).unwrap_or(rest) } else { rest }
    }

    /// What a double mark is, and whether it opens a quotation.
    fn double(&self, after: Option<char>, setting: &mut Setting) -> (&'static str, bool) {
        if is_gershayim(setting.before, after) {
            return ("״", false);
        }
        let open = &mut setting.open.double;
        let opens = double_opens(setting.before, after, *open > 0);
        *open = if opens { *open + 1 } else { open.saturating_sub(1) };
        (self.double[usize::from(!opens)], opens)
    }

    /// What the apostrophe or single mark at a place is, and whether it opens a quotation.
    fn apostrophe(
        &self,
        text: &str,
        at: usize,
        next: Option<char>,
        closers: &Closers,
        setting: &mut Setting,
    ) -> (&'static str, bool) {
        let rest = &text[at + 1..];
        let (before, after) = (setting.before, sign_after(rest).or(next));
        let inside = is_word_char(before) && after.is_some_and(is_word_char);
        let years = rest.len() >= 3
            && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && rest.as_bytes()[2] == b's';
        if inside || years || is_shortened(rest) {
            return ("’", false);
        }
        let open = &mut setting.open.single;
        let is_alone = before.is_whitespace() && after.is_none_or(char::is_whitespace);
        let opens = match is_alone && *open == 0 {
            true => closers.is_alone_after(at),
            false => single_opens(before, after, *open > 0),
        };
        // Where a quotation does not close with an apostrophe, it must be known which one it is.
        if self.single[1] != "’" {
            let is_closed = closers.is_any_after(at);
            let is_quote = if opens { is_closed } else { *open > 0 || !is_word_char(before) };
            *open = u32::from(opens && is_closed);
            if !is_quote {
                return ("’", opens);
            }
        } else {
            *open = if opens { *open + 1 } else { open.saturating_sub(1) };
        }
        (self.single[usize::from(!opens)], opens)
    }
}

/// The state of a text that is set piece by piece.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The last character that was read.
    pub before: char,
    /// The quotations that are open.
    pub open: OpenMarks,
}

impl Default for Setting {
    fn default() -> Self {
        Self { before: ' ', open: OpenMarks::default() }
    }
}

/// How many quotations with straight marks are open in a block of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenMarks {
    double: u32,
    single: u32,
}

/// Whether what follows a mark is an English word without its beginning: the `n` of *rock ’n’ roll*.
fn is_shortened(rest: &str) -> bool {
    const WORDS: [&str; 6] = ["n", "em", "til", "tis", "twas", "cause"];
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    WORDS.iter().any(|word| rest[..end].eq_ignore_ascii_case(word))
}

/// The last of the marks in a text that can close a single quotation.
#[derive(Default)]
struct Closers {
    /// One after a letter or a sign; not looked for where an apostrophe closes.
    any: Option<usize>,
    /// One that touches nothing before it.
    alone: Option<usize>,
}

impl Closers {
    fn of(text: &str, are_signs: bool) -> Self {
        let last = |is_alone: bool| {
            let closes = |(at, _): &(usize, &str)| {
                let is_space = text[..*at].chars().next_back().is_none_or(char::is_whitespace);
                is_space == is_alone && !text[at + 1..].starts_with(is_word_char)
            };
            text.rmatch_indices('\'').find(closes).map(|(at, _)| at)
        };
        let alone = last(true);
        Self { any: if are_signs { last(false).max(alone) } else { None }, alone }
    }

    fn is_any_after(&self, at: usize) -> bool {
        self.any.is_some_and(|closer| closer > at)
    }

    fn is_alone_after(&self, at: usize) -> bool {
        self.alone.is_some_and(|closer| closer > at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("en", "the '90s", "the ’90s"),
            ("en", "in '90", "in ‘90"),
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

    #[test]
    fn marks_pair_by_what_is_open() {
        let cases = [
            ("fr", "Il dit \" oui \", puis.", "Il dit «\u{202f}oui\u{202f}», puis."),
            ("fr", "Il dit \"oui\", (\" non \").", "Il dit «\u{202f}oui\u{202f}», («\u{202f}non\u{202f}»)."),
            ("fr", "Il dit \"\u{a0}oui\u{a0}\".", "Il dit «\u{202f}oui\u{202f}»."),
            ("fr", "l'un dit ' oui ', \"\"", "l’un dit “ oui ”, «\u{202f}»"),
            ("en", r#"a " yes " and ' no ' b"#, "a “ yes ” and ‘ no ’ b"),
            ("en", r#"Use "--", "/", "(", '-' or "-"."#, "Use “–”, “/”, “(”, ‘-’ or “-”."),
            ("de", r#""--" und '-' und "/"."#, "„–“ und ‚-‘ und „/“."),
            ("en", r#"K="-j1", K='-j1' and x="y""#, "K=“-j1”, K=‘-j1’ and x=“y”"),
            ("fr", "x='oui'", "x=“oui”"),
            ("en", r#"by ", " or "; " parted"#, "by “, ” or “; ” parted"),
            ("en", r#"He said:"yes", f"x" and ("no")"#, "He said:“yes”, f“x” and (“no”)"),
            ("en", r#"A "so "b" c" (d)'s 5'10" e' f"#, "A “so “b” c” (d)’s 5’10” e’ f"),
            ("en", r#""It "(the ship)" sank""#, "“It “(the ship)” sank”"),
            ("en", r#"the end," she said"#, "the end,” she said"),
            ("en", "the ' mark", "the ’ mark"),
            ("en", r#""f("", '')" and "I "... so""#, "“f(“”, ‘’)” and “I “… so”"),
            ("zh", r#"他说："你好"，"再见"的"#, "他说：“你好”，“再见”的"),
            ("zh", r#"刻着"自由"两字，为" C "）"#, "刻着“自由”两字，为“ C ”）"),
            ("sv", r#""ja" och 'nej'"#, "”ja” och ’nej’"),
            ("he", "צה\"ל", "צה״ל"),
        ];
        for (language, text, expected) in cases {
            assert_eq!(Typography::of(language).text(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_text_that_has_nothing_to_change_stays(text in "[ab .,\"'é…-]{0,12}") {
            let (mut setting, mut out) = (Setting::default(), String::new());
            let mut other = setting;
            Typography::of("en").write_marks(&text, &mut setting, None, &mut out);
            proptest::prop_assert!(Typography::changes(&text) || out == text);
            let mut whole = String::new();
            Typography::of("en").write(&text, &mut other, None, &mut whole);
            proptest::prop_assert_eq!((whole, other.before, other.open), (out, setting.before, setting.open));
        }
    }

    #[test]
    fn a_text_is_set_piece_by_piece() {
        let mut setting = Setting::default();
        let mut out = String::new();
        for (piece, next) in
            [("\"", Some('x')), ("x", Some('"')), ("\" and \"", Some('-')), ("--", Some('"')), ("\"", None)]
        {
            Typography::of("en").write(piece, &mut setting, next, &mut out);
        }
        assert_eq!(out, "“x” and “–”");
    }
}
