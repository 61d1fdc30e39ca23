//! Where names go on a map, so that none is over another, over a dot or beyond an edge. A name without room
//! is left out: what is shown only in a picture is lost to some, so the table beside it has them all.

use super::{Point, Rect};

/// Between a dot and its name, relative to the size of the letters.
const GAP: f64 = 0.25;
/// The height of a line, likewise.
const LINE: f64 = 1.15;
/// How wide letters are at most, likewise: letters other than these are as wide as they are high.
const CAPITAL: f64 = 0.74;
const SMALL: f64 = 0.6;

/// A name at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The middle, the left or the right end of its baseline.
    pub(super) at: Point,
    /// Which of them it is, as `text-anchor` has it.
    pub(super) anchor: &'static str,
    /// What it takes up.
    pub(super) covers: Rect,
}

/// Room on a map.
pub(super) struct Room {
    frame: Rect,
    taken: Vec<Rect>,
}

impl Room {
    /// A map with nothing on it yet.
    pub(super) fn new(frame: Rect) -> Self {
        Self { frame, taken: Vec::new() }
    }

    /// Keeps a place free, whatever is there already.
    pub(super) fn take(&mut self, covers: Rect) {
        self.taken.push(covers);
    }

    /// Whether there is nothing at a place on the map.
    pub(super) fn is_free(&self, covers: &Rect) -> bool {
        self.frame.contains(covers) && !self.taken.iter().any(|taken| taken.meets(covers))
    }

    /// The name of a dot, beside it. The places of the dots themselves must be taken beforehand.
    pub(super) fn beside(&mut self, dot: Point, radius: f64, name: &str, size: f64) -> Option<Label> {
        let (width, height) = (width(name, size, 0.0), size * LINE);
        let (x, y) = dot;
        let (far, slant) = (radius + size * GAP, radius * 0.7 + size * GAP / 2.0);
        // Above and below a name may be moved to stay on the map.
        let most = (self.frame.to.0 - width).max(self.frame.from.0);
        let centred = (x - width / 2.0).clamp(self.frame.from.0, most);
        // The left edge and the middle of the height, for each side of the dot; the first is the easiest to
        // read.
        let sides = [
            (x + far, y, "start"),
            (x - far - width, y, "end"),
            (centred, y - far - height / 2.0, "middle"),
            (centred, y + far + height / 2.0, "middle"),
            (x + slant, y - slant - height / 2.0, "start"),
            (x + slant, y + slant + height / 2.0, "start"),
            (x - slant - width, y - slant - height / 2.0, "end"),
            (x - slant - width, y + slant + height / 2.0, "end"),
        ];
        let label = |(left, middle, anchor): (f64, f64, &'static str)| {
            let top = middle - height / 2.0;
            Label::new(Rect { from: (left, top), to: (left + width, top + height) }, anchor, size)
        };
        self.first_free(sides.into_iter().map(label))
    }

    /// A name over what it names, at the first of some places that has room.
    pub(super) fn over(
        &mut self,
        places: impl Iterator<Item = Point>,
        name: &str,
        size: f64,
        spaced: f64,
    ) -> Option<Label> {
        let (width, height) = (width(name, size, spaced), size * LINE);
        let label = |(x, y): Point| {
            let from = (x - width / 2.0, y - height / 2.0);
            Label::new(Rect { from, to: (from.0 + width, from.1 + height) }, "middle", size)
        };
        self.first_free(places.map(label))
    }

    fn first_free(&mut self, mut labels: impl Iterator<Item = Label>) -> Option<Label> {
        let label = labels.find(|label| self.is_free(&label.covers))?;
        self.take(label.covers);
        Some(label)
    }
}

impl Label {
    fn new(covers: Rect, anchor: &'static str, size: f64) -> Self {
        let x = match anchor {
            "start" => covers.from.0,
            "end" => covers.to.0,
            _ => covers.middle().0,
        };
        // The baseline lies a third of the letters' size below the middle.
        Self { at: (x, covers.middle().1 + size * 0.34), anchor, covers }
    }
}

/// How wide a name is at most, with so much between its letters.
fn width(name: &str, size: f64, spaced: f64) -> f64 {
    let letter = |c: char| match c {
        '\u{0}'..='\u{4ff}' if c.is_uppercase() || spaced > 0.0 => CAPITAL,
        '\u{0}'..='\u{10ff}' => SMALL,
        _ => 1.0,
    };
    name.chars().map(|c| letter(c) + spaced).sum::<f64>() * size
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Rect = Rect { from: (0.0, 0.0), to: (300.0, 200.0) };

    #[test]
    fn a_name_stands_to_the_right_of_its_dot_if_there_is_room() {
        let mut room = Room::new(FRAME);
        let label = |room: &mut Room, at| room.beside(at, 4.0, "Odesa", 12.0).map(|label| label.anchor);
        assert_eq!(label(&mut room, (100.0, 100.0)), Some("start"));
        assert_eq!(label(&mut room, (280.0, 100.0)), Some("end"));
        // Two dots at one place, then a third.
        assert_eq!(label(&mut room, (100.0, 100.0)), Some("end"));
        assert_eq!(label(&mut room, (100.0, 100.0)), Some("middle"));
    }

    #[test]
    fn a_name_without_room_is_left_out() {
        let mut room = Room::new(FRAME);
        assert_eq!(room.beside((150.0, 100.0), 4.0, &"x".repeat(100), 12.0), None);
        room.take(FRAME);
        assert_eq!(room.over([(150.0, 100.0)].into_iter(), "x", 12.0, 0.1), None);
    }

    proptest! {
        #[test]
        fn no_two_names_overlap(
            dots in proptest::collection::vec(((0.0..300.0, 0.0..200.0), 3.0..9.0, "\\PC{1,24}"), 0..40),
        ) {
            let mut room = Room::new(FRAME);
            let circle = |(x, y): Point, r: f64| Rect { from: (x - r, y - r), to: (x + r, y + r) };
            for (at, radius, _) in &dots {
                room.take(circle(*at, *radius));
            }
            let labels: Vec<Label> =
                dots.iter().filter_map(|(at, radius, name)| room.beside(*at, *radius, name, 12.0)).collect();
            for (n, label) in labels.iter().enumerate() {
                prop_assert!(FRAME.contains(&label.covers));
                prop_assert!(labels[..n].iter().all(|other| !other.covers.meets(&label.covers)));
                prop_assert!(dots.iter().all(|(at, radius, _)| !label.covers.meets(&circle(*at, *radius))));
            }
        }
    }
}
