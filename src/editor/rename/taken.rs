//! Whether a new id can be one, and whether it is free.

use super::{NewId, Refusal};
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::graph::plan::{KEPT_ADDRESSES, reserved_names};
use crate::model::graph::uses::{Named, Thing, Use, Uses};
use crate::model::typed::kind::FileKind;
use crate::model::typed::span::Span;
use crate::model::value::id::Id;
use crate::model::value::language::before_language;

/// What the ids of elements other than headings begin with.
const OF_ITEMS: [&str; 9] =
    ["figure-", "quote-", "event-", "question-", "watch-", "answer-", "source-", "cite-", "note-"];

/// Whether a text can be the id of something that is not a file.
pub(super) fn may_be_id(thing: &Thing, id: &str) -> Result<(), Refusal> {
    let is_bad = |c: char| match thing {
        Thing::Series(_) => !c.is_alphanumeric() && !matches!(c, '-' | '_') && c.is_ascii(),
        Thing::Section(..) => c.is_whitespace() || "#{}<>\"'".contains(c),
        Thing::Source(..) => c.is_whitespace() || c == '^',
        _ => false,
    };
    if Id::new(id).is_none_or(|new| new.as_str() != id) || id.contains(is_bad) {
        return Err(no_id(id));
    }
    if let Thing::Section(..) = thing
        && (id == "content" || OF_ITEMS.iter().any(|kind| id.starts_with(kind)))
    {
        let message = format!("`{id}` is reserved for items in the front matter");
        return Err(Refusal::new(message, "choose another id"));
    }
    Ok(())
}

fn no_id(id: &str) -> Refusal {
    let tidy = Id::tidied(id);
    let help = match tidy.is_empty() || tidy == id {
        true => "write letters, digits and hyphens".to_owned(),
        false => format!("write `{tidy}`"),
    };
    Refusal::new(format!("`{id}` cannot be an id"), help)
}

/// Whether a text can be the id of a file, and its name.
pub(super) fn may_be_file(uses: &Uses, file: &Named, new: &NewId) -> Result<(), Refusal> {
    let id = new.whole.as_str();
    let is_plain = Id::new(id).is_some_and(|new| new.as_str() == id) && Id::tidied(id) == id;
    if !is_plain || new.slug.is_empty() || id.starts_with(['.', '-']) {
        return Err(no_id(id));
    }
    if before_language(id).is_some() {
        let message = format!("`{id}` ends in a language code, which is reserved for translations");
        return Err(Refusal::new(message, format!("write `{}`", id.replace('.', "-"))));
    }
    let is_kept = |top: &str| {
        uses.config.is_taken(top) || KEPT_ADDRESSES.contains(&top) || reserved_names().any(|kept| kept == top)
    };
    // A page that had such an address may have it again.
    let was_there = || file.article.former.iter().any(|former| former.value == new_url(uses, file, new));
    if matches!(id, "index" | "_index") || file.kind == FileKind::Page && is_kept(id) && !was_there() {
        return Err(Refusal::new(format!("`{id}` is reserved for Dateline's pages"), "choose another id"));
    }
    if file.kind == FileKind::Edition
        && !matches!(Id::new(id).and_then(|id| uses.config.edition.named(&id)), Some(Span::Issue(_)))
    {
        let message = "the file of an edition is named after its days";
        return Err(Refusal::new(message, "correct the days that it covers instead"));
    }
    Ok(())
}

/// The address that a file's page will have.
pub(super) fn new_url(uses: &Uses, file: &Named, new: &NewId) -> UrlPath {
    let id = Id::new(&new.whole).expect("it was looked at");
    match file.kind {
        FileKind::Briefing => {
            // `/2025/12/22/` and the new slug.
            let day = file.url.as_str().trim_matches('/').split('/').take(3);
            UrlPath::folder(day.chain([new.slug.as_str()]))
        }
        FileKind::Page => UrlPath::folder([id.as_str()]),
        FileKind::Edition => {
            uses.config.edition.named(&id).map_or_else(|| file.url.clone(), |span| span.url())
        }
        FileKind::Storyline | FileKind::Dossier(_) => UrlPath::item(&file.folder, &id),
    }
}

/// Whether a new id is free, and means one thing wherever it will be used.
pub(super) fn check(uses: &Uses, thing: &Thing, new: &NewId) -> Result<(), Refusal> {
    match thing {
        Thing::File(path) => {
            let file = uses.file(path).expect("a thing that was found has a file");
            file_is_free(uses, file, new)
        }
        _ => id_is_free(uses, thing, &new.whole),
    }
}

fn taken(id: &str, by: &str) -> Refusal {
    Refusal::new(format!("the id `{id}` is taken by {by}"), "choose another id")
}

fn id_is_free(uses: &Uses, thing: &Thing, id: &str) -> Result<(), Refusal> {
    if thing.id() == Some(id) {
        return Err(Refusal::new(format!("`{id}` is already its id"), "write another one"));
    }
    let is_in_the_way = |other: &&Thing| {
        other.id() == Some(id)
            && match (thing, other) {
                // A briefing's source takes precedence over an outlet with that id.
                (Thing::Source(path, _), Thing::Outlet(_)) => stands_in(uses, other, path),
                (Thing::Outlet(_), Thing::Source(path, _)) => stands_in(uses, thing, path),
                _ => thing.group() == other.group() && thing.within() == other.within(),
            }
    };
    if let Some(other) = uses.declared().into_iter().find(is_in_the_way) {
        return Err(taken(id, &format!("`{}`", super::find::written(uses, other))));
    }
    let is_dossier =
        |file: &&Named| matches!(file.kind, FileKind::Dossier(_)) && file.article.id.as_str() == id;
    match uses.files.iter().find(is_dossier) {
        // Writers are looked for among authors first.
        Some(file) if matches!(thing, Thing::Author(_)) => {
            Err(taken(id, &format!("`content/{}`", file.article.path)))
        }
        _ => Ok(()),
    }
}

/// Whether a thing is named in a file where something of another kind may be meant.
fn stands_in(uses: &Uses, thing: &Thing, path: &ContentPath) -> bool {
    uses.of(thing).any(|used| used.is_bare && used.source.path == format!("content/{path}"))
}

fn file_is_free(uses: &Uses, file: &Named, new: &NewId) -> Result<(), Refusal> {
    let id = new.whole.as_str();
    if file.article.id.as_str() == id {
        return Err(Refusal::new(format!("`{id}` is already its id"), "write another one"));
    }
    let others = || {
        uses.files
            .iter()
            .filter(|other| other.article.path != file.article.path && !other.article.path.is_list_text())
    };
    if let Some(other) = others().find(|other| other.folder == file.folder && other.article.id.as_str() == id)
    {
        return Err(taken(id, &format!("`content/{}`", other.article.path)));
    }
    if matches!(file.kind, FileKind::Dossier(_)) && uses.config.file.authors.get(id).is_some() {
        return Err(taken(id, "an author of `site.yaml`"));
    }
    let url = new_url(uses, file, new);
    let bears =
        |other: &&Named| other.url == url || other.article.former.iter().any(|former| former.value == url);
    if let Some(other) = others().find(bears) {
        let message = format!("the address `{url}` is one of `content/{}`", other.article.path);
        return Err(Refusal::new(message, "choose another id"));
    }
    means_one_thing(uses, file, new, others())
}

/// Whether every reference without a folder still means what it meant. A name is looked for among storylines
/// and dossiers, then briefings, then pages, then editions.
fn means_one_thing<'u>(
    uses: &Uses,
    file: &Named,
    new: &NewId,
    others: impl Iterator<Item = &'u Named>,
) -> Result<(), Refusal> {
    let own = [new.whole.as_str(), new.slug.as_str()];
    for other in others {
        let names = [other.article.id.as_str(), other.slug.as_str()];
        if !own.iter().any(|name| names.contains(name)) {
            continue;
        }
        let count = |of: &Named, typed: [&str; 2], taken: [&str; 2]| {
            let thing = Thing::File(of.article.path.clone());
            let is_met = |used: &&Use| used.is_bare && taken.contains(&typed[usize::from(used.is_slug)]);
            uses.of(&thing).filter(is_met).count()
        };
        let (first, second) = (order(file.kind), order(other.kind));
        let of_own = if first >= second { count(file, own, names) } else { 0 };
        let of_other = if first <= second { count(other, names, own) } else { 0 };
        if of_own + of_other > 0 {
            let message = format!(
                "`content/{}` has this id too, and {} references without a folder would mean the other one, or both",
                other.article.path,
                of_own + of_other
            );
            let help = "choose another id, or write the folder in these references, as in `people/ada`";
            return Err(Refusal::new(message, help));
        }
    }
    Ok(())
}

/// The place of a kind in the order in which names are looked for.
fn order(kind: FileKind) -> usize {
    match kind {
        FileKind::Storyline | FileKind::Dossier(_) => 0,
        FileKind::Briefing => 1,
        FileKind::Page => 2,
        FileKind::Edition => 3,
    }
}
