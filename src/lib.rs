//! Dateline turns a folder of Markdown briefings into a linked, static news digest.
//!
//! ```text
//! site.yaml content/ themes/ ─load→ Content, Theme ─link→ Site ─plan→ Plan ─render→ Artifact … ─publish→ public/
//! ```
//!
//! - [`load`] reads the site's files into typed values.
//! - [`link`] reads the bodies, resolves names and builds the graph.
//! - [`render`] lists every output path and makes one artifact at a time.
//! - [`inspect`] looks at each finished page.
//! - [`publish`] streams artifacts to a staging folder and swaps it in.
//! - `serve` renders what a browser asks for, and reads again what has changed.
//! - [`editor`] makes what helps a writer: schemas, new files and new names.
//! - [`edit`] changes texts of the site: spans that get other words, and files that get other names.
//! - [`import`] turns archives from other programs into content.
//! - [`list`] answers questions about the linked site, as rows.
//! - [`pipeline`] is these stages in a row; [`command`] is what the program does with them.
//!
//! A stage never fails on a user's mistake: it reports to [`diagnostic::Diagnostics`] and goes on.

pub mod cli;
pub mod command;
pub mod diagnostic;
pub mod edit;
pub mod editor;
pub mod html;
pub mod import;
pub mod inspect;
pub mod language;
pub mod link;
pub mod list;
pub mod load;
pub mod markdown;
pub mod model;
#[cfg(feature = "pictures")]
pub mod pictures;
pub mod pipeline;
pub mod publish;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
mod yaml;
