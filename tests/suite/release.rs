//! What is held back: nothing of it is published, and its problems are its own.

use std::path::Path;
use std::process::{Command, Output};

use dateline::diagnostic::{Diagnostic, Severity};

use crate::site::{How, Outcome, build, build_as, check, in_folder};

/// The ways to hold a file back, all in force on 1 June 2026.
const WAYS: [&str; 6] = [
    "draft: true",
    "draft: \"true\"",
    "embargo: 2026-06-01T00:00:01Z",
    "embargo: 9999-12-31",
    "embargo: 9999-12-31T23:59Z",
    "draft: true\nembargo: 2020-01-01",
];

/// A file of each kind that is held back, with a needle in every field and its file's name.
const HELD: &str = "
-- content/briefings/2026-01-06-hush.md --
---
title: NEEDLE-title of a briefing that is held back
date: 2026-01-06
WAY
summary: NEEDLE-summary
storylines: [talks, hush-story]
about: [ada, hush-person]
place: hush-place
dateline: hush-place
changed: [NEEDLE-changed]
authors: [{name: NEEDLE-author}]
former: [/NEEDLE-former/]
sources: {NEEDLE-id: {title: NEEDLE-source, url: \"https://e.org/NEEDLE\", note: NEEDLE-note, by: hush-person}}
events: [{id: NEEDLE-event, date: 2026-01-05, text: NEEDLE-event, who: [{name: NEEDLE-who}]}]
quotes: [{text: NEEDLE-quote, by: hush-person, source: NEEDLE-id, original: {uk: NEEDLE-original}}]
figures: [{series: n, value: 987654321, as: NEEDLE-as, note: NEEDLE-figure, by: hush-person, source: NEEDLE-id}]
known: [{text: NEEDLE-known}]
unknown: [{id: NEEDLE-question, text: NEEDLE-question}]
answers: {open: NEEDLE-answer}
watch: [{text: NEEDLE-watch, date: 2027}]
corrections: [{date: 2026-01-06, text: NEEDLE-correction, was: NEEDLE-was, now: NEEDLE-now}]
extra: {key: NEEDLE-extra}
---
NEEDLE-body names Nadia Needle. ![NEEDLE-alt](hush.png)

## NEEDLE-section
-- content/briefings/hush.png --
GIF89aNEEDLE-bytes
-- content/storylines/hush-story.md --
---
title: NEEDLE-story
WAY
summary: NEEDLE-story-summary
former: [/NEEDLE-story-was/]
parent: talks
key: [ada]
trend: {is: improved, why: NEEDLE-why}
extra: {key: NEEDLE-extra}
---
NEEDLE-stands ![NEEDLE-alt](../briefings/hush.png)
-- content/people/hush-person.md --
---
name: Nadia Needle
WAY
aliases: [NEEDLE-alias-name]
former: [/NEEDLE-person-was/]
variants: [NEEDLE-variant]
native: {uk: NEEDLE-native}
role: [{text: NEEDLE-role, from: 2025}]
of: ada
summary: NEEDLE-person
wikidata: Q987654321
extra: {key: NEEDLE-extra}
---
NEEDLE-life
-- content/places/hush-place.md --
---
name: NEEDLE-place
WAY
in: kyiv
at: [12.345678, 23.456789]
---
-- content/documents/hush-paper.md --
---
name: NEEDLE-paper
WAY
by: {name: NEEDLE-maker}
replaces: paper
state: NEEDLE-state
---
-- content/pages/hush-page.md --
---
former: [/NEEDLE-page-was/]
title: NEEDLE-page
WAY
summary: NEEDLE-page-summary
extra: {key: NEEDLE-extra}
---
NEEDLE-text
";

/// What is released, and names all of that wherever it can.
const RELEASED: &str = "
-- site.yaml --
title: Digest
base_url: https://x.org/d/
email: true
hosts: [netlify]
series: {n: {name: Number, place: hush-place}}
nav: [storylines, hush-page, people]
-- content/briefings/2026-01-05-open.md --
---
title: Open
date: 2026-01-05
summary: S
storylines: [talks, hush-story]
about: [ada, hush-person]
place: hush-place
dateline: hush-place
authors: [hush-person]
sources: {s: {title: Source, url: \"https://e.org/\"}}
events: [{date: 2026-01-04, text: Something, place: hush-place, who: [ada, hush-person], source: s}]
unknown: [{id: open, text: What now?}]
watch: [{text: Look, date: 2027, place: hush-place, who: hush-person}]
---
[[hush]] [[hush-story]] [[people/hush-person]] [paper](../documents/hush-paper.md) [[hush-page]]
[a](/people/hush-person/) [b](/storylines/hush-story/feed.xml) [c](/hush-page/) <a href=\"/2026/01/06/hush/\">d</a>
-- content/storylines/talks.md --
---
title: Talks
parent: hush-story
key: [hush-person, ada]
---
-- content/people/ada.md --
---
name: Ada
of: [hush-person]
---
-- content/places/kyiv.md --
---
name: Kyiv
in: hush-place
---
-- content/documents/paper.md --
---
name: Paper
by: hush-person
replaces: hush-paper
---
-- content/pages/about.md --
---
title: About
---
[[hush-person]]
";

fn held(way: &str) -> String {
    format!("{RELEASED}{}", HELD.replace("WAY", way))
}

/// The output files that have one of some texts in their names or bytes.
fn holding(outcome: &Outcome, texts: &[&str]) -> Vec<String> {
    let has =
        |bytes: &[u8]| texts.iter().any(|text| bytes.windows(text.len()).any(|part| part == text.as_bytes()));
    let found = outcome.files.iter().filter(|(path, bytes)| has(path.as_bytes()) || has(bytes));
    found.map(|(path, _)| path.clone()).collect()
}

/// Everything that only held-back files have.
const NEEDLES: [&str; 9] =
    ["NEEDLE", "Needle", "needle", "hush", "987654321", "987,654,321", "987.65", "12.345", "Q98765"];

#[test]
fn nothing_of_any_kind_of_file_is_in_any_byte_while_it_is_held_back() {
    for way in WAYS {
        let outcome = build(&held(way));
        assert_eq!(holding(&outcome, &NEEDLES), [""; 0], "{way}");
        let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{way}");
        // One for each id typed in the released files, and for each link.
        let told = outcome.codes().into_iter().filter(|code| *code == "unreleased-link").count();
        assert_eq!(told, 27, "{way}");
    }
}

#[test]
fn what_was_held_back_is_there_once_it_is_asked_for() {
    for (way, how) in [
        (WAYS[0], How { drafts: true, ..How::default() }),
        (WAYS[2], How { future: true, ..How::default() }),
        (WAYS[2], How { now: "2026-06-01T00:00:01Z", ..How::default() }),
        (WAYS[3], How { future: true, ..How::default() }),
        (WAYS[5], How { drafts: true, ..How::default() }),
    ] {
        let outcome = build_as(&held(way), how);
        for page in [
            "2026/01/06/hush/index.html",
            "storylines/hush-story/index.html",
            "people/hush-person/index.html",
            "places/hush-place/feed.xml",
            "documents/hush-paper/index.html",
            "hush-page/index.html",
            "files/briefings/hush.png",
            "NEEDLE-former/index.html",
            "NEEDLE-story-was/index.html",
            "NEEDLE-story-was/feed.xml",
            "NEEDLE-person-was/index.html",
            "NEEDLE-page-was/index.html",
        ] {
            assert!(outcome.files.contains_key(page), "{way}: {page}");
        }
        assert!(!outcome.codes().contains(&"unreleased-link"), "{way}");
    }
}

#[test]
fn a_page_that_only_a_preview_shows_says_so() {
    let marks = |way: &str| {
        let outcome = build_as(&held(way), How { drafts: true, future: true, ..How::default() });
        let mark =
            |page: &str| outcome.between(page, "<strong class=\"unreleased\">", "</strong>").to_owned();
        [
            mark("storylines/hush-story/index.html"),
            mark("people/hush-person/index.html"),
            mark("hush-page/index.html"),
        ]
    };
    assert_eq!(marks("draft: true"), ["Draft"; 3]);
    assert_eq!(marks("embargo: 2026-07-04T06:30Z"), ["Not before July 4, 2026, 06:30"; 3]);
    let outcome = build(RELEASED.replace("hush", "gone").as_str());
    assert!(!outcome.page("people/ada/index.html").contains("unreleased"));
}

#[test]
fn a_time_that_has_come_holds_nothing_back() {
    for (embargo, zone, is_out) in [
        ("2026-05-31T23:59:59Z", "UTC", true),
        ("2026-06-01T00:00:00Z", "UTC", true),
        ("2026-06-01", "Europe/Kyiv", true),
        ("2026-06-01", "America/New_York", false),
        ("2026", "UTC", true),
        ("2027-01", "UTC", false),
        ("0000-01-01", "Pacific/Auckland", true),
        ("9999-12-31", "America/New_York", false),
        ("9999-12-31", "Pacific/Auckland", false),
        ("9999-12-31T23:59:59-14:00", "UTC", false),
        ("9999", "Europe/Kyiv", false),
    ] {
        let site = format!(
            "-- site.yaml --\ntitle: T\ntimezone: {zone}\n-- content/pages/p.md --\n---\ntitle: P\nembargo: {embargo}\n---\n"
        );
        let outcome = build(&site);
        assert_eq!(outcome.files.contains_key("p/index.html"), is_out, "{embargo} in {zone}");
    }
    // Only `--future` has the end of the calendar.
    let last = "-- content/briefings/9999-12-31-p.md --\n---\ntitle: P\ndate: 9999-12-31\n---\n";
    let is_out = |how| build_as(last, how).files.contains_key("9999/12/31/p/index.html");
    assert!(!is_out(How { now: "9999-12-30T22:00:00.999999999Z", ..How::default() }));
    assert!(is_out(How { future: true, ..How::default() }));
}

#[test]
fn what_cannot_be_read_holds_back_and_is_an_error() {
    for line in [
        "draft: maybe",
        "draft: yes",
        "draft: 1",
        "draft: \"\"",
        "draft:",
        "draft: ~",
        "draft: [true]",
        "embargo: soon",
        "embargo:",
        "embargo: [2020-01-01]",
        "embargo: 2020-13-01",
        "embargo: -2020-01-01",
        "embargo: 12020-01-01",
    ] {
        for (kind, needed) in [
            ("pages", "title: NEEDLE"),
            ("people", "name: NEEDLE"),
            ("storylines", "title: NEEDLE"),
            ("briefings", "title: NEEDLE\ndate: 2026-01-05"),
        ] {
            let outcome = build(&format!("-- content/{kind}/p.md --\n---\n{needed}\n{line}\n---\nText\n"));
            let errors: Vec<&Diagnostic> =
                outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
            assert_eq!(errors.len(), 1, "{kind}, {line}: {errors:?}");
            assert!(errors[0].is_secret && !errors[0].is_of_draft, "{kind}, {line}");
            assert_eq!(holding(&outcome, &["NEEDLE"]), [""; 0], "{kind}, {line}");
        }
    }
}

#[test]
fn a_released_speaker_is_needed() {
    check(
        "
-- content/briefings/2026-01-05-a.md --
---
title: A
date: 2026-01-05
sources: {s: {title: S, by: witness}}
                            ^^^^^^^ error[unreleased-speaker]: `content/people/witness.md`, whose words these are, is not published yet
quotes: [{text: Gone., by: [ada, witness], source: s}]
                                 ^^^^^^^ error[unreleased-speaker]: `content/people/witness.md`, whose words these are, is not published yet
figures: [{series: n, value: 1, by: witness, source: s}]
                                    ^^^^^^^ error[unreleased-speaker]: `content/people/witness.md`, whose words these are, is not published yet
events: [{date: 2026-01-04, text: E, who: witness}]
                                          ^^^^^^^ warning[unreleased-link]: `content/people/witness.md` is not published yet, so it is left out here for now
---
-- content/people/witness.md --
---
name: W
embargo: 2027-01-01
---
-- content/people/ada.md --
---
name: Ada
---
-- site.yaml --
title: T
base_url: https://x.org/
series: {n: {name: N}}
",
    );
}

#[test]
fn what_comes_out_together_may_name_each_other() {
    let site = |briefing: &str, person: &str| {
        let text = format!(
            "-- content/briefings/2026-01-05-a.md --\n---\ntitle: A\ndate: 2026-01-05\n{briefing}\nabout: w\nquotes: [{{text: Gone., by: w}}]\n---\n[[w]]\n-- content/people/w.md --\n---\nname: W\n{person}\n---\n"
        );
        build(&text).codes().into_iter().filter(|code| code.starts_with("unreleased-")).count()
    };
    assert_eq!(site("embargo: 2027-01-02T00:00Z", "embargo: 2027-01-01T00:00Z"), 0);
    assert_eq!(site("embargo: 2027-01-02T00:00Z", "embargo: 2027-01-02T00:00Z"), 0);
    assert_eq!(site("embargo: 2027-01-01T00:00Z", "embargo: 2027-01-01T00:00:01Z"), 3);
    assert_eq!(site("draft: true", "draft: true"), 0);
    assert_eq!(site("embargo: 2027-01-01T00:00Z", "draft: true"), 3);
    assert_eq!(site("", "draft: true"), 3);
}

#[test]
fn a_draft_takes_no_id_from_what_is_finished() {
    let outcome = check(
        "
-- content/briefings/2026-01-05-a.md --
---
title: A
date: 2026-01-05
about: [x, people/y]
---
[[x]] [[z]] [[w]] [its page](/x/) /2026/01/05/a/
-- content/people/x.md --
---
name: Xenia
---
-- content/places/x.md --
---
name: Xanten
draft: true
---
-- content/people/y.md --
---
name: Yara
---
-- content/people/old/y.md --
---
^ warning[duplicate-id]: the id `y` is already taken in `people`
name: Yara
      ^^^^ warning[claimed-name]: the name `Yara` already belongs to `Yara`
draft: true
---
-- content/storylines/z.md --
---
title: Draft
draft: true
---
-- content/briefings/2026-01-04-z.md --
---
title: Zed
date: 2026-01-04
---
-- content/pages/w.md --
---
title: W
---
-- content/briefings/2026-01-03-w.md --
---
title: Draft
date: 2026-01-03
draft: true
---
-- content/pages/x.md --
---
title: X
---
-- content/pages/old/x.md --
---
^ warning[duplicate-id]: the id `x` is already taken in `pages`
title: Draft
draft: true
---
-- content/briefings/old/2026-01-05-a.md --
---
^ warning[duplicate-id]: the id `2026-01-05-a` is already taken in `briefings`
title: Draft
date: 2026-01-05
draft: true
---
",
    );
    let body = outcome.between("2026/01/05/a/index.html", "<div class=\"text e-content\"", "</div>");
    for link in ["/people/x/", "/2026/01/04/z/", "/w/", "/x/"] {
        assert!(body.contains(&format!("href=\"{link}\"")), "{link} in {body}");
    }
}

#[test]
fn a_draft_of_a_list_of_the_site_takes_no_link_to_it() {
    check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
nav: [people, timeline]
-- content/people/ada.md --
---
name: Ada
---
[All](/people/), [this](/people/ada/), [when](/timeline/), [none](/people/ben/)
                                                           ^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/people/ben/`
-- content/pages/people.md --
---
title: Draft
draft: true
---
-- content/pages/timeline.md --
---
title: Draft
draft: true
---
-- content/pages/plan.md --
---
title: Draft
draft: true
---
-- content/pages/more.md --
---
title: More
---
[Plan](/plan/) [below](/plan/x/)
^^^^^^^^^^^^^^ warning[unreleased-link]: `content/pages/plan.md` is not published yet, so this is no link for now
               ^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/plan/x/`
",
    );
}

#[test]
fn problems_of_a_draft_are_warnings_and_never_count() {
    let files = [
        (
            "pages/p.md",
            "title: P\ntitle: Q\nsummary: [a]\npublished: false",
            "[todo](nowhere.md) [[nobody]] ![](x.png)",
        ),
        ("pages/q.md", "summary: 'open", ""),
        ("pages/r.md", "colour: red # allow no-such: x", "# H {#h}\n\n[h](#g)"),
        ("people/p.md", "aliases: {a: b}", ""),
        ("storylines/s.md", "title: S\nstatus: draft\nparent: s\nkey: [nobody]", ""),
        ("briefings/2026-01-40-b.md", "quotes: [{text: Unsaid}]\nfigures: [{series: n}]", "x [^a]"),
        ("briefings/c.md", "title: C\ndate: soon\nembargo: soon", "On Sunday 20 December 2025"),
    ];
    let mut site = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n-- content/pages/out.md --\n---\ntitle: Out\n---\n".to_owned();
    for (path, front, body) in files {
        site += &format!("-- content/{path} --\n---\ndraft: true\n{front}\n---\n{body}\n");
    }
    let folder = in_folder(&site);
    let run = |args: &[&str]| dateline(folder.path(), args);
    let output = run(&["check", "--strict", "--all"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(!text(&output).contains("error"), "{}", text(&output));
    for (path, ..) in files {
        assert!(text(&output).contains(path), "{path} in {}", text(&output));
    }
    assert_eq!(run(&["build", "--strict"]).status.code(), Some(0));
    assert!(folder.path().join("public/out/index.html").is_file());
    assert_eq!(run(&["check", "--drafts"]).status.code(), Some(1));
    // An error beside them counts as ever.
    std::fs::write(folder.path().join("content/pages/bad.md"), "---\ntitle: B\n---\n[[nobody]]\n").unwrap();
    assert_eq!(run(&["check"]).status.code(), Some(1));
    std::fs::write(folder.path().join("content/pages/bad.md"), "---\ntitle: B\ncolour: red\n---\n").unwrap();
    assert_eq!(run(&["check"]).status.code(), Some(0));
    assert_eq!(run(&["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn problems_of_a_file_under_embargo_count() {
    check(
        "
-- content/pages/p.md --
---
title: P
embargo: 2027-01-01T07:00
         ^^^^^^^^^^^^^^^^ warning[embargo-without-zone]: this embargo is read as a time in UTC
---
[[nobody]]
^^^^^^^^^^ error[unknown-id]: nothing is called `nobody`
",
    );
}

#[test]
fn a_file_that_only_drafts_show_is_not_published() {
    let site = |way: &str| {
        format!(
            "-- content/pages/a.md --\n---\ntitle: A\n{way}\n---\n[x](x.txt)\n-- content/pages/x.txt --\nX\n-- content/pages/y.txt --\nY\n-- content/pages/b.md --\n---\ntitle: B\n---\n[y](y.txt)\n"
        )
    };
    for (way, is_out) in [("draft: true", false), ("embargo: 2027", false), ("embargo: 2020", true)] {
        let outcome = build(&site(way));
        assert_eq!(outcome.files.contains_key("files/pages/x.txt"), is_out, "{way}");
        assert!(outcome.files.contains_key("files/pages/y.txt"));
        assert!(!outcome.codes().contains(&"unused-file"), "{way}");
    }
}

pub(crate) fn dateline(root: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let command = command.current_dir(root).args(args).args(["--now", "2026-06-01T00:00Z"]);
    command.env_remove("DATELINE_BASE_URL").output().unwrap()
}

/// All that a run has written to the terminal.
pub(crate) fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

#[test]
fn what_is_left_out_is_counted_in_all_kinds() {
    let lines = |site: &str| text(&dateline(in_folder(site).path(), &["build"]));
    let page = |id: &str, way: &str| format!("-- content/pages/{id}.md --\n---\ntitle: P\n{way}\n---\n");
    let person = |id: &str, way: &str| format!("-- content/people/{id}.md --\n---\nname: {id}\n{way}\n---\n");
    let said = lines(&(page("a", "draft: true") + &person("b", "draft: true") + &page("c", "embargo: 2027")));
    assert!(said.contains("2 drafts are left out; `--drafts` includes drafts\n"), "{said}");
    assert!(said.contains("1 file waits; the next is due on 2027-01-01 at 00:00 (UTC)\n"), "{said}");
    let said = lines(&(page("a", "embargo: 2028") + &person("b", "embargo: 2027-02-03T04:05Z")));
    assert!(said.contains("2 files wait; the next is due on 2027-02-03 at 04:05 (UTC)\n"), "{said}");
    let said = lines(&page("a", "embargo: 9999-12-31T23:59Z"));
    assert!(said.contains("1 file waits for a time that never comes\n"), "{said}");
}
