//! Storylines.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::thread::days_between;
use crate::model::typed::storyline::{Activity, Direction, Trend};
use crate::model::value::date::When;
use crate::model::value::id::{BriefingIdx, EventIdx, QuestionIdx, StorylineIdx, Target};
use crate::render::NEWEST;
use crate::render::feeds::Subject;
use crate::render::figures::GlanceView;
use crate::render::pages::archive::ArchiveLink;
use crate::render::pages::metadata;
use crate::render::pages::{
    ChangesView, EntryView, EventView, LinkView, MentionedView, PageView, QuestionView, SafeHtml, Shared,
    TextView, Views, merged, shown, years,
};

/// How many open questions a storyline shows.
const MOST_OPEN: usize = 20;
/// How many answered ones.
const MOST_ANSWERED: usize = 5;

/// A storyline.
#[derive(Debug, Clone, Serialize)]
pub struct StorylineView {
    /// Its name.
    pub title: String,
    /// What it is.
    pub summary: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// Active, dormant or closed, in words.
    pub status: String,
    /// Which way things go.
    pub trend: Option<TrendView>,
    /// Where things stand.
    pub body: SafeHtml,
    /// When the text was last read through, in words.
    pub reviewed: Option<String>,
    /// The storyline it is a part of.
    pub parent: Option<Shared<LinkView>>,
    /// The storylines that are parts of it.
    pub children: Vec<Shared<LinkView>>,
    /// What matters most in it.
    pub key: Vec<Shared<LinkView>>,
    /// The series of figures that belong to it, with their newest values.
    pub series: Vec<GlanceView>,
    /// How long ago its newest briefing was, in words, seen from the newest briefing of the site.
    pub quiet: Option<String>,
    /// Its newest briefing.
    pub latest: Option<Shared<EntryView>>,
    /// What that one changed.
    pub changes: ChangesView,
    /// Its questions that wait for an answer, newest first, 20 at most.
    pub open: Vec<QuestionView>,
    /// Its questions that were answered last, five at most.
    pub answered: Vec<QuestionView>,
    /// Its events, newest first: the newest 50, or those of the year.
    pub events: Vec<EventView>,
    /// The year, if this page has the briefings of one year only.
    pub year: Option<i16>,
    /// Its briefings, newest first: the newest 50, or those of the year.
    pub entries: Vec<Shared<EntryView>>,
    /// The briefings whose text links to it, newest first: the newest 50, or those of the year.
    pub mentions: Vec<MentionedView>,
    /// The pages with the briefings of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// Which way things go.
#[derive(Debug, Clone, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
pub struct StorylinesPage {
    /// The text above the list.
    pub text: Option<Shared<TextView>>,
    /// Those that go on, in order of their newest briefing, newest first.
    pub active: Vec<StorylineEntry>,
    /// Those that are dormant or closed, in the same order.
    pub resting: Vec<StorylineEntry>,
}

/// A storyline in the index.
#[derive(Debug, Clone, Serialize)]
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
    /// Which way things go.
    pub trend: Option<TrendView>,
    /// How many briefings it has, in words.
    pub count: String,
    /// How long ago its newest briefing was, in words.
    pub quiet: Option<String>,
    /// Its newest briefing.
    pub newest: Option<Shared<EntryView>>,
}

impl Views {
    /// The link to the index of storylines.
    pub fn storylines_link(&self) -> LinkView {
        self.link(&self.words.get("storylines"), &UrlPath::folder(["storylines"]))
    }

    /// The index of storylines.
    pub fn storylines_page(&self) -> (PageView, StorylinesPage) {
        let (page, text) = self.list_of("storylines", self.storylines_link());
        let mut order: Vec<StorylineIdx> = (0..self.site.storylines.len()).map(StorylineIdx::new).collect();
        order.sort_by_key(|idx| std::cmp::Reverse(self.site.storyline(*idx).links.briefings.last().copied()));
        let is_active = |idx: &StorylineIdx| {
            let status = self.site.storyline(*idx).item.front.status.get();
            status.is_none_or(|status| *status == Activity::Active)
        };
        let (active, resting): (Vec<StorylineIdx>, Vec<StorylineIdx>) =
            order.into_iter().partition(is_active);
        let entries =
            |list: Vec<StorylineIdx>| list.into_iter().map(|idx| self.storyline_entry(idx)).collect();
        (page, StorylinesPage { text, active: entries(active), resting: entries(resting) })
    }

    fn storyline_entry(&self, idx: StorylineIdx) -> StorylineEntry {
        let storyline = self.site.storyline(idx);
        let list = &storyline.links.briefings;
        StorylineEntry {
            title: self.typeset(&storyline.item.title),
            href: self.site.config.base.href(&storyline.item.url()),
            summary: self.text(storyline.item.front.summary.text()),
            language: self.foreign(storyline.item.front.lang.text()),
            direction: self.direction(storyline.item.front.lang.text()),
            status: self.status(storyline.item.front.status.get().copied().unwrap_or_default()),
            trend: self.trend_of(idx),
            count: self.words.count("briefings-count", list.len()),
            quiet: self.quiet(idx),
            newest: self.entries(list.last().copied()).pop(),
        }
    }

    /// Which way a storyline goes.
    pub(in crate::render) fn trend_of(&self, idx: StorylineIdx) -> Option<TrendView> {
        self.site.storyline(idx).item.front.trend.get().map(|trend| self.trend(trend))
    }

    /// How long ago the newest briefing of a storyline was, seen from the newest of the site.
    fn quiet(&self, idx: StorylineIdx) -> Option<String> {
        let newest = self.site.storyline(idx).links.briefings.last()?;
        let days = days_between(self.site.briefing(*newest).item.day, self.newest_day());
        Some(self.days("last-briefing-days", days))
    }

    /// A storyline with its newest briefings, or those of a year.
    pub fn storyline_page(&self, idx: StorylineIdx, year: Option<i16>) -> (PageView, StorylineView) {
        let linked = self.site.storyline(idx);
        let (storyline, links) = (&linked.item, &linked.links);
        let url = storyline.url();
        let (open, mut answered): (Vec<&QuestionIdx>, Vec<&QuestionIdx>) =
            links.questions.iter().partition(|question| self.site.questions[question.at()].is_open());
        answered.sort_by_key(|question| self.site.questions[question.at()].answer);
        let view = StorylineView {
            title: self.typeset(&storyline.title),
            summary: self.text(storyline.front.summary.text()),
            unreleased: self.unreleased(linked.unreleased),
            status: self.status(storyline.front.status.get().copied().unwrap_or_default()),
            trend: storyline.front.trend.get().map(|trend| self.trend(trend)),
            body: (&linked.body.html).into(),
            reviewed: storyline.front.reviewed.get().map(|point| self.when(When::At(*point))),
            parent: links.parent.map(|parent| self.storyline(parent)),
            children: links.children.iter().map(|child| self.storyline(*child)).collect(),
            key: self.dossiers(&links.key),
            series: self.glances(&links.series),
            quiet: self.quiet(idx),
            latest: self.entries(links.briefings.last().copied()).pop(),
            changes: links.briefings.last().map(|newest| self.changes(*newest)).unwrap_or_default(),
            open: open.iter().rev().take(MOST_OPEN).map(|question| self.question(**question)).collect(),
            answered: answered
                .iter()
                .rev()
                .take(MOST_ANSWERED)
                .map(|question| self.question(**question))
                .collect(),
            events: self.events(&links.events, year),
            year,
            entries: self.entries(shown(&self.site, &links.briefings, year).iter().rev().copied()),
            mentions: self.mentioned(Target::Storyline(idx), shown(&self.site, &links.mentioned_in, year)),
            years: self.year_links(
                &url,
                &merged(&links.briefings, &links.mentioned_in, &[]),
                &links.events,
                links.briefings.len().max(links.mentioned_in.len()).max(links.events.len()) > NEWEST,
            ),
            extra: storyline.front.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        };
        let mut breadcrumbs = vec![self.front_link(), self.storylines_link()];
        let (title, url) = match year {
            Some(year) => {
                breadcrumbs.push(self.link_in(storyline.front.lang.text(), &storyline.title, &url));
                (format!("{}, {year}", view.title), url.of_year(year))
            }
            None => (view.title.clone(), url),
        };
        let mut page = self.page(title, view.summary.clone(), &url, breadcrumbs);
        page.feed = self.feed_link(Subject::Storyline(idx));
        page.linked_data =
            metadata::page(self, &url, &page.breadcrumbs, vec![metadata::storyline(self, idx)]);
        self.set_language(&mut page, storyline.front.lang.text());
        (page, view)
    }

    /// The pages that split lists by year, newest first; none unless one of them `is_long`.
    pub(in crate::render) fn year_links(
        &self,
        url: &UrlPath,
        briefings: &[BriefingIdx],
        events: &[EventIdx],
        is_long: bool,
    ) -> Vec<ArchiveLink> {
        if !is_long {
            return Vec::new();
        }
        let links =
            years(&self.site, briefings, events).into_iter().rev().map(|(year, briefings, events)| {
                let (key, count) =
                    if briefings > 0 { ("briefings-count", briefings) } else { ("events-count", events) };
                ArchiveLink {
                    title: year.to_string(),
                    href: self.site.config.base.href(&url.of_year(year)),
                    count: self.words.count(key, count),
                }
            });
        links.collect()
    }

    fn status(&self, status: Activity) -> String {
        self.words.get(match status {
            Activity::Active => "status-active",
            Activity::Dormant => "status-dormant",
            Activity::Closed => "status-closed",
        })
    }

    fn trend(&self, trend: &Trend) -> TrendView {
        let (is, key) = match trend.is.get().copied().unwrap_or(Direction::Unchanged) {
            Direction::Improved => ("improved", "trend-improved"),
            Direction::Unchanged => ("unchanged", "trend-unchanged"),
            Direction::Deteriorated => ("deteriorated", "trend-deteriorated"),
        };
        TrendView {
            is,
            label: self.words.get(key),
            why: self.text(trend.why.text()),
            date: trend.date.get().map(|when| self.when(*when)),
        }
    }
}
