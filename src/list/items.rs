//! Lists of what is in briefings: questions, sources, quotes and the rest.

use super::{Asked, Holds, List, Row, Value, more, shown};
use crate::model::graph::body::Part;
use crate::model::graph::refs::{Cited, ItemRef};
use crate::model::graph::site::{BriefingLinks, Linked};
use crate::model::typed::briefing::Briefing;
use crate::model::typed::item::{CorrectionKind, Fault, Status};
use crate::model::value::date::When;
use crate::model::value::doubt::Doubted;
use crate::model::value::field::Field;
use crate::model::value::id::{BriefingIdx, SeriesIdx, StorylineIdx, Target};

pub(super) const QUESTIONS: List = List {
    name: "questions",
    about: "questions, in the order they were first asked",
    columns: &[
        shown("id", Holds::Text, "Its id, if it has one."),
        shown("text", Holds::Text, "What is not known."),
        shown("asked", Holds::Date, "When it was first asked."),
        shown("age", Holds::Age, "How long ago that was."),
        shown("state", Holds::Text, "`open` or `answered`."),
        more("answered", Holds::Date, "When it was answered."),
        more("status", Holds::Text, "How the matter stands."),
        more("storylines", Holds::Texts, "The storylines of the briefings that ask it."),
        shown("briefing", Holds::Text, "The briefing that asked it last."),
        more("times", Holds::Number, "How often it was asked."),
    ],
    rows: questions,
};

pub(super) const WATCH: List = List {
    name: "watch",
    about: "what to look out for, in the order it was first named",
    columns: &[
        shown("id", Holds::Text, "Its id, if it has one."),
        shown("text", Holds::Text, "What is expected."),
        shown("date", Holds::Date, "When it is expected."),
        shown("state", Holds::Text, "`open`, `answered` or `cancelled`."),
        more("age", Holds::Age, "How long ago its last day was."),
        more("who", Holds::Texts, "Whom it concerns."),
        more("place", Holds::Text, "Where it is expected."),
        shown("briefing", Holds::Text, "The briefing that named it last."),
    ],
    rows: watch,
};

pub(super) const SOURCES: List = List {
    name: "sources",
    about: "the sources of briefings, in order of publication and number",
    columns: &[
        shown("briefing", Holds::Text, "The briefing."),
        shown("id", Holds::Text, "Its id there."),
        shown("title", Holds::Text, "What it is called."),
        more("by", Holds::Texts, "Whose words they are."),
        shown("outlet", Holds::Text, "The outlet that published it."),
        shown("date", Holds::Date, "When it was published."),
        more("via", Holds::Text, "The source or outlet it was taken from."),
        more("cites", Holds::Number, "How often the text cites it."),
        more("url", Holds::Text, "Where to read it."),
        shown("archived", Holds::Text, "A copy in an archive."),
        more("accessed", Holds::Date, "When the desk read it."),
        more("age", Holds::Age, "How old the briefing is."),
    ],
    rows: sources,
};

pub(super) const QUOTES: List = List {
    name: "quotes",
    about: "quotes, in order of publication",
    columns: &[
        more("id", Holds::Text, "Its id, if it has one."),
        shown("text", Holds::Text, "The words, as corrected."),
        shown("by", Holds::Texts, "Who said them."),
        shown("said", Holds::Date, "When they were said."),
        more("sources", Holds::Texts, "Their sources."),
        shown("briefing", Holds::Text, "The briefing."),
        more("date", Holds::Date, "The day of the briefing."),
        more("paraphrase", Holds::Text, "`yes` if these are not the exact words."),
    ],
    rows: quotes,
};

pub(super) const FIGURES: List = List {
    name: "figures",
    about: "figures, in order of publication",
    columns: &[
        shown("series", Holds::Text, "Its series."),
        shown("value", Holds::Number, "The number, as corrected; for a range, the lower end."),
        more("to", Holds::Number, "The upper end of a range."),
        more("qualifier", Holds::Text, "How exact it is."),
        shown("period", Holds::Date, "The days it was counted over."),
        shown("by", Holds::Texts, "Who says so."),
        more("said", Holds::Date, "When it was said."),
        more("sources", Holds::Texts, "Its sources."),
        more("status", Holds::Text, "How certain it is."),
        shown("briefing", Holds::Text, "The briefing."),
        more("date", Holds::Date, "The day of the briefing."),
    ],
    rows: figures,
};

pub(super) const SERIES: List = List {
    name: "series",
    about: "the series of figures, in the order of `site.yaml`",
    columns: &[
        shown("id", Holds::Text, "Its id."),
        shown("name", Holds::Text, "Its name."),
        shown("place", Holds::Text, "Where it is counted."),
        shown("figures", Holds::Number, "How many figures it has."),
        shown("last", Holds::Date, "The day of the newest briefing with one."),
        shown("age", Holds::Age, "How long ago that was."),
    ],
    rows: series,
};

pub(super) const EVENTS: List = List {
    name: "events",
    about: "events, in order of date",
    columns: &[
        shown("date", Holds::Date, "When it happened."),
        shown("text", Holds::Text, "What happened, as corrected."),
        more("id", Holds::Text, "Its id, if it has one."),
        shown("place", Holds::Text, "Where it happened."),
        shown("who", Holds::Texts, "Who took part."),
        more("status", Holds::Text, "How certain it is."),
        more("sources", Holds::Texts, "Its sources."),
        more("briefings", Holds::Texts, "The briefings that report it."),
    ],
    rows: events,
};

pub(super) const CORRECTIONS: List = List {
    name: "corrections",
    about: "corrections, in order of their dates",
    columns: &[
        shown("date", Holds::Date, "When it was made."),
        shown("kind", Holds::Text, "`correction`, `clarification` or `retraction`."),
        shown("error", Holds::Text, "Whose error it was: `ours`, `relay` or `source`."),
        shown("fixes", Holds::Text, "What it corrects; empty for the text."),
        shown("was", Holds::Text, "What was there before."),
        shown("now", Holds::Text, "What is right."),
        more("text", Holds::Text, "The notice for readers."),
        shown("briefing", Holds::Text, "The briefing."),
    ],
    rows: corrections,
};

pub(super) const MENTIONS: List = List {
    name: "mentions",
    about: "where briefings name dossiers and storylines, in order of publication",
    columns: &[
        shown("of", Holds::Text, "The id of what is named."),
        more("kind", Holds::Text, "The folder of its kind."),
        shown("briefing", Holds::Text, "The briefing."),
        more("date", Holds::Date, "The day of the briefing."),
        shown("part", Holds::Text, "`title`, `summary`, `item` or `text`."),
        shown("section", Holds::Text, "The id of the heading it is under."),
        shown("sentence", Holds::Text, "The sentence of the first mention there."),
        more("count", Holds::Number, "How often it is named there."),
    ],
    rows: mentions,
};

fn questions(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.questions.iter().map(|thread| {
        let (newest, n) = thread.newest();
        let typed = &asked.linked(newest).item.front.unknown[n as usize].value;
        let first = asked.day(thread.asked[0].0);
        vec![
            Value::maybe(typed.id.get().map(|id| id.as_str())),
            Value::text(typed.text.text_or_empty()),
            Value::Text(first.to_string()),
            asked.age(first),
            Value::text(if thread.is_open() { "open" } else { "answered" }),
            Value::maybe(thread.answer.map(|(idx, _)| asked.day(idx).to_string())),
            status(&typed.status),
            Value::texts(storylines_of(asked, &thread.asked).into_iter().map(|idx| asked.storyline(idx))),
            Value::text(asked.briefing(newest)),
            Value::count(thread.asked.len()),
        ]
    });
    rows.collect()
}

/// The storylines of some items' briefings, each once.
fn storylines_of(asked: &Asked<'_>, items: &[ItemRef]) -> Vec<StorylineIdx> {
    let mut all: Vec<StorylineIdx> =
        items.iter().flat_map(|(idx, _)| asked.linked(*idx).links.all_storylines()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn watch(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.watch.iter().map(|thread| {
        let (newest, n) = thread.newest();
        let linked = asked.linked(newest);
        let (typed, links) = (&linked.item.front.watch[n as usize].value, &linked.links.watch[n as usize]);
        let state = match typed.is_cancelled() {
            true => "cancelled",
            false if thread.is_open() => "open",
            false => "answered",
        };
        vec![
            Value::maybe(typed.id.get().map(|id| id.as_str())),
            Value::text(typed.text.text_or_empty()),
            thread.when.map_or(Value::None, |when| asked.when(when)),
            Value::text(state),
            thread.when.map_or(Value::None, |when| asked.age(when.last_day(&asked.site.config.zone))),
            asked.parties(&links.who),
            Value::maybe(links.place.map(|idx| asked.dossier(idx))),
            Value::text(asked.briefing(newest)),
        ]
    });
    rows.collect()
}

fn sources(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.briefings.iter().flat_map(|linked| {
        linked.sources().map(|numbered| {
            let source = numbered.source;
            vec![
                Value::text(linked.item.article.id.as_str()),
                Value::text(numbered.id),
                Value::text(source.title.text_or_empty()),
                asked.parties(&numbered.links.by),
                Value::maybe(numbered.links.outlet.map(|n| asked.outlet(n))),
                source.date.get().map_or(Value::None, |date| asked.doubted(*date)),
                Value::maybe(numbered.links.via.map(|via| asked.cited(via, linked))),
                Value::count(numbered.cites),
                Value::maybe(source.url.get().map(AsRef::as_ref)),
                Value::maybe(source.archived.get().map(AsRef::as_ref)),
                Value::maybe(
                    source.accessed.get().map(|day| day.first_day(&asked.site.config.zone).to_string()),
                ),
                asked.age(linked.item.day),
            ]
        })
    });
    rows.collect()
}

fn quotes(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.quotes.iter().map(|(idx, n)| {
        let (linked, n) = (asked.linked(*idx), *n as usize);
        let (typed, links) = (&linked.item.front.quotes[n].value, &linked.links.quotes[n]);
        vec![
            Value::maybe(typed.id.get().map(|id| id.as_str())),
            Value::text(linked.words_of_quote(n)),
            asked.parties(&links.by),
            linked.said_of_quote(n).map_or(Value::None, |said| asked.doubted(said)),
            asked.all_cited(&links.sources, linked),
            Value::text(asked.briefing(*idx)),
            Value::Text(linked.item.day.to_string()),
            Value::maybe(typed.paraphrase.is_true().then_some("yes")),
        ]
    });
    rows.collect()
}

fn figures(asked: &Asked<'_>) -> Vec<Row> {
    let of = |linked: &Linked<Briefing, BriefingLinks>, n: usize| {
        let (typed, links) = (&linked.item.front.figures[n].value, &linked.links.figures[n]);
        vec![
            Value::maybe(typed.series.get().map(|id| id.as_str())),
            links.amount.map_or(Value::None, |amount| Value::Number(amount.low)),
            links
                .amount
                .filter(|amount| amount.is_range())
                .map_or(Value::None, |amount| Value::Number(amount.high)),
            Value::maybe(typed.qualifier.get().map(|qualifier| qualifier.name())),
            Value::days(links.stretch.first, links.stretch.last),
            asked.parties(&links.by),
            linked.said_of_figure(n).map_or(Value::None, |said| asked.doubted(said)),
            asked.all_cited(&links.sources, linked),
            status(&typed.status),
            Value::text(linked.item.article.id.as_str()),
            Value::Text(linked.item.day.to_string()),
        ]
    };
    let all = asked.site.briefings.iter();
    all.flat_map(|linked| (0..linked.links.figures.len()).map(move |n| of(linked, n))).collect()
}

fn series(asked: &Asked<'_>) -> Vec<Row> {
    let mut counts: Vec<(usize, Option<BriefingIdx>)> = vec![(0, None); asked.site.series.len()];
    for (n, linked) in asked.site.briefings.iter().enumerate() {
        for SeriesIdx(series) in linked.links.figures.iter().filter_map(|figure| figure.series) {
            let (count, last) = &mut counts[series as usize];
            (*count, *last) = (*count + 1, Some(BriefingIdx::new(n)));
        }
    }
    let typed = asked.site.config.file.series.0.iter();
    let rows = typed.zip(&asked.site.series).zip(counts).map(|(((id, typed), links), (count, last))| {
        let day = last.map(|idx| asked.day(idx));
        vec![
            Value::text(&id.value),
            Value::text(typed.name.text_or_empty()),
            Value::maybe(links.place.map(|idx| asked.dossier(idx))),
            Value::count(count),
            Value::maybe(day.map(|day| day.to_string())),
            day.map_or(Value::None, |day| asked.age(day)),
        ]
    });
    rows.collect()
}

fn events(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.events.iter().filter_map(|thread| {
        let (newest, n) = *thread.items.last()?;
        let (linked, n) = (asked.linked(newest), n as usize);
        let (typed, links) = (&linked.item.front.events[n].value, &linked.links.events[n]);
        Some(vec![
            asked.doubted(thread.when),
            Value::text(linked.text_of_event(n)),
            Value::maybe(typed.id.get().map(|id| id.as_str())),
            Value::maybe(links.place.map(|idx| asked.dossier(idx))),
            asked.parties(&links.who),
            status(&typed.status),
            asked.all_cited(&links.sources, linked),
            Value::texts(thread.items.iter().map(|(idx, _)| asked.briefing(*idx))),
        ])
    });
    rows.collect()
}

fn corrections(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.corrections_by_date.iter().map(|(day, (idx, n))| {
        let (linked, n) = (asked.linked(*idx), *n as usize);
        let typed = &linked.item.front.corrections[n].value;
        vec![
            Value::Text(day.to_string()),
            Value::text(match typed.kind.get() {
                None | Some(CorrectionKind::Correction) => "correction",
                Some(CorrectionKind::Clarification) => "clarification",
                Some(CorrectionKind::Retraction) => "retraction",
            }),
            Value::maybe(linked.named_fault(n).map(|fault| match fault {
                Fault::Ours => "ours",
                Fault::Relay => "relay",
                Fault::Source => "source",
            })),
            Value::maybe(typed.fixes.text()),
            Value::maybe(typed.was.text()),
            Value::maybe(typed.now.text()),
            Value::maybe(typed.text.text()),
            Value::text(asked.briefing(*idx)),
        ]
    });
    rows.collect()
}

fn mentions(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.briefings.iter().flat_map(|linked| {
        linked.body.mentions.iter().filter_map(|mention| {
            let (of, kind) = match mention.to {
                Target::Dossier(idx) => {
                    let kind = asked.site.dossier(idx).item.kind;
                    (asked.dossier(idx), asked.site.config.kind(kind).folder.as_str())
                }
                Target::Storyline(idx) => (asked.storyline(idx), "storylines"),
                _ => return None,
            };
            let (part, heading) = match mention.part {
                Part::Title => ("title", None),
                Part::Summary => ("summary", None),
                Part::Item(heading) => ("item", heading),
                Part::Section(heading) => ("text", heading),
            };
            let (before, name, after) = mention.sentence.parts();
            Some(vec![
                Value::text(of),
                Value::text(kind),
                Value::text(linked.item.article.id.as_str()),
                Value::Text(linked.item.day.to_string()),
                Value::text(part),
                Value::maybe(heading.map(|n| linked.body.headings[n as usize].id.as_str())),
                Value::text(format!("{before}{name}{after}")),
                Value::Number(f64::from(mention.count)),
            ])
        })
    });
    rows.collect()
}

fn status(field: &Field<Status>) -> Value {
    Value::maybe(field.get().map(|status| match status {
        Status::Confirmed => "confirmed",
        Status::Reported => "reported",
        Status::Claimed => "claimed",
        Status::Disputed => "disputed",
        Status::Denied => "denied",
        Status::Unverified => "unverified",
        Status::Retracted => "retracted",
    }))
}

impl Asked<'_> {
    fn when(&self, when: When) -> Value {
        let zone = &self.site.config.zone;
        Value::days(when.first_day(zone), when.last_day(zone))
    }

    fn doubted(&self, when: Doubted<When>) -> Value {
        let zone = &self.site.config.zone;
        Value::days(when.first_day(zone), when.last_day(zone))
    }

    fn outlet(&self, n: usize) -> String {
        self.site.config.file.outlets.0[n].0.value.clone()
    }

    fn cited(&self, cited: Cited, linked: &Linked<Briefing, BriefingLinks>) -> String {
        match cited {
            Cited::Own(n) => linked.source(n).0.to_owned(),
            Cited::Outlet(n) => self.outlet(n),
        }
    }

    fn all_cited(&self, cited: &[Cited], linked: &Linked<Briefing, BriefingLinks>) -> Value {
        Value::texts(cited.iter().map(|cited| self.cited(*cited, linked)))
    }
}
