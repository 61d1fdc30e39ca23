//! Reads the search index of a site that was built.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::Outcome;

fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut n, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        n |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            return n;
        }
    }
}

/// Every token of the index with the documents that have it.
pub(crate) fn terms(outcome: &Outcome) -> BTreeMap<String, Vec<usize>> {
    let documents = |found: Vec<(usize, u8, usize)>| found.into_iter().map(|found| found.0).collect();
    postings(outcome).into_iter().map(|(token, found)| (token, documents(found))).collect()
}

/// Every token with its postings: document, byte, and further passages as bits.
pub(crate) fn postings(outcome: &Outcome) -> BTreeMap<String, Vec<(usize, u8, usize)>> {
    let mut terms = BTreeMap::new();
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.starts_with("search/terms/")) {
        let mut at = 0;
        let length = number(bytes, &mut at);
        let tokens = std::str::from_utf8(&bytes[at..at + length]).unwrap();
        at += length;
        let sizes: Vec<(usize, usize)> =
            tokens.lines().map(|_| (number(bytes, &mut at), number(bytes, &mut at))).collect();
        for (token, (count, size)) in tokens.lines().zip(sizes) {
            let (end, mut document) = (at + size, 0);
            let mut documents = Vec::new();
            for _ in 0..count {
                document += number(bytes, &mut at);
                let byte = bytes[at];
                at += 1;
                let further = if byte & 128 != 0 { number(bytes, &mut at) } else { 0 };
                documents.push((document, byte, further));
            }
            assert_eq!(at, end, "{token} in {path}");
            terms.insert(token.to_owned(), documents);
        }
        assert_eq!(at, bytes.len(), "{path}");
    }
    terms
}

/// What is listed for each document, in order.
pub(crate) fn documents(outcome: &Outcome) -> Vec<Value> {
    let file = |n: usize| outcome.files.get(&format!("search/documents/{n}.json"));
    let files = (0..).map_while(file).map(|bytes| serde_json::from_slice::<Vec<Value>>(bytes).unwrap());
    files.flatten().collect()
}

/// The tokens of a document, by its address.
pub(crate) fn tokens(outcome: &Outcome, href: &str) -> Vec<String> {
    let documents = documents(outcome);
    let n = documents.iter().position(|document| document["href"] == href);
    let n = n.unwrap_or_else(|| panic!("no {href} in {documents:?}"));
    terms(outcome).into_iter().filter(|(_, found)| found.contains(&n)).map(|(token, _)| token).collect()
}

/// Checks which words lead to a document.
pub(crate) fn finds(outcome: &Outcome, href: &str, has: &[&str], lacks: &[&str]) {
    let tokens = tokens(outcome, href);
    for word in has {
        assert!(tokens.iter().any(|token| token == word), "no `{word}` in {tokens:?}");
    }
    for word in lacks {
        assert!(!tokens.iter().any(|token| token == word), "`{word}` in {tokens:?}");
    }
}
