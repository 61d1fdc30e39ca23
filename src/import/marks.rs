//! What shows which program a folder belongs to: its settings, and folders that only it has.

use super::Program;
use super::folder::{Folder, name};
use super::front::data;
use super::programs::{eleventy, hugo};

/// The programs that a folder may turn out to belong to. A vault may contain the folder of any other.
const ALL: [Program; 5] =
    [Program::Hugo, Program::Zola, Program::Jekyll, Program::Eleventy, Program::Obsidian];

/// A program other than the one that was named, and the file that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistaken {
    /// The program that the folder belongs to.
    pub program: Program,
    /// Relative to the folder.
    pub mark: String,
}

/// Which program a folder belongs to, if it has no mark of the one that was named and has one of another.
pub(super) fn mistaken(folder: &Folder, named: Program) -> Option<Mistaken> {
    if mark(folder, named).is_some() || named == Program::Json && has_json(folder) {
        return None;
    }
    // Texts of Hugo and Zola without their settings may have been written in Obsidian.
    let has_content =
        matches!(named, Program::Hugo | Program::Zola) && folder.below("content").next().is_some();
    let others = ALL.into_iter().filter(|program| !has_content || *program != Program::Obsidian);
    others.into_iter().find_map(|program| mark(folder, program).map(|mark| Mistaken { program, mark }))
}

fn mark(folder: &Folder, program: Program) -> Option<String> {
    let first = |names: &[&str]| names.iter().find(|name| folder.has(name)).map(|name| (*name).to_owned());
    let any = |is: &dyn Fn(&str) -> bool| folder.files.iter().find(|file| is(file)).cloned();
    match program {
        Program::Hugo => hugo::CONFIGS
            .iter()
            .find(|file| {
                folder.has(file) && (name(file).starts_with("hugo.") || says(folder, file, "baseURL"))
            })
            .map(|file| (*file).to_owned())
            .or_else(|| any(&|file| file.starts_with("archetypes/"))),
        Program::Zola => first(&["zola.toml"])
            .or_else(|| says(folder, "config.toml", "base_url").then(|| "config.toml".to_owned())),
        Program::Jekyll => first(&["_config.yml", "_config.yaml", "_config.toml"])
            .or_else(|| any(&|file| file.starts_with("_posts/") || file.contains("/_posts/"))),
        Program::Eleventy => first(&eleventy::CONFIGS)
            .or_else(|| any(&|file| name(file).contains(".11tydata.")))
            .or_else(|| {
                let package = folder.text("package.json")?;
                package.contains("\"@11ty/eleventy\"").then(|| "package.json".to_owned())
            }),
        Program::Obsidian => any(&|file| file.starts_with(".obsidian/")),
        Program::Json => None,
    }
}

/// Whether a settings file has a key.
fn says(folder: &Folder, file: &str, key: &str) -> bool {
    let settings = folder.text(file).and_then(|text| data(file, &text).ok());
    settings.is_some_and(|settings| settings.get(key).is_some())
}

/// Whether there is JSON that may be an export.
fn has_json(folder: &Folder) -> bool {
    let is_of_program = |file: &str| {
        file.starts_with('.') || matches!(name(file), "package.json" | "package-lock.json" | "tsconfig.json")
    };
    folder.files.iter().any(|file| file.ends_with(".json") && !is_of_program(file))
}
