//! What changed in the storylines lately, for readers who were away.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::refs::ItemRef;
use crate::model::graph::section::Portion;
use crate::model::graph::site::Site;
use crate::model::value::id::StorylineIdx;
use crate::render::pages::storyline::{StorylineEntry, by_news, entry};
use crate::render::pages::years::merged;
use crate::render::pages::{
    ChangesView, CorrectionView, DateView, EntryView, LinkView, Links, PageView, Shared, change, correction,
    date, page,
};
use crate::render::wording::Wording;

/// How many days it covers; the day of the newest briefing is the last.
const DAYS: i32 = 30;
/// How many lines a storyline has at most. A headline is a line.
const MOST_OF_STORYLINE: usize = 40;
/// How many lines the page has at most.
const MOST_ON_PAGE: usize = 300;

/// What changed in the storylines in the 30 days up to the newest briefing, 300 lines at most.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatchUpPage {
    /// The first of the days it covers.
    pub from: Option<DateView>,
    /// The last of the days it covers.
    pub to: Option<DateView>,
    /// The storylines in which something changed, those with the newest briefings first.
    pub storylines: Vec<CatchUpView>,
    /// Those for which there were no lines left.
    pub others: Vec<Shared<LinkView>>,
}

/// What changed in a storyline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatchUpView {
    /// The id of its element on the page.
    pub id: String,
    /// The storyline.
    pub storyline: StorylineEntry,
    /// How many briefings it had in these days, in words.
    pub count: String,
    /// The days, newest first, 40 lines at most.
    pub days: Vec<CatchUpDay>,
    /// Whether lines were left out.
    pub more: bool,
}

/// A day of a storyline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatchUpDay {
    /// The day.
    pub date: DateView,
    /// Its briefings, newest first.
    pub steps: Vec<StepView>,
    /// The corrections that were made on that day.
    pub corrections: Vec<CorrectionView>,
}

impl CatchUpDay {
    /// How many lines it has on the page.
    fn lines(&self) -> usize {
        let of_steps = self.steps.iter().map(|step| 1 + step.changes.len());
        of_steps.sum::<usize>() + self.corrections.len()
    }
}

/// A briefing of a storyline, or a section of one, with what is new in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepView {
    /// The briefing.
    pub entry: Shared<EntryView>,
    /// What is new in it, as far as it belongs to the storyline.
    pub changes: ChangesView,
}

/// Whether there is a storyline that can be caught up with.
pub(in crate::render) fn is_there(site: &Site) -> bool {
    site.storylines.iter().any(|storyline| !storyline.links.portions.is_empty())
}

/// What changed in all storylines.
pub(in crate::render) fn page(site: &Site, links: &Links, wording: &Wording) -> (PageView, CatchUpPage) {
    let page = page::of_list(site, links, wording, "catch-up");
    let last = site.newest_day();
    let first = date::first_of(last, DAYS);
    let (mut storylines, mut others, mut left) = (Vec::new(), Vec::new(), MOST_ON_PAGE);
    for idx in by_news(site) {
        let news = News::since(site, idx, first);
        if news.is_empty() {
            continue;
        }
        if left == 0 {
            others.push(links.storyline(idx));
            continue;
        }
        let most = left.min(MOST_OF_STORYLINE);
        let (days, rest) = news.days(site, links, wording, idx, most);
        left -= days.iter().map(CatchUpDay::lines).sum::<usize>();
        storylines.push(CatchUpView {
            id: format!("page.{}", site.storyline(idx).item.article.id.as_str()),
            storyline: entry(site, links, wording, idx),
            count: wording.words.count("briefings-count", merged(news.portions, &[], &[]).len()),
            more: rest,
            days,
        });
    }
    let covered = !storylines.is_empty();
    let (from, to) = (covered.then(|| date::day(wording, first)), covered.then(|| date::day(wording, last)));
    (page, CatchUpPage { from, to, storylines, others })
}

/// What changed in a storyline in the 30 days up to its own newest briefing.
pub(in crate::render) fn of_storyline(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: StorylineIdx,
) -> Vec<CatchUpDay> {
    let Some(newest) = site.storyline(idx).links.portions.last() else { return Vec::new() };
    let first = date::first_of(site.briefing(newest.briefing).item.day, DAYS);
    News::since(site, idx, first).days(site, links, wording, idx, MOST_OF_STORYLINE).0
}

/// What a storyline has from a day on, each in order.
struct News<'s> {
    portions: &'s [Portion],
    corrections: &'s [(Date, ItemRef)],
}

impl<'s> News<'s> {
    fn since(site: &'s Site, idx: StorylineIdx, first: Date) -> Self {
        let ties = &site.storyline(idx).links;
        let before = |portion: &Portion| site.briefing(portion.briefing).item.day < first;
        Self {
            portions: &ties.portions[ties.portions.partition_point(before)..],
            corrections: &ties.corrections[ties.corrections.partition_point(|(date, _)| *date < first)..],
        }
    }

    fn is_empty(&self) -> bool {
        self.portions.is_empty() && self.corrections.is_empty()
    }

    /// The days with something new, newest first, cut at `most` lines; and whether there is more.
    fn days(
        &self,
        site: &Site,
        links: &Links,
        wording: &Wording,
        idx: StorylineIdx,
        most: usize,
    ) -> (Vec<CatchUpDay>, bool) {
        let day_of = |portion: &&Portion| site.briefing(portion.briefing).item.day;
        let mut portions = self.portions.iter().rev().peekable();
        let mut corrections = self.corrections.iter().rev().peekable();
        let (mut days, mut left, mut is_cut) = (Vec::new(), most, false);
        while left > 0 {
            let next = portions.peek().map(day_of).max(corrections.peek().map(|(date, _)| *date));
            let Some(day) = next else { break };
            let mut of_day =
                CatchUpDay { date: date::day(wording, day), steps: Vec::new(), corrections: Vec::new() };
            while left > 0
                && let Some(portion) = portions.next_if(|portion| day_of(portion) == day)
            {
                let mut changes = change::view(site, links, wording, *portion, Some(idx));
                changes.newcomers.clear();
                left -= 1;
                is_cut |= changes.len() > left;
                changes.truncate(left);
                left -= changes.len();
                let entry = links.entries([*portion]).pop();
                of_day.steps.extend(entry.map(|entry| StepView { entry, changes }));
            }
            while left > 0
                && let Some((_, (briefing, n))) = corrections.next_if(|(date, _)| *date == day)
            {
                of_day.corrections.push(correction::view(site, links, wording, *briefing, *n));
                left -= 1;
            }
            days.push(of_day);
        }
        (days, is_cut || portions.len() + corrections.len() > 0)
    }
}
