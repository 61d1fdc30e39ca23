//! The key `former` of a file whose address changes.

use super::Refusal;
use crate::diagnostic::Span;
use crate::model::address::url::UrlPath;
use crate::model::typed::article::Article;

/// The key.
const KEY: &str = "former";
/// The keys that come below it.
const BELOW: [&str; 6] = ["aliases", "embargo", "draft", "lang", "autolink", "extra"];

/// What becomes of the key.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) edits: Vec<(Span, String)>,
    /// The address that is not kept, because the file gets back the one that it had before.
    pub(super) given_up: Option<UrlPath>,
}

/// Keeps the address that a file had, `old`. An entry that is the new address is removed; if it is the last one, the
/// file gets back what it was called before, and the change before this one is undone.
pub(super) fn change(article: &Article, old: &UrlPath, new: &UrlPath) -> Result<Change, Refusal> {
    let text = article.source.text.as_str();
    let spans: Vec<(Span, bool)> = article
        .former
        .iter()
        .filter(|former| text[former.key.range()].trim_matches(['"', '\'']) == KEY)
        .map(|former| (with_quotes(text, former.span), former.value == *new))
        .collect();
    let mut change = Change::default();
    match spans.iter().rposition(|(_, is_new)| *is_new) {
        Some(at) if at + 1 == spans.len() => {
            change.edits.push((without(text, &spans, at)?, String::new()));
            change.given_up = Some(old.clone());
        }
        Some(at) => {
            change.edits.push((without(text, &spans, at)?, String::new()));
            change.edits.extend(with(article, &spans, old)?);
        }
        None => change.edits.extend(with(article, &spans, old)?),
    }
    Ok(change)
}

/// How the value of the key is written.
#[derive(PartialEq, Eq)]
enum Style {
    /// `[/a/, /b/]`
    Flow,
    /// A line for each.
    Block,
    /// One, without a list.
    One,
}

fn style(text: &str, first: Span) -> Style {
    let line = &text[line_start(text, first.start as usize)..first.start as usize];
    let before = text[..first.start as usize].trim_end();
    match before.chars().next_back() {
        _ if line.trim() == "-" => Style::Block,
        Some('[') => Style::Flow,
        _ => Style::One,
    }
}

/// The part to remove so that an entry is gone; with the last one, the whole key goes.
fn without(text: &str, spans: &[(Span, bool)], at: usize) -> Result<Span, Refusal> {
    let (entry, _) = spans[at];
    let line = line_start(text, entry.start as usize);
    let end = line_end(text, entry.end as usize);
    if spans.len() > 1 {
        return Ok(match style(text, spans[0].0) {
            Style::Flow if at > 0 => Span { start: spans[at - 1].0.end, end: entry.end },
            Style::Flow => Span { start: entry.start, end: spans[at + 1].0.start },
            _ => Span::new(line..end),
        });
    }
    let (start, end) = match style(text, entry) {
        Style::Block => (text[..line].rfind(&format!("{KEY}:")).unwrap_or(line), end),
        Style::One => (line, end),
        Style::Flow => {
            let open = text[..entry.start as usize].rfind('[').unwrap_or(line);
            let close = entry.end as usize + text[entry.end as usize..].find(']').unwrap_or_default();
            (line_start(text, open), line_end(text, close))
        }
    };
    match text[start..].starts_with(KEY) {
        true => Ok(Span::new(start..end)),
        false => Err(by_hand("remove", text, entry)),
    }
}

/// The edits that add an address at the end, unless a rename that was cut short has already added it.
fn with(article: &Article, spans: &[(Span, bool)], old: &UrlPath) -> Result<Vec<(Span, String)>, Refusal> {
    if article.former.iter().any(|former| former.value == *old) {
        return Ok(Vec::new());
    }
    let text = article.source.text.as_str();
    let address = written(old);
    let insert = |at: usize, text: String| (Span::new(at..at), text);
    let Some((last, _)) = spans.last().copied() else {
        return Ok(vec![fresh(article, &address)?]);
    };
    let (start, end) = (last.start as usize, last.end as usize);
    Ok(match style(text, spans[0].0) {
        Style::Flow => vec![insert(end, format!(", {address}"))],
        Style::One => vec![insert(start, "[".to_owned()), insert(end, format!(", {address}]"))],
        Style::Block => {
            let mark = &text[line_start(text, start)..start];
            vec![insert(line_end(text, end), format!("{mark}{address}{}", line_break(text)))]
        }
    })
}

/// The edit that adds the key with one address, or a value to the empty key.
fn fresh(article: &Article, address: &str) -> Result<(Span, String), Refusal> {
    let text = article.source.text.as_str();
    let keys = top_keys(article);
    if let Some((_, start)) = keys.iter().find(|(key, _)| *key == KEY) {
        let colon = start + KEY.len() + 1;
        let value = &text[colon..line_end(text, colon)];
        return match value.find('[') {
            Some(open) => Ok((Span::new(colon + open + 1..colon + open + 1), address.to_owned())),
            None => Ok((Span::new(colon..colon), format!(" [{address}]"))),
        };
    }
    let front = article.front_matter();
    let end = front.trim_end().rfind('\n').map_or(0, |at| at + 1);
    if keys.is_empty() || end == 0 {
        return Err(by_hand("add", text, Span::default()));
    }
    let below = keys.iter().rev().take_while(|(key, _)| BELOW.contains(key)).last();
    let mut at = below.map_or(end, |(_, start)| *start);
    // A comment belongs to the key below it.
    while let Some(before) = text[..at].strip_suffix('\n').filter(|_| below.is_some()) {
        let line = line_start(text, before.len());
        if !text[line..].starts_with('#') {
            break;
        }
        at = line;
    }
    Ok((Span::new(at..at), format!("{KEY}: [{address}]{}", line_break(text))))
}

/// The keys of the front matter that begin a line, each with its place.
fn top_keys(article: &Article) -> Vec<(&str, usize)> {
    let front = article.front_matter();
    let mut keys = Vec::new();
    let mut start = 0;
    for line in front.split_inclusive('\n') {
        let key = line.split_once(':').map(|(key, _)| key);
        let is_key =
            |key: &&str| key.starts_with(|c: char| c.is_alphabetic() || c == '_') && !key.contains(' ');
        keys.extend(key.filter(is_key).map(|key| (key, start)));
        start += line.len();
    }
    keys
}

fn by_hand(what: &str, text: &str, entry: Span) -> Refusal {
    let typed = &text[entry.range()];
    let message = format!("the front matter has a form in which `{KEY}` cannot be changed");
    Refusal::new(
        message,
        format!("write each key on a line of its own, or {what} {KEY} {typed} by hand").replace("  ", " "),
    )
}

/// An address as an item of a list in brackets.
fn written(address: &UrlPath) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~%".contains(c);
    let text = address.as_str();
    if text.chars().all(is_plain) { text.to_owned() } else { format!("\"{text}\"") }
}

fn with_quotes(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text[..start].chars().next_back().filter(|c| matches!(c, '"' | '\''));
    match before.is_some() && text[end..].chars().next() == before {
        true => Span::new(start - 1..end + 1),
        false => span,
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// After the line break of the line that a place is in.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
