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

/// What is between two marks, at every place.
fn all<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

/// The ids in the list of sources of a page.
fn listed(outcome: &Outcome) -> Vec<&str> {
    all(outcome.between(PAGE, "<section class=\"sources\"", "</section>"), "<li id=\"source-", "\"")
}

/// The sources of the first briefing in the data file.
fn data(outcome: &Outcome) -> Vec<Value> {
    let digest: Value = outcome.graph();
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
    // A footnote comes at the end of the text, wherever it was typed.
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
    let digest: Value = outcome.graph();
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

#[test]
fn a_footnote_that_is_one_link_is_a_source() {
    let front = "sources: {a: {title: A, date: 2025-12-21}}\nquotes: [{text: said, source: 1}]\n";
    let body = "One.[^1] Two.[^n] Three.[^a][^1] See [the record](#source-1).\n\n\
                [^n]: See [that](https://other.example/) too.\n\n\
                [^1]: [The *record*](https://www.wire.example/record).\n";
    let outcome = site(front, body);
    let text = outcome.between(PAGE, "<div class=\"text", "<section class=\"sources\"");
    let marks = all(text, "<sup class=\"", "</a>");
    let marks: Vec<String> = marks
        .iter()
        .map(|mark| format!("{} {}", all(mark, "id=\"", "\"")[0], mark.rsplit('>').next().unwrap()))
        .collect();
    assert_eq!(marks, ["cite-1 1", "note-ref-a a", "cite-a 2", "cite-1.2 1"]);
    assert_eq!(all(text, "<li id=\"note-", "\""), ["a"]);
    assert_eq!(listed(&outcome), ["1", "a"]);
    let source = outcome.between(PAGE, "<li id=\"source-1\" class=\"s1\">", " <a class=\"back\"");
    assert_eq!(
        source,
        "<a href=\"https://www.wire.example/record\">The record</a>, \
         <a href=\"/sources/#outlet-wire\">Northern Wire</a> (news agency)."
    );
    let sources = data(&outcome);
    assert_eq!(texts(&sources, "id"), ["1", "a"]);
    assert_eq!((&sources[0]["outlet"], &sources[0]["root"]["source"]), (&"wire".into(), &"1".into()));
    let digest: Value = outcome.graph();
    assert_eq!(digest["briefings"][0]["quotes"][0]["sources"][0]["source"], "1");
    assert_eq!(texts(&citations(&outcome), "name"), ["The record", "A"]);
    let documents: Value = serde_json::from_str(outcome.page("search/documents/0.json")).unwrap();
    let anchors = documents.as_array().unwrap().iter().flat_map(|one| one["anchors"].as_array().unwrap());
    assert!(anchors.clone().any(|anchor| anchor == "source-1"), "{documents}");
}

#[test]
fn such_a_footnote_has_a_root_of_its_own_or_that_of_its_outlet() {
    let of = |one: &str, other: &str| {
        let outcome = site("", &format!("A.[^1] B.[^2]\n\n[^1]: [A]({one})\n[^2]: <{other}>\n"));
        let list = outcome.between(PAGE, "<section class=\"sources\"", "<ol>");
        all(list, "<p class=\"count\">", "</p>").pop().map(str::to_owned)
    };
    assert_eq!(of("https://one.example/1", "https://one.example/2"), None);
    let one = Some("2 sources, all based on one".to_owned());
    assert_eq!(of("https://wire.example/1", "http://www.wire.example:80/2"), one);
    assert_eq!(of("https://wire.example/1", "https://notwire.example/2"), None);
}

#[test]
fn other_footnotes_stay_footnotes() {
    let notes = |body: &str| {
        let outcome = site(
            "sources: {a: {title: A, date: 2025-12-21}}\nevents: [{date: 2025-12-20, text: E, source: a}]\n",
            body,
        );
        (all(outcome.page(PAGE), "<li id=\"note-", "\"").len(), listed(&outcome).len())
    };
    assert_eq!(notes("A.[^1]\n\n[^1]: [T](https://e.org/)"), (0, 2));
    assert_eq!(notes("A.[^1]\n\n[^1]: See [T](https://e.org/)"), (1, 1));
    assert_eq!(notes("A.[^1]\n\n[^1]: [T](https://e.org/) and [U](https://f.org/)"), (1, 1));
    assert_eq!(notes("A.[^1]\n\n[^1]: [T](https://e.org/)\n\n    More."), (1, 1));
    assert_eq!(notes("A.[^1]\n\n[^1]: [T](https://x.org/2025/12/22/talks/)"), (1, 1));
    // What the front matter declares is the source.
    assert_eq!(notes("A.[^a]\n\n[^a]: [T](https://e.org/)"), (1, 1));
}

#[test]
fn pages_without_a_list_of_sources_keep_all_footnotes() {
    let page = "-- content/pages/about.md --\n---\ntitle: About\n---\nA.[^1]\n\n[^1]: [T](https://e.org/)\n";
    let outcome = check(&format!("{SITE}{page}"));
    assert_eq!(all(outcome.page("about/index.html"), "<li id=\"note-", "\""), ["a"]);
}

#[test]
fn a_footnote_that_is_a_source_and_never_used_is_told() {
    site(
        "",
        "A.\n\n[^1]: [T](https://e.org/)\n^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-footnote]: the footnote `[^1]` is never used",
    );
}

/// A briefing of a day of December 2025 with these sources.
fn briefing(day: u8, sources: &str) -> String {
    format!(
        "-- content/briefings/2025-12-{day:02}-b{day}.md --\n---\ntitle: B{day}\ndate: 2025-12-{day:02}\nsources:\n{sources}---\n"
    )
}

/// The rows of pages that are a source of several briefings, without tags.
fn pages(outcome: &Outcome) -> Vec<String> {
    let list = outcome.between("sources/index.html", "id=\"page.pages\"", "</section>");
    list.split("<li>\n<h3>").skip(1).map(text_of).collect()
}

#[test]
fn a_page_that_is_a_source_of_several_briefings_is_one_row_with_its_chain() {
    let chain = "  a: {title: Old title, url: 'https://wire.example/a', outlet: wire, via: b}\n  \
                 b: {title: B, url: 'https://other.example/b', via: c}\n  \
                 c: {title: C, date: 2025-12-01, via: summary}\n";
    // Two places on one page are one source, of which the first counts.
    let twice = "  a: {title: New title, url: 'https://wire.example/a/#one', outlet: wire, via: wire}\n  \
                 aa: {title: Newer title, url: 'http://www.wire.example/a#two'}\n";
    let alone = "  d: {title: D, url: 'https://other.example/d', archived: 'https://other.example/b'}\n";
    let site = SITE.replace("outlets:\n", "outlets:\n  summary: {name: A summary, kind: secondary}\n");
    let outcome = check(&format!(
        "{site}{}{}{}{}",
        briefing(1, chain),
        briefing(2, chain),
        briefing(3, twice),
        briefing(4, alone)
    ));
    assert_eq!(
        pages(&outcome),
        [
            "New title Northern Wire, via Northern Wire 3 briefings B3 B2 B1",
            "B via C, via A summary 2 briefings B2 B1",
        ]
    );
    let list = outcome.between("sources/index.html", "id=\"page.pages\"", "</section>");
    let links = all(list, "href=\"", "\"");
    let expected = [
        "https://wire.example/a/",
        "/sources/#outlet-wire",
        "/sources/#outlet-wire",
        "/2025/12/03/b3/",
        "/2025/12/02/b2/",
        "/2025/12/01/b1/",
        "https://other.example/b",
        "/2025/12/02/b2/#source-c",
        "/sources/#outlet-summary",
        "/2025/12/02/b2/",
        "/2025/12/01/b1/",
    ];
    assert_eq!(links, expected);
    assert_eq!(crate::html::broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn pages_of_most_briefings_stand_first_and_then_those_of_the_newest() {
    let of = |names: &str| -> String {
        let source = |name: char| format!("  {name}: {{title: {name}, url: 'https://e.example/{name}'}}\n");
        names.chars().map(source).collect()
    };
    let days: Vec<String> =
        (1..).zip(["ab", "ac", "dac", "bd", "x"]).map(|(day, names)| briefing(day, &of(names))).collect();
    let outcome = check(&format!("{SITE}{}", days.concat()));
    let titles: Vec<String> =
        pages(&outcome).iter().map(|row| row.split_once(' ').unwrap().0.to_owned()).collect();
    assert_eq!(titles, ["a", "b", "d", "c"]);
}

#[test]
fn kinds_of_outlets_are_counted_by_briefing() {
    let site = SITE.replace(
        "outlets:\n",
        "outlets:\n  tank: {name: T, kind: think-tank}\n  second: {name: S, kind: wire}\n  office: {name: O, kind: official}\n",
    );
    let both = "  a: {title: A, outlet: wire, date: 2025-12-01}\n  b: {title: B, outlet: second, date: 2025-12-01}\n";
    let via = "  c: {title: C, outlet: wire, via: office}\n";
    let outcome = check(&format!("{site}{}{}", briefing(1, both), briefing(2, via)));
    let head = outcome.between("sources/index.html", "<p class=\"facts\">", "</p>");
    assert_eq!(text_of(head), "official statement: 1 briefing news agency: 2 briefings");
}

#[test]
fn what_there_is_none_of_has_no_heading() {
    let once = "  a: {title: A, url: 'https://e.example/a'}\n  b: {title: B, url: 'https://e.example/a'}\n";
    let outcome = check(&format!("{SITE}{}", briefing(1, once)));
    let main = outcome.between("sources/index.html", "<main", "</main>");
    let groups = main.matches("id=\"page.group-").count();
    assert!(!main.contains("page.pages") && main.matches("<section").count() == groups, "{main}");
    let head = outcome.between("sources/index.html", "<header class=\"page-head\">", "</header>");
    assert_eq!(head, "<h1>Sources</h1>");
}
