//! What of the briefings that are not out must not stand in the output.

use aho_corasick::AhoCorasick;

use super::release::Release;
use crate::model::briefing::Briefing;
use crate::model::site::Site;
use crate::model::withheld::Withheld;

/// Shorter texts may stand elsewhere by chance.
const SHORTEST: usize = 24;

/// The texts of briefings that are not out, without those that a released file has too.
pub(super) fn texts<'b>(
    held: impl Iterator<Item = &'b Briefing>,
    site: &Site,
    release: &Release,
) -> Vec<Withheld> {
    let mut withheld: Vec<Withheld> = held
        .map(|briefing| Withheld {
            place: briefing.article.top(),
            texts: texts_of(briefing),
            due: release.due(briefing, &site.config),
        })
        .collect();
    if withheld.is_empty() {
        return withheld;
    }
    let all: Vec<String> = withheld.iter().flat_map(|briefing| briefing.texts.iter().cloned()).collect();
    let mut shared = vec![false; all.len()];
    if let Ok(finder) = AhoCorasick::new(&all) {
        let briefings = site.briefings.iter().map(|briefing| &briefing.item.article);
        let storylines = site.storylines.iter().map(|storyline| &storyline.item.article);
        let dossiers = site.dossiers.iter().map(|dossier| &dossier.item.article);
        let pages = site.pages.iter().map(|page| &page.item.article);
        for article in briefings.chain(storylines).chain(dossiers).chain(pages) {
            // The id of one briefing may begin that of another.
            for text in [article.source.text.as_str(), article.id.as_str()] {
                for found in finder.find_overlapping_iter(text) {
                    shared[found.pattern().as_usize()] = true;
                }
            }
        }
    }
    let mut shared = shared.into_iter();
    for briefing in &mut withheld {
        briefing.texts.retain(|_| shared.next() == Some(false));
    }
    withheld
}

fn texts_of(briefing: &Briefing) -> Vec<String> {
    let front = &briefing.front;
    let fields = [front.title.text(), front.summary.text()].into_iter().flatten();
    let quotes = front.quotes.iter().filter_map(|quote| quote.value.text.text());
    let events = front.events.iter().filter_map(|event| event.value.text.text());
    let known = front.known.iter().filter_map(|known| known.value.text.text());
    let questions = front.unknown.iter().filter_map(|question| question.value.text.text());
    let watch = front.watch.iter().filter_map(|item| item.value.text.text());
    let answers = front.answers.0.iter().map(|(_, answer)| answer.value.as_str());
    let texts = fields.chain(quotes).chain(events).chain(known).chain(questions).chain(watch).chain(answers);
    let long = texts.map(str::trim).filter(|text| text.chars().count() >= SHORTEST).map(str::to_owned);
    let address = briefing.url().as_str().to_owned();
    [address, briefing.article.id.to_string()].into_iter().chain(long).collect()
}
