//! What is reported about texts and numbers: from what point on, and about how many.

use dateline::diagnostic::Code;

use super::{daily, people};
use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nseries: {n: {name: N}}\n";

/// The problems of a code, each as the number of further places it names.
fn told(outcome: &Outcome, code: Code) -> Vec<usize> {
    let problems = outcome.problems.iter().filter(|problem| problem.code == code);
    problems.map(|problem| problem.others.len()).collect()
}

#[test]
fn a_change_of_more_than_half_is_told_of_counts_from_twenty_on() {
    let is_told = |from: &str, to: &str| {
        let figure = |value: &str, day: u32| {
            format!(
                "figures: [{{series: n, value: {value}, period: as of 2025-01-{day:02}, by: {{name: A}}}}]"
            )
        };
        let fronts = [figure(from, 1), figure(to, 2)];
        let outcome = build(&(SITE.to_owned() + &daily(2026, &[&fronts[0], &fronts[1]])));
        !told(&outcome, Code::LargeChange).is_empty()
    };
    assert!(!is_told("100", "150") && is_told("100", "151"));
    assert!(!is_told("100", "50") && is_told("100", "49"));
    assert!(!is_told("5", "19") && is_told("5", "20"));
    assert!(!is_told("19", "5") && is_told("20", "5"));
    // With a point for thousands, which is reported on its own.
    assert!(!is_told("1000", "1.500") && is_told("1000", "1.501"));
}

#[test]
fn of_accounts_that_differ_the_newest_and_three_others_are_shown() {
    let others = |count: usize| {
        let figures: Vec<String> = (0..count)
            .map(|n| format!("{{series: n, value: {n}, period: as of 2025-01-01, by: {{name: A{n}}}}}"))
            .collect();
        let front = format!("figures: [{}]", figures.join(", "));
        told(&build(&(SITE.to_owned() + &daily(2026, &[&front]))), Code::AccountsDiffer)
    };
    assert_eq!(others(4), [3]);
    assert_eq!(others(5), [3]);
}

#[test]
fn of_sources_in_a_circle_the_first_and_three_others_are_shown() {
    let others = |count: usize| {
        let sources: Vec<String> =
            (0..count).map(|n| format!("s{n}: {{title: T{n}, via: s{}}}", (n + 1) % count)).collect();
        let front = format!("sources: {{{}}}", sources.join(", "));
        told(&build(&(SITE.to_owned() + &daily(2026, &[&front]))), Code::CircularSource)
    };
    assert_eq!(others(4), [3]);
    assert_eq!(others(5), [3]);
}

/// Whether a text on a page is reported as a leak from a draft with front matter and a body.
fn leaks(printed: &str, front: &str, body: &str) -> bool {
    let outcome = build(&format!(
        "-- content/pages/p.md --\n---\ntitle: P\n---\n-- themes/default/templates/page.html --\n{printed}\n\
         -- content/pages/x.md --\n---\ntitle: X\n{front}\ndraft: true\n---\n{body}\n"
    ));
    !told(&outcome, Code::LeakedText).is_empty()
}

/// A sentence of this many letters that begins with a word.
fn sentence(word: &str, length: usize) -> String {
    format!("{word}{}.", "x".repeat(length - word.len() - 1))
}

#[test]
fn texts_from_24_characters_and_sentences_from_40_are_no_chance() {
    let summary = |length: usize| leaks(&"є".repeat(length), &format!("summary: {}", "є".repeat(length)), "");
    assert!(!summary(23) && summary(24));
    let body = |length: usize| leaks(&sentence("A", length), "", &sentence("A", length));
    assert!(!body(39) && body(40));
}

#[test]
fn the_first_24_sentences_of_a_draft_are_looked_for() {
    let body: Vec<String> = (1..=25).map(|n| sentence(&format!("Number{n}"), 50)).collect();
    assert!(leaks(&body[23], "", &body.join(" ")));
    assert!(!leaks(&body[24], "", &body.join(" ")));
}

#[test]
fn a_watch_item_of_the_newest_day_has_not_passed() {
    let passed = |day: &str| {
        let front = format!("watch: [{{text: A vote, date: {day}}}]");
        told(&build(&(people(1) + &daily(2025, &["", &front]))), Code::WatchPassed).len()
    };
    assert_eq!(passed("2025-01-02"), 0);
    assert_eq!(passed("2025-01-01"), 1);
}

#[test]
fn front_matter_is_24_levels_deep() {
    let deep = |levels: usize| {
        let front = format!("extra: {}x{}", "[".repeat(levels), "]".repeat(levels));
        told(&build(&daily(2025, &[&front])), Code::BadYaml).len()
    };
    // The mapping of all keys is a level, and so is the value in the innermost list.
    assert_eq!((deep(23), deep(24)), (0, 1));
}

#[test]
fn of_front_matter_that_is_no_yaml_fifty_mistakes_are_told() {
    let mistakes = |count: usize| {
        let lines: Vec<String> = (0..count).map(|n| format!("k{n}: a: b")).collect();
        told(&build(&daily(2025, &[&lines.join("\n")])), Code::BadYaml).len()
    };
    assert_eq!((mistakes(50), mistakes(51)), (50, 50));
}

#[test]
fn a_value_that_was_corrected_is_looked_for_from_four_characters_on() {
    let stands = |was: &str| {
        let text = format!(
            "-- content/storylines/s.md --\n---\ntitle: S\n---\n\
             -- content/briefings/2025-01-01-a.md --\n---\ntitle: A\ndate: 2025-01-01\nstorylines: [s]\n---\nThere were {was} of them.\n\
             -- content/briefings/2025-01-02-b.md --\n---\ntitle: B\ndate: 2025-01-02\nstorylines: [s]\n\
             corrections: [{{date: 2025-01-02, was: '{was}', now: '5', text: Five}}]\n---\nFive.\n"
        );
        told(&build(&text), Code::WrongValueStands).len()
    };
    assert_eq!((stands("160"), stands("1600")), (0, 1));
}

#[test]
fn of_files_that_a_value_names_and_that_are_not_there_fifty_are_shown_where_they_stand() {
    let shown = |count: usize| {
        let files: Vec<String> = (0..count).map(|n| format!("{{file: x{n}.png}}")).collect();
        let outcome = build(&daily(2025, &[&format!("extra: {{all: [{}]}}", files.join(", "))]));
        let told = outcome.problems.iter().filter(|problem| problem.code == Code::BrokenLink);
        let texts: Vec<&str> = told.map(|problem| problem.place.as_ref().unwrap().text()).collect();
        (texts.len(), texts.iter().filter(|text| text.ends_with(".png")).count())
    };
    assert_eq!((shown(50), shown(51)), ((50, 50), (51, 50)));
}
