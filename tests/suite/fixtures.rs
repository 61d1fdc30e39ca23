//! The sites of `tests/sites/`: the whole output and everything that is said, compared with what
//! is expected. Missing, changed and extra files fail. `UPDATE=1 cargo test` rewrites both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::diagnostic::{Style, render_human, render_summary};

use crate::html::broken_links;
use crate::site::{How, run_with_all_notes};

fn check_fixture(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    let outcome = run_with_all_notes(&folder, How::default());
    crate::fixing::hold(&folder, &outcome.problems);
    let style = Style { colour: false, all: true, no_source: false };
    let said = render_human(&outcome.problems, style) + &render_summary(&outcome.problems) + "\n";
    let failed = outcome
        .problems
        .iter()
        .any(|problem| problem.code.severity() == dateline::diagnostic::Severity::Error);
    let shared =
        |path: &str| path.starts_with("static/") || path.ends_with("/card.png") || path == "card.png";
    let files: BTreeMap<String, String> = outcome
        .files
        .iter()
        .filter(|(path, _)| !failed && !shared(path))
        .map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let expected = folder.join("expected");
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in &files {
            fs::create_dir_all(expected.join(path).parent().unwrap()).unwrap();
            fs::write(expected.join(path), text).unwrap();
        }
        fs::write(folder.join("stderr.txt"), &said).unwrap();
    }
    assert_eq!(said, fs::read_to_string(folder.join("stderr.txt")).unwrap());
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&expected)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
    {
        let path = entry.path().strip_prefix(&expected).unwrap().to_str().unwrap().replace('\\', "/");
        found.insert(path, fs::read_to_string(entry.path()).unwrap());
    }
    assert_eq!(files.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{name}: other files");
    for (path, text) in &files {
        assert_eq!(text, &found[path], "{name}: {path}");
    }
    if !failed {
        assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
    }
}

#[test]
fn one_briefing() {
    check_fixture("one-briefing");
}

#[test]
fn two_days() {
    check_fixture("two-days");
}

#[test]
fn broken() {
    check_fixture("broken");
}

#[test]
fn letters() {
    check_fixture("letters");
}
