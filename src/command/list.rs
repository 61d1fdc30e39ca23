//! `dateline list`: what the site has of one kind, for people and for programs.

use anyhow::bail;

use super::root::find_root;
use super::sentences::count;
use super::site::now;
use super::{Outcome, terminal};
use crate::cli::{ListArgs, ListFormat};
use crate::diagnostic::Diagnostics;
use crate::list::{self, Condition, Wanted};
use crate::load::Project;
use crate::pipeline;

/// Prints the rows of a list or, without one, the lists that there are.
pub(super) fn list(args: &ListArgs) -> anyhow::Result<Outcome> {
    let Some(word) = &args.kind else {
        if !args.conditions.is_empty() {
            bail!(
                "`--where` needs a list\nhelp: write its name first, as in `dateline list questions --where state=open`"
            );
        }
        terminal::out(&list::overview())?;
        return Ok(Outcome::Fine);
    };
    let project = Project::at(find_root(args.root.as_deref())?);
    let mut diags = Diagnostics::default();
    let site = pipeline::linked(&project, now(args.now.as_deref())?, &mut diags);
    let wanted = match Wanted::of(word, &site) {
        Ok(wanted) => wanted,
        Err(help) => bail!("there is no list of `{word}`\nhelp: {help}"),
    };
    let mut conditions = Vec::new();
    for condition in &args.conditions {
        match Condition::parse(&wanted.list, condition) {
            Ok(condition) => conditions.push(condition),
            Err(error) => bail!("`--where`: {error}"),
        }
    }
    let rows = wanted.rows(&site, &conditions);
    terminal::out(&match args.format {
        ListFormat::Table => list::table(&wanted.list, &rows, terminal::width()),
        ListFormat::Json => list::json(&wanted.list, &rows),
        ListFormat::Csv => list::csv(&wanted.list, &rows),
    })?;
    if diags.has_any_error() {
        let files = diags.places_of_errors().map(|place| place.source.path.as_str());
        let files: std::collections::BTreeSet<&str> = files.collect();
        let files = count(files.len(), "file", "files");
        terminal::say(&format!(
            "note: the site has errors in {files}, so something may be missing; `dateline check` shows them"
        ));
    }
    Ok(Outcome::Fine)
}
