//! `dateline import`: an archive from another program as content of a site.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::root::find_root;
use super::sentences::{count, shown};
use super::site::now;
use super::{Outcome, terminal};
use crate::cli::{Archive, ImportArgs};
use crate::import::{Destination, Imported, Made, Mistaken, Program, Report, Use, import};

/// How many places that need work by hand are shown without `--all`.
const MOST_SHOWN: usize = 20;

/// Writes what does not exist yet, and says what became what.
pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let map = args.map.iter().map(|pair| mapping(pair)).collect::<anyhow::Result<BTreeMap<_, _>>>()?;
    let from =
        fs::canonicalize(&args.from).with_context(|| format!("`{}` cannot be read", args.from.display()))?;
    if !from.is_dir() {
        bail!("`{}` is not a folder\nhelp: name the folder of the other program's site", args.from.display());
    }
    let into = into(args.into.as_deref())?;
    // What does not exist yet cannot be inside.
    let real = fs::canonicalize(&into).unwrap_or_else(|_| into.clone());
    if real.starts_with(&from) || from.starts_with(real.join("content")) {
        bail!(
            "the site would be inside the archive it comes from\nhelp: add `--into DIR` with a folder outside `{}`",
            from.display()
        );
    }
    let site = read(&into.join("site.yaml"))?;
    let imported = import(
        program(args.program),
        &from,
        Destination { site: site.as_deref(), map: &map, now: now(None)? },
    )
    .with_context(|| format!("`{}` cannot be read", from.display()))?;
    if let Some(Mistaken { program, mark }) = &imported.mistaken {
        bail!(
            "`{}` has nothing from {}, but has `{mark}` from {}\nhelp: run `{}`",
            args.from.display(),
            self::program(args.program).name(),
            program.name(),
            with_program(args, *program)
        );
    }
    if imported.files.keys().all(|path| path == "site.yaml") {
        bail!(
            "nothing to import was found in `{}`\nhelp: name the folder that has the program's settings",
            from.display()
        );
    }
    let written = if args.dry_run { Written::default() } else { write(&into, &imported)? };
    terminal::out(&told(&imported.report, args.all))?;
    let files = count(imported.files.len(), "file", "files");
    if args.dry_run {
        terminal::say(&format!("{files} would be in {}; nothing was written", shown(&into)));
        return Ok(Outcome::Fine);
    }
    terminal::say(&format!(
        "{files} in {}: {} written, {} as they were",
        shown(&into),
        written.new,
        imported.files.len() - written.new - written.other.len()
    ));
    if !written.other.is_empty() {
        terminal::say(&format!(
            "{} with different texts stayed as they were: {}",
            count(written.other.len(), "file", "files"),
            written.other.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    terminal::say("`dateline check` shows what is left to do");
    Ok(Outcome::Fine)
}

fn program(archive: Archive) -> Program {
    match archive {
        Archive::Hugo => Program::Hugo,
        Archive::Jekyll => Program::Jekyll,
        Archive::Zola => Program::Zola,
        Archive::Obsidian => Program::Obsidian,
        Archive::Eleventy => Program::Eleventy,
        Archive::Json => Program::Json,
    }
}

/// The same command for another program.
fn with_program(args: &ImportArgs, program: Program) -> String {
    let quoted = |text: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-~=:,+".contains(c);
        match text.chars().all(is_plain) {
            true => text.to_owned(),
            false => format!("'{}'", text.replace('\'', "'\\''")),
        }
    };
    let mut words = vec![
        "dateline import".to_owned(),
        program.name().to_lowercase(),
        quoted(&args.from.display().to_string()),
    ];
    words.extend(args.into.iter().map(|into| format!("--into {}", quoted(&into.display().to_string()))));
    words.extend(args.map.iter().map(|pair| format!("--map {}", quoted(pair))));
    words.extend(args.dry_run.then(|| "--dry-run".to_owned()));
    words.extend(args.all.then(|| "--all".to_owned()));
    words.join(" ")
}

/// The folder that was named, else the site that this folder is in, else this folder.
fn into(typed: Option<&Path>) -> anyhow::Result<PathBuf> {
    match typed {
        Some(folder) => Ok(std::path::absolute(folder)?),
        None => find_root(None).or_else(|_| Ok(std::env::current_dir()?)),
    }
}

/// `tags=storylines`
fn mapping(pair: &str) -> anyhow::Result<(String, Use)> {
    let (taxonomy, word) = pair.split_once('=').unwrap_or((pair, ""));
    match Use::parse(word.trim()) {
        Some(used) if !taxonomy.trim().is_empty() => Ok((taxonomy.trim().to_owned(), used)),
        _ => bail!(
            "`--map {pair}` cannot be read\nhelp: write `storylines`, `about` or `extra` after the `=`, as in `--map tags=storylines`"
        ),
    }
}

#[expect(clippy::disallowed_methods, reason = "`import` asks what a site says")]
fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
    }
}

/// What became of the files.
#[derive(Default)]
struct Written {
    new: usize,
    /// Those that were there with another text.
    other: Vec<String>,
}

/// Writes the files that do not exist yet. None is ever overwritten, and none is ever there only in part.
fn write(into: &Path, imported: &Imported) -> anyhow::Result<Written> {
    let mut written = Written::default();
    for (path, made) in &imported.files {
        let to = into.join(path);
        match is_there(&to, made).with_context(|| format!("`{}` cannot be read", to.display()))? {
            Some(true) => {}
            Some(false) => written.other.push(path.clone()),
            None => {
                create(&to, made).with_context(|| format!("`{}` cannot be written", to.display()))?;
                written.new += 1;
            }
        }
    }
    Ok(written)
}

/// Whether a file is already as it is to be. `None` if it does not exist.
#[expect(clippy::disallowed_methods, reason = "`import` compares what it would write")]
fn is_there(to: &Path, made: &Made) -> std::io::Result<Option<bool>> {
    let there = match fs::read(to) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(match made {
        Made::Text(text) => there == text.as_bytes(),
        Made::Copy(from) => there == fs::read(from)?,
    }))
}

#[expect(clippy::disallowed_methods, reason = "`import` writes content")]
fn create(to: &Path, made: &Made) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(to.file_name().unwrap_or_default());
    name.push(".import");
    let draft = folder.join(name);
    match made {
        Made::Text(text) => fs::File::create(&draft)?.write_all(text.as_bytes())?,
        Made::Copy(from) => {
            let mut from = fs::File::open(from)?;
            std::io::copy(&mut from, &mut fs::File::create(&draft)?)?;
        }
    }
    fs::rename(&draft, to)
}

/// The report: what became what, what was left out, what needs work by hand.
fn told(report: &Report, all: bool) -> String {
    let mut out = String::new();
    let mut list = |title: &str, counts: &BTreeMap<String, usize>| {
        if !counts.is_empty() {
            out.push_str(&format!("{title}:\n"));
            counts.iter().for_each(|(what, count)| out.push_str(&format!("{count:>7}  {what}\n")));
        }
    };
    list("Imported", &report.turned);
    list("Left out", &report.left_out);
    if report.hands.is_empty() {
        return out;
    }
    out.push_str(&format!(
        "To be done by hand: {} in {}\n",
        count(report.hands.len(), "place", "places"),
        count(report.files(), "file", "files")
    ));
    let most = if all { usize::MAX } else { MOST_SHOWN };
    for hand in report.hands.iter().take(most) {
        out.push_str(&format!("  {}:{}: {}\n", hand.file, hand.line, hand.what));
    }
    if report.hands.len() > most {
        out.push_str(&format!("  … and {} more; `--all` shows them\n", report.hands.len() - most));
    }
    out
}
