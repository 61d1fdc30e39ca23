//! Names and addresses in texts.

use std::collections::HashMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::{Found, Known};
use crate::diagnostic::Span;
use crate::language::letters;
use crate::markdown::{Form, Reference, is_address_elsewhere};
use crate::model::address::path::ContentPath;
use crate::model::graph::uses::{Named, Thing, Use, Written};
use crate::model::typed::article::Article;
use crate::model::typed::kind::FileKind;
use crate::model::value::id::IdRef;

/// The addresses of files, decoded, and the folders that belong to them.
pub(super) struct Addresses<'a> {
    pages: HashMap<String, &'a Article>,
    folders: HashMap<&'a str, &'a Article>,
    files: HashMap<&'a ContentPath, &'a Article>,
}

/// An address as it was read, where it is, and whether that is exact.
type Typed<'t> = (&'t str, Span, bool);

impl<'a> Addresses<'a> {
    pub(super) fn of(files: &'a [Named]) -> Self {
        let is_named = |file: &&Named| {
            let is_dated = file.kind == FileKind::Edition && !file.url.as_str().starts_with("/issues/");
            !file.article.path.is_list_text() && !is_dated
        };
        let pages = files.iter().filter(is_named);
        let pages = pages.map(|file| (decoded(file.url.as_str()), &file.article)).collect();
        let folders = files.iter().filter_map(|file| Some((file.article.path.own_folder()?, &file.article)));
        let files = files.iter().map(|file| (&file.article.path, &file.article));
        Self { pages, folders: folders.collect(), files: files.collect() }
    }

    /// An address that is a path of the site, such as `/people/ada/`, with the part of it that is an id.
    pub(super) fn site_path(&self, known: &Known<'_>, address: &str, span: Span, found: &mut Found<'_>) {
        let span = unquoted(found, span);
        let is_exact = found.article_source.text[span.range()] == *address;
        if address.starts_with('/') && !address.starts_with("//") {
            self.path(known, (address, span, is_exact), found);
        }
    }

    /// The address of a link in an article.
    pub(super) fn link(&self, known: &Known<'_>, article: &Article, typed: Typed<'_>, found: &mut Found<'_>) {
        let (address, span, is_exact) = typed;
        if is_address_elsewhere(address) {
            return;
        }
        if address.starts_with('/') {
            return self.path(known, typed, found);
        }
        let (path, fragment) = split(address);
        if path.is_empty() {
            return fragment_of(known, &article.path, fragment, typed, found);
        }
        let plain = path.split('?').next().unwrap_or(path);
        let Some(target) = article.path.join(&decoded(plain)) else { return };
        let named = self.files.get(&target).or_else(|| self.files.get(&target.index()));
        let owner = named.or_else(|| self.owner(&target));
        if let Some(owner) = owner.copied() {
            let thing = known.file(owner);
            match segment(plain, &target, owner) {
                _ if !is_exact => _ = found.add(thing, span, Written::Unclear),
                Segment::At(part) => {
                    let start = span.start as usize;
                    let part = Span::new(start + part.start..start + part.end);
                    found.add(thing, part, Written::Address);
                }
                Segment::Implied => {}
                Segment::Unclear => _ = found.add(thing, span, Written::Unclear),
            }
        }
        if let Some(named) = named {
            fragment_of(known, &named.path, fragment, typed, found);
        }
    }

    /// The file whose folder another one is in.
    fn owner(&self, target: &ContentPath) -> Option<&&'a Article> {
        let path = target.as_str();
        path.rmatch_indices('/').find_map(|(at, _)| self.folders.get(&path[..at]))
    }

    fn path(&self, known: &Known<'_>, typed: Typed<'_>, found: &mut Found<'_>) {
        let (address, span, is_exact) = typed;
        let (path, fragment) = split(address);
        let plain = path.split('?').next().unwrap_or(path);
        let whole = letters::composed(&decoded(plain)).into_owned();
        let parts: Vec<&str> = plain.split('/').skip(1).collect();
        let mut add = |thing: Thing, part: usize, name: &str, is_slug: bool| {
            let before: usize = parts.iter().take(part).map(|part| part.len() + 1).sum();
            let start = span.start as usize + 1 + before;
            let typed = parts.get(part).copied().unwrap_or_default();
            // The file of a series has an extension.
            let rest = decoded(typed).strip_prefix(name).map(str::to_owned);
            let rest = rest.filter(|rest| is_exact && (rest.is_empty() || rest.starts_with('.')));
            let (at, written) = match rest {
                Some(rest) => (Span::new(start..start + typed.len() - rest.len()), Written::Address),
                None => (span, Written::Unclear),
            };
            found.add(thing, at, written).is_slug = is_slug;
        };
        if let Some(media) = whole.strip_prefix("/files/").and_then(ContentPath::new) {
            if let Some(owner) = self.owner(&media) {
                let depth = owner.path.own_folder().map_or(0, |folder| folder.split('/').count());
                add(known.file(owner), depth, owner.path.stem(), false);
            }
            return;
        }
        if let Some(rest) = whole.strip_prefix("/figures/") {
            let name = rest.split('/').next().unwrap_or(rest);
            let series = &known.content.config.file.series;
            let ids = [Some(name), name.strip_suffix(".csv"), name.strip_suffix(".json")];
            if let Some(id) = ids.into_iter().flatten().find(|id| series.get(id).is_some()) {
                add(Thing::Series(id.to_owned()), 1, id, false);
            }
            return;
        }
        let folder = if whole.ends_with('/') { whole.clone() } else { format!("{whole}/") };
        let above = folder.rmatch_indices('/').map(|(at, _)| &folder[..=at]);
        if let Some((url, article)) = above.filter_map(|url| Some((url, *self.pages.get(url)?))).next() {
            let part = url.matches('/').count() - 2;
            let name = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let name = name.to_owned();
            add(known.file(article), part, &name, article.id.as_str() != name);
            if url == folder {
                fragment_of(known, &article.path, fragment, typed, found);
            }
        }
    }
}

/// The place in a path of the part that a file is named after.
enum Segment {
    At(Range<usize>),
    /// The path does not name it: it begins in the same folder.
    Implied,
    Unclear,
}

/// Finds in a typed path, which leads to `target`, the part that `owner` is named after.
fn segment(typed: &str, target: &ContentPath, owner: &Article) -> Segment {
    let of_target = target.as_str().split('/').count();
    let at = match owner.path.own_folder() {
        Some(folder) => folder.split('/').count() - 1,
        None => of_target - 1,
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for part in typed.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.is_empty() => {}
            ".." => return Segment::Unclear,
            _ => parts.push(start..start + part.len()),
        }
        start += part.len() + 1;
    }
    let Some(at) = (at + parts.len()).checked_sub(of_target) else { return Segment::Implied };
    let Some(part) = parts.get(at).cloned() else { return Segment::Implied };
    let name = &typed[part.clone()];
    let stem = match owner.path.own_folder() {
        Some(_) => part.clone(),
        None if name.ends_with(".md") => part.start..part.end - ".md".len(),
        None => return Segment::Unclear,
    };
    let is_it = letters::id(&decoded(&typed[stem.clone()])) == owner.id.as_str();
    if is_it { Segment::At(stem) } else { Segment::Unclear }
}

/// The uses in the body of a file.
pub(super) fn body(known: &Known<'_>, file: &Named) -> Vec<Use> {
    let article = &file.article;
    let mut found = Found { article_source: &article.source, list: Vec::new() };
    let references = &known.bodies[&article.path];
    for heading in &references.headings {
        let written = if heading.span.range().is_empty() { Written::Nowhere } else { Written::Plain };
        let thing = Thing::Section(article.path.clone(), heading.id.clone());
        found.add(thing, heading.span, written).is_declared = true;
    }
    for reference in &references.list {
        let Reference { form, to, span, is_exact } = reference;
        match form {
            Form::Wiki => wiki(known, article, (to, *span, *is_exact), &mut found),
            Form::Address => {
                let typed = &article.source.text[span.range()];
                let trimmed = typed.trim_matches(' ');
                let start = span.start as usize + typed.find(trimmed).unwrap_or_default();
                let span = Span::new(start..start + trimmed.len());
                known.addresses.link(
                    known,
                    article,
                    (to.trim_matches(' '), span, *is_exact && trimmed == to.trim_matches(' ')),
                    &mut found,
                );
            }
            Form::Label | Form::Definition => {
                let label = known.footnote(&article.path, to).unwrap_or(to);
                let id = IdRef::new(label).as_str().to_owned();
                let written = if *is_exact { Written::Plain } else { Written::Unclear };
                let added = found.add(Thing::Source(article.path.clone(), id), *span, written);
                added.is_declared = *form == Form::Definition;
            }
        }
    }
    found.list
}

/// `[[name#section]]`
fn wiki(known: &Known<'_>, article: &Article, typed: Typed<'_>, found: &mut Found<'_>) {
    let (text, span, is_exact) = typed;
    // In a table the `|` after it is written `\|`.
    let text = text.strip_suffix('\\').unwrap_or(text);
    let (path, fragment) = split(text);
    let name = path.trim();
    if name.is_empty() {
        return fragment_of(known, &article.path, fragment, (text, span, is_exact), found);
    }
    let start = span.start as usize + path.find(name).unwrap_or_default();
    let tail = name.rfind('/').map_or(0, |at| at + 1);
    let (part, written) = match is_exact {
        true => (Span::new(start + tail..start + name.len()), Written::Plain),
        false => (span, Written::Unclear),
    };
    if let Some(id) = name.strip_prefix("figures/") {
        let id = IdRef::new(id).as_str().to_owned();
        if known.content.config.file.series.get(&id).is_some() {
            found.add(Thing::Series(id), part, written);
        }
        return;
    }
    let Some(named) = known.index.named_article(name) else { return };
    let added = found.add(known.file(named), part, written);
    added.is_bare = tail == 0;
    added.is_slug = *letters::id(&name[tail..]) != *named.id.as_str();
    fragment_of(known, &named.path, fragment, (text, span, is_exact), found);
}

/// The fragment of a link to a file.
fn fragment_of(
    known: &Known<'_>,
    path: &ContentPath,
    fragment: Option<&str>,
    typed: Typed<'_>,
    found: &mut Found<'_>,
) {
    let Some(fragment) = fragment else { return };
    let (address, span, is_exact) = typed;
    let element = decoded(fragment);
    let element = letters::composed(&element);
    let Some((thing, part)) = known.fragment(path, &element) else { return };
    let start = span.start as usize + address.len() - fragment.len();
    let (at, written) = match is_exact && *element == *fragment {
        true => (Span::new(start + part.start..start + part.end), Written::Address),
        false if is_exact && part == (0..element.len()) => {
            (Span::new(start..start + fragment.len()), Written::Address)
        }
        false => (span, Written::Unclear),
    };
    found.add(thing, at, written);
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment).filter(|fragment| !fragment.is_empty())),
        None => (text, None),
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The part of a value within its quotes.
fn unquoted(found: &Found<'_>, span: Span) -> Span {
    let typed = &found.article_source.text[span.range()];
    let quotes = usize::from(typed.len() > 1 && typed.starts_with(['"', '\'']));
    Span::new(span.start as usize + quotes..span.end as usize - quotes)
}
