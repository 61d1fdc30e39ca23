//! `dateline init`: a small working site, with the workflow that publishes it on GitHub Pages.
//!
//! The files are in `site/` as they are written, except for words between two `@`, in names and texts.
//! `source.rs` says where the workflow gets Dateline from. `write.rs` puts the files into the folder, all or
//! none, and never over another file.

mod source;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use include_dir::{Dir, DirEntry, include_dir};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use uuid::Uuid;

use self::source::Origin;
use super::sentences::count;
use super::site::now;
use super::{Outcome, terminal};
use crate::cli::{GUIDES, InitArgs, where_guides_are};
use crate::editor::{Form, Own, schema};
use crate::model::value::date::Date;

static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/command/init/site");

/// What others may have written before: it stays, and the rest is written all the same.
const MAY_STAY: [&str; 2] = [".gitignore", "README.md"];

/// Writes the site.
pub(super) fn init(args: InitArgs) -> anyhow::Result<Outcome> {
    let options = Options::try_from(args)?;
    let files = files(&options, source::OWN, GUIDES);
    let kept = write::write(&options.folder, &files, &MAY_STAY)?;
    let written = count(files.len() - kept.len(), "file", "files");
    let folder = options.typed.display();
    terminal::say(&format!("{}: {written} in {folder}", options.title));
    for line in next_steps(&options.typed, &kept, source::OWN) {
        terminal::say(&line);
    }
    Ok(Outcome::Fine)
}

/// What was meant.
struct Options {
    /// The folder as it was typed.
    typed: PathBuf,
    folder: PathBuf,
    title: String,
    zone: String,
    /// The day of the newest edition, in that zone.
    today: Date,
    /// The id of the site, which no other site has.
    id: String,
}

impl TryFrom<InitArgs> for Options {
    type Error = anyhow::Error;

    fn try_from(args: InitArgs) -> anyhow::Result<Self> {
        let absolute = std::path::absolute(&args.folder);
        let folder = absolute.with_context(|| format!("`{}` is not a path", args.folder.display()))?;
        let title = args.title.map_or_else(|| title_of(&folder), |title| title.trim().to_owned());
        if title.is_empty() || title.contains(char::is_control) {
            bail!("`--title`: a title is one line of text");
        }
        let zone = local_zone();
        let today = now(args.now.as_deref())?.to_zoned(TimeZone::get(&zone)?).date();
        let id = Uuid::new_v4().to_string();
        Ok(Self { typed: args.folder, folder, title, zone, today, id })
    }
}

/// `my-digest` → `My digest`
fn title_of(folder: &Path) -> String {
    let folder = folder.components().next_back().and_then(|last| match last {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().replace(['-', '_'], " ")),
        _ => None,
    });
    let name = folder.unwrap_or_default();
    let mut chars = name.trim().chars();
    chars.next().map_or("My digest".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// The computer's time zone by its name, or UTC if it has none that other computers know.
#[expect(clippy::disallowed_methods, reason = "the one place where the zone of the computer enters")]
fn local_zone() -> String {
    let system = TimeZone::system();
    let name = system.iana_name().filter(|name| !name.starts_with("Etc/") && TimeZone::get(name).is_ok());
    name.unwrap_or("UTC").to_owned()
}

/// Every file by its path, with its text.
fn files(options: &Options, origin: Origin<'_>, guides: Option<&str>) -> BTreeMap<String, String> {
    let yesterday = options.today.saturating_sub(1.day());
    // Every JSON string is a double-quoted YAML scalar.
    let title = serde_json::Value::from(options.title.as_str()).to_string();
    let words = [
        ("@ID@", options.id.as_str()),
        ("@ZONE@", options.zone.as_str()),
        ("@TODAY@", &options.today.to_string()),
        ("@YESTERDAY@", &yesterday.to_string()),
        ("@GUIDES@", &where_guides_are(guides)),
        ("@NAME@", &options.title),
        ("@TITLE@", &title),
    ];
    let filled =
        |text: &str| words.iter().fold(origin.fill(text), |text, (word, with)| text.replace(word, with));
    let schemas = Form::ALL
        .map(|form| (format!(".dateline/{}.schema.json", form.name()), schema(form, &Own::default())));
    let mut files = BTreeMap::from(schemas);
    let mut folders = vec![&SITE];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(folder) => folders.push(folder),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    let text = file.contents_utf8().expect("the files of the sample are text");
                    files.insert(filled(&path), filled(text));
                }
            }
        }
    }
    files
}

/// What to do now, line by line.
fn next_steps(folder: &Path, kept: &[&str], origin: Origin<'_>) -> Vec<String> {
    let mut lines = vec!["next:".to_owned()];
    if folder != Path::new(".") {
        let folder = folder.display().to_string();
        let is_plain = folder.chars().all(|c| c.is_alphanumeric() || "/\\:._-".contains(c));
        lines.push(if is_plain { format!("  cd {folder}") } else { format!("  cd \"{folder}\"") });
    }
    lines.push("  dateline serve    shows the site as you write".to_owned());
    lines.push("  dateline build    writes it to public/".to_owned());
    lines.push("Briefings are in content/briefings/; README.md says where the rest is.".to_owned());
    for name in kept {
        let more = if *name == ".gitignore" { "; add `/public/` and `/.public.cache/` to it" } else { "" };
        lines.push(format!("`{name}` was there already and stays as it is{more}."));
    }
    lines.extend(origin.is_to_be_filled_in().map(str::to_owned));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            typed: "x".into(),
            folder: "/x".into(),
            title: "A \"quoted\": title".to_owned(),
            zone: "Europe/Kyiv".to_owned(),
            today: Date::constant(2026, 1, 1),
            id: "5b3c1e7e-90ad-4f52-8c0e-6b1a2f0d7c94".to_owned(),
        }
    }

    #[test]
    fn the_readme_says_where_the_guides_are() {
        let last = |guides| {
            let files = files(&options(), source::OWN, guides);
            let readme = files["README.md"].trim_end();
            readme.lines().last().unwrap_or_default().to_owned()
        };
        assert_eq!(last(Some("https://example.org/docs/")), "The guides are at https://example.org/docs/");
        assert_eq!(last(None), "The guides are in the folder `docs/` of Dateline's source.");
    }

    #[test]
    fn no_word_is_left_to_fill_in() {
        let files = files(&options(), source::OWN, None);
        assert!(files.contains_key("content/briefings/2025-12-31-lorry-ban.md"));
        for (path, text) in &files {
            let left = path.contains('@')
                || text
                    .split('@')
                    .any(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase()));
            assert!(!left, "{path}: {text}");
        }
        assert!(files["site.yaml"].contains("title: \"A \\\"quoted\\\": title\"\n"));
    }

    #[test]
    fn a_title_comes_from_the_name_of_the_folder() {
        for (folder, title) in [("/a/my-digest", "My digest"), ("/a/олена_2", "Олена 2"), ("/", "My digest")]
        {
            assert_eq!(title_of(Path::new(folder)), title);
        }
    }
}
