//! What front matter and file names become.

use dateline::diagnostic::Severity;

use crate::site::{How, build, build_as, check};

fn briefing(front: &str) -> String {
    format!("-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}---\n")
}

#[test]
fn a_site_of_one_three_line_file_says_only_what_is_missing() {
    let outcome = check(
        "
-- site.yaml --
title: Mine
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
^^^^^ warning[no-storyline]: this briefing belongs to no storyline
^^^^^ note[missing-summary]: this briefing has no summary
date: 2025-12-22
---
-- problems --
note[no-base-url]: the site has no base URL: links begin at the root of the host, and canonical ones are left out
",
    );
    assert!(outcome.page("index.html").contains("href=\"/2025/12/22/talks/\">Talks</a>"));
    assert!(!outcome.page("index.html").contains("canonical"));
}

#[test]
fn texts_stay_as_they_were_typed() {
    for text in ["no", "010", "12:30", "1e3", "true", "~x", "0x1F", "1_000", "2025-12-22", "null and void"] {
        let outcome = check(&format!(
            "-- content/briefings/2025-12-22-talks.md --\n---\ntitle: {text}\ndate: 2025-12-22\nsummary: {text}\n---\n"
        ));
        let page = "2025/12/22/talks/index.html";
        assert_eq!(outcome.between(page, "<h1 class=\"p-name\">", "</h1>"), text);
        assert_eq!(outcome.between(page, "<p class=\"p-summary\">", "\n"), text);
    }
}

#[test]
fn long_texts_may_be_folded_or_quoted() {
    let outcome = check(&briefing(
        "summary: >\n  One line\n  and another.\nchanged:\n  - \"Said: \\\"yes\\\"\"\n  - 'It''s so'\n",
    ));
    let page = outcome.page("2025/12/22/talks/index.html");
    assert!(page.contains("<p class=\"p-summary\">One line and another.\n"));
    assert!(page.contains("<li>Said: “yes”\n<li>It’s so\n"));
}

#[test]
fn bom_carriage_returns_and_tabs_do_no_harm() {
    let text =
        "\u{feff}---\r\ntitle: Talks\t\r\ndate:\t2025-12-22\r\n---\r\n\r\nOne\tline\r\nand\tanother.\r\n";
    let outcome = check(&format!("-- content/briefings/2025-12-22-talks.md --\n{text}"));
    let page = outcome.page("2025/12/22/talks/index.html");
    assert!(page.contains("<h1 class=\"p-name\">Talks</h1>"));
    assert!(page.contains("<p>One\tline\nand\tanother.</p>"), "{page}");
}

#[test]
fn a_body_of_300_kb_is_read() {
    let paragraph = "Words that go on and on about the same matter, with no end in sight.\n\n";
    let body = paragraph.repeat(300_000 / paragraph.len());
    let outcome = check(&format!("{}{body}", briefing("")));
    assert_eq!(
        outcome.page("2025/12/22/talks/index.html").matches("<p>Words").count(),
        body.matches("Words").count()
    );
}

#[test]
fn file_names_of_any_script_become_urls() {
    let outcome = check(
        "
-- content/people/Олена.md --
---
^ note[untidy-file-name]: `Олена` has capitals or spaces, and is part of addresses
name: Олена
---
-- content/places/são-tomé.md --
---
name: São Tomé
---
-- content/briefings/2025/грудень/2025-12-22-переговори.md --
---
title: Переговори
date: 2025-12-22
about: [Олена, são-tomé]
---
[[Олена]] and [São](../../../places/são-tomé.md) and [São](../../../places/s%C3%A3o-tom%C3%A9.md)
",
    );
    let page = outcome.page("2025/12/22/переговори/index.html");
    let links = "<p><a href=\"/people/%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0/\">Олена</a> and \
                 <a href=\"/places/s%C3%A3o-tom%C3%A9/\">São</a> and <a href=\"/places/s%C3%A3o-tom%C3%A9/\">São</a></p>";
    assert!(page.contains(links), "{page}");
    assert!(outcome.files.contains_key("people/Олена/index.html"));
}

#[test]
fn the_day_is_that_of_the_sites_time_zone() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
timezone: Europe/Kyiv
language: en-GB
-- content/briefings/2025-12-22-night.md --
---
title: Night
date: 2025-12-21T22:30Z
---
-- content/briefings/2025-12-22-local.md --
---
title: Local
date: 2025-12-22T23:59
---
",
    );
    let date = |slug: &str| {
        outcome
            .between(&format!("2025/12/22/{slug}/index.html"), "<time class=\"dt-published\" ", "</time>")
            .to_owned()
    };
    assert_eq!(date("night"), "datetime=\"2025-12-22T00:30:00+02:00\">22 December 2025, 00:30");
    assert_eq!(date("local"), "datetime=\"2025-12-22T23:59:00+02:00\">22 December 2025, 23:59");
}

#[test]
fn drafts_embargoes_and_future_dates_wait() {
    let site = "
-- site.yaml --
title: T
base_url: https://x.org/
timezone: Europe/Kyiv
-- content/briefings/2025-12-20-draft.md --
---
title: Draft
date: 2025-12-20
draft: true
---
-- content/briefings/2025-12-21-embargo.md --
---
title: Embargo
date: 2025-12-21
embargo: 2025-12-22T08:00
---
-- content/briefings/2025-12-23-future.md --
---
title: Future
date: 2025-12-23
---
-- content/briefings/2025-12-21-out.md --
---
title: Out
date: 2025-12-21
---
[[draft]]
";
    let released = |now, drafts, future| {
        let outcome = build_as(site, How { now, drafts, future, base: None });
        let names = ["draft", "embargo", "future", "out"];
        let out = names
            .into_iter()
            .filter(|name| outcome.files.keys().any(|path| path.ends_with(&format!("/{name}/index.html"))));
        out.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(released("2025-12-22T05:59:59Z", false, false), "out");
    assert_eq!(released("2025-12-22T06:00:00Z", false, false), "embargo out");
    assert_eq!(released("2025-12-22T22:00:00Z", false, false), "embargo future out");
    assert_eq!(released("2025-12-20T21:00:00Z", true, false), "draft");
    assert_eq!(released("2025-12-20T21:00:00Z", true, true), "draft embargo future out");

    let outcome = build_as(site, How { now: "2025-12-22T05:00:00Z", ..How::default() });
    assert!(outcome.codes().contains(&"unreleased-link"));
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in ["draft", "embargo", "future"] {
            assert!(!page.contains(secret), "{secret} in {path}");
        }
    }
    assert!(outcome.page("2025/12/21/out/index.html").contains("<p>(not published yet)</p>"));
}

#[test]
fn further_kinds_have_folders_and_names() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
kinds: {treaties: {one: Treaty, many: Treaties}}
nav: [treaties, about]
-- content/treaties/minsk.md --
---
name: Minsk
role: An agreement
---
-- content/pages/about.md --
---
title: About us
---
",
    );
    assert_eq!(outcome.between("treaties/index.html", "<h1>", "</h1>"), "Treaties");
    assert!(outcome.page("treaties/minsk/index.html").contains("<p class=\"kicker\">Treaty</p>"));
    let nav = outcome.between("index.html", "<nav>", "</nav>");
    assert!(nav.contains("<li><a href=\"/treaties/\">Treaties</a><li><a href=\"/about/\">About us</a>"));
}

#[test]
fn weekly_editions_follow_iso_weeks() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
edition: week
language: en-GB
-- content/briefings/2025-12-28-a.md --
---
title: A
date: 2025-12-28
---
-- content/briefings/2025-12-29-b.md --
---
title: B
date: 2025-12-29
---
-- content/briefings/2026-01-04-c.md --
---
title: C
date: 2026-01-04
---
",
    );
    let title = |path: &str| outcome.between(path, "<h1>", "</h1>").to_owned();
    assert_eq!(title("2025/w52/index.html"), "22–28 December 2025");
    assert_eq!(title("2026/w01/index.html"), "29 December 2025 – 4 January 2026");
    assert!(outcome.page("index.html").contains(&format!("{}</time>", title("2026/w01/index.html"))));
    assert!(outcome.page("2026/w01/index.html").contains("No. 2"));
}

#[test]
fn previous_and_next_follow_each_storyline() {
    let story = |id: &str| format!("-- content/storylines/{id}.md --\n---\ntitle: {id}\n---\n");
    let briefing = |day: u8, lines: &str| {
        format!(
            "-- content/briefings/2025-12-{day}-b{day}.md --\n---\ntitle: B{day}\ndate: 2025-12-{day}\nstorylines: [{lines}]\n---\n"
        )
    };
    let site = [
        story("one"),
        story("two"),
        briefing(20, "one"),
        briefing(21, "two, one"),
        briefing(22, "two"),
        briefing(23, "one"),
    ];
    let outcome = check(&site.concat());
    let nav = outcome.between("2025/12/21/b21/index.html", "<nav aria-label=\"Storylines\">", "</nav>");
    assert_eq!(
        nav,
        "<h2>two</h2><p>Next briefing: <a href=\"/2025/12/22/b22/\">B22</a>\
         <h2>one</h2><p>Previous briefing: <a href=\"/2025/12/20/b20/\">B20</a>\
         <p>Next briefing: <a href=\"/2025/12/23/b23/\">B23</a>"
    );
}

#[test]
fn long_lists_are_split_by_year() {
    let mut site = String::from(
        "-- content/storylines/s.md --\n---\ntitle: S\n---\n-- content/people/p.md --\n---\nname: P\n---\n",
    );
    for n in 0..60 {
        let (year, day) = (2024 + n / 30, n % 30 + 1);
        site += &format!(
            "-- content/briefings/{year}-11-{day:02}-b{n}.md --\n---\ntitle: B{n}\ndate: {year}-11-{day:02}\nstorylines: s\nabout: p\n---\n"
        );
    }
    let outcome = check(&site);
    // What changed in the last thirty days is above the list of a storyline.
    for (folder, newest) in [("storylines/s", 20), ("people/p", 50)] {
        let entries = |path: &str| {
            let list = outcome.between(path, "id=\"page.briefings\"", "</section>");
            list.matches("<article class=\"entry h-entry\">").count() + list.matches("<li><a href=").count()
        };
        assert_eq!(entries(&format!("{folder}/index.html")), newest);
        assert_eq!(entries(&format!("{folder}/2024/index.html")), 30);
        assert_eq!(entries(&format!("{folder}/2025/index.html")), 30);
        let years = outcome.between(&format!("{folder}/index.html"), "<nav class=\"years\"", "</nav>");
        assert!(
            years.find("/2025/\">2025</a> <span class=\"count\">30 briefings").unwrap()
                < years.find("/2024/\">2024").unwrap()
        );
    }
}

#[test]
fn extra_reaches_templates_with_its_own_types() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
theme: mine
extra: {colour: red, deep: {list: [1, two, 3.5, true]}}
-- themes/mine/templates/briefing.html --
{{ site.extra.colour }} {{ site.extra.deep.list }} {{ briefing.extra.n + 1 }}
-- content/briefings/2025-12-22-talks.md --
---
title: T
date: 2025-12-22
extra: {n: 41}
---
",
    );
    assert_eq!(outcome.page("2025/12/22/talks/index.html"), "red [1, &quot;two&quot;, 3.5, true] 42\n");
}

#[test]
fn themes_override_file_by_file_and_extend_one_another() {
    let site = "
-- site.yaml --
title: T
base_url: https://x.org/
theme: mine
-- themes/mine/theme.yaml --
extends: yours
-- themes/mine/templates/page.html --
mine {{ \"own\" | t }} {{ \"archive\" | t }}
-- themes/mine/i18n/en.ftl --
own = own words
-- themes/yours/templates/page.html --
yours
-- themes/yours/templates/404.html --
yours too
-- themes/yours/static/style.css --
body {}
-- content/pages/about.md --
---
title: A
---
";
    let outcome = build(site);
    assert_eq!(outcome.codes(), [""; 0]);
    assert_eq!(outcome.page("about/index.html"), "mine own words Archive\n");
    assert_eq!(outcome.page("404.html"), "yours too\n");
    assert_eq!(outcome.page("static/style.css"), "body {}\n");
    assert!(outcome.page("index.html").contains("No editions yet"));
}

#[test]
fn keys_by_which_other_programs_hold_back_are_errors() {
    let told = |line: &str| -> Vec<(Severity, &'static str)> {
        let problems = build(&format!("-- content/pages/p.md --\n---\ntitle: P\n{line}\n---\n")).problems;
        let found = problems.iter().filter(|problem| problem.place.is_some());
        found.map(|problem| (problem.severity, problem.code.name())).collect()
    };
    for line in [
        "published: false",
        "Published: False",
        "publish: no",
        "published: 0",
        "published:",
        "pubished: false",
        "published: 2024-01-05",
        "publishDate: 2027-01-01",
        "publish_date: 2027-01-01",
        "published_at: 2027-01-01",
        "publishedAt: x",
        "pubDate: Jan 5 2027",
        "scheduled: 2027-01-01",
        "status: draft",
        "status: Private",
        "status: pending",
        "status: \"future\"",
        "private: true",
        "hidden: yes",
        "unlisted: true",
        "PRIVATE: true",
        "visibility: private",
        "expiryDate: 2020-01-01",
        "expires: 2020-01-01",
        "unpublish: 2020-01-01",
        "unpublish_date: 2020-01-01",
        "unpublish: true",
        "dg-publish: false",
        "password: x",
        "private: [a]",
    ] {
        assert_eq!(told(line), [(Severity::Error, "foreign-release")], "{line}");
    }
    assert_ne!(told("pubshed: false")[0].1, "foreign-release", "two letters fewer make another word");
    for line in [
        "DRAFT: true",
        "Draft: true",
        "drfat: true",
        "Embargo: 2027",
        "embargo_until: 2027",
        "is_draft: true",
    ] {
        assert_eq!(told(line), [(Severity::Error, "misspelt-key")], "{line}");
    }
    for line in [
        "published: true",
        "publish: yes",
        "private: false",
        "hidden: no",
        "status: published",
        "visibility: public",
        "publishDate:",
        "expiryDate:",
        "publisher: A house",
        "public_id: 7",
        "status: done",
        "statuses: draft",
    ] {
        assert_eq!(told(line), [(Severity::Warning, "unknown-key")], "{line}");
    }
    check(
        "
-- site.yaml --
title: T
base_url: https://x.org/
publisher: {name: P}
-- content/storylines/s.md --
---
title: S
status: draft
^^^^^^ error[foreign-release]: `status: draft` holds nothing back here
---
-- content/storylines/t.md --
---
title: T
status: dormant
---
-- content/storylines/u.md --
---
title: U
status: published
        ^^^^^^^^^ error[wrong-type]: `published` is not one of `active`, `dormant`, `closed`
---
-- content/documents/d.md --
---
name: Paper
state: draft
---
-- content/people/p.md --
---
name: P
expires: 2020
^^^^^^^ error[foreign-release]: `expires: 2020` takes nothing down here
publishdate: 2020
^^^^^^^^^^^ error[foreign-release]: `publishdate: 2020` delays nothing here
---
",
    );
}

#[test]
fn addresses_languages_and_items_have_a_form_of_their_own() {
    check(
        "
-- site.yaml --
title: T
base_url: https://example.org/
language: EN_gb
feeds: {entries: -5}
                 ^^ error[wrong-type]: `-5` is not a whole number of at least 1
authors: {desk: {name: The desk, url: about}}
                                      ^^^^^ error[wrong-type]: `about` is neither a path of the site nor a web address
outlets: {wire: {name: Wire, kind: wire, url: www.wire.example}}
                                              ^^^^^^^^^^^^^^^^ error[wrong-type]: `www.wire.example` is not a whole web address
-- content/people/ada.md --
---
name: Ada
wikidata: 42
          ^^ error[wrong-type]: `42` is not the id of a Wikidata item
lang: english
      ^^^^^^^ error[wrong-type]: `english` is not a language code
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
lang: ua
      ^^ error[wrong-type]: `ua` is not a language code
sources:
  a: {title: A, url: HTTPS://Example.org/A}
  b: {title: B, url: example.org/x}
                     ^^^^^^^^^^^^^ error[wrong-type]: `example.org/x` is not a whole web address
  c: {title: C, url: 'javascript:alert(1)'}
                     ^^^^^^^^^^^^^^^^^^^^^ error[wrong-type]: `javascript:alert(1)` is not a whole web address
---
",
    );
}

#[test]
fn what_is_typed_in_another_way_is_published_in_one() {
    let outcome = check(
        "
-- site.yaml --
title: T
base_url: https://example.org/
language: EN_gb
feeds: {entries: 1_0}
-- content/people/ada.md --
---
name: Ada
wikidata: https://www.wikidata.org/wiki/Q7259
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
about: ada
sources:
  a: {title: Report, url: HTTPS://Example.org/A}
---
Text.[^a]
",
    );
    assert!(outcome.page("2025/12/22/a/index.html").contains("href=\"https://example.org/A\""));
    assert!(outcome.page("index.html").contains("<html lang=\"en-GB\""));
    assert!(outcome.page("people/ada/index.html").contains("https://www.wikidata.org/wiki/Q7259"));
}

#[test]
fn a_storyline_by_its_title_and_one_that_is_not_there_are_told_what_to_write() {
    let help = |typed: &str, body: &str| {
        let outcome = build(&format!(
            "-- content/storylines/flood.md --\n---\ntitle: The flood\n---\n-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nstorylines: {typed}\n---\n{body}\n"
        ));
        let found = outcome.problems.iter().find(|problem| problem.severity == Severity::Error);
        found.and_then(|problem| problem.help.clone()).unwrap_or_default()
    };
    assert_eq!(help("[The Flood]", ""), "did you mean `flood`? (content/storylines/flood.md)");
    assert_eq!(help("[bridge]", ""), "write one of flood, or make a file `content/storylines/bridge.md`");
    assert_eq!(
        help("[Old bridge]", ""),
        "write one of flood, or write `old-bridge` and make a file `content/storylines/old-bridge.md`"
    );
    assert_eq!(help("flood", "[[The flood]]"), "did you mean `flood`?");
    assert_eq!(help("flood", "[x](www.example.org)"), "write `https://www.example.org`");
}
