//! Files beside pages: pictures, and what could run in a browser.

pub(in crate::load) mod active;
pub(in crate::load) mod picture;
pub(in crate::load) mod svg;
