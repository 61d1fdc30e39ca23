//! Search: an index of the whole site in small files; the search page's script fetches those that a query
//! needs. `Search::new` lists the files from lengths alone; the terms are read once, when they are first
//! asked for; `Search::file` writes one file.
//!
//! Only the linked site goes in, so nothing that is not released can be found.

mod index;
mod layout;
mod numbers;
mod passages;
mod tokens;
mod view;

pub use view::SearchPage;
pub(super) use view::{link, page};

use std::sync::OnceLock;

use serde::Serialize;

use crate::model::address::url::{SearchFile, UrlPath};
use crate::model::graph::site::Site;
use crate::model::value::id::{DossierIdx, KindIdx, StorylineIdx};
use crate::render::figures;
use crate::render::pages::{Links, dossier};
use crate::render::wording::Wording;
use index::{Index, varint};
use layout::Layout;
use passages::Document;

/// The search index of a site.
pub(super) struct Search {
    layout: Layout,
    index: OnceLock<Index>,
}

impl Search {
    /// Finds which files the index has. No text is read.
    pub(super) fn new(site: &Site) -> Self {
        Self { layout: Layout::new(site), index: OnceLock::new() }
    }

    /// The files that the index is written to.
    pub(super) fn files(&self) -> impl Iterator<Item = SearchFile> {
        self.layout.files()
    }

    /// Reads all texts, on all threads, unless that has been done.
    pub(super) fn prepare(&self, site: &Site) {
        self.index(site);
    }

    fn index(&self, site: &Site) -> &Index {
        self.index.get_or_init(|| Index::build(site, &self.layout))
    }

    /// Writes a file of the index. Those of documents need nothing prepared.
    pub(super) fn file(&self, site: &Site, links: &Links, wording: &Wording, file: SearchFile) -> Vec<u8> {
        let index = || self.index(site);
        match file {
            SearchFile::Meta => json(&meta(site, wording, &self.layout, index())),
            SearchFile::Lengths => index().lengths.clone(),
            SearchFile::Facets => facets(site, &self.layout),
            SearchFile::Names => json(&names(site, wording)),
            SearchFile::Words => json(&index().words),
            SearchFile::Terms(n) => index().shards[n as usize].1.clone(),
            SearchFile::Documents(n) => {
                let documents = self.layout.documents_of(n).iter();
                json(&documents.map(|one| listed(site, links, wording, *one)).collect::<Vec<_>>())
            }
        }
    }
}

/// Tells one index from another, so that a browser never mixes old files with new ones.
fn version(index: &Index) -> String {
    let terms = index.shards.iter().flat_map(|(_, bytes)| bytes.iter().copied());
    let hash = index.lengths.iter().copied().chain(terms);
    let hash = hash.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("text and numbers become JSON")
}

/// What the other files are.
#[derive(Serialize)]
struct Meta<'a> {
    version: String,
    documents: usize,
    /// How many words a document has on average.
    average: f64,
    /// The id of a kind, the name of one, and of several.
    kinds: Vec<(&'a str, String, String)>,
    /// Runs of documents of one kind and year (0 without a date): kind, year, first document, end.
    runs: Vec<(usize, i16, usize, usize)>,
    /// The first token of each file of terms, and its bytes.
    terms: Vec<(&'a str, usize)>,
}

fn meta<'a>(site: &'a Site, wording: &Wording, layout: &Layout, index: &'a Index) -> Meta<'a> {
    let words = [
        ("briefings", "search-briefing", "briefings"),
        ("storylines", "search-storyline", "storylines"),
        ("figures", "search-series", "figures"),
        ("questions", "search-question", "questions"),
        ("pages", "search-page", "search-pages"),
    ];
    let named =
        words.into_iter().map(|(id, one, many)| (id, wording.words.get(one), wording.words.get(many)));
    let mut kinds: Vec<(&str, String, String)> = named.collect();
    kinds.extend(site.config.kinds.iter().enumerate().map(|(n, kind)| {
        let (one, many) = dossier::kind_names(site, wording, KindIdx::new(n));
        (kind.folder.as_str(), one, many)
    }));
    let mut runs: Vec<(usize, i16, usize, usize)> = Vec::new();
    for (n, document) in layout.documents.iter().enumerate() {
        let year = passages::dated(site, *document).map_or(0, |idx| site.briefing(idx).item.day.year());
        let kind = passages::kind(site, *document);
        match runs.last_mut() {
            Some(run) if (run.0, run.1) == (kind, year) => run.3 = n + 1,
            _ => runs.push((kind, year, n, n + 1)),
        }
    }
    let squares: u64 = index.lengths.iter().map(|length| u64::from(*length).pow(2)).sum();
    Meta {
        version: version(index),
        documents: layout.documents.len(),
        average: squares as f64 / 16.0 / layout.documents.len().max(1) as f64,
        kinds,
        runs,
        terms: index
            .shards
            .iter()
            .filter(|(first, _)| !first.is_empty())
            .map(|(first, bytes)| (first.as_str(), bytes.len()))
            .collect(),
    }
}

/// Id and title of what documents can be filtered by, in the order of `facets.bin`.
#[derive(Serialize)]
struct Names<'a> {
    storylines: Vec<(&'a str, String)>,
    people: Vec<(&'a str, String)>,
    places: Vec<(&'a str, String)>,
}

fn names<'a>(site: &'a Site, wording: &Wording) -> Names<'a> {
    let dossiers = |kind: KindIdx| {
        let list = site.dossiers_of(kind).map(|idx| &site.dossier(idx).item);
        list.map(|dossier| (dossier.article.id.as_str(), wording.typeset(&dossier.name))).collect()
    };
    let storylines = site.storylines.iter().map(|storyline| &storyline.item);
    Names {
        storylines: storylines.map(|item| (item.article.id.as_str(), wording.typeset(&item.title))).collect(),
        people: dossiers(KindIdx::PEOPLE),
        places: dossiers(KindIdx::PLACES),
    }
}

/// For each storyline, person and place, the number of bytes of its list of documents; then the lists: the
/// steps from one document to the next.
fn facets(site: &Site, layout: &Layout) -> Vec<u8> {
    let mut storylines: Vec<Vec<u32>> = vec![Vec::new(); site.storylines.len()];
    let mut dossiers: Vec<Vec<u32>> = vec![Vec::new(); site.dossiers.len()];
    for (document, n) in layout.documents.iter().zip(0..) {
        let (of, named) = passages::facets(site, *document);
        let of = of.into_iter().map(StorylineIdx::at);
        let named = named.into_iter().map(DossierIdx::at);
        of.for_each(|at| add(&mut storylines[at], n));
        named.for_each(|at| add(&mut dossiers[at], n));
    }
    let dossiers = [KindIdx::PEOPLE, KindIdx::PLACES]
        .into_iter()
        .flat_map(|kind| site.dossiers_of(kind))
        .map(|idx| &dossiers[idx.at()]);
    let (mut bytes, mut lists) = (Vec::new(), Vec::new());
    for list in storylines.iter().chain(dossiers) {
        let (start, mut last) = (lists.len(), 0);
        for n in list {
            varint(&mut lists, n - last);
            last = *n;
        }
        varint(&mut bytes, (lists.len() - start) as u32);
    }
    bytes.append(&mut lists);
    bytes
}

fn add(list: &mut Vec<u32>, n: u32) {
    if list.last() != Some(&n) {
        list.push(n);
    }
}

/// What a result shows of a document without its page.
#[derive(Serialize)]
struct Listed {
    title: String,
    href: String,
    /// In words and for machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<(String, String)>,
    /// The ids of the elements that hold its passages after the title; empty without one.
    anchors: Vec<String>,
    /// Its first passage, unless it is a briefing: most of these pages are longer than what they say themselves.
    #[serde(skip_serializing_if = "String::is_empty")]
    lead: String,
}

fn listed(site: &Site, links: &Links, wording: &Wording, document: Document) -> Listed {
    let passages = passages::anchors(site, document);
    let lead = match document {
        Document::Briefing(_) => String::new(),
        _ => wording.typeset(&passages[0].text),
    };
    let date = passages::dated(site, document).map(|idx| links.published(idx).clone());
    Listed {
        title: wording.typeset(passages::title(site, document)),
        href: href(site, links, document),
        date: date.map(|date| (date.text, date.iso)),
        anchors: passages.into_iter().map(|passage| passage.anchor).collect(),
        lead,
    }
}

fn href(site: &Site, links: &Links, document: Document) -> String {
    let url = match document {
        Document::Page(idx) => site.pages[idx.at()].item.url(),
        Document::Edition(idx) => site.edition_files[idx.at()].item.span.url(),
        Document::Dossier(idx) => site.dossier(idx).item.url(&site.config),
        Document::Storyline(idx) => site.storyline(idx).item.url(),
        Document::Series(idx) => UrlPath::series(figures::declared(site, idx).0),
        Document::Briefing(idx) => site.briefing(idx).item.url(),
        Document::Section(idx, section) => {
            let briefing = site.briefing(idx);
            return links.item(&briefing.item, &briefing.section_heading(section).id);
        }
        Document::Question(idx) => {
            let (briefing, n) = site.questions[idx.at()].newest();
            let briefing = &site.briefing(briefing).item;
            return links.item(briefing, &briefing.anchors.questions[n as usize]);
        }
    };
    site.config.base.href(&url)
}
