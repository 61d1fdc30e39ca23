//! The typefaces that cards are drawn with.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::model::theme::Typeface;

/// Typefaces by name, those of the most specific theme first.
pub(super) struct Typefaces {
    database: Arc<Database>,
    faces: Vec<Face>,
    /// The files that hold no typeface, by position.
    pub(super) unreadable: Vec<usize>,
}

struct Face {
    bytes: Arc<[u8]>,
    index: u32,
    id: ID,
    family: String,
    weight: u16,
}

impl Face {
    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }
}

/// What a text asks for.
pub(super) struct Wanted<'a> {
    /// The names of typefaces, first choice first, as in CSS.
    pub(super) families: &'a str,
    /// From 100 to 900.
    pub(super) weight: u16,
}

/// The letters that a text can be set in.
pub(super) struct Letters<'a> {
    /// The typeface that the text asks for, then all others.
    fonts: Vec<(FontRef<'a>, &'a Face)>,
}

impl Typefaces {
    pub(super) fn new(files: &[Typeface]) -> Self {
        let (mut database, mut faces, mut unreadable) = (Database::new(), Vec::new(), Vec::new());
        for (n, file) in files.iter().enumerate() {
            let ids = database.load_font_source(Source::Binary(Arc::new(Arc::clone(&file.bytes))));
            if ids.is_empty() {
                unreadable.push(n);
            }
            for id in ids {
                let Some(info) = database.face(id) else { continue };
                let family = info.families.first().map(|(family, _)| family.clone()).unwrap_or_default();
                let (bytes, index, weight) = (Arc::clone(&file.bytes), info.index, info.weight.0);
                faces.push(Face { bytes, index, id, family, weight });
            }
        }
        // What a template does not name is set in what comes first.
        let first = |weight: Weight| {
            let mut of_weight =
                database.faces().filter(|face| (face.weight >= Weight(600)) == (weight >= Weight(600)));
            of_weight.next().or(database.faces().next()).map(|face| face.families[0].0.clone())
        };
        let (serif, sans) = (first(Weight::BOLD), first(Weight::NORMAL));
        for (name, set) in [
            (serif, Database::set_serif_family as fn(&mut Database, String)),
            (sans, Database::set_sans_serif_family),
        ] {
            name.into_iter().for_each(|name| set(&mut database, name));
        }
        Self { database: Arc::new(database), faces, unreadable }
    }

    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// Whether any typeface has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.faces.iter().filter_map(Face::font).any(|font| font.charmap().map(letter).is_some())
    }

    /// The letters for a text.
    pub(super) fn letters(&self, wanted: &Wanted<'_>) -> Letters<'_> {
        let names = wanted.families.split(',').map(|name| name.trim().trim_matches(['"', '\'']));
        let mut families: Vec<Family<'_>> = names
            .map(|name| match name {
                "serif" => Family::Serif,
                "sans-serif" => Family::SansSerif,
                name => Family::Name(name),
            })
            .collect();
        families.push(Family::Serif);
        let query = Query { families: &families, weight: Weight(wanted.weight), ..Query::default() };
        let chosen = self.database.query(&query);
        let (first, others): (Vec<&Face>, Vec<&Face>) =
            self.faces.iter().partition(|face| Some(face.id) == chosen);
        let fonts = first.into_iter().chain(others).filter_map(|face| Some((face.font()?, face)));
        Letters { fonts: fonts.collect() }
    }
}

impl Letters<'_> {
    /// The width of a letter, relative to the size; `None` if no typeface has it.
    pub(super) fn width(&self, letter: char) -> Option<f32> {
        self.fonts.iter().find_map(|(font, _)| {
            let glyph = font.charmap().map(letter)?;
            font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)
        })
    }

    /// The family and the weight of the typeface that has a letter, if the one that the text asks for lacks it.
    pub(super) fn other(&self, letter: char) -> Option<(&str, u16)> {
        let at = self.fonts.iter().position(|(font, _)| font.charmap().map(letter).is_some())?;
        let (_, face) = self.fonts.get(at).filter(|_| at > 0)?;
        Some((&face.family, face.weight))
    }
}
