//! The ordinary mistakes of editors: each alone in a sound site, found at its place, with a help line that
//! makes the file right if it is followed to the letter.
//!
//! `tests/sites/mistakes/list.yaml` has the mistakes, `messages.txt` beside it what is said about each, for
//! people to judge. `UPDATE=1 cargo test` rewrites the latter.

mod apply;
mod list;

use std::fs;

use dateline::diagnostic::{Diagnostic, Diagnostics, Safety, Style, render_human};
use rayon::prelude::*;
use tempfile::TempDir;

use crate::site::{How, plan, run};
use list::{Edit, Files, Mistake};

const HOW: How = How { now: "2026-03-24T12:00:00Z", drafts: false, future: false, base: None };

/// What `check` says about a site before it makes the pages: everything that comes from its files.
fn planned(files: &Files) -> Vec<Diagnostic> {
    let folder = TempDir::new().unwrap();
    list::write(folder.path(), files);
    let mut diags = Diagnostics::default();
    plan(folder.path(), HOW, &mut diags);
    diags.into_sorted()
}

/// What `check` says about a site.
fn checked(files: &Files) -> Vec<Diagnostic> {
    let folder = TempDir::new().unwrap();
    list::write(folder.path(), files);
    crate::schema::hold(folder.path());
    run(folder.path(), HOW).problems
}

/// `PATH:LINE:COLUMN CODE`
fn found(problem: &Diagnostic) -> String {
    let Some(place) = &problem.place else { return format!("nowhere {}", problem.code) };
    let (line, column) = place.line_column();
    format!("{}:{line}:{column} {}", place.source.path, problem.code)
}

fn said(problems: &[Diagnostic]) -> String {
    render_human(problems, Style { colour: false, all: true, no_source: false })
}

/// What is left after `dateline fix`.
fn fixed(files: &Files, safety: Safety) -> Vec<Diagnostic> {
    let folder = TempDir::new().unwrap();
    list::write(folder.path(), files);
    crate::fixing::fixed(folder.path(), HOW, safety).problems
}

/// What came of a mistake.
struct Outcome {
    /// Whether the site is sound after the safe fixes, and after all fixes.
    is_fixed: [bool; 2],
    /// Its part of the printed list.
    printed: String,
    /// What is not as the list says.
    wrong: Vec<String>,
}

fn outcome(n: usize, mistake: &Mistake, sound: &Files) -> Outcome {
    let files = mistake.made_in(sound.clone());
    let problems = if mistake.is_none() { checked(&files) } else { planned(&files) };
    let mut wrong = Vec::new();
    let places: Vec<String> = problems.iter().map(found).collect();
    if places != mistake.expected() {
        wrong.push(format!("found {places:?}, and the list has {:?}", mistake.expected()));
    }
    let made = files.clone();
    let what = match apply::all(files, &problems) {
        _ if problems.is_empty() => "nothing is said of it",
        Ok(None) => {
            if mistake.edit != Edit::None {
                wrong.push("the help names no edit, and the list has no `edit: none`".to_owned());
            }
            "the help leaves the choice to a person"
        }
        Ok(Some(after)) => {
            let left = if after == *sound { Vec::new() } else { planned(&after) };
            if mistake.edit == Edit::None {
                wrong.push("the help names an edit, and the list has `edit: none`".to_owned());
            }
            if left.iter().map(|problem| problem.code.name()).ne(mistake.left.iter().map(String::as_str)) {
                wrong.push(format!("after the help:\n{}", said(&left)));
            }
            if left.is_empty() {
                "the site is sound after the help"
            } else {
                "the rest is told after the help"
            }
        }
        Err(why) => {
            wrong.push(why);
            "the help cannot be followed"
        }
    };
    let fixes =
        problems.iter().map(|problem| problem.fix.as_ref().map(|fix| fix.safety)).collect::<Option<Vec<_>>>();
    let is_fixed = [Safety::Safe, Safety::Unsafe].map(|safety| {
        let is_fixable =
            fixes.as_ref().is_some_and(|fixes| !fixes.is_empty() && fixes.iter().all(|one| *one <= safety));
        let left = if is_fixable { fixed(&made, safety) } else { Vec::new() };
        if is_fixable && mistake.edit == Edit::Sound && !left.is_empty() {
            wrong.push(format!("after `dateline fix`:\n{}", said(&left)));
        }
        is_fixable && left.is_empty()
    });
    let fixed = match is_fixed {
        [true, _] => "; `dateline fix` does it",
        [_, true] => "; `dateline fix --unsafe` does it",
        _ => "",
    };
    let printed = format!("## {n}. {}\n\n{}({what}{fixed})\n", mistake.name, said(&problems));
    Outcome { printed, is_fixed, wrong }
}

#[test]
fn the_site_of_the_mistakes_is_sound() {
    assert_eq!(said(&checked(&list::sound())), "");
}

#[test]
fn each_is_told_at_its_place_and_the_help_makes_it_right() {
    let (mistakes, sound) = (list::read(), list::sound());
    let outcomes: Vec<Outcome> =
        mistakes.par_iter().enumerate().map(|(n, mistake)| outcome(n + 1, mistake, &sound)).collect();
    let printed = outcomes.iter().map(|outcome| outcome.printed.as_str()).collect::<Vec<_>>().join("\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(list::messages(), &printed).unwrap();
    }
    let wrong =
        mistakes.iter().zip(&outcomes).enumerate().filter(|(_, (_, outcome))| !outcome.wrong.is_empty());
    let wrong: Vec<String> = wrong
        .map(|(n, (mistake, outcome))| format!("{}. {}: {}", n + 1, mistake.name, outcome.wrong.join("\n")))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), mistakes.len(), wrong.join("\n"));
    let of = |edit| mistakes.iter().filter(|mistake| !mistake.is_none() && mistake.edit == edit).count();
    assert_eq!(mistakes.len(), 246, "mistakes in the list");
    assert_eq!(mistakes.iter().filter(|mistake| mistake.is_none()).count(), 11, "that are not mistakes");
    assert_eq!(of(Edit::None), 65, "whose help leaves the choice to a person");
    assert_eq!(of(Edit::Sound), 170, "whose help makes the site sound");
    let count = |n: usize| outcomes.iter().filter(|outcome| outcome.is_fixed[n]).count();
    assert_eq!([count(0), count(1)], [116, 131], "that `dateline fix` makes right, and with `--unsafe`");
    assert!(printed == fs::read_to_string(list::messages()).unwrap(), "messages.txt is not what is said");
}
