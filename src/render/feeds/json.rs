//! JSON Feed 1.1.

use serde_json::{Value, json};

use super::{Subject, feed};
use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;
use crate::render::pages::{Links, site};
use crate::render::wording::Wording;

/// The JSON feed of the site.
pub(in crate::render) fn json_feed(site: &Site, links: &Links, wording: &Wording) -> Vec<u8> {
    let feed = feed(site, links, wording, Subject::Site);
    let config = &site.config;
    let named = |names: &[String]| names.iter().map(|name| json!({"name": name})).collect::<Vec<Value>>();
    let items: Vec<Value> = feed
        .entries
        .iter()
        .map(|entry| {
            let mut item = json!({
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.content(),
                "date_published": entry.published,
                "date_modified": entry.updated,
                "language": entry.language,
            });
            if let Some(summary) = &entry.summary {
                item["summary"] = json!(summary);
            }
            if let Some(picture) = &entry.picture {
                item["image"] = json!(picture.url);
            }
            if !entry.authors.is_empty() {
                item["authors"] = Value::Array(named(&entry.authors));
            }
            if !entry.categories.is_empty() {
                item["tags"] = json!(entry.categories);
            }
            if let Some(recorded) = &entry.recording {
                let mut attachment = json!({
                    "url": config.base.address(&recorded.url),
                    "mime_type": recorded.media_type,
                    "title": recorded.title,
                    "size_in_bytes": recorded.length,
                });
                if let Some(duration) = recorded.duration {
                    attachment["duration_in_seconds"] = json!(duration.seconds());
                }
                item["attachments"] = json!([attachment]);
            }
            item
        })
        .collect();
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.config.base.address(&feed.page),
        "feed_url": site.config.base.address(&UrlPath::file(["feed.json"])),
        "language": config.language,
        "authors": named(&[site::publisher_name(site, wording)]),
        "items": items,
    });
    if let Some(description) = wording.text(config.file.description.text()) {
        document["description"] = json!(description);
    }
    let mut bytes = serde_json::to_vec_pretty(&document).expect("the keys of all mappings are text");
    bytes.push(b'\n');
    bytes
}
