//! Links of a body, made absolute for readers that show it elsewhere.

/// The HTML with `root` before every link to a path, and `page` before every link to a fragment.
/// Only attributes of tags are touched. Our own HTML quotes them all.
pub(super) fn with_absolute_urls(html: &str, root: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        out.push_str(&rest[..start]);
        tag(&rest[start..end], root, page, &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn tag(tag: &str, root: &str, page: &str, out: &mut String) {
    let mut rest = tag;
    while let Some((at, length)) =
        [" href=\"", " src=\""].iter().filter_map(|name| Some((rest.find(name)?, name.len()))).min()
    {
        let value = at + length;
        out.push_str(&rest[..value]);
        match rest.as_bytes().get(value) {
            Some(b'/') if rest.as_bytes().get(value + 1) != Some(&b'/') => out.push_str(root),
            Some(b'#') => out.push_str(page),
            _ => {}
        }
        rest = &rest[value..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_fragments_become_absolute_and_text_stays() {
        let html = r##"<p>x href="/a" <a href="/d/p/?a&amp;b">a</a> <a class="c" href="#s">b</a> <img src="/d/i.png" alt=""> <a href="https://e.org/">e</a> &lt;a href="/no"&gt;</p>"##;
        let expected = r##"<p>x href="/a" <a href="https://x.org/d/p/?a&amp;b">a</a> <a class="c" href="https://x.org/d/q/#s">b</a> <img src="https://x.org/d/i.png" alt=""> <a href="https://e.org/">e</a> &lt;a href="/no"&gt;</p>"##;
        assert_eq!(with_absolute_urls(html, "https://x.org", "https://x.org/d/q/"), expected);
    }
}
