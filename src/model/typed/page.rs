//! A plain page, such as `about`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::FormerAddress;
use crate::model::typed::article::Article;
use crate::model::typed::list::ListQuery;
use crate::model::typed::picture::Picture;
use crate::model::value::date::Point;
use crate::model::value::field::{Field, Free, List, Spanned};
use crate::model::value::language::Language;
use crate::model::value::schema::Needs;

/// The front matter of a plain page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Page", transform = Needs(&["title"]))]
pub struct PageFront {
    /// The headline. Needed.
    #[serde(default)]
    pub title: Field<String>,
    /// One or two lines on what it is.
    #[serde(default)]
    pub summary: Field<String>,
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
    /// The template of the page, without `.html`: one from the site's own theme.
    #[serde(default)]
    pub layout: Field<String>,
    /// What is listed below the text, such as `{kind: briefing, storyline: flood, limit: 20}`.
    #[serde(default)]
    pub list: Field<ListQuery>,
    /// Anything, for your own templates.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// A plain page as read from its file.
#[derive(Debug)]
pub struct Page {
    /// File, id and body.
    pub article: Article,
    /// The front matter as typed.
    pub front: PageFront,
    /// The headline; the file's stem if there is none.
    pub title: String,
}
