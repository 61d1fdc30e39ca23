//! A body as a part of a larger page: its ids, the numbers of its sources and its headings fit in there.

use std::collections::HashSet;

use super::Html;
use super::reader::{Reader, Token};

/// How a body becomes a part of a larger page.
pub struct Part<'p> {
    /// What its ids begin with there.
    pub prefix: &'p str,
    /// The number that a source, by its id, has there, if the page lists it.
    pub number: &'p dyn Fn(&str) -> Option<usize>,
    /// What the id of a source's element begins with there; its number follows.
    pub source: &'p str,
    /// The body's own page, if links within it are to lead there.
    pub page: Option<&'p str>,
}

impl Part<'_> {
    /// The body with ids of its own, sources by their numbers on the page, and headings one level deeper.
    pub fn of(&self, html: &str) -> String {
        self.at(html, 1)
    }

    /// The same with headings as they are.
    pub fn of_level(&self, html: &str) -> String {
        self.at(html, 0)
    }

    fn at(&self, html: &str, deeper: u8) -> String {
        let own = ids(html);
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let (mut copied, mut number, mut is_mark) = (0, None, false);
        let mut reader = Reader::new(html);
        while let Some(token) = reader.read() {
            match token {
                Token::Start(tag) => {
                    let name = reader.name(&tag);
                    if let Some(level) = level(&name) {
                        out.push_str(&html[copied..tag.range.start]);
                        out.push_str(&format!("<h{}", (level + deeper).min(6)));
                        copied = tag.range.start + "<h2".len();
                    }
                    // The marks of citations are `<sup class="cite…"><a id="cite-…">`.
                    let class = reader.attribute("class").unwrap_or_default();
                    let is_cite = name == "a"
                        && is_mark
                        && reader.attribute("id").is_some_and(|id| id.starts_with("cite-"));
                    is_mark = name == "sup" && (class == "cite" || is_first_mark(&class));
                    let cited = reader.attribute("href");
                    let cited = cited.and_then(|href| (self.number)(href.strip_prefix("#source-")?));
                    for attribute in reader.attributes() {
                        let value = attribute.value();
                        let anew = match attribute.name.to_ascii_lowercase().as_str() {
                            "id" => format!("{}{value}", self.prefix),
                            "href" => match (value.strip_prefix('#'), cited) {
                                (Some(id), _) if let Some(page) = self.page => format!("{page}#{id}"),
                                (Some(_), Some(number)) => format!("#{}{number}", self.source),
                                (Some(id), None) if own.contains(id) => format!("#{}{id}", self.prefix),
                                _ => continue,
                            },
                            "aria-label" => match (value.rsplit_once(' '), cited) {
                                (Some((before, _)), Some(number)) if is_cite => format!("{before} {number}"),
                                _ => continue,
                            },
                            "class" if name == "sup" && is_first_mark(&value) => "cite".to_owned(),
                            "for" | "headers" | "list" | "form" | "aria-labelledby" | "aria-describedby"
                            | "aria-controls" | "aria-owns" => {
                                let prefixed = |id: &str| match own.contains(id) {
                                    true => format!("{}{id}", self.prefix),
                                    false => id.to_owned(),
                                };
                                value.split_whitespace().map(prefixed).collect::<Vec<_>>().join(" ")
                            }
                            _ => continue,
                        };
                        out.push_str(&html[copied..attribute.value.start]);
                        out.push_str(Html::escape(&anew).as_str());
                        copied = attribute.value.end;
                    }
                    number = cited.filter(|_| is_cite);
                }
                Token::Text(range) => {
                    if let Some(number) = number.take() {
                        out.push_str(&html[copied..range.start]);
                        out.push_str(&number.to_string());
                        copied = range.end;
                    }
                }
                Token::End(tag) => {
                    if let Some(level) = level(&reader.name(&tag)) {
                        out.push_str(&html[copied..tag.range.start]);
                        out.push_str(&format!("</h{}", (level + deeper).min(6)));
                        copied = tag.range.start + "</h2".len();
                    }
                }
                Token::Comment(_) | Token::Declaration(_) | Token::Broken(_) => {}
            }
        }
        out.push_str(&html[copied..]);
        out
    }
}

/// Whether a mark is the first of its source, which has that source's number in its class: `cite s3`.
fn is_first_mark(class: &str) -> bool {
    class.strip_prefix("cite s").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'2'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// The ids in a piece of HTML.
pub fn ids(html: &str) -> HashSet<String> {
    let mut ids = HashSet::new();
    let mut reader = Reader::new(html);
    while reader.start_tag(|name| name.eq_ignore_ascii_case(b"id")).is_some() {
        ids.extend(reader.attribute("id").map(|id| id.into_owned()));
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_numbers_and_levels_fit_into_the_page() {
        let html = "<p>A<sup class=\"cite s1\"><a id=\"cite-x\" href=\"#source-x\" aria-label=\"Source 1\">1</a></sup> \
                    <a href=\"#h\">b</a> <a href=\"#elsewhere\">c</a> <a href=\"/d/#h\">d</a></p>\n<h2 id=\"h\">H &amp; h</h2>\n<h6>F</h6>";
        let number = |id: &str| (id == "x").then_some(12);
        let part = Part { prefix: "p.", number: &number, source: "s-", page: None };
        assert_eq!(
            part.of(html),
            "<p>A<sup class=\"cite\"><a id=\"p.cite-x\" href=\"#s-12\" aria-label=\"Source 12\">12</a></sup> \
             <a href=\"#p.h\">b</a> <a href=\"#elsewhere\">c</a> <a href=\"/d/#h\">d</a></p>\n<h3 id=\"p.h\">H &amp; h</h3>\n<h6>F</h6>"
        );
        let other = "<p id=\"h\"><a href=\"#source-x\" aria-label=\"The record\">the <em>record</em></a><label for=\"h\">l</label></p><p class=\"cite special\">s</p>";
        assert_eq!(
            part.of(other),
            "<p id=\"p.h\"><a href=\"#s-12\" aria-label=\"The record\">the <em>record</em></a><label for=\"p.h\">l</label></p><p class=\"cite special\">s</p>"
        );
        let outside = Part { page: Some("https://e.org/"), ..part };
        assert!(
            outside.of(html).contains("href=\"https://e.org/#source-x\" aria-label=\"Source 12\">12</a>")
        );
        assert!(
            outside.of(html).contains("<h3 id=\"p.h\">")
                && outside.of(html).contains("href=\"https://e.org/#h\"")
        );
    }
}
