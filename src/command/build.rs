//! `dateline build`: publishes the site.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;

use rustc_hash::FxHashSet;
use walkdir::WalkDir;

use super::root::cache;
use super::sentences::{Gone, count, left_out, not_made, shown, summary};
use super::site::Options;
use super::{Outcome, signal, terminal};
use crate::cli::BuildArgs;
use crate::diagnostic::{Code, Diagnostic, render_summary};
use crate::model::graph::plan::Planned;
use crate::publish::{self, Claim, publish};

/// Builds and publishes.
pub(super) fn build(args: BuildArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let mut options = Options::try_from(args.site)?;
    let output = args.output.unwrap_or_else(|| options.project.root.join("public"));
    options.project.cache = cache(&output, false);
    let held = claim(&output, &options.project.root)?;
    let claim = &*held.0;
    if claim.was_interrupted() {
        terminal::say("the last build was interrupted while it published; this one puts it right");
    }
    terminal::progress("reading …");
    let mut gone = Gone::default();
    let run = options.run(&[], |making, diags| {
        if claim.had_briefings() && making.plan.site().briefings.is_empty() && !options.allow_empty {
            diags.report(emptied());
        }
        if options.forbids(diags) && !diags.has_errors() {
            return anyhow::Ok(None);
        }
        making.plan.prepare();
        let entries = &making.plan.entries;
        gone = files_that_go(entries, claim.output());
        let progress = |done: usize| {
            if done.is_multiple_of(256) {
                terminal::progress(&format!("building {done} of {} pages …", entries.len()));
            }
        };
        let briefings = making.plan.site().briefings.len();
        let published = publish(
            entries,
            |planned, diags| making.make(planned, diags),
            claim,
            publish::Options { briefings, sync: args.sync },
            progress,
            |diags| {
                making.finish(diags);
                !options.forbids(diags)
            },
            diags,
        )?;
        if published.is_some() {
            making.tidy();
        }
        anyhow::Ok(published)
    })?;
    let (site, diagnostics) = (run.plan.site(), &run.diagnostics);
    options.report(diagnostics)?;
    let published = run.last?;
    let line = match &published {
        Some(published) => format!(
            "{}: {} in {} ({} changed), {:.2} s",
            summary(site, diagnostics),
            count(published.files, "file", "files"),
            shown(claim.output()),
            published.changed,
            start.elapsed().as_secs_f64(),
        ),
        None => format!("{}; nothing was published", render_summary(diagnostics)),
    };
    terminal::say(&line);
    options.fixable(diagnostics).iter().for_each(|line| terminal::say(line));
    if published.is_some() {
        options.late(&run.plan).iter().for_each(|line| terminal::say(line));
        not_made(&gone, claim.output()).iter().for_each(|line| terminal::say(line));
    }
    if let Some(left) = published.and_then(|published| published.left) {
        terminal::say(&format!("the old site could not be removed from `{}`: remove it", left.display()));
    }
    left_out(&run.plan.withheld, site).iter().for_each(|line| terminal::say(line));
    let outcome = options.outcome(diagnostics);
    // The system takes all memory back at once; giving it back piece by piece takes 1% of a build.
    std::mem::forget(run.plan);
    Ok(outcome)
}

/// Which files of the last build the new one lacks because this program cannot make their kind.
fn files_that_go(entries: &[Planned], output: &Path) -> Gone {
    let (draws, writes_email) = (cfg!(feature = "cards"), cfg!(feature = "email"));
    let mut gone = Gone::default();
    if draws && writes_email {
        return gone;
    }
    let stay: FxHashSet<&Path> = entries.iter().map(|planned| Path::new(planned.output.as_str())).collect();
    for file in WalkDir::new(output).into_iter().filter_map(Result::ok) {
        let Ok(path) = file.path().strip_prefix(output) else { continue };
        if !file.file_type().is_file() || stay.contains(path) {
            continue;
        }
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        gone.pictures += usize::from(!draws && ["ico", "jpg", "png", "webp"].contains(&ending));
        gone.emails += usize::from(!writes_email && path.starts_with("email") && ending == "html");
    }
    gone
}

/// A claim that is given back when the build ends, however it does. The thread that hears signals may hold it too, and
/// the program may not end while that thread tidies up.
struct Held(Arc<Claim>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Claims the output folder. A signal that ends the program gives it up first, and waits for the claim.
fn claim(output: &Path, root: &Path) -> anyhow::Result<Held> {
    let slot: Arc<Mutex<Weak<Claim>>> = Arc::default();
    let ending = Arc::clone(&slot);
    signal::before_end(move || {
        let claim = ending.lock().unwrap_or_else(PoisonError::into_inner).upgrade();
        claim.iter().for_each(|claim| claim.abandon());
    })?;
    let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
    let claim = Arc::new(Claim::new(output, root)?);
    *held = Arc::downgrade(&claim);
    Ok(Held(claim))
}

/// A site that has lost all its briefings has probably lost them by mistake.
fn emptied() -> Diagnostic {
    let message = "the published site has briefings, and this one has none";
    Diagnostic::nowhere(Code::EmptySite, message)
        .help("restore the files of `content/briefings/`, or publish without them with `--allow-empty`")
}
