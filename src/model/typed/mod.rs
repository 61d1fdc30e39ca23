//! What the files of a site hold, typed but not yet linked.

pub mod anchors;
pub mod article;
pub mod briefing;
pub mod cards;
pub mod config;
pub mod content;
pub mod dossier;
pub mod edition;
pub mod email;
mod forms;
pub mod front;
pub mod grade;
pub mod hold;
pub mod item;
pub mod kind;
pub mod list;
pub mod look;
pub mod page;
pub mod picture;
pub mod policy;
pub mod recording;
pub mod requirement;
pub mod section;
pub mod span;
pub mod storyline;
pub mod unit;
