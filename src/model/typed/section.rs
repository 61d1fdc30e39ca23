//! What belongs to a section of a briefing: a heading and what is under it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::address::links::WebAddress;
use crate::model::value::field::{Field, List, Spanned};
use crate::model::value::id::IdRef;
use crate::model::value::schema::Names;

/// A section in the front matter, under the id of its heading.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(expecting = "what belongs to a section, such as `{storylines: [flood], about: [bridge]}`")]
pub struct Section {
    /// The storylines it belongs to; if absent, those of its parent section, or of the briefing. The first is
    /// its home.
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
    /// The page elsewhere that it is about; if absent, the one that its heading links to.
    #[serde(default)]
    pub link: Field<WebAddress>,
    /// Whether its links return in every edition, so they are not news.
    #[serde(default)]
    pub recurring: Field<bool>,
}
