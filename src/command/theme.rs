//! `dateline theme`: hands out the files of the built-in theme.

use std::path::Path;

use anyhow::{Context, bail};

use super::root::find_root;
use super::sentences::shown;
use super::{Outcome, terminal};
use crate::cli::{ThemeAction, ThemeArgs};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::load::{self, Project};
use crate::render;

/// Lists the files, or copies some.
pub(super) fn run(args: &ThemeArgs) -> anyhow::Result<Outcome> {
    match &args.action {
        ThemeAction::List => list()?,
        ThemeAction::Copy { files, root } => copy(files, root.as_deref())?,
    }
    Ok(Outcome::Fine)
}

fn list() -> anyhow::Result<()> {
    let mut lines = String::new();
    for (path, bytes) in load::built_in_theme() {
        let parts = std::str::from_utf8(bytes).map(render::parts_of_template).unwrap_or_default();
        let parts = if parts.is_empty() { String::new() } else { format!("  ({})", parts.join(", ")) };
        lines += &format!("{path}{parts}\n");
    }
    terminal::out(&lines)
}

/// Copies files to the folder of the theme that the site names. Nothing is overwritten.
fn copy(files: &[String], root: Option<&Path>) -> anyhow::Result<()> {
    let root = find_root(root)?;
    let theme = load::theme_name(&Project::at(root.clone()), &mut Diagnostics::default());
    let built_in = load::built_in_theme();
    let mut found = Vec::new();
    for file in files {
        let Some(known) = built_in.iter().find(|(path, _)| path == file) else {
            let names = built_in.iter().map(|(path, _)| path.as_str());
            let help =
                did_you_mean(file, names).unwrap_or_else(|| "`dateline theme list` lists the files".into());
            bail!("the built-in theme has no file `{file}`\nhelp: {help}");
        };
        found.push(known);
    }
    for (path, bytes) in found {
        let target = root.join("themes").join(&theme).join(path);
        write(&target, bytes).with_context(|| format!("`{}` cannot be written", shown(&target)))?;
        terminal::out(&format!("{}\n", shown(&target)))?;
    }
    Ok(())
}

/// Writes a file that must not exist yet.
#[expect(clippy::disallowed_methods, reason = "`theme copy` writes files of the site")]
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::File::create_new(path)?.write_all(bytes)
}
