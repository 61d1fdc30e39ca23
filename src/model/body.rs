//! A body after it was read: its HTML, and what was found in it on the way.

use crate::diagnostic::Span;
use crate::model::html::Html;
use crate::model::id::Target;
use crate::model::path::ContentPath;

/// A body that was read.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The finished HTML. Links stand under the site's base path.
    pub html: Html,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its links within the site, in order.
    pub links: Vec<Link>,
    /// The files beside pages that it shows or links to, in order.
    pub media: Vec<ContentPath>,
    /// How often it cites each source, by position in the front matter.
    pub cites: Vec<usize>,
    /// How many words it has, code left out.
    pub words: usize,
}

/// A heading; it begins a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6: the title of the page is the first level.
    pub level: u8,
    /// The id of the element, unique on the page.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A link within the site, with the evidence where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub to: LinkTarget,
    /// The section or item there, decoded.
    pub fragment: Option<String>,
    /// Where it stands in the file.
    pub span: Span,
    /// The heading above it, by position in [`Body::headings`].
    pub section: Option<usize>,
}

/// Where a link within the site leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page with an id.
    Page(Target),
    /// The page it stands on.
    Own,
    /// A path from the root of the site, such as `/timeline/`; whether it exists is known when
    /// all pages are.
    Path(String),
}
