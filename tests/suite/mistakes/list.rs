//! The list of `tests/sites/mistakes/list.yaml`, and the files of a site with a mistake in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The file that most mistakes are made in.
const USUAL: &str = "content/briefings/2026-03-23-quay-opens.md";

/// The files of a site by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// One mistake, alone in a site that is otherwise sound.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mistake {
    /// What an editor did, in plain words.
    pub(super) name: String,
    /// The file it is made in.
    #[serde(default = "usual", rename = "in")]
    pub(super) file: String,
    /// Texts in that file, and what takes their place. Each occurs there once.
    #[serde(default)]
    change: BTreeMap<String, String>,
    /// The whole text of that file.
    text: Option<String>,
    /// How its text is saved, if not as UTF-8.
    saved: Option<Saved>,
    /// The name that it is given.
    renamed: Option<String>,
    /// Further files by path.
    #[serde(default)]
    with: BTreeMap<String, String>,
    /// What must be found, as `PATH:LINE:COLUMN CODE`, without the path in the file of the mistake.
    /// Nothing for what is not a mistake.
    found: Vec<String>,
    /// What the help lines come to.
    #[serde(default)]
    pub(super) edit: Edit,
    /// The codes of what is left to do after them, if the file lacked more than one thing.
    #[serde(default)]
    pub(super) left: Vec<String>,
}

/// Ways to save a text.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Saved {
    Latin1,
    Utf16,
    Crlf,
}

/// What the help lines of a mistake come to.
#[derive(Deserialize, PartialEq, Eq, Clone, Copy, Debug, Default)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Edit {
    /// They name edits, and the site is sound after them.
    #[default]
    Sound,
    /// At least one names a choice that only a person can make.
    None,
}

fn usual() -> String {
    USUAL.to_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/mistakes")
}

/// Where the printed list is.
pub(super) fn messages() -> PathBuf {
    folder().join("messages.txt")
}

/// All mistakes, in the order of the list.
pub(super) fn read() -> Vec<Mistake> {
    let text = fs::read_to_string(folder().join("list.yaml")).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("list.yaml: {error}"))
}

/// The files of the sound site.
pub(super) fn sound() -> Files {
    let root = folder().join("site");
    let entries = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Writes the files of a site into a folder.
pub(super) fn write(root: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Mistake {
    /// The sound site with this mistake in it.
    pub(super) fn made_in(&self, mut files: Files) -> Files {
        let before = files.remove(&self.file).map(|bytes| String::from_utf8(bytes).unwrap());
        let mut text = self.text.clone().or(before).unwrap_or_else(|| panic!("no {}", self.file));
        for (old, new) in &self.change {
            assert_eq!(text.matches(old.as_str()).count(), 1, "{}: `{old}` in {}", self.name, self.file);
            text = text.replace(old, new);
        }
        let bytes = match self.saved {
            None => text.into_bytes(),
            Some(Saved::Latin1) => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            Some(Saved::Utf16) => {
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Some(Saved::Crlf) => text.replace('\n', "\r\n").into_bytes(),
        };
        files.insert(self.renamed.clone().unwrap_or_else(|| self.file.clone()), bytes);
        files.extend(self.with.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
        files
    }

    /// What must be found, with all paths.
    pub(super) fn expected(&self) -> Vec<String> {
        let here = self.renamed.as_ref().unwrap_or(&self.file);
        let is_short = |found: &str| found.starts_with(|c: char| c.is_ascii_digit());
        let whole = |found: &String| if is_short(found) { format!("{here}:{found}") } else { found.clone() };
        self.found.iter().map(whole).collect()
    }

    /// Whether it is not a mistake.
    pub(super) fn is_none(&self) -> bool {
        self.found.is_empty()
    }
}
