//! Citations of sources, and footnotes.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Writer;
use crate::diagnostic::{Code, Help, Span, Suggestions};
use crate::html::NOTES;
use crate::language::letters::id as in_form;
use crate::markdown::Reader;
use crate::markdown::parse::Placed;
use crate::model::address::links::WebAddress;
use crate::model::graph::body::{Cite, Noted};
use crate::model::typed::article::Article;
use crate::model::typed::item::Source;
use crate::model::value::field::Spanned;

/// Footnotes, gathered on the way and written at the end. Labels are compared as GFM compares them, in lower
/// case.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// The label and the place of the first text of each note.
    defined: HashMap<String, (&'a str, Range<usize>)>,
    /// Further texts of a note, which are not shown.
    late: Vec<(&'a str, Range<usize>)>,
    /// The notes that the text cites, and those that they cite.
    cited: HashSet<String>,
    /// The notes that are one link, and so sources; those that the text cites have moved to the body.
    links: HashMap<String, (&'a str, Range<usize>, Noted)>,
    /// The positions of those that the text cites.
    noted: HashMap<String, usize>,
    /// The labels of sources in the order in which the text, and then its notes, cite them; some more than once.
    sources: Vec<&'a str>,
    /// The number of each source that is cited, less one, by its position.
    order: HashMap<usize, usize>,
    /// Notes in order of first use, with the number of uses.
    used: Vec<(String, usize)>,
    /// The position of each note among those.
    numbers: HashMap<String, usize>,
    /// The finished text of each note.
    written: HashMap<String, String>,
    /// The notes being written, each with what was written before it.
    pub(super) open: Vec<(String, String)>,
}

/// What a label is compared by.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Footnotes<'a> {
    /// The footnotes of a body.
    pub(super) fn of(events: &'a [Placed<'a>], article: &Article, reader: &Reader<'_>) -> Self {
        let mut notes = Self::default();
        let mut open: Vec<String> = Vec::new();
        // The labels that each note cites, in order; those that the text cites are under `None`.
        let mut cites: HashMap<Option<String>, VecDeque<&'a str>> = HashMap::new();
        for (at, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let name = key(label);
                    let is_new = !notes.defined.contains_key(&name) && !notes.links.contains_key(&name);
                    if let Some(noted) = noted(events, at, label, article, reader).filter(|_| is_new) {
                        notes.links.insert(name, (label, range.clone(), noted));
                    } else if is_new {
                        notes.defined.insert(key(label), (label, range.clone()));
                    } else {
                        notes.late.push((label, range.clone()));
                    }
                    open.push(key(label));
                }
                Event::End(TagEnd::FootnoteDefinition) => _ = open.pop(),
                Event::FootnoteReference(label) => {
                    cites.entry(open.last().cloned()).or_default().push_back(label);
                }
                _ => {}
            }
        }
        let mut next = cites.remove(&None).unwrap_or_default();
        while let Some(label) = next.pop_front() {
            let key = key(label);
            if !notes.defined.contains_key(&key) {
                notes.sources.push(label);
            } else if notes.cited.insert(key.clone()) {
                next.extend(cites.remove(&Some(key)).unwrap_or_default());
            }
        }
        notes
    }

    /// Whether the text of a note at a place is shown.
    pub(super) fn is_shown(&self, label: &str, range: &Range<usize>) -> bool {
        let key = key(label);
        self.cited.contains(&key) && self.defined.get(&key).is_some_and(|(_, first)| first == range)
    }
}

impl<'a> Writer<'a> {
    /// Gives the sources their numbers, in the order in which the text cites them.
    pub(super) fn number_sources(&mut self) {
        for label in std::mem::take(&mut self.footnotes.sources) {
            if let Some(source) = self.noted(label).or_else(|| self.links.reader.names.source(label)) {
                self.number(source);
            }
        }
    }

    /// The position of a source that is a footnote.
    fn noted(&mut self, label: &str) -> Option<usize> {
        let key = key(label);
        if let Some((_, _, noted)) = self.footnotes.links.remove(&key) {
            let at = self.links.reader.names.sources()? + self.body.noted.len();
            self.body.noted.push(noted);
            self.footnotes.noted.insert(key.clone(), at);
        }
        self.footnotes.noted.get(&key).copied()
    }

    /// The number of a source, less one.
    fn number(&mut self, source: usize) -> usize {
        let cites = &mut self.body.cites;
        *self.footnotes.order.entry(source).or_insert_with(|| {
            cites.push(Cite { source, count: 0 });
            cites.len() - 1
        })
    }

    pub(super) fn footnote(&mut self, label: &'a str, range: &Range<usize>) {
        if self.footnotes.defined.contains_key(&key(label)) {
            let Footnotes { used, numbers, .. } = &mut self.footnotes;
            let at = *numbers.entry(key(label)).or_insert_with(|| {
                used.push((key(label), 0));
                used.len() - 1
            });
            self.footnotes.used[at].1 += 1;
            let (mark, id) = (letters(at), repeated("note-ref", &letters(at), self.footnotes.used[at].1));
            self.put(format_args!(
                "<sup class=\"note-ref\"><a id=\"{id}\" href=\"#note-{mark}\">{mark}</a></sup>"
            ));
            return;
        }
        let names = self.links.reader.names;
        let noted = self.noted(label);
        let Some(source) = noted.or_else(|| names.source(label)) else {
            // What may be among the sources that could not be read is reported there.
            if !names.knows_all_sources() {
                return;
            }
            let near = names.nearest_source(label);
            // Except for the slip, the source that is meant is cited.
            near.iter().filter_map(|(near, _)| names.source(near)).for_each(|near| _ = self.cite(near));
            let near = near.or_else(|| {
                let labels = self.footnotes.defined.values().map(|(label, _)| *label);
                Suggestions::new(labels)
                    .nearest_and_safety(label)
                    .map(|(near, grade)| ((*near).to_owned(), grade))
            });
            let meant =
                |(near, grade)| Help::instead(format!("did you mean `[^{near}]`?"), grade, label, near);
            let help = near.map(meant).unwrap_or_else(|| {
                format!("add `{label}` to `sources` in the front matter, or a line `[^{label}]: …`").into()
            });
            let message = format!("`[^{label}]` is neither a source nor a footnote of this file");
            let span = self.span(range);
            self.links.report(self.diags, Code::UndefinedFootnote, span, message, help);
            return;
        };
        let noted = noted.and_then(|at| self.body.noted.get(at - (names.sources()?)));
        let label = noted.map_or_else(|| in_form(label).into_owned(), |noted| noted.id.clone());
        let label = label.as_str();
        let (number, uses) = self.cite(source);
        let id = repeated("cite", label, uses);
        match uses {
            // The note on a source appears next to its first citation.
            1 => self.put(format_args!("<sup class=\"cite s{number}\"><a id=\"")),
            _ => self.out.push_str("<sup class=\"cite\"><a id=\""),
        }
        self.escape(&id);
        self.out.push_str("\" href=\"#source-");
        self.escape(label);
        self.out.push_str("\" aria-label=\"");
        let spoken = format!("{} {}", self.links.reader.labels.source, number);
        self.escape(&spoken);
        self.put(format_args!("\">{number}</a></sup>"));
    }

    /// Counts a citation of a source. Returns the source's number, and how many citations there are now.
    fn cite(&mut self, source: usize) -> (usize, usize) {
        let at = self.number(source);
        self.body.cites[at].count += 1;
        (at + 1, self.body.cites[at].count)
    }

    pub(super) fn footnote_end(&mut self) {
        let Some((label, before)) = self.footnotes.open.pop() else { return };
        let written = std::mem::replace(&mut self.out, before);
        self.footnotes.written.entry(label).or_insert(written);
    }

    pub(super) fn write_footnotes(&mut self) {
        let Footnotes { defined, cited, late, links, .. } = &mut self.footnotes;
        let late = std::mem::take(late);
        let unused = defined.iter().filter(|(key, _)| !cited.contains(*key)).map(|(_, note)| note.clone());
        let mut unused: Vec<_> =
            unused.chain(links.drain().map(|(_, (label, range, _))| (label, range))).collect();
        unused.sort_unstable_by_key(|(_, range)| range.start);
        for (label, range) in unused {
            let message = format!("the footnote `[^{label}]` is never used");
            let help = format!("write `[^{label}]` in the text, or remove the footnote");
            self.report(Code::UnusedFootnote, &range, message, help);
        }
        for (label, range) in late {
            let message = format!("the footnote `[^{label}]` has a text already, and this one is not shown");
            let help = "write another label here, and where this note is meant".to_owned();
            self.report(Code::UnusedFootnote, &range, message, help);
        }
        if self.footnotes.used.is_empty() {
            return;
        }
        self.out.push_str(NOTES);
        self.escape(&self.links.reader.labels.notes);
        self.out.push_str("\">\n<ol class=\"lettered\">\n");
        for (n, (label, uses)) in std::mem::take(&mut self.footnotes.used).into_iter().enumerate() {
            let mark = letters(n);
            let text = self.footnotes.written.remove(&label).unwrap_or_default();
            self.put(format_args!("<li id=\"note-{mark}\">{}", text.trim_end()));
            for use_number in 1..=uses {
                let id = repeated("note-ref", &mark, use_number);
                self.put(format_args!(" <a class=\"back\" href=\"#{id}\" aria-label=\""));
                self.escape(&self.links.reader.labels.back);
                self.out.push_str("\">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The source that the footnote beginning at an event consists of: one link, and at most a full stop.
fn noted(
    events: &[Placed<'_>],
    at: usize,
    label: &str,
    article: &Article,
    reader: &Reader<'_>,
) -> Option<Noted> {
    // What is declared in the front matter is the source; the note is a note.
    if reader.names.sources().is_none() || reader.names.source(label).is_some() {
        return None;
    }
    let [
        (Event::Start(Tag::Paragraph), _),
        (Event::Start(Tag::Link { link_type, dest_url, .. }), range),
        rest @ ..,
    ] = events.get(at + 1..)?
    else {
        return None;
    };
    let url = WebAddress::parse(dest_url).ok().filter(|_| !matches!(link_type, LinkType::WikiLink { .. }))?;
    if reader.base.canonical().is_some_and(|base| url.as_ref().starts_with(base)) {
        return None;
    }
    let end = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Link)))?;
    let mut title = String::new();
    for (event, _) in &rest[..end] {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            _ => return None,
        }
    }
    let rest = match &rest[end + 1..] {
        [(Event::Text(stop), _), rest @ ..] if stop.trim() == "." => rest,
        rest => rest,
    };
    let [(Event::End(TagEnd::Paragraph), _), (Event::End(TagEnd::FootnoteDefinition), _), ..] = rest else {
        return None;
    };
    let offset = article.body.start as usize;
    let span = Span::new(offset + range.start..offset + range.end);
    let title = Spanned { value: title.trim().to_owned(), span, key: span };
    let is_empty = title.value.is_empty();
    let source = Source::linked(title, Spanned { value: url, span, key: span });
    (!is_empty).then(|| Noted { id: in_form(label).into_owned(), source, span })
}

/// `cite-x`, `cite-x.2`, …
fn repeated(prefix: &str, name: &str, n: usize) -> String {
    if n == 1 { format!("{prefix}-{name}") } else { format!("{prefix}-{name}.{n}") }
}

/// a, b, … z, aa, ab, …
fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (n % 26) as u8));
        if n < 26 {
            return letters.into_iter().rev().collect();
        }
        n = n / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_counted_in_letters() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
