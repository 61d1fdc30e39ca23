//! What corrections are about, and what they leave of it.

use std::borrow::Cow;

use crate::model::graph::refs::{Cited, ItemRef, Party};
use crate::model::graph::site::{BriefingLinks, Linked};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{CorrectionKind, Fault};
use crate::model::value::date::When;
use crate::model::value::doubt::Doubted;

/// A correction's place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionLinks {
    /// What it is about; nothing for the text.
    pub item: Option<Corrected>,
    /// Whose error it was.
    pub fault: Fault,
    /// Who gives the right value, if the speaker was wrong.
    pub by: Vec<Party>,
    /// The sources of the right value.
    pub sources: Vec<Cited>,
    /// The figure that is right, if the speaker of this one was wrong.
    pub right: Option<ItemRef>,
}

/// What a correction is about, by position in its briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Corrected {
    /// A figure.
    Figure(usize),
    /// A quote.
    Quote(usize),
    /// An event.
    Event(usize),
}

impl Linked<Briefing, BriefingLinks> {
    /// The words of a quote, as a correction of what was reported leaves them.
    pub fn words_of_quote(&self, n: usize) -> Cow<'_, str> {
        let text = self.item.front.quotes[n].value.text.text_or_empty();
        self.corrected(text.trim(), self.links.quotes[n].correction)
    }

    /// Whose error a correction says it was. `None` if it does not say so, and for the text.
    pub fn named_fault(&self, n: usize) -> Option<Fault> {
        let ties = &self.links.corrections[n];
        let is_named = self.item.front.corrections[n].value.error.get().is_some();
        (is_named && ties.item.is_some()).then_some(ties.fault)
    }

    /// When a quote was said: as typed, else on the date of its source.
    pub fn said_of_quote(&self, n: usize) -> Option<Doubted<When>> {
        self.said(self.item.front.quotes[n].value.said.get(), &self.links.quotes[n].sources)
    }

    /// When a figure was said: as typed, else on the date of its source.
    pub fn said_of_figure(&self, n: usize) -> Option<Doubted<When>> {
        self.said(self.item.front.figures[n].value.said.get(), &self.links.figures[n].sources)
    }

    /// If several sources have different dates, none of these is known to be the day.
    fn said(&self, typed: Option<&Doubted<When>>, sources: &[Cited]) -> Option<Doubted<When>> {
        let mut dates = sources.iter().filter_map(|cited| match cited {
            Cited::Own(n) => self.source(*n).1.date.get().copied(),
            Cited::Outlet(_) => None,
        });
        let first = typed.copied().or_else(|| dates.next())?;
        (typed.is_some() || dates.all(|date| date.value == first.value)).then_some(first)
    }

    /// The text of an event, as a correction of what was reported leaves it.
    pub fn text_of_event(&self, n: usize) -> Cow<'_, str> {
        let text = self.item.front.events[n].value.text.text_or_empty();
        self.corrected(text, self.links.events[n].correction)
    }

    /// Whether a correction takes an item back as never said or never so. What its own speaker takes
    /// back was still said.
    pub fn is_taken_back(&self, correction: Option<u32>) -> bool {
        correction.is_some_and(|n| {
            self.item.front.corrections[n as usize].value.kind.get() == Some(&CorrectionKind::Retraction)
                && self.links.corrections[n as usize].fault != Fault::Source
        })
    }

    /// A text with what is right in place of what was wrong, or what is right in place of all of it. Speakers who
    /// were wrong themselves did say what they said.
    fn corrected<'t>(&'t self, text: &'t str, correction: Option<u32>) -> Cow<'t, str> {
        let reported = correction.filter(|n| self.links.corrections[*n as usize].fault != Fault::Source);
        let Some(correction) = reported.map(|n| &self.item.front.corrections[n as usize].value) else {
            return Cow::Borrowed(text);
        };
        match (correction.was.text(), correction.now.text()) {
            (Some(was), Some(now)) if !was.is_empty() && text.contains(was) => {
                text.replacen(was, now, 1).into()
            }
            (_, Some(now)) => Cow::Borrowed(now),
            (_, None) => Cow::Borrowed(text),
        }
    }
}
