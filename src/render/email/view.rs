//! Editions by email: the same as the edition's page says, shorter, with absolute links only.

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::series::Amount;
use crate::model::graph::site::Site;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::edition::EditionText;
use crate::model::value::id::{BriefingIdx, EditionIdx};
use crate::render::figures;
use crate::render::figures::{AccountsView, FigureView, chart};
use crate::render::pages::{
    AnswerView, ChangesView, LinkView, Links, PictureView, SafeHtml, WatchView, change, correction, date,
    edition, picture, site, whole,
};
use crate::render::wording::Wording;

/// How many series of figures an email shows.
const MOST_SERIES: usize = 10;
/// How many characters mail programs show beside the subject, at most.
const MOST_PREHEADER: usize = 160;
/// How many values a row of bars shows.
const MOST_BARS: usize = 12;

/// An edition by email. All its links are absolute.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailView {
    /// The subject: from the edition's file, or the first headline, the name of the digest and the edition's
    /// number.
    pub subject: String,
    /// What mail programs show beside the subject: what the edition's file has for it, or the lines under that headline, or the other headlines,
    /// cut at 160 characters.
    pub preheader: String,
    /// The number of the edition.
    pub number: usize,
    /// The title from its file, or the day or days it covers, in words.
    pub title: String,
    /// Those days, if the title does not name them.
    pub days: Option<String>,
    /// The lines under the title.
    pub summary: Option<String>,
    /// A line above everything else.
    pub notice: Option<String>,
    /// The points to know.
    pub takeaways: Vec<String>,
    /// The language of the texts of its file, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The editor's note. Its links are absolute.
    pub note: Option<SafeHtml>,
    /// The first day it covers, for `<time datetime>`.
    pub iso: String,
    /// The edition on the web.
    pub href: String,
    /// The front page.
    pub home: String,
    /// Its briefings in the order in which it shows them. Never empty.
    pub entries: Vec<EmailEntryView>,
    /// The whole text of its briefings, with their figures and sources, if `email` asks for it. Its links are
    /// absolute.
    pub whole: Option<SafeHtml>,
    /// The figures of its briefings, for each series those of the newest period, ten series at most.
    pub figures: Vec<EmailFiguresView>,
    /// How many series are left out; zero if all are there.
    pub more_figures: usize,
    /// The questions its briefings answer, each with the answer as its note.
    pub answers: Vec<EmailLineView>,
    /// The questions they ask, each with its age as its note.
    pub questions: Vec<EmailLineView>,
    /// What they say to look out for, each with its date as its label.
    pub watch: Vec<EmailLineView>,
    /// The latest corrections up to its last day, newest first, three at most.
    pub corrections: Vec<EmailCorrectionView>,
    /// The publisher.
    pub publisher: String,
    /// The postal address of the publisher.
    pub address: Option<String>,
    /// Where readers can leave the list.
    pub unsubscribe: Option<String>,
}

/// A briefing in an edition by email.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailEntryView {
    /// The headline.
    pub title: String,
    /// The briefing on the web.
    pub href: String,
    /// When it was published: the time, and in an edition of more than one day the day too. None in an edition
    /// of one day for a date without a time.
    pub when: Option<String>,
    /// Its home storyline.
    pub storyline: Option<LinkView>,
    /// The place it is about.
    pub place: Option<LinkView>,
    /// Analysis or explainer, in words; nothing for a report.
    pub genre: Option<String>,
    /// Its photograph, with an absolute URL.
    pub picture: Option<PictureView>,
    /// The lines under the headline.
    pub summary: Option<String>,
    /// What changed: the lines of `changed`, or, without any, what can be derived.
    pub changes: Vec<EmailLineView>,
    /// The language of the briefing, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
}

/// A line of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailLineView {
    /// What comes before the text.
    pub label: Option<String>,
    /// The text.
    pub text: String,
    /// Where it leads; empty if it leads nowhere.
    pub href: String,
    /// What comes after the text.
    pub note: Option<String>,
}

/// The figures of a series for one period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailFiguresView {
    /// The series.
    pub series: LinkView,
    /// The period counted over, in words.
    pub period: String,
    /// Whether accounts differ or speakers agree, in words; nothing for a single account.
    pub verdict: Option<String>,
    /// The figures of the edition, then what is said elsewhere about the same thing.
    pub rows: Vec<EmailFigureView>,
}

/// A figure in an edition by email.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailFigureView {
    /// Who says so, or what carries it.
    pub by: String,
    /// How much, in words.
    pub value: String,
    /// The number behind the speaker's own words.
    pub number: Option<String>,
    /// The figure on the web.
    pub href: String,
    /// How certain it is and the doubt about its period, in words.
    pub status: Option<String>,
    /// Whether it was withdrawn.
    pub retracted: bool,
    /// What was there before a correction.
    pub was: Option<String>,
    /// Correction, clarification or retraction with its date, in words.
    pub correction: Option<String>,
    /// How it compares with the same speaker's last comparable figure, in words.
    pub change: Option<String>,
    /// That speaker's comparable values up to this one, as a row of bars; none for a single value.
    pub bars: Option<String>,
    /// The same values in words, for those who cannot see the bars.
    pub bars_label: String,
}

/// A correction in an edition by email.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EmailCorrectionView {
    /// Correction, clarification or retraction, in words, with whose error it was.
    pub kind: String,
    /// When it was made, in words.
    pub date: String,
    /// The correction on the web.
    pub href: String,
    /// The briefing it belongs to.
    pub briefing: LinkView,
    /// The notice.
    pub text: Option<String>,
    /// What was there before.
    pub was: Option<String>,
    /// What is right.
    pub now: Option<String>,
}

/// An edition by email. Without a host its links are those of the site.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, idx: EditionIdx) -> EmailView {
    let edition = &site.editions[idx.at()];
    let (_, page) = edition::page(site, links, wording, idx);
    let config = &site.config;
    let settings = config.email();
    let daily = edition.days.0 == edition.days.1;
    let entries: Vec<_> =
        edition.briefings.iter().map(|idx| entry(site, links, wording, *idx, daily)).collect();
    let (figures, more_figures) = figures(site, links, wording, idx);
    let newest = idx.at() + 1 == site.editions.len();
    let corrections = edition::corrections(site, edition, newest);
    let front = site.edition_file(edition).map(|file| &file.item.front);
    let text = settings.and_then(|settings| settings.text.get());
    let is_whole = text == Some(&EditionText::Full);
    let unsubscribe = settings.and_then(|settings| settings.unsubscribe.first());
    EmailView {
        subject: match front.and_then(|front| front.subject.text()) {
            Some(typed) => one_line(&wording.typeset(typed)),
            None => subject(site, wording, &entries[0].title, page.number),
        },
        preheader: match front.and_then(|front| front.preheader.text()) {
            Some(typed) => one_line(&wording.typeset(typed)),
            None => preheader(&entries),
        },
        number: page.number,
        title: page.title,
        days: page.days,
        summary: page.summary,
        notice: page.notice,
        takeaways: page.takeaways,
        note: whole::note_outside(site, edition).map(|html| (&Html::trusted(html)).into()),
        language: page.language,
        direction: page.direction,
        whole: is_whole.then(|| (&Html::trusted(whole::outside(site, links, wording, edition))).into()),
        iso: page.iso,
        href: links.address(&page.href),
        home: config.base.address(&UrlPath::front()),
        figures,
        more_figures,
        answers: page.answers.into_iter().map(|answer| answer_line(links, answer)).collect(),
        questions: page
            .questions
            .into_iter()
            .map(|question| line(links, None, question.text, &question.href, question.age))
            .collect(),
        watch: page.watch.into_iter().map(|item| watch_line(links, wording, item)).collect(),
        corrections: corrections.into_iter().map(|item| correction(site, links, wording, item)).collect(),
        publisher: site::publisher_name(site, wording),
        address: settings.and_then(|settings| wording.text(settings.address.text())),
        unsubscribe: unsubscribe.map(|link| link.value.as_str().to_owned()),
        entries,
    }
}

fn line(
    links: &Links,
    label: Option<String>,
    text: String,
    href: &str,
    note: Option<String>,
) -> EmailLineView {
    EmailLineView { label, text, href: links.address(href), note }
}

/// What to look out for: with its day and time, and whether it is over or off.
fn watch_line(links: &Links, wording: &Wording, item: WatchView) -> EmailLineView {
    let when = [item.date, item.time].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let cancelled = item.cancelled.then(|| wording.words.get("watch-cancelled"));
    let note = item.answer.map(|answer| answer.text).or(cancelled);
    line(links, Some(when).filter(|when| !when.is_empty()), item.text, &item.href, note)
}

fn answer_line(links: &Links, answer: AnswerView) -> EmailLineView {
    match answer.question {
        Some(question) => line(links, None, question.title, &answer.href, Some(answer.text)),
        None => line(links, None, answer.text, &answer.href, None),
    }
}

fn subject(site: &Site, wording: &Wording, headline: &str, number: usize) -> String {
    let (site, number) = (wording.typeset(&site.config.title), wording.words.count("edition-number", number));
    one_line(&format!("{headline} – {site}, {number}"))
}

fn entry(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx, daily: bool) -> EmailEntryView {
    let linked = site.briefing(idx);
    let briefing = &linked.item;
    let storyline = linked.links.storylines.first().map(|home| {
        let storyline = &site.storyline(home.storyline).item;
        links.outside(links.link(&storyline.title, &storyline.url()))
    });
    EmailEntryView {
        title: wording.typeset(&briefing.title),
        href: site.config.base.address(&briefing.url()),
        when: when(wording, briefing, daily),
        storyline,
        place: linked.links.place.map(|place| links.outside(links.dossier_link(place))),
        genre: wording.genre(briefing),
        picture: picture::outside(site, wording, &linked.body, &briefing.front.picture)
            .map(|picture| PictureView { href: picture.url, ..picture.view }),
        summary: wording.text(briefing.front.summary.text()),
        changes: changes(site, links, wording, idx),
        language: wording.foreign(briefing.front.lang.text()),
        direction: wording.direction(briefing.front.lang.text()),
    }
}

fn when(wording: &Wording, briefing: &Briefing, daily: bool) -> Option<String> {
    let date = date::published(wording, briefing);
    match (daily, date.time) {
        (true, time) => time,
        (false, Some(time)) => Some(format!("{}, {time}", date.text)),
        (false, None) => Some(date.text),
    }
}

/// The desk's own lines; without any, what can be derived.
fn changes(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> Vec<EmailLineView> {
    let ChangesView { lines, figures, asked, answered, .. } =
        change::view(site, links, wording, idx.into(), None);
    if !lines.is_empty() {
        return lines.into_iter().map(|text| line(links, None, text, "", None)).collect();
    }
    let figures = figures.into_iter().map(|figure| {
        line(links, Some(figure.series.title), figure.value, &figure.href, Some(figure.change.text))
    });
    let question =
        |key: &str, link: LinkView| line(links, Some(wording.words.get(key)), link.title, &link.href, None);
    let answered = answered.into_iter().map(|link| question("answered-anew", link));
    let asked = asked.into_iter().map(|link| question("asked-anew", link));
    figures.chain(answered).chain(asked).collect()
}

/// The figures, and how many series are left out.
fn figures(site: &Site, links: &Links, wording: &Wording, idx: EditionIdx) -> (Vec<EmailFiguresView>, usize) {
    let groups = figures::groups_of_edition(site, idx);
    let more = groups.len().saturating_sub(MOST_SERIES);
    let shown = groups.into_iter().take(MOST_SERIES).map(|(series, n, own)| {
        let AccountsView { series, period, verdict, figures, others, .. } =
            figures::accounts(site, links, wording, series, n, Some(&own));
        let own = figures.into_iter().zip(own.into_iter().map(Some));
        let rows = own.chain(others.into_iter().map(|figure| (figure, None)));
        EmailFiguresView {
            series: links.outside(series),
            period,
            verdict,
            rows: rows.map(|(figure, item)| row(site, links, wording, figure, item)).collect(),
        }
    });
    (shown.collect(), more)
}

fn row(
    site: &Site,
    links: &Links,
    wording: &Wording,
    figure: FigureView,
    item: Option<ItemRef>,
) -> EmailFigureView {
    let named = if figure.by.is_empty() { &figure.sources } else { &figure.by };
    let by: Vec<&str> = named.iter().map(|link| link.title.as_str()).collect();
    let by = if by.is_empty() { wording.words.get("speaker-unknown") } else { by.join(", ") };
    let change = figure.change.map(|change| {
        format!("{}, {} {}", change.text, wording.words.get("compared-with"), change.from.title)
    });
    let correction = figure.correction;
    let (bars, bars_label) = item.and_then(|item| bars(site, wording, item)).unzip();
    EmailFigureView {
        by,
        value: figure.value,
        number: figure.number,
        href: links.address(&figure.href),
        status: [figure.status, figure.doubt]
            .into_iter()
            .flatten()
            .reduce(|all, next| format!("{all}, {next}")),
        retracted: figure.retracted,
        was: figure.was,
        correction: correction.map(|correction| {
            let kind = correction.kind_and_error();
            let right = correction.right.map(|right| format!(": {}", right.title)).unwrap_or_default();
            format!("{}, {}{right}", kind, correction.date.text)
        }),
        change,
        bars,
        bars_label: bars_label.unwrap_or_default(),
    }
}

/// The comparable values of one speaker up to a figure, as bars and in words.
fn bars(site: &Site, wording: &Wording, item: ItemRef) -> Option<(String, String)> {
    let ties = figures::placed(site, item);
    let idx = ties.series?;
    let series = site.series(idx);
    let mut account = series.account(ties.account);
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
    let words: Vec<String> =
        amounts.iter().map(|amount| wording.amount(*amount, figures::unit(site, idx))).collect();
    Some((chart::bars(&middle)?, words.join(", ")))
}

fn correction(site: &Site, links: &Links, wording: &Wording, (idx, n): ItemRef) -> EmailCorrectionView {
    let correction = correction::view(site, links, wording, idx, n);
    let briefing = &site.briefing(idx).item;
    // Speakers who were wrong themselves did say it: nothing is struck through.
    let change = correction.change(wording).filter(|_| correction.mistaken);
    let is_struck = change.is_none();
    EmailCorrectionView {
        kind: correction.kind_and_error(),
        date: correction.date.text,
        href: links.address(&correction.href),
        briefing: links.outside(links.link(&briefing.title, &briefing.url())),
        text: correction.text.or(change),
        was: correction.was.filter(|_| is_struck),
        now: correction.now.filter(|_| is_struck),
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
