//! Marks that writers leave where a text is not finished.

use std::ops::Range;

use memchr::memchr2;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// What stands for words that are still to come, wherever it appears.
const STAND_INS: [&str; 2] = ["TK", "TKTK"];
/// What says that something is still to be done. Programmers write about these too, so they count only where
/// such a note would be: where a text begins, in brackets, before a colon.
const NOTES: [&str; 2] = [concat!("TO", "DO"), "XXX"];

/// There can be fewer bytes of opening signs than this before a text.
const MOST_SIGNS: usize = 20;

/// The marks in a text, in order. Each is a word of its own. `begins` says whether a text begins after what
/// is before a mark.
pub(super) fn marks<'t>(
    text: &'t str,
    begins: impl Fn(&str) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            // All marks begin with one of these.
            let start = at + memchr2(b'T', b'X', &bytes[at..])?;
            let length = bytes[start..].iter().position(|b| !b.is_ascii_uppercase());
            at = length.map_or(bytes.len(), |length| start + length);
            if bytes[..start].last().is_some_and(u8::is_ascii_uppercase) {
                continue;
            }
            if !STAND_INS.contains(&&text[start..at]) && !NOTES.contains(&&text[start..at]) {
                continue;
            }
            let (before, rest) = (text[..start].chars().next_back(), &text[at..]);
            let opens = before.is_none_or(|c| c.is_whitespace() || "([{\"'“‘«„—–（【".contains(c));
            let closes = rest
                .chars()
                .next()
                .is_none_or(|c| c.is_whitespace() || ")]}\"'”’»—–.,:;!?）】：，。".contains(c));
            let mark = &text[start..at];
            let is_noted = || {
                before.is_some_and(|c| "([{（【".contains(c))
                    || rest.starts_with([':', '：'])
                    || begins(&text[..start])
            };
            // A number after it makes it a flight code.
            let is_code =
                || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let is_mark = STAND_INS.contains(&mark) && !is_code() || NOTES.contains(&mark) && is_noted();
            if opens && closes && is_mark {
                return Some(start..at);
            }
        }
    })
}

/// Whether a line of the front matter has nothing but the key and YAML signs before a text.
pub(super) fn begins_value(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', '“', '‘', '„', '«', ' ']);
    before.is_empty() || before.ends_with([':', '-', '>', '|'])
}

/// Whether there is nothing but a few opening signs before a text.
pub(super) fn begins_text(before: &str) -> bool {
    before.len() < MOST_SIGNS && before.chars().all(|c| c.is_whitespace() || "\"'“‘„«—–-(>".contains(c))
}

/// The problem with a mark in a text. A draft may have some.
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
        let found =
            |text: &str| marks(text, begins_text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        let todo = NOTES[0];
        assert_eq!(found("TK deaths (TK), “TKTK”."), ["TK", "TK", "TKTK"]);
        assert_eq!(found(&format!("{todo}: ask (XXX)!")), [todo, "XXX"]);
        for text in ["ATK TKs TK-1 tk Tk", "/TK x/TK @TK TK2 2TK TK=1", "XXXI XX MXXX", ""] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("Flight TK 1985 of TK, with TK people"), ["TK", "TK"]);
        assert_eq!(
            found(&format!("“{todo} ask”, ({todo}), [{todo} ask] and ask: {todo}: who, — XXX: so")).len(),
            5
        );
        for text in
            ["remove NOTE comments", "a NOTE list, the last NOTE.", "NOTEs; (the NOTE)", "Super Bowl XXX"]
        {
            assert_eq!(found(&text.replace("NOTE", todo)), [""; 0], "{text}");
        }
        for (before, is_begin) in [("title: ", true), ("  - \"", true), ("", true), ("title: Remove ", false)]
        {
            assert_eq!(begins_value(before), is_begin, "{before}");
        }
    }

    #[test]
    fn fewer_than_twenty_bytes_of_signs_may_stand_before_a_text() {
        assert!(begins_text(&"(".repeat(19)) && !begins_text(&"(".repeat(20)));
    }
}
