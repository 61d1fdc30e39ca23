//! The form in which names are compared.

use std::ops::Range;

use crate::language::letters;

/// A text whose letters are composed and which has nothing that is passed over, with the places where it was
/// typed.
pub(super) struct Formed {
    pub(super) text: String,
    /// Where each letter begins: here, and in the text as it was typed.
    letters: Vec<(usize, usize)>,
    length: usize,
}

impl Formed {
    /// `None` for a text that has this form already, as most do.
    pub(super) fn of(text: &str) -> Option<Self> {
        let is_kept = |c: char| !letters::is_passed_over(c) && !letters::is_joiner(c);
        if text.is_ascii() || !letters::has_passed_over(text) && letters::is_composed(text) {
            return None;
        }
        let mut formed = Self { text: String::new(), letters: Vec::new(), length: text.len() };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let goes_on = |c: char| letters::is_mark(c) || letters::is_medial(c) || !is_kept(c);
            let after = &rest[first.len_utf8()..];
            let end = rest.len() - after.trim_start_matches(goes_on).len();
            formed.letters.push((formed.text.len(), text.len() - rest.len()));
            let kept: String = rest[..end].chars().filter(|c| is_kept(*c)).collect();
            formed.text.push_str(&letters::composed(&kept));
            rest = &rest[end..];
        }
        Some(formed)
    }

    /// A range of the text as it was typed.
    pub(super) fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let typed = |at: usize| {
            let n = self.letters.partition_point(|(here, _)| *here < at);
            self.letters.get(n).map_or(self.length, |(_, typed)| *typed)
        };
        typed(range.start)..typed(range.end)
    }
}

/// Composed letters, nothing that is passed over, one space between words, straight apostrophes, plain hyphens.
pub(in crate::link) fn normalise(name: &str) -> String {
    let formed = Formed::of(name).map(|formed| formed.text);
    let words: Vec<&str> = formed.as_deref().unwrap_or(name).split_whitespace().collect();
    words.join(" ").chars().map(plain).collect()
}

/// A character as it would be in a name.
pub(super) fn plain(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    }
}
