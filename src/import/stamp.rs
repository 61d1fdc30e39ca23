//! Dates as other programs write them, in Dateline's form.

use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};

/// A day, or a time with or without its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(Date),
    Time(DateTime, Option<Offset>),
}

impl Stamp {
    /// Reads ISO 8601 with its usual liberties, RFC 2822, and names of months.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(date) = text.parse::<Date>()
            && text.len() <= 10
        {
            return Some(Self::Day(date));
        }
        if let Ok(zoned) = rfc2822::parse(text) {
            return Some(Self::Time(zoned.datetime(), Some(zoned.offset())));
        }
        let text = text
            .split(" UTC")
            .next()
            .filter(|cut| cut.len() < text.len())
            .map_or_else(|| text.to_owned(), |cut| format!("{cut}Z"));
        if let Some(date) = with_time(&text) {
            return Some(date);
        }
        const FORMS: [&str; 9] = [
            "%Y-%m-%d",
            "%Y/%m/%d",
            "%d %B %Y",
            "%B %d, %Y",
            "%B %d %Y",
            "%d %b %Y",
            "%b %d, %Y",
            "%Y-%m-%d %H:%M",
            "%B %d, %Y %H:%M",
        ];
        FORMS.iter().find_map(|form| {
            if form.contains("%H") {
                DateTime::strptime(form, &text).ok().map(|time| Self::Time(time, None))
            } else {
                Date::strptime(form, &text).ok().map(Self::Day)
            }
        })
    }

    /// The day in a time zone.
    pub(super) fn day(self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Time(local, None) => local.date(),
            Self::Time(local, Some(offset)) => match offset.to_timestamp(local) {
                Ok(instant) => zone.to_datetime(instant).date(),
                Err(_) => local.date(),
            },
        }
    }

    /// The day as it was typed, in whatever zone.
    pub(super) fn local_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Time(local, _) => local.date(),
        }
    }

    /// As written in a file: to the minute, or to the second if it has seconds.
    pub(super) fn written(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Time(local, offset) => {
                let mut text = format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute());
                if local.second() > 0 {
                    text.push_str(&format!(":{:02}", local.second()));
                }
                if let Some(offset) = offset {
                    text.push_str(&distance(offset));
                }
                text
            }
        }
    }
}

fn distance(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    match minutes {
        0 => "Z".to_owned(),
        _ => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// `2024-01-02T10:00:00.5Z`, `2024-01-02 10:00:00 +0200`, `2024-1-2 9:30`
fn with_time(text: &str) -> Option<Stamp> {
    let (date, rest) = text.split_once(['T', 't', ' '])?;
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let rest = rest.trim();
    let at = rest.find(['+', '-', 'Z', 'z', ' ']).unwrap_or(rest.len());
    let (time, zone) = (rest[..at].trim(), rest[at..].trim());
    let mut parts = time.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next().unwrap_or("0").parse().ok()?;
    let second = parts.next().unwrap_or("0").split('.').next()?.parse().ok()?;
    let local = date.to_datetime(jiff::civil::Time::new(hour, minute, second, 0).ok()?);
    let offset = match zone {
        "" => None,
        "Z" | "z" => Some(Offset::UTC),
        _ => {
            let negative = zone.starts_with('-');
            let digits: String = zone.trim_start_matches(['+', '-']).chars().filter(|c| *c != ':').collect();
            let (hours, minutes) = digits.split_at_checked(2).unwrap_or((&digits, ""));
            if minutes.len() > 2 {
                return None;
            }
            let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
            Some(Offset::from_seconds(if negative { -seconds } else { seconds }).ok()?)
        }
    };
    Some(Stamp::Time(local, offset))
}

/// The date that a name begins with, and the rest of the name: `2024-01-02-talks`, `2024-01-02_talks`, `2024-01-02`.
pub(super) fn of_name(name: &str) -> Option<(Date, &str)> {
    let mut parts = name.splitn(3, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !is_number(month) || !is_number(&rest[..digits]) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, rest[..digits].parse().ok()?).ok()?;
    let rest = &rest[digits..];
    match rest.chars().next() {
        None => Some((date, "")),
        Some('-' | '_' | ' ') => Some((date, rest[1..].trim())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_programs_are_read() {
        for (text, expected) in [
            ("2024-01-02", "2024-01-02"),
            ("2024-1-2", "2024-01-02"),
            ("2024/01/02", "2024-01-02"),
            ("2024-01-02T10:00:00Z", "2024-01-02T10:00Z"),
            ("2024-01-02T10:00:07.25+02:00", "2024-01-02T10:00:07+02:00"),
            ("2024-01-02 10:00:00 -0530", "2024-01-02T10:00-05:30"),
            ("2024-01-02 10:00:00 -4", "2024-01-02T10:00-04:00"),
            ("2024-01-02 10:00:00", "2024-01-02T10:00"),
            ("2024-01-02 9:30", "2024-01-02T09:30"),
            ("2024-01-02 10:00:00 UTC", "2024-01-02T10:00Z"),
            ("Tue, 02 Jan 2024 10:00:00 GMT", "2024-01-02T10:00Z"),
            ("January 2, 2024", "2024-01-02"),
            ("2 Jan 2024", "2024-01-02"),
        ] {
            assert_eq!(Stamp::parse(text).map(Stamp::written).as_deref(), Some(expected), "{text}");
        }
        for bad in [
            "",
            "soon",
            "2024-13-02",
            "2024",
            "Last Modified",
            "2024-01-02T25:00",
            "2024-01-02T10:00+0099999999",
        ] {
            assert_eq!(Stamp::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let kyiv = TimeZone::get("Europe/Kyiv").unwrap();
        let day = |text: &str| Stamp::parse(text).unwrap().day(&kyiv).to_string();
        assert_eq!(day("2024-01-02T22:30Z"), "2024-01-03");
        assert_eq!(day("2024-01-02T21:59Z"), "2024-01-02");
        assert_eq!(day("2024-01-02T23:30"), "2024-01-02");
    }

    #[test]
    fn names_may_begin_with_a_date() {
        let of = |name: &str| of_name(name).map(|(date, rest)| format!("{date} {rest}"));
        assert_eq!(of("2024-01-02-talks-end").as_deref(), Some("2024-01-02 talks-end"));
        assert_eq!(of("2024-1-2_talks").as_deref(), Some("2024-01-02 talks"));
        assert_eq!(of("2024-01-02").as_deref(), Some("2024-01-02 "));
        assert_eq!(of("2024-01-02 Talks end").as_deref(), Some("2024-01-02 Talks end"));
        for bad in ["2024-13-01-a", "24-01-02-a", "2024-01", "2024-01-021", "talks"] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
