//! Sources, quotes and corrections: how they are shown, and where else.

use crate::html::text_of;
use crate::site::{Outcome, check};

const PAGE: &str = "2025/12/22/talks/index.html";

const SITE: &str = "
-- site.yaml --
title: T
base_url: https://x.org/
language: en-GB
outlets:
  wire: {name: Northern Wire, kind: wire, url: \"https://wire.example\", note: By subscription.}
  summary: {name: A summary, kind: secondary}
-- content/people/witkoff.md --
---
name: Witkoff
---
-- content/people/umerov.md --
---
name: Umerov
---
-- content/organisations/kremlin.md --
---
name: Kremlin
---
";

fn site(front: &str, body: &str) -> String {
    format!(
        "{SITE}-- content/briefings/2025-12-22-talks.md --\n---\ntitle: Talks\ndate: 2025-12-22\n{front}---\n{body}\n"
    )
}

fn independence(sources: &str) -> Option<String> {
    let outcome = check(&site(&format!("sources:\n{sources}"), ""));
    let list = outcome.between(PAGE, "<section class=\"sources\"", "<ol>").to_owned();
    list.split("<p class=\"count\">").nth(1).map(|rest| rest.split("</p>").next().unwrap().to_owned())
}

#[test]
fn independence_is_counted_in_roots() {
    assert_eq!(independence("  a: {title: A}\n  b: {title: B}\n"), None);
    assert_eq!(
        independence("  a: {title: A}\n  b: {title: B, via: a}\n  c: {title: C, via: b}\n").as_deref(),
        Some("3 sources, all based on one")
    );
    assert_eq!(
        independence("  a: {title: A, via: wire}\n  b: {title: B, via: wire}\n  c: {title: C}\n").as_deref(),
        Some("3 sources, based on 2")
    );
    let of = |a: &str, b: &str| independence(&format!("  a: {{title: A, {a}}}\n  b: {{title: B, {b}}}\n"));
    let one = Some("2 sources, all based on one".to_owned());
    // One outlet, or one person in two outlets, is one voice.
    assert_eq!(of("outlet: wire", "outlet: wire"), one);
    assert_eq!(of("outlet: wire", "via: wire"), one);
    assert_eq!(of("outlet: wire, by: witkoff", "outlet: summary, by: witkoff"), one);
    assert_eq!(of("by: [witkoff, umerov]", "by: umerov"), one);
    assert_eq!(of("outlet: wire, by: witkoff", "outlet: wire, by: umerov"), None);
    assert_eq!(of("outlet: wire", "outlet: summary"), None);
    // What somebody said is theirs only where it was heard, not where it was taken from.
    assert_eq!(of("by: witkoff, via: wire", "by: witkoff, via: summary"), None);
}

#[test]
fn a_circle_of_vias_is_reported_and_ends() {
    check(&site(
        "sources:\n  a: {title: A, via: b}\n                     ^ error[circular-source]: `a` rests on itself: its `via` leads back to it\n  \
         b: {title: B, via: a}\n  \
         c: {title: C, via: a}\n",
        "",
    ));
}

#[test]
fn outlets_list_what_they_carried() {
    let outcome =
        check(&site("sources:\n  a: {title: A, outlet: wire}\n  b: {title: B, via: summary}\n", ""));
    let page = outcome.page("sources/index.html");
    let wire = page.split("<li id=\"outlet-wire\">").nth(1).unwrap();
    assert!(wire.contains("<a href=\"https://wire.example\">Northern Wire</a>"));
    let kind = outcome.between("sources/index.html", "news agency <b>", "</b>");
    assert_eq!(kind, "1 briefing");
    assert!(wire.contains("</strong> <b>1 briefing</b></p>"), "{wire}");
    assert!(
        wire.contains("By subscription.</small>")
            && wire.contains("<a href=\"/2025/12/22/talks/\">Talks</a>")
    );
    assert!(page.contains("<li id=\"outlet-summary\">"));
    let source = outcome.between(PAGE, "<li id=\"source-a\" class=\"s1\">", "</li>");
    assert_eq!(source, "<cite>A</cite>, <a href=\"/sources/#outlet-wire\">Northern Wire</a> (news agency).");
}

/// The quotes on a page, without tags.
fn quotes(outcome: &Outcome, path: &str) -> Vec<String> {
    let figures = outcome.page(path).split("<figure class=\"quote").skip(1);
    let quotes = figures.map(|figure| {
        let (head, rest) = figure.split_once('>').unwrap();
        let mark = if head.contains("sentence") { "! " } else { "" };
        format!("{mark}{}", text_of(rest.split("</figure>").next().unwrap()))
    });
    quotes.collect()
}

#[test]
fn quotes_stand_on_the_briefing_with_all_speakers_and_in_the_list() {
    let front = "sources: {joint: {title: Statement}}\nquotes:\n  \
                 - {text: productive and constructive, by: [witkoff, umerov], source: joint}\n  \
                 - {text: Talks go on., by: {name: A delegate}, said: 2025-12-21}\n";
    let outcome = check(&site(front, ""));
    assert_eq!(
        quotes(&outcome, PAGE),
        [
            "“productive and constructive” Witkoff, Umerov Source: Statement",
            "! “Talks go on.” A delegate 21 December 2025",
        ]
    );
    let of_witkoff =
        "“productive and constructive” Witkoff, Umerov Source: Statement Talks, 22 December 2025";
    assert_eq!(quotes(&outcome, "people/witkoff/index.html"), [of_witkoff]);
    assert_eq!(quotes(&outcome, "people/umerov/index.html"), [of_witkoff]);
    assert_eq!(quotes(&outcome, "organisations/kremlin/index.html"), [""; 0]);
    assert_eq!(quotes(&outcome, "quotes/index.html").len(), 2);
    let list = outcome.page("quotes/index.html");
    assert!(list.contains("href=\"/2025/12/22/talks/#quote-productive-and-constructive\""));
    assert_eq!(crate::html::broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn paraphrases_originals_and_sic() {
    let front = "quotes:\n  - {text: Europe is in the way, by: kremlin, paraphrase: true}\n  \
                 - {id: sad, text: \"a \\\"sad\\\" day in Grabovske\", by: kremlin, sic: [Grabovske], original: {uk: сумний день}}\n  \
                 - {text: so be it, sic: true}\n";
    let outcome = check(&site(front, "See [[talks#quote-sad]]."));
    assert_eq!(
        quotes(&outcome, PAGE),
        [
            "Not word for word: Europe is in the way Kremlin",
            "“a “sad” day in Grabovske [sic]” сумний день Kremlin",
            "“so be it [sic]”",
        ]
    );
    assert!(outcome.page(PAGE).contains("<p class=\"original\" lang=\"uk\">сумний день</p>"));
    assert!(outcome.page(PAGE).contains("id=\"quote-sad\""));
    let first = outcome.between(PAGE, "<figure class=\"quote", "</figure>");
    assert!(first.contains("<div class=\"paraphrase\">") && !first.contains("blockquote"), "{first}");
}

#[test]
fn sic_marks_words_as_they_were_typed() {
    let front = "quotes:\n  - {text: 'a <b> & \"c\" span, span', by: kremlin, sic: ['<b>', '&', '\"c\"', span]}\n  \
                 - {text: nothing of it, by: kremlin, sic: [gone]}\n";
    let outcome = crate::site::build_damaged(&site(front, ""));
    let quoted = outcome.between(PAGE, "<blockquote>", "</blockquote>").to_owned();
    let mark = " <span class=\"sic\">[sic]</span>";
    assert_eq!(quoted, format!("<p>“a &lt;b&gt;{mark} &amp;{mark} “c”{mark} span{mark}, span”</p>"));
    assert!(outcome.codes().contains(&"wrong-type"));
}

#[test]
fn a_dossier_is_not_named_under_what_it_said_alone() {
    let front = "quotes:\n  - {text: a fragment, by: witkoff}\n  - {text: A sentence., by: witkoff}\n  - {text: both of us, by: [witkoff, umerov]}\n";
    let outcome = check(&site(front, ""));
    assert_eq!(
        quotes(&outcome, "people/witkoff/index.html"),
        [
            "! “A sentence.” Talks, 22 December 2025",
            "“both of us” Witkoff, Umerov Talks, 22 December 2025",
            "“a fragment” Talks, 22 December 2025",
        ]
    );
}

#[test]
fn quotes_of_one_wording_have_ids_of_their_own() {
    let outcome = check(&site("quotes: [{text: no}, {text: No!}, {text: yes}]\n", "## Quote no"));
    for id in ["quote-no", "quote-no.2", "quote-yes", "quote-no-1"] {
        assert!(outcome.page(PAGE).contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn corrections_stand_at_the_top_in_the_list_and_with_what_they_mend() {
    let front = "quotes: [{id: sum, text: a pledge of 100 billion, by: kremlin}]\ncorrections:\n  \
                 - {date: 2025-12-23T09:00, fixes: quotes/sum, error: ours, was: 100 billion, now: 90 billion, text: The sum was wrong.}\n  \
                 - {date: 2025-12-24, kind: clarification, text: The place is a region.}\n";
    let outcome = check(&site(front, ""));
    let page = outcome.page(PAGE);
    assert!(page.find("id=\"correction-2\"").unwrap() < page.find("id=\"correction-1\"").unwrap());
    assert!(page.find("id=\"correction-1\"").unwrap() < page.find("<div class=\"text e-content\">").unwrap());
    assert!(page.contains("<span>Updated <time datetime=\"2025-12-24\">24 December 2025</time></span>"));
    assert!(page.contains("<p><del>100 billion</del> <ins>90 billion</ins></p>"));
    let notice = "Correction (our error), <a href=\"/2025/12/22/talks/#correction-1\">23 December 2025</a>: \
                  <del>100 billion</del> <ins>90 billion</ins>";
    for path in [PAGE, "organisations/kremlin/index.html", "quotes/index.html"] {
        assert!(outcome.page(path).contains(notice), "{path}");
    }
    let list = outcome.page("corrections/index.html");
    assert!(list.contains("The sum was wrong.") && list.contains("Clarification"));
    assert_eq!(crate::html::broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn long_lists_of_quotes_are_split_by_year() {
    let mut text = SITE.to_owned();
    for n in 0..60 {
        let (year, day) = (2024 + n / 30, n % 30 + 1);
        text += &format!(
            "-- content/briefings/{year}-11-{day:02}-b{n}.md --\n---\ntitle: B{n}\ndate: {year}-11-{day:02}\nquotes: [{{text: word {n}, by: kremlin}}]\n---\n"
        );
    }
    let outcome = check(&text);
    for folder in ["quotes", "organisations/kremlin"] {
        assert_eq!(quotes(&outcome, &format!("{folder}/index.html")).len(), 50);
        assert_eq!(quotes(&outcome, &format!("{folder}/2024/index.html")).len(), 30);
        assert!(quotes(&outcome, &format!("{folder}/2025/index.html"))[0].starts_with("“word 59”"));
    }
    assert_eq!(crate::html::broken_links(&outcome.files, "/"), [""; 0]);
}

#[test]
fn a_site_without_facts_has_no_pages_for_them() {
    let outcome =
        check("-- content/briefings/2025-12-22-talks.md --\n---\ntitle: T\ndate: 2025-12-22\n---\nText.\n");
    for page in ["figures/index.html", "sources/index.html", "quotes/index.html", "corrections/index.html"] {
        assert!(!outcome.files.contains_key(page), "{page}");
    }
    assert!(!outcome.page(PAGE).contains("page.quotes") && !outcome.page(PAGE).contains("page.sources"));
}
