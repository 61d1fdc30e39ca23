//! What to look out for.

use std::cmp::Reverse;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::typed::item::Watch;
use crate::model::value::date::{Point, When};
use crate::model::value::id::{BriefingIdx, WatchIdx};
use crate::render::NEWEST;
use crate::render::pages::{AnswerView, DateView, LinkView, Links, PageView, Shared, event, page, question};
use crate::render::wording::Wording;

/// How many events are named as the outcome of something.
const MOST_OUTCOMES: usize = 3;

/// Something to look out for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WatchView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// What is expected.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// When it is expected, in words.
    pub date: Option<String>,
    /// The time of day, or the times of its beginning and its end: `10:00`, `10:00–12:00`.
    pub time: Option<String>,
    /// The first day, for `<time datetime>`.
    pub iso: Option<String>,
    /// The last day, if that is a different one.
    pub ends: Option<String>,
    /// Where it is announced.
    pub url: Option<String>,
    /// Whether it will not take place.
    pub cancelled: bool,
    /// Where it is expected.
    pub place: Option<Shared<LinkView>>,
    /// Whom it concerns. A name without a dossier has an empty `href`.
    pub who: Vec<LinkView>,
    /// Its sources.
    pub sources: Vec<LinkView>,
    /// The last briefing that names it.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub published: DateView,
    /// What came of it, as a later briefing says.
    pub answer: Option<AnswerView>,
    /// Whether its day has passed.
    pub past: bool,
    /// What happened on its day and concerns the same people or place, three events at most.
    pub came: Vec<LinkView>,
    /// Without such an event: the next briefing of its storyline.
    pub next: Option<Shared<LinkView>>,
}

/// What to look out for, 50 in each list at most.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AgendaPage {
    /// What is dated, lies ahead and has no answer, soonest first.
    pub ahead: Vec<WatchView>,
    /// What has no date and no answer, newest first.
    pub undated: Vec<WatchView>,
    /// What a later briefing has answered, newest answer first.
    pub answered: Vec<WatchView>,
    /// What has passed without an answer, latest first; then what had no date and was cancelled.
    pub past: Vec<WatchView>,
    /// The link to the calendar file.
    pub calendar: String,
}

/// What to look out for.
pub(in crate::render) fn page(site: &Site, links: &Links, wording: &Wording) -> (PageView, AgendaPage) {
    let page = page::of_list(site, links, wording, "agenda");
    let all = || (0..site.watch.len()).map(WatchIdx::new);
    let is_open = |idx: &WatchIdx| site.watch(*idx).is_open();
    let undated = all().filter(|idx| is_open(idx) && site.watch(*idx).when.is_none());
    let mut undated: Vec<WatchIdx> = undated.collect();
    undated.sort_by_key(|idx| Reverse(site.watch(*idx).newest()));
    let (cancelled, undated): (Vec<_>, Vec<_>) =
        undated.into_iter().partition(|idx| typed(site, site.watch(*idx).newest()).is_cancelled());
    let mut answered: Vec<WatchIdx> = all().filter(|idx| !is_open(idx)).collect();
    answered.sort_by_key(|idx| Reverse((site.watch(*idx).answer, *idx)));
    let (ahead, mut past) = dated(site);
    past.retain(is_open);
    past.extend(cancelled);
    let views = |list: &[WatchIdx]| -> Vec<WatchView> {
        list.iter().take(NEWEST).map(|idx| view(site, links, wording, *idx)).collect()
    };
    let view = AgendaPage {
        ahead: views(&ahead),
        undated: views(&undated),
        answered: views(&answered),
        past: views(&past),
        calendar: site.config.base.href(&UrlPath::file(["agenda.ics"])),
    };
    (page, view)
}

/// What is dated: what lies ahead and has no answer, soonest first; what has passed, answered or not, latest
/// first. An answer before the day means that nothing is still to come.
pub(in crate::render) fn dated(site: &Site) -> (Vec<WatchIdx>, Vec<WatchIdx>) {
    let zone = &site.config.zone;
    let mut dated: Vec<_> = (0..site.watch.len())
        .map(WatchIdx::new)
        .filter_map(|idx| {
            let when = site.watch(idx).when?;
            Some((when.first_day(zone), when.last_day(zone), idx))
        })
        .collect();
    dated.sort_unstable();
    let today = site.newest_day();
    let of = |is_past: bool| {
        dated.iter().filter(move |(_, last, _)| (*last < today) == is_past).map(|(.., idx)| *idx)
    };
    (of(false).filter(|idx| site.watch(*idx).is_open()).collect(), of(true).rev().collect())
}

/// A watch item as typed.
pub(in crate::render) fn typed(site: &Site, (briefing, n): ItemRef) -> &Watch {
    &site.briefing(briefing).item.front.watch[n as usize].value
}

/// The time of day of something: `10:00`, or `10:00–12:00` if it begins and ends on one day.
fn time(when: When, zone: &TimeZone) -> Option<String> {
    let (When::At(from) | When::Range(from, _)) = when;
    let clock = |point: Point| {
        point.has_time().then(|| point.instant(zone).to_zoned(zone.clone()).strftime("%H:%M").to_string())
    };
    let start = clock(from)?;
    match when {
        When::Range(_, to) if to.has_time() && when.first_day(zone) == when.last_day(zone) => {
            Some(format!("{start}–{}", clock(to)?))
        }
        _ => Some(start),
    }
}

/// What a briefing says to look out for, in the order of the front matter.
pub(in crate::render) fn of_briefing(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<WatchView> {
    let ties = site.briefing(idx).links.watch.iter().enumerate();
    ties.filter_map(|(n, ties)| Some(item(site, links, wording, (idx, n as u32), ties.watch?))).collect()
}

/// Something to look out for, as the last briefing that names it has it.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, idx: WatchIdx) -> WatchView {
    item(site, links, wording, site.watch(idx).newest(), idx)
}

fn item(site: &Site, links: &Links, wording: &Wording, item: ItemRef, idx: WatchIdx) -> WatchView {
    let linked = site.briefing(item.0);
    let typed = typed(site, item);
    let ties = &linked.links.watch[item.1 as usize];
    let thread = site.watch(idx);
    let zone = &site.config.zone;
    let id = linked.item.anchors.watch[item.1 as usize].clone();
    let past = thread.when.is_some_and(|when| when.last_day(zone) < site.newest_day());
    let days = thread.when.map(|when| (when.first_day(zone), when.last_day(zone)));
    let newest = self::typed(site, thread.newest());
    let came = thread.came.iter().filter(|_| past).take(MOST_OUTCOMES).map(|event| {
        let event = event::view(site, links, wording, *event);
        LinkView { title: event.text, href: event.href, language: event.language, direction: event.direction }
    });
    WatchView {
        href: links.item(&linked.item, &id),
        id,
        text: wording.typeset(typed.text.text_or_empty()),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        date: thread.when.map(|when| wording.dates.when(when)),
        time: thread.when.and_then(|when| time(when, zone)),
        iso: days.map(|(first, _)| first.to_string()),
        ends: days.filter(|(first, last)| first != last).map(|(_, last)| last.to_string()),
        url: typed.url.get().map(|url| url.as_ref().to_owned()),
        cancelled: newest.is_cancelled(),
        place: ties.place.map(|place| links.dossier(place)),
        who: links.parties(&ties.who),
        sources: ties.sources.iter().map(|cited| links.cited(*cited, linked)).collect(),
        briefing: links.briefing(item.0),
        published: links.published(item.0).clone(),
        answer: thread.answer.map(|answer| question::answer(site, links, wording, answer)),
        past,
        came: came.collect(),
        next: thread.next.filter(|_| past).map(|portion| links.portion(site, portion)),
    }
}
