//! Where sentences begin (UAX 29).

use unicode_segmentation::UnicodeSegmentation;

/// Where the sentences of a text begin, in bytes. ASCII has rules of its own with the same result: Unicode's
/// tables take 3% of a build for texts that hardly need them. They are used for the sentences with other
/// characters.
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts = if text.is_empty() { Vec::new() } else { vec![0] };
    loop {
        let last = starts.last().copied().unwrap_or_default();
        let rest = &text[last..];
        let length = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        of_ascii(&rest.as_bytes()[..length], length == rest.len(), |start| starts.push(last + start));
        if length == rest.len() {
            return starts;
        }
        let last = starts.last().copied().unwrap_or_default();
        match text[last..].split_sentence_bound_indices().nth(1) {
            Some((next, _)) => starts.push(last + next),
            None => return starts,
        }
    }
}

fn is_close(b: u8) -> bool {
    matches!(b, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}')
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | 0x0b | 0x0c)
}

/// What in ASCII can matter to sentences: the signs that end one, and line ends.
const ENDS: [bool; 256] = {
    let (mut ends, signs) = ([false; 256], b".!?\n\r");
    let mut n = 0;
    while n < signs.len() {
        ends[signs[n] as usize] = true;
        n += 1;
    }
    ends
};

/// What a mark does to a sentence.
enum Mark {
    /// The next one begins at this place.
    Ends(usize),
    /// It goes on, and reading continues at this place.
    GoesOn(usize),
    /// That depends on what comes after the text.
    Unknown,
}

/// Calls `begins` with where sentences begin in ASCII after the first one, as far as that can be told from
/// the text. `is_whole` says that nothing comes after it. The comments name the rules of UAX 29 that remain
/// for it.
fn of_ascii(text: &[u8], is_whole: bool, mut begins: impl FnMut(usize)) {
    let mut at = 0;
    while let Some(found) = text[at..].iter().position(|b| ENDS[usize::from(*b)]) {
        at += found;
        let mark = match text[at] {
            b'\n' | b'\r' => Mark::Ends(after_line(text, at)),
            _ => after_mark(text, at, is_whole),
        };
        at = match mark {
            Mark::Ends(next) if next < text.len() => {
                begins(next);
                next
            }
            Mark::GoesOn(next) if next < text.len() || is_whole => next,
            _ => return,
        };
    }
}

/// What comes after the end of a line: SB3, SB4.
fn after_line(text: &[u8], at: usize) -> usize {
    at + if text[at..].starts_with(b"\r\n") { 2 } else { 1 }
}

/// What a full stop or another mark does.
fn after_mark(text: &[u8], at: usize, is_whole: bool) -> Mark {
    let is_stop = text[at] == b'.';
    let follows = |at: usize, is: fn(u8) -> bool| text.get(at).is_some_and(|b| is(*b));
    let next = at + 1;
    let is_initial =
        at > 0 && text[at - 1].is_ascii_alphabetic() && follows(next, |b| b.is_ascii_uppercase());
    // SB6, SB7.
    if is_stop && (follows(next, |b| b.is_ascii_digit()) || is_initial) {
        return Mark::GoesOn(next);
    }
    // SB9, SB10.
    let mut next = next;
    while follows(next, is_close) {
        next += 1;
    }
    while follows(next, is_space) {
        next += 1;
    }
    let Some(b) = text.get(next) else { return Mark::Unknown };
    // SB8.
    let ends = |b: &&u8| b.is_ascii_alphabetic() || matches!(b, b'\n' | b'\r' | b'.' | b'!' | b'?');
    let goes_on = || text[next..].iter().find(ends).map(u8::is_ascii_lowercase);
    match b {
        b'\n' | b'\r' => Mark::Ends(after_line(text, next)),
        // SB8a.
        b',' | b'-' | b':' | b';' | b'.' | b'!' | b'?' => Mark::GoesOn(next),
        _ if is_stop => match goes_on() {
            Some(true) => Mark::GoesOn(next),
            None if !is_whole => Mark::Unknown,
            _ => Mark::Ends(next),
        },
        _ => Mark::Ends(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_the_tables(text: &str) -> Vec<usize> {
        text.split_sentence_bound_indices().map(|(start, _)| start).collect()
    }

    #[test]
    fn sentences_of_ascii_begin_where_the_tables_say() {
        for text in [
            "",
            ".",
            "One. Two",
            "Mr. Smith came. he said (so.) \"Yes!\" - no",
            "U.S. troops. 5 men. 5 Men. A.B. 3.4 x.Y x. Y",
            "He said: \"No.\" Then?! And.\r\nNew\n\nline. \r Old",
            "a.) b?) C!\" D.- e.; f., G",
        ] {
            assert_eq!(starts(text), by_the_tables(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_ascii_is_cut_as_by_the_tables(text in "[aAbB0 .!?,;:'\"()\\r\\n\\t-]{0,24}|[ -~\\r\\n\\t\u{b}\u{c}\u{1}]{0,40}") {
            prop_assert_eq!(starts(&text), by_the_tables(&text));
        }

        #[test]
        fn any_text_is_cut_as_by_the_tables(text in "[aAbB0 .!?,'\"()\\n\\r-]{0,12}([éÉ—’”…。\u{301}\u{ad}\u{2029}\u{85}٠][aAbB0 .!?,'\"()\\n\\r-]{0,12}){0,4}") {
            prop_assert_eq!(starts(&text), by_the_tables(&text));
        }
    }
}
