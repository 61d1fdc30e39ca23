//! Dates in other forms, as they should be written: `23.03.2026`, `23 March 2026`, `2026-3-23 9.30`.
//!
//! Each function returns what a text may have meant: nothing, one date, or two where the form leaves open
//! which number is the month.

use std::ops::Range;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::date::{Period, Point, When, distance};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Zone abbreviations that mean one offset from UTC.
const ZONES: [(&str, &str); 13] = [
    ("utc", "Z"),
    ("gmt", "Z"),
    ("wet", "Z"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("msk", "+03:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
];

/// What comes between the ends of a span.
const BETWEEN: [&str; 7] = [" to ", " until ", " - ", "/", "–", "—", " bis "];

/// What a point in time may have meant.
pub(super) fn point(text: &str) -> Vec<String> {
    let text = text.trim();
    let Some((dates, rest)) = numbers(text).or_else(|| words(text)) else { return Vec::new() };
    let rest = rest.trim_start_matches(['T', 't', ',', ' ', '\u{a0}']).trim_end();
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let mut meant: Vec<String> = match rest {
        "" => dates.iter().map(Date::to_string).collect(),
        time => dates.iter().filter_map(|date| with_time(*date, time)).collect(),
    };
    meant.dedup();
    meant
}

/// What a span of dates, or one date, may have meant.
pub(super) fn span(text: &str) -> Vec<String> {
    let whole = point(text);
    if !whole.is_empty() {
        return whole;
    }
    let end = |text: &str| match (Point::parse(text), &point(text)[..]) {
        (Ok(_), _) => Some(text.trim().to_owned()),
        (_, [one]) => Some(one.clone()),
        _ => None,
    };
    let parts = BETWEEN.iter().filter_map(|mark| text.split_once(mark));
    let spans = parts.filter_map(|(from, to)| Some((end(from)?, end(to)?)));
    let mut whole = spans.flat_map(|(from, to)| [format!("{from}/{to}"), format!("{to}/{from}")]);
    whole.find(|span| When::parse(span).is_ok()).into_iter().collect()
}

/// What a period may have meant.
pub(super) fn period(text: &str) -> Vec<String> {
    let text = text.trim();
    let prefixes = [
        ("as of ", "as of "),
        ("as at ", "as of "),
        ("week to ", "week to "),
        ("week ending ", "week to "),
        ("month to ", "month to "),
    ];
    let found = prefixes.into_iter().find_map(|(typed, ours)| {
        let rest = text.get(typed.len()..).filter(|_| text[..typed.len()].eq_ignore_ascii_case(typed))?;
        Some((ours, rest))
    });
    let Some((prefix, rest)) = found else { return span(text) };
    let days = if Point::parse(rest).is_ok() { vec![rest.trim().to_owned()] } else { point(rest) };
    let periods = days.into_iter().map(|day| format!("{prefix}{day}"));
    periods.filter(|period| Period::parse(period).is_ok()).collect()
}

/// `23.03.2026 …`, `3/23/2026`, `2026-3-23`, `2026/03/23`: the days it can be, and what follows.
fn numbers(text: &str) -> Option<(Vec<Date>, &str)> {
    let (first, rest) = digits(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-' | '‑' | '–'))?;
    let (second, rest) = digits(rest[mark.len_utf8()..].trim_start_matches(' '))?;
    let (third, rest) = digits(rest.strip_prefix(mark)?.trim_start_matches(' '))?;
    if !(rest.is_empty() || rest.starts_with([' ', 'T', 't', ',', '\u{a0}'])) {
        return None;
    }
    let orders: &[[usize; 3]] = match (first.len(), second.len(), third.len(), mark) {
        (4, 1..=2, 1..=2, _) => &[[0, 1, 2]],
        (1..=2, 1..=2, 4 | 2, '.') => &[[2, 1, 0]],
        (1..=2, 1..=2, 4, _) | (1..=2, 1..=2, 2, '/') => &[[2, 1, 0], [2, 0, 1]],
        _ => return None,
    };
    let parts = [first, second, third].map(|part| part.parse::<i16>().unwrap_or(0));
    let date = |order: &[usize; 3]| day(parts[order[0]], parts[order[1]], parts[order[2]]);
    let mut dates: Vec<Date> = orders.iter().filter_map(date).collect();
    dates.dedup();
    (!dates.is_empty()).then_some((dates, rest))
}

/// `23 March 2026`, `Mar 23rd, 2026`: the day, and what follows.
fn words(text: &str) -> Option<(Vec<Date>, &str)> {
    let (mut month, mut number, mut year, mut end) = (None, None, None, 0);
    for range in tokens(text).take(4) {
        let word = text[range.clone()].to_lowercase();
        let (figures, ending) = word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
        match (figures.len(), ending) {
            (0, "of") => continue,
            (0, name) if month.is_none() => month = Some(month_of(name)?),
            (4, "") if year.is_none() => year = Some(figures.parse().ok()?),
            (1 | 2, "" | "st" | "nd" | "rd" | "th") if number.is_none() => {
                number = Some(figures.parse().ok()?);
            }
            _ => return None,
        }
        end = range.end;
        if month.is_some() && number.is_some() && year.is_some() {
            break;
        }
    }
    Some((vec![day(year?, month?, number?)?], &text[end..]))
}

/// The words of a text, without the commas and full stops after them.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
    let words = text.split(is_between).filter(|word| !word.is_empty());
    words.map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// The number of a month by its name or the name's first letters.
fn month_of(word: &str) -> Option<i16> {
    let word = if word == "sept" { "sep" } else { word };
    let found = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word));
    found.map(|at| at as i16 + 1)
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let year = if year < 100 { 2000 + year } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day with `9.30`, `9:30 am`, `24:00`, `09:00 CET` or `09:00 Europe/Dublin`.
fn with_time(date: Date, text: &str) -> Option<String> {
    let (hour, rest) = digits(text)?;
    let (minute, rest) = match rest.strip_prefix([':', '.', 'h']).and_then(digits) {
        Some((minute, rest)) => (minute, rest),
        None => ("00", rest.strip_prefix('h').unwrap_or(rest)),
    };
    let (mut hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let mut rest = rest.trim();
    let half = rest.get(..2).map(str::to_lowercase);
    if let Some(half @ ("am" | "pm")) = half.as_deref() {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        rest = rest[2..].trim();
    }
    let (date, hour) = if (hour, minute) == (24, 0) { (date.tomorrow().ok()?, 0) } else { (date, hour) };
    let local = date.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
    let is_time = (local.hour(), local.minute()) == (hour, minute);
    let zone = if rest.is_empty() { String::new() } else { zone_at(local, rest)? };
    is_time.then(|| format!("{date}T{hour:02}:{minute:02}{zone}"))
}

/// A zone by its abbreviation or its place, as the offset from UTC.
fn zone_at(local: DateTime, zone: &str) -> Option<String> {
    let letters = zone.to_lowercase();
    if let Some((_, ours)) = ZONES.iter().find(|(name, _)| *name == letters) {
        return Some((*ours).to_owned());
    }
    if let Ok(Point::Time { offset: Some(_), .. }) = Point::parse(&format!("{}T00:00{zone}", local.date())) {
        return Some(zone.to_owned());
    }
    let zone = TimeZone::get(zone).ok().filter(|_| zone.contains('/'))?;
    Some(distance(zone.to_offset(zone.to_timestamp(local).ok()?)))
}

/// The digits that a text begins with, up to four, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=4).contains(&end).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_other_forms() {
        for (text, meant) in [
            ("23.03.2026", "2026-03-23"),
            ("23. 3. 2026", "2026-03-23"),
            ("23.03.26", "2026-03-23"),
            ("23/03/2026", "2026-03-23"),
            ("03/23/2026", "2026-03-23"),
            ("3/23/26", "2026-03-23"),
            ("23-03-2026", "2026-03-23"),
            ("2026-3-2", "2026-03-02"),
            ("2026/03/23", "2026-03-23"),
            ("23 March 2026", "2026-03-23"),
            ("23rd of march, 2026", "2026-03-23"),
            ("Mar. 23, 2026", "2026-03-23"),
            ("Sept 3 2026", "2026-09-03"),
            ("2026 May 3", "2026-05-03"),
            ("2026-03-23 09.00", "2026-03-23T09:00"),
            ("2026-03-23 9h30", "2026-03-23T09:30"),
            ("2026-03-23 9:30 am", "2026-03-23T09:30"),
            ("2026-03-23, 12:05 PM", "2026-03-23T12:05"),
            ("2026-03-23 12 am", "2026-03-23T00:00"),
            ("23 March 2026 at 9 pm CET", "2026-03-23T21:00+01:00"),
            ("2026-03-31 24:00", "2026-04-01T00:00"),
            ("2026-03-23 09:00 CET", "2026-03-23T09:00+01:00"),
            ("2026-03-23 9.00 +02:00", "2026-03-23T09:00+02:00"),
            ("2026-07-23 09:00 Europe/Dublin", "2026-07-23T09:00+01:00"),
        ] {
            assert_eq!(point(text), [meant], "{text}");
            assert!(Point::parse(meant).is_ok(), "{meant}");
        }
        assert_eq!(point("03/04/2026"), ["2026-04-03", "2026-03-04"]);
        assert_eq!(point("4/4/2026"), ["2026-04-04"]);
        assert_eq!(
            (point("23.03.99").as_slice(), point("23.03.0100").as_slice()),
            (["2099-03-23".into()].as_slice(), ["0100-03-23".into()].as_slice())
        );
        for text in [
            "",
            "tomorrow",
            "2026",
            "2026-03",
            "31.02.2026",
            "2026-13-10",
            "23 Mars 2026",
            "23 Ma 2026",
            "23 of of March 2026",
            "March 2026",
            "1.2.3.2026",
            "23/03/2026/",
            "2026-03-23 9:60",
            "2026-03-23 13 pm",
            "2026-03-23 25:00",
            "2026-03-23 99999:00",
            "2026-03-23 9:00 IST",
            "2026-03-23 morning",
        ] {
            assert_eq!(point(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn spans_and_periods_in_other_forms() {
        for (text, meant) in [
            ("2026-03-20–2026-03-23", "2026-03-20/2026-03-23"),
            ("2026-03-20 to 2026-03-23", "2026-03-20/2026-03-23"),
            ("20.03.2026 - 23.03.2026", "2026-03-20/2026-03-23"),
            ("2026-03-23/2026-03-20", "2026-03-20/2026-03-23"),
            ("23.03.2026", "2026-03-23"),
        ] {
            assert_eq!(span(text), [meant], "{text}");
        }
        for (text, meant) in [
            ("As of 2026-03-22", "as of 2026-03-22"),
            ("as of 22 March 2026", "as of 2026-03-22"),
            ("week ending 22.03.2026", "week to 2026-03-22"),
            ("2026-03-20 to 2026-03-23", "2026-03-20/2026-03-23"),
        ] {
            assert_eq!(period(text), [meant], "{text}");
        }
        assert_eq!(period("last week"), [""; 0]);
        assert_eq!(period("week to 2026-03"), [""; 0], "a week ends on a day");
        assert_eq!(span("from a to b"), [""; 0]);
    }
}
