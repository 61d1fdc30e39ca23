//! The facts of a briefing's front matter: whose words and numbers, resting on what.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::language::quantity::Quantity;
use crate::link::graph::corrected::Corrections;
use crate::link::references::{Resolver, Role};
use crate::model::graph::corrected::Corrected;
use crate::model::graph::refs::{Cited, Root};
use crate::model::graph::series::{Amount, Stretch};
use crate::model::graph::site::{FigureLinks, KnownLinks, QuoteLinks, SourceLinks};
use crate::model::graph::thread::{EventLinks, QuestionLinks, WatchLinks};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{CorrectionKind, Figure, Qualifier, Status};
use crate::model::value::field::{List, Spanned};
use crate::model::value::id::{IdRef, SeriesIdx};

impl Resolver<'_> {
    /// The sources of a briefing, each with the ends of its chain of `via`.
    pub(in crate::link) fn source_links(&mut self, briefing: &Briefing) -> Vec<SourceLinks> {
        let sources = &briefing.front.sources;
        let outlets = &self.content.config.file.outlets;
        let vias: Vec<Option<Cited>> = sources
            .0
            .iter()
            .map(|(_, source)| source.via.get().and_then(|via| self.cited(via, briefing)))
            .chain(self.noted().iter().map(|_| None))
            .collect();
        let roots = roots(&vias);
        let mut links = Vec::with_capacity(sources.0.len());
        let mut told = BTreeSet::new();
        for (n, (_, source)) in sources.0.iter().enumerate() {
            if roots[n].is_none() && !told.contains(&n) {
                let circle = circle(&vias, n);
                self.circular(briefing, &circle);
                told.extend(circle);
            }
            links.push(SourceLinks {
                by: self.actors(&source.by, &briefing.article, Role::Speaks),
                outlet: source.outlet.get().and_then(|outlet| outlets.position(outlet.as_str())),
                via: vias[n],
                end: roots[n].unwrap_or(Cited::Own(n)),
                voice: Vec::new(),
            });
        }
        let noted = self.noted().iter().zip(links.len()..).map(|(noted, n)| SourceLinks {
            by: Vec::new(),
            outlet: noted.source.url.get().and_then(|url| self.outlet_at(url)),
            via: None,
            end: Cited::Own(n),
            voice: Vec::new(),
        });
        links.extend(noted.collect::<Vec<_>>());
        let voices: Vec<Vec<Root>> = links.iter().map(|source| voice(source.end, &links)).collect();
        for (source, voice) in links.iter_mut().zip(voices) {
            source.voice = voice;
        }
        links
    }

    /// Reports the sources of a circle, at the first of them.
    fn circular(&mut self, briefing: &Briefing, circle: &[usize]) {
        let sources = &briefing.front.sources.0;
        let place = |n: usize| {
            let (id, source) = &sources[n];
            briefing.article.place(source.via.spanned().map_or(id.span, |via| via.span))
        };
        let Some((first, others)) = circle.split_first() else { return };
        let message = format!("`{}` rests on itself: its `via` leads back to it", sources[*first].0.value);
        let mut diagnostic = Diagnostic::at(Code::CircularSource, place(*first), message);
        for other in others.iter().take(MOST_OTHERS) {
            diagnostic = diagnostic.other(place(*other), "it leads back from here");
        }
        let help = "give one of the sources in the circle an outlet as its `via`, or no `via`";
        self.diags.report(diagnostic.help(help));
    }

    /// The quotes of a briefing, with their speakers and sources.
    pub(in crate::link) fn quote_links(
        &mut self,
        briefing: &Briefing,
        corrected: &Corrections,
    ) -> Vec<QuoteLinks> {
        let quotes = briefing.front.quotes.iter().enumerate().map(|(n, quote)| QuoteLinks {
            by: self.actors(&quote.value.by, &briefing.article, Role::Speaks),
            sources: self.all_cited(&quote.value.source, briefing),
            correction: corrected.of(Corrected::Quote(n)),
            section: None,
        });
        quotes.collect()
    }

    /// The figures of a briefing, with the amounts that are right.
    pub(in crate::link) fn figure_links(
        &mut self,
        briefing: &Briefing,
        corrected: &Corrections,
    ) -> Vec<FigureLinks> {
        let mut links = Vec::with_capacity(briefing.front.figures.len());
        for (n, figure) in briefing.front.figures.iter().enumerate() {
            let correction = corrected.of(Corrected::Figure(n));
            let is_mistaken = correction.is_some_and(|n| corrected.is_of_source(n, briefing));
            let known = &self.content.config.file.series;
            let series = figure.value.series.get().and_then(|series| known.position(series.as_str()));
            links.push(FigureLinks {
                series: series.map(SeriesIdx::new),
                by: self.actors(&figure.value.by, &briefing.article, Role::Speaks),
                sources: self.all_cited(&figure.value.source, briefing),
                stretch: self.stretch(&figure.value, briefing),
                amount: self.amount(figure, correction.filter(|_| !is_mistaken), briefing),
                is_mistaken,
                correction,
                account: (0, 0),
                section: None,
            });
        }
        links
    }

    /// The events of a briefing, with their places, people and sources.
    pub(in crate::link) fn event_links(
        &mut self,
        briefing: &Briefing,
        corrected: &Corrections,
    ) -> Vec<EventLinks> {
        let events = briefing.front.events.iter().enumerate().map(|(n, event)| EventLinks {
            place: self.place(&event.value.place, &briefing.article),
            who: self.actors(&event.value.who, &briefing.article, Role::Acts),
            sources: self.all_cited(&event.value.source, briefing),
            correction: corrected.of(Corrected::Event(n)),
            event: None,
            section: None,
        });
        events.collect()
    }

    /// The lines of what a briefing knows, with their sources.
    pub(in crate::link) fn known_links(&self, briefing: &Briefing) -> Vec<KnownLinks> {
        let known = briefing.front.known.iter().map(|known| KnownLinks {
            sources: self.all_cited(&known.value.source, briefing),
            section: None,
        });
        known.collect()
    }

    /// The questions of a briefing, with their sources.
    pub(in crate::link) fn question_links(&self, briefing: &Briefing) -> Vec<QuestionLinks> {
        let questions = briefing.front.unknown.iter().map(|question| QuestionLinks {
            sources: self.all_cited(&question.value.source, briefing),
            question: None,
            section: None,
        });
        questions.collect()
    }

    /// What a briefing says to look out for, with places, people and sources.
    pub(in crate::link) fn watch_links(&mut self, briefing: &Briefing) -> Vec<WatchLinks> {
        let items = briefing.front.watch.iter().map(|item| WatchLinks {
            place: self.place(&item.value.place, &briefing.article),
            who: self.actors(&item.value.who, &briefing.article, Role::Acts),
            sources: self.all_cited(&item.value.source, briefing),
            watch: None,
            section: None,
        });
        items.collect()
    }

    pub(in crate::link) fn stretch(&self, figure: &Figure, briefing: &Briefing) -> Stretch {
        Stretch::new(figure.period.get().map(|period| period.value), briefing.day, &self.content.config.zone)
    }

    /// A figure's amount: what a correction of what was reported says, else its own value.
    fn amount(
        &mut self,
        figure: &Spanned<Figure>,
        correction: Option<u32>,
        briefing: &Briefing,
    ) -> Option<Amount> {
        let value = &figure.value;
        let qualifier = value.qualifier.get().copied();
        let own = match &value.value[..] {
            [] => None,
            [one] if qualifier == Some(Qualifier::Range) => {
                let message = "a range has two values, but only one is given";
                let help = "write both ends, as in `value: [40, 50]`, or another `qualifier`";
                let place = briefing.article.place(one.span);
                self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
                None
            }
            [one] => Some((one.value, one.value)),
            [one, other] => Some((one.value, other.value)),
            [.., last] => {
                let message = "a figure has one value, or the two ends of a range";
                let help = "add a separate figure for each further value";
                let place = briefing.article.place(last.span);
                self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
                None
            }
        };
        let own = own.map(|(one, other)| Amount::new(one.value(), other.value(), qualifier));
        let correction = correction.map(|n| &briefing.front.corrections[n as usize].value);
        let now = correction.and_then(|correction| correction.now.spanned());
        let Some(now) = now else {
            let kind = correction.and_then(|correction| correction.kind.get());
            let is_retracted = kind == Some(&CorrectionKind::Retraction);
            return own.filter(|_| !is_retracted && value.status.get() != Some(&Status::Retracted));
        };
        let language = briefing.front.lang.text().unwrap_or(&self.content.config.language);
        match Quantity::read(&now.value, language) {
            Ok(Quantity { low, high }) => {
                let was = correction.and_then(|correction| correction.was.text()).unwrap_or_default();
                let kept = qualifier.filter(|_| low == high && begin_alike(was, &now.value));
                Some(Amount::new(low, high, kept))
            }
            Err(unclear) => {
                let message = "the figure's right value cannot be read from `now` with certainty";
                let help = format!("{unclear}, as in `now: €90 billion` or `now: 40 to 50 people`");
                let place = briefing.article.place(now.span);
                self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
                None
            }
        }
    }

    /// What `source:` names. Ids that name nothing have been reported.
    pub(in crate::link) fn all_cited(
        &self,
        sources: &List<Spanned<IdRef>>,
        briefing: &Briefing,
    ) -> Vec<Cited> {
        sources.iter().filter_map(|id| self.cited(&id.value, briefing)).collect()
    }

    /// A source of the briefing before an outlet of the site.
    fn cited(&self, id: &IdRef, briefing: &Briefing) -> Option<Cited> {
        let typed = &briefing.front.sources;
        let noted = || self.noted().iter().position(|noted| noted.id == id.as_str());
        let own = typed.position(id.as_str()).or_else(|| Some(typed.0.len() + noted()?)).map(Cited::Own);
        own.or_else(|| self.content.config.file.outlets.position(id.as_str()).map(Cited::Outlet))
    }
}

/// Whether the same words come before the numbers of two texts, as in `about 70` and `about 75`, so that what
/// qualifies one qualifies the other.
fn begin_alike(one: &str, other: &str) -> bool {
    let before = |text: &str| text.find(char::is_numeric).map(|at| text[..at].trim().to_lowercase());
    before(one).is_some_and(|words| words.contains(char::is_alphabetic) && Some(words) == before(other))
}

/// Who speaks at the end of a chain of `via`.
fn voice(end: Cited, sources: &[SourceLinks]) -> Vec<Root> {
    match end {
        Cited::Outlet(outlet) => vec![Root::Outlet(outlet)],
        Cited::Own(n) if !sources[n].by.is_empty() => {
            sources[n].by.iter().cloned().map(Root::Speaker).collect()
        }
        Cited::Own(n) => vec![sources[n].outlet.map_or(Root::Source(n), Root::Outlet)],
    }
}

/// Where a chain of `via` leads.
#[derive(Clone, Copy)]
enum Chain {
    Ends(Cited),
    /// Back to where it begins.
    Circle,
    /// Into a circle of others.
    IntoCircle,
}

/// How many other sources of a circle are shown.
const MOST_OTHERS: usize = 3;

/// The sources of the circle that one is in, starting with that one.
fn circle(vias: &[Option<Cited>], from: usize) -> Vec<usize> {
    let mut circle = vec![from];
    while let Some(Some(Cited::Own(next))) = circle.last().map(|last| vias[*last])
        && next != from
    {
        circle.push(next);
    }
    circle
}

/// The ends of chains of `via`; `None` for a source in a circle. One that runs into a circle of
/// others, which is reported there, ends with itself.
fn roots(vias: &[Option<Cited>]) -> Vec<Option<Cited>> {
    let mut known: Vec<Option<Chain>> = vec![None; vias.len()];
    for start in 0..vias.len() {
        let (mut path, mut places) = (Vec::new(), BTreeMap::new());
        let mut at = start;
        // What holds for the path up to a place; from there on it is a circle.
        let (chain, circle) = loop {
            match known[at] {
                Some(Chain::Ends(end)) => break (Chain::Ends(end), path.len()),
                Some(_) => break (Chain::IntoCircle, path.len()),
                None => {}
            }
            if let Some(place) = places.insert(at, path.len()) {
                break (Chain::IntoCircle, place);
            }
            path.push(at);
            match vias[at] {
                Some(Cited::Own(next)) => at = next,
                via => break (Chain::Ends(via.unwrap_or(Cited::Own(at))), path.len()),
            }
        };
        for (n, source) in path.into_iter().enumerate() {
            known[source] = Some(if n < circle { chain } else { Chain::Circle });
        }
    }
    let end = |(n, chain): (usize, Option<Chain>)| match chain {
        Some(Chain::Ends(end)) => Some(end),
        Some(Chain::IntoCircle) => Some(Cited::Own(n)),
        Some(Chain::Circle) | None => None,
    };
    known.into_iter().enumerate().map(end).collect()
}
