//! Charts of a series as inline SVG: columns for a few values that add up, dots for a few that do not,
//! lines and steps for many, sparklines, and bars of block characters for texts.
//!
//! In: values with their labels, already in words. Out: `Html`. A chart names no colours and has no style: it
//! draws with `currentColor` and classes, so it stays readable without a style sheet, on paper and in the
//! dark. Text does not scale with the width: positions across are percentages, positions down are pixels.

#[cfg(feature = "email")]
mod bars;
mod columns;
mod dots;
mod file;
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

/// Up to this many values are drawn one by one.
const FEW: usize = 6;

/// What is drawn.
pub(in crate::render) struct Chart<'a> {
    /// What it shows.
    pub(in crate::render) title: String,
    /// What can be seen in it, in a sentence or two.
    pub(in crate::render) description: String,
    /// The periods, in order of the last day. Empty ones are left out beforehand.
    pub(in crate::render) slots: Vec<Slot>,
    /// The speakers that it tells apart, in words.
    pub(in crate::render) voices: Vec<String>,
    /// Whether the values are shares of something, which never add up.
    pub(in crate::render) shares: bool,
    /// Writes a number of the axis.
    pub(in crate::render) number: &'a dyn Fn(f64) -> String,
    /// Writes an amount without its unit, with how exact it is.
    pub(in crate::render) words: &'a dyn Fn(Amount) -> String,
    /// What it has in common with the charts beside it, if there are any.
    pub(in crate::render) frame: Option<Frame>,
}

/// What small charts side by side have in common: all of them are lines.
#[derive(Debug, Clone)]
pub(in crate::render) struct Frame {
    /// The ends of the axis of time, with their labels.
    pub(in crate::render) days: [(Date, String); 2],
    /// The lowest and the highest value of its scale.
    pub(in crate::render) ends: [f64; 2],
}

/// A period.
pub(in crate::render) struct Slot {
    /// Its label on the axis, short: `21 Dec`.
    pub(in crate::render) label: String,
    /// Its last day.
    pub(in crate::render) day: Date,
    /// How long it is: counts as of a day are drawn as steps.
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

/// How the values are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Filled from zero: amounts of periods, one each.
    Columns,
    /// A row each.
    Dots,
    /// Over time.
    Lines,
}

impl Slot {
    /// The lowest and the highest value.
    fn ends(&self) -> (f64, f64) {
        let amounts = self.marks.iter().map(|mark| mark.amount);
        amounts.fold((f64::MAX, f64::MIN), |(low, high), amount| (low.min(amount.low), high.max(amount.high)))
    }
}

impl Chart<'_> {
    /// Draws it. Nothing without a value.
    pub(in crate::render) fn draw(&self) -> Option<Html> {
        let (height, parts) = self.parts()?;
        Some(self.picture(height, &parts))
    }

    /// Draws it for a page that may have others: without ids, with the description as its name.
    pub(in crate::render) fn draw_in_text(&self) -> Option<Html> {
        let (height, parts) = self.parts()?;
        let label = Html::escape(&self.description);
        Some(Html::trusted(format!(
            "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" width=\"100%\" height=\"{height}\" \
             fill=\"currentColor\" font-family=\"sans-serif\" font-size=\"12\">{parts}</svg>",
            label.as_str(),
        )))
    }

    /// How high it is, in pixels, and its parts. Nothing without a value.
    fn parts(&self) -> Option<(f64, String)> {
        self.amounts().next()?;
        Some(match self.form() {
            Form::Columns => columns::draw(self),
            Form::Dots => dots::draw(self),
            Form::Lines => lines::draw(self),
        })
    }

    /// Whether it says in words who speaks and how exact a value is, so that no key needs to.
    pub(in crate::render) fn is_in_words(&self) -> bool {
        self.form() == Form::Dots
    }

    /// Whether its axis is cut off before zero.
    pub(in crate::render) fn is_cut(&self) -> bool {
        self.form() != Form::Columns && !self.scale(0.0, 1.0).has_zero()
    }

    fn form(&self) -> Form {
        let is_single = self.slots.iter().all(|slot| slot.marks.len() == 1);
        match self.amounts().count() {
            _ if self.frame.is_some() => Form::Lines,
            ..=FEW if is_single && !self.shares => Form::Columns,
            ..=FEW => Form::Dots,
            _ => Form::Lines,
        }
    }

    /// A value without its unit: `1,300`, `40–50`.
    fn short(&self, amount: Amount) -> String {
        if amount.is_range() {
            format!("{}–{}", (self.number)(amount.low), (self.number)(amount.high))
        } else {
            (self.number)(amount.high)
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

    /// The scale of its values, or that of all charts beside it.
    fn scale(&self, top: f64, bottom: f64) -> scale::Scale {
        let ends = self.frame.iter().flat_map(|frame| frame.ends.map(|end| Amount::new(end, end, None)));
        scale::Scale::new(self.amounts().chain(ends), false, top, bottom)
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

/// At most two digits after the point, so that the same input gives the same, short output.
fn pixels(y: f64) -> String {
    let text = format!("{y:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
