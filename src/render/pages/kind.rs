//! The index of a kind of dossiers: people and the like by letter, places by what they lie in, documents by date.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::site::Site;
use crate::model::value::date::Date;
use crate::model::value::id::{DossierIdx, KindIdx};
use crate::render::maps::{self, Atlas, MapView};
use crate::render::pages::dossier::{kind_link, seen};
use crate::render::pages::{
    DateView, LinkView, Links, MANY, PageView, Shared, TextView, mention, page, shared,
};
use crate::render::wording::Wording;

/// An index of more entries than this has links to its groups.
const MOST_WITHOUT_JUMPS: usize = 40;
/// An index of more entries than this has only their names and numbers, so that its page stays small.
const MOST_WITH_NOTES: usize = 700;
/// More letters than this are no help: in Chinese, every character is one.
const MOST_LETTERS: usize = 60;
/// Up to this many places that lie in no other are listed together below the rest; more are listed by letter.
const MOST_ELSEWHERE: usize = 20;
/// How deeply places are nested, at most.
const DEEPEST: usize = 20;

/// The index of a kind of dossier.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KindPage {
    /// The name of the kind, `People`, or the headline of the text.
    pub title: String,
    /// The text above the list.
    pub text: Option<Shared<TextView>>,
    /// The same dossiers in groups: places by the place around them, documents by the year of the first
    /// briefing that is about them or names them, all others by letter.
    pub groups: Vec<KindGroup>,
    /// Links to the groups, if there are more than 40 dossiers.
    pub jumps: Vec<LinkView>,
    /// Whether there are so many that a filter helps: more than 20.
    pub many: bool,
    /// Whether they are documents, which have dates.
    pub dated: bool,
    /// Where they are, if they are places and some have a point.
    pub map: Option<MapView>,
    /// Its dossiers, in order of their names.
    pub dossiers: Vec<Shared<KindEntry>>,
}

/// A part of the index of a kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KindGroup {
    /// The id of its element.
    pub id: String,
    /// A letter, a year, or a heading; nothing above a list that has no groups.
    pub title: Option<String>,
    /// Whether the title is a letter.
    pub letter: bool,
    /// The place that the others are in, after which the group is named.
    pub head: Option<Shared<KindEntry>>,
    /// Its dossiers.
    pub entries: Vec<Shared<KindEntry>>,
}

/// A dossier in the index of its kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KindEntry {
    /// The name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// What someone or something is.
    pub role: Option<String>,
    /// What it belongs to, unless its role says so; the place it is in, unless its group is named after that;
    /// the state of a document.
    pub note: Option<String>,
    /// How many briefings are about it, name it or quote it, in words; nothing if none does.
    pub count: Option<String>,
    /// The same as a number.
    pub briefings: usize,
    /// For a document: the day of the first of them.
    pub date: Option<DateView>,
    /// For a document: those that it replaced, newest first.
    pub versions: Vec<LinkView>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// A dossier on its way into an index.
struct Listed {
    idx: DossierIdx,
    entry: KindEntry,
}

/// The index of a kind.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    atlas: Option<&Atlas>,
    kind: KindIdx,
) -> (PageView, KindPage) {
    let folder = site.config.kind(kind).folder.as_str();
    let (page, text) = page::with_text(site, links, wording, folder, kind_link(site, links, wording, kind));
    let listed = listed(site, wording, kind);
    let count = listed.len();
    let dossiers = listed.iter().map(|of| Shared::new(&of.entry)).collect();
    let dated = kind == KindIdx::DOCUMENTS;
    let mut groups = match kind {
        KindIdx::DOCUMENTS => by_date(site, links, wording, listed),
        KindIdx::PLACES => by_place(site, wording, listed),
        _ => by_letter(wording, listed),
    };
    for (n, group) in groups.iter_mut().enumerate() {
        group.id = format!("page.group-{}", n + 1);
    }
    let jump = |group: &KindGroup| Some(LinkView::new(group.title.clone()?, format!("#{}", group.id)));
    let jumps: Vec<LinkView> = groups.iter().filter_map(jump).collect();
    let jumps = if count > MOST_WITHOUT_JUMPS && jumps.len() > 1 { jumps } else { Vec::new() };
    let title = page.title.clone();
    let map = if kind == KindIdx::PLACES { maps::of_all(atlas, site, links, wording) } else { None };
    (page, KindPage { title, text, groups, jumps, many: count > MANY, dated, map, dossiers })
}

/// The dossiers of a kind, in order of name.
pub(in crate::render) fn entries(site: &Site, wording: &Wording, kind: KindIdx) -> Vec<KindEntry> {
    listed(site, wording, kind).into_iter().map(|of| of.entry).collect()
}

fn listed(site: &Site, wording: &Wording, kind: KindIdx) -> Vec<Listed> {
    let all: Vec<DossierIdx> = site.dossiers_of(kind).collect();
    let with_notes = all.len() <= MOST_WITH_NOTES;
    let mut listed: Vec<Listed> =
        all.into_iter().map(|idx| Listed { idx, entry: entry(site, wording, idx, with_notes) }).collect();
    listed.sort_by(|a, b| {
        let name = |of: &Listed| site.dossier(of.idx).item.name.as_str();
        wording.order.compare(name(a), name(b)).then_with(|| a.entry.href.cmp(&b.entry.href))
    });
    listed
}

fn entry(site: &Site, wording: &Wording, idx: DossierIdx, with_notes: bool) -> KindEntry {
    let dossier = site.dossier(idx);
    let briefings = dossier.links.briefings;
    let role = mention::role_at(wording, &dossier.item, site.newest_day()).filter(|_| with_notes);
    KindEntry {
        title: wording.typeset(&dossier.item.name),
        href: site.config.base.href(&dossier.item.url(&site.config)),
        note: if with_notes { note(site, wording, idx, role.as_deref()) } else { None },
        role,
        count: (briefings > 0).then(|| wording.words.count("briefings-count", briefings)),
        briefings,
        date: None,
        versions: Vec::new(),
        extra: shared::extra(&dossier.item.front.extra, &dossier.body),
    }
}

/// What a dossier belongs to, or the state of a document.
fn note(site: &Site, wording: &Wording, idx: DossierIdx, role: Option<&str>) -> Option<String> {
    let dossier = site.dossier(idx);
    let name = |idx: &DossierIdx| wording.typeset(&site.dossier(*idx).item.name);
    let says = |name: &String| role.is_none_or(|role| !role.contains(name.as_str()));
    let of: Vec<String> = dossier.links.of.iter().map(name).filter(says).collect();
    match of.is_empty() {
        true => wording.text(dossier.item.front.state.text()),
        false => Some(of.join(", ")),
    }
}

fn group(title: Option<String>, entries: Vec<Shared<KindEntry>>) -> KindGroup {
    KindGroup { id: String::new(), title, letter: false, head: None, entries }
}

/// By the first letters of the names, as the language has them.
fn by_letter(wording: &Wording, listed: Vec<Listed>) -> Vec<KindGroup> {
    let letters: Vec<String> = listed.iter().map(|of| wording.order.letter(&of.entry.title)).collect();
    let mut groups: Vec<KindGroup> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (letter, of) in letters.into_iter().zip(&listed) {
        let at = *places.entry(letter.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push(KindGroup { letter: true, ..group(Some(letter), Vec::new()) });
        }
        groups[at].entries.push(Shared::new(&of.entry));
    }
    // A name that begins with a quotation mark comes before all letters, and its letter does not.
    groups.sort_by(|a, b| {
        wording.order.compare(a.title.as_deref().unwrap_or(""), b.title.as_deref().unwrap_or(""))
    });
    if groups.len() > MOST_LETTERS {
        return vec![group(None, listed.iter().map(|of| Shared::new(&of.entry)).collect())];
    }
    groups
}

/// Places by the outermost place around them, then those that lie in none and have none in them.
fn by_place(site: &Site, wording: &Wording, listed: Vec<Listed>) -> Vec<KindGroup> {
    let mut within: BTreeMap<DossierIdx, Vec<Shared<KindEntry>>> = BTreeMap::new();
    let mut outermost: Vec<Listed> = Vec::new();
    for Listed { idx, mut entry } in listed {
        let around = site.dossier(idx).links.within;
        let root = root(site, idx);
        if root == idx {
            outermost.push(Listed { idx, entry });
            continue;
        }
        let name = |place: DossierIdx| wording.typeset(&site.dossier(place).item.name);
        entry.note = around.filter(|place| *place != root).map(name);
        within.entry(root).or_default().push(Shared::new(&entry));
    }
    let (around, alone): (Vec<Listed>, Vec<Listed>) =
        outermost.into_iter().partition(|of| within.contains_key(&of.idx));
    let named = |Listed { idx, entry }: Listed| KindGroup {
        head: Some(Shared::new(&entry)),
        ..group(Some(entry.title), within.remove(&idx).unwrap_or_default())
    };
    let mut groups: Vec<KindGroup> = around.into_iter().map(named).collect();
    match alone.len() {
        0 => {}
        1..=MOST_ELSEWHERE if !groups.is_empty() => {
            let entries = alone.iter().map(|of| Shared::new(&of.entry)).collect();
            groups.push(group(Some(wording.words.get("places-elsewhere")), entries));
        }
        _ => groups.extend(by_letter(wording, alone)),
    }
    groups
}

/// The outermost place around a place: the place itself if it lies in none or in a circle, which is an error.
fn root(site: &Site, idx: DossierIdx) -> DossierIdx {
    let mut at = idx;
    for _ in 0..DEEPEST {
        match site.dossier(at).links.within {
            Some(around) if around == idx => return idx,
            Some(around) => at = around,
            None => return at,
        }
    }
    idx
}

/// Documents by the first day that a briefing has them, newest first; each with those it replaced.
fn by_date(site: &Site, links: &Links, wording: &Wording, mut listed: Vec<Listed>) -> Vec<KindGroup> {
    let older = |idx: DossierIdx| {
        let older = site.dossier(idx).links.replaces?;
        // Where two replace the same document, it is listed under the one that it knows of.
        (site.dossier(older).links.replaced_by == Some(idx)).then_some(older)
    };
    let mut under: BTreeMap<DossierIdx, Vec<DossierIdx>> = BTreeMap::new();
    for of in listed.iter().filter(|of| site.dossier(of.idx).links.replaced_by.is_none()) {
        under.insert(of.idx, std::iter::successors(older(of.idx), |idx| older(*idx)).collect());
    }
    let is_under: std::collections::BTreeSet<DossierIdx> = under.values().flatten().copied().collect();
    listed.retain(|of| !is_under.contains(&of.idx));
    let first = |of: &Listed| -> Option<Date> {
        seen(&site.dossier(of.idx).links)[0].map(|briefing| site.briefing(briefing).item.day)
    };
    listed.sort_by_key(|of| Reverse(first(of)));
    let mut groups: Vec<(Option<i16>, KindGroup)> = Vec::new();
    for mut of in listed {
        let year = first(&of).map(|day| day.year());
        let [briefing, _] = seen(&site.dossier(of.idx).links);
        of.entry.date = briefing.map(|idx| DateView { time: None, ..links.published(idx).clone() });
        let versions = under.remove(&of.idx).unwrap_or_default();
        of.entry.versions = versions.into_iter().map(|idx| links.dossier_link(idx)).collect();
        if groups.last().is_none_or(|(last, _)| *last != year) {
            let title = year.map_or_else(|| wording.words.get("agenda-undated"), |year| year.to_string());
            groups.push((year, group(Some(title), Vec::new())));
        }
        groups.last_mut().expect("a group was made").1.entries.push(Shared::new(&of.entry));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
