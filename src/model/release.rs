//! What keeps a file from readers: that it is a draft, or that its time has not come. And the keys that
//! the front matter of all kinds has.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::address::FormerAddress;
use crate::model::article::Keys;
use crate::model::briefing::BriefingFront;
use crate::model::date::Point;
use crate::model::dossier::DossierFront;
use crate::model::field::{Field, List, Spanned};
use crate::model::page::PageFront;
use crate::model::storyline::StorylineFront;
use crate::model::url::UrlPath;

/// The keys that cannot stand without a value: nobody could tell what was meant.
pub const NEVER_EMPTY: [&str; 2] = ["draft", "embargo"];

/// What the front matter of a file says of its release.
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
    /// What two keys say, of which `keys` tells whether they stand there at all. A value that cannot
    /// be read holds back.
    pub fn new(front: &impl Front, keys: &Keys, zone: &TimeZone) -> Self {
        let (draft, embargo) = front.hold();
        let stands = |key: &str| keys.has(key);
        let draft = match draft.get() {
            Some(true) => Draft::Yes,
            Some(false) => Draft::No,
            None if stands("draft") => Draft::Unclear,
            None => Draft::No,
        };
        let until = match embargo.get() {
            Some(embargo) => embargo.instant(zone),
            None if stands("embargo") => Timestamp::MAX,
            None => Timestamp::MIN,
        };
        Self { draft, until, is_unclear: keys.unreadable }
    }

    /// Whether it is a draft, or may be one.
    pub fn is_draft(&self) -> bool {
        self.draft != Draft::No
    }

    /// Whether this comes out no later than something else. Between the two, links can stand.
    pub fn is_out_with(&self, other: &Hold) -> bool {
        let is_finished = !self.is_draft() || other.is_draft();
        is_finished && (self.until <= other.until)
    }
}

/// The front matter of any kind of file that is published.
pub trait Front {
    /// Its keys `draft` and `embargo`.
    fn hold(&self) -> (&Field<bool>, &Field<Point>);

    /// Its key `former`.
    fn former(&self) -> &List<Spanned<FormerAddress>>;

    /// Whether `aliases` has names.
    fn has_names(&self) -> bool;

    /// The former addresses under `aliases`. Names stay there.
    fn take_aliases(&mut self) -> Vec<Spanned<FormerAddress>>;
}

macro_rules! fronts {
    ($($front:ty: $has_names:literal, $take_aliases:expr;)*) => {$(
        impl Front for $front {
            fn hold(&self) -> (&Field<bool>, &Field<Point>) {
                (&self.draft, &self.embargo)
            }

            fn former(&self) -> &List<Spanned<FormerAddress>> {
                &self.former
            }

            fn has_names(&self) -> bool {
                $has_names
            }

            fn take_aliases(&mut self) -> Vec<Spanned<FormerAddress>> {
                $take_aliases(&mut self.aliases.0)
            }
        }
    )*};
}

fronts! {
    BriefingFront: false, std::mem::take;
    StorylineFront: false, std::mem::take;
    PageFront: false, std::mem::take;
    DossierFront: true, take_addresses;
}

/// Takes from the names of a dossier what is an address.
fn take_addresses(names: &mut Vec<Spanned<String>>) -> Vec<Spanned<FormerAddress>> {
    let mut taken = Vec::new();
    names.retain(|Spanned { value, span, key }| match UrlPath::former(value) {
        Some(url) => {
            taken.push(Spanned { value: FormerAddress(url), span: *span, key: *key });
            false
        }
        None => true,
    });
    taken
}
