//! Ids made from words, in the script of the words.

use std::borrow::Cow;

use super::letters;

/// The id of a heading by GitHub's rule: lower case, spaces to hyphens, punctuation dropped. It contains no
/// sign that cannot be seen, except joiners that belong to letters.
pub fn slug(text: &str) -> String {
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

/// A text without the signs that no id has because nobody sees them: what says how an emoji looks, and what
/// does not join or mark a letter.
pub fn without_unseen(text: &str) -> Cow<'_, str> {
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
