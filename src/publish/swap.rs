//! Puts one folder in the place of another: in one step where the system can, in two elsewhere.

use std::path::Path;
use std::{fs, io};

/// Afterwards `output` is what `staging` was, and what `output` was is at `staging`.
/// On an error nothing has changed.
///
/// The old output is at `old` for a moment where the system cannot exchange folders. The next run
/// puts it back if this one is interrupted there.
pub(super) fn exchange(staging: &Path, output: &Path, old: &Path) -> io::Result<()> {
    if !output.exists() {
        return fs::rename(staging, output);
    }
    match exchange_at_once(staging, output) {
        Some(result) => result,
        None => exchange_in_steps(staging, output, old),
    }
}

/// `None` where the system or the file system cannot do it.
#[cfg(target_os = "linux")]
fn exchange_at_once(staging: &Path, output: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, staging, CWD, output, RenameFlags::EXCHANGE) {
        Ok(()) => Some(Ok(())),
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => None,
        Err(error) => Some(Err(error.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange_at_once(_staging: &Path, _output: &Path) -> Option<io::Result<()>> {
    None
}

fn exchange_in_steps(staging: &Path, output: &Path, old: &Path) -> io::Result<()> {
    if old.exists() {
        fs::remove_dir_all(old)?;
    }
    fs::rename(output, old)?;
    if let Err(error) = fs::rename(staging, output) {
        fs::rename(old, output)?;
        return Err(error);
    }
    fs::rename(old, staging)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_exchanging_give_the_same() {
        for exchange in [exchange, exchange_in_steps] {
            let folder = std::env::temp_dir().join(format!("dateline-swap-{}", std::process::id()));
            let [staging, output, old] = ["staging", "output", "old"].map(|name| folder.join(name));
            for (path, text) in [(&staging, "new"), (&output, "old")] {
                fs::create_dir_all(path).unwrap();
                fs::write(path.join("page"), text).unwrap();
            }
            exchange(&staging, &output, &old).unwrap();
            assert_eq!(fs::read_to_string(output.join("page")).unwrap(), "new");
            assert_eq!(fs::read_to_string(staging.join("page")).unwrap(), "old");
            assert!(!old.exists());
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}
