//! Hugo: `hugo.toml` or its older names, `content/` with bundles, `static/`.

use std::collections::BTreeSet;

use super::super::archive::{Archive, Beside, Entry, HeadingIds, List, Settings, of_date, permalink};
use super::super::folder::{Folder, above, ending, name, parent, stem};
use super::super::report::Report;
use super::super::stamp::Stamp;
use super::super::value::Value;
use super::{is_of_theme, settings, text, urlized};

/// The files that settings may be in.
pub(in crate::import) const CONFIGS: [&str; 12] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
];

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let (file, config) = settings(folder, &CONFIGS, report);
    let main = text(&config, &["defaultContentLanguage"]).unwrap_or_else(|| "en".to_owned());
    let of_main = |key: &str| text(&config, &["languages", &main, key]);
    let content = of_main("contentDir").or_else(|| text(&config, &["contentDir"]));
    let mounted =
        |target: &str| mounts(&config).into_iter().find(|(to, _)| to == target).map(|(_, from)| from);
    let content = content.or_else(|| mounted("content"));
    let content = content.unwrap_or_else(|| "content".to_owned()).trim_matches(['/', '.']).to_owned();
    let languages: BTreeSet<String> = match config.get("languages") {
        Some(Value::Map(languages)) => languages.iter().map(|(code, _)| code.to_lowercase()).collect(),
        _ => BTreeSet::new(),
    };
    let mut archive = Archive {
        settings: Settings {
            file,
            title: of_main("title").or_else(|| text(&config, &["title"])),
            base_url: text(&config, &["baseURL"]),
            description: text(&config, &["params", "description"]),
            language: of_main("languageCode")
                .or_else(|| text(&config, &["languageCode"]))
                .or_else(|| text(&config, &["defaultContentLanguage"])),
            timezone: text(&config, &["timeZone"]),
            authors: Default::default(),
            heading_ids: HeadingIds::GitHub,
            has_containers: false,
        },
        ..Archive::default()
    };
    let layout = Layout { config: &config, content: &content, languages: &languages };
    let is_page = |file: &str| matches!(ending(file).as_str(), "md" | "markdown" | "html");
    let bundles: BTreeSet<&str> = folder
        .below(&content)
        .filter(|file| is_page(file) && layout.split_language(stem(name(file))).0 == "index")
        .map(parent)
        .filter(|folder| *folder != content)
        .collect();
    for file in folder.below(&content) {
        let own = above(file).find(|folder| bundles.contains(folder));
        match (is_page(file), own) {
            (true, Some(bundle))
                if layout.split_language(stem(name(file))).0 != "index" || parent(file) != bundle =>
            {
                report.left_out("texts that bundles hold as resources", 1);
            }
            (true, _) => archive.entries.extend(layout.entry(folder, file, report)),
            // A file of a bundle comes along with it.
            (false, Some(_)) => {}
            (false, None) => {
                let address = file[content.len()..].trim_start_matches('/');
                if !is_of_theme(file) {
                    archive.beside.push(Beside {
                        file: file.to_owned(),
                        to: format!("root/{address}"),
                        address: Some(format!("/{address}")),
                    });
                }
            }
        }
    }
    let fixed =
        text(&config, &["staticDir"]).or_else(|| mounted("static")).unwrap_or_else(|| "static".to_owned());
    for file in folder.below(&fixed) {
        let address = file[fixed.len()..].trim_start_matches('/');
        if is_of_theme(file) {
            report.left_out("theme files", 1);
            continue;
        }
        archive.beside.push(Beside {
            file: file.to_owned(),
            to: format!("root/{address}"),
            address: Some(format!("/{address}")),
        });
    }
    let taxonomies: Vec<String> = match config.get("taxonomies") {
        Some(Value::Map(all)) => {
            all.iter().filter_map(|(_, name)| name.as_text().map(str::to_owned)).collect()
        }
        _ => ["categories", "tags", "series"].map(str::to_owned).to_vec(),
    };
    for name in taxonomies {
        archive.term_addresses.insert(name.clone(), format!("/{}/:term/", urlized(&name)));
    }
    archive.lists = sections(&archive, &content);
    archive
}

/// The lists of sections: of folders with a `_index.md`, and of all folders directly in the content folder.
fn sections(archive: &Archive, content: &str) -> Vec<List> {
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for entry in &archive.entries {
        let within = entry.file[content.len()..].trim_start_matches('/');
        folders.extend(within.split_once('/').map(|(first, _)| first.to_owned()));
        if entry.is_list {
            folders.insert(parent(within).to_owned());
        }
    }
    let list = |folder: String| {
        let address = permalink(&lower(&folder), |_| None);
        List { address, folder: Some(format!("{content}/{folder}").trim_matches('/').to_owned()) }
    };
    folders.into_iter().filter(|folder| !folder.is_empty()).map(list).collect()
}

/// Which folders stand for which: target and source of each mount.
fn mounts(config: &Value) -> Vec<(String, String)> {
    let Some(Value::List(mounts)) = config.at(&["module", "mounts"]) else { return Vec::new() };
    mounts.iter().filter_map(|mount| Some((text(mount, &["target"])?, text(mount, &["source"])?))).collect()
}

struct Layout<'a> {
    config: &'a Value,
    content: &'a str,
    languages: &'a BTreeSet<String>,
}

impl Layout<'_> {
    /// `talks.uk` is `talks` in Ukrainian, if the site has that language.
    fn split_language<'n>(&self, stem: &'n str) -> (&'n str, Option<&'n str>) {
        match stem.rsplit_once('.') {
            Some((name, code)) if self.languages.contains(&code.to_lowercase()) => (name, Some(code)),
            _ => (stem, None),
        }
    }

    fn entry(&self, folder: &Folder, file: &str, report: &mut Report) -> Option<Entry> {
        let mut entry = Entry::read(folder, file, report)?;
        let (stem, language) = self.split_language(stem(name(file)));
        let within = parent(&file[self.content.len()..]).trim_matches('/').to_owned();
        entry.language = language.map(str::to_owned);
        entry.is_list = stem == "_index";
        let is_bundle = stem == "index" && !within.is_empty();
        if is_bundle {
            entry.bundle = Some(parent(file).to_owned());
        }
        // Hugo takes no date from the name unless it is told to.
        let of_name = entry.date.take();
        entry.take_date(&["date", "publishDate", "pubdate", "published"], report);
        if let Some(Value::List(sources)) = self.config.at(&["frontmatter", "date"])
            && sources.iter().any(|source| source.as_text() == Some(":filename"))
        {
            entry.date = entry.date.or(of_name);
        }
        if entry.is_list {
            // The date of a list is that of its newest page.
            if let Some(date) = entry.date.take() {
                entry.front.add_missing("date_of_list", Value::text(date.written()));
            }
        }
        let last = if is_bundle || entry.is_list { name(&within) } else { stem };
        let slug = entry.front.take(&["slug"]).and_then(|slug| slug.as_text().map(str::to_owned));
        let url = entry.front.take(&["url"]).and_then(|url| url.as_text().map(str::to_owned));
        let section = if is_bundle { parent(&within).to_owned() } else { within.clone() };
        entry.name = slug.clone().unwrap_or_else(|| {
            let last = if of_name.is_some() && entry.date.is_some() {
                super::super::stamp::of_name(last).map_or(last, |(_, rest)| rest)
            } else {
                last
            };
            last.to_owned()
        });
        let address = match url {
            Some(url) => format!("/{}", url.trim_start_matches('/')),
            None if entry.is_list => permalink(&lower(&within), |_| None),
            None => self.address(&entry, &section, last, slug.as_deref()),
        };
        let address = match &entry.language {
            Some(code) => format!("/{}{address}", code.to_lowercase()),
            None => address,
        };
        entry.address = Some(address);
        Some(entry)
    }

    fn address(&self, entry: &Entry, above: &str, last: &str, slug: Option<&str>) -> String {
        let section = above.split('/').next().unwrap_or_default();
        let patterns = self.config.get("permalinks");
        let pattern = patterns.and_then(|patterns| {
            let of = |value: &Value| value.get(section).and_then(Value::as_text).map(str::to_owned);
            patterns.get("page").and_then(of).or_else(|| of(patterns))
        });
        let is_ugly = self.config.get("uglyURLs").and_then(Value::as_bool) == Some(true);
        let title = entry.front.text(&["title"]).unwrap_or(last);
        let slug_or = |other: &str| urlized(slug.unwrap_or(other));
        let Some(pattern) = pattern else {
            let path = format!("{}/{}", lower(above), slug_or(last));
            return permalink(&if is_ugly { format!("{path}.html") } else { path }, |_| None);
        };
        permalink(&pattern, |name| {
            let date = entry.date.map(Stamp::local_day);
            date.and_then(|date| of_date(date, name)).or_else(|| match name {
                "section" => Some(lower(section)),
                "sections" => Some(lower(above)),
                "title" => Some(urlized(title)),
                "slug" => Some(slug_or(title)),
                "slugorfilename" | "slugorcontentbasename" => Some(slug_or(last)),
                "filename" | "contentbasename" => Some(urlized(last)),
                _ => None,
            })
        })
    }
}

/// A folder path as part of an address.
fn lower(path: &str) -> String {
    path.split('/').map(urlized).collect::<Vec<_>>().join("/")
}
