//! Marks that a merge left in a text: the two versions of a part, of which somebody has to choose one.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};

/// A text as it reads with the first version of each part. Each conflict is reported where it begins,
/// and nothing that follows from it.
pub(in crate::load) fn resolved(source: Arc<Source>, diags: &mut Diagnostics) -> Arc<Source> {
    let conflicts = conflicts(&source.text);
    if conflicts.is_empty() {
        return source;
    }
    let mut text = source.text.clone().into_bytes();
    for Conflict { start, left_out } in conflicts {
        let message = "a merge left two versions of this part, with marks between them";
        let help =
            "keep the lines that are right, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
        diags.report(Diagnostic::at(Code::MergeConflict, source.place(Span::new(start)), message).help(help));
        for byte in left_out.into_iter().flat_map(|range| range.clone()) {
            if !matches!(text[byte], b'\n' | b'\r') {
                text[byte] = b' ';
            }
        }
    }
    let text = String::from_utf8(text).expect("whole lines are replaced by spaces");
    Arc::new(Source::new(source.path.clone(), text))
}

/// One conflict: its first line, and the lines to be passed over.
struct Conflict {
    start: Range<usize>,
    left_out: [Range<usize>; 2],
}

/// The conflicts in a text, except those in fenced blocks of code.
fn conflicts(text: &str) -> Vec<Conflict> {
    let mut found = Vec::new();
    if memchr::memmem::find(text.as_bytes(), b"<<<<<<<").is_none() {
        return found;
    }
    let (mut start, mut middle) = (None, None);
    let (mut at, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let content = line.trim_end();
        if content.trim_start().starts_with("```") || content.trim_start().starts_with("~~~") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        if is_mark(content, "<<<<<<<") {
            (start, middle) = (Some(range), None);
        } else if start.is_some()
            && middle.is_none()
            && (is_mark(content, "=======") || is_mark(content, "|||||||"))
        {
            middle = Some(range);
        } else if is_mark(content, ">>>>>>>")
            && let (Some(first), Some(middle)) = (start.take(), middle.take())
        {
            let line = &text[first.clone()];
            let shown = first.start..first.start + line.trim_end().len();
            found.push(Conflict { start: shown, left_out: [first, middle.start..range.end] });
        }
    }
    found
}

/// Whether a line is a mark, alone or with the name of a version after it.
fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_version_is_read_and_places_stay() {
        let read = |text: &str| {
            let mut diags = Diagnostics::default();
            let text = resolved(Arc::new(Source::new("x", text)), &mut diags).text.clone();
            (text, diags.into_sorted().len())
        };
        let (text, count) = read("a\n<<<<<<< HEAD\nours\n=======\ntheirs é\n>>>>>>> x\nb\n");
        assert_eq!((text.trim_end(), count), ("a\n            \nours\n       \n         \n         \nb", 1));
        assert_eq!(read("<<<<<<< a\n1\n||||||| b\n0\n=======\n2\n>>>>>>> c\n").0.trim(), "1");
        for text in [
            "a\n=======\nb\n",
            "<<<<<<< a\nb\n",
            "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n",
            "<<<<<<<< a\n=======\n>>>>>>> b\n",
        ] {
            assert_eq!(read(text), (text.to_owned(), 0), "{text}");
        }
    }
}
