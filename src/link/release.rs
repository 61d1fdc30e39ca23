//! Which briefings are out.

use jiff::Timestamp;

use crate::model::briefing::Briefing;
use crate::model::config::Config;

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
    /// Whether a briefing is out.
    pub fn is_out(&self, briefing: &Briefing, config: &Config) -> bool {
        let embargo = briefing.front.embargo.get().map(|embargo| embargo.instant(&config.zone));
        let due = embargo.map_or(briefing.published, |embargo| embargo.max(briefing.published));
        (self.drafts || !briefing.front.draft.is_true()) && (self.future || due <= self.now)
    }
}
