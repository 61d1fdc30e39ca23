//! Where the second pass is in a file, and what it reports there: values in the wrong form, and keys that
//! are unknown, repeated, empty or another program's.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::iter;
use std::sync::Arc;

use serde::de::{self, Expected};

use super::commas::{self, Cut};
use super::expectations::{self, quoted};
use super::foreign_keys::{self, Change, Told};
use super::lost;
use super::tree::{Node, Shape};
use super::typed::Texts;
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Help, Safety, Severity, Source, Span, Suggestions, nearest,
};
use crate::model::typed::hold::NEVER_EMPTY;
use crate::model::value::field::{REPORTED, ValueError, read_value_error};

/// The keys that some kind of file cannot do without.
const NEEDED: [&str; 3] = ["title", "name", "date"];

/// What everything in one reading shares.
pub(super) struct Context<'d> {
    pub(super) source: &'d Arc<Source>,
    pub(super) texts: Texts<'d>,
    pub(super) diags: RefCell<&'d mut Diagnostics>,
}

/// Why a value was not made.
#[derive(Debug)]
pub(super) enum Issue {
    /// It has been reported.
    Reported,
    /// A needed key is absent.
    Missing(&'static str),
    /// What a type says about its value.
    Value(String),
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Issue::Reported => f.write_str(REPORTED),
            Issue::Missing(key) => write!(f, "`{key}` is missing"),
            Issue::Value(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Issue {}

impl de::Error for Issue {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Issue::Value(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Issue::Missing(field)
    }
}

/// Where the reading is: a node, the nearest key above it, and where to report.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) node: &'a Node,
    pub(super) key: Span,
    /// The key of the mapping that has already been read; empty if there is none.
    pub(super) without: &'static str,
    /// Whether a comma has cut the value. That is reported at its rest, and nothing else is said of it.
    pub(super) is_cut: bool,
    pub(super) ctx: &'a Context<'a>,
}

impl Here<'_> {
    pub(super) fn report(
        &self,
        code: Code,
        span: Span,
        message: String,
        help: Option<impl Into<Help>>,
    ) -> Issue {
        if !self.is_cut {
            let place = self.ctx.source.place(span);
            self.ctx.diags.borrow_mut().report(Diagnostic::at(code, place, message).maybe_help(help));
        }
        Issue::Reported
    }

    /// Reports what has not been reported yet.
    pub(super) fn settle<T>(&self, result: Result<T, Issue>) -> Result<T, Issue> {
        result.map_err(|issue| self.settled(issue))
    }

    fn settled(&self, issue: Issue) -> Issue {
        match issue {
            Issue::Reported => Issue::Reported,
            Issue::Missing(key) => {
                let (span, message, help) = match self.node.keys(iter::empty()).without_value(key) {
                    Some(span) => {
                        let help = format!("write it after the colon: `{key}: …`");
                        (span, format!("`{key}` has no value"), help)
                    }
                    None => (self.node.span, format!("`{key}` is missing here"), format!("add `{key}: …`")),
                };
                self.report(Code::MissingKey, span, message, Some(help))
            }
            Issue::Value(text) => match read_value_error(&text) {
                Some(ValueError { code, message, help, instead }) => {
                    let help = match instead {
                        Some((safety, text)) if !self.typed().contains('\n') => {
                            Help::from(help).at(safety, self.node.span, self.scalar(text))
                        }
                        _ => help.into(),
                    };
                    self.report(code, self.node.span, message.to_owned(), Some(help))
                }
                None => self.report(Code::WrongType, self.node.span, text, None::<Help>),
            },
        }
    }

    /// A mapping has none of the keys that belong to what its key takes.
    pub(super) fn has_no_key_of(&self, expected: &dyn Expected) -> Issue {
        let place = self.ctx.source.place(self.key);
        let message = format!("this has none of the keys of `{}`", place.text());
        self.report(Code::WrongType, self.node.span, message, Some(format!("write {expected}")))
    }

    /// The value does not have the shape that its key takes.
    pub(super) fn mismatch(&self, expected: &dyn Expected) -> Issue {
        let expected = expected.to_string().replace("a string", "a text");
        let found = match &self.node.shape {
            Shape::Scalar { null: true, .. } => "nothing",
            Shape::Scalar { .. } => "a text",
            Shape::List(_) => "a list",
            Shape::Map(_) => "a mapping",
        };
        let key = &self.ctx.source.place(self.key);
        let key = key.text();
        let message = if key.is_empty() {
            format!("expected {expected}, found {found}")
        } else {
            format!("`{key}` takes {expected}, not {found}")
        };
        let help = expectations::help(&self.ctx.source.text, self.node, &expected);
        self.report(Code::WrongType, self.node.span, message, Some(help))
    }
}

impl<'a> Here<'a> {
    /// Whether the value of a key is to be read; otherwise says why not.
    pub(super) fn wants(
        &self,
        entry: &'a (String, Node, Node),
        fields: Option<&'static [&'static str]>,
        seen: &mut BTreeMap<&'a str, Span>,
    ) -> bool {
        let (name, key, value) = entry;
        if !self.without.is_empty() && name == self.without && !seen.contains_key(name.as_str()) {
            seen.insert(name, key.span);
            return false;
        }
        if let Some(first) = seen.get(name.as_str()) {
            self.report_repeated(name, key.span, *first);
            return false;
        }
        seen.insert(name, key.span);
        let null = matches!(value.shape, Shape::Scalar { null: true, .. });
        match fields {
            Some(_) | None if null && self.is_lost_value(key.span) => false,
            Some(_) if self.is_rest(entry) => {
                if let Some(Cut { whole, message, help }) = self.cut(entry) {
                    self.report(Code::WrongType, whole, message, Some(help));
                }
                false
            }
            Some(fields) if self.is_foreign(name, key, value, fields) => false,
            Some(fields) if !fields.contains(&name.as_str()) => {
                self.unknown_key(name, key.span, fields);
                false
            }
            Some(_) if null && NEVER_EMPTY.contains(&name.as_str()) => {
                let help = format!("write a value after `{name}:`, or remove the line");
                self.report(Code::WrongType, key.span, format!("`{name}` has no value"), Some(help));
                false
            }
            Some(_) => !null,
            None if null => {
                let help = format!("write a value after `{name}:`, or remove the line");
                self.report(Code::WrongType, key.span, format!("`{name}` has no value"), Some(help));
                false
            }
            None => true,
        }
    }

    /// Whether a key in braces without a value is the rest of an unquoted text or number.
    fn is_rest(&self, (_, key, value): &(String, Node, Node)) -> bool {
        let null = matches!(value.shape, Shape::Scalar { null: true, .. });
        null && commas::is_rest(&self.ctx.source.text, key.span)
    }

    /// What is reported of the value that a key is the rest of. Nothing for a second rest.
    pub(super) fn cut(&self, entry: &(String, Node, Node)) -> Option<Cut> {
        let (name, key, _) = entry;
        self.is_rest(entry).then(|| commas::cut(&self.ctx.source.text, name, key.span)).flatten()
    }

    /// Whether a key is another program's and was reported as such.
    fn is_foreign(&self, name: &str, key: &Node, value: &Node, fields: &[&str]) -> bool {
        let place = self.ctx.source.place(value.span);
        let typed = match value.shape {
            Shape::Scalar { null: true, .. } => foreign_keys::Value::Nothing,
            Shape::Scalar { .. } => foreign_keys::Value::Text(place.text().trim_matches(['"', '\'', ' '])),
            Shape::List(_) | Shape::Map(_) => foreign_keys::Value::Other,
        };
        let Some(Told { code, message, help, ours, change }) = foreign_keys::told(name, typed, fields) else {
            return false;
        };
        let whole = Span { start: key.span.start, end: value.span.end };
        let help = match change {
            Some(Change::Key(ours)) if !self.has(ours) => Help::instead(help, Safety::Safe, name, ours),
            Some(Change::Entry(entry)) if !self.has("draft") => {
                Help::from(help).at(Safety::Safe, whole, entry)
            }
            Some(Change::Gone(safety)) if let Some(line) = self.line_of(whole) => {
                Help::from(help).at(safety, line, "")
            }
            _ => help.into(),
        };
        // A file that lacks a needed key is no better than one in which a key is misspelt.
        let is_in_place = ours.is_some_and(|ours| NEEDED.contains(&ours) && !self.has(ours));
        let code = if is_in_place { Code::MisspeltKey } else { code };
        self.report(code, key.span, message, Some(help));
        true
    }

    /// The line of a key and its value, with its end, if nothing else is on it.
    fn line_of(&self, entry: Span) -> Option<Span> {
        let text = self.ctx.source.text.as_str();
        let (before, after) = (&text[..entry.start as usize], &text[entry.end as usize..]);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(text.len(), |at| entry.end as usize + at + 1);
        let is_alone = before[start..].trim().is_empty() && text[entry.end as usize..end].trim().is_empty();
        (is_alone && !text[entry.range()].contains('\n')).then(|| Span::new(start..end))
    }

    /// Whether the mapping has a key.
    fn has(&self, key: &str) -> bool {
        let Shape::Map(entries) = &self.node.shape else { return false };
        entries.iter().any(|(name, ..)| name == key)
    }

    pub(super) fn report_repeated(&self, name: &str, span: Span, first: Span) {
        let place = self.ctx.source.place(span);
        let diagnostic = Diagnostic::at(Code::DuplicateKey, place, format!("`{name}` appears twice"))
            .other(self.ctx.source.place(first), "first used here")
            .help("remove one of the two, or join them");
        self.ctx.diags.borrow_mut().report(diagnostic);
    }

    fn unknown_key(&self, name: &str, span: Span, fields: &'static [&'static str]) {
        let place = self.ctx.source.place(span);
        let message = format!("there is no key `{name}` here");
        // Only a dossier, which also has `variants`, has names there; elsewhere it is another word for `former`.
        let meant = |near| if near == "aliases" && !fields.contains(&"variants") { "former" } else { near };
        // Half of all YAML readers take the key `on` for a truth value.
        let said = fields.iter().find(|field| **field == "said" && name == "on").copied();
        let near = said.or_else(|| nearest(name, fields.iter().copied())).map(meant);
        let diagnostic = match near {
            Some(near) => {
                let known = Suggestions::new(fields.iter().copied());
                let safety = match known.nearest_and_safety(name) {
                    _ if said.is_some() => Safety::Safe,
                    Some((meant, safety)) if *meant == near => safety,
                    _ => Safety::Unsafe,
                };
                let help = match self.has(near) {
                    true => format!("`{near}` is here as well: join the two, or remove this one").into(),
                    false => Help::instead(format!("did you mean `{near}`?"), safety, name, near),
                };
                Diagnostic::at(Code::MisspeltKey, place, message).help(help)
            }
            None => {
                let listed = fields.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ");
                let help = if fields.contains(&"extra") {
                    "put data of your own under `extra`".to_owned()
                } else {
                    format!("the keys are {listed}")
                };
                Diagnostic::at(Code::UnknownKey, place, message).help(help)
            }
        };
        debug_assert_ne!(diagnostic.severity, Severity::Note);
        self.ctx.diags.borrow_mut().report(diagnostic);
    }
}

impl Here<'_> {
    /// A text in a form that can take the place of this one: in quotes where this one is, and where it has to be.
    /// A list in brackets stays one.
    fn scalar(&self, text: &str) -> String {
        if text.starts_with('[') {
            return text.to_owned();
        }
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || "-_./:+~@%".contains(c))
            && text.starts_with(char::is_alphanumeric)
            && !text.ends_with(':');
        if is_plain && !self.typed().starts_with(['"', '\'']) { text.to_owned() } else { quoted(text) }
    }

    /// What is in the file.
    pub(super) fn typed(&self) -> &str {
        let Span { start, end } = self.node.span;
        self.ctx.source.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Reports what a comment cuts off a text, and a second item within an item of a list.
    pub(super) fn look_for_lost_text(&self) {
        let source = self.ctx.source.text.as_str();
        let Shape::Scalar { .. } = self.node.shape else { return };
        if let Some(lost) = lost::cut_off(source, self.node.span) {
            let whole = &source[self.node.span.start as usize..lost.end];
            let message =
                format!("`{}` is read as a comment, and is cut from the text", source[lost.clone()].trim());
            let text = quoted(whole);
            let help = format!(
                "put the text in double quotes: `{text}`; if the rest is a comment, put two spaces before it"
            );
            let span = Span::new(self.node.span.start as usize..lost.end);
            let help = Help::from(help).at(lost::safety(&source[lost.clone()]), span, text);
            let at = Span::new(lost.end - source[lost.clone()].trim_start().len()..lost.end);
            self.report(Code::CutText, at, message, Some(help));
        }
        if let Some(line) = self.is_item().then(|| lost::second_item(source, self.node.span)).flatten() {
            let message = "this line continues the item above".to_owned();
            let help = "begin it with `- ` in the column of the item above, if it is an item of its own";
            let before = &source[..line.start];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let item = self.indentation() + "- ";
            let help = Help::from(help).at(Safety::Unsafe, Span::new(start..line.start), item);
            self.report(Code::CutText, Span::new(line), message, Some(help));
        }
    }

    /// Whether a value begins with `#` and so is a comment, which is reported: `accent: #8a1c1c`.
    fn is_lost_value(&self, key: Span) -> bool {
        let source = self.ctx.source.text.as_str();
        let Some(lost) = lost::cut_whole(source, key) else { return false };
        let text = &source[lost.clone()];
        let message = format!("`{text}` is read as a comment, and nothing is left");
        let text = quoted(text);
        let help = Help::safe(format!("put it in double quotes: `{text}`"), text);
        self.report(Code::CutText, Span::new(lost), message, Some(help));
        true
    }

    /// Whether the value is an item of a list that is written in lines.
    fn is_item(&self) -> bool {
        self.before().trim() == "-"
    }

    /// What comes before the value on its line.
    fn before(&self) -> &str {
        let before = &self.ctx.source.text[..self.node.span.start as usize];
        &before[before.rfind('\n').map_or(0, |at| at + 1)..]
    }

    /// The white space that the line of the value begins with.
    fn indentation(&self) -> String {
        self.before().chars().take_while(|c| c.is_whitespace()).collect()
    }

    /// Reports lines that were meant to be a list.
    pub(super) fn is_joined_list(&self) -> bool {
        let Shape::Scalar { null: false, .. } = self.node.shape else { return false };
        let Some((message, help)) = lost::joined(&self.ctx.source.text, self.key, self.node.span) else {
            return false;
        };
        self.report(Code::BadYaml, self.node.span, message, Some(help));
        true
    }
}
