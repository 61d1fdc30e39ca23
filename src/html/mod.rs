//! HTML: what is safe to write as it is, and what is read back, such as raw HTML of bodies and pages of
//! themes.

pub mod css;
pub mod entity;
pub mod markdown;
mod outline;
mod part;
mod reader;
mod scan;

pub use outline::{NOTES, Outline};
pub use part::{Part, ids};
pub use reader::{Attribute, Reader, Tag, Token};

/// A piece of finished HTML. Only code that escapes what it is given makes one, so a template may print it
/// without escaping.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Html(Box<str>);

impl Html {
    /// HTML written by code that escapes whatever it takes from a user.
    pub fn trusted(html: String) -> Self {
        Self(html.into_boxed_str())
    }

    /// Text with `&`, `<`, `>` and quotes escaped.
    pub fn escape(text: &str) -> Self {
        let mut html = String::with_capacity(text.len() + 8);
        pulldown_cmark_escape::escape_html(&mut html, text).expect("writing to a String succeeds");
        Self(html.into_boxed_str())
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
