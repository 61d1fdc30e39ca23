//! Headlines, summaries, quotation marks, and corrected values in running text.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::{report, title_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Span};
use crate::language::letters;
use crate::language::quotations::QuotePairs;
use crate::language::typography::Typography;
use crate::model::graph::site::{BriefingLinks, Site};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::item::CorrectionKind;
use crate::model::value::field::Spanned;
use crate::model::value::id::{BriefingIdx, StorylineIdx};

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

/// Where the sign at a place in a value was typed: there it has the same position among the signs like it.
/// The whole value, if that has escapes in its place.
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

/// What only the whole site shows: headlines that appear twice, wrong values that are still used.
pub(super) fn site(site: &Site, diags: &mut Diagnostics) {
    let mut titles: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for briefing in &site.briefings {
        let Some(title) = briefing.item.front.title.spanned() else { continue };
        let place = title_place(&briefing.item.article, &briefing.item.front.title);
        titles.entry(letters::folded(title.value.trim())).or_default().push(place);
    }
    for places in titles.into_values() {
        // A headline that three or more share is the name of a column.
        if let [first, second] = &places[..] {
            diags.report(
                Diagnostic::at(Code::EqualTitles, second.clone(), "another briefing has this headline")
                    .other(first.clone(), "first used here")
                    .help("say what is new in this one"),
            );
        }
    }
    let wrong = WrongValues::new(site);
    for (n, briefing) in site.briefings.iter().enumerate() {
        wrong.check(BriefingIdx::new(n), &briefing.item, diags);
    }
}

/// Values that were corrected in one briefing and are still used in it, or in others of its storylines.
pub(super) struct WrongValues<'s> {
    site: &'s Site,
    /// The corrections: by which briefing, what was wrong, and what is right.
    wrong: Vec<(BriefingIdx, &'s Spanned<String>, &'s str)>,
    /// Finds each value once. `None` if nothing was corrected.
    finder: Option<AhoCorasick>,
    /// For a briefing and a value that it corrects, the correction.
    correcting: BTreeMap<(BriefingIdx, usize), usize>,
    /// For a value and a storyline, the first correction.
    first: BTreeMap<(usize, StorylineIdx), usize>,
}

impl<'s> WrongValues<'s> {
    pub(super) fn new(site: &'s Site) -> Self {
        let mut wrong = Vec::new();
        for (n, briefing) in site.briefings.iter().enumerate() {
            for correction in &briefing.item.front.corrections {
                let kind = correction.value.kind.get().copied().unwrap_or_default();
                if let (Some(was), Some(now)) = (correction.value.was.spanned(), correction.value.now.text())
                    && kind == CorrectionKind::Correction
                    && was.value.trim().chars().count() > 3
                {
                    wrong.push((BriefingIdx::new(n), was, now));
                }
            }
        }
        let mut values: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut correcting, mut first) = (BTreeMap::new(), BTreeMap::new());
        for (at, (by, was, _)) in wrong.iter().enumerate() {
            let count = values.len();
            let value = *values.entry(was.value.trim()).or_insert(count);
            correcting.entry((*by, value)).or_insert(at);
            for storyline in site.briefing(*by).links.all_storylines() {
                first.entry((value, storyline)).or_insert(at);
            }
        }
        let mut patterns = vec![""; values.len()];
        values.iter().for_each(|(value, n)| patterns[*n] = value);
        let finder = (!patterns.is_empty()).then(|| AhoCorasick::new(patterns).ok()).flatten();
        Self { site, wrong, finder, correcting, first }
    }

    /// Looks at one briefing. Its text may be newer than that of the site.
    pub(super) fn check(&self, idx: BriefingIdx, briefing: &Briefing, diags: &mut Diagnostics) {
        let Some(finder) = &self.finder else { return };
        let links = &self.site.briefing(idx).links;
        for (text, span) in texts(briefing, links) {
            for found in finder.find_overlapping_iter(text) {
                let value = found.pattern().as_usize();
                if !letters::stands_alone(text, &found.range()) {
                    continue;
                }
                let own = self.correcting.get(&(idx, value));
                let storylines = || links.all_storylines().into_iter();
                let near = || storylines().filter_map(|storyline| self.first.get(&(value, storyline))).min();
                let Some(at) = own.or_else(near) else { continue };
                let (from, was, now) = self.wrong[*at];
                let span = span.unwrap_or_else(|| {
                    let start = briefing.article.body.start as usize;
                    Span::new(start + found.start()..start + found.end())
                });
                let was_typed = was.value.trim();
                let (message, help) = if own.is_some() {
                    let message = format!("`{was_typed}` is corrected to `{now}` but is still used here");
                    (message, format!("write `{now}` here; the correction says what was there before"))
                } else {
                    let message = format!("`{was_typed}` was corrected elsewhere to `{now}`");
                    (message, "add a correction to this briefing too, if it means the same".to_owned())
                };
                let other = &self.site.briefing(from).item.article;
                diags.report(
                    Diagnostic::at(Code::WrongValueStands, briefing.article.place(span), message)
                        .other(other.place(was.span), "it is corrected here")
                        .help(help),
                );
            }
        }
    }
}

/// The texts of a briefing in its own words, each with its place; in the body, it is that of the word. What
/// is corrected keeps its first value in the file.
fn texts<'b>(
    briefing: &'b Briefing,
    links: &'b BriefingLinks,
) -> impl Iterator<Item = (&'b str, Option<Span>)> {
    let front = &briefing.front;
    let lines = front.title.spanned().into_iter().chain(front.summary.spanned()).chain(front.changed.iter());
    let events = front.events.iter().zip(&links.events);
    let events = events.filter(|(_, ties)| ties.correction.is_none());
    let lines = lines.chain(events.filter_map(|(event, _)| event.value.text.spanned()));
    let lines = lines.chain(front.known.iter().filter_map(|known| known.value.text.spanned()));
    let lines = lines.chain(front.unknown.iter().filter_map(|question| question.value.text.spanned()));
    let lines = lines.chain(front.answers.0.iter().map(|(_, answer)| answer));
    let lines = lines.chain(front.watch.iter().filter_map(|watch| watch.value.text.spanned()));
    let lines = lines.map(|text| (text.value.as_str(), Some(text.span)));
    lines.chain([(briefing.article.body(), None)])
}
