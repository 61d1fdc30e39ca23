//! A briefing as a page.

use serde::Serialize;

use crate::model::graph::refs::Party;
use crate::model::graph::site::{Byline, Neighbours};
use crate::model::value::id::BriefingIdx;
use crate::render::figures::AccountsView;
use crate::render::pages::metadata;
use crate::render::pages::{
    AnswerView, ChangesView, CorrectionView, DateView, EntryView, EventView, KnownView, LinkView, NamedView,
    PageView, QuestionView, QuoteView, SafeHtml, Shared, SourceView, Views, WatchView,
};

/// How many later briefings that link to one are named on its page.
const MOST_LINKS: usize = 2;

/// How many briefings are named to read on: those that link to it, then related ones.
const MOST_FURTHER: usize = 2;

/// A briefing.
#[derive(Debug, Clone, Serialize)]
pub struct BriefingView {
    /// The headline.
    pub title: String,
    /// The lines under it.
    pub summary: Option<String>,
    /// When it was published.
    pub date: DateView,
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
    /// Its storylines, home first.
    pub storylines: Vec<Shared<LinkView>>,
    /// Its main subjects.
    pub about: Vec<Shared<LinkView>>,
    /// Its edition.
    pub edition: LinkView,
    /// How long reading takes, in words.
    pub reading_time: String,
    /// What is new since the last briefing of its storyline.
    pub changes: ChangesView,
    /// The last briefing of its home storyline before it, if there is one.
    pub previously: Vec<Shared<EntryView>>,
    /// What is known.
    pub known: Vec<KnownView>,
    /// What is not known.
    pub questions: Vec<QuestionView>,
    /// Answers to questions of earlier briefings.
    pub answers: Vec<AnswerView>,
    /// What to look out for.
    pub watch: Vec<WatchView>,
    /// What happened, in the order of the front matter.
    pub events: Vec<EventView>,
    /// The text.
    pub body: SafeHtml,
    /// Where things are known from. The nth is cited as n.
    pub sources: Vec<SourceView>,
    /// What they rest on, if on fewer roots than there are sources.
    pub independence: Option<String>,
    /// The words of others, in the order of the front matter.
    pub quotes: Vec<QuoteView>,
    /// The numbers, those of one series and period together, with what others say.
    pub figures: Vec<AccountsView>,
    /// What was wrong and is right now, newest first.
    pub corrections: Vec<CorrectionView>,
    /// When it was last corrected.
    pub updated: Option<DateView>,
    /// The dossiers that it names and that there is something to say of: those that its text does not
    /// link to, main subjects first; then those with a note, in order of their first link.
    pub names: Vec<NamedView>,
    /// Later briefings that link to it, newest first, two at most.
    pub linked_from: Vec<Shared<LinkView>>,
    /// Briefings that share dossiers with it, nearest first: two less those that link to it.
    pub related: Vec<Shared<EntryView>>,
    /// The briefings before and after it in each of its storylines, where there are any. The one
    /// before in its home storyline is the first of `previously`.
    pub neighbours: Vec<NeighboursView>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// The briefings before and after one in a storyline.
#[derive(Debug, Clone, Serialize)]
pub struct NeighboursView {
    /// The storyline.
    pub storyline: Shared<LinkView>,
    /// The one before.
    pub previous: Option<Shared<LinkView>>,
    /// The one after.
    pub next: Option<Shared<LinkView>>,
}

impl Views {
    /// A briefing.
    pub fn briefing_page(&self, idx: BriefingIdx) -> (PageView, BriefingView) {
        let linked = self.site.briefing(idx);
        let (briefing, links) = (&linked.item, &linked.links);
        let edition = &self.site.editions[links.edition.at()];
        let edition = LinkView::new(self.edition_title(edition), self.site.config.base.href(&edition.url()));
        let related = MOST_FURTHER - links.linked_from.len().min(MOST_LINKS);
        let view = BriefingView {
            title: self.typeset(&briefing.title),
            summary: self.text(briefing.front.summary.text()),
            date: self.published(briefing),
            covers: briefing.front.covers.get().map(|when| self.when(*when)),
            genre: self.genre(briefing),
            unreleased: self.unreleased(self.site.briefing(idx).unreleased),
            authors: self.authors(idx),
            place: links.place.map(|place| self.dossier(place)),
            dateline: links.dateline.map(|place| self.dossier(place)),
            storylines: links.storylines.iter().map(|entry| self.storyline(entry.storyline)).collect(),
            about: self.dossiers(&links.about),
            edition: edition.clone(),
            reading_time: self.words.count("reading-time", linked.body.length.minutes()),
            changes: self.changes(idx),
            previously: self.previously(idx, 1),
            known: self.known(idx),
            questions: self.questions_of(idx),
            answers: self.answers_of(idx),
            watch: self.watch_of(idx),
            events: self.events_of(idx),
            body: (&linked.body.html).into(),
            sources: self.sources(idx),
            independence: self.independence(&links.sources),
            quotes: (0..briefing.front.quotes.len()).map(|n| self.quote((idx, n as u32))).collect(),
            figures: self.figures(idx),
            corrections: self.corrections(idx),
            updated: self.updated(briefing),
            names: self.named(idx),
            linked_from: links
                .linked_from
                .iter()
                .rev()
                .take(MOST_LINKS)
                .map(|idx| self.briefing(*idx))
                .collect(),
            related: self.entries(links.related.iter().copied().take(related)),
            neighbours: links
                .storylines
                .iter()
                .enumerate()
                .filter_map(|(n, entry)| self.neighbours(entry, n == 0))
                .collect(),
            extra: briefing.front.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        };
        let breadcrumbs = vec![self.front_link(), edition];
        let mut page = self.page(view.title.clone(), view.summary.clone(), &briefing.url(), breadcrumbs);
        page.kind = "article";
        page.published = Some(view.date.iso.clone());
        page.modified = view.updated.as_ref().map(|date| date.iso.clone());
        page.linked_data =
            metadata::page(self, &briefing.url(), &page.breadcrumbs, vec![metadata::article(self, idx)]);
        self.set_language(&mut page, briefing.front.lang.text());
        (page, view)
    }

    /// What is not linked elsewhere: the one before in the home storyline stands in `previously`.
    fn neighbours(&self, entry: &Neighbours, home: bool) -> Option<NeighboursView> {
        let previous = entry.previous.filter(|_| !home);
        previous.or(entry.next)?;
        Some(NeighboursView {
            storyline: self.storyline(entry.storyline),
            previous: previous.map(|idx| self.briefing(idx)),
            next: entry.next.map(|idx| self.briefing(idx)),
        })
    }

    fn byline(&self, author: &Byline) -> LinkView {
        match author {
            Byline::Party(party) => self.party(party),
            Byline::Author(at) => {
                let (_, author) = &self.site.config.file.authors.0[*at];
                LinkView::new(self.typeset(author.name.text_or_empty()), self.own_link(author.url.text()))
            }
        }
    }

    /// Who wrote a briefing. A name without a page has an empty `href`.
    pub fn authors(&self, idx: BriefingIdx) -> Vec<LinkView> {
        self.site.briefing(idx).links.authors.iter().map(|author| self.byline(author)).collect()
    }

    /// Somebody with or without a dossier; a name alone has an empty `href`.
    pub(in crate::render) fn party(&self, party: &Party) -> LinkView {
        match party {
            Party::Name(name) => LinkView::new(self.typeset(name), String::new()),
            Party::Dossier(idx) => self.dossier_link(*idx),
        }
    }

    /// An address of `site.yaml`: a path of this site is put under its base path.
    pub(in crate::render) fn own_link(&self, address: Option<&str>) -> String {
        match address {
            Some(path) if path.starts_with('/') => format!("{}{}", self.site.config.base.path(), &path[1..]),
            Some(address) => address.to_owned(),
            None => String::new(),
        }
    }
}
