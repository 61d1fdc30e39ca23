//! Paths of files below `content/`.

use std::borrow::Cow;
use std::fmt;

use crate::language::letters;

/// The path of a file relative to `content/`, with `/` on every system, without `.` and `..`, and with its
/// letters composed: some systems give them in pieces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(String);

impl ContentPath {
    /// The path, normalised. `None` if it leaves the content folder or names nothing.
    pub fn new(path: &str) -> Option<Self> {
        Self::of_parts(path.split('/'), path.len())
    }

    /// `most` is about how many bytes the path has.
    fn of_parts<'p>(parts: impl Iterator<Item = &'p str>, most: usize) -> Option<Self> {
        let mut path = String::with_capacity(most);
        for part in parts {
            match part {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(path.rfind('/').unwrap_or_default()),
                part => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(part);
                }
            }
        }
        match letters::composed(&path) {
            Cow::Borrowed(_) if path.is_empty() => None,
            Cow::Borrowed(_) => Some(Self(path)),
            Cow::Owned(composed) => Some(Self(composed)),
        }
    }

    /// Another path, seen from the folder of this one: `../people/x.md`.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let folder = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self::of_parts(folder.split('/').chain(relative.split('/')), folder.len() + 1 + relative.len())
    }

    /// Another file as a link in this one names it: the other way round from [`ContentPath::join`].
    pub fn link_to(&self, other: &ContentPath) -> String {
        let folders: Vec<&str> = self.0.split('/').collect();
        let parts: Vec<&str> = other.0.split('/').collect();
        let most = folders.len().min(parts.len()) - 1;
        let shared = (0..most).take_while(|n| folders[*n] == parts[*n]).count();
        let up = "../".repeat(folders.len() - 1 - shared);
        (up + &parts[shared..].join("/")).replace(' ', "%20")
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first folder, if the file is in one.
    pub fn top_folder(&self) -> Option<&str> {
        self.0.split_once('/').map(|(top, _)| top)
    }

    /// The file name without folders.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// What names the file: its name without the last extension, or for an `index.md` the folder that it
    /// shares with its pictures.
    pub fn stem(&self) -> &str {
        if let Some(folder) = self.own_folder() {
            return folder.rsplit('/').next().unwrap_or(folder);
        }
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The folder that an `index.md` gives its name to: `people/ada` of `people/ada/index.md`. The folder of
    /// a kind is not any file's own.
    pub fn own_folder(&self) -> Option<&str> {
        self.0.strip_suffix("/index.md").filter(|folder| folder.contains('/'))
    }

    /// The path in the output of a file that is published at the root of the site: what is in `root/`.
    pub fn at_root(&self) -> Option<&str> {
        self.0.strip_prefix("root/")
    }

    /// The name of a text that quotes are compared with: its path in `sources/`. Nothing there is published.
    pub fn in_sources(&self) -> Option<&str> {
        self.0.strip_prefix("sources/")
    }

    /// Whether the file is the text above a list: `people/_index.md`. Any other file of that name is not a page.
    pub fn is_list_text(&self) -> bool {
        self.name() == "_index.md"
    }

    /// The `index.md` of a folder with this path.
    pub fn index(&self) -> Self {
        Self(format!("{}/index.md", self.0))
    }

    /// What to rename so that the file has another stem, and to what.
    pub fn renamed(&self, stem: &str) -> String {
        match self.own_folder() {
            Some(_) => format!("rename the folder to `{stem}`"),
            None => format!("rename the file to `{stem}.md`"),
        }
    }

    /// The name that a file should have if other programs take it for Markdown: `x.MD`, `x.markdown`,
    /// `x.md.txt`.
    pub fn markdown_name(&self) -> Option<String> {
        let name = self.name();
        let lower = name.to_ascii_lowercase();
        let endings = [".md.txt", ".md", ".markdown", ".mdown", ".mkd", ".mdx"];
        let ending = endings.into_iter().find(|ending| lower.ends_with(ending) && lower != **ending)?;
        (!self.is_markdown()).then(|| format!("{}.md", &name[..name.len() - ending.len()]))
    }

    /// Whether the file is Markdown (`.md`).
    pub fn is_markdown(&self) -> bool {
        self.0.ends_with(".md")
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_content_folder() {
        let path = ContentPath::new("briefings/2025/x.md").unwrap();
        assert_eq!(path.join("../../people/a.md").unwrap().as_str(), "people/a.md");
        assert_eq!(path.join("./photo.jpg").unwrap().as_str(), "briefings/2025/photo.jpg");
        assert_eq!(path.join("../../../x"), None);
        assert_eq!(path.join("a//b/.././c/").unwrap().as_str(), "briefings/2025/a/c");
        assert_eq!(path.join("../../e\u{301}").unwrap().as_str(), "\u{e9}");
        assert_eq!(
            (ContentPath::new("a/.."), ContentPath::new("/./"), ContentPath::new("a/../../b")),
            (None, None, None)
        );
        for (file, link) in [
            ("briefings/2025/y.jpg", "y.jpg"),
            ("briefings/2025/x/y.jpg", "x/y.jpg"),
            ("briefings/x.md", "../x.md"),
            ("people/a b.md", "../../people/a%20b.md"),
            ("logo.svg", "../../logo.svg"),
        ] {
            assert_eq!(path.link_to(&ContentPath::new(file).unwrap()), link);
            assert_eq!(path.join(&link.replace("%20", " ")).unwrap().as_str(), file);
        }
        assert_eq!(ContentPath::new("x.md").unwrap().link_to(&path), "briefings/2025/x.md");
        assert_eq!(path.stem(), "x");
    }

    #[test]
    fn a_folder_names_its_index() {
        for (path, stem, folder) in [
            ("people/ada/index.md", "ada", Some("people/ada")),
            (
                "briefings/2025/12/2025-12-22-a.b/index.md",
                "2025-12-22-a.b",
                Some("briefings/2025/12/2025-12-22-a.b"),
            ),
            ("people/index.md", "index", None),
            ("index.md", "index", None),
            ("people/ada/x-index.md", "x-index", None),
            ("people/ada/_index.md", "_index", None),
        ] {
            let path = ContentPath::new(path).unwrap();
            assert_eq!((path.stem(), path.own_folder()), (stem, folder), "{path}");
        }
    }
}
