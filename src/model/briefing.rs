//! A briefing: one dated Markdown file, one report.

use jiff::Timestamp;
use serde::Deserialize;

use crate::model::article::Article;
use crate::model::date::{Date, Point, When};
use crate::model::field::{Entries, Field, Free, List, Spanned};
use crate::model::id::{Id, IdRef};
use crate::model::item::{Actors, Correction, Event, Figure, Known, Question, Quote, Source, Watch};

/// The front matter of a briefing.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct BriefingFront {
    /// The headline. Needed.
    #[serde(default)]
    pub title: Field<String>,
    /// When it is published. Needed. The file name must name the same day.
    #[serde(default)]
    pub date: Field<Point>,
    /// The period reported on.
    #[serde(default)]
    pub covers: Field<When>,
    /// The storylines it belongs to. The first is its home.
    #[serde(default)]
    pub storylines: List<Spanned<IdRef>>,
    /// Its main subjects.
    #[serde(default)]
    pub about: List<Spanned<IdRef>>,
    /// The place it is about.
    #[serde(default)]
    pub place: Field<IdRef>,
    /// The place it was reported from.
    #[serde(default)]
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
    pub authors: Actors,
    /// Former URLs of this page.
    #[serde(default)]
    pub aliases: List<Spanned<String>>,
    /// Not published before this instant.
    #[serde(default)]
    pub embargo: Field<Point>,
    /// Not published at all yet.
    #[serde(default)]
    pub draft: Field<bool>,
    /// The language of this briefing, if it is not the site's (BCP 47).
    #[serde(default)]
    pub lang: Field<String>,
    /// Whether names in this briefing become links. On unless set to false.
    #[serde(default)]
    pub autolink: Field<bool>,
    /// Anything, for templates of your own.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// What kind of text a briefing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
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
        source
            || correction.is_some_and(|n| (1..=self.corrections.len()).contains(&n))
            || id.starts_with("figure-") && (0..self.figures.len()).any(|n| self.figure_anchor(n) == id)
            || id.starts_with("quote-") && (0..self.quotes.len()).any(|n| self.quote_anchor(n) == id)
    }

    /// The id of a quote's element: its own id, or the first words of the quote. It stays when
    /// other quotes come and go.
    pub fn quote_anchor(&self, n: usize) -> String {
        let name = |n: usize| {
            let quote = &self.quotes[n].value;
            match quote.id.get() {
                Some(id) => id.as_str().to_owned(),
                None => first_words(quote.text.text_or_empty()),
            }
        };
        let own = name(n);
        match (0..n).filter(|other| name(*other) == own).count() {
            0 => format!("quote-{own}"),
            same => format!("quote-{own}.{}", same + 1),
        }
    }

    /// The id of a figure's element: its series, with a number if it is not the first of it.
    pub fn figure_anchor(&self, n: usize) -> String {
        let series = |n: usize| self.figures[n].value.series.get().map(IdRef::as_str).unwrap_or_default();
        let own = series(n);
        match (0..n).filter(|other| series(*other) == own).count() {
            0 => format!("figure-{own}"),
            same => format!("figure-{own}.{}", same + 1),
        }
    }
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
