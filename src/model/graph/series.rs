//! A series of figures in the graph: its periods, and what each speaker says about them.
//!
//! Nothing is picked: all accounts of a period are kept side by side. Only what one speaker later
//! says about a period takes the place of what the same speaker said before.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use crate::model::graph::refs::{ItemRef, Party, Root, independent};
use crate::model::typed::item::Qualifier;
use crate::model::value::date::{Date, Period, Point};
use crate::model::value::id::{DossierIdx, StorylineIdx};

/// How much, as used in calculations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The same value, or the upper end of a range. Never less than `low`.
    pub high: f64,
    /// How exact it is.
    pub qualifier: Option<Qualifier>,
}

impl Amount {
    /// A single value, or a range of two in any order.
    pub fn new(one: f64, other: f64, qualifier: Option<Qualifier>) -> Self {
        Self { low: one.min(other), high: one.max(other), qualifier }
    }

    /// Whether it has two ends.
    pub fn is_range(self) -> bool {
        self.low < self.high
    }

    /// Whether the value is given as it is, not as an estimate or a bound.
    pub fn is_plain(self) -> bool {
        matches!(self.qualifier, None | Some(Qualifier::Exactly)) && !self.is_range()
    }

    /// Whether both have the same value, however exact.
    pub fn is_same(self, other: Self) -> bool {
        self.low == other.low && self.high == other.high
    }
}

/// How long a period is. Only figures of one length are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// A count on a given day (`as of`).
    Moment,
    /// This many days.
    Days(i32),
    /// This many whole calendar months; twelve for a year.
    Months(i32),
}

/// A period on the calendar. Ordered by the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The last day.
    pub last: Date,
    /// The first day; for a moment, the same one.
    pub first: Date,
    /// How long it is.
    pub length: Length,
}

impl Stretch {
    /// The days of a period, in the given zone. A figure without one stands for the day it was published.
    pub fn new(period: Option<Period>, published: Date, zone: &TimeZone) -> Self {
        let days = |first: Date, last: Date| Self { last, first, length: length(first, last) };
        match period {
            None => Self { last: published, first: published, length: Length::Moment },
            Some(Period::AsOf(point)) => {
                let last = point.last_day(zone);
                Self { last, first: last, length: Length::Moment }
            }
            Some(Period::During(when)) => days(when.first_day(zone), when.last_day(zone)),
            Some(Period::WeekTo(last)) => days(last.saturating_sub(6.days()), last),
            Some(Period::MonthTo(last)) if last == last.last_of_month() => days(last.first_of_month(), last),
            Some(Period::MonthTo(last)) => {
                // The same day of two months: the months between them are counted, not their days.
                let first = last.saturating_sub(1.month()).saturating_add(1.day());
                Self { last, first, length: Length::Months(1) }
            }
        }
    }
}

/// Whole months where the days are those of whole months.
fn length(first: Date, last: Date) -> Length {
    if first.day() == 1 && last == last.last_of_month() {
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        return Length::Months(months(last) - months(first) + 1);
    }
    Length::Days(first.until(last).map_or(0, |span| span.get_days()) + 1)
}

/// Who gives a figure: the speakers, or, without any, the outlets that carry it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// The speakers, in order.
    Speakers(Vec<Party>),
    /// The outlets of its sources, in order.
    Outlets(Vec<usize>),
    /// Neither is known.
    Unknown,
}

/// A series with all that was said.
#[derive(Debug, Default)]
pub struct SeriesLinks {
    /// The place it is about.
    pub place: Option<DossierIdx>,
    /// The storylines it belongs to.
    pub storylines: Vec<StorylineIdx>,
    /// Its periods, in order of the last day. No two are the same.
    pub periods: Vec<Accounts>,
}

/// What is said about one period.
#[derive(Debug)]
pub struct Accounts {
    /// The period.
    pub stretch: Stretch,
    /// One for each voice, in order of publication of the first. Never empty.
    pub accounts: Vec<Account>,
}

/// What one voice says about a period.
#[derive(Debug)]
pub struct Account {
    /// Who says so.
    pub voice: Voice,
    /// The figures, in order of publication. Never empty.
    pub figures: Vec<ItemRef>,
    /// The one that counts: the newest that is not withdrawn, or the newest of all, by position.
    pub current: usize,
    /// How much that is. Absent if it is withdrawn or could not be read.
    pub amount: Option<Amount>,
    /// Whether its speaker was wrong, according to a correction.
    pub is_mistaken: bool,
    /// The last comparable account of the same voice.
    pub previous: Option<AccountRef>,
}

/// An account by the position of its period, and its position there.
pub type AccountRef = (u32, u32);

/// How the accounts of a period compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Their values differ.
    Differ,
    /// This many speakers give the same value; those who speak together count as one.
    Agree(usize),
}

impl Account {
    /// How much it says, unless its speaker was wrong: what is compared, drawn and counted.
    pub fn right_amount(&self) -> Option<Amount> {
        self.amount.filter(|_| !self.is_mistaken)
    }
}

impl Accounts {
    /// The figure that counts for a voice.
    pub fn current(&self, account: usize) -> ItemRef {
        self.accounts[account].figures[self.accounts[account].current]
    }

    /// Whether accounts differ, or several independent speakers agree. `None` if neither.
    pub fn verdict(&self) -> Option<Verdict> {
        let mut amounts = self.accounts.iter().filter_map(Account::right_amount);
        let first = amounts.next()?;
        if amounts.any(|amount| !amount.is_same(first)) {
            return Some(Verdict::Differ);
        }
        let speakers = self.accounts.iter().filter(|account| account.right_amount().is_some());
        let voices: Vec<Vec<Root>> = speakers
            .filter_map(|account| match &account.voice {
                Voice::Speakers(speakers) => Some(speakers.iter().cloned().map(Root::Speaker).collect()),
                Voice::Outlets(_) | Voice::Unknown => None,
            })
            .collect();
        match independent(voices.iter().map(Vec::as_slice)) {
            0 | 1 => None,
            several => Some(Verdict::Agree(several)),
        }
    }
}

impl SeriesLinks {
    /// An account.
    pub fn account(&self, (period, account): AccountRef) -> &Account {
        &self.periods[period as usize].accounts[account as usize]
    }
}

/// The calendar year a period ends in.
pub fn year_of(accounts: &Accounts) -> i16 {
    accounts.stretch.last.year()
}

/// A period that is typed, or the day a figure without one was published on.
pub fn period_or_day(period: Option<Period>, published: Date) -> Period {
    period.unwrap_or(Period::AsOf(Point::Day(published)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(period: &str) -> Stretch {
        Stretch::new(Some(Period::parse(period).unwrap()), Date::constant(2025, 12, 22), &TimeZone::UTC)
    }

    #[test]
    fn periods_of_one_length_are_comparable_however_they_are_written() {
        assert_eq!(stretch("week to 2025-12-21"), stretch("2025-12-15/2025-12-21"));
        assert_eq!(stretch("month to 2025-11-30"), stretch("2025-11"));
        assert_eq!(stretch("2025-11-01/2025-11-30"), stretch("2025-11"));
        assert_eq!(stretch("2026/2027").length, Length::Months(24));
        assert_eq!(stretch("2025").length, Length::Months(12));
        assert_eq!(stretch("month to 2025-12-21").length, Length::Months(1));
        assert_eq!(stretch("month to 2025-12-21").first, Date::constant(2025, 11, 22));
        assert_eq!(stretch("2025-12-20").length, Length::Days(1));
        assert_ne!(stretch("as of 2025-12-20"), stretch("2025-12-20"));
        assert_eq!(stretch("as of 2025-11").last, Date::constant(2025, 11, 30));
    }
}
