//! Whether a name that stands in a text is meant there, or is a part of a longer name that nothing bears.

use super::finder::begins_sentence;
use crate::markdown::Name;
use crate::model::letters;

/// Whether a name is meant where it was found. A capitalised word before a hyphen makes another name of it,
/// unless it is a name too, or an abbreviation: `Great-Power` is not *Power*. Neither is *York* meant in `New
/// York`. A surname stands alone. `free` is where the last name ended.
pub(super) fn is_meant(text: &str, hit: &Name, free: usize) -> bool {
    let (before, after) = (&text[..hit.range.start], &text[hit.range.end..]);
    if let Some(before) = before.strip_suffix('-')
        && free != before.len()
        && !text[hit.range.clone()].contains(char::is_whitespace)
        && is_title_case(last_word(before))
    {
        return false;
    }
    if is_part_of_place(text, hit, free) {
        return false;
    }
    if !hit.is_surname {
        return true;
    }
    let spaced = before.trim_end();
    let first = last_word(spaced);
    let follows = spaced.len() < before.len()
        && first.starts_with(char::is_uppercase)
        && !begins_sentence(&spaced[..spaced.len() - first.len()]);
    let leads = after.trim_start().len() < after.len() && after.trim_start().starts_with(char::is_uppercase);
    !follows && !leads
}

/// Whether the word before a name of one word makes the name of another place of it: `in New York`. A word that
/// begins a sentence, or stands among others that all have capitals, may mean itself: `New Ukraine talks`.
fn is_part_of_place(text: &str, hit: &Name, free: usize) -> bool {
    const WORDS: [&str; 14] = [
        "New", "North", "South", "East", "West", "San", "Santa", "Saint", "St", "Los", "Las", "Fort",
        "Mount", "Lake",
    ];
    let before = &text[..hit.range.start];
    let spaced = before.trim_end().trim_end_matches('.');
    let word = last_word(spaced);
    let start = spaced.len() - word.len();
    WORDS.contains(&word)
        && free <= start
        && spaced.len() < before.len()
        && !text[hit.range.clone()].contains(char::is_whitespace)
        && text[hit.range.clone()].starts_with(char::is_uppercase)
        && !begins_sentence(&text[..start])
        && !is_headline(text)
}

/// Whether a text is short and all its longer words but the first have a capital.
fn is_headline(text: &str) -> bool {
    const LONGEST: usize = 200;
    let mut words = text.split_whitespace().skip(1).filter(|word| word.len() > 3).peekable();
    text.len() <= LONGEST && words.peek().is_some() && words.all(|word| !word.starts_with(char::is_lowercase))
}

/// The word at the end of a text.
fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(letters::is_word_char).len()..]
}

/// Whether a word has one capital, its first letter, and is no prefix such as `Pro`.
fn is_title_case(word: &str) -> bool {
    const PREFIXES: [&str; 9] = ["Anti", "Co", "Ex", "Mid", "Non", "Post", "Pre", "Pro", "Un"];
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some()
        && word.chars().skip(1).all(|c| !c.is_uppercase())
        && !PREFIXES.contains(&word)
}
