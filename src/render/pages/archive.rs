//! Archives.

use serde::Serialize;

use crate::model::address::url::UrlPath;
use crate::model::value::id::BriefingIdx;
use crate::render::pages::{EntryView, LinkView, PageView, Shared, Views};

/// A part of an archive, with how much it holds.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveLink {
    /// What it is called.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// How much it holds, in words.
    pub count: String,
}

/// The archive of a year.
#[derive(Debug, Clone, Serialize)]
pub struct YearPage {
    /// The year.
    pub title: String,
    /// Its months, newest first.
    pub months: Vec<ArchiveLink>,
    /// The year before with briefings.
    pub previous: Option<LinkView>,
    /// The year after with briefings.
    pub next: Option<LinkView>,
}

/// The archive of a month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthPage {
    /// The month in words.
    pub title: String,
    /// Its editions, newest first. An edition that reaches into the next month stands in both.
    pub editions: Vec<MonthEdition>,
    /// The month before with briefings.
    pub previous: Option<LinkView>,
    /// The month after with briefings.
    pub next: Option<LinkView>,
}

/// An edition in the archive of a month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthEdition {
    /// The day or days it covers, in words.
    pub title: String,
    /// The link to it.
    pub href: String,
    /// Its number.
    pub number: usize,
    /// Its briefings of this month, in order of publication.
    pub entries: Vec<Shared<EntryView>>,
}

impl Views {
    /// The archive of a year; `months` has the briefings of each month of the site.
    pub fn year_page(&self, year: i16, months: &[((i16, i8), Vec<BriefingIdx>)]) -> (PageView, YearPage) {
        let in_year = months.iter().filter(|((of, _), _)| *of == year).rev();
        let title = year.to_string();
        let link = |year: i16| self.link(&year.to_string(), &UrlPath::year(year));
        let view = YearPage {
            title: title.clone(),
            months: in_year
                .map(|((year, month), list)| ArchiveLink {
                    title: self.wording.month(*year, *month),
                    href: self.site.config.base.href(&UrlPath::month(*year, *month)),
                    count: self.words.count("briefings-count", list.len()),
                })
                .collect(),
            previous: months.iter().map(|((of, _), _)| *of).rfind(|of| *of < year).map(link),
            next: months.iter().map(|((of, _), _)| *of).find(|of| *of > year).map(link),
        };
        (self.page(title, None, &UrlPath::year(year), vec![self.front_link()]), view)
    }

    /// The archive of a month: the nth of the site's months.
    pub fn month_page(&self, n: usize, months: &[((i16, i8), Vec<BriefingIdx>)]) -> (PageView, MonthPage) {
        let ((year, month), list) = &months[n];
        let title = self.wording.month(*year, *month);
        let edition_of = |idx: &BriefingIdx| self.site.briefing(*idx).links.edition;
        let editions = list.chunk_by(|a, b| edition_of(a) == edition_of(b)).rev().map(|run| {
            let idx = edition_of(&run[0]);
            let edition = &self.site.editions[idx.at()];
            MonthEdition {
                title: self.edition_title(edition),
                href: self.site.config.base.href(&edition.url()),
                number: idx.at() + 1,
                entries: self.entries(run.iter().copied()),
            }
        });
        let neighbour = |n: Option<usize>| {
            let ((year, month), _) = n.and_then(|n| months.get(n))?;
            Some(self.link(&self.wording.month(*year, *month), &UrlPath::month(*year, *month)))
        };
        let view = MonthPage {
            title: title.clone(),
            editions: editions.collect(),
            previous: neighbour(n.checked_sub(1)),
            next: neighbour(Some(n + 1)),
        };
        let breadcrumbs = vec![self.front_link(), self.link(&year.to_string(), &UrlPath::year(*year))];
        (self.page(title, None, &UrlPath::month(*year, *month), breadcrumbs), view)
    }
}
