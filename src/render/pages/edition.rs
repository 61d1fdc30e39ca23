//! Editions: the digest of a day, a week or a month, which is also the front page while it is the newest.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::cards::CardOf;
use crate::model::graph::edition::Edition;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::typed::span::Span;
use crate::model::value::field::{List, Spanned};
use crate::model::value::id::{BriefingIdx, EditionIdx, QuestionIdx, StorylineIdx, WatchIdx};
use crate::render::figures;
use crate::render::figures::GlanceView;
use crate::render::pages::shared;
use crate::render::pages::{
    AnswerView, ChangesView, CorrectionView, EntryView, FrontView, LinkView, Links, PageView, QuestionView,
    QuoteView, SafeHtml, Shared, SourceView, TrendView, WatchView, WholeView, agenda, card, change,
    correction, entry, page, picture, question, quote, source, storyline, whole,
};
use crate::render::wording::Wording;

/// How many questions, watch items and answers an edition shows, of each; the briefings have them all.
const MOST_ITEMS: usize = 8;
/// How many earlier briefings of the lead's storyline.
const MOST_PREVIOUS: usize = 3;
/// How many quotes.
const MOST_QUOTES: usize = 3;
/// How many corrections.
const MOST_CORRECTIONS: usize = 3;

/// The digest of a day, a week or a month.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EditionView {
    /// Its number: from its file, or counted on from the edition before.
    pub number: usize,
    /// The title from its file, or the day or days it covers, in words.
    pub title: String,
    /// Those days, if the title does not name them.
    pub days: Option<String>,
    /// The first day it covers, for `<time datetime>`.
    pub iso: String,
    /// The link to it.
    pub href: String,
    /// The lines under the title.
    pub summary: Option<String>,
    /// A line above everything else.
    pub notice: Option<String>,
    /// The points to know.
    pub takeaways: Vec<String>,
    /// The editor's note.
    pub note: Option<SafeHtml>,
    /// The language of the texts of its file, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// `extra` of its file.
    pub extra: serde_json::Value,
    /// Its briefings: the lead, then those in the order that its file gives, then the rest in order of
    /// publication. Never empty.
    pub entries: Vec<Shared<EntryView>>,
    /// What follows the lead, by part; empty without parts.
    pub parts: Vec<PartView>,
    /// The text of its only briefing, with headings from the third level down. Sources then have their ids.
    pub text: Option<SafeHtml>,
    /// The whole text of each briefing, if the edition shows it, in the order of `entries`.
    pub whole: Vec<WholeView>,
    /// The first paragraph of the first briefing, if the edition has more than one and does not show them
    /// whole.
    pub opening: Option<SafeHtml>,
    /// How many briefings it has, in words.
    pub count: String,
    /// What is new in its first briefing.
    pub changes: ChangesView,
    /// What that briefing's storyline had before, newest first.
    pub previously: Vec<Shared<EntryView>>,
    /// The figures of its briefings, for each series those of the newest period, where accounts do not
    /// differ.
    pub figures: Vec<GlanceView>,
    /// The same, where accounts differ.
    pub differing: Vec<GlanceView>,
    /// The questions its briefings ask, eight at most.
    pub questions: Vec<QuestionView>,
    /// The answers they give, eight at most.
    pub answers: Vec<AnswerView>,
    /// What they say to look out for, eight items at most.
    pub watch: Vec<WatchView>,
    /// Words of others, whole sentences first, three at most.
    pub quotes: Vec<QuoteView>,
    /// The storylines that its briefings belong to, in the order in which they first appear there.
    pub storylines: Vec<MovedView>,
    /// Whether its briefings show their day, because it covers more than one.
    pub dated: bool,
    /// The days of its week; empty for a month or an issue, and if all briefings are from one day.
    pub week: Vec<DayView>,
    /// The latest corrections up to its last day, newest first, three at most.
    pub corrections: Vec<CorrectionView>,
    /// The sources of its briefings, each once. The nth is cited as n if the edition shows whole texts.
    pub sources: Vec<SourceView>,
    /// The edition before it.
    pub previous: Option<LinkView>,
    /// The edition after it.
    pub next: Option<LinkView>,
    /// Whether it is the newest one.
    pub newest: bool,
    /// What the front page has besides it; nothing on its own page.
    pub front: Option<FrontView>,
}

/// A part of an edition.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartView {
    /// Its heading; nothing for what is in no part.
    pub title: Option<String>,
    /// Its briefings.
    pub entries: Vec<Shared<EntryView>>,
}

/// A storyline in an edition.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MovedView {
    /// The storyline.
    pub storyline: Shared<LinkView>,
    /// Which way it is going.
    pub trend: Option<TrendView>,
    /// How many briefings of this edition belong to it, in words.
    pub count: String,
    /// Its last briefing before this edition.
    pub before: Option<Shared<EntryView>>,
}

/// A day of a week.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DayView {
    /// The day in short: `22 Dec`.
    pub title: String,
    /// The day, for `<time datetime>`.
    pub iso: String,
    /// The link to its edition; empty if it has none of its own.
    pub href: String,
    /// How many briefings it has; zero for a quiet day.
    pub count: usize,
    /// Whether the current edition covers this day alone.
    pub current: bool,
}

/// An edition. On the front page, the canonical page is the edition's own, or that of its only briefing.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: EditionIdx,
) -> (PageView, EditionView) {
    let edition = &site.editions[idx.at()];
    let title = links.edition(idx).title.clone();
    let neighbour = |n: Option<usize>| {
        let n = n.filter(|n| *n < site.editions.len())?;
        Some(links.edition(EditionIdx::new(n)).clone())
    };
    let (differing, figures) =
        figures::of_edition(site, links, wording, idx).into_iter().partition(|item| item.accounts.differ);
    let newest = idx.at() + 1 == site.editions.len();
    let mut whole = site.is_whole(edition).then(|| whole::of(site, links, wording, edition));
    let file = site.edition_file(edition);
    let front = file.map(|file| &file.item.front);
    let view = EditionView {
        number: edition.number,
        title: title.clone(),
        days: Some(wording.edition_days(edition)).filter(|days| *days != title),
        iso: edition.days.0.to_string(),
        href: site.config.base.href(&edition.url()),
        summary: front.and_then(|front| wording.text(front.summary.text())),
        notice: front.and_then(|front| wording.text(front.notice.text())),
        takeaways: front.map(|front| texts(wording, &front.takeaways)).unwrap_or_default(),
        note: whole::note(site, edition).map(|html| (&Html::trusted(html)).into()),
        language: wording.foreign(front.and_then(|front| front.lang.text())),
        direction: wording.direction(front.and_then(|front| front.lang.text())),
        extra: file.map_or(serde_json::Value::Null, |file| shared::extra(&file.item.front.extra, &file.body)),
        parts: parts(links, wording, edition),
        entries: links.entries(edition.briefings.iter().copied()),
        text: edition.only().map(|idx| text(site, idx)),
        opening: opening(site, edition.lead()).filter(|_| edition.only().is_none() && whole.is_none()),
        count: wording.words.count("briefings-count", edition.briefings.len()),
        changes: change::view(site, links, wording, edition.lead().into(), None),
        previously: change::previously(site, links, edition.lead(), MOST_PREVIOUS),
        figures,
        differing,
        questions: questions(site, links, wording, edition),
        answers: edition
            .briefings
            .iter()
            .flat_map(|idx| question::answers(site, links, wording, *idx))
            .take(MOST_ITEMS)
            .collect(),
        watch: watch(site, links, wording, edition),
        quotes: quotes(site, links, wording, edition),
        storylines: moved(site, links, wording, edition),
        dated: edition.days.0 != edition.days.1,
        week: week(site, wording, edition),
        corrections: corrections(site, edition, newest)
            .into_iter()
            .map(|(briefing, n)| correction::view(site, links, wording, briefing, n))
            .collect(),
        sources: match &mut whole {
            Some(whole) => std::mem::take(&mut whole.sources),
            None => sources(site, links, wording, edition),
        },
        whole: whole.into_iter().flat_map(|whole| whole.briefings).map(|(_, view)| view).collect(),
        previous: neighbour(idx.at().checked_sub(1)),
        next: neighbour(Some(idx.at() + 1)),
        newest,
        front: None,
    };
    let lead = site.briefing(edition.lead());
    let told = || wording.text(lead.item.front.summary.text()).or_else(|| entry::excerpt(lead));
    let description = view.summary.clone().or_else(told);
    let day = site.briefing(edition.first()).item.day;
    let mut breadcrumbs =
        vec![links.front(), links.link(&day.year().to_string(), &UrlPath::year(day.year()))];
    if !matches!(edition.span, Span::Month(_)) {
        let month = UrlPath::month(day.year(), day.month());
        breadcrumbs.push(links.link(&wording.dates.month_alone(day.month()), &month));
    }
    let page = page::view(site, wording, title, description, &edition.url(), breadcrumbs);
    let canonical = match edition.only() {
        Some(idx) => site.config.base.absolute(&site.briefing(idx).item.url()),
        None => page.canonical.clone(),
    };
    let mut page = PageView { canonical, ..page };
    let lead_front = &lead.item.front;
    match file.filter(|file| file.body.picture.is_some()) {
        Some(file) => picture::set(site, wording, &mut page, &file.body, &file.item.front.picture),
        // The photograph itself appears on the page with its briefing.
        None => {
            picture::set(site, wording, &mut page, &lead.body, &lead_front.picture);
            page.picture = None;
        }
    }
    card::set(site, links, wording, &mut page, CardOf::Edition(idx));
    (page, view)
}

/// The texts of a list, with the quotes and dashes of the language.
fn texts(wording: &Wording, list: &List<Spanned<String>>) -> Vec<String> {
    list.iter().map(|text| wording.typeset(&text.value)).collect()
}

/// What follows the lead, by part, if there are parts.
fn parts(links: &Links, wording: &Wording, edition: &Edition) -> Vec<PartView> {
    let (Some((_, first)), Some((_, last))) = (edition.parts.first(), edition.parts.last()) else {
        return Vec::new();
    };
    let entries = |range: std::ops::Range<usize>| links.entries(edition.briefings[range].iter().copied());
    let before = PartView { title: None, entries: entries(1..first.start) };
    let after = PartView {
        title: Some(wording.words.get("edition-rest")),
        entries: entries(last.end..edition.briefings.len()),
    };
    let parts = edition.parts.iter().map(|(title, range)| PartView {
        title: Some(wording.typeset(title)),
        entries: entries(range.clone()),
    });
    let parts = std::iter::once(before).chain(parts).chain([after]);
    parts.filter(|part| !part.entries.is_empty()).collect()
}

/// The paragraph that a text begins with, without the marks of notes and sources. Its links to parts of its
/// own page work from anywhere. Nothing for a text that begins with something else, or whose paragraph has an
/// id, because an id belongs to one place only.
pub(super) fn opening(site: &Site, idx: BriefingIdx) -> Option<SafeHtml> {
    let html = site.briefing(idx).html().as_str();
    let end = html.find("</p>").filter(|_| html.starts_with("<p>"))? + "</p>".len();
    let mut rest = &html[..end];
    let mut paragraph = String::new();
    while let Some((before, mark)) = rest.split_once("<sup class=\"") {
        paragraph += before;
        rest = mark.split_once("</sup>")?.1;
    }
    paragraph += rest;
    let page = site.config.base.href(&site.briefing(idx).item.url());
    let paragraph = paragraph.replace(" href=\"#", &format!(" href=\"{}#", Html::escape(&page).as_str()));
    (!paragraph.contains(" id=\"")).then(|| (&Html::trusted(paragraph)).into())
}

/// The text of a briefing below its headline, which is a heading of the second level.
fn text(site: &Site, idx: BriefingIdx) -> SafeHtml {
    let mut html = site.briefing(idx).html().as_str().to_owned();
    for level in (2..=5).rev() {
        let deeper = level + 1;
        html = html.replace(&format!("<h{level} "), &format!("<h{deeper} "));
        html = html.replace(&format!("<h{level}>"), &format!("<h{deeper}>"));
        html = html.replace(&format!("</h{level}>"), &format!("</h{deeper}>"));
    }
    (&Html::trusted(html)).into()
}

fn questions(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Vec<QuestionView> {
    let mut seen: Vec<QuestionIdx> = Vec::new();
    for briefing in &edition.briefings {
        for question in site.briefing(*briefing).links.questions.iter().filter_map(|q| q.question) {
            if !seen.contains(&question) && seen.len() < MOST_ITEMS {
                seen.push(question);
            }
        }
    }
    seen.into_iter().map(|question| question::view(site, links, wording, question)).collect()
}

fn watch(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Vec<WatchView> {
    let mut seen: Vec<WatchIdx> = Vec::new();
    for briefing in &edition.briefings {
        for item in site.briefing(*briefing).links.watch.iter().filter_map(|item| item.watch) {
            if !seen.contains(&item) && seen.len() < MOST_ITEMS {
                seen.push(item);
            }
        }
    }
    seen.into_iter().map(|item| agenda::view(site, links, wording, item)).collect()
}

fn quotes(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Vec<QuoteView> {
    let all = edition.briefings.iter().flat_map(|idx| {
        let count = site.briefing(*idx).item.front.quotes.len();
        (0..count).map(|n| (*idx, n as u32))
    });
    let mut quotes: Vec<QuoteView> = all
        .map(|item| quote::view(site, links, wording, item))
        .filter(|q| !q.paraphrase && !q.retracted)
        .collect();
    quotes.sort_by_key(|quote| !quote.sentence);
    quotes.truncate(MOST_QUOTES);
    quotes
}

fn sources(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Vec<SourceView> {
    // The text beside them cites them by number, so all of them are there.
    if let Some(idx) = edition.only() {
        return source::views(site, links, wording, idx);
    }
    let mut seen = BTreeSet::new();
    let all = edition.briefings.iter().flat_map(|idx| source::views(site, links, wording, *idx));
    all.filter(|source| seen.insert(source.key())).collect()
}

fn moved(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Vec<MovedView> {
    let of = |briefing: &BriefingIdx| site.briefing(*briefing).links.all_storylines();
    let (mut found, mut places): (Vec<(StorylineIdx, usize)>, _) = (Vec::new(), BTreeMap::new());
    for storyline in edition.briefings.iter().flat_map(of) {
        let at = *places.entry(storyline).or_insert(found.len());
        if at == found.len() {
            found.push((storyline, 0));
        }
        found[at].1 += 1;
    }
    let first = edition.first();
    let views = found.into_iter().map(|(storyline, count)| MovedView {
        storyline: links.storyline(storyline),
        trend: storyline::trend_of(site, wording, storyline),
        count: wording.words.count("briefings-count", count),
        before: links.entries(change::before(site, storyline, first).last().copied()).pop(),
    });
    views.collect()
}

fn week(site: &Site, wording: &Wording, edition: &Edition) -> Vec<DayView> {
    let (first, own) = match edition.span {
        Span::Week(first) => (first, None),
        Span::Day(day) if edition.days == (day, day) => {
            let monday = day.iso_week_date().first_of_week().map_or(day, |week| week.date());
            (monday, Some(day))
        }
        Span::Day(_) | Span::Month(_) | Span::Issue(_) => return Vec::new(),
    };
    let days = (0..7).map(|n| {
        let day = first.saturating_add(n.days());
        let count = site.count_of_day(day);
        DayView {
            title: wording.dates.short_day(day),
            iso: day.to_string(),
            href: match (own, count == 0) {
                (Some(_), false) => site.config.base.href(&UrlPath::day(day)),
                _ => String::new(),
            },
            count,
            current: own == Some(day),
        }
    });
    let days: Vec<DayView> = days.collect();
    if days.iter().filter(|day| day.count > 0).count() > 1 { days } else { Vec::new() }
}

/// The latest corrections that an edition shows, newest first.
pub(in crate::render) fn corrections(site: &Site, edition: &Edition, newest: bool) -> Vec<ItemRef> {
    let last = edition.days.1;
    let dated = &site.corrections_by_date;
    let up_to = if newest { dated.len() } else { dated.partition_point(|(date, _)| *date <= last) };
    dated[..up_to].iter().rev().take(MOST_CORRECTIONS).map(|(_, item)| *item).collect()
}
