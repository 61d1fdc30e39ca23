//! Problems as workflow commands of GitHub Actions, which put them next to the line in a pull request.

use super::{Diagnostic, Place, Severity, visible};

/// Every problem, one command on each line.
pub fn render_github(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &diagnostic.place {
            let ((line, column), (end_line, end_column)) =
                (place.line_column(), Place::end_line_column(place));
            properties.push(format!("file={}", property(&place.source.path)));
            properties.push(format!("line={line},endLine={end_line}"));
            // GitHub takes columns only within one line.
            if line == end_line {
                properties.push(format!("col={column},endColumn={end_column}"));
            }
        }
        properties.push(format!("title={}", property(diagnostic.code.name())));
        let help = diagnostic.help.as_deref().map(|help| format!("%0Ahelp: {}", data(help)));
        let message = data(&diagnostic.message) + &help.unwrap_or_default();
        out += &format!("::{command} {}::{message}\n", properties.join(","));
    }
    out
}

/// A text in a message: on one line, and without what begins an escape.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// What a property may not hold as it is.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
