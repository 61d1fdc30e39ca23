//! The file of an edition: its number, its note, and how its briefings are arranged.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::FormerAddress;
use crate::model::typed::article::Article;
use crate::model::typed::picture::Picture;
use crate::model::typed::span::Span;
use crate::model::value::date::{Point, When};
use crate::model::value::field::{Field, Free, List, Needed, Spanned};
use crate::model::value::id::IdRef;
use crate::model::value::language::Language;
use crate::model::value::number::Count;
use crate::model::value::schema::Names;

/// The front matter of an edition.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Edition")]
pub struct EditionFront {
    /// Its number. Later editions count on from it.
    #[serde(default)]
    pub number: Field<Count>,
    /// The headline, in place of its days.
    #[serde(default)]
    pub title: Field<String>,
    /// One or two lines under the headline.
    #[serde(default)]
    pub summary: Field<String>,
    /// The briefing that leads.
    #[serde(default)]
    #[schemars(transform = Names::Briefing)]
    pub lead: Field<IdRef>,
    /// The briefings that come next, in this order.
    #[serde(default)]
    #[schemars(transform = Names::Briefing)]
    pub order: List<Spanned<IdRef>>,
    /// Parts, each with a heading, which come after those. Briefings that are not named anywhere follow in
    /// chronological order.
    #[serde(default)]
    pub parts: List<Spanned<EditionPart>>,
    /// The points to know, at the top of the page, the email and the feed.
    #[serde(default)]
    pub takeaways: List<Spanned<String>>,
    /// The days whose briefings it takes, along with those in its name.
    #[serde(default)]
    pub covers: Field<When>,
    /// The briefings that it takes, whatever their day.
    #[serde(default)]
    #[schemars(transform = Names::Briefing)]
    pub briefings: List<Spanned<IdRef>>,
    /// The subject of the email, in place of the lead's headline.
    #[serde(default)]
    pub subject: Field<String>,
    /// What mail programs show beside the subject.
    #[serde(default)]
    pub preheader: Field<String>,
    /// A line above everything else, on the page and in the email.
    #[serde(default)]
    pub notice: Field<String>,
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
    /// The language of these texts, if it is not the site's (BCP 47).
    #[serde(default)]
    pub lang: Field<Language>,
    /// Anything, for your own templates.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// How much of their briefings editions hold.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "settings such as `{text: full}`")]
pub struct EditionSettings {
    /// Whether an edition of several briefings holds their whole texts or their summaries. An edition with
    /// more than 100 kB of text has summaries.
    #[serde(default)]
    pub text: Field<EditionText>,
}

/// How much of each briefing an edition holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EditionText {
    /// The headline and the lines under it.
    #[default]
    Summary,
    /// The whole text.
    Full,
}

/// A part of an edition.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "a part, such as `{title: At the front, briefings: [ID]}`")]
pub struct EditionPart {
    /// Its heading.
    pub title: Needed<String>,
    /// Its briefings, in this order.
    #[serde(default)]
    #[schemars(transform = Names::Briefing)]
    pub briefings: List<Spanned<IdRef>>,
}

/// An edition as read from its file. The body is the editor's note.
#[derive(Debug)]
pub struct EditionFile {
    /// File, id and body.
    pub article: Article,
    /// The front matter as typed.
    pub front: EditionFront,
    /// What its name means under `edition` of `site.yaml`; a name that means nothing is reported.
    pub span: Span,
    /// Its title, or its name.
    pub title: String,
}
