//! What follows from the links of each page: neighbours, backlinks, and what belongs together.
//!
//! The cost of every step grows with what there is to link; none compares everything with everything.

pub(in crate::link) mod corrected;
pub(in crate::link) mod editions;
pub(in crate::link) mod facts;
mod sections;
pub(in crate::link) mod series;
pub(in crate::link) mod threads;
mod watch;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::graph::body::LinkTarget;
use crate::model::graph::refs::{Cited, Party};
use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Linked, Site, SourceLinks};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, SectionIdx, StorylineIdx, Target};

/// How many dossiers a page names as appearing with its own.
const MOST_COMPANIONS: usize = 8;
/// How many key names a storyline has, unless more are typed.
const MOST_KEY_NAMES: usize = 8;
/// How many related briefings a page names at most.
const MOST_RELATED: usize = 2;
/// How many of a briefing's dossiers, rarest first, decide what is related to it.
const TELLING: usize = 12;
/// A briefing that names more dossiers than this is a list, and says nothing about who appears with whom.
const MOST_TOGETHER: usize = 300;
/// How many briefings before and after, of each of those dossiers, are considered.
const WINDOW: usize = 24;

/// Fills in what follows from the pages' own links.
pub(in crate::link) fn connect(site: &mut Site) {
    editions(site);
    storylines(site);
    dossiers(site);
    backlinks(site);
    facts(site);
    let (related, (companions, key_names)) =
        rayon::join(|| related(site), || rayon::join(|| companions(site), || key_names(site)));
    for (briefing, related) in site.briefings.iter_mut().zip(related) {
        briefing.links.related = related;
    }
    for (dossier, companions) in site.dossiers.iter_mut().zip(companions) {
        dossier.links.appears_with = companions;
    }
    for (storyline, key_names) in site.storylines.iter_mut().zip(key_names) {
        storyline.links.key.extend(key_names);
    }
}

fn editions(site: &mut Site) {
    for (n, edition) in site.editions.iter().enumerate() {
        if let Some(file) = edition.file {
            site.edition_files[file.at()].links.edition = Some(EditionIdx::new(n));
        }
        for briefing in &edition.briefings {
            site.briefings[briefing.at()].links.edition = Some(EditionIdx::new(n));
        }
    }
}

/// What belongs to each storyline, each portion with the one before and after; parts of storylines.
fn storylines(site: &mut Site) {
    sections::within(site);
    // The last portion of each, with the place of the storyline in it.
    let mut last: Vec<Option<(Portion, usize)>> = vec![None; site.storylines.len()];
    for n in 0..site.briefings.len() {
        for (portion, at) in sections::places(&site.briefings[n].links, BriefingIdx::new(n)) {
            let storyline = site.storylines_of(portion)[at].storyline;
            site.storylines[storyline.at()].links.portions.push(portion);
            if let Some((previous, place)) = last[storyline.at()].replace((portion, at)) {
                sections::storylines_of(site, portion)[at].previous = Some(previous);
                sections::storylines_of(site, previous)[place].next = Some(portion);
            }
        }
    }
    for n in 0..site.storylines.len() {
        if let Some(parent) = site.storylines[n].links.parent {
            site.storylines[parent.at()].links.children.push(StorylineIdx::new(n));
        }
    }
}

/// For each storyline, the key names that follow its typed ones: those that its briefings name most.
fn key_names(site: &Site) -> Vec<Vec<DossierIdx>> {
    let of = |n: usize| {
        let links = &site.storylines[n].links;
        let mut counts: FxHashMap<DossierIdx, usize> = FxHashMap::default();
        for portion in &links.portions {
            for dossier in &*site.named(*portion, StorylineIdx::new(n)) {
                *counts.entry(*dossier).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, DossierIdx)> = counts
            .into_iter()
            .filter(|(dossier, count)| *count > 1 && !links.key.contains(dossier))
            .map(|(dossier, count)| (count, dossier))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let room = MOST_KEY_NAMES.saturating_sub(links.key.len());
        ranked.into_iter().take(room).map(|(_, dossier)| dossier).collect()
    };
    (0..site.storylines.len()).into_par_iter().map(of).collect()
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

/// What each briefing names and links to, seen from the other end.
fn backlinks(site: &mut Site) {
    for n in 0..site.briefings.len() {
        let idx = BriefingIdx::new(n);
        let (mut named, mut storylines) = (Vec::new(), Vec::new());
        let mut earlier: BTreeMap<BriefingIdx, Option<SectionIdx>> = BTreeMap::new();
        for mention in &site.briefings[n].body.mentions {
            match mention.to {
                Target::Dossier(dossier) => named.push(dossier),
                Target::Storyline(storyline) => storylines.push(storyline),
                Target::Briefing(_) | Target::Page(_) | Target::Edition(_) => {}
            }
        }
        for link in &site.briefings[n].body.links {
            if let LinkTarget::Page(Target::Briefing(other)) = link.to
                && other < idx
            {
                let of_headings = &site.briefings[n].links.of_headings;
                let section = link.section.and_then(|heading| of_headings.get(heading).copied().flatten());
                let first = earlier.entry(other).or_insert(section);
                *first = first.filter(|first| section == Some(*first));
            }
        }
        for storyline in sections::in_order(storylines) {
            site.storylines[storyline.at()].links.mentioned_in.push(idx);
        }
        for (other, section) in earlier {
            site.briefings[other.at()].links.linked_from.push(Portion { briefing: idx, section });
        }
        for (portion, about) in sections::subjects(&site.briefings[n].links, idx) {
            for dossier in about {
                site.dossiers[dossier.at()].links.about.push(portion);
                named.push(dossier);
            }
        }
        for dossier in sections::named_beside(&site.briefings[n]) {
            site.dossiers[dossier.at()].links.mentioned_in.push(idx);
        }
        site.briefings[n].links.named = sections::in_order(named);
        sections::divide(&mut site.briefings[n]);
    }
}

/// Quotes by speaker, corrections, and what each outlet carried.
fn facts(site: &mut Site) {
    site.carried = vec![Vec::new(); site.config.file.outlets.0.len()];
    site.statements = vec![0; site.config.file.outlets.0.len()];
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
        count_statements(&site.briefings[n], &mut site.statements);
        let speakers = site.briefings[n].links.quotes.iter().flat_map(|quote| &quote.by);
        let mut held: BTreeSet<DossierIdx> = speakers.filter_map(threads::as_dossier).collect();
        held.extend(&site.briefings[n].links.named);
        for dossier in held {
            site.dossiers[dossier.at()].links.briefings += 1;
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
    for (date, item) in &site.corrections_by_date {
        let links = &site.briefings[item.0.at()].links;
        for storyline in links.storylines_of(links.section_of_correction(item.1 as usize)) {
            site.storylines[storyline.at()].links.corrections.push((*date, *item));
        }
    }
}

/// Adds how much of a briefing rests on each outlet. An item counts once, however many of its sources are
/// from one outlet.
fn count_statements(linked: &Linked<Briefing, BriefingLinks>, statements: &mut [usize]) {
    let links = &linked.links;
    let outlets_of = |cited: &[Cited]| -> BTreeSet<usize> {
        let outlets = cited.iter().flat_map(|cited| match cited {
            Cited::Own(n) => {
                let SourceLinks { outlet, via, .. } = &links.sources[*n];
                let via =
                    via.and_then(|via| if let Cited::Outlet(outlet) = via { Some(outlet) } else { None });
                [*outlet, via]
            }
            Cited::Outlet(outlet) => [Some(*outlet), None],
        });
        outlets.flatten().collect()
    };
    let quotes = links.quotes.iter().map(|item| &item.sources);
    let items = quotes
        .chain(links.figures.iter().map(|item| &item.sources))
        .chain(links.events.iter().map(|item| &item.sources))
        .chain(links.known.iter().map(|item| &item.sources))
        .chain(links.questions.iter().map(|item| &item.sources))
        .chain(links.watch.iter().map(|item| &item.sources));
    for outlet in items.flat_map(|sources| outlets_of(sources)) {
        statements[outlet] += 1;
    }
    for cite in &linked.body.cites {
        for outlet in outlets_of(&[Cited::Own(cite.source)]) {
            statements[outlet] += cite.count;
        }
    }
}

/// How telling a dossier is if it appears in so many of all units: one that appears in all is not telling.
fn weight(all: usize, holding: usize) -> f64 {
    ((all + holding) as f64 / (2 * holding) as f64).ln()
}

/// What belongs together: a briefing without sections, or the part of one that is in the same section or in none.
struct Unit<'s> {
    portion: Portion,
    named: &'s [DossierIdx],
}

/// The units of all briefings, in order of publication.
fn units(site: &Site) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(site.briefings.len());
    for (n, briefing) in site.briefings.iter().enumerate() {
        let (briefing, links) = (BriefingIdx::new(n), &briefing.links);
        let named = if links.sections.is_empty() { &links.named } else { &links.outside };
        units.push(Unit { portion: briefing.into(), named });
        units.extend((0..).zip(&links.sections).map(|(n, section)| Unit {
            portion: Portion { briefing, section: Some(SectionIdx(n)) },
            named: &section.named,
        }));
    }
    units
}

/// For each dossier the units that are about it or name it, by position.
fn postings(site: &Site, units: &[Unit<'_>]) -> Vec<Vec<u32>> {
    let mut postings = vec![Vec::new(); site.dossiers.len()];
    for (n, unit) in (0..).zip(units) {
        for dossier in unit.named {
            postings[dossier.at()].push(n);
        }
    }
    postings
}

/// Briefings and sections that share dossiers, rarer ones weighing more. Only those that are near in time
/// and share one of the rarest dossiers are compared.
fn related(site: &Site) -> Vec<Vec<Portion>> {
    let units = units(site);
    let postings = postings(site, &units);
    let scores = || vec![0.0; units.len()];
    let of = |scores: &mut Vec<f64>, own: &[Unit<'_>]| {
        let briefing = own[0].portion.briefing;
        let from = units.partition_point(|unit| unit.portion.briefing < briefing);
        let distance = |other: Portion| other.briefing.0.abs_diff(briefing.0);
        // By score, which is positive, so that its bits are in order; then nearer ones first.
        let mut ranked: Vec<(u64, Reverse<(u32, Portion)>)> = Vec::new();
        for (n, unit) in (from..).zip(own) {
            let mut telling = unit.named.to_vec();
            telling.sort_by_key(|dossier| (postings[dossier.at()].len(), *dossier));
            let mut touched: Vec<usize> = Vec::new();
            for dossier in telling.iter().take(TELLING) {
                let list = &postings[dossier.at()];
                let weight = weight(units.len(), list.len());
                if weight <= 0.0 {
                    continue;
                }
                let at = list.partition_point(|other| (*other as usize) < n);
                let near = &list[at.saturating_sub(WINDOW)..(at + 1 + WINDOW).min(list.len())];
                let near = near.iter().map(|other| *other as usize);
                for other in near.filter(|other| units[*other].portion.briefing != briefing) {
                    if scores[other] == 0.0 {
                        touched.push(other);
                    }
                    scores[other] += weight;
                }
            }
            ranked.extend(touched.into_iter().map(|n| {
                let (score, other) = (std::mem::take(&mut scores[n]), units[n].portion);
                (score.to_bits(), Reverse((distance(other), other)))
            }));
        }
        // Only two of hundreds are needed: sorting them all takes six times as long.
        let (mut ranked, mut best) = (BinaryHeap::from(ranked), Vec::<Portion>::new());
        while best.len() < MOST_RELATED
            && let Some((_, Reverse((_, other)))) = ranked.pop()
        {
            let is_there = best.iter().any(|portion| portion.briefing == other.briefing);
            if !is_there && !is_named_already(site, briefing.at(), other.briefing) {
                best.push(other);
            }
        }
        best
    };
    let of_briefings: Vec<&[Unit<'_>]> =
        units.chunk_by(|a, b| a.portion.briefing == b.portion.briefing).collect();
    of_briefings.into_par_iter().map_init(scores, of).collect()
}

/// Whether a briefing's page leads to another in any case: as a neighbour, or as one that links to it.
fn is_named_already(site: &Site, n: usize, other: BriefingIdx) -> bool {
    let links = &site.briefings[n].links;
    let entries =
        links.storylines.iter().chain(links.sections.iter().flat_map(|section| &section.storylines));
    let mut neighbours = entries.flat_map(|entry| [entry.previous, entry.next]).flatten();
    links.linked_from.iter().any(|portion| portion.briefing == other)
        || neighbours.any(|neighbour| neighbour.briefing == other)
}

/// The dossiers that appear in the same briefings, and there in the same section or in none: the more of them
/// the better; the ever-present count least.
fn companions(site: &Site) -> Vec<Vec<(DossierIdx, usize)>> {
    let units = units(site);
    let postings = postings(site, &units);
    let weights: Vec<f64> = postings.iter().map(|list| weight(units.len(), list.len().max(1))).collect();
    // How many briefings each shares with the one at hand, and the last of them.
    let counts = || vec![(0usize, None); site.dossiers.len()];
    let of = |counts: &mut Vec<(usize, Option<BriefingIdx>)>, n: usize| {
        let own = DossierIdx::new(n);
        let mut touched: Vec<DossierIdx> = Vec::new();
        for unit in postings[n].iter().map(|unit| &units[*unit as usize]) {
            if unit.named.len() > MOST_TOGETHER {
                continue;
            }
            for other in unit.named.iter().filter(|other| **other != own) {
                let (count, last) = &mut counts[other.at()];
                if *count == 0 {
                    touched.push(*other);
                }
                if last.replace(unit.portion.briefing) != Some(unit.portion.briefing) {
                    *count += 1;
                }
            }
        }
        let scored = |other: DossierIdx, count: usize| (count as f64 * weights[other.at()], other, count);
        let mut ranked: Vec<(f64, DossierIdx, usize)> = touched
            .into_iter()
            .map(|other| scored(other, std::mem::take(&mut counts[other.at()]).0))
            .collect();
        let order = |a: &(f64, DossierIdx, usize), b: &(f64, DossierIdx, usize)| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
        };
        // Of hundreds, only those that are needed are sorted.
        if ranked.len() > MOST_COMPANIONS {
            ranked.select_nth_unstable_by(MOST_COMPANIONS, order);
            ranked.truncate(MOST_COMPANIONS);
        }
        ranked.sort_by(order);
        ranked.into_iter().map(|(_, other, count)| (other, count)).collect()
    };
    (0..site.dossiers.len()).into_par_iter().map_init(counts, of).collect()
}
