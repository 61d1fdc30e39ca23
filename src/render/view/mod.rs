//! What templates see. These structs are the interface to themes: `docs/themes.md` lists every
//! field, and a test holds the two together.
//!
//! Views are finished: sorted, worded, with their links. A template only lays them out.

mod archive;
mod briefing;
mod dossier;
mod drawing;
mod fact;
mod figure;
mod mention;
mod page;
mod shared;
mod storyline;

pub use archive::{ArchiveLink, EditionView, MonthPage, YearPage};
pub use briefing::{BriefingView, NeighboursView};
pub use dossier::{DossierView, KindPage, NameView};
pub use fact::{CorrectionView, CorrectionsPage, OutletView, QuoteView, QuotesPage, SourceView};
pub use figure::{AccountsView, ChangeView, FigureView, GlanceView, KeyView, SeriesView};
pub use mention::{CompanionView, MentionedView, NamedView, NamesView, PassageView, RoleView, VersionView};
pub use page::{LinkView, PageView, SiteView, TextView};
pub use shared::{DateView, EntryView, SafeHtml, Shared, Views, merged, shown, split_by_year};
pub use storyline::{StorylineEntry, StorylineView, TrendView};
