//! Edits on disk: all or nothing.
//!
//! Everything is checked before anything is written. Each text is written beside its file and takes its place
//! by a rename, so that a file is whole at any time. What fails midway is undone, and what cannot be undone
//! is reported.

#![allow(clippy::disallowed_methods, reason = "edits change the site's files")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{Changed, Edits, Move};
use crate::diagnostic::Source;
use crate::language::letters;

/// A new text that waits beside its file.
struct Staged {
    /// The path from the root of the site.
    path: String,
    /// The file itself, whatever links lead to it.
    file: PathBuf,
    beside: PathBuf,
    before: String,
}

/// Why the file that was read cannot be written, if it cannot.
pub fn refusal(root: &Path, source: &Source) -> Option<anyhow::Error> {
    real(root, ".").and_then(|root| file_of(&root, source)).err()
}

/// How a file takes the place of another; tests make it fail.
type Rename<'r> = &'r mut dyn FnMut(&Path, &Path) -> io::Result<()>;

impl Edits {
    /// Checks for everything that [`Edits::write`] would refuse, and writes nothing.
    pub fn check(&self, root: &Path) -> anyhow::Result<()> {
        let root = real(root, ".")?;
        let mut files = BTreeSet::new();
        for changed in self.changed()? {
            let (path, file) = (&changed.before.path, file_of(&root, &changed.before)?);
            if !files.insert(file) {
                bail!(
                    "`{path}` is a link to another file that is changed too\nhelp: remove the link, or change one by hand"
                );
            }
        }
        self.moves().iter().try_for_each(|moved| may_move(&root, moved))
    }

    /// Writes all texts, then moves files. After an error the files are as they were, or the error says which are
    /// not.
    pub fn write(&self, root: &Path) -> anyhow::Result<()> {
        self.write_by(root, &mut |from, to| fs::rename(from, to))
    }

    fn write_by(&self, root: &Path, rename: Rename<'_>) -> anyhow::Result<()> {
        self.check(root)?;
        let root = real(root, ".")?;
        let _lock = lock(&root)?;
        let mut staged = Vec::new();
        for changed in self.changed()? {
            match stage(&root, &changed) {
                Ok(one) => staged.push(one),
                Err(error) => {
                    staged.iter().for_each(|staged| _ = fs::remove_file(&staged.beside));
                    return Err(error.context("nothing was changed"));
                }
            }
        }
        for (n, one) in staged.iter().enumerate() {
            if let Err(error) = rename(&one.beside, &one.file) {
                staged[n..].iter().for_each(|staged| _ = fs::remove_file(&staged.beside));
                let failed = format!("`{}` cannot be written: {error}", one.path);
                return Err(undone(failed, restore(&staged[..n], rename)));
            }
        }
        for (n, moved) in self.moves().iter().enumerate() {
            let done = may_move(&root, moved)
                .and_then(|()| Ok(rename(&root.join(&moved.from), &root.join(&moved.to))?));
            if let Err(error) = done {
                let failed = format!("`{}` cannot be moved to `{}`: {error:#}", moved.from, moved.to);
                let mut left = move_back(&root, &self.moves()[..n], rename);
                left.extend(restore(&staged, rename));
                return Err(undone(failed, left));
            }
        }
        Ok(())
    }
}

/// Keeps others from writing edits to a site until it is dropped. Where a folder cannot be locked, nothing does.
fn lock(root: &Path) -> anyhow::Result<Option<fs::File>> {
    let Ok(folder) = fs::File::open(root) else { return Ok(None) };
    match folder.try_lock() {
        Err(fs::TryLockError::WouldBlock) => {
            bail!(
                "another program is changing the files of this site\nhelp: wait until it has ended, and try again"
            )
        }
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(folder)),
    }
}

/// The error for a write that was undone, except for some files.
fn undone(failed: String, left: Vec<String>) -> anyhow::Error {
    match left.is_empty() {
        true => anyhow::anyhow!("{failed}\nhelp: all files are as they were"),
        false => anyhow::anyhow!("{failed}\nhelp: these could not be undone: {}", left.join(", ")),
    }
}

/// A path with all links followed.
fn real(folder: &Path, path: &str) -> anyhow::Result<PathBuf> {
    folder.join(path).canonicalize().with_context(|| format!("`{path}` cannot be found"))
}

/// The file that a change is about, if it may be written: it is in the site, is as it was read, and is not
/// protected.
fn file_of(root: &Path, before: &Source) -> anyhow::Result<PathBuf> {
    let path = &before.path;
    let file = real(root, path)?;
    if !file.starts_with(root) {
        bail!("`{path}` is a link that leads out of the site\nhelp: change the file there by hand");
    }
    let metadata = file.metadata().with_context(|| format!("`{path}` cannot be read"))?;
    if metadata.permissions().readonly() {
        bail!("`{path}` is write-protected\nhelp: allow writing to it, and try again");
    }
    let now = fs::read(&file).with_context(|| format!("`{path}` cannot be read"))?;
    if now != before.text.as_bytes() {
        bail!(
            "`{path}` is not as it was read: it has changed, or has bytes that are not text\nhelp: save it as UTF-8, and try again"
        );
    }
    Ok(file)
}

/// Whether something can be moved without replacing anything, even where letters are compared without their
/// case.
fn may_move(root: &Path, Move { from, to }: &Move) -> anyhow::Result<()> {
    let (source, target) = (root.join(from), root.join(to));
    if source.symlink_metadata().is_err() {
        bail!("`{from}` is not there any more");
    }
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = target.parent().unwrap_or(root);
    let is_in_place = source.parent() == target.parent();
    for entry in fs::read_dir(folder).with_context(|| format!("the folder of `{to}` cannot be read"))? {
        let found = entry?.file_name().to_string_lossy().into_owned();
        let is_itself = is_in_place && found == name(&source);
        if !is_itself && letters::folded(&found) == letters::folded(&name(&target)) {
            bail!("there is already a file `{found}` beside `{to}`\nhelp: choose another name");
        }
    }
    Ok(())
}

/// Writes a new text beside its file, with the file's permissions.
fn stage(root: &Path, changed: &Changed) -> anyhow::Result<Staged> {
    let path = changed.before.path.clone();
    let file = file_of(root, &changed.before)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside = file.with_file_name(format!(".{name}.dateline"));
    let staged = Staged { path, file, beside, before: changed.before.text.clone() };
    write_beside(&staged, &changed.after).inspect_err(|_| _ = fs::remove_file(&staged.beside))?;
    Ok(staged)
}

fn write_beside(staged: &Staged, text: &str) -> anyhow::Result<()> {
    let failed = || format!("`{}` cannot be written", staged.path);
    // A run that was killed may have left it.
    let _ = fs::remove_file(&staged.beside);
    let mut new = fs::File::create_new(&staged.beside).with_context(failed)?;
    new.write_all(text.as_bytes()).with_context(failed)?;
    new.set_permissions(staged.file.metadata().with_context(failed)?.permissions()).with_context(failed)?;
    new.sync_data().with_context(failed)
}

/// Gives files their texts back. Returns those for which that fails.
fn restore(staged: &[Staged], rename: Rename<'_>) -> Vec<String> {
    let mut left = Vec::new();
    for one in staged.iter().rev() {
        let restored = write_beside(one, &one.before).and_then(|()| Ok(rename(&one.beside, &one.file)?));
        if restored.is_err() {
            let _ = fs::remove_file(&one.beside);
            left.push(format!("`{}`", one.path));
        }
    }
    left
}

fn move_back(root: &Path, moves: &[Move], rename: Rename<'_>) -> Vec<String> {
    let back =
        moves.iter().rev().filter(|moved| rename(&root.join(&moved.to), &root.join(&moved.from)).is_err());
    back.map(|moved| format!("`{}`, which was `{}`", moved.to, moved.from)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tempfile::TempDir;

    use super::*;
    use crate::diagnostic::{Source, Span};

    fn site(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        folder
    }

    fn read(root: &TempDir, path: &str) -> String {
        fs::read_to_string(root.path().join(path)).unwrap()
    }

    /// All files by name, including those that begin with a dot.
    fn names(root: &TempDir, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(root.path().join(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn edits(texts: &[(&str, &str)]) -> Edits {
        let mut edits = Edits::default();
        for (path, text) in texts {
            edits.change(&Arc::new(Source::new(*path, *text)), Span::new(0..1), "X");
        }
        edits
    }

    #[test]
    fn texts_are_written_and_files_are_moved() {
        let root = site(&[("content/a.md", "one"), ("content/b.md", "two")]);
        let mut edits = edits(&[("content/a.md", "one"), ("content/b.md", "two")]);
        edits.move_to("content/b.md", "content/c.md");
        edits.write(root.path()).unwrap();
        assert_eq!((read(&root, "content/a.md"), read(&root, "content/c.md")), ("Xne".into(), "Xwo".into()));
        assert_eq!(names(&root, "content"), ["a.md", "c.md"]);
    }

    #[test]
    fn a_file_that_has_changed_is_refused() {
        let root = site(&[("content/a.md", "one"), ("content/b.md", "two, and more")]);
        let error =
            edits(&[("content/a.md", "one"), ("content/b.md", "two")]).write(root.path()).unwrap_err();
        assert!(error.to_string().starts_with("`content/b.md` is not as it was read"), "{error:#}");
        assert_eq!(read(&root, "content/a.md"), "one");
    }

    #[test]
    fn what_was_left_is_overwritten_and_two_do_not_write_at_once() {
        let root = site(&[("content/a.md", "one"), ("content/.a.md.dateline", "left")]);
        let held = lock(root.path()).unwrap();
        if cfg!(unix) {
            let error = edits(&[("content/a.md", "one")]).write(root.path()).unwrap_err();
            assert!(error.to_string().starts_with("another program is changing"), "{error:#}");
        }
        drop(held);
        edits(&[("content/a.md", "one")]).write(root.path()).unwrap();
        assert_eq!(
            (names(&root, "content"), read(&root, "content/a.md")),
            (vec!["a.md".into()], "Xne".into())
        );
    }

    #[test]
    fn nothing_takes_the_place_of_another_file() {
        let root = site(&[("content/a.md", "one"), ("content/B.md", "two")]);
        for to in ["content/B.md", "content/b.md"] {
            let mut edits = edits(&[("content/a.md", "one")]);
            edits.move_to("content/a.md", to);
            let error = edits.write(root.path()).unwrap_err();
            assert!(error.to_string().starts_with("there is already a file `B.md` beside"), "{error:#}");
        }
        assert_eq!(read(&root, "content/a.md"), "one");
        let mut same = Edits::default();
        same.move_to("content/a.md", "content/A.md");
        same.write(root.path()).unwrap();
        assert_eq!(names(&root, "content"), ["A.md", "B.md"]);
    }

    #[test]
    fn what_fails_in_the_middle_is_undone() {
        let files = [("content/a.md", "one"), ("content/b.md", "two"), ("content/c.md", "three")];
        for fails_at in 0..4 {
            let root = site(&files);
            let mut edits = edits(&files);
            edits.move_to("content/a.md", "content/d.md");
            let mut count = 0;
            let error = edits.write_by(root.path(), &mut |from, to| {
                count += 1;
                if count - 1 == fails_at { Err(io::Error::other("full")) } else { fs::rename(from, to) }
            });
            let error = error.unwrap_err().to_string();
            assert!(error.ends_with("help: all files are as they were"), "{error}");
            assert_eq!(names(&root, "content"), ["a.md", "b.md", "c.md"]);
            files.iter().for_each(|(path, text)| assert_eq!(read(&root, path), *text));
        }
    }

    #[test]
    fn what_cannot_be_undone_is_said() {
        let files = [("content/a.md", "one"), ("content/b.md", "two")];
        let root = site(&files);
        let mut count = 0;
        let error = edits(&files).write_by(root.path(), &mut |from, to| {
            count += 1;
            if count > 1 { Err(io::Error::other("full")) } else { fs::rename(from, to) }
        });
        let error = error.unwrap_err().to_string();
        assert!(error.ends_with("help: these could not be undone: `content/a.md`"), "{error}");
        assert_eq!((read(&root, "content/a.md"), read(&root, "content/b.md")), ("Xne".into(), "two".into()));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_stay_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let root = site(&[("content/a.md", "one"), ("content/b.md", "two")]);
        let file = root.path().join("content/a.md");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", root.path().join("content/link.md")).unwrap();
        edits(&[("content/link.md", "one")]).write(root.path()).unwrap();
        assert_eq!(read(&root, "content/a.md"), "Xne");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert!(root.path().join("content/link.md").symlink_metadata().unwrap().is_symlink());
        let error = edits(&[("content/a.md", "Xne"), ("content/link.md", "Xne")]).write(root.path());
        assert!(error.unwrap_err().to_string().contains("is a link to another file that is changed too"));
        let outside = site(&[("out.md", "out")]);
        symlink(outside.path().join("out.md"), root.path().join("content/out.md")).unwrap();
        let error = edits(&[("content/out.md", "out")]).write(root.path()).unwrap_err();
        assert!(error.to_string().contains("leads out of the site"), "{error:#}");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
        let error = edits(&[("content/a.md", "Xne")]).write(root.path()).unwrap_err();
        assert!(error.to_string().contains("is write-protected"), "{error:#}");
    }
}
