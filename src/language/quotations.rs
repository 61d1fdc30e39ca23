//! Quotations in a text: what a straight mark does, which marks have partners, and what is quoted.

use memchr::memchr3_iter;

use crate::language::letters;
use crate::language::typography::Typography;

/// The sign that says what a mark before a text does; `None` at the end. A name may begin with a full stop,
/// as in `.net`, and a quotation with an ellipsis.
pub(super) fn sign_after(text: &str) -> Option<char> {
    let mut chars = text.chars();
    match (chars.next()?, chars.next()) {
        ('.', Some('.')) => Some('…'),
        ('.', Some(second)) if letters::is_word_char(second) => Some(second),
        (first, _) => Some(first),
    }
}

/// Whether a straight single mark opens a quotation. `is_open`: whether it is inside one of its own kind.
/// `after` is the sign after it.
pub(super) fn single_opens(before: char, after: Option<char>, is_open: bool) -> bool {
    let Some(after) = after else { return !is_open && may_open_after(before) };
    if !is_open || !may_open_after(before) {
        return may_open_after(before);
    }
    // Another one begins before a word or an empty quotation, and next to a space also before a bracket or
    // sign.
    match before.is_whitespace() {
        _ if matches!(after, '"' | '\'') => !matches!(before, '-' | '–' | '—' | '/'),
        true if letters::is_word_char(after) => !letters::is_unspaced(after),
        true => !after.is_whitespace() && !is_closing(after),
        false => letters::is_word_char(after),
    }
}

/// Whether a straight double mark opens a quotation. With none open it also opens inside a word, `f"x"`,
/// after a comma without a space, and where no space separates words.
pub(super) fn double_opens(before: char, after: Option<char>, is_open: bool) -> bool {
    if is_open || may_open_after(before) || before.is_ascii_digit() {
        return single_opens(before, after, is_open);
    }
    after.is_some_and(|after| match before {
        _ if letters::is_word_char(after) => true,
        ',' | ';' | ':' => !after.is_whitespace() && !is_closing(after) && !"([{（【".contains(after),
        _ => (before == '：' || letters::is_unspaced(before)) && !is_closing(after),
    })
}

/// Whether a double mark is inside a Hebrew abbreviation.
pub(super) fn is_gershayim(before: char, after: Option<char>) -> bool {
    let is_hebrew = |c: char| ('\u{5d0}'..='\u{5ea}').contains(&c);
    is_hebrew(before) && after.is_some_and(is_hebrew)
}

fn may_open_after(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '–' | '—' | '/' | '-' | '=' | '（' | '【')
}

/// Whether the character ends what comes before it.
fn is_closing(c: char) -> bool {
    ".,;:!?)]}—–»”’、。，；：！？）】」』".contains(c)
}

/// Whether quotation marks come in pairs, in a text that is read paragraph by paragraph.
///
/// All double marks are one family: writers and programs pair straight ones with curly ones, and what
/// one language opens with another closes with.
#[derive(Debug, Clone)]
pub struct QuotePairs {
    typography: Typography,
    open: Vec<Opened>,
    /// How many paragraphs have been read.
    paragraphs: usize,
}

/// A mark that has opened a quotation.
#[derive(Debug, Clone)]
struct Opened {
    mark: char,
    paragraph: usize,
    at: usize,
    /// Whether it touches nothing, and is an ornament if nothing closes it.
    may_be_ornament: bool,
}

enum Role {
    Opens,
    /// Opens a quotation if something closes it in the same paragraph.
    MayOpen,
    Closes,
    None,
}

impl QuotePairs {
    /// For a text with the marks of a language.
    pub fn new(typography: Typography) -> Self {
        Self { typography, open: Vec::new(), paragraphs: 0 }
    }

    /// Reads a paragraph that stands alone or goes on with what is open. Returns the place of the first mark
    /// that closes a quotation that was never opened.
    pub fn read(&mut self, text: &str) -> Option<usize> {
        self.paragraphs += 1;
        // A straight mark, or the first byte of the others.
        let marks = memchr3_iter(b'"', 0xe2, 0xc2, text.as_bytes());
        let mut marks = marks
            .filter_map(|at| Some((at, text[at..].chars().next().filter(|c| is_double(*c))?)))
            .peekable();
        marks.peek()?;
        let starts = text.len() - text.trim_start().len();
        // A quotation of several paragraphs opens each of them, and closes only the last one.
        if !self.open.is_empty() && marks.peek().is_some_and(|(at, _)| *at == starts) {
            marks.next();
        }
        let (mut stray, mut opened_before) = (None, None);
        // How many marks inside Hebrew words may have opened a quotation: `ש"כך"`.
        let mut inside_words = 0;
        for (at, mark) in marks {
            // An opening mark may follow an opening mark.
            let before = match text[..at].chars().next_back() {
                Some(_) if opened_before == Some(at) => '(',
                before => before.unwrap_or(' '),
            };
            let after = sign_after(&text[at + mark.len_utf8()..]);
            if mark == '"' && is_gershayim(before, after) {
                inside_words += 1;
                continue;
            }
            let role = self.role(mark, before, after);
            let ends_word = !after.is_some_and(letters::is_word_char);
            if !matches!(role, Role::None) && self.open.is_empty() && inside_words > 0 && ends_word {
                inside_words -= 1;
                continue;
            }
            opened_before = matches!(role, Role::Opens | Role::MayOpen).then_some(at + mark.len_utf8());
            match role {
                Role::Opens | Role::MayOpen => self.open.push(Opened {
                    mark,
                    paragraph: self.paragraphs,
                    at,
                    may_be_ornament: matches!(role, Role::MayOpen),
                }),
                Role::Closes if self.open.pop().is_none() => stray = stray.or(Some(at)),
                Role::Closes | Role::None => {}
            }
        }
        let here = self.open.partition_point(|opened| opened.paragraph < self.paragraphs);
        let mut left = self.open.split_off(here);
        // What opens after a mark without a partner is often that partner, turned around.
        left.retain(|opened| !opened.may_be_ornament && stray.is_none());
        self.open.append(&mut left);
        stray
    }

    /// Whether nothing is open.
    pub fn are_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Where the first open mark is, if it is in the paragraph that was read last.
    pub fn opened(&self) -> Option<usize> {
        self.open.first().filter(|opened| opened.paragraph == self.paragraphs).map(|opened| opened.at)
    }

    /// Where a text that stands alone has a mark without a partner.
    pub fn unpaired(mut self, text: &str) -> Option<usize> {
        self.read(text).or_else(|| self.opened())
    }

    fn role(&self, mark: char, before: char, after: Option<char>) -> Role {
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_free = |c: char| !letters::is_word_char(c);
        let is_alone = before.is_whitespace() && is_space(after);
        let open = self.open.last().map(|opened| opened.mark);
        match (mark, open) {
            _ if mark == '"' || self.typography.opens_as_it_closes() && matches!(mark, '”' | '»') => {
                self.straight(before, after, is_alone)
            }
            ('«', Some('»')) | ('“', Some('„')) => Role::Closes,
            ('“', Some(_)) if after.is_none_or(is_free) && !before.is_whitespace() => Role::Closes,
            ('„' | '«' | '“', _) => {
                let may_be_ornament = is_alone && !(mark == '«' && self.typography.spaces_quotations());
                if may_be_ornament { Role::MayOpen } else { Role::Opens }
            }
            ('”', None) if is_alone => Role::None,
            ('»', None) if is_alone && !self.typography.spaces_quotations() => Role::None,
            // `»so«`, as German books print it.
            ('»', None) if is_free(before) && after.is_some_and(letters::is_word_char) => Role::Opens,
            _ => Role::Closes,
        }
    }

    /// The role of a mark that looks the same at both ends.
    fn straight(&self, before: char, after: Option<char>, is_alone: bool) -> Role {
        let is_open = self.open.last().is_some_and(|opened| opened.mark != '«');
        // Inches, and seconds of arc or time.
        let is_measure = before.is_ascii_digit() && self.open.is_empty();
        if is_measure {
            Role::None
        } else if is_alone && !is_open {
            Role::MayOpen
        } else if double_opens(before, after, is_open) {
            Role::Opens
        } else {
            Role::Closes
        }
    }
}

fn is_double(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Which quotation marks are open at a point in a text, read piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Quotation {
    open: Vec<char>,
}

impl Quotation {
    /// Reads the next piece.
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

    /// Whether what follows is inside quotation marks.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a mark without a partner is, in characters.
    fn unpaired(language: &str, text: &str) -> Option<usize> {
        let at = QuotePairs::new(Typography::of(language)).unpaired(text);
        at.map(|at| text[..at].chars().count())
    }

    #[test]
    fn quotation_marks_come_in_pairs() {
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
            "a 12\" pipe, 3\", (4\") and 8\"x10\"",
            "\"A 'so' \"b\" c.\"",
            "דובר צה\"ל אמר",
            "הוא אמר ש\"הרציף בטוח\" היום, לפי דו\"ח",
            "הוא אמר ש\"הרציף בטוח\", לפי \"הארץ\".",
            "\"צה\"ל אמר\"",
            "(\"a\")",
            "kind=\"raw\" and m!\"abc\", f\"x\"",
            "K=\"-j1\", K=\"--a\"",
            "a—\"b\"—c",
            "“ ”",
            "\"",
            "“",
            "«a «b» c»",
            "“a,” he said, “b.”",
            "He said \"yes, \" and ( \"no\" ).",
            "He said \" yes \", and “ no ”.",
            "« a », «a », « a».",
            "«\u{a0}a\u{a0}» and «\u{202f}b\u{202f}»",
            "\"--\" and \"/\" and \"(\" and \"=\"",
            "« Back | Next »",
            "Next »",
            "他说\"你好\"，一行字\" Workers\"（工人），\"about: \"开头。",
            "צה\"ל",
            "\"url(\"\", x('y'))\" and \"\"",
            "at(now(),\"%H\"), say:\"-x\"",
            "\"I said \"... oh no; what?\", then \"...\" and \".net\".\"",
        ] {
            assert_eq!(unpaired("en", text), None, "{text}");
        }
    }

    #[test]
    fn a_mark_without_a_partner_is_found_where_it_stands() {
        for (text, at) in [
            ("“a", 0),
            ("so \"a", 3),
            ("«a", 0),
            ("a”", 1),
            ("a\"", 1),
            ("“a” b”", 5),
            ("\"a\" \"b", 4),
            ("„a“ „b", 4),
            ("so «a", 3),
            ("so \"\"a\" b", 3),
            ("He came,\" (she said)", 8),
            // The second mark is the first one's partner, turned around.
            ("so ”a“", 3),
        ] {
            assert_eq!(unpaired("en", text), Some(at), "{text}");
        }
    }

    #[test]
    fn marks_are_read_as_the_language_uses_them() {
        for (language, text, at) in [
            ("fr", "Il dit « oui », puis « non ».", None),
            ("fr", "Il dit « oui.", Some(7)),
            ("fr", "Il dit oui ».", Some(11)),
            ("fr", "Il dit \" oui \", puis « \" non \" ».", None),
            ("sv", "Han sade ”ja” och »nej».", None),
            ("fi", "Hän sanoi ”kyllä.", Some(10)),
            ("en", "He said ”yes”.", Some(8)),
            ("de", "Er sagte „ja“, »nein« und „so”.", None),
        ] {
            assert_eq!(unpaired(language, text), at, "{text}");
        }
    }

    #[test]
    fn a_quotation_may_go_on_over_paragraphs() {
        let read = |paragraphs: &[&str]| {
            let mut quotations = QuotePairs::new(Typography::of("en"));
            let stray = paragraphs.iter().filter(|text| quotations.read(text).is_some()).count();
            (stray, quotations.are_closed())
        };
        assert_eq!(read(&["“One.", "“Two.", "“Three.”"]), (0, true));
        assert_eq!(read(&["\"One.", "\"Two.\""]), (0, true));
        assert_eq!(read(&["He said: “these", "one", "two”"]), (0, true));
        assert_eq!(read(&["“One.", "Two."]), (0, false));
        assert_eq!(read(&["One.", "Two.”"]), (1, true));
        assert_eq!(read(&["One \" two.", "Three.\""]), (1, true));
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
}
