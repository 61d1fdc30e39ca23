//! A briefing as a page.

use serde::Serialize;

use super::{DateView, EntryView, LinkView, NamesView, PageView, SafeHtml, Shared, Views};
use crate::model::field::Entries;
use crate::model::id::{BriefingIdx, IdRef};
use crate::model::item::Source;
use crate::model::site::{Byline, Neighbours, Party};
use crate::model::url::UrlPath;

/// How many words are read in a minute.
const WORDS_A_MINUTE: usize = 220;

/// How many later briefings that link to one are named on its page.
const MOST_LINKS: usize = 10;

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
    /// Whether it is a draft, shown only with `--drafts`.
    pub draft: bool,
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
    /// What is new since the last briefing.
    pub changed: Vec<String>,
    /// The text.
    pub body: SafeHtml,
    /// Where things are known from. The nth is cited as n.
    pub sources: Vec<SourceView>,
    /// The dossiers that it names, by kind.
    pub names: Vec<NamesView>,
    /// Later briefings that link to it, newest first, ten at most.
    pub linked_from: Vec<Shared<LinkView>>,
    /// How many more there are, in words.
    pub linked_from_more: Option<String>,
    /// Briefings that share dossiers with it, nearest first.
    pub related: Vec<Shared<EntryView>>,
    /// The briefings before and after it in each of its storylines.
    pub neighbours: Vec<NeighboursView>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// A source of a briefing.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The id of its element: `source-…`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whose words they are. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published, in words.
    pub date: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// What it was taken from.
    pub via: Option<String>,
    /// A remark.
    pub note: Option<String>,
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
        let edition =
            LinkView { title: self.edition_title(edition), href: self.site.config.base.href(&edition.url()) };
        let own = &briefing.front.sources;
        let sources = own
            .0
            .iter()
            .zip(&links.sources)
            .map(|((id, source), by)| self.source(&id.value, source, by, own));
        let view = BriefingView {
            title: self.typeset(&briefing.title),
            summary: self.text(briefing.front.summary.text()),
            date: self.published(briefing),
            covers: briefing.front.covers.get().map(|when| self.when(*when)),
            genre: self.genre(briefing),
            draft: briefing.front.draft.is_true(),
            authors: links.authors.iter().map(|author| self.byline(author)).collect(),
            place: links.place.map(|place| self.dossier(place)),
            dateline: links.dateline.map(|place| self.dossier(place)),
            storylines: links.storylines.iter().map(|entry| self.storyline(entry.storyline)).collect(),
            about: self.dossiers(&links.about),
            edition: edition.clone(),
            reading_time: self.words.count("reading-time", linked.body.words.div_ceil(WORDS_A_MINUTE).max(1)),
            changed: briefing.front.changed.iter().map(|line| self.typeset(&line.value)).collect(),
            body: (&linked.body.html).into(),
            sources: sources.collect(),
            names: self.named(idx),
            linked_from: links
                .linked_from
                .iter()
                .rev()
                .take(MOST_LINKS)
                .map(|idx| self.briefing(*idx))
                .collect(),
            linked_from_more: links
                .linked_from
                .len()
                .checked_sub(MOST_LINKS + 1)
                .map(|more| self.words.count("more-count", more + 1)),
            related: self.entries(links.related.iter().copied()),
            neighbours: links.storylines.iter().map(|entry| self.neighbours(entry)).collect(),
            extra: briefing.front.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        };
        let (year, month) = (briefing.day.year(), briefing.day.month());
        let breadcrumbs = vec![
            self.front_link(),
            self.link(&year.to_string(), &UrlPath::year(year)),
            self.link(&self.wording.month_alone(month), &UrlPath::month(year, month)),
            edition,
        ];
        let mut page = self.page(view.title.clone(), view.summary.clone(), &briefing.url(), breadcrumbs);
        page.language = self.foreign(briefing.front.lang.text());
        (page, view)
    }

    fn neighbours(&self, entry: &Neighbours) -> NeighboursView {
        NeighboursView {
            storyline: self.storyline(entry.storyline),
            previous: entry.previous.map(|idx| self.briefing(idx)),
            next: entry.next.map(|idx| self.briefing(idx)),
        }
    }

    fn byline(&self, author: &Byline) -> LinkView {
        match author {
            Byline::Party(party) => self.party(party),
            Byline::Author(at) => {
                let (_, author) = &self.site.config.file.authors.0[*at];
                LinkView {
                    title: self.typeset(author.name.text_or_empty()),
                    href: self.own_link(author.url.text()),
                }
            }
        }
    }

    /// Somebody with or without a dossier; a name alone has an empty `href`.
    pub(super) fn party(&self, party: &Party) -> LinkView {
        match party {
            Party::Name(name) => LinkView { title: self.typeset(name), href: String::new() },
            Party::Dossier(idx) => self.dossier_link(*idx),
        }
    }

    /// An address of `site.yaml`: a path of this site is put under its base path.
    fn own_link(&self, address: Option<&str>) -> String {
        match address {
            Some(path) if path.starts_with('/') => format!("{}{}", self.site.config.base.path(), &path[1..]),
            Some(address) => address.to_owned(),
            None => String::new(),
        }
    }

    fn source(&self, id: &str, source: &Source, by: &[Party], own: &Entries<Source>) -> SourceView {
        SourceView {
            id: format!("source-{id}"),
            title: self.typeset(source.title.text_or_empty()),
            by: by.iter().map(|party| self.party(party)).collect(),
            outlet: source.outlet.get().and_then(|outlet| self.outlet(outlet)),
            date: source.date.get().map(|when| self.when(*when)),
            url: source.url.text().filter(|url| is_web_address(url)).map(str::to_owned),
            via: source.via.get().and_then(|via| {
                own.get(via.as_str())
                    .map(|source| self.typeset(source.title.text_or_empty()))
                    .or_else(|| self.outlet(via))
            }),
            note: self.text(source.note.text()),
        }
    }

    fn outlet(&self, id: &IdRef) -> Option<String> {
        let outlet = self.site.config.file.outlets.get(id.as_str())?;
        Some(self.typeset(outlet.name.text_or_empty()))
    }
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
