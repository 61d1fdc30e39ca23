//! A theme and what it extends, merged file by file. The default theme is part of the program.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use walkdir::WalkDir;

use super::Unsaved;
use super::files::{file, pointer};
use super::look;
use super::misfits::{self, Purpose};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, did_you_mean};
use crate::load::files::walk::{self, Found, Names};
use crate::model::theme::{Asset, Layer, Theme, Typeface};
use crate::model::typed::config::Config;
use crate::model::typed::look::Look;
use crate::model::value::field::{Field, Spanned};
use crate::yaml;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// What the folder `themes/default/` of a site is called among themes.
const OVER_DEFAULT: &str = "themes/default";

/// The keys of `theme.yaml`.
#[derive(Debug, Default, Deserialize)]
struct ThemeFile {
    /// What the theme is called.
    #[serde(default)]
    #[expect(dead_code, reason = "for people who list themes")]
    name: Field<String>,
    /// The theme whose files it takes where it has none of its own.
    #[serde(default)]
    extends: Field<String>,
    /// How it looks.
    #[serde(default)]
    look: Field<Look>,
}

pub(super) fn load(root: &Path, config: &Config, diags: &mut Diagnostics) -> Theme {
    let mut theme = Theme::default();
    let mut name = config.theme.clone();
    let mut asked = config.file.theme.spanned().map(|field| config.source.place(field.span));
    let mut seen: Vec<String> = Vec::new();
    let own = config.file.look.get().cloned();
    let mut looks: Vec<look::Said> = own.into_iter().map(|look| (look, Arc::clone(&config.source))).collect();
    loop {
        if seen.contains(&name) {
            let message = format!("the theme `{name}` extends itself: {} → {name}", seen.join(" → "));
            diags.report(unknown(asked, message).help("remove `extends` from one of the `theme.yaml` files"));
            break;
        }
        seen.push(name.clone());
        let folder = root.join("themes").join(&name);
        let plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
        if plain && folder.is_dir() {
            let extends = add_folder(&mut theme, &folder, &name, &mut looks, diags);
            (name, asked) = match extends {
                Some((next, place)) => (next, Some(place)),
                None if name == "default" => break,
                None => ("default".to_owned(), None),
            };
            continue;
        }
        if name != "default" {
            let message = format!("there is no theme `{name}`");
            let name = name.strip_prefix("themes/").unwrap_or(&name).trim_end_matches('/');
            let help = did_you_mean(name, names(root).iter().map(String::as_str));
            let help =
                help.unwrap_or_else(|| format!("write `default`, or make a folder `themes/{name}/`").into());
            diags.report(unknown(asked, message).help(help));
        }
        break;
    }
    add_default(&mut theme);
    look::enter(&mut theme, &looks, diags);
    theme
}

fn unknown(place: Option<Place>, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::nowhere(Code::UnknownTheme, message);
    Diagnostic { place, ..diagnostic }
}

/// The themes that a site could name.
fn names(root: &Path) -> Vec<String> {
    let folders = WalkDir::new(root.join("themes")).min_depth(1).max_depth(1).sort_by_file_name();
    let names = folders
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.chain(["default".to_owned()]).collect()
}

/// Adds what the theme does not have yet. Returns the theme it extends, and where it says so.
fn add_folder(
    theme: &mut Theme,
    folder: &Path,
    name: &str,
    looks: &mut Vec<look::Said>,
    diags: &mut Diagnostics,
) -> Option<(String, Place)> {
    let (mut extends, of_theme) = (None, format!("themes/{name}"));
    // `default` is the name of the theme in the program, and also of the folder that changes it.
    let name = if name == "default" { OVER_DEFAULT } else { name };
    theme.layers.push(Layer { name: name.to_owned(), ..Layer::default() });
    let mut told = BTreeSet::new();
    let themes = [folder.parent().unwrap_or(folder)];
    for Found { path, file } in walk::files(folder, &of_theme, &themes, Names::Hidden, diags) {
        let shown = format!("{of_theme}/{path}");
        if let Some(asset) = path.strip_prefix("static/") {
            match std::fs::read(file) {
                Ok(bytes) if pointer::is_pointer(&bytes) => diags.report(pointer::problem(&shown)),
                Ok(bytes) => add_asset(theme, asset, Asset { bytes: bytes.into(), file: Some(shown) }),
                Err(error) => diags.report(file::unreadable(&shown, &error)),
            }
            continue;
        }
        let purpose = misfits::purpose(&of_theme, &path);
        if matches!(purpose, Purpose::Typeface) {
            match std::fs::read(file) {
                Ok(bytes) if pointer::is_pointer(&bytes) => diags.report(pointer::problem(&shown)),
                Ok(bytes) => theme.typefaces.push(Typeface { file: shown, bytes: bytes.into() }),
                Err(error) => diags.report(file::unreadable(&shown, &error)),
            }
        } else if !matches!(purpose, Purpose::Text) {
            misfits::report(purpose, &of_theme, &mut told, diags);
        } else if let Some(source) = file::read(&file, &shown, &Unsaved::new(), diags) {
            if path == "theme.yaml" {
                let read = yaml::read::<ThemeFile>(&source, 0..source.text.len(), diags).value;
                looks.extend(read.look.0.map(|look| (look.value, Arc::clone(&source))));
                extends = read.extends.0.map(|Spanned { value, span, .. }| (value, source.place(span)));
            } else {
                add_source(theme, &path, source);
            }
        }
    }
    extends
}

/// The files of the theme in the program, by path, in order.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    let (mut folders, mut files) = (vec![&DEFAULT], Vec::new());
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| {
            let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
            (parts.join("/"), file.contents())
        }));
    }
    files.sort_unstable();
    files
}

/// A file of the theme in the program; nothing if there is none.
pub(super) fn built_in_file(path: &str) -> &'static [u8] {
    DEFAULT.get_file(path).map_or(&[], |file| file.contents())
}

/// Adds the theme in the program.
fn add_default(theme: &mut Theme) {
    theme.layers.push(Layer { name: "default".to_owned(), is_built_in: true, ..Layer::default() });
    for (relative, bytes) in built_in() {
        if let Some(asset) = relative.strip_prefix("static/") {
            add_asset(theme, asset, Asset { bytes: bytes.into(), file: None });
        } else if matches!(misfits::purpose("", &relative), Purpose::Typeface) {
            let file = format!("themes/default/{relative}");
            theme.typefaces.push(Typeface { file, bytes: bytes.into() });
        } else if let Ok(text) = std::str::from_utf8(bytes) {
            let path = format!("themes/default/{relative}");
            add_source(theme, &relative, Arc::new(Source::new(path, text)));
        }
    }
}

fn add_asset(theme: &mut Theme, path: &str, asset: Asset) {
    theme.assets.entry(path.to_owned()).or_insert(asset);
}

fn add_source(theme: &mut Theme, relative: &str, source: Arc<Source>) {
    if let Some(name) = relative.strip_prefix("templates/") {
        if let Some(layer) = theme.layers.last_mut() {
            layer.templates.insert(name.to_owned(), source);
        }
    } else if let Some(language) = relative.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".ftl")) {
        theme.words.entry(language.to_owned()).or_default().push(source);
    }
}
