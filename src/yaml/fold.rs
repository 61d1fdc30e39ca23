//! Lines of a text that YAML folds into one: Chinese and Japanese go on without a space.
//!
//! YAML puts a space in place of the end of a line, in plain texts, in quotes and after `>`.

use crate::language::letters::are_joined;

/// A text as it is meant: without the spaces that stand for ends of lines where a sentence goes on. `typed` is
/// what is in the file.
pub(super) fn joined(text: String, typed: &str) -> String {
    if text.is_ascii() || !typed.contains('\n') {
        return text;
    }
    let (gaps, typed_gaps) = (gaps(&text), gaps(typed));
    // If the gaps differ from those in the file, as with escapes, there is no telling which are ends of lines.
    if gaps.len() != typed_gaps.len() {
        return text;
    }
    let ends = gaps.into_iter().zip(typed_gaps);
    let ends = ends.filter(|(gap, typed)| *gap.text == *" " && typed.text.contains('\n'));
    let (mut out, mut read) = (String::with_capacity(text.len()), 0);
    for (gap, _) in ends {
        out.push_str(&text[read..gap.at]);
        read = gap.at + gap.text.len();
    }
    out.push_str(&text[read..]);
    out
}

/// White space between two characters that need none.
struct Gap<'t> {
    at: usize,
    text: &'t str,
}

fn gaps(text: &str) -> Vec<Gap<'_>> {
    let mut gaps = Vec::new();
    let mut before: Option<(usize, char)> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if let Some((end, last)) = before
            && end < at
            && are_joined(last, c)
        {
            gaps.push(Gap { at: end, text: &text[end..at] });
        }
        before = Some((at + c.len_utf8(), c));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_are_told_from_spaces() {
        for (text, typed, expected) in [
            ("港口 开放", "港口\n  开放", "港口开放"),
            ("港口 开放 了", "港口 开放\n  了", "港口 开放了"),
            ("港口， 开放", "港口，\r\n  开放", "港口，开放"),
            ("港口 开放", "\"港口\n  开放\"", "港口开放"),
            ("他说 “好” 了", "他说\n“好”\n了", "他说“好”了"),
            ("港口 NATO 开放", "港口\nNATO\n开放", "港口 NATO 开放"),
            ("港口 开放", "港口 开放", "港口 开放"),
            ("港口\n开放 了", "港口\n\n  开放\n  了", "港口\n开放了"),
            ("한국 서울", "한국\n서울", "한국 서울"),
            // An escape has made a space.
            ("港 口 开放", "\"港\\x20口\n开放\"", "港 口 开放"),
            ("one two", "one\ntwo", "one two"),
        ] {
            assert_eq!(joined(text.to_owned(), typed), expected, "{typed}");
        }
    }
}
