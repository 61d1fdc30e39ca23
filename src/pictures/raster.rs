//! A picture as rows of pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::model::graph::pictures::Tone;

/// Eight bits for each of red, green, blue, and how opaque the pixel is, if any is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raster {
    width: u32,
    height: u32,
    pub(super) has_alpha: bool,
    pub(super) data: Vec<u8>,
}

impl Raster {
    /// `None` if that is not the right number of pixels.
    pub(super) fn new((width, height): (u32, u32), has_alpha: bool, data: Vec<u8>) -> Option<Self> {
        let raster = Self { width, height, has_alpha, data };
        let bytes = width as usize * height as usize * raster.depth();
        (bytes > 0 && raster.data.len() == bytes).then_some(raster)
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn depth(&self) -> usize {
        if self.has_alpha { 4 } else { 3 }
    }

    /// Its size if it is no wider than that, as high as fits.
    pub(super) fn fitted_size(&self, width: u32) -> (u32, u32) {
        if self.width <= width {
            return self.size();
        }
        let height = u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2;
        (width, u32::try_from(height / u64::from(self.width)).unwrap_or(u32::MAX).max(1))
    }

    /// The same, no wider than that.
    pub(super) fn fitted(&self, width: u32) -> Self {
        self.resized(self.fitted_size(width))
    }

    /// The same, turned as Exif says and then no wider than that.
    pub(super) fn upright(self, turn: u8, width: u32) -> Self {
        let lies = Self { width: self.height, height: self.width, has_alpha: false, data: Vec::new() };
        let (width, height) = if turn >= 5 { lies.fitted_size(width) } else { self.fitted_size(width) };
        // Turned when there is less to turn.
        let size = if turn >= 5 { (height, width) } else { (width, height) };
        if size == self.size() { self.turned(turn) } else { self.resized(size).turned(turn) }
    }

    fn resized(&self, (width, height): (u32, u32)) -> Self {
        if (width, height) == self.size() {
            return self.clone();
        }
        let kind = if self.has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(self.width, self.height, &self.data, kind).expect("so many pixels");
        let mut to = Image::new(width, height, kind);
        let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &how).expect("both have the same kind of pixels");
        Self { width, height, has_alpha: self.has_alpha, data: to.into_vec() }
    }

    /// The same, turned as Exif says: 1 is upright, 2 to 4 are mirrored or upside down, 5 to 8 are on their
    /// side.
    fn turned(self, turn: u8) -> Self {
        if !(2..=8).contains(&turn) {
            return self;
        }
        let (width, height, depth) = (self.width as usize, self.height as usize, self.depth());
        let (wide, high) = if turn >= 5 { (height, width) } else { (width, height) };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..high {
            for x in 0..wide {
                let (from_x, from_y) = match turn {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                let at = (from_y * width + from_x) * depth;
                data.extend_from_slice(&self.data[at..at + depth]);
            }
        }
        let (width, height) = if turn >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, has_alpha: self.has_alpha, data }
    }

    /// Its mean colour. What is not opaque lets white through.
    pub(super) fn tone(&self) -> Tone {
        let mut sums = [0_u64; 3];
        for pixel in self.data.chunks_exact(self.depth()) {
            let alpha = u64::from(pixel.get(3).copied().unwrap_or(255));
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += (u64::from(*value) * alpha + 255 * (255 - alpha)) / 255;
            }
        }
        let pixels = u64::from(self.width) * u64::from(self.height);
        Tone(sums.map(|sum| u8::try_from(sum / pixels / 64).unwrap_or(3).min(3)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows of three pixels, red only: 0 1 2 / 3 4 5.
    fn six() -> Raster {
        Raster::new((3, 2), false, (0..6).flat_map(|n| [n, 0, 0]).collect()).unwrap()
    }

    #[test]
    fn pictures_are_turned_as_exif_says() {
        let reds = |turn: u8| {
            let turned = six().turned(turn);
            (turned.size(), turned.data.chunks(3).map(|pixel| pixel[0]).collect::<Vec<_>>())
        };
        assert_eq!(reds(1), ((3, 2), vec![0, 1, 2, 3, 4, 5]));
        assert_eq!(reds(2), ((3, 2), vec![2, 1, 0, 5, 4, 3]));
        assert_eq!(reds(3), ((3, 2), vec![5, 4, 3, 2, 1, 0]));
        assert_eq!(reds(4), ((3, 2), vec![3, 4, 5, 0, 1, 2]));
        assert_eq!(reds(5), ((2, 3), vec![0, 3, 1, 4, 2, 5]));
        assert_eq!(reds(6), ((2, 3), vec![3, 0, 4, 1, 5, 2]));
        assert_eq!(reds(7), ((2, 3), vec![5, 2, 4, 1, 3, 0]));
        assert_eq!(reds(8), ((2, 3), vec![2, 5, 1, 4, 0, 3]));
        assert_eq!(reds(9), reds(1));
    }

    #[test]
    fn a_picture_is_made_narrower_and_never_wider() {
        let picture = Raster::new((100, 50), false, vec![200; 15_000]).unwrap();
        assert_eq!(picture.fitted(40).size(), (40, 20));
        assert!(picture.fitted(40).data.iter().all(|value| *value == 200));
        assert_eq!(picture.fitted(100), picture);
        assert_eq!(picture.fitted(101), picture);
        let strip = Raster::new((900, 1), false, vec![9; 2700]).unwrap();
        assert_eq!(strip.fitted(320).size(), (320, 1));
        assert!(Raster::new((2, 2), true, vec![0; 15]).is_none());
        assert!(Raster::new((0, 2), true, Vec::new()).is_none());
    }

    #[test]
    fn tones_have_four_levels_and_a_white_ground() {
        let tone = |pixel: &[u8]| Raster::new((1, 1), pixel.len() == 4, pixel.to_vec()).unwrap().tone();
        assert_eq!(tone(&[0, 63, 64]), Tone([0, 0, 1]));
        assert_eq!(tone(&[191, 192, 255]), Tone([2, 3, 3]));
        assert_eq!(tone(&[0, 0, 0, 0]), Tone([3, 3, 3]));
        assert_eq!(tone(&[0, 0, 0, 255]).to_string(), "000");
    }
}
