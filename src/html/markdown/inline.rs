//! The text of a paragraph, a heading or a cell as Markdown (CommonMark, 6): what is not a mark is escaped.

use std::fmt::Write as _;

/// What stands out, and its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Emphasis,
    Strong,
    Deleted,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Deleted => "~~",
        }
    }
}

/// A part of a line, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text, which may be escaped.
    Text(String),
    /// Markdown as it is.
    Raw(String),
    /// Code.
    Code(String),
    /// The end of a line that is to be seen.
    Break,
    /// What separates what is before it from what is after it.
    Gap,
    Open(Mark),
    Close(Mark),
    OpenLink,
    /// The end of a link, with its address.
    CloseLink(String),
    /// A picture: what it shows, and its address.
    Picture(String, String),
}

/// A line of pieces. White space is joined, and there is none at its beginning or end.
pub(crate) fn line(pieces: Vec<Piece>) -> String {
    let pieces = trimmed(joined(pieces));
    let shown = shown(&pieces);
    let mut out = String::new();
    for (piece, _) in pieces.iter().zip(shown).filter(|(_, shown)| *shown) {
        match piece {
            Piece::Text(text) => escape(text, &mut out),
            Piece::Raw(text) => out.push_str(text),
            Piece::Code(code) => out.push_str(&self::code(code)),
            Piece::Break => out.push_str("\\\n"),
            Piece::Gap => out.push_str(" · "),
            Piece::Open(mark) | Piece::Close(mark) => out.push_str(mark.sign()),
            Piece::OpenLink => {
                // It would make the link a picture.
                if out.ends_with('!') {
                    out.insert(out.len() - 1, '\\');
                }
                out.push('[');
            }
            Piece::CloseLink(url) => _ = write!(out, "]({})", destination(url)),
            Piece::Picture(alt, url) => {
                out.push_str("![");
                escape(&alt.split_whitespace().collect::<Vec<_>>().join(" "), &mut out);
                _ = write!(out, "]({})", destination(url));
            }
        }
    }
    out
}

/// Texts next to each other become one, with their white space joined. Spaces that hold words together stay.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => joined.push(piece),
        }
    }
    // White space goes to the first text that has it, even across marks.
    let mut is_after_space = true;
    for piece in &mut joined {
        match piece {
            Piece::Text(text) => {
                let mut one = String::with_capacity(text.len());
                for c in text.chars() {
                    let is_space = c.is_ascii_whitespace();
                    if !(is_space && is_after_space) {
                        one.push(if is_space { ' ' } else { c });
                    }
                    is_after_space = is_space;
                }
                *text = one;
            }
            Piece::Break | Piece::Gap => is_after_space = true,
            Piece::Open(_) | Piece::Close(_) | Piece::OpenLink | Piece::CloseLink(_) => {}
            Piece::Raw(_) | Piece::Code(_) | Piece::Picture(..) => is_after_space = false,
        }
    }
    joined.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    joined.dedup_by(|second, first| *first == Piece::Gap && *second == Piece::Gap);
    // A gap has its own space.
    for at in 1..joined.len() {
        if joined[at] == Piece::Gap
            && let Piece::Text(text) = &mut joined[at - 1]
        {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    outside(joined)
}

/// Moves white space at the inner edges of marks and links out of them: marks do not count next to it.
fn outside(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let is_end = matches!(piece, Piece::Close(_) | Piece::CloseLink(_));
        if is_end
            && let Some(Piece::Text(text)) = out.last_mut()
            && let Some(kept) = text.strip_suffix(' ')
        {
            *text = kept.to_owned();
            if text.is_empty() {
                out.pop();
            }
            out.push(piece);
            out.push(Piece::Text(" ".to_owned()));
            continue;
        }
        // A space that was moved out moves on past further ends.
        if is_end && matches!(&out[..], [.., Piece::Text(space)] if space == " ") {
            let at = out.len() - 1;
            out.insert(at, piece);
            continue;
        }
        let begins = matches!(&piece, Piece::Text(text) if text.starts_with(' '));
        let opens = out.iter().rev().take_while(|piece| matches!(piece, Piece::Open(_) | Piece::OpenLink));
        let opens = opens.count();
        match piece {
            Piece::Text(text) if begins && opens > 0 => {
                out.insert(out.len() - opens, Piece::Text(" ".to_owned()));
                if text.len() > 1 {
                    out.push(Piece::Text(text[1..].to_owned()));
                }
            }
            piece => out.push(piece),
        }
    }
    out
}

fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while let Some(last) =
        pieces.iter().rposition(|piece| !matches!(piece, Piece::Close(_) | Piece::CloseLink(_)))
    {
        match &mut pieces[last] {
            Piece::Text(text) if text.ends_with(' ') => {
                text.pop();
                if !text.is_empty() {
                    break;
                }
            }
            Piece::Break | Piece::Gap => {}
            _ => break,
        }
        pieces.remove(last);
    }
    while matches!(pieces.first(), Some(Piece::Break | Piece::Gap)) {
        pieces.remove(0);
    }
    if let Some(Piece::Text(text)) = pieces.first_mut()
        && text.starts_with(' ')
    {
        text.remove(0);
    }
    pieces
}

/// Which pieces are written: marks and links have a beginning, an end and something between, and a mark is left out
/// where CommonMark would take it for text (6.2, left-flanking and right-flanking runs).
fn shown(pieces: &[Piece]) -> Vec<bool> {
    let mut shown = vec![true; pieces.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) | Piece::OpenLink => {
                shown[at] = false;
                open.push(at);
            }
            Piece::Close(_) | Piece::CloseLink(_) => {
                shown[at] = false;
                let fits = |from: &usize| match (&pieces[*from], piece) {
                    (Piece::Open(a), Piece::Close(b)) => a == b,
                    (Piece::OpenLink, Piece::CloseLink(_)) => true,
                    _ => false,
                };
                let Some(n) = open.iter().rposition(fits) else { continue };
                let from = open[n];
                open.truncate(n);
                let has_content = pieces[from..at].iter().any(is_content);
                let is_good = match piece {
                    Piece::Close(_) => flanks(pieces, from, at),
                    _ => true,
                };
                (shown[from], shown[at]) = (has_content && is_good, has_content && is_good);
            }
            _ => {}
        }
    }
    shown
}

/// Whether a piece can be seen.
pub(super) fn is_content(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(_) | Piece::Raw(_) | Piece::Code(_) | Piece::Picture(..))
}

/// Whether marks at two places begin and end what is between them, whatever marks are next to them.
fn flanks(pieces: &[Piece], from: usize, to: usize) -> bool {
    let before = pieces[..from].last().map_or(' ', |piece| edge(piece, false));
    let after = pieces.get(to + 1).map_or(' ', |piece| edge(piece, true));
    let first = pieces.get(from + 1).map_or(' ', |piece| edge(piece, true));
    let last = edge(&pieces[to - 1], false);
    // Marks that touch those of something else are read together with them.
    let touches = |piece: Option<&Piece>, is_before: bool| match piece {
        Some(Piece::Close(_)) => is_before,
        Some(Piece::Open(_)) => !is_before,
        _ => false,
    };
    let touching =
        touches(from.checked_sub(1).and_then(|n| pieces.get(n)), true) || touches(pieces.get(to + 1), false);
    let runs = |outer: char, inner: char| {
        !inner.is_whitespace() && (!is_sign(inner) || outer.is_whitespace() || is_sign(outer))
    };
    !touching && runs(before, first) && runs(after, last)
}

/// The character at an edge of a piece as it is written.
fn edge(piece: &Piece, is_first: bool) -> char {
    match piece {
        Piece::Text(text) => {
            if is_first { text.chars().next() } else { text.chars().next_back() }.unwrap_or(' ')
        }
        Piece::Break | Piece::Gap => ' ',
        _ => '*',
    }
}

/// Whether CommonMark takes a character for punctuation: all of ASCII's, and what is neither letter, number nor space.
fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation() || !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace()
}

/// Text in which nothing is a mark.
pub(super) fn escape(text: &str, out: &mut String) {
    let is_start = |out: &str| out.is_empty() || out.ends_with('\n');
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_mark = match c {
            '\\' | '*' | '`' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !(is_inner(before) && is_inner(next)),
            '&' => is_reference(rest),
            '#' => before.is_none_or(char::is_whitespace),
            '+' | '-' | '=' => is_start(out),
            '.' | ')' => {
                let line = out.rsplit('\n').next().unwrap_or_default();
                !line.is_empty() && line.len() < 10 && line.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Whether what follows `&` makes it a character reference.
fn is_reference(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len()
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

/// Code with more backticks around it than are in it.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let is_padded =
        text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') && text.ends_with(' ');
    let space = if is_padded && !text.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The address of a link.
fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            ' ' | '<' | '>' | '\\' | '`' => _ = write!(out, "%{:02X}", u32::from(c)),
            c if c.is_ascii_control() => _ = write!(out, "%{:02X}", u32::from(c)),
            '(' | ')' | '|' => out.extend(['\\', c]),
            '&' if is_reference(&url[at + 1..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        let options = pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options));
        html
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "1. a",
            "12) b",
            "- c",
            "+ d",
            "# e",
            "a # b #",
            "*f* _g_ snake_case __h__",
            "`i` ~~j~~ \\k",
            "[l](m) ![n]",
            "<b>o</b> &amp; &#x21; & p;",
            "> q",
            "=== r",
            "| s | t |",
            "2025. u",
            "1234567890. v",
            "a~b",
            "http://x.y/_z_",
        ] {
            let written = line(vec![Piece::Text(text.to_owned())]);
            let expected =
                format!("<p>{}</p>\n", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
            assert_eq!(html(&written).replace("&quot;", "\""), expected, "{written}");
        }
    }

    #[test]
    fn no_short_text_is_a_mark() {
        let signs: Vec<char> = "*_`[]<>&#-+=.1a \\~!|():;\"".chars().collect();
        let mut texts = vec![String::new()];
        let mut failed = Vec::new();
        for _ in 0..3 {
            texts = texts.iter().flat_map(|text| signs.iter().map(move |c| format!("{text}{c}"))).collect();
            for text in
                texts.iter().flat_map(|text| [text.clone(), format!("{text}b{text}"), format!("a {text} b")])
            {
                let shown = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
                let written = line(vec![Piece::Text(text)]);
                let mut expected = String::new();
                pulldown_cmark_escape::escape_html(&mut expected, &shown).unwrap();
                let expected = if shown.is_empty() { String::new() } else { format!("<p>{expected}</p>\n") };
                if html(&written).replace("&quot;", "\"") != expected.replace("&quot;", "\"") {
                    failed.push(written);
                }
            }
        }
        assert!(failed.is_empty(), "{} {:?}", failed.len(), &failed[..failed.len().min(20)]);
    }

    #[test]
    fn marks_are_read_as_marks_or_left_out() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let (open, close) = (Piece::Open(Mark::Strong), Piece::Close(Mark::Strong));
        let line = |pieces: &[Piece]| line(pieces.to_vec());
        assert_eq!(line(&[text("a "), open.clone(), text(" b "), close.clone(), text("c")]), "a **b** c");
        assert_eq!(line(&[text("は"), open.clone(), text("「x」"), close.clone(), text("は")]), "は「x」は");
        assert_eq!(line(&[open.clone(), close.clone(), text("a")]), "a");
        assert_eq!(line(&[open.clone(), text("a")]), "a");
        assert_eq!(line(&[close.clone(), text("a"), Piece::Break]), "a");
        let em = [Piece::Open(Mark::Emphasis), text("b"), Piece::Close(Mark::Emphasis)];
        assert_eq!(line(&[&[open, text("a"), close], &em[..]].concat()), "ab");
        let link = [Piece::OpenLink, text("a "), Piece::CloseLink("/x (y)".into()), text("b")];
        assert_eq!(line(&link), "[a](/x%20\\(y\\)) b");
        assert_eq!(line(&[Piece::Code("a``b`".into())]), "``` a``b` ```");
    }
}
