//! Editions: the digest of a day, a week, a month or an issue.

use std::ops::Range;

use crate::model::address::url::{EmailForm, UrlPath};
use crate::model::graph::site::Site;
use crate::model::typed::edition::EditionText;
use crate::model::typed::span::Span;
use crate::model::value::date::Date;
use crate::model::value::id::{BriefingIdx, EditionFileIdx, EditionIdx};

/// The digest of a day, a week, a month or an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// What names it.
    pub span: Span,
    /// The first and the last day that it covers.
    pub days: (Date, Date),
    /// Its number.
    pub number: usize,
    /// Its briefings in the order that it shows them, the lead first. Never empty.
    pub briefings: Vec<BriefingIdx>,
    /// Its parts with a heading, by the positions of their briefings. None contains the lead.
    pub parts: Vec<(String, Range<usize>)>,
    /// Its file.
    pub file: Option<EditionFileIdx>,
}

/// The place in the graph of an edition's file.
#[derive(Debug, Default)]
pub struct EditionFileLinks {
    /// The edition; none if no briefing belongs to it.
    pub edition: Option<EditionIdx>,
}

/// How many bytes of HTML an edition may show in full, at most.
pub const MOST_TEXT: usize = 100_000;

/// About how many bytes of HTML a figure or the frame of a quote has.
const ITEM: usize = 250;

impl Site {
    /// About how many bytes of HTML the texts of an edition have, with their quotes and figures.
    pub fn text_of(&self, edition: &Edition) -> usize {
        let of = |idx: &BriefingIdx| {
            let linked = self.briefing(*idx);
            let quotes =
                linked.item.front.quotes.iter().map(|quote| quote.value.text.text_or_empty().len() + ITEM);
            let figures = linked.item.front.figures.len() * ITEM;
            linked.body.html.as_str().len() + quotes.sum::<usize>() + figures
        };
        edition.briefings.iter().map(of).sum()
    }

    /// Whether an edition of several briefings shows the whole text of each.
    pub fn is_whole(&self, edition: &Edition) -> bool {
        let text = self.config.file.editions.get().and_then(|settings| settings.text.get());
        edition.only().is_none() && text == Some(&EditionText::Full) && self.text_of(edition) <= MOST_TEXT
    }
}

impl Edition {
    /// Its page.
    pub fn url(&self) -> UrlPath {
        self.span.url()
    }

    /// The briefing that it shows first.
    pub fn lead(&self) -> BriefingIdx {
        self.briefings[0]
    }

    /// The briefing that was published first.
    pub fn first(&self) -> BriefingIdx {
        self.briefings.iter().copied().min().expect("an edition has a briefing")
    }

    /// The briefing that was published last.
    pub fn newest(&self) -> BriefingIdx {
        self.briefings.iter().copied().max().expect("an edition has a briefing")
    }

    /// Its briefing, if it has only one: then the edition shows its text, and the briefing's page is the canonical one.
    pub fn only(&self) -> Option<BriefingIdx> {
        match self.briefings[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// One of its forms for email.
    pub fn email_url(&self, form: EmailForm) -> UrlPath {
        UrlPath::email(&self.span.name(), form)
    }
}
