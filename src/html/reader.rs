//! The tags of HTML, one after the other, without building a tree (HTML, 13.2.5).

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::entity;
use super::scan::{self, BARE_VALUE, BETWEEN, NAME, SPACE, TAG_NAME, find, run};

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
    /// `<?…?>` or `<!…>` that is not a comment.
    Declaration(Range<usize>),
    /// A tag without `>`, and all that follows.
    Broken(Range<usize>),
}

/// A start or end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Where it is.
    pub range: Range<usize>,
    /// Where its name is.
    name: Range<usize>,
}

/// An attribute of a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Its name as written.
    pub name: &'h str,
    /// Its value as written; `None` if it has none.
    pub raw: Option<&'h str>,
    /// Where it is, with its value.
    pub range: Range<usize>,
    /// Where its value is; where one would be if it has none.
    pub value: Range<usize>,
}

impl<'h> Attribute<'h> {
    /// Whether it has this name, which is given in lower case.
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Its value with its entities decoded; empty if it has none.
    pub fn value(&self) -> Cow<'h, str> {
        entity::decoded(self.raw.unwrap_or_default())
    }
}

/// Where an attribute is.
#[derive(Debug)]
struct Spot {
    name: Range<usize>,
    /// Empty and after the name if there is none.
    value: Range<usize>,
    /// After the value and its quotes; after the name if there is no value.
    end: usize,
}

/// What a part of HTML is.
enum Kind {
    Text,
    Start,
    End,
    Comment,
    Declaration,
    Broken,
}

/// Goes through HTML.
#[derive(Debug)]
pub struct Reader<'h> {
    html: &'h str,
    at: usize,
    /// The name of the last tag.
    name: Range<usize>,
    /// The attributes of the last start tag.
    spots: Vec<Spot>,
    /// The element whose content is text until its end tag, if one was begun.
    raw: Option<&'static str>,
    /// The ends of other languages' declarations that do not occur any more.
    missing: Vec<&'static str>,
}

impl<'h> Reader<'h> {
    /// A reader at the beginning.
    pub fn new(html: &'h str) -> Self {
        Self { html, at: 0, name: 0..0, spots: Vec::new(), raw: None, missing: Vec::new() }
    }

    /// The next part. `None` at the end.
    pub fn read(&mut self) -> Option<Token> {
        let start = self.at;
        let kind = self.step(&|_| true)?;
        let range = start..self.at;
        Some(match kind {
            Kind::Text => Token::Text(range),
            Kind::Start => Token::Start(Tag { range, name: self.name.clone() }),
            Kind::End => Token::End(Tag { range, name: self.name.clone() }),
            Kind::Comment => Token::Comment(range),
            Kind::Declaration => Token::Declaration(range),
            Kind::Broken => Token::Broken(range),
        })
    }

    /// The next start tag that has an attribute whose name, as written, is asked for, or that begins a script
    /// or style. Only such attributes of it are kept. What is before it is passed over.
    pub fn start_tag(&mut self, is_asked: impl Fn(&[u8]) -> bool) -> Option<Tag> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at;
            if let Kind::Start = self.step(&is_asked)?
                && (!self.spots.is_empty() || self.raw.is_some())
            {
                return Some(Tag { range: start..self.at, name: self.name.clone() });
            }
            // Text follows most tags.
            if bytes.get(self.at).is_some_and(|b| *b != b'<') {
                self.at = find(b'<', bytes, self.at).unwrap_or(bytes.len());
            }
        }
    }

    /// Moves past the next part. This and what it calls for tags are inlined in both loops of readers, which
    /// saves a fifth of the instructions.
    #[inline(always)]
    fn step(&mut self, is_asked: &impl Fn(&[u8]) -> bool) -> Option<Kind> {
        if self.raw.is_some() && self.raw_text() {
            return Some(Kind::Text);
        }
        let bytes = self.html.as_bytes();
        let first = *bytes.get(self.at)?;
        if first == b'<'
            && let Some(kind) = self.markup(is_asked)
        {
            return Some(kind);
        }
        let from = self.at + usize::from(first == b'<');
        self.at = find(b'<', bytes, from).unwrap_or(bytes.len());
        Some(Kind::Text)
    }

    /// Moves past what begins with `<`, unless that is text.
    #[inline(always)]
    fn markup(&mut self, is_asked: &impl Fn(&[u8]) -> bool) -> Option<Kind> {
        let bytes = self.html.as_bytes();
        let is_end = bytes.get(self.at + 1) == Some(&b'/');
        let name = self.at + 1 + usize::from(is_end);
        match bytes.get(name)? {
            first if first.is_ascii_alphabetic() => Some(self.tag(name, is_end, is_asked)),
            b'!' | b'?' if !is_end => Some(self.declaration()),
            _ => None,
        }
    }

    /// Moves past a comment, or what is for programs.
    fn declaration(&mut self) -> Kind {
        let bytes = self.html.as_bytes();
        let own_end = match bytes[self.at + 1..] {
            [b'!', b'-', b'-', ..] => {
                self.at = self.after(b"-->").unwrap_or(bytes.len());
                return Kind::Comment;
            }
            // Of other languages, such as PHP, with their own ends.
            [b'?', ..] => self.own_end("?>"),
            [b'!', b'[', ..] => self.own_end("]]>"),
            _ => None,
        };
        self.at = own_end.or_else(|| self.after(b">")).unwrap_or(bytes.len());
        Kind::Declaration
    }

    /// Moves past a tag whose name begins here.
    #[inline(always)]
    fn tag(&mut self, name: usize, is_end: bool, is_asked: &impl Fn(&[u8]) -> bool) -> Kind {
        let bytes = self.html.as_bytes();
        let mut at = scan::name(bytes, name, TAG_NAME);
        self.name = name..at;
        self.spots.clear();
        // Nearly all end tags have nothing but a name, and most start tags have no attributes.
        if is_end && bytes.get(at) == Some(&b'>') {
            self.at = at + 1;
            return Kind::End;
        }
        while bytes.get(at) != Some(&b'>') {
            match spot(bytes, &mut at) {
                Some(spot) if !is_end && is_asked(&bytes[spot.name.clone()]) => self.spots.push(spot),
                Some(_) => {}
                None if at >= bytes.len() => {
                    self.at = bytes.len();
                    return Kind::Broken;
                }
                None => {}
            }
        }
        self.at = at + 1;
        if is_end {
            return Kind::End;
        }
        self.raw = match bytes[name] {
            b's' | b'S' => raw_element(&bytes[self.name.clone()]),
            _ => None,
        };
        Kind::Start
    }

    /// Moves past the text of a script or style, if there is any. Nothing but the end tag ends it.
    fn raw_text(&mut self) -> bool {
        let Some(name) = self.raw.take() else { return false };
        let (start, bytes) = (self.at, self.html.as_bytes());
        let is_end = |at: &usize| {
            let tag = bytes[start + at..].strip_prefix(b"</").and_then(|rest| rest.get(..name.len()));
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = memmem::find_iter(&bytes[start..], b"</").find(is_end);
        self.at = end.map_or(bytes.len(), |end| start + end);
        self.at > start
    }

    /// The attributes of the start tag that was read last, in order.
    #[inline]
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'h>> {
        self.attributes_if(|_| true)
    }

    /// Those of them whose names, as written, are asked for.
    #[inline]
    pub fn attributes_if(&self, is_asked: impl Fn(&[u8]) -> bool) -> impl Iterator<Item = Attribute<'h>> {
        let html = self.html;
        let spots = self.spots.iter().filter(move |spot| is_asked(&html.as_bytes()[spot.name.clone()]));
        spots.map(move |spot| Attribute {
            name: &html[spot.name.clone()],
            raw: (spot.end > spot.name.end).then(|| &html[spot.value.clone()]),
            range: spot.name.start..spot.end,
            value: spot.value.clone(),
        })
    }

    /// The value of an attribute of that tag; empty if it has the attribute without a value. `name` is given
    /// in lower case. Of two with the same name, the first counts.
    pub fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        let is_it = |written: &[u8]| written.eq_ignore_ascii_case(name.as_bytes());
        self.attributes_if(is_it).next().map(|attribute| attribute.value())
    }

    /// Whether a tag has this name, which is given in lower case.
    #[inline]
    pub fn is(&self, tag: &Tag, name: &str) -> bool {
        self.html.as_bytes()[tag.name.clone()].eq_ignore_ascii_case(name.as_bytes())
    }

    /// The name of a tag in lower case.
    #[inline]
    pub fn name(&self, tag: &Tag) -> Cow<'h, str> {
        let name = &self.html[tag.name.clone()];
        if name.bytes().any(|b| b.is_ascii_uppercase()) { lower(name) } else { Cow::Borrowed(name) }
    }

    /// The position after the next end of a kind. One that was missing once is not looked for again.
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
}

/// A name in lower case, for the few that are not written that way.
#[cold]
fn lower(name: &str) -> Cow<'_, str> {
    Cow::Owned(name.to_ascii_lowercase())
}

/// The element of a name whose content is text until its end tag, if it is one.
fn raw_element(name: &[u8]) -> Option<&'static str> {
    ["script", "style"].into_iter().find(|raw| name.eq_ignore_ascii_case(raw.as_bytes()))
}

/// The next attribute. `at` is moved past it, or to the `>` or the end if there is none.
#[inline(always)]
fn spot(bytes: &[u8], at: &mut usize) -> Option<Spot> {
    let start = run(bytes, *at, BETWEEN);
    *at = start;
    if matches!(bytes.get(start), None | Some(b'>')) {
        return None;
    }
    // A name has at least one character, whichever it is.
    let name = start..scan::name(bytes, start + 1, NAME);
    *at = name.end;
    let Some(value) = value(bytes, name.end) else {
        let end = name.end;
        return Some(Spot { name, value: end..end, end });
    };
    let value = match bytes.get(value) {
        Some(quote @ (b'"' | b'\'')) => {
            let inside = value + 1;
            // Without its end, all that follows belongs to it.
            let end = find(*quote, bytes, inside).unwrap_or(bytes.len());
            *at = bytes.len().min(end + 1);
            inside..end
        }
        _ => {
            *at = run(bytes, value, BARE_VALUE);
            value..*at
        }
    };
    Some(Spot { name, value, end: *at })
}

/// Where the value of an attribute begins, with its quote, if it has one.
#[inline]
fn value(bytes: &[u8], name_end: usize) -> Option<usize> {
    // Nearly all are written this way.
    if let [b'=', b'"', ..] = bytes[name_end..] {
        return Some(name_end + 1);
    }
    let equals = run(bytes, name_end, SPACE);
    (bytes.get(equals) == Some(&b'=')).then(|| run(bytes, equals + 1, SPACE))
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
                    let attributes = reader.attributes();
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

    /// Pieces that tags are made of, good ones and bad ones.
    const PIECES: &str = "(<|>|/|=|\"|'| |\n|a|É|<a|</a|<p>|</p>|<Script>|</script|<style |</style>|<!--|-->|<!|<\\?|\\?>|<!\\[CDATA\\[|]]>| href=\"/x\"| ID='y'| class = z|=\"|some words of a text)";

    proptest::proptest! {
        /// Start tags are those that are read one part after the other, without attributes that nobody asks for.
        #[test]
        fn start_tags_are_those_among_all_parts(pieces in proptest::collection::vec(PIECES, 0..30)) {
            let html = pieces.concat();
            for asked in [&["id", "href"][..], &["class"], &[]] {
                let is_asked = |name: &[u8]| asked.iter().any(|asked| name.eq_ignore_ascii_case(asked.as_bytes()));
                let (mut all, mut starts) = (Reader::new(&html), Reader::new(&html));
                let mut expected = Vec::new();
                while let Some(token) = all.read() {
                    let Token::Start(tag) = token else { continue };
                    let attributes: Vec<Attribute<'_>> = all.attributes_if(is_asked).collect();
                    if !attributes.is_empty() || all.is(&tag, "script") || all.is(&tag, "style") {
                        expected.push((tag, attributes));
                    }
                }
                let found = std::iter::from_fn(|| {
                    let tag = starts.start_tag(is_asked)?;
                    Some((tag, starts.attributes().collect::<Vec<_>>()))
                });
                proptest::prop_assert_eq!(found.collect::<Vec<_>>(), expected, "{}", html);
            }
        }

        /// Values that are written as most are begin where others would.
        #[test]
        fn a_value_begins_after_its_sign(pieces in proptest::collection::vec(PIECES, 0..5)) {
            let html = pieces.concat();
            let plain = html.trim_ascii_start().strip_prefix('=').map(|rest| html.len() - rest.trim_ascii_start().len());
            proptest::prop_assert_eq!(value(html.as_bytes(), 0), plain);
        }
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
