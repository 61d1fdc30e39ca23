//! What is not used in a theme: templates that no page asks for and whose name is nearly that of another,
//! files among the templates that are not text, and folders with other names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, Span, Suggestions, nearest};
use crate::model::theme::{Layer, Theme};
use crate::model::typed::content::Content;

/// Folders that other programs have for what is in ours.
const FOLDERS: [(&str, &[&str]); 4] = [
    (
        "templates",
        &["template", "layout", "layouts", "views", "_layouts", "_includes", "includes", "partials"],
    ),
    ("static", &["assets", "public", "css", "js", "img", "images", "media", "resources"]),
    ("fonts", &["font", "typefaces"]),
    ("i18n", &["locale", "locales", "lang", "languages", "l10n", "translations"]),
];
/// Endings of files that are not text.
const NO_TEXT: [&str; 20] = [
    "avif", "bmp", "eot", "gif", "gz", "heic", "ico", "jpeg", "jpg", "mov", "mp3", "mp4", "otf", "pdf",
    "png", "ttf", "webp", "woff", "woff2", "zip",
];
/// Endings of typefaces that cards are drawn with.
const TYPEFACES: [&str; 3] = ["otf", "ttc", "ttf"];
/// What may come after the name of a template in other programs.
const ENDINGS: [&str; 8] = [".tera", ".html", ".htm", ".xhtml", ".j2", ".jinja", ".jinja2", ".hbs"];

/// What a file of a theme is for, by its path in the theme's folder.
pub(super) enum Purpose {
    /// It is read as a text.
    Text,
    /// Cards are drawn with it.
    Typeface,
    /// It is not used, and that is right: a licence, a picture of the theme.
    None,
    /// It is not used, but was meant to be: the part of the path, what is wrong and what helps.
    Misfit(String, String, String),
}

/// What a file outside `static/` is for. `theme` is the path of the theme's folder.
pub(super) fn purpose(theme: &str, path: &str) -> Purpose {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match path.split_once('/') {
        Some(("templates", _)) if NO_TEXT.contains(&ending.as_str()) => {
            let what = "this file is not a template, and is not published".to_owned();
            Purpose::Misfit(path.to_owned(), what, format!("move it into `{theme}/static/`"))
        }
        Some(("templates" | "i18n", _)) => Purpose::Text,
        Some(("fonts", _)) if TYPEFACES.contains(&ending.as_str()) => Purpose::Typeface,
        Some(("fonts", _)) if matches!(ending.as_str(), "woff" | "woff2" | "eot") => {
            let what = format!("cards are not drawn with `.{ending}` files");
            let help =
                format!("put the `.otf` or `.ttf` file here; what pages load belongs in `{theme}/static/`");
            Purpose::Misfit(path.to_owned(), what, help)
        }
        Some(("fonts", _)) => Purpose::None,
        Some((folder, _)) => match meant_folder(folder) {
            Some(meant) => {
                let what = format!("nothing is read from `{theme}/{folder}/`");
                Purpose::Misfit(folder.to_owned(), what, format!("move its files into `{theme}/{meant}/`"))
            }
            None => Purpose::None,
        },
        None if path == "theme.yaml" => Purpose::Text,
        None => match path.to_ascii_lowercase().as_str() {
            "theme.yml" | "theme.toml" | "theme.json" | "theme.yaml" => {
                let what = "theme settings belong in `theme.yaml`".to_owned();
                Purpose::Misfit(path.to_owned(), what, format!("write them into `{theme}/theme.yaml`"))
            }
            _ if matches!(ending.as_str(), "html" | "htm" | "tera") => {
                let what = "templates belong in a folder of their own".to_owned();
                Purpose::Misfit(path.to_owned(), what, format!("move it into `{theme}/templates/`"))
            }
            _ => Purpose::None,
        },
    }
}

fn meant_folder(folder: &str) -> Option<&'static str> {
    let lower = folder.to_lowercase();
    let listed = FOLDERS.iter().find(|(_, others)| others.contains(&lower.as_str()));
    listed.map(|(ours, _)| *ours).or_else(|| nearest(folder, FOLDERS.map(|(ours, _)| ours)))
}

/// Reports each misfit of a theme once.
pub(super) fn report(misfit: Purpose, theme: &str, told: &mut BTreeSet<String>, diags: &mut Diagnostics) {
    let Purpose::Misfit(part, what, help) = misfit else { return };
    if told.insert(part.clone()) {
        let place = Place::file(format!("{theme}/{part}"));
        diags.report(Diagnostic::at(Code::MisplacedFile, place, what).help(help));
    }
}

/// Reports the templates that no page and no template asks for, and whose name is nearly that of one in
/// the default theme.
pub(super) fn misnamed(theme: &Theme, content: &Content, diags: &mut Diagnostics) {
    let (built_in, own): (Vec<&Layer>, Vec<&Layer>) =
        theme.layers.iter().partition(|layer| layer.is_built_in);
    let known: BTreeSet<&str> =
        built_in.iter().flat_map(|layer| layer.templates.keys()).map(String::as_str).collect();
    let own = || own.iter().flat_map(|layer| &layer.templates);
    let strange: Vec<_> = own().filter(|(name, _)| !known.contains(name.as_str())).collect();
    if strange.is_empty() {
        return;
    }
    let stems = known.iter().filter_map(|name| Some((name.strip_suffix(".html")?, *name)));
    let stems: BTreeMap<&str, &str> = stems.collect();
    let near = Suggestions::new(stems.keys().copied());
    let layouts: HashSet<&str> =
        content.pages.iter().filter_map(|page| page.front.layout.text()).map(str::trim).collect();
    let kinds: HashSet<&str> = content.config.kinds.iter().map(|kind| kind.folder.as_str()).collect();
    // Templates name in quotes what they include and extend.
    let quoted: HashSet<&str> = own()
        .flat_map(|(_, source)| ['"', '\''].into_iter().flat_map(|quote| source.text.split(quote)))
        .collect();
    for (name, source) in strange {
        let stem = name.trim_end_matches(".html");
        let kind = stem.strip_prefix("dossier-").or_else(|| stem.strip_prefix("kind-"));
        if layouts.contains(stem) || kind.is_some_and(|kind| kinds.contains(kind)) {
            continue;
        }
        let has_components = source.text.contains("{% component") || source.text.contains("{%- component");
        if has_components || quoted.contains(name.as_str()) {
            continue;
        }
        let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
        let file = plain(file);
        // Folders hold parts of other programs' themes; only a whole name is reported there.
        let like = || near.nearest(file.trim_end_matches(".html")).filter(|_| folders.is_empty());
        let meant = known.get(file.as_str()).copied().or_else(|| stems.get(like()?).copied());
        let Some(meant) = meant else { continue };
        let message = format!("no page asks for a template `{name}`");
        let is_there = own().any(|(other, theirs)| other == meant && folder(theirs) == folder(source));
        let help = match is_there {
            true => format!(
                "move its text into `{meant}`, or name it in a template: `{{% include \"{name}\" %}}`"
            ),
            false => format!("rename it to `{meant}`, in the folder `templates/`"),
        };
        let place = source.place(Span::default());
        diags.report(Diagnostic::at(Code::MisnamedTemplate, place, message).help(help));
    }
}

/// The folder of the theme that a template belongs to.
fn folder(source: &Source) -> &str {
    source.path.split_once("/templates/").map_or("", |(theme, _)| theme)
}

/// A file name in the form of ours: in lower case, with one ending.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut stem = lower.as_str();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)) {
        stem = shorter;
    }
    format!("{stem}.html")
}
