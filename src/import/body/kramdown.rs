//! kramdown's attribute lists, `{: .class #id}` after or below something: ids of headings stay, classes of
//! alerts become alerts, and the rest is left out.

use super::{alert_kind, code, is_within};
use crate::import::report::Report;

/// A kramdown text without its attribute lists: `{: .class}` after or below something.
pub(super) fn without_attributes(text: &str, report: &mut Report) -> String {
    if !text.contains("{:") {
        return text.to_owned();
    }
    let code = code(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // The nearest end of a list or a line.
    let mut stop = 0;
    // Where the last attributes were: what they are for ends there.
    let mut from = 0;
    for (found, _) in text.match_indices("{:") {
        if stop <= found {
            stop = text[found..].find(['}', '\n']).map_or(text.len(), |end| found + end);
        }
        if found < at || !text[stop..].starts_with('}') || is_within(&code, found) {
            continue;
        }
        let inside = &text[found + 2..stop];
        if inside.contains('{')
            || !(inside.starts_with([' ', '.', '#', ':', '/']) || inside.contains('=') || inside == "toc")
        {
            continue;
        }
        out.push_str(&text[at..found]);
        at = stop + 1;
        let is_alone = out.trim_end_matches([' ', '\t']).ends_with('\n');
        carry_out(inside, from.min(out.len()), &mut out, report);
        if is_alone {
            from = out.len();
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Turns attributes into what exists for them here. What they are for is at the end of the text, not before
/// `from`.
fn carry_out(inside: &str, from: usize, out: &mut String, report: &mut Report) {
    if let Some(kind) = inside.split_whitespace().find_map(alert_class)
        && alert_above(out, from, kind)
    {
        return report.turned("kramdown classes", "alerts", 1);
    }
    if inside.trim_start_matches(':') == "toc" && without_list(out, from) {
        return report.left_out("tables of contents", 1);
    }
    if let Some(id) = inside.split_whitespace().find_map(|word| word.strip_prefix('#')) {
        let end = out.trim_end_matches(['\n', '\r', ' ']).len();
        let line = out[..end].rsplit('\n').next().unwrap_or_default();
        if line.trim_start().starts_with('#') {
            // The id of the heading above, or of the one that it follows.
            out.truncate(end);
            out.push_str(&format!(" {{#{id}}}"));
            return report.turned("heading ids", "typed {#ids}", 1);
        }
    }
    report.left_out("kramdown attributes", 1);
}

/// Removes from the end of a text the list that a table of contents replaced. Returns whether it did.
fn without_list(out: &mut String, from: usize) -> bool {
    let end = out.trim_end_matches([' ', '\t']).len();
    if !out[..end].ends_with('\n') || end <= from {
        return false;
    }
    let last = out[..end].trim_end_matches('\n').len().max(from);
    let start = out[from..last].rfind("\n\n").map_or(from, |at| from + at + 2);
    let is_item = |line: &str| line.starts_with(['*', '-', '+', ' ']) || line.starts_with("1.");
    let is_list =
        !out[start..end].trim().is_empty() && out[start..end].trim_start_matches('\n').lines().all(is_item);
    if is_list {
        out.truncate(start);
    }
    is_list
}

/// The kind of alert that a theme's class stands for: `.prompt-tip`, `.notice--warning`, `.note`.
fn alert_class(word: &str) -> Option<&'static str> {
    let class = word.strip_prefix('.')?;
    let starts = ["prompt-", "notice--", "alert-", "callout-", "message-"];
    let kind = starts.iter().find_map(|start| class.strip_prefix(start)).unwrap_or(class);
    if kind == "notice" { Some("NOTE") } else { alert_kind(kind) }
}

/// Turns the paragraph or quotation that a text ends with into an alert. Returns whether it did.
fn alert_above(out: &mut String, from: usize, kind: &str) -> bool {
    let end = out.trim_end_matches([' ', '\t']).len();
    if !out[..end].ends_with('\n') || out[..end].ends_with("\n\n") || end <= from {
        return false;
    }
    let start = out[from..end - 1].rfind("\n\n").map_or(from, |at| from + at + 2);
    let block = out[start..end].trim_start_matches('\n').to_owned();
    let is_other = |line: &str| line.starts_with(['#', '|', '-', '*', '+', '`', '~', '<', '!', ' ', '{']);
    if block.trim().is_empty()
        || block.lines().any(is_other)
        || block.starts_with(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    out.truncate(end - block.len());
    out.push_str(&format!("> [!{kind}]\n"));
    for line in block.lines() {
        out.push_str(&if line.starts_with('>') { format!("{line}\n") } else { format!("> {line}\n") });
    }
    // What comes next is a paragraph of its own.
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_those_of_what_stands_above_them() {
        let of = |text: &str| without_attributes(text, &mut Report::default());
        assert_eq!(of("a\n{: .note}\nb\n{: .prompt-tip}\n\nc\n"), "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n\n\nc\n");
        assert_eq!(of("> a\n{: .notice--danger }\n"), "> [!CAUTION]\n> a\n\n");
        assert_eq!(of("## A\n{: #b }\n\ntext\n{: .lead}\n"), "## A {#b}\n\ntext\n\n");
        assert_eq!(of("x\n\n* TOC\n{:toc}\ny"), "x\n\n\ny");
        assert_eq!(of("a {: .note} é\n{: .note}"), "> [!NOTE]\n> a  é\n");
        assert_eq!(of("a \n  {: .x}{:toc} {: .note}é"), "a \n   é");
        assert_eq!(of("{: .note}{:toc}\n- a\n\n{: .tip}"), "\n- a\n\n");
    }
}
