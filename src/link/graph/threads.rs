//! Follows events, questions and watch items through the briefings, and sees who is new.
//!
//! Two events are one if they have the same id, or the same date and text; two questions if they have the
//! same id or, without ids, the same text. `watch.rs` says when two watch items are one.

use std::collections::{BTreeMap, BTreeSet};

use super::watch;
use crate::language::letters;
use crate::model::graph::refs::{ItemRef, Party};
use crate::model::graph::site::Site;
use crate::model::graph::thread::{Awaited, EventThread, QuestionThread};
use crate::model::value::date::{Date, When};
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EventIdx, KindIdx, QuestionIdx, StorylineIdx, WatchIdx,
};

/// Fills in the threads, and which of them each briefing, storyline and dossier has.
pub(in crate::link) fn connect(site: &mut Site) {
    events(site);
    questions(site);
    watch::items(site);
    answers(site);
    watch::outcomes(site);
    newcomers(site);
}

/// A text in the form in which items are compared.
pub(super) fn folded(text: &str) -> String {
    letters::folded_words(text).collect::<Vec<_>>().join(" ")
}

fn events(site: &mut Site) {
    let mut threads: Vec<EventThread> = Vec::new();
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_text: BTreeMap<(Date, Date, String), usize> = BTreeMap::new();
    let zone = site.config.zone.clone();
    let mut found: Vec<(ItemRef, usize)> = Vec::new();
    for (n, briefing) in site.briefings.iter().enumerate() {
        for (at, event) in (0..).zip(&briefing.item.front.events) {
            let event = &event.value;
            let (Some(when), Some(text)) = (event.date.get(), event.text.text()) else { continue };
            let id = event.id.get().map(|id| id.as_str().to_owned());
            let key = (when.first_day(&zone), when.last_day(&zone), folded(text));
            let known = id.as_ref().and_then(|id| by_id.get(id)).or_else(|| by_text.get(&key)).copied();
            let thread = known.unwrap_or_else(|| {
                threads.push(EventThread { when: *when, items: Vec::new() });
                threads.len() - 1
            });
            if let Some(id) = id {
                by_id.entry(id).or_insert(thread);
            }
            by_text.entry(key).or_insert(thread);
            threads[thread].when = *when;
            threads[thread].items.push((BriefingIdx::new(n), at));
            found.push(((BriefingIdx::new(n), at), thread));
        }
    }
    // In order of date; where two begin together, the one that ends first: lists show the newest first, and what
    // went on until the 21st is newer than what was over on the 19th.
    let mut order: Vec<usize> = (0..threads.len()).collect();
    order.sort_by_key(|n| {
        let when = threads[*n].when;
        let (When::At(start) | When::Range(start, _)) = when.value;
        (start.first_day(&zone), when.last_day(&zone), start.instant(&zone), *n)
    });
    let mut places = vec![EventIdx(0); threads.len()];
    for (place, n) in order.iter().enumerate() {
        places[*n] = EventIdx::new(place);
    }
    for ((briefing, at), thread) in found {
        site.briefings[briefing.at()].links.events[at as usize].event = Some(places[thread]);
    }
    site.events = order.into_iter().map(|n| threads[n].clone()).collect();
    for n in 0..site.events.len() {
        tell(site, EventIdx::new(n));
    }
}

/// Adds an event to its storylines, people and places.
fn tell(site: &mut Site, idx: EventIdx) {
    let (mut storylines, mut dossiers) = (BTreeSet::new(), BTreeSet::new());
    for (briefing, at) in &site.events[idx.at()].items {
        let links = &site.briefings[briefing.at()].links;
        let event = &links.events[*at as usize];
        storylines.extend(links.storylines_of(event.section));
        dossiers.extend(event.place);
        dossiers.extend(event.who.iter().filter_map(as_dossier));
    }
    for storyline in storylines {
        site.storylines[storyline.at()].links.events.push(idx);
    }
    for dossier in dossiers {
        site.dossiers[dossier.at()].links.events.push(idx);
    }
}

pub(super) fn as_dossier(party: &Party) -> Option<DossierIdx> {
    match party {
        Party::Dossier(dossier) => Some(*dossier),
        Party::Name(_) => None,
    }
}

fn questions(site: &mut Site) {
    let mut known: BTreeMap<String, QuestionIdx> = BTreeMap::new();
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        for at in 0..site.briefings[n].item.front.unknown.len() {
            let question = &site.briefings[n].item.front.unknown[at].value;
            let Some(text) = question.text.text() else { continue };
            let key = match question.id.get() {
                Some(id) => format!("id {}", id.as_str()),
                None => format!("text {}", folded(text)),
            };
            let thread = *known.entry(key).or_insert_with(|| {
                site.questions.push(QuestionThread { asked: Vec::new(), answer: None });
                QuestionIdx::new(site.questions.len() - 1)
            });
            site.questions[thread.at()].asked.push((idx, at as u32));
            site.briefings[n].links.questions[at].question = Some(thread);
        }
    }
    for n in 0..site.questions.len() {
        let of = |(briefing, at): &ItemRef| {
            let links = &site.briefings[briefing.at()].links;
            links.storylines_of(links.questions[*at as usize].section)
        };
        let storylines: BTreeSet<StorylineIdx> = site.questions[n].asked.iter().flat_map(of).collect();
        for storyline in storylines {
            site.storylines[storyline.at()].links.questions.push(QuestionIdx::new(n));
        }
    }
}

/// An answer ends what was asked or named in the same briefing or before, and not again since.
fn answers(site: &mut Site) {
    let ids: BTreeMap<String, Awaited> = awaited(site).map(|(id, it)| (id.to_owned(), it)).collect();
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        let answers = &site.briefings[n].item.front.answers.0;
        let found: Vec<Option<Awaited>> = answers.iter().map(|(id, _)| ids.get(&id.value).copied()).collect();
        for (at, awaited) in found.iter().enumerate() {
            let (newest, answer) = match *awaited {
                Some(Awaited::Question(question)) => {
                    let thread = &mut site.questions[question.at()];
                    (thread.newest(), &mut thread.answer)
                }
                Some(Awaited::Watch(watch)) => {
                    let thread = &mut site.watch[watch.at()];
                    (thread.newest(), &mut thread.answer)
                }
                None => continue,
            };
            if newest.0 <= idx {
                *answer = Some((idx, at as u32));
            }
        }
        site.briefings[n].links.answers = found;
    }
}

/// What can be answered under an id. If a question and a watch item have the same id, which is reported, the
/// question is meant.
pub(in crate::link) fn awaited(site: &Site) -> impl Iterator<Item = (&str, Awaited)> {
    let front = |(briefing, at): ItemRef| (&site.briefing(briefing).item.front, at as usize);
    let watch = (0..site.watch.len()).map(WatchIdx::new).flat_map(move |idx| {
        let items = site.watch[idx.at()].items.iter();
        items.filter_map(move |item| {
            let (front, at) = front(*item);
            Some((front.watch[at].value.id.get()?.as_str(), Awaited::Watch(idx)))
        })
    });
    let questions = (0..site.questions.len()).map(QuestionIdx::new).filter_map(move |idx| {
        let (front, at) = front(site.questions[idx.at()].first());
        Some((front.unknown[at].value.id.get()?.as_str(), Awaited::Question(idx)))
    });
    watch.chain(questions)
}

/// The people whom a briefing names first in its home storyline. The first briefing of a storyline introduces
/// nobody: there, everybody is new.
fn newcomers(site: &mut Site) {
    for n in 0..site.storylines.len() {
        let mut seen: BTreeSet<DossierIdx> = BTreeSet::new();
        for (at, portion) in site.storylines[n].links.portions.clone().into_iter().enumerate() {
            let named = site.named(portion, StorylineIdx::new(n));
            let is_person = |dossier: &DossierIdx| site.dossiers[dossier.at()].item.kind == KindIdx::PEOPLE;
            let new = named.iter().copied().filter(is_person).filter(|dossier| seen.insert(*dossier));
            let new: Vec<DossierIdx> = new.collect();
            let links = &mut site.briefings[portion.briefing.at()].links;
            let is_home = links.storylines.first().is_some_and(|home| home.storyline.at() == n);
            if at > 0 && is_home && portion.section.is_none() {
                links.newcomers = new;
            }
        }
    }
}
