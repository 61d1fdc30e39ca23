//! The figures of a series as files for programs: CSV (RFC 4180), the same with a row of HXL tags, and JSON.
//!
//! Every figure is in them as it was given, including restated and corrected ones, in order of period.
//! `docs/content/pages/data.md` lists the columns and keys.

use schemars::JsonSchema;
use serde::Serialize;

use super::view::{declared, placed, typed, unit};
use crate::model::address::url::UrlPath;
use crate::model::graph::refs::{Cited, ItemRef};
use crate::model::graph::series::Length;
use crate::model::graph::site::Site;
use crate::model::typed::item::Qualifier;
use crate::model::value::id::SeriesIdx;
use crate::render::data::{doubt, fault, status};
use crate::render::pages::{Links, date};
use crate::render::wording::Wording;

/// The columns of the CSV file, each with its HXL tag (HXL 1.1).
const COLUMNS: [(&str, &str); 21] = [
    ("first_day", "#date+start"),
    ("last_day", "#date+end"),
    ("period", "#date+kind"),
    ("doubt", "#date+doubt"),
    ("value", "#indicator+value+num"),
    ("high", "#indicator+value+high+num"),
    ("unit", "#indicator+unit"),
    ("qualifier", "#indicator+qualifier"),
    ("as", "#description+wording"),
    ("was", "#indicator+was"),
    ("error", "#meta+error"),
    ("right", "#meta+right+url"),
    ("current", "#meta+current"),
    ("by", "#respondee+name"),
    ("said", "#date+said"),
    ("status", "#status"),
    ("sources", "#meta+source+name"),
    ("source_urls", "#meta+source+url"),
    ("note", "#description+note"),
    ("published", "#date+published"),
    ("url", "#meta+url"),
];

/// A series in JSON.
#[derive(Serialize)]
struct SeriesData<'s> {
    id: &'s str,
    name: &'s str,
    unit: Option<&'s str>,
    note: Option<&'s str>,
    url: String,
    figures: Vec<FigureData>,
}

/// A figure in JSON. Text is as it was typed; days are ISO 8601.
#[derive(Serialize, JsonSchema)]
pub(in crate::render) struct FigureData {
    /// The first day of its period (ISO 8601).
    first_day: String,
    /// The last day of its period.
    last_day: String,
    /// `during` or `as-of`.
    period: &'static str,
    /// How the period is in doubt: `approximate`, `uncertain` (inferred by the desk) or `both`.
    doubt: Option<&'static str>,
    /// The number, as corrected; the lower end of a range.
    value: Option<f64>,
    /// The upper end of a range.
    high: Option<f64>,
    /// How exact it is.
    qualifier: Option<&'static str>,
    /// The words it was given in.
    #[serde(rename = "as")]
    wording: Option<String>,
    /// The value before what was reported was corrected.
    was: Option<String>,
    /// Whose error it was, according to its correction: `ours`, `relay` or `source`.
    error: Option<&'static str>,
    /// The permanent address of the figure that is right, if the speaker was wrong.
    right: Option<String>,
    /// Whether it still holds.
    current: bool,
    /// Who says so.
    by: Vec<String>,
    /// The day it was said, or the first and the last day with `/` between them, with EDTF marks.
    said: Option<String>,
    /// How certain it is.
    status: Option<&'static str>,
    /// Its source or sources.
    sources: Vec<SourceData>,
    /// A note.
    note: Option<String>,
    /// When its briefing was published.
    published: String,
    /// Its permanent address.
    url: String,
}

/// A source by its title.
#[derive(Serialize, JsonSchema)]
struct SourceData {
    /// Its title.
    name: String,
    /// Its address.
    url: Option<String>,
}

/// The figures of a series as CSV, or as CSV with a second row of HXL tags.
pub(in crate::render) fn csv(
    site: &Site,
    links: &Links,
    wording: &Wording,
    idx: SeriesIdx,
    tagged: bool,
) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new();
    let writer = writer.terminator(csv::Terminator::CRLF).quote_style(csv::QuoteStyle::Never);
    let mut writer = writer.from_writer(Vec::new());
    let unit = unit(site, idx).map(|unit| &*unit.other).unwrap_or_default();
    let mut rows = vec![COLUMNS.map(|(name, _)| name.to_owned())];
    if tagged {
        rows.push(COLUMNS.map(|(_, tag)| tag.to_owned()));
    }
    rows.extend(figures(site, links, wording, idx).into_iter().map(|figure| row(figure, unit)));
    for row in rows {
        writer
            .write_record(row.map(cell))
            .expect("writing to memory succeeds, and all rows are of one length");
    }
    writer.into_inner().expect("writing to memory succeeds")
}

fn row(figure: FigureData, unit: &str) -> [String; COLUMNS.len()] {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let urls = figure.sources.iter().filter_map(|source| source.url.clone());
    let urls = urls.collect::<Vec<_>>().join(" ");
    let names = figure.sources.into_iter().map(|source| source.name).collect::<Vec<_>>().join("; ");
    [
        figure.first_day,
        figure.last_day,
        figure.period.to_owned(),
        figure.doubt.unwrap_or_default().to_owned(),
        number(figure.value),
        number(figure.high),
        unit.to_owned(),
        figure.qualifier.unwrap_or_default().to_owned(),
        figure.wording.unwrap_or_default(),
        figure.was.unwrap_or_default(),
        figure.error.unwrap_or_default().to_owned(),
        figure.right.unwrap_or_default(),
        if figure.current { "true" } else { "false" }.to_owned(),
        figure.by.join("; "),
        figure.said.unwrap_or_default(),
        figure.status.unwrap_or_default().to_owned(),
        names,
        urls,
        figure.note.unwrap_or_default(),
        figure.published,
        figure.url,
    ]
}

/// A cell as written to the file. A spreadsheet would run a text that begins like a formula, so it gets a `'`
/// and quotes (OWASP, CSV injection). One that begins this way after a `'` gets one more, so that the first
/// can always be taken off. Numbers stay as they are.
fn cell(text: String) -> String {
    let begins = |text: &str| {
        let text =
            text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
        text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    };
    let plain = text.trim_start_matches('\'');
    let is_formula = plain.starts_with(['\t', '\r', '\n']) || begins(plain);
    let guard = if is_formula && !is_number(&text) { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\r', '\n']) {
        return text;
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// The figures of a series as JSON.
pub(in crate::render) fn json(site: &Site, links: &Links, wording: &Wording, idx: SeriesIdx) -> Vec<u8> {
    let (id, series) = declared(site, idx);
    let data = SeriesData {
        id,
        name: series.name.text_or_empty(),
        unit: unit(site, idx).map(|unit| &*unit.other),
        note: series.note.text(),
        url: site.config.base.address(&UrlPath::series(id)),
        figures: figures(site, links, wording, idx),
    };
    let mut bytes = serde_json::to_vec_pretty(&data).expect("the keys of all mappings are text");
    bytes.push(b'\n');
    bytes
}

/// Every figure of a series, in order of period, speaker and publication.
fn figures(site: &Site, links: &Links, wording: &Wording, idx: SeriesIdx) -> Vec<FigureData> {
    let mut all = Vec::new();
    for period in &site.series(idx).periods {
        for account in &period.accounts {
            for (n, item) in account.figures.iter().enumerate() {
                all.push(figure(site, links, wording, *item, n == account.current));
            }
        }
    }
    all
}

pub(in crate::render) fn figure(
    site: &Site,
    links: &Links,
    wording: &Wording,
    item: ItemRef,
    is_current: bool,
) -> FigureData {
    let (briefing, typed) = typed(site, item);
    let ties = placed(site, item);
    let correction = ties.correction.map(|n| &briefing.front.corrections[n as usize].value);
    let corrected = correction.filter(|correction| correction.now.get().is_some() && !ties.is_mistaken);
    let about = ties.correction.map(|n| &site.briefing(item.0).links.corrections[n as usize]);
    let fault_of = ties.correction.and_then(|n| site.briefing(item.0).named_fault(n as usize));
    let address = |(idx, n): ItemRef| {
        let other = &site.briefing(idx).item;
        format!("{}#{}", site.config.base.address(&other.url()), other.anchors.figures[n as usize])
    };
    let first = typed.value.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join("–");
    let was = corrected.map(|correction| correction.was.text().map_or(first, str::to_owned));
    let said = site.briefing(item.0).said_of_figure(item.1 as usize);
    let anchor = &briefing.anchors.figures[item.1 as usize];
    let sources = ties.sources.iter().map(|cited| SourceData {
        name: links.cited(*cited, site.briefing(item.0)).title,
        url: match cited {
            Cited::Own(n) => site.briefing(item.0).source(*n).1.url.text().map(str::to_owned),
            Cited::Outlet(_) => None,
        },
    });
    FigureData {
        first_day: ties.stretch.first.to_string(),
        last_day: ties.stretch.last.to_string(),
        period: match ties.stretch.length {
            Length::Moment => "as-of",
            Length::Days(_) | Length::Months(_) => "during",
        },
        doubt: typed.period.get().and_then(|period| doubt(period.doubt)),
        value: ties.amount.map(|amount| amount.low),
        high: ties.amount.filter(|amount| amount.is_range()).map(|amount| amount.high),
        qualifier: ties.amount.and_then(|amount| amount.qualifier).map(Qualifier::name),
        wording: typed.wording.text().filter(|_| corrected.is_none()).map(str::to_owned),
        was,
        error: fault_of.map(fault),
        right: about.and_then(|about| about.right).map(address),
        current: is_current && ties.amount.is_some() && !ties.is_mistaken,
        by: links.parties(&ties.by).into_iter().map(|link| link.title).collect(),
        said: said.map(|when| {
            let (first, last) = (when.first_day(&site.config.zone), when.last_day(&site.config.zone));
            // With the EDTF mark (ISO 8601-2).
            let mark = match doubt(when.doubt) {
                None => "",
                Some("approximate") => "~",
                Some("uncertain") => "?",
                Some(_) => "%",
            };
            if first == last { format!("{first}{mark}") } else { format!("{first}{mark}/{last}{mark}") }
        }),
        status: typed.status.get().copied().map(status),
        sources: sources.collect(),
        note: typed.note.text().map(str::to_owned),
        published: date::published(wording, briefing).iso,
        url: format!("{}#{anchor}", site.config.base.address(&briefing.url())),
    }
}
