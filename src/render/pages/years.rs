//! Lists that are split by year when they grow long, and years that are split into pages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::{BaseUrl, UrlPath};
use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::section::Portion;
use crate::model::graph::series::{Accounts, year_of};
use crate::model::graph::site::Site;
use crate::model::graph::thread::{EventThread, QuestionThread};
use crate::model::value::id::{BriefingIdx, DossierIdx, EventIdx, SeriesIdx, StorylineIdx};
use crate::render::NEWEST;
use crate::render::pages::{ArchiveLink, LinkView, Links, Shared};
use crate::render::wording::Wording;

/// How many pages before the current one, and how many after it, are linked by number.
const AROUND: usize = 3;

/// The pages of a list that does not fit on one page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PagesView {
    /// The first page, the last, and those around this one. The first has the oldest.
    pub numbers: Vec<NumberView>,
    /// The page before, with what is older.
    pub previous: Option<LinkView>,
    /// The page after, with what is newer.
    pub next: Option<LinkView>,
}

/// A page of a list, by its number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NumberView {
    /// The number.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// Whether it is the current one.
    pub current: bool,
    /// Whether pages are left out before it.
    pub skips: bool,
}

/// A page whose lists are split by year when one of them grows long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Listing {
    Storyline(StorylineIdx),
    Dossier(DossierIdx),
    Series(SeriesIdx),
    Timeline,
    Questions,
    Quotes,
    Corrections,
}

impl Listing {
    fn url(self, site: &Site) -> UrlPath {
        match self {
            Self::Storyline(idx) => site.storyline(idx).item.url(),
            Self::Dossier(idx) => site.dossier(idx).item.url(&site.config),
            Self::Series(idx) => UrlPath::series(&site.config.file.series.0[idx.at()].0.value),
            Self::Timeline => UrlPath::folder(["timeline"]),
            Self::Questions => UrlPath::folder(["questions"]),
            Self::Quotes => UrlPath::folder(["quotes"]),
            Self::Corrections => UrlPath::folder(["corrections"]),
        }
    }
}

/// Something that belongs to a year. Lists of it are in order of their years.
pub(in crate::render) trait Dated {
    /// The year.
    fn year(&self, site: &Site) -> i16;

    /// Whether all entries take the same room, so that a page is found without looking at those before it.
    const EVEN: bool = true;

    /// How much room it takes; a page has room for 50.
    fn room(&self) -> usize {
        1
    }
}

impl Dated for BriefingIdx {
    fn year(&self, site: &Site) -> i16 {
        site.briefing(*self).item.day.year()
    }
}

impl Dated for Portion {
    fn year(&self, site: &Site) -> i16 {
        self.briefing.year(site)
    }
}

impl Dated for ItemRef {
    fn year(&self, site: &Site) -> i16 {
        self.0.year(site)
    }
}

/// The year it begins in.
impl Dated for EventThread {
    fn year(&self, site: &Site) -> i16 {
        self.when.first_day(&site.config.zone).year()
    }
}

impl Dated for EventIdx {
    fn year(&self, site: &Site) -> i16 {
        site.events[self.at()].year(site)
    }
}

/// The year it was first asked in.
impl Dated for QuestionThread {
    fn year(&self, site: &Site) -> i16 {
        self.first().year(site)
    }
}

/// The year it ends in. Three figures of a period take as much room as one.
impl Dated for Accounts {
    fn year(&self, _: &Site) -> i16 {
        year_of(self)
    }

    const EVEN: bool = false;

    fn room(&self) -> usize {
        self.accounts.iter().map(|account| account.figures.len()).sum::<usize>().div_ceil(3)
    }
}

/// The part of a list that a page shows, by position: the newest, or those of a page of a year.
pub(in crate::render) fn range<T: Dated>(site: &Site, list: &[T], leaf: Option<Leaf>) -> Range<usize> {
    let Some(Leaf { year, number }) = leaf else {
        return list.len() - fitting(list.iter().rev())..list.len();
    };
    let Range { start, end } = of_year(site, list, year);
    if T::EVEN {
        let start = (start + (number - 1) * NEWEST).min(end);
        return start..(start + NEWEST).min(end);
    }
    let page = cut(&list[start..end]).nth(number - 1).unwrap_or_default();
    start + page.start..start + page.end
}

/// How many of some entries a page has room for; one at least.
fn fitting<'l, T: Dated + 'l>(entries: impl Iterator<Item = &'l T>) -> usize {
    let mut room = 0;
    let fits = |(n, entry): &(usize, &T)| {
        room += entry.room();
        *n == 0 || room <= NEWEST
    };
    entries.enumerate().take_while(fits).count()
}

/// The pages of the entries of a year, from the oldest on.
fn cut<T: Dated>(list: &[T]) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        next += fitting(list[start..].iter());
        (next > start).then_some(start..next)
    })
}

/// The part of a list that belongs to a year, by position.
pub(in crate::render) fn of_year<T: Dated>(site: &Site, list: &[T], year: i16) -> Range<usize> {
    let from = list.partition_point(|entry| entry.year(site) < year);
    from..list.partition_point(|entry| entry.year(site) <= year)
}

/// The part of a list that a page shows: the newest, or those of a page of a year.
pub(in crate::render) fn shown<'l, T: Dated>(site: &Site, list: &'l [T], leaf: Option<Leaf>) -> &'l [T] {
    &list[range(site, list, leaf)]
}

/// The briefings of three lists in order of publication as one.
pub(in crate::render) fn merged(
    portions: &[Portion],
    briefings: &[BriefingIdx],
    items: &[ItemRef],
) -> Vec<BriefingIdx> {
    let mut all = briefings.to_vec();
    all.extend(portions.iter().map(|portion| portion.briefing));
    all.extend(items.iter().map(|(idx, _)| *idx));
    all.sort_unstable();
    all.dedup();
    all
}

/// What a year of a list has.
#[derive(Debug, Clone, Copy)]
struct Year {
    year: i16,
    /// How many pages it takes up.
    pages: usize,
    /// How many there are, and of what: the key of the words.
    count: (&'static str, usize),
}

/// The years of every list that is split, in order. Made once, because a long list has many pages.
#[derive(Debug, Default)]
pub struct Splits(BTreeMap<Listing, Vec<Year>>);

impl Splits {
    /// Looks through all lists.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let mut splits = Self::default();
        for (n, storyline) in site.storylines.iter().enumerate() {
            let links = &storyline.links;
            let lists = Lists {
                portions: &links.portions,
                mentions: &links.mentioned_in,
                items: &[],
                events: &links.events,
            };
            splits.add(Listing::Storyline(StorylineIdx::new(n)), lists.years(site));
        }
        for (n, dossier) in site.dossiers.iter().enumerate() {
            let links = &dossier.links;
            let lists = Lists {
                portions: &links.about,
                mentions: &links.mentioned_in,
                items: &links.quotes,
                events: &links.events,
            };
            splits.add(Listing::Dossier(DossierIdx::new(n)), lists.years(site));
        }
        let is_split = |periods: &[Accounts]| fitting(periods.iter().rev()) < periods.len();
        for (n, series) in site.series.iter().enumerate().filter(|(_, of)| is_split(&of.periods)) {
            splits.add(Listing::Series(SeriesIdx::new(n)), counted(site, &series.periods, "periods-count"));
        }
        if site.events.len() > NEWEST {
            splits.add(Listing::Timeline, counted(site, &site.events, "events-count"));
        }
        // Not by state, so that no page disappears when a question is answered.
        if site.questions.len() > NEWEST {
            let first: Vec<ItemRef> = site.questions.iter().map(QuestionThread::first).collect();
            splits.add(Listing::Questions, Lists { items: &first, ..Lists::default() }.years_of(site));
        }
        for (listing, items) in [(Listing::Quotes, &site.quotes), (Listing::Corrections, &site.corrections)] {
            splits.add(listing, Lists { items, ..Lists::default() }.years(site));
        }
        splits
    }

    fn add(&mut self, listing: Listing, years: Vec<Year>) {
        if !years.is_empty() {
            self.0.insert(listing, years);
        }
    }

    /// The pages of the years of a list, if it is split.
    pub(in crate::render) fn leaves(&self, listing: Listing) -> impl Iterator<Item = Leaf> {
        let years = self.0.get(&listing).into_iter().flatten();
        years.flat_map(|of| (1..=of.pages).map(|number| Leaf { year: of.year, number }))
    }

    /// How many pages a year of a list takes up.
    pub(in crate::render) fn pages(&self, listing: Listing, year: i16) -> usize {
        let years = self.0.get(&listing).map_or(&[][..], Vec::as_slice);
        years.binary_search_by_key(&year, |of| of.year).map_or(1, |n| years[n].pages)
    }

    /// The links to the years of every list that is split, newest first.
    pub(in crate::render) fn links(
        &self,
        site: &Site,
        wording: &Wording,
    ) -> BTreeMap<Listing, Vec<Shared<ArchiveLink>>> {
        let links = |(listing, years): (&Listing, &Vec<Year>)| {
            let url = listing.url(site);
            let link = |of: &Year| {
                let link = ArchiveLink {
                    title: of.year.to_string(),
                    href: site.config.base.href(&url.of_year(of.year)),
                    count: wording.words.count(of.count.0, of.count.1),
                };
                Shared::new(&link)
            };
            (*listing, years.iter().rev().map(link).collect())
        };
        self.0.iter().map(links).collect()
    }
}

/// The lists of a page, each cut on its own.
#[derive(Default)]
struct Lists<'s> {
    portions: &'s [Portion],
    mentions: &'s [BriefingIdx],
    items: &'s [ItemRef],
    events: &'s [EventIdx],
}

impl Lists<'_> {
    /// The years; empty unless one of the lists is long.
    fn years(&self, site: &Site) -> Vec<Year> {
        let lengths = [self.portions.len(), self.mentions.len(), self.items.len(), self.events.len()];
        if lengths.iter().any(|length| *length > NEWEST) { self.years_of(site) } else { Vec::new() }
    }

    fn years_of(&self, site: &Site) -> Vec<Year> {
        let briefings = merged(self.portions, self.mentions, self.items);
        let mut years: BTreeMap<i16, Year> = BTreeMap::new();
        // A year without briefings shows how many events it has.
        for (key, counts) in
            [("events-count", counts(site, self.events)), ("briefings-count", counts(site, &briefings))]
        {
            for (year, count) in counts {
                years.entry(year).or_insert(Year { year, pages: 1, count: (key, count) }).count =
                    (key, count);
            }
        }
        let lists = [
            counts(site, self.portions),
            counts(site, self.mentions),
            counts(site, self.items),
            counts(site, self.events),
        ];
        for (year, count) in lists.into_iter().flatten() {
            if let Some(of) = years.get_mut(&year) {
                of.pages = of.pages.max(count.div_ceil(NEWEST));
            }
        }
        years.into_values().collect()
    }
}

/// The years of a single list, with how much of something each has.
fn counted<T: Dated>(site: &Site, list: &[T], key: &'static str) -> Vec<Year> {
    let year = |run: &[T]| Year {
        year: run[0].year(site),
        pages: if T::EVEN { run.len().div_ceil(NEWEST) } else { cut(run).count() },
        count: (key, run.len()),
    };
    list.chunk_by(|a, b| a.year(site) == b.year(site)).map(year).collect()
}

/// How many entries of a list each year has.
fn counts<T: Dated>(site: &Site, list: &[T]) -> Vec<(i16, usize)> {
    let runs = list.chunk_by(|a, b| a.year(site) == b.year(site));
    runs.map(|run| (run[0].year(site), run.len())).collect()
}

/// What tells a page of a list apart from the others.
pub(in crate::render) struct Placed {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: UrlPath,
    /// The pages of the list that are above it.
    pub above: Vec<LinkView>,
    /// The pages of the same year, if there are several.
    pub pages: Option<PagesView>,
}

/// Where a page of a list is: the page of the list itself, whose link is given, or a page of a year.
pub(in crate::render) fn placed(
    site: &Site,
    links: &Links,
    wording: &Wording,
    listing: Listing,
    whole: LinkView,
    leaf: Option<Leaf>,
) -> Placed {
    let url = listing.url(site);
    let Some(leaf) = leaf else {
        return Placed { title: whole.title, url, above: Vec::new(), pages: None };
    };
    let of_year = url.of_year(leaf.year);
    let title = format!("{}, {}", whole.title, leaf.year);
    let mut above = vec![whole];
    if leaf.number > 1 {
        above.push(links.link(&leaf.year.to_string(), &of_year));
    }
    Placed {
        title: numbered(wording, title, leaf.number),
        url: leaf.of(&url),
        above,
        pages: pages(&site.config.base, &of_year, leaf.number, links.pages(listing, leaf.year)),
    }
}

/// The title of a page of a list: from the second one on, with its number.
pub(in crate::render) fn numbered(wording: &Wording, title: String, number: usize) -> String {
    if number == 1 { title } else { wording.words.count_of("page-of-list", number, &title) }
}

/// The links from a page of a list to the others; nothing for a single page.
pub(in crate::render) fn pages(
    base: &BaseUrl,
    list: &UrlPath,
    number: usize,
    count: usize,
) -> Option<PagesView> {
    if count < 2 {
        return None;
    }
    let link = |number: usize| LinkView::new(number.to_string(), base.href(&list.numbered(number)));
    let near = number.saturating_sub(AROUND).max(1)..=(number + AROUND).min(count);
    let shown: BTreeSet<usize> = near.chain([1, count]).collect();
    let mut last = 0;
    let numbers = shown.into_iter().map(|n| {
        let skips = n > last + 1;
        last = n;
        let LinkView { title, href, .. } = link(n);
        NumberView { title, href, current: n == number, skips }
    });
    Some(PagesView {
        numbers: numbers.collect(),
        previous: (number > 1).then(|| link(number - 1)),
        next: (number < count).then(|| link(number + 1)),
    })
}
