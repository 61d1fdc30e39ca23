//! Where things are: files of the content folder, pages of the site, other sites. And the ids that last.

pub mod lasting;
pub mod links;
pub mod path;
pub mod url;
