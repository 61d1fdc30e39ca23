//! The values that pass between the stages. They hold data, constructors that enforce invariants,
//! and plain lookups; nothing here reads files or writes HTML.
//!
//! Each room knows those above it: single values, addresses, what a file holds, the theme, what is linked.

pub mod address;
pub mod graph;
pub mod theme;
pub mod typed;
pub mod value;
