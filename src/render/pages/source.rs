//! Where things are known from, and the outlets that carried them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::refs::independent;
use crate::model::graph::site::{Site, SourceLinks};
use crate::model::graph::source::Numbered;
use crate::model::typed::config::OutletKind;
use crate::model::value::date::When;
use crate::model::value::id::BriefingIdx;
use crate::render::pages::{LinkView, Links, PageView, Shared, page};
use crate::render::wording::Wording;

/// How many of the newest briefings an outlet lists.
const MOST_CARRIED: usize = 10;

/// A source of a briefing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceView {
    /// The id of its element: `source-…`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whose words they are. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// Who published it.
    pub outlet: Option<LinkView>,
    /// What the outlet is, in words: `press`.
    pub kind: Option<String>,
    /// When it was published, in words.
    pub date: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// A copy of that page in an archive.
    pub archived: Option<String>,
    /// When the desk read it, in words.
    pub accessed: Option<String>,
    /// What it was taken from: a source of this briefing, or an outlet.
    pub via: Option<LinkView>,
    /// A note.
    pub note: Option<String>,
    /// The places in the text that cite it.
    pub cited: Vec<LinkView>,
}

/// An outlet with what it carried.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OutletView {
    /// The id of its element: `outlet-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// Its site.
    pub url: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// In how many briefings it is a source, in words.
    pub count: String,
    /// The newest ten of them.
    pub briefings: Vec<Shared<LinkView>>,
}

/// The sources of a briefing. The nth is cited as n.
pub(in crate::render) fn views(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Vec<SourceView> {
    let linked = site.briefing(idx);
    let views = linked.sources().map(|Numbered { id, source, links: ties, cites }| SourceView {
        id: format!("source-{id}"),
        title: wording.typeset(source.title.text_or_empty()),
        by: links.parties(&ties.by),
        outlet: ties.outlet.map(|outlet| links.outlet(outlet)),
        kind: ties.outlet.and_then(|outlet| outlet_kind(site, wording, outlet)),
        date: source.date.get().map(|when| wording.when(*when)),
        url: source.url.text().map(str::to_owned),
        archived: source.archived.text().map(str::to_owned),
        accessed: source.accessed.get().map(|point| wording.dates.when(When::At(*point))),
        via: ties.via.map(|via| links.cited(via, linked)),
        note: wording.text(source.note.text()),
        cited: (1..=cites).map(|n| LinkView::new(n.to_string(), cite_href(id, n))).collect(),
    });
    views.collect()
}

/// What the sources of a briefing rest on, if on fewer roots than there are sources.
pub(in crate::render) fn independence(wording: &Wording, sources: &[SourceLinks]) -> Option<String> {
    match independent(sources.iter().map(|source| source.voice.as_slice())) {
        roots if roots == sources.len() => None,
        1 => Some(wording.words.count("sources-one-root", sources.len())),
        roots => Some(wording.words.two_counts("sources-roots", sources.len(), roots)),
    }
}

/// What an outlet is, in words.
fn outlet_kind(site: &Site, wording: &Wording, outlet: usize) -> Option<String> {
    let (_, outlet) = &site.config.file.outlets.0[outlet];
    Some(wording.words.get(match outlet.kind.get()? {
        OutletKind::Official => "outlet-official",
        OutletKind::Party => "outlet-party",
        OutletKind::Wire => "outlet-wire",
        OutletKind::Press => "outlet-press",
        OutletKind::StateMedia => "outlet-state-media",
        OutletKind::ThinkTank => "outlet-think-tank",
        OutletKind::Secondary => "outlet-secondary",
    }))
}

/// The outlets of the site, in order of name.
pub(in crate::render) fn outlets_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
) -> (PageView, Vec<OutletView>) {
    let page = page::of_list(site, links, wording, "sources", None);
    let outlets = site.config.file.outlets.0.iter().zip(&site.carried).enumerate();
    let mut views: Vec<OutletView> = outlets
        .map(|(n, ((id, outlet), carried))| OutletView {
            id: format!("outlet-{}", id.value),
            name: wording.typeset(outlet.name.text_or_empty()),
            kind: outlet_kind(site, wording, n).unwrap_or_default(),
            url: outlet.url.text().map(str::to_owned),
            note: wording.text(outlet.note.text()),
            count: wording.words.count("briefings-count", carried.len()),
            briefings: carried.iter().rev().take(MOST_CARRIED).map(|idx| links.briefing(*idx)).collect(),
        })
        .collect();
    views.sort_by(|a, b| wording.order.compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    (page, views)
}

/// The link back to the nth place that cites a source.
fn cite_href(id: &str, n: usize) -> String {
    if n == 1 { format!("#cite-{id}") } else { format!("#cite-{id}.{n}") }
}
