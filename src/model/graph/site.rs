//! The linked site: released content, bodies that have been read, and the graph between them.
//!
//! Built once by `link` and only read afterwards. The lists of one kind run in parallel: the
//! briefing at an index, its body and its links have the same index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostic::Place;
use crate::html::Html;
use crate::model::address::lasting::Bearer;
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::Body;
use crate::model::graph::cards::Cards;
use crate::model::graph::corrected::CorrectionLinks;
use crate::model::graph::edition::{Edition, EditionFileLinks};
use crate::model::graph::pictures::Pictures;
use crate::model::graph::plan::What;
use crate::model::graph::refs::{Cited, ItemRef, Party, Root};
use crate::model::graph::section::{Portion, SectionLinks};
use crate::model::graph::series::{AccountRef, Amount, SeriesLinks, Stretch};
use crate::model::graph::thread::{
    Awaited, EventLinks, EventThread, QuestionLinks, QuestionThread, WatchLinks, WatchThread,
};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::content::Media;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::edition::EditionFile;
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;
use crate::model::value::date::Date;
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EditionFileIdx, EditionIdx, EventIdx, KindIdx, PageIdx, QuestionIdx, SectionIdx,
    SeriesIdx, StorylineIdx, Target, WatchIdx,
};

/// A linked site. It contains nothing from a file that is not released.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// In order of publication.
    pub briefings: Vec<Linked<Briefing, BriefingLinks>>,
    /// In order of id.
    pub storylines: Vec<Linked<Storyline, StorylineLinks>>,
    /// In order of kind, then id.
    pub dossiers: Vec<Linked<Dossier, DossierLinks>>,
    /// In order of path.
    pub pages: Vec<Linked<Page, PageLinks>>,
    /// From the first to the newest.
    pub editions: Vec<Edition>,
    /// The files of editions, in order of id.
    pub edition_files: Vec<Linked<EditionFile, EditionFileLinks>>,
    /// Files beside pages.
    pub media: BTreeMap<ContentPath, Media>,
    /// Files that are published at the root of the site as they are; they are in `root/`.
    pub root: BTreeMap<ContentPath, Media>,
    /// The files beside pages that a page shows or links to.
    pub published_media: BTreeSet<ContentPath>,
    /// What was drawn of the photographs among these. Empty when the site was linked.
    pub pictures: Pictures,
    /// What has a card. Empty when the site was linked.
    pub cards: Cards,
    /// The navigation.
    pub nav: Vec<MenuItem>,
    /// The menu at the foot of every page.
    pub foot: Vec<MenuItem>,
    /// The briefings of the 48 hours before the run, newest first.
    pub news: Vec<BriefingIdx>,
    /// All quotes, in order of publication.
    pub quotes: Vec<ItemRef>,
    /// All corrections, in order of the briefings' publication.
    pub corrections: Vec<ItemRef>,
    /// The same in order of their own dates, with the day.
    pub corrections_by_date: Vec<(Date, ItemRef)>,
    /// The series of `site.yaml`, in its order.
    pub series: Vec<SeriesLinks>,
    /// All events, in order of date.
    pub events: Vec<EventThread>,
    /// All questions, in the order they were first asked.
    pub questions: Vec<QuestionThread>,
    /// Everything to look out for, in the order it was first named.
    pub watch: Vec<WatchThread>,
    /// The briefings that each outlet of `site.yaml` is a source of, in order of publication.
    pub carried: Vec<Vec<BriefingIdx>>,
    /// How many statements rest on each of them: figures, quotes, events, lines of what is known, questions, watch
    /// items, and places in texts that cite it.
    pub statements: Vec<usize>,
}

/// Something with a page: as read from its file, its body, and its place in the graph.
#[derive(Debug)]
pub struct Linked<T, L> {
    /// As read from its file.
    pub item: Arc<T>,
    /// Its body.
    pub body: Arc<Body>,
    /// The HTML of the body with the output of the theme components in it, if it calls any.
    pub shown: Option<Html>,
    /// What it leads to and what leads to it.
    pub links: L,
    /// What keeps it from readers, if anything does.
    pub unreleased: Option<Unreleased>,
}

impl<T, L> Linked<T, L> {
    /// The body as its page shows it.
    pub fn html(&self) -> &Html {
        self.shown.as_ref().unwrap_or(&self.body.html)
    }
}

/// What keeps a file from readers. It is on a site only if drafts, or what is in the future, are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreleased {
    /// It is not finished.
    Draft,
    /// Its date or embargo has not come yet.
    Until(Timestamp),
}

/// A briefing's place in the graph.
#[derive(Debug)]
pub struct BriefingLinks {
    /// Its storylines, home first, each with the briefings before and after.
    pub storylines: Vec<Neighbours>,
    /// The sections that something belongs to, in the order of the text.
    pub sections: Vec<SectionLinks>,
    /// The section of each heading; empty without sections.
    pub of_headings: Vec<Option<SectionIdx>>,
    /// Its main subjects.
    pub about: Vec<DossierIdx>,
    /// The place it is about.
    pub place: Option<DossierIdx>,
    /// The place it was reported from.
    pub dateline: Option<DossierIdx>,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// Its sources, in the order of the front matter; then those of footnotes.
    pub sources: Vec<SourceLinks>,
    /// Its quotes, in the order of the front matter.
    pub quotes: Vec<QuoteLinks>,
    /// Its figures, in the order of the front matter.
    pub figures: Vec<FigureLinks>,
    /// Its corrections, in the order of the front matter.
    pub corrections: Vec<CorrectionLinks>,
    /// Its events, in the order of the front matter.
    pub events: Vec<EventLinks>,
    /// The lines of what is known, in the order of the front matter.
    pub known: Vec<KnownLinks>,
    /// Its questions, in the order of the front matter.
    pub questions: Vec<QuestionLinks>,
    /// The question or watch item of each of its answers; `None` where there is neither.
    pub answers: Vec<Option<Awaited>>,
    /// What it says to look out for, in the order of the front matter.
    pub watch: Vec<WatchLinks>,
    /// The people that its home storyline had not named before.
    pub newcomers: Vec<DossierIdx>,
    /// Its edition. `None` where only files make editions and none of them takes it.
    pub edition: Option<EditionIdx>,
    /// The dossiers it is about or names, in order of kind and id.
    pub named: Vec<DossierIdx>,
    /// Those of them that are not named in any section, in the same order; empty without sections.
    pub outside: Vec<DossierIdx>,
    /// Later briefings that link to it, in order of publication; the section, if the link is in only one.
    pub linked_from: Vec<Portion>,
    /// Briefings and sections of others that share dossiers with it, nearest first, each briefing once.
    pub related: Vec<Portion>,
}

/// A source's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLinks {
    /// Whose words they are.
    pub by: Vec<Party>,
    /// The outlet that published it, by position in `site.yaml`.
    pub outlet: Option<usize>,
    /// What it was taken from.
    pub via: Option<Cited>,
    /// The end of its chain of `via`: itself, another source, or an outlet.
    pub end: Cited,
    /// Who it rests on: the speakers at that end, else the outlet.
    pub voice: Vec<Root>,
}

/// The place in the graph of a line of what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLinks {
    /// Its sources.
    pub sources: Vec<Cited>,
    /// Its section.
    pub section: Option<SectionIdx>,
}

/// A quote's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteLinks {
    /// Who said so.
    pub by: Vec<Party>,
    /// Its sources.
    pub sources: Vec<Cited>,
    /// The newest correction of it, by position.
    pub correction: Option<u32>,
    /// Its section.
    pub section: Option<SectionIdx>,
}

/// A figure's place in the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureLinks {
    /// Its series.
    pub series: Option<SeriesIdx>,
    /// Who says so.
    pub by: Vec<Party>,
    /// Its sources.
    pub sources: Vec<Cited>,
    /// The period it was counted over.
    pub stretch: Stretch,
    /// How much its speaker said, as corrected. Absent if it is withdrawn or could not be read.
    pub amount: Option<Amount>,
    /// Whether its speaker was wrong, so that nothing is compared with it.
    pub is_mistaken: bool,
    /// The newest correction of it, by position.
    pub correction: Option<u32>,
    /// Its account, in the periods of its series.
    pub account: AccountRef,
    /// Its section.
    pub section: Option<SectionIdx>,
}

/// The briefings and sections before and after one in a storyline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// The storyline.
    pub storyline: StorylineIdx,
    /// The one before, if any.
    pub previous: Option<Portion>,
    /// The one after, if any.
    pub next: Option<Portion>,
}

impl Neighbours {
    /// A place in a storyline, before it is known what is around it.
    pub fn alone(storyline: StorylineIdx) -> Self {
        Self { storyline, previous: None, next: None }
    }
}

/// A name under a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Byline {
    /// An author of `site.yaml`, by position there.
    Author(usize),
    /// Anyone else.
    Party(Party),
}

/// A storyline's place in the graph.
#[derive(Debug, Default)]
pub struct StorylineLinks {
    /// Its briefings, and the sections of others that belong to it, in order of publication.
    pub portions: Vec<Portion>,
    /// The storyline it is a part of.
    pub parent: Option<StorylineIdx>,
    /// The storylines that are parts of it.
    pub children: Vec<StorylineIdx>,
    /// What matters most in it: as typed, then what its briefings name most.
    pub key: Vec<DossierIdx>,
    /// The series of figures that belong to it.
    pub series: Vec<SeriesIdx>,
    /// The events of its briefings, in order of date.
    pub events: Vec<EventIdx>,
    /// The questions of its briefings, in the order they were first asked.
    pub questions: Vec<QuestionIdx>,
    /// The watch items of its briefings, in the order they were first named.
    pub watch: Vec<WatchIdx>,
    /// The corrections of what belongs to it, with the day they were made, in order of that day.
    pub corrections: Vec<(Date, ItemRef)>,
    /// The briefings that link to it, in order of publication.
    pub mentioned_in: Vec<BriefingIdx>,
}

/// A dossier's place in the graph.
#[derive(Debug, Default)]
pub struct DossierLinks {
    /// The briefings that are about it, and the sections of others that are, in order of publication.
    pub about: Vec<Portion>,
    /// What it belongs to.
    pub of: Vec<DossierIdx>,
    /// The place it is in.
    pub within: Option<DossierIdx>,
    /// The document it takes the place of.
    pub replaces: Option<DossierIdx>,
    /// Who made it, for documents.
    pub by: Vec<Party>,
    /// The briefings that name it outside what is about it, in order of publication.
    pub mentioned_in: Vec<BriefingIdx>,
    /// How many briefings are about it, name it or quote it.
    pub briefings: usize,
    /// The dossiers that appear in the same briefings, with the number of those briefings, most telling first.
    pub appears_with: Vec<(DossierIdx, usize)>,
    /// What it said, in order of publication.
    pub quotes: Vec<ItemRef>,
    /// The events it took part in, or that happened there, in order of date.
    pub events: Vec<EventIdx>,
    /// The series about it, or for which it gives figures, in the order of `site.yaml`.
    pub series: Vec<SeriesIdx>,
    /// What belongs to it.
    pub members: Vec<DossierIdx>,
    /// The places in it.
    pub contains: Vec<DossierIdx>,
    /// The documents it made.
    pub documents: Vec<DossierIdx>,
    /// The document that takes its place.
    pub replaced_by: Option<DossierIdx>,
}

/// A plain page's place in the graph.
#[derive(Debug, Default)]
pub struct PageLinks {
    /// What it lists below its text, if anything.
    pub list: Option<Listed>,
    /// How many entries that shows.
    pub limit: usize,
}

/// What a plain page lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Briefings, the newest first: all, or those that match what is given.
    Briefings {
        /// The storyline they belong to.
        storyline: Option<StorylineIdx>,
        /// What they are about.
        about: Option<DossierIdx>,
        /// The place they are about.
        place: Option<DossierIdx>,
    },
    /// Storylines, those with the newest briefings first.
    Storylines,
    /// Dossiers of a kind, in order of name.
    Dossiers(KindIdx),
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuItem {
    /// A page of this site, with words of its own if it has any.
    Page(NavItem, Option<String>),
    /// A link, as in `site.yaml`, with its words.
    Link(String, String),
}

/// What an entry of a menu leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavItem {
    /// The archive of the newest year.
    Archive,
    /// The search page.
    Search,
    /// The index of storylines.
    Storylines,
    /// The index of a kind of dossier.
    Kind(KindIdx),
    /// A plain page.
    Page(PageIdx),
    /// What changed lately.
    CatchUp,
    /// The timeline.
    Timeline,
    /// The series of figures.
    Figures,
    /// All questions.
    Questions,
    /// What to look out for.
    Agenda,
    /// The outlets.
    Sources,
    /// All quotes.
    Quotes,
    /// All corrections.
    Corrections,
}

/// The lists that the navigation can lead to, by the name that `nav` gives them.
pub const LISTS: [(&str, NavItem); 10] = [
    ("catch-up", NavItem::CatchUp),
    ("archive", NavItem::Archive),
    ("search", NavItem::Search),
    ("timeline", NavItem::Timeline),
    ("figures", NavItem::Figures),
    ("questions", NavItem::Questions),
    ("agenda", NavItem::Agenda),
    ("sources", NavItem::Sources),
    ("quotes", NavItem::Quotes),
    ("corrections", NavItem::Corrections),
];

impl Site {
    /// A briefing.
    pub fn briefing(&self, idx: BriefingIdx) -> &Linked<Briefing, BriefingLinks> {
        &self.briefings[idx.at()]
    }

    /// A storyline.
    pub fn storyline(&self, idx: StorylineIdx) -> &Linked<Storyline, StorylineLinks> {
        &self.storylines[idx.at()]
    }

    /// A dossier.
    pub fn dossier(&self, idx: DossierIdx) -> &Linked<Dossier, DossierLinks> {
        &self.dossiers[idx.at()]
    }

    /// A series.
    pub fn series(&self, idx: SeriesIdx) -> &SeriesLinks {
        &self.series[idx.at()]
    }

    /// Drops the texts of all files, once nothing more can be found wrong in them. Bodies and
    /// front matter stay; the places of problems have the texts they need.
    pub fn forget_texts(&mut self) {
        let briefings =
            self.briefings.iter_mut().filter_map(|b| Some(&mut Arc::get_mut(&mut b.item)?.article));
        let storylines =
            self.storylines.iter_mut().filter_map(|s| Some(&mut Arc::get_mut(&mut s.item)?.article));
        let dossiers = self.dossiers.iter_mut().filter_map(|d| Some(&mut Arc::get_mut(&mut d.item)?.article));
        let pages = self.pages.iter_mut().filter_map(|p| Some(&mut Arc::get_mut(&mut p.item)?.article));
        let editions =
            self.edition_files.iter_mut().filter_map(|e| Some(&mut Arc::get_mut(&mut e.item)?.article));
        for article in briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions) {
            article.forget_text();
        }
    }

    /// The day of the newest briefing: ages are counted up to it. `None` without briefings.
    pub fn today(&self) -> Option<Date> {
        self.briefings.last().map(|briefing| briefing.item.day)
    }

    /// The file that a page is made from; `None` for pages made from several.
    pub fn file_of(&self, what: &What) -> Option<&ContentPath> {
        Some(match what {
            What::Briefing(idx) => &self.briefing(*idx).item.article.path,
            What::Storyline(idx, None) => &self.storyline(*idx).item.article.path,
            What::Dossier(idx, None) => &self.dossier(*idx).item.article.path,
            What::Page(idx) => &self.pages[idx.at()].item.article.path,
            _ => return None,
        })
    }

    /// Whether a menu has an entry for a page, which then exists even if there is nothing in it.
    pub fn leads_to(&self, item: NavItem) -> bool {
        let mut entries = self.nav.iter().chain(&self.foot);
        entries.any(|entry| matches!(entry, MenuItem::Page(of, _) if *of == item))
    }

    /// Something to look out for.
    pub fn watch(&self, idx: WatchIdx) -> &WatchThread {
        &self.watch[idx.at()]
    }

    /// The day of the newest briefing; what pages show is as of then.
    pub fn newest_day(&self) -> Date {
        self.briefings.last().map_or(Date::MAX, |briefing| briefing.item.day)
    }

    /// How many briefings a day has.
    pub fn count_of_day(&self, day: Date) -> usize {
        let from = self.briefings.partition_point(|briefing| briefing.item.day < day);
        let to = self.briefings.partition_point(|briefing| briefing.item.day <= day);
        to - from
    }

    /// The open questions and the answered ones, each in the order they were first asked.
    pub fn questions_by_state(&self) -> (Vec<QuestionIdx>, Vec<QuestionIdx>) {
        let all = (0..self.questions.len()).map(QuestionIdx::new);
        all.partition(|idx| self.questions[idx.at()].is_open())
    }

    /// Whether there is a figure of any series.
    pub fn has_figures(&self) -> bool {
        self.series.iter().any(|series| !series.periods.is_empty())
    }

    /// The text above the list of a folder.
    pub fn list_text(&self, folder: &str) -> Option<PageIdx> {
        let path = format!("{folder}/_index.md");
        let at = self.pages.binary_search_by(|page| page.item.article.path.as_str().cmp(&path)).ok()?;
        Some(PageIdx::new(at))
    }

    /// The dossiers of a kind, in order of id.
    pub fn dossiers_of(&self, kind: KindIdx) -> impl Iterator<Item = DossierIdx> {
        let of_kind = move |(n, dossier): (usize, &Linked<Dossier, DossierLinks>)| {
            (dossier.item.kind == kind).then(|| DossierIdx::new(n))
        };
        self.dossiers.iter().enumerate().filter_map(of_kind)
    }

    /// Every file with a page.
    pub fn articles(&self) -> impl Iterator<Item = (Target, &Article)> {
        let briefings = self.briefings.iter().enumerate();
        let briefings = briefings.map(|(n, b)| (Target::Briefing(BriefingIdx::new(n)), &b.item.article));
        let storylines = self.storylines.iter().enumerate();
        let storylines = storylines.map(|(n, s)| (Target::Storyline(StorylineIdx::new(n)), &s.item.article));
        let dossiers = self.dossiers.iter().enumerate();
        let dossiers = dossiers.map(|(n, d)| (Target::Dossier(DossierIdx::new(n)), &d.item.article));
        let pages = self.pages.iter().enumerate();
        let pages = pages.map(|(n, p)| (Target::Page(PageIdx::new(n)), &p.item.article));
        let editions = self.edition_files.iter().enumerate();
        let editions = editions.map(|(n, e)| (Target::Edition(EditionFileIdx::new(n)), &e.item.article));
        briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions)
    }

    /// The file of an edition.
    pub fn edition_file(&self, edition: &Edition) -> Option<&Linked<EditionFile, EditionFileLinks>> {
        edition.file.map(|idx| &self.edition_files[idx.at()])
    }

    /// Every former address, with the page that it leads to and its place in that page's file.
    pub fn former(&self) -> impl Iterator<Item = (Target, &UrlPath, Place)> {
        let has_page = |target: &Target| match target {
            Target::Edition(idx) => self.edition_files[idx.at()].links.edition.is_some(),
            _ => true,
        };
        self.articles().filter(move |(target, _)| has_page(target)).flat_map(|(target, article)| {
            article.former.iter().map(move |former| (target, &former.value, article.place(former.span)))
        })
    }

    /// The page of anything that has one.
    pub fn url(&self, target: Target) -> UrlPath {
        match target {
            Target::Briefing(idx) => self.briefing(idx).item.url(),
            Target::Storyline(idx) => self.storyline(idx).item.url(),
            Target::Dossier(idx) => self.dossier(idx).item.url(&self.config),
            Target::Page(idx) => self.pages[idx.at()].item.url(),
            Target::Edition(idx) => self.edition_files[idx.at()].item.span.url(),
        }
    }

    /// What that page is called.
    pub fn title(&self, target: Target) -> &str {
        match target {
            Target::Briefing(idx) => &self.briefing(idx).item.title,
            Target::Storyline(idx) => &self.storyline(idx).item.title,
            Target::Dossier(idx) => &self.dossier(idx).item.name,
            Target::Page(idx) => &self.pages[idx.at()].item.title,
            Target::Edition(idx) => &self.edition_files[idx.at()].item.title,
        }
    }

    /// The id of a page that survives a move and a rename (`urn:uuid:…`): that of its entry in feeds.
    pub fn lasting_id(&self, target: Target) -> String {
        let url = self.url(target);
        let oldest = self.article(target).oldest(&url);
        self.config.id.lasting(Bearer::Entry, oldest).urn().to_string()
    }

    fn article(&self, target: Target) -> &Article {
        match target {
            Target::Briefing(idx) => &self.briefing(idx).item.article,
            Target::Storyline(idx) => &self.storyline(idx).item.article,
            Target::Dossier(idx) => &self.dossier(idx).item.article,
            Target::Page(idx) => &self.pages[idx.at()].item.article,
            Target::Edition(idx) => &self.edition_files[idx.at()].item.article,
        }
    }

    /// The body of anything with a page.
    pub fn body(&self, target: Target) -> &Body {
        match target {
            Target::Briefing(idx) => &self.briefings[idx.at()].body,
            Target::Storyline(idx) => &self.storylines[idx.at()].body,
            Target::Dossier(idx) => &self.dossiers[idx.at()].body,
            Target::Page(idx) => &self.pages[idx.at()].body,
            Target::Edition(idx) => &self.edition_files[idx.at()].body,
        }
    }
}
