//! Headlines, summaries and dates in running text.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::{report, title_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Span};
use crate::model::article::Article;
use crate::model::briefing::Briefing;
use crate::model::config::Config;
use crate::model::date::Date;
use crate::model::field::Spanned;
use crate::model::item::CorrectionKind;
use crate::model::letters;
use crate::model::quotations::{Quotation, QuotePairs};
use crate::model::site::Site;
use crate::model::typography::Typography;

/// Headlines longer than this are cut in search results and cards.
const LONGEST_TITLE: usize = 110;
/// Summaries longer than this are cut too.
const LONGEST_SUMMARY: usize = 200;

/// Words that mean another day tomorrow. In English and Ukrainian.
const RELATIVE: [&str; 24] = [
    "today",
    "tonight",
    "tomorrow",
    "yesterday",
    "this morning",
    "this evening",
    "this week",
    "this month",
    "this year",
    "last week",
    "last month",
    "last year",
    "last night",
    "next week",
    "next month",
    "next year",
    "сьогодні",
    "завтра",
    "вчора",
    "учора",
    "цього тижня",
    "минулого тижня",
    "наступного тижня",
    "наступного місяця",
];

/// The days of the week from Monday on. In English and Ukrainian.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["monday", "понеділок"],
    ["tuesday", "вівторок"],
    ["wednesday", "середа"],
    ["thursday", "четвер"],
    ["friday", "п’ятниця"],
    ["saturday", "субота"],
    ["sunday", "неділя"],
];

/// The months as they stand beside a day. In English and Ukrainian.
const MONTHS: [[&str; 2]; 12] = [
    ["january", "січня"],
    ["february", "лютого"],
    ["march", "березня"],
    ["april", "квітня"],
    ["may", "травня"],
    ["june", "червня"],
    ["july", "липня"],
    ["august", "серпня"],
    ["september", "вересня"],
    ["october", "жовтня"],
    ["november", "листопада"],
    ["december", "грудня"],
];

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
        if let Some(word) = relative_word(&text.value) {
            let message = format!("`{word}` means another day to a later reader");
            let help = "write the date, or leave it out";
            report(diags, Code::RelativeTime, article.place(text.span), message, help);
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
    let text = &article.source.text;
    for (found, date) in wrong_weekdays(text) {
        let right = WEEKDAYS[(date.weekday().to_monday_zero_offset()) as usize][0];
        let right = format!("{}{}", right[..1].to_uppercase(), &right[1..]);
        let message = format!("`{}` is not the weekday of {date}", &text[found.clone()]);
        let help = format!("write `{right}`, or correct the date");
        report(diags, Code::WrongWeekday, article.place(Span::new(found)), message, help);
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

/// Values that were corrected in one briefing and stand uncorrected in others of its storylines.
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
    let storylines = |n: usize| site.briefings[n].links.storylines.iter().map(|entry| entry.storyline);
    // Each value once, who corrects it, and the first correction of it in each storyline.
    let mut values: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut correcting, mut first) = (BTreeSet::new(), BTreeMap::new());
    for (at, (by, was, _)) in wrong.iter().enumerate() {
        let count = values.len();
        let value = *values.entry(was.value.trim()).or_insert(count);
        correcting.insert((*by, value));
        storylines(*by).for_each(|storyline| _ = first.entry((value, storyline)).or_insert(at));
    }
    let mut patterns = vec![""; values.len()];
    values.iter().for_each(|(value, n)| patterns[*n] = value);
    let Ok(finder) = AhoCorasick::new(patterns) else { return };
    for (n, briefing) in site.briefings.iter().enumerate() {
        let body = briefing.item.article.body();
        for found in finder.find_overlapping_iter(body) {
            let value = found.pattern().as_usize();
            if correcting.contains(&(n, value)) || !is_word(body, found.range()) {
                continue;
            }
            let near = storylines(n).filter_map(|storyline| first.get(&(value, storyline)));
            let Some((from, was, now)) = near.min().map(|at| wrong[*at]) else { continue };
            let start = briefing.item.article.body.start as usize;
            let span = Span::new(start + found.start()..start + found.end());
            let other = &site.briefings[from].item.article;
            diags.report(
                Diagnostic::at(
                    Code::WrongValueStands,
                    briefing.item.article.place(span),
                    format!("`{}` was corrected elsewhere to `{now}`", was.value.trim()),
                )
                .other(other.place(was.span), "it is corrected here")
                .help("add a correction to this briefing too, if it means the same"),
            );
        }
    }
}

fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    letters::stands_alone(text, &range)
}

/// The first word that says when from the day it was written on. Not in quotations, names and idioms.
fn relative_word(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    // Lower case may be longer than what it stands for, and then the places differ.
    let typed = if lower.len() == text.len() { text } else { lower.as_str() };
    RELATIVE.into_iter().find(|word| {
        let (mut quotation, mut read) = (Quotation::default(), 0);
        lower.match_indices(word).any(|(at, _)| {
            quotation.read(&lower[read..at]);
            read = at;
            !quotation.is_open()
                && is_word(&lower, at..at + word.len())
                && !is_in_name(typed, at)
                && !is_idiom(&lower, at, word)
        })
    })
}

/// Whether a word is the end of a name, such as `USA Today`: capitalised beside a capitalised word, in
/// a text that does not capitalise every word.
fn is_in_name(text: &str, at: usize) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let before = text[..at].trim_end();
    let beside = before.rsplit(|c: char| !letters::is_word_char(c)).next().unwrap_or_default();
    is_capital(&text[at..]) && before.len() < at && is_capital(beside) && !is_title_case(text)
}

/// Whether all longer words of a text but the first one begin with a capital.
fn is_title_case(text: &str) -> bool {
    let mut words = text.split_whitespace().skip(1).filter(|word| word.chars().count() > 3).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a word says no day: `the workforce of tomorrow`, or the name of a column, `This week in …`.
fn is_idiom(lower: &str, at: usize, word: &str) -> bool {
    let (before, after) = (lower[..at].trim_end(), &lower[at + word.len()..]);
    before.ends_with(" of") || before.is_empty() && after.starts_with(" in ")
}

/// Dates with a weekday that is not theirs: `Sunday 20 December 2025`, `Sunday, December 20, 2025`.
fn wrong_weekdays(text: &str) -> Vec<(std::ops::Range<usize>, Date)> {
    thread_local! {
        static DAYS: AhoCorasick = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(WEEKDAYS.as_flattened().iter().flat_map(|day| [(*day).to_owned(), capitalised(day)]))
            .expect("the names of weekdays are few and short");
    }
    let mut wrong = Vec::new();
    DAYS.with(|days| {
        for found in days.find_iter(text) {
            let weekday = found.pattern().as_usize() / 4;
            if let Some(date) = date_after(&text[found.end()..])
                && date.weekday().to_monday_zero_offset() as usize != weekday
            {
                wrong.push((found.range(), date));
            }
        }
    });
    wrong
}

/// A word as it begins a sentence.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A date with its year that a text begins with, after a comma or not.
fn date_after(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .trim_start_matches([',', ' ', '\u{a0}', '\n'])
        .split([' ', ',', '\u{a0}', '\n'])
        .filter(|word| !word.is_empty())
        .take(3)
        .collect();
    let [first, second, third] = words[..] else { return None };
    let year: i16 = third.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
    let month = |word: &str| {
        let word = word.to_lowercase();
        MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|n| n as i8 + 1)
    };
    let (day, month) = match (first.parse::<i8>(), second.parse::<i8>()) {
        (Ok(day), _) => (day, month(second)?),
        (_, Ok(day)) => (day, month(first)?),
        _ => return None,
    };
    Date::new(year, month, day).ok().filter(|_| year > 999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_held_against_their_dates() {
        let wrong = |text: &str| wrong_weekdays(text).len();
        assert_eq!(wrong("On Sunday 21 December 2025, and Monday, December 22, 2025."), 0);
        assert_eq!(wrong("On Sunday 20 December 2025"), 1);
        assert_eq!(wrong("on sunday, December 20, 2025"), 1);
        assert_eq!(wrong("неділя, 20 грудня 2025. Неділя, 20 грудня 2025"), 2);
        assert_eq!(wrong("On Sunday 20 people of December 2025; Sunday 31 February 2025; Sunday"), 0);
    }

    #[test]
    fn words_for_days_count_outside_quotations() {
        assert_eq!(relative_word("Talks resume today"), Some("today"));
        assert_eq!(relative_word("He said “not today” and left"), None);
        assert_eq!(relative_word("Todays"), None);
        for name in [
            "USA Today names four towns",
            "This Week in Rust 629",
            "Today in history",
            "The workforce of tomorrow",
        ] {
            assert_eq!(relative_word(name), None, "{name}");
        }
        for (text, word) in [
            ("Talks Resume Today", "today"),
            ("Minister: Today we vote", "today"),
            ("Talks this week in Rome", "this week"),
            ("Kyiv today", "today"),
            ("İstanbul today", "today"),
        ] {
            assert_eq!(relative_word(text), Some(word), "{text}");
        }
    }
}
