//! The staging folder beside the output: `.NAME.dateline-staging`.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{swap, write};
use crate::model::plan::Artifact;
use crate::model::url::OutputPath;

/// Marks a folder that this program writes.
const MARKER: &str = ".dateline";
const MARKER_TEXT: &str = "This folder is written by `dateline build`. \
Everything else that is put here is removed by the next build, except .git, .gitignore, .gitkeep and CNAME.\n";

/// What survives in the output folder.
const KEPT: [&str; 4] = [".git", ".gitignore", ".gitkeep", "CNAME"];

/// A staging folder, locked for this run.
pub(super) struct Staging {
    output: PathBuf,
    folder: PathBuf,
    /// Held for as long as the staging folder is in use.
    _lock: Option<File>,
}

impl Staging {
    /// Makes the staging folder for an output folder. Refuses an output that is not ours, and one
    /// that another run is writing. What an interrupted run left behind is put right first.
    pub(super) fn open(output: &Path) -> anyhow::Result<Self> {
        let output = resolve(output)?;
        let name = output.file_name().map(|name| name.to_string_lossy().into_owned());
        let (Some(parent), Some(name)) = (output.parent(), name) else {
            bail!("`{}` cannot be an output folder", output.display());
        };
        fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
        let folder = parent.join(format!(".{name}.dateline-staging"));
        let fresh = match fs::create_dir(&folder) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error).with_context(|| format!("cannot create `{}`", folder.display())),
        };
        let lock = lock(&folder)?;
        let old = swap::old_path(&output);
        if !output.exists() && old.exists() {
            fs::rename(&old, &output).with_context(|| format!("cannot restore `{}`", output.display()))?;
        }
        let staging = Self { output, folder, _lock: lock };
        if !fresh {
            staging.give_back_kept()?;
            empty(&staging.folder)?;
        }
        if let Err(error) = refuse_foreign(&staging.output) {
            staging.discard()?;
            return Err(error);
        }
        Ok(staging)
    }

    /// Writes an artifact. A file that is the same in the old output is linked, not written.
    /// Tells whether it is new or differs.
    pub(super) fn write(&self, path: &OutputPath, artifact: &Artifact) -> io::Result<bool> {
        write::artifact(&self.folder.join(path.as_str()), &self.output.join(path.as_str()), artifact)
    }

    /// Puts the staging folder in the place of the output.
    pub(super) fn publish(self) -> anyhow::Result<()> {
        let failed = || format!("cannot publish to `{}`", self.output.display());
        write::text(&self.folder.join(MARKER), &self.output.join(MARKER), MARKER_TEXT)
            .with_context(failed)?;
        for name in KEPT {
            let (from, to) = (self.output.join(name), self.folder.join(name));
            if from.is_file() && !to.exists() {
                write::keep(&from, &to).with_context(failed)?;
            }
        }
        swap::exchange(&self.folder, &self.output).with_context(failed)?;
        self.give_back_kept().with_context(failed)?;
        self.discard()
    }

    /// Removes the staging folder, which after publishing holds the old output.
    pub(super) fn discard(&self) -> anyhow::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error).with_context(|| format!("cannot remove `{}`", self.folder.display())),
        }
    }

    /// Moves what survives from the staging folder to the output, where the output lacks it.
    /// A `.git` folder is moved this way after every exchange.
    fn give_back_kept(&self) -> io::Result<()> {
        for name in KEPT {
            let (from, to) = (self.folder.join(name), self.output.join(name));
            if from.exists() && self.output.is_dir() && !to.exists() {
                fs::rename(from, to)?;
            }
        }
        Ok(())
    }
}

/// The output folder without symbolic links, so that its neighbour lies on the same file system.
fn resolve(output: &Path) -> anyhow::Result<PathBuf> {
    if output.exists() {
        return fs::canonicalize(output).with_context(|| format!("cannot read `{}`", output.display()));
    }
    std::path::absolute(output).with_context(|| format!("`{}` is no path", output.display()))
}

/// Two runs must not write to one output. Systems that cannot lock a folder go without.
fn lock(folder: &Path) -> anyhow::Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            bail!("another run is writing to this output (it holds `{}`)", folder.display())
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn refuse_foreign(output: &Path) -> anyhow::Result<()> {
    if !output.exists() {
        return Ok(());
    }
    if !output.is_dir() {
        bail!("the output `{}` is a file, not a folder", output.display());
    }
    if output.join(MARKER).is_file() {
        return Ok(());
    }
    for entry in fs::read_dir(output).with_context(|| format!("cannot read `{}`", output.display()))? {
        let name = entry?.file_name();
        if !KEPT.iter().any(|kept| name == *kept) {
            bail!(
                "the output folder `{}` holds `{}`, which was not written by Dateline\n\
                 help: choose another folder with `--output`, or empty this one",
                output.display(),
                name.to_string_lossy()
            );
        }
    }
    Ok(())
}

fn empty(folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let removed = if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())
        } else {
            fs::remove_file(entry.path())
        };
        removed.with_context(|| format!("cannot remove `{}`", entry.path().display()))?;
    }
    Ok(())
}
