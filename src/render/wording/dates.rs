//! Dates in the words of the site's language (CLDR, through ICU4X).

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::fieldsets::{M, MD, YM, YMD, YMDE};
use icu_datetime::options::Length;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter as Formatter};
use icu_locale_core::Locale;
use jiff::tz::TimeZone;

use crate::model::typed::config::Config;
use crate::model::value::date::{Date, Point, When};

/// Writes dates in a language and a time zone.
pub(in crate::render) struct Dates {
    day: Formatter<Gregorian, YMD>,
    weekday: Formatter<Gregorian, YMDE>,
    month: Formatter<Gregorian, YM>,
    month_alone: Formatter<Gregorian, M>,
    short_day: Formatter<Gregorian, MD>,
    short_month: Formatter<Gregorian, YM>,
    zone: TimeZone,
}

impl Dates {
    /// The dates of a site. Those in languages that CLDR does not know are written as in ISO 8601.
    pub(in crate::render) fn new(config: &Config) -> Self {
        let locale = Locale::try_from_str(&config.language).unwrap_or(Locale::UNKNOWN);
        let prefs = || DateTimeFormatterPreferences::from(&locale);
        let loaded = "the formats of all languages are compiled in, with a root to fall back to";
        let length = Length::Long;
        Self {
            day: Formatter::try_new(prefs(), YMD::for_length(length)).expect(loaded),
            weekday: Formatter::try_new(prefs(), YMDE::for_length(length)).expect(loaded),
            month: Formatter::try_new(prefs(), YM::for_length(length)).expect(loaded),
            month_alone: Formatter::try_new(prefs(), M::for_length(length)).expect(loaded),
            short_day: Formatter::try_new(prefs(), MD::medium()).expect(loaded),
            short_month: Formatter::try_new(prefs(), YM::medium()).expect(loaded),
            zone: config.zone.clone(),
        }
    }

    /// `22 December 2025`
    pub(in crate::render) fn day(&self, date: Date) -> String {
        self.day.format(&icu(date)).to_string()
    }

    /// `Monday 22 December 2025`
    pub(in crate::render) fn weekday(&self, date: Date) -> String {
        self.weekday.format(&icu(date)).to_string()
    }

    /// `15–21 December 2025`
    pub(in crate::render) fn days(&self, from: Date, to: Date) -> String {
        span(&self.day(from), &self.day(to))
    }

    /// `December 2025`
    pub(in crate::render) fn month(&self, year: i16, month: i8) -> String {
        self.month.format(&icu(first_of(year, month))).to_string()
    }

    /// `December`
    pub(in crate::render) fn month_alone(&self, month: i8) -> String {
        self.month_alone.format(&icu(first_of(2000, month))).to_string()
    }

    /// `22 Dec`
    pub(in crate::render) fn short_day(&self, date: Date) -> String {
        self.short_day.format(&icu(date)).to_string()
    }

    /// `Dec 2025`
    pub(in crate::render) fn short_month(&self, date: Date) -> String {
        self.short_month.format(&icu(date)).to_string()
    }

    /// A date with the precision it was typed in: `2025`, `November 2025`, `19–21 December 2025`.
    pub(in crate::render) fn when(&self, when: When) -> String {
        let (from, to) = match when {
            When::At(Point::Year(year)) => return year.to_string(),
            When::At(Point::Month(year, month)) => return self.month(year, month),
            When::At(point) => return self.day(point.first_day(&self.zone)),
            When::Range(from, to) => (from, to),
        };
        match (from, to) {
            (Point::Year(from), Point::Year(to)) => format!("{from}–{to}"),
            (Point::Month(year, month), Point::Month(to_year, to_month)) => {
                span(&self.month(year, month), &self.month(to_year, to_month))
            }
            (from, to) => self.days(from.first_day(&self.zone), to.last_day(&self.zone)),
        }
    }
}

/// Two dates as one span: what both begin or end with is written once.
/// `19 December 2025` and `21 December 2025` give `19–21 December 2025`.
fn span(from: &str, to: &str) -> String {
    if from == to {
        return from.to_owned();
    }
    let words = |text: &'_ str| -> Vec<String> { text.split_inclusive(' ').map(str::to_owned).collect() };
    let (from, to) = (words(from), words(to));
    let shared = |a: &mut dyn Iterator<Item = (&String, &String)>| a.take_while(|(a, b)| a == b).count();
    let after = shared(&mut from.iter().rev().zip(to.iter().rev()));
    // Where only the end differs, it is the year, and `1 May 2025–2026` would say something else.
    let most = if after == 0 { 0 } else { from.len().min(to.len()) - after };
    let before = shared(&mut from.iter().zip(&to).take(most));
    let (own_from, own_to) = (&from[before..from.len() - after], &to[before..to.len() - after]);
    let dash = if own_from.len().max(own_to.len()) > 1 { " – " } else { "–" };
    let first = own_from.concat();
    // `December 19, 2025`: the comma belongs to what follows.
    let first = first.trim_end().trim_end_matches(',');
    format!("{}{first}{dash}{}{}", to[..before].concat(), own_to.concat(), to[to.len() - after..].concat())
}

fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::MIN)
}

fn icu(date: Date) -> IcuDate<Gregorian> {
    IcuDate::try_new_gregorian(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
        .unwrap_or_else(|_| IcuDate::try_new_gregorian(1970, 1, 1).expect("the first of a month exists"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_say_what_is_shared_once() {
        let cases = [
            ("19 December 2025", "21 December 2025", "19–21 December 2025"),
            ("27 February 2026", "1 March 2026", "27 February – 1 March 2026"),
            ("30 December 2025", "2 January 2026", "30 December 2025 – 2 January 2026"),
            ("December 19, 2025", "December 21, 2025", "December 19–21, 2025"),
            ("February 27, 2026", "March 1, 2026", "February 27 – March 1, 2026"),
            ("November 2025", "December 2025", "November–December 2025"),
            ("1 May 2025", "1 May 2025", "1 May 2025"),
            ("1 May 2025", "1 May 2026", "1 May 2025 – 1 May 2026"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(span(from, to), expected);
        }
    }
}
