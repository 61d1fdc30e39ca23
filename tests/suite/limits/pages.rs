//! What pages show: how many of each, and when something is old, past or ahead.

use super::{STORY, briefings, daily, ids, people};
use crate::html::text_of;
use crate::site::{Outcome, build};

/// The items of a list of questions or of things to watch, as text.
fn items(outcome: &Outcome, page: &str, section: &str) -> Vec<String> {
    let id = format!("id=\"page.{section}\"");
    if !outcome.page(page).contains(&id) {
        return Vec::new();
    }
    let list = outcome.between(page, &id, "</section>");
    list.split("<li").skip(1).map(|item| text_of(&item[item.find('>').unwrap() + 1..])).collect()
}

#[test]
fn a_question_can_be_answered_by_the_briefing_that_asks_it() {
    let both = "unknown: [{id: q, text: What is q}]\nanswers: {q: This}";
    let outcome = build(&daily(2025, &["", both, ""]));
    assert_eq!(items(&outcome, "questions/index.html", "open"), [""; 0]);
    assert_eq!(items(&outcome, "questions/index.html", "answered").len(), 1);
    let again = build(&daily(2025, &["unknown: [{id: q, text: What is q}]", both]));
    assert_eq!(items(&again, "questions/index.html", "open"), [""; 0], "asked again and answered");
    let later = build(&daily(2025, &[both, "unknown: [{id: q, text: What is q}]"]));
    assert_eq!(items(&later, "questions/index.html", "open").len(), 1, "asked again after the answer");
}

#[test]
fn what_is_expected_today_lies_ahead_and_what_was_yesterday_is_past() {
    let watch = "watch:\n  - {text: Yesterday, date: 2025-01-02}\n  - {text: Today, date: 2025-01-03}\n  \
                 - {text: Until today, date: 2025-01-01/2025-01-03}\n  - {text: Until yesterday, date: 2025-01-01/2025-01-02}";
    let outcome = build(&daily(2025, &[watch, "", "storylines: [s]"]));
    let texts = |section: &str| -> Vec<String> {
        let items = items(&outcome, "agenda/index.html", section);
        items.iter().map(|item| item.split(", 2025 ").last().unwrap().to_owned()).collect()
    };
    assert_eq!(texts("ahead"), ["Until today", "Today"]);
    assert_eq!(texts("past"), ["Yesterday No report yet.", "Until yesterday No report yet."]);
}

#[test]
fn what_came_of_it_is_told_once_the_day_is_past() {
    let site = |days: &[&str]| {
        let story = "-- content/storylines/s.md --\n---\ntitle: S\n---\n";
        build(&(people(1) + story + &daily(2025, days)))
    };
    let watch = "storylines: [s]\nwatch: [{text: A vote, date: 2025-01-02, who: p0}]";
    let event = "storylines: [s]\nevents: [{text: They voted, date: 2025-01-02, who: p0}]";
    let today = site(&[watch, event]);
    assert_eq!(items(&today, "agenda/index.html", "ahead"), ["January 2, 2025 A vote Person 0"]);
    let past = site(&[watch, event, ""]);
    assert_eq!(
        items(&past, "agenda/index.html", "past"),
        ["January 2, 2025 A vote Person 0 What happened: They voted"]
    );
}

#[test]
fn an_open_question_is_old_after_14_days() {
    let old = |site: &str, days: usize| {
        let mut fronts = vec![""; days + 1];
        fronts[0] = "unknown: [{id: q, text: What is q}]";
        let site = format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n{site}\n");
        build(&(site + &daily(2025, &fronts))).page("questions/index.html").contains("class=\"age stale\"")
    };
    assert!(!old("", 14));
    assert!(old("", 15));
    assert!(!old("stale_after: {question: 3d}", 3));
    assert!(old("stale_after: {question: 3d}", 4));
}

#[test]
fn structured_data_names_12_mentions() {
    let mentions = |count: usize| {
        let text: Vec<String> = (0..count).map(|n| format!("Person {n}.")).collect();
        let outcome = build(
            &(people(count).replace("name:", "wikidata: Q1\nname:")
                + &briefings(&[(String::new(), text.join(" "))])),
        );
        let json =
            outcome.between("2025/01/01/n0/index.html", "<script type=\"application/ld+json\">", "</script>");
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let nodes = json["@graph"].as_array().unwrap();
        nodes.iter().find_map(|node| node["mentions"].as_array()).unwrap().len()
    };
    assert_eq!(mentions(12), 12);
    assert_eq!(mentions(13), 12);
}

#[test]
fn the_feed_of_a_dossier_has_10_entries_and_that_of_the_site_50() {
    let entries = |count: usize, path: &str| {
        let all = vec![("about: [p0]".to_owned(), String::new()); count];
        build(&(people(1) + &briefings(&all))).page(path).matches("<entry ").count()
    };
    assert_eq!(entries(10, "people/p0/feed.xml"), 10);
    assert_eq!(entries(11, "people/p0/feed.xml"), 10);
    assert_eq!(entries(50, "feed.xml"), 50);
    assert_eq!(entries(51, "feed.xml"), 50);
}

#[test]
fn a_storyline_shows_20_open_questions_and_5_answered_ones() {
    let shown = |count: usize| {
        let asked: Vec<String> = (0..count).map(|n| format!("{{id: q{n}, text: What is {n}}}")).collect();
        let answers: Vec<String> = (0..count).map(|n| format!("q{n}: This")).collect();
        let asks = format!("storylines: [s]\nunknown: [{}]", asked.join(", "));
        let open = build(&(STORY.to_owned() + &daily(2025, &[&asks])));
        let all = format!("storylines: [s]\nanswers: {{{}}}", answers.join(", "));
        let answered = build(&(STORY.to_owned() + &daily(2025, &[&asks, &all])));
        let page = "storylines/s/index.html";
        (items(&open, page, "open").len(), items(&answered, page, "answered").len())
    };
    assert_eq!(shown(5), (5, 5));
    assert_eq!(shown(6), (6, 5));
    assert_eq!(shown(20), (20, 5));
    assert_eq!(shown(21), (20, 5));
}

#[test]
fn five_newcomers_are_named() {
    let new = |count: usize| {
        let front = format!("storylines: [s]\nabout: [{}]", ids(0..count));
        let outcome =
            build(&(STORY.to_owned() + &people(count) + &daily(2025, &["storylines: [s]", &front])));
        let changed = outcome.between("2025/01/02/n1/index.html", ">What changed</h", "</section>");
        changed.matches("/people/p").count()
    };
    assert_eq!(new(5), 5);
    assert_eq!(new(6), 5);
}

#[test]
fn a_briefing_names_two_that_link_to_it_and_fills_up_with_related_ones() {
    let site = |linking: usize| {
        let mut all = vec![("about: [p0]".to_owned(), String::new()); 4];
        all.push((String::new(), String::new()));
        all.extend((0..linking).map(|_| (String::new(), "After [[n0]].".to_owned())));
        let outcome = build(&(people(1) + &briefings(&all)));
        let list = |heading: &str| {
            let page = outcome.page("2025/01/01/n0/index.html");
            let Some((_, list)) = page.split_once(&format!("<h2>{heading}</h2><ul>")) else { return 0 };
            list.split("</ul>").next().unwrap().matches("<li>").count()
        };
        (list("Later briefings that link here"), list("Related"))
    };
    assert_eq!(site(0), (0, 2));
    assert_eq!(site(1), (1, 1));
    assert_eq!(site(2), (2, 0));
    assert_eq!(site(3), (2, 0));
}

#[test]
fn a_description_has_155_characters() {
    let described = |length: usize| {
        let summary = format!("{} {}", "x".repeat(100), "y".repeat(length - 101));
        let outcome = build(&daily(2025, &[&format!("summary: {summary}")]));
        let page = "2025/01/01/n0/index.html";
        outcome
            .between(page, "<meta name=\"description\" property=\"og:description\" content=\"", "\"")
            .to_owned()
    };
    assert!(described(155).ends_with('y'));
    assert_eq!(described(155).chars().count(), 155);
    assert_eq!(described(156), format!("{} …", "x".repeat(100)));
}

#[test]
fn an_outlet_lists_3_briefings_and_counts_all_and_one_of_more_than_60_lists_1() {
    let listed = |outlets: usize, count: usize| {
        let others: String = (1..outlets).map(|n| format!(", o{n}: {{name: O{n}, kind: press}}")).collect();
        let site = format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\noutlets: {{wire: {{name: Wire, kind: wire}}{others}}}\n"
        );
        let all = vec![("sources: {s: {title: x, outlet: wire}}".to_owned(), String::new()); count];
        let outcome = build(&(site + &briefings(&all)));
        let part = outcome.between("sources/index.html", "id=\"outlet-wire\"", "</li>");
        assert!(part.contains(&format!("{count} briefings")), "{part}");
        part.matches("/2025/01/01/n").count()
    };
    assert_eq!(listed(1, 3), 3);
    assert_eq!(listed(1, 4), 3);
    assert_eq!(listed(60, 4), 3);
    assert_eq!(listed(61, 4), 1);
}

#[test]
fn an_edition_has_8_questions_answers_and_dates_and_3_quotes_and_corrections() {
    let shown = |count: usize| {
        let each = |form: &str| -> String {
            (0..count).map(|n| form.replace('#', &n.to_string())).collect::<Vec<_>>().join(", ")
        };
        let front = format!(
            "unknown: [{}]\nwatch: [{}]\nquotes: [{}]\ncorrections: [{}]",
            each("{id: q#, text: What is #}"),
            each("{text: Expected #}"),
            each("{text: Word number #., by: {name: A}}"),
            each("{date: 2025-01-02, text: It was #.}")
        );
        let answers = format!("answers: {{{}}}", each("q#: This is #"));
        let outcome = build(&daily(2025, &[&front, &answers]));
        let of =
            |page: &str, word: &str| text_of(outcome.between(page, "<main", "</main>")).matches(word).count();
        let (first, second) = ("2025/01/01/index.html", "2025/01/02/index.html");
        [
            of(first, "Asked"),
            of(first, "Expected"),
            of(first, "Word number"),
            of(second, "This is"),
            of(second, "It was"),
        ]
    };
    assert_eq!(shown(3), [3, 3, 3, 3, 3]);
    assert_eq!(shown(4), [4, 4, 3, 4, 3]);
    assert_eq!(shown(8), [8, 8, 3, 8, 3]);
    assert_eq!(shown(9), [8, 8, 3, 8, 3]);
}

#[test]
fn an_edition_names_the_last_three_briefings_of_its_storyline() {
    let previous = |before: usize| {
        let fronts = vec!["storylines: [s]"; before + 1];
        let outcome = build(&(STORY.to_owned() + &daily(2025, &fronts)));
        let page = format!("2025/01/{:02}/index.html", before + 1);
        outcome.between(&page, "id=\"page.previously\"", "</section>").matches("<li").count()
    };
    assert_eq!(previous(3), 3);
    assert_eq!(previous(4), 3);
}

#[test]
fn an_event_knows_its_last_five_reports() {
    let template = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\ntheme: own\n\
                    -- themes/own/theme.yaml --\nname: Own\n\
                    -- themes/own/templates/timeline.html --\n\
                    {% for event in timeline.events %}{% for report in event.reports %}[{{ report.title }}]\
                    {% endfor %}{% endfor %}\n";
    let reports = |count: usize| {
        let fronts = vec!["events: [{id: met, date: 2025-01-01, text: They met}]"; count];
        build(&(template.to_owned() + &daily(2025, &fronts))).page("timeline/index.html").trim().to_owned()
    };
    assert_eq!(reports(5), "[Number 4][Number 3][Number 2][Number 1][Number 0]");
    assert_eq!(reports(6), "[Number 5][Number 4][Number 3][Number 2][Number 1]");
}

#[test]
fn a_date_to_watch_names_three_events_that_came_of_it() {
    let came = |count: usize| {
        let events: Vec<String> =
            (0..count).map(|n| format!("{{date: 2025-01-01, text: Outcome {n}, who: p0}}")).collect();
        let events = format!("events: [{}]", events.join(", "));
        let fronts = ["watch: [{text: A vote, date: 2025-01-01, who: p0}]", &events];
        let outcome = build(&(people(1) + &daily(2025, &fronts)));
        text_of(outcome.between("agenda/index.html", "<main", "</main>")).matches("Outcome").count()
    };
    assert_eq!(came(3), 3);
    assert_eq!(came(4), 3);
}

#[test]
fn roles_and_versions_are_listed_from_two_on() {
    let site = "-- content/people/one.md --\n---\nname: One\nrole: [Envoy]\n---\n\
                -- content/people/two.md --\n---\nname: Two\nrole: [Envoy, Mayor]\n---\n\
                -- content/documents/alone.md --\n---\nname: Alone\n---\n\
                -- content/documents/first.md --\n---\nname: First\n---\n\
                -- content/documents/second.md --\n---\nname: Second\nreplaces: first\n---\n";
    let outcome = build(&(site.to_owned() + &daily(2025, &["about: [one, two]"])));
    let has = |page: &str, word: &str| outcome.page(page).contains(&format!("<dt>{word}</dt>"));
    assert!(!has("people/one/index.html", "Roles") && has("people/two/index.html", "Roles"));
    assert!(!has("documents/alone/index.html", "Versions"));
    assert!(has("documents/first/index.html", "Versions") && has("documents/second/index.html", "Versions"));
}
