//! Each kind of file: which folder determines it, and what its front matter needs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::edition;
use super::former;
use super::memo::{Known, Memo, Stamp};
use super::witness;
use super::{Project, Unsaved};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Help, Place, Renewed, Source, Span, Suggestions, allowances, listed,
};
use crate::language::letters;
use crate::load::files::file::{self, Parts};
use crate::load::files::pointer;
use crate::load::files::walk::{self, Found, Names};
use crate::load::media::active;
use crate::load::media::picture::{self, Picture};
use crate::model::address::path::ContentPath;
use crate::model::typed::anchors::ItemAnchors;
use crate::model::typed::article::Article;
use crate::model::typed::briefing::{Briefing, BriefingFront};
use crate::model::typed::config::Config;
use crate::model::typed::content::{Content, Media};
use crate::model::typed::dossier::{Dossier, DossierFront};
use crate::model::typed::edition::EditionFile;
use crate::model::typed::front::Front;
use crate::model::typed::hold::{Hold, NEVER_EMPTY};
use crate::model::typed::page::{Page, PageFront};
use crate::model::typed::storyline::{Storyline, StorylineFront};
use crate::model::value::date::{Date, Point};
use crate::model::value::field::Field;
use crate::model::value::id::{Id, KindIdx};
use crate::model::value::language::before_language;

/// Reads the content folder, in parallel; of the files that a memo knows, only those that have changed.
pub(super) fn load(
    project: &Project,
    config: Config,
    memo: Option<&mut Memo>,
    diags: &mut Diagnostics,
) -> Content {
    let folder = project.root.join("content");
    let mut found = walk::files(&folder, "content", &[], Names::HiddenAndRoot, diags);
    found.extend(walk::root(&folder, diags));
    witness::leave_out(&mut found, &folder, diags);
    let (known, folders) = (memo.as_deref(), Folders::new(&config, &project.unsaved));
    let read: Vec<(ContentPath, Arc<Known>)> = distinct(found, diags)
        .into_par_iter()
        .map(|(path, file)| (path.clone(), read_or_known(path, &file, known, &folders)))
        .collect();
    if let Some(memo) = memo {
        memo.leave(&read);
    }
    let mut content = Content {
        config,
        briefings: Vec::new(),
        storylines: Vec::new(),
        dossiers: Vec::new(),
        pages: Vec::new(),
        editions: Vec::new(),
        media: Default::default(),
        root: Default::default(),
        texts: Default::default(),
    };
    for (_, known) in read {
        let Known { item, problems, .. } = Arc::unwrap_or_clone(known);
        diags.merge(problems);
        item.into_iter().for_each(|item| item.enter(&mut content));
    }
    content.briefings.sort_by(|a, b| (a.published, &a.article.id).cmp(&(b.published, &b.article.id)));
    content.storylines.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    content.editions.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    content.dossiers.sort_by(|a, b| (a.kind, &a.article.id).cmp(&(b.kind, &b.article.id)));
    content
}

/// The files by their paths. Of two whose names differ only in the form of their letters, and which some systems
/// take for one file, the second is reported and left out.
fn distinct(found: Vec<Found>, diags: &mut Diagnostics) -> Vec<(ContentPath, PathBuf)> {
    let mut seen = HashSet::new();
    let mut files = Vec::with_capacity(found.len());
    for Found { path, file } in found {
        let Some(path) = ContentPath::new(&path) else { continue };
        if !path.as_str().is_ascii() && !seen.insert(path.clone()) {
            let message = "two files have this name, one decomposed (NFD), one composed (NFC)";
            let problem = Diagnostic::at(Code::UrlCollision, Place::file(format!("content/{path}")), message);
            diags.report(problem.help("give one of the two another name, or remove it"));
            continue;
        }
        files.push((path, file));
    }
    files
}

fn read_or_known(path: ContentPath, file: &Path, memo: Option<&Memo>, folders: &Folders<'_>) -> Arc<Known> {
    let mut problems = Diagnostics::default();
    let Some(memo) = memo else {
        let item = item(path, file, folders, &mut problems);
        return Arc::new(Known { stamp: Stamp::default(), item, problems });
    };
    // Taken before the file is read: a change in between is seen the next time.
    let stamp = Stamp::of(file);
    if let Some(known) = memo.find(&path, stamp) {
        return known;
    }
    let item = item(path.clone(), file, folders, &mut problems);
    let item = memo.stand_in(&path, item, &problems);
    Arc::new(Known { stamp, item, problems })
}

/// A briefing whose headline, summary or body has changed, and nothing else.
pub(super) fn read_again(
    project: &Project,
    memo: &Memo,
    path: &ContentPath,
) -> Option<(Arc<Briefing>, Renewed)> {
    let (config, known) = memo.before(path)?;
    let Some(Item::Briefing(before)) = &known.item else { return None };
    let file = walk::file(&project.root.join("content"), path.as_str())?;
    let mut problems = Diagnostics::default();
    let folders = Folders::new(config, &project.unsaved);
    let Some(Item::Briefing(after)) = item(path.clone(), &file, &folders, &mut problems) else {
        return None;
    };
    let is_known = !problems.has_errors() && other_keys(before).eq(other_keys(&after));
    is_known.then(|| (after, Renewed { before: known.problems.clone(), now: problems }))
}

/// The lines of the front matter without those of the headline and the summary.
fn other_keys(briefing: &Briefing) -> impl Iterator<Item = &str> {
    briefing
        .article
        .front_matter()
        .lines()
        .filter(|line| !line.starts_with("title:") && !line.starts_with("summary:"))
}

/// What a file of the content folder is.
#[derive(Clone)]
pub(super) enum Item {
    Briefing(Arc<Briefing>),
    Storyline(Arc<Storyline>),
    Dossier(Arc<Dossier>),
    Page(Arc<Page>),
    Edition(Arc<EditionFile>),
    Media(ContentPath, Media),
    Root(ContentPath, Media),
    Text(ContentPath, Option<Arc<Source>>),
}

impl Item {
    fn enter(self, content: &mut Content) {
        match self {
            Self::Briefing(briefing) => content.briefings.push(briefing),
            Self::Storyline(storyline) => content.storylines.push(storyline),
            Self::Dossier(dossier) => content.dossiers.push(dossier),
            Self::Page(page) => content.pages.push(page),
            Self::Edition(edition) => content.editions.push(edition),
            Self::Media(path, media) => _ = content.media.insert(path, media),
            Self::Root(path, media) => _ = content.root.insert(path, media),
            Self::Text(path, text) => _ = content.texts.insert(path, text),
        }
    }
}

fn item(path: ContentPath, file: &Path, folders: &Folders<'_>, diags: &mut Diagnostics) -> Option<Item> {
    let config = folders.config;
    if path.at_root().is_some() {
        return Some(Item::Root(path.clone(), root_file(&path, file, diags)));
    }
    if path.in_sources().is_some() {
        return witness::text(path, file, folders.unsaved, diags);
    }
    if !path.is_markdown() {
        return Some(Item::Media(path.clone(), media(&path, file, config, diags)));
    }
    let source = file::read(file, &format!("content/{path}"), folders.unsaved, diags)?;
    if path.is_list_text() {
        if folders.list_text(&path).as_ref() == Some(&path) {
            return Some(Item::Page(Arc::new(page(path, source, config, diags))));
        }
        diags.report(no_list(&path, &source, folders));
        return None;
    }
    if folders.is_of_a_kind(&path) && path.name() == "index.md" {
        diags.report(nobodys_index(&path, &source, folders));
        return None;
    }
    match path.top_folder() {
        Some("briefings") => Some(Item::Briefing(Arc::new(briefing(path, source, config, diags)))),
        Some("storylines") => Some(Item::Storyline(Arc::new(storyline(path, source, config, diags)))),
        Some("editions") => {
            edition::read(path, source, config, diags).map(|file| Item::Edition(Arc::new(file)))
        }
        Some("pages") => Some(Item::Page(Arc::new(page(path, source, config, diags)))),
        folder => match folder.and_then(|folder| config.kind_of_folder(folder)) {
            Some(kind) => Some(Item::Dossier(Arc::new(dossier(path, source, kind, config, diags)))),
            None => {
                // A kind that could not be read may be that of this folder.
                if config.keys.know_all_of("kinds") {
                    diags.report(misplaced(&source, folder, folders));
                }
                None
            }
        },
    }
}

/// A file beside pages.
fn media(path: &ContentPath, file: &Path, config: &Config, diags: &mut Diagnostics) -> Media {
    if let Some(name) = path.markdown_name() {
        let place = Place::file(format!("content/{path}"));
        let message = "this file is not read as Markdown, because its name does not end in `.md`";
        diags.report(
            Diagnostic::at(Code::MisplacedFile, place, message).help(format!("rename it to `{name}`")),
        );
    }
    let Picture { size, trouble, told, photograph } = picture::look(path, file);
    let photograph = photograph.filter(|_| cfg!(feature = "pictures"));
    // What is drawn anew no longer reveals anything.
    let told = told.filter(|_| photograph.is_none());
    let bytes = std::fs::metadata(file).map_or(0, |data| data.len());
    let refused = pointer::trouble(&format!("content/{path}"), file)
        .or_else(|| active::trouble(path, file, config))
        .or(trouble)
        .map(Box::new);
    Media { file: file.to_owned(), size, photograph, bytes, refused, told: told.map(Box::new) }
}

/// A file that is published at the root of the site as it is, whatever it is.
fn root_file(path: &ContentPath, file: &Path, diags: &mut Diagnostics) -> Media {
    let Picture { size, told, .. } = picture::look(path, file);
    diags.extend(pointer::trouble(&format!("content/{path}"), file).into_iter().chain(told));
    let bytes = std::fs::metadata(file).map_or(0, |data| data.len());
    Media { file: file.to_owned(), size, photograph: None, bytes, refused: None, told: None }
}

/// The folders that are published, and what is read in place of files in them.
struct Folders<'a> {
    config: &'a Config,
    unsaved: &'a Unsaved,
    near: Suggestions<&'a str>,
}

impl<'a> Folders<'a> {
    fn new(config: &'a Config, unsaved: &'a Unsaved) -> Self {
        Self { config, unsaved, near: Suggestions::new(folders(config)) }
    }

    /// The file with the text above the list of a file's kind, if that kind has a list.
    fn list_text(&self, path: &ContentPath) -> Option<ContentPath> {
        let kind = path.top_folder()?;
        let has_list = kind == "storylines" || self.config.kind_of_folder(kind).is_some();
        has_list.then(|| ContentPath::new(&format!("{kind}/_index.md"))).flatten()
    }

    /// Whether a file is directly in the folder of a kind.
    fn is_of_a_kind(&self, path: &ContentPath) -> bool {
        path.as_str().split_once('/').is_some_and(|(top, name)| {
            !name.contains('/') && folders(self.config).any(|folder| folder == top)
        })
    }
}

fn folders(config: &Config) -> impl Iterator<Item = &str> {
    let kinds = config.kinds.iter().map(|kind| kind.folder.as_str());
    ["briefings", "editions", "storylines", "pages"].into_iter().chain(kinds)
}

/// The problem of an `index.md` that has no folder of its own to give it an id.
fn nobodys_index(path: &ContentPath, source: &Arc<Source>, folders: &Folders<'_>) -> Diagnostic {
    let message = "an `index.md` is named after its folder, but this is the folder of a kind";
    let help = match folders.list_text(path) {
        Some(_) => {
            "rename it to `_index.md` if it is the text above the list; \
                    otherwise move it into a folder that is named after what it is about"
        }
        None => "move it into a folder that is named after what it is about",
    };
    Diagnostic::at(Code::MisplacedFile, source.place(Span::default()), message).help(help)
}

/// The problem of an `_index.md` where there is no list.
fn no_list(path: &ContentPath, source: &Arc<Source>, folders: &Folders<'_>) -> Diagnostic {
    let message = "an `_index.md` is the text above the list of a kind, and this folder has no list";
    let help = match folders.list_text(path) {
        Some(list) => format!("move what it says to `content/{list}`"),
        None => "move it to `content/pages/`, under the name of a page such as `about.md`".to_owned(),
    };
    Diagnostic::at(Code::MisplacedFile, source.place(Span::default()), message).help(help)
}

fn misplaced(
    source: &Arc<Source>,
    folder: Option<&str>,
    Folders { config, near, .. }: &Folders<'_>,
) -> Diagnostic {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let is_dated = name.get(..10).is_some_and(|day| matches!(Point::parse(day), Ok(Point::Day(_))));
    let help = match folder.and_then(|folder| near.nearest(folder)) {
        None if folder.is_none() && is_dated => "move it into the folder `content/briefings/`".to_owned(),
        Some(near) => format!("did you mean the folder `content/{near}/`?"),
        None => format!(
            "the folders are {}; further ones are declared under `kinds` in `site.yaml`",
            listed(folders(config))
        ),
    };
    let message = "this file is not in a folder that is published";
    Diagnostic::at(Code::MisplacedFile, source.place(Span::default()), message).help(help)
}

/// A file as an article, its front matter, and where a missing key is reported.
pub(super) struct Read<T> {
    pub(super) article: Article,
    pub(super) front: T,
    top: Span,
}

/// Reads a file of a kind. A name that cannot be an id is reported and replaced for this run.
pub(super) fn read<T: DeserializeOwned + Default + Front>(
    path: ContentPath,
    source: Arc<Source>,
    config: &Config,
    diags: &mut Diagnostics,
) -> Read<T> {
    let Parts { mut front, body, top, mut keys, has_front } = file::parts::<T>(&source, diags);
    if !has_front {
        diags.report(no_front_matter(&path, &source, body, top));
        keys.unreadable = true;
    }
    let mut hold = Hold::new(&front, &keys, &config.zone);
    // Where the keys that hold back are not understood, they may have been meant to be there.
    hold.is_unclear |= body.start == top.start
        || diags.has(Code::ForeignRelease)
        || NEVER_EMPTY.iter().any(|key| keys.nearly_has(key));
    let id = id(&path, &source, diags);
    let former = former::addresses(&mut front, &keys, &source, diags);
    for allowance in allowances(&source, 0..body.start as usize) {
        diags.allow(allowance);
    }
    Read { article: Article { path, source, id, body, keys, former, hold }, front, top }
}

/// The id made from a file's name. A name that cannot be an id is reported and replaced for this run; one that
/// is hard to type and link to is reported.
fn id(path: &ContentPath, source: &Arc<Source>, diags: &mut Diagnostics) -> Id {
    let stem = path.stem();
    if let Some(before) = before_language(stem) {
        let message = format!("`{stem}` ends in a language code, which is reserved for translations");
        // What is next to an `index.md` in its folder is one of its translations.
        let parent = path.as_str().rsplit('/').nth(1).unwrap_or_default();
        let name = if before == "index" { stem.replacen("index", parent, 1) } else { stem.to_owned() };
        let help = path.renamed(&Id::tidied(&name.replace('.', "-")));
        diags.report(Diagnostic::at(Code::BadFileName, source.place(Span::default()), message).help(help));
        return Id::new(stem).unwrap_or_else(|| stand_in(stem));
    }
    let id = Id::new(stem);
    let is_tidy = !stem.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    if id.is_none() || !is_tidy {
        let (code, message) = match id {
            None => (Code::BadFileName, format!("`{stem}` cannot be an id")),
            Some(_) => {
                (Code::UntidyFileName, format!("`{stem}` has capitals or spaces, and is part of addresses"))
            }
        };
        let tidy = Id::tidied(stem);
        let help = match tidy.is_empty() {
            true if path.own_folder().is_some() => {
                "rename the folder, using letters, digits and hyphens".to_owned()
            }
            true => "rename the file, using letters, digits and hyphens".to_owned(),
            false => path.renamed(&tidy),
        };
        diags.report(Diagnostic::at(code, source.place(Span::default()), message).help(help));
    }
    id.unwrap_or_else(|| stand_in(stem))
}

/// What stands in for an id that cannot be one.
fn stand_in(stem: &str) -> Id {
    let safe: String = stem.chars().map(|c| if letters::is_word_char(c) { c } else { '-' }).collect();
    Id::new(&format!("-{safe}")).expect("letters, digits and hyphens are an id")
}

/// The problem of a file that begins with its text: one, whatever its kind needs.
fn no_front_matter(path: &ContentPath, source: &Arc<Source>, body: Span, top: Span) -> Diagnostic {
    let mut lines = vec!["`---`".to_owned()];
    let kind = if path.is_list_text() { Some("pages") } else { path.top_folder() };
    match kind {
        Some(kind @ ("briefings" | "editions" | "storylines" | "pages")) => {
            let first = source.text[body.range()].lines().find(|line| !line.trim().is_empty());
            let heading = first.and_then(|line| line.strip_prefix("# ")).map(str::trim);
            let is_plain = |heading: &&str| {
                !heading.contains([':', '#', '`']) && heading.starts_with(char::is_alphabetic)
            };
            lines.push(format!("`title: {}`", heading.filter(is_plain).unwrap_or("…")));
            if kind == "briefings" {
                lines.push(date_of(path));
            }
        }
        _ => lines.push("`name: …`".to_owned()),
    }
    let message = "this file has no front matter";
    let help = format!("begin the file with the lines {} and `---`", lines.join(", "));
    Diagnostic::at(Code::MissingKey, source.place(top), message).help(help)
}

/// The date in the name of a file, as a key with its value.
fn date_of(path: &ContentPath) -> String {
    let day = path.stem().get(..10).filter(|day| matches!(Point::parse(day), Ok(Point::Day(_))));
    day.map_or_else(|| "`date: 2025-12-22T07:00+02:00`".to_owned(), |day| format!("`date: {day}`"))
}

impl<T> Read<T> {
    /// The text of a key that the kind needs. An absent one is reported and replaced by the stem.
    fn needed(&self, key: &str, field: &Field<String>, diags: &mut Diagnostics) -> String {
        if let Some(text) = field.text().map(str::trim).filter(|text| !text.is_empty()) {
            return text.to_owned();
        }
        if let Some(blank) = field.spanned() {
            diags.report(self.missing(key, Some(blank.key)));
        }
        self.report_missing(key, diags);
        self.article.path.stem().to_owned()
    }

    fn report_missing(&self, key: &str, diags: &mut Diagnostics) {
        if self.article.keys.lack(key) {
            diags.report(self.missing(key, self.article.keys.without_value(key)));
        }
    }

    /// What says that a key is missing, or has no value at `blank`.
    fn missing(&self, key: &str, blank: Option<Span>) -> Diagnostic {
        let example = match key {
            "date" => date_of(&self.article.path),
            _ => format!("`{key}: …`"),
        };
        let (span, message, help) = match blank {
            Some(span) => {
                (span, format!("`{key}` has no value"), format!("write it after the colon: {example}"))
            }
            None => (
                self.top,
                format!("the {key} is missing"),
                format!("add {example} between the two lines `---`"),
            ),
        };
        Diagnostic::at(Code::MissingKey, self.article.place(span), message).help(help)
    }
}

fn storyline(path: ContentPath, source: Arc<Source>, config: &Config, diags: &mut Diagnostics) -> Storyline {
    let read = read::<StorylineFront>(path, source, config, diags);
    let title = read.needed("title", &read.front.title, diags);
    Storyline { article: read.article, front: read.front, title }
}

fn dossier(
    path: ContentPath,
    source: Arc<Source>,
    kind: KindIdx,
    config: &Config,
    diags: &mut Diagnostics,
) -> Dossier {
    let read = read::<DossierFront>(path, source, config, diags);
    let name = read.needed("name", &read.front.name, diags);
    Dossier { article: read.article, kind, front: read.front, name }
}

fn page(path: ContentPath, source: Arc<Source>, config: &Config, diags: &mut Diagnostics) -> Page {
    let read = read::<PageFront>(path, source, config, diags);
    let title = read.needed("title", &read.front.title, diags);
    Page { article: read.article, front: read.front, title }
}

fn briefing(path: ContentPath, source: Arc<Source>, config: &Config, diags: &mut Diagnostics) -> Briefing {
    let read = read::<BriefingFront>(path, source, config, diags);
    let title = read.needed("title", &read.front.title, diags);
    let (named, slug) = split_stem(read.article.path.stem(), &read.article.id);
    if named.is_none() && looks_dated(read.article.path.stem()) {
        let named_by = if read.article.path.own_folder().is_some() { "folder" } else { "file" };
        let message = format!(
            "the {named_by} name begins with `{}`, and there is no such day",
            &read.article.path.stem()[..10]
        );
        let day = read.front.date.get().map(|point| point.first_day(&config.zone));
        let rest = read.article.path.stem().get(10..).unwrap_or_default();
        let help = match day {
            Some(day) => read.article.path.renamed(&format!("{day}{rest}")),
            None => format!("rename the {named_by} so that it begins with the day of its date"),
        };
        diags.report(Diagnostic::at(Code::BadDate, read.article.top(), message).help(help));
    }
    let point = match read.front.date.get() {
        Some(point) => {
            check_day(*point, named, &read.front, &read.article, config, diags);
            match (point, named) {
                (Point::Year(_) | Point::Month(..), Some(named)) => Point::Day(named),
                _ => *point,
            }
        }
        None => {
            read.report_missing("date", diags);
            named.map_or(Point::Day(Date::constant(1970, 1, 1)), Point::Day)
        }
    };
    let published = point.instant(&config.zone);
    let day = point.first_day(&config.zone);
    let mut article = read.article;
    article.hold.until = article.hold.until.max(published);
    let anchors = ItemAnchors::new(&read.front);
    Briefing { article, front: read.front, title, published, day, slug, anchors }
}

/// `2025-12-22-miami-talks` → the day it names and `miami-talks`. An impossible day is not a day.
fn split_stem(stem: &str, id: &Id) -> (Option<Date>, Id) {
    let day = stem.get(..10).and_then(|day| match Point::parse(day) {
        Ok(Point::Day(day)) => Some(day),
        _ => None,
    });
    let rest = day.and(stem.get(10..)).map(|rest| rest.trim_start_matches(['-', '_', ' ']));
    (day, rest.and_then(Id::new).unwrap_or_else(|| id.clone()))
}

/// Whether a name begins like a date: `2025-12-40`.
fn looks_dated(stem: &str) -> bool {
    let shape = |(n, b): (usize, u8)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    stem.len() >= 10 && stem.bytes().take(10).enumerate().all(shape)
}

fn check_day(
    point: Point,
    named: Option<Date>,
    front: &BriefingFront,
    article: &Article,
    config: &Config,
    diags: &mut Diagnostics,
) {
    let Some(date) = front.date.spanned() else { return };
    if let Point::Year(_) | Point::Month(..) = point {
        let message = "a briefing needs a day";
        let help = match named {
            Some(named) => {
                Help::safe(format!("write `{named}`, as in the name of the file"), named.to_string())
            }
            None => "write a date such as `2025-12-22` or `2025-12-22T07:00+02:00`".into(),
        };
        diags.report(Diagnostic::at(Code::BadDate, article.place(date.span), message).help(help));
        return;
    }
    let day = point.first_day(&config.zone);
    let Some(named) = named.filter(|named| *named != day) else { return };
    let zone = if point.has_time() { format!(" in {}", config.zone_name) } else { String::new() };
    let named_by = if article.path.own_folder().is_some() { "folder" } else { "file" };
    let message = format!("the date is {day}{zone}, but the {named_by} name says {named}");
    let rest = article.path.stem().get(10..).unwrap_or_default();
    let help = format!("correct the date, or {}", article.path.renamed(&format!("{day}{rest}")));
    diags.report(Diagnostic::at(Code::DateMismatch, article.place(date.span), message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_as_a_date_does_with_ten_signs() {
        assert!(looks_dated("2025-12-40") && looks_dated("2025-12-40-a") && looks_dated("2025-13-011"));
        assert!(!looks_dated("2025-12-4") && !looks_dated("2025-12-4a") && !looks_dated("20251-2-40"));
    }
}
