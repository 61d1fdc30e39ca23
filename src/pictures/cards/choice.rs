//! Which pages have a card.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::typefaces::Typefaces;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, Span};
use crate::model::graph::cards::{CardOf, Cards};
use crate::model::graph::site::Site;
use crate::model::theme::Typeface;
use crate::model::typed::article::Article;
use crate::model::typed::cards::CardSetting;
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, SeriesIdx, StorylineIdx};

/// How many letters a message names.
const MOST_NAMED: usize = 8;

/// Chooses the cards of a site: of its newest briefings and of what has something of them, or of all; none without a
/// base URL, which previews need. A headline in letters that no typeface has is told, and has no card.
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
    let message = format!("{pages}: no typeface of the theme has `{named}`{more}");
    let help = "put an `.otf` or `.ttf` file that has these letters into `themes/default/fonts/`, or write `cards: false`";
    Diagnostic::at(Code::NoTypeface, place, message).help(help)
}

/// What has a card if all of its letters are there.
struct Candidate<'s> {
    of: CardOf,
    title: &'s str,
    /// Where it is told of.
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
    let has_new = |newest: Option<BriefingIdx>| first == 0 || newest.is_some_and(is_new);
    let (config, settings) = (&site.config, &site.config.file);
    let span = settings.title.spanned().map(|title| title.span).unwrap_or_default();
    let mut all = vec![Candidate { of: CardOf::Site, title: &config.title, source: &config.source, span }];
    for (n, briefing) in site.briefings.iter().enumerate().skip(first) {
        let (of, item) = (CardOf::Briefing(BriefingIdx::new(n)), &briefing.item);
        all.push(Candidate::of_file(of, &item.title, &item.article));
    }
    for (n, storyline) in site.storylines.iter().enumerate() {
        if has_new(storyline.links.portions.last().map(|portion| portion.briefing)) {
            let (of, item) = (CardOf::Storyline(StorylineIdx::new(n)), &storyline.item);
            all.push(Candidate::of_file(of, &item.title, &item.article));
        }
    }
    for (n, dossier) in site.dossiers.iter().enumerate() {
        if has_new(dossier.links.about.last().map(|portion| portion.briefing)) {
            let (of, item) = (CardOf::Dossier(DossierIdx::new(n)), &dossier.item);
            all.push(Candidate::of_file(of, &item.name, &item.article));
        }
    }
    for (n, edition) in site.editions.iter().enumerate() {
        if edition.briefings.iter().copied().any(is_new) {
            let (of, lead) = (CardOf::Edition(EditionIdx::new(n)), &site.briefing(edition.lead()).item);
            all.push(Candidate::of_file(of, &lead.title, &lead.article));
        }
    }
    for (n, ((id, declared), series)) in settings.series.0.iter().zip(&site.series).enumerate() {
        let accounts = series.periods.last().into_iter().flat_map(|period| &period.accounts);
        let newest = accounts.flat_map(|account| &account.figures).map(|(briefing, _)| *briefing).max();
        if newest.is_some() && has_new(newest) {
            let (of, title) = (CardOf::Series(SeriesIdx::new(n)), declared.name.text_or_empty());
            all.push(Candidate { of, title, source: &config.source, span: id.span });
        }
    }
    all
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
