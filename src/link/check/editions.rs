//! Editions that have more text than they show.

use super::report;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::graph::edition::MOST_TEXT;
use crate::model::graph::site::Site;
use crate::model::typed::edition::EditionText;

/// Notes each edition that falls back to summaries.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let Some(settings) = site.config.file.editions.get() else { return };
    let Some(text) = settings.text.spanned().filter(|text| text.value == EditionText::Full) else { return };
    for edition in &site.editions {
        let bytes = site.text_of(edition);
        if edition.only().is_some() || bytes <= MOST_TEXT {
            continue;
        }
        let place = match site.edition_file(edition) {
            Some(file) => file.item.article.top(),
            None => site.config.source.place(text.span),
        };
        let message = format!(
            "the edition `{}` has {} kB of text, more than the {} kB that are shown in full, so it shows summaries",
            edition.span.name(),
            bytes.div_ceil(1000),
            MOST_TEXT / 1000
        );
        let help = "divide it into shorter editions, or leave it as it is: each briefing has its whole text";
        report(diags, Code::LongEdition, place, message, help);
    }
}
