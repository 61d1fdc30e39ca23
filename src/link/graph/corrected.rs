//! The figures, quotes and events of a briefing that its corrections are about.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Help, Safety, Suggestions};
use crate::language::quantity::Quantity;
use crate::link::references::{Resolver, Role};
use crate::model::graph::corrected::{Corrected, CorrectionLinks};
use crate::model::graph::series::Stretch;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{Actor, Actors, Correction, CorrectionKind, Fault};
use crate::model::value::field::Spanned;

/// What the corrections of a briefing are about, and for each item the one that holds.
pub(in crate::link) struct Corrections {
    held: HashMap<Corrected, u32>,
    /// For each correction, in the order of the front matter.
    pub(in crate::link) links: Vec<CorrectionLinks>,
}

impl Corrections {
    pub(in crate::link) fn of(&self, item: Corrected) -> Option<u32> {
        self.held.get(&item).copied()
    }

    /// Whether a correction says that whoever gave the value was wrong, or took it back.
    pub(in crate::link) fn is_of_source(&self, n: u32, briefing: &Briefing) -> bool {
        let kind = briefing.front.corrections[n as usize].value.kind.get().copied().unwrap_or_default();
        self.links[n as usize].fault == Fault::Source && kind != CorrectionKind::Clarification
    }
}

/// What a briefing's corrections ask about its items.
struct Items<'b> {
    briefing: &'b Briefing,
    /// Figures by series, and by speakers and period where a correction names them.
    figures: BTreeMap<FigureKey<'b>, Vec<usize>>,
    near: OnceCell<Suggestions<String>>,
}

type FigureKey<'b> = (&'b str, Option<Vec<&'b Actor>>, Option<Stretch>);

impl Resolver<'_> {
    /// What each correction of a briefing fixes. One that names nothing, or more than one thing, is reported;
    /// one of the text fixes no item. The newest correction of an item holds, but one that changes it takes
    /// precedence over one that only explains it.
    pub(in crate::link) fn corrections(&mut self, briefing: &Briefing) -> Corrections {
        let mut held = HashMap::new();
        let corrections = &briefing.front.corrections;
        if corrections.is_empty() {
            return Corrections { held, links: Vec::new() };
        }
        let items = self.items_by_name(briefing);
        let zone = &self.content.config.zone;
        let rank = |n: u32| {
            let correction = &corrections[n as usize].value;
            let retracts = correction.kind.get() == Some(&CorrectionKind::Retraction);
            let date = correction.date.get().map(|date| date.instant(zone));
            (correction.now.get().is_some() || retracts, date, n)
        };
        let mut links = Vec::with_capacity(corrections.len());
        for (n, correction) in (0..).zip(corrections) {
            let item = self.corrected_by(&correction.value, &items);
            if let Some(item) = item {
                held.entry(item)
                    .and_modify(|held: &mut u32| *held = std::cmp::max_by_key(*held, n, |n| rank(*n)))
                    .or_insert(n);
            }
            links.push(CorrectionLinks {
                item,
                fault: self.fault(correction, item, briefing),
                by: self.actors(&correction.value.by, &briefing.article, Role::Acts),
                sources: self.all_cited(&correction.value.source, briefing),
                right: None,
            });
        }
        Corrections { held, links }
    }

    /// Whose error a correction is about. One that should say whose and does not is reported, and taken to be ours.
    fn fault(
        &mut self,
        correction: &Spanned<Correction>,
        item: Option<Corrected>,
        briefing: &Briefing,
    ) -> Fault {
        let (front, value) = (&briefing.front, &correction.value);
        let has_voice = item.is_some_and(|item| match item {
            Corrected::Figure(n) => {
                let figure = &front.figures[n].value;
                !figure.by.is_empty() || !figure.source.is_empty()
            }
            Corrected::Quote(n) => {
                let quote = &front.quotes[n].value;
                !quote.by.is_empty() || !quote.source.is_empty()
            }
            Corrected::Event(n) => !front.events[n].value.source.is_empty(),
        });
        let explains = value.kind.get() == Some(&CorrectionKind::Clarification);
        let (code, span, message, help) = match value.error.spanned() {
            None if has_voice && !explains => (
                Code::UnattributedCorrection,
                value.fixes.spanned().map_or(correction.span, |fixes| fixes.span),
                "this correction does not say whose error it was",
                "write `error: ours` if the desk was wrong, `error: relay` if an outlet misreported the speaker, or `error: source` if the speaker was wrong",
            ),
            Some(error) if error.value != Fault::Ours && value.fixes.get().is_none() => (
                Code::UnclearCorrection,
                error.span,
                "only an error in an item can be a source's; this is a correction of the text",
                "name the item with `fixes`, or remove `error`",
            ),
            error => return error.map(|error| error.value).unwrap_or_default(),
        };
        let place = briefing.article.place(span);
        self.diags.report(Diagnostic::at(code, place, message).help(help));
        Fault::Ours
    }

    fn items_by_name<'b>(&self, briefing: &'b Briefing) -> Items<'b> {
        let mut figures: BTreeMap<FigureKey<'b>, Vec<usize>> = BTreeMap::new();
        for (n, figure) in briefing.front.figures.iter().enumerate() {
            let figure = &figure.value;
            let Some(series) = figure.series.get() else { continue };
            let (by, stretch) = (Some(in_order(&figure.by)), Some(self.stretch(figure, briefing)));
            for key in [(None, None), (by.clone(), None), (None, stretch), (by, stretch)] {
                figures.entry((series.as_str(), key.0, key.1)).or_default().push(n);
            }
        }
        Items { briefing, figures, near: OnceCell::new() }
    }

    fn corrected_by(&mut self, correction: &Correction, items: &Items<'_>) -> Option<Corrected> {
        let fixes = correction.fixes.spanned()?;
        let target = fixes.value.as_str();
        let briefing = items.briefing;
        let item = |kind, id| briefing.anchors.position(&format!("{kind}-{id}"));
        let figures = match target.split_once('/') {
            Some(("figures", series)) => {
                let is_of_source = correction.error.get() == Some(&Fault::Source);
                let by = (!correction.by.is_empty() && !is_of_source).then(|| in_order(&correction.by));
                let zone = &self.content.config.zone;
                let period = correction.period.get();
                let stretch = period.map(|period| Stretch::new(Some(*period), briefing.day, zone));
                let found = items.figures.get(&(series, by, stretch)).map_or(&[][..], Vec::as_slice);
                if is_of_source && found.len() > 1 {
                    wrong_of(
                        found,
                        correction,
                        briefing,
                        briefing.front.lang.text().unwrap_or(&self.content.config.language),
                    )
                } else {
                    found.into()
                }
            }
            Some(("quotes", id)) if let Some(n) = item("quote", id) => return Some(Corrected::Quote(n)),
            Some(("events", id)) if let Some(n) = item("event", id) => return Some(Corrected::Event(n)),
            _ => Cow::Borrowed(&[][..]),
        };
        let (code, message, help) = match &*figures {
            [one] => return Some(Corrected::Figure(*one)),
            [] => {
                (Code::UnknownId, format!("this briefing has no `{target}` to correct"), items.help(target))
            }
            [..] => {
                let message =
                    format!("`{target}` could be any of {} figures of this briefing", figures.len());
                let help = "add the `period` or the `by` of the one that was wrong".into();
                (Code::AmbiguousId, message, help)
            }
        };
        self.diags.report(Diagnostic::at(code, briefing.article.place(fixes.span), message).help(help));
        None
    }
}

/// Of several figures, those that a speaker got wrong: not those of whoever gives the right value, and of the
/// rest those with the value that is said to be wrong.
fn wrong_of<'n>(
    found: &'n [usize],
    correction: &Correction,
    briefing: &Briefing,
    language: &str,
) -> Cow<'n, [usize]> {
    let figure = |n: &usize| &briefing.front.figures[*n].value;
    let right = in_order(&correction.by);
    let others: Vec<usize> = found.iter().copied().filter(|n| in_order(&figure(n).by) != right).collect();
    let was = correction.was.text().and_then(|was| Quantity::read(was, language).ok());
    let has_value = |n: &usize| {
        was.as_ref().is_some_and(|was| {
            figure(n)
                .value
                .iter()
                .any(|value| value.value.value() == was.low || value.value.value() == was.high)
        })
    };
    let of_value: Vec<usize> = others.iter().copied().filter(has_value).collect();
    if of_value.is_empty() { others.into() } else { of_value.into() }
}

impl Items<'_> {
    fn help(&self, target: &str) -> Help {
        if let Some(("figures", series)) = target.split_once('/')
            && self.figures.contains_key(&(series, None, None))
        {
            let help = "`period` and `by` must be those of the figure; leave them out if it is the only one";
            return help.into();
        }
        let near = self.near.get_or_init(|| {
            let figures = self.briefing.front.figures.iter().filter_map(|figure| figure.value.series.get());
            let figures = figures.map(|series| format!("figures/{}", series.as_str()));
            let quotes = self.briefing.anchors.quotes.iter().map(|id| id.replacen("quote-", "quotes/", 1));
            let events = self.briefing.anchors.events.iter().map(|id| id.replacen("event-", "events/", 1));
            Suggestions::new(figures.chain(quotes).chain(events))
        });
        let named = ["figures", "quotes", "events"].map(|kind| format!("{kind}/{target}"));
        let is_there = |name: &&String| near.nearest(name).is_some_and(|near| near == *name);
        let meant =
            |name: &String| Help::instead(format!("did you mean `{name}`?"), Safety::Safe, target, name);
        let named = named.iter().find(is_there).map(meant);
        named.or_else(|| near.did_you_mean(target)).unwrap_or_else(|| {
            "name a figure, quote or event of this briefing: `figures/SERIES`, `quotes/ID` or \
             `events/ID`; leave `fixes` out to correct the text"
                .into()
        })
    }
}

/// The speakers in sorted order, so that two lists of the same ones are equal.
fn in_order(actors: &Actors) -> Vec<&Actor> {
    let mut actors: Vec<&Actor> = actors.iter().map(|actor| &actor.value).collect();
    actors.sort_unstable();
    actors
}
