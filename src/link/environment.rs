//! What every body of a site is read with, whichever links it has itself.
//!
//! Owned, so that it can be compared with that of the previous run: as long as the two are equal, a body
//! whose file and links are the same reads the same.

use std::collections::HashSet;

use crate::link::names::finder::Finder;
use crate::link::names::formed::normalise;
use crate::link::names::{NameIndex, Wanted};
use crate::markdown::Labels;
use crate::model::address::url::BaseUrl;
use crate::model::theme::words::Words;
use crate::model::typed::config::RawHtml;
use crate::model::typed::content::Content;
use crate::model::value::id::DossierIdx;

/// Settings, words and the names of dossiers.
#[derive(PartialEq)]
pub(super) struct Environment {
    pub(super) base: BaseUrl,
    pub(super) language: String,
    pub(super) raw_html: RawHtml,
    pub(super) labels: Labels,
    pub(super) finder: Finder,
    dossiers: Vec<Named>,
}

/// What a mention of a dossier needs.
#[derive(PartialEq)]
struct Named {
    name: String,
    /// Other spellings, in the form that the finder compares.
    variants: HashSet<String>,
    /// The link that a mention becomes; `None` if it is not to be a link.
    href: Option<String>,
    has_note: bool,
}

impl Environment {
    /// What the bodies of this content are read with.
    pub(super) fn new(content: &Content, index: &NameIndex<'_>, finder: Finder, words: &Words) -> Self {
        let config = &content.config;
        let links = config.file.autolink.get() != Some(&false);
        let dossiers = content.dossiers.iter().map(|dossier| Named {
            name: dossier.name.clone(),
            variants: dossier.front.variants.iter().map(|name| normalise(&name.value)).collect(),
            href: (links && dossier.front.autolink.get() != Some(&false))
                .then(|| config.base.href(&dossier.url(config))),
            has_note: dossier.has_note(dossier.front.within.get().is_some_and(|place| {
                index.typed(place.as_str(), Wanted::Place).is_ok_and(|found| found.target.is_some())
            })),
        });
        Self {
            dossiers: dossiers.collect(),
            base: config.base.clone(),
            language: config.language.clone(),
            raw_html: config.raw_html(),
            labels: labels(words),
            finder,
        }
    }

    /// The house spelling of a dossier, if a name is listed as another one.
    pub(super) fn house_spelling(&self, name: &str, dossier: DossierIdx) -> Option<&str> {
        let Named { name: house, variants, .. } = &self.dossiers[dossier.at()];
        if variants.is_empty() {
            return None;
        }
        variants.contains(&normalise(name)).then_some(house)
    }

    /// Whether a note on a dossier appears beside its first mention.
    pub(super) fn has_note(&self, dossier: DossierIdx) -> bool {
        self.dossiers[dossier.at()].has_note
    }

    /// The link that mentions of a dossier become, unless the page wants none.
    pub(super) fn autolink(&self, dossier: DossierIdx) -> Option<String> {
        self.dossiers[dossier.at()].href.clone()
    }
}

fn labels(words: &Words) -> Labels {
    let alerts = ["alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution"];
    Labels {
        alerts: alerts.map(|key| words.get(key)),
        notes: words.get("notes"),
        back: words.get("back-to-text"),
        source: words.get("source"),
        unreleased: words.get("unreleased"),
        done: words.get("task-done"),
        open: words.get("task-open"),
    }
}
