//! A site's own ids, with what they name: what an editor suggests after a key.

use std::collections::BTreeMap;

use crate::model::graph::site::{LISTS, Site};
use crate::model::typed::config::Kind;
use crate::model::typed::kind::{FileKind, kinds};
use crate::model::value::schema::Names;

/// How many briefings are suggested, the newest first.
const MOST_BRIEFINGS: usize = 100;

/// Ids by what they name, each with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own(BTreeMap<Names, Vec<(String, String)>>);

impl Default for Own {
    /// What every site has.
    fn default() -> Self {
        let lists = ["storylines"].into_iter().chain(LISTS.iter().map(|(name, _)| *name));
        let entries = lists.map(|name| (name.to_owned(), format!("The list at `/{name}/`."))).collect();
        let mut own = Self(BTreeMap::from([(Names::Entry, entries)]));
        own.add_kinds(&[]);
        own
    }
}

impl Own {
    /// The ids of a site.
    pub fn of(site: &Site) -> Self {
        let mut own = Self::default();
        let file = &site.config.file;
        for storyline in &site.storylines {
            own.add(Names::Storyline, storyline.item.article.id.as_str(), &storyline.item.title);
        }
        for (id, author) in &file.authors.0 {
            own.add(Names::Author, &id.value, author.name.text_or_empty());
        }
        for briefing in site.briefings.iter().rev().take(MOST_BRIEFINGS) {
            own.add(Names::Briefing, briefing.item.article.id.as_str(), &briefing.item.title);
        }
        own.add_dossiers(site);
        for (id, outlet) in &file.outlets.0 {
            own.add(Names::Outlet, &id.value, outlet.name.text_or_empty());
            own.add(Names::Source, &id.value, outlet.name.text_or_empty());
        }
        for (id, series) in &file.series.0 {
            own.add(Names::Series, &id.value, series.name.text_or_empty());
        }
        for question in site.questions.iter().filter(|question| question.is_open()) {
            let (briefing, n) = question.newest();
            let question = &site.briefing(briefing).item.front.unknown[n as usize].value;
            if let Some(id) = question.id.get() {
                own.add(Names::Question, id.as_str(), question.text.text_or_empty());
                own.add(Names::Awaited, id.as_str(), question.text.text_or_empty());
            }
        }
        for watch in site.watch.iter().filter(|watch| watch.is_open()) {
            let (briefing, n) = watch.newest();
            let watch = &site.briefing(briefing).item.front.watch[n as usize].value;
            if let Some(id) = watch.id.get() {
                own.add(Names::Watch, id.as_str(), watch.text.text_or_empty());
                own.add(Names::Awaited, id.as_str(), watch.text.text_or_empty());
            }
        }
        own.add_kinds(&site.config.kinds);
        for kind in &site.config.kinds {
            own.add(Names::Entry, &kind.folder, &format!("The list at `/{}/`.", kind.folder));
        }
        for page in site.pages.iter().filter(|page| !page.item.article.path.is_list_text()) {
            own.add(Names::Entry, page.item.article.id.as_str(), &page.item.title);
        }
        own
    }

    /// The ids of a kind, each with a few words about it.
    pub(super) fn ids(&self, names: Names) -> &[(String, String)] {
        self.0.get(&names).map(Vec::as_slice).unwrap_or_default()
    }

    fn add(&mut self, names: Names, id: &str, about: &str) {
        self.0.entry(names).or_default().push((id.to_owned(), about.to_owned()));
    }

    /// The words for what a list can hold.
    fn add_kinds(&mut self, all: &[Kind]) {
        self.0.remove(&Names::Kind);
        for (word, kind) in kinds(all) {
            let about = match kind {
                FileKind::Briefing => "Briefings, the newest first.",
                FileKind::Storyline => "Storylines, those with the newest briefings first.",
                FileKind::Dossier(_) => "Dossiers of a kind, in order of name.",
                FileKind::Page | FileKind::Edition => continue,
            };
            self.add(Names::Kind, &word, about);
        }
    }

    /// Dossiers under their id, or under `kind/id` where several kinds have it.
    fn add_dossiers(&mut self, site: &Site) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for dossier in &site.dossiers {
            *seen.entry(dossier.item.article.id.as_str()).or_default() += 1;
        }
        for dossier in &site.dossiers {
            let (id, name) = (dossier.item.article.id.as_str(), &dossier.item.name);
            let folder = &site.config.kind(dossier.item.kind).folder;
            let full = format!("{folder}/{id}");
            let shown = if seen[id] == 1 { id } else { full.as_str() };
            self.add(Names::Dossier, shown, name);
            self.add(Names::Author, shown, name);
            match folder.as_str() {
                "places" => self.add(Names::Place, id, name),
                "documents" => self.add(Names::Document, id, name),
                _ => {}
            }
        }
    }
}
