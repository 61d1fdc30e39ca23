//! What an editor would ask before a digest goes out. Each site shows a slip beside near misses
//! that are not reported.
//!
//! It is long because it lists small sites, one or more for each code.

use std::collections::BTreeSet;

use dateline::diagnostic::Code;

use crate::site::{How, Outcome, check};

/// Checks one briefing of 22 December 2025 with front matter and a body, on a site of a few files.
fn one(front: &str, body: &str) -> Outcome {
    check(&format!(
        "
-- site.yaml --
title: T
base_url: https://x.org/
outlets:
  wire: {{name: Wire, kind: wire}}
  north: {{name: North, kind: party}}
  south: {{name: South, kind: party}}
series:
  drones: {{name: Drones}}
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/storylines/s.md --
---
title: S
status: active
---
-- content/briefings/2025-12-22-a.md --
---
title: Envoys met Ada Smyth
date: 2025-12-22
storylines: s
{front}
---
{body}
"
    ))
}

/// The number of problems with a code.
fn count(outcome: &Outcome, code: Code) -> usize {
    outcome.problems.iter().filter(|problem| problem.code == code).count()
}

#[test]
fn an_image_needs_a_text_for_those_who_do_not_see_it() {
    check(
        "
-- content/storylines/s.md --
---
title: S
---
-- content/briefings/map.png --
GIF89a00000000
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
---
![](map.png)
^^^^^^^^^^^^ note[decorative-image]: this image has no alternative text
![ ](map.png \"With a title\")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note[decorative-image]: this image has no alternative text
[![](map.png)](https://example.org/)
 ^^^^^^^^^^^^ error[missing-alt]: this image has no alternative text
<img src=\"map.png\" alt=\"\">
![The line](map.png) and ![`x`](map.png)
`![](map.png)`
",
    );
}

#[test]
fn figures_say_who_and_from_where() {
    one(
        "
sources: {s: {title: Count, by: ada, outlet: wire}}
figures:
  - {series: drones, value: 1, by: ada}
             ^^^^^^ error[figure-without-source]: this figure has no source
  - {series: drones, value: 2, source: s}
             ^^^^^^ warning[figure-without-speaker]: this figure names no speaker
  - {series: drones, value: 3, by: {name: A soldier}, source: wire, period: 2025-12-01}",
        "",
    );
}

#[test]
fn accounts_that_differ_are_worth_knowing() {
    let outcome = one(
        "
figures:
  - {series: drones, value: 60, period: 2025-12-20, by: ada, source: wire}
  - {series: drones, value: 52, period: 2025-12-20, by: {name: Bo}, source: wire}
                            ^^ note[accounts-differ]: 2 accounts of this figure differ
  - {series: drones, value: 60, period: 2025-12-21, by: ada, source: wire}
  - {series: drones, value: 60, period: 2025-12-21, by: {name: Bo}, source: wire}
  - {series: drones, value: 60, period: 2025-12-22, by: ada, source: wire}
  - {series: drones, value: 70, period: 2025-12-23, by: {name: Bo}, source: wire}",
        "",
    );
    let problem = outcome.problems.iter().find(|problem| problem.code == Code::AccountsDiffer).unwrap();
    assert_eq!(problem.others.len(), 1);
    assert_eq!(problem.others[0].1, "another account");
}

#[test]
fn a_large_change_deserves_a_second_look_and_half_is_not_large() {
    one(
        "
figures:
  - {series: drones, value: 100, period: 2025-12-01, by: ada, source: wire}
  - {series: drones, value: 150, period: 2025-12-02, by: ada, source: wire}
  - {series: drones, value: 75, period: 2025-12-03, by: ada, source: wire}
  - {series: drones, value: 114, period: 2025-12-04, by: ada, source: wire}
                            ^^^ warning[large-change]: this is 52% more than the same speaker's last comparable figure
  - {series: drones, value: 50, period: 2025-12-05, by: ada, source: wire}
                            ^^ warning[large-change]: this is 56% less than the same speaker's last comparable figure
  - {series: drones, value: [200, 300], period: 2025-12-06, by: ada, source: wire}
  - {series: drones, value: 9000, period: 2025-12-06, by: {name: Bo}, source: wire}
  - {series: drones, value: 0, period: 2025-12-07, by: {name: Di}, source: wire}
  - {series: drones, value: 9, period: 2025-12-08, by: {name: Di}, source: wire}
  - {series: drones, value: 19, period: 2025-12-09, by: {name: Di}, source: wire}
  - {series: drones, value: 9, period: 2025-12-10, by: {name: Di}, source: wire}
  - {series: drones, value: 20, period: 2025-12-11, by: {name: Di}, source: wire}
                            ^^ warning[large-change]: this is 122% more than the same speaker's last comparable figure
  - {series: drones, value: -100, period: 2025-12-12, by: {name: Di}, source: wire}
  - {series: drones, value: -200, period: 2025-12-13, by: {name: Di}, source: wire}",
        "",
    );
}

#[test]
fn periods_that_share_days_count_them_twice() {
    one(
        "
figures:
  - {series: drones, value: 100, period: 2025-12-01/2025-12-07, by: ada, source: wire}
  - {series: drones, value: 100, period: 2025-12-07/2025-12-13, by: ada, source: wire}
                            ^^^ warning[overlapping-periods]: this figure's period overlaps the previous one
  - {series: drones, value: 100, period: 2025-12-14/2025-12-20, by: ada, source: wire}
  - {series: drones, value: 100, period: 2025-12-19/2025-12-25, by: {name: Bo}, source: wire}",
        "",
    );
}

#[test]
fn weekdays_are_those_of_their_dates() {
    let outcome = one(
        "
summary: They met on Friday 20 December 2025
                     ^^^^^^ warning[wrong-weekday]: `Friday` is not the weekday of 2025-12-20",
        "Not on Sunday, December 20, 2025, but on SATURDAY 20 December 2025.
       ^^^^^^ warning[wrong-weekday]: `Sunday` is not the weekday of 2025-12-20

On Monday 22 December 2025, Monday, 22 December, Monday 22, on Monday 2025-12-20.
Sunday 31 February 2025 is no day, and Sunday 20 drones 2025 no date.

У неділю 20 грудня 2025.",
    );
    let help = outcome.problems.iter().find(|problem| problem.code == Code::WrongWeekday).unwrap();
    assert_eq!(help.help.as_deref().unwrap(), "write `Saturday`, or correct the date");
}

#[test]
fn days_are_looked_for_in_the_language_of_the_text() {
    let outcome = check(
        "
-- content/briefings/2025-12-22-a.md --
---
title: Переговори сьогодні
       ^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `сьогодні` means a different day to a later reader
date: 2025-12-22
lang: uk
---
Вони зустрілися у неділю, 20 грудня 2025 року, а не в суботу, 20 грудня 2025 року. Monday 20 December 2025.
                ^^^^^^^^ warning[wrong-weekday]: `у неділю` is not the weekday of 2025-12-20
-- content/briefings/2025-12-22-b.md --
---
title: Gespräche gehen morgen weiter
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `morgen` means a different day to a later reader
date: 2025-12-22
lang: de-AT
---
Sie trafen sich am Sonntag, dem 20. Dezember 2025, so die Welt am Sonntag, 20. Dezember 2025.
                   ^^^^^^^ warning[wrong-weekday]: `Sonntag` is not the weekday of 2025-12-20
-- content/briefings/2025-12-22-c.md --
---
title: Le mot today et hier
date: 2025-12-22
lang: fr
---
Monday 20 December 2025, dimanche 20 décembre 2025.
-- content/briefings/2025-12-22-d.md --
---
title: The word сьогодні in an English text
date: 2025-12-22
---
У неділю, 20 грудня 2025 року, am Sonntag, dem 20. Dezember 2025.
",
    );
    let helps: BTreeSet<_> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert!(helps.contains("write `у суботу`, or correct the date"), "{helps:?}");
    assert!(helps.contains("write `Samstag`, or correct the date"), "{helps:?}");
}

#[test]
fn a_theme_says_what_is_looked_for_in_a_language() {
    check(
        "
-- site.yaml --
title: T
base_url: /
theme: mine
language: fr
-- themes/mine/i18n/fr.ftl --
sources = Sources
text-sunday = dimanche
text-saturday = samedi
text-december = décembre
text-relative = aujourd’hui, hier
-- content/briefings/2025-12-22-a.md --
---
title: Ils ont parlé hier
       ^^^^^^^^^^^^^^^^^^ warning[relative-time]: `hier` means a different day to a later reader
date: 2025-12-22
summary: USA Today, today, et « aujourd’hui »
---
Le dimanche 20 décembre 2025, Monday 20 December 2025.
   ^^^^^^^^ warning[wrong-weekday]: `dimanche` is not the weekday of 2025-12-20
",
    );
}

#[test]
fn quotes_say_who_and_from_where() {
    one(
        "
sources: {s: {title: Call, outlet: wire}}
quotes:
  - {text: No, source: s}
           ^^ error[quote-without-speaker]: this quote names no speaker
  - {text: Yes, by: ada}
           ^^^ warning[quote-without-source]: this quote has no source
  - {text: Maybe, by: {name: A clerk}, source: s}
  - {text: Never, by: ada, source: wire}",
        "",
    );
}

#[test]
fn quotation_marks_have_partners() {
    one(
        "
summary: She said “no
                  ^ warning[unbalanced-quotes]: a quotation mark has no partner here
quotes:
  - {text: 'A «word', by: ada, source: wire}
              ^ warning[unbalanced-quotes]: a quotation mark has no partner here
  - {text: \"A \\\"word\\\" and \\\"one\", by: ada, source: wire}
                            ^ warning[unbalanced-quotes]: a quotation mark has no partner here
  - {text: \"A \\u201cword\", by: ada, source: wire}
           ^^^^^^^^^^^^^^ warning[unbalanced-quotes]: a quotation mark has no partner here
  - {text: 'A “word”, „Wort“', by: ada, source: wire}",
        "She said “no.
         ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section

She did not.

## Over paragraphs

“A quotation of two paragraphs.

“It ends here,” she said, it's `\"` and ‘so’.

He said: “one thing

- and another

> and a third”

\"`unsafe` is so\", and kind=\"raw\" too. It is a 12\" pipe, and a “pair\" of two kinds. “

## In a table

| “a | b |
  ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section
| --- | --- |
| c | “d” |

## At the end

Here it closes” and ends.
              ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section

> «Words

> «of two blocks»

```
\"
```

The *“word*” and “one
of two lines”.

He said \"yes, \" and ( \"no\" ), and “ so ”.

%%A “note%% of `\"` it, *and \\*then &amp; **she said “no**.*
                                                    ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section

## With signs for it

A &ldquo;word.
  ^^^^^^^ warning[unbalanced-quotes]: a quotation mark has no partner in this section
",
    );
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let page = |language: &str, body: &str| {
        format!("-- content/pages/p.md --\n---\ntitle: P\nlang: {language}\n---\n{body}\n")
    };
    check(&page("fr", "Il dit « oui », «\u{a0}non\u{a0}» et \" si \"."));
    check(&page(
        "fr",
        "Il dit oui ».\n           ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section",
    ));
    check(&page("en", "« Back | Next »\n\nMore »"));
    check(&page("sv", "Han sade ”ja” och »nej»."));
    check(&page(
        "sv",
        "Han sade ”ja.\n         ^ warning[unbalanced-quotes]: a quotation mark has no partner in this section",
    ));
}

#[test]
fn sources_are_cited() {
    one(
        "
sources:
  idle: {title: Idle, outlet: wire}
  ^^^^ warning[uncited-source]: nothing cites the source `idle`
  text: {title: In the text, outlet: wire, date: 2025-12-20}
  via: {title: Of another, outlet: north}
  taken: {title: Taken, via: via}
  event: {title: E, url: 'https://x.org/e'}
  known: {title: K, url: 'https://x.org/k'}
  watch: {title: W, url: 'https://x.org/w'}
  quote: {title: Q, url: 'https://x.org/q'}
  ask: {title: A, url: 'https://x.org/a'}
events: [{date: 2025-12-20, text: They met, source: event}]
known: [{text: They met, source: known}]
unknown: [{text: Why, source: ask}]
watch: [{text: More, source: watch}]
quotes: [{text: Yes, by: ada, source: [quote, taken]}]",
        "They met.[^text]",
    );
}

#[test]
fn a_source_can_be_looked_up() {
    one(
        "
sources:
  bare: {title: A paper}
  ^^^^ warning[bare-source]: a reader cannot find the source `bare`
  noted: {title: A paper, by: ada, note: It was long}
  ^^^^^ warning[bare-source]: a reader cannot find the source `noted`
  dated: {title: A paper, date: 2025-12-20}
  linked: {title: A paper, url: 'https://x.org/'}
  placed: {title: A paper, outlet: wire}
  told: {title: A paper, via: dated}",
        "[^bare] [^noted] [^dated] [^linked] [^placed] [^told]",
    );
}

#[test]
fn sources_that_rest_on_one_are_one() {
    one(
        "
sources:
  first: {title: First, outlet: wire}
  ^^^^^ warning[one-root]: all 2 sources rest on one
  second: {title: Second, via: first}",
        "[^first] [^second]",
    );
    for sources in [
        "{first: {title: First, outlet: wire}}",
        "{first: {title: First, date: 2025-12-20}, second: {title: Second, via: first}, third: {title: Third, date: 2025-12-21}}",
    ] {
        let outcome = one(&format!("sources: {sources}"), "[^first]");
        assert_eq!(count(&outcome, Code::OneRoot), 0);
    }
}

#[test]
fn what_is_confirmed_has_two_roots() {
    one(
        "
sources:
  first: {title: First, outlet: wire}
  second: {title: Second, via: first}
  northern: {title: N, outlet: north, date: 2025-12-20}
  southern: {title: S, outlet: south, date: 2025-12-20}
known:
  - {text: A, status: confirmed}
                      ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but has no source
  - {text: B, status: confirmed, source: first}
                      ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but rests on one source
  - {text: C, status: confirmed, source: [first, second]}
                      ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but rests on one source
  - {text: D, status: confirmed, source: [northern, southern]}
                      ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but rests on parties only
  - {text: E, status: confirmed, source: [northern, first]}
  - {text: F, status: reported}
events:
  - {date: 2025-12-20, text: G, status: confirmed, source: first}
                                        ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but rests on one source
figures:
  - {series: drones, value: 1, by: ada, source: [first, northern], status: confirmed}
  - {series: drones, value: 1, by: {name: Bo}, source: first, status: confirmed}
                                                                      ^^^^^^^^^ warning[weakly-confirmed]: this is marked as confirmed but rests on one source
",
        "",
    );
}

/// A site of briefings on one storyline, each given by its day and front matter.
fn days(site: &str, storyline: &str, briefings: &[(&str, &str)]) -> Outcome {
    let head = format!(
        "
-- site.yaml --
title: T
base_url: https://x.org/
{site}
-- content/people/ada.md --
---
name: Ada Smyth
---
-- content/storylines/s.md --
---
{storyline}
---
"
    );
    let briefing = |(day, front): &(&str, &str)| {
        format!(
            "-- content/briefings/{day}.md --\n---\ntitle: On {day}\ndate: {day}\nstorylines: s\n{front}\n---\n"
        )
    };
    check(&(head + &briefings.iter().map(briefing).collect::<String>()))
}

#[test]
fn questions_that_stay_open_are_recalled() {
    let days = |limit: &str, last: &str| {
        days(
            limit,
            "title: S",
            &[
                (
                    "2025-12-01",
                    "unknown:\n  - {id: why, text: Why}\n                    ^^^ warning[stale-question]: this question, asked on 2025-12-01, had been open for 15 days on 2025-12-16\n  - {text: How}\n           ^^^ warning[stale-question]: this question, asked on 2025-12-01, had been open for 15 days on 2025-12-16\n  - {id: who, text: Who}",
                ),
                ("2025-12-02", "unknown: [{text: When}]\nanswers: {who: They}"),
                (last, ""),
            ],
        )
    };
    days("", "2025-12-16");
    days("stale_after: {question: 14d}", "2025-12-16");
}

#[test]
fn a_question_at_the_limit_or_asked_again_and_answered_is_not_stale() {
    let outcome = days(
        "",
        "title: S",
        &[
            ("2025-12-01", "unknown: [{id: why, text: Why}]"),
            ("2025-12-15", "unknown: [{id: why, text: Why}]"),
        ],
    );
    assert_eq!(count(&outcome, Code::StaleQuestion), 0);
    // Asked again, it is recalled where it was asked last.
    days(
        "stale_after: {question: 13d}",
        "title: S",
        &[
            ("2025-12-01", "unknown: [{id: why, text: Why}]"),
            (
                "2025-12-15",
                "unknown: [{id: why, text: Why now}]\n                          ^^^^^^^ warning[stale-question]: this question, asked on 2025-12-01, had been open for 14 days on 2025-12-15",
            ),
        ],
    );
}

#[test]
fn dates_to_watch_that_pass_are_recalled() {
    let site = |limit: &str, watch: &str| {
        let story = |id: &str| format!("-- content/storylines/{id}.md --\n---\ntitle: {id}\n---\n");
        let briefing = |day: &str, id: &str, more: &str| {
            format!(
                "-- content/briefings/{day}-{id}.md --\n---\ntitle: {id}\ndate: {day}\nstorylines: {id}\n{more}\n---\n"
            )
        };
        check(
            &(format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n{limit}\n")
                + "-- content/people/ada.md --\n---\nname: Ada\n---\n"
                + &story("s")
                + &story("t")
                + &story("u")
                + &briefing("2025-12-01", "s", &format!("watch:\n{watch}"))
                + &briefing("2025-12-01", "t", "watch: [{id: told, text: Told, date: 2025-12-13}]")
                + &briefing("2025-12-13", "t", "answers: {told: So}")
                + &briefing("2025-12-15", "u", "events: [{date: 2025-12-14, text: She voted, who: ada}]")),
        )
    };
    let message = "warning[watch-passed]: this date has passed, and no briefing says what came of it";
    site(
        "",
        &format!(
            "  - {{text: Silence, date: 2025-12-14}}\n                          ^^^^^^^^^^ {message}\n  - {{text: A vote, date: 2025-12-14, who: ada}}\n  - {{text: Late, date: 2025-12-13, who: ada}}\n                       ^^^^^^^^^^ {message}\n  - {{text: On the day, date: 2025-12-15}}\n  - {{text: This month, date: 2025-12}}\n  - {{text: No date}}"
        ),
    );
    let outcome = site("stale_after: {watch: 3d}", "  - {text: Silence, date: 2025-12-12}");
    assert_eq!(count(&outcome, Code::WatchPassed), 0);
}

#[test]
fn a_storyline_that_fell_silent_is_not_active() {
    let newer =
        "-- content/briefings/2026-01-01-n.md --\n---\ntitle: N\ndate: 2026-01-01\nstorylines: other\n---\n";
    let story = |id: &str, head: &str| format!("-- content/storylines/{id}.md --\n---\n{head}\n---\n");
    let site = story("other", "title: Other")
        + &story(
            "quiet",
            "title: Quiet\n       ^^^^^ warning[silent-storyline]: `Quiet` is active, and on 2026-01-01 it had had no briefing for 31 days",
        )
        + &story(
            "said",
            "title: Said\nstatus: active\n        ^^^^^^ warning[silent-storyline]: `Said` is active, and on 2026-01-01 it had had no briefing for 31 days",
        )
        + &story("limit", "title: At the limit")
        + &story("rest", "title: At rest\nstatus: dormant")
        + &story("empty", "title: Without a briefing")
        + "-- content/briefings/2025-12-01-a.md --\n---\ntitle: A\ndate: 2025-12-01\nstorylines: [quiet, said, rest]\n---\n"
        + "-- content/briefings/2025-12-02-b.md --\n---\ntitle: B\ndate: 2025-12-02\nstorylines: limit\n---\n"
        + newer;
    check(&site);
}

#[test]
fn the_storylines_of_an_archive_need_no_status() {
    let story =
        |id: &str, status: &str| format!("-- content/storylines/{id}.md --\n---\ntitle: {id}\n{status}---\n");
    let briefing = |day: &str, id: &str| {
        format!(
            "-- content/briefings/{day}-{id}.md --\n---\ntitle: {id}\ndate: {day}\nstorylines: {id}\n---\n"
        )
    };
    let silent = "       ^ warning[silent-storyline]: `c` is active, and on 2026-01-01 it had had no briefing for 306 days\n";
    let said = "status: active\n        ^^^^^^ warning[silent-storyline]: `c` is active, and on 2026-01-01 it had had no briefing for 306 days\n";
    let dates = briefing("2025-01-01", "a") + &briefing("2025-03-01", "c") + &briefing("2026-01-01", "d");
    check(&(story("a", "") + &story("c", said) + &story("d", "status: active\n") + &dates));
    // Half of them do not make an archive.
    let c = format!("-- content/storylines/c.md --\n---\ntitle: c\n{silent}---\n");
    check(&(c + &story("d", "") + &briefing("2025-03-01", "c") + &briefing("2026-01-01", "d")));
}

#[test]
fn a_storyline_at_rest_has_no_new_briefing() {
    days(
        "",
        "title: S\nstatus: closed\n        ^^^^^^ warning[resting-storyline]: this storyline is at rest but has a briefing dated 2025-12-22",
        &[("2025-12-22", "")],
    );
    days(
        "",
        "title: S\nstatus: dormant\n        ^^^^^^^ warning[resting-storyline]: this storyline is at rest but has a briefing dated 2025-12-22\nreviewed: 2025-12-21",
        &[("2025-12-22", "")],
    );
    days("", "title: S\nstatus: dormant\nreviewed: 2025-12-22", &[("2025-12-22", "")]);
    days("", "title: S\nstatus: active", &[("2025-12-22", "")]);
    // A later edition is about something else.
    let later = "
-- content/storylines/s.md --
---
title: S
status: dormant
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
storylines: s
---
-- content/briefings/2025-12-23-b.md --
---
title: B
date: 2025-12-23
---
";
    check(later);
}

#[test]
fn a_text_is_read_through_again_in_time() {
    days(
        "",
        "title: S\nreviewed: 2025-09-22\n          ^^^^^^^^^^ warning[stale-background]: this text was last reviewed 91 days before the newest briefing",
        &[("2025-12-22", "")],
    );
    days("", "title: S\nreviewed: 2025-09-23", &[("2025-12-22", "")]);
    days("stale_after: {background: 91d}", "title: S\nreviewed: 2025-09-22", &[("2025-12-22", "")]);
}

#[test]
fn answers_are_to_questions_that_are_open() {
    let outcome = days(
        "",
        "title: S",
        &[
            (
                "2025-12-01",
                "unknown: [{id: why, text: Why}, {id: here, text: Here}]\nanswers: {here: Yes, later: No}\n                     ^^^^^ warning[unmatched-answer]: no briefing before this one has a question or watch item `later`",
            ),
            (
                "2025-12-02",
                "unknown: [{id: later, text: Later}]\nanswers: {wy: So}\n          ^^ warning[unmatched-answer]: no briefing before this one has a question or watch item `wy`",
            ),
            ("2025-12-03", "answers: {why: So}"),
            (
                "2025-12-04",
                "answers: {why: So}\n          ^^^ warning[unmatched-answer]: `why` is already answered",
            ),
            ("2025-12-05", "unknown: [{id: why, text: Why}]"),
            ("2025-12-06", "answers: {why: No}"),
        ],
    );
    let helps: BTreeSet<&str> = outcome
        .problems
        .iter()
        .filter(|problem| problem.code == Code::UnmatchedAnswer)
        .filter_map(|problem| problem.help.as_deref())
        .collect();
    assert!(helps.contains("did you mean `why`?"), "{helps:?}");
    assert!(helps.contains("ask it again here if it is open again, or leave this answer out"), "{helps:?}");
}

#[test]
fn events_are_over_when_they_are_reported() {
    one(
        "
events:
  - {date: 2025-12-23, text: Tomorrow}
           ^^^^^^^^^^ warning[future-event]: this event is dated after its briefing
  - {date: 2025-12-22, text: On the day}
  - {date: 2025-12, text: In the month}
  - {date: 2025-12-22/2025-12-24, text: It began}",
        "",
    );
}

#[test]
fn headlines_do_not_count_from_the_day() {
    check(
        "
-- content/briefings/2025-12-22-a.md --
---
title: Talks resume today
       ^^^^^^^^^^^^^^^^^^ warning[relative-time]: `today` means a different day to a later reader
date: 2025-12-22
summary: Last week they did not
         ^^^^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `last week` means a different day to a later reader
---
It rains today.
-- content/briefings/2025-12-22-b.md --
---
title: She said “not today”, and 'Todays' closed
date: 2025-12-22
summary: Paris-based todayshow and \"yesterday\" in quotes, USA Today, and the workforce of tomorrow
---
-- content/briefings/2025-12-22-c.md --
---
title: Переговори сьогодні
       ^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `сьогодні` means a different day to a later reader
date: 2025-12-22
lang: uk
summary: Вони сказали «завтра»
---
-- content/briefings/2025-12-22-d.md --
---
title: Nach „Nein“ kein Treffen today
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[relative-time]: `today` means a different day to a later reader
date: 2025-12-22
---
",
    );
}

#[test]
fn corrections_say_what_was_wrong_and_what_is_right() {
    one(
        "
figures:
  - {series: drones, value: 1300, by: ada, source: wire}
quotes:
  - {id: q, text: Yes, by: ada, source: wire}
corrections:
  - {date: 2025-12-23, text: A name was misspelt.}
  - {date: 2025-12-23, was: a, now: b}
  - {date: 2025-12-23, fixes: figures/drones, was: 1200, now: 1300, error: ours}
  - {date: 2025-12-23, fixes: figures/drones, was: 1200, error: ours}
                              ^^^^^^^^^^^^^^ error[empty-correction]: this correction has no `now`
  - {date: 2025-12-23, fixes: figures/drones, now: 1300, text: It was less., error: ours}
                              ^^^^^^^^^^^^^^ error[empty-correction]: this correction has no `was`
  - {date: 2025-12-23, fixes: quotes/q, kind: retraction, was: 'Yes', error: ours}
  - {date: 2025-12-23, kind: clarification, text: She meant the other one.}
  - {date: 2025-12-23, fixes: quotes/q, kind: retraction, error: ours}
                              ^^^^^^^^ error[empty-correction]: this correction says nothing
  - {date: 2025-12-23}
    ^^^^^^^^^^^^^^^^^^ error[empty-correction]: this correction says nothing
",
        "",
    );
}

#[test]
fn a_corrected_value_does_not_stand_elsewhere() {
    let corrected = |name: &str, story: &str, was: &str, body: &str| {
        format!(
            "-- content/briefings/2025-12-22-{name}.md --\n---\ntitle: {name}\ndate: 2025-12-22\nstorylines: {story}\ncorrections: [{{date: 2025-12-23, was: '{was}', now: right}}]\n---\n{body}\n"
        )
    };
    let plain = |name: &str, story: &str, body: &str| {
        format!(
            "-- content/briefings/2025-12-22-{name}.md --\n---\ntitle: {name}\ndate: 2025-12-22\nstorylines: {story}\n---\n{body}\n"
        )
    };
    let found = " warning[wrong-value-stands]: `1200 drones` was corrected elsewhere to `right`";
    let own = " warning[wrong-value-stands]: `1200 drones` is corrected to `right` but is still used here";
    let site = "-- content/storylines/s.md --\n---\ntitle: S\n---\n-- content/storylines/t.md --\n---\ntitle: T\n---\n"
        .to_owned()
        + &corrected("a", "s", "1200 drones", &format!("Here 1200 drones stand.\n     ^^^^^^^^^^^{own}"))
        + &plain("b", "[t, s]", &format!("Some 1200 drones.\n     ^^^^^^^^^^^{found}"))
        + &plain("c", "s", "The 11200 drones, 1200 dronesmiths, 12 00 drones.")
        + &plain("d", "t", "Another storyline with 1200 drones.")
        + &corrected("e", "s", "1200 drones", &format!("Here too: 1200 drones.\n          ^^^^^^^^^^^{own}"))
        + &corrected("f", "s", "abc", "Short.")
        + &plain("g", "s", "Too short to tell: abc.");
    check(&site);
}

#[test]
fn two_storylines_that_correct_one_value_do_not_hide_each_other() {
    let story = |id: &str| format!("-- content/storylines/{id}.md --\n---\ntitle: {id}\n---\n");
    let briefing = |id: &str, story: &str, more: &str| {
        format!(
            "-- content/briefings/2025-12-22-{id}.md --\n---\ntitle: {id}\ndate: 2025-12-22\nstorylines: {story}\n{more}"
        )
    };
    let correction = "corrections: [{date: 2025-12-23, was: 1200 drones, now: 1300 drones}]\n---\n";
    let site = story("s")
        + &story("t")
        + &briefing("a", "s", correction)
        + &briefing("b", "t", correction)
        + &briefing(
            "c",
            "t",
            "---\nSome 1200 drones.\n     ^^^^^^^^^^^ warning[wrong-value-stands]: `1200 drones` was corrected elsewhere to `1300 drones`\n",
        );
    check(&site);
}

#[test]
fn an_embargo_says_its_zone() {
    one(
        "
embargo: 2025-12-22T07:00
         ^^^^^^^^^^^^^^^^ warning[embargo-without-zone]: this embargo is read as a time in UTC",
        "",
    );
    for embargo in ["2025-12-22T07:00Z", "2025-12-22T07:00+02:00", "2025-12-22"] {
        one(&format!("embargo: {embargo}"), "");
    }
}

#[test]
fn names_are_in_the_house_spelling_outside_quotations() {
    check(
        "
-- content/places/kyiv.md --
---
name: Kyiv
variants: [Kiev]
aliases: [the capital]
---
-- content/briefings/2025-12-22-a.md --
---
title: Envoys in Kiev
       ^^^^^^^^^^^^^^ warning[listed-variant]: `Kiev` is listed as another spelling of `Kyiv`
date: 2025-12-22
summary: They said “Kiev”
---
Envoys left Kiev.
            ^^^^ warning[listed-variant]: `Kiev` is listed as another spelling of `Kyiv`

Kyiv, the capital, “is Kiev”, they said, `Kiev` and \"Kiev, too\".

“Kiev is far,” she said of Kiev.
                           ^^^^ warning[listed-variant]: `Kiev` is listed as another spelling of `Kyiv`

Lone `\"` and Kiev.
             ^^^^ warning[listed-variant]: `Kiev` is listed as another spelling of `Kyiv`

> Kiev is far.
>
> > Kiev again.
>
> And Kiev.

Nach „Nein“ in Kiev.
               ^^^^ warning[listed-variant]: `Kiev` is listed as another spelling of `Kyiv`
",
    );
}

#[test]
fn names_are_long_enough_to_be_found() {
    check(
        "
-- content/people/ada.md --
---
name: Ada Smyth
aliases: [AS, Ada, ЄС]
          ^^ warning[short-alias]: `AS` is so short that it is found where it is not meant
                   ^^ warning[short-alias]: `ЄС` is so short that it is found where it is not meant
variants: [A, Add]
           ^ warning[short-alias]: `A` is so short that it is found where it is not meant
---
-- content/organisations/eu.md --
---
name: EU
---
",
    );
}

#[test]
fn a_dossier_nobody_names_is_worth_knowing() {
    check(
        "
-- content/people/idle.md --
---
name: Idle Person
      ^^^^^^^^^^^ note[never-mentioned]: no briefing names this dossier
---
-- content/people/told.md --
---
name: Told Person
---
-- content/people/about.md --
---
name: About Person
---
-- content/people/key.md --
---
name: Key Person
---
-- content/places/here.md --
---
name: Here Town
in: land
---
-- content/places/land.md --
---
name: The Land
---
-- content/storylines/s.md --
---
title: S
key: [key]
---
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
storylines: s
about: about
dateline: here
---
So said Told Person.
",
    );
    // Without briefings there is nobody to name it.
    let outcome = check("-- content/people/idle.md --\n---\nname: Idle\n---\n");
    assert_eq!(count(&outcome, Code::NeverMentioned), 0);
}

#[test]
fn headlines_and_summaries_fit_where_they_are_shown() {
    let words = |length: usize| "Envoys met ".repeat(40)[..length - 1].to_owned() + "x";
    let marks = |length: usize| "^".repeat(length);
    check(&format!(
        "
-- content/briefings/2025-12-22-a.md --
---
title: {}
       {} warning[long-title]: this headline has 111 characters
date: 2025-12-22
summary: {}
         {} warning[long-summary]: this summary has 201 characters
---
-- content/briefings/2025-12-22-b.md --
---
title: {}
date: 2025-12-22
summary: {}
---
-- content/briefings/2025-12-22-c.md --
---
title: {}
date: 2025-12-22
---
",
        words(111),
        marks(111),
        words(201),
        marks(201),
        words(110),
        words(200),
        "ї".repeat(110),
    ));
}

#[test]
fn each_briefing_has_its_own_headline() {
    check(
        "
-- content/briefings/2025-12-21-a.md --
---
title: Talks resume
date: 2025-12-21
---
-- content/briefings/2025-12-22-b.md --
---
title: \"talks Resume \"
       ^^^^^^^^^^^^^^^ warning[equal-titles]: another briefing has this headline
date: 2025-12-22
---
-- content/briefings/2025-12-22-c.md --
---
title: Talks resume again
date: 2025-12-22
---
-- content/briefings/2025-12-22-d.md --
---
title: Talks resume
date: 2025-12-22
draft: true
---
",
    );
}

#[test]
fn a_file_is_used_by_a_page_that_is_out() {
    check(
        "
-- content/briefings/idle.txt --
x
^ warning[unused-file]: no page links to this file, so it is not published
-- content/briefings/draft.txt --
-- content/briefings/linked.txt --
-- content/briefings/shown.png --
GIF89a00000000
-- content/pages/other.txt --
-- content/pages/p.md --
---
title: P
---
[a](other.txt)
-- content/briefings/2025-12-22-a.md --
---
title: A
date: 2025-12-22
---
[a](linked.txt) ![b](shown.png) `idle.txt`
-- content/briefings/2025-12-22-b.md --
---
title: B
date: 2025-12-22
draft: true
---
[a](draft.txt)
",
    );
}

#[test]
fn raw_images_need_alternative_text_and_urls_differ_in_more_than_capitals() {
    check(
        "-- content/people/ada.md --\n---\nname: Ada\n---\n<img src=\"a.png\">\n^^^^^^^^^^^^^^^^^ error[missing-alt]: this image has no alternative text\n<img src=\"a.png\" alt=\"A map\">\n\
         -- content/people/a.png --\nGIF89a00000000\n\
         -- content/people/Ben.md --\n---\n^ note[untidy-file-name]: `Ben` has capitals or spaces, and is part of addresses\nname: Ben\n---\n\
         -- content/people/ben.md --\n---\n^ error[url-collision]: `/people/Ben/` and `/people/ben/` differ only in capitals\nname: Benjamin\n---\n",
    );
}

#[test]
fn email_that_cannot_be_written_is_left_out_with_a_warning() {
    let site = |base: &str| {
        format!(
            "-- site.yaml --\ntitle: Test\n{base}email: true\n-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\n---\n"
        )
    };
    for (base, help) in [
        ("", "write `base_url: https://…` in `site.yaml`, or use `--base-url`"),
        (
            "base_url: /\n",
            "write the whole address, `https://…`, at `base_url` in `site.yaml`, or use `--base-url`",
        ),
    ] {
        let outcome = crate::site::build(&site(base));
        let warnings: Vec<_> = outcome.problems.iter().filter(|p| p.code == Code::EmailLeftOut).collect();
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].message.contains("has no base URL"));
        assert_eq!(warnings[0].help.as_deref(), Some(help));
        assert!(!outcome.files.keys().any(|path| path.starts_with("email/")));
    }
    let at_root = crate::site::build_as(
        &site("base_url: https://example.org/\n"),
        How { base: Some("/"), ..How::default() },
    );
    assert!(!at_root.codes().contains(&"email-left-out"));
    let news = at_root.problems.iter().find(|p| p.code == Code::NoBaseUrl).unwrap();
    assert!(news.help.as_deref().unwrap().starts_with("leave the base URL to `site.yaml`, "));
    assert!(!at_root.files.keys().any(|path| path.starts_with("email/")));
    let whole = crate::site::build(&site("base_url: https://example.org/\n"));
    assert!(!whole.codes().contains(&"email-left-out"));
    assert_eq!(whole.files.contains_key("email/2025-12-22.html"), cfg!(feature = "email"));
}
