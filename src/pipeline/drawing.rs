//! What is drawn, as far as the program can: without its feature, photographs are published as they are, and there are
//! no cards.

use crate::diagnostic::Diagnostics;
#[cfg(feature = "cards")]
use crate::diagnostic::{Code, Diagnostic};
use crate::load::CacheFolder;
use crate::model::graph::cards::Cards;
use crate::model::graph::pictures::Pictures;
use crate::model::graph::plan::{Artifact, Planned};
use crate::model::graph::site::Site;
use crate::model::theme::Typeface;
#[cfg(feature = "pictures")]
use crate::pictures;
use crate::render::Plan;

#[cfg(feature = "pictures")]
fn cache(folder: Option<&CacheFolder>) -> Option<pictures::Cache> {
    folder.map(|cache| pictures::Cache::new(cache.path.clone(), cache.is_read_only))
}

/// The photographs that pages show, in the sizes that they are shown in.
#[cfg_attr(not(feature = "pictures"), expect(unused_variables, reason = "nothing is drawn"))]
pub(super) fn photographs(site: &Site, folder: Option<&CacheFolder>, diags: &mut Diagnostics) -> Pictures {
    #[cfg(feature = "pictures")]
    return pictures::draw(site, cache(folder).as_ref(), diags);
    #[cfg(not(feature = "pictures"))]
    Pictures::default()
}

/// What has a card.
#[cfg_attr(not(feature = "cards"), expect(unused_variables, reason = "nothing is drawn"))]
pub(super) fn cards(site: &Site, typefaces: &[Typeface], diags: &mut Diagnostics) -> Cards {
    #[cfg(feature = "cards")]
    return pictures::cards::choose(site, typefaces, diags);
    #[cfg(not(feature = "cards"))]
    Cards::default()
}

/// Draws the cards and icons of a plan, if anything is to be drawn.
pub struct Drawer<'p> {
    #[cfg_attr(not(feature = "pictures"), expect(dead_code, reason = "nothing is drawn"))]
    plan: &'p Plan,
    #[cfg(feature = "pictures")]
    cache: Option<pictures::Cache>,
    #[cfg(feature = "cards")]
    painter: pictures::cards::Painter<'p>,
    /// Whether pictures are only looked at.
    #[cfg(feature = "cards")]
    is_check: bool,
}

#[cfg_attr(not(feature = "cards"), expect(unused_variables, reason = "nothing is drawn"))]
impl<'p> Drawer<'p> {
    /// Draws into a folder that keeps the results, or in memory without one. Where nothing may be kept,
    /// nothing is drawn.
    pub fn new(folder: Option<&CacheFolder>, plan: &'p Plan) -> Self {
        Self {
            plan,
            #[cfg(feature = "pictures")]
            cache: cache(folder),
            #[cfg(feature = "cards")]
            painter: pictures::cards::Painter::new(plan.typefaces(), cache(folder)),
            #[cfg(feature = "cards")]
            is_check: folder.is_some_and(|cache| cache.is_read_only),
        }
    }

    /// Draws an artifact that is a picture to be drawn; others are already finished. One that cannot be drawn
    /// is reported, and `None` is returned.
    pub fn finish(&self, planned: &Planned, artifact: Artifact, diags: &mut Diagnostics) -> Option<Artifact> {
        #[cfg(feature = "cards")]
        if let Artifact::Drawing(drawing) = &artifact {
            use pictures::cards::Painted;

            let painted = match self.is_check {
                true => self.painter.check(drawing).map(|()| None),
                false => self.painter.paint(drawing).map(Some),
            };
            return match painted {
                Ok(None) => Some(artifact),
                Ok(Some(Painted::File(file, bytes))) => Some(Artifact::Copy(file, bytes)),
                Ok(Some(Painted::Bytes(bytes))) => Some(Artifact::Bytes(bytes)),
                Err(why) => {
                    let message = format!("`{}` cannot be drawn: {why}", planned.url);
                    let mut problem = Diagnostic::nowhere(Code::TemplateError, message);
                    problem.place = self.plan.drawn_from(&planned.what);
                    diags.report(problem.help("fix this SVG"));
                    None
                }
            };
        }
        Some(artifact)
    }

    /// Removes from the cache folder what the plan does not use.
    pub(super) fn tidy(&self) {
        #[cfg(feature = "pictures")]
        self.cache.iter().for_each(|cache| cache.tidy(&self.plan.site().pictures));
        #[cfg(feature = "cards")]
        self.painter.tidy();
    }
}
