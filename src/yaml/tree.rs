//! The first pass: the shape of the YAML with the place of every key and value. Plain front matter is read line
//! by line ([`lines`]), everything else by an event parser.
//!
//! Anchors, aliases, tags and deep nesting are refused here, so that the second pass cannot be
//! made to do more work than the file is long.

mod lines;

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span as Mark};
use memchr::memchr2_iter;

use super::SyntaxError;
use crate::diagnostic::{Span, is_control};
use crate::model::typed::article::Keys;

/// What is said about an alias, an anchor and a tag if there is nothing better to say.
const ALIAS: &str = "an alias (`*…`) is not supported";
const ANCHOR: &str = "an anchor (`&…`) is not supported";
const TAG: &str = "a tag (`!…`) has no meaning here";
/// YAML marks that are seldom meant: what is there instead may be plain to see.
pub(super) const SELDOM_MEANT: [&str; 3] = [ALIAS, ANCHOR, TAG];
const ALIAS_HELP: &str = "put a value that begins with `*` in quotes";

/// How deeply lists and mappings may be nested.
const MOST_LEVELS: usize = 24;

/// A value and its place in the file.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    /// `null` is an unquoted `~`, `null` or nothing; `control` is a character that an escape has
    /// brought in.
    Scalar {
        null: bool,
        control: Option<char>,
    },
    List(Vec<Node>),
    /// The names of scalar keys, the keys, and the values.
    Map(Vec<(String, Node, Node)>),
}

impl Node {
    /// The keys of a mapping. `errors` are the places of what was found wrong in it.
    pub(super) fn keys(&self, errors: impl Iterator<Item = Span>) -> Keys {
        let mut keys = Keys::default();
        let Shape::Map(entries) = &self.shape else { return keys };
        for error in errors {
            let after = entries.partition_point(|(_, key, _)| key.span.start <= error.start);
            if let Some((name, ..)) = after.checked_sub(1).map(|at| &entries[at]) {
                keys.broken.push(name.clone());
            }
        }
        keys.broken.sort_unstable();
        keys.broken.dedup();
        keys.broken.truncate(Keys::MOST_BROKEN);
        for (name, key, value) in entries {
            match value.shape {
                Shape::Scalar { null: true, .. } => keys.empty.push((name.clone(), key.span)),
                _ => keys.present.push(name.clone()),
            }
        }
        keys
    }

    /// The first control character that an escape has brought in, at any depth, and where.
    pub(super) fn control(&self) -> Option<(char, Span)> {
        match &self.shape {
            Shape::Scalar { control, .. } => control.map(|c| (c, self.span)),
            Shape::List(items) => items.iter().find_map(Node::control),
            Shape::Map(entries) => {
                entries.iter().find_map(|(_, key, value)| key.control().or_else(|| value.control()))
            }
        }
    }

    /// Keys that occur twice, at any depth: the name, the second place and the first.
    pub(super) fn repeated(&self) -> Vec<(&str, Span, Span)> {
        let mut found = Vec::new();
        let mut nodes = vec![self];
        while let Some(node) = nodes.pop() {
            match &node.shape {
                Shape::Scalar { .. } => {}
                Shape::List(items) => nodes.extend(items),
                Shape::Map(entries) => {
                    let mut seen = BTreeMap::new();
                    for (name, key, value) in entries {
                        if let Some(first) = seen.insert(name.as_str(), key.span) {
                            found.push((name.as_str(), key.span, first));
                        }
                        nodes.push(value);
                    }
                }
            }
        }
        found
    }
}

/// A document.
pub(super) struct Tree {
    pub(super) root: Node,
    /// Whether it was read line by line: each scalar is its text in the file, with or without quotes.
    pub(super) is_plain: bool,
}

/// Reads one document. `None` if there is nothing in it. Spans are moved by `offset`.
pub(super) fn parse(text: &str, offset: usize) -> Result<Option<Tree>, SyntaxError> {
    // YAML 1.1 breaks lines at these and YAML 1.2 does not; nobody can see them.
    let is_separator = |at: &usize| text[*at..].starts_with(['\u{85}', '\u{2028}', '\u{2029}']);
    if let Some(at) = memchr2_iter(0xc2, 0xe2, text.as_bytes()).find(is_separator) {
        let message = "there is an invisible line separator here".to_owned();
        return Err(SyntaxError { at, message, help: Some("delete the line and type it again") });
    }
    match lines::read(text, offset) {
        Some(root) => Ok(Some(Tree { root, is_plain: true })),
        None => Ok(parse_events(text, offset)?.map(|root| Tree { root, is_plain: false })),
    }
}

fn parse_events(text: &str, offset: usize) -> Result<Option<Node>, SyntaxError> {
    let mut tree = Events { parser: Parser::new_from_str(text), offset, end: text.len() };
    let mut root = None;
    loop {
        match tree.next()? {
            (Event::StreamEnd, _) => return Ok(root),
            (Event::DocumentStart(..), at) => {
                if root.is_some() {
                    return Err(tree.refuse(&at, "a second document begins here", "remove the `---`"));
                }
            }
            (Event::DocumentEnd | Event::StreamStart, _) => {}
            (event, at) => root = Some(tree.node(event, at, 0)?),
        }
    }
}

/// The first control character of a text. Most have neither one nor a byte that can begin one.
fn first_control(text: &str) -> Option<char> {
    let may_have_one = text.bytes().fold(false, |any, b| any | (b < b' ') | (b == 0x7f) | (b == 0xc2));
    if may_have_one { text.chars().find(|c| is_control(*c)) } else { None }
}

struct Events<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    offset: usize,
    end: usize,
}

impl<'t> Events<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Mark), SyntaxError> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.end).min(self.end);
                if matches!(error.kind(), ErrorKind::UnknownAnchor) {
                    return Err(SyntaxError { at, message: ALIAS.to_owned(), help: Some(ALIAS_HELP) });
                }
                Err(SyntaxError { at, message: error.info(), help: None })
            }
            None => {
                let message = "the YAML ends too early".to_owned();
                Err(SyntaxError { at: self.end, message, help: None })
            }
        }
    }

    fn node(&mut self, event: Event<'t>, at: Mark, level: usize) -> Result<Node, SyntaxError> {
        if event.tag().is_some() {
            return Err(self.refuse(&at, TAG, "put the value in quotes"));
        }
        if event.anchor_id().is_some_and(|id| id > 0) {
            return Err(self.refuse(&at, ANCHOR, "write the value where it is needed, or put it in quotes"));
        }
        if level > MOST_LEVELS {
            return Err(self.refuse(&at, "lists and mappings are nested too deeply", "use fewer levels"));
        }
        let start = self.range(&at).start;
        let mut end = self.range(&at).end;
        let shape = match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                Shape::Scalar {
                    null: plain && matches!(&*text, "" | "~" | "null"),
                    control: first_control(&text),
                }
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, close) => {
                            end = self.close(&items.last().map(|item: &Node| item.span), &close, start);
                            break Shape::List(items);
                        }
                        (event, at) => items.push(self.node(event, at, level + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, close) => {
                            let last = entries.last().map(|(_, _, value): &(String, Node, Node)| value.span);
                            end = self.close(&last, &close, start);
                            break Shape::Map(entries);
                        }
                        (event, at) => {
                            let name = match &event {
                                Event::Scalar(text, ..) => text.to_string(),
                                _ => {
                                    return Err(self.refuse(
                                        &at,
                                        "a key must be a plain text",
                                        "put a value that begins with `[` or `{` in quotes",
                                    ));
                                }
                            };
                            let key = self.node(event, at, level + 1)?;
                            let (event, at) = self.next()?;
                            entries.push((name, key, self.node(event, at, level + 1)?));
                        }
                    }
                }
            }
            Event::Alias(..) | Event::UnresolvedAlias(..) => {
                return Err(self.refuse(&at, ALIAS, ALIAS_HELP));
            }
            _ => return Err(self.refuse(&at, "the YAML ends too early", "check the lines above")),
        };
        Ok(Node { span: Span::new(self.offset + start..self.offset + end), shape })
    }

    /// Where a list or mapping ends: at its bracket, or after its last value.
    fn close(&self, last: &Option<Span>, close: &Mark, start: usize) -> usize {
        let close = self.range(close);
        let last = last.map_or(start, |span| span.end as usize - self.offset);
        if close.start < close.end { close.end } else { last }
    }

    fn range(&self, at: &Mark) -> std::ops::Range<usize> {
        at.byte_range().unwrap_or(self.end..self.end)
    }

    fn refuse(&self, at: &Mark, message: &str, help: &'static str) -> SyntaxError {
        SyntaxError { at: self.range(at).start, message: message.to_owned(), help: Some(help) }
    }
}
