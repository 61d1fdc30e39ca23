//! Texts and numbers in braces that are not in quotes and have a comma in them: `{value: 12,400}`.
//!
//! YAML ends the value at the comma and takes the rest for a key without a value.

use super::expectations::quoted;
use crate::diagnostic::{Help, Span};

/// A value that was cut: all of it, what is wrong, and what to do.
pub(super) struct Cut {
    pub(super) whole: Span,
    pub(super) message: String,
    pub(super) help: Help,
}

/// How far before a key its value can begin, in bytes.
const LONGEST: usize = 2_000;

/// Whether a key without a value is the rest of what comes before it.
pub(super) fn is_rest(source: &str, key: Span) -> bool {
    let before = source[..key.start as usize].trim_end_matches(' ');
    let is_between = before.ends_with(',') && source[key.end as usize..].trim_start().starts_with([',', '}']);
    // What ends in a bracket is not a text that a comma has cut.
    is_between && !before[start_of(before)..].contains(['}', ']'])
}

/// Where the last value of a text begins.
fn start_of(before: &str) -> usize {
    let from = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
    // After a key in quotes, no space is needed.
    let after = |mark: &str| before[from..].rfind(mark).map(|at| at + mark.len());
    from + [": ", "\":", "':"].into_iter().filter_map(after).max().unwrap_or(0)
}

/// The value whose rest a key is. `None` for a second rest of one value, which was reported with the first.
pub(super) fn cut(source: &str, rest: &str, key: Span) -> Option<Cut> {
    let before = source[..key.start as usize].trim_end_matches(' ').trim_end_matches(',');
    let start = start_of(before);
    if before[start..].contains(',') && !before[start..].starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let end = end_of(source, key.end as usize);
    let whole = source[start..end].trim_end();
    let span = Span::new(start..start + whole.len());
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').map(str::trim).collect();
    let message = |what: &str| format!("the comma before `{rest}` ends the {what} before it");
    let first = groups[0].trim_start_matches(['-', '−']);
    if is_digits(first) && groups[1..].iter().all(|group| is_digits(group)) {
        let is_grouped = groups[1..].iter().all(|group| group.len() == 3);
        let write = |number: String| Help::safe(format!("write `{number}`"), number);
        let help = match groups.len() {
            _ if is_grouped => write(groups.join("_")),
            2 => write(groups.join(".")),
            _ => "put the value in double quotes".into(),
        };
        return Some(Cut { whole: span, message: message("number"), help });
    }
    let text = quoted(whole);
    let help = Help::safe(format!("put the text in double quotes: `{text}`"), text);
    Some(Cut { whole: span, message: message("text"), help })
}

/// Where a text that goes on after a comma ends: before the next key with a value, or the brace.
fn end_of(source: &str, mut end: usize) -> usize {
    while let Some(rest) = source[end..].strip_prefix(',') {
        let part = &rest[..rest.find([',', '}', '\n']).unwrap_or(rest.len())];
        if part.contains([':', '"', '\'', '{', '[']) || part.trim().is_empty() {
            break;
        }
        end += 1 + part.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_comma_cuts_is_put_together() {
        let found = |line: &str, rest: &str| {
            let at = line.find(rest).expect("the rest stands in the line");
            let key = Span::new(at..at + rest.len());
            assert!(is_rest(line, key), "{line}");
            cut(line, rest, key).map(|cut| (line[cut.whole.range()].to_owned(), cut.help.to_string()))
        };
        for (line, rest, whole, help) in [
            ("{value: 12,400, by: x}", "400", "12,400", "write `12_400`"),
            ("{value: 1,234,567, by: x}", "234", "1,234,567", "write `1_234_567`"),
            ("{value: 7,2}", "2", "7,2", "write `7.2`"),
            ("{value: -7,25 , by: x}", "25", "-7,25", "write `-7.25`"),
            ("{text: One, two, by: x}", "two", "One, two", "put the text in double quotes: `\"One, two\"`"),
            ("{\"value\":1,300}", "300", "1,300", "write `1_300`"),
            ("{'value': 1,300}", "300", "1,300", "write `1_300`"),
            ("{text: One, two, three}", "two", "One, two, three", "`\"One, two, three\"`"),
            ("{url: https://a.org/9,2}", "2", "https://a.org/9,2", "`\"https://a.org/9,2\"`"),
        ] {
            let (shown, said) = found(line, rest).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(shown, whole, "{line}");
            assert!(said.ends_with(help), "{line}: {said}");
        }
        assert_eq!(found("{value: 1,234,567}", "567"), None, "told with the first");
        let line = "{by: [ada, {name: Bo}], rest, said: x}";
        let at = line.find("rest").unwrap();
        assert!(!is_rest(line, Span::new(at..at + 4)), "a list ends before the comma");
    }
}
