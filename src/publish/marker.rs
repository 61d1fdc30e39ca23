//! The file that marks an output folder as ours, and says what the last build published.

use std::fs;
use std::io;
use std::path::Path;

use super::write;
use crate::model::graph::plan::MARKER;

const ABOUT: &str = "This folder is written by `dateline build`. \
Everything else that is put here is removed by the next build, except .git, .gitignore, .gitkeep and CNAME.\n";
const BRIEFINGS: &str = "briefings: ";
const UNFINISHED: &str = "The last build was interrupted while it published: run `dateline build` again.\n";

/// What the marker of an output says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marker {
    /// How many briefings were published.
    pub(super) briefings: usize,
    /// Whether files of two builds may be side by side.
    pub(super) is_unfinished: bool,
}

impl Marker {
    /// The marker of a folder; without one, nothing was published.
    pub(super) fn read(folder: &Path) -> Self {
        let path = folder.join(MARKER);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file() && data.len() < 10_000);
        let text = if is_file { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
        let briefings = text.lines().find_map(|line| line.strip_prefix(BRIEFINGS)?.parse().ok());
        Self { briefings: briefings.unwrap_or(0), is_unfinished: text.contains(UNFINISHED) }
    }

    /// Writes the marker into `folder`, or links that of the old output.
    pub(super) fn write(self, folder: &Path, old: &Path) -> io::Result<()> {
        let unfinished = if self.is_unfinished { UNFINISHED } else { "" };
        let text = format!("{ABOUT}{BRIEFINGS}{}\n{unfinished}", self.briefings);
        write::text(&folder.join(MARKER), &old.join(MARKER), &text).map(|_| ())
    }
}
