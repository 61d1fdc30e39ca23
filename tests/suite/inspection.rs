//! What finished pages are inspected for: links, ids, loads, weight, and text that is not out.

use dateline::diagnostic::{Code, Diagnostic, Diagnostics};
use dateline::inspect::Inspector;
use dateline::model::address::url::{BaseUrl, OutputPath, UrlPath};
use dateline::model::graph::plan::{Artifact, Planned, What};

use crate::site::{Outcome, build, check};

/// A site with one plain page, whose template is given.
fn site(page: &str) -> String {
    format!(
        "
-- site.yaml --
title: T
base_url: https://x.org/digest/
-- content/pages/p.md --
---
title: P
---
## Section
-- content/pages/q.md --
---
title: Q
---
[The file](notes.txt)
-- content/pages/notes.txt --
Notes
-- themes/default/templates/page.html --
{page}
"
    )
}

/// Checks that a template for plain pages causes these problems on the page `p`, and none elsewhere.
#[track_caller]
fn gives(page: &str, expected: &[&str]) {
    let text = format!("{{% if page.title == \"P\" %}}{page}{{% endif %}}{{{{ text.body }}}}");
    check(&(site(&text) + "-- problems --\n" + &expected.join("\n") + "\n"));
}

#[test]
fn links_of_finished_pages_lead_somewhere() {
    gives(
        "<a href=\"/gone/\">x</a> <a href='../gone'>x</a> <a href=#gone>x</a> <a href=\"/digest/q/#gone\">x</a>\
         <a href=\"../notes.txt#x\">x</a><img src=\"/digest/static/gone.png\"><img srcset=\"/digest/static/icon.svg 1x, b.png 2x,data:image/png;base64,AA,BB 3x\">",
        &[
            "error[dead-link]: the page `/p/` links to `#gone`, which it does not have",
            "error[dead-link]: the page `/p/` links to `../gone`, which does not exist",
            "error[dead-link]: the page `/p/` links to `../notes.txt#x`, which does not exist",
            "error[dead-link]: the page `/p/` links to `/digest/static/gone.png`, which does not exist",
            "error[dead-link]: the page `/p/` links to `/gone/`, which does not exist",
            "error[dead-link]: the page `/p/` links to `/q/#gone`, which has no such element",
            "error[dead-link]: the page `/p/` links to `b.png`, which does not exist",
        ],
    );
    gives(
        "<link rel=\"canonical\" href=\"https://x.org/digest/gone/\"><form action=\"gone\">",
        &[
            "error[dead-link]: the page `/p/` links to `gone`, which does not exist",
            "error[dead-link]: the page `/p/` links to `https://x.org/digest/gone/`, which does not exist",
        ],
    );
}

#[test]
fn links_that_lead_somewhere_are_let_be() {
    gives(
        "<a href=\"/digest/\">x</a> <a href=\"../\">x</a> <a href=\".\">x</a> <a href=\"#section\">x</a> <a href=\"#\">x</a>\
         <a href=\"../q/?a=b\">x</a> <a href=\"/digest/p/#%73ection\">x</a> <a href=\"/digest/files/pages/notes.txt\">x</a>\
         <a href=\"mailto:a@b.org\">x</a> <a href=\"tel:+1\">x</a> <a href=\"https://x.org/other/\">x</a> <a href=\"//e.org/\">x</a>\
         <!-- <a href=\"/gone/\"> --><script>'<a href=\"/gone/\">'</script> &lt;a href=\"/gone/\"&gt;",
        &[],
    );
}

#[test]
fn an_id_stands_once() {
    gives(
        "<p id=a></p><p id=\"a\"></p><p id='a'></p><p id=A></p><!-- <p id=b> --><p id=b data-id=b></p>",
        &["error[duplicate-element-id]: two elements of the page `/p/` have the id `a`"],
    );
    gives(
        "<p id=section></p>",
        &["error[duplicate-element-id]: two elements of the page `/p/` have the id `section`"],
    );
}

#[test]
fn pages_load_nothing_from_elsewhere() {
    let loads =
        |what: &str| format!("warning[foreign-request]: the page `/p/` loads `{what}` from another host");
    gives(
        "<script src=\"https://e.org/a.js\"></script><img src=\"//e.org/a.png\"><img srcset=\"https://e.org/b.png 2x\">\
         <link rel=\"stylesheet\" href=\"https://fonts.e.org/css2?family=A\"><link href=\"https://e.org/i\" rel=\"shortcut icon\">\
         <video poster=\"https://e.org/p.jpg\"></video><iframe src=\"http://e.org/f\"></iframe>",
        &[
            &loads("https://e.org/a.js"),
            &loads("//e.org/a.png"),
            &loads("https://e.org/b.png"),
            &loads("https://fonts.e.org/css2?family=A"),
            &loads("https://e.org/i"),
            &loads("https://e.org/p.jpg"),
            &loads("http://e.org/f"),
        ],
    );
    gives(
        "<a href=\"https://e.org/a.js\">x</a><link rel=\"me license\" href=\"https://e.org/a.png\">\
         <form action=\"https://e.org/search\"></form><img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">\
         <script src=\"https://x.org/digest/static/style.css\"></script><link rel=stylesheet href=\"../static/style.css\">",
        &[],
    );
}

#[test]
fn large_pages_are_slow() {
    let page = |length: usize| {
        let outcome = build(&site(&"x".repeat(length)));
        outcome.codes().into_iter().filter(|code| *code == Code::HeavyPage.name()).count()
    };
    // Both plain pages have the text and its line end.
    assert_eq!(page(149_999), 0);
    assert_eq!(page(150_000), 2);
    gives(&"x".repeat(160_000), &["warning[heavy-page]: the page `/p/` is 160 kB"]);
}

/// Problems of pages that print a text, on a site with two briefings under embargo.
fn leaks(printed: &str) -> Outcome {
    build(&format!(
        "{}
-- content/briefings/2025-12-22-secret.md --
---
title: A plan of <twenty> points & no more
date: 2025-12-22
embargo: 2030-01-01T00:00Z
summary: Short
known: [{{text: The same long words stand in another file}}]
---
-- content/briefings/2025-12-21-out.md --
---
title: Out
date: 2025-12-21
summary: The same long words stand in another file
---
-- content/briefings/2025-12-22-secret-two.md --
---
title: Another
date: 2025-12-22
---
",
        site(printed)
    ))
}

#[test]
fn nothing_of_a_briefing_under_embargo_stands_in_the_output() {
    for (printed, shown) in [
        ("See /2025/12/22/secret/ soon", "/2025/12/22/secret/"),
        ("A plan of &lt;twenty&gt; points &amp; no more", "A plan of &lt;twenty&gt; points &amp; no more"),
        ("<!-- A plan of <twenty> points & no more -->", "A plan of <twenty> points & no more"),
    ] {
        let outcome = leaks(printed);
        let leaked: Vec<&Diagnostic> =
            outcome.problems.iter().filter(|problem| problem.code == Code::LeakedText).collect();
        assert_eq!(leaked.len(), 2, "{printed}: {leaked:?}");
        assert_eq!(leaked[0].message, format!("`/p/` shows `{shown}` from this file, which is not out"));
        let place = leaked[0].place.as_ref().unwrap();
        assert_eq!(place.source.path, "content/briefings/2025-12-22-secret.md");
    }
}

#[test]
fn what_is_short_or_said_elsewhere_is_no_leak() {
    // The id of another briefing begins with that of the one under embargo.
    assert!(leaks("Nothing").page("data/digest-2025.json").contains("2025-12-22-secret-two"));
    for printed in ["Short", "The same long words stand in another file", "secret", "2025/12/22"] {
        let codes = leaks(printed).codes();
        assert!(!codes.contains(&Code::LeakedText.name()), "{printed}: {codes:?}");
    }
}

#[test]
fn a_host_does_not_take_every_name() {
    check(
        "
-- content/people/a: b.md --
---
^ note[untidy-file-name]: `a: b` has capitals or spaces, and is part of addresses
name: Ada
---
-- content/pages/p.md --
---
title: P
---
[Notes](what%3F.txt)
-- content/pages/what?.txt --
Notes
-- problems --
note[host-limits]: `files/pages/what?.txt` has `?` in its name, which GitHub Actions and Windows do not accept
note[host-limits]: `people/a: b` has `:` in its name, which GitHub Actions and Windows do not accept
",
    );
}

#[test]
fn a_host_takes_files_and_sites_up_to_a_size() {
    let found = |sizes: &[u64]| -> Vec<String> {
        let entries: Vec<Planned> = sizes
            .iter()
            .enumerate()
            .map(|(n, _)| {
                let url = UrlPath::file(["files", &format!("{n}.bin")]);
                Planned { output: OutputPath::from(&url), url, what: What::Urls }
            })
            .collect();
        let base = BaseUrl::root();
        let inspector = Inspector::new(&entries, &base, &[]);
        let mut diags = Diagnostics::default();
        for (planned, size) in entries.iter().zip(sizes) {
            inspector.look(planned, &Artifact::Copy("a".into(), *size), &mut diags);
        }
        inspector.finish(&mut diags);
        let problems = diags.into_sorted().into_iter();
        problems
            .map(|problem| format!("{}[{}]: {}", problem.severity, problem.code, problem.message))
            .collect()
    };
    assert_eq!(found(&[100_000_000; 10]), [""; 0]);
    assert_eq!(
        found(&[100_000_001]),
        ["note[host-limits]: `/files/0.bin` is 100 MB; GitHub accepts files of up to 100 MB"]
    );
    assert_eq!(
        found(&[[100_000_000; 10].as_slice(), &[1]].concat()),
        ["note[host-limits]: the site is 1000 MB; GitHub Pages takes up to 1,000 MB"]
    );
    assert_eq!(
        found(&[100_000_000; 11]),
        ["note[host-limits]: the site is 1100 MB; GitHub Pages takes up to 1,000 MB"]
    );
}

#[test]
fn styles_load_nothing_from_elsewhere_and_nothing_that_is_gone() {
    let foreign =
        |what: &str| format!("warning[foreign-request]: the page `/p/` loads `{what}` from another host");
    gives(
        "<STYLE>@import 'https://e.org/a.css'; p { background: url(https://e.org/b.png) } /* url(//e.org/c) */</STYLE>\
         <p STYLE=\"background: URL(&quot;//e.org/d.png&quot;)\" title=\"url(https://e.org/e)\">url(https://e.org/f)</p><P ID=a></P><a HREF=\"#a\">x</a>",
        &[&foreign("https://e.org/a.css"), &foreign("https://e.org/b.png"), &foreign("//e.org/d.png")],
    );
    gives(
        "<style>p { background: url(data:image/png;base64,AA), url(#a), url(../static/style.css), url() }</style><p id=a></p>",
        &[],
    );
    gives(
        "<p style=\"background: url('/gone.png')\"></p>",
        &["error[dead-link]: the page `/p/` links to `/gone.png`, which does not exist"],
    );
    let outcome = build(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nid: t\ntheme: mine\n-- themes/mine/theme.yaml --\nname: Mine\nextends: default\n\
         -- themes/mine/static/own.css --\n@font-face { src: url(https://e.org/f.woff2) } p { background: url(gone.png) url(own.css) }\n",
    );
    let told: Vec<String> = outcome
        .problems
        .iter()
        .map(|problem| format!("{}: {}", problem.code.name(), problem.message))
        .collect();
    assert_eq!(
        told,
        [
            "dead-link: the style sheet `/static/own.css` links to `gone.png`, which does not exist",
            "foreign-request: the style sheet `/static/own.css` loads `https://e.org/f.woff2` from another host"
        ]
    );
}
