//! Files as they are in the folder: which there are, their text, and what is wrong with it as a text.

pub(in crate::load) mod conflicts;
pub(in crate::load) mod controls;
pub(in crate::load) mod file;
pub(in crate::load) mod foreign_form;
pub(in crate::load) mod pointer;
pub(in crate::load) mod walk;
