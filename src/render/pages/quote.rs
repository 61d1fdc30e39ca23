//! The words of others.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::graph::plan::Leaf;
use crate::model::graph::refs::ItemRef;
use crate::model::graph::site::Site;
use crate::model::typed::item::Quote;
use crate::model::value::id::DossierIdx;
use crate::render::pages::years::{self, Listing};
use crate::render::pages::{
    ArchiveLink, CorrectionView, DateView, LinkView, Links, NameView, PageView, SafeHtml, Shared, correction,
    page,
};
use crate::render::wording::Wording;

/// How many speakers the list of quotes names at the top.
const MOST_SPEAKERS: usize = 40;

/// Words with their speakers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuoteView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// The words, in quotation marks; a paraphrase has none.
    pub text: SafeHtml,
    /// Whether these are not the exact words.
    pub paraphrase: bool,
    /// Whether it is a whole sentence; only those may stand out.
    pub sentence: bool,
    /// Who said it. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// When it was said, in words; nothing if neither the briefing nor its source says when.
    pub said: Option<String>,
    /// The language of the words, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The words in the language they were said in.
    pub original: Vec<NameView>,
    /// Its sources.
    pub sources: Vec<LinkView>,
    /// The briefing that has them.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub date: DateView,
    /// Whether they were withdrawn, as words that nobody said.
    pub retracted: bool,
    /// What was wrong with the words as first given.
    pub correction: Option<CorrectionView>,
}

/// Someone who is quoted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SpeakerView {
    /// The name.
    pub title: String,
    /// The link to the quotes on the dossier's page.
    pub href: String,
    /// How many quotes there are.
    pub quotes: usize,
}

/// All quotes: the newest 50, or those on a page of a year.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuotesPage {
    /// Newest first.
    pub quotes: Vec<QuoteView>,
    /// Who is quoted most, 40 at most, of those who have a dossier; none on a year's page.
    pub speakers: Vec<SpeakerView>,
    /// The pages of each year, newest first; empty while one page holds everything.
    pub years: Vec<Shared<ArchiveLink>>,
}

/// All quotes: the newest, or those of a page of a year.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    leaf: Option<Leaf>,
) -> (PageView, QuotesPage) {
    let page = page::of_split_list(site, links, wording, (Listing::Quotes, "quotes"), leaf);
    let years = links.years(Listing::Quotes);
    let quotes = years::shown(site, &site.quotes, leaf)
        .iter()
        .rev()
        .map(|quote| view(site, links, wording, *quote))
        .collect();
    let speakers = if leaf.is_none() { speakers(site, links) } else { Vec::new() };
    (page, QuotesPage { quotes, speakers, years })
}

/// Who is quoted most; those with equally many quotes are in order of kind and id.
fn speakers(site: &Site, links: &Links) -> Vec<SpeakerView> {
    let counts = site.dossiers.iter().enumerate().map(|(n, of)| (of.links.quotes.len(), DossierIdx::new(n)));
    let mut speakers: Vec<(usize, DossierIdx)> = counts.filter(|(quotes, _)| *quotes > 0).collect();
    speakers.sort_by_key(|(quotes, _)| Reverse(*quotes));
    let view = |(quotes, idx): (usize, DossierIdx)| {
        let LinkView { title, href, .. } = links.dossier_link(idx);
        SpeakerView { title, href: format!("{href}#page.quotes"), quotes }
    };
    speakers.into_iter().take(MOST_SPEAKERS).map(view).collect()
}

/// A quote of a briefing.
pub(in crate::render) fn view(site: &Site, links: &Links, wording: &Wording, (idx, n): ItemRef) -> QuoteView {
    let linked = site.briefing(idx);
    let (briefing, quote) = (&linked.item, &linked.item.front.quotes[n as usize].value);
    let ties = &linked.links.quotes[n as usize];
    let id = briefing.anchors.quotes[n as usize].clone();
    let language = briefing.front.lang.text();
    let around = language.unwrap_or(&site.config.language);
    let original =
        quote.original.0.iter().map(|(language, text)| NameView::new(text, &language.value, around));
    let text = linked.words_of_quote(n as usize);
    let paraphrase = quote.paraphrase.is_true();
    let retracted = linked.is_taken_back(ties.correction);
    QuoteView {
        href: links.item(briefing, &id),
        id,
        text: (&quoted(wording, &text, quote, paraphrase)).into(),
        paraphrase,
        sentence: !paraphrase && !retracted && is_sentence(&text),
        by: links.parties(&ties.by),
        said: linked.said_of_quote(n as usize).map(|when| wording.when(when)),
        language: wording.foreign(language),
        direction: wording.direction(language),
        original: original.collect(),
        sources: ties.sources.iter().map(|cited| links.cited(*cited, linked)).collect(),
        briefing: links.briefing(idx),
        date: links.published(idx).clone(),
        retracted,
        correction: ties.correction.map(|n| correction::view(site, links, wording, idx, n)),
    }
}

/// Stands for `[sic]` while words are typeset. No text contains it.
const SIC: char = '\u{1}';

/// The words in quotation marks, with `[sic]` after what is so in the source.
fn quoted(wording: &Wording, text: &str, quote: &Quote, paraphrase: bool) -> Html {
    // The places are found in the words as they were typed, and marked while they become HTML.
    let mut marked = text.to_owned();
    for word in quote.sic.iter().map(|word| word.value.trim()) {
        match word {
            "true" => marked.push(SIC),
            "false" | "" => {}
            word => {
                if let Some(at) = marked.find(word) {
                    marked.insert(at + word.len(), SIC);
                }
            }
        }
    }
    let html = Html::escape(&wording.typeset(&marked)).as_str().to_owned();
    let html = html.replace(SIC, " <span class=\"sic\">[sic]</span>");
    if paraphrase {
        return Html::trusted(html);
    }
    let [open, close] = wording.quotation_marks();
    Html::trusted(format!("{open}{html}{close}"))
}

/// Whether words are a whole sentence: a capital first, a full stop, question or exclamation mark last.
fn is_sentence(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.ends_with(['.', '?', '!', '…'])
}
