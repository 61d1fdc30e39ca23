//! Atom (RFC 4287).

use super::{Entry, Subject, feed};
use crate::render::view::Views;
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
    // A feed has a date even when it has no entry.
    let updated = feed.entries.iter().map(|entry| entry.updated.as_str()).max();
    xml.text("updated", updated.unwrap_or("1970-01-01T00:00:00Z"));
    person(&mut xml, &views.publisher_name());
    xml.text("generator", "Dateline");
    for entry in &feed.entries {
        write_entry(&mut xml, entry);
    }
    xml.close("feed");
    xml.finish()
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
