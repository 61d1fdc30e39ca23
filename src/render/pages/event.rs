//! Events and timelines.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, EventIdx};
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{
    ArchiveLink, CorrectionView, LinkView, Links, PageView, Shared, correction, page,
};
use crate::render::wording::Wording;

/// How many of the briefings that report an event are named.
const MOST_REPORTS: usize = 5;

/// A dated line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventView {
    /// The id of its element on the last briefing that reports it.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// When it happened, in words, as precisely as it is known.
    pub date: String,
    /// The first day, for `<time datetime>`.
    pub iso: String,
    /// What happened.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// Where it happened.
    pub place: Option<Shared<LinkView>>,
    /// The first storyline that it belongs to.
    pub storyline: Option<Shared<LinkView>>,
    /// Who took part. A name without a dossier has an empty `href`.
    pub who: Vec<LinkView>,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Its sources, from all briefings.
    pub sources: Vec<LinkView>,
    /// The briefings that report it, newest first, five at most.
    pub reports: Vec<LinkView>,
    /// Whether it was withdrawn, as something that was never the case.
    pub retracted: bool,
    /// What was wrong with it.
    pub correction: Option<CorrectionView>,
}

/// The events of a month.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventMonthView {
    /// The id of its element.
    pub id: String,
    /// The month in words: `December 2025`.
    pub title: String,
    /// Newest first.
    pub events: Vec<Shared<EventView>>,
}

/// All events: the newest 50, or those on a page of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TimelinePage {
    /// Newest first.
    pub events: Vec<Shared<EventView>>,
    /// The same by the month in which they begin.
    pub months: Vec<EventMonthView>,
    /// The pages of each year, newest first; empty while one page holds everything.
    pub years: Vec<Shared<ArchiveLink>>,
}

/// All events: the newest, or those of a page of a year.
pub(in crate::render) fn timeline(
    site: &Site,
    links: &Links,
    wording: &Wording,
    leaf: Option<Leaf>,
) -> (PageView, TimelinePage) {
    let range = years::range(site, &site.events, leaf);
    let shown: Vec<usize> = range.rev().collect();
    let events: Vec<Shared<EventView>> =
        shown.iter().map(|n| Shared::new(&view(site, links, wording, EventIdx::new(*n)))).collect();
    let month = |n: usize| {
        let first = site.events[n].when.first_day(&site.config.zone);
        (first.year(), first.month())
    };
    let mut rest = events.iter();
    let months = shown.chunk_by(|a, b| month(*a) == month(*b)).map(|run| {
        let (year, number) = month(run[0]);
        EventMonthView {
            id: format!("page.{year}-{number:02}"),
            title: wording.dates.month(year, number),
            events: rest.by_ref().take(run.len()).cloned().collect(),
        }
    });
    let view = TimelinePage { months: months.collect(), events, years: links.years(Listing::Timeline) };
    (page::of_split_list(site, links, wording, (Listing::Timeline, "timeline"), leaf), view)
}

/// The part of a list in order of date that a page shows, newest first.
pub(in crate::render) fn shown(
    site: &Site,
    links: &Links,
    wording: &Wording,
    list: &[EventIdx],
    leaf: Option<Leaf>,
) -> Vec<EventView> {
    let shown = years::shown(site, list, leaf);
    shown.iter().rev().map(|idx| view(site, links, wording, *idx)).collect()
}

/// The events of a briefing, in the order of the front matter, each with all its sources.
pub(in crate::render) fn of_briefing(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<EventView> {
    let ties = site.briefing(idx).links.events.iter().enumerate();
    let own = ties.filter_map(|(n, ties)| {
        let view = item(site, links, wording, (idx, n as u32), ties.event?);
        Some(view)
    });
    own.collect()
}

/// An event as the last briefing that reports it has it.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, idx: EventIdx) -> EventView {
    item(site, links, wording, site.events[idx.at()].newest(), idx)
}

fn item(site: &Site, links: &Links, wording: &Wording, item: ItemRef, idx: EventIdx) -> EventView {
    let linked = site.briefing(item.0);
    let event = &linked.item.front.events[item.1 as usize].value;
    let ties = &linked.links.events[item.1 as usize];
    let thread = &site.events[idx.at()];
    let when = event.date.get().copied().unwrap_or(thread.when);
    let (mut sources, mut seen): (Vec<LinkView>, _) = (Vec::new(), BTreeSet::new());
    for (briefing, n) in &thread.items {
        let other = site.briefing(*briefing);
        for cited in &other.links.events[*n as usize].sources {
            let source = links.cited(*cited, other);
            if seen.insert(source.title.clone()) {
                sources.push(source);
            }
        }
    }
    let reports = thread.items.iter().rev().take(MOST_REPORTS).map(|(briefing, n)| {
        let other = &site.briefing(*briefing).item;
        links.text_link(&other.title, other, &other.anchors.events[*n as usize])
    });
    let id = linked.item.anchors.events[item.1 as usize].clone();
    EventView {
        href: links.item(&linked.item, &id),
        id,
        date: wording.when(when),
        iso: when.first_day(&site.config.zone).to_string(),
        text: wording.typeset(&linked.text_of_event(item.1 as usize)),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        place: ties.place.map(|place| links.dossier(place)),
        storyline: linked.links.home_storyline(ties.section).map(|storyline| links.storyline(storyline)),
        who: links.parties(&ties.who),
        status: event.status.get().map(|status| wording.certainty(*status)),
        sources,
        reports: reports.collect(),
        retracted: linked.is_taken_back(ties.correction),
        correction: ties.correction.map(|n| correction::view(site, links, wording, item.0, n)),
    }
}
