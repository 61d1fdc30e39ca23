//! The ids that headings had, typed where Dateline would make others from the words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::archive::HeadingIds;
use super::outline;
use crate::html::{Reader, Token};
use crate::language::slug::slug;

/// A heading of a body.
pub(in crate::import) struct Heading {
    /// With its marks, in bytes.
    pub(in crate::import) range: Range<usize>,
    /// Its words.
    pub(in crate::import) words: String,
    pub(in crate::import) level: usize,
    /// Whether it has an id that was typed.
    pub(in crate::import) has_id: bool,
}

/// An id as addresses have it: Latin letters and digits, with single hyphens between them.
pub(in crate::import) fn slugs(words: &str) -> String {
    let latin = deunicode::deunicode_with_tofu(words, "-").to_ascii_lowercase();
    let parts = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// What Eleventy's `slugify` filter makes of letters, where it differs from others.
const OF_ELEVENTY: [(char, &str); 24] = [
    ('&', " and "),
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('œ', " "),
    ('ğ', "g"),
    ('å', "a"),
    ('ø', "o"),
    ('є', "e"),
    ('ї', "yi"),
    ('й', "y"),
    ('х', "kh"),
    ('ц', "ts"),
    ('щ', "sch"),
    ('ь', ""),
    ('ъ', ""),
    ('ы', "y"),
    ('э', "e"),
    ('ё', "yo"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ґ', "g"),
    ('’', " "),
    ('‘', " "),
];

/// A text as Eleventy's `slugify` filter has it: `What's on` is `whats-on`.
pub(in crate::import) fn slugified(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        match OF_ELEVENTY.iter().find(|(letter, _)| *letter == c) {
            Some((_, other)) => text.push_str(other),
            None => text.push(c),
        }
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        match bare.strip_suffix("'s").or_else(|| bare.strip_suffix("'t")) {
            Some(start) if start.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                out.push_str(start);
                out.push_str(&bare[start.len() + 1..]);
                out.push_str(&word[bare.len()..]);
            }
            _ => out.push_str(word),
        }
    }
    slugs(&out)
}

/// An id as `markdown-it-anchor` makes it by default: encoded as a part of an address.
fn encoded(words: &str) -> String {
    const KEPT: AsciiSet = NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'!')
        .remove(b'~')
        .remove(b'*')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')');
    let words = words.trim().to_lowercase();
    utf8_percent_encode(&words.split_whitespace().collect::<Vec<_>>().join("-"), &KEPT).to_string()
}

fn kramdown(words: &str) -> String {
    let start = words.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(words.len());
    let kept = words[start..].chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'));
    let id: String = kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
    if id.is_empty() { "section".to_owned() } else { id }
}

/// Numbers for what occurs twice. The second one is `first`.
struct Counted {
    counts: HashMap<String, usize>,
    first: usize,
}

impl Counted {
    fn from(first: usize) -> Self {
        Self { counts: HashMap::new(), first }
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.counts.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{}", *count - 2 + self.first) }
    }
}

/// The ids to be typed, with the headings that they are for. `taken` are ids that raw HTML has.
pub(super) fn to_be_typed<'h>(
    headings: &'h [Heading],
    ids: HeadingIds,
    taken: &HashSet<String>,
) -> Vec<(&'h Heading, String)> {
    let make: fn(&str) -> String = match ids {
        HeadingIds::None | HeadingIds::GitHub => slug,
        HeadingIds::Kramdown => kramdown,
        HeadingIds::Slugs => slugs,
        HeadingIds::Eleventy | HeadingIds::EleventyAnchors => slugified,
        HeadingIds::Anchors => encoded,
    };
    let first = if ids == HeadingIds::Eleventy { 2 } else { 1 };
    let (mut theirs, mut ours) = (Counted::from(first), Counted::from(1));
    let mut typed = Vec::new();
    for heading in headings.iter().filter(|heading| !heading.has_id) {
        let mut id = theirs.unique(make(&heading.words));
        let own = ours.unique(slug(&heading.words));
        while taken.contains(&id) {
            id = theirs.unique(make(&heading.words));
        }
        let is_free = !["page-", "source-", "cite-", "note-"].iter().any(|start| id.starts_with(start));
        if id != own && !id.is_empty() && is_free {
            typed.push((heading, id));
        }
    }
    typed
}

/// A text that was made from HTML, with the ids that its headings had there.
pub(super) fn with_ids_of(html: &str, text: String) -> String {
    let mut reader = Reader::new(html);
    let mut ids = Vec::new();
    while let Some(token) = reader.read() {
        if let Token::Start(tag) = token
            && ["h1", "h2", "h3", "h4", "h5", "h6"].contains(&&*reader.name(&tag))
        {
            ids.push(reader.attribute("id").map(|id| id.into_owned()));
        }
    }
    let headings = outline(&text);
    if headings.len() != ids.len() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (heading, id) in headings.iter().zip(ids) {
        let is_id = |id: &String| !id.is_empty() && !id.contains([' ', '{', '}', '"']);
        let Some(id) = id.filter(|id| is_id(id) && *id != slug(&heading.words)) else { continue };
        let end = heading.range.start + text[heading.range.clone()].trim_end().len();
        out.push_str(&format!("{} {{#{id}}}", &text[at..end]));
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_programs() {
        assert_eq!(slugs("What's in 1.5 stable?"), "what-s-in-1-5-stable");
        assert_eq!(slugs("Що далі"), "shcho-dali");
        assert_eq!(slugified("What's on, what’s next & \"so\""), "whats-on-what-s-next-and-so");
        assert_eq!(slugified("What's next?"), "whats-next");
        assert_eq!(slugified("Straße über Щастя"), "strasse-ueber-schastya");
        assert_eq!(encoded("What's next?"), "what's-next%3F");
        assert_eq!(kramdown("2. What's new, then"), "whats-new-then");
        assert_eq!(kramdown("Що"), "section");
        let heading =
            |words: &str, has_id| Heading { range: 0..0, words: words.to_owned(), level: 2, has_id };
        let all =
            [heading("A.b", false), heading("A.b", false), heading("Plain", false), heading("C.d", true)];
        let with = |ids, taken: &[&str]| {
            let taken = taken.iter().map(|id| (*id).to_owned()).collect();
            to_be_typed(&all, ids, &taken).into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        };
        let typed = |ids| with(ids, &[]);
        assert_eq!(with(HeadingIds::GitHub, &["plain"]), ["plain-1"]);
        assert_eq!(typed(HeadingIds::Slugs), ["a-b", "a-b-1"]);
        assert_eq!(typed(HeadingIds::Eleventy), ["a-b", "a-b-2"]);
        assert_eq!(typed(HeadingIds::Kramdown), [""; 0]);
        assert_eq!(typed(HeadingIds::GitHub), [""; 0]);
    }
}
