//! Which pages have a card.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::typefaces::Typefaces;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, Span};
use crate::model::graph::cards::{CardOf, Cards};
use crate::model::graph::series::SeriesLinks;
use crate::model::graph::site::Site;
use crate::model::theme::Typeface;
use crate::model::typed::article::Article;
use crate::model::typed::cards::CardSetting;
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, SeriesIdx, StorylineIdx};

/// How many letters a message names.
const MOST_NAMED: usize = 8;

/// Chooses a site's cards: those of its newest briefings and of what has something from them, or of all; none
/// without a base URL, which previews need. A headline in letters that no typeface has is reported, and has
/// no card.
pub fn choose(site: &Site, typefaces: &[Typeface], diags: &mut Diagnostics) -> Cards {
    let mut cards = Cards { can_draw: true, ..Cards::default() };
    let newest = match site.config.file.cards.get().copied().unwrap_or_default() {
        CardSetting::Off => return cards,
        CardSetting::All => usize::MAX,
        CardSetting::Newest(count) => count,
    };
    if !site.config.base.is_absolute() {
        return cards;
    }
    let mut letters = Letters::new(typefaces, diags);
    let mut lacking: Option<(BTreeSet<char>, Place, usize)> = None;
    for Candidate { of, title, source, span } in candidates(site, newest) {
        let missing = letters.missing(title);
        if missing.is_empty() {
            cards.of.insert(of);
            continue;
        }
        let (all, _, count) = lacking.get_or_insert_with(|| (BTreeSet::new(), source.place(span), 0));
        all.extend(missing);
        *count += 1;
    }
    if let Some((missing, place, count)) = lacking {
        diags.report(no_typeface(&missing, place, count));
    }
    cards
}

fn no_typeface(missing: &BTreeSet<char>, place: Place, count: usize) -> Diagnostic {
    let named: String = missing.iter().take(MOST_NAMED).collect();
    let more = if missing.len() > MOST_NAMED { " and others" } else { "" };
    let pages = match count {
        1 => "the page has no card".to_owned(),
        count => format!("{count} pages have no card"),
    };
    let message = format!("{pages}: no typeface in the theme has `{named}`{more}");
    let help = "put an `.otf` or `.ttf` file that has these letters into `themes/default/fonts/`, or write `cards: false`";
    Diagnostic::at(Code::NoTypeface, place, message).help(help)
}

/// What has a card if all of its letters are there.
struct Candidate<'s> {
    of: CardOf,
    title: &'s str,
    /// Where it is reported.
    source: &'s Arc<Source>,
    span: Span,
}

impl<'s> Candidate<'s> {
    fn of_file(of: CardOf, title: &'s str, article: &'s Article) -> Self {
        Self { of, title, source: &article.source, span: Span::default() }
    }
}

/// What would have a card if all letters were there.
fn candidates(site: &Site, newest: usize) -> Vec<Candidate<'_>> {
    let first = site.briefings.len().saturating_sub(newest);
    let is_new = |idx: BriefingIdx| idx.at() >= first;
    let (config, settings) = (&site.config, &site.config.file);
    let span = settings.title.spanned().map(|title| title.span).unwrap_or_default();
    let mut all = vec![Candidate { of: CardOf::Site, title: &config.title, source: &config.source, span }];
    for (n, briefing) in site.briefings.iter().enumerate().skip(first) {
        let (of, item) = (CardOf::Briefing(BriefingIdx::new(n)), &briefing.item);
        all.push(Candidate::of_file(of, &item.title, &item.article));
    }
    for (n, edition) in site.editions.iter().enumerate() {
        if edition.briefings.iter().copied().any(is_new) {
            let (of, lead) = (CardOf::Edition(EditionIdx::new(n)), &site.briefing(edition.lead()).item);
            all.push(Candidate::of_file(of, &lead.title, &lead.article));
        }
    }
    let stories = site.storylines.iter().map(|one| one.links.portions.last().map(|portion| portion.briefing));
    for n in with_newest(stories, first, newest) {
        let item = &site.storylines[n].item;
        all.push(Candidate::of_file(CardOf::Storyline(StorylineIdx::new(n)), &item.title, &item.article));
    }
    let dossiers = site.dossiers.iter().map(|one| one.links.about.last().map(|portion| portion.briefing));
    for n in with_newest(dossiers, first, newest) {
        let item = &site.dossiers[n].item;
        all.push(Candidate::of_file(CardOf::Dossier(DossierIdx::new(n)), &item.name, &item.article));
    }
    let figures = site.series.iter().map(newest_figure);
    for n in with_newest(figures, first, newest).into_iter().filter(|n| !site.series[*n].periods.is_empty()) {
        let (id, declared) = &settings.series.0[n];
        let (of, title) = (CardOf::Series(SeriesIdx::new(n)), declared.name.text_or_empty());
        all.push(Candidate { of, title, source: &config.source, span: id.span });
    }
    all
}

/// The places of those whose newest briefing is one of the newest, at most as many as those: the ones with newer
/// briefings first. Where all briefings are among the newest, those without a briefing come last.
fn with_newest(
    newest_of: impl Iterator<Item = Option<BriefingIdx>>,
    first: usize,
    most: usize,
) -> Vec<usize> {
    let is_new = |newest: Option<BriefingIdx>| first == 0 || newest.is_some_and(|idx| idx.at() >= first);
    let mut recent: Vec<_> = newest_of.enumerate().filter(|(_, newest)| is_new(*newest)).collect();
    recent.sort_by_key(|(_, newest)| Reverse(*newest));
    recent.truncate(most);
    recent.into_iter().map(|(n, _)| n).collect()
}

/// The briefing with the newest figure of a series.
fn newest_figure(series: &SeriesLinks) -> Option<BriefingIdx> {
    let accounts = series.periods.last().into_iter().flat_map(|period| &period.accounts);
    accounts.flat_map(|account| &account.figures).map(|(briefing, _)| *briefing).max()
}

/// The letters that typefaces have.
struct Letters {
    typefaces: Typefaces,
    known: FxHashMap<char, bool>,
}

impl Letters {
    /// Reports files that hold no typeface.
    fn new(files: &[Typeface], diags: &mut Diagnostics) -> Self {
        let typefaces = Typefaces::new(files);
        for n in &typefaces.unreadable {
            let message = "this file holds no typeface that cards can be drawn with";
            let help = "put another copy of the `.otf` or `.ttf` file in its place";
            diags.report(
                Diagnostic::at(Code::MisplacedFile, Place::file(&files[*n].file), message).help(help),
            );
        }
        Self { typefaces, known: FxHashMap::default() }
    }

    /// The letters and digits of a text that no typeface has. Other signs may be missing.
    fn missing(&mut self, text: &str) -> BTreeSet<char> {
        let Self { typefaces, known } = self;
        let needed = text.chars().filter(|letter| !letter.is_ascii() && letter.is_alphanumeric());
        needed.filter(|letter| !*known.entry(*letter).or_insert_with(|| typefaces.has(*letter))).collect()
    }
}
