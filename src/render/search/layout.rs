//! Which files the index has: found from lengths alone, so that the plan need not read a text.

use super::passages::{Document, documents};
use crate::model::address::url::SearchFile;
use crate::model::graph::body::Body;
use crate::model::graph::site::Site;

/// How many documents one file of them lists. Hosts send about 50 bytes of each.
const DOCUMENTS: usize = 32;
/// About how many bytes of terms one file holds, unless a single term has more.
const SHARD: usize = 10_000;
/// About how many bytes of a document's text come with one byte of postings.
const TEXT: usize = 11;
/// About how many bytes of terms a letter adds where words have no spaces between them: it is one, and part
/// of two.
const UNSPACED: usize = 4;
/// What a document has besides its texts, in bytes: title, address, date.
const DOCUMENT: usize = 300;
/// What an item of the front matter has, in bytes.
const ITEM: usize = 150;

/// The documents, and how they are shared out among files.
pub(super) struct Layout {
    /// What can be found, in the order of the numbers in the postings.
    pub(super) documents: Vec<Document>,
    /// How many files of terms there are; at least one.
    pub(super) terms: usize,
}

impl Layout {
    /// Looks at the lengths of all texts.
    pub(super) fn new(site: &Site) -> Self {
        let documents = documents(site);
        let (mut all, mut unspaced) = (0, 0);
        for document in &documents {
            all += size(site, *document);
            unspaced += body(site, *document).map_or(0, |body| body.length.unspaced());
        }
        // A site twice as large has twice as many postings, but not twice as many different words.
        let terms = (all / TEXT + all.isqrt() * 20 + unspaced * UNSPACED).div_ceil(SHARD).max(1);
        Self { documents, terms }
    }

    /// Every file of the index.
    pub(super) fn files(&self) -> impl Iterator<Item = SearchFile> {
        let terms = (0..self.terms).map(|n| SearchFile::Terms(n as u32));
        let documents = self.documents.chunks(DOCUMENTS).zip(0..).map(|(_, n)| SearchFile::Documents(n));
        let whole =
            [SearchFile::Meta, SearchFile::Lengths, SearchFile::Facets, SearchFile::Names, SearchFile::Words];
        whole.into_iter().chain(terms).chain(documents)
    }

    /// The documents that one file of them lists.
    pub(super) fn documents_of(&self, file: u32) -> &[Document] {
        self.documents.chunks(DOCUMENTS).nth(file as usize).unwrap_or_default()
    }
}

/// About how many bytes the texts of a document take.
fn size(site: &Site, document: Document) -> usize {
    let items = match document {
        Document::Briefing(idx) => {
            let linked = site.briefing(idx);
            let front = &linked.item.front;
            let said = front.quotes.len() + front.events.len() + front.watch.len();
            said + front.known.len() + front.changed.len() + linked.links.sources.len()
        }
        Document::Section(idx, section) => {
            let linked = site.briefing(idx);
            return DOCUMENT + linked.body.section_range(linked.links.section(section).heading).len();
        }
        _ => 0,
    };
    DOCUMENT + body(site, document).map_or(0, |body| body.html.as_str().len()) + items * ITEM
}

fn body(site: &Site, document: Document) -> Option<&Body> {
    Some(match document {
        Document::Page(idx) => &site.pages[idx.at()].body,
        Document::Edition(idx) => &site.edition_files[idx.at()].body,
        Document::Dossier(idx) => &site.dossier(idx).body,
        Document::Storyline(idx) => &site.storyline(idx).body,
        Document::Briefing(idx) => &site.briefing(idx).body,
        Document::Series(_) | Document::Question(_) | Document::Section(..) => return None,
    })
}
