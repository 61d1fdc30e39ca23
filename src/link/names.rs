//! What ids, names and paths mean.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::markdown::Lookup;
use crate::model::article::Article;
use crate::model::body::LinkTarget;
use crate::model::briefing::Briefing;
use crate::model::config::Config;
use crate::model::content::Content;
use crate::model::id::{BriefingIdx, DossierIdx, KindIdx, PageIdx, StorylineIdx, Target};
use crate::model::path::ContentPath;
use crate::model::url::UrlPath;

/// Everything that has an id, by every way to name it.
pub(super) struct NameIndex<'a> {
    config: &'a Config,
    content: &'a Content,
    entries: Vec<Entry<'a>>,
    /// By `folder/id`.
    qualified: BTreeMap<String, usize>,
    /// By bare id: storylines and dossiers.
    things: BTreeMap<&'a str, Vec<usize>>,
    /// By bare id: briefings by stem and by slug, then pages.
    briefings: BTreeMap<&'a str, Vec<usize>>,
    pages: BTreeMap<&'a str, Vec<usize>>,
    /// By file.
    files: BTreeMap<&'a ContentPath, usize>,
    /// By path from the root of the site, decoded: briefings that are not out.
    unreleased: BTreeMap<String, usize>,
    /// Names of dossiers in lower case, for suggestions.
    spoken: BTreeMap<String, usize>,
    near: Near,
}

/// What is suggested for names that mean nothing, made when the first of them is reported.
#[derive(Default)]
struct Near {
    bare: OnceLock<Suggestions<String>>,
    qualified: OnceLock<Suggestions<String>>,
    /// For each [`Wanted`], bare ids and those with their folder.
    typed: [[OnceLock<Suggestions<String>>; 2]; Wanted::COUNT],
    files: OnceLock<Suggestions<String>>,
    /// The first file in order of path of each name.
    file_names: OnceLock<HashMap<String, String>>,
}

/// What a key's ids may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Storyline,
    Dossier,
    Place,
    Document,
}

impl Wanted {
    const COUNT: usize = 4;

    pub(super) fn called(self) -> &'static str {
        match self {
            Wanted::Storyline => "storyline",
            Wanted::Dossier => "dossier",
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
    /// `None` if it is not out yet.
    target: Option<Target>,
}

impl<'a> NameIndex<'a> {
    /// Lists released content and held-back briefings. Ids used twice are reported.
    pub(super) fn new(content: &'a Content, held: &'a [Arc<Briefing>], diags: &mut Diagnostics) -> Self {
        let mut index = Self {
            config: &content.config,
            content,
            entries: Vec::new(),
            qualified: BTreeMap::new(),
            things: BTreeMap::new(),
            briefings: BTreeMap::new(),
            pages: BTreeMap::new(),
            files: BTreeMap::new(),
            unreleased: BTreeMap::new(),
            spoken: BTreeMap::new(),
            near: Near::default(),
        };
        for (n, storyline) in content.storylines.iter().enumerate() {
            let target = Some(Target::Storyline(StorylineIdx::new(n)));
            let url = storyline.url();
            index.add(
                Entry {
                    article: &storyline.article,
                    folder: "storylines",
                    title: &storyline.title,
                    url,
                    target,
                },
                diags,
            );
        }
        for (n, dossier) in content.dossiers.iter().enumerate() {
            let target = Some(Target::Dossier(DossierIdx::new(n)));
            let folder = content.config.kind(dossier.kind).folder.as_str();
            let url = dossier.url(&content.config);
            index.add(Entry { article: &dossier.article, folder, title: &dossier.name, url, target }, diags);
            let names = [dossier.name.as_str()].into_iter();
            let aliases = dossier.front.aliases.iter().chain(&dossier.front.variants);
            for name in names.chain(aliases.map(|alias| alias.value.as_str())) {
                index.spoken.entry(name.to_lowercase()).or_insert(index.entries.len() - 1);
            }
        }
        let released = content
            .briefings
            .iter()
            .enumerate()
            .map(|(n, b)| (b, Some(Target::Briefing(BriefingIdx::new(n)))));
        for (briefing, target) in released.chain(held.iter().map(|briefing| (briefing, None))) {
            let url = briefing.url();
            if target.is_none() {
                let path = percent_decode_str(url.as_str()).decode_utf8_lossy().into_owned();
                index.unreleased.insert(path, index.entries.len());
            }
            index.add(
                Entry {
                    article: &briefing.article,
                    folder: "briefings",
                    title: &briefing.title,
                    url,
                    target,
                },
                diags,
            );
            let at = index.entries.len() - 1;
            if briefing.slug != briefing.article.id {
                index.briefings.entry(briefing.slug.as_str()).or_default().push(at);
            }
        }
        for (n, page) in content.pages.iter().enumerate() {
            let target = Some(Target::Page(PageIdx::new(n)));
            index.add(
                Entry {
                    article: &page.article,
                    folder: "pages",
                    title: &page.title,
                    url: page.url(),
                    target,
                },
                diags,
            );
        }
        index
    }

    fn add(&mut self, entry: Entry<'a>, diags: &mut Diagnostics) {
        let id = entry.article.id.as_str();
        let qualified = format!("{}/{id}", entry.folder);
        let at = self.entries.len();
        if let Some(first) = self.qualified.get(&qualified) {
            let first = &self.entries[*first];
            diags.report(
                Diagnostic::at(
                    Code::DuplicateId,
                    entry.article.top(),
                    format!("the id `{id}` is taken in `{}`", entry.folder),
                )
                .other(first.article.top(), "this file has it")
                .help("rename one of the two files"),
            );
        } else {
            self.qualified.insert(qualified, at);
            let ids = match entry.folder {
                "briefings" => &mut self.briefings,
                "pages" => &mut self.pages,
                _ => &mut self.things,
            };
            ids.entry(id).or_default().push(at);
        }
        self.files.insert(&entry.article.path, at);
        self.entries.push(entry);
    }

    /// `[[name]]`: a storyline or dossier before a briefing before a page.
    pub(super) fn name(&self, name: &str) -> Lookup {
        if let Some(at) = self.qualified.get(name) {
            return self.found(*at);
        }
        for ids in [&self.things, &self.briefings, &self.pages] {
            match ids.get(name).map(Vec::as_slice) {
                Some([one]) => return self.found(*one),
                Some(many) => {
                    return Lookup::Ambiguous(many.iter().map(|at| self.qualified_name(*at)).collect());
                }
                None => {}
            }
        }
        Lookup::Missing
    }

    /// The help line for a name that nothing bears, if another is near.
    pub(super) fn nearest_name(&self, name: &str) -> Option<String> {
        if let Some(at) = self.spoken.get(&name.to_lowercase()) {
            return Some(format!("did you mean `{}`?", self.entries[*at].article.id));
        }
        if name.contains('/') {
            let qualified = || Suggestions::new(self.qualified.keys().cloned());
            return Some(self.meant(self.near.qualified.get_or_init(qualified).nearest(name)?));
        }
        let ids = [&self.things, &self.briefings, &self.pages];
        let bare = || Suggestions::new(ids.into_iter().flat_map(|ids| ids.keys().map(|id| (*id).to_owned())));
        Some(self.meant(self.near.bare.get_or_init(bare).nearest(name)?))
    }

    /// A file of the content folder.
    pub(super) fn file(&self, path: &ContentPath) -> Lookup {
        if let Some(at) = self.files.get(path) {
            return self.found(*at);
        }
        if let Some(media) = self.content.media.get(path) {
            return Lookup::Media { href: self.config.base.href(&UrlPath::media(path)), size: media.size };
        }
        Lookup::Missing
    }

    /// The help line for a file that is not there, if another is near. A file that was moved has
    /// another folder, one that was misspelt another name.
    pub(super) fn nearest_file(&self, path: &ContentPath) -> Option<String> {
        let all = || {
            let media = self.content.media.keys().map(ContentPath::as_str);
            self.files.keys().map(|path| path.as_str()).chain(media)
        };
        let file_names = self.near.file_names.get_or_init(|| {
            let mut names = HashMap::new();
            all().for_each(|path| {
                _ = names.entry(file_name(path).to_owned()).or_insert_with(|| path.to_owned())
            });
            names
        });
        let moved = file_names.get(file_name(path.as_str()));
        let misspelt = || {
            self.near.files.get_or_init(|| Suggestions::new(all().map(str::to_owned))).nearest(path.as_str())
        };
        let near = moved.or_else(misspelt)?;
        Some(format!("did you mean `content/{near}`?"))
    }

    /// A path from the root of the site, decoded: only briefings that are not out are found.
    pub(super) fn path(&self, path: &str) -> Lookup {
        self.unreleased.get(path).map_or(Lookup::Missing, |at| self.found(*at))
    }

    /// The id of a typed key: only what is wanted counts.
    pub(super) fn typed(&self, name: &str, wanted: Wanted) -> Result<Target, TypedError> {
        let target = |at: &usize| self.entries[*at].target.filter(|target| self.fits(*target, wanted));
        if let Some(target) = self.qualified.get(name).and_then(target) {
            return Ok(target);
        }
        let found = self.things.get(name).into_iter().flatten();
        let found: Vec<(usize, Target)> = found.filter_map(|at| Some((*at, target(at)?))).collect();
        match found[..] {
            [(_, one)] => Ok(one),
            [] => Err(TypedError::Missing),
            _ => Err(TypedError::Ambiguous(found.iter().map(|(at, _)| self.qualified_name(*at)).collect())),
        }
    }

    /// The help line for a typed key whose id means nothing, if something that is wanted is near.
    pub(super) fn nearest_typed(&self, name: &str, wanted: Wanted) -> Option<String> {
        let fits = |at: &usize| self.entries[*at].target.is_some_and(|target| self.fits(target, wanted));
        let [bare, qualified] = &self.near.typed[wanted as usize];
        if name.contains('/') {
            let qualified = qualified.get_or_init(|| {
                let fitting = self.qualified.iter().filter(|(_, at)| fits(at));
                Suggestions::new(fitting.map(|(id, _)| id.clone()))
            });
            return Some(self.meant(qualified.nearest(name)?));
        }
        let spoken = self.spoken.get(&name.to_lowercase()).filter(|at| fits(at));
        if let Some(at) = spoken {
            return Some(self.meant(self.entries[*at].article.id.as_str()));
        }
        let bare = bare.get_or_init(|| {
            let fitting = self.things.iter().filter(|(_, list)| list.iter().any(fits));
            Suggestions::new(fitting.map(|(id, _)| (*id).to_owned()))
        });
        Some(self.meant(bare.nearest(name)?))
    }

    fn fits(&self, target: Target, wanted: Wanted) -> bool {
        match (wanted, target) {
            (Wanted::Storyline, Target::Storyline(_)) | (Wanted::Dossier, Target::Dossier(_)) => true,
            (Wanted::Place, Target::Dossier(idx)) => self.kind_of(idx) == KindIdx(1),
            (Wanted::Document, Target::Dossier(idx)) => self.kind_of(idx) == KindIdx(3),
            _ => false,
        }
    }

    /// Whether something of another kind bears the id, and which folder it lies in.
    pub(super) fn other_kind(&self, name: &str) -> Option<&'a str> {
        let bare = || self.things.get(name).or_else(|| self.briefings.get(name))?.first();
        self.qualified.get(name).or_else(bare).map(|at| self.entries[*at].folder)
    }

    /// The kind of a dossier.
    fn kind_of(&self, dossier: DossierIdx) -> KindIdx {
        self.content.dossiers[dossier.at()].kind
    }

    fn found(&self, at: usize) -> Lookup {
        let entry = &self.entries[at];
        let title = entry.title.to_owned();
        match entry.target {
            Some(target) => {
                Lookup::Page { to: LinkTarget::Page(target), href: self.config.base.href(&entry.url), title }
            }
            None => Lookup::Unreleased { title },
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

    fn meant(&self, near: &str) -> String {
        let at = self.qualified.get(near).copied();
        let at = at.or_else(|| {
            [&self.things, &self.briefings, &self.pages]
                .iter()
                .find_map(|ids| ids.get(near)?.first().copied())
        });
        match at {
            Some(at) => format!("did you mean `{near}`? (content/{})", self.entries[at].article.path),
            None => format!("did you mean `{near}`?"),
        }
    }
}

/// Why a typed key leads nowhere.
pub(super) enum TypedError {
    /// Nothing fits.
    Missing,
    /// Several fit; each as it can be named without doubt.
    Ambiguous(Vec<String>),
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
