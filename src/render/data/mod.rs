//! Files for programs: the figures of each series, the whole graph, and the paths of the site.
//!
//! `docs/content/pages/data.md` lists columns and keys.

mod digest;
mod form;
pub(super) use digest::{digest, of_year, years};
pub use digest::{schema, schema_of_year};

use crate::model::graph::plan::{Planned, What};
use crate::model::graph::site::Site;
use crate::model::typed::item::{Fault, Status};
use crate::model::value::doubt::Doubt;

/// The paths of all pages and files, and of the items of briefings with their ids, in order, one per line.
/// What nobody links to is left out: the files of the search index, sizes of photographs, cards and icons;
/// and so is what only hosts read.
pub(super) fn urls(site: &Site, entries: &[Planned]) -> Vec<u8> {
    let idle = |what: &What| what.is_shown_only() || what.is_for_host();
    let kept = entries.iter().filter(|planned| !idle(&planned.what));
    let mut urls: Vec<String> = Vec::new();
    for planned in kept {
        let url = planned.url.as_str();
        if let What::Briefing(idx) = planned.what {
            let items = site.briefing(idx).item.anchors.all();
            urls.extend(items.map(|id| format!("{url}#{id}")));
        }
        urls.push(url.to_owned());
    }
    urls.sort_unstable();
    let mut text = urls.join("\n");
    text.push('\n');
    text.into_bytes()
}

/// How a date is doubted, if it is.
pub(super) fn doubt(doubt: Doubt) -> Option<&'static str> {
    match (doubt.is_approximate, doubt.is_uncertain) {
        (false, false) => None,
        (true, false) => Some("approximate"),
        (false, true) => Some("uncertain"),
        (true, true) => Some("both"),
    }
}

/// As editors type it.
pub(super) fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Ours => "ours",
        Fault::Relay => "relay",
        Fault::Source => "source",
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
