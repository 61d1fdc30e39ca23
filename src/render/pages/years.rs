//! Lists that are split by year when they grow long.

use std::collections::BTreeMap;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::section::Portion;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, EventIdx};
use crate::render::NEWEST;
use crate::render::pages::{ArchiveLink, Links, PageView, page};
use crate::render::wording::Wording;

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

/// The part of a list in order of publication that a page shows: a year, or the newest.
pub(in crate::render) fn shown<'l, T: Copy + Into<Portion>>(
    site: &Site,
    list: &'l [T],
    year: Option<i16>,
) -> &'l [T] {
    match year {
        Some(year) => {
            split_by_year(site, list).into_iter().find(|(of, _)| *of == year).map_or(&[], |(_, list)| list)
        }
        None => &list[list.len().saturating_sub(NEWEST)..],
    }
}

/// How many briefings in order of publication, and how many events in order of date, each year has;
/// in order of year.
pub(in crate::render) fn years(
    site: &Site,
    briefings: &[BriefingIdx],
    events: &[EventIdx],
) -> Vec<(i16, usize, usize)> {
    let mut years: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
    for (year, list) in split_by_year(site, briefings) {
        years.entry(year).or_default().0 += list.len();
    }
    for event in events {
        years.entry(site.event_year(*event)).or_default().1 += 1;
    }
    years.into_iter().map(|(year, (briefings, events))| (year, briefings, events)).collect()
}

/// Briefings and sections in order of publication, as runs of one year each.
pub(in crate::render) fn split_by_year<'l, T: Copy + Into<Portion>>(
    site: &Site,
    list: &'l [T],
) -> Vec<(i16, &'l [T])> {
    let year = |entry: &T| site.briefing((*entry).into().briefing).item.day.year();
    list.chunk_by(|a, b| year(a) == year(b)).map(|run| (year(&run[0]), run)).collect()
}

/// What the page of a list of items has, and the pages of each year.
pub(super) fn items_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    folder: &str,
    year: Option<i16>,
    list: &[ItemRef],
) -> (PageView, Vec<ArchiveLink>) {
    let url = UrlPath::folder([folder]);
    let years = year_links(site, wording, &url, &merged(&[], &[], list), &[], list.len() > NEWEST);
    (page::of_list(site, links, wording, folder, year), years)
}

/// The part of a list in order of publication that a page shows: a year, or the newest.
pub(in crate::render) fn in_year<'l>(site: &Site, list: &'l [ItemRef], year: Option<i16>) -> &'l [ItemRef] {
    let of = |(idx, _): &ItemRef| site.briefing(*idx).item.day.year();
    match year {
        Some(year) => {
            let from = list.partition_point(|entry| of(entry) < year);
            &list[from..list.partition_point(|entry| of(entry) <= year)]
        }
        None => &list[list.len().saturating_sub(NEWEST)..],
    }
}

/// The pages that split lists by year, newest first; none unless one of them `is_long`.
pub(in crate::render) fn year_links(
    site: &Site,
    wording: &Wording,
    url: &UrlPath,
    briefings: &[BriefingIdx],
    events: &[EventIdx],
    is_long: bool,
) -> Vec<ArchiveLink> {
    if !is_long {
        return Vec::new();
    }
    let links = years(site, briefings, events).into_iter().rev().map(|(year, briefings, events)| {
        let (key, count) =
            if briefings > 0 { ("briefings-count", briefings) } else { ("events-count", events) };
        ArchiveLink {
            title: year.to_string(),
            href: site.config.base.href(&url.of_year(year)),
            count: wording.words.count(key, count),
        }
    });
    links.collect()
}
