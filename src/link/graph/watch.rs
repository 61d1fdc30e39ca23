//! Follows watch items through the briefings, and sees what came of them.
//!
//! Two items are one if they have the same id, or the same text and date. An item without a date is the last
//! one with its text, and a date is taken as that of an item with the same text that has none yet.

use std::collections::{BTreeMap, BTreeSet};

use super::threads::{as_dossier, folded};
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::graph::thread::WatchThread;
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, DossierIdx, EventIdx, StorylineIdx, WatchIdx};

/// Finds the threads of watch items.
pub(super) fn items(site: &mut Site) {
    let mut known = Known::default();
    let zone = site.config.zone.clone();
    for n in 0..site.briefings.len() {
        for at in 0..site.briefings[n].item.front.watch.len() {
            let item = &site.briefings[n].item.front.watch[at].value;
            let Some(text) = item.text.text() else { continue };
            let (text, when, id) =
                (folded(text), item.when(), item.id.get().map(|id| id.as_str().to_owned()));
            let days = when.map(|when| (when.first_day(&zone), when.last_day(&zone)));
            let thread = known.find(id.as_deref(), &text, days).unwrap_or_else(|| {
                let (items, came) = (Vec::new(), Vec::new());
                site.watch.push(WatchThread { when, items, answer: None, came, next: None });
                known.ids.push(None);
                WatchIdx::new(site.watch.len() - 1)
            });
            let thread_of = &mut site.watch[thread.at()];
            thread_of.when = when.or(thread_of.when);
            thread_of.items.push((BriefingIdx::new(n), at as u32));
            let days = thread_of.when.map(|when| (when.first_day(&zone), when.last_day(&zone)));
            known.add(thread, id, text, days);
            site.briefings[n].links.watch[at].watch = Some(thread);
        }
    }
    for n in 0..site.watch.len() {
        let of = |(briefing, at): &ItemRef| {
            let links = &site.briefings[briefing.at()].links;
            links.storylines_of(links.watch[*at as usize].section)
        };
        let storylines: BTreeSet<StorylineIdx> = site.watch[n].items.iter().flat_map(of).collect();
        for storyline in storylines {
            site.storylines[storyline.at()].links.watch.push(WatchIdx::new(n));
        }
    }
}

/// The first and the last day of something.
type Days = (Date, Date);

/// The threads so far, by what shows that an item belongs to one of them.
#[derive(Default)]
struct Known {
    by_id: BTreeMap<String, WatchIdx>,
    by_date: BTreeMap<(String, Days), WatchIdx>,
    /// The last of each text, with its days.
    by_text: BTreeMap<String, (WatchIdx, Option<Days>)>,
    /// The id of each thread.
    ids: Vec<Option<String>>,
}

impl Known {
    fn find(&self, id: Option<&str>, text: &str, days: Option<Days>) -> Option<WatchIdx> {
        if let Some(thread) = id.and_then(|id| self.by_id.get(id)) {
            return Some(*thread);
        }
        let last = self.by_text.get(text).copied();
        let same = match days {
            Some(days) => {
                let undated = last.filter(|(_, days)| days.is_none());
                self.by_date.get(&(text.to_owned(), days)).copied().or(undated.map(|(thread, _)| thread))
            }
            None => last.map(|(thread, _)| thread),
        };
        // What has another id is another thing.
        same.filter(|thread| id.is_none() || self.ids[thread.at()].is_none())
    }

    fn add(&mut self, thread: WatchIdx, id: Option<String>, text: String, days: Option<Days>) {
        if let Some(id) = id {
            self.ids[thread.at()].get_or_insert_with(|| id.clone());
            self.by_id.insert(id, thread);
        }
        if let Some(days) = days {
            self.by_date.insert((text.clone(), days), thread);
        }
        self.by_text.insert(text, (thread, days));
    }
}

/// What came of dated watch items whose day has come: events of that day with the same people or
/// place, else the next briefing of the storyline.
pub(super) fn outcomes(site: &mut Site) {
    let zone = site.config.zone.clone();
    let Some(today) = site.briefings.last().map(|briefing| briefing.item.day) else { return };
    for n in 0..site.watch.len() {
        let thread = &site.watch[n];
        let Some(when) = thread.when else { continue };
        let (first, last) = (when.first_day(&zone), when.last_day(&zone));
        if first > today {
            continue;
        }
        let (briefing, at) = thread.newest();
        let links = &site.briefings[briefing.at()].links;
        let item = &links.watch[at as usize];
        let concerned: BTreeSet<DossierIdx> =
            item.who.iter().filter_map(as_dossier).chain(item.place).collect();
        let mut came = BTreeSet::new();
        for dossier in &concerned {
            let events = &site.dossiers[dossier.at()].links.events;
            let starts = |idx: &EventIdx| site.events[idx.at()].when.first_day(&zone);
            let from = events.partition_point(|idx| starts(idx) < first);
            came.extend(events[from..].iter().take_while(|idx| starts(idx) <= last));
        }
        let home = links.storylines_of(item.section).next();
        let next = home.map(|home| &site.storylines[home.at()].links.portions).and_then(|list| {
            let is_before = |other: BriefingIdx| other <= briefing || site.briefing(other).item.day < first;
            list.get(list.partition_point(|portion| is_before(portion.briefing))).copied()
        });
        let came: Vec<EventIdx> = came.into_iter().collect();
        let next = next.filter(|_| came.is_empty());
        (site.watch[n].came, site.watch[n].next) = (came, next);
    }
}
