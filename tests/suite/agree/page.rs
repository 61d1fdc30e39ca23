//! What pages say.

use super::{Correction, Figure, Files, Quote, Source, text};
use crate::html::text_of;

/// The parts of a text between two others.
pub(super) fn all<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

/// The first part of a text between two others.
pub(super) fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    Some(text.split_once(from)?.1.split_once(to)?.0)
}

fn words(html: &str) -> String {
    text_of(html).replace('\u{a0}', " ")
}

/// The texts of the names in a list of links.
fn names(html: &str) -> Vec<String> {
    let parts = html.replace("<bdi>", "<a>").replace("</bdi>", "</a>");
    all(&parts, "<a", "</a>").into_iter().map(|link| words(link.split_once('>').unwrap().1)).collect()
}

fn links(html: &str) -> Vec<String> {
    all(html, "href=\"", "\"").into_iter().map(str::to_owned).collect()
}

/// The figures in the table of a series, from the newest period on.
pub(super) fn figures(files: &Files, series: &str) -> Vec<Figure> {
    let page = text(files, &format!("figures/{series}/index.html"));
    let table = between(page, "<table class=\"values\">", "</table>").unwrap();
    let mut figures = Vec::new();
    for body in all(table, "<tbody>", "</tbody>") {
        let head = between(body, "<th ", "</th>").unwrap().split_once('>').unwrap().1;
        let period = words(head.split("<span").next().unwrap());
        figures.extend(all(body, "<tr>", "</tr>").into_iter().map(|row| figure(row, &period)));
    }
    figures
}

fn figure(row: &str, period: &str) -> Figure {
    let cells = all(row, "<td>", "</td>");
    let (told, from) = (cells[0], cells[1]);
    let (value, rest) = told.split_once("</p>").unwrap();
    let is_gone = value.contains("withdrawn");
    let counted = between(value, "<span class=\"count\">(", ")</span>");
    let strong = between(value, "<strong>", "</strong>").map(words);
    let correction = between(rest, "<p class=\"corrected\">", "</p>");
    let is_mistaken = correction.is_some_and(|words| words.contains("error of the source"));
    let (sources, briefing) = from.rsplit_once("<a href=\"").unwrap();
    let mut restated = links(between(rest, "The same speaker also gave:", "</p>").unwrap_or_default());
    restated.sort();
    Figure {
        period: period.to_owned(),
        value: strong.map(|value| match counted {
            Some(number) => format!("{value} ({})", words(number)),
            None => value,
        }),
        was: between(value, "<del>", "</del>").filter(|_| !is_gone).map(words),
        voice: names(between(value, "<cite>", "</cite>").unwrap()),
        said: between(value, "<span class=\"count said\">", "</span>").map(words),
        sources: names(sources),
        status: between(from, "<span class=\"status\">", "</span>").map(words),
        note: rest
            .split("<p class=\"count\">")
            .nth(1)
            .filter(|note| !note.starts_with("The same"))
            .map(words),
        error: correction.and_then(|correction| between(correction, " (", ")")).map(str::to_owned),
        is_mistaken,
        right: correction.filter(|_| is_mistaken).map(|correction| links(correction)[1].clone()),
        link: links(value).into_iter().next().filter(|_| !is_gone),
        briefing: briefing.split('"').next().unwrap().to_owned(),
        restated,
    }
}

/// The quotes in the list of all quotes, newest first.
pub(super) fn quotes(files: &Files) -> Vec<Quote> {
    let quotes = all(text(files, "quotes/index.html"), "<figure class=\"quote", "</figure>");
    let quotes = quotes.into_iter().map(|quote| {
        let (said, from) = quote.split_once("<figcaption>").unwrap();
        let is_paraphrase = said.contains("class=\"paraphrase\"");
        let text = said.split("<p>").nth(1).unwrap().split("</p>").next().unwrap();
        let text = text.split("</span>").last().unwrap();
        let (speakers, rest) = from.split_once("</cite>").unwrap();
        let (said, rest) = rest.split_once("<span>Source: ").unwrap();
        let (sources, rest) = rest.split_once("</span>").unwrap();
        Quote {
            text: words(text).trim_matches(['“', '”']).to_owned(),
            is_paraphrase,
            by: names(speakers),
            said: Some(words(said)).filter(|said| !said.is_empty()),
            sources: names(sources),
            link: links(rest)[0].clone(),
        }
    });
    quotes.collect()
}

fn briefing(files: &Files, day: usize) -> &str {
    text(files, &format!("2025/12/{day:02}/day{day}/index.html"))
}

/// The sources of a briefing.
pub(super) fn sources(files: &Files, day: usize) -> Vec<Source> {
    let list = between(briefing(files, day), "<section class=\"sources\"", "</section>").unwrap();
    let sources = all(list, "<li id=\"source-", "</li>").into_iter().map(|source| {
        let html = source.split_once('>').unwrap().1;
        let url = links(html).into_iter().find(|link| link.starts_with("https://"));
        let text = words(html);
        let text = text.trim_end_matches('.');
        let date = text.rsplit_once(", ").map(|(_, date)| date.to_owned());
        Source {
            title: text.split(", ").next().unwrap().to_owned(),
            url: url.map(|url| url.replace("&amp;", "&")),
            date,
        }
    });
    sources.collect()
}

/// The corrections at the top of a briefing, newest first.
pub(super) fn corrections(files: &Files, day: usize) -> Vec<Correction> {
    let boxes = all(briefing(files, day), "<aside class=\"box correction\"", "</aside>");
    let corrections = boxes.into_iter().map(|html| {
        let paragraphs = all(html, "<p>", "</p>");
        let (head, text) = paragraphs[0].split_once("</time>.").unwrap();
        let head = words(head);
        let (kind, date) = head.split_once(", ").unwrap();
        let change = paragraphs.get(1).map(|change| match between(change, "<del>", "</del>") {
            Some(was) => {
                format!("{}, not {}", words(between(change, "<ins>", "</ins>").unwrap()), words(was))
            }
            None => words(change),
        });
        Correction {
            kind: kind.split(" (").next().unwrap().to_owned(),
            error: between(kind, " (", ")").map(str::to_owned),
            date: date.to_owned(),
            text: Some(words(text)).filter(|text| !text.is_empty()),
            change,
        }
    });
    corrections.collect()
}

/// What a comment for search engines is to say about a correction, and its date.
pub(super) fn comment(correction: &Correction) -> (String, String) {
    let parts: Vec<&str> =
        [&correction.text, &correction.change].into_iter().flatten().map(String::as_str).collect();
    (parts.join("\n"), correction.date.clone())
}
