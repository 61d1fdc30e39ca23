//! The template engine, with every problem in a template reported at its place.

mod embeds;
mod filters;
mod fold;
mod names;
mod policy;
mod scan;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tera::{ComponentInfo, Context, ErrorKind, Tera};

use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Place, Source, Span, Suggestions, did_you_mean, listed,
};
use crate::model::theme::words::Words;
use crate::model::theme::{HEAD_SCRIPT, Theme};
use crate::model::typed::policy::Policy;
use crate::render::wording::Wording;

pub(super) use shape::{CARD, is_page};

/// The endings of templates whose values are escaped.
const ESCAPED: [&str; 3] = [".html", ".svg", ".xml"];
/// How many templates with a syntax error are reported.
const MOST_ROUNDS: usize = 50;

/// The templates of a theme, ready to render.
pub(super) struct Templates {
    tera: Tera,
    /// The same with text in place of what is the same on every page.
    folded: Option<Tera>,
    /// The names of the themes, the most specific first.
    layers: Vec<String>,
    /// The names of all templates, with their themes and without.
    all: BTreeSet<String>,
    /// The templates that are used, by theme and name.
    sources: BTreeMap<String, Arc<Source>>,
    /// Templates with a problem that was reported; they are not rendered.
    broken: BTreeSet<String>,
    near: Near,
    /// The components that texts may call, by name.
    embeds: BTreeMap<String, ComponentInfo>,
}

/// What was probably meant, looked up only when a name is not found.
#[derive(Default)]
struct Near {
    templates: OnceLock<Suggestions<String>>,
    filters: OnceLock<Suggestions<String>>,
    /// Those of templates that others extend: a child's own are not blocks of its parents.
    blocks: OnceLock<Suggestions<String>>,
    components: OnceLock<Suggestions<String>>,
    /// Those that texts may call.
    embeds: OnceLock<Suggestions<String>>,
}

impl Templates {
    /// Compiles the templates of a theme. `global` is what every page sees.
    pub(super) fn new(
        theme: &Theme,
        wording: &Arc<Wording>,
        policy: &Policy,
        global: Context,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut tera = Tera::new();
        let layers: Vec<String> = theme.layers.iter().map(|layer| layer.name.clone()).collect();
        tera.set_fallback_prefixes(layers.iter().map(|layer| format!("{layer}/")))
            .expect("no template is there yet");
        let own = theme.layers.iter().flat_map(|layer| layer.templates.keys());
        let all = own.chain(theme.sources().keys()).cloned().collect();
        tera.autoescape_on(ESCAPED.to_vec());
        filters::register(&mut tera, wording);
        *tera.global_context() = global;
        let mut templates = Self {
            tera,
            folded: None,
            layers,
            all,
            sources: used(theme),
            broken: BTreeSet::new(),
            near: Near::default(),
            embeds: BTreeMap::new(),
        };
        templates.compile(diags);
        templates.embeds = embeds::of(&templates.tera, &templates.layers, &templates.sources);
        if templates.broken.is_empty() && theme.layers.iter().any(|layer| !layer.is_built_in) {
            templates.check_names(theme, &wording.words, diags);
            templates.check_policy(theme, policy, diags);
        }
        templates
    }

    /// Gets ready for many pages: renders once what is the same on all of them.
    pub(super) fn fold(&mut self) {
        if !self.broken.is_empty() {
            return;
        }
        let folded = self.sources.iter().map(|(name, source)| {
            let escapes = ESCAPED.iter().any(|suffix| name.ends_with(suffix));
            let make = |part: &str| self.tera.render_str(part, &Context::new(), escapes).ok();
            (name.as_str(), fold::fold(&source.text, make))
        });
        let folded: Vec<_> = folded.collect();
        let mut tera = self.tera.clone();
        self.folded = tera.add_raw_templates(folded).is_ok().then_some(tera);
    }

    /// Reports what browsers would silently ignore. An email has its style in the page.
    fn check_policy(&self, theme: &Theme, policy: &Policy, diags: &mut Diagnostics) {
        let own = theme.layers.iter().filter(|layer| !layer.is_built_in);
        let own = own.flat_map(|layer| layer.templates.iter().map(move |of| (layer, of)));
        for (layer, (name, source)) in own.filter(|(_, (name, _))| !name.starts_with("email.")) {
            if !self.sources.contains_key(&format!("{}/{name}", layer.name)) || !self.has_policy(name, source)
            {
                continue;
            }
            let found = match name == HEAD_SCRIPT {
                true => policy::check_script(&source.text).into_iter().collect(),
                false => policy::check(&source.text, policy),
            };
            for (range, message, help) in found {
                let place = source.place(Span::new(range));
                diags.report(Diagnostic::at(Code::TemplateError, place, message).help(help));
            }
        }
    }

    /// Whether the page that a template makes, or a part of it, has a policy: an independent theme may have
    /// none.
    fn has_policy(&self, name: &str, source: &Source) -> bool {
        let names = |source: &Source| source.text.contains("Content-Security-Policy");
        let mut at = source;
        for _ in 0..self.sources.len() {
            let Some(parent) = scan::named(&at.text, "extends").into_iter().next() else { break };
            let layers = self.layers.iter().map(|layer| format!("{layer}/{parent}"));
            let mut found = std::iter::once(parent.to_owned()).chain(layers);
            match found.find_map(|name| self.sources.get(&name)) {
                Some(source) => at = source,
                None => break,
            }
        }
        let is_part = !at.text.contains("<html") && !shape::is_page(name);
        names(at) || is_part && self.sources.values().any(|source| names(source))
    }

    /// Reports wrong names that the engine would find late or never.
    fn check_names(&mut self, theme: &Theme, words: &Words, diags: &mut Diagnostics) {
        let used = theme.layers.iter().flat_map(|layer| {
            layer.templates.iter().filter_map(|(file, source)| {
                let (name, _) = self.sources.get_key_value(&format!("{}/{file}", layer.name))?;
                Some(names::Used { name, file, source: &source.text, is_told: !layer.is_built_in })
            })
        });
        let used: Vec<_> = used.collect();
        let components = self.tera.get_component_names().filter_map(|name| {
            let info = self.tera.get_component_definition(name)?;
            let parameters = info.args().iter().map(|arg| (arg.name().to_owned(), arg.is_required()));
            let takes_more = info.rest_param().is_some();
            Some((name.to_owned(), names::Component { parameters: parameters.collect(), takes_more }))
        });
        for problem in names::check(&used, &components.collect(), words) {
            let Some(source) = self.sources.get(&problem.template) else { continue };
            let place = source.place(Span::new(problem.at));
            diags.report(Diagnostic::at(Code::TemplateError, place, problem.message).help(problem.help));
            // The engine would find some of it again, on every page.
            self.broken.insert(problem.template);
        }
    }

    /// Compiles everything at once. Tera stops at the first syntax error of a batch, so a template that has
    /// one is reported and emptied, and the rest is compiled again.
    fn compile(&mut self, diags: &mut Diagnostics) {
        for _ in 0..MOST_ROUNDS {
            let sources = self.sources.iter().map(|(name, source)| {
                (name.as_str(), if self.broken.contains(name) { "" } else { source.text.as_str() })
            });
            let Err(error) = self.tera.add_raw_templates(sources) else { return };
            let (mut again, is_first) = (false, self.broken.is_empty());
            for (name, diagnostic) in self.problems(&error) {
                if is_first || !follows(&diagnostic) {
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

    /// Where a template begins.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        let mut layers = self.layers.iter();
        let source = layers.find_map(|layer| self.sources.get(&format!("{layer}/{name}")))?;
        Some(source.place(Span::default()))
    }

    /// Whether a theme has a template by that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.all.contains(name)
    }

    /// Renders a template. Reports any problem, and then returns `None`.
    pub(super) fn render(&self, name: &str, context: &Context, diags: &mut Diagnostics) -> Option<String> {
        if !self.broken.is_empty() {
            return None;
        }
        if let Some(Ok(html)) = self.folded.as_ref().map(|folded| folded.render(name, context)) {
            return Some(html);
        }
        // A problem is reported at its place in the template.
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
                let message = format!("the template `{parent}` that this one extends does not exist");
                vec![self.problem_at_word(&message, current, parent)]
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                vec![self.extends_itself(tpl)]
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                vec![self.problem_at_word("this template includes itself", tpl, "include")]
            }
            ErrorKind::Msg(text) => self.listed(text),
            other => vec![(None, Diagnostic::nowhere(Code::TemplateError, sentence(&other.to_string())))],
        }
    }

    /// A template that extends its own name most likely means its namesake in a parent.
    fn extends_itself(&self, name: &str) -> (Option<String>, Diagnostic) {
        let (broken, diagnostic) = self.problem_at_word("this template extends itself", name, "extends");
        let mut layers = self.layers.iter();
        let file = layers.find_map(|layer| name.strip_prefix(layer.as_str())?.strip_prefix('/'));
        // The layers that are left are those that the template's own theme extends.
        let mut parents = layers.filter_map(|layer| Some(format!("{layer}/{}", file?)));
        let help = match parents.find(|parent| self.all.contains(parent)) {
            Some(parent) => format!("write `{{% extends \"{parent}\" %}}`"),
            None => "extend another template, such as `base.html`".to_owned(),
        };
        (broken, diagnostic.help(help))
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

    /// What was meant by a filter, block or component that the engine does not find.
    fn missed(&self, message: &str) -> Option<String> {
        let wanted = message.split('`').nth(1)?;
        let of = |near: &OnceLock<Suggestions<String>>, word| {
            near.get_or_init(|| Suggestions::new(self.names(word)))
                .did_you_mean(wanted)
                .map(|help| help.to_string())
        };
        let near = if message.starts_with("Unknown filter") {
            let all = || Suggestions::new(filters::NAMES.map(str::to_owned));
            let near = self.near.filters.get_or_init(all).did_you_mean(wanted).map(|help| help.to_string());
            return Some(near.unwrap_or_else(|| format!("write one of {}", listed(filters::NAMES))));
        } else if message.starts_with("Block") {
            of(&self.near.blocks, "block")
        } else if message.starts_with("Unknown component") {
            of(&self.near.components, "component")
        } else {
            return None;
        };
        let list = || "`dateline theme list` lists the files with their blocks and components".to_owned();
        Some(near.unwrap_or_else(list))
    }

    /// The names of blocks of templates that others extend, or of all components.
    fn names(&self, word: &str) -> Vec<String> {
        let parents: BTreeSet<&str> =
            self.sources.values().flat_map(|source| scan::named(&source.text, "extends")).collect();
        let is_parent = |name: &str| {
            let file =
                self.layers.iter().find_map(|layer| name.strip_prefix(layer.as_str())?.strip_prefix('/'));
            parents.contains(name) || file.is_some_and(|file| parents.contains(file))
        };
        let wanted = self.sources.iter().filter(|(name, _)| word != "block" || is_parent(name));
        wanted.flat_map(|(_, source)| scan::named(&source.text, word)).map(str::to_owned).collect()
    }

    fn problem_at_word(&self, message: &str, name: &str, word: &str) -> (Option<String>, Diagnostic) {
        let text = self.sources.get(name).map_or("", |source| source.text.as_str());
        let at = text.find(word).unwrap_or(0);
        self.problem(message, name, at..(at + word.len()).min(text.len()))
    }

    /// A template that took the place of one in the program lacks a block that others there fill.
    fn lacks_block(&self, message: &str, name: &str) -> Option<(Option<String>, Diagnostic)> {
        let file = name.strip_prefix("default/")?;
        let block = message.strip_prefix("Block `")?.split('`').next()?;
        let parent = *scan::named(&self.sources.get(name)?.text, "extends").first()?;
        let mut layers = self.layers.iter().map(|layer| format!("{layer}/{parent}"));
        let place = layers.find(|name| self.sources.contains_key(name))?;
        let source = self.sources.get(&place)?;
        let message =
            format!("this template lacks the block `{block}`, which `{file}` of the default theme fills");
        let help =
            format!("add `{{% block {block} %}}{{% endblock {block} %}}`, or extend `default/{parent}`");
        let place = source.place(Span::default());
        Some((Some(name.to_owned()), Diagnostic::at(Code::TemplateError, place, message).help(help)))
    }

    fn problem(&self, message: &str, name: &str, range: Range<usize>) -> (Option<String>, Diagnostic) {
        if let Some(problem) = self.lacks_block(message, name) {
            return problem;
        }
        let (message, help) = self.reworded(message);
        let text = self.sources.get(name).and_then(|source| source.text.get(range.clone()));
        let help = earlier(&message, text.unwrap_or_default()).map_or(help, str::to_owned);
        let diagnostic = match self.sources.get(name) {
            Some(source) => Diagnostic::at(Code::TemplateError, source.place(Span::new(range)), message),
            None => Diagnostic::nowhere(Code::TemplateError, format!("{message} (in `{name}`)")),
        };
        (self.sources.contains_key(name).then(|| name.to_owned()), diagnostic.help(help))
    }

    /// A message of the engine in our form, and what to do. After the message, the engine lists the names
    /// that exist; our own filters put the help on a second line.
    fn reworded(&self, message: &str) -> (String, String) {
        for (what, listed) in [("field", " Available fields: "), ("variable", " Available variables: ")] {
            let Some((head, names)) = message.split_once(listed) else { continue };
            let wanted = head.split('`').nth(1).unwrap_or_default();
            let help = did_you_mean(wanted, names.split(", "))
                .map(|help| help.to_string())
                .unwrap_or_else(|| format!("the names are {names}"));
            return (format!("there is no {what} `{wanted}` here"), help);
        }
        let (first, help) = message.split_once('\n').unwrap_or((message, ""));
        if let Some(help) = self.missed(first) {
            return (sentence(first), help);
        }
        let templates = || Suggestions::new(self.all.iter().cloned());
        let about_template = first.to_lowercase().contains("template") || first.contains("include");
        let near = first.split(['`', '\'']).nth(1).filter(|_| about_template);
        let help = match near.and_then(|name| self.near.templates.get_or_init(templates).did_you_mean(name)) {
            Some(help) => help.to_string(),
            None if help.trim().is_empty() => {
                "Dateline's guide to themes lists what templates can use".to_owned()
            }
            None => sentence(help.trim()),
        };
        (sentence(first), help)
    }
}

/// What has replaced something from earlier versions of the engine, which other generators have.
fn earlier(message: &str, text: &str) -> Option<&'static str> {
    if matches!(text, "import" | "macro" | "endmacro") || message.starts_with("found `:` but expected") {
        return Some(
            "macros are components here: `{% component name(title) %}…{% endcomponent name %}`, called as `{{ <name title={…}/> }}`",
        );
    }
    if message.starts_with("unknown function") {
        return Some("the functions are `range`, `super` and `throw`; addresses are fields, such as `href`");
    }
    (message == "found string but expected identifier")
        .then_some("name what you pass on: `is containing(pat=\"…\")`, `replace(from=\"a\", to=\"b\")`")
}

/// A help line with the name that was probably meant, or with those that exist.
fn nearest_of<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str, IntoIter: Clone>) -> String {
    let names = names.into_iter();
    did_you_mean(wanted, names.clone())
        .map(|help| help.to_string())
        .unwrap_or_else(|| format!("write one of {}", listed(names)))
}

/// The names that a page can give as its layout: templates that no kind of page asks for.
pub(super) fn layouts(theme: &Theme) -> impl Iterator<Item = &str> {
    let names = theme.layers.iter().flat_map(|layer| layer.templates.keys());
    names
        .filter(|name| !shape::is_page(name) && !name.starts_with(embeds::FOLDER))
        .filter_map(|name| name.strip_suffix(".html"))
}

/// The names of the blocks and components of a template, each kind in order.
pub fn parts(source: &str) -> Vec<&str> {
    [scan::named(source, "block"), scan::named(source, "component")].concat()
}

/// Whether a problem may follow from a template that was emptied: what it defined is missing.
fn follows(diagnostic: &Diagnostic) -> bool {
    let message = diagnostic.message.as_str();
    let undefined = message.contains("component") || message.contains("not defined in any parent");
    diagnostic.place.is_none() || undefined
}

/// The templates that pages use, by theme and name: of namesakes, that of the most specific theme, what these
/// extend and include, and whatever has components. A template that another replaces need not fit the rest.
fn used(theme: &Theme) -> BTreeMap<String, Arc<Source>> {
    let all = theme.sources();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut names = BTreeSet::new();
    for layer in &theme.layers {
        let own = layer.templates.iter().filter(|(name, source)| {
            names.insert(name.as_str()) || !scan::named(&source.text, "component").is_empty()
        });
        wanted.extend(own.map(|(name, _)| format!("{}/{name}", layer.name)));
    }
    let mut rest: Vec<String> = wanted.iter().cloned().collect();
    while let Some(source) = rest.pop().and_then(|name| all.get(&name)) {
        for word in ["extends", "include"] {
            let named = scan::named(&source.text, word).into_iter().filter(|name| all.contains_key(*name));
            rest.extend(named.filter(|name| wanted.insert((*name).to_owned())).map(str::to_owned));
        }
    }
    all.into_iter().filter(|(name, _)| wanted.contains(name)).collect()
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
