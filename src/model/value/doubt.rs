//! Marks of doubt on dates (EDTF, ISO 8601-2): `2025-12-20~` is approximate, `2025-12-20?` uncertain, and
//! `2025-12-20%` both.

use std::ops::Deref;

use crate::model::value::date::{DateError, Period, When};

/// How a date is doubted. The order and identity of what it dates do not depend on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Doubt {
    /// It is about then.
    pub is_approximate: bool,
    /// It is the desk's inference.
    pub is_uncertain: bool,
}

/// A date, a span or a period that may be doubted; a span is doubted if one of its ends is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubted<T> {
    /// The date.
    pub value: T,
    /// How it is doubted.
    pub doubt: Doubt,
}

impl<T> Deref for Doubted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for Doubted<T> {
    fn from(value: T) -> Self {
        Self { value, doubt: Doubt::default() }
    }
}

impl Doubted<When> {
    /// Reads a date or a span of dates with its marks.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let (bare, doubt) = unmarked(text);
        When::parse(&bare).map(|value| Self { value, doubt })
    }
}

impl Doubted<Period> {
    /// Reads a period with its marks.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let (bare, doubt) = unmarked(text);
        Period::parse(&bare).map(|value| Self { value, doubt })
    }
}

/// A text without the marks after its dates.
pub(super) fn unmarked(text: &str) -> (String, Doubt) {
    let mut doubt = Doubt::default();
    let mut take = |part: &str| {
        let part = part.trim();
        let Some((bare, mark)) = part.char_indices().next_back().map(|(at, mark)| (&part[..at], mark)) else {
            return part.to_owned();
        };
        if !matches!(mark, '~' | '?' | '%') || !bare.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return part.to_owned();
        }
        doubt.is_approximate |= mark != '?';
        doubt.is_uncertain |= mark != '~';
        bare.to_owned()
    };
    let parts: Vec<String> = text.split('/').map(&mut take).collect();
    (parts.join("/"), doubt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_after_a_date_and_count_for_the_whole() {
        let doubt = |text: &str| {
            Doubted::<When>::parse(text).map(|when| (when.doubt.is_approximate, when.doubt.is_uncertain)).ok()
        };
        assert_eq!(doubt("2025-12-20"), Some((false, false)));
        assert_eq!(doubt("2025-12-20~"), Some((true, false)));
        assert_eq!(doubt("2025?"), Some((false, true)));
        assert_eq!(doubt("2025-12%"), Some((true, true)));
        assert_eq!(doubt("2025-12-19~/2025-12-21"), Some((true, false)));
        assert_eq!(doubt("2025-12-19~/2025-12-21?"), Some((true, true)));
        for text in ["2025-12-20??", "?2025", "2025-12-20 ?", "~", "", "2025-12-?", "2025-12-20!", "2025~-12"]
        {
            assert_eq!(doubt(text), None, "{text}");
        }
        assert_eq!(Doubted::<When>::parse("2025-12-20~").unwrap().value, When::parse("2025-12-20").unwrap());
        let period = Doubted::<Period>::parse("week to 2025-12-21?").unwrap();
        assert!(period.doubt.is_uncertain && period.value == Period::parse("week to 2025-12-21").unwrap());
    }
}
