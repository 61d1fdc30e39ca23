//! The folder of another program: what is in it, and the texts of its files.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Folders that hold no content, whoever made them.
const PASSED_OVER: [&str; 6] = ["node_modules", "_site", "vendor", "resources", "__pycache__", "target"];

/// A folder that is read and never written.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// Paths from the folder with `/`, in order.
    pub(super) files: Vec<String>,
}

impl Folder {
    /// Lists the files of a folder. Hidden ones are passed over, except `.well-known` and programs' settings.
    /// Links to folders are not followed, and links to files only within the folder.
    pub(super) fn open(root: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        let real = root.canonicalize()?;
        let is_passed_over = |name: &str| {
            let is_hidden = name.starts_with('.')
                && !matches!(
                    name,
                    ".well-known" | ".obsidian" | ".eleventy.js" | ".eleventy.cjs" | ".eleventyignore"
                );
            is_hidden || name.ends_with('~') || PASSED_OVER.contains(&name)
        };
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| {
            entry.depth() == 0 || !is_passed_over(&entry.file_name().to_string_lossy())
        });
        for entry in walk {
            let entry = entry.map_err(std::io::Error::from)?;
            let is_file =
                entry.file_type().is_file() || entry.path_is_symlink() && is_within(entry.path(), &real);
            if let Some(path) = entry.path().strip_prefix(root).ok().filter(|_| is_file) {
                let parts = path.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>();
                files.extend(parts.map(|parts| parts.join("/")));
            }
        }
        files.sort_unstable();
        Ok(Self { root: root.to_owned(), files })
    }

    /// Whether there is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok()
    }

    /// The files below a folder in it; all files if that is empty.
    pub(super) fn below<'f>(&'f self, folder: &'f str) -> impl Iterator<Item = &'f str> {
        let is_below = move |file: &&str| {
            folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.files.iter().map(String::as_str).filter(is_below)
    }

    /// The text of a file, if it is there and is text (UTF-8).
    #[expect(clippy::disallowed_methods, reason = "another program's files are not part of the site")]
    pub(super) fn text(&self, path: &str) -> Option<String> {
        if !self.has(path) {
            return None;
        }
        String::from_utf8(std::fs::read(self.path(path)).ok()?).ok()
    }

    /// Where a file is.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

/// Whether a link leads to a file in the folder: what is elsewhere is nobody's to publish.
fn is_within(link: &Path, folder: &Path) -> bool {
    link.canonicalize().is_ok_and(|file| file.is_file() && file.starts_with(folder))
}

/// The name of a file without its folders.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a file, without a slash at its end.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders above a file, the nearest first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(path)), |folder| Some(parent(folder)).filter(|_| !folder.is_empty()))
}

/// A path without its ending.
pub(super) fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !stem.ends_with('/') && !ending.contains('/') => stem,
        _ => path,
    }
}

/// The ending of a name, in lower case.
pub(super) fn ending(path: &str) -> String {
    name(path).rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// A path from a folder, with `.` and `..` resolved. `None` if it leads out of the outermost folder.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The path from a folder to a file.
pub(super) fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(to[same..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_led_to() {
        assert_eq!(joined("a/b", "../c/./d.md").as_deref(), Some("a/c/d.md"));
        assert_eq!(joined("a", "../../c"), None);
        assert_eq!(relative("a/b", "a/c/d.md"), "../c/d.md");
        assert_eq!(relative("a/b", "a/b/d.md"), "d.md");
        assert_eq!(relative("", "a/d.md"), "a/d.md");
        assert_eq!(above("a/b/c.md").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!((stem("a.b/c"), stem("a/b.tar.gz"), stem("a/.x")), ("a.b/c", "a/b.tar", "a/.x"));
    }
}
