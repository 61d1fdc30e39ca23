//! Where countries are (Natural Earth) and what languages call them (Unicode CLDR), as
//! `scripts/coastlines.py` writes them.
//!
//! In: the tables inside the program. Out: countries with their names in a language; no names if there are
//! none in that language.

use super::{Point, Rect};

static TABLE: &str = include_str!("countries.tsv");
static NAMES: &str = include_str!("names.tsv");

/// A country, or something shown on a map like one.
pub(super) struct Country {
    /// What it is called in the language of the site; empty if that is not known.
    pub(super) name: String,
    /// Its Wikidata item.
    pub(super) wikidata: &'static str,
    /// How early it is named: from 2 on.
    pub(super) rank: u8,
    /// Its main part.
    pub(super) extent: Rect,
    /// Where its name can go, best place first.
    pub(super) spots: Vec<Point>,
}

/// With this many places or more within it, a country is as large as they show.
const MANY_SPOTS: usize = 12;
/// How far the country goes on around such a place, in degrees.
const AROUND: f64 = 2.0;

impl Country {
    /// Points that can all be seen if the main part of the country can.
    pub(super) fn outline(&self) -> Vec<Point> {
        let inside: Vec<Point> = self.spots.iter().copied().filter(|spot| self.extent.has(*spot)).collect();
        let boxes = match inside.len() >= MANY_SPOTS {
            // The corners around a country that lies askew are far from it.
            true => inside.into_iter().map(|spot| Rect { from: spot, to: spot }.wider(AROUND)).collect(),
            false => vec![self.extent],
        };
        boxes.iter().flat_map(edges).map(|(east, north)| (east, north.clamp(-90.0, 90.0))).collect()
    }
}

/// The corners of a rectangle and the middles of its edges.
fn edges(rect: &Rect) -> [Point; 8] {
    let (Rect { from, to }, middle) = (*rect, rect.middle());
    [
        from,
        (middle.0, from.1),
        (to.0, from.1),
        (to.0, middle.1),
        to,
        (middle.0, to.1),
        (from.0, to.1),
        (from.0, middle.1),
    ]
}

/// All countries, named in a language (BCP 47).
pub(super) fn all(language: &str) -> Vec<Country> {
    let names = names(language);
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let read = |(n, line): (usize, &'static str)| country(line, names.get(n).copied().unwrap_or_default());
    let all: Option<Vec<Country>> = lines.enumerate().map(read).collect();
    all.expect("the table is whole")
}

fn country(line: &'static str, name: &str) -> Option<Country> {
    let mut cells = line.split('\t').skip(1);
    let wikidata = cells.next()?;
    let rank = cells.next()?.parse().ok()?;
    let mut degrees = || cells.next()?.parse::<f64>().ok();
    let extent = Rect { from: (degrees()?, degrees()?), to: (degrees()?, degrees()?) };
    let point = |text: &str| {
        let (east, north) = text.split_once(',')?;
        Some((east.parse().ok()?, north.parse().ok()?))
    };
    let spots = cells.next()?.split(' ').map(point).collect::<Option<_>>()?;
    Some(Country { name: name.to_owned(), wikidata, rank, extent, spots })
}

/// The names in a language, or in the one it is a form of: `pt` for `pt-BR`.
fn names(language: &str) -> Vec<&'static str> {
    let mut tag = match language {
        "zh-TW" | "zh-HK" | "zh-MO" => "zh-Hant",
        tag => tag,
    };
    loop {
        let row = NAMES.lines().skip(1).find_map(|line| line.strip_prefix(tag)?.strip_prefix('\t'));
        if let Some(row) = row {
            return row.split('\t').collect();
        }
        let Some((shorter, _)) = tag.rsplit_once('-') else { return Vec::new() };
        tag = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_the_language_of_the_site_or_none() {
        let called = |language: &str, item: &str| {
            let all = all(language);
            all.into_iter().find(|country| country.wikidata == item).map(|country| country.name).unwrap()
        };
        assert_eq!(called("en-GB", "Q183"), "Germany");
        assert_eq!(called("de", "Q183"), "Deutschland");
        assert_eq!(called("uk", "Q212"), "Україна");
        assert_eq!(called("zh-TW", "Q183"), "德國");
        assert_eq!(called("yi", "Q183"), "");
    }

    #[test]
    fn every_country_has_a_place_for_its_name() {
        for country in all("en") {
            assert!(!country.name.is_empty(), "{}", country.wikidata);
            assert!(country.wikidata.starts_with('Q') && country.extent.width() < 361.0, "{}", country.name);
            assert!(!country.spots.is_empty(), "{}", country.name);
        }
    }
}
