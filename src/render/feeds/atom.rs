//! Atom (RFC 4287).

use super::{Entry, Feed, Subject, feed, timestamp};
use crate::render::pages::Views;
use crate::render::xml::Xml;

/// The Atom feed of a subject.
pub(in crate::render) fn atom(views: &Views, subject: Subject) -> Vec<u8> {
    let feed = feed(views, subject);
    let config = &views.site.config;
    let mut xml = Xml::new();
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language.as_str())];
    xml.open("feed", &attributes);
    xml.text("id", &feed.id);
    xml.text("title", &feed.title);
    if let Some(description) = views.text(config.file.description.text()) {
        xml.text("subtitle", &description);
    }
    xml.empty("link", &[("rel", "self"), ("href", &views.site.config.base.address(&subject.url(views)))]);
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &views.site.config.base.address(&feed.page))],
    );
    xml.text("updated", &updated(views, &feed));
    person(&mut xml, &views.publisher_name());
    xml.text("generator", "Dateline");
    for entry in &feed.entries {
        write_entry(&mut xml, entry);
    }
    xml.close("feed");
    xml.finish()
}

/// When a feed changed last. One without entries has the time of the newest briefing of the site: a feed must
/// have one. Only a site without briefings has none.
fn updated(views: &Views, feed: &Feed) -> String {
    let of_entries = feed.entries.iter().map(|entry| entry.updated.clone()).max();
    let site = &views.site;
    let newest = || site.briefings.last().map(|last| timestamp(last.item.published, &site.config));
    of_entries.or_else(newest).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

fn write_entry(xml: &mut Xml, entry: &Entry) {
    xml.open("entry", &[("xml:lang", entry.language.as_str())]);
    xml.text("id", &entry.id);
    xml.text("title", &entry.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
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
    xml.text_with("content", &[("type", "html")], &entry.html);
    xml.close("entry");
}

fn person(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", name);
    xml.close("author");
}
