//! What a storyline left to take up again, as lines of front matter to fill in: its series with
//! the last value of each speaker, its open questions, and what it watches for.

use super::scalar::{one_line, scalar};
use crate::model::graph::refs::ItemRef;
use crate::model::graph::series::{Account, Accounts};
use crate::model::graph::site::Site;
use crate::model::typed::item::{Actor, Actors, Figure, Qualifier};
use crate::model::value::field::List;
use crate::model::value::id::StorylineIdx;

/// A line of a list: the part before `#`, and a comment after it.
pub(super) type Line = (String, String);

/// The figures of the storylines' series: a line for each voice of the last period, or one for a
/// series without any. In the order of the storylines' files.
pub(super) fn figures(site: &Site, storylines: &[StorylineIdx]) -> Vec<Line> {
    let mut series = Vec::new();
    for storyline in storylines {
        for idx in &site.storyline(*storyline).links.series {
            if !series.contains(idx) {
                series.push(*idx);
            }
        }
    }
    let mut lines = Vec::new();
    for idx in series {
        let id = scalar(&site.config.file.series.0[idx.at()].0.value);
        let Some(last) = site.series(idx).periods.last() else {
            lines.push((figure_line(&id, ""), "no value yet".to_owned()));
            continue;
        };
        for (n, account) in last.accounts.iter().enumerate() {
            lines.push(last_value(site, &id, last, n, account));
        }
    }
    lines
}

fn figure_line(series: &str, by: &str) -> String {
    format!("- {{series: {series}, value: , period: , by: {by}, source: }}")
}

/// `last: about 1300, week to 2025-12-21, in 2025-12-22-battlefield`
fn last_value(site: &Site, id: &str, period: &Accounts, n: usize, account: &Account) -> Line {
    let item = period.current(n);
    let figure = figure(site, item);
    let value = match account.amount {
        Some(amount) if amount.is_range() => format!("{} to {}", short(amount.low), short(amount.high)),
        Some(amount) => short(amount.low),
        None => "withdrawn".to_owned(),
    };
    let qualifier = account.amount.and_then(|amount| amount.qualifier);
    let words = qualifier.filter(|q| *q != Qualifier::Range).map(|q| format!("{} ", qualified(q)));
    let briefing = &site.briefing(item.0).item;
    let typed = figure.period.spanned().map(|period| {
        let text = &briefing.article.source.text[period.span.range()];
        one_line(text.trim_matches(['"', '\'']))
    });
    let period = typed.unwrap_or_else(|| period.stretch.last.to_string());
    let value = format!("last: {}{value}, {period}, in {}", words.unwrap_or_default(), briefing.article.id);
    (figure_line(id, &actors(&figure.by)), value)
}

fn figure(site: &Site, (briefing, n): ItemRef) -> &Figure {
    &site.briefing(briefing).item.front.figures[n as usize].value
}

/// `1300`, `90 billion`: a number as a writer would type it.
fn short(value: f64) -> String {
    let sizes = [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")];
    let size = sizes.into_iter().find(|(size, _)| value.abs() >= *size);
    match size.map(|(size, word)| (value / size, word)) {
        Some((part, word)) if (part * 100.0).fract() == 0.0 => format!("{part} {word}"),
        _ => value.to_string(),
    }
}

fn qualified(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "exactly",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::Over => "over",
        Qualifier::AtLeast => "at least",
        Qualifier::AtMost => "at most",
        Qualifier::UpTo => "up to",
        Qualifier::Range => "",
    }
}

/// Speakers as they were typed: `zelensky`, `[a, b]`, `{name: …}`.
fn actors(actors: &Actors) -> String {
    let typed = |actor: &Actor| match actor {
        Actor::Dossier(id) => scalar(id.as_str()),
        Actor::Named(name) => format!("{{name: {}}}", scalar(name)),
    };
    let List(actors) = actors;
    match &actors[..] {
        [] => String::new(),
        [one] => typed(&one.value),
        several => {
            let all: Vec<String> = several.iter().map(|actor| typed(&actor.value)).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

/// The open questions of the storylines that have an id to answer under, in the order they were
/// first asked, then watch items with such an id. Questions without one are only comments.
pub(super) fn questions(site: &Site, storylines: &[StorylineIdx]) -> Vec<Line> {
    let mut indices: Vec<_> =
        storylines.iter().flat_map(|storyline| &site.storyline(*storyline).links.questions).collect();
    indices.sort();
    indices.dedup();
    let threads = indices.into_iter().map(|idx| &site.questions[idx.at()]);
    let line = |(briefing, n): ItemRef, first: ItemRef| {
        let question = &site.briefing(briefing).item.front.unknown[n as usize].value;
        let text = one_line(question.text.text_or_empty());
        let asked = site.briefing(first.0).item.day;
        match question.id.get() {
            Some(id) => (format!("{}: ", scalar(id.as_str())), format!("{text} (asked {asked})")),
            None => {
                let briefing = &site.briefing(briefing).item.article.id;
                (String::new(), format!("{text} (asked {asked}, without an id, in {briefing})"))
            }
        }
    };
    let questions =
        threads.filter(|thread| thread.is_open()).map(|thread| line(thread.newest(), thread.first()));
    questions.chain(watch(site, storylines)).collect()
}

fn watch(site: &Site, storylines: &[StorylineIdx]) -> Vec<Line> {
    let mut indices: Vec<_> =
        storylines.iter().flat_map(|storyline| &site.storyline(*storyline).links.watch).collect();
    indices.sort();
    indices.dedup();
    let threads = indices.into_iter().map(|idx| site.watch(*idx)).filter(|thread| thread.is_open());
    let line = |(briefing, n): ItemRef| {
        let briefing = &site.briefing(briefing).item;
        let item = &briefing.front.watch[n as usize].value;
        let text = one_line(item.text.text_or_empty());
        Some((format!("{}: ", scalar(item.id.get()?.as_str())), format!("{text} (named {})", briefing.day)))
    };
    threads.filter_map(|thread| line(thread.newest())).collect()
}
