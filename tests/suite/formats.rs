//! The program as other programs see it: `check`, `explain`, exit codes, JSON, GitHub, SARIF.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use dateline::diagnostic::Code;
use serde_json::Value;
use tempfile::TempDir;

use crate::site::write_site;

fn dateline(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(root).args(args).env_remove("DATELINE_BASE_URL").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn site(text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), text);
    folder
}

/// Nothing is wrong here, except that a headline is relative to the day, if `title` is.
fn clean(yaml: &str, title: &str) -> TempDir {
    site(&format!(
        "
-- site.yaml --
title: Test
base_url: https://example.org/
id: test
{yaml}
-- content/storylines/s.md --
---
title: S
---
-- content/briefings/2025-12-22-talks.md --
---
date: 2025-12-22
storylines: s
summary: They talk.
{title}
---
Text
"
    ))
}

/// Sixty broken files, with names and messages that formats have to escape.
fn broken() -> TempDir {
    let mut text = String::from(
        "
-- site.yaml --
title: Test
colour: red
-- content/people/ada.md --
---
name: Ada Smyth
---
",
    );
    for n in 1..=28 {
        text += &format!(
            "-- content/briefings/2025-11-{n:02}-a, b: 5%.md --\n---\ntitle: Talks today “\ndate: 2025-12-{n:02}\nstorylines: gone, {n}\n---\n[[nobody]] and ![](gone%.png)\n\nЗустріч [x](gone: 5%.md)\n"
        );
        text += &format!(
            "-- content/briefings/2025-10-{n:02}-b.md --\n---\ntitle: \"Multi\n  line\ndate: 2025-10-{n:02}\nfigures:\n  - {{series: drones}}\n  - value: 5\n    series: \"a\\\n      b\"\n---\n"
        );
        text += &format!("-- content/people/p{n}.md --\n---\nname: Ada Smyth\naliases: [x]\n---\n");
    }
    site(&text)
}

#[test]
fn a_check_writes_nothing() {
    let site = clean("", "title: Talks resume");
    let output = dateline(site.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "1 briefing, 1 edition, 1 storyline, 0 dossiers\n");
    let mut names: Vec<_> = fs::read_dir(site.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["content", "site.yaml"]);
}

#[test]
fn a_check_finds_what_only_finished_pages_show() {
    let site = clean("", "title: Talks resume");
    write_site(
        site.path(),
        "-- themes/default/templates/page.html --\n<a href=\"/gone/\">x</a>\n-- content/pages/p.md --\n---\ntitle: P\n---\n",
    );
    for command in ["check", "build"] {
        let output = dateline(site.path(), &[command]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(stderr(&output).contains("error[dead-link]: the page `/p/` links to `/gone/`"));
        assert!(!site.path().join("public").exists());
    }
}

#[test]
fn the_exit_code_says_how_a_check_ended() {
    let code = |site: &TempDir, args: &[&str]| dateline(site.path(), args).status.code();
    let warned = clean("", "title: Talks resume today");
    assert_eq!(code(&warned, &["check"]), Some(0));
    assert_eq!(code(&warned, &["check", "--strict"]), Some(1));
    assert_eq!(code(&broken(), &["check"]), Some(1));
    let empty = TempDir::new().unwrap();
    assert_eq!(code(&empty, &["check"]), Some(2));
    assert_eq!(code(&warned, &["check", "--format", "xml"]), Some(2));
    assert_eq!(code(&warned, &["check", "--format", "json", "--now", "soon"]), Some(2));
}

#[test]
fn strict_lets_pass_what_is_allowed_or_turned_down() {
    let today = "title: Talks resume today";
    let allowed = format!("{today} # allow relative-time: a name");
    let unused = "title: Talks resume # allow relative-time: a name";
    for (yaml, title, code, published) in [
        ("", today, 1, false),
        ("", allowed.as_str(), 0, true),
        ("", "title: Talks resume today # allow relative-time", 1, false),
        ("checks: {relative-time: off}", today, 0, true),
        ("checks: {relative-time: note}", today, 0, true),
        ("", unused, 1, false),
        ("checks: {unused-allowance: off}", unused, 0, true),
    ] {
        let site = clean(yaml, title);
        let output = dateline(site.path(), &["build", "--strict"]);
        assert_eq!(output.status.code(), Some(code), "{yaml} {title}: {}", stderr(&output));
        assert_eq!(site.path().join("public").exists(), published, "{yaml} {title}");
        assert_eq!(dateline(site.path(), &["check", "--strict"]).status.code(), Some(code));
    }
}

#[test]
fn json_has_a_line_for_each_problem() {
    let site = broken();
    let output = dateline(site.path(), &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).lines().count() == 1, "the summary alone goes to stderr");
    let keys =
        ["code", "severity", "message", "file", "line", "column", "endLine", "endColumn", "help", "fix"];
    let mut has_place = BTreeSet::new();
    for line in stdout(&output).lines() {
        let problem: Value = serde_json::from_str(line).unwrap();
        let found: BTreeSet<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, BTreeSet::from(keys), "{line}");
        has_place.insert(problem["file"].is_string());
        assert_eq!(problem["file"].is_string(), problem["endColumn"].is_u64());
    }
    assert_eq!(has_place, BTreeSet::from([false, true]));
    let clean = clean("", "title: Talks resume");
    for format in ["json", "github"] {
        assert_eq!(stdout(&dateline(clean.path(), &["check", "--format", format])), "");
    }
    // A build says the same.
    let built = dateline(site.path(), &["build", "--format", "json"]);
    assert_eq!(stdout(&built), stdout(&output));
}

/// Code, file, line, column.
type Found = (String, Option<String>, u64, u64);

fn from_json(text: &str) -> Vec<Found> {
    let problems = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    problems
        .map(|problem| {
            let file = problem["file"].as_str().map(str::to_owned);
            let number = |key: &str| problem[key].as_u64().unwrap_or_default();
            (problem["code"].as_str().unwrap().to_owned(), file, number("line"), number("column"))
        })
        .collect()
}

fn from_sarif(text: &str) -> Vec<Found> {
    let document: Value = serde_json::from_str(text).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap().iter();
    results
        .map(|result| {
            let code = result["ruleId"].as_str().unwrap();
            assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], code);
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str();
            let file = uri.map(|uri| {
                assert!(!uri.contains([' ', ',', ':']), "{uri}");
                percent_encoding::percent_decode_str(uri).decode_utf8().unwrap().into_owned()
            });
            let number = |key: &str| place["region"][key].as_u64().unwrap_or_default();
            (code.to_owned(), file, number("startLine"), number("startColumn"))
        })
        .collect()
}

/// The column is that of `json` where a command has none, since it spans lines.
fn from_github(text: &str, json: &[Found]) -> Vec<Found> {
    let unescaped = |text: &str| {
        let text = text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n");
        text.replace("%0D", "\r").replace("%25", "%")
    };
    text.lines()
        .zip(json)
        .map(|(line, json)| {
            let (head, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let (command, properties) = head.split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            let property = |name: &str| {
                let all = properties.split(',').map(|property| property.split_once('=').unwrap());
                all.clone().find(|(key, _)| *key == name).map(|(_, value)| unescaped(value))
            };
            let number = |name: &str| property(name).map(|value| value.parse().unwrap());
            let column = number("col").unwrap_or(json.3);
            (property("title").unwrap(), property("file"), number("line").unwrap_or_default(), column)
        })
        .collect()
}

#[test]
fn every_format_tells_the_same_in_the_same_order() {
    let site = broken();
    let say = |format: &str| stdout(&dateline(site.path(), &["check", "--format", format]));
    let json = from_json(&say("json"));
    let files: BTreeSet<_> = json.iter().filter_map(|found| found.1.as_ref()).collect();
    assert!(files.len() >= 50 && json.len() > 200, "{} files, {} problems", files.len(), json.len());
    assert_eq!(from_sarif(&say("sarif")), json);
    let github = say("github");
    assert_eq!(github.lines().count(), json.len());
    assert_eq!(from_github(&github, &json), json);
    assert!(json.is_sorted_by_key(|(_, file, line, column)| (file.clone(), *line, *column)));
    let once: BTreeSet<&str> = github.lines().collect();
    assert_eq!(once.len(), json.len(), "a problem is reported twice");
}

#[test]
fn github_commands_are_escaped() {
    let site = broken();
    let said = stdout(&dateline(site.path(), &["check", "--format", "github"]));
    let line = said.lines().find(|line| line.contains("title=date-mismatch")).unwrap();
    let file = "file=content/briefings/2025-11-01-a%2C b%3A 5%25.md,line=3,endLine=3,col=7,endColumn=17,";
    assert!(line.starts_with(&format!("::error {file}title=date-mismatch::")), "{line}");
    assert!(line.contains("%0Ahelp: "), "{line}");
    assert!(
        said.lines().any(|line| line.starts_with("::notice title=no-base-url::the site has no base URL: "))
    );
    let line = said.lines().find(|line| line.contains("gone%25.png")).unwrap();
    assert!(line.contains("title=broken-link::"), "{line}");
}

#[test]
fn explain_has_a_section_for_every_code() {
    let here = TempDir::new().unwrap();
    for code in Code::ALL {
        let output = dateline(here.path(), &["explain", code.name()]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let section = stdout(&output);
        assert!(section.starts_with(&format!("## {code}\n\n")), "{section}");
        assert_eq!(section.matches("\n## ").count(), 0, "{section}");
        let address = dateline::cli::GUIDES.map(|guides| format!("\n\n{guides}diagnostics/#{code}\n"));
        assert!(address.is_none_or(|address| section.ends_with(&address)), "{section}");
    }
    for typed in ["error[bad-date]", "warning[unused-footnote]", "note[missing-summary]", "[bad-date]"] {
        assert_eq!(dateline(here.path(), &["explain", typed]).status.code(), Some(0), "{typed}");
    }
}

#[test]
fn explain_suggests_a_code_that_is_there() {
    let here = TempDir::new().unwrap();
    let output = dateline(here.path(), &["explain", "bad-dat"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "error: there is no problem called `bad-dat`\nhelp: did you mean `bad-date`?\n";
    assert_eq!(stderr(&output), expected);
    let output = dateline(here.path(), &["explain", "zzzzzzzzzzzz"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).ends_with("help: write the problem's name, as shown in brackets\n"));
}

#[test]
fn the_schema_of_a_problem_is_that_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/root/problems.schema.json");
    let schema = serde_json::to_string_pretty(&dateline::diagnostic::problem_schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == schema,
        "docs/content/root/problems.schema.json is out of date; run `UPDATE=1 cargo test`"
    );
}
