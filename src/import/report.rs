//! What an import turned into what, and what needs work by hand.

use std::collections::BTreeMap;

/// Something that needs work by hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hand {
    /// Relative to the folder of the other program.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is the case, as the end of a sentence or as one of its own.
    pub what: String,
}

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How often something became something else: `posts → briefings`.
    pub turned: BTreeMap<String, usize>,
    /// How often something was left out.
    pub left_out: BTreeMap<String, usize>,
    /// What needs work by hand, by file and line.
    pub hands: Vec<Hand>,
}

impl Report {
    pub(super) fn turned(&mut self, from: &str, to: &str, count: usize) {
        if count > 0 {
            *self.turned.entry(format!("{from} → {to}")).or_default() += count;
        }
    }

    pub(super) fn left_out(&mut self, what: &str, count: usize) {
        if count > 0 {
            *self.left_out.entry(what.to_owned()).or_default() += count;
        }
    }

    pub(super) fn hand(&mut self, file: &str, line: usize, what: &str) {
        self.hands.push(Hand { file: file.to_owned(), line, what: what.to_owned() });
    }

    pub(super) fn sort(&mut self) {
        self.hands.sort_unstable();
        self.hands.dedup();
    }

    /// How many files need work by hand.
    pub fn files(&self) -> usize {
        let mut files: Vec<&str> = self.hands.iter().map(|hand| hand.file.as_str()).collect();
        files.dedup();
        files.len()
    }
}
