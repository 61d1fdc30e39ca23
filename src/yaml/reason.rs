//! Why YAML cannot be read, in the words of the person who typed it.
//!
//! A parser notices a mistake where it can't go on, often lines below. Editors make few
//! kinds of mistake; each is looked for from the key the parser was in.

use std::ops::Range;

use super::expectations::quoted;
use super::lost::{self, WRONG_SPACE};
use super::tree::SELDOM_MEANT;
use super::{NO_MAPPING, SyntaxError};
use crate::diagnostic::Safety;

/// The likely reason of a syntax error. Ranges are relative to the text.
pub(super) struct Reason {
    pub(super) message: String,
    pub(super) help: Advice,
    pub(super) at: Range<usize>,
    /// The top-level key to give up, with all its lines. Never empty.
    pub(super) block: Range<usize>,
}

/// What to do, and the change that does it. Its range is relative to the text.
pub(super) struct Advice {
    pub(super) line: String,
    pub(super) change: Option<(Safety, Range<usize>, String)>,
}

impl<T: Into<String>> From<T> for Advice {
    fn from(line: T) -> Self {
        Self { line: line.into(), change: None }
    }
}

impl Advice {
    fn new(line: impl Into<String>, safety: Safety, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { line: line.into(), change: Some((safety, range, text.into())) }
    }
}

pub(super) fn likely(text: &str, error: &SyntaxError) -> Reason {
    let lines = lines(text);
    let stop = lines.iter().rposition(|line| line.start <= error.at).unwrap_or(0);
    let block = block_of(text, &lines, stop);
    let refused = || {
        // Where the mistake is spaces of the wrong kind, only those are shown.
        let rest = text.get(error.at..lines[stop].end).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start().len();
        let at = error.at..if spaces > 0 { error.at + spaces } else { lines[stop].end.max(error.at) };
        let help = match error.message == WRONG_SPACE {
            true => {
                let plain = " ".repeat(text[at.clone()].chars().count());
                Advice::new(error.help?, Safety::Safe, at.clone(), plain)
            }
            false => error.help?.into(),
        };
        Some(reason(text, &lines, error.message.clone(), help, at, stop))
    };
    if !SELDOM_MEANT.contains(&error.message.as_str())
        && let Some(reason) = refused()
    {
        return reason;
    }
    // The mistake is on the line where the parser gave up, above it in the same key, or, for a tab,
    // below it; only an open quote or bracket reaches further.
    for n in (block.start..=stop.min(block.end - 1)).rev().chain((stop + 1..block.end).take(1)) {
        if let Some((message, help, at)) = mistake_in(text, &lines, n, stop) {
            return reason(text, &lines, message, help, at, n);
        }
    }
    for n in 0..=stop {
        if let Some((message, help, at)) = left_open(text, &lines[n]) {
            return reason(text, &lines, message, help, at, n);
        }
    }
    if let Some(reason) = refused() {
        return reason;
    }
    // Without its space a key is only a text, and the parser stumbles over the next key.
    let above = stop.checked_sub(1).and_then(|n| Some((n, glued_colon(&text[lines[n].clone()], &lines[n])?)));
    if let Some((n, (message, help, at))) = above {
        return reason(text, &lines, message, help, at, n);
    }
    if let Some((n, (message, help, at))) = bare_line(text, &lines, stop) {
        return reason(text, &lines, message, help, at, n);
    }
    let line = &text[lines[stop].clone()];
    if !line.trim().is_empty() && !line.contains(':') && !line.trim_start().starts_with('-') {
        let at = trimmed(text, &lines[stop]);
        let (message, help) = no_key(line, &at);
        return reason(text, &lines, message, help, at, stop);
    }
    let message = format!("the YAML cannot be read: {}", error.message.to_lowercase());
    let help = "check indentation, quotes and brackets on this line and the one above".into();
    reason(text, &lines, message, help, trimmed(text, &lines[stop]), stop)
}

fn reason(
    text: &str,
    lines: &[Range<usize>],
    message: String,
    help: Advice,
    at: Range<usize>,
    line: usize,
) -> Reason {
    let block = block_of(text, lines, line);
    let end = lines[block.end - 1].end;
    Reason { message, help, at, block: lines[block.start].start..end }
}

type Mistake = (String, Advice, Range<usize>);

/// A line that cannot be part of a value, although it has no key: the nearest one above. The parser stumbles
/// over it at the next key.
fn bare_line(text: &str, lines: &[Range<usize>], stop: usize) -> Option<(usize, Mistake)> {
    let n = (0..stop).rev().find(|n| !text[lines[*n].clone()].trim().is_empty())?;
    let line = &text[lines[n].clone()];
    let begins = |n: &usize| text[lines[*n].clone()].starts_with(|c: char| c.is_alphanumeric());
    if let Some(first) = line.strip_prefix("- ").filter(|_| !(0..n).any(|n| begins(&n))) {
        let key = split_key(first).map_or("title", |(key, _)| key);
        let help = format!("begin the line with the key, as in `{key}: …`, without `- ` before it");
        return Some((n, (NO_MAPPING.to_owned(), help.into(), trimmed(text, &lines[n]))));
    }
    if line.starts_with([' ', '\t', '#', '-']) || line.contains(": ") || line.trim_end().ends_with(':') {
        return None;
    }
    let at = trimmed(text, &lines[n]);
    let (message, help) = no_key(line, &at);
    Some((n, (message, help, at)))
}

/// What is reported about a line that has no key. `at` is its place.
fn no_key(line: &str, at: &Range<usize>) -> (String, Advice) {
    let message = "this line is neither `key: value` nor part of the value above".to_owned();
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let help = match line.split_once('=').map(|(key, value)| (key.trim(), value.trim())) {
        Some((key, value)) if is_key(key) => {
            let meant = format!("{key}: {value}");
            Advice::new(format!("write `{meant}`"), Safety::Safe, at.clone(), meant)
        }
        _ => "add a colon and a space after the key, or indent the line".into(),
    };
    (message, help)
}

/// A mistake that can be seen in one line. `stop` is the line where the parser gave up.
fn mistake_in(text: &str, lines: &[Range<usize>], n: usize, stop: usize) -> Option<Mistake> {
    let line = &lines[n];
    let content = &text[line.clone()];
    let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
    if let Some(tab) = content[..indent].find('\t') {
        let at = line.start + tab..line.start + indent;
        let spaces = content[tab..indent].replace('\t', "  ");
        let help = "indent with spaces; YAML does not allow tabs there";
        let help = Advice::new(help, Safety::Unsafe, at.clone(), spaces);
        return Some(("a tab is used for indentation".into(), help, at));
    }
    if n > stop {
        return None;
    }
    if let Some(found) = left_open(text, line) {
        return Some(found);
    }
    if let Some((key, value_at)) = split_key(content).or_else(|| split_item(content)) {
        let value = content[value_at..].trim_end();
        let at = line.start + value_at..line.start + value_at + value.len();
        return mistake_in_value(key, value, at, n == stop).or_else(|| bad_indent(text, lines, n, indent));
    }
    glued_colon(content, line).or_else(|| bad_indent(text, lines, n, indent))
}

fn mistake_in_value(key: &str, value: &str, at: Range<usize>, is_stop: bool) -> Option<Mistake> {
    let first = value.chars().next()?;
    let shown =
        |value: String| if key.is_empty() { format!("`- {value}`") } else { format!("`{key}: {value}`") };
    if matches!(first, '"' | '\'') {
        let closed = closing_quote(value)?;
        let rest = value[closed..].trim();
        let goes_on = rest.starts_with('#') || rest.starts_with([',', '}', ']']) && !is_stop;
        if !rest.is_empty() && !goes_on {
            let end = lost::set_off(&value[closed..]).map_or(value.len(), |end| closed + end);
            let at = at.start..at.start + end;
            let help = other_quotes(&value[..end], first, &shown, &at);
            return Some(("text follows the closing quote".into(), help, at.start + closed..at.end));
        }
        return if first == '"' { bad_escape(&value[..closed], at.start) } else { None };
    }
    let value = &value[..lost::set_off(value).unwrap_or(value.len())];
    let at = at.start..at.start + value.len();
    let special = matches!(first, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>');
    if special && value.len() > 1 && !value[1..].starts_with(['-', '+']) {
        let message = format!("a value cannot begin with `{first}`");
        return Some((message, in_quotes(value, &shown, &at), at));
    }
    let colon = value.find(": ").or(value.ends_with(':').then(|| value.len() - 1));
    let colon_at = |colon| at.start + colon..at.start + colon + 1;
    if let Some(found) = text_after_bracket(value, &shown, &at) {
        return Some(found);
    }
    if matches!(first, '[' | '{') {
        let second = value.match_indices(": ").nth(1).filter(|_| first == '[' && is_stop);
        let (colon, _) = second?;
        let message = "one item of a list has two colons".to_owned();
        return Some((message, "put a text with a colon in double quotes".into(), colon_at(colon)));
    }
    let colon = colon.filter(|_| !key.is_empty() || is_stop && value.matches(": ").count() > 1)?;
    let message = "a colon followed by a space inside a value that is not in quotes".to_owned();
    Some((message, in_quotes(value, &shown, &at), colon_at(colon)))
}

/// The help for putting a value in double quotes. What follows a ` #` may be a comment, so that case is left to the
/// writer.
fn in_quotes(value: &str, shown: &dyn Fn(String) -> String, at: &Range<usize>) -> Advice {
    let quoted = quoted(value);
    let line = format!("put the value in double quotes: {}", shown(quoted.clone()));
    match value.contains(" #") {
        true => line.into(),
        false => Advice::new(line, Safety::Safe, at.clone(), quoted),
    }
}

/// `[Update] Talks resume`: a text that begins with a bracket.
fn text_after_bracket(value: &str, shown: &dyn Fn(String) -> String, at: &Range<usize>) -> Option<Mistake> {
    let (open, close) = if value.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let inside = value.strip_prefix(open)?;
    let end = inside.find(close).filter(|end| !inside[..*end].contains(['[', '{', '"', '\'']))?;
    let rest = inside[end + 1..].trim_start();
    if rest.is_empty() || rest.starts_with(['#', ',', ']', '}']) {
        return None;
    }
    let message = format!("a text that begins with `{open}` needs quotes");
    Some((message, in_quotes(value, shown, at), at.clone()))
}

/// What to write for a value with its own quotes inside.
fn other_quotes(value: &str, quote: char, shown: &dyn Fn(String) -> String, at: &Range<usize>) -> Advice {
    let inside = value.strip_suffix(quote).map_or(value, |value| &value[1..]);
    let is_in_braces = value.ends_with([',', '}', ']']);
    let (sort, text) = match quote {
        '"' if inside.contains('\'') || is_in_braces => {
            return "write `\\\"` for a quote inside the text".into();
        }
        '"' => ("single", format!("'{inside}'")),
        _ if inside.contains(['"', '\\']) || is_in_braces => {
            return "write `''` for an apostrophe inside the text".into();
        }
        _ => ("double", format!("\"{inside}\"")),
    };
    let line = format!("put all of it in {sort} quotes: {}", shown(text.clone()));
    match value.contains(" #") {
        true => line.into(),
        false => Advice::new(line, Safety::Safe, at.clone(), text),
    }
}

/// `\q` in double quotes. `start` is where the quoted text begins.
fn bad_escape(quoted: &str, start: usize) -> Option<Mistake> {
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        let Some((_, escaped)) = (c == '\\').then(|| chars.next()).flatten() else { continue };
        if !"0abtnvfre \"/\\N_LPxuU\t\n".contains(escaped) {
            let message = format!("`\\{escaped}` means nothing in double quotes");
            let at = start + at..start + at + 1 + escaped.len_utf8();
            let line = format!("write `\\\\{escaped}`, or put the value in single quotes");
            let help = Advice::new(line, Safety::Safe, at.clone(), format!("\\\\{escaped}"));
            return Some((message, help, at));
        }
    }
    None
}

/// `title:P` without a space.
fn glued_colon(content: &str, line: &Range<usize>) -> Option<Mistake> {
    let start = content.len() - content.trim_start().len();
    let (key, value) = content[start..].split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if !is_key || value.is_empty() || value.starts_with([' ', '/']) {
        return None;
    }
    let colon = line.start + start + key.len();
    let line = format!("write `{key}: {}`", value.trim_end());
    let help = Advice::new(line, Safety::Safe, colon + 1..colon + 1, " ");
    Some(("a space is missing after the colon".into(), help, colon..colon + 1))
}

/// A key that is indented although the line above already has its value.
fn bad_indent(text: &str, lines: &[Range<usize>], n: usize, indent: usize) -> Option<Mistake> {
    let above = lines[..n].iter().rev().find(|line| !text[(*line).clone()].trim().is_empty())?;
    let above = &text[above.clone()];
    let above_indent = above.len() - above.trim_start().len();
    let (_, value_at) = split_key(above)?;
    split_key(&text[lines[n].clone()])?;
    let value = above[value_at..].trim();
    let is_closed = value.starts_with('[') && value.ends_with(']') || value.ends_with('}');
    let complete = !value.is_empty() && (is_closed || !value.starts_with(['|', '>', '[', '{']));
    if !complete || indent <= above_indent {
        return None;
    }
    let spaces = |n| if n == 1 { "1 space".to_owned() } else { format!("{n} spaces") };
    let message =
        format!("this line begins with {}, the one above with {}", spaces(indent), spaces(above_indent));
    let help = "begin both in the same column".into();
    Some((message, help, lines[n].start..lines[n].start + indent))
}

/// A quote or bracket that a value opens and the line does not close.
fn left_open(text: &str, line: &Range<usize>) -> Option<Mistake> {
    let content = &text[line.clone()];
    if let Some((key, value_at)) = split_key(content) {
        let value = content[value_at..].trim_end();
        if value.starts_with(['"', '\'']) && closing_quote(value).is_none() {
            let quote = &value[..1];
            let at = line.start + value_at..line.start + value_at + 1;
            let end = line.start + value_at + value.len();
            let help = format!("add `{quote}` at the end of the value: `{key}: {value}{quote}`");
            let help = Advice::new(help, Safety::Unsafe, end..end, quote);
            return Some((format!("the quote `{quote}` is opened here and never closed"), help, at));
        }
    }
    let mut open = Vec::new();
    let (mut quote, mut opened) = (None, 0);
    let mut before = ' ';
    for (at, c) in content.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q && before != '\\' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => (quote, opened) = (Some(c), at),
            (None, '#') if before == ' ' && !open.is_empty() => {
                let at = line.start + at..line.end;
                let message = "the comment that begins here takes the rest of the line".to_owned();
                return Some((message, "put a text with ` #` in double quotes".into(), at));
            }
            (None, '#') if before == ' ' => break,
            (None, '[' | '{') if matches!(before, ' ' | '[' | '{' | ',') => open.push((at, c)),
            (None, ']' | '}') if open.is_empty() && content[..at].contains(['[', '{']) => {
                let at = line.start + at..line.start + at + 1;
                let help = Advice::new(format!("remove the `{c}`"), Safety::Unsafe, at.clone(), "");
                return Some((format!("`{c}` closes nothing"), help, at));
            }
            (None, ']' | '}') => {
                if let Some((_, bracket)) = open.pop()
                    && (bracket == '[') != (c == ']')
                {
                    let wanted = if bracket == '[' { ']' } else { '}' };
                    let message = format!("`{bracket}` is closed by `{c}`");
                    let at = line.start + at..line.start + at + 1;
                    let help = format!("write `{wanted}`");
                    return Some((message, Advice::new(help, Safety::Unsafe, at.clone(), wanted), at));
                }
            }
            _ => {}
        }
        before = c;
    }
    let (at, bracket) = open.first().copied()?;
    if let Some(quote) = quote {
        let message = format!("the quote `{quote}` is opened here and never closed");
        let help = format!("add `{quote}` where the text ends").into();
        return Some((message, help, line.start + opened..line.start + opened + 1));
    }
    let wanted = if bracket == '[' { ']' } else { '}' };
    let message = format!("the bracket `{bracket}` is opened here and never closed");
    let help = match open.len() == 1 && ends_here(text, line) {
        true => {
            let end = line.start + content.trim_end().len();
            Advice::new(format!("add `{wanted}` at the end of the line"), Safety::Safe, end..end, wanted)
        }
        false => format!("add `{wanted}` where the list or mapping ends").into(),
    };
    Some((message, help, line.start + at..line.start + at + 1))
}

/// Whether the value of a line ends with that line: the next line begins another key or item, or there is no
/// next line.
fn ends_here(text: &str, line: &Range<usize>) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut below = text[line.end..].lines().filter(|line| !line.trim().is_empty());
    let content = &text[line.clone()];
    !content.trim_end().ends_with(',')
        && below.next().is_none_or(|next| {
            indent(next) <= indent(content) && (next.trim_start().starts_with("- ") || next.contains(':'))
        })
}

/// `  - key: value` → `key`, and where the value begins.
fn split_key(line: &str) -> Option<(&str, usize)> {
    let colon = line.find(": ")?;
    let key = line[..colon].trim().trim_start_matches("- ").trim();
    let plain = !key.is_empty() && !key.contains(['"', '\'', '[', '{', '#']);
    let value_at = colon + 1 + (line[colon + 1..].len() - line[colon + 1..].trim_start().len());
    plain.then_some((key, value_at))
}

/// `  - value` → no key, and where the value begins.
fn split_item(line: &str) -> Option<(&str, usize)> {
    let value = line.trim_start().strip_prefix("- ")?.trim_start();
    Some(("", line.len() - value.len()))
}

/// Where the text after the closing quote begins.
fn closing_quote(value: &str) -> Option<usize> {
    let quote = value.chars().next()?;
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// The ranges of the lines, without their ends. At least one.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.trim_end_matches('\r').len();
            start += line.len() + 1;
            range
        })
        .collect()
}

/// The lines of the top-level key that a line belongs to.
fn block_of(text: &str, lines: &[Range<usize>], line: usize) -> Range<usize> {
    let top = |n: &usize| {
        let content = &text[lines[*n].clone()];
        !content.is_empty() && !content.starts_with([' ', '\t', '#', '-', ']', '}'])
    };
    let start = (0..=line).rev().find(top).unwrap_or(0);
    let end = (line + 1..lines.len()).find(top).unwrap_or(lines.len());
    start..end
}

fn trimmed(text: &str, line: &Range<usize>) -> Range<usize> {
    let content = &text[line.clone()];
    let start = line.start + content.len() - content.trim_start().len();
    start..line.start + content.trim_end().len().max(start - line.start)
}
