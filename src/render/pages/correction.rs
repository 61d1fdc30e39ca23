//! What was wrong, and what is right.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::plan::Leaf;
use crate::model::graph::site::Site;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{Correction, CorrectionKind, Fault};
use crate::model::value::id::BriefingIdx;
use crate::render::figures;
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{ArchiveLink, DateView, LinkView, Links, PageView, Shared, date, page};
use crate::render::wording::Wording;

/// What was wrong and what is right.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CorrectionView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// Correction, clarification or retraction, in words.
    pub kind: String,
    /// When it was made.
    pub date: DateView,
    /// The notice.
    pub text: Option<String>,
    /// Whose error it was, in words: `our error`; nothing for a clarification or for the text.
    pub error: Option<String>,
    /// Whether whoever said it was wrong, so that it stays as it was said.
    pub mistaken: bool,
    /// What was there before.
    pub was: Option<String>,
    /// What is right.
    pub now: Option<String>,
    /// Who gives the right value, if the speaker was wrong. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// The sources of the right value, if the speaker was wrong.
    pub sources: Vec<LinkView>,
    /// The figure that is right, if the speaker of this one was wrong.
    pub right: Option<LinkView>,
    /// The language of these texts, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The briefing it belongs to.
    pub briefing: Shared<LinkView>,
}

impl CorrectionView {
    /// What it is, and whose error: `Correction (our error)`.
    pub(in crate::render) fn kind_and_error(&self) -> String {
        match &self.error {
            Some(error) => format!("{} ({error})", self.kind),
            None => self.kind.clone(),
        }
    }

    /// What is right and what is not, where nothing can be struck through: `€90 billion, Ada, not €100 billion`.
    pub(in crate::render) fn change(&self, wording: &Wording) -> Option<String> {
        let right = self.right.as_ref().filter(|_| self.mistaken).map(|right| right.title.clone());
        let by = || self.by.iter().map(|link| link.title.clone());
        let now = || self.now.iter().cloned().chain(by()).collect::<Vec<_>>();
        let was = self.was.as_ref().map(|was| wording.words.named("not-this", was));
        let parts: Vec<String> = right.map_or_else(now, |right| vec![right]).into_iter().chain(was).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// All corrections: the newest 50, or those on a page of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CorrectionsPage {
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
    /// The pages of each year, newest first; empty while one page holds everything.
    pub years: Vec<Shared<ArchiveLink>>,
}

/// All corrections: the newest, or those of a page of a year.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    leaf: Option<Leaf>,
) -> (PageView, CorrectionsPage) {
    let page = page::of_split_list(site, links, wording, (Listing::Corrections, "corrections"), leaf);
    let years = links.years(Listing::Corrections);
    let list = years::shown(site, &site.corrections, leaf);
    let corrections =
        list.iter().rev().map(|(briefing, n)| view(site, links, wording, *briefing, *n)).collect();
    (page, CorrectionsPage { corrections, years })
}

/// The corrections of a briefing, newest first.
pub(in crate::render) fn views(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<CorrectionView> {
    let count = site.briefing(idx).item.front.corrections.len();
    (0..count).rev().map(|n| view(site, links, wording, idx, n as u32)).collect()
}

pub(in crate::render) fn view(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
    n: u32,
) -> CorrectionView {
    let briefing = &site.briefing(idx).item;
    let correction: &Correction = &briefing.front.corrections[n as usize].value;
    let ties = &site.briefing(idx).links.corrections[n as usize];
    let is_of_source = ties.fault == Fault::Source;
    let id = format!("correction-{}", n + 1);
    let kind = match correction.kind.get().copied().unwrap_or_default() {
        CorrectionKind::Correction => "correction",
        CorrectionKind::Clarification => "clarification",
        CorrectionKind::Retraction => "retraction",
    };
    CorrectionView {
        href: links.item(briefing, &id),
        id,
        kind: wording.words.get(kind),
        date: date::point(wording, correction.date.get().copied()),
        error: site.briefing(idx).named_fault(n as usize).map(|fault| error(wording, fault)),
        text: wording.text(correction.text.text()),
        mistaken: is_of_source,
        by: if is_of_source { links.parties(&ties.by) } else { Vec::new() },
        sources: ties.sources.iter().map(|cited| links.cited(*cited, site.briefing(idx))).collect(),
        right: ties.right.map(|item| figures::link(site, links, wording, item)),
        was: wording.text(correction.was.text()),
        now: wording.text(correction.now.text()),
        language: wording.foreign(briefing.front.lang.text()),
        direction: wording.direction(briefing.front.lang.text()),
        briefing: links.briefing(idx),
    }
}

/// Whose error it was, in words.
fn error(wording: &Wording, fault: Fault) -> String {
    wording.words.get(match fault {
        Fault::Ours => "error-ours",
        Fault::Relay => "error-relay",
        Fault::Source => "error-source",
    })
}

/// When a briefing was last corrected, if it was.
pub(in crate::render) fn last(wording: &Wording, briefing: &Briefing) -> Option<DateView> {
    let zone = &wording.zone;
    let dates = briefing.front.corrections.iter().filter_map(|correction| correction.value.date.get());
    dates.max_by_key(|date| date.instant(zone)).map(|date| date::point(wording, Some(*date)))
}
