//! Obsidian: a vault of notes and attachments.

use super::super::archive::{Archive, Beside, Entry, Settings};
use super::super::body::notes::tags;
use super::super::folder::{Folder, name, parent, stem};
use super::super::front::data;
use super::super::report::Report;
use super::super::stamp::{Stamp, of_name};
use super::super::value::Value;
use super::text;

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let mut archive = Archive { settings: Settings::default(), ..Archive::default() };
    let templates = [".obsidian/templates.json", ".obsidian/plugins/templater-obsidian/data.json"]
        .iter()
        .find_map(|file| data("x.json", &folder.text(file)?).ok())
        .and_then(|data| text(&data, &["folder"]).or_else(|| text(&data, &["templates_folder"])));
    for file in folder.below("") {
        let is_template = templates.as_deref().is_some_and(|folder| file.starts_with(&format!("{folder}/")));
        if file.starts_with(".obsidian/") || is_template {
            report.left_out("settings and templates", 1);
        } else if file.ends_with(".md") {
            archive.entries.extend(note(folder, file, report));
        } else if file.ends_with(".canvas") || file.ends_with(".base") {
            report.left_out("canvases and bases", 1);
        } else {
            archive.beside.push(Beside {
                file: file.to_owned(),
                to: format!("attachments/{file}"),
                address: None,
            });
        }
    }
    archive
}

fn note(folder: &Folder, file: &str, report: &mut Report) -> Option<Entry> {
    let mut entry = Entry::read(folder, file, report)?;
    let of_name = of_name(stem(name(file))).map(|(date, _)| Stamp::Day(date));
    entry.take_date(&["date", "published", "publish_date"], report);
    entry.date = entry.date.or(of_name);
    if entry.name.is_empty() {
        // A daily note: the folder says what it is one of.
        entry.name = match name(parent(file)) {
            "" => "note".to_owned(),
            folder => folder.to_owned(),
        };
    }
    let link = entry.front.take(&["permalink"]).and_then(|link| link.as_text().map(str::to_owned));
    entry.address = link.map(|link| format!("/{}", link.trim_start_matches('/')));
    // Other names of a note are not addresses.
    if let Some(names) = entry.front.take(&["aliases", "alias"]) {
        entry.front.add_missing("names", names);
    }
    if entry.front.get(&["publish"]).and_then(Value::as_bool) == Some(false) {
        entry.is_draft = true;
    }
    entry.front.take(&["publish"]);
    // Dated notes have tags in their texts too.
    let more = if entry.date.is_some() { tags(entry.body()) } else { Vec::new() };
    if !more.is_empty() {
        let known = entry.front.take(&["tags", "tag"]);
        let known = known.as_ref().map(Value::texts).unwrap_or_default().into_iter();
        let all = known.flat_map(|text| text.split([',', ' '])).map(str::to_owned).chain(more);
        entry.front.add_missing("tags", Value::List(all.map(Value::text).collect()));
    }
    Some(entry)
}
