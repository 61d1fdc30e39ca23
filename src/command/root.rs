//! Which site a command is for.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::sentences::shown;
use crate::load::{self, CacheFolder, Project};
use crate::model::address::url::BaseUrl;

/// What to read: the site in or above the current folder, or the one that is named.
pub(super) fn project(root: Option<&Path>, base: Option<String>) -> anyhow::Result<Project> {
    let base = base
        .filter(|base| !base.is_empty())
        .map(|text| BaseUrl::parse(&text).map_err(|error| anyhow::anyhow!("`--base-url {text}`: {error}")));
    Ok(Project { base: base.transpose()?, ..Project::at(find_root(root)?) })
}

/// The folder named, or the nearest parent with a `site.yaml`.
pub(super) fn find_root(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = named {
        if !root.join("site.yaml").is_file() {
            bail!("there is no `site.yaml` in `{}`{}", root.display(), misnamed([root]));
        }
        return std::path::absolute(root).with_context(|| format!("`{}` is not a path", root.display()));
    }
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let root = here.ancestors().find(|folder| folder.join("site.yaml").is_file());
    root.map(Path::to_path_buf).with_context(|| {
        let help = match misnamed(here.ancestors()) {
            help if help.is_empty() => {
                "\nhelp: change to the folder of a site, or name it with `--root`".to_owned()
            }
            help => help,
        };
        format!("there is no `site.yaml` in `{}` or above it{help}", here.display())
    })
}

/// The help line for the first file in some folders whose name is nearly `site.yaml`; empty if there is none.
fn misnamed<'a>(folders: impl IntoIterator<Item = &'a Path>) -> String {
    let found = folders.into_iter().find_map(load::misnamed_settings);
    found.map(|file| format!("\nhelp: rename `{}` to `site.yaml`", shown(&file))).unwrap_or_default()
}

/// The folder beside an output that keeps what was drawn: `.NAME.cache`.
pub(super) fn cache(output: &Path, is_read_only: bool) -> Option<CacheFolder> {
    let name = output.file_name()?.to_string_lossy();
    Some(CacheFolder { path: output.with_file_name(format!(".{name}.cache")), is_read_only })
}
