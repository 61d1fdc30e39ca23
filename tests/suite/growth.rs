//! What keeps the cost of odd inputs in bounds: where nothing is looked for, how much is shown of a lot, and
//! the limits, each at the limit and one beside it. `scripts/growth.py` measures that cost.

use std::fs;
use std::process::{Command, Output};

use dateline::diagnostic::{Code, Diagnostics, Style, render_github, render_human, render_json};
use dateline::link::Release;
use dateline::load::Project;
use dateline::pipeline::{self, Memo};

use crate::site::{Outcome, build, build_damaged, check, in_folder, write_site};

/// A site with one briefing that has this body.
fn site(body: &str) -> String {
    format!("-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n---\n{body}\n")
}

fn of(outcome: &Outcome, code: Code) -> Vec<&dateline::diagnostic::Diagnostic> {
    outcome.problems.iter().filter(|problem| problem.code == code).collect()
}

fn dateline(folder: &std::path::Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_dateline");
    Command::new(program).args(arguments).arg("--root").arg(folder).output().unwrap()
}

#[test]
fn what_is_near_is_found_among_many() {
    let people: String = (0..3000)
        .map(|n| format!("-- content/people/person-{n}.md --\n---\nname: Person {n}x\n---\n"))
        .collect();
    let outcome = build(&(people + &site("[[persom-1234]] [[person-1234xx]] [a](../people/person-12x4.md)")));
    let help = |code| of(&outcome, code).iter().map(|p| p.help.clone().unwrap()).collect::<Vec<_>>();
    assert_eq!(
        help(Code::UnknownId),
        [
            "did you mean `person-1234`? (content/people/person-1234.md)",
            "did you mean `person-1234`? (content/people/person-1234.md)",
        ]
    );
    assert_eq!(help(Code::BrokenLink), ["did you mean `../people/person-1204.md`?"]);
}

#[test]
fn a_file_that_was_moved_is_found_by_its_name() {
    let outcome = build(
        "
-- content/documents/paper.md --
---
name: A paper
---
-- content/people/paper.md --
---
name: A man of paper
---
-- content/pages/a.md --
---
title: A
---
[it](../places/paper.md)
",
    );
    let help = of(&outcome, Code::BrokenLink)[0].help.clone();
    assert_eq!(help.unwrap(), "did you mean `../documents/paper.md`?", "the first in order of path");
}

#[test]
fn a_body_that_was_read_before_suggests_what_is_near_now() {
    let folder = in_folder(&site("[[ada-smith]]"));
    let project = Project::at(folder.path().to_path_buf());
    let release = Release { now: "2026-06-01T00:00:00Z".parse().unwrap(), drafts: false, future: false };
    let mut memo = Memo::default();
    let mut helped = || {
        let mut diags = Diagnostics::default();
        pipeline::plan(&project, &release, Some(&mut memo), &mut diags);
        let problems = diags.into_sorted();
        problems.iter().find(|problem| problem.code == Code::UnknownId).unwrap().help.clone().unwrap()
    };
    assert!(helped().starts_with("write the id of"));
    write_site(folder.path(), "-- content/people/ada-smyth.md --\n---\nname: Ada Smyth\n---\n");
    assert_eq!(helped(), "did you mean `ada-smyth`? (content/people/ada-smyth.md)");
    fs::remove_file(folder.path().join("content/people/ada-smyth.md")).unwrap();
    assert!(helped().starts_with("write the id of"));
}

#[test]
fn of_a_long_line_a_window_is_shown_and_columns_count_from_its_beginning() {
    let words = "слово ".repeat(400);
    let outcome = build(&site(&format!("{words}[[nothing]] {words}")));
    let text = render_human(&outcome.problems, Style { colour: false, all: true, no_source: false });
    assert!(text.contains("content/briefings/2025-12-22-talks.md:5:2401\n"), "{text}");
    let shown = text.lines().find(|line| line.contains("[[nothing]]")).unwrap();
    assert!(shown.chars().count() < 160, "{shown}");
    let carets = text.lines().find(|line| line.contains("^^^^^^^^^^^")).unwrap();
    let column = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
    assert_eq!(column(shown, "[[nothing]]"), column(carets, "^"), "{text}");
    let json = render_json(&outcome.problems);
    assert!(json.contains("\"line\":5,\"column\":2401,\"endLine\":5,\"endColumn\":2412"), "{json}");
    assert!(render_github(&outcome.problems).contains("line=5,endLine=5,col=2401,endColumn=2412"));
}

#[test]
fn a_line_with_many_problems_is_not_kept_with_each() {
    let body = (0..500).map(|n| format!("[[nothing-{n}]] ")).collect::<String>();
    let outcome = build(&site(&body));
    let unknown = of(&outcome, Code::UnknownId);
    assert_eq!(unknown.len(), 500);
    let last = unknown.iter().map(|problem| problem.place.as_ref().unwrap().line_column().1).max();
    assert_eq!(last, Some(body.trim_end().len() - "[[nothing-499]]".len() + 1));
    let told = render_human(&outcome.problems, Style { colour: false, all: true, no_source: false });
    assert!(told.len() < 500 * 700, "{}", told.len());
    let kept = unknown.iter().map(|problem| format!("{problem:?}").len()).max();
    assert!(kept < Some(3000), "{kept:?}");
}

#[test]
fn a_second_place_in_a_long_line_has_its_own_column() {
    let front = format!("extra: {{a: {}, b: 1, b: 2}}", "x".repeat(700));
    let text = format!(
        "-- content/briefings/2025-12-22-talks.md --\n---\ntitle: T\ndate: 2025-12-22\n{front}\n---\nText.\n"
    );
    let outcome = build_damaged(&text);
    let problems: Vec<_> = of(&outcome, Code::DuplicateKey).into_iter().cloned().collect();
    let told = render_human(&problems, Style { colour: false, all: true, no_source: false });
    assert!(told.contains("2025-12-22-talks.md:4:720\n"), "{told}");
    assert!(told.contains("2025-12-22-talks.md:4:714\n"), "{told}");
}

#[test]
fn a_text_of_ten_megabytes_is_read_and_one_byte_more_is_not() {
    let folder = in_folder(&site("Text."));
    let file = folder.path().join("content/pages/long.md");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let head = "---\ntitle: Long\n---\n";
    let mut text = head.to_owned() + &"Words of a text.\n".repeat(600_000);
    text.truncate(10_000_000);
    fs::write(&file, &text).unwrap();
    let codes = |folder: &std::path::Path| crate::site::run(folder, Default::default()).codes();
    assert!(!codes(folder.path()).contains(&"too-large"));
    fs::write(&file, text + "x").unwrap();
    let problems = crate::site::run(folder.path(), Default::default()).problems;
    let problem = problems.iter().find(|problem| problem.code == Code::TooLarge).unwrap();
    assert_eq!(problem.message, "this file is 10.1 MB; a text may be at most 10");
    assert_eq!(problem.place.as_ref().unwrap().source.path, "content/pages/long.md");
}

#[test]
fn what_has_nul_bytes_is_no_text_wherever_it_lies() {
    for (path, line, message) in [
        ("content/pages/a.md", 2, "byte 9 of the file is NUL, so this is not text"),
        ("site.yaml", 2, "byte 9 of the file is NUL, so this is not text"),
        ("themes/own/templates/a.html", 2, "byte 9 of the file is NUL, so this is not text"),
        ("themes/own/i18n/en.ftl", 2, "byte 9 of the file is NUL, so this is not text"),
    ] {
        let folder =
            in_folder("-- site.yaml --\ntitle: Test\ntheme: own\n-- themes/own/theme.yaml --\nname: Own\n");
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut bytes = b"a\nname: x".to_vec();
        bytes.extend([0; 200_000]);
        fs::write(&file, bytes).unwrap();
        let problems = crate::site::run(folder.path(), Default::default()).problems;
        let found: Vec<_> = problems.iter().filter(|problem| problem.code == Code::NotUtf8).collect();
        let [problem] = found[..] else { panic!("{path}: {problems:?}") };
        let place = problem.place.as_ref().unwrap();
        assert_eq!((problem.message.as_str(), place.line_column()), (message, (line, 8)), "{path}");
        assert_eq!(place.source.path, path);
    }
}

#[test]
fn a_file_in_utf_16_is_told_as_that() {
    let folder = in_folder(&site("Text."));
    let bytes: Vec<u8> = "\u{feff}---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("content/briefings/2025-12-23-a.md"), bytes).unwrap();
    let problems = crate::site::run(folder.path(), Default::default()).problems;
    let problem = problems.iter().find(|problem| problem.code == Code::NotUtf8).unwrap();
    assert_eq!(problem.message, "the file is saved as UTF-16");
}

#[test]
fn markdown_may_be_a_hundred_deep() {
    // The paragraph is the hundredth.
    let at = |quotations: usize| build(&site(&format!("{}x <b>y</b>", ">".repeat(quotations))));
    assert_eq!(of(&at(99), Code::DeepNesting).len(), 0);
    assert!(at(99).page("2025/12/22/talks/index.html").contains("x <b>y</b>"));
    let outcome = at(100);
    let [problem] = of(&outcome, Code::DeepNesting)[..] else { panic!("{:?}", outcome.problems) };
    assert_eq!(problem.place.as_ref().unwrap().line_column(), (5, 101));
    assert_eq!(of(&at(20_000), Code::DeepNesting).len(), 1);
}

#[test]
fn two_hundred_elements_of_html_may_be_open() {
    let at = |open: usize| build(&site(&format!("x {} y <b>z</b>\n", "<b>".repeat(open))));
    assert_eq!(of(&at(199), Code::DeepNesting).len(), 0);
    let outcome = at(200);
    let [problem] = of(&outcome, Code::DeepNesting)[..] else { panic!("{:?}", outcome.problems) };
    assert_eq!(problem.place.as_ref().unwrap().line_column(), (5, 606));
    assert_eq!(of(&at(5000), Code::DeepNesting).len(), 1);
    let closed = build(&site(&"<p>a<li><b>x</b><br>\n\n".repeat(300)));
    assert_eq!(of(&closed, Code::DeepNesting).len(), 0, "what is closed, or need not be, is not counted");
}

#[test]
fn allowances_above_one_another_are_about_the_same_line() {
    let stack = "# allow embargo-without-zone: known\n".repeat(40);
    let front = format!(
        "{stack}# allow wrong-weekday: typed so\nembargo: 2025-12-22T07:00 # Sunday 22 December 2025"
    );
    let text = |front: &str| {
        format!(
            "-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n{front}\n---\nText.\n"
        )
    };
    let outcome = build(&text(&front));
    for code in [Code::EmbargoWithoutZone, Code::WrongWeekday, Code::UnusedAllowance] {
        assert_eq!(of(&outcome, code).len(), 0, "{code}");
    }
    let outcome = build(&text(&stack));
    assert_eq!(of(&outcome, Code::UnusedAllowance).len(), 40, "after the last there is nothing to allow");
}

#[test]
fn a_document_shows_ten_that_it_replaced_and_ten_that_replaced_it() {
    let paper = |n: usize| {
        let replaces = if n > 0 { format!("replaces: paper-{}\n", n - 1) } else { String::new() };
        format!("-- content/documents/paper-{n}.md --\n---\nname: Paper {n}x\n{replaces}---\n")
    };
    let outcome = build(&(0..30).map(paper).collect::<String>());
    let shown = |n: usize| {
        let page = outcome.page(&format!("documents/paper-{n}/index.html"));
        (0..30).filter(|other| page.contains(&format!("Paper {other}x</"))).collect::<Vec<_>>()
    };
    assert_eq!(shown(15), (5..=25).collect::<Vec<_>>());
    assert_eq!(shown(10), (0..=20).collect::<Vec<_>>());
    assert_eq!(shown(29), (19..30).collect::<Vec<_>>());
}

#[test]
fn a_briefing_that_names_hundreds_tells_nothing_of_who_appears_together() {
    let together = |count: usize| {
        let people: String = (0..count)
            .map(|n| format!("-- content/people/p{n}.md --\n---\nname: Person {n}x\n---\n"))
            .collect();
        let names: String = (0..count).map(|n| format!("Person {n}x said.\n\n")).collect();
        let other =
            "-- content/briefings/2025-12-21-eve.md --\n---\ntitle: Eve\ndate: 2025-12-21\n---\nText.\n";
        let outcome = build(&(people + other + &site(&names)));
        outcome.page("people/p0/index.html").contains("Person 1x")
    };
    assert!(together(300));
    assert!(!together(301));
}

#[test]
fn an_entry_of_a_feed_names_twenty_categories() {
    let stories: String =
        (0..25).map(|n| format!("-- content/storylines/s{n}.md --\n---\ntitle: Story {n}\n---\n")).collect();
    let ids: Vec<String> = (0..25).map(|n| format!("s{n}")).collect();
    let briefing =
        site("Text.").replace("---\nText", &format!("storylines: [{}]\n---\nText", ids.join(", ")));
    let outcome = build(&(stories + &briefing));
    assert_eq!(outcome.page("feed.xml").matches("<category").count(), 20);
}

#[test]
fn a_help_line_lists_thirty_of_many() {
    let headings = |count: usize| (0..count).map(|n| format!("## Part {n}\n\nText.\n\n")).collect::<String>();
    let help = |count| {
        let outcome = build(&site(&format!("{}[a](#zzzzzzzz)", headings(count))));
        of(&outcome, Code::DeadAnchor)[0].help.clone().unwrap()
    };
    assert!(help(30).ends_with("part-28, part-29"));
    assert!(help(31).ends_with("part-28, part-29 and 1 more"));
}

#[test]
fn more_threads_than_make_sense_are_not_started() {
    let folder = in_folder(&site("Text."));
    for jobs in ["0", "1", "100000", "18446744073709551615"] {
        let output = dateline(folder.path(), &["check", "--jobs", jobs]);
        assert!(output.status.success(), "{jobs}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn chains_of_sources_end_where_the_last_one_rests() {
    check(
        "
-- site.yaml --
title: Test
base_url: https://example.org/
outlets: {wire: {name: Wire, kind: wire}}
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
sources:
  a: {title: A, via: b}
  b: {title: B, via: c}
  c: {title: C, via: wire}
  into: {title: Into, via: one}
  one: {title: One, via: two}
                         ^^^ error[circular-source]: `one` rests on itself: its `via` leads back to it
  two: {title: Two, via: one}
---
Text[^a].
",
    );
}

#[test]
fn names_that_begin_alike_are_told_apart() {
    let names = [
        "Ministry",
        "Ministry of Defence",
        "Ministry of Defence Council",
        "Ministry of War",
        "ministry of none",
    ];
    let people: String = (0..)
        .zip(names)
        .map(|(n, name)| format!("-- content/people/p{n}.md --\n---\nname: {name}\n---\n"))
        .collect();
    let body = "Ministry of Defence, Ministry of Defences, Ministry of\u{a0} Defence Council, Ministry of Warfare.\n\n\
                ## B\n\nMinistry of War. Ministry of none. A Ministry of none.";
    let outcome = build(&(people + &site(body)));
    let text = outcome.between("2025/12/22/talks/index.html", "<div class=\"text e-content\">", "\n</div>\n");
    let links: Vec<&str> =
        text.split("<a href=\"/people/").skip(1).map(|rest| rest.split("</a>").next().unwrap()).collect();
    assert_eq!(
        links,
        [
            "p1/\">Ministry of Defence",
            "p0/\">Ministry",
            "p2/\">Ministry of\u{a0} Defence Council",
            "p3/\">Ministry of War",
            "p4/\">Ministry of none",
            "p0/\">Ministry",
        ]
    );
}

#[test]
fn of_many_keys_with_errors_the_first_ones_are_kept() {
    let told = |keys: usize| {
        let misspelt: String =
            (0..keys).map(|n| format!("storylines{}: x\n", char::from(b'0' + n as u8))).collect();
        let site = format!(
            "-- content/briefings/2025-12-22-talks.md --\n---\ntitle: T\ndate: 2025-12-22\n{misspelt}---\nText[^x].\n"
        );
        build(&site).codes().contains(&"undefined-footnote")
    };
    assert!(told(29), "the footnote is not one of the sources");
    assert!(!told(30), "it may be: nobody knows what all the keys were to be");
}
