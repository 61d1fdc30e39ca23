//! Fixing a site, round after round: one fix may bring to light what needs another.
//!
//! In: the problems of a run, with the changes that make them go away. Out: new texts for the next run, and
//! edits at the end. Of changes that overlap, the first in order is made, and the others wait for the next
//! round.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Fix, Place, Safety, Severity, Source, Span};
use crate::edit::{Edit, Edits, applied};

/// Which problems are to be fixed.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Only these kinds; all if there are none.
    pub codes: Vec<Code>,
    /// How unsure a fix may be.
    pub safety: Safety,
}

/// What has been fixed so far.
#[derive(Debug)]
pub struct Fixing {
    wanted: Wanted,
    files: BTreeMap<String, File>,
    /// How many problems were fixed, by kind.
    pub counts: BTreeMap<Code, usize>,
    /// What was fixed. If it shows up again, its fix has not helped, and is not tried again.
    done: HashSet<Mark>,
}

/// A file whose text has changed.
#[derive(Debug)]
struct File {
    /// As it is on disk.
    before: Arc<Source>,
    now: String,
}

/// What distinguishes a problem from others after a round: path, line, kind and message.
type Mark = (String, usize, Code, String);

/// The changes of one file in a round.
struct Round {
    source: Arc<Source>,
    edits: Vec<Edit>,
    /// Where they begin and end.
    taken: BTreeMap<usize, usize>,
}

impl Fixing {
    /// Nothing yet.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, files: BTreeMap::new(), counts: BTreeMap::new(), done: HashSet::new() }
    }

    /// Applies the fixes from a run over the texts. `false` if none of them was wanted, so that
    /// everything is done. `may_change` is asked about each file before its first change.
    pub fn round(&mut self, problems: &[Diagnostic], may_change: impl FnMut(&Source) -> bool) -> bool {
        let mut may_change = may_change;
        let mut rounds: BTreeMap<&str, Option<Round>> = BTreeMap::new();
        let mut done = Vec::new();
        // What an allowance is for may merely be hidden by an error.
        let may_be_hidden = problems.iter().any(|problem| problem.severity == Severity::Error);
        for problem in problems {
            let Some((place, fix)) = self.fix_of(problem) else { continue };
            if may_be_hidden && problem.code == Code::UnusedAllowance {
                continue;
            }
            let path = place.source.path.as_str();
            let round = rounds.entry(path).or_insert_with(|| {
                let is_free = self.files.contains_key(path) || may_change(&place.source);
                is_free.then(|| Round::new(&place.source))
            });
            let Some(round) = round else { continue };
            let mark = (path.to_owned(), place.line_column().0, problem.code, problem.message.clone());
            if self.done.contains(&mark) || !round.take(fix) {
                continue;
            }
            *self.counts.entry(problem.code).or_default() += 1;
            done.push(mark);
        }
        let has_changed = !done.is_empty();
        self.done.extend(done);
        for (path, round) in rounds.into_iter().filter_map(|(path, round)| Some((path, round?))) {
            let now = applied(&round.source.text, &round.edits).expect("edits that overlap are not taken");
            match self.files.get_mut(path) {
                Some(file) => file.now = now,
                None => _ = self.files.insert(path.to_owned(), File { before: round.source, now }),
            }
        }
        has_changed
    }

    /// The fix for a problem, if it is wanted, and where the problem is.
    fn fix_of<'d>(&self, problem: &'d Diagnostic) -> Option<(&'d Place, &'d Fix)> {
        let Wanted { codes, safety } = &self.wanted;
        let fix = problem.fix.as_deref().filter(|fix| fix.safety <= *safety)?;
        let is_wanted = codes.is_empty() || codes.contains(&problem.code);
        Some((problem.place.as_ref().filter(|_| is_wanted)?, fix))
    }

    /// The current texts, by path from the root of the site.
    pub fn texts(&self) -> impl Iterator<Item = (String, String)> {
        self.changed().map(|(path, file)| (path.clone(), file.now.clone()))
    }

    /// What has changed since the beginning.
    pub fn edits(&self) -> Edits {
        let mut edits = Edits::default();
        for (_, File { before, now }) in self.changed() {
            edits.change(before, Span::new(0..before.text.len()), now.as_str());
        }
        edits
    }

    /// The paths of the files that have changed.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.changed().map(|(path, _)| path.as_str())
    }

    fn changed(&self) -> impl Iterator<Item = (&String, &File)> {
        self.files.iter().filter(|(_, file)| file.now != file.before.text)
    }
}

impl Round {
    fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), edits: Vec::new(), taken: BTreeMap::new() }
    }

    /// Takes the changes of a fix, all or none.
    fn take(&mut self, fix: &Fix) -> bool {
        let parts = || fix.replacements.iter().map(|part| (part.place.span.range(), &part.text));
        let is_here = fix.replacements.iter().all(|part| part.place.source == self.source);
        let changes = || parts().any(|(range, text)| self.source.text[range] != **text);
        if !is_here || !changes() || parts().any(|(range, _)| !self.is_free(&range)) {
            return false;
        }
        for (range, text) in parts() {
            self.taken.insert(range.start, range.end);
            self.edits.push(Edit { range, text: text.clone() });
        }
        true
    }

    /// Whether a part does not overlap one that is taken. Next to an insertion, nothing else changes: there
    /// would be no telling which of the two came first.
    fn is_free(&self, range: &Range<usize>) -> bool {
        let near = self.taken.range(..=range.end).rev().take_while(|(_, end)| **end >= range.start);
        let mut near = near.map(|(start, end)| *start..*end);
        near.all(|taken| {
            let is_beside = taken.end == range.start || taken.start == range.end;
            is_beside && !range.is_empty() && !taken.is_empty()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Help;

    fn problem(source: &Arc<Source>, range: Range<usize>, message: &str, help: Help) -> Diagnostic {
        Diagnostic::at(Code::UnknownId, source.place(Span::new(range)), message).help(help)
    }

    fn fixing(safety: Safety) -> Fixing {
        Fixing::new(Wanted { codes: Vec::new(), safety })
    }

    fn texts(fixing: &Fixing) -> Vec<String> {
        fixing.texts().map(|(_, text)| text).collect()
    }

    #[test]
    fn of_changes_that_overlap_the_first_is_made() {
        let made = |parts: &[Range<usize>]| {
            let source = Arc::new(Source::new("content/a.md", "abcdef"));
            let problem = |n: usize| {
                let help = Help::safe("write it", n.to_string());
                problem(&source, parts[n].clone(), &n.to_string(), help)
            };
            let problems: Vec<Diagnostic> = (0..parts.len()).map(problem).collect();
            let mut fixing = fixing(Safety::Safe);
            assert!(fixing.round(&problems, |_| true));
            assert_eq!(fixing.edits().changed().unwrap()[0].before.text, "abcdef");
            (texts(&fixing).remove(0), fixing.counts[&Code::UnknownId])
        };
        assert_eq!(made(&[0..2, 1..3, 4..6]), ("0cd2".to_owned(), 2));
        assert_eq!(made(&[0..2, 2..4, 4..6]), ("012".to_owned(), 3), "side by side");
        assert_eq!(made(&[0..2, 2..2, 3..3]), ("0c2def".to_owned(), 2), "an insertion beside a change");
        assert_eq!(made(&[2..2, 2..2, 0..2, 2..4]), ("ab0cdef".to_owned(), 1), "beside an insertion");
        assert_eq!(made(&[1..5, 2..3, 0..6]), ("a0f".to_owned(), 1), "one in another");
    }

    #[test]
    fn a_fix_that_does_not_help_is_made_once() {
        let mut fixing = fixing(Safety::Safe);
        for (text, is_new) in [("a", true), ("aa", false)] {
            let source = Arc::new(Source::new("content/a.md", text));
            let again = problem(&source, 0..1, "still wrong", Help::safe("write `aa`", "aa"));
            assert_eq!(fixing.round(&[again], |_| true), is_new);
        }
        assert_eq!(texts(&fixing), ["aa"]);
    }

    #[test]
    fn one_mistake_can_stand_on_a_line_twice() {
        let source = Arc::new(Source::new("content/a.md", "a a"));
        let twice = [0..1, 2..3].map(|range| problem(&source, range, "wrong", Help::safe("write `b`", "b")));
        let mut fixing = fixing(Safety::Safe);
        assert!(fixing.round(&twice, |_| true));
        assert_eq!(texts(&fixing), ["b b"]);
    }

    #[test]
    fn only_what_is_wanted_and_may_change_does() {
        let source = Arc::new(Source::new("content/a.md", "a"));
        let unsure = [problem(&source, 0..1, "wrong", Help::unsure("write `b`", "b"))];
        assert!(!fixing(Safety::Safe).round(&unsure, |_| true));
        assert!(fixing(Safety::Unsafe).round(&unsure, |_| true));
        assert!(!fixing(Safety::Unsafe).round(&unsure, |_| false));
        let mut others = Fixing::new(Wanted { codes: vec![Code::BadYaml], safety: Safety::Unsafe });
        assert!(!others.round(&unsure, |_| true));
        assert_eq!(texts(&others), [""; 0]);
        let same = [problem(&source, 0..1, "wrong", Help::safe("write `a`", "a"))];
        assert!(!fixing(Safety::Unsafe).round(&same, |_| true), "nothing would change");
    }
}
