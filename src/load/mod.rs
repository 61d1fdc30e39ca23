//! Reads a site: `site.yaml`, `content/` and `themes/` become [`Content`] and [`Theme`].
//!
//! The only stage that reads the site's files. It knows the form of every key and nothing about
//! what ids refer to. A file with mistakes still becomes a value, under the id from its name.

#![allow(clippy::disallowed_methods, reason = "this is the stage that reads the site's files")]

mod config;
mod edition;
mod files;
mod former;
mod kinds;
mod look;
mod media;
mod memo;
mod misfits;
mod style;
mod theme;
mod witness;
mod words;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Renewed};
use crate::model::address::path::ContentPath;
use crate::model::address::url::BaseUrl;
use crate::model::theme::Theme;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
pub use files::walk::misnamed_settings;
pub use memo::Memo;
pub use theme::built_in as built_in_theme;
pub use words::words;

/// What to read.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder with `site.yaml`.
    pub root: PathBuf,
    /// Where the site is published, if not where `site.yaml` says.
    pub base: Option<BaseUrl>,
    /// Where what is drawn is kept. Without it nothing is drawn, only looked at.
    pub cache: Option<CacheFolder>,
    /// Texts that are read in place of those in files.
    pub unsaved: Unsaved,
}

/// The texts of files of the site that have been changed and not saved yet, by path from the root of the site, with
/// `/`. They take the place of `site.yaml` and of what is in `content/`, not of themes.
pub type Unsaved = HashMap<String, String>;

impl Project {
    /// A site as it is in a folder. Nothing is drawn.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), base: None, cache: None, unsaved: Unsaved::new() }
    }
}

/// A folder that keeps what was drawn from run to run.
#[derive(Debug, Clone)]
pub struct CacheFolder {
    /// The folder; it need not exist.
    pub path: PathBuf,
    /// Whether this run only reads it: what is not there is looked at and not drawn.
    pub is_read_only: bool,
}

/// Reads everything. What cannot be read is reported. With a memo, files that have not changed are not read again.
pub fn load(project: &Project, mut memo: Option<&mut Memo>, diags: &mut Diagnostics) -> (Content, Theme) {
    let mut config = config::load(project, diags);
    if let Some(memo) = &mut memo {
        config = memo.enter(config, diags);
    }
    let theme = theme::load(&project.root, &config, diags);
    let content = kinds::load(project, config, memo, diags);
    misfits::misnamed(&theme, &content, diags);
    (content, theme)
}

/// Reports that the site has no content folder: one that was renamed or is not mounted would be
/// published as an empty site.
pub fn require_content(project: &Project, diags: &mut Diagnostics) {
    if !project.root.join("content").is_dir() {
        let message = "the folder `content` is missing";
        let help = "make the folder `content` beside `site.yaml`, or use `--allow-empty` to build without it";
        diags.report(Diagnostic::nowhere(Code::EmptySite, message).help(help));
    }
}

/// The name of the theme that the site is built with.
pub fn theme_name(project: &Project, diags: &mut Diagnostics) -> String {
    config::load(project, diags).theme
}

/// Reads one briefing again, with the problems of reading it. `None` if more has changed than its headline,
/// summary and body.
pub fn read_again(project: &Project, memo: &Memo, path: &ContentPath) -> Option<(Arc<Briefing>, Renewed)> {
    kinds::read_again(project, memo, path)
}
