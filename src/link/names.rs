//! What ids, names and paths mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
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
        if let Some(at) = self.spoken.get(&name.to_lowercase()) {
            return Lookup::Missing(Some(format!("did you mean `{}`?", self.entries[*at].article.id)));
        }
        let bare =
            [&self.things, &self.briefings, &self.pages].into_iter().flat_map(|ids| ids.keys().copied());
        let help = match name.contains('/') {
            true => nearest(name, self.qualified.keys().map(String::as_str)),
            false => nearest(name, bare),
        };
        Lookup::Missing(help.map(|near| self.meant(near)))
    }

    /// A file of the content folder.
    pub(super) fn file(&self, path: &ContentPath) -> Lookup {
        if let Some(at) = self.files.get(path) {
            return self.found(*at);
        }
        if let Some(media) = self.content.media.get(path) {
            return Lookup::Media { href: self.config.base.href(&UrlPath::media(path)), size: media.size };
        }
        let known = self.files.keys().map(|path| path.as_str());
        let known = known.chain(self.content.media.keys().map(ContentPath::as_str));
        // A file that was moved has another folder, one that was misspelt another name.
        let same_name =
            known.clone().find(|known| known.rsplit('/').next() == path.as_str().rsplit('/').next());
        let near = same_name.or_else(|| nearest(path.as_str(), known));
        Lookup::Missing(near.map(|near| format!("did you mean `content/{near}`?")))
    }

    /// A path from the root of the site, decoded: only briefings that are not out are found.
    pub(super) fn path(&self, path: &str) -> Lookup {
        self.unreleased.get(path).map_or(Lookup::Missing(None), |at| self.found(*at))
    }

    /// The id of a typed key: only what `fits` counts. The error is the help line.
    pub(super) fn typed(&self, name: &str, fits: impl Fn(Target) -> bool) -> Result<Target, TypedError> {
        let fitting = |at: &&usize| self.entries[**at].target.is_some_and(&fits);
        if let Some(at) = self.qualified.get(name).filter(|at| fitting(at)) {
            return self.entries[*at].target.ok_or(TypedError::Missing(None));
        }
        let found: Vec<usize> =
            self.things.get(name).into_iter().flatten().filter(fitting).copied().collect();
        match found[..] {
            [one] => self.entries[one].target.ok_or(TypedError::Missing(None)),
            [] => {
                let spoken = self
                    .spoken
                    .get(&name.to_lowercase())
                    .filter(fitting)
                    .map(|at| self.entries[*at].article.id.as_str());
                let ids = self
                    .things
                    .iter()
                    .filter(|(_, list)| list.iter().any(|at| fitting(&at)))
                    .map(|(id, _)| *id);
                let qualified =
                    self.qualified.iter().filter(|(_, at)| fitting(at)).map(|(id, _)| id.as_str());
                let near = match name.contains('/') {
                    true => nearest(name, qualified),
                    false => spoken.or_else(|| nearest(name, ids)),
                };
                Err(TypedError::Missing(near.map(|near| self.meant(near))))
            }
            _ => Err(TypedError::Ambiguous(found.iter().map(|at| self.qualified_name(*at)).collect())),
        }
    }

    /// Whether something of another kind bears the id, and which folder it lies in.
    pub(super) fn other_kind(&self, name: &str) -> Option<&'a str> {
        let bare = || self.things.get(name).or_else(|| self.briefings.get(name))?.first();
        self.qualified.get(name).or_else(bare).map(|at| self.entries[*at].folder)
    }

    /// The kind of a dossier.
    pub(super) fn kind_of(&self, dossier: DossierIdx) -> KindIdx {
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
    /// Nothing fits; the help line, if something is near.
    Missing(Option<String>),
    /// Several fit; each as it can be named without doubt.
    Ambiguous(Vec<String>),
}
