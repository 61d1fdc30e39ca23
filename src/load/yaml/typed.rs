//! The second pass: `serde_yaml` reads the values, in step with the tree of the first pass.
//!
//! [`Tracked`] stands between a type's `Deserialize` and `serde_yaml`. It knows from the tree
//! what each value is and where, so it can report unknown and duplicate keys, name the form a
//! key takes, and give every scalar as the text that was typed: the type decides what `no` or
//! `010` means, not YAML. `serde_yaml` never sees an error of ours and always reads a value to
//! its end, so one bad value does not hide the next.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::{StringDeserializer, U32Deserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IgnoredAny,
    IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::foreign::{self, Told};
use super::lost;
use super::tree::{Node, Shape};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Source, Span, did_you_mean, nearest};
use crate::model::field::{FREE, ONE_OR_MANY, REPORTED, SPANNED, TEXT_OR_MAPPING, read_value_error};
use crate::model::release::NEVER_EMPTY;

pub(super) fn read<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    text: &str,
    root: &Node,
    diags: &mut Diagnostics,
) -> T {
    let ctx = Context { source, diags: RefCell::new(diags), stopped: Cell::new(false) };
    let key = Span { start: root.span.start, end: root.span.start };
    let here = Here { node: root, key, ctx: &ctx };
    T::deserialize(Tracked { inner: serde_yaml::Deserializer::from_str(text), here }).unwrap_or_default()
}

struct Context<'d> {
    source: &'d Arc<Source>,
    diags: RefCell<&'d mut Diagnostics>,
    /// Whether `serde_yaml` could not go on. Its stream of events is then of no use any more.
    stopped: Cell<bool>,
}

/// Why a value was not made.
#[derive(Debug)]
enum Issue {
    /// It has been reported.
    Reported,
    /// A needed key is absent.
    Missing(&'static str),
    /// What a type says of its value.
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
struct Here<'a> {
    node: &'a Node,
    key: Span,
    ctx: &'a Context<'a>,
}

impl Here<'_> {
    fn report(&self, code: Code, span: Span, message: String, help: Option<String>) -> Issue {
        let place = self.ctx.source.place(span);
        self.ctx.diags.borrow_mut().report(Diagnostic::at(code, place, message).maybe_help(help));
        Issue::Reported
    }

    /// Reports what has not been reported yet.
    fn settle<T>(&self, result: Result<T, Issue>) -> Result<T, Issue> {
        result.map_err(|issue| match issue {
            Issue::Reported => Issue::Reported,
            Issue::Missing(key) => {
                let help = Some(format!("add `{key}: …`"));
                self.report(Code::MissingKey, self.node.span, format!("`{key}` is missing here"), help)
            }
            Issue::Value(text) => match read_value_error(&text) {
                Some((code, message, help)) => {
                    self.report(code, self.node.span, message.to_owned(), Some(help.to_owned()))
                }
                None => self.report(Code::WrongType, self.node.span, text, None),
            },
        })
    }

    /// `serde_yaml` could not go on: reported once, where it stopped.
    fn yaml(&self, error: impl fmt::Display) -> Issue {
        if self.ctx.stopped.replace(true) {
            return Issue::Reported;
        }
        let help = "put the value in double quotes".to_owned();
        let message = format!("the YAML cannot be read: {error}");
        self.report(Code::BadYaml, self.node.span, message, Some(help))
    }

    /// The value has another shape than its key takes.
    fn mismatch(&self, expected: &dyn Expected) -> Issue {
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
        let bracketed = expected == "a text" && !matches!(self.node.shape, Shape::Scalar { .. });
        let help = if bracketed {
            "put a text that has `: ` in it, or begins with `[`, `{` or `-`, in double quotes".to_owned()
        } else {
            format!("write {expected}")
        };
        self.report(Code::WrongType, self.node.span, message, Some(help))
    }
}

impl Here<'_> {
    /// Reports what a comment cuts off a text, and a second item in one of a list.
    fn look_for_lost_text(&self) {
        let source = self.ctx.source.text.as_str();
        let Shape::Scalar { .. } = self.node.shape else { return };
        if let Some(lost) = lost::cut_off(source, self.node.span) {
            let whole = &source[self.node.span.start as usize..lost.end];
            let message =
                format!("`{}` is read as a comment, and is lost to the text", source[lost.clone()].trim());
            let quoted = whole.replace('\\', "\\\\").replace('"', "\\\"");
            let help = format!(
                "put the text in double quotes: `\"{quoted}\"`; a comment stands on a line of its own"
            );
            let at = Span::new(lost.end - source[lost.clone()].trim_start().len()..lost.end);
            self.report(Code::CutText, at, message, Some(help));
        }
        if let Some(line) = self.is_item().then(|| lost::second_item(source, self.node.span)).flatten() {
            let message = "this line goes on with the item above".to_owned();
            let help = "begin it with a hyphen and a space, `- `, if it is an item of its own".to_owned();
            self.report(Code::CutText, Span::new(line), message, Some(help));
        }
    }

    /// Whether the value is an item of a list that is written in lines.
    fn is_item(&self) -> bool {
        let before = &self.ctx.source.text[..self.node.span.start as usize];
        before[before.rfind('\n').map_or(0, |at| at + 1)..].trim() == "-"
    }

    /// Reports lines that were meant to be a list.
    fn is_joined_list(&self) -> bool {
        let Shape::Scalar { null: false, .. } = self.node.shape else { return false };
        let Some((message, help)) = lost::joined(&self.ctx.source.text, self.key, self.node.span) else {
            return false;
        };
        self.report(Code::BadYaml, self.node.span, message, Some(help));
        true
    }
}

/// A deserializer of `serde_yaml` and the node it is about to read.
struct Tracked<'a, D> {
    inner: D,
    here: Here<'a>,
}

impl<'de, D: Deserializer<'de>> Tracked<'_, D> {
    /// The text of a scalar as `serde_yaml` reads it: unquoted, unescaped, folded.
    fn text(self, expected: &dyn Expected) -> Result<String, Issue> {
        match self.here.node.shape {
            Shape::Scalar { null: false, .. } => {
                String::deserialize(self.inner).map_err(|error| self.here.yaml(error))
            }
            _ => self.skip(expected),
        }
    }

    /// Reads over a value of the wrong shape.
    fn skip<T>(self, expected: &dyn Expected) -> Result<T, Issue> {
        IgnoredAny::deserialize(self.inner).map_err(|error| self.here.yaml(error))?;
        Err(self.here.mismatch(expected))
    }

    fn map<V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        let here = self.here;
        let Shape::Map(entries) = &here.node.shape else { return self.skip(&visitor) };
        let inner = self.inner.deserialize_map(MapInStep { visitor, entries, fields, here });
        here.settle(inner.map_err(|error| here.yaml(error))?)
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tracked<'_, D> {
    type Error = Issue;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        match &self.here.node.shape {
            Shape::Scalar { .. } => self.deserialize_string(visitor),
            Shape::List(_) => self.deserialize_seq(visitor),
            Shape::Map(_) => self.map(None, visitor),
        }
    }

    /// A text for readers, as against `deserialize_str`: what a type makes something of.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.here.look_for_lost_text();
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let here = self.here;
        let text = self.text(&visitor)?;
        here.settle(visitor.visit_string(text))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let here = self.here;
        let text = self.text(&"`true` or `false`")?;
        match text.as_str() {
            "true" => here.settle(visitor.visit_bool(true)),
            "false" => here.settle(visitor.visit_bool(false)),
            _ => {
                let help = match text.to_lowercase().as_str() {
                    "yes" | "on" | "y" | "1" | "true" => "write `true`",
                    "no" | "off" | "n" | "0" | "false" => "write `false`",
                    _ => "write `true` or `false`",
                };
                let message = format!("`{text}` is neither `true` nor `false`");
                Err(here.report(Code::WrongType, here.node.span, message, Some(help.to_owned())))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        match self.here.node.shape {
            Shape::Scalar { null: true, .. } => {
                IgnoredAny::deserialize(self.inner).map_err(|error| self.here.yaml(error))?;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        match (name, &self.here.node.shape) {
            (SPANNED, _) => visitor.visit_seq(SpannedParts { next: 0, tracked: Some(self) }),
            (ONE_OR_MANY, Shape::List(_)) => self.deserialize_seq(visitor),
            (ONE_OR_MANY, _) if self.here.is_joined_list() => {
                IgnoredAny::deserialize(self.inner).map_err(|error| self.here.yaml(error))?;
                Err(Issue::Reported)
            }
            (ONE_OR_MANY, _) => visitor.visit_seq(Single(Some(self))),
            (TEXT_OR_MAPPING, Shape::Map(_)) => visitor.visit_newtype_struct(self),
            (TEXT_OR_MAPPING, _) => self.deserialize_string(visitor),
            (FREE, _) => {
                let here = self.here;
                let repeated = here.node.repeated();
                for (name, span, first) in &repeated {
                    here.report_repeated(name, *span, *first);
                }
                if !repeated.is_empty() {
                    IgnoredAny::deserialize(self.inner).map_err(|error| here.yaml(error))?;
                    return Err(Issue::Reported);
                }
                let value = serde_yaml::Value::deserialize(self.inner).map_err(|error| here.yaml(error))?;
                visitor.visit_newtype_struct(value).map_err(|error| here.yaml(error))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let here = self.here;
        let Shape::List(nodes) = &here.node.shape else { return self.skip(&visitor) };
        let inner = self.inner.deserialize_seq(SeqInStep { visitor, nodes, here });
        here.settle(inner.map_err(|error| here.yaml(error))?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.map(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Issue> {
        self.map(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Issue> {
        let here = self.here;
        let listed = variants.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ");
        let text = self.text(&format!("one of {listed}").as_str())?;
        if variants.contains(&text.as_str()) {
            let variant: StringDeserializer<Issue> = text.into_deserializer();
            return here.settle(visitor.visit_enum(variant));
        }
        let help = did_you_mean(&text, variants.iter().copied());
        let message = format!("`{text}` is not one of {listed}");
        let help = help.unwrap_or_else(|| format!("write one of {listed}"));
        Err(here.report(Code::WrongType, here.node.span, message, Some(help)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        IgnoredAny::deserialize(self.inner).map_err(|error| self.here.yaml(error))?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct
    }
}

/// Hands a seed a [`Tracked`] deserializer and keeps its result apart from `serde_yaml`'s.
struct InStep<'a, S> {
    seed: S,
    here: Here<'a>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for InStep<'_, S> {
    type Value = Result<S::Value, Issue>;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        let value = fill(self.seed, Tracked { inner, here: self.here });
        if self.here.ctx.stopped.get() { Err(stopped()) } else { Ok(value) }
    }
}

/// The error that leads out of `serde_yaml` without touching its events again.
fn stopped<E: de::Error>() -> E {
    E::custom("stopped")
}

/// Makes a value, and reports what its type says of it.
fn fill<'de, S: DeserializeSeed<'de>, D: Deserializer<'de>>(
    seed: S,
    tracked: Tracked<'_, D>,
) -> Result<S::Value, Issue> {
    let here = tracked.here;
    here.settle(seed.deserialize(tracked))
}

/// Visits a list item by item, each with its node.
struct SeqInStep<'a, V> {
    visitor: V,
    nodes: &'a [Node],
    here: Here<'a>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for SeqInStep<'_, V> {
    type Value = Result<V::Value, Issue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut inner: A) -> Result<Self::Value, A::Error> {
        let items = Items { inner: &mut inner, nodes: self.nodes.iter(), here: self.here };
        let result = self.visitor.visit_seq(items);
        if self.here.ctx.stopped.get() {
            return Err(stopped());
        }
        while inner.next_element::<IgnoredAny>()?.is_some() {}
        Ok(result)
    }
}

struct Items<'a, 'i, A> {
    inner: &'i mut A,
    nodes: std::slice::Iter<'a, Node>,
    here: Here<'a>,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, '_, A> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        let Some(node) = self.nodes.next().filter(|_| !self.here.ctx.stopped.get()) else { return Ok(None) };
        let here = Here { node, ..self.here };
        let item = self.inner.next_element_seed(InStep { seed, here });
        item.map_err(|error| here.yaml(error))?.transpose()
    }
}

/// Visits a mapping entry by entry, each with its nodes.
struct MapInStep<'a, V> {
    visitor: V,
    entries: &'a [(String, Node, Node)],
    fields: Option<&'static [&'static str]>,
    here: Here<'a>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for MapInStep<'_, V> {
    type Value = Result<V::Value, Issue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut inner: A) -> Result<Self::Value, A::Error> {
        let mut known = KnownEntries {
            inner: &mut inner,
            entries: self.entries.iter(),
            fields: self.fields,
            seen: BTreeMap::new(),
            value: None,
            here: self.here,
        };
        let mut result = self.visitor.visit_map(&mut known);
        if self.here.ctx.stopped.get() {
            return Err(stopped());
        }
        if let (Err(Issue::Missing(key)), Some(fields)) = (&result, self.fields)
            && self.entries.iter().any(|(name, ..)| is_misspelt(name, key, fields))
        {
            result = Err(Issue::Reported);
        }
        if result.is_err() {
            // The type has given up; its other keys can still be misspelt.
            for entry in known.entries.by_ref() {
                self.here.wants(entry, self.fields, &mut known.seen);
            }
        }
        if known.value.is_some() {
            inner.next_value::<IgnoredAny>()?;
        }
        while inner.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(result)
    }
}

/// Whether a key that was reported as misspelt is meant to be another.
fn is_misspelt(name: &str, key: &str, fields: &[&str]) -> bool {
    !fields.contains(&name) && nearest(name, fields.iter().copied()) == Some(key)
}

/// The entries of a mapping that a type knows, each once.
struct KnownEntries<'a, 'i, A> {
    inner: &'i mut A,
    entries: std::slice::Iter<'a, (String, Node, Node)>,
    fields: Option<&'static [&'static str]>,
    seen: BTreeMap<&'a str, Span>,
    /// The value behind the key that was given last.
    value: Option<Here<'a>>,
    here: Here<'a>,
}

impl<'a> Here<'a> {
    /// Whether the value of a key is to be read; otherwise says why not.
    fn wants(
        &self,
        (name, key, value): &'a (String, Node, Node),
        fields: Option<&'static [&'static str]>,
        seen: &mut BTreeMap<&'a str, Span>,
    ) -> bool {
        if let Some(first) = seen.get(name.as_str()) {
            self.report_repeated(name, key.span, *first);
            return false;
        }
        seen.insert(name, key.span);
        let null = matches!(value.shape, Shape::Scalar { null: true, .. });
        match fields {
            Some(_) if null && name.starts_with(|c: char| c.is_ascii_digit()) => {
                let message = format!("the comma before `{name}` ends the value before it");
                let help = format!(
                    "write `_` between groups of digits, as in `1_{name}`, or put the value in quotes"
                );
                self.report(Code::WrongType, key.span, message, Some(help));
                false
            }
            Some(_) if null && self.is_cut_by_comma(key) => {
                let message = format!("the comma before `{name}` ends the text before it");
                let help = "put a text with a comma in double quotes".to_owned();
                self.report(Code::WrongType, key.span, message, Some(help));
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
                let help = format!("write a value behind `{name}:`, or remove the line");
                self.report(Code::WrongType, key.span, format!("`{name}` has no value"), Some(help));
                false
            }
            None => true,
        }
    }

    /// Whether a key in braces without a value is the rest of an unquoted text.
    fn is_cut_by_comma(&self, key: &Node) -> bool {
        let source = self.ctx.source.text.as_str();
        let before = source[..key.span.start as usize].trim_end();
        let after = source[key.span.end as usize..].trim_start();
        before.ends_with(',') && after.starts_with([',', '}'])
    }

    /// Whether a key is another program's and was told as that.
    fn is_foreign(&self, name: &str, key: &Node, value: &Node, fields: &[&str]) -> bool {
        let place = self.ctx.source.place(value.span);
        let typed = match value.shape {
            Shape::Scalar { null: true, .. } => foreign::Value::Nothing,
            Shape::Scalar { .. } => foreign::Value::Text(place.text().trim_matches(['"', '\'', ' '])),
            Shape::List(_) | Shape::Map(_) => foreign::Value::Other,
        };
        let Some(Told { code, message, help }) = foreign::told(name, typed, fields) else { return false };
        self.report(code, key.span, message, Some(help.to_owned()));
        true
    }

    fn report_repeated(&self, name: &str, span: Span, first: Span) {
        let place = self.ctx.source.place(span);
        let diagnostic = Diagnostic::at(Code::DuplicateKey, place, format!("`{name}` stands twice"))
            .other(self.ctx.source.place(first), "it stands here first")
            .help("remove one of the two, or join them");
        self.ctx.diags.borrow_mut().report(diagnostic);
    }

    fn unknown_key(&self, name: &str, span: Span, fields: &'static [&'static str]) {
        let place = self.ctx.source.place(span);
        let message = format!("there is no key `{name}` here");
        let diagnostic = match did_you_mean(name, fields.iter().copied()) {
            Some(help) => Diagnostic::at(Code::MisspeltKey, place, message).help(help),
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

impl<'de, A: MapAccess<'de>> MapAccess<'de> for &mut KnownEntries<'_, '_, A> {
    type Error = Issue;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        while let Some(entry) = self.entries.next().filter(|_| !self.here.ctx.stopped.get()) {
            let name = self.inner.next_key::<String>().map_err(|error| self.here.yaml(error))?;
            let Some(name) = name else { return Ok(None) };
            if name != entry.0 {
                return Err(self.here.yaml(format_args!("the key `{name}` is not where it was expected")));
            }
            if !self.here.wants(entry, self.fields, &mut self.seen) {
                self.inner.next_value::<IgnoredAny>().map_err(|error| self.here.yaml(error))?;
                continue;
            }
            let (_, key, value) = entry;
            let here = Here { key: key.span, ..self.here };
            self.value = Some(Here { node: value, ..here });
            let inner: StringDeserializer<de::value::Error> = name.into_deserializer();
            return seed.deserialize(Tracked { inner, here: Here { node: key, ..here } }).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Issue> {
        let here = self.value.take().expect("a value is asked for once behind each key");
        self.inner.next_value_seed(InStep { seed, here }).map_err(|error| here.yaml(error))?
    }
}

/// A value and its spans as the sequence that `Spanned` reads.
struct SpannedParts<'a, D> {
    next: usize,
    tracked: Option<Tracked<'a, D>>,
}

impl<'de, D: Deserializer<'de>> SeqAccess<'de> for SpannedParts<'_, D> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        let Some(tracked) = &self.tracked else { return Ok(None) };
        let Here { node, key, .. } = tracked.here;
        let numbers = [node.span.start, node.span.end, key.start, key.end];
        self.next += 1;
        if let Some(number) = numbers.get(self.next - 1) {
            let number: U32Deserializer<Issue> = (*number).into_deserializer();
            return seed.deserialize(number).map(Some);
        }
        self.tracked.take().map(|tracked| fill(seed, tracked)).transpose()
    }
}

/// One value in place of a list.
struct Single<T>(Option<T>);

impl<'de, D: Deserializer<'de>> SeqAccess<'de> for Single<Tracked<'_, D>> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        self.0.take().map(|tracked| fill(seed, tracked)).transpose()
    }
}
