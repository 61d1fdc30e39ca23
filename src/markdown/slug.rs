//! Ids of headings.

use std::collections::HashSet;

/// What ids begin with that are not of headings.
const OWN_PREFIXES: [&str; 4] = ["page-", "source-", "cite-", "note-"];

/// Gives every heading of a page an id that no other has, by the rule of GitHub: lower case,
/// spaces to hyphens, punctuation dropped, `-1`, `-2` … for repetitions.
#[derive(Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// The id of a heading with a text.
    pub(super) fn of(&mut self, text: &str) -> String {
        let mut slug = String::with_capacity(text.len());
        for c in text.trim().chars() {
            match c {
                ' ' | '-' => slug.push('-'),
                '_' => slug.push('_'),
                c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
                _ => {}
            }
        }
        if slug.is_empty() {
            slug.push_str("section");
        }
        self.unique(slug)
    }

    /// The id as typed, or with a number if it is taken. Ids that the page around the text or
    /// its notes could have count as taken.
    pub(super) fn unique(&mut self, wanted: String) -> String {
        if wanted == "content" || OWN_PREFIXES.iter().any(|prefix| wanted.starts_with(prefix)) {
            self.taken.insert(wanted.clone());
        }
        let mut slug = wanted.clone();
        let mut n = 0;
        while !self.taken.insert(slug.clone()) {
            n += 1;
            slug = format!("{wanted}-{n}");
        }
        slug
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_ids_follow_github() {
        let mut slugs = Slugs::default();
        let ids = ["What changed?", "What changed", "The “Berlin” text, again", "Що далі", "!", "a_b - c"];
        let ids: Vec<_> = ids.iter().map(|text| slugs.of(text)).collect();
        assert_eq!(
            ids,
            ["what-changed", "what-changed-1", "the-berlin-text-again", "що-далі", "section", "a_b---c"]
        );
    }
}
