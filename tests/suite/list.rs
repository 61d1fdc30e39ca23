//! `dateline list`: every list of a small site, conditions, and the three forms.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use dateline::list::{Holds, LISTS};
use serde_json::Value;

use crate::docs::keep;
use crate::site::in_folder;

const SITE: &str = "
-- site.yaml --
title: Test
base_url: https://example.org/
id: test
edition: day
outlets: {wire: {name: Wire, kind: wire}}
series: {drones: {name: Drones, unit: drones, place: kyiv}}
-- content/briefings/2025-11-01-start.md --
---
title: A start
date: 2025-11-01
storylines: [peace]
unknown:
  - {id: plan-terms, text: What the plan says}
  - {id: who-pays, text: Who pays}
watch: [{id: round, text: A second round, date: 2025-11-20, who: ada}]
---
Ada spoke.
-- content/briefings/2025-12-20-talks.md --
---
title: Talks in Kyiv
date: 2025-12-20
storylines: [peace]
about: [ada]
place: kyiv
summary: Ada came.
sources:
  joint: {title: Joint statement, by: [ada, {name: Bo}], outlet: wire, date: 2025-12-19, url: 'https://example.com/joint'}
  kept: {title: Kept, url: 'https://example.com/kept', archived: 'https://archive.org/kept', via: joint}
events: [{id: met, date: 2025-12-18/2025-12-19, text: They met, place: kyiv, who: ada, source: joint}]
quotes: [{text: We are done., by: ada, source: joint, said: 2025-12-19}]
figures:
  - {series: drones, value: 1300, by: ada, source: joint, period: 2025-12-19}
  - {series: drones, value: [40, 50], qualifier: range, by: {name: Bo}, source: joint, period: week to 2025-12-20}
answers: {who-pays: Nobody}
corrections: [{date: 2025-12-20, fixes: figures/drones, period: 2025-12-19, error: ours, was: '1200', now: '1300'}]
---
Ada Smyth spoke.[^joint]

## Later

Kyiv was quiet.
-- content/briefings/2026-01-05-later.md --
---
title: Not yet
date: 2026-01-05
storylines: [peace]
draft: true
---
Text
-- content/people/ada.md --
---
name: Ada Smyth
aliases: [Ada]
---
-- content/places/kyiv.md --
---
name: Kyiv
at: [50.45, 30.52]
---
-- content/storylines/peace.md --
---
title: Peace
---
-- content/pages/about.md --
---
title: About
---
Two words
";

fn dateline(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(root).arg("list").args(args).args(["--now", "2025-12-21T00:00Z"]).output().unwrap()
}

#[track_caller]
fn printed(root: &Path, args: &[&str]) -> String {
    let output = dateline(root, args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.is_empty(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// One column of a list.
#[track_caller]
fn column(root: &Path, column: &str, args: &[&str]) -> Vec<String> {
    let json: Value = serde_json::from_str(&printed(root, &[args, &["--format", "json"]].concat())).unwrap();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    json.as_array().unwrap().iter().map(|row| text(&row[column])).collect()
}

#[test]
fn every_list_has_a_value_for_each_column() {
    let site = in_folder(SITE);
    for list in &LISTS {
        let json: Value =
            serde_json::from_str(&printed(site.path(), &[list.name, "--format", "json"])).unwrap();
        let rows = json.as_array().unwrap();
        assert!(!rows.is_empty(), "{}", list.name);
        for row in rows {
            let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
            let mut columns: Vec<&str> = list.columns.iter().map(|column| column.name).collect();
            columns.sort_unstable();
            assert_eq!(keys, columns, "{}", list.name);
            for column in list.columns {
                let value = &row[column.name];
                let fits = match column.holds {
                    Holds::Text => value.is_string(),
                    Holds::Date => value.as_str().is_some_and(|text| text.starts_with("20")),
                    Holds::Texts => value.is_array(),
                    Holds::Number | Holds::Age => value.is_number(),
                };
                assert!(fits || value.is_null(), "{} of {}: {value}", column.name, list.name);
            }
        }
        let csv = printed(site.path(), &[list.name, "--format", "csv"]);
        assert_eq!(csv.lines().next().unwrap().split(',').count(), list.columns.len());
    }
}

#[test]
fn questions_that_editors_ask_have_answers() {
    let site = in_folder(SITE);
    let root = site.path();
    // Ages are counted to the newest briefing that is out, not to the draft.
    assert_eq!(
        column(root, "id", &["questions", "--where", "state=open", "--where", "age>30d"]),
        ["plan-terms"]
    );
    assert_eq!(column(root, "age", &["questions"]), ["49", "49"]);
    assert_eq!(column(root, "answered", &["questions", "--where", "answered!="]), ["2025-12-20"]);
    assert_eq!(column(root, "id", &["sources", "--where", "url!=", "--where", "archived="]), ["joint"]);
    assert_eq!(
        column(root, "id", &["briefings", "--where", "storylines=peace", "--where", "state!=draft"]),
        ["2025-11-01-start", "2025-12-20-talks"]
    );
    assert_eq!(column(root, "id", &["briefings", "--where", "state=draft"]), ["2026-01-05-later"]);
    assert_eq!(column(root, "id", &["people"]), ["ada"]);
    assert_eq!(column(root, "id", &["place"]), ["kyiv"]);
    let mentions = ["mentions", "--where", "of=ada", "--where", "date>=2025-12"];
    assert_eq!(column(root, "part", &mentions), ["text", "summary"]);
    assert_eq!(column(root, "sentence", &["mentions", "--where", "section=later"]), ["Kyiv was quiet."]);
    assert_eq!(column(root, "value", &["figures", "--where", "value>1_000"]), ["1300"]);
    assert_eq!(column(root, "to", &["figures", "--where", "qualifier=range"]), ["50"]);
    assert_eq!(column(root, "period", &["figures"]), ["2025-12-19", "2025-12-14/2025-12-20"]);
    assert_eq!(column(root, "by", &["quotes", "--where", "text~DONE"]), ["[\"ada\"]"]);
    assert_eq!(column(root, "date", &["events", "--where", "who=ada"]), ["2025-12-18/2025-12-19"]);
    assert_eq!(column(root, "state", &["watch", "--where", "age>4w"]), ["open"]);
    assert_eq!(column(root, "fixes", &["corrections", "--where", "error=ours"]), ["figures/drones"]);
    assert_eq!(column(root, "open", &["storylines"]), ["1"]);
    assert_eq!(column(root, "figures", &["series"]), ["2"]);
}

#[test]
fn a_table_is_for_people() {
    let site = in_folder(SITE);
    assert_eq!(
        printed(site.path(), &["questions"]),
        "ID          TEXT                ASKED       AGE  STATE     BRIEFING\n\
         plan-terms  What the plan says  2025-11-01   49  open      2025-11-01-start\n\
         who-pays    Who pays            2025-11-01   49  answered  2025-11-01-start\n"
    );
    let all = printed(site.path(), &[]);
    assert!(all.starts_with("briefings: briefings, in order of publication\n  id, date, title, "), "{all}");
}

#[test]
fn a_slip_is_told_with_what_is_meant() {
    let site = in_folder(SITE);
    for (args, said) in [
        (&["qestions"][..], "error: there is no list of `qestions`\nhelp: did you mean `questions`?\n"),
        (
            &["questions", "--where", "aeg>30d"],
            "error: `--where`: `questions` have no column `aeg`\nhelp: did you mean `age`?\n",
        ),
        (
            &["--where", "age>30d"],
            "error: `--where` needs a list\nhelp: write its name first, as in `dateline list questions --where state=open`\n",
        ),
    ] {
        let output = dateline(site.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
    }
}

#[test]
fn errors_of_the_site_are_no_end_of_it() {
    let site = in_folder(&format!("{SITE}-- content/people/bad.md --\n---\nname: [\n---\n"));
    let output = dateline(site.path(), &["people"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "note: the site has errors in 1 file, so something may be missing; `dateline check` shows them\n"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut site = SITE.to_owned();
    for n in 0..3000 {
        site += &format!(
            "-- content/documents/d{n}.md --\n---\nname: A document with a long name, number {n}\n---\n"
        );
    }
    let site = in_folder(&site);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(site.path())
        .args(["list", "documents"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn the_guide_has_every_list_with_its_columns() {
    let path = "docs/content/pages/asking.md";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(path)).unwrap();
    let (begin, end) = ("## The lists\n", "## For programs\n");
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let mut tables = String::new();
    for list in &LISTS {
        tables += &format!(
            "\n### {}\n\n{}.\n\n| column | holds | what it says |\n| --- | --- | --- |\n",
            list.name,
            capital(list.about)
        );
        for column in list.columns {
            let holds = match column.holds {
                Holds::Text => "text",
                Holds::Texts => "texts",
                Holds::Number => "number",
                Holds::Date => "date",
                Holds::Age => "age",
            };
            let name =
                if column.is_shown { format!("**`{}`**", column.name) } else { format!("`{}`", column.name) };
            tables += &format!("| {name} | {holds} | {} |\n", column.about);
        }
    }
    keep(path, &text, &format!("{before}{begin}{tables}\n{end}{after}"));
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
