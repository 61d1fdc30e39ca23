//! What must not stand in the output: texts of briefings that are not out.
//!
//! Only the inspection of finished pages sees this; views and templates never do.

use jiff::Timestamp;

use crate::diagnostic::Place;

/// A briefing that is not out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its file.
    pub place: Place,
    /// Its address, its id, and those of its texts that are long enough to be told from others
    /// and stand in no released file.
    pub texts: Vec<String>,
    /// When it is due, if it only waits for its time.
    pub due: Option<Timestamp>,
}
