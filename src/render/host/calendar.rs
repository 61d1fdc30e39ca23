//! `/agenda.ics`: what is dated and to look out for, as a calendar (RFC 5545).

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};

use crate::model::address::lasting::Bearer;
use crate::model::graph::site::Site;
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
    let (first, at) = thread.items[0];
    let first = &site.briefing(first).item;
    let newest = &site.briefing(thread.newest().0).item;
    let view = agenda::view(site, links, wording, idx);
    let zone = &site.config.zone;
    let base = &site.config.base;
    let anchor = &first.anchors.watch[at as usize];
    let mut event = Event::new();
    // The item that named it first gives the UID, so that it stays when others repeat it.
    let url = first.url();
    event.uid(&site.config.id.lasting(Bearer::Event(anchor), first.article.oldest(&url)).to_string());
    event.timestamp(utc(newest.published.as_second())?);
    event.summary(&view.text);
    let place = thread_place(site, idx);
    if let Some(place) = &place {
        event.location(place);
    }
    let names = view.who.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join(", ");
    let description = [names.as_str(), newest.title.as_str()];
    let lines: Vec<&str> = description.into_iter().filter(|line| !line.is_empty()).collect();
    event.description(&lines.join("\n"));
    let url = base.absolute(&newest.url()).map(|url| format!("{url}#{}", view.id));
    if let Some(url) = url {
        event.url(&url);
    }
    match thread.when? {
        When::At(point @ Point::Time { .. }) => {
            event.starts(CalendarDateTime::Utc(utc(point.instant(zone).as_second())?));
        }
        when => {
            event.starts(DatePerhapsTime::Date(day(when.first_day(zone))?));
            // The end of a whole day is the day after.
            let after = when.last_day(zone).tomorrow().ok()?;
            event.ends(DatePerhapsTime::Date(day(after)?));
        }
    }
    Some(event.done())
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
