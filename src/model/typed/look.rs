//! How a site looks: `look` of `site.yaml` and `theme.yaml`.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Visitor};

use crate::diagnostic::Code;
use crate::model::value::field::{Field, TEXT_OR_MAPPING, deserialize_text, value_error};

/// Colours, typefaces and sizes. What is absent stays as the theme has it.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(expecting = "looks, such as `{accent: \"#00566b\"}`")]
pub struct Look {
    /// The background.
    #[serde(default)]
    pub paper: Field<Colours>,
    /// The background of what is set apart.
    #[serde(default)]
    pub panel: Field<Colours>,
    /// The text.
    #[serde(default)]
    pub ink: Field<Colours>,
    /// Less prominent text: dates, counts, notes.
    #[serde(default)]
    pub ink_soft: Field<Colours>,
    /// Lines.
    #[serde(default)]
    pub rule: Field<Colours>,
    /// Labels, underlines, marks.
    #[serde(default)]
    pub accent: Field<Colours>,
    /// What a correction added.
    #[serde(default)]
    pub added: Field<Colours>,
    /// What a correction removed.
    #[serde(default)]
    pub removed: Field<Colours>,
    /// The typefaces of headlines, first choice first, as in CSS. If absent, those of `serif` if that is
    /// given.
    #[serde(default)]
    pub headline: Field<Typefaces>,
    /// The typefaces of texts.
    #[serde(default)]
    pub serif: Field<Typefaces>,
    /// The typefaces of labels, tables and forms.
    #[serde(default)]
    pub sans: Field<Typefaces>,
    /// The typefaces of code.
    #[serde(default)]
    pub mono: Field<Typefaces>,
    /// The size of the text.
    #[serde(default)]
    pub text_size: Field<Length>,
    /// The size of labels and notes.
    #[serde(default)]
    pub small_size: Field<Length>,
    /// The maximum width of a column of text.
    #[serde(default)]
    pub measure: Field<Length>,
    /// The maximum width of a page.
    #[serde(default)]
    pub page: Field<Length>,
    /// The space between parts.
    #[serde(default)]
    pub space: Field<Length>,
    /// How round the corners of boxes and buttons are.
    #[serde(default)]
    pub radius: Field<Length>,
    /// The picture in place of the name at the top of each page: a file in the theme's `static/`.
    #[serde(default)]
    pub logo: Field<String>,
}

impl Look {
    /// The colours, by the name of their custom property.
    pub fn colours(&self) -> [(&'static str, &Field<Colours>); 8] {
        [
            ("paper", &self.paper),
            ("panel", &self.panel),
            ("ink", &self.ink),
            ("ink-soft", &self.ink_soft),
            ("rule", &self.rule),
            ("accent", &self.accent),
            ("added", &self.added),
            ("removed", &self.removed),
        ]
    }

    /// The other values that are given, by the name of their custom property, as CSS.
    pub fn others(&self) -> Vec<(&'static str, &str)> {
        let typefaces = [
            ("headline", &self.headline),
            ("serif", &self.serif),
            ("sans", &self.sans),
            ("mono", &self.mono),
        ];
        let typefaces =
            typefaces.into_iter().filter_map(|(name, field)| Some((name, field.get()?.0.as_str())));
        let lengths = [
            ("text-size", &self.text_size),
            ("small-size", &self.small_size),
            ("measure", &self.measure),
            ("page", &self.page),
            ("space", &self.space),
            ("radius", &self.radius),
        ];
        let lengths = lengths.into_iter().filter_map(|(name, field)| Some((name, field.get()?.0.as_str())));
        typefaces.chain(lengths).collect()
    }
}

/// A colour by day and by night.
#[derive(Debug, Clone, PartialEq)]
pub struct Colours {
    /// On a light background.
    pub light: Colour,
    /// On a dark one.
    pub dark: Colour,
}

/// An sRGB colour, written as `#8a1c1c` or `#812`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub channels: [u8; 3],
}

impl Colour {
    /// The colour of a text.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.is_ascii() {
            return None;
        }
        let channel = |text: &str| u8::from_str_radix(text, 16).ok();
        let channels: Vec<u8> = match digits.len() {
            3 => digits.chars().map(|digit| channel(&format!("{digit}{digit}"))).collect::<Option<_>>()?,
            6 => [0, 2, 4].into_iter().map(|at| channel(&digits[at..at + 2])).collect::<Option<_>>()?,
            _ => return None,
        };
        Some(Self { channels: channels.try_into().ok()? })
    }

    /// The ratio between two colours, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let linear = self.channels.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Names of typefaces, as in CSS: `"Source Serif 4", Georgia, serif`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typefaces(pub String);

/// A CSS length: `1.125rem`, `18px`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length(pub String);

/// The units that a length can have.
const UNITS: [&str; 6] = ["rem", "em", "px", "ch", "vw", "%"];

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a colour, such as `\"#8a1c1c\"`")?;
        Self::parse(&text).ok_or_else(|| {
            let message = format!("`{}` is not a colour", text.trim());
            value_error(Code::WrongType, &message, "write three or six digits in quotes: `\"#8a1c1c\"`")
        })
    }
}

impl<'de> Deserialize<'de> for Colours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColoursVisitor;
        #[derive(serde::Deserialize)]
        #[serde(expecting = "a colour, or `{light: COLOUR, dark: COLOUR}`")]
        struct Both {
            light: Colour,
            dark: Colour,
        }
        impl<'de> Visitor<'de> for ColoursVisitor {
            type Value = Colours;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a colour such as `\"#8a1c1c\"`, or `{light: COLOUR, dark: COLOUR}`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Colours, E> {
                let colour = Colour::deserialize(serde::de::value::StrDeserializer::<E>::new(text))?;
                Ok(Colours { light: colour, dark: colour })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Colours, D::Error> {
                let Both { light, dark } = Both::deserialize(d)?;
                Ok(Colours { light, dark })
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, ColoursVisitor)
    }
}

impl<'de> Deserialize<'de> for Typefaces {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "typefaces, such as `Georgia, serif`")?;
        let text = text.trim();
        let is_name = |name: &str| {
            let name = name.trim();
            let quoted =
                ['"', '\''].into_iter().find_map(|quote| name.strip_prefix(quote)?.strip_suffix(quote));
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
            let starts = quoted.is_some() || name.starts_with(char::is_alphanumeric);
            starts && !quoted.unwrap_or(name).is_empty() && quoted.unwrap_or(name).chars().all(is_plain)
        };
        if !text.split(',').all(is_name) {
            let message = format!("`{text}` is not a list of typefaces");
            return Err(value_error(
                Code::WrongType,
                &message,
                "write names as in CSS, such as `Georgia, serif`",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a length, such as `1.125rem`")?;
        let text = text.trim();
        let unit = UNITS.into_iter().find(|unit| text.ends_with(unit));
        let number = unit.and_then(|unit| text.strip_suffix(unit));
        let is_number = |number: &str| {
            number.bytes().all(|b| b.is_ascii_digit() || b == b'.') && number.parse::<f64>().is_ok()
        };
        if text != "0" && !number.is_some_and(is_number) {
            let message = format!("`{text}` is not a length");
            return Err(value_error(
                Code::WrongType,
                &message,
                "write a number with its unit, such as `1.125rem` or `18px`",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, other: &str| {
            let ratio = Colour::parse(one).unwrap().contrast(Colour::parse(other).unwrap());
            (ratio * 100.0).round() / 100.0
        };
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#777777", "#ffffff"), 4.48);
        assert_eq!(ratio("#767676", "#ffffff"), 4.54);
        assert_eq!(ratio("#fff", "#FFFFFF"), 1.0);
        assert_eq!(Colour::parse("#8A1c1c").unwrap().to_string(), "#8a1c1c");
        assert_eq!(["8a1c1c", "#8a1c1", "#8a1c1g", "#üa", "red"].map(Colour::parse), [None; 5]);
    }
}
