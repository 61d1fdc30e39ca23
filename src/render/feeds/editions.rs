//! The feed of the editions: what an edition's page says, as an entry.

use std::collections::BTreeSet;

use super::{Entry, MOST_CATEGORIES, corrections, entry, text};
use crate::html::Html;
use crate::model::address::lasting::Bearer;
use crate::model::graph::edition::Edition;
use crate::model::graph::site::Site;
use crate::render::pages::{Links, whole};
use crate::render::wording::Wording;

/// How many editions it has.
const NEWEST_EDITIONS: usize = 10;

/// The newest editions, the newest first.
pub(super) fn newest(site: &Site, links: &Links, wording: &Wording) -> Vec<Entry> {
    let newest = site.editions.iter().rev().take(NEWEST_EDITIONS);
    newest.filter_map(|edition| of_edition(site, links, wording, edition)).collect()
}

/// An edition: the text of its only briefing, or the headlines and summaries of several.
fn of_edition(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Option<Entry> {
    let whole = |idx| corrections(site, links, wording, idx, None) + &text(site, idx, None);
    let only = edition.only().map(whole).unwrap_or_default();
    let entries: Vec<Entry> = edition.briefings.iter().map(|idx| entry(site, links, wording, *idx)).collect();
    let first = entries.first()?;
    let file = site.edition_file(edition);
    let said = match site.is_whole(edition) {
        true => whole::outside(site, links, wording, edition),
        false => entries.iter().map(headline).collect::<String>() + &only,
    };
    let mut seen = BTreeSet::new();
    let authors = entries.iter().flat_map(|entry| &entry.authors).filter(|author| seen.insert(*author));
    let mut named = BTreeSet::new();
    let categories = entries.iter().flat_map(|entry| &entry.categories).filter(|name| named.insert(*name));
    let url = edition.url();
    let number = wording.words.count("edition-number", edition.number);
    Some(Entry {
        picture: None,
        id: site
            .config
            .id
            .lasting(Bearer::Entry, file.map_or(&url, |file| file.item.article.oldest(&url)))
            .urn()
            .to_string(),
        url: site.config.base.address(&edition.url()),
        title: format!("{number}: {}", wording.edition_title(site, edition)),
        summary: file.and_then(|file| wording.text(file.item.front.summary.text())),
        published: entries.iter().map(|entry| entry.published.clone()).min()?,
        updated: entries.iter().map(|entry| entry.updated.clone()).max()?,
        authors: authors.cloned().collect(),
        categories: categories.take(MOST_CATEGORIES).cloned().collect(),
        language: if edition.only().is_some() {
            first.language.clone()
        } else {
            site.config.language.clone()
        },
        html: opening(site, wording, edition) + &said,
        recording: None,
    })
}

/// What the file of an edition says before its briefings: the notice, the points to know and the note.
fn opening(site: &Site, wording: &Wording, edition: &Edition) -> String {
    let Some(file) = site.edition_file(edition) else { return String::new() };
    let front = &file.item.front;
    let escaped = |text: &str| Html::escape(&wording.typeset(text)).as_str().to_owned();
    let notice = front.notice.text();
    let mut html =
        notice.map_or(String::new(), |notice| format!("<p><strong>{}</strong></p>\n", escaped(notice)));
    let points: Vec<String> =
        front.takeaways.iter().map(|point| format!("<li>{}</li>\n", escaped(&point.value))).collect();
    if !points.is_empty() {
        html += &format!("<ul>\n{}</ul>\n", points.concat());
    }
    html += &whole::note_outside(site, edition).unwrap_or_default();
    match wording.foreign(front.lang.text()) {
        Some(lang) if !html.is_empty() => {
            let dir = wording.direction(front.lang.text());
            let dir = dir.map(|dir| format!(" dir=\"{dir}\"")).unwrap_or_default();
            format!("<div lang=\"{}\"{dir}>\n{html}</div>\n", Html::escape(&lang).as_str())
        }
        _ => html,
    }
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
