//! Three digests in the forms that real ones have: an assessment of the day by axis, a letter of twelve links, and a
//! long weekly with a number of its own. Each builds without a word, and page, email and feed have all of it.

use std::path::Path;

use crate::html::{broken_links, text_of};
use crate::site::{How, Outcome, run_with_all_notes};

fn digest(name: &str) -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    crate::schema::hold(&folder);
    let outcome = run_with_all_notes(&folder, How::default());
    let told: Vec<String> =
        outcome.problems.iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect();
    assert_eq!(told, [""; 0], "{name}");
    outcome
}

/// The addresses of a page, email or feed that begin with a host.
fn links(text: &str, host: &str) -> Vec<String> {
    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    let parts = text.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned());
    parts.filter(|href| href.contains(host)).collect()
}

#[test]
fn an_assessment_of_the_day_has_its_axes() {
    let outcome = digest("assessment");
    assert_eq!(broken_links(&outcome.files, "/reach/"), [""; 0]);
    let axis =
        |id: &str| text_of(outcome.between(&format!("storylines/{id}/index.html"), "<main", "</main>"));
    let (north, east, harbour) = (axis("north-dyke"), axis("east-dyke"), axis("harbour"));
    for (text, own, others) in [
        (&north, ["The north", "398", "412"].as_slice(), ["Eastfield", "pumps"].as_slice()),
        (&east, &["The east", "was closed at noon", "is open again"], &["Northmarsh", "pumps", "412"]),
        (&harbour, &["The harbour", "4 pumps", "3 pumps"], &["Northmarsh", "Eastfield", "soaked"]),
    ] {
        for part in own {
            assert!(text.contains(part), "no `{part}` in {text}");
        }
        for part in others {
            assert!(!text.contains(part), "`{part}` in {text}");
        }
    }
    let whole = axis("flood");
    assert!(
        whole.contains("Northmarsh") && whole.contains("Third assessment"),
        "parts of it belong to it: {whole}"
    );
    for id in ["north-dyke", "east-dyke", "harbour"] {
        assert_eq!(outcome.page(&format!("storylines/{id}/feed.xml")).matches("<entry").count(), 2, "{id}");
    }
    let front = text_of(outcome.page("index.html"));
    assert!(
        front.contains("No. 3") && front.contains("The north dyke holds, the water board says."),
        "{front}"
    );
    let plain = outcome.page("email/2026-03-04.txt");
    for part in
        ["No. 3", "The north dyke holds", "398 cm", "The dyke is soaked", "Bulletin of the water board"]
    {
        assert!(plain.contains(part), "no `{part}` in {plain}");
    }
}

#[test]
fn a_letter_of_twelve_links_has_them_in_order_everywhere() {
    let outcome = digest("format-letter");
    assert_eq!(broken_links(&outcome.files, "/letter/"), [""; 0]);
    let page = outcome.page("issues/42/index.html");
    let on_page: Vec<String> =
        links(page, ".example/").into_iter().filter(|href| !href.contains("#")).collect();
    assert_eq!(on_page.len(), 12, "{on_page:?}");
    assert_eq!(on_page[0], "https://maps.example/fonts");
    let feed = outcome.between("editions.xml", "<content type=\"html\">", "</content>");
    assert_eq!(links(feed, ".example/"), on_page);
    assert_eq!(links(outcome.page("email/42.html"), ".example/"), on_page);
    let plain = outcome.page("email/42.txt");
    let mut at = plain.find("Links").unwrap();
    for href in &on_page {
        at += plain[at..].find(href.as_str()).unwrap_or_else(|| panic!("{href} in {plain}"));
    }
    assert!(outcome.page("email/42.html").contains("Format Letter 42: fonts for maps"));
    let front = text_of(outcome.page("index.html"));
    assert!(front.contains("No. 42") && front.contains("A draft for opening hours is out."), "{front}");
}

#[test]
fn a_long_weekly_has_its_number_and_all_of_its_links() {
    let outcome = digest("tide-weekly");
    assert_eq!(broken_links(&outcome.files, "/tides/"), [""; 0]);
    let page = outcome.page("2026/w05/index.html");
    let on_page = links(page, "tides.example");
    assert_eq!(on_page.len(), 40, "{on_page:?}");
    assert_eq!(links(outcome.page("email/2026-w05.html"), "tides.example"), on_page);
    let text = text_of(page);
    assert!(text.contains("No. 213") && text.contains("This week in tides 213"), "{text}");
    assert!(text_of(outcome.page("2026/w04/index.html")).contains("No. 212"), "counted back");
    let timeline = text_of(outcome.page("timeline/index.html"));
    assert!(timeline.contains("Gauge keepers met"), "{timeline}");
}
