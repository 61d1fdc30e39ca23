//! Reads a body: Markdown to HTML, with the headings, links and citations found on the way.
//!
//! The body is parsed once. A [`Names`] answers what names and paths lead to; the module knows nothing else
//! about the site. Problems are reported at their place in the file.

mod files;
mod highlight;
mod parse;
mod raw_html;
mod references;
mod resolve;
mod slug;
mod unfinished;
mod writer;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

pub use highlight::Highlighter;
pub use references::{Form, HeadingId, Reference, References};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place, Safety, Span};
use crate::language::typography::Typography;
use crate::model::address::path::ContentPath;
use crate::model::address::url::BaseUrl;
use crate::model::graph::body::{Body, Lead, LinkTarget, Part};
use crate::model::typed::article::Article;
use crate::model::typed::config::RawHtml;
use crate::model::typed::hold::Hold;
use crate::model::typed::picture::Picture;
use crate::model::value::field::{Free, Spanned};
use crate::model::value::id::{DossierIdx, Target};
use crate::model::value::played::Played;

/// What names and paths in a body lead to.
pub trait Names {
    /// `[[name]]`, without its `#section`.
    fn name(&self, name: &str) -> Lookup;
    /// The heading that `[[name#section]]` leads to, if the name belongs to one page and that page's text has
    /// the heading.
    fn section(&self, name: &str, section: &str) -> Option<String>;
    /// The file that a relative link leads to.
    fn file(&self, path: &ContentPath) -> Lookup;
    /// The briefing, not out yet, whose page will be at a path, decoded, from the root of the site. `Missing`
    /// for all other paths: whether they exist is known when all pages are known.
    fn path(&self, path: &str) -> Lookup;
    /// The names of dossiers in a text, in order, none inside another.
    fn find(&self, text: &str) -> Vec<Name>;
    /// The house spelling, if a dossier's name is listed as another spelling.
    fn house_spelling(&self, name: &str, dossier: DossierIdx) -> Option<&str>;
    /// The link that a mention of a dossier becomes, if it becomes one.
    fn autolink(&self, dossier: DossierIdx) -> Option<String>;
    /// Whether a note on a dossier appears next to its first mention.
    fn has_note(&self, dossier: DossierIdx) -> bool;
    /// Whether this is the page that is being read.
    fn is_own(&self, target: Target) -> bool;
    /// Whether an id belongs to an item of the front matter: a source, quote or correction.
    fn is_item(&self, id: &str) -> bool;
    /// How many sources the front matter has; `None` if the page has no list of them.
    fn sources(&self) -> Option<usize>;
    /// The position of a source in the front matter.
    fn source(&self, id: &str) -> Option<usize>;
    /// Whether all sources of the front matter could be read.
    fn knows_all_sources(&self) -> bool;
    /// The id of a source that is nearly the same, and how sure it is that this one is meant.
    fn nearest_source(&self, id: &str) -> Option<(String, Safety)>;
    /// The help line for a name that nothing has, if another is near. Asked only for what is reported.
    fn nearest_name(&self, name: &str) -> Option<Help>;
    /// A file whose path is near one that does not exist, and how sure it is that this one is meant. Asked
    /// only for what is reported.
    fn nearest_file(&self, path: &ContentPath) -> Option<(ContentPath, Safety)>;
}

/// A name of a dossier in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// Whose it is.
    pub dossier: DossierIdx,
    /// Whether it is a person's surname that the dossier does not list: not a mention.
    pub is_surname: bool,
}

/// The answer to what a name or path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One page.
    Page {
        /// What to record.
        to: LinkTarget,
        /// The link to it.
        href: String,
        /// What to call it where the text doesn't say.
        title: String,
    },
    /// A file beside pages.
    Media {
        /// The link to it.
        href: String,
        /// Its size in pixels, if it is a picture.
        size: Option<(usize, usize)>,
        /// The captions beside it, if it is sound or film.
        captions: Vec<Captions>,
    },
    /// Something that is not published yet.
    Unreleased {
        /// Its file, from the root of the site.
        file: String,
        /// What holds it back.
        hold: Hold,
    },
    /// A series without a figure, by its name: it has no page.
    Pageless(String),
    /// More than one thing; each as it can be named unambiguously.
    Ambiguous(Vec<String>),
    /// Nothing.
    Missing,
    /// Nothing that was read; it may be among what could not be read, which is a problem of its own.
    Unread,
}

/// Captions beside sound or film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captions {
    /// The file.
    pub path: ContentPath,
    /// The link to it.
    pub href: String,
    /// The language in its name: `uk` in `clip.uk.vtt`.
    pub language: Option<String>,
}

/// What a body is read with.
pub struct Reader<'a> {
    /// What names and paths lead to.
    pub names: &'a dyn Names,
    /// Where the site is published.
    pub base: &'a BaseUrl,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// The body's language.
    pub language: &'a str,
    /// Quotes and dashes of that language.
    pub typography: Typography,
    /// Words that appear in bodies.
    pub labels: &'a Labels,
    /// What colours code.
    pub code: &'a RefCell<Highlighter>,
}

/// Words that appear in bodies, in the site's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// The titles of alerts: note, tip, important, warning, caution.
    pub alerts: [String; 5],
    /// The heading of the footnotes.
    pub notes: String,
    /// What a link back from a footnote says to a screen reader.
    pub back: String,
    /// What a citation says to a screen reader before its number.
    pub source: String,
    /// What is shown where something is named that is not published yet.
    pub unreleased: String,
    /// A ticked box of a task list.
    pub done: String,
    /// An empty box of a task list.
    pub open: String,
}

/// The problem with a name in a spelling other than the house's.
pub fn listed_variant(name: &str, house: &str, place: Place) -> Diagnostic {
    let message = format!("`{name}` is listed as another spelling of `{house}`");
    let help = format!("write `{house}`, the house spelling; the other one may be used in a quotation");
    Diagnostic::at(Code::ListedVariant, place, message).help(Help::safe(help, house))
}

/// Reports marks of unfinished text in the front matter of an article, except in comments.
pub fn check_front_matter(article: &Article, diags: &mut Diagnostics) {
    let front = &article.source.text[..article.body.start as usize];
    let mut start = 0;
    for line in front.split_inclusive('\n') {
        let text = line.find(" #").map_or(line, |comment| &line[..comment]);
        if !line.trim_start().starts_with('#') {
            for mark in unfinished::marks(text, unfinished::begins_value) {
                let place = article.place(Span::new(start + mark.start..start + mark.end));
                diags.report(unfinished::problem(&text[mark], place, article.hold.is_draft()));
            }
        }
        start += line.len();
    }
}

/// Adds the mentions of texts that are not part of the body, such as the headline.
pub fn read_lines<'t>(
    body: &mut Body,
    lines: impl Iterator<Item = (&'t Spanned<String>, Part)>,
    reader: &Reader<'_>,
) {
    writer::read_lines(body, lines, reader);
}

/// Finds the picture that leads an article, and publishes it.
pub fn read_picture(
    article: &Article,
    picture: &Picture,
    body: &mut Body,
    reader: &Reader<'_>,
    diags: &mut Diagnostics,
) {
    let Some(file) = picture.file.spanned() else { return };
    let links = resolve::Links { article, reader };
    let before = body.media.len();
    let Some(found) = links.destination(&file.value, file.span, body, diags) else { return };
    match (body.media[before..].first().cloned(), found.size) {
        (Some(path), Some(size)) => body.picture = Some(Box::new(Lead { path, href: found.href, size })),
        (path, _) => {
            let (message, help) = match path {
                Some(_) => ("this file is not a picture whose size is known", "save it as JPEG, PNG or WebP"),
                None => {
                    ("a page's picture is a file beside it", "copy it beside this file, and write its name")
                }
            };
            diags.report(Diagnostic::at(Code::NoPicture, article.place(file.span), message).help(help));
        }
    }
}

/// Gives the files named in an article's `extra` their addresses, and publishes them.
pub fn read_extra(
    article: &Article,
    extra: &Spanned<Free>,
    body: &mut Body,
    reader: &Reader<'_>,
    diags: &mut Diagnostics,
) {
    let mut value = extra.value.0.clone();
    let links = resolve::Links { article, reader };
    let mut files = files::Files { links: &links, body: &mut *body, diags, span: extra.span, placed: 0 };
    if files.resolve(&mut value) > 0 {
        body.extra = Some(Box::new(value));
    }
}

/// Records the sound file in which an article is read aloud, and publishes it.
pub fn read_audio(
    article: &Article,
    (name, span): (&str, Span),
    body: &mut Body,
    reader: &Reader<'_>,
    diags: &mut Diagnostics,
) {
    let links = resolve::Links { article, reader };
    let known = body.media.len();
    if links.destination(name, span, body, diags).is_none() {
        return;
    }
    let is_sound = |path: &&ContentPath| matches!(Played::of(path.as_str()), Some((Played::Audio, _)));
    body.recording = body.media.get(known).filter(is_sound).cloned();
    if body.recording.is_none() {
        let message = format!("`{name}` is not a sound file beside this briefing");
        let help = "write the name of one, such as `talk.mp3`".to_owned();
        links.report(diags, Code::BrokenLink, span, message, help);
    }
}

/// The headings of an article by their ids, as far as they can be determined from its text alone: those in
/// braces, and those made from words. `is_item` says which ids belong to items.
pub fn headings(article: &Article, is_item: impl Fn(&str) -> bool) -> HashMap<String, String> {
    writer::headings(article, is_item)
}

/// What the body of an article refers to, and the parts of the file that say so. `is_item` says which ids
/// belong to items.
pub fn references(article: &Article, is_item: impl Fn(&str) -> bool) -> References {
    references::find(article, is_item)
}

/// Whether an address leads out of the site, or has a scheme that opens something else.
pub fn is_address_elsewhere(address: &str) -> bool {
    resolve::scheme_of(address).is_some() || address.starts_with("//")
}

/// Reads the body of an article.
pub fn read(article: &Article, reader: &Reader<'_>, diags: &mut Diagnostics) -> Body {
    writer::write(article, reader, diags)
}
