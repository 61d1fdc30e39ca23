//! Ages as of a day, and the later briefings that may answer what is old.

use dateline::diagnostic::Code;

use crate::agenda::{helps, site};
use crate::html::text_of;
use crate::site::build;

#[test]
fn a_day_that_passed_names_the_next_briefings_that_may_say_what_came_of_it() {
    let help = |watch: &str, later: &[(&str, &str, &str)]| {
        let first = format!("storylines: [talks]\nwatch: [{watch}]");
        let mut all = vec![("2025-12-01", "a", first.as_str())];
        all.extend(later);
        all.push(("2025-12-30", "z", "storylines: [other]"));
        helps(&build(&site(&all)), Code::WatchPassed).join("; ")
    };
    let item = "{id: vote, text: The vote, date: 2025-12-05, who: ada}";
    let before = ("2025-12-04", "b", "storylines: [talks]\nabout: [ada]");
    let same = |day, name| (day, name, "storylines: [talks]");
    let about = |day, name| (day, name, "storylines: [other]\nabout: [ada]");
    let none = "say what came of it with `answers: {vote: …}` in a new briefing";
    assert_eq!(help(item, &[]), none);
    assert_eq!(help(item, &[before]), none, "a day before is too early");
    assert_eq!(
        help(item, &[same("2025-12-05", "c")]),
        format!("{none}, or in the one that has it: perhaps `2025-12-05-c`")
    );
    assert_eq!(
        help(
            item,
            &[
                about("2025-12-09", "f"),
                same("2025-12-08", "e"),
                about("2025-12-06", "d"),
                same("2025-12-05", "c")
            ]
        ),
        format!("{none}, or in the one that has it: perhaps `2025-12-05-c`, `2025-12-06-d`, `2025-12-08-e`"),
        "the nearest three"
    );
    let unnamed =
        help("{text: The vote, date: 2025-12-05}", &[about("2025-12-06", "d"), same("2025-12-08", "e")]);
    assert_eq!(
        unnamed,
        "give it an `id`, and say what came of it with `answers: {ID: …}` in a new briefing, or in the one that has it: perhaps `2025-12-08-e`"
    );
    let answered = ("2025-12-06", "d", "storylines: [talks]\nanswers: {vote: Held}");
    assert_eq!(help(item, &[answered]), "");
    let event =
        ("2025-12-06", "d", "storylines: [talks]\nevents: [{date: 2025-12-05, text: They voted, who: ada}]");
    assert_eq!(help(item, &[event]), "");
}

#[test]
fn an_old_question_names_later_briefings_of_its_storyline_and_subjects() {
    let help = |later: &[(&str, &str, &str)]| {
        let mut all = vec![(
            "2025-12-01",
            "a",
            "storylines: [talks]\nabout: [ben]\nunknown: [{id: q, text: What is q}]",
        )];
        all.extend(later);
        all.push(("2025-12-30", "z", "storylines: [other]"));
        helps(&build(&site(&all)), Code::StaleQuestion).join("; ")
    };
    let none = "answer it with `answers: {q: …}` in a new briefing";
    assert_eq!(help(&[]), none);
    assert_eq!(
        help(&[
            ("2025-12-03", "c", "storylines: [other]\nabout: [ben]"),
            ("2025-12-02", "b", "storylines: [talks]")
        ]),
        format!("{none}, or in the one that has it: perhaps `2025-12-02-b`, `2025-12-03-c`")
    );
}

#[test]
fn eight_dossiers_of_an_item_are_looked_at_for_later_briefings() {
    let help = |at: usize| {
        let people: String =
            (0..9).map(|n| format!("-- content/people/p{n}.md --\n---\nname: Person {n}\n---\n")).collect();
        let who: Vec<String> = (0..9).map(|n| format!("p{n}")).collect();
        let watch = format!(
            "storylines: [talks]\nwatch: [{{id: vote, text: It, date: 2025-12-05, who: [{}]}}]",
            who.join(", ")
        );
        let later = format!("storylines: [other]\nabout: [p{at}]");
        let text = site(&[("2025-12-01", "a", &watch), ("2025-12-06", "b", &later)]) + &people;
        helps(&build(&text), Code::WatchPassed)[0].contains("`2025-12-06-b`")
    };
    assert!(help(7));
    assert!(!help(8));
}

/// The ages that a site in a language gives for a question and a storyline.
fn ages(language: &str, days: usize) -> (String, String) {
    let last = format!("2025-12-{:02}", 1 + days);
    let text = site(&[
        ("2025-12-01", "a", "storylines: [talks]\nunknown: [{id: q, text: What is q}]"),
        (&last, "z", "storylines: [other]"),
    ])
    .replace("language: en-GB", &format!("language: {language}\nemail: true"));
    let outcome = build(&text);
    let page = outcome.page("2025/12/01/a/index.html");
    // One asked on the day of the newest briefing has none.
    let asked = page.split_once("<span class=\"age").map(|(_, rest)| rest.split_once("</span>").unwrap().0);
    let age =
        asked.map_or_else(String::new, |asked| text_of(asked).split('>').next_back().unwrap().to_owned());
    assert!(
        plain(outcome.page("storylines/talks/index.html")).contains(&age),
        "the storyline has no {age:?}"
    );
    #[cfg(feature = "email")]
    {
        let email = plain(outcome.page("email/2025-12-01.txt"));
        assert!(email.contains(&age), "{email} has no {age:?}");
    }
    let quiet = text_of(outcome.between("storylines/talks/index.html", "<ul class=\"facts\">", "</ul>"));
    let quiet = quiet.split_once(' ').unwrap().1.to_owned();
    (age, quiet)
}

/// A text in one line, with plain spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_age_is_said_as_of_a_day_in_every_language_of_the_theme() {
    let said = |language: &str, days: usize, age: &str, quiet: &str| {
        assert_eq!(ages(language, days), (age.to_owned(), quiet.to_owned()), "{language}, {days}");
    };
    said("en-GB", 0, "", "last briefing 1 December 2025");
    said("en-GB", 1, "open for 1 day on 2 December 2025", "last briefing 1 December 2025");
    said("en-GB", 24, "open for 24 days on 25 December 2025", "last briefing 1 December 2025");
    said("de", 0, "", "letzte Meldung am 1. Dezember 2025");
    said("de", 1, "am 2. Dezember 2025 seit 1 Tag offen", "letzte Meldung am 1. Dezember 2025");
    said("de", 24, "am 25. Dezember 2025 seit 24 Tagen offen", "letzte Meldung am 1. Dezember 2025");
    let quiet = "останнє зведення 1 грудня 2025 р.";
    said("uk", 0, "", quiet);
    said("uk", 1, "відкрите 1 день станом на 2 грудня 2025 р.", quiet);
    said("uk", 2, "відкрите 2 дні станом на 3 грудня 2025 р.", quiet);
    said("uk", 24, "відкрите 24 дні станом на 25 грудня 2025 р.", quiet);
    said("uk", 25, "відкрите 25 днів станом на 26 грудня 2025 р.", quiet);
}
