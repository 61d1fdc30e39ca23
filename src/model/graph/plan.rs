//! What is published: every page and file, and what makes it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::address::path::ContentPath;
use crate::model::address::url::{EmailForm, OutputPath, SearchFile, UrlPath};
use crate::model::graph::cards::{CardOf, Drawing, Form};
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EditionIdx, KindIdx, PageIdx, SeriesIdx, StorylineIdx, Target,
};

/// What the output folder keeps from build to build.
pub const KEPT: [&str; 4] = [".git", ".gitignore", ".gitkeep", "CNAME"];
/// What marks an output folder as ours.
pub const MARKER: &str = ".dateline";
/// The folder for files on their way, where it is inside the output.
pub const WORK_FOLDER: &str = ".dateline-work";
/// What a file system keeps at its own root.
pub const LOST_AND_FOUND: &str = "lost+found";

/// Folders at the top of the site that are reserved for Dateline's own lists, present and future, so that no
/// page has to move for them.
pub const KEPT_ADDRESSES: [&str; 3] = ["editions", "issues", "catch-up"];

/// The names at the top of the output that no page or file has, except the `CNAME` that the site asks for.
pub fn reserved_names() -> impl Iterator<Item = &'static str> {
    KEPT.into_iter().chain([MARKER, WORK_FOLDER, LOST_AND_FOUND])
}

/// One page or file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Where a browser finds it.
    pub url: UrlPath,
    /// The file that holds it.
    pub output: OutputPath,
    /// What makes it.
    pub what: What,
}

impl Planned {
    /// What makes the page or file of an address.
    pub fn new(url: UrlPath, what: What) -> Self {
        Self { output: OutputPath::from(&url), url, what }
    }
}

/// What makes a page or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The newest edition, or a page that says there is none yet.
    Front,
    /// An edition.
    Edition(EditionIdx),
    /// The archive of a year.
    Year(i16),
    /// A page of the archive of a month, by its number.
    Month(i16, i8, usize),
    /// A briefing.
    Briefing(BriefingIdx),
    /// The index of storylines.
    Storylines,
    /// A storyline: with its newest briefings, or those of a year.
    Storyline(StorylineIdx, Option<Leaf>),
    /// The index of a kind of dossier.
    Kind(KindIdx),
    /// A dossier: with the newest briefings about it, or those of a year.
    Dossier(DossierIdx, Option<Leaf>),
    /// A file of `content/root/`, as it is.
    Root(ContentPath),
    /// A plain page.
    Page(PageIdx),
    /// Events: the newest, or those of a year.
    Timeline(Option<Leaf>),
    /// Questions: the newest, or those first asked in a year.
    Questions(Option<Leaf>),
    /// What changed in the storylines lately.
    CatchUp,
    /// What to look out for.
    Agenda,
    /// The same as a calendar file.
    Calendar,
    /// The graph as JSON: what it has once, or what it has for a year.
    Digest(Option<i16>),
    /// The paths of all pages and files.
    Urls,
    /// The page of a file as Markdown.
    Twin(Target),
    /// What the site has, for programs that read texts.
    Llms,
    /// The index of series of figures.
    Figures,
    /// A series: with its newest periods, or those of a year.
    Series(SeriesIdx, Option<Leaf>),
    /// The figures of a series as CSV.
    SeriesCsv(SeriesIdx),
    /// The same with a row of HXL tags.
    SeriesHxl(SeriesIdx),
    /// The chart of a series as SVG.
    SeriesSvg(SeriesIdx),
    /// The figures of a series as JSON.
    SeriesJson(SeriesIdx),
    /// The places and events of a storyline as GeoJSON.
    StorylineMap(StorylineIdx),
    /// The outlets.
    Sources,
    /// Quotes: the newest, or those of a year.
    Quotes(Option<Leaf>),
    /// Corrections: the newest, or those of a year.
    Corrections(Option<Leaf>),
    /// The Atom feed of the site.
    Feed,
    /// The Atom feed of a storyline.
    StorylineFeed(StorylineIdx),
    /// The Atom feed of a dossier.
    DossierFeed(DossierIdx),
    /// The Atom feed of the editions.
    EditionFeed,
    /// The JSON feed of the site.
    JsonFeed,
    /// A sitemap, or one of several.
    Sitemap(usize),
    /// The list of this many sitemaps.
    SitemapIndex(usize),
    /// The briefings of the last 48 hours for news search.
    NewsSitemap,
    /// What robots may read.
    Robots,
    /// A former address, which leads to a page, or holds the feed that its readers ask for there.
    Redirect(Target, Part),
    /// `_redirects` of Netlify and Cloudflare.
    RedirectRules,
    /// `_headers` of Netlify and Cloudflare.
    Headers,
    /// An edition by email.
    Email(EditionIdx, EmailForm),
    /// `.nojekyll` of GitHub Pages: publish the files as they are.
    NoJekyll,
    /// `CNAME` of GitHub Pages: the domain.
    Cname,
    /// The search page.
    Search,
    /// A file of the search index.
    SearchFile(SearchFile),
    /// What a host shows for a URL that is not there.
    NotFound,
    /// A static file of the theme.
    Asset(String),
    /// A file beside pages.
    Media(ContentPath),
    /// A photograph drawn for screens of a width, in pixels.
    Drawn(ContentPath, u32),
    /// A picture for previews.
    Card(CardOf),
    /// The icon of the site in a form.
    Icon(Form),
}

/// A page of the part of a list that belongs to a year.
///
/// Each list of a page is split on its own, starting with the oldest of the year, and the year has as many pages as
/// its longest list needs. So what is on a page stays there when more is added at the end of the year, and no
/// address changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    /// The year.
    pub year: i16,
    /// The number of the page, starting from 1: the first one has the oldest.
    pub number: usize,
}

impl Leaf {
    /// Its address, given the address of the whole list: `/people/zelensky/2025/`, `/people/zelensky/2025/p2/`.
    pub fn of(self, list: &UrlPath) -> UrlPath {
        list.of_year(self.year).numbered(self.number)
    }
}

/// A page, or what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The page.
    Page,
    /// A page of its list for a year.
    Year(Leaf),
    /// Its feed.
    Feed,
}

impl Part {
    /// Its address, given the address of the page.
    pub fn of(self, page: &UrlPath) -> UrlPath {
        match self {
            Part::Page => page.clone(),
            Part::Year(leaf) => leaf.of(page),
            Part::Feed => page.feed(),
        }
    }
}

impl What {
    /// Whether this belongs to the part of the search index that requires reading the whole site. It has
    /// words and numbers only, and no text that is not in another artifact.
    pub fn is_search_index(&self) -> bool {
        matches!(self, Self::SearchFile(file) if !matches!(file, SearchFile::Documents(_)))
    }

    /// Whether only pages and programs ask for it: nobody links to it, and it may be gone in the next build.
    pub fn is_shown_only(&self) -> bool {
        matches!(self, Self::SearchFile(_) | Self::Drawn(..) | Self::Card(_) | Self::Icon(_))
    }

    /// Whether it is meant for the host. Readers have no use for it, and some hosts keep it to themselves.
    pub fn is_for_host(&self) -> bool {
        matches!(self, What::RedirectRules | What::Headers | What::NoJekyll | What::Cname)
    }
}

/// A finished page or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Artifact {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Bytes that already exist.
    Shared(Arc<[u8]>),
    /// A file of the content folder, to be copied as it is, with its size in bytes.
    Copy(PathBuf, u64),
    /// A picture, still to be drawn.
    Drawing(Box<Drawing>),
}
