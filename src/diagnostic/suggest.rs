//! The nearest known name to one that is not known.

/// The best candidate that a slip of the finger could have turned into `name`.
/// Case and the difference between `-`, `_` and a space do not count.
/// Of equally near candidates the first in order wins.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(name);
    let allowed = match wanted.chars().count() {
        0 => return None,
        1..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, bool, &str)> = None;
    for candidate in candidates {
        let folded = fold(candidate);
        let mut distance = strsim::damerau_levenshtein(&wanted, &folded);
        if distance > allowed && wanted.chars().count() >= 4 {
            let begins = folded.starts_with(&wanted) || wanted.starts_with(&folded);
            if begins && folded.chars().count() >= 4 || folded.split('-').any(|part| part == wanted) {
                distance = allowed;
            }
        }
        // Of two equally near ones, that with the same letters is meant.
        let found = (distance, letters(&folded) != letters(&wanted), candidate);
        if distance <= allowed && distance < folded.chars().count() && best.is_none_or(|best| found < best) {
            best = Some(found);
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

/// The help line for [`nearest`], if anything is near.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, candidates).map(|found| format!("did you mean `{found}`?"))
}

fn letters(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().collect();
    letters.sort_unstable();
    letters
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}
