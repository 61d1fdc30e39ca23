//! Dates, numbers and texts as the site's language writes them.

mod amount;
mod currency;
pub(in crate::render) mod dates;
pub(in crate::render) mod number;

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::language::letters::Order;
use crate::language::typography::Typography;
use crate::model::graph::edition::Edition;
use crate::model::graph::site::{Site, Unreleased};
use crate::model::theme::words::Words;
use crate::model::typed::briefing::{Briefing, Genre};
use crate::model::typed::config::Config;
use crate::model::typed::item::Status;
use crate::model::typed::span::Span;
use crate::model::value::date::{Date, When};
use crate::model::value::doubt::{Doubt, Doubted};
use crate::model::value::language::direction;
pub(in crate::render) use amount::qualifier_key;
use dates::Dates;
use number::Numbers;

/// How a site writes.
pub struct Wording {
    /// The theme's words.
    pub words: Arc<Words>,
    pub(in crate::render) dates: Dates,
    pub(in crate::render) numbers: Numbers,
    pub(in crate::render) order: Order,
    pub(in crate::render) zone: TimeZone,
    typography: Typography,
    language: String,
}

impl Wording {
    /// The wording of a site.
    pub fn new(config: &Config, words: Arc<Words>) -> Self {
        Self {
            words,
            dates: Dates::new(config),
            numbers: Numbers::new(&config.language),
            order: Order::of(&config.language),
            zone: config.zone.clone(),
            typography: Typography::of(&config.language),
            language: config.language.clone(),
        }
    }

    /// A date that may be doubted.
    pub(in crate::render) fn when(&self, when: Doubted<When>) -> String {
        self.doubted(self.dates.when(when.value), when.doubt)
    }

    /// A date in words, with what is in doubt about it.
    pub(in crate::render) fn doubted(&self, date: String, doubt: Doubt) -> String {
        let date = if doubt.is_approximate { self.words.named("date-approximate", &date) } else { date };
        if doubt.is_uncertain { self.words.named("date-uncertain", &date) } else { date }
    }

    /// What is in doubt about a period that is written elsewhere.
    pub(in crate::render) fn period_doubt(&self, doubt: Doubt) -> String {
        let approximate = doubt.is_approximate.then(|| self.words.get("period-approximate"));
        let inferred = doubt.is_uncertain.then(|| self.words.get("period-inferred"));
        approximate.into_iter().chain(inferred).collect::<Vec<_>>().join(", ")
    }

    /// The marks around a quotation in the site's language.
    pub fn quotation_marks(&self) -> [&'static str; 2] {
        self.typography.quotation_marks()
    }

    /// A text of the front matter, with the quotes and dashes of the site's language.
    pub fn typeset(&self, text: &str) -> String {
        self.typography.text(text.trim())
    }

    /// The text of an optional key.
    pub fn text(&self, text: Option<&str>) -> Option<String> {
        text.filter(|text| !text.trim().is_empty()).map(|text| self.typeset(text))
    }

    /// The direction of a text in a language, if that is not the site's.
    pub fn direction(&self, language: Option<&str>) -> Option<&'static str> {
        direction(language?, &self.language)
    }

    /// The language of a text, if it is not the site's.
    pub fn foreign(&self, language: Option<&str>) -> Option<String> {
        language.filter(|language| *language != self.language).map(str::to_owned)
    }

    /// The title of an edition: that of its file, or its days.
    pub fn edition_title(&self, site: &Site, edition: &Edition) -> String {
        let typed = site.edition_file(edition).and_then(|file| file.item.front.title.text());
        typed.map_or_else(|| self.edition_days(edition), |title| self.typeset(title))
    }

    /// What an edition covers, in words.
    pub fn edition_days(&self, edition: &Edition) -> String {
        let (first, last) = edition.days;
        match edition.span {
            Span::Month(first) if last == first.last_of_month() => {
                self.dates.month(first.year(), first.month())
            }
            _ if first == last => self.dates.weekday(first),
            _ => self.dates.days(first, last),
        }
    }

    /// What keeps something from readers, in words.
    pub fn unreleased(&self, unreleased: Option<Unreleased>) -> Option<String> {
        Some(match unreleased? {
            Unreleased::Draft => self.words.get("draft"),
            Unreleased::Until(time) => {
                let local = time.to_zoned(self.zone.clone());
                let day = self.dates.day(local.date());
                self.words
                    .about("not-before", &[("day", &day), ("time", &local.strftime("%H:%M").to_string())])
            }
        })
    }

    /// Analysis or explainer, in words; nothing for a report.
    pub fn genre(&self, briefing: &Briefing) -> Option<String> {
        match briefing.front.genre.get().copied().unwrap_or_default() {
            Genre::Briefing => None,
            Genre::Analysis => Some(self.words.get("genre-analysis")),
            Genre::Explainer => Some(self.words.get("genre-explainer")),
        }
    }

    /// How many days something has lasted on a day, in words that stay true after that day.
    pub fn age(&self, key: &str, days: i64, on: Date) -> String {
        self.words.count_of(key, usize::try_from(days).unwrap_or(0), &self.dates.day(on))
    }

    /// A status in words.
    pub fn certainty(&self, status: Status) -> String {
        self.words.get(match status {
            Status::Confirmed => "certainty-confirmed",
            Status::Reported => "certainty-reported",
            Status::Claimed => "certainty-claimed",
            Status::Disputed => "certainty-disputed",
            Status::Denied => "certainty-denied",
            Status::Unverified => "certainty-unverified",
            Status::Retracted => "certainty-retracted",
        })
    }
}

/// At most the first `most` characters of a text, up to the end of a word.
pub(in crate::render) fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let words = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..words].trim_end())
}

/// The whole sentences of the first bytes of a text, which end where more follows. Nothing if none ends there.
pub(in crate::render) fn sentences(text: &str, end: usize) -> Option<&str> {
    let ends = |(at, mark): &(usize, char)| {
        let is_last = text[at + mark.len_utf8()..].starts_with(char::is_whitespace);
        matches!(mark, '。' | '！' | '？') || matches!(mark, '.' | '!' | '?' | '…') && is_last
    };
    text[..end].char_indices().rfind(ends).map(|(at, mark)| &text[..at + mark.len_utf8()])
}

/// A text without the words at its end that announce a list or a quotation, as that does not follow.
pub(in crate::render) fn finished(text: String) -> String {
    match text.strip_suffix([':', '：']) {
        None => text,
        Some(before) => sentences(before, before.len()).map_or_else(|| format!("{before} …"), str::to_owned),
    }
}
