//! Whatever is in a file: no panic, and every problem has a place in its file and a help line.

use dateline::diagnostic::{Diagnostic, Severity};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;

use crate::site::{build, build_damaged};

const FRONT: &str = "title: \"Talks: “day two”\"
date: 2025-12-22T07:00+02:00
covers: 2025-12-20/2025-12-21
storylines: [s, t]
about: [ada, kyiv]
place: kyiv
summary: They met on Sunday 21 December 2025
changed: [One, Two]
sources:
  joint: {title: Joint statement, outlet: wire, date: 2025-12, url: 'https://x.org/'}
  second: {title: Second, via: joint}
events:
  - {date: 2025-12-21, text: They met, who: ada, source: joint}
quotes:
  - {id: q, text: 'We «met»', by: [ada, {name: Bo}], source: joint, said: 2025-12-21, original: {uk: Ми}}
figures:
  - {series: drones, value: [1300, 1400], qualifier: range, period: 2025-12-20, by: ada, source: joint, status: confirmed}
audio: {file: talk.mp3, title: Talk, duration: 12:30}
known: [{text: They met, status: confirmed}]
unknown: [{id: why, text: Why}]
answers: {why: So}
watch: [{text: More, who: ada, date: 2026-01}]
corrections: [{date: 2025-12-23, fixes: figures/drones, error: ours, was: 1200, now: 1300}]
embargo: 2025-12-22T07:00 # allow embargo-without-zone: known
";

const BODY: &str = "Ada Smyth went to [[kyiv|Kiev]] and [there](2025-12-22-b0.md#two).[^joint]

> “Nothing,” said *Ada* ![A map](map.png \"Map\") on Monday 21 December 2025.

## Two {#two}

| a | [[ada\\|b]] |
|---|:-:|
| `c` | <b onclick=x>d</b> |

- [ ] one
  1. “two

![[figures/drones|By \"Ada\"]]
![[figures/drones]]

![A talk](talk.mp3 \"Talk\")

```{card}
url: https://example.org/
title: T
```

[^note]: Ends <!-- dateline: allow unbalanced-quotes: so --> $x$

```rust
fn main() {}
```
";

const SITE: &str = "title: Test
base_url: https://example.org/digest/
language: en-GB
timezone: Europe/Kyiv
edition: week
maps: true
authors: {desk: {name: The desk, url: /about/}}
publisher: {name: P, contact: mailto:a@b.org}
kinds: {treaties: {one: Treaty, many: Treaties}}
outlets: {wire: {name: Wire, kind: wire}}
series: {drones: {name: Drones, unit: drones, place: kyiv}}
stale_after: {question: 14d, storyline: 30d}
nav: [storylines, people]
markdown: {html: sanitize}
checks: {long-title: off, bare-source: note}
hosts: [github]
";

/// A site with a few names, and briefings with this front matter and these bodies.
fn site(yaml: &str, briefings: &[(String, String)]) -> String {
    // What separates files and annotates lines in a site in a string is of no use here.
    let plain = |text: &str| -> String {
        let is_plain = |line: &&str| !line.trim_start().starts_with('^') && !line.starts_with("-- ");
        text.split('\n').filter(is_plain).collect::<Vec<_>>().join("\n")
    };
    let head = format!(
        "-- site.yaml --\n{}\n-- content/people/ada.md --\n---\nname: Ada Smyth\n---\n\
         -- content/places/kyiv.md --\n---\nname: Kyiv\nvariants: [Kiev]\nat: [50.45, 30.52]\n---\n\
         -- content/storylines/s.md --\n---\ntitle: S\n---\n-- content/storylines/t.md --\n---\ntitle: T\n---\n\
         -- content/briefings/talk.mp3 --\nID3\n-- content/briefings/map.png --\nGIF89a00000000\n",
        plain(yaml),
    );
    briefings.iter().enumerate().fold(head, |site, (n, (front, body))| {
        let (front, body) = (plain(front), plain(body));
        format!("{site}-- content/briefings/2025-12-22-b{n}.md --\n---\n{front}\n---\n{body}\n")
    })
}

/// Builds a site, including a report for people and programs.
fn try_site(text: &str) -> Result<(), TestCaseError> {
    let problems = build_damaged(text).problems;
    for problem in &problems {
        prop_assert!(problem.help.is_some(), "no help: {:?}", problem);
        for place in problem.place.iter().chain(problem.others.iter().map(|(place, _)| place)) {
            prop_assert!(text.contains(place.text()));
            let (line, column) = place.line_column();
            prop_assert!(line >= 1 && line <= text.matches('\n').count() + 1 && column >= 1);
            prop_assert!(place.end_line_column() >= (line, column));
        }
    }
    let style = dateline::diagnostic::Style { colour: false, all: true, no_source: false };
    dateline::diagnostic::render_human(&problems, style);
    dateline::diagnostic::render_github(&problems);
    dateline::diagnostic::render_sarif(&problems);
    let lines = dateline::diagnostic::render_json(&problems);
    prop_assert_eq!(lines.lines().count(), problems.len());
    Ok(())
}

/// Pieces that mean something to YAML or Markdown.
const PIECES: [&str; 46] = [
    ":",
    ": ",
    "-",
    "- ",
    "---",
    "\n",
    "\n  ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "|",
    ">",
    "\"",
    "'",
    "#",
    "# allow ",
    "<!-- dateline: allow x: y -->",
    "&a",
    "*a",
    "!!int",
    "%",
    "~",
    "null",
    "2025-12-40",
    "Sunday 20 December 2025",
    "“",
    "”",
    "«",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "ї",
    "👩‍👩‍👧",
    "\r\n",
    "`",
    "```",
    "[^",
    "![](",
    "](",
    "<b",
    "*",
    "\\",
];

/// A text with some parts taken out, doubled, or replaced by pieces.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0_usize..24, select(&PIECES[..]), 0..3_u8);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut text = text.to_owned();
        for (at, length, piece, how) in changes {
            if text.is_empty() {
                break;
            }
            let from = text.floor_char_boundary(at.index(text.len()));
            let to = text.ceil_char_boundary((from + length).min(text.len()));
            match how {
                0 => text.replace_range(from..to, piece),
                1 => text.insert_str(from, piece),
                _ => {
                    let part = text[from..to].to_owned();
                    text.insert_str(to, &part);
                }
            }
        }
        text
    })
}

fn random() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(&PIECES[..]).prop_map(str::to_owned), "\\PC{0,6}", "[a-z]{1,6}: ?"];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn config(cases: u32) -> ProptestConfig {
    // A failure is shown with its input; a test made from it is kept instead.
    let failure_persistence: Option<Box<FileFailurePersistence>> = None;
    ProptestConfig {
        failure_persistence: failure_persistence.map(|kept| kept as _),
        cases,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

#[test]
fn what_is_mutated_is_built_as_it_is() {
    let outcome = build(&site(SITE, &[(FRONT.to_owned(), BODY.to_owned())]));
    let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error;
    assert_eq!(outcome.problems.iter().find(is_error), None);
    assert!(outcome.files.len() > 20);
}

fn tried(text: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![4 => mutated(text), 1 => random()]
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn any_front_matter_and_body_is_read(
        fronts in prop::collection::vec(tried(FRONT), 12),
        bodies in prop::collection::vec(tried(BODY), 12),
    ) {
        let broken_fronts = fronts.into_iter().map(|front| (front, BODY.to_owned()));
        // The body of a file whose front matter is broken is not read.
        let broken_bodies = bodies.into_iter().map(|body| (FRONT.to_owned(), body));
        try_site(&site(SITE, &broken_fronts.chain(broken_bodies).collect::<Vec<_>>()))?;
    }

    #[test]
    fn a_site_with_one_slip_is_built(body in mutated(BODY)) {
        try_site(&site(SITE, &[(FRONT.to_owned(), BODY.to_owned()), (FRONT.to_owned(), body)]))?;
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn any_settings_are_read(yaml in tried(SITE)) {
        try_site(&site(&yaml, &[(FRONT.to_owned(), BODY.to_owned())]))?;
    }
}

/// Pieces of Markdown and raw HTML that end what others begin, or do not.
const RAW_HTML: [&str; 44] = [
    "<b>",
    "</b>",
    "<i",
    ">",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<video>",
    "<source src=https://e.org/b.mp4>",
    "</video>",
    "<iframe src=\"https://e.org/x\">",
    "</iframe>",
    "<a name=q>",
    "<a href=\"https://e.org/\">",
    "</a>",
    "<h2>",
    "</h2>",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "| a | b |\n|---|---|\n| c |",
    "[[1]](https://e.org/)",
    "\n:x",
    "é",
    "漢",
    "\u{200d}",
    "\"",
    "=",
    "&amp;",
    "&#x",
    "&",
    "text ",
    "**",
    "`",
    "<p>",
    "<details>",
    "</details>",
    "[^n]",
    "\n\n[^n]: note <b>x\n\n",
    "> [!NOTE] <i>t\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever order they come in, the text is read, and what was not allowed is on no page.
    #[test]
    fn raw_html_in_any_order_is_read(
        bodies in prop::collection::vec(prop::collection::vec(0..RAW_HTML.len(), 3..60), 40)
    ) {
        let page = |(n, body): (usize, &Vec<usize>)| {
            let text: String = body.iter().map(|piece| RAW_HTML[*piece]).collect();
            format!("-- content/pages/p{n}.md --\n---\ntitle: P\n---\n{text}\n")
        };
        let site: String = bodies.iter().enumerate().map(page).collect();
        let folder = crate::site::in_folder(&(site + "-- site.yaml --\ntitle: T\nsearch: false\n"));
        let outcome = crate::site::run(folder.path(), crate::site::How::default());
        for (path, html) in outcome.files.iter().filter(|(path, _)| path.starts_with('p')) {
            let html = String::from_utf8_lossy(html);
            let main = html.split("<main").nth(1).unwrap_or_default();
            for element in ["<script", "<svg", "<iframe", "<video", "<source"] {
                prop_assert!(!main.contains(element), "{} has {}", path, element);
            }
        }
    }
}

/// Pieces of templates, whole and broken.
const TEMPLATE: &[&str] = &[
    "{% extends \"default/page.html\" %}",
    "{% block text %}",
    "{% block no %}",
    "{% endblock %}",
    "{{ super() }}",
    "{% if page.titel %}",
    "{% elif x is not defined %}",
    "{% endif %}",
    "{% for a in site.nav %}",
    "{% for k, v in b %}",
    "{% endfor %}",
    "{{ <links items={site.nav}/> }}",
    "{{ <links itms={",
    "{% <box a={ {\"k\": [1]} }> %}",
    "{% </box> %}",
    "{% component box(a, b=\"}}\", ...c) %}",
    "{% endcomponent box %}",
    "{{ a[0][b.c].d?.e }}",
    "{{ [x.y for x in z if x] }}",
    "{{ \"front-page\" | t(n=1) }}",
    "{{ 'no' | t }}",
    "{#",
    "#}",
    "{{-",
    "-}}",
    "{% raw %}",
    "{% endraw %}",
    "{",
    "}}",
    "%}",
    "{% set q = site.nav | first %}",
    "{{ q.hreff | date(format=\"%Y\") }}",
    "{% include \"404.html\" %}",
    "\"",
    "'",
    "é",
    "<script>",
    "<p onclick=\"",
    "<a style='{{ x }}'>",
    "\n",
];

/// Expressions that the engine can read, with names that exist and names that do not.
const EXPRESSION: &[&str] = &[
    "page.title",
    "page.titel",
    "site.nav[0].href",
    "site.nav | reverse | first",
    "text.extra.a.b",
    "[page, site]",
    "{\"a\": page.title, \"b\": {\"c\": 1} }",
    "nobody",
    "nobody?.title",
    "site.nav[site.lists[0].title]",
    "\"x\" | t",
    "'}}'",
    "[item.hreff for item in site.nav if item.title]",
    "page.title is containing(pat=\"x\")",
    "1 + 2 <= site.nav | length",
    "not page.kind == \"x\" and page.feed",
    "page.title ~ site.title ~ \"{\"",
    "page.breadcrumbs | last",
    "page.description if page.summary else page.title",
    "range(end=3)",
    "page.title | default(value=site.titel)",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is in a template, it is read, and its problems are reported.
    #[test]
    fn any_template_is_read(
        broken in prop::collection::vec(0..TEMPLATE.len(), 1..40),
        whole in prop::collection::vec((0..EXPRESSION.len(), 0..EXPRESSION.len(), 0..6_usize), 1..30),
    ) {
        let site = "-- site.yaml --\ntitle: T\nsearch: false\ntheme: own\n-- content/pages/a.md --\n---\ntitle: A\n---\n";
        let run = |template: &str| {
            let text = format!("{site}-- themes/own/templates/page.html --\n{template}\n");
            crate::site::run(crate::site::in_folder(&text).path(), crate::site::How::default())
        };
        run(&broken.iter().map(|piece| TEMPLATE[*piece]).collect::<String>());
        let statement = |(one, other, form): &(usize, usize, usize)| {
            let (one, other) = (EXPRESSION[*one], EXPRESSION[*other]);
            match form {
                0 => format!("{{% if {one} %}}x{{% elif {other} %}}y{{% endif %}}"),
                1 => format!("{{% for a in {one} %}}{{% if a.title %}}x{{% endif %}}{{% endfor %}}"),
                2 => format!("{{% set v = {one} %}}{{% if v.x or {other} %}}x{{% endif %}}"),
                3 => format!("{{% if false %}}{{{{ <links items={{ {one} }} nothing={{ {other} }}/> }}}}{{% endif %}}"),
                4 => format!("{{{{ [{one}, {other}] | length }}}}"),
                _ => format!("{{% for k, v in {{\"a\": {one}}} %}}{{% if k == {other} %}}x{{% endif %}}{{% endfor %}}"),
            }
        };
        let outcome = run(&whole.iter().map(statement).collect::<String>());
        let syntax = |problem: &&dateline::diagnostic::Diagnostic| problem.message.starts_with("found ");
        prop_assert_eq!(outcome.problems.iter().find(syntax).map(|problem| &problem.message), None);
    }
}
