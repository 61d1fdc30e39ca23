//! `dateline explain`: what a problem means and how to fix it.

use anyhow::bail;

use super::{Outcome, terminal};
use crate::cli::{ExplainArgs, GUIDES};
use crate::diagnostic::Code;

/// The document that has a section on every code.
const GUIDE: &str = include_str!("../../docs/content/pages/diagnostics.md");

/// Prints the section of a code.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let typed = args.code.trim_end_matches(']');
    let name = typed.rsplit_once('[').map_or(typed, |(_, name)| name);
    let Some(section) = section(name) else {
        let help = Code::did_you_mean(name);
        let help = help.unwrap_or_else(|| "write the name in brackets of a problem".into());
        bail!("there is no problem called `{name}`\nhelp: {help}");
    };
    terminal::out(&told(section, name, GUIDES))?;
    Ok(Outcome::Fine)
}

/// A section as it is printed, with the address of its heading where the guides have one.
fn told(section: &str, name: &str, guides: Option<&str>) -> String {
    let section = section.trim_end();
    match guides {
        Some(guides) => format!("{section}\n\n{guides}diagnostics/#{name}\n"),
        None => format!("{section}\n"),
    }
}

/// The section of a code, with its heading.
fn section(name: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|code| code.name() == name)?;
    let start = GUIDE.find(&format!("\n## {name}\n"))? + 1;
    let rest = &GUIDE[start..];
    Some(&rest[..rest.find("\n## ").unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_section_stands_below_it() {
        let at = told("## bad-date\n\nError.\n", "bad-date", Some("https://example.org/docs/"));
        assert_eq!(at, "## bad-date\n\nError.\n\nhttps://example.org/docs/diagnostics/#bad-date\n");
        assert_eq!(told("## bad-date\n\nError.\n", "bad-date", None), "## bad-date\n\nError.\n");
    }
}
