//! A few values that do not add up: several for one period, or shares. A row for each, with a sign
//! where the value lies, and nothing filled.

use std::fmt::Write;

use super::glyph::{at, voice};
use super::scale::Scale;
use super::{Chart, Mark, Slot, label, percent, pixels};
use crate::html::Html;

/// Where the ends of the axis are, in percent: the numbers below it need the rest.
const LEFT: f64 = 4.0;
const RIGHT: f64 = 94.0;
/// From here on, in percent, the value comes before its sign.
const BEFORE: f64 = 60.0;
/// The heights of a period's label, of a row, and of the place below a period, in pixels.
const HEAD: f64 = 22.0;
const ROW: f64 = 40.0;
const FOOT: f64 = 12.0;

pub(super) fn draw(chart: &Chart<'_>) -> (f64, String) {
    // The axis runs across: its bottom is on the left.
    let (scale, ticks) = Scale::new(chart.amounts(), false, RIGHT, LEFT).rounded();
    let rows: usize = chart.slots.iter().map(|slot| slot.marks.len()).sum();
    let bottom = chart.slots.len() as f64 * (HEAD + FOOT) + rows as f64 * ROW;
    let mut parts = String::new();
    for tick in ticks {
        let (class, x) = (if tick == 0.0 { "base" } else { "grid" }, scale.place(tick));
        let (left, end) = (percent(x), pixels(bottom));
        let _ = write!(
            parts,
            "<line class=\"{class}\" x1=\"{left}\" x2=\"{left}\" y1=\"{HEAD}\" y2=\"{end}\" stroke=\"currentColor\" \
             stroke-opacity=\"0.3\"/>"
        );
        parts += &label("tick", x, bottom + 16.0, "middle", &(chart.number)(tick));
    }
    let mut y = 0.0;
    for slot in &chart.slots {
        parts += &label("period", 0.0, y + 14.0, "start", &slot.label);
        y += HEAD;
        for mark in &slot.marks {
            parts += &row(chart, mark, &scale, y);
            y += ROW;
        }
        if slot.differ {
            parts += &apart(slot, &scale, y + FOOT / 3.0);
        }
        y += FOOT;
    }
    (bottom + 22.0, parts)
}

/// Who says so, and below it the value at its place.
fn row(chart: &Chart<'_>, mark: &Mark, scale: &Scale, y: f64) -> String {
    let (low, high) = (scale.place(mark.amount.low), scale.place(mark.amount.high));
    let middle = y + 28.0;
    let mut parts = label("name", 0.0, y + 14.0, "start", &chart.voices[mark.voice]);
    if mark.amount.is_range() {
        let (from, to, down) = (percent(low), percent(high), pixels(middle));
        let _ = write!(
            parts,
            "<line class=\"range voice-{}\" x1=\"{from}\" x2=\"{to}\" y1=\"{down}\" y2=\"{down}\" \
             stroke=\"currentColor\" stroke-width=\"2\"/>",
            mark.voice
        );
        let end = "<path d=\"M0-5V5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>";
        parts += &(at("exactness", low, middle, end) + &at("exactness", high, middle, end));
    }
    let class = format!("voice voice-{}", mark.voice);
    parts += &at(&class, (low + high) / 2.0, middle, &voice(mark.voice));
    let (anchor, x, aside) = if high < BEFORE { ("start", high, 14) } else { ("end", low, -14) };
    let number = Html::escape(&(chart.words)(mark.amount));
    let text = format!(
        "<text class=\"value\" x=\"{aside}\" y=\"4\" text-anchor=\"{anchor}\">{}</text>",
        number.as_str()
    );
    parts + &at("place", x, middle, &text)
}

/// From the lowest to the highest of a period whose values are not the same.
fn apart(slot: &Slot, scale: &Scale, y: f64) -> String {
    let (low, high) = slot.ends();
    let (from, to, y) = (percent(scale.place(low)), percent(scale.place(high)), pixels(y));
    format!(
        "<line class=\"differ\" x1=\"{from}\" x2=\"{to}\" y1=\"{y}\" y2=\"{y}\" stroke=\"currentColor\" \
         stroke-dasharray=\"3 2\"/>"
    )
}
