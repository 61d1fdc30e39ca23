//! Sections in texts of every shape: within one another, beside notes, in other scripts and levels.

use crate::html::text_of;
use crate::index::finds;
use crate::site::{Outcome, build, check};

const STORYLINES: &str = "
-- site.yaml --
title: Test
base_url: https://x.org/d/
id: test
-- content/storylines/war.md --
---
title: The war
---
-- content/storylines/north.md --
---
title: First axis
---
-- content/storylines/east.md --
---
title: Second axis
---
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/people/bob.md --
---
name: Bob Brown
---
";

/// A site with one briefing.
fn site(front: &str, text: &str) -> String {
    format!(
        "{STORYLINES}-- content/briefings/2025-12-21-day.md --\n---\ntitle: The day\ndate: 2025-12-21\nsummary: S.\nstorylines: [war]\n\
         sources: {{staff: {{title: Staff}}}}\n{front}---\n{text}\n"
    )
}

fn shown(outcome: &Outcome, path: &str) -> String {
    text_of(outcome.between(path, "<main", "</main>"))
}

/// The text of the briefing's entry in the feed of a storyline.
fn in_feed(outcome: &Outcome, storyline: &str) -> String {
    let feed = outcome.page(&format!("storylines/{storyline}/feed.xml"));
    let entry = feed.split("<entry").nth(1).unwrap_or_default();
    entry.split("<content").nth(1).unwrap_or_default().split("</content>").next().unwrap().to_owned()
}

fn compare(text: &str, has: &[&str], lacks: &[&str]) {
    for word in has {
        assert!(text.contains(word), "no `{word}` in {text}");
    }
    for word in lacks {
        assert!(!text.contains(word), "`{word}` in {text}");
    }
}

const NESTED: &str = "Top.

## A

Words of ash.

#### B

Words of birch with Bob Brown.

### C

Words of cedar, says Ada Smyth.

## D

Words of dogwood.";

#[test]
fn a_section_belongs_where_the_one_around_it_does() {
    let front = "sections:\n  a: {storylines: [north]}\n  c: {about: [ada]}\n  d: {about: [bob]}\n\
                 known: [{text: Known of cedar and crow., source: staff, section: c}, {text: Known of dogwood and dove., source: staff, section: d}]\n\
                 events: [{date: 2025-12-21, text: Event of cedar, source: staff, section: c}]\n";
    let outcome = build(&site(front, NESTED));
    compare(
        &shown(&outcome, "storylines/north/index.html"),
        &["Words of ash", "Event of cedar"],
        &["of dogwood"],
    );
    compare(&shown(&outcome, "storylines/war/index.html"), &[], &["Event of cedar"]);
    compare(&in_feed(&outcome, "north"), &["of ash", "of birch", "of cedar"], &["of dogwood"]);
    finds(&outcome, "/d/2025/12/21/day/#a", &["ash", "birch", "cedar", "crow"], &["dogwood", "dov"]);
    finds(&outcome, "/d/2025/12/21/day/", &["dogwood", "dov"], &["cedar", "crow"]);
    compare(&shown(&outcome, "2025/12/21/day/index.html"), &["A: First axis"], &["D: First axis"]);
}

#[test]
fn a_section_with_storylines_of_its_own_is_no_part_of_the_one_around_it() {
    let front = "sections:\n  a: {storylines: [north]}\n  b: {storylines: [east]}\n\
                 corrections: [{date: 2025-12-22, fixes: events/e, error: ours, was: Event, now: Incident, text: Of birch.}]\n\
                 events: [{id: e, date: 2025-12-21, text: Event of birch, source: staff, section: b}]\n";
    let outcome = build(&site(front, NESTED));
    compare(
        &in_feed(&outcome, "north"),
        &["of ash", "of cedar"],
        &["of birch", "Of birch", "of dogwood", "&lt;h4"],
    );
    compare(&in_feed(&outcome, "east"), &["of birch", "Of birch"], &["of ash", "of cedar", "of dogwood"]);
    compare(&shown(&outcome, "storylines/north/index.html"), &["of ash"], &["of birch"]);
    finds(&outcome, "/d/2025/12/21/day/#a", &["ash", "cedar"], &["birch"]);
    finds(&outcome, "/d/2025/12/21/day/#b", &["birch"], &["ash", "cedar"]);
}

#[test]
fn a_heading_in_a_footnote_moves_no_section() {
    let text = "Top.[^n]\n\n[^n]: ## In the note\n\n    Words of the note.\n\n## A\n\nWords of ash.\n\n## B\n\nWords of birch.";
    let outcome = build(&site("sections: {a: {storylines: [north]}, b: {storylines: [east]}}\n", text));
    compare(&in_feed(&outcome, "north"), &["Words of ash"], &["of birch", "note"]);
    compare(&in_feed(&outcome, "east"), &["Words of birch"], &["of ash", "Words of the note"]);
    compare(&shown(&outcome, "storylines/north/index.html"), &["Words of ash"], &[]);
    let page = outcome.page("2025/12/21/day/index.html");
    assert!(page.contains("<h2 id=\"in-the-note\">In the note</h2>"));
    check(&site(
        "sections: {in-the-note: {storylines: [north]}}\n           ^^^^^^^^^^^ error[dead-anchor]: `in-the-note` is not a Markdown heading outside notes, and only those begin sections\n",
        text,
    ));
}

#[test]
fn notes_are_found_with_the_briefing_and_not_with_its_last_section() {
    let text = "Top.\n\n## A\n\nWords of ash.[^n]\n\n## B\n\nWords of birch.\n\n[^n]: Words of the note.";
    let outcome = build(&site("sections: {a: {storylines: [north]}, b: {storylines: [east]}}\n", text));
    finds(&outcome, "/d/2025/12/21/day/#b", &["birch"], &["not"]);
    finds(&outcome, "/d/2025/12/21/day/", &["not"], &["ash", "birch"]);
    let none = build(&site("", "Top.[^n]\n\n## B\n\nWords of birch.\n\n[^n]: Words of the note."));
    finds(&none, "/d/2025/12/21/day/", &["birch", "not"], &[]);
}

#[test]
fn a_heading_of_two_lines_is_the_title_of_its_entry_alone() {
    let text = "Top.\n\nFirst line\nand second\n---\n\nWords of it.\n";
    let outcome = build(&site("sections: {first-line-and-second: {storylines: [north]}}\n", text));
    compare(
        outcome.page("storylines/north/feed.xml"),
        &["<title>First line and second – The day</title>"],
        &[],
    );
    compare(&in_feed(&outcome, "north"), &["Words of it"], &["and second", "/h2"]);
}

#[test]
fn a_link_to_a_section_is_named_by_the_heading_that_has_the_id() {
    let front = "events: [{id: a, date: 2025-12-21, text: Event of the day, source: staff}]\n";
    let later = "-- content/briefings/2025-12-22-next.md --\n---\ntitle: Next\ndate: 2025-12-22\nsummary: S.\n---\n\
                 [[2025-12-21-day#event-a]] and [[2025-12-21-day#event-a-1]]\n";
    let outcome = build(&(site(front, "Top.\n\n## Event a\n\nWords of ash.") + later));
    let page = outcome.page("2025/12/22/next/index.html");
    compare(page, &["day/#event-a-1\">Event a</a>", "day/#event-a\">The day</a>"], &[]);
}

#[test]
fn a_section_that_nothing_belongs_to_is_not_told_of() {
    let outcome = build(&site("sections: {a: {recurring: true}, d: {about: [bob]}}\n", NESTED));
    let page = outcome.between("2025/12/21/day/index.html", "<nav class=\"facts\"", "</nav>");
    compare(page, &["href=\"#d\""], &["href=\"#a\""]);
    let ld = outcome.between("2025/12/21/day/index.html", "application/ld+json\">", "</script>");
    assert_eq!(ld.matches("WebPageElement").count(), 1);
}

#[test]
fn what_a_section_begins_with_is_a_paragraph_or_an_item() {
    let summary = |text: &str| {
        let outcome = build(&site(
            "sections: {a: {storylines: [north]}}\n",
            &format!("Top.\n\n## A\n\n{text}\n\n## B\n\nWords of birch."),
        ));
        let feed = outcome.page("storylines/north/feed.xml");
        let summary =
            feed.split("<summary>").nth(1).map(|rest| rest.split("</summary>").next().unwrap().to_owned());
        summary.unwrap_or_default()
    };
    assert_eq!(summary("First *words*\nof it.\n\nMore."), "First words of it.");
    assert_eq!(summary("- First item\n- Second"), "First item");
    assert_eq!(summary("| a | b |\n|---|---|\n| c | d |\n\nFirst words."), "First words.");
    assert_eq!(summary("| a | b |\n|---|---|\n| c | d |"), "");
    assert_eq!(summary("```\ncode\n```\n\n> Quoted words."), "Quoted words.");
    assert_eq!(summary("### Below\n\nWords below."), "");
    assert_eq!(summary(""), "");
}

#[test]
fn sections_may_be_a_list() {
    let list = "sections:\n  - {id: a, storylines: [north]}\n  - {id: d, storylines: [east]}\n";
    let mapping = "sections:\n  a: {storylines: [north]}\n  d: {storylines: [east]}\n";
    assert_eq!(build(&site(list, NESTED)).files, build(&site(mapping, NESTED)).files);
    check(&site(
        "sections:
  - {storylines: [north]}
    ^^^^^^^^^^^^^^^^^^^^^ error[missing-key]: `id` is missing here
  - a
    ^ error[wrong-type]: `sections` takes a section with the id of its heading, such as `{id: ID, storylines: […]}`, not a text
  - {id: a}
  - {id: a}
         ^ error[duplicate-key]: `a` appears twice
",
        NESTED,
    ));
}

#[test]
fn ids_that_look_like_other_values_are_ids() {
    let front = "sections:\n  1: {storylines: [north]}\n  no: {storylines: [east]}\n\
                 known: [{text: Known of 1., source: staff, section: 1}]\nunknown: [{id: q, text: Question of no, section: no}]\n";
    let outcome = check(&site(front, "Top.\n\n## 1\n\nWords of 1.\n\n## No\n\nWords of no."));
    compare(&shown(&outcome, "storylines/east/index.html"), &["Words of no", "Question of no"], &["of 1"]);
    finds(&outcome, "/d/2025/12/21/day/#1", &["known"], &["question"]);
}

#[test]
fn ids_are_of_any_script_and_in_any_form() {
    let front = "sections:\n  одеса: {storylines: [north]}\n  cafe\u{301}: {storylines: [east]}\n  東京: {about: [ada]}\n";
    let outcome = check(&site(
        front,
        "Top.\n\n## Одеса\n\nWords of O.\n\n## Caf\u{e9}\n\nWords of C.\n\n## 東京\n\nWords of T.",
    ));
    compare(&in_feed(&outcome, "north"), &["of O"], &["of C"]);
    compare(&in_feed(&outcome, "east"), &["of C"], &["of O", "of T"]);
}

#[test]
fn what_is_no_heading_is_told_with_what_to_do() {
    let told = |front: &str, text: &str| {
        let problems = build(&site(front, text)).problems;
        let told = problems.into_iter().find(|problem| problem.code.name() == "dead-anchor").unwrap();
        told.help.unwrap()
    };
    let of = |id: &str| format!("sections: {{{id}: {{storylines: [north]}}}}\n");
    let text = "## A\n\n> ## Quoted\n\n<h2 id=\"raw\">Raw</h2>\n\n## B";
    assert_eq!(told(&of("\"#a\""), text), "write `a`");
    assert_eq!(told(&of("A"), text), "did you mean `a`?");
    assert_eq!(told(&of("quoted"), text), "move the heading out of the list or quotation, or remove this");
    assert_eq!(told(&of("raw"), text), "write the heading as `## … {#raw}`, outside notes");
    assert_eq!(told(&of("other"), text), "write one of a, b, or add `{#other}` to a heading");
    assert_eq!(told(&of("\"two words\""), text), "write one of a, b");
    assert_eq!(told(&of("other"), "Text."), "add a heading `## … {#other}` to the text");
    assert_eq!(
        told(&of("Two words"), "Text."),
        "write `two-words`, and add a heading `## … {#two-words}` to the text"
    );
}

#[test]
fn a_section_of_a_storyline_that_is_not_out_stays_with_the_briefing_and_tells_nothing() {
    let draft =
        "-- content/storylines/secret.md --\n---\ntitle: Hidden title\ndraft: true\n---\nHidden words.\n";
    let front = "sections:\n  a: {storylines: [secret], about: [bob]}\n\
                 events: [{date: 2025-12-21, text: Event of ash, source: staff, section: a}]\n";
    let outcome = build(&(site(front, NESTED) + draft));
    let codes: Vec<&str> = outcome.codes().into_iter().filter(|code| *code == "unreleased-link").collect();
    assert_eq!(codes.len(), 1);
    for (path, bytes) in &outcome.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Hidden") && !text.contains("secret"), "{path}");
    }
    compare(&shown(&outcome, "storylines/war/index.html"), &["Event of ash"], &[]);
}
