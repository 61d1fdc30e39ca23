//! Addresses that the published site has and a new build lacks.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Suggestions};
use crate::model::address::path::ContentPath;
use crate::model::graph::plan::{Planned, What};
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::typed::briefing::Briefing;

/// Files of the theme, of search, of the data and editions by email may come and go. So may twins of pages: a
/// page is there or is reported itself.
const PASSING: [&str; 4] = ["/static/", "/search/", "/data/", "/email/"];

/// Reports the addresses of `previous` that are pages and not in the plan of a site.
pub fn lost(entries: &[Planned], site: &Site, previous: &[String], diags: &mut Diagnostics) {
    lost_of(entries, |what| site.file_of(what), previous, diags);
    lost_items(entries, site, previous, diags);
}

/// Reports the items that briefings of the published site have, and that are gone here or have another id.
fn lost_items(entries: &[Planned], site: &Site, previous: &[String], diags: &mut Diagnostics) {
    let briefings: BTreeMap<&str, &Linked<Briefing, BriefingLinks>> = entries
        .iter()
        .filter_map(|planned| match planned.what {
            What::Briefing(idx) => Some((planned.url.as_str(), site.briefing(idx))),
            _ => None,
        })
        .collect();
    for (page, id) in previous.iter().filter_map(|line| line.split_once('#')) {
        let Some(linked) = briefings.get(page) else { continue };
        let briefing = &linked.item;
        let is_noted = |id| linked.body.noted.iter().any(|noted| noted.id == id);
        if briefing.has_anchor(id) || id.strip_prefix("source-").is_some_and(is_noted) {
            continue;
        }
        let message = format!("the published page has an item `{id}`, but this one does not");
        let own =
            ["quote-", "event-", "question-", "watch-"].into_iter().find_map(|kind| id.strip_prefix(kind));
        let help = match own {
            Some(own) => format!(
                "if its words have changed, give it the former id, `id: {own}`; if it is gone for good, there is nothing to do"
            ),
            None => "links to it lead to the top of the page now".to_owned(),
        };
        let place = Place::file(format!("content/{}", briefing.article.path));
        diags.report(Diagnostic::at(Code::LostAnchor, place, message).help(help));
    }
}

/// Reports lost pages; `file_of` returns the file that a page is made from.
fn lost_of<'s>(
    entries: &[Planned],
    file_of: impl Fn(&What) -> Option<&'s ContentPath>,
    previous: &[String],
    diags: &mut Diagnostics,
) {
    let urls: BTreeMap<&str, &What> =
        entries.iter().map(|planned| (planned.url.as_str(), &planned.what)).collect();
    let before: BTreeSet<&str> =
        previous.iter().map(String::as_str).filter(|url| !url.contains('#')).collect();
    let is_lost = |url: &&str| {
        let is_twin = url.ends_with("/index.md") || *url == "/llms.txt";
        let is_page =
            url.starts_with('/') && !is_twin && !PASSING.iter().any(|folder| url.starts_with(folder));
        is_page && !urls.contains_key(*url)
    };
    let lost: BTreeSet<&str> = before.iter().copied().filter(is_lost).collect();
    // Most likely it is now at an address that is new, in the same folder.
    let mut fresh: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in urls.keys().filter(|url| !lost.is_empty() && !before.contains(*url)) {
        if file_of(urls[url]).is_some() {
            fresh.entry(folder(url)).or_default().push(url);
        }
    }
    let suggestions = OnceCell::new();
    for url in &lost {
        // The feed of a page and its years move with it.
        if above(url).is_some_and(|page| lost.contains(page)) {
            continue;
        }
        let message = format!("the published site has `{url}`, but this one does not");
        let alone = fresh.get(folder(url)).filter(|pages| pages.len() == 1).map(|pages| pages[0]);
        let near =
            || suggestions.get_or_init(|| Suggestions::new(urls.keys().copied())).nearest(url).copied();
        let near = alone.or_else(near);
        let file = near.and_then(|near| Some((near, file_of(urls.get(near)?)?)));
        let help = match (file, near) {
            (Some((near, file)), _) => format!(
                "add `former: [{url}]` to the front matter of `content/{file}`, which is at `{near}`, if that page has moved; if it is gone for good, use `--allow-lost-urls`"
            ),
            (None, Some(near)) => format!(
                "add `former: [{url}]` to the file that has moved, or use `--allow-lost-urls`; `{near}` is near it"
            ),
            (None, None) => {
                format!("add `former: [{url}]` to the file that has moved, or use `--allow-lost-urls`")
            }
        };
        diags.report(Diagnostic::nowhere(Code::LostUrl, message).help(help));
    }
}

/// The folder that a page is in: `/2025/12/22/` of `/2025/12/22/talks/`.
fn folder(url: &str) -> &str {
    let url = url.strip_suffix('/').unwrap_or(url);
    &url[..url.rfind('/').map_or(0, |at| at + 1)]
}

/// The page that an address is the feed or a year of: `/people/ada/` of `/people/ada/2025/` and `/people/ada/2025/p2/`.
fn above(url: &str) -> Option<&str> {
    let of_feed = url.strip_suffix("feed.xml").filter(|page| page.len() > 1);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts = url.strip_suffix('/').and_then(|url| url.rsplit_once('/'));
    let folder = match parts {
        Some((year, page)) if page.strip_prefix('p').is_some_and(is_number) => year.rsplit_once('/'),
        parts => parts,
    };
    let is_year = |part: &str| part.len() == 4 && is_number(part);
    let of_year = folder.filter(|(page, year)| !page.is_empty() && is_year(year));
    of_feed.or(of_year.map(|(page, _)| &url[..=page.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::address::url::UrlPath;

    /// The addresses that are reported as lost, where the new site has nothing but its front page and `/kept/`.
    fn told(previous: &[&str]) -> Vec<String> {
        let urls = [UrlPath::front(), UrlPath::folder(["kept"])];
        let entries: Vec<Planned> = urls.into_iter().map(|url| Planned::new(url, What::Front)).collect();
        let previous: Vec<String> = previous.iter().map(|url| (*url).to_owned()).collect();
        let mut diags = Diagnostics::default();
        lost_of(&entries, |_| None, &previous, &mut diags);
        let told = diags.into_sorted().into_iter();
        told.map(|problem| problem.message.split('`').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn pages_are_told_and_files_that_come_and_go_are_not() {
        assert_eq!(told(&["/", "/kept/", "kept", "http://x.org/a/"]), [""; 0]);
        assert_eq!(told(&["/static/a.css", "/search/a.json", "/data/a.csv", "/email/a.eml"]), [""; 0]);
        let pages = ["/database/", "/emails/", "/research/search/", "/statics/a.css"];
        assert_eq!(told(&pages), pages);
    }

    #[test]
    fn a_feed_and_the_years_of_a_page_are_lost_with_it() {
        assert_eq!(told(&["/people/a/", "/people/a/feed.xml", "/people/a/2025/"]), ["/people/a/"]);
        let alone = ["/kept/2024/", "/kept/feed.xml"];
        assert_eq!(told(&alone), alone, "the page is there still");
        for other in ["/people/a/20255/", "/people/a/202x/", "/people/a/225/", "/people/a/feed.json"] {
            assert_eq!(told(&["/people/a/", other]).len(), 2, "{other}");
        }
        assert_eq!(told(&["/people/a/", "/people/a/2025/p2/", "/people/a/2025/p12/"]), ["/people/a/"]);
        for other in ["/people/a/2025/p/", "/people/a/2025/pa/", "/people/a/2025/q2/", "/people/a/p2/"] {
            assert_eq!(told(&["/people/a/", other]).len(), 2, "{other}");
        }
        let months = ["/2025/12/", "/2025/12/p2/"];
        assert_eq!(told(&months), months);
        let years = ["/2024/", "/2025/", "/2025/2024/"];
        assert_eq!(told(&years), years[..2], "a year of the archive is of no page");
        assert_eq!(told(&["/feed.xml"]), ["/feed.xml"]);
    }
}
