//! Problems as SARIF 2.1.0 (OASIS), which code-scanning services read.

use serde_json::{Value, json};

use super::visible::quiet_json;
use super::{Code, Diagnostic, Fix, Place, Replacement, Severity};

/// Every problem as one document.
pub fn render_sarif(diagnostics: &[Diagnostic]) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": {"text": code.about()},
                "defaultConfiguration": {"level": level(code.severity())},
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(result).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Dateline",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    quiet_json(format!("{document:#}\n"))
}

fn result(diagnostic: &Diagnostic) -> Value {
    let rule = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let help = diagnostic.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": {"text": format!("{}{help}", diagnostic.message)},
    });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{"physicalLocation": location(place)}]);
    }
    if !diagnostic.others.is_empty() {
        let others = diagnostic
            .others
            .iter()
            .map(|(place, label)| json!({"physicalLocation": location(place), "message": {"text": label}}));
        result["relatedLocations"] = Value::Array(others.collect());
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([change(fix, diagnostic.help.as_deref().unwrap_or_default())]);
    }
    result
}

/// A fix. What it says is the help line.
fn change(fix: &Fix, help: &str) -> Value {
    let replacement = |Replacement { place, text }: &Replacement| json!({"deletedRegion": region(place), "insertedContent": {"text": text}});
    let path = fix.replacements.first().map_or("", |first| first.place.source.path.as_str());
    json!({
        "description": {"text": help},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(path)},
            "replacements": fix.replacements.iter().map(replacement).collect::<Vec<_>>(),
        }],
    })
}

fn location(place: &Place) -> Value {
    json!({"artifactLocation": {"uri": uri(&place.source.path)}, "region": region(place)})
}

fn region(place: &Place) -> Value {
    let ((line, column), (end_line, end_column)) = (place.line_column(), Place::end_line_column(place));
    json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// A relative path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    path.bytes().map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
