//! Which files the index has: found from lengths alone, so that the plan need not read a text.

use super::passages::{Document, documents};
use crate::model::address::url::SearchFile;
use crate::model::graph::body::Body;
use crate::model::graph::site::Site;

/// How many bytes of text one file holds, about, unless a single document has more. Hosts send a third of it. With
/// fewer, a third of a site's files are these; with more, a page of results takes long on a phone.
const CHUNK: usize = 16_000;
/// How many bytes of terms one file holds, about, unless a single term has more.
const SHARD: usize = 10_000;
/// The bytes of a document's text that come with one byte of postings, about.
const TEXT: usize = 11;
/// The bytes of terms that a letter gives where words stand without spaces, about: it is one, and a part of two.
const UNSPACED: usize = 4;
/// What a document has besides its texts, in bytes: title, address, date.
const DOCUMENT: usize = 300;
/// What an item of the front matter has, in bytes.
const ITEM: usize = 150;

/// The documents, and how they are shared out among files.
pub(super) struct Layout {
    /// What can be found, in the order of the numbers in the postings.
    pub(super) documents: Vec<Document>,
    /// The number of the first document in each file of texts, and the end.
    pub(super) texts: Vec<u32>,
    /// How many files of terms there are; at least one.
    pub(super) terms: usize,
}

impl Layout {
    /// Looks at the lengths of all texts.
    pub(super) fn new(site: &Site) -> Self {
        let documents = documents(site);
        let (mut texts, mut all, mut bytes, mut unspaced) = (Vec::new(), 0, CHUNK, 0);
        for (document, n) in documents.iter().zip(0..) {
            let size = size(site, *document);
            if bytes + size > CHUNK {
                texts.push(n);
                bytes = 0;
            }
            bytes += size;
            all += size;
            unspaced += body(site, *document).map_or(0, |body| body.length.unspaced());
        }
        texts.push(documents.len() as u32);
        // A site twice as large has twice as many postings, but not twice as many different words.
        let terms = (all / TEXT + all.isqrt() * 20 + unspaced * UNSPACED).div_ceil(SHARD).max(1);
        Self { documents, texts, terms }
    }

    /// Every file of the index.
    pub(super) fn files(&self) -> impl Iterator<Item = SearchFile> {
        let terms = (0..self.terms).map(|n| SearchFile::Terms(n as u32));
        let texts = self.texts.windows(2).map(|pair| SearchFile::Texts(pair[0]));
        let whole = [SearchFile::Meta, SearchFile::Documents, SearchFile::Facets, SearchFile::Words];
        whole.into_iter().chain(terms).chain(texts)
    }

    /// The documents of the file of texts that begins with one.
    pub(super) fn documents_from(&self, first: u32) -> &[Document] {
        let next = self.texts.partition_point(|start| *start <= first);
        &self.documents[first as usize..self.texts[next] as usize]
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
