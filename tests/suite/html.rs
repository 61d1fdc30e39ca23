//! A link checker over finished pages: every link within the site leads to a file, every fragment
//! to an element, no id appears twice, nothing leaves the base path or is fetched from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

/// The problems of a set of files under a base path.
pub(crate) fn broken_links(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let pages: BTreeMap<&str, Page> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), Page::read(std::str::from_utf8(bytes).unwrap())))
        .collect();
    for (path, page) in &pages {
        problems.extend(page.repeated.iter().map(|id| format!("{path}: the id `{id}` appears twice")));
        for (attribute, link) in &page.links {
            if let Some(problem) = problem(path, page, attribute, link, files, &pages, base) {
                problems.push(format!("{path}: {attribute}=\"{link}\": {problem}"));
            }
        }
    }
    problems
}

/// The text of a piece of HTML: without tags, with single spaces.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or(part, |(_, text)| text);
    }
    let text = text.replace('\u{a0}', " ").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Page {
    ids: BTreeSet<String>,
    repeated: Vec<String>,
    links: Vec<(String, String)>,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self { ids: BTreeSet::new(), repeated: Vec::new(), links: Vec::new() };
        for tag in html.split('<').skip(1) {
            let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
            let mut parts = tag.split('"');
            while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                let name = name.rsplit([' ', '\n']).next().unwrap_or_default().trim_end_matches('=');
                let value = value.replace("&amp;", "&").replace("&quot;", "\"").replace("&#x27;", "'");
                match name {
                    "id" if !page.ids.insert(value.clone()) => page.repeated.push(value),
                    "href" | "src" => page.links.push((name.to_owned(), value)),
                    "aria-labelledby" => {
                        page.links.extend(value.split(' ').map(|id| (name.to_owned(), id.to_owned())));
                    }
                    _ => {}
                }
            }
        }
        page
    }
}

fn problem(
    path: &str,
    page: &Page,
    attribute: &str,
    link: &str,
    files: &BTreeMap<String, Vec<u8>>,
    pages: &BTreeMap<&str, Page>,
    base: &str,
) -> Option<String> {
    if attribute == "aria-labelledby" {
        return (!page.ids.contains(link)).then(|| "no such element".to_owned());
    }
    if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
        // An email shows a picture of the site.
        let inside = link.split_once("://").and_then(|(_, rest)| rest[rest.find('/')?..].strip_prefix(base));
        if path.starts_with("email/")
            && attribute == "src"
            && inside.is_some_and(|file| files.contains_key(file))
        {
            return None;
        }
        let fetched = attribute == "src" || (link.ends_with(".css") || link.ends_with(".svg"));
        return fetched.then(|| "fetched from another host".to_owned());
    }
    let (target, fragment) = link.split_once('#').map_or((link, None), |(target, id)| (target, Some(id)));
    let file = if target.is_empty() {
        path.to_owned()
    } else {
        let Some(inside) = target.strip_prefix(base) else { return Some(format!("not below {base}")) };
        let decoded = percent_encoding::percent_decode_str(inside).decode_utf8().unwrap().into_owned();
        if decoded.is_empty() || decoded.ends_with('/') { decoded + "index.html" } else { decoded }
    };
    if !files.contains_key(&file) {
        return Some(format!("no file {file}"));
    }
    let fragment = percent_encoding::percent_decode_str(fragment?).decode_utf8().unwrap();
    let found = pages.get(file.as_str()).is_some_and(|page| page.ids.contains(fragment.as_ref()));
    (!found).then(|| format!("no element {fragment} in {file}"))
}

#[test]
fn the_link_checker_finds_what_is_broken() {
    let page = "<a href=\"/r/\">ok</a><a href=\"/r/x/#here\">ok</a><a href=\"/r/x/#gone\">1</a><a href=\"/y/\">2</a>\
                <img src=\"https://e.org/x.png\"><a href=\"/r/z\">4</a><p id=\"a\"><p id=\"a\"><a href=\"#b\">6</a>";
    let files = BTreeMap::from([
        ("index.html".to_owned(), page.as_bytes().to_vec()),
        ("x/index.html".to_owned(), b"<h2 id=\"here\">".to_vec()),
    ]);
    assert_eq!(broken_links(&files, "/r/").len(), 6);
}
