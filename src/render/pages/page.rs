//! What every page has, and plain pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::plan::Leaf;
use crate::model::graph::section::Portion;
use crate::model::graph::site::{Listed, Site};
use crate::model::value::id::{BriefingIdx, DossierIdx, PageIdx, SectionIdx, StorylineIdx};
use crate::render::pages::card;
use crate::render::pages::entry;
use crate::render::pages::kind::{self, KindEntry};
use crate::render::pages::picture;
use crate::render::pages::shared;
use crate::render::pages::storyline::{self, StorylineEntry};
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{
    EntryView, LinkView, Links, PagesView, PictureView, PreviewView, SafeHtml, Shared,
};
use crate::render::wording::{Wording, cut};

/// How much of a description search engines and previews show, in characters, at most.
const LONGEST_DESCRIPTION: usize = 155;

/// The current page, whatever it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageView {
    /// The headline, and the first part of the title in the browser.
    pub title: String,
    /// What it is, or what the site is, for search engines and previews. It is cut if it is longer than they
    /// show.
    pub description: Option<String>,
    /// The link to it.
    pub href: String,
    /// Its absolute URL, or that of the page it repeats. Absent without a base URL.
    pub canonical: Option<String>,
    /// The language of its text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The pages above it, from the front page down.
    pub breadcrumbs: Vec<LinkView>,
    /// `article` or `website`, for Open Graph.
    pub kind: &'static str,
    /// When it was published, for Open Graph: RFC 3339.
    pub published: Option<String>,
    /// When it was last corrected: RFC 3339.
    pub modified: Option<String>,
    /// Its picture for previews. Absent without a base URL.
    pub image: Option<PreviewView>,
    /// The photograph that leads it.
    pub picture: Option<PictureView>,
    /// The other pages of its list, if that has several: of a month, or of a year.
    pub pages: Option<PagesView>,
    /// Its own Atom feed.
    pub feed: Option<LinkView>,
    /// The link to its twin in Markdown, with `twins` in `site.yaml`.
    pub twin: Option<String>,
    /// The link to its places and events as GeoJSON, for a storyline where any of these has a point.
    pub geojson: Option<String>,
    /// What it is about, as JSON-LD (schema.org), for a `script` element.
    pub linked_data: Option<SafeHtml>,
}

/// What a host shows for an address that does not exist.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotFoundPage {
    /// The newest briefings, eight at most.
    pub entries: Vec<EntryView>,
}

/// How many briefings are on the page for an address that does not exist.
const MOST_NEWEST: usize = 8;

/// What a host shows for an address that does not exist.
pub(in crate::render) fn not_found(
    site: &Site,
    links: &Links,
    wording: &Wording,
    url: &UrlPath,
) -> (PageView, NotFoundPage) {
    let page = view(site, wording, wording.words.get("not-found"), None, url, Vec::new());
    let newest = (0..site.briefings.len()).rev().take(MOST_NEWEST).map(BriefingIdx::new);
    let entries = newest.map(|idx| entry::view(site, links, wording, idx)).collect();
    (PageView { canonical: None, ..page }, NotFoundPage { entries })
}

/// A plain page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TextView {
    /// The headline.
    pub title: String,
    /// One or two lines on what it is.
    pub summary: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// The text.
    pub body: SafeHtml,
    /// The briefings that `list` in the front matter asks for.
    pub entries: Vec<Shared<EntryView>>,
    /// The storylines that it asks for.
    pub storylines: Vec<StorylineEntry>,
    /// The dossiers that it asks for.
    pub dossiers: Vec<KindEntry>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// What the page of a list of the whole site has: `figures`, `sources`.
pub(in crate::render) fn of_list(site: &Site, links: &Links, wording: &Wording, folder: &str) -> PageView {
    view(site, wording, links.list(folder).title, None, &UrlPath::folder([folder]), vec![links.front()])
}

/// What the page of a list that is split by year has, or the page of one of its years. `whole` leads to the
/// list, `above` to what is above that.
pub(in crate::render) fn of_split(
    site: &Site,
    links: &Links,
    wording: &Wording,
    listing: Listing,
    (whole, mut above): (LinkView, Vec<LinkView>),
    leaf: Option<Leaf>,
    description: Option<String>,
) -> (PageView, UrlPath) {
    let placed = years::placed(site, links, wording, listing, whole, leaf);
    above.extend(placed.above);
    let page = view(site, wording, placed.title, description, &placed.url, above);
    (PageView { pages: placed.pages, ..page }, placed.url)
}

/// The same for a list of the whole site: `timeline`, `quotes`.
pub(in crate::render) fn of_split_list(
    site: &Site,
    links: &Links,
    wording: &Wording,
    (listing, folder): (Listing, &str),
    leaf: Option<Leaf>,
) -> PageView {
    let at = (links.list(folder), vec![links.front()]);
    of_split(site, links, wording, listing, at, leaf, None).0
}

/// What every page has.
pub(in crate::render) fn view(
    site: &Site,
    wording: &Wording,
    title: String,
    description: Option<String>,
    url: &UrlPath,
    breadcrumbs: Vec<LinkView>,
) -> PageView {
    let base = &site.config.base;
    let whole = || site.config.file.description.text();
    let description = description.or_else(|| wording.text(whole()));
    PageView {
        title,
        description: description.as_deref().map(|text| cut(text, LONGEST_DESCRIPTION)),
        href: base.href(url),
        canonical: base.absolute(url),
        language: None,
        direction: None,
        kind: "website",
        published: None,
        modified: None,
        image: card::of_site(site, wording),
        picture: None,
        pages: None,
        feed: None,
        twin: None,
        geojson: None,
        linked_data: None,
        breadcrumbs,
    }
}

/// A plain page.
pub(in crate::render) fn text(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: PageIdx,
) -> (PageView, Shared<TextView>) {
    let page = &site.pages[idx.at()];
    let title = wording.typeset(&page.item.title);
    let summary = wording.text(page.item.front.summary.text());
    let mut view = view(site, wording, title.clone(), summary.clone(), &page.item.url(), vec![links.front()]);
    set_language(wording, &mut view, page.item.front.lang.text());
    picture::set(site, wording, &mut view, &page.body, &page.item.front.picture);
    let extra = shared::extra(&page.item.front.extra, &page.body);
    let unreleased = wording.unreleased(page.unreleased);
    let body = page.html().into();
    let (mut entries, mut storylines, mut dossiers) = (Vec::new(), Vec::new(), Vec::new());
    let limit = page.links.limit;
    match page.links.list {
        Some(Listed::Briefings { storyline, about, place }) => {
            let found = portions(site, storyline, about, place).take(limit);
            entries = links.entries(found);
        }
        Some(Listed::Storylines) => {
            let newest = storyline::by_news(site).into_iter().take(limit);
            storylines = newest.map(|idx| storyline::entry(site, links, wording, idx)).collect();
        }
        Some(Listed::Dossiers(kind)) => {
            dossiers = kind::entries(site, wording, kind);
            dossiers.truncate(limit);
        }
        None => {}
    }
    let text = TextView { title, summary, unreleased, body, entries, storylines, dossiers, extra };
    (view, Shared::new(&text))
}

/// The parts of a storyline that are about a dossier and about a place, as far as these are given, newest
/// first.
fn portions(
    site: &Site,
    storyline: Option<StorylineIdx>,
    about: Option<DossierIdx>,
    place: Option<DossierIdx>,
) -> impl Iterator<Item = Portion> {
    let of_storyline = storyline.map(|idx| &site.storyline(idx).links.portions);
    let of_dossier = about.map(|idx| &site.dossier(idx).links.about);
    let newest: Box<dyn Iterator<Item = Portion>> = match of_storyline.or(of_dossier) {
        Some(list) => Box::new(list.iter().rev().copied()),
        None if place.is_some() => Box::new((0..site.briefings.len()).rev().flat_map(|n| {
            let (briefing, links) = (BriefingIdx::new(n), &site.briefings[n].links);
            let sections = (0..links.sections.len()).map(|n| Some(SectionIdx::new(n)));
            std::iter::once(None).chain(sections).map(move |section| Portion { briefing, section })
        })),
        None => Box::new((0..site.briefings.len()).rev().map(|n| BriefingIdx::new(n).into())),
    };
    let place_of = |Portion { briefing, section }: Portion| {
        let links = &site.briefing(briefing).links;
        section.map_or(links.place, |section| links.section(section).place)
    };
    newest.filter(move |portion| {
        of_dossier.is_none_or(|list| {
            list.binary_search(portion).is_ok() || list.binary_search(&portion.briefing.into()).is_ok()
        }) && (place.is_none() || place_of(*portion) == place)
    })
}

/// The page of a folder's list, and the text above it.
pub(in crate::render) fn with_text(
    site: &Site,
    links: &Links,
    wording: &Wording,
    folder: &str,
    link: LinkView,
) -> (PageView, Option<Shared<TextView>>) {
    let Some(idx) = site.list_text(folder) else {
        let page = view(site, wording, link.title, None, &UrlPath::folder([folder]), vec![links.front()]);
        return (page, None);
    };
    let (page, text) = text(site, links, wording, idx);
    (page, Some(text))
}

/// Sets the language of a page's text, and which way it runs, if these are not the site's.
pub(in crate::render) fn set_language(wording: &Wording, page: &mut PageView, language: Option<&str>) {
    let language = wording.foreign(language);
    page.direction = wording.direction(language.as_deref());
    page.language = language;
}
