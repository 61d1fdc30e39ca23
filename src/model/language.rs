//! The language of a text.

use icu_locale_core::Locale;
use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::Code;
use crate::model::field::{deserialize_text, value_error};

/// What writers type for a language, with its code: names, and codes of countries.
const MEANT: [(&str, &str); 26] = [
    ("english", "en"),
    ("ukrainian", "uk"),
    ("українська", "uk"),
    ("ua", "uk"),
    ("russian", "ru"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("czech", "cs"),
    ("cz", "cs"),
    ("arabic", "ar"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("korean", "ko"),
    ("kr", "ko"),
    ("gr", "el"),
];

/// A language (BCP 47) in its canonical form: `en-GB`, `uk`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language(String);

impl Language {
    /// The language of a code. The error is the line that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let lower = text.to_lowercase();
        if let Some((_, code)) = MEANT.iter().find(|(typed, _)| *typed == lower) {
            return Err(format!("write `{code}`"));
        }
        let length = lower.find(['-', '_']).unwrap_or(lower.len());
        match Locale::try_from_str(&text.replace('_', "-")) {
            Ok(locale) if length <= 3 => Ok(Self(locale.to_string())),
            _ => Err("write a code such as `en-GB` or `uk`".to_owned()),
        }
    }
}

impl AsRef<str> for Language {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a language, such as `en-GB`")?;
        Self::parse(&text).map_err(|help| {
            value_error(Code::WrongType, &format!("`{}` is not a language code", text.trim()), &help)
        })
    }
}

/// Whether a language (BCP 47) is written from right to left: by its script, else by the one it is mostly
/// written in.
pub fn is_right_to_left(language: &str) -> bool {
    const LANGUAGES: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "iw"];
    const SCRIPTS: [&str; 8] = ["arab", "aran", "hebr", "thaa", "nkoo", "syrc", "adlm", "rohg"];
    let lower = language.to_ascii_lowercase();
    let mut parts = lower.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    }
}

/// The direction of a text in one language within a text in another, if it has to be told: `rtl` or `ltr`.
pub fn direction(language: &str, around: &str) -> Option<&'static str> {
    let is_turned = is_right_to_left(language);
    let name = if is_turned { "rtl" } else { "ltr" };
    (is_turned != is_right_to_left(around)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_the_direction() {
        for language in ["ar", "he-IL", "fa_IR", "ur", "uz-Arab", "AR"] {
            assert!(is_right_to_left(language), "{language}");
        }
        for language in ["en", "uk", "ar-Latn", "az-Latn-IR", "zh-Hant", ""] {
            assert!(!is_right_to_left(language), "{language}");
        }
    }

    #[test]
    fn codes_are_canonical_and_names_are_told_theirs() {
        for (text, code) in
            [("en", "en"), ("EN_gb", "en-GB"), ("zh-hans", "zh-Hans"), ("sr-latn-rs", "sr-Latn-RS")]
        {
            assert_eq!(Language::parse(text), Ok(Language(code.to_owned())), "{text}");
        }
        for (text, help) in [
            ("English", "write `en`"),
            ("UA", "write `uk`"),
            ("klingon", "write a code such as `en-GB` or `uk`"),
            ("", "write a code such as `en-GB` or `uk`"),
            ("en-", "write a code such as `en-GB` or `uk`"),
        ] {
            assert_eq!(Language::parse(text), Err(help.to_owned()), "{text}");
        }
    }
}
