//! The programs that archives come from: each file knows the layout and the settings of one, and nothing of Dateline.

pub(super) mod eleventy;
pub(super) mod hugo;
mod jekyll;
mod json;
mod obsidian;
mod zola;

use super::Program;
use super::archive::Archive;
use super::folder::{Folder, ending, name};
use super::report::Report;
use super::value::Value;

/// Reads what a folder of a program holds.
pub(super) fn read(program: Program, folder: &Folder, report: &mut Report) -> Archive {
    match program {
        Program::Hugo => hugo::read(folder, report),
        Program::Jekyll => jekyll::read(folder, report),
        Program::Zola => zola::read(folder, report),
        Program::Obsidian => obsidian::read(folder, report),
        Program::Eleventy => eleventy::read(folder, report),
        Program::Json => json::read(folder, report),
    }
}

/// The first of the given settings files that is there, with its name.
fn settings(folder: &Folder, names: &[&str], report: &mut Report) -> (Option<String>, Value) {
    for name in names {
        let Some(text) = folder.text(name) else { continue };
        let value = super::front::data(name, &text).unwrap_or_else(|reason| {
            report.hand(name, 1, &format!("cannot be read: {reason}"));
            Value::Null
        });
        return (Some((*name).to_owned()), value);
    }
    (None, Value::Null)
}

/// The text at the end of a path of keys.
fn text(value: &Value, path: &[&str]) -> Option<String> {
    value.at(path).and_then(Value::as_text).map(str::to_owned)
}

/// Whether a file is only for the look of a site, or is one that Dateline writes itself.
fn is_of_theme(path: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "css", "scss", "sass", "less", "js", "mjs", "cjs", "ts", "map", "woff", "woff2", "ttf", "otf", "eot",
        "rb", "py", "sh", "lock", "njk", "liquid", "hbs", "xsl",
    ];
    const NAMES: [&str; 15] = [
        "robots.txt",
        "sitemap.xml",
        "feed.xml",
        "atom.xml",
        "rss.xml",
        "index.xml",
        "feed.json",
        "404.html",
        "index.html",
        "CNAME",
        "favicon.ico",
        "apple-touch-icon.png",
        "_redirects",
        "_headers",
        "Makefile",
    ];
    ENDINGS.contains(&ending(path).as_str()) || NAMES.contains(&name(path)) || name(path).starts_with('.')
}

/// A text as a part of an address: lower case, hyphens for spaces, no punctuation.
pub(super) fn urlized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() => out.push('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}
