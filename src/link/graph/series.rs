//! Arranges the figures of all briefings by series, period and voice, and compares them.
//!
//! In: the figures of each briefing with their amounts. Out: the periods of each series, with the
//! last comparable account of each. Nothing is rounded, averaged or picked.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::quantity::Quantity;
use crate::model::graph::corrected::{Corrected, CorrectionLinks};
use crate::model::graph::refs::{Cited, ItemRef, Party};
use crate::model::graph::section::Portion;
use crate::model::graph::series::{Account, AccountRef, Accounts, Length, SeriesLinks, Stretch, Voice};
use crate::model::graph::site::{BriefingLinks, FigureLinks, Site};
use crate::model::typed::item::CorrectionKind;
use crate::model::value::id::{BriefingIdx, SeriesIdx, StorylineIdx};

/// Fills in the series, and each figure's account in them.
pub(in crate::link) fn connect(site: &mut Site, diags: &mut Diagnostics) {
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
    mend(site, diags);
    for (n, storyline) in site.storylines.iter_mut().enumerate() {
        // After the typed ones, those that its briefings have figures of.
        let mut listed: BTreeSet<SeriesIdx> = storyline.links.series.iter().copied().collect();
        for Portion { briefing, section } in &storyline.links.portions {
            let links = &site.briefings[briefing.at()].links;
            let shown = |figure: &&FigureLinks| links.shows(*section, StorylineIdx::new(n), figure.section);
            for series in links.figures.iter().filter(shown).filter_map(|f| f.series) {
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
    let outlets: BTreeSet<usize> = figure.sources.iter().filter_map(|cited| outlet(*cited, links)).collect();
    match outlets.is_empty() {
        true => Voice::Unknown,
        false => Voice::Outlets(outlets.into_iter().collect()),
    }
}

/// The accounts of a period, while they are gathered.
#[derive(Default)]
struct Gathered {
    accounts: Vec<Account>,
    /// Where the account of a voice is. Unknown voices count as one only if they say the same, so what they
    /// say is part of the key.
    positions: BTreeMap<(Voice, Option<String>), usize>,
}

impl Gathered {
    /// Adds a figure to the account of its voice. The newest one that is not withdrawn holds.
    fn add(&mut self, figure: &FigureLinks, voice: Voice, item: ItemRef) {
        let said = (voice == Voice::Unknown).then(|| format!("{:?}", figure.amount));
        let Self { accounts, positions } = self;
        let at = *positions.entry((voice.clone(), said)).or_insert_with(|| {
            let (figures, amount) = (Vec::new(), figure.amount);
            accounts.push(Account { voice, figures, current: 0, amount, is_mistaken: false, previous: None });
            accounts.len() - 1
        });
        let account = &mut accounts[at];
        account.figures.push(item);
        if figure.amount.is_some() || account.amount.is_none() {
            account.current = account.figures.len() - 1;
            account.amount = figure.amount;
            account.is_mistaken = figure.is_mistaken;
        }
    }
}

/// Finds for each account the last one of the same voice for an earlier period of the same length.
fn compare(series: &mut SeriesLinks) {
    let mut last: BTreeMap<(Voice, Length), AccountRef> = BTreeMap::new();
    for (n, period) in (0..).zip(&mut series.periods) {
        for (at, account) in (0..).zip(&mut period.accounts) {
            if account.voice == Voice::Unknown || account.right_amount().is_none() {
                continue;
            }
            account.previous = last.insert((account.voice.clone(), period.stretch.length), (n, at));
        }
    }
}

/// Records for the figures and dossiers of a series where they are in it.
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

/// Finds the right figure for each one whose speaker was wrong.
fn mend(site: &mut Site, diags: &mut Diagnostics) {
    let mut known = BTreeMap::new();
    let mut found = Vec::new();
    for (n, briefing) in site.briefings.iter().enumerate() {
        for (at, correction) in briefing.links.corrections.iter().enumerate() {
            let Some(Corrected::Figure(figure)) = correction.item else { continue };
            let ties = &briefing.links.figures[figure];
            let typed = &briefing.item.front.corrections[at];
            let is_mended = ties.is_mistaken
                && ties.correction == Some(at as u32)
                && typed.value.kind.get() != Some(&CorrectionKind::Retraction);
            let Some(series) = ties.series.filter(|_| is_mended) else { continue };
            let period = (series, ties.account.0);
            let right = known.entry(period).or_insert_with(|| Right::new(site, period));
            match right.of(site, (BriefingIdx::new(n), figure as u32), correction) {
                Ok(item) => found.push((n, at, of_value(site, item, n, at))),
                Err((message, help)) => {
                    let span = typed.value.error.spanned().map_or(typed.span, |error| error.span);
                    let place = briefing.item.article.place(span);
                    diags.report(Diagnostic::at(Code::UnclearCorrection, place, message).help(help));
                }
            }
        }
    }
    for (n, at, item) in found {
        site.briefings[n].links.corrections[at].right = Some(item);
    }
}

/// Of the figures that the same voice gave for the period, the newest with the value that a correction says is right;
/// without one, the figure itself.
fn of_value(site: &Site, item: ItemRef, briefing: usize, correction: usize) -> ItemRef {
    let front = &site.briefings[briefing].item.front;
    let language = front.lang.text().unwrap_or(&site.config.language);
    let now = front.corrections[correction].value.now.text();
    let Some(now) = now.and_then(|now| Quantity::read(now, language).ok()) else { return item };
    let ties = |item: ItemRef| &site.briefing(item.0).links.figures[item.1 as usize];
    let Some(series) = ties(item).series else { return item };
    let has_value = |item: &&ItemRef| {
        let ties = ties(**item);
        ties.amount.is_some_and(|amount| (amount.low, amount.high) == (now.low, now.high))
            && !ties.is_mistaken
    };
    let figures = &site.series(series).account(ties(item).account).figures;
    figures.iter().rev().find(has_value).copied().unwrap_or(item)
}

/// The accounts of a period that are right, by what a correction can say of them.
struct Right {
    /// By their newest figures, in order.
    newest: Vec<(ItemRef, usize)>,
    of_voice: BTreeMap<Voice, usize>,
    of_outlet: BTreeMap<usize, Vec<usize>>,
}

impl Right {
    fn new(site: &Site, (series, period): (SeriesIdx, u32)) -> Self {
        let period = &site.series(series).periods[period as usize];
        let mut right = Self { newest: Vec::new(), of_voice: BTreeMap::new(), of_outlet: BTreeMap::new() };
        for (n, account) in period.accounts.iter().enumerate() {
            if account.right_amount().is_none() {
                continue;
            }
            right.newest.push((period.current(n), n));
            right.of_voice.insert(account.voice.clone(), n);
            for (briefing, figure) in &account.figures {
                let links = &site.briefing(*briefing).links;
                for outlet in links.figures[*figure as usize].sources.iter().filter_map(|c| outlet(*c, links))
                {
                    let of_outlet = right.of_outlet.entry(outlet).or_default();
                    if of_outlet.last() != Some(&n) {
                        of_outlet.push(n);
                    }
                }
            }
        }
        right.newest.sort_unstable();
        right
    }

    /// The figure that is right where another one is not: that of whoever the correction names, or else the
    /// only later one by another voice.
    fn of(
        &self,
        site: &Site,
        wrong: ItemRef,
        correction: &CorrectionLinks,
    ) -> Result<ItemRef, (String, String)> {
        let links = &site.briefing(wrong.0).links;
        let ties = &links.figures[wrong.1 as usize];
        let is_named = !correction.by.is_empty() || !correction.sources.is_empty();
        let mut found: Vec<usize> = Vec::new();
        if !correction.by.is_empty() {
            let speakers: BTreeSet<Party> = correction.by.iter().cloned().collect();
            found.extend(self.of_voice.get(&Voice::Speakers(speakers.into_iter().collect())));
        } else if is_named {
            let own = links.figures.iter().filter(|figure| {
                figure.series == ties.series
                    && figure.account.0 == ties.account.0
                    && figure.sources.iter().any(|source| correction.sources.contains(source))
            });
            found.extend(own.map(|figure| figure.account.1 as usize));
            let outlets = correction.sources.iter().filter_map(|cited| outlet(*cited, links));
            found.extend(
                outlets.filter_map(|outlet| self.of_outlet.get(&outlet)).flat_map(|of| of.iter().take(3)),
            );
        } else {
            let later = self.newest.partition_point(|(item, _)| *item <= wrong);
            found.extend(self.newest[later..].iter().map(|(_, account)| *account).take(3));
        }
        let is_other = |n: &usize| *n != ties.account.1 as usize;
        let found: BTreeSet<usize> = found.into_iter().filter(is_other).collect();
        let period = ties.series.map(|series| &site.series(series).periods[ties.account.0 as usize]);
        let right = |n: usize| {
            let period = period.filter(|period| period.accounts[n].right_amount().is_some())?;
            Some(period.current(n))
        };
        let (message, help) = match (found.len(), is_named) {
            (1, _) if let Some(item) = found.first().and_then(|n| right(*n)) => return Ok(item),
            (0 | 1, true) => (
                "nobody named in this correction gives a value for the same series and period",
                "add the right figure to `figures` of a briefing, with the same `by` as here",
            ),
            (0 | 1, false) => (
                "no later figure of the same series and period is another speaker's",
                "add the right figure to `figures` of a briefing, and name its speaker here with `by: ID`",
            ),
            _ => (
                "more than one figure of the same series and period could be the right one",
                "name the speaker of the right one here with `by: ID`",
            ),
        };
        Err((message.to_owned(), help.to_owned()))
    }
}

/// The outlet of what is cited.
fn outlet(cited: Cited, links: &BriefingLinks) -> Option<usize> {
    match cited {
        Cited::Outlet(outlet) => Some(outlet),
        Cited::Own(n) => links.sources[n].outlet,
    }
}
