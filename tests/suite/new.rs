//! New files: where they go, what they are called, what is in them, and that they pass.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use dateline::diagnostic::{Diagnostics, Severity};
use dateline::editor::{Wish, fresh};
use dateline::link::{self, Release};
use dateline::load::{self, Project};
use dateline::model::graph::site::Site;
use dateline::model::typed::kind::{FileKind, kinds};
use dateline::model::value::date::Date;
use dateline::model::value::id::StorylineIdx;
use tempfile::TempDir;

use crate::site::{How, build, run, write_site};

const DAY: Date = Date::constant(2025, 12, 22);

fn linked(root: &Path) -> Site {
    let mut diags = Diagnostics::default();
    let (content, theme) = load::load(&Project::at(root), None, &mut diags);
    let words = load::words(&theme, &content.config.language, &mut diags);
    let release = Release { now: "2026-06-01T00:00:00Z".parse().unwrap(), drafts: true, future: true };
    link::link(content, &words, &release, None, &mut diags).0
}

fn wish(kind: FileKind, title: &str) -> Wish<'_> {
    Wish { kind, title, day: DAY, date: "2025-12-22", language: None, storylines: &[] }
}

/// The path and the text of a new file on a site in a string.
fn made(site: &str, kind: &str, title: &str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), site);
    let site = linked(folder.path());
    let kind = kinds(&site.config.kinds).into_iter().find(|(word, _)| word == kind).unwrap().1;
    let all: Vec<StorylineIdx> = (0..site.storylines.len()).map(StorylineIdx::new).collect();
    let storylines = if kind == FileKind::Briefing { &all[..] } else { &[] };
    let fresh = fresh(&site, &Wish { storylines, ..wish(kind, title) });
    (fresh.path.to_string(), fresh.text)
}

fn path(site: &str, kind: &str, title: &str) -> String {
    made(site, kind, title).0
}

const TITLES: [&str; 16] = [
    "Four papers: \"no deal\", #1 & more",
    "Переговори в Маямі завершено",
    "Переговоры в Майами завершены",
    "Ειρηνευτικές συνομιλίες",
    "北京和谈结束，未达成协议",
    "平和交渉が合意なく終了",
    "평화 회담이 합의 없이 끝났다",
    "محادثات السلام تنتهي بلا اتفاق",
    "שיחות השלום הסתיימו",
    "शांति वार्ता बिना समझौते के समाप्त",
    "การเจรจาสันติภาพสิ้นสุดลง",
    "საქართველოს მოლაპარაკება",
    "Հայաստանի խաղաղության բանակցություններ",
    "የሰላም ድርድር",
    "Đàm phán hòa bình kết thúc",
    "🔥 [it's] {a}: 'b' - c\n%d",
];

#[test]
fn every_kind_in_every_script_passes() {
    let folder = TempDir::new().unwrap();
    write_site(
        folder.path(),
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nkinds: {treaties: {one: Treaty, many: Treaties}}\n",
    );
    let words: Vec<FileKind> =
        kinds(&linked(folder.path()).config.kinds).into_iter().step_by(2).map(|(_, kind)| kind).collect();
    // The file of an edition is named after its days.
    let words: Vec<FileKind> = words.into_iter().filter(|kind| *kind != FileKind::Edition).collect();
    assert_eq!(words.len(), 8);
    for title in TITLES {
        let site = linked(folder.path());
        for (n, kind) in words.iter().enumerate() {
            // No two dossiers can have one name.
            let fresh = fresh(&site, &wish(*kind, &format!("{title} {n}")));
            let path = folder.path().join("content").join(fresh.path.as_str());
            assert!(path.file_name().unwrap().to_str().unwrap().is_ascii(), "{path:?}");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create_new(&path).unwrap();
            fs::write(path, fresh.text).unwrap();
        }
    }
    crate::schema::hold(folder.path());
    let outcome = run(folder.path(), How::default());
    let found: Vec<_> = outcome.problems.iter().filter(|p| p.severity != Severity::Note).collect();
    assert_eq!(found, [] as [&dateline::diagnostic::Diagnostic; 0]);
    // As drafts the briefings are checked and not published.
    assert!(!outcome.files.keys().any(|path| path.starts_with("2025/12/22/")));
    let outcome = run(folder.path(), How { drafts: true, ..How::default() });
    let of_severity = |severity| {
        let mut codes: Vec<_> =
            outcome.problems.iter().filter(|p| p.severity == severity).map(|p| p.code.name()).collect();
        codes.dedup();
        codes
    };
    assert_eq!(of_severity(Severity::Error), [""; 0], "{:?}", outcome.problems);
    assert_eq!(of_severity(Severity::Warning), ["no-storyline"]);
    let published = outcome.files.keys().filter(|path| path.starts_with("2025/12/22/"));
    assert!(published.count() > TITLES.len());
}

#[test]
fn what_stands_in_remarks_is_right_once_it_is_filled_in() {
    for kind in
        ["briefing", "edition", "storyline", "person", "place", "organisation", "document", "treaty", "page"]
    {
        let site = "-- site.yaml --\ntitle: T\nkinds: {treaties: {one: Treaty, many: Treaties}}\n";
        let (path, text) = made(site, kind, "T");
        let filled: String =
            text.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
        assert!(kind == "page" || filled != text, "{kind}");
        let outcome = build(&format!("{site}-- content/{path} --\n{filled}"));
        for problem in &outcome.problems {
            let is_blank = problem.message == "`value` is missing here";
            let meant = ["unknown-id", "unknown-source", "no-base-url", "missing-summary", "never-mentioned"];
            let is_example = is_blank || meant.contains(&problem.code.name());
            assert!(is_example || problem.severity != Severity::Error, "{kind}: {problem:?}\n{filled}");
            assert!(!["unknown-key", "misspelt-key"].contains(&problem.code.name()), "{problem:?}");
        }
    }
}

#[test]
fn ids_are_free_and_take_nothing_from_links() {
    let site = "
-- site.yaml --
title: T
kinds: {treaties: {one: Treaty, many: Treaties}}
-- content/people/Georgia.md --
---
name: Georgia Smyth
---
-- content/storylines/talks.md --
---
title: Talks
---
-- content/pages/about.md --
---
title: About
---
-- content/briefings/2025-12-20-week.md --
---
title: Week
date: 2025-12-20
former: [/old-page/, /places/lviv/, /2025/12/22/alias/]
---
-- content/briefings/2025-12-21-round.md --
---
title: Round
date: 2025-12-21
---
After [[week|the week]].
-- content/briefings/2025-12-22-today.md --
---
title: Today
date: 2025-12-22
---
";
    for (kind, title, expected) in [
        ("place", "Georgia", "places/georgia-2.md"),
        ("people", "Talks", "people/talks-2.md"),
        ("storyline", "Week", "storylines/week-2.md"),
        ("storyline", "About", "storylines/about-2.md"),
        ("place", "Lviv", "places/lviv-2.md"),
        ("person", "Lviv", "people/lviv.md"),
        ("treaties", "Minsk", "treaties/minsk.md"),
        ("treaty", "Minsk", "treaties/minsk.md"),
        ("page", "About", "pages/about-2.md"),
        ("page", "Search", "pages/search-2.md"),
        ("page", "Treaties", "pages/treaties-2.md"),
        ("page", "2025", "pages/2025-2.md"),
        ("page", "Old page", "pages/old-page-2.md"),
        ("page", "★", "pages/page.md"),
        ("briefing", "Today", "briefings/2025-12-22-today-2.md"),
        ("briefing", "Round", "briefings/2025-12-22-round.md"),
        ("briefing", "Week", "briefings/2025-12-22-week-2.md"),
        ("briefing", "Alias", "briefings/2025-12-22-alias-2.md"),
        ("briefing", "…", "briefings/2025-12-22-briefing.md"),
    ] {
        assert_eq!(path(site, kind, title), expected);
    }
}

#[test]
fn briefings_go_where_the_newest_one_would() {
    let site = |folder: &str| {
        format!("-- content/briefings/{folder}2025-11-30-a.md --\n---\ntitle: A\ndate: 2025-11-30\n---\n")
    };
    for (folder, expected) in [
        ("", ""),
        ("2025/", "2025/"),
        ("2025-11/", "2025-12/"),
        ("2025/11/", "2025/12/"),
        ("2025/2025-11/", "2025/2025-12/"),
        ("2025/11/30/", "2025/12/22/"),
        ("2025/листопад/", ""),
        ("politics/", ""),
    ] {
        let expected = format!("briefings/{expected}2025-12-22-b.md");
        assert_eq!(path(&site(folder), "briefing", "B"), expected, "{folder}");
    }
    assert_eq!(path("", "briefing", "B"), "briefings/2025-12-22-b.md");
    // A folder that a briefing shares with its pictures is not a place for others.
    for (folder, expected) in [("", ""), ("2025/11/", "2025/12/")] {
        let site = site(&format!("{folder}2025-11-30-a/"))
            .replace("a.md", "index.md")
            .replace("2025-11-30-index", "index");
        assert_eq!(path(&site, "briefing", "B"), format!("briefings/{expected}2025-12-22-b.md"), "{site}");
    }
}

#[test]
fn a_briefing_takes_up_what_its_storylines_left() {
    let (_, text) = made(
        "
-- site.yaml --
title: T
authors: {desk: {name: Desk}, night: {name: Night desk}}
series: {drones: {name: Drones}, loan: {name: Loan}, bombs: {name: Bombs}, tanks: {name: Tanks}}
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/storylines/talks.md --
---
title: Talks
series: [drones, loan, bombs, tanks]
---
-- content/briefings/2025-12-20-a.md --
---
title: A
date: 2025-12-20
storylines: talks
sources: {s: {title: S}}
figures:
  - {series: drones, value: 900, period: week to 2025-12-14, by: ada, source: s}
  - {series: loan, value: 100 billion, period: 2026/2027, by: [ada, {name: 'Bo: B'}], source: s}
  - {series: bombs, value: [40, 50], qualifier: range, source: s}
unknown:
  - {id: why, text: Why}
  - {id: when, text: 'When: the day'}
  - {text: Who}
watch: [{id: vote, text: 'The vote: again', date: 2026-01-10}, {id: past, text: Past}, {text: Any word}]
corrections: [{date: 2025-12-21, fixes: figures/loan, error: ours, was: 100 billion, now: 90 billion}]
---
-- content/briefings/2025-12-21-b.md --
---
title: B
date: 2025-12-21
storylines: talks
draft: true
sources: {s: {title: S}}
figures:
  - {series: drones, value: 1300, qualifier: about, period: 'week to 2025-12-21', by: ada, source: s}
answers: {why: So, past: It came}
---
",
        "briefing",
        "C",
    );
    let part = |from: &str, to: &str| {
        let start = text.find(from).unwrap();
        text[start..start + text[start..].find(to).unwrap()].to_owned()
    };
    assert_eq!(part("storylines:", "summary"), "storylines: [talks]\n");
    assert_eq!(part("# authors", "# covers"), "# authors: [ID]  # desk, night\n");
    assert_eq!(
        part("# figures", "# quotes"),
        "\
# figures:
#   - {series: drones, value: , period: , by: ada, source: }  # last: about 1300, week to 2025-12-21, in 2025-12-21-b
#   - {series: loan, value: , period: , by: [ada, {name: \"Bo: B\"}], source: }  # last: 90 billion, 2026/2027, in 2025-12-20-a
#   - {series: bombs, value: , period: , by: , source: }  # last: 40 to 50, 2025-12-20, in 2025-12-20-a
#   - {series: tanks, value: , period: , by: , source: }  # no value yet
"
    );
    assert_eq!(
        part("# answers", "# watch"),
        "\
# answers:
#   when:  # When: the day (asked 2025-12-20)
#   # Who (asked 2025-12-20, without an id, in 2025-12-20-a)
#   vote:  # The vote: again (named 2025-12-20)
"
    );
}

fn dateline(root: &Path, args: &[&str], editor: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(root).arg("new").args(args).env_remove("VISUAL").env("EDITOR", editor);
    command.output().unwrap()
}

/// What was printed, and what was said.
#[track_caller]
fn said(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_program_prints_the_path_and_never_overwrites() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write_site(root, "-- site.yaml --\ntitle: T\ntimezone: Europe/Kyiv\nlanguage: en-GB\n");
    let new = |args: &[&str]| said(&dateline(root, args, ""), 0);
    let late = ["--now", "2025-12-21T22:30Z"];
    let (path, err) = new(&[&["briefing", "Night", "talks"], &late[..]].concat());
    assert_eq!((path.as_str(), err.as_str()), ("content/briefings/2025-12-22-night-talks.md\n", ""));
    let (path, _) = new(&[&["briefing", "Night talks"], &late[..]].concat());
    assert_eq!(path, "content/briefings/2025-12-22-night-talks-2.md\n");
    let (path, _) = new(&["briefings", "Гора", "--date", "2025-12-22T07:00", "--lang", "uk"]);
    let text = fs::read_to_string(root.join(path.trim_end())).unwrap();
    assert_eq!(path, "content/briefings/2025-12-22-hora.md\n");
    assert!(text.starts_with("---\ntitle: Гора\ndate: 2025-12-22T07:00\ndraft: true "), "{text}");
    assert!(text.ends_with("\nlang: uk\n---\n\n"), "{text}");
    new(&["person", "Ada Smyth"]);

    let fails = |args: &[&str]| said(&dateline(root, args, ""), 2).1;
    assert_eq!(
        fails(&["place", "Ada  Smyth"]),
        "error: the name `Ada  Smyth` already belongs to `content/people/ada-smyth.md`\n\
         help: write more about it there, or choose a longer name\n"
    );
    assert_eq!(
        fails(&["persn", "B"]),
        "error: there is no kind of file called `persn`\nhelp: did you mean `person`?\n"
    );
    assert_eq!(
        fails(&["treaty", "B"]),
        "error: there is no kind of file called `treaty`\n\
         help: write one of briefing, edition, storyline, person, place, organisation, document, page\n"
    );
    write_site(root, "-- content/storylines/peace-talks.md --\n---\ntitle: T\n---\n");
    assert!(fails(&["briefing", "B", "-s", "peace-tlaks"]).ends_with("help: did you mean `peace-talks`?\n"));
    assert!(fails(&["page", "B", "-s", "peace-talks"]).starts_with("error: only a briefing has storylines"));
    assert!(fails(&["page", "!"]).starts_with("error: the title has neither letters nor digits"));
    assert!(
        fails(&["briefing", "B", "--date", "2025"]).starts_with("error: `--date`: a briefing needs a day")
    );
    assert!(fails(&["briefing", "B", "--lang", "?"]).starts_with("error: `--lang`: `?` is not"));
    assert!(fails(&["briefing", "B", "--edit"]).starts_with("error: neither `VISUAL` nor `EDITOR`"));
    assert_eq!(fs::read_dir(root.join("content/briefings")).unwrap().count(), 3);
    assert!(!root.join("content/pages").exists());

    fs::write(root.join("site.yaml"), "title: T\ntimezone: Europe/Kiyv\n").unwrap();
    let (_, err) = new(&["page", "P"]);
    assert!(
        err.starts_with("error[wrong-type]: there is no time zone `Europe/Kiyv`\n --> site.yaml:2:11"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn the_editor_is_a_command_of_the_shell() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("a site");
    fs::create_dir(&root).unwrap();
    write_site(&root, "-- site.yaml --\ntitle: T\n");
    let (path, _) = said(&dateline(&root, &["page", "P", "--edit"], "printf '%s' 'one  two' >"), 0);
    assert_eq!(fs::read_to_string(root.join(path.trim_end())).unwrap(), "one  two");
    let (path, err) = said(&dateline(&root, &["page", "Q", "-e"], "exit 3 #"), 2);
    assert!(root.join(path.trim_end()).exists());
    assert_eq!(err, "error: the editor `exit 3 #` failed: exit status: 3; the file is written\n");
}

#[test]
fn a_comment_lists_eight_ids() {
    let comment = |count: usize| {
        let authors: Vec<String> = (0..count).map(|n| format!("a{n}: {{name: A{n}}}")).collect();
        let site = format!("-- site.yaml --\ntitle: T\nbase_url: /\nauthors: {{{}}}\n", authors.join(", "));
        let text = made(&site, "briefing", "New").1;
        text.lines().find(|line| line.starts_with("# authors")).unwrap().to_owned()
    };
    assert_eq!(comment(8), "# authors: [ID]  # a0, a1, a2, a3, a4, a5, a6, a7");
    assert_eq!(comment(9), "# authors: [ID]  # a0, a1, a2, a3, a4, a5, a6, a7, …");
}

#[test]
fn the_file_of_an_edition_is_named_after_its_days_or_the_next_number() {
    let briefing = "-- content/briefings/2025-12-21-a.md --\n---\ntitle: A\ndate: 2025-12-21\n---\n";
    let site = |edition: &str, more: &str| {
        format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nedition: {edition}\n{briefing}{more}")
    };
    let (path, text) = made(&site("day", ""), "edition", "A title");
    assert_eq!(path, "editions/2025-12-22.md");
    assert!(text.contains("title: A title\n") && text.contains("# number: 2 "), "{text}");
    assert!(text.contains("# lead: ID  # 2025-12-21-a\n"), "{text}");
    assert_eq!(made(&site("week", ""), "edition", "T").0, "editions/2025-w52.md");
    assert_eq!(made(&site("month", ""), "edition", "T").0, "editions/2025-12.md");
    assert_eq!(made(&site("issue", ""), "edition", "A title").0, "editions/a-title.md");
    let issue = "-- content/editions/664.md --\n---\nnumber: 664\ncovers: 2025-12-20/2025-12-21\n---\n";
    let (path, text) = made(&site("issue", issue), "edition", "T");
    assert_eq!(path, "editions/665.md");
    assert!(text.contains("\ncovers: 2025-12-22/2025-12-22 ") && text.contains("# number: 665 "), "{text}");
}
