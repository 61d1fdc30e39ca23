//! The pages of each fixture in `tests/imports/`, part by part: what comes after a file is what its Markdown
//! means in the program that it comes from.
//!
//! `title`, `date`, `in` (storylines), `about`, `by` and `from` (old addresses that lead here) come first. The parts of the
//! text follow in order, all of them: headings with ids, links, images, code with its language, alerts, marks, quotations,
//! tables, notes. `text` is somewhere in it.

use std::collections::{BTreeMap, BTreeSet};

use dateline::html::entity::decoded;
use dateline::html::{Reader, Tag, Token};

use super::{Expected, Fixture, PROGRAMS, built};
use crate::site::Outcome;

/// What each fixture must hold at least once.
const FEATURES: [&str; 22] = [
    "YAML",
    "JSON",
    "dates of names",
    "dates of keys",
    "drafts",
    "future",
    "permalinks",
    "aliases",
    "taxonomies",
    "pictures",
    "wiki links",
    "embeds",
    "callouts",
    "relative links",
    "refs",
    "authors",
    "titles of headings",
    "titles of names",
    "foreign type",
    "heading ids",
    "comments",
    "unknown keys",
];
/// What only some programs have.
const OWN: [(&str, &[&str]); 5] = [
    ("hugo", &["TOML", "bundles", "shortcodes", "shortcodes without an equal", "lists", "languages", "HTML"]),
    ("jekyll", &["Liquid", "Liquid without an equal", "lists", "code"]),
    ("zola", &["TOML", "bundles", "shortcodes", "shortcodes without an equal", "lists", "languages"]),
    ("obsidian", &["calls without an equal", "marks", "lists"]),
    ("eleventy", &["bundles", "Liquid", "Liquid without an equal", "lists"]),
];
/// What a program does not know: front matter in JSON; references that are not wiki links.
const UNKNOWN: [(&str, &str); 3] = [("jekyll", "JSON"), ("zola", "JSON"), ("obsidian", "refs")];
const LEAST_FILES: usize = 30;

#[test]
fn each_archive_has_many_files_and_holds_every_feature() {
    for (name, own) in OWN {
        let fixture = Fixture::of(name);
        assert!(fixture.files.len() >= LEAST_FILES, "{name}: {} files", fixture.files.len());
        let held: BTreeSet<&str> =
            fixture.expected.iter().flat_map(|one| one.features.iter().map(String::as_str)).collect();
        let wanted: BTreeSet<&str> = FEATURES.iter().chain(own).copied().collect();
        let unknown: BTreeSet<&str> =
            UNKNOWN.iter().filter(|(program, _)| *program == name).map(|(_, feature)| *feature).collect();
        let missing: Vec<_> =
            wanted.difference(&held).filter(|feature| !unknown.contains(*feature)).collect();
        assert!(missing.is_empty(), "{name} has no file for {missing:?}");
        let other: Vec<_> = held.difference(&wanted).filter(|feature| **feature != "code").collect();
        assert!(other.is_empty(), "{name}: {other:?} are not among the features");
        // Every text except those that are left out has its page described.
        let described: BTreeSet<&str> = fixture.expected.iter().map(|one| one.file.as_str()).collect();
        let texts =
            fixture.files.iter().filter(|(path, text)| path.ends_with(".md") && text.contains("\n---\n"));
        let forgotten: Vec<_> = texts.filter(|(path, _)| !described.contains(path.as_str())).collect();
        assert!(forgotten.len() <= 1, "{name}: {forgotten:#?}");
    }
}

#[test]
fn each_page_has_the_parts_that_its_source_means() {
    let mut wrong = Vec::new();
    for (name, program) in PROGRAMS {
        let fixture = Fixture::of(name);
        let folder = fixture.unpacked();
        let imported = fixture.imported(program, folder.path());
        let outcome = built(&imported);
        let former = redirects(&outcome);
        for expected in &fixture.expected {
            wrong.extend(
                differences(expected, &outcome, &former)
                    .map(|what| format!("{name}: {}: {what}", expected.file)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The addresses that lead to each page, by its address.
fn redirects(outcome: &Outcome) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, bytes) in &outcome.files {
        let text = String::from_utf8_lossy(bytes);
        let target = text.split_once("http-equiv=\"refresh\" content=\"0; url=").map(|(_, rest)| rest);
        if let Some(to) = target.and_then(|rest| rest.split('"').next()) {
            let from = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            all.entry(to.to_owned()).or_default().insert(from);
        }
    }
    all
}

fn differences(
    expected: &Expected,
    outcome: &Outcome,
    former: &BTreeMap<String, BTreeSet<String>>,
) -> impl Iterator<Item = String> {
    let mut wrong = Vec::new();
    let Some(page) = expected.page.as_deref() else { return wrong.into_iter() };
    let title =
        |kind: &str| expected.parts.iter().find_map(|part| part.strip_prefix(kind)).map(str::to_owned);
    let path = format!("{}index.html", page.trim_start_matches('/'));
    if page == "held" {
        assert_eq!(expected.parts, [""; 0], "{}", expected.file);
        return wrong.into_iter();
    }
    if !outcome.files.contains_key(&path) {
        wrong.push(format!("no page {page} ({:?})", title("title ")));
        return wrong.into_iter();
    }
    let read = Page::read(outcome.page(&path));
    let heads = ["title ", "date ", "in ", "about ", "by ", "from "];
    let is_head = |part: &&String| heads.iter().any(|head| part.starts_with(head));
    let is_text = |part: &&String| part.starts_with("text ");
    let head: BTreeSet<String> = expected.parts.iter().filter(is_head).cloned().collect();
    let from = former.get(page).into_iter().flatten().map(|from| format!("from {from}"));
    // What a text only names is shown along with what it is about.
    let is_meant = |part: &String| !part.starts_with("about ") || head.contains(part);
    let found: BTreeSet<String> = read.head.into_iter().chain(from).filter(is_meant).collect();
    let parts: Vec<&String> = expected.parts.iter().filter(|part| !is_head(part) && !is_text(part)).collect();
    if head != found || parts != read.parts.iter().collect::<Vec<_>>() {
        let lines = |head: &BTreeSet<String>, parts: &[&String]| {
            head.iter().chain(parts.iter().copied()).map(|part| format!("\n  {part}")).collect::<String>()
        };
        let has = lines(&found, &read.parts.iter().collect::<Vec<_>>());
        wrong.push(format!("{page} should have{}\nand has{has}", lines(&head, &parts)));
    }
    for part in expected.parts.iter().filter(is_text) {
        if !read.text.contains(&part["text ".len()..]) {
            wrong.push(format!("{page} has no `{part}` but `{}`", read.text));
        }
    }
    wrong.into_iter()
}

/// A page as far as it is compared.
#[derive(Default)]
struct Page {
    /// Its title, date, storylines, dossiers and authors.
    head: Vec<String>,
    parts: Vec<String>,
    text: String,
    /// Names and classes of the elements that are open.
    path: Vec<(String, String)>,
    open: Vec<Open>,
}

/// An element whose words are wanted.
struct Open {
    depth: usize,
    /// Where its part is, and whether that is in the head.
    at: (bool, usize),
    /// What its part ends with.
    end: String,
    words: String,
}

impl Page {
    fn read(html: &str) -> Self {
        let main = html.split_once("<main id=\"content\">").unwrap().1.split("</main>").next().unwrap();
        let mut page = Self::default();
        let mut reader = Reader::new(main);
        while let Some(token) = reader.read() {
            match token {
                Token::Text(range) => page.hear(&decoded(&main[range])),
                Token::Start(tag) => page.start(&reader, &tag),
                Token::End(tag) => page.end(&reader.name(&tag)),
                _ => {}
            }
        }
        page.text = spaced(&page.text);
        page
    }

    fn is_in(&self, class: &str) -> bool {
        self.path.iter().any(|(_, classes)| classes.split(' ').any(|one| one == class))
    }

    fn hear(&mut self, words: &str) {
        if self.is_in("note-ref") || self.is_in("back") {
            return;
        }
        // Quotation marks are set as a typesetter would set them.
        let words = words.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"");
        self.open.iter_mut().for_each(|open| open.words.push_str(&words));
        if self.is_in("text") {
            self.text.push_str(&words);
        }
    }

    fn start(&mut self, reader: &Reader<'_>, tag: &Tag) {
        let name = reader.name(tag).into_owned();
        let of = |key: &str| reader.attribute(key).map(|value| value.into_owned()).unwrap_or_default();
        let class = of("class");
        let is_line =
            ["a", "bdi", "code", "em", "img", "mark", "span", "strong", "sup", "time"].contains(&&*name);
        if !is_line && self.path.last().is_some_and(|(last, _)| last == "p") {
            self.end("p");
        }
        if ["p", "li", "tr", "td", "th", "figcaption", "summary", "pre"].contains(&&*name) {
            self.hear(" ");
        }
        if name == "img" && self.is_in("text") {
            self.parts.push(format!("image {} -> {}", of("alt"), of("src")));
            return self.hear(&of("alt"));
        }
        if ["img", "br", "hr", "input", "wbr"].contains(&&*name) {
            return;
        }
        let is_pre = self.path.last().is_some_and(|(last, _)| last == "pre");
        let is_skipped = self.is_in("note-ref") || class == "back";
        let part = match &*name {
            "h1" if !self.is_in("text") => Some(("title".to_owned(), String::new())),
            "time" if class == "dt-published" => {
                self.head.push(format!("date {}", of("datetime")));
                None
            }
            "a" if self.is_in("kicker") => Some(("in".to_owned(), format!(" -> {}", of("href")))),
            "a" if self.is_in("names") => Some(("about".to_owned(), format!(" -> {}", of("href")))),
            "bdi" if self.is_in("p-author") => Some(("by".to_owned(), String::new())),
            _ if !self.is_in("text") => None,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some((format!("{name}#{}", of("id")), String::new())),
            "a" if !is_skipped => Some(("link".to_owned(), format!(" -> {}", of("href")))),
            "code" if is_pre => {
                Some((format!("code {}", class.strip_prefix("language-").unwrap_or("-")), String::new()))
            }
            "code" => Some(("code -".to_owned(), String::new())),
            "aside" | "details" => {
                self.parts.push(class.clone());
                None
            }
            "mark" | "em" | "strong" | "table" => Some((name.clone(), String::new())),
            "blockquote" => Some(("quote".to_owned(), String::new())),
            "li" if of("id").starts_with("note-") => Some(("note".to_owned(), String::new())),
            _ => None,
        };
        self.path.push((name, class));
        let Some((label, end)) = part else { return };
        let is_head = !self.is_in("text");
        let list = if is_head { &mut self.head } else { &mut self.parts };
        list.push(label);
        let at = (is_head, list.len() - 1);
        self.open.push(Open { depth: self.path.len(), at, end, words: String::new() });
    }

    fn end(&mut self, name: &str) {
        if !self.path.iter().any(|(open, _)| open == name) {
            return;
        }
        while let Some((last, _)) = self.path.pop() {
            while let Some(open) = self.open.pop_if(|open| open.depth > self.path.len()) {
                let list = if open.at.0 { &mut self.head } else { &mut self.parts };
                list[open.at.1].push_str(&format!(" {}{}", spaced(&open.words), open.end));
            }
            if last == name {
                break;
            }
        }
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
