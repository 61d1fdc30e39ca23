//! Writes files, and spares those that are the same as before.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use super::beside;
use crate::model::graph::plan::Artifact;

/// Writes an artifact to `to`, or links it from `old` if it is the same there.
/// Returns whether it was written.
pub(super) fn artifact(to: &Path, old: Option<&Path>, artifact: &Artifact) -> io::Result<bool> {
    match artifact {
        Artifact::Bytes(bytes) => bytes_to(to, old, bytes),
        Artifact::Shared(bytes) => bytes_to(to, old, bytes),
        Artifact::Copy(from, _) => {
            let mut from = beside::open(from)?;
            if old.is_some_and(|old| same_files(&from, old).unwrap_or(false) && link(old, to).is_ok()) {
                return Ok(false);
            }
            from.rewind()?;
            io::copy(&mut from, &mut create(to)?)?;
            Ok(true)
        }
        Artifact::Drawing(_) => Err(io::Error::other("it was not drawn")),
    }
}

/// Writes a text, or links it.
pub(super) fn text(to: &Path, old: &Path, text: &str) -> io::Result<bool> {
    bytes_to(to, Some(old), text.as_bytes())
}

/// Takes a file over as it is.
pub(super) fn keep(from: &Path, to: &Path) -> io::Result<()> {
    link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

fn bytes_to(to: &Path, old: Option<&Path>, bytes: &[u8]) -> io::Result<bool> {
    if old.is_some_and(|old| is_same(old, bytes) && link(old, to).is_ok()) {
        return Ok(false);
    }
    io::Write::write_all(&mut create(to)?, bytes)?;
    Ok(true)
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    let same_length =
        fs::symlink_metadata(old).is_ok_and(|old| old.is_file() && old.len() == bytes.len() as u64);
    same_length && fs::read(old).is_ok_and(|old| old == bytes)
}

fn same_files(a: &File, b: &Path) -> io::Result<bool> {
    if a.metadata()?.len() != fs::symlink_metadata(b)?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (BufReader::new(a), BufReader::new(File::open(b)?));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut a).take(1 << 16).read_to_end(&mut left)?;
        (&mut b).take(1 << 16).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}

/// A second name for a file of the old output; once that is removed, the only one.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    with_folder(to, |to| fs::hard_link(from, to))
}

fn create(path: &Path) -> io::Result<File> {
    with_folder(path, |path| File::create(path))
}

/// Most pages have a folder of their own, which does not exist yet. The folders of other files mostly do:
/// asking first would cost a call per file.
fn with_folder<T>(path: &Path, act: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let folder = path.parent();
    if path.ends_with("index.html") {
        folder.into_iter().for_each(|folder| _ = fs::create_dir(folder));
    }
    match (act(path), folder) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            act(path)
        }
        (result, _) => result,
    }
}
