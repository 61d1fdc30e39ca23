//! HTML of a body as paragraphs of plain text.

use crate::html::{Reader, Token, entity};

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// What stands before its first line: the mark of an item, or spaces.
    pub(super) sign: String,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
    /// Its words. A link is followed by its address in a pair of marks.
    pub(super) text: String,
}

/// Stands before and after the address of a link. No text has it.
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
                    "sup" => paper.words(" ("),
                    name => paper.start(name),
                }
            }
            Token::End(tag) => match &*reader.name(&tag) {
                "a" => paper.link_end(),
                "sup" => paper.words(")"),
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
    /// The lists that are open, each with the number of the item to come; none for a list without numbers.
    lists: Vec<Option<usize>>,
    /// The sign of the paragraph at hand, if an item has just begun.
    sign: Option<String>,
    is_heading: bool,
    quotations: usize,
    /// The link that is open: its address, if that is to be shown.
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
        // A mark of a source or note leads to the end of the text, where it stands with that mark.
        let is_mark = self
            .text
            .rsplit_once('(')
            .is_some_and(|(_, mark)| mark.len() <= 4 && mark.chars().all(|c| c.is_ascii_alphanumeric()));
        if let Some(href) = href.filter(|_| !is_mark) {
            self.text.push(MARK);
            self.text.push_str(&href);
            self.text.push(MARK);
        }
        self.is_hidden = false;
    }

    fn start(&mut self, name: &str) {
        match name {
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => {
                self.finish();
                self.sign = Some(match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    _ => "- ".to_owned(),
                });
                return;
            }
            "blockquote" => self.quotations += 1,
            "br" => return self.text.push(' '),
            "td" | "th" if !self.text.is_empty() => return self.text.push_str(" · "),
            _ => {}
        }
        if is_block(name) {
            self.finish();
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
        let sign = match self.sign.take() {
            Some(sign) => indent + &sign,
            None if self.lists.is_empty() => indent,
            None => indent + "  ",
        };
        self.done.push(Paragraph { sign, is_heading, text: text.trim().to_owned() });
    }
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
                "[A hall]",
            ]
        );
    }
}
