//! A text as it is compared with what is quoted from it: its words and marks in order.
//!
//! Spaces, ends of lines, quotation marks, emphasis and signs that nobody sees are left out; apostrophes,
//! dashes and ellipses are each one sign, however they were typed.

use std::borrow::Cow;

use crate::language::letters::{self, is_mark, is_word_char};

/// A word or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// As it is compared.
    pub(super) text: &'t str,
    /// Where it begins.
    pub(super) start: usize,
    /// Whether it is the hyphen at the end of a line, which may merely split a word.
    pub(super) parts_word: bool,
}

impl Token<'_> {
    /// Whether it has letters or digits.
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(is_word_char)
    }
}

/// What a dash, an apostrophe and an ellipsis are compared as.
const DASH: &str = "-";
const APOSTROPHE: &str = "'";
const ELLIPSIS: &str = "…";
/// What word processors write for a soft hyphen.
const OPTIONAL_HYPHEN: char = '¬';

/// A text without the signs that nobody sees, its letters composed. Its lines stay.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if !text.contains(|c| is_unseen(c) || c == OPTIONAL_HYPHEN) {
        return letters::composed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let ends_line = matches!(next, Some('\n' | '\r'));
        let is_hyphen = c == '\u{ad}' || c == OPTIONAL_HYPHEN && seen.ends_with(is_word_char);
        if is_hyphen && ends_line {
            seen.push('-');
        } else if !(is_unseen(c) || is_hyphen && next.is_some_and(is_word_char)) {
            seen.push(c);
        }
    }
    Cow::Owned(letters::composed(&seen).into_owned())
}

fn is_unseen(c: char) -> bool {
    c >= '\u{ad}'
        && (letters::is_passed_over(c)
            || letters::is_joiner(c)
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// The words and marks of a text that is [clean](clean()).
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, begins_line: true }
}

pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Whether nothing but the marks of quoted mail comes before it on its line.
    begins_line: bool,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let (text, start) = (self.text, self.at);
            let c = text[start..].chars().next()?;
            let begins_line = std::mem::replace(&mut self.begins_line, false);
            self.at += c.len_utf8();
            let token = |text| Some(Token { text, start, parts_word: false });
            match c {
                '\n' | '\r' => self.begins_line = true,
                '>' if begins_line => self.begins_line = true,
                c if c.is_whitespace() => self.begins_line = begins_line,
                c if is_apostrophe(c) => {
                    let is_part = |c: Option<char>| c.is_some_and(is_word_char);
                    let (before, after) = (text[..start].chars().next_back(), text[self.at..].chars().next());
                    if is_part(before) && is_part(after) {
                        return token(APOSTROPHE);
                    }
                }
                c if is_left_out(c) => {}
                c if is_dash(c) => {
                    self.skip(is_dash);
                    let is_one = self.at == start + c.len_utf8() && matches!(c, '-' | '\u{2010}');
                    let parts_word = is_one
                        && text[..start].ends_with(is_word_char)
                        && goes_on_in_next_line(&text[self.at..]);
                    return Some(Token { text: DASH, start, parts_word });
                }
                c if is_dot(c) => {
                    self.skip(is_dot);
                    return token(if c == '.' && self.at == start + 1 { "." } else { ELLIPSIS });
                }
                c if is_word_char(c) => {
                    self.word(c);
                    return token(&text[start..self.at]);
                }
                _ => return token(&text[start..self.at]),
            }
        }
    }
}

impl Tokens<'_> {
    fn skip(&mut self, is_same: fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.find(|c| !is_same(c)).unwrap_or(rest.len());
    }

    /// Goes to the end of a word. Where no space separates words, each letter is one.
    fn word(&mut self, first: char) {
        let mut last = first;
        for c in self.text[self.at..].chars() {
            let is_mark = is_mark(c);
            if !is_word_char(c) || is_apostrophe(c) || !is_mark && letters::can_part(last, c) {
                return;
            }
            if !is_mark {
                last = c;
            }
            self.at += c.len_utf8();
        }
    }
}

/// Whether a word may go on after the end of the line.
fn goes_on_in_next_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.starts_with(['\n', '\r']) && rest.trim_start().starts_with(is_word_char)
}

/// Whether the character is an apostrophe, or one half of a pair of single quotation marks.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | 'ʼ' | '‘' | '’' | '‛' | '′' | '＇')
}

/// Quotation marks of all languages, and marks of emphasis.
fn is_left_out(c: char) -> bool {
    const MARKS: &str = "\"“”„‟«»‹›‚「」『』《》〈〉﹁﹂﹃﹄〝〞〟＂״″*_";
    MARKS.contains(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '﹘' | '﹣' | '－')
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '…' | '‥' | '⋯')
}
