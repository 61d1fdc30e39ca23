//! What is linked: bodies that have been read, series, threads, the site, and the plan of its pages.

pub mod anchor;
pub mod body;
pub mod cards;
pub mod corrected;
pub mod edition;
pub mod pictures;
pub mod plan;
pub mod refs;
pub mod section;
pub mod series;
pub mod site;
pub mod source;
pub mod thread;
pub mod urls;
pub mod uses;
pub mod withheld;
