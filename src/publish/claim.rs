//! An output folder that only one run writes to, from the first look at it until everything is tidied up.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, bail};

use super::marker::Marker;
use super::output;
use super::work::{self, Refused, Work};
use super::{Options, merge, swap, write};
use crate::model::address::url::OutputPath;
use crate::model::graph::plan::{Artifact, KEPT, MARKER, WORK_FOLDER};

/// An output folder, locked for this run, and the staging folder for what is to be published there.
/// Dropping it removes the staging folder and gives the lock up.
#[derive(Debug)]
pub struct Claim {
    output: PathBuf,
    staging: PathBuf,
    /// Whether there was no output when it was claimed; then no file is looked for in it.
    is_new: bool,
    /// What the output held when it was claimed.
    before: Marker,
    abandoned: AtomicBool,
    /// The lock; absent after the claim was abandoned. Held while the new site takes the old one's place.
    work: Mutex<Option<Work>>,
}

impl Claim {
    /// Claims an output folder for the site at `root`. What an interrupted run left there is put right.
    ///
    /// Fails if the folder is, holds or is inside the site's own files, if it holds files that are not ours,
    /// or if another run holds it. In that case, nothing in it has changed.
    pub fn new(output: &Path, root: &Path) -> anyhow::Result<Self> {
        let output = output::find(output, root)?;
        output::refuse_foreign(&output)?;
        let work = work_folder(&output)?;
        let failed = || format!("cannot write beside `{}`", output.display());
        let old = work.old();
        if !output.exists() && old.exists() {
            fs::rename(&old, &output).with_context(failed)?;
        }
        for leftover in work.leftovers().with_context(failed)? {
            if leftover.join(MARKER).exists() {
                give_back_kept(&leftover, &output).with_context(failed)?;
            }
            // What cannot be removed is in nobody's way.
            _ = discard(&leftover);
        }
        // Another run may have finished since the first look.
        output::refuse_foreign(&output)?;
        let staging = work.new_folder().with_context(failed)?;
        let (before, abandoned) = (Marker::read(&output), AtomicBool::new(false));
        let is_new = !output.exists();
        Ok(Self { output, staging, is_new, before, abandoned, work: Mutex::new(Some(work)) })
    }

    /// The folder, without symbolic links.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Whether the published site has briefings.
    pub fn had_briefings(&self) -> bool {
        self.before.briefings > 0
    }

    /// Whether the last build was interrupted while it published file by file.
    pub fn was_interrupted(&self) -> bool {
        self.before.is_unfinished
    }

    /// Gives the output up and removes what is not published yet; for a signal that ends the program.
    /// If the new site is taking its place just now, this waits until it has.
    pub fn abandon(&self) {
        self.abandoned.store(true, Ordering::Relaxed);
        if let Some(work) = self.lock().take() {
            // Other threads may be about to write one more file.
            for _ in 0..100 {
                if discard(&self.staging).is_ok() && !self.staging.exists() {
                    break;
                }
            }
            drop(work);
        }
    }

    /// Gives the output back at the end of a run, before the program ends. A signal that is heard meanwhile waits for
    /// it. After one that was heard before, this waits for the end of the program.
    pub fn release(&self) {
        self.tidy();
        self.wait_for_the_end_if_abandoned();
    }

    /// Removes what is not published, and gives the lock up. Anyone who asks for the claim's lock waits.
    fn tidy(&self) {
        let mut held = self.lock();
        if let Some(work) = held.take() {
            _ = discard(&self.staging);
            drop(work);
        }
    }

    /// Writes an artifact to the staging folder. A file that is the same in the old output is linked,
    /// not written. Returns whether it is new or differs.
    pub(super) fn write(&self, path: &OutputPath, artifact: &Artifact) -> io::Result<bool> {
        self.wait_for_the_end_if_abandoned();
        let old = if self.is_new { None } else { Some(self.output.join(path.as_str())) };
        write::artifact(&self.staging.join(path.as_str()), old.as_deref(), artifact)
    }

    /// Puts the staging folder in place of the output: in one step, or file by file where that is not
    /// possible. Then removes the old output, and returns what could not be removed.
    pub(super) fn publish(&self, options: Options) -> anyhow::Result<Option<PathBuf>> {
        let held = self.lock();
        let Some(work) = held.as_ref() else {
            drop(held);
            self.wait_for_the_end_if_abandoned();
            bail!("the output was given up");
        };
        let failed = || format!("cannot publish to `{}`", self.output.display());
        refuse_to_replace_kept(&self.staging, &self.output)?;
        if work.folder().starts_with(&self.output) {
            self.publish_by_file(options)?;
        } else {
            self.complete(options).with_context(failed)?;
            match swap::exchange(&self.staging, &self.output, &work.old()) {
                Ok(()) => self.give_back_kept_or_all(work).with_context(failed)?,
                Err(error) if is_in_the_way(&error) && self.output.exists() => {
                    self.publish_by_file(options)?;
                }
                Err(error) => return Err(error).with_context(failed),
            }
        }
        if options.sync {
            let parent = self.output.parent().unwrap_or(&self.output);
            sync_folder(work.folder()).and_then(|()| sync_folder(parent)).with_context(failed)?;
        }
        Ok(discard(&self.staging).err().map(|_| self.staging.clone()))
    }

    /// What the new site takes over from the old one, and its marker.
    fn complete(&self, Options { briefings, sync }: Options) -> io::Result<()> {
        Marker { briefings, is_unfinished: false }.write(&self.staging, &self.output)?;
        for name in KEPT {
            let (from, to) = (self.output.join(name), self.staging.join(name));
            if fs::symlink_metadata(&from).is_ok_and(|from| !from.is_dir()) && !to.exists() {
                write::keep(&from, &to)?;
            }
        }
        if let Ok(old) = fs::metadata(&self.output) {
            fs::set_permissions(&self.staging, old.permissions())?;
            // The system moves only a folder that may be written to.
            work::allow_writing(&self.staging)?;
            work::allow_writing(&self.output)?;
        }
        if sync { sync_all(&self.staging) } else { Ok(()) }
    }

    /// Moves what survives to the new output. If that fails, the old output takes its place again.
    fn give_back_kept_or_all(&self, work: &Work) -> io::Result<()> {
        give_back_kept(&self.staging, &self.output).inspect_err(|_| {
            if swap::exchange(&self.staging, &self.output, &work.old()).is_ok() {
                // What was moved before the failure goes back with it.
                _ = give_back_kept(&self.staging, &self.output);
            }
        })
    }

    /// An interrupted run leaves the marker of an unfinished output.
    fn publish_by_file(&self, Options { briefings, sync }: Options) -> anyhow::Result<()> {
        let mark = |is_unfinished| {
            let marker = Marker { briefings, is_unfinished };
            marker.write(&self.staging, &self.output)?;
            merge::put(&self.staging.join(MARKER), &self.output.join(MARKER))
        };
        let publish = || {
            if sync {
                sync_all(&self.staging)?;
            }
            mark(true)?;
            merge::merge(&self.staging, &self.output)?;
            if sync {
                sync_all(&self.output)?;
            }
            mark(false)
        };
        publish().with_context(|| {
            format!(
                "cannot publish all files to `{}`, which now holds files of two builds until one has finished",
                self.output.display()
            )
        })
    }

    /// The thread that heard the signal ends the program; nothing more is to be written or reported.
    fn wait_for_the_end_if_abandoned(&self) {
        while self.abandoned.load(Ordering::Relaxed) {
            std::thread::park();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Work>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.tidy();
    }
}

/// The work folder beside the output; in it if the output cannot be exchanged as a whole, or if we may
/// not write beside it.
fn work_folder(output: &Path) -> anyhow::Result<Work> {
    let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
        bail!("`{}` cannot be an output folder", output.display());
    };
    fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(".dateline");
    let open = |folder: PathBuf| Work::open(folder.clone()).map_err(|refused| (refused, folder));
    let opened = if output::is_mount(output) {
        open(output.join(WORK_FOLDER))
    } else {
        match open(parent.join(beside)) {
            Err((Refused::System(error), _)) if is_in_the_way(&error) && output.exists() => {
                open(output.join(WORK_FOLDER))
            }
            opened => opened,
        }
    };
    opened.map_err(|(refused, folder)| match refused {
        Refused::Told(error) => error,
        Refused::System(error) => {
            anyhow::Error::new(error).context(format!("cannot create `{}`", folder.display()))
        }
    })
}

/// Whether a folder cannot be made or exchanged here, though its files may be written.
fn is_in_the_way(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// A page in place of a folder that is kept would destroy what is in it.
fn refuse_to_replace_kept(staging: &Path, output: &Path) -> anyhow::Result<()> {
    for name in KEPT {
        let is_folder =
            |folder: &Path| fs::symlink_metadata(folder.join(name)).is_ok_and(|data| data.is_dir());
        if is_folder(staging) || staging.join(name).exists() && is_folder(output) {
            bail!("the site has pages at `{name}`, which the output folder keeps\nhelp: rename them");
        }
    }
    Ok(())
}

/// Removes a staging folder or an old output, but none with a folder that is kept: that exists nowhere else.
fn discard(folder: &Path) -> io::Result<()> {
    let is_folder = |name| fs::symlink_metadata(folder.join(name)).is_ok_and(|data| data.is_dir());
    if KEPT.into_iter().any(is_folder) {
        return Err(io::Error::other("it holds a folder that is kept"));
    }
    work::remove(folder)
}

/// Moves what survives from the old output to the new one, unless it is there already.
/// A `.git` folder is moved this way after every exchange.
fn give_back_kept(old: &Path, new: &Path) -> io::Result<()> {
    for name in KEPT {
        let (from, to) = (old.join(name), new.join(name));
        if fs::symlink_metadata(&from).is_ok() && new.is_dir() && fs::symlink_metadata(&to).is_err() {
            fs::rename(from, to)?;
        }
    }
    Ok(())
}

/// Makes sure that everything written below a folder is on disk.
#[cfg(target_os = "linux")]
fn sync_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Makes sure that all files of a folder are on disk, one after the other.
#[cfg(not(target_os = "linux"))]
fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Makes sure that the names in a folder are on disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
