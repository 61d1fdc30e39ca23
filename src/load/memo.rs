//! Files that were read before. `serve` keeps them from run to run; a build has none.
//!
//! A file counts as unchanged if its size and modification time are the same and nobody said otherwise.
//! While a file cannot be read without errors, the last version that could be stands in for it.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::kinds::Item;
use crate::diagnostic::Diagnostics;
use crate::model::address::path::ContentPath;
use crate::model::typed::config::Config;

/// The files of the last run.
#[derive(Clone, Default)]
pub struct Memo {
    /// The settings that the files were read with.
    config: Option<Arc<Config>>,
    /// The files that are known to have changed since.
    stale: HashSet<ContentPath>,
    files: HashMap<ContentPath, Arc<Known>>,
}

/// A file that was read.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) stamp: Stamp,
    pub(super) item: Option<Item>,
    pub(super) problems: Diagnostics,
}

/// What shows whether a file has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

impl Stamp {
    /// The stamp of a file as it is now.
    pub(super) fn of(file: &Path) -> Self {
        let data = std::fs::metadata(file).ok();
        Self {
            modified: data.as_ref().and_then(|data| data.modified().ok()),
            bytes: data.map_or(0, |data| data.len()),
        }
    }
}

impl Memo {
    /// Has a file of the content folder read again, whatever its stamp says.
    pub fn forget(&mut self, path: &ContentPath) {
        self.stale.insert(path.clone());
    }

    /// The settings to go on with: those just read, or the last ones without errors.
    pub(super) fn enter(&mut self, config: Config, problems: &Diagnostics) -> Config {
        match &self.config {
            Some(last) if problems.has_errors() => return Config::clone(last),
            Some(last) if last.source.text == config.source.text => {}
            _ => self.files.clear(),
        }
        self.config = Some(Arc::new(config.clone()));
        config
    }

    /// A file as it was read, with the settings it was read with.
    pub(super) fn before(&self, path: &ContentPath) -> Option<(&Config, &Known)> {
        Some((self.config.as_deref()?, self.files.get(path)?))
    }

    /// A file as it was read, if it has not changed since.
    pub(super) fn find(&self, path: &ContentPath, stamp: Stamp) -> Option<Arc<Known>> {
        let known = self.files.get(path).filter(|known| known.stamp == stamp)?;
        (!self.stale.contains(path)).then(|| Arc::clone(known))
    }

    /// What stands for a file: the item just read, or the last one without errors.
    pub(super) fn stand_in(
        &self,
        path: &ContentPath,
        item: Option<Item>,
        problems: &Diagnostics,
    ) -> Option<Item> {
        let last = self.files.get(path).and_then(|known| known.item.clone());
        if problems.has_errors() { last.or(item) } else { item }
    }

    /// Keeps what a run has read or taken over, and nothing else.
    pub(super) fn leave(&mut self, read: &[(ContentPath, Arc<Known>)]) {
        self.stale.clear();
        self.files = read.iter().cloned().collect();
    }
}
