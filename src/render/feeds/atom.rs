//! Atom (RFC 4287).

use super::{Entry, Feed, Subject, feed, timestamp};
use crate::model::graph::site::Site;
use crate::render::pages::picture::Outside;
use crate::render::pages::{Links, site};
use crate::render::wording::Wording;
use crate::render::xml::Xml;

/// The Atom feed of a subject.
pub(in crate::render) fn atom(site: &Site, links: &Links, wording: &Wording, subject: Subject) -> Vec<u8> {
    let feed = feed(site, links, wording, subject);
    let config = &site.config;
    let mut xml = Xml::new();
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language.as_str())];
    xml.open("feed", &attributes);
    xml.text("id", &feed.id);
    xml.text("title", &feed.title);
    if let Some(description) = wording.text(config.file.description.text()) {
        xml.text("subtitle", &description);
    }
    xml.empty("link", &[("rel", "self"), ("href", &site.config.base.address(&subject.url(site)))]);
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &site.config.base.address(&feed.page))],
    );
    xml.text("updated", &updated(site, &feed));
    person(&mut xml, &site::publisher_name(site, wording));
    xml.text("generator", "Dateline");
    for entry in &feed.entries {
        write_entry(&mut xml, entry, site);
    }
    xml.close("feed");
    xml.finish()
}

/// When a feed last changed. A feed must have a time: one without entries has that of the site's newest
/// briefing, and on a site without briefings the beginning of 1970.
fn updated(site: &Site, feed: &Feed) -> String {
    let of_entries = feed.entries.iter().map(|entry| entry.updated.clone()).max();
    let newest = || site.briefings.last().map(|last| timestamp(last.item.published, &site.config));
    of_entries.or_else(newest).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

fn write_entry(xml: &mut Xml, entry: &Entry, site: &Site) {
    xml.open("entry", &[("xml:lang", entry.language.as_str())]);
    xml.text("id", &entry.id);
    xml.text("title", &entry.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
    if let Some(recorded) = &entry.recording {
        let (href, length) = (site.config.base.address(&recorded.url), recorded.length.to_string());
        let attributes = [
            ("rel", "enclosure"),
            ("type", recorded.media_type),
            ("length", &length),
            ("href", &href),
            ("title", &recorded.title),
        ];
        xml.empty("link", &attributes);
    }
    xml.text("published", &entry.published);
    xml.text("updated", &entry.updated);
    for author in &entry.authors {
        person(xml, author);
    }
    for category in &entry.categories {
        xml.empty("category", &[("term", category)]);
    }
    if let Some(summary) = &entry.summary {
        xml.text("summary", summary);
    }
    if let Some(Outside { url, media_type: Some(media_type), bytes, .. }) = &entry.picture {
        let length = bytes.to_string();
        xml.empty("link", &[("rel", "enclosure"), ("type", media_type), ("length", &length), ("href", url)]);
    }
    xml.text_with("content", &[("type", "html")], &entry.content());
    xml.close("entry");
}

fn person(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", name);
    xml.close("author");
}
