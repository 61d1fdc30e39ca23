//! Puts into bodies what only their pages show: charts of series, and what the theme's components render.
//!
//! Feeds, emails, search and the data file have the body as it is.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::figures;
use super::pages::Links;
use super::template::Templates;
use super::wording::Wording;
use crate::diagnostic::Diagnostics;
use crate::html::Html;
use crate::model::graph::body::{Body, ChartCall, Embedded};
use crate::model::graph::site::Site;
use crate::model::typed::article::Article;
use crate::model::value::id::{BriefingIdx, Target};

/// What bodies are filled in with.
#[derive(Clone, Copy)]
pub(super) struct Filling<'a> {
    pub(super) links: &'a Links,
    pub(super) wording: &'a Wording,
    pub(super) templates: &'a Templates,
}

/// Charts side by side, and the language of the text around them.
type Row<'a> = (Option<&'a str>, &'a [ChartCall]);

/// The HTML of each row of charts; nothing for one without a value.
type Rows<'a> = BTreeMap<Row<'a>, Option<String>>;

/// A text that is filled in.
struct Text<'a> {
    target: Target,
    article: &'a Article,
    body: &'a Body,
    language: Option<&'a str>,
}

/// Fills in the bodies of a site. Charts that appear in several places are drawn once.
pub(super) fn fill(site: &mut Site, filling: Filling<'_>, diags: &mut Diagnostics) {
    let texts = site.articles().map(|(target, article)| Text::new(site, target, article));
    let texts: Vec<Text<'_>> = texts.filter(|text| !text.body.embeds.is_empty()).collect();
    let rows = filling.rows(site, &texts, diags);
    let filled = texts.par_iter().map(|text| {
        let mut problems = Diagnostics::default();
        (text.target, filling.html(text, &rows, &mut problems), problems)
    });
    let filled: Vec<(Target, Html, Diagnostics)> = filled.collect();
    for (target, html, problems) in filled {
        diags.merge(problems);
        *shown(site, target) = Some(html);
    }
}

/// Fills in the body of a briefing that has changed.
pub(super) fn refill(site: &mut Site, filling: Filling<'_>, idx: BriefingIdx) {
    let text = Text::new(site, Target::Briefing(idx), &site.briefing(idx).item.article);
    let nobody = &mut Diagnostics::default();
    let html = (!text.body.embeds.is_empty()).then(|| {
        let rows = filling.rows(site, std::slice::from_ref(&text), nobody);
        filling.html(&text, &rows, nobody)
    });
    *shown(site, Target::Briefing(idx)) = html;
}

impl<'a> Text<'a> {
    fn new(site: &'a Site, target: Target, article: &'a Article) -> Self {
        let language = match target {
            Target::Briefing(idx) => &site.briefing(idx).item.front.lang,
            Target::Storyline(idx) => &site.storyline(idx).item.front.lang,
            Target::Dossier(idx) => &site.dossier(idx).item.front.lang,
            Target::Page(idx) => &site.pages[idx.at()].item.front.lang,
            Target::Edition(idx) => &site.edition_files[idx.at()].item.front.lang,
        };
        Self { target, article, body: site.body(target), language: language.text() }
    }

    /// The charts of an embed, if it shows charts.
    fn row<'b>(&self, what: &'b Embedded) -> Option<Row<'b>>
    where
        'a: 'b,
    {
        match what {
            Embedded::Charts(calls) => Some((self.language, calls)),
            _ => None,
        }
    }
}

impl Filling<'_> {
    /// All charts of some texts, each row once.
    fn rows<'t>(&self, site: &Site, texts: &'t [Text<'t>], diags: &mut Diagnostics) -> Rows<'t> {
        let wanted = texts.iter().flat_map(|text| text.body.embeds.iter().filter_map(|e| text.row(&e.what)));
        let wanted: BTreeSet<Row<'t>> = wanted.collect();
        let drawn = wanted.into_par_iter().map(|(language, calls)| {
            let mut problems = Diagnostics::default();
            let views = figures::in_text(site, self.links, self.wording, calls, language);
            let html = views.and_then(|views| self.templates.charts(&views, &mut problems));
            (((language, calls), html), problems)
        });
        let drawn: Vec<((Row<'t>, Option<String>), Diagnostics)> = drawn.collect();
        let rows = drawn.into_iter().map(|(row, problems)| {
            diags.merge(problems);
            row
        });
        rows.collect()
    }

    /// A body with what its page shows.
    fn html(&self, text: &Text<'_>, rows: &Rows<'_>, diags: &mut Diagnostics) -> Html {
        let (html, mut out, mut copied) = (text.body.html.as_str(), String::new(), 0);
        for embed in text.body.embeds.iter().filter(|embed| embed.at.start <= embed.at.end) {
            let made = match &embed.what {
                Embedded::Component(call) => {
                    Some(self.templates.embed(text.article, call, diags).unwrap_or_default())
                }
                Embedded::Player(html) => Some(html.as_str().to_owned()),
                Embedded::Charts(calls) => rows.get(&(text.language, &calls[..])).cloned().flatten(),
            };
            if let Some(made) = made.filter(|_| embed.at.start >= copied) {
                out.push_str(&html[copied..embed.at.start]);
                out.push_str(made.trim());
                copied = embed.at.end;
            }
        }
        out.push_str(&html[copied..]);
        Html::trusted(out)
    }
}

/// Where a text is kept in the form that its page shows.
fn shown(site: &mut Site, target: Target) -> &mut Option<Html> {
    match target {
        Target::Briefing(idx) => &mut site.briefings[idx.at()].shown,
        Target::Storyline(idx) => &mut site.storylines[idx.at()].shown,
        Target::Dossier(idx) => &mut site.dossiers[idx.at()].shown,
        Target::Page(idx) => &mut site.pages[idx.at()].shown,
        Target::Edition(idx) => &mut site.edition_files[idx.at()].shown,
    }
}
