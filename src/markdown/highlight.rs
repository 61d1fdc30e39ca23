//! Code in colour: a dozen CSS classes, whatever the language.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxSet};

/// Longer blocks are written without colour: parsing them takes long and nobody reads them.
const LONGEST: usize = 200_000;

/// How many lines are remembered, and how long they are at most, in bytes.
const MOST_LINES: usize = 1_000;
const LONGEST_LINE: usize = 200;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes and their classes; the first that fits the innermost scope counts.
static ROLES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let roles = [
        ("comment", "hl-comment"),
        ("constant.character.escape", "hl-escape"),
        ("string", "hl-string"),
        ("constant.numeric", "hl-number"),
        ("constant", "hl-constant"),
        ("entity.name.function", "hl-function"),
        ("support.function", "hl-function"),
        ("entity.name.tag", "hl-keyword"),
        ("entity.other.attribute-name", "hl-attribute"),
        ("entity.name", "hl-type"),
        ("support.type", "hl-type"),
        ("storage", "hl-keyword"),
        ("keyword.operator", "hl-operator"),
        ("keyword", "hl-keyword"),
        ("variable.parameter", "hl-variable"),
        ("markup.inserted", "hl-inserted"),
        ("markup.deleted", "hl-deleted"),
        ("markup.heading", "hl-heading"),
        ("meta.mapping.key", "hl-attribute"),
    ];
    roles.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect()
});

/// Writes code in colour, and remembers what it has read: to parse a line takes 280,000 instructions, and many lines
/// of a site's code stand in it again.
#[derive(Default)]
pub struct Highlighter {
    lines: FxHashMap<String, Vec<Line>>,
    /// How many lines are remembered.
    count: usize,
    /// The classes of the scopes so far.
    roles: FxHashMap<Scope, Option<&'static str>>,
}

/// A line that was parsed, and the states before and after it.
struct Line {
    before: ParseState,
    operations: Vec<(usize, ScopeStackOp)>,
    after: ParseState,
}

impl Highlighter {
    /// Writes code as HTML. A language that is not known gives plain text.
    pub(super) fn write(&mut self, code: &str, language: &str, out: &mut String) {
        if self.write_coloured(code, language, out).is_none() {
            escape(code, out);
        }
    }

    fn write_coloured(&mut self, code: &str, language: &str, out: &mut String) -> Option<()> {
        if language.is_empty() || code.len() > LONGEST {
            return None;
        }
        let syntax = SYNTAXES.find_syntax_by_token(language)?;
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut html = String::with_capacity(code.len() * 3);
        let mut open = None;
        for line in code.split_inclusive('\n') {
            let known = self.lines.get(line).into_iter().flatten().find(|known| known.before == state);
            let parsed;
            let operations = match known {
                Some(known) => {
                    state = known.after.clone();
                    &known.operations
                }
                None => {
                    parsed = self.parse(line, &mut state)?;
                    &parsed
                }
            };
            let mut from = 0;
            for (at, operation) in operations {
                write_token(&line[from..*at], role(&mut self.roles, &stack), &mut open, &mut html);
                from = *at;
                stack.apply(operation).ok()?;
            }
            write_token(&line[from..], role(&mut self.roles, &stack), &mut open, &mut html);
        }
        if open.is_some() {
            html.push_str("</span>");
        }
        out.push_str(&html);
        Some(())
    }

    /// Parses a line, and remembers it while there is room.
    fn parse(&mut self, line: &str, state: &mut ParseState) -> Option<Vec<(usize, ScopeStackOp)>> {
        let before = state.clone();
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        if self.count < MOST_LINES && line.len() <= LONGEST_LINE {
            self.count += 1;
            let known = Line { before, operations: operations.clone(), after: state.clone() };
            self.lines.entry(line.to_owned()).or_default().push(known);
        }
        Some(operations)
    }
}

/// The class of the innermost scope that has one.
fn role(roles: &mut FxHashMap<Scope, Option<&'static str>>, stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        let class = || ROLES.iter().find(|(role, _)| role.is_prefix_of(*scope)).map(|(_, class)| *class);
        *roles.entry(*scope).or_insert_with(class)
    })
}

/// Writes a token; tokens of one class that follow one another share an element.
fn write_token(token: &str, class: Option<&'static str>, open: &mut Option<&'static str>, html: &mut String) {
    if token.is_empty() {
        return;
    }
    let blank = token.trim().is_empty();
    if *open != class && !blank {
        if open.is_some() {
            html.push_str("</span>");
        }
        if let Some(class) = class {
            html.push_str("<span class=\"");
            html.push_str(class);
            html.push_str("\">");
        }
        *open = class;
    }
    escape(token, html);
}

fn escape(text: &str, out: &mut String) {
    escape_html(out, text).expect("writing to a String succeeds");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_to_200_000_bytes_of_code_are_coloured() {
        let is_coloured = |bytes: usize| {
            let mut out = String::new();
            Highlighter::default().write(&(" ".repeat(bytes - 4) + "true"), "json", &mut out);
            out.contains("<span")
        };
        assert!(is_coloured(200_000) && !is_coloured(200_001));
    }

    #[test]
    fn a_line_that_is_known_has_the_colours_of_its_place() {
        let blocks = [
            ("fn a() {\n    /* b\n    let c = 1;\n    */\n    let c = 1;\n}\n", "rust"),
            ("    let c = 1;\n}\n", "rust"),
            ("    let c = 1;\n}\n", "js"),
            ("x = \"\"\"\n    let c = 1;\n\"\"\"\n}\n", "python"),
            ("    let c = 1;\n", "unknown"),
        ];
        let mut remembering = Highlighter::default();
        for (code, language) in blocks.iter().chain(&blocks) {
            let (mut known, mut new) = (String::new(), String::new());
            remembering.write(code, language, &mut known);
            Highlighter::default().write(code, language, &mut new);
            assert_eq!(known, new, "{language}");
        }
    }

    #[test]
    fn more_lines_than_are_remembered_are_coloured() {
        let mut highlighter = Highlighter::default();
        let (mut out, mut again) = (String::new(), String::new());
        let code: String = (0..MOST_LINES + 2).map(|n| format!("let a{n} = 1;\n")).collect();
        highlighter.write(&code, "rust", &mut out);
        assert_eq!(highlighter.count, MOST_LINES);
        highlighter.write(&code, "rust", &mut again);
        assert_eq!(out, again);
    }
}
