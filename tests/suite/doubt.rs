//! Marks of doubt on dates (EDTF): in words wherever a date is shown, dropped where programs want plain dates.

use crate::html::text_of;
use crate::site::{Outcome, build, build_damaged};

const PAGE: &str = "2025/12/22/talks/index.html";

fn site(front: &str) -> String {
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\nlanguage: en-GB\nseries: {{taken: {{name: Taken, unit: people}}}}\n\
         -- content/people/ada.md --\n---\nname: Ada\n---\n\
         -- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\nsummary: Sum.\n{front}---\nText.[^s]\n"
    )
}

const FRONT: &str = "sources:\n  s: {title: Paper, url: \"https://e.org/p\", date: \"2025-12-18~\"}\n\
    events: [{date: \"2025-12-20?\", text: They left, source: s}]\n\
    quotes: [{text: So be it., by: ada, source: s, said: \"2025-12-19%\"}]\n\
    figures: [{series: taken, value: 50, period: \"as of 2025-12-20?\", by: ada, source: s}]\n";

fn built() -> Outcome {
    build(&site(FRONT))
}

#[test]
fn doubt_is_said_wherever_the_date_is() {
    let outcome = built();
    let page = text_of(outcome.between(PAGE, "<main", "</main>"));
    for words in [
        "about 18 December 2025",
        "20 December 2025 (inferred) They left",
        "Ada about 19 December 2025 (inferred)",
        "as of 20 December 2025 (inferred)",
        // The figure was said when its source was published.
        "50 people Ada about 18 December 2025",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for path in ["timeline/index.html", "figures/taken/index.html"] {
        assert!(
            text_of(outcome.between(path, "<main", "</main>")).contains("20 December 2025 (inferred)"),
            "{path}"
        );
    }
}

#[test]
fn what_not_all_doubt_stands_beside_those_who_do() {
    let both = "figures:\n  - {series: taken, value: 50, period: \"2025-12-20?\", by: ada}\n  - {series: taken, value: 52, period: 2025-12-20, by: {name: Bo}}\n";
    let outcome = build_damaged(&site(both));
    let table = text_of(outcome.between("figures/taken/index.html", "<table class=\"values\">", "</table>"));
    assert!(
        table.contains("20 December 2025 Accounts differ 50 people Ada period inferred by the desk"),
        "{table}"
    );
    assert!(table.contains("52 people Bo Talks"), "{table}");
}

#[test]
fn data_files_say_how_a_date_is_doubted() {
    let outcome = built();
    let csv = outcome.page("figures/taken.csv");
    let mut lines = csv.split("\r\n").map(|line| line.split(',').collect::<Vec<_>>());
    let (names, row) = (lines.next().unwrap(), lines.next().unwrap());
    let cell = |name: &str| row[names.iter().position(|column| *column == name).unwrap()];
    assert_eq!([cell("last_day"), cell("doubt"), cell("said")], ["2025-12-20", "uncertain", "2025-12-18~"]);
    let digest: serde_json::Value = outcome.graph();
    let days = serde_json::json!({"first_day": "2025-12-20", "last_day": "2025-12-20", "doubt": "uncertain"});
    assert_eq!(digest["events"][0]["days"], days);
    assert_eq!(digest["briefings"][0]["quotes"][0]["said"]["doubt"], "both");
    assert_eq!(digest["briefings"][0]["sources"][0]["date"]["doubt"], "approximate");
}

#[test]
fn programs_that_want_plain_dates_get_them() {
    let outcome = built();
    let script = outcome.between(PAGE, "<script type=\"application/ld+json\">", "</script>");
    assert!(
        script.contains("\"datePublished\":\"2025-12-18\"")
            && script.contains("\"dateCreated\":\"2025-12-19\""),
        "{script}"
    );
    assert!(outcome.page(PAGE).contains("<time datetime=\"2025-12-20\">"));
}

#[test]
fn dates_are_the_same_with_and_without_a_mark() {
    let twice = "events: [{date: 2025-12-20, text: They left}, {date: \"2025-12-20~\", text: They left}, {date: 2025-12-19, text: Before}]\n\
        figures:\n  - {series: taken, value: 50, period: \"2025-12-20?\", by: ada}\n  - {series: taken, value: 50, period: 2025-12-20, by: {name: Bo}}\n";
    let outcome = build_damaged(&site(twice));
    let events = outcome.page("timeline/index.html").matches("class=\"day\"").count();
    assert_eq!(events, 2);
    assert!(outcome.page("figures/taken/index.html").contains("2 speakers give the same figure"));
}

#[test]
fn elsewhere_a_mark_is_an_error() {
    for line in ["date: 2025-12-22~", "covers: 2025-12-20?", "embargo: 2025-12-20~"] {
        let text = site(&format!("{}\n", line.replace("date: 2025-12-22~", "draft: false")));
        let text = if line.starts_with("date") {
            text.replace("date: 2025-12-22\n", "date: 2025-12-22~\n")
        } else {
            text
        };
        assert!(build_damaged(&text).codes().contains(&"bad-date"), "{line}");
    }
    for mark in ["2025-12-20??", "2025-12-20!", "~2025-12-20"] {
        let outcome = build_damaged(&site(&format!("events: [{{date: \"{mark}\", text: They left}}]\n")));
        assert!(outcome.codes().contains(&"bad-date"), "{mark}");
    }
}
