//! Feeds, sitemaps, metadata, former addresses, and what is due next.

use crate::html::broken_links;
use crate::site::{How, Outcome, build, build_as, check};

const SITE: &str = "
-- site.yaml --
title: Digest & more
base_url: https://x.org/d/
language: en-GB
timezone: Europe/Kyiv
publisher: {name: The house, corrections_policy: /method/}
authors: {desk: {name: The desk, url: /about/}}
hosts: [netlify]
-- content/pages/about.md --
---
title: About
---
-- content/pages/method.md --
---
title: Method
---
-- content/people/ada.md --
---
name: Ada
aliases: [Ada L.]
wikidata: Q7259
---
-- content/storylines/talks.md --
---
title: Talks
---
-- content/briefings/photo.txt --
a file
-- content/briefings/2025-12-20-old.md --
---
title: Old
date: 2025-12-20
storylines: [talks]
---
Nothing.
-- content/briefings/2025-12-22-new.md --
---
title: New </script> & <b>bold</b>
date: 2025-12-22T07:00+02:00
summary: What is new
storylines: [talks]
about: [ada]
authors: [desk]
former: [/old/place/, /2024/gone.html]
sources: {s: {title: Paper, url: \"https://e.org/p\", date: 2025-12-21}}
quotes: [{text: Yes., by: ada, source: s}]
corrections: [{date: 2025-12-23T09:00+02:00, text: It was \"corrected\".}]
---
See [the old one](2025-12-20-old.md#x), [here](#part) and [a file](photo.txt).[^s]

## Part
";

fn outcome() -> Outcome {
    crate::site::build(&SITE.replace("#x", ""))
}

/// The texts of an element, in order.
fn texts<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}>");
    xml.split(&open).skip(1).map(|rest| rest.split("</").next().unwrap()).collect()
}

#[test]
fn feeds_have_the_whole_text_with_absolute_urls() {
    let outcome = outcome();
    let feed = outcome.page("feed.xml");
    assert_eq!(
        texts(feed, "title"),
        ["Digest &amp; more", "New &lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;", "Old"]
    );
    assert_eq!(texts(feed, "published"), ["2025-12-22T07:00:00+02:00", "2025-12-20T00:00:00+02:00"]);
    assert_eq!(
        texts(feed, "updated"),
        ["2025-12-23T09:00:00+02:00", "2025-12-23T09:00:00+02:00", "2025-12-20T00:00:00+02:00"]
    );
    for part in [
        "It was “corrected”.",
        "href=\"https://x.org/d/2025/12/20/old/\"",
        "href=\"https://x.org/d/2025/12/22/new/#part\"",
        "href=\"https://x.org/d/files/briefings/photo.txt\"",
    ] {
        let escaped = part.replace('"', "&quot;");
        assert!(feed.contains(part) || feed.contains(&escaped), "{part} in {feed}");
    }
    assert!(
        outcome.files.contains_key("people/ada/feed.xml")
            && outcome.files.contains_key("storylines/talks/feed.xml")
    );
    let json: serde_json::Value = serde_json::from_str(outcome.page("feed.json")).unwrap();
    assert_eq!(json["items"][0]["url"], "https://x.org/d/2025/12/22/new/");
    assert_eq!(json["items"][0]["tags"], serde_json::json!(["Talks", "Ada"]));
    assert_eq!(broken_links(&outcome.files, "/d/"), [""; 0]);
}

#[test]
fn the_feed_of_a_dossier_has_summaries_or_first_sentences_and_corrections() {
    let outcome = crate::site::build(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\n\
         -- content/people/ada.md --\n---\nname: Ada\n---\n\
         -- content/storylines/s.md --\n---\ntitle: S\n---\n\
         -- content/briefings/2025-12-01-a.md --\n---\ntitle: A\ndate: 2025-12-01\nabout: [ada]\nstorylines: [s]\n---\nFirst words.\n\nMore words.\n\
         -- content/briefings/2025-12-02-b.md --\n---\ntitle: B\ndate: 2025-12-02\nabout: [ada]\nstorylines: [s]\nsummary: Told < shortly.\n\
         corrections:\n  - {date: 2025-12-03, text: Mended.}\n---\nOther words.\n",
    );
    let content = |path: &str| -> Vec<String> {
        let parts = outcome.page(path).split("<content type=\"html\">").skip(1);
        parts.map(|part| part.split("</content>").next().unwrap().replace('\n', "")).collect()
    };
    let corrected = "&lt;p&gt;&lt;strong&gt;Correction, 3 December 2025: Mended.&lt;/strong&gt;&lt;/p&gt;";
    assert_eq!(
        content("people/ada/feed.xml"),
        [
            format!("{corrected}&lt;p&gt;Told &amp;lt; shortly.&lt;/p&gt;"),
            "&lt;p&gt;First words.&lt;/p&gt;".to_owned()
        ]
    );
    for path in ["feed.xml", "storylines/s/feed.xml"] {
        assert_eq!(
            content(path),
            [
                format!("{corrected}&lt;p&gt;Other words.&lt;/p&gt;"),
                "&lt;p&gt;First words.&lt;/p&gt;&lt;p&gt;More words.&lt;/p&gt;".to_owned()
            ],
            "{path}"
        );
    }
}

#[test]
fn a_section_without_a_paragraph_is_not_told_by_another_one() {
    let outcome = crate::site::build(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\n\
         -- content/people/ada.md --\n---\nname: Ada\n---\n\
         -- content/briefings/2025-12-01-a.md --\n---\ntitle: A\ndate: 2025-12-01\nsections: {counts: {about: [ada]}}\n---\nFirst words.\n\n## Counts\n\n| Day | Ships |\n|---|---|\n| Monday | 5 |\n",
    );
    let feed = outcome.page("people/ada/feed.xml");
    assert!(feed.contains("<title>Counts – A</title>") && feed.contains("Monday"), "{feed}");
    assert!(!feed.contains("First words."), "{feed}");
}

#[test]
fn ids_of_entries_survive_a_change_of_base() {
    let ids = |base| {
        let outcome = build_as(&SITE.replace("#x", ""), How { base: Some(base), ..How::default() });
        texts(outcome.page("feed.xml"), "id").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let (here, there) = (ids("https://x.org/d/"), ids("https://other.example/"));
    assert_eq!(here, there);
    assert!(here.iter().all(|id| id.starts_with("urn:uuid:")) && here[1] != here[2]);
}

#[test]
fn without_a_host_there_are_no_feeds_and_no_sitemaps() {
    let outcome = build_as(&SITE.replace("#x", ""), How { base: Some("/d/"), ..How::default() });
    for path in ["feed.xml", "feed.json", "sitemap.xml", "news-sitemap.xml", "people/ada/feed.xml"] {
        assert!(!outcome.files.contains_key(path), "{path}");
    }
    assert!(!outcome.page("index.html").contains("ld+json"));
    assert_eq!(outcome.page("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn sitemaps_know_when_pages_changed_and_what_is_news() {
    let now = How { now: "2025-12-23T12:00:00Z", ..How::default() };
    let outcome = build_as(&SITE.replace("#x", ""), now);
    let sitemap = outcome.page("sitemap.xml").replace(['\n', ' '], "");
    assert!(sitemap.contains("<loc>https://x.org/d/2025/12/22/new/</loc><lastmod>2025-12-23</lastmod>"));
    assert!(sitemap.contains("<loc>https://x.org/d/people/ada/</loc><lastmod>2025-12-23</lastmod>"));
    assert!(!sitemap.contains("404") && !sitemap.contains("old/place") && !sitemap.contains("feed"));
    assert_eq!(texts(outcome.page("news-sitemap.xml"), "loc"), ["https://x.org/d/2025/12/22/new/"]);
    let robots = outcome.page("robots.txt");
    assert!(robots.contains("Sitemap: https://x.org/d/news-sitemap.xml\n"));
}

#[test]
fn linked_data_says_what_a_page_is_and_cannot_end_its_element() {
    let outcome = outcome();
    let data = |path: &str| -> serde_json::Value {
        let script = outcome.between(path, "<script type=\"application/ld+json\">", "</script>");
        serde_json::from_str(script).unwrap()
    };
    let page = data("2025/12/22/new/index.html");
    let article = &page["@graph"][0];
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["headline"], "New </script> & <b>bold</b>");
    assert_eq!(article["dateModified"], "2025-12-23T09:00:00+02:00");
    assert_eq!(article["about"][0]["sameAs"], "https://www.wikidata.org/wiki/Q7259");
    assert_eq!(article["publisher"]["@id"], "https://x.org/d/#publisher");
    assert_eq!(article["publisher"]["@type"], "NewsMediaOrganization");
    assert_eq!(article["hasPart"][0]["dateCreated"], "2025-12-21");
    assert_eq!(article["correction"][0]["@type"], "CorrectionComment");
    assert_eq!(article["citation"][0]["url"], "https://e.org/p");
    assert_eq!(article["hasPart"][0]["creator"][0]["name"], "Ada");
    assert_eq!(article["author"][0]["url"], "https://x.org/d/about/");
    assert_eq!(page["@graph"][1]["itemListElement"][0]["item"], "https://x.org/d/");
    assert_eq!(data("people/ada/index.html")["@graph"][0]["alternateName"], serde_json::json!(["Ada L."]));
    assert_eq!(data("storylines/talks/index.html")["@graph"][0]["startDate"], "2025-12-20");
    let front = data("index.html");
    assert_eq!(front["@type"], "WebSite");
    assert_eq!(front["publisher"]["@id"], "https://x.org/d/#publisher");
    assert_eq!(front["publisher"]["correctionsPolicy"], "https://x.org/d/method/");
}

#[test]
fn linked_data_stands_alone_on_each_page() {
    let known = "wikidata: Q7259";
    let dossiers = SITE.replace(known, "wikidata: Q7259\n---\n-- content/people/ben.md --\n---\nname: Ben");
    let site = dossiers
        .replace("about: [ada]", "about: [ben]")
        .replace("#x", "")
        .replace("See [the", "Ada saw [the");
    let outcome = crate::site::build(&site);
    let script =
        outcome.between("2025/12/22/new/index.html", "<script type=\"application/ld+json\">", "</script>");
    let page: serde_json::Value = serde_json::from_str(script).unwrap();
    let article = &page["@graph"][0];
    let ben = serde_json::json!([{"@type": "Person", "@id": "https://x.org/d/people/ben/", "name": "Ben"}]);
    assert_eq!(article["about"], ben);
    assert_eq!(
        article["isPartOf"],
        serde_json::json!([{"@type": "CreativeWorkSeries", "@id": "https://x.org/d/storylines/talks/", "name": "Talks"}])
    );
    let ada = serde_json::json!([{"@type": "Person", "@id": "https://x.org/d/people/ada/", "name": "Ada", "sameAs": "https://www.wikidata.org/wiki/Q7259"}]);
    assert_eq!(article["mentions"], ada);
}

#[test]
fn linked_data_takes_no_person_for_an_organisation() {
    let site = SITE
        .replace("#x", "")
        .replace("authors: [desk]", "authors: [desk, jo, ada, {name: Some leaders}]")
        .replace("by: ada, source", "by: [ada, {name: Two delegates}], source")
        .replace("{desk: {", "{jo: {name: Jo Bell, person: true}, desk: {");
    let outcome = crate::site::build(&site);
    let script =
        outcome.between("2025/12/22/new/index.html", "<script type=\"application/ld+json\">", "</script>");
    let page: serde_json::Value = serde_json::from_str(script).unwrap();
    let types = |value: &serde_json::Value| -> Vec<String> {
        let kind = |node: &serde_json::Value| node["@type"].as_str().or(node.as_str()).unwrap().to_owned();
        value.as_array().unwrap().iter().map(kind).collect()
    };
    let article = &page["@graph"][0];
    assert_eq!(types(&article["author"]), ["Organization", "Person", "Person", "Some leaders"]);
    assert_eq!(types(&article["hasPart"][0]["creator"]), ["Person", "Two delegates"]);
}

#[test]
fn descriptions_are_as_long_as_previews_show_them() {
    let summary = "word ".repeat(40);
    let site = SITE.replace("#x", "").replace("summary: What is new", &format!("summary: {summary}"));
    let outcome = crate::site::build(&site);
    let cut = format!("{}…", "word ".repeat(31));
    let described = outcome.between(
        "2025/12/22/new/index.html",
        "<meta name=\"description\" property=\"og:description\" content=\"",
        "\"",
    );
    assert_eq!(described, cut);
    let whole = outcome.between("2025/12/22/new/index.html", "<p class=\"p-summary\">", "\n");
    assert_eq!(whole, summary.trim());
}

#[test]
fn former_addresses_lead_to_the_page() {
    let outcome = outcome();
    for path in ["old/place/index.html", "2024/gone.html"] {
        let page = outcome.page(path);
        assert!(
            page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/d/2025/12/22/new/\">"),
            "{path}"
        );
        assert!(page.contains("<link rel=\"canonical\" href=\"https://x.org/d/2025/12/22/new/\">"), "{path}");
    }
    assert_eq!(
        outcome.page("_redirects"),
        "/d/2024/gone.html /d/2025/12/22/new/ 301\n/d/old/place/ /d/2025/12/22/new/ 301\n"
    );
    assert!(outcome.page("_headers").contains("/d/static/*"));
}

#[test]
fn former_addresses_are_paths_that_nothing_else_has() {
    check(
        "-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nformer:\n  - /2025/12/22/a/\n    ^^^^^^^^^^^^^^ error[url-collision]: two pages claim the URL `/2025/12/22/a/`\n  - old\n    ^^^ error[wrong-type]: `old` is not a path of this site\n---\n",
    );
}

/// A briefing with a secret in every kind of field, and everything else that only it has.
const SECRET: &str = "
-- content/briefings/secret.png --
GIF89aSECRET-BYTES
-- content/briefings/2025-12-24-hush.md --
---
title: SECRET-title
date: 2025-12-24T09:00+02:00
embargo: 2025-12-24T09:00+02:00
summary: SECRET-summary
storylines: [talks]
about: [ada]
place: {}
changed: [SECRET-changed]
authors: [{name: SECRET-author}]
former: [/SECRET-former/]
sources: {SECRET-id: {title: SECRET-source, url: \"https://e.org/SECRET\", note: SECRET-note}}
events: [{id: SECRET-event, date: 2025-12-23, text: SECRET-event, who: [{name: SECRET-who}]}]
quotes: [{text: SECRET-quote, by: ada, source: SECRET-id, original: {uk: SECRET-original}}]
figures: [{series: n, value: 987654321, as: SECRET-as, note: SECRET-figure, by: ada, source: SECRET-id}]
known: [{text: SECRET-known}]
unknown: [{id: SECRET-question, text: SECRET-question}]
answers: {open: SECRET-answer}
watch: [{text: SECRET-watch, date: 2026}]
corrections: [{date: 2025-12-24, text: SECRET-correction, was: SECRET-was, now: SECRET-now}]
extra: {key: SECRET-extra}
---
SECRET-body [[ada]] ![SECRET-alt](secret.png)

## SECRET-section
";

#[test]
fn nothing_of_an_embargoed_briefing_is_in_any_byte_until_its_instant() {
    let site = SITE
        .replace("#x", "")
        .replace("hosts:", "series: {n: {name: Number}}\nhosts:")
        .replace("title: Talks\n---\n", "title: Talks\n---\n[Soon](/2025/12/24/hush/)\n")
        + &SECRET.replace("place: {}\n", "");
    let at = |now| build_as(&site, How { now, ..How::default() });
    let holds = |outcome: &Outcome, text: &str| -> Vec<String> {
        let files = outcome.files.iter();
        let found = files.filter(|(path, bytes)| {
            path.contains(text) || bytes.windows(text.len()).any(|part| part == text.as_bytes())
        });
        found.map(|(path, _)| path.clone()).collect()
    };
    let before = at("2025-12-24T06:59:59Z");
    for text in ["SECRET", "hush", "987654321", "987,654,321", "987.65"] {
        assert_eq!(holds(&before, text), [""; 0], "{text}");
    }
    let after = at("2025-12-24T07:00:00Z");
    for path in [
        "feed.xml",
        "data/digest-2025.json",
        "sitemap.xml",
        "SECRET-former/index.html",
        "files/briefings/secret.png",
    ] {
        let known =
            holds(&after, "SECRET").iter().any(|found| found == path) || !holds(&after, "hush").is_empty();
        assert!(known && after.files.contains_key(path), "{path}");
    }
    assert!(holds(&after, "SECRET-").len() > 10);
}

#[test]
fn a_feed_without_entries_has_the_time_of_the_newest_briefing() {
    let site = "-- site.yaml --\ntitle: T\nid: t\nbase_url: https://example.org/\ntimezone: Europe/Kyiv\n";
    let storyline = "-- content/storylines/q.md --\n---\ntitle: Q\n---\nText.\n";
    let briefing =
        "-- content/briefings/2026-01-05-a.md --\n---\ntitle: A\ndate: 2026-01-05T07:00\n---\nText.\n";
    let outcome = build(&format!("{site}{storyline}{briefing}"));
    let updated = |path| outcome.between(path, "<updated>", "</updated>").to_owned();
    assert_eq!(updated("storylines/q/feed.xml"), "2026-01-05T07:00:00+02:00");
    assert_eq!(updated("feed.xml"), "2026-01-05T07:00:00+02:00");
    let outcome = build(&format!("{site}{storyline}"));
    assert_eq!(outcome.between("feed.xml", "<updated>", "</updated>"), "1970-01-01T00:00:00Z");
}
