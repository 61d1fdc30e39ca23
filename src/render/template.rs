//! The template engine, with every problem of a template at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use fluent_bundle::FluentArgs;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span, Suggestions, did_you_mean};
use crate::model::theme::Theme;
use crate::model::theme::words::Words;

/// How many templates with a syntax error are reported.
const MOST_ROUNDS: usize = 50;

/// The templates of a theme, ready to render.
pub(super) struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Arc<Source>>,
    /// Templates with a problem that was reported; they are not rendered.
    broken: BTreeSet<String>,
    /// The names of all templates.
    near: OnceLock<Suggestions<String>>,
}

impl Templates {
    /// Compiles the templates of a theme. `global` is what every page sees.
    pub(super) fn new(theme: &Theme, words: &Arc<Words>, global: Context, diags: &mut Diagnostics) -> Self {
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml"]);
        register_words(&mut tera, words);
        *tera.global_context() = global;
        let mut templates =
            Self { tera, sources: theme.templates.clone(), broken: BTreeSet::new(), near: OnceLock::new() };
        templates.compile(diags);
        templates
    }

    /// Compiles everything at once. Tera stops at the first syntax error of a batch, so a template
    /// that has one is reported, emptied, and the rest is compiled again.
    fn compile(&mut self, diags: &mut Diagnostics) {
        for _ in 0..MOST_ROUNDS {
            let sources = self.sources.iter().map(|(name, source)| {
                (name.as_str(), if self.broken.contains(name) { "" } else { source.text.as_str() })
            });
            let Err(error) = self.tera.add_raw_templates(sources) else { return };
            let mut again = false;
            for (name, diagnostic) in self.problems(&error) {
                if !self.follows(&diagnostic) {
                    diags.report(diagnostic);
                }
                again |= name.is_some_and(|name| self.broken.insert(name));
            }
            if !again {
                break;
            }
        }
        self.broken.extend(self.sources.keys().cloned());
    }

    /// Whether a problem follows from a template that was emptied: what it defined is not there.
    fn follows(&self, diagnostic: &Diagnostic) -> bool {
        let message = diagnostic.message.as_str();
        let undefined = message.contains("component") || message.contains("not defined in any parent");
        !self.broken.is_empty() && (diagnostic.place.is_none() || undefined)
    }

    /// Renders a template. A problem is reported and gives `None`.
    pub(super) fn render(&self, name: &str, context: &Context, diags: &mut Diagnostics) -> Option<String> {
        if !self.broken.is_empty() {
            return None;
        }
        match self.tera.render(name, context) {
            Ok(html) => Some(html),
            Err(error) => {
                diags.extend(self.problems(&error).into_iter().map(|(_, diagnostic)| diagnostic));
                None
            }
        }
    }

    /// The problems of an error, each with the template it is in.
    fn problems(&self, error: &tera::Error) -> Vec<(Option<String>, Diagnostic)> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let name = report.filename().to_owned();
                vec![self.problem(report.message(), &name, report.span().range.clone())]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("the template `{parent}` that this one extends is not there");
                vec![self.problem_at_word(&message, current, parent)]
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                vec![self.problem_at_word("this template extends itself", tpl, "extends")]
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                vec![self.problem_at_word("this template includes itself", tpl, "include")]
            }
            ErrorKind::Msg(text) => self.listed(text),
            other => vec![(None, Diagnostic::nowhere(Code::TemplateError, sentence(&other.to_string())))],
        }
    }

    /// Checks across templates come as text: `error: …` and ` --> name:line:column`, several at once.
    fn listed(&self, text: &str) -> Vec<(Option<String>, Diagnostic)> {
        let mut found = Vec::new();
        let mut message = None;
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("error: ") {
                message = Some(rest);
            } else if let (Some(place), Some(text)) = (line.trim_start().strip_prefix("--> "), message.take())
            {
                let mut parts = place.rsplitn(3, ':');
                let column = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
                let row = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
                let name = parts.next().unwrap_or_default();
                let range = self.sources.get(name).map_or(0..0, |source| word_at(&source.text, row, column));
                found.push(self.problem(text, name, range));
            }
        }
        if found.is_empty() {
            found.push((None, Diagnostic::nowhere(Code::TemplateError, sentence(text))));
        }
        found
    }

    fn problem_at_word(&self, message: &str, name: &str, word: &str) -> (Option<String>, Diagnostic) {
        let text = self.sources.get(name).map_or("", |source| source.text.as_str());
        let at = text.find(word).unwrap_or(0);
        self.problem(message, name, at..(at + word.len()).min(text.len()))
    }

    fn problem(&self, message: &str, name: &str, range: Range<usize>) -> (Option<String>, Diagnostic) {
        let (message, help) = self.reworded(message);
        let diagnostic = match self.sources.get(name) {
            Some(source) => Diagnostic::at(Code::TemplateError, source.place(Span::new(range)), message),
            None => Diagnostic::nowhere(Code::TemplateError, format!("{message} (in `{name}`)")),
        };
        (self.sources.contains_key(name).then(|| name.to_owned()), diagnostic.help(help))
    }

    /// A message of the engine in our form, and what to do. The engine lists the names that are
    /// there after the message; our own filters put the help on a second line.
    fn reworded(&self, message: &str) -> (String, String) {
        for (what, listed) in [("field", " Available fields: "), ("variable", " Available variables: ")] {
            let Some((head, names)) = message.split_once(listed) else { continue };
            let wanted = head.split('`').nth(1).unwrap_or_default();
            let help =
                did_you_mean(wanted, names.split(", ")).unwrap_or_else(|| format!("the names are {names}"));
            return (format!("there is no {what} `{wanted}` here"), help);
        }
        let (first, help) = message.split_once('\n').unwrap_or((message, ""));
        let templates = || Suggestions::new(self.sources.keys().cloned());
        let about_template = first.to_lowercase().contains("template") || first.contains("include");
        let near = first.split(['`', '\'']).nth(1).filter(|_| about_template);
        let help = match near.and_then(|name| self.near.get_or_init(templates).did_you_mean(name)) {
            Some(help) => help,
            None if help.trim().is_empty() => {
                "Dateline's guide to themes lists what templates can use".to_owned()
            }
            None => sentence(help.trim()),
        };
        (sentence(first), help)
    }
}

/// `{{ "key" | t }}` and `{{ "key" | t(n=3) }}`
fn register_words(tera: &mut Tera, words: &Arc<Words>) {
    let words = Arc::clone(words);
    let near = OnceLock::new();
    tera.register_filter("t", move |key: &str, kwargs: Kwargs, _: &State| {
        let mut args = None;
        for (name, value) in kwargs.iter() {
            let args = args.get_or_insert_with(FluentArgs::new);
            match value.as_f64() {
                Some(number) => args.set(name.to_string(), number),
                None => args.set(name.to_string(), value.to_string()),
            }
        }
        words.format(key, args.as_ref()).ok_or_else(|| {
            let near = near.get_or_init(|| Suggestions::new(words.keys().map(str::to_owned)));
            let help = near.did_you_mean(key);
            let help = help.unwrap_or_else(|| "add them to a file in `i18n/` of the theme".to_owned());
            tera::Error::message(format!("the theme has no words called `{key}`\n{help}"))
        })
    });
}

/// The word at a line and column (from 1), as a range of bytes.
fn word_at(text: &str, row: usize, column: usize) -> Range<usize> {
    let start = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = text[start..].lines().next().unwrap_or_default();
    let from = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[from..];
    let skipped = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let word = rest[skipped..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .unwrap_or(rest.len() - skipped);
    start + from..start + from + (skipped + word).max(1).min(rest.len())
}

/// A message of the engine in our form: lower case at the beginning, no full stop at the end.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
