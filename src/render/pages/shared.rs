//! What several views are made of.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use serde::{Serialize, Serializer};
use tera::Value;

use crate::html::Html;
use crate::model::graph::body::Body;
use crate::model::value::field::{Field, Free};

/// A value that many pages show: made once, then shared.
#[derive(Debug, Clone)]
pub struct Shared<T>(Value, PhantomData<T>);

impl<T: Serialize> Shared<T> {
    /// Makes the value.
    pub fn new(view: &T) -> Self {
        Self(Value::from_serializable(view), PhantomData)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Shared<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// HTML that a template prints without escaping.
#[derive(Debug, Clone)]
pub struct SafeHtml(Value);

impl JsonSchema for SafeHtml {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl SafeHtml {
    /// Nothing at all.
    pub fn none() -> Self {
        Self(Value::safe_string(""))
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

impl From<&Html> for SafeHtml {
    fn from(html: &Html) -> Self {
        Self(Value::safe_string(html.as_str()))
    }
}

impl Serialize for SafeHtml {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What `extra` of a file holds, with the addresses of the files that it names; null without one.
pub(super) fn extra(field: &Field<Free>, body: &Body) -> serde_json::Value {
    body.extra.as_deref().cloned().unwrap_or_else(|| free(field))
}

/// A writer's own data; null without any.
pub(super) fn free(field: &Field<Free>) -> serde_json::Value {
    field.get().map_or(serde_json::Value::Null, |extra| extra.0.clone())
}
