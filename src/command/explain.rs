//! `dateline explain`: what a problem means and how to fix it.

use anyhow::bail;

use super::{Outcome, terminal};
use crate::cli::ExplainArgs;
use crate::diagnostic::Code;

/// The document that has a section on every code.
const GUIDE: &str = include_str!("../../docs/content/pages/diagnostics.md");

/// Prints the section of a code.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let typed = args.code.trim_end_matches(']');
    let name = typed.rsplit_once('[').map_or(typed, |(_, name)| name);
    let Some(section) = section(name) else {
        let help = Code::did_you_mean(name);
        let help = help.unwrap_or_else(|| "write the name in brackets of a problem".to_owned());
        bail!("there is no problem called `{name}`\nhelp: {help}");
    };
    terminal::out(&format!("{}\n", section.trim_end()))?;
    Ok(Outcome::Fine)
}

/// The section of a code, with its heading.
fn section(name: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|code| code.name() == name)?;
    let start = GUIDE.find(&format!("\n## {name}\n"))? + 1;
    let rest = &GUIDE[start..];
    Some(&rest[..rest.find("\n## ").unwrap_or(rest.len())])
}
