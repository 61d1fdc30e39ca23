//! `/llms.txt`: what a site has, for programs that read texts (llmstxt.org).

use std::fmt::Write as _;

use crate::html::markdown::inline;
use crate::model::address::url::UrlPath;
use crate::model::graph::edition::Edition;
use crate::model::graph::site::Site;
use crate::model::value::id::{KindIdx, StorylineIdx};
use crate::render::data;
use crate::render::pages::{Links, dossier, storyline};
use crate::render::wording::Wording;

/// How many editions it names.
const NEWEST_EDITIONS: usize = 10;

/// The file.
pub(in crate::render) fn llms(site: &Site, links: &Links, wording: &Wording) -> Vec<u8> {
    let mut out = format!("# {}\n", text(&wording.typeset(&site.config.title)));
    if let Some(description) = wording.text(site.config.file.description.text()) {
        _ = write!(out, "\n> {}\n", text(&description));
    }
    let editions = site.editions.iter().rev().take(NEWEST_EDITIONS);
    let editions = editions.map(|edition| of_edition(site, wording, edition));
    section(&mut out, &wording.words.get("editions"), editions);
    let storylines = storyline::by_news(site).into_iter();
    let storylines = storylines.map(|idx| of_storyline(site, links, wording, idx));
    section(&mut out, &wording.words.get("storylines"), storylines);
    let kinds = (0..site.config.kinds.len()).map(KindIdx::new);
    let kinds = kinds.filter(|kind| site.dossiers_of(*kind).next().is_some()).map(|kind| {
        let url = UrlPath::folder([site.config.kind(kind).folder.as_str()]);
        link(site, &dossier::kind_names(site, wording, kind).1, &url)
    });
    section(&mut out, &wording.words.get("dossiers"), kinds);
    let years = data::years(site).into_iter().map(UrlPath::digest_of_year);
    let files = [UrlPath::file(["data", "digest.json"])].into_iter().chain(years);
    let files = files.chain([UrlPath::file(["data", "urls.txt"])]);
    let calendar = (!site.watch.is_empty()).then(|| UrlPath::file(["agenda.ics"]));
    let files = files.chain(calendar).map(|url| link(site, url.as_str().trim_start_matches('/'), &url));
    section(&mut out, &wording.words.get("data-files"), files);
    out.into_bytes()
}

/// A list of links below its heading; nothing without links.
fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: String = lines.map(|line| format!("- {line}\n")).collect();
    if !lines.is_empty() {
        _ = write!(out, "\n## {}\n\n{lines}", text(title));
    }
}

/// An edition, with its briefings in its order.
fn of_edition(site: &Site, wording: &Wording, edition: &Edition) -> String {
    let number = wording.words.count("edition-number", edition.number);
    let title = format!("{number}, {}", wording.edition_title(site, edition));
    let briefings = edition.briefings.iter().map(|idx| {
        let briefing = &site.briefing(*idx).item;
        link(site, &wording.typeset(&briefing.title), &briefing.url().twin())
    });
    format!("{}: {}", link(site, &title, &edition.url()), briefings.collect::<Vec<_>>().join(", "))
}

/// A storyline, with its state and what it is.
fn of_storyline(site: &Site, links: &Links, wording: &Wording, idx: StorylineIdx) -> String {
    let entry = storyline::entry(site, links, wording, idx);
    let trend = entry.trend.map(|trend| trend.label);
    let state: Vec<String> = [Some(entry.status), trend, entry.quiet].into_iter().flatten().collect();
    let summary = entry.summary.map(|summary| format!(". {}", text(&summary))).unwrap_or_default();
    let link = link(site, &entry.title, &site.storyline(idx).item.url().twin());
    format!("{link}: {}{summary}", text(&state.join(" · ")))
}

fn link(site: &Site, title: &str, url: &UrlPath) -> String {
    inline::line(vec![
        inline::Piece::OpenLink,
        inline::Piece::Text(title.to_owned()),
        inline::Piece::CloseLink(site.config.base.address(url)),
    ])
}

fn text(text: &str) -> String {
    inline::line(vec![inline::Piece::Text(text.to_owned())])
}
