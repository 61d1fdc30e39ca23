//! Problems in a user's files: what is wrong, where, and how to fix it.
//!
//! Every stage reports to [`Diagnostics`] and goes on, so that one run shows every problem.
//! This module knows nothing of briefings or themes; it has places in texts, codes and wording.

mod allow;
mod archive;
mod code;
mod fix;
mod github;
mod human;
mod json;
mod sarif;
mod source;
mod suggest;
mod visible;

pub use allow::{Allowance, allowances};
pub use archive::Archive;
pub use code::{Code, Severity};
pub use fix::{Fix, Help, Replacement, Safety};
pub use github::render_github;
pub use human::{Style, render_human, render_summary};
pub use json::{problem_schema, render_json};
pub use sarif::render_sarif;
pub use source::{Place, Source, Span};
pub use suggest::{Suggestions, did_you_mean, listed, nearest};
pub use visible::{control_character, is_control, visible};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

/// One problem: code, message, its place, and a line that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the kind of problem.
    pub code: Code,
    /// Decides the exit code: an error stops publishing.
    pub severity: Severity,
    /// What was found, in lower case and without a final full stop.
    pub message: String,
    /// Where; `None` only for what concerns no file, such as a missing base URL.
    pub place: Option<Place>,
    /// Second places, each with a label: the other file that claims the same URL.
    pub others: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// The changes that do it, if a program can.
    pub fix: Option<Box<Fix>>,
    /// Whether the file it is in is a draft; then it never counts.
    pub is_of_draft: bool,
    /// Whether a file that it is about is held back; then a log that strangers can read has none of
    /// its text.
    pub is_secret: bool,
}

impl Diagnostic {
    /// What distinguishes a problem from others in a run.
    fn identity(&self) -> (Code, &str, Option<(&str, Span)>) {
        let place = self.place.as_ref().map(|place| (place.source.path.as_str(), place.span));
        (self.code, &self.message, place)
    }

    /// A problem at a place, with the severity its code has by default.
    pub fn at(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { place: Some(place), ..Self::nowhere(code, message) }
    }

    /// A problem of the whole site.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            others: Vec::new(),
            help: None,
            fix: None,
            is_of_draft: false,
            is_secret: false,
        }
    }

    /// Adds the line that says what to do, with the fix that comes with it.
    pub fn help(mut self, help: impl Into<Help>) -> Self {
        let mut help = help.into();
        self.fix = self.place.as_ref().and_then(|place| help.fix(place)).map(Box::new);
        self.help = Some(help.text);
        self
    }

    /// Adds a fix: a text takes the place of a part of the file.
    fn fixed_by(mut self, safety: Safety, place: Place, text: &str) -> Self {
        let replacement = Replacement { place, text: text.to_owned() };
        self.fix = Some(Box::new(Fix { safety, replacements: vec![replacement] }));
        self
    }

    /// Adds the help line if there is one.
    pub fn maybe_help(self, help: Option<impl Into<Help>>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Adds a second place with its label.
    pub fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.others.push((place, label.into()));
        self
    }

    /// What a log that strangers can read may have of it: for a file that is held back, its name, the place
    /// there and the code; nothing of the text that a source was taken from.
    pub fn for_strangers(self) -> Self {
        if !self.is_secret {
            let help = if self.code == Code::QuoteNotInSource { Some(UNSHOWN.to_owned()) } else { self.help };
            return Self { help, ..self };
        }
        let about = self.code.about().trim_end_matches('.');
        let (first, rest) = about.split_at(1);
        let others =
            self.others.into_iter().map(|(place, _)| (place, "the other place".to_owned())).collect();
        let (message, help) = (first.to_lowercase() + rest, Some(HIDDEN.to_owned()));
        Self { message, others, help, fix: None, ..self }
    }

    /// Files and positions first, so that a reader can work through one file after the other.
    fn order(&self) -> (&str, Span, Code, &str) {
        let (path, span) = match &self.place {
            Some(place) => (place.source.path.as_str(), place.span),
            None => ("", Span::default()),
        };
        (path, span, self.code, &self.message)
    }
}

/// What is said in place of the help line where the text of a file is not shown.
const HIDDEN: &str =
    "the text is not shown, because the file is not out; `dateline check` on your own computer shows it";

/// The same where a text is never out.
const UNSHOWN: &str =
    "`dateline check` on your own computer shows the nearest passage, which is not shown here";

/// What becomes of problems in a file that is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// They count as in any file.
    Counts,
    /// They count, and pages show it, because that was asked for.
    Shown,
    /// It is a draft, and none counts.
    Draft,
}

/// The problems of a run. Order of reporting does not matter; see [`Diagnostics::into_sorted`].
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The codes that the site turns down; `None` for those that are off.
    levels: BTreeMap<Code, Option<Severity>>,
    allowances: Vec<Allowance>,
    /// The files that are held back.
    held: BTreeMap<String, Held>,
    archive: Option<Archive>,
    /// Whether texts are kept, for somebody who makes the changes in fixes.
    keeps_texts: bool,
}

/// The problems of a part of the content that was read again. What they allow is the same.
#[derive(Debug, Clone, Default)]
pub struct Renewed {
    /// Those of the last reading.
    pub before: Diagnostics,
    /// Those of this one.
    pub now: Diagnostics,
}

impl Diagnostics {
    /// None yet; fixes will be made of them, so texts stay.
    pub fn to_be_fixed() -> Self {
        Self { keeps_texts: true, ..Self::default() }
    }

    /// Adds a problem.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all problems of another collection, such as that of a parallel task.
    pub fn merge(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
        self.allowances.extend(other.allowances);
    }

    /// Replaces the previous problems of a text with the present ones. Returns `false`, and nothing has
    /// changed, if others are in that text or after it.
    pub fn renew(&mut self, part: &Renewed, text: &Place) -> bool {
        let mut gone: HashMap<_, usize> = HashMap::new();
        part.before.list.iter().for_each(|one| *gone.entry(one.identity()).or_default() += 1);
        let mut rest = Vec::new();
        for one in &self.list {
            match gone.get_mut(&one.identity()) {
                Some(left) if *left > 0 => *left -= 1,
                _ => rest.push(one),
            }
        }
        let start = text.span.range().start;
        let is_there =
            |place: &Place| place.source.path == text.source.path && place.span.range().end > start;
        let mut places =
            rest.iter().flat_map(|one| one.place.iter().chain(one.others.iter().map(|(at, _)| at)));
        let is_alone = !places.any(is_there);
        if is_alone {
            self.list = rest.into_iter().chain(&part.now.list).cloned().collect();
        }
        is_alone
    }

    /// Whether any error was reported, even in a draft.
    pub fn has_any_error(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Sets what becomes of the warnings or notes of a code; `None` is off. Errors stay errors.
    pub fn set_level(&mut self, code: Code, level: Option<Severity>) {
        self.levels.insert(code, level);
    }

    /// Whether nobody need look for the warnings or notes of a code: the site turns them off, and no line allows one.
    pub fn are_unwanted(&self, code: Code) -> bool {
        let is_about = |allowance: &Allowance| allowance.about().1 == code.name();
        self.levels.get(&code) == Some(&None) && !self.allowances.iter().any(is_about)
    }

    /// Says that a file is held back.
    pub fn hold(&mut self, path: &str, held: Held) {
        self.held.insert(path.to_owned(), held);
    }

    /// Says which files are part of the archive: what they link to and lack is not an error.
    pub fn set_archive(&mut self, archive: Archive) {
        self.archive = Some(archive);
    }

    /// Where the problems that are only counted begin, in bytes, by file.
    pub fn counted(&self) -> BTreeMap<&str, BTreeSet<usize>> {
        let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for place in self.list.iter().filter(|one| self.is_counted(one)).filter_map(|one| one.place.as_ref())
        {
            places.entry(&place.source.path).or_default().insert(place.span.range().start);
        }
        places
    }

    /// Whether a problem of the archive is only counted.
    fn is_counted(&self, diagnostic: &Diagnostic) -> bool {
        self.archive.as_ref().is_some_and(|archive| archive.counts(diagnostic))
    }

    /// Whether a problem of a kind was reported.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.code == code)
    }

    /// The places of all errors.
    pub fn places_of_errors(&self) -> impl Iterator<Item = &Place> {
        let errors = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter_map(|diagnostic| diagnostic.place.as_ref())
    }

    /// What becomes of the problems at a place.
    fn held(&self, place: &Place) -> Option<Held> {
        self.held.get(&place.source.path).copied()
    }

    /// Whether a problem is a draft's own. What leaked from it is a problem of the page that shows it.
    fn is_of_draft(&self, diagnostic: &Diagnostic) -> bool {
        let held = diagnostic.place.as_ref().and_then(|place| self.held(place));
        held == Some(Held::Draft) && diagnostic.code != Code::LeakedText
    }

    /// Whether a problem of a finished page may quote a file that is shown though it is held back.
    fn may_quote_shown(&self, diagnostic: &Diagnostic) -> bool {
        let quotes =
            matches!(diagnostic.code, Code::DeadLink | Code::DuplicateElementId | Code::ForeignRequest);
        quotes && self.held.values().any(|held| *held == Held::Shown)
    }

    /// Adds an allowance: one line where a code is not to be reported.
    pub fn allow(&mut self, allowance: Allowance) {
        self.allowances.push(allowance);
    }

    /// Drops all text except what is shown of it. What is reported later may need more again.
    pub fn forget_texts(&mut self) {
        if self.keeps_texts {
            return;
        }
        // How many one thread cuts one after another; those of a chunk share the names of their files.
        const CHUNK: usize = 1_024;
        let nothing = || Arc::new(Source::new("", ""));
        self.list.par_chunks_mut(CHUNK).for_each(|list| {
            // The second places of many problems are in one file too, but not in that of the first ones.
            let (mut last, mut last_other) = (nothing(), nothing());
            for diagnostic in list {
                diagnostic.others.iter_mut().for_each(|(place, _)| place.cut(&mut last_other));
                diagnostic.place.iter_mut().for_each(|place| place.cut(&mut last));
                let fixed = diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.replacements);
                fixed.for_each(|replacement| replacement.place.cut(&mut last));
            }
        });
        let mut last = nothing();
        self.allowances.iter_mut().for_each(|allowance| allowance.forget_text(&mut last));
    }

    /// Whether any error was reported that counts.
    pub fn has_errors(&self) -> bool {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let counts = |diagnostic: &Diagnostic| !self.is_of_draft(diagnostic) && !self.is_counted(diagnostic);
        self.list.iter().filter(is_error).any(counts)
    }

    /// Whether any warning was reported that counts: in no draft, and neither off nor allowed.
    pub fn has_warnings(&self) -> bool {
        let (allowed, unused) = self.allowed();
        let counts = |diagnostic: &Diagnostic| {
            self.level(diagnostic) == Some(Severity::Warning) && !self.is_of_draft(diagnostic)
        };
        self.list.iter().zip(allowed).any(|(diagnostic, allowed)| !allowed && counts(diagnostic))
            || unused.iter().any(counts)
            || self.level_of(Code::OldErrors) == Some(Severity::Warning)
                && self.list.iter().any(|one| self.is_counted(one) && !self.is_of_draft(one))
    }

    /// Which problems are allowed, and the problems of the allowances that allow none.
    fn allowed(&self) -> (Vec<bool>, Vec<Diagnostic>) {
        let mut problems: BTreeMap<(&str, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for (n, diagnostic) in self.list.iter().enumerate() {
            if let Some(place) = diagnostic.place.as_ref().filter(|_| diagnostic.severity != Severity::Error)
            {
                let key = (place.source.path.as_str(), diagnostic.code.name());
                problems.entry(key).or_default().push((place.span.range().start, n));
            }
        }
        problems.values_mut().for_each(|list| list.sort_unstable());
        let (mut allowed, mut unused) = (vec![false; self.list.len()], Vec::new());
        // Many allowances for one line are looked at only once.
        let mut used: BTreeMap<(&str, &str, usize, usize), bool> = BTreeMap::new();
        for allowance in &self.allowances {
            let (line, problems) = (allowance.line(), problems.get(&allowance.about()));
            let key = (allowance.about().0, allowance.about().1, line.start, line.end);
            let is_used = allowance.counts()
                && *used.entry(key).or_insert_with(|| {
                    let problems = problems.map_or(&[][..], Vec::as_slice);
                    let start = problems.partition_point(|(at, _)| *at < line.start);
                    let covered = problems[start..].iter().take_while(|(at, _)| *at < line.end);
                    covered.map(|(_, n)| allowed[*n] = true).count() > 0
                });
            if !is_used {
                unused.push(allowance.unused());
            }
        }
        (allowed, unused)
    }

    /// What is left of a problem's severity after the site's settings.
    fn level(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        match self.levels.get(&diagnostic.code) {
            Some(level) if diagnostic.severity != Severity::Error => *level,
            _ => Some(diagnostic.severity),
        }
    }

    /// The same for a code that is not an error.
    fn level_of(&self, code: Code) -> Option<Severity> {
        self.levels.get(&code).copied().unwrap_or(Some(code.severity()))
    }

    /// All problems by file, position and code, without repetitions, as the site's settings and
    /// allowances leave them. An allowance that allowed nothing is a problem itself. What is an
    /// error elsewhere is a warning in a draft.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        let (allowed, unused) = self.allowed();
        let mut allowed = allowed.into_iter();
        let mut list = std::mem::take(&mut self.list);
        list.retain(|_| allowed.next() == Some(false));
        if let Some(archive) = &self.archive {
            let told = archive.counted(&mut list);
            list.extend(told);
        }
        list.extend(unused);
        list.retain_mut(|diagnostic| {
            let Some(level) = self.level(diagnostic) else { return false };
            diagnostic.is_of_draft = self.is_of_draft(diagnostic);
            diagnostic.severity = level;
            if diagnostic.is_of_draft && level == Severity::Error {
                diagnostic.severity = Severity::Warning;
            }
            let others = diagnostic.others.iter().map(|(place, _)| place);
            let mut places = diagnostic.place.iter().chain(others);
            diagnostic.is_secret =
                places.any(|place| self.held(place).is_some()) || self.may_quote_shown(diagnostic);
            true
        });
        self.list = list;
        self.list.sort_by(|a, b| a.order().cmp(&b.order()));
        self.list.dedup();
        self.list
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.list.extend(iter);
    }
}
