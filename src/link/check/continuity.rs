//! What a newsroom loses sight of: questions, watch items, storylines that fell silent.
//!
//! Ages are counted to the day of the newest released briefing.

use std::cell::OnceCell;

use super::{report, title_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::model::graph::site::Site;
use crate::model::graph::thread::days_between;
use crate::model::typed::config::Days;
use crate::model::typed::storyline::Activity;
use crate::model::value::date::Date;
use crate::model::value::field::Field;
use crate::model::value::id::{BriefingIdx, QuestionIdx};

pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let Some(today) = site.today() else { return };
    let stale = site.config.file.stale_after.get();
    let days = |field: Option<&Field<Days>>, default: u32| {
        i64::from(field.and_then(|days| days.get()).map_or(default, |days| days.0))
    };
    // With ages that could not be read nothing is known to be stale.
    if site.config.keys.know_all_of("stale_after") {
        questions(site, today, days(stale.map(|stale| &stale.question), 14), diags);
        watch(site, today, days(stale.map(|stale| &stale.watch), 0), diags);
        let silent = days(stale.map(|stale| &stale.storyline), 30);
        let background = days(stale.map(|stale| &stale.background), 90);
        storylines(site, today, silent, background, diags);
    }
    answers(site, diags);
}

fn questions(site: &Site, today: Date, limit: i64, diags: &mut Diagnostics) {
    for question in site.questions.iter().filter(|question| question.is_open()) {
        let asked = site.briefing(question.first().0).item.day;
        let age = days_between(asked, today);
        if age <= limit {
            continue;
        }
        let (briefing, n) = question.newest();
        let briefing = &site.briefing(briefing).item;
        let Some(text) = briefing.front.unknown[n as usize].value.text.spanned() else { continue };
        let id = briefing.front.unknown[n as usize].value.id.get();
        let help = match id {
            Some(id) => format!("answer it in a new briefing with `answers: {{{}: …}}`", id.as_str()),
            None => "give it an `id`, so that a later briefing can answer it".to_owned(),
        };
        let message = format!("this question has been open for {age} days, since {asked}");
        report(diags, Code::StaleQuestion, briefing.article.place(text.span), message, help);
    }
}

fn watch(site: &Site, today: Date, limit: i64, diags: &mut Diagnostics) {
    for thread in &site.watch {
        let Some(when) = thread.when else { continue };
        let last = when.last_day(&site.config.zone);
        if days_between(last, today) <= limit || !thread.came.is_empty() || thread.next.is_some() {
            continue;
        }
        let (briefing, n) = thread.newest();
        let briefing = &site.briefing(briefing).item;
        let item = &briefing.front.watch[n as usize].value;
        let Some(span) = item.date.spanned().map(|date| date.span).or(item.text.spanned().map(|t| t.span))
        else {
            continue;
        };
        let message = "this date has passed, and no briefing says what came of it";
        let help = "report it in a new briefing: an event of that day with the same people or place is found";
        report(diags, Code::WatchPassed, briefing.article.place(span), message, help);
    }
}

fn storylines(site: &Site, today: Date, silent: i64, background: i64, diags: &mut Diagnostics) {
    let is_archive = is_archive(site, today, silent);
    for linked in &site.storylines {
        let (storyline, front) = (&linked.item, &linked.item.front);
        let Some(newest) = linked.links.briefings.last() else { continue };
        let newest_day = site.briefing(*newest).item.day;
        let reviewed = front.reviewed.spanned().map(|field| (field, field.value.last_day(&site.config.zone)));
        let place = || title_place(&storyline.article, &front.title);
        match front.status.spanned() {
            None if is_archive => {}
            None => {
                silence(storyline.title.as_str(), place(), days_between(newest_day, today), silent, diags)
            }
            Some(status) if status.value == Activity::Active => {
                let place = storyline.article.place(status.span);
                silence(storyline.title.as_str(), place, days_between(newest_day, today), silent, diags);
            }
            Some(status) => {
                let is_new = match reviewed {
                    Some((_, reviewed)) => newest_day > reviewed,
                    None => site.editions.last().is_some_and(|edition| edition.briefings.contains(newest)),
                };
                if is_new {
                    let message = format!("this storyline is at rest and has a briefing of {newest_day}");
                    let help = "write `status: active`, or set `reviewed` to that day if it is really over";
                    report(
                        diags,
                        Code::RestingStoryline,
                        storyline.article.place(status.span),
                        message,
                        help,
                    );
                }
            }
        }
        if let Some((field, reviewed)) = reviewed
            && days_between(reviewed, newest_day) > background
        {
            let age = days_between(reviewed, newest_day);
            let message = format!("this text was last reviewed {age} days before the newest briefing");
            let help = "bring it up to date, then set `reviewed` to that day";
            report(diags, Code::StaleBackground, storyline.article.place(field.span), message, help);
        }
    }
}

/// Whether most storylines that do not say how they stand are silent: nobody follows them as they go.
fn is_archive(site: &Site, today: Date, limit: i64) -> bool {
    let unsaid = site.storylines.iter().filter(|linked| linked.item.front.status.get().is_none());
    let newest = unsaid.filter_map(|linked| linked.links.briefings.last().copied());
    let (old, recent): (Vec<BriefingIdx>, Vec<BriefingIdx>) =
        newest.partition(|newest| days_between(site.briefing(*newest).item.day, today) > limit);
    old.len() > recent.len()
}

fn silence(title: &str, place: crate::diagnostic::Place, age: i64, limit: i64, diags: &mut Diagnostics) {
    if age > limit {
        let message = format!("`{title}` is active and has had no briefing for {age} days");
        let help = "write `status: dormant`, or `status: closed` if it is over";
        report(diags, Code::SilentStoryline, place, message, help);
    }
}

/// Answers to what nobody asked before, or what has its answer already.
fn answers(site: &Site, diags: &mut Diagnostics) {
    let mut answered: Vec<Option<BriefingIdx>> = vec![None; site.questions.len()];
    let near = OnceCell::new();
    for (n, linked) in site.briefings.iter().enumerate() {
        let idx = BriefingIdx::new(n);
        for ((id, _), question) in linked.item.front.answers.0.iter().zip(&linked.links.answers) {
            let place = linked.item.article.place(id.span);
            let asked = question.filter(|question| site.questions[question.at()].first().0 <= idx);
            let Some(question) = asked else {
                let near = near.get_or_init(|| {
                    let questions = (0..site.questions.len()).map(QuestionIdx::new);
                    Suggestions::new(questions.filter_map(|question| id_of(site, question)))
                });
                let help = near
                    .did_you_mean(&id.value)
                    .unwrap_or_else(|| format!("ask it first: `unknown: [{{id: {}, text: …}}]`", id.value));
                let message = format!("no briefing before this one asks `{}`", id.value);
                report(diags, Code::UnmatchedAnswer, place, message, help);
                continue;
            };
            let thread = &site.questions[question.at()];
            if let Some(earlier) = answered[question.at()] {
                let again = thread.asked.iter().any(|(asked, _)| *asked > earlier && *asked <= idx);
                if !again {
                    let first = &site.briefing(earlier).item;
                    diags.report(
                        Diagnostic::at(
                            Code::UnmatchedAnswer,
                            place,
                            format!("`{}` is answered already", id.value),
                        )
                        .other(first.article.top(), "in this briefing")
                        .help("ask it again here if it is open again, or leave this answer out"),
                    );
                }
            }
            answered[question.at()] = Some(idx);
        }
    }
}

fn id_of(site: &Site, question: QuestionIdx) -> Option<&str> {
    let (briefing, n) = site.questions[question.at()].first();
    site.briefing(briefing).item.front.unknown[n as usize].value.id.get().map(|id| id.as_str())
}
