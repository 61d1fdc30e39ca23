//! markdown-it containers, `::: warning` … `:::`: those with the kind of an alert become alerts; the rest
//! stays as text and is reported.

use super::{Body, alert_kind, code, is_within};

/// A line of a body.
enum Line<'t> {
    /// `::: kind title`
    Open(&'t str),
    /// `:::`
    Close,
    Text,
}

/// A body with its containers as alerts.
pub(super) fn converted(text: &str, body: &mut Body<'_>) -> String {
    let code = code(text);
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let kind = if is_within(&code, at) { Line::Text } else { read(line) };
        lines.push((at, line, kind));
        at += line.len();
    }
    // By line, the one that ends what it opens.
    let mut ends = vec![None; lines.len()];
    let mut open = Vec::new();
    for (n, (_, _, kind)) in lines.iter().enumerate() {
        match kind {
            Line::Open(_) => open.push(n),
            Line::Close => {
                if let Some(start) = open.pop() {
                    ends[start] = Some(n);
                }
            }
            Line::Text => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut is_end = vec![false; lines.len()];
    let mut level = 0;
    for (n, (at, line, kind)) in lines.iter().enumerate() {
        if is_end[n] {
            level -= 1;
            continue;
        }
        let quote = "> ".repeat(level);
        if let (Line::Open(rest), Some(end)) = (kind, ends[n]) {
            let (word, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            if let Some(alert) = alert_kind(word) {
                let title = title.trim();
                out.push_str(format!("{quote}> [!{alert}] {title}").trim_end());
                out.push('\n');
                body.report.turned("containers", "alerts", 1);
                is_end[end] = true;
                level += 1;
                continue;
            }
            let line = body.line(*at);
            body.hand(line, &format!("`::: {word}` has no equivalent here; it stays as text"));
        }
        out.push_str(if line.trim().is_empty() { quote.trim_end() } else { &quote });
        out.push_str(line);
    }
    out
}

fn read(line: &str) -> Line<'_> {
    match line.trim().strip_prefix(":::").map(|rest| rest.trim_start_matches(':').trim()) {
        Some("") => Line::Close,
        Some(rest) => Line::Open(rest),
        None => Line::Text,
    }
}
