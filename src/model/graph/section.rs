//! Sections of briefings: what belongs to a heading and what is under it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::graph::body::{Body, Heading, Mention, Part};
use crate::model::graph::corrected::Corrected;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::{BriefingLinks, Linked, Neighbours, Site};
use crate::model::graph::thread::Awaited;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::section::Section;
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, StorylineIdx};

/// A briefing, or a section of one: what lists hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Portion {
    /// The briefing.
    pub briefing: BriefingIdx,
    /// The section, if it is not the whole briefing.
    pub section: Option<SectionIdx>,
}

impl From<BriefingIdx> for Portion {
    fn from(briefing: BriefingIdx) -> Self {
        Self { briefing, section: None }
    }
}

/// A section's place in the graph. It is declared in the front matter, and its heading exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionLinks {
    /// Its position in the front matter.
    pub declared: usize,
    /// Its heading, by position in [`Body::headings`].
    pub heading: usize,
    /// The section that it is under.
    pub around: Option<SectionIdx>,
    /// Storylines of its own, home first, each with what is before and after. Empty if it belongs to those of the
    /// section around it, or of the briefing.
    pub storylines: Vec<Neighbours>,
    /// All storylines that its items belong to: its own, and those of the briefing that these are parts of.
    pub within: Vec<StorylineIdx>,
    /// Its main subjects.
    pub about: Vec<DossierIdx>,
    /// The place it is about.
    pub place: Option<DossierIdx>,
    /// The dossiers it is about or names, its items included, in order of kind and id.
    pub named: Vec<DossierIdx>,
}

/// The section that each heading belongs to: its own, or that of the heading it is under; empty without sections.
/// A heading in a list or quotation does not begin a section.
pub fn of_headings(headings: &[Heading], sections: &[SectionLinks]) -> Vec<Option<SectionIdx>> {
    if sections.is_empty() {
        return Vec::new();
    }
    let own =
        |n: usize| sections.binary_search_by_key(&n, |section| section.heading).ok().map(SectionIdx::new);
    let mut above: Vec<(u8, Option<SectionIdx>)> = Vec::new();
    let of = |(n, heading): (usize, &Heading)| {
        if !heading.is_nested {
            while above.last().is_some_and(|(level, _)| *level >= heading.level) {
                above.pop();
            }
            let around = above.last().and_then(|(_, section)| *section);
            above.push((heading.level, own(n).or(around)));
        }
        above.last().and_then(|(_, section)| *section)
    };
    headings.iter().enumerate().map(of).collect()
}

/// Finds the section that each one is under.
pub fn nest(headings: &[Heading], sections: &mut [SectionLinks]) {
    let mut above: Vec<(u8, Option<SectionIdx>)> = Vec::new();
    for (n, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.is_nested) {
        while above.last().is_some_and(|(level, _)| *level >= heading.level) {
            above.pop();
        }
        let around = above.last().and_then(|(_, section)| *section);
        let own = sections.binary_search_by_key(&n, |section| section.heading).ok();
        if let Some(own) = own {
            sections[own].around = around;
        }
        above.push((heading.level, own.map(SectionIdx::new).or(around)));
    }
}

impl BriefingLinks {
    /// The section whose storylines a section belongs to: its own, or one around it. `None` if they are those of the
    /// briefing.
    pub fn home_of(&self, section: SectionIdx) -> Option<SectionIdx> {
        std::iter::successors(Some(section), |idx| self.section(*idx).around)
            .find(|idx| !self.section(*idx).storylines.is_empty())
    }

    /// The storyline that something of the briefing belongs to first.
    pub fn home_storyline(&self, section: Option<SectionIdx>) -> Option<StorylineIdx> {
        self.storylines_of(section).next()
    }

    /// A section and those under it, or all.
    pub fn sections_in(&self, section: Option<SectionIdx>) -> impl Iterator<Item = SectionIdx> {
        let first = section.map_or(0, SectionIdx::at);
        let all = (first..self.sections.len()).map(SectionIdx::new);
        all.take_while(move |idx| {
            let mut around = std::iter::successors(Some(*idx), |idx| self.section(*idx).around);
            section.is_none() || around.any(|idx| Some(idx) == section)
        })
    }

    /// A section.
    pub fn section(&self, idx: SectionIdx) -> &SectionLinks {
        &self.sections[idx.at()]
    }

    /// The section that something named in the briefing is in.
    pub fn section_of(&self, mention: &Mention) -> Option<SectionIdx> {
        match mention.part {
            Part::Section(Some(heading)) | Part::Item(Some(heading)) => {
                self.of_headings.get(heading as usize).copied().flatten()
            }
            Part::Title | Part::Summary | Part::Section(None) | Part::Item(None) => None,
        }
    }

    /// The storylines that an item of a section, or of none, belongs to.
    pub fn storylines_of(&self, section: Option<SectionIdx>) -> impl Iterator<Item = StorylineIdx> {
        let own = section.and_then(|idx| self.home_of(idx)).map(|idx| self.section(idx));
        let within = own.map_or(&[][..], |section| &section.within).iter().copied();
        let whole = self.storylines.iter().map(|entry| entry.storyline);
        within.chain(whole.take(if own.is_some() { 0 } else { usize::MAX }))
    }

    /// The section of what a correction is about; `None` for the text.
    pub fn section_of_correction(&self, n: usize) -> Option<SectionIdx> {
        match self.corrections[n].item? {
            Corrected::Figure(at) => self.figures[at].section,
            Corrected::Quote(at) => self.quotes[at].section,
            Corrected::Event(at) => self.events[at].section,
        }
    }

    /// All storylines that something of the briefing belongs to, its own first, each once.
    pub fn all_storylines(&self) -> Vec<StorylineIdx> {
        let entries =
            self.storylines.iter().chain(self.sections.iter().flat_map(|section| &section.storylines));
        let mut seen = BTreeSet::new();
        entries.map(|entry| entry.storyline).filter(|storyline| seen.insert(*storyline)).collect()
    }

    /// Whether an item of a section, or of none, is shown with a portion of this briefing: with its own
    /// section, or with everything that belongs to the same storylines.
    pub fn shows(
        &self,
        portion: Option<SectionIdx>,
        storyline: StorylineIdx,
        item: Option<SectionIdx>,
    ) -> bool {
        match portion {
            Some(section) => item.is_some_and(|item| item == section || self.home_of(item) == Some(section)),
            None => self.storylines_of(item).any(|of| of == storyline),
        }
    }
}

impl Linked<Briefing, BriefingLinks> {
    /// What the front matter says about a section.
    pub fn section_front(&self, idx: SectionIdx) -> &Section {
        &self.item.front.sections.0[self.links.section(idx).declared].1
    }

    /// The heading of a section.
    pub fn section_heading(&self, idx: SectionIdx) -> &Heading {
        &self.body.headings[self.links.section(idx).heading]
    }

    /// The section of what a correction is about.
    pub fn section_of_correction(&self, n: usize) -> Option<SectionIdx> {
        match self.links.corrections[n].item? {
            Corrected::Figure(n) => self.links.figures[n].section,
            Corrected::Quote(n) => self.links.quotes[n].section,
            Corrected::Event(n) => self.links.events[n].section,
        }
    }

    /// The sections that something belongs to, in the order of the text.
    pub fn tied_sections(&self) -> impl Iterator<Item = SectionIdx> {
        (0..self.links.sections.len()).map(SectionIdx::new).filter(|idx| {
            let ties = self.links.section(*idx);
            !ties.storylines.is_empty()
                || !ties.about.is_empty()
                || ties.place.is_some()
                || self.section_front(*idx).link.text().is_some()
        })
    }

    /// The HTML of a section, as ranges: without the sections in it that have storylines of their own.
    pub fn section_parts(&self, idx: SectionIdx) -> Vec<std::ops::Range<usize>> {
        let links = &self.links;
        let whole = self.body.section_range(links.section(idx).heading);
        let (mut parts, mut from) = (Vec::new(), whole.start);
        for other in links.sections[idx.at() + 1..].iter().filter(|other| !other.storylines.is_empty()) {
            let range = self.body.section_range(other.heading);
            if range.start >= whole.end {
                break;
            }
            if range.start >= from {
                parts.push(from..range.start);
                from = range.end;
            }
        }
        parts.push(from..whole.end.max(from));
        parts
    }

    /// The page elsewhere that a section is about.
    pub fn section_link(&self, idx: SectionIdx) -> Option<&str> {
        let heading = self.section_heading(idx).link.as_deref();
        self.section_front(idx).link.text().or(heading)
    }
}

impl Site {
    /// The dossiers that a portion is about or names, as far as it is shown with a storyline.
    pub fn named(&self, portion: Portion, storyline: StorylineIdx) -> Cow<'_, [DossierIdx]> {
        let links = &self.briefing(portion.briefing).links;
        match portion.section {
            None if links.sections.is_empty() => Cow::Borrowed(&links.named),
            section => {
                let shown =
                    links.sections_in(section).filter(|idx| links.shows(section, storyline, Some(*idx)));
                let outside = if section.is_none() { &links.outside[..] } else { &[] };
                let named = shown.flat_map(|idx| &links.section(idx).named).chain(outside).copied();
                let named: BTreeSet<DossierIdx> = named.collect();
                Cow::Owned(named.into_iter().collect())
            }
        }
    }

    /// Whether a briefing's answer is shown with a storyline: in a briefing with sections, if what it answers belongs
    /// to that storyline.
    pub fn answers_of(&self, (briefing, n): ItemRef, storyline: StorylineIdx) -> bool {
        let links = &self.briefing(briefing).links;
        let of_questions = |(briefing, at): &ItemRef| {
            let links = &self.briefing(*briefing).links;
            links.storylines_of(links.questions[*at as usize].section).any(|of| of == storyline)
        };
        let of_watch = |(briefing, at): &ItemRef| {
            let links = &self.briefing(*briefing).links;
            links.storylines_of(links.watch[*at as usize].section).any(|of| of == storyline)
        };
        links.sections.is_empty()
            || match links.answers.get(n as usize).copied().flatten() {
                Some(Awaited::Question(idx)) => self.questions[idx.at()].asked.iter().any(of_questions),
                Some(Awaited::Watch(idx)) => self.watch(idx).items.iter().any(of_watch),
                None => true,
            }
    }

    /// The storylines that a portion belongs to, home first.
    pub fn storylines_of(&self, portion: Portion) -> &[Neighbours] {
        let links = &self.briefing(portion.briefing).links;
        let own = portion.section.and_then(|idx| links.home_of(idx));
        own.map_or(&links.storylines, |idx| &links.section(idx).storylines)
    }
}

impl Body {
    /// What a section begins with, below its heading: the first paragraph, or, if a list comes first, its first
    /// item. `None` if there is neither before the next heading.
    pub fn opening(&self, heading: usize) -> Option<String> {
        let html = self.html.as_str();
        let next = (heading + 1 < self.headings.len()).then_some(heading + 1);
        let mut part = self.outline().section_range(heading, next, html);
        part.start = self.below_heading(heading, part.clone());
        let below = &html[part.clone()];
        if !["<ul", "<ol", "<dl"].iter().any(|list| below.trim_start().starts_with(list)) {
            part.start += below.find("<p>").or_else(|| below.find("<p "))?;
        }
        let text = self.outline().opening(html, Some(heading), part);
        (!text.is_empty()).then_some(text)
    }

    /// The words of the first paragraph. `None` without one.
    pub fn begin(&self) -> Option<String> {
        let html = self.html.as_str();
        let start = html.find("<p>")?;
        let text = self.outline().opening(html, None, start..html.len());
        (!text.is_empty()).then_some(text)
    }

    /// Where a part of the text that begins with a heading continues after it.
    pub fn below_heading(&self, heading: usize, part: std::ops::Range<usize>) -> usize {
        let end = format!("</h{}>\n", self.headings[heading].level);
        let found = self.html.as_str()[part.clone()].find(&end);
        found.map_or(part.end, |at| part.start + at + end.len())
    }

    /// The headings of a section: its own, and those under it.
    pub fn headings_within(&self, heading: usize) -> std::ops::Range<usize> {
        let level = self.headings[heading].level;
        let ends = |next: &Heading| !next.is_nested && next.level <= level;
        let next = self.headings[heading + 1..].iter().position(ends);
        heading..next.map_or(self.headings.len(), |n| heading + 1 + n)
    }

    /// The HTML of a section: from its heading to the next of its level or above, as a range.
    pub fn section_range(&self, heading: usize) -> std::ops::Range<usize> {
        let next = self.headings_within(heading).end;
        let next = (next < self.headings.len()).then_some(next);
        self.outline().section_range(heading, next, self.html.as_str())
    }
}
