//! What helps a writer before anything is built: JSON Schemas of all front matter and of
//! `site.yaml`, new files, new names, and fixes.
//!
//! In: the types of `model`, and a linked site for its ids. Out: texts. Nothing here reads or
//! writes files.

mod fix;
mod fresh;
mod own;
mod recall;
mod rename;
mod scalar;
mod schema;
mod slug;

pub use fix::{Fixing, Wanted};
pub use fresh::{Fresh, Wish, fresh, namesake};
pub use own::Own;
pub use rename::{Refusal, Renaming, rename};
pub(crate) use scalar::scalar;
pub use schema::{Form, schema, schema_of_all};
pub use slug::slug;
