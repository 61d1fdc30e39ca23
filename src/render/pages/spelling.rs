//! Names that say something new, and mere spellings of what is already there.

use crate::language::letters::folded_words;

/// How many other names are shown at once.
const MOST_NAMES: usize = 3;
/// This many letters at the end of a word may be its ending.
const ENDING: usize = 3;
/// This many shared letters at the beginning make two words the same.
const STEM: usize = 4;

/// Other names in two lists: those that are shown at once, and the rest. A name is shown at once if it has a
/// word that is neither in the name itself nor in one before it; if none has, the first few are shown.
pub(super) fn divided(name: &str, others: &[String]) -> (Vec<String>, Vec<String>) {
    let mut known: Vec<String> = folded_words(name).collect();
    let (mut telling, mut rest) = (Vec::new(), Vec::new());
    for other in others {
        let words: Vec<String> = folded_words(other).collect();
        // An article or a preposition beside other words says nothing.
        let is_long = |word: &&String| word.chars().count() >= STEM;
        let has_long = words.iter().any(|word| is_long(&word));
        let mut telling_words = words.iter().filter(|word| !has_long || is_long(word));
        let is_new = telling_words.any(|word| known.iter().all(|known| !is_form(word, known)));
        if is_new && telling.len() < MOST_NAMES {
            known.extend(words);
            telling.push(other.clone());
        } else {
            rest.push(other.clone());
        }
    }
    if telling.is_empty() {
        let after = rest.split_off(rest.len().min(MOST_NAMES));
        return (rest, after);
    }
    (telling, rest)
}

/// Whether two folded words differ in their endings at most.
fn is_form(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    alike >= STEM && one.chars().count().max(other.chars().count()) <= alike + ENDING
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, others: &[&str]) -> String {
        let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
        let (also, rest) = divided(name, &others);
        format!("{} | {}", also.join(", "), rest.join(", "))
    }

    #[test]
    fn names_with_a_new_word_stand_at_once() {
        assert_eq!(
            shown("Volodymyr Zelensky", &["Zelensky", "President Zelensky", "Zelenskyy", "Zelenskiy"]),
            "President Zelensky | Zelensky, Zelenskyy, Zelenskiy"
        );
        assert_eq!(
            shown("Northern Guild", &["NG", "Guild of the North", "The Guild"]),
            "NG | Guild of the North, The Guild"
        );
    }

    #[test]
    fn three_stand_at_most_and_three_where_none_is_new() {
        assert_eq!(shown("A", &["B", "C", "D", "E"]), "B, C, D | E");
        assert_eq!(shown("A", &["B", "C", "D"]), "B, C, D | ");
        assert_eq!(
            shown("Hrabovske", &["Hrabovsk", "hrabovske", "Hrabovska", "Hrabovskoi"]),
            "Hrabovsk, hrabovske, Hrabovska | Hrabovskoi"
        );
    }

    #[test]
    fn an_ending_has_three_letters_and_a_stem_four() {
        assert!(is_form("boat", "boatmen") && !is_form("boat", "boatsmen"));
        assert!(is_form("boat", "boats") && !is_form("boa", "boas"));
        assert!(is_form("\u{437}\u{435}\u{43b}\u{435}", "\u{437}\u{435}\u{43b}\u{435}\u{43d}\u{430}"));
    }
}
