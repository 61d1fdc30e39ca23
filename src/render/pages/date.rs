//! Dates for people and for machines.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{ToSpan, Zoned};
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::typed::briefing::Briefing;
use crate::model::value::date::When;
use crate::render::wording::Wording;

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DateView {
    /// In words: `22 December 2025`.
    pub text: String,
    /// For `<time datetime>`: `2025-12-22T07:00:00+02:00` or `2025-12-22`.
    pub iso: String,
    /// The time of day, if the date has one: `07:00`.
    pub time: Option<String>,
}

/// A local time with its offset from UTC (RFC 3339).
pub(in crate::render) fn rfc3339(local: &Zoned) -> String {
    let form = if local.offset() == Offset::UTC { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%dT%H:%M:%S%:z" };
    local.strftime(form).to_string()
}

/// A date as typed, with its time if it has one.
pub(in crate::render) fn point(
    wording: &Wording,
    point: Option<crate::model::value::date::Point>,
) -> DateView {
    let Some(point) = point else {
        return DateView { text: String::new(), iso: String::new(), time: None };
    };
    let zone = &wording.zone;
    let local = point.instant(zone).to_zoned(zone.clone());
    let timed = point.has_time();
    DateView {
        text: wording.dates.when(When::At(point)),
        iso: if timed { rfc3339(&local) } else { point.first_day(zone).to_string() },
        time: timed.then(|| local.strftime("%H:%M").to_string()),
    }
}

/// A day.
pub(in crate::render) fn day(wording: &Wording, day: Date) -> DateView {
    DateView { text: wording.dates.day(day), iso: day.to_string(), time: None }
}

/// The first of `days` days that end with `last`.
pub(in crate::render) fn first_of(last: Date, days: i32) -> Date {
    last.saturating_sub((days - 1).days())
}

/// When a briefing was published.
pub(in crate::render) fn published(wording: &Wording, briefing: &Briefing) -> DateView {
    let local = briefing.published.to_zoned(wording.zone.clone());
    let timed = briefing.front.date.get().is_some_and(|date| date.has_time());
    DateView {
        text: wording.dates.day(briefing.day),
        iso: if timed { rfc3339(&local) } else { briefing.day.to_string() },
        time: timed.then(|| local.strftime("%H:%M").to_string()),
    }
}
