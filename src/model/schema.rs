//! What JSON Schema says of the types that are read by hand: the containers of front matter,
//! dates, numbers, references.
//!
//! The structs of `model` derive their schemas. The forms below are those that the parsers of
//! these types take; a test holds the two together. What the reader of the YAML adds for every
//! value (a key without a value, a number in place of a text) is added by `editor::schema`.

use std::borrow::Cow;

use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::diagnostic::{Code, Severity};
use crate::model::address::{FormerAddress, SiteLink, WebAddress, WikidataId};
use crate::model::config::{Days, Ending, RESERVED_FOLDERS};
use crate::model::date::{Period, Point, When};
use crate::model::dossier::{Coordinates, Role};
use crate::model::email::{Email, EmailSettings, ListId, MailLink, Mailbox};
use crate::model::field::{Entries, Field, Free, List, Needed, Spanned};
use crate::model::id::IdRef;
use crate::model::item::Actor;
use crate::model::language::Language;
use crate::model::lasting::SiteId;
use crate::model::number::{Count, Number};

/// Where the definitions of a schema stand.
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
    /// An entry of the navigation.
    Entry,
}

impl Names {
    /// All of them.
    pub const ALL: [Names; 10] = [
        Names::Storyline,
        Names::Dossier,
        Names::Place,
        Names::Document,
        Names::Author,
        Names::Outlet,
        Names::Source,
        Names::Series,
        Names::Question,
        Names::Entry,
    ];

    /// The name of its definition.
    pub fn definition(self) -> String {
        format!("{self:?}Id")
    }

    /// What its ids are, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Names::Storyline => "The id of a storyline: a file of `content/storylines/` without `.md`.",
            Names::Dossier => "The id of a dossier, or `kind/id` where several kinds have it.",
            Names::Place => "The id of a place: a file of `content/places/` without `.md`.",
            Names::Document => "The id of a document: a file of `content/documents/` without `.md`.",
            Names::Author => "The id of an author of `site.yaml`, or of a dossier.",
            Names::Outlet => "The id of an outlet of `site.yaml`.",
            Names::Source => "The id of a source of this briefing, or of an outlet of `site.yaml`.",
            Names::Series => "The id of a series of `site.yaml`.",
            Names::Question => "The id of a question that waits for an answer.",
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

/// Keys that a file needs, although its type does without them so that reading can go on.
/// A text among them is not blank.
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

/// A text of a form, with the line that says what to write instead.
fn form(pattern: &str, help: &str, examples: &[&str]) -> Schema {
    let pattern = format!(r"^\s*{pattern}\s*$");
    json_schema!({
        "type": "string", "pattern": pattern, "patternErrorMessage": help, "examples": examples,
    })
}

/// The same where a plain year, which YAML takes for a number, is one of the forms.
fn form_or_year(pattern: &str, help: &str, examples: &[&str]) -> Schema {
    let mut schema = form(pattern, help, examples);
    schema.insert("type".to_owned(), json!(["string", "integer"]));
    schema.insert("minimum".to_owned(), 1000.into());
    schema.insert("maximum".to_owned(), 9999.into());
    schema
}

/// Replaces the schema of a key, but for what describes it.
fn replace(schema: &mut Schema, with: Schema) {
    let about = schema.get("description").cloned();
    *schema = with;
    if let Some(about) = about {
        schema.insert("description".to_owned(), about);
    }
}

/// A day that is in the calendar.
const DAY: &str = concat!(
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
const WEB_ADDRESS: &str = r#"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#"<>\\]+(?:[/?#][^\s"<>]*)?"#;
/// What is decoded in a former address and is no letter of UTF-8 by itself: a letter in its bytes.
const ENCODED: &str = concat!(
    "%(?:[0-7]H|[Cc][2-9A-Fa-f]T|[Dd]HT|[Ee]0%[ABab]HT|[Ee][1-9A-Ca-cEeFf]TT|[Ee][Dd]%[89]HT",
    "|[Ff]0%[9ABab]HTT|[Ff][1-3]TTT|[Ff]4%8HTT)",
);
/// A language of BCP 47, as far as ICU reads it.
const LANGUAGE: &str = concat!(
    "[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?",
    "(?:[-_](?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:[-_][A-Za-z0-9](?:[-_][A-Za-z0-9]{2,8})+)*",
);
/// What is typed for a language and is the code of a country.
const MEANT_LANGUAGE: &str = r"^\s*(?:[Uu][Aa]|[Cc][Zz]|[Cc][Nn]|[Jj][Pp]|[Kk][Rr]|[Gg][Rr])\s*$";

fn point() -> String {
    format!("(?:{DAY}(?:{TIME})?|{MONTH}|{YEAR})")
}

fn when() -> String {
    format!(r"{0}(?:\s*/\s*{0})?", point())
}

/// The date of a briefing: a day or a time.
pub fn day_or_time(schema: &mut Schema) {
    let help = "write `2025-12-22` or `2025-12-22T07:00+02:00`";
    let examples = ["2025-12-22", "2025-12-22T07:00+02:00"];
    replace(schema, form(&format!("{DAY}(?:{TIME})?"), help, &examples));
}

/// A path without tricks: its parts are texts once they are decoded, and lead neither up nor aside.
fn former_address() -> Schema {
    let encoded = ENCODED.replace('T', "%[89ABab]H").replace('H', "[0-9A-Fa-f]");
    // A `%` that encodes nothing stands for itself.
    let bare = "(?:%[0-9A-Fa-f]?)";
    let text = format!(r"(?:[^%?#\\]|{bare}*(?:{encoded}|{bare}[^0-9A-Fa-f%?#\\]))*{bare}*");
    let help = "write a former path of the page, such as `/2025/12/20/old-name/`";
    let mut schema = form(&format!("/{text}"), help, &["/2025/12/20/old-name/"]);
    let not = json!({ "anyOf": [
        { "pattern": r"^\s*/*\s*$" },
        { "pattern": r"(?:%2[Ff]|%5[Cc])" },
        { "pattern": r"/(?:\.|%2[Ee]){1,2}(?:/|\s*$)" },
    ] });
    schema.insert("not".to_owned(), not);
    schema
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

/// The folders of further kinds.
pub fn kind_names(schema: &mut Schema) {
    let names = json!({
        "pattern": r"^(?:[-0-9A-Za-z_]|[^\x00-\x7f])+$",
        "not": { "anyOf": [{ "enum": RESERVED_FOLDERS }, { "pattern": "^[0-9]+$" }] },
    });
    schema.insert("propertyNames".to_owned(), names);
}

/// The ids of series, which stand in URLs and file names.
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

/// Types that stand in the YAML as what they hold.
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

/// Types with a schema of their own: a definition, or (`inline`) a part of the schema around it.
macro_rules! schemas {
    ($($name:literal $type:ty: $inline:literal, $generator:ident => $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                $inline
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

schemas! {
    "Free" Free: true, _generator => true.into();
    "Id" IdRef: false, _generator => json_schema!({ "type": "string", "description": "An id." });
    "Actor" Actor: true, generator => json_schema!({
        "anyOf": [generator.subschema_for::<IdRef>(), {
            "type": "object",
            "description": "Somebody without a dossier.",
            "properties": { "name": { "type": "string", "description": "The name." } },
            "required": ["name"],
        }],
    });
    "Date" Point: false, _generator => form_or_year(
        &point(),
        "write `2025-12-22` or `2025-12-22T07:00+02:00`",
        &["2025-12-22", "2025-12-22T07:00+02:00"],
    );
    "DateOrSpan" When: false, _generator => form_or_year(
        &when(),
        "write `2025-12-22`, `2025-12`, `2025` or `2025-12-19/2025-12-21`",
        &["2025-12-22", "2025-12-19/2025-12-21", "2025-12"],
    );
    "Period" Period: false, _generator => form_or_year(
        &format!(r"(?:(?:week|month) to \s*{DAY}|as of \s*{}|{})", point(), when()),
        "write a date, `2025-12-15/2025-12-21`, `week to 2025-12-21` or `as of 2025-12-21`",
        &["week to 2025-12-21", "month to 2025-12-21", "as of 2025-12-21", "2025-12-15/2025-12-21"],
    );
    "Days" Days: false, _generator => {
        form(r"\+?[0-9]{1,9}\s*d", "write a whole number and a `d`: `14d`", &["14d"])
    };
    "Ending" Ending: false, _generator => {
        form(r"\.?[0-9]*[A-Za-z][0-9A-Za-z]*", "write one ending, without the dot: `html`", &["html"])
    };
    "Email" Email: false, generator => json_schema!({
        "anyOf": [{ "type": "boolean" }, generator.subschema_for::<EmailSettings>()],
    });
    "WebAddress" WebAddress: false, _generator => form(
        WEB_ADDRESS,
        "write a whole address, such as `https://example.org/report`",
        &["https://example.org/report"],
    );
    "SiteLink" SiteLink: false, _generator => form(
        &format!(r#"(?:/(?:[^/\s"<>][^\s"<>]*)?|{WEB_ADDRESS})"#),
        "write a path of the site, such as `/about/`, or a whole address",
        &["/about/", "https://example.org/"],
    );
    "FormerAddress" FormerAddress: false, _generator => former_address();
    "SiteId" SiteId: false, _generator => json_schema!({
        "$ref": format!("{DEFINITIONS}{TEXT}"),
        "pattern": r"^\s*\S+\s*$",
        "patternErrorMessage": "write one word that no other site has",
        "examples": ["5b3c1e7e-90ad-4f52-8c0e-6b1a2f0d7c94"],
    });
    "WikidataId" WikidataId: false, _generator => form(
        r"(?:\S*[Ww][Ii][Kk][Ii][Dd][Aa][Tt][Aa]\.[Oo][Rr][Gg]/(?:\S*/)?)?[Qq][1-9][0-9]*/*",
        "write a `Q` and the number of the item, such as `Q42`",
        &["Q3874799"],
    );
    "Language" Language: false, _generator => {
        let help = "write a code such as `en-GB` or `uk`";
        let meant = json!({ "pattern": MEANT_LANGUAGE });
        let mut schema = form(LANGUAGE, help, &["en-GB", "uk"]);
        schema.insert("not".to_owned(), meant);
        schema
    };
    "Count" Count: false, _generator => {
        let mut schema = form(r"[_0]*[1-9][0-9_]{0,8}", "write a number such as `50`, in digits", &[]);
        schema.insert("type".to_owned(), json!(["integer", "string"]));
        schema.insert("minimum".to_owned(), 1.into());
        schema.insert("examples".to_owned(), json!([50]));
        schema
    };
    "Mailbox" Mailbox: false, _generator => form(
        r#"(?:[^<>]*<[^\s<>()\[\]\\,;:"@]+@[-_A-Za-z0-9]+(?:\.[-_A-Za-z0-9]+)*>|[^\s<>()\[\]\\,;:"@]+@[-_A-Za-z0-9]+(?:\.[-_A-Za-z0-9]+)*)"#,
        "write `desk@example.org` or `The desk <desk@example.org>`",
        &["The desk <desk@example.org>"],
    );
    "ListId" ListId: false, _generator => form(
        r"[-_A-Za-z0-9]+(?:\.[-_A-Za-z0-9]+)+",
        "write a name in a domain of yours, such as `digest.example.org`",
        &["digest.example.org"],
    );
    "MailLink" MailLink: false, _generator => form(
        r#"(?:https?://|mailto:)[!#-;=?-\[\]-~]+"#,
        "write `https://example.org/leave` or `mailto:leave@example.org`, without spaces",
        &["https://example.org/leave"],
    );
    "Number" Number: false, _generator => {
        let mut schema = form(
            concat!(
                r"[-+−]?(?:[0-9][0-9_]*|[0-9][0-9_]{0,2}(?:,[0-9]{3})+)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?",
                r"(?:\s*[ \u00a0](?:[Hh]undred|[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion))?",
            ),
            "write `1300`, `1_300`, `1.5` or `90 billion`",
            &["90 billion"],
        );
        schema.insert("type".to_owned(), json!(["number", "string"]));
        schema
    };
    "Role" Role: false, generator => json_schema!({
        "description": "What someone or something is.",
        "anyOf": [{ "type": "string" }, {
            "type": "object",
            "properties": {
                "text": { "type": "string", "description": "What it is called." },
                "from": described(generator.subschema_for::<When>(), "Since when; always, if absent."),
                "until": described(generator.subschema_for::<When>(), "Until when; still, if absent."),
            },
            "required": ["text"],
        }],
    });
    "Coordinates" Coordinates: false, generator => json_schema!({
        "type": "array",
        "prefixItems": [
            { "description": "Latitude: from -90 at the south pole to 90.", "minimum": -90, "maximum": 90,
              "allOf": [generator.subschema_for::<Number>()] },
            { "description": "Longitude: from -180 to 180, east of Greenwich positive.",
              "minimum": -180, "maximum": 180, "allOf": [generator.subschema_for::<Number>()] },
        ],
        "minItems": 2,
        "maxItems": 2,
        "examples": [[50.45, 30.52]],
    });
}

fn described(mut schema: Schema, about: &str) -> Schema {
    schema.insert("description".to_owned(), about.into());
    schema
}
