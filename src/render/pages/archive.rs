//! Archives.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, EditionIdx};
use crate::render::NEWEST;
use crate::render::pages::{EntryView, LinkView, Links, PageView, Shared, page, years};
use crate::render::wording::Wording;

/// How many briefings of a month the archive of its year lists.
const NEWEST_OF_MONTH: usize = 5;

/// A part of an archive, with how much it holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ArchiveLink {
    /// What it is called.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// How much it holds, in words.
    pub count: String,
}

/// The archive of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct YearPage {
    /// The year.
    pub title: String,
    /// Its months, newest first.
    pub months: Vec<YearMonth>,
    /// The previous year with briefings.
    pub previous: Option<LinkView>,
    /// The next year with briefings.
    pub next: Option<LinkView>,
}

/// A month in the archive of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct YearMonth {
    /// The month in words.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// How many briefings it has, in words.
    pub count: String,
    /// Its newest briefings, newest first, five at most.
    pub entries: Vec<Shared<EntryView>>,
}

/// The archive of a month, or a page of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MonthPage {
    /// The month in words.
    pub title: String,
    /// Its editions, newest first. An edition that extends into the next month, or onto the next page,
    /// appears in both.
    pub editions: Vec<MonthEdition>,
    /// The previous month with briefings.
    pub previous: Option<LinkView>,
    /// The next month with briefings.
    pub next: Option<LinkView>,
}

/// An edition in the archive of a month.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MonthEdition {
    /// The day or days it covers, in words.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// Its number; nothing for briefings that no issue takes, which are listed under their day.
    pub number: Option<usize>,
    /// Its briefings of this month and page, in order of publication.
    pub entries: Vec<Shared<EntryView>>,
}

/// The archive of a year; `months` has the briefings of each month of the site.
pub(in crate::render) fn year_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    year: i16,
    months: &[((i16, i8), Vec<BriefingIdx>)],
) -> (PageView, YearPage) {
    let in_year = months.iter().filter(|((of, _), _)| *of == year).rev();
    let title = year.to_string();
    let link = |year: i16| links.link(&year.to_string(), &UrlPath::year(year));
    let view = YearPage {
        title: title.clone(),
        months: in_year
            .map(|((year, month), list)| YearMonth {
                title: wording.dates.month(*year, *month),
                href: site.config.base.href(&UrlPath::month(*year, *month)),
                count: wording.words.count("briefings-count", list.len()),
                entries: links.entries(list.iter().rev().take(NEWEST_OF_MONTH).copied()),
            })
            .collect(),
        previous: months.iter().map(|((of, _), _)| *of).rfind(|of| *of < year).map(link),
        next: months.iter().map(|((of, _), _)| *of).find(|of| *of > year).map(link),
    };
    (page::view(site, wording, title, None, &UrlPath::year(year), vec![links.front()]), view)
}

/// A page of the archive of a month, the nth of the site's months. A month is cut into pages as a year is
/// (see [`Leaf`]).
///
/// [`Leaf`]: crate::model::graph::plan::Leaf
pub(in crate::render) fn month_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    months: &[((i16, i8), Vec<BriefingIdx>)],
    n: usize,
    number: usize,
) -> (PageView, MonthPage) {
    let ((year, month), all) = &months[n];
    let list = all.chunks(NEWEST).nth(number - 1).unwrap_or_default();
    let url = UrlPath::month(*year, *month);
    let name = wording.dates.month(*year, *month);
    let title = years::numbered(wording, name.clone(), number);
    // By edition, in order of publication; what is in no edition is listed under its own day.
    let mut runs: Vec<(Option<EditionIdx>, Vec<BriefingIdx>)> = Vec::new();
    let mut places: BTreeMap<(Option<EditionIdx>, Option<Date>), usize> = BTreeMap::new();
    for idx in list {
        let linked = site.briefing(*idx);
        let key = (linked.links.edition, linked.links.edition.is_none().then_some(linked.item.day));
        let at = *places.entry(key).or_insert(runs.len());
        if at == runs.len() {
            runs.push((key.0, Vec::new()));
        }
        runs[at].1.push(*idx);
    }
    let editions = runs.into_iter().rev().map(|(idx, run)| {
        let (title, href) = match idx.map(|idx| links.edition(idx)) {
            Some(edition) => (edition.title.clone(), edition.href.clone()),
            None => (wording.dates.weekday(site.briefing(run[0]).item.day), String::new()),
        };
        MonthEdition {
            title,
            href,
            number: idx.map(|idx| site.editions[idx.at()].number),
            entries: links.entries(run),
        }
    });
    let neighbour = |n: Option<usize>| {
        let ((year, month), _) = n.and_then(|n| months.get(n))?;
        Some(links.link(&wording.dates.month(*year, *month), &UrlPath::month(*year, *month)))
    };
    let view = MonthPage {
        title: title.clone(),
        editions: editions.collect(),
        previous: neighbour(n.checked_sub(1)),
        next: neighbour(Some(n + 1)),
    };
    let mut breadcrumbs = vec![links.front(), links.link(&year.to_string(), &UrlPath::year(*year))];
    if number > 1 {
        breadcrumbs.push(links.link(&name, &url));
    }
    let page = page::view(site, wording, title, None, &url.numbered(number), breadcrumbs);
    let pages = years::pages(&site.config.base, &url, number, all.len().div_ceil(NEWEST));
    (PageView { pages, ..page }, view)
}
