//! A point on the map.

use serde::Deserialize;

use super::meant_point;
use crate::diagnostic::{Code, Help};
use crate::model::value::field::{List, deserialize_text, value_error};
use crate::model::value::number::Number;

/// A point on the earth (WGS 84), in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// From -90 at the south pole to 90.
    pub latitude: f64,
    /// From -180 to 180, east of Greenwich positive.
    pub longitude: f64,
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = List::<Coordinate>::deserialize(deserializer)?;
        let texts: Vec<&str> = parts.iter().map(|part| part.0.trim()).collect();
        let numbers: Vec<f64> =
            texts.iter().filter_map(|text| Number::parse(text)).map(Number::value).collect();
        if let [latitude, longitude] = numbers[..]
            && texts.len() == 2
            && let Some(point) = meant_point::new(latitude, longitude)
        {
            return Ok(point);
        }
        let message = "a point on the map is a latitude and a longitude";
        let help = match meant_point::read(&texts) {
            Some(Self { latitude, longitude }) => {
                let point = format!("[{latitude}, {longitude}]");
                Help::safe(format!("write degrees, latitude first: `{point}`"), point)
            }
            None => "write degrees, latitude first, such as `[50.45, 30.52]`".into(),
        };
        Err(value_error(Code::WrongType, message, help))
    }
}

/// One of the two numbers of a point, as typed.
struct Coordinate(String);

impl<'de> Deserialize<'de> for Coordinate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, "a number of degrees, such as `50.45`").map(Self)
    }
}
