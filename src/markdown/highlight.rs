//! Code in colour: a few CSS classes, whatever the language.
//!
//! The languages are those of `two-face`. They are read when the first block of code is.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

/// Longer blocks are written without colour: parsing them takes a long time and nobody reads them.
const LONGEST: usize = 200_000;

/// How many lines are remembered, and how long they are at most, in bytes.
const MOST_LINES: usize = 1_000;
const LONGEST_LINE: usize = 200;

/// What a terminal showed: commands after a prompt, and what they printed.
const SESSIONS: [&str; 4] = ["console", "shell-session", "shellsession", "sh-session"];

/// Names that are used for languages whose own names are different.
const ALIASES: [(&str, &str); 4] = [("csharp", "cs"), ("golang", "go"), ("jsonc", "json"), ("shell", "sh")];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

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

/// Writes code in colour, and remembers what it has read: parsing a line takes 280,000 instructions, and many
/// lines of a site's code occur more than once.
#[derive(Default)]
pub struct Highlighter {
    lines: FxHashMap<String, Vec<Line>>,
    /// How many lines are remembered.
    count: usize,
    /// The classes of the scopes so far.
    roles: FxHashMap<Scope, Option<&'static str>>,
}

/// How far a block of code has been read.
struct Place {
    state: ParseState,
    scopes: ScopeStack,
}

impl Place {
    fn start_of(syntax: &SyntaxReference) -> Place {
        Place { state: ParseState::new(syntax), scopes: ScopeStack::new() }
    }
}

/// A line that was parsed, and the states before and after it.
struct Line {
    before: ParseState,
    operations: Vec<(usize, ScopeStackOp)>,
    after: ParseState,
}

impl Highlighter {
    /// Writes code as HTML. Code in an unknown language becomes plain text.
    pub(super) fn write(&mut self, code: &str, language: &str, out: &mut String) {
        if self.write_coloured(code, language, out).is_none() {
            escape(code, out);
        }
    }

    fn write_coloured(&mut self, code: &str, language: &str, out: &mut String) -> Option<()> {
        if language.is_empty() || code.len() > LONGEST {
            return None;
        }
        let mut tokens = Tokens { html: String::with_capacity(code.len() * 3), open: None };
        if SESSIONS.iter().any(|name| name.eq_ignore_ascii_case(language)) {
            self.write_session(code, &mut tokens)?;
        } else {
            let mut place = Place::start_of(syntax(language)?);
            for line in code.split_inclusive('\n') {
                self.write_line(line, &mut place, &mut tokens)?;
            }
        }
        out.push_str(&tokens.end());
        Some(())
    }

    /// Commands are coloured as such, up to the line that does not end in a backslash; output is not.
    fn write_session(&mut self, code: &str, tokens: &mut Tokens) -> Option<()> {
        let shell = syntax("sh")?;
        let mut command: Option<Place> = None;
        for line in code.split_inclusive('\n') {
            let (prompt, rest) = line.split_at(prompt_length(line));
            if !prompt.is_empty() {
                tokens.write(prompt, Some("hl-comment"));
                command = Some(Place::start_of(shell));
            }
            match &mut command {
                Some(place) => self.write_line(rest, place, tokens)?,
                None => tokens.write(rest, None),
            }
            if !line.trim_end().ends_with('\\') {
                command = None;
            }
        }
        Some(())
    }

    fn write_line(&mut self, line: &str, place: &mut Place, tokens: &mut Tokens) -> Option<()> {
        let known = self.lines.get(line).into_iter().flatten().find(|known| known.before == place.state);
        let parsed;
        let operations = match known {
            Some(known) => {
                place.state = known.after.clone();
                &known.operations
            }
            None => {
                parsed = self.parse(line, &mut place.state)?;
                &parsed
            }
        };
        let mut from = 0;
        for (at, operation) in operations {
            tokens.write(&line[from..*at], role(&mut self.roles, &place.scopes));
            from = *at;
            place.scopes.apply(operation).ok()?;
        }
        tokens.write(&line[from..], role(&mut self.roles, &place.scopes));
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

/// The HTML so far. Tokens of one class that follow one another share an element.
struct Tokens {
    html: String,
    open: Option<&'static str>,
}

impl Tokens {
    fn write(&mut self, token: &str, class: Option<&'static str>) {
        if token.is_empty() {
            return;
        }
        let blank = token.trim().is_empty();
        if self.open != class && !blank {
            if self.open.is_some() {
                self.html.push_str("</span>");
            }
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape(token, &mut self.html);
    }

    fn end(mut self) -> String {
        if self.open.is_some() {
            self.html.push_str("</span>");
        }
        self.html
    }
}

/// The language with a name or an ending, in lower or upper case.
fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(language));
    SYNTAXES.find_syntax_by_token(alias.map_or(language, |(_, name)| name))
}

/// The length of the prompt that a line begins with: `$`, `%` or `#` and a space, or `user@host:~$`.
fn prompt_length(line: &str) -> usize {
    let Some((prompt, _)) = line.split_once(' ') else { return 0 };
    let named = prompt.contains('@') && prompt.ends_with(['$', '%', '#']);
    if named || matches!(prompt, "$" | "%" | "#") { prompt.len() + 1 } else { 0 }
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

    fn coloured(code: &str, language: &str) -> String {
        let mut out = String::new();
        Highlighter::default().write(code, language, &mut out);
        out
    }

    #[test]
    fn every_usual_language_has_colour() {
        for (language, code, shown) in [
            ("ts", "let a: number = 1", "<span class=\"hl-number\">1</span>"),
            ("typescript", "let a: number = 1", "<span class=\"hl-number\">1</span>"),
            ("tsx", "const a = <b>c</b>", "&lt;<span class=\"hl-keyword\">b</span>&gt;"),
            ("toml", "a = \"b\"", "<span class=\"hl-string\">&quot;b&quot;</span>"),
            ("kotlin", "val a = 1", "<span class=\"hl-number\">1</span>"),
            ("kt", "val a = 1", "<span class=\"hl-number\">1</span>"),
            ("Shell", "echo \"a\"", "<span class=\"hl-string\">&quot;a&quot;</span>"),
            ("golang", "var a = 1", "<span class=\"hl-number\">1</span>"),
            ("csharp", "var a = 1;", "<span class=\"hl-number\">1</span>"),
            ("jsonc", "[1]", "<span class=\"hl-number\">1</span>"),
            ("jsx", "const a = 1", "<span class=\"hl-number\">1</span>"),
            ("rust", "let a = 1;", "<span class=\"hl-number\">1</span>"),
            ("python", "a = 1", "<span class=\"hl-number\">1</span>"),
            ("yaml", "a: 1", "<span class=\"hl-number\">1</span>"),
        ] {
            let html = coloured(code, language);
            assert!(html.contains(shown), "{language}: {html}");
        }
    }

    #[test]
    fn of_a_session_commands_have_colour_and_answers_have_none() {
        let command = coloured("echo \"a\" \\\n  \"b\"\n", "sh");
        let prompt = |sign: &str| format!("<span class=\"hl-comment\">{sign} </span>");
        for language in SESSIONS {
            for sign in ["$", "%", "#", "me@host:~$"] {
                let html = coloured(&format!("{sign} echo \"a\" \\\n  \"b\"\n\"a\" 1\n$b\n"), language);
                assert_eq!(html, format!("{}{command}&quot;a&quot; 1\n$b\n", prompt(sign)), "{language}");
            }
        }
        assert_eq!(coloured("50% done\nme@host.org said\n", "console"), "50% done\nme@host.org said\n");
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
