//! HTML as Markdown: a finished page with its headline first, or a text.
//!
//! A page's Markdown is made from the page and not from the file, so both say the same, whatever the theme
//! does. What is there only for eyes and hands is left out: drawings, forms, menus, ways back from a note.

mod blocks;
pub(crate) mod inline;

use blocks::Block;
use inline::{Mark, Piece};

use crate::html::{Reader, Tag, Token, entity};

/// Elements that are left out with all that is in them.
const LEFT_OUT: [&str; 7] = ["svg", "script", "style", "nav", "form", "button", "template"];
/// Elements without an end tag.
const VOID: [&str; 10] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"];
/// Elements that are blocks of their own; all others are within a line.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "menu",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "iframe",
];
/// What is around facts that a style sets apart.
const FACTS: [&str; 6] = ["facts", "kicker", "value", "series", "when", "mention-title"];

/// What a style sets apart from the text before it.
const SET_APART: [&str; 4] = ["status", "count", "genre", "corrected"];

/// Where links on a page lead.
pub struct Addresses<'p> {
    /// What comes before a path, if the site has a host.
    pub root: &'p str,
    /// The address of the page.
    pub page: &'p str,
}

/// The Markdown of a page.
pub fn page(html: &str, addresses: &Addresses<'_>) -> String {
    let mut blocks = converted(html, addresses);
    let link = Block::Paragraph(inline::line(vec![
        Piece::OpenLink,
        Piece::Text(addresses.page.to_owned()),
        Piece::CloseLink(addresses.page.to_owned()),
    ]));
    // The headline comes first, whatever is above it, and then the link to the page.
    let at = blocks.iter().position(|block| matches!(block, Block::Heading(1, _)));
    let headline = at.map(|at| blocks.remove(at));
    blocks::text(&headline.into_iter().chain([link]).chain(blocks).collect::<Vec<_>>())
}

/// The Markdown of a text, with links as they are.
pub fn body(html: &str) -> String {
    blocks::text(&converted(html, &Addresses { root: "", page: "" }))
}

fn converted(html: &str, addresses: &Addresses<'_>) -> Vec<Block> {
    let mut converter = Converter {
        html,
        addresses,
        frames: vec![Frame::new(Kind::Top)],
        line: Vec::new(),
        heading: None,
        code: None,
        links: Vec::new(),
        facts: false,
    };
    converter.run();
    converter.frames.pop().map(|frame| frame.blocks).unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Top,
    Quote,
    Ordered(u64),
    Unordered,
    /// Of notes, which have letters.
    Lettered,
    Item,
    Table,
}

impl Kind {
    fn is_list(self) -> bool {
        matches!(self, Self::Ordered(_) | Self::Unordered | Self::Lettered)
    }
}

/// An open block, and what it has so far.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    rows: Vec<Vec<String>>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), items: Vec::new(), rows: Vec::new() }
    }
}

struct Converter<'h> {
    html: &'h str,
    addresses: &'h Addresses<'h>,
    frames: Vec<Frame>,
    /// The line at hand.
    line: Vec<Piece>,
    /// The level of the heading at hand.
    heading: Option<usize>,
    /// The code at hand, and whether it is a block.
    code: Option<(String, bool)>,
    /// What ends the links at hand; `None` for one that leads nowhere.
    links: Vec<Option<Piece>>,
    /// Whether gaps between elements set facts apart.
    facts: bool,
}

impl Converter<'_> {
    fn run(&mut self) {
        let mut reader = Reader::new(self.html);
        let mut is_main = !self.html.contains("<main");
        // The element that is left out, and how many of its name are open in it.
        let mut out: Option<(String, usize)> = None;
        while let Some(token) = reader.read() {
            match token {
                Token::Start(tag) => {
                    let name = reader.name(&tag);
                    if let Some((left, depth)) = &mut out {
                        *depth += usize::from(*left == *name);
                    } else if name == "main" {
                        is_main = true;
                    } else if is_main && is_left_out(&reader, &name) {
                        out = Some((name.into_owned(), 1));
                    } else if is_main {
                        self.start(&reader, &tag);
                    }
                }
                Token::End(tag) => {
                    let name = reader.name(&tag);
                    if let Some((left, depth)) = &mut out {
                        *depth -= usize::from(*left == *name);
                        if *depth == 0 {
                            out = None;
                        }
                    } else if name == "main" {
                        break;
                    } else if is_main {
                        self.end(&name);
                    }
                }
                Token::Text(range) if is_main && out.is_none() => self.text(&self.html[range]),
                _ => {}
            }
        }
        self.flush();
        while self.frames.len() > 1 {
            self.close();
        }
    }

    fn text(&mut self, html: &str) {
        let text = entity::decoded(html);
        if let Some((code, _)) = &mut self.code {
            code.push_str(&text);
        } else if self.facts && text.chars().all(|c| c.is_ascii_whitespace()) {
            self.set_apart();
        } else {
            self.line.push(Piece::Text(text.into_owned()));
        }
    }

    /// Sets what follows apart from what is before it in the line.
    fn set_apart(&mut self) {
        if self.line.iter().any(inline::is_content) {
            self.line.push(Piece::Gap);
        }
    }

    fn start(&mut self, reader: &Reader<'_>, tag: &Tag) {
        let name = reader.name(tag);
        let classes = reader.attribute("class").unwrap_or_default();
        if !BLOCKS.contains(&&*name) && (name == "small" || has_any(&classes, &SET_APART)) {
            self.set_apart();
        }
        match &*name {
            "em" | "i" => self.line.push(Piece::Open(Mark::Emphasis)),
            "strong" | "b" => self.line.push(Piece::Open(Mark::Strong)),
            "del" | "s" => self.line.push(Piece::Open(Mark::Deleted)),
            "q" => self.line.push(Piece::Text("\u{201c}".to_owned())),
            "sup" | "sub" if is_note(reader) => {}
            "sup" | "sub" => self.line.push(Piece::Raw(format!("<{name}>"))),
            "a" => {
                self.split_code();
                let href = reader.attribute("href").filter(|href| !href.is_empty());
                let href = href.map(|href| self.absolute(&href));
                // The mark of a note links within the page; its number is enough.
                let id = reader.attribute("id").unwrap_or_default();
                let is_mark = id.starts_with("cite-") || id.starts_with("note-ref-");
                let (piece, end) = match href {
                    _ if is_mark => (Some(Piece::Text("[".to_owned())), Some(Piece::Text("]".to_owned()))),
                    Some(href) => (Some(Piece::OpenLink), Some(Piece::CloseLink(href))),
                    None => (None, None),
                };
                self.line.extend(piece);
                self.links.push(end);
            }
            "img" => {
                let value = |name| reader.attribute(name).unwrap_or_default().into_owned();
                self.line.push(Piece::Picture(value("alt"), self.absolute(&value("src"))));
            }
            "br" => match &mut self.code {
                Some((code, _)) => code.push('\n'),
                None => self.line.push(Piece::Break),
            },
            "pre" => {
                self.flush();
                self.code = Some((String::new(), true));
            }
            "code" | "kbd" | "samp" if self.code.is_none() => self.code = Some((String::new(), false)),
            name if BLOCKS.contains(&name) || matches!(name, "td" | "th") => self.start_block(reader, name),
            _ => {}
        }
    }

    fn start_block(&mut self, reader: &Reader<'_>, name: &str) {
        if matches!(name, "td" | "th") {
            return self.line.clear();
        }
        // The letter of a note comes before its first paragraph.
        if name == "p" && matches!(&self.line[..], [Piece::Text(mark)] if mark.starts_with('[')) {
            return;
        }
        self.flush();
        let classes = reader.attribute("class").unwrap_or_default();
        self.facts = name == "figcaption" || has_any(&classes, &FACTS);
        // A cell is one line.
        if self.is_in_row() && name != "tr" {
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading = name[1..].parse().ok();
            }
            "blockquote" => self.frames.push(Frame::new(Kind::Quote)),
            "ul" | "ol" => {
                let first = reader.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                let is_numbered = name == "ol" && !has_any(&classes, &["timeline", "mentions"]);
                let kind = if is_numbered { Kind::Ordered(first) } else { Kind::Unordered };
                self.frames.push(Frame::new(if has_any(&classes, &["lettered"]) {
                    Kind::Lettered
                } else {
                    kind
                }));
            }
            "li" => {
                self.close_to(&Kind::is_list, false);
                let list = self.frames.last().map(|frame| frame.kind).filter(|kind| kind.is_list());
                let Some(list) = list else { return };
                self.frames.push(Frame::new(Kind::Item));
                let id = reader.attribute("id").unwrap_or_default();
                if let (Kind::Lettered, Some(letter)) = (list, id.strip_prefix("note-")) {
                    self.line.push(Piece::Text(format!("[{letter}] ")));
                }
            }
            "table" => self.frames.push(Frame::new(Kind::Table)),
            "tr" => {
                if let Some(table) = self.table() {
                    table.rows.push(Vec::new());
                }
            }
            "hr" => self.add(Block::Rule),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "em" | "i" => self.line.push(Piece::Close(Mark::Emphasis)),
            "strong" | "b" => self.line.push(Piece::Close(Mark::Strong)),
            "del" | "s" => self.line.push(Piece::Close(Mark::Deleted)),
            "q" => self.line.push(Piece::Text("\u{201d}".to_owned())),
            "sup" | "sub" => {
                let has = |piece: &Piece| matches!(piece, Piece::Raw(raw) if *raw == format!("<{name}>"));
                let is_closed =
                    |piece: &Piece| matches!(piece, Piece::Raw(raw) if *raw == format!("</{name}>"));
                let count = |is: &dyn Fn(&Piece) -> bool| self.line.iter().filter(|piece| is(piece)).count();
                if count(&has) > count(&is_closed) {
                    self.line.push(Piece::Raw(format!("</{name}>")));
                }
            }
            "a" => {
                self.split_code();
                self.line.extend(self.links.pop().flatten());
            }
            "code" | "kbd" | "samp" => {
                self.split_code();
                self.code.take_if(|(_, is_block)| !*is_block);
            }
            "pre" => {
                if let Some((code, true)) = self.code.take() {
                    match self.is_in_row() {
                        true => self.line.push(Piece::Code(code)),
                        false => self.add(Block::Code(code)),
                    }
                }
            }
            "td" | "th" => self.cell(),
            name if BLOCKS.contains(&name) => self.end_block(name),
            _ => {}
        }
    }

    fn end_block(&mut self, name: &str) {
        self.flush();
        self.facts = false;
        if self.is_in_row() && name != "table" {
            return;
        }
        match name {
            "blockquote" => self.close_to(&|kind| kind == Kind::Quote, true),
            "ul" | "ol" => self.close_to(&Kind::is_list, true),
            "li" => self.close_to(&|kind| kind == Kind::Item, true),
            "table" => self.close_to(&|kind| kind == Kind::Table, true),
            _ => {}
        }
    }

    /// Ends the cell at hand.
    fn cell(&mut self) {
        let pieces = std::mem::take(&mut self.line).into_iter().map(|piece| match piece {
            Piece::Code(code) => Piece::Code(code.replace('|', "\\|")),
            Piece::Break => Piece::Text(" ".to_owned()),
            piece => piece,
        });
        let cell = inline::line(pieces.collect());
        if let Some(table) = self.table() {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            table.rows.last_mut().expect("there is one").push(cell);
        }
    }

    fn table(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut().filter(|frame| frame.kind == Kind::Table)
    }

    /// Ends a piece of code within a line where a link begins or ends, and continues after it.
    fn split_code(&mut self) {
        if let Some((code, false)) = &mut self.code
            && !code.trim().is_empty()
        {
            self.line.push(Piece::Code(std::mem::take(code)));
        }
    }

    fn is_in_row(&self) -> bool {
        self.frames.last().is_some_and(|frame| !frame.rows.is_empty())
    }

    /// Ends the line at hand: it becomes a heading or a paragraph, or continues in a table cell.
    fn flush(&mut self) {
        if self.is_in_row() {
            return self.line.push(Piece::Text(" ".to_owned()));
        }
        // A link around blocks becomes one in each of them.
        let open: Vec<Piece> = self.links.iter().flatten().cloned().collect();
        self.line.extend(open.iter().rev().cloned());
        let line = inline::line(std::mem::take(&mut self.line));
        self.line
            .extend(open.iter().filter(|end| matches!(end, Piece::CloseLink(_))).map(|_| Piece::OpenLink));
        let heading = self.heading.take();
        if !line.is_empty() {
            self.add(heading.map_or(Block::Paragraph(line.clone()), |level| Block::Heading(level, line)));
        }
    }

    fn add(&mut self, block: Block) {
        self.frames.last_mut().expect("the top stays open").blocks.push(block);
    }

    /// Closes what is open in the nearest block of a kind, and that block too if `inclusive`.
    fn close_to(&mut self, is: &dyn Fn(Kind) -> bool, inclusive: bool) {
        let Some(at) = self.frames.iter().rposition(|frame| is(frame.kind)) else { return };
        while self.frames.len() > at + usize::from(!inclusive) && self.frames.len() > 1 {
            self.close();
        }
    }

    /// Closes the last block.
    fn close(&mut self) {
        let Some(mut frame) = self.frames.pop() else { return };
        // What is in a list besides its items is an item too; the caption of a table goes above it.
        if frame.kind.is_list() && !frame.blocks.is_empty() {
            frame.items.push(std::mem::take(&mut frame.blocks));
        } else if frame.kind == Kind::Table {
            std::mem::take(&mut frame.blocks).into_iter().for_each(|block| self.add(block));
        }
        let block = match frame.kind {
            Kind::Item => {
                if let Some(list) = self.frames.last_mut() {
                    list.items.push(frame.blocks);
                }
                return;
            }
            Kind::Ordered(first) => Block::List(Some(first), frame.items),
            Kind::Unordered | Kind::Lettered => Block::List(None, frame.items),
            Kind::Quote if frame.blocks.is_empty() => return,
            Kind::Quote => Block::Quote(frame.blocks),
            Kind::Table => Block::Table(frame.rows.into_iter().filter(|row| !row.is_empty()).collect()),
            Kind::Top => return,
        };
        match block {
            Block::List(_, items) if items.is_empty() => {}
            Block::Table(rows) if rows.is_empty() => {}
            block => self.add(block),
        }
    }

    /// The address of a link on the page.
    fn absolute(&self, href: &str) -> String {
        match href.as_bytes() {
            [b'#', ..] => format!("{}{href}", self.addresses.page),
            [b'/', next, ..] if *next != b'/' => format!("{}{href}", self.addresses.root),
            b"/" => format!("{}/", self.addresses.root),
            _ => href.to_owned(),
        }
    }
}

/// Whether an element has one of some classes.
fn has_any(classes: &str, wanted: &[&str]) -> bool {
    classes.split_whitespace().any(|class| wanted.contains(&class))
}

/// Whether an element is left out with all that is in it.
fn is_left_out(reader: &Reader<'_>, name: &str) -> bool {
    if VOID.contains(&name) {
        return false;
    }
    let is_back = name == "a" && reader.attribute("class").as_deref() == Some("back");
    let is_hidden =
        reader.attribute("aria-hidden").as_deref() == Some("true") || reader.attribute("hidden").is_some();
    LEFT_OUT.contains(&name) || is_back || is_hidden
}

/// Whether an element is the mark of a source or a note.
fn is_note(reader: &Reader<'_>) -> bool {
    has_any(&reader.attribute("class").unwrap_or_default(), &["cite", "note-ref"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        let addresses = Addresses { root: "https://x.org", page: "https://x.org/d/p/" };
        let text = page(html, &addresses);
        text.strip_prefix("[https://x.org/d/p/](https://x.org/d/p/)\n\n").unwrap_or(&text).to_owned()
    }

    #[test]
    fn ends_that_html_leaves_out_are_found() {
        assert_eq!(
            markdown("<ul><li>a<li>b<ul><li>c</ul><li>d</ul><p>e<p>f"),
            "- a\n- b\n  - c\n- d\n\ne\n\nf\n"
        );
        assert_eq!(markdown("<ul>a<li>b</ul></ul>c</li><li>d"), "- b\n- a\n\nc\n\nd\n");
        assert_eq!(
            markdown("<table><caption>a</caption><tr><th>b</th><tr><td>c</td></table>"),
            "a\n\n| b |\n| --- |\n| c |\n"
        );
        assert_eq!(markdown("<em>a<p>b</em></strong></a></code>"), "a\n\nb\n");
    }

    #[test]
    fn links_lead_where_those_of_the_page_lead() {
        let html = "<a href=\"#x\">a</a> <a href='/'>b</a> <a href=\"//e.org/\">c</a> <a href>d</a> <a>e</a> <a href=\"mailto:a@b.c\">f</a>";
        assert_eq!(
            markdown(html),
            "[a](https://x.org/d/p/#x) [b](https://x.org/) [c](//e.org/) d e [f](mailto:a@b.c)\n"
        );
        assert_eq!(
            markdown("<a href=\"/a\"><p>b</p><p>c</p></a>d"),
            "[b](https://x.org/a)\n\n[c](https://x.org/a)\n\nd\n"
        );
    }

    #[test]
    fn only_the_main_part_is_shown_and_the_headline_comes_first() {
        let html =
            "<body><nav>a</nav><main><p>b</p><h1>c</h1><svg><svg>d</svg>e</svg><p hidden>f</p>g</main><p>h";
        assert_eq!(page(html, &Addresses { root: "", page: "/p/" }), "# c\n\n[/p/](/p/)\n\nb\n\ng\n");
    }
}
