//! The template filters that the engine does not have, or has in a different form.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use fluent_bundle::FluentArgs;
use jiff::fmt::strtime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Kwargs, Map, State, Tera, Value};

use crate::diagnostic::Suggestions;
use crate::html::entity::decoded;
use crate::html::{Reader, Token};
use crate::language::slug::slug;
use crate::model::value::date::{Point, When};
use crate::render::wording::Wording;

/// All filters that templates can use, the engine's and ours, in order.
pub(super) const NAMES: [&str; 43] = [
    "abs",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json_encode",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "slugify",
    "sort",
    "split",
    "str",
    "striptags",
    "t",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "values",
    "wordcount",
];

/// What stays as it is in a part of an address (RFC 3986: unreserved characters).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn register(tera: &mut Tera, wording: &Arc<Wording>) {
    words(tera, wording);
    dates(tera, wording);
    tera.register_filter("group_by", groups);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slug(text));
    tera.register_filter("striptags", |html: &str, _: Kwargs, _: &State| text_of(html));
    tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State| {
        utf8_percent_encode(text, KEPT).to_string()
    });
    // `</script>` and `<!--` must not appear in a script element.
    tera.register_filter("json_encode", |value: &Value, _: Kwargs, _: &State| {
        let json = serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?;
        Ok::<_, tera::Error>(Value::safe_string(&json.replace('<', "\\u003c")))
    });
}

/// `{{ "key" | t }}` and `{{ "key" | t(n=3) }}`
fn words(tera: &mut Tera, wording: &Arc<Wording>) {
    let words = Arc::clone(&wording.words);
    let near = OnceLock::new();
    tera.register_filter("t", move |key: &str, kwargs: Kwargs, _: &State| {
        let mut args = None;
        for (name, value) in kwargs.iter() {
            let args = args.get_or_insert_with(FluentArgs::new);
            match value.as_f64() {
                Some(number) => args.set(name.to_string(), number),
                None => args.set(name.to_string(), value.to_string()),
            }
        }
        words.format(key, args.as_ref()).ok_or_else(|| {
            let near = near.get_or_init(|| Suggestions::new(words.keys().map(str::to_owned)));
            let help = near.did_you_mean(key).map(|help| help.to_string());
            let help = help.unwrap_or_else(|| "add them to a file in `i18n/` of the theme".to_owned());
            tera::Error::message(format!("the theme has no words called `{key}`\n{help}"))
        })
    });
}

/// `{{ page.published | date }}`: an ISO 8601 date in words, or in the strftime format `format`.
fn dates(tera: &mut Tera, wording: &Arc<Wording>) {
    let wording = Arc::clone(wording);
    tera.register_filter("date", move |text: &str, kwargs: Kwargs, _: &State| {
        let point = Point::parse(text).map_err(|_| {
            tera::Error::message(format!(
                "`{text}` is not a date\nwrite a date such as `2025-12-22`, or the field `iso` of a date"
            ))
        })?;
        let Some(format) = kwargs.get::<&str>("format")? else {
            return Ok::<_, tera::Error>(wording.dates.when(When::At(point)));
        };
        let local = point.instant(&wording.zone).to_zoned(wording.zone.clone());
        strtime::format(format, &local).map_err(|error| {
            tera::Error::message(format!(
                "`{format}` is not a date format: {error}\nwrite a format such as `%d.%m.%Y`"
            ))
        })
    });
}

/// `{% for day, items in list | group_by(attribute="day") %}`: the groups in the order in which they begin.
/// Those of the engine are in a different order in every build.
fn groups(items: &[Value], kwargs: Kwargs, _: &State) -> tera::TeraResult<Map> {
    let attribute = kwargs.must_get::<&str>("attribute")?;
    let (mut groups, mut known) = (Vec::<(&Value, Vec<Value>)>::new(), BTreeMap::new());
    for item in items {
        let Some(key) = item.get_from_path(attribute) else {
            return Err(tera::Error::message(format!("an item of this list has no field `{attribute}`")));
        };
        if !key.is_none() {
            let at = *known.entry(key.to_string()).or_insert(groups.len());
            if at == groups.len() {
                groups.push((key, Vec::new()));
            }
            groups[at].1.push(item.clone());
        }
    }
    let named = groups.into_iter().map(|(key, items)| match key.as_i128() {
        Some(number) => (number.into(), items.into()),
        None => (key.to_string().into(), items.into()),
    });
    Ok(named.collect())
}

/// The text of HTML, with its entities as characters.
fn text_of(html: &str) -> String {
    let (mut reader, mut text) = (Reader::new(html), String::new());
    while let Some(token) = reader.read() {
        if let Token::Text(range) = token {
            text += &decoded(&html[range]);
        }
    }
    text
}
