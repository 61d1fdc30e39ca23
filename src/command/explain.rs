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
    let Some((code, section)) = section(name) else {
        let help = Code::did_you_mean(name);
        let help = help.unwrap_or_else(|| "write the problem's name, as shown in brackets".into());
        bail!("there is no problem called `{name}`\nhelp: {help}");
    };
    terminal::out(&told(section, code, GUIDES))?;
    Ok(Outcome::Fine)
}

/// A section as it is printed: with the command that fixes such problems if there is one, and the address of its
/// heading where the guides have one.
fn told(section: &str, code: Code, guides: Option<&str>) -> String {
    let mut text = format!("{}\n", section.trim_end());
    if code.has_fix() {
        text += &format!("\n`dateline fix {code}` fixes those that need no decision.\n");
    }
    if let Some(guides) = guides {
        text += &format!("\n{guides}diagnostics/#{code}\n");
    }
    text
}

/// The section of a code, with its heading.
fn section(name: &str) -> Option<(Code, &'static str)> {
    let code = *Code::ALL.iter().find(|code| code.name() == name)?;
    let start = GUIDE.find(&format!("\n## {name}\n"))? + 1;
    let rest = &GUIDE[start..];
    Some((code, &rest[..rest.find("\n## ").unwrap_or(rest.len())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_section_stands_below_it() {
        let at = told("## one-root\n\nWarning.\n", Code::OneRoot, Some("https://example.org/docs/"));
        assert_eq!(at, "## one-root\n\nWarning.\n\nhttps://example.org/docs/diagnostics/#one-root\n");
        assert_eq!(told("## one-root\n\nWarning.\n", Code::OneRoot, None), "## one-root\n\nWarning.\n");
    }

    #[test]
    fn the_command_that_fixes_such_problems_is_named() {
        let fixed = "## bad-date\n\nError.\n\n`dateline fix bad-date` fixes those that need no decision.\n";
        assert_eq!(told("## bad-date\n\nError.\n", Code::BadDate, None), fixed);
    }
}
