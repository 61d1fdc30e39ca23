//! Maps of places: where a page's places lie, drawn as inline SVG while the site is built, and as GeoJSON.
//!
//! In: the points of places (`at`), and how often briefings name them. Out: what templates see, `Html` and
//! files. A map asks no other host for anything; land, water and borders are inside the program (`world.rs`).
//! A map costs only what can be seen in it, and a site without a point pays nothing.

mod atlas;
mod clip;
mod countries;
mod geojson;
mod labels;
mod path;
mod picture;
mod projection;
mod view;
mod window;
mod world;

pub(super) use atlas::{Atlas, check};
pub(super) use geojson::{geojson, is_there as has_geojson};
pub use view::{MapPlace, MapView};
pub(super) use view::{of_all, of_briefing, of_dossier, of_storyline};

/// East and north in degrees, or right and down in pixels.
type Point = (f64, f64);

/// What lies between two corners: the lower values first.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rect {
    /// The west and south, or the left and upper edge.
    from: Point,
    /// The east and north, or the right and lower edge. East of 180° where it crosses that meridian.
    to: Point,
}

impl Rect {
    /// The smallest one around some points; `None` without any.
    fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let join = |all: Option<Self>, (x, y): Point| {
            let Self { from, to } = all.unwrap_or(Self { from: (x, y), to: (x, y) });
            Some(Self { from: (from.0.min(x), from.1.min(y)), to: (to.0.max(x), to.1.max(y)) })
        };
        points.into_iter().fold(None, join)
    }

    /// The same with this much more on every side.
    fn wider(self, by: f64) -> Self {
        Self { from: (self.from.0 - by, self.from.1 - by), to: (self.to.0 + by, self.to.1 + by) }
    }

    /// The same, moved to the right or the east.
    fn moved(self, by: f64) -> Self {
        Self { from: (self.from.0 + by, self.from.1), to: (self.to.0 + by, self.to.1) }
    }

    fn width(&self) -> f64 {
        self.to.0 - self.from.0
    }

    fn height(&self) -> f64 {
        self.to.1 - self.from.1
    }

    fn middle(&self) -> Point {
        ((self.from.0 + self.to.0) / 2.0, (self.from.1 + self.to.1) / 2.0)
    }

    /// Whether two have more than an edge in common.
    fn meets(&self, other: &Self) -> bool {
        self.from.0 < other.to.0
            && other.from.0 < self.to.0
            && self.from.1 < other.to.1
            && other.from.1 < self.to.1
    }

    fn contains(&self, other: &Self) -> bool {
        self.from.0 <= other.from.0
            && other.to.0 <= self.to.0
            && self.from.1 <= other.from.1
            && other.to.1 <= self.to.1
    }

    fn has(&self, point: Point) -> bool {
        self.contains(&Self { from: point, to: point })
    }
}
