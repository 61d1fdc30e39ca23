//! From degrees to the plane and back, in radians: equal areas wherever more than a country is shown.
//!
//! Which projection is right depends on what is shown: a cone for most, a cylinder near the equator, the pole from
//! above, and Equal Earth (Šavrič, Patterson and Jenny, 2018) for half of the world and more. All take the distance from
//! their middle meridian, so a map across 180° is like any other.

use super::{Point, Rect};

/// Over more degrees across than this, a cone is too wide, unless it lies north or south of a latitude.
const WIDE: f64 = 110.0;
const HIGH: f64 = 50.0;
/// A map of more degrees across than this shows all of it.
const WHOLE: f64 = 180.0;
/// The meridian in the middle of a map of the world: its edge then runs through the Bering Strait.
const MIDDLE_OF_WORLD: f64 = 11.0;
/// A map whose middle lies beyond this latitude shows the pole from above, and so does one that comes close to it.
const POLAR: f64 = 70.0;
const CLOSE: f64 = 84.0;
/// Up to this latitude a cylinder is as good as a cone.
const TROPICAL: f64 = 12.0;
/// The coefficients of Equal Earth.
const EQUAL_EARTH: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

/// How the earth is laid flat. Angles are in degrees, what is in the plane in radians, north up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    /// The meridian that runs straight up.
    pub(super) middle: f64,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// Meridians closer by a factor.
    Cylinder(f64),
    /// Albers: the cone's constant, and what makes two parallels true.
    Cone {
        n: f64,
        c: f64,
    },
    /// The north pole from above (1) or the south pole (-1).
    Pole(f64),
    EqualEarth,
}

impl Projection {
    /// What suits an extent in degrees.
    pub(super) fn of(extent: &Rect) -> Self {
        let (middle, latitude) = extent.middle();
        let far = if latitude < 0.0 { extent.from.1 } else { extent.to.1 };
        let is_polar = latitude.abs() > POLAR || far.abs() > CLOSE && latitude.abs() > 45.0;
        if is_polar {
            return Self { middle, form: Form::Pole(latitude.signum()) };
        }
        if extent.width() > WHOLE {
            return Self { middle: MIDDLE_OF_WORLD, form: Form::EqualEarth };
        }
        if extent.width() > WIDE && latitude.abs() < HIGH {
            return Self { middle, form: Form::EqualEarth };
        }
        if latitude.abs() < TROPICAL {
            return Self { middle, form: Form::Cylinder(latitude.to_radians().cos()) };
        }
        let sixth = extent.height() / 6.0;
        let [first, second] = [extent.from.1 + sixth, extent.to.1 - sixth].map(|of| of.to_radians().sin());
        let n = (first + second) / 2.0;
        Self { middle, form: Form::Cone { n, c: 1.0 + first * second } }
    }

    /// Whether all of the world is shown.
    pub(super) fn is_whole(&self, extent: &Rect) -> bool {
        matches!(self.form, Form::EqualEarth) && extent.width() > WHOLE
    }

    /// Whether the earth is not cut along the meridian opposite the middle.
    pub(super) fn is_round(&self) -> bool {
        matches!(self.form, Form::Pole(_))
    }

    /// The longitude of a place within 180° of the middle.
    pub(super) fn near(&self, east: f64) -> f64 {
        east - ((east - self.middle) / 360.0).round() * 360.0
    }

    /// Where a point lies in the plane. Its longitude is taken as it is: 190 lies east of 180.
    pub(super) fn project(&self, (east, north): Point) -> Point {
        let (across, up) = ((east - self.middle).to_radians(), north.to_radians());
        match self.form {
            Form::Cylinder(narrow) => (across * narrow, up),
            Form::Cone { n, c } => {
                let far = (c - 2.0 * n * up.sin()).max(0.0).sqrt() / n;
                (far * (n * across).sin(), -far * (n * across).cos())
            }
            Form::Pole(pole) => {
                let far = 2.0 * ((90.0 - pole * north).to_radians() / 2.0).sin();
                (far * across.sin(), -pole * far * across.cos())
            }
            Form::EqualEarth => {
                let theta = (3_f64.sqrt() / 2.0 * up.sin()).asin();
                let (y, slope) = equal_earth(theta);
                (2.0 * across * theta.cos() / (3_f64.sqrt() * slope), y)
            }
        }
    }

    /// The point that lies at a place in the plane; `None` where there is none.
    pub(super) fn invert(&self, (x, y): Point) -> Option<Point> {
        let (across, up) = match self.form {
            Form::Cylinder(narrow) => (x / narrow, y),
            Form::Cone { n, c } => {
                let side = n.signum();
                let sine = (c - (x * x + y * y) * n * n) / (2.0 * n);
                if sine.abs() > 1.0 {
                    return None;
                }
                ((side * x).atan2(-side * y) / n, sine.asin())
            }
            Form::Pole(pole) => {
                let half = x.hypot(y) / 2.0;
                if half > 1.0 {
                    return None;
                }
                (x.atan2(-pole * y), pole * (std::f64::consts::FRAC_PI_2 - 2.0 * half.asin()))
            }
            Form::EqualEarth => {
                let mut theta = y / EQUAL_EARTH[0];
                for _ in 0..12 {
                    let (at, slope) = equal_earth(theta);
                    theta -= (at - y) / slope;
                }
                let sine = 2.0 * theta.sin() / 3_f64.sqrt();
                if sine.abs() > 1.0 {
                    return None;
                }
                (x * 3_f64.sqrt() * equal_earth(theta).1 / (2.0 * theta.cos()), sine.asin())
            }
        };
        let (east, north) = (across.to_degrees(), up.to_degrees());
        (east.abs() <= 180.0 && north.abs() <= 90.0).then_some((self.middle + east, north))
    }
}

/// How far up an angle is, and how fast that grows.
fn equal_earth(theta: f64) -> (f64, f64) {
    let [a, b, c, d] = EQUAL_EARTH;
    let (square, sixth) = (theta * theta, theta.powi(6));
    (
        theta * (a + b * square + sixth * (c + d * square)),
        a + 3.0 * b * square + sixth * (7.0 * c + 9.0 * d * square),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn extent(west: f64, south: f64, width: f64, height: f64) -> Rect {
        Rect { from: (west, south), to: (west + width, (south + height).min(90.0)) }
    }

    proptest! {
        #[test]
        fn what_is_projected_comes_back(
            west in -180.0..180.0, south in -90.0..85.0, width in 0.0..180.0, height in 0.0..120.0,
            x in 0.01..0.99, y in 0.01..0.99,
        ) {
            let extent = extent(west, south, width, height);
            let projection = Projection::of(&extent);
            let point = (west + width * x, south + extent.height() * y);
            let back = projection.invert(projection.project(point)).expect("it lies on the earth");
            let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
            prop_assert!(near(back.1, point.1), "{projection:?} {point:?} {back:?}");
            let turn = (back.0 - point.0).rem_euclid(360.0);
            prop_assert!((turn - 180.0).abs() > 180.0 - 1e-6, "{projection:?} {point:?} {back:?}");
        }
    }

    #[test]
    fn the_form_follows_from_what_is_shown() {
        let form = |west, south, width, height| Projection::of(&extent(west, south, width, height)).form;
        assert!(matches!(form(22.0, 44.0, 18.0, 8.0), Form::Cone { .. }));
        assert!(matches!(form(22.0, -44.0, 18.0, 8.0), Form::Cone { n, .. } if n < 0.0));
        assert!(matches!(form(0.0, -5.0, 18.0, 8.0), Form::Cylinder(_)));
        assert!(matches!(form(0.0, 76.0, 30.0, 8.0), Form::Pole(1.0)));
        assert!(matches!(form(0.0, -88.0, 300.0, 8.0), Form::Pole(-1.0)));
        assert!(matches!(form(0.0, 20.0, 110.0, 8.0), Form::Cone { .. }));
        assert!(matches!(form(0.0, 20.0, 111.0, 8.0), Form::EqualEarth));
        assert!(matches!(form(27.0, 41.0, 163.0, 41.0), Form::Cone { .. }));
        assert!(matches!(form(0.0, 46.0, 170.0, 8.0), Form::Cone { .. }));
        assert!(matches!(form(0.0, 45.0, 170.0, 8.0), Form::EqualEarth));
        assert!(matches!(form(0.0, 50.0, 181.0, 8.0), Form::EqualEarth));
    }
}
