//! What items refer to: another item, a source, somebody.

use std::collections::BTreeMap;

use crate::model::value::id::{BriefingIdx, DossierIdx};

/// An item of a briefing, such as a quote: the briefing, and the position there.
pub type ItemRef = (BriefingIdx, u32);

/// Something cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// A source of the same briefing, by position.
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

/// What something rests on in the end: the voice of who says so, else of the outlet, else the source itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A speaker. Those who speak together are one root, by the first of them.
    Speaker(Party),
    /// An outlet, by position in `site.yaml`.
    Outlet(usize),
    /// A source of the briefing, by position.
    Source(usize),
}

/// The root of each of several voices, where those that share a speaker are one: its least member.
pub fn joined(voices: &[Vec<Root>]) -> Vec<Root> {
    // Each voice leads to one before it that it shares somebody with, or to itself.
    let mut leads: Vec<usize> = (0..voices.len()).collect();
    let find = |leads: &mut Vec<usize>, mut at: usize| {
        while leads[at] != at {
            leads[at] = leads[leads[at]];
            at = leads[at];
        }
        at
    };
    let mut first: BTreeMap<&Root, usize> = BTreeMap::new();
    for (n, members) in voices.iter().enumerate() {
        for member in members {
            let other = *first.entry(member).or_insert(n);
            let (a, b) = (find(&mut leads, n), find(&mut leads, other));
            leads[a.max(b)] = a.min(b);
        }
    }
    let mut least: BTreeMap<usize, &Root> = BTreeMap::new();
    for (n, members) in voices.iter().enumerate() {
        let group = find(&mut leads, n);
        for member in members {
            least.entry(group).and_modify(|least| *least = (*least).min(member)).or_insert(member);
        }
    }
    (0..voices.len())
        .map(|n| least.get(&find(&mut leads, n)).map_or(Root::Source(n), |least| (*least).clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_that_share_somebody_are_one() {
        let voice = |names: &str| -> Vec<Root> {
            names.chars().map(|name| Root::Speaker(Party::Name(name.to_string()))).collect()
        };
        let roots = |voices: &[&str]| -> Vec<String> {
            let voices: Vec<Vec<Root>> = voices.iter().map(|names| voice(names)).collect();
            let name = |root: Root| match root {
                Root::Speaker(Party::Name(name)) => name,
                other => format!("{other:?}"),
            };
            joined(&voices).into_iter().map(name).collect()
        };
        assert_eq!(roots(&["a", "b", "a"]), ["a", "b", "a"]);
        assert_eq!(roots(&["b", "ba", "c"]), ["a", "a", "c"]);
        assert_eq!(roots(&["a", "c", "ab", "bc", "d"]), ["a", "a", "a", "a", "d"]);
        assert_eq!(roots(&["", "a"]), ["Source(0)", "a"]);
        assert_eq!(roots(&[]), [""; 0]);
    }
}
