//! The site, as every page sees it: navigation, lists, feeds, publisher.

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::cards::Form;
use crate::model::graph::site::{MenuItem, NavItem, Site};
use crate::model::theme::Theme;
use crate::model::value::language::is_right_to_left;
use crate::render::feeds::{self, Subject};
use crate::render::pages::shared;
use crate::render::pages::{LinkView, Links, SafeHtml, catch_up, dossier};
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
    /// The link to the picture shown in place of the name, if there is one.
    pub logo: Option<String>,
    /// The link to the site's icon in ICO format, if there is one.
    pub favicon: Option<String>,
    /// The link to the icon for a phone's home screen, if there is one.
    pub touch_icon: Option<String>,
    /// The link to the site's own style sheet, `site.css`, if its theme has one.
    pub style: Option<String>,
    /// The link to the site's own script, `site.js`, if its theme has one.
    pub script: Option<String>,
    /// What pages may load and from where, for a `Content-Security-Policy`.
    pub policy: SafeHtml,
    /// The name of the time zone that all times are in.
    pub timezone: String,
    /// The navigation, with the archive last unless it already has a place there.
    pub nav: Vec<LinkView>,
    /// The menu at the foot of every page.
    pub foot: Vec<LinkView>,
    /// Lists for the whole site: timeline, questions, agenda, figures, sources, quotes, corrections, where
    /// there are any.
    pub lists: Vec<LinkView>,
    /// Whether any page shows a picture.
    pub pictures: bool,
    /// The link to the search page, unless the site has none.
    pub search: Option<String>,
    /// The archive of the newest year, once there is an edition.
    pub archive: Option<LinkView>,
    /// The archives by year, newest first, six at most.
    pub years: Vec<LinkView>,
    /// The link to the agenda as a calendar file, if there is an agenda.
    pub calendar: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The link to a page about the publisher.
    pub publisher_link: Option<String>,
    /// The link to the page that says how corrections are made.
    pub corrections_policy: Option<String>,
    /// How to reach the publisher; the link is empty if it is words.
    pub contact: Option<LinkView>,
    /// The feeds of the site; none without a base URL.
    pub feeds: Vec<FeedView>,
    /// `extra` of `site.yaml`.
    pub extra: serde_json::Value,
}

/// A feed of the site.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeedView {
    /// What it is a feed of.
    pub title: String,
    /// What it is called on the site itself.
    pub label: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The link to it.
    pub href: String,
}

/// The site, as every page sees it.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, theme: &Theme) -> SiteView {
    let config = &site.config;
    let policy = config.file.csp.get().cloned().unwrap_or_default();
    let publisher = config.file.publisher.get();
    let own = |address: Option<&str>| address.map(|address| links.own(Some(address)));
    let asset = |path: &str| config.base.href(&UrlPath::asset(path));
    SiteView {
        title: wording.typeset(&config.title),
        description: wording.text(config.file.description.text()),
        language: config.language.clone(),
        direction: is_right_to_left(&config.language).then_some("rtl"),
        home: config.base.href(&UrlPath::front()),
        pictures: site
            .published_media
            .iter()
            .any(|path| site.media.get(path).is_some_and(|of| of.size.is_some())),
        static_path: config.base.href(&UrlPath::folder(["static"])),
        policy: (&Html::trusted(policy.directives(theme.head_script().as_slice()))).into(),
        logo: theme.logo.as_deref().map(asset),
        favicon: icon(site, theme, Form::Favicon),
        touch_icon: icon(site, theme, Form::TouchIcon),
        style: theme.assets.contains_key("site.css").then(|| asset("site.css")),
        script: theme.assets.contains_key("site.js").then(|| asset("site.js")),
        timezone: config.zone_name.clone(),
        nav: nav(site, links, wording),
        foot: site.foot.iter().filter_map(|item| menu_item(site, links, wording, item)).collect(),
        lists: lists(site, links),
        search: search::link(site, links, wording).map(|link| link.href),
        archive: archive(site, links, wording),
        feeds: feeds(site, wording),
        years: years(site, links),
        calendar: (!site.watch.is_empty()).then(|| config.base.href(&UrlPath::file(["agenda.ics"]))),
        publisher: publisher.map(|publisher| wording.typeset(publisher.name.text_or_empty())),
        publisher_link: own(publisher.and_then(|publisher| publisher.url.text())),
        corrections_policy: own(publisher.and_then(|publisher| publisher.corrections_policy.text())),
        contact: publisher
            .and_then(|publisher| publisher.contact.text())
            .map(|text| contact(text, links, wording)),
        extra: shared::free(&config.file.extra),
    }
}

fn feeds(site: &Site, wording: &Wording) -> Vec<FeedView> {
    let link = |subject| feeds::link(site, wording, subject);
    let (Some(all), Some(editions)) = (link(Subject::Site), link(Subject::Editions)) else {
        return Vec::new();
    };
    let feed = |title: &str, label: &str, href, media_type| {
        let label = wording.words.get(label);
        FeedView { title: title.to_owned(), label, media_type, href }
    };
    let json = site.config.base.href(&UrlPath::file(["feed.json"]));
    vec![
        feed(&all.title, "feed-atom", all.href, "application/atom+xml"),
        feed(&all.title, "feed-json", json, "application/feed+json"),
        feed(&editions.title, "feed-editions", editions.href, "application/atom+xml"),
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
        NavItem::CatchUp => links.list("catch-up"),
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
    let catch_up = catch_up::is_there(site).then(|| links.list("catch-up"));
    let timeline = (!site.events.is_empty()).then(|| links.list("timeline"));
    let questions = (!site.questions.is_empty()).then(|| links.list("questions"));
    let agenda = (!site.watch.is_empty()).then(|| links.list("agenda"));
    let figures = site.has_figures().then(|| links.list("figures"));
    let sources = (!site.config.file.outlets.0.is_empty()).then(|| links.list("sources"));
    let quotes = (!site.quotes.is_empty()).then(|| links.list("quotes"));
    let corrections = (!site.corrections.is_empty()).then(|| links.list("corrections"));
    [catch_up, timeline, questions, agenda, figures, sources, quotes, corrections]
        .into_iter()
        .flatten()
        .collect()
}

pub(in crate::render) fn archive(site: &Site, links: &Links, wording: &Wording) -> Option<LinkView> {
    let year = site.today()?.year();
    Some(links.link(&wording.words.get("archive"), &UrlPath::year(year)))
}

/// How many years the foot of a page lists.
const MOST_YEARS: usize = 6;

fn years(site: &Site, links: &Links) -> Vec<LinkView> {
    let mut years: Vec<i16> = site.briefings.iter().map(|briefing| briefing.item.day.year()).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    years
        .into_iter()
        .take(MOST_YEARS)
        .map(|year| links.link(&year.to_string(), &UrlPath::year(year)))
        .collect()
}

/// How to reach the publisher: an email address, a full link, a path of the site, or words.
fn contact(text: &str, links: &Links, wording: &Wording) -> LinkView {
    let is_word = !text.contains(char::is_whitespace);
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let (title, href) = match host {
        Some(host) if is_word => (host.trim_end_matches('/').to_owned(), text.to_owned()),
        None if is_word && text.starts_with('/') => (wording.words.get("contact"), links.own(Some(text))),
        None if is_word && text.contains('@') => {
            let address = text.trim_start_matches("mailto:");
            (address.to_owned(), format!("mailto:{address}"))
        }
        _ => (wording.typeset(text), String::new()),
    };
    LinkView::new(title, href)
}

/// Who publishes: the publisher, or the site itself.
pub(in crate::render) fn publisher_name(site: &Site, wording: &Wording) -> String {
    let publisher = site.config.file.publisher.get();
    let name = publisher.and_then(|publisher| publisher.name.text()).unwrap_or(&site.config.title);
    wording.typeset(name)
}

/// The link to the icon in a form, which is drawn or is in `content/root/`.
fn icon(site: &Site, theme: &Theme, form: Form) -> Option<String> {
    let name = form.icon()?;
    let is_there = site.draws_icon(theme, form) || site.has_at_root(name);
    is_there.then(|| site.config.base.href(&UrlPath::file([name])))
}
