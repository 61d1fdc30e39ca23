//! Briefings in lists.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::site::Site;
use crate::model::value::id::BriefingIdx;
use crate::render::pages::shared;
use crate::render::pages::{DateView, LinkView, Links, Shared, date};
use crate::render::wording::Wording;

/// A briefing in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EntryView {
    /// The headline.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// When it was published.
    pub date: DateView,
    /// The lines under the headline.
    pub summary: Option<String>,
    /// Its home storyline.
    pub storyline: Option<Shared<LinkView>>,
    /// The place it is about.
    pub place: Option<Shared<LinkView>>,
    /// Analysis or explainer, in words; nothing for a report.
    pub genre: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// The language of the headline and the summary, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// A briefing in a list.
pub(super) fn view(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> EntryView {
    let briefing = site.briefing(idx);
    EntryView {
        title: wording.typeset(&briefing.item.title),
        href: site.config.base.href(&briefing.item.url()),
        date: date::published(wording, &briefing.item),
        summary: wording.text(briefing.item.front.summary.text()),
        storyline: briefing.links.storylines.first().map(|entry| links.storyline(entry.storyline)),
        place: briefing.links.place.map(|place| links.dossier(place)),
        genre: wording.genre(&briefing.item),
        unreleased: wording.unreleased(site.briefing(idx).unreleased),
        language: wording.foreign(briefing.item.front.lang.text()),
        direction: wording.direction(briefing.item.front.lang.text()),
        extra: shared::extra(&briefing.item.front.extra, &briefing.body),
    }
}
