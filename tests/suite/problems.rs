//! Every problem at its place. One test or more for each code.
//!
//! It is long because it lists small sites, one or more for each code.

use std::fs;

use dateline::diagnostic::{Diagnostic, Severity};
use tempfile::TempDir;

use crate::site::{How, Outcome, build, check, run, write_site};

/// The help lines of the problems with a code, in the order they are shown.
fn helps<'a>(outcome: &'a Outcome, code: &str) -> Vec<&'a str> {
    let problems = outcome.problems.iter().filter(|problem| problem.code.name() == code);
    problems.map(|problem| problem.help.as_deref().unwrap()).collect()
}

#[test]
fn misspelt_ids_are_reported_where_they_stand() {
    let outcome = check(
        r#"
-- content/storylines/peace-talks.md --
---
title: Talks
---
-- content/people/zelensky.md --
---
name: Zelensky
---
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storylines: [peace-tlaks]
             ^^^^^^^^^^^ error[unknown-id]: no storyline is called `peace-tlaks`
about: [zelenski]
        ^^^^^^^^ error[unknown-id]: no dossier is called `zelenski`
sumary: x
^^^^^^ error[misspelt-key]: there is no key `sumary` here
---
Crews [[peace-tlaks]] met again.
      ^^^^^^^^^^^^^^^ error[unknown-id]: nothing is called `peace-tlaks`
"#,
    );
    let help: Vec<_> = outcome.problems.iter().map(|problem| problem.help.as_deref().unwrap()).collect();
    assert_eq!(
        help,
        [
            "did you mean `peace-talks`? (content/storylines/peace-talks.md)",
            "did you mean `zelensky`? (content/people/zelensky.md)",
            "did you mean `summary`?",
            "did you mean `peace-talks`? (content/storylines/peace-talks.md)",
        ]
    );
}

#[test]
fn five_broken_files_give_all_their_problems_in_one_run() {
    let outcome = build(
        "
-- content/briefings/2025-12-22-a.md --
---
title: Talks: day two
date: 2025-12-40
---
-- content/briefings/2025-12-22-b.md --
---
title: B
date: 2025-12-23
---
[gone](gone.md)
-- content/briefings/2025-12-22-c.md --
---
title: C
date: 2025-12-22
titel: D
draft: maybe
---
-- content/briefings/2025-12-22-d.md --
No front matter.
-- content/briefings/2025-12-22-e.md --
---
title: E
date: 2025-12-22
",
    );
    let codes: Vec<_> =
        outcome.codes().into_iter().filter(|c| !["no-storyline", "missing-summary"].contains(c)).collect();
    assert_eq!(
        codes,
        [
            "bad-yaml",
            "bad-date",
            "date-mismatch",
            "broken-link",
            "misspelt-key",
            "wrong-type",
            "missing-key",
            "unclosed-front-matter",
        ]
    );
}

#[test]
fn bad_yaml_is_explained_where_it_stands_and_does_not_hide_the_next_mistake() {
    let cases = [
        (
            "title: Talks: day two\n            ^ error[bad-yaml]: a colon followed by a space inside a value that is not in quotes",
            "put the value in double quotes: `title: \"Talks: day two\"`",
        ),
        (
            "sources:\n\tjoint: {title: Joint}\n^ error[bad-yaml]: a tab is used for indentation",
            "indent with spaces; YAML does not allow tabs there",
        ),
        (
            "summary: \"Talks\n         ^ error[bad-yaml]: the quote `\"` is opened here and never closed",
            "add `\"` at the end of the value: `summary: \"Talks\"`",
        ),
        (
            "summary: 'Talks\n         ^ error[bad-yaml]: the quote `'` is opened here and never closed",
            "add `'` at the end of the value: `summary: 'Talks'`",
        ),
        (
            "about: [kyiv\n       ^ error[bad-yaml]: the bracket `[` is opened here and never closed",
            "add `]` at the end of the line",
        ),
        (
            "sources: {joint: {title: Joint}\n         ^ error[bad-yaml]: the bracket `{` is opened here and never closed",
            "add `}` at the end of the line",
        ),
        ("about: [kyiv}\n            ^ error[bad-yaml]: `[` is closed by `}`", "write `]`"),
        (
            "summary: \"Peace\" talks\n                ^^^^^^ error[bad-yaml]: text follows the closing quote",
            "put all of it in single quotes: `summary: '\"Peace\" talks'`",
        ),
        (
            "summary: 'It's late'\n             ^^^^^^^ error[bad-yaml]: text follows the closing quote",
            "put all of it in double quotes: `summary: \"It's late\"`",
        ),
        (
            "summary: @desk reports\n         ^^^^^^^^^^^^^ error[bad-yaml]: a value cannot begin with `@`",
            "put the value in double quotes: `summary: \"@desk reports\"`",
        ),
        (
            "summary: *bold* words\n         ^^^^^^^^^^^^ error[bad-yaml]: a value cannot begin with `*`",
            "put the value in double quotes: `summary: \"*bold* words\"`",
        ),
        (
            "summary 2025-12-22\n^^^^^^^^^^^^^^^^^^ error[bad-yaml]: this line is neither `key: value` nor part of the value above",
            "add a colon and a space after the key, or indent the line",
        ),
        (
            "summary: first line\nsecond line\n^^^^^^^^^^^ error[bad-yaml]: this line is neither `key: value` nor part of the value above",
            "add a colon and a space after the key, or indent the line",
        ),
        (
            "events:\n  - date: 2025-12-22\n    text: He said: no\n                 ^ error[bad-yaml]: a colon followed by a space inside a value that is not in quotes",
            "put the value in double quotes: `text: \"He said: no\"`",
        ),
    ];
    for (yaml, help) in cases {
        let title = if yaml.starts_with("title") { "" } else { "title: Talks\n" };
        let outcome = check(&format!(
            "-- content/briefings/2025-12-22-talks.md --
---
date: 2025-12-22
{title}{yaml}
draft: maybe
       ^^^^^ error[wrong-type]: `maybe` is neither `true` nor `false`
---
"
        ));
        assert_eq!(helps(&outcome, "bad-yaml"), [help], "{yaml}");
    }
}

#[test]
fn yaml_that_refers_to_itself_or_is_too_deep_is_refused() {
    let deep = format!("extra: {}1{}", "[".repeat(40), "]".repeat(40));
    let cases = [
        ("summary: &main Talks", "a value cannot begin with `&`"),
        ("summary:\n  &main\n  Talks", "an anchor (`&…`) is not supported"),
        ("summary: !main Talks", "a value cannot begin with `!`"),
        (&deep, "lists and mappings are nested too deeply"),
        ("[a, b]: c", "a key must be a plain text"),
    ];
    for (yaml, message) in cases {
        let outcome =
            build(&format!("-- content/pages/about.md --\n---\ntitle: About\n{yaml}\nsumary: x\n---\n"));
        assert_eq!(outcome.codes(), ["bad-yaml", "misspelt-key"], "{yaml}");
        assert_eq!(outcome.problems[0].message, message, "{yaml}");
        let line = if yaml.contains('\n') { 5 } else { 3 };
        assert_eq!(outcome.problems[0].place.as_ref().unwrap().line_column().0, line, "{yaml}");
    }
}

#[test]
fn every_mistake_in_one_file_is_reported() {
    check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Talks: day two
            ^ error[bad-yaml]: a colon followed by a space inside a value that is not in quotes
date: 2025-12-40
      ^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-40`
about: [kyiv
       ^ error[bad-yaml]: the bracket `[` is opened here and never closed
place: "kyiv
       ^ error[bad-yaml]: the quote `"` is opened here and never closed
storylines: [peace]
             ^^^^^ error[unknown-id]: no storyline is called `peace`
titel: x
^^^^^ error[misspelt-key]: there is no key `titel` here
---
[gone](gone.md)
^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/gone.md`
"#,
    );
}

#[test]
fn duplicate_keys_are_reported_at_every_depth() {
    let outcome = check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
title: More talks
^^^^^ error[duplicate-key]: `title` appears twice
sources:
  joint: {title: Joint statement, title: Statement}
                                  ^^^^^ error[duplicate-key]: `title` appears twice
  joint: {title: Another}
  ^^^^^ error[duplicate-key]: `joint` appears twice
events:
  - date: 2025-12-22
    text: Talks began
    date: 2025-12-23
    ^^^^ error[duplicate-key]: `date` appears twice
answers: {terms: yes, terms: no}
                      ^^^^^ error[duplicate-key]: `terms` appears twice
---
"#,
    );
    let seconds = |n: usize| outcome.problems[n].others[0].0.line_column();
    let duplicates = outcome.codes().iter().filter(|code| **code == "duplicate-key").count();
    assert_eq!(duplicates, 5);
    let at = outcome.codes().iter().position(|code| *code == "duplicate-key").unwrap();
    assert_eq!(seconds(at), (2, 1));
}

#[test]
fn misspelt_and_unknown_keys_are_told_apart() {
    let outcome = check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storyline: talks
^^^^^^^^^ error[misspelt-key]: there is no key `storyline` here
colour: red
^^^^^^ warning[unknown-key]: there is no key `colour` here
sources: {joint: {title: Joint, ur: x, colour: y}}
                                ^^ error[misspelt-key]: there is no key `ur` here
                                       ^^^^^^ warning[unknown-key]: there is no key `colour` here
---
-- content/people/zelensky.md --
---
nmae: Zelensky
^^^^ error[misspelt-key]: there is no key `nmae` here
---
"#,
    );
    assert_eq!(
        helps(&outcome, "misspelt-key"),
        ["did you mean `storylines`?", "did you mean `url`?", "did you mean `name`?"]
    );
    assert_eq!(
        helps(&outcome, "unknown-key"),
        [
            "put data of your own under `extra`",
            "the keys are `title`, `by`, `outlet`, `date`, `url`, `archived`, `accessed`, `via`, `file`, `excerpt`, `note`",
        ]
    );
}

#[test]
fn a_key_without_a_value_is_completed_and_not_added_again() {
    for title in ["", " \"\"", " ' '"] {
        let outcome = check(&format!(
            "-- site.yaml --\ntitle:{title}\n^^^^^ error[missing-key]: `title` has no value\nbase_url: https://e.org/\nid: x\n"
        ));
        assert_eq!(helps(&outcome, "missing-key"), ["write it after the colon: `title: …`"]);
    }
    let outcome = check(
        "
-- content/briefings/2025-12-22-a.md --
---
title: A
^^^^^ note[missing-summary]: this briefing has no summary
date: 2025-12-22
summary:
storylines: []
quotes: [{text: We agree., by: , source: }]
                ^^^^^^^^^ error[quote-without-speaker]: this quote names no speaker
                ^^^^^^^^^ warning[quote-without-source]: this quote has no source
events: [{date: 2025-12-22, text: }]
                            ^^^^ error[missing-key]: `text` has no value
---
",
    );
    let helps: Vec<_> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert!(helps.len() == 4 && helps.iter().all(|help| !help.contains("add ")), "{helps:?}");
}

#[test]
fn a_misspelt_key_beside_the_right_one_is_not_renamed() {
    let site = |key: &str| {
        format!(
            "
-- content/pages/about.md --
---
title: About
{key}sumary: What it is
^^^^^^ error[misspelt-key]: there is no key `sumary` here
---
"
        )
    };
    assert_eq!(helps(&check(&site("")), "misspelt-key"), ["did you mean `summary`?"]);
    let both = check(&site("summary: Who we are\n"));
    assert_eq!(helps(&both, "misspelt-key"), ["`summary` is here as well: join the two, or remove this one"]);
}

#[test]
fn missing_keys_are_reported_at_the_top_or_at_the_item() {
    let outcome = check(
        r#"
-- site.yaml --
base_url: https://example.org/
^ error[missing-key]: the title of the site is missing
kinds: {treaties: {one: Treaty}}
                  ^^^^^^^^^^^^^ error[missing-key]: `many` is missing here
series: {losses: {unit: men}}
                 ^^^^^^^^^^^ error[missing-key]: `name` is missing here
-- content/briefings/2025-12-22-talks.md --
---
^^^ error[missing-key]: the title is missing
^^^ error[missing-key]: the date is missing
sources: {joint: {note: x}}
                 ^^^^^^^^^ error[missing-key]: `title` is missing here
events: [{date: 2025-12-22}, {text: x}]
         ^^^^^^^^^^^^^^^^^^ error[missing-key]: `text` is missing here
                             ^^^^^^^^^ error[missing-key]: `date` is missing here
quotes: [{paraphrase: true}]
         ^^^^^^^^^^^^^^^^^^ error[missing-key]: `text` is missing here
figures: [{value: 3}, {series: losses}]
          ^^^^^^^^^^ error[missing-key]: `series` is missing here
                      ^^^^^^^^^^^^^^^^ error[missing-key]: `value` is missing here
corrections: [{text: x}]
              ^^^^^^^^^ error[missing-key]: `date` is missing here
---
-- content/people/zelensky.md --
---
^^^ error[missing-key]: the name is missing
role: [{from: 2019}]
       ^^^^^^^^^^^^ error[missing-key]: `text` is missing here
---
-- content/storylines/talks.md --
---
title: Talks
trend: {why: x}
       ^^^^^^^^ error[missing-key]: `is` is missing here
---
-- content/pages/about.md --
No front matter.
^^^^^^^^^^^^^^^^ error[missing-key]: this file has no front matter
"#,
    );
    let helps = helps(&outcome, "missing-key");
    assert!(helps.contains(&"begin the file with the lines `---`, `title: …` and `---`"), "{helps:?}");
    assert!(helps.contains(&"add `name: …` between the two lines `---`"), "{helps:?}");
    assert!(helps.contains(&"add `text: …`"), "{helps:?}");
}

#[test]
fn wrong_types_of_a_briefing_are_reported_item_by_item() {
    check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: [Talks]
       ^^^^^^^ error[wrong-type]: `title` takes a text, not a list
date: 2025-12-22
authors: [[desk]]
          ^^^^^^ error[wrong-type]: `authors` takes an id, or `{name: …}` for somebody without a dossier, not a list
sources:
  joint: Joint statement
         ^^^^^^^^^^^^^^^ error[wrong-type]: `joint` takes a source, such as `{title: …, by: ID, outlet: ID, date: DATE, url: …}`, not a text
events:
  - Talks began
    ^^^^^^^^^^^ error[wrong-type]: `events` takes an event, such as `{date: DATE, text: …, source: ID}`, not a text
  - {date: 2025-12-22, text: x, status: sure}
                                        ^^^^ error[wrong-type]: `sure` is not one of `confirmed`, `reported`, `claimed`, `disputed`, `denied`, `unverified`, `retracted`
quotes:
  - {text: x, paraphrase: yes}
                          ^^^ error[wrong-type]: `yes` is neither `true` nor `false`
figures:
  - 1300
    ^^^^ error[wrong-type]: `figures` takes a figure, such as `{series: ID, value: 1300, period: DATE, by: ID, source: ID}`, not a text
  - {series: losses, value: [40, many], qualifier: arround}
                                 ^^^^ error[wrong-type]: `many` is not a number
                                                   ^^^^^^^ error[wrong-type]: `arround` is not one of `exactly`, `about`, `nearly`, `over`, `at-least`, `at-most`, `up-to`, `range`
corrections:
  - {date: 2025-12-22, kind: erratum}
                             ^^^^^^^ error[wrong-type]: `erratum` is not one of `correction`, `clarification`, `retraction`
known: [x]
        ^ error[wrong-type]: `known` takes a line, such as `{text: …, source: ID}`, not a text
unknown: [x]
          ^ error[wrong-type]: `unknown` takes a question, such as `{id: ID, text: …}`, not a text
watch: [x]
        ^ error[wrong-type]: `watch` takes a watch item, such as `{text: …, who: ID, date: DATE}`, not a text
answers: {terms: [x]}
                 ^^^ error[wrong-type]: `terms` takes a text, not a list
type: report
      ^^^^^^ error[wrong-type]: `report` is not one of `briefing`, `analysis`, `explainer`
draft: [true]
       ^^^^^^ error[wrong-type]: `draft` takes `true` or `false`, not a list
---
-- site.yaml --
title: T
base_url: https://example.org/
series: {losses: {name: Losses}}
"#,
    );
}

#[test]
fn wrong_types_of_other_files_are_reported_where_they_stand() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: example.org
          ^^^^^^^^^^^ error[wrong-type]: a base URL begins with `https://`, or with `/` if the host is not known
language: not a language
          ^^^^^^^^^^^^^^ error[wrong-type]: `not a language` is not a language code
timezone: Europe/Kiyv
          ^^^^^^^^^^^ error[wrong-type]: there is no time zone `Europe/Kiyv`
kinds: {people: {one: P, many: P}}
        ^^^^^^ error[wrong-type]: a kind cannot be called `people`
outlets: {wire: {name: Wire, kind: wier}, post: Post}
                                   ^^^^ error[wrong-type]: `wier` is not one of `official`, `party`, `wire`, `press`, `state-media`, `think-tank`, `secondary`
                                                ^^^^ error[wrong-type]: `post` takes an outlet, such as `{name: Northern Wire, kind: wire}`, not a text
authors: {desk: The desk}
                ^^^^^^^^ error[wrong-type]: `desk` takes an author, such as `{name: The desk, url: /about/}`, not a text
stale_after: {question: 14}
                        ^^ error[wrong-type]: `14` is not a number of days
autolink: on
          ^^ error[wrong-type]: `on` is neither `true` nor `false`
-- problems --
-- content/places/kyiv.md --
---
name: Kyiv
at: [50.45, 300]
    ^^^^^^^^^^^^ error[wrong-type]: a point on the map is a latitude and a longitude
role: [[capital]]
       ^^^^^^^^^ error[wrong-type]: `role` takes a role: a text, or `{text: …, from: DATE, until: DATE}`, not a list
---
-- content/storylines/talks.md --
---
title: Talks
status: clsoed
        ^^^^^^ error[wrong-type]: `clsoed` is not one of `active`, `dormant`, `closed`
trend: improved
       ^^^^^^^^ error[wrong-type]: `trend` takes a trend, such as `{is: improved, why: …, date: DATE}`, not a text
---
-- content/storylines/war.md --
---
title: War
trend: {is: better}
            ^^^^^^ error[wrong-type]: `better` is not one of `improved`, `unchanged`, `deteriorated`
---
"#,
    );
    assert_eq!(
        helps(&outcome, "wrong-type"),
        [
            "write degrees, latitude first, such as `[50.45, 30.52]`",
            "write a role: a text, or `{text: …, from: DATE, until: DATE}`",
            "did you mean `closed`?",
            "write a trend, such as `{is: improved, why: …, date: DATE}`",
            "did you mean `improved`?",
            "write `https://example.org/`",
            "write a code such as `en-GB` or `uk`",
            "did you mean `Europe/Kyiv`?",
            "choose another folder name of letters, digits and hyphens",
            "did you mean `wire`?",
            "write an outlet, such as `{name: Northern Wire, kind: wire}`",
            "write an author, such as `{name: The desk, url: /about/}`",
            "write `14d`",
            "write `true`",
        ]
    );
}

#[test]
fn impossible_dates_are_reported_in_every_form() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
series: {losses: {name: Losses}}
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-32
      ^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-32`
covers: 2025-12-21/2025-12-19
        ^^^^^^^^^^^^^^^^^^^^^ error[bad-date]: `2025-12-21/2025-12-19` ends before it begins
embargo: 2025-12-22T25:00Z
         ^^^^^^^^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-22T25:00Z`
events:
  - {date: 2025-13, text: x}
           ^^^^^^^ error[bad-date]: there is no such date as `2025-13`
  - {date: 2025-02-29, text: x}
           ^^^^^^^^^^ error[bad-date]: there is no such date as `2025-02-29`
  - {date: 22.12.2025, text: x}
           ^^^^^^^^^^ error[bad-date]: `22.12.2025` is not a date in a known form
  - {date: 2025-12-19/2025-12-40, text: x}
           ^^^^^^^^^^^^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-40`
quotes: [{text: x, said: 2025-12-22 07:61}]
                         ^^^^^^^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-22 07:61`
figures:
  - {series: losses, value: 1, period: week to 2025-12-40}
                                       ^^^^^^^^^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-40`
  - {series: losses, value: 1, period: month to December}
                                       ^^^^^^^^^^^^^^^^^ error[bad-date]: `month to December` is not a date in a known form
  - {series: losses, value: 1, period: as of 2025-00}
                                       ^^^^^^^^^^^^^ error[bad-date]: there is no such date as `2025-00`
corrections: [{date: 2025-12-22T07:00+99:00}]
                     ^^^^^^^^^^^^^^^^^^^^^^ error[bad-date]: `2025-12-22T07:00+99:00` is not a date in a known form
---
-- content/briefings/2025-12-23-month.md --
---
title: Month
date: 2025-12
      ^^^^^^^ error[bad-date]: a briefing needs a day
---
"#,
    );
    let helps = helps(&outcome, "bad-date");
    assert_eq!(helps[0], "check the day: that month has 31 days");
    assert_eq!(helps[1], "write `2025-12-19/2025-12-21`");
    assert_eq!(helps[5], "write `2025-12-22`");
    assert_eq!(
        helps[9],
        "write a date, `2025-12-15/2025-12-21`, `week to 2025-12-21` or `as of 2025-12-21`, with `~` or `?` after one in doubt"
    );
    assert_eq!(helps[12], "write `2025-12-23`, as in the name of the file");
}

#[test]
fn the_file_name_must_name_the_day_in_the_sites_time_zone() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
timezone: Europe/Kyiv
-- content/briefings/2025-12-22-late.md --
---
title: Late
date: 2025-12-22T23:30Z
      ^^^^^^^^^^^^^^^^^ error[date-mismatch]: the date is 2025-12-23 in Europe/Kyiv, but the file name says 2025-12-22
---
-- content/briefings/2025-12-22-early.md --
---
title: Early
date: 2025-12-21T23:30Z
---
-- content/briefings/2025-12-22-local.md --
---
title: Local
date: 2025-12-22T23:30
---
-- content/briefings/2025-12-22-day.md --
---
title: Day
date: 2025-12-23
      ^^^^^^^^^^ error[date-mismatch]: the date is 2025-12-23, but the file name says 2025-12-22
---
"#,
    );
    assert_eq!(
        helps(&outcome, "date-mismatch"),
        [
            "correct the date, or rename the file to `2025-12-23-day.md`",
            "correct the date, or rename the file to `2025-12-23-late.md`",
        ]
    );
}

#[test]
fn columns_are_right_behind_carriage_returns_and_a_byte_order_mark() {
    let site = r#"
-- content/briefings/2025-12-22-talks.md --
⊕---¶
title: Talks: day two¶
            ^ error[bad-yaml]: a colon followed by a space inside a value that is not in quotes
date: 2025-12-40¶
      ^^^^^^^^^^ error[bad-date]: there is no such date as `2025-12-40`
about: [kyiv]¶
        ^^^^ error[unknown-id]: no dossier is called `kyiv`
---¶
[gone](gone.md) and [[nothing]]¶
^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/gone.md`
                    ^^^^^^^^^^^ error[unknown-id]: nothing is called `nothing`
"#;
    check(&site.replace('¶', "\r").replace('⊕', "\u{feff}"));
}

#[test]
fn columns_count_characters() {
    check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Переговори
date: 2025-12-22
about: [Київ, Львів]
        ^^^^ error[unknown-id]: no dossier is called `Київ`
              ^^^^^ error[unknown-id]: no dossier is called `Львів`
summary: Київ: столиця
             ^ error[bad-yaml]: a colon followed by a space inside a value that is not in quotes
---
Їжак 🦔 [[Одеса]] та [Харків](харків.md)
       ^^^^^^^^^ error[unknown-id]: nothing is called `Одеса`
                    ^^^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/харків.md`
"#,
    );
}

#[test]
fn a_page_is_not_named_as_what_a_link_on_it_means() {
    let site = |other: &str| {
        format!(
            "
-- content/briefings/2025-12-22-mayor-speaks.md --
---
title: Talks
date: 2025-12-22
---
[[Mayor]] spoke.
^^^^^^^^^ error[unknown-id]: nothing is called `Mayor`
{other}"
        )
    };
    let alone = check(&site(""));
    assert!(helps(&alone, "unknown-id")[0].starts_with("write the id of a storyline, dossier,"));
    let other = check(&site("-- content/pages/mayors.md --\n---\ntitle: The mayor\n---\n"));
    assert_eq!(helps(&other, "unknown-id"), ["did you mean `mayors`? (content/pages/mayors.md)"]);
}

#[test]
fn front_matter_without_an_end_is_one_problem() {
    let outcome = check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
^^^ error[unclosed-front-matter]: the front matter that begins here is never closed
title: Talks
date: 2025-12-22

Crews met again.
"#,
    );
    assert_eq!(
        helps(&outcome, "unclosed-front-matter"),
        ["add a line `---` after line 3, between the last key and the text"]
    );
    assert_eq!(outcome.between("2025/12/22/talks/index.html", "<h1 class=\"p-name\">", "</h1>"), "Talks");
}

#[test]
fn ids_are_looked_up_among_the_kinds_of_their_key() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
authors: {desk: {name: The desk}}
nav: [storyline]
      ^^^^^^^^^ error[unknown-id]: there is nothing called `storyline` for the navigation to lead to
series: {losses: {name: Losses, place: kiev}}
                                       ^^^^ error[unknown-id]: no place is called `kiev`
-- content/places/kyiv.md --
---
name: Kyiv
aliases: [Kiev]
in: ukraine
    ^^^^^^^ error[unknown-id]: no place is called `ukraine`
---
-- content/documents/plan.md --
---
name: Plan
replaces: paln
          ^^^^ error[unknown-id]: no document is called `paln`
---
-- content/storylines/talks.md --
---
title: Talks
parent: talks
        ^^^^^ error[unknown-id]: a storyline cannot be a part of itself
series: [losess]
         ^^^^^^ error[unknown-id]: no series is called `losess`
---
-- content/briefings/2025-12-22-day.md --
---
title: Day
date: 2025-12-22
authors: [dek]
          ^^^ error[unknown-id]: no author is called `dek`
storylines: [kyiv]
             ^^^^ error[unknown-id]: no storyline is called `kyiv`
about: [Kiev]
        ^^^^ error[unknown-id]: no dossier is called `Kiev`
place: talks
       ^^^^^ error[unknown-id]: no place is called `talks`
watch: [{text: x, who: nobody}]
                       ^^^^^^ error[unknown-id]: no dossier is called `nobody`
---
[[taks]] and [[documents/plna]]
^^^^^^^^ error[unknown-id]: nothing is called `taks`
             ^^^^^^^^^^^^^^^^^^ error[unknown-id]: nothing is called `documents/plna`
"#,
    );
    assert_eq!(
        helps(&outcome, "unknown-id"),
        [
            "did you mean `desk`? (`authors` in site.yaml)",
            "write the id of a storyline; `kyiv` is in `content/places/`",
            "did you mean `kyiv`? (content/places/kyiv.md)",
            "write the id of a place; `talks` is in `content/storylines/`",
            "make a file `nobody.md` in the folder of its kind, such as `content/people/`",
            "did you mean `talks`? (content/storylines/talks.md)",
            "did you mean `documents/plan`? (content/documents/plan.md)",
            "did you mean `plan`? (content/documents/plan.md)",
            "make a file `content/places/ukraine.md`",
            "name another storyline, or remove `parent`",
            "did you mean `losses`?",
            "did you mean `storylines`?",
            "did you mean `kyiv`? (content/places/kyiv.md)",
        ]
    );
}

#[test]
fn ambiguous_ids_are_reported_with_all_that_they_could_mean() {
    let outcome = check(
        r#"
-- content/people/georgia.md --
---
name: Georgia Smith
---
-- content/places/georgia.md --
---
name: Georgia
---
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
about: [georgia, people/georgia]
        ^^^^^^^ error[ambiguous-id]: more than one dossier is called `georgia`
place: georgia
---
[[georgia]], [[places/georgia]] and [[talks]]
^^^^^^^^^^^ error[ambiguous-id]: this name has more than one meaning
                                    ^^^^^^^^^ error[ambiguous-id]: this name has more than one meaning
-- content/briefings/2025-12-23-talks.md --
---
title: More talks
date: 2025-12-23
---
[[2025-12-22-talks]]
"#,
    );
    assert_eq!(
        helps(&outcome, "ambiguous-id"),
        [
            "write `people/georgia` or `places/georgia`",
            "write one of `people/georgia`, `places/georgia`",
            "write one of `2025-12-22-talks`, `2025-12-23-talks`",
        ]
    );
}

#[test]
fn unknown_sources_are_reported_wherever_they_are_named() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
outlets: {wire: {name: Northern Wire, kind: wire}}
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
sources:
  joint: {title: Joint statement, outlet: wier, via: wire}
                                          ^^^^ error[unknown-source]: no outlet is called `wier`
  press: {title: Report, via: jiont}
                              ^^^^^ error[unknown-source]: no source or outlet is called `jiont`
events: [{date: 2025-12-22, text: x, source: [joint, wire, other]}]
                                                           ^^^^^ error[unknown-source]: no source or outlet is called `other`
---
"#,
    );
    assert_eq!(
        helps(&outcome, "unknown-source"),
        [
            "did you mean `wire`?",
            "did you mean `joint`?",
            "add `other` to `sources` here or `outlets` in `site.yaml`",
        ]
    );
}

#[test]
fn one_id_in_two_folders_of_a_kind_is_reported_with_both_files() {
    let outcome = build(
        "
-- content/people/ua/zelensky.md --
---
name: Zelensky
---
-- content/people/zelensky.md --
---
name: Zelensky
---
",
    );
    let problem = outcome.problems.iter().find(|problem| problem.code.name() == "duplicate-id").unwrap();
    assert_eq!(problem.message, "the id `zelensky` is already taken in `people`");
    let paths =
        [problem.place.as_ref().unwrap(), &problem.others[0].0].map(|place| place.source.path.as_str());
    assert_eq!(paths, ["content/people/zelensky.md", "content/people/ua/zelensky.md"]);
}

#[test]
fn two_files_with_one_url_are_reported_with_both() {
    let outcome = check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
---
-- content/briefings/2025-12-22_talks.md --
---
^ error[url-collision]: two pages claim the URL `/2025/12/22/talks/`
title: Talks again
date: 2025-12-22
---
-- content/pages/2025.md --
---
^ error[url-collision]: the URL `/2025/` belongs to a page that is made for every site
title: The year
---
"#,
    );
    let problem = &outcome.problems.iter().find(|problem| !problem.others.is_empty()).unwrap();
    assert_eq!(problem.others[0].0.source.path, "content/briefings/2025-12-22-talks.md");
    assert_eq!(helps(&outcome, "url-collision"), ["rename one of the two files", "rename the file"]);
}

#[test]
fn footnotes_need_a_text_or_a_source_and_a_use() {
    let outcome = build(
        "
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storylines: []
summary: x
sources: {joint: {title: Joint statement, date: 2025-12-22}}
---
A note[^a], a source[^joint], a slip[^jiont] and nothing[^b].

[^a]: The note.

[^c]: Never used.
",
    );
    let found: Vec<_> = outcome.problems.iter().map(line_and_message).collect();
    assert_eq!(
        found,
        [
            (8, 37, "`[^jiont]` is neither a source nor a footnote of this file"),
            (8, 57, "`[^b]` is neither a source nor a footnote of this file"),
            (12, 1, "the footnote `[^c]` is never used"),
        ]
    );
    assert_eq!(
        helps(&outcome, "undefined-footnote"),
        ["did you mean `[^joint]`?", "add `b` to `sources` in the front matter, or a line `[^b]: …`"]
    );
    assert_eq!(helps(&outcome, "unused-footnote"), ["write `[^c]` in the text, or remove the footnote"]);
}

fn line_and_message(problem: &Diagnostic) -> (usize, usize, &str) {
    let (line, column) = problem.place.as_ref().unwrap().line_column();
    (line, column, &problem.message)
}

#[test]
fn references_need_a_definition() {
    let outcome = check(
        r#"
-- content/pages/about.md --
---
title: About
---
A [link][site], a [slip][stie], [nothing][] and [brackets].
                  ^^^^^^^^^^^^ error[undefined-reference]: the reference `[stie]` is not defined
                                ^^^^^^^^^ error[undefined-reference]: the reference `[nothing]` is not defined

[site]: https://example.org/
"#,
    );
    assert_eq!(
        helps(&outcome, "undefined-reference"),
        [
            "did you mean `site`?",
            "add a line `[nothing]: https://…`, write `[text](address)`, or `\\[` to show the brackets"
        ]
    );
}

#[test]
fn broken_links_are_reported_with_what_was_probably_meant() {
    let outcome = check(
        r#"
-- content/people/zelensky.md --
---
name: Zelensky
---
-- content/briefings/map.png --
GIF89a00000000
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
---
[moved](zelensky.md)
^^^^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/zelensky.md`
[outside](../../site.yaml)
^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: `../../site.yaml` leads out of the content folder
![slip](mpa.png)
^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/mpa.png`
<a href="gone.md">gone</a>
         ^^^^^^^ error[broken-link]: there is no file `content/briefings/gone.md`
[no slash](/people/zelensky)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/people/zelensky`
[slip](/people/zelenski/)
^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/people/zelenski/`
[nothing](/no/such/page/)
^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/no/such/page/`
[front](/) [person](/people/zelensky/) [style](/static/style.css) [file](/files/briefings/map.png)
"#,
    );
    assert_eq!(
        helps(&outcome, "broken-link"),
        [
            "did you mean `../people/zelensky.md`?",
            "link to a file below `content/`, or write a whole `https://` address",
            "did you mean `map.png`?",
            "check the path; it begins at the folder of this file",
            "did you mean `/people/zelensky/`?",
            "did you mean `/people/zelensky/`?",
            "link to the file itself, such as `../people/name.md`",
        ]
    );
}

#[test]
fn dead_anchors_are_reported_on_the_own_page_and_on_others() {
    let outcome = check(
        r#"
-- content/people/zelensky.md --
---
name: Zelensky
---
# Early life
-- content/pages/about.md --
---
title: About
---
[one](/2025/12/22/talks/#day-one) [two](/2025/12/22/talks/#day-two)
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `day-two`
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
sources: {joint: {title: Joint statement}}
---
## Day one

[own](#day-one) [source](#source-joint) [slip](#day-noe) [[#day-nine]]
                                        ^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `day-noe`
                                                         ^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `day-nine`
[[zelensky#early-life]] [[zelensky#late]] [slip](../people/zelensky.md#erly-life)
                        ^^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `late`
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `erly-life`
[none](../pages/about.md#tip)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `tip`
"#,
    );
    let helps = helps(&outcome, "dead-anchor");
    assert_eq!(helps[0], "did you mean `#day-one`?");
    assert_eq!(
        helps[2..5],
        [
            "the sections are early-life",
            "did you mean `#early-life`?",
            "the page has no sections; remove the part from `#` on",
        ]
    );
}

#[test]
fn links_to_what_is_not_out_yet_are_text_for_now() {
    check(
        r#"
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
---
[next year](2027-01-01-summit.md) and [[draft]]
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreleased-link]: `content/briefings/2027-01-01-summit.md` is not published yet, so this is no link for now
                                      ^^^^^^^^^ warning[unreleased-link]: `content/briefings/2025-12-23-draft.md` is not published yet, so this is no link for now

[its page](/2027/01/01/summit/#part), [a page](/2027/01/01/) and <a href="/2025/12/23/dr%61ft/?a">more</a>
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreleased-link]: `content/briefings/2027-01-01-summit.md` is not published yet, so this is no link for now
                                      ^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no page `/2027/01/01/`
                                                                          ^^^^^^^^^^^^^^^^^^^^^^ warning[unreleased-link]: `content/briefings/2025-12-23-draft.md` is not published yet, so this is no link for now
-- content/briefings/2027-01-01-summit.md --
---
title: Summit
date: 2027-01-01
---
[[nobody]]
^^^^^^^^^^ error[unknown-id]: nothing is called `nobody`
-- content/briefings/2025-12-23-draft.md --
---
title: Draft
date: 2025-12-23
draft: true
---
"#,
    );
}

#[test]
fn unsafe_links_foreign_images_and_raw_html_are_reported() {
    let outcome = check(
        r#"
-- content/pages/about.md --
---
title: About
---
[script](javascript:alert(1))
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unsafe-link]: links to `javascript:` are not allowed
[host](//example.org/x) [chat](irc://example.org/x) [message](sms:112)
![map](https://example.org/map.png)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[external-image]: this image is on another host, so the page shows a link to it
<img src="https://example.org/map.png" alt="">
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[external-image]: this image is on another host, so the page shows a link to it
<a href="data:text/plain,x">data</a>
         ^^^^^^^^^^^^^^^^^ error[unsafe-link]: links to `data:` are not allowed
<mail@example.org> [call](tel:112) <https://example.org/>

<script>alert(1)</script>
^^^^^^^^ warning[html-removed]: the element `<script>` is removed from the page
"#,
    );
    assert_eq!(
        helps(&outcome, "unsafe-link"),
        ["use `https:`, `http:`, `mailto:` or `tel:`", "use `https:`, `http:`, `mailto:` or `tel:`",]
    );
}

#[test]
fn files_in_no_folder_of_a_kind_are_reported() {
    let outcome = check(
        r#"
-- content/peple/zelensky.md --
---
^ warning[misplaced-file]: this file is not in a folder that is published
name: Zelensky
---
-- content/notes.md --
Call back on Monday.
^ warning[misplaced-file]: this file is not in a folder that is published
"#,
    );
    assert_eq!(helps(&outcome, "misplaced-file")[1], "did you mean the folder `content/people/`?");
}

#[test]
fn file_names_that_cannot_be_ids_are_reported() {
    check(
        r#"
-- content/pages/a#b.md --
---
^ error[bad-file-name]: `a#b` cannot be an id
title: About
---
"#,
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_reported_where_they_stand() {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), "-- content/pages/about.md --\n");
    fs::write(folder.path().join("content/pages/about.md"), b"---\ntitle: Caf\xe9\n---\n").unwrap();
    let outcome = run(folder.path(), How::default());
    assert_eq!(outcome.codes(), ["not-utf8"]);
    assert_eq!(outcome.problems[0].message, "byte 14 of the file (0xE9) is not UTF-8");
    assert_eq!(outcome.problems[0].place.as_ref().unwrap().line_column(), (2, 11));
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_reported_and_the_rest_is_built() {
    let folder = TempDir::new().unwrap();
    write_site(folder.path(), "-- content/pages/about.md --\n---\ntitle: About\n---\n");
    std::os::unix::fs::symlink("nowhere", folder.path().join("content/pages/gone.md")).unwrap();
    let outcome = run(folder.path(), How::default());
    assert_eq!(outcome.codes(), ["unreadable-file"]);
    assert!(outcome.problems[0].message.contains("content/pages/gone.md` cannot be read: "));
    assert_eq!(outcome.between("about/index.html", "<h1>", "</h1>"), "About");
}

#[test]
fn themes_that_are_not_there_or_extend_themselves_are_reported() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
theme: mien
       ^^^^ error[unknown-theme]: there is no theme `mien`
-- themes/mine/theme.yaml --
name: Mine
"#,
    );
    assert_eq!(helps(&outcome, "unknown-theme"), ["did you mean `mine`?"]);
    check(
        r#"
-- site.yaml --
title: T
base_url: https://example.org/
theme: mine
-- themes/mine/theme.yaml --
extends: paper
-- themes/paper/theme.yaml --
extends: mine
         ^^^^ error[unknown-theme]: the theme `mine` extends itself: mine → paper → mine
"#,
    );
}

#[test]
fn gaps_of_a_briefing_and_of_the_site_are_pointed_out() {
    let outcome = check(
        r#"
-- site.yaml --
title: T
language: tlh
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
^^^^^ warning[no-storyline]: this briefing belongs to no storyline
^^^^^ note[missing-summary]: this briefing has no summary
date: 2025-12-22
---
-- problems --
note[no-base-url]: the site has no base URL: links begin at the root of the host, and canonical ones are left out
note[untranslated-language]: the theme has no words in `tlh`; its pages use English ones
"#,
    );
    assert_eq!(
        helps(&outcome, "no-storyline"),
        ["write `storylines: [ID]`, with the name of a file in `content/storylines/`"]
    );
    assert_eq!(
        helps(&outcome, "untranslated-language"),
        ["add `themes/NAME/i18n/tlh.ftl`; the theme has de, en, uk"]
    );
}

/// A site with a theme of its own and two plain pages.
fn themed(files: &str) -> String {
    let site = "-- site.yaml --\ntitle: T\nbase_url: https://example.org/\ntheme: mine\n";
    let pages = ["about", "method"].map(|id| format!("-- content/pages/{id}.md --\n---\ntitle: {id}\n---\n"));
    format!("{site}{}{}{}", pages[0], pages[1], files.trim_start())
}

#[test]
fn a_template_error_is_reported_once_and_at_its_place() {
    let cases = [
        "<p>Київ</p> <h1>{{ page.title }</h1>
                              ^ error[template-error]: found `}` but expected }}",
        "<h1>Київ {{ page.title | shout }}</h1>
                         ^^^^^ error[template-error]: unknown filter `shout`",
        "<h1>Київ {{ page.titel }}</h1>
                 ^^^^^ error[template-error]: `page` has no field `titel`",
        "<h1>{{ pag.title }}</h1>
       ^^^ error[template-error]: there is no variable `pag` here",
        "<h1>{{ \"front-paeg\" | t }}</h1>
        ^^^^^^^^^^ error[template-error]: the theme has no words called `front-paeg`",
        "{% extends \"bsae.html\" %}
            ^^^^^^^^^ error[template-error]: the template `bsae.html` that this one extends does not exist",
        "{% extends \"page.html\" %}
   ^^^^^^^ error[template-error]: this template extends itself",
        "{% include \"nav.html\" %}
           ^^^^^^^^^ error[template-error]: unknown template `nav.html`",
        "{{ <lnks items={page.title}/> }}
   ^^^^^ error[template-error]: unknown component `lnks`",
    ];
    for template in cases {
        check(&themed(&format!("-- themes/mine/templates/page.html --\n{template}\n")));
    }
}

#[test]
fn errors_of_several_templates_are_reported_in_one_run() {
    check(&themed(
        r#"
-- themes/mine/templates/page.html --
{{ page.title | shout }} {{ page.title | whisper }}
                ^^^^^ error[template-error]: unknown filter `shout`
                                         ^^^^^^^ error[template-error]: unknown filter `whisper`
-- themes/mine/templates/dossier.html --
{{ page.title }
              ^ error[template-error]: found `}` but expected }}
-- themes/mine/templates/kind.html --
{% extends "bsae.html" %}
            ^^^^^^^^^ error[template-error]: the template `bsae.html` that this one extends does not exist
-- themes/mine/templates/year.html --
{% include "nav.html" %}
           ^^^^^^^^^ error[template-error]: unknown template `nav.html`
"#,
    ));
    check(&themed(
        r#"
-- themes/mine/templates/page.html --
{{ text.titel }}
        ^^^^^ error[template-error]: `text` has no field `titel`
-- themes/mine/templates/404.html --
{{ site.titel }}
        ^^^^^ error[template-error]: `site` has no field `titel`
"#,
    ));
}

#[test]
fn words_that_cannot_be_read_are_reported_where_they_stand() {
    let outcome = check(&themed(
        r#"
-- themes/mine/i18n/en.ftl --
storylines = Stories
front page = Front
      ^ error[template-error]: this is not a line such as `key = text`
"#,
    ));
    assert_eq!(
        helps(&outcome, "template-error"),
        ["begin each message with its key at the start of a line, and indent the lines that follow"]
    );
}

#[test]
fn mistakes_that_were_once_hidden_are_reported() {
    check(
        "
-- content/briefings/2025-12-22-talks.md --
---
title: T
date: 2025-12-22
sources: joint
         ^^^^^ error[wrong-type]: `sources` takes a mapping, such as `{name: value}`, not a text
events: [{text: [a], date: soon}]
                ^^^ error[wrong-type]: `text` takes a text, not a list
                           ^^^^ error[bad-date]: `soon` is not a date in a known form
figures: [{series: 1, value: 1,300}]
                   ^ error[unknown-id]: no series is called `1`
                             ^^^^^ error[wrong-type]: the comma before `300` ends the number before it
covers: [2025-12-22]
        ^^^^^^^^^^^^ error[wrong-type]: `covers` takes a date, such as `2025-12-22`, not a list
extra: {deep: {a: 1, a: 2}}
                     ^ error[duplicate-key]: `a` appears twice
draft: maybe
       ^^^^^ error[wrong-type]: `maybe` is neither `true` nor `false`
---
-- content/briefings/2025-12-40-talks.md --
---
^ error[bad-date]: the file name begins with `2025-12-40`, and there is no such day
title: U
date: 2025-12-22
---
-- content/briefings/2025-12-23-empty.md --
---
title: V
date:
^^^^ error[missing-key]: `date` has no value
---
-- content/briefings/2025-12-24-blank.md --
---
title: \" \"
^^^^^ error[missing-key]: `title` has no value
date: 2025-12-24
---
",
    );
}

#[test]
fn each_slip_in_yaml_is_explained() {
    let cases = [
        ("title:P\ndate: 2025-12-22", "a space is missing after the colon", "write `title: P`"),
        (
            "title: x\n summary: y",
            "this line begins with 1 space, the one above with 0 spaces",
            "begin both in the same column",
        ),
        (
            "authors:\n  - @desk",
            "a value cannot begin with `@`",
            "put the value in double quotes: `- \"@desk\"`",
        ),
        ("about: [a, b]]", "`]` closes nothing", "remove the `]`"),
        (
            "summary: \"a \\q b\"",
            "`\\q` means nothing in double quotes",
            "write `\\\\q`, or put the value in single quotes",
        ),
        (
            "changed: [a: b: c]",
            "one item of a list has two colons",
            "put a text with a colon in double quotes",
        ),
        (
            "- title: x",
            "this is a list, where keys and values are expected",
            "begin the line with the key, as in `title: …`, without `- ` before it",
        ),
        (
            "just text",
            "this line is neither `key: value` nor part of the value above",
            "add a colon and a space after the key, or indent the line",
        ),
    ];
    for (yaml, message, help) in cases {
        let outcome = build(&format!("-- content/briefings/2025-12-22-talks.md --\n---\n{yaml}\n---\n"));
        let errors = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let said: Vec<_> =
            errors.map(|problem| (problem.message.as_str(), problem.help.as_deref().unwrap())).collect();
        assert_eq!(said, [(message, help)], "{yaml}");
    }
}

#[test]
fn an_invisible_line_separator_is_shown_where_it_stands() {
    let text = "-- content/briefings/2025-12-22-talks.md --\n---\ntitle: T\ndate: 2025-12-22\nlang:\u{2028}e: {fr: x}\n---\n";
    let outcome = build(text);
    let errors: Vec<_> =
        outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].message, "there is an invisible line separator here");
    assert_eq!(errors[0].place.as_ref().unwrap().line_column(), (4, 6));
}

#[test]
fn markdown_under_another_extension_is_noticed() {
    check(
        "
-- content/briefings/2025-12-22-talks.markdown --

^ warning[misplaced-file]: this file is not read as Markdown, because its name does not end in `.md`
-- content/people/zelensky.MD --

^ warning[misplaced-file]: this file is not read as Markdown, because its name does not end in `.md`
",
    );
}
