//! The sentences that commands end with.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use crate::diagnostic::{Diagnostic, render_summary};
use crate::model::graph::plan::{Planned, What};
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

/// A path as seen from the current folder, if it is below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    relative
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}

/// How many files of the last build are gone because the program was built without what makes them.
#[derive(Debug, Default)]
pub(super) struct Gone {
    pub(super) pictures: usize,
    /// Editions by email; each has two files.
    pub(super) emails: usize,
}

/// Says that files are gone that this program cannot make, and which program can.
pub(super) fn not_made(gone: &Gone, output: &Path) -> Vec<String> {
    let pictures =
        if cfg!(feature = "pictures") { "cards and icons" } else { "cards, icons and sizes of photographs" };
    let parts = [
        (gone.pictures, ["picture is", "pictures are"], format!("draws no {pictures}"), "cards"),
        (gone.emails, ["email is", "emails are"], "writes no emails".to_owned(), "email"),
    ];
    let parts = parts.into_iter().filter(|(gone, ..)| *gone > 0);
    let line = |(gone, [one, other], lack, feature): (usize, [&str; 2], String, &str)| {
        format!(
            "this program {lack}: {} gone from {}\n\
             help: build the site with a program that has the feature `{feature}`, such as one that `cargo build --release` makes",
            count(gone, one, other),
            shown(output)
        )
    };
    parts.map(line).collect()
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

/// How late the briefings that the published site lacks come out. Only those count whose time of day came
/// within the 24 hours before `now`: what is older was backdated.
pub(super) fn late(entries: &[Planned], site: &Site, previous: &[String], now: Timestamp) -> Option<String> {
    let published: BTreeSet<&str> = previous.iter().map(String::as_str).collect();
    let is_new = |planned: &&Planned| !published.is_empty() && !published.contains(planned.url.as_str());
    let waits = entries.iter().filter(is_new).filter_map(|planned| {
        let What::Briefing(idx) = planned.what else { return None };
        let due = site.briefing(idx).item.article.hold.until;
        let has_time = due.to_zoned(site.config.zone.clone()).time() != Time::midnight();
        let wait = now.duration_since(due);
        (has_time && !wait.is_negative() && wait < SignedDuration::from_hours(24)).then_some(wait)
    });
    let waits: Vec<SignedDuration> = waits.collect();
    let longest = waits.iter().max()?.as_mins();
    let (hours, minutes) = (longest / 60, longest % 60);
    let minutes = count(usize::try_from(minutes).unwrap_or(0), "minute", "minutes");
    let long = match usize::try_from(hours).unwrap_or(0) {
        0 => minutes,
        hours => format!("{} and {minutes}", count(hours, "hour", "hours")),
    };
    Some(match waits.len() {
        1 => format!("1 briefing comes out {long} after its time"),
        n => format!("{n} briefings come out, up to {long} after their time"),
    })
}
