//! Briefings in lists.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, SectionIdx};
use crate::render::pages::{DateView, LinkView, Links, PictureView, Shared, picture, shared};
use crate::render::wording::{Wording, cut, finished, sentences};

/// How many characters of a text stand in for the lines under its headline, at most.
const LONGEST_EXCERPT: usize = 240;

/// A briefing in a list, or a section of one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EntryView {
    /// The headline, or the heading of the section.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// The briefing that a section belongs to.
    pub briefing: Option<Shared<LinkView>>,
    /// The page elsewhere that it is about. The title is the host of its address.
    pub link: Option<LinkView>,
    /// When it was published.
    pub date: Shared<DateView>,
    /// The lines under the headline, or what a section begins with.
    pub summary: Option<String>,
    /// Without them: the first sentences of the text, 240 characters at most.
    pub excerpt: Option<String>,
    /// The photograph of the briefing.
    pub picture: Option<PictureView>,
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
        briefing: None,
        link: briefing.item.front.link.text().map(elsewhere),
        date: links.date(idx),
        excerpt: excerpt(briefing),
        picture: picture::view(site, wording, &briefing.body, &briefing.item.front.picture),
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

/// The sections of a briefing in a list, in the order of its text.
pub(super) fn sections(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> Vec<EntryView> {
    let briefing = site.briefing(idx);
    let of = |n: usize| {
        let (section, portion) =
            (SectionIdx::new(n), Portion { briefing: idx, section: Some(SectionIdx::new(n)) });
        let ties = briefing.links.section(section);
        let home = site.storylines_of(portion).first();
        let heading = briefing.section_heading(section);
        EntryView {
            title: wording.typeset(&heading.text),
            href: links.item(&briefing.item, &heading.id),
            briefing: Some(links.briefing(idx)),
            link: briefing.section_link(section).map(elsewhere),
            summary: briefing.body.opening(ties.heading).map(finished),
            excerpt: None,
            storyline: home.map(|entry| links.storyline(entry.storyline)),
            place: ties.place.map(|place| links.dossier(place)),
            ..view(site, links, wording, idx)
        }
    };
    (0..briefing.links.sections.len()).map(of).collect()
}

/// A link to another site, with its host as the title.
pub(super) fn elsewhere(address: &str) -> LinkView {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    LinkView::new(host.strip_prefix("www.").unwrap_or(host).to_owned(), address.to_owned())
}

/// What stands in for the lines under a headline: the first sentences of the text, as many as fit; its first words
/// where the first sentence is too long.
pub(in crate::render) fn excerpt(briefing: &Linked<Briefing, BriefingLinks>) -> Option<String> {
    if briefing.item.front.summary.text().is_some() {
        return None;
    }
    let text = briefing.body.begin()?;
    let Some((end, _)) = text.char_indices().nth(LONGEST_EXCERPT) else { return Some(finished(text)) };
    let whole = sentences(&text, end).map(str::to_owned);
    Some(whole.unwrap_or_else(|| cut(&text, LONGEST_EXCERPT - " …".chars().count())))
}
