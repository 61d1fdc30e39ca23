//! Hears which files of the site change.
//!
//! What the system reports is taken only as a hint: that something has changed, and perhaps where.
//! Folders that are moved away and come back are watched again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::model::address::path::ContentPath;

/// A save is often several events: they count as one if no more time than this passes between them.
const ONE_SAVE: Duration = Duration::from_millis(3);
/// This many files are reported at once, without waiting for more.
const LARGE: usize = 100;
/// The folders of a site that are watched with everything in them.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// What has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Files in the content folder.
    pub(super) content: BTreeSet<ContentPath>,
    /// Whether something else has changed too: the settings, the theme, whole folders.
    pub(super) other: bool,
}

impl Changes {
    /// The one file in the content folder that has changed, if nothing else has.
    pub(super) fn only_content(&self) -> Option<&ContentPath> {
        match self.other || self.content.len() > 1 {
            true => None,
            false => self.content.first(),
        }
    }

    /// Adds what else has changed.
    pub(super) fn add(&mut self, more: &Self) {
        self.content.extend(more.content.iter().cloned());
        self.other |= more.other;
    }

    fn is_empty(&self) -> bool {
        self.content.is_empty() && !self.other
    }
}

/// The folders that are watched.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
}

impl Watch {
    /// Watches a site.
    pub(super) fn new(root: &Path) -> anyhow::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender).context("files cannot be watched")?;
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let context = || format!("`{}` cannot be watched", root.display());
        watcher.watch(&root, RecursiveMode::NonRecursive).with_context(context)?;
        let mut watch = Self { root, watcher, events };
        FOLDERS.iter().try_for_each(|folder| watch.renew(folder))?;
        Ok(watch)
    }

    /// Waits for a change and for its end. `None` if nothing is watched any more.
    pub(super) fn next(&mut self) -> Option<Changes> {
        let mut changes = Changes::default();
        while changes.is_empty() {
            let event = self.events.recv().ok()?;
            self.take(event, &mut changes);
        }
        while changes.content.len() < LARGE
            && let Ok(event) = self.events.recv_timeout(ONE_SAVE)
        {
            self.take(event, &mut changes);
        }
        Some(changes)
    }

    fn take(&mut self, event: notify::Result<notify::Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.other = true;
            return;
        };
        let is_save = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
        if event.kind.is_access() && !is_save {
            return;
        }
        changes.other |= event.need_rescan();
        for path in &event.paths {
            let Ok(inside) = path.strip_prefix(&self.root) else { continue };
            let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let Some((first, rest)) = parts.split_first() else { continue };
            let is_root = first == "content" && rest.first().is_some_and(|folder| folder == "root");
            let is_hidden = |part: &String| part.starts_with('.') && !is_root;
            if rest.iter().any(|part| is_hidden(part) || part.ends_with('~')) {
                continue;
            }
            match (FOLDERS.iter().find(|folder| *folder == first), rest) {
                (Some(folder), []) => {
                    // A folder that is gone again at once is reported again when it is back.
                    let _ = self.renew(folder);
                    changes.other = true;
                }
                (Some(&"content"), rest) => match ContentPath::new(&rest.join("/")) {
                    Some(path) => _ = changes.content.insert(path),
                    None => changes.other = true,
                },
                (Some(_), _) => changes.other = true,
                (None, _) => changes.other |= first == "site.yaml",
            }
        }
    }

    /// Watches a folder again, whether it is the one that was watched or another one with the same name.
    fn renew(&mut self, folder: &str) -> anyhow::Result<()> {
        let folder = self.root.join(folder);
        let _ = self.watcher.unwatch(&folder);
        if folder.is_dir() {
            let watched = self.watcher.watch(&folder, RecursiveMode::Recursive);
            watched.with_context(|| format!("`{}` cannot be watched", folder.display()))?;
        }
        Ok(())
    }
}
