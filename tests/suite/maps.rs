//! Maps: which pages have one, what is a dot on it, what it says in words and in files, and how large it is.

use std::fmt::Write;

use serde_json::Value;

use crate::site::{Outcome, build, check};

/// Places of which three are dots: Ukraine is a country, and Odesa lies in its region.
const PLACES: &str = "\
-- content/places/ukraine.md --
---
name: Ukraine
wikidata: Q212
at: [49, 32]
---
-- content/places/odesa-region.md --
---
name: Odesa region
in: ukraine
at: [47.6, 29.5]
---
-- content/places/odesa.md --
---
name: Odesa
in: odesa-region
at: [46.48, 30.73]
---
-- content/places/sumy.md --
---
name: Sumy
in: ukraine
at: [50.91, 34.8]
---
-- content/places/berlin.md --
---
name: Berlin <&>
at: [52.52, 13.4]
---
";

/// The places, and three briefings of one storyline.
const SITE: &str = "\
-- content/storylines/line.md --
---
title: Line
---
It goes on.
-- content/briefings/2025-12-01-one.md --
---
title: One
date: 2025-12-01
storylines: [line]
place: odesa
events: [{id: strike, date: 2025-11-30, text: A strike, place: odesa, status: reported}, {date: 2025-11-29, text: Elsewhere}]
---
Odesa and [[berlin]] were quiet.
-- content/briefings/2025-12-02-two.md --
---
title: Two
date: 2025-12-02
storylines: [line]
---
Odesa and Sumy in Ukraine, and the Odesa region.
-- content/briefings/2025-12-03-three.md --
---
title: Three
date: 2025-12-03
storylines: [line]
place: sumy
---
Nothing new in Sumy.
";

fn site(settings: &str) -> Outcome {
    build(&format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nlanguage: en-GB\n{settings}{PLACES}{SITE}"
    ))
}

/// The map of a page, if it has one.
fn map<'o>(outcome: &'o Outcome, page: &str) -> Option<&'o str> {
    let page = outcome.page(page);
    let start = page.find("<figure class=\"map\">")?;
    Some(&page[start..start + page[start..].find("</figure>").unwrap()])
}

/// The rows of the table of a map: place and number.
fn rows(map: &str) -> Vec<(String, usize)> {
    let rows = map.split("<th scope=\"row\">").skip(1).map(|row| {
        let name = row.split_once("\">").unwrap().1.split_once("</a>").unwrap().0;
        let number = row.split_once("<td>").unwrap().1.split_once("</td>").unwrap().0;
        (name.to_owned(), number.parse().unwrap())
    });
    rows.collect()
}

fn named(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
    rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn a_storyline_has_its_places_by_how_many_of_its_briefings_name_them() {
    let outcome = site("");
    let map = map(&outcome, "storylines/line/index.html").unwrap();
    assert_eq!(rows(map), named(&[("Odesa", 2), ("Sumy", 2), ("Berlin &lt;&amp;&gt;", 1)]));
    assert_eq!(map.matches("<circle").count(), 6, "three for wide screens, three for narrow ones");
    assert!(map.contains("<title id=\"map.title\">Map: Line</title>"));
    let said =
        "3 places. Named most: Odesa (2 briefings); Sumy (2 briefings); Berlin &lt;&amp;&gt; (1 briefing).";
    assert!(map.contains(said), "{map}");
    assert!(map.contains(">Ukraine</text>") && map.contains(">Odesa region</text>"));
    assert!(map.contains("The larger a dot") && map.contains("Natural Earth"));
}

#[test]
fn countries_and_what_others_lie_in_are_no_dots() {
    let outcome = site("");
    let of_country = map(&outcome, "places/ukraine/index.html").unwrap();
    assert_eq!(rows(of_country), named(&[("Odesa", 2), ("Sumy", 2)]));
    assert!(of_country.contains("Dashed lines are disputed borders."), "Crimea is there");
    assert_eq!(rows(map(&outcome, "places/odesa-region/index.html").unwrap()), named(&[("Odesa", 2)]));
    let of_dot = map(&outcome, "places/sumy/index.html").unwrap();
    assert_eq!(rows(of_dot), named(&[("Sumy", 2), ("Odesa", 2)]));
    assert_eq!(of_dot.matches("<circle class=\"own\"").count(), 2);
    let all = map(&outcome, "places/index.html").unwrap();
    assert_eq!(rows(all).len(), 3);
}

#[test]
fn a_country_is_known_by_its_name_too_unless_it_lies_in_something() {
    let places = |front: &str| {
        let site = format!(
            "-- site.yaml --\ntitle: T\nlanguage: en\n-- content/places/us.md --\n---\nname: United States\n---\n\
             -- content/places/georgia.md --\n---\nname: Georgia\n{front}at: [42, 43.5]\n---\n\
             -- content/places/berlin.md --\n---\nname: Berlin\nat: [52.5, 13.4]\n---\n"
        );
        rows(map(&build(&site), "places/index.html").unwrap()).len()
    };
    assert_eq!(places(""), 1);
    assert_eq!(places("in: us\n"), 2);
}

#[test]
fn a_briefing_has_a_map_if_it_is_about_a_dot_and_names_another() {
    let outcome = site("");
    let of_one = map(&outcome, "2025/12/01/one/index.html").unwrap();
    assert_eq!(rows(of_one), named(&[("Odesa", 2), ("Berlin &lt;&amp;&gt;", 1)]));
    assert_eq!(of_one.matches("<circle class=\"own\"").count(), 2);
    // Two names two and is about none, three is about one and names no other.
    assert_eq!(map(&outcome, "2025/12/02/two/index.html"), None);
    assert_eq!(map(&outcome, "2025/12/03/three/index.html"), None);
}

#[test]
fn a_site_without_maps_is_a_site_whose_places_have_no_points() {
    let without = PLACES.lines().filter(|line| !line.starts_with("at:")).collect::<Vec<_>>().join("\n");
    let head = "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nlanguage: en-GB\n";
    let none = build(&format!("{head}{without}\n{SITE}"));
    let off = site("maps: false\n");
    assert_eq!(none.files.keys().collect::<Vec<_>>(), off.files.keys().collect::<Vec<_>>());
    assert!(!off.files.contains_key("storylines/line/places.geojson"));
    for (path, bytes) in &none.files {
        // JSON-LD and the data file have the points as before.
        if path.ends_with(".html") && !path.starts_with("places/") {
            assert_eq!(bytes, &off.files[path], "{path}");
        }
    }
    assert!(off.files.iter().all(|(path, _)| !path.ends_with(".html") || map(&off, path).is_none()));
}

#[test]
fn places_and_events_of_a_storyline_are_geojson() {
    let outcome = site("");
    let text = outcome.page("storylines/line/places.geojson");
    let collection: Value = serde_json::from_str(text).unwrap();
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().unwrap();
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        assert!(feature["id"].is_string() && feature["properties"].is_object());
        assert_eq!(feature["geometry"]["type"], "Point");
        let [east, north] = &feature["geometry"]["coordinates"].as_array().unwrap()[..] else { panic!() };
        assert!(east.as_f64().unwrap().abs() <= 180.0 && north.as_f64().unwrap().abs() <= 90.0);
    }
    let of = |kind: &str, key: &str| -> Vec<Value> {
        let of_kind = features.iter().filter(|of| of["properties"]["kind"] == kind);
        of_kind.map(|of| of["properties"][key].clone()).collect()
    };
    assert_eq!(of("place", "name"), ["Odesa", "Sumy", "Berlin <&>", "Odesa region", "Ukraine"]);
    assert_eq!(of("place", "area"), [false, false, false, true, true]);
    assert_eq!(of("place", "briefings"), [2, 2, 1, 1, 1]);
    assert_eq!(of("event", "text"), ["A strike"]);
    assert_eq!(of("event", "url"), ["https://x.org/d/2025/12/01/one/#event-strike"]);
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([30.73, 46.48]));
    let page = outcome.page("storylines/line/index.html");
    let link =
        "<link rel=\"alternate\" type=\"application/geo+json\" href=\"/d/storylines/line/places.geojson\">";
    assert!(page.contains(link));
    assert_eq!(page.matches("/d/storylines/line/places.geojson").count(), 2);
}

/// A site with this many dots in two columns, each named by one briefing.
fn many(count: usize) -> Outcome {
    let mut site =
        "-- site.yaml --\ntitle: T\nlanguage: en\n-- content/storylines/line.md --\n---\ntitle: Line\n---\n"
            .to_owned();
    let mut body = String::new();
    for n in 0..count {
        let (up, across) = ((n / 20) as f64 * 0.5 + 40.0, (n % 20) as f64 - 5.0);
        let _ =
            write!(site, "-- content/places/p{n}.md --\n---\nname: Place {n}\nat: [{up}, {across}]\n---\n");
        let _ = write!(body, "[[p{n}]] ");
    }
    build(&format!(
        "{site}-- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\nstorylines: [line]\n---\n{body}\n"
    ))
}

#[test]
fn a_map_has_forty_places_and_that_of_all_four_hundred() {
    let story = |outcome: &Outcome| map(outcome, "storylines/line/index.html").unwrap().to_owned();
    let (forty, more) = (story(&many(40)), story(&many(41)));
    assert_eq!((rows(&forty).len(), rows(&more).len()), (40, 40));
    assert!(!forty.contains("href=\"/places/\""));
    assert!(more.contains("<a href=\"/places/\">and 1 more</a>"), "{more}");
    assert!(!more.contains("class=\"faint\""));
    let faint = |count: usize| {
        let outcome = many(count);
        let all = map(&outcome, "places/index.html").unwrap();
        assert_eq!(rows(all).len(), 40);
        all.split("class=\"faint\"").nth(1).unwrap().split("/>").next().unwrap().matches("h0").count()
    };
    assert_eq!((faint(41), faint(400), faint(401)), (1, 360, 360));
}

#[test]
fn a_place_has_its_twelve_nearest_neighbours() {
    let outcome = many(60);
    let near = map(&outcome, "places/p21/index.html").unwrap();
    assert_eq!(rows(near).len(), 13);
    let names: Vec<String> = rows(near).into_iter().map(|(name, _)| name).collect();
    for name in ["Place 21", "Place 1", "Place 41", "Place 20", "Place 22"] {
        assert!(names.iter().any(|of| of == name), "{name} is not in {names:?}");
    }
}

#[test]
fn maps_are_the_same_on_any_number_of_threads_and_small() {
    let built = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| many(60))
    };
    let (one, many) = (built(1), built(4));
    assert!(one.files == many.files);
    for path in one.files.keys().filter(|path| path.ends_with(".html")) {
        let bytes = map(&one, path).map_or(0, str::len);
        assert!(bytes <= 25_000, "{path}: {bytes}");
    }
}

#[test]
fn a_place_on_no_map_is_told_if_most_others_are_on_one() {
    check(
        "-- content/storylines/line.md --\n---\ntitle: Line\n---\nIt goes on.\n\
         -- content/places/germany.md --\n---\nname: Germany\n---\n\
         -- content/places/hesse.md --\n---\nname: Hesse\n---\n\
         -- content/places/fulda.md --\n---\nname: Fulda\nin: hesse\nat: [50.55, 9.68]\n---\n\
         -- content/places/kassel.md --\n---\nname: Kassel\n      ^^^^^^ note[missing-point]: `Kassel` is on no map: it has no point, and most other places have one\nin: hesse\n---\n\
         -- content/places/marburg.md --\n---\nname: Marburg\n---\n\
         -- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\nstorylines: [line]\nsummary: S.\n---\n\
         Germany, Hesse, Fulda and Kassel.\n",
    );
}

#[test]
fn nothing_is_told_where_fewer_have_a_point_than_have_none() {
    let codes = |points: usize, without: usize, settings: &str| {
        let mut site = format!("-- site.yaml --\ntitle: T\n{settings}");
        let mut body = String::new();
        for n in 0..points + without {
            let at = if n < points { "at: [1, 1]\n" } else { "" };
            let _ = write!(site, "-- content/places/p{n}.md --\n---\nname: Place {n}\n{at}---\n");
            let _ = write!(body, "[[p{n}]] ");
        }
        let text = format!(
            "{site}-- content/briefings/2025-12-01-b.md --\n---\ntitle: B\ndate: 2025-12-01\n---\n{body}\n"
        );
        build(&text).codes().into_iter().filter(|code| *code == "missing-point").count()
    };
    assert_eq!(codes(2, 2, ""), 2);
    assert_eq!(codes(2, 3, ""), 0);
    assert_eq!(codes(0, 3, ""), 0);
    assert_eq!(codes(2, 2, "maps: false\n"), 0);
}
