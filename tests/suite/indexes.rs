//! Lists of the whole site: what is in which group, in which order, and how long a page grows.

use std::fmt::Write;

use crate::html::text_of;
use crate::site::{Outcome, build};

/// What the largest page of an index may weigh.
const MOST_BYTES: usize = 150_000;

fn site(language: &str, more: &str) -> String {
    format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: {language}\n{more}")
}

fn dossier(folder: &str, id: &str, front: &str) -> String {
    format!("-- content/{folder}/{id}.md --\n---\n{front}\n---\n")
}

fn briefing(day: &str, id: &str, front: &str, text: &str) -> String {
    format!(
        "-- content/briefings/{day}-{id}.md --\n---\ntitle: Title {id}\ndate: {day}\n{front}\n---\n{text}\n"
    )
}

/// The groups of an index, each as its heading and its lines.
fn groups(outcome: &Outcome, page: &str) -> Vec<(String, Vec<String>)> {
    let list = outcome.between(page, "<div class=\"groups", "</div>");
    let group = |part: &str| {
        let heading = part.split_once("</h").map_or("", |(head, _)| head.rsplit_once("<h").unwrap().1);
        let heading = heading.split_once('>').map_or("", |(_, text)| text);
        let lines = part.split_once("<ul").map_or("", |(_, list)| list).split("\n<li").skip(1);
        let line = |line: &str| text_of(line.split_once('>').unwrap().1.split("</section>").next().unwrap());
        (text_of(heading), lines.map(line).collect())
    };
    list.split("<section").skip(1).map(group).collect()
}

/// The same, in short: `A: Ann 1; Bo | …`.
fn short(outcome: &Outcome, page: &str) -> String {
    let groups = groups(outcome, page).into_iter();
    groups.map(|(head, lines)| format!("{head}: {}", lines.join("; "))).collect::<Vec<_>>().join(" | ")
}

#[test]
fn people_stand_by_letter_with_what_they_belong_to_and_all_briefings_that_have_them() {
    let of = |language: &str| {
        let mut text = site(language, "");
        text += &dossier("organisations", "guild", "name: The Guild");
        for (id, front) in [
            ("a", "name: Ann Bell\nrole: Engineer\nof: guild"),
            ("b", "name: Åse Holm\nrole: Head of The Guild\nof: guild"),
            ("c", "name: '\"Bo\" Lund'"),
            ("d", "name: 7 Wonders"),
            ("e", "name: Zoe"),
        ] {
            text += &dossier("people", id, front);
        }
        text += &briefing("2025-12-01", "one", "about: a", "With [[c]].");
        text += &briefing("2025-12-02", "two", "quotes: [{text: Yes., by: a}]", "Of [[c]] and [[c]].");
        text += &briefing("2025-12-03", "three", "", "By [[a]].");
        short(&build(&text), "people/index.html")
    };
    let rest = "B: “Bo” Lund 2";
    let (ann, ase, digit) = ("Ann Bell 3 Engineer, The Guild", "Åse Holm Head of The Guild", "#: 7 Wonders");
    assert_eq!(of("en-GB"), format!("{digit} | A: {ann}; {ase} | {rest} | Z: Zoe"));
    assert!(of("da").ends_with(&format!("| Z: Zoe | Å: {ase}")), "{}", of("da"));
}

#[test]
fn letters_are_those_of_the_language() {
    use dateline::language::letters::Order;
    let letter = |language: &str, name: &str| Order::of(language).letter(name);
    assert_eq!(letter("de", "Österreich"), "O");
    assert_eq!(letter("sv", "Österreich"), "Ö");
    assert_eq!(letter("de", "O\u{308}sterreich"), "O");
    assert_eq!(letter("sv", "O\u{308}sterreich"), "Ö");
    assert_eq!(letter("uk", "Ївга"), "Ї");
    assert_eq!(letter("uk", "«йод»"), "Й");
    assert_eq!(letter("ko", "한국"), "ㅎ");
    assert_eq!(letter("tr", "İzmir"), "İ");
    assert_eq!(letter("tr", "Irak"), "I");
    assert_eq!(letter("en", "…"), "#");
    assert_eq!(letter("en", "30 June"), "#");
}

/// The page of this many people, with roles.
fn people(count: usize) -> (String, Outcome) {
    let mut text = site("en-GB", "");
    for n in 0..count {
        let first = char::from(b'A' + (n % 26) as u8);
        let front = format!("name: {first}nnalena Somebody {n}\nrole: Member of the committee on water");
        text += &dossier("people", &format!("annalena-somebody-{n}"), &front);
    }
    text += &briefing("2025-12-01", "one", "", "Text.");
    let outcome = build(&text);
    (outcome.page("people/index.html").to_owned(), outcome)
}

#[test]
fn a_filter_comes_with_more_than_20_letters_with_more_than_40_and_roles_go_with_more_than_700() {
    let has = |count: usize| {
        let (page, _) = people(count);
        let roles = page.matches("Member of the committee").count();
        (page.contains("filter.js") && page.contains("data-filter"), page.contains("class=\"jumps\""), roles)
    };
    assert_eq!(has(20), (false, false, 20));
    assert_eq!(has(21), (true, false, 21));
    assert_eq!(has(40), (true, false, 40));
    assert_eq!(has(41), (true, true, 41));
    assert_eq!(has(700), (true, true, 700));
    assert_eq!(has(701), (true, true, 0));
}

#[test]
fn an_index_of_1400_stays_within_150_kilobytes() {
    for count in [700, 1400] {
        let (page, _) = people(count);
        assert_eq!(page.matches("\n<li><a href=\"/people/").count(), count);
        assert!(page.len() < MOST_BYTES, "{count}: {}", page.len());
    }
}

#[test]
fn more_than_60_letters_are_none() {
    let of = |count: u32| {
        let mut text = site("zh", "");
        for n in 0..count {
            let sign = char::from_u32('一' as u32 + n * 7).unwrap();
            text += &dossier("people", &format!("p{n}"), &format!("name: {sign}人"));
        }
        groups(&build(&(text + &briefing("2025-12-01", "one", "", "x"))), "people/index.html").len()
    };
    assert_eq!(of(60), 60);
    assert_eq!(of(61), 1);
}

#[test]
fn places_stand_under_the_outermost_place_and_the_rest_below_or_by_letter() {
    let of = |alone: usize| {
        let mut text = site("en-GB", "");
        text += &dossier("places", "land", "name: Land");
        text += &dossier("places", "shire", "name: Shire\nin: land");
        text += &dossier("places", "ford", "name: Ford\nin: shire");
        for n in 0..alone {
            text += &dossier(
                "places",
                &format!("x{n}"),
                &format!("name: {}{n}", if n % 2 == 0 { 'C' } else { 'D' }),
            );
        }
        text += &briefing("2025-12-01", "one", "", "In [[ford]] and [[land]].");
        groups(&build(&text), "places/index.html")
    };
    let land = ("Land 1".to_owned(), vec!["Ford 1 Shire".to_owned(), "Shire".to_owned()]);
    assert_eq!(of(0), std::slice::from_ref(&land));
    let heads = |alone: usize| of(alone).into_iter().map(|(head, _)| head).collect::<Vec<_>>();
    assert_eq!(of(1)[1], ("Other places".to_owned(), vec!["C0".to_owned()]));
    assert_eq!(heads(20), ["Land 1", "Other places"]);
    assert_eq!(heads(21), ["Land 1", "C", "D"]);
}

#[test]
fn documents_stand_by_date_with_those_they_replace_and_each_once() {
    let mut text = site("en-GB", "");
    for (id, front) in [
        ("plan-1", "name: Plan one"),
        ("plan-2", "name: Plan two\nreplaces: plan-1\nstate: agreed"),
        ("plan-3", "name: Plan three\nreplaces: plan-2"),
        ("rival", "name: Rival\nreplaces: plan-1"),
        ("never", "name: Never named"),
    ] {
        text += &dossier("documents", id, front);
    }
    text += &briefing("2024-12-30", "a", "", "The [[plan-1]].");
    text += &briefing("2024-12-31", "b", "", "The [[rival]].");
    text += &briefing("2025-01-02", "c", "", "The [[plan-2]] and [[plan-3]].");
    let outcome = build(&text);
    let page = short(&outcome, "documents/index.html");
    assert_eq!(
        page,
        "2025: 2 January 2025 Plan three 1 replaces Plan two | 2024: 31 December 2024 Rival 1 replaces Plan one | \
         Without a date: Never named"
    );
}

#[test]
fn open_questions_stand_by_storyline_the_oldest_first() {
    let mut text = site("en-GB", "");
    text += &dossier("storylines", "flood", "title: The flood");
    text += &dossier("storylines", "dam", "title: The dam");
    let ask = |storyline: &str, what: &str| format!("{storyline}\nunknown: [{{text: What {what}}}]");
    text += &briefing("2025-12-01", "a", &ask("summary: x", "none"), "x");
    text += &briefing("2025-12-02", "b", &ask("storylines: dam", "dam"), "x");
    text += &briefing("2025-12-03", "c", &ask("storylines: flood", "flood"), "x");
    text += &briefing("2025-12-04", "d", &ask("storylines: [dam, flood]", "both"), "x");
    let outcome = build(&text);
    assert_eq!(
        short(&outcome, "questions/index.html"),
        "The dam: What dam open for 2 days, asked 2 December 2025: Title b; What both new, asked 4 December 2025: Title d | \
         The flood: What flood open for 1 day, asked 3 December 2025: Title c | \
         Not in a storyline: What none open for 3 days, asked 1 December 2025: Title a"
    );
    assert!(outcome.page("questions/index.html").contains("Days are counted up to 4 December 2025"));
}

#[test]
fn speakers_of_quotes_are_named_at_the_top_those_with_most_first_40_at_most() {
    let of = |count: usize| {
        let mut text = site("en-GB", "");
        let mut quotes = String::new();
        for n in 0..count {
            text += &dossier("people", &format!("p{n:02}"), &format!("name: Person {n:02}"));
            writeln!(quotes, "  - {{text: Yes., by: p{n:02}}}").unwrap();
        }
        quotes += "  - {text: No., by: p01}\n";
        text += &briefing("2025-12-01", "a", &format!("quotes:\n{quotes}"), "x");
        let outcome = build(&text);
        let list = outcome.between("quotes/index.html", "<nav class=\"jumps\"", "</nav>").to_owned();
        (list.matches("<li>").count(), text_of(list.split_once("<li>").unwrap().1), list)
    };
    let (count, first, list) = of(40);
    assert_eq!(count, 40);
    assert!(first.starts_with("Person 01 2 Person 00 1"), "{first}");
    assert!(list.contains("href=\"/people/p01/#page.quotes\""));
    assert_eq!(of(41).0, 40);
}

#[test]
fn outlets_stand_by_kind_with_their_statements_and_lead_to_their_dossier() {
    let outlets = "outlets:\n  small: {name: Small Post, kind: press}\n  wire: {name: The Wire, kind: wire}\n  \
                   post: {name: Big Post, kind: press}\n";
    let mut text = site("en-GB", outlets);
    text += &dossier("organisations", "big", "name: Big Post");
    text += &briefing(
        "2025-12-01",
        "a",
        "sources:\n  p: {title: P, outlet: post}\n  q: {title: Q, outlet: post}\n  s: {title: S, outlet: small, via: wire}\n\
         known: [{text: It is so, source: [p, q]}]\nunknown: [{text: What is it, source: s}]",
        "It is so [^p] and so [^p].",
    );
    let page = build(&text);
    assert_eq!(
        short(&page, "sources/index.html"),
        "news agency 1 briefing: The Wire 1 statement, 1 briefing Latest: Title a | \
         press 1 briefing: Big Post 3 statements, 1 briefing Dossier: Big Post Latest: Title a; \
         Small Post 1 statement, 1 briefing Latest: Title a"
    );
}

#[test]
fn a_timeline_has_months_and_what_went_on_longer_stands_above_what_began_with_it() {
    let mut text = site("en-GB", "");
    text += &dossier("storylines", "flood", "title: The flood");
    text += &briefing(
        "2025-12-22",
        "a",
        "storylines: flood\nevents:\n  - {date: 2025-12-19/2025-12-21, text: Three days}\n  - {date: 2025-12-19, text: One day}\n  \
         - {date: 2025-12-20, text: The next day}\n  - {date: 2025-11-30, text: Before}",
        "x",
    );
    let outcome = build(&text);
    let page = outcome.page("timeline/index.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text}"));
    let order =
        [">December 2025</h2>", "The next day", "Three days", "One day", ">November 2025</h2>", "Before"];
    assert!(order.map(at).is_sorted(), "{:?}", order.map(at));
    assert_eq!(page.matches("<li data-storyline=\"The flood\">").count(), 4);
}
