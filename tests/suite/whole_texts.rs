//! Whole texts of editions: the same on page, front page, email, plain text and feed.

use crate::html::{broken_links, text_of};
use crate::site::{build, in_folder, run};

/// Two reports with sources, figures, quotes, footnotes and links.
const WHOLE: &str = "
-- site.yaml --
title: Digest
base_url: https://x.org/d/
id: t
language: en-GB
editions: {text: full}
email: {from: a@x.org, text: full}
series: {drones: {name: Drones}}
outlets: {wire: {name: Wire, kind: wire}}
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/briefings/2025-12-22-one.md --
---
title: The first < report
date: 2025-12-22T08:00Z
summary: What it says.
sources:
  own: {title: A record, url: https://record.example/, by: ada}
  both: {title: Shared paper, url: https://paper.example/}
figures: [{series: drones, value: 1300, period: 2025-12-21, by: ada, source: own}]
quotes: [{text: We saw it., by: ada, source: own}]
---
Ada Smyth said so.[^own] It is [below](#more) and [elsewhere](https://else.example/?a=1&b=2).[^both] [^n]

## More {#more}

- an item
- another

[^n]: A note of the first.
-- content/briefings/2025-12-22-two.md --
---
title: The second report
date: 2025-12-22T09:00Z
sources:
  paper: {title: Shared paper, url: https://paper.example/}
  last: {title: Another record, outlet: wire}
figures: [{series: drones, value: 900, period: 2025-12-21, by: {name: Bob}, source: last}]
corrections: [{date: 2025-12-23, fixes: figures/drones, error: ours, was: '900', now: '950', text: It was 950.}]
---
The second cites the paper[^paper] and the other.[^last]

## More {#more}

See [[2025-12-22-one#more]].[^x]

[^x]: A note of the second.
";

/// The links of a piece of HTML, without those within the page.
#[cfg(feature = "email")]
fn hrefs(html: &str) -> std::collections::BTreeSet<String> {
    let parts =
        html.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap().replace("&amp;", "&"));
    let parts = parts.map(|href| match href.strip_prefix("/d/") {
        Some(rest) => format!("https://x.org/d/{rest}"),
        None => href,
    });
    parts.filter(|href| !href.contains('#') || href.contains("#figure")).collect()
}

#[test]
fn a_whole_edition_has_every_text_with_ids_and_numbers_of_its_own() {
    let outcome = build(WHOLE);
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    let page = outcome.page("2025/12/22/index.html");
    let text = text_of(outcome.between("2025/12/22/index.html", "<main", "</main>"));
    for part in [
        "Ada Smyth said so.1",
        "elsewhere.2",
        "an item",
        "A note of the first.",
        "cites the paper2 and the other.3",
    ] {
        assert!(text.contains(part), "no `{part}` in {text}");
    }
    for part in ["A note of the second.", "“We saw it.”", "1,300", "It was 950.", "900 950"] {
        assert!(text.contains(part), "no `{part}` in {text}");
    }
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "every id is there once");
    for id in
        ["2025-12-22-one.more", "2025-12-22-two.more", "page.source-1", "page.source-3", "2025-12-22-one"]
    {
        assert!(ids.contains(&id), "{id}: {ids:?}");
    }
    assert!(!ids.contains(&"page.source-4"));
    for link in page.split("href=\"#").skip(1).map(|part| part.split('"').next().unwrap()) {
        assert!(link == "content" || ids.contains(&link), "nothing is at #{link}");
    }
    assert!(page.contains("href=\"#page.source-2\" aria-label=\"Source 2\">2</a>"), "{page}");
    assert!(page.contains("<a href=\"#2025-12-22-two\">The second report</a>"), "the contents");
    assert!(
        !outcome.page("index.html").contains("A note of the second."),
        "the front page has no whole texts"
    );
}

#[test]
fn what_was_wrong_or_is_in_doubt_is_marked_in_the_tables() {
    let text = WHOLE
        .replace(
            "value: 900, period: 2025-12-21, by: {name: Bob}",
            "value: 900, as: nine hundred, period: 2025-12-21, by: {name: Bob}",
        )
        .replace(
            "error: ours, was: '900', now: '950', text: It was 950.",
            "error: source, by: {name: Cy}, was: '900', now: '950', text: Bob was wrong.",
        )
        .replace(
            "value: 1300, period: 2025-12-21, by: ada",
            "value: 1300, period: \"2025-12-20?\", status: claimed, by: ada",
        );
    let outcome = build(&text);
    let page = text_of(outcome.page("2025/12/22/index.html"));
    assert!(
        page.contains("nine hundred (900), Correction (error of the source): 950, Cy, not 900"),
        "{page}"
    );
    assert!(page.contains("1,300, claimed") && page.contains("20 December 2025 (inferred)"), "{page}");
}

#[test]
#[cfg(feature = "email")]
fn page_email_plain_text_and_feed_say_the_same() {
    let outcome = build(WHOLE);
    let page = outcome.between("2025/12/22/index.html", "<div class=\"whole", "</main>");
    let page = page.split("<details").next().unwrap_or(page);
    let page = page.split("<section aria-labelledby").next().unwrap_or(page);
    let wanted = hrefs(page);
    assert!(wanted.len() > 6 && wanted.contains("https://else.example/?a=1&b=2"), "{wanted:?}");
    let feed = outcome.between("editions.xml", "<content type=\"html\">", "</content>");
    let feed = feed.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let email = outcome.page("email/2025-12-22.html");
    let plain = outcome.page("email/2025-12-22.txt");
    for href in &wanted {
        assert!(
            feed.contains(&href.replace('&', "&amp;")) || feed.contains(href),
            "{href} in the feed: {feed}"
        );
        assert!(email.replace("&amp;", "&").contains(href.as_str()), "{href} in the email: {email}");
        assert!(plain.contains(href.as_str()), "{href} in the plain text: {plain}");
    }
    for words in [
        "What it says.",
        "We saw it.",
        "1,300",
        "950",
        "It was 950.",
        "A note of the first.",
        "Another record",
        "Bob",
    ] {
        for (name, text) in [
            ("page", outcome.page("2025/12/22/index.html")),
            ("feed", &feed),
            ("email", email),
            ("plain", plain),
        ] {
            assert!(text.contains(words), "{words} in the {name}: {text}");
        }
    }
    assert!(!feed.contains("href=\"/") && !feed.contains("href=\"#"), "{feed}");
    assert!(plain.contains("Ada Smyth [") && plain.contains("said so. (1)"), "{plain}");
}

#[test]
fn an_edition_of_100_000_bytes_is_shown_and_a_longer_one_has_summaries() {
    let with = |letters: usize| {
        let text = format!("{}\n\n## More {{#more}}\n\n- an item", "a".repeat(letters));
        in_folder(&WHOLE.replace("## More {#more}\n\n- an item", &text))
    };
    let bytes = |letters: usize| {
        let plan = crate::site::plan(with(letters).path(), Default::default(), &mut Default::default());
        plan.site().text_of(&plan.site().editions[0])
    };
    let just = 90_000 + 100_000 - bytes(90_000);
    assert_eq!(bytes(just), 100_000);
    for (letters, is_whole) in [(just, true), (just + 1, false)] {
        let outcome = run(with(letters).path(), Default::default());
        let told: Vec<&str> = outcome
            .problems
            .iter()
            .filter(|problem| problem.code.name() == "long-edition")
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(told.is_empty(), is_whole, "{told:?}");
        assert!(
            is_whole || told[0].contains("has 101 kB of text, more than the 100 kB that are shown in full"),
            "{told:?}"
        );
        let page = text_of(outcome.page("2025/12/22/index.html"));
        assert!(
            page.contains("What it says.") && page.contains("A note of the second.") == is_whole,
            "{page}"
        );
    }
}

#[test]
fn sources_that_differ_in_anything_shown_stay_apart() {
    let text = WHOLE
        .replace(
            "{title: Shared paper, url: https://paper.example/}\nfigures",
            "{title: Shared paper, date: 2025-12-21, outlet: wire}\nfigures",
        )
        .replace(
            "{title: Shared paper, url: https://paper.example/}\n  last",
            "{title: Shared paper, date: 2025-12-22, outlet: wire}\n  last",
        );
    let outcome = build(&text);
    let sources = text_of(outcome.between("2025/12/22/index.html", "<details class=\"sources", "</details>"));
    assert_eq!(sources.matches("Shared paper").count(), 2, "{sources}");
    assert!(text_of(outcome.page("2025/12/22/index.html")).contains("cites the paper3 and the other.4"));
    let summary = build(&text.replace("editions: {text: full}\n", ""));
    let sources = text_of(summary.between("2025/12/22/index.html", "<details class=\"sources", "</details>"));
    assert_eq!(sources.matches("Shared paper").count(), 2, "{sources}");
}
