//! YAML in two passes: events with places ([`tree`]), then types ([`typed`]).
//!
//! In: a part of a file. Out: a typed value, whatever the part holds. Every problem is reported
//! with its place, and reading goes on after it: a key whose YAML cannot be read is blanked
//! out and the rest is read again.

mod commas;
mod expectations;
mod fold;
mod foreign_keys;
mod here;
mod lost;
mod reason;
mod synonyms;
mod tree;
mod typed;

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Help, Source, Span};
use crate::model::typed::article::Keys;
use tree::Shape;

/// How many unreadable keys of one file are reported.
const MOST_SYNTAX_ERRORS: usize = 50;

/// What came out of a part of a file.
pub(crate) struct Read<T> {
    /// The value, as far as it could be read.
    pub(crate) value: T,
    /// The keys that have a value, good or bad. What is not among them is missing.
    pub(crate) keys: Keys,
}

/// Reads the YAML in `range` of a file into a type. All keys of `T` must have defaults.
pub(crate) fn read<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    range: Range<usize>,
    diags: &mut Diagnostics,
) -> Read<T> {
    let mut text = std::borrow::Cow::Borrowed(&source.text[range.clone()]);
    let mut keys = Keys::default();
    for _ in 0..MOST_SYNTAX_ERRORS {
        match read_once(source, &text, range.start, diags) {
            Ok((value, read)) => {
                let unreadable = keys.unreadable;
                return Read { value, keys: Keys { unreadable, ..read } };
            }
            Err(problem) => {
                let reason = reason::likely(&text, &problem);
                let span = Span::new(range.start + reason.at.start..range.start + reason.at.end);
                let mut help = Help::from(reason.help.line);
                if let Some((safety, at, text)) = reason.help.change {
                    help = help.at(safety, Span::new(range.start + at.start..range.start + at.end), text);
                }
                diags.report(Diagnostic::at(Code::BadYaml, source.place(span), reason.message).help(help));
                keys.unreadable = true;
                text = std::borrow::Cow::Owned(blank(&text, reason.block));
            }
        }
    }
    Read { value: T::default(), keys }
}

/// What is said about YAML that is a list or a text.
const NO_MAPPING: &str = "this is a list, where keys and values are expected";
const NO_MAPPING_HELP: &str = "begin the line with the key, as in `title: …`, without `- ` before it";

/// The YAML cannot be read: where, and what the parser says.
struct SyntaxError {
    at: usize,
    message: String,
    help: Option<&'static str>,
}

fn read_once<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    text: &str,
    offset: usize,
    diags: &mut Diagnostics,
) -> Result<(T, Keys), SyntaxError> {
    if let Some(error) = lost::wrong_space(text) {
        return Err(error);
    }
    let Some(tree) = tree::parse(text, offset)? else { return Ok((T::default(), Keys::default())) };
    let root = &tree.root;
    if !matches!(root.shape, Shape::Map(_)) {
        return Err(SyntaxError {
            at: root.span.start as usize - offset,
            message: NO_MAPPING.into(),
            help: matches!(root.shape, Shape::List(_)).then_some(NO_MAPPING_HELP),
        });
    }
    let mut found = Diagnostics::default();
    let value = typed::read(source, text, offset, &tree, &mut found);
    let mut keys = root.keys(found.places_of_errors().map(|place| place.span));
    keys.meant = keys.present.iter().filter_map(|key| foreign_keys::ours(key)).collect();
    diags.merge(found);
    Ok((value, keys))
}

/// The text with a range replaced by spaces, so that all other places stay where they are.
fn blank(text: &str, range: Range<usize>) -> String {
    let blanked: String = text[range.clone()]
        .chars()
        .flat_map(|c| {
            let fill = if c == '\n' { '\n' } else { ' ' };
            std::iter::repeat_n(fill, c.len_utf8())
        })
        .collect();
    format!("{}{}{}", &text[..range.start], blanked, &text[range.end..])
}
