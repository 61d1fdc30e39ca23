//! HTML of a body as paragraphs of plain text.

use crate::html::{Reader, Token, entity};

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// What comes before its first line: the mark of an item, or spaces.
    pub(super) sign: String,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
    /// Whether it is a line of code, which keeps its spaces.
    pub(super) is_code: bool,
    /// Whether it comes right below the one before: an item of the same list, a line of the same code.
    pub(super) goes_on: bool,
    /// Its words. A link is followed by its address in a pair of marks.
    pub(super) text: String,
}

/// Comes before and after the address of a link. No text contains it.
pub(super) const MARK: char = '\u{1}';

/// The paragraphs of a piece of HTML that the Markdown writer made.
pub(super) fn paragraphs(html: &str) -> Vec<Paragraph> {
    let mut paper = Paragraphs::default();
    let mut reader = Reader::new(html);
    while let Some(token) = reader.read() {
        match token {
            Token::Text(range) => paper.text(&html[range]),
            Token::Start(tag) => {
                let name = reader.name(&tag).into_owned();
                let value = |key: &str| reader.attribute(key).map(|value| value.into_owned());
                match &*name {
                    "a" => paper.link(value("href"), value("class")),
                    "img" => paper.words(&format!("[{}]", value("alt").unwrap_or_default())),
                    // The marks of sources and notes have a class.
                    "sup" => match value("class").is_some() {
                        true => paper.mark(),
                        false => paper.words("^"),
                    },
                    "input" => paper.words(if value("checked").is_some() { "[x]" } else { "[ ]" }),
                    "ol" => {
                        let start = value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                        let is_lettered = value("class").as_deref() == Some("lettered");
                        paper.list(Some(start), is_lettered);
                    }
                    "ul" => paper.list(None, false),
                    name => paper.start(name),
                }
            }
            Token::End(tag) => match &*reader.name(&tag) {
                "a" => paper.link_end(),
                "sup" => paper.mark_end(),
                name => paper.end(name),
            },
            Token::Comment(_) | Token::Declaration(_) | Token::Broken(_) => {}
        }
    }
    paper.finish();
    paper.done
}

/// What is written so far.
#[derive(Default)]
struct Paragraphs {
    done: Vec<Paragraph>,
    text: String,
    /// The lists that are open.
    lists: Vec<List>,
    /// The sign of the current paragraph, if an item has just begun, and whether it is not the first of its
    /// list.
    sign: Option<(String, bool)>,
    is_mark: bool,
    is_code: bool,
    is_heading: bool,
    quotations: usize,
    /// The links that are open: the address of each, if it is to be shown.
    links: Vec<Option<String>>,
    is_hidden: bool,
}

impl Paragraphs {
    fn text(&mut self, html: &str) {
        if !self.is_hidden {
            entity::decode(html, &mut self.text);
        }
    }

    fn words(&mut self, text: &str) {
        if !self.is_hidden {
            self.text.push_str(text);
        }
    }

    fn link(&mut self, href: Option<String>, class: Option<String>) {
        self.is_hidden = class.as_deref() == Some("back");
        self.links.push(href.filter(|href| !self.is_hidden && !href.is_empty()));
    }

    fn link_end(&mut self) {
        let href = self.links.pop().flatten();
        // A mark of a source or note leads to the end of the text, where it is listed with that mark.
        if let Some(href) = href.filter(|_| !self.is_mark) {
            self.text.push(MARK);
            self.text.push_str(&href);
            self.text.push(MARK);
        }
        self.is_hidden = false;
    }

    fn mark(&mut self) {
        self.is_mark = true;
        self.words(" (");
    }

    fn mark_end(&mut self) {
        if std::mem::take(&mut self.is_mark) {
            self.words(")");
        }
    }

    /// Begins a list; with numbers, from the given one on.
    fn list(&mut self, number: Option<usize>, is_lettered: bool) {
        self.finish();
        self.lists.push(List { number, is_lettered, has_items: false });
    }

    fn start(&mut self, name: &str) {
        match name {
            "li" => {
                self.finish();
                let Some(list) = self.lists.last_mut() else { return };
                let sign = match &mut list.number {
                    Some(n) => {
                        *n += 1;
                        match (list.is_lettered, u8::try_from(*n - 2)) {
                            (true, Ok(n @ 0..=25)) => format!("{}. ", char::from(b'a' + n)),
                            _ => format!("{}. ", *n - 1),
                        }
                    }
                    None => "- ".to_owned(),
                };
                let is_further = std::mem::replace(&mut list.has_items, true) || self.lists.len() > 1;
                self.sign = Some((sign, is_further));
                return;
            }
            "br" => return self.text.push(' '),
            "td" | "th" if !self.text.is_empty() => return self.text.push_str(" · "),
            _ => {}
        }
        if is_block(name) {
            self.finish();
        }
        match name {
            "blockquote" => self.quotations += 1,
            "pre" => self.is_code = true,
            _ => {}
        }
        self.is_heading |= is_heading(name);
    }

    fn end(&mut self, name: &str) {
        if is_block(name) {
            self.finish();
        }
        match name {
            "ul" | "ol" => _ = self.lists.pop(),
            "blockquote" => self.quotations = self.quotations.saturating_sub(1),
            "pre" => self.is_code = false,
            _ => {}
        }
    }

    /// Ends a paragraph.
    fn finish(&mut self) {
        let text = std::mem::take(&mut self.text);
        let is_heading = std::mem::take(&mut self.is_heading);
        if text.trim().is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let indent = "  ".repeat(depth) + &"> ".repeat(self.quotations);
        let (sign, goes_on) = match self.sign.take() {
            Some((sign, is_further)) => (indent + &sign, is_further),
            None if self.lists.is_empty() => (indent, false),
            None => (indent + "  ", false),
        };
        if self.is_code {
            for (n, line) in text.trim_end().lines().enumerate() {
                let text = line.to_owned();
                let sign = format!("{sign}    ");
                self.done.push(Paragraph { sign, is_heading, is_code: true, goes_on: n > 0, text });
            }
            return;
        }
        let text = text.trim().to_owned();
        self.done.push(Paragraph { sign, is_heading, is_code: false, goes_on, text });
    }
}

/// A list that is open.
struct List {
    /// The number of the next item; none for a list without numbers.
    number: Option<usize>,
    /// Whether its numbers are letters.
    is_lettered: bool,
    has_items: bool,
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 20] = [
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "table",
        "tr",
        "dl",
        "dt",
        "dd",
        "div",
        "section",
        "figure",
        "figcaption",
        "aside",
        "details",
        "summary",
        "hr",
        "article",
    ];
    is_heading(name) || BLOCKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs_and_links_keep_their_address() {
        let html = "<p>One <a href=\"https://e.org/?a&amp;b\">two</a><sup class=\"cite\"><a id=\"x\" href=\"#source-x\">1</a></sup> &amp; <em>three</em>.</p>\n\
                    <h2 id=\"h\">Four</h2>\n<ul>\n<li>five</li>\n<li><p>six</p>\n<ol>\n<li>seven</li>\n<li>eight</li>\n</ol>\n</li>\n</ul>\n\
                    <blockquote>\n<p>nine<br>\nten</p>\n</blockquote>\n<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n\
                    <pre><code>fn a() {\n  b\n}\n</code></pre>\n<ol start=\"5\"><li><input type=\"checkbox\" disabled checked> c</li></ol>\n\
                    <section class=\"notes\"><ol class=\"lettered\"><li id=\"n\">d (<a href=\"https://e.org/\">PDF</a>) 5<sup>2</sup></li></ol></section>\n\
                    <p><img src=\"x\" alt=\"A hall\"> <a class=\"back\" href=\"#y\">↩</a></p>";
        let shown: Vec<String> = paragraphs(html)
            .into_iter()
            .map(|p| {
                format!("{}{}{}", if p.is_heading { "# " } else { "" }, p.sign, p.text.replace(MARK, "|"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "One two|https://e.org/?a&b| (1) & three.",
                "# Four",
                "- five",
                "- six",
                "  1. seven",
                "  2. eight",
                "> nine \nten",
                "a · b",
                "1 · 2",
                "    fn a() {",
                "      b",
                "    }",
                "5. [x] c",
                "a. d (PDF|https://e.org/|) 5^2",
                "[A hall]",
            ]
        );
    }
}
