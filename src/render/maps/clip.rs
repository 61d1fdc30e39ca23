//! Lines and rings cut to a rectangle, and without the points that make no difference.

use super::{Point, Rect};

/// One of the four edges: which coordinate it bounds, at what, and on which side the rectangle lies.
#[derive(Clone, Copy)]
struct Edge {
    is_upright: bool,
    at: f64,
    is_upper: bool,
}

impl Edge {
    fn of(rect: &Rect) -> [Self; 4] {
        [
            Self { is_upright: true, at: rect.from.0, is_upper: false },
            Self { is_upright: true, at: rect.to.0, is_upper: true },
            Self { is_upright: false, at: rect.from.1, is_upper: false },
            Self { is_upright: false, at: rect.to.1, is_upper: true },
        ]
    }

    fn is_inside(self, point: Point) -> bool {
        let value = if self.is_upright { point.0 } else { point.1 };
        if self.is_upper { value <= self.at } else { value >= self.at }
    }

    /// Where a line from a point to another crosses it; they lie on different sides.
    fn crossing(self, a: Point, b: Point) -> Point {
        match self.is_upright {
            true => (self.at, a.1 + (b.1 - a.1) * (self.at - a.0) / (b.0 - a.0)),
            false => (a.0 + (b.0 - a.0) * (self.at - a.1) / (b.1 - a.1), self.at),
        }
    }
}

/// What part of a ring lies in a rectangle (Sutherland and Hodgman). Separate pieces stay joined along the
/// edges.
pub(super) fn ring(mut points: Vec<Point>, rect: &Rect) -> Vec<Point> {
    for edge in Edge::of(rect) {
        if points.iter().all(|point| edge.is_inside(*point)) {
            continue;
        }
        let Some(mut last) = points.last().copied() else { break };
        let mut inside = Vec::with_capacity(points.len());
        for point in points {
            if edge.is_inside(point) != edge.is_inside(last) {
                inside.push(edge.crossing(last, point));
            }
            if edge.is_inside(point) {
                inside.push(point);
            }
            last = point;
        }
        points = inside;
    }
    points
}

/// The parts of a line that lie in a rectangle.
pub(super) fn line(points: Vec<Point>, rect: &Rect) -> Vec<Vec<Point>> {
    let mut parts = vec![points];
    for edge in Edge::of(rect) {
        let mut inside: Vec<Vec<Point>> = Vec::new();
        for part in parts {
            if part.iter().all(|point| edge.is_inside(*point)) {
                inside.push(part);
                continue;
            }
            let mut current: Vec<Point> = Vec::new();
            for (n, point) in part.iter().enumerate() {
                let before = n.checked_sub(1).map(|n| part[n]);
                let crossing = before
                    .filter(|before| edge.is_inside(*before) != edge.is_inside(*point))
                    .map(|before| edge.crossing(before, *point));
                current.extend(crossing);
                if edge.is_inside(*point) {
                    current.push(*point);
                } else if !current.is_empty() {
                    inside.push(std::mem::take(&mut current));
                }
            }
            inside.push(current);
        }
        parts = inside;
    }
    parts.retain(|part| part.len() > 1);
    parts
}

/// The points of a line without those that are at most `most` away from the line through the rest (Douglas
/// and Peucker). The first and the last stay.
pub(super) fn simple(points: &[Point], most: f64) -> Vec<Point> {
    let Some(end) = points.len().checked_sub(1) else { return Vec::new() };
    let mut stays = vec![false; points.len()];
    (stays[0], stays[end]) = (true, true);
    let mut open = vec![(0, end)];
    while let Some((first, last)) = open.pop() {
        let far = |n: usize| (distance(points[n], points[first], points[last]), n);
        let furthest = (first + 1..last).map(far).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, middle)) = furthest.filter(|(far, _)| *far > most) {
            stays[middle] = true;
            open.extend([(first, middle), (middle, last)]);
        }
    }
    points.iter().zip(stays).filter_map(|(point, stays)| stays.then_some(*point)).collect()
}

/// The same for a ring: it is divided at its first point and at the one that is furthest from it.
pub(super) fn simple_ring(points: &[Point], most: f64) -> Vec<Point> {
    let Some(first) = points.first() else { return Vec::new() };
    let far = |n: &usize| (points[*n].0 - first.0).hypot(points[*n].1 - first.1);
    let half = (0..points.len()).max_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default();
    let mut ring = simple(&points[..=half], most);
    let back: Vec<Point> = points[half..].iter().chain([first]).copied().collect();
    let back = simple(&back, most);
    ring.extend(back.get(1..back.len().saturating_sub(1)).unwrap_or_default());
    ring
}

/// How far a point is from a line between two others.
fn distance(point: Point, a: Point, b: Point) -> f64 {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    let length = x * x + y * y;
    let part = if length > 0.0 { ((point.0 - a.0) * x + (point.1 - a.1) * y) / length } else { 0.0 };
    let part = part.clamp(0.0, 1.0);
    (point.0 - a.0 - part * x).hypot(point.1 - a.1 - part * y)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RECT: Rect = Rect { from: (0.0, 0.0), to: (10.0, 10.0) };

    fn area(ring: &[Point]) -> f64 {
        let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
        pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
    }

    #[test]
    fn a_ring_is_cut_at_the_edges() {
        let square = vec![(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)];
        assert!((area(&ring(square, &RECT)) - 25.0).abs() < 1e-9);
        assert!(ring(vec![(11.0, 1.0), (12.0, 1.0), (12.0, 2.0)], &RECT).is_empty());
        let around = vec![(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)];
        assert!((area(&ring(around, &RECT)) - 100.0).abs() < 1e-9);
        assert!(ring(Vec::new(), &RECT).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let parts = line(vec![(1.0, 5.0), (1.0, 12.0), (3.0, 12.0), (3.0, 5.0)], &RECT);
        assert_eq!(parts, [vec![(1.0, 5.0), (1.0, 10.0)], vec![(3.0, 10.0), (3.0, 5.0)]]);
        assert_eq!(line(vec![(-5.0, 5.0), (15.0, 5.0)], &RECT), [vec![(0.0, 5.0), (10.0, 5.0)]]);
        assert_eq!(line(vec![(-5.0, 5.0), (-1.0, 5.0)], &RECT), [[(0.0, 0.0); 0]; 0]);
    }

    #[test]
    fn points_stay_that_are_more_than_so_far_from_the_rest() {
        let bend = |by: f64| [(0.0, 0.0), (5.0, by), (10.0, 0.0)];
        assert_eq!(simple(&bend(0.5), 0.5).len(), 2);
        assert_eq!(simple(&bend(0.51), 0.5).len(), 3);
        assert_eq!(simple(&[], 0.5).len(), 0);
        let square = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        assert_eq!(simple_ring(&square, 0.5), [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
    }

    proptest! {
        #[test]
        fn nothing_is_left_outside(points in proptest::collection::vec((-20.0..30.0, -20.0..30.0), 0..30)) {
            let near = RECT.wider(1e-9);
            prop_assert!(ring(points.clone(), &RECT).into_iter().all(|point| near.has(point)));
            prop_assert!(line(points, &RECT).into_iter().flatten().all(|point| near.has(point)));
        }
    }
}
