//! Many values over time: a line for each speaker, steps for counts as of a day.

use std::fmt::Write;

use super::glyph::{at, exactness, voice};
use super::scale::Scale;
use super::{Chart, Frame, label, pixels};
use crate::model::graph::series::Length;
use crate::model::value::date::Date;

/// With more periods than this, values have no sign of their own.
const MOST_SIGNS: usize = 40;

const TOP: f64 = 22.0;
const BOTTOM: f64 = 220.0;
/// The same for small charts side by side.
const SMALL: f64 = 130.0;
/// Where the first and the last period are, in percent: the numbers of the axis need the rest.
const LEFT: f64 = 13.0;
const RIGHT: f64 = 96.0;
/// The width of the lines' own coordinates.
const ACROSS: f64 = 1000.0;

pub(super) fn draw(chart: &Chart<'_>) -> (f64, String) {
    let bottom = if chart.frame.is_some() { SMALL } else { BOTTOM };
    let (scale, ticks) = chart.scale(TOP, bottom).rounded();
    let mut parts = String::new();
    for tick in ticks {
        let y = scale.place(tick);
        let class = if tick == 0.0 { "base" } else { "grid" };
        let at = pixels(y);
        let _ = write!(
            parts,
            "<line class=\"{class}\" x1=\"0\" x2=\"100%\" y1=\"{at}\" y2=\"{at}\" stroke=\"currentColor\" \
             stroke-opacity=\"0.3\"/>"
        );
        parts += &label("tick", 0.0, y - 4.0, "start", &(chart.number)(tick));
    }
    let across: Vec<f64> = positions(chart);
    parts += &lines(chart, &scale, &across, bottom);
    parts += &signs(chart, &scale, &across);
    parts += &match &chart.frame {
        Some(frame) => ends(&frame.days, bottom + 20.0),
        None => periods(chart, &across, bottom + 20.0),
    };
    (bottom + 26.0, parts)
}

/// Where each period is, in percent: as far apart as the days are.
fn positions(chart: &Chart<'_>) -> Vec<f64> {
    let (first, last) = match &chart.frame {
        Some(Frame { days: [(first, _), (last, _)], .. }) => (*first, *last),
        None => (chart.slots[0].day, chart.slots[chart.slots.len() - 1].day),
    };
    let all = days(first, last);
    let place = |day: Date| if all == 0.0 { 0.5 } else { days(first, day) / all };
    chart.slots.iter().map(|slot| LEFT + place(slot.day) * (RIGHT - LEFT)).collect()
}

fn days(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

/// The lines between comparable values, and vertical ones where accounts differ, in a picture that is
/// stretched to the width.
fn lines(chart: &Chart<'_>, scale: &Scale, across: &[f64], bottom: f64) -> String {
    let mut paths = vec![String::new(); chart.voices.len()];
    // The end of the path so far, for each speaker.
    let mut ends = vec![None; chart.voices.len()];
    let middle = |slot: usize, mark: usize| {
        let amount = chart.slots[slot].marks[mark].amount;
        (across[slot] / 100.0 * ACROSS, scale.place((amount.low + amount.high) / 2.0))
    };
    for (n, slot) in chart.slots.iter().enumerate() {
        for (at, mark) in slot.marks.iter().enumerate() {
            let Some(previous) = mark.previous else { continue };
            let path = &mut paths[mark.voice];
            if ends[mark.voice] != Some(previous) {
                let (x, y) = middle(previous.0, previous.1);
                let _ = write!(path, "M{} {}", pixels(x), pixels(y));
            }
            let (x, y) = middle(n, at);
            let _ = match slot.length {
                Length::Moment => write!(path, "H{}V{}", pixels(x), pixels(y)),
                Length::Days(_) | Length::Months(_) => write!(path, "L{} {}", pixels(x), pixels(y)),
            };
            ends[mark.voice] = Some((n, at));
        }
    }
    let height = pixels(bottom);
    let mut svg = format!(
        "<svg width=\"100%\" height=\"{height}\" viewBox=\"0 0 {ACROSS} {height}\" preserveAspectRatio=\"none\" \
         fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\">"
    );
    for (n, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        let dashes = ["", "6 3", "2 2", "8 3 2 3"][n % 4];
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let _ = write!(
            svg,
            "<path class=\"line voice-{n}\" d=\"{path}\"{dashes} vector-effect=\"non-scaling-stroke\"/>"
        );
    }
    let mut differ = String::new();
    for (slot, x) in chart.slots.iter().zip(across).filter(|(slot, _)| slot.differ) {
        let (low, high) = slot.ends();
        let (from, to) = (scale.place(high), scale.place(low));
        let _ = write!(differ, "M{} {}V{}", pixels(x / 100.0 * ACROSS), pixels(from), pixels(to));
    }
    if !differ.is_empty() {
        let _ = write!(
            svg,
            "<path class=\"differ\" d=\"{differ}\" stroke-width=\"1\" stroke-dasharray=\"3 2\" \
             vector-effect=\"non-scaling-stroke\"/>"
        );
    }
    svg + "</svg>"
}

/// The values: all of them while there is room, else those at the end and those off any line.
fn signs(chart: &Chart<'_>, scale: &Scale, across: &[f64]) -> String {
    let mut parts = String::new();
    let newest = chart.slots.len() - 1;
    for (n, (slot, x)) in chart.slots.iter().zip(across).enumerate() {
        for mark in &slot.marks {
            if chart.slots.len() > MOST_SIGNS && n != newest && mark.previous.is_some() {
                continue;
            }
            let (upper, lower) = (scale.place(mark.amount.high), scale.place(mark.amount.low));
            if let Some(sign) = exactness(mark.amount, lower - upper) {
                parts += &at("exactness", *x, upper, &sign);
            }
            let class = format!("voice voice-{}", mark.voice);
            parts += &at(&class, *x, (upper + lower) / 2.0, &voice(mark.voice));
        }
    }
    parts
}

/// The first, the middle and the last period.
fn periods(chart: &Chart<'_>, across: &[f64], y: f64) -> String {
    let last = chart.slots.len() - 1;
    let wanted = LEFT + (RIGHT - LEFT) / 2.0;
    let nearest =
        (0..=last).min_by(|a, b| (across[*a] - wanted).abs().total_cmp(&(across[*b] - wanted).abs()));
    let mut parts = String::new();
    if last > 0 {
        parts += &label("period", across[0], y, "middle", &chart.slots[0].label);
    }
    if let Some(n) = nearest.filter(|n| across[*n] - LEFT > 25.0 && RIGHT - across[*n] > 25.0) {
        parts += &label("period", across[n], y, "middle", &chart.slots[n].label);
    }
    parts + &label("period", RIGHT + 4.0, y, "end", &chart.slots[last].label)
}

/// The ends of an axis that several charts share.
fn ends([first, last]: &[(Date, String); 2], y: f64) -> String {
    if first.0 == last.0 {
        return label("period", LEFT + (RIGHT - LEFT) / 2.0, y, "middle", &last.1);
    }
    label("period", LEFT, y, "middle", &first.1) + &label("period", RIGHT + 4.0, y, "end", &last.1)
}
