//! A few values as columns, one for each period.

use super::glyph::{at, exactness, voice};
use super::scale::Scale;
use super::{Chart, Mark, label, percent, pixels};

/// How many places across a chart has at least, so that a single column does not become a wall.
const FEWEST: f64 = 4.0;
/// The place between two periods, in columns.
const GAP: f64 = 0.35;
/// How much of its place a column takes.
const WIDTH: f64 = 0.7;

const TOP: f64 = 32.0;
const BOTTOM: f64 = 190.0;

pub(super) fn draw(chart: &Chart<'_>) -> (f64, String) {
    let scale = Scale::new(chart.amounts(), true, TOP, BOTTOM);
    let unit = 100.0 / (chart.slots.len() as f64 * (1.0 + GAP)).max(FEWEST);
    let has_key = chart.voices.len() > 1;
    // Below the columns: labels of negative values, signs of the speakers, labels of the periods.
    let negative = if chart.amounts().any(|amount| amount.low < 0.0) { 20.0 } else { 0.0 };
    let signs = BOTTOM + negative + 14.0;
    let periods = if has_key { signs + 24.0 } else { BOTTOM + negative + 18.0 };
    let mut parts = String::new();
    let mut x = GAP / 2.0 * unit;
    for slot in &chart.slots {
        for mark in &slot.marks {
            parts += &column(chart, mark, &scale, x + (1.0 - WIDTH) / 2.0 * unit, WIDTH * unit);
            if has_key {
                parts +=
                    &at(&format!("voice voice-{}", mark.voice), x + unit / 2.0, signs, &voice(mark.voice));
            }
        }
        parts += &label("period", x + unit / 2.0, periods, "middle", &slot.label);
        x += (1.0 + GAP) * unit;
    }
    let base = pixels(scale.base());
    parts += &format!(
        "<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"{base}\" y2=\"{base}\" stroke=\"currentColor\"/>"
    );
    (periods + 6.0, parts)
}

fn column(chart: &Chart<'_>, mark: &Mark, scale: &Scale, left: f64, width: f64) -> String {
    let (low, high) = (mark.amount.low, mark.amount.high);
    let base = scale.base();
    // A range is filled up to the end that is nearer to zero.
    let filled = if high <= 0.0 { high } else { low.max(0.0) };
    let end = scale.place(filled);
    let (top, height) = (end.min(base), (end - base).abs().max(1.0));
    let middle = left + width / 2.0;
    let mut parts = format!(
        "<rect class=\"column voice-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"0.3\" \
         stroke=\"currentColor\"/>",
        mark.voice,
        percent(left),
        pixels(top),
        percent(width),
        pixels(height)
    );
    let upper = scale.place(high);
    if let Some(sign) = exactness(mark.amount, scale.place(low) - upper) {
        parts += &at("exactness", middle, upper, &sign);
    }
    let y = if high < 0.0 { scale.place(low) + 18.0 } else { upper - 14.0 };
    parts + &label("value", middle, y, "middle", &chart.short(mark.amount))
}
