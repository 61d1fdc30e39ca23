//! What to write where a value does not have the shape that its key takes.

use super::tree::{Node, Shape};
use crate::diagnostic::Help;

/// The help line for a value and for what is expected in its place, in words.
pub(super) fn help(source: &str, node: &Node, expected: &str) -> Help {
    let typed = source.get(node.span.range()).unwrap_or_default().trim_end();
    match &node.shape {
        Shape::List(items) if expected == "a text" && items.len() == 1 && typed.starts_with('-') => {
            "remove the hyphen and the space: a text is not a list".into()
        }
        Shape::List(_) | Shape::Map(_) if expected == "a text" => match typed.contains('\n') {
            true => "write one text, in double quotes".into(),
            false => {
                let text = quoted(typed);
                Help::safe(format!("put the text in double quotes: `{text}`"), text)
            }
        },
        Shape::List(items) if expected == "an id" => match &items[..] {
            [one] if is_scalar(one) => Help::to_write(&format!("write `{}`", &source[one.span.range()])),
            [one, ..] if is_scalar(one) => {
                format!("write one of them: `{}`", &source[one.span.range()]).into()
            }
            _ => "write an id".into(),
        },
        Shape::List(_) if expected == "a mapping, such as `{name: value}`" => {
            "write an id, a colon and a space in place of each hyphen".into()
        }
        Shape::Scalar { null: false, .. } if expected.contains("such as `{text: …") => {
            let is_plain = !typed.contains([':', ',', '#', '"', '\'', '[', ']', '{', '}', '\n']);
            let is_quoted = typed.starts_with(['"', '\'']);
            let text = if is_plain || is_quoted { typed.to_owned() } else { quoted(typed) };
            Help::to_write(&format!("write `{{text: {text}}}`"))
        }
        Shape::Scalar { null: false, .. } if expected.starts_with("texts by language") => {
            let is_plain = !typed.contains([':', ',', '#', '[', ']', '{', '}', '\n']);
            let text = if is_plain { typed.to_owned() } else { quoted(typed) };
            format!("put its language code before it: `{{uk: {text}}}`, if it is Ukrainian").into()
        }
        Shape::Scalar { null: false, .. } if expected.starts_with("a source, ") => {
            let text = typed.trim_matches(['"', '\'']);
            match text.starts_with("http") {
                true => format!("write `{{title: …, url: {}}}`", quoted(text)).into(),
                false => format!("write `{{title: {}, url: …}}`", quoted(text)).into(),
            }
        }
        _ => format!("write {expected}").into(),
    }
}

fn is_scalar(node: &Node) -> bool {
    matches!(node.shape, Shape::Scalar { null: false, .. })
}

/// A text in double quotes, as YAML reads it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
