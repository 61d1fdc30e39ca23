//! Series of figures: accounts that differ, jumps, periods that overlap.

use super::facts::dotted_thousands;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::graph::refs::ItemRef;
use crate::model::graph::series::{Accounts, Length, SeriesLinks, Verdict};
use crate::model::graph::site::Site;
use crate::model::value::id::SeriesIdx;

/// A change of more than this part of the earlier value is worth a second look.
const JUMP: f64 = 0.5;
/// Counts below this jump on their own: from 5 to 9 is not news.
const SMALL: f64 = 20.0;
/// How many of the accounts that differ are shown as second places.
const MOST_OTHERS: usize = 3;

pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for n in 0..site.series.len() {
        let series = site.series(SeriesIdx::new(n));
        for period in &series.periods {
            differing(site, period, diags);
            for account in 0..period.accounts.len() {
                changes(site, series, period, account, diags);
            }
        }
    }
}

fn place(site: &Site, (briefing, n): ItemRef) -> Place {
    let briefing = &site.briefing(briefing).item;
    let figure = &briefing.front.figures[n as usize];
    let first = figure.value.value.first().map(|value| value.span);
    briefing.article.place(first.unwrap_or(figure.span))
}

fn differing(site: &Site, period: &Accounts, diags: &mut Diagnostics) {
    if period.verdict() != Some(Verdict::Differ) {
        return;
    }
    let held = (0..period.accounts.len()).filter(|n| period.accounts[*n].right_amount().is_some());
    let mut items: Vec<ItemRef> = held.map(|n| period.current(n)).collect();
    items.sort_unstable();
    let Some(newest) = items.pop() else { return };
    let message = format!("{} accounts of this figure differ", items.len() + 1);
    let mut diagnostic = Diagnostic::at(Code::AccountsDiffer, place(site, newest), message);
    for item in items.iter().rev().take(MOST_OTHERS) {
        diagnostic = diagnostic.other(place(site, *item), "another account");
    }
    diags
        .report(diagnostic.help(
            "leave them as they are if the sources disagree: the pages show all accounts side by side",
        ));
}

fn changes(site: &Site, series: &SeriesLinks, period: &Accounts, n: usize, diags: &mut Diagnostics) {
    let account = &period.accounts[n];
    let (Some(amount), Some(previous)) = (account.right_amount(), account.previous) else { return };
    let (before, earlier) = (&series.periods[previous.0 as usize], series.account(previous));
    let Some(from) = earlier.amount else { return };
    let (here, there) = (place(site, period.current(n)), place(site, before.current(previous.1 as usize)));
    let share = (amount.low - from.low) / from.low;
    // For what can be below zero, such as a temperature, the share says nothing.
    let is_count = from.low > 0.0 && amount.low >= 0.0 && from.low.max(amount.low) >= SMALL;
    // A value that is near the other one if its point marks thousands is reported as that.
    let meant = |place: &Place, low: f64| dotted_thousands(place.text()).map_or(low, |_| low * 1000.0);
    let (to, since) = (meant(&here, amount.low), meant(&there, from.low));
    // So is one that could not be read to the end.
    let is_read = |(briefing, _): ItemRef| site.briefing(briefing).item.article.keys.know_all_of("figures");
    let is_jump = ((to - since) / since).abs() > JUMP
        && is_read(period.current(n))
        && is_read(before.current(previous.1 as usize));
    if is_count && is_jump && !amount.is_range() && !from.is_range() && share.abs() > JUMP {
        let percent = (share.abs() * 100.0).round();
        let way = if share < 0.0 { "less" } else { "more" };
        let message = format!("this is {percent}% {way} than the same speaker's last comparable figure");
        diags.report(
            Diagnostic::at(Code::LargeChange, here.clone(), message)
                .other(there.clone(), "the previous figure")
                .help("check both values, their units and their periods"),
        );
    }
    if period.stretch.length != Length::Moment && before.stretch.last >= period.stretch.first {
        diags.report(
            Diagnostic::at(Code::OverlappingPeriods, here, "this figure's period overlaps the previous one")
                .other(there, "the previous figure")
                .help("check both periods; a change between them counts some days twice"),
        );
    }
}
