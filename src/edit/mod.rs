//! The one layer of text edits: what a command or an editor changes in the files of a site.
//!
//! In: spans of texts that were read, each with its new text, and files to move. Out: new texts, a unified
//! diff, or files on disk. It knows bytes and paths, and nothing about their contents.

mod diff;
mod write;

pub use write::refusal;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Source, Span};

/// A part of a text, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The part, in bytes. Empty where something is only inserted.
    pub range: Range<usize>,
    /// What takes its place.
    pub text: String,
}

/// A set of edits, grouped by file, with the files and folders that are moved after them.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// By path from the root of the site.
    files: BTreeMap<String, (Arc<Source>, Vec<Edit>)>,
    moves: Vec<Move>,
}

/// A file or folder that gets another name. Paths are from the root of the site, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: String,
    /// Where it will be.
    pub to: String,
}

/// A file with its text before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The file as it was read.
    pub before: Arc<Source>,
    /// Its new text.
    pub after: String,
}

/// Two edits of one file that conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The file.
    pub path: String,
    /// The byte that both would change, or insert at.
    pub at: usize,
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two changes of `{}` overlap at byte {}", self.path, self.at)
    }
}

impl std::error::Error for Overlap {}

impl Edits {
    /// Adds an edit of a file. The same edit of the same part counts once.
    pub fn change(&mut self, source: &Arc<Source>, span: Span, text: impl Into<String>) {
        let edit = Edit { range: span.range(), text: text.into() };
        let entry = self.files.entry(source.path.clone());
        entry.or_insert_with(|| (Arc::clone(source), Vec::new())).1.push(edit);
    }

    /// Adds a move. Files are moved after all texts have been written under their old names.
    pub fn move_to(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.moves.push(Move { from: from.into(), to: to.into() });
    }

    /// The moves, in order.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// The files with their new texts, in order of path.
    pub fn changed(&self) -> Result<Vec<Changed>, Overlap> {
        let changed = self.files.iter().map(|(path, (source, edits))| {
            let after = applied(&source.text, edits).map_err(|at| Overlap { path: path.clone(), at })?;
            Ok(Changed { before: Arc::clone(source), after })
        });
        changed.collect()
    }
}

/// A text with edits in any order. Fails at the byte where two of them overlap.
pub fn applied(text: &str, edits: &[Edit]) -> Result<String, usize> {
    let mut out = String::with_capacity(text.len());
    let mut read = 0;
    for edit in sorted(edits)? {
        out.push_str(&text[read..edit.range.start]);
        out.push_str(&edit.text);
        read = edit.range.end;
    }
    out.push_str(&text[read..]);
    Ok(out)
}

/// Edits in the order of the text, each once. Two insertions at one place have no order, so they overlap too.
fn sorted(edits: &[Edit]) -> Result<Vec<&Edit>, usize> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    sorted.dedup_by(|second, first| second == first && !first.range.is_empty());
    for two in sorted.windows(2) {
        let (first, second) = (&two[0].range, &two[1].range);
        if second.start < first.end || first == second {
            return Err(second.start);
        }
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }

    /// The edits that undo others.
    fn undone(text: &str, edits: &[Edit]) -> Vec<Edit> {
        let mut moved = 0isize;
        let back = sorted(edits).unwrap().into_iter().map(|edit| {
            let start = edit.range.start.checked_add_signed(moved).unwrap();
            moved += edit.text.len() as isize - edit.range.len() as isize;
            Edit { range: start..start + edit.text.len(), text: text[edit.range.clone()].to_owned() }
        });
        back.collect()
    }

    #[test]
    fn edits_are_applied_in_the_order_of_the_text() {
        let text = "\u{feff}one\r\ntwo\r\nlast";
        let edits = [edit(8..11, "2"), edit(3..6, "1"), edit(17..17, "!")];
        assert_eq!(applied(text, &edits).unwrap(), "\u{feff}1\r\n2\r\nlast!");
        assert_eq!(applied(text, &[]).unwrap(), text);
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        assert_eq!(applied("abcd", &[edit(0..2, "x"), edit(1..3, "y")]), Err(1));
        assert_eq!(applied("abcd", &[edit(2..2, "x"), edit(2..2, "y")]), Err(2));
        assert_eq!(applied("abcd", &[edit(1..2, "x"), edit(2..2, "y"), edit(2..3, "z")]).unwrap(), "axyzd");
    }

    #[test]
    fn the_same_edit_of_the_same_part_counts_once() {
        let source = Arc::new(Source::new("content/a.md", "abc"));
        let mut edits = Edits::default();
        edits.change(&source, Span::new(1..2), "x");
        edits.change(&source, Span::new(1..2), "x");
        assert_eq!(edits.changed().unwrap()[0].after, "axc");
        edits.change(&source, Span::new(0..2), "y");
        let overlap = edits.changed().unwrap_err();
        assert_eq!(overlap.to_string(), "two changes of `content/a.md` overlap at byte 1");
    }

    proptest! {
        #[test]
        fn edits_and_what_undoes_them_restore_a_text(
            text in "[a-c\r\n\u{feff}é]{0,40}",
            parts in proptest::collection::vec((0usize..40, 0usize..6, "[x-z\n]{0,4}"), 0..6),
        ) {
            let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let edits: Vec<Edit> =
                parts.iter().map(|(at, len, new)| edit(floor(*at)..floor(at + len), new)).collect();
            if let Ok(after) = applied(&text, &edits) {
                let back = undone(&text, &edits);
                // Two of these may now be insertions at one place, which have no order.
                if let Ok(before) = applied(&after, &back) {
                    prop_assert_eq!(before, text);
                }
            }
        }
    }
}
