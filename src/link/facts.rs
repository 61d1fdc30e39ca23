//! The facts of a briefing's front matter: whose words and numbers, resting on what, mended by what.

use super::references::{Resolver, Role};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::briefing::Briefing;
use crate::model::field::{List, Spanned};
use crate::model::id::{IdRef, SeriesIdx};
use crate::model::item::{Actors, Correction, CorrectionKind, Figure, Qualifier, Status};
use crate::model::quantity::Quantity;
use crate::model::series::{Amount, Stretch};
use crate::model::site::{Cited, FigureLinks, QuoteLinks, SourceLinks};
use crate::model::thread::{EventLinks, QuestionLinks, WatchLinks};

/// What a correction mends, by position in the briefing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mended {
    Figure(usize),
    Quote(usize),
    Event(usize),
}

impl Resolver<'_> {
    /// The sources of a briefing, each with the ends of its chain of `via`.
    pub(super) fn source_links(&mut self, briefing: &Briefing) -> Vec<SourceLinks> {
        let sources = &briefing.front.sources;
        let outlets = &self.content.config.file.outlets;
        let vias: Vec<Option<Cited>> = sources
            .0
            .iter()
            .map(|(_, source)| source.via.get().and_then(|via| self.cited(via, briefing)))
            .collect();
        let mut links = Vec::with_capacity(sources.0.len());
        for (n, (id, source)) in sources.0.iter().enumerate() {
            let root = root_of(n, &vias).unwrap_or_else(|| {
                let place = briefing.article.place(source.via.spanned().map_or(id.span, |via| via.span));
                let message = format!("`{}` rests on itself: its `via` leads back to it", id.value);
                let help = "let one of the sources in the circle name an outlet, or nothing";
                self.diags.report(Diagnostic::at(Code::CircularSource, place, message).help(help));
                Cited::Own(n)
            });
            links.push(SourceLinks {
                by: self.actors(&source.by, &briefing.article, Role::Speaks),
                outlet: source.outlet.get().and_then(|outlet| outlets.position(outlet.as_str())),
                via: vias[n],
                root,
            });
        }
        links
    }

    /// The quotes of a briefing, with their speakers and sources.
    pub(super) fn quote_links(&mut self, briefing: &Briefing, mended: &[Option<Mended>]) -> Vec<QuoteLinks> {
        let quotes = briefing.front.quotes.iter().enumerate().map(|(n, quote)| QuoteLinks {
            by: self.actors(&quote.value.by, &briefing.article, Role::Speaks),
            sources: self.all_cited(&quote.value.source, briefing),
            correction: self.correction(briefing, mended, Mended::Quote(n)),
        });
        quotes.collect()
    }

    /// The figures of a briefing, with the amounts that are right.
    pub(super) fn figure_links(
        &mut self,
        briefing: &Briefing,
        mended: &[Option<Mended>],
    ) -> Vec<FigureLinks> {
        let mut links = Vec::with_capacity(briefing.front.figures.len());
        for (n, figure) in briefing.front.figures.iter().enumerate() {
            let correction = self.correction(briefing, mended, Mended::Figure(n));
            let known = &self.content.config.file.series;
            let series = figure.value.series.get().and_then(|series| known.position(series.as_str()));
            links.push(FigureLinks {
                series: series.map(SeriesIdx::new),
                by: self.actors(&figure.value.by, &briefing.article, Role::Speaks),
                sources: self.all_cited(&figure.value.source, briefing),
                stretch: self.stretch(&figure.value, briefing),
                amount: self.amount(figure, correction, briefing),
                correction,
                account: (0, 0),
            });
        }
        links
    }

    /// The events of a briefing, with their places, people and sources.
    pub(super) fn event_links(&mut self, briefing: &Briefing, mended: &[Option<Mended>]) -> Vec<EventLinks> {
        let events = briefing.front.events.iter().enumerate().map(|(n, event)| EventLinks {
            place: self.place(&event.value.place, &briefing.article),
            who: self.actors(&event.value.who, &briefing.article, Role::Acts),
            sources: self.all_cited(&event.value.source, briefing),
            correction: self.correction(briefing, mended, Mended::Event(n)),
            event: None,
        });
        events.collect()
    }

    /// The questions of a briefing, with their sources.
    pub(super) fn question_links(&self, briefing: &Briefing) -> Vec<QuestionLinks> {
        let questions = briefing.front.unknown.iter().map(|question| QuestionLinks {
            sources: self.all_cited(&question.value.source, briefing),
            question: None,
        });
        questions.collect()
    }

    /// What a briefing says to look out for, with places, people and sources.
    pub(super) fn watch_links(&mut self, briefing: &Briefing) -> Vec<WatchLinks> {
        let items = briefing.front.watch.iter().map(|item| WatchLinks {
            place: self.place(&item.value.place, &briefing.article),
            who: self.actors(&item.value.who, &briefing.article, Role::Acts),
            sources: self.all_cited(&item.value.source, briefing),
            watch: None,
        });
        items.collect()
    }

    fn stretch(&self, figure: &Figure, briefing: &Briefing) -> Stretch {
        Stretch::new(figure.period.get().copied(), briefing.day, &self.content.config.zone)
    }

    /// How much a figure is: what its correction says, else its own value.
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
                let message = "a range has two values, and here is one";
                let help = "write both ends, as in `value: [40, 50]`, or another `qualifier`";
                let place = briefing.article.place(one.span);
                self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
                None
            }
            [one] => Some((one.value, one.value)),
            [one, other] => Some((one.value, other.value)),
            [.., last] => {
                let message = "a figure has one value, or the two ends of a range";
                let help = "make a figure of its own for each further value";
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
            Ok(Quantity { low, high }) => Some(Amount::new(low, high, None)),
            Err(unclear) => {
                let message = "the right value of the figure cannot be read from `now` without doubt";
                let help = format!("{unclear}, as in `now: €90 billion` or `now: 40 to 50 people`");
                let place = briefing.article.place(now.span);
                self.diags.report(Diagnostic::at(Code::WrongType, place, message).help(help));
                None
            }
        }
    }

    /// What each correction of a briefing mends. One that names nothing, or more than one thing, is
    /// reported; one of the text mends no item.
    pub(super) fn mended(&mut self, briefing: &Briefing) -> Vec<Option<Mended>> {
        let corrections = briefing.front.corrections.iter();
        corrections.map(|correction| self.mended_by(&correction.value, briefing)).collect()
    }

    fn mended_by(&mut self, correction: &Correction, briefing: &Briefing) -> Option<Mended> {
        let front = &briefing.front;
        let fixes = correction.fixes.spanned()?;
        let target = fixes.value.as_str();
        let found: Vec<Mended> = match target.split_once('/') {
            Some(("figures", series)) => {
                let fits = |n: &usize| {
                    let figure = &front.figures[*n].value;
                    figure.series.get().is_some_and(|id| id.as_str() == series)
                        && self.has_period(correction, figure, briefing)
                        && (correction.by.is_empty() || is_by_same(&correction.by, &figure.by))
                };
                (0..front.figures.len()).filter(fits).map(Mended::Figure).collect()
            }
            Some(("quotes", id)) => {
                let anchor = format!("quote-{id}");
                let quotes = (0..front.quotes.len()).filter(|n| front.quote_anchor(*n) == anchor);
                quotes.map(Mended::Quote).collect()
            }
            Some(("events", id)) => {
                let anchor = format!("event-{id}");
                let events = (0..front.events.len()).filter(|n| front.event_anchor(*n) == anchor);
                events.map(Mended::Event).collect()
            }
            _ => Vec::new(),
        };
        let place = briefing.article.place(fixes.span);
        match found[..] {
            [one] => return Some(one),
            [] => {
                let figures = front.figures.iter().filter_map(|figure| figure.value.series.get());
                let known: Vec<String> = figures
                    .map(|series| format!("figures/{}", series.as_str()))
                    .chain(
                        (0..front.quotes.len())
                            .map(|n| front.quote_anchor(n).replacen("quote-", "quotes/", 1)),
                    )
                    .chain(
                        (0..front.events.len())
                            .map(|n| front.event_anchor(n).replacen("event-", "events/", 1)),
                    )
                    .collect();
                let help = if known.iter().any(|name| name == target) {
                    "`period` and `by` are to be those of the figure; leave them out if it is the only one"
                        .to_owned()
                } else {
                    did_you_mean(target, known.iter().map(String::as_str)).unwrap_or_else(|| {
                        "name a figure, quote or event of this briefing: `figures/SERIES`, `quotes/ID` or \
                         `events/ID`; leave `fixes` out if it is the text"
                            .to_owned()
                    })
                };
                let message = format!("this briefing has no `{target}` to correct");
                self.diags.report(Diagnostic::at(Code::UnknownId, place, message).help(help));
            }
            [..] => {
                let message = format!("`{target}` is {} figures of this briefing", found.len());
                let help = "add the `period` or the `by` of the one that was wrong";
                self.diags.report(Diagnostic::at(Code::AmbiguousId, place, message).help(help));
            }
        }
        None
    }

    /// The correction of an item that holds, by position: the newest, and one that changes the item
    /// before one that only explains it.
    fn correction(&self, briefing: &Briefing, mended: &[Option<Mended>], item: Mended) -> Option<u32> {
        let zone = &self.content.config.zone;
        let of_item = (0..mended.len()).filter(|n| mended[*n] == Some(item));
        let newest = of_item.max_by_key(|n| {
            let correction = &briefing.front.corrections[*n].value;
            let retracts = correction.kind.get() == Some(&CorrectionKind::Retraction);
            let date = correction.date.get().map(|date| date.instant(zone));
            (correction.now.get().is_some() || retracts, date, *n)
        });
        newest.map(|n| n as u32)
    }

    fn has_period(&self, correction: &Correction, figure: &Figure, briefing: &Briefing) -> bool {
        let zone = &self.content.config.zone;
        let wanted = correction.period.get().map(|period| Stretch::new(Some(*period), briefing.day, zone));
        wanted.is_none_or(|wanted| wanted == self.stretch(figure, briefing))
    }

    /// What `source:` names. Ids that name nothing have been reported.
    pub(super) fn all_cited(&self, sources: &List<Spanned<IdRef>>, briefing: &Briefing) -> Vec<Cited> {
        sources.iter().filter_map(|id| self.cited(&id.value, briefing)).collect()
    }

    /// A source of the briefing before an outlet of the site.
    fn cited(&self, id: &IdRef, briefing: &Briefing) -> Option<Cited> {
        let own = briefing.front.sources.position(id.as_str()).map(Cited::Own);
        own.or_else(|| self.content.config.file.outlets.position(id.as_str()).map(Cited::Outlet))
    }
}

/// Whether two lists name the same speakers, in any order.
fn is_by_same(a: &Actors, b: &Actors) -> bool {
    let has = |list: &Actors, actor| list.iter().any(|other| other.value == actor);
    a.len() == b.len() && a.iter().all(|actor| has(b, actor.value.clone()))
}

/// The end of a chain of `via`; `None` if it goes in a circle through its beginning.
fn root_of(start: usize, vias: &[Option<Cited>]) -> Option<Cited> {
    let mut at = start;
    // A chain without a circle is at most as long as there are sources.
    for _ in 0..=vias.len() {
        match vias[at] {
            None => return Some(Cited::Own(at)),
            Some(Cited::Outlet(outlet)) => return Some(Cited::Outlet(outlet)),
            Some(Cited::Own(next)) if next == start => return None,
            Some(Cited::Own(next)) => at = next,
        }
    }
    // It runs into a circle of others, which is reported there.
    Some(Cited::Own(start))
}
