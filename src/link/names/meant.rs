//! Whether a name found in a text is meant there, or is part of a longer name that nothing bears.

use crate::language::letters;
use crate::link::names::finder::begins_sentence;
use crate::markdown::Name;

/// Whether a name is meant where it was found. A capitalised word before a hyphen turns it into another name,
/// unless that word is a name too, or an abbreviation: `Great-Power` is not *Power*. Nor is *York* meant in
/// `New York`, or *Georgia* in `Georgia Southern University`. A surname stands alone. `free` is where the
/// last name ended.
pub(in crate::link) fn is_meant(text: &str, hit: &Name, free: usize) -> bool {
    let (before, after) = (&text[..hit.range.start], &text[hit.range.end..]);
    if let Some(before) = before.strip_suffix('-')
        && free != before.len()
        && !text[hit.range.clone()].contains(char::is_whitespace)
        && is_title_case(last_word(before))
    {
        return false;
    }
    if is_part_of_place(text, hit, free) || begins_institution(text, hit) {
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

/// Whether the word before a name of one word turns it into the name of another place: `in New York`. A word
/// that begins a sentence, or is among others that all have capitals, may mean itself: `New Ukraine talks`.
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

/// Whether a name is the first word of a longer one that ends with what it is: `Georgia Southern University`.
/// A name with a title does not end like that: `Georgia Prime Minister Irakli Kobakhidze`.
fn begins_institution(text: &str, hit: &Name) -> bool {
    const MOST_WORDS: usize = 4;
    const WORDS: [&str; 34] = [
        "Academy",
        "Airlines",
        "Airport",
        "Airways",
        "Arena",
        "Avenue",
        "Bulletin",
        "Chronicle",
        "Clinic",
        "College",
        "Daily",
        "Gazette",
        "Herald",
        "Hospital",
        "Hotel",
        "Institute",
        "Journal",
        "Library",
        "Marathon",
        "Museum",
        "Observer",
        "Orchestra",
        "Philharmonic",
        "Polytechnic",
        "Post",
        "School",
        "Square",
        "Stadium",
        "Station",
        "Street",
        "Theatre",
        "Times",
        "Tribune",
        "University",
    ];
    let starts_large = |word: &str| word.starts_with(char::is_uppercase);
    if !starts_large(&text[hit.range.clone()]) {
        return false;
    }
    let mut rest = &text[hit.range.end..];
    for _ in 0..MOST_WORDS {
        let after = rest.trim_start();
        let word = &after[..after.len() - after.trim_start_matches(letters::is_word_char).len()];
        if after.len() == rest.len() || !starts_large(word) {
            return false;
        }
        if WORDS.contains(&word) {
            return !is_headline(text);
        }
        rest = &after[word.len()..];
    }
    false
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

/// Whether a word has one capital, its first letter, and is not a prefix such as `Pro`.
fn is_title_case(word: &str) -> bool {
    const PREFIXES: [&str; 9] = ["Anti", "Co", "Ex", "Mid", "Non", "Post", "Pre", "Pro", "Un"];
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some()
        && word.chars().skip(1).all(|c| !c.is_uppercase())
        && !PREFIXES.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::link::names::finder::tests::{assert_found, found};

    #[test]
    fn a_capitalised_word_before_a_hyphen_makes_another_name() {
        assert_found(&["Power"], "Great-Power rivalry, Great Power, Power-sharing", &["Power", "Power"]);
        assert_found(&["Russia", "Ukraine"], "Russia-Ukraine, US-Ukraine", &["Russia", "Ukraine", "Ukraine"]);
        assert_found(
            &["Kremlin"],
            "anti-Kremlin, Pro-Kremlin, X-Kremlin",
            &["Kremlin", "Kremlin", "Kremlin"],
        );
        assert_found(&["North Korea"], "Moscow-North Korea", &["North Korea"]);
    }

    #[test]
    fn a_word_before_a_place_makes_another_place() {
        assert_found(&["York"], "He lives in New York, and she in York.", &["York"]);
        assert_found(&["Korea"], "They met in South\nKorea and said Korea is one.", &["Korea"]);
        assert_found(&["Petersburg"], "a visit to St. Petersburg", &[]);
        assert_found(&["North Korea", "Korea"], "troops of North Korea", &["North Korea"]);
        // These may mean themselves.
        assert_found(&["Ukraine"], "New Ukraine talks begin. New Ukraine plan", &["Ukraine", "Ukraine"]);
        assert_found(&["Ukraine"], "White House Unveils New Ukraine Plan", &["Ukraine"]);
        assert_found(&["Ukraine"], "in western Ukraine, in Western Ukraine, a new Ukraine", &["Ukraine"; 3]);
        assert_found(
            &["Zelensky", "Mayor"],
            "met President Zelensky and Moscow Mayor Sobyanin",
            &["Zelensky", "Mayor"],
        );
        assert_found(&["South", "Korea"], "of South Korea", &["South", "Korea"]);
    }

    #[test]
    fn what_follows_a_name_makes_another_name() {
        for text in [
            "She studied at Georgia Southern University in Statesboro.",
            "Georgia State University said so.",
            "the Georgia\nTimes wrote",
        ] {
            assert_found(&["Georgia"], text, &[]);
        }
        for text in [
            "Georgia Prime Minister Irakli Kobakhidze left.",
            "Georgia President Salome Zourabichvili visited Tbilisi State University.",
            "Students of Georgia, University of Tbilisi",
            "Georgia’s State University, in Georgia university students, Georgia: Times are hard",
            "Georgia Opens New University in Batumi",
            "Georgia Foreign Ministry and Georgia Central Election Commission Head Times",
        ] {
            assert!(!found(&["Georgia"], text).is_empty(), "{text}");
        }
        assert_found(
            &["Georgia Southern University", "Georgia"],
            "At Georgia Southern University",
            &["Georgia Southern University"],
        );
        assert_found(
            &["Georgia Southern University", "Georgia"],
            "Georgia Southern met Georgia",
            &["Georgia", "Georgia"],
        );
    }

    #[test]
    fn an_institution_has_up_to_three_words_between_its_first_and_its_last() {
        assert_found(&["Georgia"], "They went to Georgia Aa Bb Cc University in May.", &[]);
        assert_found(&["Georgia"], "They went to Georgia Aa Bb Cc Dd University in May.", &["Georgia"]);
    }

    #[test]
    fn a_headline_has_200_bytes_at_most_and_no_small_word_of_four_letters() {
        let capitals = |length: usize| format!("{:X<length$}", "They Met In New York For ");
        assert_found(&["York"], &capitals(200), &["York"]);
        assert_found(&["York"], &capitals(201), &[]);
        assert_found(&["York"], "They Met in New York for Talks", &["York"]);
        assert_found(&["York"], "They Met with New York Mayors", &[]);
    }
}
