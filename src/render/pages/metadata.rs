//! JSON-LD (schema.org) of pages. Only with a base URL: everything in it is absolute.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::plan::What;
use crate::model::graph::refs::Party;
use crate::model::graph::site::{Byline, QuoteLinks, Site};
use crate::model::typed::briefing::Genre;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::item::{Quote, Source};
use crate::model::value::date::When;
use crate::model::value::field::Spanned;
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, StorylineIdx};
use crate::model::value::played::Duration;
use crate::render::pages::picture::Outside;
use crate::render::pages::recording::{self, Recorded};
use crate::render::pages::{
    LinkView, Links, PictureView, SafeHtml, briefing, correction, mention, picture, site,
};
use crate::render::wording::Wording;

/// How many dossiers a briefing lists as mentioned, for search engines.
const MOST_MENTIONS: usize = 12;

/// An object of JSON, written field by field in order of the keys. A tree of values would take 2% of a build.
struct Node(Vec<u8>);

/// A value of JSON.
type Json = Vec<u8>;

impl Node {
    fn new() -> Self {
        Self(vec![b'{'])
    }

    /// An object of schema.org without an id.
    fn of(kind: &str) -> Self {
        let mut node = Self::new();
        node.put("@type", kind);
        node
    }

    /// An object of schema.org that other pages name too.
    fn named(id: &str, kind: &str) -> Self {
        let mut node = Self::new();
        node.put("@id", id);
        node.put("@type", kind);
        node
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.push(b'"');
        self.0.extend(key.as_bytes());
        self.0.extend(b"\":");
    }

    fn put<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        self.key(key);
        serde_json::to_writer(&mut self.0, value).expect("texts and numbers are JSON");
    }

    fn put_some<T: Serialize + ?Sized>(&mut self, key: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn node(&mut self, key: &str, value: Json) {
        self.key(key);
        self.0.extend(value);
    }

    fn list(&mut self, key: &str, values: impl IntoIterator<Item = Json>) {
        self.key(key);
        self.0.push(b'[');
        for (n, value) in values.into_iter().enumerate() {
            if n > 0 {
                self.0.push(b',');
            }
            self.0.extend(value);
        }
        self.0.push(b']');
    }

    /// The same; nothing for an empty list.
    fn some(&mut self, key: &str, values: impl IntoIterator<Item = Json>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.list(key, values);
        }
    }

    fn end(mut self) -> Json {
        self.0.push(b'}');
        self.0
    }
}

/// The JSON-LD of a page: what it is about, and the breadcrumbs above it; on the front page the site too.
/// Nothing if there is none of these, or no base URL.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    (what, url): (&What, &UrlPath),
    crumbs: &[LinkView],
) -> Option<SafeHtml> {
    let base = &site.config.base;
    if !base.is_absolute() {
        return None;
    }
    let own = match what {
        What::Briefing(idx) => Some(article(site, links, wording, *idx)),
        What::Dossier(idx, _) => Some(dossier(site, wording, *idx)),
        What::Storyline(idx, _) => Some(storyline(site, *idx)),
        _ => None,
    };
    let mut nodes: Vec<Json> = own.into_iter().collect();
    if crumbs.len() > 1 {
        let mut list = Node::of("BreadcrumbList");
        list.list("itemListElement", (1..).zip(crumbs).map(|(n, crumb)| breadcrumb(site, n, crumb)));
        nodes.push(list.end());
    }
    if *url == UrlPath::front() {
        let mut node = Node::of("WebSite");
        node.put("inLanguage", &site.config.language);
        node.put("name", &site.config.title);
        node.node("publisher", publisher(site, links, wording));
        node.put("url", &base.absolute(url));
        nodes.push(node.end());
    }
    let mut document = Node::new();
    document.put("@context", "https://schema.org");
    match &nodes[..] {
        [] => return None,
        [node] => {
            document.0.push(b',');
            document.0.extend(&node[1..]);
        }
        _ => {
            document.list("@graph", nodes);
            document.0.push(b'}');
        }
    }
    let text = String::from_utf8(document.0).expect("JSON is UTF-8");
    // `</script>` and `<!--` must not appear in a script element.
    let text = if text.contains('<') { text.replace('<', "\\u003c") } else { text };
    Some((&Html::trusted(text)).into())
}

/// A page above another: `ListItem`.
fn breadcrumb(site: &Site, position: usize, crumb: &LinkView) -> Json {
    let mut node = Node::of("ListItem");
    node.put("item", &on_host(site, &crumb.href));
    node.put("name", &crumb.title);
    node.put("position", &position);
    node.end()
}

/// A briefing: `NewsArticle`, or its kind for analyses and explainers.
fn article(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> Json {
    let linked = site.briefing(idx);
    let (briefing, ties) = (&linked.item, &linked.links);
    let front = &briefing.front;
    let config = &site.config;
    let kind = match front.genre.get().copied().unwrap_or_default() {
        Genre::Briefing => "NewsArticle",
        Genre::Analysis => "AnalysisNewsArticle",
        Genre::Explainer => "BackgroundNewsArticle",
    };
    let names = briefing::authors(site, links, wording, idx);
    let authors = ties.authors.iter().zip(&names).map(|(author, name)| writer(site, author, name));
    // A search engine knows a name only by an identity outside the site.
    let mentions = ties.named.iter().filter(|dossier| !ties.about.contains(dossier));
    let mentions = mentions.filter(|dossier| site.dossier(**dossier).item.front.wikidata.text().is_some());
    let corrections = front.corrections.iter().zip(0..).filter_map(|(correction, n)| {
        let date = correction.value.date.get().map(|date| date.first_day(&config.zone).to_string());
        let view = correction::view(site, links, wording, idx, n);
        let change = view.change(wording);
        let text: Vec<String> =
            [correction.value.text.text().map(str::to_owned), change].into_iter().flatten().collect();
        let mut node = Node::of("CorrectionComment");
        node.put("datePublished", &date);
        node.put("text", &text.join("\n"));
        (!text.is_empty()).then(|| node.end())
    });
    let quotes = front.quotes.iter().zip(&ties.quotes).enumerate();
    let is_said = |quote: &Spanned<Quote>, ties: &QuoteLinks| {
        !quote.value.paraphrase.is_true() && !linked.is_taken_back(ties.correction)
    };
    let quotes = quotes.filter(|(_, (quote, ties))| is_said(quote, ties)).map(|(n, (_, ties))| {
        let mut node = Node::of("Quotation");
        node.list("creator", ties.by.iter().map(|party| party_node(site, party)));
        let said = linked.said_of_quote(n).map(|said| said.first_day(&config.zone).to_string());
        node.put_some("dateCreated", said.as_ref());
        node.put("text", &linked.words_of_quote(n));
        node.end()
    });
    let sections = linked.tied_sections().map(|of| section(site, idx, of));
    let mut node = Node::of(kind);
    node.some("about", ties.about.iter().map(|idx| described(site, *idx)));
    if let Some(recorded) = recording::of(site, wording, idx) {
        node.node("associatedMedia", audio(site, &recorded));
    }
    node.some("author", authors);
    node.some("citation", linked.sources().map(|numbered| citation(numbered.source, &config.zone)));
    if let Some(place) = ties.place {
        node.node("contentLocation", described(site, place));
    }
    node.some("correction", corrections);
    node.put_some("dateModified", correction::last(wording, briefing).map(|modified| modified.iso).as_ref());
    node.put("datePublished", &links.published(idx).iso);
    node.some("hasPart", sections.chain(quotes));
    node.put("headline", &briefing.title);
    if let Some(picture) = picture::outside(site, wording, &linked.body, &front.picture) {
        node.node("image", image(&picture));
    }
    node.put_some("inLanguage", wording.foreign(front.lang.text()).as_ref());
    node.put_some("isBasedOn", front.link.text());
    node.some("isPartOf", ties.storylines.iter().map(|entry| series(site, entry.storyline)));
    node.some("mentions", mentions.take(MOST_MENTIONS).map(|idx| described(site, *idx)));
    node.node("publisher", publisher(site, links, wording));
    node.end()
}

/// A photograph: `ImageObject`.
fn image(picture: &Outside) -> Json {
    let PictureView { caption, credit, .. } = &picture.view;
    let mut node = Node::of("ImageObject");
    node.put_some("caption", caption.as_ref());
    node.put_some("creditText", credit.as_ref());
    node.put("url", &picture.url);
    node.end()
}

/// A briefing read aloud: `AudioObject`.
fn audio(site: &Site, recorded: &Recorded) -> Json {
    let mut node = Node::of("AudioObject");
    node.put("contentUrl", &site.config.base.address(&recorded.url));
    node.put_some("duration", recorded.duration.map(Duration::iso).as_ref());
    node.put("encodingFormat", recorded.media_type);
    node.put("name", &recorded.title);
    node.end()
}

/// What a briefing or section is a part of: `CreativeWorkSeries`.
fn series(site: &Site, idx: StorylineIdx) -> Json {
    let storyline = &site.storyline(idx).item;
    let mut node = Node::named(&site.config.base.address(&storyline.url()), "CreativeWorkSeries");
    node.put("name", &storyline.title);
    node.end()
}

/// A section of a briefing: `WebPageElement`.
fn section(site: &Site, briefing: BriefingIdx, idx: SectionIdx) -> Json {
    let linked = site.briefing(briefing);
    let (links, heading) = (linked.links.section(idx), linked.section_heading(idx));
    let id = format!("{}#{}", site.config.base.address(&linked.item.url()), heading.id);
    let mut node = Node::named(&id, "WebPageElement");
    node.some("about", links.about.iter().map(|idx| described(site, *idx)));
    if let Some(place) = links.place {
        node.node("contentLocation", described(site, place));
    }
    node.put_some("isBasedOn", linked.section_link(idx));
    node.some("isPartOf", links.storylines.iter().map(|entry| series(site, entry.storyline)));
    node.put("name", &heading.text);
    node.put("url", &id);
    node.end()
}

/// A dossier: `Person`, `Place`, `Organization` or `CreativeWork`; `Thing` for further kinds.
fn dossier(site: &Site, wording: &Wording, idx: DossierIdx) -> Json {
    let dossier = &site.dossier(idx).item;
    let front = &dossier.front;
    let names = front.aliases.iter().chain(&front.variants).map(|name| name.value.as_str());
    let names: Vec<&str> = names.chain(front.native.0.iter().map(|(_, name)| name.as_str())).collect();
    let role = mention::role_at(wording, dossier, site.newest_day());
    let mut node = Node::named(&site.config.base.address(&dossier.url(&site.config)), kind(dossier));
    if !names.is_empty() {
        node.put("alternateName", &names);
    }
    node.put_some("description", front.summary.text().or(role.as_deref()));
    if let Some(at) = front.at.get() {
        let mut geo = Node::of("GeoCoordinates");
        geo.put("latitude", &at.latitude);
        geo.put("longitude", &at.longitude);
        node.node("geo", geo.end());
    }
    node.put("name", &dossier.name);
    node.put_some("sameAs", wikidata(dossier).as_ref());
    node.put("url", &site.config.base.absolute(&dossier.url(&site.config)));
    node.end()
}

/// A storyline: `CreativeWorkSeries`.
fn storyline(site: &Site, idx: StorylineIdx) -> Json {
    let linked = site.storyline(idx);
    let base = &site.config.base;
    let mut node = Node::named(&base.address(&linked.item.url()), "CreativeWorkSeries");
    node.put_some("description", linked.item.front.summary.text());
    node.put("name", &linked.item.title);
    let first = linked.links.portions.first();
    node.put_some(
        "startDate",
        first.map(|first| site.briefing(first.briefing).item.day.to_string()).as_ref(),
    );
    node.put("url", &base.absolute(&linked.item.url()));
    node.end()
}

/// The id, name and Wikidata item of a dossier. The id is the address of its page.
fn described(site: &Site, idx: DossierIdx) -> Json {
    let dossier = &site.dossier(idx).item;
    let mut node = Node::named(&site.config.base.address(&dossier.url(&site.config)), kind(dossier));
    node.put("name", &dossier.name);
    node.put_some("sameAs", wikidata(dossier).as_ref());
    node.end()
}

/// The type of a dossier.
fn kind(dossier: &Dossier) -> &'static str {
    match dossier.kind.at() {
        0 => "Person",
        1 => "Place",
        2 => "Organization",
        3 => "CreativeWork",
        _ => "Thing",
    }
}

/// The address of the Wikidata item of a dossier.
fn wikidata(dossier: &Dossier) -> Option<String> {
    dossier.front.wikidata.text().map(|item| format!("https://www.wikidata.org/wiki/{item}"))
}

fn party_node(site: &Site, party: &Party) -> Json {
    match party {
        Party::Dossier(idx) => described(site, *idx),
        // A name alone may be that of a person or of many, so it stays a text.
        Party::Name(name) => serde_json::to_vec(name).expect("a text is JSON"),
    }
}

/// Who wrote something. `link` is the name, and where it leads.
fn writer(site: &Site, author: &Byline, link: &LinkView) -> Json {
    let kind = match author {
        Byline::Party(party) => return party_node(site, party),
        Byline::Author(n) if site.config.file.authors.0[*n].1.person.is_true() => "Person",
        Byline::Author(_) => "Organization",
    };
    let mut node = Node::of(kind);
    node.put("name", &link.title);
    if !link.href.is_empty() {
        node.put("url", &on_host(site, &link.href));
    }
    node.end()
}

fn citation(source: &Source, zone: &TimeZone) -> Json {
    let mut node = Node::of("CreativeWork");
    node.put_some("archivedAt", source.archived.text());
    if let Some(When::At(point)) = source.date.get().map(|date| date.value) {
        node.put("datePublished", &point.first_day(zone).to_string());
    }
    node.put("name", source.title.text_or_empty());
    node.put_some("url", source.url.text());
    node.end()
}

fn publisher(site: &Site, links: &Links, wording: &Wording) -> Json {
    let config = &site.config;
    let id = format!("{}#publisher", config.base.address(&UrlPath::front()));
    let mut node = Node::named(&id, "NewsMediaOrganization");
    let policy = config.file.publisher.get().and_then(|publisher| publisher.corrections_policy.text());
    node.put_some("correctionsPolicy", policy.map(|policy| on_host(site, &links.own(Some(policy)))).as_ref());
    node.put("name", &site::publisher_name(site, wording));
    node.put("url", &config.base.absolute(&UrlPath::front()));
    node.end()
}

/// A link under the base path as an absolute URL.
fn on_host(site: &Site, href: &str) -> String {
    let base = &site.config.base;
    let front = base.absolute(&UrlPath::front()).unwrap_or_default();
    match front.strip_suffix(base.path()) {
        Some(host) if href.starts_with('/') => format!("{host}{href}"),
        _ => href.to_owned(),
    }
}
