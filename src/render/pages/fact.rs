//! Sources, quotes and corrections.

use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::refs::{Cited, ItemRef};
use crate::model::graph::site::SourceLinks;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::OutletKind;
use crate::model::typed::item::{Correction, CorrectionKind, Quote};
use crate::model::value::date::When;
use crate::model::value::id::BriefingIdx;
use crate::render::NEWEST;
use crate::render::pages::archive::ArchiveLink;
use crate::render::pages::{
    DateView, LinkView, NameView, PageView, SafeHtml, Shared, Views, merged, rfc3339,
};

/// How many of the newest briefings an outlet lists.
const MOST_CARRIED: usize = 10;

/// A source of a briefing.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The id of its element: `source-…`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whose words they are. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// Who published it.
    pub outlet: Option<LinkView>,
    /// What the outlet is, in words: `press`.
    pub kind: Option<String>,
    /// When it was published, in words.
    pub date: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// What it was taken from: a source of this briefing, or an outlet.
    pub via: Option<LinkView>,
    /// A note.
    pub note: Option<String>,
    /// The places in the text that cite it.
    pub cited: Vec<LinkView>,
}

/// Words with their speakers.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// The words, in quotation marks; a paraphrase has none.
    pub text: SafeHtml,
    /// Whether these are not the exact words.
    pub paraphrase: bool,
    /// Whether it is a whole sentence, which alone may stand out.
    pub sentence: bool,
    /// Who said so. A name without a dossier has an empty `href`.
    pub by: Vec<LinkView>,
    /// When, in words.
    pub on: Option<String>,
    /// The language of the words, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The words in the language they were said in.
    pub original: Vec<NameView>,
    /// Where they are known from.
    pub sources: Vec<LinkView>,
    /// The briefing that has them.
    pub briefing: Shared<LinkView>,
    /// When that was published.
    pub date: DateView,
    /// What was wrong with the words as they first stood.
    pub correction: Option<CorrectionView>,
}

/// What was wrong and what is right.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// The id of its element on the briefing.
    pub id: String,
    /// The permanent link to it.
    pub href: String,
    /// Correction, clarification or retraction, in words.
    pub kind: String,
    /// When it was made.
    pub date: DateView,
    /// The notice.
    pub text: Option<String>,
    /// What stood there.
    pub was: Option<String>,
    /// What is right.
    pub now: Option<String>,
    /// The language of these texts, if it is not the site's.
    pub language: Option<String>,
    /// `rtl` or `ltr`, if that is not the direction of the site.
    pub direction: Option<&'static str>,
    /// The briefing it belongs to.
    pub briefing: Shared<LinkView>,
}

/// An outlet with what it carried.
#[derive(Debug, Clone, Serialize)]
pub struct OutletView {
    /// The id of its element: `outlet-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// Its site.
    pub url: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// In how many briefings it is a source, in words.
    pub count: String,
    /// The newest ten of them.
    pub briefings: Vec<Shared<LinkView>>,
}

/// All quotes: the newest 50, or those of a year.
#[derive(Debug, Clone, Serialize)]
pub struct QuotesPage {
    /// Newest first.
    pub quotes: Vec<QuoteView>,
    /// The pages of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
}

/// All corrections: the newest 50, or those of a year.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsPage {
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
    /// The pages of each year, newest first; empty while one page holds all.
    pub years: Vec<ArchiveLink>,
}

impl Views {
    /// The sources of a briefing. The nth is cited as n.
    pub fn sources(&self, idx: BriefingIdx) -> Vec<SourceView> {
        let linked = self.site.briefing(idx);
        let sources = linked.item.front.sources.0.iter().zip(&linked.links.sources).enumerate();
        let views = sources.map(|(n, ((id, source), links))| SourceView {
            id: format!("source-{}", id.value),
            title: self.typeset(source.title.text_or_empty()),
            by: self.parties(&links.by),
            outlet: links.outlet.map(|outlet| self.outlet_link(outlet)),
            kind: links.outlet.and_then(|outlet| self.outlet_kind(outlet)),
            date: source.date.get().map(|when| self.when(*when)),
            url: source.url.text().map(str::to_owned),
            via: links.via.map(|via| self.cited(via, &linked.item)),
            note: self.text(source.note.text()),
            cited: (1..=linked.body.cites.get(n).copied().unwrap_or(0))
                .map(|n| LinkView::new(n.to_string(), cite_href(&id.value, n)))
                .collect(),
        });
        views.collect()
    }

    /// What the sources of a briefing rest on, if on fewer roots than there are sources.
    pub fn independence(&self, sources: &[SourceLinks]) -> Option<String> {
        let mut roots: Vec<Cited> = sources.iter().map(|source| source.root).collect();
        roots.sort_unstable();
        roots.dedup();
        match roots.len() {
            roots if roots == sources.len() => None,
            1 => Some(self.words.count("sources-one-root", sources.len())),
            roots => Some(self.words.two_counts("sources-roots", sources.len(), roots)),
        }
    }

    pub(in crate::render) fn outlet_link(&self, outlet: usize) -> LinkView {
        let (id, outlet) = &self.site.config.file.outlets.0[outlet];
        let page = self.site.config.base.href(&UrlPath::folder(["sources"]));
        LinkView::new(self.typeset(outlet.name.text_or_empty()), format!("{page}#outlet-{}", id.value))
    }

    fn outlet_kind(&self, outlet: usize) -> Option<String> {
        let (_, outlet) = &self.site.config.file.outlets.0[outlet];
        Some(self.words.get(match outlet.kind.get()? {
            OutletKind::Official => "outlet-official",
            OutletKind::Party => "outlet-party",
            OutletKind::Wire => "outlet-wire",
            OutletKind::Press => "outlet-press",
            OutletKind::StateMedia => "outlet-state-media",
            OutletKind::ThinkTank => "outlet-think-tank",
            OutletKind::Secondary => "outlet-secondary",
        }))
    }

    /// A source by its title, an outlet by its name.
    pub(in crate::render) fn cited(&self, cited: Cited, briefing: &Briefing) -> LinkView {
        match cited {
            Cited::Outlet(outlet) => self.outlet_link(outlet),
            Cited::Own(n) => {
                let (id, source) = &briefing.front.sources.0[n];
                let title = source.title.text_or_empty();
                self.item_link(title, briefing, &format!("source-{}", id.value))
            }
        }
    }

    /// The outlets of the site, in order of name.
    pub fn sources_page(&self) -> (PageView, Vec<OutletView>) {
        let link = self.sources_link();
        let page = self.page(link.title, None, &UrlPath::folder(["sources"]), vec![self.front_link()]);
        let outlets = self.site.config.file.outlets.0.iter().zip(&self.site.carried).enumerate();
        let mut views: Vec<OutletView> = outlets
            .map(|(n, ((id, outlet), carried))| OutletView {
                id: format!("outlet-{}", id.value),
                name: self.typeset(outlet.name.text_or_empty()),
                kind: self.outlet_kind(n).unwrap_or_default(),
                url: outlet.url.text().map(str::to_owned),
                note: self.text(outlet.note.text()),
                count: self.words.count("briefings-count", carried.len()),
                briefings: carried.iter().rev().take(MOST_CARRIED).map(|idx| self.briefing(*idx)).collect(),
            })
            .collect();
        views.sort_by(|a, b| self.order.compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        (page, views)
    }

    /// The link to the list of outlets.
    pub fn sources_link(&self) -> LinkView {
        self.link(&self.words.get("sources"), &UrlPath::folder(["sources"]))
    }

    /// The link to all quotes.
    pub fn quotes_link(&self) -> LinkView {
        self.link(&self.words.get("quotes"), &UrlPath::folder(["quotes"]))
    }

    /// The link to all corrections.
    pub fn corrections_link(&self) -> LinkView {
        self.link(&self.words.get("corrections"), &UrlPath::folder(["corrections"]))
    }

    /// All quotes: the newest, or those of a year.
    pub fn quotes_page(&self, year: Option<i16>) -> (PageView, QuotesPage) {
        let link = self.quotes_link();
        let (page, years) = self.items_page(link, "quotes", year, &self.site.quotes);
        let quotes =
            self.in_year(&self.site.quotes, year).iter().rev().map(|quote| self.quote(*quote)).collect();
        (page, QuotesPage { quotes, years })
    }

    /// All corrections: the newest, or those of a year.
    pub fn corrections_page(&self, year: Option<i16>) -> (PageView, CorrectionsPage) {
        let link = self.corrections_link();
        let (page, years) = self.items_page(link, "corrections", year, &self.site.corrections);
        let list = self.in_year(&self.site.corrections, year);
        let corrections = list.iter().rev().map(|(briefing, n)| self.correction(*briefing, *n)).collect();
        (page, CorrectionsPage { corrections, years })
    }

    fn items_page(
        &self,
        link: LinkView,
        folder: &str,
        year: Option<i16>,
        list: &[ItemRef],
    ) -> (PageView, Vec<ArchiveLink>) {
        let url = UrlPath::folder([folder]);
        let years = self.year_links(&url, &merged(&[], &[], list), &[], list.len() > NEWEST);
        (self.list_page(link, &url, year), years)
    }

    /// The part of a list in order of publication that a page shows: a year, or the newest.
    pub(in crate::render) fn in_year<'l>(&self, list: &'l [ItemRef], year: Option<i16>) -> &'l [ItemRef] {
        let of = |(idx, _): &ItemRef| self.site.briefing(*idx).item.day.year();
        match year {
            Some(year) => {
                let from = list.partition_point(|entry| of(entry) < year);
                &list[from..list.partition_point(|entry| of(entry) <= year)]
            }
            None => &list[list.len().saturating_sub(NEWEST)..],
        }
    }

    /// A quote of a briefing.
    pub fn quote(&self, (idx, n): ItemRef) -> QuoteView {
        let linked = self.site.briefing(idx);
        let (briefing, quote) = (&linked.item, &linked.item.front.quotes[n as usize].value);
        let links = &linked.links.quotes[n as usize];
        let id = briefing.anchors.quotes[n as usize].clone();
        let language = briefing.front.lang.text();
        let around = language.unwrap_or(&self.site.config.language);
        let original =
            quote.original.0.iter().map(|(language, text)| NameView::new(text, &language.value, around));
        let text = quote.text.text_or_empty().trim();
        let paraphrase = quote.paraphrase.is_true();
        QuoteView {
            href: self.item_link("", briefing, &id).href,
            id,
            text: (&self.quoted(text, quote, paraphrase)).into(),
            paraphrase,
            sentence: !paraphrase && is_sentence(text),
            by: self.parties(&links.by),
            on: quote.on.get().map(|when| self.when(*when)),
            language: self.foreign(language),
            direction: self.direction(language),
            original: original.collect(),
            sources: links.sources.iter().map(|cited| self.cited(*cited, briefing)).collect(),
            briefing: self.briefing(idx),
            date: self.published(briefing),
            correction: links.correction.map(|n| self.correction(idx, n)),
        }
    }

    /// The words in quotation marks, with `[sic]` after what is so in the source.
    fn quoted(&self, text: &str, quote: &Quote, paraphrase: bool) -> Html {
        let mut html = Html::escape(&self.typeset(text)).as_str().to_owned();
        for word in quote.sic.iter().map(|word| word.value.trim()) {
            let mark = " <span class=\"sic\">[sic]</span>";
            match word {
                "true" => html += mark,
                "false" | "" => {}
                word => {
                    let word = Html::escape(&self.typeset(word)).as_str().to_owned();
                    html = html.replacen(&word, &format!("{word}{mark}"), 1);
                }
            }
        }
        if paraphrase {
            return Html::trusted(html);
        }
        let [open, close] = self.quotation_marks();
        Html::trusted(format!("{open}{html}{close}"))
    }

    /// The corrections of a briefing, newest first.
    pub fn corrections(&self, idx: BriefingIdx) -> Vec<CorrectionView> {
        let count = self.site.briefing(idx).item.front.corrections.len();
        (0..count).rev().map(|n| self.correction(idx, n as u32)).collect()
    }

    pub(in crate::render) fn correction(&self, idx: BriefingIdx, n: u32) -> CorrectionView {
        let briefing = &self.site.briefing(idx).item;
        let correction: &Correction = &briefing.front.corrections[n as usize].value;
        let id = format!("correction-{}", n + 1);
        let kind = match correction.kind.get().copied().unwrap_or_default() {
            CorrectionKind::Correction => "correction",
            CorrectionKind::Clarification => "clarification",
            CorrectionKind::Retraction => "retraction",
        };
        CorrectionView {
            href: self.item_link("", briefing, &id).href,
            id,
            kind: self.words.get(kind),
            date: self.point(correction.date.get().copied()),
            text: self.text(correction.text.text()),
            was: self.text(correction.was.text()),
            now: self.text(correction.now.text()),
            language: self.foreign(briefing.front.lang.text()),
            direction: self.direction(briefing.front.lang.text()),
            briefing: self.briefing(idx),
        }
    }

    /// A date as typed, with its time if it has one.
    fn point(&self, point: Option<crate::model::value::date::Point>) -> DateView {
        let Some(point) = point else {
            return DateView { text: String::new(), iso: String::new(), time: None };
        };
        let zone = &self.site.config.zone;
        let local = point.instant(zone).to_zoned(zone.clone());
        let timed = point.has_time();
        DateView {
            text: self.when(When::At(point)),
            iso: if timed { rfc3339(&local) } else { point.first_day(zone).to_string() },
            time: timed.then(|| local.strftime("%H:%M").to_string()),
        }
    }

    /// When a briefing was last corrected, if it was.
    pub fn updated(&self, briefing: &Briefing) -> Option<DateView> {
        let zone = &self.site.config.zone;
        let dates = briefing.front.corrections.iter().filter_map(|correction| correction.value.date.get());
        dates.max_by_key(|date| date.instant(zone)).map(|date| self.point(Some(*date)))
    }
}

/// The link back to the nth place that cites a source.
fn cite_href(id: &str, n: usize) -> String {
    if n == 1 { format!("#cite-{id}") } else { format!("#cite-{id}.{n}") }
}

/// Whether words are a whole sentence: a capital first, a full stop, question or exclamation mark last.
fn is_sentence(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.ends_with(['.', '?', '!', '…'])
}
