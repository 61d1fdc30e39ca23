//! What a newsroom loses sight of: questions, watch items (`awaited.rs`), storylines that fell silent.
//!
//! Ages are counted to the day of the newest released briefing.

use super::{awaited, report, title_place};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::graph::site::Site;
use crate::model::graph::thread::days_between;
use crate::model::typed::config::Days;
use crate::model::typed::storyline::Activity;
use crate::model::value::date::Date;
use crate::model::value::field::Field;
use crate::model::value::id::BriefingIdx;

pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let Some(today) = site.today() else { return };
    let stale = site.config.file.stale_after.get();
    let days = |field: Option<&Field<Days>>, default: u32| {
        i64::from(field.and_then(|days| days.get()).map_or(default, |days| days.0))
    };
    // If the ages could not be read, nothing is known to be stale.
    if site.config.keys.know_all_of("stale_after") {
        awaited::questions(site, today, days(stale.map(|stale| &stale.question), 14), diags);
        awaited::watch(site, today, days(stale.map(|stale| &stale.watch), 0), diags);
        let silent = days(stale.map(|stale| &stale.storyline), 30);
        let background = days(stale.map(|stale| &stale.background), 90);
        storylines(site, today, silent, background, diags);
    }
    awaited::answers(site, diags);
}

fn storylines(site: &Site, today: Date, silent: i64, background: i64, diags: &mut Diagnostics) {
    let is_archive = is_archive(site, today, silent);
    for linked in &site.storylines {
        let (storyline, front) = (&linked.item, &linked.item.front);
        let Some(newest) = linked.links.portions.last() else { continue };
        let newest_day = site.briefing(newest.briefing).item.day;
        let reviewed = front.reviewed.spanned().map(|field| (field, field.value.last_day(&site.config.zone)));
        let place = || title_place(&storyline.article, &front.title);
        match front.status.spanned() {
            None if is_archive => {}
            None => silence(storyline.title.as_str(), place(), newest_day, today, silent, diags),
            Some(status) if status.value == Activity::Active => {
                let place = storyline.article.place(status.span);
                silence(storyline.title.as_str(), place, newest_day, today, silent, diags);
            }
            Some(status) => {
                let is_new = match reviewed {
                    Some((_, reviewed)) => newest_day > reviewed,
                    None => site
                        .editions
                        .last()
                        .is_some_and(|edition| edition.briefings.contains(&newest.briefing)),
                };
                if is_new {
                    let message = format!("this storyline is at rest but has a briefing dated {newest_day}");
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

/// Whether most storylines that do not state their status are silent: nobody follows them as they go.
fn is_archive(site: &Site, today: Date, limit: i64) -> bool {
    let unsaid = site.storylines.iter().filter(|linked| linked.item.front.status.get().is_none());
    let newest = unsaid.filter_map(|linked| linked.links.portions.last().map(|portion| portion.briefing));
    let (old, recent): (Vec<BriefingIdx>, Vec<BriefingIdx>) =
        newest.partition(|newest| days_between(site.briefing(*newest).item.day, today) > limit);
    old.len() > recent.len()
}

fn silence(
    title: &str,
    place: crate::diagnostic::Place,
    newest: Date,
    today: Date,
    limit: i64,
    diags: &mut Diagnostics,
) {
    let age = days_between(newest, today);
    if age > limit {
        let message = format!("`{title}` is active, and on {today} it had had no briefing for {age} days");
        let help = "write `status: dormant`, or `status: closed` if it is over";
        report(diags, Code::SilentStoryline, place, message, help);
    }
}
