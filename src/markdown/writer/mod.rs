//! Writes the HTML of a body, event by event.
//!
//! Our own writer, not pulldown-cmark's: sections need ids, links are resolved and recorded,
//! tables need no inline styles, and footnotes share a page with sources.

mod alerts;
mod alone;
mod elements;
mod embeds;
mod headings;
mod inline;
mod mentions;
mod notes;
mod player;
mod raw;

pub(super) use alerts::kind as alert_kind;
pub(super) use embeds::called;
pub(super) use headings::{headings, push_words};

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::Reader;
use super::parse::literal::Literal;
use super::parse::{self, MOST_NESTED, Parsed, Placed, ends_inline, is_inline};
use super::raw_html;
use super::resolve::Links;
use super::slug::Slugs;
use crate::diagnostic::{Code, Diagnostics, Help, Span, Suggestions, control_character};
use crate::html::Html;
use crate::language::typography::{OpenMarks, Setting, Typography};
use crate::model::graph::body::{Body, Part};
use crate::model::typed::article::Article;
use crate::model::value::field::Spanned;
use crate::model::value::id::Target;
use elements::Elements;
use mentions::Mentions;
use notes::{Footnotes, key};

pub(super) fn write(article: &Article, reader: &Reader<'_>, diags: &mut Diagnostics) -> Body {
    let body = article.body();
    let stand_ins = parse::StandIns::of(body);
    let text = parse::with_labels(stand_ins.as_ref().map_or(body, |stand_ins| &stand_ins.text));
    let parsed = parse::parse(&text, body, stand_ins.as_ref());
    let mut writer = Writer::new(article, reader, &parsed.events, diags);
    writer.report_parsed(&parsed, body);
    writer.number_sources();
    let events = &parsed.events;
    let mut at = 0;
    while at < events.len() {
        at = writer.event(at);
    }
    writer.finish()
}

/// Adds the mentions of texts that are not part of the body.
pub(super) fn read_lines<'t>(
    body: &mut Body,
    lines: impl Iterator<Item = (&'t Spanned<String>, Part)>,
    reader: &Reader<'_>,
) {
    let mut known = HashMap::new();
    for (text, part) in lines {
        mentions::in_text(body, &mut known, text, part, reader);
    }
}

struct Writer<'a> {
    links: Links<'a>,
    events: &'a [Placed<'a>],
    diags: &'a mut Diagnostics,
    body: Body,
    out: String,
    slugs: Slugs,
    /// What the level of a heading is raised by, so that the page's title stays the only h1.
    deeper: u8,
    /// The last character written and the quotations that are open, for quotes.
    before: char,
    open_marks: OpenMarks,
    /// Whether words that come next must not be joined to what is before them.
    owes_space: bool,
    has_raw_html: bool,
    elements: Elements,
    in_head: bool,
    in_heading: bool,
    /// The positions of the headings that are not in another block.
    outermost: HashSet<usize>,
    /// The end tags of the block quotations and alerts that are open.
    quotations: Vec<&'static str>,
    /// How many links are open.
    open_links: usize,
    footnotes: Footnotes<'a>,
    mentions: Mentions,
}

impl<'a> Writer<'a> {
    fn new(
        article: &'a Article,
        reader: &'a Reader<'a>,
        events: &'a [Placed<'a>],
        diags: &'a mut Diagnostics,
    ) -> Self {
        let footnotes = Footnotes::of(events, article, reader);
        let mut deeper = 0;
        if events
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })))
        {
            deeper = 1;
        }
        Self {
            links: Links { article, reader },
            events,
            diags,
            body: Body::default(),
            out: String::with_capacity(article.body().len() * 3 / 2),
            slugs: Slugs::default(),
            deeper,
            before: ' ',
            open_marks: OpenMarks::default(),
            owes_space: false,
            has_raw_html: false,
            elements: Elements::default(),
            in_head: false,
            in_heading: false,
            outermost: headings::outermost(events),
            quotations: Vec::new(),
            open_links: 0,
            footnotes,
            mentions: Mentions::new(reader.typography),
        }
    }

    /// A range of the body as a span of the file.
    fn span(&self, range: &Range<usize>) -> Span {
        let offset = self.links.article.body.start as usize;
        Span::new(offset + range.start..offset + range.end)
    }

    fn report_parsed(&mut self, parsed: &Parsed<'_>, body: &str) {
        if let Some((c, range, count)) = &parsed.control {
            let place = self.links.article.place(self.span(range));
            self.diags.report(control_character(place, *c, *count));
        }
        self.report_undefined(&parsed.undefined, body);
        for (range, label) in &parsed.redefined {
            let message = format!("`[{label}]:` has another address already, and this one is not used");
            let help = "write another label here, and where this address is meant".to_owned();
            self.report(Code::DuplicateReference, range, message, help);
        }
        for (range, columns, typed) in &parsed.long_rows {
            let message =
                format!("this row has {typed} cells and its table {columns}: the last ones are not shown");
            let help = "write a bar in a cell as `\\|`, or add cells to the head and to the line below it"
                .to_owned();
            self.report(Code::CutText, range, message, help);
        }
        if let Some(range) = &parsed.open_comment {
            let message = "`%%` begins a comment that is never closed".to_owned();
            let help = "add `%%` where the comment ends; write `\\%%` to show the signs".to_owned();
            self.report(Code::UnclosedComment, range, message, help);
        }
        for Literal { range, message, help } in parse::literal::find(&parsed.events, body) {
            self.report(Code::LiteralMarkup, &range, message, help);
        }
        if let Some(range) = &parsed.too_deep {
            let message = format!(
                "more than {MOST_NESTED} lists, quotations or other elements are nested in one another"
            );
            let help = "remove some of the marks before this text".to_owned();
            self.report(Code::DeepNesting, &(range.start..range.start), message, help);
        }
    }

    /// Reports a problem at a range of the body.
    fn report(&mut self, code: Code, range: &Range<usize>, message: String, help: impl Into<Help>) {
        let span = self.span(range);
        self.links.report(self.diags, code, span, message, help);
    }

    fn report_undefined(&mut self, undefined: &[(Range<usize>, String)], text: &str) {
        let labels: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix('[')?.split_once("]:").map(|(label, _)| label))
            .collect();
        let mut undefined: Vec<_> = undefined.iter().collect();
        undefined.dedup();
        let near = Suggestions::new(if undefined.is_empty() { Vec::new() } else { labels });
        for (range, label) in undefined {
            let help = near.did_you_mean(label).unwrap_or_else(|| {
                format!("add a line `[{label}]: https://…`, write `[text](address)`, or `\\[` to show the brackets").into()
            });
            self.report(
                Code::UndefinedReference,
                range,
                format!("the reference `[{label}]` is not defined"),
                help,
            );
        }
    }

    /// Writes the event at a position. Returns the position to go on at.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        self.enter_run(at);
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, range, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.named_text(text, at),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.escape(code);
                self.out.push_str("</code>");
                self.before = 'x';
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, range, false),
            Event::FootnoteReference(label) => self.footnote(label, range),
            Event::SoftBreak => {
                self.out.push('\n');
                self.before = ' ';
            }
            Event::HardBreak => {
                self.out.push_str("<br>\n");
                self.before = ' ';
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
        }
        at + 1
    }

    fn start(&mut self, tag: &'a Tag<'a>, range: &Range<usize>, at: usize) -> usize {
        if !is_inline(tag) {
            self.before = ' ';
            self.owes_space = false;
        }
        match tag {
            Tag::Paragraph => {
                if let Some(end) = self.alone(at + 1) {
                    return end + 1;
                }
                if let Some(next) = self.figure(at) {
                    return next;
                }
                self.out.push_str("<p>");
                self.begin_block();
            }
            Tag::Heading { level, id, .. } => self.heading(*level as u8, id.as_deref(), range, at),
            Tag::BlockQuote(kind) => return self.quotation(*kind, at),
            Tag::CodeBlock(kind) => return self.code_block(kind, range, at),
            Tag::HtmlBlock => return self.html_block(range, at),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.put(format_args!("<ol start=\"{start}\">\n")),
            Tag::Item => {
                self.begin("<li>");
                return self.alone(at + 1).unwrap_or(at + 1);
            }
            Tag::FootnoteDefinition(label) => {
                if !self.footnotes.is_shown(label, range) {
                    return self.closing(at);
                }
                self.footnotes.open.push((key(label), std::mem::take(&mut self.out)));
                self.begin_block();
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.begin("<dt>"),
            Tag::DefinitionListDefinition => {
                self.begin("<dd>");
                return self.alone(at + 1).unwrap_or(at + 1);
            }
            Tag::Table(columns) => {
                let class = aligned(columns);
                self.put(format_args!("<div class=\"table\" role=\"group\" tabindex=\"0\"><table{class}>\n"));
            }
            Tag::TableHead => {
                self.in_head = true;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => self.begin(if self.in_head { "<th scope=\"col\">" } else { "<td>" }),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.link(*link_type, dest_url, title, range, at);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                return self.image(*link_type, dest_url, title, range, at);
            }
            Tag::MetadataBlock(_) => return self.closing(at),
        }
        at + 1
    }

    /// Begins a block that may hold text and raw HTML.
    fn begin(&mut self, html: &str) {
        self.out.push_str(html);
        self.begin_block();
    }

    fn end(&mut self, tag: TagEnd) {
        if holds_text(tag) {
            self.end_block();
        }
        let html = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => {
                self.in_heading = false;
                let level = self.level(level as u8);
                return self.put(format_args!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => self.quotations.pop().unwrap_or_default(),
            TagEnd::List(false) => "</ul>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::FootnoteDefinition => return self.footnote_end(),
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table => "</tbody></table></div>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr></thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Superscript => "</sup>",
            TagEnd::Subscript => "</sub>",
            TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => "",
        };
        self.out.push_str(html);
    }

    /// A text event, with the links of the names in it.
    fn named_text(&mut self, text: &str, at: usize) {
        let (mut from, has_marks) = (0, self.run_has_marks());
        while let Some(cut) = self.next_cut(at) {
            self.set(&text[from..cut.at], has_marks, |_| text[cut.at..].chars().next());
            match cut.link {
                Some((dossier, href)) => self.open_link(&href, "", Some(Target::Dossier(dossier))),
                None => self.out.push_str("</a>"),
            }
            from = cut.at;
        }
        self.set(&text[from..], has_marks, |writer| writer.next_char(at));
    }

    /// A text that nothing follows.
    fn text(&mut self, text: &str) {
        self.set(text, true, |_| None);
    }

    /// A text with the marks of the language, if it may have any. `next` is asked for the character after it where that counts.
    fn set(&mut self, text: &str, may_have_marks: bool, next: impl Fn(&Self) -> Option<char>) {
        self.space_owed(text);
        self.body.length.add(text);
        if may_have_marks && Typography::changes(text) {
            let mut typeset = String::with_capacity(text.len() + 16);
            let next = if text.ends_with(['"', '\'']) { next(self) } else { None };
            let mut setting = Setting { before: self.before, open: self.open_marks };
            self.links.reader.typography.write_marks(text, &mut setting, next, &mut typeset);
            (self.before, self.open_marks) = (setting.before, setting.open);
            escape_html_body_text(&mut self.out, &typeset).expect("writing to a String succeeds");
        } else {
            self.before = text.chars().next_back().unwrap_or(self.before);
            escape_html_body_text(&mut self.out, text).expect("writing to a String succeeds");
        }
    }

    /// The character that is shown after an event in its block of text.
    fn next_char(&self, at: usize) -> Option<char> {
        for (event, _) in &self.events[at + 1..] {
            match event {
                Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text)
                    if !text.is_empty() =>
                {
                    return text.chars().next();
                }
                // Code is a word.
                Event::Code(_) => return Some('x'),
                Event::FootnoteReference(_) | Event::Start(Tag::Image { .. }) => return Some('['),
                Event::SoftBreak | Event::HardBreak => return Some(' '),
                Event::InlineHtml(html) if html.starts_with("<br") => return Some(' '),
                Event::Text(_) | Event::InlineHtml(_) => {}
                Event::Start(tag) if is_inline(tag) => {}
                Event::End(tag) if ends_inline(*tag) => {}
                _ => return None,
            }
        }
        None
    }

    /// Separates words from what they are not to be joined to.
    fn space_owed(&mut self, next: &str) {
        let owed = std::mem::take(&mut self.owes_space) && next.starts_with(char::is_alphanumeric);
        if owed && (self.out.ends_with(char::is_alphanumeric) || self.out.ends_with("</a>")) {
            self.out.push(' ');
            self.before = ' ';
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>, at: usize) -> usize {
        let next = self.closing(at);
        let body = self.links.article.body();
        if matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed(&body[range.clone()]) {
            let first = range.start + body[range.clone()].find('\n').unwrap_or(range.len());
            let message = "this block of code is never closed: all that follows is code".to_owned();
            let fence = body[range.start..].chars().next().unwrap_or('`').to_string().repeat(3);
            let help = format!("add a line {fence} where the code ends");
            let span = self.span(&(range.start..first));
            self.links.report(self.diags, Code::UnclosedFence, span, message, help);
        }
        let mut code = String::new();
        for (event, _) in &self.events[at + 1..next - 1] {
            if let Event::Text(text) = event {
                code.push_str(text);
            }
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) if let Some(name) = embeds::called(info) => {
                self.embed(name, range, at, next);
                return next;
            }
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            self.escape(language);
            self.out.push('"');
        }
        self.out.push('>');
        self.links.reader.code.borrow_mut().write(&code, language, &mut self.out);
        self.out.push_str("</code></pre>\n");
        next
    }

    fn task(&mut self, done: bool) {
        let labels = self.links.reader.labels;
        let (checked, label) = if done { (" checked", &labels.done) } else { ("", &labels.open) };
        self.put(format_args!("<input type=\"checkbox\" disabled{checked} aria-label=\""));
        self.escape(label);
        self.out.push_str("\"> ");
    }

    /// The events between a start and the position after its end.
    fn inner(&mut self, start: usize, next: usize) {
        let mut at = start + 1;
        while at < next - 1 {
            at = self.event(at);
        }
    }

    /// The position after the end of what starts at a position.
    fn closing(&self, start: usize) -> usize {
        let mut depth = 0;
        for (n, (event, _)) in self.events[start..].iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return start + n + 1;
            }
        }
        self.events.len()
    }

    fn put(&mut self, html: std::fmt::Arguments<'_>) {
        self.out.write_fmt(html).expect("writing to a String succeeds");
    }

    fn escape(&mut self, text: &str) {
        escape_html(&mut self.out, text).expect("writing to a String succeeds");
    }

    fn finish(mut self) -> Body {
        self.report_elements();
        self.finish_quotes();
        self.write_footnotes();
        let html = if self.has_raw_html { raw_html::clean(&self.out) } else { self.out };
        let html = embeds::settle(html, &mut self.body.embeds);
        self.body.html = Html::trusted(html);
        self.body
    }
}

/// Whether this ends a block that may hold text and raw HTML.
fn holds_text(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableCell
    )
}

/// Whether the source of a fenced block ends with its closing fence. Marks of lists and quotations may come
/// before it.
fn is_closed(source: &str) -> bool {
    let Some(sign) = source.chars().next() else { return true };
    let length = source.chars().take_while(|c| *c == sign).count();
    let mut lines = source.trim_end().lines();
    let last = lines.next_back().filter(|_| lines.next().is_some()).unwrap_or_default();
    let fence = last.trim_start_matches([' ', '\t', '>']);
    fence.chars().all(|c| c == sign) && fence.chars().count() >= length
}

/// The classes of a table whose columns are centred or aligned right: `c2` is the second column.
fn aligned(columns: &[Alignment]) -> String {
    let class = |(n, alignment): (usize, &Alignment)| match alignment {
        Alignment::Right => Some(format!("r{n}")),
        Alignment::Center => Some(format!("c{n}")),
        Alignment::Left | Alignment::None => None,
    };
    let classes: Vec<String> = (1..).zip(columns).filter_map(class).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}
