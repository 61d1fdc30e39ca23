//! What is on pages only, including the theme's components: a fenced block with `{name}` after its fence, and
//! what the component is given as YAML inside.

use std::ops::Range;

use pulldown_cmark::Event;

use super::super::files::Files;
use super::Writer;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::model::graph::body::{Call, Embed, Embedded};
use crate::model::value::field::{Entries, Free, Spanned};
use crate::yaml;

/// Surrounds the number of an embed, where the embed begins and where it ends, while a body is written. No
/// text has it.
const MARK: char = '\u{1}';

/// What components call an address. It is checked like that of a link.
const URL: &str = "url";

/// Where there can be nothing that only pages show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A block quotation or alert.
    Quotation,
    /// A footnote.
    Note,
}

impl Place {
    /// What it is called in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Place::Quotation => "quotation",
            Place::Note => "note",
        }
    }
}

/// The name of the component that the words after a fence call: `{donate}`.
pub(in crate::markdown) fn called(info: &str) -> Option<&str> {
    let name = info.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_name.then_some(name)
}

impl Writer<'_> {
    /// Calls a component in place of the block that begins at a position.
    pub(super) fn embed(&mut self, name: &str, range: &Range<usize>, at: usize, next: usize) {
        let article = self.links.article;
        let body = article.body();
        let line = range.start..range.start + body[range.clone()].find('\n').unwrap_or(range.len());
        let fence = self.span(&line);
        let start = line.start + body[line.clone()].find(name).unwrap_or_default();
        let mut call = Call {
            name: Spanned {
                value: name.to_owned(),
                span: self.span(&(start..start + name.len())),
                key: fence,
            },
            given: Vec::new(),
            problems: Diagnostics::default(),
        };
        if let Some(inside) = self.inside(at + 1..next - 1) {
            if has_own_lines(&body[inside.clone()], &self.events[at + 1..next - 1]) {
                let Span { start, end } = self.span(&inside);
                let inside = start as usize..end as usize;
                let read = yaml::read::<Entries<Spanned<Free>>>(&article.source, inside, &mut call.problems);
                call.given = read.value.0;
                for (key, given) in &mut call.given {
                    let (links, body, diags) = (&self.links, &mut self.body, &mut call.problems);
                    // A component turns it into a link.
                    if let (URL, serde_json::Value::String(url)) = (&*key.value, &mut given.value.0)
                        && let Some(found) = links.destination(url, given.span, body, diags)
                    {
                        *url = found.href;
                    }
                    Files { links, body, diags, span: given.span, placed: 0 }.resolve(&mut given.value.0);
                }
            } else {
                let message = format!("`{{{name}}}` is in a quotation");
                let help = "move the block out of the quotation".to_owned();
                self.links.report(&mut call.problems, Code::BadEmbed, fence, message, help);
            }
        }
        self.replace_on_pages(|_| Embedded::Component(Box::new(call)));
        self.out.push('\n');
    }

    /// Writes what is shown where there is no page, and notes what takes its place on pages.
    pub(super) fn replace_on_pages(&mut self, write: impl FnOnce(&mut Self) -> Embedded) {
        let number = self.body.embeds.len();
        self.put(format_args!("{MARK}{number}{MARK}"));
        let what = write(self);
        self.put(format_args!("{MARK}{number}{MARK}"));
        self.body.embeds.push(Embed { what, at: 0..0 });
    }

    /// The lines between the fences of a block.
    fn inside(&self, events: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.events[events.clone()].first()?, self.events[events].last()?);
        let start = self.links.article.body()[..first.1.start].rfind('\n').map_or(0, |end| end + 1);
        Some(start..last.1.end)
    }
}

/// Whether lines hold only the text of a block, and not the marks of what it is in.
fn has_own_lines(lines: &str, events: &[super::Placed<'_>]) -> bool {
    let text: String = events
        .iter()
        .filter_map(|(event, _)| if let Event::Text(text) = event { Some(&**text) } else { None })
        .collect();
    lines.lines().map(str::trim).eq(text.lines().map(str::trim))
}

/// Takes the marks out of a finished body and sets each embed's place. One whose marks are not both there was
/// in raw HTML that was removed.
pub(super) fn settle(html: String, embeds: &mut Vec<Embed>) -> String {
    if embeds.is_empty() {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut places: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); embeds.len()];
    for (n, part) in html.split(MARK).enumerate() {
        match part.parse::<usize>().ok().filter(|_| n % 2 == 1).and_then(|number| places.get_mut(number)) {
            Some((start @ None, _)) => *start = Some(out.len()),
            Some((_, end)) => *end = Some(out.len()),
            None => out.push_str(part),
        }
    }
    let mut places = places.into_iter();
    embeds.retain_mut(|embed| {
        let Some((Some(start), Some(end))) = places.next() else { return false };
        embed.at = start..end;
        true
    });
    embeds.sort_by_key(|embed| embed.at.start);
    out
}
