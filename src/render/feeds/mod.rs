//! Feeds: Atom (RFC 4287) of the site, its editions, each storyline and each dossier, and JSON Feed 1.1.
//!
//! An entry has the whole text with absolute URLs, or in a dossier's feed an excerpt, and an id that stays the
//! same after a move and a rename.
//! There are no feeds without a base URL.

mod atom;
mod editions;
mod json;
pub(super) use atom::atom;
pub(super) use json::json_feed;

use std::borrow::Cow;

use crate::html::Html;
use crate::model::address::lasting::Bearer;
use crate::model::address::url::UrlPath;
use crate::model::graph::section::Portion;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, StorylineIdx, Target};
use crate::render::pages::picture::{self, Outside};
use crate::render::pages::recording::{self, Recorded};
use crate::render::pages::{LinkView, Links, briefing, correction, date, excerpt};
use crate::render::wording::{Wording, finished};

/// How many of its storylines and subjects an entry names.
const MOST_CATEGORIES: usize = 20;
/// How many entries a feed has unless `feeds.entries` says otherwise.
const ENTRIES: usize = 50;
/// How many entries a dossier's feed has, with their summaries: there are many dossiers, and each has few new
/// briefings.
const DOSSIER_ENTRIES: usize = 10;

/// What a feed covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// All briefings.
    Site,
    /// The editions.
    Editions,
    /// The briefings of a storyline.
    Storyline(StorylineIdx),
    /// The briefings about a dossier.
    Dossier(DossierIdx),
}

/// A feed before it is written.
struct Feed {
    title: String,
    /// The page whose feed it is.
    page: UrlPath,
    id: String,
    entries: Vec<Entry>,
}

/// An entry, newest first. All URLs are absolute.
struct Entry {
    id: String,
    url: String,
    title: String,
    summary: Option<String>,
    html: String,
    picture: Option<Outside>,
    published: String,
    updated: String,
    authors: Vec<String>,
    categories: Vec<String>,
    language: String,
    /// The whole of it read aloud.
    recording: Option<Recorded>,
}

impl Entry {
    /// The text, after its photograph.
    fn content(&self) -> Cow<'_, str> {
        match &self.picture {
            Some(picture) => Cow::Owned(picture.html() + &self.html),
            None => Cow::Borrowed(&self.html),
        }
    }
}

impl Subject {
    /// Where its Atom feed is.
    pub(super) fn url(self, site: &Site) -> UrlPath {
        match self {
            Subject::Site => UrlPath::file(["feed.xml"]),
            Subject::Editions => UrlPath::file(["editions.xml"]),
            Subject::Storyline(idx) => site.storyline(idx).item.url().feed(),
            Subject::Dossier(idx) => site.dossier(idx).item.url(&site.config).feed(),
        }
    }
}

/// The feed of a subject.
fn feed(site: &Site, links: &Links, wording: &Wording, subject: Subject) -> Feed {
    let newest = |list: &mut dyn DoubleEndedIterator<Item = Portion>| -> Vec<Entry> {
        let count = site.config.file.feeds.get().and_then(|feeds| feeds.entries.get());
        let count = count.map_or(ENTRIES, |count| count.value());
        let is_dossier = matches!(subject, Subject::Dossier(_));
        let count = if is_dossier { count.min(DOSSIER_ENTRIES) } else { count };
        list.rev()
            .take(count)
            .map(|Portion { briefing, section }| {
                let mut entry = match section {
                    Some(section) => of_section(site, links, wording, briefing, section),
                    None => entry(site, links, wording, briefing),
                };
                entry.html = corrections(site, links, wording, briefing, section);
                let first = || excerpt(site.briefing(briefing)).filter(|_| section.is_none());
                let told = || entry.summary.clone().or_else(first);
                entry.html += &match is_dossier.then(told).flatten() {
                    Some(told) => paragraph(&told),
                    None => text(site, briefing, section),
                };
                entry
            })
            .collect()
    };
    let title = |name: &str| format!("{name} – {}", site.config.title);
    let feed_id = |oldest: &UrlPath| site.config.id.lasting(Bearer::Feed, oldest).urn().to_string();
    match subject {
        Subject::Site => Feed {
            title: site.config.title.clone(),
            page: UrlPath::front(),
            id: feed_id(&UrlPath::front()),
            entries: newest(&mut (0..site.briefings.len()).map(|n| BriefingIdx::new(n).into())),
        },
        Subject::Editions => Feed {
            title: feed_title(site, wording, subject),
            page: UrlPath::front(),
            id: feed_id(&subject.url(site)),
            entries: editions::newest(site, links, wording),
        },
        Subject::Storyline(idx) => {
            let linked = site.storyline(idx);
            Feed {
                title: title(&linked.item.title),
                id: feed_id(linked.item.article.oldest(&linked.item.url())),
                page: linked.item.url(),
                entries: newest(&mut linked.links.portions.iter().copied()),
            }
        }
        Subject::Dossier(idx) => {
            let linked = site.dossier(idx);
            Feed {
                title: title(&linked.item.name),
                id: feed_id(linked.item.article.oldest(&linked.item.url(&site.config))),
                page: linked.item.url(&site.config),
                entries: newest(&mut linked.links.about.iter().copied()),
            }
        }
    }
}

/// The corrections of a briefing, or of a section, newest first.
fn corrections(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
    section: Option<SectionIdx>,
) -> String {
    let linked = site.briefing(idx);
    let mut html = String::new();
    let is_own = |of: SectionIdx| Some(of) == section || linked.links.home_of(of) == section;
    let is_shown = |n: &usize| section.is_none() || linked.section_of_correction(*n).is_some_and(is_own);
    for n in (0..linked.item.front.corrections.len()).rev().filter(is_shown) {
        let correction = correction::view(site, links, wording, idx, n as u32);
        let head = format!("{}, {}", correction.kind_and_error(), correction.date.text);
        let change = correction.change(wording);
        let (text, below) =
            if correction.text.is_some() { (correction.text, change) } else { (change, None) };
        let line = [Some(head), text].into_iter().flatten().collect::<Vec<_>>().join(": ");
        html += &format!("<p><strong>{}</strong></p>\n", Html::escape(&line).as_str());
        html += &below.map_or(String::new(), |below| paragraph(&below));
    }
    html
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", Html::escape(text).as_str())
}

/// The text of a briefing, or of a section, with absolute URLs.
fn text(site: &Site, idx: BriefingIdx, section: Option<SectionIdx>) -> String {
    let linked = site.briefing(idx);
    let url = site.config.base.address(&linked.item.url());
    let body = linked.body.html.as_str();
    let whole = 0..body.len();
    let mut parts = section.map_or_else(|| Vec::from([whole]), |section| linked.section_parts(section));
    if let Some(section) = section {
        // The heading is the title of the entry.
        let first = parts[0].clone();
        parts[0].start = linked.body.below_heading(linked.links.section(section).heading, first);
    }
    let absolute =
        |part| linked.body.outline().with_absolute_urls(body, part, &site.config.base.host_root(), &url);
    parts.into_iter().map(absolute).collect()
}

/// A section of a briefing. Its text is left to the caller.
fn of_section(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx, section: SectionIdx) -> Entry {
    let linked = site.briefing(idx);
    let (ties, heading) = (linked.links.section(section), linked.section_heading(section));
    let whole = entry(site, links, wording, idx);
    let url = linked.item.url();
    let oldest = linked.item.article.oldest(&url);
    let storylines = site.storylines_of(Portion { briefing: idx, section: Some(section) }).iter();
    let storylines = storylines.map(|entry| site.storyline(entry.storyline).item.title.clone());
    let about = ties.about.iter().map(|dossier| site.dossier(*dossier).item.name.clone());
    Entry {
        id: site.config.id.lasting(Bearer::Section(&heading.id), oldest).urn().to_string(),
        url: format!("{}#{}", whole.url, heading.id),
        title: format!("{} – {}", wording.typeset(&heading.text), whole.title),
        summary: linked.body.opening(ties.heading).map(finished),
        categories: storylines.chain(about).take(MOST_CATEGORIES).collect(),
        recording: None,
        ..whole
    }
}

/// A briefing. Its text is left to the caller.
fn entry(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> Entry {
    let linked = site.briefing(idx);
    let (briefing, config) = (&linked.item, &site.config);
    let storylines = linked.links.storylines.iter();
    let storylines = storylines.map(|entry| site.storyline(entry.storyline).item.title.clone());
    let about = linked.links.about.iter().map(|dossier| site.dossier(*dossier).item.name.clone());
    let published = timestamp(briefing.published, config);
    let corrected = briefing.front.corrections.iter().filter_map(|correction| correction.value.date.get());
    let updated = corrected.map(|date| date.instant(&config.zone)).max();
    let updated = updated.map_or(briefing.published, |updated| updated.max(briefing.published));
    Entry {
        id: site.lasting_id(Target::Briefing(idx)),
        url: config.base.address(&briefing.url()),
        title: wording.typeset(&briefing.title),
        summary: wording.text(briefing.front.summary.text()),
        html: String::new(),
        picture: picture::outside(site, wording, &linked.body, &briefing.front.picture),
        updated: timestamp(updated, config),
        published,
        authors: briefing::authors(site, links, wording, idx)
            .into_iter()
            .map(|author| author.title)
            .collect(),
        categories: storylines.chain(about).take(MOST_CATEGORIES).collect(),
        language: briefing.front.lang.text().unwrap_or(&config.language).to_owned(),
        recording: recording::of(site, wording, idx),
    }
}

fn feed_title(site: &Site, wording: &Wording, subject: Subject) -> String {
    match subject {
        Subject::Site => site.config.title.clone(),
        Subject::Editions => format!("{}: {}", site.config.title, wording.words.get("editions")),
        Subject::Storyline(idx) => wording.typeset(&site.storyline(idx).item.title),
        Subject::Dossier(idx) => wording.typeset(&site.dossier(idx).item.name),
    }
}

/// The feed of a subject, as a link; nothing without a base URL.
pub(in crate::render) fn link(site: &Site, wording: &Wording, subject: Subject) -> Option<LinkView> {
    let base = &site.config.base;
    base.is_absolute()
        .then(|| LinkView::new(feed_title(site, wording, subject), base.href(&subject.url(site))))
}

fn timestamp(instant: jiff::Timestamp, config: &crate::model::typed::config::Config) -> String {
    date::rfc3339(&instant.to_zoned(config.zone.clone()))
}
