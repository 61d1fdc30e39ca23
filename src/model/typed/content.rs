//! Everything the content folder holds, typed but not yet linked.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::model::address::path::ContentPath;
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::edition::EditionFile;
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;

/// The content of a site.
#[derive(Debug)]
pub struct Content {
    /// The settings.
    pub config: Config,
    /// In order of publication, then id. Unreleased ones are among them.
    pub briefings: Vec<Arc<Briefing>>,
    /// In order of id.
    pub storylines: Vec<Arc<Storyline>>,
    /// In order of kind, then id.
    pub dossiers: Vec<Arc<Dossier>>,
    /// In order of path.
    pub pages: Vec<Arc<Page>>,
    /// In order of id.
    pub editions: Vec<Arc<EditionFile>>,
    /// Files beside pages, by path.
    pub media: BTreeMap<ContentPath, Media>,
    /// Files that are published at the root of the site, by path; they are in `root/`.
    pub root: BTreeMap<ContentPath, Media>,
    /// Texts that quotes and figures are compared with, by path; they are in `sources/`. `None` for one that
    /// cannot be read.
    pub texts: BTreeMap<ContentPath, Option<Arc<Source>>>,
}

impl Content {
    /// Every Markdown file: briefings, storylines, dossiers, pages, editions.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        let briefings = self.briefings.iter().map(|briefing| &briefing.article);
        let storylines = self.storylines.iter().map(|storyline| &storyline.article);
        let dossiers = self.dossiers.iter().map(|dossier| &dossier.article);
        let pages = self.pages.iter().map(|page| &page.article);
        let editions = self.editions.iter().map(|edition| &edition.article);
        briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions)
    }
}

/// A file beside pages. Its bytes stay on disk until it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Where it is on disk.
    pub file: PathBuf,
    /// Width and height in pixels, if it is a picture of a known format.
    pub size: Option<(usize, usize)>,
    /// What it is, if it is drawn anew before it is published.
    pub photograph: Option<Photograph>,
    /// Its size in bytes.
    pub bytes: u64,
    /// Why it must not be published, if it must not: a problem as soon as a page links to it.
    pub refused: Option<Box<Diagnostic>>,
    /// What readers would learn from it that its writer may not want them to: a problem as soon as a page
    /// links to it.
    pub told: Option<Box<Diagnostic>>,
}

/// A picture that can be drawn anew: in other sizes, and without what it says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photograph {
    /// By its first bytes, whatever its name.
    pub format: Format,
    /// How it is to be turned, from 1 to 8 (Exif 3.0, Orientation).
    pub turn: u8,
}

/// The format of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// ITU-T T.81
    Jpeg,
    /// PNG, third edition
    Png,
    /// RFC 9649
    Webp,
}
