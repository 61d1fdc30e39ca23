//! Obsidian notes: `[[links]]` by the names of notes, `![[embeds]]`, callouts, `==marks==`, block ids.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::{Body, alert_kind, image};
use crate::import::folder::{ending, name, stem};
use crate::import::plan::To;
use crate::language::slug::slug;

/// A body in which what only Obsidian knows is converted.
pub(super) fn converted(text: &str, body: &mut Body<'_>) -> String {
    let code = super::code(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let is_code = |place: usize| super::is_within(&code, place);
        if is_code(range.start) && is_code(range.start + line.trim_end().len().saturating_sub(1)) {
            out.push_str(line);
            continue;
        }
        let line_out = of_line(line, &range, &is_code, body);
        out.push_str(&line_out);
    }
    out
}

/// The tags in a text: `#ferries`, `#roads/north`.
pub(in crate::import) fn tags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    if !text.contains('#') {
        return tags;
    }
    let code = super::code(text);
    for (at, _) in text.match_indices('#') {
        let is_at_start = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        if !is_at_start || super::is_within(&code, at) {
            continue;
        }
        let is_of_tag = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
        let rest = &text[at + 1..];
        let tag = rest[..rest.find(|c: char| !is_of_tag(c)).unwrap_or(rest.len())].trim_end_matches('/');
        if tag.chars().any(|c| c != '/' && !c.is_numeric()) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// Reports code blocks that plugins turn into lists.
pub(super) fn tell_queries(text: &str, body: &mut Body<'_>) {
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) = event else { continue };
        if ["dataview", "dataviewjs", "query", "tasks"].contains(&&*language) {
            let line = body.line(range.start);
            body.hand(line, &format!("a block of `{language}` does not make a list here; it stays as code"));
        }
    }
}

fn of_line(line: &str, range: &Range<usize>, is_code: &dyn Fn(usize) -> bool, body: &mut Body<'_>) -> String {
    let line = callout(line);
    // Places in the line are off by as much as the callout's kind changed in length; code comes after the kind.
    let moved = line.len() as isize - range.len() as isize;
    let is_code = |at: usize| is_code((range.start + at).saturating_add_signed(-moved.min(at as isize)));
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    let last_end = line.rfind("]]").unwrap_or(0);
    while let Some(found) = line[at..].find(['[', '=', ' ']) {
        out.push_str(&line[at..at + found]);
        at += found;
        let rest = &line[at..];
        let is_mark = ["[[", "==", " ^"].iter().any(|mark| rest.starts_with(mark));
        let taken = if !is_mark || is_code(at) || rest.starts_with("[[") && at > last_end {
            None
        } else if rest.starts_with("[[") {
            link(rest, out.ends_with('!'), body)
        } else if rest.starts_with("==") {
            mark(rest)
        } else {
            block_id(rest)
        };
        match taken {
            Some((markdown, len)) => {
                if rest.starts_with("[[") && out.ends_with('!') {
                    out.pop();
                }
                out.push_str(&markdown);
                at += len;
            }
            None => {
                let len = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..len]);
                at += len;
            }
        }
    }
    out.push_str(&line[at..]);
    out
}

/// `> [!abstract]- Title` with a kind that Dateline knows.
fn callout(line: &str) -> String {
    let Some(at) =
        line.find("[!").filter(|at| line[..*at].chars().all(|c| matches!(c, '>' | ' ' | '\t')) && *at > 0)
    else {
        return line.to_owned();
    };
    let Some(end) = line[at..].find(']') else { return line.to_owned() };
    let typed = line[at + 2..at + end].split('|').next().unwrap_or_default();
    let kind = alert_kind(typed).unwrap_or("NOTE");
    let rest = &line[at + end + 1..];
    // A kind that Dateline does not have is the title where none is typed.
    let needs_title =
        !kind.eq_ignore_ascii_case(typed) && rest.trim_start_matches(['+', '-']).trim().is_empty();
    let mut title = String::new();
    if needs_title {
        title.push(' ');
        let mut chars = typed.chars();
        title.extend(chars.next().into_iter().flat_map(char::to_uppercase).chain(chars));
    }
    let fold = rest.chars().next().filter(|c| matches!(c, '+' | '-')).map_or(0, char::len_utf8);
    format!("{}[!{kind}]{}{title}{}", &line[..at], &rest[..fold], &rest[fold..])
}

fn mark(rest: &str) -> Option<(String, usize)> {
    let inner = &rest[2..];
    let end = inner.find("==").filter(|end| *end > 0)?;
    let inner = &inner[..end];
    let is_marked = !inner.starts_with([' ', '=']) && !inner.ends_with(' ');
    is_marked.then(|| (format!("<mark>{inner}</mark>"), end + 4))
}

/// ` ^id` at the end of a line, which names a block.
fn block_id(rest: &str) -> Option<(String, usize)> {
    let id = rest[2..].trim_end();
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_id.then(|| (String::new(), 2 + id.len()))
}

fn link(rest: &str, is_embed: bool, body: &mut Body<'_>) -> Option<(String, usize)> {
    let end = rest.find("]]").filter(|end| !rest[..*end].contains('\n'))?;
    let inside = rest[2..end].replace("\\|", "|");
    let (to, words) = match inside.split_once('|') {
        Some((to, words)) => (to.trim(), Some(words.trim())),
        None => (inside.trim(), None),
    };
    let (note, section) = match to.split_once('#') {
        Some((note, section)) => (note.trim(), Some(section.rsplit('#').next().unwrap_or(section))),
        None => (to, None),
    };
    let len = end + 2;
    let is_picture =
        ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"].contains(&ending(note).as_str());
    if is_embed && is_picture {
        let is_size = |words: &&str| words.bytes().all(|b| b.is_ascii_digit() || b == b'x');
        let alt = words.filter(|words| !is_size(words)).unwrap_or(stem(name(note)));
        return Some((image(&body.by_name_or(note), alt, None), len));
    }
    let fragment =
        section.filter(|section| !section.starts_with('^')).map(|section| format!("#{}", slug(section)));
    let shown = words.map_or_else(
        || match (note, section) {
            ("", Some(section)) => section.trim_start_matches('^').to_owned(),
            (note, _) => name(note).trim_end_matches(".md").to_owned(),
        },
        str::to_owned,
    );
    if note.is_empty() {
        let to = fragment.unwrap_or_default();
        return Some((format!("[{shown}]({to})"), len));
    }
    match body.places.by_name(body.at, note) {
        Some(To::Entry(entry)) => {
            body.report.turned("[[links]]", "links to files", 1);
            Some((format!("[{shown}](entry:{entry}{})", fragment.unwrap_or_default()), len))
        }
        Some(To::Beside(_)) => Some((format!("[{shown}]({})", super::angled(&body.by_name_or(note))), len)),
        _ => {
            // A link to a note that was never written leads nowhere there too.
            body.report.turned("[[links]] to notes that do not exist", "text", 1);
            Some((shown, len))
        }
    }
}
