//! Which briefings are out.

use jiff::{Timestamp, ToSpan};

use crate::model::briefing::Briefing;
use crate::model::config::Config;
use crate::model::id::BriefingIdx;
use crate::model::site::{Site, Unreleased};

/// What decides whether a briefing is out. The only use of the clock.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// The time of the run.
    pub now: Timestamp,
    /// Drafts count as finished.
    pub drafts: bool,
    /// Embargoes and future dates count as passed.
    pub future: bool,
}

impl Release {
    /// The briefings of the 48 hours before the run, newest first: what news search asks for.
    pub fn news(&self, site: &Site) -> Vec<BriefingIdx> {
        let since = self.now.saturating_sub(48.hours()).unwrap_or(self.now);
        let from = site.briefings.partition_point(|briefing| briefing.item.published < since);
        (from..site.briefings.len()).rev().map(BriefingIdx::new).collect()
    }

    /// What would keep a briefing from readers in a build without drafts and future briefings.
    pub(super) fn unreleased(&self, briefing: &Briefing, config: &Config) -> Option<Unreleased> {
        if briefing.front.draft.is_true() {
            return Some(Unreleased::Draft);
        }
        self.due(briefing, config).map(Unreleased::Until)
    }

    /// When a briefing is due, if it only waits for its time.
    pub fn due(&self, briefing: &Briefing, config: &Config) -> Option<Timestamp> {
        let due = due(briefing, config);
        (!briefing.front.draft.is_true() && due > self.now).then_some(due)
    }

    /// Whether a briefing is out.
    pub fn is_out(&self, briefing: &Briefing, config: &Config) -> bool {
        let is_due = self.future || due(briefing, config) <= self.now;
        (self.drafts || !briefing.front.draft.is_true()) && is_due
    }
}

/// The later of its date and its embargo.
fn due(briefing: &Briefing, config: &Config) -> Timestamp {
    let embargo = briefing.front.embargo.get().map(|embargo| embargo.instant(&config.zone));
    embargo.map_or(briefing.published, |embargo| embargo.max(briefing.published))
}
