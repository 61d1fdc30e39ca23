//! What briefings of an archive link to or lack, and have for years: counted, and not an error.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Place, Severity};

/// What is reported as a number where a file is part of the archive.
const COUNTED: [Code; 11] = [
    Code::UnknownId,
    Code::UnknownSource,
    Code::UnknownText,
    Code::UndefinedFootnote,
    Code::UndefinedReference,
    Code::BrokenLink,
    Code::DeadAnchor,
    Code::UnsafeLink,
    Code::MissingAlt,
    Code::FigureWithoutSource,
    Code::QuoteWithoutSpeaker,
];

/// The files of the archive, and where the site says which they are.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The value of `archive_before`.
    pub place: Place,
    /// The first day that is not part of the archive, as it is shown.
    pub before: String,
    /// Paths from the root of the site.
    pub files: BTreeSet<String>,
}

impl Archive {
    /// Whether a problem is only counted.
    pub(super) fn counts(&self, diagnostic: &Diagnostic) -> bool {
        let place = diagnostic.place.as_ref();
        diagnostic.severity == Severity::Error
            && COUNTED.contains(&diagnostic.code)
            && place.is_some_and(|place| self.files.contains(&place.source.path))
    }

    /// Takes what is only counted out of a list: a warning for each code takes its place.
    pub(super) fn counted(&self, list: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut counts: BTreeMap<Code, (usize, BTreeSet<String>)> = BTreeMap::new();
        list.retain(|diagnostic| {
            let is_counted = self.counts(diagnostic);
            if let (true, Some(place)) = (is_counted, &diagnostic.place) {
                let (count, files) = counts.entry(diagnostic.code).or_default();
                *count += 1;
                files.insert(place.source.path.clone());
            }
            !is_counted
        });
        let told = |(code, (count, files)): (Code, (usize, BTreeSet<String>))| {
            let problems = if count == 1 { "error" } else { "errors" };
            let (n, briefings) = (files.len(), if files.len() == 1 { "briefing" } else { "briefings" });
            let message = format!("{count} {problems} `{code}` in {n} {briefings} before {}", self.before);
            let help = format!(
                "the first one is in `{}`; without `archive_before` all are shown",
                files.first().map(String::as_str).unwrap_or_default()
            );
            Diagnostic::at(Code::OldErrors, self.place.clone(), message).help(help)
        };
        counts.into_iter().map(told).collect()
    }
}
