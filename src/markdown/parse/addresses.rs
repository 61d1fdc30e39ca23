//! Bare addresses in a text become links, as in GFM (extended www and URL autolinks).

use std::ops::Range;

use memchr::{memchr2, memmem};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Placed, typed};
use crate::html::{Reader, Token};

/// The longest host name, in bytes, and as much again for letters beyond ASCII (RFC 1035).
const LONGEST_HOST: usize = 2 * 255;
/// What an address begins with.
const BEGINNINGS: [&str; 3] = ["https://", "http://", "www."];

/// Makes links of addresses in running text, outside links and code.
pub(super) fn link(events: &mut Vec<Placed<'_>>, body: &str) {
    let beginnings = beginnings(body);
    if beginnings.is_empty() {
        return;
    }
    // An escaped text is not what was typed.
    let may_have = |text: &str, range: &Range<usize>| {
        let next = beginnings.partition_point(|at| *at < range.start);
        text.len() != range.len() && may_have(text) || beginnings.get(next).is_some_and(|at| *at < range.end)
    };
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(events.len() + 8);
    // How many links, pictures and blocks of code are open.
    let (mut taken, mut is_raw_link) = (0_usize, false);
    for (event, range) in events.drain(..) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => taken += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => taken = taken.saturating_sub(1),
            Event::InlineHtml(html) => {
                let mut reader = Reader::new(html);
                match reader.read() {
                    Some(Token::Start(tag)) if reader.is(&tag, "a") => is_raw_link = true,
                    Some(Token::End(tag)) if reader.is(&tag, "a") => is_raw_link = false,
                    _ => {}
                }
            }
            Event::Text(text)
                if taken == 0 && !is_raw_link && may_have(text, &range) && split(text, &range, &mut out) =>
            {
                continue;
            }
            _ => {}
        }
        out.push((event, range));
    }
    *events = out;
}

/// Where a text has signs of an address, in order.
fn beginnings(text: &str) -> Vec<usize> {
    let (colons, hosts) =
        (memmem::find_iter(text.as_bytes(), "://"), memmem::find_iter(text.as_bytes(), "www."));
    let mut all: Vec<usize> = colons.chain(hosts).collect();
    all.sort_unstable();
    all
}

fn may_have(text: &str) -> bool {
    text.contains("://") || text.contains("www.")
}

/// Writes a text with its addresses as links. `false` if it has none; then nothing is written.
fn split(text: &str, range: &Range<usize>, out: &mut Vec<Placed<'_>>) -> bool {
    let mut written = 0;
    let part = |from: usize, to: usize| -> Placed<'static> {
        (Event::Text(text[from..to].to_owned().into()), typed(range, text, from..to))
    };
    for address in addresses(text) {
        if address.start > written {
            out.push(part(written, address.start));
        }
        let shown = &text[address.clone()];
        let scheme = if shown.starts_with("www.") { "https://" } else { "" };
        let dest_url = format!("{scheme}{shown}").into();
        let place = typed(range, text, address.clone());
        let tag = Tag::Link { link_type: LinkType::Autolink, dest_url, title: "".into(), id: "".into() };
        out.push((Event::Start(tag), place.clone()));
        out.push(part(address.start, address.end));
        out.push((Event::End(TagEnd::Link), place));
        written = address.end;
    }
    if written > 0 && written < text.len() {
        out.push(part(written, text.len()));
    }
    written > 0
}

/// Where addresses are in a text, in order.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr2(b'h', b'w', &text.as_bytes()[at..])?;
            at = start + 1;
            let Some(beginning) = BEGINNINGS.iter().find(|beginning| text[start..].starts_with(*beginning))
            else {
                continue;
            };
            let before = text[..start].chars().next_back();
            let is_bare = *beginning == "www.";
            let is_free = match is_bare {
                true => before.is_none_or(|c| c.is_whitespace() || "*_~([{\"'“„«‘".contains(c)),
                false => before.is_none_or(|c| !c.is_ascii_alphanumeric()),
            };
            let host = if is_bare { start } else { start + beginning.len() };
            if is_free && begins_with_host(&text[host..]) {
                at = start + trimmed(&text[start..]).len();
                return Some(start..at);
            }
        }
    })
}

/// Whether an address without its scheme begins with a host name that has a dot in it.
fn begins_with_host(rest: &str) -> bool {
    let rest = &rest[..rest.floor_char_boundary(LONGEST_HOST)];
    let host = trimmed(&rest[..rest.find(['/', '?', '#', ':']).unwrap_or(rest.len())]);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let last_two = &labels[labels.len().saturating_sub(2)..];
    labels.len() > 1 && labels.iter().all(is_label) && !last_two.iter().any(|label| label.contains('_'))
}

/// The address that a text begins with, without the punctuation of the sentence after it.
fn trimmed(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || "<。，、；！？（）「」『』《》【】".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    // Counted once: with a pass for each closing bracket, the cost would grow faster than the text.
    let count = |sign: char| address.chars().filter(|c| *c == sign).count();
    let mut unopened = count(')').saturating_sub(count('('));
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        let shorter = &address[..address.len() - last.len_utf8()];
        address = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '”' | '’' | '»' | '“' | '…' => {
                shorter
            }
            ')' if unopened > 0 => {
                unopened -= 1;
                shorter
            }
            ';' => {
                let name = shorter.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                name.strip_suffix('&').unwrap_or(shorter)
            }
            _ => return address,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The addresses that become links in a body.
    fn linked(body: &str) -> Vec<String> {
        let events = pulldown_cmark::Parser::new(body).into_offset_iter();
        let mut events: Vec<Placed<'_>> = pulldown_cmark::TextMergeWithOffset::new(events).collect();
        link(&mut events, body);
        let of = |(event, _): &Placed<'_>| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        };
        events.iter().filter_map(of).collect()
    }

    #[test]
    fn addresses_are_found_beside_what_is_escaped() {
        let one = ["https://a.org/x"];
        assert_eq!(linked("&copy; https://a.org/x"), one);
        assert_eq!(linked("\\* *so* https://a.org/x\n\nNext."), one);
        assert_eq!(linked("`http://` and https:&#47;/a.org/x"), one);
        assert_eq!(linked("`http://b.org` and text"), [""; 0]);
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        let found = |text: &str| addresses(text).map(|range| text[range].to_owned()).collect::<Vec<_>>();
        for (text, expected) in [
            ("See https://example.org/a?b=1.", "https://example.org/a?b=1"),
            ("(https://example.org/a)", "https://example.org/a"),
            ("https://example.org/A_(b)", "https://example.org/A_(b)"),
            ("https://example.org/a_(b))", "https://example.org/a_(b)"),
            ("“https://example.org/a”, he wrote", "https://example.org/a"),
            ("www.example.org/x!", "www.example.org/x"),
            ("https://example.org/a&lt;", "https://example.org/a"),
            ("https://example.org/a--b", "https://example.org/a--b"),
            ("网址https://example.org/a。", "https://example.org/a"),
            ("https://приклад.укр/а", "https://приклад.укр/а"),
            ("http://example.org:8080/", "http://example.org:8080/"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        assert_eq!(found("https://a.example and www.b.example"), ["https://a.example", "www.b.example"]);
        for text in [
            "https://",
            "https://.",
            "xhttps://example.org",
            "awww.example.org",
            "https://a_b.c_d",
            "www.",
            "www",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
