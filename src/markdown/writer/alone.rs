//! Images that are on lines of their own and are more than pictures: charts of series, sound and film.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::Writer;
use super::embeds::Place;
use crate::diagnostic::Code;
use crate::html::Html;
use crate::markdown::parse::{ends_inline, is_inline};
use crate::model::graph::body::{ChartCall, Embedded};
use crate::model::value::id::IdRef;
use crate::model::value::played::Played;

/// What the names of series begin with.
const SERIES: &str = "figures/";
/// How many charts can be side by side.
const MOST_CHARTS: usize = 12;

/// An image as it was typed.
pub(super) struct Image<'e> {
    /// The position of its start.
    pub(super) at: usize,
    kind: LinkType,
    pub(super) destination: &'e str,
    pub(super) title: &'e str,
    pub(super) range: &'e Range<usize>,
}

impl<'e> Image<'e> {
    /// The series whose chart it is, if it is one.
    fn series(&self) -> Option<&'e str> {
        series(self.kind, self.destination)
    }
}

/// The series that an image shows the chart of.
fn series(kind: LinkType, destination: &str) -> Option<&str> {
    let name = matches!(kind, LinkType::WikiLink { .. }).then(|| destination.trim())?;
    let id = name.strip_prefix(SERIES)?;
    Some(id.split('#').next().unwrap_or(id).trim_end_matches('\\').trim())
}

/// What an image plays, if it plays anything, and its media type. What is on another host is not played.
fn played(kind: LinkType, destination: &str) -> Option<(Played, &'static str)> {
    let is_here = !matches!(kind, LinkType::WikiLink { .. })
        && !destination.contains("://")
        && !destination.starts_with("//");
    Played::of(destination.split(['?', '#']).next()?).filter(|_| is_here)
}

impl<'a> Writer<'a> {
    /// Writes a block of text that begins at an event, if it contains nothing but charts or one thing to be
    /// played. Returns the position of its end.
    pub(super) fn alone(&mut self, first: usize) -> Option<usize> {
        let (images, end) = self.images(first)?;
        if self.no_place().is_some() {
            return None;
        }
        if images.iter().all(|image| image.series().is_some()) {
            self.charts(&images);
            return Some(end);
        }
        let [image] = &images[..] else { return None };
        let (played, media_type) = played(image.kind, image.destination)?;
        self.player(image, played, media_type);
        Some(end)
    }

    /// The images of a block of text, if it has nothing else, and where it ends.
    fn images(&self, first: usize) -> Option<(Vec<Image<'a>>, usize)> {
        let (mut images, mut at) = (Vec::new(), first);
        let events = self.events;
        loop {
            let (event, range) = events.get(at)?;
            match event {
                Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                    images.push(Image { at, kind: *link_type, destination: dest_url, title, range });
                    at = self.closing(at);
                    continue;
                }
                Event::SoftBreak | Event::HardBreak => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Start(tag) if !is_inline(tag) => break,
                Event::End(tag) if !ends_inline(*tag) => break,
                _ => return None,
            }
            at += 1;
        }
        (!images.is_empty()).then_some((images, at))
    }

    fn charts(&mut self, images: &[Image<'a>]) {
        if let Some(image) = images.get(MOST_CHARTS) {
            let message = format!("{} charts are side by side, and {MOST_CHARTS} are allowed", images.len());
            let help = "put an empty line before this one".to_owned();
            self.report(Code::MisplacedEmbed, image.range, message, help);
        }
        self.replace_on_pages(|writer| {
            writer.out.push_str("<p>");
            let mut calls = Vec::new();
            for (n, image) in images.iter().enumerate() {
                writer.out.push_str(if n > 0 { "<br>\n" } else { "" });
                calls.extend(writer.chart(image));
            }
            writer.out.push_str("</p>");
            calls.truncate(MOST_CHARTS);
            Embedded::Charts(calls)
        });
        self.out.push('\n');
    }

    /// Writes the link to a series, with its name or the words of the writer. Nothing to draw if it has no page.
    fn chart(&mut self, image: &Image<'a>) -> Option<ChartCall> {
        let span = self.span(image.range);
        let resolved = self.links.wiki(image.destination, span, &mut self.body, self.diags);
        let title = self.links.title(image.destination);
        let has_caption = image.kind == LinkType::WikiLink { has_pothole: true };
        let caption = has_caption.then(|| self.alt(image.at)).filter(|caption| !caption.trim().is_empty());
        self.before = ' ';
        if let Some(resolved) = &resolved {
            self.open_link(&resolved.href, "", None);
        }
        let start = self.out.len();
        match (&caption, title) {
            (Some(caption), _) => self.text(caption),
            (None, Some(title)) => self.text(&title),
            (None, None) => self.text(image.destination),
        }
        let caption = caption.map(|_| Html::trusted(self.out[start..].to_owned()));
        self.before = ' ';
        resolved.map(|_| {
            self.out.push_str("</a>");
            ChartCall { series: IdRef::new(image.series().unwrap_or_default()), caption }
        })
    }

    /// What this is in, if an embed cannot be in it.
    pub(super) fn no_place(&self) -> Option<Place> {
        match () {
            () if !self.quotations.is_empty() => Some(Place::Quotation),
            () if !self.footnotes.open.is_empty() => Some(Place::Note),
            () => None,
        }
    }

    /// Reports an image that is a chart or a player and is not on a line of its own. Returns whether it is
    /// one.
    pub(super) fn is_misplaced(&mut self, kind: LinkType, destination: &str, range: &Range<usize>) -> bool {
        let (typed, nothing) = match (series(kind, destination), played(kind, destination)) {
            (Some(_), _) => (format!("![[{destination}]]"), "no chart is shown"),
            (_, Some(_)) => (destination.to_owned(), "nothing is played"),
            _ => return false,
        };
        let (message, help) = match self.no_place() {
            Some(place) => (
                format!("`{typed}` is in a {}, where {nothing}", place.name()),
                format!("put it on a line of its own outside the {}", place.name()),
            ),
            None => (
                format!("`{typed}` is inside a text, where {nothing}"),
                "put it on a line of its own, with an empty line before and after it".to_owned(),
            ),
        };
        self.report(Code::MisplacedEmbed, range, message, help);
        true
    }
}
