//! What a series counts, in one form or in the forms that go with numbers.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::model::value::field::TEXT_OR_MAPPING;

/// A unit: `drones`, `%`, the code of a currency (ISO 4217), or a form for each plural category of CLDR that the
/// site's language has: `{one: drone, other: drones}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// The form of all numbers that have none of their own. It appears on its own in charts and data files.
    pub other: String,
    /// The form of zero (Arabic, Latvian).
    pub zero: Option<String>,
    /// The form of one, and of numbers like it.
    pub one: Option<String>,
    /// The form of two (Arabic, Hebrew, Slovene).
    pub two: Option<String>,
    /// The form of a few (Polish, Ukrainian).
    pub few: Option<String>,
    /// The form of many (Polish, Ukrainian).
    pub many: Option<String>,
}

impl Unit {
    /// Whether it is the code of a currency.
    pub fn is_currency(&self) -> bool {
        self.other.len() == 3 && self.other.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// Whether it counts shares of a hundred.
    pub fn is_percent(&self) -> bool {
        self.other == "%"
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct UnitVisitor;
        #[derive(Deserialize)]
        #[serde(expecting = "a unit, or its forms such as `{one: drone, other: drones}`")]
        struct Forms {
            zero: Option<String>,
            one: Option<String>,
            two: Option<String>,
            few: Option<String>,
            many: Option<String>,
            other: String,
        }
        impl<'de> Visitor<'de> for UnitVisitor {
            type Value = Unit;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a unit such as `drones`, or its forms such as `{one: drone, other: drones}`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Unit, E> {
                Ok(Unit { other: text.trim().to_owned(), ..Unit::default() })
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Unit, D::Error> {
                let Forms { zero, one, two, few, many, other } = Forms::deserialize(d)?;
                let form = |form: Option<String>| {
                    form.map(|form| form.trim().to_owned()).filter(|form| !form.is_empty())
                };
                Ok(Unit {
                    other: other.trim().to_owned(),
                    zero: form(zero),
                    one: form(one),
                    two: form(two),
                    few: form(few),
                    many: form(many),
                })
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, UnitVisitor)
    }
}
