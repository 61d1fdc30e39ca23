//! Corrections say whose error it was, and nothing is put into the mouth of anyone who did not say it.

use crate::html::text_of;
use crate::index::documents;
use crate::site::{Outcome, build, build_damaged};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/d/
id: t
language: en-GB
series:
  loan: {name: The loan, unit: EUR}
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

/// A site with briefings of 1, 2, 3 … December 2025.
fn site(briefings: &[&str]) -> String {
    let mut text = SITE.to_owned();
    for (n, front) in (1..).zip(briefings) {
        text += &format!(
            "-- content/briefings/2025-12-{n:02}-day{n}.md --\n---\ntitle: Day {n}\ndate: 2025-12-{n:02}\nsummary: Sum.\nstorylines: money\n{front}\n---\nText.\n"
        );
    }
    text
}

fn hundred(correction: &str) -> String {
    format!(
        "figures: [{{series: loan, value: 100, period: 2026, source: digest}}]\ncorrections: [{{date: 2025-12-05, fixes: figures/loan, {correction}, was: €100, now: €90}}]"
    )
}

const NINETY: &str = "figures: [{series: loan, value: 90, period: 2026, by: a, source: wire}]";

/// The rows of the series' table.
fn rows(outcome: &Outcome) -> Vec<String> {
    let table = outcome.between("figures/loan/index.html", "<table class=\"values\">", "</table>");
    table
        .split("<tr>")
        .skip(2)
        .map(|row| text_of(&row.replace("</td>", " |").replace("</th>", " |")))
        .collect()
}

/// What a file of the series has in one column, row by row.
fn column(outcome: &Outcome, name: &str) -> Vec<String> {
    let csv = outcome.page("figures/loan.csv");
    let lines: Vec<Vec<&str>> = csv.trim().split("\r\n").map(|line| line.split(',').collect()).collect();
    let at = lines[0].iter().position(|column| *column == name).unwrap();
    lines[1..].iter().map(|line| line[at].to_owned()).collect()
}

#[test]
fn a_wrong_source_keeps_its_words_and_the_right_one_counts() {
    let wrong = hundred("error: source, by: a");
    let outcome = build(&site(&[NINETY, &wrong]));
    assert_eq!(outcome.codes(), ["figure-without-speaker", "never-mentioned"]);
    assert_eq!(
        rows(&outcome),
        [
            "2026 | €90 Ada | Northern Wire, Day 1 |",
            "€100 Day Digest Correction (error of the source), 5 December 2025: €90, Ada, not €100 | Day Digest, Day 2 |"
        ]
    );
    let page = outcome.page("figures/loan/index.html");
    assert!(!page.contains("<del>") && !page.contains("Accounts differ"), "{page}");
    assert_eq!(column(&outcome, "value"), ["90", "100"]);
    assert_eq!(column(&outcome, "was"), ["", ""]);
    assert_eq!(column(&outcome, "error"), ["", "source"]);
    assert_eq!(column(&outcome, "current"), ["true", "false"]);
    assert_eq!(column(&outcome, "right"), ["", "https://x.org/d/2025/12/01/day1/#figure-loan"]);
    let json: serde_json::Value = serde_json::from_str(outcome.page("figures/loan.json")).unwrap();
    assert_eq!(json["figures"][1]["value"], 100.0);
    assert_eq!(json["figures"][1]["right"], "https://x.org/d/2025/12/01/day1/#figure-loan");
    let digest: serde_json::Value = outcome.graph();
    let correction = &digest["briefings"][1]["corrections"][0];
    assert_eq!(correction["error"], "source");
    assert_eq!(correction["by"][0]["dossier"], "people/a");
    assert_eq!(correction["right"], "https://x.org/d/2025/12/01/day1/#figure-loan");
    assert!(outcome.page("feed.xml").contains("Correction (error of the source), 5 December 2025: €90"));
}

#[test]
fn what_was_misreported_was_never_said() {
    for (error, words) in [("ours", "our error"), ("relay", "misreported by an outlet")] {
        let outcome = build(&site(&[NINETY, &hundred(&format!("error: {error}"))]));
        let expected = format!(
            "<del>€100</del> €90 Day Digest Correction ({words}), 5 December 2025 | Day Digest, Day 2 |"
        );
        assert_eq!(rows(&outcome)[1], text_of(&expected));
        assert_eq!(column(&outcome, "value"), ["90", "90"]);
        assert_eq!(column(&outcome, "was"), ["", "€100"]);
        assert_eq!(column(&outcome, "error"), ["", error]);
        assert_eq!(column(&outcome, "current"), ["true", "true"]);
    }
}

#[test]
fn charts_and_changes_go_by_the_right_one() {
    let year = |year: u16, value: u16, by: &str| {
        format!("figures: [{{series: loan, value: {value}, period: {year}, by: {by}, source: wire}}]")
    };
    let wrong = format!(
        "{}\ncorrections: [{{date: 2025-12-05, fixes: figures/loan, error: source, by: b, was: €900, now: €90}}]",
        year(2025, 900, "a")
    );
    let outcome = build(&site(&[&year(2024, 80, "a"), &wrong, &year(2025, 90, "b"), &year(2026, 100, "a")]));
    let rows = rows(&outcome);
    // The change of 2026 is counted from 2024, since what is in between was wrong.
    assert!(rows[0].contains("compared with €80, 2024"), "{rows:?}");
    assert!(
        rows.iter()
            .any(|row| row.starts_with("€900 Ada Correction") || row.contains("| €900 Ada Correction")),
        "{rows:?}"
    );
    let chart = outcome.between("figures/loan/index.html", "<figure class=\"plot column\">", "</figure>");
    assert!(!chart.contains("900"), "{chart}");
    assert!(!outcome.codes().contains(&"large-change"), "{:?}", outcome.codes());
}

/// What is reported about corrections that are not clear.
fn told(briefings: &[&str]) -> Vec<(String, String)> {
    let outcome = build_damaged(&site(briefings));
    let unclear = outcome
        .problems
        .iter()
        .filter(|problem| matches!(problem.code.name(), "unclear-correction" | "unattributed-correction"));
    unclear.map(|problem| (problem.message.clone(), problem.help.clone().unwrap_or_default())).collect()
}

#[test]
fn the_one_later_figure_of_another_voice_is_the_right_one() {
    let wrong = hundred("error: source");
    let outcome = build(&site(&[&wrong, NINETY]));
    assert_eq!(column(&outcome, "right")[0], "https://x.org/d/2025/12/02/day2/#figure-loan");
    let none = told(&[NINETY, &wrong]);
    assert_eq!(none.len(), 1);
    assert_eq!(none[0].0, "no later figure of the same series and period is another speaker's");
    let other = NINETY.replace("by: a", "by: b");
    let several = told(&[&wrong, NINETY, &other]);
    assert_eq!(several[0].0, "more than one figure of the same series and period could be the right one");
    assert_eq!(told(&[&hundred("error: source, by: b"), NINETY, &other]), []);
    assert_eq!(told(&[&hundred("error: source, source: wire"), NINETY]), []);
    let nobody = told(&[&hundred("error: source, by: b"), NINETY]);
    assert_eq!(nobody[0].0, "nobody named in this correction gives a value for the same series and period");
}

#[test]
fn both_figures_may_stand_in_one_briefing() {
    let both = "figures:\n  - {series: loan, value: 100, period: 2026, source: digest}\n  - {series: loan, value: 90, period: 2026, by: a, source: wire}\n\
                corrections: [{date: 2025-12-05, fixes: figures/loan, error: source, by: a, was: €100, now: €90}]";
    let outcome = build(&site(&[both]));
    assert_eq!(column(&outcome, "error"), ["source", ""]);
    assert_eq!(column(&outcome, "current"), ["false", "true"]);
    // With several others, the value tells which was wrong.
    let three = both.replace(
        "  - {series: loan, value: 90",
        "  - {series: loan, value: 70, period: 2026, by: b, source: wire}\n  - {series: loan, value: 90",
    );
    assert_eq!(column(&build(&site(&[&three])), "error"), ["source", "", ""]);
}

#[test]
fn an_item_with_a_voice_needs_a_cause_and_the_text_has_none() {
    let without = hundred("error: source").replace("error: source, ", "");
    let found = told(&[&without]);
    assert_eq!(found[0].0, "this correction does not say whose error it was");
    let quote = "quotes: [{id: q, text: so be it, by: a, source: wire}]\ncorrections: [{date: 2025-12-05, fixes: quotes/q, was: so be it, now: so be that}]";
    assert_eq!(told(&[quote]).len(), 1);
    let event = "events: [{id: e, date: 2025-12-01, text: They met in Rome, source: wire}]\ncorrections: [{date: 2025-12-05, fixes: events/e, was: Rome, now: Bern}]";
    assert_eq!(told(&[event]).len(), 1);
    assert_eq!(told(&[&event.replace(", source: wire", "")]), []);
    let explained = without.replace("{date", "{kind: clarification, date");
    assert_eq!(told(&[&explained]), []);
    let text = "corrections: [{date: 2025-12-05, was: one, now: two, error: relay}]";
    assert_eq!(
        told(&[text])[0].0,
        "only an error in an item can be a source's; this is a correction of the text"
    );
    assert_eq!(told(&[&text.replace("relay", "ours")]), []);
}

/// The texts of a quote and an event after a correction, on the page and in the data.
fn after(error: &str) -> [String; 4] {
    let front = format!(
        "quotes: [{{id: q, text: a pledge of 100, by: a, source: wire}}]\nevents: [{{id: e, date: 2025-12-01, text: They met in Rome, source: wire}}]\n\
         corrections:\n  - {{date: 2025-12-05, fixes: quotes/q, error: {error}, was: '100', now: '90'}}\n  - {{date: 2025-12-05, fixes: events/e, error: {error}, was: Rome, now: Bern}}"
    );
    let outcome = build(&site(&[&front]));
    let page = "2025/12/01/day1/index.html";
    let digest: serde_json::Value = outcome.graph();
    [
        text_of(outcome.between(page, "<figure class=\"quote", "</figure>").split_once('>').unwrap().1),
        text_of(outcome.between(page, "<ol class=\"timeline\">", "</ol>")),
        digest["briefings"][0]["quotes"][0]["text"].as_str().unwrap().to_owned(),
        digest["events"][0]["text"].as_str().unwrap().to_owned(),
    ]
}

#[test]
fn quotes_and_events_say_what_was_said() {
    for error in ["ours", "relay"] {
        let [quote, event, quoted, dated] = after(error);
        assert!(quote.starts_with("“a pledge of 90” Ada"), "{quote}");
        assert!(event.contains("They met in Bern"), "{event}");
        assert_eq!([quoted, dated], ["a pledge of 90", "They met in Bern"]);
    }
    let [quote, event, quoted, dated] = after("source");
    assert!(quote.starts_with("“a pledge of 100” Ada"), "{quote}");
    assert!(quote.contains("Correction (error of the source), 5 December 2025: 90, not 100"), "{quote}");
    assert!(event.contains("They met in Rome") && event.contains("Bern, not Rome"), "{event}");
    assert_eq!([quoted, dated], ["a pledge of 100", "They met in Rome"]);
}

#[test]
fn the_newest_correction_of_an_item_holds() {
    let twice = "figures: [{series: loan, value: 100, period: 2026, source: digest}]\n\
                 corrections:\n  - {date: 2025-12-04, fixes: figures/loan, error: source, by: a, was: €100, now: €90}\n  \
                 - {date: 2025-12-05, fixes: figures/loan, error: ours, was: €100, now: €95}";
    let outcome = build(&site(&[NINETY, twice]));
    assert_eq!(column(&outcome, "value"), ["90", "95"]);
    assert_eq!(column(&outcome, "error"), ["", "ours"]);
    let turned = twice.replace("2025-12-04", "2025-12-06");
    assert_eq!(column(&build(&site(&[NINETY, &turned])), "value"), ["90", "100"]);
}

#[test]
fn a_wrong_value_that_still_stands_is_told_at_each_place() {
    let wrong = hundred("error: ours");
    let own = format!(
        "changed: [The loan is €100 now.]\nknown: [{{text: The sum is €100., source: wire}}]\n{wrong}"
    );
    let outcome = build_damaged(
        &site(&[&own, "answers: {}\nwatch: [{text: The €100 is paid}]"])
            .replace("title: Day 2", "title: Day of €100"),
    );
    let found: Vec<(u32, String)> = outcome
        .problems
        .iter()
        .filter(|problem| problem.code.name() == "wrong-value-stands")
        .map(|problem| (problem.place.as_ref().unwrap().line_column().0 as u32, problem.message.clone()))
        .collect();
    let own = "`€100` is corrected to `€90` but is still used here".to_owned();
    let other = "`€100` was corrected elsewhere to `€90`".to_owned();
    assert_eq!(found, [(6, own.clone()), (7, own), (2, other.clone()), (7, other)]);
}

/// A figure, a quote and an event of one voice, and right ones of another.
const ITEMS: &str =
    "figures: [{series: loan, value: 100, as: one hundred, period: 2026, by: a, source: wire}]
quotes: [{id: words, text: It is one hundred., by: a, source: wire}]
events: [{id: vote, date: 2025-12-03, text: Ada counts one hundred., who: a, source: wire}]";
const RIGHT: &str = "figures: [{series: loan, value: 90, as: ninety, period: 2026, by: b, source: wire}]";

#[test]
fn every_kind_and_every_cause_says_on_the_item_what_was_said() {
    let items = [
        ("figures/loan", "figure-loan", "one hundred", "€90", "one hundred (€100)"),
        ("quotes/words", "quote-words", "It is one hundred.", "It is ninety.", "“It is one hundred.”"),
        (
            "events/vote",
            "event-vote",
            "Ada counts one hundred.",
            "Ada counts ninety.",
            "Ada counts one hundred.",
        ),
    ];
    let kinds = ["correction", "clarification", "retraction"];
    let causes =
        [("ours", "our error"), ("relay", "misreported by an outlet"), ("source", "error of the source")];
    for (fixes, id, was, now, said) in items {
        for (kind, (error, cause)) in kinds.into_iter().flat_map(|kind| causes.map(|cause| (kind, cause))) {
            let values =
                if kind == "correction" { format!(", was: {was}, now: {now}") } else { String::new() };
            let by = if (kind, error) == ("correction", "source") { ", by: b" } else { "" };
            let front = format!(
                "{ITEMS}\ncorrections: [{{date: 2025-12-05, kind: {kind}, error: {error}, fixes: {fixes}, text: A note.{values}{by}}}]"
            );
            let outcome = build(&site(&[&front, RIGHT]));
            let page = outcome.page("2025/12/01/day1/index.html");
            let from = page.find(&format!("id=\"{id}\"")).unwrap();
            let end = if id.starts_with("quote") { "</figure>" } else { "</li>" };
            let element = page[from..].split(end).next().unwrap();
            let text = text_of(&element.replace("<del", "[<del").replace("</del>", "</del>]"));
            let of = format!("{kind} {error} {fixes}: {text}");
            let name = kind[..1].to_uppercase() + &kind[1..];
            assert!(text.contains(&format!("{name} ({cause}), 5 December 2025")), "{of}");
            let is_struck = text.contains(&format!("[{was}]")) || text.contains(&format!("[{said}]"));
            match (kind, error) {
                // What nobody said is replaced or struck through.
                ("correction", "ours" | "relay") => assert!(is_struck && text.contains(now), "{of}"),
                ("retraction", "ours" | "relay") => assert!(is_struck && text.contains("withdrawn"), "{of}"),
                // What was said stays as it was said.
                _ => assert!(text.contains(said) && !text.contains('['), "{of}"),
            }
            let right = (kind, error) == ("correction", "source");
            assert_eq!(text.contains("Ben"), right, "{of}");
        }
    }
}

/// Whether an item of some kind is among the passages that are searched.
fn is_found(outcome: &Outcome, prefix: &str) -> bool {
    let anchors = |document: &serde_json::Value| document["anchors"].as_array().unwrap().clone();
    documents(outcome).iter().flat_map(anchors).any(|anchor| anchor.as_str().unwrap().starts_with(prefix))
}

#[test]
fn what_was_taken_back_as_never_said_is_no_quotation() {
    for (error, is_said) in [("ours", false), ("relay", false), ("source", true)] {
        let front = format!(
            "{ITEMS}\ncorrections: [{{date: 2025-12-05, kind: retraction, error: {error}, fixes: quotes/words, text: A note.}}]"
        );
        let outcome = build(&site(&[&front]));
        assert_eq!(outcome.page("2025/12/01/day1/index.html").contains("\"Quotation\""), is_said, "{error}");
        assert_eq!(outcome.page("2025/12/01/index.html").contains("It is one hundred."), is_said, "{error}");
        assert_eq!(is_found(&outcome, "quote-"), is_said, "{error}");
        let digest: serde_json::Value = outcome.graph();
        assert_eq!(digest["briefings"][0]["quotes"][0]["retracted"], !is_said, "{error}");
        let outcome = build(&site(&[&front.replace("quotes/words", "events/vote")]));
        let digest: serde_json::Value = outcome.graph();
        assert_eq!(digest["events"][0]["retracted"], !is_said, "{error}");
        assert_eq!(is_found(&outcome, "event-"), is_said, "{error}");
    }
}

#[test]
fn of_what_a_voice_said_twice_the_value_of_the_correction_is_the_right_one() {
    let right = |now: &str| {
        let wrong = hundred(&format!("error: source, by: a, was: €100, now: {now}"))
            .replace(", was: €100, now: €90}", "}");
        let anew = NINETY.replace("90", "95");
        let outcome = build(&site(&[NINETY, &wrong, &anew]));
        let path = "2025/12/02/day2/index.html";
        let change = text_of(outcome.between(path, "<aside class=\"box correction\"", "</aside>"));
        let right = column(&outcome, "right").into_iter().find(|right| !right.is_empty()).unwrap();
        (right, change.rsplit_once("2025. ").unwrap().1.to_owned())
    };
    let (day1, day3) =
        ("https://x.org/d/2025/12/01/day1/#figure-loan", "https://x.org/d/2025/12/03/day3/#figure-loan");
    assert_eq!(right("€90"), (day1.to_owned(), "€90, Ada, not €100".to_owned()));
    assert_eq!(right("€95"), (day3.to_owned(), "€95, Ada, not €100".to_owned()));
    assert_eq!(right("€92").0, day3);
}

#[test]
fn what_is_said_of_the_first_value_is_said_of_the_right_one_too() {
    let qualifier = |was: &str, now: &str| {
        let front = format!(
            "figures: [{{series: loan, value: 70, qualifier: about, period: 2026, by: a, source: wire}}]\n\
             corrections: [{{date: 2025-12-05, fixes: figures/loan, error: ours, was: {was}, now: {now}}}]"
        );
        column(&build(&site(&[&front])), "qualifier")
    };
    assert_eq!(qualifier("about 70", "About 75"), ["about"]);
    for (was, now) in [
        ("about 70", "'75'"),
        ("about 70", "nearly 75"),
        ("'70'", "'75'"),
        ("€70", "€75"),
        ("about 70", "about 75 to 80"),
    ] {
        assert_eq!(qualifier(was, now), [""], "{was}, {now}");
    }
}

#[test]
fn what_explains_is_nobodys_error() {
    let explained = "figures: [{series: loan, value: 70, period: 2026, by: a, source: wire}]\n\
                     corrections: [{kind: clarification, date: 2025-12-05, fixes: figures/loan, text: A first part.}]";
    let outcome = build(&site(&[explained]));
    assert_eq!(column(&outcome, "error"), [""]);
    let digest: serde_json::Value = outcome.graph();
    assert_eq!(digest["briefings"][0]["corrections"][0]["error"], serde_json::Value::Null);
    assert!(rows(&outcome)[0].contains("Ada Clarification, 5 December 2025"), "{:?}", rows(&outcome));
}

#[cfg(feature = "email")]
#[test]
fn an_email_strikes_out_nothing_of_who_was_wrong() {
    let list = |error: &str| {
        let text = site(&[NINETY, &hundred(error)]);
        let outcome = build(&text.replace("id: t\n", "id: t\nemail: true\n"));
        let text = outcome.between("email/2025-12-02.txt", "Latest corrections\n", "Links").to_owned();
        let html = outcome.between("email/2025-12-02.html", "Latest corrections</h2>", "</td>");
        (html.contains("<del"), text_of(html), text.lines().last().unwrap().to_owned())
    };
    let (is_struck, html, text) = list("error: source, by: a");
    let words = "Correction (error of the source), 5 December 2025, Day 2 €90, Ada, not €100";
    assert_eq!((is_struck, html.as_str(), text.as_str()), (false, words, "€90, Ada, not €100"));
    let (is_struck, html, _) = list("error: relay");
    let words = "Correction (misreported by an outlet), 5 December 2025, Day 2 €100 €90";
    assert_eq!((is_struck, html.as_str()), (true, words));
}
