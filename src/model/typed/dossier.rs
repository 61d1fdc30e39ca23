//! A dossier: the page of a person, place, organisation, document, or a further kind.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::{FormerAddress, WikidataId};
use crate::model::typed::article::Article;
use crate::model::typed::item::Actors;
use crate::model::typed::picture::Picture;
use crate::model::value::date::{Point, When};
use crate::model::value::field::{Entries, Field, Free, List, Spanned, TEXT_OR_MAPPING};
use crate::model::value::id::{IdRef, KindIdx};
use crate::model::value::language::Language;
use crate::model::value::point::Coordinates;
use crate::model::value::schema::{Names, Needs};

/// The front matter of a dossier.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Dossier", transform = Needs(&["name"]))]
pub struct DossierFront {
    /// The name, in the house spelling. Needed.
    #[serde(default)]
    pub name: Field<String>,
    /// Other names it goes by.
    #[serde(default)]
    pub aliases: List<Spanned<String>>,
    /// Other spellings, for quotations only.
    #[serde(default)]
    pub variants: List<Spanned<String>>,
    /// The name in other languages, by language code.
    #[serde(default)]
    pub native: Entries<String, Language>,
    /// What someone or something is: a text, or a dated list.
    #[serde(default)]
    pub role: List<Spanned<Role>>,
    /// What it belongs to.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub of: List<Spanned<IdRef>>,
    /// One or two lines on who or what it is.
    #[serde(default)]
    pub summary: Field<String>,
    /// The Wikidata item, such as `Q3874799`.
    #[serde(default)]
    #[schemars(example = &"Q3874799")]
    pub wikidata: Field<WikidataId>,
    /// The place that a place is in.
    #[serde(default, rename = "in")]
    #[schemars(transform = Names::Place)]
    pub within: Field<IdRef>,
    /// Latitude and longitude of a place, in degrees.
    #[serde(default)]
    pub at: Field<Coordinates>,
    /// Who made a document.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub by: Actors,
    /// The document that it replaces.
    #[serde(default)]
    #[schemars(transform = Names::Document)]
    pub replaces: Field<IdRef>,
    /// The state of a document.
    #[serde(default)]
    pub state: Field<String>,
    /// Whether its names become links. On unless set to false.
    #[serde(default)]
    pub autolink: Field<bool>,
    /// The photograph that leads its page and represents it in lists, feeds and previews.
    #[serde(default)]
    pub picture: Field<Picture>,
    /// Its former addresses, oldest first. Each leads here.
    #[serde(default)]
    pub former: List<Spanned<FormerAddress>>,
    /// Not published before this instant.
    #[serde(default)]
    pub embargo: Field<Point>,
    /// Not published at all yet.
    #[serde(default)]
    pub draft: Field<bool>,
    /// The language of the text, if it is not the site's (BCP 47).
    #[serde(default)]
    #[schemars(example = &"uk")]
    pub lang: Field<Language>,
    /// Anything, for your own templates.
    #[serde(default)]
    pub extra: Field<Free>,
}

/// A role, with the time it was held where it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// What it is called.
    pub text: String,
    /// Since when; always, if absent.
    pub from: Field<When>,
    /// Until when; still, if absent.
    pub until: Field<When>,
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RoleVisitor;
        #[derive(Deserialize)]
        #[serde(expecting = "a role: a text, or `{text: …, from: DATE, until: DATE}`")]
        struct Dated {
            text: String,
            #[serde(default)]
            from: Field<When>,
            #[serde(default)]
            until: Field<When>,
        }
        impl<'de> serde::de::Visitor<'de> for RoleVisitor {
            type Value = Role;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a role: a text, or `{text: …, from: DATE, until: DATE}`")
            }

            fn visit_str<E>(self, text: &str) -> Result<Role, E> {
                Ok(Role { text: text.to_owned(), from: Field(None), until: Field(None) })
            }

            fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, d: D) -> Result<Role, D::Error> {
                let Dated { text, from, until } = Dated::deserialize(d)?;
                Ok(Role { text, from, until })
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, RoleVisitor)
    }
}

/// A dossier as read from its file.
#[derive(Debug)]
pub struct Dossier {
    /// File, id and body.
    pub article: Article,
    /// The kind its folder gives it.
    pub kind: KindIdx,
    /// The front matter as typed.
    pub front: DossierFront,
    /// The name; the file's stem if there is none.
    pub name: String,
}

impl Dossier {
    /// Whether there is something to say in a few words besides its name: a role, the place it is
    /// in, if that has a page, or the state of a document.
    pub fn has_note(&self, lies_in_a_place: bool) -> bool {
        let front = &self.front;
        front.role.iter().next().is_some() || lies_in_a_place || front.state.text().is_some()
    }
}
