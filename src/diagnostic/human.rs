//! Problems as a person reads them: source line, carets, help.

use std::collections::{BTreeMap, HashMap};

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Code, Diagnostic, Place, Severity, visible};

/// How many warnings or notes of one code are shown unless all are wanted.
const SHOWN_PER_CODE: usize = 20;

/// How many problems that say the same are shown one by one unless all are wanted.
const SHOWN_ALIKE: usize = 3;

/// How many further places are named after the first of many problems that say the same.
const PLACES_NAMED: usize = 3;

/// A code point that is not a character, so that no text has it.
const MARK: char = '\u{fdd0}';

/// How problems are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With terminal colours.
    pub colour: bool,
    /// Every problem on its own: those that say the same too, and all warnings and notes of a code.
    pub all: bool,
    /// Without the lines of files that are held back.
    pub no_source: bool,
}

/// Notes, then warnings, then errors, so that the worst come last, with an empty line after each. More than
/// three that say the same are shown as one, with the number of the others. Apart from that, `diagnostics` is
/// in the order to be shown.
pub fn render_human(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    [Severity::Note, Severity::Warning, Severity::Error]
        .map(|severity| {
            let list = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
            let groups = if style.all { list.map(|one| vec![one]).collect() } else { alike(list) };
            render_groups(&groups, severity, &renderer, style)
        })
        .concat()
}

/// Problems of one severity. Unless all are wanted, those of a code beyond the twentieth are counted, and all notes
/// of a code that is only counted.
fn render_groups(
    groups: &[Vec<&Diagnostic>],
    severity: Severity,
    renderer: &Renderer,
    style: Style,
) -> String {
    let (mut shown, mut left): (BTreeMap<Code, usize>, BTreeMap<Code, usize>) = Default::default();
    let mut out = String::new();
    for group in groups {
        let code = group[0].code;
        let count = shown.entry(code).or_default();
        *count += 1;
        let is_counted = severity == Severity::Note && code.is_counted();
        if style.all || severity == Severity::Error || *count <= SHOWN_PER_CODE && !is_counted {
            out += &(render(group, renderer, style.no_source) + "\n\n");
        } else {
            *left.entry(code).or_default() += group.len();
        }
    }
    for (code, more) in left {
        if severity == Severity::Note && code.is_counted() {
            out += &counted(code, more);
            continue;
        }
        out += &format!("… and {more} more of `{code}`; `--all` shows every one\n\n");
    }
    out
}

/// The line for all notes of a code that is only counted.
fn counted(code: Code, count: usize) -> String {
    let about = code.about().trim_end_matches('.');
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    format!("note[{code}]: {times}: {}; `--all` shows where\n\n", lower_first(about))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Groups what says the same about many places, at the first one's position. Few stay as they are.
fn alike<'a>(list: impl Iterator<Item = &'a Diagnostic>) -> Vec<Vec<&'a Diagnostic>> {
    let (mut groups, mut known): (Vec<Vec<&Diagnostic>>, HashMap<_, usize>) = Default::default();
    for one in list {
        let n = *known.entry((one.code, &one.message, &one.help)).or_insert(groups.len());
        match groups.get_mut(n) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .flat_map(|group| match group.len() <= SHOWN_ALIKE {
            true => group.into_iter().map(|one| vec![one]).collect(),
            false => vec![group],
        })
        .collect();
    groups.sort_by(|a, b| a[0].order().cmp(&b[0].order()));
    groups
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

/// The first of several problems that say the same, and where the others are.
fn render(group: &[&Diagnostic], renderer: &Renderer, hides_source: bool) -> String {
    let [diagnostic, others @ ..] = group else { return String::new() };
    let same = same_elsewhere(others);
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
        false => title.elements(places.map(|(place, label)| match place.has_no_line() {
            true => Element::from(origin(place)),
            false => Element::from(snippet(place, label)),
        })),
    };
    if let Some(same) = &same {
        group = group.element(Level::NOTE.message(visible(same)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    without_marked(renderer.render(&[group]))
}

/// Names the first of other places, and counts the rest.
fn same_elsewhere(others: &[&Diagnostic]) -> Option<String> {
    let named = others.iter().filter_map(|other| other.place.as_ref()).take(PLACES_NAMED).map(|place| {
        let (line, column) = place.line_column();
        format!("{}:{line}:{column}", place.source.path)
    });
    let named = named.collect::<Vec<_>>().join(", ");
    match others.len().saturating_sub(PLACES_NAMED) {
        _ if others.is_empty() => None,
        0 => Some(format!("the same at {named}")),
        1 => Some(format!("the same at {named}, and in 1 more place; `--all` shows each")),
        more => Some(format!("the same at {named}, and in {more} more places; `--all` shows each")),
    }
}

/// A place without the line that it is in.
fn origin(place: &Place) -> Origin<'_> {
    let (line, column) = place.line_column();
    Origin::path(place.source.path.as_str()).line(line).char_column(column)
}

fn snippet<'a>(place: &'a Place, label: Option<&'a str>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let excerpt = place.excerpt();
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let (line, column) = excerpt.start;
    let path = visible(&place.source.path);
    // The renderer counts columns from the beginning of what it is given. That is only a part of a long line,
    // so the right ones are written before those, which are left out again.
    let path = if excerpt.is_part { format!("{path}:{line}:{column}{MARK}").into() } else { path };
    Snippet::source(excerpt.line)
        .line_start(line)
        .path(path)
        .annotation(kind.span(excerpt.range).label(label.map(visible)))
}

/// Leaves out the marks, each with the line and column after it.
fn without_marked(text: String) -> String {
    if !text.contains(MARK) {
        return text;
    }
    let mut parts = text.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit())));
    out
}
