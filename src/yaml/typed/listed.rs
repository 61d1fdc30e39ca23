//! A list in place of a mapping with free keys: each item has its key under a name of its own,
//! `[{id: joint, title: …}]` for `{joint: {title: …}}`.

use std::collections::BTreeMap;

use serde::de::{DeserializeSeed, MapAccess, Visitor};

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

impl<'a> Here<'a> {
    /// Passes a list to a visitor of a mapping.
    pub(super) fn listed<'de, V: Visitor<'de>>(
        self,
        nodes: &'a [Node],
        item: Item,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        let items = Items { nodes: nodes.iter(), item, seen: BTreeMap::new(), next: None, here: self };
        self.settle(visitor.visit_map(items))
    }

    /// Makes a value from what is under one key of an item.
    fn under<'de, S: DeserializeSeed<'de>>(
        self,
        name: &'static str,
        item: Item,
        seed: S,
    ) -> Result<S::Value, Issue> {
        let Shape::Map(entries) = &self.node.shape else { return Err(Issue::Reported) };
        let (mut seed, mut seen) = (Some(seed), BTreeMap::new());
        let mut value = Err(Issue::Missing(name));
        for entry in entries {
            let is_wanted = self.wants(entry, Some(item.fields), &mut seen);
            if let Some(seed) = seed.take_if(|_| is_wanted && entry.0 == name) {
                value = Here { node: &entry.2, key: entry.1.span, ..self }.fill(seed);
            }
        }
        self.settle(value)
    }
}

/// The items as entries.
struct Items<'a> {
    nodes: std::slice::Iter<'a, Node>,
    item: Item,
    seen: BTreeMap<String, Span>,
    /// The item whose key was last returned.
    next: Option<Here<'a>>,
    here: Here<'a>,
}

impl<'a> Items<'a> {
    /// The key of an item. An item that has no key, or one that is already there, is reported.
    fn key(&mut self, node: &'a Node) -> Option<&'a Node> {
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
            Shape::Scalar { null: false, control: None } => Some(self.here.ctx.texts.of(id).to_owned()),
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
        self.seen.insert(text, id.span);
        Some(id)
    }
}

impl<'de> MapAccess<'de> for Items<'_> {
    type Error = Issue;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        while let Some(node) = self.nodes.next() {
            let Some(id) = self.key(node) else { continue };
            let here = Here { key: id.span, ..self.here };
            self.next = Some(Here { node, ..here });
            return seed.deserialize(Here { node: id, ..here }).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Issue> {
        let here = self.next.take().expect("a value is asked for once after each key");
        match self.item.value {
            None => Here { without: self.item.key, ..here }.fill(seed),
            Some(name) => here.under(name, self.item, seed),
        }
    }
}
