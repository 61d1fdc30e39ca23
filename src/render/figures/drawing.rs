//! What the charts of a series show, in words and values.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chart;
use super::view::{period_of, unit, voice};
use crate::model::graph::series::{Account, Accounts, Amount, Length, Verdict, Voice};
use crate::model::graph::site::Site;
use crate::model::typed::item::Qualifier;
use crate::model::typed::unit::Unit;
use crate::model::value::id::SeriesIdx;
use crate::render::figures::KeyView;
use crate::render::figures::chart::{Chart, Frame, Mark, Slot};
use crate::render::pages::{Links, SafeHtml};
use crate::render::wording::qualifier_key;
use crate::render::wording::{Wording, cut};

/// How many of the newest periods a chart shows.
const MOST_DRAWN: usize = 400;
/// How many accounts of a period are given in words.
const MOST_SAID: usize = 3;
/// How many of the newest periods a sparkline shows.
const MOST_IN_SPARK: usize = 40;
/// How many characters of a speaker's name a chart shows: a narrow one has room for no more.
const LONGEST_NAME: usize = 40;
/// Over more days than this, the axis names months.
const LONG: i32 = 400;

/// The qualifiers that have a sign of their own, and the key under which each is explained.
const SIGNS: [(&[Qualifier], Qualifier); 3] = [
    (&[Qualifier::About], Qualifier::About),
    (&[Qualifier::Over, Qualifier::AtLeast], Qualifier::Over),
    (&[Qualifier::Nearly, Qualifier::AtMost, Qualifier::UpTo], Qualifier::Nearly),
];

/// The periods of a chart, with the voices that it tells apart.
struct Drawn<'s> {
    slots: Vec<Slot>,
    voices: Vec<&'s Voice>,
}

/// The chart of some periods of a series, with what its signs mean.
pub(in crate::render) fn chart(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    periods: Range<usize>,
) -> (Option<SafeHtml>, Vec<KeyView>) {
    with_chart(site, links, wording, (idx, None), periods, |picture, voices| match picture.draw() {
        Some(html) => (Some((&html).into()), key(links, wording, voices, picture, unit(site, idx))),
        None => (None, Vec::new()),
    })
}

/// The charts of whole series side by side: on one time axis, and those with the same unit on one scale.
pub(super) fn side_by_side(
    site: &Site,
    links: &Links,
    wording: &Wording,
    all: &[SeriesIdx],
) -> Vec<(Option<SafeHtml>, Vec<KeyView>)> {
    let draw = |idx: &SeriesIdx| {
        let frame = if all.len() > 1 { frame(site, wording, all, unit(site, *idx)) } else { None };
        let periods = 0..site.series(*idx).periods.len();
        with_chart(site, links, wording, (*idx, frame), periods, |picture, voices| {
            match picture.draw_in_text() {
                Some(html) => (Some((&html).into()), key(links, wording, voices, picture, unit(site, *idx))),
                None => (None, Vec::new()),
            }
        })
    };
    all.iter().map(draw).collect()
}

/// What a chart in a given unit has in common with those beside it. Nothing if no series has a value.
fn frame(site: &Site, wording: &Wording, all: &[SeriesIdx], of: Option<&Unit>) -> Option<Frame> {
    let newest = |idx: &SeriesIdx| site.series(*idx).periods.iter().rev().take(MOST_DRAWN);
    let is_drawn = |period: &&Accounts| period.accounts.iter().any(|a| a.right_amount().is_some());
    let day = |period: &&Accounts| period.stretch.last;
    let first = all.iter().flat_map(newest).filter(is_drawn).min_by_key(day)?;
    let last = all.iter().flat_map(newest).filter(is_drawn).max_by_key(day)?;
    let is_long = is_long(first, last);
    let days = [first, last].map(|period| (day(&period), short_period(wording, period, is_long)));
    let of_unit =
        all.iter().filter(|idx| unit(site, **idx).map(|unit| &unit.other) == of.map(|unit| &unit.other));
    let amounts = of_unit.flat_map(newest).flat_map(|period| period.accounts.iter());
    let mut ends = [f64::INFINITY, f64::NEG_INFINITY];
    for amount in amounts.filter_map(Account::right_amount) {
        ends = [ends[0].min(amount.low), ends[1].max(amount.high)];
    }
    (ends[0] <= ends[1]).then_some(Frame { days, ends })
}

/// Whether the axis between two periods names months.
fn is_long(first: &Accounts, last: &Accounts) -> bool {
    let span = first.stretch.last.until(last.stretch.last);
    span.map_or(0, |span| span.get_days()) > LONG
}

/// The chart of a series as a file of its own (SVG 2). Nothing without a value.
pub(in crate::render) fn file(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
) -> Option<Vec<u8>> {
    let finding = finding(site, links, wording, idx).unwrap_or_default();
    let page = links.address(&links.series(idx).href);
    let from = format!("{} – {page}", wording.typeset(&site.config.title));
    with_chart(site, links, wording, (idx, None), 0..site.series(idx).periods.len(), |picture, _| {
        picture.file(&finding, &from)
    })
}

/// The chart of a series for a card, as wide as there is room. Nothing without a value.
pub(in crate::render) fn on_card(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    room: (f64, f64),
) -> Option<SafeHtml> {
    let svg =
        with_chart(site, links, wording, (idx, None), 0..site.series(idx).periods.len(), |picture, _| {
            picture.on_card(room)
        });
    svg.map(|svg| (&svg).into())
}

/// Whether a series has a value that can be drawn.
pub(in crate::render) fn is_drawn(site: &Site, idx: SeriesIdx) -> bool {
    let newest = site.series(idx).periods.iter().rev().take(MOST_DRAWN);
    newest.flat_map(|period| &period.accounts).any(|account| account.right_amount().is_some())
}

/// Passes on the chart of some periods of a series.
fn with_chart<T>(
    site: &Site,
    links: &Links,
    wording: &Wording,
    (idx, frame): (SeriesIdx, Option<Frame>),
    periods: Range<usize>,
    give: impl FnOnce(&Chart<'_>, &[&Voice]) -> T,
) -> T {
    let first = periods.start.max(periods.end.saturating_sub(MOST_DRAWN));
    let drawn = drawn(site, wording, idx, first..periods.end);
    let number = |value: f64| wording.numbers.short(value);
    let words = |amount: Amount| wording.amount(amount, None);
    let picture = Chart {
        title: links.series(idx).title,
        description: description(site, links, wording, idx, first..periods.end),
        voices: drawn.voices.iter().map(|of| cut(&voice(links, wording, of), LONGEST_NAME)).collect(),
        shares: unit(site, idx).is_some_and(Unit::is_percent),
        slots: drawn.slots,
        number: &number,
        words: &words,
        frame,
    };
    give(&picture, &drawn.voices)
}

/// A chart the size of a word, up to a period.
pub(in crate::render) fn spark(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    newest: usize,
) -> Option<SafeHtml> {
    let first = (newest + 1).saturating_sub(MOST_IN_SPARK);
    let drawn = drawn(site, wording, idx, first..newest + 1);
    let html = chart::spark(&drawn.slots, &description(site, links, wording, idx, first..newest + 1));
    html.map(|html| (&html).into())
}

/// The values of some periods. Those that were withdrawn, or whose speaker was wrong, are left out.
fn drawn<'s>(site: &'s Site, wording: &Wording, idx: SeriesIdx, range: Range<usize>) -> Drawn<'s> {
    let periods = &site.series(idx).periods[range.clone()];
    let mut voices: Vec<&Voice> = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    // Where each account is drawn: slot and mark.
    let mut known = BTreeMap::new();
    let mut drawn: Vec<Vec<Option<(usize, usize)>>> = Vec::new();
    let is_long = match periods {
        [first, .., last] => is_long(first, last),
        _ => false,
    };
    for period in periods {
        let mut marks = Vec::new();
        let mut places = vec![None; period.accounts.len()];
        for (account, place) in period.accounts.iter().zip(&mut places) {
            let Some(amount) = account.right_amount() else { continue };
            let voice = *known.entry(&account.voice).or_insert_with(|| {
                voices.push(&account.voice);
                voices.len() - 1
            });
            let previous = account.previous.and_then(|(before, at)| {
                let before = (before as usize).checked_sub(range.start)?;
                *drawn.get(before)?.get(at as usize)?
            });
            *place = Some((slots.len(), marks.len()));
            marks.push(Mark { voice, amount, previous });
        }
        drawn.push(places);
        if !marks.is_empty() {
            slots.push(Slot {
                label: short_period(wording, period, is_long),
                day: period.stretch.last,
                length: period.stretch.length,
                marks,
                differ: period.verdict() == Some(Verdict::Differ),
            });
        }
    }
    Drawn { slots, voices }
}

fn short_period(wording: &Wording, period: &Accounts, is_long: bool) -> String {
    let last = period.stretch.last;
    match period.stretch.length {
        Length::Months(months) if months % 12 == 0 && period.stretch.first.month() == 1 => {
            let (from, to) = (period.stretch.first.year(), last.year());
            if from == to { to.to_string() } else { format!("{from}–{to}") }
        }
        Length::Months(_) => wording.dates.short_month(last),
        Length::Moment | Length::Days(_) if is_long => wording.dates.short_month(last),
        Length::Moment | Length::Days(_) => wording.dates.short_day(last),
    }
}

/// The newest values of a series, with who gives them and the period counted over.
pub(in crate::render) fn finding(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
) -> Option<String> {
    let newest = newest_drawn(&site.series(idx).periods)?;
    let said = said(links, wording, newest, unit(site, idx));
    Some(format!("{said}, {}", period_of(site, wording, newest.accounts[0].figures[0])))
}

fn newest_drawn(periods: &[Accounts]) -> Option<&Accounts> {
    periods.iter().rev().find(|period| period.accounts.iter().any(|a| a.right_amount().is_some()))
}

/// `about 1,300 drones (Volodymyr Zelensky); 1,500 drones (Ukraine's air force)`.
fn said(links: &Links, wording: &Wording, period: &Accounts, unit: Option<&Unit>) -> String {
    let of = |account: &Account| {
        let amount = wording.amount(account.right_amount()?, unit);
        Some(format!("{amount} ({})", voice(links, wording, &account.voice)))
    };
    let mut all: Vec<String> = period.accounts.iter().filter_map(of).collect();
    let more = all.len().saturating_sub(MOST_SAID);
    all.truncate(MOST_SAID);
    let said = all.join("; ");
    if more == 0 { said } else { format!("{said} {}", wording.words.count("more-count", more)) }
}

/// What can be seen in a chart: how many periods, the lowest, the highest and the newest values.
fn description(site: &Site, links: &Links, wording: &Wording, idx: SeriesIdx, range: Range<usize>) -> String {
    let periods = &site.series(idx).periods[range];
    let unit = unit(site, idx);
    let amounts =
        || periods.iter().flat_map(|period| period.accounts.iter().filter_map(Account::right_amount));
    let lowest = amounts().min_by(|a, b| a.low.total_cmp(&b.low));
    let highest = amounts().max_by(|a, b| a.high.total_cmp(&b.high));
    let newest = newest_drawn(periods);
    let (Some(lowest), Some(highest), Some(newest)) = (lowest, highest, newest) else {
        return links.series(idx).title;
    };
    let words = |amount: Amount| wording.amount(amount, unit);
    wording.words.about(
        "chart-description",
        &[
            ("name", &links.series(idx).title),
            ("low", &words(lowest)),
            ("high", &words(highest)),
            ("newest", &said(links, wording, newest, unit)),
            ("period", &period_of(site, wording, newest.accounts[0].figures[0])),
        ],
    )
}

/// What those signs mean that a chart does not explain itself, and where its axis starts.
fn key(
    links: &Links,
    wording: &Wording,
    voices: &[&Voice],
    chart: &Chart<'_>,
    unit: Option<&Unit>,
) -> Vec<KeyView> {
    let bare = |title: String| KeyView { sign: SafeHtml::none(), title };
    let mut key: Vec<KeyView> =
        unit.map(|unit| bare(wording.words.named("chart-unit", &unit.other))).into_iter().collect();
    if !chart.is_in_words() {
        if voices.len() > 1 {
            key.extend(voices.iter().enumerate().map(|(n, of)| KeyView {
                sign: (&chart::voice_key(n)).into(),
                title: voice(links, wording, of),
            }));
        }
        key.extend(exactness(wording, &chart.slots));
    }
    if chart.slots.iter().any(|slot| slot.differ) {
        let title = wording.words.get("accounts-differ");
        key.push(KeyView { sign: (&chart::differ_key()).into(), title });
    }
    if chart.is_cut() {
        key.push(bare(wording.words.get("axis-cut")));
    }
    key
}

/// The meaning of the signs that say how exact a value is.
fn exactness(wording: &Wording, slots: &[Slot]) -> Vec<KeyView> {
    let mut key = Vec::new();
    let amounts = || slots.iter().flat_map(|slot| slot.marks.iter().map(|mark| mark.amount));
    for (qualifiers, sign) in SIGNS {
        let used: Vec<Qualifier> = qualifiers
            .iter()
            .copied()
            .filter(|q| amounts().any(|a| !a.is_range() && a.qualifier == Some(*q)))
            .collect();
        if !used.is_empty() {
            let words = used.iter().map(|qualifier| wording.words.named(qualifier_key(*qualifier), "…"));
            let title = words.collect::<Vec<_>>().join(", ");
            key.push(KeyView { sign: (&chart::exactness_key(sign)).into(), title });
        }
    }
    if amounts().any(Amount::is_range) {
        let title = wording.words.about("range", &[("from", "…"), ("to", "…")]);
        key.push(KeyView { sign: (&chart::exactness_key(Qualifier::Range)).into(), title });
    }
    key
}
