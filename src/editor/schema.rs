//! JSON Schemas (draft 2020-12) of the front matter of each kind and of `site.yaml`.
//!
//! The types of `model` say what each key takes. Added here is what holds for all of them, because the YAML
//! reader (`yaml`) does it: a key without a value counts as absent, any scalar is a text, an unknown key is a
//! problem; and the ids of a site, as suggestions.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::Own;
use crate::model::typed::briefing::BriefingFront;
use crate::model::typed::config::SiteFile;
use crate::model::typed::dossier::DossierFront;
use crate::model::typed::edition::EditionFront;
use crate::model::typed::hold::NEVER_EMPTY;
use crate::model::typed::kind::FileKind;
use crate::model::typed::page::PageFront;
use crate::model::typed::storyline::StorylineFront;
use crate::model::value::schema::{DEFINITIONS, Names, TEXT};

/// The definition of a key that has nothing after its colon.
const NOTHING: &str = "Nothing";

/// What has a schema of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `site.yaml`.
    Site,
    /// The front matter of a briefing.
    Briefing,
    /// The front matter of an edition.
    Edition,
    /// The front matter of a storyline.
    Storyline,
    /// The front matter of a dossier of any kind.
    Dossier,
    /// The front matter of a plain page.
    Page,
}

impl FileKind {
    /// The form of its front matter.
    pub fn form(self) -> Form {
        match self {
            FileKind::Briefing => Form::Briefing,
            FileKind::Edition => Form::Edition,
            FileKind::Storyline => Form::Storyline,
            FileKind::Dossier(_) => Form::Dossier,
            FileKind::Page => Form::Page,
        }
    }
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 6] =
        [Form::Site, Form::Briefing, Form::Edition, Form::Storyline, Form::Dossier, Form::Page];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Form::Site => "site",
            Form::Briefing => "briefing",
            Form::Edition => "edition",
            Form::Storyline => "storyline",
            Form::Dossier => "dossier",
            Form::Page => "page",
        }
    }
}

/// The schema of a form as JSON. The ids of a site are suggested; others are allowed, because
/// only the site knows what is there when it is built.
pub fn schema(form: Form, own: &Own) -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let schema = match form {
        Form::Site => root::<SiteFile>(&mut generator),
        Form::Briefing => root::<BriefingFront>(&mut generator),
        Form::Edition => root::<EditionFront>(&mut generator),
        Form::Storyline => root::<StorylineFront>(&mut generator),
        Form::Dossier => root::<DossierFront>(&mut generator),
        Form::Page => root::<PageFront>(&mut generator),
    };
    finish(schema, own)
}

/// One schema for anything that has one: each form is a definition.
pub fn schema_of_all(own: &Own) -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let forms = [
        generator.subschema_for::<SiteFile>(),
        generator.subschema_for::<BriefingFront>(),
        generator.subschema_for::<EditionFront>(),
        generator.subschema_for::<StorylineFront>(),
        generator.subschema_for::<DossierFront>(),
        generator.subschema_for::<PageFront>(),
    ];
    let dialect = generator.settings().meta_schema.as_deref();
    let schema = json_schema!({
        "$schema": dialect,
        "title": "Dateline",
        "description": "What `site.yaml` and the front matter of each kind of file hold.",
        "anyOf": forms,
        "$defs": generator.definitions(),
    });
    finish(schema, own)
}

fn root<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.root_schema_for::<T>()
}

fn finish(mut schema: Schema, own: &Own) -> String {
    AsRead.transform(&mut schema);
    define(&mut schema, own);
    Suggested(own).transform(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// What the YAML reader adds to every type.
struct AsRead;

impl Transform for AsRead {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        let has = |key: &str| object.contains_key(key);
        match object.get("type").and_then(Value::as_str) {
            Some("string") if !has("const") && !has("enum") && !has("pattern") => {
                object.remove("type");
                object.insert("$ref".to_owned(), format!("{DEFINITIONS}{TEXT}").into());
            }
            // `"true"` in quotes is read too. A pattern, since an editor would suggest an enumeration.
            Some("boolean") => {
                object.insert("type".to_owned(), json!(["boolean", "string"]));
                object.insert("pattern".to_owned(), "^(?:true|false)$".into());
                object.insert("patternErrorMessage".to_owned(), "write `true` or `false`".into());
            }
            Some("object") if has("properties") && !has("additionalProperties") => {
                object.insert("additionalProperties".to_owned(), false.into());
                let needed = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
                let properties = object.get_mut("properties").and_then(Value::as_object_mut);
                let is_optional = |key: &str| !needed.contains(&json!(key)) && !NEVER_EMPTY.contains(&key);
                let optional = properties.into_iter().flatten().filter(|(key, _)| is_optional(key));
                optional.for_each(|(_, property)| allow_nothing(property));
            }
            _ => {}
        }
    }
}

/// Lets a key have no value.
fn allow_nothing(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    let is_about = |key: &str| matches!(key, "title" | "description" | "examples" | "deprecated");
    let (about, form): (Map<_, _>, Map<_, _>) =
        std::mem::take(property).into_iter().partition(|(key, _)| is_about(key));
    *property = about;
    if form.is_empty() {
        return;
    }
    let nothing = json!({ "$ref": format!("{DEFINITIONS}{NOTHING}") });
    let mut forms = match form.get("anyOf") {
        Some(Value::Array(forms)) if form.len() == 1 => forms.clone(),
        _ => vec![form.into()],
    };
    forms.push(nothing);
    property.insert("anyOf".to_owned(), forms.into());
}

/// Adds the definitions that others refer to, and removes those that nothing refers to.
fn define(schema: &mut Schema, own: &Own) {
    // Both say what they are not: an editor suggests every type and value that a schema names. Neither
    // has a description: an editor would show it in place of the key's.
    let text = json!({
        "$comment": "A text. It stays as it was typed, even if YAML takes it for a number.",
        "anyOf": [{ "type": ["string", "number"] }, { "not": { "type": ["object", "array", "null"] } }],
    });
    let nothing = json!({
        "$comment": "A key without a value counts as absent.",
        "not": { "type": ["string", "number", "boolean", "object", "array"] },
    });
    let mut fresh = vec![(TEXT.to_owned(), text), (NOTHING.to_owned(), nothing)];
    for names in Names::ALL {
        let mut definition = json!({ "description": names.about(), "$ref": format!("{DEFINITIONS}{TEXT}") });
        // An id may be known twice; a choice lists each once.
        let mut seen = BTreeSet::new();
        let ids = own.ids(names).iter().filter(|(id, _)| seen.insert(id));
        let ids: Vec<Value> = ids.map(|(id, about)| json!({ "const": id, "description": about })).collect();
        if !ids.is_empty() {
            definition = json!({
                "description": names.about(),
                "anyOf": [{ "oneOf": ids }, { "$ref": format!("{DEFINITIONS}{TEXT}") }],
            });
        }
        fresh.push((names.definition(), definition));
    }
    let object = schema.ensure_object();
    let definitions = object.entry("$defs").or_insert_with(|| json!({}));
    definitions.as_object_mut().expect("definitions are a mapping").extend(fresh);
    loop {
        let text = Value::from(schema.clone()).to_string();
        let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
        let definitions = definitions.expect("definitions are a mapping");
        let before = definitions.len();
        definitions.retain(|name, _| text.contains(&format!("\"{DEFINITIONS}{name}\"")));
        if definitions.len() == before {
            return;
        }
    }
}

/// Where the keys of a mapping are ids of the site, each becomes a key that an editor can suggest.
struct Suggested<'a>(&'a Own);

impl Transform for Suggested<'_> {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let names = schema.get("propertyNames").and_then(|names| names["$ref"].as_str());
        let names = Names::ALL.into_iter().find(|known| {
            names.and_then(|name| name.strip_prefix(DEFINITIONS)) == Some(known.definition().as_str())
        });
        let ids = names.map(|names| self.0.ids(names)).unwrap_or_default();
        if ids.is_empty() {
            return;
        }
        let value = schema.get("additionalProperties").cloned().unwrap_or_default();
        let property = |(id, about): &(String, String)| {
            let mut property = value.clone();
            property["description"] = about.as_str().into();
            (id.clone(), property)
        };
        let properties: Map<String, Value> = ids.iter().map(property).collect();
        schema.insert("properties".to_owned(), properties.into());
    }
}
