//! The ids of a briefing's items, which links lead to.

use std::collections::HashMap;

use crate::language::letters;
use crate::model::typed::briefing::BriefingFront;
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
    /// Of watch items: the item's own id, or its first words.
    pub watch: Vec<String>,
    /// The position of each among those of its kind.
    positions: HashMap<String, usize>,
}

impl ItemAnchors {
    /// The ids of all items, by kind.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let kinds = [&self.figures, &self.quotes, &self.events, &self.questions, &self.watch];
        kinds.into_iter().flatten().map(String::as_str)
    }

    /// The ids that the items of a briefing have.
    pub fn new(front: &BriefingFront) -> Self {
        let figures = front.figures.iter().map(|item| series(item.value.series.get()));
        let quotes = front.quotes.iter().map(|item| &item.value);
        let events = front.events.iter().map(|item| &item.value);
        let questions = front.unknown.iter().map(|item| &item.value);
        let watch = front.watch.iter().map(|item| &item.value);
        let mut anchors = Self {
            figures: numbered("figure", figures),
            quotes: numbered("quote", quotes.map(|q| id_or_words(q.id.get(), q.text.text_or_empty()))),
            events: numbered("event", events.map(|e| id_or_words(e.id.get(), e.text.text_or_empty()))),
            questions: numbered(
                "question",
                questions.map(|q| id_or_words(q.id.get(), q.text.text_or_empty())),
            ),
            watch: numbered("watch", watch.map(|w| id_or_words(w.id.get(), w.text.text_or_empty()))),
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

fn series(id: Option<&IdRef>) -> String {
    id.map(IdRef::as_str).unwrap_or_default().to_owned()
}

/// The ids of items by their names, with a number if an earlier item has the same name.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_text_has_its_first_six_words() {
        assert_eq!(first_words("One two, three four – five six."), "one-two-three-four-five-six");
        assert_eq!(first_words("One two three four five six seven"), "one-two-three-four-five-six");
    }
}
