//! Other programs' keys as Dateline keys. What has no equivalent stays under `extra`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::Use;
use super::archive::Entry;
use super::front::{Front, Key};
use super::plan::{Places, exact, terms};
use super::report::Report;
use super::stamp::Stamp;
use super::value::{Value, scalar, write_key};
use crate::editor::slug;

const SUMMARIES: [&str; 12] = [
    "summary",
    "description",
    "excerpt",
    "custom_excerpt",
    "subtitle",
    "standfirst",
    "dek",
    "abstract",
    "lead",
    "teaser",
    "preview_text",
    "meta_description",
];
const AUTHORS: [&str; 5] = ["authors", "author", "byline", "creator", "primary_author"];
const ALIASES: [&str; 4] = ["aliases", "redirect_from", "former", "redirects"];
const HELD: [&str; 5] = ["draft", "private", "unpublished", "in-progress", "hidden"];

/// What the front matter of a file is made from, besides the file itself.
pub(super) struct Writer<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) uses: &'a BTreeMap<String, Use>,
    pub(super) language: &'a str,
    /// The names of authors, by what files call them.
    pub(super) names: &'a BTreeMap<String, String>,
    /// The addresses that files have now or had.
    pub(super) taken: HashSet<String>,
    /// The authors that are named, by id.
    pub(super) authors: BTreeMap<String, String>,
}

/// The other addresses that an entry had, from the root of the site.
pub(super) fn aliases(entry: &Entry) -> Vec<String> {
    let typed = ALIASES.iter().filter_map(|key| entry.front.get(&[key])).flat_map(Value::texts);
    typed.map(|alias| format!("/{}", alias.trim_start_matches('/'))).collect()
}

/// Whether an entry is not out on a day, whatever its date.
pub(super) fn is_held(entry: &Entry, today: Date) -> bool {
    let says = |key: &str, value: bool| entry.front.get(&[key]).and_then(Value::as_bool) == Some(value);
    let is_held = entry.front.text(&["status"]).is_some_and(|status| HELD.contains(&&*status.to_lowercase()));
    let later = entry.front.text(&["publishDate"]).and_then(Stamp::parse);
    entry.is_draft
        || is_held
        || ["draft", "private"].iter().any(|key| says(key, true))
        || ["published", "publish"].iter().any(|key| says(key, false))
        || later.is_some_and(|later| later.local_day() > today)
}

impl Writer<'_> {
    /// The front matter of an entry, between its fences. `title` is the headline that its body began with.
    pub(super) fn written(&mut self, at: usize, title: Option<String>, report: &mut Report) -> String {
        let entry = self.places.entry(at);
        let Some(planned) = self.places.planned[at].clone() else { return String::new() };
        let mut front = entry.front.clone();
        let former = self.former(at, &planned.url, report);
        for key in ALIASES {
            front.take(&[key]);
        }
        let mut out = String::from("---\n");
        let mut put = |name: &str, value: &Value| write_key(name, value, 0, &mut out);
        let title = match front.take(&["title"]).as_ref().and_then(Value::as_text).map(str::to_owned) {
            Some(title) => title,
            None => {
                report.turned(if title.is_some() { "first headings" } else { "file names" }, "titles", 1);
                title.unwrap_or_else(|| spoken(entry.name_of_file()))
            }
        };
        put("title", &Value::text(title.split_whitespace().collect::<Vec<_>>().join(" ")));
        let plain = |text: String| Value::Text { text, is_plain: true };
        if planned.is_briefing
            && let Some(date) = entry.date
        {
            put("date", &plain(date.written()));
        }
        let held = self.held(&mut front, entry, planned.is_briefing, report);
        held.into_iter().for_each(|(name, value)| put(name, &plain(value)));
        if planned.is_briefing {
            for (key, is_storyline) in [("storylines", true), ("about", false)] {
                let ids = self.ids(entry, is_storyline);
                if !ids.is_empty() {
                    report.turned("tags and categories of texts", key, ids.len());
                    put(key, &Value::List(ids.into_iter().map(Value::text).collect()));
                }
            }
            for (taxonomy, used) in self.uses {
                if *used != Use::Extra {
                    front.take(&[taxonomy.as_str()]);
                }
            }
        }
        let summary = SUMMARIES.iter().find(|key| front.text(&[key]).is_some());
        if let Some(text) = summary.and_then(|key| front.take(&[key])) {
            let words: Vec<&str> = text.as_text().unwrap_or_default().split_whitespace().collect();
            put("summary", &Value::text(words.join(" ")));
            report.turned("descriptions", "summaries", 1);
        }
        if planned.is_briefing {
            let authors = self.authors(&mut front);
            if !authors.is_empty() {
                put("authors", &Value::List(authors.into_iter().map(Value::text).collect()));
            }
        }
        if !former.is_empty() {
            report.turned("addresses", "former addresses", former.len());
            put("former", &Value::List(former.into_iter().map(Value::text).collect()));
        }
        if let Some(code) =
            language(&mut front, entry).filter(|code| !code.eq_ignore_ascii_case(self.language))
        {
            put("lang", &Value::text(code));
        }
        extra(&front, &mut out, report);
        out.push_str("---\n");
        out
    }

    /// What holds an entry back.
    fn held(
        &self,
        front: &mut Front,
        entry: &Entry,
        is_briefing: bool,
        report: &mut Report,
    ) -> Vec<(&'static str, String)> {
        let is = |front: &mut Front, key: &str, wanted: bool| {
            let has = front.get(&[key]).and_then(Value::as_bool);
            if has.is_some() {
                front.take(&[key]);
            }
            has == Some(wanted)
        };
        let mut is_draft = entry.is_draft;
        is_draft |= is(front, "draft", true) | is(front, "private", true);
        is_draft |= is(front, "published", false) | is(front, "publish", false);
        if let Some(status) = front.text(&["status"]).map(str::to_lowercase) {
            is_draft |= HELD.contains(&status.as_str());
            if HELD.contains(&status.as_str()) || matches!(status.as_str(), "published" | "publish" | "sent")
            {
                front.take(&["status"]);
            }
        }
        if let Some(date) = front.text(&["expiryDate", "expires"]) {
            report.hand(
                &entry.file,
                1,
                &format!("was to be taken down on {date}: nothing is taken down automatically here"),
            );
        }
        let mut held = Vec::new();
        if is_draft {
            report.turned("drafts", "drafts", 1);
            held.push(("draft", "true".to_owned()));
        }
        let own = entry.date.map(Stamp::local_day);
        let later = front.text(&["publishDate"]).and_then(Stamp::parse);
        if let Some(later) =
            later.filter(|later| own.is_none_or(|own| later.local_day() > own) && is_briefing)
        {
            front.take(&["publishDate"]);
            report.turned("publication times", "embargoes", 1);
            held.push(("embargo", later.written()));
        }
        held
    }

    fn ids(&self, entry: &Entry, is_storyline: bool) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for (_, value, of_storyline) in terms(entry, self.uses) {
            if of_storyline == is_storyline
                && let Some(term) = self.places.term(&value, is_storyline, self.language)
                && seen.insert(&term.id)
            {
                ids.push(term.id.clone());
            }
        }
        ids
    }

    fn authors(&mut self, front: &mut Front) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let Some(key) = AUTHORS.iter().find(|key| front.get(&[key]).is_some()) else { return ids };
        let Some(value) = front.take(&[key]) else { return ids };
        let names: Vec<String> = match &value {
            Value::List(items) => items.iter().filter_map(name_of).collect(),
            one => name_of(one).into_iter().collect(),
        };
        let mut seen = HashSet::new();
        for name in names {
            let full = self.names.get(&name).cloned().unwrap_or_else(|| name.clone());
            let id = slug(&full, None, self.language);
            let id = if id.is_empty() { "author".to_owned() } else { id };
            self.authors.entry(id.clone()).or_insert(full);
            if seen.insert(id.clone()) {
                ids.push(id);
            }
        }
        ids
    }

    /// The addresses that lead to an entry from now on: its old one and its aliases, where they are not its new one.
    fn former(&mut self, at: usize, url: &str, report: &mut Report) -> Vec<String> {
        let entry = self.places.entry(at);
        let mut all: Vec<String> = Vec::new();
        let mut own: BTreeSet<String> = BTreeSet::from([exact(url)]);
        for address in aliases(entry).into_iter().chain(entry.address.clone()) {
            let key = exact(&address);
            if key.is_empty() || address.contains(['?', '#', '*', ':']) || !own.insert(key.clone()) {
                continue;
            }
            if !self.taken.insert(key) {
                report.hand(&entry.file, 1, &format!("its old address `{address}` is also another page's"));
                continue;
            }
            all.push(address);
        }
        all
    }
}

/// The name of an author: a text, or a mapping with one.
fn name_of(value: &Value) -> Option<String> {
    let text = value.as_text().or_else(|| value.get("name")?.as_text())?;
    // A note about the author.
    let inner = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")).unwrap_or(text);
    let shown = inner.rsplit(['|', '/']).next().unwrap_or(inner).trim();
    let name = if inner.len() < text.len() { shown } else { text };
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

fn language(front: &mut Front, entry: &Entry) -> Option<String> {
    if let Some(code) = &entry.language {
        return Some(code.clone());
    }
    let code = front.text(&["lang", "language", "locale"])?.replace('_', "-");
    let is_code = icu_locale_core::Locale::try_from_str(&code).is_ok();
    is_code.then(|| {
        front.take(&["lang", "language", "locale"]);
        code
    })
}

/// A name as words: `talks-end` is `Talks end`.
fn spoken(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(chars).collect();
    if title.is_empty() { "Untitled".to_owned() } else { title }
}

/// Writes what is left under `extra`, with the comments of all keys.
fn extra(front: &Front, out: &mut String, report: &mut Report) {
    for comment in &front.comments {
        out.push_str(comment);
        out.push('\n');
    }
    let mut entries: Vec<Key> = Vec::new();
    for key in &front.keys {
        match &key.value {
            Value::Map(inner) if key.name == "extra" || key.name == "params" => {
                for (n, (name, value)) in inner.iter().enumerate() {
                    let comments = if n == 0 { key.comments.clone() } else { Vec::new() };
                    entries.push(Key { name: name.clone(), value: value.clone(), comments });
                }
            }
            Value::Null if key.comments.is_empty() => {}
            _ => entries.push(key.clone()),
        }
    }
    let mut seen = HashSet::new();
    entries.retain(|key| seen.insert(key.name.clone()));
    if entries.is_empty() {
        return;
    }
    report.turned("keys without an equivalent", "extra", entries.len());
    out.push_str("extra:\n");
    for key in entries {
        for comment in &key.comments {
            out.push_str(&format!("  {comment}\n"));
        }
        write_key(&key.name, &key.value, 2, out);
    }
}

/// A line of YAML in a block.
pub(super) fn line(name: &str, text: &str) -> String {
    format!("{name}: {}\n", scalar(text, false))
}
