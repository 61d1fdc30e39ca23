//! Edits as a unified diff, for people who want to see them first.

use std::fmt::Write as _;
use std::ops::Range;

use super::{Changed, Edits, Overlap};

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

impl Edits {
    /// Everything that would be done, as a unified diff: names first, then texts under their old names.
    pub fn diff(&self) -> Result<String, Overlap> {
        let mut out = String::new();
        for moved in self.moves() {
            let (from, to) = (&moved.from, &moved.to);
            let _ = writeln!(out, "rename from {from}\nrename to {to}");
        }
        for Changed { before, after } in self.changed()? {
            unified(&before.path, &before.text, &after, &mut out);
        }
        Ok(out)
    }
}

/// Lines that differ, by their numbers before and after.
type Hunk = (Range<usize>, Range<usize>);

fn unified(path: &str, before: &str, after: &str, out: &mut String) {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let hunks = hunks(&old, &new);
    if hunks.is_empty() {
        return;
    }
    let _ = writeln!(out, "--- a/{path}\n+++ b/{path}");
    let mut rest = &hunks[..];
    while !rest.is_empty() {
        // Changes near each other are shown together.
        let near = rest.windows(2).take_while(|two| two[1].0.start - two[0].0.end <= 2 * CONTEXT).count() + 1;
        let (together, later) = rest.split_at(near);
        rest = later;
        let (first, last) = (&together[0], &together[near - 1]);
        let lead = first.0.start.min(CONTEXT);
        let tail = (old.len() - last.0.end).min(CONTEXT);
        let shown_old = first.0.start - lead..last.0.end + tail;
        let shown_new = first.1.start - lead..last.1.end + tail;
        let _ = writeln!(out, "@@ -{} +{} @@", numbers(&shown_old), numbers(&shown_new));
        let mut at = shown_old.start;
        for (removed, added) in together {
            lines(' ', &old[at..removed.start], out);
            lines('-', &old[removed.clone()], out);
            lines('+', &new[added.clone()], out);
            at = removed.end;
        }
        lines(' ', &old[at..shown_old.end], out);
    }
}

/// `12,3`; for no lines, the number of the line before them.
fn numbers(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn lines(mark: char, lines: &[&str], out: &mut String) {
    for line in lines {
        out.push(mark);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// How far to look for lines that agree again when two differ.
const FAR: usize = 400;

/// The lines that differ. Changes are few and small, so each ends at the nearest lines that agree again.
fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let (mut hunks, mut o, mut n): (Vec<Hunk>, usize, usize) = (Vec::new(), 0, 0);
    while o < old.len() || n < new.len() {
        if o < old.len() && n < new.len() && old[o] == new[n] {
            (o, n) = (o + 1, n + 1);
            continue;
        }
        let (skip_o, skip_n) = resync(&old[o..], &new[n..]);
        hunks.push((o..o + skip_o, n..n + skip_n));
        (o, n) = (o + skip_o, n + skip_n);
    }
    hunks
}

/// How many lines of each text to skip until both agree.
fn resync(old: &[&str], new: &[&str]) -> (usize, usize) {
    for sum in 1..=FAR.min(old.len() + new.len()) {
        // The same number of both first: most often, one line replaces another.
        let mut pairs: Vec<(usize, usize)> = (0..=sum).map(|skip| (skip, sum - skip)).collect();
        pairs.sort_by_key(|(o, n)| o.abs_diff(*n));
        for (o, n) in pairs {
            let agree = match (old.get(o), new.get(n)) {
                (Some(old), Some(new)) => old == new,
                (None, None) => o == old.len() && n == new.len(),
                _ => false,
            };
            if agree {
                return (o, n);
            }
        }
    }
    (old.len(), new.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> String {
        let mut out = String::new();
        unified("content/a.md", before, after, &mut out);
        out
    }

    #[test]
    fn a_changed_line_is_shown_with_three_around_it() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assert_eq!(
            diff(before, &before.replace('5', "five")),
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
        assert_eq!(diff(before, before), "");
    }

    #[test]
    fn a_line_that_is_added_is_one_line_of_the_diff() {
        assert_eq!(
            diff("a\nb\n", "a\nnew\nb\n"),
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,2 +1,3 @@\n a\n+new\n b\n"
        );
        assert_eq!(diff("", "new\n"), "--- a/content/a.md\n+++ b/content/a.md\n@@ -0,0 +1 @@\n+new\n");
    }

    #[test]
    fn the_end_of_a_line_and_of_a_file_is_kept() {
        assert_eq!(
            diff("a\r\nb", "a\r\nc"),
            "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn changes_that_lie_apart_are_shown_apart() {
        let before: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let apart = diff(&before, &before.replace("\n5\n", "\nfive\n").replace("\n13\n", "\nthirteen\n"));
        assert_eq!(apart.matches("@@ -").count(), 2, "{apart}");
        let near = diff(&before, &before.replace("\n5\n", "\nfive\n").replace("\n12\n", "\ntwelve\n"));
        assert_eq!(near.matches("@@ -").count(), 1, "{near}");
    }
}
