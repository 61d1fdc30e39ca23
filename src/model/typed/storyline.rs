//! A storyline: a continuing story that briefings belong to.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::FormerAddress;
use crate::model::typed::article::Article;
use crate::model::typed::picture::Picture;
use crate::model::value::date::{Point, When};
use crate::model::value::field::{Field, Free, List, Needed, Spanned};
use crate::model::value::id::IdRef;
use crate::model::value::language::Language;
use crate::model::value::schema::{Names, Needs};

/// The front matter of a storyline.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Storyline", transform = Needs(&["title"]))]
pub struct StorylineFront {
    /// Its name. Needed.
    #[serde(default)]
    pub title: Field<String>,
    /// One or two lines on what it is.
    #[serde(default)]
    pub summary: Field<String>,
    /// The series of figures that belong to it.
    #[serde(default)]
    #[schemars(transform = Names::Series)]
    pub series: List<Spanned<IdRef>>,
    /// Whether it is ongoing.
    #[serde(default)]
    pub status: Field<Activity>,
    /// The storyline it is a part of.
    #[serde(default)]
    #[schemars(transform = Names::Storyline)]
    pub parent: Field<IdRef>,
    /// Which way things are going.
    #[serde(default)]
    pub trend: Field<Trend>,
    /// The people, places and documents that matter most.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub key: List<Spanned<IdRef>>,
    /// When an editor last reviewed the text.
    #[serde(default)]
    pub reviewed: Field<Point>,
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
    /// The language of the text, if it is not the site's (BCP 47).
    #[serde(default)]
    pub lang: Field<Language>,
    /// Anything, for your own templates.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// Whether a storyline is ongoing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// It is ongoing.
    #[default]
    Active,
    /// Nothing is expected soon.
    Dormant,
    /// It is over.
    Closed,
}

/// Which way things are going, with the reason.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a trend, such as `{is: improved, why: …, date: DATE}`")]
pub struct Trend {
    /// The direction.
    pub is: Needed<Direction>,
    /// The reason.
    #[serde(default)]
    pub why: Field<String>,
    /// Since when.
    #[serde(default)]
    pub date: Field<When>,
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// For the better.
    Improved,
    /// No change.
    Unchanged,
    /// For the worse.
    Deteriorated,
}

/// A storyline as read from its file.
#[derive(Debug)]
pub struct Storyline {
    /// File, id and body.
    pub article: Article,
    /// The front matter as typed.
    pub front: StorylineFront,
    /// Its name; the file's stem if there is none.
    pub title: String,
}
