//! The chart of a series as a file, and what other sites need to show it.

use crate::site::{Outcome, build};

fn site(base: &str, value: &str) -> Outcome {
    build(&format!(
        "-- site.yaml --\ntitle: A & B\n{base}language: en-GB\nseries:\n  n: {{name: Ships <lost> & found, unit: ships}}\n\
         -- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\nsources:\n  s: {{title: Source}}\n\
         figures:\n  - {{series: n, value: 5, by: [{{name: Ada}}], period: 2025-12-01, source: s{value}}}\n---\nText.\n"
    ))
}

const BASE: &str = "base_url: https://x.org/d/\n";

#[test]
fn the_chart_is_a_file_that_says_what_it_shows_and_where_it_is_from() {
    let outcome = site(BASE, "");
    let svg = outcome.page("figures/n.svg");
    let mut reader = quick_xml::Reader::from_str(svg);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{svg}");
    for part in [
        ">Ships &lt;lost&gt; &amp; found</text>",
        "5\u{a0}ships (Ada), 1 December 2025</text>",
        "A &amp; B – https://x.org/d/figures/n/</text>",
    ] {
        assert!(svg.contains(part), "no {part} in {svg}");
    }
    let page = outcome.page("figures/n/index.html");
    assert!(page.contains("<p class=\"finding\">5\u{a0}ships (Ada), 1 December 2025</p>"), "{page}");
    assert!(page.contains("href=\"/d/figures/n.svg\" download"));
}

#[test]
fn other_sites_are_given_html_that_leads_back() {
    let outcome = site(BASE, "");
    let code = outcome.between("figures/n/index.html", "<code>", "</code>");
    for part in ["https://x.org/d/figures/n/", "https://x.org/d/figures/n.svg", "&lt;img"] {
        assert!(code.contains(part), "no {part} in {code}");
    }
    // Nothing can lead back to a site that does not know its address.
    assert!(!site("", "").page("figures/n/index.html").contains("<code>"));
    assert!(site("", "").files.contains_key("figures/n.svg"));
}

#[test]
fn what_was_taken_back_has_no_chart() {
    let outcome = site(BASE, ", status: retracted");
    assert!(outcome.files.contains_key("figures/n/index.html"));
    assert!(!outcome.files.contains_key("figures/n.svg"));
    assert!(!outcome.page("figures/n/index.html").contains("figures/n.svg"));
}

/// A site with one storyline and this many series, each of one figure, and one more from this many speakers.
fn series(count: usize, speakers: usize) -> Outcome {
    let declared: String =
        (0..count).map(|n| format!("  s{n}: {{name: Series {n}, unit: ships}}\n")).collect();
    let figure = |series: &str, n: usize| {
        format!(
            "  - {{series: {series}, value: {n}, by: [{{name: Speaker {n}}}], period: 2025-12-01, source: s}}\n"
        )
    };
    let own: String = (0..count).map(|n| figure(&format!("s{n}"), n)).collect();
    let told: String = (0..speakers).map(|n| figure("told", n)).collect();
    build(&format!(
        "-- site.yaml --\ntitle: T\n{BASE}language: en-GB\nseries:\n  told: {{name: Told, unit: ships}}\n{declared}\
         -- content/storylines/line.md --\n---\ntitle: Line\n---\n\
         -- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\nstorylines: [line]\n\
         sources:\n  s: {{title: Source}}\nfigures:\n{own}{told}---\nText.\n"
    ))
}

#[test]
fn a_series_leads_to_eight_others_of_its_storylines() {
    let others = |count: usize| {
        let outcome = series(count, 1);
        let list = outcome.between("figures/told/index.html", "page.others", "</section>").to_owned();
        assert!(!list.contains(">Told<"), "{list}");
        list.matches("<li>").count()
    };
    assert_eq!([others(1), others(8), others(9)], [1, 8, 8]);
    assert!(!series(0, 1).page("figures/told/index.html").contains("page.others"));
}

#[test]
fn three_speakers_are_named_in_the_finding() {
    let finding = |speakers: usize| {
        let outcome = series(0, speakers);
        outcome.between("figures/told/index.html", "<p class=\"finding\">", "</p>").to_owned()
    };
    assert!(finding(3).contains("(Speaker 2), 1 December"), "{}", finding(3));
    assert!(finding(4).contains("(Speaker 2) and 1 more, 1 December"), "{}", finding(4));
}

#[test]
fn eight_series_are_open_on_an_edition_and_on_a_storyline() {
    for page in ["2025/12/01/index.html", "storylines/line/index.html"] {
        let folds = |count: usize| {
            let outcome = series(count - 1, 1);
            assert_eq!(outcome.page(page).matches("class=\"accounts").count(), count, "{page}");
            outcome.between(page, "<main", "</main>").contains(&format!("<summary>All {count}</summary>"))
        };
        assert_eq!([folds(8), folds(9)], [false, true], "{page}");
    }
    assert!(!series(9, 1).between("figures/index.html", "<main", "</main>").contains("<summary>"));
}
