//! Jekyll: `_config.yml`, `_posts/`, `_drafts/`, collections, pages anywhere.

use super::super::archive::{Archive, Beside, Entry, HeadingIds, List, Settings, of_date, permalink};
use super::super::folder::{Folder, ending, name, parent, stem};
use super::super::report::Report;
use super::super::stamp::{Stamp, of_name};
use super::super::value::Value;
use super::{is_of_theme, settings, text, urlized};

/// The named ways of making addresses.
const STYLES: [(&str, &str); 5] = [
    ("date", "/:categories/:year/:month/:day/:title.html"),
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("ordinal", "/:categories/:year/:y_day/:title.html"),
    ("weekdate", "/:categories/:year/W:week/:short_day/:title.html"),
    ("none", "/:categories/:title.html"),
];
/// Files at the root that are not part of the site.
const NO_CONTENT: [&str; 12] = [
    "README.md",
    "LICENSE",
    "LICENSE.md",
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "Gemfile",
    "Rakefile",
    "Dockerfile",
    "package.json",
    "package-lock.json",
];

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let (file, config) = settings(folder, &["_config.yml", "_config.yaml", "_config.toml"], report);
    let base = text(&config, &["url"]).map(|url| {
        format!("{}{}", url.trim_end_matches('/'), text(&config, &["baseurl"]).unwrap_or_default())
    });
    let mut archive = Archive {
        settings: Settings {
            file,
            title: text(&config, &["title"]).or_else(|| text(&config, &["name"])),
            base_url: base,
            description: text(&config, &["description"]),
            language: text(&config, &["lang"]).or_else(|| text(&config, &["locale"])),
            timezone: text(&config, &["timezone"]),
            authors: authors(folder, &config, report),
            heading_ids: match text(&config, &["kramdown", "input"]).as_deref() {
                Some("kramdown") => HeadingIds::Kramdown,
                _ => HeadingIds::GitHub,
            },
            has_containers: false,
        },
        ..Archive::default()
    };
    let layout = Layout { config: &config, collections: collections(&config) };
    for file in folder.below("") {
        layout.file(folder, file, &mut archive, report);
    }
    archive.term_addresses.insert("categories".to_owned(), "/categories/:term/".to_owned());
    archive.term_addresses.insert("tags".to_owned(), "/tags/:term/".to_owned());
    archive.has_liquid = true;
    archive
}

/// The names of authors in `_data/authors.yml`, by what posts call them.
fn authors(
    folder: &Folder,
    config: &Value,
    report: &mut Report,
) -> std::collections::BTreeMap<String, String> {
    let (_, data) =
        settings(folder, &["_data/authors.yml", "_data/authors.yaml", "_data/authors.json"], report);
    let mut authors = std::collections::BTreeMap::new();
    if let Value::Map(entries) = &data {
        for (id, author) in entries {
            let named = text(author, &["name"]).or_else(|| text(author, &["display_name"]));
            authors.insert(
                id.clone(),
                named.or_else(|| text(author, &["full_name"])).unwrap_or_else(|| id.clone()),
            );
        }
    }
    let one = text(config, &["author", "name"]).or_else(|| text(config, &["author"]));
    authors.extend(one.map(|name| (name.clone(), name)));
    authors
}

/// The collections that are published, with their address patterns.
fn collections(config: &Value) -> Vec<(String, Option<String>)> {
    let Some(Value::Map(all)) = config.get("collections") else { return Vec::new() };
    let is_out = |value: &Value| value.get("output").and_then(Value::as_bool) == Some(true);
    all.iter()
        .filter(|(name, value)| name != "posts" && is_out(value))
        .map(|(name, value)| (name.clone(), text(value, &["permalink"])))
        .collect()
}

struct Layout<'a> {
    config: &'a Value,
    collections: Vec<(String, Option<String>)>,
}

impl Layout<'_> {
    fn file(&self, folder: &Folder, file: &str, archive: &mut Archive, report: &mut Report) {
        let is_text = matches!(ending(file).as_str(), "md" | "markdown" | "mkdown" | "mkd");
        let is_html = matches!(ending(file).as_str(), "html" | "htm");
        let parts: Vec<&str> = file.split('/').collect();
        let folders = &parts[..parts.len() - 1];
        if self.is_excluded(file) {
            return;
        }
        if let Some(at) = folders.iter().position(|part| *part == "_posts" || *part == "_drafts") {
            if !is_text && !is_html {
                return report.left_out("files among posts that are not texts", 1);
            }
            let is_draft = folders[at] == "_drafts";
            archive.entries.extend(self.post(folder, file, &parts[..at], is_draft, report));
            return;
        }
        if let Some((collection, pattern)) = self.collection(folders) {
            if is_text || is_html {
                archive.entries.extend(self.member(folder, file, collection, pattern.as_deref(), report));
            }
            return;
        }
        if folders.iter().any(|part| part.starts_with('_')) || name(file).starts_with('_') {
            return report.left_out("templates, data and settings", 1);
        }
        if is_text {
            archive.entries.extend(self.page(folder, file, report));
        } else if is_html {
            let text = folder.text(file).unwrap_or_default();
            if !text.starts_with("---") {
                return self.beside(file, archive, report);
            }
            report.left_out("pages that are templates", 1);
            let is_list = text.contains("site.posts") || text.contains("paginator.posts");
            // What is reported about a text is not reported about a template.
            let page = self.page(folder, file, &mut Report::default()).filter(|_| is_list);
            let address = page.and_then(|page| page.address);
            archive.lists.extend(address.map(|address| List { address, folder: None }));
        } else {
            self.beside(file, archive, report);
        }
    }

    fn beside(&self, file: &str, archive: &mut Archive, report: &mut Report) {
        if is_of_theme(file) || !file.contains('/') && NO_CONTENT.contains(&file) {
            return report.left_out("theme files", 1);
        }
        archive.beside.push(Beside {
            file: file.to_owned(),
            to: format!("root/{file}"),
            address: Some(format!("/{file}")),
        });
    }

    fn is_excluded(&self, file: &str) -> bool {
        let listed = self.config.get("exclude").map(Value::texts).unwrap_or_default();
        let is_in = |entry: &&str| {
            let entry = entry.trim_matches('/');
            file == entry || file.strip_prefix(entry).is_some_and(|rest| rest.starts_with('/'))
        };
        listed.iter().any(is_in) || NO_CONTENT.contains(&file) || file == "_config.yml"
    }

    fn collection(&self, folders: &[&str]) -> Option<(&str, &Option<String>)> {
        let folders = match text(self.config, &["collections_dir"]) {
            Some(dir) if folders.first() == Some(&dir.as_str()) => &folders[1..],
            _ => folders,
        };
        let first = folders.first()?.strip_prefix('_')?;
        self.collections
            .iter()
            .find(|(name, _)| name == first)
            .map(|(name, pattern)| (name.as_str(), pattern))
    }

    /// Adds what `defaults` in the settings says about a file.
    fn add_defaults(&self, entry: &mut Entry, kind: &str) {
        let Some(Value::List(defaults)) = self.config.get("defaults") else { return };
        // The last one that fits wins.
        for default in defaults.iter().rev() {
            let path = text(default, &["scope", "path"]).unwrap_or_default();
            let of = text(default, &["scope", "type"]);
            let fits = entry.file.starts_with(path.trim_matches('/')) && of.is_none_or(|of| of == kind);
            if let (true, Some(Value::Map(values))) = (fits, default.get("values")) {
                for (name, value) in values.iter().filter(|(name, _)| name != "layout") {
                    entry.front.add_missing(name, value.clone());
                }
            }
        }
    }

    fn post(
        &self,
        folder: &Folder,
        file: &str,
        above: &[&str],
        is_draft: bool,
        report: &mut Report,
    ) -> Option<Entry> {
        let mut entry = Entry::read(folder, file, report)?;
        self.add_defaults(&mut entry, "posts");
        entry.is_draft = is_draft;
        entry.take_date(&["date"], report);
        if entry.date.is_none() && !is_draft {
            report.hand(file, 1, "has no date in its name or its front matter");
        }
        let mut categories: Vec<String> = above.iter().map(|part| (*part).to_owned()).collect();
        for key in ["category", "categories"] {
            let typed = entry.front.get(&[key]).map(Value::texts).unwrap_or_default();
            let split = |text: &&str| -> Vec<String> {
                if key == "categories" {
                    text.split_whitespace().map(str::to_owned).collect()
                } else {
                    vec![(*text).to_owned()]
                }
            };
            match entry.front.get(&[key]) {
                Some(Value::List(_)) => categories.extend(typed.iter().map(|text| (*text).to_owned())),
                _ => categories.extend(typed.iter().flat_map(split)),
            }
        }
        // Tags in one text are separated by spaces.
        if let Some(text) = entry.front.text(&["tags"]).map(str::to_owned) {
            entry.front.take(&["tags"]);
            let tags = text.split([' ', ',']).filter(|tag| !tag.is_empty()).map(Value::text).collect();
            entry.front.add_missing("tags", Value::List(tags));
        }
        let slug = entry.front.take(&["slug"]).and_then(|slug| slug.as_text().map(str::to_owned));
        if let Some(slug) = slug {
            entry.name = slug;
        }
        let own = entry.front.take(&["permalink"]).and_then(|link| link.as_text().map(str::to_owned));
        let pattern = own.or_else(|| text(self.config, &["permalink"])).unwrap_or_else(|| "date".to_owned());
        entry.address = Some(self.address(&pattern, &entry, &categories));
        if !categories.is_empty() {
            let all = categories.into_iter().map(Value::text).collect();
            entry.front.take(&["category"]);
            entry.front.take(&["categories"]);
            entry.front.add_missing("categories", Value::List(all));
        }
        Some(entry)
    }

    fn address(&self, pattern: &str, entry: &Entry, categories: &[String]) -> String {
        let pattern =
            STYLES.iter().find(|(name, _)| *name == pattern).map_or(pattern, |(_, pattern)| pattern);
        let date = entry.date.map(Stamp::local_day);
        let path = permalink(&pattern.replace(":output_ext", ".html"), |name| {
            date.and_then(|date| of_date(date, name)).or_else(|| match name {
                "title" | "name" => Some(entry.name.clone()),
                "slug" => Some(urlized(&entry.name)),
                "categories" => Some(categories.iter().map(|one| urlized(one)).collect::<Vec<_>>().join("/")),
                "week" => date.map(|date| format!("{:02}", date.iso_week_date().week())),
                _ => None,
            })
        });
        path.replace("..html", ".html")
    }

    fn member(
        &self,
        folder: &Folder,
        file: &str,
        collection: &str,
        pattern: Option<&str>,
        report: &mut Report,
    ) -> Option<Entry> {
        let mut entry = Entry::read(folder, file, report)?;
        self.add_defaults(&mut entry, collection);
        entry.take_date(&["date"], report);
        let path =
            stem(file.split_once(&format!("_{collection}/")).map_or(file, |(_, path)| path)).to_owned();
        let own = entry.front.take(&["permalink"]).and_then(|link| link.as_text().map(str::to_owned));
        let pattern = own.or_else(|| pattern.map(str::to_owned));
        let pattern = pattern.unwrap_or_else(|| "/:collection/:path.html".to_owned());
        let date = entry.date.map(Stamp::local_day);
        let entry_name = entry.name.clone();
        entry.address = Some(permalink(&pattern.replace(":output_ext", ".html"), |name| {
            date.and_then(|date| of_date(date, name)).or_else(|| match name {
                "collection" => Some(collection.to_owned()),
                "path" => Some(path.clone()),
                "name" | "title" | "slug" => Some(entry_name.clone()),
                _ => None,
            })
        }));
        Some(entry)
    }

    fn page(&self, folder: &Folder, file: &str, report: &mut Report) -> Option<Entry> {
        let mut entry = Entry::read(folder, file, report)?;
        self.add_defaults(&mut entry, "pages");
        let dated = of_name(stem(name(file))).is_some();
        if !dated {
            entry.date = None;
        }
        entry.take_date(&["date"], report);
        // A page is not a post, whatever its date.
        if let Some(date) = entry.date.take() {
            entry.front.add_missing("date_of_page", Value::text(date.written()));
        }
        entry.name = stem(name(file)).to_owned();
        let is_index = matches!(entry.name.as_str(), "index" | "README");
        if is_index {
            entry.name = name(parent(file)).to_owned();
            entry.is_list = true;
        }
        let own = entry.front.take(&["permalink"]).and_then(|link| link.as_text().map(str::to_owned));
        let style = text(self.config, &["permalink"]).unwrap_or_default();
        let is_pretty = style == "pretty" || style.ends_with('/');
        entry.address = Some(match own {
            Some(own) => {
                permalink(&own.replace(":title", &entry.name).replace(":basename", &entry.name), |_| None)
            }
            None if is_index => permalink(parent(file), |_| None),
            None if is_pretty => permalink(stem(file), |_| None),
            None => permalink(&format!("{}.html", stem(file)), |_| None),
        });
        Some(entry)
    }
}
