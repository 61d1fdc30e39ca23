//! The sample in this repository, built as anyone would.

use std::path::Path;

use dateline::model::address::url::BaseUrl;

use crate::html::{broken_links, text_of};
use crate::site::{How, Outcome, run};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn build(base: &'static str) -> Outcome {
    run(root(), How { base: Some(base), ..How::default() })
}

#[test]
fn the_sample_has_no_problems_and_no_broken_link_at_any_base() {
    for base in ["https://example.org/", "https://example.github.io/digest/", "https://example.org/a/b%20c/"]
    {
        let outcome = build(base);
        assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
        let path = BaseUrl::parse(base).unwrap();
        assert_eq!(broken_links(&outcome.files, path.path()), [""; 0]);
    }
}

#[test]
fn the_sample_is_as_large_as_a_real_digest() {
    let files = build("https://example.org/").files;
    let pages = |prefix: &str, depth: usize| {
        let below = files.keys().filter(|path| path.starts_with(prefix) && path.ends_with("/index.html"));
        below.filter(|path| path.matches('/').count() == depth).count()
    };
    assert!(pages("2025/12/", 4) >= 12, "briefings");
    assert!(pages("2025/12/", 3) >= 6, "editions");
    assert_eq!(pages("storylines/", 2), 4);
    let dossiers = ["people/", "places/", "organisations/", "documents/"].map(|kind| pages(kind, 2));
    assert!(dossiers.iter().sum::<usize>() >= 20, "dossiers");
    assert!(files.contains_key("about/index.html") && files.contains_key("method/index.html"));
}

#[test]
fn three_slips_in_the_sample_give_three_right_suggestions() {
    let folder = tempfile::TempDir::new().unwrap();
    copy(root(), folder.path());
    let file = folder.path().join("content/briefings/2025-12/2025-12-22-miami-talks.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text.replacen("storylines: [peace-talks", "storylines: [peace-tlaks", 1);
    let text = text.replacen("by: [witkoff, umerov]", "by: [witkof, umerov]", 1);
    let text = text.replacen("\nsummary:", "\nsummery:", 1);
    std::fs::write(&file, text).unwrap();
    let outcome = run(folder.path(), How::default());
    let found: Vec<_> =
        outcome.problems.iter().map(|problem| problem.help.as_deref().unwrap_or_default()).collect();
    assert_eq!(
        found,
        [
            "did you mean `peace-talks`? (content/storylines/peace-talks.md)",
            "did you mean `summary`?",
            "did you mean `witkoff`? (content/people/witkoff.md)",
        ]
    );
}

/// Copies what a build of the sample reads.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::copy(from.join("site.yaml"), to.join("site.yaml")).unwrap();
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(from.join(folder)) {
            let entry = entry.unwrap();
            let target = to.join(entry.path().strip_prefix(from).unwrap());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(&target).unwrap();
            } else {
                std::fs::copy(entry.path(), &target).unwrap();
            }
        }
    }
}

#[test]
fn the_samples_figures_show_changes_accounts_and_corrections() {
    let outcome = build("https://example.org/");
    for series in ["attack-drones", "guided-bombs", "missiles"] {
        let page = outcome.page(&format!("figures/{series}/index.html"));
        assert_eq!(page.matches("<rect class=\"column").count(), 3, "{series}");
        assert_eq!(page.matches("<p class=\"change ").count(), 2, "{series}");
    }
    let counts = text_of(outcome.between("figures/sumy-removals/index.html", "<table", "</table>"));
    for account in
        ["five dozen (60 people) Andrii Sybiha", "exactly 52 people Dmytro Lubinets", "Accounts differ"]
    {
        assert!(counts.contains(account), "{account}: {counts}");
    }
    let pages = outcome.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let carrying = pages.filter(|(_, bytes)| {
        let page = String::from_utf8_lossy(bytes);
        page.contains("2025/12/22/battlefield/#figure-eu-funding")
            || page.contains("id=\"figure-eu-funding\"") && page.contains("100 billion")
    });
    let carrying: Vec<&String> = carrying.map(|(path, _)| path).collect();
    assert!(carrying.len() >= 4, "{carrying:?}");
    for path in carrying {
        let page = outcome.page(path);
        // The summary said so and was wrong: it is not made to say something else.
        assert!(!page.contains("€100 billion</del>"), "{path}");
        assert!(page.contains("error of the source"), "{path}");
    }
    for person in ["witkoff", "umerov"] {
        let page = outcome.page(&format!("people/{person}/index.html"));
        assert!(page.contains("2025/12/22/miami-talks/#quote-shared-strategic-approach"), "{person}");
    }
    let sources =
        outcome.between("2025/12/22/miami-talks/index.html", "<section class=\"sources\"", "</section>");
    assert_eq!(sources.matches("id=\"source-joint\"").count(), 1);
}

#[test]
fn the_question_about_hrabovske_is_asked_in_one_edition_and_answered_in_a_later_one() {
    let outcome = build("https://example.org/");
    let asked = text_of(outcome.between("2025/12/22/index.html", "id=\"page.unknown\"", "</section>"));
    assert!(asked.contains("How many people were taken from Hrabovske"), "{asked}");
    let answered = text_of(outcome.between("2025/12/27/index.html", "id=\"page.answers\"", "</section>"));
    assert!(
        answered.contains("How many people were taken from Hrabovske") && answered.contains("52 people"),
        "{answered}"
    );
}
