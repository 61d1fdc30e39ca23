//! What must not appear in the output: texts of files that are held back.
//!
//! Only the inspection of finished pages sees this; views and templates never do.

use jiff::Timestamp;

use crate::diagnostic::Place;
use crate::model::address::url::UrlPath;

/// A file that is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its beginning.
    pub place: Place,
    /// The address that its page will have; `None` if something released names it.
    pub url: Option<UrlPath>,
    /// Those of its texts that are long enough to be told apart from others and are not in anything that
    /// is released. No id is among them: `main` is in every style sheet.
    pub texts: Vec<String>,
    /// When it is due, if it is only waiting for its time.
    pub due: Option<Timestamp>,
}
