//! Storylines.

use serde::Serialize;

use super::archive::ArchiveLink;
use super::{
    EntryView, GlanceView, LinkView, MentionedView, PageView, SafeHtml, Shared, Views, merged, shown,
    split_by_year,
};
use crate::model::date::When;
use crate::model::id::{BriefingIdx, StorylineIdx, Target};
use crate::model::storyline::{Activity, Direction, Trend};
use crate::model::url::UrlPath;
use crate::render::NEWEST;

/// A storyline.
#[derive(Debug, Clone, Serialize)]
pub struct StorylineView {
    /// Its name.
    pub title: String,
    /// What it is.
    pub summary: Option<String>,
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

/// A storyline in the index.
#[derive(Debug, Clone, Serialize)]
pub struct StorylineEntry {
    /// Its name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// What it is.
    pub summary: Option<String>,
    /// Active, dormant or closed, in words.
    pub status: String,
    /// Which way things go.
    pub trend: Option<TrendView>,
    /// How many briefings it has, in words.
    pub count: String,
    /// Its newest briefing.
    pub newest: Option<Shared<EntryView>>,
}

impl Views {
    /// The link to the index of storylines.
    pub fn storylines_link(&self) -> LinkView {
        self.link(&self.words.get("storylines"), &UrlPath::folder(["storylines"]))
    }

    /// The index of storylines.
    pub fn storylines_page(&self) -> (PageView, Vec<StorylineEntry>) {
        let LinkView { title, .. } = self.storylines_link();
        let page = self.page(title, None, &UrlPath::folder(["storylines"]), vec![self.front_link()]);
        let entries = self.site.storylines.iter().map(|storyline| {
            let list = &storyline.links.briefings;
            StorylineEntry {
                title: self.typeset(&storyline.item.title),
                href: self.site.config.base.href(&storyline.item.url()),
                summary: self.text(storyline.item.front.summary.text()),
                status: self.status(storyline.item.front.status.get().copied().unwrap_or_default()),
                trend: storyline.item.front.trend.get().map(|trend| self.trend(trend)),
                count: self.words.count("briefings-count", list.len()),
                newest: self.entries(list.last().copied()).pop(),
            }
        });
        (page, entries.collect())
    }

    /// A storyline with its newest briefings, or those of a year.
    pub fn storyline_page(&self, idx: StorylineIdx, year: Option<i16>) -> (PageView, StorylineView) {
        let linked = self.site.storyline(idx);
        let (storyline, links) = (&linked.item, &linked.links);
        let url = storyline.url();
        let view = StorylineView {
            title: self.typeset(&storyline.title),
            summary: self.text(storyline.front.summary.text()),
            status: self.status(storyline.front.status.get().copied().unwrap_or_default()),
            trend: storyline.front.trend.get().map(|trend| self.trend(trend)),
            body: (&linked.body.html).into(),
            reviewed: storyline.front.reviewed.get().map(|point| self.when(When::At(*point))),
            parent: links.parent.map(|parent| self.storyline(parent)),
            children: links.children.iter().map(|child| self.storyline(*child)).collect(),
            key: self.dossiers(&links.key),
            series: self.glances(&links.series),
            year,
            entries: self.entries(shown(&self.site, &links.briefings, year).iter().rev().copied()),
            mentions: self.mentioned(Target::Storyline(idx), shown(&self.site, &links.mentioned_in, year)),
            years: self.year_links(
                &url,
                &merged(&links.briefings, &links.mentioned_in, &[]),
                links.briefings.len().max(links.mentioned_in.len()) > NEWEST,
            ),
            extra: storyline.front.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        };
        let mut breadcrumbs = vec![self.front_link(), self.storylines_link()];
        let (title, url) = match year {
            Some(year) => {
                breadcrumbs
                    .push(LinkView { title: view.title.clone(), href: self.site.config.base.href(&url) });
                (format!("{}, {year}", view.title), url.of_year(year))
            }
            None => (view.title.clone(), url),
        };
        let mut page = self.page(title, view.summary.clone(), &url, breadcrumbs);
        page.language = self.foreign(storyline.front.lang.text());
        (page, view)
    }

    /// The pages that split a list by year, newest first; none unless it `is_long`.
    pub(super) fn year_links(&self, url: &UrlPath, list: &[BriefingIdx], is_long: bool) -> Vec<ArchiveLink> {
        if !is_long {
            return Vec::new();
        }
        let links = split_by_year(&self.site, list).into_iter().rev().map(|(year, list)| ArchiveLink {
            title: year.to_string(),
            href: self.site.config.base.href(&url.of_year(year)),
            count: self.words.count("briefings-count", list.len()),
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
