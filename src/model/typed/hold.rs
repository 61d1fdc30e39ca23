//! What keeps a file from readers: that it is a draft, or that its time has not come.

use jiff::Timestamp;

/// The keys that need a value: without one, nobody could tell what was meant.
pub const NEVER_EMPTY: [&str; 2] = ["draft", "embargo"];

/// What the front matter of a file says about its release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Whether it is held back until the key is removed.
    pub draft: Draft,
    /// The instant it waits for; [`Timestamp::MAX`] never comes.
    pub until: Timestamp,
    /// Whether more may have been meant to hold it back than could be read.
    pub is_unclear: bool,
}

/// What `draft` says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Draft {
    /// It is absent or false.
    #[default]
    No,
    /// `true`.
    Yes,
    /// Something else, which is an error, and holds back.
    Unclear,
}

impl Hold {
    /// Whether it is a draft, or may be one.
    pub fn is_draft(&self) -> bool {
        self.draft != Draft::No
    }

    /// Whether this comes out no later than something else, which can then link to it.
    pub fn is_out_with(&self, other: &Hold) -> bool {
        let is_finished = !self.is_draft() || other.is_draft();
        is_finished && (self.until <= other.until)
    }
}
