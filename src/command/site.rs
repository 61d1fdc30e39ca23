//! What every command on a site has in common: its options, the plan, and the report at the end.

use std::path::Path;

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::root::project;
use super::{Outcome, terminal};
use crate::cli::{Format, SiteArgs};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Severity, Style, render_github, render_human, render_json, render_sarif,
    render_summary,
};
use crate::inspect;
use crate::link::Release;
use crate::load::Project;
use crate::model::graph::plan::Planned;
use crate::model::graph::site::Site;
use crate::model::graph::withheld::Withheld;
use crate::model::value::date::Point;

/// How many threads a processor gets at most.
const MOST_THREADS: usize = 4;

/// What was meant.
pub(super) struct Options {
    pub(super) project: Project,
    pub(super) release: Release,
    pub(super) jobs: usize,
    pub(super) strict: bool,
    /// Whether a site without content may be published.
    pub(super) allow_empty: bool,
    /// The addresses of the published site.
    previous: Option<Vec<String>>,
    format: Format,
    style: Style,
}

impl TryFrom<SiteArgs> for Options {
    type Error = anyhow::Error;

    fn try_from(args: SiteArgs) -> anyhow::Result<Self> {
        let project = project(args.root.as_deref(), args.base_url)?;
        let previous = args.previous.filter(|_| !args.allow_lost_urls).map(|file| previous(&file));
        Ok(Self {
            previous: previous.transpose()?,
            project,
            release: Release { now: now(args.now.as_deref())?, drafts: args.drafts, future: args.future },
            jobs: args.jobs.unwrap_or(0),
            strict: args.strict,
            allow_empty: args.allow_empty,
            format: args.format,
            style: Style {
                colour: terminal::has_colour(),
                all: args.all,
                no_source: args.no_source || args.format == Format::Github,
            },
        })
    }
}

impl Options {
    /// Runs on as many threads as are wanted, and as make sense.
    pub(super) fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads(self.jobs, processors));
        Ok(pool.build()?.install(work))
    }

    /// Reports that the site has no content folder: one that was renamed or is not mounted would be
    /// published as an empty site.
    pub(super) fn require_content(&self, diags: &mut Diagnostics) {
        if !self.allow_empty && !self.project.root.join("content").is_dir() {
            let message = "the folder `content` is missing";
            let help =
                "make the folder `content` beside `site.yaml`, or build without it with `--allow-empty`";
            diags.report(Diagnostic::nowhere(Code::EmptySite, message).help(help));
        }
    }

    /// Reports pages that the published site has and this one lacks.
    pub(super) fn compare(&self, entries: &[Planned], diags: &mut Diagnostics) {
        inspect::lost(entries, self.previous.as_deref().unwrap_or_default(), diags);
    }

    /// Whether problems so far forbid publishing.
    pub(super) fn forbids(&self, diags: &Diagnostics) -> bool {
        diags.has_errors() || self.strict && diags.has_warnings()
    }

    /// Writes the problems in the format that is wanted. What is for programs goes to stdout.
    pub(super) fn report(&self, diagnostics: &[Diagnostic]) -> anyhow::Result<()> {
        terminal::progress("");
        let text = self.written(diagnostics);
        if self.format != Format::Human {
            return terminal::out(&text);
        }
        terminal::put(&text);
        Ok(())
    }

    /// The same for commands that write something else to stdout.
    #[cfg(feature = "email")]
    pub(super) fn report_aside(&self, diagnostics: &[Diagnostic]) {
        terminal::put(&self.written(diagnostics));
    }

    fn written(&self, diagnostics: &[Diagnostic]) -> String {
        let hidden: Vec<Diagnostic>;
        let diagnostics = match self.style.no_source {
            true => {
                hidden = diagnostics.iter().cloned().map(Diagnostic::for_strangers).collect();
                &hidden
            }
            false => diagnostics,
        };
        match self.format {
            Format::Human => render_human(diagnostics, self.style),
            Format::Json => render_json(diagnostics),
            Format::Github => render_github(diagnostics),
            Format::Sarif => render_sarif(diagnostics),
        }
    }

    /// How a run with these problems ends.
    pub(super) fn outcome(&self, diagnostics: &[Diagnostic]) -> Outcome {
        let is_severe =
            |d: &Diagnostic| d.severity == Severity::Error || self.strict && d.severity == Severity::Warning;
        let counts = |d: &Diagnostic| is_severe(d) && !d.is_of_draft;
        if diagnostics.iter().any(counts) { Outcome::Problems } else { Outcome::Fine }
    }
}

/// What is not published, in lines: drafts, and what is next to come out.
pub(super) fn left_out(withheld: &[Withheld], site: &Site) -> Vec<String> {
    let (waiting, drafts): (Vec<_>, Vec<_>) = withheld.iter().map(|file| file.due).partition(Option::is_some);
    let mut lines = Vec::new();
    if !drafts.is_empty() {
        let drafts = count(drafts.len(), "draft is left out", "drafts are left out");
        lines.push(format!("{drafts}; `--drafts` includes drafts"));
    }
    let next = waiting.iter().flatten().min().copied();
    let waiting = count(waiting.len(), "file waits", "files wait");
    if next == Some(Timestamp::MAX) {
        lines.push(format!("{waiting} for a time that never comes"));
    } else if let Some(next) = next {
        let next = next.to_zoned(site.config.zone.clone()).strftime("%Y-%m-%d at %H:%M");
        lines.push(format!("{waiting}; the next is due on {next} ({})", site.config.zone_name));
    }
    lines
}

/// Reads a list of addresses, one on each line.
#[expect(
    clippy::disallowed_methods,
    reason = "a file that is named on the command line, not one of the site"
)]
fn previous(file: &Path) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(file);
    let text = text.with_context(|| format!("`--previous`: `{}` cannot be read", file.display()))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// `3 briefings, 2 editions, …`, after the number of problems if there are any.
pub(super) fn summary(site: &Site, diagnostics: &[Diagnostic]) -> String {
    let parts = [
        count(site.briefings.len(), "briefing", "briefings"),
        count(site.editions.len(), "edition", "editions"),
        count(site.storylines.len(), "storyline", "storylines"),
        count(site.dossiers.len(), "dossier", "dossiers"),
    ];
    let problems = render_summary(diagnostics);
    let problems = if problems.is_empty() { String::new() } else { format!("{problems}; ") };
    format!("{problems}{}", parts.join(", "))
}

/// `1 file`, `2 files`
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A path as seen from the current folder, if it lies below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    relative
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}

/// The time that was typed, or that of the clock.
#[expect(clippy::disallowed_methods, reason = "the one place where time enters")]
pub(super) fn now(typed: Option<&str>) -> anyhow::Result<jiff::Timestamp> {
    let Some(text) = typed else { return Ok(jiff::Timestamp::now()) };
    match Point::parse(text) {
        Ok(point) => Ok(point.instant(&TimeZone::UTC)),
        Err(error) => bail!("`--now`: {error}; write a time such as `2025-12-22T07:00+02:00`"),
    }
}

/// How many threads are started for `--jobs`; none for one for each processor.
fn threads(jobs: usize, processors: usize) -> usize {
    jobs.min(MOST_THREADS * processors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_gets_four_threads_at_most() {
        let started = [0, 1, 8, 9, 100_000, usize::MAX].map(|jobs| threads(jobs, 2));
        assert_eq!(started, [0, 1, 8, 8, 8, 8]);
    }
}
