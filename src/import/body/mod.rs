//! A body from another program as a Dateline body: first what only that program knows, then links and headings.

mod calls;
mod containers;
pub(super) mod headings;
mod kramdown;
mod links;
mod liquid;
pub(super) mod notes;
mod shortcodes;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Program;
use super::archive::{Entry, Settings};
use super::plan::{Places, To};
use super::report::Report;
use crate::html;

/// A body being converted.
pub(super) struct Body<'a> {
    pub(super) program: Program,
    pub(super) settings: &'a Settings,
    pub(super) places: &'a Places<'a>,
    /// Which entry it is the body of.
    pub(super) at: usize,
    pub(super) report: &'a mut Report,
    pub(super) found: Found<'a>,
}

/// What is found in the body of an entry once, when it is first asked for.
#[derive(Default)]
pub(super) struct Found<'a> {
    code: OnceCell<Vec<Range<usize>>>,
    /// Where the lines of the body begin, in bytes.
    lines: OnceCell<Vec<usize>>,
    /// Where words first occur, in bytes.
    words: OnceCell<HashMap<&'a str, usize>>,
}

/// The body of an entry, and the headline that it began with, if it is to be the title.
pub(super) struct Converted {
    pub(super) text: String,
    pub(super) title: Option<String>,
}

impl<'a> Body<'a> {
    fn entry(&self) -> &'a Entry {
        self.places.entry(self.at)
    }

    fn settings(&self) -> &'a Settings {
        self.settings
    }

    fn hand(&mut self, line: usize, what: &str) {
        self.report.hand(&self.entry().file, line, what);
    }

    /// Whether a place of the body is code.
    fn is_code(&self, at: usize) -> bool {
        is_within(self.found.code.get_or_init(|| code(self.entry().body())), at)
    }

    /// The line of a place in the body, from 1, in its file.
    fn line(&self, at: usize) -> usize {
        let entry = self.entry();
        let starts = self.found.lines.get_or_init(|| {
            let breaks = entry.body().match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        });
        entry.line(0) + starts.partition_point(|start| *start <= at) - 1
    }

    /// The line on which an address first occurs, from 1; the line on which the body begins if it is not found.
    fn line_of(&self, url: &str) -> usize {
        let body = self.entry().body();
        let parts = |text: &'a str| text.split(is_around).filter(|part| !part.is_empty());
        let words = self.found.words.get_or_init(|| {
            let mut words = HashMap::new();
            for part in parts(body) {
                words.entry(part).or_insert(part.as_ptr() as usize - body.as_ptr() as usize);
            }
            words
        });
        let first = url.split(is_around).find(|part| !part.is_empty()).unwrap_or_default();
        self.line(words.get(first).copied().unwrap_or(0))
    }

    /// The address that stands for what one of the program's paths names, until links are written.
    fn reference(&self, path: &str) -> Option<String> {
        let path = path.trim().trim_matches(['"', '\'']);
        let (path, fragment) =
            path.split_once('#').map_or((path, String::new()), |(path, id)| (path, format!("#{id}")));
        if path.is_empty() {
            return Some(fragment);
        }
        match self.places.by_name(self.at, path)? {
            To::Entry(entry) => Some(format!("entry:{entry}{fragment}")),
            To::Beside(beside) => self.places.archive.beside[beside].address.clone(),
            To::Term(_) => None,
        }
    }

    /// Where a file that is named without its folders is; the name itself if no file is called that.
    fn by_name_or(&self, name: &str) -> String {
        match self.places.by_name(self.at, name) {
            Some(To::Beside(beside)) => format!("beside:{beside}"),
            _ => name.to_owned(),
        }
    }

    /// Converts the body.
    pub(super) fn convert(&mut self, has_title: bool) -> Converted {
        let text = self.entry().body().to_owned();
        let text = match self.program {
            Program::Hugo => shortcodes::hugo(&text, self),
            Program::Zola => shortcodes::zola(&text, self),
            Program::Jekyll | Program::Eleventy => liquid::converted(&text, self),
            Program::Obsidian => {
                notes::tell_queries(&text, self);
                notes::converted(&text, self)
            }
            Program::Json => text,
        };
        let text = match self.program {
            Program::Jekyll => kramdown::without_attributes(&text, self.report),
            _ => text,
        };
        let text = if self.settings.has_containers { containers::converted(&text, self) } else { text };
        let text = if self.entry().is_html {
            self.report.turned("HTML", "Markdown", 1);
            headings::with_ids_of(&text, html::markdown::body(&text))
        } else {
            text
        };
        let text = without_controls(text);
        let (text, title) = self.without_title(text, has_title);
        let text = links::converted(&text, self);
        Converted { text: format!("{}\n", text.trim_matches(['\n', '\r'])), title }
    }

    /// Takes the headline out of a body that begins with it: it is in the front matter.
    fn without_title(&self, text: String, has_title: bool) -> (String, Option<String>) {
        let Some(heading) = outline(&text).into_iter().next() else { return (text, None) };
        let words = heading.words.trim().to_owned();
        let is_first = text[..heading.range.start].trim().is_empty();
        let is_title = match self.entry().front.text(&["title"]) {
            Some(title) => heading.level == 1 && title.trim() == words,
            // A note is named after its file.
            None => heading.level == 1 || is_first && self.program != Program::Obsidian,
        };
        if !is_title || words.is_empty() {
            return (text, None);
        }
        let rest = if is_first { text[heading.range.end..].to_owned() } else { text };
        (rest, (!has_title).then_some(words))
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The headings of a text, in order.
fn outline(text: &str) -> Vec<headings::Heading> {
    let mut all: Vec<headings::Heading> = Vec::new();
    let mut is_in = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                is_in = true;
                let level = level as usize;
                all.push(headings::Heading { range, words: String::new(), level, has_id: id.is_some() });
            }
            Event::End(TagEnd::Heading(_)) => is_in = false,
            Event::Text(words) | Event::Code(words) if is_in => {
                if let Some(heading) = all.last_mut() {
                    heading.words.push_str(&words);
                }
            }
            Event::SoftBreak if is_in => {
                all.iter_mut().last().into_iter().for_each(|one| one.words.push(' '))
            }
            _ => {}
        }
    }
    all
}

/// Whether a character may be next to an address.
fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '"' | '\'')
}

/// Whether a place is in one of the ranges, which are in order and do not overlap.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.start <= at);
    next > 0 && ranges[next - 1].contains(&at)
}

/// Where there is code, in bytes.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, options()).into_offset_iter();
    events
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, range)| range)
        .collect()
}

/// The kind of alert for what other programs call theirs.
fn alert_kind(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "example" | "quote" | "cite"
        | "primary" | "secondary" | "light" | "question" | "help" | "faq" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "attention" | "failure" | "fail" | "missing" | "bug" => "WARNING",
        "caution" | "danger" | "error" => "CAUTION",
        _ => return None,
    })
}

/// A text as an alert. `fold` is `-` or `+`, or nothing.
fn alert(kind: &str, fold: &str, title: Option<&str>, text: &str) -> String {
    let title = title.map(|title| format!(" {title}")).unwrap_or_default();
    let mut out = format!("> [!{kind}]{fold}{title}\n");
    for line in text.trim_matches('\n').lines() {
        out.push_str(format!("> {line}").trim_end());
        out.push('\n');
    }
    out
}

/// An image in Markdown, with its caption as the title.
fn image(source: &str, alt: &str, caption: Option<&str>) -> String {
    let alt = alt.replace('[', "\\[").replace(']', "\\]").replace('\n', " ");
    let title = caption
        .map(|text| format!(" \"{}\"", text.replace('"', "\\\"").replace('\n', " ")))
        .unwrap_or_default();
    format!("![{alt}]({}{title})", angled(source))
}

/// An address as the target of a link.
fn angled(url: &str) -> String {
    let is_plain = !url.contains([' ', '<', '>']) && url.matches('(').count() == url.matches(')').count();
    if is_plain && !url.is_empty() { url.to_owned() } else { format!("<{}>", url.replace(['<', '>'], "")) }
}

/// A text without characters that nobody can see and no file may hold.
fn without_controls(text: String) -> String {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_control) { text.replace(is_control, "") } else { text }
}
