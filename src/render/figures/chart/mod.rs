//! Charts of a series as inline SVG: columns for a few values, lines and steps for many,
//! sparklines, and bars of block characters for texts.
//!
//! In: values with their labels, in words already. Out: `Html`. A chart names no colours and has
//! no style: it draws with `currentColor` and classes, so it stays readable without a style sheet,
//! on paper and in the dark. Text does not scale with the width: positions across are percentages,
//! positions down are pixels.

#[cfg(feature = "email")]
mod bars;
mod columns;
mod glyph;
mod lines;
mod scale;
mod spark;

use crate::html::Html;
use crate::model::graph::series::{Amount, Length};
use crate::model::value::date::Date;

#[cfg(feature = "email")]
pub(in crate::render) use bars::bars;
pub(in crate::render) use glyph::{differ_key, exactness_key, voice_key};
pub(in crate::render) use spark::spark;

/// Up to so many values are drawn as columns.
const FEW: usize = 6;

/// What is drawn.
pub(in crate::render) struct Chart<'a> {
    /// What it shows.
    pub(in crate::render) title: String,
    /// What can be seen in it, in a sentence or two.
    pub(in crate::render) description: String,
    /// The periods, in order of the last day. Empty ones are left out before.
    pub(in crate::render) slots: Vec<Slot>,
    /// How many speakers are told apart.
    pub(in crate::render) voices: usize,
    /// Writes a number of the axis.
    pub(in crate::render) number: &'a dyn Fn(f64) -> String,
}

/// A period.
pub(in crate::render) struct Slot {
    /// Its label on the axis, short: `21 Dec`.
    pub(in crate::render) label: String,
    /// Its last day.
    pub(in crate::render) day: Date,
    /// How long it is: counts that stand on a day are drawn as steps.
    pub(in crate::render) length: Length,
    /// Its values, one for each speaker. Never empty.
    pub(in crate::render) marks: Vec<Mark>,
    /// Whether they are not the same.
    pub(in crate::render) differ: bool,
}

/// A value.
pub(in crate::render) struct Mark {
    /// The speaker, by position in the key.
    pub(in crate::render) voice: usize,
    /// How much.
    pub(in crate::render) amount: Amount,
    /// The same speaker's last comparable value: slot and mark.
    pub(in crate::render) previous: Option<(usize, usize)>,
}

impl Chart<'_> {
    /// Draws it. Nothing without a value.
    pub(in crate::render) fn draw(&self) -> Option<Html> {
        let count: usize = self.slots.iter().map(|slot| slot.marks.len()).sum();
        match count {
            0 => None,
            1..=FEW => Some(columns::draw(self)),
            _ => Some(lines::draw(self)),
        }
    }

    /// The picture around its parts, with a name and a description (SVG 2, `title` and `desc`).
    fn picture(&self, height: f64, parts: &str) -> Html {
        let (title, description) = (Html::escape(&self.title), Html::escape(&self.description));
        Html::trusted(format!(
            "<svg class=\"chart\" role=\"img\" aria-labelledby=\"chart.title chart.desc\" width=\"100%\" \
             height=\"{height}\" fill=\"currentColor\" font-family=\"sans-serif\" font-size=\"12\">\
             <title id=\"chart.title\">{}</title><desc id=\"chart.desc\">{}</desc>{parts}</svg>",
            title.as_str(),
            description.as_str(),
        ))
    }

    fn amounts(&self) -> impl Iterator<Item = Amount> {
        self.slots.iter().flat_map(|slot| slot.marks.iter().map(|mark| mark.amount))
    }
}

/// A text at a place: percent across, pixels down.
fn label(class: &str, x: f64, y: f64, anchor: &str, text: &str) -> String {
    let (x, y, text) = (percent(x), pixels(y), Html::escape(text));
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", text.as_str())
}

fn percent(x: f64) -> String {
    format!("{}%", pixels(x))
}

/// At most two digits after the point, so that equal input gives equal and short output.
fn pixels(y: f64) -> String {
    let text = format!("{y:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
