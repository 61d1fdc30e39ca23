//! Links to other sites that were in an earlier edition (`repeated-link`).

use dateline::diagnostic::{Code, Diagnostic, Style, render_human};

use crate::site::{How, Outcome, build, build_as, check};

/// What is said about one link: where, where it was first used, and the help.
fn repeated(outcome: &Outcome) -> Vec<&Diagnostic> {
    outcome.problems.iter().filter(|problem| problem.code == Code::RepeatedLink).collect()
}

fn briefing(day: u32, name: &str, front: &str, text: &str) -> String {
    format!(
        "-- content/briefings/2025-12-{day}-{name}.md --\n---\ntitle: {name} of {day}\ndate: 2025-12-{day}\n{front}---\n{text}\n"
    )
}

#[test]
fn a_link_that_stood_in_an_earlier_edition_is_told_with_its_first_place() {
    let outcome = check(
        "
-- content/briefings/2025-12-20-first.md --
---
title: First
date: 2025-12-20
---
[One](http://www.one.example/a/) and [two](https://two.example/b?x=1#c).
-- content/briefings/2025-12-21-second.md --
---
title: Second
date: 2025-12-21
---
## News

Again [one](https://one.example/a?utm_source=x#top), twice [one](https://one.example/a).
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note[repeated-link]: this link was in an earlier edition, on 2025-12-20

> ### Quoted
>
> <https://two.example/b?x=1&fbclid=1>
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note[repeated-link]: this link was in an earlier edition, on 2025-12-20
-- content/briefings/2025-12-22-third.md --
---
title: Third
date: 2025-12-22
sections: {old: {about: []}}
---
<a href=\"//one.example/a\">One</a>
         ^^^^^^^^^^^^^^^ note[repeated-link]: this link was in an earlier edition, on 2025-12-20

## Old

[One](https://one.example/b)

### [One](https://two.example/b?x=1)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note[repeated-link]: this link was in an earlier edition, on 2025-12-20

## New

[One](https://one.example/A) [two](https://two.example/b?x=2) [three](https://three.example)
",
    );
    let first = |problem: &Diagnostic| {
        let [(place, label)] = &problem.others[..] else { panic!("{problem:?}") };
        assert_eq!(label, "first used here");
        place.text().to_owned()
    };
    let firsts: Vec<String> = repeated(&outcome).into_iter().map(first).collect();
    let (one, two) = ("[One](http://www.one.example/a/)", "[two](https://two.example/b?x=1#c)");
    assert_eq!(firsts, [one, two, one, two]);
    let helps: Vec<&str> = repeated(&outcome).iter().map(|one| one.help.as_deref().unwrap()).collect();
    assert_eq!(
        helps,
        [
            "remove it, or add `sections: {news: {recurring: true}}` if the links there return in every edition",
            "remove it, or add `sections: {news: {recurring: true}}` if the links there return in every edition",
            "remove it; links that return in every edition go under a heading, with `recurring: true` for it in `sections`",
            "remove it, or add `recurring: true` to `old` in `sections` if the links there return in every edition",
        ]
    );
}

#[test]
fn what_the_help_says_makes_it_right() {
    let first = briefing(20, "a", "", "[One](https://one.example/a)");
    let second = |front: &str| {
        briefing(
            21,
            "b",
            front,
            "## 1\n\n[One](https://one.example/a)\n\n### Ää\n\n[One](https://one.example/a)\n\n## Two",
        )
    };
    let told = |front: &str| {
        let outcome = build(&(first.clone() + &second(front)));
        let told: Vec<String> = repeated(&outcome).iter().map(|one| one.help.clone().unwrap()).collect();
        told
    };
    let id = |front: &str| told(front)[0].split('`').nth(1).unwrap().to_owned();
    let whole = id("");
    assert!(told(&format!("{whole}\n")).is_empty(), "{whole}");
    let more = id("sections: {two: {about: []}}\n");
    assert!(told(&format!("sections:\n  two: {{about: []}}\n  {more}\n")).is_empty(), "{more}");
}

#[test]
fn what_is_no_news_by_itself_is_passed_over() {
    let again = "[a](https://one.example/a)";
    let first = briefing(20, "a", "", "[a](https://one.example/a) [home](https://two.example/)");
    let told =
        |front: &str, text: &str| repeated(&build(&(first.clone() + &briefing(21, "b", front, text)))).len();
    assert_eq!(told("", again), 1);
    let source = "sources: {one: {title: One, url: https://www.one.example/a}}\n";
    for (front, text) in [
        ("sections: {here: {recurring: true}}\n", "## Here\n\n[a](https://one.example/a)"),
        ("sections: {here: {recurring: true}}\n", "## Here\n\n### Below\n\n[a](https://one.example/a)"),
        (source, again),
        (source, "Said.[^one]"),
        ("", "Said.[^1]\n\n[^1]: [Title](https://one.example/a)"),
        ("", "Said.[^1] See [a](https://one.example/a).\n\n[^1]: [Title](https://one.example/a)"),
        ("", "Said.[^1]\n\n[^1]: A note with [a](https://one.example/a)."),
        ("", "[home](http://www.two.example/?utm_source=x#top)"),
        ("", "[mail](mailto:a@one.example) `https://one.example/a` [own](https://example.org/2025/12/20/a/)"),
    ] {
        assert_eq!(told(front, text), 0, "{front}{text}");
    }
    let below = "## Here\n\n[b](https://b.example/b)\n\n## There\n\n[a](https://one.example/a)";
    assert_eq!(told("sections: {here: {recurring: true}}\n", below), 1);
}

#[test]
fn a_section_that_recurs_is_no_first_place_either() {
    let recurring = "sections: {here: {recurring: true}}\n";
    let text = briefing(20, "a", recurring, "## Here\n\n[a](https://one.example/a)")
        + &briefing(21, "b", "", "[a](https://one.example/a)");
    assert_eq!(repeated(&build(&text)).len(), 0);
    let text = text + &briefing(22, "c", "", "[a](https://one.example/a)");
    let outcome = build(&text);
    assert_eq!(repeated(&outcome)[0].message, "this link was in an earlier edition, on 2025-12-21");
}

#[test]
fn an_edition_has_a_link_as_often_as_it_likes() {
    let link = "[a](https://one.example/a)";
    let day = briefing(22, "a", "", link) + &briefing(22, "b", "", link);
    assert_eq!(repeated(&build(&day)).len(), 0);
    let week = briefing(22, "a", "", link) + &briefing(24, "b", "", link);
    assert_eq!(repeated(&build(&week)).len(), 1);
    let weekly = "-- site.yaml --\ntitle: T\nbase_url: https://example.org/\nid: t\nedition: week\n"
        .to_owned()
        + &week;
    assert_eq!(repeated(&build(&weekly)).len(), 0);
    let later = weekly + &briefing(29, "c", "", link);
    assert_eq!(repeated(&build(&later)).len(), 1);
}

#[test]
fn a_draft_is_compared_with_what_is_out_and_nothing_with_it() {
    let link = "[a](https://one.example/a)";
    let site = briefing(20, "a", "draft: true\n", link) + &briefing(21, "b", "", link);
    assert_eq!(repeated(&build(&site)).len(), 0);
    let site = site + &briefing(22, "c", "draft: true\n", link) + &briefing(23, "d", "draft: true\n", link);
    let outcome = build(&site);
    let told = repeated(&outcome);
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|one| one.is_of_draft && one.message.ends_with("2025-12-21")), "{told:?}");
    let shown = build_as(&site, How { drafts: true, ..How::default() });
    assert_eq!(repeated(&shown).len(), 3);
}

#[test]
fn people_are_told_how_many_and_programs_each() {
    let link = "[a](https://one.example/a)";
    let days = |n: u32| (10..10 + n).map(|day| briefing(day, "a", "", link)).collect::<String>();
    let shown = |outcome: &Outcome, all: bool| {
        let problems: Vec<Diagnostic> = repeated(outcome).into_iter().cloned().collect();
        render_human(&problems, Style { colour: false, all, no_source: false })
    };
    let outcome = build(&days(8));
    let counted = "note[repeated-link]: 7 times: a link to another site appeared in an earlier edition; `--all` shows where\n\n";
    assert_eq!(shown(&outcome, false), counted);
    assert_eq!(shown(&outcome, true).matches("first used here").count(), 7);
    assert!(shown(&build(&days(2)), false).contains(": once: a link to another site"));
    let site = |level: &str| {
        format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://example.org/\nid: t\nchecks: {{repeated-link: {level}}}\n{}",
            days(8)
        )
    };
    let warned = shown(&build(&site("warning")), false);
    assert!(warned.starts_with("warning[repeated-link]") && warned.contains("in 3 more places"), "{warned}");
    assert!(repeated(&build(&site("off"))).is_empty());
    let allowed = site("off")
        + &briefing(25, "b", "", &format!("<!-- dateline: allow repeated-link: the record -->\n{link}"));
    assert_eq!(build(&allowed).codes().iter().filter(|code| **code == "unused-allowance").count(), 0);
    let nothing =
        site("off") + &briefing(25, "b", "", "<!-- dateline: allow repeated-link: the record -->\nNothing.");
    assert_eq!(build(&nothing).codes().iter().filter(|code| **code == "unused-allowance").count(), 1);
}
