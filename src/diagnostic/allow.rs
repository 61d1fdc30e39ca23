//! Allowances: a comment of the writer lets a warning or note pass for one line.
//!
//! `# allow CODE: reason` in YAML, `<!-- dateline: allow CODE: reason -->` in Markdown. A comment
//! on a line of its own is about the next line, one behind something about that line.

use std::ops::Range;
use std::sync::Arc;

use super::{Code, Diagnostic, Place, Severity, Source, Span, nearest};

/// A line where a code is not to be reported.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// The code as typed.
    name: String,
    /// The comment.
    place: Place,
    /// The bytes of the line it is about.
    line: Range<usize>,
    has_reason: bool,
}

impl Allowance {
    /// The file it stands in.
    pub(super) fn file(&self) -> &str {
        &self.place.source.path
    }

    /// Lets go of all text but the line that is shown.
    pub(super) fn forget_text(&mut self) {
        self.place.cut();
    }

    /// Whether a problem is allowed by it. An error never is.
    pub(super) fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let Some(place) = &diagnostic.place else { return false };
        diagnostic.severity != Severity::Error
            && self.has_reason
            && diagnostic.code.name() == self.name
            && place.source.path == self.file()
            && self.line.contains(&(place.span.start as usize))
    }

    /// The problem of an allowance that allowed nothing.
    pub(super) fn unused(&self) -> Diagnostic {
        let code = Code::ALL.iter().find(|code| code.name() == self.name);
        let (message, help) = match code {
            None => {
                let names = Code::ALL.iter().map(|code| code.name());
                let near = nearest(&self.name, names).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "write the name in brackets of the problem".to_owned());
                (format!("there is no problem called `{}`", self.name), help)
            }
            Some(code) if code.severity() == Severity::Error => {
                ("an error cannot be allowed".to_owned(), "mend it, and remove this comment".to_owned())
            }
            Some(_) if !self.has_reason => {
                let help = format!("write `allow {}: …` and say why", self.name);
                ("this allowance gives no reason, so it does not count".to_owned(), help)
            }
            Some(_) => {
                let message = format!("`{}` is not reported for this line any more", self.name);
                (message, "remove the comment".to_owned())
            }
        };
        Diagnostic::at(Code::UnusedAllowance, self.place.clone(), message).help(help)
    }
}

/// The allowances of a file; `yaml` is the part of it that is YAML.
pub fn allowances(source: &Arc<Source>, yaml: Range<usize>) -> Vec<Allowance> {
    let text = source.text.as_str();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("allow ") {
        let line_start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let line_end = text[at..].find('\n').map_or(text.len(), |n| at + n);
        let before = &text[line_start..at];
        if !yaml.contains(&at) && is_in_code(&text[yaml.end.min(at)..at]) {
            continue;
        }
        let (mark, end) = if yaml.contains(&at) {
            let Some(hash) = before.rfind('#').filter(|hash| before[hash + 1..].trim().is_empty()) else {
                continue;
            };
            (hash, line_end)
        } else {
            let Some(open) = before.rfind("<!--") else { continue };
            if before[open + 4..].trim() != "dateline:" {
                continue;
            }
            let Some(close) = text[at..line_end].find("-->") else { continue };
            (open, at + close)
        };
        let rest = &text[at + "allow ".len()..end];
        let (name, reason) = rest.split_once(':').unwrap_or((rest, ""));
        // `# allow the reader to look it up` is a remark like any other.
        if name.trim().contains(char::is_whitespace) {
            continue;
        }
        let alone = before[..mark].trim().is_empty();
        let line = if alone { line_after(text, line_end) } else { None };
        let line = line.unwrap_or(line_start..line_end);
        let span = Span::new(line_start + mark..end);
        found.push(Allowance {
            name: name.trim().to_owned(),
            place: source.place(span),
            line,
            has_reason: !reason.trim().is_empty(),
        });
    }
    found
}

/// The line behind one that ends here, and behind further allowances on lines of their own.
fn line_after(text: &str, mut line_end: usize) -> Option<Range<usize>> {
    loop {
        let start = line_end + 1;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        line_end = rest.find('\n').map_or(text.len(), |n| start + n);
        let line = text[start..line_end].trim();
        let in_yaml = line.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with("allow "));
        let in_html = line
            .strip_prefix("<!--")
            .is_some_and(|rest| rest.trim_start().starts_with("dateline: allow ") && line.ends_with("-->"));
        if !in_yaml && !in_html {
            return Some(start..end_of_value(text, start));
        }
    }
}

/// The end of a line; of the lines of a text behind `>` or `|`, the end of the last.
fn end_of_value(text: &str, start: usize) -> usize {
    let line_at = |start: usize| &text[start..text[start..].find('\n').map_or(text.len(), |n| start + n)];
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = line_at(start);
    let mut end = start + first.len();
    while is_block(first) && end + 1 < text.len() {
        let line = line_at(end + 1);
        if !line.trim().is_empty() && indent(line) <= indent(first) {
            break;
        }
        end += 1 + line.len();
    }
    end
}

/// Whether the value of a line of YAML stands on the lines below it.
fn is_block(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['-', '+']);
    line.ends_with(": >") || line.ends_with(": |")
}

/// Whether the end of a piece of Markdown lies in a fenced block of code.
fn is_in_code(before: &str) -> bool {
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    before.lines().filter(is_fence).count() % 2 == 1
}
