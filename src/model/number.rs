//! Numbers as editors type them.

use std::fmt;

use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::Code;
use crate::model::field::{deserialize_text, value_error};

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

    /// The first number in a text, with a second one if the two are the ends of a range:
    /// `€90 billion over two years`, `40–50`, `40 to 50 people`. `None` where a reader could take
    /// it for another number than this does, as in `90bn`.
    pub fn within(text: &str) -> Option<(Self, Self)> {
        let (one, rest) = Self::first_within(text)?;
        let between = rest.find(|c: char| c.is_ascii_digit()).map_or("", |at| &rest[..at]);
        let is_range = matches!(between.trim(), "-" | "–" | "—" | "to" | "and" | "до");
        match is_range.then(|| Self::first_within(rest.trim_start_matches([' ', '-', '–', '—']))) {
            Some(second) => second.map(|(other, _)| (one, other)),
            None => Some((one, one)),
        }
    }

    /// The first number in a text, and what follows it.
    fn first_within(text: &str) -> Option<(Self, &str)> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let rest = &text[start..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_')));
        let (digits, after) = rest.split_at(end.unwrap_or(rest.len()));
        if after.starts_with(char::is_alphabetic) {
            return None;
        }
        let digits = digits.trim_end_matches(['.', ',']);
        let word: &str = after.trim_start_matches([' ', '\u{a0}']);
        let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
        let is_negative = text[..start].trim_end_matches(|c: char| !c.is_alphanumeric() && !"-−".contains(c));
        let sign = if is_negative.ends_with(['-', '−']) { -1.0 } else { 1.0 };
        let (number, after) = match multiplier(word) {
            Some(factor) => {
                (Self::parse(digits)?.0 * factor, &after[after.find(word).map_or(0, |at| at + word.len())..])
            }
            None => (Self::parse(digits)?.0, after),
        };
        Some((Self(number * sign), after))
    }

    /// The value.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// How many there are to be: a whole number from 1 on.
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
            let message = format!("`{}` is not a whole number from 1 on", text.trim());
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
            let message = format!("`{text}` is not a number");
            value_error(Code::WrongType, &message, "write `1300`, `1_300`, `1.5` or `90 billion`")
        })
    }
}

/// Commas stand only before groups of three digits, so that `1,5` is not taken for fifteen.
fn is_grouped(digits: &str) -> bool {
    let whole = digits.split(['.', 'e', 'E']).next().unwrap_or(digits);
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
        let within = |text| Number::within(text).map(|(one, other)| (one.value(), other.value()));
        for (text, expected) in [
            ("€90 billion over two years", (90e9, 90e9)),
            ("52.", (52.0, 52.0)),
            ("40–50 people", (40.0, 50.0)),
            ("from 40 to 50 million", (40.0, 50e6)),
            ("1,300 drones and 12 missiles", (1300.0, 1300.0)),
            ("minus 5, or -€5", (5.0, 5.0)),
            ("−2.5 %", (-2.5, -2.5)),
        ] {
            assert_eq!(within(text), Some(expected), "{text}");
        }
        for text in ["five dozen", "€90bn", "40–50bn", ""] {
            assert_eq!(within(text), None, "{text}");
        }
        for text in ["", "many", "1,5", "12:30", "1 2", "NaN", "inf", "1e999", "--1", "9 dozen"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
