//! Figures: what templates see of a series, its charts, and the files with its values.

pub(in crate::render) mod chart;
mod data;
mod drawing;
mod view;
pub(super) use data::{FigureData, csv, figure, json};
pub use view::{AccountsView, ChangeView, FigureView, GlanceView, KeyView, SeriesView};
pub(super) use view::{
    accounts, declared, glances, groups_of_edition, index_page, of_briefing, of_edition, placed, series_page,
    unit,
};
