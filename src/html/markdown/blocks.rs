//! The blocks of a Markdown text, and how they are written (CommonMark, 4 and 5; tables as in GFM).

use std::fmt::Write as _;

/// A block. Texts are finished lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(String),
    Heading(usize, String),
    Code(String),
    Quote(Vec<Block>),
    /// A list; a numbered one has the number it begins with.
    List(Option<u64>, Vec<Vec<Block>>),
    /// The rows of a table, the first of which is its head.
    Table(Vec<Vec<String>>),
    Rule,
}

/// The text of some blocks.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    write(blocks, "", false, &mut out);
    out
}

/// Writes blocks one below the other, every line but the first after what the blocks around them begin lines
/// with.
fn write(blocks: &[Block], margin: &str, is_tight: bool, out: &mut String) {
    let mut last: Option<&Block> = None;
    for block in blocks {
        if let Some(last) = last {
            if !(is_tight && can_interrupt(block)) {
                out.push_str(margin.trim_end());
                out.push('\n');
            }
            // Two lists one below the other would be one.
            if matches!((last, block), (Block::List(..), Block::List(..))) {
                _ = write!(out, "{margin}<!-- -->\n{}\n", margin.trim_end());
            }
            out.push_str(margin);
        }
        one(block, margin, out);
        last = Some(block);
    }
}

/// Whether a block is a list that begins below a paragraph without an empty line (CommonMark, 5.3).
fn can_interrupt(block: &Block) -> bool {
    matches!(block, Block::List(None | Some(1), items) if items.first().is_some_and(|item| !item.is_empty()))
}

fn one(block: &Block, margin: &str, out: &mut String) {
    match block {
        Block::Paragraph(text) => lines(text, margin, out),
        Block::Heading(level, text) => {
            // A heading is one line.
            let text = text.replace("\\\n", " ");
            _ = writeln!(out, "{} {text}", "#".repeat(*level));
        }
        Block::Code(code) => {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            lines(&format!("{fence}\n{}\n{fence}", code.trim_end_matches('\n')), margin, out);
        }
        Block::Quote(blocks) => {
            out.push_str("> ");
            write(blocks, &format!("{margin}> "), false, out);
        }
        Block::List(first, items) => list(*first, items, margin, out),
        Block::Table(rows) => {
            let width = rows.iter().map(Vec::len).max().unwrap_or_default();
            for (n, row) in rows.iter().enumerate() {
                if n > 0 {
                    out.push_str(margin);
                }
                let cells = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
                let cells: Vec<&str> = cells.collect();
                _ = writeln!(out, "| {} |", cells.join(" | "));
                if n == 0 {
                    _ = writeln!(out, "{margin}|{}", " --- |".repeat(width));
                }
            }
        }
        Block::Rule => out.push_str("***\n"),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>], margin: &str, out: &mut String) {
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push_str(margin);
        }
        let sign = first.map_or("- ".to_owned(), |first| format!("{}. ", first + n as u64));
        out.push_str(&sign);
        if item.is_empty() {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        }
        write(item, &format!("{margin}{}", " ".repeat(sign.len())), true, out);
    }
}

fn lines(text: &str, margin: &str, out: &mut String) {
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str(if line.is_empty() { margin.trim_end() } else { margin });
        }
        out.push_str(line);
        out.push('\n');
    }
}
