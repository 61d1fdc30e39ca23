//! Finds the files of the content folder.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::file::unreadable;
use crate::diagnostic::Diagnostics;
use crate::model::path::ContentPath;

/// A file below `content/`.
pub(super) struct Found {
    pub(super) path: ContentPath,
    pub(super) file: PathBuf,
    /// Its size in bytes; not asked for Markdown.
    pub(super) bytes: u64,
}

/// Every file below a folder in order of path. Hidden files and editors' backups are passed over.
pub(super) fn files(folder: &Path, diags: &mut Diagnostics) -> Vec<Found> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return found;
    }
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(is_content) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path =
                    error.path().and_then(|path| path.strip_prefix(folder).ok()).unwrap_or(Path::new(""));
                let reason = match error.io_error() {
                    Some(error) => error.to_string(),
                    None => "the folder leads back to itself".to_owned(),
                };
                diags.report(unreadable(&format!("content/{}", path.display()), &reason));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        match parts.and_then(|parts| ContentPath::new(&parts.join("/"))) {
            Some(path) => {
                let bytes =
                    if path.is_markdown() { 0 } else { entry.metadata().map_or(0, |data| data.len()) };
                found.push(Found { path, file: entry.into_path(), bytes });
            }
            None => {
                let path = format!("content/{}", relative.display());
                diags.report(unreadable(&path, &"its name is not UTF-8"));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn is_content(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.ends_with('~') || name == "Thumbs.db")
}
