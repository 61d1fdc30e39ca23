//! `dateline fix`: the changes that help lines name, made in the files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::bail;

use super::root::find_root;
use super::sentences::{count, shown};
use super::{Outcome, signal, site, terminal};
use crate::cli::FixArgs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Safety};
use crate::edit;
use crate::editor::{Fixing, Wanted};
use crate::link::Release;
use crate::load::Project;
use crate::pipeline;

/// How many times the site is read at most. What is left then is for the next run.
const MOST_ROUNDS: usize = 10;

/// Fixes what can be fixed, or shows it.
pub(super) fn fix(args: &FixArgs) -> anyhow::Result<Outcome> {
    let codes = args.codes.iter().map(|name| code(name)).collect::<anyhow::Result<Vec<Code>>>()?;
    let safety = if args.unsure { Safety::Unsafe } else { Safety::Safe };
    let mut project = Project::at(find_root(args.root.as_deref())?);
    let release = Release { now: site::now(None)?, drafts: true, future: true };
    let mut fixing = Fixing::new(Wanted { codes: codes.clone(), safety });
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    let mut problems = Vec::new();
    for _ in 0..MOST_ROUNDS {
        problems = found(&project, &release);
        let may_change = |source: &_| {
            let refusal = edit::refusal(&project.root, source).map(|error| format!("{error:#}"));
            refusal.map(|error| refused.insert(source.path.clone(), error)).is_none()
        };
        if !fixing.round(&problems, may_change) {
            break;
        }
        project.unsaved = fixing.texts().collect();
    }
    if args.dry_run {
        let edits = fixing.edits();
        edits.check(&project.root)?;
        terminal::out(&edits.diff()?)?;
        terminal::say(&summary(&fixing, "would be fixed"));
    } else {
        write(&fixing, &project.root)?;
        terminal::say(&summary(&fixing, "fixed"));
    }
    refused.values().for_each(|error| terminal::say(&format!("note: {error}")));
    left(&problems, &codes, safety).iter().for_each(|line| terminal::say(line));
    Ok(Outcome::Fine)
}

/// A kind of problem that there are fixes for.
fn code(name: &str) -> anyhow::Result<Code> {
    let Some(code) = Code::ALL.iter().find(|code| code.name() == name) else {
        let help = Code::did_you_mean(name);
        let help = help.unwrap_or_else(|| "write the problem's name, as shown in brackets".into());
        bail!("there is no problem called `{name}`\nhelp: {help}");
    };
    if !code.has_fix() {
        bail!("`{code}` cannot be fixed by a program\nhelp: `dateline explain {code}` says what to do");
    }
    Ok(*code)
}

/// The problems of the content as it would be with what is not saved yet. No page is made.
fn found(project: &Project, release: &Release) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::to_be_fixed();
    pipeline::plan(project, release, None, &mut diags);
    diags.into_sorted()
}

/// Writes all files, and prints their paths. A signal waits until all are written.
fn write(fixing: &Fixing, root: &Path) -> anyhow::Result<()> {
    let writing = Arc::new(Mutex::new(()));
    let _all_is_written = writing.lock();
    let waiting = Arc::clone(&writing);
    signal::before_end(move || drop(waiting.lock()))?;
    fixing.edits().write(root)?;
    let paths: String = fixing.paths().map(|path| format!("{}\n", shown(&root.join(path)))).collect();
    terminal::out(&paths)
}

/// `3 problems fixed in 2 files: 2 misspelt-key, 1 unknown-id`
fn summary(fixing: &Fixing, fixed: &str) -> String {
    let all: usize = fixing.counts.values().sum();
    if all == 0 {
        return "there is nothing to fix".to_owned();
    }
    let by_code: Vec<String> = fixing.counts.iter().map(|(code, n)| format!("{n} `{code}`")).collect();
    let (problems, files) =
        (count(all, "problem", "problems"), count(fixing.paths().count(), "file", "files"));
    format!("{problems} {fixed} in {files}: {}", by_code.join(", "))
}

/// What there is to know about the problems that are left.
fn left(problems: &[Diagnostic], codes: &[Code], safety: Safety) -> Vec<String> {
    let is_asked = |problem: &&Diagnostic| codes.is_empty() || codes.contains(&problem.code);
    let unsure = problems.iter().filter(is_asked).filter_map(|problem| problem.fix.as_ref());
    let unsure = unsure.filter(|fix| fix.safety > safety).count();
    let mut lines = Vec::new();
    if unsure > 0 {
        let more = count(unsure, "more problem has a fix", "more problems have a fix");
        lines.push(format!(
            "{more} that may not be what was meant; `dateline fix --unsafe --dry-run` shows it"
        ));
    }
    if problems.iter().any(|problem| !problem.is_of_draft) {
        lines.push("`dateline check` shows what is left".to_owned());
    }
    lines
}
