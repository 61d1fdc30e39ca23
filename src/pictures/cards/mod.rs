//! Draws cards and icons: from SVG, with the typefaces of the theme, to PNG.
//!
//! In: the SVG that the theme's template made. Texts that ask for it are broken into lines first. Out: a picture,
//! kept in the cache folder under the hash of all that it was drawn from.

mod choice;
mod colours;
mod lines;
mod typefaces;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use resvg::{tiny_skia, usvg};
use twox_hash::XxHash3_128;

use super::cache::{self, Cache};
use super::raster::Raster;
use super::{decode, encode};
use crate::model::graph::cards::{Drawing, Form};
use crate::model::graph::pictures::{Stored, Version};
use crate::model::theme::Typeface;
use crate::model::typed::content::Format;
use crate::publish;

pub use choice::choose;
use typefaces::Typefaces;

/// To be incremented when the same SVG would be drawn differently.
const VERSION: u32 = 1;
/// What stands for the photograph in the SVG of a card.
const PHOTOGRAPH: &str = "photograph";
/// No more bytes than this are read from a photograph's file.
const MOST_PHOTOGRAPH: u64 = 16 * 1024 * 1024;

/// Draws cards and icons.
pub struct Painter<'a> {
    files: &'a [Typeface],
    typefaces: OnceLock<(Typefaces, u128)>,
    cache: Option<Cache>,
    /// The files of the cache folder that were used.
    used: Mutex<BTreeSet<PathBuf>>,
}

/// A picture that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Painted {
    /// It is in a file in the cache folder, which has this many bytes.
    File(PathBuf, u64),
    /// It is in memory, if there is no cache folder.
    Bytes(Vec<u8>),
}

impl<'a> Painter<'a> {
    /// Draws with the typefaces of a theme, and keeps what is drawn if there is a folder for it.
    pub fn new(typefaces: &'a [Typeface], cache: Option<Cache>) -> Self {
        Self { files: typefaces, typefaces: OnceLock::new(), cache, used: Mutex::default() }
    }

    /// Draws a picture, unless that was done before. The error says in words why its SVG is not valid.
    pub fn paint(&self, drawing: &Drawing) -> Result<Painted, String> {
        let key = self.key(drawing);
        if let Some((file, bytes)) = self.cache.as_ref().and_then(|cache| cache.find_file(&key)) {
            self.uses(&file);
            return Ok(Painted::File(file, bytes));
        }
        // Whatever a template asks for, a card is no reason to stop.
        let drawn = catch_unwind(AssertUnwindSafe(|| self.draw(drawing)));
        let bytes = drawn.unwrap_or_else(|_| Err("what draws it has failed".to_owned()))?;
        let kept = self.cache.as_ref().and_then(|cache| cache.keep_file(&key, &bytes));
        Ok(match kept {
            Some(file) => {
                self.uses(&file);
                Painted::File(file, bytes.len() as u64)
            }
            None => Painted::Bytes(bytes),
        })
    }

    /// Whether the SVG of a picture can be read, without drawing it. The error says in words why not.
    pub fn check(&self, drawing: &Drawing) -> Result<(), String> {
        usvg::roxmltree::Document::parse(&drawing.svg).map(|_| ()).map_err(|error| error.to_string())
    }

    /// Removes from the cache folder what was not used.
    pub fn tidy(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        self.cache.iter().for_each(|cache| cache.tidy_files(&used));
    }

    fn uses(&self, file: &std::path::Path) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned());
    }

    fn typefaces(&self) -> &(Typefaces, u128) {
        self.typefaces.get_or_init(|| {
            let hashes = self.files.iter().map(|file| XxHash3_128::oneshot(&file.bytes));
            let hashes: Vec<u8> = hashes.flat_map(u128::to_le_bytes).collect();
            (Typefaces::new(self.files), XxHash3_128::oneshot(&hashes))
        })
    }

    /// What distinguishes a picture from all others, and from itself drawn differently.
    fn key(&self, drawing: &Drawing) -> String {
        let mut all = drawing.svg.clone().into_bytes();
        all.extend(self.typefaces().1.to_le_bytes());
        match drawing.photograph.as_ref().and_then(|drawn| drawn.for_card()).map(|version| &version.stored) {
            Some(Stored::File(file, _)) => {
                // Its folder is named by what it was drawn from.
                let names = [file.parent().and_then(|folder| folder.file_name()), file.file_name()];
                names.into_iter().flatten().for_each(|name| all.extend(name.as_encoded_bytes()));
            }
            Some(Stored::Bytes(bytes)) => all.extend(XxHash3_128::oneshot(bytes).to_le_bytes()),
            None => {}
        }
        let form = match drawing.form {
            Form::Card => "card",
            Form::Favicon => "favicon",
            Form::TouchIcon => "icon",
        };
        format!("{}-{form}-{VERSION}.png", cache::hash(&all))
    }

    fn draw(&self, drawing: &Drawing) -> Result<Vec<u8>, String> {
        let (typefaces, _) = self.typefaces();
        let document = usvg::roxmltree::Document::parse(&drawing.svg).map_err(|error| error.to_string())?;
        let svg = lines::set(&drawing.svg, &document, typefaces);
        let photograph = drawing.photograph.as_ref().and_then(|drawn| photograph(drawn.for_card()?));
        let options = usvg::Options {
            fontdb: typefaces.database(),
            font_family: "serif".to_owned(),
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
                resolve_string: Box::new(move |name, _| photograph.clone().filter(|_| name == PHOTOGRAPH)),
            },
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| error.to_string())?;
        let (width, height) = drawing.form.size();
        let mut canvas = tiny_skia::Pixmap::new(width, height).expect("a drawing has pixels");
        if drawing.form != Form::Favicon {
            canvas.fill(tiny_skia::Color::WHITE);
        }
        let size = tree.size();
        let (across, down) = (width as f32 / size.width(), height as f32 / size.height());
        resvg::render(&tree, tiny_skia::Transform::from_scale(across, down), &mut canvas.as_mut());
        if drawing.form == Form::Favicon {
            return Ok(icon(&canvas));
        }
        let (pixels, _) = canvas.data().as_chunks();
        let few = if drawing.photograph.is_none() { colours::drawing(pixels) } else { None };
        let (palette, indices) = few.unwrap_or_else(|| colours::photograph(pixels, width as usize));
        Ok(encode::indexed((width, height), palette, &indices))
    }
}

/// An icon's picture as ICO: a single one, in PNG, with its transparency.
fn icon(canvas: &tiny_skia::Pixmap) -> Vec<u8> {
    let pixels = canvas.pixels().iter().map(|pixel| pixel.demultiply());
    let data = pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect();
    let (width, height) = (canvas.width(), canvas.height());
    let raster = Raster::new((width, height), true, data).expect("there are so many pixels");
    let png = encode::whole(Format::Png, &raster);
    let side = |pixels: u32| u8::try_from(pixels).unwrap_or(0);
    // One picture: width, height, no palette, one plane of 32 bits, how many bytes, and where they begin.
    let mut bytes = vec![0, 0, 1, 0, 1, 0, side(width), side(height), 0, 0, 1, 0, 32, 0];
    bytes.extend(u32::try_from(png.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(22_u32.to_le_bytes());
    bytes.extend(png);
    bytes
}

/// A photograph as the picture of an `image`: without compression, because it is read again at once.
fn photograph(version: &Version) -> Option<usvg::ImageKind> {
    let bytes = match &version.stored {
        Stored::File(file, _) => {
            let mut bytes = Vec::new();
            let mut file = std::io::Read::take(publish::open(file).ok()?, MOST_PHOTOGRAPH);
            std::io::Read::read_to_end(&mut file, &mut bytes).ok()?;
            bytes
        }
        Stored::Bytes(bytes) => bytes.to_vec(),
    };
    let raster = decode::raster(Format::Webp, &bytes).ok()?;
    Some(usvg::ImageKind::PNG(Arc::new(encode::stored(&raster))))
}
