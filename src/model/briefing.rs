//! A briefing: one dated Markdown file, one report.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::article::Article;
use crate::model::date::{Date, Point, When};
use crate::model::field::{Entries, Field, Free, List, Spanned};
use crate::model::id::{Id, IdRef};
use crate::model::item::{Actors, Correction, Event, Figure, Known, Question, Quote, Source, Watch};
use crate::model::language::Language;
use crate::model::schema::{self, Keys, Names, Needs};

/// The front matter of a briefing.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Briefing", transform = Needs(&["title", "date"]))]
pub struct BriefingFront {
    /// The headline. Needed.
    #[serde(default)]
    pub title: Field<String>,
    /// When it is published. Needed. The file name must name the same day.
    #[serde(default)]
    #[schemars(transform = schema::day_or_time)]
    pub date: Field<Point>,
    /// The period reported on.
    #[serde(default)]
    pub covers: Field<When>,
    /// The storylines it belongs to. The first is its home.
    #[serde(default)]
    #[schemars(transform = Names::Storyline)]
    pub storylines: List<Spanned<IdRef>>,
    /// Its main subjects.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub about: List<Spanned<IdRef>>,
    /// The place it is about.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub place: Field<IdRef>,
    /// The place it was reported from.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub dateline: Field<IdRef>,
    /// One or two lines under the headline.
    #[serde(default)]
    pub summary: Field<String>,
    /// What is new since the last briefing.
    #[serde(default)]
    pub changed: List<Spanned<String>>,
    /// Where things are known from, by id.
    #[serde(default)]
    pub sources: Entries<Source>,
    /// Dated lines for timelines.
    #[serde(default)]
    pub events: List<Spanned<Event>>,
    /// Words with their speakers.
    #[serde(default)]
    pub quotes: List<Spanned<Quote>>,
    /// Numbers with their speakers and periods.
    #[serde(default)]
    pub figures: List<Spanned<Figure>>,
    /// What is known.
    #[serde(default)]
    pub known: List<Spanned<Known>>,
    /// What is not known.
    #[serde(default)]
    pub unknown: List<Spanned<Question>>,
    /// Answers to questions of earlier briefings, by the question's id.
    #[serde(default)]
    #[schemars(transform = Keys(Names::Question))]
    pub answers: Entries<Spanned<String>>,
    /// What to look out for.
    #[serde(default)]
    pub watch: List<Spanned<Watch>>,
    /// What was wrong and is right now.
    #[serde(default)]
    pub corrections: List<Spanned<Correction>>,
    /// Report, analysis or explainer.
    #[serde(default, rename = "type")]
    pub genre: Field<Genre>,
    /// Who wrote it: ids of `authors` in `site.yaml`, dossiers, or `{name: …}`.
    #[serde(default)]
    #[schemars(transform = Names::Author)]
    pub authors: Actors,
    /// Former URLs of this page.
    #[serde(default)]
    #[schemars(example = &"/old/address/")]
    pub aliases: List<Spanned<String>>,
    /// Not published before this instant.
    #[serde(default)]
    pub embargo: Field<Point>,
    /// Not published at all yet.
    #[serde(default)]
    pub draft: Field<bool>,
    /// The language of this briefing, if it is not the site's (BCP 47).
    #[serde(default)]
    #[schemars(example = &"uk")]
    pub lang: Field<Language>,
    /// Whether names in this briefing become links. On unless set to false.
    #[serde(default)]
    pub autolink: Field<bool>,
    /// Anything, for templates of your own.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// What kind of text a briefing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Genre {
    /// A report.
    #[default]
    Briefing,
    /// What it may mean.
    Analysis,
    /// What one needs to know first.
    Explainer,
}

impl BriefingFront {
    /// Whether an id is that of an item's element.
    pub fn has_anchor(&self, id: &str) -> bool {
        let source = id.strip_prefix("source-").is_some_and(|id| self.sources.position(id).is_some());
        let correction = id.strip_prefix("correction-").and_then(|n| n.parse::<usize>().ok());
        let is = |count: usize, anchor: fn(&Self, usize) -> String| (0..count).any(|n| anchor(self, n) == id);
        source
            || correction.is_some_and(|n| (1..=self.corrections.len()).contains(&n))
            || id.starts_with("figure-") && is(self.figures.len(), Self::figure_anchor)
            || id.starts_with("quote-") && is(self.quotes.len(), Self::quote_anchor)
            || id.starts_with("event-") && is(self.events.len(), Self::event_anchor)
            || id.starts_with("question-") && is(self.unknown.len(), Self::question_anchor)
            || id.starts_with("answer-") && is(self.answers.0.len(), Self::answer_anchor)
            || id.starts_with("watch-") && is(self.watch.len(), Self::watch_anchor)
    }

    /// The id of a quote's element: its own id, or the first words of the quote. It stays when
    /// other quotes come and go.
    pub fn quote_anchor(&self, n: usize) -> String {
        numbered("quote", n, |n| {
            let quote = &self.quotes[n].value;
            id_or_words(quote.id.get(), quote.text.text_or_empty())
        })
    }

    /// The id of a figure's element: its series.
    pub fn figure_anchor(&self, n: usize) -> String {
        let series = |n: usize| self.figures[n].value.series.get().map(IdRef::as_str).unwrap_or_default();
        numbered("figure", n, |n| series(n).to_owned())
    }

    /// The id of an event's element: its own id, or the first words.
    pub fn event_anchor(&self, n: usize) -> String {
        numbered("event", n, |n| {
            let event = &self.events[n].value;
            id_or_words(event.id.get(), event.text.text_or_empty())
        })
    }

    /// The id of a question's element: its own id, or the first words.
    pub fn question_anchor(&self, n: usize) -> String {
        numbered("question", n, |n| {
            let question = &self.unknown[n].value;
            id_or_words(question.id.get(), question.text.text_or_empty())
        })
    }

    /// The id of an answer's element: the id of its question.
    pub fn answer_anchor(&self, n: usize) -> String {
        format!("answer-{}", self.answers.0[n].0.value)
    }

    /// The id of a watch item's element: its first words.
    pub fn watch_anchor(&self, n: usize) -> String {
        numbered("watch", n, |n| first_words(self.watch[n].value.text.text_or_empty()))
    }
}

/// The id of the nth item's element, with a number if an item before it has the same name.
fn numbered(kind: &str, n: usize, name: impl Fn(usize) -> String) -> String {
    let own = name(n);
    match (0..n).filter(|other| name(*other) == own).count() {
        0 => format!("{kind}-{own}"),
        same => format!("{kind}-{own}.{}", same + 1),
    }
}

fn id_or_words(id: Option<&IdRef>, text: &str) -> String {
    id.map_or_else(|| first_words(text), |id| id.as_str().to_owned())
}

/// The first six words of a text, as an id.
fn first_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(6).map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A briefing as read from its file.
#[derive(Debug)]
pub struct Briefing {
    /// File, id and body.
    pub article: Article,
    /// The front matter as typed.
    pub front: BriefingFront,
    /// The headline; the file's stem if there is none.
    pub title: String,
    /// When it is dated.
    pub published: Timestamp,
    /// That day in the site's time zone.
    pub day: Date,
    /// The last part of its URL: the id without the date, or the whole id if nothing is left.
    pub slug: Id,
}
