//! Headlines, summaries, quotation marks, and corrected values in running text.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::{report, title_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Span};
use crate::language::letters;
use crate::language::quotations::QuotePairs;
use crate::language::typography::Typography;
use crate::model::graph::site::{BriefingLinks, Linked, Site};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::item::CorrectionKind;
use crate::model::value::field::Spanned;

/// Headlines longer than this are cut in search results and cards.
const LONGEST_TITLE: usize = 110;
/// Summaries longer than this are cut too.
const LONGEST_SUMMARY: usize = 200;

/// The texts of one briefing.
pub(super) fn briefing(briefing: &Briefing, config: &Config, diags: &mut Diagnostics) {
    let front = &briefing.front;
    let article = &briefing.article;
    for (text, most, code, what) in [
        (&front.title, LONGEST_TITLE, Code::LongTitle, "headline"),
        (&front.summary, LONGEST_SUMMARY, Code::LongSummary, "summary"),
    ] {
        let Some(text) = text.spanned() else { continue };
        let length = text.value.trim().chars().count();
        if length > most {
            let message = format!("this {what} has {length} characters");
            let help = format!("shorten it to {most}; anything longer is cut in lists and previews");
            report(diags, code, article.place(text.span), message, help);
        }
    }
    let typography = Typography::of(front.lang.text().unwrap_or(&config.language));
    let quotes = front.quotes.iter().filter_map(|quote| quote.value.text.spanned());
    for text in front.title.spanned().into_iter().chain(front.summary.spanned()).chain(quotes) {
        if let Some(at) = QuotePairs::new(typography).unpaired(&text.value) {
            let message = "a quotation mark has no partner here";
            let help = "add the one that is missing, or remove the other";
            report(diags, Code::UnbalancedQuotes, article.place(sign_at(article, text, at)), message, help);
        }
    }
}

/// Where the sign at a place of a value was typed: it is the same among its like there. All of the value, if
/// that has escapes in its place.
fn sign_at(article: &Article, text: &Spanned<String>, at: usize) -> Span {
    let Some(sign) = text.value[at..].chars().next() else { return text.span };
    let Some(typed) = article.source.text.get(text.span.range()) else { return text.span };
    let inner = typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let start = text.span.range().start + usize::from(inner.is_some());
    let inner = inner.unwrap_or(typed);
    if inner.matches(sign).count() != text.value.matches(sign).count() {
        return text.span;
    }
    let place = inner.match_indices(sign).nth(text.value[..at].matches(sign).count());
    place.map_or(text.span, |(at, sign)| Span::new(start + at..start + at + sign.len()))
}

/// What only the whole site shows: headlines that stand twice, wrong values that still stand.
pub(super) fn site(site: &Site, diags: &mut Diagnostics) {
    let mut titles: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for briefing in &site.briefings {
        let Some(title) = briefing.item.front.title.spanned() else { continue };
        let place = title_place(&briefing.item.article, &briefing.item.front.title);
        titles.entry(letters::folded(title.value.trim())).or_default().push(place);
    }
    for places in titles.into_values() {
        // A headline of three or more is the name of a column.
        if let [first, second] = &places[..] {
            diags.report(
                Diagnostic::at(Code::EqualTitles, second.clone(), "another briefing has this headline")
                    .other(first.clone(), "it stands here first")
                    .help("say what is new in this one"),
            );
        }
    }
    wrong_values(site, diags);
}

/// Values that were corrected in one briefing and still stand in it, or in others of its storylines.
fn wrong_values(site: &Site, diags: &mut Diagnostics) {
    let mut wrong: Vec<(usize, &Spanned<String>, &str)> = Vec::new();
    for (n, briefing) in site.briefings.iter().enumerate() {
        for correction in &briefing.item.front.corrections {
            let kind = correction.value.kind.get().copied().unwrap_or_default();
            if let (Some(was), Some(now)) = (correction.value.was.spanned(), correction.value.now.text())
                && kind == CorrectionKind::Correction
                && was.value.trim().chars().count() > 3
            {
                wrong.push((n, was, now));
            }
        }
    }
    if wrong.is_empty() {
        return;
    }
    let storylines = |n: usize| site.briefings[n].links.all_storylines().into_iter();
    // Each value once, who corrects it, and the first correction of it in each storyline.
    let mut values: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut correcting, mut first) = (BTreeMap::new(), BTreeMap::new());
    for (at, (by, was, _)) in wrong.iter().enumerate() {
        let count = values.len();
        let value = *values.entry(was.value.trim()).or_insert(count);
        correcting.entry((*by, value)).or_insert(at);
        storylines(*by).for_each(|storyline| _ = first.entry((value, storyline)).or_insert(at));
    }
    let mut patterns = vec![""; values.len()];
    values.iter().for_each(|(value, n)| patterns[*n] = value);
    let Ok(finder) = AhoCorasick::new(patterns) else { return };
    for (n, briefing) in site.briefings.iter().enumerate() {
        for (text, span) in texts(briefing) {
            for found in finder.find_overlapping_iter(text) {
                let value = found.pattern().as_usize();
                if !is_word(text, found.range()) {
                    continue;
                }
                let is_own = correcting.contains_key(&(n, value));
                let near = storylines(n).filter_map(|storyline| first.get(&(value, storyline)));
                let Some(at) = correcting.get(&(n, value)).or_else(|| near.min()) else { continue };
                let (from, was, now) = wrong[*at];
                let span = span.unwrap_or_else(|| {
                    let start = briefing.item.article.body.start as usize;
                    Span::new(start + found.start()..start + found.end())
                });
                let was_typed = was.value.trim();
                let (message, help) = if is_own {
                    let message = format!("`{was_typed}` is corrected to `{now}` and still stands here");
                    (message, format!("write `{now}` here; the correction says what stood there before"))
                } else {
                    let message = format!("`{was_typed}` was corrected elsewhere to `{now}`");
                    (message, "add a correction to this briefing too, if it means the same".to_owned())
                };
                let other = &site.briefings[from].item.article;
                diags.report(
                    Diagnostic::at(Code::WrongValueStands, briefing.item.article.place(span), message)
                        .other(other.place(was.span), "it is corrected here")
                        .help(help),
                );
            }
        }
    }
}

/// The texts of a briefing in its own words, each with its place; of the body it is that of the word. What is
/// corrected keeps its first value in the file.
fn texts(briefing: &Linked<Briefing, BriefingLinks>) -> impl Iterator<Item = (&str, Option<Span>)> {
    let front = &briefing.item.front;
    let lines = front.title.spanned().into_iter().chain(front.summary.spanned()).chain(front.changed.iter());
    let events = front.events.iter().zip(&briefing.links.events);
    let events = events.filter(|(_, ties)| ties.correction.is_none());
    let lines = lines.chain(events.filter_map(|(event, _)| event.value.text.spanned()));
    let lines = lines.chain(front.known.iter().filter_map(|known| known.value.text.spanned()));
    let lines = lines.chain(front.unknown.iter().filter_map(|question| question.value.text.spanned()));
    let lines = lines.chain(front.answers.0.iter().map(|(_, answer)| answer));
    let lines = lines.chain(front.watch.iter().filter_map(|watch| watch.value.text.spanned()));
    let lines = lines.map(|text| (text.value.as_str(), Some(text.span)));
    lines.chain([(briefing.item.article.body(), None)])
}

fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    letters::stands_alone(text, &range)
}
