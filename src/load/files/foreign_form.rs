//! Front matter that is not YAML between two lines `---` at the top of a file: that of other programs,
//! and what editors and word processors turn ours into.

use std::ops::Range;

/// What is found where front matter is looked for.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::load) struct Foreign {
    pub(in crate::load) message: String,
    pub(in crate::load) help: String,
    /// The line that shows it.
    pub(in crate::load) at: Range<usize>,
    /// Where the text after it begins.
    pub(in crate::load) body: usize,
    /// The lines that should be `---`, if that is all that is wrong.
    pub(in crate::load) fences: Vec<Range<usize>>,
    /// Empty lines before it, if that is all that is wrong.
    pub(in crate::load) empty: Option<Range<usize>>,
}

/// How many lines before front matter are looked at.
const MOST_LINES_BEFORE: usize = 20;

/// What a text begins with, if it is front matter in another form. `None` for our own, and if there is none.
pub(in crate::load) fn front_matter(text: &str) -> Option<Foreign> {
    if text.lines().next()?.trim_end() == "---" {
        return None;
    }
    let lines = lines(text);
    let first = lines.first()?.clone();
    let trimmed = text[first.clone()].trim();
    if trimmed == "+++" {
        let message = "this front matter is TOML, as its `+++` says; Dateline reads YAML".to_owned();
        let help = "write `---` for both `+++`, and `key: value` for each `key = value`".to_owned();
        let body =
            after_line(&lines, 1, |n| text[lines[n].clone()].trim_end() == "+++").unwrap_or(text.len());
        return Some(Foreign { message, help, at: first, body, fences: Vec::new(), empty: None });
    }
    if trimmed.starts_with('{') && is_json(text) {
        let message = "this front matter is JSON; Dateline reads YAML".to_owned();
        let help =
            "write a line `---` before and after it, and `key: value` for each `\"key\": value,`".to_owned();
        let body = after_line(&lines, 0, |n| text[lines[n].clone()].trim_end().ends_with('}'));
        let body = body.unwrap_or(text.len());
        return Some(Foreign { message, help, at: first, body, fences: Vec::new(), empty: None });
    }
    let fence = fence(trimmed).filter(|_| lines.get(1).is_some_and(|line| is_entry(&text[line.clone()])));
    if let Some(message) = fence {
        let end = (1..lines.len()).find(|n| fence_or_hyphens(&text[lines[*n].clone()]));
        let help = match end.filter(|end| text[lines[*end].clone()].trim_end() != "---") {
            Some(end) => format!("write `---` on line 1 and on line {}: three hyphens alone", end + 1),
            None => "write `---`: three hyphens, and nothing before them".to_owned(),
        };
        let (body, end) = (after_fence(text, &lines, 1), end.map(|end| lines[end].clone()));
        let fences = end.map(|end| vec![first.clone(), end]).unwrap_or_default();
        return Some(Foreign { message, help, at: first, body, fences, empty: None });
    }
    let late = (1..lines.len().saturating_sub(1))
        .take(MOST_LINES_BEFORE)
        .find(|n| fence_or_hyphens(&text[lines[*n].clone()]) && is_entry(&text[lines[n + 1].clone()]))?;
    let before = text[..lines[late].start].trim().is_empty();
    let what = if before { "an empty line" } else { "text" };
    let message = format!("{what} comes before the front matter, which begins on the first line of a file");
    let help = "remove what comes before the line `---`".to_owned();
    let body = after_fence(text, &lines, late + 1);
    let empty = if before { Some(0..lines[late].start) } else { None };
    Some(Foreign { message, help, at: lines[late].clone(), body, fences: Vec::new(), empty })
}

/// A line after the first `---` that was meant to close the front matter: `----`, `—-`.
pub(in crate::load) fn misspelt_end(text: &str) -> Option<Range<usize>> {
    lines(text).into_iter().find(|line| fence(text[line.clone()].trim()).is_some())
}

/// How many bytes at the start of a text look like front matter, without empty lines after them.
pub(in crate::load) fn entries(text: &str) -> usize {
    let is_of_front = |line: &str| {
        line.trim().is_empty()
            || line.starts_with([' ', '\t', '#'])
            || line.starts_with("- ")
            || is_entry(line)
    };
    let lines = lines(text).into_iter().take_while(|line| is_of_front(&text[line.clone()]));
    lines.filter(|line| !text[line.clone()].trim().is_empty()).last().map_or(0, |line| line.end)
}

/// What is said about a line that is nearly `---`.
fn fence(line: &str) -> Option<String> {
    const DASHES: [char; 6] = ['-', '–', '—', '−', '‐', '‑'];
    let visible =
        line.trim_matches(|c: char| matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}') || c.is_whitespace());
    let is_dashes = !visible.is_empty() && visible.chars().all(|c| DASHES.contains(&c));
    let hyphens = visible.chars().all(|c| c == '-');
    match visible.chars().count() {
        _ if !is_dashes => None,
        3 if hyphens && visible == line.trim() => Some("there is a space before the line `---`".to_owned()),
        3 if hyphens => Some("there are invisible characters next to `---`".to_owned()),
        2..=80 if !hyphens || visible.len() > 3 => {
            Some(format!("front matter begins and ends with `---`, not with `{visible}`"))
        }
        _ => None,
    }
}

fn fence_or_hyphens(line: &str) -> bool {
    line.trim() == "---" || fence(line.trim()).is_some()
}

/// Whether a line is one of front matter: a key, a colon, and a space or nothing.
fn is_entry(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_key && (value.trim().is_empty() || value.starts_with([' ', '\u{a0}']))
}

/// Whether a text begins with a JSON object that has a text as a key.
fn is_json(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('{').map(str::trim_start);
    let key = rest.and_then(|rest| rest.strip_prefix('"')?.split_once('"'));
    key.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Where the body begins after the line that closes front matter, looked for from a line on.
fn after_fence(text: &str, lines: &[Range<usize>], from: usize) -> usize {
    after_line(lines, from, |n| fence_or_hyphens(&text[lines[n].clone()])).unwrap_or(text.len())
}

fn after_line(lines: &[Range<usize>], from: usize, is_last: impl Fn(usize) -> bool) -> Option<usize> {
    let last = (from..lines.len()).find(|n| is_last(*n))?;
    lines.get(last + 1).map(|line| line.start)
}

/// The ranges of the lines, without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let range = start..start + line.trim_end_matches(['\r', '\n']).len();
        start += line.len();
        range
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_in_another_form_is_named() {
        let found =
            |text: &str| front_matter(text).map(|found| (found.message, text[found.body..].to_owned()));
        for (text, named, body) in [
            ("+++\ntitle = \"A\"\n+++\nText\n", "TOML", "Text\n"),
            ("{\"title\": \"A\",\n\"date\": \"2026\"}\n\nText\n", "JSON", "\nText\n"),
            ("----\ntitle: A\n----\nText\n", "with `----`", "Text\n"),
            ("—-\ntitle: A\n—-\nText\n", "with `—-`", "Text\n"),
            ("–––\ntitle: A\n---\nText\n", "with `–––`", "Text\n"),
            (" ---\ntitle: A\n---\nText\n", "a space before", "Text\n"),
            ("\u{200b}---\ntitle: A\n---\nText\n", "invisible characters", "Text\n"),
            ("\n---\ntitle: A\n---\nText\n", "an empty line comes before", "Text\n"),
            ("Hello.\n\n---\ntitle: A\n---\nText\n", "text comes before", "Text\n"),
            ("+++\ntitle = 1\n", "TOML", ""),
        ] {
            let (message, rest) = found(text).unwrap_or_else(|| panic!("{text}"));
            assert!(message.contains(named), "{text}: {message}");
            assert_eq!(rest, body, "{text}");
        }
    }

    #[test]
    fn texts_are_not_taken_for_it() {
        for text in [
            "",
            "---\ntitle: A\n---\n",
            "Heading\n---\nA longer text: more\nof it\n",
            "Heading\n---\n\nkey: value",
            "{curly} braces",
            "----\n\nA rule first.\n",
            "A text\n\n---\n\nand a rule: so.\n",
            "-- \nText",
        ] {
            assert_eq!(front_matter(text), None, "{text}");
        }
    }

    #[test]
    fn up_to_twenty_lines_may_stand_before_it() {
        let late = |count: usize| front_matter(&("Text\n".repeat(count) + "---\ntitle: A\n---\n")).is_some();
        assert!(late(20) && !late(21));
    }

    #[test]
    fn two_to_eighty_dashes_are_meant_for_three_hyphens() {
        let meant = |dashes: &str| front_matter(&format!("{dashes}\ntitle: A\n---\n")).is_some();
        assert!(!meant("—") && meant("——"));
        assert!(!meant("-") && !meant("--") && meant("----"));
        assert!(meant(&"-".repeat(80)) && !meant(&"-".repeat(81)));
    }
}
