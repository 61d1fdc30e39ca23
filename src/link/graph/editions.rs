//! Groups briefings into editions.

use std::sync::Arc;

use crate::model::graph::edition::{Edition, Span};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::span::EditionSpan;
use crate::model::value::date::Date;
use crate::model::value::id::BriefingIdx;

/// The editions of briefings that are in order of publication, from the first to the newest.
pub(in crate::link) fn group(briefings: &[Arc<Briefing>], span: EditionSpan) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    let mut dated: Vec<(Date, usize)> =
        briefings.iter().enumerate().map(|(n, briefing)| (span.first_day(briefing.day), n)).collect();
    dated.sort_unstable();
    for (first, n) in dated {
        match editions.last_mut() {
            Some(edition) if edition.span.first_day() == first => edition.briefings.push(BriefingIdx::new(n)),
            _ => editions.push(Edition { span: span_of(span, first), briefings: vec![BriefingIdx::new(n)] }),
        }
    }
    editions
}

fn span_of(span: EditionSpan, first: Date) -> Span {
    match span {
        EditionSpan::Day => Span::Day(first),
        EditionSpan::Week(_) => Span::Week(first),
        EditionSpan::Month => Span::Month(first),
    }
}
