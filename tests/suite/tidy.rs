//! The shape of the code: who may use whom, how files begin, how long they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module of `src/` may name besides itself.
const MAY_USE: [(&str, &[&str]); 22] = [
    ("language", &[]),
    ("html", &[]),
    ("diagnostic", &["language"]),
    ("edit", &["language", "diagnostic"]),
    ("model", &["html", "language", "diagnostic"]),
    ("yaml", &["language", "model", "diagnostic"]),
    ("markdown", &["yaml", "html", "language", "model", "diagnostic"]),
    ("load", &["yaml", "language", "model", "diagnostic"]),
    ("link", &["markdown", "html", "language", "model", "diagnostic"]),
    ("render", &["html", "language", "model", "diagnostic"]),
    ("inspect", &["html", "model", "diagnostic"]),
    ("publish", &["model", "diagnostic"]),
    // A photograph is opened as all files beside pages are.
    ("pictures", &["publish", "model", "diagnostic"]),
    // What it changes is expressed as edits.
    ("editor", &["edit", "language", "model", "diagnostic"]),
    ("import", &["editor", "html", "language", "model"]),
    ("list", &["language", "model", "diagnostic"]),
    ("pipeline", &["load", "link", "pictures", "render", "inspect", "model", "diagnostic"]),
    // A file beside pages is opened in one way only, whether it is written or sent.
    ("serve", &["pipeline", "publish", "model", "diagnostic"]),
    ("cli", &[]),
    (
        "command",
        &[
            "cli",
            "edit",
            "list",
            "pipeline",
            "editor",
            "import",
            "load",
            "link",
            "render",
            "inspect",
            "publish",
            "serve",
            "language",
            "model",
            "diagnostic",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// The rooms of `src/model/`: each may name itself and those before it.
const ROOMS: [&str; 5] = ["value", "address", "typed", "theme", "graph"];

/// Longer files must say in their header why.
const MOST_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(|entry| entry.file_name() != "node_modules").map(Result::unwrap);
    let wanted = entries.filter(|entry| entry.path().extension().is_some_and(|found| found == extension));
    wanted.map(|entry| (entry.path().to_owned(), fs::read_to_string(entry.path()).unwrap())).collect()
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_name_only_what_they_may() {
    let mut forbidden = Vec::new();
    for (path, text) in files("src", "rs") {
        let module = module_of(&path);
        let (_, allowed) =
            MAY_USE.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("{module}"));
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for used in code.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(&used.as_str()) {
                    forbidden.push(format!("{}:{}: {module} uses {used}", path.display(), n + 1));
                }
            }
        }
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn rooms_of_the_model_name_only_those_before_them() {
    let mut forbidden = Vec::new();
    for (path, text) in files("src/model", "rs") {
        let inside = path.strip_prefix(root().join("src/model")).unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap();
        let Some(at) = ROOMS.iter().position(|name| *name == room) else { continue };
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for used in code.split("crate::model::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !ROOMS[..=at].contains(&used.as_str()) {
                    forbidden.push(format!("{}:{}: {room} uses {used}", path.display(), n + 1));
                }
            }
        }
    }
    assert_eq!(forbidden, [""; 0]);
}

#[test]
fn files_open_with_what_they_are_and_stay_short() {
    for (path, text) in files("src", "rs").into_iter().chain(files("tests/suite", "rs")) {
        assert!(text.starts_with("//! "), "{} has no module comment", path.display());
        let header = text.lines().take_while(|line| line.starts_with("//!")).collect::<String>();
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES || header.contains("long because"), "{}: {lines} lines", path.display());
    }
}

#[test]
fn functions_stay_short() {
    for (path, text) in files("src", "rs") {
        let mut start = None;
        for (n, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let code = line.trim_start();
            let opens = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn "];
            if opens.iter().any(|open| code.starts_with(open)) {
                start = Some((n, indent));
            }
            if let Some((from, at)) = start
                && code == "}"
                && indent == at
            {
                assert!(n - from <= 100, "{}:{}: {} lines", path.display(), from + 1, n - from);
                start = None;
            }
        }
    }
}

/// Every text of the repository except the built sample, with its path.
fn texts() -> Vec<(PathBuf, String)> {
    let everywhere = ["src", "tests", "docs", "themes", "content", "scripts", ".ci", ".github"];
    let mut texts: Vec<(PathBuf, String)> =
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Cargo.toml"]
            .iter()
            .chain(&["deny.toml", "site.yaml", ".editorconfig", ".gitattributes"])
            .map(|name| (root().join(name), fs::read_to_string(root().join(name)).unwrap()))
            .collect();
    for folder in everywhere.iter().filter(|folder| root().join(folder).exists()) {
        let walk = walkdir::WalkDir::new(root().join(folder)).into_iter();
        let built = root().join("docs/public");
        let own = walk.filter_entry(|entry| entry.file_name() != "node_modules" && entry.path() != built);
        for entry in own.map(Result::unwrap) {
            if let (true, Ok(text)) = (entry.file_type().is_file(), fs::read_to_string(entry.path())) {
                texts.push((entry.path().to_owned(), text));
            }
        }
    }
    texts
}

#[test]
fn texts_have_the_line_ends_of_editorconfig() {
    let is_expected = |path: &Path| path.iter().any(|part| part == "expected");
    for (path, text) in texts().into_iter().filter(|(path, _)| !is_expected(path)) {
        assert!(!text.contains('\r'), "{} has carriage returns", path.display());
        assert!(text.is_empty() || text.ends_with('\n'), "{} does not end in a line break", path.display());
        for (n, line) in text.lines().enumerate() {
            assert_eq!(line.trim_end_matches([' ', '\t']), line, "{}:{}", path.display(), n + 1);
        }
    }
}

#[test]
fn nothing_is_left_to_do_and_no_path_of_a_machine_is_left_behind() {
    // Built from parts, so that this file does not find itself.
    let marks = ["TO", "FIX"].map(|mark| mark.to_owned() + if mark == "TO" { "DO" } else { "ME" });
    let paths = ["/ro", "/wo", "/ho"].map(|path| {
        path.to_owned()
            + match path {
                "/ro" => "ot/",
                "/wo" => "rk/",
                _ => "me/",
            }
    });
    for (path, text) in texts() {
        // A folder of every site.
        let text = text.replace(&format!("content{}", paths[0]), "").replace(&format!("..{}", paths[0]), "");
        for mark in marks.iter().chain(&paths) {
            assert!(!text.contains(mark.as_str()), "{mark} in {}", path.display());
        }
    }
}

#[test]
fn every_dependency_is_explained() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut section = "";
    let mut explained = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            assert!(architecture.contains(&format!("`{name}`")), "`{name}` is not in ARCHITECTURE.md");
            explained.insert(name.to_owned());
        }
    }
    assert!(explained.len() > 20, "the manifest was not read");
}
