//! Where the words and the links of a body are in its HTML, so that search and feeds need not read it.

use std::borrow::Cow;
use std::ops::Range;

use super::entity;
use super::reader::{Reader, Token};
use super::scan;

/// A part of the text of a body, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Run {
    /// Where words are.
    Text(Range<u32>),
    /// What keeps words apart.
    Space,
    /// The end of a cell of a table.
    Cell,
    /// The heading of the next section.
    Section,
}

/// How the notes below a body begin.
pub const NOTES: &str = "<section class=\"notes\" aria-label=\"";

/// The words and links of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    runs: Vec<Run>,
    /// Where the links that are a path or a fragment begin.
    links: Vec<u32>,
    /// Where the headings begin.
    headings: Vec<u32>,
    /// The positions of the sections among the runs.
    begins: Vec<u32>,
}

/// Whether an element is one within a line: the words beside it belong together.
fn is_within_line(name: &str) -> bool {
    matches!(name, "a" | "em" | "strong" | "code" | "span" | "del" | "abbr" | "b" | "i" | "q" | "sub")
}

/// Whether the text of an element is not part of the body's: marks of notes, drawings.
fn is_hidden(name: &str) -> bool {
    matches!(name, "sup" | "svg" | "script" | "style")
}

/// Whether an attribute is a link, by its name as written.
fn is_link(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"href") || name.eq_ignore_ascii_case(b"src")
}

impl Outline {
    /// Reads a body. `headings` are the ids of its headings, in order.
    pub fn read<'i>(html: &str, headings: impl Iterator<Item = &'i str>) -> Self {
        // Most bodies have more runs, and growing to that many takes 2,000 instructions.
        let mut outline = Self { runs: Vec::with_capacity(64), ..Self::default() };
        let mut headings = headings.peekable();
        let mut hidden: Option<Cow<'_, str>> = None;
        let mut reader = Reader::new(html);
        while let Some(token) = reader.read() {
            match token {
                Token::Text(range) if hidden.is_none() => {
                    outline.runs.push(Run::Text(range.start as u32..range.end as u32));
                }
                Token::Start(tag) => {
                    let start = tag.range.start;
                    for attribute in reader.attributes_if(is_link) {
                        outline.add_link(html, attribute.value.start);
                    }
                    let name = reader.name(&tag);
                    let is_heading = matches!(name.as_bytes(), [b'h', b'2'..=b'6']);
                    if is_heading
                        && headings.next_if(|id| reader.attribute("id").as_deref() == Some(id)).is_some()
                    {
                        outline.begins.push(outline.runs.len() as u32);
                        outline.runs.push(Run::Section);
                        outline.headings.push(start as u32);
                        hidden = Some(name);
                    } else if is_hidden(&name)
                        || name == "a" && reader.attribute("class").as_deref() == Some("back")
                    {
                        hidden = hidden.or(Some(name));
                    } else if !is_within_line(&name) {
                        outline.add(Run::Space);
                    }
                }
                Token::End(tag) => {
                    let name = reader.name(&tag);
                    if hidden.as_ref() == Some(&name) {
                        hidden = None;
                    } else if matches!(&*name, "td" | "th") {
                        // So that the cells of a table can be told apart.
                        outline.add(Run::Cell);
                    } else if !is_within_line(&name) {
                        outline.add(Run::Space);
                    }
                }
                Token::Text(_) | Token::Comment(_) | Token::Declaration(_) | Token::Broken(_) => {}
            }
        }
        outline.runs.shrink_to_fit();
        outline
    }

    fn add(&mut self, run: Run) {
        if self.runs.last() != Some(&run) {
            self.runs.push(run);
        }
    }

    /// Adds the link that begins here if it is a path or a fragment.
    fn add_link(&mut self, html: &str, start: usize) {
        let is_host = matches!(html.as_bytes()[start..], [b'/', b'/', ..] | [b'/']);
        if !is_host && matches!(html.as_bytes()[start..], [b'#' | b'/', ..]) {
            self.links.push(start as u32);
        }
    }

    /// The text of each section of the body that this was read from: what is above the first heading, then
    /// what is below each heading. Entities are decoded, and white space is joined.
    pub fn sections(&self, html: &str) -> Vec<String> {
        self.texts(html, &self.runs)
    }

    /// The text of some sections, by the positions of their headings.
    pub fn sections_of(&self, html: &str, headings: Range<usize>) -> Vec<String> {
        let mut texts = self.texts(html, &self.runs[self.run_of(headings.start)..self.run_of(headings.end)]);
        // Nothing is above the first of these headings.
        texts.remove(0);
        texts
    }

    fn texts(&self, html: &str, runs: &[Run]) -> Vec<String> {
        let mut sections = vec![String::new()];
        for run in runs {
            let text = sections.last_mut().expect("there is one");
            match run {
                Run::Text(range) => add_words(&html[range.start as usize..range.end as usize], text),
                Run::Space => space(text),
                Run::Cell => text.push_str(" · "),
                Run::Section => sections.push(String::new()),
            }
        }
        sections
    }

    /// The text of the notes, as it is at the end of the last section's text.
    pub fn notes(&self, html: &str) -> String {
        let Some(start) = html.rfind(NOTES) else { return String::new() };
        let is_above = |run: &Run| matches!(run, Run::Text(range) if (range.end as usize) <= start);
        let first = self.runs.iter().rposition(is_above).map_or(0, |n| n + 1);
        let above = Self { runs: self.runs[..first].to_vec(), ..Self::default() };
        let length = |sections: Vec<String>| sections.last().map_or(0, String::len);
        let mut sections = self.sections(html);
        let from = length(above.sections(html));
        sections.pop().map_or_else(String::new, |mut last| last.split_off(from))
    }

    /// A part of the body with `root` before every link to a path, and `page` before every link to a fragment.
    pub fn with_absolute_urls(&self, html: &str, part: Range<usize>, root: &str, page: &str) -> String {
        let mut out = String::with_capacity(part.len() + self.links.len() * root.len().max(page.len()));
        let mut copied = part.start;
        for at in self.links.iter().map(|at| *at as usize).filter(|at| part.contains(at)) {
            out.push_str(&html[copied..at]);
            out.push_str(if html.as_bytes()[at] == b'#' { page } else { root });
            copied = at;
        }
        out.push_str(&html[copied..part.end]);
        out
    }

    /// Where a section begins among the runs.
    fn run_of(&self, heading: usize) -> usize {
        self.begins.get(heading).map_or(self.runs.len(), |at| *at as usize)
    }

    /// The words of the first block of a part of a section, or of what is before the first section.
    pub fn opening(&self, html: &str, heading: Option<usize>, part: Range<usize>) -> String {
        let mut text = String::new();
        for run in &self.runs[heading.map_or(0, |heading| self.run_of(heading))..] {
            match run {
                Run::Text(range) if range.start as usize >= part.end => break,
                Run::Text(range) if part.contains(&(range.start as usize)) => {
                    add_words(&html[range.start as usize..range.end as usize], &mut text);
                }
                Run::Text(_) => {}
                Run::Space | Run::Cell | Run::Section if text.trim().is_empty() => {}
                Run::Space | Run::Cell | Run::Section => break,
            }
        }
        text.trim().to_owned()
    }

    /// The range from one heading to another, or to the end of the text; notes come after that.
    pub fn section_range(&self, heading: usize, next: Option<usize>, html: &str) -> Range<usize> {
        let at = |n: usize| self.headings.get(n).map(|at| *at as usize);
        let end = || html.rfind(NOTES).unwrap_or(html.len());
        let start = at(heading).unwrap_or(html.len());
        start..next.and_then(at).unwrap_or_else(end).max(start)
    }
}

fn add_words(html: &str, text: &mut String) {
    let mut from = 0;
    while let Some(end) = scan::find(b'\n', html.as_bytes(), from) {
        entity::decode(&html[from..end], text);
        space(text);
        from = end + 1;
    }
    entity::decode(&html[from..], text);
}

fn space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(html: &str, headings: &[&str]) -> Vec<String> {
        Outline::read(html, headings.iter().copied()).sections(html)
    }

    #[test]
    fn words_stand_in_their_sections_and_apart() {
        let html = "<p>a<sup class=\"cite\"><a href=\"#x\">1</a></sup> <em>b</em>c<br>d &amp; e</p>\n<h2 id=\"x\">X</h2><ul><li>f</li><li>g</li></ul>\
                    <h3>No heading of ours</h3><table><tr><td>h</td><td>i</td></tr></table><h2 id=\"a&amp;b\">Y</h2>j <A class=back href=x>k</A>";
        assert_eq!(sections(html, &["x", "a&b"]), ["a bc d & e ", "f g No heading of ours h · i · ", "j "]);
        assert_eq!(sections("", &[]), [""]);
    }

    #[test]
    fn links_and_fragments_become_absolute_and_text_stays() {
        let html = r##"<p>x href="/a" <a href="/d/p/?a&amp;b">a</a> <a class="c" href="#s">b</a> <img alt="a > b" src="/d/i.png" title=" href="> <a href="https://e.org/">e</a> <a href="//e.org/">e</a> <a href="/">f</a> <b title="/x">&lt;a href="/no"&gt;</b></p>"##;
        let expected = r##"<p>x href="/a" <a href="https://x.org/d/p/?a&amp;b">a</a> <a class="c" href="https://x.org/d/q/#s">b</a> <img alt="a > b" src="https://x.org/d/i.png" title=" href="> <a href="https://e.org/">e</a> <a href="//e.org/">e</a> <a href="https://x.org/">f</a> <b title="/x">&lt;a href="/no"&gt;</b></p>"##;
        let outline = Outline::read(html, [].into_iter());
        assert_eq!(
            outline.with_absolute_urls(html, 0..html.len(), "https://x.org", "https://x.org/d/q/"),
            expected
        );
    }
}
