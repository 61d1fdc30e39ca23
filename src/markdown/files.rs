//! Files beside pages in a writer's own data: `extra` in the front matter, and what embeds are given.

use serde_json::Value;

use super::resolve::Links;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::graph::body::Body;

/// How many file names are looked for in the text. Further problems are reported at the whole value.
const MOST_PLACED: usize = 50;

/// Gives files in a value their addresses.
pub(super) struct Files<'a> {
    pub(super) links: &'a Links<'a>,
    pub(super) body: &'a mut Body,
    pub(super) diags: &'a mut Diagnostics,
    /// Where the value is.
    pub(super) span: Span,
    /// How many problems were placed.
    pub(super) placed: usize,
}

impl Files<'_> {
    /// Adds the address as `href` to every mapping in a value that names a `file`, with `width` and `height`
    /// if the file is a picture. Returns how many there were.
    pub(super) fn resolve(&mut self, value: &mut Value) -> usize {
        match value {
            Value::Array(items) => items.iter_mut().map(|item| self.resolve(item)).sum(),
            Value::Object(map) => {
                let count: usize = map.values_mut().map(|value| self.resolve(value)).sum();
                let Some(Value::String(file)) = map.get("file") else { return count };
                if file.trim().is_empty() {
                    self.nameless();
                    return count;
                }
                let mut problems = Diagnostics::default();
                let found = self.links.destination(file, self.span, self.body, &mut problems);
                if problems.has_errors() || problems.has_warnings() {
                    let at = self.place_of(file);
                    self.links.destination(file, at, &mut Body::default(), self.diags);
                }
                let Some(found) = found else { return count };
                map.insert("href".to_owned(), found.href.into());
                if let Some((width, height)) = found.size {
                    map.insert("width".to_owned(), width.into());
                    map.insert("height".to_owned(), height.into());
                }
                count + 1
            }
            _ => 0,
        }
    }

    /// Reports a file without a name, at the whole value: nothing in it can be looked for.
    fn nameless(&mut self) {
        let place = self.links.article.place(self.span);
        let help = "write the name of a file beside the page, or remove `file`";
        self.diags.report(Diagnostic::at(Code::BrokenLink, place, "this `file` has no name").help(help));
    }

    /// Where a text first occurs within the value; the whole value if it does not occur there as it is.
    fn place_of(&mut self, text: &str) -> Span {
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        self.placed += 1;
        let value = self.links.article.source.text.get(start..end).filter(|_| self.placed <= MOST_PLACED);
        match value.and_then(|value| value.find(text)) {
            Some(at) => Span::new(start + at..start + at + text.len()),
            None => self.span,
        }
    }
}
