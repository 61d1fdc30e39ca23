//! What items refer to: another item, a source, somebody.

use std::collections::BTreeSet;

use crate::model::value::id::{BriefingIdx, DossierIdx};

/// An item of a briefing, such as a quote: the briefing, and the position there.
pub type ItemRef = (BriefingIdx, u32);

/// Something cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// A source of the same briefing, by position in the front matter; after those come the sources of footnotes.
    Own(usize),
    /// An outlet, by position in `site.yaml`.
    Outlet(usize),
}

/// Someone who speaks or acts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Somebody with a dossier.
    Dossier(DossierIdx),
    /// A name without one.
    Name(String),
}

/// One of those that something ultimately rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A speaker.
    Speaker(Party),
    /// An outlet, by position in `site.yaml`, where nobody is named.
    Outlet(usize),
    /// A source of the briefing, by position, where neither is named.
    Source(usize),
}

/// How many of several voices are independent: someone who is in two of them counts once. Those of the fewest people
/// are counted first, so that two who also speak together count as two.
pub fn independent<'v>(voices: impl Iterator<Item = &'v [Root]>) -> usize {
    let mut voices: Vec<&[Root]> = voices.collect();
    voices.sort_by_key(|voice| voice.len());
    let (mut heard, mut count) = (BTreeSet::new(), 0);
    for voice in voices {
        if !voice.is_empty() && voice.iter().all(|root| !heard.contains(root)) {
            heard.extend(voice);
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_in_two_voices_speaks_once() {
        let count = |names: &[&str]| {
            let speakers = |names: &&str| -> Vec<Root> {
                names.chars().map(|name| Root::Speaker(Party::Name(name.to_string()))).collect()
            };
            let voices: Vec<Vec<Root>> = names.iter().map(speakers).collect();
            independent(voices.iter().map(Vec::as_slice))
        };
        assert_eq!(count(&["a", "b", "a"]), 2);
        assert_eq!(count(&["ab", "b"]), 1);
        assert_eq!(count(&["ab", "a", "b"]), 2);
        assert_eq!(count(&["ab", "cd", "bc"]), 2);
        assert_eq!(count(&["a", "ab", "bc"]), 2);
        assert_eq!(count(&["", "a"]), 1);
        assert_eq!(count(&[]), 0);
    }
}
