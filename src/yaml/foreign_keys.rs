//! Keys of other programs, and our own in their place.
//!
//! One table for all: a row has the names of a key, in lower case without `_` and `-`, and what
//! is reported about its value. A row that says nothing about a value leaves the key to the usual messages.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Safety, nearest};

/// What is reported about a key.
pub(super) struct Told {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Our key in its place, if it holds nothing back.
    pub(super) ours: Option<&'static str>,
    /// The change that does what the help says.
    pub(super) change: Option<Change>,
}

/// What becomes of a key and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Another key has the value.
    Key(&'static str),
    /// Something else takes their place.
    Entry(&'static str),
    /// Its line is removed.
    Gone(Safety),
}

/// Our key that a key of another program stands for.
pub(super) fn ours(name: &str) -> Option<&'static str> {
    OURS.get(&*folded(name)).copied().filter(|ours| *ours != "draft")
}

/// Our keys by the names of those that stand for them. Every key of every file is looked up.
static OURS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let words = WORDS.iter().rev();
    words.flat_map(|(names, ours, _)| names.iter().map(|name| (*name, *ours))).collect()
});

/// The value of a key, as typed.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// No value.
    Nothing,
    /// A text, without quotes.
    Text(&'a str),
    /// A list or a mapping.
    Other,
}

/// Something that a row says about a value: the code, what the value means, and what to do.
type Verdict = (Code, &'static str, &'static str);

struct Row {
    names: &'static [&'static str],
    about: fn(Value<'_>) -> Option<Verdict>,
}

const HOLDS_BACK: Verdict = (
    Code::ForeignRelease,
    "holds nothing back here",
    "write `draft: true` instead; for a time, `embargo: 2025-12-22T07:00+02:00`",
);
const WAITS: Verdict = (
    Code::ForeignRelease,
    "delays nothing here",
    "write `embargo: TIME` instead, such as `embargo: 2025-12-22T07:00+02:00`; if `date` is that time, remove the line",
);
const EXPIRES: Verdict = (
    Code::ForeignRelease,
    "takes nothing down here",
    "remove the line: nothing is taken down automatically; when the time comes, write `draft: true` or remove the file",
);
const NEEDLESS: Verdict =
    (Code::UnknownKey, "is not needed", "remove the line: a file is published unless it says `draft: true`");

const TABLE: &[Row] = &[
    Row { names: SHOWN, about: |value| shown(value, Some(true)) },
    Row { names: HIDDEN, about: |value| shown(value, Some(false)) },
    Row {
        names: &["status", "poststatus", "visibility"],
        about: |value| match value {
            Value::Text(text) if HELD.contains(&&*folded(text)) => Some(HOLDS_BACK),
            Value::Text(text) if OUT.contains(&&*folded(text)) => Some(NEEDLESS),
            _ => None,
        },
    },
    Row {
        names: &[
            "publishdate",
            "publishedat",
            "publisheddate",
            "publishat",
            "publishon",
            "publishtime",
            "publishafter",
            "pubdate",
            "pubdatetime",
            "releasedate",
            "releaseat",
            "golive",
            "golivedate",
            "scheduled",
            "scheduledat",
            "scheduledfor",
            "scheduleddate",
            "visiblefrom",
            "availablefrom",
        ],
        about: |value| Some(if matches!(value, Value::Nothing) { NEEDLESS } else { WAITS }),
    },
    Row {
        names: &[
            "expirydate",
            "expires",
            "expiresat",
            "expireson",
            "expiry",
            "expire",
            "expiration",
            "expirationdate",
            "unpublish",
            "unpublishdate",
            "unpublishat",
            "unpublishedat",
            "visibleuntil",
            "availableuntil",
            "archiveat",
        ],
        about: |value| match value {
            Value::Nothing => Some(NEEDLESS),
            Value::Text(text) if truth(text) == Some(true) => Some(HOLDS_BACK),
            Value::Text(text) if truth(text) == Some(false) => Some(NEEDLESS),
            _ => Some(EXPIRES),
        },
    },
    Row { names: &["password"], about: |_| Some(HOLDS_BACK) },
];

/// Keys whose `true` shows a page.
const SHOWN: &[&str] = &["published", "publish", "public", "dgpublish", "visible", "listed"];
/// Keys whose `true` hides a page.
const HIDDEN: &[&str] = &[
    "private",
    "hidden",
    "unlisted",
    "unpublished",
    "secret",
    "confidential",
    "protected",
    "wip",
    "eleventyexcludefromcollections",
];
/// States in which other programs show a page to nobody, or not to everyone.
const HELD: &[&str] = &[
    "draft",
    "drafts",
    "private",
    "pending",
    "future",
    "scheduled",
    "hidden",
    "unlisted",
    "unpublished",
    "protected",
    "trash",
    "autodraft",
    "inherit",
    "wip",
    "inprogress",
    "inreview",
    "review",
    "members",
    "paid",
    "embargoed",
];
/// States in which they show it.
const OUT: &[&str] = &["publish", "published", "public"];

/// A key of another program that holds nothing back: its names, our key that stands for it, and
/// the help line where a kind has that key. Where it does not, or there is no such key, the key is not needed.
type Word = (&'static [&'static str], &'static str, &'static str);

const WORDS: &[Word] = &[
    (
        &[
            "description",
            "excerpt",
            "abstract",
            "subtitle",
            "subheading",
            "subhead",
            "teaser",
            "standfirst",
            "lede",
            "dek",
            "intro",
            "snippet",
            "synopsis",
            "metadescription",
            "seodescription",
        ],
        "summary",
        "write `summary` instead",
    ),
    (&["headline", "heading", "name", "pagetitle", "linktitle"], "title", "write `title` instead"),
    (&["title", "label", "fullname"], "name", "write `name` instead"),
    (
        &[
            "tags",
            "tag",
            "keywords",
            "categories",
            "category",
            "topics",
            "topic",
            "taxonomies",
            "labels",
            "collections",
            "subjects",
        ],
        "storylines",
        "write `storylines: [ID]` for the stories that it continues, and `about: [ID]` for its main subjects",
    ),
    (
        &["permalink", "redirectfrom", "redirects", "redirect", "oldurl", "oldurls", "formerurls"],
        "former",
        "write `former: [/old/address/]` for a former address; the name of the file gives the one it has now",
    ),
    (
        &[
            "lastmod",
            "lastmodified",
            "modified",
            "datemodified",
            "updated",
            "updatedat",
            "dateupdated",
            "edited",
        ],
        "corrections",
        "write `corrections: [{date: …, text: …}]` for what was wrong; the day of the update is taken from there",
    ),
    (&["byline", "writer", "writers", "contributors"], "authors", "write `authors` instead"),
    (
        &["created", "createdat", "datecreated", "datetime", "postdate", "posted", "day"],
        "date",
        "write `date` instead",
    ),
    (&["language", "locale", "langcode"], "lang", "write `lang` instead"),
    (
        &["location", "city", "where"],
        "place",
        "write `place: ID`, with the name of a file in `content/places/`",
    ),
    (
        &["references", "citations", "bibliography"],
        "sources",
        "write `sources: {ID: {title: …, url: …}}` instead",
    ),
    (&["alsoknownas", "aka", "othernames"], "variants", "write `aliases: [NAME]` instead"),
    (&["coordinates", "latlng", "geo", "gps"], "at", "write `at: [LATITUDE, LONGITUDE]` instead"),
    (
        &[
            "cover",
            "coverimage",
            "image",
            "images",
            "thumbnail",
            "thumb",
            "banner",
            "hero",
            "heroimage",
            "featuredimage",
            "featureimage",
            "ogimage",
            "socialimage",
            "photo",
        ],
        "draft",
        "put the picture into the text: `![What it shows](photo.jpg)`",
    ),
    (
        &["slug", "url", "uri", "path", "id", "uid", "uuid", "guid", "key"],
        "draft",
        "remove the line: the name of the file gives the id and the address; if the page had another one before, add `former: [/old/address/]`",
    ),
    (
        &[
            "layout",
            "template",
            "page",
            "view",
            "outputs",
            "markup",
            "engine",
            "cssclasses",
            "cssclass",
            "bodyclass",
        ],
        "draft",
        "remove the line: the theme has a layout for each kind of file",
    ),
    (
        &[
            "weight",
            "order",
            "sortorder",
            "navorder",
            "menu",
            "navigation",
            "eleventynavigation",
            "parentpage",
            "priority",
        ],
        "draft",
        "remove the line: lists are ordered by time, and `nav` in `site.yaml` has the navigation",
    ),
    (
        &["featured", "pinned", "sticky", "promoted", "highlight"],
        "draft",
        "remove the line: the newest edition leads",
    ),
    (
        &[
            "toc",
            "showtoc",
            "tableofcontents",
            "comments",
            "comment",
            "share",
            "sharing",
            "math",
            "mathjax",
            "katex",
            "mermaid",
            "pagination",
            "breadcrumbs",
            "disqus",
            "readingtime",
            "related",
            "prev",
            "next",
            "canonical",
            "canonicalurl",
            "robots",
            "noindex",
            "sitemap",
            "seo",
            "cascade",
            "resources",
            "params",
            "iscjklanguage",
            "wordcount",
        ],
        "draft",
        "remove the line: it is not needed",
    ),
];

/// Our word for a key, if another program has it.
fn word_of(key: &str, fields: &[&str]) -> Option<Verdict> {
    let mut words = WORDS.iter().filter(|(names, ..)| names.contains(&key)).peekable();
    words.peek()?;
    let ours = words.find(|(_, field, _)| fields.contains(field));
    let help = ours.map_or("remove the line: it is not needed here", |(.., help)| help);
    Some((Code::UnknownKey, "is a key used by other programs", help))
}

/// What there is to report about a key of the front matter that is not one of `fields`, or is `status`.
pub(super) fn told(name: &str, value: Value<'_>, fields: &[&str]) -> Option<Told> {
    // Of all types, only those of front matter can be held back.
    if !fields.contains(&"draft") || fields.contains(&name) && name != "status" {
        return None;
    }
    let key = folded(name);
    let row = TABLE.iter().find(|row| row.names.contains(&&*key));
    let verdict = match row {
        Some(row) => (row.about)(value),
        None => word_of(&key, fields).or_else(|| misspelt(&key, value)),
    };
    // One of our own keys says for itself what it takes.
    let (code, meaning, help) =
        verdict.filter(|verdict| verdict.0 == Code::ForeignRelease || !fields.contains(&name))?;
    let typed = match value {
        Value::Text(text) if code == Code::ForeignRelease || verdict == Some(NEEDLESS) => {
            format!("`{name}: {text}`")
        }
        _ => format!("`{name}`"),
    };
    let ours = ours(name).filter(|ours| code == Code::UnknownKey && fields.contains(ours));
    let change = match (verdict, value) {
        (Some(HOLDS_BACK), Value::Text(_)) => Some(Change::Entry("draft: true")),
        (Some(NEEDLESS), _) => Some(Change::Gone(Safety::Safe)),
        _ if help.starts_with("remove the line: ") && code == Code::UnknownKey => {
            Some(Change::Gone(Safety::Unsafe))
        }
        _ => ours.filter(|ours| help == format!("write `{ours}` instead")).map(Change::Key),
    };
    Some(Told { code, message: format!("{typed} {meaning}"), help, ours, change })
}

/// A slip of the finger in a key that takes `true` or `false`, so that `pubished: false` publishes nothing.
fn misspelt(key: &str, value: Value<'_>) -> Option<Verdict> {
    let Value::Text(text) = value else { return None };
    truth(text)?;
    let near = |names: &[&'static str]| {
        nearest(key, names.iter().copied().filter(|name| name.len().abs_diff(key.len()) <= 1)).is_some()
    };
    if near(SHOWN) {
        shown(value, Some(true))
    } else if near(HIDDEN) {
        shown(value, Some(false))
    } else {
        None
    }
}

/// What is said about a key that shows a page if it has the value `shows`.
fn shown(value: Value<'_>, shows: Option<bool>) -> Option<Verdict> {
    match value {
        Value::Text(text) if truth(text) == shows => Some(NEEDLESS),
        Value::Text(text) if text.starts_with(|c: char| c.is_ascii_digit()) && truth(text).is_none() => {
            Some(WAITS)
        }
        _ => Some(HOLDS_BACK),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}

fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(name);
    }
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_the_first_row_that_has_them() {
        for (names, ..) in WORDS {
            for name in *names {
                let first = WORDS.iter().find(|(names, ..)| names.contains(name)).map(|(_, ours, _)| *ours);
                assert_eq!(ours(name), first.filter(|ours| *ours != "draft"), "{name}");
                assert_eq!(ours(&format!("{}_", name.to_uppercase())), ours(name), "{name}");
            }
        }
        assert_eq!((ours("storylines"), ours("")), (None, None));
    }
}
