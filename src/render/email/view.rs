//! Editions by email: the same as the edition's page says, shorter, with absolute links only.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::series::Amount;
use crate::model::graph::site::Span;
use crate::model::typed::briefing::Briefing;
use crate::model::value::id::{BriefingIdx, EditionIdx};
use crate::render::figures::chart;
use crate::render::figures::{AccountsView, FigureView};
use crate::render::pages::{AnswerView, ChangesView, LinkView, Views};

/// How many series of figures an email shows.
const MOST_SERIES: usize = 10;
/// How many characters mail programs show beside the subject, at most.
const MOST_PREHEADER: usize = 160;
/// How many values a row of bars shows.
const MOST_BARS: usize = 12;

/// An edition by email. All its links are absolute.
#[derive(Debug, Clone, Serialize)]
pub struct EmailView {
    /// The subject: the first headline, the name of the digest and the edition's number.
    pub subject: String,
    /// What mail programs show beside the subject: the lines under that headline, or the other headlines,
    /// cut at 160 characters.
    pub preheader: String,
    /// The number of the edition.
    pub number: usize,
    /// The day or days it covers, in words.
    pub title: String,
    /// The first day it covers, for `<time datetime>`.
    pub iso: String,
    /// The edition on the web.
    pub href: String,
    /// The front page.
    pub home: String,
    /// Its briefings in order of publication. Never empty.
    pub entries: Vec<EmailEntryView>,
    /// The figures of its briefings, of each series those of the newest period, ten series at most.
    pub figures: Vec<EmailFiguresView>,
    /// How many series are left out; zero if all are there.
    pub more_figures: usize,
    /// The questions its briefings answer, each with the answer as note.
    pub answers: Vec<EmailLineView>,
    /// The questions they ask, each with its age as note.
    pub questions: Vec<EmailLineView>,
    /// What they say to look out for, each with its date as label.
    pub watch: Vec<EmailLineView>,
    /// The last corrections up to its last day, newest first, three at most.
    pub corrections: Vec<EmailCorrectionView>,
    /// Who publishes.
    pub publisher: String,
    /// The postal address of the publisher.
    pub address: Option<String>,
    /// Where a reader leaves the list.
    pub unsubscribe: Option<String>,
}

/// A briefing in an edition by email.
#[derive(Debug, Clone, Serialize)]
pub struct EmailEntryView {
    /// The headline.
    pub title: String,
    /// The briefing on the web.
    pub href: String,
    /// When it was published: the time, in an edition of a week the day too. None for a day without a time.
    pub when: Option<String>,
    /// Its home storyline.
    pub storyline: Option<LinkView>,
    /// The place it is about.
    pub place: Option<LinkView>,
    /// Analysis or explainer, in words; nothing for a report.
    pub genre: Option<String>,
    /// The lines under the headline.
    pub summary: Option<String>,
    /// What changed: the lines of `changed`, or without any what can be derived.
    pub changes: Vec<EmailLineView>,
    /// The language of the briefing, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
}

/// A line of a list.
#[derive(Debug, Clone, Serialize)]
pub struct EmailLineView {
    /// What stands before the text.
    pub label: Option<String>,
    /// The text.
    pub text: String,
    /// Where it leads; empty if it leads nowhere.
    pub href: String,
    /// What stands after the text.
    pub note: Option<String>,
}

/// The figures of a series for one period.
#[derive(Debug, Clone, Serialize)]
pub struct EmailFiguresView {
    /// The series.
    pub series: LinkView,
    /// What was counted over, in words.
    pub period: String,
    /// Whether accounts differ or speakers agree, in words; nothing for a single account.
    pub verdict: Option<String>,
    /// The figures of the edition, then what is said elsewhere of the same.
    pub rows: Vec<EmailFigureView>,
}

/// A figure in an edition by email.
#[derive(Debug, Clone, Serialize)]
pub struct EmailFigureView {
    /// Who says so, or what carries it.
    pub by: String,
    /// How much, in words.
    pub value: String,
    /// The number behind the speaker's own words.
    pub number: Option<String>,
    /// The figure on the web.
    pub href: String,
    /// How certain it is, in words.
    pub status: Option<String>,
    /// Whether it was taken back.
    pub retracted: bool,
    /// What stood there before a correction.
    pub was: Option<String>,
    /// Correction, clarification or retraction with its date, in words.
    pub correction: Option<String>,
    /// How it compares with the same speaker's last comparable figure, in words.
    pub change: Option<String>,
    /// That speaker's comparable values up to this one as a row of bars; none for a single value.
    pub bars: Option<String>,
    /// The same values in words, for those who do not see the bars.
    pub bars_label: String,
}

/// A correction in an edition by email.
#[derive(Debug, Clone, Serialize)]
pub struct EmailCorrectionView {
    /// Correction, clarification or retraction, in words.
    pub kind: String,
    /// When it was made, in words.
    pub date: String,
    /// The correction on the web.
    pub href: String,
    /// The briefing it belongs to.
    pub briefing: LinkView,
    /// The notice.
    pub text: Option<String>,
    /// What stood there.
    pub was: Option<String>,
    /// What is right.
    pub now: Option<String>,
}

impl Views {
    /// An edition by email. Without a host its links are those of the site.
    pub fn email(&self, idx: EditionIdx) -> EmailView {
        let edition = &self.site.editions[idx.at()];
        let (_, page) = self.edition_page(idx);
        let config = &self.site.config;
        let settings = config.email();
        let daily = matches!(edition.span, Span::Day(_));
        let entries: Vec<_> = edition.briefings.iter().map(|idx| self.email_entry(*idx, daily)).collect();
        let (figures, more_figures) = self.email_figures(idx);
        let newest = idx.at() + 1 == self.site.editions.len();
        let corrections = self.edition_corrections(edition, newest);
        let unsubscribe = settings.and_then(|settings| settings.unsubscribe.first());
        EmailView {
            subject: self.email_subject(&entries[0].title, page.number),
            preheader: preheader(&entries),
            number: page.number,
            title: page.title,
            iso: page.iso,
            href: self.outside(&page.href),
            home: config.base.address(&UrlPath::front()),
            figures,
            more_figures,
            answers: page.answers.into_iter().map(|answer| self.email_answer(answer)).collect(),
            questions: page
                .questions
                .into_iter()
                .map(|question| self.email_line(None, question.text, &question.href, question.age))
                .collect(),
            watch: page
                .watch
                .into_iter()
                .map(|item| self.email_line(item.date, item.text, &item.href, None))
                .collect(),
            corrections: corrections.into_iter().map(|item| self.email_correction(item)).collect(),
            publisher: self.publisher_name(),
            address: settings.and_then(|settings| self.text(settings.address.text())),
            unsubscribe: unsubscribe.map(|link| link.value.as_str().to_owned()),
            entries,
        }
    }

    /// A link of a page as it stands in an email.
    fn outside(&self, href: &str) -> String {
        self.site.config.base.from_elsewhere(href)
    }

    fn email_line(
        &self,
        label: Option<String>,
        text: String,
        href: &str,
        note: Option<String>,
    ) -> EmailLineView {
        EmailLineView { label, text, href: self.outside(href), note }
    }

    fn email_answer(&self, answer: AnswerView) -> EmailLineView {
        match answer.question {
            Some(question) => self.email_line(None, question.title, &answer.href, Some(answer.text)),
            None => self.email_line(None, answer.text, &answer.href, None),
        }
    }

    fn outside_link(&self, link: LinkView) -> LinkView {
        LinkView { href: self.outside(&link.href), ..link }
    }

    fn email_subject(&self, headline: &str, number: usize) -> String {
        let (site, number) =
            (self.typeset(&self.site.config.title), self.words.count("edition-number", number));
        one_line(&format!("{headline} – {site}, {number}"))
    }

    fn email_entry(&self, idx: BriefingIdx, daily: bool) -> EmailEntryView {
        let linked = self.site.briefing(idx);
        let briefing = &linked.item;
        let storyline = linked.links.storylines.first().map(|home| {
            let storyline = &self.site.storyline(home.storyline).item;
            self.outside_link(self.link(&storyline.title, &storyline.url()))
        });
        EmailEntryView {
            title: self.typeset(&briefing.title),
            href: self.site.config.base.address(&briefing.url()),
            when: self.email_when(briefing, daily),
            storyline,
            place: linked.links.place.map(|place| self.outside_link(self.dossier_link(place))),
            genre: self.genre(briefing),
            summary: self.text(briefing.front.summary.text()),
            changes: self.email_changes(idx),
            language: self.foreign(briefing.front.lang.text()),
            direction: self.direction(briefing.front.lang.text()),
        }
    }

    fn email_when(&self, briefing: &Briefing, daily: bool) -> Option<String> {
        let date = self.published(briefing);
        match (daily, date.time) {
            (true, time) => time,
            (false, Some(time)) => Some(format!("{}, {time}", date.text)),
            (false, None) => Some(date.text),
        }
    }

    /// The desk's own lines; without any, what can be derived.
    fn email_changes(&self, idx: BriefingIdx) -> Vec<EmailLineView> {
        let ChangesView { lines, figures, asked, answered, .. } = self.changes(idx);
        if !lines.is_empty() {
            return lines.into_iter().map(|line| self.email_line(None, line, "", None)).collect();
        }
        let figures = figures.into_iter().map(|figure| {
            self.email_line(Some(figure.series.title), figure.value, &figure.href, Some(figure.change.text))
        });
        let question = |key: &str, link: LinkView| {
            self.email_line(Some(self.words.get(key)), link.title, &link.href, None)
        };
        let answered = answered.into_iter().map(|link| question("answered-anew", link));
        let asked = asked.into_iter().map(|link| question("asked-anew", link));
        figures.chain(answered).chain(asked).collect()
    }

    /// The figures, and how many series are left out.
    fn email_figures(&self, idx: EditionIdx) -> (Vec<EmailFiguresView>, usize) {
        let groups = self.edition_groups(idx);
        let more = groups.len().saturating_sub(MOST_SERIES);
        let shown = groups.into_iter().take(MOST_SERIES).map(|(series, n, own)| {
            let AccountsView { series, period, verdict, figures, others, .. } =
                self.accounts(series, n, Some(&own));
            let own = figures.into_iter().zip(own.into_iter().map(Some));
            let rows = own.chain(others.into_iter().map(|figure| (figure, None)));
            EmailFiguresView {
                series: self.outside_link(series),
                period,
                verdict,
                rows: rows.map(|(figure, item)| self.email_figure(figure, item)).collect(),
            }
        });
        (shown.collect(), more)
    }

    fn email_figure(&self, figure: FigureView, item: Option<ItemRef>) -> EmailFigureView {
        let named = if figure.by.is_empty() { &figure.sources } else { &figure.by };
        let by: Vec<&str> = named.iter().map(|link| link.title.as_str()).collect();
        let by = if by.is_empty() { self.words.get("speaker-unknown") } else { by.join(", ") };
        let change = figure.change.map(|change| {
            format!("{}, {} {}", change.text, self.words.get("compared-with"), change.from.title)
        });
        let correction = figure.correction;
        let (bars, bars_label) = item.and_then(|item| self.email_bars(item)).unzip();
        EmailFigureView {
            by,
            value: figure.value,
            number: figure.number,
            href: self.outside(&figure.href),
            status: figure.status,
            retracted: figure.retracted,
            was: correction.as_ref().and_then(|correction| correction.was.clone()),
            correction: correction.map(|correction| format!("{}, {}", correction.kind, correction.date.text)),
            change,
            bars,
            bars_label: bars_label.unwrap_or_default(),
        }
    }

    /// The comparable values of one speaker up to a figure, as bars and in words.
    fn email_bars(&self, item: ItemRef) -> Option<(String, String)> {
        let links = self.figure_links(item);
        let idx = links.series?;
        let series = self.site.series(idx);
        let mut account = series.account(links.account);
        if account.figures[account.current] != item {
            return None;
        }
        let mut amounts: Vec<Amount> = Vec::new();
        loop {
            amounts.extend(account.amount);
            match account.previous {
                Some(previous) if amounts.len() < MOST_BARS => account = series.account(previous),
                _ => break,
            }
        }
        amounts.reverse();
        let middle: Vec<f64> = amounts.iter().map(|amount| (amount.low + amount.high) / 2.0).collect();
        let words: Vec<String> = amounts.iter().map(|amount| self.amount(*amount, self.unit(idx))).collect();
        Some((chart::bars(&middle)?, words.join(", ")))
    }

    fn email_correction(&self, (idx, n): ItemRef) -> EmailCorrectionView {
        let correction = self.correction(idx, n);
        let briefing = &self.site.briefing(idx).item;
        EmailCorrectionView {
            kind: correction.kind,
            date: correction.date.text,
            href: self.outside(&correction.href),
            briefing: self.outside_link(self.link(&briefing.title, &briefing.url())),
            text: correction.text,
            was: correction.was,
            now: correction.now,
        }
    }
}

/// The lines under the first headline, or the other headlines.
fn preheader(entries: &[EmailEntryView]) -> String {
    let text = match entries {
        [EmailEntryView { summary: Some(summary), .. }, ..] => one_line(summary),
        [_, others @ ..] => {
            let titles: Vec<&str> = others.iter().map(|entry| entry.title.as_str()).collect();
            one_line(&titles.join(" · "))
        }
        [] => String::new(),
    };
    match text.char_indices().nth(MOST_PREHEADER) {
        Some((end, _)) => {
            format!("{} …", text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words))
        }
        None => text,
    }
}

/// A text without line breaks, which a header and a line of an inbox cannot have.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
