//! Editions: the digest of a day or a week, which is also the front page while it is the newest.

use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::{Edition, Span};
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, EditionIdx, QuestionIdx, StorylineIdx, WatchIdx};
use crate::render::figures::GlanceView;
use crate::render::pages::{
    AnswerView, ChangesView, CorrectionView, EntryView, LinkView, PageView, QuestionView, QuoteView, Shared,
    SourceView, TrendView, Views, WatchView,
};

/// How many questions, watch items and quotes an edition shows of each; the briefings have them all.
const MOST_ITEMS: usize = 8;
/// How many earlier briefings of the lead's storyline.
const MOST_PREVIOUS: usize = 3;
/// How many quotes.
const MOST_QUOTES: usize = 3;
/// How many corrections.
const MOST_CORRECTIONS: usize = 3;

/// The digest of a day or a week.
#[derive(Debug, Clone, Serialize)]
pub struct EditionView {
    /// Its number, counted from the first edition on.
    pub number: usize,
    /// The day or days it covers, in words.
    pub title: String,
    /// The first day it covers, for `<time datetime>`.
    pub iso: String,
    /// The link to it.
    pub href: String,
    /// Its briefings in order of publication. Never empty.
    pub entries: Vec<Shared<EntryView>>,
    /// How many briefings it has, in words.
    pub count: String,
    /// What its first briefing changed.
    pub changes: ChangesView,
    /// What that briefing's storyline had before, newest first.
    pub previously: Vec<Shared<EntryView>>,
    /// The figures of its briefings, of each series those of the newest period, where accounts do
    /// not differ.
    pub figures: Vec<GlanceView>,
    /// The same, where accounts differ.
    pub differing: Vec<GlanceView>,
    /// The questions its briefings ask, eight at most.
    pub questions: Vec<QuestionView>,
    /// The answers they give, eight at most.
    pub answers: Vec<AnswerView>,
    /// What they say to look out for, eight items at most.
    pub watch: Vec<WatchView>,
    /// Words of others, whole sentences first, three at most.
    pub quotes: Vec<QuoteView>,
    /// The storylines that its briefings belong to, in the order they first stand there.
    pub storylines: Vec<MovedView>,
    /// The days of its week, from Monday on.
    pub week: Vec<DayView>,
    /// The last corrections up to its last day, newest first, three at most.
    pub corrections: Vec<CorrectionView>,
    /// The sources of its briefings, each once.
    pub sources: Vec<SourceView>,
    /// The edition before it.
    pub previous: Option<LinkView>,
    /// The edition after it.
    pub next: Option<LinkView>,
    /// Whether it is the newest one.
    pub newest: bool,
}

/// A storyline in an edition.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView {
    /// The storyline.
    pub storyline: Shared<LinkView>,
    /// Which way it goes.
    pub trend: Option<TrendView>,
    /// How many briefings of this edition belong to it, in words.
    pub count: String,
    /// Its last briefing before this edition.
    pub before: Option<Shared<EntryView>>,
}

/// A day of a week.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// The day in short: `22 Dec`.
    pub title: String,
    /// The day, for `<time datetime>`.
    pub iso: String,
    /// The link to its edition; empty if it has none of its own.
    pub href: String,
    /// How many briefings it has; zero for a quiet day.
    pub count: usize,
    /// Whether the edition at hand covers it alone.
    pub current: bool,
}

impl Views {
    /// An edition. On the front page its own page is the canonical one.
    pub fn edition_page(&self, idx: EditionIdx) -> (PageView, EditionView) {
        let edition = &self.site.editions[idx.at()];
        let title = self.edition_title(edition);
        let (Span::Day(first) | Span::Week(_, _, first)) = edition.span;
        let neighbour = |n: Option<usize>| {
            let edition = n.and_then(|n| self.site.editions.get(n))?;
            Some(LinkView::new(self.edition_title(edition), self.site.config.base.href(&edition.url())))
        };
        let (differing, figures) =
            self.edition_figures(idx).into_iter().partition(|item| item.accounts.differ);
        let newest = idx.at() + 1 == self.site.editions.len();
        let view = EditionView {
            number: idx.at() + 1,
            title: title.clone(),
            iso: first.to_string(),
            href: self.site.config.base.href(&edition.url()),
            entries: self.entries(edition.briefings.iter().copied()),
            count: self.words.count("briefings-count", edition.briefings.len()),
            changes: self.changes(edition.briefings[0]),
            previously: self.previously(edition.briefings[0], MOST_PREVIOUS),
            figures,
            differing,
            questions: self.edition_questions(edition),
            answers: edition
                .briefings
                .iter()
                .flat_map(|idx| self.answers_of(*idx))
                .take(MOST_ITEMS)
                .collect(),
            watch: self.edition_watch(edition),
            quotes: self.edition_quotes(edition),
            storylines: self.moved(edition),
            week: self.week(edition),
            corrections: self
                .edition_corrections(edition, newest)
                .into_iter()
                .map(|(briefing, n)| self.correction(briefing, n))
                .collect(),
            sources: self.edition_sources(edition),
            previous: neighbour(idx.at().checked_sub(1)),
            next: neighbour(Some(idx.at() + 1)),
            newest,
        };
        let lead = self.site.briefing(edition.briefings[0]).item.front.summary.text();
        let day = self.site.briefing(edition.briefings[0]).item.day;
        let breadcrumbs = vec![
            self.front_link(),
            self.link(&day.year().to_string(), &UrlPath::year(day.year())),
            self.link(&self.wording.month_alone(day.month()), &UrlPath::month(day.year(), day.month())),
        ];
        (self.page(title, self.text(lead), &edition.url(), breadcrumbs), view)
    }

    fn edition_questions(&self, edition: &Edition) -> Vec<QuestionView> {
        let mut seen: Vec<QuestionIdx> = Vec::new();
        for briefing in &edition.briefings {
            for question in self.site.briefing(*briefing).links.questions.iter().filter_map(|q| q.question) {
                if !seen.contains(&question) && seen.len() < MOST_ITEMS {
                    seen.push(question);
                }
            }
        }
        seen.into_iter().map(|question| self.question(question)).collect()
    }

    fn edition_watch(&self, edition: &Edition) -> Vec<WatchView> {
        let mut seen: Vec<WatchIdx> = Vec::new();
        for briefing in &edition.briefings {
            for item in self.site.briefing(*briefing).links.watch.iter().filter_map(|item| item.watch) {
                if !seen.contains(&item) && seen.len() < MOST_ITEMS {
                    seen.push(item);
                }
            }
        }
        seen.into_iter().map(|item| self.watch(item)).collect()
    }

    fn edition_quotes(&self, edition: &Edition) -> Vec<QuoteView> {
        let all = edition.briefings.iter().flat_map(|idx| {
            let count = self.site.briefing(*idx).item.front.quotes.len();
            (0..count).map(|n| (*idx, n as u32))
        });
        let mut quotes: Vec<QuoteView> = all.map(|item| self.quote(item)).filter(|q| !q.paraphrase).collect();
        quotes.sort_by_key(|quote| !quote.sentence);
        quotes.truncate(MOST_QUOTES);
        quotes
    }

    fn edition_sources(&self, edition: &Edition) -> Vec<SourceView> {
        let mut seen = BTreeSet::new();
        let all = edition.briefings.iter().flat_map(|idx| self.sources(*idx));
        all.filter(|source| seen.insert((source.title.clone(), source.url.clone()))).collect()
    }

    fn moved(&self, edition: &Edition) -> Vec<MovedView> {
        let of = |briefing: &BriefingIdx| {
            self.site.briefing(*briefing).links.storylines.iter().map(|entry| entry.storyline)
        };
        let (mut found, mut places): (Vec<(StorylineIdx, usize)>, _) = (Vec::new(), BTreeMap::new());
        for storyline in edition.briefings.iter().flat_map(of) {
            let at = *places.entry(storyline).or_insert(found.len());
            if at == found.len() {
                found.push((storyline, 0));
            }
            found[at].1 += 1;
        }
        let first = edition.briefings[0];
        let views = found.into_iter().map(|(storyline, count)| MovedView {
            storyline: self.storyline(storyline),
            trend: self.trend_of(storyline),
            count: self.words.count("briefings-count", count),
            before: self.entries(self.before(storyline, first).last().copied()).pop(),
        });
        views.collect()
    }

    fn week(&self, edition: &Edition) -> Vec<DayView> {
        let (monday, own) = match edition.span {
            Span::Week(_, _, monday) => (monday, None),
            Span::Day(day) => {
                let monday = day.iso_week_date().first_of_week().map_or(day, |week| week.date());
                (monday, Some(day))
            }
        };
        let days = (0..7).map(|n| {
            let day = monday.saturating_add(n.days());
            let count = self.count_of_day(day);
            DayView {
                title: self.wording.short_day(day),
                iso: day.to_string(),
                href: match (own, count == 0) {
                    (Some(_), false) => self.site.config.base.href(&UrlPath::day(day)),
                    _ => String::new(),
                },
                count,
                current: own == Some(day),
            }
        });
        days.collect()
    }

    /// How many briefings a day has.
    fn count_of_day(&self, day: Date) -> usize {
        let list = &self.site.briefings;
        let from = list.partition_point(|briefing| briefing.item.day < day);
        let to = list.partition_point(|briefing| briefing.item.day <= day);
        to - from
    }

    /// The last corrections that an edition shows, newest first.
    pub(in crate::render) fn edition_corrections(&self, edition: &Edition, newest: bool) -> Vec<ItemRef> {
        let (Span::Day(last) | Span::Week(_, _, last)) = edition.span;
        let last = if matches!(edition.span, Span::Week(..)) { last.saturating_add(6.days()) } else { last };
        let dated = &self.site.corrections_by_date;
        let up_to = if newest { dated.len() } else { dated.partition_point(|(date, _)| *date <= last) };
        dated[..up_to].iter().rev().take(MOST_CORRECTIONS).map(|(_, item)| *item).collect()
    }
}
