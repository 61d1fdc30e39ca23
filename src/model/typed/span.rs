//! What the editions of a site cover.

use std::fmt;

use jiff::civil::Weekday;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::diagnostic::{Code, did_you_mean};
use crate::model::value::date::Date;
use crate::model::value::field::{TEXT_OR_MAPPING, deserialize_text, value_error};

/// What an edition covers: `day`, `week` (of ISO 8601, from Monday on), `{week: wednesday}` or `month`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EditionSpan {
    /// A day.
    #[default]
    Day,
    /// Seven days, the first of which is this one.
    Week(Weekday),
    /// A calendar month.
    Month,
}

/// The days of the week by their names in `site.yaml`, from Monday on.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The names of what needs no more than a name.
pub const SPANS: [&str; 3] = ["day", "week", "month"];

impl EditionSpan {
    /// The first day of the edition that a day is part of.
    pub fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week(first) => {
                let days = day.weekday().since(first);
                day.saturating_sub(jiff::Span::new().days(days))
            }
            Self::Month => day.first_of_month(),
        }
    }
}

/// A day of the week by its English name.
struct FirstDay(Weekday);

impl<'de> Deserialize<'de> for FirstDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = deserialize_text(deserializer, "a day of the week, such as `wednesday`")?;
        let found = WEEKDAYS.iter().find(|(day, _)| *day == name.trim());
        let days = WEEKDAYS.iter().map(|(day, _)| *day);
        found.map(|(_, day)| Self(*day)).ok_or_else(|| unknown(&name, "day of the week", days))
    }
}

/// A name that is none of those that can stand there.
fn unknown<'n, E: serde::de::Error>(
    name: &str,
    what: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> E {
    let name = name.trim();
    let help = did_you_mean(&name.to_lowercase(), names.clone());
    let help = help.unwrap_or_else(|| {
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        format!("write one of {}", names.join(", "))
    });
    value_error(Code::WrongType, &format!("`{name}` is no {what}"), &help)
}

impl<'de> Deserialize<'de> for EditionSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpanVisitor;
        #[derive(Deserialize)]
        #[serde(expecting = "`{week: DAY}`, such as `{week: wednesday}`")]
        struct From {
            week: FirstDay,
        }
        impl<'de> Visitor<'de> for SpanVisitor {
            type Value = EditionSpan;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`day`, `week`, `month` or `{week: wednesday}`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<EditionSpan, E> {
                match text.trim() {
                    "day" => Ok(EditionSpan::Day),
                    "week" => Ok(EditionSpan::Week(Weekday::Monday)),
                    "month" => Ok(EditionSpan::Month),
                    other => Err(unknown(other, "length of an edition", SPANS.into_iter())),
                }
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<EditionSpan, D::Error> {
                let From { week } = From::deserialize(d)?;
                Ok(EditionSpan::Week(week.0))
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, SpanVisitor)
    }
}
