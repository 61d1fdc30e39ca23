//! `dateline email`: prints an edition as an email.

use anyhow::{anyhow, bail};
use jiff::civil::{ISOWeekDate, Weekday};

use super::root::cache;
use super::site::Options;
use super::{Outcome, terminal};
use crate::cli::EmailArgs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::address::url::EmailForm;
use crate::model::address::url::OutputPath;
use crate::model::graph::edition::Edition;
use crate::model::graph::plan::{Artifact, Planned, What};
use crate::model::graph::site::Site;
use crate::model::typed::config::Config;
use crate::model::typed::span::Span as Days;
use crate::model::value::date::Date;
use crate::model::value::id::EditionIdx;
use crate::pipeline::Making;

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    One(EmailForm),
    Message,
}

/// Prints an edition, or says why not.
pub(super) fn email(args: EmailArgs) -> anyhow::Result<Outcome> {
    let form = match (args.html, args.eml) {
        (true, _) => Form::One(EmailForm::Html),
        (_, true) => Form::Message,
        _ => Form::One(EmailForm::Text),
    };
    let mut options = Options::try_from(args.site)?;
    options.project.cache = cache(&options.project.root.join("public"), true);
    // What is missing for an email is an error of this command, reported once.
    let run = options.run(&[Code::EmailLeftOut, Code::NoBaseUrl], |making, diags| {
        require(&making.plan.site().config, form, diags);
        if diags.has_errors() {
            return Ok(None);
        }
        let idx = find(making.plan.site(), args.date.as_deref())?;
        anyhow::Ok(print(making, idx, form, diags))
    })?;
    options.report_aside(&run.diagnostics);
    if let Some(text) = run.last?.filter(|_| !run.forbidden) {
        terminal::out(&text)?;
    }
    Ok(options.outcome(&run.diagnostics))
}

/// Reports what the site file must say before there can be an email.
fn require(config: &Config, form: Form, diags: &mut Diagnostics) {
    if !config.base.is_absolute() {
        let place = config.source.place(Span::default());
        diags.report(
            Diagnostic::at(
                Code::MissingKey,
                place,
                "an email needs whole addresses, and the site has no base URL",
            )
            .help(config.file.host_help()),
        );
    }
    let has_sender = config.email().is_some_and(|settings| settings.from.get().is_some());
    if form == Form::Message && !has_sender {
        let email = config.file.email.spanned();
        let place = config.source.place(email.map(|email| email.key).unwrap_or_default());
        let help = match email {
            Some(_) => "give `email` a `from` with your address, such as `email: {from: desk@example.org}`",
            None => "write `email: {from: desk@example.org}` in `site.yaml`, with your address",
        };
        diags.report(Diagnostic::at(Code::MissingKey, place, "a message needs a sender").help(help));
    }
}

/// The edition in a form, inspected as in a build; `None` if a template has a problem.
fn print(making: &Making<'_>, idx: EditionIdx, form: Form, diags: &mut Diagnostics) -> Option<String> {
    let plan = making.plan;
    let config = &plan.site().config;
    let mut make = |form: EmailForm| {
        let url = plan.site().editions[idx.at()].email_url(form);
        let planned = Planned { output: OutputPath::from(&url), url, what: What::Email(idx, form) };
        match making.make(&planned, diags)? {
            Artifact::Bytes(bytes) => String::from_utf8(bytes).ok(),
            Artifact::Shared(_) | Artifact::Copy(..) | Artifact::Drawing(_) => None,
        }
    };
    let message = match form {
        Form::One(form) => return make(form),
        Form::Message => [make(EmailForm::Text)?, make(EmailForm::Html)?],
    };
    let settings = config.email()?;
    let [text, html] = &message;
    String::from_utf8(plan.message(idx, settings.from.get()?, settings, [text, html])).ok()
}

/// The edition of a day, a week or a month, or the newest one.
fn find(site: &Site, typed: Option<&str>) -> anyhow::Result<EditionIdx> {
    let Some(newest) = site.editions.last() else {
        bail!("the site has no edition yet\nhelp: publish a briefing, or use `--drafts` or `--future`");
    };
    let Some(typed) = typed else { return Ok(EditionIdx::new(site.editions.len() - 1)) };
    let named = site.editions.iter().position(|edition| edition.span.name() == typed);
    let numbered = || site.editions.iter().position(|edition| edition.number.to_string() == typed);
    if let Some(named) = named.or_else(numbered) {
        return Ok(EditionIdx::new(named));
    }
    let Some(day) = day_of(typed) else {
        let help =
            format!("write a day, a week or a month, such as `{}`, the newest edition", newest.span.name());
        bail!("`{typed}` names no edition\nhelp: {help}");
    };
    let after = site.editions.partition_point(|edition| edition.days.0 <= day);
    let found = after.checked_sub(1).filter(|before| is_meant(&site.editions[*before], typed, day));
    found.map(EditionIdx::new).ok_or_else(|| {
        let nearest = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let nearest: Vec<String> = nearest
            .filter_map(|n| site.editions.get(n))
            .map(|edition| format!("`{}`", edition.span.name()))
            .collect();
        let are = if nearest.len() == 1 { "edition is" } else { "editions are" };
        let nearest = nearest.join(" and ");
        anyhow!(
            "there is no edition `{typed}`\nhelp: the nearest {are} {nearest}; the newest is `{}`",
            newest.span.name()
        )
    })
}

/// A day, the Monday of a week, or the first day of a month: `2025-12-22`, `2025-w52`, `2025-12`.
fn day_of(typed: &str) -> Option<Date> {
    let lower = typed.to_ascii_lowercase();
    let Some((year, week)) = lower.split_once("-w") else {
        return lower.parse().or_else(|_| format!("{lower}-01").parse()).ok();
    };
    let week = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?;
    Some(week.date())
}

/// Whether a month is typed: `2025-12`.
fn is_month(typed: &str) -> bool {
    typed.split('-').count() == 2 && !typed.contains(['w', 'W'])
}

/// Whether an edition is the week that a day is in, or covers that day together with others.
fn is_meant(edition: &Edition, typed: &str, day: Date) -> bool {
    let (first, last) = edition.days;
    !is_month(typed) && !matches!(edition.span, Days::Month(_)) && first <= day && day <= last
}
