//! What makes a problem go away: a change to the text it is in.
//!
//! A stage that knows what is to be written says so with the help line ([`Help::safe`]), so that the line and
//! the change cannot say different things. `dateline fix` makes the changes.

use std::fmt;

use super::{Place, Span};

/// How sure a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// It writes what was meant, as far as a program can tell.
    Safe,
    /// Somebody should look at it.
    Unsafe,
}

impl fmt::Display for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        })
    }
}

/// A part of a text, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The part. Empty where something is only inserted.
    pub place: Place,
    /// What takes its place.
    pub text: String,
}

/// Changes that make a problem go away, all of them together. They are in the file of the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// How sure it is.
    pub safety: Safety,
    /// The changes, none of which overlaps another.
    pub replacements: Vec<Replacement>,
}

/// A help line, with the fix that does what it says if a program can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    pub(super) text: String,
    fix: Option<(Safety, Vec<(Part, String)>)>,
}

/// What changes in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Everything at the problem's place.
    Whole,
    /// What was typed there: without quotes, brackets and whatever else is around it.
    Typed(String),
    /// Another part of the file.
    Span(Span),
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self { text, fix: None }
    }
}

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Help {
    /// A line, and a safe fix: a text takes the place of what is at the problem's place.
    pub fn safe(line: impl Into<String>, text: impl Into<String>) -> Self {
        Self::from(line.into()).and(Safety::Safe, Part::Whole, text.into())
    }

    /// The same where somebody should look at it.
    pub fn unsure(line: impl Into<String>, text: impl Into<String>) -> Self {
        Self::from(line.into()).and(Safety::Unsafe, Part::Whole, text.into())
    }

    /// A line, and a fix: a text takes the place of what was typed within the problem's place. Where it is
    /// not there as it was read, there is no fix.
    pub fn instead(line: impl Into<String>, safety: Safety, typed: &str, text: impl Into<String>) -> Self {
        Self::from(line.into()).and(safety, Part::Typed(typed.to_owned()), text.into())
    }

    /// A line that says to write something, as in "write `2025-12-22`". If it says nothing else, there is a
    /// safe fix: that takes the place of what is at the problem's place.
    pub fn to_write(line: &str) -> Self {
        let said = line.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
        match said.filter(|said| !said.contains(['`', '…'])) {
            Some(said) => Self::safe(line, said),
            None => line.into(),
        }
    }

    /// Adds a change to another part of the file. A fix is as sure as its least sure part.
    pub fn at(self, safety: Safety, span: Span, text: impl Into<String>) -> Self {
        self.and(safety, Part::Span(span), text.into())
    }

    fn and(mut self, safety: Safety, part: Part, text: String) -> Self {
        let (worst, parts) = self.fix.get_or_insert((safety, Vec::new()));
        *worst = safety.max(*worst);
        parts.push((part, text));
        self
    }

    /// The line.
    pub fn line(&self) -> &str {
        &self.text
    }

    /// What takes the place of everything at the problem's place, or of what was typed there.
    pub fn instead_of_all(&self) -> Option<(Safety, &str)> {
        let (safety, parts) = self.fix.as_ref()?;
        match &parts[..] {
            [(Part::Whole | Part::Typed(_), text)] => Some((*safety, text)),
            _ => None,
        }
    }

    /// The fix of a problem at a place. A place whose text is gone has none.
    pub(super) fn fix(&mut self, place: &Place) -> Option<Fix> {
        let (safety, parts) = self.fix.take().filter(|_| !place.is_cut())?;
        let replacement = |(part, text): (Part, String)| {
            let place = match part {
                Part::Whole => place.clone(),
                Part::Typed(typed) => place.source.place(within(place, &typed)?),
                Part::Span(span) => place.source.place(span),
            };
            Some(Replacement { place, text })
        };
        let replacements: Option<Vec<Replacement>> = parts.into_iter().map(replacement).collect();
        Some(Fix { safety, replacements: replacements? })
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where in a place something that was typed is: in a link, after its text; otherwise, if it occurs only once.
fn within(place: &Place, typed: &str) -> Option<Span> {
    let text = place.text();
    let from = text.rfind("](").map(|at| at + 2).or_else(|| text.find("[[").map(|at| at + 2));
    let region = &text[from.unwrap_or(0)..];
    let mut found = region.match_indices(typed);
    let (at, _) = found.next().filter(|_| !typed.is_empty())?;
    if from.is_none() && found.next().is_some() {
        return None;
    }
    let start = place.span.range().start + from.unwrap_or(0) + at;
    Some(Span::new(start..start + typed.len()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Source};

    /// What a fix would change, and what it would write there.
    fn changes(text: &str, help: Help) -> Option<Vec<(String, String)>> {
        let source = Arc::new(Source::new("content/a.md", text));
        let place = source.place(Span::new(0..text.len()));
        let fix = Diagnostic::at(Code::UnknownId, place, "it is wrong").help(help).fix?;
        let change = |one: Replacement| (one.place.text().to_owned(), one.text);
        Some(fix.replacements.into_iter().map(change).collect())
    }

    #[test]
    fn what_was_typed_is_found_inside_of_what_is_round_it() {
        let instead = |typed| Help::instead("write `b`", Safety::Safe, typed, "b");
        for (text, typed, is_found) in [
            ("a", "a", true),
            ("\"a\"", "a", true),
            ("[[a|about a]]", "a", true),
            ("[a is here](a.md)", "a.md", true),
            ("[a](x) and [b](a.md)", "a.md", true),
            ("a, a", "a", false),
            ("[a](%61.md)", "a.md", false),
            ("a", "", false),
        ] {
            let found = changes(text, instead(typed));
            let wanted = is_found.then(|| vec![(typed.to_owned(), "b".to_owned())]);
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_line_that_only_says_what_to_write_is_a_fix() {
        let written = |line: &str| changes("a", Help::to_write(line)).map(|mut all| all.remove(0).1);
        assert_eq!(written("write `2025-12-22`").as_deref(), Some("2025-12-22"));
        for line in
            ["write `a` or `b`", "write `a`, if meant", "write a date", "write `https://…`", "write `a"]
        {
            assert_eq!(written(line), None, "{line}");
        }
    }

    #[test]
    fn a_fix_is_as_sure_as_its_least_sure_part() {
        let both = Help::safe("write `b`", "b").at(Safety::Unsafe, Span::new(0..1), "c");
        let source = Arc::new(Source::new("content/a.md", "a"));
        let fix = Diagnostic::at(Code::UnknownId, source.place(Span::new(0..1)), "wrong").help(both).fix;
        assert_eq!(fix.map(|fix| (fix.safety, fix.replacements.len())), Some((Safety::Unsafe, 2)));
        assert_eq!(changes("a", Help::from("look at it")), None);
    }
}
