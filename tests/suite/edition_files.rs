//! Editions as files: numbers, order, notes, and what they take.

use crate::html::{broken_links, text_of};
use crate::site::{Outcome, build, check, in_folder, run};

const BASE: &str = "
-- site.yaml --
title: Digest
base_url: https://x.org/d/
id: t
language: en-GB
";

/// A site with briefings of these ids, which begin with their days.
fn site(settings: &str, briefings: &[&str], files: &str) -> String {
    let mut text = format!("{}{settings}\n", BASE.trim_end().to_owned() + "\n");
    for id in briefings {
        text += &format!(
            "-- content/briefings/{id}.md --\n---\ntitle: Title of {}\ndate: {}\nsummary: S.\n---\nText of {id}.\n",
            &id[11..],
            &id[..10]
        );
    }
    text + files
}

/// The editions of a site in the order of the data file: number, address, briefings.
fn editions(outcome: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in &outcome.files {
        if path.starts_with("data/digest") && path.ends_with(".json") {
            let digest: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let editions = digest.get("editions").and_then(|editions| editions.as_array());
            for edition in editions.into_iter().flatten() {
                let ids: Vec<&str> = edition["briefings"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| &id.as_str().unwrap()[11..])
                    .collect();
                let url = edition["url"].as_str().unwrap().strip_prefix("https://x.org/d").unwrap();
                found.push(format!("{} {url} {}", edition["number"], ids.join(" ")));
            }
        }
    }
    found
}

#[test]
#[cfg(feature = "email")]
fn a_file_numbers_orders_and_introduces_its_edition() {
    let file = "
-- content/editions/2025-12-22.md --
---
number: 665
title: The week before Christmas
summary: Four papers and no deal.
lead: talks
order: [2025-12-22-kremlin]
parts:
  - {title: At the front, briefings: [battle, odesa]}
takeaways: [One finding., \"Another \\\"one\\\".\"]
notice: The next edition is on Friday.
subject: A subject of its own
preheader: Beside the subject
former: /issue-665/
---
The *note* names [[2025-12-21-eve]].
";
    let ids = [
        "2025-12-21-eve",
        "2025-12-22-battle",
        "2025-12-22-filler",
        "2025-12-22-kremlin",
        "2025-12-22-odesa",
        "2025-12-22-talks",
        "2025-12-23-after",
    ];
    let outcome = build(&site("email: {from: a@x.org}", &ids, file));
    assert_eq!(
        editions(&outcome),
        [
            "664 /2025/12/21/ eve",
            "665 /2025/12/22/ talks kremlin battle odesa filler",
            "666 /2025/12/23/ after"
        ]
    );
    let page = outcome.page("2025/12/22/index.html");
    let text = text_of(page);
    let order = [
        "No. 665",
        "The week before Christmas",
        "Four papers",
        "Monday, 22 December 2025",
        "The next edition is on Friday.",
        "Key points",
        "One finding.",
        "Another “one”.",
        "The note names Title of eve.",
        "Title of talks",
        "Title of kremlin",
        "At the front",
        "Title of battle",
        "Title of odesa",
        "Also in this edition",
        "Title of filler",
    ];
    let main = &text[text.find("No. 665").unwrap()..];
    let mut at = 0;
    for part in order {
        at += main[at..].find(part).unwrap_or_else(|| panic!("no `{part}` in {}", &main[at..]));
    }
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    assert!(outcome.page("issue-665/index.html").contains("/d/2025/12/22/"));
    assert!(outcome.page("2025/12/index.html").contains(">The week before Christmas</a>"));
    assert!(outcome.page("2025/12/22/talks/index.html").contains("The week before Christmas"));
    let plain = outcome.page("email/2025-12-22.txt");
    for part in
        ["No. 665, The week before Christmas, Monday, 22 December 2025", "The next edition", "- One finding."]
    {
        assert!(plain.contains(part), "{plain}");
    }
    assert!(plain.contains("The note names Title of eve [2]."), "{plain}");
    assert!(plain.contains("[2] https://x.org/d/2025/12/21/eve/"), "{plain}");
    let html = outcome.page("email/2025-12-22.html");
    assert!(
        html.contains("<title>A subject of its own</title>") && html.contains("Beside the subject"),
        "{html}"
    );
    assert!(html.contains("<a href=\"https://x.org/d/2025/12/21/eve/\" "), "{html}");
    let feed = outcome.page("editions.xml");
    for part in
        ["No. 665: The week before Christmas", "One finding.", "The &lt;em&gt;note", "<summary>Four papers"]
    {
        assert!(feed.contains(part), "{feed}");
    }
}

#[test]
fn issues_take_what_they_name_and_cover() {
    let files = "
-- content/editions/664.md --
---
number: 664
covers: 2025-12-15/2025-12-18
---
-- content/editions/special.md --
---
title: A special issue
briefings: [2025-12-16-two, five]
---
";
    let ids = [
        "2025-12-15-one",
        "2025-12-16-two",
        "2025-12-17-three",
        "2025-12-19-four",
        "2025-12-20-five",
        "2025-12-21-six",
    ];
    let outcome = build(&site("edition: issue", &ids, files));
    assert_eq!(editions(&outcome), ["664 /issues/664/ one three", "665 /issues/special/ two five"]);
    // Four is older than the newest issue and in none, six is newer.
    assert_eq!(outcome.codes().iter().filter(|code| **code == "no-edition").count(), 1);
    let four = outcome.problems.iter().find(|problem| problem.code.name() == "no-edition").unwrap();
    assert!(four.message.contains("`special` is as recent"), "{}", four.message);
    assert!(outcome.page("index.html").contains("A special issue"));
    let archive = text_of(outcome.page("2025/12/index.html"));
    assert!(archive.contains("Friday, 19 December 2025") && archive.contains("Title of six"), "{archive}");
    assert!(
        outcome.page("2025/12/19/four/index.html").contains("/d/2025/12/\">"),
        "its month in place of an issue"
    );
    assert!(text_of(outcome.page("issues/664/index.html")).contains("15–18 December 2025"));
}

#[test]
fn an_edition_of_a_day_can_cover_more() {
    let files = "
-- content/editions/2025-12-21.md --
---
covers: 2025-12-19/2025-12-21
---
";
    let ids = ["2025-12-18-a", "2025-12-19-b", "2025-12-20-c", "2025-12-21-d", "2025-12-22-e"];
    let outcome = build(&site("", &ids, files));
    assert_eq!(editions(&outcome), ["1 /2025/12/18/ a", "2 /2025/12/21/ b c d", "3 /2025/12/22/ e"]);
    assert!(text_of(outcome.page("2025/12/21/index.html")).contains("19–21 December 2025"));
    assert!(!outcome.files.contains_key("2025/12/20/index.html"));
}

#[test]
fn files_of_weeks_and_months_are_named_after_them() {
    let week = "
-- content/editions/2025-w52.md --
---
title: The week
---
";
    let ids = ["2025-12-22-a", "2025-12-24-b"];
    let outcome = build(&site("edition: week", &ids, week));
    assert_eq!(editions(&outcome), ["1 /2025/w52/ a b"]);
    let wednesdays = build(&site("edition: {week: wednesday}", &ids, week));
    assert_eq!(editions(&wednesdays), ["1 /2025/w52/ a", "2 /2026/w01/ b"]);
    assert!(text_of(wednesdays.page("2025/w52/index.html")).contains("The week 17–23 December 2025"));
    let month = build(&site("edition: month", &ids, &week.replace("2025-w52", "2025-12")));
    assert!(text_of(month.page("2025/12/index.html")).contains("The week"));
}

#[test]
fn what_is_wrong_in_a_file_is_told() {
    check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
-- content/briefings/2025-12-20-a.md --
---
title: A of it
date: 2025-12-20
summary: S.
---
-- content/briefings/2025-12-21-b.md --
---
title: B of it
date: 2025-12-21
summary: S.
---
-- content/briefings/2025-12-22-c.md --
---
title: C of it
date: 2025-12-22
summary: S.
---
-- content/briefings/2025-12-23-d.md --
---
title: D of it
date: 2025-12-23
summary: S.
---
-- content/editions/2025-12-20.md --
---
number: 5
lead: 2025-12-21-b
      ^^^^^^^^^^^^ error[unknown-id]: `2025-12-21-b` is not in this edition
order: [2025-12-20-aa]
        ^^^^^^^^^^^^^ error[unknown-id]: no briefing is called `2025-12-20-aa`
---
-- content/editions/2025-12-21.md --
---
number: 8
        ^ warning[edition-number]: the edition before this one, `2025-12-20`, has the number 5
briefings: [2025-12-22-c]
---
-- content/editions/2025-12-22.md --
---
^ warning[empty-edition]: no briefing belongs to this edition, so it is not built
title: Nothing
---
-- content/editions/2025-12-23.md --
---
number: 5
        ^ warning[edition-number]: the edition before this one, `2025-12-21`, has a higher number: 8
briefings: [2025-12-22-c]
            ^^^^^^^^^^^^ error[two-editions]: `2025-12-22-c` is already in another edition
covers: 2025-12-21/2025-12-23
---
See [[editions/2025-12-22]].
    ^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: `content/editions/2025-12-22.md` has no page: no briefing belongs to it
-- content/editions/2025-w52.md --
---
^ error[misnamed-edition]: `2025-w52` is not the name of an edition: here each covers a day
title: Week
---
",
    );
    check(
        "
-- site.yaml --
title: T
edition: issue
base_url: https://x.org/
-- content/briefings/2025-12-20-a.md --
---
title: A of it
date: 2025-12-20
summary: S.
---
-- content/editions/1.md --
---
^ warning[empty-edition]: this issue does not say which briefings it takes
title: One
---
-- content/editions/2.md --
---
covers: 2025-12-19/2025-12-20
---
-- content/editions/3.md --
---
covers: 2025-12-20/2025-12-21
        ^^^^^^^^^^^^^^^^^^^^^ error[two-editions]: another edition covers these days too, and `2025-12-20-a` would be in both
---
",
    );
}

#[test]
fn a_file_that_is_held_back_leaves_its_edition_as_it_is() {
    let file = "
-- content/editions/2025-12-22.md --
---
title: A title that is not out
draft: true
---
A note that nobody is to read before its time has come, of forty letters and more.
";
    let ids = ["2025-12-22-a"];
    let text = site("", &ids, file);
    let outcome = build(&text);
    for (path, bytes) in &outcome.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("not out") && !text.contains("nobody is to read"), "{path}");
    }
    assert_eq!(editions(&outcome), ["1 /2025/12/22/ a"]);
    let folder = in_folder(&text);
    let drafts = run(folder.path(), crate::site::How { drafts: true, ..Default::default() });
    assert!(drafts.page("index.html").contains("A title that is not out"));
}

#[test]
fn files_that_say_little_or_too_much_break_nothing() {
    let ids = ["2025-12-20-a", "2025-12-22-b"];
    let of =
        |name: &str, text: &str| build(&site("", &ids, &format!("-- content/editions/{name} --\n{text}\n")));
    let year = of("2025-12-22.md", "---\ncovers: 2025\n---");
    assert_eq!(editions(&year), ["1 /2025/12/22/ a b"]);
    assert_eq!(broken_links(&year.files, "/d/"), [""; 0]);
    let helps: Vec<Option<String>> =
        of("2025-12-22.md", "Just a note.").problems.into_iter().map(|problem| problem.help).collect();
    assert!(
        helps.contains(&Some("begin the file with the lines `---`, `title: …` and `---`".to_owned())),
        "{helps:?}"
    );
    let twice = site(
        "",
        &ids,
        "-- content/editions/2025-12-22.md --\n---\ntitle: A\n---\n-- content/editions/2025/2025-12-22.md --\n---\ntitle: B\n---\n",
    );
    let codes = build(&twice).codes();
    assert!(codes.contains(&"duplicate-id") && !codes.contains(&"empty-edition"), "{codes:?}");
}

#[test]
fn a_note_above_a_single_text_has_ids_of_its_own() {
    let files = "
-- content/editions/2025-12-22.md --
---
title: T
---
A note.[^a]

## More

[^a]: Below.
";
    let text = site("", &["2025-12-22-a"], files)
        .replace("Text of 2025-12-22-a.", "Text.[^n]\n\n## More\n\nWords.\n\n[^n]: A footnote.");
    let outcome = build(&text);
    assert!(!outcome.codes().contains(&"duplicate-element-id"), "{:?}", outcome.codes());
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    let page = outcome.page("2025/12/22/index.html");
    assert!(
        page.contains("<h2 id=\"page.note-more\">More</h2>") && page.contains("<h3 id=\"more\">More</h3>"),
        "{page}"
    );
}

#[test]
fn issues_that_wait_are_no_gap_and_no_issue_at_all_is_told() {
    let files = "
-- content/editions/held.md --
---
embargo: 2027-01-01T00:00Z
covers: 2025-12-21
---
-- content/editions/new.md --
---
covers: 2025-12-22
---
";
    let ids = ["2025-12-20-a", "2025-12-21-b", "2025-12-22-c"];
    let outcome = build(&site("edition: issue", &ids, files));
    let told: Vec<String> = outcome
        .problems
        .iter()
        .filter(|problem| problem.code.name() == "no-edition")
        .map(|problem| problem.place.as_ref().unwrap().source.path.clone())
        .collect();
    assert_eq!(told, ["content/briefings/2025-12-20-a.md"]);
    let none = build(&site("edition: issue", &ids, ""));
    let told = none.problems.iter().find(|problem| problem.code.name() == "no-edition").unwrap();
    assert!(told.message.contains("and there are none"), "{}", told.message);
    assert_eq!(told.place.as_ref().unwrap().source.path, "site.yaml");
}

#[test]
fn an_issue_keeps_its_former_address_and_a_month_its_archive() {
    let moved = "
-- content/editions/my-issue.md --
---
former: /issues/664/
covers: 2025-12-22
---
";
    let outcome = build(&site("edition: issue", &["2025-12-22-a"], moved));
    assert!(outcome.page("issues/664/index.html").contains("/d/issues/my-issue/"));
    let both = "
-- content/editions/2025-12.md --
---
covers: 2025-11-01/2025-12-31
---
";
    let outcome = build(&site("edition: month", &["2025-11-20-a", "2025-12-22-b"], both));
    assert_eq!(editions(&outcome), ["1 /2025/12/ a b"]);
    assert!(text_of(outcome.page("2025/11/index.html")).contains("Title of a"));
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
}

#[test]
fn a_part_that_shows_nothing_is_told() {
    let files = "
-- content/editions/2025-12-22.md --
---
lead: a
parts: [{title: First, briefings: [a]}, {title: Second, briefings: [b]}]
---
";
    let outcome = build(&site("", &["2025-12-22-a", "2025-12-22-b"], files));
    let told: Vec<&str> = outcome
        .problems
        .iter()
        .filter(|problem| problem.code.name() == "empty-edition")
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("the part `First` shows no briefing"), "{told:?}");
}
