//! What follows from the links of each page: neighbours, backlinks, and what belongs together.
//!
//! Every step costs as much as there is to link; none compares all with all.

pub(in crate::link) mod corrected;
pub(in crate::link) mod editions;
pub(in crate::link) mod facts;
pub(in crate::link) mod series;
pub(in crate::link) mod threads;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::graph::body::LinkTarget;
use crate::model::graph::refs::{Cited, Party};
use crate::model::graph::site::{Neighbours, Site};
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, StorylineIdx, Target};

/// How many dossiers a page names as appearing with its own.
const MOST_COMPANIONS: usize = 8;
/// How many key names a storyline has, unless more are typed.
const MOST_KEY_NAMES: usize = 8;
/// How many related briefings a page names at most.
const MOST_RELATED: usize = 2;
/// How many of a briefing's dossiers, rarest first, decide what is related to it.
const TELLING: usize = 12;
/// A briefing that names more dossiers than this is a list, and tells nothing of who appears with whom.
const MOST_TOGETHER: usize = 300;
/// How many briefings before and after, of each of those dossiers, are considered.
const WINDOW: usize = 24;

/// Fills in what follows from the pages' own links.
pub(in crate::link) fn connect(site: &mut Site) {
    editions(site);
    storylines(site);
    dossiers(site);
    backlinks(site);
    key_names(site);
    facts(site);
    let (related, companions) = (related(site), companions(site));
    for (briefing, related) in site.briefings.iter_mut().zip(related) {
        briefing.links.related = related;
    }
    for (dossier, companions) in site.dossiers.iter_mut().zip(companions) {
        dossier.links.appears_with = companions;
    }
}

fn editions(site: &mut Site) {
    for (n, edition) in site.editions.iter().enumerate() {
        for briefing in &edition.briefings {
            site.briefings[briefing.at()].links.edition = EditionIdx::new(n);
        }
    }
}

/// The briefings of each storyline, each with the one before and after; parts of storylines.
fn storylines(site: &mut Site) {
    // The last briefing of each, with the place of the storyline in it.
    let mut last: Vec<Option<(BriefingIdx, usize)>> = vec![None; site.storylines.len()];
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        for at in 0..site.briefings[n].links.storylines.len() {
            let Neighbours { storyline, .. } = site.briefings[n].links.storylines[at];
            site.storylines[storyline.at()].links.briefings.push(idx);
            if let Some((previous, place)) = last[storyline.at()].replace((idx, at)) {
                site.briefings[n].links.storylines[at].previous = Some(previous);
                site.briefings[previous.at()].links.storylines[place].next = Some(idx);
            }
        }
    }
    for n in 0..site.storylines.len() {
        if let Some(parent) = site.storylines[n].links.parent {
            site.storylines[parent.at()].links.children.push(StorylineIdx::new(n));
        }
    }
}

/// After the typed key names of a storyline, those that its briefings name most.
fn key_names(site: &mut Site) {
    for storyline in &mut site.storylines {
        let mut counts: BTreeMap<DossierIdx, usize> = BTreeMap::new();
        for briefing in &storyline.links.briefings {
            for dossier in &site.briefings[briefing.at()].links.named {
                *counts.entry(*dossier).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, DossierIdx)> = counts
            .into_iter()
            .filter(|(dossier, count)| *count > 1 && !storyline.links.key.contains(dossier))
            .map(|(dossier, count)| (count, dossier))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let room = MOST_KEY_NAMES.saturating_sub(storyline.links.key.len());
        storyline.links.key.extend(ranked.into_iter().take(room).map(|(_, dossier)| dossier));
    }
}

/// The other side of `of`, `in`, `by` and `replaces`.
fn dossiers(site: &mut Site) {
    for n in 0..site.dossiers.len() {
        let idx = DossierIdx::new(n);
        for owner in site.dossiers[n].links.of.clone() {
            site.dossiers[owner.at()].links.members.push(idx);
        }
        if let Some(place) = site.dossiers[n].links.within {
            site.dossiers[place.at()].links.contains.push(idx);
        }
        if let Some(older) = site.dossiers[n].links.replaces {
            site.dossiers[older.at()].links.replaced_by = Some(idx);
        }
        for party in site.dossiers[n].links.by.clone() {
            if let Party::Dossier(author) = party {
                site.dossiers[author.at()].links.documents.push(idx);
            }
        }
    }
}

/// What each briefing names and links to, seen from there.
fn backlinks(site: &mut Site) {
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        let (mut named, mut storylines, mut earlier) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for mention in &site.briefings[n].body.mentions {
            match mention.to {
                Target::Dossier(dossier) => _ = named.insert(dossier),
                Target::Storyline(storyline) => _ = storylines.insert(storyline),
                Target::Briefing(_) | Target::Page(_) => {}
            }
        }
        for link in &site.briefings[n].body.links {
            if let LinkTarget::Page(Target::Briefing(other)) = link.to
                && other < idx
            {
                earlier.insert(other);
            }
        }
        for storyline in storylines {
            site.storylines[storyline.at()].links.mentioned_in.push(idx);
        }
        for other in earlier {
            site.briefings[other.at()].links.linked_from.push(idx);
        }
        let about: BTreeSet<DossierIdx> = site.briefings[n].links.about.iter().copied().collect();
        for dossier in named.difference(&about) {
            site.dossiers[dossier.at()].links.mentioned_in.push(idx);
        }
        for dossier in about {
            site.dossiers[dossier.at()].links.about.push(idx);
            named.insert(dossier);
        }
        site.briefings[n].links.named = named.into_iter().collect();
    }
}

/// Quotes by speaker, corrections, and what each outlet carried.
fn facts(site: &mut Site) {
    site.carried = vec![Vec::new(); site.config.file.outlets.0.len()];
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        let mut outlets = BTreeSet::new();
        for source in &site.briefings[n].links.sources {
            outlets.extend(source.outlet);
            if let Some(Cited::Outlet(outlet)) = source.via {
                outlets.insert(outlet);
            }
        }
        for outlet in outlets {
            site.carried[outlet].push(idx);
        }
        for (quote, links) in (0..).zip(&site.briefings[n].links.quotes) {
            site.quotes.push((idx, quote));
            for party in &links.by {
                if let Party::Dossier(dossier) = party {
                    site.dossiers[dossier.at()].links.quotes.push((idx, quote));
                }
            }
        }
        for (at, correction) in (0..).zip(&site.briefings[n].item.front.corrections) {
            site.corrections.push((idx, at));
            let date = correction.value.date.get().map(|date| date.first_day(&site.config.zone));
            site.corrections_by_date.push((date.unwrap_or(site.briefings[n].item.day), (idx, at)));
        }
    }
    site.corrections_by_date.sort();
}

/// For each dossier the briefings that are about it or name it, in order of publication.
fn postings(site: &Site) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); site.dossiers.len()];
    for (n, briefing) in site.briefings.iter().enumerate() {
        for dossier in &briefing.links.named {
            postings[dossier.at()].push(BriefingIdx::new(n).0);
        }
    }
    postings
}

/// How much a dossier tells that stands in so many of all briefings: one that stands in all, nothing.
fn weight(all: usize, holding: usize) -> f64 {
    ((all + holding) as f64 / (2 * holding) as f64).ln()
}

/// Briefings that share dossiers, rarer ones weighing more. Only briefings that are near in time
/// and share one of the rarest dossiers are compared.
fn related(site: &Site) -> Vec<Vec<BriefingIdx>> {
    let postings = postings(site);
    let all = site.briefings.len();
    let scores = || vec![0.0; all];
    let of = |scores: &mut Vec<f64>, n: usize| {
        let mut telling = site.briefings[n].links.named.clone();
        telling.sort_by_key(|dossier| (postings[dossier.at()].len(), *dossier));
        let own = BriefingIdx::new(n);
        let mut touched: Vec<BriefingIdx> = Vec::new();
        for dossier in telling.iter().take(TELLING) {
            let list = &postings[dossier.at()];
            let weight = weight(all, list.len());
            if weight <= 0.0 {
                continue;
            }
            let at = list.partition_point(|other| *other < own.0);
            let near = &list[at.saturating_sub(WINDOW)..(at + 1 + WINDOW).min(list.len())];
            for other in near.iter().map(|other| BriefingIdx(*other)).filter(|other| *other != own) {
                if scores[other.at()] == 0.0 {
                    touched.push(other);
                }
                scores[other.at()] += weight;
            }
        }
        let distance = |other: &BriefingIdx| other.0.abs_diff(own.0);
        let mut ranked: Vec<(f64, BriefingIdx)> =
            touched.into_iter().map(|other| (std::mem::take(&mut scores[other.at()]), other)).collect();
        ranked.retain(|(_, other)| !is_named_already(site, n, *other));
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((distance(&a.1), a.1).cmp(&(distance(&b.1), b.1))));
        ranked.into_iter().take(MOST_RELATED).map(|(_, other)| other).collect()
    };
    (0..all).into_par_iter().map_init(scores, of).collect()
}

/// Whether a briefing's page leads to another in any case: as a neighbour, or as one that links to it.
fn is_named_already(site: &Site, n: usize, other: BriefingIdx) -> bool {
    let links = &site.briefings[n].links;
    let neighbours = links.storylines.iter().flat_map(|entry| [entry.previous, entry.next]);
    links.linked_from.contains(&other) || neighbours.flatten().any(|neighbour| neighbour == other)
}

/// The dossiers that stand in the same briefings: the more of them the better, the ever-present least.
fn companions(site: &Site) -> Vec<Vec<(DossierIdx, usize)>> {
    let postings = postings(site);
    let all = site.briefings.len();
    let weights: Vec<f64> = postings.iter().map(|list| weight(all, list.len().max(1))).collect();
    let counts = || vec![0usize; site.dossiers.len()];
    let of = |counts: &mut Vec<usize>, n: usize| {
        let own = DossierIdx::new(n);
        let mut touched: Vec<DossierIdx> = Vec::new();
        for briefing in &postings[n] {
            let named = &site.briefings[*briefing as usize].links.named;
            if named.len() > MOST_TOGETHER {
                continue;
            }
            for other in named.iter().filter(|other| **other != own) {
                if counts[other.at()] == 0 {
                    touched.push(*other);
                }
                counts[other.at()] += 1;
            }
        }
        let scored = |other: DossierIdx, count: usize| (count as f64 * weights[other.at()], other, count);
        let mut ranked: Vec<(f64, DossierIdx, usize)> =
            touched.into_iter().map(|other| scored(other, std::mem::take(&mut counts[other.at()]))).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(MOST_COMPANIONS).map(|(_, other, count)| (other, count)).collect()
    };
    (0..site.dossiers.len()).into_par_iter().map_init(counts, of).collect()
}
