//! Where things are named: every id in a file, and what it means there.
//!
//! For code that changes names. Pages are made from the graph.

use std::sync::Arc;

use crate::diagnostic::{Place, Source, Span};
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::typed::article::Article;
use crate::model::typed::config::Config;
use crate::model::typed::kind::FileKind;

/// Something with an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A file with a page.
    File(ContentPath),
    /// A series of `site.yaml`.
    Series(String),
    /// An outlet of `site.yaml`.
    Outlet(String),
    /// An author of `site.yaml`.
    Author(String),
    /// A question or watch item; their ids share one namespace across the site.
    Awaited(String),
    /// An event, whose id is known across the site.
    Event(String),
    /// A source of a briefing, including one that is a footnote; or a footnote of any file.
    Source(ContentPath, String),
    /// A quote of a briefing.
    Quote(ContentPath, String),
    /// A section of a file: the id of a heading.
    Section(ContentPath, String),
}

impl Thing {
    /// The group that its id is unique in, as it is written before an id.
    pub fn group(&self) -> &'static str {
        match self {
            Self::File(_) => "content",
            Self::Series(_) => "series",
            Self::Outlet(_) => "outlets",
            Self::Author(_) => "authors",
            Self::Awaited(_) => "questions",
            Self::Event(_) => "events",
            Self::Source(..) => "sources",
            Self::Quote(..) => "quotes",
            Self::Section(..) => "sections",
        }
    }

    /// The only file in which it is known.
    pub fn within(&self) -> Option<&ContentPath> {
        match self {
            Self::Source(path, _) | Self::Quote(path, _) | Self::Section(path, _) => Some(path),
            _ => None,
        }
    }

    /// Its id; `None` for a file, whose id comes from its name.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::File(_) => None,
            Self::Series(id)
            | Self::Outlet(id)
            | Self::Author(id)
            | Self::Awaited(id)
            | Self::Event(id)
            | Self::Source(_, id)
            | Self::Quote(_, id)
            | Self::Section(_, id) => Some(id),
        }
    }
}

/// A part of a file that is an id of something, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What it means.
    pub thing: Thing,
    /// The file.
    pub source: Arc<Source>,
    /// The part.
    pub span: Span,
    /// How ids are written there.
    pub written: Written,
    /// Whether neither its key nor a folder before it says what kind it is.
    pub is_bare: bool,
    /// Whether it is the id of a briefing without its date.
    pub is_slug: bool,
    /// Whether the thing gets its id here.
    pub is_declared: bool,
}

impl Use {
    /// Where it is.
    pub fn place(&self) -> Place {
        self.source.place(self.span)
    }
}

/// How an id is written in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As a YAML value or key, or a part of one, in the quotes around it.
    Yaml(Option<char>),
    /// As it is.
    Plain,
    /// As a part of an address.
    Address,
    /// Nothing is written there: the id is made from the words before it.
    Nowhere,
    /// In a form whose parts have no places. The span is that of the whole.
    Unclear,
}

/// A file with an id.
#[derive(Debug, Clone)]
pub struct Named {
    /// The file.
    pub article: Article,
    /// What it is.
    pub kind: FileKind,
    /// The folder of its kind.
    pub folder: String,
    /// The id of a briefing without its date; else the id.
    pub slug: String,
    /// Its page.
    pub url: UrlPath,
}

/// Everything with an id, and where it is named.
#[derive(Debug)]
pub struct Uses {
    /// The settings.
    pub config: Config,
    /// The files with an id, in order of path.
    pub files: Vec<Named>,
    /// Where things are named, by file and place.
    pub list: Vec<Use>,
}

impl Uses {
    /// The file at a path.
    pub fn file(&self, path: &ContentPath) -> Option<&Named> {
        let at = self.files.binary_search_by(|file| file.article.path.cmp(path)).ok()?;
        Some(&self.files[at])
    }

    /// Where a thing is named.
    pub fn of<'a>(&'a self, thing: &'a Thing) -> impl Iterator<Item = &'a Use> {
        self.list.iter().filter(move |found| found.thing == *thing)
    }

    /// The things that have their ids in files, each once.
    pub fn declared(&self) -> Vec<&Thing> {
        let mut things: Vec<&Thing> =
            self.list.iter().filter(|found| found.is_declared).map(|found| &found.thing).collect();
        things.sort_unstable();
        things.dedup();
        things
    }
}
