//! JSON-LD (schema.org) of pages. Only with a base URL: everything in it is absolute.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::plan::What;
use crate::model::graph::refs::Party;
use crate::model::graph::site::{Byline, QuoteLinks, Site};
use crate::model::typed::briefing::Genre;
use crate::model::typed::item::{Quote, Source};
use crate::model::value::date::When;
use crate::model::value::field::Spanned;
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, StorylineIdx};
use crate::render::pages::{LinkView, Links, SafeHtml, briefing, correction, mention, site};
use crate::render::wording::Wording;

/// How many dossiers a briefing tells search engines that it mentions.
const MOST_MENTIONS: usize = 12;

/// The JSON-LD of a page: what it is about, and the breadcrumbs above it. Nothing without both.
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
    let mut nodes: Vec<Value> = own.into_iter().collect();
    if crumbs.len() > 1 {
        let items = crumbs.iter().enumerate().map(|(n, crumb)| {
            json!({"@type": "ListItem", "position": n + 1, "name": crumb.title, "item": on_host(site, &crumb.href)})
        });
        let items = Value::Array(items.collect());
        let mut list = json!({"@type": "BreadcrumbList"});
        list["itemListElement"] = items;
        nodes.push(list);
    }
    if *url == UrlPath::front() {
        nodes.push(json!({
            "@type": "WebSite",
            "name": site.config.title,
            "url": base.absolute(url),
            "inLanguage": site.config.language,
            "publisher": publisher(site, links, wording),
        }));
    }
    if nodes.is_empty() {
        return None;
    }
    let document = match nodes.len() {
        1 => with_context(nodes.remove(0)),
        _ => with_context(Value::Object(Map::from_iter([("@graph".to_owned(), Value::Array(nodes))]))),
    };
    let text = serde_json::to_string(&document).expect("the keys of all mappings are text");
    // `</script>` and `<!--` must not stand in a script element.
    let text = if text.contains('<') { text.replace('<', "\\u003c") } else { text };
    Some((&Html::trusted(text)).into())
}

fn with_context(node: Value) -> Value {
    let mut document = Map::new();
    document.insert("@context".to_owned(), json!("https://schema.org"));
    if let Value::Object(node) = node {
        document.extend(node);
    }
    Value::Object(document)
}

/// A briefing: `NewsArticle`, or its kind for analyses and explainers.
fn article(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> Value {
    let linked = site.briefing(idx);
    let (briefing, ties) = (&linked.item, &linked.links);
    let front = &briefing.front;
    let config = &site.config;
    let kind = match front.genre.get().copied().unwrap_or_default() {
        Genre::Briefing => "NewsArticle",
        Genre::Analysis => "AnalysisNewsArticle",
        Genre::Explainer => "BackgroundNewsArticle",
    };
    let published = &links.published(idx).iso;
    let names = briefing::authors(site, links, wording, idx);
    let authors = ties.authors.iter().zip(&names).map(|(author, name)| writer(site, author, name));
    let authors: Vec<Value> = authors.collect();
    let series = ties.storylines.iter().map(|entry| {
        let storyline = &site.storyline(entry.storyline).item;
        let id = config.base.address(&storyline.url());
        json!({"@type": "CreativeWorkSeries", "@id": id, "name": storyline.title})
    });
    // A search engine knows a name only by an identity outside the site.
    let mentions = ties.named.iter().filter(|dossier| !ties.about.contains(dossier));
    let mentions = mentions.filter(|dossier| site.dossier(**dossier).item.front.wikidata.text().is_some());
    let corrections = front.corrections.iter().zip(0..).filter_map(|(correction, n)| {
        let date = correction.value.date.get().map(|date| date.first_day(&config.zone).to_string());
        let view = correction::view(site, links, wording, idx, n);
        let change = view.change(wording);
        let text: Vec<String> =
            [correction.value.text.text().map(str::to_owned), change].into_iter().flatten().collect();
        let node = json!({"@type": "CorrectionComment", "text": text.join("\n"), "datePublished": date});
        (!text.is_empty()).then_some(node)
    });
    let quotes = front.quotes.iter().zip(&ties.quotes).enumerate();
    let is_said = |quote: &Spanned<Quote>, ties: &QuoteLinks| {
        !quote.value.paraphrase.is_true() && !linked.is_taken_back(ties.correction)
    };
    let quotes = quotes.filter(|(_, (quote, ties))| is_said(quote, ties)).map(|(n, (_, ties))| {
        let speakers: Vec<Value> = ties.by.iter().map(|party| party_node(site, party)).collect();
        let mut node = json!({"@type": "Quotation", "text": linked.words_of_quote(n), "creator": speakers});
        if let Some(said) = linked.said_of_quote(n) {
            node["dateCreated"] = json!(said.first_day(&config.zone).to_string());
        }
        node
    });
    let sources = linked.sources().map(|numbered| citation(numbered.source, &config.zone));
    let mut node = json!({
        "@type": kind,
        "headline": briefing.title,
        "datePublished": published,
        "publisher": publisher(site, links, wording),
    });
    let add = |node: &mut Value, key: &str, values: Vec<Value>| {
        if !values.is_empty() {
            node[key] = Value::Array(values);
        }
    };
    if let Some(modified) = correction::last(wording, briefing) {
        node["dateModified"] = json!(modified.iso);
    }
    if let Some(language) = wording.foreign(front.lang.text()) {
        node["inLanguage"] = json!(language);
    }
    if let Some(place) = ties.place {
        node["contentLocation"] = described(site, place);
    }
    if let Some(link) = front.link.text() {
        node["isBasedOn"] = json!(link);
    }
    add(&mut node, "author", authors);
    add(&mut node, "isPartOf", series.collect());
    add(&mut node, "about", ties.about.iter().map(|idx| described(site, *idx)).collect());
    let mentions = mentions.take(MOST_MENTIONS).map(|idx| described(site, *idx));
    add(&mut node, "mentions", mentions.collect());
    add(&mut node, "citation", sources.collect());
    add(&mut node, "correction", corrections.collect());
    let sections = linked.tied_sections().map(|of| section(site, idx, of));
    add(&mut node, "hasPart", sections.chain(quotes).collect());
    node
}

/// A section of a briefing: `WebPageElement`.
fn section(site: &Site, briefing: BriefingIdx, idx: SectionIdx) -> Value {
    let linked = site.briefing(briefing);
    let (links, heading) = (linked.links.section(idx), linked.section_heading(idx));
    let id = format!("{}#{}", site.config.base.address(&linked.item.url()), heading.id);
    let mut node = json!({"@type": "WebPageElement", "@id": id, "name": heading.text, "url": id});
    let series = links.storylines.iter().map(|entry| {
        let storyline = &site.storyline(entry.storyline).item;
        let id = site.config.base.address(&storyline.url());
        json!({"@type": "CreativeWorkSeries", "@id": id, "name": storyline.title})
    });
    let about = links.about.iter().map(|idx| described(site, *idx));
    for (key, values) in [("isPartOf", series.collect::<Vec<_>>()), ("about", about.collect())] {
        if !values.is_empty() {
            node[key] = Value::Array(values);
        }
    }
    if let Some(place) = links.place {
        node["contentLocation"] = described(site, place);
    }
    if let Some(link) = linked.section_link(idx) {
        node["isBasedOn"] = json!(link);
    }
    node
}

/// A dossier: `Person`, `Place`, `Organization` or `CreativeWork`; `Thing` for further kinds.
fn dossier(site: &Site, wording: &Wording, idx: DossierIdx) -> Value {
    let dossier = &site.dossier(idx).item;
    let front = &dossier.front;
    let mut node = described(site, idx);
    node["url"] = json!(site.config.base.absolute(&dossier.url(&site.config)));
    let names = front.aliases.iter().chain(&front.variants).map(|name| name.value.clone());
    let names: Vec<String> = names.chain(front.native.0.iter().map(|(_, name)| name.clone())).collect();
    if !names.is_empty() {
        node["alternateName"] = json!(names);
    }
    let role = mention::role_at(wording, dossier, site.newest_day());
    if let Some(text) = front.summary.text().map(str::to_owned).or(role) {
        node["description"] = json!(text);
    }
    if let Some(at) = front.at.get() {
        node["geo"] = json!({"@type": "GeoCoordinates", "latitude": at.latitude, "longitude": at.longitude});
    }
    node
}

/// A storyline: `CreativeWorkSeries`.
fn storyline(site: &Site, idx: StorylineIdx) -> Value {
    let linked = site.storyline(idx);
    let base = &site.config.base;
    let mut node = json!({
        "@type": "CreativeWorkSeries",
        "@id": base.address(&linked.item.url()),
        "name": linked.item.title,
        "url": base.absolute(&linked.item.url()),
    });
    if let Some(summary) = linked.item.front.summary.text() {
        node["description"] = json!(summary);
    }
    if let Some(first) = linked.links.portions.first() {
        node["startDate"] = json!(site.briefing(first.briefing).item.day.to_string());
    }
    node
}

/// The id, name and Wikidata item of a dossier. The id is the address of its page.
fn described(site: &Site, idx: DossierIdx) -> Value {
    let dossier = &site.dossier(idx).item;
    let kind = match dossier.kind.at() {
        0 => "Person",
        1 => "Place",
        2 => "Organization",
        3 => "CreativeWork",
        _ => "Thing",
    };
    let url = site.config.base.address(&dossier.url(&site.config));
    let mut node = json!({"@type": kind, "@id": url, "name": dossier.name});
    if let Some(item) = dossier.front.wikidata.text() {
        node["sameAs"] = json!(format!("https://www.wikidata.org/wiki/{item}"));
    }
    node
}

fn party_node(site: &Site, party: &Party) -> Value {
    match party {
        Party::Dossier(idx) => described(site, *idx),
        // A name alone may be that of a person or of many, so it stays a text.
        Party::Name(name) => json!(name),
    }
}

/// Who wrote something. `link` is the name, and where it leads.
fn writer(site: &Site, author: &Byline, link: &LinkView) -> Value {
    let kind = match author {
        Byline::Party(party) => return party_node(site, party),
        Byline::Author(n) if site.config.file.authors.0[*n].1.person.is_true() => "Person",
        Byline::Author(_) => "Organization",
    };
    let mut node = json!({"@type": kind, "name": link.title});
    if !link.href.is_empty() {
        node["url"] = json!(on_host(site, &link.href));
    }
    node
}

fn citation(source: &Source, zone: &TimeZone) -> Value {
    let mut node = json!({"@type": "CreativeWork", "name": source.title.text_or_empty()});
    if let Some(url) = source.url.text() {
        node["url"] = json!(url);
    }
    if let Some(copy) = source.archived.text() {
        node["archivedAt"] = json!(copy);
    }
    if let Some(When::At(point)) = source.date.get().map(|date| date.value) {
        node["datePublished"] = json!(point.first_day(zone).to_string());
    }
    node
}

fn publisher(site: &Site, links: &Links, wording: &Wording) -> Value {
    let config = &site.config;
    let mut node = json!({
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(site),
        "name": site::publisher_name(site, wording),
        "url": config.base.absolute(&UrlPath::front()),
    });
    let policy = config.file.publisher.get().and_then(|publisher| publisher.corrections_policy.text());
    if let Some(policy) = policy {
        node["correctionsPolicy"] = json!(on_host(site, &links.own(Some(policy))));
    }
    node
}

/// The id of the publisher.
fn publisher_id(site: &Site) -> String {
    format!("{}#publisher", site.config.base.address(&UrlPath::front()))
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
