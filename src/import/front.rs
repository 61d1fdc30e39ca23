//! Front matter of other programs: YAML between `---`, TOML between `+++`, JSON between braces or `;;;`, and what
//! `---json` and `---toml` say.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};
use toml_edit::{DocumentMut, Item};

use super::value::Value;

/// How many values anchors and nesting may make from one file.
const MOST_VALUES: usize = 100_000;
/// How deeply lists and mappings may be nested.
const MOST_LEVELS: usize = 64;

/// A key with its value and the comments above or after it.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) value: Value,
    /// Each begins with `#`.
    pub(super) comments: Vec<String>,
}

/// The front matter of a file, from which keys are taken one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    pub(super) keys: Vec<Key>,
    /// Comments that were below all keys, or at keys that were taken.
    pub(super) comments: Vec<String>,
}

impl Front {
    /// Takes the first of the given keys that is there, whatever its case. Its comments stay.
    pub(super) fn take(&mut self, names: &[&str]) -> Option<Value> {
        for name in names {
            if let Some(at) = self.keys.iter().position(|key| key.name.eq_ignore_ascii_case(name)) {
                let key = self.keys.remove(at);
                self.comments.extend(key.comments);
                return Some(key.value);
            }
        }
        None
    }

    /// The value of the first of the given keys that is there.
    pub(super) fn get(&self, names: &[&str]) -> Option<&Value> {
        names.iter().find_map(|name| {
            self.keys.iter().find(|key| key.name.eq_ignore_ascii_case(name)).map(|key| &key.value)
        })
    }

    /// The text of the first of the given keys that is there.
    pub(super) fn text(&self, names: &[&str]) -> Option<&str> {
        self.get(names).and_then(Value::as_text)
    }

    /// Adds what is not there yet.
    pub(super) fn add_missing(&mut self, name: &str, value: Value) {
        if self.get(&[name]).is_none() {
            self.keys.push(Key { name: name.to_owned(), value, comments: Vec::new() });
        }
    }

    fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Map(entries) => {
                let keys = entries.into_iter();
                let keys = keys.map(|(name, value)| Key { name, value, comments: Vec::new() }).collect();
                Ok(Self { keys, comments: Vec::new() })
            }
            Value::Null => Ok(Self::default()),
            _ => Err("the front matter is not a mapping".to_owned()),
        }
    }
}

/// Reads what is between two fences.
type Read = fn(&str) -> Result<Front, String>;

/// The line that front matter begins with, the one that ends it, and how what is between them is read.
const FENCES: [(&str, &str, Read); 9] = [
    ("---", "---", yaml),
    ("+++", "+++", toml),
    (";;;", ";;;", json_front),
    ("---yaml", "---", yaml),
    ("---yml", "---", yaml),
    ("---json", "---", json_front),
    ("---toml", "---", toml),
    ("---js", "---", script),
    ("---javascript", "---", script),
];

/// A file in its two parts: the front matter, and where the body begins, in bytes. `Err` says why the front matter
/// cannot be read; the body is found all the same.
pub(super) fn split(text: &str) -> (Result<Front, String>, usize) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[start..];
    for (first, fence, read) in FENCES {
        let Some(inside) = between(rest, first, fence) else { continue };
        let end =
            start + inside.end + rest[inside.end..].find('\n').map_or(rest.len() - inside.end, |at| at + 1);
        return (read(&rest[inside]), end);
    }
    if rest.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
        if let Some(Ok(value @ serde_json::Value::Object(_))) = values.next() {
            return (Front::of(of_json(value)), start + values.byte_offset());
        }
    }
    (Ok(Front::default()), start)
}

/// What is between the line that a text begins with and the next one that is a fence.
fn between(text: &str, first: &str, fence: &str) -> Option<Range<usize>> {
    let is_fence = |line: &str| line.trim_end() == fence;
    let first = text.split_inclusive('\n').next().filter(|line| line.trim_end() == first)?;
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if is_fence(line) || fence == "---" && line.trim_end() == "..." {
            return Some(first.len()..at);
        }
        at += line.len();
    }
    None
}

/// A file with settings or data, by the ending of its name.
pub(super) fn data(name: &str, text: &str) -> Result<Value, String> {
    let front = match name.rsplit('.').next() {
        Some("toml") => toml(text),
        Some("json") => return serde_json::from_str(text).map(of_json).map_err(|error| error.to_string()),
        _ => return yaml_value(text).map(|(value, _)| value),
    }?;
    Ok(Value::Map(front.keys.into_iter().map(|key| (key.name, key.value)).collect()))
}

pub(super) fn yaml(text: &str) -> Result<Front, String> {
    let (value, places) = yaml_value(text)?;
    let mut front = Front::of(value)?;
    let lines: Vec<&str> = text.lines().collect();
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut above = Vec::new();
    let mut next = 0;
    for (n, key) in front.keys.iter_mut().enumerate() {
        let first = places.get(n).copied().unwrap_or(next);
        above.extend(lines.get(next..first).into_iter().flatten().filter(|line| line.starts_with('#')));
        key.comments = above.drain(..).map(|line: &str| line.trim().to_owned()).collect();
        let end = places.get(n + 1).copied().unwrap_or(lines.len());
        let own = lines.get(first..end).unwrap_or_default();
        // A `#` in a block of text is not a comment. At the beginning of a line it ends the block.
        if !own.iter().any(|line| opens_block(line)) {
            let of_line = |line: &&str| {
                if is_comment(line) { Some(line.trim().to_owned()) } else { behind(line).map(str::to_owned) }
            };
            key.comments.extend(own.iter().filter(|line| !line.starts_with('#')).filter_map(of_line));
        }
        next = first + 1;
    }
    let rest = lines.get(next.min(lines.len())..).unwrap_or_default();
    front.comments =
        rest.iter().filter(|line| line.starts_with('#')).map(|line| (*line).to_owned()).collect();
    Ok(front)
}

/// Whether a block of text begins after a line: `key: |`, `- >-`.
fn opens_block(line: &str) -> bool {
    let end = line.trim_end().trim_end_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
    let before = end.strip_suffix(['|', '>']).map(str::trim_end);
    before.is_some_and(|before| before.ends_with([':', '-']))
}

/// The comment after a value on one line.
fn behind(line: &str) -> Option<&str> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if " [{,:".contains(before) => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '#') if before == ' ' && at > 0 => return Some(line[at..].trim_end()),
            _ => {}
        }
        before = c;
    }
    None
}

/// A value, and the lines on which its keys begin, from 0.
fn yaml_value(text: &str) -> Result<(Value, Vec<usize>), String> {
    let mut reader = Events {
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        left: MOST_VALUES,
        keys: Vec::new(),
    };
    let mut root = Value::Null;
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => break,
            (Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd, _) => {}
            (event, _) if root == Value::Null => root = reader.value(event, 0)?,
            _ => return Err("there is a second document".to_owned()),
        }
    }
    let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    Ok((root, reader.keys.iter().map(|at| lines.partition_point(|line| line < at)).collect()))
}

struct Events<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    anchors: HashMap<usize, Value>,
    /// How many more values there may be.
    left: usize,
    /// Where the keys of the outermost mapping begin, in bytes.
    keys: Vec<usize>,
}

impl<'t> Events<'t> {
    fn next(&mut self) -> Result<(Event<'t>, usize), String> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, span.byte_range().map_or(0, |range| range.start))),
            Some(Err(error)) => Err(error.info()),
            None => Err("the YAML ends too early".to_owned()),
        }
    }

    fn count(&mut self, values: usize) -> Result<(), String> {
        self.left = self.left.checked_sub(values).ok_or("the YAML has too many values")?;
        Ok(())
    }

    fn value(&mut self, event: Event<'t>, level: usize) -> Result<Value, String> {
        if level > MOST_LEVELS {
            return Err("lists and mappings are nested too deeply".to_owned());
        }
        self.count(1)?;
        let anchor = event.anchor_id().filter(|id| *id > 0);
        let value = match event {
            Event::Scalar(text, style, ..) => match (style == ScalarStyle::Plain, &*text) {
                (true, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
                (is_plain, text) => Value::Text { text: text.to_owned(), is_plain },
            },
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Value::List(items),
                        (event, _) => items.push(self.value(event, level + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => self.mapping(level)?,
            Event::Alias(id, ..) => {
                let value = self.anchors.get(&id).cloned().unwrap_or(Value::Null);
                self.count(size(&value))?;
                value
            }
            _ => return Err("the YAML ends too early".to_owned()),
        };
        if let Some(id) = anchor {
            self.anchors.insert(id, value.clone());
        }
        Ok(value)
    }

    /// A mapping. If a key occurs twice, the last one counts, as in most programs.
    fn mapping(&mut self, level: usize) -> Result<Value, String> {
        let mut entries: Vec<(String, Value)> = Vec::new();
        let mut places = HashMap::new();
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Value::Map(entries));
            }
            let name = match self.value(event, level + 1)? {
                Value::Text { text, .. } => text,
                Value::Null => "null".to_owned(),
                _ => return Err("a key must be a plain text".to_owned()),
            };
            let (event, _) = self.next()?;
            let value = self.value(event, level + 1)?;
            match value {
                // `<<: *base` brings the keys of another mapping.
                Value::Map(merged) if name == "<<" => {
                    for (name, value) in merged {
                        if !places.contains_key(&name) {
                            places.insert(name.clone(), entries.len());
                            if level == 0 {
                                self.keys.push(at);
                            }
                            entries.push((name, value));
                        }
                    }
                }
                value => match places.get(&name) {
                    Some(place) => {
                        let entry: &mut (String, Value) = &mut entries[*place];
                        entry.1 = value;
                    }
                    None => {
                        places.insert(name.clone(), entries.len());
                        if level == 0 {
                            self.keys.push(at);
                        }
                        entries.push((name, value));
                    }
                },
            }
        }
    }
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Null | Value::Text { .. } => 0,
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
    }
}

fn toml(text: &str) -> Result<Front, String> {
    let document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut front = Front::default();
    for (name, item) in document.iter() {
        let mut comments = Vec::new();
        if let Some(key) = document.key(name) {
            comments.extend(comment_lines(key.leaf_decor().prefix()));
        }
        match item {
            Item::Value(value) => {
                comments.extend(comment_lines(value.decor().suffix()));
                comments.extend(value.as_array().into_iter().flatten().flat_map(|item| {
                    [item.decor().prefix(), item.decor().suffix()].into_iter().flat_map(comment_lines)
                }));
            }
            Item::Table(table) => comments_of_table(table, &mut comments),
            _ => {}
        }
        front.keys.push(Key { name: name.to_owned(), value: of_toml(item), comments });
    }
    front.comments = comment_lines(document.trailing());
    Ok(front)
}

/// The comments above a table and in it.
fn comments_of_table(table: &toml_edit::Table, comments: &mut Vec<String>) {
    comments.extend(comment_lines(table.decor().prefix()));
    for (name, item) in table.iter() {
        if let Some(key) = table.key(name) {
            comments.extend(comment_lines(key.leaf_decor().prefix()));
        }
        match item {
            Item::Value(value) => comments.extend(comment_lines(value.decor().suffix())),
            Item::Table(table) => comments_of_table(table, comments),
            _ => {}
        }
    }
}

fn comment_lines<'r>(raw: impl Into<Option<&'r toml_edit::RawString>>) -> Vec<String> {
    let text = raw.into().and_then(|raw| raw.as_str()).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect()
}

fn of_toml(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(value) => of_toml_value(value),
        Item::Table(table) => {
            Value::Map(table.iter().map(|(key, item)| (key.to_owned(), of_toml(item))).collect())
        }
        Item::ArrayOfTables(tables) => {
            let table = |table: &toml_edit::Table| {
                Value::Map(table.iter().map(|(key, item)| (key.to_owned(), of_toml(item))).collect())
            };
            Value::List(tables.iter().map(table).collect())
        }
    }
}

fn of_toml_value(value: &toml_edit::Value) -> Value {
    let plain = |text: String| Value::Text { text, is_plain: true };
    match value {
        toml_edit::Value::String(text) => Value::text(text.value().as_str()),
        toml_edit::Value::Integer(number) => plain(number.value().to_string()),
        toml_edit::Value::Float(number) => plain(number.value().to_string()),
        toml_edit::Value::Boolean(value) => plain(value.value().to_string()),
        toml_edit::Value::Datetime(date) => plain(date.value().to_string()),
        toml_edit::Value::Array(items) => Value::List(items.iter().map(of_toml_value).collect()),
        toml_edit::Value::InlineTable(table) => {
            Value::Map(table.iter().map(|(key, value)| (key.to_owned(), of_toml_value(value))).collect())
        }
    }
}

fn script(_: &str) -> Result<Front, String> {
    Err("it is a script, and scripts are not run".to_owned())
}

fn json_front(text: &str) -> Result<Front, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Front::of(of_json(value))
}

pub(super) fn of_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Text { text: value.to_string(), is_plain: true },
        serde_json::Value::Number(value) => Value::Text { text: value.to_string(), is_plain: true },
        serde_json::Value::String(text) => Value::text(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(of_json).collect()),
        serde_json::Value::Object(entries) => {
            Value::Map(entries.into_iter().map(|(key, value)| (key, of_json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> (Front, String) {
        let (front, at) = split(text);
        (front.unwrap(), text[at..].to_owned())
    }

    #[test]
    fn all_forms_are_read() {
        for text in [
            "---\ntitle: A\ndate: 2024-01-02\n---\nBody\n",
            "\u{feff}---\r\ntitle: A\r\ndate: 2024-01-02\r\n---\r\nBody\n",
            "---\ntitle: A\ndate: 2024-01-02\n...\nBody\n",
            "+++\ntitle = \"A\"\ndate = 2024-01-02\n+++\nBody\n",
            "---json\n{\"title\": \"A\", \"date\": \"2024-01-02\"}\n---\nBody\n",
            "---toml\ntitle = \"A\"\ndate = 2024-01-02\n---\nBody\n",
            ";;;\n{\"title\": \"A\", \"date\": \"2024-01-02\"}\n;;;\nBody\n",
            "{\"title\": \"A\", \"date\": \"2024-01-02\"}\nBody\n",
        ] {
            let (front, body) = front(text);
            assert_eq!(
                (front.text(&["TITLE"]), front.text(&["date"])),
                (Some("A"), Some("2024-01-02")),
                "{text}"
            );
            assert_eq!(body.trim_start(), "Body\n", "{text}");
        }
        assert_eq!(
            split("---js\n{ title: \"A\" }\n---\nBody\n").0.unwrap_err(),
            "it is a script, and scripts are not run"
        );
        assert_eq!(front("{not json} text").1, "{not json} text");
        assert_eq!(front("--- \nno end").1, "--- \nno end");
    }

    #[test]
    fn comments_stay_with_their_keys() {
        let (mut yaml, _) =
            front("---\n# one\na: 1 # two\nb:\n  # three\n  - \"x # y\"\nc: |\n  # text\n# four\n---\n");
        let comments: Vec<_> = yaml.keys.iter().map(|key| key.comments.join(" ")).collect();
        assert_eq!(comments, ["# one # two", "# three", ""]);
        assert_eq!(yaml.comments, ["# four"]);
        assert_eq!(yaml.take(&["c"]), Some(Value::text("# text\n")));
        let (yaml, _) =
            front("---\na: 1\n# one\nb: 2\nc:\n  d: 3 # two\n  e: |\n    # text\n# three\nf: 4\n---\n");
        let comments: Vec<_> = yaml.keys.iter().map(|key| key.comments.join(" ")).collect();
        assert_eq!(comments, ["", "# one", "", "# three"]);
        let (toml, _) = front("+++\n# one\na = 1 # two\n# three\n[b]\nc = 1 # four\n# five\n+++\n");
        let comments: Vec<_> = toml.keys.iter().map(|key| key.comments.join(" ")).collect();
        assert_eq!(comments, ["# one # two", "# three # four"]);
        assert_eq!(toml.comments, ["# five"]);
    }

    #[test]
    fn values_stay_as_typed_and_anchors_cost_no_more_than_there_may_be() {
        let (front, _) = front("---\na: 1.10\nb: &x [no, 010]\nc: *x\nd: {<<: {e: 1}, f: 2}\na: 2\n---\n");
        assert_eq!(front.text(&["a"]), Some("2"));
        assert_eq!(front.get(&["c"]).unwrap().texts(), ["no", "010"]);
        assert_eq!(front.get(&["d"]).unwrap().get("e").unwrap().as_text(), Some("1"));
        let mut bomb = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for n in 1..9 {
            let before = n - 1;
            bomb.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{before}"); 10].join(",")));
        }
        assert_eq!(split(&format!("{bomb}---\n")).0.unwrap_err(), "the YAML has too many values");
        let deep = |n: usize| split(&format!("---\na: {}{}\n---\n", "[".repeat(n), "]".repeat(n))).0;
        assert!(deep(MOST_LEVELS).is_ok());
        assert!(deep(MOST_LEVELS + 1).is_err());
    }
}
