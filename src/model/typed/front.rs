//! The keys that the front matter of all kinds has.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::address::links::FormerAddress;
use crate::model::address::url::UrlPath;
use crate::model::typed::article::Keys;
use crate::model::typed::briefing::BriefingFront;
use crate::model::typed::dossier::DossierFront;
use crate::model::typed::edition::EditionFront;
use crate::model::typed::hold::{Draft, Hold};
use crate::model::typed::page::PageFront;
use crate::model::typed::picture::Picture;
use crate::model::typed::storyline::StorylineFront;
use crate::model::value::date::Point;
use crate::model::value::field::{Field, List, Spanned};

impl Hold {
    /// What two keys say; `keys` knows whether they are there at all. A value that cannot be read
    /// holds the file back.
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
}

/// The front matter of any kind of file that is published.
pub trait Front {
    /// Its keys `draft` and `embargo`.
    fn hold(&self) -> (&Field<bool>, &Field<Point>);

    /// Its key `former`.
    fn former(&self) -> &List<Spanned<FormerAddress>>;

    /// Its key `picture`.
    fn picture(&self) -> &Field<Picture>;

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

            fn picture(&self) -> &Field<Picture> {
                &self.picture
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
    EditionFront: false, std::mem::take;
    DossierFront: true, take_addresses;
}

/// Takes what is an address from the names of a dossier.
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
