//! The folder that keeps what was drawn: one folder per photograph, named by the hash of what it was drawn
//! from.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use super::Sized;
use crate::model::graph::pictures::{Drawn, Pictures, Stored, Tone, Version};
use crate::model::typed::content::Photograph;

/// To be incremented when the same photograph would be drawn differently.
const VERSION: u32 = 1;
/// Says what is in the folder of a photograph.
const LIST: &str = "drawn.json";
const WHOLE: &str = "whole";
/// How every PNG ends (PNG, 11.2.5): an `IEND` with its checksum.
#[cfg(feature = "cards")]
const PNG_END: [u8; 12] = *b"\0\0\0\0IEND\xaeB\x60\x82";
const UNFINISHED: &str = "unfinished-";

/// A cache folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    is_read_only: bool,
    /// Tells apart the folders that are being written.
    next: AtomicU64,
}

/// What is in the folder of a photograph.
#[derive(Serialize, Deserialize)]
struct List {
    tone: [u8; 3],
    whole: (u32, u32, u64),
    versions: Vec<(u32, u32, u64)>,
}

/// What distinguishes a photograph from all others, and from itself drawn differently.
pub(super) fn key(bytes: &[u8], photograph: Photograph, keeps_credits: bool) -> String {
    let credits = if keeps_credits { "-credits" } else { "" };
    format!("{}-{}{credits}-{VERSION}", hash(bytes), photograph.turn)
}

/// What distinguishes bytes from all others: 32 digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

/// Whether a folder has a name that is given here.
fn is_own(name: &str) -> bool {
    let is_hash = |hash: &str| hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    name.starts_with(UNFINISHED) || name.split('-').next().is_some_and(is_hash)
}

/// A picture that is in no folder.
pub(super) fn in_memory(((width, height), bytes): Sized) -> Version {
    Version { width, height, stored: Stored::Bytes(bytes.into()) }
}

impl Cache {
    /// A cache in a folder, which need not exist.
    pub fn new(folder: PathBuf, is_read_only: bool) -> Self {
        Self { folder, is_read_only, next: AtomicU64::new(0) }
    }

    /// Whether nothing may be written.
    pub(super) fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    fn folder_of(&self, key: &str) -> PathBuf {
        self.folder.join(key)
    }

    /// What was drawn from a photograph, if all of it is there.
    pub(super) fn find(&self, key: &str) -> Option<Drawn> {
        let folder = self.folder_of(key);
        let list: List = serde_json::from_slice(&fs::read(folder.join(LIST)).ok()?).ok()?;
        let version = |name: &str, (width, height, bytes): (u32, u32, u64)| {
            let file = folder.join(name);
            let data = fs::symlink_metadata(&file).ok()?;
            let is_whole = data.is_file() && data.len() == bytes;
            is_whole.then_some(Version { width, height, stored: Stored::File(file, bytes) })
        };
        let versions = list.versions.iter().map(|of| version(&of.0.to_string(), *of));
        Some(Drawn {
            tone: Tone(list.tone.map(|level| level.min(3))),
            whole: version(WHOLE, list.whole)?,
            versions: versions.collect::<Option<Vec<_>>>()?,
        })
    }

    /// Keeps what was drawn. If the folder cannot be written, it stays in memory.
    pub(super) fn keep(&self, key: &str, tone: Tone, whole: Sized, versions: Vec<Sized>) -> Drawn {
        let written = self.write(key, tone, &whole, &versions);
        if let Some(drawn) = written.ok().and_then(|()| self.find(key)) {
            return drawn;
        }
        Drawn { tone, whole: in_memory(whole), versions: versions.into_iter().map(in_memory).collect() }
    }

    /// A folder that no other run writes to.
    fn unfinished(&self) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let folder = self.folder.join(format!("{UNFINISHED}{}-{number}", std::process::id()));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| folder),
            }
        }
    }

    /// Removes what this run has not used, among what is named like such folders. What cannot be removed stays.
    pub fn tidy(&self, used: &Pictures) {
        let versions = used.drawn.values().flat_map(|drawn| drawn.versions.iter().chain([&drawn.whole]));
        let folders = versions.filter_map(|version| match &version.stored {
            Stored::File(file, _) => file.parent(),
            Stored::Bytes(_) => None,
        });
        let used: BTreeSet<&Path> = folders.collect();
        for folder in fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            if is_own(&name) && folder.is_dir() && !used.contains(folder.as_path()) {
                let _ = fs::remove_dir_all(folder);
            }
        }
    }

    /// A single picture that was drawn, with its size in bytes.
    #[cfg(feature = "cards")]
    pub(super) fn find_file(&self, name: &str) -> Option<(PathBuf, u64)> {
        use std::io::{Read, Seek, SeekFrom};

        let path = self.folder.join(name);
        let mut file = crate::publish::open(&path).ok()?;
        let (end, mut last) = (file.seek(SeekFrom::End(-(PNG_END.len() as i64))).ok()?, [0; PNG_END.len()]);
        file.read_exact(&mut last).ok()?;
        // One that is cut off, by a full disk or a system that went down, is drawn again.
        (last == PNG_END).then_some((path, end + PNG_END.len() as u64))
    }

    /// Keeps a single picture. `None` if the folder cannot be written.
    #[cfg(feature = "cards")]
    pub(super) fn keep_file(&self, name: &str, bytes: &[u8]) -> Option<PathBuf> {
        if self.is_read_only {
            return None;
        }
        let unfinished = self.unfinished().ok()?;
        let (new, path) = (unfinished.join(WHOLE), self.folder.join(name));
        let written = fs::write(&new, bytes).and_then(|()| fs::rename(&new, &path));
        let _ = fs::remove_dir_all(unfinished);
        written.ok().map(|()| path)
    }

    /// Removes the single pictures that this run has not used.
    #[cfg(feature = "cards")]
    pub(super) fn tidy_files(&self, used: &BTreeSet<PathBuf>) {
        for file in fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            if is_own(&name) && file.is_file() && !used.contains(&file) {
                let _ = fs::remove_file(file);
            }
        }
    }

    /// A folder appears with all that is in it or not at all.
    fn write(&self, key: &str, tone: Tone, whole: &Sized, versions: &[Sized]) -> io::Result<()> {
        let unfinished = self.unfinished()?;
        let written = (|| {
            fs::write(unfinished.join(WHOLE), &whole.1)?;
            for ((width, _), bytes) in versions {
                fs::write(unfinished.join(width.to_string()), bytes)?;
            }
            let listed = |((width, height), bytes): &Sized| (*width, *height, bytes.len() as u64);
            let list =
                List { tone: tone.0, whole: listed(whole), versions: versions.iter().map(listed).collect() };
            fs::write(unfinished.join(LIST), serde_json::to_vec(&list)?)?;
            let folder = self.folder_of(key);
            if fs::rename(&unfinished, &folder).is_ok() {
                return Ok(());
            }
            if self.find(key).is_some() {
                // Another run was quicker.
                return fs::remove_dir_all(&unfinished);
            }
            fs::remove_dir_all(&folder)?;
            fs::rename(&unfinished, folder)
        })();
        if written.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        written
    }
}
