//! The language of a text.

use icu_locale_core::Locale;
use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Help};
use crate::language::letters;
use crate::model::value::field::{EntryKey, deserialize_text, value_error};

/// What writers type for a language, with its code: names, and country codes.
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

/// The languages of ISO 639-1, which site owners translate into.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv \
    cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie \
    ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk \
    ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se \
    sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo \
    xh yi yo za zh zu";

/// What comes before a language code at the end of a name: `talks` in `talks.uk` and `talks.pt-br`.
pub fn before_language(name: &str) -> Option<&str> {
    let (before, code) = name.rsplit_once('.')?;
    let lower = code.to_ascii_lowercase();
    let language = lower.split(['-', '_']).next().unwrap_or_default();
    let is_known = language.len() == 2 && TWO_LETTERS.split_whitespace().any(|known| known == language);
    (!before.is_empty() && is_known && Locale::try_from_str(&code.replace('_', "-")).is_ok())
        .then_some(before)
}

/// A language (BCP 47) in its canonical form: `en-GB`, `uk`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language(String);

impl Language {
    /// The language of a code. The error is the line that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let lower = letters::folded(text);
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

impl EntryKey for Language {
    const EXPECTED: &'static str = "texts by language, such as `{uk: …}`";

    fn formed(self) -> Self {
        self
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
            value_error(
                Code::WrongType,
                &format!("`{}` is not a language code", text.trim()),
                Help::to_write(&help),
            )
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

/// The direction of a text in one language within a text in another, if it has to be stated: `rtl` or `ltr`.
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
    fn codes_of_languages_end_a_name() {
        for (name, before) in [
            ("b.uk", "b"),
            ("2025-12-22-a.b.de", "2025-12-22-a.b"),
            ("b.pt-BR", "b"),
            ("b.zh_Hans", "b"),
            ("b.EN", "b"),
        ] {
            assert_eq!(before_language(name), Some(before), "{name}");
        }
        for name in
            ["b", "v1.2", "notes.old", "node.js", "b.xx", "b.en-", "b.english", ".uk", "uk", "b-uk", "b.a b"]
        {
            assert_eq!(before_language(name), None, "{name}");
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

    #[test]
    fn a_language_has_two_or_three_letters() {
        let is_code = |text: &str| Language::parse(text).is_ok();
        assert!(is_code("uk") && is_code("fil") && is_code("fil-PH"));
        assert!(!is_code("u") && !is_code("filip") && !is_code("filip-PH"));
    }
}
