//! Links to other sites that were in an earlier edition.
//!
//! A reader who follows each edition has seen them. What is not news in itself is passed over: sources,
//! notes, sections whose links return, and the front page of a site.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::link::release::HeldBack;
use crate::model::address::links::PageMark;
use crate::model::graph::body::{Body, Outward};
use crate::model::graph::site::{BriefingLinks, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::BriefingIdx;

/// What a briefing is, whether it is out or not.
#[derive(Clone, Copy)]
struct Read<'a> {
    item: &'a Briefing,
    links: &'a BriefingLinks,
    body: &'a Body,
}

/// Where a link was first used: the edition, the briefing and the link in it, by position.
struct First {
    edition: u32,
    briefing: BriefingIdx,
    link: u32,
}

pub(super) fn check(
    site: &Site,
    (held, held_links, held_bodies): (&HeldBack, &[BriefingLinks], &[Arc<Body>]),
    diags: &mut Diagnostics,
) {
    if diags.are_unwanted(Code::RepeatedLink) {
        return;
    }
    let mut known: FxHashMap<PageMark, First> = FxHashMap::default();
    let mut places: FxHashMap<PageMark, Place> = FxHashMap::default();
    for (n, edition) in (0..).zip(&site.editions) {
        for idx in &edition.briefings {
            let briefing = Read::released(site, *idx);
            for (link, outward) in briefing.news() {
                match known.get(&outward.page) {
                    Some(first) if first.edition < n => {
                        report(site, (first, &mut places), briefing, outward, diags)
                    }
                    Some(_) => {}
                    None => {
                        known.insert(outward.page, First { edition: n, briefing: *idx, link });
                    }
                }
            }
        }
    }
    // What is not out is compared with what will have come before it.
    for ((item, links), body) in held.briefings.iter().zip(held_links).zip(held_bodies) {
        let briefing = Read { item, links, body };
        for (_, outward) in briefing.news() {
            let is_before = |first: &&First| site.editions[first.edition as usize].days.1 < item.day;
            if let Some(first) = known.get(&outward.page).filter(is_before) {
                report(site, (first, &mut places), briefing, outward, diags);
            }
        }
    }
}

impl<'a> Read<'a> {
    fn released(site: &'a Site, idx: BriefingIdx) -> Self {
        let linked = site.briefing(idx);
        Self { item: &linked.item, links: &linked.links, body: &linked.body }
    }

    /// The links that should be news, each page once, with their positions.
    fn news(self) -> impl Iterator<Item = (u32, &'a Outward)> {
        let front = self.item.front.sources.0.iter().filter_map(|(_, source)| source.url.get());
        let noted = self.body.noted.iter().filter_map(|noted| noted.source.url.get());
        let mut seen: FxHashSet<PageMark> = match self.body.outward.is_empty() {
            true => FxHashSet::default(),
            false => front.chain(noted).filter_map(|url| url.page_mark()).collect(),
        };
        (0..)
            .zip(&self.body.outward)
            .filter(move |(_, outward)| !self.recurs(outward) && seen.insert(outward.page))
    }

    /// Whether a link is in a section whose links return.
    fn recurs(self, outward: &Outward) -> bool {
        let section = outward.heading.and_then(|n| self.links.of_headings.get(n as usize).copied().flatten());
        let front = |n: usize| &self.item.front.sections.0[n].1;
        section.is_some_and(|idx| front(self.links.section(idx).declared).recurring.get() == Some(&true))
    }

    /// What to do about a link that is not news.
    fn help(self, outward: &Outward) -> String {
        let headings = &self.body.headings;
        let above = outward.heading.map_or(&[][..], |n| &headings[..=n as usize]);
        let sections = &self.item.front.sections.0;
        let Some(heading) = above.iter().rfind(|heading| !heading.is_nested) else {
            return "remove it; links that return in every edition go under a heading, with `recurring: true` for it in \
                    `sections`"
                .to_owned();
        };
        let section = outward.heading.and_then(|n| self.links.of_headings.get(n as usize).copied().flatten());
        let declared = section.map(|idx| &sections[self.links.section(idx).declared].0.value);
        match (declared, sections.is_empty()) {
            (Some(id), _) => format!(
                "remove it, or add `recurring: true` to `{id}` in `sections` if the links there return in every edition"
            ),
            (None, false) => format!(
                "remove it, or add `{}: {{recurring: true}}` to `sections` if the links there return in every edition",
                heading.id
            ),
            (None, true) => format!(
                "remove it, or add `sections: {{{}: {{recurring: true}}}}` if the links there return in every edition",
                heading.id
            ),
        }
    }
}

fn report(
    site: &Site,
    (first, places): (&First, &mut FxHashMap<PageMark, Place>),
    briefing: Read<'_>,
    outward: &Outward,
    diags: &mut Diagnostics,
) {
    let before = Read::released(site, first.briefing);
    let message = format!("this link was in an earlier edition, on {}", before.item.day);
    let place = briefing.item.article.place(outward.span);
    let there = places
        .entry(outward.page)
        .or_insert_with(|| before.item.article.place(before.body.outward[first.link as usize].span).shared());
    diags.report(
        Diagnostic::at(Code::RepeatedLink, place, message)
            .other(there.clone(), "first used here")
            .help(briefing.help(outward)),
    );
}
