//! The schemas say what the parser does: a file is valid if, and only if, reading it finds nothing wrong.
//!
//! Every site in a string in the whole suite is checked for that, file by file.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use boon::{Compiler, SchemaIndex, Schemas};
use dateline::diagnostic::{Code, Diagnostic, Diagnostics};
use dateline::editor::{Form, Own, schema, schema_of_all};
use dateline::load::{self, Project};
use serde_json::Value;

use crate::site::{build, build_damaged};

/// What reading finds that a schema can see.
const STRUCTURE: [Code; 6] = [
    Code::WrongType,
    Code::BadDate,
    Code::MisspeltKey,
    Code::UnknownKey,
    Code::ForeignRelease,
    Code::MissingKey,
];
/// What other readers of YAML refuse too, before a schema is asked.
const SYNTAX: [Code; 4] =
    [Code::UnreadableFile, Code::BadYaml, Code::DuplicateKey, Code::UnclosedFrontMatter];

/// A compiled schema for each form.
struct Compiled {
    schemas: Schemas,
    of: Vec<(Form, SchemaIndex)>,
}

fn compile(own: &Own) -> Compiled {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let of = Form::ALL.map(|form| {
        let url = format!("https://example.org/{}.json", form.name());
        compiler.add_resource(&url, serde_json::from_str(&schema(form, own)).unwrap()).unwrap();
        // Compiling checks a schema against the meta-schema it names.
        (form, compiler.compile(&url, &mut schemas).unwrap_or_else(|error| panic!("{error:#}")))
    });
    Compiled { schemas, of: of.into() }
}

impl Compiled {
    fn verdict(&self, form: Form, value: &Value) -> Result<(), String> {
        let (_, index) = self.of.iter().find(|(known, _)| *known == form).unwrap();
        self.schemas.validate(value, *index).map_err(|error| format!("{error:#}"))
    }
}

fn form_of(path: &str) -> Option<Form> {
    if path == "site.yaml" {
        return Some(Form::Site);
    }
    if path.ends_with("/_index.md") {
        return Some(Form::Page);
    }
    match path.strip_prefix("content/")?.split('/').next()? {
        "briefings" => Some(Form::Briefing),
        "editions" => Some(Form::Edition),
        "storylines" => Some(Form::Storyline),
        "pages" => Some(Form::Page),
        _ => Some(Form::Dossier),
    }
}

/// The YAML of a file; `None` if a Markdown file has no front matter.
fn yaml(path: &str, text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    if path.ends_with(".yaml") {
        return Some(text.to_owned());
    }
    let mut lines = text.split_inclusive('\n');
    lines.next().filter(|line| line.trim_end() == "---")?;
    Some(lines.take_while(|line| !matches!(line.trim_end(), "---" | "...")).collect())
}

/// The YAML as JSON, as an editor sees it.
fn json(yaml: &str) -> Result<Value, String> {
    let value: Value = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
    Ok(if value.is_null() { serde_json::json!({}) } else { value })
}

/// Checks every file of a site that can be read against the schema of its form.
pub(crate) fn hold(root: &Path) {
    static GENERIC: OnceLock<Compiled> = OnceLock::new();
    let compiled = GENERIC.get_or_init(|| compile(&Own::default()));
    let mut diags = Diagnostics::default();
    let project = Project::at(root);
    let (content, _) = load::load(&project, None, &mut diags);
    let problems = diags.into_sorted();
    let articles = content.articles().map(|article| &article.source);
    for source in articles.chain([&content.config.source]) {
        let path = source.path.as_str();
        let here =
            |problem: &&Diagnostic| problem.place.as_ref().is_some_and(|place| place.source.path == path);
        // The day in a file name is not part of the front matter.
        let of_name = |problem: &&Diagnostic| {
            problem.code == Code::BadDate && problem.place.as_ref().is_some_and(|place| place.span.end == 0)
        };
        let of = |codes: &[Code]| -> Vec<String> {
            let found = problems.iter().filter(here).filter(|problem| !of_name(problem));
            let found = found.filter(|problem| codes.contains(&problem.code));
            found.map(|problem| problem.message.clone()).collect()
        };
        let (wrong, unreadable) = (of(&STRUCTURE), of(&SYNTAX));
        let Some(yaml) = yaml(path, &source.text) else { continue };
        let Some(form) = form_of(path).filter(|_| unreadable.is_empty()) else { continue };
        let verdict = json(&yaml).and_then(|value| compiled.verdict(form, &value));
        assert_eq!(wrong.is_empty(), verdict.is_ok(), "{path}: {wrong:?}, {verdict:?}\n{yaml}");
    }
}

#[test]
fn the_schemas_follow_the_meta_schema_and_know_every_form() {
    let names: BTreeSet<&str> = Form::ALL.iter().map(|form| form.name()).collect();
    assert_eq!(names.len(), compile(&Own::default()).of.len());
    let all: Value = serde_json::from_str(&schema_of_all(&Own::default())).unwrap();
    assert_eq!(all["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(all["anyOf"].as_array().unwrap().len(), Form::ALL.len());
}

#[test]
fn patterns_use_what_every_language_of_patterns_has() {
    let all = schema_of_all(&Own::default());
    assert!(all.contains("\"pattern\""));
    // Unicode classes are unknown to Python, and possessive quantifiers to ECMAScript.
    for part in [r"\\p{", r"\\P{", "(?i", "(?>", "*+"] {
        assert!(!all.contains(part), "{part}");
    }
}

#[test]
fn the_sample_and_the_fixtures_are_held_to_the_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    hold(root);
    for site in ["one-briefing", "two-days", "broken"] {
        hold(&root.join("tests/sites").join(site));
    }
}

/// The required keys of each form, and lines that are wrong, one at a time, after them.
const MISTAKES: [(Form, &str, &[&str]); 6] = [
    (
        Form::Site,
        "title: T",
        &[
            "titel: U",
            "colour: red",
            "base_url: example.org",
            "base_url: https://x.org/a//b",
            "base_url: [a]",
            "language: English please",
            "timezone: Kyiv/Europe",
            "edition: monthly",
            "authors: [desk]",
            "authors: {desk: }",
            "authors: {desk: {url: /about/}}",
            "publisher: Me",
            "publisher: {name: P, adress: x}",
            "kinds: {figures: {one: A, many: B}}",
            "kinds: {'2025': {one: A, many: B}}",
            "kinds: {a b: {one: A, many: B}}",
            "kinds: {treaties: Treaty}",
            "outlets: {wire: {name: Wire}}",
            "outlets: {wire: {name: Wire, kind: agency}}",
            "series: {a/b: {name: A}}",
            "series: {a: {unit: b}}",
            "stale_after: {question: 14}",
            "stale_after: 14d",
            "autolink: yes",
            "feeds: {entries: many}",
            "nav: {a: b}",
            "markdown: {html: keep}",
            "checks: {unknown-id: off}",
            "checks: {long-titel: off}",
            "checks: {long-title: error}",
            "hosts: [gitlab]",
            "cname: [a]",
            "dateline: v0.2",
            "dateline: [0.2]",
            "edition: {week: 3}",
            "edition: {day: monday}",
            "look: {serif: 'a;b'}",
            "look: {serif: -a}",
            "id: my digest",
            "id: [a]",
        ],
    ),
    (
        Form::Briefing,
        "title: T\ndate: 2025-12-22",
        &[
            "covers: yesterday",
            "covers: 2025-02-29",
            "covers: 2025-13",
            "covers: 25",
            "storylines: {a: b}",
            "storylines: [[a]]",
            "about: [~]",
            "place: [kyiv]",
            "summary: {a: b}",
            "changed: [{a: b}]",
            "sources: [a]",
            "sources: {a: b}",
            "sources: {a: {outlet: b}}",
            "sources: {a: {title: b, autlet: c}}",
            "sources: {a: {title: b, by: {nam: c}}}",
            "sources: {a: {title: b, by: [[c]]}}",
            "events: [{text: a}]",
            "events: [{date: 2025, text: a, status: sure}]",
            "events: a",
            "quotes: {by: a}",
            "quotes: {text: a, original: b}",
            "quotes: {text: a, paraphrase: maybe}",
            "figures: {series: a}",
            "figures: {series: a, value: }",
            "figures: {series: a, value: many}",
            "figures: {series: a, value: 1.5.5}",
            "figures: {series: a, value: '1,30'}",
            "figures: {series: a, value: 1, period: week to 2025-12}",
            "figures: {series: a, value: 1, period: week 51}",
            "figures: {series: a, value: 1, qualifier: circa}",
            "known: [a]",
            "unknown: [{id: a}]",
            "answers: {a: }",
            "answers: [a]",
            "watch: [{who: a}]",
            "corrections: [{was: a, now: b}]",
            "corrections: [{date: 2025-12-22/2025-12-23}]",
            "corrections: [{date: 2025-12-22, kind: mistake}]",
            "type: report",
            "embargo: noon",
            "embargo: 2025-12-22T25:00",
            "embargo: 2025-12-22T07:00+15:00",
            "draft: yes",
            "lang: [uk]",
            "sumary: a",
            "former: [old]",
            "former: /a?b",
            "former: {a: b}",
            "aliases: [old]",
        ],
    ),
    (
        Form::Edition,
        "",
        &[
            "number: none",
            "number: 0",
            "titel: T",
            "order: {a: b}",
            "parts: [At the front]",
            "parts: [{briefings: [a]}]",
            "covers: last week",
            "briefings: {a: b}",
            "draft: maybe",
        ],
    ),
    (
        Form::Storyline,
        "title: T",
        &[
            "series: {a: b}",
            "status: over",
            "trend: improved",
            "trend: {why: a}",
            "trend: {is: better}",
            "reviewed: 2025-12-22/2025-12-23",
            "keys: [a]",
            "former: [/../]",
        ],
    ),
    (
        Form::Dossier,
        "name: N",
        &[
            "aliases: {a: b}",
            "former: old",
            "native: [a]",
            "native: {uk: }",
            "role: {from: 2025}",
            "role: [{text: a, since: 2025}]",
            "role: {text: a, from: long ago}",
            "at: 50.45",
            "at: [50.45]",
            "at: [91, 0]",
            "at: [0, 181]",
            "at: [north, east]",
            "autolink: on",
            "wikidata: [Q1]",
        ],
    ),
    (
        Form::Page,
        "title: T",
        &[
            "summary: [a, b]",
            "draft: maybe",
            "draft:",
            "embargo: soon",
            "embargo:",
            "published: false",
            "titles: U",
            "former: [\"\"]",
        ],
    ),
];

#[test]
fn each_mistake_of_structure_is_one_for_the_parser_and_for_the_schema() {
    let path = |form: Form| match form {
        Form::Site => "site.yaml",
        Form::Briefing => "content/briefings/2025-12-22-b.md",
        Form::Edition => "content/editions/2025-12-22.md",
        Form::Storyline => "content/storylines/s.md",
        Form::Dossier => "content/people/p.md",
        Form::Page => "content/pages/p.md",
    };
    let file = |form: Form, yaml: &str| match form {
        Form::Site => format!("-- {} --\n{yaml}\n", path(form)),
        _ => format!("-- {} --\n---\n{yaml}\n---\n", path(form)),
    };
    for (form, needed, mistakes) in MISTAKES {
        for line in mistakes {
            let outcome = build(&file(form, &format!("{needed}\n{line}")));
            let found = outcome.problems.iter().find(|problem| STRUCTURE.contains(&problem.code));
            assert!(found.is_some(), "{}: nothing is wrong with `{line}`", form.name());
        }
        for line in needed.lines() {
            let rest: String = needed.lines().filter(|other| *other != line).collect();
            for yaml in [rest.clone(), format!("{rest}\n{}:", line.split(':').next().unwrap())] {
                let outcome = build(&file(form, &yaml));
                assert!(outcome.codes().contains(&"missing-key"), "{}: {yaml}", form.name());
            }
        }
    }
}

#[test]
fn what_can_be_written_in_many_ways_validates_in_all_of_them() {
    let briefing = |lines: &str| {
        let text = format!("title: T\ndate: 2025-12-22\n{lines}");
        let outcome = build(&format!("-- content/briefings/2025-12-22-b.md --\n---\n{text}\n---\n"));
        let found = outcome.problems.iter().find(|problem| STRUCTURE.contains(&problem.code));
        assert_eq!(found, None, "{lines}");
    };
    for when in [
        "2025",
        "2025-11",
        "2024-02-29",
        "2000-02-29",
        "2025-12-22T07:00",
        "2025-12-22 07:00:59 +0200",
        "2025-12-22t07:00z",
        "2025-12-22T07:00−03",
        "2025-12-19/2025-12-21",
        "2025-12-19 / 2025",
        "' 2025-12-22 '",
        "",
    ] {
        briefing(&format!("covers: {when}"));
    }
    for value in
        ["1300", "1_300", "'1,300'", "1e3", "-2", "1.5", "90 billion", "1.5 Million", "[40, 50]", "'5'"]
    {
        briefing(&format!("figures: {{series: a, value: {value}}}"));
    }
    for period in ["week to 2025-12-21", "month to 2025-12-21", "as of 2025-12", "2025-12-15/2025-12-21"] {
        briefing(&format!("figures: {{series: a, value: 1, period: {period}}}"));
    }
    for line in [
        "summary: no",
        "summary: 010",
        "summary: true",
        "summary: .5",
        "storylines: s",
        "storylines: []",
        "storylines:",
        "draft: 'true'",
        "quotes: {text: a, by: {name: B}, sic: true, original: {uk: б}}",
        "extra: [1, {a: b}, ~]",
        "answers: {1: a}",
    ] {
        briefing(line);
    }
}

#[test]
fn what_a_schema_cannot_see_is_left_to_the_parser() {
    let compiled = compile(&Own::default());
    for line in [
        "covers: 2025-12-21/2025-12-19",
        "draft: True",
        "figures: {series: a, value: 0x1F}",
        "figures: {series: a, value: .5}",
    ] {
        let yaml = format!("title: T\ndate: 2025-12-22\n{line}");
        let path = "content/briefings/2025-12-22-b.md";
        let outcome = build_damaged(&format!("-- {path} --\n---\n{yaml}\n---\n"));
        assert!(outcome.problems.iter().any(|problem| STRUCTURE.contains(&problem.code)), "{line}");
        assert_eq!(compiled.verdict(Form::Briefing, &json(&yaml).unwrap()), Ok(()));
    }
}

#[test]
fn the_program_prints_schemas_with_the_ids_of_the_site() {
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output = command.arg("schema").args(args).output().unwrap();
        (output.status.code(), output.stdout, String::from_utf8(output.stderr).unwrap())
    };
    let root = env!("CARGO_MANIFEST_DIR");
    let (code, stdout, _) = run(&["briefing", "--root", root]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_slice(&stdout).unwrap();
    let ids = |name: &str| -> Vec<&str> {
        let choices = schema["$defs"][name]["anyOf"][0]["oneOf"].as_array().unwrap();
        choices.iter().map(|choice| choice["const"].as_str().unwrap()).collect()
    };
    assert_eq!(ids("StorylineId"), ["battlefield", "kremlin-position", "peace-talks", "sumy-border"]);
    assert_eq!(ids("AuthorId")[0], "desk");
    assert!(ids("DossierId").contains(&"plan-20") && ids("PlaceId").contains(&"miami"));
    assert!(!ids("PlaceId").contains(&"plan-20"));
    assert_eq!(ids("SeriesId")[0], "attack-drones");
    let answers = schema["properties"]["answers"]["anyOf"][0]["properties"].as_object().unwrap();
    let (known, suggested): (BTreeSet<&str>, BTreeSet<&str>) =
        (ids("QuestionId").into_iter().collect(), answers.keys().map(String::as_str).collect());
    // Watch items can be answered too.
    assert!(suggested.is_superset(&known));
    assert_eq!(suggested.difference(&known).collect::<Vec<_>>(), [&"fourth-count"]);
    assert!(known.contains("plan-terms"));
    let named: Vec<Value> = ["people", "dossier"]
        .iter()
        .map(|kind| serde_json::from_slice(&run(&[kind, "--root", root]).1).unwrap())
        .collect();
    assert_eq!(named[0], named[1]);
    let (code, _, stderr) = run(&["breifing", "--root", root]);
    assert_eq!(code, Some(2));
    assert!(stderr.ends_with("help: did you mean `briefing`?\n"), "{stderr}");
    let folder = tempfile::TempDir::new().unwrap();
    let output = folder.path().join("schemas");
    let (code, stdout, _) = run(&["--root", root, "--output", output.to_str().unwrap()]);
    assert_eq!(code, Some(0));
    let paths = String::from_utf8(stdout).unwrap();
    for (line, form) in paths.lines().zip(Form::ALL) {
        assert!(line.ends_with(&format!("{}.schema.json", form.name())), "{line}");
        let text = std::fs::read_to_string(line).unwrap();
        assert_eq!(text.into_bytes(), run(&[form.name(), "--root", root]).1);
    }
    assert_eq!(paths.lines().count(), Form::ALL.len());
}
