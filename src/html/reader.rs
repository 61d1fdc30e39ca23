//! The tags of HTML, one after the other, without building a tree (HTML, 13.2.5).

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem};

use super::entity;

/// A part of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Text, with its entities; also what is in a script or style.
    Text(Range<usize>),
    /// A start tag. [`Reader::attributes`] has its attributes.
    Start(Tag),
    /// An end tag.
    End(Tag),
    /// A comment, which may have no end.
    Comment(Range<usize>),
    /// `<?…?>` or `<!…>` that is no comment.
    Declaration(Range<usize>),
    /// A tag without `>`, and all that follows.
    Broken(Range<usize>),
}

/// A start or end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Where it stands.
    pub range: Range<usize>,
    /// Where its name stands.
    name: Range<usize>,
}

/// An attribute of a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Its name as written.
    pub name: &'h str,
    /// Its value as written; `None` if it has none.
    pub raw: Option<&'h str>,
    /// Where it stands, with its value.
    pub range: Range<usize>,
    /// Where its value stands; where one would stand if it has none.
    pub value: Range<usize>,
}

impl<'h> Attribute<'h> {
    /// Whether it has this name, which is given in small letters.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Its value with its entities decoded; empty if it has none.
    pub fn value(&self) -> Cow<'h, str> {
        entity::decoded(self.raw.unwrap_or_default())
    }
}

/// Goes through HTML.
#[derive(Debug)]
pub struct Reader<'h> {
    html: &'h str,
    at: usize,
    /// Those of the last start tag.
    attributes: Vec<Attribute<'h>>,
    /// The element whose content is text until its end tag, if one was begun.
    raw: Option<&'static str>,
    /// The ends of other languages' declarations that do not come any more.
    missing: Vec<&'static str>,
}

impl<'h> Reader<'h> {
    /// A reader at the beginning.
    pub fn new(html: &'h str) -> Self {
        Self { html, at: 0, attributes: Vec::new(), raw: None, missing: Vec::new() }
    }

    /// The next part. `None` at the end.
    pub fn read(&mut self) -> Option<Token> {
        let bytes = self.html.as_bytes();
        if let Some(name) = self.raw.take()
            && let Some(token) = self.raw_text(name)
        {
            return Some(token);
        }
        let start = self.at;
        match bytes[start..] {
            [] => None,
            [b'<', b'!', b'-', b'-', ..] => {
                self.at = self.after(b"-->").unwrap_or(bytes.len());
                Some(Token::Comment(start..self.at))
            }
            [b'<', b'!' | b'?', ..] => {
                // Of other languages, such as PHP, with their own ends.
                let own_end = match bytes[start..] {
                    [b'<', b'?', ..] => self.own_end("?>"),
                    [b'<', b'!', b'[', ..] => self.own_end("]]>"),
                    _ => None,
                };
                self.at = own_end.or_else(|| self.after(b">")).unwrap_or(bytes.len());
                Some(Token::Declaration(start..self.at))
            }
            [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => Some(self.tag(start, start + 2)),
            [b'<', first, ..] if first.is_ascii_alphabetic() => Some(self.tag(start, start + 1)),
            _ => {
                let from = start + usize::from(bytes[start] == b'<');
                self.at = memchr(b'<', &bytes[from..]).map_or(bytes.len(), |next| from + next);
                Some(Token::Text(start..self.at))
            }
        }
    }

    /// The attributes of the start tag that was read last, in order.
    pub fn attributes(&self) -> &[Attribute<'h>] {
        &self.attributes
    }

    /// The value of an attribute of that tag; empty if it has the attribute without a value. `name` is given
    /// in small letters. Of two with one name the first counts.
    pub fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        self.attributes.iter().find(|attribute| attribute.is(name)).map(Attribute::value)
    }

    /// Whether a tag has this name, which is given in small letters.
    pub fn is(&self, tag: &Tag, name: &str) -> bool {
        self.html[tag.name.clone()].eq_ignore_ascii_case(name)
    }

    /// The name of a tag in small letters.
    pub fn name(&self, tag: &Tag) -> Cow<'h, str> {
        let name = &self.html[tag.name.clone()];
        match name.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        }
    }

    /// After the next end of a kind. One that is missing once is not looked for again.
    fn own_end(&mut self, mark: &'static str) -> Option<usize> {
        if self.missing.contains(&mark) {
            return None;
        }
        let end = self.after(mark.as_bytes());
        if end.is_none() {
            self.missing.push(mark);
        }
        end
    }

    fn after(&self, mark: &[u8]) -> Option<usize> {
        let rest = &self.html.as_bytes()[self.at..];
        memmem::find(rest, mark).map(|at| self.at + at + mark.len())
    }

    /// The text of a script or style, if there is any. It ends with nothing but the end tag.
    fn raw_text(&mut self, name: &str) -> Option<Token> {
        let (start, bytes) = (self.at, self.html.as_bytes());
        let is_end = |at: &usize| {
            let tag = bytes[start + at..].strip_prefix(b"</").and_then(|rest| rest.get(..name.len()));
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = memmem::find_iter(&bytes[start..], b"</").find(is_end);
        self.at = end.map_or(bytes.len(), |end| start + end);
        (self.at > start).then_some(Token::Text(start..self.at))
    }

    fn tag(&mut self, start: usize, name: usize) -> Token {
        let bytes = self.html.as_bytes();
        let name = name..run(bytes, name, |b| !is_space(b) && !matches!(b, b'/' | b'>'));
        let is_end = bytes[start + 1] == b'/';
        self.at = name.end;
        self.attributes.clear();
        // Most tags have no attributes.
        while bytes.get(self.at) != Some(&b'>') {
            match attribute(self.html, &mut self.at) {
                Some(_) if is_end => {}
                Some(attribute) => self.attributes.push(attribute),
                None if self.at >= bytes.len() => {
                    self.at = bytes.len();
                    return Token::Broken(start..self.at);
                }
                None => {}
            }
        }
        self.at += 1;
        let tag = Tag { range: start..self.at, name };
        if is_end {
            return Token::End(tag);
        }
        self.raw = ["script", "style"].into_iter().find(|raw| self.is(&tag, raw));
        Token::Start(tag)
    }
}

/// The next attribute. `at` is moved after it, or to the `>` or the end where there is none.
fn attribute<'h>(html: &'h str, at: &mut usize) -> Option<Attribute<'h>> {
    let bytes = html.as_bytes();
    let start = run(bytes, *at, |b| is_space(b) || b == b'/');
    *at = start;
    if matches!(bytes.get(start), None | Some(b'>')) {
        return None;
    }
    // A name has at least one character, whichever it is.
    let end = run(bytes, start + 1, |b| !is_space(b) && !matches!(b, b'=' | b'>' | b'/'));
    let name = &html[start..end];
    *at = run(bytes, end, is_space);
    if bytes.get(*at) != Some(&b'=') {
        return Some(Attribute { name, raw: None, range: start..end, value: end..end });
    }
    let value = run(bytes, *at + 1, is_space);
    let value = match bytes.get(value) {
        Some(quote @ (b'"' | b'\'')) => {
            let inside = value + 1;
            // Without its end, all that follows belongs to it.
            let length = memchr(*quote, &bytes[inside..]).unwrap_or(bytes.len() - inside);
            *at = bytes.len().min(inside + length + 1);
            inside..inside + length
        }
        _ => {
            *at = run(bytes, value, |b| !is_space(b) && b != b'>');
            value..*at
        }
    };
    Some(Attribute { name, raw: Some(&html[value.clone()]), range: start..*at, value })
}

/// Where the run of bytes that fit ends.
fn run(bytes: &[u8], start: usize, fits: impl Fn(u8) -> bool) -> usize {
    let length = bytes.get(start..).unwrap_or_default().iter().position(|b| !fits(*b));
    length.map_or(bytes.len(), |length| start + length)
}

fn is_space(b: u8) -> bool {
    b.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let mut reader = Reader::new(html);
        let mut found = Vec::new();
        while let Some(token) = reader.read() {
            found.push(match token {
                Token::Text(range) => html[range].to_owned(),
                Token::Start(tag) => {
                    let attributes = reader.attributes().iter();
                    let attributes = attributes.map(|a| format!(" {}={}", a.name, a.value()));
                    format!("+{}{}", reader.name(&tag), attributes.collect::<String>())
                }
                Token::End(tag) => format!("-{}", reader.name(&tag)),
                Token::Comment(range) => format!("#{}", &html[range]),
                Token::Declaration(range) => format!("?{}", &html[range]),
                Token::Broken(range) => format!("!{}", &html[range]),
            });
        }
        found
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        let html = "<!-- <a href=x> --><A id='q' HREF=\"/a?b&amp;c\"  class=x>1 < 2</A><input disabled value = y data-é=\"\">\
                    <Script src=\"s.js\">if (a<b) { '<a href=\"no\">' }</SCRIPT ><br/><img alt=\"a > b\"><?x a>b ?><?y><!d><![CDATA[>]]>é<";
        assert_eq!(
            read(html),
            [
                "#<!-- <a href=x> -->",
                "+a id=q HREF=/a?b&c class=x",
                "1 ",
                "< 2",
                "-a",
                "+input disabled= value=y data-é=",
                "+script src=s.js",
                "if (a<b) { '<a href=\"no\">' }",
                "-script",
                "+br",
                "+img alt=a > b",
                "?<?x a>b ?>",
                "?<?y>",
                "?<!d>",
                "?<![CDATA[>]]>",
                "é",
                "<"
            ]
        );
    }

    #[test]
    fn what_has_no_end_goes_on_to_the_end() {
        for html in ["<a", "<a href", "<a href=", "<a href='x", "<a / = ", "<a b>c"]
            .map(|html| html.trim_end_matches("b>c"))
        {
            assert_eq!(read(html), [format!("!{html}")], "{html}");
        }
        assert_eq!(read("<a<b"), ["!<a<b"]);
        assert_eq!(read("<script>a</b"), ["+script", "a</b"]);
        assert_eq!(read("<!-- a > <b>"), ["#<!-- a > <b>"]);
        assert_eq!(read("<!-->a"), ["#<!-->", "a"]);
        assert_eq!(read("<!-"), ["?<!-"]);
    }

    #[test]
    fn of_two_attributes_with_one_name_the_first_counts() {
        let mut reader = Reader::new("<a Href=x href=y id>");
        assert!(matches!(reader.read(), Some(Token::Start(_))));
        assert_eq!(reader.attribute("href").as_deref(), Some("x"));
        assert_eq!(reader.attribute("id").as_deref(), Some(""));
        assert_eq!(reader.attribute("title"), None);
    }
}
