//! Dates as editors type them, with the precision they were typed in.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::{Code, Help};
use crate::model::value::doubt::Doubted;
use crate::model::value::field::{deserialize_text, value_error};
use crate::model::value::meant_date;

pub use jiff::civil::Date;

/// A point in time, as precisely as it is known (a subset of ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// `2025`
    Year(i16),
    /// `2025-11`
    Month(i16, i8),
    /// `2025-12-22`
    Day(Date),
    /// `2025-12-22T07:00` with or without seconds and offset.
    Time {
        /// The time on the clock.
        local: DateTime,
        /// The offset from UTC; without one, the site's time zone applies.
        offset: Option<Offset>,
    },
}

impl Point {
    /// Reads a date. The error says what is wrong with it, in two parts: message and help.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let unknown = || DateError::Form(text.to_owned());
        let missing = || DateError::Missing(text.to_owned());
        if let Some((date, time)) = text.split_at_checked(10)
            && let Some(time) = time.strip_prefix(['T', 't', ' '])
        {
            let date = Self::parse(date).map_err(|error| error.about(text))?;
            let Point::Day(date) = date else { return Err(unknown()) };
            let (time, offset) = split_offset(time.trim()).ok_or_else(unknown)?;
            let local = date.to_datetime(parse_time(time).ok_or_else(missing)?);
            return Ok(Point::Time { local, offset });
        }
        let parts: Vec<&str> = text.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
            return Err(unknown());
        }
        let number = |n: usize| parts[n].parse::<i16>().map_err(|_| unknown());
        match widths[..] {
            [4] => Ok(Point::Year(number(0)?)),
            [4, 2] => {
                let (year, month) = (number(0)?, number(1)? as i8);
                Date::new(year, month, 1).map_err(|_| missing())?;
                Ok(Point::Month(year, month))
            }
            [4, 2, 2] => {
                let date = Date::new(number(0)?, number(1)? as i8, number(2)? as i8);
                date.map(Point::Day).map_err(|_| missing())
            }
            _ => Err(unknown()),
        }
    }

    /// The instant at which it begins, in the given zone if it does not name one.
    /// A time that a clock change skips is moved forward. The last hours of the calendar,
    /// which have no instant, are later than all that have one.
    pub fn instant(self, zone: &TimeZone) -> Timestamp {
        let (local, offset) = match self {
            Point::Year(year) => (first_of(year, 1).to_datetime(Time::midnight()), None),
            Point::Month(year, month) => (first_of(year, month).to_datetime(Time::midnight()), None),
            Point::Day(date) => (date.to_datetime(Time::midnight()), None),
            Point::Time { local, offset } => (local, offset),
        };
        let zone = offset.map_or_else(|| zone.clone(), Offset::to_time_zone);
        let beyond = if local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
        zone.to_timestamp(local).unwrap_or(beyond)
    }

    /// The first day it covers, in the given zone.
    pub fn first_day(self, zone: &TimeZone) -> Date {
        match self {
            Point::Year(year) => first_of(year, 1),
            Point::Month(year, month) => first_of(year, month),
            Point::Day(date) => date,
            Point::Time { local, offset: None } => local.date(),
            Point::Time { .. } => zone.to_datetime(self.instant(zone)).date(),
        }
    }

    /// The last day it covers, in the given zone.
    pub fn last_day(self, zone: &TimeZone) -> Date {
        match self {
            Point::Year(year) => first_of(year, 12).last_of_month(),
            Point::Month(year, month) => first_of(year, month).last_of_month(),
            Point::Day(_) | Point::Time { .. } => self.first_day(zone),
        }
    }

    /// A time as it is written with the offset from UTC that a zone has then. `None` if it has no time,
    /// or has its own offset.
    pub fn with_distance(self, zone: &TimeZone) -> Option<String> {
        let Point::Time { local, offset: None } = self else { return None };
        let distance = distance(zone.to_offset(zone.to_timestamp(local).ok()?));
        Some(format!("{}T{:02}:{:02}{distance}", local.date(), local.hour(), local.minute()))
    }

    /// Whether it has a time of day.
    pub fn has_time(self) -> bool {
        matches!(self, Point::Time { .. })
    }
}

/// A date or a span of dates: `2025-12-22`, `2025-11`, `2025-12-19/2025-12-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// One date.
    At(Point),
    /// From the first to the last, both included.
    Range(Point, Point),
}

impl When {
    /// Reads a date or a span of dates that does not end before it begins.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let Some((from, to)) = text.split_once('/') else {
            return Point::parse(text).map(When::At);
        };
        let part = |part| Point::parse(part).map_err(|error| error.about(text));
        let (from, to) = (part(from)?, part(to)?);
        if from.first_day(&TimeZone::UTC) > to.last_day(&TimeZone::UTC) {
            return Err(DateError::Backwards(text.to_owned()));
        }
        Ok(When::Range(from, to))
    }

    /// The first day it covers, in the given zone.
    pub fn first_day(self, zone: &TimeZone) -> Date {
        match self {
            When::At(point) | When::Range(point, _) => point.first_day(zone),
        }
    }

    /// The last day it covers, in the given zone.
    pub fn last_day(self, zone: &TimeZone) -> Date {
        match self {
            When::At(point) | When::Range(_, point) => point.last_day(zone),
        }
    }
}

/// What a figure was counted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A date or a span of dates.
    During(When),
    /// `week to 2025-12-21`: the seven days that end on that day.
    WeekTo(Date),
    /// `month to 2025-12-21`: the month that ends on that day.
    MonthTo(Date),
    /// `as of 2025-12-21`: a count on that day.
    AsOf(Point),
}

impl Period {
    /// Reads a period.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let named = |error: DateError| error.about(text);
        let day = |date: &str| match Point::parse(date).map_err(named)? {
            Point::Day(date) => Ok(date),
            _ => Err(DateError::Form(text.to_owned())),
        };
        if let Some(rest) = text.strip_prefix("week to ") {
            day(rest).map(Period::WeekTo)
        } else if let Some(rest) = text.strip_prefix("month to ") {
            day(rest).map(Period::MonthTo)
        } else if let Some(rest) = text.strip_prefix("as of ") {
            Point::parse(rest).map(Period::AsOf).map_err(named)
        } else {
            When::parse(text).map(Period::During)
        }
    }
}

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Not written in a known form.
    Form(String),
    /// In a known form, but not in the calendar or on the clock.
    Missing(String),
    /// A span that ends before it begins.
    Backwards(String),
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Form(text) => write!(f, "`{text}` is not a date in a known form"),
            DateError::Missing(text) => write!(f, "there is no such date as `{text}`"),
            DateError::Backwards(text) => write!(f, "`{text}` ends before it begins"),
        }
    }
}

impl DateError {
    /// The same about all of what was typed; a part that does not exist is still named on its own.
    fn about(self, text: &str) -> Self {
        match self {
            DateError::Form(_) => DateError::Form(text.to_owned()),
            DateError::Missing(part) => DateError::Missing(part),
            DateError::Backwards(_) => DateError::Backwards(text.to_owned()),
        }
    }

    /// What to do about it: `meant` is what may have been meant, `forms` names what the key takes.
    fn help(&self, meant: &[String], forms: &str) -> String {
        match meant {
            [one] => return format!("write `{one}`"),
            [one, other] => return format!("write `{one}` or `{other}`, whichever is meant"),
            _ => {}
        }
        match self {
            DateError::Form(_) => format!("write {forms}"),
            DateError::Missing(text) => match days_of_month(text) {
                Some(days) => format!("check the day: that month has {days} days"),
                None => {
                    "check the month, the day and the time; each has two digits, as in `2025-02-09T07:00`"
                        .to_owned()
                }
            },
            DateError::Backwards(_) => "write the earlier date before the `/`".to_owned(),
        }
    }
}

macro_rules! deserialize_date {
    ($type:ty, $meant:path, $expecting:literal, $forms:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = deserialize_text(deserializer, $expecting)?;
                Self::parse(&text).map_err(|error| {
                    let help = error.help(&$meant(&text), $forms);
                    value_error(Code::BadDate, &error.to_string(), Help::to_write(&help))
                })
            }
        }
    };
}

deserialize_date!(
    Point,
    meant_date::point,
    "a date, such as `2025-12-22`",
    "a date such as `2025-12-22` or `2025-12-22T07:00+02:00`"
);
deserialize_date!(
    When,
    meant_date::span,
    "a date, such as `2025-12-22`",
    "a date such as `2025-12-22`, `2025-12`, `2025` or `2025-12-19/2025-12-21`"
);
deserialize_date!(
    Period,
    meant_date::period,
    "a period, such as `week to 2025-12-21`",
    "a date, `2025-12-15/2025-12-21`, `week to 2025-12-21` or `as of 2025-12-21`"
);

deserialize_date!(
    Doubted<When>,
    meant_date::span,
    "a date, such as `2025-12-22`",
    "a date such as `2025-12-22`, `2025-12`, `2025` or `2025-12-19/2025-12-21`, with `~` or `?` after one in doubt"
);
deserialize_date!(
    Doubted<Period>,
    meant_date::period,
    "a period, such as `week to 2025-12-21`",
    "a date, `2025-12-15/2025-12-21`, `week to 2025-12-21` or `as of 2025-12-21`, with `~` or `?` after one in doubt"
);

/// How many days there are in the month of a date whose day does not exist.
fn days_of_month(text: &str) -> Option<i8> {
    let (month, day) = text.split_at_checked(7)?;
    let Ok(Point::Month(year, month)) = Point::parse(month) else { return None };
    let is_day = day.len() == 3 && day.starts_with('-');
    is_day.then(|| first_of(year, month).days_in_month())
}

/// `+02:00`
pub(super) fn distance(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::MIN)
}

/// `07:00+02:00` → `07:00` and the offset. `None` if the offset is not one.
fn split_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time.trim_end(), Some(Offset::UTC)));
    }
    let Some(at) = text.rfind(['+', '-', '−']) else { return Some((text, None)) };
    let (time, offset) = text.split_at(at);
    let negative = !offset.starts_with('+');
    let digits: String = offset.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * 60 * if negative { -1 } else { 1 };
    let offset = (minutes < 60 && hours <= 14).then(|| Offset::from_seconds(seconds).ok())??;
    Some((time.trim_end(), Some(offset)))
}

/// `07:00`, `7:00`, `07:00:30`, and with a fraction of a second, as programs write it, which is dropped.
fn parse_time(text: &str) -> Option<Time> {
    let (text, fraction) = text.split_once('.').map_or((text, None), |(time, rest)| (time, Some(rest)));
    let parts: Vec<&str> = text.split(':').collect();
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_fraction = |rest: &str| parts.len() == 3 && (1..=9).contains(&rest.len()) && is_digits(rest);
    if !fraction.is_none_or(is_fraction) || !parts.iter().skip(1).all(|part| part.len() == 2) {
        return None;
    }
    let number = |part: &&str| is_digits(part).then(|| part.parse::<i8>().ok())?;
    let (hour, minute, second) = match &parts[..] {
        [hour, minute] => (number(hour)?, number(minute)?, 0),
        [hour, minute, second] => (number(hour)?, number(minute)?, number(second)?),
        _ => return None,
    };
    (parts[0].len() <= 2).then(|| Time::new(hour, minute, second, 0).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
        let kyiv = TimeZone::get("Europe/Kyiv").unwrap();
        let first = |text| When::parse(text).unwrap().first_day(&kyiv).to_string();
        let last = |text| When::parse(text).unwrap().last_day(&kyiv).to_string();
        assert_eq!((first("2025"), last("2025")), ("2025-01-01".into(), "2025-12-31".into()));
        assert_eq!((first("2024-02"), last("2024-02")), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(last("2025-12-19/2025-12-21"), "2025-12-21");
        assert_eq!(first("2025-12-21T23:30Z"), "2025-12-22");
        assert_eq!(first("2025-12-21T23:30"), "2025-12-21");
        for text in ["2025-12-22T07:00:00.000Z", "2025-12-22 7:00Z", "2025-12-22T07:00:00.123456+00:00"] {
            assert_eq!(
                Point::parse(text).unwrap().instant(&kyiv).to_string(),
                "2025-12-22T07:00:00Z",
                "{text}"
            );
        }
        assert_eq!(Period::parse("week to 2025-12-21"), Ok(Period::WeekTo(Date::constant(2025, 12, 21))));
    }

    #[test]
    fn what_is_not_a_date_is_said_to_be_so() {
        for text in [
            "2025-13-01",
            "2025-02-29",
            "2025-12-22T25:00",
            "2025-12-22T07",
            "2025-12-22T07.00",
            "2025-12-22T07:00.5",
            "2025-12-22T07:00:00.",
            "2025-12-22T007:00",
            "2025-12-22T07:0",
        ] {
            assert!(matches!(When::parse(text), Err(DateError::Missing(_))), "{text}");
        }
        for text in
            ["", "yesterday", "tomorrow", "22.12.2025", "25-12-22", "2025-1-1", "2025-12-22T07:00+99:00"]
        {
            assert!(matches!(When::parse(text), Err(DateError::Form(_))), "{text}");
        }
        assert!(matches!(When::parse("2025-12-21/2025-12-19"), Err(DateError::Backwards(_))));
    }

    #[test]
    fn an_offset_has_up_to_fourteen_hours_and_59_minutes() {
        let is_time = |offset: &str| When::parse(&format!("2025-12-22T07:00{offset}")).is_ok();
        assert!(is_time("+14:00") && is_time("-14:00") && is_time("+05:59"));
        assert!(!is_time("+15:00") && !is_time("-15:00") && !is_time("+05:60"));
    }
}
