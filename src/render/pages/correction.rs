//! What was wrong, and what is right.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::site::Site;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{Correction, CorrectionKind};
use crate::model::value::id::BriefingIdx;
use crate::render::pages::{ArchiveLink, DateView, LinkView, Links, PageView, Shared, date, years};
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
    /// What stood there.
    pub was: Option<String>,
    /// What is right.
    pub now: Option<String>,
    /// The language of these texts, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The briefing it belongs to.
    pub briefing: Shared<LinkView>,
}

/// All corrections: the newest 50, or those of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CorrectionsPage {
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
    /// The pages of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
}

/// All corrections: the newest, or those of a year.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    year: Option<i16>,
) -> (PageView, CorrectionsPage) {
    let (page, years) = years::items_page(site, links, wording, "corrections", year, &site.corrections);
    let list = years::in_year(site, &site.corrections, year);
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
        text: wording.text(correction.text.text()),
        was: wording.text(correction.was.text()),
        now: wording.text(correction.now.text()),
        language: wording.foreign(briefing.front.lang.text()),
        direction: wording.direction(briefing.front.lang.text()),
        briefing: links.briefing(idx),
    }
}

/// When a briefing was last corrected, if it was.
pub(in crate::render) fn last(wording: &Wording, briefing: &Briefing) -> Option<DateView> {
    let zone = &wording.zone;
    let dates = briefing.front.corrections.iter().filter_map(|correction| correction.value.date.get());
    dates.max_by_key(|date| date.instant(zone)).map(|date| date::point(wording, Some(*date)))
}
