//! Editions by email: what they say, what they hold to, and the command that prints them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::html::text_of;
use crate::site::{How, Outcome, build, check, run, write_site};

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


Answered
--------

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
        "compared with 1,000 drones, week to December 14, 2025 Correction (our error), December 22, 2025 Bob 700 drones Answered Why they came Nobody says.",
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
        heavy[0].message.starts_with("the edition by email `/email/2025-12-21.html` has 1"),
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
        ["the page `/email/2025-12-21.html` links to `/d/`, which is no whole address, as an email needs"]
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

fn folder_of(site: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), site);
    folder
}

fn dateline(site: &str, args: &[&str]) -> Output {
    let folder = folder_of(site);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .current_dir(folder.path())
        .arg("email")
        .args(args)
        .env_remove("DATELINE_BASE_URL")
        .output()
        .unwrap()
}

#[track_caller]
fn printed(site: &str, args: &[&str]) -> String {
    let output = dateline(site, args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is said when nothing is printed.
#[track_caller]
fn refused(site: &str, args: &[&str], code: i32) -> String {
    let output = dateline(site, args);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(output.stdout.is_empty(), "nothing is printed");
    stderr
}

#[test]
fn the_command_prints_what_a_build_writes() {
    let outcome = build(SITE);
    assert_eq!(printed(SITE, &[]), TEXT);
    assert_eq!(printed(SITE, &["--text", "2025-12-21"]), TEXT);
    assert_eq!(printed(SITE, &["2025-12-21", "--html"]), outcome.page(HTML));
    assert_eq!(printed(SITE, &["2025-12-14"]), outcome.page("email/2025-12-14.txt"));
    let weekly = site_with("timezone", "edition: week\ntimezone");
    for name in ["2025-w50", "2025-W50", "2025-12-10"] {
        assert!(printed(&weekly, &[name]).contains("\nNo. 1, "), "{name}");
    }
    let monthly = site_with("timezone", "edition: month\ntimezone");
    assert!(printed(&monthly, &["2025-12"]).contains("\nNo. 1, "));
    assert!(
        refused(&weekly, &["2025-12"], 2).contains("there is no edition `2025-12`"),
        "a month is no week"
    );
    let off = site_with("email: {from", "extra: {from");
    assert_eq!(
        printed(&off, &[]).lines().count() + 2,
        TEXT.lines().count(),
        "without address and unsubscribe"
    );
}

#[test]
fn the_command_names_the_editions_there_are() {
    let stderr = refused(SITE, &["2025-12-20"], 2);
    assert_eq!(
        stderr.lines().rev().take(2).collect::<Vec<_>>(),
        [
            "help: the nearest editions are `2025-12-14` and `2025-12-21`; the newest is `2025-12-21`",
            "error: there is no edition `2025-12-20`",
        ]
    );
    assert!(refused(SITE, &["2025-w51"], 2).contains("error: there is no edition `2025-w51`"));
    assert!(refused(SITE, &["yesterday"], 2).contains("a day, a week or a month, such as `2025-12-21`"));
    let empty = "-- site.yaml --\ntitle: T\nbase_url: https://e.org/\n";
    assert!(refused(empty, &[], 1).contains("error[empty-site]: the folder `content` is missing"));
    let empty = format!("{empty}-- content/pages/a.md --\n---\ntitle: A\n---\nText.\n");
    assert!(refused(&empty, &[], 2).contains("no edition yet"));
    assert!(refused(SITE, &["--eml", "--html"], 2).contains("cannot be used with"));
}

#[test]
fn the_command_prints_nothing_when_something_is_missing_or_wrong() {
    let no_base = site_with("base_url: https://example.org/d/\n", "");
    let stderr = refused(&no_base, &["--text"], 1);
    assert!(stderr.contains("error[missing-key]: an email needs whole addresses"), "{stderr}");
    assert!(!stderr.contains("no-base-url") && !stderr.contains("email-left-out"), "{stderr}");
    assert!(
        printed(&no_base, &["--base-url", "https://e.org/"]).contains("\n[1] https://e.org/2025/12/21/\n")
    );
    let stderr = refused(&site_with("from: The desk <desk@example.org>, ", ""), &["--eml"], 1);
    assert!(stderr.contains("error[missing-key]: a message needs a sender"), "{stderr}");
    assert!(stderr.contains("\n4 | email: {to"), "{stderr}");
    let stderr = refused(&site_with("storylines: war\nsummary", "storylines: wra\nsummary"), &[], 1);
    assert!(stderr.contains("error[unknown-id]"), "{stderr}");
    let warned = site_with("A line of the desk", "A line “of the desk");
    assert!(refused(&warned, &["--strict"], 1).contains("warning["));
    assert!(!printed(&warned, &["--format", "json"]).contains("\"severity\""), "problems stand on stderr");
}

/// The headers of a message, unfolded.
fn headers(message: &str) -> Vec<String> {
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_message_has_both_forms_and_the_headers_of_its_list() {
    let message = printed(SITE, &["--eml"]);
    let id = message.split("Message-ID: <").nth(1).unwrap().split('@').next().unwrap();
    assert_eq!(uuid::Uuid::parse_str(id).unwrap().get_version_num(), 5);
    assert_eq!(
        headers(&message),
        [
            "From: \"The desk\" <desk@example.org>",
            "Subject: =?utf-8?Q?The_second_count_is_<_the_=E2=80=9Cfirst=E2=80=9D_?= =?utf-8?Q?=E2=80=93_Digest,_No._2?=",
            "Date: Sun, 21 Dec 2025 07:45:00 +0000",
            &format!("Message-ID: <{id}@example.org>"),
            "To: <list@example.org>",
            "List-Id: \"Digest\" <digest.example.org>",
            "List-Unsubscribe: <mailto:leave@example.org>, <https://example.org/leave?a=1>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "MIME-Version: 1.0",
            &format!("Content-Type: multipart/alternative; boundary=\"=_{id}\""),
        ]
    );
    assert!(message.is_ascii() && !message.replace("\r\n", "").contains(['\r', '\n']));
    assert!(message.split("\r\n").all(|line| line.len() <= 78));
    let boundary = format!("\r\n--=_{id}");
    let parts: Vec<&str> = message.split(&boundary).collect();
    assert_eq!(parts.len(), 4, "before, two parts, behind");
    assert!(parts[1].starts_with("\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n"));
    assert!(parts[2].starts_with("\r\nContent-Type: text/html; charset=\"utf-8\"\r\n"));
    let bare = printed(&site_with("one_click: true, ", ""), &["--eml"]);
    assert!(!headers(&bare).iter().any(|header| header.starts_with("List-Unsubscribe-Post")));
}

#[test]
fn the_same_edition_gives_the_same_message() {
    let first = printed(SITE, &["--eml", "--jobs", "1", "--now", "2026-01-01T00:00Z"]);
    assert_eq!(printed(SITE, &["--eml", "--jobs", "4", "--now", "2027-01-01T00:00Z"]), first);
    let ukrainian =
        site_with("timezone", "language: uk\ntimezone").replace("Fewer came.", &"Менше. ".repeat(400));
    let message = printed(&ukrainian, &["--eml"]);
    assert_eq!(printed(&ukrainian, &["--eml"]), message);
    assert!(message.contains("Content-Transfer-Encoding: base64"), "shorter for Cyrillic");
    assert!(first.contains("Content-Transfer-Encoding: quoted-printable"), "shorter for Latin");
}

#[test]
fn no_title_makes_a_header_of_its_own() {
    let title = "title: \"Talks\\nBcc: eve@example.org\\n\\n<script>\"";
    let site =
        site_with("title: Another report", title).replace("date: 2025-12-21T09:45", "date: 2025-12-21T07:45");
    let site = site.replace("title: Digest\n", "title: \"Digest\\nX-Eve: 1\"\n");
    let site = site
        .replace("from: The desk <", "from: \"The\\nCc: eve@example.org, <")
        .replace("<desk@example.org>", "<desk@example.org>\"");
    let message = printed(&site, &["--eml"]);
    let names: Vec<String> =
        headers(&message).iter().map(|header| header.split(':').next().unwrap().to_owned()).collect();
    let expected = [
        "From",
        "Subject",
        "Date",
        "Message-ID",
        "To",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Content-Type",
    ];
    assert_eq!(names, expected, "{message}");
}

#[test]
fn nothing_of_what_is_not_out_is_printed() {
    let folder = folder_of(SITE);
    let draft = "---\ntitle: A secret meeting\ndate: 2025-12-21\nstorylines: war\ndraft: true\nfigures: [{series: drones, value: 31337, period: week to 2025-12-21, by: {name: Spy}, source: wire}]\nwatch: [{text: The secret meeting ends}]\n---\n";
    fs::write(folder.path().join("content/briefings/2025-12-21-secret.md"), draft).unwrap();
    let outcome = run(folder.path(), How::default());
    assert_eq!(outcome.page("email/2025-12-21.txt"), TEXT);
    let html = outcome.page(HTML);
    assert!(!html.contains("ecret") && !html.contains("31,337"));
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
