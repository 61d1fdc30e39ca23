//! What the editions of a site cover.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::diagnostic::{Code, did_you_mean};
use crate::model::address::url::UrlPath;
use crate::model::value::date::Date;
use crate::model::value::field::{TEXT_OR_MAPPING, deserialize_text, value_error};
use crate::model::value::id::Id;

/// What an edition covers: `day`, `week` (of ISO 8601, from Monday on), `{week: wednesday}`, `month`, or, with
/// `issue`, what the files in `content/editions/` say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EditionSpan {
    /// A day.
    #[default]
    Day,
    /// Seven days, the first of which is this one.
    Week(Weekday),
    /// A calendar month.
    Month,
    /// Whatever a file in `content/editions/` says.
    Issue,
}

/// What an edition covers, which gives it its name and its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Span {
    /// A day.
    Day(Date),
    /// Seven days from this one on.
    Week(Date),
    /// The month that begins on this day.
    Month(Date),
    /// What the file with this name says.
    Issue(Id),
}

impl Span {
    /// The first and the last day that it covers; `None` for what a file says.
    pub fn days(&self) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) => Some((*day, *day)),
            Self::Week(first) => Some((*first, last_of_week(*first))),
            Self::Month(first) => Some((*first, first.last_of_month())),
            Self::Issue(_) => None,
        }
    }

    /// Its page. That of a month is also the archive of the month.
    pub fn url(&self) -> UrlPath {
        match self {
            Self::Day(date) => UrlPath::day(*date),
            Self::Week(first) => {
                let week = last_of_week(*first).iso_week_date();
                UrlPath::week(week.year(), week.week())
            }
            Self::Month(first) => UrlPath::month(first.year(), first.month()),
            Self::Issue(id) => UrlPath::item("issues", id),
        }
    }

    /// Its name in file names and on the command line: `2025-12-22`, `2025-w52`, `2025-12`, or the name of its file.
    pub fn name(&self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::Week(first) => {
                let week = last_of_week(*first).iso_week_date();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
            Self::Month(first) => format!("{:04}-{:02}", first.year(), first.month()),
            Self::Issue(id) => id.to_string(),
        }
    }
}

/// A week has the year and number that ISO 8601 gives to its last day.
fn last_of_week(first: Date) -> Date {
    first.saturating_add(6.days())
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
pub const SPANS: [&str; 4] = ["day", "week", "month", "issue"];

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
            Self::Issue => day,
        }
    }

    /// The edition that a day is part of; `None` where only files make editions.
    pub fn of(self, day: Date) -> Option<Span> {
        let first = self.first_day(day);
        match self {
            Self::Day => Some(Span::Day(first)),
            Self::Week(_) => Some(Span::Week(first)),
            Self::Month => Some(Span::Month(first)),
            Self::Issue => None,
        }
    }

    /// What the name of a file means: `2025-12-22` for days, `2025-w52` for weeks, `2025-12` for months; any name
    /// where files make editions.
    pub fn named(self, id: &Id) -> Option<Span> {
        let name = id.as_str().to_ascii_lowercase();
        let span = match self {
            Self::Day => Span::Day(name.parse().ok()?),
            Self::Month => Span::Month(format!("{name}-01").parse().ok()?),
            Self::Week(start) => {
                let (year, week) = name.split_once("-w")?;
                let week = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
                // The last day of the week that begins on `start` is in that week of ISO 8601.
                let last =
                    week.date().saturating_add(i64::from((start.since(Weekday::Monday) + 6) % 7).days());
                Span::Week(last.saturating_sub(6.days()))
            }
            Self::Issue => Span::Issue(id.clone()),
        };
        (self == Self::Issue || span.name() == name).then_some(span)
    }

    /// A name that the file of an edition can have, given one of its days.
    pub fn example(self, day: Date) -> String {
        self.of(day).map_or_else(|| "665".to_owned(), |span| span.name())
    }
}

/// A day of the week by its English name.
struct FirstDay(Weekday);

impl<'de> Deserialize<'de> for FirstDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = deserialize_text(deserializer, "a day of the week, such as `wednesday`")?;
        let found = WEEKDAYS.iter().find(|(day, _)| *day == name.trim());
        let days = WEEKDAYS.iter().map(|(day, _)| *day);
        found.map(|(_, day)| Self(*day)).ok_or_else(|| unknown(&name, "a day of the week", days))
    }
}

/// A name that is not one of those allowed there.
fn unknown<'n, E: serde::de::Error>(
    name: &str,
    what: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> E {
    let name = name.trim();
    let help = did_you_mean(&name.to_lowercase(), names.clone());
    let help = help.unwrap_or_else(|| {
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        format!("write one of {}", names.join(", ")).into()
    });
    value_error(Code::WrongType, &format!("`{name}` is not {what}"), help)
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
                f.write_str("`day`, `week`, `month`, `issue` or `{week: wednesday}`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<EditionSpan, E> {
                match text.trim() {
                    "day" => Ok(EditionSpan::Day),
                    "week" => Ok(EditionSpan::Week(Weekday::Monday)),
                    "month" => Ok(EditionSpan::Month),
                    "issue" => Ok(EditionSpan::Issue),
                    other => Err(unknown(other, "an edition length", SPANS.into_iter())),
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
