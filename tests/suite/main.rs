//! The test program. Most tests are a site in a string and what should come of it; see `site.rs`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that can't go on has failed")]

mod agenda;
mod ages;
mod agree;
mod allowances;
#[cfg(unix)]
mod artifact;
mod bodies;
mod build;
#[cfg(feature = "cards")]
mod cards;
mod catch_up;
mod charts;
mod checks;
mod copied;
#[cfg(feature = "pictures")]
mod credits;
#[cfg(feature = "email")]
mod digests;
mod discovery;
mod docs;
mod doubt;
mod edition_files;
mod editions;
#[cfg(feature = "email")]
mod email;
mod embeds;
mod facts;
mod figures;
mod files;
mod fixing;
mod fixtures;
mod foreign_keys;
mod formats;
mod former;
mod front;
mod front_matter;
mod grades;
mod growth;
mod guides;
mod help;
mod hosts;
mod html;
mod import;
mod index;
mod indexes;
mod inheritance;
mod init;
mod inspection;
mod intake;
mod lasting;
mod letters;
mod limits;
mod list;
mod lists;
mod lost_text;
mod maps;
mod markup;
mod media;
mod mentions;
mod mistakes;
mod new;
mod old_errors;
mod output;
#[cfg(feature = "pictures")]
mod pictures;
mod possible;
mod problems;
mod properties;
mod reading;
mod release;
mod rename;
mod repeats;
mod sample;
#[cfg(feature = "serve")]
mod saves;
mod schema;
mod search;
mod secrets;
mod section_shapes;
mod sections;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod size;
mod slips;
mod source;
mod sources;
mod text_charts;
mod theme_guide;
mod themes;
mod threads;
mod tidy;
mod twins;
mod whole_texts;
mod whose_error;
mod witness;
mod years;
