//! Allowances: a comment by the writer lets a warning or note pass for one line.
//!
//! `# allow CODE: reason` in YAML, `<!-- dateline: allow CODE: reason -->` in Markdown. A comment on a line
//! of its own is about the next line; one after something is about that line.

use std::ops::Range;
use std::sync::Arc;

use super::{Code, Diagnostic, Help, Place, Safety, Severity, Source, Span};

/// A line where a code is not to be reported.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// The code as typed.
    name: String,
    /// The comment.
    place: Place,
    /// What goes with it when it is removed: its line if nothing else is there, otherwise the space before it.
    all: Place,
    /// The bytes of the line it is about.
    line: Range<usize>,
    has_reason: bool,
}

impl Allowance {
    /// The file it is in, and the code it names.
    pub(super) fn about(&self) -> (&str, &str) {
        (&self.place.source.path, &self.name)
    }

    /// The bytes of the line it is about.
    pub(super) fn line(&self) -> Range<usize> {
        self.line.clone()
    }

    /// Whether it says why; otherwise it allows nothing.
    pub(super) fn counts(&self) -> bool {
        self.has_reason
    }

    /// Drops all text except what is shown of it.
    pub(super) fn forget_text(&mut self, last: &mut Arc<Source>) {
        self.place.cut(last);
        self.all.cut(last);
    }

    /// The problem of an allowance that allowed nothing.
    pub(super) fn unused(&self) -> Diagnostic {
        let code = Code::ALL.iter().find(|code| code.name() == self.name);
        let (message, help, safety) = match code {
            None => {
                let help = Code::did_you_mean(&self.name)
                    .unwrap_or_else(|| "write the problem's name, as shown in brackets".into());
                (format!("there is no problem called `{}`", self.name), help, None)
            }
            Some(code) if code.severity() == Severity::Error => {
                ("an error cannot be allowed".to_owned(), "fix it, and remove this comment".into(), None)
            }
            Some(_) if !self.has_reason => {
                let help = format!("write `allow {}: …` and say why", self.name).into();
                ("this allowance gives no reason, so it does not count".to_owned(), help, None)
            }
            Some(code) => {
                let message = format!("`{}` is not reported for this line any more", self.name);
                // That one is only looked for where the published site is given.
                let is_seen = *code != Code::LostAnchor;
                let safety = if is_seen { Safety::Safe } else { Safety::Unsafe };
                (message, Help::from("remove the comment"), Some(safety))
            }
        };
        let problem = Diagnostic::at(Code::UnusedAllowance, self.place.clone(), message).help(help);
        match safety {
            Some(safety) => problem.fixed_by(safety, self.all.clone(), ""),
            None => problem,
        }
    }
}

/// What the last allowances of a file are about if no other line follows.
const NO_LINE: Range<usize> = usize::MAX..usize::MAX;

/// The allowances of a file; `yaml` is the part of it that is YAML.
pub fn allowances(source: &Arc<Source>, yaml: Range<usize>) -> Vec<Allowance> {
    let text = source.text.as_str();
    let mut found = Vec::new();
    if memchr::memmem::find(text.as_bytes(), b"allow ").is_none() {
        return found;
    }
    let (mut start, mut fences) = (0, 0);
    // The line that the allowances on lines of their own were about last.
    let mut about = 0..0;
    for whole_line in text.split_inclusive('\n') {
        let end = start + whole_line.trim_end_matches('\n').len();
        let in_yaml = yaml.contains(&start);
        if start >= yaml.end && is_fence(whole_line) {
            fences += 1;
        }
        if in_yaml || fences % 2 == 0 {
            for Comment { range, name, has_reason } in comments(&text[start..end], in_yaml) {
                let alone = text[start..start + range.start].trim().is_empty();
                if alone && about.start <= end {
                    about = line_after(text, end).unwrap_or(NO_LINE);
                }
                let line = if alone && about != NO_LINE { about.clone() } else { start..end };
                let place = |range: Range<usize>| source.place(Span::new(range));
                let close = if in_yaml { 0 } else { "-->".len() };
                let all = match alone && text[start + range.end + close..end].trim().is_empty() {
                    true => start..start + whole_line.len(),
                    false => {
                        start + text[start..start + range.start].trim_end().len()..start + range.end + close
                    }
                };
                let (place, all) = (place(start + range.start..start + range.end), place(all));
                found.push(Allowance { name: name.to_owned(), place, all, line, has_reason });
            }
        }
        start += whole_line.len();
    }
    found
}

/// A comment of one line that allows something.
struct Comment<'l> {
    range: Range<usize>,
    name: &'l str,
    has_reason: bool,
}

/// The comments of a line: one in YAML goes on to its end.
fn comments(line: &str, in_yaml: bool) -> Vec<Comment<'_>> {
    let ends: Vec<usize> =
        if in_yaml { Vec::new() } else { line.match_indices("-->").map(|(at, _)| at).collect() };
    let comment = |(at, mark): (usize, &str)| {
        let before = line[..at].trim_end();
        let (before, end) = if in_yaml {
            (before.strip_suffix('#')?, line.len())
        } else {
            let before = before.strip_suffix("dateline:")?.trim_end().strip_suffix("<!--")?;
            (before, *ends.get(ends.partition_point(|end| *end < at))?)
        };
        let rest = line.get(at + mark.len()..end)?;
        let (name, reason) = rest.split_once(':').unwrap_or((rest, ""));
        // `# allow the reader to look it up` is a comment like any other.
        let is_one = !name.trim().contains(char::is_whitespace);
        let has_reason = !reason.trim().is_empty();
        is_one.then(|| Comment { range: before.len()..end, name: name.trim(), has_reason })
    };
    line.match_indices("allow ").filter_map(comment).collect()
}

/// The line after one that ends here, and after further allowances on lines of their own.
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

/// The end of a line; of the lines of a text after `>` or `|`, the end of the last.
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

/// Whether the value of a line of YAML is on the lines below it.
fn is_block(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['-', '+']);
    line.ends_with(": >") || line.ends_with(": |")
}

/// Whether a line begins or ends a fenced block of code.
fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~")
}
