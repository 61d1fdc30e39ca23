//! Values of another program's front matter, as typed, and how they are written as YAML.

use crate::language::letters;

/// A value. Numbers, dates and the like are kept as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    /// `is_plain` is for what was written without quotes: it may be a number, a date, `true` or `false`.
    Text {
        text: String,
        is_plain: bool,
    },
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A text that is not a number, whatever it looks like.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), is_plain: false }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The texts of a list, or the one text in its place.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::List(items) => items.iter().filter_map(Self::as_text).collect(),
            one => one.as_text().into_iter().collect(),
        }
    }

    /// `true` and `false`, in the words of YAML 1.1.
    pub(super) fn as_bool(&self) -> Option<bool> {
        match letters::folded(self.as_text()?).as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    /// The value of a key of a mapping.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value at the end of a path of keys.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text { .. } => false,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }
}

/// How wide a list or mapping in brackets may be, in characters.
const WIDEST: usize = 80;

/// Writes a key with its value as YAML, ending in a line break.
pub(super) fn write_key(name: &str, value: &Value, indent: usize, out: &mut String) {
    out.push_str(&" ".repeat(indent));
    out.push_str(&scalar(name, false));
    out.push(':');
    write_value(value, indent, out);
}

fn write_value(value: &Value, indent: usize, out: &mut String) {
    if let Some(line) = in_line(value).filter(|line| line.chars().count() <= WIDEST || is_scalar(value)) {
        if !line.is_empty() {
            out.push(' ');
            out.push_str(&line);
        }
        out.push('\n');
        return;
    }
    out.push('\n');
    match value {
        Value::Map(entries) => {
            for (name, value) in entries {
                write_key(name, value, indent + 2, out);
            }
        }
        Value::List(items) => {
            for item in items {
                out.push_str(&" ".repeat(indent + 2));
                out.push('-');
                write_value(item, indent + 2, out);
            }
        }
        Value::Null | Value::Text { .. } => {}
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Text { .. }) || value.is_empty()
}

/// A value on one line: a text, a list of texts, or an empty mapping.
fn in_line(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Text { text, is_plain } => Some(scalar(text, *is_plain)),
        Value::List(items) => {
            let items: Option<Vec<_>> = items
                .iter()
                .map(|item| if is_scalar(item) { in_line(item) } else { None })
                .map(|item| item.map(|text| if text.is_empty() { "null".to_owned() } else { text }))
                .collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Map(entries) if entries.is_empty() => Some("{}".to_owned()),
        Value::Map(_) => None,
    }
}

/// A text as a YAML value, in a block as well as in brackets. What was typed without quotes stays a number, a date or
/// `true`.
pub(super) fn scalar(text: &str, is_plain: bool) -> String {
    let typed = text.trim();
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':');
    let is_word = typed.starts_with(|c: char| c.is_ascii_alphanumeric()) && typed.chars().all(is_bare);
    if is_plain && is_word && !typed.ends_with(':') {
        return typed.to_owned();
    }
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/');
    if text.starts_with('/') && text.chars().all(is_path) {
        return text.to_owned();
    }
    if text.contains(['\n', '\t']) || text != typed {
        return serde_json::to_string(&text.replace('\u{feff}', "")).expect("a text is JSON");
    }
    crate::editor::scalar(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value) -> String {
        let mut out = String::new();
        write_key("k", value, 0, &mut out);
        out
    }

    #[test]
    fn what_was_typed_without_quotes_stays_without() {
        let plain = |text: &str| Value::Text { text: text.to_owned(), is_plain: true };
        assert_eq!(written(&plain("10")), "k: 10\n");
        assert_eq!(written(&plain("2024-01-02")), "k: 2024-01-02\n");
        assert_eq!(written(&Value::text("10")), "k: \"10\"\n");
        assert_eq!(written(&plain("a: b # c")), "k: \"a: b # c\"\n");
        assert_eq!(written(&Value::text("two\nlines")), "k: \"two\\nlines\"\n");
        assert_eq!(written(&Value::Null), "k:\n");
        assert_eq!(written(&Value::text("/a/b.html")), "k: /a/b.html\n");
        assert_eq!(written(&Value::text("/a, b/")), "k: \"/a, b/\"\n");
    }

    #[test]
    fn lists_and_mappings_are_read_as_they_were() {
        let texts = |texts: &[&str]| Value::List(texts.iter().map(|text| Value::text(*text)).collect());
        assert_eq!(written(&texts(&["a", "b: c"])), "k: [a, \"b: c\"]\n");
        assert_eq!(written(&texts(&[])), "k: []\n");
        let word = "w".repeat(37);
        assert_eq!(written(&texts(&[&word, &word])), format!("k: [{word}, {word}]\n"));
        assert_eq!(written(&texts(&[&word, &word, "abc"])), format!("k:\n  - {word}\n  - {word}\n  - abc\n"));
        let deep = Value::List(vec![Value::Map(vec![
            ("a".to_owned(), texts(&["x"])),
            ("b".to_owned(), Value::Map(vec![("c".to_owned(), Value::text("1"))])),
        ])]);
        let yaml = written(&deep);
        let read: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"k":[{"a":["x"],"b":{"c":"1"}}]}"#, "{yaml}");
    }
}
