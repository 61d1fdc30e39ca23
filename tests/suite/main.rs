//! The test program. Most tests are a site in a string and what it should give; see `site.rs`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that can't go on has failed")]

mod bodies;
mod build;
mod docs;
mod facts;
mod figures;
mod fixtures;
mod front_matter;
mod html;
mod mentions;
mod problems;
mod sample;
mod search;
mod site;
mod threads;
mod tidy;
