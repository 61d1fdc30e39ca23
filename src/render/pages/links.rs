//! Every address of the site with the words that lead there. What many pages show is made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::{BaseUrl, UrlPath};
use crate::model::graph::refs::{Cited, Party};
use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, SeriesIdx, StorylineIdx};
use crate::render::pages::years::{Listing, Splits};
use crate::render::pages::{ArchiveLink, DateView, EntryView, Shared, date, entry};
use crate::render::wording::Wording;

/// A link with its text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
}

impl LinkView {
    /// A link whose text is in the site's language, or a name.
    pub fn new(title: String, href: String) -> Self {
        Self { title, href, language: None, direction: None }
    }
}

/// The links of a site.
pub struct Links {
    base: BaseUrl,
    wording: Arc<Wording>,
    storylines: Vec<Shared<LinkView>>,
    dossiers: Vec<(LinkView, Shared<LinkView>)>,
    briefings: Vec<(LinkView, Shared<LinkView>)>,
    /// When each briefing was published.
    dates: Vec<(DateView, Shared<DateView>)>,
    editions: Vec<LinkView>,
    /// For each briefing its own, then those of its sections.
    entries: Vec<Vec<Shared<EntryView>>>,
    outlets: Vec<LinkView>,
    series: Vec<LinkView>,
    splits: Arc<Splits>,
    years: BTreeMap<Listing, Vec<Shared<ArchiveLink>>>,
}

/// A value for views that add something to it, and for those that share it.
fn with_shared<T: Serialize>(view: T) -> (T, Shared<T>) {
    let shared = Shared::new(&view);
    (view, shared)
}

impl Links {
    /// Makes what all pages share.
    pub fn new(site: &Site, wording: &Arc<Wording>, splits: Arc<Splits>) -> Self {
        let mut links = Self {
            base: site.config.base.clone(),
            wording: Arc::clone(wording),
            storylines: Vec::new(),
            dossiers: Vec::new(),
            briefings: Vec::new(),
            dates: Vec::new(),
            editions: Vec::new(),
            entries: Vec::new(),
            outlets: Vec::new(),
            series: Vec::new(),
            years: splits.links(site, wording),
            splits,
        };
        let storylines = site.storylines.iter().map(|storyline| &storyline.item);
        links.storylines = storylines
            .map(|item| Shared::new(&links.link_in(item.front.lang.text(), &item.title, &item.url())))
            .collect();
        let dossiers = site.dossiers.iter().map(|dossier| &dossier.item);
        let dossiers = dossiers.map(|item| links.link(&item.name, &item.url(&site.config)));
        links.dossiers = dossiers.map(with_shared).collect();
        let briefings = site.briefings.par_iter().map(|briefing| &*briefing.item);
        links.briefings = briefings.map(|item| with_shared(links.headline_of(item))).collect();
        let outlets = site.config.file.outlets.0.iter();
        let page = links.base.href(&UrlPath::folder(["sources"]));
        links.outlets = outlets
            .map(|(id, outlet)| {
                let name = wording.typeset(outlet.name.text_or_empty());
                LinkView::new(name, format!("{page}#outlet-{}", id.value))
            })
            .collect();
        let series = site.config.file.series.0.iter();
        links.series = series
            .map(|(id, series)| links.link(series.name.text_or_empty(), &UrlPath::series(&id.value)))
            .collect();
        let editions = site.editions.par_iter();
        links.editions = editions
            .map(|edition| {
                LinkView::new(wording.edition_title(site, edition), links.base.href(&edition.url()))
            })
            .collect();
        links.dates = site
            .briefings
            .par_iter()
            .map(|briefing| with_shared(date::published(wording, &briefing.item)))
            .collect();
        let of = |n| links.entries_of(site, BriefingIdx::new(n));
        let entries = (0..site.briefings.len()).into_par_iter().map(of).collect();
        links.entries = entries;
        links
    }

    /// Remakes what pages share of a briefing.
    pub fn renew(&mut self, site: &Site, idx: BriefingIdx) {
        self.briefings[idx.at()] = with_shared(self.headline_of(&site.briefing(idx).item));
        self.dates[idx.at()] = with_shared(date::published(&self.wording, &site.briefing(idx).item));
        self.entries[idx.at()] = self.entries_of(site, idx);
    }

    fn entries_of(&self, site: &Site, idx: BriefingIdx) -> Vec<Shared<EntryView>> {
        let sections = entry::sections(site, self, &self.wording, idx);
        let own = entry::view(site, self, &self.wording, idx);
        std::iter::once(&own).chain(&sections).map(Shared::new).collect()
    }

    /// The link to an edition.
    pub fn edition(&self, idx: EditionIdx) -> &LinkView {
        &self.editions[idx.at()]
    }

    /// The link to the front page.
    pub fn front(&self) -> LinkView {
        self.link(&self.wording.words.get("front-page"), &UrlPath::front())
    }

    /// The link to a list of the whole site: `timeline`, `questions`, `storylines`.
    pub fn list(&self, folder: &str) -> LinkView {
        self.link(&self.wording.words.get(folder), &UrlPath::folder([folder]))
    }

    /// A link with a title as it was typed.
    pub fn link(&self, title: &str, url: &UrlPath) -> LinkView {
        LinkView::new(self.wording.typeset(title), self.base.href(url))
    }

    /// A link with a title in a language.
    pub fn link_in(&self, language: Option<&str>, title: &str, url: &UrlPath) -> LinkView {
        self.worded_in(language, self.link(title, url))
    }

    /// A link whose text is in a language.
    fn worded_in(&self, language: Option<&str>, link: LinkView) -> LinkView {
        let (language, direction) = (self.wording.foreign(language), self.wording.direction(language));
        LinkView { language, direction, ..link }
    }

    /// The link to a briefing, for views that add something to it.
    pub fn headline(&self, idx: BriefingIdx) -> &LinkView {
        &self.briefings[idx.at()].0
    }

    fn headline_of(&self, briefing: &Briefing) -> LinkView {
        self.link_in(briefing.front.lang.text(), &briefing.title, &briefing.url())
    }

    /// The link to an item of a briefing, by the id of its element, with words of the briefing.
    pub fn text_link(&self, text: &str, briefing: &Briefing, anchor: &str) -> LinkView {
        self.worded_in(briefing.front.lang.text(), self.item_link(text, briefing, anchor))
    }

    /// The link to an item of a briefing, by the id of its element.
    pub fn item_link(&self, title: &str, briefing: &Briefing, anchor: &str) -> LinkView {
        LinkView::new(self.wording.typeset(title), self.item(briefing, anchor))
    }

    /// The address of an item of a briefing, by the id of its element.
    pub fn item(&self, briefing: &Briefing, anchor: &str) -> String {
        format!("{}#{anchor}", self.base.href(&briefing.url()))
    }

    /// The link to a storyline.
    pub fn storyline(&self, idx: StorylineIdx) -> Shared<LinkView> {
        self.storylines[idx.at()].clone()
    }

    /// The link to a dossier.
    pub fn dossier(&self, idx: DossierIdx) -> Shared<LinkView> {
        self.dossiers[idx.at()].1.clone()
    }

    /// The link to a dossier, for views that add something to it.
    pub fn dossier_link(&self, idx: DossierIdx) -> LinkView {
        self.dossiers[idx.at()].0.clone()
    }

    /// The links to dossiers.
    pub fn dossiers(&self, list: &[DossierIdx]) -> Vec<Shared<LinkView>> {
        list.iter().map(|idx| self.dossier(*idx)).collect()
    }

    /// The links to dossiers in order of their names.
    pub fn by_name(&self, site: &Site, list: &[DossierIdx]) -> Vec<Shared<LinkView>> {
        let name = |idx: &DossierIdx| site.dossier(*idx).item.name.as_str();
        let mut list = list.to_vec();
        list.sort_by(|a, b| self.wording.order.compare(name(a), name(b)).then(a.cmp(b)));
        self.dossiers(&list)
    }

    /// The link to a briefing.
    pub fn briefing(&self, idx: BriefingIdx) -> Shared<LinkView> {
        self.briefings[idx.at()].1.clone()
    }

    /// When a briefing was published.
    pub fn published(&self, idx: BriefingIdx) -> &DateView {
        &self.dates[idx.at()].0
    }

    /// The same, for views that share it.
    pub fn date(&self, idx: BriefingIdx) -> Shared<DateView> {
        self.dates[idx.at()].1.clone()
    }

    /// Briefings and sections as entries of a list.
    pub fn entries(&self, list: impl IntoIterator<Item = impl Into<Portion>>) -> Vec<Shared<EntryView>> {
        let entry = |Portion { briefing, section }: Portion| {
            self.entries[briefing.at()][section.map_or(0, |section| section.at() + 1)].clone()
        };
        list.into_iter().map(|portion| entry(portion.into())).collect()
    }

    /// The link to a briefing, or to a section, with the headline of its briefing after the heading.
    pub fn portion(&self, site: &Site, Portion { briefing, section }: Portion) -> Shared<LinkView> {
        let Some(section) = section else { return self.briefing(briefing) };
        let linked = site.briefing(briefing);
        let heading = linked.section_heading(section);
        let title = format!("{} – {}", heading.text, linked.item.title);
        Shared::new(&self.text_link(&title, &linked.item, &heading.id))
    }

    /// The link to a series of figures.
    pub fn series(&self, idx: SeriesIdx) -> LinkView {
        self.series[idx.at()].clone()
    }

    /// The links to the years of a list, newest first; empty unless it is split.
    pub(in crate::render) fn years(&self, listing: Listing) -> Vec<Shared<ArchiveLink>> {
        self.years.get(&listing).cloned().unwrap_or_default()
    }

    /// How many pages a year of a list takes up.
    pub(in crate::render) fn pages(&self, listing: Listing, year: i16) -> usize {
        self.splits.pages(listing, year)
    }

    /// The link to an outlet in the list of outlets.
    pub fn outlet(&self, outlet: usize) -> LinkView {
        self.outlets[outlet].clone()
    }

    /// A source by its title, an outlet by its name.
    pub fn cited(&self, cited: Cited, linked: &Linked<Briefing, BriefingLinks>) -> LinkView {
        match cited {
            Cited::Outlet(outlet) => self.outlet(outlet),
            Cited::Own(n) => {
                let (id, source) = linked.source(n);
                let title = source.title.text_or_empty();
                self.item_link(title, &linked.item, &format!("source-{id}"))
            }
        }
    }

    /// Somebody with or without a dossier; a name alone has an empty `href`.
    pub fn party(&self, party: &Party) -> LinkView {
        match party {
            Party::Name(name) => LinkView::new(self.wording.typeset(name), String::new()),
            Party::Dossier(idx) => self.dossier_link(*idx),
        }
    }

    /// Names of people and others, with or without a dossier.
    pub fn parties(&self, parties: &[Party]) -> Vec<LinkView> {
        parties.iter().map(|party| self.party(party)).collect()
    }

    /// An address from `site.yaml`: a path of this site is put under its base path.
    pub fn own(&self, address: Option<&str>) -> String {
        match address {
            Some(path) if path.starts_with('/') => format!("{}{}", self.base.path(), &path[1..]),
            Some(address) => address.to_owned(),
            None => String::new(),
        }
    }

    /// An address of a page as written outside the site.
    pub fn address(&self, href: &str) -> String {
        self.base.from_elsewhere(href)
    }

    /// A link of a page as written outside the site.
    pub fn outside(&self, link: LinkView) -> LinkView {
        LinkView { href: self.address(&link.href), ..link }
    }
}
