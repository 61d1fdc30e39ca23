//! Editions: the digest of a day, a week or a month.

use jiff::ToSpan;

use crate::model::address::url::{EmailForm, UrlPath};
use crate::model::value::date::Date;
use crate::model::value::id::BriefingIdx;

/// The digest of a day, a week or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// What it covers.
    pub span: Span,
    /// Its briefings in order of publication. Never empty.
    pub briefings: Vec<BriefingIdx>,
}

/// What an edition covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// A day.
    Day(Date),
    /// Seven days from this one on.
    Week(Date),
    /// The month that begins on this day.
    Month(Date),
}

impl Span {
    /// The first day that it covers.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) | Self::Week(day) | Self::Month(day) => day,
        }
    }

    /// The last day that it covers.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Week(first) => first.saturating_add(6.days()),
            Self::Month(first) => first.last_of_month(),
        }
    }

    /// The year and number of a week: those that ISO 8601 gives to its last day.
    fn week(self) -> (i16, i8) {
        let week = self.last_day().iso_week_date();
        (week.year(), week.week())
    }
}

impl Edition {
    /// Its page. That of a month is the archive of the month too.
    pub fn url(&self) -> UrlPath {
        match self.span {
            Span::Day(date) => UrlPath::day(date),
            Span::Week(_) => {
                let (year, week) = self.span.week();
                UrlPath::week(year, week)
            }
            Span::Month(first) => UrlPath::month(first.year(), first.month()),
        }
    }

    /// Its briefing, if it has one alone: then the edition shows its text, and the briefing's page is the canonical one.
    pub fn only(&self) -> Option<BriefingIdx> {
        match self.briefings[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// One of its forms by email.
    pub fn email_url(&self, form: EmailForm) -> UrlPath {
        UrlPath::email(&self.name(), form)
    }

    /// Its name in file names and on the command line: `2025-12-22`, `2025-w52` or `2025-12`.
    pub fn name(&self) -> String {
        match self.span {
            Span::Day(date) => date.to_string(),
            Span::Week(_) => {
                let (year, week) = self.span.week();
                format!("{year:04}-w{week:02}")
            }
            Span::Month(first) => format!("{:04}-{:02}", first.year(), first.month()),
        }
    }
}
