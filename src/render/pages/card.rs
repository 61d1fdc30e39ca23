//! Cards: the pictures that other sites and messengers show beside a link to a page.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::graph::cards::{CARD_HEIGHT, CARD_WIDTH, CardOf};
use crate::model::graph::pictures::Drawn;
use crate::model::graph::site::Site;
use crate::model::theme::Palette;
use crate::model::typed::picture::{Focus, Picture};
use crate::model::value::field::Field;
use crate::model::value::language::is_right_to_left;
use crate::render::figures;
use crate::render::pages::dossier::kind_names;
use crate::render::pages::{Links, PageView, PreviewView, SafeHtml, mention};
use crate::render::wording::{Wording, cut};

/// How many characters of a text are set on a card, at most.
const LONGEST: usize = 300;
/// The room for the chart on a card, in pixels.
const CHART_ROOM: (f64, f64) = (1056.0, 270.0);

/// What is on a card: a picture of 1200 by 630 pixels for links to a page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SocialCardView {
    /// What it is for: `site`, `briefing`, `storyline`, `dossier`, `edition` or `series`.
    pub kind: &'static str,
    /// The headline, or the name.
    pub title: String,
    /// What it belongs to: a briefing's storyline, a dossier's kind.
    pub kicker: Option<String>,
    /// What it says in a line or two: the newest figures of a series, a person's role.
    pub text: Option<String>,
    /// Its date in words.
    pub date: Option<String>,
    /// Whether the title is written from right to left.
    pub rtl: bool,
    /// How its photograph sits in its frame, as in `preserveAspectRatio` (SVG 2, 8.6): `xMidYMid slice`.
    /// Nothing without a photograph.
    pub picture: Option<String>,
    /// The chart of a series, 1056 pixels wide and at most 270 high.
    pub chart: Option<SafeHtml>,
    /// The colours of pages in light mode.
    pub colours: ColoursView,
}

/// The colours of pages in light mode, as CSS writes them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ColoursView {
    /// The background.
    pub paper: String,
    /// The text.
    pub ink: String,
    /// Less prominent text.
    pub ink_soft: String,
    /// Labels and marks.
    pub accent: String,
    /// Lines.
    pub rule: String,
}

impl From<&Palette> for ColoursView {
    fn from(palette: &Palette) -> Self {
        let Palette { paper, ink, ink_soft, accent, rule } = palette.clone();
        Self { paper, ink, ink_soft, accent, rule }
    }
}

/// What is on a card, and its photograph.
pub(in crate::render) fn view(
    site: &Site,
    links: &Links,
    wording: &Wording,
    palette: &Palette,
    of: CardOf,
) -> (SocialCardView, Option<Arc<Drawn>>) {
    let photograph = photograph(site, of);
    let language = match of {
        CardOf::Briefing(idx) => site.briefing(idx).item.front.lang.text(),
        CardOf::Storyline(idx) => site.storyline(idx).item.front.lang.text(),
        CardOf::Dossier(idx) => site.dossier(idx).item.front.lang.text(),
        CardOf::Site | CardOf::Edition(_) | CardOf::Series(_) => None,
    };
    let direction = wording.direction(wording.foreign(language).as_deref());
    let view = SocialCardView {
        kind: match of {
            CardOf::Site => "site",
            CardOf::Briefing(_) => "briefing",
            CardOf::Storyline(_) => "storyline",
            CardOf::Dossier(_) => "dossier",
            CardOf::Edition(_) => "edition",
            CardOf::Series(_) => "series",
        },
        title: cut(&title(site, links, wording, of), LONGEST),
        kicker: kicker(site, links, wording, of),
        text: text(site, links, wording, of).map(|text| cut(&text, LONGEST)),
        date: date(site, wording, of),
        rtl: direction
            .map_or_else(|| is_right_to_left(&site.config.language), |direction| direction == "rtl"),
        picture: photograph.as_ref().map(|(_, focus)| align(*focus)),
        chart: match of {
            CardOf::Series(idx) => figures::on_card(site, links, wording, idx, CHART_ROOM),
            _ => None,
        },
        colours: palette.into(),
    };
    (view, photograph.map(|(drawn, _)| Arc::clone(drawn)))
}

fn title(site: &Site, links: &Links, wording: &Wording, of: CardOf) -> String {
    match of {
        CardOf::Site => wording.typeset(&site.config.title),
        CardOf::Briefing(idx) => links.headline(idx).title.clone(),
        CardOf::Storyline(idx) => wording.typeset(&site.storyline(idx).item.title),
        CardOf::Dossier(idx) => links.dossier_link(idx).title,
        CardOf::Edition(idx) => links.edition(idx).title.clone(),
        CardOf::Series(idx) => links.series(idx).title,
    }
}

fn kicker(site: &Site, links: &Links, wording: &Wording, of: CardOf) -> Option<String> {
    match of {
        CardOf::Site => None,
        CardOf::Briefing(idx) => {
            let home = site.briefing(idx).links.storylines.first()?.storyline;
            Some(wording.typeset(&site.storyline(home).item.title))
        }
        CardOf::Storyline(_) => Some(links.list("storylines").title),
        CardOf::Dossier(idx) => Some(kind_names(site, wording, site.dossier(idx).item.kind).0),
        CardOf::Edition(idx) => Some(wording.words.count("edition-number", site.editions[idx.at()].number)),
        CardOf::Series(_) => Some(links.list("figures").title),
    }
}

fn text(site: &Site, links: &Links, wording: &Wording, of: CardOf) -> Option<String> {
    match of {
        CardOf::Site => wording.text(site.config.file.description.text()),
        CardOf::Briefing(_) => None,
        CardOf::Storyline(idx) => {
            let storyline = site.storyline(idx);
            let newest =
                storyline.links.portions.last().map(|portion| links.headline(portion.briefing).title.clone());
            wording.text(storyline.item.front.summary.text()).or(newest)
        }
        CardOf::Dossier(idx) => mention::role_at(wording, &site.dossier(idx).item, site.newest_day()),
        CardOf::Edition(idx) => Some(links.headline(site.editions[idx.at()].lead()).title.clone()),
        CardOf::Series(idx) => figures::finding(site, links, wording, idx),
    }
}

fn date(site: &Site, wording: &Wording, of: CardOf) -> Option<String> {
    let newest = match of {
        CardOf::Briefing(idx) => idx,
        CardOf::Storyline(idx) => site.storyline(idx).links.portions.last()?.briefing,
        CardOf::Site | CardOf::Dossier(_) | CardOf::Edition(_) | CardOf::Series(_) => return None,
    };
    Some(wording.dates.day(site.briefing(newest).item.day))
}

/// The photograph of what a card shows: for an edition, the one from its file or from its first briefing.
fn photograph(site: &Site, of: CardOf) -> Option<(&Arc<Drawn>, Option<Focus>)> {
    let (body, picture): (_, &Field<Picture>) = match of {
        CardOf::Site | CardOf::Series(_) => return None,
        CardOf::Briefing(idx) => (&site.briefing(idx).body, &site.briefing(idx).item.front.picture),
        CardOf::Storyline(idx) => (&site.storyline(idx).body, &site.storyline(idx).item.front.picture),
        CardOf::Dossier(idx) => (&site.dossier(idx).body, &site.dossier(idx).item.front.picture),
        CardOf::Edition(idx) => {
            let edition = &site.editions[idx.at()];
            match site.edition_file(edition).filter(|file| file.body.picture.is_some()) {
                Some(file) => (&file.body, &file.item.front.picture),
                None => return photograph(site, CardOf::Briefing(edition.lead())),
            }
        }
    };
    let drawn = site.pictures.drawn.get(&body.picture.as_deref()?.path)?;
    drawn.for_card()?;
    Some((drawn, picture.get().and_then(|picture| picture.focus.get().copied())))
}

/// What stays in view: a third at either end, or the middle.
fn align(focus: Option<Focus>) -> String {
    let third = |percent: u8| match percent {
        ..=33 => "Min",
        34..=66 => "Mid",
        67.. => "Max",
    };
    let (x, y) = focus.map_or(("Mid", "Mid"), |focus| (third(focus.x), third(focus.y)));
    format!("x{x}Y{y} slice")
}

/// The card of the site, for pages without one of their own.
pub(in crate::render) fn of_site(site: &Site, wording: &Wording) -> Option<PreviewView> {
    preview(site, CardOf::Site, || wording.typeset(&site.config.title))
}

fn preview(site: &Site, of: CardOf, alt: impl FnOnce() -> String) -> Option<PreviewView> {
    let url = site.cards.has(of).then(|| site.config.base.absolute(&site.card_url(of))).flatten()?;
    let (width, height) = (Some(CARD_WIDTH as usize), Some(CARD_HEIGHT as usize));
    Some(PreviewView { url, width, height, alt: Some(alt()) })
}

/// Gives a page the card of what it shows.
pub(in crate::render) fn set(site: &Site, links: &Links, wording: &Wording, page: &mut PageView, of: CardOf) {
    let alt = || {
        let title = title(site, links, wording, of);
        text(site, links, wording, of).map_or_else(|| title.clone(), |text| format!("{title} – {text}"))
    };
    page.image = preview(site, of, alt).or_else(|| page.image.take());
}
