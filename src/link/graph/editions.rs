//! Groups briefings into editions.

use std::sync::Arc;

use crate::model::graph::site::{Edition, Span};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::EditionSpan;
use crate::model::value::id::BriefingIdx;

/// The editions of briefings that are in order of publication, from the first to the newest.
pub(in crate::link) fn group(briefings: &[Arc<Briefing>], span: EditionSpan) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    let mut dated: Vec<(usize, Span)> =
        briefings.iter().map(|briefing| span_of(briefing, span)).enumerate().collect();
    dated.sort_by_key(|(n, span)| (first_day(*span), *n));
    for (n, span) in dated {
        match editions.last_mut() {
            Some(edition) if edition.span == span => edition.briefings.push(BriefingIdx::new(n)),
            _ => editions.push(Edition { span, briefings: vec![BriefingIdx::new(n)] }),
        }
    }
    editions
}

fn span_of(briefing: &Briefing, span: EditionSpan) -> Span {
    match span {
        EditionSpan::Day => Span::Day(briefing.day),
        EditionSpan::Week => {
            let week = briefing.day.iso_week_date();
            let monday = week.first_of_week().map(|week| week.date()).unwrap_or(briefing.day);
            Span::Week(week.year(), week.week(), monday)
        }
    }
}

fn first_day(span: Span) -> crate::model::value::date::Date {
    match span {
        Span::Day(date) | Span::Week(_, _, date) => date,
    }
}
