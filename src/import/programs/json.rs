//! JSON: feeds (JSON Feed 1.1), Ghost exports, and lists of objects as newsletter services export them.

use std::collections::HashMap;

use super::super::archive::{Archive, Beside, Entry};
use super::super::folder::{Folder, name, stem};
use super::super::front::{Front, of_json};
use super::super::report::Report;
use super::super::stamp::Stamp;
use super::super::value::Value;
use super::{is_of_theme, text, urlized};

pub(super) fn read(folder: &Folder, report: &mut Report) -> Archive {
    let mut archive = Archive::default();
    for file in folder.below("") {
        if !file.ends_with(".json") {
            if !is_of_theme(file) {
                archive.beside.push(Beside {
                    file: file.to_owned(),
                    to: format!("root/{file}"),
                    address: Some(format!("/{file}")),
                });
            }
            continue;
        }
        let text = folder.text(file).unwrap_or_default();
        match serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}')) {
            Ok(value) => of_file(&of_json(value), file, &mut archive, report),
            Err(error) => report.hand(file, error.line(), &format!("is not JSON: {error}")),
        }
    }
    archive
}

/// The keys that hold a list of posts.
const LISTS: [&str; 9] =
    ["items", "posts", "results", "emails", "entries", "articles", "campaigns", "data", "issues"];

fn of_file(value: &Value, file: &str, archive: &mut Archive, report: &mut Report) {
    if let Some(export) =
        value.get("db").map(|db| if let Value::List(all) = db { &all[..1.min(all.len())] } else { &[] })
    {
        return export
            .iter()
            .filter_map(|db| db.get("data"))
            .for_each(|data| ghost(data, file, archive, report));
    }
    let list = match value {
        Value::List(items) => Some(items),
        _ => LISTS
            .iter()
            .find_map(|key| if let Some(Value::List(items)) = value.get(key) { Some(items) } else { None }),
    };
    let settings = &mut archive.settings;
    match list {
        Some(items) => {
            if let Value::Map(_) = value {
                settings.file = settings.file.take().or_else(|| Some(file.to_owned()));
                settings.title = settings.title.take().or_else(|| text(value, &["title"]));
                settings.base_url = settings.base_url.take().or_else(|| text(value, &["home_page_url"]));
                settings.description = settings.description.take().or_else(|| text(value, &["description"]));
                settings.language = settings.language.take().or_else(|| text(value, &["language"]));
            }
            for (n, item) in items.iter().enumerate() {
                archive.entries.extend(entry(item, file, n, report));
            }
        }
        None => archive.entries.extend(entry(value, file, 0, report)),
    }
}

/// An export of Ghost: posts, with their tags and authors in lists of their own.
fn ghost(data: &Value, file: &str, archive: &mut Archive, report: &mut Report) {
    let list = |key: &str| if let Some(Value::List(items)) = data.get(key) { items.as_slice() } else { &[] };
    let settings = &mut archive.settings;
    let setting = |key: &str| {
        list("settings")
            .iter()
            .find(|one| text(one, &["key"]).as_deref() == Some(key))
            .and_then(|one| text(one, &["value"]))
    };
    settings.file = Some(file.to_owned());
    settings.title = setting("title");
    settings.description = setting("description");
    settings.timezone = setting("timezone");
    // The names of the tags or authors of each post, in the order of the links.
    let of_posts = |links: &str, many: &str, key: &str| {
        let named = |one: &Value| Some((text(one, &["id"])?, text(one, &["name"])?));
        let names: HashMap<String, String> = list(many).iter().filter_map(named).collect();
        let mut all: HashMap<String, Vec<Value>> = HashMap::new();
        for link in list(links) {
            let name = text(link, &[key]).and_then(|id| names.get(&id));
            if let (Some(post), Some(name)) = (text(link, &["post_id"]), name) {
                all.entry(post).or_default().push(Value::text(name.as_str()));
            }
        }
        all
    };
    let mut tags = of_posts("posts_tags", "tags", "tag_id");
    let mut authors = of_posts("posts_authors", "users", "author_id");
    for (n, post) in list("posts").iter().enumerate() {
        let Value::Map(mut entries) = post.clone() else { continue };
        let id = text(post, &["id"]).unwrap_or_default();
        entries.push(("tags".to_owned(), Value::List(tags.remove(&id).unwrap_or_default())));
        entries.push(("authors".to_owned(), Value::List(authors.remove(&id).unwrap_or_default())));
        entries
            .retain(|(key, _)| !matches!(key.as_str(), "mobiledoc" | "lexical" | "plaintext" | "comment_id"));
        archive.entries.extend(entry(&Value::Map(entries), file, n, report));
    }
}

/// The text of the first key that is there and not empty.
fn first(value: &Value, keys: &[&str]) -> Option<(String, String)> {
    keys.iter().find_map(|key| Some(((*key).to_owned(), text(value, &[key])?)))
}

fn entry(value: &Value, file: &str, n: usize, report: &mut Report) -> Option<Entry> {
    let Value::Map(entries) = value else {
        report.hand(file, 1, "contains something that is not a post");
        return None;
    };
    let which = format!("{file}#{}", n + 1);
    let markdown = first(value, &["content_markdown", "markdown", "body_markdown"]);
    let html = first(value, &["content_html", "html", "body_html", "content:encoded"]);
    let open = first(value, &["content", "body", "content_text", "text", "plaintext"]);
    let Some((body_key, body)) = markdown.or(html.clone()).or(open) else {
        report.left_out("entries without a text", 1);
        return None;
    };
    // Ghost writes this in place of the address of the site.
    let body = body.replace("__GHOST_URL__", "");
    let is_html = html.is_some_and(|(key, _)| key == body_key) || {
        let start = body.trim_start();
        start.starts_with('<') && !start.starts_with("<http")
    };
    let mut front = Front::default();
    for (key, value) in entries.iter().filter(|(key, value)| *key != body_key && *value != Value::Null) {
        front.add_missing(key, value.clone());
    }
    for key in ["content_html", "content_text", "html", "text", "plaintext", "content", "body"] {
        front.take(&[key]);
    }
    let title = front.take(&["title", "subject", "name"]);
    if let Some(title) = title {
        front.add_missing("title", title);
    }
    let slug = first(value, &["slug"]).map(|(_, slug)| slug);
    let url = first(value, &["url", "link", "permalink", "canonical_url", "absolute_url", "web_url"])
        .map(|(_, url)| url);
    front.take(&["slug"]);
    for key in ["url", "link", "permalink", "canonical_url", "absolute_url", "web_url"] {
        front.take(&[key]);
    }
    let address = url.as_deref().map(path_of).or_else(|| slug.as_ref().map(|slug| format!("/{slug}/")));
    let from_url = address.as_deref().map(|path| stem(name(path.trim_end_matches('/'))).to_owned());
    let called = slug.or(from_url).filter(|name| !name.is_empty());
    let name = called.unwrap_or_else(|| urlized(front.text(&["title"]).unwrap_or(stem(name(file)))));
    let mut entry = Entry {
        file: which,
        text: body,
        front,
        body_at: 0,
        date: None,
        name,
        address,
        bundle: None,
        is_draft: false,
        is_html,
        is_list: false,
        language: None,
    };
    const DATES: [&str; 12] = [
        "date_published",
        "published_at",
        "publish_date",
        "post_date",
        "send_time",
        "sent_at",
        "pubDate",
        "published",
        "date",
        "created_at",
        "creation_date",
        "created",
    ];
    entry.take_date(&DATES, report);
    let kind = entry.front.text(&["type"]).unwrap_or_default().to_owned();
    if kind == "page" {
        entry.date = entry.date.take().filter(|date: &Stamp| {
            entry.front.add_missing("date_of_page", Value::text(date.written()));
            false
        });
    }
    Some(entry)
}

/// The path of an address.
fn path_of(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => url,
    };
    format!("/{}", path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/'))
}
