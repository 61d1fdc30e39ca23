//! What changed lately: on a page of its own and at the top of each storyline.

use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\n\
    series:\n  drones: {name: Drones, unit: drones}\n\
    -- content/people/ada.md --\n---\nname: Ada\n---\n\
    -- content/storylines/talks.md --\n---\ntitle: Talks\n---\nThey go on.\n";

/// A briefing of the storyline of that day.
fn briefing(day: &str, front: &str) -> String {
    format!(
        "-- content/briefings/{day}-b.md --\n---\ntitle: Of {day}\ndate: {day}\nstorylines: [talks]\n{front}---\nText.\n"
    )
}

/// The days of a page, each with its words.
fn days(outcome: &Outcome, page: &str) -> Vec<(String, String)> {
    let html = outcome.page(page);
    let part = |html: &str| {
        let (day, rest) = html.split_once("</time>").unwrap();
        let day = day.rsplit("datetime=\"").next().unwrap().split('"').next().unwrap();
        (day.to_owned(), rest.split("</section>").next().unwrap().to_owned())
    };
    html.split("<section class=\"of-day\">").skip(1).map(part).collect()
}

#[test]
fn it_covers_thirty_days_up_to_the_newest_briefing() {
    let site = SITE.to_owned()
        + &briefing("2025-11-27", "")
        + &briefing("2025-11-28", "")
        + &briefing("2025-12-27", "");
    let outcome = build(&site);
    for page in ["catch-up/index.html", "storylines/talks/index.html"] {
        let named: Vec<String> = days(&outcome, page).into_iter().map(|(day, _)| day).collect();
        assert_eq!(named, ["2025-12-27", "2025-11-28"], "{page}");
    }
    let list = outcome.between("storylines/talks/index.html", "id=\"page.briefings\"", "</section>");
    assert!(list.contains("Of 2025-11-27") && !list.contains("Of 2025-11-28"), "{list}");
    assert!(outcome.page("catch-up/index.html").contains("2 briefings"));
}

#[test]
fn a_quiet_storyline_tells_of_its_own_newest_briefing() {
    let site = SITE.to_owned()
        + "-- content/storylines/loud.md --\n---\ntitle: Loud\n---\n"
        + &briefing("2025-10-01", "")
        + "-- content/briefings/2025-12-27-l.md --\n---\ntitle: Loud news\ndate: 2025-12-27\nstorylines: [loud]\n---\nText.\n";
    let outcome = build(&site);
    assert_eq!(days(&outcome, "storylines/talks/index.html")[0].0, "2025-10-01");
    let page = outcome.page("catch-up/index.html");
    assert!(page.contains("Loud news") && !page.contains("Of 2025-10-01"));
}

#[test]
fn a_number_says_who_gives_it_for_when_and_from_what_it_moved() {
    let figure = |value: u32, week: &str| {
        format!(
            "sources:\n  air: {{title: Air force}}\nfigures:\n  - {{series: drones, value: {value}, by: ada, \
             period: week to {week}, said: {week}, source: air}}\n"
        )
    };
    let site = SITE.to_owned()
        + &briefing("2025-12-14", &figure(1500, "2025-12-14"))
        + &briefing("2025-12-21", &figure(1300, "2025-12-21"));
    let outcome = build(&site);
    for page in ["catch-up/index.html", "storylines/talks/index.html"] {
        let (_, words) = days(&outcome, page).swap_remove(0);
        for part in [
            "Drones",
            "week to 21 December 2025",
            "1,300\u{a0}drones",
            ">Ada<",
            "down 200",
            "1,500\u{a0}drones, week to 14 December 2025",
            ">Air force<",
        ] {
            assert!(words.contains(part), "{page}: no {part} in {words}");
        }
    }
}

#[test]
fn questions_and_answers_and_corrections_lead_to_their_places() {
    let site = SITE.to_owned()
        + &briefing("2025-12-01", "unknown:\n  - {text: Who comes, id: who}\n")
        + &briefing(
            "2025-12-02",
            "unknown:\n  - {text: When they meet, id: when}\ncorrections:\n  - {date: 2025-12-05, text: A name was wrong.}\n",
        )
        + &briefing("2025-12-04", "answers:\n  - {question: who, text: Ada comes}\n");
    let outcome = build(&site);
    let days = days(&outcome, "storylines/talks/index.html");
    let words = |day: &str| &days.iter().find(|(of, _)| of == day).unwrap().1;
    assert!(words("2025-12-05").contains("href=\"/2025/12/02/b/#correction-1\""), "{}", words("2025-12-05"));
    assert!(words("2025-12-05").contains("A name was wrong."));
    assert!(words("2025-12-04").contains("Who comes"));
    assert!(words("2025-12-02").contains("href=\"/2025/12/02/b/#question-when\""), "{}", words("2025-12-02"));
}

#[test]
fn a_storyline_has_forty_lines() {
    let lines = |count: usize| {
        let lines: String = (0..count).map(|n| format!("  - Line {n}\n")).collect();
        build(&(SITE.to_owned() + &briefing("2025-12-01", &format!("changed:\n{lines}"))))
    };
    let shown = |outcome: &Outcome, page: &str| outcome.page(page).matches("<li>Line ").count();
    let (fits, too_many) = (lines(39), lines(40));
    for page in ["catch-up/index.html", "storylines/talks/index.html"] {
        assert_eq!([shown(&fits, page), shown(&too_many, page)], [39, 39], "{page}");
    }
    let rest = "The rest is on the storyline’s page";
    assert!(!fits.page("catch-up/index.html").contains(rest));
    assert!(too_many.page("catch-up/index.html").contains(rest));
}

#[test]
fn the_page_has_three_hundred_lines_and_names_the_others() {
    let lines: String = (0..29).map(|n| format!("  - Line {n}\n")).collect();
    let with = |count: usize| {
        let mut site = SITE.to_owned();
        for n in 0..count {
            site += &format!(
                "-- content/storylines/s{n}.md --\n---\ntitle: Story {n}\n---\n\
                 -- content/briefings/2025-12-01-s{n}.md --\n---\ntitle: News {n}\ndate: 2025-12-01\nstorylines: [s{n}]\nchanged:\n{lines}---\nText.\n"
            );
        }
        build(&site)
    };
    let (ten, eleven) = (with(10), with(11));
    let count = |outcome: &Outcome| outcome.page("catch-up/index.html").matches("<li>Line ").count();
    assert_eq!([count(&ten), count(&eleven)], [290, 290]);
    assert!(!ten.page("catch-up/index.html").contains("page.others"));
    let others = outcome_others(&eleven);
    assert_eq!(others.matches("<a ").count(), 1, "{others}");
}

fn outcome_others(outcome: &Outcome) -> &str {
    outcome.between("catch-up/index.html", "id=\"page.others\"", "</section>")
}

#[test]
fn four_days_stand_open() {
    let with = |count: usize| {
        let days: String = (1..=count).map(|n| briefing(&format!("2025-12-0{n}"), "")).collect();
        build(&(SITE.to_owned() + &days))
    };
    assert!(!with(4).page("storylines/talks/index.html").contains("Earlier days"));
    let outcome = with(5);
    let folded = outcome.between("storylines/talks/index.html", "Earlier days", "</details>");
    assert_eq!(folded.matches("<section class=\"of-day\">").count(), 1);
    assert!(folded.contains("Of 2025-12-01"));
}

#[test]
fn a_site_without_storylines_has_no_such_page() {
    let outcome = build(
        "-- site.yaml --\ntitle: T\n-- content/briefings/2025-12-01-b.md --\n---\ntitle: B\n---\nText.\n",
    );
    assert!(!outcome.files.keys().any(|path| path.starts_with("catch-up")));
    assert!(!outcome.page("index.html").contains("catch-up"));
}

#[test]
fn the_navigation_can_lead_there() {
    let site =
        SITE.replace("language: en-GB\n", "language: en-GB\nnav: [catch-up]\n") + &briefing("2025-12-01", "");
    let outcome = build(&site);
    assert!(outcome.between("index.html", "<nav>", "</nav>").contains("/catch-up/"));
}
