//! A chart the size of a word.

use std::fmt::Write;

use super::scale::Scale;
use super::{Slot, pixels};
use crate::html::Html;
use crate::model::graph::series::Length;

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 28.0;
const EDGE: f64 = 4.0;

/// Periods in order, evenly spaced: a line for each speaker, a vertical one where accounts differ. All of
/// them include zero, because they appear side by side and have no axis. Nothing for fewer than two periods,
/// and where no value can be compared with another. `title` says in words what it shows.
pub(in crate::render) fn spark(slots: &[Slot], title: &str) -> Option<Html> {
    if slots.len() < 2 {
        return None;
    }
    let amounts = slots.iter().flat_map(|slot| slot.marks.iter().map(|mark| mark.amount));
    let scale = Scale::new(amounts, true, EDGE, HEIGHT - EDGE);
    let step = (WIDTH - 2.0 * EDGE) / (slots.len() - 1) as f64;
    let point = |slot: usize, mark: usize| {
        let amount = slots[slot].marks[mark].amount;
        (EDGE + slot as f64 * step, scale.place((amount.low + amount.high) / 2.0))
    };
    let (mut lines, mut differ, mut dots) = (String::new(), String::new(), String::new());
    for (n, slot) in slots.iter().enumerate() {
        for (at, mark) in slot.marks.iter().enumerate() {
            let (x, y) = point(n, at);
            if let Some((slot_before, mark_before)) = mark.previous {
                let (from_x, from_y) = point(slot_before, mark_before);
                let _ = write!(lines, "M{} {}", pixels(from_x), pixels(from_y));
                let _ = match slot.length {
                    Length::Moment => write!(lines, "H{}V{}", pixels(x), pixels(y)),
                    Length::Days(_) | Length::Months(_) => write!(lines, "L{} {}", pixels(x), pixels(y)),
                };
            }
            if mark.previous.is_none() || n + 1 == slots.len() {
                let radius = if n + 1 == slots.len() { "2.5" } else { "1.5" };
                let _ = write!(dots, "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"/>", pixels(x), pixels(y));
            }
        }
        if slot.differ {
            let (low, high) = slot.ends();
            let x = pixels(EDGE + n as f64 * step);
            let _ = write!(differ, "M{x} {}V{}", pixels(scale.place(high)), pixels(scale.place(low)));
        }
    }
    // Dots alone say nothing at this size.
    if lines.is_empty() {
        return None;
    }
    let title = Html::escape(title);
    let mut parts = String::new();
    for (path, width) in [(lines, "1.5"), (differ, "3")].iter().filter(|(path, _)| !path.is_empty()) {
        let _ = write!(
            parts,
            "<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{width}\"/>"
        );
    }
    Some(Html::trusted(format!(
        "<svg class=\"spark\" role=\"img\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         fill=\"currentColor\"><title>{}</title>{parts}{dots}</svg>",
        title.as_str()
    )))
}
