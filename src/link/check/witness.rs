//! Whether quotes and figures are in the texts that their sources were taken from.
//!
//! A source has a text of `content/sources/` or an excerpt of its own; without either it has that of what it
//! came `via`. Each text is read once for all that is taken from it. What has several sources needs to be in
//! only one of their texts.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::report;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Held, Help, Place, Source, Span, Suggestions};
use crate::language::numbers::Numbers;
use crate::language::verbatim::{Passage, Text};
use crate::link::release::HeldBack;
use crate::model::address::path::ContentPath;
use crate::model::graph::refs::Cited;
use crate::model::graph::site::{BriefingLinks, Site};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::hold::Draft;
use crate::model::typed::item::{Correction, CorrectionKind, Figure, Quote, Status};
use crate::model::value::field::Spanned;

/// The texts of `content/sources/`; `None` for one that cannot be read.
pub(in crate::link) type Texts = BTreeMap<ContentPath, Option<Arc<Source>>>;

/// Looks at all briefings. `held_links` are the links of those that are held back.
pub(super) fn check(
    site: &Site,
    held: &HeldBack,
    held_links: &[BriefingLinks],
    texts: &Texts,
    diags: &mut Diagnostics,
) {
    let released = site.briefings.iter().map(|briefing| {
        let held = briefing.unreleased.as_ref().map(|_| Held::Shown);
        Told { briefing: &briefing.item, links: &briefing.links, held }
    });
    let held = held.briefings.iter().zip(held_links).map(|(briefing, links)| {
        let held = if briefing.article.hold.draft == Draft::Yes { Held::Draft } else { Held::Counts };
        Told { briefing, links, held: Some(held) }
    });
    let all: Vec<Told<'_>> = released.chain(held).collect();
    let mut gathered = Gathered { texts, near: OnceCell::new(), named: BTreeMap::new(), claims: Vec::new() };
    all.iter().enumerate().for_each(|(n, told)| gathered.add(n, told, diags));
    let Gathered { named, claims, .. } = gathered;
    report_missing(&all, texts, &claims, diags);
    for (path, held) in &named {
        held.iter().for_each(|held| diags.hold(&format!("content/{path}"), *held));
    }
    // What is not read may be what names a text, and a misspelt name may be that of any text.
    let knows_all = all.iter().all(|told| told.briefing.article.keys.know_all_of("sources"));
    if !knows_all || diags.has(Code::UnknownText) {
        return;
    }
    for path in texts.iter().filter(|(_, text)| text.is_some()).map(|(path, _)| path) {
        if !named.contains_key(path) {
            let name = path.in_sources().unwrap_or_default();
            let help = format!("add `file: {name}` to a source, or remove it");
            let place = Place::file(format!("content/{path}"));
            report(diags, Code::UnusedText, place, "no source names this text", help);
        }
    }
}

/// A briefing.
struct Told<'a> {
    briefing: &'a Briefing,
    links: &'a BriefingLinks,
    /// Whether it is held back.
    held: Option<Held>,
}

/// What a source was taken from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Witness<'a> {
    /// A text of `content/sources/`.
    File(&'a ContentPath),
    /// The excerpt of a source: the briefing and the source, by position.
    Excerpt(usize, usize),
}

/// What is known of the text of a source.
#[derive(Clone, Copy)]
enum Own<'a> {
    Text(Witness<'a>),
    /// It names one that is not there or cannot be read, which has been reported.
    Unread,
    None,
}

/// A quote or a figure, by position in its briefing.
#[derive(Clone, Copy)]
enum Item {
    Quote(usize),
    Figure(usize),
}

/// Something that must be in one of several texts.
struct Claim<'a> {
    briefing: usize,
    item: Item,
    witnesses: Vec<Witness<'a>>,
}

struct Gathered<'a> {
    texts: &'a Texts,
    near: OnceCell<Suggestions<&'a str>>,
    /// The texts that are named, each with what becomes of its problems if only what is held back names it.
    named: BTreeMap<&'a ContentPath, Option<Held>>,
    claims: Vec<Claim<'a>>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, n: usize, told: &Told<'a>, diags: &mut Diagnostics) {
        let front = &told.briefing.front;
        let sources = 0..front.sources.0.len();
        let mut own: Vec<Own<'a>> = sources.map(|source| self.own(n, source, told, diags)).collect();
        if own.iter().all(|own| matches!(own, Own::None)) {
            return;
        }
        own.resize(told.links.sources.len(), Own::None);
        inherit(&mut own, told.links);
        let quotes = front.quotes.iter().zip(&told.links.quotes).enumerate();
        let quotes = quotes
            .filter(|(_, (quote, links))| {
                !quote.value.paraphrase.is_true() && !is_retracted(told.briefing, links.correction)
            })
            .map(|(at, (_, links))| (Item::Quote(at), &links.sources));
        let figures = front.figures.iter().zip(&told.links.figures).enumerate();
        let figures = figures
            .filter(|(_, (figure, links))| {
                figure.value.status.get() != Some(&Status::Retracted)
                    && !is_retracted(told.briefing, links.correction)
            })
            .map(|(at, (_, links))| (Item::Figure(at), &links.sources));
        for (item, cited) in quotes.chain(figures) {
            let witnesses = witnesses(cited, &own);
            if !witnesses.is_empty() {
                self.claims.push(Claim { briefing: n, item, witnesses });
            }
        }
    }

    /// The text of a source itself. One that is not there is reported.
    fn own(&mut self, n: usize, source: usize, told: &Told<'a>, diags: &mut Diagnostics) -> Own<'a> {
        let article = &told.briefing.article;
        let (_, typed) = &told.briefing.front.sources.0[source];
        let (file, excerpt) = match (typed.file.spanned(), typed.excerpt.spanned()) {
            (Some(_), Some(excerpt)) => {
                let message = "this source has both a `file` and an `excerpt`";
                let help = "remove one of the two";
                report(diags, Code::WrongType, article.place(excerpt.key), message, help);
                return Own::Unread;
            }
            (file, excerpt) => (file, excerpt),
        };
        if excerpt.is_some() {
            return Own::Text(Witness::Excerpt(n, source));
        }
        let Some(file) = file else { return Own::None };
        let path = ContentPath::new(&format!("sources/{}", file.value.trim()));
        match path.and_then(|path| self.texts.get_key_value(&path)) {
            Some((path, text)) => {
                let held = self.named.entry(path).or_insert(told.held);
                *held = held.and_then(|before| told.held.map(|held| more(before, held)));
                if text.is_some() { Own::Text(Witness::File(path)) } else { Own::Unread }
            }
            None => {
                let message = format!("`content/sources/` has no text `{}`", file.value.trim());
                let help = self.near(file.value.trim());
                report(diags, Code::UnknownText, article.place(file.span), message, help);
                Own::Unread
            }
        }
    }

    /// The help line for a text that is not there.
    fn near(&self, name: &str) -> Help {
        let names = || self.texts.keys().filter_map(ContentPath::in_sources);
        let known = self.near.get_or_init(|| Suggestions::new(names()));
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let in_folder = || {
            let (near, safety) = known.nearest_and_safety(last)?;
            Some(Help::instead(format!("did you mean `{near}`?"), safety, name, *near))
        };
        known.did_you_mean(name).or_else(in_folder).unwrap_or_else(|| {
            "check the name: it must be a file in `content/sources/`, with its extension".into()
        })
    }
}

/// The texts of sources, each once. None if one of them cannot be read, since that may be the one.
fn witnesses<'a>(cited: &[Cited], own: &[Own<'a>]) -> Vec<Witness<'a>> {
    let (mut witnesses, mut seen) = (Vec::new(), BTreeSet::new());
    for cited in cited {
        let Cited::Own(n) = cited else { continue };
        match own[*n] {
            Own::Unread => return Vec::new(),
            Own::Text(witness) if seen.insert(witness) => witnesses.push(witness),
            Own::Text(_) | Own::None => {}
        }
    }
    witnesses
}

/// Of two ways to hold problems back, the one that lets more of them count.
fn more(one: Held, other: Held) -> Held {
    let order = [Held::Shown, Held::Counts, Held::Draft];
    order.into_iter().find(|held| *held == one || *held == other).unwrap_or(one)
}

/// Gives each source without a text that of the nearest one it came from.
fn inherit(own: &mut [Own<'_>], links: &BriefingLinks) {
    let mut is_known: Vec<bool> = own.iter().map(|own| !matches!(own, Own::None)).collect();
    for start in 0..own.len() {
        let (mut path, mut at) = (Vec::new(), start);
        while !is_known[at] {
            // A circle, which has been reported, comes back to what is known to have none.
            is_known[at] = true;
            path.push(at);
            match links.sources[at].via {
                Some(Cited::Own(next)) => at = next,
                _ => break,
            }
        }
        let found = own[at];
        path.into_iter().for_each(|source| own[source] = found);
    }
}

/// Whether a correction takes something back, and says nothing in its place.
fn is_retracted(briefing: &Briefing, correction: Option<u32>) -> bool {
    let correction = correction.map(|n| &briefing.front.corrections[n as usize].value);
    correction.is_some_and(|correction| {
        correction.kind.get() == Some(&CorrectionKind::Retraction) && correction.now.get().is_none()
    })
}

/// Reads each text once, and reports what is in none of its own.
fn report_missing(all: &[Told<'_>], texts: &Texts, claims: &[Claim<'_>], diags: &mut Diagnostics) {
    let mut asked: BTreeMap<Witness<'_>, Vec<usize>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate() {
        claim.witnesses.iter().for_each(|witness| asked.entry(*witness).or_default().push(n));
    }
    let asked: Vec<(Witness<'_>, Vec<usize>)> = asked.into_iter().collect();
    let answers = asked.par_iter().map(|(witness, asked)| {
        let text = text_of(all, texts, *witness);
        answers(all, claims, text, &Shift::of(all, *witness), asked)
    });
    let mut found = BTreeSet::new();
    let mut nearest: BTreeMap<usize, Vec<(Witness<'_>, Passage)>> = BTreeMap::new();
    for (asked, answers) in asked.iter().zip(answers.collect::<Vec<_>>()) {
        for (n, answer) in asked.1.iter().zip(answers) {
            match answer {
                Answer::There => _ = found.insert(*n),
                Answer::Missing(passage) => {
                    nearest.entry(*n).or_default().extend(passage.map(|passage| (asked.0, passage)));
                }
            }
        }
    }
    for (n, claim) in claims.iter().enumerate().filter(|(n, _)| !found.contains(n)) {
        let order: BTreeMap<&Witness<'_>, usize> = claim.witnesses.iter().zip(0..).collect();
        let near = nearest.remove(&n).unwrap_or_default().into_iter();
        diags.report(problem(all, claim, near.min_by_key(|(witness, _)| order.get(witness).copied())));
    }
}

enum Answer {
    There,
    /// With the nearest passage.
    Missing(Option<Passage>),
}

fn text_of<'t>(all: &[Told<'t>], texts: &'t Texts, witness: Witness<'t>) -> &'t str {
    match witness {
        Witness::File(path) => texts.get(path).and_then(Option::as_ref).map_or("", |source| &source.text),
        Witness::Excerpt(briefing, source) => {
            all[briefing].briefing.front.sources.0[source].1.excerpt.text_or_empty()
        }
    }
}

/// Whether a text contains what it is asked for, in order.
fn answers(
    all: &[Told<'_>],
    claims: &[Claim<'_>],
    text: &str,
    shift: &Shift,
    asked: &[usize],
) -> Vec<Answer> {
    let (words, numbers) = (OnceCell::new(), OnceCell::new());
    let has_words = |wanted: &str| words.get_or_init(|| Text::new(text)).has(wanted);
    let has_number = |value: f64| numbers.get_or_init(|| Numbers::of(text)).has(value);
    let answer = |claim: &Claim<'_>| {
        let Told { briefing, links, .. } = &all[claim.briefing];
        let correction = |n: Option<u32>| n.map(|n| &briefing.front.corrections[n as usize].value);
        match claim.item {
            Item::Quote(n) => {
                let quote = &briefing.front.quotes[n].value;
                let forms = forms(quote, correction(links.quotes[n].correction));
                if forms.iter().any(|form| has_words(form)) {
                    return Answer::There;
                }
                let words = words.get_or_init(|| Text::new(text));
                let near = forms.iter().find_map(|form| words.nearest(form));
                Answer::Missing(near.map(|near| Passage { line: shift.line(near.line), ..near }))
            }
            Item::Figure(n) => {
                let figure = &briefing.front.figures[n].value;
                let own = figure.value.iter().all(|value| has_number(value.value.value()));
                let amount = links.figures[n].amount;
                let right = || amount.is_some_and(|amount| has_number(amount.low) && has_number(amount.high));
                let worded = || figure.wording.text().is_some_and(has_words);
                if own || right() || worded() { Answer::There } else { Answer::Missing(None) }
            }
        }
    };
    asked.iter().map(|n| answer(&claims[*n])).collect()
}

/// The words that may be in the text: those of the quote in any language, and what they were corrected to.
fn forms(quote: &Quote, correction: Option<&Correction>) -> Vec<String> {
    let text = quote.text.text_or_empty();
    let mut forms = vec![text.to_owned()];
    forms.extend(quote.original.0.iter().map(|(_, text)| text.clone()));
    if let Some((correction, now)) = correction.and_then(|it| Some((it, it.now.text()?))) {
        let was = correction.was.text().map(str::trim).filter(|was| !was.is_empty() && text.contains(was));
        forms.push(was.map_or_else(|| now.to_owned(), |was| text.replacen(was, now.trim(), 1)));
    }
    forms
}

/// Which lines of its file the lines of an excerpt are.
struct Shift {
    /// The line on which the value begins.
    first: usize,
    /// How many lines of the file and of the value come before the first that both have; `None` if the lines
    /// of the value are not those of the file.
    before: Option<(usize, usize)>,
}

impl Shift {
    fn of(all: &[Told<'_>], witness: Witness<'_>) -> Self {
        let Witness::Excerpt(briefing, source) = witness else {
            return Self { first: 1, before: Some((0, 0)) };
        };
        let briefing = all[briefing].briefing;
        let Some(Spanned { value, span, .. }) = briefing.front.sources.0[source].1.excerpt.spanned() else {
            return Self { first: 1, before: None };
        };
        let typed = &briefing.article.source.text[span.range()];
        let first = value.lines().position(|line| !line.trim().is_empty()).unwrap_or_default();
        let line = value.lines().nth(first).unwrap_or_default().trim();
        let at = typed.lines().position(|typed| typed.trim() == line);
        let has_all = |at: &usize| typed.lines().count() - at >= value.trim_end().lines().count() - first;
        let before = at.filter(has_all).map(|at| (at, first));
        Self { first: briefing.article.place(*span).line_column().0, before }
    }

    fn line(&self, line: usize) -> usize {
        self.before.map_or(self.first, |(typed, value)| self.first + typed + (line - 1).saturating_sub(value))
    }
}

/// The problem of something that is in none of its texts.
fn problem(all: &[Told<'_>], claim: &Claim<'_>, near: Option<(Witness<'_>, Passage)>) -> Diagnostic {
    let briefing = all[claim.briefing].briefing;
    let shown = |witness: &Witness<'_>| match witness {
        Witness::File(path) => format!("`content/{path}`"),
        Witness::Excerpt(_, source) => {
            format!("the excerpt of `{}`", briefing.front.sources.0[*source].0.value)
        }
    };
    let texts = match &claim.witnesses[..] {
        [one] => shown(one),
        several => format!("any of the {} texts of its sources", several.len()),
    };
    let first = claim.witnesses.first().map(shown).unwrap_or_default();
    match claim.item {
        Item::Quote(n) => {
            let place = quote_span(&briefing.front.quotes[n]);
            let message = format!("this quote is not in {texts}");
            let help = match near {
                Some((witness, Passage { words, line })) => {
                    let file = match witness {
                        Witness::File(path) => format!("content/{path}"),
                        Witness::Excerpt(..) => briefing.article.source.path.clone(),
                    };
                    format!(
                        "the nearest passage is: “{}” ({file}:{line}); quote it exactly, or write \
                         `paraphrase: true`",
                        words.replace('`', "'")
                    )
                }
                None => {
                    "add the words of the text as `original: {uk: …}` if the quote is translated, or write \
                         `paraphrase: true`"
                        .to_owned()
                }
            };
            Diagnostic::at(Code::QuoteNotInSource, briefing.article.place(place), message).help(help)
        }
        Item::Figure(n) => {
            let figure = &briefing.front.figures[n];
            let place = briefing.article.place(figure_span(figure));
            let message = format!("this figure's number is not in {texts}");
            let help = format!(
                "check the number against {first}; add `as: …` with the words used there, if it is in words"
            );
            Diagnostic::at(Code::FigureNotInSource, place, message).help(help)
        }
    }
}

fn quote_span(quote: &Spanned<Quote>) -> Span {
    quote.value.text.spanned().map_or(quote.span, |text| text.span)
}

fn figure_span(figure: &Spanned<Figure>) -> Span {
    figure.value.value.first().map_or(figure.span, |value| value.span)
}
