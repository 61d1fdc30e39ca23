//! The front page: the lead, where storylines stand, and what appears nowhere else on it.

use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: The Daily\nbase_url: https://x.org/\nlanguage: en-GB\n\
    series:\n  taken: {name: People taken, unit: people}\n";

fn storyline(id: &str, front: &str) -> String {
    format!("-- content/storylines/{id}.md --\n---\ntitle: Story {id}\n{front}---\n")
}

fn briefing(day: &str, id: &str, front: &str, body: &str) -> String {
    format!(
        "-- content/briefings/{day}-{id}.md --\n---\ntitle: Title {id}\ndate: {day}\n{front}---\n{body}\n"
    )
}

fn main(outcome: &Outcome) -> &str {
    outcome.between("index.html", "<main", "</main>")
}

#[test]
fn the_name_of_the_site_is_its_heading_and_the_day_stands_once() {
    let outcome = build(&(SITE.to_owned() + &briefing("2025-12-27", "a", "", "First.\n\nSecond.")));
    let page = outcome.page("index.html");
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(outcome.between("index.html", "<h1>", "</h1>").contains("The Daily"));
    assert_eq!(page.matches("27 December 2025</time>").count(), 1);
    assert!(page.contains("<time class=\"dt-published\" datetime=\"2025-12-27\"></time>"), "{page}");
    assert!(!page.contains("<p class=\"when\">"));
    assert_eq!(outcome.between("index.html", "og:description\" content=\"", "\">"), "First.");
    assert!(main(&outcome).contains("First.") && !main(&outcome).contains("Second."));
}

#[test]
fn briefings_of_several_days_say_theirs() {
    let weekly = SITE.replace("language:", "edition: week\nlanguage:");
    let site =
        weekly + &briefing("2025-12-26", "a", "", "First.") + &briefing("2025-12-27", "b", "", "Second.");
    let outcome = build(&site);
    for page in ["index.html", "2025/w52/index.html"] {
        for day in ["26 December 2025</time>", "27 December 2025</time>"] {
            assert_eq!(outcome.between(page, "<main", "</main>").matches(day).count(), 1, "{page} {day}");
        }
    }
}

#[test]
fn the_days_of_a_week_stand_on_an_edition_if_more_than_one_has_briefings() {
    let alone = SITE.to_owned() + &briefing("2025-12-27", "a", "", "First.");
    assert!(!build(&alone).page("2025/12/27/index.html").contains("class=\"week\""));
    let outcome = build(&(alone + &briefing("2025-12-26", "b", "", "Second.")));
    let week = outcome.between("2025/12/27/index.html", "class=\"week\"", "</nav>");
    assert_eq!([week.matches("<li>").count(), week.matches("class=\"count\"").count()], [7, 2], "{week}");
    assert!(!outcome.page("index.html").contains("class=\"week\""));
}

#[test]
fn every_active_storyline_has_a_card_up_to_nine() {
    let with = |count: usize| {
        let mut site = SITE.to_owned() + &storyline("old", "status: closed\n");
        site += &briefing("2025-12-01", "old", "storylines: [old]\n", "Text.");
        for n in 0..count {
            site += &storyline(&format!("s{n}"), "trend: {is: improved, why: Reasons}\n");
            site += &briefing("2025-12-20", &format!("n{n}"), &format!("storylines: [s{n}]\n"), "Text.");
        }
        build(&site)
    };
    let cards = |outcome: &Outcome| {
        outcome.between("index.html", "<ul class=\"cards\">", "</ul>").matches("<h3").count()
    };
    let (nine, ten) = (with(9), with(10));
    assert_eq!([cards(&nine), cards(&ten)], [9, 9]);
    let list = outcome_cards(&nine);
    assert!(list.contains("Improved") && list.contains("Title n8") && !list.contains("Story old"), "{list}");
    assert!(main(&ten).contains("All storylines"));
}

fn outcome_cards(outcome: &Outcome) -> &str {
    outcome.between("index.html", "<ul class=\"cards\">", "</ul>")
}

#[test]
fn a_card_counts_the_briefings_of_seven_days() {
    let of = |day: &str| {
        let site = SITE.to_owned()
            + &storyline("s", "")
            + &briefing("2025-12-27", "new", "", "Text.")
            + &briefing(day, "b", "storylines: [s]\n", "Text.");
        outcome_cards(&build(&site)).contains("1 briefing in the week to 27 Dec")
    };
    assert!(of("2025-12-21"));
    assert!(!of("2025-12-20"));
}

#[test]
fn a_day_with_one_briefing_shows_eight_earlier_ones_that_stand_nowhere_else() {
    let mut site = SITE.to_owned() + &storyline("s", "");
    for day in 10..=20 {
        site += &briefing(
            &format!("2025-12-{day}"),
            &format!("d{day}"),
            if day == 19 { "storylines: [s]\n" } else { "" },
            "Text.",
        );
    }
    let outcome = build(&site);
    let recent = outcome.between("index.html", "id=\"page.recent\"", "</section>");
    let named = |day: usize| recent.contains(&format!(">Title d{day}<"));
    // The 20th is the lead, the 19th is on the card.
    assert!(!named(20) && !named(19));
    assert!((11..=18).all(named), "{recent}");
    assert!(!named(10));
    for day in 11..=20 {
        assert_eq!(main(&outcome).matches(&format!(">Title d{day}<")).count(), 1, "{day}");
    }
}

#[test]
fn accounts_that_differ_stay_for_thirty_days() {
    let of = |newest: &str| {
        let figures = "sources:\n  one: {title: One}\nfigures:\n  - {series: taken, value: 50, by: [{name: Ada}], period: as of 2025-11-28, source: one}\n  - {series: taken, value: 60, by: [{name: Bea}], period: as of 2025-11-28, source: one}\n";
        let site = SITE.to_owned()
            + &briefing("2025-11-28", "f", figures, "Text.")
            + &briefing(newest, "n", "", "Text.");
        build(&site).page("index.html").contains("id=\"page.differing\"")
    };
    assert!(of("2025-12-27"));
    assert!(!of("2025-12-28"));
}

#[test]
fn five_questions_and_what_lies_ahead_stand_there() {
    let lines = |count: usize| {
        let list = |what: &str| (0..count).map(|n| format!("  - {{text: {what} {n}}}\n")).collect::<String>();
        let ahead: String =
            (0..count).map(|n| format!("  - {{text: Ahead {n}, date: 2026-01-0{}}}\n", n + 1)).collect();
        let front = format!("unknown:\n{}watch:\n{ahead}", list("Question"));
        build(&(SITE.to_owned() + &briefing("2025-12-27", "q", &front, "Text.")))
    };
    let count = |outcome: &Outcome| {
        ["Question ", "Ahead "].map(|what| main(outcome).matches(&format!(">{what}")).count())
    };
    assert_eq!(count(&lines(5)), [5, 5]);
    assert_eq!(count(&lines(6)), [5, 5]);
}

#[test]
fn a_visit_can_be_compared_with_fifty_briefings() {
    let with = |count: usize| {
        let mut site = SITE.to_owned() + &storyline("s", "");
        for n in 0..count {
            site += &briefing(
                &format!("2025-{:02}-{:02}", n / 28 + 1, n % 28 + 1),
                &format!("b{n}"),
                "storylines: [s]\n",
                "Text.",
            );
        }
        let outcome = build(&site);
        outcome.between("index.html", "data-published=\"", "\"").split(' ').count()
    };
    assert_eq!([with(50), with(51)], [50, 50]);
}

#[test]
fn texts_without_a_summary_are_told_by_their_first_sentences() {
    let excerpt = |text: &str| {
        let site = SITE.to_owned()
            + &briefing("2025-12-01", "a", "", text)
            + &briefing("2025-12-02", "b", "", "New.");
        let outcome = build(&site);
        outcome.between("index.html", "<p class=\"excerpt p-summary\">", "</p>").to_owned()
    };
    assert_eq!(excerpt("# Not this\n\nShort *and* [whole](https://y.org/).\n\nMore."), "Short and whole.");
    let (first, rest) = ("A".repeat(100) + ". " + &"B".repeat(137) + ".", " Then.");
    assert_eq!(first.len(), 240);
    assert_eq!(excerpt(&first), first);
    assert_eq!(excerpt(&(first.clone() + rest)), first);
    assert_eq!(excerpt(&("A".repeat(100) + ". " + &"B".repeat(138) + ".")), "A".repeat(100) + ".");
    // What is announced does not follow.
    assert_eq!(excerpt("They met. He said:\n\n> No."), "They met.");
    assert_eq!(excerpt("He said:\n\n> No."), "He said …");
    let words = "word ".repeat(60);
    let cut = excerpt(&words);
    assert!(cut.ends_with("word …") && cut.chars().count() <= 240, "{cut}");
}

#[test]
fn a_summary_leaves_no_room_for_an_excerpt() {
    let site = SITE.to_owned()
        + &briefing("2025-12-01", "a", "summary: Told so.\n", "Text.")
        + &briefing("2025-12-02", "b", "", "New.");
    let outcome = build(&site);
    assert!(!main(&outcome).contains("class=\"excerpt"));
    assert!(main(&outcome).contains("Told so."));
}
