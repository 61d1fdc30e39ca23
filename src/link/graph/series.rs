//! Arranges the figures of all briefings by series, period and voice, and compares them.
//!
//! In: the figures of each briefing with their amounts. Out: the periods of each series, with the
//! last comparable account of each. Nothing is rounded, averaged or picked.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::graph::refs::{Cited, ItemRef, Party};
use crate::model::graph::series::{Account, AccountRef, Accounts, Length, SeriesLinks, Stretch, Voice};
use crate::model::graph::site::{BriefingLinks, FigureLinks, Site};
use crate::model::value::id::{BriefingIdx, SeriesIdx, StorylineIdx};

/// Fills in the series, and each figure's account in them.
pub(in crate::link) fn connect(site: &mut Site) {
    let mut arranged: Vec<BTreeMap<Stretch, Gathered>> =
        site.series.iter().map(|_| BTreeMap::new()).collect();
    for (n, briefing) in site.briefings.iter().enumerate() {
        for (at, figure) in (0..).zip(&briefing.links.figures) {
            let Some(series) = figure.series else { continue };
            let gathered = arranged[series.at()].entry(figure.stretch).or_default();
            gathered.add(figure, voice(figure, &briefing.links), (BriefingIdx::new(n), at));
        }
    }
    for (series, periods) in site.series.iter_mut().zip(arranged) {
        series.periods =
            periods.into_iter().map(|(stretch, of)| Accounts { stretch, accounts: of.accounts }).collect();
        compare(series);
    }
    for n in 0..site.series.len() {
        refer(site, SeriesIdx::new(n));
    }
    for (n, storyline) in site.storylines.iter_mut().enumerate() {
        // After the typed ones, those that its briefings have figures of.
        let mut listed: BTreeSet<SeriesIdx> = storyline.links.series.iter().copied().collect();
        for briefing in &storyline.links.briefings {
            for series in site.briefings[briefing.at()].links.figures.iter().filter_map(|f| f.series) {
                if listed.insert(series) {
                    storyline.links.series.push(series);
                }
            }
        }
        for series in &storyline.links.series {
            site.series[series.at()].storylines.push(StorylineIdx::new(n));
        }
    }
}

/// Who gives a figure.
fn voice(figure: &FigureLinks, links: &BriefingLinks) -> Voice {
    if !figure.by.is_empty() {
        let speakers: BTreeSet<Party> = figure.by.iter().cloned().collect();
        return Voice::Speakers(speakers.into_iter().collect());
    }
    let outlet = |cited: &Cited| match *cited {
        Cited::Outlet(outlet) => Some(outlet),
        Cited::Own(n) => links.sources[n].outlet,
    };
    let outlets: BTreeSet<usize> = figure.sources.iter().filter_map(outlet).collect();
    match outlets.is_empty() {
        true => Voice::Unknown,
        false => Voice::Outlets(outlets.into_iter().collect()),
    }
}

/// The accounts of a period, while they are gathered.
#[derive(Default)]
struct Gathered {
    accounts: Vec<Account>,
    /// Where the account of a voice is. Voices that are not known are one only as far as they say the
    /// same, so what they say is part of the key.
    positions: BTreeMap<(Voice, Option<String>), usize>,
}

impl Gathered {
    /// Adds a figure to the account of its voice. What holds is the newest that is not taken back.
    fn add(&mut self, figure: &FigureLinks, voice: Voice, item: ItemRef) {
        let said = (voice == Voice::Unknown).then(|| format!("{:?}", figure.amount));
        let Self { accounts, positions } = self;
        let at = *positions.entry((voice.clone(), said)).or_insert_with(|| {
            let (figures, amount) = (Vec::new(), figure.amount);
            accounts.push(Account { voice, figures, current: 0, amount, previous: None });
            accounts.len() - 1
        });
        let account = &mut accounts[at];
        account.figures.push(item);
        if figure.amount.is_some() || account.amount.is_none() {
            account.current = account.figures.len() - 1;
            account.amount = figure.amount;
        }
    }
}

/// Finds for each account the last one of the same voice for an earlier period of the same length.
fn compare(series: &mut SeriesLinks) {
    let mut last: BTreeMap<(Voice, Length), AccountRef> = BTreeMap::new();
    for (n, period) in (0..).zip(&mut series.periods) {
        for (at, account) in (0..).zip(&mut period.accounts) {
            if account.voice == Voice::Unknown || account.amount.is_none() {
                continue;
            }
            account.previous = last.insert((account.voice.clone(), period.stretch.length), (n, at));
        }
    }
}

/// Tells the figures, storylines and dossiers of a series where they stand in it.
fn refer(site: &mut Site, idx: SeriesIdx) {
    let series = &site.series[idx.at()];
    let mut dossiers = BTreeSet::new();
    dossiers.extend(series.place);
    for (n, period) in (0..).zip(&series.periods) {
        for (at, account) in (0..).zip(&period.accounts) {
            for (briefing, figure) in &account.figures {
                site.briefings[briefing.at()].links.figures[*figure as usize].account = (n, at);
            }
            if let Voice::Speakers(speakers) = &account.voice {
                dossiers.extend(speakers.iter().filter_map(|party| match party {
                    Party::Dossier(dossier) => Some(*dossier),
                    Party::Name(_) => None,
                }));
            }
        }
    }
    if !series.periods.is_empty() {
        for dossier in dossiers {
            site.dossiers[dossier.at()].links.series.push(idx);
        }
    }
}
