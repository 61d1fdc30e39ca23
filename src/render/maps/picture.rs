//! A map as inline SVG. It names no colours but `currentColor`, so it can be read without a style sheet; the theme's
//! gives land, water and dots theirs.
//!
//! Names are in the picture twice, for wide screens and for narrow ones, where the picture is half as large
//! and its letters are not: the style sheet shows one of the two.

use std::fmt::Write;
use std::sync::OnceLock;

use super::countries::Country;
use super::labels::{Label, Room};
use super::path::{Detail, Seen, pixels};
use super::window::{WIDTH, Window};
use super::world::World;
use super::{Point, Rect};
use crate::html::Html;

/// How many bytes the land, the water and the borders of a map have at most.
const MOST_BYTES: usize = 16_000;
/// How coarse they may become for that, finest first.
const DETAILS: [Detail; 5] = [
    Detail { astray: 0.4, least: 1.5 },
    Detail { astray: 0.6, least: 2.5 },
    Detail { astray: 0.9, least: 4.0 },
    Detail { astray: 1.4, least: 7.0 },
    Detail { astray: 2.5, least: 14.0 },
];
/// Lakes and rivers that are smaller than this many pixels are left out.
const LEAST_LAKE: f64 = 6.0;
const LEAST_RIVER: f64 = 90.0;
/// A map with fewer pixels to a degree has no rivers.
const LEAST_FOR_RIVERS: f64 = 9.0;
/// How large letters are: of places and of countries, on wide screens and on narrow ones.
const SIZES: [(&str, f64, f64); 2] = [("wide", 13.0, 11.0), ("narrow", 25.0, 20.0)];
/// The room between the letters of a country's name, relative to their size.
const SPACED: f64 = 0.14;
/// How letters are drawn: with the style sheet, what is around them comes first.
const LETTERS: &str = " fill=\"currentColor\" stroke=\"none\" paint-order=\"stroke\"";
/// The smallest and the largest dot.
const RADII: (f64, f64) = (3.5, 9.0);
/// How many countries are named at most, and in how many places a name is tried.
const MOST_COUNTRIES: usize = 30;
const MOST_TRIED: usize = 60;
/// A country that is smaller than this many letters of its name is not named.
const LEAST_LETTERS: f64 = 0.6;
/// The size of the small map of the world, and its distance from the edges.
const OVERVIEW: (f64, f64) = (126.0, 70.0);
const MARGIN: f64 = 8.0;
/// A map more than this many degrees across shows on its own where it lies.
const KNOWN: f64 = 100.0;

/// A place on a map.
pub(super) struct Dot {
    /// Where it is: east and north.
    pub(super) at: Point,
    /// Its name.
    pub(super) name: String,
    /// How often it is named.
    pub(super) count: usize,
    /// Whether the map is about it.
    pub(super) is_own: bool,
}

/// What a map shows.
pub(super) struct Picture<'a> {
    /// What it is called.
    pub(super) title: &'a str,
    /// What can be seen in it.
    pub(super) description: &'a str,
    /// The places, the most important first.
    pub(super) dots: &'a [Dot],
    /// Further places, without names.
    pub(super) faint: &'a [Point],
    /// Regions by name, each at its point.
    pub(super) regions: &'a [(String, Point)],
    /// All countries, with the names they have on this site.
    pub(super) countries: &'a [Country],
}

/// A finished map.
pub(super) struct Drawn {
    /// The picture.
    pub(super) html: Html,
    /// Whether it has borders that somebody disputes.
    pub(super) has_disputed: bool,
    /// Whether its dots differ in size.
    pub(super) has_sizes: bool,
}

impl Picture<'_> {
    /// Draws what a window shows.
    pub(super) fn draw(&self, world: &World, overview: &OnceLock<String>, window: &Window) -> Drawn {
        let ground = Ground::new(world, window);
        let (width, height) = (pixels(WIDTH), pixels(window.height));
        let (title, description) = (Html::escape(self.title), Html::escape(self.description));
        let mut svg = format!(
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"map.title map.desc\" fill=\"none\" \
             stroke=\"currentColor\" stroke-linejoin=\"round\" font-family=\"sans-serif\"><title \
             id=\"map.title\">{}</title><desc id=\"map.desc\">{}</desc><path class=\"sea\" stroke=\"none\" \
             d=\"M0 0H{width}V{height}H0z\"/>",
            title.as_str(),
            description.as_str(),
        );
        svg += &ground.svg;
        let corner = self.corner(window);
        let scale = self.scale();
        for (class, size, small) in SIZES {
            let hidden = if class == "wide" { "" } else { " display=\"none\"" };
            let _ = write!(svg, "<g class=\"{class}\"{hidden} font-size=\"{}\">", pixels(size));
            svg += &self.names(window, corner, (size, small), &scale);
            svg.push_str("</g>");
        }
        if let Some(corner) = corner {
            svg += &inset(world, overview, window, corner);
        }
        svg.push_str("</svg>");
        Drawn {
            html: Html::trusted(svg),
            has_disputed: ground.has_disputed,
            has_sizes: self.dots.iter().any(|dot| dot.count != self.dots[0].count),
        }
    }

    /// How large the dots are: their areas grow with the numbers.
    fn scale(&self) -> impl Fn(&Dot) -> f64 {
        let most = self.dots.iter().map(|dot| dot.count).max().unwrap_or_default().max(1) as f64;
        let is_equal = self.dots.iter().all(|dot| dot.count == self.dots[0].count);
        move |dot| match is_equal {
            true => (RADII.0 + RADII.1) / 2.0,
            false => RADII.0 + (RADII.1 - RADII.0) * (dot.count as f64 / most).sqrt(),
        }
    }

    /// Dots and names, in letters of two sizes: of places and of countries.
    fn names(
        &self,
        window: &Window,
        corner: Option<Rect>,
        (size, small): (f64, f64),
        radius: &impl Fn(&Dot) -> f64,
    ) -> String {
        // Dots grow with letters, but less.
        let larger = (size / SIZES[0].1).sqrt();
        let mut room = Room::new(window.frame().wider(-2.0));
        if let Some(corner) = corner {
            room.take(corner.wider(MARGIN / 2.0));
        }
        let placed: Vec<(Point, f64)> =
            self.dots.iter().map(|dot| (window.place(dot.at), radius(dot) * larger)).collect();
        for (at, radius) in &placed {
            room.take(Rect { from: *at, to: *at }.wider(*radius));
        }
        let small_dot = RADII.0 * larger;
        for (x, y) in self.faint.iter().map(|at| window.place(*at)) {
            room.take(Rect { from: (x, y), to: (x, y) }.wider(small_dot));
        }
        let labels: Vec<Option<Label>> = (self.dots.iter().zip(&placed))
            .map(|(dot, (at, r))| room.beside(*at, *r, &dot.name, size))
            .collect();
        let mut svg = self.areas(window, &mut room, small);
        let faint: String = self.faint.iter().map(|at| dot_of_path(window.place(*at))).collect();
        if !faint.is_empty() {
            let wide = pixels(small_dot * 2.0);
            let _ = write!(
                svg,
                "<path class=\"faint\" stroke-linecap=\"round\" stroke-width=\"{wide}\" d=\"{faint}\"/>"
            );
        }
        svg.push_str("<g class=\"dots\" fill=\"currentColor\">");
        for (dot, ((x, y), r)) in self.dots.iter().zip(&placed) {
            let class = if dot.is_own { " class=\"own\"" } else { "" };
            let (x, y, r) = (pixels(*x), pixels(*y), pixels(*r));
            let _ = write!(svg, "<circle{class} cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>");
        }
        let _ = write!(svg, "</g><g class=\"names\"{LETTERS}>");
        for (dot, label) in self.dots.iter().zip(labels) {
            svg += &label.map_or_else(String::new, |label| text(&label, &dot.name, dot.is_own));
        }
        svg.push_str("</g>");
        svg
    }

    /// The names of countries and regions, where there is room left.
    fn areas(&self, window: &Window, room: &mut Room, size: f64) -> String {
        let frame = window.frame();
        let mut regions = String::new();
        for (name, at) in self.regions {
            let label = room.over([window.place(*at)].into_iter(), name, size, 0.0);
            regions += &label.map_or_else(String::new, |label| text(&label, name, false));
        }
        let mut countries: Vec<(&Country, f64)> = self
            .countries
            .iter()
            .filter_map(|of| {
                let large = size_of(window, of)?;
                let letters = large / (size * of.name.chars().count() as f64);
                (!of.name.is_empty() && letters > LEAST_LETTERS).then_some((of, large))
            })
            .collect();
        countries.sort_by(|a, b| a.0.rank.cmp(&b.0.rank).then(b.1.total_cmp(&a.1)));
        let mut named = String::new();
        for (country, _) in countries.into_iter().take(MOST_COUNTRIES) {
            let middle = frame.middle();
            let far = |at: &Point| (at.0 - middle.0).hypot(at.1 - middle.1);
            let mut places: Vec<Point> = country.spots.iter().map(|at| window.place(*at)).collect();
            places.retain(|at| frame.has(*at));
            let is_first_seen = places.first() == Some(&window.place(country.spots[0]));
            let rest = places.get_mut(usize::from(is_first_seen)..).unwrap_or_default();
            rest.sort_by(|a, b| far(a).total_cmp(&far(b)));
            if let Some(label) = room.over(places.into_iter().take(MOST_TRIED), &country.name, size, SPACED) {
                named += &text(&label, &country.name, false);
            }
        }
        let (size, space) = (pixels(size), pixels(size * SPACED));
        let group = |class: &str, spaced: &str, names: String| match names.is_empty() {
            true => names,
            false => format!("<g class=\"{class}\" font-size=\"{size}\"{spaced}{LETTERS}>{names}</g>"),
        };
        group("regions", "", regions) + &group("countries", &format!(" letter-spacing=\"{space}\""), named)
    }

    /// The corner for the small map of the world: the first without a dot. None where the map shows enough, or all are
    /// taken.
    fn corner(&self, window: &Window) -> Option<Rect> {
        if window.seen.width() > KNOWN {
            return None;
        }
        let mut room = Room::new(window.frame());
        let points = self.dots.iter().map(|dot| dot.at).chain(self.faint.iter().copied());
        for at in points.map(|at| window.place(at)) {
            room.take(Rect { from: at, to: at }.wider(RADII.1 * 2.0));
        }
        let (right, below) = (WIDTH - MARGIN - OVERVIEW.0, window.height - MARGIN - OVERVIEW.1);
        let corners = [(MARGIN, below), (right, below), (MARGIN, MARGIN), (right, MARGIN)];
        corners
            .into_iter()
            .map(|from| Rect { from, to: (from.0 + OVERVIEW.0, from.1 + OVERVIEW.1) })
            .find(|corner| room.is_free(corner))
    }
}

/// How large a country is on a map, in pixels; `None` if it is not on it.
fn size_of(window: &Window, country: &Country) -> Option<f64> {
    let rect = country.extent;
    let turns = [-360.0, 0.0, 360.0];
    let around = turns.into_iter().map(|by| rect.moved(by)).find(|rect| window.seen.meets(rect))?;
    let narrow = around.middle().1.to_radians().cos().max(0.1);
    Some((around.width() * narrow).max(around.height()) * window.degree())
}

/// Land, water and borders.
struct Ground {
    svg: String,
    has_disputed: bool,
}

impl Ground {
    /// As fine as `MOST_BYTES` allows.
    fn new(world: &World, window: &Window) -> Self {
        let rivers = if window.degree() > LEAST_FOR_RIVERS { &world.rivers[..] } else { &[] };
        let disputed = Seen::lines(window, &world.disputed);
        let layers = [
            (
                Seen::rings(window, &world.land),
                0.0,
                "land\" fill=\"currentColor\" fill-opacity=\".08\" fill-rule=\"evenodd",
            ),
            (Seen::lines(window, rivers), LEAST_RIVER, "river\" stroke-opacity=\".3"),
            (Seen::rings(window, &world.lakes), LEAST_LAKE, "lake\" fill-rule=\"evenodd"),
            (Seen::lines(window, &world.borders), 0.0, "border\" stroke-opacity=\".5"),
            (disputed, 0.0, "border disputed\" stroke-opacity=\".5\" stroke-dasharray=\"4 3"),
        ];
        let drawn = |detail: Detail| {
            let path = |(seen, least, looks): &(Seen, f64, &str)| {
                let data = seen.path(Detail { least: detail.least.max(*least), ..detail });
                match data.is_empty() {
                    true => data,
                    false => format!("<path stroke-width=\".8\" class=\"{looks}\" d=\"{data}\"/>"),
                }
            };
            layers.iter().map(path).collect::<String>()
        };
        let mut svg = drawn(DETAILS[0]);
        for detail in &DETAILS[1..] {
            if svg.len() <= MOST_BYTES {
                break;
            }
            svg = drawn(*detail);
        }
        Self { has_disputed: svg.contains("class=\"border disputed\""), svg }
    }
}

/// The small map of the world, with a mark where the large one is.
fn inset(world: &World, overview: &OnceLock<String>, window: &Window, corner: Rect) -> String {
    let whole = Window::of(&[(-169.0, 0.0), (-79.0, 0.0), (11.0, 0.0), (101.0, 0.0)]);
    let land =
        overview.get_or_init(|| Seen::rings(&whole, &world.coarse).path(Detail { astray: 3.0, least: 14.0 }));
    let (x, y) = whole.place(window.degrees(window.frame().middle()).unwrap_or_default());
    let half = (window.degree().recip() * window.height * whole.degree() / 2.0).max(26.0);
    let mark = format!(
        "M{} {}h{}v{}h-{}z",
        pixels(x - half),
        pixels(y - half),
        pixels(half * 2.0),
        pixels(half * 2.0),
        pixels(half * 2.0)
    );
    let (left, top, up) = (pixels(corner.from.0), pixels(corner.from.1), pixels(whole.height));
    format!(
        "<svg class=\"overview\" x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {up}\"><path \
         class=\"sea\" d=\"M0 0H{}V{up}H0z\"/><path class=\"land\" fill=\"currentColor\" stroke=\"none\" \
         fill-opacity=\".3\" fill-rule=\"evenodd\" d=\"{land}\"/><path class=\"here\" stroke-width=\"12\" \
         d=\"{mark}\"/></svg>",
        pixels(OVERVIEW.0),
        pixels(OVERVIEW.1),
        pixels(WIDTH),
        pixels(WIDTH),
    )
}

fn text(label: &Label, name: &str, is_own: bool) -> String {
    let (x, y, name) = (pixels(label.at.0), pixels(label.at.1), Html::escape(name));
    let class = if is_own { " class=\"own\"" } else { "" };
    let anchor = match label.anchor {
        "start" => String::new(),
        anchor => format!(" text-anchor=\"{anchor}\""),
    };
    format!("<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", name.as_str())
}

/// A line without length, whose round end is a dot.
fn dot_of_path((x, y): Point) -> String {
    format!("M{} {}h0", pixels(x), pixels(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::maps::countries;

    fn draw(world: &World, countries: &[Country], points: &[Point], country: &[Point]) -> String {
        let dots: Vec<Dot> = points
            .iter()
            .map(|at| Dot { at: *at, name: "A place".to_owned(), count: 1, is_own: false })
            .collect();
        let picture =
            Picture { title: "T", description: "D", dots: &dots, faint: &[], regions: &[], countries };
        let window = Window::of(&[points, country].concat());
        picture.draw(world, &OnceLock::new(), &window).html.as_str().to_owned()
    }

    /// Numbers of the data are finite, and no picture is larger than a page can bear.
    fn is_sound(svg: &str, what: &str) {
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{what}: {svg}");
        assert!(svg.len() <= 22_000, "{what} has {} bytes", svg.len());
        assert!(svg.contains("class=\"land\" fill="), "{what} has no land");
    }

    #[test]
    fn every_country_of_the_world_can_be_drawn() {
        let (world, countries) = (World::new(), countries::all("en"));
        for country in &countries {
            let svg = draw(&world, &countries, &country.spots[..1], &country.outline());
            is_sound(&svg, &country.name);
        }
    }

    #[test]
    fn the_ends_of_the_earth_can_be_drawn() {
        let (world, countries) = (World::new(), countries::all("en"));
        for (what, points) in [
            ("the poles", vec![(0.0, 90.0), (0.0, -90.0)]),
            ("Svalbard", vec![(15.6, 78.2)]),
            ("the south pole", vec![(0.0, -90.0), (166.7, -77.8), (-64.0, -64.8)]),
            ("Fiji and Samoa", vec![(178.44, -18.14), (-171.76, -13.83)]),
            ("Chukotka and Alaska", vec![(177.5, 64.7), (-149.9, 61.2)]),
            ("all over", vec![(-70.0, -50.0), (170.0, -45.0), (20.0, 70.0), (-160.0, 65.0), (100.0, 10.0)]),
        ] {
            is_sound(&draw(&world, &countries, &points, &[]), what);
        }
    }

    #[test]
    fn a_map_of_a_country_names_it_and_its_neighbours() {
        let (world, countries) = (World::new(), countries::all("en"));
        let ukraine = countries.iter().find(|country| country.name == "Ukraine").unwrap();
        let svg = draw(&world, &countries, &[(30.52, 50.45)], &ukraine.outline());
        for name in ["Ukraine", "Russia", "Poland", "Moldova", "A place"] {
            assert!(svg.contains(&format!(">{name}</text>")), "{name} is not in {svg}");
        }
        assert!(svg.contains("class=\"border disputed\"") && svg.contains("class=\"overview\""));
        assert!(svg.contains("class=\"river\"") && svg.contains("class=\"lake\""));
    }
}
