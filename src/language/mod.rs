//! What languages write: letters and words, typographic marks, quantities in a text, and what is quoted from
//! one.
//!
//! It knows nothing of files or sites, so anything can compare and write texts as it does.

pub mod letters;
pub mod names;
pub mod numbers;
pub mod quantity;
pub mod quotations;
pub mod sentences;
pub mod slug;
pub mod typography;
pub mod verbatim;
