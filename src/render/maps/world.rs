//! Coastlines, lakes, rivers and borders (Natural Earth at 1:50 million, public domain), as `scripts/coastlines.py`
//! writes them; it also says how.
//!
//! In: the bytes inside the program. Out: lines of points in degrees.

use super::{Point, Rect};

/// Points to a degree.
const GRID: f64 = 100.0;

static BYTES: &[u8] = include_bytes!("world.bin");

/// What is drawn below the places of a map.
pub(super) struct World {
    /// Rings around land and around the waters in it that are sea, largest first.
    pub(super) land: Vec<Line>,
    /// The same for a small map of the whole world.
    pub(super) coarse: Vec<Line>,
    /// Rings around lakes and their islands, largest first.
    pub(super) lakes: Vec<Line>,
    /// Rivers, longest first.
    pub(super) rivers: Vec<Line>,
    /// Borders that nobody disputes.
    pub(super) borders: Vec<Line>,
    /// Borders that somebody disputes, lines of control, and those that were never drawn.
    pub(super) disputed: Vec<Line>,
}

/// A line, or a ring whose last point does not repeat the first.
pub(super) struct Line {
    /// East and north. No two consecutive points lie on different sides of a cut.
    pub(super) points: Vec<Point>,
    /// What is around them.
    pub(super) around: Rect,
}

impl World {
    /// Reads what is inside the program.
    pub(super) fn new() -> Self {
        let mut bytes = Bytes(BYTES.iter());
        let world = Self {
            land: bytes.layer(),
            coarse: bytes.layer(),
            lakes: bytes.layer(),
            rivers: bytes.layer(),
            borders: bytes.layer(),
            disputed: bytes.layer(),
        };
        debug_assert!(bytes.0.next().is_none(), "there are six layers");
        world
    }
}

/// The rest of the bytes.
struct Bytes(std::slice::Iter<'static, u8>);

impl Bytes {
    fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = u32::from(*self.0.next().expect("the data is whole"));
            number |= (byte & 127) << shift;
            if byte < 128 {
                break;
            }
        }
        number
    }

    fn step(&mut self) -> i32 {
        let number = self.number();
        (number >> 1) as i32 ^ -((number & 1) as i32)
    }

    fn layer(&mut self) -> Vec<Line> {
        (0..self.number()).map(|_| self.line()).collect()
    }

    fn line(&mut self) -> Line {
        let (mut x, mut y) = (0, 0);
        let points: Vec<Point> = (0..self.number())
            .map(|_| {
                x += self.step();
                y += self.step();
                (f64::from(x) / GRID, f64::from(y) / GRID)
            })
            .collect();
        let around = Rect::around(points.iter().copied()).expect("a line has points");
        Line { points, around }
    }
}
