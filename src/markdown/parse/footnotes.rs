//! The labels of footnotes.
//!
//! The parser takes `[^label]` for a reference only if the label is defined in the text. A source in the
//! front matter is not, and a label without any definition is to be reported. So each label that a body uses
//! is defined before it; what is defined there is not part of the body.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memmem;

/// The body, preceded by definitions of all labels that it uses.
pub(in crate::markdown) fn with_labels(body: &str) -> Cow<'_, str> {
    let labels: BTreeSet<&str> =
        memmem::find_iter(body.as_bytes(), "[^").filter_map(|at| label(&body[at + 2..])).collect();
    if labels.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut text = String::with_capacity(body.len() + 64);
    for label in labels {
        text.push_str("[^");
        text.push_str(label);
        text.push_str("]: x\n");
    }
    // What is indented at the top of the body would belong to the last one.
    text.push_str("\n***\n\n");
    text.push_str(body);
    Cow::Owned(text)
}

/// The label that a text begins with.
fn label(text: &str) -> Option<&str> {
    let end = text.find(['[', ']', '\n', '\\'])?;
    (text[end..].starts_with(']') && !text[..end].trim().is_empty()).then(|| &text[..end])
}
