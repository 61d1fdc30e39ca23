//! A theme: templates, static files and words, already merged with what it extends.

pub mod day_words;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Source;

/// The template that is a script, and is in the head of every page: it runs before the page is drawn.
pub const HEAD_SCRIPT: &str = "head.js";

/// The static file that the icons of a site are drawn from.
pub const ICON: &str = "icon.svg";

/// A theme as read: a site's own files before those of the themes it extends.
#[derive(Debug, Default)]
pub struct Theme {
    /// The themes in the order in which a template is looked for, the most specific first.
    pub layers: Vec<Layer>,
    /// Static files by path below `static/`.
    pub assets: BTreeMap<String, Asset>,
    /// The picture in place of the site's name, by path below `static/`.
    pub logo: Option<String>,
    /// Files of words by language.
    pub words: WordFiles,
    /// What cards are drawn with: the typefaces of the most specific theme first.
    pub typefaces: Vec<Typeface>,
    /// The colours of pages by day.
    pub palette: Palette,
}

/// A file of a typeface (OpenType).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typeface {
    /// Where it is, relative to the folder of the site or of the program's theme.
    pub file: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// Colours of pages by day, as CSS writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// The background.
    pub paper: String,
    /// The text.
    pub ink: String,
    /// Less prominent text.
    pub ink_soft: String,
    /// Labels and marks.
    pub accent: String,
    /// Lines.
    pub rule: String,
}

/// The templates of one theme.
#[derive(Debug, Default)]
pub struct Layer {
    /// What other themes call it: `default` in `{% extends "default/base.html" %}`.
    pub name: String,
    /// Templates by name (`briefing.html`).
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Whether it is part of the program.
    pub is_built_in: bool,
}

impl Theme {
    /// The template that pages use: that of the most specific theme that has it.
    pub fn template(&self, name: &str) -> Option<&Arc<Source>> {
        self.layers.iter().find_map(|layer| layer.templates.get(name))
    }

    /// The script in the head of every page.
    pub fn head_script(&self) -> Option<&str> {
        self.template(HEAD_SCRIPT).map(|source| source.text.as_str())
    }

    /// All templates, each under the name that tells it from its namesakes: `default/base.html`.
    pub fn sources(&self) -> BTreeMap<String, Arc<Source>> {
        let named = |layer: &Layer| {
            let own = layer.templates.iter();
            own.map(|(name, source)| (format!("{}/{name}", layer.name), Arc::clone(source)))
                .collect::<Vec<_>>()
        };
        self.layers.iter().flat_map(named).collect()
    }
}

/// Files of words (Fluent) by language (BCP 47), those of the most specific theme first.
pub type WordFiles = BTreeMap<String, Vec<Arc<Source>>>;

/// A static file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// Where it is in the site's folder; `None` if it is part of the program.
    pub file: Option<String>,
}
