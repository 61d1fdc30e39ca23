//! `archive_before`: what an archive links to or lacks is counted, and everything else is an error as ever.

use dateline::diagnostic::Severity;

use crate::site::{Outcome, build, in_folder};

/// Two briefings, each with three links that lead nowhere and a picture without a description.
fn site(settings: &str) -> String {
    let briefing = |day: u8| {
        format!(
            "-- content/briefings/2024-03-0{day}-day.md --\n---\ntitle: Day {day}\ndate: 2024-03-0{day}\n---\n\
             [One](nowhere.md), [two](/gone/) and [three](#no-section). [[nobody]]\n\n[![](a.png)](https://x.example/)\n"
        )
    };
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.example/\nid: t\n{settings}\n\
         -- content/briefings/a.png --\nGIF89a00000000\n{}{}",
        briefing(4),
        briefing(5)
    )
}

/// The errors, each with the day of its file, and the warnings of the archive.
fn told(outcome: &Outcome) -> (Vec<String>, Vec<String>) {
    let of = |wanted: fn(Severity) -> bool, name: Option<&str>| {
        let problems = outcome.problems.iter().filter(|problem| {
            wanted(problem.severity) && name.is_none_or(|name| problem.code.name() == name)
        });
        problems
            .map(|problem| {
                let path = problem.place.as_ref().map_or("", |place| &place.source.path);
                let day = path.strip_prefix("content/briefings/2024-03-").map_or(path, |rest| &rest[..2]);
                match name {
                    Some(_) => problem.message.clone(),
                    None => format!("{day} {}", problem.code.name()),
                }
            })
            .collect::<Vec<_>>()
    };
    (of(|severity| severity == Severity::Error, None), of(|_| true, Some("old-errors")))
}

const OF_A_DAY: [&str; 5] = ["broken-link", "broken-link", "dead-anchor", "unknown-id", "missing-alt"];

fn of_day(day: &str) -> Vec<String> {
    let mut all: Vec<String> = OF_A_DAY.iter().map(|code| format!("{day} {code}")).collect();
    all.sort();
    all
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

#[test]
fn without_the_key_all_are_errors() {
    let (errors, counted) = told(&build(&site("")));
    assert_eq!(sorted(errors), [of_day("04"), of_day("05")].concat());
    assert_eq!(counted, [""; 0]);
}

#[test]
fn briefings_before_the_day_are_counted_and_those_of_the_day_are_not() {
    let outcome = build(&site("archive_before: 2024-03-05"));
    let (errors, counted) = told(&outcome);
    assert_eq!(sorted(errors), of_day("05"));
    assert_eq!(
        sorted(counted),
        [
            "1 error `dead-anchor` in 1 briefing before 2024-03-05",
            "1 error `missing-alt` in 1 briefing before 2024-03-05",
            "1 error `unknown-id` in 1 briefing before 2024-03-05",
            "2 errors `broken-link` in 1 briefing before 2024-03-05",
        ]
    );
    let warning = outcome.problems.iter().find(|problem| problem.code.name() == "old-errors").unwrap();
    assert_eq!(warning.severity, Severity::Warning);
    assert_eq!(warning.place.as_ref().unwrap().source.path, "site.yaml");
    // A month means its first day.
    let (errors, _) = told(&build(&site("archive_before: 2024-04")));
    assert_eq!(errors, [""; 0]);
    let (errors, counted) = told(&build(&site("archive_before: 2024-03-04")));
    assert_eq!(errors.len(), 10);
    assert_eq!(counted, [""; 0]);
}

#[test]
fn a_site_of_old_errors_is_published() {
    let outcome = build(&site("archive_before: 2024-03-06"));
    assert_eq!(told(&outcome).0, [""; 0]);
    let page = outcome.page("2024/03/04/day/index.html");
    for word in ["One", "two", "three", "nobody"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(!page.contains("nowhere.md"), "{page}");
    // What a template writes is looked at all the same.
    let linked = site("archive_before: 2024-03-06")
        .replace("title: T\n", "title: T\nfoot: [{title: X, to: /lost/}]\n");
    assert_ne!(told(&build(&linked)).0, [""; 0]);
}

#[test]
fn other_errors_of_an_archive_stay_errors() {
    let broken = site("archive_before: 2024-03-06").replace("title: Day 4\n", "title: Day 4\ntitle: Day 4\n");
    assert_eq!(told(&build(&broken)).0, ["04 duplicate-key"]);
}

#[test]
fn the_program_publishes_and_is_strict_when_asked() {
    let folder = in_folder(&site("archive_before: 2024-03-06"));
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        let command = command.args(args).arg("--root").arg(folder.path()).env_remove("DATELINE_BASE_URL");
        command.output().unwrap().status.code()
    };
    assert_eq!(run(&["build"]), Some(0));
    assert!(folder.path().join("public/2024/03/04/day/index.html").exists());
    assert_eq!(run(&["check", "--strict"]), Some(1));
    let off =
        "archive_before: 2024-03-06\nchecks: {old-errors: off, no-storyline: off, missing-summary: off}";
    let folder = in_folder(&site(off));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    let command = command.args(["check", "--strict", "--root"]).arg(folder.path());
    let output = command.env_remove("DATELINE_BASE_URL").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
