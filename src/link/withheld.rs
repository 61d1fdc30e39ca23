//! What the output must not contain of the files that are not out.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::check::witness::Texts;
use super::release::{HeldBack, Release};
use crate::html::{Reader, Token, entity};
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::Body;
use crate::model::graph::site::Site;
use crate::model::graph::withheld::Withheld;
use crate::model::typed::article::Article;
use crate::model::typed::briefing::BriefingFront;
use crate::model::typed::dossier::DossierFront;
use crate::model::typed::edition::EditionFront;
use crate::model::typed::item::{Actor, Actors, Source};
use crate::model::typed::page::PageFront;
use crate::model::typed::recording::Audio;
use crate::model::typed::storyline::StorylineFront;

/// Texts of the front matter with fewer characters than this may appear elsewhere by chance.
const SHORTEST: usize = 24;
/// The same for sentences of the body.
const SHORTEST_SENTENCE: usize = 40;
/// How many sentences of one file are looked for, and how many bytes in total. A leak is seldom a single
/// sentence from the middle, and the search takes memory for each.
const MOST_SENTENCES: usize = 24;
const MOST_BYTES: usize = 1 << 18;

/// The texts of files that are not out, without those that `site.yaml` or a released file has too.
/// `sources` are the texts that quotes are compared with.
pub(super) fn texts(
    held: &HeldBack,
    bodies: &[Arc<Body>],
    sources: &Texts,
    site: &Site,
    release: &Release,
) -> Vec<Withheld> {
    let mut left = MOST_BYTES;
    let mut withheld = Vec::new();
    let mut add = |article: &Article, url: UrlPath, front: Vec<&str>, long: Vec<&str>| {
        let is_long = |text: &&str, shortest: usize| text.chars().count() >= shortest;
        let front = front.into_iter().map(str::trim).filter(|text| is_long(text, SHORTEST));
        let mut texts: Vec<String> = front.map(|text| telling(text, SHORTEST).to_owned()).collect();
        let body = plain(&bodies[withheld.len()], "\n");
        let sentences = |text| sentences(text).filter(|text| is_long(text, SHORTEST_SENTENCE));
        let long = long.into_iter().flat_map(sentences).take(MOST_SENTENCES);
        for sentence in sentences(&body).take(MOST_SENTENCES).chain(long) {
            left = left.saturating_sub(sentence.len());
            if left > 0 {
                texts.push(telling(sentence, SHORTEST_SENTENCE).to_owned());
            }
        }
        withheld.push(Withheld { place: article.top(), url: Some(url), texts, due: release.due(article) });
    };
    let released = site.briefings.iter().flat_map(|b| &b.item.front.sources.0);
    let released: BTreeSet<&ContentPath> =
        released.filter_map(|(_, source)| Some(named_text(source, sources)?.0)).collect();
    for (n, b) in held.briefings.iter().enumerate() {
        let own = b.front.sources.0.iter().filter_map(|(_, source)| {
            let text = named_text(source, sources).filter(|(path, _)| !released.contains(path));
            source.excerpt.text().or_else(|| text.map(|(_, text)| text))
        });
        let own: Vec<&str> = own.collect();
        let mut front = of_briefing(&b.front);
        front.extend(bodies[n].noted.iter().filter_map(|noted| noted.source.title.text()));
        add(&b.article, b.url(), front, own);
    }
    held.storylines.iter().for_each(|s| add(&s.article, s.url(), of_storyline(&s.front), Vec::new()));
    held.dossiers.iter().for_each(|d| add(&d.article, d.url(&site.config), of_dossier(&d.front), Vec::new()));
    held.pages.iter().for_each(|p| add(&p.article, p.url(), of_page(&p.front), Vec::new()));
    held.editions.iter().for_each(|e| add(&e.article, e.span.url(), of_edition(&e.front), Vec::new()));
    remove_shared(&mut withheld, site);
    withheld
}

/// The text of `content/sources/` that a source names.
fn named_text<'t>(source: &Source, texts: &'t Texts) -> Option<(&'t ContentPath, &'t str)> {
    let path = ContentPath::new(&format!("sources/{}", source.file.text()?.trim()))?;
    let (path, text) = texts.get_key_value(&path)?;
    Some((path, text.as_ref()?.text.as_str()))
}

/// The sentences of a text, or as much of them as a line has.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|run| run.split_inclusive(['.', '!', '?', '…', '。'])).map(str::trim)
}

/// The longest part of a text that appears in every file as it was typed; the whole text if that part is short.
fn telling(text: &str, shortest: usize) -> &str {
    let parts = text.split(['"', '\'', '&', '<', '>', '/', '\\', '\n']).map(str::trim);
    let longest = parts.max_by_key(|part| part.len()).unwrap_or(text);
    if longest.chars().count() >= shortest { longest } else { text }
}

/// Removes the texts that are not secret, because something released has them.
fn remove_shared(withheld: &mut [Withheld], site: &Site) {
    let of_file = |file: &Withheld| {
        let url = file.url.iter().map(|url| url.as_str().to_owned());
        url.chain(file.texts.iter().cloned()).collect::<Vec<_>>()
    };
    let all: Vec<String> = withheld.iter().flat_map(of_file).collect();
    let Ok(finder) = AhoCorasick::new(&all) else { return };
    if all.is_empty() {
        return;
    }
    let briefings = site.briefings.iter().map(|b| (&b.item.article, &b.body, of_briefing(&b.item.front)));
    let storylines = site.storylines.iter().map(|s| (&s.item.article, &s.body, of_storyline(&s.item.front)));
    let dossiers = site.dossiers.iter().map(|d| (&d.item.article, &d.body, of_dossier(&d.item.front)));
    let pages = site.pages.iter().map(|p| (&p.item.article, &p.body, of_page(&p.item.front)));
    let editions = site.edition_files.iter();
    let editions = editions.map(|e| (&e.item.article, &e.body, of_edition(&e.item.front)));
    let files: Vec<(&Article, &Arc<Body>, Vec<&str>)> =
        briefings.chain(storylines).chain(dossiers).chain(pages).chain(editions).collect();
    let found = |text: &str| finder.find_overlapping_iter(text).map(|hit| hit.pattern().as_usize()).collect();
    let mut hits: Vec<Vec<usize>> = files
        .into_par_iter()
        .flat_map_iter(|(article, body, front)| {
            let text = plain(body, "");
            // A sentence may be on one line here and on two there.
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            [found(&article.source.text), found(&text), found(&line), found(&front.join("\n"))]
        })
        .collect();
    hits.push(found(&site.config.source.text));
    let mut shared = vec![false; all.len()];
    hits.into_iter().flatten().for_each(|pattern| shared[pattern] = true);
    let mut shared = shared.into_iter();
    for file in withheld {
        file.url.take_if(|_| shared.next() == Some(true));
        file.texts.retain(|_| shared.next() == Some(false));
    }
}

/// The text of a body, with something in place of each tag.
fn plain(body: &Body, tag: &str) -> String {
    let html = body.html.as_str();
    let mut text = String::with_capacity(html.len());
    let mut reader = Reader::new(html);
    while let Some(token) = reader.read() {
        match token {
            Token::Text(range) => entity::decode(&html[range], &mut text),
            _ => text.push_str(tag),
        }
    }
    text
}

fn of_briefing(front: &BriefingFront) -> Vec<&str> {
    let mut texts: Vec<&str> = [front.title.text(), front.summary.text()].into_iter().flatten().collect();
    texts.extend(front.audio.get().and_then(Audio::title));
    texts.extend(front.changed.iter().map(|text| text.value.as_str()));
    for (_, source) in &front.sources.0 {
        texts.extend([source.title.text(), source.note.text()].into_iter().flatten());
        texts.extend(names(&source.by));
    }
    for event in front.events.iter().map(|event| &event.value) {
        texts.extend(event.text.text());
        texts.extend(names(&event.who));
    }
    for quote in front.quotes.iter().map(|quote| &quote.value) {
        texts.extend(quote.text.text());
        texts.extend(quote.original.0.iter().map(|(_, text)| text.as_str()));
        texts.extend(names(&quote.by));
    }
    for figure in front.figures.iter().map(|figure| &figure.value) {
        texts.extend([figure.wording.text(), figure.note.text()].into_iter().flatten());
        texts.extend(names(&figure.by));
    }
    texts.extend(front.known.iter().filter_map(|known| known.value.text.text()));
    texts.extend(front.unknown.iter().filter_map(|question| question.value.text.text()));
    texts.extend(front.answers.0.iter().map(|(_, answer)| answer.value.as_str()));
    for item in front.watch.iter().map(|item| &item.value) {
        texts.extend(item.text.text());
        texts.extend(names(&item.who));
    }
    for correction in front.corrections.iter().map(|correction| &correction.value) {
        texts.extend(
            [&correction.text, &correction.was, &correction.now].into_iter().filter_map(|t| t.text()),
        );
    }
    texts.extend(names(&front.authors));
    texts
}

fn of_storyline(front: &StorylineFront) -> Vec<&str> {
    let why = front.trend.get().and_then(|trend| trend.why.text());
    [front.title.text(), front.summary.text(), why].into_iter().flatten().collect()
}

fn of_dossier(front: &DossierFront) -> Vec<&str> {
    let texts = [front.name.text(), front.summary.text(), front.state.text()].into_iter().flatten();
    let aliases = front.aliases.iter().chain(&front.variants).map(|name| name.value.as_str());
    let native = front.native.0.iter().map(|(_, name)| name.as_str());
    let roles = front.role.iter().map(|role| role.value.text.as_str());
    texts.chain(aliases).chain(native).chain(roles).chain(names(&front.by)).collect()
}

fn of_page(front: &PageFront) -> Vec<&str> {
    [front.title.text(), front.summary.text()].into_iter().flatten().collect()
}

fn of_edition(front: &EditionFront) -> Vec<&str> {
    let texts = [&front.title, &front.summary, &front.subject, &front.preheader, &front.notice];
    let texts = texts.into_iter().filter_map(|text| text.text());
    let parts = front.parts.iter().filter_map(|part| part.value.title.text());
    texts.chain(front.takeaways.iter().map(|point| point.value.as_str())).chain(parts).collect()
}

/// The names that are typed, not those of dossiers.
fn names(actors: &Actors) -> impl Iterator<Item = &str> {
    actors.iter().filter_map(|actor| match &actor.value {
        Actor::Named(name) => Some(name.as_str()),
        Actor::Dossier(_) => None,
    })
}
