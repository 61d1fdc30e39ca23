//! What reaches the site from texts of others: cells that a spreadsheet would run.

use crate::site::build;

mod cells {
    use super::*;

    /// The notes of the figures of a series as their file has them, and as a reader of it gets them.
    fn notes(notes: &[&str]) -> Vec<(String, String)> {
        let figures: Vec<serde_json::Value> = (notes.iter().zip(1..))
            .map(|(note, day)| serde_json::json!({"series": "s", "value": -5, "period": format!("2025-12-{day:02}"), "note": note}))
            .collect();
        let figures = serde_json::to_string(&figures).unwrap();
        let outcome = build(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nseries: {{s: {{name: S, unit: =1+1}}}}\n\
             -- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nfigures: {figures}\n---\n"
        ));
        let file = outcome.page("figures/s.csv");
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows[0].get(0), Some("#date+start"), "the row of tags is as it was");
        let column = reader.headers().unwrap().iter().position(|name| name == "note").unwrap();
        let cells = rows[1..].iter().map(|row| {
            assert_eq!((&row[3], &row[5]), ("-5", "'=1+1"), "numbers stay numbers, units are text");
            row[column].to_owned()
        });
        let cells: Vec<String> = cells.collect();
        assert!(file.contains("\"'=1+1\""), "what is made harmless is in quotes");
        cells.into_iter().zip(notes.iter().map(|note| (*note).to_owned())).collect()
    }

    /// What `docs/data.md` says to do with a cell.
    fn undone(cell: &str) -> &str {
        let formula =
            |text: &str| text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        match cell.strip_prefix('\'') {
            Some(rest) if formula(rest.trim_start_matches('\'')) => rest,
            _ => cell,
        }
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_made_harmless_and_can_be_made_what_they_were() {
        let texts = [
            "=1+1", "+1", "-cmd", "@x", "＝1", " =1", "\t=1", "'=1", "''=1", "x=1", "'quoted'", "1-1", "-5",
            "+5.5", "-", "-inf", "- item", "\u{a0}@x", "a, =b", "\"=c\"",
        ];
        for (cell, text) in notes(&texts) {
            assert_eq!(undone(&cell), text, "{cell}");
            let starts = cell.trim_start().starts_with(['=', '+', '-', '@', '＝']);
            assert_eq!(starts, matches!(text.as_str(), "-5" | "+5.5" | "+1"), "{cell}");
        }
    }
}
