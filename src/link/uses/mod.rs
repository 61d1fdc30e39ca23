//! Finds where things are named: ids in front matter and `site.yaml`, names and addresses in texts.
//!
//! In: typed content. Out: [`Uses`]. What means nothing, or more than one thing, is left out; `link` reports
//! it. Drafts and what is not due yet are searched like everything else.

mod front;
mod text;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::names::{NameIndex, Sort, Wanted};
use super::release::Release;
use crate::diagnostic::{Diagnostics, Source, Span};
use crate::markdown::{self, Form, References};
use crate::model::address::path::ContentPath;
use crate::model::graph::uses::{Named, Thing, Use, Uses, Written};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
use crate::model::typed::kind::FileKind;
use crate::model::value::id::IdRef;
use text::Addresses;

/// Everything with an id, and where it is named.
pub fn uses(mut content: Content) -> Uses {
    let mut unsaid = Diagnostics::default();
    let release = Release { now: Timestamp::UNIX_EPOCH, drafts: false, future: true };
    let held = release.hold_back(&mut content, &mut unsaid);
    let index = NameIndex::new(&content, &held, &mut unsaid);
    let briefings = content.briefings.iter().chain(&held.briefings);
    let briefings: HashMap<&ContentPath, &Briefing> =
        briefings.map(|briefing| (&briefing.article.path, &**briefing)).collect();
    let mut files = named(&index, &briefings);
    files.sort_by(|a, b| a.article.path.cmp(&b.article.path));
    let bodies: Vec<References> = files
        .par_iter()
        .map(|file| {
            let briefing = briefings.get(&file.article.path);
            markdown::references(&file.article, |id| briefing.is_some_and(|briefing| briefing.has_anchor(id)))
        })
        .collect();
    let bodies: HashMap<&ContentPath, References> =
        files.iter().map(|file| &file.article.path).zip(bodies).collect();
    let inside = bodies.iter().map(|(path, body)| (*path, Inside::of(body, briefings.get(path).copied())));
    let (inside, addresses) = (inside.collect(), Addresses::of(&files));
    let known = Known { index: &index, content: &content, bodies: &bodies, inside, addresses };
    let mut list = front::settings(&known);
    let of_fronts = front::all(&known, &held);
    let of_bodies: Vec<Vec<Use>> = files.par_iter().map(|file| text::body(&known, file)).collect();
    list.extend(of_fronts);
    list.extend(of_bodies.into_iter().flatten());
    list.sort_by(|a, b| (&a.source.path, a.span).cmp(&(&b.source.path, b.span)));
    Uses { config: content.config.clone(), files, list }
}

/// What is asked while uses are looked for.
struct Known<'a> {
    index: &'a NameIndex<'a>,
    content: &'a Content,
    bodies: &'a HashMap<&'a ContentPath, References>,
    inside: HashMap<&'a ContentPath, Inside<'a>>,
    addresses: Addresses<'a>,
}

impl Known<'_> {
    /// What `[[name]]` or a typed key means, as a file.
    fn file(&self, article: &Article) -> Thing {
        Thing::File(article.path.clone())
    }

    /// The source or outlet that an id means in a briefing.
    fn source(&self, briefing: &Briefing, id: &str) -> Option<Thing> {
        let path = &briefing.article.path;
        let is_own = briefing.front.sources.get(id).is_some() || self.footnote(path, id).is_some();
        if is_own {
            return Some(Thing::Source(path.clone(), id.to_owned()));
        }
        let outlets = &self.content.config.file.outlets;
        outlets.get(id).is_some().then(|| Thing::Outlet(id.to_owned()))
    }

    /// The label of the footnote that a label means, as it is defined.
    fn footnote(&self, path: &ContentPath, label: &str) -> Option<&str> {
        self.inside[path].footnotes.get(&label.to_lowercase()).copied()
    }

    /// The thing that a fragment of a file's page leads to, and the part of the fragment that is its id.
    fn fragment(&self, path: &ContentPath, fragment: &str) -> Option<(Thing, Range<usize>)> {
        let inside = self.inside.get(path)?;
        if inside.headings.contains(fragment) {
            return Some((Thing::Section(path.clone(), fragment.to_owned()), 0..fragment.len()));
        }
        let start = fragment.find('-')? + 1;
        let (kind, typed) = (&fragment[..start], &fragment[start..]);
        // The second figure of a series is `figure-drones.2`.
        let numbered = typed.rsplit_once('.').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        let ids = [Some(typed), numbered.map(|(id, _)| id)];
        ids.into_iter().flatten().find_map(|id| {
            let is_footnote = || kind == "source-" && self.footnote(path, id).is_some();
            if !inside.items.contains(&(kind, id)) && !is_footnote() {
                return None;
            }
            let named = id.to_owned();
            let thing = match kind {
                "figure-" => Thing::Series(named),
                "quote-" => Thing::Quote(path.clone(), named),
                "event-" => Thing::Event(named),
                "source-" | "cite-" => Thing::Source(path.clone(), named),
                _ => Thing::Awaited(named),
            };
            Some((thing, start..start + id.len()))
        })
    }

    /// What a typed key names.
    fn typed(&self, id: &str, wanted: Wanted) -> Option<&Article> {
        self.index.typed(id, wanted).ok().map(|found| found.article)
    }
}

/// What is known by an id within one file.
struct Inside<'a> {
    headings: HashSet<&'a str>,
    /// The labels of footnotes, by the form in which they are compared.
    footnotes: HashMap<String, &'a str>,
    /// The typed ids of items, each after the prefix of its element's id.
    items: HashSet<(&'a str, &'a str)>,
}

impl<'a> Inside<'a> {
    fn of(references: &'a References, briefing: Option<&'a Briefing>) -> Self {
        let defined = references.list.iter().filter(|one| one.form == Form::Definition);
        Self {
            headings: references.headings.iter().map(|heading| heading.id.as_str()).collect(),
            footnotes: defined.rev().map(|one| (one.to.to_lowercase(), one.to.as_str())).collect(),
            items: briefing.map(items).unwrap_or_default(),
        }
    }
}

fn items(briefing: &Briefing) -> HashSet<(&str, &str)> {
    fn typed(id: Option<&IdRef>) -> Option<&str> {
        id.map(IdRef::as_str)
    }
    let front = &briefing.front;
    let figures = front.figures.iter().filter_map(|item| Some(("figure-", typed(item.value.series.get())?)));
    let quotes = front.quotes.iter().filter_map(|item| Some(("quote-", typed(item.value.id.get())?)));
    let events = front.events.iter().filter_map(|item| Some(("event-", typed(item.value.id.get())?)));
    let questions = front.unknown.iter().filter_map(|item| Some(("question-", typed(item.value.id.get())?)));
    let watch = front.watch.iter().filter_map(|item| Some(("watch-", typed(item.value.id.get())?)));
    let answers = front.answers.keys().map(|id| ("answer-", id));
    let sources = front.sources.keys().flat_map(|id| [("source-", id), ("cite-", id)]);
    figures.chain(quotes).chain(events).chain(questions).chain(watch).chain(answers).chain(sources).collect()
}

/// The files with an id.
fn named(index: &NameIndex<'_>, briefings: &HashMap<&ContentPath, &Briefing>) -> Vec<Named> {
    let entries = index.entries();
    entries
        .map(|(article, folder, url, sort)| Named {
            article: article.clone(),
            kind: match sort {
                Sort::Storyline => FileKind::Storyline,
                Sort::Dossier(kind) => FileKind::Dossier(kind),
                Sort::Briefing => FileKind::Briefing,
                Sort::Page => FileKind::Page,
                Sort::Edition => FileKind::Edition,
            },
            folder: folder.to_owned(),
            slug: briefings.get(&article.path).map_or(&article.id, |briefing| &briefing.slug).to_string(),
            url: url.clone(),
        })
        .collect()
}

/// The uses in one file.
struct Found<'a> {
    article_source: &'a Arc<Source>,
    list: Vec<Use>,
}

impl Found<'_> {
    fn add(&mut self, thing: Thing, span: Span, written: Written) -> &mut Use {
        self.list.push(Use {
            thing,
            source: Arc::clone(self.article_source),
            span,
            written,
            is_bare: false,
            is_slug: false,
            is_declared: false,
        });
        self.list.last_mut().expect("one was added")
    }

    /// A value or key of YAML, of which only what follows the last `/` is the id.
    fn add_yaml(&mut self, thing: Thing, span: Span) -> &mut Use {
        let typed = &self.article_source.text[span.range()];
        let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inside = match quote {
            Some(quote) if typed.len() > 1 && typed.ends_with(quote) => 1..typed.len() - 1,
            _ => 0..typed.len(),
        };
        let id = typed[inside.clone()].trim();
        let start = inside.start + typed[inside.clone()].find(id).unwrap_or_default();
        let tail = id.rfind('/').map_or(0, |at| at + 1);
        let is_clear = !typed.contains(['\n', '\\']);
        let part = span.start as usize + start;
        let exact = Span::new(part + tail..part + id.len());
        let (span, written) = if is_clear { (exact, Written::Yaml(quote)) } else { (span, Written::Unclear) };
        let added = self.add(thing, span, written);
        added.is_bare = tail == 0;
        added
    }
}
