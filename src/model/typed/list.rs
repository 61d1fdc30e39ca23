//! A list on a plain page.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::field::Field;
use crate::model::value::id::IdRef;
use crate::model::value::number::Count;
use crate::model::value::schema::Names;

/// What a plain page lists below its text.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(expecting = "a list, such as `{kind: briefing, storyline: flood, limit: 20}`")]
pub struct ListQuery {
    /// What it lists: `briefing`, `storyline`, or a kind of dossier, such as `person`. `briefing` if absent.
    #[serde(default)]
    #[schemars(transform = Names::Kind)]
    pub kind: Field<IdRef>,
    /// Only briefings of this storyline.
    #[serde(default)]
    #[schemars(transform = Names::Storyline)]
    pub storyline: Field<IdRef>,
    /// Only briefings about this dossier.
    #[serde(default)]
    #[schemars(transform = Names::Dossier)]
    pub about: Field<IdRef>,
    /// Only briefings about this place.
    #[serde(default)]
    #[schemars(transform = Names::Place)]
    pub place: Field<IdRef>,
    /// How many it shows, at most 200; 50 if absent.
    #[serde(default)]
    pub limit: Field<Count>,
}
