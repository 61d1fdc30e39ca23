//! The files of editions.

use std::sync::Arc;

use super::kinds;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::model::address::path::ContentPath;
use crate::model::typed::config::Config;
use crate::model::typed::edition::{EditionFile, EditionFront};
use crate::model::typed::span::EditionSpan;
use crate::model::value::date::Date;

/// The file of an edition. One whose name is not that of an edition is reported and left out.
pub(super) fn read(
    path: ContentPath,
    source: Arc<Source>,
    config: &Config,
    diags: &mut Diagnostics,
) -> Option<EditionFile> {
    let read = kinds::read::<EditionFront>(path, source, config, diags);
    let article = read.article;
    let Some(span) = config.edition.named(&article.id) else {
        let covers = read.front.covers.get().map(|when| when.first_day(&config.zone));
        let day = covers.or_else(|| article.id.as_str().get(..10)?.parse().ok());
        let example = config.edition.example(day.unwrap_or(Date::constant(2025, 12, 22)));
        let message = format!(
            "`{}` is not the name of an edition: here each covers {}",
            article.id,
            days_of(config.edition)
        );
        let help = match day {
            Some(_) => article.path.renamed(&example),
            None => format!(
                "rename the file after its days, such as `{example}.md`, or write `edition: issue` in `site.yaml`"
            ),
        };
        diags.report(Diagnostic::at(Code::MisnamedEdition, article.top(), message).help(help));
        return None;
    };
    if config.edition == EditionSpan::Issue
        && read.front.covers.0.is_none()
        && read.front.briefings.is_empty()
        && article.keys.lack("covers")
        && article.keys.lack("briefings")
    {
        let message = "this issue does not say which briefings it takes";
        let help =
            "write `covers: 2025-12-19/2025-12-22`, the days whose briefings it takes, or `briefings: [ID]`";
        diags.report(Diagnostic::at(Code::EmptyEdition, article.top(), message).help(help));
    }
    let title = read.front.title.text().map(str::trim).filter(|title| !title.is_empty());
    let title = title.map_or_else(|| span.name(), str::to_owned);
    Some(EditionFile { article, front: read.front, span, title })
}

/// What an edition covers, in words.
fn days_of(span: EditionSpan) -> &'static str {
    match span {
        EditionSpan::Day => "a day",
        EditionSpan::Week(_) => "a week",
        EditionSpan::Month => "a month",
        EditionSpan::Issue => "a file",
    }
}
