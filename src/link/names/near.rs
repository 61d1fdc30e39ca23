//! What may have been meant by a name, an id or a path that leads to nothing.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{NameIndex, Sort, Wanted, ordered};
use crate::diagnostic::{Help, Safety, Suggestions, listed};
use crate::language::letters;
use crate::model::address::path::ContentPath;

/// What is suggested for names that mean nothing, made when the first of them is reported.
#[derive(Default)]
pub(super) struct Near {
    bare: OnceLock<Suggestions<String>>,
    qualified: OnceLock<Suggestions<String>>,
    /// For each [`Wanted`], bare ids and those with their folder.
    typed: [[OnceLock<Suggestions<String>>; 2]; Wanted::COUNT],
    files: OnceLock<Suggestions<String>>,
    /// All storylines, or the first ones of many.
    storylines: OnceLock<String>,
    /// For each name, the first file in order of path.
    file_names: OnceLock<HashMap<String, (String, Safety)>>,
}

impl NameIndex<'_> {
    /// The help line for a name that nothing bears, if another is near.
    pub(in crate::link) fn nearest_name(&self, name: &str) -> Option<Help> {
        if let Some(at) = self.spoken.get(&letters::folded(name)) {
            let id = self.entries[*at].article.id.as_str();
            return Some(Help::instead(format!("did you mean `{id}`?"), Safety::Safe, name, id));
        }
        if name.contains('/') {
            let qualified = || {
                let ids = ordered(&self.qualified).map(|(id, _)| id.clone());
                Suggestions::new(ids.chain(self.named_series()))
            };
            return Some(
                self.meant(name, self.near.qualified.get_or_init(qualified).nearest_and_safety(name)?),
            );
        }
        if let Some(series) = self.series_called(name) {
            return Some(self.meant(name, (&series, Safety::Safe)));
        }
        let ids = [&self.things, &self.briefings, &self.pages];
        let bare = || Suggestions::new(ids.into_iter().flat_map(ordered).map(|(id, _)| (*id).to_owned()));
        Some(self.meant(name, self.near.bare.get_or_init(bare).nearest_and_safety(name)?))
    }

    /// A file that is near one that is not there. A file that was moved has another folder, one that was
    /// misspelt another name.
    pub(in crate::link) fn nearest_file(&self, path: &ContentPath) -> Option<(String, Safety)> {
        let all = || {
            let media = self.content.media.keys().chain(self.content.root.keys()).map(ContentPath::as_str);
            let mut files: Vec<&str> = self.files.keys().map(|path| path.as_str()).collect();
            files.sort_unstable();
            files.into_iter().chain(media)
        };
        let file_names = self.near.file_names.get_or_init(|| {
            let mut names: HashMap<String, (String, Safety)> = HashMap::new();
            for path in all() {
                let first = names.entry(letters::folded(file_name(path)));
                first
                    .and_modify(|(_, grade)| *grade = Safety::Unsafe)
                    .or_insert_with(|| (path.to_owned(), Safety::Safe));
            }
            names
        });
        let slashes = path.as_str().replace('\\', "/");
        let ending = ContentPath::new(&format!("{slashes}.md")).filter(|file| self.files.contains_key(file));
        if let Some(file) = ending {
            return Some((file.as_str().to_owned(), Safety::Safe));
        }
        let moved = file_names.get(&letters::folded(file_name(&slashes)));
        let misspelt = || {
            let near = self.near.files.get_or_init(|| Suggestions::new(all().map(str::to_owned)));
            near.nearest_and_safety(path.as_str()).map(|(file, safety)| (file.clone(), safety))
        };
        moved.cloned().or_else(misspelt)
    }

    /// The storylines that are out, for a help line; empty if there are none.
    pub(in crate::link) fn listed_storylines(&self) -> &str {
        self.near.storylines.get_or_init(|| {
            let is_out =
                |at: &usize| self.entries[*at].sort == Sort::Storyline && self.entries[*at].target.is_some();
            listed(ordered(&self.things).filter(|(_, list)| list.iter().any(is_out)).map(|(id, _)| *id))
        })
    }

    /// The help line for a typed key whose id means nothing, if something that is wanted is near.
    pub(in crate::link) fn nearest_typed(&self, name: &str, wanted: Wanted) -> Option<Help> {
        let fits = |at: &usize| wanted.fits(self.entries[*at].sort);
        let [bare, qualified] = &self.near.typed[wanted as usize];
        if name.contains('/') {
            let qualified = qualified.get_or_init(|| {
                let fitting = ordered(&self.qualified).filter(|(_, at)| fits(at));
                Suggestions::new(fitting.map(|(id, _)| id.clone()))
            });
            return Some(self.meant(name, qualified.nearest_and_safety(name)?));
        }
        let spoken = self.spoken.get(&letters::folded(name)).filter(|at| fits(at));
        if let Some(at) = spoken {
            return Some(self.meant(name, (self.entries[*at].article.id.as_str(), Safety::Safe)));
        }
        let bare = bare.get_or_init(|| {
            let ids = if wanted == Wanted::Briefing { &self.briefings } else { &self.things };
            let fitting = ordered(ids).filter(|(_, list)| list.iter().any(fits));
            Suggestions::new(fitting.map(|(id, _)| (*id).to_owned()))
        });
        Some(self.meant(name, bare.nearest_and_safety(name)?))
    }

    /// The help line for ids that are written in another form: as a link, a path or with a mark before
    /// them, or several with commas in place of a list.
    pub(in crate::link) fn meant_by(&self, name: &str, wanted: Wanted) -> Option<Help> {
        let is_id = |id: &&str| self.typed(id, wanted).is_ok();
        if name.contains(',') && wanted.is_often_many() {
            let ids: Vec<&str> = name.split(',').map(bare).collect();
            let list = format!("[{}]", ids.join(", "));
            return ids.iter().all(is_id).then(|| Help::safe(format!("write `{list}`"), list));
        }
        let id = Some(bare(name)).filter(|id| *id != name).filter(is_id)?;
        Some(Help::safe(format!("write `{id}`"), id))
    }

    /// Whether nothing that could have been meant is a dossier, by its id or name, or bears the id.
    pub(in crate::link) fn is_far(&self, name: &str) -> bool {
        self.nearest_typed(name, Wanted::Dossier).is_none() && self.other_kind(name).is_none()
    }

    fn meant(&self, typed: &str, (near, safety): (impl AsRef<str>, Safety)) -> Help {
        let near = near.as_ref();
        let at = self.qualified.get(near).copied();
        let at = at.or_else(|| {
            [&self.things, &self.briefings, &self.pages]
                .iter()
                .find_map(|ids| ids.get(near)?.first().copied())
        });
        let line = match at {
            Some(at) => format!("did you mean `{near}`? (content/{})", self.entries[at].article.path),
            None => format!("did you mean `{near}`?"),
        };
        Help::instead(line, safety, typed, near)
    }
}

/// The id in `[[id]]`, `[[id|text]]`, `#id`, `@id`, `“id”`, `content/people/id.md` and `people/id/index.md`.
fn bare(name: &str) -> &str {
    let marks = |c: char| c.is_whitespace() || "[]#@“”„«»‘’'\"".contains(c);
    let name = name.trim_matches(marks);
    let name = name.split_once('|').map_or(name, |(id, _)| id);
    let name = name.strip_suffix("/index.md").or_else(|| name.strip_suffix(".md")).unwrap_or(name);
    name.rsplit('/').next().unwrap_or(name)
}

/// The name of a file; for an `index.md`, with that of its folder, because many are called that.
fn file_name(path: &str) -> &str {
    let folders = path.strip_suffix("/index.md").unwrap_or(path);
    folders.rfind('/').map_or(path, |at| &path[at + 1..])
}
