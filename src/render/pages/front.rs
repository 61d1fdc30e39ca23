//! What the front page has besides the newest edition: where all storylines stand, what is open, what lies
//! ahead.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::edition::Edition;
use crate::model::graph::series::Verdict;
use crate::model::graph::site::Site;
use crate::model::typed::storyline::Activity;
use crate::model::value::id::{BriefingIdx, EditionIdx, QuestionIdx, SeriesIdx, StorylineIdx};
use crate::render::figures::{self, GlanceView};
use crate::render::pages::storyline::{StorylineEntry, by_news, entry};
use crate::render::pages::years::merged;
use crate::render::pages::{
    EntryView, LinkView, Links, QuestionView, SafeHtml, Shared, WatchView, agenda, catch_up, date, edition,
    question,
};
use crate::render::wording::Wording;

/// How many storylines have a card.
const MOST_CARDS: usize = 9;
/// How many days the count on a card covers; the day of the newest briefing is the last.
const CARD_DAYS: i32 = 7;
/// For how many days accounts that differ stay on the page.
const DIFFERING_DAYS: i32 = 30;
/// How many series whose accounts differ it shows.
const MOST_DIFFERING: usize = 4;
/// How many questions, and how many watch items.
const MOST_ITEMS: usize = 5;
/// How many briefings that appear nowhere else on the page.
const MOST_RECENT: usize = 8;
/// How many briefings a visit is compared with.
const MOST_PUBLISHED: usize = 50;

/// What the front page has besides the newest edition.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrontView {
    /// The first paragraph of the lead, if the lead begins with one.
    pub opening: Option<SafeHtml>,
    /// The active storylines, those with the newest briefings first, nine at most.
    pub storylines: Vec<CardView>,
    /// The link to all storylines, if some have no card.
    pub all_storylines: Option<LinkView>,
    /// The newest figures of series whose accounts differ, from the last 30 days, four at most.
    pub differing: Vec<GlanceView>,
    /// The most recently asked questions without an answer, five at most.
    pub open: Vec<QuestionView>,
    /// What lies ahead, soonest first, five items at most.
    pub ahead: Vec<WatchView>,
    /// The newest briefings that appear nowhere else on the page, eight at most.
    pub recent: Vec<Shared<EntryView>>,
    /// The link to what changed lately.
    pub catch_up: Option<LinkView>,
    /// When the newest briefings were published, in seconds since 1970 with spaces between, newest first, 50 at most.
    pub published: String,
}

/// A storyline on the front page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CardView {
    /// The storyline.
    pub storyline: StorylineEntry,
    /// How many briefings it had in the seven days up to the newest one, in words; nothing if it had none.
    pub fresh: Option<String>,
    /// A chart the size of a word, of its first series that has one.
    pub spark: Option<SafeHtml>,
    /// The series of that chart.
    pub series: Option<LinkView>,
}

/// What the front page has besides the newest edition.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, idx: EditionIdx) -> FrontView {
    let edition = &site.editions[idx.at()];
    let is_active = |idx: &StorylineIdx| {
        let storyline = site.storyline(*idx);
        let status = storyline.item.front.status.get().copied().unwrap_or_default();
        status == Activity::Active && !storyline.links.portions.is_empty()
    };
    let mut active: Vec<StorylineIdx> = by_news(site).into_iter().filter(is_active).collect();
    active.truncate(MOST_CARDS);
    let storylines: Vec<CardView> = active.iter().map(|idx| card(site, links, wording, *idx)).collect();
    let rest = active.len() < site.storylines.len();
    FrontView {
        opening: edition::opening(site, edition.lead()),
        all_storylines: rest.then(|| links.list("storylines")),
        differing: differing(site, links, wording),
        open: open(site).into_iter().map(|idx| question::view(site, links, wording, idx)).collect(),
        ahead: agenda::dated(site)
            .0
            .into_iter()
            .take(MOST_ITEMS)
            .map(|idx| agenda::view(site, links, wording, idx))
            .collect(),
        recent: recent(site, links, edition, &active),
        catch_up: catch_up::is_there(site).then(|| links.list("catch-up")),
        published: site
            .briefings
            .iter()
            .rev()
            .take(MOST_PUBLISHED)
            .map(|briefing| briefing.item.published.as_second().to_string())
            .collect::<Vec<_>>()
            .join(" "),
        storylines,
    }
}

fn card(site: &Site, links: &Links, wording: &Wording, idx: StorylineIdx) -> CardView {
    let portions = &site.storyline(idx).links.portions;
    let first = date::first_of(site.newest_day(), CARD_DAYS);
    let from = portions.partition_point(|portion| site.briefing(portion.briefing).item.day < first);
    let fresh = merged(&portions[from..], &[], &[]).len();
    let mut series = site.storyline(idx).links.series.iter();
    let drawn = series.find_map(|series| {
        let newest = site.series(*series).periods.len().checked_sub(1)?;
        Some((links.series(*series), figures::spark(site, links, wording, *series, newest)?))
    });
    let (series, spark) = drawn.unzip();
    CardView {
        storyline: entry(site, links, wording, idx),
        fresh: (fresh > 0).then(|| {
            wording.words.count_of("briefings-of-week", fresh, &wording.dates.short_day(site.newest_day()))
        }),
        spark,
        series,
    }
}

/// The series whose newest accounts differ, those of the newest briefings first.
fn differing(site: &Site, links: &Links, wording: &Wording) -> Vec<GlanceView> {
    let first = date::first_of(site.newest_day(), DIFFERING_DAYS);
    let newest = |idx: &SeriesIdx| {
        let period = site.series(*idx).periods.last()?;
        let reports = period.accounts.iter().flat_map(|account| &account.figures);
        let reported = reports.map(|(briefing, _)| site.briefing(*briefing).item.day).max()?;
        (period.verdict() == Some(Verdict::Differ) && reported >= first).then_some(reported)
    };
    let all = (0..site.series.len()).map(SeriesIdx::new);
    let mut found: Vec<(Date, SeriesIdx)> = all.filter_map(|idx| Some((newest(&idx)?, idx))).collect();
    found.sort_by_key(|(reported, _)| Reverse(*reported));
    let found: Vec<SeriesIdx> = found.into_iter().take(MOST_DIFFERING).map(|(_, idx)| idx).collect();
    figures::glances(site, links, wording, &found)
}

/// The most recently asked questions without an answer, newest first.
fn open(site: &Site) -> Vec<QuestionIdx> {
    let all = (0..site.questions.len()).map(QuestionIdx::new);
    let mut open: Vec<QuestionIdx> = all.filter(|idx| site.questions[idx.at()].is_open()).collect();
    open.sort_by_key(|idx| Reverse(site.questions[idx.at()].first()));
    open.truncate(MOST_ITEMS);
    open
}

/// The newest briefings that neither the edition nor a card has.
fn recent(site: &Site, links: &Links, edition: &Edition, cards: &[StorylineIdx]) -> Vec<Shared<EntryView>> {
    let newest = cards.iter().filter_map(|idx| site.storyline(*idx).links.portions.last());
    let of_cards = newest.filter(|portion| portion.section.is_none()).map(|portion| portion.briefing);
    let shown: BTreeSet<BriefingIdx> = edition.briefings.iter().copied().chain(of_cards).collect();
    let all = (0..site.briefings.len()).rev().map(BriefingIdx::new);
    links.entries(all.filter(|idx| !shown.contains(idx)).take(MOST_RECENT))
}
