//! Which folder an output path means, and whether a build may write to it.
//!
//! Paths are compared after all symbolic links are resolved, and by the identity of the folders, so
//! that a second way to a folder (a link, a bind mount, different capitals) is the same folder.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};

use crate::model::graph::plan::{KEPT, LOST_AND_FOUND, MARKER, WORK_FOLDER};

/// More links than this in one path lead round in a circle.
const MOST_LINKS: usize = 40;

/// The output folder without symbolic links, whether it exists or not. Refuses one that is, holds or is
/// inside what the site is made of: `root`, and its `content` and `themes`.
pub(super) fn find(output: &Path, root: &Path) -> anyhow::Result<PathBuf> {
    let read = |path: &Path| resolve(path).with_context(|| format!("cannot read `{}`", path.display()));
    let found = read(output)?;
    let shown = output.display();
    let sources = [root.to_path_buf(), root.join("content"), root.join("themes")];
    for (source, inside) in sources.iter().zip([false, true, true]) {
        let source = read(source)?;
        if source.ancestors().any(|folder| is_same(folder, &found)) {
            bail!(
                "the output folder `{shown}` is or holds the site itself, which a build would remove\n\
                 help: choose a folder of its own with `--output`"
            );
        }
        if inside && found.ancestors().any(|folder| is_same(folder, &source)) {
            bail!(
                "the output folder `{shown}` is in `{}` of the site\n\
                 help: choose a folder of its own with `--output`",
                source.file_name().unwrap_or_default().display()
            );
        }
    }
    Ok(found)
}

/// Refuses an output that is not a folder, or that holds what Dateline did not write.
pub(super) fn refuse_foreign(output: &Path) -> anyhow::Result<()> {
    let unreadable = || format!("cannot read `{}`", output.display());
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if !found.is_dir() => bail!("the output `{}` is a file, not a folder", output.display()),
        found => _ = found.with_context(unreadable)?,
    }
    if fs::symlink_metadata(output.join(MARKER)).is_ok_and(|marker| marker.is_file()) {
        return Ok(());
    }
    for entry in fs::read_dir(output).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name();
        if !is_spared(&name) {
            bail!(
                "the output folder `{}` holds `{}`, which was not written by Dateline\n\
                 help: choose another folder with `--output`, or empty this one",
                output.display(),
                name.display()
            );
        }
    }
    Ok(())
}

/// Whether something at the top of the output is not one of the site's files.
pub(super) fn is_spared(name: &OsStr) -> bool {
    KEPT.iter().chain(&[LOST_AND_FOUND, WORK_FOLDER]).any(|spared| name == *spared)
}

/// Whether the output cannot be exchanged as a whole: it is the root of a mounted file system, or on another
/// one than the folder it is in.
pub(super) fn is_mount(output: &Path) -> bool {
    let Some(parent) = output.parent() else { return true };
    let (Ok(here), Ok(above)) = (fs::symlink_metadata(output), fs::symlink_metadata(parent)) else {
        return false;
    };
    device(&here) != device(&above) || is_mount_root(output)
}

/// A folder of the same file system can be mounted, too: the system knows.
#[cfg(target_os = "linux")]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS)
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_folder: &Path) -> bool {
    false
}

/// A path without `.`, `..` and symbolic links. What does not exist stays as it is named.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut links = 0;
    let mut rest: Vec<PathBuf> = vec![std::path::absolute(path)?];
    let mut found = PathBuf::new();
    while let Some(path) = rest.pop() {
        let mut parts = path.components();
        let Some(part) = parts.next() else { continue };
        rest.push(parts.as_path().to_path_buf());
        match part {
            Component::Prefix(_) | Component::RootDir => found.push(part),
            Component::CurDir => {}
            Component::ParentDir => _ = found.pop(),
            Component::Normal(name) => {
                let next = found.join(name);
                let Ok(target) = fs::read_link(&next) else {
                    found = next;
                    continue;
                };
                links += 1;
                if links > MOST_LINKS {
                    return Err(io::Error::other("too many symbolic links"));
                }
                // An absolute target begins anew: `push` of its root replaces what was found.
                rest.push(target);
            }
        }
    }
    Ok(found)
}

fn is_same(a: &Path, b: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().and_then(|data| identity(&data));
    a == b || identity(a).is_some_and(|a| Some(a) == identity(b))
}

#[cfg(unix)]
fn device(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(data)
}

#[cfg(not(unix))]
fn device(_data: &Metadata) -> u64 {
    0
}

/// What distinguishes one file from all others on the computer, if the system says.
#[cfg(unix)]
pub(super) fn identity(data: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((data.dev(), data.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_data: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_whether_they_exist_or_not() {
        let folder = fs::canonicalize(std::env::temp_dir()).unwrap();
        let folder = folder.join(format!("dateline-resolve-{}", std::process::id()));
        fs::create_dir_all(folder.join("a/b")).unwrap();
        std::os::unix::fs::symlink("a/b", folder.join("link")).unwrap();
        std::os::unix::fs::symlink("missing/x", folder.join("dangling")).unwrap();
        std::os::unix::fs::symlink("round", folder.join("round")).unwrap();
        for (path, expected) in [
            ("link/../c", Some("a/c")),
            ("link/./new/deep", Some("a/b/new/deep")),
            ("dangling", Some("missing/x")),
            ("nothing/../a", Some("a")),
            ("round/x", None),
        ] {
            let found = resolve(&folder.join(path)).ok();
            assert_eq!(found, expected.map(|path| folder.join(path)), "{path}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
