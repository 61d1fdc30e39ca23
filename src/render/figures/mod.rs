//! Figures: what templates see of a series, its charts, and the files with its values.

pub(in crate::render) mod chart;
mod data;
mod drawing;
mod glance;
mod in_text;
mod view;
pub(super) use data::{FigureData, csv, figure, json};
pub(super) use drawing::{file, finding, is_drawn, on_card, spark};
#[cfg(feature = "email")]
pub(super) use glance::groups_of_edition;
pub(super) use glance::{glances, of_edition, of_storyline};
pub use in_text::ChartView;
pub(super) use in_text::in_text;
#[cfg(feature = "email")]
pub(super) use view::accounts;
pub use view::{AccountsView, ChangeView, FigureView, GlanceView, KeyView, SeriesView};
pub(super) use view::{declared, index_page, link, of_briefing, of_portion, placed, series_page, unit};
