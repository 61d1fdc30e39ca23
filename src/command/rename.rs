//! `dateline rename`: another id for something, and every reference with it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::bail;

use super::root::find_root;
use super::sentences::{count, shown};
use super::{Outcome, signal, terminal};
use crate::cli::RenameArgs;
use crate::diagnostic::Diagnostics;
use crate::edit::Move;
use crate::editor::{self, Renaming};
use crate::load::Project;
use crate::pipeline;

/// Renames, or shows what would change.
pub(super) fn rename(args: &RenameArgs) -> anyhow::Result<Outcome> {
    let root = find_root(args.root.as_deref())?;
    let project = Project::at(root.clone());
    let uses = pipeline::uses(&project, &mut Diagnostics::default());
    let renaming = match editor::rename(&uses, &args.old, &args.new) {
        Ok(renaming) => renaming,
        Err(refusal) => bail!("{}\nhelp: {}", refusal.message, refusal.help),
    };
    if args.dry_run {
        renaming.edits.check(&root)?;
        terminal::out(&renaming.edits.diff()?)?;
        terminal::say(&format!("{}; nothing was written", summary(&renaming, "would be")));
    } else {
        let writing = Arc::new(Mutex::new(()));
        let _all_is_written = writing.lock();
        let waiting = Arc::clone(&writing);
        // A signal waits until all files are written.
        signal::before_end(move || drop(waiting.lock()))?;
        renaming.edits.write(&root)?;
        terminal::say(&summary(&renaming, "is now"));
        terminal::out(&moved(&root, renaming.edits.moves()))?;
    }
    renaming.notes.iter().for_each(|note| terminal::say(&format!("note: {note}")));
    Ok(Outcome::Fine)
}

/// The new paths, one on each line.
fn moved(root: &Path, moves: &[Move]) -> String {
    moves.iter().map(|moved| format!("{}\n", shown(&root.join(&moved.to)))).collect()
}

fn summary(renaming: &Renaming, is: &str) -> String {
    let Renaming { from, to, references, files, edits, .. } = renaming;
    let moves = match edits.moves().len() {
        0 => String::new(),
        moved => format!("{} moved, ", count(moved, "file or folder", "files or folders")),
    };
    let references = count(*references, "reference", "references");
    format!("`{from}` {is} `{to}`: {moves}{references} changed in {}", count(*files, "file", "files"))
}
