//! Looks at linked content as an editor would before it goes out: numbers without a source, questions nobody
//! came back to, a weekday that does not match its date.
//!
//! Everything here is a problem with its own code; nothing changes the site.

mod awaited;
mod continuity;
mod days;
mod editions;
mod facts;
mod names;
mod repeats;
mod series;
mod text;
pub(super) mod witness;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::release::HeldBack;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place};
use crate::markdown::check_front_matter;
use crate::model::address::path::ContentPath;
use crate::model::graph::body::Body;
use crate::model::graph::site::{BriefingLinks, Site};
use crate::model::theme::words::Words;
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::front::Front;
use crate::model::value::date::Point;
use crate::model::value::field::Field;
use crate::model::value::id::BriefingIdx;
use days::Days;

/// Looks at a whole site. `held` is what is not out, looked at for what is wrong in each file alone, with the
/// links of its briefings and all its bodies, those of briefings first. `used_media` are the files that any
/// page links to, `texts` those that quotes are compared with.
pub(super) fn check(
    site: &Site,
    held: &HeldBack,
    (held_links, held_bodies): (&[BriefingLinks], &[Arc<Body>]),
    used_media: &BTreeSet<ContentPath>,
    texts: &witness::Texts,
    words: &Words,
    diags: &mut Diagnostics,
) {
    let released = site.briefings.iter().map(|briefing| &briefing.item);
    let days = Days::new(released.chain(&held.briefings), &site.config.language, words);
    let released = site.briefings.par_iter().map(|briefing| {
        let mut diags = Diagnostics::default();
        facts::check(&briefing.item, &briefing.links, Some(&briefing.body), &site.config, &mut diags);
        text::briefing(&briefing.item, &site.config, &mut diags);
        days.check(&briefing.item, &mut diags);
        awaited::ends(&briefing.item, &site.config.zone, &mut diags);
        diags
    });
    let repeats = || {
        let mut diags = Diagnostics::default();
        repeats::check(site, (held, held_links, held_bodies), &mut diags);
        diags
    };
    let others = || rayon::join(repeats, || front_matter(site, held));
    let (released, (repeated, in_front_matter)) = rayon::join(|| released.collect::<Vec<_>>(), others);
    released.into_iter().for_each(|found| diags.merge(found));
    for (briefing, links) in held.briefings.iter().zip(held_links) {
        facts::check(briefing, links, None, &site.config, diags);
        text::briefing(briefing, &site.config, diags);
        days.check(briefing, diags);
        awaited::ends(briefing, &site.config.zone, diags);
    }
    let released = site.briefings.iter().map(|briefing| &*briefing.item);
    awaited::ids(released.chain(held.briefings.iter().map(|briefing| &**briefing)), diags);
    diags.merge(in_front_matter);
    text::site(site, diags);
    series::check(site, diags);
    witness::check(site, held, held_links, texts, diags);
    continuity::check(site, diags);
    editions::check(site, diags);
    names::check(site, used_media, diags);
    diags.merge(repeated);
}

/// The checks in which the body of one briefing takes part.
pub(super) fn body(
    site: &Site,
    idx: BriefingIdx,
    (briefing, body): (&Arc<Briefing>, &Body),
    words: &Words,
    diags: &mut Diagnostics,
) {
    facts::check(briefing, &site.briefing(idx).links, Some(body), &site.config, diags);
    Days::new([briefing].into_iter(), &site.config.language, words).check(briefing, diags);
    text::WrongValues::new(site).check(idx, briefing, diags);
}

/// Checks what front matter of every kind has.
fn front_matter(site: &Site, held: &HeldBack) -> Diagnostics {
    let mut diags = Diagnostics::default();
    let mut check = |article, front: &dyn Front| {
        embargo(article, front.hold().1, &site.config, &mut diags);
        check_front_matter(article, &mut diags);
    };
    let out = &site.briefings;
    out.iter().map(|b| &b.item).chain(&held.briefings).for_each(|b| check(&b.article, &b.front));
    let out = &site.storylines;
    out.iter().map(|s| &s.item).chain(&held.storylines).for_each(|s| check(&s.article, &s.front));
    let out = &site.dossiers;
    out.iter().map(|d| &d.item).chain(&held.dossiers).for_each(|d| check(&d.article, &d.front));
    let out = &site.pages;
    out.iter().map(|p| &p.item).chain(&held.pages).for_each(|p| check(&p.article, &p.front));
    let out = &site.edition_files;
    out.iter().map(|e| &e.item).chain(&held.editions).for_each(|e| check(&e.article, &e.front));
    diags
}

fn embargo(article: &Article, embargo: &Field<Point>, config: &Config, diags: &mut Diagnostics) {
    let Some(embargo) = embargo.spanned() else { return };
    if let Point::Time { offset: None, .. } = embargo.value {
        let message = format!("this embargo is read as a time in {}", config.zone_name);
        let help = match embargo.value.with_distance(&config.zone) {
            Some(whole) => {
                let line = format!("write `{whole}`, with the distance from UTC, if that is what is meant");
                Help::unsure(line, whole.to_string())
            }
            None => "add the distance from UTC, such as `+02:00`, or `Z`".into(),
        };
        report(diags, Code::EmbargoWithoutZone, article.place(embargo.span), message, help);
    }
}

/// Reports a problem of a file.
fn report(
    diags: &mut Diagnostics,
    code: Code,
    place: Place,
    message: impl Into<String>,
    help: impl Into<Help>,
) {
    diags.report(Diagnostic::at(code, place, message).help(help));
}

/// Where the headline or name of an article is; without one, the beginning of the article.
fn title_place(article: &Article, title: &Field<String>) -> Place {
    match title.spanned() {
        Some(title) => article.place(title.span),
        None => article.top(),
    }
}
