//! Makes the pages: [`plan`] lists every output path and what makes it, [`Plan::render`] makes
//! one artifact. Rendering is pure: no disk, no clock, and no page depends on another.

mod data;
#[cfg(feature = "email")]
pub mod email;
mod embeds;
mod feeds;
pub mod figures;
mod host;
pub mod maps;
pub mod pages;
mod pictures;
mod plan;
pub mod search;
mod template;
mod tree;
mod twin;
mod wording;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, did_you_mean};
use crate::model::address::url::UrlPath;
use crate::model::graph::body::Body;
use crate::model::graph::cards::{CardOf, Drawing, Form};
use crate::model::graph::pictures::{Stored, Version};
use crate::model::graph::plan::{Artifact, Planned, What};
use crate::model::graph::site::Site;
use crate::model::graph::withheld::Withheld;
use crate::model::theme::words::Words;
use crate::model::theme::{Asset, ICON, Palette, Theme, Typeface};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Media;
use crate::model::value::id::{BriefingIdx, EditionIdx, Target};
use embeds::Filling;
use feeds::Subject;
use host::{calendar, redirect, sitemap};
use maps::Atlas;
use pages::years::Splits;
use pages::{
    EditionView, Links, PageView, agenda, archive, briefing, card, catch_up, correction, dossier, edition,
    event, front, kind, metadata, page, question, quote, source, storyline,
};
use template::Templates;
use wording::Wording;

pub use data::{schema as digest_schema, schema_of_year as year_digest_schema};
pub use template::parts as parts_of_template;

/// How many entries a list shows before it is split by year, and how many a page of a year or a month has.
pub const NEWEST: usize = 50;

/// The number of pages and files from which it pays to render first what all pages share.
const MANY: usize = 500;

/// Everything that is published, and what it takes to make it.
pub struct Plan {
    /// Every page and file, in order of output path. No two have the same path.
    pub entries: Vec<Planned>,
    /// What must not appear in any of them. No view is made from it.
    pub withheld: Vec<Withheld>,
    site: Site,
    links: Links,
    wording: Arc<Wording>,
    templates: Templates,
    assets: BTreeMap<String, Asset>,
    palette: Palette,
    typefaces: Vec<Typeface>,
    /// What the search page looks in; `None` if the site has no search.
    search: Option<search::Search>,
    /// The briefings of each month of the site, in order.
    months: Vec<((i16, i8), Vec<BriefingIdx>)>,
    /// The places with a point; `None` if there are none, or the site has no maps.
    atlas: Option<Atlas>,
}

/// Lists every output path. Two things that claim the same path are reported, as are links that lead to none
/// of them.
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
    let splits = Arc::new(Splits::new(&site));
    let wording = Arc::new(Wording::new(&site.config, Arc::new(words)));
    let atlas = Atlas::new(&site, &wording);
    if let Some(atlas) = &atlas {
        maps::check(&site, atlas, diags);
    }
    let (entries, links) = rayon::join(
        || {
            let parts = plan::Parts { search: search.as_ref(), atlas: atlas.as_ref() };
            let entries = plan::entries(&site, &theme, &months, &splits, parts, diags);
            plan::check_paths(&site, &entries, diags);
            entries
        },
        || Links::new(&site, &wording, Arc::clone(&splits)),
    );
    check_layouts(&site, &theme, diags);
    let mut global = Context::new();
    global.insert("site", &pages::site::view(&site, &links, &wording, &theme));
    let policy = site.config.file.csp.get().cloned().unwrap_or_default();
    let mut templates = Templates::new(&theme, &wording, &policy, global, diags);
    let filling = Filling { links: &links, wording: &wording, templates: &templates };
    embeds::fill(&mut site, filling, diags);
    pictures::fill(&mut site);
    let is_large = entries.len() >= MANY;
    rayon::join(
        || is_large.then(|| templates.fold()),
        || {
            site.forget_texts();
            diags.forget_texts();
        },
    );
    let Theme { assets, palette, typefaces, .. } = theme;
    Plan {
        entries,
        withheld,
        site,
        links,
        wording,
        templates,
        assets,
        palette,
        typefaces,
        search,
        months,
        atlas,
    }
}

impl Plan {
    /// Makes what artifacts share and few of them need, on all threads: the search index.
    ///
    /// [`Plan::render`] does this itself when it must, which is right for single artifacts on threads of
    /// their own. A caller that renders in jobs of a thread pool calls this first: a job that waits for other
    /// jobs may be given one that waits for it.
    pub fn prepare(&self) {
        if let Some(search) = &self.search {
            search.prepare(&self.site);
        }
    }

    /// Makes one artifact. Reports any problem in a template, and then returns `None`.
    pub fn render(&self, planned: &Planned, diags: &mut Diagnostics) -> Option<Artifact> {
        let Self { site, links, wording, .. } = self;
        let bytes = match &planned.what {
            What::Asset(path) => {
                return self.assets.get(path).map(|asset| Artifact::Shared(Arc::clone(&asset.bytes)));
            }
            What::Media(path) => {
                let drawn = site.pictures.drawn.get(path).map(|drawn| stored(&drawn.whole));
                return drawn.or_else(|| site.media.get(path).map(copied));
            }
            What::Drawn(path, width) => {
                let versions = &site.pictures.drawn.get(path)?.versions;
                return versions.iter().find(|version| version.width == *width).map(stored);
            }
            What::Card(of) => return self.card(*of, diags),
            What::Icon(form) => return self.icon(*form),
            What::Root(path) => return site.root.get(path).map(copied),
            What::Calendar => calendar::agenda(site, links, wording),
            What::Digest(None) => data::digest(site, links, wording),
            What::Digest(Some(year)) => data::of_year(site, links, wording, *year),
            What::Urls => data::urls(site, &self.entries),
            What::Feed => feeds::atom(site, links, wording, Subject::Site),
            What::StorylineFeed(idx) => feeds::atom(site, links, wording, Subject::Storyline(*idx)),
            What::DossierFeed(idx) => feeds::atom(site, links, wording, Subject::Dossier(*idx)),
            What::EditionFeed => feeds::atom(site, links, wording, Subject::Editions),
            What::JsonFeed => feeds::json_feed(site, links, wording),
            What::Sitemap(n) => sitemap::sitemap(site, wording, &self.entries, *n),
            What::SitemapIndex(count) => sitemap::index(&site.config.base, *count),
            What::NewsSitemap => sitemap::news(site, wording),
            What::Twin(target) => return self.twin(*target, diags).map(Artifact::Bytes),
            What::Llms => twin::llms(site, links, wording),
            What::Robots => sitemap::robots(site),
            What::Redirect(target, part) => redirect::page(site, links, wording, *target, *part),
            What::RedirectRules => redirect::rules(site, &self.entries),
            What::Headers => redirect::headers(site),
            #[cfg(feature = "email")]
            What::Email(idx, form) => return self.email(*idx, *form, diags).map(Artifact::Bytes),
            #[cfg(not(feature = "email"))]
            What::Email(..) => return None,
            What::NoJekyll => Vec::new(),
            What::Cname => redirect::cname(site),
            What::SeriesCsv(idx) => figures::csv(site, links, wording, *idx, false),
            What::SeriesHxl(idx) => figures::csv(site, links, wording, *idx, true),
            What::SeriesJson(idx) => figures::json(site, links, wording, *idx),
            What::SeriesSvg(idx) => figures::file(site, links, wording, *idx)?,
            What::StorylineMap(idx) => maps::geojson(self.atlas.as_ref()?, site, links, *idx),
            What::SearchFile(file) => self.search.as_ref()?.file(site, links, wording, *file),
            what => {
                let (template, context) = self.page(what, &planned.url);
                self.templates.render(&template, &context, diags)?.into_bytes()
            }
        };
        Some(Artifact::Bytes(bytes))
    }

    /// The card of something, as its template draws it.
    fn card(&self, of: CardOf, diags: &mut Diagnostics) -> Option<Artifact> {
        let (view, photograph) = card::view(&self.site, &self.links, &self.wording, &self.palette, of);
        let mut context = Context::new();
        context.insert("card", &view);
        let svg = self.templates.render(template::CARD, &context, diags)?;
        Some(Artifact::Drawing(Box::new(Drawing { svg, photograph, form: Form::Card })))
    }

    /// The start of the SVG that a card or an icon is drawn from; nothing if it is part of the program.
    pub fn drawn_from(&self, what: &What) -> Option<Place> {
        match what {
            What::Icon(_) => self.assets.get(ICON)?.file.as_deref().map(Place::file),
            _ => self.templates.place(template::CARD),
        }
    }

    /// The icon of the site in a form.
    fn icon(&self, form: Form) -> Option<Artifact> {
        let svg = String::from_utf8_lossy(&self.assets.get(ICON)?.bytes).into_owned();
        Some(Artifact::Drawing(Box::new(Drawing { svg, photograph: None, form })))
    }

    /// What cards are drawn with.
    pub fn typefaces(&self) -> &[Typeface] {
        &self.typefaces
    }

    /// The twin of a page, which is made from the finished page.
    fn twin(&self, target: Target, diags: &mut Diagnostics) -> Option<Vec<u8>> {
        let what = match target {
            Target::Briefing(idx) => What::Briefing(idx),
            Target::Storyline(idx) => What::Storyline(idx, None),
            Target::Dossier(idx) => What::Dossier(idx, None),
            Target::Page(idx) => What::Page(idx),
            Target::Edition(idx) => What::Edition(self.site.edition_files[idx.at()].links.edition?),
        };
        let url = self.site.url(target);
        let (template, context) = self.page(&what, &url);
        // What is wrong in the template is reported for the page.
        let html = self.templates.render(&template, &context, diags)?;
        Some(twin::of(&self.site, &url, &html))
    }

    /// The template of a page, which may be for one kind or page alone, and what it shows.
    fn page(&self, what: &What, url: &UrlPath) -> (Cow<'static, str>, Context) {
        let (name, context) = self.usual(what, url);
        let kind = |kind| {
            let folder = self.site.config.kind(kind).folder.as_str();
            Some(format!("{}-{folder}.html", name.trim_end_matches(".html")))
        };
        let special = match what {
            What::Page(idx) => {
                let layout = self.site.pages[idx.at()].item.front.layout.text();
                let file = layout.map(|layout| format!("{}.html", layout.trim()));
                file.filter(|file| !template::is_page(file))
            }
            What::Dossier(idx, _) => kind(self.site.dossier(*idx).item.kind),
            What::Kind(idx) => kind(*idx),
            _ => None,
        };
        match special.filter(|special| self.templates.has(special)) {
            Some(special) => (special.into(), context),
            None => (name.into(), context),
        }
    }

    /// The template for a kind of page, and what it shows. What is not a page gets the one for what is not
    /// found.
    fn usual(&self, what: &What, url: &UrlPath) -> (&'static str, Context) {
        let Self { site, links, wording, months, .. } = self;
        let (of, atlas) = ((what, url), self.atlas.as_ref());
        match what {
            What::Front => self.front(of),
            What::Edition(idx) => {
                ("edition.html", self.with(of, edition::page(site, links, wording, *idx), "edition"))
            }
            What::Year(year) => {
                ("year.html", self.with(of, archive::year_page(site, links, wording, *year, months), "year"))
            }
            What::Month(year, month, number) => {
                let n = months.binary_search_by_key(&(*year, *month), |(of, _)| *of).unwrap_or_default();
                (
                    "month.html",
                    self.with(of, archive::month_page(site, links, wording, months, n, *number), "month"),
                )
            }
            What::Briefing(idx) => (
                "briefing.html",
                self.with(of, briefing::page(site, links, wording, atlas, *idx), "briefing"),
            ),
            What::Storylines => {
                ("storylines.html", self.with(of, storyline::index(site, links, wording), "storylines"))
            }
            What::Storyline(idx, leaf) => (
                "storyline.html",
                self.with(of, storyline::page(site, links, wording, atlas, (*idx, *leaf)), "storyline"),
            ),
            What::Kind(kind) => {
                ("kind.html", self.with(of, kind::page(site, links, wording, atlas, *kind), "kind"))
            }
            What::Dossier(idx, leaf) => (
                "dossier.html",
                self.with(of, dossier::page(site, links, wording, atlas, (*idx, *leaf)), "dossier"),
            ),
            What::Page(idx) => ("page.html", self.with(of, page::text(site, links, wording, *idx), "text")),
            What::Timeline(leaf) => {
                ("timeline.html", self.with(of, event::timeline(site, links, wording, *leaf), "timeline"))
            }
            What::Questions(leaf) => {
                ("questions.html", self.with(of, question::page(site, links, wording, *leaf), "questions"))
            }
            What::CatchUp => {
                ("catch-up.html", self.with(of, catch_up::page(site, links, wording), "catch_up"))
            }
            What::Agenda => ("agenda.html", self.with(of, agenda::page(site, links, wording), "agenda")),
            What::Figures => {
                ("figures.html", self.with(of, figures::index_page(site, links, wording), "figures"))
            }
            What::Series(idx, leaf) => (
                "series.html",
                self.with(of, figures::series_page(site, links, wording, *idx, *leaf), "series"),
            ),
            What::Sources => {
                ("sources.html", self.with(of, source::sources_page(site, links, wording), "sources"))
            }
            What::Quotes(leaf) => {
                ("quotes.html", self.with(of, quote::page(site, links, wording, *leaf), "quotes"))
            }
            What::Corrections(leaf) => (
                "corrections.html",
                self.with(of, correction::page(site, links, wording, *leaf), "corrections"),
            ),
            What::Search => ("search.html", self.with(of, search::page(site, links, wording), "search")),
            _ => ("404.html", self.with(of, page::not_found(site, links, wording, url), "not_found")),
        }
    }

    /// What a template sees of a page: its view under a name, and what all pages have.
    fn with<T: Serialize>(
        &self,
        of: (&What, &UrlPath),
        (page, view): (PageView, T),
        name: &'static str,
    ) -> Context {
        let linked_data = metadata::page(&self.site, &self.links, &self.wording, of, &page.breadcrumbs);
        let mut context = Context::new();
        context.insert("page", &PageView { linked_data, ..page });
        context.insert(name, &view);
        context
    }

    /// The newest edition, which names its own page as the canonical one; a page of its own before there is
    /// any.
    fn front(&self, of: (&What, &UrlPath)) -> (&'static str, Context) {
        let Self { site, links, wording, .. } = self;
        let home = links.front();
        match site.editions.len().checked_sub(1) {
            Some(newest) => {
                let (page, edition) = edition::page(site, links, wording, EditionIdx::new(newest));
                let page = PageView { href: home.href, breadcrumbs: Vec::new(), ..page };
                let front = front::view(site, links, wording, EditionIdx::new(newest));
                let edition = EditionView { front: Some(front), ..edition };
                ("front.html", self.with(of, (page, edition), "edition"))
            }
            None => {
                let page = page::view(site, wording, home.title, None, of.1, Vec::new());
                ("empty.html", self.with(of, (page, true), "empty"))
            }
        }
    }

    /// Gives a briefing another headline, summary or body. Its ties must stay the same. Links to it in the
    /// bodies of others keep their words.
    pub fn revise(&mut self, idx: BriefingIdx, briefing: Arc<Briefing>, body: Body) {
        let entry = &mut self.site.briefings[idx.at()];
        (entry.item, entry.body) = (briefing, Arc::new(body));
        self.links.renew(&self.site, idx);
        let Self { site, links, wording, templates, .. } = self;
        embeds::refill(site, Filling { links, wording, templates }, idx);
        pictures::refill(site, idx);
        let Some(last) = &self.search else { return };
        let search = search::Search::new(&self.site);
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

    /// The words that the pages are made with.
    pub fn words(&self) -> &Words {
        &self.wording.words
    }

    /// The site that the pages are made from.
    pub fn site(&self) -> &Site {
        &self.site
    }
}

/// Reports pages whose layout does not exist.
fn check_layouts(site: &Site, theme: &Theme, diags: &mut Diagnostics) {
    for page in &site.pages {
        let Some(layout) = page.item.front.layout.spanned() else { continue };
        let name = layout.value.trim();
        let file = format!("{name}.html");
        // The template of another kind of page sees other things.
        if theme.template(&file).is_none() || file != "page.html" && template::is_page(&file) {
            let help = did_you_mean(name, template::layouts(theme)).unwrap_or_else(|| {
                format!("make `templates/{name}.html` in the theme, or leave `layout` out").into()
            });
            let message = format!(
                "the theme has no template `{file}` for plain pages, so this page looks like all others"
            );
            let place = page.item.article.source.place(layout.span);
            diags.report(Diagnostic::at(Code::MisnamedTemplate, place, message).help(help));
        }
    }
}

fn stored(version: &Version) -> Artifact {
    match &version.stored {
        Stored::File(file, bytes) => Artifact::Copy(file.clone(), *bytes),
        Stored::Bytes(bytes) => Artifact::Shared(Arc::clone(bytes)),
    }
}

fn copied(media: &Media) -> Artifact {
    Artifact::Copy(media.file.clone(), media.bytes)
}
