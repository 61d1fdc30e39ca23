//! Puts what the theme's components make into the bodies that call them.
//!
//! Only pages show it. Feeds, emails, search and the data file have the body as it is.

use rayon::prelude::*;

use super::template::Templates;
use crate::diagnostic::Diagnostics;
use crate::html::Html;
use crate::model::graph::body::Body;
use crate::model::graph::site::{Linked, Site};
use crate::model::typed::article::Article;

/// Fills in the bodies of a site.
pub(super) fn fill(site: &mut Site, templates: &Templates, diags: &mut Diagnostics) {
    fill_all(&mut site.briefings, |briefing| &briefing.article, templates, diags);
    fill_all(&mut site.storylines, |storyline| &storyline.article, templates, diags);
    fill_all(&mut site.dossiers, |dossier| &dossier.article, templates, diags);
    fill_all(&mut site.pages, |page| &page.article, templates, diags);
    fill_all(&mut site.edition_files, |edition| &edition.article, templates, diags);
}

fn fill_all<T: Sync + Send, L: Sync + Send>(
    list: &mut [Linked<T, L>],
    article: impl Fn(&T) -> &Article + Sync,
    templates: &Templates,
    diags: &mut Diagnostics,
) {
    let calling: Vec<&mut Linked<T, L>> =
        list.iter_mut().filter(|linked| !linked.body.embeds.is_empty()).collect();
    let problems: Vec<Diagnostics> = calling
        .into_par_iter()
        .map(|linked| {
            let mut problems = Diagnostics::default();
            linked.shown = filled(article(&linked.item), &linked.body, templates, &mut problems);
            problems
        })
        .collect();
    problems.into_iter().for_each(|problems| diags.merge(problems));
}

/// The HTML of a body with what its components make; `None` for one that calls none.
pub(super) fn filled(
    article: &Article,
    body: &Body,
    templates: &Templates,
    diags: &mut Diagnostics,
) -> Option<Html> {
    if body.embeds.is_empty() {
        return None;
    }
    let (html, mut out, mut copied) = (body.html.as_str(), String::new(), 0);
    for embed in &body.embeds {
        out.push_str(&html[copied..embed.at]);
        copied = embed.at;
        out.push_str(templates.embed(article, embed, diags).unwrap_or_default().trim());
    }
    out.push_str(&html[copied..]);
    Some(Html::trusted(out))
}
