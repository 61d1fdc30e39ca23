//! The newest figures of series: on an edition, a storyline, a dossier.

use std::collections::BTreeMap;

use super::drawing;
use super::view::{AccountsView, GlanceView, accounts, declared, grouped, placed};
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::value::id::{EditionIdx, SeriesIdx, StorylineIdx};
use crate::render::pages::Links;
use crate::render::wording::Wording;

/// The newest figures of a series. Nothing for a series without any.
pub(in crate::render) fn glance(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
) -> Option<GlanceView> {
    let newest = site.series(idx).periods.len().checked_sub(1)?;
    Some(GlanceView {
        spark: drawing::spark(site, links, wording, idx, newest),
        accounts: accounts(site, links, wording, idx, newest, None),
    })
}

/// The newest figures of the series of a storyline. What belongs to sections of other storylines is left out, unless the
/// storyline names the series itself.
pub(in crate::render) fn of_storyline(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: StorylineIdx,
) -> Vec<GlanceView> {
    let storyline = site.storyline(idx);
    let is_own = |(briefing, at): &ItemRef| {
        let ties = &site.briefing(*briefing).links;
        let section = ties.figures[*at as usize].section;
        section.is_none_or(|of| ties.home_of(of).is_none()) || ties.storylines_of(section).any(|of| of == idx)
    };
    let is_typed = |series: SeriesIdx| {
        let id = declared(site, series).0;
        storyline.item.front.series.iter().any(|named| named.value.as_str() == id)
    };
    let glances = storyline.links.series.iter().filter_map(|series| {
        let periods = &site.series(*series).periods;
        let current = |n: usize| (0..periods[n].accounts.len()).map(move |at| periods[n].current(at));
        let (n, own) = (0..periods.len()).rev().find_map(|n| {
            let own: Vec<ItemRef> = current(n).filter(is_own).collect();
            (!own.is_empty()).then_some((n, own))
        })?;
        if is_typed(*series) || n + 1 == periods.len() && own.len() == periods[n].accounts.len() {
            return glance(site, links, wording, *series);
        }
        let accounts = accounts(site, links, wording, *series, n, Some(&own));
        Some(GlanceView {
            spark: drawing::spark(site, links, wording, *series, n),
            accounts: AccountsView { others: Vec::new(), verdict: None, differ: false, ..accounts },
        })
    });
    glances.collect()
}

/// The newest figures of some series.
pub(in crate::render) fn glances(
    site: &Site,
    links: &Links,
    wording: &Wording,
    series: &[SeriesIdx],
) -> Vec<GlanceView> {
    series.iter().filter_map(|idx| glance(site, links, wording, *idx)).collect()
}

/// The figures of an edition: for each series, those of the newest period it reports.
pub(in crate::render) fn of_edition(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: EditionIdx,
) -> Vec<GlanceView> {
    let glances = groups_of_edition(site, idx).into_iter().map(|(series, n, own)| GlanceView {
        spark: drawing::spark(site, links, wording, series, n),
        accounts: accounts(site, links, wording, series, n, Some(&own)),
    });
    glances.collect()
}

/// For each series that an edition reports, the newest period with the edition's own figures.
pub(in crate::render) fn groups_of_edition(
    site: &Site,
    idx: EditionIdx,
) -> Vec<(SeriesIdx, usize, Vec<ItemRef>)> {
    let mut newest: Vec<(SeriesIdx, usize, Vec<ItemRef>)> = Vec::new();
    let mut places = BTreeMap::new();
    for (series, n, items) in grouped(site, &site.editions[idx.at()].briefings) {
        // What one voice gives several times is shown once, as it was last given.
        let (mut own, mut of_account): (Vec<ItemRef>, _) = (Vec::new(), BTreeMap::new());
        for item in items {
            let at = *of_account.entry(placed(site, item).account).or_insert(own.len());
            if at == own.len() { own.push(item) } else { own[at] = item }
        }
        let at = *places.entry(series).or_insert(newest.len());
        if at == newest.len() {
            newest.push((series, n, own));
        } else if newest[at].1 < n {
            newest[at] = (series, n, own);
        }
    }
    newest
}
