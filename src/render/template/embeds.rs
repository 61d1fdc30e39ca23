//! The components that texts may call: those in the folder `embeds/` of a theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ComponentArg, ComponentArgType, ComponentInfo, Context, Tera};

use super::{Templates, scan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span, Suggestions, did_you_mean, listed};
use crate::model::graph::body::Call;
use crate::model::typed::article::Article;
use crate::model::value::field::{Free, Spanned};
use crate::render::figures::ChartView;

/// The folder of templates whose components texts may call.
pub(super) const FOLDER: &str = "embeds/";
/// The component that shows charts in texts.
const CHARTS: &str = "charts";

/// The components of that folder in any theme, by name.
pub(super) fn of(
    tera: &Tera,
    layers: &[String],
    sources: &BTreeMap<String, Arc<Source>>,
) -> BTreeMap<String, ComponentInfo> {
    let is_embed = |name: &str| {
        layers.iter().any(|layer| {
            let file = name.strip_prefix(layer.as_str()).and_then(|rest| rest.strip_prefix('/'));
            file.is_some_and(|file| file.starts_with(FOLDER))
        })
    };
    let sources = sources.iter().filter(|(name, _)| is_embed(name));
    let names = sources.flat_map(|(_, source)| scan::named(&source.text, "component"));
    names.filter_map(|name| Some((name.to_owned(), tera.get_component_definition(name)?))).collect()
}

impl Templates {
    /// What a component renders from what a text gives it. Reports any problem, and then returns `None`.
    pub(in crate::render) fn embed(
        &self,
        article: &Article,
        embed: &Call,
        diags: &mut Diagnostics,
    ) -> Option<String> {
        if !self.broken.is_empty() {
            return None;
        }
        let mut report = |span: Span, message: String, help: String| {
            diags.report(Diagnostic::at(Code::BadEmbed, article.place(span), message).help(help));
        };
        let name = &embed.name.value;
        let Some(component) = self.embeds.get(name) else {
            let near = self.near.embeds.get_or_init(|| Suggestions::new(self.embeds.keys().cloned()));
            let help = near.did_you_mean(name).map(|help| help.to_string()).unwrap_or_else(|| {
                format!("remove the braces around `{name}` to show the block as code, or make the component `{name}` in `templates/{FOLDER}{name}.html` of the theme")
            });
            report(embed.name.span, format!("the theme has no component `{name}` for texts"), help);
            return None;
        };
        let is_given = |arg: &ComponentArg| embed.given.iter().any(|(key, _)| key.value == arg.name());
        let mut given = Context::new();
        let mut is_right = !embed.problems.has_errors();
        for (key, value) in &embed.given {
            match (Given { component, key, value }).read(&article.source.text) {
                Ok(value) => given.insert(key.value.clone(), &value),
                Err((span, message, help)) => {
                    is_right = false;
                    report(span, message, help);
                }
            }
        }
        let unknown = component.args().iter().filter(|arg| arg.is_implicit() && arg.name() != "site");
        for arg in unknown.filter(|arg| !is_given(arg)) {
            is_right = false;
            let message =
                format!("`{name}` takes `{}` from the page, but a text does not have it", arg.name());
            report(embed.name.span, message, format!("remove `@` before `{}` in the component", arg.name()));
        }
        for arg in component.args().iter().filter(|arg| arg.is_required() && !is_given(arg)) {
            if is_right {
                let message = format!("`{name}` needs `{}`", arg.name());
                report(embed.name.key, message, format!("add the line `{}: …` below it", arg.name()));
            }
            is_right = false;
        }
        diags.merge(embed.problems.clone());
        if !is_right {
            return None;
        }
        self.component(name, &given, diags)
    }

    /// What the theme renders for charts side by side in a text. Reports any problem, and then returns
    /// `None`.
    pub(in crate::render) fn charts(&self, charts: &[ChartView], diags: &mut Diagnostics) -> Option<String> {
        // A theme that extends none has only its own components.
        if !self.broken.is_empty() || self.tera.get_component_definition(CHARTS).is_none() {
            return None;
        }
        let mut given = Context::new();
        given.insert("items", charts);
        self.component(CHARTS, &given, diags)
    }

    fn component(&self, name: &str, given: &Context, diags: &mut Diagnostics) -> Option<String> {
        match self.tera.render_component(name, given, None, true) {
            Ok(html) => Some(html),
            Err(error) => {
                diags.extend(self.problems(&error).into_iter().map(|(_, diagnostic)| diagnostic));
                None
            }
        }
    }
}

/// A value that a text gives to a component.
struct Given<'a> {
    component: &'a ComponentInfo,
    key: &'a Spanned<String>,
    value: &'a Spanned<Free>,
}

type Wrong = (Span, String, String);

impl Given<'_> {
    /// The value as the component takes it.
    fn read(&self, text: &str) -> Result<serde_json::Value, Wrong> {
        let (name, key) = (self.component.name(), self.key.value.as_str());
        let Some(arg) = self.component.args().iter().find(|arg| arg.name() == key) else {
            if self.component.rest_param().is_some() {
                return Ok(self.value.value.0.clone());
            }
            let args = self.component.args().iter().filter(|arg| !arg.is_implicit());
            let names: Vec<&str> = args.map(ComponentArg::name).collect();
            let help =
                did_you_mean(key, names.iter().copied()).map(|help| help.to_string()).unwrap_or_else(|| {
                    match names.len() {
                        0 => "remove the line".to_owned(),
                        _ => format!("write one of {}, or remove the line", listed(names.iter().copied())),
                    }
                });
            return Err((self.key.span, format!("`{name}` takes no `{key}`"), help));
        };
        let value = &self.value.value.0;
        let wanted = arg.arg_type();
        if fits(wanted, value) {
            return Ok(value.clone());
        }
        let span = self.value.span;
        if wanted == Some(ComponentArgType::String) && !value.is_object() && !value.is_array() {
            let typed = text[span.start as usize..span.end as usize].to_owned();
            return Ok(typed.into());
        }
        let (what, such) = wanted.map_or(("a value", "x"), form);
        Err((
            span,
            format!("`{key}` of `{name}` is {what}"),
            format!("write {what}, such as `{key}: {such}`"),
        ))
    }
}

/// Whether the engine accepts a value for a parameter of a type.
fn fits(wanted: Option<ComponentArgType>, value: &serde_json::Value) -> bool {
    match wanted {
        None => true,
        Some(ComponentArgType::String) => value.is_string(),
        Some(ComponentArgType::Bool) => value.is_boolean(),
        Some(ComponentArgType::Integer) => value.is_i64() || value.is_u64(),
        Some(ComponentArgType::Float) => value.is_f64(),
        Some(ComponentArgType::Number) => value.is_number(),
        Some(ComponentArgType::Array) => value.is_array(),
        Some(ComponentArgType::Map) => value.is_object(),
        Some(_) => false,
    }
}

/// A type in words, and a value of it.
fn form(wanted: ComponentArgType) -> (&'static str, &'static str) {
    match wanted {
        ComponentArgType::Bool => ("`true` or `false`", "true"),
        ComponentArgType::Integer => ("a whole number", "5"),
        ComponentArgType::Float => ("a number with a decimal point", "5.0"),
        ComponentArgType::Number => ("a number", "5"),
        ComponentArgType::Array => ("a list", "[one, two]"),
        ComponentArgType::Map => ("a mapping", "{name: value}"),
        _ => ("a text", "Text"),
    }
}
