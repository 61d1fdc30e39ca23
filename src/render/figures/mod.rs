//! Figures: what templates see of a series, its charts, and the files with its values.

pub(in crate::render) mod chart;
mod data;
mod drawing;
mod view;
pub(super) use data::{FigureData, csv, figure, json};
pub use view::{AccountsView, ChangeView, FigureView, GlanceView, KeyView, SeriesView};
#[cfg(feature = "email")]
pub(super) use view::{accounts, groups_of_edition};
pub(super) use view::{
    declared, glances, index_page, link, of_briefing, of_edition, placed, series_page, unit,
};
