//! What templates see of a map: the picture, what its signs mean, and the table that says the same.
//!
//! Which pages have one is decided here. A briefing has one only if it is about a place that is a dot and names another:
//! a place alone is one click away, on its own page.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::Point;
use super::atlas::Atlas;
use super::countries::Country;
use super::picture::{Dot, Picture};
use super::window::Window;

use crate::model::address::url::UrlPath;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, DossierIdx, StorylineIdx};
use crate::render::pages::{LinkView, Links, SafeHtml};
use crate::render::wording::Wording;

/// How many places have a name and a row in the table.
const MOST: usize = 40;
/// How many more the map of all places has as small dots.
const MOST_FAINT: usize = 360;
/// How many regions are named.
const MOST_REGIONS: usize = 8;
/// How many places the description names.
const MOST_SAID: usize = 3;
/// A briefing that names fewer places has no map.
const FEWEST: usize = 2;

/// A map of places.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MapView {
    /// The picture.
    pub picture: SafeHtml,
    /// What its signs mean, and where the land data comes from.
    pub key: Vec<String>,
    /// The places that are dots with names, those named by the most briefings first: 40 at most.
    pub places: Vec<MapPlace>,
    /// The link to the list of all places, if there are more.
    pub more: Option<LinkView>,
}

/// A place on a map.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MapPlace {
    /// Its name.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// How many briefings name it; only those of the storyline, if the map is a storyline's.
    pub briefings: usize,
}

/// What a map is to show.
struct Wish<'a> {
    title: String,
    /// The dots, each with how many briefings name it.
    places: Vec<(DossierIdx, usize)>,
    /// The places that it is about.
    own: BTreeSet<DossierIdx>,
    /// Areas that are named at their points.
    regions: Vec<DossierIdx>,
    /// What must be seen whole.
    country: Option<&'a Country>,
    /// How many small dots there may be.
    most_faint: usize,
}

/// Where a place lies, with those around it, or those in it.
pub(in crate::render) fn of_dossier(
    atlas: Option<&Atlas>,
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: DossierIdx,
) -> Option<MapView> {
    let atlas = atlas?;
    let places = match atlas.dot(idx) {
        Some(_) => [atlas.neighbours(idx), vec![idx]].concat(),
        None => atlas.within(site, idx),
    };
    let wish = Wish {
        title: wording.typeset(&site.dossier(idx).item.name),
        places: places.into_iter().map(|idx| (idx, site.dossier(idx).links.briefings)).collect(),
        own: BTreeSet::from([idx]),
        regions: Vec::new(),
        country: atlas.country(idx),
        most_faint: 0,
    };
    view(atlas, links, wording, wish)
}

/// Where a storyline takes place.
pub(in crate::render) fn of_storyline(
    atlas: Option<&Atlas>,
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: StorylineIdx,
) -> Option<MapView> {
    let atlas = atlas?;
    let named = named_in(atlas, site, idx);
    let wish = Wish {
        title: wording.typeset(&site.storyline(idx).item.title),
        regions: named.keys().copied().filter(|idx| atlas.is_region(*idx)).collect(),
        places: named.into_iter().filter(|(idx, _)| atlas.dot(*idx).is_some()).collect(),
        own: BTreeSet::new(),
        country: None,
        most_faint: 0,
    };
    view(atlas, links, wording, wish)
}

/// Where a briefing takes place, if it is about a place and names another.
pub(in crate::render) fn of_briefing(
    atlas: Option<&Atlas>,
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: BriefingIdx,
) -> Option<MapView> {
    let atlas = atlas?;
    let linked = site.briefing(idx);
    let ties = &linked.links;
    let of_sections = ties.sections.iter().flat_map(|section| section.about.iter().chain(&section.place));
    let of_events = ties.events.iter().filter_map(|event| event.place.as_ref());
    let about = ties.about.iter().chain(&ties.place).chain(of_sections).chain(of_events).copied();
    let own: BTreeSet<DossierIdx> = about.filter(|idx| atlas.dot(*idx).is_some()).collect();
    let named = ties.named.iter().copied().filter(|idx| atlas.dot(*idx).is_some());
    let places: BTreeSet<DossierIdx> = named.chain(own.iter().copied()).collect();
    if own.is_empty() || places.len() < FEWEST {
        return None;
    }
    let wish = Wish {
        title: wording.typeset(&linked.item.title),
        places: places.into_iter().map(|idx| (idx, site.dossier(idx).links.briefings)).collect(),
        own,
        regions: ties.named.iter().copied().filter(|idx| atlas.is_region(*idx)).collect(),
        country: None,
        most_faint: 0,
    };
    view(atlas, links, wording, wish)
}

/// All places.
pub(in crate::render) fn of_all(
    atlas: Option<&Atlas>,
    site: &Site,
    links: &Links,
    wording: &Wording,
) -> Option<MapView> {
    let atlas = atlas?;
    let dots = atlas.dots.iter().take(MOST + MOST_FAINT);
    let wish = Wish {
        title: wording.words.get("places"),
        places: dots.map(|idx| (*idx, site.dossier(*idx).links.briefings)).collect(),
        own: BTreeSet::new(),
        regions: Vec::new(),
        country: None,
        most_faint: MOST_FAINT,
    };
    let map = view(atlas, links, wording, wish)?;
    // The list is below the map.
    Some(MapView { more: None, ..map })
}

/// The places with a point that a storyline names, each with how many of its briefings do.
pub(super) fn named_in(atlas: &Atlas, site: &Site, idx: StorylineIdx) -> BTreeMap<DossierIdx, usize> {
    let mut named: BTreeMap<DossierIdx, (usize, BriefingIdx)> = BTreeMap::new();
    for portion in &site.storyline(idx).links.portions {
        for place in site.named(*portion, idx).iter().filter(|idx| atlas.point(**idx).is_some()) {
            // Of several sections of a briefing, the first counts.
            named
                .entry(*place)
                .and_modify(|(count, last)| {
                    *count += usize::from(*last != portion.briefing);
                    *last = portion.briefing;
                })
                .or_insert((1, portion.briefing));
        }
    }
    named.into_iter().map(|(idx, (count, _))| (idx, count)).collect()
}

fn view(atlas: &Atlas, links: &Links, wording: &Wording, mut wish: Wish<'_>) -> Option<MapView> {
    let words = &wording.words;
    // What it is about is never among those without room.
    wish.places.sort_by_key(|(idx, count)| (!wish.own.contains(idx), std::cmp::Reverse(*count), *idx));
    let (named, rest) = wish.places.split_at(wish.places.len().min(MOST));
    let point = |idx: &DossierIdx| atlas.point(*idx).expect("it is a dot");
    let link = |idx: DossierIdx| links.dossier_link(idx);
    let dots: Vec<Dot> = named
        .iter()
        .map(|(idx, count)| Dot {
            at: point(idx),
            name: link(*idx).title,
            count: *count,
            is_own: wish.own.contains(idx),
        })
        .collect();
    if dots.is_empty() {
        return None;
    }
    let faint: Vec<Point> = rest.iter().take(wish.most_faint).map(|(idx, _)| point(idx)).collect();
    let regions: Vec<(String, Point)> =
        wish.regions.iter().take(MOST_REGIONS).map(|idx| (link(*idx).title, point(idx))).collect();
    let points: Vec<Point> = dots.iter().map(|dot| dot.at).chain(faint.iter().copied()).collect();
    let country = wish.country.map_or_else(Vec::new, Country::outline);
    let window = Window::of(&[points, country].concat());
    let mut places: Vec<MapPlace> = named
        .iter()
        .map(|(idx, count)| {
            let LinkView { title, href, .. } = link(*idx);
            MapPlace { title, href, briefings: *count }
        })
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.briefings));
    let said = places.iter().take(MOST_SAID);
    let said: Vec<String> = said
        .map(|place| format!("{} ({})", place.title, words.count("briefings-count", place.briefings)))
        .collect();
    let picture = Picture {
        title: &words.named("map-title", &wish.title),
        description: &words.count_of("map-description", wish.places.len(), &said.join("; ")),
        dots: &dots,
        faint: &faint,
        regions: &regions,
        countries: &atlas.countries,
    };
    let drawn = picture.draw(atlas.world(), &atlas.overview, &window);
    let mut key = Vec::new();
    key.extend(drawn.has_sizes.then(|| words.get("map-sizes")));
    key.extend(drawn.has_disputed.then(|| words.get("map-disputed")));
    key.push(words.get("map-source"));
    let more = wish.places.len() - named.len();
    let list = || links.link(&words.count("more-count", more), &UrlPath::folder(["places"]));
    Some(MapView { picture: (&drawn.html).into(), key, places, more: (more > 0).then(list) })
}
