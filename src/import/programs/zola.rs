//! Zola: `zola.toml` or `config.toml`, `content/` with files beside `index.md`, `static/`.

use std::collections::BTreeSet;

use super::super::archive::{Archive, Beside, Entry, HeadingIds, List, Settings, permalink};
use super::super::folder::{Folder, above, name, parent, stem};
use super::super::front::Key;
use super::super::report::Report;
use super::super::stamp::{Stamp, of_name};
use super::super::value::Value;
use super::{is_of_theme, settings, text, urlized};

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let (file, config) = settings(folder, &["zola.toml", "config.toml"], report);
    let author = text(&config, &["author"]);
    let mut archive = Archive {
        settings: Settings {
            file,
            title: text(&config, &["title"]),
            base_url: text(&config, &["base_url"]),
            description: text(&config, &["description"]),
            language: text(&config, &["default_language"]),
            timezone: None,
            authors: author.into_iter().map(|name| (name.clone(), name)).collect(),
            heading_ids: HeadingIds::Slugs,
            has_containers: false,
        },
        ..Archive::default()
    };
    let languages: BTreeSet<String> = match config.get("languages") {
        Some(Value::Map(languages)) => languages.iter().map(|(code, _)| code.clone()).collect(),
        _ => BTreeSet::new(),
    };
    let bundles: BTreeSet<&str> = folder
        .below("content")
        .filter(|file| name(file).starts_with("index.") && file.ends_with(".md"))
        .map(parent)
        .filter(|folder| *folder != "content")
        .collect();
    for file in folder.below("content") {
        if file.ends_with(".md") {
            archive.entries.extend(entry(folder, file, &languages, report));
        } else if !above(file).any(|folder| bundles.contains(folder)) {
            beside(&mut archive, file, &file["content/".len()..], report);
        }
    }
    for file in folder.below("static") {
        beside(&mut archive, file, &file["static/".len()..], report);
    }
    if let Some(Value::List(taxonomies)) = config.get("taxonomies") {
        for taxonomy in taxonomies {
            if let Some(name) = text(taxonomy, &["name"]) {
                archive.term_addresses.insert(name.clone(), format!("/{name}/:term/"));
            }
        }
    }
    archive.has_latin_terms = true;
    let sections = archive.entries.iter().filter(|entry| entry.is_list);
    let list = |entry: &Entry| {
        Some(List { address: entry.address.clone()?, folder: Some(parent(&entry.file).to_owned()) })
    };
    archive.lists = sections.filter_map(list).collect();
    archive
}

fn beside(archive: &mut Archive, file: &str, address: &str, report: &mut Report) {
    if is_of_theme(file) {
        report.left_out("theme files", 1);
        return;
    }
    archive.beside.push(Beside {
        file: file.to_owned(),
        to: format!("root/{address}"),
        address: Some(format!("/{address}")),
    });
}

fn entry(folder: &Folder, file: &str, languages: &BTreeSet<String>, report: &mut Report) -> Option<Entry> {
    let mut entry = Entry::read(folder, file, report)?;
    let stem = stem(name(file));
    let (stem, language) = match stem.rsplit_once('.') {
        Some((stem, code)) if languages.contains(code) => (stem, Some(code.to_owned())),
        _ => (stem, None),
    };
    let within = parent(file).trim_start_matches("content").trim_matches('/');
    entry.is_list = stem == "_index";
    let is_bundle = stem == "index" && !within.is_empty();
    let (section, last) = if is_bundle { (parent(within), name(within)) } else { (within, stem) };
    if is_bundle {
        entry.bundle = Some(parent(file).to_owned());
    }
    let dated = of_name(last);
    entry.date = dated.map(|(date, _)| Stamp::Day(date));
    entry.take_date(&["date"], report);
    let last = dated.map_or(last, |(_, rest)| rest);
    let slug = entry.front.take(&["slug"]).and_then(|slug| slug.as_text().map(str::to_owned));
    let path = entry.front.take(&["path"]).and_then(|path| path.as_text().map(str::to_owned));
    entry.name = slug.unwrap_or_else(|| last.to_owned());
    let address = match &path {
        Some(path) => permalink(path, |_| None),
        None if entry.is_list => permalink(within, |_| None),
        None => permalink(&format!("{section}/{}", slugged(&entry.name)), |_| None),
    };
    if let Some(path) = &path {
        entry.name = name(path.trim_end_matches('/')).to_owned();
        entry.date = entry.date.or_else(|| of_path(path));
    }
    entry.address = Some(match &language {
        Some(code) => format!("/{code}{address}"),
        None => address,
    });
    entry.language = language;
    if entry.is_list {
        entry.date = None;
        entry.name = name(within).to_owned();
    }
    // `[taxonomies]` holds what are keys elsewhere, and `[extra]` is ours too.
    if let Some(Value::Map(taxonomies)) = entry.front.take(&["taxonomies"]) {
        let keys = taxonomies.into_iter().map(|(name, value)| Key { name, value, comments: Vec::new() });
        entry.front.keys.extend(keys);
    }
    Some(entry)
}

/// The date that the folders of an address form: `2015/12/10/Rust-1.5`.
fn of_path(path: &str) -> Option<Stamp> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    parts.windows(3).find_map(|parts| of_name(&parts.join("-")).map(|(date, _)| Stamp::Day(date)))
}

/// A name as a part of an address.
fn slugged(name: &str) -> String {
    let slug = super::super::body::headings::slugs(name);
    if slug.is_empty() { urlized(name) } else { slug }
}
