//! What waits for an answer: questions and watch items, and the answers to them.
//!
//! Ages are counted to the day of the newest released briefing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::report;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Suggestions};
use crate::link::graph::threads;
use crate::model::graph::refs::{ItemRef, Party};
use crate::model::graph::site::Site;
use crate::model::graph::thread::{Awaited, days_between};
use crate::model::typed::briefing::Briefing;
use crate::model::value::date::{Date, When};
use crate::model::value::field::Field;
use crate::model::value::id::{BriefingIdx, DossierIdx, IdRef, SectionIdx};

/// How many later briefings that may have an answer are named.
const MOST_LATER: usize = 3;
/// How many of an item's dossiers and storylines are searched for them, in the order they are typed.
const MOST_SHARED: usize = 8;

/// Questions that have been open for a long time.
pub(super) fn questions(site: &Site, today: Date, limit: i64, diags: &mut Diagnostics) {
    for question in site.questions.iter().filter(|question| question.is_open()) {
        let asked = site.briefing(question.first().0).item.day;
        let age = days_between(asked, today);
        if age <= limit {
            continue;
        }
        let (idx, n) = question.newest();
        let briefing = &site.briefing(idx).item;
        let item = &briefing.front.unknown[n as usize].value;
        let Some(text) = item.text.spanned() else { continue };
        let links = &site.briefing(idx).links;
        let section = links.questions[n as usize].section;
        let about = section.map_or(&links.about, |section| &links.section(section).about);
        let later = later(site, (idx, section), briefing.day, about);
        let help = match item.id.get() {
            Some(id) => format!("answer it with `answers: {{{}: …}}` in {}", id.as_str(), where_to(later)),
            None => {
                format!("give it an `id`, and answer it with `answers: {{ID: …}}` in {}", where_to(later))
            }
        };
        let message = format!("this question, asked on {asked}, had been open for {age} days on {today}");
        report(diags, Code::StaleQuestion, briefing.article.place(text.span), message, help);
    }
}

/// Watch items whose day has passed without a word.
pub(super) fn watch(site: &Site, today: Date, limit: i64, diags: &mut Diagnostics) {
    let zone = &site.config.zone;
    for thread in site.watch.iter().filter(|thread| thread.is_open()) {
        let Some(when) = thread.when else { continue };
        let (idx, n) = thread.newest();
        let briefing = &site.briefing(idx).item;
        let item = &briefing.front.watch[n as usize].value;
        let is_silent = days_between(when.last_day(zone), today) > limit && thread.came.is_empty();
        if !is_silent || item.is_cancelled() {
            continue;
        }
        let Some(span) = item.date.spanned().map(|date| date.span).or(item.text.spanned().map(|t| t.span))
        else {
            continue;
        };
        let links = &site.briefing(idx).links.watch[n as usize];
        let concerned = links.who.iter().filter_map(|party| match party {
            Party::Dossier(dossier) => Some(*dossier),
            Party::Name(_) => None,
        });
        let concerned: Vec<DossierIdx> = concerned.chain(links.place).collect();
        let later = later(site, (idx, links.section), when.first_day(zone), &concerned);
        let help = match item.id.get() {
            Some(id) => {
                format!("say what came of it with `answers: {{{}: …}}` in {}", id.as_str(), where_to(later))
            }
            None => format!(
                "give it an `id`, and say what came of it with `answers: {{ID: …}}` in {}",
                where_to(later)
            ),
        };
        let message = "this date has passed, and no briefing says what came of it";
        report(diags, Code::WatchPassed, briefing.article.place(span), message, help);
    }
}

/// The next briefings after one that share a dossier or a storyline with one of its items, from a given day on.
fn later<'s>(
    site: &'s Site,
    (of, section): (BriefingIdx, Option<SectionIdx>),
    from: Date,
    dossiers: &[DossierIdx],
) -> Vec<&'s str> {
    let is_before = |idx: BriefingIdx| idx <= of || site.briefing(idx).item.day < from;
    let mut found = BTreeSet::new();
    let dossiers = dossiers.iter().take(MOST_SHARED).map(|idx| &site.dossier(*idx).links);
    let storylines = site.briefing(of).links.storylines_of(section).take(MOST_SHARED);
    let of_storylines = storylines.map(|storyline| &site.storyline(storyline).links.portions);
    for list in dossiers.clone().map(|links| &links.about).chain(of_storylines) {
        let start = list.partition_point(|portion| is_before(portion.briefing));
        found.extend(list[start..].iter().take(MOST_LATER).map(|portion| portion.briefing));
    }
    for list in dossiers.map(|links| &links.mentioned_in) {
        let start = list.partition_point(|idx| is_before(*idx));
        found.extend(list[start..].iter().take(MOST_LATER).copied());
    }
    let ids = found.into_iter().take(MOST_LATER);
    ids.map(|idx| site.briefing(idx).item.article.id.as_str()).collect()
}

/// Where to write an answer: in a new briefing, or in one that may have it already.
fn where_to(later: Vec<&str>) -> String {
    if later.is_empty() {
        return "a new briefing".to_owned();
    }
    let later: Vec<String> = later.into_iter().map(|id| format!("`{id}`")).collect();
    format!("a new briefing, or in the one that has it: perhaps {}", later.join(", "))
}

/// Answers to what nobody asked before, or to what already has its answer.
pub(super) fn answers(site: &Site, diags: &mut Diagnostics) {
    let mut questions: Vec<Option<BriefingIdx>> = vec![None; site.questions.len()];
    let mut watch: Vec<Option<BriefingIdx>> = vec![None; site.watch.len()];
    let near = OnceCell::new();
    for (n, linked) in site.briefings.iter().enumerate() {
        let idx = BriefingIdx::new(n);
        for ((id, _), awaited) in linked.item.front.answers.0.iter().zip(&linked.links.answers) {
            let place = linked.item.article.place(id.span);
            let known = awaited.map(|awaited| match awaited {
                Awaited::Question(at) => (&site.questions[at.at()].asked, &mut questions[at.at()]),
                Awaited::Watch(at) => (&site.watch(at).items, &mut watch[at.at()]),
            });
            let is_known = known.is_some();
            let Some((asked, answered)) = known.filter(|(asked, _)| asked[0].0 <= idx) else {
                let near = near.get_or_init(|| Suggestions::new(threads::awaited(site).map(|(id, _)| id)));
                let help = match near.did_you_mean(&id.value) {
                    _ if is_known => "answer it in a briefing after the one that asks it".into(),
                    Some(help) => help,
                    None => format!("ask it first: `unknown: [{{id: {}, text: …}}]`", id.value).into(),
                };
                let message =
                    format!("no briefing before this one has a question or watch item `{}`", id.value);
                report(diags, Code::UnmatchedAnswer, place, message, help);
                continue;
            };
            if let Some(earlier) = *answered
                && !is_between(asked, earlier, idx)
            {
                let first = &site.briefing(earlier).item;
                let message = format!("`{}` is already answered", id.value);
                diags.report(
                    Diagnostic::at(Code::UnmatchedAnswer, place, message)
                        .other(first.article.top(), "in this briefing")
                        .help("ask it again here if it is open again, or leave this answer out"),
                );
            }
            *answered = Some(idx);
        }
    }
}

/// Whether something was asked again after one briefing and up to another.
fn is_between(asked: &[ItemRef], earlier: BriefingIdx, later: BriefingIdx) -> bool {
    let next = asked.partition_point(|(asked, _)| *asked <= earlier);
    asked.get(next).is_some_and(|(asked, _)| *asked <= later)
}

/// Ids that both a question and a watch item have. An answer could be to either.
pub(super) fn ids<'b>(briefings: impl Iterator<Item = &'b Briefing>, diags: &mut Diagnostics) {
    let mut questions: BTreeMap<&str, Place> = BTreeMap::new();
    let mut watch: BTreeMap<&str, Place> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for briefing in briefings {
        let place = |id: &Field<IdRef>| id.spanned().map(|id| briefing.article.place(id.span));
        for id in briefing.front.unknown.iter().map(|item| &item.value.id) {
            let Some((name, here)) = id.get().map(IdRef::as_str).zip(place(id)) else { continue };
            if let Some(other) = watch.get(name).filter(|_| told.insert(name)) {
                clash(name, &here, other, "the watch item", diags);
            }
            questions.entry(name).or_insert(here);
        }
        for id in briefing.front.watch.iter().map(|item| &item.value.id) {
            let Some((name, here)) = id.get().map(IdRef::as_str).zip(place(id)) else { continue };
            if let Some(other) = questions.get(name).filter(|_| told.insert(name)) {
                clash(name, &here, other, "the question", diags);
            }
            watch.entry(name).or_insert(here);
        }
    }
}

fn clash(name: &str, here: &Place, other: &Place, what: &str, diags: &mut Diagnostics) {
    let message = format!("a question and a watch item are both called `{name}`");
    let diagnostic = Diagnostic::at(Code::DuplicateId, here.clone(), message).other(other.clone(), what);
    diags.report(diagnostic.help("give one of them another id, so that an answer is for only one of them"));
}

/// Watch items that end before they begin, or that have an end and no beginning.
pub(super) fn ends(briefing: &Briefing, site_zone: &jiff::tz::TimeZone, diags: &mut Diagnostics) {
    for item in briefing.front.watch.iter().map(|item| &item.value) {
        let Some(ends) = item.ends.spanned() else { continue };
        let mut tell = |code, message: &str, help: &str| {
            report(diags, code, briefing.article.place(ends.span), message, help);
        };
        match item.date.get() {
            None if item.date.spanned().is_none() => {
                tell(
                    Code::MissingKey,
                    "this watch item has `ends` but no `date`",
                    "write the `date` on which it begins",
                );
            }
            None => {}
            Some(When::Range(..)) => {
                let help = "leave `ends` out, or write the first day alone as `date`";
                tell(Code::BadDate, "the `date` of this watch item already has an end", help);
            }
            Some(When::At(from)) => {
                let timed = from.has_time() && ends.value.has_time();
                let is_early = ends.value.last_day(site_zone) < from.first_day(site_zone)
                    || (timed && ends.value.instant(site_zone) < from.instant(site_zone));
                if is_early {
                    tell(
                        Code::BadDate,
                        "this watch item ends before it begins",
                        "write a later end, or an earlier `date`",
                    );
                }
            }
        }
    }
}
