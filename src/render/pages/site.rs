//! The site, as every page sees it: navigation, lists, feeds, publisher.

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::site::{MenuItem, NavItem, Site};
use crate::model::theme::Theme;
use crate::model::value::language::is_right_to_left;
use crate::render::feeds::{self, Subject};
use crate::render::pages::shared;
use crate::render::pages::{LinkView, Links, SafeHtml, dossier};
use crate::render::search;
use crate::render::wording::Wording;

/// The site, as every page sees it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SiteView {
    /// The name of the digest.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// Its language (BCP 47).
    pub language: String,
    /// `rtl` if that is written from right to left.
    pub direction: Option<&'static str>,
    /// The link to the front page.
    pub home: String,
    /// The path of the static files, with `/` at the end.
    pub static_path: String,
    /// The link to the picture that stands in place of the name, if there is one.
    pub logo: Option<String>,
    /// The link to the style sheet of the site itself, `site.css`, if its theme has one.
    pub style: Option<String>,
    /// The link to the script of the site itself, `site.js`, if its theme has one.
    pub script: Option<String>,
    /// What pages may load and from where, for a `Content-Security-Policy`.
    pub policy: SafeHtml,
    /// The name of the time zone that all times are in.
    pub timezone: String,
    /// The navigation, the archive last unless it has a place there.
    pub nav: Vec<LinkView>,
    /// The menu at the foot of every page.
    pub foot: Vec<LinkView>,
    /// Lists of the whole site: timeline, questions, agenda, figures, sources, quotes, corrections, where there are any.
    pub lists: Vec<LinkView>,
    /// The link to the search page, unless the site has none.
    pub search: Option<String>,
    /// The archive of the newest year, once there is an edition.
    pub archive: Option<LinkView>,
    /// Who publishes.
    pub publisher: Option<String>,
    /// The feeds of the site; none without a base URL.
    pub feeds: Vec<FeedView>,
    /// `extra` of `site.yaml`.
    pub extra: serde_json::Value,
}

/// A feed of the site.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeedView {
    /// What it is of.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The link to it.
    pub href: String,
}

/// The site, as every page sees it.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, theme: &Theme) -> SiteView {
    let config = &site.config;
    let policy = config.file.csp.get().cloned().unwrap_or_default();
    let asset = |path: &str| config.base.href(&UrlPath::asset(path));
    SiteView {
        title: wording.typeset(&config.title),
        description: wording.text(config.file.description.text()),
        language: config.language.clone(),
        direction: is_right_to_left(&config.language).then_some("rtl"),
        home: config.base.href(&UrlPath::front()),
        static_path: config.base.href(&UrlPath::folder(["static"])),
        policy: (&Html::trusted(policy.directives(theme.head_script().as_slice()))).into(),
        logo: theme.logo.as_deref().map(asset),
        style: theme.assets.contains_key("site.css").then(|| asset("site.css")),
        script: theme.assets.contains_key("site.js").then(|| asset("site.js")),
        timezone: config.zone_name.clone(),
        nav: nav(site, links, wording),
        foot: site.foot.iter().filter_map(|item| menu_item(site, links, wording, item)).collect(),
        lists: lists(site, links),
        search: search::link(site, links, wording).map(|link| link.href),
        archive: archive(site, links, wording),
        feeds: feeds(site, wording),
        publisher: config
            .file
            .publisher
            .get()
            .map(|publisher| wording.typeset(publisher.name.text_or_empty())),
        extra: shared::free(&config.file.extra),
    }
}

fn feeds(site: &Site, wording: &Wording) -> Vec<FeedView> {
    let link = |subject| feeds::link(site, wording, subject);
    let (Some(all), Some(editions)) = (link(Subject::Site), link(Subject::Editions)) else {
        return Vec::new();
    };
    let feed = |title: &str, href, media_type| FeedView { title: title.to_owned(), media_type, href };
    let json = site.config.base.href(&UrlPath::file(["feed.json"]));
    vec![
        feed(&all.title, all.href, "application/atom+xml"),
        feed(&all.title, json, "application/feed+json"),
        feed(&editions.title, editions.href, "application/atom+xml"),
    ]
}

fn nav(site: &Site, links: &Links, wording: &Wording) -> Vec<LinkView> {
    let named = site.nav.iter().any(|item| matches!(item, MenuItem::Page(NavItem::Archive, _)));
    let archive = if named { None } else { archive(site, links, wording) };
    site.nav.iter().filter_map(|item| menu_item(site, links, wording, item)).chain(archive).collect()
}

/// An entry of a menu; nothing for a page that the site does not have.
fn menu_item(site: &Site, links: &Links, wording: &Wording, item: &MenuItem) -> Option<LinkView> {
    match item {
        MenuItem::Link(url, title) => Some(LinkView::new(wording.typeset(title), links.own(Some(url)))),
        MenuItem::Page(item, title) => {
            let link = nav_item(site, links, wording, *item)?;
            Some(match title {
                Some(title) => LinkView::new(wording.typeset(title), link.href),
                None => link,
            })
        }
    }
}

fn nav_item(site: &Site, links: &Links, wording: &Wording, item: NavItem) -> Option<LinkView> {
    Some(match item {
        NavItem::Archive => return archive(site, links, wording),
        NavItem::Search => return search::link(site, links, wording),
        NavItem::Storylines => links.list("storylines"),
        NavItem::Timeline => links.list("timeline"),
        NavItem::Questions => links.list("questions"),
        NavItem::Agenda => links.list("agenda"),
        NavItem::Figures => links.list("figures"),
        NavItem::Sources => links.list("sources"),
        NavItem::Quotes => links.list("quotes"),
        NavItem::Corrections => links.list("corrections"),
        NavItem::Kind(kind) => dossier::kind_link(site, links, wording, kind),
        NavItem::Page(page) => {
            let page = &site.pages[page.at()].item;
            links.link_in(page.front.lang.text(), &page.title, &page.url())
        }
    })
}

pub(in crate::render) fn lists(site: &Site, links: &Links) -> Vec<LinkView> {
    let timeline = (!site.events.is_empty()).then(|| links.list("timeline"));
    let questions = (!site.questions.is_empty()).then(|| links.list("questions"));
    let agenda = (!site.watch.is_empty()).then(|| links.list("agenda"));
    let figures = site.has_figures().then(|| links.list("figures"));
    let sources = (!site.config.file.outlets.0.is_empty()).then(|| links.list("sources"));
    let quotes = (!site.quotes.is_empty()).then(|| links.list("quotes"));
    let corrections = (!site.corrections.is_empty()).then(|| links.list("corrections"));
    [timeline, questions, agenda, figures, sources, quotes, corrections].into_iter().flatten().collect()
}

pub(in crate::render) fn archive(site: &Site, links: &Links, wording: &Wording) -> Option<LinkView> {
    let year = site.today()?.year();
    Some(links.link(&wording.words.get("archive"), &UrlPath::year(year)))
}

/// Who publishes: the publisher, or the site itself.
pub(in crate::render) fn publisher_name(site: &Site, wording: &Wording) -> String {
    let publisher = site.config.file.publisher.get();
    let name = publisher.and_then(|publisher| publisher.name.text()).unwrap_or(&site.config.title);
    wording.typeset(name)
}
