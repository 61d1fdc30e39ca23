//! A body that has been read: its HTML, and what was found in it on the way.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use crate::diagnostic::{Diagnostics, Span};
use crate::html::{Html, Outline};
use crate::language::letters::Length;
use crate::model::address::links::PageMark;
use crate::model::address::path::ContentPath;
use crate::model::typed::item::Source;
use crate::model::value::field::{Free, Spanned};
use crate::model::value::id::{DossierIdx, IdRef, Target};

/// A body that has been read.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The finished HTML. Links are under the site's base path.
    pub html: Html,
    /// Where its words and links are in it, once this has been asked for.
    outline: OnceLock<Outline>,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its links within the site, in order.
    pub links: Vec<Link>,
    /// Its links to other sites, in order; those of notes are not among them.
    pub outward: Vec<Outward>,
    /// The files beside pages that it shows or links to, in order.
    pub media: Vec<ContentPath>,
    /// The dossiers and storylines that it names or links to: each once per section, in order.
    pub mentions: Vec<Mention>,
    /// The positions of the mentions, ordered by what they name.
    by_target: Vec<u32>,
    /// The surnames in it that are not a name of the dossier they may mean, each dossier once.
    pub surnames: Vec<Surname>,
    /// The dossiers that it links to, in order of the first link.
    pub linked: Vec<DossierIdx>,
    /// The sources that it cites, in the order in which it cites them: the nth is cited as n.
    pub cites: Vec<Cite>,
    /// Its footnotes that are sources, in order of first use.
    pub noted: Vec<Noted>,
    /// How much there is to read, not counting code.
    pub length: Length,
    /// The picture that leads the page, if there is one.
    pub picture: Option<Box<Lead>>,
    /// `extra` of the front matter, if it names files beside pages: each with its address.
    pub extra: Option<Box<serde_json::Value>>,
    /// The sound file in which it is read aloud.
    pub recording: Option<ContentPath>,
    /// What appears only on its page, in order of place.
    pub embeds: Vec<Embed>,
}

/// The picture that leads a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The file.
    pub path: ContentPath,
    /// The link to it.
    pub href: String,
    /// Width and height in pixels, as they are in the file.
    pub size: (usize, usize),
}

/// A footnote that is one link: a source that is declared where it is cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// Its label, which is its id in the briefing.
    pub id: String,
    /// The words and the address of the link.
    pub source: Source,
    /// Where it is in the file.
    pub span: Span,
}

/// How often a body cites a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cite {
    /// The source, by position in the front matter; after those come the sources of footnotes.
    pub source: usize,
    /// How often.
    pub count: usize,
}

/// A link to a page of another site. A large archive has very many of them, so the address is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outward {
    /// What stands for the page.
    pub page: PageMark,
    /// Where it is in the file.
    pub span: Span,
    /// The heading above it, by position in [`Body::headings`].
    pub heading: Option<u32>,
}

/// Something in a body that only pages show.
#[derive(Debug, Clone)]
pub struct Embed {
    /// What it is.
    pub what: Embedded,
    /// The part of the HTML that it takes the place of, in bytes: what feeds, emails and search have instead.
    pub at: Range<usize>,
}

/// What only pages show.
#[derive(Debug, Clone)]
pub enum Embedded {
    /// What a theme component makes.
    Component(Box<Call>),
    /// Charts of series, side by side.
    Charts(Vec<ChartCall>),
    /// A player of sound or film, as it is.
    Player(Html),
}

/// A theme component that a body calls.
#[derive(Debug, Clone)]
pub struct Call {
    /// The name of the component. Its `key` is the line of the fence.
    pub name: Spanned<String>,
    /// What it is given.
    pub given: Vec<(Spanned<String>, Spanned<Free>)>,
    /// What is wrong with that. To be reported only if there is such a component.
    pub problems: Diagnostics,
}

/// A chart that a body calls.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartCall {
    /// The series.
    pub series: IdRef,
    /// What its writer says about it.
    pub caption: Option<Html>,
}

impl Body {
    /// Where its words and links are in the HTML. Kept, because a list of sections asks once for each.
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| self.read_outline())
    }

    /// The same, for callers that ask once for every body.
    pub fn read_outline(&self) -> Outline {
        Outline::read(self.html.as_str(), self.headings.iter().map(|heading| heading.id.as_str()))
    }

    /// To be called when all mentions and surnames are there.
    pub fn arrange(&mut self) {
        self.by_target = (0..self.mentions.len() as u32).collect();
        self.by_target.sort_by_key(|n| self.mentions[*n as usize].to);
        self.outward.shrink_to_fit();
        self.surnames.sort_by_key(|surname| surname.dossier);
        self.surnames.dedup_by(|next, first| {
            let is_same = next.dossier == first.dossier;
            first.count += if is_same { next.count } else { 0 };
            is_same
        });
    }

    /// Adds a surname that stands alone.
    pub fn add_surname(&mut self, dossier: DossierIdx, span: Span) {
        self.surnames.push(Surname { dossier, span, count: 1 });
    }

    /// The mentions of one dossier or storyline, in order.
    pub fn mentions_of(&self, to: Target) -> impl DoubleEndedIterator<Item = &Mention> {
        let named = |n: &u32| self.mentions[*n as usize].to;
        let from = self.by_target.partition_point(|n| named(n) < to);
        let end = self.by_target.partition_point(|n| named(n) <= to);
        self.by_target[from..end].iter().map(|n| &self.mentions[*n as usize])
    }

    /// Whether two bodies name the same dossiers and storylines, lead to the same pages, show the
    /// same files, and have the same sources in footnotes. Everything that other pages of a site take
    /// from a body, apart from its text, comes from these.
    pub fn has_ties_of(&self, other: &Body) -> bool {
        type Ties<'a> = (BTreeSet<Target>, BTreeSet<&'a LinkTarget>, BTreeSet<&'a ContentPath>);
        fn ties(body: &Body) -> Ties<'_> {
            let named = body.mentions.iter().map(|mention| mention.to);
            let led = body.links.iter().map(|link| &link.to);
            (named.collect(), led.collect(), body.media.iter().collect())
        }
        ties(self) == ties(other)
            && self
                .noted
                .iter()
                .map(|noted| (&noted.id, &noted.source))
                .eq(other.noted.iter().map(|noted| (&noted.id, &noted.source)))
    }

    /// Whether, in addition, no problem elsewhere in the site can depend on which of the two bodies it has.
    pub fn takes_the_part_of(&self, other: &Body) -> bool {
        type Parts<'a> = (Vec<Target>, Vec<(&'a LinkTarget, Option<&'a str>)>, Vec<PageMark>);
        fn parts(body: &Body) -> Parts<'_> {
            let links = body.links.iter().map(|link| (&link.to, link.fragment.as_deref()));
            let named = body.mentions.iter().map(|mention| mention.to);
            (named.collect(), links.collect(), body.outward.iter().map(|outward| outward.page).collect())
        }
        let is_plain = |body: &Body| body.surnames.is_empty() && body.embeds.is_empty();
        is_plain(self)
            && is_plain(other)
            && parts(self) == parts(other)
            && (&self.headings, &self.cites) == (&other.headings, &other.cites)
    }
}

/// A heading; it begins a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6: the title of the page is the first level.
    pub level: u8,
    /// The id of the element, unique on the page.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The page elsewhere that all of it links to.
    pub link: Option<Box<str>>,
    /// Whether it is in a list, quotation or note, where no section begins.
    pub is_nested: bool,
}

/// A place where a dossier or storyline is named, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub to: Target,
    /// The part of the text it is in.
    pub part: Part,
    /// The sentence of the first mention in that part.
    pub sentence: Sentence,
    /// Where that mention is in the file.
    pub span: Span,
    /// How often it is named in that part.
    pub count: u32,
}

/// How often a person's surname stands alone in a text, and is not a name of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surname {
    /// The dossier that bears it.
    pub dossier: DossierIdx,
    /// Where the first one is in the file.
    pub span: Span,
    /// How many there are.
    pub count: usize,
}

/// A part of a briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The headline.
    Title,
    /// The lines under it.
    Summary,
    /// An event, quote or other item of the front matter, with the heading of its section by position in
    /// [`Body::headings`].
    Item(Option<u32>),
    /// The text: a heading by position in [`Body::headings`], or what is above the first.
    Section(Option<u32>),
}

/// A sentence with the name in it, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    text: Box<str>,
    name: (u32, u32),
}

impl Sentence {
    /// A sentence of three parts: before the name, the name, and what follows.
    pub fn new(before: &str, name: &str, after: &str) -> Self {
        let text = format!("{before}{name}{after}").into_boxed_str();
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { text, name: (at(before.len()), at(before.len() + name.len())) }
    }

    /// Before the name, the name, and what follows.
    pub fn parts(&self) -> (&str, &str, &str) {
        let (start, end) = (self.name.0 as usize, self.name.1 as usize);
        (&self.text[..start], &self.text[start..end], &self.text[end..])
    }
}

/// A link within the site, with evidence of where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub to: LinkTarget,
    /// The section or item there, decoded.
    pub fragment: Option<String>,
    /// Where it is in the file.
    pub span: Span,
    /// The heading above it, by position in [`Body::headings`].
    pub section: Option<usize>,
}

/// Where a link within the site leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkTarget {
    /// A page with an id.
    Page(Target),
    /// The page it is on.
    Own,
    /// A path from the root of the site, such as `/timeline/`; whether it exists is known when
    /// all pages are.
    Path(String),
}
