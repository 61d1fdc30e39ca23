//! The guides are a Dateline site: each is a page that can be found, and their links lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use serde_json::Value;

use crate::site::{How, Outcome, run_with_all_notes};

/// The front matter of a guide, as far as lists of guides show it.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Front {
    title: String,
    summary: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn built() -> Outcome {
    run_with_all_notes(&root().join("docs"), How::default())
}

/// The guides by id.
fn guides() -> BTreeMap<String, Front> {
    let files = fs::read_dir(root().join("docs/content/pages")).unwrap().map(|entry| entry.unwrap().path());
    let guides: BTreeMap<String, Front> = files
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let front = text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), serde_yaml::from_str(front).unwrap())
        })
        .collect();
    assert!(guides.len() > 8, "{guides:?}");
    guides
}

#[test]
fn the_guides_are_a_site_without_a_problem() {
    let outcome = built();
    assert_eq!(outcome.codes(), [""; 0], "{:?}", outcome.problems);
    let meta: Value = serde_json::from_str(outcome.page("search/meta.json")).unwrap();
    assert_eq!(meta["documents"], guides().len());
    let texts = outcome.files.keys().filter(|path| path.starts_with("search/texts/"));
    let texts: String = texts.map(|path| outcome.page(path)).collect();
    for (id, front) in guides() {
        let page = outcome.page(&format!("{id}/index.html"));
        assert!(page.contains(&format!("<h1>{}</h1>", front.title)), "{id}: {page}");
        assert!(texts.contains(&format!("{}", Value::from(front.title.as_str()))), "{id} cannot be found");
    }
}

#[test]
fn the_front_page_lists_every_guide_once() {
    let site: Value =
        serde_yaml::from_str(&fs::read_to_string(root().join("docs/site.yaml")).unwrap()).unwrap();
    let groups = site["extra"]["guides"].as_array().unwrap().iter();
    let listed: Vec<(String, Front)> = groups
        .flat_map(|group| group["guides"].as_array().unwrap())
        .map(|guide| {
            (guide["id"].as_str().unwrap().to_owned(), serde_json::from_value(guide.clone()).unwrap())
        })
        .collect();
    let front = built();
    let front = front.between("index.html", "<main id=\"content\">", "</main>").to_owned();
    let links: Vec<&str> =
        front.split("<a href=\"/").skip(1).map(|rest| rest.split("/\"").next().unwrap()).collect();
    assert_eq!(links, listed.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>());
    let count = listed.len();
    let listed: BTreeMap<_, _> = listed.into_iter().collect();
    assert_eq!(listed.len(), count, "a guide is listed twice");
    assert_eq!(listed, guides());
}

#[test]
fn links_between_guides_lead_to_headings() {
    let outcome = built();
    let link = Regex::new(r##"<a [^>]*href="([^"#]*)#([^"]+)""##).unwrap();
    let id = Regex::new(r#" id="([^"]+)""#).unwrap();
    let ids = |page: &str| -> BTreeSet<String> {
        id.captures_iter(outcome.page(page)).map(|found| found[1].to_owned()).collect()
    };
    let mut found = 0;
    for guide in guides().keys() {
        let own = format!("{guide}/index.html");
        for link in link.captures_iter(outcome.page(&own)).filter(|link| !link[1].contains("://")) {
            let page = match &link[1] {
                "" => own.clone(),
                path => format!("{}index.html", path.trim_start_matches('/')),
            };
            assert!(ids(&page).contains(&link[2]), "{guide} leads to {}", &link[0]);
            found += 1;
        }
    }
    assert!(found > 200, "{found} links");
}
