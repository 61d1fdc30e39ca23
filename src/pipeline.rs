//! The stages in a row. `build`, `check` and `serve` run this and differ in the last step only.

use crate::diagnostic::Diagnostics;
use crate::link::{self, Release};
use crate::load::{self, Project};
use crate::model::words::Words;
use crate::render::{self, Plan};

/// From a site's files to the plan of its output. Nothing is rendered yet.
pub fn plan(project: &Project, release: &Release, diags: &mut Diagnostics) -> Plan {
    let (content, theme) = load::load(project, diags);
    let words = Words::new(&theme, &content.config, diags);
    let (site, withheld) = link::link(content, &words, release, diags);
    render::plan(site, withheld, theme, words, diags)
}
