//! A briefing as a page.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::body::Heading;
use crate::model::graph::cards::CardOf;
use crate::model::graph::site::{BriefingLinks, Byline, Linked, Neighbours, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, SectionIdx};
use crate::render::figures;
use crate::render::figures::AccountsView;
use crate::render::maps::{self, Atlas, MapView};
use crate::render::pages::shared;
use crate::render::pages::{
    AnswerView, ChangesView, CorrectionView, DateView, EntryView, EventView, KnownView, LinkView, Links,
    NamedView, PageView, QuestionView, QuoteView, RecordingView, SafeHtml, Shared, SourceView, WatchView,
    agenda, card, change, correction, entry, event, mention, page, picture, question, quote, recording,
    source,
};
use crate::render::twin;
use crate::render::wording::Wording;

/// How many second-level headings a text needs at least to have a list of them.
const FEWEST_CONTENTS: usize = 4;
/// How long such a text takes to read at least, in minutes.
const LEAST_MINUTES: usize = 4;

/// How many later briefings that link to one are named on its page.
const MOST_LINKS: usize = 2;

/// How many briefings are named as further reading: those that link to it, then related ones.
const MOST_FURTHER: usize = 2;

/// A briefing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BriefingView {
    /// The headline.
    pub title: String,
    /// The lines under it.
    pub summary: Option<String>,
    /// When it was published.
    pub date: Shared<DateView>,
    /// The period reported on, in words.
    pub covers: Option<String>,
    /// Analysis or explainer, in words; nothing for a report.
    pub genre: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// Who wrote it. A name without a page has an empty `href`.
    pub authors: Vec<LinkView>,
    /// The place it is about.
    pub place: Option<Shared<LinkView>>,
    /// The place it was reported from.
    pub dateline: Option<Shared<LinkView>>,
    /// The page elsewhere that it is about. The title is the host of its address.
    pub link: Option<LinkView>,
    /// Its storylines, home first.
    pub storylines: Vec<Shared<LinkView>>,
    /// Its main subjects.
    pub about: Vec<Shared<LinkView>>,
    /// Its edition; the archive of its month, if no issue takes it.
    pub edition: LinkView,
    /// How long it takes to read, in words.
    pub reading_time: String,
    /// What is new since the last briefing of its storyline.
    pub changes: ChangesView,
    /// The last briefing of its home storyline before it, if there is one.
    pub previously: Vec<Shared<EntryView>>,
    /// What is known.
    pub known: Vec<KnownView>,
    /// What is not known.
    pub questions: Vec<QuestionView>,
    /// Answers to questions from earlier briefings.
    pub answers: Vec<AnswerView>,
    /// What to look out for.
    pub watch: Vec<WatchView>,
    /// What happened, in the order of the front matter.
    pub events: Vec<EventView>,
    /// Its sections that something belongs to, in the order of the text.
    pub sections: Vec<SectionView>,
    /// The second-level headings of a long text; none unless it has at least four, takes at least four minutes
    /// to read and has no sections.
    pub contents: Vec<LinkView>,
    /// The text read aloud.
    pub audio: Option<RecordingView>,
    /// The text.
    pub body: SafeHtml,
    /// Where it takes place, if it is about a place that is a dot on maps and names another.
    pub map: Option<MapView>,
    /// Its sources, in the order in which the text cites them, then those it does not cite. The nth is cited
    /// as n.
    pub sources: Vec<SourceView>,
    /// What the sources rest on, if on fewer roots than there are sources.
    pub independence: Option<String>,
    /// The words of others, in the order of the front matter.
    pub quotes: Vec<QuoteView>,
    /// The numbers, those of one series and period together, with what others say.
    pub figures: Vec<AccountsView>,
    /// What was wrong and is now right, newest first.
    pub corrections: Vec<CorrectionView>,
    /// When it was last corrected.
    pub updated: Option<DateView>,
    /// The dossiers that it names and about which there is something to say: those that its text does not
    /// link to, main subjects first; then those with a note, in order of their first link.
    pub names: Vec<NamedView>,
    /// Later briefings that link to it, or the section that does, newest first, two at most.
    pub linked_from: Vec<Shared<LinkView>>,
    /// Briefings that share dossiers with it, nearest first: two, minus those that link to it.
    pub related: Vec<Shared<EntryView>>,
    /// The briefings and sections before and after it in each of its storylines, and in those of its sections, where
    /// there are any. The one before in its home storyline is the first of `previously`.
    pub neighbours: Vec<NeighboursView>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// A section of a briefing that something belongs to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SectionView {
    /// The heading.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// Storylines of its own, home first.
    pub storylines: Vec<Shared<LinkView>>,
    /// Its main subjects.
    pub about: Vec<Shared<LinkView>>,
    /// The place it is about.
    pub place: Option<Shared<LinkView>>,
    /// The page elsewhere that it is about. The title is the host of its address.
    pub link: Option<LinkView>,
}

/// The briefings before and after one in a storyline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NeighboursView {
    /// The storyline.
    pub storyline: Shared<LinkView>,
    /// The one before.
    pub previous: Option<Shared<LinkView>>,
    /// The one after.
    pub next: Option<Shared<LinkView>>,
}

/// The headings of a text that is long enough for a list of them.
fn contents(wording: &Wording, linked: &Linked<Briefing, BriefingLinks>) -> Vec<LinkView> {
    let headings = linked.body.headings.iter().filter(|heading| heading.level == 2 && !heading.is_nested);
    let link = |heading: &Heading| LinkView::new(wording.typeset(&heading.text), format!("#{}", heading.id));
    let list: Vec<LinkView> = headings.map(link).collect();
    let is_long = list.len() >= FEWEST_CONTENTS && linked.body.length.minutes() >= LEAST_MINUTES;
    if is_long && linked.tied_sections().next().is_none() { list } else { Vec::new() }
}

/// A briefing.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    atlas: Option<&Atlas>,
    idx: BriefingIdx,
) -> (PageView, BriefingView) {
    let linked = site.briefing(idx);
    let (briefing, ties) = (&linked.item, &linked.links);
    let edition = match ties.edition {
        Some(edition) => links.edition(edition).clone(),
        None => links.link(
            &wording.dates.month(briefing.day.year(), briefing.day.month()),
            &UrlPath::month(briefing.day.year(), briefing.day.month()),
        ),
    };
    let related = MOST_FURTHER - ties.linked_from.len().min(MOST_LINKS);
    let view = BriefingView {
        title: wording.typeset(&briefing.title),
        summary: wording.text(briefing.front.summary.text()),
        date: links.date(idx),
        covers: briefing.front.covers.get().map(|when| wording.dates.when(*when)),
        genre: wording.genre(briefing),
        unreleased: wording.unreleased(site.briefing(idx).unreleased),
        authors: authors(site, links, wording, idx),
        place: ties.place.map(|place| links.dossier(place)),
        dateline: ties.dateline.map(|place| links.dossier(place)),
        storylines: ties.storylines.iter().map(|entry| links.storyline(entry.storyline)).collect(),
        about: links.dossiers(&ties.about),
        edition: edition.clone(),
        reading_time: wording.words.count("reading-time", linked.body.length.minutes()),
        changes: change::view(site, links, wording, idx.into(), None),
        previously: change::previously(site, links, idx, 1),
        known: question::known(site, links, wording, idx),
        questions: question::of_briefing(site, links, wording, idx),
        answers: question::answers(site, links, wording, idx),
        watch: agenda::of_briefing(site, links, wording, idx),
        events: event::of_briefing(site, links, wording, idx),
        sections: linked.tied_sections().map(|of| section(site, links, idx, of)).collect(),
        contents: contents(wording, linked),
        audio: recording::view(site, wording, idx),
        body: linked.html().into(),
        map: maps::of_briefing(atlas, site, links, wording, idx),
        sources: source::views(site, links, wording, idx),
        independence: source::independence(wording, &ties.sources),
        quotes: (0..briefing.front.quotes.len())
            .map(|n| quote::view(site, links, wording, (idx, n as u32)))
            .collect(),
        figures: figures::of_briefing(site, links, wording, idx),
        corrections: correction::views(site, links, wording, idx),
        updated: correction::last(wording, briefing),
        names: mention::named(site, links, wording, idx),
        linked_from: ties
            .linked_from
            .iter()
            .rev()
            .take(MOST_LINKS)
            .map(|portion| links.portion(site, *portion))
            .collect(),
        related: links.entries(ties.related.iter().copied().take(related)),
        link: briefing.front.link.text().map(entry::elsewhere),
        neighbours: neighbours(site, links, ties),
        extra: shared::extra(&briefing.front.extra, &linked.body),
    };
    let breadcrumbs = vec![links.front(), edition];
    let mut page = page::view(
        site,
        wording,
        view.title.clone(),
        view.summary.clone().or_else(|| entry::excerpt(linked)),
        &briefing.url(),
        breadcrumbs,
    );
    page.kind = "article";
    page.twin = twin::link(site, &briefing.url());
    page.published = Some(links.published(idx).iso.clone());
    page.modified = view.updated.as_ref().map(|date| date.iso.clone());
    page::set_language(wording, &mut page, briefing.front.lang.text());
    picture::set(site, wording, &mut page, &linked.body, &briefing.front.picture);
    card::set(site, links, wording, &mut page, CardOf::Briefing(idx));
    (page, view)
}

fn section(site: &Site, links: &Links, briefing: BriefingIdx, idx: SectionIdx) -> SectionView {
    let linked = site.briefing(briefing);
    let ties = linked.links.section(idx);
    let heading = linked.section_heading(idx);
    let LinkView { title, .. } = links.item_link(&heading.text, &linked.item, &heading.id);
    SectionView {
        title,
        href: format!("#{}", heading.id),
        storylines: ties.storylines.iter().map(|entry| links.storyline(entry.storyline)).collect(),
        about: links.dossiers(&ties.about),
        place: ties.place.map(|place| links.dossier(place)),
        link: linked.section_link(idx).map(entry::elsewhere),
    }
}

/// What is not linked elsewhere: the previous one in the home storyline is in `previously`.
fn neighbours(site: &Site, links: &Links, ties: &BriefingLinks) -> Vec<NeighboursView> {
    let of_sections = (0..ties.sections.len())
        .flat_map(|n| ties.sections[n].storylines.iter().map(move |entry| (entry, Some(SectionIdx::new(n)))));
    let entries = ties.storylines.iter().map(|entry| (entry, None)).chain(of_sections);
    let view = |(n, (entry, section)): (usize, (&Neighbours, Option<SectionIdx>))| {
        let is_home = n == 0 && section.is_none();
        let previous = entry.previous.filter(|_| !is_home);
        previous.or(entry.next)?;
        Some(NeighboursView {
            storyline: links.storyline(entry.storyline),
            previous: previous.map(|portion| links.portion(site, portion)),
            next: entry.next.map(|portion| links.portion(site, portion)),
        })
    };
    entries.enumerate().filter_map(view).collect()
}

fn byline(site: &Site, links: &Links, wording: &Wording, author: &Byline) -> LinkView {
    match author {
        Byline::Party(party) => links.party(party),
        Byline::Author(at) => {
            let (_, author) = &site.config.file.authors.0[*at];
            LinkView::new(wording.typeset(author.name.text_or_empty()), links.own(author.url.text()))
        }
    }
}

/// Who wrote a briefing. A name without a page has an empty `href`.
pub(in crate::render) fn authors(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<LinkView> {
    site.briefing(idx).links.authors.iter().map(|author| byline(site, links, wording, author)).collect()
}
