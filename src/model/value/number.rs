//! Numbers as editors type them.

use std::fmt;

use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Help};
use crate::model::value::field::{deserialize_text, value_error};

/// A number: `1300`, `1_300`, `1,300`, `1e3`, `1.5`, `-2`, `90 billion`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(f64);

impl Number {
    /// The number, if the text is one. Never infinite or not-a-number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, factor) = match text.rsplit_once([' ', '\u{a0}']) {
            Some((digits, word)) => (digits.trim(), multiplier(word)?),
            None => (text, 1.0),
        };
        let plain = digits.strip_prefix(['-', '+', '−']).unwrap_or(digits);
        if !plain.starts_with(|c: char| c.is_ascii_digit()) || !is_grouped(plain) {
            return None;
        }
        let negative = digits.starts_with(['-', '−']);
        let value: f64 = plain.replace(['_', ','], "").parse().ok()?;
        let value = value * factor * if negative { -1.0 } else { 1.0 };
        value.is_finite().then_some(Self(value))
    }

    /// The value.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// How many there should be: a whole number of at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// The number.
    pub fn value(self) -> usize {
        self.0 as usize
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a whole number, such as `50`")?;
        let digits = text.trim().replace('_', "");
        let count =
            digits.parse().ok().filter(|count| *count > 0 && digits.bytes().all(|b| b.is_ascii_digit()));
        count.map(Self).ok_or_else(|| {
            let message = format!("`{}` is not a whole number of at least 1", text.trim());
            value_error(Code::WrongType, &message, "write a number such as `50`, in digits")
        })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a number, such as `1300`")?;
        Self::parse(&text).ok_or_else(|| {
            value_error(
                Code::WrongType,
                &format!("`{text}` is not a number"),
                Help::to_write(&help(text.trim())),
            )
        })
    }
}

/// What to write for a text that is not a number.
fn help(text: &str) -> String {
    const FORMS: &str = "write a number such as `1300`, `1_300`, `1.5` or `90 billion`";
    if let Some((value, qualifier)) = qualified(text) {
        return format!("write `{value}`, and add `qualifier: {qualifier}`");
    }
    let is_sign = |c: char| "€$£¥₴₽₺₹".contains(c);
    let number = text.trim_matches(|c: char| is_sign(c) || c == '%' || c == '‰' || c.is_whitespace());
    let spaced = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let end = number.find(|c: char| !(c.is_ascii_digit() || spaced(c) || ".,_-+−".contains(c)));
    let (digits, word) = number.split_at(end.unwrap_or(number.len()));
    let (digits, word) = (digits.trim(), word.trim());
    let digits = match plain(digits) {
        Some(digits) if word.is_empty() || multiplier(word).is_none() => digits,
        Some(digits) => format!("{digits} {word}"),
        None => return FORMS.to_owned(),
    };
    let unit = match text.chars().find(|c| is_sign(*c) || matches!(c, '%' | '‰')) {
        Some(sign) => sign.to_string(),
        None if multiplier(word).is_some() => String::new(),
        None => word.to_owned(),
    };
    let short = match word {
        "k" | "K" => " thousand",
        "m" | "M" | "mn" | "mln" if unit != word => " million",
        "bn" | "mn" | "mln" | "b" | "B" => {
            return format!(
                "write `{digits} {}`",
                if word.starts_with(['b', 'B']) { "billion" } else { "million" }
            );
        }
        _ => "",
    };
    match unit.as_str() {
        "" | "k" | "K" => format!("write `{digits}{short}`"),
        unit => format!(
            "write `{digits}{short}`; the unit is given once, as `unit: \"{unit}\"` of the series in `site.yaml`"
        ),
    }
}

/// Words and signs that belong in `qualifier`, in lower case.
const QUALIFIERS: [(&str, &str); 26] = [
    ("~", "about"),
    ("≈", "about"),
    ("±", "about"),
    ("ca.", "about"),
    ("ca ", "about"),
    ("c. ", "about"),
    ("circa ", "about"),
    ("about ", "about"),
    ("around ", "about"),
    ("roughly ", "about"),
    ("approx. ", "about"),
    ("approximately ", "about"),
    ("some ", "about"),
    ("nearly ", "nearly"),
    ("almost ", "nearly"),
    (">=", "at-least"),
    ("≥", "at-least"),
    ("at least ", "at-least"),
    ("minimum ", "at-least"),
    (">", "over"),
    ("over ", "over"),
    ("more than ", "over"),
    ("<=", "at-most"),
    ("≤", "at-most"),
    ("at most ", "at-most"),
    ("up to ", "up-to"),
];

/// A number with what belongs in `qualifier`: `~40`, `more than 40`, `40+`, `40-50`.
fn qualified(text: &str) -> Option<(String, &'static str)> {
    let lower = text.to_lowercase();
    let after = |(words, qualifier): &(&str, &'static str)| Some((lower.strip_prefix(words)?, *qualifier));
    let found = QUALIFIERS.iter().find_map(after).or_else(|| Some((lower.strip_suffix('+')?, "at-least")));
    if let Some((number, qualifier)) = found {
        let number = number.trim();
        let known = Number::parse(number).map(|_| number.replace(',', "_"));
        return Some((known.or_else(|| plain(number))?, qualifier));
    }
    let (low, high) = ["–", "—", " to ", "-"].iter().find_map(|mark| {
        let (low, high) = lower.split_once(mark)?;
        Some((plain(low.trim())?, plain(high.trim())?))
    })?;
    Some((format!("[{low}, {high}]"), "range"))
}

/// Digits with marks between groups, or a decimal comma, as they should be written: without commas, which end a value
/// in brackets and braces.
fn plain(digits: &str) -> Option<String> {
    let joined: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let joined = joined.replace('−', "-");
    if Number::parse(&joined).is_some() {
        return Some(joined.replace(',', "_"));
    }
    let swapped = joined.replace('.', "_").replace(',', ".");
    Number::parse(&swapped).is_some().then_some(swapped)
}

/// Commas come only before groups of three digits, so that `1,5` is not taken for fifteen.
fn is_grouped(digits: &str) -> bool {
    let (whole, rest) = digits.split_at(digits.find(['.', 'e', 'E']).unwrap_or(digits.len()));
    if rest.contains(',') {
        return false;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut grouped = false;
    let rest = groups.all(|group| {
        grouped = true;
        group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit())
    });
    rest && (!grouped || first.len() <= 3)
}

fn multiplier(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_editors_type_them() {
        let cases = [
            ("1300", 1300.0),
            ("1_300", 1300.0),
            ("1,300", 1300.0),
            ("123,456", 123_456.0),
            ("1e3", 1000.0),
            ("1.5", 1.5),
            ("-2", -2.0),
            ("90 billion", 90e9),
            ("0", 0.0),
            ("010", 10.0),
            ("1.5 Million", 1.5e6),
        ];
        for (text, value) in cases {
            assert_eq!(Number::parse(text).map(Number::value), Some(value), "{text}");
        }
        for text in [
            "", "many", "1,5", "1234,567", "1,2345", "1.300,50", "12:30", "1 2", "NaN", "inf", "1e999",
            "--1", "9 dozen",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_how_to_be_one() {
        for (text, wanted) in [
            ("512 cm", "write `512`; the unit is given once, as `unit: \"cm\"`"),
            ("12%", "write `12`; the unit is given once, as `unit: \"%\"`"),
            ("€1,2m", "write `1.2 million`; the unit is given once, as `unit: \"€\"`"),
            ("€90 billion", "write `90 billion`; the unit is given once, as `unit: \"€\"`"),
            ("90bn", "write `90 billion`"),
            ("5k", "write `5 thousand`"),
            ("~40", "write `40`, and add `qualifier: about`"),
            ("Circa 1 300", "write `1300`, and add `qualifier: about`"),
            (">1.5 million", "write `1.5 million`, and add `qualifier: over`"),
            ("at least 40", "write `40`, and add `qualifier: at-least`"),
            ("40+", "write `40`, and add `qualifier: at-least`"),
            ("about 1,200", "write `1_200`, and add `qualifier: about`"),
            ("1,200-1,300", "write `[1_200, 1_300]`, and add `qualifier: range`"),
            ("1,200 dead", "write `1_200`; the unit is given once"),
            ("40-50", "write `[40, 50]`, and add `qualifier: range`"),
            ("40 to 50", "write `[40, 50]`, and add `qualifier: range`"),
            ("1.300–1.500,5", "write `[1.300, 1_500.5]`, and add `qualifier: range`"),
            ("some people", "write a number such as `1300`"),
            ("1,5", "write `1.5`"),
            ("1 300", "write `1300`"),
            ("1.300,50", "write `1_300.50`"),
            ("many", "write a number such as `1300`, `1_300`, `1.5` or `90 billion`"),
            ("", "write a number such as `1300`, `1_300`, `1.5` or `90 billion`"),
        ] {
            assert!(help(text).starts_with(wanted), "{text}: {}", help(text));
        }
    }
}
