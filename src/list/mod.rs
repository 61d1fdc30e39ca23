//! Questions about a site: what it has of a kind, as rows.
//!
//! In: a linked site and conditions. Out: rows of values, and those as a table, JSON or CSV. One table in code
//! ([`LISTS`]) has every list with its columns; help, guide and files follow it.

mod articles;
mod condition;
mod form;
mod items;

use crate::diagnostic::did_you_mean;
use crate::language::letters;
use crate::model::graph::site::Site;
use crate::model::typed::kind::{FileKind, kinds};
use crate::model::value::date::Date;
pub use condition::Condition;
pub use form::{csv, json, table};

/// A list that can be asked for.
#[derive(Clone, Copy)]
pub struct List {
    /// Its name.
    pub name: &'static str,
    /// What it has, in a few words.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// Its rows, with a value for each column.
    rows: fn(&Asked<'_>) -> Vec<Row>,
}

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, which conditions and JSON use too.
    pub name: &'static str,
    /// What its values are.
    pub holds: Holds,
    /// What it says.
    pub about: &'static str,
    /// Whether a table for the terminal has it.
    pub is_shown: bool,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text or an id.
    Text,
    /// Several of them.
    Texts,
    /// A number.
    Number,
    /// A day, or a first and a last one: `2025-12-19/2025-12-21`.
    Date,
    /// Days up to the newest briefing that is out.
    Age,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    None,
    /// A text, an id or days.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// A number.
    Number(f64),
}

/// A row, with a value for each column of its list.
pub type Row = Vec<Value>;

/// What rows are made of.
pub(crate) struct Asked<'s> {
    site: &'s Site,
    /// The newest day of what is out, up to which ages are counted.
    today: Option<Date>,
}

/// Every list, in the order in which help names them.
pub const LISTS: [List; 14] = [
    articles::BRIEFINGS,
    articles::STORYLINES,
    articles::DOSSIERS,
    articles::PAGES,
    articles::EDITIONS,
    items::QUESTIONS,
    items::WATCH,
    items::SOURCES,
    items::QUOTES,
    items::FIGURES,
    items::SERIES,
    items::EVENTS,
    items::CORRECTIONS,
    items::MENTIONS,
];

/// A list, and which part of it is wanted.
pub struct Wanted {
    /// The list.
    pub list: List,
    /// The folder of the only kind of dossier that is wanted.
    folder: Option<String>,
}

impl Wanted {
    /// The list that a word names: its name, or a kind of file such as `people` or `person`. The error says what is
    /// near.
    pub fn of(word: &str, site: &Site) -> Result<Self, String> {
        let whole = |at: usize| Ok(Self { list: LISTS[at], folder: None });
        let named = |name: &str| LISTS.iter().position(|list| list.name == name);
        if let Some(at) = named(word) {
            return whole(at);
        }
        let kinds = kinds(&site.config.kinds);
        let kind = kinds.iter().find(|(known, _)| known == word).map(|(_, kind)| *kind);
        let name = match kind {
            Some(FileKind::Briefing) => "briefings",
            Some(FileKind::Storyline) => "storylines",
            Some(FileKind::Page) => "pages",
            Some(FileKind::Edition) => "editions",
            Some(FileKind::Dossier(_)) => "dossiers",
            // One of a list: `question`.
            None => LISTS
                .iter()
                .map(|list| list.name)
                .find(|name| name.strip_suffix('s') == Some(word))
                .unwrap_or(""),
        };
        let folder = match kind {
            Some(FileKind::Dossier(kind)) => Some(site.config.kind(kind).folder.clone()),
            _ => None,
        };
        if let Some(at) = named(name) {
            return Ok(Self { list: LISTS[at], folder });
        }
        let words = LISTS.iter().map(|list| list.name).chain(kinds.iter().map(|(word, _)| word.as_str()));
        Err(did_you_mean(word, words).map(|help| help.to_string()).unwrap_or_else(|| {
            let names: Vec<&str> = LISTS.iter().map(|list| list.name).collect();
            format!("write one of {}", names.join(", "))
        }))
    }

    /// The rows for which all conditions hold, in the order of the list.
    pub fn rows(&self, site: &Site, conditions: &[Condition]) -> Vec<Row> {
        let newest = site.briefings.iter().rev().find(|briefing| briefing.unreleased.is_none());
        let asked =
            Asked { site, today: newest.map_or_else(|| site.today(), |briefing| Some(briefing.item.day)) };
        let mut rows = (self.list.rows)(&asked);
        if let Some(folder) = &self.folder
            && let Some(kind) = self.list.columns.iter().position(|column| column.name == "kind")
        {
            rows.retain(|row| row[kind] == Value::Text(folder.clone()));
        }
        rows.retain(|row| conditions.iter().all(|condition| condition.holds(row)));
        rows
    }
}

/// Every list with its columns, in lines for people.
pub fn overview() -> String {
    let mut out = String::new();
    for list in &LISTS {
        let columns: Vec<&str> = list.columns.iter().map(|column| column.name).collect();
        out += &format!("{}: {}\n  {}\n", list.name, list.about, columns.join(", "));
    }
    out
}

/// A column that a table has.
const fn shown(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, about, is_shown: true }
}

/// One that only JSON and CSV have.
const fn more(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, about, is_shown: false }
}

impl Value {
    fn text(text: impl AsRef<str>) -> Self {
        match text.as_ref().trim() {
            "" => Self::None,
            text => Self::Text(text.to_owned()),
        }
    }

    fn maybe(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::None, Self::text)
    }

    fn texts(texts: impl IntoIterator<Item = String>) -> Self {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if texts.is_empty() { Self::None } else { Self::Texts(texts) }
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }

    /// The days from one to another.
    fn days(first: Date, last: Date) -> Self {
        match first == last {
            true => Self::Text(first.to_string()),
            false => Self::Text(format!("{first}/{last}")),
        }
    }

    /// As one text: several with semicolons between them.
    pub fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join("; "),
            Self::Number(number) => number.to_string(),
        }
    }

    /// The texts in it.
    fn all(&self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::Texts(texts) => texts.clone(),
            one => vec![one.plain()],
        }
    }
}

/// Texts in the form in which they are compared.
fn folded(text: &str) -> String {
    letters::folded(text.trim())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_list_has_two_columns_of_one_name() {
        for list in &LISTS {
            let names: BTreeSet<&str> = list.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), list.columns.len(), "{}", list.name);
            assert!(list.columns.iter().any(|column| column.is_shown), "{}", list.name);
        }
    }
}
