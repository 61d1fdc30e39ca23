//! The small signs of charts: a shape for each speaker, and marks for how exact a value is.

use super::{percent, pixels};
use crate::html::Html;
use crate::model::graph::series::Amount;
use crate::model::typed::item::Qualifier;

/// The shapes, around their middle: circle, square, diamond, triangle, triangle on its tip, cross.
const SHAPES: [&str; 6] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.5-3.5h7v7h-7z",
    "M0-5L5 0L0 5L-5 0z",
    "M0-4.5L4.5 3.5H-4.5z",
    "M0 4.5L4.5-3.5H-4.5z",
    "M-4-1.2H-1.2V-4H1.2V-1.2H4V1.2H1.2V4H-1.2V1.2H-4z",
];

/// The sign of a speaker. After the sixth the shapes come back hollow.
pub(super) fn voice(n: usize) -> String {
    let shape = SHAPES[n % SHAPES.len()];
    match n / SHAPES.len() % 2 {
        0 => format!("<path d=\"{shape}\"/>"),
        _ => format!("<path d=\"{shape}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>"),
    }
}

/// The sign of a speaker as a picture of its own, for the key beside the chart.
pub(in crate::render) fn voice_key(n: usize) -> Html {
    key(&voice(n))
}

/// The mark of a qualifier as a picture of its own; of a range for `Range`.
pub(in crate::render) fn exactness_key(qualifier: Qualifier) -> Html {
    let (amount, span) = match qualifier {
        Qualifier::Range => (Amount::new(0.0, 1.0, None), 10.0),
        qualifier => (Amount::new(0.0, 0.0, Some(qualifier)), 0.0),
    };
    let y = match qualifier {
        Qualifier::Range => -5,
        Qualifier::Over => 4,
        Qualifier::Nearly => -4,
        _ => 0,
    };
    key(&format!("<g transform=\"translate(0 {y})\">{}</g>", exactness(amount, span).unwrap_or_default()))
}

/// The mark of accounts that differ as a picture of its own.
pub(in crate::render) fn differ_key() -> Html {
    key(
        "<path class=\"differ\" d=\"M-6 0H6\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"/>",
    )
}

fn key(parts: &str) -> Html {
    Html::trusted(format!(
        "<svg class=\"sign\" width=\"14\" height=\"14\" viewBox=\"-7 -7 14 14\" fill=\"currentColor\" \
         aria-hidden=\"true\">{parts}</svg>"
    ))
}

/// Something small at a place: percent across, pixels down.
pub(super) fn at(class: &str, x: f64, y: f64, parts: &str) -> String {
    let (x, y) = (percent(x), pixels(y));
    format!("<svg class=\"{class}\" x=\"{x}\" y=\"{y}\" overflow=\"visible\">{parts}</svg>")
}

/// How exact a value is, drawn at its upper end: a bracket both ways for `about`, an arrow up for
/// more, an arrow down for less. Nothing for a plain value. A range has its ends drawn: `span` is
/// its height in pixels.
pub(super) fn exactness(amount: Amount, span: f64) -> Option<String> {
    let path = if amount.is_range() {
        format!("M-5 0H5M0 0V{span}M-5 {span}H5", span = pixels(span))
    } else {
        match amount.qualifier? {
            Qualifier::Exactly | Qualifier::Range => return None,
            Qualifier::About => "M-4-6H4M0-6V6M-4 6H4".to_owned(),
            Qualifier::Over | Qualifier::AtLeast => "M0 2V-9M-4-5L0-9L4-5".to_owned(),
            Qualifier::Nearly | Qualifier::AtMost | Qualifier::UpTo => "M0-2V9M-4 5L0 9L4 5".to_owned(),
        }
    };
    Some(format!("<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>"))
}
