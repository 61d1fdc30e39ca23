//! `dateline build`: publishes the site.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};

use super::site::{Options, count, left_out, shown, summary};
use super::{Outcome, terminal};
use crate::cli::BuildArgs;
use crate::diagnostic::{Diagnostics, render_summary};
use crate::inspect::Inspector;
use crate::pipeline;
use crate::publish::publish;

/// Builds and publishes.
pub(super) fn build(args: BuildArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let options = Options::try_from(args.site)?;
    let output = output(args.output, &options.project.root)?;
    let (plan, published, diags) = options.on_threads(|| {
        let mut diags = Diagnostics::default();
        terminal::progress("reading …");
        let plan = pipeline::plan(&options.project, &options.release, None, &mut diags);
        options.compare(&plan.entries, &mut diags);
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
            &output,
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
    options.report(&diagnostics);
    let line = match published? {
        Some(published) => format!(
            "{}: {} in {} ({} changed), {:.2} s",
            summary(plan.site(), &diagnostics),
            count(published.files, "file", "files"),
            shown(&output),
            published.changed,
            start.elapsed().as_secs_f64(),
        ),
        None => format!("{}; nothing was published", render_summary(&diagnostics)),
    };
    terminal::say(&line);
    left_out(&plan.withheld, plan.site()).iter().for_each(|line| terminal::say(line));
    Ok(options.outcome(&diagnostics))
}

/// The folder named, or `public`. The site's own files are not to be mixed with what is made of them.
fn output(named: Option<PathBuf>, root: &Path) -> anyhow::Result<PathBuf> {
    let output = named.unwrap_or_else(|| root.join("public"));
    let absolute =
        std::path::absolute(&output).with_context(|| format!("`{}` is no path", output.display()))?;
    for folder in ["content", "themes"] {
        if absolute.starts_with(root.join(folder)) {
            bail!("the output cannot lie in `{folder}`\nhelp: choose another folder with `--output`");
        }
    }
    Ok(absolute)
}
