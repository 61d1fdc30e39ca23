//! Rows as a table for people, as JSON and as CSV for programs.

use serde_json::{Number, Value as Json};

use super::{Column, Holds, List, Row, Value};
use crate::language::letters;

/// What separates two columns.
const GAP: &str = "  ";
/// No column is cut to less than this.
const LEAST: usize = 8;

/// The columns that a table shows, each as wide as it needs to be; on a terminal of a given width, the widest
/// are cut.
pub fn table(list: &List, rows: &[Row], width: Option<usize>) -> String {
    let shown: Vec<(usize, &Column)> =
        list.columns.iter().enumerate().filter(|(_, column)| column.is_shown).collect();
    let cell = |row: &Row, at: usize| row[at].plain().replace(['\n', '\t'], " ");
    let lines: Vec<Vec<String>> =
        rows.iter().map(|row| shown.iter().map(|(at, _)| cell(row, *at)).collect()).collect();
    let head: Vec<String> = shown.iter().map(|(_, column)| column.name.to_uppercase()).collect();
    let mut widths: Vec<usize> = (0..shown.len())
        .map(|n| lines.iter().chain([&head]).map(|line| columns(&line[n])).max().unwrap_or_default())
        .collect();
    if let Some(width) = width {
        fit(&mut widths, width.saturating_sub(GAP.len() * (shown.len() - 1)));
    }
    let mut out = String::new();
    for line in [&head].into_iter().chain(&lines) {
        let cells = line.iter().zip(&widths).zip(&shown).map(|((text, width), (_, column))| {
            let text = cut(text, *width);
            let fill = " ".repeat(width - columns(&text));
            match column.holds {
                Holds::Number | Holds::Age => fill + &text,
                _ => text + &fill,
            }
        });
        let cells: Vec<String> = cells.collect();
        out.push_str(cells.join(GAP).trim_end());
        out.push('\n');
    }
    out
}

/// Narrows the widest columns until all fit.
fn fit(widths: &mut [usize], most: usize) {
    while widths.iter().sum::<usize>() > most {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > LEAST) else { return };
        *widest -= 1;
    }
}

/// How many columns a text takes on a terminal.
fn columns(text: &str) -> usize {
    text.chars().map(wide).sum()
}

fn wide(c: char) -> usize {
    match c {
        _ if letters::is_passed_over(c) || letters::is_mark(c) => 0,
        _ if letters::is_east_asian(c, true) => 2,
        _ => 1,
    }
}

fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let kept = text.chars().take_while(|c| match left.checked_sub(wide(*c)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    kept.collect::<String>() + "…"
}

/// A list of objects with all columns as keys, one on each line. An absent value is `null`; several texts are a list.
pub fn json(list: &List, rows: &[Row]) -> String {
    let value = |value: &Value, holds: Holds| match value {
        Value::None if holds == Holds::Texts => Json::Array(Vec::new()),
        Value::None => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Texts(texts) => texts.iter().cloned().map(Json::String).collect(),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Json::from(*number as i64),
        Value::Number(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
    };
    let objects: Vec<String> = rows
        .iter()
        .map(|row| {
            // In the order of the columns, which a map of `serde_json` does not keep.
            let entries = list.columns.iter().zip(row);
            let entries = entries
                .map(|(column, of)| format!("{}:{}", Json::from(column.name), value(of, column.holds)));
            format!("  {{{}}}", entries.collect::<Vec<_>>().join(","))
        })
        .collect();
    match objects.is_empty() {
        true => "[]\n".to_owned(),
        false => format!("[\n{}\n]\n", objects.join(",\n")),
    }
}

/// A line with the names of all columns, and a line for each row (RFC 4180).
pub fn csv(list: &List, rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = "writing to memory succeeds";
    writer.write_record(list.columns.iter().map(|column| column.name)).expect(written);
    for row in rows {
        writer.write_record(row.iter().map(|value| safe(value.plain()))).expect(written);
    }
    String::from_utf8(writer.into_inner().expect(written)).expect("all values are text")
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: String) -> String {
    let is_number = text.parse::<f64>().is_ok();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{more, shown};

    const COLUMNS: [Column; 4] = [
        shown("id", Holds::Text, ""),
        shown("title", Holds::Text, ""),
        shown("age", Holds::Age, ""),
        more("names", Holds::Texts, ""),
    ];

    fn list() -> List {
        List { name: "things", about: "", columns: &COLUMNS, rows: |_| Vec::new() }
    }

    fn rows() -> Vec<Row> {
        vec![
            vec![
                Value::text("a"),
                Value::text("A title, \"long\""),
                Value::Number(3.0),
                Value::texts(["x".into(), "y".into()]),
            ],
            vec![Value::text("long-id"), Value::text("=1+1\n京都"), Value::None, Value::None],
        ]
    }

    #[test]
    fn a_table_has_its_columns_in_line_and_fits() {
        assert_eq!(
            table(&list(), &rows(), None),
            "ID       TITLE            AGE\na        A title, \"long\"    3\nlong-id  =1+1 京都\n"
        );
        assert_eq!(
            table(&list(), &rows(), Some(24)),
            "ID       TITLE       AGE\na        A title, …    3\nlong-id  =1+1 京都\n"
        );
        assert_eq!(table(&list(), &[], Some(80)), "ID  TITLE  AGE\n");
    }

    #[test]
    fn json_has_all_columns_of_each_row() {
        assert_eq!(
            json(&list(), &rows()),
            "[\n  {\"id\":\"a\",\"title\":\"A title, \\\"long\\\"\",\"age\":3,\"names\":[\"x\",\"y\"]},\n  \
             {\"id\":\"long-id\",\"title\":\"=1+1\\n京都\",\"age\":null,\"names\":[]}\n]\n"
        );
        assert_eq!(json(&list(), &[]), "[]\n");
    }

    #[test]
    fn csv_has_no_formulas() {
        assert_eq!(
            csv(&list(), &rows()),
            "id,title,age,names\na,\"A title, \"\"long\"\"\",3,x; y\nlong-id,\"'=1+1\n京都\",,\n"
        );
    }
}
