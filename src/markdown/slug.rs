//! Ids of headings.

use std::collections::{HashMap, HashSet};

/// Gives every heading of a page an id that no other has: `-1`, `-2` … for repetitions.
#[derive(Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
    /// The number that the next repetition of an id is tried with.
    next: HashMap<String, usize>,
}

impl Slugs {
    /// The id as wanted, or with a number if it is taken by another heading, or `reserved` says
    /// that it belongs to something else on the page.
    pub(super) fn unique(&mut self, wanted: &str, reserved: impl Fn(&str) -> bool) -> String {
        let mut slug = wanted.to_owned();
        if !reserved(&slug) && self.taken.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(wanted.to_owned()).or_default();
        loop {
            *next += 1;
            slug = format!("{wanted}-{next}");
            if !reserved(&slug) && self.taken.insert(slug.clone()) {
                return slug;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::slug::slug;

    #[test]
    fn heading_ids_follow_github() {
        let mut slugs = Slugs::default();
        let ids = ["What changed?", "What changed", "The “Berlin” text, again", "Що далі", "!", "a_b - c"];
        let ids: Vec<_> = ids.iter().map(|text| slugs.unique(&slug(text), |_| false)).collect();
        assert_eq!(
            ids,
            ["what-changed", "what-changed-1", "the-berlin-text-again", "що-далі", "section", "a_b---c"]
        );
        assert_eq!(slug("हिन्दी में"), "हिन्दी-में");
        assert_eq!(slug("क्\u{200d} क्\u{200d}ष می\u{200c}خواهم"), "क्\u{200d}-क्\u{200d}ष-می\u{200c}خواهم");
        assert_eq!(slug("👩\u{200d}💻 team"), "-team");
        assert_eq!(slug("I ❤\u{fe0f} it, 1\u{fe0f}\u{20e3} a\u{200d}"), "i--it-1-a");
        assert_eq!(slug("Работа с\u{a0}базами,\u{202f}да\u{3000}вот"), "работа-с-базами-да-вот");
        assert_eq!(slug("👍\u{301} a_\u{301}"), "-a_");
        assert_eq!(slug("E\u{301}te\u{301}, Zu\u{308}\u{ad}rich"), "été-zürich");
    }
}
