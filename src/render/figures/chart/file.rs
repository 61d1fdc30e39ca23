//! A chart as a file of its own (SVG 2), with its name, what it shows last and where it is from.

use super::{Chart, pixels};
use crate::html::Html;
use crate::render::wording::cut;

/// How wide the picture is, in pixels.
const WIDTH: f64 = 720.0;
/// The room at each side.
const SIDE: f64 = 24.0;
/// The room above the chart, for two lines.
const HEAD: f64 = 84.0;
/// The room below, for one line.
const FOOT: f64 = 44.0;
/// How many characters of a name fit into a line.
const LONGEST_NAME: usize = 62;
/// How many characters fit into the smaller lines.
const LONGEST_LINE: usize = 100;

/// The colours, which the page provides for a chart on it.
const STYLE: &str = "svg{color:#57534c;background:#fdfcfa}\
    .name,.value{fill:#1b1a18;font-weight:600}.column,.line,.voice{color:#8a1c1c}.grid{stroke:#d5cfc4}\
    @media(prefers-color-scheme:dark){svg{color:#b3ada2;background:#161513}\
    .name,.value{fill:#ece8e1}.column,.line,.voice{color:#f0a39a}.grid{stroke:#3d3932}}";

/// How much a chart is enlarged on a card, at most.
const LARGEST: f64 = 2.0;

impl Chart<'_> {
    /// The chart for a card, as large as fits into some room. Nothing without a value.
    pub(in crate::render) fn on_card(&self, (wide, high): (f64, f64)) -> Option<Html> {
        let (height, parts) = self.parts()?;
        let scale = (high / height).min(LARGEST);
        let (scaled, width, height) = (pixels(scale), pixels(wide / scale), pixels(height));
        Some(Html::trusted(format!(
            "<g transform=\"scale({scaled})\"><svg width=\"{width}\" height=\"{height}\" font-size=\"16\" \
             overflow=\"visible\">{parts}</svg></g>"
        )))
    }

    /// The chart as a file. Nothing without a value.
    pub(in crate::render) fn file(&self, finding: &str, from: &str) -> Option<Vec<u8>> {
        let (height, parts) = self.parts()?;
        let whole = HEAD + height + FOOT;
        let line = |class: &str, y: f64, size: u8, most: usize, text: &str| {
            let text = Html::escape(&cut(text, most));
            let (x, y) = (pixels(SIDE), pixels(y));
            format!(
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\">{}</text>",
                text.as_str()
            )
        };
        let description = Html::escape(&self.description);
        let (wide, high, inner) = (pixels(WIDTH), pixels(whole), pixels(WIDTH - 2.0 * SIDE));
        Some(
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} \
                 {high}\" role=\"img\" aria-labelledby=\"title desc\" fill=\"currentColor\" \
                 font-family=\"system-ui,sans-serif\"><title id=\"title\">{}</title><desc id=\"desc\">{}</desc>\
                 <style>{STYLE}</style>{}{}<svg x=\"{}\" y=\"{}\" width=\"{inner}\" height=\"{}\" font-size=\"12\" \
                 overflow=\"visible\">{parts}</svg>{}</svg>\n",
                Html::escape(&self.title).as_str(),
                description.as_str(),
                line("name", 38.0, 20, LONGEST_NAME, &self.title),
                line("finding", 62.0, 14, LONGEST_LINE, finding),
                pixels(SIDE),
                pixels(HEAD),
                pixels(height),
                line("from", whole - 16.0, 12, LONGEST_LINE, from),
            )
            .into_bytes(),
        )
    }
}
