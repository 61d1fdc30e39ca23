//! Reads the words of a theme in the language of the site.

use fluent_bundle::FluentResource;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::theme::Theme;
use crate::model::theme::words::Words;

/// The words of a theme for a site in a language (BCP 47). What its language lacks comes from English.
pub fn words(theme: &Theme, language: &str, diags: &mut Diagnostics) -> Words {
    let short = language.split('-').next().unwrap_or(language);
    let mut wanted: Vec<&str> =
        [language, short].into_iter().filter(|name| theme.words.contains_key(*name)).collect();
    if wanted.is_empty() {
        let known: Vec<&str> = theme.words.keys().map(String::as_str).collect();
        let message = format!("the theme has no words in `{language}`; its pages use English ones");
        let help = format!("add `themes/NAME/i18n/{short}.ftl`; the theme has {}", known.join(", "));
        diags.report(Diagnostic::nowhere(Code::UntranslatedLanguage, message).help(help));
    }
    wanted.push("en");
    wanted.dedup();
    let languages = wanted.into_iter().map(|name| (name.to_owned(), resources(theme, name, diags))).collect();
    Words::new(language, languages, theme.words.clone())
}

/// The messages of a language, those of the most specific theme last.
fn resources(theme: &Theme, language: &str, diags: &mut Diagnostics) -> Vec<FluentResource> {
    let mut resources = Vec::new();
    for source in theme.words.get(language).into_iter().flatten().rev() {
        resources.push(FluentResource::try_new(source.text.clone()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let place = source.place(Span::new(error.pos.clone()));
                let message = "this is not a line such as `key = text`".to_owned();
                let help = "begin each message with its key at the start of a line, and indent the lines that follow";
                diags.report(Diagnostic::at(Code::TemplateError, place, message).help(help));
            }
            resource
        }));
    }
    resources
}
