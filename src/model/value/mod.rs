//! Single values of front matter, as they are typed and meant.

pub mod date;
pub mod doubt;
pub mod field;
pub mod id;
pub mod language;
mod meant_date;
mod meant_point;
pub mod number;
pub mod played;
pub mod point;
pub mod schema;
