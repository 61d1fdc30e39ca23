//! Events, questions, the agenda, what changed, editions, and the data of it all.

use crate::html::{broken_links, text_of};
use crate::site::{How, Outcome, build, build_as, check};

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/
language: en-GB
timezone: Europe/Kyiv
-- content/people/ada.md --
---
name: Ada
---
-- content/people/ben.md --
---
name: Ben
---
-- content/places/miami.md --
---
name: Miami
---
-- content/storylines/talks.md --
---
title: Talks
---
";

fn briefing(date: &str, name: &str, front: &str) -> String {
    format!(
        "-- content/briefings/{}-{name}.md --\n---\ntitle: On {name}\ndate: {date}\n{front}\n---\n",
        &date[..10]
    )
}

fn site(briefings: &[(&str, &str, &str)]) -> String {
    let briefings = briefings.iter().map(|(date, name, front)| briefing(date, name, front));
    briefings.fold(SITE.to_owned(), |text, briefing| text + &briefing)
}

/// The items of the first list with a class, as text.
fn items(outcome: &Outcome, page: &str, list: &str) -> Vec<String> {
    let html = outcome.between(page, list, "</main>");
    let end = html.find("</ol>").unwrap_or(html.len()).min(html.find("</ul>").unwrap_or(html.len()));
    html[..end].split("<li").skip(1).map(|item| text_of(&item[item.find('>').unwrap() + 1..])).collect()
}

/// All lines of what changed, folded or not.
fn changes(outcome: &Outcome, page: &str) -> Vec<String> {
    let html = outcome.between(page, ">What changed</h2>", "</section>");
    let html = html.split("<h2").next().unwrap();
    let item = |item: &str| text_of(item.split_once('>').unwrap().1.split("</ul>").next().unwrap());
    html.split("<li").skip(1).map(item).collect()
}

fn timeline(outcome: &Outcome, page: &str) -> Vec<String> {
    if !page.starts_with("timeline/") {
        return items(outcome, page, "<ol class=\"timeline\">");
    }
    // Of every month.
    let list = outcome.between(page, "<main", "</main>");
    let item = |item: &str| text_of(&item[item.find('>').unwrap() + 1..item.find("</li>").unwrap()]);
    list.split("<ol class=\"timeline\">")
        .skip(1)
        .flat_map(|month| month.split("</ol>").next().unwrap().split("<li").skip(1).map(item))
        .collect()
}

#[test]
fn timelines_are_in_order_of_date_with_its_precision() {
    let outcome = check(&site(&[(
        "2026-03-05",
        "a",
        "storylines: [talks]\nevents:\n  \
         - {date: 2026-02-27/2026-03-01, text: Across months}\n  \
         - {date: 2025-12-19/2025-12-21, text: Three days, who: ada, place: miami}\n  \
         - {date: 2025-12-19, text: One day}\n  \
         - {date: 2025-12-19T22:30+02:00, text: An evening}\n  \
         - {date: 2025-11, text: A month}\n  \
         - {date: 2025-12-30/2026-01-02, text: Across years}\n  \
         - {date: 2025, text: A year, who: {name: Somebody}}",
    )]));
    let lines = [
        "27 February – 1 March 2026 Across months",
        "30 December 2025 – 2 January 2026 Across years",
        "19–21 December 2025 Miami Three days Ada.",
        "19 December 2025 An evening",
        "19 December 2025 One day",
        "November 2025 A month",
        "2025 A year Somebody.",
    ];
    assert_eq!(timeline(&outcome, "timeline/index.html"), lines);
    assert_eq!(timeline(&outcome, "storylines/talks/index.html"), lines);
    for page in ["people/ada/index.html", "places/miami/index.html"] {
        assert_eq!(timeline(&outcome, page), [lines[2]], "{page}");
    }
    assert!(!outcome.page("people/ben/index.html").contains("timeline\""));
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn one_event_of_several_briefings_is_told_once_with_all_its_sources() {
    let outcome = check(&site(&[
        (
            "2025-12-20",
            "a",
            "sources: {s: {title: First paper}}\nevents: [{id: met, date: 2025-12-19, text: They met, source: s}, {date: 2025-12-18, text: Arrival, source: s}]",
        ),
        (
            "2025-12-21",
            "b",
            "sources: {s: {title: Second paper}}\nevents: [{id: met, date: 2025-12-19, text: They met again, source: s, status: confirmed}, {date: 2025-12-18, text: \"arrival.\", source: s}, {date: 2025-12-17, text: Arrival}]",
        ),
    ]));
    assert_eq!(
        timeline(&outcome, "timeline/index.html"),
        [
            "19 December 2025 They met again confirmed Source: First paper, Second paper",
            "18 December 2025 arrival. Source: First paper, Second paper",
            "17 December 2025 Arrival",
        ]
    );
    assert!(outcome.page("timeline/index.html").contains("href=\"/2025/12/21/b/#event-met\""));
    assert!(outcome.page("2025/12/20/a/index.html").contains("<li id=\"event-met\">"));
    assert!(timeline(&outcome, "2025/12/20/a/index.html")[0].starts_with("19 December 2025 They met Source"));
}

#[test]
fn a_corrected_event_says_so_wherever_it_stands() {
    let outcome = check(&site(&[(
        "2025-12-20",
        "a",
        "events: [{date: 2025-12-19, text: They met in Rome, who: ada}]\n\
         corrections: [{date: 2025-12-21, fixes: events/they-met-in-rome, error: ours, was: Rome, now: Miami}]",
    )]));
    let line = "19 December 2025 They met in Miami Ada. Correction (our error), 21 December 2025: Rome Miami";
    for page in ["timeline/index.html", "people/ada/index.html", "2025/12/20/a/index.html"] {
        assert_eq!(timeline(&outcome, page), [line], "{page}");
    }
}

#[test]
fn long_timelines_are_split_by_the_year_of_the_event() {
    let mut front = String::from("events:\n");
    for n in 0..60 {
        let (year, day) = (2024 + n / 30, n % 30 + 1);
        front += &format!("  - {{date: {year}-11-{day:02}, text: Event {n}, who: ada}}\n");
    }
    let outcome = check(&site(&[("2025-12-20", "a", &front)]));
    for folder in ["timeline", "people/ada"] {
        assert_eq!(timeline(&outcome, &format!("{folder}/index.html")).len(), 50);
        assert_eq!(timeline(&outcome, &format!("{folder}/2024/index.html")).len(), 30);
        assert_eq!(
            timeline(&outcome, &format!("{folder}/2025/index.html"))[0],
            "30 November 2025 Event 59 Ada."
        );
    }
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

fn questions(outcome: &Outcome, section: &str) -> Vec<String> {
    // Of every storyline.
    let html = outcome.between("questions/index.html", &format!("id=\"page.{section}\""), "</main>");
    let html = html.split("id=\"page.answered\"").find(|part| !part.is_empty()).unwrap();
    let item = |item: &str| text_of(&item[item.find('>').unwrap() + 1..item.find("</li>").unwrap()]);
    html.split("<li").skip(1).map(item).collect()
}

#[test]
fn questions_age_until_they_are_answered_and_open_again_when_asked_again() {
    let asks = |id: &str| format!("unknown: [{{id: {id}, text: What is {id}}}]");
    let both = format!("{}\nanswers: {{early: Too soon, q: A paper}}", asks("late"));
    let again = format!("{}\nstorylines: [talks]", asks("again"));
    let outcome = check(&site(&[
        ("2025-12-01", "a", &asks("q")),
        ("2025-12-03", "b", &again),
        ("2025-12-05", "c", "answers: {again: Once}"),
        ("2025-12-06", "d", &both),
        (
            "2025-12-08",
            "e",
            "unknown: [{id: early, text: What is early}, {id: again, text: \"What, again\"}]",
        ),
        ("2025-12-09", "f", "unknown: [{text: Nobody knows}]"),
        ("2025-12-10", "g", "unknown: [{text: nobody knows!}]"),
    ]));
    assert_eq!(
        questions(&outcome, "open"),
        [
            "What, again open for 7 days, asked 3 December 2025: On b",
            "What is late open for 4 days, asked 6 December 2025: On d",
            "What is early open for 2 days, asked 8 December 2025: On e",
            "nobody knows! open for 1 day, asked 9 December 2025: On f",
        ]
    );
    assert_eq!(
        questions(&outcome, "answered"),
        ["What is q Asked 1 December 2025: On a A paper Since answered in On d, 6 December 2025"]
    );
    let asked = text_of(outcome.between("2025/12/01/a/index.html", "id=\"page.unknown\"", "</section>"));
    assert!(asked.contains("Since answered in On d"), "{asked}");
    let answers = text_of(outcome.between("2025/12/06/d/index.html", "id=\"page.answers\"", "</section>"));
    assert!(
        answers.ends_with("Answers to earlier questions What is early Too soon What is q A paper"),
        "{answers}"
    );
    let carried = text_of(outcome.between("storylines/talks/index.html", "id=\"page.open\"", "</section>"));
    assert!(carried.contains("What, again"), "{carried}");
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn an_answer_that_is_not_out_yet_leaves_the_question_open() {
    let text = site(&[
        ("2025-12-01", "a", "unknown: [{id: q, text: What is q}]"),
        ("2025-12-02", "b", "answers: {q: SECRET}\nembargo: 2025-12-09T06:00Z"),
    ]);
    let before = build_as(&text, How { now: "2025-12-08T00:00:00Z", ..How::default() });
    assert_eq!(questions(&before, "open"), ["What is q new, asked 1 December 2025: On a"]);
    assert!(before.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("SECRET")));
    let after = build_as(&text, How { now: "2025-12-10T00:00:00Z", ..How::default() });
    assert_eq!(questions(&after, "answered").len(), 1);
}

#[test]
fn the_agenda_tells_what_is_ahead_and_what_came_of_the_rest() {
    let outcome = check(&site(&[
        (
            "2025-12-01",
            "a",
            "storylines: [talks]\nwatch:\n  - {text: Ada speaks, who: ada, date: 2025-12-03}\n  \
             - {text: A paper, date: 2025-12-03}\n  - {id: round, text: The next round, date: 2025-12-20, place: miami}\n  \
             - {text: Any word}\n  - {text: A vote, date: 2025-12-04, who: ben}",
        ),
        ("2025-12-05", "b", "storylines: [talks]\nevents: [{date: 2025-12-03, text: Ada spoke, who: ada}]"),
        (
            "2025-12-06",
            "c",
            "watch: [{id: round, text: The next round., date: 2025-12-19/2025-12-20}, {text: A year, date: 2026}]",
        ),
    ]));
    let section = |name: &str| items(&outcome, "agenda/index.html", &format!("id=\"page.{name}\""));
    assert_eq!(section("ahead"), ["19–20 December 2025 The next round.", "2026 A year"]);
    assert_eq!(section("undated"), ["Any word"]);
    assert_eq!(
        section("past"),
        [
            "4 December 2025 A vote Ben The next briefing on this: On b",
            "3 December 2025 A paper The next briefing on this: On b",
            "3 December 2025 Ada speaks Ada What happened: Ada spoke",
        ]
    );
    let calendar = outcome.page("agenda.ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 5 - 1 + 1);
    assert_eq!(calendar.matches("\r\nUID:").count(), 5);
    assert!(
        calendar.contains("DTSTART;VALUE=DATE:20251219\r\n")
            && calendar.contains("DTEND;VALUE=DATE:20251221\r\n")
    );
    assert!(calendar.lines().all(|line| line.len() <= 75));
    assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count());
}

#[test]
fn a_briefing_says_what_changed_since_the_last_of_its_storyline() {
    let outcome = check(
        &(SITE.replace("timezone", "series: {n: {name: Number, unit: things}}\ntimezone")
            + &briefing(
                "2025-12-01",
                "a",
                "storylines: [talks]\nabout: [ada]\nunknown: [{id: q, text: What is q}]\nfigures: [{series: n, value: 5, period: as of 2025-12-01, by: ada}]",
            )
            + &briefing(
                "2025-12-02",
                "b",
                "storylines: [talks]\nabout: [ada, ben]\nchanged: [A line]\nunknown: [{id: q, text: What is q}, {id: r, text: What is r}]\nanswers: {q: This}\nfigures: [{series: n, value: 6, period: as of 2025-12-02, by: ada}]",
            )),
    );
    assert!(!outcome.page("2025/12/01/a/index.html").contains("What changed"));
    let expected = [
        "A line",
        "Number: 6 things, up 1 (20%)",
        "Answered: What is q",
        "New question: What is r",
        "New in this storyline: Ben",
    ];
    for page in ["2025/12/02/b/index.html", "2025/12/02/index.html", "index.html"] {
        assert_eq!(changes(&outcome, page), expected, "{page}");
    }
    for page in ["2025/12/02/b/index.html", "2025/12/02/index.html"] {
        assert_eq!(items(&outcome, page, ">Previously</h"), ["On a 1 December 2025"], "{page}");
    }
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn editions_have_their_week_storylines_and_corrections() {
    let outcome = check(&site(&[
        ("2025-12-01", "a", "storylines: [talks]\ncorrections: [{date: 2025-12-03, text: Corrected late}]"),
        (
            "2025-12-03",
            "b",
            "storylines: [talks]\nquotes: [{text: a part, by: ada}, {text: A whole sentence., by: ben}]",
        ),
    ]));
    let week = items(&outcome, "2025/12/03/index.html", "<nav class=\"week\"");
    assert_eq!(week[..3], ["1 Dec 1 briefing", "2 Dec", "3 Dec 1 briefing"]);
    assert_eq!(week.len(), 7);
    let row = text_of(outcome.between("2025/12/03/index.html", "<table class=\"moved\">", "</table>"));
    assert_eq!(row, "Talks1 briefing. Before this: On a, 1 December 2025");
    assert!(!outcome.page("2025/12/01/index.html").contains("Corrected late"));
    assert!(outcome.page("2025/12/03/index.html").contains("Corrected late"));
    let quotes = outcome.between("2025/12/03/index.html", "id=\"page.quotes\"", "</section>");
    assert!(quotes.find("A whole sentence.").unwrap() < quotes.find("a part").unwrap());
}

#[test]
fn weekly_editions_and_large_ones_stay_one_page() {
    let mut text = SITE.replace("timezone", "edition: week\ntimezone");
    for n in 0..30 {
        let day = n / 5 + 1;
        text += &briefing(
            &format!("2025-12-{day:02}"),
            &format!("n{n}"),
            &format!(
                "unknown: [{{text: Question {n}}}]\nwatch: [{{text: Watch {n}}}]\nquotes: [{{text: Word {n}., by: ada}}]"
            ),
        );
    }
    let outcome = check(&text);
    let page = "2025/w49/index.html";
    assert_eq!(outcome.page(page).matches("<article class=\"entry").count(), 30);
    assert_eq!(outcome.page(page).matches("<p class=\"question-text\">").count(), 8);
    assert_eq!(outcome.page(page).matches("<figure class=\"quote").count(), 3);
    let week = items(&outcome, page, "<nav class=\"week\"");
    assert_eq!(week[0], "1 Dec 5 briefings");
    assert_eq!(broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn resting_storylines_are_folded_and_silence_is_counted() {
    let text = site(&[("2025-12-01", "a", "storylines: [talks]"), ("2025-12-09", "b", "storylines: [old]")])
        + "-- content/storylines/old.md --\n---\ntitle: Old\nstatus: closed\nreviewed: 2025-12-09\n---\n";
    let outcome = check(&text);
    let page = outcome.page("storylines/index.html");
    let folded = outcome.between("storylines/index.html", "<details", "</details>");
    assert!(folded.contains("Old") && !folded.contains("Talks") && page.contains("Talks"));
    let newest = text_of(outcome.between("storylines/index.html", "<p class=\"newest\">", "</p>"));
    assert_eq!(newest, "1 December 2025 On a");
    assert!(outcome.page("storylines/talks/index.html").contains("<li>last briefing 1 December 2025</li>"));
}

#[test]
fn key_names_follow_the_typed_ones_by_how_often_they_are_named() {
    let text = site(&[
        ("2025-12-01", "a", "storylines: [talks]\nabout: [ben, miami]"),
        ("2025-12-02", "b", "storylines: [talks]\nabout: [ben, ada]"),
    ]);
    let outcome = check(&text.replace("title: Talks", "title: Talks\nkey: [ada]"));
    assert_eq!(items(&outcome, "storylines/talks/index.html", "id=\"page.key-names\""), ["Ada", "Ben"]);
}

#[test]
fn the_schemas_of_the_graph_are_those_of_the_program() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/root");
    let (once, year) = (dateline::render::digest_schema(), dateline::render::year_digest_schema());
    for (name, schema) in [("digest", once), ("digest-year", year)] {
        let path = root.join(format!("{name}.schema.json"));
        let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        assert!(
            std::fs::read_to_string(&path).unwrap() == schema,
            "docs/content/root/{name}.schema.json is out of date; run `UPDATE=1 cargo test`"
        );
    }
}

#[test]
fn a_thing_is_in_the_file_of_the_year_whose_briefing_had_it_first() {
    let outcome = check(&site(&[
        (
            "2024-12-31",
            "a",
            "storylines: [talks]\nabout: [ada]\nunknown: [{id: q, text: What is q}]\nevents: [{date: 1994-12-05, text: They signed}]",
        ),
        (
            "2025-01-01",
            "b",
            "storylines: [talks]\nanswers: {q: This}\nevents: [{date: 1994-12-05, text: They signed}, {date: 2024-12-30, text: It began}]\nwatch: [{text: More, date: 2026}]",
        ),
    ]).replace("-- site.yaml --\n", "-- site.yaml --\nedition: week\n"));
    let read = |path: &str| -> serde_json::Value { serde_json::from_str(outcome.page(path)).unwrap() };
    let base = read("data/digest.json");
    let years = base["years"].as_array().unwrap();
    let years: Vec<_> = years.iter().map(|year| (&year["year"], &year["briefings"], &year["url"])).collect();
    assert_eq!(years.len(), 2, "the year of an event has no file: {years:?}");
    assert_eq!(years[0].0, 2024);
    assert_eq!(years[0].2, "https://x.org/data/digest-2024.json");
    let [old, new] = ["data/digest-2024.json", "data/digest-2025.json"].map(read);
    let texts = |file: &serde_json::Value, key: &str| -> Vec<String> {
        file[key].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (texts(&old, "events"), texts(&new, "events")),
        (vec!["They signed".into()], vec!["It began".into()])
    );
    assert_eq!(old["events"][0]["reports"][1]["briefing"], "2025-01-01-b");
    assert_eq!((texts(&old, "questions").len(), texts(&new, "questions").len()), (1, 0));
    assert_eq!(old["questions"][0]["answer"]["briefing"], "2025-01-01-b");
    assert_eq!((texts(&old, "watch").len(), texts(&new, "watch").len()), (0, 1));
    assert_eq!(new["storylines"], serde_json::json!([{"id": "talks", "briefings": ["2025-01-01-b"]}]));
    assert_eq!(
        (old["dossiers"][0]["id"].as_str(), new["dossiers"].as_array().unwrap().len()),
        (Some("people/ada"), 0)
    );
    let briefings =
        |file: &serde_json::Value| file["editions"][0]["briefings"].as_array().map_or(0, Vec::len);
    assert_eq!(
        (briefings(&old), briefings(&new)),
        (2, 0),
        "the edition of the week is in the file of its first briefing"
    );
    assert_eq!(base["storylines"][0]["briefings"], 2);
    outcome.graph();
}

#[test]
fn the_file_of_what_the_graph_has_once_does_not_grow_with_the_briefings() {
    let front = "storylines: [talks]\nabout: [ada]\nquotes: [{text: A word, by: ada}]\nevents: [{date: 2025-11, text: It began}]";
    let size = |days: usize| {
        let days: Vec<String> = (1..=days).map(|day| format!("2025-12-{day:02}")).collect();
        let briefings: Vec<_> = days.iter().map(|day| (day.as_str(), "a", front)).collect();
        build(&site(&briefings)).files["data/digest.json"].len()
    };
    // Three counts and two numbers of the index have one digit more.
    assert!(size(12).abs_diff(size(9)) <= 8, "{} {}", size(9), size(12));
}

#[test]
fn the_data_holds_the_graph_and_every_address() {
    let outcome = check(&site(&[
        (
            "2025-12-01",
            "a",
            "storylines: [talks]\nabout: [ada]\nsources: {s: {title: S}, t: {title: T, via: s}}\nunknown: [{id: q, text: What is q}]\nevents: [{date: 2025-11, text: It began, who: [ada, {name: Zed}]}]",
        ),
        ("2025-12-02", "b", "answers: {q: This}\nwatch: [{text: More, date: 2026}]"),
    ]));
    let data: serde_json::Value = outcome.graph();
    assert_eq!(data["briefings"][0]["storylines"][0], "talks");
    assert_eq!(data["briefings"][0]["sources"][1]["root"]["source"], "s");
    assert_eq!(data["briefings"][0]["names"][0], "people/ada");
    assert_eq!(data["questions"][0]["answer"]["url"], "https://x.org/2025/12/02/b/#answer-q");
    assert_eq!(data["events"][0]["days"]["last_day"], "2025-11-30");
    assert_eq!(data["events"][0]["who"][1], serde_json::json!({"name": "Zed", "dossier": null}));
    assert_eq!(data["watch"][0]["days"]["first_day"], "2026-01-01");
    let urls: Vec<&str> = outcome.page("data/urls.txt").lines().collect();
    let is_index = |path: &str| path.starts_with("search/") && !path.ends_with(".html");
    let is_drawn =
        |path: &str| path.ends_with("card.png") || path == "favicon.ico" || path == "apple-touch-icon.png";
    let pages =
        outcome.files.keys().filter(|path| !is_index(path) && !is_drawn(path) && *path != ".nojekyll");
    let (items, paths): (Vec<&str>, Vec<&str>) = urls.iter().partition(|url| url.contains('#'));
    assert_eq!(paths.len(), pages.count());
    assert_eq!(items.len(), 3, "{items:?}");
    assert!(urls.is_sorted() && urls.contains(&"/2025/12/01/a/") && urls.contains(&"/agenda.ics"));
}
