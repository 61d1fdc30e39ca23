//! Files for programs: the figures of each series, the whole graph, and the paths of the site.
//!
//! `docs/content/pages/data.md` lists columns and keys.

mod digest;
mod form;
pub(super) use digest::digest;
pub use digest::schema;

use crate::model::graph::plan::{Planned, What};
use crate::model::typed::item::{Qualifier, Status};

/// The paths of all pages and files, in order, one on each line. The files of the search index
/// are left out: how many there are says nothing, and nobody links to them. So is what only hosts read.
pub(super) fn urls(entries: &[Planned]) -> Vec<u8> {
    let idle = |what: &What| matches!(what, What::SearchFile(_)) || what.is_for_host();
    let kept = entries.iter().filter(|planned| !idle(&planned.what));
    let mut urls: Vec<&str> = kept.map(|planned| planned.url.as_str()).collect();
    urls.sort_unstable();
    let mut text = urls.join("\n");
    text.push('\n');
    text.into_bytes()
}

/// As editors type it.
pub(super) fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "exactly",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::Over => "over",
        Qualifier::AtLeast => "at-least",
        Qualifier::AtMost => "at-most",
        Qualifier::UpTo => "up-to",
        Qualifier::Range => "range",
    }
}

/// As editors type it.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "confirmed",
        Status::Reported => "reported",
        Status::Claimed => "claimed",
        Status::Disputed => "disputed",
        Status::Denied => "denied",
        Status::Unverified => "unverified",
        Status::Retracted => "retracted",
    }
}
