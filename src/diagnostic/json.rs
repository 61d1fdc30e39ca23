//! Problems for programs: one JSON object on each line.

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::visible::quiet_json;
use super::{Diagnostic, Fix, Place, Replacement};

/// A problem. Lines and columns start at 1; columns count characters; the end is the place after
/// the last character.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Problem")]
struct Problem<'d> {
    /// The kind of problem, as `dateline explain` takes it.
    code: &'static str,
    /// `error`, `warning` or `note`.
    severity: String,
    /// What was found.
    message: &'d str,
    /// The file, relative to the folder of `site.yaml`; absent for a problem with the whole site.
    file: Option<&'d str>,
    /// The line it begins on.
    line: Option<usize>,
    /// The column it begins at.
    column: Option<usize>,
    /// The line it ends on.
    end_line: Option<usize>,
    /// The column it ends at.
    end_column: Option<usize>,
    /// What to do.
    help: Option<&'d str>,
    /// The change to the file that does it, if `dateline fix` can make one.
    fix: Option<Fixed<'d>>,
}

/// A change to the file that the problem is in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Fix")]
struct Fixed<'d> {
    /// `safe`, or `unsafe` if it may not be what was meant.
    safety: String,
    /// The parts that change, all of them together. None overlaps another.
    edits: Vec<Edit<'d>>,
}

/// A part of the file, and what takes its place. Nothing is there yet if it ends where it begins.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Edit<'d> {
    /// The line it begins on.
    line: usize,
    /// The column it begins at.
    column: usize,
    /// The line it ends on.
    end_line: usize,
    /// The column it ends at.
    end_column: usize,
    /// The new text.
    text: &'d str,
}

impl<'d> From<&'d Fix> for Fixed<'d> {
    fn from(fix: &'d Fix) -> Self {
        let edit = |Replacement { place, text }: &'d Replacement| {
            let ((line, column), (end_line, end_column)) = (place.line_column(), place.end_line_column());
            Edit { line, column, end_line, end_column, text }
        };
        Self { safety: fix.safety.to_string(), edits: fix.replacements.iter().map(edit).collect() }
    }
}

/// Every problem, one object on each line.
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = diagnostic.place.as_ref();
        let start = place.map(Place::line_column);
        let end = place.map(Place::end_line_column);
        let problem = Problem {
            code: diagnostic.code.name(),
            severity: diagnostic.severity.to_string(),
            message: &diagnostic.message,
            file: place.map(|place| place.source.path.as_str()),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            help: diagnostic.help.as_deref(),
            fix: diagnostic.fix.as_deref().map(Fixed::from),
        };
        out += &quiet_json(serde_json::to_string(&problem).expect("a problem is text and numbers"));
        out.push('\n');
    }
    out
}

/// The JSON Schema of a line (draft 2020-12).
pub fn problem_schema() -> Schema {
    schemars::schema_for!(Problem<'static>)
}
