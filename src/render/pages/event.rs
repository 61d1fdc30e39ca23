//! Events and timelines.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::value::id::{BriefingIdx, EventIdx};
use crate::render::NEWEST;
use crate::render::pages::archive::ArchiveLink;
use crate::render::pages::{CorrectionView, LinkView, PageView, Shared, Views};

/// How many of the briefings that report an event are named.
const MOST_REPORTS: usize = 5;

/// A dated line.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The id of its element on the briefing that reports it last.
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
    /// Who took part. A name without a dossier has an empty `href`.
    pub who: Vec<LinkView>,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Where it is known from, from all briefings.
    pub sources: Vec<LinkView>,
    /// The briefings that report it, newest first, five at most.
    pub reports: Vec<LinkView>,
    /// What was wrong with it.
    pub correction: Option<CorrectionView>,
}

/// All events: the newest 50, or those of a year.
#[derive(Debug, Clone, Serialize)]
pub struct TimelinePage {
    /// Newest first.
    pub events: Vec<EventView>,
    /// The pages of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
}

impl Views {
    /// The link to the timeline.
    pub fn timeline_link(&self) -> LinkView {
        self.link(&self.words.get("timeline"), &UrlPath::folder(["timeline"]))
    }

    /// All events: the newest, or those of a year.
    pub fn timeline_page(&self, year: Option<i16>) -> (PageView, TimelinePage) {
        let link = self.timeline_link();
        let url = UrlPath::folder(["timeline"]);
        let all: Vec<EventIdx> = (0..self.site.events.len()).map(EventIdx::new).collect();
        let years = self.year_links(&url, &[], &all, all.len() > NEWEST);
        let view = TimelinePage { events: self.events(&all, year), years };
        (self.list_page(link, &url, year), view)
    }

    /// The part of a list in order of date that a page shows, newest first.
    pub fn events(&self, list: &[EventIdx], year: Option<i16>) -> Vec<EventView> {
        let shown = match year {
            Some(year) => {
                let from = list.partition_point(|idx| self.site.event_year(*idx) < year);
                &list[from..list.partition_point(|idx| self.site.event_year(*idx) <= year)]
            }
            None => &list[list.len().saturating_sub(NEWEST)..],
        };
        shown.iter().rev().map(|idx| self.event(*idx)).collect()
    }

    /// The events of a briefing, in the order of the front matter, each with all its sources.
    pub fn events_of(&self, idx: BriefingIdx) -> Vec<EventView> {
        let links = self.site.briefing(idx).links.events.iter().enumerate();
        let own = links.filter_map(|(n, links)| {
            let view = self.event_item((idx, n as u32), links.event?);
            Some(view)
        });
        own.collect()
    }

    /// An event as the briefing has it that reports it last.
    pub fn event(&self, idx: EventIdx) -> EventView {
        self.event_item(self.site.events[idx.at()].newest(), idx)
    }

    fn event_item(&self, item: ItemRef, idx: EventIdx) -> EventView {
        let linked = self.site.briefing(item.0);
        let event = &linked.item.front.events[item.1 as usize].value;
        let links = &linked.links.events[item.1 as usize];
        let thread = &self.site.events[idx.at()];
        let when = event.date.get().copied().unwrap_or(thread.when);
        let (mut sources, mut seen): (Vec<LinkView>, _) = (Vec::new(), BTreeSet::new());
        for (briefing, n) in &thread.items {
            let other = self.site.briefing(*briefing);
            for cited in &other.links.events[*n as usize].sources {
                let source = self.cited(*cited, &other.item);
                if seen.insert(source.title.clone()) {
                    sources.push(source);
                }
            }
        }
        let reports = thread.items.iter().rev().take(MOST_REPORTS).map(|(briefing, n)| {
            let other = &self.site.briefing(*briefing).item;
            self.text_link(&other.title, other, &other.anchors.events[*n as usize])
        });
        let id = linked.item.anchors.events[item.1 as usize].clone();
        EventView {
            href: self.item_link("", &linked.item, &id).href,
            id,
            date: self.when(when),
            iso: when.first_day(&self.site.config.zone).to_string(),
            text: self.typeset(event.text.text_or_empty()),
            language: self.foreign(linked.item.front.lang.text()),
            direction: self.direction(linked.item.front.lang.text()),
            place: links.place.map(|place| self.dossier(place)),
            who: self.parties(&links.who),
            status: event.status.get().map(|status| self.certainty(*status)),
            sources,
            reports: reports.collect(),
            correction: links.correction.map(|n| self.correction(item.0, n)),
        }
    }
}
