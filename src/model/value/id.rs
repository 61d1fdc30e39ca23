//! Ids and references to them.

use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::language::letters;
use crate::model::value::field::deserialize_text;

/// The id of a briefing, storyline, dossier or page: its file's stem, unique within its kind.
/// Never empty; has no `/`, no `#` and no control characters. In the one form of [`letters::id`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// The id, if the text can be one.
    pub fn new(text: &str) -> Option<Self> {
        let bad = |c: char| matches!(c, '/' | '\\' | '#' | '|' | '[' | ']' | '?') || c.is_control();
        let text = letters::id(text);
        (!text.is_empty() && !text.contains(bad)).then(|| Self(text.into_owned()))
    }

    /// A text as an id that is easy to type and link to: lower-case letters, with hyphens for spaces and
    /// for what no id can contain.
    pub fn tidied(text: &str) -> String {
        let mut tidy = String::new();
        for c in letters::id(text).chars().flat_map(char::to_lowercase) {
            let is_gap = c.is_whitespace() || c == '-' || Self::new(c.encode_utf8(&mut [0; 4])).is_none();
            match is_gap {
                true if tidy.ends_with('-') => {}
                true => tidy.push('-'),
                false => tidy.push(c),
            }
        }
        tidy.trim_matches('-').to_owned()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was typed where an id is expected, in the form of ids; whether anything has it is for `link` to find
/// out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdRef(String);

impl<'de> Deserialize<'de> for IdRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, "an id").map(|text| Self::new(&text))
    }
}

impl IdRef {
    /// What a text refers to.
    pub fn new(text: &str) -> Self {
        Self(letters::id(text).into_owned())
    }

    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! indices {
    ($($name:ident $about:literal;)*) => {$(
        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The index of the nth item.
            pub fn new(n: usize) -> Self {
                Self(u32::try_from(n).expect("a site has fewer than 2^32 items of a kind"))
            }

            /// For indexing.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indices! {
    BriefingIdx "A briefing, in order of publication.";
    StorylineIdx "A storyline, in order of its id.";
    DossierIdx "A dossier, in order of kind and id.";
    PageIdx "A plain page, in order of its path.";
    KindIdx "A kind of dossier: the four built in, then those of `site.yaml`.";
    EditionIdx "An edition, from the first to the newest.";
    EditionFileIdx "The file of an edition, in order of its id.";
    SectionIdx "A section of a briefing, in the order of its text.";
    SeriesIdx "A series of figures, in the order of `site.yaml`.";
    EventIdx "An event, in order of date.";
    QuestionIdx "A question, in the order they were first asked.";
    WatchIdx "Something to look out for, in the order it was first named.";
    MediaIdx "A file beside pages, in order of its path.";
}

impl KindIdx {
    /// The kind of people.
    pub const PEOPLE: Self = Self(0);
    /// The kind of places.
    pub const PLACES: Self = Self(1);
    /// The kind of documents.
    pub const DOCUMENTS: Self = Self(3);
}

/// Anything that has an id and a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A storyline.
    Storyline(StorylineIdx),
    /// A dossier of any kind.
    Dossier(DossierIdx),
    /// A briefing.
    Briefing(BriefingIdx),
    /// A plain page.
    Page(PageIdx),
    /// The page of an edition that has a file.
    Edition(EditionFileIdx),
}
