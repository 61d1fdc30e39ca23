//! Another id for something that has one: which texts change, and which file gets another name.
//!
//! In: everything that is named on a site, an old name and a new one. Out: edits. Nothing is read or written.

mod find;
mod former;
mod taken;

use std::sync::Arc;

use super::scalar::scalar;
use crate::diagnostic::Source;
use crate::edit::Edits;
use crate::language::slug::slug;
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::graph::uses::{Named, Thing, Use, Uses, Written};
use crate::model::typed::article::Keys;
use crate::model::typed::hold::Draft;
use crate::model::typed::kind::FileKind;

/// The characters of an id that are encoded in an address. Letters of all scripts stay as they are.
const ENCODED: &str = " \"#%&'()<>?\\`";

/// How many files or places a message names.
const MOST_NAMED: usize = 3;

/// Why something is not renamed, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// Everything it takes to give something another id.
#[derive(Debug)]
pub struct Renaming {
    /// The old name, with all that is needed to tell it from others.
    pub from: String,
    /// The new one.
    pub to: String,
    /// What is to be done.
    pub edits: Edits,
    /// How many references change.
    pub references: usize,
    /// In how many files.
    pub files: usize,
    /// What else there is to know, in sentences.
    pub notes: Vec<String>,
}

/// A new id, in the two forms that a briefing's has.
struct NewId {
    whole: String,
    slug: String,
}

/// Works out what a new id for something takes. `old` is an id, an id with its folder or group, or a path; what is
/// inside a file is written `FILE#ID`.
pub fn rename(uses: &Uses, old: &str, new: &str) -> Result<Renaming, Refusal> {
    all_is_known(uses)?;
    let thing = find::thing(uses, old)?;
    let from = find::written(uses, &thing);
    let new = new_id(uses, &thing, new)?;
    taken::check(uses, &thing, &new)?;
    let mut renaming = Renaming {
        to: match from.rfind(['/', '#']) {
            Some(at) => format!("{}{}", &from[..=at], new.whole),
            None => new.whole.clone(),
        },
        from,
        edits: Edits::default(),
        references: 0,
        files: 0,
        notes: Vec::new(),
    };
    renaming.change_uses(uses, &thing, &new)?;
    match &thing {
        Thing::File(path) => renaming.change_file(uses, path, &new)?,
        Thing::Series(id) => renaming.notes.push(format!(
            "its page is at `{}` now, and nothing leads there from `{}`",
            UrlPath::series(&new.whole),
            UrlPath::series(id)
        )),
        _ => {}
    }
    Ok(renaming)
}

/// What could not be read may hold references that would be missed.
fn all_is_known(uses: &Uses) -> Result<(), Refusal> {
    let is_bad = |keys: &Keys| keys.unreadable || !keys.broken.is_empty();
    let settings = Some("site.yaml").filter(|_| is_bad(&uses.config.keys));
    let files = uses.files.iter().filter(|file| is_bad(&file.article.keys));
    let bad: Vec<&str> =
        settings.into_iter().chain(files.map(|file| file.article.source.path.as_str())).collect();
    if bad.is_empty() {
        return Ok(());
    }
    let message = format!("parts of {} could not be read, so a reference may be missed", few(&bad));
    Err(Refusal::new(message, "fix what `dateline check --drafts` says about it"))
}

/// The first few of some names, and how many more there are.
fn few<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<String> =
        names.iter().take(MOST_NAMED).map(|name| format!("`{}`", name.as_ref())).collect();
    match names.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A thing's new id, from what was typed as its new name.
fn new_id(uses: &Uses, thing: &Thing, typed: &str) -> Result<NewId, Refusal> {
    let Thing::File(path) = thing else {
        let id = typed.rsplit_once('#').map_or(typed, |(_, id)| id);
        let id = id.strip_prefix(thing.group()).and_then(|id| id.strip_prefix('/')).unwrap_or(id).trim();
        taken::may_be_id(thing, id)?;
        return Ok(NewId { whole: id.to_owned(), slug: id.to_owned() });
    };
    let file = uses.file(path).expect("a thing that was found has a file");
    let id = typed.strip_prefix("content/").unwrap_or(typed).trim_end_matches('/');
    let id = id.strip_suffix("/index.md").or_else(|| id.strip_suffix(".md")).unwrap_or(id).trim();
    let (folder, id) = id.rsplit_once('/').map_or((None, id), |(folder, id)| (Some(folder), id));
    let own = file.article.path.own_folder().unwrap_or(path.as_str());
    let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent);
    if folder.is_some_and(|folder| folder != file.folder && folder != parent) {
        let help = format!("write only `{id}`: the file stays in `content/{parent}/`");
        return Err(Refusal::new(format!("`{typed}` is in another folder"), help));
    }
    let (date, slug) = match file.kind {
        FileKind::Briefing => dated(file, id)?,
        _ => ("", id),
    };
    let new = NewId { whole: format!("{date}{slug}"), slug: slug.to_owned() };
    taken::may_be_file(uses, file, &new)?;
    Ok(new)
}

/// The date at the front of a briefing's new id, with what separates it from the rest, and the rest. Where
/// none is typed, it is that of the old id, and no other is allowed.
fn dated<'a>(file: &'a Named, id: &'a str) -> Result<(&'a str, &'a str), Refusal> {
    let old = file.article.path.stem();
    let date = old.strip_suffix(file.slug.as_str()).unwrap_or_default();
    let day = date.get(..10);
    let is_dated = |id: &str| {
        let shape = |(n, b): (usize, u8)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
        id.len() >= 10 && id.bytes().take(10).enumerate().all(shape)
    };
    match id.get(..10).filter(|_| is_dated(id)) {
        None => Ok((date, id)),
        Some(typed) if Some(typed) == day && id.len() > 10 => {
            let slug = id[10..].trim_start_matches(['-', '_']);
            Ok((&id[..id.len() - slug.len()], slug))
        }
        Some(typed) => {
            let help = match day {
                Some(day) => format!("leave the date out, or write {day}: it is the briefing's date"),
                None => "leave the date out".to_owned(),
            };
            Err(Refusal::new(format!("`{typed}` is not the date in the name of the file"), help))
        }
    }
}

impl Renaming {
    /// Writes the new id wherever the old one means the thing.
    fn change_uses(&mut self, uses: &Uses, thing: &Thing, new: &NewId) -> Result<(), Refusal> {
        let mut unclear = Vec::new();
        let mut last = None;
        for found in uses.of(thing) {
            let id = if found.is_slug { &new.slug } else { &new.whole };
            match found.written {
                Written::Unclear => {
                    let (line, column) = found.place().line_column();
                    unclear.push(format!("{}:{line}:{column}", found.source.path));
                    continue;
                }
                Written::Nowhere if !found.is_declared => continue,
                Written::Nowhere => {
                    if slug(line_before(found)) != *id {
                        self.edits.change(&found.source, found.span, format!(" {{#{id}}}"));
                    }
                }
                Written::Plain => self.edits.change(&found.source, found.span, id.as_str()),
                Written::Address => self.edits.change(&found.source, found.span, in_address(id)),
                Written::Yaml(quote) => {
                    self.edits.change(&found.source, found.span, in_yaml(found, quote, id));
                }
            }
            if !found.is_declared {
                self.references += 1;
                self.files += usize::from(last.replace(&found.source.path) != Some(&found.source.path));
            }
        }
        if unclear.is_empty() {
            return Ok(());
        }
        let message = format!("the name is typed in a form that cannot be changed at {}", few(&unclear));
        Err(Refusal::new(message, "write it without escapes there, or change it by hand first"))
    }

    /// Gives a file its new name, and keeps its address as a former one.
    fn change_file(&mut self, uses: &Uses, path: &ContentPath, new: &NewId) -> Result<(), Refusal> {
        let file = uses.file(path).expect("a thing that was found has a file");
        let own = path.own_folder().unwrap_or(path.as_str());
        let parent = own.rsplit_once('/').map_or(String::new(), |(parent, _)| format!("{parent}/"));
        let ending = if path.own_folder().is_some() { "" } else { ".md" };
        self.edits.move_to(format!("content/{own}"), format!("content/{parent}{}{ending}", new.whole));
        let url = taken::new_url(uses, file, new);
        if url == file.url || file.article.hold.draft == Draft::Yes {
            return Ok(());
        }
        let change = former::change(&file.article, &file.url, &url)?;
        if let Some(given_up) = change.given_up {
            self.notes.push(format!("`{url}` was its address before, so `{given_up}` is not kept as one"));
        }
        let source: &Arc<Source> = &file.article.source;
        for (span, text) in change.edits {
            self.edits.change(source, span, text);
        }
        if path.own_folder().is_some() {
            self.notes.push("the files beside it have new addresses below `/files/`".to_owned());
        }
        Ok(())
    }
}

/// The words of the heading that ends at a place.
fn line_before(found: &Use) -> &str {
    let before = &found.source.text[..found.span.start as usize];
    before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['#', ' '])
}

fn in_address(id: &str) -> String {
    let encoded = |c: char| match ENCODED.contains(c) {
        true => format!("%{:02X}", u32::from(c)),
        false => c.to_string(),
    };
    id.chars().map(encoded).collect()
}

/// An id as a YAML value, or the last part of one.
fn in_yaml(found: &Use, quote: Option<char>, id: &str) -> String {
    let is_part = found.source.text[..found.span.start as usize].ends_with('/');
    match quote {
        Some('"') => id.replace('"', "\\\""),
        Some(_) => id.replace('\'', "''"),
        None if is_part => id.to_owned(),
        None => scalar(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn written(text: &str, quote: Option<char>, new: &str) -> String {
        let start = text.find("old").unwrap();
        let found = Use {
            thing: Thing::Series("old".to_owned()),
            source: Arc::new(Source::new("site.yaml", text)),
            span: Span::new(start..start + 3),
            written: Written::Yaml(quote),
            is_bare: true,
            is_slug: false,
            is_declared: false,
        };
        in_yaml(&found, quote, new)
    }

    #[test]
    fn an_id_is_written_in_the_quotes_that_stand_there() {
        assert_eq!(written("a: [old, b]", None, "new"), "new");
        assert_eq!(written("a: \"old\"", Some('"'), "2025"), "2025");
        assert_eq!(written("a: 'people/old'", Some('\''), "o'neil"), "o''neil");
        assert_eq!(written("a: old", None, "2025"), "\"2025\"");
        assert_eq!(written("a: people/old", None, "2025"), "2025");
        assert_eq!(written("a: old", None, "null"), "\"null\"");
    }

    #[test]
    fn an_id_in_an_address_keeps_its_script() {
        assert_eq!(in_address("суми (2)"), "суми%20%282%29");
    }
}
