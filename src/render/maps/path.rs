//! What can be seen of a layer, as the data of an SVG path: cut to the map, simplified, rounded to tenths of
//! a pixel.

use super::clip;
use super::window::Window;
use super::world::Line;
use super::{Point, Rect};

/// Edges longer than this, in degrees, are divided, so that they bend as the map does.
const LONGEST_EDGE: f64 = 1.0;

/// Points that are closer to one another than this many pixels are one.
const CLOSEST: f64 = 0.25;

/// How much detail there is, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    /// How far a line may stray from its course.
    pub(super) astray: f64,
    /// The least size of a ring, across or down.
    pub(super) least: f64,
}

/// What can be seen of a layer, in pixels, before it is simplified.
pub(super) struct Seen {
    parts: Vec<Vec<Point>>,
    is_rings: bool,
}

impl Seen {
    /// What can be seen of rings.
    pub(super) fn rings(window: &Window, lines: &[Line]) -> Self {
        let mut parts = Vec::new();
        for (line, by) in in_sight(window, lines) {
            let mut points = line.points.clone();
            let (first, last) = (points[0], points[points.len() - 1]);
            let is_around_pole = (last.0 - first.0).abs() > 350.0;
            if is_around_pole && !window.projection.is_round() {
                // On a map that is cut, the ring runs along its edge.
                let pole = if line.around.middle().1 < 0.0 { -90.0 } else { 90.0 };
                points.extend([(last.0, pole), (first.0, pole)]);
            }
            let points = moved(points, by);
            let is_whole = window.projection.is_round() || window.seen.contains(&line.around.moved(by));
            let degrees = if is_whole { points } else { clip::ring(points, &window.seen) };
            let ring = clip::ring(drawn(window, &divided(&degrees, !is_around_pole)), &window.canvas());
            if Rect::around(ring.iter().copied()).is_some_and(|rect| rect.meets(&window.frame())) {
                parts.push(ring);
            }
        }
        Self { parts, is_rings: true }
    }

    /// What can be seen of lines.
    pub(super) fn lines(window: &Window, lines: &[Line]) -> Self {
        let mut parts = Vec::new();
        for (line, by) in in_sight(window, lines) {
            let points = moved(line.points.clone(), by);
            let is_whole = window.projection.is_round() || window.seen.contains(&line.around.moved(by));
            let degrees = if is_whole { vec![points] } else { clip::line(points, &window.seen) };
            for part in degrees {
                parts.extend(clip::line(drawn(window, &divided(&part, false)), &window.canvas()));
            }
        }
        Self { parts, is_rings: false }
    }

    /// The same as the data of a path. Rings are to be filled by the rule `evenodd`.
    pub(super) fn path(&self, detail: Detail) -> String {
        let mut data = String::new();
        for part in &self.parts {
            let size = Rect::around(part.iter().copied()).map_or(0.0, |rect| rect.width().max(rect.height()));
            if size >= detail.least {
                let points = match self.is_rings {
                    true => clip::simple_ring(part, detail.astray),
                    false => clip::simple(part, detail.astray),
                };
                write(&mut data, &points, self.is_rings);
            }
        }
        data
    }
}

/// Where points lie in the picture. Of those that lie at one place there, the first stays, and so does the
/// last of all.
fn drawn(window: &Window, degrees: &[Point]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(degrees.len());
    for (n, point) in degrees.iter().enumerate() {
        let (x, y) = window.draw(*point);
        let is_end = n + 1 == degrees.len();
        if is_end || points.last().is_none_or(|last| (x - last.0).hypot(y - last.1) >= CLOSEST) {
            points.push((x, y));
        }
    }
    points
}

/// The lines that may be seen, each with how far it must be moved to the east.
fn in_sight<'l>(window: &Window, lines: &'l [Line]) -> impl Iterator<Item = (&'l Line, f64)> {
    let (seen, is_round) = (window.seen, window.projection.is_round());
    let turns: &[f64] = if is_round { &[0.0] } else { &[-360.0, 0.0, 360.0] };
    lines.iter().flat_map(move |line| {
        let is_seen = move |by: &f64| {
            let around = line.around.moved(*by);
            let around = match is_round {
                true => Rect { from: (seen.from.0, around.from.1), to: (seen.to.0, around.to.1) },
                false => around,
            };
            seen.meets(&around)
        };
        turns.iter().copied().filter(is_seen).map(move |by| (line, by))
    })
}

fn moved(points: Vec<Point>, by: f64) -> Vec<Point> {
    if by == 0.0 { points } else { points.into_iter().map(|(x, y)| (x + by, y)).collect() }
}

/// The points, with others added between those that are far apart.
fn divided(points: &[Point], is_ring: bool) -> Vec<Point> {
    let mut all = Vec::with_capacity(points.len());
    for (n, (x, y)) in points.iter().copied().enumerate() {
        all.push((x, y));
        let next = if is_ring { points.get(n + 1).or(points.first()) } else { points.get(n + 1) };
        let Some(next) = next else { break };
        let (across, up) = (next.0 - x, next.1 - y);
        let parts = (across.abs().max(up.abs()) / LONGEST_EDGE).ceil() as usize;
        let part = |k: usize| k as f64 / parts as f64;
        all.extend((1..parts).map(|k| (x + across * part(k), y + up * part(k))));
    }
    all
}

/// Writes a line: where it begins, then how far each point is from the one before.
fn write(data: &mut String, points: &[Point], is_ring: bool) {
    let tenths = points.iter().map(|(x, y)| ((x * 10.0).round() as i64, (y * 10.0).round() as i64));
    let mut steps: Vec<(i64, i64)> = tenths.collect();
    steps.dedup();
    if steps.len() < if is_ring { 3 } else { 2 } {
        return;
    }
    let mut last = steps[0];
    for (n, at) in steps.into_iter().enumerate() {
        let (letter, x, y) = match n {
            0 => ("M", at.0, at.1),
            1 => ("l", at.0 - last.0, at.1 - last.1),
            _ => ("", at.0 - last.0, at.1 - last.1),
        };
        let start = data.len() + letter.len();
        data.push_str(letter);
        for value in [x, y] {
            let number = tenth(value);
            let is_first = data.len() == start && !letter.is_empty();
            if !is_first && !number.starts_with('-') {
                data.push(' ');
            }
            data.push_str(&number);
        }
        last = at;
    }
    if is_ring {
        data.push('z');
    }
}

/// A number of tenths: `-.5`, `12`.
fn tenth(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    match (value.abs() / 10, value.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// A number of pixels, rounded to tenths.
pub(super) fn pixels(value: f64) -> String {
    tenth((value * 10.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let mut data = String::new();
        write(&mut data, &[(0.04, 10.0), (-0.46, 10.5), (12.0, 9.0), (12.0, 9.01)], false);
        assert_eq!(data, "M0 10l-.5 .5 12.5-1.5");
        let mut data = String::new();
        write(&mut data, &[(0.0, 0.0), (0.04, 0.0), (0.0, 0.04)], true);
        assert_eq!(data, "");
    }

    #[test]
    fn long_edges_are_divided_into_parts_of_a_degree_at_most() {
        assert_eq!(divided(&[(0.0, 0.0), (1.0, 0.0)], false).len(), 2);
        assert_eq!(divided(&[(0.0, 0.0), (1.5, 0.0)], false).len(), 3);
        assert_eq!(divided(&[(0.0, 0.0), (0.0, 2.0), (0.5, 0.5)], true).len(), 5);
    }
}
