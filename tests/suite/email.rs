//! Editions by email: what they say, what they hold to, and the command that prints them.

use std::path::Path;

use crate::html::text_of;
use crate::site::{How, Outcome, build, check, run};

mod command;

/// A week of counts, with a correction, a question and a list to leave.
const SITE: &str = "
-- site.yaml --
title: Digest
base_url: https://example.org/d/
timezone: Europe/Kyiv
email: {from: The desk <desk@example.org>, to: list@example.org, list_id: digest.example.org,
  unsubscribe: ['mailto:leave@example.org', 'https://example.org/leave?a=1'], one_click: true, address: 1 Street}
series: {drones: {name: Drones, unit: drones}}
outlets: {wire: {name: Wire, kind: wire}}
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/storylines/war.md --
---
title: The war
---
-- content/briefings/2025-12-14-first.md --
---
title: The first count
date: 2025-12-14
storylines: war
figures: [{series: drones, value: 1000, period: week to 2025-12-14, by: ada, source: wire}]
unknown: [{id: why, text: Why they came}]
---
-- content/briefings/2025-12-21-second.md --
---
title: The second count is < the \"first\"
date: 2025-12-21T08:30+02:00
storylines: war
summary: Fewer came.
figures: [{series: drones, value: 600, period: week to 2025-12-21, by: ada, source: wire}]
answers: {why: Nobody says.}
watch: [{text: A third count, date: 2025-12-28}]
corrections: [{date: 2025-12-22, fixes: figures/drones, error: ours, was: '600', now: '500', text: It was 500.}]
---
-- content/briefings/2025-12-21-third.md --
---
title: Another report
date: 2025-12-21T09:45+02:00
changed: [A line of the desk]
figures: [{series: drones, value: 700, period: week to 2025-12-21, by: {name: Bob}, source: wire}]
---
";

const TEXT: &str = "\
Digest
======

No. 2, Sunday, December 21, 2025
This edition on the web [1]


The war · 08:30
The second count is < the “first” [2]
-------------------------------------

Fewer came.

What changed:
- Drones: 500 – down 500 (50%) [3]
- Answered: Why they came [4]


09:45
Another report [5]
------------------

What changed:
- A line of the desk


In figures
----------

Drones [6], week to December 21, 2025. Accounts differ.
- Ada Smyth: 500; Correction (our error), December 22, 2025: was 600 [3]
  ▇▅ down 500 (50%), compared with 1,000 drones, week to December 14,
  2025
- Bob: 700 drones [7]


Answers to earlier questions
----------------------------

- Why they came [4]
  Nobody says.


What to watch
-------------

- December 28, 2025: A third count [8]


Latest corrections
------------------

Correction (our error), December 22, 2025 [9]: The second count is < the
“first”
It was 500.


Links
-----

[1] https://example.org/d/2025/12/21/
[2] https://example.org/d/2025/12/21/second/
[3] https://example.org/d/2025/12/21/second/#figure-drones
[4] https://example.org/d/2025/12/21/second/#answer-why
[5] https://example.org/d/2025/12/21/third/
[6] https://example.org/d/figures/drones/
[7] https://example.org/d/2025/12/21/third/#figure-drones
[8] https://example.org/d/2025/12/21/second/#watch-a-third-count
[9] https://example.org/d/2025/12/21/second/#correction-1


Digest
1 Street
All times: Europe/Kyiv
Unsubscribe: mailto:leave@example.org
";

const HTML: &str = "email/2025-12-21.html";

fn site_with(from: &str, to: &str) -> String {
    assert!(SITE.contains(from), "{from}");
    SITE.replacen(from, to, 1)
}

fn emails(outcome: &Outcome) -> Vec<&str> {
    outcome.files.keys().filter(|path| path.starts_with("email/")).map(String::as_str).collect()
}

/// The values of an attribute.
fn values<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    html.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn editions_are_written_as_email_when_they_are_asked_for() {
    let outcome = build(SITE);
    let days =
        ["email/2025-12-14.html", "email/2025-12-14.txt", "email/2025-12-21.html", "email/2025-12-21.txt"];
    assert_eq!(emails(&outcome), days);
    for file in ["sitemap.xml", "feed.xml", "search/meta.json"] {
        assert!(!outcome.page(file).contains("/email/"), "{file}");
    }
    assert!(outcome.page(HTML).contains("<meta name=\"robots\" content=\"noindex\">"));
    let weeks = build(&site_with("timezone", "edition: week\ntimezone"));
    let named = ["email/2025-w50.html", "email/2025-w50.txt", "email/2025-w51.html", "email/2025-w51.txt"];
    assert_eq!(emails(&weeks), named);
    let (start, end) = (SITE.find("email: {").unwrap(), SITE.find("series: {").unwrap());
    for (setting, count) in [("", 0), ("email: false\n", 0), ("email: true\n", 4)] {
        let outcome = build(&format!("{}{setting}{}", &SITE[..start], &SITE[end..]));
        assert_eq!(emails(&outcome).len(), count, "{setting}");
        assert_eq!(outcome.page("index.html"), build(SITE).page("index.html"));
    }
}

#[test]
fn the_text_says_what_is_new_who_says_it_and_where() {
    assert_eq!(build(SITE).page("email/2025-12-21.txt"), TEXT);
}

#[test]
fn the_html_says_the_same_as_the_text() {
    let outcome = build(SITE);
    let html = outcome.page(HTML);
    let said = text_of(&html[html.find("<body").unwrap()..]).replace("&lt;", "<").replace("&nbsp;", " ");
    for line in [
        "Fewer came. Digest No. 2 · Sunday, December 21, 2025 This edition on the web",
        "The war · 08:30 The second count is < the “first” Fewer came. What changed Drones 500 down 500 (50%)",
        "09:45 Another report What changed A line of the desk",
        "Drones week to December 21, 2025. Accounts differ Ada Smyth 600 500 ▇▅ down 500",
        "compared with 1,000 drones, week to December 14, 2025 Correction (our error), December 22, 2025 Bob 700 drones Answers to earlier questions Why they came Nobody says.",
        "What to watch December 28, 2025 A third count",
        "Correction (our error), December 22, 2025, The second count is < the “first” It was 500.",
        "Digest 1 Street All times: Europe/Kyiv",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(html.contains("<del style="), "what was wrong is struck through");
    assert_eq!(values(html, "aria-label")[1], "1,000&nbsp;drones, 500&nbsp;drones");
    let mut links: Vec<&str> = values(html, "href");
    links.sort_unstable();
    links.dedup();
    let text = TEXT.split("Links\n").nth(1).unwrap();
    for link in links.iter().filter(|link| **link != "https://example.org/d/2025/12/21/second/#correction-1")
    {
        let in_text = text.lines().any(|line| line.ends_with(&format!(" {link}")));
        assert!(in_text || *link == "https://example.org/d/" || link.ends_with("/war/"), "{link}");
    }
}

#[test]
fn the_html_needs_nothing_from_elsewhere_and_keeps_only_what_cannot_be_inlined() {
    let outcome = build(SITE);
    let html = outcome.page(HTML);
    for link in values(html, "href").into_iter().chain(values(html, "src")) {
        assert!(["https://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)), "{link}");
    }
    for gone in ["<script", "<link", "<img", "@import", "url(", "var(--"] {
        assert!(!html.contains(gone), "{gone}");
    }
    let style = outcome.between(HTML, "<style>", "</style>");
    let (_, media) = style.split_once("@media").unwrap();
    assert!(media.contains("(prefers-color-scheme: dark)") && media.contains("(max-width: 480px)"));
    let body = &html[html.find("<body").unwrap()..];
    let layout = body.matches("<table").count() - body.matches("role=\"presentation\"").count();
    assert_eq!(layout, 1, "one table has data");
    assert_eq!(body.matches("<th ").count(), 5, "two heads, a series, two speakers");
    assert!(html.find("<meta charset=\"utf-8\">").unwrap() < 200, "where browsers look for it");
    assert!(html.len() < 15_000, "{} bytes", html.len());
}

#[test]
fn lines_end_before_column_73_unless_they_hold_a_url() {
    let sample = run(Path::new(env!("CARGO_MANIFEST_DIR")), How::default());
    let long = "слово-із-дефісом ".repeat(30) + &"довге".repeat(40) + &" 数字".repeat(60);
    let own = build(&site_with("summary: Fewer came.", &format!("summary: '{long} e\u{301}'")));
    let mut count = 0;
    for outcome in [&sample, &own] {
        for path in emails(outcome).into_iter().filter(|path| path.ends_with(".txt")) {
            for line in outcome.page(path).lines() {
                count += 1;
                assert!(textwrap::core::display_width(line) <= 72 || line.contains("://"), "{path}: {line}");
                assert!(line == line.trim_end(), "{path}: {line:?}");
            }
        }
    }
    assert!(count > 400, "{count} lines");
    let url = "https://example.org/a-very/long-address/that-no-line/may-break?because=it/would-lead-nowhere";
    let outcome = build(&site_with("summary: Fewer came.", &format!("summary: 'Look at {url} - there.'")));
    assert!(outcome.page("email/2025-12-21.txt").contains(&format!("{url}\n")));
}

#[test]
fn words_are_those_of_the_site_and_a_text_in_another_language_says_so() {
    let outcome = build(
        &site_with("timezone", "language: uk\ntimezone")
            .replace("storylines: war\nsummary", "lang: en\nstorylines: war\nsummary"),
    );
    let text = outcome.page("email/2025-12-21.txt");
    for words in [
        "неділя, 21 грудня 2025",
        "\nЩо змінилося:\n",
        "(наша помилка), 22",
        "\nПосилання\n",
        "\nВідписатися: ",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let html = outcome.page(HTML);
    assert_eq!(values(html, "lang"), ["uk", "uk", "en"]);
}

#[test]
fn an_email_has_ten_series_at_most_and_says_how_many_more_there_are() {
    let names: Vec<String> = (0..12).map(|n| format!("s{n}: {{name: Series {n}}}")).collect();
    let figures: Vec<String> = (0..12)
        .map(|n| format!("{{series: s{n}, value: {n}, period: week to 2025-12-21, by: ada, source: wire}}"))
        .collect();
    let site = site_with("series: {", &format!("series: {{{}, ", names.join(", ")));
    let site = site
        .replace("changed: [A line of the desk]\nfigures: [", &format!("figures: [{}, ", figures.join(", ")));
    let outcome = build(&site);
    assert!(outcome.page("email/2025-12-21.txt").contains("\nand 3 more [1]\n"));
    let table = outcome.between(HTML, "<table class=\"figures\"", "</table>");
    assert_eq!(table.matches("<tbody>").count(), 10);
}

#[test]
fn a_heavy_email_is_a_warning() {
    let long = "word ".repeat(21_000);
    let outcome = build(&site_with("summary: Fewer came.", &format!("summary: {long}")));
    let heavy: Vec<_> =
        outcome.problems.iter().filter(|problem| problem.code.name() == "heavy-email").collect();
    assert_eq!(heavy.len(), 1);
    assert!(
        heavy[0].message.starts_with("the edition by email `/email/2025-12-21.html` is 1"),
        "{}",
        heavy[0].message
    );
    assert!(outcome.between(HTML, "class=\"preheader\"", "</div>").len() < 250, "the preheader is short");
    assert_eq!(build(SITE).codes().iter().filter(|code| **code == "heavy-email").count(), 0);
}

#[test]
fn links_of_an_email_are_whole_and_lead_to_pages() {
    let template = |body: &str| {
        format!(
            "{SITE}-- themes/default/templates/email.html --\n<html><head><style>p {{ margin: 0 }}</style></head><body>{body}</body></html>\n"
        )
    };
    let dead = |body: &str| -> Vec<String> {
        let outcome = build(&template(body));
        assert!(outcome.page(HTML).contains("<body>"), "the template is taken");
        let dead = outcome.problems.into_iter().filter(|problem| problem.code.name() == "dead-link");
        dead.map(|problem| problem.message).filter(|message| message.contains("12-21.html")).collect()
    };
    let good = "<a href=\"{{ email.href }}\">a</a><a href=\"https://example.org/d/2025/12/21/second/#figure-drones\">b</a>\
                <a href=\"https://example.org/other/\">c</a><a href=\"https://example.org/d/gone/\" rel=\"external\">d</a>";
    assert_eq!(dead(good), [""; 0]);
    assert_eq!(
        dead("<a href=\"{{ site.home }}\">a</a>"),
        ["the page `/email/2025-12-21.html` links to `/d/`, which is not a whole address, as an email needs"]
    );
    assert_eq!(dead("<a href=\"x.html\">a</a>").len(), 1);
    assert_eq!(dead("<a href=\"https://example.org/d/gone/\">a</a>").len(), 1);
    assert_eq!(dead("<a href=\"https://example.org/d/2025/12/21/second/#gone\">a</a>").len(), 1);
}

#[test]
fn a_style_sheet_of_a_theme_takes_the_place_of_the_default_one() {
    let site = format!(
        "{SITE}-- themes/default/templates/email.css --\n:root {{ --c: #123456; }}\nh1 {{ color: var(--c); }}\n"
    );
    let outcome = build(&site);
    let html = outcome.page(HTML);
    assert!(html.contains("<h1 style=\"color:#123456\""), "{html}");
    assert!(!html.contains("@media"));
}

#[test]
fn settings_that_cannot_stand_in_a_header_are_errors() {
    check(
        r#"
-- site.yaml --
title: Test
base_url: https://example.org/
email:
  from: The desk
        ^^^^^^^^ error[wrong-type]: `The desk` is not an address
  to: "a@example.org\nBcc: b@example.org"
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `a@example.org Bcc: b@example.org` is not an address
  list_id: digest
           ^^^^^^ error[wrong-type]: `digest` is not the id of a mailing list
  unsubscribe: [leave@example.org, "https://example.org/a b", https://example.org/leave]
                ^^^^^^^^^^^^^^^^^ error[wrong-type]: `leave@example.org` is not an address that begins with `https:` or `mailto:`
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `https://example.org/a b` is not an address that begins with `https:` or `mailto:`
  form: x
  ^^^^ error[misspelt-key]: there is no key `form` here
"#,
    );
    check(
        "
-- site.yaml --
title: Test
base_url: https://example.org/
email: yes
       ^^^ error[wrong-type]: `yes` is neither `true` nor `false`
",
    );
}

#[test]
fn a_preheader_has_160_characters() {
    let shown = |length: usize| {
        let summary = format!("{} {}", "x".repeat(100), "y".repeat(length - 101));
        let outcome = build(&site_with("summary: Fewer came.", &format!("summary: {summary}")));
        outcome.between(HTML, "class=\"preheader\"", "</div>").split('>').nth(1).unwrap().to_owned()
    };
    assert!(shown(160).contains(&"y".repeat(59)));
    assert!(shown(161).contains("x …") && !shown(161).contains('y'));
}

#[test]
fn the_last_twelve_values_are_bars() {
    let bars = |count: usize| {
        let mut text = SITE.split("-- content/briefings/").next().unwrap().to_owned();
        for day in 1..=count {
            text += &format!(
                "-- content/briefings/2025-12-{day:02}-a.md --\n---\ntitle: Day {day}\ndate: 2025-12-{day:02}\n\
                 figures: [{{series: drones, value: 9, period: as of 2025-12-{day:02}, by: ada, source: wire}}]\n---\n"
            );
        }
        build(&text).page(&format!("email/2025-12-{count:02}.txt")).matches('▇').count()
    };
    assert_eq!(bars(12), 12);
    assert_eq!(bars(13), 12);
}

#[test]
fn an_email_of_100_000_bytes_is_not_heavy() {
    let site = |length: usize| {
        let lead = "word ".repeat(40);
        build(&site_with("summary: Fewer came.", &format!("summary: {lead}{}", "x".repeat(length))))
    };
    let without = site(1).page(HTML).len() - 1;
    let is_heavy = |outcome: &Outcome| outcome.codes().contains(&"heavy-email");
    let (at, beside) = (site(100_000 - without), site(100_001 - without));
    assert_eq!((at.page(HTML).len(), beside.page(HTML).len()), (100_000, 100_001));
    assert!(!is_heavy(&at) && is_heavy(&beside));
}

#[test]
fn a_line_has_72_characters_where_words_allow_it() {
    let line = |length: usize| {
        let summary = format!("{} {}", "x".repeat(30), "y".repeat(length - 31));
        let outcome = build(&site_with("summary: Fewer came.", &format!("summary: {summary}")));
        let text = outcome.page("email/2025-12-21.txt");
        text.lines().find(|line| line.contains("xxx")).unwrap().trim().to_owned()
    };
    assert_eq!((line(72).len(), line(73).len()), (72, 30));
}
