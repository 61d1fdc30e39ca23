//! Text to tokens: words, folded and without their endings. `docs/content/pages/searching.md` is the
//! specification, `tests/search/vectors.json` has its test vectors, and `search-tokens.js` of the default
//! theme does the same in the browser. It knows letters and nothing about the site.

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::numbers;
use crate::language::letters;

/// Longer tokens are cut, in characters.
pub(super) const LONGEST: usize = 40;

/// Words that are found everywhere, folded.
const STOP: [&str; 81] = [
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "in",
    "is",
    "it",
    "its",
    "no",
    "not",
    "of",
    "on",
    "or",
    "she",
    "that",
    "the",
    "their",
    "they",
    "this",
    "to",
    "was",
    "were",
    "which",
    "who",
    "will",
    "with",
    "would",
    "але",
    "без",
    "в",
    "вид",
    "воно",
    "все",
    "для",
    "до",
    "е",
    "за",
    "з",
    "и",
    "из",
    "или",
    "его",
    "ее",
    "их",
    "иого",
    "к",
    "как",
    "которие",
    "на",
    "не",
    "но",
    "о",
    "об",
    "он",
    "от",
    "по",
    "при",
    "про",
    "с",
    "та",
    "так",
    "то",
    "у",
    "це",
    "что",
    "що",
    "як",
];

/// Endings of Ukrainian and Russian words, folded, the longest first.
const ENDINGS: [&str; 48] = [
    "иями", "ами", "ями", "ого", "его", "ому", "ему", "ими", "иях", "иям", "ием", "иею", "ови", "еви", "ах",
    "ях", "ов", "ев", "ив", "еи", "ои", "ом", "ем", "ам", "ям", "ою", "ею", "ии", "ия", "ию", "ие", "их",
    "им", "ая", "яя", "ое", "ее", "ую", "юю", "ье", "ью", "а", "е", "и", "о", "у", "ю", "я",
];

/// The words of a text as written: runs of letters, digits, marks and apostrophes. In scripts without spaces,
/// each letter and each adjacent pair. Of a number in groups of digits, or before a word that multiplies, the
/// whole comes before the parts.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let (mut at, mut numbers_to) = (0, 0);
    let mut unspaced = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if let Some(word) = unspaced.next() {
            return Some(word);
        }
        let start = begin(text, at)?;
        let bytes = &text.as_bytes()[start..];
        if bytes[0].is_ascii_digit()
            && start >= numbers_to
            && let Some((length, _)) = numbers::read(&text[start..])
        {
            numbers_to = start + length;
            // Letters right after the digits make it a single word.
            if text[start..numbers_to].contains(|c: char| !is_part(c)) {
                at = start;
                return Some(&text[start..numbers_to]);
            }
        }
        at = start + bytes.iter().position(|byte| !PARTS[usize::from(*byte)]).unwrap_or(bytes.len());
        if text.as_bytes().get(at).is_none_or(u8::is_ascii) {
            return Some(&text[start..at]);
        }
        at += text[at..].find(|c| !is_part(c)).unwrap_or(text.len() - at);
        let run = &text[start..at];
        // No letter of two bytes belongs to such a script.
        if run.bytes().all(|b| b < 0xe0) || !run.contains(is_unspaced) {
            return Some(run);
        }
        unspaced = pieces(run).into_iter();
        unspaced.next()
    })
}

/// The bytes of ASCII that words are made of.
const PARTS: [bool; 256] = {
    let (mut parts, mut byte) = ([false; 256], 0);
    while byte < 128 {
        parts[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'\'';
        byte += 1;
    }
    parts
};

/// Where the first word at or after a place begins.
fn begin(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += match *text.as_bytes().get(at)? {
            byte if PARTS[usize::from(byte)] => return Some(at),
            byte if byte.is_ascii() => 1,
            _ => match text[at..].chars().next()? {
                c if is_part(c) => return Some(at),
                c => c.len_utf8(),
            },
        };
    }
}

/// How many words a name has: in a script without spaces, every two letters are one.
pub(super) fn count(name: &str) -> usize {
    let counts = |word: &&str| {
        let letters = word.chars().filter(|c| is_unspaced(*c)).count();
        letters != 1 && token(word).is_some()
    };
    words(name).filter(counts).count().max(1)
}

/// The words of a run that has letters of scripts without spaces.
fn pieces(run: &str) -> Vec<&str> {
    let (mut words, mut before) = (Vec::new(), None);
    let mut at = 0;
    while let Some(first) = run[at..].chars().next() {
        let from = at + first.len_utf8();
        let rest = &run[from..];
        let goes_on = |c: char| letters::is_mark(c) || is_unseen(c);
        let skipped = match is_unspaced(first) {
            true => rest.trim_start_matches(goes_on),
            false => rest.trim_start_matches(|c| !is_unspaced(c)),
        };
        let end = run.len() - skipped.len();
        if let Some(start) = before.filter(|_| is_unspaced(first)) {
            words.push(&run[start..end]);
        }
        words.push(&run[at..end]);
        before = is_unspaced(first).then_some(at);
        at = end;
    }
    words
}

/// The token of a word: folded, without its ending. `None` for a word that is found everywhere.
pub(super) fn token(word: &str) -> Option<String> {
    if word.starts_with(|c: char| c.is_ascii_digit())
        && let Some((length, digits)) = numbers::read(word)
        && length == word.len()
    {
        return Some(digits);
    }
    let folded = fold(word);
    if folded.is_empty() || STOP.contains(&folded.as_str()) {
        return None;
    }
    Some(stem(folded))
}

/// Whether a token is only digits.
pub(super) fn is_number(token: &str) -> bool {
    token.chars().all(char::is_numeric)
}

fn is_part(c: char) -> bool {
    if c.is_ascii() {
        return PARTS[c as usize];
    }
    is_apostrophe(c) || is_unseen(c) || letters::is_word_char(c)
}

/// A letter of a script without spaces, and not a mark of one.
fn is_unspaced(c: char) -> bool {
    letters::is_unspaced(c) && !letters::is_mark(c)
}

fn is_unseen(c: char) -> bool {
    letters::is_passed_over(c) || letters::is_joiner(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}')
}

/// A word in lower case, without apostrophes, diacritics and what is invisible.
pub(super) fn fold(word: &str) -> String {
    let word = word.trim_matches(is_apostrophe);
    let possessive = word.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    let word = possessive.unwrap_or(word);
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return word.bytes().take(LONGEST).map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    let lower = word.to_lowercase();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&lower);
    let mut folded = String::with_capacity(decomposed.len());
    for c in decomposed.chars().filter(|c| !is_dropped(*c)) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            'і' | 'ы' => folded.push('и'),
            'є' | 'э' => folded.push('е'),
            'ґ' => folded.push('г'),
            'ъ' | 'ь' => {}
            c => folded.push(c),
        }
    }
    folded.chars().take(LONGEST).collect()
}

fn is_dropped(c: char) -> bool {
    is_apostrophe(c) || is_unseen(c) || letters::is_optional_mark(c)
}

fn stem(word: String) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        stem_english(word)
    } else if word.chars().all(|c| ('а'..='я').contains(&c)) {
        stem_cyrillic(word)
    } else {
        word
    }
}

/// Plurals, `-ing`, `-ed` and the silent `-e`.
fn stem_english(mut word: String) -> String {
    if word.len() < 4 {
        return word;
    }
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if word.len() > 4 && ends(&word, &["ies", "ied"]) {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ends(&word, &["ses", "xes", "zes", "ches", "shes"]) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !ends(&word, &["ss", "us", "is"]) {
        word.pop();
    }
    if word.ends_with("eed") {
        if word.len() > 5 {
            word.pop();
        }
    } else if let Some(rest) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"))
        && rest.len() >= 3
        && rest.contains(['a', 'e', 'i', 'o', 'u', 'y'])
    {
        word.truncate(rest.len());
        let mut last = word.bytes().rev();
        let (last, before) = (last.next(), last.next());
        if last == before && !word.ends_with(['a', 'e', 'i', 'o', 'u', 'l', 's', 'z']) {
            word.pop();
        }
    }
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    word
}

/// The endings of nouns and adjectives, then the suffix of surnames, then a doubled consonant.
fn stem_cyrillic(mut word: String) -> String {
    let long = |rest: &str| rest.chars().nth(2).is_some();
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| long(rest)) {
            word.truncate(rest.len());
            break;
        }
    }
    for ending in ["ов", "ев", "ив"] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| long(rest)) {
            word.truncate(rest.len());
            break;
        }
    }
    let mut last = word.chars().rev();
    if let (Some(a), Some(b), Some(_), Some(_)) = (last.next(), last.next(), last.next(), last.next())
        && a == b
    {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_keep_their_endings() {
        let stem = |word: &str| token(word).unwrap();
        assert_eq!((stem("dies"), stem("flies")), ("die".to_owned(), "fly".to_owned()));
        assert_eq!((stem("speed"), stem("agreed")), ("speed".to_owned(), "agre".to_owned()));
        assert_eq!((stem("icing"), stem("eating")), ("icing".to_owned(), "eat".to_owned()));
        assert_eq!((stem("axe"), stem("cane")), ("axe".to_owned(), "can".to_owned()));
        assert_eq!((stem("gas"), stem("cats")), ("gas".to_owned(), "cat".to_owned()));
    }

    #[test]
    fn forty_letters_of_a_word_are_kept() {
        for (letters, end) in [("xy", "q"), ("αβ", "γ")] {
            let long =
                |count: usize| token(&(letters.repeat(20).chars().take(count).collect::<String>() + end));
            assert!(long(39).is_some_and(|token| token.ends_with(end)), "{letters}");
            assert_eq!(long(40), Some(letters.repeat(20)), "{letters}");
        }
    }

    #[test]
    fn the_vectors_of_the_specification_hold() {
        let vectors = include_str!("../../../tests/search/vectors.json");
        let vectors: Vec<(String, Vec<String>)> = serde_json::from_str(vectors).unwrap();
        assert!(vectors.len() > 100);
        for (text, expected) in vectors {
            let found: Vec<String> = words(&text).filter_map(token).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
