//! Containers of front-matter values that know where they are and survive a bad value.
//!
//! A value that cannot be read is reported once, by the reader of the YAML (`yaml`), and
//! then left out: a [`Field`] becomes empty, a [`List`] or [`Entries`] goes on with the next item.
//! The names of the newtypes below are a private agreement between this module and that reader.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::{Code, Help, Safety, Span};
use crate::language::letters;

/// The text of an error that the deserializer has reported and whose value it has consumed.
pub const REPORTED: &str = "$dateline::Reported";
/// The newtype name under which a deserializer passes value and spans as a sequence of five.
pub const SPANNED: &str = "$dateline::Spanned";
/// The newtype name under which a deserializer passes a sequence even for a single value.
pub const ONE_OR_MANY: &str = "$dateline::OneOrMany";
/// The newtype name under which a deserializer passes a text, or a newtype for a mapping.
pub const TEXT_OR_MAPPING: &str = "$dateline::TextOrMapping";
/// The newtype name under which a deserializer passes a list as a mapping, each item under its `id`.
pub const LISTED_BY_ID: &str = "$dateline::ListedById";
/// The same for sections.
pub const SECTIONS_BY_ID: &str = "$dateline::SectionsById";
/// The same with the `text` of each item under its `question`.
pub const LISTED_BY_QUESTION: &str = "$dateline::ListedByQuestion";
/// The newtype name under which a deserializer passes free data with YAML's own types.
pub const FREE: &str = "$dateline::Free";

/// A value with its own span and that of the key it is under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where the value is.
    pub span: Span,
    /// Where the nearest key above it is.
    pub key: Span,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpannedVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Spanned<T>, A::Error> {
                let mut at = || Ok(seq.next_element::<u32>()?.unwrap_or_default());
                let span = Span { start: at()?, end: at()? };
                let key = Span { start: at()?, end: at()? };
                let value = seq.next_element()?;
                let value = value.ok_or_else(|| serde::de::Error::custom("a value is needed"))?;
                Ok(Spanned { value, span, key })
            }
        }
        deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(PhantomData))
    }
}

/// The value of an optional key. Empty if the key is absent, has no value, or has a bad one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T>(pub Option<Spanned<T>>);

impl<T> Field<T> {
    /// The value without its place.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|spanned| &spanned.value)
    }

    /// The value with its place.
    pub fn spanned(&self) -> Option<&Spanned<T>> {
        self.0.as_ref()
    }
}

impl<T: AsRef<str>> Field<T> {
    /// The text, if there is one.
    pub fn text(&self) -> Option<&str> {
        self.get().map(AsRef::as_ref)
    }

    /// The text, or an empty one. For keys that are needed, whose absence has been reported.
    pub fn text_or_empty(&self) -> &str {
        self.text().unwrap_or_default()
    }
}

impl Field<bool> {
    /// Whether the key is there and true.
    pub fn is_true(&self) -> bool {
        self.get().copied().unwrap_or(false)
    }
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The deserializer has reported what was wrong and has consumed the value.
        Ok(Self(Spanned::deserialize(deserializer).ok()))
    }
}

/// The value of a key that must be there. Its absence is an error of the mapping that lacks it; a
/// bad value is reported and leaves this empty, so that the other keys are still read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<T>(Field<T>);

impl<T> From<Spanned<T>> for Needed<T> {
    fn from(value: Spanned<T>) -> Self {
        Self(Field(Some(value)))
    }
}

impl<T> std::ops::Deref for Needed<T> {
    type Target = Field<T>;

    fn deref(&self) -> &Field<T> {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Needed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Spanned::deserialize(deserializer) {
            Ok(value) => Ok(Self(Field(Some(value)))),
            Err(error) if error.to_string() == REPORTED => Ok(Self(Field(None))),
            Err(error) => Err(error),
        }
    }
}

/// A list, or one value in place of a list of one. Items that cannot be read are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list, such as `[one, two]`")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element_seed(Tolerant(PhantomData))? {
                    items.extend(item);
                }
                Ok(List(items))
            }
        }
        match deserializer.deserialize_newtype_struct(ONE_OR_MANY, ListVisitor(PhantomData)) {
            Err(error) if error.to_string() == REPORTED => Ok(List::default()),
            read => read,
        }
    }
}

/// A mapping with free keys, in the order of the file. Keys and values that cannot be read are left out.
/// Besides the entries, it holds their positions in order of key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T, K = String>(pub Vec<(Spanned<K>, T)>, Vec<u32>);

impl<T, K: AsRef<str>> Entries<T, K> {
    fn new(entries: Vec<(Spanned<K>, T)>) -> Self {
        let mut order: Vec<u32> = (0..entries.len() as u32).collect();
        order.sort_unstable_by_key(|n| entries[*n as usize].0.value.as_ref());
        Self(entries, order)
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.position(key).map(|at| &self.0[at].1)
    }

    /// The position of a key in the order of the file.
    pub fn position(&self, key: &str) -> Option<usize> {
        let key = letters::id(key);
        let name = |n: &u32| self.0[*n as usize].0.value.as_ref();
        self.1.binary_search_by(|n| name(n).cmp(&key)).ok().map(|at| self.1[at] as usize)
    }

    /// The keys in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.value.as_ref())
    }
}

impl<T, K> Default for Entries<T, K> {
    fn default() -> Self {
        Self(Vec::new(), Vec::new())
    }
}

/// What a value can be found by.
pub trait EntryKey: AsRef<str> {
    /// What is expected where something else was found, in words.
    const EXPECTED: &'static str = "a mapping, such as `{name: value}`";

    /// The key in the form of ids.
    fn formed(self) -> Self;
}

impl EntryKey for String {
    fn formed(self) -> Self {
        match letters::id(&self) {
            Cow::Borrowed(_) => self,
            Cow::Owned(id) => id,
        }
    }
}

impl<'de, T: Deserialize<'de>, K: Deserialize<'de> + EntryKey> Deserialize<'de> for Entries<T, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The deserializer has reported what was wrong and has consumed the value.
        Ok(deserializer.deserialize_map(EntriesVisitor(PhantomData)).unwrap_or_default())
    }
}

struct EntriesVisitor<T, K>(PhantomData<(T, K)>);

impl<'de, T: Deserialize<'de>, K: Deserialize<'de> + EntryKey> Visitor<'de> for EntriesVisitor<T, K> {
    type Value = Entries<T, K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T, K>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(Tolerant::<Spanned<K>>(PhantomData))? {
            let value = map.next_value_seed(Tolerant(PhantomData))?;
            let key = key.map(|key| Spanned { value: key.value.formed(), ..key });
            entries.extend(key.zip(value));
        }
        Ok(Entries::new(entries))
    }
}

/// A mapping, or a list of the same with the key of each entry as its `id`.
pub fn by_id<'de, T, D>(deserializer: D) -> Result<Entries<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let visitor = EntriesVisitor(PhantomData);
    Ok(deserializer.deserialize_newtype_struct(LISTED_BY_ID, visitor).unwrap_or_default())
}

/// The same for sections.
pub fn sections_by_id<'de, T, D>(deserializer: D) -> Result<Entries<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let visitor = EntriesVisitor(PhantomData);
    Ok(deserializer.deserialize_newtype_struct(SECTIONS_BY_ID, visitor).unwrap_or_default())
}

/// A mapping, or a list with the key of each entry as `question` and its value as `text`.
pub fn by_question<'de, T, D>(deserializer: D) -> Result<Entries<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let visitor = EntriesVisitor(PhantomData);
    Ok(deserializer.deserialize_newtype_struct(LISTED_BY_QUESTION, visitor).unwrap_or_default())
}

/// Data whose form is the site's own business: it reaches templates as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Free(pub serde_json::Value);

impl<'de> Deserialize<'de> for Free {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FreeVisitor;
        impl<'de> Visitor<'de> for FreeVisitor {
            type Value = Free;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Free, D::Error> {
                serde_json::Value::deserialize(d).map(Free)
            }
        }
        deserializer.deserialize_newtype_struct(FREE, FreeVisitor)
    }
}

/// Reads a value if it can be read; its problems have been reported.
struct Tolerant<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Tolerant<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(T::deserialize(deserializer).ok())
    }
}

/// A text that a type is read from; `expecting` says what it should look like.
pub fn deserialize_text<'de, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
) -> Result<String, D::Error> {
    struct TextVisitor(&'static str);
    impl Visitor<'_> for TextVisitor {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }
    deserializer.deserialize_str(TextVisitor(expecting))
}

/// An error of a value, for `Deserialize` implementations: with its code and its help line, and with what takes the
/// place of the whole value if the help has that. [`read_value_error`] takes it apart again.
pub fn value_error<E: serde::de::Error>(code: Code, message: &str, help: impl Into<Help>) -> E {
    let help = help.into();
    let line = help.line();
    E::custom(match help.instead_of_all() {
        Some((grade, text)) => {
            format!("{code}{SEPARATOR}{message}{SEPARATOR}{line}{SEPARATOR}{grade}{SEPARATOR}{text}")
        }
        None => format!("{code}{SEPARATOR}{message}{SEPARATOR}{line}"),
    })
}

/// A text made by [`value_error`], taken apart.
pub struct ValueError<'t> {
    /// The kind of problem.
    pub code: Code,
    /// What was found.
    pub message: &'t str,
    /// What to do.
    pub help: &'t str,
    /// What takes the place of the value, and how sure that is.
    pub instead: Option<(Safety, &'t str)>,
}

/// Takes a text made by [`value_error`] apart.
pub fn read_value_error(text: &str) -> Option<ValueError<'_>> {
    let mut parts = text.splitn(5, SEPARATOR);
    let (name, message, help) = (parts.next()?, parts.next()?, parts.next()?);
    let code = *Code::ALL.iter().find(|code| code.name() == name)?;
    let grade = parts.next().map(|grade| if grade == "safe" { Safety::Safe } else { Safety::Unsafe });
    Some(ValueError { code, message, help, instead: grade.zip(parts.next()) })
}

/// A character that YAML forbids, so no value contains it.
const SEPARATOR: char = '\u{1}';
