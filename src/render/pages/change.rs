//! What changed: in a briefing, and most recently in a storyline.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::section::Portion;
use crate::model::graph::site::Site;
use crate::model::value::id::{BriefingIdx, SectionIdx, StorylineIdx};
use crate::render::figures;
use crate::render::figures::ChangeView;
use crate::render::pages::{EntryView, LinkView, Links, Shared, question};
use crate::render::wording::Wording;

/// How many people are named as new in a storyline.
const MOST_NEWCOMERS: usize = 5;

/// What is new in a briefing. What can be derived is left out for the first one of a storyline.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ChangesView {
    /// The lines of `changed`.
    pub lines: Vec<String>,
    /// The language of the lines, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// Figures with what they are compared with.
    pub figures: Vec<ChangedFigureView>,
    /// Questions that are asked for the first time.
    pub asked: Vec<LinkView>,
    /// Questions that are answered here, and watch items whose outcome it gives, with the link to the answer.
    pub answered: Vec<LinkView>,
    /// The people that the storyline had not named before, five at most.
    pub newcomers: Vec<Shared<LinkView>>,
    /// Whether there is none of this.
    pub empty: bool,
}

/// A figure that can be compared.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangedFigureView {
    /// The series.
    pub series: LinkView,
    /// The period counted over, in words: `week to 21 December 2025`.
    pub period: String,
    /// How much, in words.
    pub value: String,
    /// The link to the figure.
    pub href: String,
    /// Who says so. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// When it was said, in words; nothing if neither the briefing nor its source says when.
    pub said: Option<String>,
    /// Its sources.
    pub sources: Vec<LinkView>,
    /// How it compares.
    pub change: ChangeView,
}

impl ChangesView {
    /// How many lines it has on the page.
    pub(in crate::render) fn len(&self) -> usize {
        let newcomers = usize::from(!self.newcomers.is_empty());
        self.lines.len() + self.figures.len() + self.asked.len() + self.answered.len() + newcomers
    }

    /// Keeps only the first `most` lines on the page.
    pub(in crate::render) fn truncate(&mut self, most: usize) {
        let mut left = most;
        let mut keep = |len: usize| {
            let kept = len.min(left);
            left -= kept;
            kept
        };
        self.lines.truncate(keep(self.lines.len()));
        self.figures.truncate(keep(self.figures.len()));
        self.answered.truncate(keep(self.answered.len()));
        self.asked.truncate(keep(self.asked.len()));
        if keep(1) == 0 {
            self.newcomers.clear();
        }
        self.empty = self.len() == 0;
    }
}

/// What is new in a briefing or a section. As seen from a storyline, what belongs to others is left out.
pub(in crate::render) fn view(
    site: &Site,
    links: &Links,
    wording: &Wording,
    portion: Portion,
    storyline: Option<StorylineIdx>,
) -> ChangesView {
    let Portion { briefing: idx, section } = portion;
    let linked = site.briefing(idx);
    let whole = linked.item.front.changed.iter().filter(|_| section.is_none());
    let lines: Vec<String> = whole.map(|line| wording.typeset(&line.value)).collect();
    let language = linked.item.front.lang.text();
    let (language, direction) = (wording.foreign(language), wording.direction(language));
    let follows = site.storylines_of(portion).first().is_some_and(|home| home.previous.is_some());
    if !follows {
        return ChangesView { empty: lines.is_empty(), lines, language, direction, ..ChangesView::default() };
    }
    let shows = |item: Option<SectionIdx>| {
        storyline.is_none_or(|storyline| linked.links.shows(section, storyline, item))
    };
    let mut figures = Vec::new();
    for accounts in figures::of_portion(site, links, wording, idx, shows) {
        for figure in accounts.figures {
            figures.extend(figure.change.map(|change| ChangedFigureView {
                series: accounts.series.clone(),
                period: accounts.period.clone(),
                by: figure.by,
                said: figure.said,
                sources: figure.sources,
                value: figure.value,
                href: figure.href,
                change,
            }));
        }
    }
    let questions = linked.links.questions.iter().enumerate();
    let asked: Vec<LinkView> = questions
        .filter(|(n, ties)| {
            let first = ties.question.map(|question| site.questions[question.at()].first());
            first == Some((idx, *n as u32)) && shows(ties.section)
        })
        .map(|(n, _)| {
            let text = linked.item.front.unknown[n].value.text.text_or_empty();
            links.text_link(text, &linked.item, &linked.item.anchors.questions[n])
        })
        .collect();
    let answers = (0..).zip(question::answers(site, links, wording, idx));
    let answers = answers.filter(|(n, _)| storyline.is_none_or(|of| site.answers_of((idx, *n), of)));
    let answered: Vec<LinkView> =
        answers.filter_map(|(_, answer)| Some(LinkView { href: answer.href, ..answer.question? })).collect();
    let newcomers = if section.is_none() { &linked.links.newcomers[..] } else { &[] };
    let newcomers = links.dossiers(&newcomers[..newcomers.len().min(MOST_NEWCOMERS)]);
    let empty = lines.is_empty()
        && figures.is_empty()
        && asked.is_empty()
        && answered.is_empty()
        && newcomers.is_empty();
    ChangesView { lines, language, direction, figures, asked, answered, newcomers, empty }
}

/// The last briefings before one in its home storyline, newest first, `most` at most.
pub(in crate::render) fn previously(
    site: &Site,
    links: &Links,
    idx: BriefingIdx,
    most: usize,
) -> Vec<Shared<EntryView>> {
    let home = site.briefing(idx).links.storylines.first().map(|entry| entry.storyline);
    let Some(home) = home else { return Vec::new() };
    let before = before(site, home, idx);
    links.entries(before.iter().rev().take(most).copied())
}

/// What a storyline has before a briefing.
pub(in crate::render) fn before(site: &Site, storyline: StorylineIdx, idx: BriefingIdx) -> &[Portion] {
    let list = &site.storyline(storyline).links.portions;
    &list[..list.partition_point(|other| other.briefing < idx)]
}
