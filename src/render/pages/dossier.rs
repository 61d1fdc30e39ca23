//! Dossiers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::cards::CardOf;
use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::{DossierLinks, Site};
use crate::model::typed::config::BUILT_IN_KINDS;
use crate::model::value::id::{BriefingIdx, DossierIdx, KindIdx, Target};
use crate::model::value::language::{Language, direction};
use crate::render::feeds::Subject;
use crate::render::figures::GlanceView;
use crate::render::maps::{Atlas, MapView};
use crate::render::pages::shared;
use crate::render::pages::years::{Listing, shown};
use crate::render::pages::{
    ArchiveLink, CompanionView, EntryView, EventView, LinkView, Links, MentionedView, PageView, QuoteView,
    RoleView, SafeHtml, Shared, VersionView, card, event, mention, page, picture, quote, spelling,
};
use crate::render::wording::Wording;
use crate::render::{feeds, figures, maps};

/// A dossier.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DossierView {
    /// The name.
    pub name: String,
    /// What it is called in other languages.
    pub native: Vec<NameView>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// The first three of them that differ from its name, and from one another, in more than case and endings; without
    /// any, the first three.
    pub also: Vec<String>,
    /// The rest of them.
    pub spellings: Vec<String>,
    /// The name of its kind: `Person`.
    pub kind: String,
    /// What keeps it from readers, in words; only with `--drafts` or `--future`.
    pub unreleased: Option<String>,
    /// What someone or something is.
    pub role: Option<String>,
    /// One or two lines on who or what it is.
    pub summary: Option<String>,
    /// What it belongs to.
    pub of: Vec<Shared<LinkView>>,
    /// The place it is in.
    pub within: Option<Shared<LinkView>>,
    /// What belongs to it.
    pub members: Vec<Shared<LinkView>>,
    /// The places in it.
    pub contains: Vec<Shared<LinkView>>,
    /// Who made a document. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// The documents it made.
    pub documents: Vec<Shared<LinkView>>,
    /// The chain of documents in which each replaces the one before, oldest first, at most ten before this
    /// one and ten after it; empty for one that stands alone.
    pub versions: Vec<VersionView>,
    /// The roles with their dates, for those who held more than one.
    pub roles: Vec<RoleView>,
    /// The state of a document.
    pub state: Option<String>,
    /// Where it is: for a place with a point, or with such places in it; none on a year's page.
    pub map: Option<MapView>,
    /// The text.
    pub body: SafeHtml,
    /// The year, if this page has the briefings of one year only.
    pub year: Option<i16>,
    /// The briefings about it, newest first: the newest 50, or those on this page of the year.
    pub entries: Vec<Shared<EntryView>>,
    /// The briefings that name it and are not about it, newest first: the newest 50, or those on this page of
    /// the year.
    pub mentions: Vec<MentionedView>,
    /// What it said: the newest 50, or those on this page of the year; whole sentences first, then newest
    /// first. A sole speaker is not named under the quote.
    pub quotes: Vec<QuoteView>,
    /// What it took part in, or what happened there, newest first: the newest 50, or those on this page of
    /// the year.
    pub events: Vec<EventView>,
    /// The series of figures about it, or for which it gives figures, with their newest values; none on a
    /// year's page.
    pub series: Vec<GlanceView>,
    /// The dossiers that appear in the same briefings, most telling first.
    pub appears_with: Vec<CompanionView>,
    /// The first briefing that is about it or names it.
    pub first_seen: Option<Shared<EntryView>>,
    /// The newest one.
    pub last_seen: Option<Shared<EntryView>>,
    /// The pages with the briefings of each year, newest first; empty while one page holds them all.
    pub years: Vec<Shared<ArchiveLink>>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// A name in another language.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NameView {
    /// The name.
    pub text: String,
    /// Its language (BCP 47).
    pub language: String,
    /// `rtl` or `ltr`, if that is not the direction of what surrounds it.
    pub direction: Option<&'static str>,
}

impl NameView {
    /// A name in a language, within a text in the language `around`.
    pub(in crate::render) fn new(text: &str, language: &Language, around: &str) -> Self {
        let language = language.as_ref().to_owned();
        Self { text: text.to_owned(), direction: direction(&language, around), language }
    }
}

/// The name of one of a kind, and of several.
pub(in crate::render) fn kind_names(site: &Site, wording: &Wording, kind: KindIdx) -> (String, String) {
    match (&site.config.kind(kind).names, kind.at()) {
        (Some((one, many)), _) => (wording.typeset(one), wording.typeset(many)),
        (None, at) => {
            let folder = BUILT_IN_KINDS[at];
            (wording.words.get(&format!("{folder}-one")), wording.words.get(folder))
        }
    }
}

/// The link to the index of a kind.
pub(in crate::render) fn kind_link(site: &Site, links: &Links, wording: &Wording, kind: KindIdx) -> LinkView {
    let folder = site.config.kind(kind).folder.as_str();
    links.link(&kind_names(site, wording, kind).1, &UrlPath::folder([folder]))
}

/// What a dossier said, newest first. Its own name does not appear under each: a sole speaker is not named.
fn quotes(site: &Site, links: &Links, wording: &Wording, list: &[ItemRef]) -> Vec<QuoteView> {
    let quotes = list.iter().rev().map(|item| {
        let mut quote = quote::view(site, links, wording, *item);
        if quote.by.len() == 1 {
            quote.by.clear();
        }
        quote
    });
    let mut quotes: Vec<QuoteView> = quotes.collect();
    // Whole sentences say more than fragments.
    quotes.sort_by_key(|quote| !quote.sentence);
    quotes
}

/// The first and the last briefing that are about a dossier, name it or quote it.
pub(in crate::render) fn seen(ties: &DossierLinks) -> [Option<BriefingIdx>; 2] {
    let DossierLinks { about, mentioned_in, quotes, .. } = ties;
    let first = [
        about.first().map(|portion| portion.briefing),
        mentioned_in.first().copied(),
        quotes.first().map(|(idx, _)| *idx),
    ];
    let last = [
        about.last().map(|portion| portion.briefing),
        mentioned_in.last().copied(),
        quotes.last().map(|(idx, _)| *idx),
    ];
    [first.into_iter().flatten().min(), last.into_iter().flatten().max()]
}

/// A dossier with the newest briefings about it, or those of a page of a year.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    atlas: Option<&Atlas>,
    (idx, leaf): (DossierIdx, Option<Leaf>),
) -> (PageView, DossierView) {
    let linked = site.dossier(idx);
    let (dossier, ties) = (&linked.item, &linked.links);
    let [first_seen, last_seen] = seen(ties);
    let front = &dossier.front;
    let spellings = front.aliases.iter().chain(&front.variants);
    let around = front.lang.text().unwrap_or(&site.config.language);
    let native = front.native.0.iter().map(|(language, name)| NameView::new(name, &language.value, around));
    let aliases: Vec<String> = spellings.map(|name| wording.typeset(&name.value)).collect();
    let (also, spellings) = spelling::divided(&dossier.name, &aliases);
    let view = DossierView {
        name: wording.typeset(&dossier.name),
        native: native.collect(),
        aliases,
        also,
        spellings,
        kind: kind_names(site, wording, dossier.kind).0,
        unreleased: wording.unreleased(linked.unreleased),
        role: mention::role_at(wording, dossier, site.newest_day()),
        summary: wording.text(front.summary.text()),
        of: links.dossiers(&ties.of),
        within: ties.within.map(|place| links.dossier(place)),
        members: links.by_name(site, &ties.members),
        contains: links.by_name(site, &ties.contains),
        by: links.parties(&ties.by),
        documents: links.by_name(site, &ties.documents),
        versions: mention::versions(site, links, idx),
        roles: mention::roles(wording, dossier),
        state: wording.text(front.state.text()),
        map: if leaf.is_none() { maps::of_dossier(atlas, site, links, wording, idx) } else { None },
        body: linked.html().into(),
        year: leaf.map(|leaf| leaf.year),
        entries: links.entries(shown(site, &ties.about, leaf).iter().rev().copied()),
        mentions: mention::views(site, links, wording, Target::Dossier(idx), &ties.mentioned_in, leaf),
        events: event::shown(site, links, wording, &ties.events, leaf),
        series: if leaf.is_none() {
            figures::glances(site, links, wording, &ties.series)
        } else {
            Vec::new()
        },
        appears_with: mention::companions(site, links, wording, idx),
        first_seen: links.entries(first_seen).pop(),
        last_seen: links.entries(last_seen).pop(),
        years: links.years(Listing::Dossier(idx)),
        quotes: quotes(site, links, wording, shown(site, &ties.quotes, leaf)),
        extra: shared::extra(&front.extra, &linked.body),
    };
    let at = (links.dossier_link(idx), vec![links.front(), kind_link(site, links, wording, dossier.kind)]);
    let description = view.summary.clone().or_else(|| view.role.clone());
    let (mut page, _) = page::of_split(site, links, wording, Listing::Dossier(idx), at, leaf, description);
    page.feed = feeds::link(site, wording, Subject::Dossier(idx));
    page::set_language(wording, &mut page, front.lang.text());
    if leaf.is_none() {
        picture::set(site, wording, &mut page, &linked.body, &front.picture);
        card::set(site, links, wording, &mut page, CardOf::Dossier(idx));
    }
    (page, view)
}
