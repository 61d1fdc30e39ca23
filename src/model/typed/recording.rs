//! A briefing that is read aloud.

use std::fmt;

use schemars::JsonSchema;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use crate::diagnostic::Span;
use crate::model::value::field::{Field, Needed, Spanned, TEXT_OR_MAPPING};
use crate::model::value::played::Duration;

/// What the message says where something else was found.
const TAKES: &str = "the name of a sound file, or `{file: talk.mp3, duration: 12:30}`";

/// The recording of a briefing: the name of a file, or the same with more about it.
#[derive(Debug, Clone)]
pub enum Audio {
    /// The name of the file.
    File(String),
    /// The same with more about it.
    Recording(Recording),
}

/// A sound file with what is said about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(expecting = "a recording, such as `{file: talk.mp3, duration: 12:30}`")]
pub struct Recording {
    /// The file, beside the briefing. Needed.
    pub file: Needed<String>,
    /// What it is called; the headline if absent.
    #[serde(default)]
    pub title: Field<String>,
    /// How long it lasts: `12:30`, `1:02:30` or `PT12M30S`.
    #[serde(default)]
    pub duration: Field<Duration>,
}

impl Audio {
    /// The name of the file, and where it is. `whole` is where the value of the key is.
    pub fn file(&self, whole: Span) -> Option<(&str, Span)> {
        match self {
            Audio::File(name) => Some((name, whole)),
            Audio::Recording(recording) => {
                recording.file.spanned().map(|Spanned { value, span, .. }| (value.as_str(), *span))
            }
        }
    }

    /// What it is called.
    pub fn title(&self) -> Option<&str> {
        match self {
            Audio::File(_) => None,
            Audio::Recording(recording) => recording.title.text(),
        }
    }

    /// How long it lasts.
    pub fn duration(&self) -> Option<Duration> {
        match self {
            Audio::File(_) => None,
            Audio::Recording(recording) => recording.duration.get().copied(),
        }
    }
}

impl<'de> Deserialize<'de> for Audio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AudioVisitor;
        impl<'de> Visitor<'de> for AudioVisitor {
            type Value = Audio;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(TAKES)
            }

            fn visit_str<E>(self, name: &str) -> Result<Audio, E> {
                Ok(Audio::File(name.to_owned()))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Audio, D::Error> {
                Recording::deserialize(d).map(Audio::Recording)
            }
        }
        deserializer.deserialize_newtype_struct(TEXT_OR_MAPPING, AudioVisitor)
    }
}
