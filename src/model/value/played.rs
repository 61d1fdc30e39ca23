//! Sound and film: what files are by their extensions, and how long they last.

use serde::Deserialize;

use crate::diagnostic::Code;
use crate::model::value::field::{deserialize_text, value_error};

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Played {
    /// Sound.
    Audio,
    /// Film.
    Video,
}

/// The media type of each extension (IANA; what browsers know them by).
const TYPES: [(&str, Played, &str); 13] = [
    ("aac", Played::Audio, "audio/aac"),
    ("flac", Played::Audio, "audio/flac"),
    ("m4a", Played::Audio, "audio/mp4"),
    ("mp3", Played::Audio, "audio/mpeg"),
    ("oga", Played::Audio, "audio/ogg"),
    ("ogg", Played::Audio, "audio/ogg"),
    ("opus", Played::Audio, "audio/ogg"),
    ("wav", Played::Audio, "audio/wav"),
    ("m4v", Played::Video, "video/mp4"),
    ("mov", Played::Video, QUICKTIME),
    ("mp4", Played::Video, "video/mp4"),
    ("ogv", Played::Video, "video/ogg"),
    ("webm", Played::Video, "video/webm"),
];

/// The type of films that not every browser plays.
pub const QUICKTIME: &str = "video/quicktime";

impl Played {
    /// What a file is by its extension, and its media type; `None` for other files.
    pub fn of(path: &str) -> Option<(Self, &'static str)> {
        let ending = path.rsplit('/').next()?.rsplit_once('.')?.1;
        let known = TYPES.iter().find(|(known, ..)| ending.eq_ignore_ascii_case(known));
        known.map(|(_, played, media_type)| (*played, *media_type))
    }

    /// The name of its element.
    pub fn element(self) -> &'static str {
        match self {
            Played::Audio => "audio",
            Played::Video => "video",
        }
    }
}

/// How long something lasts, in whole seconds; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration(u32);

impl Duration {
    /// `12:30`, `1:02:30` or `PT12M30S` (ISO 8601). In the first two, each part after the first has two
    /// digits and is below 60.
    pub fn parse(text: &str) -> Option<Self> {
        let seconds = if text.starts_with('P') { of_iso(text)? } else { of_clock(text)? };
        (seconds > 0).then_some(Self(seconds))
    }

    /// In seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// As in ISO 8601: `PT12M30S`.
    pub fn iso(self) -> String {
        let parts = [(self.0 / 3600, 'H'), (self.0 / 60 % 60, 'M'), (self.0 % 60, 'S')];
        let shown = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}"));
        format!("PT{}", shown.collect::<String>())
    }

    /// As on a clock: `12:30`, `1:02:30`.
    pub fn clock(self) -> String {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        match hours {
            0 => format!("{minutes}:{seconds:02}"),
            _ => format!("{hours}:{minutes:02}:{seconds:02}"),
        }
    }
}

/// A number of up to three digits.
fn number(text: &str) -> Option<u32> {
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn of_clock(text: &str) -> Option<u32> {
    let (first, rest) = text.split_once(':')?;
    let mut seconds = number(first)?;
    let mut count = 0;
    for part in rest.split(':') {
        seconds = seconds * 60 + number(part).filter(|n| part.len() == 2 && *n < 60)?;
        count += 1;
    }
    (count <= 2).then_some(seconds)
}

fn of_iso(text: &str) -> Option<u32> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0;
    for (unit, length) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((count, after)) = rest.split_once(unit) {
            seconds += number(count)? * length;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds)
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "a length of time, such as `12:30`")?;
        Self::parse(text.trim()).ok_or_else(|| {
            let message = format!("`{}` is not a length of time", text.trim());
            value_error(Code::WrongType, &message, "write minutes and seconds: `12:30`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_two_forms() {
        for (text, seconds, clock, iso) in [
            ("12:30", 750, "12:30", "PT12M30S"),
            ("0:05", 5, "0:05", "PT5S"),
            ("1:02:30", 3750, "1:02:30", "PT1H2M30S"),
            ("90:00", 5400, "1:30:00", "PT1H30M"),
            ("PT1H30M", 5400, "1:30:00", "PT1H30M"),
            ("PT45S", 45, "0:45", "PT45S"),
        ] {
            let length = Duration::parse(text).unwrap();
            assert_eq!(
                (length.seconds(), length.clock().as_str(), length.iso().as_str()),
                (seconds, clock, iso)
            );
        }
        for text in
            ["", "12", "0:00", "1:60", "1:5", "1:00:00:00", "PT", "PT0S", "P1D", "PT5S3M", "1000:00", "a:00"]
        {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn files_are_told_by_their_endings() {
        assert_eq!(Played::of("a/talk.MP3"), Some((Played::Audio, "audio/mpeg")));
        assert_eq!(Played::of("clip.de.webm"), Some((Played::Video, "video/webm")));
        assert_eq!([Played::of("mp3"), Played::of("a.mp3/b"), Played::of("a.png")], [None; 3]);
    }
}
