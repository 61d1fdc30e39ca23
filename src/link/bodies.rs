//! Reads every body in parallel, then checks the anchors of links between them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::names::NameIndex;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::markdown::{self, Labels, Lookup, Names, Reader};
use crate::model::article::Article;
use crate::model::body::{Body, LinkTarget};
use crate::model::briefing::Briefing;
use crate::model::content::Content;
use crate::model::field::{Entries, Field};
use crate::model::id::Target;
use crate::model::item::Source;
use crate::model::path::ContentPath;
use crate::model::site::has_anchor;
use crate::model::typography::Typography;
use crate::model::words::Words;

/// The bodies of all released content, in its order.
pub(super) struct Bodies {
    pub(super) briefings: Vec<Body>,
    pub(super) storylines: Vec<Body>,
    pub(super) dossiers: Vec<Body>,
    pub(super) pages: Vec<Body>,
}

impl Bodies {
    /// The files beside pages that any of them shows.
    pub(super) fn media(&self) -> BTreeSet<ContentPath> {
        let all = [&self.briefings, &self.storylines, &self.dossiers, &self.pages].into_iter().flatten();
        all.flat_map(|body| body.media.iter().cloned()).collect()
    }

    fn of(&self, target: Target) -> &Body {
        match target {
            Target::Briefing(idx) => &self.briefings[idx.at()],
            Target::Storyline(idx) => &self.storylines[idx.at()],
            Target::Dossier(idx) => &self.dossiers[idx.at()],
            Target::Page(idx) => &self.pages[idx.at()],
        }
    }
}

/// Reads all bodies, those of held-back briefings for their problems only.
pub(super) fn read(
    content: &Content,
    held: &[Briefing],
    index: &NameIndex<'_>,
    words: &Words,
    diags: &mut Diagnostics,
) -> Bodies {
    let reading = Reading { content, index, labels: labels(words) };
    let briefing = |b: &'_ Briefing, diags: &mut Diagnostics| {
        reading.body(&b.article, &b.front.lang, Some(&b.front.sources), diags)
    };
    let bodies = Bodies {
        briefings: all(&content.briefings, briefing, diags),
        storylines: all(
            &content.storylines,
            |s, diags| reading.body(&s.article, &s.front.lang, None, diags),
            diags,
        ),
        dossiers: all(
            &content.dossiers,
            |d, diags| reading.body(&d.article, &d.front.lang, None, diags),
            diags,
        ),
        pages: all(&content.pages, |p, diags| reading.body(&p.article, &p.front.lang, None, diags), diags),
    };
    let held_bodies = all(held, briefing, diags);
    let read = articles(content)
        .zip(all_bodies(&bodies))
        .chain(held.iter().map(|b| (&b.article, Some(b))).zip(&held_bodies));
    for ((article, briefing), body) in read {
        check_anchors(article, briefing, body, &bodies, content, diags);
    }
    bodies
}

fn all<T: Sync>(
    items: &[T],
    read: impl Fn(&T, &mut Diagnostics) -> Body + Sync,
    diags: &mut Diagnostics,
) -> Vec<Body> {
    let read: Vec<(Body, Diagnostics)> = items
        .par_iter()
        .map(|item| {
            let mut diags = Diagnostics::default();
            (read(item, &mut diags), diags)
        })
        .collect();
    let mut bodies = Vec::with_capacity(read.len());
    for (body, reported) in read {
        diags.merge(reported);
        bodies.push(body);
    }
    bodies
}

fn articles(content: &Content) -> impl Iterator<Item = (&Article, Option<&Briefing>)> {
    let briefings = content.briefings.iter().map(|briefing| (&briefing.article, Some(briefing)));
    let others = content.articles().skip(content.briefings.len());
    briefings.chain(others.map(|article| (article, None)))
}

fn all_bodies(bodies: &Bodies) -> impl Iterator<Item = &Body> {
    [&bodies.briefings, &bodies.storylines, &bodies.dossiers, &bodies.pages].into_iter().flatten()
}

struct Reading<'a> {
    content: &'a Content,
    index: &'a NameIndex<'a>,
    labels: Labels,
}

impl Reading<'_> {
    fn body(
        &self,
        article: &Article,
        language: &Field<String>,
        sources: Option<&Entries<Source>>,
        diags: &mut Diagnostics,
    ) -> Body {
        let config = &self.content.config;
        let reader = Reader {
            names: &ArticleNames { index: self.index, sources },
            base: &config.base,
            raw_html: config.raw_html(),
            typography: Typography::of(language.text().unwrap_or(&config.language)),
            labels: &self.labels,
        };
        markdown::read(article, &reader, diags)
    }
}

/// The names of the site and the sources of one briefing.
struct ArticleNames<'a> {
    index: &'a NameIndex<'a>,
    sources: Option<&'a Entries<Source>>,
}

impl Names for ArticleNames<'_> {
    fn name(&self, name: &str) -> Lookup {
        self.index.name(name)
    }

    fn file(&self, path: &ContentPath) -> Lookup {
        self.index.file(path)
    }

    fn source(&self, id: &str) -> Option<usize> {
        self.sources?.position(id)
    }

    fn nearest_source(&self, id: &str) -> Option<String> {
        crate::diagnostic::nearest(id, self.sources?.keys()).map(str::to_owned)
    }
}

fn check_anchors(
    article: &Article,
    briefing: Option<&Briefing>,
    body: &Body,
    bodies: &Bodies,
    content: &Content,
    diags: &mut Diagnostics,
) {
    for link in &body.links {
        let Some(fragment) = &link.fragment else { continue };
        let (target, target_briefing) = match link.to {
            LinkTarget::Own => (body, briefing),
            LinkTarget::Page(target @ Target::Briefing(idx)) => {
                (bodies.of(target), Some(&content.briefings[idx.at()]))
            }
            LinkTarget::Page(target) => (bodies.of(target), None),
            LinkTarget::Path(_) => continue,
        };
        if has_anchor(target, target_briefing, fragment) {
            continue;
        }
        let ids: Vec<&str> = target.headings.iter().map(|heading| heading.id.as_str()).collect();
        let sources = target_briefing.map(|briefing| briefing.front.sources.keys());
        let sources: Vec<String> = sources.into_iter().flatten().map(|id| format!("source-{id}")).collect();
        let known = ids.iter().copied().chain(sources.iter().map(String::as_str));
        let help = did_you_mean(fragment, known).unwrap_or_else(|| match ids.as_slice() {
            [] => "the page has no sections; remove the part from `#` on".to_owned(),
            ids => format!("the sections are {}", ids.join(", ")),
        });
        let message = format!("the page that this leads to has no section `{fragment}`");
        diags.report(Diagnostic::at(Code::DeadAnchor, article.place(link.span), message).help(help));
    }
}

fn labels(words: &Words) -> Labels {
    let alerts = ["alert-note", "alert-tip", "alert-important", "alert-warning", "alert-caution"];
    Labels {
        alerts: alerts.map(|key| words.get(key)),
        notes: words.get("notes"),
        back: words.get("back-to-text"),
        source: words.get("source"),
        unreleased: words.get("unreleased"),
        done: words.get("task-done"),
        open: words.get("task-open"),
    }
}
