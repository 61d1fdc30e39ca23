//! Writes the output: artifacts stream into a staging folder, which then takes the place of the
//! old output. Until that moment the old output is untouched; an error throws the staging away.
//!
//! It knows folders and bytes, and nothing of what the pages are.

#![allow(clippy::disallowed_methods, reason = "this is the stage that writes the output")]

mod beside;
mod staging;
mod swap;
mod write;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::Context;
use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::model::plan::{Artifact, Planned};
pub use beside::open;
use staging::Staging;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// All pages and files of the output.
    pub files: usize,
    /// Those of them that are new or differ from the old output.
    pub changed: usize,
}

/// Makes every artifact and publishes them together.
///
/// `make` is called once for each entry, in parallel; what it reports ends up in `diags`. With an
/// error there, or one already in `diags`, nothing is published and the answer is `None`.
/// `progress` is told how many artifacts are finished. `accept` is asked last, when all are made.
///
/// Fails if the output cannot be written, or holds files that are not ours.
pub fn publish(
    entries: &[Planned],
    make: impl Fn(&Planned, &mut Diagnostics) -> Option<Artifact> + Sync,
    output: &Path,
    progress: impl Fn(usize) + Sync,
    accept: impl FnOnce(&mut Diagnostics) -> bool,
    diags: &mut Diagnostics,
) -> anyhow::Result<Option<Published>> {
    let staging = Staging::open(output)?;
    let failed = AtomicBool::new(diags.has_errors());
    let (changed, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Vec<(Diagnostics, anyhow::Result<()>)> = entries
        .par_iter()
        .map(|planned| {
            let mut found = Diagnostics::default();
            let artifact = make(planned, &mut found);
            if artifact.is_none() || found.has_errors() {
                failed.store(true, Ordering::Relaxed);
            }
            let mut result = Ok(());
            if let Some(artifact) = artifact.filter(|_| !failed.load(Ordering::Relaxed)) {
                result = match staging.write(&planned.output, &artifact) {
                    Ok(written) => {
                        changed.fetch_add(usize::from(written), Ordering::Relaxed);
                        Ok(())
                    }
                    Err(error) => {
                        Err(error).with_context(|| format!("cannot write `{}`", planned.output.as_str()))
                    }
                };
            }
            progress(finished.fetch_add(1, Ordering::Relaxed) + 1);
            (found, result)
        })
        .collect();
    let mut written = Ok(());
    for (found, result) in results {
        diags.merge(found);
        written = written.and(result);
    }
    let accepted = accept(diags);
    if !accepted || diags.has_errors() || failed.into_inner() {
        staging.discard()?;
        return Ok(None);
    }
    if let Err(error) = written {
        staging.discard()?;
        return Err(error);
    }
    staging.publish()?;
    Ok(Some(Published { files: entries.len(), changed: changed.into_inner() }))
}
