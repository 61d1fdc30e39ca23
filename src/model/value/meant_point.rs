//! Points on the map in other forms: `55.1, 7.3`, `55°06'N 7°18'E`, `[55,1, 7,3]`, longitude first.

use super::point::Coordinates;

/// What the texts of a list, or a single text, may have meant.
pub(super) fn read(texts: &[&str]) -> Option<Coordinates> {
    let parts: Vec<String> = match texts {
        [one] => split(one)?,
        // `[55,1, 7,3]` is a list of four.
        [a, b, c, d] if [a, b, c, d].iter().all(|part| is_number(part)) => {
            vec![format!("{a}.{b}"), format!("{c}.{d}")]
        }
        more => more.iter().map(|part| (*part).to_owned()).collect(),
    };
    let [first, second] = &parts[..] else { return None };
    let ((first, one), (second, other)) = (degrees(first)?, degrees(second)?);
    let is_latitude = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, 'N' | 'S'));
    match is_latitude(other) && !is_latitude(one) {
        true => new(second, first),
        false => new(first, second).or_else(|| new(second, first)),
    }
}

/// A point from two numbers, if they make one.
pub(super) fn new(latitude: f64, longitude: f64) -> Option<Coordinates> {
    let is_point = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    is_point.then_some(Coordinates { latitude, longitude })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit())
}

/// The two parts of one text.
fn split(text: &str) -> Option<Vec<String>> {
    let text = text.trim_matches(['(', ')', '[', ']']);
    let mark = [";", ", ", " / ", "/"].into_iter().find(|mark| text.contains(mark));
    let (first, second) = match mark {
        Some(mark) => text.split_once(mark)?,
        // After the letter of the first part, or at the only comma or space.
        None => match text.find(['N', 'S', 'E', 'W']).filter(|at| at + 1 < text.len()) {
            Some(at) if at > 0 => text.split_at(at + 1),
            _ => text.split_once([',', ' '])?,
        },
    };
    Some(vec![first.trim().to_owned(), second.trim().to_owned()])
}

/// `55.1`, `55,1`, `55°06'36"N`, with its letter. Rounded to what a place needs.
fn degrees(text: &str) -> Option<(f64, Option<char>)> {
    let letter = text.chars().find(|c| matches!(c, 'N' | 'S' | 'E' | 'W'));
    let rest = text.replace(['N', 'S', 'E', 'W'], "").replace(',', ".").replace('−', "-");
    let is_mark = |c: char| matches!(c, '°' | '\'' | '′' | '’' | '"' | '″' | '”') || c.is_whitespace();
    let parts: Vec<f64> = rest
        .split(is_mark)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    if parts.is_empty() || parts.len() > 3 || parts[1..].iter().any(|part| !(0.0..60.0).contains(part)) {
        return None;
    }
    let fraction = parts[1..].iter().rev().fold(0.0, |rest, part| (rest + part) / 60.0);
    let value = parts[0].abs() + fraction;
    let is_negative = rest.trim_start().starts_with('-') || matches!(letter, Some('S' | 'W'));
    let rounded = (value * 1e5).round() / 1e5;
    rounded.is_finite().then_some((if is_negative { -rounded } else { rounded }, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_other_forms() {
        let found = |texts: &[&str]| read(texts).map(|point| (point.latitude, point.longitude));
        for (texts, point) in [
            (&["107.3", "55.1"][..], (55.1, 107.3)),
            (&["55.1, 7.3"], (55.1, 7.3)),
            (&["55.1 7.3"], (55.1, 7.3)),
            (&["55.1,7.3"], (55.1, 7.3)),
            (&["55,1; 7,3"], (55.1, 7.3)),
            (&["55", "1", "7", "3"], (55.1, 7.3)),
            (&["55°06'N 7°18'E"], (55.1, 7.3)),
            (&["7°18'W, 55°06'36\"N"], (55.11, -7.3)),
            (&["55.1°N", "7.3°W"], (55.1, -7.3)),
            (&["7.3 E", "33.5 S"], (-33.5, 7.3)),
        ] {
            assert_eq!(found(texts), Some(point), "{texts:?}");
        }
        for texts in
            [&["north"][..], &["55.1"], &["200", "100"], &["55°75'N 7°E"], &["1", "2", "3"], &[""], &[]]
        {
            assert_eq!(found(texts), None, "{texts:?}");
        }
    }

    #[test]
    fn a_point_lies_within_90_and_180_degrees_of_sixty_minutes() {
        let is_point = |texts: &[&str]| read(texts).is_some();
        assert!(is_point(&["90", "180"]) && is_point(&["-90", "-180"]));
        assert!(!is_point(&["91", "180"]) && !is_point(&["90", "181"]));
        assert!(is_point(&["55°59'59\"N 7°E"]));
        assert!(!is_point(&["55°60'N 7°E"]) && !is_point(&["55°06'36\"1'N 7°E"]));
    }
}
