//! Links of a body, made absolute for readers that show it elsewhere.

use memchr::{memchr, memchr2};

/// The HTML with `root` before every link to a path, and `page` before every link to a fragment.
/// Only attributes of tags are touched. Our own HTML quotes them all.
pub(super) fn with_absolute_urls(html: &str, root: &str, page: &str) -> String {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    // What is before `copied` is in `out`.
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = memchr(b'<', &bytes[at..]) {
        at += start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        while let Some(value) = next_value(bytes, &mut at) {
            let is_link = [" href=\"", " src=\""].iter().any(|name| html[..value].ends_with(name));
            let before = match &bytes[value..] {
                [b'/', b'/', ..] => "",
                [b'/', ..] if is_link => root,
                [b'#', ..] if is_link => page,
                _ => "",
            };
            if !before.is_empty() {
                out.push_str(&html[copied..value]);
                out.push_str(before);
                copied = value;
            }
        }
    }
    out.push_str(&html[copied..]);
    out
}

/// Where the next quoted value of a tag begins. `at` is moved after it, or after the tag.
fn next_value(html: &[u8], at: &mut usize) -> Option<usize> {
    let Some(found) = memchr2(b'>', b'"', html.get(*at..)?) else {
        *at = html.len();
        return None;
    };
    *at += found + 1;
    if html[*at - 1] == b'>' {
        return None;
    }
    let value = *at;
    *at = memchr(b'"', &html[value..]).map_or(html.len(), |end| value + end + 1);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_fragments_become_absolute_and_text_stays() {
        let html = r##"<p>x href="/a" <a href="/d/p/?a&amp;b">a</a> <a class="c" href="#s">b</a> <img alt="a > b" src="/d/i.png" title=" href="> <a href="https://e.org/">e</a> <a href="//e.org/">e</a> <b title="/x">&lt;a href="/no"&gt;</b></p>"##;
        let expected = r##"<p>x href="/a" <a href="https://x.org/d/p/?a&amp;b">a</a> <a class="c" href="https://x.org/d/q/#s">b</a> <img alt="a > b" src="https://x.org/d/i.png" title=" href="> <a href="https://e.org/">e</a> <a href="//e.org/">e</a> <b title="/x">&lt;a href="/no"&gt;</b></p>"##;
        assert_eq!(with_absolute_urls(html, "https://x.org", "https://x.org/d/q/"), expected);
        assert_eq!(with_absolute_urls("<a href=\"/", "r", "p"), "<a href=\"r/");
    }
}
