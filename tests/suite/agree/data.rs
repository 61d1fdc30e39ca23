//! What the files for programs say.

use std::collections::BTreeMap;

use serde_json::Value;

use super::page::{all, between};
use super::{Correction, Figure, Files, Quote, Source, text, words};

/// A figure in a file, each cell under the name of its column; what is not known is empty.
type Cells = BTreeMap<String, String>;

/// The address of a page or item without the host.
fn path(url: &str) -> String {
    url.strip_prefix("https://x.org").unwrap().to_owned()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The figures of a series' CSV file, as its page shows them.
pub(super) fn csv(files: &Files, series: &str, ending: &str) -> Vec<Figure> {
    let mut reader = csv::Reader::from_reader(text(files, &format!("figures/{series}.{ending}")).as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        names.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect::<Cells>()
    });
    shown(rows.filter(|row| !row["value"].starts_with('#')).collect())
}

/// The figures of a series' JSON file.
pub(super) fn json(files: &Files, series: &str) -> Vec<Figure> {
    let file: Value = serde_json::from_str(text(files, &format!("figures/{series}.json"))).unwrap();
    let unit = file["unit"].as_str().unwrap();
    shown(file["figures"].as_array().unwrap().iter().map(|figure| cells(figure, unit)).collect())
}

/// The figures of a series in the file of the whole graph. There they are by briefing, so they are put in the
/// order of the series' page.
pub(super) fn figures_of_digest(files: &Files, series: &str) -> Vec<Figure> {
    let digest = digest(files);
    let unit = digest["series"].as_array().unwrap().iter().find(|other| other["id"] == series).unwrap();
    let unit = unit["unit"].as_str().unwrap();
    let figures = digest["briefings"].as_array().unwrap().iter();
    let figures = figures.flat_map(|briefing| briefing["figures"].as_array().unwrap());
    let figures = figures.filter(|figure| figure["series"] == series);
    let rows: Vec<Cells> = figures.map(|figure| cells(figure, unit)).collect();
    let first = |row: &Cells| rows.iter().position(|other| account(other) == account(row));
    let mut sorted = rows.clone();
    sorted.sort_by_key(|row| (row["last_day"].clone(), row["first_day"].clone(), first(row)));
    shown(sorted)
}

fn digest(files: &Files) -> Value {
    crate::site::graph(files)
}

/// A figure in JSON as the cells of a row.
fn cells(figure: &Value, unit: &str) -> Cells {
    let mut cells = Cells::from([("unit".to_owned(), unit.to_owned())]);
    for (name, value) in figure.as_object().unwrap() {
        let cell = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(list) => list
                .iter()
                .map(|item| item["name"].as_str().or(item.as_str()).unwrap())
                .collect::<Vec<_>>()
                .join("; "),
            other => other.to_string(),
        };
        cells.insert(name.clone(), cell);
    }
    cells
}

/// The period of a figure, and its voice: whoever speaks has one account, whatever the sources.
fn account(row: &Cells) -> ([String; 3], String) {
    let period = ["first_day", "last_day", "period"].map(|name| row[name].clone());
    (period, row[if row["by"].is_empty() { "sources" } else { "by" }].clone())
}

/// The figures that a page shows, from the newest period on, with those of the same voice beside them.
fn shown(rows: Vec<Cells>) -> Vec<Figure> {
    let is_restated =
        |row: &&Cells| row["current"] == "false" && row["error"] != "source" && !row["value"].is_empty();
    let mut periods: Vec<Vec<Figure>> = Vec::new();
    let mut last = None;
    for row in rows.iter().filter(|row| !is_restated(row)) {
        let beside = rows.iter().filter(is_restated).filter(|other| account(other) == account(row));
        let mut restated: Vec<String> = beside.map(|other| path(&other["url"])).collect();
        restated.sort();
        let (period, _) = account(row);
        if last.replace(period.clone()) != Some(period) {
            periods.push(Vec::new());
        }
        periods.last_mut().unwrap().push(figure(row, restated));
    }
    periods.into_iter().rev().flatten().collect()
}

fn figure(row: &Cells, restated: Vec<String>) -> Figure {
    let number = |name: &str| some(&row[name]).map(|value| value.parse::<f64>().unwrap());
    let value = number("value").map(|low| {
        let number = words::amount(low, number("high"), &row["unit"], &row["qualifier"]);
        some(&row["as"]).map_or(number.clone(), |own| format!("{own} ({number})"))
    });
    // A name may contain a comma, but none of these contains a semicolon.
    let list = |name: &str| row[name].split("; ").filter_map(some).collect::<Vec<_>>();
    let (by, sources) = (list("by"), list("sources"));
    let is_mistaken = row["error"] == "source";
    let holds = row["current"] == "true";
    assert_eq!(holds, value.is_some() && !is_mistaken, "{row:?}");
    Figure {
        period: words::period(&row["first_day"], &row["last_day"], &row["period"], &row["doubt"]),
        was: some(&row["was"]),
        voice: if by.is_empty() { sources.clone() } else { by },
        said: some(&row["said"]).map(|said| words::said(&said)),
        sources,
        status: some(&row["status"]),
        note: some(&row["note"]),
        error: some(&row["error"]).map(|error| words::error(&error)),
        is_mistaken,
        right: some(&row["right"]).map(|url| path(&url)),
        link: Some(path(&row["url"])).filter(|_| value.is_some()),
        briefing: path(row["url"].split('#').next().unwrap()),
        restated,
        value,
    }
}

/// The sources of the figures in a series' JSON file, each with its address.
pub(super) fn sources_of_json(files: &Files, series: &str) -> Vec<(String, String)> {
    let file: Value = serde_json::from_str(text(files, &format!("figures/{series}.json"))).unwrap();
    let sources = file["figures"].as_array().unwrap().iter();
    let sources = sources.flat_map(|figure| figure["sources"].as_array().unwrap().clone());
    let mut sources: Vec<(String, String)> = sources.map(|source| named(&source, "name")).collect();
    sources.sort();
    sources.dedup();
    sources
}

fn named(source: &Value, name: &str) -> (String, String) {
    let text = |key: &str| source[key].as_str().unwrap_or_default().to_owned();
    (text(name), text("url"))
}

/// The same, from the lists of sources and outlets in the file of the whole graph.
pub(super) fn sources_of_digest(files: &Files, series: &str) -> Vec<(String, String)> {
    let digest = digest(files);
    let mut known: Vec<(String, String)> =
        digest["outlets"].as_array().unwrap().iter().map(|outlet| named(outlet, "name")).collect();
    for briefing in digest["briefings"].as_array().unwrap() {
        known.extend(briefing["sources"].as_array().unwrap().iter().map(|source| named(source, "title")));
    }
    let used = sources_of_json(files, series);
    known.sort();
    known.retain(|(name, _)| used.iter().any(|(used, _)| used == name));
    known
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// The first day of a date, with its doubt.
fn when(days: &Value) -> Option<String> {
    let first = days["first_day"].as_str()?;
    Some(words::when(first, days["doubt"].as_str().unwrap_or_default()))
}

/// The quotes of all briefings, newest first.
pub(super) fn quotes_of_digest(files: &Files) -> Vec<Quote> {
    let digest = digest(files);
    let outlets = digest["outlets"].as_array().unwrap();
    let mut quotes = Vec::new();
    for briefing in digest["briefings"].as_array().unwrap() {
        let title = |cited: &Value| {
            let (list, key, name) = match cited["source"].is_null() {
                true => (outlets, "outlet", "name"),
                false => (briefing["sources"].as_array().unwrap(), "source", "title"),
            };
            let found = list.iter().find(|item| item["id"] == cited[key]).unwrap();
            found[name].as_str().unwrap().to_owned()
        };
        quotes.extend(briefing["quotes"].as_array().unwrap().iter().map(|quote| Quote {
            text: quote["text"].as_str().unwrap().to_owned(),
            is_paraphrase: quote["paraphrase"] == true,
            by: names(&quote["by"]),
            said: when(&quote["said"]),
            sources: quote["sources"].as_array().unwrap().iter().map(title).collect(),
            link: path(quote["url"].as_str().unwrap()),
        }));
    }
    quotes.into_iter().rev().collect()
}

/// The sources of a briefing.
pub(super) fn sources_of_day(files: &Files, day: usize) -> Vec<Source> {
    let digest = digest(files);
    let sources = digest["briefings"][day - 1]["sources"].as_array().unwrap().iter().map(|source| Source {
        title: source["title"].as_str().unwrap().to_owned(),
        url: source["url"].as_str().map(str::to_owned),
        date: when(&source["date"]),
    });
    sources.collect()
}

/// The corrections of a briefing, newest first.
pub(super) fn corrections_of_digest(files: &Files, day: usize) -> Vec<Correction> {
    let digest = digest(files);
    let figures: Vec<Figure> =
        super::SERIES.iter().flat_map(|series| all_of_digest(&digest, series)).collect();
    let corrections = digest["briefings"][day - 1]["corrections"].as_array().unwrap().iter().rev();
    let corrections = corrections.map(|correction| {
        let text = |key: &str| correction[key].as_str().map(str::to_owned);
        let right = text("right").map(|url| path(&url));
        let right =
            right.map(|right| figures.iter().find(|figure| figure.link.as_ref() == Some(&right)).unwrap());
        let by = names(&correction["by"]);
        let now = right.map(|figure| figure.value.clone().unwrap()).or(text("now"));
        let speakers = right.map(|figure| figure.voice.clone()).unwrap_or(by.clone());
        assert_eq!(speakers, by, "who is named, and whose figure is right");
        assert!(right.is_none() || text("now") == now, "{correction}");
        let was = text("was").map(|was| format!("not {was}"));
        let parts: Vec<String> = now.into_iter().chain(by).chain(was).collect();
        let kind = text("kind").unwrap();
        Correction {
            kind: kind[..1].to_uppercase() + &kind[1..],
            error: text("error").map(|error| words::error(&error)),
            date: when(&correction["date"]).unwrap(),
            text: text("text"),
            change: some(&parts.join(", ")),
        }
    });
    corrections.collect()
}

/// The figures of a series, including those that the same voice gave anew.
fn all_of_digest(digest: &Value, series: &str) -> Vec<Figure> {
    let unit = digest["series"].as_array().unwrap().iter().find(|other| other["id"] == series).unwrap();
    let figures = digest["briefings"].as_array().unwrap().iter();
    let figures = figures.flat_map(|briefing| briefing["figures"].as_array().unwrap());
    let figures = figures.filter(|figure| figure["series"] == series);
    let rows = figures.map(|figure| cells(figure, unit["unit"].as_str().unwrap())).map(|mut row| {
        let holds = !row["value"].is_empty() && row["error"] != "source";
        row.insert("current".to_owned(), holds.to_string());
        row
    });
    rows.map(|row| figure(&row, Vec::new())).collect()
}

/// What a briefing says for search engines.
fn linked_data(files: &Files, day: usize) -> Value {
    let page = text(files, &format!("2025/12/{day:02}/day{day}/index.html"));
    let script = between(page, "<script type=\"application/ld+json\">", "</script>").unwrap();
    let graph: Value = serde_json::from_str(script).unwrap();
    graph["@graph"][0].clone()
}

fn list(node: &Value) -> Vec<Value> {
    node.as_array().cloned().unwrap_or_default()
}

/// The quotations of all briefings, in order.
pub(super) fn quotations(files: &Files) -> Vec<Quote> {
    let nodes = (1..=super::DAYS.len()).flat_map(|day| list(&linked_data(files, day)["hasPart"]));
    let quotes = nodes.map(|node| Quote {
        text: node["text"].as_str().unwrap().to_owned(),
        is_paraphrase: node["@type"] != "Quotation",
        by: names(&node["creator"]),
        said: node["dateCreated"].as_str().map(words::said),
        sources: Vec::new(),
        link: String::new(),
    });
    quotes.collect()
}

/// The sources of a briefing for search engines.
pub(super) fn citations(files: &Files, day: usize) -> Vec<Source> {
    let sources = list(&linked_data(files, day)["citation"]).into_iter().map(|node| Source {
        title: node["name"].as_str().unwrap().to_owned(),
        url: node["url"].as_str().map(str::to_owned),
        date: node["datePublished"].as_str().map(words::said),
    });
    sources.collect()
}

/// The corrections of a briefing for search engines, each with its date.
pub(super) fn comments(files: &Files, day: usize) -> Vec<(String, String)> {
    let comments = list(&linked_data(files, day)["correction"]).into_iter().map(|node| {
        let text = node["text"].as_str().unwrap().replace('\u{a0}', " ");
        (text, words::said(node["datePublished"].as_str().unwrap()))
    });
    comments.collect()
}

/// The corrections at the top of an entry of the Atom feed.
pub(super) fn corrections_of_atom(files: &Files, day: usize) -> Vec<Correction> {
    let feed = text(files, "feed.xml");
    let entry = all(feed, "<entry", "</entry>");
    let entry = entry.into_iter().find(|entry| entry.contains(&format!("<title>Day {day}</title>"))).unwrap();
    let content = between(entry, "<content type=\"html\">", "</content>").unwrap();
    corrections(&html_escape::decode_html_entities(content), day)
}

/// The same for the JSON feed.
pub(super) fn corrections_of_json_feed(files: &Files, day: usize) -> Vec<Correction> {
    let feed: Value = serde_json::from_str(text(files, "feed.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["title"] == format!("Day {day}")).unwrap();
    corrections(item["content_html"].as_str().unwrap(), day)
}

/// What comes before the text of a briefing. Below a correction with a notice is what is right.
fn corrections(html: &str, day: usize) -> Vec<Correction> {
    let (html, _) = html.split_once(&format!("<p>Text of day {day}.</p>")).unwrap();
    let html = html.replace('\u{a0}', " ");
    let mut found: Vec<Correction> = Vec::new();
    for paragraph in all(&html, "<p>", "</p>") {
        let Some(line) = between(paragraph, "<strong>", "</strong>") else {
            found.last_mut().unwrap().change = some(paragraph);
            continue;
        };
        let (head, said) = line.split_once(": ").unwrap();
        let (kind, date) = head.split_once(", ").unwrap();
        // A notice on this site is a sentence; what is right is not.
        let is_notice = said.ends_with('.');
        found.push(Correction {
            kind: kind.split(" (").next().unwrap().to_owned(),
            error: between(kind, " (", ")").map(str::to_owned),
            date: date.to_owned(),
            text: some(said).filter(|_| is_notice),
            change: some(said).filter(|_| !is_notice),
        });
    }
    found
}
