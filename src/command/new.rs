//! `dateline new`: a file in the right place, ready to be filled in.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus};

use anyhow::{Context, bail};
use icu_locale_core::Locale;
use jiff::Timestamp;

use super::root::find_root;
use super::sentences::shown;
use super::site::now;
use super::{Outcome, terminal};
use crate::cli::NewArgs;
use crate::diagnostic::{Diagnostics, Severity, Style, did_you_mean, listed, render_human};
use crate::editor::{Wish, fresh, namesake};
use crate::language::letters;
use crate::load::Project;
use crate::model::graph::site::Site;
use crate::model::typed::kind::{FileKind, kinds};
use crate::model::value::date::Point;
use crate::model::value::id::StorylineIdx;
use crate::pipeline;

/// Writes a new file and prints its path.
pub(super) fn write(args: &NewArgs) -> anyhow::Result<Outcome> {
    let editor = if args.edit { Some(editor()?) } else { None };
    let root = find_root(args.root.as_deref())?;
    let mut diags = Diagnostics::default();
    let project = Project::at(root.clone());
    let site = pipeline::linked(&project, Timestamp::UNIX_EPOCH, &mut diags);
    // Mistakes in other files do not concern this one; in the settings, they may lead it astray.
    let mut problems = diags.into_sorted();
    problems.retain(|problem| {
        let place = problem.place.as_ref();
        problem.severity == Severity::Error && place.is_some_and(|place| place.source.path == "site.yaml")
    });
    terminal::put(&render_human(
        &problems,
        Style { colour: terminal::has_colour(), all: true, no_source: false },
    ));

    let title = args.title.join(" ");
    let kind = kind(&args.kind, &site)?;
    let storylines = storylines(&args.storyline, kind, &site)?;
    let (point, date) = date(args, &site)?;
    if !title.contains(letters::is_word_char) {
        bail!("the title has neither letters nor digits\nhelp: write it in quotes after the kind");
    }
    if let Some(other) = namesake(&site, &title).filter(|_| matches!(kind, FileKind::Dossier(_))) {
        bail!(
            "the name `{title}` already belongs to `content/{}`\nhelp: write more about it there, or choose a longer name",
            other.article.path
        );
    }
    if let Some(lang) = args.lang.as_deref().filter(|lang| Locale::try_from_str(lang).is_err()) {
        bail!("`--lang`: `{lang}` is not a language code\nhelp: write a code such as `en-GB` or `uk`");
    }
    let wish = Wish {
        kind,
        title: &title,
        day: point.first_day(&site.config.zone),
        date: &date,
        language: args.lang.as_deref(),
        storylines: &storylines,
    };
    let fresh = fresh(&site, &wish);
    let path = root.join("content").join(fresh.path.as_str());
    if path.exists() {
        bail!("`content/{}` already exists\nhelp: write in that file", fresh.path);
    }
    create(&path, &fresh.text).with_context(|| format!("`{}` cannot be written", path.display()))?;
    terminal::out(&format!("{}\n", shown(&path)))?;
    if let Some(editor) = editor {
        edit(&editor, &path)?;
    }
    Ok(Outcome::Fine)
}

fn kind(word: &str, site: &Site) -> anyhow::Result<FileKind> {
    let kinds = kinds(&site.config.kinds);
    if let Some((_, kind)) = kinds.iter().find(|(known, _)| known == word) {
        return Ok(*kind);
    }
    let words = || kinds.iter().map(|(word, _)| word.as_str());
    let help = did_you_mean(word, words());
    // Every other word is the folder.
    let one = || words().step_by(2).collect::<Vec<_>>().join(", ");
    let help = help.unwrap_or_else(|| format!("write one of {}", one()).into());
    bail!("there is no kind of file called `{word}`\nhelp: {help}")
}

fn storylines(ids: &[String], kind: FileKind, site: &Site) -> anyhow::Result<Vec<StorylineIdx>> {
    if !ids.is_empty() && kind != FileKind::Briefing {
        bail!("only a briefing has storylines\nhelp: leave `--storyline` out");
    }
    let known = || site.storylines.iter().map(|storyline| storyline.item.article.id.as_str());
    let mut found = Vec::new();
    for id in ids {
        let Some(n) = known().position(|known| known == id) else {
            let titled =
                site.storylines.iter().find(|one| letters::folded(&one.item.title) == letters::folded(id));
            let help = match titled {
                Some(titled) => format!("did you mean `{}`?", titled.item.article.id).into(),
                None => did_you_mean(id, known()).unwrap_or_else(|| match known().count() {
                    0 => "the site has no storyline; leave `--storyline` out".into(),
                    _ => format!("write one of {}", listed(known())).into(),
                }),
            };
            bail!("no storyline is called `{id}`\nhelp: {help}");
        };
        if !found.contains(&StorylineIdx::new(n)) {
            found.push(StorylineIdx::new(n));
        }
    }
    Ok(found)
}

/// The date that was typed, or today in the site's time zone; as a value and as it is written in the file.
fn date(args: &NewArgs, site: &Site) -> anyhow::Result<(Point, String)> {
    let Some(text) = &args.date else {
        let today = site.config.zone.to_datetime(now(args.now.as_deref())?).date();
        return Ok((Point::Day(today), today.to_string()));
    };
    let help = "write `2025-12-22` or `2025-12-22T07:00+02:00`";
    match Point::parse(text) {
        Ok(point @ (Point::Day(_) | Point::Time { .. })) => Ok((point, text.trim().to_owned())),
        Ok(_) => bail!("`--date`: a briefing needs a day\nhelp: {help}"),
        Err(error) => bail!("`--date`: {error}\nhelp: {help}"),
    }
}

/// Writes a file that must not exist yet.
#[expect(clippy::disallowed_methods, reason = "`new` writes content")]
fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::File::create_new(path)?.write_all(text.as_bytes())
}

/// The command that edits files.
fn editor() -> anyhow::Result<OsString> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).context(
        "neither `VISUAL` nor `EDITOR` names an editor\nhelp: set one, as in `export EDITOR=nano`; nothing was written",
    )
}

/// Opens a file and waits for the editor to end.
fn edit(editor: &OsString, path: &Path) -> anyhow::Result<()> {
    let shown = editor.to_string_lossy();
    let status = run(editor, path).with_context(|| format!("the editor `{shown}` cannot be started"))?;
    if !status.success() {
        bail!("the editor `{shown}` failed: {status}; the file is written");
    }
    Ok(())
}

/// The shell reads the command, as in Git: it may have arguments and quotes.
#[cfg(unix)]
fn run(editor: &OsString, path: &Path) -> std::io::Result<ExitStatus> {
    let mut command = editor.clone();
    command.push(" \"$@\"");
    Command::new("sh").arg("-c").arg(command).arg("sh").arg(path).status()
}

/// The command is split at spaces.
#[cfg(not(unix))]
fn run(editor: &OsString, path: &Path) -> std::io::Result<ExitStatus> {
    let text = editor.to_string_lossy();
    let mut words = text.split_whitespace();
    Command::new(words.next().unwrap_or_default()).args(words).arg(path).status()
}
