//! `dateline schema`: what front matter and `site.yaml` hold, for editors and other programs.

use std::path::Path;

use anyhow::{Context, bail};

use super::root::find_root;
use super::{Outcome, terminal};
use crate::cli::SchemaArgs;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::did_you_mean;
use crate::editor::{Form, Own, schema, schema_of_all};
use crate::load::Project;
use crate::model::graph::site::Site;
use crate::model::typed::kind::kinds;
use crate::pipeline;

/// Prints a schema, or writes all of them to a folder.
pub(super) fn print(args: &SchemaArgs) -> anyhow::Result<Outcome> {
    let site = match find_root(args.root.as_deref()) {
        Ok(root) => Some(pipeline::linked(
            &Project::at(root),
            jiff::Timestamp::UNIX_EPOCH,
            &mut Diagnostics::default(),
        )),
        // Without a site there are no ids to suggest; the rest is the same everywhere.
        Err(error) => args.root.is_none().then_some(None).ok_or(error)?,
    };
    let own = site.as_ref().map(Own::of).unwrap_or_default();
    let form = args.kind.as_deref().map(|kind| form(kind, site.as_ref())).transpose()?;
    match (&args.output, form) {
        (Some(folder), form) => {
            let forms = form.map_or(Vec::from(Form::ALL), |form| vec![form]);
            for form in forms {
                write(folder, &format!("{}.schema.json", form.name()), &schema(form, &own))?;
            }
        }
        (None, Some(form)) => terminal::out(&schema(form, &own))?,
        (None, None) => terminal::out(&schema_of_all(&own))?,
    }
    Ok(Outcome::Fine)
}

/// `briefing`, `people`, `treaties` → the form that files of the kind have.
fn form(word: &str, site: Option<&Site>) -> anyhow::Result<Form> {
    let kinds = kinds(site.map(|site| site.config.kinds.as_slice()).unwrap_or_default());
    let forms = Form::ALL.map(|form| (form.name().to_owned(), form));
    let known: Vec<(String, Form)> =
        forms.into_iter().chain(kinds.into_iter().map(|(word, kind)| (word, kind.form()))).collect();
    let Some((_, form)) = known.iter().find(|(name, _)| name == word) else {
        let help = did_you_mean(word, known.iter().map(|(name, _)| name.as_str()));
        let names = || format!("write one of {}", Form::ALL.map(Form::name).join(", "));
        let help = help.unwrap_or_else(|| names().into());
        bail!("there is no kind of file called `{word}`\nhelp: {help}");
    };
    Ok(*form)
}

#[expect(clippy::disallowed_methods, reason = "schemas are beside the site, not in its output")]
fn write(folder: &Path, name: &str, text: &str) -> anyhow::Result<()> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, text))
        .with_context(|| format!("`{}` cannot be written", path.display()))?;
    terminal::out(&format!("{}\n", path.display()))?;
    Ok(())
}
