//! A list in place of a mapping with free keys: each item has its key under a name of its own,
//! `[{id: joint, title: …}]` for `{joint: {title: …}}`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};

use super::{InStep, Tracked, stopped};
use crate::diagnostic::{Code, Span};
use crate::model::value::field::{LISTED_BY_ID, SECTIONS_BY_ID};
use crate::yaml::here::{Here, Issue};
use crate::yaml::tree::{Node, Shape};

/// What an item of such a list looks like.
#[derive(Clone, Copy)]
pub(super) struct Item {
    /// The name of its key.
    key: &'static str,
    /// The name of its value; nothing if that is the rest of the item.
    value: Option<&'static str>,
    /// Both.
    fields: &'static [&'static str],
    expected: &'static str,
}

impl Item {
    pub(super) fn of(name: &str) -> Self {
        match name {
            LISTED_BY_ID | SECTIONS_BY_ID => Self {
                key: "id",
                value: None,
                fields: &[],
                expected: match name {
                    SECTIONS_BY_ID => {
                        "a section with the id of its heading, such as `{id: ID, storylines: […]}`"
                    }
                    _ => "a source with its id, such as `{id: ID, title: …}`",
                },
            },
            _ => Self {
                key: "question",
                value: Some("text"),
                fields: &["question", "text"],
                expected: "an answer, such as `{question: ID, text: …}`",
            },
        }
    }
}

impl<'a, 'de, D: Deserializer<'de>> Tracked<'a, D> {
    /// Passes a list to a visitor of a mapping.
    pub(super) fn listed<V: Visitor<'de>>(
        self,
        nodes: &'a [Node],
        item: Item,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        let here = self.here;
        let inner = self.inner.deserialize_seq(Listed { visitor, nodes, item, here });
        here.settle(inner.map_err(|error| here.yaml(error))?)
    }
}

struct Listed<'a, V> {
    visitor: V,
    nodes: &'a [Node],
    item: Item,
    here: Here<'a>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Listed<'_, V> {
    type Value = Result<V::Value, Issue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut inner: A) -> Result<Self::Value, A::Error> {
        let (nodes, item, here) = (self.nodes.iter(), self.item, self.here);
        let items = Items { inner: &mut inner, nodes, item, seen: BTreeMap::new(), next: None, here };
        let result = self.visitor.visit_map(items);
        if here.ctx.stopped.get() {
            return Err(stopped());
        }
        while inner.next_element::<IgnoredAny>()?.is_some() {}
        Ok(result)
    }
}

/// The items as entries.
struct Items<'a, 'i, A> {
    inner: &'i mut A,
    nodes: std::slice::Iter<'a, Node>,
    item: Item,
    seen: BTreeMap<String, Span>,
    /// The item whose key was last returned.
    next: Option<Here<'a>>,
    here: Here<'a>,
}

impl<'a, A> Items<'a, '_, A> {
    /// The key of an item and its place. An item that has no key, or one that is already there, is reported.
    fn key(&mut self, node: &'a Node) -> Option<(String, &'a Node)> {
        let here = Here { node, ..self.here };
        let Shape::Map(entries) = &node.shape else {
            here.mismatch(&self.item.expected);
            return None;
        };
        let name = self.item.key;
        let Some((_, _, id)) = entries.iter().find(|(key, ..)| key == name) else {
            let help = Some(format!("write {}", self.item.expected));
            here.report(Code::MissingKey, node.span, format!("`{name}` is missing here"), help);
            return None;
        };
        let at = Here { node: id, ..self.here };
        let text = match id.shape {
            Shape::Scalar { null: false, control: None } => serde_yaml::from_str::<String>(at.typed()).ok(),
            _ => None,
        };
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            let help = Some(format!("write {}", self.item.expected));
            at.report(Code::WrongType, id.span, format!("`{name}` is not an id"), help);
            return None;
        };
        if let Some(first) = self.seen.get(&text) {
            self.here.report_repeated(&text, id.span, *first);
            return None;
        }
        self.seen.insert(text.clone(), id.span);
        Some((text, id))
    }
}

impl<'de, A: SeqAccess<'de>> MapAccess<'de> for Items<'_, '_, A> {
    type Error = Issue;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        while let Some(node) = self.nodes.next().filter(|_| !self.here.ctx.stopped.get()) {
            let Some((text, id)) = self.key(node) else {
                self.inner.next_element::<IgnoredAny>().map_err(|error| self.here.yaml(error))?;
                continue;
            };
            let here = Here { key: id.span, ..self.here };
            self.next = Some(Here { node, ..here });
            let inner: StringDeserializer<de::value::Error> = text.into_deserializer();
            return seed.deserialize(Tracked { inner, here: Here { node: id, ..here } }).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Issue> {
        let here = self.next.take().expect("a value is asked for once after each key");
        let value = match self.item.value {
            None => {
                let here = Here { without: self.item.key, ..here };
                self.inner.next_element_seed(InStep { seed, here })
            }
            Some(name) => self.inner.next_element_seed(Under { seed, name, item: self.item, here }),
        };
        let value = value.map_err(|error| here.yaml(error))?;
        value.unwrap_or(Err(Issue::Reported))
    }
}

/// Makes a value from what is under one key of an item.
struct Under<'a, S> {
    seed: S,
    name: &'static str,
    item: Item,
    here: Here<'a>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Under<'_, S> {
    type Value = Result<S::Value, Issue>;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        let here = self.here;
        inner.deserialize_map(self).map(|value| here.settle(value))
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Under<'_, S> {
    type Value = Result<S::Value, Issue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.expected.fmt(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut inner: A) -> Result<Self::Value, A::Error> {
        let Shape::Map(entries) = &self.here.node.shape else { return Ok(Err(Issue::Reported)) };
        let (mut seed, mut seen) = (Some(self.seed), BTreeMap::new());
        let mut value = Err(Issue::Missing(self.name));
        for entry in entries {
            if inner.next_key::<IgnoredAny>()?.is_none() {
                break;
            }
            let is_wanted = self.here.wants(entry, Some(self.item.fields), &mut seen);
            match seed.take_if(|_| is_wanted && entry.0 == self.name) {
                Some(seed) => {
                    let here = Here { node: &entry.2, key: entry.1.span, ..self.here };
                    value = inner.next_value_seed(InStep { seed, here })?;
                }
                None => _ = inner.next_value::<IgnoredAny>()?,
            }
        }
        Ok(value)
    }
}
