//! What is known, what is not, and what became of the questions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::graph::thread::{Awaited, days_between};
use crate::model::value::id::{BriefingIdx, QuestionIdx, StorylineIdx};
use crate::render::NEWEST;
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{ArchiveLink, DateView, LinkView, Links, MANY, PageView, Shared, page};
use crate::render::wording::Wording;

/// After how many days an open question counts as old, unless `stale_after` says otherwise.
const STALE: u32 = 14;

/// A line of what is known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KnownView {
    /// What is known.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Its sources.
    pub sources: Vec<LinkView>,
}

/// A question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// What is not known.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// How the matter stands, in words.
    pub status: Option<String>,
    /// The sources that say it is not known.
    pub sources: Vec<LinkView>,
    /// The briefing that asked it first.
    pub asked_in: Shared<LinkView>,
    /// When that was published.
    pub asked: DateView,
    /// How long it had been open on the day of the site's newest briefing, in words; nothing for one from
    /// that day or for an answered one.
    pub age: Option<String>,
    /// For how many days; nothing for an answered one.
    pub days: Option<usize>,
    /// Whether it has been open for a long time.
    pub stale: bool,
    /// The answer.
    pub answer: Option<AnswerView>,
}

/// An answer to a question, or what came of a watch item.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AnswerView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// The answer.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The question or watch item, with the link to it; nothing if there is none.
    pub question: Option<LinkView>,
    /// The briefing that has the answer.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub date: DateView,
}

/// The open questions of a storyline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionGroup {
    /// The id of its element.
    pub id: String,
    /// The first storyline of the newest briefing that has both the question and a storyline; nothing for
    /// those without a storyline.
    pub storyline: Option<Shared<LinkView>>,
    /// Those open longest first.
    pub questions: Vec<Shared<QuestionView>>,
}

/// All questions: the newest 50 of each list, or those on a page of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionsPage {
    /// Those without an answer, newest first.
    pub open: Vec<Shared<QuestionView>>,
    /// The same by storyline: first the storyline of the question that has been open longest, last those
    /// without a storyline.
    pub groups: Vec<QuestionGroup>,
    /// The day of the newest briefing, up to which their time open is counted.
    pub counted: Option<DateView>,
    /// Whether there are so many that a filter helps: more than 20.
    pub many: bool,
    /// Those with an answer, newest question first.
    pub answered: Vec<QuestionView>,
    /// The pages of each year, newest first; empty while one page holds everything.
    pub years: Vec<Shared<ArchiveLink>>,
}

/// All questions: the newest of each list, or those of a page of the year they were first asked in. A year is
/// cut into pages whatever became of its questions, so that none moves to another page when it is answered.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    leaf: Option<Leaf>,
) -> (PageView, QuestionsPage) {
    let (open, answered) = match leaf {
        Some(_) => years::range(site, &site.questions, leaf)
            .map(QuestionIdx::new)
            .partition(|idx| site.questions[idx.at()].is_open()),
        None => site.questions_by_state(),
    };
    let newest =
        |list: &[QuestionIdx]| -> Vec<QuestionIdx> { list.iter().rev().take(NEWEST).copied().collect() };
    let (open, answered) = (newest(&open), newest(&answered));
    let views: Vec<Shared<QuestionView>> =
        open.iter().map(|idx| Shared::new(&view(site, links, wording, *idx))).collect();
    let counted = site.briefings.last().map(|newest| DateView {
        time: None,
        iso: newest.item.day.to_string(),
        text: wording.dates.day(newest.item.day),
    });
    let view = QuestionsPage {
        groups: groups(site, links, &open, &views),
        many: open.len() + answered.len() > MANY,
        counted: counted.filter(|_| !open.is_empty()),
        open: views,
        answered: answered.iter().map(|idx| view(site, links, wording, *idx)).collect(),
        years: links.years(Listing::Questions),
    };
    (page::of_split_list(site, links, wording, (Listing::Questions, "questions"), leaf), view)
}

/// Open questions, given newest first, by storyline.
fn groups(
    site: &Site,
    links: &Links,
    open: &[QuestionIdx],
    views: &[Shared<QuestionView>],
) -> Vec<QuestionGroup> {
    let mut groups: Vec<QuestionGroup> = Vec::new();
    let mut places: BTreeMap<Option<StorylineIdx>, usize> = BTreeMap::new();
    for (idx, view) in open.iter().zip(views).rev() {
        let home = |(briefing, n): &ItemRef| {
            let ties = &site.briefing(*briefing).links;
            ties.home_storyline(ties.questions[*n as usize].section)
        };
        let storyline = site.questions[idx.at()].asked.iter().rev().find_map(home);
        let at = *places.entry(storyline).or_insert(groups.len());
        if at == groups.len() {
            let id = format!("page.group-{}", at + 1);
            let storyline = storyline.map(|idx| links.storyline(idx));
            groups.push(QuestionGroup { id, storyline, questions: Vec::new() });
        }
        groups[at].questions.push(view.clone());
    }
    groups.sort_by_key(|group| group.storyline.is_none());
    groups
}

/// The lines of what a briefing knows.
pub(in crate::render) fn known(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<KnownView> {
    let linked = site.briefing(idx);
    let lines = linked.item.front.known.iter().zip(&linked.links.known);
    let lines = lines.map(|(known, ties)| KnownView {
        text: wording.typeset(known.value.text.text_or_empty()),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        status: known.value.status.get().map(|status| wording.certainty(*status)),
        sources: ties.sources.iter().map(|cited| links.cited(*cited, linked)).collect(),
    });
    lines.collect()
}

/// The questions of a briefing, in the order of the front matter.
pub(in crate::render) fn of_briefing(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<QuestionView> {
    let ties = site.briefing(idx).links.questions.iter().enumerate();
    ties.filter_map(|(n, ties)| Some(item(site, links, wording, (idx, n as u32), ties.question?))).collect()
}

/// The answers of a briefing, in the order of the front matter.
pub(in crate::render) fn answers(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<AnswerView> {
    let count = site.briefing(idx).item.front.answers.0.len();
    (0..count).map(|n| answer(site, links, wording, (idx, n as u32))).collect()
}

/// A question as the last briefing that asked it has it.
pub(in crate::render) fn view(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: QuestionIdx,
) -> QuestionView {
    item(site, links, wording, site.questions[idx.at()].newest(), idx)
}

fn item(site: &Site, links: &Links, wording: &Wording, item: ItemRef, idx: QuestionIdx) -> QuestionView {
    let linked = site.briefing(item.0);
    let question = &linked.item.front.unknown[item.1 as usize].value;
    let ties = &linked.links.questions[item.1 as usize];
    let thread = &site.questions[idx.at()];
    let first = &site.briefing(thread.first().0).item;
    let id = linked.item.anchors.questions[item.1 as usize].clone();
    let today = site.newest_day();
    let days = days_between(first.day, today);
    let limit = site.config.file.stale_after.get().and_then(|stale| stale.question.get());
    QuestionView {
        href: links.item(&linked.item, &id),
        id,
        text: wording.typeset(question.text.text_or_empty()),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        status: question.status.get().map(|status| wording.certainty(*status)),
        sources: ties.sources.iter().map(|cited| links.cited(*cited, linked)).collect(),
        asked_in: links.briefing(thread.first().0),
        asked: links.published(thread.first().0).clone(),
        age: (thread.is_open() && days > 0).then(|| wording.age("open-days", days, today)),
        days: usize::try_from(days).ok().filter(|_| thread.is_open()),
        stale: thread.is_open() && days > i64::from(limit.map_or(STALE, |days| days.0)),
        answer: thread.answer.map(|item| answer(site, links, wording, item)),
    }
}

/// An answer of a briefing, by its position there.
pub(in crate::render) fn answer(
    site: &Site,
    links: &Links,
    wording: &Wording,
    (idx, n): ItemRef,
) -> AnswerView {
    let linked = site.briefing(idx);
    let (_, answer) = &linked.item.front.answers.0[n as usize];
    let id = linked.item.answer_anchor(n as usize);
    let question = linked.links.answers.get(n as usize).copied().flatten().map(|awaited| match awaited {
        Awaited::Question(question) => {
            let (briefing, at) = site.questions[question.at()].first();
            let asking = &site.briefing(briefing).item;
            let text = asking.front.unknown[at as usize].value.text.text_or_empty();
            links.text_link(text, asking, &asking.anchors.questions[at as usize])
        }
        Awaited::Watch(watch) => {
            let (briefing, at) = site.watch(watch).items[0];
            let naming = &site.briefing(briefing).item;
            let text = naming.front.watch[at as usize].value.text.text_or_empty();
            links.text_link(text, naming, &naming.anchors.watch[at as usize])
        }
    });
    AnswerView {
        href: links.item(&linked.item, &id),
        id,
        text: wording.typeset(&answer.value),
        language: wording.foreign(linked.item.front.lang.text()),
        direction: wording.direction(linked.item.front.lang.text()),
        question,
        briefing: links.briefing(idx),
        date: links.published(idx).clone(),
    }
}
