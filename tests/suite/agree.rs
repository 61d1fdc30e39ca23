//! The pages, the CSV and JSON files of the series, the data files, the JSON-LD and the feeds of one site say the
//! same: who said how much, when, from where, and whose error it was.
//!
//! The words of a page are made here again from the data, so that neither side is assumed to be right.

mod data;
mod page;
mod words;

use std::collections::BTreeMap;

use crate::site::build;

/// The files of a site by path.
type Files = BTreeMap<String, Vec<u8>>;

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/d/
id: t
language: en-GB
timezone: Europe/Kyiv
series:
  loan: {name: The loan, unit: EUR}
  drones: {name: Drones, unit: drones}
outlets:
  wire: {name: Northern Wire, kind: wire}
  digest: {name: Day Digest, kind: secondary}
-- content/people/a.md --
---
name: Ada
---
-- content/people/b.md --
---
name: Ben
---
-- content/storylines/money.md --
---
title: Money
---
";

/// The front matter of five days: figures and quotes with each cause of an error, said on days of their own,
/// in doubt, withdrawn, and given twice. The day of the speech is a different one in UTC.
const DAYS: [&str; 5] = [
    r#"sources:
  speech: {title: Speech on the loan, by: a, outlet: wire, date: "2025-11-30T00:30+02:00", url: "https://wire.example/speech"}
  paper: {title: Paper, date: "2025-11-29~", url: "https://e.example/paper?a=1&b=2"}
figures:
  - {series: loan, value: 90 billion, period: 2026, by: a, source: speech}
  - {series: loan, value: [40, 50], qualifier: range, period: "2025-11~", by: b, said: "2025-11-28?", source: [speech, digest], status: claimed, note: Half of it is a gift.}
  - {series: drones, value: 60, as: five dozen, period: "as of 2025-11-30?", by: [a, b], source: paper}
  - {series: drones, value: 1700, qualifier: over, period: week to 2025-11-23, by: {name: "A clerk, unnamed"}, source: [speech, paper]}
quotes:
  - {id: plain, text: "We pay, and we count.", by: a, source: speech}
  - {id: gist, text: They pay in May, paraphrase: true, by: b, said: 2025-11-27, source: paper}
  - {id: doubt, text: five dozen, by: [a, b], said: "2025-11-26%", source: [speech, digest]}"#,
    r#"sources: {sum: {title: Sum of the day, outlet: digest, date: 2025-12-02}}
figures: [{series: loan, value: 100 billion, period: 2026, source: sum}]
quotes: [{id: wrong, text: A hundred it is., by: b, source: sum}]
corrections:
  - {date: 2025-12-07, fixes: figures/loan, error: source, by: a, was: €100 billion, now: €90 billion}
  - {date: 2025-12-08, fixes: quotes/wrong, error: source, by: a, was: A hundred, now: Ninety, text: Ben was wrong.}"#,
    r#"sources: {list: {title: List, date: 2025-12-03, url: "https://e.example/list"}}
figures:
  - {series: drones, value: 1300, period: week to 2025-11-30, by: b, source: list}
  - {series: loan, value: 7, period: 2027, by: b, source: list}
quotes: [{id: typo, text: We saw three., by: b, source: list}]
corrections:
  - {date: 2025-12-07, fixes: figures/drones, error: ours, was: "1,300 drones", now: "1,200 drones", text: We read the wrong row.}
  - {date: 2025-12-07, fixes: quotes/typo, error: ours, was: three, now: two}
  - {kind: clarification, date: 2025-12-06, fixes: figures/loan, text: It is a first part.}"#,
    r#"sources: {late: {title: Late report, outlet: wire, date: 2025-12-04}}
figures: [{series: drones, value: 70, qualifier: about, period: as of 2025-12-04, by: a, said: 2025-12-03, source: late}]
quotes: [{id: relayed, text: It is seventy., by: a, source: late}]
corrections:
  - {date: 2025-12-09, fixes: figures/drones, error: relay, was: about 70 drones, now: about 75 drones}
  - {date: 2025-12-09, fixes: quotes/relayed, error: relay, was: seventy, now: seventy-five}"#,
    r#"sources: {again: {title: Again, date: 2025-12-05}}
figures:
  - {series: loan, value: 95 billion, period: 2026, by: a, source: again}
  - {series: drones, value: 8, period: as of 2025-12-05, by: a, source: again}
  - {series: drones, value: 9, period: as of 2025-12-05, by: b, source: wire}
corrections: [{date: 2025-12-10, kind: retraction, fixes: figures/drones, by: a, error: ours, text: Nobody counted.}]"#,
];

const SERIES: [&str; 2] = ["drones", "loan"];

fn files() -> Files {
    let mut text = SITE.to_owned();
    for (n, front) in (1..).zip(DAYS) {
        text += &format!(
            "-- content/briefings/2025-12-{n:02}-day{n}.md --\n---\ntitle: Day {n}\ndate: 2025-12-{n:02}\nsummary: Sum.\nstorylines: money\n{front}\n---\nText of day {n}.\n"
        );
    }
    let outcome = build(&text);
    assert_eq!(outcome.codes(), ["figure-without-speaker"; 1]);
    outcome.files
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).unwrap()
}

/// A figure, as it is given somewhere. Dates and numbers are in words, links begin with `/`.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    period: String,
    /// Nothing if it was withdrawn.
    value: Option<String>,
    was: Option<String>,
    /// The speakers, else the sources.
    voice: Vec<String>,
    said: Option<String>,
    sources: Vec<String>,
    status: Option<String>,
    note: Option<String>,
    /// Whose error a correction is about.
    error: Option<String>,
    /// Whether the value does not hold: its speaker was wrong.
    is_mistaken: bool,
    /// The link to the figure that is right.
    right: Option<String>,
    /// The link to itself; nothing if it was withdrawn.
    link: Option<String>,
    /// The link to its briefing.
    briefing: String,
    /// The links to further figures of the same voice and period, in order.
    restated: Vec<String>,
}

/// A quote.
#[derive(Debug, Clone, PartialEq)]
struct Quote {
    text: String,
    is_paraphrase: bool,
    by: Vec<String>,
    said: Option<String>,
    sources: Vec<String>,
    link: String,
}

/// A source of a briefing.
#[derive(Debug, Clone, PartialEq)]
struct Source {
    title: String,
    url: Option<String>,
    date: Option<String>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq)]
struct Correction {
    kind: String,
    error: Option<String>,
    date: String,
    text: Option<String>,
    /// What is right, who says so, and what is not.
    change: Option<String>,
}

/// Compares two accounts of one thing.
fn compare<T: std::fmt::Debug + PartialEq>(found: &mut Vec<String>, what: &str, page: &[T], other: &[T]) {
    if page.len() != other.len() {
        found.push(format!("{what}: {} and {}", page.len(), other.len()));
    }
    for (page, other) in page.iter().zip(other).filter(|(page, other)| page != other) {
        found.push(format!("{what}:\n  the page  {page:?}\n  the other {other:?}"));
    }
}

/// Where the files of a site disagree.
fn differences(files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    for series in SERIES {
        let page = page::figures(files, series);
        compare(&mut found, "CSV", &page, &data::csv(files, series, "csv"));
        compare(&mut found, "CSV with tags", &page, &data::csv(files, series, "hxl.csv"));
        compare(&mut found, "JSON", &page, &data::json(files, series));
        compare(&mut found, "digest", &page, &data::figures_of_digest(files, series));
        let sources = |read: fn(&Files, &str) -> Vec<(String, String)>| read(files, series);
        compare(&mut found, "sources", &sources(data::sources_of_json), &sources(data::sources_of_digest));
    }
    compare(&mut found, "digest", &page::quotes(files), &data::quotes_of_digest(files));
    let quotations: Vec<Quote> =
        page::quotes(files).into_iter().rev().filter(|quote| !quote.is_paraphrase).collect();
    let plain = |quote: Quote| Quote {
        sources: Vec::new(),
        link: String::new(),
        said: quote.said.map(words::plain),
        ..quote
    };
    let quotations: Vec<Quote> = quotations.into_iter().map(plain).collect();
    compare(&mut found, "JSON-LD", &quotations, &data::quotations(files));
    for day in 1..=DAYS.len() {
        let sources = page::sources(files, day);
        compare(&mut found, "digest", &sources, &data::sources_of_day(files, day));
        let plain = |source: Source| Source { date: source.date.map(words::plain), ..source };
        compare(
            &mut found,
            "JSON-LD",
            &sources.into_iter().map(plain).collect::<Vec<_>>(),
            &data::citations(files, day),
        );
        let corrections = page::corrections(files, day);
        compare(&mut found, "digest", &corrections, &data::corrections_of_digest(files, day));
        compare(&mut found, "Atom", &corrections, &data::corrections_of_atom(files, day));
        compare(&mut found, "JSON feed", &corrections, &data::corrections_of_json_feed(files, day));
        let comments: Vec<(String, String)> = corrections.iter().rev().map(page::comment).collect();
        compare(&mut found, "JSON-LD", &comments, &data::comments(files, day));
    }
    found
}

#[test]
fn pages_data_and_feeds_of_a_site_say_the_same() {
    let files = files();
    let found = differences(&files);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let counts = |count: &dyn Fn(usize) -> usize| (1..=DAYS.len()).map(count).collect::<Vec<_>>();
    assert_eq!(SERIES.map(|series| page::figures(&files, series).len()), [6, 4]);
    assert_eq!(page::quotes(&files).len(), 6);
    assert_eq!(counts(&|day| page::sources(&files, day).len()), [2, 1, 1, 1, 1]);
    assert_eq!(counts(&|day| page::corrections(&files, day).len()), [0, 2, 3, 2, 1]);
}

#[test]
fn what_one_of_them_says_alone_is_noticed() {
    let files = files();
    let day = |n: usize| format!("2025/12/{n:02}/day{n}/index.html");
    let alone = [
        ("figures/drones.csv", ",1200,,", ",1300,,"),
        ("figures/drones.csv", "\"1,300 drones\"", "\"1,200 drones\""),
        ("figures/drones.csv", ",relay,", ",ours,"),
        ("figures/drones.csv", ",75,,drones,about,", ",75,,drones,,"),
        ("figures/drones.csv", "Ada; Ben", "Ada"),
        ("figures/drones.csv", "2025-11-29~", "2025-11-29"),
        ("figures/drones.csv", ",uncertain,", ",,"),
        ("figures/drones.hxl.csv", "Speech on the loan; Paper", "Paper"),
        ("figures/loan.csv", ",7,,EUR,,,,,", ",7,,EUR,,,,ours,"),
        ("figures/loan.csv", "day1/#figure-loan,false,", "day5/#figure-loan,false,"),
        ("figures/loan.csv", ",claimed,", ",reported,"),
        ("figures/loan.json", "\"value\": 100000000000.0", "\"value\": 90000000000.0"),
        ("figures/loan.json", "\"name\": \"Day Digest\"", "\"name\": \"Northern Wire\""),
        ("figures/loan.json", "\"last_day\": \"2025-11-30\"", "\"last_day\": \"2025-11-29\""),
        ("figures/drones/index.html", "<del>about 70 drones</del> ", ""),
        ("figures/drones/index.html", "week to 23 November", "week to 24 November"),
        ("figures/drones/index.html", "<bdi>A clerk, unnamed", "<bdi>A clerk"),
        ("data/digest-2025.json", "\"said\":\"2025-12-03\"", "\"said\":\"2025-12-04\""),
        ("data/digest-2025.json", "\"text\":\"We saw two.\"", "\"text\":\"We saw three.\""),
        ("data/digest-2025.json", "\"now\":\"Ninety\"", "\"now\":\"Eighty\""),
        ("feed.xml", "€90\u{a0}billion, Ada, not", "€90\u{a0}billion, Ben, not"),
        ("feed.xml", "Retraction (our error)", "Retraction"),
        ("feed.json", "two, not three", "three, not two"),
        (&day(1), "\"datePublished\":\"2025-11-30\"", "\"datePublished\":\"2025-11-29\""),
        (&day(1), "\"dateCreated\":\"2025-11-26\"", "\"dateCreated\":\"2025-12-01\""),
        (&day(2), "\"text\":\"A hundred it is.\"", "\"text\":\"Ninety it is.\""),
        (&day(4), "\"text\":\"seventy-five, not seventy\"", "\"text\":\"seventy-five\""),
        (&day(4), "<ins>seventy-five</ins>", "<ins>seventy</ins>"),
    ];
    for (path, said, instead) in alone {
        let mut changed = files.clone();
        let lie = text(&files, path).replacen(said, instead, 1);
        assert!(lie != text(&files, path), "`{said}` is not in {path}");
        changed.insert(path.to_owned(), lie.into_bytes());
        assert!(!differences(&changed).is_empty(), "nobody notices `{instead}` in {path}");
    }
}
