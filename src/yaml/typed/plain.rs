//! The values of front matter whose tree was read line by line: each scalar is its text in the file.
//!
//! `serde_yaml` would parse the file once more for the same values, which takes 5% of a build.

use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::yaml::tree::{Node, Shape};

/// A value of plain front matter. It deserializes to what `serde_yaml` makes of the same text.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a> {
    pub(super) node: &'a Node,
    /// The front matter, which begins at `offset` in the file.
    pub(super) text: &'a str,
    pub(super) offset: usize,
}

impl<'a> Plain<'a> {
    /// A scalar as it was typed, with its quotes.
    fn typed(self) -> &'a str {
        let span = self.node.span;
        &self.text[span.start as usize - self.offset..span.end as usize - self.offset]
    }

    /// The text of a scalar. In plain front matter nothing is escaped.
    fn scalar(self) -> &'a str {
        let typed = self.typed();
        typed.strip_prefix(['"', '\'']).map_or(typed, |inner| &inner[..inner.len() - 1])
    }
}

impl<'de> Deserializer<'de> for Plain<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.shape {
            Shape::Scalar { .. } => {
                let value: serde_yaml::Value = serde_yaml::from_str(self.typed()).map_err(Error::custom)?;
                value.deserialize_any(visitor).map_err(Error::custom)
            }
            Shape::List(nodes) => visitor.visit_seq(Items { nodes: nodes.iter(), all: self }),
            Shape::Map(entries) => {
                visitor.visit_map(Entries { entries: entries.iter(), value: None, all: self })
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.shape {
            Shape::Scalar { .. } => visitor.visit_str(self.scalar()),
            Shape::List(_) | Shape::Map(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

struct Items<'a> {
    nodes: std::slice::Iter<'a, Node>,
    all: Plain<'a>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.nodes.next().map(|node| seed.deserialize(Plain { node, ..self.all })).transpose()
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, (String, Node, Node)>,
    /// The value after the key that was last returned.
    value: Option<&'a Node>,
    all: Plain<'a>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some((_, key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Plain { node: key, ..self.all }).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = self.value.take().expect("a value is asked for once after each key");
        seed.deserialize(Plain { node, ..self.all })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_yaml::Value;

    use super::*;
    use crate::yaml::tree;

    /// Checks that both ways read the same texts and other values. Returns whether the text is plain.
    fn reads_both(text: &str) -> bool {
        let Ok(Some(tree::Tree { root, is_plain: true })) = tree::parse(text, 3) else { return false };
        let plain = Plain { node: &root, text, offset: 3 };
        let read = |text: &str| serde_yaml::from_str::<Value>(text).map_err(|_| ());
        assert_eq!(Value::deserialize(plain).map_err(|_| ()), read(text), "{text:?}");
        let texts = Pairs::deserialize(plain).map_err(|_| ());
        assert_eq!(texts, serde_yaml::from_str(text).map_err(|_| ()), "{text:?}");
        true
    }

    /// The keys and values of a mapping of texts.
    #[derive(Debug, PartialEq)]
    struct Pairs(Vec<(String, String)>);

    impl<'de> Deserialize<'de> for Pairs {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Self(Vec::new()))
        }
    }

    impl<'de> Visitor<'de> for Pairs {
        type Value = Self;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a mapping")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
            while let Some(pair) = map.next_entry()? {
                self.0.push(pair);
            }
            Ok(self)
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
