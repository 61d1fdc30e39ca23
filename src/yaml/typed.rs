//! The second pass: `serde_yaml` reads the values, in step with the tree of the first pass. Those of plain front
//! matter are in the text as they are ([`plain`]).
//!
//! [`Tracked`] stands between a type's `Deserialize` and `serde_yaml`. It knows from the tree
//! what each value is and where, so it can report unknown and duplicate keys, name the form a
//! key takes, and pass on every scalar as the text that was typed: the type decides what `no` or
//! `010` means, not YAML. `serde_yaml` never sees one of our errors and always reads a value to
//! its end, so one bad value does not hide the next.

mod listed;
mod plain;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::{StringDeserializer, U32Deserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IgnoredAny,
    IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::fold;
use super::here::{Context, Here, Issue};
use super::synonyms;
use super::tree::{Node, Shape, Tree};
use crate::diagnostic::{Code, Diagnostics, Help, Source, Span, control_character, did_you_mean, nearest};
use crate::model::value::field::{
    FREE, LISTED_BY_ID, LISTED_BY_QUESTION, ONE_OR_MANY, SECTIONS_BY_ID, SPANNED, TEXT_OR_MAPPING,
};
use listed::Item;
use plain::Plain;

pub(super) fn read<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    text: &str,
    offset: usize,
    tree: &Tree,
    diags: &mut Diagnostics,
) -> T {
    let root = &tree.root;
    let ctx = Context { source, diags: RefCell::new(diags), stopped: Cell::new(false) };
    let key = Span { start: root.span.start, end: root.span.start };
    let here = Here { node: root, key, without: "", ctx: &ctx };
    let value = match tree.is_plain {
        true => T::deserialize(Tracked { inner: Plain { node: root, text, offset }, here }),
        false => T::deserialize(Tracked { inner: serde_yaml::Deserializer::from_str(text), here }),
    };
    value.unwrap_or_default()
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
            Shape::Scalar { control: Some(_), .. } => self.refuse_control(),
            Shape::Scalar { null: false, .. } => {
                String::deserialize(self.inner).map_err(|error| self.here.yaml(error))
            }
            _ => self.skip(expected),
        }
    }

    /// Skips a value with a control character.
    fn refuse_control<T>(self) -> Result<T, Issue> {
        IgnoredAny::deserialize(self.inner).map_err(|error| self.here.yaml(error))?;
        if let Some((c, span)) = self.here.node.control() {
            let problem = control_character(self.here.ctx.source.place(span), c, 1);
            self.here.ctx.diags.borrow_mut().report(problem);
        }
        Err(Issue::Reported)
    }

    /// Skips a value of the wrong shape.
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

    /// A text for readers, unlike `deserialize_str`, which is for a text that a type turns into something else.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.here.look_for_lost_text();
        let here = self.here;
        let text = self.text(&visitor)?;
        here.settle(visitor.visit_string(fold::joined(text, here.typed())))
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
                Err(here.report(Code::WrongType, here.node.span, message, Some(Help::to_write(help))))
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
            (LISTED_BY_ID | SECTIONS_BY_ID | LISTED_BY_QUESTION, Shape::List(nodes)) => {
                self.listed(nodes, Item::of(name), visitor)
            }
            (LISTED_BY_ID | SECTIONS_BY_ID | LISTED_BY_QUESTION, _) => self.deserialize_map(visitor),
            (TEXT_OR_MAPPING, Shape::Map(_)) => visitor.visit_newtype_struct(self),
            (TEXT_OR_MAPPING, _) => self.deserialize_string(visitor),
            (FREE, _) if self.here.node.control().is_some() => self.refuse_control(),
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
        let help = synonyms::did_you_mean(&text, variants);
        let help = help.or_else(|| did_you_mean(&text, variants.iter().copied()));
        let message = format!("`{text}` is not one of {listed}");
        let help = help.unwrap_or_else(|| format!("write one of {listed}").into());
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

/// Makes a value, and reports what its type says about it.
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
        let here = Here { node, without: "", ..self.here };
        let item = self.inner.next_element_seed(InStep { seed, here });
        item.map_err(|error| here.yaml(error))?.transpose()
    }
}

impl<'de, V: Visitor<'de>> MapInStep<'_, V> {
    /// Whether a mapping has none of the keys of its type, nor any that is close to one.
    fn is_foreign(&self, fields: &[&str]) -> bool {
        let is_far = |(name, ..): &(String, Node, Node)| {
            !fields.contains(&name.as_str()) && nearest(name, fields.iter().copied()).is_none()
        };
        let mut own = self.entries.iter().filter(|(name, ..)| name != self.here.without).peekable();
        own.peek().is_some() && !fields.contains(&"draft") && own.all(is_far)
    }

    /// What the type looks like, in words.
    fn is_expected(&self) -> String {
        struct Shown<'v, V>(&'v V);
        impl<'de, V: Visitor<'de>> fmt::Display for Shown<'_, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.expecting(f)
            }
        }
        Shown(&self.visitor).to_string()
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
            is_foreign: self.fields.is_some_and(|fields| self.is_foreign(fields)),
            here: self.here,
        };
        let expected = known.is_foreign.then(|| self.is_expected());
        let mut result = self.visitor.visit_map(&mut known);
        if self.here.ctx.stopped.get() {
            return Err(stopped());
        }
        if let (Err(Issue::Missing(key)), Some(fields)) = (&result, self.fields)
            && self.entries.iter().any(|(name, ..)| is_misspelt(name, key, fields))
        {
            result = Err(Issue::Reported);
        }
        let is_foreign = known.is_foreign;
        if let Some(expected) = expected.filter(|_| matches!(result, Err(Issue::Missing(_)))) {
            result = Err(self.here.has_no_key_of(&expected.as_str()));
        } else if is_foreign {
            for entry in self.entries {
                self.here.wants(entry, self.fields, &mut known.seen);
            }
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

/// Whether a key that was reported as misspelt was meant to be another.
fn is_misspelt(name: &str, key: &str, fields: &[&str]) -> bool {
    !fields.contains(&name) && nearest(name, fields.iter().copied()) == Some(key)
}

/// The entries of a mapping that a type knows, each once.
struct KnownEntries<'a, 'i, A> {
    inner: &'i mut A,
    entries: std::slice::Iter<'a, (String, Node, Node)>,
    fields: Option<&'static [&'static str]>,
    seen: BTreeMap<&'a str, Span>,
    /// The value after the key that was last returned.
    value: Option<Here<'a>>,
    /// Whether none of them is known or nearly known.
    is_foreign: bool,
    here: Here<'a>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for &mut KnownEntries<'_, '_, A> {
    type Error = Issue;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        while let Some(entry) = self.entries.next().filter(|_| !self.here.ctx.stopped.get()) {
            let name = self.inner.next_key::<String>().map_err(|error| self.here.yaml(error))?;
            let Some(name) = name else { return Ok(None) };
            if self.is_foreign {
                self.inner.next_value::<IgnoredAny>().map_err(|error| self.here.yaml(error))?;
                continue;
            }
            if name != entry.0 {
                return Err(self.here.yaml(format_args!("the key `{name}` is not where it was expected")));
            }
            if !self.here.wants(entry, self.fields, &mut self.seen) {
                self.inner.next_value::<IgnoredAny>().map_err(|error| self.here.yaml(error))?;
                continue;
            }
            let (_, key, value) = entry;
            let here = Here { key: key.span, without: "", ..self.here };
            self.value = Some(Here { node: value, ..here });
            let inner: StringDeserializer<de::value::Error> = name.into_deserializer();
            return seed.deserialize(Tracked { inner, here: Here { node: key, ..here } }).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Issue> {
        let here = self.value.take().expect("a value is asked for once after each key");
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
