//! Lists of attributes of kramdown, `{: .class #id}` behind or below something: ids of headings stay, classes of alerts
//! become alerts, the rest is left out.

use super::{alert_kind, code, is_within};
use crate::import::report::Report;

/// A text of kramdown without its lists of attributes: `{: .class}` behind or below something.
pub(super) fn without_attributes(text: &str, report: &mut Report) -> String {
    if !text.contains("{:") {
        return text.to_owned();
    }
    let code = code(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // The nearest end of a list or a line.
    let mut stop = 0;
    for (found, _) in text.match_indices("{:") {
        if stop < found {
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
        if is_alone(&out)
            && let Some(kind) = inside.split_whitespace().find_map(alert_class)
            && alert_above(&mut out, kind)
        {
            report.turned("classes of kramdown", "alerts", 1);
            continue;
        }
        if inside.trim_start_matches(':') == "toc" && without_list(&mut out) {
            report.left_out("tables of contents", 1);
            continue;
        }
        let id = inside.split_whitespace().find_map(|word| word.strip_prefix('#'));
        let line = out.trim_end_matches(['\n', '\r', ' ']).rsplit('\n').next().unwrap_or_default();
        match id.filter(|_| line.trim_start().starts_with('#')) {
            // The id of the heading above, or of the one that it stands behind.
            Some(id) => {
                out.truncate(out.trim_end_matches(['\n', '\r', ' ']).len());
                out.push_str(&format!(" {{#{id}}}"));
                report.turned("ids of headings", "{#ids} that are typed", 1);
            }
            None => report.left_out("attributes of kramdown", 1),
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Takes the list from the end of a text in whose place a table of contents was. Whether it did.
fn without_list(out: &mut String) -> bool {
    let end = out.trim_end_matches([' ', '\t']).len();
    let last = out[..end].trim_end_matches('\n').len();
    let start = out[..last].rfind("\n\n").map_or(0, |at| at + 2);
    let is_item = |line: &str| line.starts_with(['*', '-', '+', ' ']) || line.starts_with("1.");
    let is_list =
        !out[start..end].trim().is_empty() && out[start..end].trim_start_matches('\n').lines().all(is_item);
    if is_list {
        out.truncate(start);
    }
    is_list
}

/// Whether nothing stands before a place on its line.
fn is_alone(before: &str) -> bool {
    before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty())
}

/// The kind of alert that a class of a theme stands for: `.prompt-tip`, `.notice--warning`, `.note`.
fn alert_class(word: &str) -> Option<&'static str> {
    let class = word.strip_prefix('.')?;
    let starts = ["prompt-", "notice--", "alert-", "callout-", "message-"];
    let kind = starts.iter().find_map(|start| class.strip_prefix(start)).unwrap_or(class);
    if kind == "notice" { Some("NOTE") } else { alert_kind(kind) }
}

/// Makes an alert of the paragraph or quotation that a text ends with. Whether it did.
fn alert_above(out: &mut String, kind: &str) -> bool {
    let end = out.trim_end_matches([' ', '\t']).len();
    if !out[..end].ends_with('\n') || out[..end].ends_with("\n\n") {
        return false;
    }
    let start = out[..end - 1].rfind("\n\n").map_or(0, |at| at + 2);
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
    out.pop();
    true
}
