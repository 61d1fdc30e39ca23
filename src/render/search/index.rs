//! The index: from every token to the documents that have it, packed into files that a browser
//! fetches one by one. `docs/content/pages/searching.md` describes the files.
//!
//! Documents are read in blocks, in parallel; the postings of a block are bytes already, so that
//! little memory is needed. The blocks are then joined in order, so threads change nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::layout::Layout;
use super::passages::{Document, names, passages, title};
use super::tokens::{count, is_number, token, words};
use crate::language::letters;
use crate::model::graph::site::Site;
use crate::model::value::id::DossierIdx;

/// How many documents a block has.
const BLOCK: usize = 1024;
/// How many words can be suggested for a misspelt one.
const SUGGESTED: usize = 4_000;
/// The last passage that is told apart; what follows counts as this one.
const LAST_PASSAGE: u32 = 29;
/// A word that is found everywhere.
const STOP: u32 = u32::MAX;

/// A finished index.
pub(super) struct Index {
    /// The files of terms: the first token of each, and its bytes. Those that are left over hold none.
    pub(super) shards: Vec<(String, Vec<u8>)>,
    /// A byte for the length of each document.
    pub(super) lengths: Vec<u8>,
    /// The words for suggestions, the most frequent first.
    pub(super) words: Vec<Box<str>>,
}

impl Index {
    /// Reads a site, on all threads. A job of the pool that asks for it twice would wait for itself.
    pub(super) fn build(site: &Site, layout: &Layout) -> Self {
        let named: Vec<Vec<Spoken>> =
            (0..site.dossiers.len()).into_par_iter().map(|n| spoken(site, n)).collect();
        let blocks: Vec<Block> = layout
            .documents
            .par_chunks(BLOCK)
            .enumerate()
            .map(|(n, documents)| Block::read(site, documents, n * BLOCK, &named))
            .collect();
        let mut terms: BTreeMap<Box<str>, Term> = BTreeMap::new();
        let mut lengths = Vec::new();
        for block in blocks {
            lengths.extend(block.lengths);
            for (key, term) in block.terms {
                match terms.get_mut(&key) {
                    Some(known) => known.append(term),
                    None => {
                        terms.insert(key, term);
                    }
                }
            }
        }
        let words = suggestions(&terms);
        Self { shards: shards(terms, layout.terms), lengths, words }
    }
}

/// A token of a name, and the word.
type Spoken = (String, String);

/// The tokens of all names of a dossier, each once.
fn spoken(site: &Site, n: usize) -> Vec<Spoken> {
    let words = names(site, DossierIdx::new(n)).flat_map(words);
    let mut spoken: Vec<Spoken> =
        words.filter_map(|word| Some((token(word)?, word.to_lowercase()))).collect();
    spoken.sort_unstable();
    spoken.dedup_by(|second, first| first.0 == second.0);
    spoken
}

/// A token with the documents that have it.
struct Term {
    first: u32,
    last: u32,
    count: u32,
    in_title: bool,
    /// A posting for each document; the first one without its number.
    postings: Vec<u8>,
    /// The shortest word that it comes from.
    surface: Box<str>,
}

impl Term {
    fn append(&mut self, next: Self) {
        varint(&mut self.postings, next.first - self.last);
        self.postings.extend_from_slice(&next.postings);
        self.last = next.last;
        self.count += next.count;
        self.in_title |= next.in_title;
        if (next.surface.len(), &next.surface) < (self.surface.len(), &self.surface) {
            self.surface = next.surface;
        }
    }
}

/// What one document has of a term.
#[derive(Clone, Copy, Default)]
struct Found {
    /// The passages, as bits.
    passages: u32,
    /// How often it occurs in the text.
    times: u32,
    /// Whether it is a name or part of one: 4 for the whole, then 3, 2, 1 the more words it has.
    name: u32,
}

/// A run of documents with their terms.
struct Block {
    terms: Vec<(Box<str>, Term)>,
    lengths: Vec<u8>,
}

impl Block {
    fn read(site: &Site, documents: &[Document], start: usize, named: &[Vec<Spoken>]) -> Self {
        let mut reader = Reader::default();
        let mut lengths = Vec::new();
        for (n, document) in documents.iter().enumerate() {
            let title = title(site, *document);
            let passages = passages(site, *document);
            let mut count = 0;
            match document {
                Document::Dossier(idx) => names(site, *idx).for_each(|name| reader.name(name)),
                Document::Storyline(_) | Document::Series(_) => reader.name(title),
                Document::Page(_)
                | Document::Edition(_)
                | Document::Question(_)
                | Document::Briefing(_)
                | Document::Section(..) => {
                    count += reader.text(title, 0);
                }
            }
            for (passage, part) in passages.iter().zip(1..) {
                let part = LAST_PASSAGE.min(part);
                count += reader.text(&passage.heading, part) + reader.text(&passage.text, part);
                for dossier in &passage.names {
                    reader.names(*dossier, named, part);
                }
            }
            reader.finish(u32::try_from(start + n).unwrap_or(u32::MAX));
            lengths.push(((f64::from(count).sqrt() * 4.0) as u32).min(255) as u8);
        }
        let mut terms: Vec<(Box<str>, Term)> = reader.terms;
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Self { terms, lengths }
    }
}

/// Reads the documents of a block, one after the other.
#[derive(Default)]
struct Reader {
    /// The term of every word seen, as written.
    known: FxHashMap<Box<str>, u32>,
    by_token: FxHashMap<Box<str>, u32>,
    terms: Vec<(Box<str>, Term)>,
    found: Vec<Found>,
    /// The terms of the document at hand.
    touched: Vec<u32>,
    /// The terms of the names of each dossier.
    names: FxHashMap<u32, Box<[u32]>>,
}

impl Reader {
    /// Reads a text of a passage. Returns the number of words that count.
    fn text(&mut self, text: &str, passage: u32) -> u32 {
        let mut count = 0;
        for word in words(text) {
            let term = match self.known.get(word) {
                Some(term) => *term,
                None => self.learn(word),
            };
            if term != STOP {
                self.touch(term, passage).times += 1;
                count += 1;
            }
        }
        count
    }

    /// Reads a name of what the document is about.
    fn name(&mut self, name: &str) {
        let count = count(name) as u32;
        for word in words(name) {
            let term = match self.known.get(word) {
                Some(term) => *term,
                None => self.learn(word),
            };
            if term != STOP {
                let found = self.touch(term, 0);
                found.name = found.name.max(5 - count.clamp(1, 4));
            }
        }
    }

    /// Notes that a dossier is named in a passage, under whatever name.
    fn names(&mut self, dossier: DossierIdx, named: &[Vec<Spoken>], passage: u32) {
        if !self.names.contains_key(&dossier.0) {
            let terms = named[dossier.at()].iter().map(|(token, word)| self.term(token, word)).collect();
            self.names.insert(dossier.0, terms);
        }
        let terms = std::mem::take(self.names.get_mut(&dossier.0).expect("it was just put there"));
        for term in &terms {
            self.touch(*term, passage);
        }
        self.names.insert(dossier.0, terms);
    }

    fn touch(&mut self, term: u32, passage: u32) -> &mut Found {
        let found = &mut self.found[term as usize];
        if found.passages == 0 {
            self.touched.push(term);
        }
        found.passages |= 1 << passage;
        found
    }

    fn learn(&mut self, word: &str) -> u32 {
        let term = match token(word) {
            Some(token) => self.term(&token, &word.to_lowercase()),
            None => STOP,
        };
        self.known.insert(word.into(), term);
        term
    }

    fn term(&mut self, token: &str, surface: &str) -> u32 {
        if let Some(term) = self.by_token.get(token) {
            let known = &mut self.terms[*term as usize].1.surface;
            if (surface.len(), surface) < (known.len(), known) {
                *known = surface.into();
            }
            return *term;
        }
        let term = u32::try_from(self.terms.len()).unwrap_or(STOP - 1);
        let new = Term {
            first: 0,
            last: 0,
            count: 0,
            in_title: false,
            postings: Vec::new(),
            surface: surface.into(),
        };
        self.terms.push((token.into(), new));
        self.found.push(Found::default());
        self.by_token.insert(token.into(), term);
        term
    }

    /// Writes the postings of a document.
    fn finish(&mut self, document: u32) {
        for at in self.touched.drain(..) {
            let found = std::mem::take(&mut self.found[at as usize]);
            let term = &mut self.terms[at as usize].1;
            if term.count == 0 {
                term.first = document;
            } else {
                varint(&mut term.postings, document - term.last);
            }
            term.last = document;
            term.count += 1;
            term.in_title |= found.passages & 1 == 1;
            let first = found.passages.trailing_zeros();
            let more = found.passages >> first >> 1;
            let often = match (found.name, found.times) {
                (1.., _) => found.name - 1,
                (0, 0 | 1) => 0,
                (0, 2) => 1,
                (0, 3 | 4) => 2,
                (0, _) => 3,
            };
            term.postings.push((first | often << 5 | u32::from(more != 0) << 7) as u8);
            if more != 0 {
                varint(&mut term.postings, more);
            }
        }
    }
}

/// Seven bits a byte, the low ones first; the eighth says that more follow.
pub(super) fn varint(bytes: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}

/// The terms in order, in `count` files of about the same size. A file begins with the number of bytes of its
/// tokens; then the tokens, a line each; then for each the number of documents and the number of bytes of its
/// postings; then the postings.
fn shards(terms: BTreeMap<Box<str>, Term>, count: usize) -> Vec<(String, Vec<u8>)> {
    let size = |token: &str, term: &Term| token.len() + term.postings.len() + 6;
    let mut left: usize = terms.iter().map(|(token, term)| size(token, term)).sum();
    let mut shards = Vec::with_capacity(count);
    let (mut open, mut bytes) = (Shard::default(), 0);
    for (token, term) in terms {
        let more = size(&token, &term);
        let share = left / (count - shards.len());
        // Half of what goes over would be as near to an equal share as none of it.
        if bytes > 0 && bytes + more / 2 > share && shards.len() + 1 < count {
            shards.push(std::mem::take(&mut open).finish());
            left -= std::mem::take(&mut bytes);
        }
        bytes += more;
        open.tokens.push_str(&token);
        open.tokens.push('\n');
        let start = open.postings.len();
        varint(&mut open.postings, term.first);
        open.postings.extend_from_slice(&term.postings);
        varint(&mut open.sizes, term.count);
        varint(&mut open.sizes, (open.postings.len() - start) as u32);
    }
    shards.push(open.finish());
    shards.resize_with(count, || Shard::default().finish());
    shards
}

/// A file of terms that is still growing.
#[derive(Default)]
struct Shard {
    tokens: String,
    sizes: Vec<u8>,
    postings: Vec<u8>,
}

impl Shard {
    /// The first token, and the bytes.
    fn finish(self) -> (String, Vec<u8>) {
        let mut bytes = Vec::with_capacity(self.tokens.len() + self.sizes.len() + self.postings.len() + 5);
        varint(&mut bytes, self.tokens.len() as u32);
        bytes.extend_from_slice(self.tokens.as_bytes());
        bytes.extend_from_slice(&self.sizes);
        bytes.extend_from_slice(&self.postings);
        (self.tokens.lines().next().unwrap_or_default().to_owned(), bytes)
    }
}

/// The words that a misspelt one may have meant: those of titles, then the most frequent.
fn suggestions(terms: &BTreeMap<Box<str>, Term>) -> Vec<Box<str>> {
    let wanted = |token: &str, term: &Term| {
        (term.in_title || term.count > 1)
            && token.chars().count() > 2
            && !is_number(token)
            && !token.contains(letters::is_unspaced)
    };
    let terms = terms.iter().filter(|(token, term)| wanted(token, term));
    let mut terms: Vec<&Term> = terms.map(|(_, term)| term).collect();
    terms.sort_by_key(|term| (!term.in_title, std::cmp::Reverse(term.count)));
    terms.truncate(SUGGESTED);
    terms.into_iter().map(|term| term.surface.clone()).collect()
}
