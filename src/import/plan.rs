//! Where everything goes: kinds, ids and paths of all entries, and what every address and path of the other program
//! leads to.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use percent_encoding::percent_decode_str;

use super::archive::{Archive, Entry};
use super::body::headings::slugs;
use super::folder::{Folder, joined, name, parent, stem};
use super::lists::{Listed, Lists};
use super::programs::urlized;
use super::value::Value;
use super::{NAME_OF_TOPICS, Use, report::Report};
use crate::editor::slug;
use crate::model::typed::config::RESERVED_FOLDERS;

/// What an entry becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) is_briefing: bool,
    /// Relative to `content/`.
    pub(super) path: String,
    /// Where it will be published.
    pub(super) url: String,
}

/// A value of a taxonomy: a storyline or a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) is_storyline: bool,
    pub(super) id: String,
    pub(super) name: String,
    /// Relative to `content/`.
    pub(super) path: String,
    /// Where its page was.
    pub(super) former: Vec<String>,
}

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Entry(usize),
    Beside(usize),
    Term(usize),
}

/// What stands in for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ToList {
    /// A page that Dateline makes.
    Page(String),
    /// Relative to `content/`.
    File(String),
}

/// Where everything goes.
pub(super) struct Places<'a> {
    pub(super) archive: &'a Archive,
    /// By entry; `None` for one that is left out.
    pub(super) planned: Vec<Option<Planned>>,
    pub(super) terms: Vec<Term>,
    /// By kind and name, folded.
    terms_by_name: HashMap<(bool, String), usize>,
    by_address: HashMap<String, To>,
    by_file: HashMap<String, To>,
    /// By the name of a file, in lower case, with and without its ending.
    by_name: HashMap<String, Vec<To>>,
    /// The files in folders that are entries' own, by entry, relative to that folder.
    pub(super) bundles: Vec<Vec<String>>,
    lists: Lists,
    language: String,
}

/// What an archive is imported into: the site's time zone and language, what its taxonomies become, and the
/// day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) language: &'a str,
    pub(super) uses: &'a BTreeMap<String, Use>,
    pub(super) has_feed: bool,
    pub(super) today: Date,
}

/// Names at the root of a site that no page may have, besides those of [`RESERVED_FOLDERS`].
const TAKEN: [&str; 3] = [NAME_OF_TOPICS, "archive", "index"];

/// An address as it is compared.
pub(super) fn same(address: &str) -> String {
    let decoded =
        percent_decode_str(address.split(['?', '#']).next().unwrap_or_default()).decode_utf8_lossy();
    let lower = decoded.to_lowercase();
    let path = lower.trim_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path);
    path.strip_suffix(".html").unwrap_or(path).trim_end_matches('/').to_owned()
}

/// An address as that of one file: `/a.html` is not `/a/`.
pub(super) fn exact(address: &str) -> String {
    let decoded = percent_decode_str(address).decode_utf8_lossy().to_lowercase();
    decoded.strip_suffix("/index.html").unwrap_or(&decoded).trim_matches('/').to_owned()
}

/// A name as it is looked up: names of files, with or without `.md`.
fn called(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_suffix(".md").map_or(lower.clone(), str::to_owned)
}

impl<'a> Places<'a> {
    pub(super) fn new(archive: &'a Archive, folder: &Folder, site: Site<'_>, report: &mut Report) -> Self {
        let Site { zone, language, uses, .. } = site;
        let mut places = Self {
            archive,
            planned: Vec::new(),
            terms: Vec::new(),
            terms_by_name: HashMap::new(),
            by_address: HashMap::new(),
            by_file: HashMap::new(),
            by_name: HashMap::new(),
            bundles: vec![Vec::new(); archive.entries.len()],
            lists: Lists::default(),
            language: language.to_owned(),
        };
        places.plan(zone, language, report);
        places.find_bundles(folder);
        let taxonomies = places.find_terms(uses, language);
        places.lists = Lists::new(archive, &places.planned, taxonomies, zone, site.today, site.has_feed);
        places.index();
        places
    }

    pub(super) fn entry(&self, at: usize) -> &'a Entry {
        &self.archive.entries[at]
    }

    fn plan(&mut self, zone: &TimeZone, language: &str, report: &mut Report) {
        let mut taken: HashSet<String> = HashSet::new();
        let mut tries: HashMap<(Option<Date>, String), usize> = HashMap::new();
        for entry in &self.archive.entries {
            let is_empty = entry.body().trim().is_empty();
            if entry.is_template(self.archive.has_liquid) {
                report.left_out("pages that are templates", 1);
                self.planned.push(None);
                continue;
            }
            if entry.is_list && is_empty {
                report.left_out("lists without a text of their own", 1);
                self.planned.push(None);
                continue;
            }
            let day = entry.date.map(|date| date.day(zone));
            let is_taken = |id: &str| RESERVED_FOLDERS.contains(&id) || TAKEN.contains(&id);
            let is_reserved = |id: &str| {
                let is_year = id.len() == 4 && id.bytes().all(|b| b.is_ascii_digit());
                day.is_none() && (is_year || is_taken(&id.to_lowercase()))
            };
            let mut base = id(entry, language);
            let folder = name(parent(&entry.file));
            if day.is_none()
                && !folder.is_empty()
                && (is_reserved(&base) || tries.contains_key(&(day, base.clone())))
            {
                base = format!("{}-{base}", slug(folder, None, language));
            }
            // For a name that many have, the numbers continue from the last one.
            let tried = tries.entry((day, base.clone())).or_default();
            let (id, url) = loop {
                *tried += 1;
                let id = if *tried == 1 { base.clone() } else { format!("{base}-{tried}") };
                let url = match day {
                    Some(day) => format!("/{:04}/{:02}/{:02}/{id}/", day.year(), day.month(), day.day()),
                    None => format!("/{id}/"),
                };
                if !is_reserved(&id) && taken.insert(same(&url)) {
                    break (id, url);
                }
            };
            let file = match (day, &entry.bundle) {
                (Some(day), None) => format!("briefings/{:04}/{day}-{id}.md", day.year()),
                (Some(day), Some(_)) => format!("briefings/{:04}/{day}-{id}/index.md", day.year()),
                (None, None) => format!("pages/{id}.md"),
                (None, Some(_)) => format!("pages/{id}/index.md"),
            };
            self.planned.push(Some(Planned { is_briefing: day.is_some(), path: file, url }));
        }
    }

    /// Finds the files in folders that are entries' own.
    fn find_bundles(&mut self, folder: &Folder) {
        let owners: HashMap<&str, usize> = self
            .archive
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((entry.bundle.as_deref()?, at)))
            .collect();
        for file in folder.files.iter().filter(|file| !is_text(file)) {
            let mut above = parent(file);
            while !above.is_empty() {
                if let Some(owner) = owners.get(above) {
                    self.bundles[*owner].push(file[above.len() + 1..].to_owned());
                    break;
                }
                above = parent(above);
            }
        }
    }

    /// Finds storylines and topics. Returns the taxonomies that are used, and whether their values are
    /// storylines.
    fn find_terms(&mut self, uses: &BTreeMap<String, Use>, language: &str) -> BTreeMap<String, bool> {
        let mut taxonomies = BTreeMap::new();
        let archive = self.archive;
        let mut ids: HashSet<(bool, String)> = HashSet::new();
        for (entry, planned) in archive.entries.iter().zip(&self.planned) {
            if planned.as_ref().is_none_or(|planned| !planned.is_briefing) {
                continue;
            }
            for (taxonomy, value, is_storyline) in terms(entry, uses) {
                let base = slug(&value, None, language);
                let key = (is_storyline, if base.is_empty() { value.to_lowercase() } else { base.clone() });
                let pattern = archive.term_addresses.get(&taxonomy);
                taxonomies.insert(taxonomy, is_storyline);
                let term = *self.terms_by_name.entry(key).or_insert_with(|| {
                    let base = if base.is_empty() { "topic".to_owned() } else { base };
                    let mut id = base.clone();
                    let mut n = 1;
                    while !ids.insert((is_storyline, id.clone())) {
                        n += 1;
                        id = format!("{base}-{n}");
                    }
                    let folder = if is_storyline { "storylines" } else { "topics" };
                    let path = format!("{folder}/{id}.md");
                    self.terms.push(Term { is_storyline, id, name: value.clone(), path, former: Vec::new() });
                    self.terms.len() - 1
                });
                let latin = if archive.has_latin_terms { slugs(&value) } else { String::new() };
                let last = if latin.is_empty() { urlized(&value) } else { latin };
                let former = pattern.map(|pattern| pattern.replace(":term", &last));
                let known = &mut self.terms[term].former;
                known.extend(former.filter(|address| !known.contains(address)));
            }
        }
        taxonomies
    }

    fn index(&mut self) {
        let archive = self.archive;
        let mut add = |address: &str, to: To| {
            self.by_address.entry(same(address)).or_insert(to);
        };
        for (at, entry) in archive.entries.iter().enumerate() {
            entry.address.iter().for_each(|address| add(address, To::Entry(at)));
        }
        for (at, planned) in self.planned.iter().enumerate() {
            planned.iter().for_each(|planned| add(&planned.url, To::Entry(at)));
        }
        for (at, entry) in archive.entries.iter().enumerate() {
            super::keys::aliases(entry).iter().for_each(|address| add(address, To::Entry(at)));
        }
        for (at, beside) in archive.beside.iter().enumerate() {
            beside.address.iter().for_each(|address| add(address, To::Beside(at)));
        }
        for (at, term) in self.terms.iter().enumerate() {
            term.former.iter().for_each(|address| add(address, To::Term(at)));
        }
        let files =
            archive.entries.iter().enumerate().map(|(at, entry)| (entry.file.as_str(), To::Entry(at)));
        let files = files
            .chain(archive.beside.iter().enumerate().map(|(at, one)| (one.file.as_str(), To::Beside(at))));
        for (file, to) in files {
            self.by_file.insert(file.to_lowercase(), to);
            self.by_name.entry(called(name(file))).or_default().push(to);
        }
        for (at, entry) in archive.entries.iter().enumerate() {
            if let Some(bundle) = &entry.bundle {
                self.by_name.entry(called(name(bundle))).or_default().push(To::Entry(at));
            }
            for other in entry.front.get(&["names"]).map(Value::texts).unwrap_or_default() {
                self.by_name.entry(called(other)).or_default().push(To::Entry(at));
            }
        }
    }

    /// The folder of the new file of an entry, from `content/`.
    pub(super) fn folder(&self, at: usize) -> String {
        self.planned[at].as_ref().map_or(String::new(), |planned| parent(&planned.path).to_owned())
    }

    /// The file of a term.
    pub(super) fn term(&self, value: &str, is_storyline: bool, language: &str) -> Option<&Term> {
        let id = slug(value, None, language);
        let key = (is_storyline, if id.is_empty() { value.to_lowercase() } else { id });
        self.terms_by_name.get(&key).map(|at| &self.terms[*at])
    }

    /// A path without the address of the site, decoded.
    fn local(&self, url: &str) -> String {
        let base = self.archive.settings.base_url.as_deref().unwrap_or_default();
        let path = match base.trim_end_matches('/') {
            "" => url,
            own => url.strip_prefix(own).unwrap_or(url),
        };
        percent_decode_str(path).decode_utf8_lossy().into_owned()
    }

    /// What stands in here for a list that an entry links to: the address of a page, or a file relative to
    /// `content/`.
    pub(super) fn list(&self, at: usize, url: &str, fragment: &str) -> Option<ToList> {
        let path = self.local(url);
        let address = if path.starts_with('/') {
            path
        } else {
            let base = self.entry(at).address.as_deref()?;
            format!("/{}", joined(if base.ends_with('/') { base } else { parent(base) }, &path)?)
        };
        match self.lists.find(&address, fragment)? {
            Listed::Page(page) => Some(ToList::Page(page)),
            Listed::Term(is_storyline, name) => {
                let term = self.term(&name, is_storyline, &self.language)?;
                Some(ToList::File(term.path.clone()))
            }
        }
    }

    /// What a link in an entry leads to: a file or an address, relative to the entry's own or from the root.
    pub(super) fn find(&self, at: usize, url: &str) -> Option<To> {
        let path = self.local(url);
        let entry = self.entry(at);
        if let Some(file) = path.strip_prefix("@/") {
            return self.file(&format!("content/{file}"));
        }
        if path.starts_with('/') || path.is_empty() {
            return self.by_address.get(&same(&path)).copied();
        }
        let beside = joined(parent(&entry.file), &path).and_then(|path| self.file(&path));
        beside.or_else(|| {
            // An address is relative to the page's, which ends in a slash or has a last part of its own.
            let base = entry.address.as_deref()?;
            let folder = if base.ends_with('/') { base } else { parent(base) };
            self.by_address.get(&same(&joined(folder, &path)?)).copied()
        })
    }

    fn file(&self, path: &str) -> Option<To> {
        let path = path.trim_end_matches('/').to_lowercase();
        let tries = ["", ".md", "/index.md", "/_index.md"];
        tries.iter().find_map(|ending| self.by_file.get(&format!("{path}{ending}"))).copied()
    }

    /// A file in an entry's own folder, as it is written in a link.
    pub(super) fn of_bundle(&self, at: usize, path: &str) -> Option<String> {
        let bundle = self.entry(at).bundle.as_deref()?;
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let within = match self.entry(at).address.as_deref().and_then(|own| decoded.strip_prefix(own)) {
            Some(rest) => rest.to_owned(),
            None => joined(bundle, &decoded)?.strip_prefix(bundle)?.trim_start_matches('/').to_owned(),
        };
        self.bundles[at].contains(&within).then_some(within)
    }

    /// What a name or the end of a path means: the file nearest to an entry.
    pub(super) fn by_name(&self, at: usize, path: &str) -> Option<To> {
        let path = path.trim_matches('/');
        let lower = path.to_lowercase();
        let folder = parent(&self.entry(at).file);
        let exact = [lower.clone(), format!("content/{lower}"), joined(folder, &lower).unwrap_or_default()];
        if let Some(found) = exact.iter().find_map(|path| self.file(path)) {
            return Some(found);
        }
        let named = self.by_name.get(&called(name(&lower)))?;
        let file = |to: &To| match to {
            To::Entry(entry) => self.entry(*entry).file.to_lowercase(),
            To::Beside(beside) => self.archive.beside[*beside].file.to_lowercase(),
            To::Term(_) => String::new(),
        };
        let above = called(parent(&lower));
        let fits = |to: &&To| above.is_empty() || file(to).contains(&format!("{above}/"));
        named
            .iter()
            .filter(fits)
            .min_by_key(|to| (parent(&file(to)) != folder.to_lowercase(), file(to).len()))
            .copied()
    }
}

fn is_text(file: &str) -> bool {
    matches!(super::folder::ending(file).as_str(), "md" | "markdown" | "html" | "toml" | "yaml" | "yml")
}

/// What an id is made from: the name, without what ids cannot hold.
fn id(entry: &Entry, language: &str) -> String {
    let name = entry.name.trim();
    let is_sound = !name.is_empty()
        && name.is_ascii()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !stem(name).is_empty()
        && !name.starts_with(['.', '-', '_'])
        && !name.ends_with(['.', '-']);
    let mut id = if is_sound { name.to_owned() } else { slug(name, None, language) };
    // Capitals stay where the address had them.
    if !entry.address.as_deref().is_some_and(|address| address.contains(name)) {
        id = id.to_lowercase();
    }
    // After a dot, a name may give a language; between digits, a dot belongs to a version.
    let is_of_version = |at: usize| {
        let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
        digit(id.as_bytes().get(at.wrapping_sub(1))) && digit(id.as_bytes().get(at + 1))
    };
    let dots: Vec<usize> = id.match_indices('.').map(|(at, _)| at).filter(|at| !is_of_version(*at)).collect();
    dots.into_iter().for_each(|at| id.replace_range(at..=at, "-"));
    if let Some(code) = &entry.language {
        id = format!("{id}-{}", code.to_lowercase());
    }
    if !id.is_empty() {
        return id;
    }
    let title = entry.front.text(&["title"]).map(|title| slug(title, None, language)).unwrap_or_default();
    match title.as_str() {
        "" if entry.is_list => "home".to_owned(),
        "" => "text".to_owned(),
        _ => title,
    }
}

/// The taxonomies of an entry with their values: taxonomy, value, whether it is a storyline.
pub(super) fn terms(entry: &Entry, uses: &BTreeMap<String, Use>) -> Vec<(String, String, bool)> {
    let mut all = Vec::new();
    for (taxonomy, used) in uses {
        let is_storyline = match used {
            Use::Storylines => true,
            Use::About => false,
            Use::Extra => continue,
        };
        let Some(value) = entry.front.get(&[taxonomy.as_str()]) else { continue };
        let texts: Vec<&str> = match value {
            // One text may hold several tags.
            Value::Text { text, .. } if text.contains(',') => text.split(',').map(str::trim).collect(),
            Value::List(items) => items
                .iter()
                .filter_map(|item| item.as_text().or_else(|| item.get("name")?.as_text()))
                .collect(),
            value => value.texts(),
        };
        let is_new = |text: &&str| !text.is_empty() && !matches!(*text, "post" | "posts" | "all" | "nav");
        all.extend(
            texts
                .into_iter()
                .filter(is_new)
                .map(|text| (taxonomy.clone(), text.trim_start_matches('#').to_owned(), is_storyline)),
        );
    }
    all
}
