//! What JSON Schema says about the types that are read by hand: the containers of front matter,
//! dates, numbers, references.
//!
//! The structs of `model` derive their schemas. The forms below are those that the parsers of
//! these types take; a test keeps the two in step. What the reader of the YAML adds for every
//! value (a key without a value, a number in place of a text) is added by `editor::schema`.

use std::borrow::Cow;

use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::diagnostic::{Code, Severity};
use crate::model::value::field::{Entries, Field, List, Needed, Spanned};
use crate::model::value::id::IdRef;

/// Where the definitions of a schema are.
pub const DEFINITIONS: &str = "#/$defs/";
/// The definition of a text.
pub const TEXT: &str = "Text";
/// The definition of an id of any kind.
const ID: &str = "Id";

/// What an id names: which definition stands for it. As a transformation of a key's schema it
/// lets every id in it be one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// A storyline.
    Storyline,
    /// A briefing.
    Briefing,
    /// A dossier of any kind.
    Dossier,
    /// The dossier of a place.
    Place,
    /// The dossier of a document.
    Document,
    /// Somebody who writes: an author of `site.yaml`, or a dossier.
    Author,
    /// An outlet of `site.yaml`.
    Outlet,
    /// A source of the briefing, or an outlet of `site.yaml`.
    Source,
    /// A series of `site.yaml`.
    Series,
    /// A question that waits for an answer.
    Question,
    /// A watch item whose outcome nobody has stated.
    Watch,
    /// What waits for an answer: a question or a watch item.
    Awaited,
    /// An entry of the navigation.
    Entry,
    /// What a list can hold.
    Kind,
}

impl Names {
    /// All of them.
    pub const ALL: [Names; 14] = [
        Names::Storyline,
        Names::Briefing,
        Names::Dossier,
        Names::Place,
        Names::Document,
        Names::Author,
        Names::Outlet,
        Names::Source,
        Names::Series,
        Names::Question,
        Names::Watch,
        Names::Awaited,
        Names::Entry,
        Names::Kind,
    ];

    /// The name of its definition.
    pub fn definition(self) -> String {
        format!("{self:?}Id")
    }

    /// What its ids are, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Names::Storyline => "The id of a storyline: a file in `content/storylines/` without `.md`.",
            Names::Briefing => "The id of a briefing: a file in `content/briefings/` without `.md`.",
            Names::Dossier => "The id of a dossier, or `kind/id` where several kinds have it.",
            Names::Place => "The id of a place: a file in `content/places/` without `.md`.",
            Names::Document => "The id of a document: a file in `content/documents/` without `.md`.",
            Names::Author => "The id of an author in `site.yaml`, or of a dossier.",
            Names::Outlet => "The id of an outlet in `site.yaml`.",
            Names::Source => "The id of a source of this briefing, or of an outlet in `site.yaml`.",
            Names::Series => "The id of a series in `site.yaml`.",
            Names::Question => "The id of a question that waits for an answer.",
            Names::Watch => "The id of a watch item that waits for its outcome.",
            Names::Awaited => "The id of a question or watch item that waits for an answer.",
            Names::Kind => "`briefing`, `storyline`, or a kind of dossier by the word for one or its folder.",
            Names::Entry => "A list of the site, the folder of a kind, or the id of a plain page.",
        }
    }
}

impl Transform for Names {
    fn transform(&mut self, schema: &mut Schema) {
        if schema.get("$ref").and_then(Value::as_str) == Some(&format!("{DEFINITIONS}{ID}")) {
            schema.insert("$ref".to_owned(), format!("{DEFINITIONS}{}", self.definition()).into());
        }
        transform_subschemas(self, schema);
    }
}

/// The keys of a mapping are ids.
pub struct Keys(pub Names);

impl Transform for Keys {
    fn transform(&mut self, schema: &mut Schema) {
        let names = json!({ "$ref": format!("{DEFINITIONS}{}", self.0.definition()) });
        schema.insert("propertyNames".to_owned(), names);
    }
}

/// Keys that a file needs, although its type does not require them, so that reading can go on.
/// A text among them must not be blank.
pub struct Needs(pub &'static [&'static str]);

impl Transform for Needs {
    fn transform(&mut self, schema: &mut Schema) {
        schema.insert("required".to_owned(), json!(self.0));
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (key, property) in properties.into_iter().flatten() {
            let is_text = property["type"] == "string" && property.get("pattern").is_none();
            if is_text && self.0.contains(&key.as_str()) {
                property["$ref"] = format!("{DEFINITIONS}{TEXT}").into();
                property["pattern"] = r"\S".into();
                property.as_object_mut().map(|property| property.remove("type"));
            }
        }
    }
}

/// A text of a given form, with the line that says what to write instead.
pub(in crate::model) fn form(pattern: &str, help: &str, examples: &[&str]) -> Schema {
    let pattern = format!(r"^\s*{pattern}\s*$");
    json_schema!({
        "type": "string", "pattern": pattern, "patternErrorMessage": help, "examples": examples,
    })
}

/// The same where a plain year, which YAML takes for a number, is one of the forms.
pub(in crate::model) fn form_or_year(pattern: &str, help: &str, examples: &[&str]) -> Schema {
    let mut schema = form(pattern, help, examples);
    schema.insert("type".to_owned(), json!(["string", "integer"]));
    schema.insert("minimum".to_owned(), 1000.into());
    schema.insert("maximum".to_owned(), 9999.into());
    schema
}

/// Replaces the schema of a key, except for what describes it.
fn replace(schema: &mut Schema, with: Schema) {
    let about = schema.get("description").cloned();
    *schema = with;
    if let Some(about) = about {
        schema.insert("description".to_owned(), about);
    }
}

/// A day that is in the calendar.
pub(in crate::model) const DAY: &str = concat!(
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))",
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)",
);
/// The time after a day.
const TIME: &str = concat!(
    r"[Tt ]\s*(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?",
    r"(?:\s*(?:[Zz]|[-+−](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?))?",
);
const MONTH: &str = "[0-9]{4}-(?:0[1-9]|1[0-2])";
const YEAR: &str = "[0-9]{4}";

/// A whole web address.
pub(in crate::model) const WEB_ADDRESS: &str = r#"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#"<>\\]+(?:[/?#][^\s"<>]*)?"#;
/// What is decoded in a former address and is not a UTF-8 character on its own: a character in its bytes.
pub(in crate::model) const ENCODED: &str = concat!(
    "%(?:[0-7]H|[Cc][2-9A-Fa-f]T|[Dd]HT|[Ee]0%[ABab]HT|[Ee][1-9A-Ca-cEeFf]TT|[Ee][Dd]%[89]HT",
    "|[Ff]0%[9ABab]HTT|[Ff][1-3]TTT|[Ff]4%8HTT)",
);
/// A language of BCP 47, as far as ICU reads it.
pub(in crate::model) const LANGUAGE: &str = concat!(
    "[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?",
    "(?:[-_](?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:[-_][A-Za-z0-9](?:[-_][A-Za-z0-9]{2,8})+)*",
);
/// What is typed for a language and is a country code.
pub(in crate::model) const MEANT_LANGUAGE: &str =
    r"^\s*(?:[Uu][Aa]|[Cc][Zz]|[Cc][Nn]|[Jj][Pp]|[Kk][Rr]|[Gg][Rr])\s*$";

pub(in crate::model) fn point() -> String {
    format!("(?:{DAY}(?:{TIME})?|{MONTH}|{YEAR})")
}

pub(in crate::model) fn when() -> String {
    format!(r"{0}(?:\s*/\s*{0})?", point())
}

/// The same with marks of doubt.
pub(in crate::model) fn marked_when() -> String {
    format!(r"{0}[~?%]?(?:\s*/\s*{0}[~?%]?)?", point())
}

/// The date of a briefing: a day or a time.
pub fn day_or_time(schema: &mut Schema) {
    let help = "write `2025-12-22` or `2025-12-22T07:00+02:00`";
    let examples = ["2025-12-22", "2025-12-22T07:00+02:00"];
    replace(schema, form(&format!("{DAY}(?:{TIME})?"), help, &examples));
}

/// Where the site is published.
pub fn base_url(schema: &mut Schema) {
    let part = r#"(?:[^\s/?#"'<>\\.][^\s/?#"'<>\\]*|\.[^\s/?#"'<>\\.][^\s/?#"'<>\\]*|\.\.[^\s/?#"'<>\\]+)"#;
    let path = format!("/(?:{part}/)*{part}?");
    let pattern = format!(r#"^(?:[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#"'<>\\]+(?:{path})?|{path})$"#);
    let help = "write `https://example.github.io/digest/`";
    let mut with = form("", help, &["https://example.github.io/digest/"]);
    with.insert("pattern".to_owned(), pattern.into());
    replace(schema, with);
}

/// A domain: a bare name.
pub fn domain(schema: &mut Schema) {
    let pattern = r"(?:[-0-9A-Za-z]|[^\x00-\x7f\s])+(?:\.(?:[-0-9A-Za-z]|[^\x00-\x7f\s])+)+";
    let help = "write the bare name, such as `news.example.org`";
    replace(schema, form(pattern, help, &["news.example.org"]));
}

/// A time zone of the database that is part of the program.
pub fn time_zone(schema: &mut Schema) {
    let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    replace(schema, json_schema!({ "type": "string", "enum": names }));
}

/// The ids of series, which appear in URLs and file names.
pub fn series_names(schema: &mut Schema) {
    let names = json!({ "pattern": r"^(?:[-0-9A-Za-z_]|[^\x00-\x7f])+$" });
    schema.insert("propertyNames".to_owned(), names);
}

/// The codes that can be turned down: warnings and notes.
pub fn codes(schema: &mut Schema) {
    let level = schema.insert("additionalProperties".to_owned(), false.into()).unwrap_or_default();
    let codes = Code::ALL.iter().filter(|code| code.severity() != Severity::Error);
    let property = |code: &Code| {
        let mut property = level.clone();
        property["description"] = format!("{}: {}", code.severity(), code.about()).into();
        (code.name().to_owned(), property)
    };
    schema.insert("properties".to_owned(), codes.map(property).collect::<serde_json::Map<_, _>>().into());
}

/// Types that appear in the YAML as what they hold.
macro_rules! transparent {
    ($($container:ident)*) => {$(
        impl<T: JsonSchema> JsonSchema for $container<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    )*};
}

transparent! { Spanned Field Needed }

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// The schema of what `by_id` reads.
pub(in crate::model) fn by_id<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mapping = Entries::<T>::json_schema(generator);
    let mut item = T::json_schema(generator);
    let id = generator.subschema_for::<IdRef>();
    if let Some(properties) = item.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("id".to_owned(), id.into());
    }
    match item.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) => required.push("id".into()),
        None => _ = item.insert("required".to_owned(), Value::from(vec!["id"])),
    }
    json_schema!({ "anyOf": [mapping, { "type": "array", "items": item }] })
}

/// The schema of what `by_question` reads.
pub(in crate::model) fn by_question(generator: &mut SchemaGenerator) -> Schema {
    let mut mapping = Entries::<String>::json_schema(generator);
    Keys(Names::Awaited).transform(&mut mapping);
    let mut id = generator.subschema_for::<IdRef>();
    Names::Awaited.transform(&mut id);
    let item = json_schema!({
        "type": "object",
        "properties": { "question": id, "text": { "type": "string" } },
        "required": ["question", "text"],
    });
    json_schema!({ "anyOf": [mapping, { "type": "array", "items": item }] })
}

impl<T: JsonSchema, K: JsonSchema> JsonSchema for Entries<T, K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("EntriesOf{}By{}", T::schema_name(), K::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema =
            json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() });
        if K::schema_name() != String::schema_name() {
            schema.insert("propertyNames".to_owned(), generator.subschema_for::<K>().into());
        }
        schema
    }
}
