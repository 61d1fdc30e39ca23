//! What every page has, and plain pages.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::site::NavItem;
use crate::model::value::id::PageIdx;
use crate::model::value::language::{direction, is_right_to_left};
use crate::render::pages::metadata;
use crate::render::pages::{SafeHtml, Shared, Views};

/// What search engines and previews show of a description, in characters, at most.
const LONGEST_DESCRIPTION: usize = 155;

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The language of the text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
}

impl LinkView {
    /// A link whose text is in the site's language, or a name.
    pub fn new(title: String, href: String) -> Self {
        Self { title, href, language: None, direction: None }
    }
}

/// The site, as every page sees it.
#[derive(Debug, Clone, Serialize)]
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
    /// The name of the time zone that all times are in.
    pub timezone: String,
    /// The navigation.
    pub nav: Vec<LinkView>,
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
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// Its media type.
    pub media_type: &'static str,
    /// The link to it.
    pub href: String,
}

/// The page at hand, whatever it is.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The headline, and the first part of the title in the browser.
    pub title: String,
    /// What it is, or what the site is, for search engines and previews. What is longer than they
    /// show is cut.
    pub description: Option<String>,
    /// The link to it.
    pub href: String,
    /// Its absolute URL, or that of the page it repeats. Absent without a base URL.
    pub canonical: Option<String>,
    /// The language of its text, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The pages above it, from the front page down.
    pub breadcrumbs: Vec<LinkView>,
    /// `article` or `website`, for Open Graph.
    pub kind: &'static str,
    /// When it was published, for Open Graph: RFC 3339.
    pub published: Option<String>,
    /// When it was last corrected: RFC 3339.
    pub modified: Option<String>,
    /// The absolute URL of its picture for previews.
    pub image: Option<String>,
    /// Its own Atom feed.
    pub feed: Option<LinkView>,
    /// What it is about, as JSON-LD (schema.org), to stand in a `script` element.
    pub linked_data: Option<SafeHtml>,
}

/// A plain page.
#[derive(Debug, Clone, Serialize)]
pub struct TextView {
    /// The headline.
    pub title: String,
    /// One or two lines on what it is.
    pub summary: Option<String>,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// The text.
    pub body: SafeHtml,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

impl Views {
    /// The site, as every page sees it.
    pub fn site_view(&self) -> SiteView {
        let config = &self.site.config;
        SiteView {
            title: self.typeset(&config.title),
            description: self.text(config.file.description.text()),
            language: config.language.clone(),
            direction: is_right_to_left(&config.language).then_some("rtl"),
            home: config.base.href(&UrlPath::front()),
            static_path: config.base.href(&UrlPath::folder(["static"])),
            timezone: config.zone_name.clone(),
            nav: self.site.nav.iter().map(|item| self.nav_item(*item)).collect(),
            lists: self.lists(),
            search: self.search_link().map(|link| link.href),
            archive: self.archive(),
            feeds: self.feeds(),
            publisher: config
                .file
                .publisher
                .get()
                .map(|publisher| self.typeset(publisher.name.text_or_empty())),
            extra: config.file.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone()),
        }
    }

    fn feeds(&self) -> Vec<FeedView> {
        let base = &self.site.config.base;
        if !base.is_absolute() {
            return Vec::new();
        }
        let feed = |name, media_type| FeedView { media_type, href: base.href(&UrlPath::file([name])) };
        vec![feed("feed.xml", "application/atom+xml"), feed("feed.json", "application/feed+json")]
    }

    fn nav_item(&self, item: NavItem) -> LinkView {
        match item {
            NavItem::Storylines => self.storylines_link(),
            NavItem::Timeline => self.timeline_link(),
            NavItem::Questions => self.questions_link(),
            NavItem::Agenda => self.agenda_link(),
            NavItem::Figures => self.figures_link(),
            NavItem::Sources => self.sources_link(),
            NavItem::Quotes => self.quotes_link(),
            NavItem::Corrections => self.corrections_link(),
            NavItem::Kind(kind) => self.kind_link(kind),
            NavItem::Page(page) => {
                let page = &self.site.pages[page.at()].item;
                self.link_in(page.front.lang.text(), &page.title, &page.url())
            }
        }
    }

    pub(in crate::render) fn lists(&self) -> Vec<LinkView> {
        let timeline = (!self.site.events.is_empty()).then(|| self.timeline_link());
        let questions = (!self.site.questions.is_empty()).then(|| self.questions_link());
        let agenda = (!self.site.watch.is_empty()).then(|| self.agenda_link());
        let figures = self.site.has_figures().then(|| self.figures_link());
        let sources = (!self.site.config.file.outlets.0.is_empty()).then(|| self.sources_link());
        let quotes = (!self.site.quotes.is_empty()).then(|| self.quotes_link());
        let corrections = (!self.site.corrections.is_empty()).then(|| self.corrections_link());
        [timeline, questions, agenda, figures, sources, quotes, corrections].into_iter().flatten().collect()
    }

    pub(in crate::render) fn archive(&self) -> Option<LinkView> {
        let newest = self.site.editions.last()?.briefings.last()?;
        let year = self.site.briefing(*newest).item.day.year();
        Some(self.link(&self.words.get("archive"), &UrlPath::year(year)))
    }

    /// Who publishes: the publisher, or the site itself.
    pub fn publisher_name(&self) -> String {
        let publisher = self.site.config.file.publisher.get();
        let name = publisher.and_then(|publisher| publisher.name.text()).unwrap_or(&self.site.config.title);
        self.typeset(name)
    }

    /// The front page, as the first of breadcrumbs.
    pub fn front_link(&self) -> LinkView {
        self.link(&self.words.get("front-page"), &UrlPath::front())
    }

    /// What the page of a list has that may be split by year.
    pub fn list_page(&self, link: LinkView, url: &UrlPath, year: Option<i16>) -> PageView {
        match year {
            Some(year) => {
                let title = format!("{}, {year}", link.title);
                self.page(title, None, &url.of_year(year), vec![self.front_link(), link])
            }
            None => self.page(link.title, None, url, vec![self.front_link()]),
        }
    }

    /// What every page has.
    pub fn page(
        &self,
        title: String,
        description: Option<String>,
        url: &UrlPath,
        breadcrumbs: Vec<LinkView>,
    ) -> PageView {
        let base = &self.site.config.base;
        let site = || self.site.config.file.description.text();
        let description = description.or_else(|| self.text(site()));
        PageView {
            title,
            description: description.as_deref().map(|text| cut(text, LONGEST_DESCRIPTION)),
            href: base.href(url),
            canonical: base.absolute(url),
            language: None,
            direction: None,
            kind: "website",
            published: None,
            modified: None,
            image: base.absolute(&UrlPath::asset("social.png")),
            feed: None,
            linked_data: metadata::page(self, url, &breadcrumbs, Vec::new()),
            breadcrumbs,
        }
    }

    /// A plain page.
    pub fn text_page(&self, idx: PageIdx) -> (PageView, Shared<TextView>) {
        let page = &self.site.pages[idx.at()];
        let title = self.typeset(&page.item.title);
        let summary = self.text(page.item.front.summary.text());
        let mut view = self.page(title.clone(), summary.clone(), &page.item.url(), vec![self.front_link()]);
        self.set_language(&mut view, page.item.front.lang.text());
        let extra = page.item.front.extra.get().map_or(serde_json::Value::Null, |extra| extra.0.clone());
        let unreleased = self.unreleased(page.unreleased);
        let body = (&page.body.html).into();
        (view, Shared::new(&TextView { title, summary, unreleased, body, extra }))
    }

    /// The page of a list of a folder, and the text above it.
    pub(in crate::render) fn list_of(
        &self,
        folder: &str,
        link: LinkView,
    ) -> (PageView, Option<Shared<TextView>>) {
        let Some(idx) = self.site.list_text(folder) else {
            let page = self.page(link.title, None, &UrlPath::folder([folder]), vec![self.front_link()]);
            return (page, None);
        };
        let (page, text) = self.text_page(idx);
        (page, Some(text))
    }

    /// Says what language the text of a page is in, and which way it runs, if that is not the site's.
    pub(in crate::render) fn set_language(&self, page: &mut PageView, language: Option<&str>) {
        let language = self.foreign(language);
        page.direction = self.direction(language.as_deref());
        page.language = language;
    }

    /// The direction of a text in a language, if that is not the site's.
    pub fn direction(&self, language: Option<&str>) -> Option<&'static str> {
        direction(language?, &self.site.config.language)
    }

    /// The language of a text, if it is not the site's.
    pub fn foreign(&self, language: Option<&str>) -> Option<String> {
        language.filter(|language| *language != self.site.config.language).map(str::to_owned)
    }
}

/// The first `most` characters of a text at most, up to the end of a word.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let words = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..words].trim_end())
}
