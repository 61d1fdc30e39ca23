//! Looks at linked content as an editor would before it goes out: numbers without a source,
//! questions nobody came back to, a weekday that is not that date's.
//!
//! Everything here is a problem of its own code; nothing changes the site.

mod continuity;
mod facts;
mod names;
mod series;
mod text;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::article::Article;
use crate::model::briefing::Briefing;
use crate::model::path::ContentPath;
use crate::model::site::{BriefingLinks, Site};

/// Looks at a whole site. `held` are the briefings that are not out, for what is wrong in each of
/// them alone.
/// `used_media` are the files that any page links to.
pub(super) fn check(
    site: &Site,
    held: &[(Arc<Briefing>, BriefingLinks)],
    used_media: &BTreeSet<ContentPath>,
    diags: &mut Diagnostics,
) {
    let released = site.briefings.par_iter().map(|briefing| {
        let mut diags = Diagnostics::default();
        facts::check(&briefing.item, &briefing.links, Some(&briefing.body), &site.config, &mut diags);
        text::briefing(&briefing.item, &mut diags);
        diags
    });
    for found in released.collect::<Vec<_>>() {
        diags.merge(found);
    }
    for (briefing, links) in held {
        facts::check(briefing, links, None, &site.config, diags);
        text::briefing(briefing, diags);
    }
    text::site(site, diags);
    series::check(site, diags);
    continuity::check(site, diags);
    names::check(site, used_media, diags);
}

/// Reports a problem of a file.
fn report(
    diags: &mut Diagnostics,
    code: Code,
    place: Place,
    message: impl Into<String>,
    help: impl Into<String>,
) {
    diags.report(Diagnostic::at(code, place, message).help(help));
}

/// Where the headline or name of an article stands; its beginning without one.
fn title_place(article: &Article, title: &crate::model::field::Field<String>) -> Place {
    match title.spanned() {
        Some(title) => article.place(title.span),
        None => article.top(),
    }
}
