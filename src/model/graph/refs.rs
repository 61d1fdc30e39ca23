//! What items refer to: another item, a source, somebody.

use crate::model::value::id::{BriefingIdx, DossierIdx};

/// An item of a briefing, such as a quote: the briefing, and the position there.
pub type ItemRef = (BriefingIdx, u32);

/// Something cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// A source of the same briefing, by position.
    Own(usize),
    /// An outlet, by position in `site.yaml`.
    Outlet(usize),
}

/// Someone who speaks or acts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Somebody with a dossier.
    Dossier(DossierIdx),
    /// A name without one.
    Name(String),
}
