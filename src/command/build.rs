//! `dateline build`: publishes the site.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use jiff::tz::TimeZone;

use super::{Outcome, terminal};
use crate::cli::BuildArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Style, render_human, render_summary};
use crate::link::Release;
use crate::load::Project;
use crate::model::date::Point;
use crate::model::site::Site;
use crate::model::url::BaseUrl;
use crate::pipeline;
use crate::publish::{Published, publish};

/// What was meant.
pub(super) struct Options {
    project: Project,
    release: Release,
    output: PathBuf,
    jobs: usize,
    strict: bool,
    style: Style,
}

impl TryFrom<BuildArgs> for Options {
    type Error = anyhow::Error;

    fn try_from(args: BuildArgs) -> anyhow::Result<Self> {
        let root = find_root(args.root.as_deref())?;
        let base = args.base_url.filter(|base| !base.is_empty());
        let base = base.map(|text| {
            BaseUrl::parse(&text).map_err(|error| anyhow::anyhow!("`--base-url {text}`: {error}"))
        });
        Ok(Self {
            output: output(args.output, &root)?,
            project: Project { root, base: base.transpose()? },
            release: Release { now: now(args.now.as_deref())?, drafts: args.drafts, future: args.future },
            jobs: args.jobs.unwrap_or(0),
            strict: args.strict,
            style: Style { colour: terminal::has_colour(), all: args.all },
        })
    }
}

/// Builds and publishes.
pub(super) fn build(options: &Options) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let threads = rayon::ThreadPoolBuilder::new().num_threads(options.jobs).build()?;
    let mut diags = Diagnostics::default();
    let (plan, published) = threads.install(|| {
        terminal::progress("reading …");
        let plan = pipeline::plan(&options.project, &options.release, &mut diags);
        if options.strict && has_warnings(&diags) {
            return (plan, Ok(None));
        }
        let total = plan.entries.len();
        let progress = |done: usize| {
            if done.is_multiple_of(256) {
                terminal::progress(&format!("building {done} of {total} pages …"));
            }
        };
        let published = publish(
            &plan.entries,
            |planned, diags| plan.render(planned, diags),
            &options.output,
            progress,
            &mut diags,
        );
        (plan, published)
    });
    terminal::progress("");
    let diagnostics = diags.into_sorted();
    terminal::put(&render_human(&diagnostics, options.style));
    let line = match published? {
        Some(published) => summary(plan.site(), published, &diagnostics, options, start),
        None => format!("{}; nothing was published", render_summary(&diagnostics)),
    };
    terminal::say(&line);
    Ok(outcome(&diagnostics, options.strict))
}

fn outcome(diagnostics: &[Diagnostic], strict: bool) -> Outcome {
    let counts = |d: &Diagnostic| d.severity == Severity::Error || strict && d.severity == Severity::Warning;
    if diagnostics.iter().any(counts) { Outcome::Problems } else { Outcome::Fine }
}

fn has_warnings(diags: &Diagnostics) -> bool {
    diags.iter().any(|diagnostic| diagnostic.severity == Severity::Warning)
}

fn summary(
    site: &Site,
    published: Published,
    diagnostics: &[Diagnostic],
    options: &Options,
    start: Instant,
) -> String {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let parts = [
        count(site.briefings.len(), "briefing", "briefings"),
        count(site.editions.len(), "edition", "editions"),
        count(site.storylines.len(), "storyline", "storylines"),
        count(site.dossiers.len(), "dossier", "dossiers"),
    ];
    let problems = render_summary(diagnostics);
    let problems = if problems.is_empty() { String::new() } else { format!("{problems}; ") };
    format!(
        "{problems}{}: {} in {} ({} changed), {:.2} s",
        parts.join(", "),
        count(published.files, "file", "files"),
        shown(&options.output),
        published.changed,
        start.elapsed().as_secs_f64(),
    )
}

/// A path as seen from the current folder, if it lies below it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    relative
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
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

/// The folder named, or the nearest parent with a `site.yaml`.
fn find_root(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = named {
        if !root.join("site.yaml").is_file() {
            bail!("there is no `site.yaml` in `{}`", root.display());
        }
        return std::path::absolute(root).with_context(|| format!("`{}` is no path", root.display()));
    }
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let root = here.ancestors().find(|folder| folder.join("site.yaml").is_file());
    root.map(Path::to_path_buf).with_context(|| {
        format!(
            "there is no `site.yaml` in `{}` or above it\nhelp: change to the folder of a site, or name it with `--root`",
            here.display()
        )
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place where time enters")]
fn now(typed: Option<&str>) -> anyhow::Result<jiff::Timestamp> {
    let Some(text) = typed else { return Ok(jiff::Timestamp::now()) };
    match Point::parse(text) {
        Ok(point) => Ok(point.instant(&TimeZone::UTC)),
        Err(error) => bail!("`--now`: {error}; write a time such as `2025-12-22T07:00+02:00`"),
    }
}
