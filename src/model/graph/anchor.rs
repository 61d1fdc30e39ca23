//! The ids of elements: what a `#fragment` can lead to on a page.
//!
//! Found once for a briefing or page, because one with thousands of items or links asks as often.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Suggestions, listed};
use crate::html::{Reader, Token};
use crate::language::letters;
use crate::model::graph::body::Body;
use crate::model::typed::briefing::{Briefing, BriefingFront};
use crate::model::value::id::IdRef;

/// The ids of the elements of a briefing's items, in the order of the front matter.
#[derive(Debug, Default)]
pub struct ItemAnchors {
    /// Of figures: the id of the series.
    pub figures: Vec<String>,
    /// Of quotes: the quote's own id, or its first words. They stay when other quotes come and go.
    pub quotes: Vec<String>,
    /// Of events: the event's own id, or its first words.
    pub events: Vec<String>,
    /// Of questions: the question's own id, or its first words.
    pub questions: Vec<String>,
    /// Of watch items: the first words.
    pub watch: Vec<String>,
    /// The position of each among those of its kind.
    positions: HashMap<String, usize>,
}

impl ItemAnchors {
    /// The ids that the items of a briefing have.
    pub fn new(front: &BriefingFront) -> Self {
        let figures = front.figures.iter().map(|item| series(item.value.series.get()));
        let quotes = front.quotes.iter().map(|item| &item.value);
        let events = front.events.iter().map(|item| &item.value);
        let questions = front.unknown.iter().map(|item| &item.value);
        let watch = front.watch.iter().map(|item| first_words(item.value.text.text_or_empty()));
        let mut anchors = Self {
            figures: numbered("figure", figures),
            quotes: numbered("quote", quotes.map(|q| id_or_words(q.id.get(), q.text.text_or_empty()))),
            events: numbered("event", events.map(|e| id_or_words(e.id.get(), e.text.text_or_empty()))),
            questions: numbered(
                "question",
                questions.map(|q| id_or_words(q.id.get(), q.text.text_or_empty())),
            ),
            watch: numbered("watch", watch),
            positions: HashMap::new(),
        };
        let kinds = [&anchors.figures, &anchors.quotes, &anchors.events, &anchors.questions, &anchors.watch];
        for (n, anchor) in kinds.into_iter().flat_map(|kind| kind.iter().enumerate()) {
            anchors.positions.entry(anchor.clone()).or_insert(n);
        }
        anchors
    }

    /// The position of the item with an id, among those of its kind.
    pub fn position(&self, anchor: &str) -> Option<usize> {
        self.positions.get(anchor).copied()
    }
}

/// The ids on the page of one body.
pub struct Anchors<'a> {
    body: &'a Body,
    briefing: Option<&'a Briefing>,
    headings: HashSet<&'a str>,
    in_html: OnceCell<HashSet<Cow<'a, str>>>,
    near: OnceCell<Suggestions<String>>,
}

impl<'a> Anchors<'a> {
    /// The ids of a page; of a briefing also those of its items.
    pub fn new(body: &'a Body, briefing: Option<&'a Briefing>) -> Self {
        let headings = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        Self { body, briefing, headings, in_html: OnceCell::new(), near: OnceCell::new() }
    }

    /// Whether a fragment names something on the page.
    pub fn has(&self, fragment: &str) -> bool {
        self.headings.contains(fragment)
            || self.briefing.is_some_and(|briefing| briefing.has_anchor(fragment))
            || self.in_html.get_or_init(|| ids(self.body.html.as_str())).contains(fragment)
    }

    /// The help line for a fragment that names nothing: what is near, or what there is.
    pub fn help(&self, fragment: &str) -> String {
        let near = self.near.get_or_init(|| {
            let sources = self.briefing.into_iter().flat_map(|briefing| briefing.front.sources.keys());
            let sources = sources.map(|id| format!("source-{id}"));
            Suggestions::new(self.body.headings.iter().map(|heading| heading.id.clone()).chain(sources))
        });
        let near = near.nearest(fragment).map(|near| format!("did you mean `#{near}`?"));
        near.unwrap_or_else(|| match self.body.headings.as_slice() {
            [] => "the page has no sections; remove the part from `#` on".to_owned(),
            headings => {
                format!("the sections are {}", listed(headings.iter().map(|heading| heading.id.as_str())))
            }
        })
    }
}

/// The ids that are written in a piece of HTML.
fn ids(html: &str) -> HashSet<Cow<'_, str>> {
    let mut ids = HashSet::new();
    let mut reader = Reader::new(html);
    while let Some(token) = reader.read() {
        if let Token::Start(_) = token {
            ids.extend(reader.attribute("id"));
        }
    }
    ids
}

fn series(id: Option<&IdRef>) -> String {
    id.map(IdRef::as_str).unwrap_or_default().to_owned()
}

/// The ids of items by their names, with a number if an item before has the same name.
fn numbered(kind: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut number = |name: String| {
        let same = seen.entry(name.clone()).or_default();
        *same += 1;
        if *same == 1 { format!("{kind}-{name}") } else { format!("{kind}-{name}.{same}") }
    };
    names.map(&mut number).collect()
}

fn id_or_words(id: Option<&IdRef>, text: &str) -> String {
    id.map_or_else(|| first_words(text), |id| id.as_str().to_owned())
}

/// The first six words of a text, as an id.
fn first_words(text: &str) -> String {
    letters::folded_words(text).take(6).collect::<Vec<_>>().join("-")
}
