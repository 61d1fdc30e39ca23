//! Sections of briefings: each shows only what is its own, wherever it is shown.

use serde_json::Value;

use crate::html::{broken_links, text_of};
use crate::index::{documents, finds};
use crate::site::{Outcome, build, check};

/// An assessment of three axes. What belongs to an axis has its name in its words.
const SITE: &str = "
-- site.yaml --
title: Assessments
base_url: https://x.org/d/
id: test
timezone: Europe/Kyiv
language: en-GB
series: {losses: {name: Losses}, northshells: {name: Shells}}
outlets: {staff: {name: The staff, kind: official}}
-- content/storylines/north.md --
---
title: First axis
---
-- content/storylines/east.md --
---
title: Second axis
---
-- content/storylines/south.md --
---
title: Third axis
parent: war
---
-- content/storylines/war.md --
---
title: The war
---
-- content/places/sumy.md --
---
name: Northton
---
-- content/places/lyman.md --
---
name: Eastville
---
-- content/places/dam.md --
---
name: Southport
---
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/briefings/2025-12-20-before.md --
---
title: The day before in the east
date: 2025-12-20
storylines: [east]
---
Ada Smyth spoke in Eastville.
-- content/briefings/2025-12-21-day.md --
---
title: Assessment of the day
date: 2025-12-21
storylines: [war]
summary: Three axes.
sections:
  north: {storylines: [north], about: [sumy], place: sumy}
  east: {storylines: [east], about: [lyman], link: https://www.example.com/east?x=1}
  south: {storylines: [south]}
  whole: {about: [ada]}
events:
  - {date: 2025-12-21, text: A northern bridge fell, source: staff, section: north, place: sumy}
  - {date: 2025-12-20, text: An eastern station burned, source: staff, section: east}
  - {date: 2025-12-19, text: A southern dam leaked, source: staff, section: dams}
  - {date: 2025-12-18, text: A day of all fronts, source: staff}
  - {date: 2025-12-17, text: A day of the whole, source: staff, section: whole}
figures:
  - {series: losses, value: 1111, period: 2025-12-21, source: staff, by: ada, section: north}
  - {series: losses, value: 2222, period: 2025-12-21, source: staff, by: {name: Bob}, section: east}
  - {series: northshells, value: 3333, period: 2025-12-21, source: staff, by: ada, section: north}
quotes:
  - {text: We held the northern line., by: ada, source: staff, section: north}
  - {text: We left the eastern line., by: {name: Bob}, source: staff, section: east}
known: [{text: The northern bridge is gone, source: staff, section: north}]
unknown:
  - {id: who, text: Who blew up the northern bridge, section: north}
  - {id: when, text: When the eastern station reopens, section: east}
watch:
  - {text: A southern vote, date: 2025-12-28, section: south}
  - {text: A northern vote, date: 2025-12-29, section: north}
corrections: [{date: 2025-12-22, fixes: figures/northshells, error: ours, was: '3333', now: '3000', text: A northern correction.}]
---
All three axes moved.

## In the north {#north}

The northern text names Northton.

- one

## [In the east](https://example.com/linked) {#east}

The eastern text names Eastville.

### Around the station

More of the eastern side, says Ada Smyth.

## In the south {#south}

The southern text, unlike [above](#east).

### Dams

Southport has a southern dam.

## Of the whole {#whole}

Words of the whole.
";

fn shown(outcome: &Outcome, path: &str) -> String {
    text_of(outcome.between(path, "<main", "</main>"))
}

fn lacks(text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.to_lowercase().contains(&word.to_lowercase()), "`{word}` in {text}");
    }
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no `{word}` in {text}");
    }
}

#[test]
fn a_storyline_has_only_what_is_its_own() {
    let outcome = build(SITE);
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    let north = shown(&outcome, "storylines/north/index.html");
    has(
        &north,
        &["In the north", "The northern text", "A northern bridge fell", "Who blew up", "1,111", "3000"],
    );
    has(&north, &["Assessment of the day", "Northton"]);
    lacks(
        &north,
        &["east", "south", "2,222", "Bob", "all fronts", "Three axes", "of the whole", "20 December"],
    );
    let east = shown(&outcome, "storylines/east/index.html");
    has(
        &east,
        &[
            "In the east",
            "The eastern text",
            "An eastern station",
            "When the eastern",
            "2,222",
            "The day before",
        ],
    );
    has(&east, &["example.com", "Ada Smyth", "New question"]);
    lacks(&east, &["north", "south", "1,111", "3333", "3000", "all fronts", "of the whole"]);
    let south = shown(&outcome, "storylines/south/index.html");
    has(&south, &["In the south", "A southern dam leaked"]);
    lacks(&south, &["north", "east", "1,111", "2,222", "all fronts"]);
    // The south is a part of the war, and a section without a storyline belongs to the briefing's.
    let war = shown(&outcome, "storylines/war/index.html");
    has(&war, &["Assessment of the day", "all fronts", "of the whole", "A southern dam leaked"]);
    lacks(&war, &["north", "east", "1,111", "2,222"]);
    let index = shown(&outcome, "storylines/index.html");
    has(&index, &["In the north", "In the east"]);
}

#[test]
fn a_section_is_an_entry_of_the_feed_with_an_id_that_lasts() {
    let outcome = build(SITE);
    let feed = outcome.page("storylines/north/feed.xml");
    assert_eq!(feed.matches("<entry").count(), 1);
    has(
        feed,
        &["<title>In the north – Assessment of the day</title>", "https://x.org/d/2025/12/21/day/#north"],
    );
    has(
        feed,
        &[
            "The northern text",
            "A northern correction",
            "<summary>The northern text names Northton.</summary>",
        ],
    );
    lacks(feed, &["eastern", "southern", "all three axes"]);
    let east = outcome.page("storylines/east/feed.xml");
    assert_eq!(east.matches("<entry").count(), 2);
    has(east, &["More of the eastern side"]);
    lacks(east, &["northern", "southern", "of the whole"]);
    assert!(!east.contains("&lt;h2"), "the heading is the title");
    let id = |site: &str| {
        let outcome = build(site);
        let feed = outcome.page("storylines/north/feed.xml");
        feed.split("<id>").nth(2).unwrap().split("</id>").next().unwrap().to_owned()
    };
    let moved = SITE
        .replace("2025-12-21-day.md", "2025-12-21-moved.md")
        .replace("storylines: [war]", "storylines: [war]\nformer: /2025/12/21/day/");
    assert_eq!(id(SITE), id(&moved));
    let whole = outcome.page("feed.xml");
    assert_eq!(whole.matches("<entry").count(), 2, "the site's feed has whole briefings");
}

#[test]
fn a_dossier_lists_the_section_that_is_about_it_and_the_sentences_of_others() {
    let outcome = build(SITE);
    let sumy = shown(&outcome, "places/sumy/index.html");
    has(&sumy, &["Briefings about Northton", "In the north", "A northern bridge fell"]);
    lacks(&sumy, &["Mentioned in", "Three axes", "east", "Appears with"]);
    let lyman = shown(&outcome, "places/lyman/index.html");
    has(
        &lyman,
        &[
            "In the east",
            "Mentioned in",
            "Ada Smyth spoke in Eastville",
            "Often named with Ada Smyth 2 briefings",
        ],
    );
    let ada = shown(&outcome, "people/ada/index.html");
    has(&ada, &["Of the whole", "Mentioned in", "More of the eastern side", "Around the station"]);
    lacks(&ada, &["Northton", "Southport"]);
    has(outcome.page("people/ada/feed.xml"), &["Of the whole – Assessment of the day"]);
}

#[test]
fn the_briefing_shows_all_of_it_and_where_each_section_belongs() {
    let outcome = build(SITE);
    let page = shown(&outcome, "2025/12/21/day/index.html");
    has(&page, &["In the north: First axis", "In the east: Second axis", "Of the whole", "1,111", "2,222"]);
    has(
        &page,
        &[
            "A northern bridge fell",
            "An eastern station burned",
            "Second axisPrevious briefing: The day before in the east",
        ],
    );
    let before = outcome.page("2025/12/20/before/index.html");
    assert!(before.contains("/d/2025/12/21/day/#east"), "the next of the axis is the section");
    let ld = outcome.between("2025/12/21/day/index.html", "application/ld+json\">", "</script>");
    let ld: Value = serde_json::from_str(ld).unwrap();
    let article = &ld["@graph"][0];
    assert_eq!(article["isPartOf"].as_array().unwrap().len(), 1);
    let parts = article["hasPart"].as_array().unwrap();
    let sections: Vec<&Value> = parts.iter().filter(|part| part["@type"] == "WebPageElement").collect();
    assert_eq!(sections.len(), 4);
    assert_eq!(sections[0]["@id"], "https://x.org/d/2025/12/21/day/#north");
    assert_eq!(sections[0]["about"][0]["name"], "Northton");
    assert_eq!(sections[0]["contentLocation"]["name"], "Northton");
    assert_eq!(sections[1]["isPartOf"][0]["name"], "Second axis");
    assert_eq!(sections[1]["isBasedOn"], "https://www.example.com/east?x=1");
}

#[test]
fn data_says_what_belongs_to_which_section() {
    let outcome = build(SITE);
    let digest: Value = outcome.graph();
    let briefing = &digest["briefings"][1];
    let ids: Vec<&str> =
        briefing["sections"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["north", "east", "south", "whole"]);
    assert_eq!(briefing["storylines"], serde_json::json!(["war"]));
    assert_eq!(briefing["sections"][1]["link"], "https://www.example.com/east?x=1");
    assert_eq!(briefing["figures"][1]["section"], "east");
    assert_eq!(briefing["quotes"][0]["section"], "north");
    assert_eq!(briefing["known"][0]["section"], "north");
    let thread = |list: &str, text: &str| {
        let all = digest[list].as_array().unwrap();
        all.iter().find(|thread| thread["text"] == text).unwrap().clone()
    };
    assert_eq!(thread("events", "A southern dam leaked")["reports"][0]["section"], "south");
    assert!(thread("events", "A day of all fronts")["reports"][0].get("section").is_none());
    assert_eq!(thread("questions", "When the eastern station reopens")["asked"][0]["section"], "east");
    assert_eq!(thread("watch", "A northern vote")["named"][0]["section"], "north");
    let storyline = |id: &str| {
        let all = digest["storylines"].as_array().unwrap();
        all.iter().find(|storyline| storyline["id"] == id).unwrap().clone()
    };
    assert_eq!(storyline("east")["briefings"], serde_json::json!(["2025-12-20-before"]));
    assert_eq!(storyline("east")["sections"], serde_json::json!(["2025-12-21-day#east"]));
    assert_eq!(storyline("war")["sections"], serde_json::json!([]));
    let sumy = digest["dossiers"].as_array().unwrap().iter().find(|d| d["id"] == "places/sumy").unwrap();
    assert_eq!(sumy["about"], serde_json::json!([]));
    assert_eq!(sumy["sections"], serde_json::json!(["2025-12-21-day#north"]));
}

#[test]
fn what_is_searched_by_storyline_is_the_section() {
    let outcome = build(SITE);
    let (north, east, whole) = ("/d/2025/12/21/day/#north", "/d/2025/12/21/day/#east", "/d/2025/12/21/day/");
    finds(&outcome, north, &["assessment", "northern", "bridg", "held"], &["eastern", "southern", "front"]);
    finds(&outcome, east, &["left", "eastern"], &["northern", "southern"]);
    finds(&outcome, whole, &["ax", "front", "whol"], &["northern", "eastern", "southern"]);
    let documents = documents(&outcome);
    let listed = |href: &str| documents.iter().find(|document| document["href"] == href);
    let has_anchor = |href: &str| {
        let anchors = listed(href).unwrap()["anchors"].as_array().unwrap();
        anchors.contains(&"around-the-station".into())
    };
    assert!(has_anchor(east) && !has_anchor(whole));
    assert_eq!(listed(north).unwrap()["title"], "In the north");
    assert_eq!(listed(north).unwrap()["lead"], "Assessment of the day");
    assert!(listed("/d/2025/12/21/day/#whole").is_none());
}

#[test]
fn a_storyline_of_the_briefing_and_of_a_section_has_the_briefing_once() {
    let both = SITE.replace("storylines: [war]", "storylines: [war, north, east]");
    let outcome = build(&both);
    let north = shown(&outcome, "storylines/north/index.html");
    has(&north, &["Assessment of the day", "Three axes", "A northern bridge fell", "all fronts", "1,111"]);
    lacks(&north, &["An eastern station", "2,222", "When the eastern"]);
    assert_eq!(outcome.page("storylines/north/feed.xml").matches("<entry").count(), 1);
}

#[test]
fn links_and_backlinks_show_the_title_of_a_section() {
    let text = SITE
        .replace(
            "Ada Smyth spoke in Eastville.",
            "See [[2025-12-21-day#north]] and [[2025-12-21-day#dams-of]].",
        )
        .replace("### Dams", "### The “dams” of [[war]] {#dams-of}")
        .replace("section: dams}", "section: dams-of}")
        .replace("Words of the whole.", "Words. [[2025-12-20-before]]");
    let outcome = build(&text);
    let before = outcome.page("2025/12/20/before/index.html");
    has(before, &["/day/#north\">In the north</a>", "/day/#dams-of\">The “dams” of war</a>"]);
    has(before, &["/d/2025/12/21/day/#whole\">Of the whole – Assessment of the day</a>"]);
    let twice = text.replace("All three axes moved.", "After [[2025-12-20-before]].");
    let outcome = build(&twice);
    has(outcome.page("2025/12/20/before/index.html"), &["/d/2025/12/21/day/\">Assessment of the day</a>"]);
}

#[test]
fn sections_that_are_not_there_are_told() {
    check(
        "
-- content/storylines/war.md --
---
title: War
---
-- content/briefings/2025-12-21-day.md --
---
title: Day
date: 2025-12-21
summary: S.
storylines: [war]
sections:
  nort: {storylines: [war]}
  ^^^^ error[dead-anchor]: no heading of this text has the id `nort`
  quoted: {storylines: [wra]}
  ^^^^^^ error[dead-anchor]: the heading `quoted` is in a list or quotation, where no section can begin
                        ^^^ error[unknown-id]: no storyline is called `wra`
  north: {place: nowhere, storylnes: [war]}
                 ^^^^^^^ error[unknown-id]: no place is called `nowhere`
                          ^^^^^^^^^ error[misspelt-key]: there is no key `storylnes` here
known: [{text: Something., source: {}, section: suoth}]
                                   ^^ error[wrong-type]: `source` takes an id, not a mapping
                                                ^^^^^ error[dead-anchor]: no heading of this text has the id `suoth`
---
## North

Text.

## South

> ## Quoted
>
> Text.
",
    );
}

#[test]
fn a_heading_that_is_a_link_makes_a_link_item() {
    let outcome = build(
        "
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/briefings/2025-12-21-day.md --
---
title: Twelve items
date: 2025-12-21
link: https://www.paper.example/front
---
## [First item](https://one.example/a)

Ada Smyth is named.

## Not [all of it](https://two.example/a)

Ada Smyth is named here too.
",
    );
    let ada = outcome.page("people/ada/index.html");
    assert_eq!(ada.matches("https://one.example/a").count(), 1);
    assert!(!ada.contains("two.example"));
    let front = outcome.page("index.html");
    assert!(front.contains("<a href=\"https://www.paper.example/front\">paper.example "), "{front}");
}
