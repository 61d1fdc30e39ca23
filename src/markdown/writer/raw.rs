//! Raw HTML, with its links resolved and what is removed reported.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark_escape::escape_html;

use super::Writer;
use crate::diagnostic::{Code, Span, listed};
use crate::html::{Attribute, Reader, Token};
use crate::language::letters;
use crate::markdown::raw_html;
use crate::markdown::resolve::Resolved;
use crate::model::typed::config::RawHtml;

/// A start tag as it was typed.
struct Typed<'h> {
    /// In lower case.
    name: Cow<'h, str>,
    attributes: &'h [Attribute<'h>],
    span: Span,
}

impl Typed<'_> {
    fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|attribute| attribute.is(name))
    }

    fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    fn value(&self, name: &str) -> Option<String> {
        self.attribute(name).map(|attribute| attribute.value().into_owned())
    }
}

/// A piece of raw HTML and where it is in the body.
struct Place {
    range: Range<usize>,
    /// Whether it is there unchanged: marks of lists and quotations may come before its lines.
    is_whole: bool,
    /// Whether it is a block of its own.
    is_block: bool,
}

impl Writer<'_> {
    /// A block of raw HTML arrives as one event per line; it is read as one piece.
    pub(super) fn html_block(&mut self, range: &Range<usize>, at: usize) -> usize {
        let next = self.closing(at);
        let mut html = String::new();
        for (event, _) in &self.events[at + 1..next - 1] {
            if let Event::Html(line) | Event::Text(line) = event {
                html.push_str(line);
            }
        }
        self.raw(&html, range, true);
        self.end_piece();
        next
    }

    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>, is_block: bool) {
        if self.links.reader.raw_html == RawHtml::Escape {
            self.before = '>';
            if is_comment(html) {
                return;
            }
            return self.escape(html);
        }
        self.has_raw_html = true;
        let source = self.links.article.body();
        let is_whole = source.get(range.clone()).is_some_and(|text| text.starts_with(html));
        let place = Place { range: range.clone(), is_whole, is_block };
        let mut reader = Reader::new(html);
        while let Some(token) = reader.read() {
            match token {
                Token::Text(within) => {
                    let text = &html[within];
                    self.space_owed(text);
                    // In a script it may have signs that would begin tags.
                    self.out.push_str(&text.replace('<', "&lt;"));
                }
                Token::Start(tag) => {
                    let span = self.within(&place, &tag.range);
                    let attributes: Vec<Attribute<'_>> = reader.attributes().collect();
                    let typed = Typed { name: reader.name(&tag), attributes: &attributes, span };
                    self.start_tag(&typed, &place);
                }
                Token::End(tag) => {
                    let span = self.within(&place, &tag.range);
                    self.end_tag(&reader.name(&tag), span);
                }
                Token::Comment(within) => self.comment(&html[within.clone()], within.start, &place),
                Token::Declaration(within) => self.declaration(&html[within.clone()], &within, &place),
                Token::Broken(within) => {
                    let message = "this tag has no `>`".to_owned();
                    let help = "add `>` where the tag ends, or write `&lt;` to show the sign".to_owned();
                    let span = self.within(&place, &(within.start..within.start + 1));
                    self.elements.find(Code::UnclosedHtml, span, message, help);
                    self.out.push_str(&html[within].replace('<', "&lt;"));
                }
            }
        }
        self.before = self.out.chars().next_back().unwrap_or('>');
    }

    /// A comment is left out; if it has no end, so is all that follows.
    fn comment(&mut self, html: &str, start: usize, place: &Place) {
        if !html.ends_with("-->") {
            let message =
                "`<!--` begins a comment that is never closed: all that follows is left out".to_owned();
            let help = "add `-->` where the comment ends; write `\\<!--` to show the characters".to_owned();
            let span = self.within(place, &(start..start + 4));
            self.elements.find(Code::UnclosedComment, span, message, help);
        }
    }

    fn declaration(&mut self, html: &str, within: &Range<usize>, place: &Place) {
        let sign = html.chars().take(2).collect::<String>();
        let (message, help) = match html.ends_with('>') {
            true => (
                format!("the declaration `{sign}…>` is removed from the page"),
                "remove it, or put it in backticks to show it as code".to_owned(),
            ),
            false => (
                format!("`{sign}` begins a declaration that is never closed: all that follows is left out"),
                format!("write `\\{sign}` to show the characters, or add `>` where it ends"),
            ),
        };
        let span = self.within(place, within);
        self.elements.find(Code::HtmlRemoved, span, message, help);
    }

    fn start_tag(&mut self, tag: &Typed<'_>, place: &Place) {
        let (name, span) = (&*tag.name, tag.span);
        if self.elements.are_removed() {
            return self.removed_within(tag);
        }
        // A link ends where the next one begins.
        if name == "a" {
            self.end_link();
        }
        if raw_html::is_closed(name) && !self.elements.have_room(&span) {
            return;
        }
        if !raw_html::is_allowed(name) {
            return self.removed(tag, place);
        }
        let Some(attributes) = self.attributes(tag, place) else { return };
        let written = self.written(name);
        self.put(format_args!("<{written}{attributes}>"));
        if raw_html::is_closed(name) {
            self.elements.begin(name, span);
        }
    }

    /// The name of an element on the page: raw headings are moved down with those of Markdown, and the title
    /// of the page stays the only one of the first level.
    pub(super) fn written<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match name.as_bytes() {
            [b'h', b'1'] => Cow::Borrowed("h2"),
            [b'h', level @ b'2'..=b'5'] => Cow::Owned(format!("h{}", level - b'0' + self.deeper)),
            _ => Cow::Borrowed(name),
        }
    }

    fn end_tag(&mut self, name: &str, span: Span) {
        let is_allowed = raw_html::is_allowed(name);
        if is_allowed && !raw_html::is_closed(name) {
            self.put(format_args!("</{name}>"));
        } else if is_allowed || raw_html::is_removed_whole(name) {
            self.end_element(name, span);
        } else {
            self.owes_space |= !raw_html::is_within_line(name);
        }
    }

    /// An element that is left out: with what is in it, or except for its text. A link to what it shows takes
    /// its place.
    fn removed(&mut self, tag: &Typed<'_>, place: &Place) {
        let (name, span) = (&*tag.name, tag.span);
        let shown = raw_html::shown_by(name);
        let address = shown.and_then(|attribute| tag.value(attribute));
        let wants_address = shown == Some("src") && address.is_none();
        let (message, help) = match shown.is_some() {
            true => {
                let title = tag.value("title").filter(|title| !title.trim().is_empty());
                let title = title.unwrap_or_else(|| "What it shows".to_owned());
                let address = address.as_deref().unwrap_or("https://…");
                (
                    format!(
                        "the element `<{name}>` is removed from the page, except for a link to what it shows"
                    ),
                    format!("write a link in its place: `[{title}]({address})`"),
                )
            }
            false => (
                format!("the element `<{name}>` is removed from the page"),
                "write it in Markdown, or put it in backticks to show it as code".to_owned(),
            ),
        };
        self.elements.find(Code::HtmlRemoved, span, message, help);
        if let Some(address) = address {
            let is_alone = place.is_block && !self.elements.are_open() && !self.is_in_raw_paragraph();
            self.out.push_str(if is_alone { "<p>" } else { "" });
            self.link_to_shown(&address, tag.value("title"), span);
            self.out.push_str(if is_alone { "</p>" } else { "" });
        } else if !raw_html::is_within_line(name) {
            self.owes_space = true;
        }
        if raw_html::is_removed_whole(name) && raw_html::is_closed(name) {
            self.elements.begin_removed(name, span, self.out.len(), wants_address);
        }
    }

    /// Whether the last tag that was written begins a paragraph; it need not end it.
    fn is_in_raw_paragraph(&self) -> bool {
        let last = self.out.rfind('<').map_or("", |at| &self.out[at..]);
        last.starts_with("<p>") || last.starts_with("<p ")
    }

    /// A start tag in an element that is left out: all that matters is its address, and that the element may
    /// hold another of its kind.
    fn removed_within(&mut self, tag: &Typed<'_>) {
        let span = tag.span;
        let address = tag.value("src").filter(|_| matches!(&*tag.name, "source" | "embed"));
        if let Some(address) = address
            && let Some(from) = self.elements.take_wish()
        {
            self.take_back(from);
            self.link_to_shown(&address, None, span);
            self.elements.remove_from(self.out.len());
        } else if self.elements.is_in(&tag.name) && self.elements.have_room(&span) {
            self.elements.begin_removed(&tag.name, span, self.out.len(), false);
        }
    }

    fn link_to_shown(&mut self, address: &str, title: Option<String>, span: Span) {
        let Some(resolved) = self.address(address, span) else { return };
        let text = title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| address.to_owned());
        self.link_in_place(&resolved.href, "", &text);
    }

    /// The attributes of a tag as they are written, each with a space before it. `None` if it is an image
    /// without its picture, which is left out.
    fn attributes(&mut self, tag: &Typed<'_>, place: &Place) -> Option<String> {
        let name = &*tag.name;
        let mut written = String::new();
        let mut removed: Vec<&Attribute<'_>> = Vec::new();
        let mut measured = None;
        let has_id = tag.has("id");
        for attribute in tag.attributes {
            let key = attribute.name.to_ascii_lowercase();
            // What links lead to had a name before it had an id.
            let key = match key.as_str() {
                "name" if name == "a" && has_id => continue,
                "name" if name == "a" => "id",
                key => key,
            };
            let Some(typed) = attribute.raw.filter(|_| raw_html::is_attribute(name, key)) else {
                match raw_html::is_attribute(name, key) {
                    true => written.push_str(&format!(" {key}")),
                    false => removed.push(attribute),
                }
                continue;
            };
            let span = self.within(place, &attribute.value);
            let value = match key {
                "id" => self.own_id(&attribute.value(), span),
                "href" => {
                    self.record_outward(&attribute.value(), span);
                    self.address(&attribute.value(), span).map(|resolved| resolved.href)
                }
                "src" => {
                    let Resolved { href, size, .. } = self.source(&attribute.value(), tag, span)?;
                    measured = size;
                    Some(href)
                }
                _ => {
                    written.push_str(&format!(" {key}=\"{}\"", typed.replace('"', "&quot;")));
                    continue;
                }
            };
            if let Some(value) = value {
                written.push_str(&format!(" {key}=\""));
                escape_html(&mut written, &value).expect("writing to a String succeeds");
                written.push('"');
            }
        }
        let is_sized = tag.has("width") || tag.has("height");
        if let Some((width, height)) = measured.filter(|_| !is_sized) {
            written.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.report_attributes(name, &removed, place);
        if name == "img" && !tag.has("alt") {
            let message = "this image has no alternative text".to_owned();
            let help = "say what it shows: `<img src=\"…\" alt=\"Two envoys at a table\">`".to_owned();
            self.elements.find(Code::MissingAlt, tag.span, message, help);
        }
        Some(written)
    }

    fn report_attributes(&mut self, name: &str, removed: &[&Attribute<'_>], place: &Place) {
        let Some(first) = removed.first() else { return };
        let names: Vec<String> =
            removed.iter().map(|attribute| format!("`{}`", attribute.name.to_ascii_lowercase())).collect();
        let names = listed(names.iter().map(String::as_str));
        let (message, them) = match removed.len() {
            1 => (format!("the attribute {names} of `<{name}>` is removed from the page"), "it"),
            _ => (format!("the attributes {names} of `<{name}>` are removed from the page"), "them"),
        };
        let is_look = |attribute: &&Attribute<'_>| raw_html::is_look(&attribute.name.to_ascii_lowercase());
        let why = if removed.iter().any(is_look) { "; looks belong in the theme's style sheet" } else { "" };
        let span = self.within(place, &first.range);
        self.elements.find(Code::HtmlRemoved, span, message, format!("remove {them}{why}"));
    }

    fn address(&mut self, typed: &str, span: Span) -> Option<Resolved> {
        self.links.destination(typed, span, &mut self.body, self.diags)
    }

    /// An id that a writer gives to a place. `None` if another place on the page has it.
    fn own_id(&mut self, typed: &str, span: Span) -> Option<String> {
        let typed = letters::composed(typed.trim());
        let id = self.heading_id(&typed);
        if id == *typed {
            return Some(id);
        }
        let message = format!("the id `{typed}` is taken on this page");
        self.elements.find(Code::DuplicateId, span, message, format!("write another id: `{id}`"));
        None
    }

    /// The address of a picture. `None` if there is none, or it is on another host; then a link is written.
    fn source(&mut self, typed: &str, tag: &Typed<'_>, span: Span) -> Option<Resolved> {
        let resolved = self.address(typed, span)?;
        if !resolved.href.contains("://") {
            return Some(resolved);
        }
        let message = "this image is on another host, so the page shows a link to it".to_owned();
        self.elements.find(Code::ExternalImage, span, message, "copy the image beside this file".to_owned());
        let text = tag.value("alt").filter(|alt| !alt.trim().is_empty());
        self.link_in_place(&resolved.href, "", text.as_deref().unwrap_or(&resolved.href));
        None
    }

    fn within(&self, place: &Place, within: &Range<usize>) -> Span {
        let start = place.range.start;
        match place.is_whole {
            true => self.span(&(start + within.start..start + within.end)),
            false => self.span(&place.range),
        }
    }
}

/// Whether this is nothing but a comment, such as an allowance, which no reader is to see.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->") == html.len().checked_sub(3)
}
