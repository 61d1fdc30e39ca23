//! What several views are made of.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use jiff::Zoned;
use jiff::tz::Offset;
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use tera::Value;

use crate::html::Html;
use crate::language::letters::Order;
use crate::language::typography::Typography;
use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::{Edition, Site, Span, Unreleased};
use crate::model::theme::words::Words;
use crate::model::typed::briefing::Briefing;
use crate::model::value::date::{Date, When};
use crate::model::value::id::{BriefingIdx, DossierIdx, EventIdx, StorylineIdx};
use crate::render::NEWEST;
use crate::render::pages::LinkView;
use crate::render::wording::Wording;
use crate::render::wording::number::Numbers;

/// A value that many pages show: made once, then shared.
#[derive(Debug, Clone)]
pub struct Shared<T>(Value, PhantomData<T>);

impl<T: Serialize> Shared<T> {
    /// Makes the value.
    pub fn new(view: &T) -> Self {
        Self(Value::from_serializable(view), PhantomData)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// HTML that a template prints without escaping.
#[derive(Debug, Clone)]
pub struct SafeHtml(Value);

impl SafeHtml {
    /// Nothing at all.
    pub fn none() -> Self {
        Self(Value::safe_string(""))
    }
}

impl From<&Html> for SafeHtml {
    fn from(html: &Html) -> Self {
        Self(Value::safe_string(html.as_str()))
    }
}

impl Serialize for SafeHtml {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// In words: `22 December 2025`.
    pub text: String,
    /// For `<time datetime>`: `2025-12-22T07:00:00+02:00` or `2025-12-22`.
    pub iso: String,
    /// The time of day, if the date has one: `07:00`.
    pub time: Option<String>,
}

/// A briefing in a list.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// The headline.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// When it was published.
    pub date: DateView,
    /// The lines under the headline.
    pub summary: Option<String>,
    /// Its home storyline.
    pub storyline: Option<Shared<LinkView>>,
    /// The place it is about.
    pub place: Option<Shared<LinkView>>,
    /// Analysis or explainer, in words; nothing for a report.
    pub genre: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// The language of the headline and the summary, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
}

/// Makes views of a site. Links and entries are made once and shared by all pages.
pub struct Views {
    /// The site.
    pub site: Site,
    /// The theme's words.
    pub words: Arc<Words>,
    pub(in crate::render) wording: Wording,
    pub(in crate::render) numbers: Numbers,
    pub(in crate::render) order: Order,
    typography: Typography,
    storylines: Vec<Shared<LinkView>>,
    dossiers: Vec<Shared<LinkView>>,
    briefings: Vec<Shared<LinkView>>,
    entries: Vec<Shared<EntryView>>,
}

impl Views {
    /// Makes what all pages share.
    pub fn new(site: Site, words: Arc<Words>) -> Self {
        let (wording, typography) = (Wording::new(&site.config), Typography::of(&site.config.language));
        let numbers = Numbers::new(&site.config.language);
        let order = Order::of(&site.config.language);
        let (storylines, dossiers, briefings, entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut views = Self {
            site,
            words,
            wording,
            numbers,
            order,
            typography,
            storylines,
            dossiers,
            briefings,
            entries,
        };
        let site = &views.site;
        let link = |title: &str, url: &UrlPath| Shared::new(&views.link(title, url));
        let foreign = |language: Option<&str>, title: &str, url: &UrlPath| {
            Shared::new(&views.link_in(language, title, url))
        };
        let storylines = site.storylines.iter().map(|s| &s.item);
        let storylines = storylines.map(|s| foreign(s.front.lang.text(), &s.title, &s.url())).collect();
        let dossiers = site.dossiers.iter().map(|d| link(&d.item.name, &d.item.url(&site.config))).collect();
        let briefings = site.briefings.iter().map(|b| &b.item);
        let briefings = briefings.map(|b| foreign(b.front.lang.text(), &b.title, &b.url())).collect();
        (views.storylines, views.dossiers, views.briefings) = (storylines, dossiers, briefings);
        let entry = |n| Shared::new(&views.make_entry(BriefingIdx::new(n)));
        let entries = (0..views.site.briefings.len()).into_par_iter().map(entry).collect();
        views.entries = entries;
        views
    }

    /// Makes anew what pages share of a briefing.
    pub fn renew(&mut self, idx: BriefingIdx) {
        let briefing = &self.site.briefing(idx).item;
        let link = Shared::new(&self.link_in(briefing.front.lang.text(), &briefing.title, &briefing.url()));
        self.briefings[idx.at()] = link;
        self.entries[idx.at()] = Shared::new(&self.make_entry(idx));
    }

    /// The marks around a quotation in the site's language.
    pub fn quotation_marks(&self) -> [&'static str; 2] {
        self.typography.quotation_marks()
    }

    /// A text of the front matter, with the quotes and dashes of the site's language.
    pub fn typeset(&self, text: &str) -> String {
        self.typography.text(text.trim())
    }

    /// The text of an optional key.
    pub fn text(&self, text: Option<&str>) -> Option<String> {
        text.filter(|text| !text.trim().is_empty()).map(|text| self.typeset(text))
    }

    /// A link with a title as it was typed.
    pub fn link(&self, title: &str, url: &UrlPath) -> LinkView {
        LinkView::new(self.typeset(title), self.site.config.base.href(url))
    }

    /// A link with a title in a language.
    pub fn link_in(&self, language: Option<&str>, title: &str, url: &UrlPath) -> LinkView {
        self.worded_in(language, self.link(title, url))
    }

    /// A link whose text is in a language.
    pub(in crate::render) fn worded_in(&self, language: Option<&str>, link: LinkView) -> LinkView {
        LinkView { language: self.foreign(language), direction: self.direction(language), ..link }
    }

    /// The link to an item of a briefing, by the id of its element, with words of the briefing.
    pub fn text_link(&self, text: &str, briefing: &Briefing, anchor: &str) -> LinkView {
        self.worded_in(briefing.front.lang.text(), self.item_link(text, briefing, anchor))
    }

    /// The link to an item of a briefing, by the id of its element.
    pub fn item_link(&self, title: &str, briefing: &Briefing, anchor: &str) -> LinkView {
        let page = self.site.config.base.href(&briefing.url());
        LinkView::new(self.typeset(title), format!("{page}#{anchor}"))
    }

    /// The link to a storyline.
    pub fn storyline(&self, idx: StorylineIdx) -> Shared<LinkView> {
        self.storylines[idx.at()].clone()
    }

    /// The link to a dossier.
    pub fn dossier(&self, idx: DossierIdx) -> Shared<LinkView> {
        self.dossiers[idx.at()].clone()
    }

    /// The link to a dossier, for views that add something to it.
    pub fn dossier_link(&self, idx: DossierIdx) -> LinkView {
        let dossier = &self.site.dossier(idx).item;
        self.link(&dossier.name, &dossier.url(&self.site.config))
    }

    /// The links to dossiers.
    pub fn dossiers(&self, list: &[DossierIdx]) -> Vec<Shared<LinkView>> {
        list.iter().map(|idx| self.dossier(*idx)).collect()
    }

    /// The links to dossiers in order of their names.
    pub(in crate::render) fn by_name(&self, list: &[DossierIdx]) -> Vec<Shared<LinkView>> {
        let name = |idx: &DossierIdx| self.site.dossier(*idx).item.name.as_str();
        let mut list = list.to_vec();
        list.sort_by(|a, b| self.order.compare(name(a), name(b)).then(a.cmp(b)));
        self.dossiers(&list)
    }

    /// The link to a briefing.
    pub fn briefing(&self, idx: BriefingIdx) -> Shared<LinkView> {
        self.briefings[idx.at()].clone()
    }

    /// Briefings as entries of a list.
    pub fn entries(&self, list: impl IntoIterator<Item = BriefingIdx>) -> Vec<Shared<EntryView>> {
        list.into_iter().map(|idx| self.entries[idx.at()].clone()).collect()
    }

    /// When a briefing was published.
    pub fn published(&self, briefing: &Briefing) -> DateView {
        let local = briefing.published.to_zoned(self.site.config.zone.clone());
        let timed = briefing.front.date.get().is_some_and(|date| date.has_time());
        DateView {
            text: self.wording.day(briefing.day),
            iso: if timed { rfc3339(&local) } else { briefing.day.to_string() },
            time: timed.then(|| local.strftime("%H:%M").to_string()),
        }
    }

    /// A date with the precision it was typed in.
    pub fn when(&self, when: When) -> String {
        self.wording.when(when)
    }

    /// What an edition covers, in words.
    pub fn edition_title(&self, edition: &Edition) -> String {
        match edition.span {
            Span::Day(date) => self.wording.weekday(date),
            Span::Week(_, _, monday) => self.wording.days(monday, sunday(monday)),
        }
    }

    fn make_entry(&self, idx: BriefingIdx) -> EntryView {
        let briefing = self.site.briefing(idx);
        EntryView {
            title: self.typeset(&briefing.item.title),
            href: self.site.config.base.href(&briefing.item.url()),
            date: self.published(&briefing.item),
            summary: self.text(briefing.item.front.summary.text()),
            storyline: briefing.links.storylines.first().map(|entry| self.storyline(entry.storyline)),
            place: briefing.links.place.map(|place| self.dossier(place)),
            genre: self.genre(&briefing.item),
            unreleased: self.unreleased(self.site.briefing(idx).unreleased),
            language: self.foreign(briefing.item.front.lang.text()),
            direction: self.direction(briefing.item.front.lang.text()),
        }
    }

    /// What keeps something from readers, in words.
    pub(in crate::render) fn unreleased(&self, unreleased: Option<Unreleased>) -> Option<String> {
        Some(match unreleased? {
            Unreleased::Draft => self.words.get("draft"),
            Unreleased::Until(time) => {
                let local = time.to_zoned(self.site.config.zone.clone());
                let day = self.wording.day(local.date());
                self.words
                    .about("not-before", &[("day", &day), ("time", &local.strftime("%H:%M").to_string())])
            }
        })
    }

    /// Analysis or explainer, in words; nothing for a report.
    pub fn genre(&self, briefing: &Briefing) -> Option<String> {
        use crate::model::typed::briefing::Genre;
        match briefing.front.genre.get().copied().unwrap_or_default() {
            Genre::Briefing => None,
            Genre::Analysis => Some(self.words.get("genre-analysis")),
            Genre::Explainer => Some(self.words.get("genre-explainer")),
        }
    }
}

/// A local time with its distance from UTC (RFC 3339).
pub fn rfc3339(local: &Zoned) -> String {
    let form = if local.offset() == Offset::UTC { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%dT%H:%M:%S%:z" };
    local.strftime(form).to_string()
}

fn sunday(monday: Date) -> Date {
    monday.saturating_add(jiff::Span::new().days(6))
}

/// The briefings of three lists in order of publication as one.
pub fn merged(a: &[BriefingIdx], b: &[BriefingIdx], items: &[ItemRef]) -> Vec<BriefingIdx> {
    let mut all = [a, b].concat();
    all.extend(items.iter().map(|(idx, _)| *idx));
    all.sort_unstable();
    all.dedup();
    all
}

/// The part of a list in order of publication that a page shows: a year, or the newest.
pub fn shown<'l>(site: &Site, list: &'l [BriefingIdx], year: Option<i16>) -> &'l [BriefingIdx] {
    match year {
        Some(year) => {
            split_by_year(site, list).into_iter().find(|(of, _)| *of == year).map_or(&[], |(_, list)| list)
        }
        None => &list[list.len().saturating_sub(NEWEST)..],
    }
}

/// How many briefings in order of publication, and how many events in order of date, each year has;
/// in order of year.
pub fn years(site: &Site, briefings: &[BriefingIdx], events: &[EventIdx]) -> Vec<(i16, usize, usize)> {
    let mut years: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
    for (year, list) in split_by_year(site, briefings) {
        years.entry(year).or_default().0 += list.len();
    }
    for event in events {
        years.entry(site.event_year(*event)).or_default().1 += 1;
    }
    years.into_iter().map(|(year, (briefings, events))| (year, briefings, events)).collect()
}

/// Briefings in order of publication, as runs of one year each.
pub fn split_by_year<'l>(site: &Site, list: &'l [BriefingIdx]) -> Vec<(i16, &'l [BriefingIdx])> {
    let year = |idx: &BriefingIdx| site.briefing(*idx).item.day.year();
    list.chunk_by(|a, b| year(a) == year(b)).map(|run| (year(&run[0]), run)).collect()
}
