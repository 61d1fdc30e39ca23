//! Where sentences begin (UAX 29).

use unicode_segmentation::UnicodeSegmentation;

/// Where the sentences of a text begin, in bytes. ASCII has rules of its own that give the same: the tables of Unicode
/// take 3% of a build for texts that hardly need them.
pub fn starts(text: &str) -> Vec<usize> {
    if text.is_ascii() {
        return of_ascii(text.as_bytes());
    }
    text.split_sentence_bound_indices().map(|(start, _)| start).collect()
}

fn is_close(b: u8) -> bool {
    matches!(b, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}')
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | 0x0b | 0x0c)
}

/// The same for ASCII. The comments name the rules of UAX 29 that are left of it.
fn of_ascii(text: &[u8]) -> Vec<usize> {
    let mut starts = if text.is_empty() { Vec::new() } else { vec![0] };
    let mut at = 0;
    while let Some(found) = text[at..].iter().position(|b| matches!(b, b'.' | b'!' | b'?' | b'\n' | b'\r')) {
        at += found;
        let next = match text[at] {
            b'\n' | b'\r' => after_line(text, at),
            _ => match after_mark(text, at) {
                Ok(next) => next,
                Err(next) => {
                    at = next;
                    continue;
                }
            },
        };
        if next < text.len() {
            starts.push(next);
        }
        at = next;
    }
    starts
}

/// What comes after the end of a line: SB3, SB4.
fn after_line(text: &[u8], at: usize) -> usize {
    at + if text[at..].starts_with(b"\r\n") { 2 } else { 1 }
}

/// Where the sentence begins that comes after a mark, or where to go on if the mark ends none.
fn after_mark(text: &[u8], at: usize) -> Result<usize, usize> {
    let is_stop = text[at] == b'.';
    let follows = |at: usize, is: fn(u8) -> bool| text.get(at).is_some_and(|b| is(*b));
    let next = at + 1;
    let is_initial =
        at > 0 && text[at - 1].is_ascii_alphabetic() && follows(next, |b| b.is_ascii_uppercase());
    // SB6, SB7.
    if is_stop && (follows(next, |b| b.is_ascii_digit()) || is_initial) {
        return Err(next);
    }
    // SB9, SB10.
    let mut next = next;
    while follows(next, is_close) {
        next += 1;
    }
    while follows(next, is_space) {
        next += 1;
    }
    let Some(b) = text.get(next) else { return Ok(next) };
    // SB8.
    let ends = |b: &&u8| b.is_ascii_alphabetic() || matches!(b, b'\n' | b'\r' | b'.' | b'!' | b'?');
    let goes_on = || text[next..].iter().find(ends).is_some_and(u8::is_ascii_lowercase);
    match b {
        b'\n' | b'\r' => Ok(after_line(text, next)),
        // SB8a.
        b',' | b'-' | b':' | b';' | b'.' | b'!' | b'?' => Err(next),
        _ if is_stop && goes_on() => Err(next),
        _ => Ok(next),
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
            prop_assert_eq!(of_ascii(text.as_bytes()), by_the_tables(&text));
        }
    }
}
