//! What templates see. These structs are the interface to themes: `docs/themes.md` lists every
//! field, and a test holds the two together.
//!
//! Views are finished: sorted, worded, with their links. A template only lays them out.

mod agenda;
pub(in crate::render) mod archive;
mod briefing;
mod change;
mod dossier;
mod edition;
mod event;
mod fact;
mod mention;
pub(in crate::render) mod metadata;
mod page;
mod question;
mod shared;
mod storyline;

pub use agenda::{AgendaPage, WatchView};
pub use archive::{ArchiveLink, MonthPage, YearPage};
pub use briefing::{BriefingView, NeighboursView};
pub use change::{ChangedFigureView, ChangesView};
pub use dossier::{DossierView, KindPage, NameView};
pub use edition::{DayView, EditionView, MovedView};
pub use event::{EventView, TimelinePage};
pub use fact::{CorrectionView, CorrectionsPage, OutletView, QuoteView, QuotesPage, SourceView};
pub use mention::{CompanionView, MentionedView, NamedView, PassageView, RoleView, VersionView};
pub use page::{FeedView, LinkView, PageView, SiteView, TextView};
pub use question::{AnswerView, KnownView, QuestionView, QuestionsPage};
pub use shared::{
    DateView, EntryView, SafeHtml, Shared, Views, merged, rfc3339, shown, split_by_year, years,
};
pub use storyline::{StorylineEntry, StorylineView, StorylinesPage, TrendView};
