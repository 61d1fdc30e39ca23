//! `[[1]](https://…)` and `[[1]][label]`: a link whose text is in brackets, not a name.

use std::collections::HashSet;

use memchr::memmem;

use super::stand_ins::{Kind, Replaced};

/// How much of an address, in bytes, is enough to see that it is one.
const SEEN: usize = 200;

/// Finds the inner brackets of texts in double brackets that are followed by an address or a defined label.
pub(super) fn around_texts(text: &str, replaced: &mut Vec<Replaced>) {
    let mut labels: Option<HashSet<String>> = None;
    let mut read = 0;
    for end in memmem::find_iter(text.as_bytes(), "]]") {
        let mut is_defined =
            |label: &str| labels.get_or_insert_with(|| defined(text)).contains(&label.to_lowercase());
        let is_link = match text.as_bytes().get(end + 2) {
            Some(b'(') => is_address(&text.as_bytes()[end + 3..]),
            Some(b'[') => text[end + 3..].split_once([']', '\n']).is_some_and(|(label, _)| is_defined(label)),
            _ => false,
        };
        if end < read || !is_link {
            continue;
        }
        // A text does not extend across an empty line.
        let from = text[read..end].rfind("\n\n").map_or(read, |at| read + at);
        if let Some(start) = text[from..end].rfind("[[") {
            replaced.push((from + start + 1, '[', Kind::Shown));
            replaced.push((end, ']', Kind::Shown));
        }
        read = end + 2;
    }
}

/// Whether what follows a round bracket is an address, not a remark.
fn is_address(text: &[u8]) -> bool {
    let seen = text.iter().take(SEEN);
    let mut address = seen.take_while(|b| !b.is_ascii_whitespace() && **b != b')');
    text.starts_with(b"<") || address.any(|b| b"/.#:".contains(b))
}

/// The labels that a text may define, in lower case.
fn defined(text: &str) -> HashSet<String> {
    let label = |line: &str| {
        line.trim_start().strip_prefix('[')?.split_once("]:").map(|(label, _)| label.to_lowercase())
    };
    text.lines().filter_map(label).collect()
}
