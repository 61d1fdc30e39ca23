//! The items of a briefing's front matter: sources, events, quotes, figures and the rest.
//!
//! The doc comment of a field is its documentation for writers. A field without
//! `serde(default)` is needed: an item that lacks it is reported and left out.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::WebAddress;
use crate::model::value::date::{Period, Point, When};
use crate::model::value::doubt::Doubted;
use crate::model::value::field::{Entries, Field, List, Needed, Spanned, TEXT_OR_MAPPING};
use crate::model::value::id::IdRef;
use crate::model::value::language::Language;
use crate::model::value::number::Number;
use crate::model::value::schema::Names;

/// Someone who speaks or acts: the id of a dossier, or the name of somebody without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// The id of a dossier.
    Dossier(IdRef),
    /// A name without a dossier, written `{name: …}`.
    Named(String),
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ActorVisitor;
        #[derive(Deserialize)]
        #[serde(expecting = "an id, or `{name: …}` for somebody without a dossier")]
        struct Named {
            name: String,
        }
        impl<'de> serde::de::Visitor<'de> for ActorVisitor {
            type Value = Actor;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an id, or `{name: …}` for somebody without a dossier")
            }

            fn visit_str<E>(self, id: &str) -> Result<Actor, E> {
                Ok(Actor::Dossier(IdRef::new(id)))
            }

            fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, d: D) -> Result<Actor, D::Error> {
                Named::deserialize(d).map(|named| Actor::Named(named.name))
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, ActorVisitor)
    }
}

/// One or many who speak or act.
pub type Actors = List<Spanned<Actor>>;

/// Where something is known from.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a source, such as `{title: …, by: ID, outlet: ID, date: DATE, url: …}`")]
pub struct Source {
    /// What it is called.
    pub title: Needed<String>,
    /// Whose words they are.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub by: Actors,
    /// The outlet that published it, declared in `site.yaml`.
    #[serde(default)]
    #[schemars(transform = Names::Outlet)]
    pub outlet: Field<IdRef>,
    /// When it was published.
    #[serde(default)]
    pub date: Field<Doubted<When>>,
    /// Where to read it.
    #[serde(default)]
    pub url: Field<WebAddress>,
    /// A copy of that page in an archive.
    #[serde(default)]
    pub archived: Field<WebAddress>,
    /// When the desk read it there.
    #[serde(default)]
    pub accessed: Field<Point>,
    /// The source or outlet it was taken from.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub via: Field<IdRef>,
    /// The text it was taken from, a file in `content/sources/`: its quotes and figures must appear there.
    /// Never published.
    #[serde(default)]
    #[schemars(example = &"council-record.txt")]
    pub file: Field<String>,
    /// That text itself, in place of `file`. Never published.
    #[serde(default)]
    pub excerpt: Field<String>,
    /// A note for readers.
    #[serde(default)]
    pub note: Field<String>,
}

impl Source {
    /// A source that is given as a link.
    pub fn linked(title: Spanned<String>, url: Spanned<WebAddress>) -> Self {
        Self {
            title: title.into(),
            by: Actors::default(),
            outlet: Field::default(),
            date: Field::default(),
            url: Field(Some(url)),
            archived: Field::default(),
            accessed: Field::default(),
            via: Field::default(),
            file: Field::default(),
            excerpt: Field::default(),
            note: Field::default(),
        }
    }
}

/// How certain something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Confirmed independently.
    Confirmed,
    /// Reported, without a claim to certainty.
    Reported,
    /// Claimed by a party to the matter.
    Claimed,
    /// Disputed between parties.
    Disputed,
    /// Denied by those concerned.
    Denied,
    /// Not verified.
    Unverified,
    /// Taken back.
    Retracted,
}

/// A dated line for timelines.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "an event, such as `{date: DATE, text: …, source: ID}`")]
pub struct Event {
    /// An id, so that other briefings can name the same event.
    #[serde(default)]
    pub id: Field<IdRef>,
    /// When it happened.
    pub date: Needed<Doubted<When>>,
    /// What happened.
    pub text: Needed<String>,
    /// Where it happened.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub place: Field<IdRef>,
    /// Who took part.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub who: Actors,
    /// Its source or sources.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// How certain it is.
    #[serde(default)]
    pub status: Field<Status>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// Words with one or more speakers.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a quote, such as `{text: …, by: ID, source: ID}`")]
pub struct Quote {
    /// An id within the briefing, for corrections and links.
    #[serde(default)]
    pub id: Field<IdRef>,
    /// The words, in the site's language.
    pub text: Needed<String>,
    /// Who said them.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub by: Actors,
    /// Its source or sources.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// When they were said; the date of the source if absent.
    #[serde(default)]
    pub said: Field<Doubted<When>>,
    /// The words in the language they were said in: `{uk: …}`.
    #[serde(default)]
    pub original: Entries<String, Language>,
    /// Not the exact words; never shown as a quotation.
    #[serde(default)]
    pub paraphrase: Field<bool>,
    /// Words that appear like this in the source: `true`, or the words.
    #[serde(default)]
    pub sic: List<Spanned<String>>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// How exact a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Qualifier {
    /// Exactly so many.
    Exactly,
    /// About so many.
    About,
    /// A little less.
    Nearly,
    /// A little more.
    Over,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    AtMost,
    /// Up to so many.
    UpTo,
    /// Between two values.
    Range,
}

impl Qualifier {
    /// As editors type it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::Over => "over",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::UpTo => "up-to",
            Self::Range => "range",
        }
    }
}

/// One number: how much, of what, for when, who says so, from where.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a figure, such as `{series: ID, value: 1300, period: DATE, by: ID, source: ID}`")]
pub struct Figure {
    /// The series it belongs to, declared in `site.yaml`.
    #[schemars(transform = Names::Series)]
    pub series: Needed<IdRef>,
    /// The number; two for a range.
    pub value: List<Spanned<Number>>,
    /// How exact it is.
    #[serde(default)]
    pub qualifier: Field<Qualifier>,
    /// The words it was given in, such as `five dozen`.
    #[serde(default, rename = "as")]
    #[schemars(example = &"five dozen")]
    pub wording: Field<String>,
    /// The period it was counted over.
    #[serde(default)]
    pub period: Field<Doubted<Period>>,
    /// Who says so.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub by: Actors,
    /// When it was said; the date of the source if absent.
    #[serde(default)]
    pub said: Field<Doubted<When>>,
    /// Its source or sources.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// How certain it is.
    #[serde(default)]
    pub status: Field<Status>,
    /// A note for readers.
    #[serde(default)]
    pub note: Field<String>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// A line of what is known.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a line, such as `{text: …, source: ID}`")]
pub struct Known {
    /// What is known.
    pub text: Needed<String>,
    /// Its source or sources.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// How certain it is.
    #[serde(default)]
    pub status: Field<Status>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// A question: what is not known.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a question, such as `{id: ID, text: …}`")]
pub struct Question {
    /// Unique across the site; a later briefing answers it under this id.
    #[serde(default)]
    #[schemars(transform = Names::Question)]
    pub id: Field<IdRef>,
    /// What is not known.
    pub text: Needed<String>,
    /// How the matter stands.
    #[serde(default)]
    pub status: Field<Status>,
    /// The source or sources that say it is not known.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// What to look out for.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a watch item, such as `{text: …, who: ID, date: DATE}`")]
pub struct Watch {
    /// Unique across the site, among questions too; a later briefing says under this id what came of it.
    #[serde(default)]
    #[schemars(transform = Names::Watch)]
    pub id: Field<IdRef>,
    /// What is expected.
    pub text: Needed<String>,
    /// Whom it concerns.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub who: Actors,
    /// When it is expected.
    #[serde(default)]
    pub date: Field<When>,
    /// When it ends: a last day, or a time.
    #[serde(default)]
    pub ends: Field<Point>,
    /// Where it is expected.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub place: Field<IdRef>,
    /// Where it is announced.
    #[serde(default)]
    pub url: Field<WebAddress>,
    /// Whether it is still expected.
    #[serde(default)]
    pub status: Field<WatchStatus>,
    /// Its source or sources.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// The section it belongs to: the id of a heading in the text.
    #[serde(default)]
    pub section: Field<IdRef>,
}

/// What became of the plan to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WatchStatus {
    /// It will not take place.
    Cancelled,
}

impl Watch {
    /// When it is expected, from its beginning to its end. An end before the beginning, which is
    /// reported, is ignored.
    pub fn when(&self) -> Option<When> {
        let date = *self.date.get()?;
        let (When::At(from) | When::Range(from, _)) = date;
        match self.ends.get() {
            Some(to) if from.first_day(&TimeZone::UTC) <= to.last_day(&TimeZone::UTC) => {
                Some(When::Range(from, *to))
            }
            _ => Some(date),
        }
    }

    /// Whether it will not take place.
    pub fn is_cancelled(&self) -> bool {
        self.status.get() == Some(&WatchStatus::Cancelled)
    }
}

/// What kind of change a correction is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionKind {
    /// Something was wrong.
    #[default]
    Correction,
    /// Something was unclear.
    Clarification,
    /// Something is withdrawn.
    Retraction,
}

/// Whose error a correction is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The desk misreported it.
    #[default]
    Ours,
    /// An outlet misreported who said it.
    Relay,
    /// Whoever said it was wrong.
    Source,
}

/// What was wrong, what is right, since when.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a correction, such as `{date: DATE, was: …, now: …, text: …}`")]
pub struct Correction {
    /// When it was made.
    pub date: Needed<Point>,
    /// Correction, clarification or retraction.
    #[serde(default)]
    pub kind: Field<CorrectionKind>,
    /// What it corrects: `figures/SERIES`, `quotes/ID`, `events/ID`; the text if absent.
    #[serde(default)]
    #[schemars(example = &"figures/attack-drones")]
    pub fixes: Field<String>,
    /// Whose error it was: ours, that of an outlet that relayed it, or that of whoever said it. Must be given
    /// where the item has a speaker or a source.
    #[serde(default)]
    pub error: Field<Fault>,
    /// The period of the figure, where a briefing has several from one series.
    #[serde(default)]
    pub period: Field<Period>,
    /// The speaker of the figure, where a briefing has several from one series. With `error: source`: who
    /// gives the right value.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub by: Actors,
    /// With `error: source`: the source or sources of the right value.
    #[serde(default)]
    #[schemars(transform = Names::Source)]
    pub source: List<Spanned<IdRef>>,
    /// What was there before.
    #[serde(default)]
    pub was: Field<String>,
    /// What is right.
    #[serde(default)]
    pub now: Field<String>,
    /// The notice for readers.
    #[serde(default)]
    pub text: Field<String>,
}
