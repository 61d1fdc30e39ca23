//! Puts a new site into a folder that cannot be exchanged as a whole, such as a mounted volume.
//!
//! Each file replaces its old version in one step. What the new site lacks is removed last, so that no page
//! links to something that is already gone.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::output::is_spared;
use super::work;
use crate::model::graph::plan::MARKER;

/// A name that no page has, for a file on its way.
const PART: &str = ".dateline-part";

/// Moves what is in `new` to `output`, and removes everything else there. What builds keep stays.
pub(super) fn merge(new: &Path, output: &Path) -> io::Result<()> {
    let mut gone = Vec::new();
    let is_ours = |name: &OsString| !is_spared(name) && name != MARKER;
    folder(new, output, &is_ours, &mut gone)?;
    gone.iter().try_for_each(|path| remove(path))
}

/// Moves the files of a folder, and lists what is not among them.
fn folder(
    new: &Path,
    old: &Path,
    is_ours: &dyn Fn(&OsString) -> bool,
    gone: &mut Vec<PathBuf>,
) -> io::Result<()> {
    let names = names(new)?;
    for name in &names {
        let (from, to) = (new.join(name), old.join(name));
        let is_folder = fs::symlink_metadata(&from)?.is_dir();
        match fs::symlink_metadata(&to) {
            Ok(there) if there.is_dir() && is_folder => {
                folder(&from, &to, &|_| true, gone)?;
                continue;
            }
            Ok(there) if there.is_dir() != is_folder => remove(&to)?,
            _ => {}
        }
        put(&from, &to)?;
    }
    let left = self::names(old)?;
    gone.extend(left.difference(&names).filter(|name| is_ours(name)).map(|name| old.join(name)));
    Ok(())
}

fn names(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

/// Moves a file or folder to where there is no folder; from another file system, it is copied first.
pub(super) fn put(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
        moved => return moved,
    }
    if fs::symlink_metadata(from)?.is_dir() {
        fs::create_dir(to)?;
        return names(from)?.iter().try_for_each(|name| put(&from.join(name), &to.join(name)));
    }
    let part = to.with_file_name(PART);
    let copied = fs::copy(from, &part).and_then(|_| fs::rename(&part, to));
    if copied.is_err() {
        _ = fs::remove_file(&part);
    }
    copied
}

fn remove(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() { work::remove(path) } else { fs::remove_file(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_becomes_the_new_one_but_for_what_is_kept() {
        let root = std::env::temp_dir().join(format!("dateline-merge-{}", std::process::id()));
        let (new, old) = (root.join("new"), root.join("old"));
        let put = |folder: &Path, files: &[(&str, &str)]| {
            for (path, text) in files {
                fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
                fs::write(folder.join(path), text).unwrap();
            }
        };
        put(&new, &[("index.html", "new"), ("a/x", "new"), ("file", "now a file"), ("folder/y", "new")]);
        put(
            &old,
            &[("index.html", "old"), ("a/x", "old"), ("a/gone", ""), ("file/x", "old"), ("folder", "a file")],
        );
        put(
            &old,
            &[(".git/HEAD", "ref"), ("lost+found/x", ""), (".dateline", "marker"), ("b/CNAME", "gone")],
        );
        merge(&new, &old).unwrap();
        let mut files: Vec<String> = walkdir::WalkDir::new(&old)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(&old).unwrap().to_str().unwrap().to_owned())
            .collect();
        files.sort();
        assert_eq!(
            files,
            [".dateline", ".git/HEAD", "a/x", "file", "folder/y", "index.html", "lost+found/x"]
        );
        assert_eq!(fs::read_to_string(old.join("a/x")).unwrap(), "new");
        fs::remove_dir_all(&root).unwrap();
    }
}
