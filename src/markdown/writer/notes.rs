//! Citations of sources, and footnotes.

use std::collections::HashMap;
use std::ops::Range;

use super::Writer;
use crate::diagnostic::Code;
use crate::model::letters::id as in_form;

/// Footnotes, gathered on the way and written at the end.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Where each label is defined.
    pub(super) defined: HashMap<&'a str, Range<usize>>,
    /// Labels in order of first use, with the number of uses.
    pub(super) used: Vec<(&'a str, usize)>,
    /// The position of each label among those.
    pub(super) numbers: HashMap<&'a str, usize>,
    /// The finished text of each label.
    pub(super) written: HashMap<&'a str, String>,
    /// The definitions being written, each with what was written before it.
    pub(super) open: Vec<(&'a str, String)>,
}

impl<'a> Writer<'a> {
    pub(super) fn footnote(&mut self, label: &'a str, range: &Range<usize>) {
        if self.footnotes.defined.contains_key(label) {
            let Footnotes { used, numbers, .. } = &mut self.footnotes;
            let at = *numbers.entry(label).or_insert_with(|| {
                used.push((label, 0));
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
        let Some(source) = names.source(label) else {
            // What may be among the sources that could not be read is told there.
            if !names.knows_all_sources() {
                return;
            }
            let near = names.nearest_source(label);
            // The source that is meant is cited, but for the slip.
            near.iter().filter_map(|near| names.source(near)).for_each(|near| _ = self.cite(near));
            let help = near.map(|near| format!("did you mean `[^{near}]`?")).unwrap_or_else(|| {
                format!("add `{label}` to `sources` in the front matter, or a line `[^{label}]: …`")
            });
            let message = format!("`[^{label}]` is neither a source nor a footnote of this file");
            let span = self.span(range);
            self.links.report(self.diags, Code::UndefinedFootnote, span, message, Some(help));
            return;
        };
        let label = &*in_form(label);
        let uses = self.cite(source);
        let id = repeated("cite", label, uses);
        match uses {
            // The note on a source stands beside its first citation.
            1 => self.put(format_args!("<sup class=\"cite s{}\"><a id=\"", source + 1)),
            _ => self.out.push_str("<sup class=\"cite\"><a id=\""),
        }
        self.escape(&id);
        self.out.push_str("\" href=\"#source-");
        self.escape(label);
        self.out.push_str("\" aria-label=\"");
        let spoken = format!("{} {}", self.links.reader.labels.source, source + 1);
        self.escape(&spoken);
        self.put(format_args!("\">{}</a></sup>", source + 1));
    }

    /// Counts a citation of a source. How many there are now.
    fn cite(&mut self, source: usize) -> usize {
        if self.body.cites.len() <= source {
            self.body.cites.resize(source + 1, 0);
        }
        self.body.cites[source] += 1;
        self.body.cites[source]
    }

    pub(super) fn footnote_end(&mut self) {
        let Some((label, before)) = self.footnotes.open.pop() else { return };
        let written = std::mem::replace(&mut self.out, before);
        self.footnotes.written.entry(label).or_insert(written);
    }

    pub(super) fn write_footnotes(&mut self) {
        let mut unused: Vec<_> =
            self.footnotes.defined.iter().map(|(label, range)| (range.start, *label)).collect();
        unused.retain(|(_, label)| !self.footnotes.numbers.contains_key(label));
        unused.sort_unstable();
        for (_, label) in unused {
            let span = self.span(&self.footnotes.defined[label]);
            let message = format!("the footnote `[^{label}]` is never used");
            let help = format!("write `[^{label}]` in the text, or remove the footnote");
            self.links.report(self.diags, Code::UnusedFootnote, span, message, Some(help));
        }
        if self.footnotes.used.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"notes\" aria-label=\"");
        self.escape(&self.links.reader.labels.notes);
        self.out.push_str("\">\n<ol class=\"lettered\">\n");
        for (n, (label, uses)) in std::mem::take(&mut self.footnotes.used).into_iter().enumerate() {
            let mark = letters(n);
            let text = self.footnotes.written.remove(label).unwrap_or_default();
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
