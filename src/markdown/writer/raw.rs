//! Raw HTML, with its links resolved and what is removed reported.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::diagnostic::{Code, Span};
use crate::markdown::raw_html::{self, Finding};
use crate::model::config::RawHtml;

impl Writer<'_> {
    /// A block of raw HTML arrives a line an event; it is read as one piece.
    pub(super) fn html_block(&mut self, range: &Range<usize>, at: usize) -> usize {
        let next = self.closing(at);
        let mut html = String::new();
        for (event, _) in &self.events[at + 1..next - 1] {
            if let Event::Html(line) | Event::Text(line) = event {
                html.push_str(line);
            }
        }
        self.raw(&html, range);
        next
    }

    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        self.before = '>';
        if self.links.reader.raw_html == RawHtml::Escape {
            if is_comment(html) {
                return;
            }
            return self.escape(html);
        }
        self.has_raw_html = true;
        let source = self.links.article.body();
        // The lines of a block may have marks of lists and quotations before them.
        let whole = source.get(range.clone()).is_some_and(|text| text.starts_with(html));
        let place = |within: Range<usize>| {
            if whole { range.start + within.start..range.start + within.end } else { range.clone() }
        };
        let offset = self.links.article.body.start as usize;
        let span = |within| {
            let range: Range<usize> = place(within);
            Span::new(offset + range.start..offset + range.end)
        };
        let mut findings = Vec::new();
        let (links, body, diags) = (&self.links, &mut self.body, &mut *self.diags);
        let html = raw_html::scan(
            html,
            &mut self.open_html,
            |finding, within| findings.push((finding, span(within))),
            |value, within, is_image| {
                let resolved = links.destination(value, span(within.clone()), body, diags)?;
                if is_image && resolved.href.contains("://") {
                    let message = "this image lies on another host and is left out".to_owned();
                    let help = "copy the image beside this file".to_owned();
                    links.report(diags, Code::ExternalImage, span(within), message, Some(help));
                    return None;
                }
                Some(resolved.href)
            },
        );
        for (finding, span) in findings {
            let (message, help) = match finding {
                Finding::TooDeep if self.is_deep => continue,
                Finding::TooDeep => {
                    self.is_deep = true;
                    let message = format!("more than {} HTML elements are open here", raw_html::MOST_OPEN);
                    let help = "end each element with its tag, such as `</b>`".to_owned();
                    self.links.report(self.diags, Code::DeepNesting, span, message, Some(help));
                    continue;
                }
                Finding::NoAlt => {
                    let message = "this image has no alternative text".to_owned();
                    let help =
                        "say what it shows: `<img src=\"…\" alt=\"Two envoys at a table\">`".to_owned();
                    self.links.report(self.diags, Code::MissingAlt, span, message, Some(help));
                    continue;
                }
                Finding::Tag(name) => (
                    format!("the element `<{name}>` is removed from the page"),
                    "write it in Markdown, or put it in backticks to show it as code".to_owned(),
                ),
                Finding::Attribute(tag, name) => (
                    format!("the attribute `{name}` of `<{tag}>` is removed from the page"),
                    "remove it; looks belong in the theme's style sheet".to_owned(),
                ),
            };
            self.links.report(self.diags, Code::HtmlRemoved, span, message, Some(help));
        }
        self.out.push_str(&html);
    }
}

/// Whether this is nothing but a comment, such as an allowance, which no reader is to see.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->") == html.len().checked_sub(3)
}
