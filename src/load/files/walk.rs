//! Finds the files of a folder of the site: the content, or a theme.
//!
//! The folder may be a symbolic link: its owner has set it. Links below it are followed as long as
//! they lead to something in the folder. A folder is entered at its own place and once through links, so
//! that the work grows with the files, however links fan out. What is neither a file nor a folder is
//! reported and never opened.

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, visible};

/// A file below a folder.
pub(in crate::load) struct Found {
    /// From the folder, with `/` on every system.
    pub(in crate::load) path: String,
    /// Where it is; no part of that path is a link.
    pub(in crate::load) file: PathBuf,
}

/// Which names are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Names {
    /// Those of hidden files and of editors' backups.
    Hidden,
    /// The same, and the folder `root/` in the folder itself, which is published in another way.
    HiddenAndRoot,
    /// Only those that systems, editors and Git leave behind.
    Leftovers,
}

impl Names {
    fn pass_over(self, name: &OsStr, is_top_folder: bool) -> bool {
        let name = name.to_string_lossy();
        let is_backup = name.ends_with('~') || name == "Thumbs.db";
        match self {
            Self::Hidden => is_backup || name.starts_with('.'),
            Self::HiddenAndRoot => is_backup || name.starts_with('.') || (is_top_folder && name == "root"),
            Self::Leftovers => {
                let is_swap = name.starts_with('.') && (name.ends_with(".swp") || name.ends_with(".swo"));
                is_backup
                    || is_swap
                    || name.starts_with("._")
                    || name.starts_with(".#")
                    || matches!(&*name, ".DS_Store" | ".git" | ".gitkeep" | ".keep" | "desktop.ini")
            }
        }
    }
}

/// The files that are published at the root of the site as they are, with paths that begin with `root/`.
pub(in crate::load) fn root(content: &Path, diags: &mut Diagnostics) -> Vec<Found> {
    let folder = content.join("root");
    let is_within = |real: &Path| content.canonicalize().is_ok_and(|content| real.starts_with(content));
    if folder.canonicalize().is_ok_and(|real| !is_within(&real)) {
        diags.report(leads_out("content/root", "`content/`"));
        return Vec::new();
    }
    let mut found = files(&folder, "content/root", &[content], Names::Leftovers, diags);
    found.iter_mut().for_each(|found| found.path.insert_str(0, "root/"));
    found
}

/// Every file below a folder, in order of path. `shown` is the folder's name in problems. Links may
/// lead into the folder and into `others`.
pub(in crate::load) fn files(
    folder: &Path,
    shown: &str,
    others: &[&Path],
    names: Names,
    diags: &mut Diagnostics,
) -> Vec<Found> {
    let Some(real) = folder.canonicalize().ok().filter(|real| real.is_dir()) else { return Vec::new() };
    let mut bounds: Vec<PathBuf> = others.iter().filter_map(|other| other.canonicalize().ok()).collect();
    bounds.push(real.clone());
    let mut walk = Walk {
        shown,
        names,
        bounds,
        found: Vec::new(),
        linked: VecDeque::new(),
        entered: BTreeSet::new(),
        diags,
    };
    walk.enter(&real, None);
    while let Some((folder, path)) = walk.linked.pop_front() {
        walk.enter(&folder, Some(&path));
    }
    let mut found = walk.found;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The file at a path below a folder, if it is one that [`files`] can find there.
pub(in crate::load) fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let (folder, file) = (folder.canonicalize().ok()?, folder.join(path).canonicalize().ok()?);
    (file.starts_with(&folder) && file.is_file()).then_some(file)
}

/// The first file in a folder whose name is nearly `site.yaml`.
pub fn misnamed_settings(folder: &Path) -> Option<PathBuf> {
    let names = ["site.yml", "Site.yaml", "Site.yml", "site.yaml.txt", "site.yml.txt"];
    names.map(|name| folder.join(name)).into_iter().find(|file| file.is_file())
}

/// The settings of a site, if they are a file: one in its own folder, if a link leads to it.
pub(in crate::load) fn settings(root: &Path, diags: &mut Diagnostics) -> Option<PathBuf> {
    let (name, file) = ("site.yaml", root.join("site.yaml"));
    let Ok(real) = file.canonicalize() else {
        let Some(misnamed) = misnamed_settings(root) else { return Some(file) };
        let found = misnamed.file_name().unwrap_or_default().to_string_lossy();
        let help = format!("rename `{found}` to `site.yaml`");
        let place = Place::file(found);
        diags.report(Diagnostic::at(Code::UnreadableFile, place, "there is no `site.yaml`").help(help));
        return None;
    };
    if !root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
        diags.report(leads_out(name, "the site's folder"));
        return None;
    }
    match fs::metadata(&real) {
        Ok(data) if !data.is_file() => {
            diags.report(special(name, data.file_type()));
            None
        }
        _ => Some(real),
    }
}

struct Walk<'a> {
    shown: &'a str,
    names: Names,
    /// What links may lead to.
    bounds: Vec<PathBuf>,
    found: Vec<Found>,
    /// The folders that links lead to, each with the path of its link.
    linked: VecDeque<(PathBuf, String)>,
    /// The folders that were entered through links.
    entered: BTreeSet<PathBuf>,
    diags: &'a mut Diagnostics,
}

impl Walk<'_> {
    /// Walks through a folder; `link` is the path of the link that leads to it.
    fn enter(&mut self, folder: &Path, link: Option<&str>) {
        let first = if link.is_some() { 0 } else { 1 };
        let known = self.linked.len();
        let mut walk = WalkDir::new(folder).min_depth(first).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let below = error.path().and_then(|path| path.strip_prefix(folder).ok());
                    let path = joined(link, below.unwrap_or(Path::new("")));
                    let reason =
                        error.io_error().map_or_else(|| error.to_string(), |error| error.to_string());
                    self.unreadable(&path.unwrap_or_else(|lossy| lossy), &reason);
                    continue;
                }
            };
            let kind = entry.file_type();
            let is_top_folder = link.is_none() && entry.depth() == 1 && !kind.is_file();
            let is_wanted = entry.depth() == 0 || !self.names.pass_over(entry.file_name(), is_top_folder);
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = if is_wanted { self.named(link, below) } else { None };
            let Some(path) = path else {
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            };
            if kind.is_dir() {
                if link.is_some() && !self.entered.insert(entry.path().to_owned()) {
                    self.entered_before(&path);
                    walk.skip_current_dir();
                }
            } else if kind.is_symlink() {
                self.follow(entry.path(), path);
            } else {
                self.add(path, entry.into_path(), kind);
            }
        }
        // Of several links to one folder, the first counts, whatever order the system lists them in.
        self.linked.make_contiguous()[known..].sort_by(|a, b| Path::new(&a.1).cmp(Path::new(&b.1)));
    }

    /// The path of an entry, unless its name is one that a site cannot have.
    fn named(&mut self, link: Option<&str>, below: &Path) -> Option<String> {
        let path = match joined(link, below) {
            Ok(path) => path,
            Err(lossy) => {
                self.unreadable(&lossy, "its name is not UTF-8");
                return None;
            }
        };
        let Some(bad) = path.chars().find(|c| c.is_control()) else { return Some(path) };
        let message = format!("this name contains a control character (U+{:04X})", u32::from(bad));
        let place = Place::file(self.path(&path));
        let help = "rename the file or folder without it";
        self.diags.report(Diagnostic::at(Code::ControlCharacter, place, message).help(help));
        None
    }

    fn follow(&mut self, link: &Path, path: String) {
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(error) => return self.unreadable(&path, &error.to_string()),
        };
        if !self.bounds.iter().any(|folder| target.starts_with(folder)) {
            let problem = leads_out(&self.path(&path), &format!("`{}/`", self.shown));
            return self.diags.report(problem);
        }
        if link.starts_with(&target) {
            return self.unreadable(&path, "the folder leads back to itself");
        }
        match fs::metadata(&target) {
            Ok(data) if data.is_dir() => self.linked.push_back((target, path)),
            Ok(data) => self.add(path, target, data.file_type()),
            Err(error) => self.unreadable(&path, &error.to_string()),
        }
    }

    fn add(&mut self, path: String, file: PathBuf, kind: FileType) {
        if kind.is_file() {
            self.found.push(Found { path, file });
        } else {
            let problem = special(&self.path(&path), kind);
            self.diags.report(problem);
        }
    }

    fn entered_before(&mut self, path: &str) {
        let message = "links lead to this folder more than once, but it is read only once";
        let help = "remove this link, and link to the files where they are";
        let place = Place::file(self.path(path));
        self.diags.report(Diagnostic::at(Code::UnfollowedLink, place, message).help(help));
    }

    fn unreadable(&mut self, path: &str, reason: &str) {
        let path = self.path(path);
        let message = format!("`{path}` cannot be read: {reason}");
        let help = "check that the file exists and that you may read it";
        self.diags.report(Diagnostic::at(Code::UnreadableFile, Place::file(&path), message).help(help));
    }

    /// A path as problems show it: from the site's folder.
    fn path(&self, path: &str) -> String {
        visible(&format!("{}/{path}", self.shown)).into_owned()
    }
}

/// A path below a folder or link with `/` on every system. The error is what can be shown of it.
fn joined(link: Option<&str>, below: &Path) -> Result<String, String> {
    let parts = below.iter().map(|part| part.to_str());
    let parts: Option<Vec<&str>> = link.map(Some).into_iter().chain(parts).collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| {
        let lossy = below.iter().map(|part| part.to_string_lossy().into_owned());
        link.map(str::to_owned).into_iter().chain(lossy).collect::<Vec<_>>().join("/")
    })
}

fn leads_out(path: &str, of: &str) -> Diagnostic {
    let message = format!("this symbolic link leads out of {of}, and is not followed");
    let help = "put the file itself in its place, or remove the link";
    Diagnostic::at(Code::UnfollowedLink, Place::file(path), message).help(help)
}

fn special(path: &str, kind: FileType) -> Diagnostic {
    let message = format!("this is {}, not a file", called(kind));
    Diagnostic::at(Code::SpecialFile, Place::file(path), message).help("remove it")
}

#[cfg(unix)]
fn called(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn called(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "neither" }
}
