//! For search engines: sitemaps (sitemaps.org 0.9), the news sitemap, robots.txt (RFC 9309).

use crate::model::address::url::{BaseUrl, UrlPath};
use crate::model::graph::plan::{Planned, What};
use crate::model::graph::site::Site;
use crate::model::value::id::BriefingIdx;
use crate::render::pages::years::merged;
use crate::render::pages::{correction, date};
use crate::render::wording::Wording;
use crate::render::xml::Xml;

/// How many URLs a sitemap may have.
const MOST_URLS: usize = 50_000;
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// Whether search engines should know a page. A front page names its edition as the canonical one, but is
/// worth knowing itself. An edition with a single briefing is that briefing once more.
pub(in crate::render) fn is_listed(site: &Site, planned: &Planned) -> bool {
    if let What::Edition(idx) = planned.what
        && site.editions[idx.at()].only().is_some()
    {
        return false;
    }
    let is_page = planned.url.as_str().ends_with('/');
    is_page && !matches!(planned.what, What::Redirect(..) | What::Media(_) | What::Asset(_) | What::Root(_))
}

/// The nth sitemap.
pub(in crate::render) fn sitemap(site: &Site, wording: &Wording, entries: &[Planned], n: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", SITEMAP)]);
    for planned in
        entries.iter().filter(|planned| is_listed(site, planned)).skip(n * MOST_URLS).take(MOST_URLS)
    {
        let Some(url) = site.config.base.absolute(&planned.url) else { continue };
        xml.open("url", &[]);
        xml.text("loc", &url);
        if let Some(date) = modified(site, wording, &planned.what) {
            xml.text("lastmod", &date);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// How many sitemaps so many pages need.
pub(in crate::render) fn count(pages: usize) -> usize {
    pages.div_ceil(MOST_URLS).max(1)
}

/// The list of sitemaps, where one is not enough.
pub(in crate::render) fn index(base: &BaseUrl, count: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", SITEMAP)]);
    for n in 0..count {
        let Some(url) = base.absolute(&part(n)) else { continue };
        xml.open("sitemap", &[]);
        xml.text("loc", &url);
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

/// The nth part of a sitemap that is split.
pub(in crate::render) fn part(n: usize) -> UrlPath {
    UrlPath::file([format!("sitemap-{}.xml", n + 1).as_str()])
}

/// The briefings of the last 48 hours before the run.
pub(in crate::render) fn news(site: &Site, wording: &Wording) -> Vec<u8> {
    let config = &site.config;
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", SITEMAP), ("xmlns:news", NEWS)]);
    for idx in &site.news {
        let briefing = &site.briefing(*idx).item;
        let Some(url) = config.base.absolute(&briefing.url()) else { continue };
        let language = briefing.front.lang.text().unwrap_or(&config.language);
        xml.open("url", &[]);
        xml.text("loc", &url);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &config.title);
        xml.text("news:language", language.split('-').next().unwrap_or(language));
        xml.close("news:publication");
        xml.text("news:publication_date", &date::published(wording, briefing).iso);
        xml.text("news:title", &wording.typeset(&briefing.title));
        xml.close("news:news");
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// Everything may be read; the sitemaps are named where the host is known.
pub(in crate::render) fn robots(site: &Site) -> Vec<u8> {
    let base = &site.config.base;
    let mut text = String::from("User-agent: *\nAllow: /\n");
    for name in ["sitemap.xml", "news-sitemap.xml"] {
        if let Some(url) = base.absolute(&UrlPath::file([name])) {
            text += &format!("Sitemap: {url}\n");
        }
    }
    text.into_bytes()
}

/// When the content of a page last changed, where that is known.
fn modified(site: &Site, wording: &Wording, what: &What) -> Option<String> {
    let newest = |list: &[BriefingIdx]| list.iter().map(|idx| changed(site, wording, *idx)).max();
    match what {
        What::Briefing(idx) => Some(changed(site, wording, *idx)),
        What::Edition(idx) => newest(&site.editions[idx.at()].briefings),
        What::Front => newest(&site.editions.last()?.briefings),
        What::Storyline(idx, None) => newest(&merged(&site.storyline(*idx).links.portions, &[], &[])),
        What::Dossier(idx, None) => {
            let ties = &site.dossier(*idx).links;
            newest(&merged(&ties.about, &ties.mentioned_in, &[]))
        }
        _ => None,
    }
}

/// The day of a briefing, or of its newest correction.
fn changed(site: &Site, wording: &Wording, idx: BriefingIdx) -> String {
    let briefing = &site.briefing(idx).item;
    correction::last(wording, briefing)
        .map_or_else(|| briefing.day.to_string(), |date| date.iso[..10].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_has_50_000_pages_and_several_have_a_list() {
        assert_eq!([0, 50_000, 50_001, 100_000, 100_001].map(count), [1, 1, 2, 2, 3]);
        let base = BaseUrl::parse("https://x.org/d/").unwrap();
        let list = String::from_utf8(index(&base, 2)).unwrap();
        let places: Vec<&str> =
            list.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert_eq!(places, ["https://x.org/d/sitemap-1.xml", "https://x.org/d/sitemap-2.xml"]);
        assert!(
            list.contains("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"),
            "{list}"
        );
    }
}
