//! The work folder: the lock of an output, and the folders for files on their way.
//!
//! It is beside the output (`.NAME.dateline`), or in it where the output cannot be exchanged as a whole.
//! It is locked from before the first look at the output until after the last removal, takes no part
//! in the exchange, and has a `.gitignore` that hides it from Git. No link is followed to it, and a
//! folder of that name that holds anything else is left alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::output::identity;

const LOCK: &str = "lock";
const IGNORE: &str = ".gitignore";
/// The old output, for a moment, where two folders cannot be exchanged in one step.
const OLD: &str = "old";
/// New output on its way, with a number.
const NEW: &str = "new-";

/// How many times the lock is asked for while another run is just giving it up.
const MOST_TRIES: usize = 1000;

/// A work folder, locked for this run.
#[derive(Debug)]
pub(super) struct Work {
    folder: PathBuf,
    /// Absent where the system has no locks.
    lock: Option<File>,
}

/// Why there is no work folder.
pub(super) enum Refused {
    /// The system does not let us write there.
    System(io::Error),
    /// What to tell the user.
    Told(anyhow::Error),
}

impl Work {
    /// Makes the work folder and locks it. Fails if another run holds the lock, or if the name is taken.
    pub(super) fn open(folder: PathBuf) -> Result<Self, Refused> {
        for _ in 0..MOST_TRIES {
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    refuse_foreign(&folder).map_err(Refused::Told)?;
                }
                made => made.map_err(Refused::System)?,
            }
            let lock = match open_lock(&folder) {
                Ok(lock) => lock,
                // Another run has just removed the folder.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    _ = fs::remove_dir(&folder);
                    return Err(Refused::System(error));
                }
            };
            let lock = match lock.try_lock() {
                Ok(()) if is_at(&lock, &folder.join(LOCK)) => Some(lock),
                // The lock was removed before we had it, and nobody else will look for it.
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) => return Err(Refused::Told(held(lock))),
                Err(TryLockError::Error(_)) => None,
            };
            let work = Self { folder, lock };
            work.sign().map_err(Refused::System)?;
            return Ok(work);
        }
        Err(Refused::System(io::Error::other("other runs come and go")))
    }

    /// Hides the folder from Git, and writes into the lock who holds it.
    fn sign(&self) -> io::Result<()> {
        let ignore = self.folder.join(IGNORE);
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        let Some(mut lock) = self.lock.as_ref() else { return Ok(()) };
        lock.set_len(0)?;
        writeln!(lock, "process {}{}", std::process::id(), host())
    }

    /// The folder itself.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new, empty folder. What is already there is left alone.
    pub(super) fn new_folder(&self) -> io::Result<PathBuf> {
        let mut n = 0;
        loop {
            let folder = self.folder.join(format!("{NEW}{n}"));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => n += 1,
                made => return made.map(|()| folder),
            }
        }
    }

    /// Where the old output is for a moment if it cannot be exchanged in one step.
    pub(super) fn old(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// The folders that interrupted runs left behind.
    pub(super) fn leftovers(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                found.push(entry.path());
            }
        }
        found.sort();
        Ok(found)
    }
}

impl Drop for Work {
    /// Gives the lock up, and removes the folder unless something is left in it.
    fn drop(&mut self) {
        if self.leftovers().is_ok_and(|left| left.is_empty()) {
            // The lock goes first: a run that finds the folder from now on makes a lock of its own.
            _ = fs::remove_file(self.folder.join(LOCK));
            _ = fs::remove_file(self.folder.join(IGNORE));
            _ = fs::remove_dir(&self.folder);
        }
        self.lock = None;
    }
}

/// Removes a folder with everything in it, even where folders are read-only.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            make_writable(folder)?;
            fs::remove_dir_all(folder)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Lets the owner write to a folder and all folders in it. Links are not followed.
fn make_writable(folder: &Path) -> io::Result<()> {
    allow_writing(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            make_writable(&entry.path())?;
        }
    }
    Ok(())
}

/// Lets the owner write to a folder.
#[cfg(unix)]
pub(super) fn allow_writing(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::symlink_metadata(folder)?.permissions().mode();
    if mode & 0o700 == 0o700 {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(mode | 0o700))
}

#[cfg(not(unix))]
pub(super) fn allow_writing(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Refuses a link, a file, and a folder that holds anything but what runs leave there.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    let refuse = |what: &str| -> anyhow::Error {
        anyhow::anyhow!("`{}` {what}, and a build needs that name\nhelp: move it elsewhere", folder.display())
    };
    let entries = match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if found.is_symlink() => return Err(refuse("is a symbolic link")),
        Ok(found) if !found.is_dir() => return Err(refuse("is a file")),
        _ => fs::read_dir(folder),
    };
    let entries = match entries {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("cannot read `{}`", folder.display()))?,
    };
    for entry in entries {
        let (name, kind) = match entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?))) {
            // Another run may be leaving.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entry => entry?,
        };
        let name = name.to_string_lossy();
        let is_ours = match &*name {
            LOCK | IGNORE => kind.is_file(),
            name => kind.is_dir() && (name == OLD || name.starts_with(NEW)),
        };
        if !is_ours {
            return Err(refuse(&format!("holds `{name}`, which was not written by Dateline")));
        }
    }
    Ok(())
}

fn open_lock(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    options.open(folder.join(LOCK))
}

/// Whether an open file is the one that is at a path now.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(file), Ok(at)) => identity(&file) == identity(&at),
        _ => false,
    }
}

#[cfg(target_os = "linux")]
fn host() -> String {
    format!(" on {}", rustix::system::uname().nodename().to_string_lossy())
}

#[cfg(not(target_os = "linux"))]
fn host() -> String {
    String::new()
}

fn held(lock: File) -> anyhow::Error {
    let mut holder = String::new();
    _ = lock.take(200).read_to_string(&mut holder);
    let holder: String = holder.trim().chars().filter(|c| !c.is_control()).collect();
    let holder = if holder.is_empty() { holder } else { format!(" ({holder})") };
    anyhow::anyhow!("another build{holder} is writing to this output\nhelp: wait until it has finished")
}
