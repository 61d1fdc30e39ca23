//! Where the workflow gets Dateline from: the source that this program was compiled from, if it knows that.
//!
//! A line of the workflow that begins with `@ACTION@` is for a source on GitHub, whose action installs the
//! program; one that begins with `@CARGO@` is for any other source, which Cargo compiles, and for an unknown
//! one, until an address is filled in.

use crate::cli::{REVISION, SOURCE};

/// The address and the commit or tag of a source; an empty address means that it is not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    source: &'a str,
    revision: &'a str,
}

/// The origin of this program.
pub(super) const OWN: Origin<'static> = Origin { source: SOURCE, revision: REVISION };

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Origin<'_> {
    /// What is to be filled in, in a sentence.
    pub(super) fn is_to_be_filled_in(self) -> Option<&'static str> {
        self.source.is_empty().then_some(
            "To publish on GitHub Pages, write the address of Dateline's repository after \
             DATELINE_REPOSITORY in .github/workflows/pages.yml, or use a copy of that repository as the site.",
        )
    }

    /// A text of a new site with the lines that fit, and their words filled in.
    pub(super) fn fill(self, text: &str) -> String {
        let revision = match self.revision {
            "" => format!("v{VERSION}"),
            known => known.to_owned(),
        };
        let repository = if self.source.is_empty() { "\"\" # fill in: https://…" } else { self.source };
        let on_github = self.on_github();
        let (kept, left_out) =
            if on_github.is_some() { ("@ACTION@", "@CARGO@") } else { ("@CARGO@", "@ACTION@") };
        let lines = text.split_inclusive('\n').filter(|line| !line.starts_with(left_out));
        let lines: String = lines.map(|line| line.strip_prefix(kept).unwrap_or(line)).collect();
        lines
            .replace("@USES@", &format!("{}@{revision} # {VERSION}", on_github.unwrap_or_default()))
            .replace("@REPOSITORY@", repository)
            .replace("@REVISION@", &revision)
            .replace("@UNKNOWN@", self.is_to_be_filled_in().unwrap_or("DATELINE_REPOSITORY is empty."))
    }

    /// `OWNER/NAME`, if the source is on GitHub.
    fn on_github(&self) -> Option<&str> {
        let path = self.source.strip_prefix("https://github.com/")?;
        let path = path.trim_end_matches('/');
        let is_plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        let (owner, name) = path.split_once('/')?;
        (is_plain(owner) && is_plain(name)).then_some(path)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const THEIRS: &str = include_str!("site/.github/workflows/pages.yml");
    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn workflow(source: &str, revision: &str) -> String {
        Origin { source, revision }.fill(THEIRS)
    }

    fn with<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
        text.lines().filter_map(|line| line.trim().strip_prefix(key)).collect()
    }

    #[test]
    fn a_source_on_github_is_an_action_and_any_other_is_compiled() {
        let action = workflow("https://github.com/owner/dateline", COMMIT);
        let uses = format!("owner/dateline@{COMMIT} # {VERSION}");
        let uses = [uses.as_str(); 2];
        assert_eq!(with(&action, "uses: owner/"), uses.map(|line| line.strip_prefix("owner/").unwrap()));
        assert!(!action.contains("DATELINE_REPOSITORY") && !action.contains("cargo"), "{action}");

        let other = workflow("https://example.org/dateline", "");
        assert_eq!(with(&other, "DATELINE_REPOSITORY: "), ["https://example.org/dateline"]);
        assert_eq!(with(&other, "DATELINE_REVISION: "), [format!("v{VERSION}")]);
        assert_eq!(with(&other, "run: cargo install --git ").len(), 2);
        assert!(!other.contains("uses: owner/"));

        for odd in ["https://github.com/owner", "https://github.com/a/b/c", "https://github.com/a b/c"] {
            assert_eq!(with(&workflow(odd, ""), "DATELINE_REPOSITORY: "), [odd]);
        }
    }

    #[test]
    fn a_source_that_is_not_known_is_to_be_filled_in() {
        let unknown = workflow("", COMMIT);
        assert_eq!(with(&unknown, "DATELINE_REPOSITORY: "), ["\"\" # fill in: https://…"]);
        assert_eq!(with(&unknown, "DATELINE_REVISION: "), [COMMIT]);
        let told = Origin { source: "", revision: "" }.is_to_be_filled_in().unwrap();
        assert_eq!(unknown.matches(told).count(), 2);
        assert!(Origin { source: "https://example.org/", revision: "" }.is_to_be_filled_in().is_none());
    }

    /// The workflow of this repository is that of a new site, but for where Dateline comes from, and the guides.
    #[test]
    fn this_repository_publishes_its_sample_with_the_same_workflow() {
        let own = include_str!("../../../.github/workflows/pages.yml");
        // Here the guides are handed over with the site, so both are in a folder of their own.
        let own = own.replace("artifact/data", "public/data").replace("find artifact ", "find public ");
        let mut own: Value = serde_yaml::from_str(&own.replace("path: artifact", "path: public")).unwrap();
        let theirs = workflow("https://github.com/owner/dateline", COMMIT);
        let mut theirs: Value = serde_yaml::from_str(&theirs).unwrap();
        let mut uses = [Vec::new(), Vec::new()];
        for (workflow, uses) in [&mut own, &mut theirs].into_iter().zip(&mut uses) {
            for job in ["check", "build"] {
                let steps = workflow["jobs"][job]["steps"].as_array_mut().unwrap();
                steps.retain(|step| !step["name"].as_str().is_some_and(|name| name.ends_with(" the guides")));
                let install = steps.iter_mut().find(|step| step["name"] == "Install Dateline").unwrap();
                uses.push(install["uses"].take());
            }
        }
        assert_eq!(uses[0], ["./", "./"]);
        assert_eq!(uses[1], [format!("owner/dateline@{COMMIT}"), format!("owner/dateline@{COMMIT}")]);
        assert_eq!(own, theirs);
    }
}
