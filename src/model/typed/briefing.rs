//! A briefing: one dated Markdown file, one report.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::{FormerAddress, WebAddress};
use crate::model::typed::anchors::ItemAnchors;
use crate::model::typed::article::Article;
use crate::model::typed::item::{Actors, Correction, Event, Figure, Known, Question, Quote, Source, Watch};
use crate::model::typed::picture::Picture;
use crate::model::typed::recording::Audio;
use crate::model::typed::section::Section;
use crate::model::value::date::{Date, Point, When};
use crate::model::value::field::{self, Entries, Field, Free, List, Spanned};
use crate::model::value::id::{Id, IdRef};
use crate::model::value::language::Language;
use crate::model::value::schema::{self, Names, Needs};

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
    /// Its sources, by id; or a list of them, each with its `id`.
    #[serde(default, deserialize_with = "field::by_id")]
    #[schemars(schema_with = "schema::by_id::<Source>")]
    pub sources: Entries<Source>,
    /// The briefing read aloud: the name of a sound file beside it, or `{file: …, title: …, duration: 12:30}`.
    #[serde(default)]
    pub audio: Field<Audio>,
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
    /// Answers to questions from earlier briefings, and what came of their watch items, by id; or a list of
    /// `{question: ID, text: …}`.
    #[serde(default, deserialize_with = "field::by_question")]
    #[schemars(schema_with = "schema::by_question")]
    pub answers: Entries<Spanned<String>>,
    /// What to look out for.
    #[serde(default)]
    pub watch: List<Spanned<Watch>>,
    /// What was wrong and is now right.
    #[serde(default)]
    pub corrections: List<Spanned<Correction>>,
    /// Report, analysis or explainer.
    #[serde(default, rename = "type")]
    pub genre: Field<Genre>,
    /// What belongs to its sections, by the ids of their headings.
    #[serde(default, deserialize_with = "field::sections_by_id")]
    #[schemars(schema_with = "schema::by_id::<Section>")]
    pub sections: Entries<Section>,
    /// The page elsewhere that it is about. Lists link to it too.
    #[serde(default)]
    pub link: Field<WebAddress>,
    /// Who wrote it: ids of `authors` in `site.yaml`, dossiers, or `{name: …}`.
    #[serde(default)]
    #[schemars(transform = Names::Author)]
    pub authors: Actors,
    /// The photograph that leads its page and represents it in lists, feeds and previews.
    #[serde(default)]
    pub picture: Field<Picture>,
    /// Its former addresses, oldest first. Each leads here.
    #[serde(default)]
    pub former: List<Spanned<FormerAddress>>,
    /// The name that other programs use for `former`.
    #[serde(default)]
    #[schemars(extend("deprecated" = true))]
    pub aliases: List<Spanned<FormerAddress>>,
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
    /// Anything, for your own templates.
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

/// A briefing as read from its file.
#[derive(Debug)]
pub struct Briefing {
    /// File, id and body.
    pub article: Article,
    /// The front matter as typed.
    pub front: BriefingFront,
    /// The headline; the file's stem if there is none.
    pub title: String,
    /// The instant of its date.
    pub published: Timestamp,
    /// That day in the site's time zone.
    pub day: Date,
    /// The last part of its URL: the id without the date, or the whole id if nothing is left.
    pub slug: Id,
    /// The ids of the elements of its items.
    pub anchors: ItemAnchors,
}

impl Briefing {
    /// The id of an answer's element: the id of its question or watch item.
    pub fn answer_anchor(&self, n: usize) -> String {
        format!("answer-{}", self.front.answers.0[n].0.value)
    }

    /// Whether an id is that of an item's element.
    pub fn has_anchor(&self, id: &str) -> bool {
        let named = |prefix, list: &dyn Fn(&str) -> bool| id.strip_prefix(prefix).is_some_and(list);
        let is_correction =
            |n: &str| n.parse().is_ok_and(|n| (1..=self.front.corrections.len()).contains(&n));
        self.anchors.position(id).is_some()
            || named("source-", &|id| self.front.sources.position(id).is_some())
            || named("answer-", &|id| self.front.answers.position(id).is_some())
            || named("correction-", &is_correction)
    }
}
