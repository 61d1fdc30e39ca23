//! Which pages have a card: `cards` of `site.yaml`.

use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::Code;
use crate::model::value::field::{deserialize_text, value_error};

/// Which pages have a card, a picture for previews that is drawn from their headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardSetting {
    /// This many of the newest briefings, and what has something from them.
    Newest(usize),
    /// All that can have one.
    All,
    /// None.
    Off,
}

impl Default for CardSetting {
    fn default() -> Self {
        Self::Newest(100)
    }
}

impl CardSetting {
    /// Reads `100`, `all`, `false`, or `true`, which is the default.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "all" => return Some(Self::All),
            "false" => return Some(Self::Off),
            "true" => return Some(Self::default()),
            _ => {}
        }
        let digits = text.replace('_', "");
        let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = is_number.then(|| digits.parse().ok()).flatten()?;
        Some(if number == 0 { Self::Off } else { Self::Newest(number) })
    }
}

impl<'de> Deserialize<'de> for CardSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a number of briefings, such as `100`, `all` or `false`")?;
        Self::parse(&text).ok_or_else(|| {
            let message = format!("`{}` is neither a number, `all` nor `false`", text.trim());
            value_error(
                Code::WrongType,
                &message,
                "write a number of briefings such as `100`, `all` or `false`",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_all_and_none() {
        assert_eq!(CardSetting::parse(" 1_000 "), Some(CardSetting::Newest(1000)));
        assert_eq!(CardSetting::parse("1"), Some(CardSetting::Newest(1)));
        assert_eq!(CardSetting::parse("0"), Some(CardSetting::Off));
        assert_eq!(CardSetting::parse("All"), Some(CardSetting::All));
        assert_eq!(CardSetting::parse("true"), Some(CardSetting::Newest(100)));
        assert_eq!(CardSetting::parse("false"), Some(CardSetting::Off));
        assert_eq!(CardSetting::parse("999999999"), Some(CardSetting::Newest(999_999_999)));
        for bad in ["", "-1", "1.5", "some", "1234567890"] {
            assert_eq!(CardSetting::parse(bad), None, "{bad}");
        }
    }
}
