//! The sentences that commands end with.

use std::path::Path;

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, render_summary};
use crate::model::graph::site::Site;
use crate::model::graph::withheld::Withheld;

/// `3 briefings, 2 editions, …`, after the number of problems if there are any.
pub(super) fn summary(site: &Site, diagnostics: &[Diagnostic]) -> String {
    let parts = [
        count(site.briefings.len(), "briefing", "briefings"),
        count(site.editions.len(), "edition", "editions"),
        count(site.storylines.len(), "storyline", "storylines"),
        count(site.dossiers.len(), "dossier", "dossiers"),
    ];
    let problems = render_summary(diagnostics);
    let problems = if problems.is_empty() { String::new() } else { format!("{problems}; ") };
    format!("{problems}{}", parts.join(", "))
}

/// `1 file`, `2 files`
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A path as seen from the current folder, if it lies below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    relative
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}

/// What is not published, in lines: drafts, and what is next to come out.
pub(super) fn left_out(withheld: &[Withheld], site: &Site) -> Vec<String> {
    let (waiting, drafts): (Vec<_>, Vec<_>) = withheld.iter().map(|file| file.due).partition(Option::is_some);
    let mut lines = Vec::new();
    if !drafts.is_empty() {
        let drafts = count(drafts.len(), "draft is left out", "drafts are left out");
        lines.push(format!("{drafts}; `--drafts` includes drafts"));
    }
    let next = waiting.iter().flatten().min().copied();
    let waiting = count(waiting.len(), "file waits", "files wait");
    if next == Some(Timestamp::MAX) {
        lines.push(format!("{waiting} for a time that never comes"));
    } else if let Some(next) = next {
        let next = next.to_zoned(site.config.zone.clone()).strftime("%Y-%m-%d at %H:%M");
        lines.push(format!("{waiting}; the next is due on {next} ({})", site.config.zone_name));
    }
    lines
}
