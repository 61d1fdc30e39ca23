//! Reads every body in parallel, then checks the anchors of links between them.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::finder::{self, Finder};
use super::names::NameIndex;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::markdown::{self, Labels, Lookup, Names, Reader};
use crate::model::article::Article;
use crate::model::body::{Body, LinkTarget, Part};
use crate::model::briefing::{Briefing, BriefingFront};
use crate::model::content::Content;
use crate::model::field::{Field, Spanned};
use crate::model::id::{DossierIdx, StorylineIdx, Target};
use crate::model::path::ContentPath;
use crate::model::site::has_anchor;
use crate::model::typography::{Typography, is_quoted};
use crate::model::words::Words;

/// The bodies of all released content, in its order.
pub(super) struct Bodies {
    /// The files that any page links to, also one that is not out.
    pub(super) used_media: BTreeSet<ContentPath>,
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
    finder: &Finder,
    words: &Words,
    diags: &mut Diagnostics,
) -> Bodies {
    let hrefs = content.dossiers.iter().map(|dossier| {
        let linked = dossier.front.autolink.get() != Some(&false)
            && content.config.file.autolink.get() != Some(&false);
        linked.then(|| content.config.base.href(&dossier.url(&content.config)))
    });
    let reading = Reading { content, index, finder, hrefs: hrefs.collect(), labels: labels(words) };
    let briefing = |_: usize, b: &Briefing, diags: &mut Diagnostics| reading.briefing(b, diags);
    let mut bodies = Bodies {
        used_media: BTreeSet::new(),
        briefings: all(&content.briefings, briefing, diags),
        storylines: all(
            &content.storylines,
            |n, s, diags| {
                reading.other(&s.article, &s.front.lang, Some(Target::Storyline(StorylineIdx::new(n))), diags)
            },
            diags,
        ),
        dossiers: all(
            &content.dossiers,
            |n, d, diags| {
                reading.other(&d.article, &d.front.lang, Some(Target::Dossier(DossierIdx::new(n))), diags)
            },
            diags,
        ),
        pages: all(
            &content.pages,
            |_, p, diags| reading.other(&p.article, &p.front.lang, None, diags),
            diags,
        ),
    };
    let held_bodies = all(held, briefing, diags);
    bodies.used_media = bodies.media();
    bodies.used_media.extend(held_bodies.iter().flat_map(|body| body.media.iter().cloned()));
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
    read: impl Fn(usize, &T, &mut Diagnostics) -> Body + Sync,
    diags: &mut Diagnostics,
) -> Vec<Body> {
    let read: Vec<(Body, Diagnostics)> = items
        .par_iter()
        .enumerate()
        .map(|(n, item)| {
            let mut diags = Diagnostics::default();
            (read(n, item, &mut diags), diags)
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
    finder: &'a Finder,
    /// The link of each dossier's mentions; `None` if they are to be no links.
    hrefs: Vec<Option<String>>,
    labels: Labels,
}

/// What is being read.
struct Subject<'a> {
    article: &'a Article,
    language: &'a Field<String>,
    /// The page itself, which never links to itself.
    own: Option<Target>,
    briefing: Option<&'a BriefingFront>,
}

impl Reading<'_> {
    fn briefing(&self, briefing: &Briefing, diags: &mut Diagnostics) -> Body {
        let front = &briefing.front;
        let subject =
            Subject { article: &briefing.article, language: &front.lang, own: None, briefing: Some(front) };
        let mut body = self.body(&subject, diags);
        let names = ArticleNames { reading: self, subject: &subject };
        let reader = self.reader(&names, &subject);
        let mut line = |text: &Spanned<String>, part| {
            markdown::read_line(&mut body, &text.value, part, text.span, &reader);
        };
        front.title.spanned().into_iter().for_each(|text| line(text, Part::Title));
        front.summary.spanned().into_iter().for_each(|text| line(text, Part::Summary));
        let running = front.title.spanned().into_iter().chain(front.summary.spanned());
        let changed = front.changed.iter();
        let events = front.events.iter().filter_map(|event| event.value.text.spanned());
        let quotes = front.quotes.iter().filter_map(|quote| quote.value.text.spanned());
        let known = front.known.iter().filter_map(|known| known.value.text.spanned());
        let unknown = front.unknown.iter().filter_map(|question| question.value.text.spanned());
        let answers = front.answers.0.iter().map(|(_, answer)| answer);
        let watch = front.watch.iter().filter_map(|watch| watch.value.text.spanned());
        let items =
            changed.chain(events).chain(quotes).chain(known).chain(unknown).chain(answers).chain(watch);
        items.for_each(|text| line(text, Part::Item));
        let running = running.chain(front.changed.iter());
        let running = running.chain(front.events.iter().filter_map(|event| event.value.text.spanned()));
        let running = running.chain(front.known.iter().filter_map(|known| known.value.text.spanned()));
        running.for_each(|text| self.spelling(text, &briefing.article, diags));
        body
    }

    /// Reports listed variants in a text of the front matter, outside quotations.
    fn spelling(&self, text: &Spanned<String>, article: &Article, diags: &mut Diagnostics) {
        for found in self.finder.find(&text.value) {
            let name = &text.value[found.range.clone()];
            if let Some(house) = self.house_spelling(name, found.dossier)
                && !is_quoted(&text.value, found.range.start)
            {
                diags.report(markdown::listed_variant(name, house, article.place(text.span)));
            }
        }
    }

    fn house_spelling(&self, name: &str, dossier: DossierIdx) -> Option<&str> {
        let dossier = &self.content.dossiers[dossier.at()];
        let variants = &dossier.front.variants;
        if variants.is_empty() {
            return None;
        }
        let name = finder::normalise(name);
        variants.iter().any(|variant| finder::normalise(&variant.value) == name).then_some(&dossier.name)
    }

    fn other(
        &self,
        article: &Article,
        language: &Field<String>,
        own: Option<Target>,
        diags: &mut Diagnostics,
    ) -> Body {
        self.body(&Subject { article, language, own, briefing: None }, diags)
    }

    fn body(&self, subject: &Subject<'_>, diags: &mut Diagnostics) -> Body {
        let names = ArticleNames { reading: self, subject };
        markdown::read(subject.article, &self.reader(&names, subject), diags)
    }

    fn reader<'r>(&'r self, names: &'r dyn Names, subject: &Subject<'_>) -> Reader<'r> {
        let config = &self.content.config;
        Reader {
            names,
            base: &config.base,
            raw_html: config.raw_html(),
            typography: Typography::of(subject.language.text().unwrap_or(&config.language)),
            labels: &self.labels,
        }
    }
}

/// The names of the site and the sources of one briefing.
struct ArticleNames<'a> {
    reading: &'a Reading<'a>,
    subject: &'a Subject<'a>,
}

impl Names for ArticleNames<'_> {
    fn name(&self, name: &str) -> Lookup {
        self.reading.index.name(name)
    }

    fn file(&self, path: &ContentPath) -> Lookup {
        self.reading.index.file(path)
    }

    fn find(&self, text: &str) -> Vec<(Range<usize>, DossierIdx)> {
        let found = self.reading.finder.find(text).into_iter();
        let others = found.filter(|found| self.subject.own != Some(Target::Dossier(found.dossier)));
        others.map(|found| (found.range, found.dossier)).collect()
    }

    fn house_spelling(&self, name: &str, dossier: DossierIdx) -> Option<&str> {
        self.reading.house_spelling(name, dossier)
    }

    fn autolink(&self, dossier: DossierIdx) -> Option<String> {
        let off = self.subject.briefing.is_some_and(|front| front.autolink.get() == Some(&false));
        if off { None } else { self.reading.hrefs[dossier.at()].clone() }
    }

    fn is_own(&self, target: Target) -> bool {
        self.subject.own == Some(target)
    }

    fn is_item(&self, id: &str) -> bool {
        self.subject.briefing.is_some_and(|front| front.has_anchor(id))
    }

    fn source(&self, id: &str) -> Option<usize> {
        self.subject.briefing?.sources.position(id)
    }

    fn nearest_source(&self, id: &str) -> Option<String> {
        nearest(id, self.subject.briefing?.sources.keys()).map(str::to_owned)
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
