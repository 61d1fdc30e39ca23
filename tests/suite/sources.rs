//! Sources of a briefing: their numbers, and where each of them is shown.

use serde_json::Value;

use crate::html::text_of;
use crate::site::{Outcome, check};

const PAGE: &str = "2025/12/22/talks/index.html";

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/
language: en-GB
outlets:
  wire: {name: Northern Wire, kind: wire, url: \"https://wire.example\"}
";

fn site(front: &str, body: &str) -> Outcome {
    check(&format!(
        "{SITE}-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}---\n{body}\n"
    ))
}

/// What stands between two marks, at every place.
fn all<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

/// The ids in the list of sources of a page.
fn listed(outcome: &Outcome) -> Vec<&str> {
    all(outcome.between(PAGE, "<section class=\"sources\"", "</section>"), "<li id=\"source-", "\"")
}

/// The sources of the first briefing in the data file.
fn data(outcome: &Outcome) -> Vec<Value> {
    let digest: Value = serde_json::from_str(outcome.page("data/digest.json")).unwrap();
    digest["briefings"][0]["sources"].as_array().unwrap().clone()
}

/// The citations in the JSON-LD of the briefing.
fn citations(outcome: &Outcome) -> Vec<Value> {
    let scripts = all(outcome.page(PAGE), "<script type=\"application/ld+json\">", "</script>");
    let node: Value = serde_json::from_str(scripts[0]).unwrap();
    node["@graph"][0]["citation"].as_array().unwrap().clone()
}

fn texts<'v>(values: &'v [Value], key: &str) -> Vec<&'v str> {
    values.iter().map(|value| value[key].as_str().unwrap_or_default()).collect()
}

#[test]
fn sources_are_numbered_as_the_text_cites_them() {
    let front = "sources:\n  a: {title: A, date: 2025-12-21}\n  b: {title: B, date: 2025-12-21}\n  \
                 c: {title: C, date: 2025-12-21}\n  d: {title: D, date: 2025-12-21}\n  \
                 e: {title: E, date: 2025-12-21}\nquotes: [{text: said, source: a}]\n";
    // A footnote stands at the end of the text, wherever it was typed.
    let body = "[^n]: As in [^b].\n\nOne.[^e][^n] Two.[^d][^e]";
    let outcome = site(front, body);
    let text = outcome.between(PAGE, "<div class=\"text", "</section>");
    let marks = all(text, "<sup class=\"cite", "</sup>");
    let marks: Vec<String> = marks
        .iter()
        .map(|mark| {
            let (class, rest) = mark.split_once('"').unwrap();
            format!("{class} {} {}", all(rest, "id=\"", "\"")[0], text_of(&format!("<sup{mark}")))
        })
        .collect();
    assert_eq!(marks, [" s1 cite-e 1", " s2 cite-d 2", " cite-e.2 1", " s3 cite-b 3"]);
    assert_eq!(listed(&outcome), ["e", "d", "b", "a", "c"]);
    let list = outcome.between(PAGE, "<section class=\"sources\"", "</section>");
    assert_eq!(all(list, "\" class=\"", "\""), ["s1", "s2", "s3", "s4", "s5"]);
    assert_eq!(texts(&data(&outcome), "id"), ["e", "d", "b", "a", "c"]);
    assert_eq!(texts(&citations(&outcome), "name"), ["E", "D", "B", "A", "C"]);
}

#[test]
fn a_source_has_its_copy_and_the_day_it_was_read() {
    let front = "sources:\n  a: {title: A, archived: 'https://archive.example/a', accessed: 2025-12-20}\n";
    let outcome = site(front, "One.[^a]");
    let list = outcome.between(PAGE, "<li id=\"source-a\" class=\"s1\">", " <a class=\"back\"");
    assert_eq!(
        list,
        "<cite>A</cite>, <a href=\"https://archive.example/a\">archived copy</a>, accessed 20 December 2025."
    );
    let source = &data(&outcome)[0];
    assert_eq!(source["archived"], "https://archive.example/a");
    assert_eq!(source["accessed"]["first_day"], "2025-12-20");
    assert_eq!(citations(&outcome)[0]["archivedAt"], "https://archive.example/a");
}

#[test]
fn sources_and_answers_may_be_lists() {
    let front = "sources:\n  - {id: b, title: B, date: 2025-12-21}\n  - id: \"a\"\n    title: A\n    via: b\n\
                 quotes: [{text: said, source: [a, b]}]\nunknown: [{id: q, text: Who?}]\n";
    let asked = "-- content/briefings/2025-12-23-later.md --\n---\ntitle: Later\ndate: 2025-12-23\n\
                 answers:\n  - {question: q, text: Nobody.}\n---\n";
    let outcome = check(&format!(
        "{SITE}-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}---\n{asked}"
    ));
    assert_eq!(texts(&data(&outcome), "id"), ["b", "a"]);
    assert_eq!(data(&outcome)[1]["via"]["source"], "b");
    let digest: Value = serde_json::from_str(outcome.page("data/digest.json")).unwrap();
    let answer = &digest["briefings"][1]["answers"][0];
    assert_eq!((answer["question"].as_str(), answer["text"].as_str()), (Some("q"), Some("Nobody.")));
}

#[test]
fn what_is_wrong_in_such_a_list_is_told_where_it_stands() {
    check(&format!(
        "{SITE}-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\nsources:\n  \
         - {{id: a, title: A, date: 2025-12-21}}\n  \
         - {{id: a, title: B, date: 2025-12-21}}\n         ^ error[duplicate-key]: `a` appears twice\n  \
         - {{title: C, date: 2025-12-21}}\n    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-key]: `id` is missing here\n  \
         - {{id: d, date: 2025-12-21}}\n    ^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-key]: `title` is missing here\n  \
         - {{id: e, title: E, date: 2025-12-21, colour: red}}\n                                        ^^^^^^ warning[unknown-key]: there is no key `colour` here\n  \
         - https://example.org\n    ^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `sources` takes a source with its id, such as `{{id: ID, title: …}}`, not a text\n\
         answers:\n  - {{text: Nobody.}}\n    ^^^^^^^^^^^^^^^ error[missing-key]: `question` is missing here\n  \
         - {{question: q}}\n    ^^^^^^^^^^^^^ error[missing-key]: `text` is missing here\n---\n"
    ));
}
