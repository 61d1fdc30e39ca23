//! Editions: what they cover, and where they are.

use dateline::diagnostic::Severity;

use crate::html::{broken_links, text_of};
use crate::site::{Outcome, build, check};

/// A site with briefings of these days.
fn site(edition: &str, days: &[&str]) -> String {
    let mut text = format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nlanguage: en-GB\nid: t\nedition: {edition}\n"
    );
    for day in days {
        text +=
            &format!("-- content/briefings/{day}-b.md --\n---\ntitle: Of {day}\ndate: {day}\n---\nText.\n");
    }
    text
}

/// The editions of a site by their addresses, with their numbers, titles and briefings.
fn editions(outcome: &Outcome) -> Vec<String> {
    let pages = outcome
        .files
        .iter()
        .filter(|(path, _)| path.ends_with("index.html") && path.as_str() != "index.html");
    let pages = pages.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
    let pages = pages.filter(|(_, page)| page.contains("edition-head"));
    let words = |page: &str| {
        let head = text_of(page.split("edition-head\">").nth(1).unwrap().split("</header>").next().unwrap());
        let titles: Vec<&str> =
            page.split("<h2").skip(1).filter_map(|part| Some(&part[part.find("Of 2")?..][3..13])).collect();
        format!("{head}: {}", titles.join(", "))
    };
    pages.map(|(path, page)| format!("/{} {}", path.trim_end_matches("index.html"), words(&page))).collect()
}

#[test]
fn a_week_may_begin_on_any_day_and_has_the_number_of_its_last_one() {
    // 24 December 2025 is a Wednesday, and the Tuesday after it is in the first week of 2026.
    let days = ["2025-12-23", "2025-12-24", "2025-12-30", "2025-12-31"];
    let outcome = check(&site("{week: wednesday}", &days));
    assert_eq!(
        editions(&outcome),
        [
            "/2025/w52/ No. 1 17–23 December 2025 1 briefing: 2025-12-23",
            "/2026/w01/ No. 2 24–30 December 2025 2 briefings: 2025-12-24, 2025-12-30",
            "/2026/w02/ No. 3 31 December 2025 – 6 January 2026 1 briefing: 2025-12-31",
        ]
    );
    let week = text_of(outcome.between("2026/w01/index.html", "<nav class=\"week\"", "</nav>"));
    let order: Vec<usize> = ["24 Dec", "30 Dec"].iter().map(|day| week.find(day).unwrap()).collect();
    assert!(order[0] < order[1] && !week.contains("23 Dec") && !week.contains("31 Dec"), "{week}");
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    let digest: serde_json::Value = outcome.graph();
    assert_eq!(digest["editions"][1]["days"]["first_day"], "2025-12-24");
    assert_eq!(digest["editions"][1]["days"]["last_day"], "2025-12-30");
}

#[test]
fn weeks_without_a_day_begin_on_monday() {
    let days = ["2025-12-21", "2025-12-22", "2025-12-28"];
    let weeks = editions(&check(&site("week", &days)));
    assert_eq!(weeks, editions(&check(&site("{week: monday}", &days))));
    assert_eq!(weeks.len(), 2);
    let sundays = editions(&check(&site("{week: sunday}", &days)));
    assert_eq!(
        sundays,
        [
            "/2025/w52/ No. 1 21–27 December 2025 2 briefings: 2025-12-21, 2025-12-22",
            "/2026/w01/ No. 2 28 December 2025 – 3 January 2026 1 briefing: 2025-12-28",
        ]
    );
}

#[test]
fn the_edition_of_a_month_is_its_archive() {
    let outcome = check(&site("month", &["2025-11-30", "2025-12-01", "2025-12-31"]));
    assert_eq!(
        editions(&outcome),
        [
            "/2025/11/ No. 1 November 2025 1 briefing: 2025-11-30",
            "/2025/12/ No. 2 December 2025 2 briefings: 2025-12-01, 2025-12-31",
        ]
    );
    assert!(!outcome.page("2025/12/index.html").contains("class=\"week\""));
    assert!(outcome.page("2025/index.html").contains("href=\"/d/2025/12/\""));
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
    let crumbs = text_of(outcome.between("2025/12/index.html", "<nav class=\"breadcrumbs\"", "</nav>"));
    assert!(crumbs.ends_with("2025"), "{crumbs}");
}

#[test]
fn what_an_edition_cannot_cover_is_told() {
    for (edition, message) in [
        ("monthly", "did you mean `month`?"),
        ("hour", "write one of `day`, `week`, `month`, `issue`"),
        ("{week: wensday}", "`wensday` is not a day of the week"),
        ("{week: Wednesday}", "did you mean `wednesday`?"),
        ("{wek: monday}", "did you mean `week`?"),
        ("[day]", "`day`, `week`, `month`, `issue` or `{week: wednesday}`"),
    ] {
        let outcome = build(&site(edition, &["2025-12-22"]));
        let told: Vec<String> = outcome.problems.iter().map(|problem| format!("{problem:?}")).collect();
        assert!(told.iter().any(|problem| problem.contains(message)), "{edition}: {told:?}");
    }
}

#[test]
fn addresses_that_are_kept_are_no_pages_and_no_kinds() {
    for name in ["editions", "issues", "catch-up"] {
        let outcome = build(&format!(
            "{}-- content/pages/{name}.md --\n---\ntitle: Taken\n---\n",
            site("day", &["2025-12-22"])
        ));
        assert!(outcome.problems.iter().any(|problem| problem.severity == Severity::Error), "{name}");
        let kinds = format!("day\nkinds: {{{name}: {{one: A, many: B}}}}");
        let outcome = build(&site(&kinds, &["2025-12-22"]));
        let message = format!("a kind cannot be called `{name}`");
        assert!(outcome.problems.iter().any(|problem| problem.message == message), "{name}");
    }
}

/// A site with these texts, all of one day.
fn texts(texts: &[&str]) -> Outcome {
    let mut site = site("day", &[]);
    for (n, text) in (1..).zip(texts) {
        site += &format!(
            "-- content/briefings/2025-12-22-n{n}.md --\n---\ntitle: N{n}\ndate: 2025-12-22\nsources:\n  \
             a: {{title: Twice, url: \"https://a.example/\"}}\n  b: {{title: Twice, url: \"https://a.example/\"}}\n---\n{text}\n"
        );
    }
    build(&site)
}

#[test]
fn an_edition_of_one_briefing_has_its_text() {
    let outcome = texts(&["First words.[^b]\n\n## A matter\n\nMore.[^a]\n\n##### A detail\n\nEnd."]);
    {
        let path = "2025/12/22/index.html";
        let page = outcome.page(path);
        let text = outcome.between(path, "<div class=\"text\">", "</div>");
        assert!(text_of(text).starts_with("First words."), "{text}");
        // The headline is a second-level heading, so those in the text go one level deeper.
        assert!(text.contains("<h3 id=\"a-matter\">A matter</h3>"), "{text}");
        assert!(text.contains("<h6 id=\"a-detail\">A detail</h6>") && !text.contains("<h2"), "{text}");
        // Two sources that look alike keep the numbers by which the text cites them.
        let order = ["id=\"source-b\"", "id=\"source-a\""].map(|id| page.find(id).unwrap());
        assert!(order[0] < order[1]);
        assert!(page.contains("<link rel=\"canonical\" href=\"https://x.org/d/2025/12/22/n1/\">"), "{path}");
    }
    assert!(!outcome.page("sitemap.xml").contains("<loc>https://x.org/d/2025/12/22/</loc>"));
    assert!(outcome.page("sitemap.xml").contains("<loc>https://x.org/d/2025/12/22/n1/</loc>"));
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
}

#[test]
fn an_edition_of_two_has_summaries_and_is_a_page_of_its_own() {
    let outcome = texts(&["First words.[^a]", "Other words.[^a]"]);
    let page = outcome.page("2025/12/22/index.html");
    assert!(page.contains("<p class=\"excerpt p-summary\">Other words.</p>"), "{page}");
    assert!(!page.contains("id=\"source-a\""), "{page}");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://x.org/d/2025/12/22/\">"));
    assert!(outcome.page("sitemap.xml").contains("<loc>https://x.org/d/2025/12/22/</loc>"));
}

#[test]
fn the_lead_of_several_shows_its_first_paragraph() {
    let opening = |text: &str| {
        let outcome = texts(&[text, "Other."]);
        let page = outcome.page("2025/12/22/index.html");
        let part = page.split("<div class=\"text opening\">").nth(1);
        part.map(|part| part.split("</div>").next().unwrap().trim().to_owned())
    };
    assert_eq!(
        opening("The *first* words.[^a] More.[^1]\n\nNot these.\n\n[^1]: A note."),
        Some("<p>The <em>first</em> words. More.</p>".to_owned())
    );
    for text in
        ["- A list.", "## A heading\n\nText.", "> Words.", "<span id=\"here\">A place</span> in it.", ""]
    {
        assert_eq!(opening(text), None, "{text}");
    }
}

/// The texts of an element of a feed.
fn parts(feed: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    feed.split(&open).skip(1).map(|part| part.split(&close).next().unwrap().to_owned()).collect()
}

#[test]
fn the_feed_of_editions_has_texts_of_single_briefings_and_headlines_of_more() {
    let mut text =
        site("day", &["2025-12-20", "2025-12-22", "2025-12-22"]).replacen("2025-12-22-b", "2025-12-22-c", 1);
    text = text.replace(
        "title: Of 2025-12-22\n",
        "title: Of 2025-12-22\nsummary: In short.\nauthors: [{name: Ann}]\n",
    );
    text = text.replacen("Text.", "A [link](../briefings/2025-12-22-c.md).[^1]\n\n[^1]: A note.", 1);
    let outcome = build(&text);
    let feed = outcome.page("editions.xml");
    assert_eq!(
        parts(feed, "title"),
        ["T: Editions", "No. 2: Monday, 22 December 2025", "No. 1: Saturday, 20 December 2025"]
    );
    let contents: Vec<String> = feed
        .split("<content type=\"html\">")
        .skip(1)
        .map(|part| {
            part.split("</content>")
                .next()
                .unwrap()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
        })
        .collect();
    assert_eq!(contents[0].matches("<h2").count(), 2);
    assert_eq!(contents[0].matches("In short.").count(), 2);
    assert!(!contents[0].contains("Text."), "{}", contents[0]);
    assert!(
        contents[1].contains("href=\"https://x.org/d/2025/12/22/c/\"") && contents[1].contains("A note.")
    );
    assert!(contents[1].contains("<a href=\"https://x.org/d/2025/12/20/b/\">Of 2025-12-20</a>"));
    assert_eq!(parts(feed, "name"), ["T", "Ann"], "the publisher, then the author of two texts once");
    let ids = parts(feed, "id");
    let moved = build(&text.replace("https://x.org/d/", "https://y.example/"));
    assert_eq!(ids, parts(moved.page("editions.xml"), "id"), "they stay after a move");
    assert!(outcome.page("index.html").contains("href=\"/d/editions.xml\""));
    assert!(!build(&text.replace("https://x.org", "")).files.contains_key("editions.xml"));
}

#[test]
fn the_feed_of_editions_has_the_newest_ten() {
    let count = |editions: usize| {
        let days: Vec<String> = (1..=editions).map(|n| format!("2025-12-{n:02}")).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        parts(build(&site("day", &days)).page("editions.xml"), "published").len()
    };
    assert_eq!([count(9), count(10), count(11)], [9, 10, 10]);
}
