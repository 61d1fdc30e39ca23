//! Pages as Markdown, alongside their HTML, and `/llms.txt`, which names them.
//!
//! Only with `twins: true`. What is held back is on no page, and so in no twin.

mod llms;
pub(super) use llms::llms;

use crate::html::markdown;
use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;

/// Whether the site has twins.
pub(super) fn are_wanted(site: &Site) -> bool {
    site.config.file.twins.is_true()
}

/// The link to the twin of a page, if the site has twins.
pub(super) fn link(site: &Site, page: &UrlPath) -> Option<String> {
    are_wanted(site).then(|| site.config.base.href(&page.twin()))
}

/// The twin of a finished page.
pub(super) fn of(site: &Site, page: &UrlPath, html: &str) -> Vec<u8> {
    let (root, page) = (site.config.base.host_root(), site.config.base.address(page));
    markdown::page(html, &markdown::Addresses { root: &root, page: &page }).into_bytes()
}
