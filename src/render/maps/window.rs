//! The part of the earth that a map shows, and where its points lie in the picture.
//!
//! In: what must be seen. Out: a window with a projection that suits it, in pixels.

use super::projection::Projection;
use super::{Point, Rect};

/// How wide a map is, in pixels.
pub(super) const WIDTH: f64 = 720.0;
/// How high it is.
const HEIGHTS: (f64, f64) = (400.0, 600.0);
/// The room between what must be seen and the edges: dots have their names beside them.
const SIDES: f64 = 72.0;
const ENDS: f64 = 48.0;
/// No map shows less than this many degrees from south to north: coastlines are not finer than that.
const LEAST: f64 = 6.0;
/// What is drawn beyond the edges, in pixels, so that no edge has a line.
const BEYOND: f64 = 4.0;
/// Into how many parts an edge is divided to find what can be seen.
const PARTS: usize = 16;
/// The south and the north of a map of the whole world that has no place further out.
const INHABITED: (f64, f64) = (-54.0, 76.0);

/// What a map shows.
pub(super) struct Window {
    /// How the earth is laid flat.
    pub(super) projection: Projection,
    /// How high the picture is, in pixels.
    pub(super) height: f64,
    /// What can be seen, in degrees, a little more on every side.
    pub(super) seen: Rect,
    /// Pixels to a radian.
    scale: f64,
    /// What lies at the upper left corner, in the plane.
    corner: Point,
}

impl Window {
    /// The window that shows some points.
    pub(super) fn of(points: &[Point]) -> Self {
        let mut shown: Vec<Point> = points.to_vec();
        let extent = extent(&shown);
        let projection = Projection::of(&extent);
        if projection.is_whole(&extent) {
            let (west, east) = (projection.middle - 180.0, projection.middle + 180.0);
            let (south, north) = (extent.from.1.min(INHABITED.0), extent.to.1.max(INHABITED.1));
            shown.extend([(west, 0.0), (east, 0.0), (projection.middle, south), (projection.middle, north)]);
        }
        let flat =
            shown.iter().map(|point| projection.project((near(&projection, &extent, point.0), point.1)));
        let flat = Rect::around(flat).unwrap_or(Rect { from: (0.0, 0.0), to: (0.0, 0.0) });
        let (sides, ends) = if projection.is_whole(&extent) { (8.0, 8.0) } else { (SIDES, ENDS) };
        let (wide, most) = (WIDTH - 2.0 * sides, HEIGHTS.0 / LEAST.to_radians());
        let scale = (wide / flat.width().max(1e-9)).min(most);
        let height = (flat.height() * scale + 2.0 * ends).clamp(HEIGHTS.0, HEIGHTS.1).round();
        let scale = scale.min((height - 2.0 * ends) / flat.height().max(1e-9));
        let (x, y) = flat.middle();
        let corner = (x - WIDTH / 2.0 / scale, y + height / 2.0 / scale);
        let mut window = Self { projection, height, seen: extent, scale, corner };
        window.seen = window.found();
        window
    }

    /// The picture.
    pub(super) fn frame(&self) -> Rect {
        Rect { from: (0.0, 0.0), to: (WIDTH, self.height) }
    }

    /// The picture and what is drawn beyond its edges.
    pub(super) fn canvas(&self) -> Rect {
        self.frame().wider(BEYOND)
    }

    /// How many pixels a degree from south to north has.
    pub(super) fn degree(&self) -> f64 {
        self.scale.to_radians()
    }

    /// Where a place lies.
    pub(super) fn place(&self, (east, north): Point) -> Point {
        self.draw((self.projection.near(east), north))
    }

    /// Where a point of a line lies; its longitude is taken as it is.
    pub(super) fn draw(&self, point: Point) -> Point {
        let (x, y) = self.projection.project(point);
        ((x - self.corner.0) * self.scale, (self.corner.1 - y) * self.scale)
    }

    /// What lies at a point of the picture; `None` outside the earth.
    pub(super) fn degrees(&self, (x, y): Point) -> Option<Point> {
        self.projection.invert((self.corner.0 + x / self.scale, self.corner.1 - y / self.scale))
    }

    /// What can be seen: the degrees of points all over the picture, and a little more.
    fn found(&self) -> Rect {
        let canvas = self.canvas();
        let step = |n: usize, from: f64, to: f64| from + (to - from) * n as f64 / PARTS as f64;
        let grid = (0..=PARTS).flat_map(|n| (0..=PARTS).map(move |k| (n, k)));
        let points =
            grid.map(|(n, k)| (step(n, canvas.from.0, canvas.to.0), step(k, canvas.from.1, canvas.to.1)));
        let all: Vec<Option<Point>> = points.map(|point| self.degrees(point)).collect();
        let middle = self.projection.middle;
        let whole = Rect { from: (middle - 180.0, -90.0), to: (middle + 180.0, 90.0) };
        let Some(found) = Rect::around(all.iter().copied().flatten()) else { return whole };
        let found = found.wider(0.3 + found.height() / PARTS as f64);
        let meridians = (-6..=6).map(|n| middle + f64::from(n) * 30.0);
        let is_seen = |pole| meridians.clone().any(|east| canvas.has(self.draw((east, pole))));
        let (has_south, has_north) = (is_seen(-90.0), is_seen(90.0));
        // At a pole there is every meridian; if a point is outside the earth, its edge can be seen.
        let is_round = has_south || has_north || found.width() > 240.0 || all.iter().any(Option::is_none);
        let (west, east) = if is_round { (whole.from.0, whole.to.0) } else { (found.from.0, found.to.0) };
        let south = if has_south { -90.0 } else { found.from.1 };
        let north = if has_north { 90.0 } else { found.to.1 };
        Rect { from: (west.max(whole.from.0), south.max(-90.0)), to: (east.min(whole.to.0), north.min(90.0)) }
    }
}

/// The smallest extent with all points: what lies outside the widest gap between their meridians.
fn extent(points: &[Point]) -> Rect {
    let mut east: Vec<f64> = points.iter().map(|point| (point.0 + 180.0).rem_euclid(360.0) - 180.0).collect();
    east.sort_by(f64::total_cmp);
    let north = points.iter().map(|point| (0.0, point.1));
    let Some(Rect { from: (_, south), to: (_, top) }) = Rect::around(north) else {
        return Rect { from: (-180.0, -90.0), to: (180.0, 90.0) };
    };
    let after = |n: usize| east.get(n + 1).copied().unwrap_or(east[0] + 360.0);
    let widest = (0..east.len()).max_by(|a, b| {
        let gap = |n: usize| after(n) - east[n];
        gap(*a).total_cmp(&gap(*b)).then(a.cmp(b))
    });
    let end = widest.unwrap_or_default();
    let west = after(end);
    let (west, last) = if west > 180.0 { (west - 360.0, east[end]) } else { (west, east[end] + 360.0) };
    Rect { from: (west, south), to: (last, top) }
}

/// The longitude of a point within an extent.
fn near(projection: &Projection, extent: &Rect, east: f64) -> f64 {
    match projection.is_whole(extent) {
        true => east.clamp(projection.middle - 180.0, projection.middle + 180.0),
        false => projection.near(east),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shows(points: &[Point]) -> Result<(), TestCaseError> {
        let window = Window::of(points);
        prop_assert!((HEIGHTS.0..=HEIGHTS.1).contains(&window.height));
        for point in points {
            let placed = window.place(*point);
            prop_assert!(window.frame().has(placed), "{point:?} at {placed:?} of {points:?}");
            let seen = (window.projection.near(point.0), point.1);
            prop_assert!(window.seen.wider(1e-6).has(seen), "{point:?} is not in {:?}", window.seen);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn all_points_lie_in_the_picture(
            points in proptest::collection::vec((-180.0..=180.0, -90.0..=90.0), 1..12),
        ) {
            shows(&points)?;
        }

        #[test]
        fn near_one_another_too(
            west in -180.0_f64..180.0, south in -90.0_f64..=90.0,
            points in proptest::collection::vec((0.0..30.0, -10.0..10.0), 1..6),
        ) {
            let points: Vec<Point> = points
                .iter()
                .map(|(x, y)| ((west + x + 180.0).rem_euclid(360.0) - 180.0, (south + y).clamp(-90.0, 90.0)))
                .collect();
            shows(&points)?;
        }
    }

    #[test]
    fn a_map_across_180_degrees_is_not_a_map_of_the_world() {
        // Suva and Apia.
        let window = Window::of(&[(178.44, -18.14), (-171.76, -13.83)]);
        assert!(window.seen.width() < 30.0, "{:?}", window.seen);
        let (suva, apia) = (window.place((178.44, -18.14)), window.place((-171.76, -13.83)));
        assert!(suva.0 < apia.0 && suva.1 > apia.1);
    }

    #[test]
    fn a_single_point_lies_in_the_middle_of_six_degrees() {
        let window = Window::of(&[(30.5, 50.5)]);
        let (x, y) = window.place((30.5, 50.5));
        assert!((x - WIDTH / 2.0).abs() < 0.01 && (y - window.height / 2.0).abs() < 0.01);
        assert!((window.height / window.degree() - LEAST).abs() < 0.01);
    }
}
