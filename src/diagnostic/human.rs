//! Problems as a person reads them: source line, carets, help.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity, visible};

/// How many warnings or notes of one code are shown unless all are wanted.
const SHOWN_PER_CODE: usize = 20;

/// A code point that is no character, so that no text has it.
const MARK: char = '\u{fdd0}';

/// How problems are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With terminal colours.
    pub colour: bool,
    /// Every problem, not only the first 20 warnings and notes of a code.
    pub all: bool,
    /// Without the lines of files that are held back.
    pub no_source: bool,
}

/// Every error, and the first warnings and notes of each code, with an empty line after each.
/// `diagnostics` is in the order to be shown.
pub fn render_human(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut shown = std::collections::BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let count: &mut usize = shown.entry(diagnostic.code).or_default();
        *count += 1;
        if style.all || diagnostic.severity == Severity::Error || *count <= SHOWN_PER_CODE {
            out.push_str(&render(diagnostic, &renderer, style.no_source));
            out.push_str("\n\n");
        }
    }
    for (code, count) in shown {
        let severe = diagnostics.iter().any(|d| d.code == code && d.severity == Severity::Error);
        if !style.all && !severe && count > SHOWN_PER_CODE {
            let more = count - SHOWN_PER_CODE;
            out.push_str(&format!("… and {more} more of `{code}`; `--all` shows every one\n\n"));
        }
    }
    out
}

/// `3 errors, 1 warning`; notes are counted only if there is nothing worse. Empty without problems.
pub fn render_summary(diagnostics: &[Diagnostic]) -> String {
    let counted = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(counted);
    let mut parts = Vec::new();
    for (count, severity) in
        [(errors, Severity::Error), (warnings, Severity::Warning), (notes, Severity::Note)]
    {
        if count > 0 {
            parts.push(format!("{count} {severity}{}", if count == 1 { "" } else { "s" }));
        }
    }
    parts.join(", ")
}

fn render(diagnostic: &Diagnostic, renderer: &Renderer, hides_source: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let others = diagnostic.others.iter().map(|(place, label)| (place, Some(label.as_str())));
    let places = diagnostic.place.iter().map(|place| (place, None)).chain(others);
    let mut group = match hides_source && diagnostic.is_secret {
        true => title.elements(places.map(|(place, _)| origin(place))),
        false => title.elements(places.map(|(place, label)| snippet(place, label))),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    without_marked(renderer.render(&[group]))
}

/// A place without the line that it stands in.
fn origin(place: &Place) -> Origin<'_> {
    let (line, column) = place.line_column();
    Origin::path(place.source.path.as_str()).line(line).char_column(column)
}

fn snippet<'a>(place: &'a Place, label: Option<&'a str>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let excerpt = place.excerpt();
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let (line, column) = excerpt.start;
    let path = visible(&place.source.path);
    // The renderer counts columns from the beginning of what it is given. Of a long line that is only a
    // part, so the right ones are written before those, which are left out again.
    let path = if excerpt.is_part { format!("{path}:{line}:{column}{MARK}").into() } else { path };
    Snippet::source(excerpt.line)
        .line_start(line)
        .path(path)
        .annotation(kind.span(excerpt.range).label(label.map(visible)))
}

/// Leaves out the marks, each with the line and column behind it.
fn without_marked(text: String) -> String {
    if !text.contains(MARK) {
        return text;
    }
    let mut parts = text.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit())));
    out
}
