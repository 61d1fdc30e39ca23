//! Text that YAML drops or joins without a word, because it is written like YAML's own marks.

use std::ops::Range;

use super::SyntaxError;
use crate::diagnostic::{Help, Safety, Span};

/// What an unquoted text loses to a comment: the bytes from the ` #` to the end of the line.
///
/// A comment after a single word is taken for a comment, unless it begins like a word (`#1`), and so are an
/// allowance and a comment that is set off.
pub(super) fn cut_off(source: &str, text: Span) -> Option<Range<usize>> {
    let (start, end) = (text.start as usize, text.end as usize);
    let value = source.get(start..end).filter(|value| is_plain(value))?;
    let line = source[end..].lines().next().unwrap_or_default().trim_end();
    let comment = line.trim_start().strip_prefix('#').filter(|_| line.starts_with([' ', '\t']))?;
    let is_word = comment.starts_with(|c: char| c.is_alphanumeric());
    let is_allowance = comment.trim_start().starts_with("allow ");
    let lost = is_word || value.contains(' ') && !comment.trim().is_empty();
    (lost && !is_allowance && set_off(line).is_none()).then(|| end..end + line.len())
}

/// Where the space before a comment begins that is set off as YAML's writers do it: two spaces or a tab before its
/// `#`, and one after it.
pub(super) fn set_off(line: &str) -> Option<usize> {
    let before = line.match_indices("# ").map(|(at, _)| &line[..at]);
    let is_wide = |before: &&str| before.ends_with("  ") || before.ends_with('\t');
    Some(before.into_iter().find(is_wide)?.trim_end().len())
}

/// A comment without a space after its `#` where the value of a key should be.
pub(super) fn cut_whole(source: &str, key: Span) -> Option<Range<usize>> {
    let rest = source.get(key.end as usize..)?.lines().next()?;
    let value = rest.trim_start_matches(['"', '\'']).strip_prefix(':')?;
    let text = value.trim().strip_prefix('#').filter(|_| value.starts_with([' ', '\t']))?;
    let start = key.end as usize + rest.len() - value.len() + (value.len() - value.trim_start().len());
    text.starts_with(|c: char| c.is_alphanumeric()).then(|| start..start + value.trim().len())
}

/// Lines under a key that look like a list but are one text: `changed:` with lines without dashes, or
/// with dashes that are not hyphens. Says what to do.
pub(super) fn joined(source: &str, key: Span, text: Span) -> Option<(String, Help)> {
    let value = source.get(text.range()).filter(|value| is_plain(value))?;
    let between = source.get(key.end as usize..text.start as usize)?;
    let dash = value.chars().next().filter(|c| matches!(c, '–' | '—' | '−' | '•' | '·' | '‐' | '‑'));
    if let Some(dash) = dash.filter(|dash| value[dash.len_utf8()..].starts_with([' ', '\u{a0}'])) {
        let message = format!("`{dash}` does not make a list");
        return Some((message, items(source, text, Some(dash))));
    }
    let lines = value.lines().count();
    (between.contains('\n') && lines > 1).then(|| {
        let message = format!("these {lines} lines are read as one text, not as a list");
        (message, items(source, text, None))
    })
}

/// The help for lines that are to be items: what each should begin with. All have a mark that is not a hyphen,
/// or none has one.
fn items(source: &str, text: Span, mark: Option<char>) -> Help {
    let mut help = Help::from("begin each line with a hyphen and a space: `- `");
    let mut at = text.start as usize;
    for line in source[text.range()].split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        help = match mark {
            None => help.at(Safety::Unsafe, Span::new(start..start), "- "),
            Some(mark) => {
                let rest = line.trim_start().strip_prefix(mark);
                let spaces =
                    rest.map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len());
                // A line without the mark continues the item above.
                if spaces == 0 {
                    continue;
                }
                help.at(Safety::Safe, Span::new(start..start + mark.len_utf8() + spaces), "- ")
            }
        };
    }
    help
}

/// How sure it is that what a comment cuts off was meant as a text: a comment has a space after its mark.
pub(super) fn safety(lost: &str) -> Safety {
    let comment = lost.trim_start().trim_start_matches('#');
    if comment.starts_with(char::is_whitespace) { Safety::Unsafe } else { Safety::Safe }
}

/// Whether an item of a list holds a second one, whose dash is missing: the place of its line.
pub(super) fn second_item(source: &str, item: Span) -> Option<Range<usize>> {
    let start = item.start as usize;
    let value = source.get(item.range()).filter(|value| is_plain(value))?;
    let mut at = start;
    let mut last: Option<&str> = None;
    for line in value.split_inclusive('\n') {
        let text = line.trim();
        if let Some(last) = last {
            let is_wrapped = last.chars().count() > LONG || last.ends_with([',', ';', ':', '-', '–', '—']);
            if !is_wrapped && text.starts_with(char::is_uppercase) {
                let from = at + (line.len() - line.trim_start().len());
                return Some(from..from + text.len());
            }
        }
        (last, at) = (Some(text), at + line.len());
    }
    None
}

/// A line of more characters than this was broken by its writer or program.
const LONG: usize = 50;

/// A space that looks like any other where YAML needs a plain one: in an indentation, after the
/// colon of a key, or after the hyphen of an item. Texts of several lines after `|` and `>` are passed over.
pub(super) fn wrong_space(text: &str) -> Option<SyntaxError> {
    if !may_have_wrong_space(text) {
        return None;
    }
    let mut block: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches(' ').len();
        if block.is_some_and(|outer| content.trim().is_empty() || indent > outer) {
            at += line.len();
            continue;
        }
        block = ends_in_block_mark(content).then_some(indent);
        if let Some(found) = wrong_space_in(content, indent) {
            let message = WRONG_SPACE.to_owned();
            let help = "delete the space, and type it again with the space bar";
            return Some(SyntaxError { at: at + found, message, help: Some(help) });
        }
        at += line.len();
    }
    None
}

/// Whether a text has white space of a kind that YAML does not know, or a byte that few characters begin with.
fn may_have_wrong_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_space = |at: usize| text[at..].starts_with(char::is_whitespace);
    // All white space outside ASCII begins with one of four bytes.
    bytes.iter().fold(false, |any, b| any | matches!(b, 0x0b | 0x0c | b'\r' | 0xe1))
        || memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes).any(is_space)
}

/// What is said about such a space.
pub(super) const WRONG_SPACE: &str = "a no-break space is used where YAML needs a plain one";

fn wrong_space_in(line: &str, indent: usize) -> Option<usize> {
    // What breaks a line for some programs is reported separately.
    let is_wrong = |c: char| !" \t\u{85}\u{2028}\u{2029}".contains(c) && c.is_whitespace();
    let rest = &line[indent..];
    if rest.trim().is_empty() {
        return None;
    }
    if rest.starts_with(is_wrong) {
        return Some(indent);
    }
    let item = rest.strip_prefix('-').map_or(0, |rest| 1 + (rest.len() - rest.trim_start_matches(' ').len()));
    if item == 1 && rest[1..].starts_with(is_wrong) {
        return Some(indent + 1);
    }
    let key = &rest[item..];
    let colon = key.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let is_key = colon > 0 && key[colon..].starts_with(':') && key[colon + 1..].starts_with(is_wrong);
    is_key.then_some(indent + item + colon + 1)
}

/// Whether the value of a line is on the lines below it.
fn ends_in_block_mark(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['-', '+', '1', '2', '3', '4']);
    [": >", ": |", "- >", "- |"].iter().any(|mark| line.ends_with(mark))
}

/// Whether a scalar has neither quotes nor a block mark.
fn is_plain(value: &str) -> bool {
    !value.starts_with(['"', '\'', '|', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_cut_a_text_are_told_from_others() {
        let lost = |line: &str, value: &str| {
            let start = line.find(value).unwrap();
            cut_off(line, Span::new(start..start + value.len())).map(|range| line[range].to_owned())
        };
        assert_eq!(lost("title: Line hits its #1 spot", "Line hits its").as_deref(), Some(" #1 spot"));
        assert_eq!(lost("title: Team #2", "Team").as_deref(), Some(" #2"));
        assert_eq!(lost("title: Talks resume # today", "Talks resume").as_deref(), Some(" # today"));
        assert_eq!(lost("title: Talks resume  #today", "Talks resume").as_deref(), Some("  #today"));
        for (line, value) in [
            ("title: Talks # a comment", "Talks"),
            ("title: Talks resume # allow long-title: so", "Talks resume"),
            ("title: \"Talks resume\" # a comment", "\"Talks resume\""),
            ("title: Talks resume #", "Talks resume"),
            ("title: Talks resume  # today", "Talks resume"),
            ("title: Talks resume\t# today", "Talks resume"),
            ("title: C# and F#", "C# and F#"),
        ] {
            assert_eq!(lost(line, value), None, "{line}");
        }
    }

    #[test]
    fn values_that_are_comments_are_told_from_comments() {
        let lost = |line: &str| {
            let key = Span::new(0..line.find(':').unwrap());
            cut_whole(line, key).map(|range| line[range].to_owned())
        };
        assert_eq!(lost("accent: #8a1c1c").as_deref(), Some("#8a1c1c"));
        assert_eq!(lost("title:\t#hashtag of the day \nb: c").as_deref(), Some("#hashtag of the day"));
        for line in
            ["accent: # 8a1c1c", "accent: \"#8a1c1c\"", "accent:\n#8a1c1c", "accent: #", "accent: a #8a1c1c"]
        {
            assert_eq!(lost(line), None, "{line}");
        }
    }

    #[test]
    fn spaces_that_are_none_are_found_outside_texts() {
        let found = |text: &str| wrong_space(text).map(|error| error.at);
        assert_eq!(found("a: 1\n\u{a0}\u{a0}b: 2"), Some(5));
        assert_eq!(found("title:\u{a0}A"), Some(6));
        assert_eq!(found("- a\n-\u{a0}b"), Some(5));
        assert_eq!(found("  - key:\u{2003}x"), Some(8));
        for space in char::MIN..=char::MAX {
            if space.is_whitespace() && !" \t\r\n\u{85}\u{2028}\u{2029}".contains(space) {
                assert_eq!(found(&format!("title:{space}A")), Some(6), "{space:?}");
            }
        }
        for text in
            ["a: b\u{a0}c", "a: >\n  Note:\u{a0}x\n  \u{a0}y\nb: c", "a: 1\n\u{a0}\n", "Attention\u{a0}: x"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_more_than_50_characters_was_wrapped() {
        let second = |length: usize| {
            let source = format!("{}\nSecond", "є".repeat(length));
            second_item(&source, Span::new(0..source.len())).map(|range| source[range].to_owned())
        };
        assert_eq!(second(50).as_deref(), Some("Second"));
        assert_eq!(second(51), None);
    }
}
