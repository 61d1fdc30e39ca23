//! The kinds of files by the words that people use for them.

use crate::language::letters;
use crate::model::typed::config::{BUILT_IN_KINDS, Kind};
use crate::model::value::id::KindIdx;

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A briefing.
    Briefing,
    /// An edition.
    Edition,
    /// A storyline.
    Storyline,
    /// A dossier of a kind.
    Dossier(KindIdx),
    /// A plain page.
    Page,
}

/// One of each built-in kind of dossier, in the order of [`BUILT_IN_KINDS`].
const ONE: [&str; 4] = ["person", "place", "organisation", "document"];

/// Every word that names a kind: the word for one, and the folder. `all` are the kinds of a site's
/// dossiers; without any, the built-in ones are known.
pub fn kinds(all: &[Kind]) -> Vec<(String, FileKind)> {
    let mut words: Vec<(String, FileKind)> = Vec::new();
    let mut add = |one: &str, many: &str, kind| {
        for word in [one, many] {
            if !word.is_empty() && !words.iter().any(|(known, _)| known == word) {
                words.push((word.to_owned(), kind));
            }
        }
    };
    add("briefing", "briefings", FileKind::Briefing);
    add("edition", "editions", FileKind::Edition);
    add("storyline", "storylines", FileKind::Storyline);
    for (n, (one, folder)) in ONE.iter().zip(BUILT_IN_KINDS).enumerate() {
        add(one, folder, FileKind::Dossier(KindIdx::new(n)));
    }
    add("page", "pages", FileKind::Page);
    for (n, kind) in all.iter().enumerate().skip(BUILT_IN_KINDS.len()) {
        let one = kind.names.as_ref().map(|(one, _)| letters::folded(one).replace(' ', "-"));
        add(&one.unwrap_or_default(), &kind.folder, FileKind::Dossier(KindIdx::new(n)));
    }
    words
}
