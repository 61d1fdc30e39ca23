//! Headings: their ids, what they link to, and where they are.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::parse::{self, Placed};
use super::super::slug::Slugs;
use super::Writer;
use crate::diagnostic::Code;
use crate::language::letters;
use crate::language::slug::slug;
use crate::model::graph::body::Heading;
use crate::model::typed::article::Article;

/// The headings of an article by their ids. Nothing is resolved, so what links to pages by their ids is left
/// out. `is_item` says which ids belong to items.
pub(in crate::markdown) fn headings(
    article: &Article,
    is_item: impl Fn(&str) -> bool,
) -> HashMap<String, String> {
    let body = article.body();
    let stand_ins = parse::StandIns::of(body);
    let text = parse::with_labels(stand_ins.as_ref().map_or(body, |stand_ins| &stand_ins.text));
    let events = parse::parse(&text, body, stand_ins.as_ref()).events;
    let (mut slugs, mut found, mut open) = (Slugs::default(), HashMap::new(), None);
    for (event, _) in &events {
        match event {
            Event::Start(Tag::Heading { id, .. }) => open = Some((id.as_deref(), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let Some((id, title)) = open.take() else { continue };
                let id = id.map_or_else(|| slug(&title), |id| letters::composed(id).into_owned());
                found.insert(slugs.unique(&id, &is_item), title);
            }
            _ => {
                if let Some((_, title)) = &mut open {
                    push_words(event, title);
                }
            }
        }
    }
    found
}

/// Adds the words of an event within a heading.
pub(in crate::markdown) fn push_words(event: &Event<'_>, title: &mut String) {
    match event {
        Event::Text(part) | Event::Code(part) => title.push_str(part),
        Event::SoftBreak | Event::HardBreak => title.push(' '),
        _ => {}
    }
}

impl<'a> Writer<'a> {
    pub(super) fn heading(&mut self, level: u8, id: Option<&str>, range: &Range<usize>, at: usize) {
        let mut text = String::new();
        let mut link = None;
        for n in at + 1..self.closing(at) - 1 {
            match &self.events[n].0 {
                Event::Start(Tag::Link { .. }) => link = Some(n),
                Event::End(TagEnd::Link) => link = None,
                Event::Text(part) => text.push_str(&self.shown(part, link)),
                event => push_words(event, &mut text),
            }
        }
        let level = self.level(level);
        let id = match id {
            Some(typed) => {
                let typed = &*letters::composed(typed);
                let id = self.heading_id(typed);
                if id != typed {
                    let message = format!("the id `{typed}` is taken on this page");
                    let help = format!("write another id: `{{#{id}}}`");
                    let span = self.span(range);
                    self.links.report(self.diags, Code::DuplicateId, span, message, help);
                }
                id
            }
            None => self.heading_id(&slug(&text)),
        };
        self.put(format_args!("<h{level} id=\""));
        self.escape(&id);
        self.out.push_str("\">");
        let link = self.linked_whole(at).map(Into::into);
        // Notes are at the end of the page, so a heading in one does not begin anything where it is typed.
        if self.footnotes.open.is_empty() {
            let is_nested = !self.outermost.contains(&at);
            self.body.headings.push(Heading { level, id, text, link, is_nested });
        }
        self.in_heading = true;
        self.begin_block();
    }

    /// The level that a heading has on the page.
    pub(super) fn level(&self, typed: u8) -> u8 {
        (typed + self.deeper).clamp(2, 6)
    }

    /// The page elsewhere that the whole of a heading links to.
    fn linked_whole(&self, at: usize) -> Option<&'a str> {
        let Event::Start(Tag::Link { dest_url, .. }) = &self.events[at + 1].0 else { return None };
        let is_web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
        (is_web && self.closing(at + 1) == self.closing(at) - 1).then_some(dest_url)
    }

    /// An id that nothing else on the page has: its notes, its items. What is around the text has ids with a
    /// dot, which no heading gets on its own.
    pub(super) fn heading_id(&mut self, wanted: &str) -> String {
        let names = self.links.reader.names;
        self.slugs.unique(wanted, |id| {
            let note = id.strip_prefix("note-").is_some_and(|mark| {
                mark.starts_with("ref-") || mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_lowercase())
            });
            let cite = id.strip_prefix("cite-").is_some_and(|source| names.source(source).is_some());
            id == "content" || note || cite || names.is_item(id)
        })
    }
}

/// The positions of the headings that are not in another block.
pub(super) fn outermost(events: &[Placed<'_>]) -> HashSet<usize> {
    let (mut depth, mut found) = (0, HashSet::new());
    for (n, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if depth == 0 && matches!(tag, Tag::Heading { .. }) {
                    found.insert(n);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    found
}
