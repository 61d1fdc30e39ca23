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
    /// What `serde_yaml` makes of each scalar, by where it begins. `None` for plain front matter.
    values: Option<FxHashMap<u32, Value>>,
}

impl<'t> Texts<'t> {
    /// Reads them. Second, where and why `serde_yaml` could not go on.
    pub(super) fn read(tree: &Tree, text: &'t str, offset: usize) -> (Self, Option<(Span, Error)>) {
        let mut found = Found { values: FxHashMap::default(), at: tree.root.span };
        let failed = match tree.is_plain {
            true => None,
            false => {
                let all = Scalars { node: &tree.root, found: &mut found };
                all.deserialize(serde_yaml::Deserializer::from_str(text)).err()
            }
        };
        let values = (!tree.is_plain).then_some(found.values);
        (Self { text, offset, values }, failed.map(|error| (found.at, error)))
    }

    /// A scalar as it was typed, with its quotes.
    fn typed(&self, node: &Node) -> &str {
        &self.text[node.span.start as usize - self.offset..node.span.end as usize - self.offset]
    }

    /// The text of a scalar that is not `null`.
    pub(super) fn of(&self, node: &Node) -> &str {
        let typed = self.typed(node);
        match self.values.as_ref().map(|values| values.get(&node.span.start)) {
            Some(Some(Value::String(text))) => text,
            // Neither quoted nor folded.
            Some(_) => typed,
            // In plain front matter nothing is escaped.
            None => typed.strip_prefix(['"', '\'']).map_or(typed, |inner| &inner[..inner.len() - 1]),
        }
    }

    /// A value with the types that YAML gives it.
    pub(super) fn value(&self, node: &Node) -> Result<Value, Error> {
        match &node.shape {
            Shape::Scalar { null: true, .. } => Ok(Value::Null),
            Shape::Scalar { .. } => match &self.values {
                Some(values) => Ok(values.get(&node.span.start).cloned().unwrap_or_default()),
                None => serde_yaml::from_str(self.typed(node)),
            },
            Shape::List(nodes) => nodes.iter().map(|node| self.value(node)).collect(),
            Shape::Map(entries) => {
                let entries =
                    entries.iter().map(|(_, key, value)| Ok((self.value(key)?, self.value(value)?)));
                Ok(Value::Mapping(entries.collect::<Result<Mapping, Error>>()?))
            }
        }
    }
}

/// What has been read, and the last node that was begun.
struct Found {
    values: FxHashMap<u32, Value>,
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
            Shape::Scalar { .. } => {
                let value = Value::deserialize(inner)?;
                self.found.values.insert(self.node.span.start, value);
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
        assert_eq!(own.value(&other.root).ok(), read.value(&other.root).ok(), "{text:?}");
        if let Ok(value) = serde_yaml::from_str::<Value>(text) {
            assert_eq!(read.value(&other.root).ok(), Some(value), "{text:?}");
        }
        true
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
        let text = "a: {b: 010, c: \"x\\u0041\", d: 'it''s', no: ~}\ne: >-\n  one\n  two\nf: |\n  1\n";
        let tree = tree::parse(text, 0).ok().flatten().unwrap();
        let (read, failed) = Texts::read(&tree, text, 0);
        assert!(failed.is_none());
        assert_eq!(
            texts(&read, &tree.root),
            ["a", "b", "010", "c", "xA", "d", "it's", "no", "e", "one two", "f", "1\n"]
        );
        assert_eq!(read.value(&tree.root).unwrap(), serde_yaml::from_str::<Value>(text).unwrap());
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
