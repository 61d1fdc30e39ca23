//! `dateline fix`, tested on every site of the suite that has something to fix.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use dateline::diagnostic::{Code, Diagnostic, Diagnostics, Safety, Severity};
use dateline::editor::{Fixing, Wanted};
use dateline::load::Project;
use dateline::pipeline::{self, Release};
use serde_json::Value;

use crate::site::{How, in_folder};

/// What a site has become.
pub(crate) struct Fixed {
    /// The new texts, by path.
    pub(crate) texts: BTreeMap<String, String>,
    /// What is left.
    pub(crate) problems: Vec<Diagnostic>,
    /// How many problems were fixed, by kind.
    pub(crate) counts: BTreeMap<Code, usize>,
}

fn problems(project: &Project, how: How) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::to_be_fixed();
    let release = Release { now: how.now.parse().unwrap(), drafts: true, future: true };
    pipeline::plan(project, &release, None, &mut diags);
    diags.into_sorted()
}

/// Fixes the site in a folder without writing anything.
pub(crate) fn fixed(root: &Path, how: How, safety: Safety) -> Fixed {
    let mut project = Project::at(root);
    let mut fixing = Fixing::new(Wanted { codes: Vec::new(), safety });
    for _ in 0..10 {
        let found = problems(&project, how);
        if !fixing.round(&found, |source| {
            std::fs::read(root.join(&source.path)).is_ok_and(|bytes| bytes == source.text.as_bytes())
        }) {
            let texts = fixing.texts().collect();
            return Fixed { texts, problems: found, counts: fixing.counts };
        }
        project.unsaved = fixing.texts().collect();
    }
    panic!("after ten rounds there is more to fix: {:?}", fixing.counts);
}

/// Checks that fixes help: what has a fix is gone after it, and no file that could be read has become
/// unreadable.
pub(crate) fn hold(root: &Path, found: &[Diagnostic]) {
    let left = held(root, found, &[Safety::Safe, Safety::Unsafe]);
    assert!(left.is_empty(), "these fixes do not help: {left:#?}");
}

/// The same for texts that are damaged in many ways at once: a fix need not help where something else is
/// wrong beside it.
pub(crate) fn hold_damaged(root: &Path, found: &[Diagnostic]) {
    held(root, found, &[Safety::Safe]);
    if found.iter().any(|problem| problem.fix.is_some()) {
        fixed(root, How::default(), Safety::Unsafe);
    }
}

/// The problems that are left after their fixes.
fn held(root: &Path, found: &[Diagnostic], safeties: &[Safety]) -> Vec<Diagnostic> {
    if found.iter().all(|problem| problem.fix.is_none()) {
        return Vec::new();
    }
    let before = problems(&Project::at(root), How::default());
    let mut left = Vec::new();
    for &safety in safeties {
        let is_wanted = |problem: &&Diagnostic| problem.fix.as_ref().is_some_and(|fix| fix.safety <= safety);
        if !before.iter().any(|problem| is_wanted(&problem)) {
            continue;
        }
        let Fixed { texts, problems, .. } = fixed(root, How::default(), safety);
        for Diagnostic { code, .. } in before.iter().chain(&problems).filter(is_wanted) {
            assert!(code.has_fix(), "`{code}` is not in the list of what can be fixed");
        }
        let worse = &unreadable(&problems) - &unreadable(&before);
        assert!(worse.is_empty(), "no longer readable: {worse:?}\n{texts:#?}\n{problems:#?}");
        // Allowances stay as long as there are errors.
        let has_errors = problems.iter().any(|problem| problem.severity == Severity::Error);
        let is_left = |problem: &&Diagnostic| !has_errors || problem.code != Code::UnusedAllowance;
        left.extend(problems.iter().filter(is_wanted).filter(is_left).cloned());
    }
    left
}

/// The files whose YAML cannot be read.
fn unreadable(problems: &[Diagnostic]) -> BTreeSet<&str> {
    let bad = problems.iter().filter(|problem| problem.code == Code::BadYaml);
    bad.filter_map(|problem| Some(problem.place.as_ref()?.source.path.as_str())).collect()
}

const SITE: &str = "
-- site.yaml --
title: Test
base_url: https://example.org/repo/
id: test
outlets: {wire: {name: Wire, kind: wire}}
series: {drones: {name: Drones, unit: drones}}
-- content/people/ada.md --
---
name: Ada Smyth
variants: [Ada Smith]
---
## Life
-- content/storylines/peace-talks.md --
---
title: Peace
former: [/stories/old-peace/]
---
-- content/briefings/hall.png --
GIF89a00000000
-- content/pages/about.md --
---
title: About
---
";

/// What is fixed in a briefing: the kind of problem, whether only `--unsafe` does it, the front matter and the text
/// before, and after.
type Case = (Code, Safety, [&'static str; 2], [&'static str; 2]);

const SAFE: Safety = Safety::Safe;
const UNSAFE: Safety = Safety::Unsafe;

/// The front matter has a title and a date already.
const CASES: &[Case] = &[
    (Code::MisspeltKey, SAFE, ["sumary: x # kept", ""], ["summary: x # kept", ""]),
    (
        Code::MisspeltKey,
        SAFE,
        ["quotes: [{text: So., by: ada, source: wire, on: 2025-12-21}]", ""],
        ["quotes: [{text: So., by: ada, source: wire, said: 2025-12-21}]", ""],
    ),
    (Code::MisspeltKey, UNSAFE, ["summary_short: x", ""], ["summary: x", ""]),
    (Code::UnknownKey, SAFE, ["description: x", ""], ["summary: x", ""]),
    (Code::UnknownKey, SAFE, ["published: true\nlang: en", ""], ["lang: en", ""]),
    (Code::UnknownKey, UNSAFE, ["layout: post\nlang: en", ""], ["lang: en", ""]),
    (Code::ForeignRelease, SAFE, ["published: false", ""], ["draft: true", ""]),
    (Code::UnknownId, SAFE, ["storylines: [peace-tlaks]", ""], ["storylines: [peace-talks]", ""]),
    (Code::UnknownId, SAFE, ["storylines: ['Peace Talks']", ""], ["storylines: ['peace-talks']", ""]),
    (Code::UnknownId, UNSAFE, ["about: [adda]", ""], ["about: [ada]", ""]),
    (Code::UnknownId, SAFE, ["about: [content/people/ada.md]", ""], ["about: [ada]", ""]),
    (Code::UnknownId, SAFE, ["", "[[peace-tlaks|The tlaks]]"], ["", "[[peace-talks|The tlaks]]"]),
    (
        Code::UnknownSource,
        SAFE,
        ["sources: {joint: {title: T}}\nevents: [{date: 2025-12-21, text: They met, source: jiont}]", ""],
        ["sources: {joint: {title: T}}\nevents: [{date: 2025-12-21, text: They met, source: joint}]", ""],
    ),
    (Code::CutText, SAFE, ["summary: It is the #1 topic", ""], ["summary: \"It is the #1 topic\"", ""]),
    (Code::CutText, UNSAFE, ["summary: Talks go on # today", ""], ["summary: \"Talks go on # today\"", ""]),
    (
        Code::CutText,
        UNSAFE,
        ["changed:\n  - One thing\n    Another thing", ""],
        ["changed:\n  - One thing\n  - Another thing", ""],
    ),
    (Code::BadYaml, SAFE, ["summary: Talks: day two", ""], ["summary: \"Talks: day two\"", ""]),
    (
        Code::BadYaml,
        SAFE,
        ["summary: @ministry says \"no\"", ""],
        ["summary: \"@ministry says \\\"no\\\"\"", ""],
    ),
    (Code::BadYaml, SAFE, ["summary: [Update] Talks", ""], ["summary: \"[Update] Talks\"", ""]),
    (Code::BadYaml, SAFE, ["summary: \"The \"deal\" holds\"", ""], ["summary: 'The \"deal\" holds'", ""]),
    (Code::BadYaml, SAFE, ["summary: \"C:\\qux\"", ""], ["summary: \"C:\\\\qux\"", ""]),
    (Code::BadYaml, SAFE, ["summary:\u{a0}Talks", ""], ["summary: Talks", ""]),
    (Code::BadYaml, SAFE, ["summary:Talks\nlang: en", ""], ["summary: Talks\nlang: en", ""]),
    (Code::BadYaml, SAFE, ["summary = Talks", ""], ["summary: Talks", ""]),
    (Code::BadYaml, SAFE, ["changed: [One, Two\nlang: en", ""], ["changed: [One, Two]\nlang: en", ""]),
    (Code::BadYaml, SAFE, ["changed:\n  – One\n  – Two", ""], ["changed:\n  - One\n  - Two", ""]),
    (Code::BadYaml, UNSAFE, ["summary: \"Talks\nlang: en", ""], ["summary: \"Talks\"\nlang: en", ""]),
    (
        Code::WrongType,
        SAFE,
        ["sources: {a: {title: T, url: www.example.org/a}}", ""],
        ["sources: {a: {title: T, url: https://www.example.org/a}}", ""],
    ),
    (
        Code::WrongType,
        SAFE,
        ["figures: [{series: drones, value: 12,400, source: wire}]", ""],
        ["figures: [{series: drones, value: 12_400, source: wire}]", ""],
    ),
    (
        Code::WrongType,
        SAFE,
        ["known: [{text: They met, staus: x, status: confimed}]", ""],
        ["known: [{text: They met, staus: x, status: confirmed}]", ""],
    ),
    (Code::BadDate, SAFE, ["covers: 21.12.2025", ""], ["covers: 2025-12-21", ""]),
    (Code::BadDate, SAFE, ["covers: 2025-12-20–2025-12-21", ""], ["covers: 2025-12-20/2025-12-21", ""]),
    (Code::AddressInAliases, SAFE, ["aliases: [/old/]", ""], ["former: [/old/]", ""]),
    (
        Code::EmbargoWithoutZone,
        UNSAFE,
        ["embargo: 2025-12-22T07:00", ""],
        ["embargo: 2025-12-22T07:00+00:00", ""],
    ),
    (
        Code::DottedThousands,
        UNSAFE,
        ["figures: [{series: drones, value: 1.300, source: wire}]", ""],
        ["figures: [{series: drones, value: 1300, source: wire}]", ""],
    ),
    (Code::UnusedAllowance, SAFE, ["# allow long-title: so\nlang: en", ""], ["lang: en", ""]),
    (Code::UnusedAllowance, SAFE, ["lang: en # allow long-title: so", ""], ["lang: en", ""]),
    (
        Code::UnusedAllowance,
        SAFE,
        ["", "One <!-- dateline: allow wrong-weekday: so --> two."],
        ["", "One two."],
    ),
    (
        Code::UndefinedFootnote,
        SAFE,
        ["sources: {joint: {title: T}}", "So.[^jiont]"],
        ["sources: {joint: {title: T}}", "So.[^joint]"],
    ),
    (
        Code::UndefinedReference,
        SAFE,
        ["", "[It][refrence]\n\n[reference]: https://example.org/"],
        ["", "[It][reference]\n\n[reference]: https://example.org/"],
    ),
    (Code::BrokenLink, SAFE, ["", "[It](www.example.org/a)"], ["", "[It](https://www.example.org/a)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](../persons/ada.md#life)"], ["", "[Her](../people/ada.md#life)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](/people/ada)"], ["", "[Her](/people/ada/)"]),
    (Code::BrokenLink, SAFE, ["", "[Her](/repo/people/ada/)"], ["", "[Her](/people/ada/)"]),
    (
        Code::BrokenLink,
        SAFE,
        ["", "[It](https://example.org/\u{200b}a)"],
        ["", "[It](https://example.org/a)"],
    ),
    (
        Code::BrokenLink,
        UNSAFE,
        ["", "[Talks](/news/peace-talks/)"],
        ["", "[Talks](/storylines/peace-talks/)"],
    ),
    (Code::DeadAnchor, SAFE, ["", "[Her](../people/ada.md#lief)"], ["", "[Her](../people/ada.md#life)"]),
    (Code::UnsafeLink, SAFE, ["", "[It](htps://example.org/)"], ["", "[It](https://example.org/)"]),
    (
        Code::LiteralMarkup,
        SAFE,
        ["", "[It](a b.md)\n\n![Hall](hall.png)"],
        ["", "[It](<a b.md>)\n\n![Hall](hall.png)"],
    ),
    (Code::LiteralMarkup, SAFE, ["", "![It](a b.png \"C d\")"], ["", "![It](<a b.png> \"C d\")"]),
    (Code::LiteralMarkup, UNSAFE, ["", "[It](https://a.org/b c)"], ["", "[It](<https://a.org/b c>)"]),
    (Code::LiteralMarkup, SAFE, ["", "[It] (https://example.org/)"], ["", "[It](https://example.org/)"]),
    (Code::LiteralMarkup, SAFE, ["", "##Odesa"], ["", "## Odesa"]),
    (Code::LiteralMarkup, UNSAFE, ["", "It is ** bold** here."], ["", "It is **bold** here."]),
    (
        Code::ListedVariant,
        SAFE,
        ["", "Ada Smith came. “Ada Smith left,” they said."],
        ["", "Ada Smyth came. “Ada Smith left,” they said."],
    ),
];

/// A site with a briefing.
fn with_briefing([front, body]: [&str; 2]) -> String {
    let front = if front.is_empty() { String::new() } else { format!("{front}\n") };
    format!(
        "{SITE}-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n{front}---\n{body}\n"
    )
}

const BRIEFING: &str = "content/briefings/2025-12-22-a.md";

#[test]
fn each_kind_is_fixed_and_nothing_else_changes() {
    let wrong: Vec<String> = CASES.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// What is not as a case has it.
fn wrong((code, safety, before, after): &Case) -> Option<String> {
    let folder = in_folder(&with_briefing(*before));
    let found = problems(&Project::at(folder.path()), How::default());
    let of_code = found.iter().filter(|problem| problem.code == *code);
    let safeties: Vec<_> = of_code.map(|problem| problem.fix.as_ref().map(|fix| fix.safety)).collect();
    let codes: Vec<_> = found.iter().map(|problem| (problem.code, problem.help.as_deref())).collect();
    let Fixed { texts, counts, .. } = fixed(folder.path(), How::default(), *safety);
    let wanted = in_folder(&with_briefing(*after));
    let wanted = std::fs::read_to_string(wanted.path().join(BRIEFING)).unwrap();
    let is_right = safeties.contains(&Some(*safety))
        && texts.get(BRIEFING) == Some(&wanted)
        && texts.len() == 1
        && counts.keys().eq([code]);
    (!is_right).then(|| {
        format!(
            "{before:?}: `{code}` has {safeties:?}, wanted {wanted:?}\n  {texts:?} {counts:?}\n  {codes:?}"
        )
    })
}

/// The lines of a text that another one lacks, and the reverse, in order.
fn changed_lines<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let lines = |text: &'t str, other: &str| -> Vec<&'t str> {
        let other: BTreeSet<&str> = other.lines().collect();
        text.lines().filter(|line| !other.contains(line)).collect()
    };
    (lines(before, after), lines(after, before))
}

#[test]
fn a_site_with_mistakes_of_all_kinds_changes_only_where_it_is_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/broken");
    let told: BTreeMap<(String, usize), usize> =
        problems(&Project::at(&root), How::default()).iter().fold(BTreeMap::new(), |mut told, problem| {
            for part in problem.fix.iter().flat_map(|fix| &fix.replacements) {
                *told.entry((part.place.source.path.clone(), part.place.line_column().0)).or_default() += 1;
            }
            told
        });
    let Fixed { texts, counts, .. } = fixed(&root, How::default(), UNSAFE);
    assert_eq!((texts.len(), counts.values().sum::<usize>()), (2, 4), "files, problems");
    for (path, after) in &texts {
        let before = std::fs::read_to_string(root.join(path)).unwrap();
        let (gone, new) = changed_lines(&before, after);
        for line in &gone {
            let numbers = before.lines().enumerate().filter(|(_, other)| other == line).map(|(n, _)| n + 1);
            let is_told = numbers.into_iter().any(|n| told.contains_key(&(path.clone(), n)));
            assert!(is_told, "{path}: {line}");
        }
        assert!(new.len() <= gone.len() + told.len(), "{path}");
    }
}

fn dateline(root: &Path, args: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_dateline")).args(args).current_dir(root).output();
    program.unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Windows line ends, comments, letters of more than one byte, and problems of all sorts.
const MIXED: [&str; 2] = [
    "sumary: Щодня # kept\r\nstorylines: [ peace-tlaks ]\r\nabout: [adda] # not sure\r\ntype: analysis",
    "Її слова: [her](../people/ada) and [[peace-tlaks]].\r\n",
];

#[test]
fn the_program_fixes_files_and_shows_before_what_it_would_do() {
    let site = in_folder(&with_briefing(MIXED));
    let read = || std::fs::read_to_string(site.path().join(BRIEFING)).unwrap();
    let before = read();
    let shown = dateline(site.path(), &["fix", "--dry-run"]);
    assert_eq!((shown.status.code(), read()), (Some(0), before.clone()));
    let diff = "-sumary: Щодня # kept\r\n-storylines: [ peace-tlaks ]\r\n\
                +summary: Щодня # kept\r\n+storylines: [ peace-talks ]\r\n";
    assert!(stdout(&shown).contains(diff), "{}", stdout(&shown));
    let summary = "4 problems would be fixed in 1 file: 1 `misspelt-key`, 2 `unknown-id`, 1 `broken-link`\n\
                   1 more problem has a fix that may not be what was meant; \
                   `dateline fix --unsafe --dry-run` shows it\n\
                   `dateline check` shows what is left\n";
    assert_eq!(stderr(&shown), summary);
    let checked = dateline(site.path(), &["check"]);
    assert!(stderr(&checked).contains("\n`dateline fix` can fix 4 of them\n"), "{}", stderr(&checked));
    let fixed = dateline(site.path(), &["fix"]);
    assert_eq!(fixed.status.code(), Some(0));
    assert_eq!(stdout(&fixed), format!("{BRIEFING}\n"));
    let after = before.replace("sumary", "summary").replace("peace-tlaks", "peace-talks");
    assert_eq!(read(), after.replace("people/ada)", "people/ada.md)"));
    let again = dateline(site.path(), &["fix"]);
    assert!(stderr(&again).starts_with("there is nothing to fix\n"), "{}", stderr(&again));
    assert_eq!(stdout(&again), "");
    let all = dateline(site.path(), &["fix", "--unsafe"]);
    assert_eq!(stdout(&all), format!("{BRIEFING}\n"), "{}", stderr(&all));
    assert!(read().contains("about: [ada] # not sure\r\n"));
}

#[test]
fn only_the_kinds_that_are_named_are_fixed() {
    let site = in_folder(&with_briefing(MIXED));
    let fixed = dateline(site.path(), &["fix", "misspelt-key"]);
    assert!(
        stderr(&fixed).starts_with("1 problem fixed in 1 file: 1 `misspelt-key`\n"),
        "{}",
        stderr(&fixed)
    );
    let text = std::fs::read_to_string(site.path().join(BRIEFING)).unwrap();
    assert!(text.contains("summary:") && text.contains("storylines: [ peace-tlaks ]"));
    for (name, said) in [
        ("mispelt-key", "there is no problem called `mispelt-key`\nhelp: did you mean `misspelt-key`?"),
        (
            "missing-alt",
            "`missing-alt` cannot be fixed by a program\nhelp: `dateline explain missing-alt` says what to do",
        ),
    ] {
        let refused = dateline(site.path(), &["fix", name]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(stderr(&refused).contains(said), "{}", stderr(&refused));
    }
}

#[test]
fn a_file_that_is_not_as_it_was_read_stays_and_the_others_are_fixed() {
    let bad = "-- content/pages/bad.md --\n---\ntitle: Bad\nsumary: x\n---\n";
    let site = in_folder(&format!("{}{bad}", with_briefing(["sumary: x", ""])));
    let file = site.path().join("content/pages/bad.md");
    std::fs::write(&file, b"---\ntitle: Bad \xe9\nsumary: x\n---\n").unwrap();
    let fixed = dateline(site.path(), &["fix"]);
    assert_eq!(stdout(&fixed), format!("{BRIEFING}\n"));
    let note = "note: `content/pages/bad.md` is not as it was read";
    assert!(stderr(&fixed).contains(note), "{}", stderr(&fixed));
    assert_eq!(std::fs::read(&file).unwrap(), b"---\ntitle: Bad \xe9\nsumary: x\n---\n");
}

#[test]
fn what_json_and_sarif_tell_of_a_fix_is_what_it_does() {
    let site = in_folder(&with_briefing(MIXED));
    let said = |format: &str| dateline(site.path(), &["check", "--format", format]);
    let text = std::fs::read_to_string(site.path().join(BRIEFING)).unwrap();
    let at = |part: &Value, line: &str, column: &str| {
        let (line, column) = (part[line].as_u64().unwrap() as usize, part[column].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    let edited = |parts: Vec<(std::ops::Range<usize>, String)>| {
        let mut parts = parts;
        parts.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        parts.into_iter().fold(text.clone(), |mut text, (range, new)| {
            text.replace_range(range, &new);
            text
        })
    };
    let json = said("json");
    let problems: Vec<Value> =
        stdout(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let fixes = problems.iter().filter(|problem| problem["fix"]["safety"] == "safe");
    let edits = fixes.flat_map(|problem| problem["fix"]["edits"].as_array().unwrap());
    let part = |edit: &Value| {
        (
            at(edit, "line", "column")..at(edit, "endLine", "endColumn"),
            edit["text"].as_str().unwrap().to_owned(),
        )
    };
    let from_json = edited(edits.map(part).collect());
    let sarif: Value = serde_json::from_str(stdout(&said("sarif"))).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let changes = results.iter().filter_map(|result| result["fixes"][0]["artifactChanges"][0].as_object());
    let replacements: Vec<&Value> =
        changes.clone().flat_map(|change| change["replacements"].as_array().unwrap()).collect();
    assert!(changes.clone().all(|change| change["artifactLocation"]["uri"] == BRIEFING));
    let part = |one: &&Value| {
        let region = &one["deletedRegion"];
        let range = at(region, "startLine", "startColumn")..at(region, "endLine", "endColumn");
        (range, one["insertedContent"]["text"].as_str().unwrap().to_owned())
    };
    let from_sarif = edited(replacements.iter().map(part).collect());
    dateline(site.path(), &["fix"]);
    let read = || std::fs::read_to_string(site.path().join(BRIEFING)).unwrap();
    assert_eq!(from_json, read());
    dateline(site.path(), &["fix", "--unsafe"]);
    assert_eq!(from_sarif, read(), "SARIF has all of them");
}

#[test]
fn an_allowance_stays_as_long_as_an_error_may_hide_what_it_is_for() {
    let idle = "# allow long-title: so\nlang: en";
    for (front, body, is_removed) in [(idle, "", true), (idle, "[It](?a=b)", false)] {
        let site = in_folder(&with_briefing([front, body]));
        let Fixed { texts, .. } = fixed(site.path(), How::default(), SAFE);
        assert_eq!(!texts.is_empty(), is_removed, "{body}");
    }
    let misspelt = with_briefing(["# allow long-title: so\nsumary: x", ""]);
    let Fixed { counts, .. } = fixed(in_folder(&misspelt).path(), How::default(), SAFE);
    assert_eq!(counts, [(Code::MisspeltKey, 1), (Code::UnusedAllowance, 1)].into(), "one after the other");
}

#[test]
fn a_surname_becomes_a_name_of_its_dossier() {
    let briefing = "-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n---\n\
                    Ada Smyth came. Then Smyth left.\n";
    for (before, after) in [
        ("name: Ada Smyth", "name: Ada Smyth\naliases: [Smyth]"),
        ("name: Ada Smyth\r\nrole: x\r", "name: Ada Smyth\r\naliases: [Smyth]\r\nrole: x\r"),
        ("name: Ada Smyth\naliases: [Addie]", "name: Ada Smyth\naliases: [Addie, Smyth]"),
        ("name: Ada Smyth\naliases:\n  - Addie", "name: Ada Smyth\naliases:\n  - Addie\n  - Smyth"),
        ("name: Ada Smyth\naliases: Addie", "name: Ada Smyth\naliases: Addie"),
    ] {
        let site = in_folder(&format!("{briefing}-- content/people/ada.md --\n---\n{before}\n---\n"));
        let codes = problems(&Project::at(site.path()), How::default());
        assert!(codes.iter().any(|problem| problem.code == Code::LoneSurname), "{codes:#?}");
        let Fixed { texts, .. } = fixed(site.path(), How::default(), UNSAFE);
        let wanted = (before != after).then(|| format!("---\n{after}\n---\n"));
        assert_eq!(texts.get("content/people/ada.md"), wanted.as_ref(), "{before}");
        assert!(fixed(site.path(), How::default(), SAFE).texts.is_empty(), "{before}");
    }
}

/// Kinds that files other than a briefing have, or that no key of its own shows: each with a site.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::ForeignFrontMatter, "-- content/pages/p.md --\n----\ntitle: P\n----\n"),
    (Code::UnclosedFrontMatter, "-- content/pages/p.md --\n---\ntitle: P\n-–-\nText\n"),
    (
        Code::UnknownText,
        "-- content/sources/record.txt --\nText\n-- content/briefings/2025-12-23-b.md --\n---\ntitle: B\n\
         date: 2025-12-23\nsources: {a: {title: T, file: recrod.txt}}\n---\nSo.[^a]\n",
    ),
    (
        Code::UnknownTheme,
        "-- site.yaml --\ntitle: T\nbase_url: https://example.org/\nid: t\ntheme: defualt\n",
    ),
    (
        Code::MisnamedTemplate,
        "-- site.yaml --\ntitle: T\nbase_url: https://example.org/\nid: t\ntheme: mine\n\
         -- themes/mine/templates/landing.html --\n{% extends \"page.html\" %}\n\
         -- content/pages/p.md --\n---\ntitle: P\nlayout: lnading\n---\n",
    ),
    (
        Code::UnmatchedAnswer,
        "-- content/briefings/2025-12-20-b.md --\n---\ntitle: B\ndate: 2025-12-20\n\
         unknown: [{id: plan-terms, text: Why}]\n---\n-- content/briefings/2025-12-23-c.md --\n---\ntitle: C\n\
         date: 2025-12-23\nanswers: {plan-temrs: So}\n---\n",
    ),
    (
        Code::LoneSurname,
        "-- content/people/ada.md --\n---\nname: Ada Smyth\n---\n-- content/briefings/2025-12-23-b.md --\n---\n\
         title: B\ndate: 2025-12-23\n---\nAda Smyth came. Then Smyth left.\n",
    ),
];

#[test]
fn every_kind_that_is_said_to_be_fixed_is() {
    for (code, site) in ELSEWHERE {
        let found = problems(&Project::at(in_folder(site).path()), How::default());
        let is_fixed = found.iter().any(|problem| problem.code == *code && problem.fix.is_some());
        assert!(is_fixed, "{code}: {found:#?}");
    }
    let tried: BTreeSet<Code> =
        CASES.iter().map(|(code, ..)| *code).chain(ELSEWHERE.iter().map(|(code, _)| *code)).collect();
    let said: BTreeSet<Code> = Code::ALL.iter().copied().filter(|code| code.has_fix()).collect();
    assert_eq!(tried, said);
}
