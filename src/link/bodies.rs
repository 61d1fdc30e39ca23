//! Reads every body in parallel, then checks the anchors of links between them.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::environment::Environment;
use super::memo::{Known, Memo, Question};
use super::release::HeldBack;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Renewed, Safety, Suggestions};
use crate::language::quotations::Quotation;
use crate::language::typography::Typography;
use crate::link::names::NameIndex;
use crate::markdown::{self, Highlighter, Lookup, Name, Names, Reader};
use crate::model::address::path::ContentPath;
use crate::model::graph::anchor::Anchors;
use crate::model::graph::body::{Body, LinkTarget, Part};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::{Briefing, BriefingFront};
use crate::model::typed::content::Content;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::edition::EditionFile;
use crate::model::typed::front::Front;
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;
use crate::model::value::field::{Field, Free};
use crate::model::value::id::{DossierIdx, IdRef, StorylineIdx, Target};
use crate::model::value::language::Language;

/// The bodies of all released content, in its order.
pub(super) struct Bodies {
    /// The files that any page links to, even a page that is not out.
    pub(super) used_media: BTreeSet<ContentPath>,
    pub(super) briefings: Vec<Arc<Body>>,
    pub(super) storylines: Vec<Arc<Body>>,
    pub(super) dossiers: Vec<Arc<Body>>,
    pub(super) pages: Vec<Arc<Body>>,
    pub(super) editions: Vec<Arc<Body>>,
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
        let (mut media, mut seen) = (self.media(), BTreeSet::new());
        for ((article, _), body) in articles(content).zip(self.all()) {
            for path in &body.media {
                let Some(file) = content.media.get(path) else { continue };
                let problem = match (&file.refused, &file.told) {
                    (Some(refused), _) if media.remove(path) => refused,
                    (None, Some(told)) if seen.insert(path) => told,
                    _ => continue,
                };
                diags.report(Diagnostic::clone(problem).other(article.top(), "this page links to it"));
            }
        }
        media
    }

    /// The bodies of everything that is out, in the order of [`Content::articles`].
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Body>> {
        [&self.briefings, &self.storylines, &self.dossiers, &self.pages, &self.editions].into_iter().flatten()
    }

    fn of(&self, target: Target) -> &Body {
        match target {
            Target::Briefing(idx) => &self.briefings[idx.at()],
            Target::Storyline(idx) => &self.storylines[idx.at()],
            Target::Dossier(idx) => &self.dossiers[idx.at()],
            Target::Page(idx) => &self.pages[idx.at()],
            Target::Edition(idx) => &self.editions[idx.at()],
        }
    }
}

/// Reads all bodies; those of what is held back are read for their problems, and to know what must not be out.
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
        let known: Vec<Arc<Known>> = subjects
            .par_iter()
            .map_init(RefCell::default, |code, subject| reading.known(subject, code))
            .collect();
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
        editions: all(content.editions.iter().map(|edition| Subject::edition(edition)).collect()),
        held: all(held.subjects()),
    };
    bodies.used_media = bodies.media();
    bodies.used_media.extend(bodies.held.iter().flat_map(|body| body.media.iter().cloned()));
    let held = held.subjects().into_iter().map(|subject| (subject.article, subject.briefing));
    let pages = articles(content).zip(bodies.all()).chain(held.zip(&bodies.held));
    let mut anchors = HashMap::new();
    for ((article, briefing), body) in pages {
        check_anchors(article, (body, briefing), &bodies, content, &mut anchors, diags);
    }
    if let Some(memo) = memo {
        memo.leave(environment, read);
    }
    bodies
}

/// Reads one body again after its file has changed, from what the last run knew. `None` if the new
/// text asks for something the old one did not ask for. The problems are those of the body alone, and only known
/// if none of them says what is near.
pub(super) fn read_again(memo: &Memo, subject: &Subject<'_>) -> Option<(Body, Option<Renewed>)> {
    let (environment, known) = memo.before(&subject.article.path)?;
    let asked = known.asked.iter().map(|(question, lookup)| (question, lookup)).collect();
    let answers = Answers { asked, missed: Cell::new(false) };
    let mut now = Diagnostics::default();
    let body = subject.read(environment, &answers, &RefCell::default(), &mut now);
    let renewed = (!known.suggested).then(|| Renewed { before: known.problems.clone(), now });
    (!answers.missed.into_inner()).then_some((body, renewed))
}

/// What is asked while a body is read.
trait Answer {
    fn lookup(&self, question: Question) -> Lookup;
    /// The help line for a name that is missing, if another is near.
    fn nearest_name(&self, name: &str) -> Option<Help>;
    /// The file that is near one that is missing, and how certain it is that this one is meant.
    fn nearest_file(&self, path: &ContentPath) -> Option<(String, Safety)>;
}

/// The answers of the last run. They are for a page, not for its problems.
struct Answers<'a> {
    asked: HashMap<&'a Question, &'a Lookup>,
    /// Whether something else was asked.
    missed: Cell<bool>,
}

impl Answer for Answers<'_> {
    fn lookup(&self, question: Question) -> Lookup {
        let known = self.asked.get(&question).copied().cloned();
        known.unwrap_or_else(|| {
            self.missed.set(true);
            Lookup::Missing
        })
    }

    fn nearest_name(&self, _: &str) -> Option<Help> {
        None
    }

    fn nearest_file(&self, _: &ContentPath) -> Option<(String, Safety)> {
        None
    }
}

/// Answers from the site, and keeps them if they are of use later.
struct Asking<'a> {
    index: &'a NameIndex<'a>,
    asked: Option<RefCell<Vec<(Question, Lookup)>>>,
    /// Whether something near was asked for.
    suggested: Cell<bool>,
}

impl Asking<'_> {
    fn answer(&self, question: &Question) -> Lookup {
        match question {
            Question::Name(name) => self.index.name(name),
            Question::Section(name, section) => self.index.section(name, section),
            Question::File(path) => self.index.file(path),
            Question::Path(path) => self.index.path(path),
        }
    }
}

impl Answer for Asking<'_> {
    fn lookup(&self, question: Question) -> Lookup {
        let lookup = self.answer(&question);
        if let Some(asked) = &self.asked {
            asked.borrow_mut().push((question, lookup.clone()));
        }
        lookup
    }

    fn nearest_name(&self, name: &str) -> Option<Help> {
        self.suggested.set(true);
        self.index.nearest_name(name)
    }

    fn nearest_file(&self, path: &ContentPath) -> Option<(String, Safety)> {
        self.suggested.set(true);
        self.index.nearest_file(path)
    }
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
    fn known(&self, subject: &Subject<'_>, code: &RefCell<Highlighter>) -> Arc<Known> {
        let asked = self.memo.map(|_| RefCell::default());
        let asking = Asking { index: self.index, asked, suggested: Cell::new(false) };
        let answer = |question: &Question| asking.answer(question);
        if let Some(known) = self.memo.and_then(|memo| memo.find(subject.article, subject.own, answer)) {
            return known;
        }
        let mut problems = Diagnostics::default();
        let body = Arc::new(subject.read(self.environment, &asking, code, &mut problems));
        let source = Arc::clone(&subject.article.source);
        let asked = asking.asked.map(RefCell::into_inner).unwrap_or_default();
        Arc::new(Known {
            source,
            own: subject.own,
            asked,
            suggested: asking.suggested.into_inner(),
            body,
            problems,
        })
    }
}

/// What is being read.
pub(super) struct Subject<'a> {
    article: &'a Article,
    language: &'a Field<Language>,
    /// The page itself, which never links to itself.
    own: Option<Target>,
    briefing: Option<&'a Briefing>,
    front: &'a (dyn Front + Sync),
    extra: &'a Field<Free>,
}

impl HeldBack {
    /// What is held back, for reading: briefings, storylines, dossiers, pages, editions.
    fn subjects(&self) -> Vec<Subject<'_>> {
        let briefings = self.briefings.iter().map(|briefing| Subject::briefing(briefing));
        let storylines = self.storylines.iter().map(|storyline| Subject::storyline(None, storyline));
        let dossiers = self.dossiers.iter().map(|dossier| Subject::dossier(None, dossier));
        let pages = self.pages.iter().map(|page| Subject::page(page));
        let editions = self.editions.iter().map(|edition| Subject::edition(edition));
        briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions).collect()
    }
}

impl<'a> Subject<'a> {
    /// The body of a briefing.
    pub(super) fn briefing(briefing: &'a Briefing) -> Self {
        let (article, language) = (&briefing.article, &briefing.front.lang);
        Self {
            article,
            language,
            own: None,
            briefing: Some(briefing),
            front: &briefing.front,
            extra: &briefing.front.extra,
        }
    }

    fn storyline(n: Option<usize>, storyline: &'a Storyline) -> Self {
        let own = n.map(|n| Target::Storyline(StorylineIdx::new(n)));
        let (article, language) = (&storyline.article, &storyline.front.lang);
        Self {
            article,
            language,
            own,
            briefing: None,
            front: &storyline.front,
            extra: &storyline.front.extra,
        }
    }

    fn dossier(n: Option<usize>, dossier: &'a Dossier) -> Self {
        let own = n.map(|n| Target::Dossier(DossierIdx::new(n)));
        let (article, language) = (&dossier.article, &dossier.front.lang);
        Self { article, language, own, briefing: None, front: &dossier.front, extra: &dossier.front.extra }
    }

    fn page(page: &'a Page) -> Self {
        let (article, language) = (&page.article, &page.front.lang);
        Self { article, language, own: None, briefing: None, front: &page.front, extra: &page.front.extra }
    }

    fn edition(edition: &'a EditionFile) -> Self {
        let (article, language) = (&edition.article, &edition.front.lang);
        Self {
            article,
            language,
            own: None,
            briefing: None,
            front: &edition.front,
            extra: &edition.front.extra,
        }
    }

    /// The body. It asks what its links lead to.
    fn read(
        &self,
        environment: &Environment,
        site: &dyn Answer,
        code: &RefCell<Highlighter>,
        diags: &mut Diagnostics,
    ) -> Body {
        let names = ArticleNames { environment, subject: self, site, near_sources: OnceCell::new() };
        let language = self.language.text().unwrap_or(&environment.language);
        let reader = Reader {
            names: &names,
            base: &environment.base,
            raw_html: environment.raw_html,
            language,
            typography: Typography::of(language),
            labels: &environment.labels,
            code,
        };
        let mut body = markdown::read(self.article, &reader, diags);
        if let Some(briefing) = self.briefing {
            front_matter(briefing, &mut body, &reader);
            spellings(briefing, environment, diags);
            let audio = briefing.front.audio.spanned();
            if let Some(file) = audio.and_then(|audio| audio.value.file(audio.span)) {
                markdown::read_audio(self.article, file, &mut body, &reader, diags);
            }
        }
        if let Some(picture) = self.front.picture().get() {
            markdown::read_picture(self.article, picture, &mut body, &reader, diags);
        }
        if let Some(extra) = self.extra.spanned() {
            markdown::read_extra(self.article, extra, &mut body, &reader, diags);
        }
        body.arrange();
        body
    }
}

/// Adds what the texts of the front matter name.
fn front_matter(briefing: &Briefing, body: &mut Body, reader: &Reader<'_>) {
    let front = &briefing.front;
    let title = front.title.spanned().into_iter().map(|text| (text, Part::Title));
    let summary = front.summary.spanned().into_iter().map(|text| (text, Part::Summary));
    let changed = front.changed.iter();
    let headings: HashMap<String, u32> = (0..).zip(&body.headings).map(|(n, h)| (h.id.clone(), n)).collect();
    let part =
        |section: &Field<IdRef>| Part::Item(section.get().and_then(|id| headings.get(id.as_str()).copied()));
    let events = front.events.iter().map(|item| &item.value);
    let events = events.filter_map(|event| Some((event.text.spanned()?, part(&event.section))));
    let quotes = front.quotes.iter().map(|item| &item.value);
    let quotes = quotes.filter_map(|quote| Some((quote.text.spanned()?, part(&quote.section))));
    let known = front.known.iter().map(|item| &item.value);
    let known = known.filter_map(|known| Some((known.text.spanned()?, part(&known.section))));
    let unknown = front.unknown.iter().map(|item| &item.value);
    let unknown = unknown.filter_map(|question| Some((question.text.spanned()?, part(&question.section))));
    let watch = front.watch.iter().map(|item| &item.value);
    let watch = watch.filter_map(|watch| Some((watch.text.spanned()?, part(&watch.section))));
    let changed = changed.map(|line| (line, Part::Item(None)));
    let answers = front.answers.0.iter().map(|(_, answer)| (answer, Part::Item(None)));
    let items = changed.chain(events).chain(quotes).chain(known).chain(unknown).chain(answers).chain(watch);
    let lines: Vec<_> = title.chain(summary).chain(items).collect();
    markdown::read_lines(body, lines.into_iter(), reader);
}

/// Reports listed variants in the running texts of the front matter, outside quotations.
fn spellings(briefing: &Briefing, environment: &Environment, diags: &mut Diagnostics) {
    let front = &briefing.front;
    let running = front.title.spanned().into_iter().chain(front.summary.spanned());
    let running = running.chain(front.changed.iter());
    let running = running.chain(front.events.iter().filter_map(|event| event.value.text.spanned()));
    let running = running.chain(front.known.iter().filter_map(|known| known.value.text.spanned()));
    for text in running {
        let (mut quotation, mut read) = (Quotation::default(), 0);
        for found in environment.finder.find(&text.value) {
            quotation.read(&text.value[read..found.range.start]);
            read = found.range.start;
            let name = &text.value[found.range.clone()];
            if let Some(house) = environment.house_spelling(name, found.dossier)
                && !quotation.is_open()
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
    site: &'a dyn Answer,
    near_sources: OnceCell<Suggestions<String>>,
}

impl ArticleNames<'_> {
    fn front(&self) -> Option<&BriefingFront> {
        self.subject.briefing.map(|briefing| &briefing.front)
    }
}

impl Names for ArticleNames<'_> {
    fn name(&self, name: &str) -> Lookup {
        self.site.lookup(Question::Name(name.to_owned()))
    }

    fn section(&self, name: &str, section: &str) -> Option<String> {
        match self.site.lookup(Question::Section(name.to_owned(), section.to_owned())) {
            Lookup::Page { title, .. } => Some(title),
            _ => None,
        }
    }

    fn file(&self, path: &ContentPath) -> Lookup {
        self.site.lookup(Question::File(path.clone()))
    }

    fn path(&self, path: &str) -> Lookup {
        self.site.lookup(Question::Path(path.to_owned()))
    }

    fn find(&self, text: &str) -> Vec<Name> {
        let mut found = self.environment.finder.find(text);
        found.retain(|found| self.subject.own != Some(Target::Dossier(found.dossier)));
        found
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
        self.subject.briefing.is_some_and(|briefing| briefing.has_anchor(id))
    }

    fn sources(&self) -> Option<usize> {
        self.front().map(|front| front.sources.0.len())
    }

    fn source(&self, id: &str) -> Option<usize> {
        self.front()?.sources.position(id)
    }

    fn knows_all_sources(&self) -> bool {
        self.subject.article.keys.know_all_of("sources")
    }

    fn nearest_source(&self, id: &str) -> Option<(String, Safety)> {
        let front = self.front()?;
        let near =
            self.near_sources.get_or_init(|| Suggestions::new(front.sources.keys().map(str::to_owned)));
        near.nearest_and_safety(id).map(|(near, grade)| (near.clone(), grade))
    }

    fn nearest_name(&self, name: &str) -> Option<Help> {
        self.site.nearest_name(name)
    }

    fn nearest_file(&self, path: &ContentPath) -> Option<(ContentPath, Safety)> {
        let (file, grade) = self.site.nearest_file(path)?;
        Some((ContentPath::new(&file)?, grade))
    }
}

/// Reports links to sections that are not there. `known` are the ids of the pages that any link has named a
/// section of, by where their bodies are in memory.
fn check_anchors<'a>(
    article: &Article,
    own: (&'a Body, Option<&'a Briefing>),
    bodies: &'a Bodies,
    content: &'a Content,
    known: &mut HashMap<*const Body, Anchors<'a>>,
    diags: &mut Diagnostics,
) {
    for link in &own.0.links {
        let Some(fragment) = &link.fragment else { continue };
        let (body, briefing) = match link.to {
            LinkTarget::Own => own,
            LinkTarget::Page(target @ Target::Briefing(idx)) => {
                (bodies.of(target), Some(&*content.briefings[idx.at()]))
            }
            LinkTarget::Page(target) => (bodies.of(target), None),
            LinkTarget::Path(_) => continue,
        };
        let anchors = known.entry(std::ptr::from_ref(body)).or_insert_with(|| Anchors::new(body, briefing));
        if !anchors.has(fragment) {
            let message = format!("the page that this leads to has no section `{fragment}`");
            let place = article.place(link.span);
            diags.report(Diagnostic::at(Code::DeadAnchor, place, message).help(anchors.help(fragment)));
        }
    }
}
