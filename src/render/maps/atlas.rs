//! The places of a site that have a point, and which of them are dots.
//!
//! A country, or a place in which others with a point lie, is an area: it has a name on a map, but no dot. So
//! the middle of a country is never shown as if something had happened there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Point;
use super::countries::{self, Country};
use super::world::World;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::graph::site::Site;
use crate::model::value::id::{DossierIdx, KindIdx};
use crate::render::wording::Wording;

/// How deeply places are nested, at most.
const DEEPEST: usize = 20;
/// The size, in degrees, of a field of the net in which neighbours are looked for.
const FIELD: f64 = 2.0;
/// How many fields around a place's own are looked through.
const FURTHEST: i16 = 4;
/// How many places of a field are looked at, those named most first.
const MOST_OF_FIELD: usize = 60;
/// How many neighbours a place has.
pub(super) const MOST_NEIGHBOURS: usize = 12;
/// How many places within another are looked through for those named most.
const MOST_WITHIN: usize = 5_000;

/// Every place with a point, and the world around them.
pub(in crate::render) struct Atlas {
    /// The point of each dossier: east and north.
    points: BTreeMap<DossierIdx, Point>,
    /// The countries among the places, by position in `countries`; with a point or without.
    of_country: BTreeMap<DossierIdx, usize>,
    /// The dots, those named by the most briefings first.
    pub(super) dots: Vec<DossierIdx>,
    /// For each dossier, whether it is one.
    is_dot: Vec<bool>,
    /// The dots by field, in the same order.
    net: BTreeMap<(i16, i16), Vec<DossierIdx>>,
    /// All countries, as the site calls them.
    pub(super) countries: Vec<Country>,
    world: OnceLock<World>,
    /// The land of the small map of the world, after it was first drawn.
    pub(super) overview: OnceLock<String>,
}

impl Atlas {
    /// The atlas of a site. `None` if no place has a point, or the site does not want maps.
    pub(in crate::render) fn new(site: &Site, wording: &Wording) -> Option<Self> {
        let is_wanted = *site.config.file.maps.get().unwrap_or(&true);
        let point = |idx: DossierIdx| {
            let at = site.dossier(idx).item.front.at.get()?;
            Some((idx, (at.longitude, at.latitude)))
        };
        let places = is_wanted.then(|| site.dossiers_of(KindIdx::PLACES)).into_iter().flatten();
        let points: BTreeMap<DossierIdx, Point> = places.filter_map(point).collect();
        if points.is_empty() {
            return None;
        }
        let mut countries = countries::all(&site.config.language);
        let of_country = of_country(site, &countries);
        for (idx, n) in &of_country {
            countries[*n].name = wording.typeset(&site.dossier(*idx).item.name);
        }
        let mut is_around = vec![false; site.dossiers.len()];
        for idx in points.keys() {
            for around in around(site, *idx) {
                is_around[around.at()] = true;
            }
        }
        let mut dots: Vec<DossierIdx> = points.keys().copied().collect();
        dots.retain(|idx| !is_around[idx.at()] && !of_country.contains_key(idx));
        dots.sort_by_key(|idx| std::cmp::Reverse(site.dossier(*idx).links.briefings));
        let mut is_dot = vec![false; site.dossiers.len()];
        let mut net: BTreeMap<(i16, i16), Vec<DossierIdx>> = BTreeMap::new();
        for idx in &dots {
            is_dot[idx.at()] = true;
            net.entry(field(points[idx])).or_default().push(*idx);
        }
        let (world, overview) = (OnceLock::new(), OnceLock::new());
        Some(Self { points, of_country, dots, is_dot, net, countries, world, overview })
    }

    /// Land, water and borders.
    pub(super) fn world(&self) -> &World {
        self.world.get_or_init(World::new)
    }

    /// The point of a place, including an area.
    pub(super) fn point(&self, idx: DossierIdx) -> Option<Point> {
        self.points.get(&idx).copied()
    }

    /// The point of a place that is a dot.
    pub(super) fn dot(&self, idx: DossierIdx) -> Option<Point> {
        self.point(idx).filter(|_| self.is_dot[idx.at()])
    }

    /// The country that a place is.
    pub(super) fn country(&self, idx: DossierIdx) -> Option<&Country> {
        self.of_country.get(&idx).map(|n| &self.countries[*n])
    }

    /// Whether a place is an area that is not a country.
    pub(super) fn is_region(&self, idx: DossierIdx) -> bool {
        !self.of_country.contains_key(&idx) && self.point(idx).is_some() && self.dot(idx).is_none()
    }

    /// The dots nearest to one, nearest first.
    pub(super) fn neighbours(&self, idx: DossierIdx) -> Vec<DossierIdx> {
        let Some(at) = self.point(idx) else { return Vec::new() };
        let (x, y) = field(at);
        let across = (360.0 / FIELD) as i16;
        let mut found: Vec<(f64, DossierIdx)> = Vec::new();
        for ring in 0..=FURTHEST {
            for (dx, dy) in (-ring..=ring).flat_map(|dx| (-ring..=ring).map(move |dy| (dx, dy))) {
                if dx.abs().max(dy.abs()) == ring {
                    let of_field = self.net.get(&((x + dx).rem_euclid(across), y + dy));
                    let near = of_field.into_iter().flatten().take(MOST_OF_FIELD).filter(|of| **of != idx);
                    found.extend(near.map(|of| (far(at, self.points[of]), *of)));
                }
            }
            if ring > 0 && found.len() >= MOST_NEIGHBOURS {
                break;
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(MOST_NEIGHBOURS).map(|(_, idx)| idx).collect()
    }

    /// The dots that lie in a place.
    pub(super) fn within(&self, site: &Site, idx: DossierIdx) -> Vec<DossierIdx> {
        let mut found = vec![idx];
        let mut n = 0;
        while n < found.len() && found.len() < MOST_WITHIN {
            found.extend(site.dossier(found[n]).links.contains.iter().filter(|of| **of != idx));
            n += 1;
        }
        found.retain(|of| *of != idx && self.dot(*of).is_some());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Reports places that are on no map although most others are: those that briefings name and that are not
/// areas.
pub(in crate::render) fn check(site: &Site, atlas: &Atlas, diags: &mut Diagnostics) {
    let could_be = |idx: &DossierIdx| {
        let links = &site.dossier(*idx).links;
        links.contains.is_empty() && links.briefings > 0 && !atlas.of_country.contains_key(idx)
    };
    let (with, without): (Vec<DossierIdx>, Vec<DossierIdx>) =
        site.dossiers_of(KindIdx::PLACES).filter(could_be).partition(|idx| atlas.point(*idx).is_some());
    if with.len() < without.len() {
        return;
    }
    for idx in without {
        let dossier = &site.dossier(idx).item;
        let place = match dossier.front.name.spanned() {
            Some(name) => dossier.article.place(name.span),
            None => dossier.article.top(),
        };
        let message =
            format!("`{}` is on no map: it has no point, and most other places have one", dossier.name);
        let help =
            "write the latitude and the longitude below the name, in degrees, such as `at: [50.45, 30.52]`";
        diags.report(Diagnostic::at(Code::MissingPoint, place, message).help(help));
    }
}

/// The countries among the places: by their Wikidata item, or by name if they lie in nothing else.
fn of_country(site: &Site, countries: &[Country]) -> BTreeMap<DossierIdx, usize> {
    let by_item: BTreeMap<&str, usize> =
        countries.iter().enumerate().map(|(n, country)| (country.wikidata, n)).collect();
    let by_name: BTreeMap<&str, usize> =
        countries.iter().enumerate().map(|(n, country)| (country.name.as_str(), n)).collect();
    let country = |idx: DossierIdx| {
        let dossier = site.dossier(idx);
        let item = dossier.item.front.wikidata.get().and_then(|item| by_item.get(item.as_ref()));
        let name = || dossier.links.within.is_none().then(|| by_name.get(dossier.item.name.trim())).flatten();
        Some((idx, *item.or_else(name)?))
    };
    site.dossiers_of(KindIdx::PLACES).filter_map(country).collect()
}

/// The places around a place.
fn around(site: &Site, idx: DossierIdx) -> impl Iterator<Item = DossierIdx> {
    let next = move |at: &DossierIdx| site.dossier(*at).links.within;
    std::iter::successors(next(&idx), next).take(DEEPEST).take_while(move |around| *around != idx)
}

fn field((east, north): Point) -> (i16, i16) {
    let across = (360.0 / FIELD) as i16;
    (((east / FIELD).floor() as i16).rem_euclid(across), (north / FIELD).floor() as i16)
}

/// How far apart two points are, in degrees from south to north.
fn far(a: Point, b: Point) -> f64 {
    let across = (b.0 - a.0 + 180.0).rem_euclid(360.0) - 180.0;
    (across * ((a.1 + b.1) / 2.0).to_radians().cos()).hypot(b.1 - a.1)
}
