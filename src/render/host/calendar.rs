//! `/agenda.ics`: the watch items with a date, as a calendar (RFC 5545).
//!
//! It is a calendar that is published and read again (RFC 5545, 3.7.2: no `METHOD`), so it needs no messages
//! about changes: a program that reads it has its entries as they are now. An entry that was cancelled stays,
//! with `STATUS:CANCELLED`, so that readers learn of it, and a raised `SEQUENCE`, by which a program that has
//! imported it recognises the newer one (3.8.7.4). One that is gone is simply gone: a deletion has no form of
//! its own outside iTIP (RFC 5546), and programs that subscribe drop what is missing.

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, EventStatus};
use jiff::tz::TimeZone;

use crate::model::address::lasting::Bearer;
use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;
use crate::model::graph::thread::WatchThread;
use crate::model::value::date::{Date, Point, When};
use crate::model::value::id::WatchIdx;
use crate::render::NEWEST;
use crate::render::pages::{Links, agenda};
use crate::render::wording::Wording;

/// The newest 50 that have passed, and the next 50.
pub(in crate::render) fn agenda(site: &Site, links: &Links, wording: &Wording) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", "-//Dateline//Agenda//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    let title = format!("{}: {}", site.config.title, wording.words.get("agenda"));
    calendar.append_property(("X-WR-CALNAME", title.as_str()));
    let (ahead, past) = agenda::dated(site);
    let listed = past.iter().take(NEWEST).rev().chain(ahead.iter().take(NEWEST));
    for event in listed.filter_map(|idx| event(site, links, wording, *idx)) {
        calendar.push(event);
    }
    calendar.to_string().into_bytes()
}

fn event(site: &Site, links: &Links, wording: &Wording, idx: WatchIdx) -> Option<Event> {
    let thread = site.watch(idx);
    let newest = &site.briefing(thread.newest().0).item;
    let view = agenda::view(site, links, wording, idx);
    let mut event = Event::new();
    event.uid(&uid(site, thread));
    let answered = thread.answer.map(|(briefing, _)| site.briefing(briefing).item.published);
    event.timestamp(utc(answered.map_or(newest.published, |at| at.max(newest.published)).as_second())?);
    event.summary(&view.text);
    if let Some(place) = thread_place(site, idx) {
        event.location(&place);
    }
    let page = site.config.base.absolute(&newest.url()).map(|url| format!("{url}#{}", view.id));
    let names = view.who.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join(", ");
    let outcome = view.answer.as_ref().map(|answer| answer.text.as_str()).unwrap_or_default();
    // Where the address of the entry is that of the announcement, that of the page goes here.
    let announced = view.url.as_ref().and(page.as_deref()).unwrap_or_default();
    let lines = [outcome, names.as_str(), newest.title.as_str(), announced];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    event.description(&lines.join("\n"));
    if let Some(url) = view.url.as_ref().or(page.as_ref()) {
        event.url(url);
    }
    if view.cancelled {
        event.status(EventStatus::Cancelled);
    }
    match revisions(site, thread) {
        0 => {}
        revisions => {
            event.sequence(revisions);
        }
    }
    let (starts, ends) = span(thread.when?, &site.config.zone)?;
    event.starts(starts);
    if let Some(ends) = ends {
        event.ends(ends);
    }
    Some(event.done())
}

/// An entry is known by its own id, whatever briefings name it; without one, by the item that named it first,
/// so that it stays when others repeat it.
fn uid(site: &Site, thread: &WatchThread) -> String {
    let id = thread.items.iter().find_map(|item| agenda::typed(site, *item).id.get());
    let lasting = match id {
        Some(id) => {
            let of = format!("watch-{}", id.as_str());
            site.config.id.lasting(Bearer::Event(&of), &UrlPath::folder(["agenda"]))
        }
        None => {
            let (first, at) = thread.items[0];
            let first = &site.briefing(first).item;
            let url = first.url();
            let bearer = Bearer::Event(&first.anchors.watch[at as usize]);
            site.config.id.lasting(bearer, first.article.oldest(&url))
        }
    };
    lasting.to_string()
}

/// How often the time, place or state has changed from one briefing to the next. What is cancelled where it
/// is first named was on before.
fn revisions(site: &Site, thread: &WatchThread) -> u32 {
    let state = |item| {
        let typed = agenda::typed(site, item);
        (typed.when(), typed.place.get().map(|place| place.as_str()), typed.is_cancelled())
    };
    let first = state(thread.items[0]);
    let mut before = (first.0, first.1, false);
    let mut count = 0;
    for item in &thread.items {
        let (when, place, cancelled) = state(*item);
        // What a briefing does not say again stays.
        let now = (when.or(before.0), place.or(before.1), cancelled);
        count += u32::from(now != before);
        before = now;
    }
    count
}

/// The beginning and the end. Both are days or both are instants (3.8.2.2), and the end is not part of it:
/// that of a whole day is the day after. A time without an end has none.
fn span(when: When, zone: &TimeZone) -> Option<(DatePerhapsTime, Option<DatePerhapsTime>)> {
    let instant = |point: Point| -> Option<DatePerhapsTime> {
        Some(CalendarDateTime::Utc(utc(point.instant(zone).as_second())?).into())
    };
    match when {
        When::At(from @ Point::Time { .. }) => Some((instant(from)?, None)),
        When::Range(from @ Point::Time { .. }, to @ Point::Time { .. }) => {
            // An end at the beginning is left out (3.8.2.2: it must be later).
            let is_later = to.instant(zone) > from.instant(zone);
            Some((instant(from)?, if is_later { Some(instant(to)?) } else { None }))
        }
        When::Range(from @ Point::Time { .. }, to) => {
            let end = Point::Day(to.last_day(zone).tomorrow().ok()?);
            Some((instant(from)?, Some(instant(end)?)))
        }
        when => {
            let after = when.last_day(zone).tomorrow().ok()?;
            let days = (day(when.first_day(zone))?, day(after)?);
            Some((DatePerhapsTime::Date(days.0), Some(DatePerhapsTime::Date(days.1))))
        }
    }
}

fn thread_place(site: &Site, idx: WatchIdx) -> Option<String> {
    let (briefing, at) = site.watch(idx).newest();
    let place = site.briefing(briefing).links.watch[at as usize].place?;
    Some(site.dossier(place).item.name.clone())
}

fn utc(seconds: i64) -> Option<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp(seconds, 0)
}

fn day(date: Date) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(
        date.year().into(),
        date.month().unsigned_abs().into(),
        date.day().unsigned_abs().into(),
    )
}
