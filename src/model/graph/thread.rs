//! What runs through several briefings: events, questions, and what to look out for.
//!
//! Several items that mean the same are one thread. Its items are in order of publication.

use crate::model::graph::refs::{Cited, ItemRef, Party};
use crate::model::graph::section::Portion;
use crate::model::value::date::{Date, When};
use crate::model::value::doubt::Doubted;
use crate::model::value::id::{DossierIdx, EventIdx, QuestionIdx, SectionIdx, WatchIdx};

/// An event: a dated line, with all briefings that report it.
#[derive(Debug, Clone)]
pub struct EventThread {
    /// When it happened, according to the newest item.
    pub when: Doubted<When>,
    /// The items. Never empty; the newest one counts.
    pub items: Vec<ItemRef>,
}

/// A question, from its first asking to its answer.
#[derive(Debug, Clone)]
pub struct QuestionThread {
    /// Where it was asked. Never empty; the first one determines its age, the newest one counts.
    pub asked: Vec<ItemRef>,
    /// Where it was answered: the newest answer, unless it was asked again later.
    pub answer: Option<ItemRef>,
}

/// What an answer is to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// A question.
    Question(QuestionIdx),
    /// A watch item.
    Watch(WatchIdx),
}

/// Something to look out for.
#[derive(Debug, Clone)]
pub struct WatchThread {
    /// When it is expected, from its beginning to its end, according to the newest item.
    pub when: Option<When>,
    /// The items. Never empty; the newest one counts.
    pub items: Vec<ItemRef>,
    /// Where a briefing says what came of it: the newest answer, unless it was named again later.
    pub answer: Option<ItemRef>,
    /// What happened on its day and concerns the same people or place, in order of date.
    pub came: Vec<EventIdx>,
    /// Without such an event: what its storyline has next from that day on.
    pub next: Option<Portion>,
}

/// An event's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLinks {
    /// Where it happened.
    pub place: Option<DossierIdx>,
    /// Who took part.
    pub who: Vec<Party>,
    /// Its sources.
    pub sources: Vec<Cited>,
    /// The newest correction of it, by position.
    pub correction: Option<u32>,
    /// Its thread; `None` if its date or text could not be read.
    pub event: Option<EventIdx>,
    /// Its section.
    pub section: Option<SectionIdx>,
}

/// A question's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionLinks {
    /// The sources that say it is not known.
    pub sources: Vec<Cited>,
    /// Its thread; `None` if its text could not be read.
    pub question: Option<QuestionIdx>,
    /// Its section.
    pub section: Option<SectionIdx>,
}

/// A watch item's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchLinks {
    /// Where it is expected.
    pub place: Option<DossierIdx>,
    /// Whom it concerns.
    pub who: Vec<Party>,
    /// Its sources.
    pub sources: Vec<Cited>,
    /// Its thread; `None` if its text could not be read.
    pub watch: Option<WatchIdx>,
    /// Its section.
    pub section: Option<SectionIdx>,
}

impl EventThread {
    /// The item that counts.
    pub fn newest(&self) -> ItemRef {
        *self.items.last().expect("a thread has an item")
    }
}

impl QuestionThread {
    /// Where it was first asked.
    pub fn first(&self) -> ItemRef {
        self.asked[0]
    }

    /// The item that counts.
    pub fn newest(&self) -> ItemRef {
        *self.asked.last().expect("a thread has an item")
    }

    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl WatchThread {
    /// Whether no briefing has said what came of it.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// The item that counts.
    pub fn newest(&self) -> ItemRef {
        *self.items.last().expect("a thread has an item")
    }
}

/// The whole days from one day to another; negative if the other is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
