//! Links and images.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::escape_href;

use super::Writer;
use crate::diagnostic::Code;
use crate::model::id::{DossierIdx, Target};

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
        if let LinkType::WikiLink { has_pothole } = kind {
            let resolved = self.links.wiki(destination, span, &mut self.body, self.diags);
            let next = self.closing(at);
            if let Some(resolved) = &resolved {
                self.open_link(&resolved.href, "", self.lead(at));
            }
            match self.links.title(destination).filter(|_| !has_pothole) {
                Some(title) => self.text(&title),
                None => self.inner(at, next),
            }
            if resolved.is_some() {
                self.out.push_str("</a>");
            }
            return next;
        }
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        match self.links.destination(&destination, span, &mut self.body, self.diags) {
            Some(resolved) => {
                self.open_link(&resolved.href, title, self.lead(at));
                at + 1
            }
            None => {
                let next = self.closing(at);
                self.inner(at, next);
                next
            }
        }
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

    /// Records the first link to a dossier. Gives the number of its note, if it has one.
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
        let mut alt = String::new();
        for (event, _) in &self.events[at + 1..next - 1] {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
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
            let message = "this image lies on another host, so the page shows a link to it".to_owned();
            let help = "copy the image beside this file and write `![…](image.jpg)`".to_owned();
            self.links.report(self.diags, Code::ExternalImage, span, message, Some(help));
            self.open_link(&resolved.href, title, None);
            self.text(if alt.is_empty() { &resolved.href } else { &alt });
            self.out.push_str("</a>");
            return next;
        }
        if alt.trim().is_empty() {
            let message = "this image has no alternative text".to_owned();
            let help = "say between the brackets what it shows: `![Two envoys at a table](…)`".to_owned();
            self.links.report(self.diags, Code::MissingAlt, span, message, Some(help));
        }
        self.out.push_str("<img src=\"");
        escape_href(&mut self.out, &resolved.href).expect("writing to a String succeeds");
        self.out.push_str("\" alt=\"");
        self.escape(&alt);
        if let Some((width, height)) = resolved.size {
            self.put(format_args!("\" width=\"{width}\" height=\"{height}"));
        }
        self.out.push_str("\" loading=\"lazy\">");
        next
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
