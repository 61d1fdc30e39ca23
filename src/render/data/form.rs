//! The form of `/data/digest.json` and of the file of each year. The schemas in `docs/content/root/` are derived from
//! these types.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::render::figures::FigureData;

/// What the graph of a site has only once, and where the rest is. It does not grow with the number of briefings.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Digest")]
pub(super) struct Digest<'s> {
    /// The version of this format and that of the years; it changes if a program that reads the old one would fail.
    pub(super) version: u32,
    /// The site.
    pub(super) site: SiteData,
    /// The files of the years, from the first to the newest.
    pub(super) years: Vec<YearLink>,
    /// All storylines, in order of id.
    pub(super) storylines: Stream<'s, StorylineData>,
    /// All dossiers, in order of kind and id.
    pub(super) dossiers: Stream<'s, DossierData>,
    /// The series of figures, in the order of `site.yaml`.
    pub(super) series: Stream<'s, SeriesData>,
    /// The outlets, in the order of `site.yaml`.
    pub(super) outlets: Stream<'s, OutletData>,
}

/// A year and its file.
#[derive(Serialize, JsonSchema)]
pub(super) struct YearLink {
    /// The year.
    pub(super) year: i16,
    /// Its file.
    pub(super) url: String,
    /// How many briefings it has.
    pub(super) briefings: usize,
    /// How many editions it has.
    pub(super) editions: usize,
}

/// The briefings of a year, and what they were the first to say.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Digest of a year")]
pub(super) struct YearDigest<'s> {
    /// The version of this format, as in `digest.json`.
    pub(super) version: u32,
    /// The year.
    pub(super) year: i16,
    /// The site.
    pub(super) site: SiteData,
    /// The briefings that were published in the year, in order of publication.
    pub(super) briefings: Stream<'s, BriefingData>,
    /// The editions whose first briefing is one of these, from the first to the newest.
    pub(super) editions: Stream<'s, EditionData>,
    /// The storylines that have some of these briefings, in order of id.
    pub(super) storylines: Stream<'s, StorylineYear>,
    /// The dossiers that some of these briefings are about or name, in order of kind and id.
    pub(super) dossiers: Stream<'s, DossierYear>,
    /// The events that one of these briefings was the first to report, in order of date, each with all its reports.
    pub(super) events: Stream<'s, EventData>,
    /// The questions that one of these briefings was the first to ask, in that order.
    pub(super) questions: Stream<'s, QuestionData>,
    /// What one of these briefings was the first to name as something to look out for, in that order.
    pub(super) watch: Stream<'s, WatchData>,
}

/// What a storyline has in a year.
#[derive(Serialize, JsonSchema)]
pub(super) struct StorylineYear {
    /// Its id.
    pub(super) id: String,
    /// The ids of its briefings.
    pub(super) briefings: Vec<String>,
    /// The sections of other briefings that belong to it: `BRIEFING#SECTION`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) sections: Vec<String>,
}

/// What a dossier has in a year.
#[derive(Serialize, JsonSchema)]
pub(super) struct DossierYear {
    /// `KIND/ID`.
    pub(super) id: String,
    /// The ids of the briefings about it.
    pub(super) about: Vec<String>,
    /// The sections of other briefings that are about it: `BRIEFING#SECTION`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) sections: Vec<String>,
    /// The ids of the briefings that name it outside what is about it.
    pub(super) mentioned_in: Vec<String>,
}

/// A list whose items are made while it is written.
pub(super) struct Stream<'s, T>(Box<dyn Fn(usize) -> T + 's>, usize);

impl<'s, T> Stream<'s, T> {
    pub(super) fn new(count: usize, item: impl Fn(usize) -> T + 's) -> Self {
        Self(Box::new(item), count)
    }

    /// The items at some positions in a list.
    pub(super) fn of(at: impl Iterator<Item = usize>, item: impl Fn(usize) -> T + 's) -> Self {
        let at: Vec<usize> = at.collect();
        Self::new(at.len(), move |n| item(at[n]))
    }
}

impl<T: Serialize> Serialize for Stream<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.1).map(&self.0))
    }
}

impl<T: JsonSchema> JsonSchema for Stream<'_, T> {
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

/// A site.
#[derive(Serialize, JsonSchema)]
pub(super) struct SiteData {
    /// Its id, which no other site has.
    pub(super) id: String,
    /// Its name.
    pub(super) title: String,
    /// What it is.
    pub(super) description: Option<String>,
    /// Its front page.
    pub(super) url: String,
    /// Its language (BCP 47).
    pub(super) language: String,
    /// The time zone of the desk (IANA).
    pub(super) timezone: String,
}

/// A briefing.
#[derive(Serialize, JsonSchema)]
pub(super) struct BriefingData {
    /// Its id.
    pub(super) id: String,
    /// An id that no other site has. It stays the same after a move or a rename; its entry in feeds has it too.
    pub(super) uid: String,
    /// Its page.
    pub(super) url: String,
    /// The headline.
    pub(super) title: String,
    /// When it was published: a day or a time.
    pub(super) date: String,
    /// When it was last corrected: a day or a time.
    pub(super) updated: Option<String>,
    /// The lines under the headline.
    pub(super) summary: Option<String>,
    /// `briefing`, `analysis` or `explainer`.
    pub(super) r#type: &'static str,
    /// The language of its text (BCP 47).
    pub(super) language: String,
    /// The period reported on.
    pub(super) covers: Option<DaysData>,
    /// The ids of its storylines, home first.
    pub(super) storylines: Vec<String>,
    /// The dossiers it is about.
    pub(super) about: Vec<String>,
    /// The dossiers that it names or is about.
    pub(super) names: Vec<String>,
    /// The place it is about.
    pub(super) place: Option<String>,
    /// The number of its edition; nothing if no issue takes it.
    pub(super) edition: Option<usize>,
    /// How many words its text has.
    pub(super) words: usize,
    /// The page elsewhere that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) link: Option<String>,
    /// Its sections that something belongs to, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) sections: Vec<SectionData>,
    /// Its sources. The nth is cited as n.
    pub(super) sources: Vec<SourceData>,
    /// What others said.
    pub(super) quotes: Vec<QuoteData>,
    /// Numbers.
    pub(super) figures: Vec<BriefingFigure>,
    /// What is known.
    pub(super) known: Vec<KnownData>,
    /// Answers to questions, and what came of watch items.
    pub(super) answers: Vec<AnswerData>,
    /// What was wrong and has been put right.
    pub(super) corrections: Vec<CorrectionData>,
}

/// A section of a briefing.
#[derive(Serialize, JsonSchema)]
pub(super) struct SectionData {
    /// The id of its heading.
    pub(super) id: String,
    /// The permanent address.
    pub(super) url: String,
    /// The heading.
    pub(super) title: String,
    /// The ids of its own storylines, home first. Without any, it belongs to those of the briefing.
    pub(super) storylines: Vec<String>,
    /// The dossiers it is about.
    pub(super) about: Vec<String>,
    /// The dossiers that it names or is about.
    pub(super) names: Vec<String>,
    /// The place it is about.
    pub(super) place: Option<String>,
    /// The page elsewhere that it is about.
    pub(super) link: Option<String>,
}

/// The first and the last day of something.
#[derive(Serialize, JsonSchema)]
pub(super) struct DaysData {
    /// The first day.
    pub(super) first_day: String,
    /// The last day.
    pub(super) last_day: String,
    /// How the days are in doubt: `approximate`, `uncertain` (inferred by the desk) or `both`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) doubt: Option<&'static str>,
}

/// Somebody who speaks or acts.
#[derive(Serialize, JsonSchema)]
pub(super) struct PartyData {
    /// The name.
    pub(super) name: String,
    /// The dossier, if there is one.
    pub(super) dossier: Option<String>,
}

/// A source of a briefing.
#[derive(Serialize, JsonSchema)]
pub(super) struct SourceData {
    /// Its id in the briefing.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// Whose words they are.
    pub(super) by: Vec<PartyData>,
    /// The id of the outlet.
    pub(super) outlet: Option<String>,
    /// When it was published.
    pub(super) date: Option<DaysData>,
    /// Where to read it.
    pub(super) url: Option<String>,
    /// A copy of that page in an archive.
    pub(super) archived: Option<String>,
    /// When the desk read it.
    pub(super) accessed: Option<DaysData>,
    /// The source or outlet it was taken from.
    pub(super) via: Option<CitedData>,
    /// The end of its chain of `via`.
    pub(super) root: CitedData,
}

/// Something cited.
#[derive(Serialize, JsonSchema)]
pub(super) struct CitedData {
    /// The id of a source of the same briefing.
    pub(super) source: Option<String>,
    /// The id of an outlet.
    pub(super) outlet: Option<String>,
}

/// Somebody's words.
#[derive(Serialize, JsonSchema)]
pub(super) struct QuoteData {
    /// The permanent address.
    pub(super) url: String,
    /// The words.
    pub(super) text: String,
    /// Whether these are not the exact words.
    pub(super) paraphrase: bool,
    /// Whether they were withdrawn, as words that nobody said.
    pub(super) retracted: bool,
    /// Who said them.
    pub(super) by: Vec<PartyData>,
    /// When they were said.
    pub(super) said: Option<DaysData>,
    /// Their source or sources.
    pub(super) sources: Vec<CitedData>,
    /// The id of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<String>,
}

/// A figure with its series.
#[derive(Serialize, JsonSchema)]
pub(super) struct BriefingFigure {
    /// The id of the series.
    pub(super) series: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub(super) figure: FigureData,
    /// The id of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<String>,
}

/// A line of what is known.
#[derive(Serialize, JsonSchema)]
pub(super) struct KnownData {
    /// What is known.
    pub(super) text: String,
    /// How certain it is.
    pub(super) status: Option<&'static str>,
    /// Its source or sources.
    pub(super) sources: Vec<CitedData>,
    /// The id of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<String>,
}

/// An answer.
#[derive(Serialize, JsonSchema)]
pub(super) struct AnswerData {
    /// The permanent address.
    pub(super) url: String,
    /// The id of the question or watch item.
    pub(super) question: String,
    /// The answer.
    pub(super) text: String,
}

/// A correction.
#[derive(Serialize, JsonSchema)]
pub(super) struct CorrectionData {
    /// The permanent address.
    pub(super) url: String,
    /// `correction`, `clarification` or `retraction`.
    pub(super) kind: &'static str,
    /// When it was made.
    pub(super) date: Option<DaysData>,
    /// What it corrects: `figures/SERIES`, `quotes/ID`, `events/ID`; the text if absent.
    pub(super) fixes: Option<String>,
    /// Whose error it says it was: `ours`, `relay` or `source`; nothing for the text.
    pub(super) error: Option<&'static str>,
    /// What was there before.
    pub(super) was: Option<String>,
    /// What is right.
    pub(super) now: Option<String>,
    /// The notice.
    pub(super) text: Option<String>,
    /// Who gives the right value, if the speaker was wrong.
    pub(super) by: Vec<PartyData>,
    /// The permanent address of the figure that is right, if the speaker of this one was wrong.
    pub(super) right: Option<String>,
}

/// An edition.
#[derive(Serialize, JsonSchema)]
pub(super) struct EditionData {
    /// Its number.
    pub(super) number: usize,
    /// Its title, if it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    /// The lines under the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
    /// The points to know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub(super) takeaways: Vec<String>,
    /// Its page.
    pub(super) url: String,
    /// What it covers.
    pub(super) days: DaysData,
    /// The ids of its briefings, in the order in which it shows them.
    pub(super) briefings: Vec<String>,
}

/// A storyline.
#[derive(Serialize, JsonSchema)]
pub(super) struct StorylineData {
    /// Its id.
    pub(super) id: String,
    /// An id that no other site has. It stays the same after a move or a rename.
    pub(super) uid: String,
    /// Its page.
    pub(super) url: String,
    /// Its name.
    pub(super) title: String,
    /// What it is.
    pub(super) summary: Option<String>,
    /// `active`, `dormant` or `closed`.
    pub(super) status: &'static str,
    /// `improved`, `unchanged` or `deteriorated`.
    pub(super) trend: Option<&'static str>,
    /// The storyline it is a part of.
    pub(super) parent: Option<String>,
    /// How many briefings it has.
    pub(super) briefings: usize,
    /// How many sections of other briefings belong to it.
    pub(super) sections: usize,
    /// The years whose files have them.
    pub(super) years: Vec<i16>,
    /// Its key dossiers.
    pub(super) key: Vec<String>,
    /// The ids of its series.
    pub(super) series: Vec<String>,
}

/// A dossier.
#[derive(Serialize, JsonSchema)]
pub(super) struct DossierData {
    /// `KIND/ID`.
    pub(super) id: String,
    /// An id that no other site has. It stays the same after a move or a rename.
    pub(super) uid: String,
    /// Its page.
    pub(super) url: String,
    /// The name.
    pub(super) name: String,
    /// Other names and spellings.
    pub(super) aliases: Vec<String>,
    /// What it is, by its newest role.
    pub(super) role: Option<String>,
    /// The place it is in.
    pub(super) r#in: Option<String>,
    /// What it belongs to.
    pub(super) of: Vec<String>,
    /// How many briefings are about it.
    pub(super) about: usize,
    /// How many sections of other briefings are about it.
    pub(super) sections: usize,
    /// How many briefings name it outside what is about it.
    pub(super) mentioned_in: usize,
    /// The years whose files have them.
    pub(super) years: Vec<i16>,
}

/// A series of figures; its figures are in the briefings and in its own files.
#[derive(Serialize, JsonSchema)]
pub(super) struct SeriesData {
    /// Its id.
    pub(super) id: String,
    /// Its page; absent if it has no figures.
    pub(super) url: Option<String>,
    /// Its name.
    pub(super) name: String,
    /// What is counted.
    pub(super) unit: Option<String>,
    /// The place.
    pub(super) place: Option<String>,
    /// A note.
    pub(super) note: Option<String>,
}

/// A publisher of sources.
#[derive(Serialize, JsonSchema)]
pub(super) struct OutletData {
    /// Its id.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// What it is, as in `site.yaml`.
    pub(super) kind: Option<&'static str>,
    /// Its site.
    pub(super) url: Option<String>,
    /// A note.
    pub(super) note: Option<String>,
}

/// Where a briefing has an item.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReportData {
    /// The id of the briefing.
    pub(super) briefing: String,
    /// The permanent address of the item.
    pub(super) url: String,
    /// The id of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<String>,
}

/// An event.
#[derive(Serialize, JsonSchema)]
pub(super) struct EventData {
    /// When it happened.
    pub(super) days: DaysData,
    /// What happened.
    pub(super) text: String,
    /// Where.
    pub(super) place: Option<String>,
    /// Who took part.
    pub(super) who: Vec<PartyData>,
    /// How certain it is.
    pub(super) status: Option<&'static str>,
    /// Whether it was withdrawn, as something that was never the case.
    pub(super) retracted: bool,
    /// The briefings that report it, in order of publication; the newest one holds.
    pub(super) reports: Vec<ReportData>,
}

/// A question.
#[derive(Serialize, JsonSchema)]
pub(super) struct QuestionData {
    /// Its id, if it has one.
    pub(super) id: Option<String>,
    /// What is not known.
    pub(super) text: String,
    /// How the matter stands.
    pub(super) status: Option<&'static str>,
    /// Where it was asked, in order of publication.
    pub(super) asked: Vec<ReportData>,
    /// The answer, with its briefing.
    pub(super) answer: Option<ReportData>,
}

/// Something to look out for.
#[derive(Serialize, JsonSchema)]
pub(super) struct WatchData {
    /// Its id, if it has one.
    pub(super) id: Option<String>,
    /// What is expected.
    pub(super) text: String,
    /// When, from its first to its last day.
    pub(super) days: Option<DaysData>,
    /// The instant it begins at, if it has a time.
    pub(super) starts: Option<String>,
    /// The instant it ends at, if that has a time.
    pub(super) ends: Option<String>,
    /// `cancelled`, if it will not take place.
    pub(super) status: Option<&'static str>,
    /// Where.
    pub(super) place: Option<String>,
    /// Where it is announced.
    pub(super) url: Option<String>,
    /// Whom it concerns.
    pub(super) who: Vec<PartyData>,
    /// The briefings that name it, in order of publication; the newest one holds.
    pub(super) named: Vec<ReportData>,
    /// What came of it, with its briefing.
    pub(super) answer: Option<ReportData>,
}
