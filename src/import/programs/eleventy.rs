//! Eleventy: texts with front matter anywhere below the input folder, with folders' data beside them.

use super::super::archive::{Archive, Beside, Entry, HeadingIds, List, Settings, permalink};
use super::super::body::headings::slugified;
use super::super::folder::{Folder, ending, joined, name, parent, stem};
use super::super::front::{data, split};
use super::super::report::Report;
use super::super::stamp::{Stamp, of_name};
use super::super::value::Value;
use super::{is_of_theme, settings, text};

/// The files that settings may be in.
pub(in crate::import) const CONFIGS: [&str; 6] = [
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
    ".eleventy.js",
    ".eleventy.cjs",
];

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let file = CONFIGS.iter().find(|name| folder.has(name)).map(|name| (*name).to_owned());
    let config = file.as_deref().and_then(|name| folder.text(name)).unwrap_or_default();
    let input = said(&config, "input").unwrap_or_default();
    let input = input.trim_start_matches("./").trim_matches('/').trim_matches('.').to_owned();
    let in_input = |path: &str| if input.is_empty() { path.to_owned() } else { format!("{input}/{path}") };
    let datas = ["metadata", "site", "meta"]
        .iter()
        .flat_map(|name| ["json", "yaml", "yml"].map(|ending| in_input(&format!("_data/{name}.{ending}"))));
    let datas: Vec<String> = datas.collect();
    let (found, meta) = settings(folder, &datas.iter().map(String::as_str).collect::<Vec<_>>(), report);
    let script = ["metadata", "site", "meta"]
        .iter()
        .flat_map(|name| ["js", "mjs", "cjs"].map(|ending| in_input(&format!("_data/{name}.{ending}"))))
        .find_map(|file| folder.text(&file))
        .unwrap_or_default();
    let of = |key: &str| text(&meta, &[key]).or_else(|| said(&script, key));
    let author = text(&meta, &["author", "name"])
        .or_else(|| text(&meta, &["author"]))
        .or_else(|| script.split_once("author").and_then(|(_, rest)| said(rest, "name")));
    let heading_ids = match () {
        () if config.contains("IdAttributePlugin") => HeadingIds::Eleventy,
        () if !["markdown-it-anchor", "markdownItAnchor"].iter().any(|word| config.contains(word)) => {
            HeadingIds::None
        }
        () if config.contains("slugify") => HeadingIds::EleventyAnchors,
        () => HeadingIds::Anchors,
    };
    let mut archive = Archive {
        settings: Settings {
            file: found.or(file),
            title: of("title"),
            base_url: of("url"),
            description: of("description"),
            language: of("language").or_else(|| of("lang")),
            timezone: None,
            authors: author.into_iter().map(|name| (name.clone(), name)).collect(),
            heading_ids,
            has_containers: config.contains("markdown-it-container"),
        },
        ..Archive::default()
    };
    let layout = Layout { folder, input: &input, hidden: hidden(folder, &config) };
    for file in folder.below(&input) {
        layout.one(file, &mut archive, report);
    }
    for (from, to) in passed_through(&config) {
        if input.is_empty() || !from.starts_with(&format!("{input}/")) {
            for file in folder.below(&from) {
                beside(&mut archive, file, &format!("{to}{}", &file[from.len()..]), report);
            }
        }
    }
    archive.term_addresses.insert("tags".to_owned(), "/tags/:term/".to_owned());
    archive.has_liquid = true;
    archive
}

/// The text that a script gives a name: `input: "src"`.
fn said(script: &str, name: &str) -> Option<String> {
    script.match_indices(name).find_map(|(at, _)| {
        let before = script[..at].chars().next_back();
        let is_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let rest = script[at + name.len()..].trim_start_matches(['"', '\'']).trim_start();
        let rest = rest.strip_prefix([':', '=']).filter(|_| !is_word)?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        rest[1..].split(quote).next().filter(|text| !text.contains('\n')).map(str::to_owned)
    })
}

/// The folders that a script copies as they are, and where to.
fn passed_through(script: &str) -> Vec<(String, String)> {
    let clean = |path: &str| path.trim_start_matches("./").trim_matches('/').to_owned();
    let mut folders = Vec::new();
    for (_, rest) in
        script.match_indices("addPassthroughCopy(").map(|(at, found)| (at, &script[at + found.len()..]))
    {
        let inside = rest.split(')').next().unwrap_or_default();
        let texts: Vec<&str> = inside.split(['"', '\'', '`']).skip(1).step_by(2).collect();
        match texts[..] {
            [one] if !one.contains('*') => folders.push((clean(one), clean(one))),
            _ if inside.trim_start().starts_with('{') => {
                folders.extend(texts.chunks_exact(2).map(|pair| (clean(pair[0]), clean(pair[1]))));
            }
            _ => {}
        }
    }
    folders
}

fn beside(archive: &mut Archive, file: &str, address: &str, report: &mut Report) {
    if is_of_theme(file) {
        return report.left_out("theme files", 1);
    }
    // A script may name a folder outside the site.
    let Some(address) = joined("", address).filter(|address| !address.is_empty()) else {
        return report.left_out("files that would be outside the site", 1);
    };
    archive.beside.push(Beside {
        file: file.to_owned(),
        to: format!("root/{address}"),
        address: Some(format!("/{address}")),
    });
}

/// The folders below the input folder that contain no pages, and what `.eleventyignore` names.
fn hidden(folder: &Folder, config: &str) -> Vec<String> {
    let mut hidden: Vec<String> = ["_includes", "_layouts", "_data"].map(str::to_owned).to_vec();
    let named = ["includes", "layouts", "data"].iter().filter_map(|key| said(config, key));
    hidden.extend(named.filter(|name| name.starts_with('_')));
    let ignored = folder.text(".eleventyignore").unwrap_or_default();
    let lines = ignored.lines().map(|line| line.trim().trim_start_matches("./").trim_matches('/'));
    hidden
        .extend(lines.filter(|line| !line.is_empty() && !line.contains(['*', '#', '!'])).map(str::to_owned));
    hidden
}

/// Where texts are.
struct Layout<'a> {
    folder: &'a Folder,
    input: &'a str,
    hidden: Vec<String>,
}

impl Layout<'_> {
    fn one(&self, file: &str, archive: &mut Archive, report: &mut Report) {
        let Self { folder, input, .. } = *self;
        let within = file[input.len()..].trim_start_matches('/');
        let is_in = |path: &str, folder: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_hidden = self.hidden.iter().any(|folder| is_in(within, folder) || is_in(file, folder));
        let is_of_project = input.is_empty()
            && (matches!(
                name(file),
                "README.md" | "LICENSE.md" | "CHANGELOG.md" | "CONTRIBUTING.md" | "package.json"
            ) || file.starts_with("dist/"));
        match ending(file).as_str() {
            _ if is_of_project => report.left_out("project files", 1),
            "md" | "markdown" if !is_hidden => {
                archive.entries.extend(entry(folder, file, within, input, report));
            }
            "njk" | "liquid" | "hbs" | "html" | "webc" | "ejs" => {
                report.left_out("pages that are templates", 1);
                let is_list =
                    !is_hidden && folder.text(file).is_some_and(|text| text.contains("collections."));
                // What is reported about a text is not reported about a template.
                let page = entry(folder, file, within, input, &mut Report::default()).filter(|_| is_list);
                let address = page.and_then(|page| page.address);
                archive.lists.extend(address.map(|address| List { address, folder: None }));
            }
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" | "pdf" | "mp3" | "mp4" | "vtt"
            | "csv"
                if !is_hidden =>
            {
                beside(archive, file, within, report);
            }
            _ => report.left_out("templates, data and settings", 1),
        }
    }
}

fn entry(folder: &Folder, file: &str, within: &str, input: &str, report: &mut Report) -> Option<Entry> {
    let mut entry = Entry::read(folder, file, report)?;
    add_data(folder, &mut entry, input, report);
    let of_name = of_name(stem(name(file))).map(|(date, _)| Stamp::Day(date));
    let is_computed = entry.front.text(&["date"]).is_some_and(|text| {
        matches!(
            text.to_lowercase().as_str(),
            "created" | "last modified" | "git created" | "git last modified"
        )
    });
    if is_computed {
        let text = entry
            .front
            .take(&["date"])
            .and_then(|date| date.as_text().map(str::to_owned))
            .unwrap_or_default();
        report.hand(file, 1, &format!("`date: {text}` is not a date: its day is in the file's history"));
    }
    entry.take_date(&["date"], report);
    entry.date = entry.date.or(of_name);
    let above = parent(within);
    // Without a pattern, the date in the name appears in the address.
    let last = stem(name(file));
    let is_index = last == "index" || last == name(above);
    let path = if is_index { above.to_owned() } else { format!("{above}/{last}") };
    if is_index {
        entry.name = name(above).to_owned();
        entry.is_list = above.is_empty() || entry.front.get(&["pagination"]).is_some();
    }
    let is_of_folder = split(&entry.text).0.is_ok_and(|front| front.get(&["permalink"]).is_none());
    entry.address = match entry.front.take(&["permalink"]) {
        None | Some(Value::Null) => Some(permalink(&path, |_| None)),
        Some(value) if value.as_bool() == Some(false) => {
            entry.is_draft = true;
            report.hand(file, 1, "`permalink: false` keeps it from being written: it is a draft now");
            None
        }
        Some(value) => match value.as_text().map(|text| filled(text, &entry)) {
            Some(Some(path)) => Some(permalink(&path, |_| None)),
            _ => {
                // What a folder's data says is reported once.
                let at = if is_of_folder { parent(file) } else { file };
                report.hand(at, 1, "`permalink` is computed: write the old addresses under `former`");
                None
            }
        },
    };
    Some(entry)
}

/// The data of the folders above a file, the nearest first, and of the file itself.
fn add_data(folder: &Folder, entry: &mut Entry, input: &str, report: &mut Report) {
    let mut files = vec![stem(&entry.file).to_owned()];
    let mut above = parent(&entry.file);
    while !above.is_empty() && above.len() >= input.len() {
        files.push(format!("{above}/{}", name(above)));
        above = parent(above);
    }
    for file in files {
        for ending in ["11tydata.json", "json", "11tydata.js", "11tydata.mjs", "11tydata.cjs"] {
            let path = format!("{file}.{ending}");
            let Some(text) = folder.text(&path) else { continue };
            let values = if ending.ends_with("json") { data(&path, &text) } else { Ok(of_script(&text)) };
            match values {
                Ok(Value::Map(values)) => {
                    for (name, value) in values.into_iter().filter(|(name, _)| name != "layout") {
                        // Tags of folders are added to those of files.
                        if let (true, Some(tags)) = (name == "tags", entry.front.get(&["tags"])) {
                            let all =
                                tags.texts().into_iter().chain(value.texts()).map(Value::text).collect();
                            entry.front.take(&["tags"]);
                            entry.front.add_missing("tags", Value::List(all));
                        } else {
                            entry.front.add_missing(&name, value);
                        }
                    }
                }
                Ok(_) => {}
                Err(reason) => report.hand(&path, 1, &format!("cannot be read: {reason}")),
            }
        }
    }
}

/// What can be known about a script with data without running it.
fn of_script(text: &str) -> Value {
    let keys = ["tags", "layout", "permalink", "lang"].iter();
    let plain = keys.filter_map(|key| Some(((*key).to_owned(), Value::text(said(text, key)?))));
    let mut values: Vec<(String, Value)> = plain.collect();
    if values.iter().all(|(key, _)| key != "permalink")
        && let Some(pattern) = returned(text, "permalink")
    {
        values.push(("permalink".to_owned(), Value::text(pattern)));
    }
    Value::Map(values)
}

/// The text that a script's function returns, if it does nothing else:
/// `({page}) => `/notes/${page.fileSlug}/``.
fn returned(script: &str, name: &str) -> Option<String> {
    let (_, rest) = script.split_once(name)?;
    let (before, rest) = rest.split_once('`')?;
    let (literal, _) = rest.split_once('`')?;
    let before = before.trim_end().trim_end_matches('(').trim_end();
    let is_plain = (before.ends_with("return") || before.ends_with("=>"))
        && !before.contains(['?', ';'])
        && ["if", "switch", "let ", "const ", "var "].iter().all(|word| !before.contains(word));
    let pattern = literal.replace("${", "{{").replace("{{data.", "{{").replace("{{ data.", "{{");
    is_plain.then(|| pattern.replace('}', "}}"))
}

/// An address in which only well-known values are asked for. `None` if there are others.
fn filled(pattern: &str, entry: &Entry) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find("}}")?;
        let words: Vec<&str> = rest[at + 2..end].split('|').map(str::trim).collect();
        let value = match words.first().copied()? {
            "title" => entry.front.text(&["title"])?.to_owned(),
            "slug" => entry.front.text(&["slug"])?.to_owned(),
            "page.fileSlug" => entry.name.clone(),
            "page.date" | "date" => {
                let form = words.get(1)?.strip_prefix("date:")?.trim().trim_matches(['"', '\'']);
                out.push_str(&entry.date?.local_day().strftime(form).to_string());
                rest = &rest[end + 2..];
                continue;
            }
            _ => return None,
        };
        out.push_str(&match words.get(1).copied() {
            None => value,
            Some("slug" | "slugify") => slugified(&value),
            Some(_) => return None,
        });
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    (!out.contains("{%")).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_give_one_text_are_read() {
        let of = |script: &str| returned(script, "permalink");
        let plain = Some("/web/{{ page.fileSlug }}/".to_owned());
        assert_eq!(of("permalink: function({page}) {\n return `/web/${ page.fileSlug }/`\n}"), plain);
        assert_eq!(
            of("permalink: (data) => `/web/${ data.page.fileSlug }/`,"),
            Some("/web/{{page.fileSlug }}/".to_owned())
        );
        assert_eq!(of("permalink: (data) => data.x ? `/a/` : `/b/`,"), None);
        assert_eq!(of("permalink(data) { if (data.x) return false; return `/a/`; }"), None);
        assert_eq!(of("permalink: make,"), None);
    }
}
