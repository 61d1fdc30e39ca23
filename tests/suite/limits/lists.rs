//! Lists of fifty: pages of the years begin with the fifty-first.

use super::{STORY, briefings, people};
use crate::site::{Outcome, build};

const SITE: &str =
    "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\nseries: {n: {name: N}}\n";

/// A site with so many briefings of one front matter, where `#` stands for the number of each.
fn site(count: usize, front: &str) -> Outcome {
    let all: Vec<_> = (0..count).map(|n| (front.replace('#', &n.to_string()), String::new())).collect();
    build(&(SITE.to_owned() + STORY + &people(1) + &briefings(&all)))
}

/// The number of a thing on a page, the number of its links to the page of the year, and whether there is one.
fn listed(outcome: &Outcome, folder: &str, thing: &str) -> (usize, usize, bool) {
    let page = format!("{folder}/index.html");
    let main = outcome.between(&page, "<main", "</main>");
    let year = format!("href=\"/{folder}/2025/\"");
    let has_year = outcome.files.contains_key(&format!("{folder}/2025/index.html"));
    (main.matches(thing).count(), main.matches(&year).count(), has_year)
}

/// At fifty all stand on one page; with one more, the newest fifty do, and the year has a page.
#[track_caller]
fn assert_fifty(front: &str, folder: &str, thing: &str) {
    let (all, links, has_year) = listed(&site(50, front), folder, thing);
    assert_eq!((links, has_year), (0, false), "{folder}");
    assert_eq!(listed(&site(49, front), folder, thing), (all - 1, 0, false), "{folder}");
    assert_eq!(listed(&site(51, front), folder, thing), (all, 1, true), "{folder}");
}

#[test]
fn briefings_of_a_storyline_and_about_a_dossier() {
    assert_fifty("storylines: [s]", "storylines/s", "<article");
    assert_fifty("about: [p0]", "people/p0", "<article");
}

#[test]
fn events() {
    let event = "storylines: [s]\nevents: [{date: 2025-01-01, text: Event #, who: p0}]";
    assert_fifty(event, "timeline", "Event ");
    assert_fifty(&event.replace("storylines: [s]\n", ""), "people/p0", "Event ");
}

#[test]
fn questions() {
    assert_fifty("unknown: [{text: What is #}]", "questions", "class=\"question-text\"");
    let both = "unknown: [{id: q#, text: What is #}]\nanswers: {q#: This}";
    assert_fifty(both, "questions", "class=\"question-text\"");
}

#[test]
fn quotes_and_corrections() {
    assert_fifty("quotes: [{text: Word #., by: p0}]", "quotes", "<figure class=\"quote");
    assert_fifty("quotes: [{text: Word #., by: p0}]", "people/p0", "<figure class=\"quote");
    assert_fifty("corrections: [{date: 2025-01-02, text: It was #.}]", "corrections", "It was ");
}

#[test]
fn periods_of_a_series() {
    let periods = |count: usize| {
        let figures: Vec<String> = (0..count)
            .map(|n| {
                format!("{{series: n, value: {n}, period: as of 2025-{:02}-{:02}}}", n / 28 + 1, n % 28 + 1)
            })
            .collect();
        listed(&site(1, &format!("figures: [{}]", figures.join(", "))), "figures/n", "<tr>")
    };
    let (rows, links, has_year) = periods(50);
    assert_eq!((links, has_year), (0, false));
    assert_eq!(periods(49).0, rows - 1);
    assert_eq!(periods(51), (rows, 1, true));
}

#[test]
fn dates_to_watch_ahead_past_and_without_a_date() {
    let agenda = |count: usize| {
        let items: Vec<String> = (0..count)
            .flat_map(|n| {
                let past = format!("{{text: Past {n}, date: 2024-01-01}}");
                let ahead = format!("{{text: Ahead {n}, date: 2026-01-01}}");
                [past, ahead, format!("{{text: Any day {n}}}")]
            })
            .collect();
        let outcome = site(1, &format!("watch: [{}]", items.join(", ")));
        let main = outcome.between("agenda/index.html", "<main", "</main>");
        let of = |text: &str| main.matches(text).count();
        let calendar = outcome.page("agenda.ics");
        let dates = ["SUMMARY:Past", "SUMMARY:Ahead"].map(|text| calendar.matches(text).count());
        ([of("Past "), of("Ahead "), of("Any day ")], dates)
    };
    assert_eq!(agenda(50), ([50; 3], [50; 2]));
    assert_eq!(agenda(51), ([50; 3], [50; 2]));
}

#[test]
fn pages_that_are_a_source_of_several_briefings() {
    let shown = |pages: usize, briefings: usize| {
        let sources: String = (0..pages)
            .map(|n| format!("  s{n}: {{title: P{n}, url: \"https://e.example/{n}\"}}\n"))
            .collect();
        let site = SITE.replace("series:", "outlets: {o: {name: O, kind: press}}\nseries:");
        let front = (format!("sources:\n{sources}"), String::new());
        let outcome = build(&(site + &super::briefings(&vec![front; briefings])));
        let main = outcome.between("sources/index.html", "<main", "</main>");
        let of_first = main.split("<h3>").nth(1).unwrap_or_default();
        let said = main.split_once("<p class=\"count\">").map(|(_, rest)| rest.split_once("</p>").unwrap().0);
        (main.matches("<h3>").count(), of_first.matches(">Number ").count(), said.map(str::to_owned))
    };
    assert_eq!(shown(1, 1), (0, 0, None));
    assert_eq!(shown(49, 2), (49, 2, None));
    assert_eq!(shown(50, 2), (50, 2, None));
    assert_eq!(shown(51, 2), (50, 2, Some("The 50 cited in most briefings, of 51.".to_owned())));
    assert_eq!(shown(1, 5), (1, 5, None));
    assert_eq!(shown(1, 6), (1, 5, None));
}
