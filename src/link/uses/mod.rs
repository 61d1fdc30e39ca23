//! Finds where things are named: ids in front matter and `site.yaml`, names and addresses in texts.
//!
//! In: typed content. Out: [`Uses`]. What means nothing, or more than one thing, is left out; `link` reports it.
//! Drafts and what lies in the future are looked through like all else.

mod front;
mod text;

use std::collections::HashMap;

use jiff::Timestamp;
use rayon::prelude::*;

use super::names::{NameIndex, Sort, Wanted};
use super::release::Release;
use crate::diagnostic::{Diagnostics, Span};
use crate::markdown::{self, References};
use crate::model::address::path::ContentPath;
use crate::model::graph::uses::{Named, Thing, Use, Uses, Written};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
use crate::model::typed::kind::FileKind;
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
    let known =
        Known { index: &index, content: &content, briefings, bodies, addresses: Addresses::of(&files) };
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
    briefings: HashMap<&'a ContentPath, &'a Briefing>,
    bodies: HashMap<&'a ContentPath, References>,
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
        let defined = self.bodies[path].list.iter().filter(|one| one.form == markdown::Form::Definition);
        let label = label.to_lowercase();
        defined.map(|one| one.to.as_str()).find(|defined| defined.to_lowercase() == label)
    }

    /// The thing that a fragment of a file's page leads to, and the part of the fragment that is its id.
    fn fragment(&self, path: &ContentPath, fragment: &str) -> Option<(Thing, std::ops::Range<usize>)> {
        let whole = 0..fragment.len();
        if self.bodies.get(path)?.headings.iter().any(|heading| heading.id == fragment) {
            return Some((Thing::Section(path.clone(), fragment.to_owned()), whole));
        }
        let briefing = self.briefings.get(path)?;
        let front = &briefing.front;
        let start = fragment.find('-')? + 1;
        let (kind, typed) = (&fragment[..start], &fragment[start..]);
        // The second figure of a series is `figure-drones.2`.
        let numbered = typed.rsplit_once('.').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        let tries = [Some(typed), numbered.map(|(id, _)| id)];
        tries.into_iter().flatten().find_map(|id| {
            let has = |mut ids: Box<dyn Iterator<Item = &str> + '_>| ids.any(|known| known == id);
            let is_there = match kind {
                "figure-" => {
                    has(Box::new(front.figures.iter().filter_map(|f| Some(f.value.series.get()?.as_str()))))
                }
                "quote-" => {
                    has(Box::new(front.quotes.iter().filter_map(|q| Some(q.value.id.get()?.as_str()))))
                }
                "event-" => {
                    has(Box::new(front.events.iter().filter_map(|e| Some(e.value.id.get()?.as_str()))))
                }
                "question-" => {
                    has(Box::new(front.unknown.iter().filter_map(|q| Some(q.value.id.get()?.as_str()))))
                }
                "watch-" => {
                    has(Box::new(front.watch.iter().filter_map(|w| Some(w.value.id.get()?.as_str()))))
                }
                "answer-" => has(Box::new(front.answers.keys())),
                "source-" | "cite-" => {
                    self.source(briefing, id).is_some_and(|thing| thing.within().is_some())
                }
                _ => false,
            };
            let thing = match kind {
                "figure-" => Thing::Series(id.to_owned()),
                "quote-" => Thing::Quote(path.clone(), id.to_owned()),
                "event-" => Thing::Event(id.to_owned()),
                "source-" | "cite-" => Thing::Source(path.clone(), id.to_owned()),
                _ => Thing::Awaited(id.to_owned()),
            };
            is_there.then(|| (thing, start..start + id.len()))
        })
    }

    /// What a typed key names.
    fn typed(&self, id: &str, wanted: Wanted) -> Option<&Article> {
        self.index.typed(id, wanted).ok().map(|found| found.article)
    }
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
    article_source: &'a std::sync::Arc<crate::diagnostic::Source>,
    list: Vec<Use>,
}

impl Found<'_> {
    fn add(&mut self, thing: Thing, span: Span, written: Written) -> &mut Use {
        self.list.push(Use {
            thing,
            source: std::sync::Arc::clone(self.article_source),
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
