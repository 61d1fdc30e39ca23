//! Lists of files: briefings, storylines, dossiers, pages, editions.

use super::{Asked, Holds, List, Row, Value, more, shown};
use crate::model::graph::refs::Party;
use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Byline, Linked, Unreleased};
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::storyline::{Activity, Direction};
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, DossierIdx, StorylineIdx};

pub(super) const BRIEFINGS: List = List {
    name: "briefings",
    about: "briefings, in order of publication",
    columns: &[
        shown("id", Holds::Text, "Its id."),
        shown("date", Holds::Date, "Its day."),
        shown("title", Holds::Text, "Its headline."),
        shown("storylines", Holds::Texts, "Its storylines, home first, and those of its sections."),
        more("about", Holds::Texts, "Its main subjects."),
        more("place", Holds::Text, "The place it is about."),
        more("authors", Holds::Texts, "Who wrote it."),
        more("edition", Holds::Text, "The name of its edition."),
        more("age", Holds::Age, "How old it is."),
        more("words", Holds::Number, "How many words its text has."),
        more("sources", Holds::Number, "How many sources it has."),
        shown("state", Holds::Text, "`out`, `draft` or `waiting` for its time."),
        more("file", Holds::Text, "Its file."),
    ],
    rows: briefings,
};

pub(super) const STORYLINES: List = List {
    name: "storylines",
    about: "storylines, in order of id",
    columns: &[
        shown("id", Holds::Text, "Its id."),
        shown("title", Holds::Text, "Its name."),
        shown("status", Holds::Text, "`active`, `dormant` or `closed`."),
        more("trend", Holds::Text, "`improved`, `unchanged` or `deteriorated`."),
        shown("briefings", Holds::Number, "How many briefings it has, including those with only a section."),
        shown("last", Holds::Date, "The day of its newest briefing."),
        shown("age", Holds::Age, "How long ago that was."),
        shown("open", Holds::Number, "How many of its questions are open."),
        more("parent", Holds::Text, "The storyline it is a part of."),
        more("key", Holds::Texts, "What matters most in it."),
        more("reviewed", Holds::Date, "When its text was last reviewed."),
        more("state", Holds::Text, "`out`, `draft` or `waiting` for its time."),
        more("file", Holds::Text, "Its file."),
    ],
    rows: storylines,
};

pub(super) const DOSSIERS: List = List {
    name: "dossiers",
    about: "dossiers of all kinds, in order of kind and id; `people`, `places` and so on for those of one kind",
    columns: &[
        shown("id", Holds::Text, "Its id."),
        shown("kind", Holds::Text, "The folder of its kind."),
        shown("name", Holds::Text, "Its name."),
        more("aliases", Holds::Texts, "Other names, and spellings for quotations."),
        shown("briefings", Holds::Number, "How many briefings are about it, name it or quote it."),
        shown("about", Holds::Number, "How many are about it, including those with only a section about it."),
        shown("last", Holds::Date, "The day of the newest briefing that is about it or names it."),
        more("age", Holds::Age, "How long ago that was."),
        more("of", Holds::Texts, "What it belongs to."),
        more("in", Holds::Text, "The place it is in."),
        more("at", Holds::Text, "Its latitude and longitude."),
        more("wikidata", Holds::Text, "Its Wikidata item."),
        more("words", Holds::Number, "How many words its text has."),
        more("state", Holds::Text, "`out`, `draft` or `waiting` for its time."),
        more("file", Holds::Text, "Its file."),
    ],
    rows: dossiers,
};

pub(super) const PAGES: List = List {
    name: "pages",
    about: "plain pages, in order of path",
    columns: &[
        shown("id", Holds::Text, "Its id."),
        shown("title", Holds::Text, "Its headline."),
        shown("words", Holds::Number, "How many words its text has."),
        shown("state", Holds::Text, "`out`, `draft` or `waiting` for its time."),
        shown("file", Holds::Text, "Its file."),
    ],
    rows: pages,
};

pub(super) const EDITIONS: List = List {
    name: "editions",
    about: "editions, from the first to the newest",
    columns: &[
        shown("id", Holds::Text, "Its name."),
        shown("number", Holds::Number, "Its number."),
        shown("days", Holds::Date, "The days that it covers."),
        shown("briefings", Holds::Texts, "Its briefings, the lead first."),
        more("file", Holds::Text, "Its file, if it has one."),
    ],
    rows: editions,
};

fn briefings(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.briefings.iter().map(|linked| {
        let (links, item) = (&linked.links, &linked.item);
        vec![
            Value::text(item.article.id.as_str()),
            Value::Text(item.day.to_string()),
            Value::text(&item.title),
            Value::texts(links.all_storylines().into_iter().map(|idx| asked.storyline(idx))),
            Value::texts(links.about.iter().map(|idx| asked.dossier(*idx))),
            Value::maybe(links.place.map(|idx| asked.dossier(idx))),
            Value::texts(links.authors.iter().map(|author| asked.byline(author))),
            Value::maybe(links.edition.map(|idx| asked.site.editions[idx.at()].span.name())),
            asked.age(item.day),
            Value::count(linked.body.length.words),
            Value::count(links.sources.len()),
            state(linked.unreleased),
            file(&item.article),
        ]
    });
    rows.collect()
}

fn storylines(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.storylines.iter().map(|linked| {
        let (links, front) = (&linked.links, &linked.item.front);
        let last = links.portions.last().map(|portion| asked.day(portion.briefing));
        let open = links.questions.iter().filter(|idx| asked.site.questions[idx.at()].is_open()).count();
        vec![
            Value::text(linked.item.article.id.as_str()),
            Value::text(&linked.item.title),
            Value::text(match front.status.get() {
                None | Some(Activity::Active) => "active",
                Some(Activity::Dormant) => "dormant",
                Some(Activity::Closed) => "closed",
            }),
            Value::maybe(front.trend.get().and_then(|trend| trend.is.get()).map(|is| match is {
                Direction::Improved => "improved",
                Direction::Unchanged => "unchanged",
                Direction::Deteriorated => "deteriorated",
            })),
            Value::count(distinct(&links.portions)),
            Value::maybe(last.map(|day| day.to_string())),
            last.map_or(Value::None, |day| asked.age(day)),
            Value::count(open),
            Value::maybe(links.parent.map(|idx| asked.storyline(idx))),
            Value::texts(links.key.iter().map(|idx| asked.dossier(*idx))),
            Value::maybe(front.reviewed.get().map(|day| day.first_day(&asked.site.config.zone).to_string())),
            state(linked.unreleased),
            file(&linked.item.article),
        ]
    });
    rows.collect()
}

fn dossiers(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.dossiers.iter().map(|linked| {
        let (links, front) = (&linked.links, &linked.item.front);
        let about = links.about.iter().map(|portion| portion.briefing);
        let last = about.chain(links.mentioned_in.iter().copied()).max().map(|idx| asked.day(idx));
        let names = front.aliases.iter().chain(&front.variants).map(|name| name.value.clone());
        vec![
            Value::text(linked.item.article.id.as_str()),
            Value::text(&asked.site.config.kind(linked.item.kind).folder),
            Value::text(&linked.item.name),
            Value::texts(names),
            Value::count(links.briefings),
            Value::count(distinct(&links.about)),
            Value::maybe(last.map(|day| day.to_string())),
            last.map_or(Value::None, |day| asked.age(day)),
            Value::texts(links.of.iter().map(|idx| asked.dossier(*idx))),
            Value::maybe(links.within.map(|idx| asked.dossier(idx))),
            Value::maybe(front.at.get().map(|at| format!("{}, {}", at.latitude, at.longitude))),
            Value::maybe(front.wikidata.text()),
            Value::count(linked.body.length.words),
            state(linked.unreleased),
            file(&linked.item.article),
        ]
    });
    rows.collect()
}

fn pages(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.pages.iter().map(|linked| {
        vec![
            Value::text(linked.item.article.id.as_str()),
            Value::text(&linked.item.title),
            Value::count(linked.body.length.words),
            state(linked.unreleased),
            file(&linked.item.article),
        ]
    });
    rows.collect()
}

fn editions(asked: &Asked<'_>) -> Vec<Row> {
    let rows = asked.site.editions.iter().map(|edition| {
        vec![
            Value::text(edition.span.name()),
            Value::count(edition.number),
            Value::days(edition.days.0, edition.days.1),
            Value::texts(edition.briefings.iter().map(|idx| asked.briefing(*idx))),
            asked.site.edition_file(edition).map_or(Value::None, |linked| file(&linked.item.article)),
        ]
    });
    rows.collect()
}

/// How many briefings there are among portions.
fn distinct(portions: &[Portion]) -> usize {
    let mut briefings: Vec<BriefingIdx> = portions.iter().map(|portion| portion.briefing).collect();
    briefings.dedup();
    briefings.len()
}

fn state(unreleased: Option<Unreleased>) -> Value {
    Value::text(match unreleased {
        None => "out",
        Some(Unreleased::Draft) => "draft",
        Some(Unreleased::Until(_)) => "waiting",
    })
}

fn file(article: &Article) -> Value {
    Value::Text(format!("content/{}", article.path))
}

impl Asked<'_> {
    pub(super) fn linked(&self, idx: BriefingIdx) -> &Linked<Briefing, BriefingLinks> {
        self.site.briefing(idx)
    }

    pub(super) fn briefing(&self, idx: BriefingIdx) -> String {
        self.linked(idx).item.article.id.to_string()
    }

    pub(super) fn day(&self, idx: BriefingIdx) -> Date {
        self.linked(idx).item.day
    }

    pub(super) fn dossier(&self, idx: DossierIdx) -> String {
        self.site.dossier(idx).item.article.id.to_string()
    }

    pub(super) fn storyline(&self, idx: StorylineIdx) -> String {
        self.site.storyline(idx).item.article.id.to_string()
    }

    /// The id of somebody with a dossier, or the name.
    pub(super) fn party(&self, party: &Party) -> String {
        match party {
            Party::Dossier(idx) => self.dossier(*idx),
            Party::Name(name) => name.clone(),
        }
    }

    pub(super) fn parties(&self, parties: &[Party]) -> Value {
        Value::texts(parties.iter().map(|party| self.party(party)))
    }

    fn byline(&self, author: &Byline) -> String {
        match author {
            Byline::Author(n) => self.site.config.file.authors.0[*n].0.value.clone(),
            Byline::Party(party) => self.party(party),
        }
    }

    /// How many days a day is before the newest briefing that is out; none if it comes after.
    pub(super) fn age(&self, day: Date) -> Value {
        let days = self.today.and_then(|today| today.since(day).ok()).map(|span| span.get_days());
        days.filter(|days| *days >= 0).map_or(Value::None, |days| Value::Number(f64::from(days)))
    }
}
