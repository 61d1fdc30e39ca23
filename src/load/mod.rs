//! Reads a site: `site.yaml`, `content/` and `themes/` become [`Content`] and [`Theme`].
//!
//! The only stage that reads the site's files. It knows the form of every key and nothing of
//! what ids refer to. A file with mistakes still becomes a value, under the id its name gives.

#![allow(clippy::disallowed_methods, reason = "this is the stage that reads the site's files")]

mod config;
mod file;
mod kinds;
mod theme;
mod walk;
mod yaml;

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::model::content::Content;
use crate::model::theme::Theme;
use crate::model::url::BaseUrl;

/// What to read.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder with `site.yaml`.
    pub root: PathBuf,
    /// Where the site is published, if not where `site.yaml` says.
    pub base: Option<BaseUrl>,
}

/// Reads everything. What cannot be read is reported.
pub fn load(project: &Project, diags: &mut Diagnostics) -> (Content, Theme) {
    let config = config::load(project, diags);
    let theme = theme::load(&project.root, &config, diags);
    let content = kinds::load(&project.root, config, diags);
    (content, theme)
}
