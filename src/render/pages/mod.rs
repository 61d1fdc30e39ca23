//! What templates see. These structs are the interface to themes: `docs/content/pages/views.md` lists every
//! field, and a test keeps the two in step.
//!
//! Views are finished: sorted, worded, with their links. A template only lays them out. A view is made by a
//! function of its family, `quote::view(site, links, wording, item)`, from three values: what is linked
//! ([`Site`](crate::model::graph::site::Site)), every address ([`Links`]), and how the site's language writes
//! (`Wording`).

pub(in crate::render) mod agenda;
pub(in crate::render) mod archive;
pub(in crate::render) mod briefing;
pub(in crate::render) mod card;
pub(in crate::render) mod catch_up;
pub(in crate::render) mod change;
pub(in crate::render) mod correction;
pub(in crate::render) mod date;
pub(in crate::render) mod dossier;
pub(in crate::render) mod edition;
mod entry;
pub(in crate::render) mod event;
pub(in crate::render) mod front;
pub(in crate::render) mod kind;
mod links;
pub(in crate::render) mod mention;
pub(in crate::render) mod metadata;
pub(in crate::render) mod page;
pub(in crate::render) mod picture;
pub(in crate::render) mod question;
pub(in crate::render) mod quote;
pub(in crate::render) mod recording;
mod shared;
pub(in crate::render) mod site;
pub(in crate::render) mod source;
mod spelling;
pub(in crate::render) mod storyline;
pub(in crate::render) mod whole;
pub(in crate::render) mod years;

pub use agenda::{AgendaPage, WatchView};
pub use archive::{ArchiveLink, MonthPage, YearPage};
pub use briefing::{BriefingView, NeighboursView, SectionView};
pub use card::{ColoursView, SocialCardView};
pub use catch_up::{CatchUpDay, CatchUpPage, CatchUpView, StepView};
pub use change::{ChangedFigureView, ChangesView};
pub use correction::{CorrectionView, CorrectionsPage};
pub use date::DateView;
pub use dossier::{DossierView, NameView};
pub use edition::{DayView, EditionView, MovedView, PartView};
pub use entry::EntryView;
pub(in crate::render) use entry::excerpt;
pub use event::{EventView, TimelinePage};
pub use front::{CardView, FrontView};
pub use kind::KindPage;
pub use links::{LinkView, Links};
pub use mention::{CompanionView, MentionedView, NamedView, PassageView, RoleView, VersionView};
pub use page::{NotFoundPage, PageView, TextView};
pub use picture::{PictureView, PreviewView};
pub use question::{AnswerView, KnownView, QuestionView, QuestionsPage};
pub use quote::{QuoteView, QuotesPage};
pub use recording::RecordingView;
pub use shared::{SafeHtml, Shared};
pub use site::{FeedView, SiteView};
pub use source::{OutletKindView, OutletView, SourcePageView, SourceView, SourcesPage};
pub use storyline::{StorylineEntry, StorylineView, StorylinesPage, TrendView};
pub use whole::WholeView;
pub use years::{NumberView, PagesView, Splits};

/// A list of more entries than this has a filter, where there is a script.
const MANY: usize = 20;
