//! A photograph that leads a page: `picture`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Code;
use crate::model::value::field::{Field, Needed, deserialize_text, value_error};

/// A photograph that leads a page and represents it in lists, feeds and previews.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a picture, such as `{file: hall.jpg, alt: The empty hall}`")]
pub struct Picture {
    /// The file: a path relative to the folder of this one.
    #[schemars(example = &"hall.jpg")]
    pub file: Needed<String>,
    /// What it shows, for readers who cannot see it.
    pub alt: Needed<String>,
    /// The words below it.
    #[serde(default)]
    pub caption: Field<String>,
    /// Who took it, and whose it is.
    #[serde(default)]
    pub credit: Field<String>,
    /// The point that stays in view where the picture is cropped: how far from the left and from the top, in
    /// per cent. The middle if absent.
    #[serde(default)]
    pub focus: Field<Focus>,
}

/// A point of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// From the left, in per cent.
    pub x: u8,
    /// From the top, in per cent.
    pub y: u8,
}

impl Default for Focus {
    fn default() -> Self {
        Self { x: 50, y: 50 }
    }
}

impl Focus {
    fn parse(text: &str) -> Option<Self> {
        let number =
            |part: &str| part.strip_suffix('%').unwrap_or(part).parse().ok().filter(|part| *part <= 100);
        let mut parts = text.split_ascii_whitespace().map(number);
        let (x, y) = (parts.next()??, parts.next()??);
        parts.next().is_none().then_some(Self { x, y })
    }
}

impl<'de> Deserialize<'de> for Focus {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "two numbers, such as `50 20`";
        let text = deserialize_text(deserializer, expected)?;
        Self::parse(&text).ok_or_else(|| {
            let message = "the focus of a picture is two numbers from 0 to 100";
            let help = "write how far from the left and from the top it is, in per cent, such as `50 20`";
            value_error(Code::WrongType, message, help)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_focus_is_two_numbers_up_to_a_hundred() {
        assert_eq!(Focus::parse("50 20"), Some(Focus { x: 50, y: 20 }));
        assert_eq!(Focus::parse(" 0%  100% "), Some(Focus { x: 0, y: 100 }));
        for wrong in ["", "50", "50 101", "50 20 10", "-1 20", "50, 20", "left top"] {
            assert_eq!(Focus::parse(wrong), None, "{wrong}");
        }
    }
}
