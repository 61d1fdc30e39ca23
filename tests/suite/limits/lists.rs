//! Lists of fifty: the page of a year begins with the fifty-first item, and so does its second page.

use super::{STORY, briefings, people};
use crate::html::text_of;
use crate::site::{Outcome, build};

const SITE: &str =
    "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\nseries: {n: {name: N}}\n";

/// A site with this many briefings with the same front matter, where `#` stands for the number of each.
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

/// At fifty, all are on one page; with one more, the newest fifty are, and the year has a page.
#[track_caller]
fn assert_fifty(front: &str, folder: &str, thing: &str) {
    let (all, links, has_year) = listed(&site(50, front), folder, thing);
    assert_eq!((links, has_year), (0, false), "{folder}");
    assert_eq!(listed(&site(49, front), folder, thing), (all - 1, 0, false), "{folder}");
    assert_eq!(listed(&site(51, front), folder, thing), (all, 1, true), "{folder}");
}

#[test]
fn briefings_of_a_storyline_and_about_a_dossier() {
    assert_fifty("storylines: [s]", "storylines/s", ">Number ");
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
        let said =
            main.split_once("<p class=\"count\">The ").map(|(_, rest)| rest.split_once("</p>").unwrap().0);
        (
            main.matches("<h3>").count(),
            of_first.matches(">Number ").count(),
            said.map(|said| format!("The {said}")),
        )
    };
    assert_eq!(shown(1, 1), (0, 0, None));
    assert_eq!(shown(49, 2), (49, 2, None));
    assert_eq!(shown(50, 2), (50, 2, None));
    assert_eq!(shown(51, 2), (50, 2, Some("The 50 most cited, of 51.".to_owned())));
    assert_eq!(shown(1, 5), (1, 5, None));
    assert_eq!(shown(1, 6), (1, 5, None));
}

/// The numbers of the things on each page of an address, as far as there are pages: `2025/`, `2025/p2/`.
fn pages(outcome: &Outcome, folder: &str, thing: &str) -> Vec<Vec<usize>> {
    let pages = (1..).map(|n| if n == 1 { String::new() } else { format!("p{n}/") });
    let paths = pages.map(|page| format!("{folder}/{page}index.html"));
    let paths = paths.take_while(|path| outcome.files.contains_key(path));
    let numbers = |path: String| -> Vec<usize> {
        let parts = outcome.between(&path, "<main", "</main>").split(thing).skip(1);
        let number = |part: &str| part.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().ok();
        parts.filter_map(number).collect()
    };
    paths.map(numbers).collect()
}

/// Numbers from one to another, going down.
fn down(from: usize, to: usize) -> Vec<usize> {
    (to..=from).rev().collect()
}

/// The first page of a year has its oldest fifty, the next one what follows, each with the newest first.
#[track_caller]
fn assert_pages_of_fifty(front: &str, folder: &str, thing: &str) {
    let of = |count| pages(&site(count, front), &format!("{folder}/2025"), thing);
    assert_eq!(of(50), [[0; 0]; 0], "{folder}");
    assert_eq!(of(51), [down(49, 0), down(50, 50)], "{folder}");
    assert_eq!(of(100), [down(49, 0), down(99, 50)], "{folder}");
    assert_eq!(of(101), [down(49, 0), down(99, 50), down(100, 100)], "{folder}");
}

#[test]
fn pages_of_a_year() {
    assert_pages_of_fifty("storylines: [s]", "storylines/s", ">Number ");
    assert_pages_of_fifty("about: [p0]", "people/p0", ">Number ");
    assert_pages_of_fifty("quotes: [{text: Word #., by: p0}]", "quotes", "Word ");
    assert_pages_of_fifty("corrections: [{date: 2025-01-02, text: It was #.}]", "corrections", "It was ");
    // What has been open longest comes first.
    let questions = |count| pages(&site(count, "unknown: [{text: What is #}]"), "questions/2025", "What is ");
    let up = |from: usize, to: usize| (from..=to).collect::<Vec<_>>();
    assert_eq!(questions(50), [[0; 0]; 0]);
    assert_eq!(questions(51), [up(0, 49), up(50, 50)]);
    assert_eq!(questions(101), [up(0, 49), up(50, 99), up(100, 100)]);
    assert_pages_of_fifty("events: [{date: 2025-01-01, text: Event #}]", "timeline", "Event ");
}

#[test]
fn pages_of_a_month() {
    let of = |count| pages(&site(count, ""), "2025/01", ">Number ");
    let up = |from: usize, to: usize| (from..=to).collect::<Vec<_>>();
    assert_eq!(of(50), [up(0, 49)]);
    assert_eq!(of(51), [up(0, 49), up(50, 50)]);
    assert_eq!(of(100), [up(0, 49), up(50, 99)]);
    assert_eq!(of(101), [up(0, 49), up(50, 99), up(100, 100)]);
}

#[test]
fn pages_of_a_year_of_a_series() {
    let of = |count: usize| {
        let figure = |n: usize| {
            format!("{{series: n, value: 9{n:03}, period: as of 2025-{:02}-{:02}}}", n / 28 + 1, n % 28 + 1)
        };
        let figures: Vec<String> = (0..count).map(figure).collect();
        let outcome = site(1, &format!("figures: [{}]", figures.join(", ")));
        let rows: Vec<usize> =
            pages(&outcome, "figures/n/2025", "<strong>9,").into_iter().map(|page| page.len()).collect();
        let charts = |page: &str| outcome.page(page).matches("<svg class=\"chart\"").count();
        let further = (rows.len() > 1)
            .then(|| ["figures/n/2025/index.html", "figures/n/2025/p2/index.html"].map(charts));
        (rows, further)
    };
    assert_eq!(of(50), (vec![], None));
    assert_eq!(of(51), (vec![50, 1], Some([1, 0])));
    assert_eq!(of(100), (vec![50, 50], Some([1, 0])));
    assert_eq!(of(101), (vec![50, 50, 1], Some([1, 0])));
}

#[test]
fn numbers_of_pages_around_the_one_at_hand() {
    let outcome = site(500, "");
    let shown = |page: &str| {
        let nav = outcome.between(&format!("2025/01/{page}index.html"), "<nav class=\"pages\"", "</nav>");
        text_of(nav.split_once('>').unwrap().1)
    };
    assert_eq!(shown(""), "1 2 3 4 … 10 Later");
    assert_eq!(shown("p4/"), "Earlier 1 2 3 4 5 6 7 … 10 Later");
    assert_eq!(shown("p5/"), "Earlier 1 2 3 4 5 6 7 8 … 10 Later");
    assert_eq!(shown("p6/"), "Earlier 1 … 3 4 5 6 7 8 9 10 Later");
    assert_eq!(shown("p10/"), "Earlier 1 … 7 8 9 10");
}
