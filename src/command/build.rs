//! `dateline build`: publishes the site.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;

use super::site::{Options, count, left_out, shown, summary};
use super::{Outcome, signal, terminal};
use crate::cli::BuildArgs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, render_summary};
use crate::inspect::Inspector;
use crate::pipeline;
use crate::publish::{self, Claim, publish};

/// Builds and publishes.
pub(super) fn build(args: BuildArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let options = Options::try_from(args.site)?;
    let root = &options.project.root;
    let output = args.output.unwrap_or_else(|| root.join("public"));
    let claim = claim(&output, root)?;
    if claim.was_interrupted() {
        terminal::say("the last build was interrupted while it published; this one puts it right");
    }
    let (plan, published, diags) = options.on_threads(|| {
        let mut diags = Diagnostics::default();
        options.require_content(&mut diags);
        terminal::progress("reading …");
        let plan = pipeline::plan(&options.project, &options.release, None, &mut diags);
        options.compare(&plan.entries, &mut diags);
        if claim.had_briefings() && plan.site().briefings.is_empty() && !options.allow_empty {
            diags.report(emptied());
        }
        if options.forbids(&diags) && !diags.has_errors() {
            return (plan, Ok(None), diags);
        }
        plan.prepare();
        // What is wrong in the content already would only be found a second time in the pages.
        let inspector = (!diags.has_errors())
            .then(|| Inspector::new(&plan.entries, &plan.site().config.base, &plan.withheld));
        let total = plan.entries.len();
        let progress = |done: usize| {
            if done.is_multiple_of(256) {
                terminal::progress(&format!("building {done} of {total} pages …"));
            }
        };
        let published = publish(
            &plan.entries,
            |planned, diags| {
                let artifact = plan.render(planned, diags)?;
                if let Some(inspector) = &inspector {
                    inspector.look(planned, &artifact, diags);
                }
                Some(artifact)
            },
            &claim,
            publish::Options { briefings: plan.site().briefings.len(), sync: args.sync },
            progress,
            |diags| {
                if let Some(inspector) = &inspector {
                    inspector.finish(diags);
                }
                !options.forbids(diags)
            },
            &mut diags,
        );
        (plan, published, diags)
    })?;
    let diagnostics = diags.into_sorted();
    options.report(&diagnostics)?;
    let published = published?;
    let line = match &published {
        Some(published) => format!(
            "{}: {} in {} ({} changed), {:.2} s",
            summary(plan.site(), &diagnostics),
            count(published.files, "file", "files"),
            shown(claim.output()),
            published.changed,
            start.elapsed().as_secs_f64(),
        ),
        None => format!("{}; nothing was published", render_summary(&diagnostics)),
    };
    terminal::say(&line);
    if let Some(left) = published.and_then(|published| published.left) {
        terminal::say(&format!("the old site could not be removed from `{}`: remove it", left.display()));
    }
    left_out(&plan.withheld, plan.site()).iter().for_each(|line| terminal::say(line));
    Ok(options.outcome(&diagnostics))
}

/// Claims the output folder. A signal that ends the program gives it up first, and waits for the claim.
fn claim(output: &Path, root: &Path) -> anyhow::Result<Arc<Claim>> {
    let slot: Arc<Mutex<Weak<Claim>>> = Arc::default();
    let ending = Arc::clone(&slot);
    signal::before_end(move || {
        let claim = ending.lock().unwrap_or_else(PoisonError::into_inner).upgrade();
        claim.iter().for_each(|claim| claim.abandon());
    })?;
    let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
    let claim = Arc::new(Claim::new(output, root)?);
    *held = Arc::downgrade(&claim);
    Ok(claim)
}

/// A site that has lost all its briefings has probably lost them by mistake.
fn emptied() -> Diagnostic {
    let message = "the published site has briefings, and this one has none";
    Diagnostic::nowhere(Code::EmptySite, message)
        .help("restore the files of `content/briefings/`, or publish without them with `--allow-empty`")
}
