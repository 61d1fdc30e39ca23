//! Days in texts: weekdays that do not match their dates, and headlines that count from the day they were written.
//!
//! The words are those of the theme for the language of each text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Input, MatchKind};

use super::report;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::language::letters;
use crate::language::quotations::Quotation;
use crate::link::names::finder::begins_sentence;
use crate::model::theme::day_words::DayWords;
use crate::model::theme::words::Words;
use crate::model::typed::briefing::Briefing;
use crate::model::value::date::Date;

/// The most words that may come between a weekday and the year of its date, besides day and month.
const MOST_BETWEEN: usize = 3;
/// The least number of digits in a year.
const YEAR: usize = 4;
/// How many bytes of a text are checked at once for the beginning of a year.
const PIECE: usize = 64;

/// What is looked for in each language of a site.
pub(super) struct Days<'s> {
    site: &'s str,
    languages: BTreeMap<&'s str, Language>,
}

impl<'s> Days<'s> {
    /// For the languages of some briefings. `site` is the language of those that name none.
    pub(super) fn new(
        briefings: impl Iterator<Item = &'s Arc<Briefing>>,
        site: &'s str,
        words: &Words,
    ) -> Self {
        let named: BTreeSet<&str> = briefings.filter_map(|briefing| briefing.front.lang.text()).collect();
        let all = named.into_iter().chain([site]);
        let languages = all.map(|language| (language, Language::new(words.for_days(language)))).collect();
        Self { site, languages }
    }

    /// Looks at one briefing.
    pub(super) fn check(&self, briefing: &Briefing, diags: &mut Diagnostics) {
        let (front, article) = (&briefing.front, &briefing.article);
        let Some(language) = self.languages.get(front.lang.text().unwrap_or(self.site)) else { return };
        for text in [&front.title, &front.summary].into_iter().filter_map(|field| field.spanned()) {
            if let Some(word) = language.relative_word(&text.value) {
                let message = format!("`{word}` means a different day to a later reader");
                let help = "write the date, or leave it out";
                report(diags, Code::RelativeTime, article.place(text.span), message, help);
            }
        }
        let text = &article.source.text;
        for Wrong { range, date, right } in language.wrong_weekdays(text) {
            let message = format!("`{}` is not the weekday of {date}", &text[range.clone()]);
            let help = format!("write `{right}`, or correct the date");
            report(diags, Code::WrongWeekday, article.place(Span::new(range)), message, help);
        }
    }
}

/// The words of a language, ready to be looked for.
struct Language {
    words: DayWords,
    /// Finds the forms of weekdays.
    weekdays: Option<AhoCorasick>,
    /// For each pattern: the weekday, and which of its forms it is.
    forms: Vec<(usize, usize)>,
    /// The bytes of the longest pattern.
    longest: usize,
    /// Finds whether a text in lower case has any relative word.
    relative: Option<AhoCorasick>,
}

/// A weekday that does not match its date.
struct Wrong {
    range: Range<usize>,
    date: Date,
    /// What would be right.
    right: String,
}

impl Language {
    fn new(words: DayWords) -> Self {
        let (mut patterns, mut forms) = (Vec::new(), Vec::new());
        for (weekday, of_day) in words.weekdays.iter().enumerate() {
            for (n, form) in of_day.iter().enumerate() {
                for spelling in spellings(form) {
                    patterns.push(spelling);
                    forms.push((weekday, n));
                }
            }
        }
        let finder = || {
            let mut builder = AhoCorasickBuilder::new();
            // A table, because every text is read with it.
            builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
            builder.match_kind(MatchKind::LeftmostLongest).build(&patterns).ok()
        };
        let weekdays = if patterns.is_empty() { None } else { finder() };
        let longest = patterns.iter().map(String::len).max().unwrap_or_default();
        let relative = AhoCorasick::new(words.relative.iter().map(|word| in_small_letters(word))).ok();
        Self { words, weekdays, forms, longest, relative }
    }

    /// Dates with a weekday that is not theirs: `Sunday 20 December 2025`, `Sunday, December 20, 2025`.
    fn wrong_weekdays(&self, text: &str) -> Vec<Wrong> {
        let Some(finder) = &self.weekdays else { return Vec::new() };
        if !self.may_have_dates(finder, text) {
            return Vec::new();
        }
        let (mut wrong, mut at) = (Vec::new(), 0);
        while let Some(found) = finder.find(Input::new(text).range(at..)) {
            let range = found.range();
            if !letters::stands_alone(text, &range) {
                // A shorter form may stand alone: `неділю` after `тому`.
                at = text.ceil_char_boundary(range.start + 1);
                continue;
            }
            at = range.end;
            let (weekday, form) = self.forms[found.pattern().as_usize()];
            if let Some(date) = self.date_after(&text[at..])
                && date.weekday().to_monday_zero_offset() as usize != weekday
                && !self.is_in_known_name(text, &range)
                && let Some(right) = self.form(date.weekday().to_monday_zero_offset() as usize, form)
            {
                let begins_large = text[range.clone()].starts_with(char::is_uppercase);
                let right = if begins_large { capitalised(right) } else { right.to_owned() };
                wrong.push(Wrong { range, date, right });
            }
        }
        wrong
    }

    /// Whether a weekday comes shortly before a year, even among the letters of another word. Years are rare,
    /// and looking for them first takes a twentieth of the time of looking for weekdays.
    fn may_have_dates(&self, finder: &AhoCorasick, text: &str) -> bool {
        years(text.as_bytes()).any(|year| {
            let mut before = &text[..year];
            for _ in 0..2 + MOST_BETWEEN {
                before = before.trim_end_matches(is_space).trim_end_matches(|c| !is_space(c));
            }
            let end = before.trim_end_matches(is_space).len();
            finder.is_match(Input::new(text).range(end.saturating_sub(self.longest)..year))
        })
    }

    /// The form of a weekday that corresponds to the nth of another.
    fn form(&self, weekday: usize, n: usize) -> Option<&str> {
        let forms = &self.words.weekdays[weekday];
        forms.get(n).or(forms.first()).map(String::as_str)
    }

    /// A date with its year that a text begins with, with or without a comma before it.
    fn date_after(&self, text: &str) -> Option<Date> {
        let is_between = |word: &str| self.words.between.iter().any(|other| letters::folded(word) == *other);
        let words = text.strip_prefix(is_space)?.split(is_space).filter(|word| !word.is_empty());
        let words = words.take(3 + MOST_BETWEEN).filter(|word| !is_between(word)).take(3);
        let [first, second, third] = words.collect::<Vec<_>>()[..] else { return None };
        let year: i16 = third.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
        let (day, month) = match (day(first), day(second)) {
            (Some(day), _) => (day, self.month(second)?),
            (_, Some(day)) => (day, self.month(first)?),
            _ => return None,
        };
        Date::new(year, month, day).ok().filter(|_| year > 999)
    }

    fn month(&self, word: &str) -> Option<i8> {
        let word = letters::folded(word.trim_end_matches('.'));
        let is_form = |form: &String| letters::folded(form) == word;
        self.words.months.iter().position(|forms| forms.iter().any(is_form)).map(|n| n as i8 + 1)
    }

    /// The first word that says when, counting from the day it was written. Not in quotations, names or idioms.
    fn relative_word(&self, text: &str) -> Option<&str> {
        let small = in_small_letters(text);
        if !self.relative.as_ref().is_some_and(|any| any.is_match(&small)) {
            return None;
        }
        let is_meant = |word: &str| {
            let wanted = in_small_letters(word);
            let (mut quotation, mut read) = (Quotation::default(), 0);
            small.match_indices(&wanted).any(|(at, _)| {
                let range = at..at + wanted.len();
                quotation.read(&small[read..at]);
                read = at;
                !quotation.is_open()
                    && letters::stands_alone(&small, &range)
                    && !self.is_in_known_name(text, &range)
                    && !self.begins_column(&small, at)
                    && !self.is_in_name(text, &range, word)
            })
        };
        self.words.relative.iter().map(String::as_str).find(|word| is_meant(word))
    }

    /// Whether a place in a text is inside a name or phrase that the theme knows.
    fn is_in_known_name(&self, text: &str, range: &Range<usize>) -> bool {
        self.words.names.iter().any(|name| {
            let from = text.floor_char_boundary(range.start.saturating_sub(name.len()));
            let to = text.ceil_char_boundary(range.end + name.len());
            text[from..to].match_indices(name.as_str()).any(|(at, _)| {
                let found = from + at..from + at + name.len();
                found.start <= range.start && range.end <= found.end && letters::stands_alone(text, &found)
            })
        })
    }

    /// Whether a text begins with the name of a column, and a word is at the start of both: `This week in …`.
    fn begins_column(&self, small: &str, at: usize) -> bool {
        let is_begun = |column: &String| {
            let column = in_small_letters(column);
            small[at..].starts_with(&column) && letters::stands_alone(small, &(at..at + column.len()))
        };
        small[..at].trim().is_empty() && self.words.columns.iter().any(is_begun)
    }

    /// Whether a word has a capital that makes it a part of a name, such as `USA Today` or `Last Week Tonight`:
    /// inside a sentence, or in its second word. In a headline in title case, this says nothing.
    fn is_in_name(&self, text: &str, range: &Range<usize>, word: &str) -> bool {
        if self.words.has_title_case && is_title_case(text) {
            return false;
        }
        let typed = text[range.clone()].split_whitespace().zip(word.split_whitespace());
        typed.enumerate().any(|(n, (typed, known))| {
            typed.starts_with(char::is_uppercase)
                && !known.starts_with(char::is_uppercase)
                && (n > 0 || !begins_sentence(&text[..range.start]))
        })
    }
}

/// Whether all longer words of a text but the first one begin with a capital.
fn is_title_case(text: &str) -> bool {
    let mut words = text.split_whitespace().skip(1).filter(|word| word.chars().count() > 3).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// What separates the words of a date.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}' | '\n' | '\r')
}

/// Where words of a text begin with a year. A few are not words, because characters other than spaces may end
/// in the byte before.
fn years(text: &[u8]) -> impl Iterator<Item = usize> {
    let pieces = (0..text.len()).step_by(PIECE);
    let may_have_one = pieces.filter(|start| {
        text[*start..].first_chunk().is_none_or(|piece: &[u8; PIECE + YEAR]| may_have_year(piece))
    });
    let starts = may_have_one.flat_map(|start| start..(start + PIECE).min(text.len().saturating_sub(YEAR)));
    let digits = |start: usize| &text[start + 1..=start + YEAR];
    starts
        .filter(move |start| may_end_space(text[*start]) && digits(*start).iter().all(u8::is_ascii_digit))
        .map(|start| start + 1)
}

/// Whether a year may begin after any of the first [`PIECE`] bytes. All of them are looked at together, and
/// of the digits, the first and the last.
fn may_have_year(piece: &[u8; PIECE + YEAR]) -> bool {
    let may_be = |at: usize| {
        may_end_space(piece[at]) & piece[at + 1].is_ascii_digit() & piece[at + YEAR].is_ascii_digit()
    };
    (0..PIECE).fold(false, |any, at| any | may_be(at))
}

fn may_end_space(byte: u8) -> bool {
    matches!(byte, b' ' | b',' | b'\n' | b'\r' | 0x80..)
}

/// The text in lower case, with every letter where it was.
fn in_small_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = |c: char| {
        let mut small = c.to_lowercase();
        small.next().filter(|one| small.next().is_none() && one.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(small).collect()
}

/// How a form of a weekday may be typed, besides ASCII capitals: with a capital, in capitals, and with any
/// apostrophe.
fn spellings(form: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for apostrophe in ["’", "'", "ʼ"] {
        let form = form.replace('’', apostrophe);
        all.extend([capitalised(&form), form.to_uppercase(), form]);
    }
    all
}

/// A word as it is at the beginning of a sentence.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The number of a day: `20`, `20.`, `20th`.
fn day(word: &str) -> Option<i8> {
    const LONGEST_ENDING: usize = 3;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ending = word[digits..].trim_start_matches(['.', '-']);
    let is_ending = ending.chars().count() <= LONGEST_ENDING && ending.chars().all(char::is_alphabetic);
    word[..digits].parse().ok().filter(|_| is_ending && digits <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::model::theme::WordFiles;

    /// A language of the default theme.
    fn language(name: &str) -> Language {
        let text = match name {
            "en" => include_str!("../../../themes/default/i18n/en.ftl"),
            "uk" => include_str!("../../../themes/default/i18n/uk.ftl"),
            _ => include_str!("../../../themes/default/i18n/de.ftl"),
        };
        let source = Arc::new(Source::new(name.to_owned(), text));
        Language::new(DayWords::of(&WordFiles::from([(name.to_owned(), vec![source])]), name))
    }

    #[track_caller]
    fn assert_wrong(name: &str, text: &str, expected: &[(&str, &str)]) {
        let wrong = language(name).wrong_weekdays(text);
        let wrong: Vec<_> =
            wrong.iter().map(|wrong| (&text[wrong.range.clone()], wrong.right.as_str())).collect();
        assert_eq!(wrong, expected, "{text}");
    }

    #[test]
    fn letters_stay_where_they_were_when_they_become_small() {
        let small = in_small_letters("THIS Week");
        assert_eq!(small, "this week");
        assert_eq!(in_small_letters("THIS Week “İ” Å"), format!("{small} “İ” å"));
    }

    #[test]
    fn weekdays_are_held_against_their_dates() {
        for text in [
            "On Sunday 21 December 2025, and Monday, December 22, 2025.",
            "On Sunday 20 people of December 2025; Sunday 31 February 2025; Sunday",
            "the Sunday Times, 20 December 2025, Sundays 20 December 2025, Easter Sunday",
            "Sunday 20 December, Sunday 20th and so on in 2025, Sunday the 21st of December 2025",
        ] {
            assert_wrong("en", text, &[]);
        }
        for (text, found, right) in [
            ("On Sunday 20 December 2025", "Sunday", "Saturday"),
            ("on sunday, December 20, 2025", "sunday", "Saturday"),
            ("SUNDAY, Dec. 20, 2025", "SUNDAY", "Saturday"),
            ("Sunday the 20th of December, 2025", "Sunday", "Saturday"),
            ("Sunday,\u{a0}20\n December\u{202f}2025", "Sunday", "Saturday"),
        ] {
            assert_wrong("en", text, &[(found, right)]);
        }
    }

    #[test]
    fn three_words_may_stand_between_and_three_letters_end_a_number() {
        assert_wrong("en", "Sunday the 20th of the December 2025", &[("Sunday", "Saturday")]);
        assert_wrong("en", "Sunday the the 20th of the December 2025", &[]);
        assert_wrong("en", "Sunday 20 December 1000", &[("Sunday", "Saturday")]);
        assert_wrong("en", "Sunday 20 December 999", &[]);
        assert_eq!((day("20-ого"), day("20-того")), (Some(20), None));
        assert_eq!((day("20"), day("20."), day("020"), day("2025")), (Some(20), Some(20), None, None));
    }

    #[test]
    fn texts_without_years_are_told_from_others_wherever_these_stand() {
        let en = language("en");
        let may_have = |text: &str| en.may_have_dates(en.weekdays.as_ref().unwrap(), text);
        for start in 0..=2 * PIECE {
            let start = " ".repeat(start);
            for date in [
                "Sunday 20 December 2025",
                "SUNDAY,\u{a0}Dec.\u{202f}20,\r\n2025",
                "Sunday the of the 20th December 02025, and",
                "Sunday , , , , 20 December    2025",
            ] {
                assert!(may_have(&format!("{start}{date}")), "{date}");
                assert!(may_have(&format!("{start}{date}{start}")), "{date}");
            }
            for none in
                ["Sunday 20 December 999", "Sunday, https://a.org/2025/12/20", "a b c d e 2025", "2025"]
            {
                assert!(!may_have(&format!("{start}{none}{start}")), "{none}");
            }
        }
        assert!(!may_have("Sunday the the of the 20th December 2025"));
    }

    #[test]
    fn weekdays_stand_in_the_form_of_the_sentence() {
        for (text, found, right) in [
            ("неділя, 20 грудня 2025", "неділя", "субота"),
            ("НЕДІЛЯ, 20 ГРУДНЯ 2025 року", "НЕДІЛЯ", "Субота"),
            ("У неділю, 20 грудня 2025 року", "У неділю", "У суботу"),
            ("в понеділок 20 грудня 2025", "в понеділок", "в суботу"),
            ("у суботу, 19 грудня 2025", "у суботу", "у п’ятницю"),
            ("в п'ятницю, 20 грудня 2025", "в п'ятницю", "в суботу"),
            ("тому неділю 20 грудня 2025", "неділю", "суботу"),
            ("до понеділка, 20-го грудня 2025", "понеділка", "суботи"),
        ] {
            assert_wrong("uk", text, &[(found, right)]);
        }
        assert_wrong("uk", "у неділю, 21 грудня 2025, у неділю 20 дронів", &[]);
        for (text, found, right) in [
            ("am Montag, dem 20. Dezember 2025", "Montag", "Samstag"),
            ("Am Montag, den 20. Dezember 2025", "Montag", "Samstag"),
            ("Sonntag, 20. Dezember 2025", "Sonntag", "Samstag"),
            ("Sonnabend, der 21. Dezember 2025", "Sonnabend", "Sonntag"),
        ] {
            assert_wrong("de", text, &[(found, right)]);
        }
        for text in [
            "am Sonntag, dem 21. Dezember 2025",
            "Welt am Sonntag, 20. Dezember 2025",
            "Sonntag, 20 Drohnen 2025",
        ] {
            assert_wrong("de", text, &[]);
        }
    }

    #[track_caller]
    fn assert_relative(name: &str, text: &str, expected: Option<&str>) {
        assert_eq!(language(name).relative_word(text), expected, "{text}");
    }

    #[test]
    fn words_for_days_count_outside_quotations_and_names() {
        for text in [
            "He said “not today” and left",
            "Todays",
            "USA Today names four towns",
            "USA Today Names Four Towns",
            "Talks Resume Today with Some Envoys",
            "This Week in Rust 629",
            "What This Week in Rust says",
            "This week in Kyiv",
            "Last Week Tonight mocks the minister",
            "The minister on Last Week Tonight",
            "Last Week Tonight Mocks the Minister",
            "The editor of the Today programme resigns",
            "Today in history",
            "The workforce of tomorrow",
            "Sunday Times names four towns",
        ] {
            assert_relative("en", text, None);
        }
        for (text, word) in [
            ("Talks resume today", "today"),
            ("Talks Resume Today", "today"),
            ("Talks Resume Today for Some Envoys", "today"),
            ("Minister: Today we vote", "today"),
            ("Talks this week in Rome", "this week"),
            ("Last week in Rome they met", "last week"),
            ("Kyiv today", "today"),
            ("İstanbul today", "today"),
            ("USA Today says talks end tomorrow", "tomorrow"),
        ] {
            assert_relative("en", text, Some(word));
        }
    }

    #[test]
    fn words_for_days_are_those_of_the_language() {
        for (text, word) in [
            ("Переговори сьогодні", "сьогодні"),
            ("Учора говорили про мир", "учора"),
            ("Зустріч наступного тижня", "наступного тижня"),
        ] {
            assert_relative("uk", text, Some(word));
        }
        for text in ["Вони сказали «завтра»", "Сьогоднішні переговори", "Talks resume today"]
        {
            assert_relative("uk", text, None);
        }
        for (text, word) in [
            ("Gespräche gehen heute weiter", "heute"),
            ("Heute Abend wird gewählt", "heute"),
            ("Minister reist nächste Woche nach Kyjiw", "nächste Woche"),
            ("Der Hafen öffnet morgen", "morgen"),
        ] {
            assert_relative("de", text, Some(word));
        }
        for text in [
            "Angriff am Morgen",
            "Der Hafen am Morgen",
            "Die heute-show und das heute-journal",
            "Das Wien Heute",
            "Die Stadt von morgen",
            "Talks resume today",
        ] {
            assert_relative("de", text, None);
        }
    }
}
