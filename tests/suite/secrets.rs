//! What is looked for in finished pages, and what a log that strangers can read leaves out.

use dateline::diagnostic::Code;

use crate::release::{dateline, text};
use crate::site::{build, in_folder};

/// The problems of a site with an extra line in its template for plain pages and files held back.
fn leaks(printed: &str, files: &str) -> Vec<String> {
    let outcome = build(&format!(
        "-- content/pages/p.md --\n---\ntitle: P\n---\n-- themes/default/templates/page.html --\n{printed}\n{files}"
    ));
    let leaked = outcome.problems.into_iter().filter(|problem| problem.code == Code::LeakedText);
    leaked.map(|problem| problem.place.unwrap().source.path.clone()).collect()
}

#[test]
fn texts_of_every_kind_are_looked_for_in_every_form() {
    let long = "It's the \"long\" text that only this file has";
    let sentence = "No other file but this one has these words in a row.";
    for (path, front) in [
        ("pages/x.md", "title: LONG"),
        ("pages/x.md", "title: X\nsummary: LONG"),
        ("people/x.md", "name: LONG"),
        ("people/x.md", "name: X\nrole: LONG"),
        ("people/x.md", "name: X\naliases: [LONG]"),
        ("storylines/x.md", "title: X\nsummary: LONG"),
        ("storylines/x.md", "title: X\ntrend: {is: improved, why: LONG}"),
        ("briefings/2026-01-05-x.md", "title: X\ndate: 2026-01-05\nchanged: [LONG]"),
        ("briefings/2026-01-05-x.md", "title: X\ndate: 2026-01-05\nquotes: [{text: A, by: {name: LONG}}]"),
    ] {
        let front = front.replace("LONG", &format!("'{}'", long.replace('\'', "''")));
        let file = format!(
            "-- content/{path} --\n---\n{front}\ndraft: true\n---\nBefore that. {sentence} *And* a text after.\n"
        );
        for printed in [long, &long.replace('"', "&quot;"), &long.replace('"', "\\\""), sentence] {
            assert_eq!(leaks(printed, &file), [format!("content/{path}")], "{printed}: {path}");
        }
        assert_eq!(leaks("Before that. And a text after.", &file), [""; 0], "{path}");
    }
    let place = "-- content/places/odd.md --\n---\nname: O\ndraft: true\n---\n";
    assert_eq!(leaks("<a href='https://other.org/places/odd/'>x</a>", place), ["content/places/odd.md"]);
    let page = "-- content/pages/plan.md --\n---\ntitle: O\ndraft: true\n---\n";
    assert_eq!(leaks("{\"url\": \"/plan/\"}", page), ["content/pages/plan.md"]);
    assert_eq!(leaks("(https://example.org/plan/)", page), ["content/pages/plan.md"]);
    assert_eq!(leaks("either/plan/or, https://e.org/plan/", page), [""; 0]);
}

#[test]
fn ids_and_what_is_released_anywhere_are_no_leak() {
    let draft = |path: &str, title: &str, body: &str| {
        format!("-- content/{path}.md --\n---\ntitle: {title}\ndate: 2026-01-06\ndraft: true\n---\n{body}\n")
    };
    for id in ["main", "body", "2026-01-06-main", "href", "search"] {
        let outcome = build(&draft(&format!("briefings/{id}"), "D", ""));
        assert!(!outcome.codes().contains(&"leaked-text"), "{id}");
    }
    for id in ["people", "search", "static", "2026", "main"] {
        let page = draft(&format!("pages/{id}"), "D", "").replace("date: 2026-01-06\n", "");
        let outcome = build(&format!("{page}-- content/people/a.md --\n---\nname: A\n---\n"));
        assert!(!outcome.codes().contains(&"leaked-text"), "{id}");
    }
    let named = "-- content/pages/a.md --\n---\ntitle: A\n---\nIt was at `/people/odd/`.\n";
    let outcome = build(&format!("{named}-- content/people/odd.md --\n---\nname: O\ndraft: true\n---\n"));
    assert!(!outcome.codes().contains(&"leaked-text"), "{:?}", outcome.problems);
    let words = "The digest of the harbour: \"news\" of every day & night";
    let sentence = "These words stand in a file that readers have since long ago.";
    let twin = draft("briefings/2026-01-06-twin", &format!("'{words}'"), sentence);
    for released in [
        format!("-- site.yaml --\ntitle: '{words}'\nbase_url: https://x.org/\n"),
        format!(
            "-- content/pages/a.md --\n---\ntitle: >-\n  {}\n---\n",
            words.replace("harbour", "harbour\n ")
        ),
        format!(
            "-- content/pages/a.md --\n---\ntitle: A\nsummary: \"{}\"\n---\n",
            words.replace('"', "\\\"")
        ),
        format!(
            "-- content/pages/a.md --\n---\ntitle: A\n---\n{}\n",
            sentence.replace("readers", "*readers*")
        ),
        format!(
            "-- content/briefings/2026-01-06-twin.md --\n---\ntitle: '{words}'\ndate: 2026-01-06\n---\n{sentence}\n"
        ),
    ] {
        let twin = twin.replace("briefings/", "briefings/old/");
        let outcome = build(&format!("{released}{twin}"));
        assert!(!outcome.codes().contains(&"leaked-text"), "{released}\n{:?}", outcome.problems);
    }
}

/// Files with mistakes whose messages quote them, each held back or perhaps meant to be.
const WRONG: &str = "
-- content/pages/a.md --
---
title: NEEDLE
WAY
NEEDLE-key: NEEDLE
summary: [NEEDLE]
lang: 'NEEDLE' NEEDLE
---
[NEEDLE](NEEDLE.md) [[NEEDLE]] [^NEEDLE] <needle onclick=NEEDLE> ![](NEEDLE.png) [x](needle:NEEDLE)
-- content/people/b.md --
---
name: Ada NEEDLE
WAY
aliases: [Bea]
of: NEEDLE
---
-- content/people/old/b.md --
---
name: Ada NEEDLE
WAY
---
-- content/storylines/c.md --
---
title: NEEDLE NEEDLE
WAY
status: NEEDLE
series: [NEEDLE]
---
-- content/briefings/2026-01-06-d.md --
---
title: NEEDLE tomorrow that says \"so
date: NEEDLE
WAY
sources: {NEEDLE: {title: NEEDLE, via: NEEDLE}}
quotes: [{text: NEEDLE, by: needel}]
corrections: [{fixes: figures/NEEDLE, was: NEEDLE}]
events: [{date: NEEDLE, text: NEEDLE}]
---
On Sunday 20 December NEEDLE 2025.
";

#[test]
fn a_log_for_strangers_names_file_line_and_code_and_nothing_else() {
    let open = "-- content/people/bea.md --\n---\nname: Bea\n---\n[[b]] [[2026-01-06-d]]\n";
    for way in [
        "draft: true",
        "embargo: 2027-01-01T00:00Z",
        "embargo: 9999-12-31",
        "draft: maybe",
        "embargo: NEEDLE",
        "embargo:",
        "published: false",
        "Draft: true",
        "drafd: true",
        "draft true",
        "draft: true\n---\n---",
    ] {
        let folder = in_folder(&format!("{open}{}", WRONG.replace("WAY", way)));
        for args in [
            &["--format", "github"][..],
            &["--no-source"],
            &["--format", "json", "--no-source"],
            &["--format", "sarif", "--no-source"],
            &["--format", "github", "--drafts", "--future"],
        ] {
            for command in ["check", "build"].iter().take(if args[0] == "--no-source" { 2 } else { 1 }) {
                let said = text(&dateline(folder.path(), &[&[*command, "--all"], args].concat()));
                assert!(!said.to_lowercase().contains("needle"), "{way}, {args:?}: {said}");
                for known in
                    ["content/pages/a.md", "content/people/old/b.md", "2026-01-06-d.md", "unknown-id"]
                {
                    assert!(said.contains(known), "{way}, {args:?}: no {known} in {said}");
                }
            }
        }
        assert!(text(&dateline(folder.path(), &["check"])).contains("NEEDLE"));
    }
}

#[test]
fn a_log_for_strangers_hides_what_leaked_and_keeps_what_is_out() {
    let folder = in_folder(
        "
-- content/pages/p.md --
---
title: P
---
-- content/pages/q.md --
---
title: A NEEDLE that is long enough to be found
draft: true
---
-- themes/default/templates/page.html --
A NEEDLE that is long enough to be found
",
    );
    let output = dateline(folder.path(), &["build", "--no-source"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output).split("\n\n").find(|part| part.contains("leaked")).unwrap(),
        "error[leaked-text]: the output contains something from a file that is held back\n--> content/pages/q.md:1:1\n = help: the text is not shown, because the file is not out; `dateline check` on your own computer shows it"
    );
    std::fs::write(folder.path().join("content/pages/p.md"), "---\ntitle: P\n---\n[[nobody]]\n").unwrap();
    let said = text(&dateline(folder.path(), &["check", "--no-source"]));
    assert!(said.contains("nothing is called `nobody`") && said.contains("4 | [[nobody]]"), "{said}");
}
