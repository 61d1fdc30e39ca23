//! Words that editors write in place of ours.

use crate::diagnostic::{Help, Safety};

/// Each with the word of ours that it stands for, where a key takes that word.
const WORDS: [(&str, &str); 52] = [
    ("ongoing", "active"),
    ("open", "active"),
    ("live", "active"),
    ("current", "active"),
    ("developing", "active"),
    ("inactive", "dormant"),
    ("paused", "dormant"),
    ("on-hold", "dormant"),
    ("finished", "closed"),
    ("done", "closed"),
    ("ended", "closed"),
    ("over", "closed"),
    ("archived", "closed"),
    ("resolved", "closed"),
    ("better", "improved"),
    ("up", "improved"),
    ("worse", "deteriorated"),
    ("down", "deteriorated"),
    ("same", "unchanged"),
    ("stable", "unchanged"),
    ("steady", "unchanged"),
    ("around", "about"),
    ("approximately", "about"),
    ("approx", "about"),
    ("circa", "about"),
    ("roughly", "about"),
    ("almost", "nearly"),
    ("more-than", "over"),
    ("above", "over"),
    ("minimum", "at-least"),
    ("min", "at-least"),
    ("maximum", "at-most"),
    ("max", "at-most"),
    ("exact", "exactly"),
    ("between", "range"),
    ("radio", "press"),
    ("newspaper", "press"),
    ("tv", "press"),
    ("television", "press"),
    ("agency", "wire"),
    ("news-agency", "wire"),
    ("government", "official"),
    ("authority", "official"),
    ("true", "confirmed"),
    ("yes", "confirmed"),
    ("unconfirmed", "unverified"),
    ("rumour", "unverified"),
    ("withdrawn", "retracted"),
    ("news", "briefing"),
    ("report", "briefing"),
    ("comment", "analysis"),
    ("ignore", "off"),
];

/// The help line for a word that means one of those a key takes.
pub(super) fn did_you_mean(word: &str, variants: &[&str]) -> Option<Help> {
    let typed = word.trim();
    let word = word.trim().to_lowercase().replace([' ', '_'], "-");
    let (_, ours) = WORDS.iter().find(|(theirs, _)| *theirs == word)?;
    let help = || Help::instead(format!("did you mean `{ours}`?"), Safety::Safe, typed, *ours);
    variants.contains(ours).then(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_where_ours_is_taken() {
        assert_eq!(
            did_you_mean("On hold", &["active", "dormant"]).map(|help| help.to_string()),
            Some("did you mean `dormant`?".to_owned())
        );
        assert_eq!(did_you_mean("ongoing", &["confirmed"]), None);
        assert_eq!(did_you_mean("purple", &["active"]), None);
    }
}
