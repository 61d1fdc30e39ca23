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
    // A site that does not know its address cannot be led back to.
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
