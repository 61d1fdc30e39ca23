//! What is looked for in finished pages, because it belongs to a file that is held back.

use aho_corasick::AhoCorasick;

use crate::html::Html;
use crate::model::address::url::BaseUrl;
use crate::model::graph::plan::Planned;
use crate::model::graph::withheld::Withheld;

/// A finder of secrets, if there are any, and the file of each of its patterns.
pub(super) fn patterns(
    entries: &[Planned],
    base: &BaseUrl,
    withheld: &[Withheld],
) -> (Option<AhoCorasick>, Vec<usize>) {
    let mut patterns: Vec<(String, usize)> = addresses(entries, base, withheld);
    for (n, file) in withheld.iter().enumerate() {
        let forms = file.texts.iter().flat_map(|text| forms(text));
        patterns.extend(forms.map(|form| (form, n)));
    }
    let owners = patterns.iter().map(|(_, owner)| *owner).collect();
    let finder = AhoCorasick::new(patterns.iter().map(|(text, _)| text));
    (finder.ok().filter(|_| !patterns.is_empty()), owners)
}

/// The forms in which a text may appear in a file: as it is, in HTML and XML, in JSON.
fn forms(text: &str) -> Vec<String> {
    let json = serde_json::to_string(text).expect("a text is JSON");
    let json = json[1..json.len() - 1].to_owned();
    let mut forms = vec![text.to_owned(), Html::escape(text).as_str().to_owned(), json];
    forms.dedup();
    forms
}

/// The addresses of files that are held back, unless they appear in one that is published.
fn addresses(entries: &[Planned], base: &BaseUrl, withheld: &[Withheld]) -> Vec<(String, usize)> {
    let mut addresses = Vec::new();
    for (n, file) in withheld.iter().enumerate() {
        let Some(address) = &file.url else { continue };
        let url = address.as_str();
        if url.matches('/').count() > 2 {
            addresses.push((url.to_owned(), n));
            continue;
        }
        // `/plan/` alone may be a part of anything.
        let whole = [Some(base.href(address)), base.absolute(address)].into_iter().flatten();
        let quoted = whole.flat_map(|url| ['"', '\'', '('].map(|mark| format!("{mark}{url}")));
        addresses.extend(quoted.map(|address| (address, n)));
    }
    let Ok(finder) = AhoCorasick::new(addresses.iter().map(|(address, _)| address)) else {
        return Vec::new();
    };
    let mut is_published = vec![false; addresses.len()];
    for planned in entries.iter().filter(|_| !addresses.is_empty()) {
        let whole = [Some(base.href(&planned.url)), base.absolute(&planned.url)].into_iter().flatten();
        let text: String = whole.map(|url| format!("\"{url} '{url} ({url} ")).collect();
        finder.find_overlapping_iter(&text).for_each(|hit| is_published[hit.pattern().as_usize()] = true);
    }
    let mut is_published = is_published.into_iter();
    addresses.retain(|_| is_published.next() == Some(false));
    addresses
}

/// A calendar file without its line breaks and backslashes (RFC 5545, 3.1 and 3.3.11).
pub(super) fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
    text.replace("\\,", ",").replace("\\;", ";").into_bytes()
}
