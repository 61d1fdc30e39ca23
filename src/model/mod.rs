//! The values that pass between the stages. They hold data, constructors that enforce invariants,
//! and plain lookups; nothing here reads files or writes HTML.

pub mod address;
pub mod anchor;
pub mod article;
pub mod body;
pub mod briefing;
pub mod config;
pub mod content;
pub mod date;
pub mod day_words;
pub mod dossier;
pub mod email;
pub mod field;
pub mod id;
pub mod item;
pub mod language;
pub mod lasting;
pub mod letters;
mod meant_date;
mod meant_point;
pub mod number;
pub mod page;
pub mod path;
pub mod plan;
pub mod quantity;
pub mod quotations;
pub mod release;
pub mod schema;
pub mod series;
pub mod site;
pub mod storyline;
pub mod theme;
pub mod thread;
pub mod typography;
pub mod url;
pub mod withheld;
pub mod words;
