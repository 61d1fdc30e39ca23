//! `/agenda.ics`: what is dated and to look out for, as a calendar (RFC 5545).

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};

use crate::model::address::lasting::Bearer;
use crate::model::value::date::{Date, Point, When};
use crate::model::value::id::WatchIdx;
use crate::render::NEWEST;
use crate::render::pages::Views;

/// The newest 50 that have passed, and the next 50.
pub(in crate::render) fn agenda(views: &Views) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", "-//Dateline//Agenda//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    let title = format!("{}: {}", views.site.config.title, views.words.get("agenda"));
    calendar.append_property(("X-WR-CALNAME", title.as_str()));
    let (ahead, past) = views.dated_watch();
    let listed = past.iter().take(NEWEST).rev().chain(ahead.iter().take(NEWEST));
    for event in listed.filter_map(|idx| event(views, *idx)) {
        calendar.push(event);
    }
    calendar.to_string().into_bytes()
}

fn event(views: &Views, idx: WatchIdx) -> Option<Event> {
    let thread = views.watch_thread(idx);
    let (first, at) = thread.items[0];
    let first = &views.site.briefing(first).item;
    let newest = &views.site.briefing(thread.newest().0).item;
    let view = views.watch(idx);
    let zone = &views.site.config.zone;
    let base = &views.site.config.base;
    let anchor = &first.anchors.watch[at as usize];
    let mut event = Event::new();
    // The item that named it first gives the UID, so that it stays when others repeat it.
    let (url, site) = (first.url(), &views.site.config.id);
    event.uid(&site.lasting(Bearer::Event(anchor), first.article.oldest(&url)).to_string());
    event.timestamp(utc(newest.published.as_second())?);
    event.summary(&view.text);
    let place = thread_place(views, idx);
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

fn thread_place(views: &Views, idx: WatchIdx) -> Option<String> {
    let (briefing, at) = views.watch_thread(idx).newest();
    let place = views.site.briefing(briefing).links.watch[at as usize].place?;
    Some(views.site.dossier(place).item.name.clone())
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
