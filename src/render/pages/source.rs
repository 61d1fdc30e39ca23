//! Where information comes from, and the outlets that carried it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::links::WebAddress;
use crate::model::graph::refs::{Cited, independent};
use crate::model::graph::site::{BriefingLinks, Linked, Site, SourceLinks};
use crate::model::graph::source::Numbered;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::OutletKind;
use crate::model::value::date::When;
use crate::model::value::id::{BriefingIdx, DossierIdx};
use crate::render::pages::{LinkView, Links, MANY, PageView, Shared, page};
use crate::render::wording::Wording;

/// How many of the newest briefings an outlet lists.
const MOST_CARRIED: usize = 3;
/// If there are more outlets than this, each lists only its newest briefing, so that the page stays small.
const MANY_OUTLETS: usize = 60;
/// How many briefings a page must be a source of to be in the list of sources.
const SEVERAL: usize = 2;
/// How many such pages the list has.
const MOST_PAGES: usize = 50;
/// How many of its newest briefings such a page lists.
const MOST_OF_PAGE: usize = 5;

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
    /// Its website.
    pub url: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// In how many briefings it is a source, in words.
    pub count: String,
    /// How many statements rest on it, in words: figures, quotes, events, what is known and what is not, and places in
    /// texts that cite it; nothing if none does.
    pub statements: Option<String>,
    /// The page of the dossier that has its name or its id, if there is one.
    pub dossier: Option<Shared<LinkView>>,
    /// The newest three of the briefings; only one where there are more than 60 outlets.
    pub briefings: Vec<Shared<LinkView>>,
}

/// The outlets of a kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OutletGroup {
    /// The id of its element.
    pub id: String,
    /// What they are, in words: `press`.
    pub kind: String,
    /// In how many briefings one of them is a source, in words; nothing if none is.
    pub count: Option<String>,
    /// Those with the most statements first.
    pub outlets: Vec<Shared<OutletView>>,
}

/// The list of sources: how many briefings rest on each kind of outlet, the outlets, and pages that are a source of
/// several briefings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourcesPage {
    /// The kinds of outlet that are a source of a briefing.
    pub kinds: Vec<OutletKindView>,
    /// The outlets, in order of their names.
    pub outlets: Vec<Shared<OutletView>>,
    /// The same by kind.
    pub groups: Vec<OutletGroup>,
    /// Whether there are so many that a filter helps: more than 20.
    pub many: bool,
    /// The pages that are a source of two briefings or more, those of the most briefings first, then those of
    /// the newest: 50 at most.
    pub pages: Vec<SourcePageView>,
    /// How many of them are shown, in words, if there are more.
    pub pages_shown: Option<String>,
}

/// A kind of outlet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OutletKindView {
    /// What it is, in words.
    pub kind: String,
    /// In how many briefings an outlet of this kind is a source, in words.
    pub count: String,
}

/// A page that is a source of several briefings. Addresses that differ in the place on the page or in a slash at the
/// end are one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourcePageView {
    /// What the newest of these briefings calls it.
    pub title: String,
    /// Its address as given there, without the place on the page.
    pub url: String,
    /// Who published it, as given there.
    pub outlet: Option<LinkView>,
    /// What it was taken from there, and what that was taken from, and so on.
    pub via: Vec<LinkView>,
    /// In how many briefings it is a source, in words.
    pub count: String,
    /// The newest five of them.
    pub briefings: Vec<Shared<LinkView>>,
}

impl SourceView {
    /// What tells it apart from other sources where those of several briefings form one list: all that is
    /// shown of it.
    pub(in crate::render) fn key(&self) -> String {
        let names = |links: &[LinkView]| links.iter().map(|link| link.title.clone()).collect::<Vec<_>>();
        let (outlet, via) =
            (self.outlet.as_ref().map(|link| &link.title), self.via.as_ref().map(|link| &link.title));
        let Self { title, date, url, archived, accessed, note, .. } = self;
        format!("{:?}", (title, names(&self.by), outlet, via, date, url, archived, accessed, note))
    }
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
    Some(wording.words.get(kind_key(*outlet.kind.get()?)))
}

fn kind_key(kind: OutletKind) -> &'static str {
    match kind {
        OutletKind::Official => "outlet-official",
        OutletKind::Party => "outlet-party",
        OutletKind::Wire => "outlet-wire",
        OutletKind::Press => "outlet-press",
        OutletKind::StateMedia => "outlet-state-media",
        OutletKind::ThinkTank => "outlet-think-tank",
        OutletKind::Secondary => "outlet-secondary",
    }
}

/// The list of sources.
pub(in crate::render) fn sources_page(
    site: &Site,
    links: &Links,
    wording: &Wording,
) -> (PageView, SourcesPage) {
    let page = page::of_list(site, links, wording, "sources");
    let mut cited = cited_pages(site);
    let all = cited.len();
    cited.truncate(MOST_PAGES);
    let listed = outlets(site, links, wording);
    let view = SourcesPage {
        kinds: kinds(site, wording),
        groups: groups(site, wording, &listed),
        many: listed.len() > MANY,
        outlets: listed.into_iter().map(|of| of.view).collect(),
        pages: cited.iter().map(|cited| source_page(site, links, wording, cited)).collect(),
        pages_shown: (all > MOST_PAGES)
            .then(|| wording.words.two_counts("sources-pages-shown", MOST_PAGES, all)),
    };
    (page, view)
}

/// An outlet on its way into the list.
struct Listed {
    kind: Option<OutletKind>,
    name: String,
    /// How much rests on it: statements, then briefings.
    weight: (usize, usize),
    view: Shared<OutletView>,
}

/// The outlets of the site, in order of name.
fn outlets(site: &Site, links: &Links, wording: &Wording) -> Vec<Listed> {
    let all = &site.config.file.outlets.0;
    let most = if all.len() > MANY_OUTLETS { 1 } else { MOST_CARRIED };
    // Of two dossiers with the same name, the first one.
    let mut dossiers: BTreeMap<&str, DossierIdx> = BTreeMap::new();
    for (n, dossier) in site.dossiers.iter().enumerate() {
        for name in [dossier.item.name.as_str(), dossier.item.article.id.as_str()] {
            dossiers.entry(name).or_insert(DossierIdx::new(n));
        }
    }
    let mut listed: Vec<(String, Listed)> = Vec::new();
    for (n, (id, outlet)) in all.iter().enumerate() {
        let (carried, statements) = (&site.carried[n], site.statements[n]);
        let own = [outlet.name.text_or_empty().trim(), id.value.as_str()];
        let view = OutletView {
            id: format!("outlet-{}", id.value),
            name: wording.typeset(outlet.name.text_or_empty()),
            kind: outlet_kind(site, wording, n).unwrap_or_default(),
            url: outlet.url.text().map(str::to_owned),
            note: wording.text(outlet.note.text()),
            count: wording.words.count("briefings-count", carried.len()),
            statements: (statements > 0).then(|| wording.words.count("statements-count", statements)),
            dossier: own.iter().find_map(|name| dossiers.get(name)).map(|idx| links.dossier(*idx)),
            briefings: carried.iter().rev().take(most).map(|idx| links.briefing(*idx)).collect(),
        };
        let of = Listed {
            kind: outlet.kind.get().copied(),
            name: view.name.clone(),
            weight: (statements, carried.len()),
            view: Shared::new(&view),
        };
        listed.push((view.id, of));
    }
    listed
        .sort_by(|(a_id, a), (b_id, b)| wording.order.compare(&a.name, &b.name).then_with(|| a_id.cmp(b_id)));
    listed.into_iter().map(|(_, of)| of).collect()
}

/// The outlets by kind, in the order of [`OutletKind`]; those that name no kind, which is an error, come
/// last.
fn groups(site: &Site, wording: &Wording, listed: &[Listed]) -> Vec<OutletGroup> {
    let counts = kinds(site, wording);
    let mut kinds: BTreeMap<(bool, Option<OutletKind>), Vec<&Listed>> = BTreeMap::new();
    for of in listed {
        kinds.entry((of.kind.is_none(), of.kind)).or_default().push(of);
    }
    let group = |((_, kind), mut of): ((bool, Option<OutletKind>), Vec<&Listed>)| {
        of.sort_by_key(|of| Reverse(of.weight));
        let kind = kind.map(|kind| wording.words.get(kind_key(kind))).unwrap_or_default();
        let count = counts.iter().find(|count| count.kind == kind).map(|count| count.count.clone());
        OutletGroup { id: String::new(), kind, count, outlets: of.iter().map(|of| of.view.clone()).collect() }
    };
    let mut groups: Vec<OutletGroup> = kinds.into_iter().map(group).collect();
    groups.iter_mut().enumerate().for_each(|(n, group)| group.id = format!("page.group-{}", n + 1));
    groups
}

/// The kinds of outlets, in the order of [`OutletKind`].
fn kinds(site: &Site, wording: &Wording) -> Vec<OutletKindView> {
    let mut kinds: BTreeMap<OutletKind, BTreeSet<BriefingIdx>> = BTreeMap::new();
    for (n, carried) in site.carried.iter().enumerate().filter(|(_, carried)| !carried.is_empty()) {
        if let Some(kind) = site.config.file.outlets.0[n].1.kind.get() {
            kinds.entry(*kind).or_default().extend(carried);
        }
    }
    let view = |(kind, briefings): (OutletKind, BTreeSet<BriefingIdx>)| OutletKindView {
        kind: wording.words.get(kind_key(kind)),
        count: wording.words.count("briefings-count", briefings.len()),
    };
    kinds.into_iter().map(view).collect()
}

/// The briefings that a page is a source of, in order of publication, each with the position of the source.
type CitedPage = Vec<(BriefingIdx, usize)>;

/// The pages that are a source of several briefings: those of the most briefings first, then those of the
/// newest.
fn cited_pages(site: &Site) -> Vec<CitedPage> {
    let mut found: BTreeMap<String, CitedPage> = BTreeMap::new();
    for (at, linked) in site.briefings.iter().enumerate() {
        let idx = BriefingIdx::new(at);
        for n in 0..linked.links.sources.len() {
            let Some(url) = linked.source(n).1.url.get() else { continue };
            let cited = found.entry(url.page_key()).or_default();
            if cited.last().is_none_or(|(last, _)| *last != idx) {
                cited.push((idx, n));
            }
        }
    }
    let mut several: Vec<CitedPage> = found.into_values().filter(|cited| cited.len() >= SEVERAL).collect();
    several.sort_by_key(|cited| (Reverse(cited.len()), Reverse(cited.last().map(|(idx, _)| *idx))));
    several
}

fn source_page(site: &Site, links: &Links, wording: &Wording, cited: &CitedPage) -> SourcePageView {
    let (newest, n) = cited[cited.len() - 1];
    let linked = site.briefing(newest);
    let (_, source) = linked.source(n);
    SourcePageView {
        title: wording.typeset(source.title.text_or_empty()),
        url: source.url.get().map_or("", WebAddress::page).to_owned(),
        outlet: linked.links.sources[n].outlet.map(|outlet| links.outlet(outlet)),
        via: chain(linked, n).into_iter().map(|via| links.cited(via, linked)).collect(),
        count: wording.words.count("briefings-count", cited.len()),
        briefings: cited.iter().rev().take(MOST_OF_PAGE).map(|(idx, _)| links.briefing(*idx)).collect(),
    }
}

/// What a source was taken from, and what that was taken from, and so on to the end. A circle, which is an
/// error, ends where it closes.
fn chain(linked: &Linked<Briefing, BriefingLinks>, n: usize) -> Vec<Cited> {
    let sources = &linked.links.sources;
    let (mut chain, mut next) = (Vec::new(), sources[n].via);
    while let Some(via) = next.filter(|via| *via != Cited::Own(n) && !chain.contains(via)) {
        chain.push(via);
        next = match via {
            Cited::Own(at) => sources[at].via,
            Cited::Outlet(_) => None,
        };
    }
    chain
}

/// The link back to the nth place that cites a source.
fn cite_href(id: &str, n: usize) -> String {
    if n == 1 { format!("#cite-{id}") } else { format!("#cite-{id}.{n}") }
}
