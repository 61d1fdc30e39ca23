//! The whole graph with stable ids: `/data/digest.json`, and `/data/digest-YEAR.json` for what grows with the briefings.
//!
//! A year has its briefings and what they were the first to say, so each thing is in one file, and a year
//! without briefings has none. Texts are as they were typed. Days are ISO 8601, times RFC 3339. What points
//! to something else gives its id; a dossier's is `KIND/ID`. Long lists are made while they are written.

use std::collections::BTreeSet;

use schemars::Schema;
use serde::Serialize;

use super::form::{
    AnswerData, BriefingData, BriefingFigure, CitedData, CorrectionData, DaysData, Digest, DossierData,
    DossierYear, EditionData, EventData, KnownData, OutletData, PartyData, QuestionData, QuoteData,
    ReportData, SectionData, SeriesData, SiteData, SourceData, StorylineData, StorylineYear, Stream,
    WatchData, YearDigest, YearLink,
};
use super::{doubt, fault, status};
use crate::model::address::url::UrlPath;
use crate::model::graph::refs::{Cited, ItemRef, Party};
use crate::model::graph::section::Portion;
use crate::model::graph::site::{BriefingLinks, Linked, Neighbours, Site};
use crate::model::graph::source::Numbered;
use crate::model::typed::briefing::{Briefing, Genre};
use crate::model::typed::config::OutletKind;
use crate::model::typed::item::{CorrectionKind, Fault};
use crate::model::typed::storyline::{Activity, Direction};
use crate::model::value::date::{Point, When};
use crate::model::value::doubt::Doubted;
use crate::model::value::field::{List, Spanned};
use crate::model::value::id::{BriefingIdx, DossierIdx, SectionIdx, SeriesIdx, StorylineIdx, Target};
use crate::render::figures::{declared, figure, placed, unit};
use crate::render::pages::{Links, correction, mention};
use crate::render::wording::Wording;

/// The version of the form of all files.
const VERSION: u32 = 3;

/// What the graph of a site has once, as JSON.
pub(in crate::render) fn digest(site: &Site, links: &Links, wording: &Wording) -> Vec<u8> {
    let graph = Graph { site, links, wording };
    written(&Digest {
        version: VERSION,
        site: graph.site(),
        years: years(site).into_iter().map(|year| graph.year_link(year)).collect(),
        storylines: Stream::new(site.storylines.len(), |n| graph.storyline(n)),
        dossiers: Stream::new(site.dossiers.len(), |n| graph.dossier(DossierIdx::new(n))),
        series: Stream::new(site.series.len(), |n| graph.series(SeriesIdx::new(n))),
        outlets: Stream::new(site.config.file.outlets.0.len(), |n| graph.outlet(n)),
    })
}

/// What a year has, as JSON.
pub(in crate::render) fn of_year(site: &Site, links: &Links, wording: &Wording, year: i16) -> Vec<u8> {
    let graph = Graph { site, links, wording };
    let is_in = |idx: BriefingIdx| year_of(site, idx) == year;
    written(&YearDigest {
        version: VERSION,
        year,
        site: graph.site(),
        briefings: Stream::of((0..site.briefings.len()).filter(|n| is_in(BriefingIdx::new(*n))), |n| {
            graph.briefing(BriefingIdx::new(n))
        }),
        editions: Stream::of((0..site.editions.len()).filter(|n| is_in(site.editions[*n].first())), |n| {
            graph.edition(n)
        }),
        storylines: Stream::of(
            (0..site.storylines.len())
                .filter(|n| site.storylines[*n].links.portions.iter().any(|portion| is_in(portion.briefing))),
            |n| graph.storyline_year(n, year),
        ),
        dossiers: Stream::of(
            (0..site.dossiers.len()).filter(|n| {
                let links = &site.dossiers[*n].links;
                let about = links.about.iter().map(|portion| portion.briefing);
                about.chain(links.mentioned_in.iter().copied()).any(is_in)
            }),
            |n| graph.dossier_year(DossierIdx::new(n), year),
        ),
        events: Stream::of((0..site.events.len()).filter(|n| is_in(site.events[*n].items[0].0)), |n| {
            graph.event(n)
        }),
        questions: Stream::of(
            (0..site.questions.len()).filter(|n| is_in(site.questions[*n].first().0)),
            |n| graph.question(n),
        ),
        watch: Stream::of((0..site.watch.len()).filter(|n| is_in(site.watch[*n].items[0].0)), |n| {
            graph.watch(n)
        }),
    })
}

fn written(file: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(file).expect("the keys of all mappings are text");
    bytes.push(b'\n');
    bytes
}

/// The years that have a file: those with briefings.
pub(in crate::render) fn years(site: &Site) -> Vec<i16> {
    distinct((0..site.briefings.len()).map(|n| year_of(site, BriefingIdx::new(n))))
}

fn year_of(site: &Site, idx: BriefingIdx) -> i16 {
    site.briefing(idx).item.day.year()
}

fn distinct(years: impl Iterator<Item = i16>) -> Vec<i16> {
    years.collect::<BTreeSet<i16>>().into_iter().collect()
}

/// The JSON Schema of what the graph has once (draft 2020-12).
pub fn schema() -> Schema {
    schemars::schema_for!(Digest<'static>)
}

/// The JSON Schema of the file of a year (draft 2020-12).
pub fn schema_of_year() -> Schema {
    schemars::schema_for!(YearDigest<'static>)
}

struct Graph<'s> {
    site: &'s Site,
    links: &'s Links,
    wording: &'s Wording,
}

impl Graph<'_> {
    fn site(&self) -> SiteData {
        let config = &self.site.config;
        SiteData {
            id: config.id.as_str().to_owned(),
            title: config.title.clone(),
            description: config.file.description.text().map(str::to_owned),
            url: self.site.config.base.address(&UrlPath::front()),
            language: config.language.clone(),
            timezone: config.zone_name.clone(),
        }
    }

    fn briefing(&self, idx: BriefingIdx) -> BriefingData {
        let site = self.site;
        let linked = site.briefing(idx);
        let (briefing, links) = (&linked.item, &linked.links);
        let front = &briefing.front;
        let sources = linked.sources().map(|Numbered { id, source, links, .. }| SourceData {
            id: id.to_owned(),
            title: source.title.text_or_empty().to_owned(),
            by: self.parties(&links.by),
            outlet: links.outlet.map(|outlet| self.outlet_id(outlet)),
            date: source.date.get().map(|when| self.days(*when)),
            url: source.url.text().map(str::to_owned),
            archived: source.archived.text().map(str::to_owned),
            accessed: source.accessed.get().map(|point| self.days(When::At(*point))),
            via: links.via.map(|via| self.cited(via, linked)),
            root: self.cited(links.end, linked),
        });
        let quotes =
            front.quotes.iter().zip(&links.quotes).enumerate().map(|(n, (quote, links))| QuoteData {
                url: self.item(briefing, &briefing.anchors.quotes[n]),
                text: linked.words_of_quote(n).into_owned(),
                paraphrase: quote.value.paraphrase.is_true(),
                retracted: linked.is_taken_back(links.correction),
                by: self.parties(&links.by),
                said: linked.said_of_quote(n).map(|when| self.days(when)),
                sources: links.sources.iter().map(|cited| self.cited(*cited, linked)).collect(),
                section: self.section_id(idx, links.section),
            });
        let known = front.known.iter().zip(&links.known).map(|(known, links)| KnownData {
            text: known.value.text.text_or_empty().to_owned(),
            status: known.value.status.get().copied().map(status),
            sources: links.sources.iter().map(|cited| self.cited(*cited, linked)).collect(),
            section: self.section_id(idx, links.section),
        });
        let answers = front.answers.0.iter().enumerate().map(|(n, (id, answer))| AnswerData {
            url: self.item(briefing, &briefing.answer_anchor(n)),
            question: id.value.clone(),
            text: answer.value.clone(),
        });
        BriefingData {
            id: briefing.article.id.to_string(),
            uid: site.lasting_id(Target::Briefing(idx)),
            url: self.site.config.base.address(&briefing.url()),
            title: briefing.title.clone(),
            date: self.links.published(idx).iso.clone(),
            updated: correction::last(self.wording, briefing).map(|date| date.iso),
            summary: front.summary.text().map(str::to_owned),
            r#type: match front.genre.get().copied().unwrap_or_default() {
                Genre::Briefing => "briefing",
                Genre::Analysis => "analysis",
                Genre::Explainer => "explainer",
            },
            language: front.lang.text().unwrap_or(&site.config.language).to_owned(),
            covers: front.covers.get().map(|when| self.days(*when)),
            storylines: self.storyline_ids(&links.storylines),
            about: self.dossiers(&links.about),
            names: self.dossiers(&links.named),
            place: links.place.map(|place| self.dossier_id(place)),
            edition: links.edition.map(|idx| site.editions[idx.at()].number),
            words: linked.body.length.words,
            link: front.link.text().map(str::to_owned),
            sections: (0..links.sections.len()).map(|n| self.section(idx, SectionIdx::new(n))).collect(),
            sources: sources.collect(),
            quotes: quotes.collect(),
            figures: (0..links.figures.len()).map(|n| self.figure((idx, n as u32))).collect(),
            known: known.collect(),
            answers: answers.collect(),
            corrections: (0..front.corrections.len()).map(|n| self.correction(linked, n)).collect(),
        }
    }

    fn figure(&self, item: ItemRef) -> BriefingFigure {
        let links = placed(self.site, item);
        let account = links.series.map(|series| self.site.series(series).account(links.account));
        let is_current = account.is_some_and(|account| account.figures[account.current] == item);
        BriefingFigure {
            series: links.series.map(|series| declared(self.site, series).0.to_owned()),
            figure: figure(self.site, self.links, self.wording, item, is_current),
            section: self.section_id(item.0, links.section),
        }
    }

    fn correction(&self, linked: &Linked<Briefing, BriefingLinks>, n: usize) -> CorrectionData {
        let briefing = &linked.item;
        let (correction, ties) = (&briefing.front.corrections[n].value, &linked.links.corrections[n]);
        CorrectionData {
            url: self.item(briefing, &format!("correction-{}", n + 1)),
            kind: match correction.kind.get().copied().unwrap_or_default() {
                CorrectionKind::Correction => "correction",
                CorrectionKind::Clarification => "clarification",
                CorrectionKind::Retraction => "retraction",
            },
            date: correction.date.get().map(|date| self.days(When::At(*date))),
            fixes: correction.fixes.text().map(str::to_owned),
            error: linked.named_fault(n).map(fault),
            was: correction.was.text().map(str::to_owned),
            now: correction.now.text().map(str::to_owned),
            text: correction.text.text().map(str::to_owned),
            by: if ties.fault == Fault::Source { self.parties(&ties.by) } else { Vec::new() },
            right: ties.right.map(|(idx, n)| {
                let other = &self.site.briefing(idx).item;
                self.item(other, &other.anchors.figures[n as usize])
            }),
        }
    }

    fn edition(&self, n: usize) -> EditionData {
        let edition = &self.site.editions[n];
        let (first, last) = edition.days;
        let file = self.site.edition_file(edition);
        let texts = |list: &List<Spanned<String>>| list.iter().map(|text| text.value.clone()).collect();
        EditionData {
            number: edition.number,
            title: file.and_then(|file| file.item.front.title.text()).map(str::to_owned),
            summary: file.and_then(|file| file.item.front.summary.text()).map(str::to_owned),
            takeaways: file.map(|file| texts(&file.item.front.takeaways)).unwrap_or_default(),
            url: self.site.config.base.address(&edition.url()),
            days: DaysData { first_day: first.to_string(), last_day: last.to_string(), doubt: None },
            briefings: self.briefing_ids(&edition.briefings),
        }
    }

    fn storyline(&self, n: usize) -> StorylineData {
        let linked = &self.site.storylines[n];
        let front = &linked.item.front;
        let trend = front.trend.get().and_then(|trend| trend.is.get());
        StorylineData {
            id: self.storyline_id(n),
            uid: self.site.lasting_id(Target::Storyline(StorylineIdx::new(n))),
            url: self.site.config.base.address(&linked.item.url()),
            title: linked.item.title.clone(),
            summary: front.summary.text().map(str::to_owned),
            status: match front.status.get().copied().unwrap_or_default() {
                Activity::Active => "active",
                Activity::Dormant => "dormant",
                Activity::Closed => "closed",
            },
            trend: trend.map(|direction| match direction {
                Direction::Improved => "improved",
                Direction::Unchanged => "unchanged",
                Direction::Deteriorated => "deteriorated",
            }),
            parent: linked.links.parent.map(|parent| self.storyline_id(parent.at())),
            briefings: whole(&linked.links.portions).count(),
            sections: linked.links.portions.len() - whole(&linked.links.portions).count(),
            years: self.years(&linked.links.portions, &[]),
            key: self.dossiers(&linked.links.key),
            series: linked.links.series.iter().map(|idx| declared(self.site, *idx).0.to_owned()).collect(),
        }
    }

    fn dossier(&self, idx: DossierIdx) -> DossierData {
        let linked = self.site.dossier(idx);
        let front = &linked.item.front;
        DossierData {
            id: self.dossier_id(idx),
            uid: self.site.lasting_id(Target::Dossier(idx)),
            url: self.site.config.base.address(&linked.item.url(&self.site.config)),
            name: linked.item.name.clone(),
            aliases: front.aliases.iter().chain(&front.variants).map(|name| name.value.clone()).collect(),
            role: mention::role_at(self.wording, &linked.item, self.site.newest_day()),
            r#in: linked.links.within.map(|place| self.dossier_id(place)),
            of: self.dossiers(&linked.links.of),
            about: whole(&linked.links.about).count(),
            sections: linked.links.about.len() - whole(&linked.links.about).count(),
            mentioned_in: linked.links.mentioned_in.len(),
            years: self.years(&linked.links.about, &linked.links.mentioned_in),
        }
    }

    fn year_link(&self, year: i16) -> YearLink {
        let is_in = |idx: BriefingIdx| year_of(self.site, idx) == year;
        let briefings = (0..self.site.briefings.len()).filter(|n| is_in(BriefingIdx::new(*n)));
        let editions = self.site.editions.iter().filter(|edition| is_in(edition.first()));
        YearLink {
            year,
            url: self.site.config.base.address(&UrlPath::digest_of_year(year)),
            briefings: briefings.count(),
            editions: editions.count(),
        }
    }

    fn storyline_year(&self, n: usize, year: i16) -> StorylineYear {
        let portions = self.portions_of(&self.site.storylines[n].links.portions, year);
        StorylineYear {
            id: self.storyline_id(n),
            briefings: self.whole(&portions),
            sections: self.sections(&portions),
        }
    }

    fn dossier_year(&self, idx: DossierIdx, year: i16) -> DossierYear {
        let links = &self.site.dossier(idx).links;
        let about = self.portions_of(&links.about, year);
        let mentioned_in = links.mentioned_in.iter().copied();
        let mentioned_in: Vec<BriefingIdx> =
            mentioned_in.filter(|idx| year_of(self.site, *idx) == year).collect();
        DossierYear {
            id: self.dossier_id(idx),
            about: self.whole(&about),
            sections: self.sections(&about),
            mentioned_in: self.briefing_ids(&mentioned_in),
        }
    }

    fn portions_of(&self, list: &[Portion], year: i16) -> Vec<Portion> {
        list.iter().copied().filter(|portion| year_of(self.site, portion.briefing) == year).collect()
    }

    fn years(&self, portions: &[Portion], mentions: &[BriefingIdx]) -> Vec<i16> {
        let briefings = portions.iter().map(|portion| portion.briefing).chain(mentions.iter().copied());
        distinct(briefings.map(|idx| year_of(self.site, idx)))
    }

    fn series(&self, idx: SeriesIdx) -> SeriesData {
        let (id, series) = declared(self.site, idx);
        let links = self.site.series(idx);
        SeriesData {
            id: id.to_owned(),
            url: (!links.periods.is_empty()).then(|| self.site.config.base.address(&UrlPath::series(id))),
            name: series.name.text_or_empty().to_owned(),
            unit: unit(self.site, idx).map(|unit| unit.other.clone()),
            place: links.place.map(|place| self.dossier_id(place)),
            note: series.note.text().map(str::to_owned),
        }
    }

    fn outlet(&self, n: usize) -> OutletData {
        let (id, outlet) = &self.site.config.file.outlets.0[n];
        OutletData {
            id: id.value.clone(),
            name: outlet.name.text_or_empty().to_owned(),
            kind: outlet.kind.get().map(|kind| match kind {
                OutletKind::Official => "official",
                OutletKind::Party => "party",
                OutletKind::Wire => "wire",
                OutletKind::Press => "press",
                OutletKind::StateMedia => "state-media",
                OutletKind::ThinkTank => "think-tank",
                OutletKind::Secondary => "secondary",
            }),
            url: outlet.url.text().map(str::to_owned),
            note: outlet.note.text().map(str::to_owned),
        }
    }

    fn event(&self, n: usize) -> EventData {
        let thread = &self.site.events[n];
        let (briefing, at) = thread.newest();
        let linked = self.site.briefing(briefing);
        let event = &linked.item.front.events[at as usize].value;
        let links = &linked.links.events[at as usize];
        EventData {
            days: self.days(thread.when),
            text: linked.text_of_event(at as usize).into_owned(),
            place: links.place.map(|place| self.dossier_id(place)),
            who: self.parties(&links.who),
            status: event.status.get().copied().map(status),
            retracted: linked.is_taken_back(links.correction),
            reports: self.reports(&thread.items, |linked, n| {
                (linked.item.anchors.events[n].clone(), linked.links.events[n].section)
            }),
        }
    }

    fn question(&self, n: usize) -> QuestionData {
        let thread = &self.site.questions[n];
        let (briefing, at) = thread.newest();
        let question = &self.site.briefing(briefing).item.front.unknown[at as usize].value;
        let answer = thread.answer.as_slice();
        QuestionData {
            id: question.id.get().map(|id| id.as_str().to_owned()),
            text: question.text.text_or_empty().to_owned(),
            status: question.status.get().copied().map(status),
            asked: self.reports(&thread.asked, |linked, n| {
                (linked.item.anchors.questions[n].clone(), linked.links.questions[n].section)
            }),
            answer: self.reports(answer, |linked, n| (linked.item.answer_anchor(n), None)).pop(),
        }
    }

    fn watch(&self, n: usize) -> WatchData {
        let thread = &self.site.watch[n];
        let (briefing, at) = thread.newest();
        let linked = self.site.briefing(briefing);
        let links = &linked.links.watch[at as usize];
        let typed = &linked.item.front.watch[at as usize].value;
        let zone = &self.site.config.zone;
        let (from, to) = match thread.when {
            Some(When::At(from)) => (Some(from), None),
            Some(When::Range(from, to)) => (Some(from), Some(to)),
            None => (None, None),
        };
        let instant = |point: Option<Point>| {
            point.filter(|point| point.has_time()).map(|point| point.instant(zone).to_string())
        };
        let ids = thread.items.iter().rev().filter_map(|(briefing, n)| {
            self.site.briefing(*briefing).item.front.watch[*n as usize].value.id.get()
        });
        WatchData {
            id: ids.map(|id| id.as_str().to_owned()).next(),
            text: typed.text.text_or_empty().to_owned(),
            starts: instant(from),
            ends: instant(to),
            status: typed.is_cancelled().then_some("cancelled"),
            url: typed.url.get().map(|url| url.as_ref().to_owned()),
            days: thread.when.map(|when| self.days(when)),
            place: links.place.map(|place| self.dossier_id(place)),
            who: self.parties(&links.who),
            named: self.reports(&thread.items, |linked, n| {
                (linked.item.anchors.watch[n].clone(), linked.links.watch[n].section)
            }),
            answer: self
                .reports(thread.answer.as_slice(), |linked, n| (linked.item.answer_anchor(n), None))
                .pop(),
        }
    }

    fn reports(
        &self,
        items: &[ItemRef],
        anchor: impl Fn(&Linked<Briefing, BriefingLinks>, usize) -> (String, Option<SectionIdx>),
    ) -> Vec<ReportData> {
        let reports = items.iter().map(|(idx, n)| {
            let linked = self.site.briefing(*idx);
            let (anchor, section) = anchor(linked, *n as usize);
            ReportData {
                briefing: linked.item.article.id.to_string(),
                url: self.item(&linked.item, &anchor),
                section: self.section_id(*idx, section),
            }
        });
        reports.collect()
    }

    fn item(&self, briefing: &Briefing, anchor: &str) -> String {
        format!("{}#{anchor}", self.site.config.base.address(&briefing.url()))
    }

    fn days(&self, when: impl Into<Doubted<When>>) -> DaysData {
        let (when, zone) = (when.into(), &self.site.config.zone);
        DaysData {
            first_day: when.first_day(zone).to_string(),
            last_day: when.last_day(zone).to_string(),
            doubt: doubt(when.doubt),
        }
    }

    fn parties(&self, parties: &[Party]) -> Vec<PartyData> {
        let parties = parties.iter().map(|party| match party {
            Party::Name(name) => PartyData { name: name.clone(), dossier: None },
            Party::Dossier(idx) => PartyData {
                name: self.site.dossier(*idx).item.name.clone(),
                dossier: Some(self.dossier_id(*idx)),
            },
        });
        parties.collect()
    }

    fn cited(&self, cited: Cited, linked: &Linked<Briefing, BriefingLinks>) -> CitedData {
        match cited {
            Cited::Own(n) => CitedData { source: Some(linked.source(n).0.to_owned()), outlet: None },
            Cited::Outlet(n) => CitedData { source: None, outlet: Some(self.outlet_id(n)) },
        }
    }

    fn outlet_id(&self, n: usize) -> String {
        self.site.config.file.outlets.0[n].0.value.clone()
    }

    fn storyline_ids(&self, list: &[Neighbours]) -> Vec<String> {
        list.iter().map(|entry| self.storyline_id(entry.storyline.at())).collect()
    }

    fn storyline_id(&self, n: usize) -> String {
        self.site.storylines[n].item.article.id.to_string()
    }

    fn dossier_id(&self, idx: DossierIdx) -> String {
        let dossier = &self.site.dossier(idx).item;
        [&self.site.config.kind(dossier.kind).folder, "/", dossier.article.id.as_str()].concat()
    }

    fn dossiers(&self, list: &[DossierIdx]) -> Vec<String> {
        list.iter().map(|idx| self.dossier_id(*idx)).collect()
    }

    fn section(&self, briefing: BriefingIdx, idx: SectionIdx) -> SectionData {
        let linked = self.site.briefing(briefing);
        let (links, heading) = (linked.links.section(idx), linked.section_heading(idx));
        SectionData {
            id: heading.id.clone(),
            url: self.item(&linked.item, &heading.id),
            title: heading.text.clone(),
            storylines: self.storyline_ids(&links.storylines),
            about: self.dossiers(&links.about),
            names: self.dossiers(&links.named),
            place: links.place.map(|place| self.dossier_id(place)),
            link: linked.section_link(idx).map(str::to_owned),
        }
    }

    fn section_id(&self, briefing: BriefingIdx, section: Option<SectionIdx>) -> Option<String> {
        section.map(|section| self.site.briefing(briefing).section_heading(section).id.clone())
    }

    fn whole(&self, list: &[Portion]) -> Vec<String> {
        self.briefing_ids(&whole(list).collect::<Vec<_>>())
    }

    /// The sections of a list.
    fn sections(&self, list: &[Portion]) -> Vec<String> {
        let id = |portion: &Portion| {
            let section = self.section_id(portion.briefing, portion.section)?;
            Some(format!("{}#{section}", self.site.briefing(portion.briefing).item.article.id))
        };
        list.iter().filter_map(id).collect()
    }

    fn briefing_ids(&self, list: &[BriefingIdx]) -> Vec<String> {
        list.iter().map(|idx| self.site.briefing(*idx).item.article.id.to_string()).collect()
    }
}

/// The whole briefings of a list.
fn whole(list: &[Portion]) -> impl Iterator<Item = BriefingIdx> + '_ {
    list.iter().filter(|portion| portion.section.is_none()).map(|portion| portion.briefing)
}
