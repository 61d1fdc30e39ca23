//! The JSON Schemas of values that are read by hand.

use std::borrow::Cow;

use schemars::transform::Transform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use crate::model::address::lasting::SiteId;
use crate::model::address::links::{FormerAddress, SiteLink, WebAddress, WikidataId};
use crate::model::typed::cards::CardSetting;
use crate::model::typed::config::{Days, Ending, MenuEntry};
use crate::model::typed::dossier::Role;
use crate::model::typed::email::{Email, EmailSettings, ListId, MailLink, Mailbox};
use crate::model::typed::grade::Grade;
use crate::model::typed::item::Actor;
use crate::model::typed::look::{Colour, Colours, Length, Typefaces};
use crate::model::typed::picture::Focus;
use crate::model::typed::recording::{Audio, Recording};
use crate::model::typed::requirement::Requirement;
use crate::model::typed::span::{EditionSpan, SPANS, WEEKDAYS};
use crate::model::typed::unit::Unit;
use crate::model::value::date::{Period, Point, When};
use crate::model::value::doubt::Doubted;
use crate::model::value::field::Free;
use crate::model::value::id::IdRef;
use crate::model::value::language::Language;
use crate::model::value::number::{Count, Number};
use crate::model::value::played::Duration;
use crate::model::value::point::Coordinates;
use crate::model::value::schema::{
    DAY, DEFINITIONS, ENCODED, LANGUAGE, MEANT_LANGUAGE, Names, TEXT, WEB_ADDRESS, form, form_or_year,
    marked_when, point, when,
};

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
    "DoubtedDate" Doubted<When>: false, _generator => form_or_year(
        &marked_when(),
        "write `2025-12-22`, `2025-12`, `2025` or `2025-12-19/2025-12-21`, with `~` or `?` after one in doubt",
        &["2025-12-22", "2025-12-19/2025-12-21", "2025-12", "2025-12-20~"],
    );
    "DoubtedPeriod" Doubted<Period>: false, _generator => form_or_year(
        &format!(r"(?:(?:week|month) to \s*{DAY}[~?%]?|as of \s*{}[~?%]?|{})", point(), marked_when()),
        "write a date, `2025-12-15/2025-12-21`, `week to 2025-12-21` or `as of 2025-12-21`, with `~` or `?` after one in doubt",
        &["week to 2025-12-21", "month to 2025-12-21", "as of 2025-12-21", "2025-12-15/2025-12-21"],
    );
    "Days" Days: false, _generator => {
        form(r"\+?[0-9]{1,9}\s*d", "write a whole number and a `d`: `14d`", &["14d"])
    };
    "Duration" Duration: false, _generator => {
        let clock = "[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?";
        let pattern = format!("(?:{clock}|PT(?:[0-9]{{1,3}}H)?(?:[0-9]{{1,3}}M)?(?:[0-9]{{1,3}}S)?)");
        let mut schema = form(&pattern, "write minutes and seconds: `12:30`", &["12:30"]);
        let nothing = json!({ "pattern": r"^\s*(?:0+:00(?::00)?|PT(?:0+H)?(?:0+M)?(?:0+S)?)\s*$" });
        schema.insert("not".to_owned(), nothing);
        schema
    };
    "Audio" Audio: true, generator => json_schema!({
        "anyOf": [generator.subschema_for::<String>(), generator.subschema_for::<Recording>()],
    });
    "Ending" Ending: false, _generator => {
        form(r"\.?[0-9]*[A-Za-z][0-9A-Za-z]*", "write one extension, without the dot: `html`", &["html"])
    };
    "CardSetting" CardSetting: false, _generator => {
        let help = "write a number of briefings such as `100`, `all` or `false`";
        let number = r"_*[0-9](?:_*[0-9]){0,8}_*";
        let mut schema = form(&format!("(?:{number}|[Aa][Ll][Ll]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])"), help, &["all"]);
        schema.insert("type".to_owned(), json!(["boolean", "integer", "string"]));
        schema.insert("minimum".to_owned(), 0.into());
        schema.insert("maximum".to_owned(), 999_999_999.into());
        schema.insert("examples".to_owned(), json!([100, "all", false]));
        schema
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
    "Grade" Grade: false, _generator => form(
        "[A-Fa-f]",
        "write a letter from `A`, reliable, to `E`, unreliable, or `F`, which cannot be judged",
        &["B"],
    );
    "Requirement" Requirement: false, _generator => {
        let number = "(?:0|[1-9][0-9]{0,8})";
        let version = format!(r"(?:{number}(?:\.{number}){{0,2}})");
        let bound = format!(r"(?:[<>]=?|[=~^])?\s*{version}");
        let pattern = format!(r"(?:\*|{bound}(?:\s*,\s*{bound})*)");
        let help = "write the oldest version that will do: `\">=0.2\"`";
        let mut schema = form(&pattern, help, &[">=0.2", ">=0.2, <0.4"]);
        // YAML takes a bare `0.2` for a number.
        schema.insert("type".to_owned(), json!(["string", "number"]));
        schema
    };
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
    "MenuEntry" MenuEntry: false, generator => {
        let mut id = generator.subschema_for::<IdRef>();
        Names::Entry.transform(&mut id);
        let title = json!({ "$ref": format!("{DEFINITIONS}{TEXT}"), "description": "Its words." });
        json_schema!({
            "description": "An entry of a menu.",
            "anyOf": [id, {
                "type": "object",
                "properties": { "to": described(id.clone(), "What it leads to."), "title": title },
                "required": ["to", "title"],
            }, {
                "type": "object",
                "properties": {
                    "url": described(generator.subschema_for::<SiteLink>(), "Where it leads."),
                    "title": title,
                },
                "required": ["url", "title"],
            }],
        })
    };
    "Colour" Colour: false, _generator => form(
        "#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})",
        "write three or six digits in quotes: `\"#8a1c1c\"`",
        &["#8a1c1c"],
    );
    "Colours" Colours: true, generator => json_schema!({
        "anyOf": [generator.subschema_for::<Colour>(), {
            "type": "object",
            "properties": {
                "light": described(generator.subschema_for::<Colour>(), "On a light background."),
                "dark": described(generator.subschema_for::<Colour>(), "On a dark background."),
            },
            "required": ["light", "dark"],
        }],
    });
    "Unit" Unit: true, generator => {
        let mut of = |about: &str| described(generator.subschema_for::<String>(), about);
        json_schema!({
            "anyOf": [of("What is counted."), {
                "type": "object",
                "properties": {
                    "zero": of("The form of zero."),
                    "one": of("The form of one, and of numbers like it."),
                    "two": of("The form of two."),
                    "few": of("The form of a few."),
                    "many": of("The form of many."),
                    "other": of("The form of all other numbers."),
                },
                "required": ["other"],
            }],
        })
    };
    "EditionSpan" EditionSpan: true, _generator => {
        let days = WEEKDAYS.map(|(name, _)| name);
        json_schema!({
            "anyOf": [{ "enum": SPANS }, {
                "type": "object",
                "properties": { "week": { "enum": days, "description": "The first day of each week." } },
                "required": ["week"],
            }],
        })
    };
    "Typefaces" Typefaces: false, _generator => {
        // `\p{L}` is not known everywhere: a name has no ASCII mark but the hyphen.
        let within = r"[^\x00-\x1F!-,./:-@\[-`{-\x7F]";
        let first = r"[^\x00-/:-@\[-`{-\x7F]";
        let name = format!(r#"(?:"{within}+"|'{within}+'|{first}{within}*)"#);
        form(
            &format!(r"{name}(?:\s*,\s*{name})*"),
            "write names as in CSS, such as `Georgia, serif`",
            &["Georgia, serif"],
        )
    };
    "Length" Length: false, _generator => {
        let mut schema = form(
            r"(?:0|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:rem|em|px|ch|vw|%))",
            "write a number with its unit, such as `1.125rem` or `18px`",
            &["1.125rem"],
        );
        // Of plain numbers only zero needs no unit.
        schema.insert("type".to_owned(), json!(["string", "integer"]));
        schema.insert("minimum".to_owned(), 0.into());
        schema.insert("maximum".to_owned(), 0.into());
        schema
    };
    "Focus" Focus: false, _generator => form(
        r"\s*(?:100|[0-9]{1,2})%?\s+(?:100|[0-9]{1,2})%?\s*",
        "write how far from the left and from the top it is, in per cent, such as `50 20`",
        &["50 20"],
    );
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
