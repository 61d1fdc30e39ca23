//! Years of long lists: what is on which page, and what leads there.

use crate::site::{Outcome, build};

const SITE: &str = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\n\
    -- content/people/ada.md --\n---\nname: Ada\nformer: [/people/old/]\n---\n\
    -- content/storylines/s.md --\n---\ntitle: S\nsummary: What it is\n---\n";

/// This many briefings from 1 January of a year on, four a day, each with front matter and a body.
fn briefings(year: u16, count: usize, front: &str, body: &str) -> String {
    let briefing = |n: usize| {
        let (month, day, hour) = (n / 4 / 28 + 1, n / 4 % 28 + 1, n % 4);
        format!(
            "-- content/briefings/{year}/n{n}.md --\n---\ntitle: Number {n} of {year}\ndate: {year}-{month:02}-{day:02}T{hour:02}:00Z\n\
             summary: Line {n}.\n{front}\n---\n{body}\n"
        )
    };
    (0..count).map(briefing).collect()
}

/// The links from a part of a page, with their words.
fn links(outcome: &Outcome, page: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let parts = outcome.between(page, from, to).split("href=\"").skip(1);
    let link = |part: &str| {
        let (href, rest) = part.split_once('"').unwrap();
        let words = rest.split_once('>').unwrap().1.split("</a>").next().unwrap();
        (href.to_owned(), words.to_owned())
    };
    parts.map(link).collect()
}

#[test]
fn an_entry_stays_on_its_page_when_more_is_published() {
    let page = |count: usize, path: &str| {
        let outcome = build(&(SITE.to_owned() + &briefings(2025, count, "storylines: [s]", "Ada spoke.")));
        outcome.between(path, "page.briefings", "</section>").to_owned()
    };
    for path in ["storylines/s/2025/index.html", "storylines/s/2025/p2/index.html"] {
        let before = page(100, path);
        assert_eq!(before.matches("<li>").count(), 50, "{path}");
        assert_eq!(page(101, path), before, "{path}");
    }
}

#[test]
fn older_entries_are_lines_and_the_newest_have_their_sentences() {
    let text = SITE.to_owned() + &briefings(2025, 51, "storylines: [s]", "Here Ada spoke at length.");
    let outcome = build(&text);
    let of = |page: &str, what: &str| outcome.between(page, "<main", "</main>").matches(what).count();
    let counts = |page: &str| ["Number ", "Line ", "spoke at length"].map(|what| of(page, what));
    assert_eq!(counts("people/ada/index.html"), [50, 0, 50]);
    assert_eq!(counts("people/ada/2025/index.html"), [50, 0, 0]);
    assert_eq!(counts("people/ada/2025/p2/index.html"), [1, 0, 0]);
    assert_eq!(of("storylines/s/2025/index.html", "Line "), 0);
    assert_eq!(of("storylines/s/2025/p2/index.html", "Line "), 0);
    // Forty headlines of what changed, each with its line.
    assert_eq!(of("storylines/s/index.html", "Line "), 40);
}

#[test]
fn pages_of_a_year_lead_to_one_another_and_say_where_they_are() {
    let outcome = build(&(SITE.to_owned() + &briefings(2025, 101, "about: [ada]", "")));
    let main = outcome.page("people/ada/index.html");
    assert!(!main.contains("class=\"pages\""));
    assert_eq!(
        links(&outcome, "people/ada/index.html", "<nav class=\"years\"", "</nav>"),
        [("/people/ada/2025/".to_owned(), "2025".to_owned())]
    );
    let (first, second, third) =
        ("people/ada/2025/index.html", "people/ada/2025/p2/index.html", "people/ada/2025/p3/index.html");
    let title = |page: &str| outcome.between(page, "<title>", "</title>").replace("<title>", "");
    assert_eq!(
        [first, second, third].map(title),
        ["Ada, 2025 – T", "Ada, 2025, page 2 – T", "Ada, 2025, page 3 – T"].map(str::to_owned)
    );
    let crumbs = |page: &str| -> Vec<String> {
        let all = links(&outcome, page, "<nav class=\"breadcrumbs\"", "</nav>");
        all.into_iter().map(|(href, _)| href).collect()
    };
    assert_eq!(crumbs(first), ["/", "/people/", "/people/ada/"]);
    assert_eq!(crumbs(second), ["/", "/people/", "/people/ada/", "/people/ada/2025/"]);
    let nav = outcome.between(second, "<nav class=\"pages\"", "</nav>");
    for part in [
        "<a rel=\"prev\" href=\"/people/ada/2025/\">",
        "<a href=\"/people/ada/2025/p2/\" aria-current=\"page\">2</a>",
        "<a rel=\"next\" href=\"/people/ada/2025/p3/\">",
    ] {
        assert_eq!(nav.matches(part).count(), 1, "{part}");
    }
    assert!(
        outcome.page(second).contains("<link rel=\"canonical\" href=\"https://x.org/people/ada/2025/p2/\">")
    );
    for (file, line) in [
        ("sitemap.xml", "<loc>https://x.org/people/ada/2025/p3/</loc>"),
        ("data/urls.txt", "/people/ada/2025/p3/\n"),
    ] {
        assert!(outcome.page(file).contains(line), "{file}");
    }
    let moved = outcome.page("people/old/2025/p2/index.html");
    assert!(moved.contains("url=/people/ada/2025/p2/"), "{moved}");
}

#[test]
fn each_list_of_a_page_is_cut_by_itself() {
    let front = "quotes: [{text: A word., by: ada}]\nevents: [{date: 2025-01-01, text: Meeting, who: ada}]";
    let text = briefings(2025, 60, "about: [ada]", "") + &briefings(2024, 51, front, "");
    let outcome = build(&(SITE.to_owned() + &text));
    let counts = |page: &str| {
        let main = outcome.between(&format!("people/ada/{page}index.html"), "<main", "</main>");
        ["<li><a href=\"/2025/", "<figure class=\"quote"].map(|what| main.matches(what).count())
    };
    assert_eq!(counts("2025/"), [50, 0]);
    assert_eq!(counts("2025/p2/"), [10, 0]);
    assert_eq!(counts("2024/"), [0, 50]);
    assert_eq!(counts("2024/p2/"), [0, 1]);
    assert!(!outcome.files.contains_key("people/ada/2025/p3/index.html"));
}

#[test]
fn an_answered_question_keeps_its_page() {
    let mut open = SITE.to_owned() + &briefings(2025, 51, "unknown: [{text: What next}]", "");
    for n in 0..51 {
        open = open.replacen("{text: What next}", &format!("{{id: q{n}, text: Riddle {n} here}}"), 1);
    }
    let answered = open.replace("title: Number 50 of", "answers: {q3: It is so}\ntitle: Number 50 of");
    let on = |text: &str| {
        let outcome = build(text);
        ["", "p2/"].map(|page| {
            let main = outcome.between(&format!("questions/2025/{page}index.html"), "<main", "</main>");
            [3, 49, 50].map(|n| main.matches(&format!("Riddle {n} here")).count())
        })
    };
    assert_eq!(on(&open), [[1, 1, 0], [0, 0, 1]]);
    assert_eq!(on(&answered), [[1, 1, 0], [0, 0, 1]]);
}

#[test]
fn a_month_has_pages_where_no_edition_takes_its_address() {
    let text = SITE.to_owned() + &briefings(2025, 101, "", "");
    let outcome = build(&text);
    let page = "2025/01/p2/index.html";
    assert_eq!(
        outcome.between(page, "<title>", "</title>").replace("<title>", ""),
        "January 2025, page 2 – T"
    );
    let crumbs = links(&outcome, page, "<nav class=\"breadcrumbs\"", "</nav>");
    assert_eq!(
        crumbs.iter().map(|(href, _)| href.as_str()).collect::<Vec<_>>(),
        ["/", "/2025/", "/2025/01/"]
    );
    let monthly = build(&text.replace("title: T\n", "title: T\nedition: month\n"));
    assert!(monthly.files.contains_key("2025/01/index.html"));
    assert!(!monthly.files.contains_key(page));
}

#[test]
fn a_year_shows_the_newest_of_each_month() {
    let lines = |count: usize| {
        let outcome = build(&(SITE.to_owned() + &briefings(2025, count, "", "Text.")));
        let months = outcome.between("2025/index.html", "<main", "</main>");
        (months.matches("<section").count(), months.matches(">Number ").count())
    };
    assert_eq!([lines(5), lines(6), lines(112 + 1)], [(1, 5), (1, 5), (2, 6)]);
}

#[test]
fn a_page_of_a_series_has_as_many_periods_as_there_is_room_for_figures() {
    // This many periods in a year, each reported by this many speakers.
    let rows = |count: usize, speakers: usize, page: &str| {
        let figure = |n: usize, of: usize| {
            format!(
                "  - {{series: n, value: {n}, by: [{{name: Speaker {of}}}], period: 2024-{:02}-{:02}, source: s}}\n",
                n / 28 + 1,
                n % 28 + 1
            )
        };
        let briefing = |n: usize| {
            let figures: String = (0..speakers).map(|of| figure(n, of)).collect();
            format!(
                "-- content/briefings/2025-01-01-b{n}.md --\n---\ntitle: Briefing {n}\ndate: 2025-01-01\nsources:\n  s: {{title: Source}}\nfigures:\n{figures}---\nText.\n"
            )
        };
        let site: String = (0..count).map(briefing).collect();
        let outcome = build(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nlanguage: en-GB\nseries:\n  n: {{name: N, unit: ships}}\n{site}"
        ));
        let path = format!("figures/n/{page}index.html");
        outcome.files.contains_key(path.as_str()).then(|| outcome.page(&path).matches("<tbody>").count())
    };
    assert_eq!([rows(50, 3, ""), rows(50, 3, "2024/")], [Some(50), None]);
    assert_eq!(
        [rows(51, 3, ""), rows(51, 3, "2024/"), rows(51, 3, "2024/p2/")],
        [Some(50), Some(50), Some(1)]
    );
    assert_eq!([rows(25, 4, ""), rows(25, 4, "2024/")], [Some(25), None]);
    assert_eq!(
        [rows(26, 4, ""), rows(26, 4, "2024/"), rows(26, 4, "2024/p2/")],
        [Some(25), Some(25), Some(1)]
    );
    // A single period is on one page, however many speak of it.
    assert_eq!([rows(1, 151, ""), rows(2, 151, "2024/"), rows(2, 151, "2024/p2/")], [Some(1); 3]);
}
