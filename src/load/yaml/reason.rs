//! Why YAML cannot be read, in the words of the person who typed it.
//!
//! A parser notices a mistake where it can't go on, often lines below. Editors make few
//! different ones; each is looked for from the key the parser was in.

use std::ops::Range;

use super::SyntaxError;

/// The likely reason of a syntax error. Ranges are relative to the text.
pub(super) struct Reason {
    pub(super) message: String,
    pub(super) help: String,
    pub(super) at: Range<usize>,
    /// The top-level key to give up, with all its lines. Never empty.
    pub(super) block: Range<usize>,
}

pub(super) fn likely(text: &str, error: &SyntaxError) -> Reason {
    let lines = lines(text);
    let stop = lines.iter().rposition(|line| line.start <= error.at).unwrap_or(0);
    let block = block_of(text, &lines, stop);
    if let Some(help) = error.help {
        let end = lines[stop].end.max(error.at);
        return reason(
            text,
            &lines,
            error.message.clone(),
            help.to_owned(),
            error.at..end.max(error.at),
            stop,
        );
    }
    // The mistake is on the line where the parser gave up, or above it in the same key; only an
    // open quote or bracket reaches further.
    for n in (block.start..=stop.min(block.end - 1)).rev() {
        if let Some((message, help, at)) = mistake_in(text, &lines[n]) {
            return reason(text, &lines, message, help, at, n);
        }
    }
    for n in 0..=stop {
        if let Some((message, help, at)) = left_open(text, &lines[n]) {
            return reason(text, &lines, message, help, at, n);
        }
    }
    let line = &text[lines[stop].clone()];
    if !line.trim().is_empty() && !line.contains(':') && !line.trim_start().starts_with('-') {
        let at = trimmed(text, &lines[stop]);
        let message = "this line is neither `key: value` nor part of the value above".to_owned();
        let help = "add a colon and a space after the key, or indent the line".to_owned();
        return reason(text, &lines, message, help, at, stop);
    }
    let message = format!("the YAML cannot be read: {}", error.message.to_lowercase());
    let help = "check indentation, quotes and brackets on this line and the one above".to_owned();
    reason(text, &lines, message, help, trimmed(text, &lines[stop]), stop)
}

fn reason(
    text: &str,
    lines: &[Range<usize>],
    message: String,
    help: String,
    at: Range<usize>,
    line: usize,
) -> Reason {
    let block = block_of(text, lines, line);
    let end = lines[block.end - 1].end;
    Reason { message, help, at, block: lines[block.start].start..end }
}

type Mistake = (String, String, Range<usize>);

/// A mistake that can be seen in one line.
fn mistake_in(text: &str, line: &Range<usize>) -> Option<Mistake> {
    let content = &text[line.clone()];
    let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
    if let Some(tab) = content[..indent].find('\t') {
        let at = line.start + tab..line.start + indent;
        return Some((
            "a tab is used for indentation".into(),
            "indent with spaces; YAML does not allow tabs there".into(),
            at,
        ));
    }
    if let Some(found) = left_open(text, line) {
        return Some(found);
    }
    let (key, value_at) = split_key(content)?;
    let value = content[value_at..].trim_end();
    let at = line.start + value_at..line.start + value_at + value.len();
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        let closed = closing_quote(value)?;
        let rest = value[closed..].trim();
        if !rest.is_empty() && !rest.starts_with('#') && !rest.starts_with([',', '}', ']']) {
            let help = if first == '"' {
                format!(
                    "write `\\\"` for a quote inside the text, or put the whole value in single quotes: `{key}: '…'`"
                )
            } else {
                format!(
                    "write `''` for an apostrophe inside the text, or put the whole value in double quotes: `{key}: \"…\"`"
                )
            };
            let at = at.start + closed..at.end;
            return Some(("text follows the closing quote".into(), help, at));
        }
        return None;
    }
    if matches!(first, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>')
        && value.len() > 1
        && !value[1..].starts_with(['-', '+', '\n'])
    {
        let message = format!("a value cannot begin with `{first}`");
        return Some((message, format!("put the value in double quotes: `{key}: \"{value}\"`"), at));
    }
    if !matches!(first, '[' | '{')
        && let Some(colon) = value.find(": ").or(value.ends_with(':').then(|| value.len() - 1))
    {
        let message = "a colon followed by a space inside a value that is not in quotes".to_owned();
        let help = format!("put the value in double quotes: `{key}: \"{}\"`", value.replace('"', "\\\""));
        return Some((message, help, at.start + colon..at.start + colon + 1));
    }
    None
}

/// A quote or bracket that a value opens and the line does not close.
fn left_open(text: &str, line: &Range<usize>) -> Option<Mistake> {
    let content = &text[line.clone()];
    if let Some((key, value_at)) = split_key(content) {
        let value = content[value_at..].trim_end();
        if value.starts_with(['"', '\'']) && closing_quote(value).is_none() {
            let quote = &value[..1];
            let at = line.start + value_at..line.start + value_at + 1;
            let help = format!("add `{quote}` at the end of the value: `{key}: {value}{quote}`");
            return Some((format!("the quote `{quote}` is opened here and never closed"), help, at));
        }
    }
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in content.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q && before != '\\' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            (None, '#') if before == ' ' => break,
            (None, '[' | '{') if matches!(before, ' ' | '[' | '{' | ',') => open.push((at, c)),
            (None, ']' | '}') => {
                if let Some((opened, bracket)) = open.pop()
                    && (bracket == '[') != (c == ']')
                {
                    let wanted = if bracket == '[' { ']' } else { '}' };
                    let message = format!("`{bracket}` is closed by `{c}`");
                    let _ = opened;
                    return Some((
                        message,
                        format!("write `{wanted}` here"),
                        line.start + at..line.start + at + 1,
                    ));
                }
            }
            _ => {}
        }
        before = c;
    }
    let (at, bracket) = open.first().copied()?;
    let wanted = if bracket == '[' { ']' } else { '}' };
    let message = format!("the bracket `{bracket}` is opened here and never closed");
    Some((
        message,
        format!("add `{wanted}` where the list or mapping ends"),
        line.start + at..line.start + at + 1,
    ))
}

/// `  - key: value` → `key`, and where the value begins.
fn split_key(line: &str) -> Option<(&str, usize)> {
    let colon = line.find(": ")?;
    let key = line[..colon].trim().trim_start_matches("- ").trim();
    let plain = !key.is_empty() && !key.contains(['"', '\'', '[', '{', '#']);
    let value_at = colon + 1 + (line[colon + 1..].len() - line[colon + 1..].trim_start().len());
    plain.then_some((key, value_at))
}

/// Where the text behind the closing quote begins.
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
