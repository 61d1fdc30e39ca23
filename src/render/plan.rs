//! Every page and file of the output, and whether links to paths lead to one of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::feeds::Subject;
use super::host::sitemap;
use super::maps::Atlas;
use super::pages::catch_up;
use super::pages::years::{Listing, Splits};
use super::search::Search;
use super::tree::{self, Claim};
use super::{NEWEST, data, figures, maps, twin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Place, Safety, Suggestions};
use crate::language::letters;
use crate::model::address::path::ContentPath;
use crate::model::address::url::{EmailForm, OutputPath, UrlPath};
use crate::model::graph::anchor::Anchors;
use crate::model::graph::body::LinkTarget;
use crate::model::graph::cards::{CardOf, Form};
use crate::model::graph::edition::Edition;
use crate::model::graph::plan::{Leaf, Part, Planned, What};
use crate::model::graph::site::{NavItem, Site};
use crate::model::theme::{Asset, ICON, Theme};
use crate::model::typed::article::Article;
use crate::model::typed::config::Host;
use crate::model::typed::span::EditionSpan;
use crate::model::value::id::{
    BriefingIdx, DossierIdx, EditionIdx, KindIdx, PageIdx, SeriesIdx, StorylineIdx, Target,
};

/// The briefings of each month, in order.
pub(super) fn months(site: &Site) -> Vec<((i16, i8), Vec<BriefingIdx>)> {
    let mut months: BTreeMap<(i16, i8), Vec<BriefingIdx>> = BTreeMap::new();
    for (n, briefing) in site.briefings.iter().enumerate() {
        let day = briefing.item.day;
        months.entry((day.year(), day.month())).or_default().push(BriefingIdx::new(n));
    }
    months.into_iter().collect()
}

/// What only some sites have.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    /// What the search page looks in.
    pub(super) search: Option<&'a Search>,
    /// The places with a point.
    pub(super) atlas: Option<&'a Atlas>,
}

/// All pages and files in order of output path.
pub(super) fn entries(
    site: &Site,
    theme: &Theme,
    months: &[((i16, i8), Vec<BriefingIdx>)],
    splits: &Splits,
    parts: Parts<'_>,
    diags: &mut Diagnostics,
) -> Vec<Planned> {
    let mut list = List::default();
    list.add(UrlPath::front(), What::Front, None);
    list.add(UrlPath::file(["404.html"]), What::NotFound, None);
    // A site without maps has no use for their style sheet, unless its theme has one of its own.
    let is_idle =
        |path: &str, asset: &Asset| path == "map.css" && parts.atlas.is_none() && asset.file.is_none();
    for (path, asset) in theme.assets.iter().filter(|(path, asset)| !is_idle(path, asset)) {
        list.add(UrlPath::asset(path), What::Asset(path.clone()), asset.file.as_deref().map(Place::file));
    }
    for path in &site.published_media {
        list.add(
            UrlPath::media(path),
            What::Media(path.clone()),
            Some(Place::file(format!("content/{path}"))),
        );
    }
    for (path, drawn) in &site.pictures.drawn {
        for version in &drawn.versions {
            let place = Place::file(format!("content/{path}"));
            let what = What::Drawn(path.clone(), version.width);
            list.add(UrlPath::drawn(path, version.width), what, Some(place));
        }
    }
    drawings(site, theme, &mut list);
    archives(site, months, &mut list);
    for (n, briefing) in site.briefings.iter().enumerate() {
        list.add_article(briefing.item.url(), What::Briefing(BriefingIdx::new(n)), &briefing.item.article);
    }
    if catch_up::is_there(site) || site.leads_to(NavItem::CatchUp) {
        list.add(UrlPath::folder(["catch-up"]), What::CatchUp, None);
    }
    // A list exists if something is in it, above it, or leads to it.
    let text_above = |folder: &str| site.list_text(folder).map(|idx| site.pages[idx.at()].item.article.top());
    let text = text_above("storylines");
    if !site.storylines.is_empty() || text.is_some() || site.leads_to(NavItem::Storylines) {
        list.add(UrlPath::folder(["storylines"]), What::Storylines, None);
    }
    for (n, storyline) in site.storylines.iter().enumerate() {
        let (idx, url) = (StorylineIdx::new(n), storyline.item.url());
        let origin = Some(storyline.item.article.top());
        let leaves = splits.leaves(Listing::Storyline(idx));
        list.add_leaves(&url, leaves, |leaf| What::Storyline(idx, Some(leaf)), &origin);
        if parts.atlas.is_some_and(|atlas| maps::has_geojson(atlas, site, idx)) {
            list.add(url.places(), What::StorylineMap(idx), origin.clone());
        }
        list.add_article(url, What::Storyline(idx, None), &storyline.item.article);
    }
    for (n, kind) in site.config.kinds.iter().enumerate() {
        let idx = KindIdx::new(n);
        let text = text_above(&kind.folder);
        if site.dossiers_of(idx).next().is_some() || text.is_some() || site.leads_to(NavItem::Kind(idx)) {
            let declared = site.config.file.kinds.0.iter().find(|(folder, _)| folder.value == kind.folder);
            let origin = declared.map(|(folder, _)| site.config.source.place(folder.span));
            list.add(UrlPath::folder([kind.folder.as_str()]), What::Kind(idx), origin);
        }
    }
    for (n, dossier) in site.dossiers.iter().enumerate() {
        let (idx, url) = (DossierIdx::new(n), dossier.item.url(&site.config));
        let origin = Some(dossier.item.article.top());
        let leaves = splits.leaves(Listing::Dossier(idx));
        list.add_leaves(&url, leaves, |leaf| What::Dossier(idx, Some(leaf)), &origin);
        list.add_article(url, What::Dossier(idx, None), &dossier.item.article);
    }
    for (n, page) in site.pages.iter().enumerate().filter(|(_, page)| !page.item.article.path.is_list_text())
    {
        list.add_article(page.item.url(), What::Page(PageIdx::new(n)), &page.item.article);
    }
    facts(site, splits, &mut list);
    if let Some(search) = parts.search {
        list.add(UrlPath::folder(["search"]), What::Search, None);
        for file in search.files() {
            list.add(UrlPath::search_file(file), What::SearchFile(file), None);
        }
    }
    for path in site.root.keys() {
        let place = Place::file(format!("content/{path}"));
        list.entries.extend(
            UrlPath::at_root(path).map(|url| Claim {
                planned: Planned::new(url, What::Root(path.clone())),
                origin: Some(place),
            }),
        );
    }
    twins(site, &mut list);
    former(site, &mut list);
    sitemaps(site, &mut list);
    tree::grow(list.entries, diags)
}

/// The data, the threads, the figures, and the lists of outlets, quotes and corrections, where there are any.
fn facts(site: &Site, splits: &Splits, list: &mut List) {
    if !site.events.is_empty() || site.leads_to(NavItem::Timeline) {
        let url = UrlPath::folder(["timeline"]);
        list.add_leaves(&url, splits.leaves(Listing::Timeline), |leaf| What::Timeline(Some(leaf)), &None);
        list.add(url, What::Timeline(None), None);
    }
    if !site.questions.is_empty() || site.leads_to(NavItem::Questions) {
        let url = UrlPath::folder(["questions"]);
        list.add_leaves(&url, splits.leaves(Listing::Questions), |leaf| What::Questions(Some(leaf)), &None);
        list.add(url, What::Questions(None), None);
    }
    if !site.watch.is_empty() || site.leads_to(NavItem::Agenda) {
        list.add(UrlPath::folder(["agenda"]), What::Agenda, None);
        list.add(UrlPath::file(["agenda.ics"]), What::Calendar, None);
    }
    discovery(site, list);
    list.add(UrlPath::file(["data", "digest.json"]), What::Digest(None), None);
    for year in data::years(site) {
        list.add(UrlPath::digest_of_year(year), What::Digest(Some(year)), None);
    }
    list.add(UrlPath::file(["data", "urls.txt"]), What::Urls, None);
    if site.has_figures() || site.leads_to(NavItem::Figures) {
        list.add(UrlPath::folder(["figures"]), What::Figures, None);
    }
    for (n, ((id, _), series)) in site.config.file.series.0.iter().zip(&site.series).enumerate() {
        let origin = Some(site.config.source.place(id.span));
        let (idx, id) = (SeriesIdx::new(n), id.value.as_str());
        if series.periods.is_empty() {
            continue;
        }
        list.add(UrlPath::series(id), What::Series(idx, None), origin.clone());
        list.add(UrlPath::series_file(id, "csv"), What::SeriesCsv(idx), origin.clone());
        list.add(UrlPath::series_file(id, "hxl.csv"), What::SeriesHxl(idx), origin.clone());
        list.add(UrlPath::series_file(id, "json"), What::SeriesJson(idx), origin.clone());
        if figures::is_drawn(site, idx) {
            list.add(UrlPath::series_file(id, "svg"), What::SeriesSvg(idx), origin.clone());
        }
        let leaves = splits.leaves(Listing::Series(idx));
        list.add_leaves(&UrlPath::series(id), leaves, |leaf| What::Series(idx, Some(leaf)), &origin);
    }
    if !site.config.file.outlets.0.is_empty() || site.leads_to(NavItem::Sources) {
        list.add(UrlPath::folder(["sources"]), What::Sources, None);
    }
    if !site.quotes.is_empty() || site.leads_to(NavItem::Quotes) {
        let url = UrlPath::folder(["quotes"]);
        list.add_leaves(&url, splits.leaves(Listing::Quotes), |leaf| What::Quotes(Some(leaf)), &None);
        list.add(url, What::Quotes(None), None);
    }
    if !site.corrections.is_empty() || site.leads_to(NavItem::Corrections) {
        let url = UrlPath::folder(["corrections"]);
        let leaves = splits.leaves(Listing::Corrections);
        list.add_leaves(&url, leaves, |leaf| What::Corrections(Some(leaf)), &None);
        list.add(url, What::Corrections(None), None);
    }
}

/// The cards, and the icons of the site.
fn drawings(site: &Site, theme: &Theme, list: &mut List) {
    for of in site.cards.iter() {
        let article = match of {
            CardOf::Site | CardOf::Series(_) => None,
            CardOf::Briefing(idx) => Some(&site.briefing(idx).item.article),
            CardOf::Storyline(idx) => Some(&site.storyline(idx).item.article),
            CardOf::Dossier(idx) => Some(&site.dossier(idx).item.article),
            CardOf::Edition(idx) => {
                site.edition_file(&site.editions[idx.at()]).map(|file| &file.item.article)
            }
        };
        list.add(site.card_url(of), What::Card(of), article.map(Article::top));
    }
    for form in Form::ICONS.into_iter().filter(|form| site.draws_icon(theme, *form)) {
        let place = theme.assets.get(ICON).and_then(|icon| icon.file.as_deref());
        list.add(UrlPath::file(form.icon()), What::Icon(form), place.map(Place::file));
    }
}

/// Feeds, sitemaps, and what hosts ask for. Feeds and sitemaps need a host.
fn discovery(site: &Site, list: &mut List) {
    if site.config.base.is_absolute() {
        list.add(UrlPath::file(["feed.xml"]), What::Feed, None);
        list.add(UrlPath::file(["feed.json"]), What::JsonFeed, None);
        list.add(Subject::Editions.url(site), What::EditionFeed, None);
        for (n, storyline) in site.storylines.iter().enumerate() {
            let origin = Some(storyline.item.article.top());
            list.add(storyline.item.url().feed(), What::StorylineFeed(StorylineIdx::new(n)), origin);
        }
        for (n, dossier) in site.dossiers.iter().enumerate() {
            let url = dossier.item.url(&site.config).feed();
            list.add(url, What::DossierFeed(DossierIdx::new(n)), Some(dossier.item.article.top()));
        }
        list.add(UrlPath::file(["news-sitemap.xml"]), What::NewsSitemap, None);
    }
    if site.config.publishes_email() {
        for (n, edition) in site.editions.iter().enumerate() {
            for form in EmailForm::ALL {
                list.add(edition.email_url(form), What::Email(EditionIdx::new(n), form), None);
            }
        }
    }
    list.add(UrlPath::file(["robots.txt"]), What::Robots, None);
    let config = &site.config;
    if config.has_host(Host::Netlify) || config.has_host(Host::Cloudflare) {
        list.add(UrlPath::file(["_redirects"]), What::RedirectRules, None);
        list.add(UrlPath::file(["_headers"]), What::Headers, None);
    }
    if config.has_host(Host::Github) {
        list.add(UrlPath::file([".nojekyll"]), What::NoJekyll, None);
        if config.cname.is_some() {
            list.add(UrlPath::file(["CNAME"]), What::Cname, None);
        }
    }
}

/// The twins of briefings and storylines, and the file that names them.
fn twins(site: &Site, list: &mut List) {
    if !twin::are_wanted(site) {
        return;
    }
    for (target, article) in site.articles() {
        if matches!(target, Target::Briefing(_) | Target::Storyline(_)) {
            list.add(site.url(target).twin(), What::Twin(target), Some(article.top()));
        }
    }
    list.add(UrlPath::file(["llms.txt"]), What::Llms, None);
}

/// For how many former addresses of a page, from the newest one on, what was below them is there too.
const MOST_WITH_FEEDS: usize = 10;

/// The former addresses, and what was below them: feeds and lists of years, where nothing else is now.
fn former(site: &Site, list: &mut List) {
    let mut moved: BTreeMap<Target, Vec<(UrlPath, Place)>> = BTreeMap::new();
    for (target, url, place) in site.former() {
        let planned = Planned::new(url.clone(), What::Redirect(target, Part::Page));
        let claim = Claim { planned, origin: Some(place.clone()) };
        if url.is_folder() && tree::misfit(&claim).is_none() {
            moved.entry(target).or_default().push((url.clone(), place));
        }
        list.entries.push(claim);
    }
    let mut below = Vec::new();
    for claim in &list.entries {
        let (target, part) = match claim.planned.what {
            What::Storyline(idx, Some(leaf)) => (Target::Storyline(idx), Part::Year(leaf)),
            What::Dossier(idx, Some(leaf)) => (Target::Dossier(idx), Part::Year(leaf)),
            What::StorylineFeed(idx) => (Target::Storyline(idx), Part::Feed),
            What::DossierFeed(idx) => (Target::Dossier(idx), Part::Feed),
            _ => continue,
        };
        for (url, place) in
            moved.get(&target).into_iter().flat_map(|all| all.iter().rev().take(MOST_WITH_FEEDS))
        {
            let planned = Planned::new(part.of(url), What::Redirect(target, part));
            below.push(Claim { planned, origin: Some(place.clone()) });
        }
    }
    if below.is_empty() {
        return;
    }
    let mut taken: BTreeSet<OutputPath> =
        list.entries.iter().map(|claim| claim.planned.output.clone()).collect();
    below.retain(|claim| taken.insert(claim.planned.output.clone()));
    list.entries.extend(below);
}

fn archives(site: &Site, months: &[((i16, i8), Vec<BriefingIdx>)], list: &mut List) {
    for n in 0..site.editions.len() {
        let origin = site.edition_file(&site.editions[n]).map(|file| file.item.article.top());
        list.add(site.editions[n].url(), What::Edition(EditionIdx::new(n)), origin);
    }
    let mut last = None;
    for ((year, month), briefings) in months {
        if last.replace(*year) != Some(*year) {
            list.add(UrlPath::year(*year), What::Year(*year), None);
        }
        // The edition of a month is its archive, if it has one.
        let has_edition = |edition: &Edition| edition.url() == UrlPath::month(*year, *month);
        if site.config.edition != EditionSpan::Month || !site.editions.iter().any(has_edition) {
            let url = UrlPath::month(*year, *month);
            for number in 1..=briefings.len().div_ceil(NEWEST) {
                list.add(url.numbered(number), What::Month(*year, *month, number), None);
            }
        }
    }
}

/// One sitemap, or several with a list of them.
fn sitemaps(site: &Site, list: &mut List) {
    if !site.config.base.is_absolute() {
        return;
    }
    let pages = list.entries.iter().filter(|claim| sitemap::is_listed(site, &claim.planned)).count();
    let count = sitemap::count(pages);
    if count == 1 {
        return list.add(UrlPath::file(["sitemap.xml"]), What::Sitemap(0), None);
    }
    list.add(UrlPath::file(["sitemap.xml"]), What::SitemapIndex(count), None);
    for n in 0..count {
        list.add(sitemap::part(n), What::Sitemap(n), None);
    }
}

#[derive(Default)]
struct List {
    entries: Vec<Claim>,
}

impl List {
    fn add(&mut self, url: UrlPath, what: What, origin: Option<Place>) {
        self.entries.push(Claim { planned: Planned::new(url, what), origin });
    }

    fn add_article(&mut self, url: UrlPath, what: What, article: &Article) {
        self.add(url, what, Some(article.top()));
    }

    /// The pages of the years of a long list.
    fn add_leaves(
        &mut self,
        url: &UrlPath,
        leaves: impl Iterator<Item = Leaf>,
        what: impl Fn(Leaf) -> What,
        origin: &Option<Place>,
    ) {
        for leaf in leaves {
            self.add(leaf.of(url), what(leaf), origin.clone());
        }
    }
}

/// Reports links to paths of the site where there is nothing, and anchors that do not exist.
pub(super) fn check_paths(site: &Site, entries: &[Planned], diags: &mut Diagnostics) {
    let briefings = site.briefings.iter().map(|b| (&b.item.article, &b.body));
    let storylines = site.storylines.iter().map(|s| (&s.item.article, &s.body));
    let dossiers = site.dossiers.iter().map(|d| (&d.item.article, &d.body));
    let pages = site.pages.iter().map(|p| (&p.item.article, &p.body));
    let editions = site.edition_files.iter().map(|e| (&e.item.article, &e.body));
    let mut paths = Paths { site, entries, near: None, files: None, pages: None, anchors: HashMap::new() };
    for (article, body) in briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions) {
        for link in &body.links {
            let LinkTarget::Path(path) = &link.to else { continue };
            match paths.find(path) {
                None => diags.report(paths.missing(path, article, article.place(link.span))),
                Some(planned) => {
                    if let Some(fragment) = &link.fragment
                        && let Some(anchors) = paths.anchors(planned)
                        && !anchors.has(fragment)
                    {
                        let message = format!("the page that this leads to has no section `{fragment}`");
                        diags.report(
                            Diagnostic::at(Code::DeadAnchor, article.place(link.span), message)
                                .help(anchors.help(fragment)),
                        );
                    }
                }
            }
        }
    }
}

/// The name at the end of a path that leads to a file and not to a page: `gate.png` in `/static/gate.png`.
fn file_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let (_, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let is_ending = ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    (is_ending && ending != "md").then_some(name)
}

/// What links to paths of the site are checked against.
struct Paths<'a> {
    site: &'a Site,
    entries: &'a [Planned],
    near: Option<Suggestions<&'a str>>,
    /// The files next to pages, by name.
    files: Option<HashMap<String, &'a ContentPath>>,
    /// The page for each name that no other page has.
    pages: Option<HashMap<String, Option<&'a str>>>,
    /// By output path.
    anchors: HashMap<&'a str, Anchors<'a>>,
}

impl<'a> Paths<'a> {
    fn find(&self, path: &str) -> Option<&'a Planned> {
        let path = path.trim_start_matches('/');
        let is_folder = path.is_empty() || path.ends_with('/');
        let wanted = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        let at = self.entries.binary_search_by(|planned| planned.output.as_str().cmp(&wanted)).ok()?;
        Some(&self.entries[at])
    }

    fn missing(&mut self, path: &str, article: &Article, place: Place) -> Diagnostic {
        let bare = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
        let slash = format!("{}/", bare.strip_suffix("/index").unwrap_or(bare));
        let file = file_name(bare);
        let message = format!("the site has no {} `{path}`", if file.is_some() { "file" } else { "page" });
        let near = if let Some(file) = self.file_called(path) {
            let link = article.path.link_to(file);
            let help = Help::instead(format!("write `{link}`"), Safety::Unsafe, path, link);
            return Diagnostic::at(Code::BrokenLink, place, message).help(help);
        } else if self.find(&slash).is_some() {
            Some((slash.as_str(), Safety::Safe))
        } else if self.within_base(path).is_some_and(|inner| self.find(inner).is_some()) {
            None
        } else {
            let urls = || Suggestions::new(self.entries.iter().map(|planned| planned.url.as_str()));
            let near = self
                .near
                .get_or_insert_with(urls)
                .nearest_and_safety(path)
                .map(|(near, safety)| (*near, safety));
            near.or_else(|| Some((self.page_called(path)?, Safety::Unsafe)))
        };
        let help = match near {
            Some((near, safety)) => Help::instead(format!("did you mean `{near}`?"), safety, path, near),
            None if let Some(inner) = self.within_base(path) => {
                let folder = &path[..path.len() - inner.len()];
                Help::instead(format!("leave out `{folder}`"), Safety::Safe, path, inner)
            }
            None if let Some(name) = file => {
                format!("put the file next to this one and write `{name}`, or put it at `content/root{path}`")
                    .into()
            }
            None => "link to the file itself, such as `../people/name.md`".into(),
        };
        Diagnostic::at(Code::BrokenLink, place, message).help(help)
    }

    /// The part of a path after the folder that the site is published in, if the path names that folder.
    fn within_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        let folder = self.site.config.base.path().trim_end_matches('/');
        path.strip_prefix(folder).filter(|inner| !folder.is_empty() && inner.starts_with('/'))
    }

    /// The one page whose address ends as a path does: the path may come from another program.
    fn page_called(&mut self, path: &str) -> Option<&'a str> {
        let entries = self.entries;
        let name_of =
            |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let pages = self.pages.get_or_insert_with(|| {
            let mut pages: HashMap<String, Option<&'a str>> = HashMap::new();
            for url in entries.iter().map(|planned| planned.url.as_str()).filter(|url| url.ends_with('/')) {
                pages.entry(name_of(url)).and_modify(|page| *page = None).or_insert(Some(url));
            }
            pages
        });
        pages.get(&name_of(path)).copied().flatten()
    }

    /// The file next to pages that has the name at the end of a path.
    fn file_called(&mut self, path: &str) -> Option<&'a ContentPath> {
        let name_of = |path: &str| letters::folded(path.rsplit('/').next().unwrap_or_default());
        let media = &self.site.media;
        let files = self
            .files
            .get_or_insert_with(|| media.keys().rev().map(|file| (name_of(file.as_str()), file)).collect());
        files.get(&name_of(path)).copied()
    }

    /// The ids on a page with a text; `None` for lists and files.
    fn anchors(&mut self, planned: &'a Planned) -> Option<&Anchors<'a>> {
        let site = self.site;
        let (body, briefing) = match planned.what {
            What::Briefing(idx) => (&site.briefing(idx).body, Some(&*site.briefing(idx).item)),
            What::Storyline(idx, _) => (&site.storyline(idx).body, None),
            What::Dossier(idx, _) => (&site.dossier(idx).body, None),
            What::Page(idx) => (&site.pages[idx.at()].body, None),
            _ => return None,
        };
        Some(self.anchors.entry(planned.output.as_str()).or_insert_with(|| Anchors::new(body, briefing)))
    }
}
