//! Makes the pages: [`plan`] lists every output path and what makes it, [`Plan::render`] makes
//! one artifact. Rendering is pure: no disk, no clock, and no page depends on another.

mod data;
#[cfg(feature = "email")]
mod email;
mod feeds;
pub mod figures;
mod host;
pub mod pages;
mod plan;
mod search;
mod template;
mod tree;
mod wording;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use crate::diagnostic::Diagnostics;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::Body;
use crate::model::graph::plan::{Artifact, Planned, What};
use crate::model::graph::site::Site;
use crate::model::graph::withheld::Withheld;
use crate::model::theme::words::Words;
use crate::model::theme::{Asset, Theme};
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, EditionIdx};
use feeds::Subject;
use host::{calendar, redirect, sitemap};
use pages::{LinkView, PageView, Views, metadata};
use template::Templates;

pub use data::schema as digest_schema;

/// How many entries a list shows before it is split by year.
pub const NEWEST: usize = 50;

/// Everything that is published, and what it takes to make it.
pub struct Plan {
    /// Every page and file, in order of output path. No two have the same one.
    pub entries: Vec<Planned>,
    /// What must not stand in any of them. No view is made from it.
    pub withheld: Vec<Withheld>,
    views: Views,
    templates: Templates,
    assets: BTreeMap<String, Asset>,
    /// What the search page looks in; `None` if the site has no search.
    search: Option<search::Search>,
    /// The briefings of each month of the site, in order.
    months: Vec<((i16, i8), Vec<BriefingIdx>)>,
}

/// Lists every output path. Two things that claim one are reported, as are links to none.
pub fn plan(
    mut site: Site,
    withheld: Vec<Withheld>,
    theme: Theme,
    words: Words,
    diags: &mut Diagnostics,
) -> Plan {
    let months = plan::months(&site);
    let wanted = *site.config.file.search.get().unwrap_or(&true);
    let search = wanted.then(|| search::Search::new(&site));
    let entries = plan::entries(&site, &theme, &months, search.as_ref(), diags);
    plan::check_paths(&site, &entries, diags);
    site.forget_texts();
    diags.forget_texts();
    let words = Arc::new(words);
    let views = Views::new(site, Arc::clone(&words));
    let mut global = Context::new();
    global.insert("site", &views.site_view());
    let templates = Templates::new(&theme, &words, global, diags);
    Plan { entries, withheld, views, templates, assets: theme.assets, search, months }
}

impl Plan {
    /// Makes what artifacts share and few of them need, on all threads: the search index.
    ///
    /// [`Plan::render`] does this by itself when it must, which is right for single artifacts on
    /// threads of their own. Who renders in jobs of a thread pool calls this first: a job that waits
    /// for other jobs may be given one that waits for it.
    pub fn prepare(&self) {
        if let Some(search) = &self.search {
            search.prepare(&self.views.site);
        }
    }

    /// Makes one artifact. A problem of a template is reported and gives `None`.
    pub fn render(&self, planned: &Planned, diags: &mut Diagnostics) -> Option<Artifact> {
        let views = &self.views;
        let (template, context) = match &planned.what {
            What::Asset(path) => {
                return self.assets.get(path).map(|asset| Artifact::Shared(Arc::clone(&asset.bytes)));
            }
            What::Media(path) => {
                return views
                    .site
                    .media
                    .get(path)
                    .map(|media| Artifact::Copy(media.file.clone(), media.bytes));
            }
            What::Root(path) => {
                let media = views.site.root.get(path);
                return media.map(|media| Artifact::Copy(media.file.clone(), media.bytes));
            }
            What::Front => match views.site.editions.len().checked_sub(1) {
                Some(newest) => {
                    let (page, edition) = views.edition_page(EditionIdx::new(newest));
                    let front = views.front_link();
                    let linked_data = metadata::page(views, &planned.url, &[], Vec::new());
                    let page = PageView { href: front.href, breadcrumbs: Vec::new(), linked_data, ..page };
                    ("edition.html", context(&page, "edition", &edition))
                }
                None => {
                    let LinkView { title, .. } = views.front_link();
                    let page = views.page(title, None, &planned.url, Vec::new());
                    ("empty.html", context(&page, "empty", &true))
                }
            },
            What::Edition(idx) => ("edition.html", with(views.edition_page(*idx), "edition")),
            What::Year(year) => ("year.html", with(views.year_page(*year, &self.months), "year")),
            What::Month(year, month) => {
                let n = self.months.iter().position(|(of, _)| *of == (*year, *month)).unwrap_or_default();
                ("month.html", with(views.month_page(n, &self.months), "month"))
            }
            What::Briefing(idx) => ("briefing.html", with(views.briefing_page(*idx), "briefing")),
            What::Storylines => ("storylines.html", with(views.storylines_page(), "storylines")),
            What::Storyline(idx, year) => {
                ("storyline.html", with(views.storyline_page(*idx, *year), "storyline"))
            }
            What::Kind(kind) => ("kind.html", with(views.kind_page(*kind), "kind")),
            What::Dossier(idx, year) => ("dossier.html", with(views.dossier_page(*idx, *year), "dossier")),
            What::Page(idx) => ("page.html", with(views.text_page(*idx), "text")),
            What::Timeline(year) => ("timeline.html", with(views.timeline_page(*year), "timeline")),
            What::Questions(year) => ("questions.html", with(views.questions_page(*year), "questions")),
            What::Agenda => ("agenda.html", with(views.agenda_page(), "agenda")),
            What::Calendar => return Some(Artifact::Bytes(calendar::agenda(views))),
            What::Digest => return Some(Artifact::Bytes(data::digest(views))),
            What::Urls => return Some(Artifact::Bytes(data::urls(&self.entries))),
            What::Feed => return Some(Artifact::Bytes(feeds::atom(views, Subject::Site))),
            What::StorylineFeed(idx) => {
                return Some(Artifact::Bytes(feeds::atom(views, Subject::Storyline(*idx))));
            }
            What::DossierFeed(idx) => {
                return Some(Artifact::Bytes(feeds::atom(views, Subject::Dossier(*idx))));
            }
            What::JsonFeed => return Some(Artifact::Bytes(feeds::json_feed(views))),
            What::Sitemap(n) => return Some(Artifact::Bytes(sitemap::sitemap(views, &self.entries, *n))),
            What::SitemapIndex(count) => return Some(Artifact::Bytes(sitemap::index(views, *count))),
            What::NewsSitemap => return Some(Artifact::Bytes(sitemap::news(views))),
            What::Robots => return Some(Artifact::Bytes(sitemap::robots(views))),
            What::Redirect(target, part) => {
                return Some(Artifact::Bytes(redirect::page(views, *target, *part)));
            }
            What::RedirectRules => return Some(Artifact::Bytes(redirect::rules(views, &self.entries))),
            What::Headers => return Some(Artifact::Bytes(redirect::headers(views))),
            #[cfg(feature = "email")]
            What::Email(idx, form) => return self.email(*idx, *form, diags).map(Artifact::Bytes),
            #[cfg(not(feature = "email"))]
            What::Email(..) => return None,
            What::NoJekyll => return Some(Artifact::Bytes(Vec::new())),
            What::Cname => return Some(Artifact::Bytes(redirect::cname(views))),
            What::Figures => ("figures.html", with(views.figures_page(), "figures")),
            What::Series(idx, year) => ("series.html", with(views.series_page(*idx, *year), "series")),
            What::SeriesCsv(idx) => return Some(Artifact::Bytes(figures::csv(views, *idx))),
            What::SeriesJson(idx) => return Some(Artifact::Bytes(figures::json(views, *idx))),
            What::Sources => ("sources.html", with(views.sources_page(), "outlets")),
            What::Quotes(year) => ("quotes.html", with(views.quotes_page(*year), "quotes")),
            What::Corrections(year) => {
                ("corrections.html", with(views.corrections_page(*year), "corrections"))
            }
            What::Search => ("search.html", with(views.search_page(), "search")),
            What::SearchFile(file) => {
                return self.search.as_ref().map(|search| Artifact::Bytes(search.file(views, *file)));
            }
            What::NotFound => {
                let page = views.page(views.words.get("not-found"), None, &planned.url, Vec::new());
                let page = PageView { canonical: None, ..page };
                ("404.html", context(&page, "not_found", &true))
            }
        };
        self.templates.render(template, &context, diags).map(|html| Artifact::Bytes(html.into_bytes()))
    }

    /// Gives a briefing another headline, summary or body. Its ties must be those it had. Links to it
    /// keep their words where they stand in the bodies of others.
    pub fn revise(&mut self, idx: BriefingIdx, briefing: Arc<Briefing>, body: Body) {
        let entry = &mut self.views.site.briefings[idx.at()];
        (entry.item, entry.body) = (briefing, Arc::new(body));
        self.views.renew(idx);
        let Some(last) = &self.search else { return };
        let search = search::Search::new(&self.views.site);
        if !search.files().eq(last.files()) {
            self.entries.retain(|planned| !matches!(planned.what, What::SearchFile(_)));
            let files =
                search.files().map(|file| Planned::new(UrlPath::search_file(file), What::SearchFile(file)));
            self.entries.extend(files);
            self.entries.sort_by(|a, b| a.output.cmp(&b.output));
        }
        self.search = Some(search);
    }

    /// The files of the theme that are published as they are, in order of path.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, asset)| (path.as_str(), &*asset.bytes))
    }

    /// The site that the pages are made of.
    pub fn site(&self) -> &Site {
        &self.views.site
    }
}

fn with<T: Serialize>((page, view): (PageView, T), name: &'static str) -> Context {
    context(&page, name, &view)
}

/// What a template sees besides `site`: `page`, and one view.
fn context<T: Serialize>(page: &PageView, name: &'static str, view: &T) -> Context {
    let mut context = Context::new();
    context.insert("page", page);
    context.insert(name, view);
    context
}
