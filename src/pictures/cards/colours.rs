//! The colours of a card: a palette takes a third of the room that all colours take.

use std::cmp::Reverse;

use color_quant::NeuQuant;
use rustc_hash::FxHashMap;

/// A palette has this many colours.
const MOST: usize = 256;
/// A colour whose channels differ by no more than this from those of a more frequent one counts as that one.
const NEAR: u8 = 6;
/// A colour that one in this many pixels has is that of an area.
const SHARE: u32 = 1000;
/// This many colours of areas are kept as they are.
const AREAS: usize = 6;
/// This many colours are between an area and a letter on it.
const BETWEEN: u16 = 7;
/// One in this many pixels is looked at for a palette.
const SAMPLED: i32 = 10;

/// A palette, three bytes a colour, and for each pixel its place there.
pub(super) type Indexed = (Vec<u8>, Vec<u8>);

type Colour = [u8; 3];

/// The colours of pixels of four bytes, all of them opaque, by how many have them, most first.
fn counted(pixels: &[[u8; 4]]) -> Vec<(Colour, u32)> {
    let mut counts: FxHashMap<Colour, u32> = FxHashMap::default();
    for run in pixels.chunk_by(|a, b| a == b) {
        let [red, green, blue, _] = run[0];
        *counts.entry([red, green, blue]).or_default() += u32::try_from(run.len()).unwrap_or(u32::MAX);
    }
    let mut colours: Vec<(Colour, u32)> = counts.into_iter().collect();
    colours.sort_unstable_by_key(|(colour, count)| (Reverse(*count), *colour));
    colours
}

/// A drawing with its most frequent colours, and what is near to them for the rest. `None` if it needs more.
pub(super) fn drawing(pixels: &[[u8; 4]]) -> Option<Indexed> {
    let (mut palette, mut places): (Vec<Colour>, FxHashMap<Colour, u8>) = Default::default();
    for (colour, _) in counted(pixels) {
        let is_near = |known: &Colour| known.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= NEAR);
        let place = palette.iter().position(is_near).unwrap_or(palette.len());
        if place == MOST {
            return None;
        }
        if place == palette.len() {
            palette.push(colour);
        }
        places.insert(colour, u8::try_from(place).expect("a palette has 256 colours"));
    }
    let mut indices = Vec::with_capacity(pixels.len());
    for run in pixels.chunk_by(|a, b| a == b) {
        let [red, green, blue, _] = run[0];
        indices.resize(indices.len() + run.len(), places[&[red, green, blue]]);
    }
    Some((palette.concat(), indices))
}

/// A picture with a photograph: its areas as they are, and the rest in colours that are chosen for it, with
/// the error of each pixel passed on to those beside and below it (Floyd and Steinberg).
pub(super) fn photograph(pixels: &[[u8; 4]], width: usize) -> Indexed {
    let all = u32::try_from(pixels.len()).unwrap_or(u32::MAX);
    let areas: Vec<Colour> = counted(pixels)
        .into_iter()
        .take(AREAS)
        .filter(|(_, n)| *n >= all / SHARE)
        .map(|(colour, _)| colour)
        .collect();
    let mut palette = areas.clone();
    if let Some((ground, others)) = areas.split_first() {
        for other in others {
            palette.extend((1..=BETWEEN).map(|part| between(*ground, *other, part)));
        }
    }
    let rest: Vec<u8> =
        pixels.iter().filter(|[r, g, b, _]| !areas.contains(&[*r, *g, *b])).flatten().copied().collect();
    // What it learns from must be longer than its steps.
    if rest.len() >= 4 * MOST * SAMPLED as usize {
        let chosen = NeuQuant::new(SAMPLED, MOST - palette.len(), &rest).color_map_rgb();
        palette.extend_from_slice(chosen.as_chunks::<3>().0);
    }
    if palette.is_empty() {
        palette.push([0; 3]);
    }
    let mut nearest = Nearest { palette: &palette, known: vec![None; 1 << 15] };
    let mut indices = Vec::with_capacity(pixels.len());
    // The errors for this row and the next, with one pixel on either side.
    let (mut here, mut below) = (vec![[0_i16; 3]; width + 2], vec![[0_i16; 3]; width + 2]);
    for row in pixels.chunks(width) {
        for (x, [red, green, blue, _]) in row.iter().enumerate() {
            let colour = [*red, *green, *blue];
            if let Some(place) = areas.iter().position(|area| *area == colour) {
                indices.push(u8::try_from(place).unwrap_or_default());
                continue;
            }
            let wanted: [i16; 3] = std::array::from_fn(|n| i16::from(colour[n]) + here[x + 1][n] / 16);
            let place = nearest.of(wanted.map(|value| u8::try_from(value.clamp(0, 255)).unwrap_or_default()));
            indices.push(u8::try_from(place).unwrap_or_default());
            for n in 0..3 {
                let error = wanted[n].clamp(0, 255) - i16::from(palette[place][n]);
                here[x + 2][n] += error * 7;
                below[x][n] += error * 3;
                below[x + 1][n] += error * 5;
                below[x + 2][n] += error;
            }
        }
        std::mem::swap(&mut here, &mut below);
        below.fill([0; 3]);
    }
    (palette.concat(), indices)
}

fn between(one: Colour, other: Colour, part: u16) -> Colour {
    std::array::from_fn(|n| {
        let mixed = u16::from(one[n]) * (BETWEEN + 1 - part) + u16::from(other[n]) * part;
        u8::try_from(mixed / (BETWEEN + 1)).unwrap_or(u8::MAX)
    })
}

/// The place of the nearest colour of a palette, looked up once for colours that are alike.
struct Nearest<'a> {
    palette: &'a [Colour],
    known: Vec<Option<u8>>,
}

impl Nearest<'_> {
    fn of(&mut self, colour: Colour) -> usize {
        let fives = colour.map(|value| usize::from(value >> 3));
        let slot = fives[0] << 10 | fives[1] << 5 | fives[2];
        let place = *self.known[slot].get_or_insert_with(|| {
            let middle = colour.map(|value| i32::from(value & !7) + 4);
            let distance = |known: &Colour| -> i32 {
                known.iter().zip(middle).map(|(a, b)| (i32::from(*a) - b).pow(2)).sum()
            };
            let near = self.palette.iter().enumerate().min_by_key(|(_, known)| distance(known));
            near.map_or(0, |(place, _)| u8::try_from(place).unwrap_or_default())
        });
        usize::from(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colours: impl IntoIterator<Item = Colour>) -> Vec<[u8; 4]> {
        colours.into_iter().map(|[red, green, blue]| [red, green, blue, 255]).collect()
    }

    #[test]
    fn frequent_colours_are_kept_and_rare_ones_become_what_they_are_near() {
        let pixels = picture([[10; 3], [10; 3], [200, 100, 50], [16; 3], [17; 3], [17; 3]]);
        let (palette, indices) = drawing(&pixels).unwrap();
        assert_eq!(palette, [10, 10, 10, 17, 17, 17, 200, 100, 50]);
        // 16 is near to both; the one that more pixels have, or the darker one, comes first.
        assert_eq!(indices, [0, 0, 2, 0, 1, 1]);
    }

    #[test]
    fn a_palette_has_256_colours_and_no_more() {
        let far = |n: usize| [u8::try_from(n % 32 * 8).unwrap(), u8::try_from(n / 32 * 8).unwrap(), 0];
        assert_eq!(drawing(&picture((0..256).map(far))).unwrap().0.len(), 768);
        assert_eq!(drawing(&picture((0..257).map(far))), None);
    }

    #[test]
    fn a_photograph_keeps_its_areas_and_its_mean_colours() {
        const SIDE: usize = 128;
        let shade = |n: usize| u8::try_from(n % 256).unwrap();
        let colour = |n: usize| {
            if n.is_multiple_of(SIDE) || n % SIDE < 40 {
                [250, 251, 249]
            } else {
                [shade(n * 7), shade(n / 64), 90]
            }
        };
        let pixels = picture((0..SIDE * SIDE).map(colour));
        let (palette, indices) = photograph(&pixels, SIDE);
        assert!(palette.len() <= 3 * MOST && indices.len() == pixels.len());
        let shown: Vec<Colour> =
            indices.iter().map(|place| palette[3 * usize::from(*place)..][..3].try_into().unwrap()).collect();
        let mut sums = [[0_i64; 2]; 3];
        for (pixel, shown) in pixels.iter().zip(&shown) {
            if pixel[..3] == [250, 251, 249] {
                assert_eq!(*shown, [250, 251, 249]);
            }
            for n in 0..3 {
                sums[n][0] += i64::from(pixel[n]);
                sums[n][1] += i64::from(shown[n]);
            }
        }
        let pixels = i64::try_from(pixels.len()).unwrap();
        assert!(sums.iter().all(|[before, after]| (before - after).abs() < 3 * pixels), "{sums:?}");
    }

    #[test]
    fn a_picture_of_few_pixels_has_a_palette_too() {
        assert_eq!(photograph(&picture([[9; 3]]), 1), (vec![9; 3], vec![0]));
        let (palette, indices) = photograph(&picture((0..200).map(|n| [n, 0, 0])), 20);
        assert!(palette.len() >= 3 && indices.len() == 200);
    }
}
