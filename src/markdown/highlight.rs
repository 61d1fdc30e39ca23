//! Code in colour: a dozen CSS classes, whatever the language.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// Longer blocks are written without colour: parsing them takes long and nobody reads them.
const LONGEST: usize = 200_000;

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

/// Writes code as HTML. A language that is not known gives plain text.
pub(super) fn write(code: &str, language: &str, out: &mut String) {
    if write_coloured(code, language, out).is_none() {
        escape(code, out);
    }
}

fn write_coloured(code: &str, language: &str, out: &mut String) -> Option<()> {
    if language.is_empty() || code.len() > LONGEST {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut parser = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::with_capacity(code.len() * 3);
    let mut open = None;
    let mut roles = Roles::default();
    for line in code.split_inclusive('\n') {
        let operations = parser.parse_line(line, &SYNTAXES).ok()?;
        let mut from = 0;
        for (at, operation) in operations {
            write_token(&line[from..at], roles.of(&stack), &mut open, &mut html);
            from = at;
            stack.apply(&operation).ok()?;
        }
        write_token(&line[from..], roles.of(&stack), &mut open, &mut html);
    }
    if open.is_some() {
        html.push_str("</span>");
    }
    out.push_str(&html);
    Some(())
}

/// The classes of the scopes that a block has had.
#[derive(Default)]
struct Roles(FxHashMap<Scope, Option<&'static str>>);

impl Roles {
    /// The class of the innermost scope that has one.
    fn of(&mut self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            let class = || ROLES.iter().find(|(role, _)| role.is_prefix_of(*scope)).map(|(_, class)| *class);
            *self.0.entry(*scope).or_insert_with(class)
        })
    }
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
            write(&(" ".repeat(bytes - 4) + "true"), "json", &mut out);
            out.contains("<span")
        };
        assert!(is_coloured(200_000) && !is_coloured(200_001));
    }
}
