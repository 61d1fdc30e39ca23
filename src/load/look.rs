//! Looks: what `look` says in `site.yaml` and in the themes becomes custom properties at the end of the style
//! sheet. Colours that cannot be told apart are reported.

use std::sync::Arc;

use super::style;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, Suggestions};
use crate::model::theme::{Asset, Palette, Theme};
use crate::model::typed::look::{Colour, Colours, Look};
use crate::model::value::field::Field;

/// Text and its background.
const PAIRS: [(&str, &str); 8] = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink-soft", "paper"),
    ("ink-soft", "panel"),
    ("accent", "paper"),
    ("accent", "panel"),
    ("added", "paper"),
    ("removed", "paper"),
];

/// The lowest ratio for text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// A look and the file that says it.
pub(super) type Said = (Look, Arc<Source>);

/// Enters looks into a theme. The first that says something counts.
pub(super) fn enter(theme: &mut Theme, looks: &[Said], diags: &mut Diagnostics) {
    logo(theme, looks, diags);
    for (name, built_in) in [("lists.css", "static/lists.css"), ("map.css", "static/map.css")] {
        if let Some(sheet) = theme.assets.get_mut(name)
            && sheet.bytes.as_ref() == super::theme::built_in_file(built_in)
        {
            let css = style::compact(&String::from_utf8_lossy(&sheet.bytes));
            sheet.bytes = css.into_bytes().into();
        }
    }
    theme.palette = palette(theme, looks);
    let Some(sheet) = theme.assets.get("style.css") else { return };
    let css = String::from_utf8_lossy(&sheet.bytes).into_owned();
    let (mut light, mut dark) = (String::new(), String::new());
    let mut colours: Vec<(&str, &Colours, Place)> = Vec::new();
    for at in 0..Look::default().colours().len() {
        let said = looks.iter().find_map(|(look, source)| {
            let (name, field) = look.colours()[at];
            Some((name, field.get()?, place(field, source)))
        });
        if let Some((name, colour, place)) = said {
            light += &format!("--{name}:{};", colour.light);
            dark += &format!("--{name}:{};", colour.dark);
            colours.push((name, colour, place));
        }
    }
    let mut seen = Vec::new();
    for (name, value) in looks.iter().flat_map(|(look, _)| look.others()) {
        if !seen.contains(&name) {
            light += &format!("--{name}:{value};");
            seen.push(name);
        }
    }
    // A typeface that is chosen for texts is used in headlines too.
    if seen.contains(&"serif") && !seen.contains(&"headline") {
        light += "--headline:var(--serif);";
    }
    let file = sheet.file.clone();
    let is_own = sheet.bytes.as_ref() != super::theme::built_in_file("static/style.css");
    if light.is_empty() && is_own {
        return;
    }
    check_contrast(&css, &colours, diags);
    // A sheet of the site stays as it was written.
    let mut css = if is_own { css.trim_end().to_owned() } else { style::compact(&css) };
    if !light.is_empty() {
        css += &format!("\n:root{{{light}}}\n");
    }
    if !dark.is_empty() {
        css += &by_night(&dark);
    }
    theme.assets.insert("style.css".to_owned(), Asset { bytes: css.into_bytes().into(), file });
}

/// The colours by day: as a look says, else as in the style sheet, else as in that of the default theme.
fn palette(theme: &Theme, looks: &[Said]) -> Palette {
    let own = theme.assets.get("style.css").map(|sheet| String::from_utf8_lossy(&sheet.bytes));
    let built_in = String::from_utf8_lossy(super::theme::built_in_file("static/style.css"));
    let of = |name: &str| {
        let said = looks.iter().find_map(|(look, _)| {
            let (_, field) = look.colours().into_iter().find(|(known, _)| *known == name)?;
            Some(field.get()?.light)
        });
        let sheets = own.iter().chain([&built_in]);
        let colour = said.or_else(|| sheets.filter_map(|css| property(split(css).0, name)).next());
        colour.map(|colour| colour.to_string()).unwrap_or_default()
    };
    Palette {
        paper: of("paper"),
        ink: of("ink"),
        ink_soft: of("ink-soft"),
        accent: of("accent"),
        rule: of("rule"),
    }
}

/// Custom properties for dark mode: that of the system unless the reader chose light, or that which the reader
/// chose. Paper is always light.
fn by_night(properties: &str) -> String {
    format!(
        "@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{properties}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{properties}}}}}\n"
    )
}

fn place<T>(field: &Field<T>, source: &Arc<Source>) -> Place {
    source.place(field.spanned().map(|field| field.span).unwrap_or_default())
}

/// Reports the colours that were chosen and are too close to what they are on, or to what is on them, by day or
/// by night: each once.
fn check_contrast(css: &str, chosen: &[(&str, &Colours, Place)], diags: &mut Diagnostics) {
    let (by_day, by_night) = split(css);
    let mut told = Vec::new();
    for (text, ground) in PAIRS {
        let of = |name: &str| chosen.iter().find(|(chosen, ..)| *chosen == name);
        let Some((name, _, place)) = of(text).or_else(|| of(ground)) else { continue };
        for (is_dark, css, when) in [(false, by_day, "light"), (true, by_night, "dark")] {
            let value = |name: &str| match of(name) {
                Some((_, colours, _)) if is_dark => Some(colours.dark),
                Some((_, colours, _)) => Some(colours.light),
                None => property(css, name),
            };
            let Some((one, other)) = value(text).zip(value(ground)) else { continue };
            let ratio = one.contrast(other);
            if ratio < LEAST_CONTRAST && !told.contains(name) {
                told.push(*name);
                let message = format!(
                    "`{text}` {one} on `{ground}` {other} has a contrast of {:.1} in {when} mode, and text needs {LEAST_CONTRAST}",
                    (ratio * 10.0).floor() / 10.0
                );
                let help = match is_dark {
                    false => "choose a darker colour for text, or a lighter one for its background",
                    true => "give the dark mode colours of its own: `{light: COLOUR, dark: COLOUR}`",
                };
                diags.report(Diagnostic::at(Code::LowContrast, place.clone(), message).help(help));
            }
        }
    }
}

/// The style sheet before its rules for dark mode, and from there on.
fn split(css: &str) -> (&str, &str) {
    let at = css.find("prefers-color-scheme: dark").unwrap_or(css.len());
    css.split_at(at)
}

/// The first value of a custom property, if it is a colour.
fn property(css: &str, name: &str) -> Option<Colour> {
    let (_, rest) = css.split_once(&format!("--{name}: "))?;
    Colour::parse(rest.split([';', '}']).next()?)
}

/// The logo must be there.
fn logo(theme: &mut Theme, looks: &[Said], diags: &mut Diagnostics) {
    let Some((look, source)) = looks.iter().find(|(look, _)| look.logo.get().is_some()) else { return };
    let name = look.logo.text_or_empty().trim().trim_start_matches("static/").trim_start_matches('/');
    if theme.assets.contains_key(name) {
        theme.logo = Some(name.to_owned());
        return;
    }
    let near = Suggestions::new(theme.assets.keys().map(String::as_str));
    let help = near.did_you_mean(name).unwrap_or_else(|| {
        format!("put the picture into the theme, as `static/{name}`, or leave `logo` out").into()
    });
    let message = format!("the theme has no file `static/{name}`");
    diags.report(Diagnostic::at(Code::BrokenLink, place(&look.logo, source), message).help(help));
}
