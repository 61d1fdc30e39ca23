//! A briefing as it is read: text first, then what belongs to it, long lists folded.

use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\n";
const PAGE: &str = "2025/12/01/b/index.html";

fn page(front: &str, body: &str) -> Outcome {
    build(&format!(
        "{SITE}-- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\n{front}---\n{body}\n"
    ))
}

fn list(key: &str, count: usize, item: &str) -> String {
    let items: String = (0..count).map(|n| format!("  - {}\n", item.replace('#', &n.to_string()))).collect();
    format!("{key}:\n{items}")
}

#[test]
fn the_text_comes_before_what_changed_and_that_before_what_is_known() {
    let front = list("changed", 1, "Line #")
        + &list("known", 1, "{text: Known #}")
        + &list("unknown", 1, "{text: Open #}");
    let outcome = page(&front, "The text.");
    let at = |what: &str| outcome.page(PAGE).find(what).unwrap_or_else(|| panic!("no {what}"));
    let order = ["breadcrumbs", "<p>The text.", "Line 0", "Known 0", "Open 0"].map(at);
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn three_lines_of_what_changed_stand_open() {
    let folded = |count: usize| {
        let outcome = page(&list("changed", count, "Line #"), "Text.");
        let changed = outcome.between(PAGE, "<section class=\"changed\">", "</section>").to_owned();
        changed
            .find("<details")
            .map(|at| (changed[..at].matches("Line ").count(), changed.matches("Line ").count()))
    };
    assert_eq!(folded(3), None);
    assert_eq!(folded(4), Some((3, 4)));
}

#[test]
fn eight_of_a_kind_stand_open() {
    let keys = [
        ("known", "{text: Here #}"),
        ("unknown", "{text: Here #}"),
        ("watch", "{text: Here #}"),
        ("events", "{text: Here #, date: 2025-12-01}"),
        ("quotes", "{text: Here #, by: [{name: Ada}]}"),
    ];
    for (key, item) in keys {
        let folded = |count: usize| {
            let outcome = page(&list(key, count, item), "Text.");
            let facts = outcome.between(PAGE, "class=\"facts-of\"", "<footer>").to_owned();
            facts.find("<details").map(|at| {
                assert!(facts.contains(&format!("All {count}<")), "{key}");
                let end = facts.find("</details>").unwrap();
                [&facts[..at], &facts[at..end], &facts[end..]].map(|part| part.matches("Here ").count())
            })
        };
        assert_eq!(folded(8), None, "{key}");
        assert_eq!(folded(9), Some([8, 1, 0]), "{key}");
    }
}

#[test]
fn a_long_text_with_four_headings_has_a_list_of_contents() {
    let text = |headings: usize, words: usize| {
        let part = |n: usize| format!("## Part {n}\n\n### Under it\n\nText.\n\n");
        (0..headings).map(part).collect::<String>() + &"word ".repeat(words)
    };
    // The smallest number of words with which the page says so.
    let words = (1..)
        .map(|n| n * 50)
        .find(|words| page("", &text(4, *words)).page(PAGE).contains("4 min read"))
        .unwrap();
    let has = |headings: usize, words: usize| {
        page("", &text(headings, words)).page(PAGE).contains("class=\"contents\"")
    };
    assert!(has(4, words));
    assert!(!has(3, words));
    assert!(!has(4, words - 50));
    let outcome = page("", &text(4, words));
    let contents = outcome.between(PAGE, "class=\"contents\"", "</details>");
    assert_eq!(contents.matches("<a ").count(), 4, "{contents}");
    assert!(contents.contains("href=\"#part-3\""), "{contents}");
}

#[test]
fn three_storylines_stand_above_a_headline() {
    let kicker = |count: usize| {
        let mut site = SITE.to_owned();
        let ids: Vec<String> = (0..count).map(|n| format!("s{n}")).collect();
        for id in &ids {
            site += &format!("-- content/storylines/{id}.md --\n---\ntitle: Story {id}\n---\n");
        }
        site += &format!(
            "-- content/briefings/2025-12-01-b.md --\n---\ntitle: B\nstorylines: [{}]\n---\nText.\n",
            ids.join(", ")
        );
        let outcome = build(&site);
        let kicker = outcome.between(PAGE, "<p class=\"kicker\">", "<h1").to_owned();
        (kicker.matches("Story ").count(), kicker.contains('…'))
    };
    assert_eq!(kicker(3), (3, false));
    assert_eq!(kicker(4), (3, true));
}
