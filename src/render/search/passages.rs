//! What is searched: every page and question as a document, and each document as passages.
//!
//! A passage is a title, a summary, a section of the text or an item of the front matter. Nothing is kept;
//! the same document always has the same passages.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::html::Outline;
use crate::model::graph::body::{Body, Heading, Mention, Part};
use crate::model::graph::refs::Party;
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::graph::source::Numbered;
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EditionFileIdx, PageIdx, QuestionIdx, SectionIdx, SeriesIdx, StorylineIdx,
    Target,
};

/// Something that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    /// A plain page.
    Page(PageIdx),
    /// What the file of an edition says.
    Edition(EditionFileIdx),
    /// A dossier.
    Dossier(DossierIdx),
    /// A storyline.
    Storyline(StorylineIdx),
    /// A series of figures.
    Series(SeriesIdx),
    /// A question.
    Question(QuestionIdx),
    /// A briefing.
    Briefing(BriefingIdx),
    /// A section of a briefing that belongs to storylines of its own.
    Section(BriefingIdx, SectionIdx),
}

/// A part of a document that a result can lead to.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// The id of its element; empty for the page itself.
    pub(super) anchor: String,
    /// Its heading, if it has one.
    pub(super) heading: String,
    /// Its text: as typed in front matter, or already typeset in a body.
    pub(super) text: String,
    /// The dossiers named in it.
    pub(super) names: Vec<DossierIdx>,
}

/// All documents: what has no date first, then questions and briefings, each from old to new.
pub(super) fn documents(site: &Site) -> Vec<Document> {
    let pages = (0..site.pages.len()).map(|n| Document::Page(PageIdx::new(n)));
    let editions = site.edition_files.iter().enumerate().filter(|(_, edition)| {
        let has_text = !edition.body.html.is_empty() || !edition.item.front.takeaways.is_empty();
        edition.links.edition.is_some() && has_text
    });
    let editions = editions.map(|(n, _)| Document::Edition(EditionFileIdx::new(n)));
    let dossiers = (0..site.dossiers.len()).map(|n| Document::Dossier(DossierIdx::new(n)));
    let storylines = (0..site.storylines.len()).map(|n| Document::Storyline(StorylineIdx::new(n)));
    let series = site.series.iter().enumerate().filter(|(_, series)| !series.periods.is_empty());
    let series = series.map(|(n, _)| Document::Series(SeriesIdx::new(n)));
    let mut questions: Vec<usize> = (0..site.questions.len()).collect();
    questions.sort_by_key(|n| site.questions[*n].newest());
    let questions = questions.into_iter().map(|n| Document::Question(QuestionIdx::new(n)));
    let briefings = (0..site.briefings.len()).flat_map(|n| {
        let (idx, links) = (BriefingIdx::new(n), &site.briefings[n].links);
        let sections = (0..links.sections.len()).map(SectionIdx::new);
        let apart = sections.filter(|section| !links.section(*section).storylines.is_empty());
        std::iter::once(Document::Briefing(idx))
            .chain(apart.map(move |section| Document::Section(idx, section)))
    });
    pages
        .chain(editions)
        .chain(dossiers)
        .chain(storylines)
        .chain(series)
        .chain(questions)
        .chain(briefings)
        .collect()
}

/// The briefing that gives a document its date.
pub(super) fn dated(site: &Site, document: Document) -> Option<BriefingIdx> {
    match document {
        Document::Question(idx) => Some(site.questions[idx.at()].newest().0),
        Document::Briefing(idx) | Document::Section(idx, _) => Some(idx),
        _ => None,
    }
}

/// The title of a document as it was typed.
pub(super) fn title(site: &Site, document: Document) -> &str {
    match document {
        Document::Page(idx) => &site.pages[idx.at()].item.title,
        Document::Edition(idx) => &site.edition_files[idx.at()].item.title,
        Document::Dossier(idx) => &site.dossier(idx).item.name,
        Document::Storyline(idx) => &site.storyline(idx).item.title,
        Document::Series(idx) => site.config.file.series.0[idx.at()].1.name.text_or_empty(),
        Document::Question(idx) => {
            let (briefing, n) = site.questions[idx.at()].newest();
            site.briefing(briefing).item.front.unknown[n as usize].value.text.text_or_empty()
        }
        Document::Briefing(idx) => &site.briefing(idx).item.title,
        Document::Section(idx, section) => &site.briefing(idx).section_heading(section).text,
    }
}

/// Every name of a dossier: the house spelling, other names and spellings, other languages.
pub(super) fn names(site: &Site, idx: DossierIdx) -> impl Iterator<Item = &str> {
    let dossier = &site.dossier(idx).item;
    let others = dossier.front.aliases.iter().chain(&dossier.front.variants).map(|name| name.value.as_str());
    let native = dossier.front.native.0.iter().map(|(_, name)| name.as_str());
    std::iter::once(dossier.name.as_str()).chain(others).chain(native)
}

/// The storylines and the dossiers that a document can be filtered by.
pub(super) fn facets(site: &Site, document: Document) -> (Vec<StorylineIdx>, Vec<DossierIdx>) {
    match document {
        Document::Page(idx) => (Vec::new(), named_in(&site.pages[idx.at()].body)),
        Document::Edition(idx) => (Vec::new(), named_in(&site.edition_files[idx.at()].body)),
        Document::Dossier(idx) => {
            let mut named = named_in(&site.dossier(idx).body);
            named.push(idx);
            (Vec::new(), named)
        }
        Document::Storyline(idx) => (vec![idx], site.storyline(idx).links.key.clone()),
        Document::Series(idx) => {
            let series = site.series(idx);
            (series.storylines.clone(), series.place.into_iter().collect())
        }
        Document::Question(idx) => {
            let (briefing, n) = site.questions[idx.at()].newest();
            let links = &site.briefing(briefing).links;
            (links.storylines_of(links.questions[n as usize].section).collect(), Vec::new())
        }
        Document::Briefing(idx) => {
            let links = &site.briefing(idx).links;
            let storylines = links.storylines_of(None).collect();
            match links.sections.is_empty() {
                true => (storylines, links.named.clone()),
                false => (storylines, named_within(links, None)),
            }
        }
        Document::Section(idx, section) => {
            let links = &site.briefing(idx).links;
            (links.storylines_of(Some(section)).collect(), named_within(links, Some(section)))
        }
    }
}

/// The dossiers that a briefing names in the sections that belong to the storylines of one section, or to its
/// own.
fn named_within(links: &BriefingLinks, home: Option<SectionIdx>) -> Vec<DossierIdx> {
    let sections = (0..links.sections.len()).map(SectionIdx::new).filter(|idx| links.home_of(*idx) == home);
    let outside = if home.is_none() { &links.outside[..] } else { &[] };
    let named = sections.flat_map(|idx| &links.section(idx).named).chain(outside).copied();
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

fn named_in(body: &Body) -> Vec<DossierIdx> {
    body.mentions.iter().filter_map(|mention| dossier_of(mention.to)).collect()
}

fn dossier_of(target: Target) -> Option<DossierIdx> {
    match target {
        Target::Dossier(idx) => Some(idx),
        _ => None,
    }
}

/// The passages of a document after its title: the summary, the sections of the text, the items.
pub(super) fn passages(site: &Site, document: Document) -> Vec<Passage> {
    read(site, document, true)
}

/// The same without the texts of bodies.
pub(super) fn anchors(site: &Site, document: Document) -> Vec<Passage> {
    read(site, document, false)
}

fn read(site: &Site, document: Document, has_texts: bool) -> Vec<Passage> {
    let outline = |body: &Body| has_texts.then(|| body.read_outline());
    match document {
        Document::Page(idx) => {
            let page = &site.pages[idx.at()];
            with_body(
                page.item.front.summary.text_or_empty(),
                &page.body,
                outline(&page.body).as_ref(),
                |_| true,
            )
        }
        Document::Edition(idx) => {
            let edition = &site.edition_files[idx.at()];
            let front = &edition.item.front;
            let points = front.takeaways.iter().map(|point| point.value.as_str());
            let lead: Vec<&str> = front.summary.text().into_iter().chain(points).collect();
            with_body(&lead.join("\n"), &edition.body, outline(&edition.body).as_ref(), |_| true)
        }
        Document::Dossier(idx) => {
            let dossier = site.dossier(idx);
            let role = dossier.item.front.role.iter().map(|role| role.value.text.as_str());
            let summary = dossier.item.front.summary.text_or_empty();
            let lead: Vec<&str> = role.chain([summary]).filter(|part| !part.is_empty()).collect();
            with_body(&lead.join(". "), &dossier.body, outline(&dossier.body).as_ref(), |_| true)
        }
        Document::Storyline(idx) => {
            let storyline = site.storyline(idx);
            with_body(
                storyline.item.front.summary.text_or_empty(),
                &storyline.body,
                outline(&storyline.body).as_ref(),
                |_| true,
            )
        }
        Document::Series(idx) => {
            let series = &site.config.file.series.0[idx.at()].1;
            vec![Passage { text: series.note.text_or_empty().to_owned(), ..Passage::default() }]
        }
        Document::Question(idx) => {
            let answer = site.questions[idx.at()].answer.map(|(briefing, n)| {
                let (_, answer) = &site.briefing(briefing).item.front.answers.0[n as usize];
                answer.value.clone()
            });
            vec![Passage { text: answer.unwrap_or_default(), ..Passage::default() }]
        }
        Document::Briefing(idx) => {
            let briefing = site.briefing(idx);
            let links = &briefing.links;
            let is_here =
                |section: Option<SectionIdx>| section.is_none_or(|section| links.home_of(section).is_none());
            let subjects = links.about.iter().chain(&links.place).chain(&links.dateline);
            let first = briefing.item.front.summary.text_or_empty();
            of_briefing(briefing, None, has_texts, first, subjects, is_here)
        }
        Document::Section(idx, section) => {
            let briefing = site.briefing(idx);
            let links = briefing.links.section(section);
            // What leads to it says which briefing it is from.
            of_briefing(
                briefing,
                Some(section),
                has_texts,
                &briefing.item.title,
                links.about.iter().chain(&links.place),
                |of| of.and_then(|of| briefing.links.home_of(of)) == Some(section),
            )
        }
    }
}

/// The passages of a briefing as far as they belong to one document, below a first one: all of it, or a
/// section.
fn of_briefing<'l>(
    briefing: &Linked<Briefing, BriefingLinks>,
    section: Option<SectionIdx>,
    has_texts: bool,
    first: &str,
    subjects: impl Iterator<Item = &'l DossierIdx>,
    is_here: impl Fn(Option<SectionIdx>) -> bool,
) -> Vec<Passage> {
    let links = &briefing.links;
    let body = &briefing.body;
    let is_named = |mention: &Mention| is_here(links.section_of(mention));
    // A body with sections is read for each of them.
    let outline = has_texts.then(|| match links.sections.is_empty() {
        true => Cow::Owned(body.read_outline()),
        false => Cow::Borrowed(body.outline()),
    });
    let outline = outline.as_deref();
    let (start, mut passages) = match section {
        None => (0, with_body(first, body, outline, is_named)),
        Some(section) => {
            let range = body.headings_within(links.section(section).heading);
            (range.start, with_part(first, body, outline, range, is_named))
        }
    };
    passages[0].names.extend(subjects);
    if !links.sections.is_empty() {
        // Notes are below the last section and belong to none.
        if let Some(outline) = outline.filter(|_| start + passages.len() == body.headings.len() + 2) {
            let notes = outline.notes(body.html.as_str());
            let last = &mut passages.last_mut().expect("the first is there").text;
            last.truncate(last.len() - notes.len());
            passages[1].text.push_str(&notes);
        }
        // After the first one and what is above all headings, one for each heading.
        let of = |n: usize| n.checked_sub(2).and_then(|n| links.of_headings[start + n]);
        let mut kept = (0..passages.len()).map(|n| n == 0 || is_here(of(n))).collect::<Vec<_>>().into_iter();
        passages.retain(|_| kept.next().unwrap_or(true));
    }
    items(briefing, is_here, &mut passages);
    passages
}

/// What the front matter of a briefing says in sentences, as far as it belongs to one document.
fn items(
    linked: &Linked<Briefing, BriefingLinks>,
    is_here: impl Fn(Option<SectionIdx>) -> bool,
    passages: &mut Vec<Passage>,
) {
    let (front, links, anchors) = (&linked.item.front, &linked.links, &linked.item.anchors);
    let mut add = |anchor: &str, text: &str, names: Vec<DossierIdx>| {
        if !text.is_empty() {
            let (anchor, text) = (anchor.to_owned(), text.to_owned());
            passages.push(Passage { anchor, text, names, ..Passage::default() });
        }
    };
    for (n, ties) in links.quotes.iter().enumerate().filter(|(_, ties)| is_here(ties.section)) {
        if !linked.is_taken_back(ties.correction) {
            add(&anchors.quotes[n], &linked.words_of_quote(n), of_parties(&ties.by));
        }
    }
    for (n, ties) in links.events.iter().enumerate().filter(|(_, ties)| is_here(ties.section)) {
        if !linked.is_taken_back(ties.correction) {
            let names = of_parties(&ties.who).into_iter().chain(ties.place).collect();
            add(&anchors.events[n], &linked.text_of_event(n), names);
        }
    }
    for (line, _) in front.known.iter().zip(&links.known).filter(|(_, ties)| is_here(ties.section)) {
        add("", line.value.text.text_or_empty(), Vec::new());
    }
    for line in front.changed.iter().filter(|_| is_here(None)) {
        add("", &line.value, Vec::new());
    }
    for (n, ties) in links.watch.iter().enumerate().filter(|(_, ties)| is_here(ties.section)) {
        add(&anchors.watch[n], front.watch[n].value.text.text_or_empty(), of_parties(&ties.who));
    }
    for Numbered { id, source, links, .. } in linked.sources().filter(|_| is_here(None)) {
        add(&format!("source-{id}"), source.title.text_or_empty(), of_parties(&links.by));
    }
}

fn of_parties(parties: &[Party]) -> Vec<DossierIdx> {
    let dossier = |party: &Party| match party {
        Party::Dossier(idx) => Some(*idx),
        Party::Name(_) => None,
    };
    parties.iter().filter_map(dossier).collect()
}

/// A summary and the sections of a body, with the names found in each that belong there.
fn with_body(
    summary: &str,
    body: &Body,
    outline: Option<&Outline>,
    is_here: impl Fn(&Mention) -> bool,
) -> Vec<Passage> {
    let mut passages = vec![Passage { text: summary.to_owned(), ..Passage::default() }, Passage::default()];
    passages.extend(body.headings.iter().map(of_heading));
    let texts = outline.map(|outline| outline.sections(body.html.as_str())).unwrap_or_default();
    for (passage, text) in passages[1..].iter_mut().zip(texts) {
        passage.text = text;
    }
    add_names(&mut passages, 0, body, is_here);
    passages
}

/// The same for a part of the body: what is under some headings. Only these have a text.
fn with_part(
    summary: &str,
    body: &Body,
    outline: Option<&Outline>,
    headings: std::ops::Range<usize>,
    is_here: impl Fn(&Mention) -> bool,
) -> Vec<Passage> {
    let mut passages = vec![Passage { text: summary.to_owned(), ..Passage::default() }, Passage::default()];
    passages.extend(body.headings[headings.clone()].iter().map(of_heading));
    let texts =
        outline.map(|outline| outline.sections_of(body.html.as_str(), headings.clone())).unwrap_or_default();
    for (passage, text) in passages[2..].iter_mut().zip(texts) {
        passage.text = text;
    }
    add_names(&mut passages, headings.start, body, is_here);
    passages
}

fn of_heading(heading: &Heading) -> Passage {
    let (anchor, heading) = (heading.id.clone(), heading.text.clone());
    Passage { anchor, heading, ..Passage::default() }
}

/// Adds the names in a body to its passages; `first` is the position of the first heading that has one.
fn add_names(passages: &mut [Passage], first: usize, body: &Body, is_here: impl Fn(&Mention) -> bool) {
    for Mention { to, part, .. } in body.mentions.iter().filter(|mention| is_here(mention)) {
        let Some(dossier) = dossier_of(*to) else { continue };
        let at = match part {
            Part::Section(section) => section.map_or(Some(1), |n| (n as usize + 2).checked_sub(first)),
            Part::Title | Part::Summary | Part::Item(_) => Some(0),
        };
        if let Some(passage) = at.and_then(|at| passages.get_mut(at)) {
            passage.names.push(dossier);
        }
    }
}

/// The kind of a document: briefings, storylines, series, questions and pages, then the kinds of dossiers.
pub(super) fn kind(site: &Site, document: Document) -> usize {
    match document {
        Document::Briefing(_) | Document::Section(..) => 0,
        Document::Storyline(_) => 1,
        Document::Series(_) => 2,
        Document::Question(_) => 3,
        Document::Page(_) | Document::Edition(_) => 4,
        Document::Dossier(idx) => 5 + site.dossier(idx).item.kind.at(),
    }
}
