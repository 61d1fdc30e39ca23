//! The ids that headings had: typed where Dateline would make others of the words.

use std::collections::HashMap;
use std::ops::Range;

use super::super::archive::HeadingIds;
use crate::language::slug::slug;

/// A heading of a body.
pub(in crate::import) struct Heading {
    /// With its marks, in bytes.
    pub(in crate::import) range: Range<usize>,
    /// Its words.
    pub(in crate::import) words: String,
    pub(in crate::import) level: usize,
    /// Whether it has an id that was typed.
    pub(in crate::import) has_id: bool,
}

/// An id as an address has it: Latin letters and digits, single hyphens between them.
pub(in crate::import) fn slugs(words: &str) -> String {
    let latin = deunicode::deunicode_with_tofu(words, "-").to_ascii_lowercase();
    let parts = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

fn kramdown(words: &str) -> String {
    let start = words.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(words.len());
    let kept = words[start..].chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'));
    let id: String = kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
    if id.is_empty() { "section".to_owned() } else { id }
}

/// Numbers for what stands twice.
#[derive(Default)]
struct Counted(HashMap<String, usize>);

impl Counted {
    fn unique(&mut self, id: String) -> String {
        let count = self.0.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{}", *count - 1) }
    }
}

/// The ids to be typed, with the headings that they are for.
pub(super) fn to_be_typed(headings: &[Heading], ids: HeadingIds) -> Vec<(&Heading, String)> {
    let make: fn(&str) -> String = match ids {
        HeadingIds::None | HeadingIds::GitHub => return Vec::new(),
        HeadingIds::Kramdown => kramdown,
        HeadingIds::Slugs => slugs,
    };
    let (mut theirs, mut ours) = (Counted::default(), Counted::default());
    let mut typed = Vec::new();
    for heading in headings.iter().filter(|heading| !heading.has_id) {
        let id = theirs.unique(make(&heading.words));
        let own = ours.unique(slug(&heading.words));
        let is_free = !["page-", "source-", "cite-", "note-"].iter().any(|start| id.starts_with(start));
        if id != own && !id.is_empty() && is_free {
            typed.push((heading, id));
        }
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_programs() {
        assert_eq!(slugs("What's in 1.5 stable?"), "what-s-in-1-5-stable");
        assert_eq!(slugs("Що далі"), "shcho-dali");
        assert_eq!(kramdown("2. What's new, then"), "whats-new-then");
        assert_eq!(kramdown("Що"), "section");
        let heading =
            |words: &str, has_id| Heading { range: 0..0, words: words.to_owned(), level: 2, has_id };
        let all =
            [heading("A.b", false), heading("A.b", false), heading("Plain", false), heading("C.d", true)];
        let typed = |ids| to_be_typed(&all, ids).into_iter().map(|(_, id)| id).collect::<Vec<_>>();
        assert_eq!(typed(HeadingIds::Slugs), ["a-b", "a-b-1"]);
        assert_eq!(typed(HeadingIds::Kramdown), [""; 0]);
        assert_eq!(typed(HeadingIds::GitHub), [""; 0]);
    }
}
