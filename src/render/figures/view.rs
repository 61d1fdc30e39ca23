//! Figures: on their briefing, beside what others say, and as series.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::drawing;
use super::glance::glances;
use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::cards::CardOf;
use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::series::{Account, Amount, Verdict, Voice, period_or_day};
use crate::model::graph::site::Site;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Series;
use crate::model::typed::item::Qualifier;
use crate::model::typed::unit::Unit;
use crate::model::value::date::{Period, When};
use crate::model::value::doubt::Doubt;
use crate::model::value::id::{BriefingIdx, SectionIdx, SeriesIdx, StorylineIdx};
use crate::render::pages::card;
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{
    ArchiveLink, CorrectionView, DateView, LinkView, Links, PageView, SafeHtml, Shared, correction, page,
};
use crate::render::wording::Wording;

/// How many accounts of others are shown beside a briefing's own.
const MOST_OTHERS: usize = 6;
/// How many further figures of one account are named.
const MOST_RESTATED: usize = 3;
/// How many other series of its storylines.
const MOST_OF_STORYLINES: usize = 8;

/// A figure: how much, who says so, from where.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// How much, in words: `about 1,300 drones`, or the speaker's own words.
    pub value: String,
    /// The number behind the speaker's own words: `60 people`.
    pub number: Option<String>,
    /// Who says so. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// When it was said, in words; nothing if neither the briefing nor its source says when.
    pub said: Option<String>,
    /// The doubt about its period, in words, unless the other figures beside it share it.
    pub doubt: Option<String>,
    /// Its sources.
    pub sources: Vec<LinkView>,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Whether it was withdrawn.
    pub retracted: bool,
    /// What was there before a correction of what was reported.
    pub was: Option<String>,
    /// Whether its speaker was wrong: the value is still the speaker's, and `correction` has the right one.
    pub mistaken: bool,
    /// A note.
    pub note: Option<String>,
    /// How it compares with the same speaker's last comparable figure.
    pub change: Option<ChangeView>,
    /// What was wrong with it.
    pub correction: Option<CorrectionView>,
    /// Other values that the same speaker gave for the same period, each with the day it was said, or the day
    /// of the report.
    pub restated: Vec<LinkView>,
    /// The briefing that has it.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub date: DateView,
}

/// How a figure compares with an earlier one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeView {
    /// `up`, `down`, `same` or `unclear`, for classes.
    pub is: &'static str,
    /// The same in words: `down about 200 (13%)`.
    pub text: String,
    /// The earlier figure with its period.
    pub from: LinkView,
}

/// The figures of a series for one period: one, or accounts side by side.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AccountsView {
    /// The series.
    pub series: LinkView,
    /// The period counted over, in words: `week to 21 December 2025`.
    pub period: String,
    /// Whether accounts differ or speakers agree, in words; nothing for a single account.
    pub verdict: Option<String>,
    /// Whether accounts differ.
    pub differ: bool,
    /// The figures.
    pub figures: Vec<FigureView>,
    /// What is said elsewhere about the same thing, six accounts at most. Empty on the page of the series.
    pub others: Vec<FigureView>,
}

/// A series in a list: its newest figures and a small chart.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GlanceView {
    /// A chart the size of a word; nothing for a single period.
    pub spark: Option<SafeHtml>,
    /// The newest figures.
    pub accounts: AccountsView,
}

/// A series of figures.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SeriesView {
    /// The place it is about.
    pub place: Option<Shared<LinkView>>,
    /// A note.
    pub note: Option<String>,
    /// The newest values, with who gives them and the period counted over.
    pub finding: Option<String>,
    /// The chart: of the whole series, or of the year on its first page.
    pub chart: Option<SafeHtml>,
    /// What the signs in the chart mean.
    pub key: Vec<KeyView>,
    /// The periods, newest first: the newest 50, or those on this page of the year.
    pub periods: Vec<AccountsView>,
    /// The storylines it belongs to.
    pub storylines: Vec<Shared<LinkView>>,
    /// Other series of those storylines, eight at most.
    pub others: Vec<LinkView>,
    /// The link to all figures as CSV.
    pub csv: String,
    /// The link to all figures as CSV with a second row of HXL tags.
    pub hxl: String,
    /// The link to all figures as JSON.
    pub json: String,
    /// The link to the chart as a file; nothing without a chart.
    pub svg: Option<String>,
    /// The HTML that other sites can use to show the chart; nothing without a chart, or if the site has no
    /// address.
    pub embed: Option<String>,
    /// The year, if this page has the periods of one year only.
    pub year: Option<i16>,
    /// The pages of each year, newest first; empty while one page holds everything.
    pub years: Vec<Shared<ArchiveLink>>,
}

/// A sign in a chart with its meaning.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KeyView {
    /// The sign.
    pub sign: SafeHtml,
    /// What it means.
    pub title: String,
}

/// All series that have figures, in the order of `site.yaml`.
pub(in crate::render) fn index_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
) -> (PageView, Vec<GlanceView>) {
    let page = page::of_list(site, links, wording, "figures");
    let all = (0..site.series.len()).map(SeriesIdx::new);
    (page, glances(site, links, wording, &all.collect::<Vec<_>>()))
}

/// A series with its newest periods, or those of a page of a year.
pub(in crate::render) fn series_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    leaf: Option<Leaf>,
) -> (PageView, SeriesView) {
    let ties = site.series(idx);
    let (id, series) = declared(site, idx);
    let periods = years::range(site, &ties.periods, leaf);
    let drawn = match leaf {
        None => Some(0..ties.periods.len()),
        Some(Leaf { year, number: 1 }) => Some(years::of_year(site, &ties.periods, year)),
        Some(_) => None,
    };
    let (chart, key) = match drawn {
        Some(drawn) => drawing::chart(site, links, wording, idx, drawn),
        None => (None, Vec::new()),
    };
    let svg = drawing::is_drawn(site, idx).then(|| site.config.base.href(&UrlPath::series_file(id, "svg")));
    let view = SeriesView {
        place: ties.place.map(|place| links.dossier(place)),
        note: wording.text(series.note.text()),
        finding: drawing::finding(site, links, wording, idx),
        chart,
        key,
        periods: periods.rev().map(|n| accounts(site, links, wording, idx, n, None)).collect(),
        storylines: ties.storylines.iter().map(|storyline| links.storyline(*storyline)).collect(),
        others: others(site, idx).into_iter().map(|series| links.series(series)).collect(),
        csv: site.config.base.href(&UrlPath::series_file(id, "csv")),
        hxl: site.config.base.href(&UrlPath::series_file(id, "hxl.csv")),
        json: site.config.base.href(&UrlPath::series_file(id, "json")),
        embed: svg.as_ref().filter(|_| site.config.base.is_absolute()).map(|svg| embed(links, idx, svg)),
        svg,
        year: leaf.map(|leaf| leaf.year),
        years: links.years(Listing::Series(idx)),
    };
    let at = (links.series(idx), vec![links.front(), links.list("figures")]);
    let (mut page, _) =
        page::of_split(site, links, wording, Listing::Series(idx), at, leaf, view.note.clone());
    if leaf.is_none() {
        card::set(site, links, wording, &mut page, CardOf::Series(idx));
    }
    (page, view)
}

/// Other series of the storylines of a series, each once.
fn others(site: &Site, idx: SeriesIdx) -> Vec<SeriesIdx> {
    let mut others = Vec::new();
    let of = |storyline: &StorylineIdx| &site.storyline(*storyline).links.series;
    for series in site.series(idx).storylines.iter().flat_map(of) {
        if others.len() == MOST_OF_STORYLINES {
            break;
        }
        if *series != idx && !others.contains(series) {
            others.push(*series);
        }
    }
    others
}

/// The HTML that shows the chart of a series on another site.
fn embed(links: &Links, idx: SeriesIdx, svg: &str) -> String {
    let series = links.series(idx);
    let (page, picture) = (links.address(&series.href), links.address(svg));
    let [page, picture, title] = [&page, &picture, &series.title].map(|text| Html::escape(text));
    let (page, picture, title) = (page.as_str(), picture.as_str(), title.as_str());
    format!("<a href=\"{page}\"><img src=\"{picture}\" alt=\"{title}\" width=\"720\" loading=\"lazy\"></a>")
}

/// The figures of a briefing: those of one series and period together, in the order of the
/// front matter.
pub(in crate::render) fn of_briefing(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<AccountsView> {
    of_portion(site, links, wording, idx, |_| true)
}

/// The figures of those sections of a briefing that are shown, and of what is in none; in the same order.
pub(in crate::render) fn of_portion(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
    shows: impl Fn(Option<SectionIdx>) -> bool,
) -> Vec<AccountsView> {
    let groups = grouped(site, &[idx]).into_iter().filter_map(|(series, n, mut own)| {
        own.retain(|item| shows(placed(site, *item).section));
        (!own.is_empty()).then(|| accounts(site, links, wording, series, n, Some(&own)))
    });
    groups.collect()
}

/// The figures of briefings by series and period, in order of first appearance there.
pub(super) fn grouped(site: &Site, briefings: &[BriefingIdx]) -> Vec<(SeriesIdx, usize, Vec<ItemRef>)> {
    let mut groups: Vec<(SeriesIdx, usize, Vec<ItemRef>)> = Vec::new();
    let mut places = BTreeMap::new();
    for briefing in briefings {
        for (at, figure) in (0..).zip(&site.briefing(*briefing).links.figures) {
            let Some(series) = figure.series else { continue };
            let period = figure.account.0 as usize;
            let place = *places.entry((series, period)).or_insert(groups.len());
            if place == groups.len() {
                groups.push((series, period, Vec::new()));
            }
            groups[place].2.push((*briefing, at));
        }
    }
    groups
}

/// The figures of a period: all accounts, or `own` ones with the others beside them.
pub(in crate::render) fn accounts(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    n: usize,
    own: Option<&[ItemRef]>,
) -> AccountsView {
    let period = &site.series(idx).periods[n];
    let all = 0..period.accounts.len();
    let (own, others): (Vec<ItemRef>, Vec<ItemRef>) = match own {
        None => (all.map(|account| period.current(account)).collect(), Vec::new()),
        Some(own) => {
            let of_own = own.iter().map(|item| placed(site, *item).account.1 as usize);
            let of_own: BTreeSet<usize> = of_own.collect();
            let others =
                all.filter(|at| !of_own.contains(at) && period.accounts[*at].right_amount().is_some());
            (own.to_vec(), others.take(MOST_OTHERS).map(|at| period.current(at)).collect())
        }
    };
    // A doubt that not all figures share is shown beside those that have it.
    let doubts = || own.iter().chain(&others).map(|item| doubt(site, *item));
    let first = doubts().next().unwrap_or_default();
    let shared = if doubts().all(|doubt| doubt == first) { first } else { Doubt::default() };
    let views = |items: &[ItemRef]| -> Vec<FigureView> {
        let view = |item: &ItemRef| {
            let mut view = view(site, links, wording, *item);
            let doubt = doubt(site, *item);
            let is_shown = doubt != shared && doubt != Doubt::default();
            view.doubt = is_shown.then(|| wording.period_doubt(doubt));
            view
        };
        items.iter().map(view).collect()
    };
    let verdict = period.verdict();
    AccountsView {
        series: links.series(idx),
        period: wording.doubted(days_of(site, wording, period.accounts[0].figures[0]), shared),
        verdict: verdict.map(|verdict| match verdict {
            Verdict::Differ => wording.words.get("accounts-differ"),
            Verdict::Agree(speakers) => wording.words.count("accounts-agree", speakers),
        }),
        differ: verdict == Some(Verdict::Differ),
        figures: views(&own),
        others: views(&others),
    }
}

/// The doubt about a figure's period.
fn doubt(site: &Site, item: ItemRef) -> Doubt {
    typed(site, item).1.period.get().map(|period| period.doubt).unwrap_or_default()
}

/// A figure of a briefing.
fn view(site: &Site, links: &Links, wording: &Wording, item: ItemRef) -> FigureView {
    let (briefing, figure) = typed(site, item);
    let ties = placed(site, item);
    let id = briefing.anchors.figures[item.1 as usize].clone();
    let unit = ties.series.and_then(|series| unit(site, series));
    let typed = match &figure.value[..] {
        [] => None,
        [one] => Some((one.value, one.value)),
        [one, other, ..] => Some((one.value, other.value)),
    };
    let qualifier = figure.qualifier.get().copied();
    let typed = typed.map(|(one, other)| Amount::new(one.value(), other.value(), qualifier));
    let number = typed.map(|amount| wording.amount(amount, unit)).unwrap_or_default();
    let own_words = wording.text(figure.wording.text());
    let first = own_words.clone().unwrap_or_else(|| number.clone());
    let correction = ties.correction.map(|n| correction::view(site, links, wording, item.0, n));
    let reported = correction.as_ref().filter(|_| !ties.is_mistaken);
    let now = reported.and_then(|correction| correction.now.clone());
    let was =
        reported.filter(|_| now.is_some()).map(|correction| correction.was.clone().unwrap_or(first.clone()));
    let is_corrected = now.is_some();
    let status = figure.status.get().copied();
    let account = ties.series.map(|series| site.series(series).account(ties.account));
    FigureView {
        href: links.item(briefing, &id),
        id,
        value: now.unwrap_or(first),
        number: own_words.filter(|words| !is_corrected && !has_number(words, &number)).map(|_| number),
        by: links.parties(&ties.by),
        said: said(site, wording, item),
        doubt: None,
        sources: ties.sources.iter().map(|cited| links.cited(*cited, site.briefing(item.0))).collect(),
        status: status.map(|status| wording.certainty(status)),
        retracted: ties.amount.is_none(),
        was,
        mistaken: ties.is_mistaken,
        note: wording.text(figure.note.text()),
        change: account.and_then(|account| change(site, links, wording, item, account)),
        correction,
        restated: account.map(|account| restated(site, links, wording, item, account)).unwrap_or_default(),
        briefing: links.briefing(item.0),
        date: links.published(item.0).clone(),
    }
}

/// The link to a figure: how much, and who says so.
pub(in crate::render) fn link(site: &Site, links: &Links, wording: &Wording, item: ItemRef) -> LinkView {
    let (briefing, figure) = typed(site, item);
    let ties = placed(site, item);
    let words =
        figure.wording.text().filter(|_| ties.correction.is_none()).map(|words| wording.typeset(words));
    let unit = ties.series.and_then(|series| unit(site, series));
    let value = words.or_else(|| ties.amount.map(|amount| wording.amount(amount, unit))).unwrap_or_default();
    let account = ties.series.map(|series| site.series(series).account(ties.account));
    let title = match account {
        Some(account) => format!("{value}, {}", voice(links, wording, &account.voice)),
        None => value,
    };
    links.item_link(&title, briefing, &briefing.anchors.figures[item.1 as usize])
}

/// How the figure that holds for an account compares with the account's last comparable one.
fn change(
    site: &Site,
    links: &Links,
    wording: &Wording,
    item: ItemRef,
    account: &Account,
) -> Option<ChangeView> {
    let series = placed(site, item).series?;
    if account.figures[account.current] != item {
        return None;
    }
    let amount = account.amount?;
    let previous = account.previous?;
    let earlier = site.series(series).account(previous);
    let from = earlier.amount?;
    let (earlier_item, unit) = (earlier.figures[earlier.current], unit(site, series));
    let (briefing, _) = typed(site, earlier_item);
    let title = format!("{}, {}", wording.amount(from, unit), period_of(site, wording, earlier_item));
    let anchor = &briefing.anchors.figures[earlier_item.1 as usize];
    let link = links.item_link(&title, briefing, anchor);
    let (is, text) = difference(wording, amount, from, unit);
    Some(ChangeView { is, text, from: link })
}

/// `down about 200 (13%)`. For ranges, the least and the greatest difference count.
fn difference(
    wording: &Wording,
    amount: Amount,
    from: Amount,
    unit: Option<&Unit>,
) -> (&'static str, String) {
    let exact = |a: f64, b: f64| {
        let digits = [a, b].map(|value| value.to_string().split('.').nth(1).map_or(0, str::len));
        format!("{:.*}", digits[0].max(digits[1]), a - b).parse::<f64>().unwrap_or(a - b)
    };
    let (least, most) = (exact(amount.low, from.high), exact(amount.high, from.low));
    if least == 0.0 && most == 0.0 {
        return ("same", wording.words.get("change-none"));
    }
    if least <= 0.0 && most >= 0.0 {
        return ("unclear", wording.words.get("change-unclear"));
    }
    let (is, key) = if least > 0.0 { ("up", "change-up") } else { ("down", "change-down") };
    let qualifier = if amount.is_plain() && from.is_plain() { None } else { Some(Qualifier::About) };
    let size = Amount::new(least.abs(), most.abs(), qualifier.filter(|_| least == most));
    let mut text = match unit {
        Some(unit) if unit.is_percent() => {
            let points = wording.amount(size, None);
            wording.words.named("percentage-points", &points)
        }
        unit => wording.amount(size, unit.filter(|unit| unit.is_currency())),
    };
    let share = (amount.low - from.low) / from.low * 100.0;
    let is_share = least == most && from.low != 0.0 && amount.low * from.low >= 0.0;
    if is_share && !unit.is_some_and(Unit::is_percent) && share.abs() >= 0.5 && share.abs() < 1000.0 {
        let share = wording.numbers.percent(share.abs().round());
        text = format!("{text} ({share})");
    }
    (is, wording.words.named(key, &text))
}

/// The other values of an account, oldest first.
fn restated(
    site: &Site,
    links: &Links,
    wording: &Wording,
    item: ItemRef,
    account: &Account,
) -> Vec<LinkView> {
    let own = placed(site, item).amount;
    let mut ties = Vec::new();
    for other in account.figures.iter().filter(|other| **other != item) {
        let Some(amount) = placed(site, *other).amount else { continue };
        let (briefing, figure) = typed(site, *other);
        if own.is_some_and(|own| own.is_same(amount)) || ties.len() == MOST_RESTATED {
            continue;
        }
        let value = figure.wording.text().map(|words| wording.typeset(words));
        let value = value.unwrap_or_else(|| {
            wording.amount(amount, placed(site, *other).series.and_then(|series| unit(site, series)))
        });
        let title = match said(site, wording, *other) {
            Some(day) => format!("{value}, {day}"),
            None => {
                let reported = wording.words.named("reported-on", &wording.dates.day(briefing.day));
                format!("{value}, {reported}")
            }
        };
        ties.push(links.item_link(&title, briefing, &briefing.anchors.figures[other.1 as usize]));
    }
    ties
}

/// When a figure was said, in words.
fn said(site: &Site, wording: &Wording, (idx, n): ItemRef) -> Option<String> {
    site.briefing(idx).said_of_figure(n as usize).map(|when| wording.when(when))
}

/// The period a figure was counted over, in words.
pub(in crate::render) fn period_of(site: &Site, wording: &Wording, item: ItemRef) -> String {
    wording.doubted(days_of(site, wording, item), doubt(site, item))
}

/// The same without the doubt about it.
fn days_of(site: &Site, wording: &Wording, item: ItemRef) -> String {
    let (briefing, figure) = typed(site, item);
    match period_or_day(figure.period.get().map(|period| period.value), briefing.day) {
        Period::During(when) => wording.dates.when(when),
        Period::WeekTo(day) => wording.words.named("period-week", &wording.dates.day(day)),
        Period::MonthTo(day) => wording.words.named("period-month", &wording.dates.day(day)),
        Period::AsOf(point) => wording.words.named("period-as-of", &wording.dates.when(When::At(point))),
    }
}

/// A figure as typed, with its briefing.
pub(in crate::render) fn typed(
    site: &Site,
    (idx, n): ItemRef,
) -> (&Briefing, &crate::model::typed::item::Figure) {
    let briefing = &site.briefing(idx).item;
    (briefing, &briefing.front.figures[n as usize].value)
}

/// A figure's place in the graph.
pub(in crate::render) fn placed(site: &Site, (idx, n): ItemRef) -> &crate::model::graph::site::FigureLinks {
    &site.briefing(idx).links.figures[n as usize]
}

/// A series as declared, with its id.
pub(in crate::render) fn declared(site: &Site, idx: SeriesIdx) -> (&str, &Series) {
    let (id, series) = &site.config.file.series.0[idx.at()];
    (&id.value, series)
}

/// What a series counts.
pub(in crate::render) fn unit(site: &Site, idx: SeriesIdx) -> Option<&Unit> {
    declared(site, idx).1.unit.get().filter(|unit| !unit.other.is_empty())
}

/// A voice in words.
pub(in crate::render) fn voice(links: &Links, wording: &Wording, voice: &Voice) -> String {
    let names: Vec<String> = match voice {
        Voice::Speakers(speakers) => links.parties(speakers).into_iter().map(|link| link.title).collect(),
        Voice::Outlets(outlets) => outlets.iter().map(|outlet| links.outlet(*outlet).title).collect(),
        Voice::Unknown => vec![wording.words.get("speaker-unknown")],
    };
    names.join(", ")
}

/// Whether words contain the number as it is written here.
fn has_number(words: &str, number: &str) -> bool {
    words.replace('\u{a0}', " ").contains(&number.replace('\u{a0}', " "))
}
