//! Themes are replaceable: a second one shows the whole sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::html::broken_links;
use crate::site::{How, run};

fn themes() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes"))
}

fn templates(theme: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(themes().join(theme).join("templates")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_sample_in_the_plain_theme_has_no_problems_and_no_broken_link() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::sample::copy(&themes().join(".."), folder.path());
    let site = folder.path().join("site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let plain = text.replacen("theme: default", "theme: plain", 1);
    assert_ne!(plain, text);
    fs::write(&site, plain).unwrap();
    let outcome = run(folder.path(), How { base: Some("https://example.org/a/b/"), ..How::default() });
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    assert_eq!(broken_links(&outcome.files, "/a/b/"), [""; 0]);
    for (path, bytes) in outcome.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(!page.contains("<script"), "{path}");
    }
}

#[test]
fn the_plain_theme_is_small_and_takes_the_place_of_every_template_of_a_page() {
    let mut pages = templates("default");
    pages.retain(|name| !name.starts_with("email."));
    assert_eq!(templates("plain"), pages);
    let files = walkdir::WalkDir::new(themes().join("plain")).into_iter().map(Result::unwrap);
    let texts =
        files.filter(|entry| entry.file_type().is_file()).map(|entry| fs::read_to_string(entry.path()));
    let lines: Vec<String> =
        texts.flat_map(|text| text.unwrap().lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(lines.len() < 200, "{} lines", lines.len());
    for line in lines {
        assert!(line.chars().count() <= 160, "{line}");
    }
}
