//! Looks at the names in templates before anything is rendered: fields, words, and what components take.
//! The engine finds a wrong name only where it prints it, and never in `{% if … %}`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::nearest_of;
use super::scan::{self, Kind, Tag, Token};
use super::shape::{Found, Shape, Shapes};
use crate::diagnostic::{Suggestions, did_you_mean, listed};
use crate::model::theme::words::Words;

/// Words of the language, which are not variables.
const LANGUAGE: [&str; 20] = [
    "true",
    "True",
    "false",
    "False",
    "none",
    "None",
    "null",
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "else",
    "loop",
    "for",
    "body",
    "super",
    "elif",
    "__tera_context",
];

/// Filters that return the list they are given, in part or in a different order.
const OF_LISTS: [&str; 3] = ["reverse", "sort", "unique"];

/// How many times at most what components are given is passed on.
const MOST_ROUNDS: usize = 8;

/// How many of the names in scope are compared with a wrong one, the innermost first.
const MOST_COMPARED: usize = 200;

/// A wrong name.
pub(super) struct Problem {
    /// The template, with its theme.
    pub(super) template: String,
    /// The bytes of the name.
    pub(super) at: std::ops::Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// What a component takes: its parameters, each with whether it must be given.
pub(super) struct Component {
    pub(super) parameters: BTreeMap<String, bool>,
    /// Whether it takes further ones.
    pub(super) takes_more: bool,
}

/// A template that a page uses.
pub(super) struct Used<'t> {
    /// With its theme: `default/base.html`.
    pub(super) name: &'t str,
    /// Without: `base.html`.
    pub(super) file: &'t str,
    pub(super) source: &'t str,
    /// Whether its problems are reported; those of the program's own are not.
    pub(super) is_told: bool,
}

/// All wrong names in some templates, in their order. Those of the most specific theme come first.
pub(super) fn check(
    templates: &[Used<'_>],
    components: &BTreeMap<String, Component>,
    words: &Words,
) -> Vec<Problem> {
    let shapes = Shapes::new();
    let mut walk = Walk {
        shapes: &shapes,
        components,
        words,
        given: BTreeMap::new(),
        scopes: Vec::new(),
        outside: Vec::new(),
        owners: BTreeMap::new(),
        is_unused: false,
        tells: false,
        near_words: OnceCell::new(),
        problems: Vec::new(),
        template: "",
    };
    let tags: Vec<Vec<Tag<'_>>> = templates.iter().map(|template| scan::tags(template.source)).collect();
    for (template, tags) in templates.iter().zip(&tags) {
        for name in tags.iter().filter_map(defined) {
            walk.owners.entry(name).or_insert(template.name);
        }
    }
    // Components pass on what they are given, so what reaches the last is known after some rounds.
    for _ in 0..MOST_ROUNDS {
        let before = walk.given.clone();
        walk.all(templates, &tags);
        if walk.given == before {
            break;
        }
    }
    walk.tells = true;
    walk.all(templates, &tags);
    let told: BTreeSet<&str> =
        templates.iter().filter(|template| template.is_told).map(|template| template.name).collect();
    walk.problems.retain(|problem| told.contains(problem.template.as_str()));
    walk.problems
}

struct Walk<'w> {
    shapes: &'w Shapes,
    components: &'w BTreeMap<String, Component>,
    words: &'w Words,
    /// What the parameters of each component were given.
    given: BTreeMap<String, BTreeMap<String, Shape>>,
    /// The names in scope, the innermost last.
    scopes: Vec<BTreeMap<String, Shape>>,
    /// The names around a component, which it does not see.
    outside: Vec<BTreeMap<String, Shape>>,
    /// The template that has each component.
    owners: BTreeMap<String, &'w str>,
    /// Whether this is a component that another theme's replaces.
    is_unused: bool,
    /// Whether problems are reported: in the last round.
    tells: bool,
    near_words: OnceCell<Suggestions<&'w str>>,
    problems: Vec<Problem>,
    template: &'w str,
}

impl<'w> Walk<'w> {
    fn all(&mut self, templates: &[Used<'w>], tags: &[Vec<Tag<'_>>]) {
        templates.iter().zip(tags).for_each(|(template, tags)| self.template(template, tags));
    }

    /// Whether a problem at this place is reported, so that looking for what was meant is worthwhile.
    fn is_told(&self) -> bool {
        self.tells && !self.is_unused
    }

    fn template(&mut self, template: &Used<'w>, tags: &[Tag<'_>]) {
        self.template = template.name;
        let variables = self.shapes.variables(template.file);
        self.scopes = vec![variables.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect()];
        for tag in tags {
            let tokens = trimmed(&tag.tokens);
            match tokens.first() {
                _ if tag.prints => self.expression(tokens),
                Some(first) if first.kind == Kind::Name => self.statement(first.text, &tokens[1..]),
                _ => self.expression(tokens),
            }
        }
    }

    fn statement(&mut self, word: &str, rest: &[Token<'_>]) {
        match word {
            "for" => self.begin_loop(rest),
            "endfor" => {
                self.scopes.pop();
            }
            "endcomponent" => self.end_component(),
            "component" => self.begin_component(rest),
            "set" | "set_global" => self.set(rest),
            "if" | "elif" => self.expression(rest),
            // `{% filter name(x=y) %}`
            "filter" => self.expression(rest.get(1..).unwrap_or_default()),
            _ => {}
        }
    }

    /// `for item in list`, `for key, value in map`
    fn begin_loop(&mut self, rest: &[Token<'_>]) {
        let at = rest.iter().position(|token| token.is_word("in")).unwrap_or(rest.len());
        let (names, list) = (&rest[..at], rest.get(at + 1..).unwrap_or_default());
        let item = self.shape_of(list).item();
        self.expression(list);
        let names: Vec<&str> =
            names.iter().filter(|t| t.kind == Kind::Name).map(|token| token.text).collect();
        let known = names.len() == 1;
        let shape = |_: &&str| if known { item.clone() } else { Shape::anything() };
        self.scopes.push(names.iter().map(|name| ((*name).to_owned(), shape(name))).collect());
    }

    /// `component name(a, b: string, c="x", ...rest)`. One that a more specific theme has too is not used.
    fn begin_component(&mut self, rest: &[Token<'_>]) {
        let open = rest.iter().position(|token| token.is("(")).unwrap_or(rest.len());
        let name: String = rest[..open].iter().map(|token| token.text).collect();
        self.is_unused = self.owners.get(&name).is_some_and(|owner| *owner != self.template);
        let given = self.given.get(&name);
        let shape = |name: &str| match name {
            "site" | "page" => self.scopes[0].get(name).cloned(),
            _ => given.and_then(|given| given.get(name)).cloned(),
        };
        let parameters = self.components.get(&name).map(|component| component.parameters.keys());
        let scope = parameters
            .into_iter()
            .flatten()
            .map(|name| (name.clone(), shape(name).unwrap_or_else(Shape::anything)));
        let mut scope: BTreeMap<String, Shape> = scope.collect();
        // `...rest`
        let dots = rest.windows(2).filter(|pair| pair[0].is(".") && pair[1].kind == Kind::Name);
        scope.extend(dots.map(|pair| (pair[1].text.to_owned(), Shape::anything())));
        self.outside = std::mem::replace(&mut self.scopes, vec![scope]);
    }

    fn end_component(&mut self) {
        self.is_unused = false;
        self.scopes = std::mem::take(&mut self.outside);
    }

    /// `set name = value`, and `set name | filter` before a text.
    fn set(&mut self, rest: &[Token<'_>]) {
        let Some((name, rest)) = rest.split_first() else { return };
        let value = rest.split_first().filter(|(sign, _)| sign.is("=")).map(|(_, value)| value);
        self.expression(value.unwrap_or(rest));
        let shape = value.map_or_else(Shape::anything, |value| self.shape_of(value));
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.text.to_owned(), shape);
        }
    }

    /// Looks at every name of an expression.
    fn expression(&mut self, tokens: &[Token<'_>]) {
        if tokens.first().is_some_and(|token| token.is("<")) {
            return self.call(&tokens[1..]);
        }
        // `[item.title for item in list]`: the names come before what they are.
        let loops = tokens.iter().enumerate().filter(|(_, token)| token.is_word("for"));
        let named =
            loops.flat_map(|(at, _)| tokens[at + 1..].iter().take_while(|token| !token.is_word("in")));
        let named = named.filter(|token| token.kind == Kind::Name);
        self.scopes.push(named.map(|token| (token.text.to_owned(), Shape::anything())).collect());
        self.names(tokens);
        self.scopes.pop();
    }

    fn names(&mut self, tokens: &[Token<'_>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let is_after = |sign: &str| before.is_some_and(|before| before.is(sign));
            let is_called = tokens.get(at + 1).is_some_and(|next| next.is("(") || next.is("="));
            let is_filter = is_after("|");
            let is_test = before.is_some_and(|before| before.is_word("is"))
                || (at > 1 && tokens[at - 1].is_word("not") && tokens[at - 2].is_word("is"));
            match token.kind {
                Kind::Name if is_filter || is_test || is_called || LANGUAGE.contains(&token.text) => at += 1,
                Kind::Name if is_after(".") => at += 1,
                Kind::Name => {
                    let (_, length) = self.path(&tokens[at..], true);
                    at += length;
                }
                Kind::Text => {
                    let is_word = tokens.get(at + 1).is_some_and(|next| next.is("|"))
                        && tokens.get(at + 2).is_some_and(|next| next.is_word("t"));
                    if is_word {
                        self.word(token);
                    }
                    at += 1;
                }
                Kind::Number | Kind::Sign => at += 1,
            }
        }
    }

    /// `name a={value} b="text" c/>`
    fn call(&mut self, tokens: &[Token<'_>]) {
        // `name a=…`: two names side by side are not one.
        let mut length = 1;
        while tokens.get(length).is_some_and(|token| token.is(".")) {
            length += 2;
        }
        // `</name>` ends one.
        let Some(first) = tokens.first().filter(|token| token.kind == Kind::Name) else { return };
        let name: String = tokens.iter().take(length).map(|token| token.text).collect();
        let mut given: BTreeMap<String, (Shape, Token<'_>)> = BTreeMap::new();
        let (mut at, mut spreads) = (length, false);
        while let Some(token) = tokens.get(at) {
            if token.is("{") {
                let close = closing(tokens, at);
                spreads = true;
                self.expression(tokens.get(at + 1..close).unwrap_or_default());
                at = close + 1;
            } else if token.kind != Kind::Name {
                at += 1;
            } else if !tokens.get(at + 1).is_some_and(|next| next.is("=")) {
                let (shape, _) = self.path(&tokens[at..=at], true);
                given.insert(token.text.to_owned(), (shape, *token));
                at += 1;
            } else if tokens.get(at + 2).is_some_and(|next| next.is("{")) {
                let close = closing(tokens, at + 2);
                let value = tokens.get(at + 3..close).unwrap_or_default();
                self.expression(value);
                given.insert(token.text.to_owned(), (self.shape_of(value), *token));
                at = close + 1;
            } else {
                given.insert(token.text.to_owned(), (Shape::default(), *token));
                at += 3;
            }
        }
        self.judge(&name, first, &given, spreads);
        if self.is_unused {
            return;
        }
        let known = self.given.entry(name).or_default();
        for (parameter, (shape, _)) in given {
            known.entry(parameter).or_default().join(&shape);
        }
    }

    /// Whether a component gets what it needs, and nothing that it does not know.
    fn judge(
        &mut self,
        name: &str,
        place: &Token<'_>,
        given: &BTreeMap<String, (Shape, Token<'_>)>,
        spreads: bool,
    ) {
        let Some(component) = self.components.get(name).filter(|_| self.is_told()) else { return };
        let parameters = &component.parameters;
        let is_unknown = |name: &str| !component.takes_more && !parameters.contains_key(name);
        for (unknown, (_, token)) in given {
            if is_unknown(unknown) {
                let names = || parameters.keys().map(String::as_str);
                let help =
                    did_you_mean(unknown, names()).map(|help| help.to_string()).unwrap_or_else(
                        || match names().next() {
                            Some(_) => format!("leave it out, or write one of {}", listed(names())),
                            None => "leave it out".to_owned(),
                        },
                    );
                self.tell(token, format!("the component `{name}` has no parameter `{unknown}`"), help);
            }
        }
        let lacks =
            parameters.iter().filter(|(parameter, needed)| **needed && !given.contains_key(*parameter));
        let lacks: Vec<&str> = lacks.map(|(parameter, _)| parameter.as_str()).collect();
        // What it lacks is most likely there under a wrong name.
        if !lacks.is_empty() && !spreads && !given.keys().any(|name| is_unknown(name)) {
            let example: Vec<String> = lacks.iter().map(|parameter| format!("{parameter}={{…}}")).collect();
            let message = format!("the component `{name}` needs {}", listed(lacks.iter().copied()));
            self.tell(place, message, format!("add `{}`", example.join(" ")));
        }
    }

    /// `a.b.c[0].d`: what it is, and how many tokens it has.
    fn path(&mut self, tokens: &[Token<'_>], tells: bool) -> (Shape, usize) {
        let first = &tokens[0];
        let Some(mut shape) = self.variable(first.text) else {
            if tells && self.is_told() {
                let names = self.scopes.iter().rev().flat_map(|scope| scope.keys()).map(String::as_str);
                let names: BTreeSet<&str> = names.take(MOST_COMPARED).collect();
                let help = nearest_of(first.text, names.iter().copied());
                self.tell(first, format!("there is no variable `{}` here", first.text), help);
            }
            return (Shape::anything(), path_length(tokens));
        };
        let length = path_length(tokens);
        let mut at = 1;
        while let Some(token) = tokens[..length].get(at) {
            if token.is("[") {
                shape = shape.item();
                let close = closing(tokens, at);
                if tells {
                    self.expression(tokens.get(at + 1..close).unwrap_or_default());
                }
                at = close + 1;
            } else if token.kind == Kind::Sign {
                at += 1;
            } else {
                match self.shapes.field(&shape, token.text) {
                    Found::Field(field) => shape = field,
                    Found::Missing(names) => {
                        if tells && self.is_told() {
                            let whole: String = tokens[..at - 1].iter().map(|token| token.text).collect();
                            self.no_field(token, whole.trim_end_matches('?'), &names);
                        }
                        return (Shape::anything(), length);
                    }
                }
                at += 1;
            }
        }
        (shape, length)
    }

    fn no_field(&mut self, token: &Token<'_>, whole: &str, names: &[String]) {
        let (message, help) = match names {
            [] => (format!("`{whole}` has no fields"), format!("write `{whole}` alone")),
            names => (
                format!("`{whole}` has no field `{}`", token.text),
                nearest_of(token.text, names.iter().map(String::as_str)),
            ),
        };
        self.tell(token, message, help);
    }

    fn variable(&self, name: &str) -> Option<Shape> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned()
    }

    /// What an expression is, as far as a name with list filters shows it.
    fn shape_of(&mut self, tokens: &[Token<'_>]) -> Shape {
        let Some(first) = tokens.first().filter(|token| token.kind == Kind::Name) else {
            return Shape::anything();
        };
        if LANGUAGE.contains(&first.text) || tokens.get(1).is_some_and(|next| next.is("(")) {
            return Shape::anything();
        }
        let (mut shape, length) = self.path(tokens, false);
        let mut rest = &tokens[length..];
        while let [pipe, filter, after @ ..] = rest {
            if !pipe.is("|") {
                break;
            }
            shape = match filter.text {
                name if OF_LISTS.contains(&name) => shape,
                "first" | "last" | "nth" => shape.item(),
                _ => return Shape::anything(),
            };
            rest = match after.first() {
                Some(open) if open.is("(") => after.get(closing(after, 0) + 1..).unwrap_or_default(),
                _ => after,
            };
        }
        if rest.is_empty() { shape } else { Shape::anything() }
    }

    /// `"key" | t`
    fn word(&mut self, token: &Token<'_>) {
        if !self.is_told() || self.words.has(token.text) {
            return;
        }
        let near = self.near_words.get_or_init(|| Suggestions::new(self.words.keys()));
        let help = near.did_you_mean(token.text).map(|help| help.to_string());
        let help = help.unwrap_or_else(|| "add them to a file in `i18n/` of the theme".to_owned());
        self.tell(token, format!("the theme has no words called `{}`", token.text), help);
    }

    fn tell(&mut self, token: &Token<'_>, message: String, help: String) {
        let from = token.at + usize::from(token.kind == Kind::Text);
        let at = from..from + token.text.len();
        self.problems.push(Problem { template: self.template.to_owned(), at, message, help });
    }
}

/// The component that a tag begins to define.
fn defined(tag: &Tag<'_>) -> Option<String> {
    let (first, rest) = trimmed(&tag.tokens).split_first()?;
    let name = || rest.iter().take_while(|token| !token.is("(")).map(|token| token.text).collect();
    (!tag.prints && first.is_word("component")).then(name)
}

/// Without the signs that remove white space.
fn trimmed<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let tokens = match tokens {
        [first, rest @ ..] if first.is("-") => rest,
        all => all,
    };
    match tokens {
        [rest @ .., last] if last.is("-") => rest,
        all => all,
    }
}

/// The position of what closes the bracket at `open`; the last one if nothing does.
fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.kind == Kind::Sign {
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len().saturating_sub(1)
}

/// How many tokens a path has: its name, fields and indices.
fn path_length(tokens: &[Token<'_>]) -> usize {
    let mut at = 1;
    loop {
        match tokens.get(at) {
            Some(token)
                if token.is("?") && tokens.get(at + 1).is_some_and(|next| next.is(".") || next.is("[")) =>
            {
                at += 1
            }
            Some(token)
                if token.is(".") && tokens.get(at + 1).is_some_and(|next| next.kind != Kind::Sign) =>
            {
                at += 2;
            }
            Some(token) if token.is("[") => at = closing(tokens, at) + 1,
            _ => return at.min(tokens.len()),
        }
    }
}
