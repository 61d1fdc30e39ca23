//! The second pass: types are read from the tree of the first pass, and from the texts of its scalars ([`texts`]).
//!
//! [`Here`] is a deserializer. It knows from the tree what each value is and where, so it can report unknown and
//! duplicate keys, name the form a key takes, and pass on every scalar as the text that was typed: the type
//! decides what `no` or `010` means, not YAML. One bad value does not hide the next.

mod listed;
mod texts;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::value::{StringDeserializer, U32Deserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
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
pub(super) use texts::Texts;

pub(super) fn read<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    text: &str,
    offset: usize,
    tree: &Tree,
    diags: &mut Diagnostics,
) -> T {
    let node = &tree.root;
    let (texts, failed) = Texts::read(tree, text, offset);
    let ctx = Context { source, texts, diags: RefCell::new(diags) };
    let here = Here {
        node,
        key: Span { start: node.span.start, end: node.span.start },
        without: "",
        is_cut: false,
        ctx: &ctx,
    };
    if let Some((span, error)) = failed {
        let help = "put the value in double quotes".to_owned();
        here.report(Code::BadYaml, span, format!("the YAML cannot be read: {error}"), Some(help));
        return T::default();
    }
    T::deserialize(here).unwrap_or_default()
}

impl<'a> Here<'a> {
    /// The text of a scalar, without quotes and escapes, folded.
    fn text(self, expected: &dyn Expected) -> Result<String, Issue> {
        match self.node.shape {
            Shape::Scalar { control: Some(_), .. } => Err(self.refuse_control()),
            Shape::Scalar { null: false, .. } => Ok(self.ctx.texts.of(self.node).to_owned()),
            _ => Err(self.mismatch(expected)),
        }
    }

    /// Reports a control character.
    fn refuse_control(self) -> Issue {
        if let Some((c, span)) = self.node.control() {
            let problem = control_character(self.ctx.source.place(span), c, 1);
            self.ctx.diags.borrow_mut().report(problem);
        }
        Issue::Reported
    }

    /// Makes a value, and reports what its type says about it.
    fn fill<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Issue> {
        self.settle(seed.deserialize(self))
    }

    fn map<'de, V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        let Shape::Map(entries) = &self.node.shape else { return Err(self.mismatch(&visitor)) };
        let is_foreign = fields.is_some_and(|fields| self.is_other(entries, fields));
        let expected = is_foreign.then(|| shown(&visitor));
        let (rest, seen) = (entries.iter(), BTreeMap::new());
        let mut known = KnownEntries { entries: rest, fields, seen, value: None, is_foreign, here: self };
        let mut result = visitor.visit_map(&mut known);
        if let (Err(Issue::Missing(key)), Some(fields)) = (&result, fields)
            && entries.iter().any(|(name, ..)| is_misspelt(name, key, fields))
        {
            result = Err(Issue::Reported);
        }
        if let Some(expected) = expected.filter(|_| matches!(result, Err(Issue::Missing(_)))) {
            result = Err(self.has_no_key_of(&expected.as_str()));
        } else if is_foreign {
            for entry in entries {
                self.wants(entry, fields, &mut known.seen);
            }
        }
        if result.is_err() {
            // The type has given up; its other keys can still be misspelt.
            for entry in known.entries.by_ref() {
                self.wants(entry, fields, &mut known.seen);
            }
        }
        self.settle(result)
    }

    /// Whether a mapping has none of the keys of its type, nor any that is close to one.
    fn is_other(self, entries: &[(String, Node, Node)], fields: &[&str]) -> bool {
        let is_far = |(name, ..): &(String, Node, Node)| {
            !fields.contains(&name.as_str()) && nearest(name, fields.iter().copied()).is_none()
        };
        let mut own = entries.iter().filter(|(name, ..)| name != self.without).peekable();
        own.peek().is_some() && !fields.contains(&"draft") && own.all(is_far)
    }
}

/// What a type looks like, in words.
fn shown<'de, V: Visitor<'de>>(visitor: &V) -> String {
    struct Shown<'v, V>(&'v V);
    impl<'de, V: Visitor<'de>> fmt::Display for Shown<'_, V> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expecting(f)
        }
    }
    Shown(visitor).to_string()
}

/// Whether a key that was reported as misspelt was meant to be another.
fn is_misspelt(name: &str, key: &str, fields: &[&str]) -> bool {
    !fields.contains(&name) && nearest(name, fields.iter().copied()) == Some(key)
}

impl<'de> Deserializer<'de> for Here<'_> {
    type Error = Issue;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        match &self.node.shape {
            Shape::Scalar { .. } => self.deserialize_string(visitor),
            Shape::List(_) => self.deserialize_seq(visitor),
            Shape::Map(_) => self.map(None, visitor),
        }
    }

    /// A text for readers, unlike `deserialize_str`, which is for a text that a type turns into something else.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.look_for_lost_text();
        let text = self.text(&visitor)?;
        self.settle(visitor.visit_string(fold::joined(text, self.typed())))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let text = self.text(&visitor)?;
        self.settle(visitor.visit_string(text))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let text = self.text(&"`true` or `false`")?;
        match text.as_str() {
            "true" => self.settle(visitor.visit_bool(true)),
            "false" => self.settle(visitor.visit_bool(false)),
            _ => {
                let help = match text.to_lowercase().as_str() {
                    "yes" | "on" | "y" | "1" | "true" => "write `true`",
                    "no" | "off" | "n" | "0" | "false" => "write `false`",
                    _ => "write `true` or `false`",
                };
                let message = format!("`{text}` is neither `true` nor `false`");
                Err(self.report(Code::WrongType, self.node.span, message, Some(Help::to_write(help))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        match self.node.shape {
            Shape::Scalar { null: true, .. } => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Issue> {
        match (name, &self.node.shape) {
            (SPANNED, _) => visitor.visit_seq(SpannedParts { next: 0, here: Some(self) }),
            (ONE_OR_MANY, Shape::List(_)) => self.deserialize_seq(visitor),
            (ONE_OR_MANY, _) if self.is_joined_list() => Err(Issue::Reported),
            (ONE_OR_MANY, _) => visitor.visit_seq(Single(Some(self))),
            (LISTED_BY_ID | SECTIONS_BY_ID | LISTED_BY_QUESTION, Shape::List(nodes)) => {
                self.listed(nodes, Item::of(name), visitor)
            }
            (LISTED_BY_ID | SECTIONS_BY_ID | LISTED_BY_QUESTION, _) => self.deserialize_map(visitor),
            (TEXT_OR_MAPPING, Shape::Map(_)) => visitor.visit_newtype_struct(self),
            (TEXT_OR_MAPPING, _) => self.deserialize_string(visitor),
            (FREE, _) if self.node.control().is_some() => Err(self.refuse_control()),
            (FREE, _) => {
                let repeated = self.node.repeated();
                for (name, span, first) in &repeated {
                    self.report_repeated(name, *span, *first);
                }
                if !repeated.is_empty() {
                    return Err(Issue::Reported);
                }
                let value = visitor.visit_newtype_struct(self.ctx.texts.value(self.node));
                self.settle(value.map_err(|error| Issue::Value(error.to_string())))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        let Shape::List(nodes) = &self.node.shape else { return Err(self.mismatch(&visitor)) };
        self.settle(visitor.visit_seq(Items { nodes: nodes.iter(), here: self }))
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
        let listed = variants.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ");
        let text = self.text(&format!("one of {listed}").as_str())?;
        if variants.contains(&text.as_str()) {
            let variant: StringDeserializer<Issue> = text.into_deserializer();
            return self.settle(visitor.visit_enum(variant));
        }
        let help = synonyms::did_you_mean(&text, variants);
        let help = help.or_else(|| did_you_mean(&text, variants.iter().copied()));
        let message = format!("`{text}` is not one of {listed}");
        let help = help.unwrap_or_else(|| format!("write one of {listed}").into());
        Err(self.report(Code::WrongType, self.node.span, message, Some(help)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Issue> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct
    }
}

/// The items of a list.
struct Items<'a> {
    nodes: std::slice::Iter<'a, Node>,
    here: Here<'a>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        let Some(node) = self.nodes.next() else { return Ok(None) };
        Here { node, without: "", ..self.here }.fill(seed).map(Some)
    }
}

/// The entries of a mapping that a type knows, each once.
struct KnownEntries<'a> {
    entries: std::slice::Iter<'a, (String, Node, Node)>,
    fields: Option<&'static [&'static str]>,
    seen: BTreeMap<&'a str, Span>,
    /// The value after the key that was last returned.
    value: Option<Here<'a>>,
    /// Whether none of them is known or nearly known.
    is_foreign: bool,
    here: Here<'a>,
}

impl<'de> MapAccess<'de> for &mut KnownEntries<'_> {
    type Error = Issue;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        for entry in self.entries.by_ref() {
            if self.is_foreign || !self.here.wants(entry, self.fields, &mut self.seen) {
                continue;
            }
            let (_, key, value) = entry;
            let here = Here { key: key.span, without: "", ..self.here };
            let next = self.entries.as_slice().first();
            let is_cut = self.fields.is_some() && next.is_some_and(|next| here.cut(next).is_some());
            self.value = Some(Here { node: value, is_cut, ..here });
            return seed.deserialize(Here { node: key, ..here }).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Issue> {
        self.value.take().expect("a value is asked for once after each key").fill(seed)
    }
}

/// A value and its spans as the sequence that `Spanned` reads.
struct SpannedParts<'a> {
    next: usize,
    here: Option<Here<'a>>,
}

impl<'de> SeqAccess<'de> for SpannedParts<'_> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        let Some(Here { node, key, .. }) = self.here else { return Ok(None) };
        let numbers = [node.span.start, node.span.end, key.start, key.end];
        self.next += 1;
        if let Some(number) = numbers.get(self.next - 1) {
            let number: U32Deserializer<Issue> = (*number).into_deserializer();
            return seed.deserialize(number).map(Some);
        }
        self.here.take().map(|here| here.fill(seed)).transpose()
    }
}

/// One value in place of a list.
struct Single<'a>(Option<Here<'a>>);

impl<'de> SeqAccess<'de> for Single<'_> {
    type Error = Issue;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Issue> {
        self.0.take().map(|here| here.fill(seed)).transpose()
    }
}
