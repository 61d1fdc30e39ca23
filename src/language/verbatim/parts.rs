//! What of a quote must appear in its source: the parts between ellipses and words that the desk put into
//! square brackets.

use crate::language::letters::{is_unspaced, is_word_char};

/// The longest text in square brackets that is taken for the desk's, in characters.
const MOST_INSERTED: usize = 300;

/// The parts of a quote in order. Words in brackets are the desk's, and so is a word with brackets in it,
/// except for a first letter: `[T]he`. A mark that something is so in the source, `[sic]`, does not split
/// anything.
pub(super) fn parts(quote: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut rest = quote;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = ellipsis(rest) {
            parts.push(std::mem::take(&mut part));
            rest = &rest[length..];
        } else if let Some((inside, after)) = brackets(rest) {
            rest = after;
            if is_sic(inside) {
                continue;
            }
            let is_glued_before = part.ends_with(is_glued);
            let letter = rest.starts_with(is_glued) && !is_glued_before && inside.chars().count() == 1;
            if is_glued_before {
                part.truncate(part.trim_end_matches(is_glued).len());
            }
            if letter && inside.starts_with(is_word_char) {
                parts.push(std::mem::replace(&mut part, inside.to_owned()));
            } else {
                parts.push(std::mem::take(&mut part));
                rest = rest.trim_start_matches(is_glued);
            }
        } else {
            part.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    parts.push(part);
    parts
}

/// Whether a letter touches brackets as a part of the same word.
fn is_glued(c: char) -> bool {
    is_word_char(c) && !is_unspaced(c)
}

/// The length of the ellipsis that a text begins with, in brackets or not: `…`, `...`, `. . .`, `[…]`, `(...)`.
fn ellipsis(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix(['(', '（', '[', '［']) {
        let inner = inner.trim_start();
        let after = inner[dots(inner)?..].trim_start();
        return after.strip_prefix([')', '）', ']', '］']).map(|after| text.len() - after.len());
    }
    dots(text)
}

/// The length of two or more dots with or without spaces between them.
fn dots(text: &str) -> Option<usize> {
    let (mut count, mut spaced, mut end) = (0, false, 0);
    for (at, c) in text.char_indices() {
        match c {
            '.' => count += 1,
            '…' | '⋯' => count += 3,
            '‥' => count += 2,
            ' ' | '\u{a0}' | '\u{202f}' if count > 0 => {
                spaced = true;
                continue;
            }
            _ => break,
        }
        // Of dots with spaces, only three are an ellipsis; the end of a sentence may come before one.
        if spaced && count < 3 && !text[at + c.len_utf8()..].trim_start().starts_with(['.', '…']) {
            break;
        }
        end = at + c.len_utf8();
    }
    (count > 1 && end > 1).then_some(end)
}

/// What is in the square brackets that a text begins with, and what follows them.
fn brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['[', '［'])?;
    let mut signs = inner.char_indices().take(MOST_INSERTED + 1);
    let (end, close) = signs.find(|(_, c)| matches!(c, ']' | '］'))?;
    Some((inner[..end].trim(), &inner[end + close.len_utf8()..]))
}

fn is_sic(inside: &str) -> bool {
    inside.trim_matches(|c: char| !is_word_char(c)).eq_ignore_ascii_case("sic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ellipses_and_insertions_part_a_quote() {
        let read = |quote: &str| {
            let parts = parts(quote);
            let parts = parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("|")
        };
        for (quote, expected) in [
            ("We came and saw.", "We came and saw."),
            ("We came … and saw.", "We came|and saw."),
            ("We came... and saw", "We came|and saw"),
            ("We came. . . and saw", "We came|and saw"),
            ("We came [...] and (…) saw", "We came|and|saw"),
            ("We came [ . . . ] and saw", "We came|and saw"),
            ("We saw [the plan] today", "We saw|today"),
            ("We saw the [sic] plan [sic!] today", "We saw the plan today"),
            ("[T]he plan", "The plan"),
            ("We walk[ed] home", "We|home"),
            ("un[think]able things", "things"),
            ("a [b", "a [b"),
            ("One. Two. Three.", "One. Two. Three."),
            ("他说[计划]会成功", "他说|会成功"),
            ("a (b) c", "a (b) c"),
            ("", ""),
            ("[]", ""),
        ] {
            assert_eq!(read(quote), expected, "{quote}");
        }
        let inserted = |count: usize| read(&format!("a [{}] b", "x".repeat(count)));
        assert_eq!(inserted(300), "a|b");
        assert!(inserted(301).starts_with("a [xxx"));
    }
}
