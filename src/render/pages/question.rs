//! What is known, what is not, and what became of the questions.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::thread::days_between;
use crate::model::typed::item::Status;
use crate::model::value::id::{BriefingIdx, QuestionIdx};
use crate::render::NEWEST;
use crate::render::pages::archive::ArchiveLink;
use crate::render::pages::{DateView, LinkView, PageView, Shared, Views};

/// After how many days an open question counts as old, unless `stale_after` says otherwise.
const STALE: u32 = 14;

/// A line of what is known.
#[derive(Debug, Clone, Serialize)]
pub struct KnownView {
    /// What is known.
    pub text: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Where it is known from.
    pub sources: Vec<LinkView>,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
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
    /// Where it is known from that it is not known.
    pub sources: Vec<LinkView>,
    /// The briefing that asked it first.
    pub asked_in: Shared<LinkView>,
    /// When that was published.
    pub asked: DateView,
    /// How long it has been open, in words; nothing for an answered one.
    pub age: Option<String>,
    /// Whether it has been open for long.
    pub stale: bool,
    /// The answer.
    pub answer: Option<AnswerView>,
}

/// An answer to a question.
#[derive(Debug, Clone, Serialize)]
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
    /// The question, with the link to it; nothing if it was not asked.
    pub question: Option<LinkView>,
    /// The briefing that has the answer.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub date: DateView,
}

/// All questions: the newest 50 of each list, or those of a year.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionsPage {
    /// Those that wait for an answer, newest first.
    pub open: Vec<QuestionView>,
    /// Those that have one, newest question first.
    pub answered: Vec<QuestionView>,
    /// The pages of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
}

impl Views {
    /// The link to the questions.
    pub fn questions_link(&self) -> LinkView {
        self.link(&self.words.get("questions"), &UrlPath::folder(["questions"]))
    }

    /// All questions: the newest, or those first asked in a year.
    pub fn questions_page(&self, year: Option<i16>) -> (PageView, QuestionsPage) {
        let link = self.questions_link();
        let url = UrlPath::folder(["questions"]);
        let first: Vec<ItemRef> = self.site.questions.iter().map(|question| question.first()).collect();
        let briefings: Vec<BriefingIdx> = first.iter().map(|(briefing, _)| *briefing).collect();
        let (open, answered) = self.site.questions_by_state();
        let years = self.year_links(&url, &briefings, &[], open.len().max(answered.len()) > NEWEST);
        let of = |idx: &QuestionIdx| self.site.briefing(first[idx.at()].0).item.day.year();
        let shown = |list: &[QuestionIdx]| -> Vec<QuestionView> {
            match year {
                Some(year) => {
                    list.iter().rev().filter(|idx| of(idx) == year).map(|idx| self.question(*idx)).collect()
                }
                None => list.iter().rev().take(NEWEST).map(|idx| self.question(*idx)).collect(),
            }
        };
        let view = QuestionsPage { open: shown(&open), answered: shown(&answered), years };
        (self.list_page(link, &url, year), view)
    }

    /// The lines of what a briefing knows.
    pub fn known(&self, idx: BriefingIdx) -> Vec<KnownView> {
        let linked = self.site.briefing(idx);
        let lines = linked.item.front.known.iter().zip(&linked.links.known);
        let lines = lines.map(|(known, sources)| KnownView {
            text: self.typeset(known.value.text.text_or_empty()),
            language: self.foreign(linked.item.front.lang.text()),
            direction: self.direction(linked.item.front.lang.text()),
            status: known.value.status.get().map(|status| self.certainty(*status)),
            sources: sources.iter().map(|cited| self.cited(*cited, &linked.item)).collect(),
        });
        lines.collect()
    }

    /// The questions of a briefing, in the order of the front matter.
    pub fn questions_of(&self, idx: BriefingIdx) -> Vec<QuestionView> {
        let links = self.site.briefing(idx).links.questions.iter().enumerate();
        links.filter_map(|(n, links)| Some(self.question_item((idx, n as u32), links.question?))).collect()
    }

    /// The answers of a briefing, in the order of the front matter.
    pub fn answers_of(&self, idx: BriefingIdx) -> Vec<AnswerView> {
        let count = self.site.briefing(idx).item.front.answers.0.len();
        (0..count).map(|n| self.answer((idx, n as u32))).collect()
    }

    /// A question as the briefing has it that asked it last.
    pub fn question(&self, idx: QuestionIdx) -> QuestionView {
        self.question_item(self.site.questions[idx.at()].newest(), idx)
    }

    fn question_item(&self, item: ItemRef, idx: QuestionIdx) -> QuestionView {
        let linked = self.site.briefing(item.0);
        let question = &linked.item.front.unknown[item.1 as usize].value;
        let links = &linked.links.questions[item.1 as usize];
        let thread = &self.site.questions[idx.at()];
        let first = &self.site.briefing(thread.first().0).item;
        let id = linked.item.anchors.questions[item.1 as usize].clone();
        let days = days_between(first.day, self.newest_day());
        let limit = self.site.config.file.stale_after.get().and_then(|stale| stale.question.get());
        QuestionView {
            href: self.item_link("", &linked.item, &id).href,
            id,
            text: self.typeset(question.text.text_or_empty()),
            language: self.foreign(linked.item.front.lang.text()),
            direction: self.direction(linked.item.front.lang.text()),
            status: question.status.get().map(|status| self.certainty(*status)),
            sources: links.sources.iter().map(|cited| self.cited(*cited, &linked.item)).collect(),
            asked_in: self.briefing(thread.first().0),
            asked: self.published(first),
            age: thread.is_open().then(|| self.days("open-days", days)),
            stale: thread.is_open() && days > i64::from(limit.map_or(STALE, |days| days.0)),
            answer: thread.answer.map(|item| self.answer(item)),
        }
    }

    fn answer(&self, (idx, n): ItemRef) -> AnswerView {
        let linked = self.site.briefing(idx);
        let (_, answer) = &linked.item.front.answers.0[n as usize];
        let id = linked.item.answer_anchor(n as usize);
        let question = linked.links.answers.get(n as usize).copied().flatten().map(|question| {
            let (briefing, at) = self.site.questions[question.at()].first();
            let asking = &self.site.briefing(briefing).item;
            let text = asking.front.unknown[at as usize].value.text.text_or_empty();
            self.text_link(text, asking, &asking.anchors.questions[at as usize])
        });
        AnswerView {
            href: self.item_link("", &linked.item, &id).href,
            id,
            text: self.typeset(&answer.value),
            language: self.foreign(linked.item.front.lang.text()),
            direction: self.direction(linked.item.front.lang.text()),
            question,
            briefing: self.briefing(idx),
            date: self.published(&linked.item),
        }
    }

    /// A number of days in words; `KEY-today` is for none.
    pub(in crate::render) fn days(&self, key: &str, days: i64) -> String {
        self.words.count(key, usize::try_from(days).unwrap_or(0))
    }

    /// A status in words.
    pub(in crate::render) fn certainty(&self, status: Status) -> String {
        self.words.get(match status {
            Status::Confirmed => "certainty-confirmed",
            Status::Reported => "certainty-reported",
            Status::Claimed => "certainty-claimed",
            Status::Disputed => "certainty-disputed",
            Status::Denied => "certainty-denied",
            Status::Unverified => "certainty-unverified",
            Status::Retracted => "certainty-retracted",
        })
    }
}
