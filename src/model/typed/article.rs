//! What every Markdown file of the content is, whatever its kind.

use std::sync::Arc;

use crate::diagnostic::{Place, Source, Span, nearest};
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::typed::hold::Hold;
use crate::model::value::field::Spanned;
use crate::model::value::id::Id;

/// A Markdown file: where it is, the id its name gives it, and where its body begins.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file's path in the content folder.
    pub path: ContentPath,
    /// Its text.
    pub source: Arc<Source>,
    /// The id: the file's stem.
    pub id: Id,
    /// The part of the text that is Markdown.
    pub body: Span,
    /// The keys of the front matter.
    pub keys: Keys,
    /// Where its page was before, the oldest address first.
    pub former: Vec<Spanned<UrlPath>>,
    /// What keeps it from readers.
    pub hold: Hold,
}

/// The keys of a piece of YAML that have a value, whether it could be read or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Their names.
    pub present: Vec<String>,
    /// The keys without a value, each with its place.
    pub empty: Vec<(String, Span)>,
    /// The keys that have errors in them or in their values, in order; of many the first ones.
    pub broken: Vec<String>,
    /// The keys that other programs' keys among them stand for.
    pub meant: Vec<&'static str>,
    /// Whether some of the YAML could not be read at all.
    pub unreadable: bool,
}

impl Keys {
    /// How many keys with errors are kept. With more, nothing is known to be missing.
    pub const MOST_BROKEN: usize = 30;

    /// Where a key without a value is.
    pub fn without_value(&self, key: &str) -> Option<Span> {
        self.empty.iter().find(|(name, _)| name == key).map(|(_, span)| *span)
    }

    /// Whether a key is there, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.all().any(|name| name == key)
    }

    /// Whether everything under a key is known, so that what is not there is missing. It may also
    /// be under a key that is misspelt.
    pub fn know_all_of(&self, key: &str) -> bool {
        let is_meant = |broken: &String| broken == key || nearest(broken, [key]).is_some();
        !self.unreadable && self.broken.len() < Self::MOST_BROKEN && !self.broken.iter().any(is_meant)
    }

    /// Whether there is a key that is nearly this one.
    pub fn nearly_has(&self, key: &str) -> bool {
        // `date`, which shares letters with `draft` and is in every briefing, is not one: finding that it is not near
        // takes 1% of the time needed to read a file.
        self.all().any(|name| name != key && name != "date" && nearest(name, [key]).is_some())
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.present.iter().chain(self.empty.iter().map(|(name, _)| name)).map(String::as_str)
    }

    /// Whether a key is known to be absent, so that saying so is news. One that is misspelt, or another
    /// program's, has been reported as that.
    pub fn lack(&self, key: &str) -> bool {
        !self.unreadable
            && !self.meant.contains(&key)
            && !self.present.iter().any(|present| present == key || nearest(present, [key]).is_some())
    }
}

impl Article {
    /// The Markdown.
    pub fn body(&self) -> &str {
        &self.source.text[self.body.range()]
    }

    /// The front matter, with the lines that mark it.
    pub fn front_matter(&self) -> &str {
        &self.source.text[..self.body.start as usize]
    }

    /// The oldest address of its page, which is at `url` now.
    pub fn oldest<'a>(&'a self, url: &'a UrlPath) -> &'a UrlPath {
        self.former.first().map_or(url, |former| &former.value)
    }

    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        self.source.place(span)
    }

    /// Drops the text and what was noted for problems in it.
    pub fn forget_text(&mut self) {
        self.source = Arc::new(Source::new(self.source.path.clone(), ""));
        self.body = Span::default();
        self.keys = Keys::default();
    }

    /// The beginning of the file.
    pub fn top(&self) -> Place {
        self.source.place(Span::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::typed::hold::NEVER_EMPTY;

    #[test]
    fn the_date_is_no_slip_of_a_key_that_holds_back() {
        let with = |key: &str| Keys { present: vec![key.to_owned()], ..Keys::default() };
        for key in NEVER_EMPTY {
            assert_eq!(nearest("date", [key]), None);
            assert!(!with("date").nearly_has(key) && !with(key).nearly_has(key));
            assert!(with(&key[1..]).nearly_has(key));
        }
    }

    #[test]
    fn with_thirty_broken_keys_nothing_is_known_to_be_missing() {
        let known = |broken: usize| {
            let broken = (0..broken).map(|n| format!("unlike{n}")).collect();
            Keys { broken, ..Keys::default() }.know_all_of("date")
        };
        assert!(known(29) && !known(30));
    }
}
