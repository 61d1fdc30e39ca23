//! Which pages have a card.

use std::collections::BTreeSet;

use super::typefaces::Typefaces;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
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
    let letters = Letters::new(typefaces, diags);
    let mut lacking: Option<(BTreeSet<char>, Place, usize)> = None;
    for (of, title, place) in candidates(site, newest) {
        let missing = letters.missing(title);
        if missing.is_empty() {
            cards.of.insert(of);
            continue;
        }
        let (all, _, count) = lacking.get_or_insert_with(|| (BTreeSet::new(), place(), 0));
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

type Candidate<'s> = (CardOf, &'s str, Box<dyn Fn() -> Place + 's>);

/// What would have a card if all letters were there, with its headline and where that stands.
fn candidates(site: &Site, newest: usize) -> Vec<Candidate<'_>> {
    let first = site.briefings.len().saturating_sub(newest);
    let is_new = |idx: BriefingIdx| idx.at() >= first;
    let of_article = |article: &'_ Article| article.top();
    let title = || {
        site.config.source.place(site.config.file.title.spanned().map(|title| title.span).unwrap_or_default())
    };
    let mut all: Vec<Candidate<'_>> = vec![(CardOf::Site, &site.config.title, Box::new(title))];
    for (n, briefing) in site.briefings.iter().enumerate().skip(first) {
        let article = &briefing.item.article;
        all.push((
            CardOf::Briefing(BriefingIdx::new(n)),
            &briefing.item.title,
            Box::new(move || of_article(article)),
        ));
    }
    for (n, storyline) in site.storylines.iter().enumerate() {
        let newest = storyline.links.portions.last().map(|portion| portion.briefing);
        if first == 0 || newest.is_some_and(is_new) {
            let article = &storyline.item.article;
            let of = CardOf::Storyline(StorylineIdx::new(n));
            all.push((of, &storyline.item.title, Box::new(move || of_article(article))));
        }
    }
    for (n, dossier) in site.dossiers.iter().enumerate() {
        let newest = dossier.links.about.last().map(|portion| portion.briefing);
        if first == 0 || newest.is_some_and(is_new) {
            let article = &dossier.item.article;
            let of = CardOf::Dossier(DossierIdx::new(n));
            all.push((of, &dossier.item.name, Box::new(move || of_article(article))));
        }
    }
    for (n, edition) in site.editions.iter().enumerate() {
        if edition.briefings.iter().copied().any(is_new) {
            let lead = site.briefing(edition.lead());
            let of = CardOf::Edition(EditionIdx::new(n));
            all.push((of, &lead.item.title, Box::new(move || of_article(&lead.item.article))));
        }
    }
    for (n, ((id, declared), series)) in site.config.file.series.0.iter().zip(&site.series).enumerate() {
        let figures =
            series.periods.last().into_iter().flat_map(|period| &period.accounts).flat_map(|a| &a.figures);
        let newest = figures.map(|(briefing, _)| *briefing).max();
        if newest.is_some_and(|newest| first == 0 || is_new(newest)) {
            let name = declared.name.text_or_empty();
            let place = move || site.config.source.place(id.span);
            all.push((CardOf::Series(SeriesIdx::new(n)), name, Box::new(place)));
        }
    }
    all
}

/// The letters that typefaces have.
struct Letters {
    typefaces: Typefaces,
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
        Self { typefaces }
    }

    /// The letters and digits of a text that no typeface has. Other signs may be missing.
    fn missing(&self, text: &str) -> BTreeSet<char> {
        let needed = text.chars().filter(|letter| !letter.is_ascii() && letter.is_alphanumeric());
        needed.filter(|letter| !self.typefaces.has(*letter)).collect()
    }
}
