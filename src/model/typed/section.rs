//! What belongs to a section of a briefing: a heading and what stands under it.

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
    /// The storylines it belongs to; without them, those of the section it lies under, or of the briefing. The first is its home.
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
    /// The page elsewhere that it is about; without it, the one that its heading links to.
    #[serde(default)]
    pub link: Field<WebAddress>,
    /// Whether its links return in every edition, so that they are no news.
    #[serde(default)]
    pub recurring: Field<bool>,
}
