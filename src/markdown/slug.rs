//! Ids of headings.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::language::letters;

/// Gives every heading of a page an id that no other has: `-1`, `-2` … for repetitions.
#[derive(Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
    /// The number that the next repetition of an id is tried with.
    next: HashMap<String, usize>,
}

impl Slugs {
    /// The id as wanted, or with a number if it is taken by another heading, or `reserved` says
    /// that it belongs to something else on the page.
    pub(super) fn unique(&mut self, wanted: &str, reserved: impl Fn(&str) -> bool) -> String {
        let mut slug = wanted.to_owned();
        if !reserved(&slug) && self.taken.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(wanted.to_owned()).or_default();
        loop {
            *next += 1;
            slug = format!("{wanted}-{next}");
            if !reserved(&slug) && self.taken.insert(slug.clone()) {
                return slug;
            }
        }
    }
}

/// The id of a heading by the rule of GitHub: lower case, spaces to hyphens, punctuation dropped. No sign is
/// in it that cannot be seen, but for joiners that belong to letters.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in without_unseen(&letters::composed(text.trim())).chars() {
        match c {
            c if letters::is_word_char(c) || letters::is_joiner(c) => slug.extend(c.to_lowercase()),
            '_' => slug.push('_'),
            c if c == '-' || c.is_whitespace() => slug.push('-'),
            _ => {}
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// A text without the signs that no id has because nobody sees them: what tells how an emoji looks, and what
/// joins or marks no letter.
pub(super) fn without_unseen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|c| !is_of_emoji(*c)).peekable();
    // The letter, digit or mark before, if it is kept.
    let mut before = None;
    while let Some(c) = chars.next() {
        let is_kept = match c {
            c if letters::is_joiner(c) => before.is_some_and(|before| {
                letters::is_mark(before) || chars.peek().is_some_and(|next| letters::is_word_char(*next))
            }),
            c if letters::is_mark(c) => before.is_some(),
            _ => true,
        };
        if is_kept {
            seen.push(c);
        }
        if !letters::is_joiner(c) && !letters::is_passed_over(c) {
            before = (is_kept && letters::is_word_char(c)).then_some(c);
        }
    }
    Cow::Owned(seen)
}

/// Whether the character only says how the one before it looks: as an emoji, on a key, in another form.
fn is_of_emoji(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_ids_follow_github() {
        let mut slugs = Slugs::default();
        let ids = ["What changed?", "What changed", "The “Berlin” text, again", "Що далі", "!", "a_b - c"];
        let ids: Vec<_> = ids.iter().map(|text| slugs.unique(&slug(text), |_| false)).collect();
        assert_eq!(
            ids,
            ["what-changed", "what-changed-1", "the-berlin-text-again", "що-далі", "section", "a_b---c"]
        );
        assert_eq!(slug("हिन्दी में"), "हिन्दी-में");
        assert_eq!(slug("क्\u{200d} क्\u{200d}ष می\u{200c}خواهم"), "क्\u{200d}-क्\u{200d}ष-می\u{200c}خواهم");
        assert_eq!(slug("👩\u{200d}💻 team"), "-team");
        assert_eq!(slug("I ❤\u{fe0f} it, 1\u{fe0f}\u{20e3} a\u{200d}"), "i--it-1-a");
        assert_eq!(slug("Работа с\u{a0}базами,\u{202f}да\u{3000}вот"), "работа-с-базами-да-вот");
        assert_eq!(slug("👍\u{301} a_\u{301}"), "-a_");
        assert_eq!(slug("E\u{301}te\u{301}, Zu\u{308}\u{ad}rich"), "été-zürich");
    }
}
