//! What a body refers to, and the part of the text that says so: for what changes names, not pages.
//!
//! The events are those of the writer. Nothing is resolved and nothing reported.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::parse::{self, Placed};
use super::slug::Slugs;
use super::writer::{called, push_words};
use crate::diagnostic::{Diagnostics, Span};
use crate::html::{Reader, Token};
use crate::language::letters;
use crate::language::slug::slug;
use crate::model::typed::article::Article;
use crate::model::value::field::{Entries, Free, Spanned};
use crate::yaml;

/// What a body refers to, and its headings.
#[derive(Debug, Default)]
pub struct References {
    /// In the order of the text.
    pub list: Vec<Reference>,
    /// In the order of the text.
    pub headings: Vec<HeadingId>,
}

/// A part of a body that refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// In which form.
    pub form: Form,
    /// What it refers to, as it is read: without escapes and entities.
    pub to: String,
    /// Where that is in the file; the whole link if this cannot be determined.
    pub span: Span,
    /// Whether it can be determined.
    pub is_exact: bool,
}

/// The form of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `[[name#section]]`
    Wiki,
    /// The address of a link or image, in Markdown or HTML.
    Address,
    /// The label of `[^label]`, where it is cited.
    Label,
    /// The same where it is defined.
    Definition,
}

/// A heading with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingId {
    /// The id of its element.
    pub id: String,
    /// Where the id is typed; an empty span where it would be, if it is made from the words.
    pub span: Span,
}

/// The references of an article's body. `is_item` says which ids belong to items.
pub(super) fn find(article: &Article, is_item: impl Fn(&str) -> bool) -> References {
    let body = article.body();
    let stand_ins = parse::StandIns::of(body);
    let text = parse::with_labels(stand_ins.as_ref().map_or(body, |stand_ins| &stand_ins.text));
    let events = parse::parse(&text, body, stand_ins.as_ref()).events;
    let mut finder =
        Finder { article, body, parsed: &text, found: References::default(), seen: HashSet::new() };
    finder.headings(&events, is_item);
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let form = match link_type {
                    LinkType::WikiLink { .. } => Form::Wiki,
                    _ => Form::Address,
                };
                finder.destination(form, dest_url, range);
            }
            Event::FootnoteReference(label) => finder.label(Form::Label, label, range),
            Event::Start(Tag::FootnoteDefinition(label)) => finder.label(Form::Definition, label, range),
            Event::InlineHtml(html) => finder.html(html, range),
            Event::Start(Tag::HtmlBlock) => {
                let html: String = inside(&events, at).map(|(text, _)| text).collect();
                finder.html(&html, range);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if called(info).is_some() => {
                finder.component(inside(&events, at).map(|(_, range)| range));
            }
            _ => {}
        }
    }
    finder.found
}

/// The texts in the block that begins at an event.
fn inside<'e>(events: &'e [Placed<'e>], at: usize) -> impl Iterator<Item = (&'e str, &'e Range<usize>)> {
    let inside = events[at + 1..].iter().take_while(|(event, _)| !matches!(event, Event::End(_)));
    inside.filter_map(|(event, range)| match event {
        Event::Text(text) | Event::Html(text) => Some((&**text, range)),
        _ => None,
    })
}

struct Finder<'a> {
    article: &'a Article,
    body: &'a str,
    /// The text that was parsed: the body, with labels before it.
    parsed: &'a str,
    found: References,
    /// The places of definitions, which several links share.
    seen: HashSet<Range<usize>>,
}

impl Finder<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.article.body.start as usize;
        Span::new(offset + range.start..offset + range.end)
    }

    fn add(&mut self, form: Form, to: String, range: Range<usize>, is_exact: bool) {
        if !is_exact || self.seen.insert(range.clone()) {
            self.found.list.push(Reference { form, to, span: self.span(&range), is_exact });
        }
    }

    /// The address of a link or image. Most are a part of the parsed text.
    fn destination(&mut self, form: Form, typed: &CowStr<'_>, range: &Range<usize>) {
        let borrowed = match typed {
            CowStr::Borrowed(part) => position(self.parsed, part),
            _ => None,
        };
        let before = self.parsed.len() - self.body.len();
        let exact = borrowed.and_then(|at| at.checked_sub(before)).map(|at| at..at + typed.len());
        let exact = exact.or_else(|| {
            escaped(&self.body[range.clone()], typed)
                .map(|part| range.start + part.start..range.start + part.end)
        });
        match exact {
            Some(part) => self.add(form, typed.to_string(), part, true),
            None => self.add(form, typed.to_string(), range.clone(), false),
        }
    }

    /// `[^label]`, also in a definition.
    fn label(&mut self, form: Form, label: &str, range: &Range<usize>) {
        let source = &self.body[range.clone()];
        let part = source.find("[^").map(|at| at + 2).and_then(|start| {
            let end = start + source[start..].find(']')?;
            Some(range.start + start..range.start + end)
        });
        match part {
            Some(part) => self.add(form, label.to_owned(), part, true),
            None => self.add(form, label.to_owned(), range.clone(), false),
        }
    }

    /// The addresses in raw HTML.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        let is_whole = self.body[range.clone()].starts_with(html);
        let mut reader = Reader::new(html);
        while let Some(token) = reader.read() {
            let Token::Start(_) = token else { continue };
            for attribute in
                reader.attributes().filter(|attribute| attribute.is("href") || attribute.is("src"))
            {
                let part = match is_whole {
                    true => range.start + attribute.value.start..range.start + attribute.value.end,
                    false => range.clone(),
                };
                self.add(Form::Address, attribute.value().into_owned(), part, is_whole);
            }
        }
    }

    /// The texts that a component is given, any of which may be an address.
    fn component<'r>(&mut self, lines: impl Iterator<Item = &'r Range<usize>>) {
        let (mut first, mut last) = (None, None);
        lines.for_each(|range| {
            first.get_or_insert(range.start);
            last = Some(range.end);
        });
        let (Some(first), Some(last)) = (first, last) else { return };
        let start = self.body[..first].rfind('\n').map_or(0, |end| end + 1);
        let inside = self.span(&(start..last)).range();
        let given =
            yaml::read::<Entries<Spanned<Free>>>(&self.article.source, inside, &mut Diagnostics::default());
        for (_, Spanned { value: Free(value), span, .. }) in given.value.0 {
            if let serde_json::Value::String(text) = value {
                let typed = &self.article.source.text[span.range()];
                let quotes = usize::from(typed.starts_with(['"', '\'']));
                let at = span.start as usize + quotes..span.end as usize - quotes;
                let is_exact = self.article.source.text[at.clone()] == text;
                let span = Span::new(at);
                self.found.list.push(Reference { form: Form::Address, to: text, span, is_exact });
            }
        }
    }

    fn headings(&mut self, events: &[Placed<'_>], is_item: impl Fn(&str) -> bool) {
        let (mut slugs, mut open) = (Slugs::default(), None);
        for (at, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Heading { id, .. }) => open = Some((id.as_deref(), String::new(), range)),
                Event::End(TagEnd::Heading(_)) => {
                    let Some((typed, title, whole)) = open.take() else { continue };
                    let id = typed.map_or_else(|| slug(&title), |id| letters::composed(id).into_owned());
                    let source = &self.body[whole.clone()];
                    let of_typed = typed.and_then(|typed| {
                        let start = source.rfind(&format!("#{typed}"))? + 1;
                        Some(whole.start + start..whole.start + start + typed.len())
                    });
                    let end = events[at - 1].1.end;
                    let range = of_typed.unwrap_or(end..end);
                    self.found
                        .headings
                        .push(HeadingId { id: slugs.unique(&id, &is_item), span: self.span(&range) });
                }
                _ => {
                    if let Some((_, title, _)) = &mut open {
                        push_words(event, title);
                    }
                }
            }
        }
    }
}

/// Where a part that is borrowed from a text begins in it.
fn position(text: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (text.get(at..at + part.len()) == Some(part)).then_some(at)
}

/// The address of an inline link that is typed with escapes or entities.
fn escaped(link: &str, address: &str) -> Option<Range<usize>> {
    link.match_indices("](").find_map(|(at, mark)| {
        let start = at + mark.len();
        let typed = link[start..].trim_start();
        let start = start + link[start..].len() - typed.len();
        let (start, end) = match typed.strip_prefix('<') {
            Some(inside) => (start + 1, start + 1 + inside.find('>')?),
            None => (start, start + typed.find(|c: char| c.is_whitespace()).unwrap_or(typed.len())),
        };
        let end = if link[start..end].ends_with(')') { end - 1 } else { end };
        (unescaped(&link[start..end]) == address).then_some(start..end)
    })
}

/// A text without the backslashes and entities of Markdown.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    html_escape::decode_html_entities(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;
    use crate::model::address::path::ContentPath;
    use crate::model::typed::article::Keys;
    use crate::model::typed::hold::{Draft, Hold};
    use crate::model::value::id::Id;

    fn found(body: &str) -> References {
        let text = format!("---\n---\n{body}");
        let article = Article {
            path: ContentPath::new("briefings/a.md").unwrap(),
            body: Span::new(8..text.len()),
            source: Arc::new(Source::new("content/briefings/a.md", text)),
            id: Id::new("a").unwrap(),
            keys: Keys::default(),
            former: Vec::new(),
            hold: Hold { draft: Draft::No, until: jiff::Timestamp::MIN, is_unclear: false },
        };
        let found = find(&article, |_| false);
        for Reference { to, span, is_exact, form } in &found.list {
            let typed = &article.source.text[span.range()];
            assert!(!is_exact || typed == to || *form == Form::Address, "{to} stands at {typed}");
        }
        found
    }

    fn told(body: &str) -> Vec<(String, bool)> {
        found(body).list.into_iter().map(|one| (one.to, one.is_exact)).collect()
    }

    #[test]
    fn every_form_has_its_place() {
        let body = "See [[ada#life|Ada]], ![[figures/drones]], [a](../people/ada.md#x \"T\") and <b>[b][r]</b>[^joint].\n\n\
            | a |\n|---|\n| [[ada\\|A]] |\n\n<a href=\"../people/ada.md\">x</a>\n\n> <img\n> src=\"a.png\">\n\n\
            [r]: <../people/b c.md> \"T\"\n\n[^note]: Text [c](x\\_y.md).\n";
        let exact = |to: &str| (to.to_owned(), true);
        assert_eq!(
            told(body),
            [
                exact("ada#life"),
                exact("figures/drones"),
                exact("../people/ada.md#x"),
                exact("../people/b c.md"),
                exact("joint"),
                exact("ada\\"),
                exact("../people/ada.md"),
                ("a.png".to_owned(), false),
                exact("note"),
                exact("x_y.md"),
            ]
        );
    }

    #[test]
    fn texts_of_components_are_told() {
        assert_eq!(
            told("```{card}\nurl: \"../people/ada.md\"\ntitle: T\n```\n"),
            [("../people/ada.md".to_owned(), true), ("T".to_owned(), true)]
        );
    }

    #[test]
    fn code_refers_to_nothing() {
        assert_eq!(told("`[[ada]]`\n\n```\n[a](b.md)\n```\n\n%%\n[[gone]]\n%%\n"), []);
    }

    #[test]
    fn headings_have_typed_ids_or_a_place_for_one() {
        let found = found("## Odesa {#port}\n\n## In *Sumy*\n\n### Kyiv ###\n\nOdd\n---\n");
        let told: Vec<(&str, Range<usize>)> =
            found.headings.iter().map(|heading| (heading.id.as_str(), heading.span.range())).collect();
        assert_eq!(told, [("port", 19..23), ("in-sumy", 38..38), ("kyiv", 48..48), ("odd", 57..57)]);
    }
}
