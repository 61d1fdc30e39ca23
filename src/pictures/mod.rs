//! Draws photographs: turned upright, in sizes for all screens, without anything that a file says about itself.
//!
//! In: a linked site. Out: [`Pictures`]. The only stage between `link` and `render` that reads files; what it
//! draws is kept in a cache folder, named by what it was drawn from, so nothing is drawn twice. The folder
//! may be removed at any time.

#![allow(clippy::disallowed_methods, reason = "the cache folder is this stage's own")]

mod budget;
mod cache;
#[cfg(feature = "cards")]
pub mod cards;
mod credits;
mod decode;
mod encode;
mod raster;
mod strip;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::address::path::ContentPath;
use crate::model::graph::pictures::{Drawn, Pictures, Tone};
use crate::model::graph::site::Site;
use crate::model::typed::content::{Format, Media, Photograph};
use crate::publish;

use budget::Budget;
pub use cache::Cache;
use credits::Credits;
use raster::Raster;

/// The widths that a photograph is drawn in, in pixels, if it is wider.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];
/// The greatest width of what is published.
pub const WIDEST: u32 = WIDTHS[WIDTHS.len() - 1];
/// Photographs with more pixels are not drawn.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Photographs whose files are larger, in bytes, are not read.
pub const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// Draws the photographs that pages show. Without a cache folder they are only looked at: each is there with its
/// sizes and without bytes.
pub fn draw(site: &Site, cache: Option<&Cache>, diags: &mut Diagnostics) -> Pictures {
    let shown: Vec<(&ContentPath, &Media, Photograph)> = site
        .published_media
        .iter()
        .filter_map(|path| {
            let media = site.media.get(path)?;
            Some((path, media, media.photograph?))
        })
        .collect();
    let budget = Budget::new(MOST_PIXELS);
    let keeps_credits = site.config.file.files.get().is_some_and(|files| files.credits.get() == Some(&true));
    let one = |(path, media, photograph): &(&ContentPath, &Media, Photograph)| {
        let job = Job { file: &media.file, photograph: *photograph, cache, budget: &budget, keeps_credits };
        ((*path).clone(), job.run())
    };
    let mut pictures = Pictures::default();
    for (path, drawn) in shown.par_iter().map(one).collect::<Vec<_>>() {
        match drawn {
            Ok(drawn) => _ = pictures.drawn.insert(path, Arc::new(drawn)),
            Err(trouble) => diags.report(trouble.of(&path)),
        }
    }
    pictures
}

/// Why a photograph cannot be drawn.
#[derive(Debug)]
enum Trouble {
    /// Why it cannot be read.
    Broken(String),
    /// It has this many pixels.
    Large(u64),
    /// It has this many bytes.
    Heavy(u64),
}

impl Trouble {
    fn damaged() -> Self {
        Self::Broken("it is cut off or damaged".to_owned())
    }

    fn of(self, path: &ContentPath) -> Diagnostic {
        let (code, message, help) = match self {
            Self::Broken(why) => {
                let help = "save the picture again under this name, and check that it opens";
                (Code::NoPicture, format!("this picture cannot be read: {why}"), help.to_owned())
            }
            Self::Large(pixels) => {
                let message = format!("this picture has {} million pixels", pixels.div_ceil(1_000_000));
                let most = MOST_PIXELS / 1_000_000;
                let help = format!("export it with at most {most} million pixels, such as 8,000 by 8,000");
                (Code::LargePicture, message, help)
            }
            Self::Heavy(bytes) => {
                let message = format!("this picture is {} MB", bytes.div_ceil(1_000_000));
                let most = MOST_BYTES / 1_000_000;
                (Code::LargePicture, message, format!("export it with less than {most} MB"))
            }
        };
        Diagnostic::at(code, Place::file(format!("content/{path}")), message).help(help)
    }
}

/// One photograph to be drawn.
struct Job<'a> {
    file: &'a Path,
    photograph: Photograph,
    cache: Option<&'a Cache>,
    budget: &'a Budget,
    /// Whether what takes the place of the file says who made it.
    keeps_credits: bool,
}

impl Job<'_> {
    fn run(&self) -> Result<Drawn, Trouble> {
        let bytes = self.read()?;
        let key = cache::key(&bytes, self.photograph, self.keeps_credits);
        if let Some(drawn) = self.cache.and_then(|cache| cache.find(&key)) {
            return Ok(drawn);
        }
        let format = self.photograph.format;
        let size = decode::size(format, &bytes)?;
        if decode::moves(format, &bytes) {
            // Each of its pictures would have to be drawn again.
            let whole = strip::stripped(format, &bytes).ok_or_else(Trouble::damaged)?;
            let whole = self.credits(&bytes).put(whole);
            return Ok(self.keep(&key, Tone::default(), (size, whole), Vec::new()));
        }
        let pixels = u64::from(size.0) * u64::from(size.1);
        if pixels > MOST_PIXELS {
            return Err(Trouble::Large(pixels));
        }
        let share = self.budget.take(pixels);
        let widest = decode::raster(format, &bytes)?.upright(self.photograph.turn, WIDEST);
        let is_as_it_was = widest.size() == size && self.photograph.turn == 1;
        drop(share);
        let tone = widest.fitted(WIDTHS[0]).tone();
        if self.drawing().is_none() {
            let nothing = |width| (widest.fitted_size(width), Vec::new());
            let whole = nothing(widest.size().0);
            return Ok(self.keep(&key, tone, whole, self.widths(&widest).map(nothing).collect()));
        }
        let kept = if is_as_it_was { strip::stripped(format, &bytes) } else { None };
        let credits = self.credits(&bytes);
        drop(bytes);
        let whole = credits.put(kept.unwrap_or_else(|| encode::whole(format, &widest)));
        let version = |width| {
            let raster = widest.fitted(width);
            (raster.size(), encode::webp(format, &raster))
        };
        let versions = self.widths(&widest).map(version).collect();
        Ok(self.keep(&key, tone, (widest.size(), whole), versions))
    }

    /// Who made it, if that is kept.
    fn credits(&self, bytes: &[u8]) -> Credits {
        if self.keeps_credits { Credits::of(bytes) } else { Credits::default() }
    }

    /// The widths of the versions in WebP. For a file in WebP, the widest is what takes its place.
    fn widths(&self, widest: &Raster) -> impl Iterator<Item = u32> + use<> {
        let (width, _) = widest.size();
        let own = (self.photograph.format != Format::Webp).then_some(width);
        WIDTHS.into_iter().filter(move |narrower| *narrower < width).chain(own)
    }

    /// The cache, if something may be put into it.
    fn drawing(&self) -> Option<&Cache> {
        self.cache.filter(|cache| !cache.is_read_only())
    }

    fn keep(&self, key: &str, tone: Tone, whole: Sized, versions: Vec<Sized>) -> Drawn {
        match self.drawing() {
            Some(cache) => cache.keep(key, tone, whole, versions),
            None => {
                let versions = versions.into_iter().map(cache::in_memory).collect();
                Drawn { tone, whole: cache::in_memory(whole), versions }
            }
        }
    }

    fn read(&self) -> Result<Vec<u8>, Trouble> {
        let told = |error: std::io::Error| Trouble::Broken(error.to_string());
        let file = publish::open(self.file).map_err(told)?;
        let length = file.metadata().map_err(told)?.len();
        if length > MOST_BYTES {
            return Err(Trouble::Heavy(length));
        }
        let mut bytes = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(told)?;
        Ok(bytes)
    }
}

/// Width and height in pixels, and bytes.
type Sized = ((u32, u32), Vec<u8>);
