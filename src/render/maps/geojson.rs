//! The places and the events of a storyline as GeoJSON (RFC 7946), for programs that make maps.
//!
//! A feature is a point. Areas are in the file too, at the point that their file gives. `docs/content/pages/data.md`
//! lists the properties.

use serde::Serialize;

use super::atlas::Atlas;
use super::view::named_in;
use crate::model::graph::site::Site;
use crate::model::value::id::{DossierIdx, EventIdx, StorylineIdx};
use crate::render::data::{doubt, status};
use crate::render::pages::Links;

#[derive(Serialize)]
#[serde(tag = "type", rename = "FeatureCollection")]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
struct Feature {
    id: String,
    geometry: Geometry,
    properties: Properties,
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "Point")]
struct Geometry {
    /// East before north.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Properties {
    Place {
        name: String,
        url: String,
        briefings: usize,
        area: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        wikidata: Option<String>,
    },
    Event {
        text: String,
        url: String,
        place: String,
        first_day: String,
        last_day: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        doubt: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<&'static str>,
        retracted: bool,
    },
}

/// Whether a storyline names a place with a point.
pub(in crate::render) fn is_there(atlas: &Atlas, site: &Site, idx: StorylineIdx) -> bool {
    let mut portions = site.storyline(idx).links.portions.iter();
    portions.any(|portion| site.named(*portion, idx).iter().any(|place| atlas.point(*place).is_some()))
}

/// The file: places, those named by the most briefings first, then events in order of date.
pub(in crate::render) fn geojson(atlas: &Atlas, site: &Site, links: &Links, idx: StorylineIdx) -> Vec<u8> {
    let mut named: Vec<(DossierIdx, usize)> = named_in(atlas, site, idx).into_iter().collect();
    named.sort_by_key(|(idx, count)| (std::cmp::Reverse(*count), *idx));
    let places = named.into_iter().filter_map(|(idx, count)| place(atlas, site, links, idx, count));
    let events = site.storyline(idx).links.events.iter().filter_map(|idx| event(atlas, site, links, *idx));
    let collection = Collection { features: places.chain(events).collect() };
    let mut bytes = serde_json::to_vec(&collection).expect("all keys are texts");
    bytes.push(b'\n');
    bytes
}

fn geometry(atlas: &Atlas, idx: DossierIdx) -> Option<Geometry> {
    atlas.point(idx).map(|(east, north)| Geometry { coordinates: [east, north] })
}

fn place(atlas: &Atlas, site: &Site, links: &Links, idx: DossierIdx, briefings: usize) -> Option<Feature> {
    let dossier = &site.dossier(idx).item;
    let url = links.address(&links.dossier_link(idx).href);
    Some(Feature {
        id: url.clone(),
        geometry: geometry(atlas, idx)?,
        properties: Properties::Place {
            name: dossier.name.clone(),
            url,
            briefings,
            area: atlas.dot(idx).is_none(),
            wikidata: dossier.front.wikidata.get().map(|item| item.as_ref().to_owned()),
        },
    })
}

/// An event with its place, as the last briefing that reports it has it.
fn event(atlas: &Atlas, site: &Site, links: &Links, idx: EventIdx) -> Option<Feature> {
    let thread = &site.events[idx.at()];
    let (briefing, n) = thread.newest();
    let linked = site.briefing(briefing);
    let ties = &linked.links.events[n as usize];
    let place = ties.place?;
    let zone = &site.config.zone;
    let url = links.address(&links.item(&linked.item, &linked.item.anchors.events[n as usize]));
    Some(Feature {
        id: url.clone(),
        geometry: geometry(atlas, place)?,
        properties: Properties::Event {
            text: linked.text_of_event(n as usize).into_owned(),
            url,
            place: site.dossier(place).item.name.clone(),
            first_day: thread.when.first_day(zone).to_string(),
            last_day: thread.when.last_day(zone).to_string(),
            doubt: doubt(thread.when.doubt),
            status: linked.item.front.events[n as usize].value.status.get().copied().map(status),
            retracted: linked.is_taken_back(ties.correction),
        },
    })
}
