//! What ids, names and paths mean.

mod captions;
pub(in crate::link) mod finder;
pub(in crate::link) mod formed;
pub(in crate::link) mod meant;
mod near;
mod series;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::letters;
use crate::link::names::near::Near;
use crate::link::release::HeldBack;
use crate::markdown::{self, Lookup};
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::LinkTarget;
use crate::model::typed::article::Article;
use crate::model::typed::config::Config;
use crate::model::typed::content::Content;
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EditionFileIdx, KindIdx, PageIdx, StorylineIdx, Target,
};

/// Everything that has an id, by every way to name it.
pub(in crate::link) struct NameIndex<'a> {
    config: &'a Config,
    content: &'a Content,
    held: &'a HeldBack,
    entries: Vec<Entry<'a>>,
    /// By `folder/id`.
    qualified: FxHashMap<String, usize>,
    /// By bare id: storylines and dossiers.
    things: FxHashMap<&'a str, Vec<usize>>,
    /// By bare id: briefings by stem and by slug, then pages, then editions.
    briefings: FxHashMap<&'a str, Vec<usize>>,
    pages: FxHashMap<&'a str, Vec<usize>>,
    editions: FxHashMap<&'a str, Vec<usize>>,
    /// By file.
    files: FxHashMap<&'a ContentPath, usize>,
    /// By path from the root of the site, decoded: what is held back.
    unreleased: BTreeMap<String, usize>,
    /// Titles of storylines and names of dossiers as they are compared, for suggestions.
    spoken: FxHashMap<String, usize>,
    /// Made when the first series is asked for.
    with_figures: OnceLock<series::WithFigures>,
    near: Near,
}

/// What a key's ids may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::link) enum Wanted {
    Storyline,
    Briefing,
    Dossier,
    /// Somebody who acts or writes, with a dossier or without.
    Actor,
    /// Somebody whose words they are: without the name they would be nobody's.
    Speaker,
    Place,
    Document,
}

impl Wanted {
    const COUNT: usize = 7;

    fn fits(self, sort: Sort) -> bool {
        match self {
            Wanted::Storyline => sort == Sort::Storyline,
            Wanted::Briefing => sort == Sort::Briefing,
            Wanted::Dossier | Wanted::Actor | Wanted::Speaker => matches!(sort, Sort::Dossier(_)),
            Wanted::Place => sort == Sort::Dossier(KindIdx::PLACES),
            Wanted::Document => sort == Sort::Dossier(KindIdx::DOCUMENTS),
        }
    }

    /// Whether the keys that want it take more than one.
    fn is_often_many(self) -> bool {
        !matches!(self, Wanted::Place | Wanted::Document)
    }

    pub(in crate::link) fn called(self) -> &'static str {
        match self {
            Wanted::Storyline => "storyline",
            Wanted::Briefing => "briefing",
            Wanted::Dossier | Wanted::Actor | Wanted::Speaker => "dossier",
            Wanted::Place => "place",
            Wanted::Document => "document",
        }
    }
}

struct Entry<'a> {
    article: &'a Article,
    folder: &'a str,
    title: &'a str,
    url: UrlPath,
    sort: Sort,
    /// `None` if it is held back.
    target: Option<Target>,
    /// The headings of its text by their ids, read when the first of them is asked for.
    headings: OnceLock<HashMap<String, String>>,
}

impl<'a> Entry<'a> {
    fn new(
        article: &'a Article,
        folder: &'a str,
        title: &'a str,
        url: UrlPath,
        sort: Sort,
        target: Option<Target>,
    ) -> Self {
        Self { article, folder, title, url, sort, target, headings: OnceLock::new() }
    }
}

/// What kind of thing bears an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::link) enum Sort {
    Storyline,
    Dossier(KindIdx),
    Briefing,
    Page,
    Edition,
}

impl<'a> NameIndex<'a> {
    /// Lists released content, then what is held back. Ids used twice are reported at the second use.
    pub(in crate::link) fn new(content: &'a Content, held: &'a HeldBack, diags: &mut Diagnostics) -> Self {
        let mut index = Self {
            config: &content.config,
            content,
            held,
            entries: Vec::new(),
            qualified: FxHashMap::default(),
            things: FxHashMap::default(),
            briefings: FxHashMap::default(),
            pages: FxHashMap::default(),
            editions: FxHashMap::default(),
            files: FxHashMap::default(),
            unreleased: BTreeMap::new(),
            spoken: FxHashMap::default(),
            with_figures: OnceLock::new(),
            near: Near::default(),
        };
        for (storyline, n) in numbered(&content.storylines, &held.storylines) {
            let (article, url) = (&storyline.article, storyline.url());
            let target = n.map(|n| Target::Storyline(StorylineIdx::new(n)));
            let (folder, title, sort) = ("storylines", storyline.title.as_str(), Sort::Storyline);
            index.add(Entry::new(article, folder, title, url, sort, target), diags);
            index.spoken.entry(letters::folded(title)).or_insert(index.entries.len() - 1);
        }
        for (dossier, n) in numbered(&content.dossiers, &held.dossiers) {
            let (article, url) = (&dossier.article, dossier.url(&content.config));
            let target = n.map(|n| Target::Dossier(DossierIdx::new(n)));
            let folder = content.config.kind(dossier.kind).folder.as_str();
            let (title, sort) = (dossier.name.as_str(), Sort::Dossier(dossier.kind));
            index.add(Entry::new(article, folder, title, url, sort, target), diags);
            let aliases = dossier.front.aliases.iter().chain(&dossier.front.variants);
            let aliases = aliases.map(|alias| alias.value.as_str());
            let native = dossier.front.native.0.iter().map(|(_, name)| name.as_str());
            for name in [title].into_iter().chain(aliases).chain(native) {
                index.spoken.entry(letters::folded(name)).or_insert(index.entries.len() - 1);
            }
        }
        for (briefing, n) in numbered(&content.briefings, &held.briefings) {
            let (article, url) = (&briefing.article, briefing.url());
            let target = n.map(|n| Target::Briefing(BriefingIdx::new(n)));
            let (folder, title, sort) = ("briefings", briefing.title.as_str(), Sort::Briefing);
            index.add(Entry::new(article, folder, title, url, sort, target), diags);
            if briefing.slug != briefing.article.id {
                let at = index.entries.len() - 1;
                index.briefings.entry(briefing.slug.as_str()).or_default().push(at);
            }
        }
        for (page, n) in numbered(&content.pages, &held.pages) {
            let (article, url) = (&page.article, page.url());
            let target = n.map(|n| Target::Page(PageIdx::new(n)));
            let (folder, title, sort) = ("pages", page.title.as_str(), Sort::Page);
            index.add(Entry::new(article, folder, title, url, sort, target), diags);
        }
        for (edition, n) in numbered(&content.editions, &held.editions) {
            let (article, url) = (&edition.article, edition.span.url());
            let target = n.map(|n| Target::Edition(EditionFileIdx::new(n)));
            let (folder, title, sort) = ("editions", edition.title.as_str(), Sort::Edition);
            index.add(Entry::new(article, folder, title, url, sort, target), diags);
        }
        index.note_unreleased();
        index
    }

    /// Notes the paths of what is held back that nothing released has.
    fn note_unreleased(&mut self) {
        let (out, held): (Vec<_>, Vec<_>) =
            self.entries.iter().enumerate().partition(|(_, entry)| entry.target.is_some());
        if held.is_empty() {
            return;
        }
        let out: BTreeSet<&str> = out.into_iter().map(|(_, entry)| entry.url.as_str()).collect();
        let is_list = |entry: &Entry<'_>| {
            let is_taken = || self.config.is_taken(entry.article.id.as_str());
            entry.sort == Sort::Page && (entry.article.path.is_list_text() || is_taken())
        };
        let held = held.into_iter().filter(|(_, entry)| !out.contains(entry.url.as_str()) && !is_list(entry));
        for (at, entry) in held {
            let path = percent_decode_str(entry.url.as_str()).decode_utf8_lossy().into_owned();
            self.unreleased.entry(path).or_insert(at);
        }
    }

    fn add(&mut self, entry: Entry<'a>, diags: &mut Diagnostics) {
        let id = entry.article.id.as_str();
        let qualified = format!("{}/{id}", entry.folder);
        let at = self.entries.len();
        // The text above a list has no id of its own.
        if entry.article.path.is_list_text() {
            self.files.insert(&entry.article.path, at);
            self.entries.push(entry);
            return;
        }
        if let Some(first) = self.qualified.get(&qualified) {
            let first = &self.entries[*first];
            diags.report(
                Diagnostic::at(
                    Code::DuplicateId,
                    entry.article.top(),
                    format!("the id `{id}` is already taken in `{}`", entry.folder),
                )
                .other(first.article.top(), "this file has it")
                .help(one_of_the_two(entry.article, first.article)),
            );
        } else {
            self.qualified.insert(qualified, at);
            let ids = match entry.folder {
                "briefings" => &mut self.briefings,
                "pages" => &mut self.pages,
                "editions" => &mut self.editions,
                _ => &mut self.things,
            };
            ids.entry(id).or_default().push(at);
        }
        self.files.insert(&entry.article.path, at);
        self.entries.push(entry);
    }

    /// `[[name]]`: a storyline or dossier before a briefing before a page before an edition; a series by
    /// `figures/ID` only.
    pub(in crate::link) fn name(&self, name: &str) -> Lookup {
        if let Some(id) = name.strip_prefix(series::FOLDER) {
            return self.series(&letters::id(id));
        }
        self.named(name).map_or_else(|lookup| lookup, |at| self.found(at))
    }

    /// The heading that `[[name#section]]` leads to, as the title of what the name means.
    pub(in crate::link) fn section(&self, name: &str, section: &str) -> Lookup {
        let Ok(at) = self.named(name) else { return Lookup::Missing };
        let entry = &self.entries[at];
        let is_item = |id: &str| match entry.target {
            Some(Target::Briefing(idx)) => self.content.briefings[idx.at()].has_anchor(id),
            _ => false,
        };
        let headings = entry.headings.get_or_init(|| markdown::headings(entry.article, is_item));
        match (self.found(at), headings.get(section)) {
            (Lookup::Page { to, href, .. }, Some(title)) => Lookup::Page { to, href, title: title.clone() },
            _ => Lookup::Missing,
        }
    }

    /// The file that `[[name]]` means, whether it is out or not.
    pub(in crate::link) fn named_article(&self, name: &str) -> Option<&'a Article> {
        self.named(name).ok().map(|at| self.entries[at].article)
    }

    /// The plain page that an entry of a menu means, whether it is out or not.
    pub(in crate::link) fn page(&self, id: &str) -> Option<&'a Article> {
        self.pages.get(id)?.first().map(|at| self.entries[*at].article)
    }

    /// Every file with a page, its folder, its page and its kind.
    pub(in crate::link) fn entries(&self) -> impl Iterator<Item = (&'a Article, &'a str, &UrlPath, Sort)> {
        self.entries.iter().map(|entry| (entry.article, entry.folder, &entry.url, entry.sort))
    }

    /// The only entry that a bare name means, or what to answer without one.
    fn named(&self, name: &str) -> Result<usize, Lookup> {
        let name = &*letters::id(name);
        if let Some(at) = self.qualified.get(name) {
            return Ok(*at);
        }
        for drafts in [false, true] {
            for ids in [&self.things, &self.briefings, &self.pages, &self.editions] {
                let found = ids.get(name).into_iter().flatten().copied();
                match found.filter(|at| self.is_draft(*at) == drafts).collect::<Vec<_>>()[..] {
                    [] => {}
                    [one] => return Ok(one),
                    ref many => {
                        let names = many.iter().map(|at| self.qualified_name(*at)).collect();
                        return Err(Lookup::Ambiguous(names));
                    }
                }
            }
        }
        Err(self.missing())
    }

    /// Whether all kinds of dossiers are known, so that what is not found is missing.
    pub(in crate::link) fn knows_all_kinds(&self) -> bool {
        self.config.keys.know_all_of("kinds")
    }

    fn missing(&self) -> Lookup {
        if self.knows_all_kinds() { Lookup::Missing } else { Lookup::Unread }
    }

    /// A file of the content folder.
    pub(in crate::link) fn file(&self, path: &ContentPath) -> Lookup {
        if let Some(at) = self.files.get(path) {
            return self.found(*at);
        }
        if let Some(media) = self.content.media.get(path) {
            let href = self.config.base.href(&UrlPath::media(path));
            return Lookup::Media { href, size: media.size, captions: self.captions(path) };
        }
        if let Some(file) = self.root_file(path) {
            return file;
        }
        // The folder of an `index.md` stands for it.
        self.files.get(&path.index()).map_or_else(|| self.missing(), |at| self.found(*at))
    }

    /// A file that is published at the root of the site.
    fn root_file(&self, path: &ContentPath) -> Option<Lookup> {
        let (url, media) = (UrlPath::at_root(path)?, self.content.root.get(path)?);
        let href = self.config.base.href(&url);
        Some(Lookup::Media { href, size: media.size, captions: Vec::new() })
    }

    /// A path from the root of the site, decoded. This finds a file that is published there as it is, or what
    /// is held back, with its feed and other pages below its own.
    pub(in crate::link) fn path(&self, path: &str) -> Lookup {
        let path = &*letters::composed(path);
        let index = if path.ends_with('/') { "index.html" } else { "" };
        let file = ContentPath::new(&format!("root{path}{index}"));
        if let Some(file) = file.and_then(|file| self.root_file(&file)) {
            return file;
        }
        let above = path.trim_end_matches('/').rfind('/').map(|at| &path[..=at]);
        let has_more = |at: &&usize| matches!(self.entries[**at].sort, Sort::Storyline | Sort::Dossier(_));
        let found = self.unreleased.get(path).or_else(|| self.unreleased.get(above?).filter(has_more));
        found.map_or(Lookup::Missing, |at| self.found(*at))
    }

    /// The id of a typed key: only what is wanted counts.
    pub(in crate::link) fn typed(&self, name: &str, wanted: Wanted) -> Result<Found<'a>, TypedError> {
        let name = &*letters::id(name);
        let fits = |at: &&usize| wanted.fits(self.entries[**at].sort);
        if let Some(at) = self.qualified.get(name).filter(fits) {
            return Ok(self.found_as_typed(*at));
        }
        let bare = if wanted == Wanted::Briefing { &self.briefings } else { &self.things };
        let mut found: Vec<usize> = bare.get(name).into_iter().flatten().filter(fits).copied().collect();
        if found.iter().any(|at| !self.is_draft(*at)) {
            found.retain(|at| !self.is_draft(*at));
        }
        match found[..] {
            [one] => Ok(self.found_as_typed(one)),
            [] => Err(TypedError::Missing),
            _ => Err(TypedError::Ambiguous(found.iter().map(|at| self.qualified_name(*at)).collect())),
        }
    }

    fn found_as_typed(&self, at: usize) -> Found<'a> {
        Found { target: self.entries[at].target, article: self.entries[at].article }
    }

    /// Whether it is a draft that is not shown. Such a draft does not stand in the way of anything finished.
    fn is_draft(&self, at: usize) -> bool {
        let Entry { article, target, .. } = &self.entries[at];
        target.is_none() && article.hold.is_draft()
    }

    /// Whether something of another kind bears the id, and which folder it is in.
    pub(in crate::link) fn other_kind(&self, name: &str) -> Option<&'a str> {
        let bare = || self.things.get(name).or_else(|| self.briefings.get(name))?.first();
        self.qualified.get(name).or_else(bare).map(|at| self.entries[*at].folder)
    }

    fn found(&self, at: usize) -> Lookup {
        let entry = &self.entries[at];
        match entry.target {
            Some(target) => Lookup::Page {
                to: LinkTarget::Page(target),
                href: self.config.base.href(&entry.url),
                title: entry.title.to_owned(),
            },
            None => Lookup::Unreleased { file: entry.article.source.path.clone(), hold: entry.article.hold },
        }
    }

    fn qualified_name(&self, at: usize) -> String {
        let entry = &self.entries[at];
        if entry.folder == "briefings" {
            entry.article.id.to_string()
        } else {
            format!("{}/{}", entry.folder, entry.article.id)
        }
    }
}

/// The entries of a table in order of its keys, for what is reported.
fn ordered<K: Ord, V>(table: &FxHashMap<K, V>) -> impl Iterator<Item = (&K, &V)> {
    let mut entries: Vec<(&K, &V)> = table.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries.into_iter()
}

/// What a typed key names.
pub(in crate::link) struct Found<'a> {
    /// `None` if it is held back.
    pub(in crate::link) target: Option<Target>,
    /// Its file.
    pub(in crate::link) article: &'a Article,
}

/// Everything of a kind: what is out with its number, then what is held back.
fn numbered<'a, T>(out: &'a [Arc<T>], held: &'a [Arc<T>]) -> impl Iterator<Item = (&'a T, Option<usize>)> {
    let out = out.iter().enumerate().map(|(n, item)| (&**item, Some(n)));
    out.chain(held.iter().map(|item| (&**item, None)))
}

/// Why a typed key leads nowhere.
pub(in crate::link) enum TypedError {
    /// Nothing matches.
    Missing,
    /// Several match; each as it can be named unambiguously.
    Ambiguous(Vec<String>),
}

/// What to rename where two files have the same id.
fn one_of_the_two(one: &Article, two: &Article) -> &'static str {
    match [one, two].map(|article| article.path.own_folder().is_some()) {
        [false, false] => "rename one of the two files",
        [true, true] => "rename one of the two folders",
        _ => "rename the file, or the folder of the `index.md`",
    }
}
