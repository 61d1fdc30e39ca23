//! The feed of the editions: what an edition's page says, as an entry.

use std::collections::BTreeSet;

use super::{Entry, MOST_CATEGORIES, entry, html};
use crate::html::Html;
use crate::model::address::lasting::Bearer;
use crate::model::graph::edition::Edition;
use crate::model::graph::site::Site;
use crate::render::pages::Links;
use crate::render::wording::Wording;

/// How many editions it has.
const NEWEST_EDITIONS: usize = 10;

/// The newest editions, the newest first.
pub(super) fn newest(site: &Site, links: &Links, wording: &Wording) -> Vec<Entry> {
    let numbered = site.editions.iter().enumerate().rev().take(NEWEST_EDITIONS);
    numbered.filter_map(|(n, edition)| of_edition(site, links, wording, n + 1, edition)).collect()
}

/// An edition: the text of its only briefing, or the headlines and summaries of several.
fn of_edition(
    site: &Site,
    links: &Links,
    wording: &Wording,
    number: usize,
    edition: &Edition,
) -> Option<Entry> {
    let text = |idx| html(site, links, wording, idx, None);
    let text = edition.only().map(text).unwrap_or_default();
    let entries: Vec<Entry> =
        edition.briefings.iter().map(|idx| entry(site, links, wording, *idx, String::new())).collect();
    let first = entries.first()?;
    let headlines: String = entries.iter().map(headline).collect();
    let mut seen = BTreeSet::new();
    let authors = entries.iter().flat_map(|entry| &entry.authors).filter(|author| seen.insert(*author));
    let mut named = BTreeSet::new();
    let categories = entries.iter().flat_map(|entry| &entry.categories).filter(|name| named.insert(*name));
    let number = wording.words.count("edition-number", number);
    Some(Entry {
        id: site.config.id.lasting(Bearer::Entry, &edition.url()).urn().to_string(),
        url: site.config.base.address(&edition.url()),
        title: format!("{number}: {}", wording.edition_title(edition)),
        summary: None,
        published: first.published.clone(),
        updated: entries.iter().map(|entry| entry.updated.clone()).max()?,
        authors: authors.cloned().collect(),
        categories: categories.take(MOST_CATEGORIES).cloned().collect(),
        language: if edition.only().is_some() {
            first.language.clone()
        } else {
            site.config.language.clone()
        },
        html: headlines + &text,
    })
}

/// A headline with its link, and the lines under it.
fn headline(entry: &Entry) -> String {
    let (url, title) = (Html::escape(&entry.url), Html::escape(&entry.title));
    let lang = format!(" lang=\"{}\"", entry.language);
    let summary =
        entry.summary.as_deref().map(|summary| format!("<p{lang}>{}</p>\n", Html::escape(summary).as_str()));
    format!(
        "<h2{lang}><a href=\"{}\">{}</a></h2>\n{}",
        url.as_str(),
        title.as_str(),
        summary.unwrap_or_default()
    )
}
