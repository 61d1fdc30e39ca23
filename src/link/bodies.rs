//! Reads every body in parallel, then checks the anchors of links between them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::environment::Environment;
use super::memo::{Known, Memo, Question};
use super::names::NameIndex;
use super::release::HeldBack;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::markdown::{self, Lookup, Names, Reader};
use crate::model::article::Article;
use crate::model::body::{Body, LinkTarget, Part};
use crate::model::briefing::{Briefing, BriefingFront};
use crate::model::content::Content;
use crate::model::dossier::Dossier;
use crate::model::field::{Field, Spanned};
use crate::model::id::{DossierIdx, StorylineIdx, Target};
use crate::model::language::Language;
use crate::model::page::Page;
use crate::model::path::ContentPath;
use crate::model::site::has_anchor;
use crate::model::storyline::Storyline;
use crate::model::typography::{Typography, is_quoted};

/// The bodies of all released content, in its order.
pub(super) struct Bodies {
    /// The files that any page links to, also one that is not out.
    pub(super) used_media: BTreeSet<ContentPath>,
    pub(super) briefings: Vec<Arc<Body>>,
    pub(super) storylines: Vec<Arc<Body>>,
    pub(super) dossiers: Vec<Arc<Body>>,
    pub(super) pages: Vec<Arc<Body>>,
    /// The bodies of what is held back, in the order of [`HeldBack::articles`].
    pub(super) held: Vec<Arc<Body>>,
}

impl Bodies {
    /// The files beside pages that any of them shows.
    pub(super) fn media(&self) -> BTreeSet<ContentPath> {
        self.all().flat_map(|body| body.media.iter().cloned()).collect()
    }

    /// The same without those that must not be published. Each of them is reported once.
    pub(super) fn published_media(
        &self,
        content: &Content,
        diags: &mut Diagnostics,
    ) -> BTreeSet<ContentPath> {
        let mut media = self.media();
        for ((article, _), body) in articles(content).zip(self.all()) {
            for path in &body.media {
                let refused = content.media.get(path).and_then(|media| media.refused.as_deref());
                if let Some(refused) = refused.filter(|_| media.remove(path)) {
                    diags.report(refused.clone().other(article.top(), "this page links to it"));
                }
            }
        }
        media
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Body>> {
        [&self.briefings, &self.storylines, &self.dossiers, &self.pages].into_iter().flatten()
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

/// Reads all bodies; those of what is held back for their problems, and to know what must not be out.
pub(super) fn read(
    content: &Content,
    held: &HeldBack,
    index: &NameIndex<'_>,
    environment: Environment,
    mut memo: Option<&mut Memo>,
    diags: &mut Diagnostics,
) -> Bodies {
    if let Some(memo) = &mut memo {
        memo.enter(&environment);
    }
    let reading = Reading { environment: &environment, index, memo: memo.as_deref() };
    let mut read: Vec<(ContentPath, Arc<Known>)> = Vec::new();
    let mut all = |subjects: Vec<Subject<'_>>| -> Vec<Arc<Body>> {
        let known: Vec<Arc<Known>> = subjects.par_iter().map(|subject| reading.known(subject)).collect();
        let bodies = known.iter().map(|known| {
            diags.merge(known.problems.clone());
            Arc::clone(&known.body)
        });
        let bodies = bodies.collect();
        if reading.memo.is_some() {
            read.extend(subjects.iter().map(|subject| subject.article.path.clone()).zip(known));
        }
        bodies
    };
    let mut bodies = Bodies {
        used_media: BTreeSet::new(),
        briefings: all(content.briefings.iter().map(|briefing| Subject::briefing(briefing)).collect()),
        storylines: all((0..)
            .zip(&content.storylines)
            .map(|(n, s)| Subject::storyline(Some(n), s))
            .collect()),
        dossiers: all((0..).zip(&content.dossiers).map(|(n, d)| Subject::dossier(Some(n), d)).collect()),
        pages: all(content.pages.iter().map(|page| Subject::page(page)).collect()),
        held: all(held.subjects()),
    };
    bodies.used_media = bodies.media();
    bodies.used_media.extend(bodies.held.iter().flat_map(|body| body.media.iter().cloned()));
    let held = held.subjects().into_iter().map(|subject| (subject.article, subject.briefing));
    let pages = articles(content).zip(bodies.all()).chain(held.zip(&bodies.held));
    for ((article, briefing), body) in pages {
        check_anchors(article, briefing, body, &bodies, content, diags);
    }
    if let Some(memo) = memo {
        memo.leave(environment, read);
    }
    bodies
}

/// Reads one body again after its file has changed, from what the last run knew. `None` if the new
/// text asks for something the old one did not ask for.
pub(super) fn read_again(memo: &Memo, subject: &Subject<'_>) -> Option<Body> {
    let (environment, known) = memo.before(&subject.article.path)?;
    let missed = RefCell::new(false);
    let answer = |question: Question| match known.asked.iter().find(|(asked, _)| *asked == question) {
        Some((_, lookup)) => lookup.clone(),
        None => {
            *missed.borrow_mut() = true;
            Lookup::Missing(None)
        }
    };
    let body = subject.read(environment, &answer, &mut Diagnostics::default());
    (!missed.into_inner()).then_some(body)
}

fn articles(content: &Content) -> impl Iterator<Item = (&Article, Option<&Briefing>)> {
    let briefings = content.briefings.iter().map(|briefing| (&briefing.article, Some(&**briefing)));
    let others = content.articles().skip(content.briefings.len());
    briefings.chain(others.map(|article| (article, None)))
}

struct Reading<'a> {
    environment: &'a Environment,
    index: &'a NameIndex<'a>,
    memo: Option<&'a Memo>,
}

impl Reading<'_> {
    /// The body as the memo has it, or read anew.
    fn known(&self, subject: &Subject<'_>) -> Arc<Known> {
        let answer = |question: &Question| match question {
            Question::Name(name) => self.index.name(name),
            Question::File(path) => self.index.file(path),
            Question::Path(path) => self.index.path(path),
        };
        if let Some(known) = self.memo.and_then(|memo| memo.find(subject.article, subject.own, answer)) {
            return known;
        }
        let mut problems = Diagnostics::default();
        let asked: RefCell<Vec<(Question, Lookup)>> = RefCell::default();
        let ask = |question: Question| {
            let lookup = answer(&question);
            if self.memo.is_some() {
                asked.borrow_mut().push((question, lookup.clone()));
            }
            lookup
        };
        let body = Arc::new(subject.read(self.environment, &ask, &mut problems));
        let source = Arc::clone(&subject.article.source);
        Arc::new(Known { source, own: subject.own, asked: asked.into_inner(), body, problems })
    }
}

/// What is being read.
pub(super) struct Subject<'a> {
    article: &'a Article,
    language: &'a Field<Language>,
    /// The page itself, which never links to itself.
    own: Option<Target>,
    briefing: Option<&'a Briefing>,
}

impl HeldBack {
    /// What is held back, for reading: briefings, storylines, dossiers, pages.
    fn subjects(&self) -> Vec<Subject<'_>> {
        let briefings = self.briefings.iter().map(|briefing| Subject::briefing(briefing));
        let storylines = self.storylines.iter().map(|storyline| Subject::storyline(None, storyline));
        let dossiers = self.dossiers.iter().map(|dossier| Subject::dossier(None, dossier));
        let pages = self.pages.iter().map(|page| Subject::page(page));
        briefings.chain(storylines).chain(dossiers).chain(pages).collect()
    }
}

impl<'a> Subject<'a> {
    /// The body of a briefing.
    pub(super) fn briefing(briefing: &'a Briefing) -> Self {
        let (article, language) = (&briefing.article, &briefing.front.lang);
        Self { article, language, own: None, briefing: Some(briefing) }
    }

    fn storyline(n: Option<usize>, storyline: &'a Storyline) -> Self {
        let own = n.map(|n| Target::Storyline(StorylineIdx::new(n)));
        Self { article: &storyline.article, language: &storyline.front.lang, own, briefing: None }
    }

    fn dossier(n: Option<usize>, dossier: &'a Dossier) -> Self {
        let own = n.map(|n| Target::Dossier(DossierIdx::new(n)));
        Self { article: &dossier.article, language: &dossier.front.lang, own, briefing: None }
    }

    fn page(page: &'a Page) -> Self {
        Self { article: &page.article, language: &page.front.lang, own: None, briefing: None }
    }

    /// The body. What its links lead to is asked.
    fn read(
        &self,
        environment: &Environment,
        ask: &dyn Fn(Question) -> Lookup,
        diags: &mut Diagnostics,
    ) -> Body {
        let names = ArticleNames { environment, subject: self, ask };
        let reader = Reader {
            names: &names,
            base: &environment.base,
            raw_html: environment.raw_html,
            typography: Typography::of(self.language.text().unwrap_or(&environment.language)),
            labels: &environment.labels,
        };
        let mut body = markdown::read(self.article, &reader, diags);
        if let Some(briefing) = self.briefing {
            front_matter(briefing, &mut body, &reader);
            spellings(briefing, environment, diags);
        }
        body
    }
}

/// Adds what the texts of the front matter name.
fn front_matter(briefing: &Briefing, body: &mut Body, reader: &Reader<'_>) {
    let front = &briefing.front;
    let mut line = |text: &Spanned<String>, part| {
        markdown::read_line(body, &text.value, part, text.span, reader);
    };
    front.title.spanned().into_iter().for_each(|text| line(text, Part::Title));
    front.summary.spanned().into_iter().for_each(|text| line(text, Part::Summary));
    let changed = front.changed.iter();
    let events = front.events.iter().filter_map(|event| event.value.text.spanned());
    let quotes = front.quotes.iter().filter_map(|quote| quote.value.text.spanned());
    let known = front.known.iter().filter_map(|known| known.value.text.spanned());
    let unknown = front.unknown.iter().filter_map(|question| question.value.text.spanned());
    let answers = front.answers.0.iter().map(|(_, answer)| answer);
    let watch = front.watch.iter().filter_map(|watch| watch.value.text.spanned());
    let items = changed.chain(events).chain(quotes).chain(known).chain(unknown).chain(answers).chain(watch);
    items.for_each(|text| line(text, Part::Item));
}

/// Reports listed variants in the running texts of the front matter, outside quotations.
fn spellings(briefing: &Briefing, environment: &Environment, diags: &mut Diagnostics) {
    let front = &briefing.front;
    let running = front.title.spanned().into_iter().chain(front.summary.spanned());
    let running = running.chain(front.changed.iter());
    let running = running.chain(front.events.iter().filter_map(|event| event.value.text.spanned()));
    let running = running.chain(front.known.iter().filter_map(|known| known.value.text.spanned()));
    for text in running {
        for found in environment.finder.find(&text.value) {
            let name = &text.value[found.range.clone()];
            if let Some(house) = environment.house_spelling(name, found.dossier)
                && !is_quoted(&text.value, found.range.start)
            {
                diags.report(markdown::listed_variant(name, house, briefing.article.place(text.span)));
            }
        }
    }
}

/// The names of the site and the sources of one briefing.
struct ArticleNames<'a> {
    environment: &'a Environment,
    subject: &'a Subject<'a>,
    ask: &'a dyn Fn(Question) -> Lookup,
}

impl ArticleNames<'_> {
    fn front(&self) -> Option<&BriefingFront> {
        self.subject.briefing.map(|briefing| &briefing.front)
    }
}

impl Names for ArticleNames<'_> {
    fn name(&self, name: &str) -> Lookup {
        (self.ask)(Question::Name(name.to_owned()))
    }

    fn file(&self, path: &ContentPath) -> Lookup {
        (self.ask)(Question::File(path.clone()))
    }

    fn path(&self, path: &str) -> Lookup {
        (self.ask)(Question::Path(path.to_owned()))
    }

    fn find(&self, text: &str) -> Vec<(Range<usize>, DossierIdx)> {
        let found = self.environment.finder.find(text).into_iter();
        let others = found.filter(|found| self.subject.own != Some(Target::Dossier(found.dossier)));
        others.map(|found| (found.range, found.dossier)).collect()
    }

    fn house_spelling(&self, name: &str, dossier: DossierIdx) -> Option<&str> {
        self.environment.house_spelling(name, dossier)
    }

    fn autolink(&self, dossier: DossierIdx) -> Option<String> {
        let off = self.front().is_some_and(|front| front.autolink.get() == Some(&false));
        if off { None } else { self.environment.autolink(dossier) }
    }

    fn has_note(&self, dossier: DossierIdx) -> bool {
        self.subject.briefing.is_some() && self.environment.has_note(dossier)
    }

    fn is_own(&self, target: Target) -> bool {
        self.subject.own == Some(target)
    }

    fn is_item(&self, id: &str) -> bool {
        self.front().is_some_and(|front| front.has_anchor(id))
    }

    fn source(&self, id: &str) -> Option<usize> {
        self.front()?.sources.position(id)
    }

    fn nearest_source(&self, id: &str) -> Option<String> {
        nearest(id, self.front()?.sources.keys()).map(str::to_owned)
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
                (bodies.of(target), Some(&*content.briefings[idx.at()]))
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
