//! Rows of tables whose last cells are not shown, because the head has fewer, and what looks like a table but is none
//! (GFM, Tables).

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::literal::{Told, shown, told};
use super::{Placed, unescaped};
use crate::diagnostic::Help;

/// The rows with more cells than the heads of their tables: the row, and how many are shown and typed.
pub(super) fn long_rows(events: &[Placed<'_>], body: &str) -> Vec<(Range<usize>, usize, usize)> {
    let mut columns = 0;
    let mut rows = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let typed = cells(&body[range.clone()]);
                if typed > columns {
                    rows.push((
                        range.start..range.start + body[range.clone()].trim_end().len(),
                        columns,
                        typed,
                    ));
                }
            }
            _ => {}
        }
    }
    rows
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    unescaped(row, "|").count() + usize::from(!row.ends_with('|') || row.ends_with("\\|"))
}

/// A line that belongs below the head of a table but makes none, and is shown as it was typed. `at` is where it begins
/// in a text, and `above` where the line above it in its paragraph does.
pub(super) fn no_table(body: &str, above: Option<usize>, at: usize) -> Option<Told> {
    let line_at = |at: usize| body[at..].lines().next().unwrap_or_default().trim_end();
    let line = line_at(at);
    if !is_below_head(line) || body[..at].ends_with('\\') {
        return None;
    }
    let head = above.map(line_at).filter(|above| unescaped(above, "|").next().is_some());
    let (wanted, typed) = (head.map_or(0, cells), cells(line));
    if wanted == 0 {
        return told(
            line,
            "does not make a table without a head",
            "write the names of the columns in a line above it",
        );
    }
    if wanted == typed {
        return told(line, "does not make a table within a text", "write an empty line above the head");
    }
    let help = match wanted > typed {
        true => {
            let whole = format!("{}{}|", line.trim_end_matches('|'), "|---".repeat(wanted - typed));
            Help::safe(format!("write one cell for each of the head: `{}`", shown(&whole)), whole)
        }
        false => "write as many cells in the head as in this line, with `|` between them".into(),
    };
    let number = |n| if n == 1 { "1 cell".to_owned() } else { format!("{n} cells") };
    let (wanted, typed) = (number(wanted), number(typed));
    told(line, &format!("does not make a table: the head has {wanted}, and this line {typed}"), help)
}

/// Whether a line is what stands between the head of a table and its rows.
fn is_below_head(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    };
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_drawn = line.contains('|') && (line.contains("--") || line.contains("|-"));
    line.starts_with(['|', '-', ':']) && is_drawn && inner.split('|').all(is_dashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_below_a_head_have_dashes_in_each_cell() {
        for line in ["|---|", "---|---", "| :--- | ---: |", ":-:|-", "|-", "|:--|"] {
            assert!(is_below_head(line), "{line}");
        }
        for line in ["---", "| -", "| - a |", "|", "||", "| |", ":", "a | -", "|--|:|", "| -- | — |", ""] {
            assert!(!is_below_head(line), "{line}");
        }
    }

    #[test]
    fn what_makes_no_table_says_why() {
        let said = |body: &str| {
            let at = body.rfind('\n').map_or(0, |at| at + 1);
            let above = at.checked_sub(1).map(|end| body[..end].rfind('\n').map_or(0, |at| at + 1));
            let (length, message, help) = no_table(body, above, at)?;
            assert_eq!(length, body[at..].trim_end().len());
            Some((message, help.to_string()))
        };
        for (body, why, help) in [
            ("| a | b |\n|---|", "the head has 2 cells, and this line 1 cell", "of the head: `|---|---|`"),
            ("a | b | c\n--- | :-:", "the head has 3 cells, and this line 2 cells", "`--- | :-:|---|`"),
            (
                "| a |\n|---|---|",
                "the head has 1 cell, and this line 2 cells",
                "write as many cells in the head",
            ),
            ("| a \\| b |\n|-|-|", "the head has 1 cell", "write as many cells"),
            (
                "Two\na | b\n---|---",
                "does not make a table within a text",
                "write an empty line above the head",
            ),
            ("Text\n|---|", "does not make a table without a head", "write the names of the columns"),
            ("|---|---|", "does not make a table without a head", "write the names of the columns"),
        ] {
            let (message, line) = said(body).unwrap_or_else(|| panic!("{body}"));
            assert!(message.contains(why) && line.contains(help), "{body}: {message}: {line}");
        }
        assert_eq!(said("a | b\nc | d"), None);
    }
}
