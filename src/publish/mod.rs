//! Writes the output: artifacts stream into a staging folder, which then takes the place of the
//! old output. Until that moment the old output is untouched; an error throws the staging folder away.
//!
//! It knows folders and bytes, and nothing about what the pages are.

#![allow(clippy::disallowed_methods, reason = "this is the stage that writes the output")]

mod beside;
mod claim;
mod marker;
mod merge;
mod output;
mod swap;
mod work;
mod write;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::Context;
use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::model::graph::plan::{Artifact, Planned};
pub use beside::open;
pub use claim::Claim;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// All pages and files of the output.
    pub files: usize,
    /// Those of them that are new or differ from the old output.
    pub changed: usize,
    /// The old output, if it could not be removed.
    pub left: Option<PathBuf>,
}

/// What a site is published with.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many briefings it has; the marker of the output says so.
    pub briefings: usize,
    /// Whether all files are to be on disk before they are shown.
    pub sync: bool,
}

/// Makes every artifact and publishes them together, in the output folder that was claimed.
///
/// `make` is called once for each entry, in parallel; what it reports ends up in `diags`. With an
/// error there, or one already in `diags`, nothing is published and the answer is `None`.
/// `progress` is told how many artifacts are finished. `accept` is asked last, when all are made.
///
/// Fails if the output cannot be written.
pub fn publish(
    entries: &[Planned],
    make: impl Fn(&Planned, &mut Diagnostics) -> Option<Artifact> + Sync,
    claim: &Claim,
    options: Options,
    progress: impl Fn(usize) + Sync,
    accept: impl FnOnce(&mut Diagnostics) -> bool,
    diags: &mut Diagnostics,
) -> anyhow::Result<Option<Published>> {
    let refused = AtomicBool::new(diags.has_errors());
    let failed = AtomicBool::new(false);
    let (changed, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let write = |planned: &Planned, artifact: &Artifact| -> anyhow::Result<()> {
        if refused.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed) {
            return Ok(());
        }
        let written = claim.write(&planned.output, artifact).with_context(|| {
            failed.store(true, Ordering::Relaxed);
            format!("cannot write `{}`", planned.output.as_str())
        })?;
        changed.fetch_add(usize::from(written), Ordering::Relaxed);
        Ok(())
    };
    let results: Vec<(Diagnostics, anyhow::Result<()>)> = entries
        .par_iter()
        .map(|planned| {
            let mut found = Diagnostics::default();
            let artifact = make(planned, &mut found);
            if artifact.is_none() || found.has_errors() {
                refused.store(true, Ordering::Relaxed);
            }
            let written = artifact.map_or(Ok(()), |artifact| write(planned, &artifact));
            progress(finished.fetch_add(1, Ordering::Relaxed) + 1);
            (found, written)
        })
        .collect();
    let mut written = Ok(());
    for (found, result) in results {
        diags.merge(found);
        written = written.and(result);
    }
    if !accept(diags) || diags.has_errors() || refused.into_inner() {
        return Ok(None);
    }
    written?;
    let left = claim.publish(options)?;
    Ok(Some(Published { files: entries.len(), changed: changed.into_inner(), left }))
}
