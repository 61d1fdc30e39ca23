//! What follows from sections: which storylines their items belong to, and what is named in each.

use std::collections::BTreeSet;

use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Linked, Neighbours, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, StorylineIdx, Target};

/// Finds the storylines that the items of each section belong to.
pub(super) fn within(site: &mut Site) {
    let parents: Vec<Option<StorylineIdx>> = site.storylines.iter().map(|s| s.links.parent).collect();
    for briefing in &mut site.briefings {
        let links = &mut briefing.links;
        for section in &mut links.sections {
            let own: Vec<StorylineIdx> = section.storylines.iter().map(|entry| entry.storyline).collect();
            let mut above: BTreeSet<StorylineIdx> = BTreeSet::new();
            for storyline in &own {
                let mut at = parents[storyline.at()];
                while let Some(parent) = at.filter(|parent| above.insert(*parent)) {
                    at = parents[parent.at()];
                }
            }
            let whole = links.storylines.iter().map(|entry| entry.storyline);
            let whole = whole.filter(|storyline| above.contains(storyline) && !own.contains(storyline));
            section.within = own.iter().copied().chain(whole).collect();
        }
    }
}

/// The portions of a briefing that are listed in storylines: the whole in its own, sections in those that do
/// not have the whole. Each with the place of the storyline in it.
pub(super) fn places(links: &BriefingLinks, briefing: BriefingIdx) -> Vec<(Portion, usize)> {
    let whole: BTreeSet<StorylineIdx> = links.storylines.iter().map(|entry| entry.storyline).collect();
    let mut places: Vec<(Portion, usize)> =
        (0..links.storylines.len()).map(|at| (briefing.into(), at)).collect();
    for (n, section) in (0..).zip(&links.sections) {
        let portion = Portion { briefing, section: Some(SectionIdx(n)) };
        let own = section.storylines.iter().enumerate();
        places
            .extend(own.filter(|(_, entry)| !whole.contains(&entry.storyline)).map(|(at, _)| (portion, at)));
    }
    places
}

/// The storylines of a portion. A section that is listed in one has storylines of its own.
pub(super) fn storylines_of(site: &mut Site, portion: Portion) -> &mut Vec<Neighbours> {
    let links = &mut site.briefings[portion.briefing.at()].links;
    match portion.section {
        Some(section) => &mut links.sections[section.at()].storylines,
        None => &mut links.storylines,
    }
}

/// What a briefing is about, and what else its sections are about, each dossier once.
pub(super) fn subjects(links: &BriefingLinks, briefing: BriefingIdx) -> Vec<(Portion, Vec<DossierIdx>)> {
    let mut seen: BTreeSet<DossierIdx> = BTreeSet::new();
    let mut new =
        |list: &[DossierIdx]| list.iter().copied().filter(|dossier| seen.insert(*dossier)).collect();
    let mut subjects = vec![(briefing.into(), new(&links.about))];
    for (n, section) in (0..).zip(&links.sections) {
        let portion = Portion { briefing, section: Some(SectionIdx(n)) };
        subjects.push((portion, new(&section.about)));
    }
    subjects
}

/// The dossiers that a briefing names outside what is about them, in order of kind and id.
pub(super) fn named_beside(briefing: &Linked<Briefing, BriefingLinks>) -> Vec<DossierIdx> {
    let links = &briefing.links;
    let about = in_order(links.about.clone());
    let beside = briefing.body.mentions.iter().filter_map(|mention| {
        let Target::Dossier(dossier) = mention.to else { return None };
        let section = links.section_of(mention).map(|idx| links.section(idx));
        let is_about =
            about.binary_search(&dossier).is_ok() || section.is_some_and(|of| of.about.contains(&dossier));
        (!is_about).then_some(dossier)
    });
    in_order(beside.collect())
}

/// A list in order, each item once.
pub(super) fn in_order<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

/// Finds what is named in each section, and what in none.
pub(super) fn divide(briefing: &mut Linked<Briefing, BriefingLinks>) {
    if briefing.links.sections.is_empty() {
        return;
    }
    let links = &briefing.links;
    let mut outside: BTreeSet<DossierIdx> = links.about.iter().copied().collect();
    let mut named: Vec<BTreeSet<DossierIdx>> =
        links.sections.iter().map(|section| section.about.iter().copied().collect()).collect();
    for mention in &briefing.body.mentions {
        if let Target::Dossier(dossier) = mention.to {
            links.section_of(mention).map_or(&mut outside, |idx| &mut named[idx.at()]).insert(dossier);
        }
    }
    briefing.links.outside = outside.into_iter().collect();
    for (section, named) in briefing.links.sections.iter_mut().zip(named) {
        section.named = named.into_iter().collect();
    }
}
