//! The figures, quotes and events of a briefing that its corrections are about.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Suggestions};
use crate::link::references::Resolver;
use crate::model::graph::series::Stretch;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{Actor, Actors, Correction, CorrectionKind};

/// What a correction is about, by position in the briefing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::link) enum Corrected {
    Figure(usize),
    Quote(usize),
    Event(usize),
}

/// For each item of a briefing that was corrected, the position of the correction that holds.
pub(in crate::link) struct Corrections(HashMap<Corrected, u32>);

impl Corrections {
    pub(in crate::link) fn of(&self, item: Corrected) -> Option<u32> {
        self.0.get(&item).copied()
    }
}

/// What is asked of a briefing's items by its corrections.
struct Items<'b> {
    briefing: &'b Briefing,
    /// Figures by series, and by speakers and period where a correction names them.
    figures: BTreeMap<FigureKey<'b>, Vec<usize>>,
    near: OnceCell<Suggestions<String>>,
}

type FigureKey<'b> = (&'b str, Option<Vec<&'b Actor>>, Option<Stretch>);

impl Resolver<'_> {
    /// What each correction of a briefing mends. One that names nothing, or more than one thing, is
    /// reported; one of the text mends no item. The newest correction of an item holds, and one that
    /// changes it before one that only explains it.
    pub(in crate::link) fn corrections(&mut self, briefing: &Briefing) -> Corrections {
        let mut held = HashMap::new();
        let corrections = &briefing.front.corrections;
        if corrections.is_empty() {
            return Corrections(held);
        }
        let items = self.items_by_name(briefing);
        let zone = &self.content.config.zone;
        let rank = |n: u32| {
            let correction = &corrections[n as usize].value;
            let retracts = correction.kind.get() == Some(&CorrectionKind::Retraction);
            let date = correction.date.get().map(|date| date.instant(zone));
            (correction.now.get().is_some() || retracts, date, n)
        };
        for (n, correction) in (0..).zip(corrections) {
            if let Some(item) = self.corrected_by(&correction.value, &items) {
                held.entry(item)
                    .and_modify(|held: &mut u32| *held = std::cmp::max_by_key(*held, n, |n| rank(*n)))
                    .or_insert(n);
            }
        }
        Corrections(held)
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
                let by = (!correction.by.is_empty()).then(|| in_order(&correction.by));
                let zone = &self.content.config.zone;
                let period = correction.period.get();
                let stretch = period.map(|period| Stretch::new(Some(*period), briefing.day, zone));
                items.figures.get(&(series, by, stretch)).map_or(&[][..], Vec::as_slice)
            }
            Some(("quotes", id)) if let Some(n) = item("quote", id) => return Some(Corrected::Quote(n)),
            Some(("events", id)) if let Some(n) = item("event", id) => return Some(Corrected::Event(n)),
            _ => &[],
        };
        let (code, message, help) = match figures {
            [one] => return Some(Corrected::Figure(*one)),
            [] => {
                (Code::UnknownId, format!("this briefing has no `{target}` to correct"), items.help(target))
            }
            [..] => {
                let message = format!("`{target}` is {} figures of this briefing", figures.len());
                let help = "add the `period` or the `by` of the one that was wrong".to_owned();
                (Code::AmbiguousId, message, help)
            }
        };
        self.diags.report(Diagnostic::at(code, briefing.article.place(fixes.span), message).help(help));
        None
    }
}

impl Items<'_> {
    fn help(&self, target: &str) -> String {
        if let Some(("figures", series)) = target.split_once('/')
            && self.figures.contains_key(&(series, None, None))
        {
            let help =
                "`period` and `by` are to be those of the figure; leave them out if it is the only one";
            return help.to_owned();
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
        let named = named.iter().find(is_there).map(|name| format!("did you mean `{name}`?"));
        named.or_else(|| near.did_you_mean(target)).unwrap_or_else(|| {
            "name a figure, quote or event of this briefing: `figures/SERIES`, `quotes/ID` or \
             `events/ID`; leave `fixes` out if it is the text"
                .to_owned()
        })
    }
}

/// The speakers in an order of their own, so that two lists of the same ones are equal.
fn in_order(actors: &Actors) -> Vec<&Actor> {
    let mut actors: Vec<&Actor> = actors.iter().map(|actor| &actor.value).collect();
    actors.sort_unstable();
    actors
}
