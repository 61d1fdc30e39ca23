//! What every command on a site has in common: its options, the run, and the report at the end.

use std::path::Path;

use anyhow::{Context, bail};
use jiff::tz::TimeZone;

use super::root::project;
use super::sentences::late;
use super::{Outcome, terminal};
use crate::cli::{Format, SiteArgs};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Safety, Severity, Style, render_github, render_human, render_json,
    render_sarif,
};
use crate::inspect;
use crate::link::Release;
use crate::load::{self, Project};
use crate::model::value::date::Point;
use crate::pipeline::{self, Making, Plan};

/// How many threads a processor gets at most.
const MOST_THREADS: usize = 4;

/// What was meant.
pub(super) struct Options {
    pub(super) project: Project,
    release: Release,
    jobs: usize,
    strict: bool,
    /// Whether a site without content may be published.
    pub(super) allow_empty: bool,
    /// The addresses of the published site.
    previous: Vec<String>,
    format: Format,
    style: Style,
}

/// What came of a run.
pub(super) struct Run<T> {
    pub(super) plan: Plan,
    /// What the last step returned.
    pub(super) last: T,
    /// Whether problems forbid using the result.
    #[cfg(feature = "email")]
    pub(super) forbidden: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl TryFrom<SiteArgs> for Options {
    type Error = anyhow::Error;

    fn try_from(args: SiteArgs) -> anyhow::Result<Self> {
        let project = project(args.root.as_deref(), args.base_url)?;
        let previous = args.previous.filter(|_| !args.allow_lost_urls).map(|file| previous(&file));
        Ok(Self {
            previous: previous.transpose()?.unwrap_or_default(),
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
    /// Reads, links and plans the site, and takes a command's last step, on as many threads as are wanted.
    /// The codes in `unsaid` are not reported.
    pub(super) fn run<T: Send>(
        &self,
        unsaid: &[Code],
        last: impl FnOnce(&Making<'_>, &mut Diagnostics) -> T + Send,
    ) -> anyhow::Result<Run<T>> {
        let (plan, last, diags) = self.on_threads(|| {
            let mut diags = Diagnostics::default();
            unsaid.iter().for_each(|code| diags.set_level(*code, None));
            if !self.allow_empty {
                load::require_content(&self.project, &mut diags);
            }
            let plan = pipeline::plan(&self.project, &self.release, None, &mut diags);
            inspect::lost(&plan.entries, plan.site(), &self.previous, &mut diags);
            let last = last(&Making::new(&self.project, &plan, &diags), &mut diags);
            (plan, last, diags)
        })?;
        Ok(Run {
            plan,
            last,
            #[cfg(feature = "email")]
            forbidden: self.forbids(&diags),
            diagnostics: diags.into_sorted(),
        })
    }

    /// Runs on as many threads as are wanted, and as make sense.
    fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads(self.jobs, processors));
        Ok(pool.build()?.install(work))
    }

    /// Whether problems so far forbid publishing.
    pub(super) fn forbids(&self, diags: &Diagnostics) -> bool {
        diags.has_errors() || self.strict && diags.has_warnings()
    }

    /// How late a build publishes what has become due, in a sentence.
    pub(super) fn late(&self, plan: &Plan) -> Option<String> {
        late(&plan.entries, plan.site(), &self.previous, self.release.now)
    }

    /// Writes the problems in the format that is wanted. Formats for programs go to stdout.
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

    /// Says, for people, that a command can fix some of the problems.
    pub(super) fn fixable(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let is_human = self.format == Format::Human;
        let fixes = diagnostics.iter().filter_map(|problem| problem.fix.as_ref());
        let count = fixes.filter(|fix| fix.safety == Safety::Safe).count();
        (count > 0 && is_human).then(|| match count {
            1 => "`dateline fix` can fix one of them".to_owned(),
            count => format!("`dateline fix` can fix {count} of them"),
        })
    }

    /// How a run with these problems ends.
    pub(super) fn outcome(&self, diagnostics: &[Diagnostic]) -> Outcome {
        let is_severe =
            |d: &Diagnostic| d.severity == Severity::Error || self.strict && d.severity == Severity::Warning;
        let counts = |d: &Diagnostic| is_severe(d) && !d.is_of_draft;
        if diagnostics.iter().any(counts) { Outcome::Problems } else { Outcome::Fine }
    }
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

/// The time that was typed, or that of the clock.
#[expect(clippy::disallowed_methods, reason = "the one place where time enters")]
pub(super) fn now(typed: Option<&str>) -> anyhow::Result<jiff::Timestamp> {
    let Some(text) = typed else { return Ok(jiff::Timestamp::now()) };
    match Point::parse(text) {
        Ok(point) => Ok(point.instant(&TimeZone::UTC)),
        Err(error) => bail!("`--now`: {error}; write a time such as `2025-12-22T07:00+02:00`"),
    }
}

/// How many threads are started for `--jobs`; 0 stands for one for each processor.
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
