//! Rows of tables whose last cells are not shown, because the head has fewer (GFM, Tables).

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Placed, unescaped};

/// The rows with more cells than the heads of their tables: the row, and how many are shown and typed.
pub(super) fn long_rows(events: &[Placed<'_>], body: &str) -> Vec<(Range<usize>, usize, usize)> {
    let mut columns = 0;
    let mut rows = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let row = body[range.clone()].trim();
                let row = row.strip_prefix('|').unwrap_or(row);
                let bars = unescaped(row, "|").count();
                let typed = bars + usize::from(!row.ends_with('|') || row.ends_with("\\|"));
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
