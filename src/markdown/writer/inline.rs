//! Links and images.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html_body_text};

use super::Writer;
use crate::diagnostic::{Code, Span};
use crate::model::address::links::WebAddress;
use crate::model::graph::body::Outward;
use crate::model::value::id::{DossierIdx, Target};

impl Writer<'_> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        at: usize,
    ) -> usize {
        let span = self.span(range);
        let next = self.closing(at);
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        let resolved = match kind {
            LinkType::WikiLink { .. } => self.links.wiki(destination, span, &mut self.body, self.diags),
            LinkType::Email => {
                let destination = format!("mailto:{destination}");
                self.links.destination(&destination, span, &mut self.body, self.diags)
            }
            _ => self.links.destination(destination, span, &mut self.body, self.diags),
        };
        if !is_wiki {
            self.record_outward(destination, span);
        }
        if let Some(resolved) = &resolved {
            self.open_link(&resolved.href, if is_wiki { "" } else { title }, self.lead(at));
            self.open_links += 1;
        }
        match kind {
            LinkType::WikiLink { has_pothole: false } => match self.links.title(destination) {
                Some(title) => self.text(&title),
                None => self.inner(at, next),
            },
            // An address is shown as it is.
            LinkType::Autolink | LinkType::Email => {
                for (event, _) in &self.events[at + 1..next - 1] {
                    if let Event::Text(text) = event {
                        escape_html_body_text(&mut self.out, text).expect("writing to a String succeeds");
                    }
                }
                self.body.length.words += 1;
                self.before = 'x';
            }
            _ => self.inner(at, next),
        }
        if resolved.is_some() {
            self.out.push_str("</a>");
            self.open_links -= 1;
        }
        next
    }

    /// Records a link to a page on another site. What is in a note is evidence, not news.
    pub(super) fn record_outward(&mut self, destination: &str, span: Span) {
        let destination = destination.trim_matches(' ');
        let lacks_scheme = destination.starts_with("//");
        // Most other links lead to pages and files of the site.
        if !lacks_scheme && !destination.starts_with(['h', 'H']) {
            return;
        }
        let whole = match lacks_scheme {
            true => WebAddress::parse(&format!("https:{destination}")),
            false => WebAddress::parse(destination),
        };
        let Ok(address) = whole else { return };
        let is_own = |base: &str| address.as_ref().starts_with(base);
        if !self.footnotes.open.is_empty() || self.links.reader.base.canonical().is_some_and(is_own) {
            return;
        }
        let heading = self.body.headings.len().checked_sub(1).map(|n| n as u32);
        self.body.outward.extend(address.page_mark().map(|page| Outward { page, span, heading }));
    }

    /// Begins a link. The first one to a dossier with a note gets the class that places the note
    /// beside it.
    pub(super) fn open_link(&mut self, href: &str, title: &str, to: Option<Target>) {
        self.out.push_str("<a");
        if let Some(Target::Dossier(dossier)) = to
            && let Some(number) = self.first_link(dossier)
        {
            self.put(format_args!(" class=\"n{number}\""));
        }
        self.out.push_str(" href=\"");
        escape_href(&mut self.out, href).expect("writing to a String succeeds");
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            self.escape(title);
        }
        self.out.push_str("\">");
    }

    /// Records the first link to a dossier. Returns the number of its note, if it has one.
    fn first_link(&mut self, dossier: DossierIdx) -> Option<usize> {
        if !self.mentions.first_links.insert(dossier) {
            return None;
        }
        self.body.linked.push(dossier);
        let has_note = self.links.reader.names.has_note(dossier);
        self.mentions.notes += usize::from(has_note);
        has_note.then_some(self.mentions.notes)
    }

    pub(super) fn image(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        at: usize,
    ) -> usize {
        let next = self.closing(at);
        if self.is_misplaced(kind, destination, range) && self.open_links == 0 {
            return self.link(kind, destination, title, range, at);
        }
        let alt = self.alt(at);
        let span = self.span(range);
        let resolved = match kind {
            LinkType::WikiLink { .. } => self.links.wiki(destination, span, &mut self.body, self.diags),
            _ => self.links.destination(destination, span, &mut self.body, self.diags),
        };
        let Some(resolved) = resolved else {
            let is_name = kind == LinkType::WikiLink { has_pothole: false };
            let title = self.links.title(destination).filter(|_| is_name);
            self.text(&title.unwrap_or(alt));
            return next;
        };
        if resolved.href.contains("://") {
            let message = "this image is on another host, so the page shows a link to it".to_owned();
            let help = "copy the image beside this file and write `![…](image.jpg)`".to_owned();
            self.links.report(self.diags, Code::ExternalImage, span, message, help);
            let text = if alt.trim().is_empty() { &resolved.href } else { &alt };
            self.link_in_place(&resolved.href, title, text);
            return next;
        }
        if alt.trim().is_empty() {
            // In a link the image is the text of the link.
            let code = if self.open_links > 0 { Code::MissingAlt } else { Code::DecorativeImage };
            let message = "this image has no alternative text".to_owned();
            let help = "say between the brackets what it shows: `![Two envoys at a table](…)`".to_owned();
            self.links.report(self.diags, code, span, message, help);
        }
        self.out.push_str("<img src=\"");
        escape_href(&mut self.out, &resolved.href).expect("writing to a String succeeds");
        self.out.push_str("\" alt=\"");
        self.escape(&alt);
        if let Some((width, height)) = resolved.size {
            self.put(format_args!("\" width=\"{width}\" height=\"{height}"));
        }
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            self.escape(title);
        }
        self.out.push_str("\" loading=\"lazy\">");
        next
    }

    /// The text of an image.
    pub(super) fn alt(&self, at: usize) -> String {
        let mut alt = String::new();
        for (event, _) in &self.events[at + 1..self.closing(at) - 1] {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        alt
    }

    /// A link in place of what is not shown. The words beside it are not joined to its own.
    pub(super) fn link_in_place(&mut self, href: &str, title: &str, text: &str) {
        let is_apart = |c: char| c.is_whitespace() || "([{>".contains(c);
        if !self.out.is_empty() && !self.out.ends_with(is_apart) {
            self.out.push(' ');
        }
        self.before = ' ';
        let is_in_link = self.open_links > 0 || self.elements.is_in("a");
        if !is_in_link {
            self.open_link(href, title, None);
        }
        self.text(text);
        if !is_in_link {
            self.out.push_str("</a>");
        }
        self.owes_space = true;
    }

    /// A paragraph that is only an image with a title becomes a figure with a caption.
    pub(super) fn figure(&mut self, at: usize) -> Option<usize> {
        let (Event::Start(Tag::Image { link_type, dest_url, title, .. }), range) = self.events.get(at + 1)?
        else {
            return None;
        };
        let next = self.closing(at + 1);
        let alone = matches!(self.events.get(next), Some((Event::End(TagEnd::Paragraph), _)));
        if !alone || title.is_empty() {
            return None;
        }
        self.out.push_str("<figure>");
        self.image(*link_type, dest_url, "", range, at + 1);
        self.out.push_str("<figcaption>");
        self.before = ' ';
        self.text(title);
        self.out.push_str("</figcaption></figure>\n");
        Some(next + 1)
    }
}
