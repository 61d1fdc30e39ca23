//! What belongs together: related briefings, and who appears with whom.

use super::{STORY, briefings, ids, people};
use crate::html::text_of;
use crate::site::{Outcome, build};

/// The headlines of the briefings that a page calls related.
fn related(outcome: &Outcome, n: usize) -> Vec<String> {
    let page = format!("2025/01/01/n{n}/index.html");
    if !outcome.page(&page).contains("<h2>Related</h2>") {
        return Vec::new();
    }
    let list = outcome.between(&page, "<h2>Related</h2><ul>", "</ul>");
    list.split("<li>").skip(1).map(text_of).collect()
}

#[test]
fn related_briefings_are_looked_for_24_before_and_24_after() {
    let site = |between: usize| {
        let mut all = vec![("about: [p0, p1]".to_owned(), String::new())];
        all.extend((0..between).map(|_| ("about: [p0]".to_owned(), String::new())));
        all.extend((0..between).map(|_| ("about: [p1]".to_owned(), String::new())));
        all.push(("about: [p0, p1]".to_owned(), String::new()));
        build(&(people(2) + &briefings(&all)))
    };
    let (last, at_limit) = (47, site(23));
    assert_eq!(related(&at_limit, 0)[0], "Number 47", "24 briefings on");
    assert_eq!(related(&at_limit, last)[0], "Number 0", "24 briefings back");
    let (last, beyond) = (49, site(24));
    assert!(!related(&beyond, 0).contains(&"Number 49".to_owned()));
    assert!(!related(&beyond, last).contains(&"Number 0".to_owned()));
}

#[test]
fn the_twelve_rarest_dossiers_of_a_briefing_decide_what_is_related() {
    // All dossiers except the last are in one other briefing, which is a neighbour and so nothing new.
    let site = |telling: usize| {
        let last = format!("about: [p{}]", telling - 1);
        let all = [
            format!("storylines: [s]\nabout: [{}]", ids(0..telling)),
            format!("storylines: [s]\nabout: [{}]", ids(0..telling - 1)),
            last.clone(),
            last,
            String::new(),
            String::new(),
        ];
        let all = all.map(|front| (front, String::new()));
        related(&build(&(people(telling) + STORY + &briefings(&all))), 0)
    };
    assert_eq!(site(12), ["Number 2", "Number 3"]);
    assert_eq!(site(13), [""; 0]);
}

/// How many dossiers a person's page says appear with them, on a site where one briefing names this many.
fn companions(named: usize) -> usize {
    let all = [format!("about: [{}]", ids(0..named)), String::new()].map(|front| (front, String::new()));
    let outcome = build(&(people(named) + &briefings(&all)));
    let page = outcome.page("people/p0/index.html");
    let Some((_, list)) = page.split_once("id=\"page.appears-with\"") else { return 0 };
    list.split("</section>").next().unwrap().matches("/people/").count()
}

#[test]
fn eight_dossiers_are_named_as_appearing_with_one() {
    assert_eq!(companions(9), 8);
    assert_eq!(companions(10), 8);
}

/// How many key names a storyline has with this many typed ones, if two briefings name this many people.
fn key_names(typed: usize, named: usize) -> usize {
    let story = STORY.replace("title: S", &format!("title: S\nkey: [{}]", ids(0..typed)));
    let all = vec![(format!("storylines: [s]\nabout: [{}]", ids(0..named)), String::new()); 2];
    let outcome = build(&(people(named.max(typed)) + &story + &briefings(&all)));
    outcome
        .between("storylines/s/index.html", "id=\"page.key-names\"", "</section>")
        .matches("/people/p")
        .count()
}

#[test]
fn a_storyline_has_eight_key_names_unless_more_are_typed() {
    assert_eq!(key_names(0, 8), 8);
    assert_eq!(key_names(0, 9), 8);
    assert_eq!(key_names(7, 9), 8);
    assert_eq!(key_names(8, 9), 8);
    assert_eq!(key_names(9, 10), 9);
}

#[test]
fn a_key_name_is_named_by_two_briefings() {
    let all = ["storylines: [s]\nabout: [p0, p1]", "storylines: [s]\nabout: [p0]"];
    let all = all.map(|front| (front.to_owned(), String::new()));
    let outcome = build(&(people(2) + STORY + &briefings(&all)));
    let list = outcome.between("storylines/s/index.html", "id=\"page.key-names\"", "</section>");
    assert!(list.contains("/people/p0/") && !list.contains("/people/p1/"), "{list}");
}
