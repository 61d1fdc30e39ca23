//! The nearest known name to one that is not known.
//!
//! [`Suggestions`] are made once for a set of names, when a name is first not found in it, and then asked as
//! often as needed: the cost of a question does not grow with the set. The names are kept as a tree of
//! letters, so that those that begin alike are compared with the wrong one only once. Distances are looked
//! for from the smallest up, because most slips are small.

use std::collections::HashMap;

use super::{Help, Safety};
use crate::language::letters;

/// How many letters of the tree are compared for one wrong name. Sets of a few thousand names need less;
/// where a larger one has nothing near, nothing is suggested.
const MOST_STEPS: usize = 4_000;
/// How many names a help line lists.
const MOST_LISTED: usize = 30;
/// And how many bytes of them.
const MOST_BYTES_LISTED: usize = 200;
/// The number of letters up to which names are told apart by their letters.
const LONGEST_COUNTED: usize = 100;
/// The largest distance that is looked for.
const FARTHEST: usize = 3;
/// A distance that is too large.
const FAR: u8 = 100;
const NONE: u32 = u32::MAX;

/// A set of names, ready to be asked for the nearest to a wrong one.
pub struct Suggestions<S> {
    /// In order.
    names: Vec<S>,
    /// The first one is the root.
    nodes: Vec<Node>,
    /// The first name that has a part, between hyphens.
    parts: HashMap<String, u32>,
}

/// A letter of the tree. Links are positions, [`NONE`] for no link.
struct Node {
    letter: char,
    child: u32,
    sibling: u32,
    /// The first name that ends here.
    name: u32,
    /// The first name of those that end here or below.
    first: u32,
}

/// Distances between the beginning of a name and the beginnings of the wrong one that are about as long: at
/// `n`, that of the beginning with `FARTHEST - n` fewer letters.
type Row = [u8; 2 * FARTHEST + 1];

/// A node whose names can be near, with what is known of the letters down to it.
struct Reached {
    node: u32,
    depth: usize,
    letter: char,
    row: Row,
    row_before: Row,
    /// Whether another mistake is allowed below it.
    slack: bool,
}

impl<S: AsRef<str> + Ord> Suggestions<S> {
    /// Gathers the names.
    pub fn new(names: impl IntoIterator<Item = S>) -> Self {
        let mut names: Vec<S> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        let mut parts = HashMap::new();
        let mut folded: Vec<(String, u32)> = Vec::with_capacity(names.len());
        for (n, name) in (0..).zip(&names) {
            let name = fold(name.as_ref());
            for part in name.split('-') {
                if !parts.contains_key(part) {
                    parts.insert(part.to_owned(), n);
                }
            }
            folded.push((name, n));
        }
        folded.sort_unstable();
        Self { names, nodes: tree(&folded), parts }
    }

    /// The best name that a slip of the finger could have turned into this one.
    /// Case and the difference between `-`, `_` and a space do not count.
    /// Of equally near names the first in order wins.
    pub fn nearest(&self, name: &str) -> Option<&S> {
        self.nearest_and_safety(name).map(|(found, _)| found)
    }

    /// The same, with how sure it is that this one was meant.
    pub fn nearest_and_safety(&self, name: &str) -> Option<(&S, Safety)> {
        let folded = fold(name);
        let wanted: Vec<char> = folded.chars().collect();
        if wanted.is_empty() {
            return None;
        }
        let allowed = allowed(wanted.len());
        let mut steps = 0;
        for distance in 0..=allowed {
            if let Some((found, is_alone)) = self.at_distance(&wanted, distance, &mut steps) {
                let found = self.names.get(found as usize)?;
                let is_sure = is_alone && is_slip(&folded, &fold(found.as_ref()), distance);
                return Some((found, if is_sure { Safety::Safe } else { Safety::Unsafe }));
            }
        }
        let akin = self.akin(&folded, &wanted).filter(|_| wanted.len() >= 4)?;
        Some((self.names.get(akin as usize)?, Safety::Unsafe))
    }

    /// The help line for [`Suggestions::nearest`], if anything is near, with the fix.
    pub fn did_you_mean(&self, name: &str) -> Option<Help> {
        let (found, grade) = self.nearest_and_safety(name)?;
        let found = found.as_ref();
        Some(Help::instead(format!("did you mean `{found}`?"), grade, name, found))
    }

    /// The best name at exactly a distance, if no other is nearer, and whether it is the only one: insertions,
    /// deletions, substitutions and swaps of neighbours count.
    fn at_distance(&self, wanted: &[char], distance: usize, steps: &mut usize) -> Option<(u32, bool)> {
        let mut best: Option<(bool, u32)> = None;
        let mut is_alone = true;
        let mut open = vec![Reached::root(distance)];
        while let Some(here) = open.pop() {
            let node = &self.nodes[here.node as usize];
            if node.name != NONE && distance < here.depth && here.end(wanted) == Some(distance) {
                // Of two equally near ones, the one with the same letters is meant.
                let name = fold(self.names[node.name as usize].as_ref());
                let found = (sorted(name.chars()) != sorted(wanted.iter().copied()), node.name);
                is_alone &= best.is_none_or(|(_, name)| name == found.1);
                best = Some(best.map_or(found, |best| best.min(found)));
            }
            let mut child = node.child;
            while child != NONE && *steps < MOST_STEPS {
                *steps += 1;
                let Node { letter, sibling, .. } = self.nodes[child as usize];
                if here.can_take(letter, wanted, distance) {
                    open.extend(here.next(child, letter, wanted, distance));
                }
                child = sibling;
            }
        }
        best.map(|(_, name)| (name, is_alone && *steps < MOST_STEPS))
    }

    /// The first name that begins with the wrong one, that it begins with, or that has it as a part.
    fn akin(&self, folded: &str, wanted: &[char]) -> Option<u32> {
        let mut first = self.parts.get(folded).copied().unwrap_or(NONE);
        let mut at = Some(0);
        for (n, letter) in (1..).zip(wanted) {
            at = at.and_then(|at| self.child(at, *letter));
            let Some(node) = at.map(|at| &self.nodes[at as usize]) else { break };
            if n == wanted.len() {
                first = first.min(node.first);
            } else if n >= 4 {
                first = first.min(node.name);
            }
        }
        (first != NONE).then_some(first)
    }

    fn child(&self, node: u32, letter: char) -> Option<u32> {
        let mut child = self.nodes[node as usize].child;
        while child != NONE && self.nodes[child as usize].letter != letter {
            child = self.nodes[child as usize].sibling;
        }
        (child != NONE).then_some(child)
    }
}

/// The tree of names in order of their letters.
fn tree(names: &[(String, u32)]) -> Vec<Node> {
    let node = |letter| Node { letter, child: NONE, sibling: NONE, name: NONE, first: NONE };
    let mut nodes = vec![node('\0')];
    // The nodes of the name before, from the root on.
    let mut path: Vec<u32> = vec![0];
    for (name, n) in names {
        let letters: Vec<char> = name.chars().collect();
        let shared = path[1..].iter().zip(&letters);
        let shared = shared.take_while(|(at, letter)| nodes[**at as usize].letter == **letter).count();
        path.truncate(shared + 1);
        for letter in &letters[shared..] {
            let (at, parent) = (nodes.len() as u32, path[path.len() - 1] as usize);
            nodes.push(Node { sibling: nodes[parent].child, ..node(*letter) });
            nodes[parent].child = at;
            path.push(at);
        }
        let last = path[path.len() - 1] as usize;
        nodes[last].name = nodes[last].name.min(*n);
        for at in &path {
            let node = &mut nodes[*at as usize];
            node.first = node.first.min(*n);
        }
    }
    nodes
}

impl Reached {
    /// Where every search begins.
    fn root(distance: usize) -> Self {
        let mut row = [FAR; 2 * FARTHEST + 1];
        (0..=FARTHEST).for_each(|n| row[FARTHEST + n] = n as u8);
        Self {
            node: 0,
            depth: 0,
            letter: '\0',
            row,
            row_before: [FAR; 2 * FARTHEST + 1],
            slack: distance > 0,
        }
    }

    /// The distance between the letters so far and the whole wrong name, if it can be within reach.
    fn end(&self, wanted: &[char]) -> Option<usize> {
        let at = (wanted.len() + FARTHEST).checked_sub(self.depth)?;
        self.row.get(at).map(|distance| usize::from(*distance))
    }

    /// How much of the wrong name the nth of a row at a depth stands for.
    fn length(depth: usize, n: usize) -> Option<usize> {
        (depth + n).checked_sub(FARTHEST)
    }

    /// Whether a name that goes on with a letter can be within a distance. Without slack the letter has
    /// to be the one that is wanted, or the first of two that are swapped.
    fn can_take(&self, letter: char, wanted: &[char], distance: usize) -> bool {
        self.slack
            || (FARTHEST - distance..=FARTHEST + distance).any(|n| {
                let Some(length) = Self::length(self.depth, n) else { return false };
                let fits = wanted.get(length) == Some(&letter) && usize::from(self.row[n]) <= distance;
                let swaps = length > 0
                    && wanted.get(length) == Some(&self.letter)
                    && wanted[length - 1] == letter
                    && usize::from(self.row_before[n]) < distance;
                fits || swaps
            })
    }

    /// A child with its row (Damerau's distance, without edits inside a swap), if a name there can be
    /// within a distance. Only what matters to that is computed.
    fn next(&self, node: u32, letter: char, wanted: &[char], distance: usize) -> Option<Self> {
        let (depth, mut row) = (self.depth + 1, [FAR; 2 * FARTHEST + 1]);
        for n in FARTHEST - distance..=FARTHEST + distance {
            let Some(length) = Self::length(depth, n).filter(|length| *length <= wanted.len()) else {
                continue;
            };
            let mut least = self.row.get(n + 1).map_or(FAR, |above| above + 1);
            if n > 0 {
                least = least.min(row[n - 1] + 1);
            }
            if length > 0 {
                least = least.min(self.row[n] + u8::from(wanted[length - 1] != letter));
            }
            if length > 1 && wanted[length - 1] == self.letter && wanted[length - 2] == letter {
                least = least.min(self.row_before[n] + 1);
            }
            row[n] = least.min(FAR);
        }
        let least = usize::from(*row.iter().min().unwrap_or(&FAR));
        let reached = Self { node, depth, letter, row, row_before: self.row, slack: least < distance };
        (least <= distance).then_some(reached)
    }
}

/// How far a name may be from a wrong one with that many letters.
fn allowed(letters: usize) -> usize {
    match letters {
        ..=3 => 1,
        4..=7 => 2,
        _ => FARTHEST,
    }
}

/// Whether a name is another one with a slip of the finger in it, as far as can be told: in a long name two
/// letters may differ, in a short one none. Another number is another thing.
fn is_slip(wrong: &str, name: &str, distance: usize) -> bool {
    let letters = wrong.chars().count().min(name.chars().count());
    let most = match letters {
        ..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    distance <= most && digits(wrong) == digits(name)
}

/// [`Suggestions::nearest`] in a set that is asked once. Most missing keys are compared with all that are
/// there, so what cannot be near is ruled out by its letters first: that takes 2% off a build.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut near = candidates.into_iter().filter(|candidate| may_be_near(name, candidate)).peekable();
    near.peek()?;
    Suggestions::new(near).nearest(name).copied()
}

/// Whether two names have enough letters in common. Every mistake adds a letter, takes one, or does both; one
/// that begins another, or is a part of it, has no letter that the other lacks.
fn may_be_near(wrong: &str, name: &str) -> bool {
    if !wrong.is_ascii() || !name.is_ascii() {
        return true;
    }
    let is_long = wrong.len().max(name.len()) > LONGEST_COUNTED;
    let allowed = allowed(wrong.trim().len()) as u32;
    let place = |b: u8| usize::from(if matches!(b, b'_' | b' ') { b'-' } else { b.to_ascii_lowercase() });
    // Which letters there are is enough to tell most names apart: counting them costs ten times as much.
    let letters = |name: &str| name.trim().bytes().fold(0_u32, |all, b| all | 1 << (place(b) % 32));
    let (in_wrong, in_name) = (letters(wrong), letters(name));
    let (more, less) = ((in_wrong & !in_name).count_ones(), (in_name & !in_wrong).count_ones());
    if !is_long && more > 0 && less > 0 && more.max(less) > allowed {
        return false;
    }
    let mut counts = [0_i8; 128];
    for b in wrong.trim().bytes().take(LONGEST_COUNTED) {
        counts[place(b)] += 1;
    }
    for b in name.trim().bytes().take(LONGEST_COUNTED) {
        counts[place(b)] -= 1;
    }
    let more: u32 = counts.iter().map(|n| u32::from(n.max(&0).unsigned_abs())).sum();
    let less: u32 = counts.iter().map(|n| u32::from(n.min(&0).unsigned_abs())).sum();
    is_long || more == 0 || less == 0 || more.max(less) <= allowed
}

/// The help line for [`nearest`], if anything is near.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Help> {
    Suggestions::new(candidates).did_you_mean(name)
}

/// Names for a help line: all if there are few, the first ones if there are many.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter().peekable();
    let (mut shown, mut length) = (Vec::new(), 0);
    while let Some(name) = names.next_if(|name| {
        shown.is_empty() || length + name.len() <= MOST_BYTES_LISTED && shown.len() < MOST_LISTED
    }) {
        length += name.len();
        shown.push(name);
    }
    match names.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn sorted(letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut letters: Vec<char> = letters.collect();
    letters.sort_unstable();
    letters
}

/// A name as it is compared: as texts are, and with hyphens for spaces.
fn fold(name: &str) -> String {
    letters::folded(name.trim()).replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_name_that_is_near_is_passed_over_for_its_letters(wrong in "[abcA_ -]{0,12}", name in "[abc_ -]{0,12}") {
            let whole = Suggestions::new([name.as_str()]);
            proptest::prop_assert_eq!(nearest(&wrong, [name.as_str()]), whole.nearest(&wrong).copied());
        }
    }

    #[test]
    fn one_slip_of_a_word_is_sure_and_another_number_is_not() {
        let grade = |name: &str, names: &[&str]| {
            Suggestions::new(names.iter().copied()).nearest_and_safety(name).map(|(_, grade)| grade)
        };
        let (safe, not) = (Some(Safety::Safe), Some(Safety::Unsafe));
        assert_eq!(grade("Peace Talks", &["peace-talks"]), safe);
        assert_eq!(grade("abd", &["abc"]), not, "three letters");
        assert_eq!(grade("abce", &["abcd"]), safe, "four letters");
        assert_eq!(grade("summray-s", &["summary-t"]), safe, "two slips of nine");
        assert_eq!(grade("abcdefg", &["abcdexy"]), not, "two slips of seven");
        assert_eq!(grade("abcdefgh", &["abcdefxy"]), safe, "two slips of eight");
        assert_eq!(grade("abcdefgh", &["abcdexyz"]), not, "three slips");
        assert_eq!(grade("peace-talk", &["peace-talks", "peace-tale"]), not, "two are as near");
        assert_eq!(grade("2025-12-21-talks", &["2025-12-22-talks"]), not, "another day");
        assert_eq!(grade("battlefield-updates", &["battlefield"]), not, "a part");
        assert_eq!(grade("", &["a"]), None);
    }

    #[test]
    fn names_are_told_apart_by_a_hundred_letters() {
        let long = |letters: usize| ("x".repeat(letters), "y".repeat(letters));
        let ((wrong, name), (longer, other)) = (long(LONGEST_COUNTED), long(LONGEST_COUNTED + 1));
        assert!(!may_be_near(&wrong, &name));
        assert!(may_be_near(&longer, &other), "left to the comparison itself");
    }

    #[test]
    fn a_tree_finds_what_comparing_with_every_name_finds() {
        let letters = ['a', 'b', 'n', '-'];
        let mut seed = 1u64;
        let mut word = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let length = 1 + (seed >> 60) as usize;
            (0..length).map(|n| letters[(seed >> (2 * n + 13)) as usize % 4]).collect::<String>()
        };
        let mut found = 0;
        for _ in 0..400 {
            let names: Vec<String> = (0..12).map(|_| word()).collect();
            let wrong = word();
            let nearest = nearest(&wrong, names.iter().map(String::as_str));
            assert_eq!(nearest, plainly(&wrong, &names), "{wrong} in {names:?}");
            found += usize::from(nearest.is_some());
        }
        assert!((40..360).contains(&found), "{found}");
    }

    /// What [`nearest`] promises, by the distance to each name.
    fn plainly<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
        let (wanted, length) = (fold(name), name.chars().count());
        let allowed = if length < 4 {
            1
        } else if length < 8 {
            2
        } else {
            3
        };
        let ranked = names.iter().filter_map(|name| {
            let folded = fold(name);
            let mut distance = strsim::osa_distance(&wanted, &folded);
            let begins = folded.starts_with(&wanted) || wanted.starts_with(&folded) && folded.len() >= 4;
            if distance > allowed && length >= 4 && (begins || folded.split('-').any(|part| part == wanted)) {
                distance = allowed;
            }
            let differ = sorted(folded.chars()) != sorted(wanted.chars());
            (distance <= allowed && distance < folded.len()).then_some((distance, differ, name.as_str()))
        });
        ranked.min().map(|(_, _, name)| name)
    }

    #[test]
    fn what_is_near() {
        let near = |name, names: &[&'static str]| nearest(name, names.iter().copied());
        assert_eq!(near("peace-tlaks", &["peace-talks", "peace-walks"]), Some("peace-talks"));
        assert_eq!(near("Peace Talks", &["peace_talks"]), Some("peace_talks"));
        assert_eq!(near("listen", &["tinsel", "lasten", "silent"]), Some("lasten"));
        assert_eq!(near("zelensky", &["volodymyr-zelensky"]), Some("volodymyr-zelensky"));
        assert_eq!(near("zelensky-again", &["zelensky"]), Some("zelensky"));
        assert_eq!(near("minis", &["ministry-b", "ministry-a"]), Some("ministry-a"));
        assert_eq!(near("ab", &["b", "a"]), None, "one letter of two is another name");
        assert_eq!(near("", &["a"]), None);
    }

    #[test]
    fn short_names_allow_one_slip_those_from_four_letters_two_and_from_eight_three() {
        let near = |name, known: &'static str| nearest(name, [known]).is_some();
        for (name, one, two) in [("abc", "abx", "axx"), ("a1", "a12", "a123")] {
            assert!(near(name, one) && !near(name, two), "{name}");
        }
        for (name, two, three) in [("abcd", "abxy", "axyz"), ("abcdefg", "abcdexy", "abcdxyz")] {
            assert!(near(name, two) && !near(name, three), "{name}");
        }
        assert!(near("abcdefgh", "abcdexyz") && !near("abcdefgh", "abcdwxyz"));
    }

    #[test]
    fn from_four_letters_on_a_part_or_the_beginning_is_enough() {
        let near = |name, known: &'static str| nearest(name, [known]).is_some();
        assert!(near("mins", "minster-of-state") && !near("min", "minster-of-state"));
        assert!(near("kyiv", "the-battle-of-kyiv") && !near("rio", "the-battle-of-rio"));
        assert!(near("kyiv-and-more", "kyiv") && !near("rio-and-more", "rio"));
    }

    #[test]
    fn help_lines_list_30_names_or_200_bytes() {
        let list = |count: usize, length: usize| {
            let names: Vec<String> = (0..count).map(|n| format!("{n:0length$}")).collect();
            listed(names.iter().map(String::as_str))
        };
        assert!(!list(30, 2).contains(" more"));
        assert!(list(31, 2).ends_with("29 and 1 more"));
        assert!(!list(20, 10).contains(" more"));
        assert!(list(21, 10).ends_with("19 and 1 more"));
        assert_eq!(listed(["x".repeat(200).as_str(), "y"]), format!("{} and 1 more", "x".repeat(200)));
        assert_eq!(listed(["x".repeat(201).as_str()]), "x".repeat(201));
        assert_eq!(listed(["x".repeat(199).as_str(), "y"]), format!("{}, y", "x".repeat(199)));
    }

    #[test]
    fn a_question_costs_the_same_however_many_names_there_are() {
        let names = Suggestions::new((0..5000).map(|n| format!("person-{n}")));
        let wanted: Vec<char> = "zzzzzz-zzzz".chars().collect();
        let mut steps = 0;
        for distance in 0..=FARTHEST {
            names.at_distance(&wanted, distance, &mut steps);
        }
        assert!(steps < 100, "{steps}");
        assert_eq!(names.nearest("persom-4321").map(String::as_str), Some("person-4321"));
        assert_eq!(names.nearest("person-43x1").map(String::as_str), Some("person-4301"));
    }
}
