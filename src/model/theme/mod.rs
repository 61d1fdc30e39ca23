//! A theme: templates, static files and words, already merged with what it extends.

pub mod day_words;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Source;

/// A theme as read: a site's own files before those of the themes it extends.
#[derive(Debug, Default)]
pub struct Theme {
    /// Templates by name (`briefing.html`).
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Static files by path below `static/`.
    pub assets: BTreeMap<String, Asset>,
    /// Files of words by language.
    pub words: WordFiles,
}

/// Files of words (Fluent) by language (BCP 47), those of the most specific theme first.
pub type WordFiles = BTreeMap<String, Vec<Arc<Source>>>;

/// A static file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// Where it lies in the site's folder; `None` if it is part of the program.
    pub file: Option<String>,
}
