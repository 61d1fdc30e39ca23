//! The texts of scalars, without quotes and escapes, folded: as `serde_yaml` reads them. In plain front matter they
//! are the text of the file, which `serde_yaml` need not read again: that would take 5% of a build.

use std::fmt;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Error, Mapping, Value};

use crate::diagnostic::Span;
use crate::yaml::tree::{Node, Shape, Tree};

/// The scalars of a tree.
pub(in crate::yaml) struct Texts<'t> {
    /// The front matter, which begins at `offset` in the file.
    text: &'t str,
    offset: usize,
    /// What `serde_yaml` reads in each scalar that YAML takes for a text, by where it begins. Others, such as numbers,
    /// are as they were typed. `None` for plain front matter.
    read: Option<FxHashMap<u32, String>>,
}

impl<'t> Texts<'t> {
    /// Reads them. Second, where and why `serde_yaml` could not go on.
    pub(super) fn read(tree: &Tree, text: &'t str, offset: usize) -> (Self, Option<(Span, Error)>) {
        let mut found = Found { texts: FxHashMap::default(), at: tree.root.span };
        let failed = match tree.is_plain {
            true => None,
            false => {
                let all = Scalars { node: &tree.root, found: &mut found };
                all.deserialize(serde_yaml::Deserializer::from_str(text)).err()
            }
        };
        let read = (!tree.is_plain).then_some(found.texts);
        (Self { text, offset, read }, failed.map(|error| (found.at, error)))
    }

    /// A scalar as it was typed, with its quotes.
    fn typed(&self, node: &Node) -> &str {
        &self.text[node.span.start as usize - self.offset..node.span.end as usize - self.offset]
    }

    /// The text of a scalar that is not `null`.
    pub(super) fn of(&self, node: &Node) -> &str {
        let typed = self.typed(node);
        match &self.read {
            Some(texts) => texts.get(&node.span.start).map_or(typed, String::as_str),
            // In plain front matter nothing is escaped.
            None => typed.strip_prefix(['"', '\'']).map_or(typed, |inner| &inner[..inner.len() - 1]),
        }
    }

    /// A value with the types that YAML gives it. A number that is too large for YAML stays a text, and keys are
    /// texts, as in JSON.
    pub(super) fn value(&self, node: &Node) -> Value {
        match &node.shape {
            Shape::Scalar { null: true, .. } => Value::Null,
            Shape::Scalar { .. } => {
                let (text, typed) = (self.of(node), self.typed(node));
                let is_text = match &self.read {
                    Some(texts) => texts.contains_key(&node.span.start),
                    None => text != typed,
                };
                // After a hyphen, `...` does not end the YAML.
                let typed = (!is_text).then(|| serde_yaml::from_str::<[Value; 1]>(&format!("- {typed}")));
                match typed {
                    Some(Ok([value])) => value,
                    Some(Err(_)) | None => text.into(),
                }
            }
            Shape::List(nodes) => nodes.iter().map(|node| self.value(node)).collect(),
            Shape::Map(entries) => {
                let entries =
                    entries.iter().map(|(name, _, value)| (name.as_str().into(), self.value(value)));
                Value::Mapping(entries.collect::<Mapping>())
            }
        }
    }
}

/// What has been read, and the last node that was begun.
struct Found {
    texts: FxHashMap<u32, String>,
    at: Span,
}

/// Reads all scalars of a node, in step with its tree.
struct Scalars<'a, 'f> {
    node: &'a Node,
    found: &'f mut Found,
}

/// What is said if the two parsers do not agree.
fn differs<E: serde::de::Error>() -> E {
    E::custom("the value does not have the expected form")
}

impl<'de> DeserializeSeed<'de> for Scalars<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        self.found.at = self.node.span;
        match self.node.shape {
            Shape::Scalar { null: true, .. } => IgnoredAny::deserialize(inner).map(drop),
            Shape::Scalar { .. } => {
                if let Some(text) = inner.deserialize_any(Scalar)? {
                    self.found.texts.insert(self.node.span.start, text);
                }
                Ok(())
            }
            Shape::List(_) => inner.deserialize_seq(self),
            Shape::Map(_) => inner.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Scalars<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self.node.shape, Shape::List(_)) { "a list" } else { "a mapping" })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut inner: A) -> Result<(), A::Error> {
        let Shape::List(nodes) = &self.node.shape else { return Err(differs()) };
        for node in nodes {
            inner.next_element_seed(Scalars { node, found: self.found })?.ok_or_else(differs)?;
        }
        if inner.next_element::<IgnoredAny>()?.is_some() { Err(differs()) } else { Ok(()) }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut inner: A) -> Result<(), A::Error> {
        let Shape::Map(entries) = &self.node.shape else { return Err(differs()) };
        for (_, key, value) in entries {
            inner.next_key_seed(Scalars { node: key, found: self.found })?.ok_or_else(differs)?;
            inner.next_value_seed(Scalars { node: value, found: self.found })?;
        }
        if inner.next_key::<IgnoredAny>()?.is_some() { Err(differs()) } else { Ok(()) }
    }
}

/// A scalar that YAML takes for a text; nothing for another.
struct Scalar;

impl Visitor<'_> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml::tree;

    /// Checks that plain front matter has the same texts and values as `serde_yaml` reads in it. Returns whether
    /// the text is plain.
    fn reads_both(text: &str) -> bool {
        let Ok(Some(plain)) = tree::parse(text, 3) else { return false };
        if !plain.is_plain {
            return false;
        }
        let (own, failed) = Texts::read(&plain, text, 3);
        assert!(failed.is_none());
        let Tree { root, .. } = plain;
        let other = Tree { root, is_plain: false };
        let (read, failed) = Texts::read(&other, text, 3);
        assert!(failed.is_none(), "{text:?}: {failed:?}");
        assert_eq!(texts(&own, &other.root), texts(&read, &other.root), "{text:?}");
        assert_eq!(own.value(&other.root), read.value(&other.root), "{text:?}");
        if let Ok(value) = serde_yaml::from_str::<Value>(text) {
            assert!(same(&read.value(&other.root), &value), "{text:?}");
        }
        true
    }

    /// Whether two values are the same, whatever type their keys have.
    fn same(own: &Value, other: &Value) -> bool {
        match (own, other) {
            (Value::Mapping(own), Value::Mapping(other)) => {
                own.len() == other.len()
                    && own.values().zip(other.values()).all(|(own, other)| same(own, other))
            }
            (Value::Sequence(own), Value::Sequence(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| same(own, other))
            }
            _ => own == other,
        }
    }

    #[test]
    fn keys_are_texts() {
        for text in ["2025: x\ntrue: y\n", "{2025: x, true: y}"] {
            let tree = tree::parse(text, 0).ok().flatten().unwrap();
            let (read, _) = Texts::read(&tree, text, 0);
            let value = read.value(&tree.root);
            let keys: Vec<_> = value.as_mapping().unwrap().keys().cloned().collect();
            assert_eq!(keys, [Value::from("2025"), Value::from("true")], "{text}");
        }
    }

    /// The texts of all scalars, in order.
    fn texts(all: &Texts<'_>, node: &Node) -> Vec<String> {
        match &node.shape {
            Shape::Scalar { null: true, .. } => Vec::new(),
            Shape::Scalar { .. } => vec![all.of(node).to_owned()],
            Shape::List(nodes) => nodes.iter().flat_map(|node| texts(all, node)).collect(),
            Shape::Map(entries) => entries
                .iter()
                .flat_map(|(_, key, value)| [texts(all, key), texts(all, value)].concat())
                .collect(),
        }
    }

    #[test]
    fn plain_values_are_those_of_the_parser() {
        for text in [
            "a: b\nc: 'd'\ne: \"f: g\"\nh:\ni: null\n",
            "a: 010\nb: 1.5\nc: true\nd: No\ne: 2025-12-22\nf: 0x1F\ng: 1e3\n5: six\nnull: x\n",
            "a: [b, 1, null]\nc:\n  - d\n  - e: 2\n    f: '3'\n",
        ] {
            assert!(reads_both(text), "{text}");
        }
        assert!(!reads_both("a: {b: c}"));
    }

    #[test]
    fn texts_are_unquoted_unescaped_and_folded() {
        let text = "a: {b: 010, c: \"x\\u0041\", d: 'it''s', no: ~}\ne: >-\n  one\n  two\nf: |\n  1\ng: |-\n  2\nh: -3\n";
        let tree = tree::parse(text, 0).ok().flatten().unwrap();
        let (read, failed) = Texts::read(&tree, text, 0);
        assert!(failed.is_none());
        assert_eq!(
            texts(&read, &tree.root),
            ["a", "b", "010", "c", "xA", "d", "it's", "no", "e", "one two", "f", "1\n", "g", "2", "h", "-3"]
        );
        assert_eq!(read.value(&tree.root), serde_yaml::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn numbers_of_any_length_are_texts_and_dots_end_nothing() {
        let most = u64::MAX;
        for entries in [[format!("{most}"), "...".into()], [format!("{most}0"), "...".into()]] {
            for text in [
                format!("{{a: {}, b: {}}}", entries[0], entries[1]),
                format!("a: {}\nb: {}\n", entries[0], entries[1]),
            ] {
                let tree = tree::parse(&text, 0).ok().flatten().unwrap();
                let (read, failed) = Texts::read(&tree, &text, 0);
                assert!(failed.is_none(), "{text}: {failed:?}");
                assert_eq!(texts(&read, &tree.root), ["a", &entries[0], "b", "..."], "{text}");
                let number = read.value(&tree.root)["a"].clone();
                assert_eq!(number.is_number(), entries[0] == most.to_string(), "{text}: {number:?}");
                assert_eq!(read.value(&tree.root)["b"], Value::from("..."), "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn all_plain_values_are_those_of_the_parser(
            lines in prop::collection::vec(
                ("(|  )", "(a|b|7|null|- c|- )", "(: (x y|12|0o7|'q'|\"null\"|true|~|é|\\[g, 1\\]|1_000|12:30)|:)?"),
                1..6,
            )
        ) {
            let text: String = lines.iter().map(|(a, b, c)| format!("{a}{b}{c}\n")).collect();
            reads_both(&text);
        }
    }
}
