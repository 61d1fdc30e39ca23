//! How far the desk trusts an outlet: a letter of the Admiralty scale.

use std::fmt;

use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Help};
use crate::model::value::field::{deserialize_text, value_error};

/// The reliability of an outlet, in the judgement of the desk. It appears in nothing that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// Reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Grade {
    /// The grade, in capitals or lower case. The error is the line that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let mut letters = text.chars();
        let first = letters.next().and_then(|letter| Self::of(letter.to_ascii_uppercase()));
        match (first, letters.as_str()) {
            (Some(grade), "") => Ok(grade),
            // The second half of the scale grades a report, not who reports it.
            (Some(grade), "1" | "2" | "3" | "4" | "5" | "6") => Err(format!("write `{grade}`")),
            _ => Err(match text {
                "А" | "а" => "write `A`, the Latin letter",
                "В" | "в" => "write `B`, the Latin letter",
                "С" | "с" => "write `C`, the Latin letter",
                "Е" | "е" => "write `E`, the Latin letter",
                _ => "write a letter from `A`, reliable, to `E`, unreliable, or `F`, which cannot be judged",
            }
            .to_owned()),
        }
    }

    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'A' => Self::A,
            'B' => Self::B,
            'C' => Self::C,
            'D' => Self::D,
            'E' => Self::E,
            'F' => Self::F,
            _ => return None,
        })
    }

    /// Whether what is known from such outlets alone cannot count as known.
    pub fn is_low(self) -> bool {
        matches!(self, Self::D | Self::E | Self::F)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a grade, such as `B`")?;
        Self::parse(&text).map_err(|help| {
            value_error(Code::WrongType, &format!("`{}` is not a grade", text.trim()), Help::to_write(&help))
        })
    }
}
