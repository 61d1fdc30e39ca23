//! Charts of series in the texts of pages.

use schemars::JsonSchema;
use serde::Serialize;

use super::KeyView;
use super::drawing;
use crate::model::graph::body::ChartCall;
use crate::model::graph::site::Site;
use crate::model::value::id::SeriesIdx;
use crate::model::value::language::direction;
use crate::render::pages::{LinkView, Links, SafeHtml};
use crate::render::wording::Wording;

/// The chart of a series in a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChartView {
    /// The series, with the link to its page.
    pub series: LinkView,
    /// The newest values, with who gives them and the period counted over.
    pub finding: Option<String>,
    /// The chart, with a sentence on its numbers for those who cannot see it; nothing without a value.
    pub chart: Option<SafeHtml>,
    /// What the signs in it mean.
    pub key: Vec<KeyView>,
    /// What the writer of the text says about it.
    pub caption: Option<SafeHtml>,
    /// The language of the site, if the text is in another one.
    pub language: Option<String>,
    /// `ltr` or `rtl`, if that language runs the other way.
    pub direction: Option<&'static str>,
}

/// The charts side by side in a text in a language. Nothing if none of them has a value.
pub(in crate::render) fn in_text(
    site: &Site,
    links: &Links,
    wording: &Wording,
    calls: &[ChartCall],
    language: Option<&str>,
) -> Option<Vec<ChartView>> {
    let series = &site.config.file.series;
    let found = |call: &ChartCall| series.position(call.series.as_str()).map(SeriesIdx::new);
    let all: Vec<(SeriesIdx, &ChartCall)> =
        calls.iter().filter_map(|call| Some((found(call)?, call))).collect();
    let own = &site.config.language;
    let foreign = language.filter(|language| language != own);
    let series: Vec<SeriesIdx> = all.iter().map(|(idx, _)| *idx).collect();
    let charts = drawing::side_by_side(site, links, wording, &series);
    let views: Vec<ChartView> = all
        .into_iter()
        .zip(charts)
        .map(|((idx, call), (chart, key))| ChartView {
            series: links.series(idx),
            finding: drawing::finding(site, links, wording, idx),
            chart,
            key,
            caption: call.caption.as_ref().map(Into::into),
            language: foreign.map(|_| own.clone()),
            direction: foreign.and_then(|language| direction(own, language)),
        })
        .collect();
    views.iter().any(|view| view.chart.is_some()).then_some(views)
}
