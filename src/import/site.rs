//! `site.yaml`, and the files of storylines and topics.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::archive::Settings;
use super::front::yaml;
use super::keys::line;
use super::plan::{Term, exact};
use super::report::Report;
use super::value::{Value, write_key};
use super::{NAME_OF_TOPICS, Program};

/// The settings of a new site.
pub(super) fn settings(
    program: Program,
    settings: &Settings,
    zone: &str,
    newest: Option<Date>,
    authors: &BTreeMap<String, String>,
    has_topics: bool,
) -> String {
    let mut out = String::new();
    out.push_str(&line("title", settings.title.as_deref().unwrap_or("Untitled")));
    if let Some(base) = settings
        .base_url
        .as_deref()
        .filter(|base| base.starts_with("https://") || base.starts_with("http://"))
    {
        out.push_str(&line("base_url", &format!("{}/", base.trim_end_matches('/'))));
    }
    out.push_str(&line("language", &language(settings)));
    out.push_str(&line("timezone", zone));
    if let Some(text) = &settings.description {
        out.push_str(&line("description", text));
    }
    if let Some(next) = newest.and_then(|day| day.tomorrow().ok()) {
        // What has been so for years does not stop today's briefings.
        out.push_str(&format!("archive_before: {next}\n"));
    }
    if !authors.is_empty() {
        out.push_str("authors:\n");
        for (id, name) in authors {
            let name = Value::Map(vec![("name".to_owned(), Value::text(name.as_str()))]);
            write_key(id, &name, 2, &mut out);
        }
    }
    if has_topics {
        out.push_str(&format!("kinds:\n  {NAME_OF_TOPICS}:\n    one: Topic\n    many: Topics\n"));
    }
    if program == Program::Obsidian {
        // Notes are many, and few of them are menus.
        out.push_str("nav: [storylines]\n");
    }
    out
}

/// The language of the site, as a code.
pub(super) fn language(settings: &Settings) -> String {
    let code = settings.language.as_deref().unwrap_or("en").replace('_', "-");
    if icu_locale_core::Locale::try_from_str(&code).is_ok() { code } else { "en".to_owned() }
}

/// Reports what an existing site lacks.
pub(super) fn tell_missing(
    text: &str,
    authors: &BTreeMap<String, String>,
    has_topics: bool,
    report: &mut Report,
) {
    let Ok(front) = yaml(text) else { return };
    let known = front.get(&["authors"]);
    let missing: Vec<&str> = authors
        .keys()
        .filter(|id| known.and_then(|known| known.get(id)).is_none())
        .map(String::as_str)
        .collect();
    for id in missing {
        report.hand("site.yaml", 1, &format!("add under `authors:` the line `  {id}: {{name: …}}`"));
    }
    let kinds = front.get(&["kinds"]).and_then(|kinds| kinds.get(NAME_OF_TOPICS));
    if has_topics && kinds.is_none() {
        let kind = format!("add under `kinds:` the line `  {NAME_OF_TOPICS}: {{one: Topic, many: Topics}}`");
        report.hand("site.yaml", 1, &kind);
    }
}

/// The file of a storyline or a topic.
pub(super) fn of_term(term: &Term, taken: &mut std::collections::HashSet<String>) -> String {
    let mut out = String::from("---\n");
    out.push_str(&line(if term.is_storyline { "title" } else { "name" }, &term.name));
    if !term.is_storyline {
        // The name of a topic is an ordinary word, and texts should not be full of links.
        out.push_str("autolink: false\n");
    }
    let own = format!("/{}/", term.path.trim_end_matches(".md"));
    let is_free = |address: &&String| exact(address) != exact(&own) && taken.insert(exact(address));
    let former: Vec<Value> =
        term.former.iter().filter(is_free).map(|address| Value::text(address.as_str())).collect();
    if !former.is_empty() {
        write_key("former", &Value::List(former), 0, &mut out);
    }
    out.push_str("---\n");
    out
}
