//! Marks that were meant to be markup and are shown as they were typed.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Placed, tables};
use crate::diagnostic::Help;
use crate::markdown::writer::alert_kind;

/// A mark that is shown as it stands.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Literal {
    /// Where it is in the body.
    pub(in crate::markdown) range: Range<usize>,
    pub(in crate::markdown) message: String,
    pub(in crate::markdown) help: Help,
}

/// How many bytes before and after a mark are looked at.
const WINDOW: usize = 500;

/// The marks in the running text of a body, in order: outside code and addresses, and not after a
/// backslash.
pub(in crate::markdown) fn find(events: &[Placed<'_>], body: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let (mut is_code, mut is_address, mut starts_line) = (false, false, true);
    let mut is_quotation = false;
    let (mut line, mut above) = (None, None);
    for (event, range) in events {
        if starts_line {
            (above, line) = (line, Some(range.start));
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => is_address = true,
            Event::End(TagEnd::Link) => is_address = false,
            Event::Text(text) if !is_code && !is_address => {
                // The kind of an alert is reported where the alert is written.
                let is_alert = is_quotation && text.starts_with("[!");
                let kind = if is_alert { body[range.clone()].find(']').unwrap_or(0) } else { 0 };
                let start = range.start + kind;
                if starts_line && let Some((length, message, help)) = tables::no_table(body, above, start) {
                    found.push(Literal { range: start..start + length, message, help });
                }
                in_text(&body[start..range.end], &body[range.end..], starts_line, |within, message, help| {
                    let range = start + within.start..start + within.end;
                    found.push(Literal { range, message, help });
                });
            }
            _ => {}
        }
        is_quotation = match event {
            Event::Start(Tag::BlockQuote(_)) => true,
            Event::Start(Tag::Paragraph) => is_quotation,
            _ => false,
        };
        let is_broken = matches!(event, Event::SoftBreak | Event::HardBreak);
        let is_first = matches!(event, Event::Start(Tag::Paragraph | Tag::Item));
        if is_first {
            line = None;
        }
        starts_line = is_first || is_broken;
    }
    found
}

/// Where the next sign is. The compiler uses vectors of 32 bytes, which takes half as long.
fn next_sign(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(part) = bytes.get(at..).and_then(<[u8]>::first_chunk::<32>) {
        let mut signs = 0;
        for b in *part {
            signs |= u8::from(is_sign(b));
        }
        if signs != 0 {
            break;
        }
        at += 32;
    }
    bytes.get(at..)?.iter().position(|b| is_sign(*b)).map(|next| at + next)
}

/// Whether a byte is what a mark can begin with, or the backslash before one that is meant.
#[inline(always)]
fn is_sign(b: u8) -> bool {
    let is_bracket = (b.wrapping_sub(b'[') < 4) | (b == b'{');
    is_bracket | (b & !1 == b'*') | (b == b'!') | (b == b'$') | (b == b':') | (b == b'=')
}

/// Goes through the source of one text; `after` is what comes after it. `found` takes the range of a mark, a
/// message and a help line.
fn in_text(source: &str, after: &str, starts_line: bool, mut found: impl FnMut(Range<usize>, String, Help)) {
    let bytes = source.as_bytes();
    let mut at = 0;
    if starts_line && let Some((length, message, help)) = at_line(source) {
        found(0..length, message, help);
        at = length;
    }
    while let Some(sign) = next_sign(bytes, at) {
        at = sign;
        let b = &bytes[at];
        let read = match b {
            b'\\' => {
                at += 2;
                continue;
            }
            b'*' => stars,
            b']' => link,
            b'[' => bracket,
            b'{' => braces,
            b':' => emoji,
            b'$' => math,
            _ => other,
        };
        // Only as much is looked at as a mark can need, however long the text is.
        let near = source.floor_char_boundary(at.saturating_sub(WINDOW));
        let seen = &source[near..source.floor_char_boundary(at + WINDOW)];
        let literal = match source[at..].strip_prefix("](") {
            // A bare address in it is a link of its own, and not part of this text.
            Some(inner) if inner.len() < WINDOW && !inner.contains(')') => {
                let after = &after[..after.floor_char_boundary(WINDOW)];
                read(&format!("{seen}{}", after.lines().next().unwrap_or_default()), at - near)
            }
            _ => read(seen, at - near),
        };
        match literal {
            Some((length, message, help)) => {
                found(at..at + length, message, help);
                at += length;
            }
            None => at += bytes[at..].iter().take_while(|next| *next == b).count(),
        }
    }
}

/// The length of a mark, the message and the help line.
pub(super) type Told = (usize, String, Help);

pub(super) fn shown(mark: &str) -> String {
    let short = mark.char_indices().nth(40).map_or(mark, |(end, _)| &mark[..end]);
    if short.len() < mark.len() { format!("{short}…") } else { short.to_owned() }
}

pub(super) fn told(mark: &str, message: &str, help: impl Into<Help>) -> Option<Told> {
    Some((mark.len(), format!("`{}` {message}", shown(mark)), help.into()))
}

/// What is a mark only at the beginning of a line.
fn at_line(source: &str) -> Option<Told> {
    let hashes = source.bytes().take_while(|b| *b == b'#').count();
    if (2..=6).contains(&hashes) && source[hashes..].starts_with(char::is_alphanumeric) {
        let line = source.trim_end();
        let help = format!("add a space: `{} {}`", &line[..hashes], shown(&line[hashes..]));
        let help = Help::safe(help, format!("{} ", &line[..hashes]));
        return told(&source[..hashes], "does not make a heading without a space after it", help);
    }
    let message = "is the syntax of another program, and is shown as it stands";
    if let Some(rest) = source.strip_prefix("=== ")
        && rest.starts_with('"')
    {
        let title = rest.trim_matches(|c: char| c == '"' || c.is_whitespace());
        let help = format!("write a heading, `### {}`, and its text without indentation", shown(title));
        return told("===", message, help);
    }
    if let Some((word, _)) = source.strip_prefix("*[").and_then(|rest| rest.split_once("]:")) {
        let help = "explain the word where it first appears, and remove this line".to_owned();
        return told(&source[..word.len() + 4], message, help);
    }
    let mark = [":::", "!!! ", "??? "].into_iter().find(|mark| source.starts_with(mark))?;
    let rest = source[mark.len()..].trim();
    if !rest.starts_with(char::is_alphabetic) && mark != ":::" {
        return None;
    }
    let (kind, title) = rest.split_once(' ').unwrap_or((rest, ""));
    let kind = alert_kind(kind).unwrap_or("note").to_ascii_uppercase();
    let title = title.trim().trim_matches('"');
    let first = format!("> [!{kind}] {title}");
    let place = if mark == ":::" { "and no `:::` below it" } else { "in place of the indentation" };
    let help = format!("write `{}`, and `> ` before each line of its text {place}", first.trim_end());
    told(mark.trim_end(), message, help)
}

/// `** not bold**`; stars between two letters or digits are taken for what they are, and so are those in
/// place of letters: `f***`.
fn stars(source: &str, at: usize) -> Option<Told> {
    let length = source[at..].bytes().take_while(|b| *b == b'*').count();
    let (before, rest) = (source[..at].chars().next_back(), &source[at + length..]);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if !(2..=3).contains(&length)
        || length == 3 && is_letter(before)
        || is_letter(before) && is_letter(rest.chars().next())
    {
        return None;
    }
    let bold =
        |text: String| Help::unsure(format!("write `{text}`, or `\\*\\*` to show the asterisks"), text);
    let inner = rest.find("**").map(|end| &rest[..end]).filter(|inner| !inner.trim().is_empty());
    let (length, help) = match inner {
        // Next to a letter, no punctuation mark can be inside.
        Some(inner) if length == 2 && inner.trim() == inner => {
            (inner.len() + 4, bold(format!("<b>{inner}</b>")))
        }
        Some(inner) if length == 2 => (inner.len() + 4, bold(format!("**{}**", inner.trim()))),
        _ => (length, "add the other `**`, or write `\\*\\*` to show the asterisks".into()),
    };
    Some((length, "`**` does not make anything bold here, and is shown as it stands".to_owned(), help))
}

/// `[text](a b.md)`, `[text] (https://…)`
fn link(source: &str, at: usize) -> Option<Told> {
    let rest = &source[at + 1..];
    if rest == " ("
        || rest
            .strip_prefix(" (")
            .is_some_and(|inner| is_address(inner.split(')').next().unwrap_or_default()))
    {
        let help = Help::safe("remove the space between `]` and `(`", "](");
        return Some((3, "a space keeps this from being a link".to_owned(), help));
    }
    let inner = rest.strip_prefix('(')?;
    let Some(text) = source[..at].rsplit_once('[').map(|(_, text)| text) else {
        let help = "put the note after the link: `[text](…)[^1]`".to_owned();
        return (at == 0)
            .then(|| (2, "a note in its text keeps this from being a link".to_owned(), help.into()));
    };
    let address = inner.split(')').next().unwrap_or_default();
    if address.len() == inner.len() {
        let help = "add `)` where the address ends".to_owned();
        return Some((2, "this link is not closed, and is shown as it stands".to_owned(), help.into()));
    }
    if !address.contains(' ') || !is_address(address) || address.contains("{{") || address.contains("{%") {
        return None;
    }
    let (plain, title) = without_title(address.trim());
    if !plain.contains(' ') {
        return None;
    }
    let meant = format!("](<{}>{title})", plain.replace(['<', '>'], ""));
    let line = format!("put the address in angle brackets: `[{text}{meant}`");
    let help = match address {
        // What is left of a quotation whose lines were joined, say, is not part of an address.
        _ if address.contains(['<', '>']) => line.into(),
        _ if address.contains("://") => Help::unsure(line, &meant),
        _ => Help::safe(line, &meant),
    };
    Some((address.len() + 3, "a space in the address keeps this from being a link".to_owned(), help))
}

/// An address, and the title in quotes after it, with the space before that.
fn without_title(address: &str) -> (&str, &str) {
    let quote = address.chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
    let title = quote.and_then(|quote| address[..address.len() - 1].rfind(&format!(" {quote}")));
    address.split_at(title.unwrap_or(address.len()))
}

/// Whether a text in round brackets is a path or an address: it has a slash, or an ending.
fn is_address(text: &str) -> bool {
    let has_ending = |(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    text.contains('/') || text.match_indices('.').any(has_ending)
}

/// `[!NOTE]`, `[TOC]`, `[/caption]`, `[^label]`
fn bracket(source: &str, at: usize) -> Option<Told> {
    let end = source[at..].find(']')? + at + 1;
    let (mark, inner) = (&source[at..end], &source[at + 1..end - 1]);
    let is_word = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_' || b == b'-')
    };
    if let Some(kind) = inner.strip_prefix('!').filter(|kind| is_word(kind)) {
        let help = format!("write `> [!{}]` as the first line of a block quote", kind.to_ascii_uppercase());
        return told(mark, "does not begin an alert here, and is shown as it stands", help);
    }
    if inner.eq_ignore_ascii_case("toc") {
        return told(
            mark,
            "is not replaced by anything, and is shown as it stands",
            Help::unsure("remove it", ""),
        );
    }
    if inner.strip_prefix('/').is_some_and(is_word) {
        let help = "write it in Markdown, or remove the brackets".to_owned();
        return told(mark, "is a shortcode of another program, and is shown as it stands", help);
    }
    if inner.starts_with('^') && inner.len() > 1 && !inner.contains(char::is_whitespace) {
        let help = format!("add a line `{mark}: …` with the text of the note");
        return told(mark, "is not a note, and is shown as it stands", help);
    }
    None
}

/// `{{< figure >}}`, `{% include %}`, `{{ page.title }}`, `{: .class}`, `{.class}`
fn braces(source: &str, at: usize) -> Option<Told> {
    let rest = &source[at..];
    let code = "write it in Markdown, or put it in backticks to show it as code";
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")] {
        if rest.starts_with(open) {
            let end = rest.find(close).map_or(open.len(), |end| end + close.len());
            let message = "is the syntax of another program, and is shown as it stands";
            return told(&rest[..end], message, code.to_owned());
        }
    }
    // Attributes are set apart, or come after what they belong to.
    let is_apart = source[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || ")]}:".contains(c));
    let end = rest.find('}').filter(|_| is_apart)? + 1;
    let inner = rest[1..end - 1].strip_prefix(':').unwrap_or(&rest[1..end - 1]).trim_start();
    let is_attribute = inner
        .strip_prefix(['.', '#'])
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        && !inner.split_whitespace().next().is_some_and(|first| first.ends_with(','))
        || rest.starts_with("{:") && inner.eq_ignore_ascii_case("toc");
    let message = "is shown as it stands: only a heading takes braces, with one id such as `{#odesa}`";
    is_attribute.then(|| told(&rest[..end], message, Help::unsure("remove it", "")))?
}

/// `:rocket:`
fn emoji(source: &str, at: usize) -> Option<Told> {
    let before = source[..at].chars().next_back();
    let rest = &source[at + 1..];
    let length = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c)))?;
    let after = rest[length..].strip_prefix(':')?.chars().next();
    let is_border = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ".,;!?()".contains(c));
    let is_name = length > 2 && rest.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_name || !is_border(before) || !is_border(after) {
        return None;
    }
    let mark = &source[at..at + length + 2];
    told(mark, "is not replaced by an emoji", "type the emoji itself, or remove it".to_owned())
}

/// `$x^2$`, `$$…$$`; sums of money are not formulas.
fn math(source: &str, at: usize) -> Option<Told> {
    let rest = &source[at..];
    let signs = if rest.starts_with("$$") { 2 } else { 1 };
    let inner = &rest[signs..];
    let end = inner.find(&rest[..signs])?;
    let formula = &inner[..end];
    let is_tight = !formula.is_empty() && formula.trim() == formula;
    let is_formula = formula.contains(['\\', '^', '=']) || formula.contains("_{");
    let is_amount = formula.starts_with(|c: char| c.is_ascii_digit()) && !formula.contains('\\');
    // The next variable of a program.
    let is_variable =
        inner[end + signs..].starts_with(|c: char| c.is_ascii_alphanumeric() || "_{(".contains(c));
    if !is_formula || is_amount || signs == 1 && (!is_tight || is_variable) {
        return None;
    }
    let help = "write it in words or symbols, or put it in backticks".to_owned();
    told(&rest[..end + 2 * signs], "is a formula, and is shown as it stands", help)
}

/// `^[note]`, `![[picture]]`, `==marked==`, `++ctrl+c++`
fn other(source: &str, at: usize) -> Option<Told> {
    let rest = &source[at..];
    if rest.starts_with("^[") && rest.contains(']') {
        let help = "write `[^1]` here, and a line `[^1]: …` with the text of the note".to_owned();
        return told("^[", "does not begin a note, and is shown as it stands", help);
    }
    if rest.starts_with("![[") {
        return told(
            "![[",
            "does not show a picture: the brackets are not closed",
            "add `]]` where the name ends".to_owned(),
        );
    }
    if let Some(keys) = rest.strip_prefix("++") {
        let end = keys.find("++").filter(|end| *end > 0)?;
        let keys: Vec<&str> = keys[..end].split('+').collect();
        let is_key =
            |key: &&str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let help = keys.iter().map(|key| format!("<kbd>{key}</kbd>")).collect::<Vec<_>>().join("+");
        let is_free = !source[..at].ends_with(char::is_alphanumeric);
        return (is_free && keys.iter().all(is_key)).then(|| {
            told(&rest[..end + 4], "is shown as it stands", Help::safe(format!("write `{help}`"), help))
        })?;
    }
    let inner = rest.strip_prefix("==")?;
    let end = inner.find("==")?;
    let (before, after) = (source[..at].chars().next_back(), inner[end + 2..].chars().next());
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    // Operators of a program, alone or between their operands.
    let is_quoted = before.is_some_and(|c| "\"'‘“„«`".contains(c))
        && inner.starts_with(['"', '\'', '’', '”', '“', '»', '`']);
    let is_operator = is_quoted
        || after == Some('=')
        || before.is_some_and(|c| "!<>=+-".contains(c))
        || is_letter(before) && is_letter(after);
    let is_marked = !inner.starts_with(['=', ' ', ')', ']', ',', '.', ';', ':'])
        && !inner[..end].ends_with(' ')
        && end > 0
        && !is_operator;
    let help = Help::to_write(&format!("write `<mark>{}</mark>`", &inner[..end]));
    is_marked.then(|| told(&rest[..end + 4], "is shown as it stands", help))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_wherever_they_stand() {
        for b in 0..=u8::MAX {
            for at in [0, 7, 31, 32, 50] {
                let mut bytes = [b'a'; 51];
                bytes[at] = b;
                let is_sign = b"*+][^\\{:$!=".contains(&b);
                assert_eq!(next_sign(&bytes, 0), is_sign.then_some(at), "{b} at {at}");
            }
        }
    }

    #[test]
    fn forty_characters_of_a_mark_are_shown() {
        assert_eq!(shown(&"є".repeat(40)), "є".repeat(40));
        assert_eq!(shown(&"є".repeat(41)), format!("{}…", "є".repeat(40)));
    }

    #[test]
    fn the_name_of_an_emoji_has_three_letters_at_least() {
        assert!(emoji(":cat:", 0).is_some() && emoji(":ox:", 0).is_none());
    }
}
