//! What speaks to the host and to programs: redirects, sitemaps, the agenda as a calendar.

pub(super) mod calendar;
pub(super) mod redirect;
pub(super) mod sitemap;
