//! Grades of outlets: what they are, what rests on a low one alone, and that no reader sees them.

use dateline::diagnostic::Code;

use crate::site::{Outcome, build, build_damaged, check};

/// A site with a briefing, whose outlets are named after their grades, and `none` without one.
fn site(front: &str) -> String {
    let outlet = |grade: char| {
        format!("  {}: {{name: Outlet {grade}, kind: press, grade: {grade}}}\n", grade.to_ascii_lowercase())
    };
    let outlets: String = "ABCDEF".chars().map(outlet).collect();
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\nlanguage: en-GB\noutlets:\n{outlets}  none: {{name: Other, kind: official}}\n\
         series: {{n: {{name: N}}}}\n\
         -- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}\n---\nText.\n"
    )
}

/// What is reported about low grades and about what is called confirmed, each with its help.
fn told(outcome: &Outcome) -> Vec<(String, String)> {
    let codes = [Code::WeakSource, Code::WeaklyConfirmed];
    let found = outcome.problems.iter().filter(|problem| codes.contains(&problem.code));
    found.map(|problem| (problem.message.clone(), problem.help.clone().unwrap())).collect()
}

/// What is reported about an item of what is known.
fn known(item: &str) -> Vec<String> {
    let outcome = build(&site(&format!("known: [{{text: They met, {item}}}]")));
    told(&outcome).into_iter().map(|(message, _)| message).collect()
}

#[test]
fn what_is_known_from_outlets_of_a_low_grade_alone_is_told_where_it_stands() {
    check(&site(
        "known:
  - {text: One, source: d}
           ^^^ warning[weak-source]: this is known only from `d`, graded D
  - {text: Two, source: [e, f, e]}
           ^^^ warning[weak-source]: this is known only from `e`, graded E, and `f`, graded F
  - {text: Three, source: d, status: confirmed}
                                     ^^^^^^^^^ warning[weak-source]: this is marked as confirmed but known only from `d`, graded D
events:
  - {date: 2025-12-20, text: They met, source: d, status: confirmed}
                                                          ^^^^^^^^^ warning[weak-source]: this is marked as confirmed but known only from `d`, graded D
figures:
  - {series: n, value: 1, by: {name: Ada}, source: [d, e], status: confirmed}
                                                                   ^^^^^^^^^ warning[weak-source]: this is marked as confirmed but known only from `d`, graded D, and `e`, graded E",
    ));
}

#[test]
fn grades_from_d_on_are_low() {
    for (grade, count) in [("a", 0), ("b", 0), ("c", 0), ("d", 1), ("e", 1), ("f", 1), ("none", 0)] {
        assert_eq!(known(&format!("source: {grade}")).len(), count, "{grade}");
    }
}

#[test]
fn one_better_source_is_enough_and_three_low_ones_are_named() {
    for other in ["a", "c", "none"] {
        assert_eq!(known(&format!("source: [d, {other}]")), [""; 0], "{other}");
        assert_eq!(known(&format!("source: [d, {other}], status: confirmed")), [""; 0], "{other}");
    }
    let outlets: String =
        (1..=4).map(|n| format!("  low{n}: {{name: Low {n}, kind: press, grade: d}}\n")).collect();
    let told = |sources: &str| {
        let site = site(&format!("known: [{{text: They met, source: [{sources}]}}]"));
        let outcome = build(&site.replace("outlets:\n", &format!("outlets:\n{outlets}")));
        told(&outcome)[0].0.clone()
    };
    let three = "this is known only from `low1`, graded D, and `low2`, graded D, and `low3`, graded D";
    assert_eq!(told("low1, low2, low3"), three);
    assert_eq!(told("low1, low2, low3, low4"), format!("{three}, and 1 more"));
}

#[test]
fn what_is_called_less_than_known_may_rest_on_a_low_grade() {
    for status in ["reported", "claimed", "disputed", "denied", "unverified", "retracted"] {
        assert_eq!(known(&format!("source: d, status: {status}")), [""; 0], "{status}");
    }
    let front = "events: [{date: 2025-12-20, text: They met, source: d}]\n\
                 figures: [{series: n, value: 1, source: d}]\nquotes: [{text: so be it, by: {name: Ada}, source: d}]";
    assert_eq!(told(&build(&site(front))), []);
    assert_eq!(known("status: reported"), [""; 0]);
    assert_eq!(told(&build(&site("known: [{text: They met}]"))), []);
}

#[test]
fn the_outlet_where_something_was_read_counts() {
    let known = |sources: &str| {
        let front = format!("sources: {{{sources}}}\nknown: [{{text: They met, source: one}}]");
        told(&build(&site(&front))).len()
    };
    // Better ones that were read in a low one, and low ones that were read in a better one.
    assert_eq!(known("one: {title: One, outlet: a, via: d}"), 1);
    assert_eq!(known("one: {title: One, outlet: a, via: two}, two: {title: Two, outlet: b, via: d}"), 1);
    assert_eq!(known("one: {title: One, outlet: d, via: a}"), 0);
    // Who speaks there does not matter, and a source without an outlet has no grade.
    assert_eq!(known("one: {title: One, outlet: d, by: {name: Ada}}"), 1);
    assert_eq!(known("one: {title: One, by: {name: Ada}}"), 0);
    let footnote = site("known: [{text: They met, source: 1}]")
        .replace("grade: D", "grade: D, url: 'https://d.example'")
        .replace("Text.", "Text.[^1]\n\n[^1]: [T](https://d.example/t)");
    assert_eq!(told(&build(&footnote)).len(), 1);
}

#[test]
fn a_help_line_that_is_followed_ends_it() {
    let helped = |item: &str| {
        let outcome = build(&site(&format!("known: [{{text: They met, {item}}}]")));
        told(&outcome).pop().unwrap().1
    };
    let more = ", or name one more source, from an outlet graded A, B or C";
    assert_eq!(helped("source: d"), format!("add `status: reported` to this item{more}"));
    assert_eq!(helped("source: d, status: confirmed"), format!("write `reported`{more}"));
    assert_eq!(known("source: d, status: reported"), [""; 0]);
    for grade in ["a", "b", "c"] {
        assert_eq!(known(&format!("source: [d, {grade}]")), [""; 0]);
        assert_eq!(known(&format!("source: [d, {grade}], status: confirmed")), [""; 0]);
    }
}

#[test]
fn what_could_not_be_read_may_be_better() {
    let told = |front: &str| told(&build_damaged(&site(front)));
    assert_eq!(told("known: [{text: They met, source: [d, nothing]}]"), []);
    assert_eq!(told("known: [{text: They met, source: d, status: confimed}]"), []);
    assert_eq!(told("known: [{text: They met, source: d}]").len(), 1);
}

#[test]
fn a_grade_is_one_letter() {
    let grades = |grade: &str| site("").replace("grade: D", &format!("grade: {grade}"));
    for grade in ["d", "' D '", "F", "a"] {
        assert!(!build(&grades(grade)).codes().contains(&"wrong-type"), "{grade}");
    }
    check(&site("").replace(
        "grade: D}\n",
        "grade: B2}\n                                          ^^ error[wrong-type]: `B2` is not a grade\n",
    ));
    let help = |grade: &str| {
        let outcome = build(&grades(grade));
        let problem = outcome.problems.into_iter().find(|problem| problem.code == Code::WrongType).unwrap();
        problem.help.unwrap()
    };
    assert_eq!(help("b6"), "write `B`");
    assert_eq!(help("С"), "write `C`, the Latin letter");
    for other in ["G", "AB", "B7", "2", "good", "à"] {
        let expected =
            "write a letter from `A`, reliable, to `E`, unreliable, or `F`, which cannot be judged";
        assert_eq!(help(other), expected, "{other}");
    }
}

#[test]
fn no_output_tells_a_grade() {
    let front = "summary: Sum.\nsources: {one: {title: One, outlet: a, via: d}}\n\
                 known: [{text: They met, source: d}]\nquotes: [{text: so be it, by: {name: Ada}, source: one}]\n\
                 figures: [{series: n, value: 1, period: 2025, source: [one, e], status: confirmed}]";
    let text = site(front);
    let graded = build(&text);
    assert!(graded.codes().contains(&"weak-source"), "{:?}", graded.codes());
    let mut without = text.clone();
    for grade in "ABCDEF".chars() {
        without = without.replace(&format!(", grade: {grade}"), "");
    }
    let ungraded = build(&without);
    assert!(!without.contains("grade") && !ungraded.codes().contains(&"weak-source"));
    let names = |outcome: &Outcome| outcome.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&graded), names(&ungraded));
    for (path, bytes) in &graded.files {
        assert!(*bytes == ungraded.files[path], "{path} differs with grades");
    }
}
