//! Puts files into a folder: all of them or none, and never over another file.
#![expect(clippy::disallowed_methods, reason = "`init` writes a new site")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Writes files, given by path below the folder, with their texts. A file that already exists stays if it is
/// one of `may_stay`; those are returned. Any other is an error, before anything is written. An error on the
/// way undoes what was written.
pub(super) fn write<'n>(
    folder: &Path,
    files: &BTreeMap<String, String>,
    may_stay: &[&'n str],
) -> anyhow::Result<Vec<&'n str>> {
    let is_there = |path: &str| fs::symlink_metadata(folder.join(path)).is_ok();
    let kept: Vec<&str> = may_stay.iter().copied().filter(|path| is_there(path)).collect();
    let new: Vec<(&String, &String)> =
        files.iter().filter(|(path, _)| !kept.contains(&path.as_str())).collect();
    let taken: Vec<String> =
        new.iter().filter(|(path, _)| is_there(path)).map(|(path, _)| format!("`{path}`")).collect();
    if !taken.is_empty() {
        bail!(
            "`{}` already has {}; nothing was written\nhelp: choose a folder without them",
            folder.display(),
            taken.join(", ")
        );
    }
    let mut made = Made::default();
    let written = new.iter().try_for_each(|(path, text)| made.file(&folder.join(path), text));
    match written {
        Ok(()) => Ok(kept),
        Err(error) => {
            made.take_back();
            Err(error)
        }
    }
}

/// Files and folders that were made, in order.
#[derive(Default)]
struct Made(Vec<PathBuf>);

impl Made {
    fn file(&mut self, path: &Path, text: &str) -> anyhow::Result<()> {
        self.folder(path.parent().unwrap_or(path))?;
        let failed = || format!("cannot write `{}`", path.display());
        let mut file = File::create_new(path).with_context(failed)?;
        self.0.push(path.to_owned());
        file.write_all(text.as_bytes()).with_context(failed)
    }

    fn folder(&mut self, folder: &Path) -> anyhow::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.folder(parent)?;
        }
        fs::create_dir(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
        self.0.push(folder.to_owned());
        Ok(())
    }

    /// Removes them. What cannot be removed stays: the error that led here is the one to report.
    fn take_back(self) {
        for path in self.0.iter().rev() {
            let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
        }
    }
}
