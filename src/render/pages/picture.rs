//! The photograph that leads a page, and stands for it elsewhere.

use schemars::JsonSchema;
use serde::Serialize;

use crate::html::Html;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::Body;
use crate::model::graph::pictures::Stored;
use crate::model::graph::site::Site;
use crate::model::typed::content::Format;
use crate::model::typed::picture::Picture;
use crate::model::value::field::Field;
use crate::render::pages::PageView;
use crate::render::pictures::srcset;
use crate::render::wording::Wording;

/// A photograph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PictureView {
    /// The link to it.
    pub href: String,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// What it shows, for readers who cannot see it.
    pub alt: String,
    /// The words below it.
    pub caption: Option<String>,
    /// Who took it, and whose it is.
    pub credit: Option<String>,
    /// Its versions in WebP with their widths, for `srcset`; nothing if it is published as it is.
    pub srcset: Option<String>,
    /// The class of its overall colour, such as `tone-213`; nothing if it is published as it is.
    pub tone: Option<String>,
    /// The class for what stays in view where it is cropped, such as `focus-2-1`; nothing for the middle.
    pub focus: Option<String>,
}

/// A picture for previews.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PreviewView {
    /// Its absolute URL.
    pub url: String,
    /// In pixels, if it is known.
    pub width: Option<usize>,
    /// In pixels, if it is known.
    pub height: Option<usize>,
    /// What it shows, if that is known.
    pub alt: Option<String>,
}

/// The photograph of an article, if it has one.
pub(in crate::render) fn view(
    site: &Site,
    wording: &Wording,
    body: &Body,
    picture: &Field<Picture>,
) -> Option<PictureView> {
    let (lead, picture) = (body.picture.as_deref()?, picture.get()?);
    let drawn = site.pictures.drawn.get(&lead.path);
    let (width, height) = match drawn {
        Some(drawn) => (drawn.whole.width as usize, drawn.whole.height as usize),
        None => lead.size,
    };
    // Five places across and five down: the classes of the style sheet.
    let fifth = |percent: u8| (percent + 12) / 25;
    let focus = picture.focus.get().map(|focus| (fifth(focus.x), fifth(focus.y)));
    Some(PictureView {
        href: lead.href.clone(),
        width,
        height,
        alt: picture.alt.text().unwrap_or_default().to_owned(),
        caption: wording.text(picture.caption.text()),
        credit: wording.text(picture.credit.text()),
        srcset: drawn
            .map(|drawn| srcset(&lead.path, drawn, &site.config.base))
            .filter(|srcset| !srcset.is_empty()),
        tone: drawn.map(|drawn| format!("tone-{}", drawn.tone)),
        focus: focus.filter(|focus| *focus != (2, 2)).map(|(x, y)| format!("focus-{x}-{y}")),
    })
}

/// A photograph for feeds and programs.
pub(in crate::render) struct Outside {
    /// Its absolute URL.
    pub(in crate::render) url: String,
    /// Its media type; nothing for one that is published as it is.
    pub(in crate::render) media_type: Option<&'static str>,
    /// Its size in bytes.
    pub(in crate::render) bytes: u64,
    /// What is said about it.
    pub(in crate::render) view: PictureView,
}

/// The photograph of an article for feeds and programs. Nothing without a base URL.
pub(in crate::render) fn outside(
    site: &Site,
    wording: &Wording,
    body: &Body,
    picture: &Field<Picture>,
) -> Option<Outside> {
    let path = &body.picture.as_deref()?.path;
    let url = site.config.base.absolute(&UrlPath::media(path))?;
    let media = site.media.get(path)?;
    let bytes = match site.pictures.drawn.get(path).map(|drawn| &drawn.whole.stored) {
        Some(Stored::File(_, bytes)) => *bytes,
        Some(Stored::Bytes(bytes)) => bytes.len() as u64,
        None => media.bytes,
    };
    let media_type = media.photograph.map(|photograph| match photograph.format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::Webp => "image/webp",
    });
    Some(Outside { url, media_type, bytes, view: view(site, wording, body, picture)? })
}

impl Outside {
    /// The photograph as the beginning of a text in HTML.
    pub(in crate::render) fn html(&self) -> String {
        let PictureView { width, height, alt, caption, credit, .. } = &self.view;
        let escaped = |text: &str| Html::escape(text).as_str().to_owned();
        let (src, alt) = (escaped(&self.url), escaped(alt));
        let words: Vec<&str> = caption.iter().chain(credit).map(String::as_str).collect();
        let words = match words.is_empty() {
            true => String::new(),
            false => format!("<figcaption>{}</figcaption>", escaped(&words.join(" "))),
        };
        format!(
            "<figure><img src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">{words}</figure>\n"
        )
    }
}

/// Gives a page its photograph; it is also the picture for previews.
pub(in crate::render) fn set(
    site: &Site,
    wording: &Wording,
    page: &mut PageView,
    body: &Body,
    picture: &Field<Picture>,
) {
    let Some(lead) = &body.picture else { return };
    page.picture = view(site, wording, body, picture);
    if let Some(picture) = &page.picture {
        let (width, height) = (Some(picture.width), Some(picture.height));
        let url = site.config.base.absolute(&UrlPath::media(&lead.path));
        page.image = url.map(|url| PreviewView { url, width, height, alt: Some(picture.alt.clone()) });
    }
}
