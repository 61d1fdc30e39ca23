//! The guides are a Dateline site: each is a page that can be found, and their links lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;
use serde_json::Value;

use crate::site::{How, Outcome, run_with_all_notes};

/// The front matter of a guide, as far as lists of guides show it.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Front {
    title: String,
    summary: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn built() -> Outcome {
    run_with_all_notes(&root().join("docs"), How::default())
}

/// The guides by id.
fn guides() -> BTreeMap<String, Front> {
    let files = fs::read_dir(root().join("docs/content/pages")).unwrap().map(|entry| entry.unwrap().path());
    let guides: BTreeMap<String, Front> = files
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let front = text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), serde_yaml::from_str(front).unwrap())
        })
        .collect();
    assert!(guides.len() > 8, "{guides:?}");
    guides
}

#[test]
fn the_guides_are_a_site_without_a_problem() {
    let outcome = built();
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    let meta: Value = serde_json::from_str(outcome.page("search/meta.json")).unwrap();
    assert_eq!(meta["documents"], guides().len());
    let files = outcome.files.keys().filter(|path| path.starts_with("search/documents/"));
    let listed: String = files.map(|path| outcome.page(path)).collect();
    for (id, front) in guides() {
        let page = outcome.page(&format!("{id}/index.html"));
        assert!(page.contains(&format!("<h1>{}</h1>", front.title)), "{id}: {page}");
        assert!(listed.contains(&format!("{}", Value::from(front.title.as_str()))), "{id} cannot be found");
    }
}

#[test]
fn the_front_page_lists_every_guide_once() {
    let site: Value =
        serde_yaml::from_str(&fs::read_to_string(root().join("docs/site.yaml")).unwrap()).unwrap();
    let groups = site["extra"]["guides"].as_array().unwrap().iter();
    let listed: Vec<(String, Front)> = groups
        .flat_map(|group| group["guides"].as_array().unwrap())
        .map(|guide| {
            (guide["id"].as_str().unwrap().to_owned(), serde_json::from_value(guide.clone()).unwrap())
        })
        .collect();
    let front = built();
    let front = front.between("index.html", "<main id=\"content\">", "</main>").to_owned();
    let links: Vec<&str> =
        front.split("<a href=\"/").skip(1).map(|rest| rest.split("/\"").next().unwrap()).collect();
    assert_eq!(links, listed.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>());
    let count = listed.len();
    let listed: BTreeMap<_, _> = listed.into_iter().collect();
    assert_eq!(listed.len(), count, "a guide is listed twice");
    assert_eq!(listed, guides());
}

#[test]
fn links_between_guides_lead_to_headings() {
    let outcome = built();
    let link = Regex::new(r##"<a [^>]*href="([^"#]*)#([^"]+)""##).unwrap();
    let id = Regex::new(r#" id="([^"]+)""#).unwrap();
    let ids = |page: &str| -> BTreeSet<String> {
        id.captures_iter(outcome.page(page)).map(|found| found[1].to_owned()).collect()
    };
    let mut found = 0;
    for guide in guides().keys() {
        let own = format!("{guide}/index.html");
        for link in link.captures_iter(outcome.page(&own)).filter(|link| !link[1].contains("://")) {
            let page = match &link[1] {
                "" => own.clone(),
                path => format!("{}index.html", path.trim_start_matches('/')),
            };
            assert!(ids(&page).contains(&link[2]), "{guide} leads to {}", &link[0]);
            found += 1;
        }
    }
    assert!(found > 200, "{found} links");
}

/// A fenced block: its language, the file it is for, its text.
pub(crate) struct Block<'a> {
    pub(crate) language: &'a str,
    pub(crate) file: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// The fenced blocks of a guide, in order. A longer fence may hold shorter ones.
pub(crate) fn blocks(guide: &str) -> impl Iterator<Item = Block<'_>> {
    let mut rest = guide;
    std::iter::from_fn(move || {
        let from = rest.find("\n```")? + 1;
        let length = rest[from..].bytes().take_while(|byte| *byte == b'`').count();
        let (fence, info) = rest[from..].split_at(length);
        let (info, text) = info.split_once('\n').unwrap();
        let end = format!("\n{fence}\n");
        let (text, after) = text.split_once(&end).unwrap_or((text.trim_end_matches('`').trim_end(), ""));
        rest = &guide[guide.len() - after.len()..];
        let (language, file) = match info.split_once(" title=") {
            Some((language, file)) => (language, Some(file)),
            None => (info, None),
        };
        Some(Block { language, file, text })
    })
}

/// A file as it is after a block was typed: whole, or with the block at the end of its front matter or text.
fn typed(before: &str, block: &Block<'_>) -> String {
    let text = block.text;
    match before.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((front, body)) if block.language == "yaml" => format!("---\n{front}\n{text}\n---\n{body}"),
        _ => format!("{before}{text}\n"),
    }
}

#[test]
fn the_first_day_can_be_followed_to_the_letter() {
    let guide = fs::read_to_string(root().join("docs/content/pages/first-day.md")).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let (mut said, mut shown, mut written) = (None, 0, 0);
    for block in blocks(&guide) {
        if let Some(file) = block.file {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(path, typed(&before, &block)).unwrap();
            written += 1;
            let outcome = run_with_all_notes(folder.path(), How::default());
            let expected: &[&str] = match written {
                // The storyline has its file in the third block, and the briefing names it in the fourth.
                2 | 3 => &["no-storyline"],
                // The next block cites the source.
                7 => &["uncited-source"],
                _ => &[],
            };
            assert_eq!(outcome.codes(), expected, "{}: {:?}", block.text, outcome.problems);
        } else if block.language == "sh" {
            for line in block.text.lines() {
                let args = line.strip_prefix("dateline ").unwrap().split(' ');
                let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
                let command = command.current_dir(folder.path()).args(args);
                let output = command.env_remove("DATELINE_BASE_URL").env("NO_COLOR", "1").output().unwrap();
                said = Some(String::from_utf8(output.stderr).unwrap());
                assert!(output.status.success(), "{line}: {said:?}");
            }
        } else {
            assert_eq!(block.language, "text");
            assert_eq!(said.take().unwrap().trim_end(), block.text);
            shown += 1;
        }
    }
    assert_eq!((written, shown), (12, 3));
    let page = fs::read_to_string(folder.path().join("public/2025/12/22/third-weekly-count/index.html"));
    let page = page.unwrap();
    for shown in ["/storylines/battlefield/", "<del>", "much depends on", "Undated, unsigned"] {
        assert!(page.contains(shown), "no `{shown}` in {page}");
    }
}

/// The sections of the guide for those who come from another program can be followed to the letter: archives are
/// written, commands run, and what they say and write is what the guide shows.
#[test]
fn the_ways_from_other_programs_can_be_followed_to_the_letter() {
    let guide = fs::read_to_string(root().join("docs/content/pages/arriving.md")).unwrap();
    let (mut sections, mut shown) = (0, 0);
    for section in guide.split("\n## Coming from ").skip(1) {
        let folder = tempfile::TempDir::new().unwrap();
        let mut said = String::new();
        for block in blocks(&format!("\n{section}")) {
            match (block.language, block.file) {
                (_, Some(file)) if file.starts_with("digest/") => {
                    let written = fs::read_to_string(folder.path().join(file)).unwrap();
                    assert_eq!(written.trim_end(), block.text, "{file}");
                    shown += 1;
                }
                (_, Some(file)) => {
                    let path = folder.path().join(file);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, format!("{}\n", block.text)).unwrap();
                }
                ("sh", None) => {
                    for line in block.text.lines() {
                        let args = line.strip_prefix("dateline ").unwrap().split(' ');
                        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
                        let command = command.current_dir(folder.path()).args(args);
                        let output =
                            command.env_remove("DATELINE_BASE_URL").env("NO_COLOR", "1").output().unwrap();
                        assert!(output.status.success(), "{line}: {output:?}");
                        if line.contains(" import ") {
                            said = String::from_utf8(output.stdout).unwrap();
                        }
                    }
                }
                _ => {
                    assert_eq!((block.language, said.trim_end()), ("text", block.text));
                    shown += 1;
                }
            }
        }
        assert!(folder.path().join("digest/site.yaml").exists(), "{section}");
        sections += 1;
    }
    assert_eq!((sections, shown), (6, 6));
}
