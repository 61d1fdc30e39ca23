//! Pictures that are drawn from SVG: cards, which other sites and messengers show beside a link, and icons.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::address::url::UrlPath;
use crate::model::graph::pictures::{Drawn, Version};
use crate::model::graph::site::Site;
use crate::model::theme::{ICON, Theme};
use crate::model::value::id::{BriefingIdx, DossierIdx, EditionIdx, SeriesIdx, StorylineIdx};

/// How wide a card is, in pixels.
pub const CARD_WIDTH: u32 = 1200;
/// How high it is, in pixels.
pub const CARD_HEIGHT: u32 = 630;

/// What a card is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardOf {
    /// The site: for pages without a card of their own.
    Site,
    /// A briefing.
    Briefing(BriefingIdx),
    /// A storyline.
    Storyline(StorylineIdx),
    /// A dossier.
    Dossier(DossierIdx),
    /// An edition.
    Edition(EditionIdx),
    /// A series of figures.
    Series(SeriesIdx),
}

/// The cards and icons of a site.
#[derive(Debug, Clone, Default)]
pub struct Cards {
    /// What has a card.
    pub of: BTreeSet<CardOf>,
    /// Whether icons can be drawn.
    pub can_draw: bool,
}

impl Cards {
    /// Whether something has one.
    pub fn has(&self, of: CardOf) -> bool {
        self.of.contains(&of)
    }

    /// What has a card, in order.
    pub fn iter(&self) -> impl Iterator<Item = CardOf> {
        self.of.iter().copied()
    }
}

impl Site {
    /// Whether a form of the icon is drawn: the theme has an `icon.svg`, the program can draw, and
    /// `content/root/` does not have that form.
    pub fn draws_icon(&self, theme: &Theme, form: Form) -> bool {
        let can = self.cards.can_draw && theme.assets.contains_key(ICON);
        can && form.icon().is_some_and(|name| !self.has_at_root(name))
    }

    /// Whether a file is in `content/root/` itself.
    pub fn has_at_root(&self, name: &str) -> bool {
        self.root.keys().any(|path| path.as_str().strip_prefix("root/") == Some(name))
    }

    /// The address of a card: beside the page that it is for.
    pub fn card_url(&self, of: CardOf) -> UrlPath {
        let page = match of {
            CardOf::Site => UrlPath::front(),
            CardOf::Briefing(idx) => self.briefing(idx).item.url(),
            CardOf::Storyline(idx) => self.storyline(idx).item.url(),
            CardOf::Dossier(idx) => self.dossier(idx).item.url(&self.config),
            CardOf::Edition(idx) => self.editions[idx.at()].url(),
            CardOf::Series(idx) => UrlPath::series(&self.config.file.series.0[idx.at()].0.value),
        };
        page.card()
    }
}

/// A picture that is still to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The picture as SVG. Its texts may ask for lines, and its `image` stands for the photograph.
    pub svg: String,
    /// The photograph in it.
    pub photograph: Option<Arc<Drawn>>,
    /// What it becomes.
    pub form: Form,
}

/// What a drawing becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A card, in PNG.
    Card,
    /// The site's icon for browsers: 32 by 32 pixels, in ICO.
    Favicon,
    /// The site's icon on a phone's screen: 180 by 180 pixels on white, in PNG.
    TouchIcon,
}

impl Form {
    /// The forms of a site's icon.
    pub const ICONS: [Self; 2] = [Self::TouchIcon, Self::Favicon];

    /// Width and height, in pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Card => (CARD_WIDTH, CARD_HEIGHT),
            Self::Favicon => (32, 32),
            Self::TouchIcon => (180, 180),
        }
    }

    /// The file name of an icon, at the root of the site. A card has no name of its own.
    pub fn icon(self) -> Option<&'static str> {
        match self {
            Self::Card => None,
            Self::Favicon => Some("favicon.ico"),
            Self::TouchIcon => Some("apple-touch-icon.png"),
        }
    }
}

/// Photographs that are narrower than this, in pixels, are not shown on cards.
const NARROWEST: u32 = 480;
/// A version of this width is wide enough for a card, in pixels.
const WIDE_ENOUGH: u32 = 640;

impl Drawn {
    /// The version of a photograph that is shown on a card, in WebP.
    pub fn for_card(&self) -> Option<&Version> {
        let wide = self.versions.iter().find(|version| version.width >= WIDE_ENOUGH);
        wide.or(self.versions.last()).filter(|version| version.width >= NARROWEST)
    }
}
