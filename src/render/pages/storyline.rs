//! Storylines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::cards::CardOf;
use crate::model::graph::plan::Leaf;
use crate::model::graph::site::Site;
use crate::model::typed::storyline::{Activity, Direction, Trend};
use crate::model::value::date::When;
use crate::model::value::id::{QuestionIdx, StorylineIdx, Target};
use crate::render::feeds::Subject;
use crate::render::figures::GlanceView;
use crate::render::maps::{Atlas, MapView};
use crate::render::pages::shared;
use crate::render::pages::years::{Listing, merged, shown};
use crate::render::pages::{
    ArchiveLink, CatchUpDay, EntryView, EventView, LinkView, Links, MentionedView, PageView, QuestionView,
    SafeHtml, Shared, TextView, card, catch_up, event, mention, page, picture, question,
};
use crate::render::wording::Wording;
use crate::render::{feeds, figures, maps, twin};

/// How many open questions a storyline shows.
const MOST_OPEN: usize = 20;
/// How many answered ones.
const MOST_ANSWERED: usize = 5;

/// A storyline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StorylineView {
    /// Its name.
    pub title: String,
    /// What it is.
    pub summary: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// Active, dormant or closed, in words.
    pub status: String,
    /// Which way things are going.
    pub trend: Option<TrendView>,
    /// Where things stand.
    pub body: SafeHtml,
    /// When the text was last reviewed, in words.
    pub reviewed: Option<String>,
    /// Where it takes place, if it names places that are dots; none on a year's page.
    pub map: Option<MapView>,
    /// The storyline it is a part of.
    pub parent: Option<Shared<LinkView>>,
    /// The storylines that are parts of it.
    pub children: Vec<Shared<LinkView>>,
    /// What matters most in it.
    pub key: Vec<Shared<LinkView>>,
    /// The series of figures that belong to it, with their newest values; none on a year's page.
    pub series: Vec<GlanceView>,
    /// When its newest briefing was, in words.
    pub quiet: Option<String>,
    /// What changed in the 30 days up to its newest briefing, by day, newest first, 40 lines at most; none on
    /// a year's page.
    pub changed: Vec<CatchUpDay>,
    /// Its questions without an answer, newest first, 20 at most; none on a year's page.
    pub open: Vec<QuestionView>,
    /// Its most recently answered questions, five at most; none on a year's page.
    pub answered: Vec<QuestionView>,
    /// Its events, newest first: the newest 50, or those on this page of the year.
    pub events: Vec<EventView>,
    /// The year, if this page has the briefings of one year only.
    pub year: Option<i16>,
    /// Its briefings, newest first: those of the newest 50 that `changed` does not name, or those on this
    /// page of the year.
    pub entries: Vec<Shared<EntryView>>,
    /// The briefings whose text links to it, newest first: the newest 50, or those on this page of the year.
    pub mentions: Vec<MentionedView>,
    /// The pages with the briefings of each year, newest first; empty while one page holds them all.
    pub years: Vec<Shared<ArchiveLink>>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// Which way things are going.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TrendView {
    /// `improved`, `unchanged` or `deteriorated`, for classes.
    pub is: &'static str,
    /// The same in words.
    pub label: String,
    /// The reason.
    pub why: Option<String>,
    /// Since when, in words.
    pub date: Option<String>,
}

/// The index of storylines.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StorylinesPage {
    /// The text above the list.
    pub text: Option<Shared<TextView>>,
    /// Those that are active, in order of their newest briefing, newest first.
    pub active: Vec<StorylineEntry>,
    /// Those that are dormant or closed, in the same order.
    pub resting: Vec<StorylineEntry>,
}

/// A storyline in the index.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StorylineEntry {
    /// Its name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// What it is.
    pub summary: Option<String>,
    /// The language of these texts, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// Active, dormant or closed, in words.
    pub status: String,
    /// Which way things are going.
    pub trend: Option<TrendView>,
    /// How many briefings it has, in words.
    pub count: String,
    /// When its newest briefing was, in words.
    pub quiet: Option<String>,
    /// Its newest briefing.
    pub newest: Option<Shared<EntryView>>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// The index of storylines.
pub(in crate::render) fn index(site: &Site, links: &Links, wording: &Wording) -> (PageView, StorylinesPage) {
    let (page, text) = page::with_text(site, links, wording, "storylines", links.list("storylines"));
    let is_active = |idx: &StorylineIdx| {
        let status = site.storyline(*idx).item.front.status.get();
        status.is_none_or(|status| *status == Activity::Active)
    };
    let (active, resting): (Vec<StorylineIdx>, Vec<StorylineIdx>) =
        by_news(site).into_iter().partition(is_active);
    let entries =
        |list: Vec<StorylineIdx>| list.into_iter().map(|idx| entry(site, links, wording, idx)).collect();
    (page, StorylinesPage { text, active: entries(active), resting: entries(resting) })
}

/// All storylines, those with the newest briefings first.
pub(in crate::render) fn by_news(site: &Site) -> Vec<StorylineIdx> {
    let mut order: Vec<StorylineIdx> = (0..site.storylines.len()).map(StorylineIdx::new).collect();
    order.sort_by_key(|idx| std::cmp::Reverse(site.storyline(*idx).links.portions.last().copied()));
    order
}

pub(in crate::render) fn entry(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: StorylineIdx,
) -> StorylineEntry {
    let storyline = site.storyline(idx);
    let list = &storyline.links.portions;
    StorylineEntry {
        title: wording.typeset(&storyline.item.title),
        href: site.config.base.href(&storyline.item.url()),
        summary: wording.text(storyline.item.front.summary.text()),
        language: wording.foreign(storyline.item.front.lang.text()),
        direction: wording.direction(storyline.item.front.lang.text()),
        status: status(wording, storyline.item.front.status.get().copied().unwrap_or_default()),
        trend: trend_of(site, wording, idx),
        count: wording.words.count("briefings-count", merged(list, &[], &[]).len()),
        quiet: quiet(site, wording, idx),
        newest: links.entries(list.last().copied()).pop(),
        extra: shared::extra(&storyline.item.front.extra, &storyline.body),
    }
}

/// Which way a storyline goes.
pub(in crate::render) fn trend_of(site: &Site, wording: &Wording, idx: StorylineIdx) -> Option<TrendView> {
    site.storyline(idx).item.front.trend.get().map(|trend| trend_view(wording, trend))
}

/// When a storyline's newest briefing was published: a day, not an age, so that it stays true.
fn quiet(site: &Site, wording: &Wording, idx: StorylineIdx) -> Option<String> {
    let newest = site.storyline(idx).links.portions.last()?.briefing;
    Some(wording.words.named("last-briefing", &wording.dates.day(site.briefing(newest).item.day)))
}

/// A storyline with its newest briefings, or those of a page of a year. How things stand now is shown on the
/// first only: finding it again for each page of a long list would take too long.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    atlas: Option<&Atlas>,
    (idx, leaf): (StorylineIdx, Option<Leaf>),
) -> (PageView, StorylineView) {
    let linked = site.storyline(idx);
    let (storyline, ties) = (&linked.item, &linked.links);
    let (open, answered) =
        if leaf.is_none() { questions(site, links, wording, idx) } else { Default::default() };
    let changed = if leaf.is_none() { catch_up::of_storyline(site, links, wording, idx) } else { Vec::new() };
    let told = changed.iter().map(|day| day.steps.len()).sum();
    let view = StorylineView {
        title: wording.typeset(&storyline.title),
        summary: wording.text(storyline.front.summary.text()),
        unreleased: wording.unreleased(linked.unreleased),
        status: status(wording, storyline.front.status.get().copied().unwrap_or_default()),
        trend: storyline.front.trend.get().map(|trend| trend_view(wording, trend)),
        body: linked.html().into(),
        reviewed: storyline.front.reviewed.get().map(|point| wording.dates.when(When::At(*point))),
        map: if leaf.is_none() { maps::of_storyline(atlas, site, links, wording, idx) } else { None },
        parent: ties.parent.map(|parent| links.storyline(parent)),
        children: ties.children.iter().map(|child| links.storyline(*child)).collect(),
        key: links.dossiers(&ties.key),
        series: if leaf.is_none() { figures::of_storyline(site, links, wording, idx) } else { Vec::new() },
        quiet: quiet(site, wording, idx),
        changed,
        open,
        answered,
        events: event::shown(site, links, wording, &ties.events, leaf),
        year: leaf.map(|leaf| leaf.year),
        entries: links.entries(shown(site, &ties.portions, leaf).iter().rev().skip(told).copied()),
        mentions: mention::views(site, links, wording, Target::Storyline(idx), &ties.mentioned_in, leaf),
        years: links.years(Listing::Storyline(idx)),
        extra: shared::extra(&storyline.front.extra, &linked.body),
    };
    let whole = links.link_in(storyline.front.lang.text(), &storyline.title, &storyline.url());
    let at = (whole, vec![links.front(), links.list("storylines")]);
    let listing = Listing::Storyline(idx);
    let (mut page, url) = page::of_split(site, links, wording, listing, at, leaf, view.summary.clone());
    page.feed = feeds::link(site, wording, Subject::Storyline(idx));
    page.twin = leaf.is_none().then(|| twin::link(site, &url)).flatten();
    if leaf.is_none() && atlas.is_some_and(|atlas| maps::has_geojson(atlas, site, idx)) {
        page.geojson = Some(site.config.base.href(&storyline.url().places()));
    }
    page::set_language(wording, &mut page, storyline.front.lang.text());
    if leaf.is_none() {
        picture::set(site, wording, &mut page, &linked.body, &storyline.front.picture);
        card::set(site, links, wording, &mut page, CardOf::Storyline(idx));
    }
    (page, view)
}

/// The newest open questions of a storyline, and those answered most recently.
fn questions(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: StorylineIdx,
) -> (Vec<QuestionView>, Vec<QuestionView>) {
    let all = site.storyline(idx).links.questions.iter();
    let (open, mut answered): (Vec<&QuestionIdx>, Vec<&QuestionIdx>) =
        all.partition(|question| site.questions[question.at()].is_open());
    answered.sort_by_key(|question| site.questions[question.at()].answer);
    let views = |list: Vec<&QuestionIdx>, most: usize| -> Vec<QuestionView> {
        list.into_iter().rev().take(most).map(|idx| question::view(site, links, wording, *idx)).collect()
    };
    (views(open, MOST_OPEN), views(answered, MOST_ANSWERED))
}

pub(in crate::render) fn status(wording: &Wording, status: Activity) -> String {
    wording.words.get(match status {
        Activity::Active => "status-active",
        Activity::Dormant => "status-dormant",
        Activity::Closed => "status-closed",
    })
}

fn trend_view(wording: &Wording, trend: &Trend) -> TrendView {
    let (is, key) = match trend.is.get().copied().unwrap_or(Direction::Unchanged) {
        Direction::Improved => ("improved", "trend-improved"),
        Direction::Unchanged => ("unchanged", "trend-unchanged"),
        Direction::Deteriorated => ("deteriorated", "trend-deteriorated"),
    };
    TrendView {
        is,
        label: wording.words.get(key),
        why: wording.text(trend.why.text()),
        date: trend.date.get().map(|when| wording.dates.when(*when)),
    }
}
