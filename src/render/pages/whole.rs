//! The whole text of an edition: one tree, from which the page, the email, its plain text and the feed are
//! made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::{self, Html, Outline, Part};
use crate::model::graph::edition::{Edition, EditionFileLinks};
use crate::model::graph::site::{Linked, Site};
use crate::model::typed::edition::EditionFile;
use crate::model::value::id::BriefingIdx;
use crate::render::figures;
use crate::render::pages::{
    CorrectionView, EntryView, LinkView, Links, SafeHtml, Shared, SourceView, correction, quote, source,
};
use crate::render::wording::Wording;

/// What the ids of sources begin with; the number follows. No id of a body has a dot.
const SOURCE: &str = "page.source-";

/// A briefing in an edition that shows the whole text of each.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WholeView {
    /// The id of its element.
    pub id: String,
    /// The heading of the part that begins with it.
    pub part: Option<String>,
    /// The briefing.
    pub entry: Shared<EntryView>,
    /// What was wrong and is now right, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Its text, quotes and figures, with headings from the third level down.
    pub html: SafeHtml,
}

/// The whole text of an edition.
pub(in crate::render) struct Whole {
    /// Its briefings in the order of the edition.
    pub(in crate::render) briefings: Vec<(BriefingIdx, WholeView)>,
    /// Their sources, each once, in the order in which they are cited. The nth is cited as n.
    pub(in crate::render) sources: Vec<SourceView>,
}

/// The whole text of an edition, for its page.
pub(in crate::render) fn of(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> Whole {
    read(site, links, wording, edition, false)
}

/// The whole text. If it `is_outside`, links within a text lead to its briefing's page: a mail program or
/// feed reader has no place for them.
fn read(site: &Site, links: &Links, wording: &Wording, edition: &Edition, is_outside: bool) -> Whole {
    let mut merged = Merged::default();
    let briefings = edition.briefings.iter().enumerate().map(|(n, idx)| {
        let linked = site.briefing(*idx);
        let prefix = format!("{}.", linked.item.article.id);
        let numbers = merged.add(source::views(site, links, wording, *idx), &prefix);
        let page = is_outside.then(|| site.config.base.address(&linked.item.url()));
        let number = |id: &str| numbers.get(id).copied();
        let part = Part { prefix: &prefix, number: &number, source: SOURCE, page: page.as_deref() };
        // What only pages show is left out of emails and feeds.
        let shown = if is_outside { &linked.body.html } else { linked.html() };
        let mut html = part.of(shown.as_str());
        html += &quotes(site, links, wording, *idx);
        html += &table(site, links, wording, *idx);
        let begins = edition.parts.iter().find(|(_, range)| range.start == n);
        let rest = edition.parts.last().filter(|(_, range)| range.end == n);
        let view = WholeView {
            id: linked.item.article.id.to_string(),
            part: begins
                .map(|(title, _)| wording.typeset(title))
                .or_else(|| rest.map(|_| wording.words.get("edition-rest"))),
            entry: links.entries([*idx]).remove(0),
            corrections: correction::views(site, links, wording, *idx),
            html: (&Html::trusted(html)).into(),
        };
        (*idx, view)
    });
    let briefings = briefings.collect();
    Whole { briefings, sources: merged.sources }
}

/// The editor's note of an edition. Where the text of a single briefing is below it, the note gets new ids if
/// any id is in both.
pub(in crate::render) fn note(site: &Site, edition: &Edition) -> Option<String> {
    let html = noted(site, edition)?.html().as_str();
    let taken = edition.only().map(|idx| html::ids(site.briefing(idx).html().as_str())).unwrap_or_default();
    let part = Part { prefix: "page.note-", number: &|_| None, source: SOURCE, page: None };
    Some(match html::ids(html).is_disjoint(&taken) {
        true => html.to_owned(),
        false => part.of_level(html),
    })
}

/// The note with absolute addresses, for feeds and emails.
pub(in crate::render) fn note_outside(site: &Site, edition: &Edition) -> Option<String> {
    noted(site, edition).map(|file| absolute(site, edition, file.body.html.as_str()))
}

/// The file of an edition, if it has a note.
fn noted<'s>(site: &'s Site, edition: &Edition) -> Option<&'s Linked<EditionFile, EditionFileLinks>> {
    site.edition_file(edition).filter(|file| !file.body.html.is_empty())
}

/// The sources of several briefings as one list.
#[derive(Default)]
struct Merged {
    sources: Vec<SourceView>,
    /// By all that is shown of them.
    places: BTreeMap<String, usize>,
}

impl Merged {
    /// Adds those of a briefing. Returns the number that each of its ids has now.
    fn add(&mut self, sources: Vec<SourceView>, prefix: &str) -> BTreeMap<String, usize> {
        let mut numbers = BTreeMap::new();
        for source in sources {
            let next = self.sources.len();
            let at = *self.places.entry(source.key()).or_insert(next);
            let id = source.id.trim_start_matches("source-").to_owned();
            let cited = source.cited.iter().map(|place| LinkView {
                href: place.href.replacen('#', &format!("#{prefix}"), 1),
                ..place.clone()
            });
            let cited: Vec<LinkView> = cited.collect();
            if at == next {
                self.sources.push(SourceView { id: format!("{SOURCE}{}", at + 1), cited, ..source });
            } else {
                self.sources[at].cited.extend(cited);
            }
            numbers.insert(id, at + 1);
        }
        numbers
    }
}

fn escaped(text: &str) -> String {
    Html::escape(text).as_str().to_owned()
}

fn linked(link: &LinkView) -> String {
    match link.href.is_empty() {
        true => escaped(&link.title),
        false => format!("<a href=\"{}\">{}</a>", escaped(&link.href), escaped(&link.title)),
    }
}

fn listed(links: &[LinkView]) -> String {
    links.iter().map(linked).collect::<Vec<_>>().join(", ")
}

/// The quotes of a briefing.
fn quotes(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> String {
    let count = site.briefing(idx).item.front.quotes.len();
    let views = (0..count).map(|n| quote::view(site, links, wording, (idx, n as u32)));
    let html = views.filter(|quote| !quote.retracted).map(|quote| {
        let said = quote.said.as_deref().map(escaped);
        let by: Vec<String> =
            Some(listed(&quote.by)).filter(|by| !by.is_empty()).into_iter().chain(said).collect();
        let mut below: String = quote
            .original
            .iter()
            .map(|original| {
                let dir = original.direction.map(|dir| format!(" dir=\"{dir}\"")).unwrap_or_default();
                format!("<p lang=\"{}\"{dir}>{}</p>\n", escaped(&original.language), escaped(&original.text))
            })
            .collect();
        if !by.is_empty() {
            below += &format!("<p>{}</p>\n", by.join(", "));
        }
        if let Some(correction) = &quote.correction {
            below += &format!("<p>{}</p>\n", corrected(wording, correction, true));
        }
        match quote.paraphrase {
            true => {
                let label = escaped(&wording.words.get("paraphrase"));
                format!("<div class=\"paraphrase\"><p>{label} {}</p>\n{below}</div>\n", quote.text.as_str())
            }
            false => format!("<blockquote><p>{}</p>\n{below}</blockquote>\n", quote.text.as_str()),
        }
    });
    html.collect()
}

/// What a correction is, with what is right where the item says something else.
fn corrected(wording: &Wording, correction: &CorrectionView, with_change: bool) -> String {
    let change = correction.change(wording).filter(|_| with_change);
    let change = change.map(|change| format!(": {}", escaped(&change))).unwrap_or_default();
    linked(&LinkView::new(correction.kind_and_error(), correction.href.clone())) + &change
}

/// The figures of a briefing as a small table.
fn table(site: &Site, links: &Links, wording: &Wording, idx: BriefingIdx) -> String {
    let groups = figures::of_briefing(site, links, wording, idx);
    if groups.is_empty() {
        return String::new();
    }
    let mut rows = String::new();
    for group in &groups {
        for figure in &group.figures {
            let was = figure.was.as_ref().map(|was| format!("<del>{}</del> ", escaped(was)));
            let value = linked(&LinkView::new(figure.value.clone(), figure.href.clone()));
            let value = if figure.retracted { format!("<del>{value}</del>") } else { value };
            let number = figure.number.as_ref().map(|number| format!(" ({})", escaped(number)));
            let notes = [&figure.doubt, &figure.status, &figure.said].into_iter().flatten();
            let mut notes: String =
                notes.map(|note| format!(", <span class=\"count\">{}</span>", escaped(note))).collect();
            if let Some(correction) = &figure.correction {
                let said = corrected(wording, correction, figure.mistaken);
                notes += &format!(", <span class=\"count\">{said}</span>");
            }
            let by = if figure.by.is_empty() { listed(&figure.sources) } else { listed(&figure.by) };
            rows += &format!(
                "<tr><th scope=\"row\">{}, {}</th><td>{}{value}{}{notes}</td><td>{by}</td></tr>\n",
                linked(&group.series),
                escaped(&group.period),
                was.unwrap_or_default(),
                number.unwrap_or_default(),
            );
        }
    }
    let head = ["figures", "value", "email-by"].map(|word| escaped(&wording.words.get(word)));
    format!(
        "<div class=\"table\" role=\"group\" tabindex=\"0\"><table class=\"counts\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        head[0], head[1], head[2]
    )
}

/// The same as one piece of HTML with absolute addresses, for feeds and emails: headlines, summaries,
/// corrections, texts, and the sources.
pub(in crate::render) fn outside(site: &Site, links: &Links, wording: &Wording, edition: &Edition) -> String {
    let whole = read(site, links, wording, edition, true);
    let mut html = String::new();
    for (idx, briefing) in &whole.briefings {
        html += &briefing_outside(site, wording, *idx, briefing);
    }
    html += &sources(wording, &whole.sources);
    absolute(site, edition, &html)
}

/// A briefing with its headline.
fn briefing_outside(site: &Site, wording: &Wording, idx: BriefingIdx, view: &WholeView) -> String {
    let WholeView { id, part, corrections, html, .. } = view;
    let briefing = &site.briefing(idx).item;
    let mut out = part.as_ref().map_or(String::new(), |part| format!("<h2>{}</h2>\n", escaped(part)));
    let lang = wording.foreign(briefing.front.lang.text());
    let dir = wording.direction(briefing.front.lang.text());
    let dir = dir.map(|dir| format!(" dir=\"{dir}\"")).unwrap_or_default();
    let lang = lang.map(|lang| format!(" lang=\"{}\"{dir}", escaped(&lang))).unwrap_or_default();
    out += &format!(
        "<h2 id=\"{}\"{lang}><a href=\"{}\">{}</a></h2>\n",
        escaped(id),
        escaped(&site.config.base.href(&briefing.url())),
        escaped(&wording.typeset(&briefing.title))
    );
    if let Some(summary) = wording.text(briefing.front.summary.text()) {
        out += &format!("<p{lang}>{}</p>\n", escaped(&summary));
    }
    for correction in corrections {
        let head = format!("{}, {}", correction.kind_and_error(), correction.date.text);
        let said = [correction.text.clone(), correction.change(wording)].into_iter().flatten();
        let said: Vec<String> = said.collect();
        out += &format!(
            "<p><strong>{}:</strong> <span{lang}>{}</span></p>\n",
            escaped(&head),
            escaped(&said.join(" "))
        );
    }
    // The language of a text is that of what is around it.
    match lang.is_empty() {
        true => out + html.as_str(),
        false => format!("{out}<div{lang}>\n{}</div>\n", html.as_str()),
    }
}

/// The list of sources.
fn sources(wording: &Wording, sources: &[SourceView]) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let items = sources.iter().map(|source| {
        let title = linked(&LinkView::new(source.title.clone(), source.url.clone().unwrap_or_default()));
        let outlet = source.outlet.as_ref().map(linked);
        let archived = source
            .archived
            .as_ref()
            .map(|url| linked(&LinkView::new(wording.words.get("archived-copy"), url.clone())));
        let via = source
            .via
            .as_ref()
            .map(|via| format!("{} {}", escaped(&wording.words.get("via")), escaped(&via.title)));
        let parts = [
            Some(title),
            Some(listed(&source.by)).filter(|by| !by.is_empty()),
            outlet,
            source.date.as_deref().map(escaped),
            via,
            archived,
            source.note.as_deref().map(escaped),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("<li id=\"{}\">{}</li>\n", escaped(&source.id), parts.join(", "))
    });
    let items: String = items.collect();
    format!("<h2>{}</h2>\n<ol>\n{items}</ol>\n", escaped(&wording.words.get("sources-of-edition")))
}

/// HTML of an edition's page with absolute addresses.
fn absolute(site: &Site, edition: &Edition, html: &str) -> String {
    let page = site.config.base.address(&edition.url());
    Outline::read(html, [].into_iter()).with_absolute_urls(
        html,
        0..html.len(),
        &site.config.base.host_root(),
        &page,
    )
}
