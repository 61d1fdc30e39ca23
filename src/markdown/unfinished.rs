//! Marks that writers leave where a text is not finished.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// What writers type for what is still to come, each in capitals.
const MARKS: [&str; 4] = ["TK", "TKTK", concat!("TO", "DO"), "XXX"];

/// The marks in a text, in order. One stands as a word of its own.
pub(super) fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter = |c: char| c.is_ascii_uppercase();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_letter)?;
            at = start + text[start..].find(|c| !is_letter(c)).unwrap_or(text.len() - start);
            let (before, after) = (text[..start].chars().next_back(), text[at..].chars().next());
            let opens = before.is_none_or(|c| c.is_whitespace() || "([{\"'“‘«„—–".contains(c));
            let closes = after.is_none_or(|c| c.is_whitespace() || ")]}\"'”’»—–.,:;!?".contains(c));
            if opens && closes && MARKS.contains(&&text[start..at]) {
                return Some(start..at);
            }
        }
    })
}

/// The problem of a mark in a text. A draft may have some.
pub(super) fn problem(mark: &str, place: Place, is_draft: bool) -> Diagnostic {
    let message = format!("`{mark}` says that this text is not finished");
    let problem = Diagnostic::at(Code::UnfinishedText, place, message)
        .help("write what is missing, or remove the mark");
    let severity = if is_draft { Severity::Note } else { problem.severity };
    Diagnostic { severity, ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_word_of_its_own() {
        let found = |text: &str| marks(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        let todo = MARKS[2];
        assert_eq!(found("TK deaths (TK), “TKTK”."), ["TK", "TK", "TKTK"]);
        assert_eq!(found(&format!("{todo}: ask XXX!")), [todo, "XXX"]);
        for text in ["ATK TKs TK-1 tk Tk", "/TK x/TK @TK TK2 2TK TK=1", "XXXI XX MXXX", ""] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
