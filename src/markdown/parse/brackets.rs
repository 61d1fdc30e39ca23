//! `[[1]](https://…)`: a link whose text stands in brackets, and no name.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Placed;

/// Makes links of names in double brackets that an address in round ones follows.
pub(super) fn link(events: &mut Vec<Placed<'_>>, body: &str) {
    if !body.contains("]](") {
        return;
    }
    let mut out: Vec<Placed<'_>> = Vec::with_capacity(events.len());
    let mut open = None;
    // How much of the next text belongs to a link before it.
    let mut used = 0;
    let mut rest = std::mem::take(events).into_iter().peekable();
    while let Some((event, range)) = rest.next() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => {
                open = Some(out.len());
                out.push((event, range));
            }
            Event::End(TagEnd::Link) => {
                out.push((event, range));
                if let Some(start) = open.take()
                    && let Some((address, end)) = follows(rest.peek(), body)
                {
                    enclose(&mut out, start, address, end);
                    used = end;
                }
            }
            Event::Text(text) if used > 0 => {
                let text = text[std::mem::take(&mut used)..].to_owned();
                if !text.is_empty() {
                    let start = range.end.saturating_sub(text.len()).max(range.start);
                    out.push((Event::Text(text.into()), start..range.end));
                }
            }
            _ => out.push((event, range)),
        }
    }
    *events = out;
}

/// The address that a text begins with in round brackets, and where they end in it.
fn follows(next: Option<&Placed<'_>>, body: &str) -> Option<(String, usize)> {
    let Some((Event::Text(text), range)) = next else { return None };
    let end = text.strip_prefix('(')?.find(')')? + 1;
    let address = &text[1..end];
    let is_address = address.contains(['/', '.', '#', ':']) && !address.contains(char::is_whitespace);
    (is_address && body[range.clone()].starts_with('(')).then(|| (address.to_owned(), end + 1))
}

/// Makes the name that was written last a link to the address, with its inner brackets as text.
fn enclose(out: &mut Vec<Placed<'_>>, start: usize, address: String, length: usize) {
    let end = out.len() - 1;
    let whole: Range<usize> = out[start].1.start..out[end].1.end + length;
    let bracket = |sign: &'static str, at: usize| (Event::Text(sign.into()), at..at + 1);
    let (opening, closing) = (bracket("[", whole.start + 1), bracket("]", out[end].1.end - 2));
    let tag =
        Tag::Link { link_type: LinkType::Inline, dest_url: address.into(), title: "".into(), id: "".into() };
    out[start] = (Event::Start(tag), whole.clone());
    out[end].1 = whole;
    out.insert(end, closing);
    out.insert(start + 1, opening);
}
