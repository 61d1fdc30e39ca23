//! The tags of a template with their words. The engine has no syntax tree to look at, so what it does not
//! check is checked on these. Templates that it cannot read are never looked at here.

use std::ops::Range;

/// Something between `{{` and `}}` or between `{%` and `%}`.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// Whether it prints its value: `{{ … }}`.
    pub(super) prints: bool,
    /// Where it is in the template.
    pub(super) range: Range<usize>,
    /// What it contains, in order.
    pub(super) tokens: Vec<Token<'t>>,
}

/// A word, a text or a sign, with the place of its first byte in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    /// As written; a text without its quotes.
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Text,
    Number,
    Sign,
}

impl Token<'_> {
    /// Whether it is this sign.
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }

    /// Whether it is this word of the language.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Name && self.text == word
    }
}

impl<'t> Tag<'t> {
    /// Whether it removes the white space before it: `{%- … %}`.
    pub(super) fn trims_before(&self) -> bool {
        self.tokens.first().is_some_and(|token| token.is("-") && token.at == self.range.start + 2)
    }

    /// Whether it removes the white space after it: `{% … -%}`.
    pub(super) fn trims_after(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.is("-") && token.at + 3 == self.range.end)
    }

    /// What it contains, without the white space marks.
    pub(super) fn words(&self) -> &[Token<'t>] {
        let end = self.tokens.len() - usize::from(self.trims_after());
        &self.tokens[usize::from(self.trims_before()).min(end)..end]
    }
}

/// All tags of a template in order. Comments and raw text have none.
pub(super) fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|n| at + n) {
        at = start + 1;
        let (prints, from) = match source.as_bytes().get(at) {
            Some(b'{') => (true, at + 1),
            Some(b'%') => (false, at + 1),
            Some(b'#') => {
                at = source[at..].find("#}").map_or(source.len(), |n| at + n + 2);
                continue;
            }
            _ => continue,
        };
        let tokens = tokens(source, from, if prints { "}}" } else { "%}" }, &mut at);
        let tag = Tag { prints, tokens, range: start..at };
        if tag.tokens.first().is_some_and(|token| token.is_word("raw")) {
            at = source[at..].find("endraw").map_or(source.len(), |n| at + n);
        }
        tags.push(tag);
    }
    tags
}

/// The names after a word that begins tags: of all blocks, or of all components.
pub(super) fn named<'t>(source: &'t str, word: &str) -> Vec<&'t str> {
    let name = |tag: Tag<'t>| {
        let mut tokens = tag.tokens.into_iter().skip_while(|token| token.is("-"));
        tokens.next().filter(|token| token.is_word(word))?;
        tokens.next().map(|token| token.text)
    };
    tags(source).into_iter().filter_map(name).collect()
}

/// The same text with every tag and comment blanked out, byte for byte, so that what is left stays where it
/// was. A tag that prints becomes `x`, so that a value that consists of it is not empty.
pub(super) fn without_tags(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|n| at + n) {
        let end = match source.as_bytes().get(start + 1) {
            Some(b'#') => source[start..].find("#}").map(|n| start + n + 2),
            Some(b'{' | b'%') => {
                let close = if source.as_bytes()[start + 1] == b'{' { "}}" } else { "%}" };
                let mut end = start;
                tokens(source, start + 2, close, &mut end);
                Some(end)
            }
            _ => {
                text.push_str(&source[at..=start]);
                at = start + 1;
                continue;
            }
        };
        let end = end.unwrap_or(source.len());
        text.push_str(&source[at..start]);
        let filler = if source.as_bytes().get(start + 1) == Some(&b'{') { 'x' } else { ' ' };
        text.extend(source[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { filler }));
        at = end;
    }
    text.push_str(&source[at..]);
    text
}

/// The tokens up to `close`, and where the tag ends.
fn tokens<'t>(source: &'t str, from: usize, close: &str, end: &mut usize) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut at = from;
    // Braces of maps and of values that are passed on, which `}}` does not end.
    let mut open = 0_usize;
    loop {
        let rest = &source[at..];
        let Some(first) = rest.chars().next() else { break };
        if open == 0 && rest.starts_with(close) {
            at += close.len();
            break;
        }
        let (kind, length) = match first {
            c if c.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '"' | '\'' | '`' => (Kind::Text, text_length(rest, first)),
            c if c.is_ascii_digit() => (Kind::Number, run(rest, |c| c.is_ascii_digit() || c == '_')),
            c if c.is_alphabetic() || c == '_' => {
                (Kind::Name, run(rest, |c| c.is_alphanumeric() || c == '_'))
            }
            _ => (Kind::Sign, if rest.starts_with("==") { 2 } else { first.len_utf8() }),
        };
        match first {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        let text = match kind {
            Kind::Text => rest[1..length].trim_end_matches(first),
            _ => &rest[..length],
        };
        tokens.push(Token { kind, text, at });
        at += length;
    }
    *end = at;
    tokens
}

/// The bytes of a text with its quotes; all that is left if it has no end.
fn text_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn run(rest: &str, is_part: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !is_part(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_words_texts_and_signs() {
        let source = "a {# {{ no }} #}{%- if a.b == \"}}\" -%} {{ <x y={ {\"k\": 1} }/> }}{% raw %}{{ no }}{% endraw %}{{ z }}";
        let tags = tags(source);
        let texts: Vec<Vec<&str>> =
            tags.iter().map(|tag| tag.tokens.iter().map(|t| t.text).collect()).collect();
        assert_eq!(
            texts,
            [
                vec!["-", "if", "a", ".", "b", "==", "}}", "-"],
                vec!["<", "x", "y", "=", "{", "{", "k", ":", "1", "}", "}", "/", ">"],
                vec!["raw"],
                vec!["z"],
            ]
        );
        assert_eq!(tags.iter().map(|tag| tag.prints).collect::<Vec<_>>(), [false, true, false, true]);
        assert_eq!(tags[3].tokens[0].at, source.len() - 4);
    }

    #[test]
    fn what_is_no_tag_stays_where_it_is() {
        let source = "<a href=\"{{ \"}}\" }}\">é{% if x %}\n{# {{ #}<b {>";
        let text = without_tags(source);
        assert_eq!(text, "<a href=\"xxxxxxxxxx\">é          \n        <b {>");
        assert_eq!(text.len(), source.len());
    }
}
