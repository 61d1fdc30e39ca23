//! Which files are out.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};

use crate::diagnostic::{Diagnostics, Held};
use crate::model::graph::site::{Site, Unreleased};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::edition::EditionFile;
use crate::model::typed::hold::Draft;
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;
use crate::model::value::id::BriefingIdx;

/// What decides whether a file is out. The only use of the clock.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// The time of the run.
    pub now: Timestamp,
    /// Drafts count as finished.
    pub drafts: bool,
    /// Embargoes and future dates count as passed.
    pub future: bool,
}

/// The files that are not out: those that wait for a time come before drafts, whose problems are their own.
#[derive(Default)]
pub(super) struct HeldBack {
    pub(super) briefings: Vec<Arc<Briefing>>,
    pub(super) storylines: Vec<Arc<Storyline>>,
    pub(super) dossiers: Vec<Arc<Dossier>>,
    pub(super) pages: Vec<Arc<Page>>,
    pub(super) editions: Vec<Arc<EditionFile>>,
}

impl Release {
    /// Takes what is not out from the content. `diags` learns what is held back, even where it was asked for.
    pub(super) fn hold_back(&self, content: &mut Content, diags: &mut Diagnostics) -> HeldBack {
        for article in content.articles() {
            let path = &article.source.path;
            if !self.drafts && article.hold.draft == Draft::Yes {
                diags.hold(path, Held::Draft);
            } else if self.unreleased(article).is_some() {
                diags.hold(path, if self.is_out(article) { Held::Shown } else { Held::Counts });
            } else if article.hold.is_unclear {
                diags.hold(path, Held::Counts);
            }
        }
        HeldBack {
            briefings: self.take(&mut content.briefings, |briefing| &briefing.article),
            storylines: self.take(&mut content.storylines, |storyline| &storyline.article),
            dossiers: self.take(&mut content.dossiers, |dossier| &dossier.article),
            pages: self.take(&mut content.pages, |page| &page.article),
            editions: self.take(&mut content.editions, |edition| &edition.article),
        }
    }

    fn take<T>(&self, list: &mut Vec<Arc<T>>, article: fn(&T) -> &Article) -> Vec<Arc<T>> {
        let mut held: Vec<Arc<T>> = list.extract_if(.., |item| !self.is_out(article(item))).collect();
        held.sort_by_key(|item| article(item).hold.draft != Draft::No);
        held
    }

    /// The briefings of the 48 hours before the run, newest first: what news search asks for.
    pub fn news(&self, site: &Site) -> Vec<BriefingIdx> {
        let since = self.now.saturating_sub(48.hours()).unwrap_or(self.now);
        let from = site.briefings.partition_point(|briefing| briefing.item.published < since);
        (from..site.briefings.len()).rev().map(BriefingIdx::new).collect()
    }

    /// What would keep a file from readers in a build without drafts and without what is not due yet.
    pub(super) fn unreleased(&self, article: &Article) -> Option<Unreleased> {
        if article.hold.draft != Draft::No {
            return Some(Unreleased::Draft);
        }
        self.due(article).map(Unreleased::Until)
    }

    /// When a file is due, if it is only waiting for its time.
    pub fn due(&self, article: &Article) -> Option<Timestamp> {
        let hold = &article.hold;
        (hold.draft == Draft::No && !self.has_come(hold.until)).then_some(hold.until)
    }

    /// Whether a file is out.
    pub fn is_out(&self, article: &Article) -> bool {
        let hold = &article.hold;
        (self.drafts || hold.draft == Draft::No) && (self.future || self.has_come(hold.until))
    }

    /// Whether a time has come. The end of the calendar never does.
    fn has_come(&self, until: Timestamp) -> bool {
        until <= self.now && until < Timestamp::MAX
    }
}
