//! Sound and film on a line of their own: a player with captions.

use std::fmt::Write as _;

use percent_encoding::percent_decode_str;

use crate::diagnostic::Code;
use crate::html::Html;
use crate::language::names::own_name;
use crate::markdown::Captions;
use crate::markdown::resolve::Resolved;
use crate::model::graph::body::Embedded;
use crate::model::value::played::{Played, QUICKTIME};

use super::Writer;
use super::alone::Image;

impl Writer<'_> {
    /// Writes the link to what is played; pages have a player in its place.
    pub(super) fn player(&mut self, image: &Image<'_>, played: Played, media_type: &str) {
        let span = self.span(image.range);
        let name = self.alt(image.at);
        let resolved = self.links.destination(image.destination, span, &mut self.body, self.diags);
        let Some(Resolved { href, captions, .. }) = resolved else {
            self.out.push_str("<p>");
            self.text(&name);
            self.out.push_str("</p>\n");
            return;
        };
        let path = href.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        let file = &*percent_decode_str(file).decode_utf8_lossy();
        if name.trim().is_empty() {
            let message = "what is played here has no name".to_owned();
            let help = "say between the brackets what it is: `![Remarks by two envoys](…)`".to_owned();
            self.report(Code::MissingAlt, image.range, message, help);
        }
        if media_type == QUICKTIME {
            let message = "not every browser plays films that end in `.mov`".to_owned();
            let help = format!("save it as MP4: `ffmpeg -i {file} {}`", renamed(file, "mp4"));
            self.report(Code::UnplayedFile, image.range, message, help);
        }
        let captions = self.captions(image, played, file, captions);
        let name = if name.trim().is_empty() { file.to_owned() } else { name };
        self.replace_on_pages(|writer| {
            writer.out.push_str("<p>");
            writer.open_link(&href, "", None);
            let name = writer.slice(&name);
            writer.out.push_str("</a></p>");
            let mut caption = name.clone();
            if !image.title.is_empty() {
                writer.out.push_str("\n<p>");
                caption = writer.slice(image.title);
                writer.out.push_str("</p>");
            }
            let language = writer.links.reader.language;
            Embedded::Player(figure(played, &href, [&name, &caption], &captions, language))
        });
        self.out.push('\n');
    }

    /// Writes a text and returns the HTML that it became.
    fn slice(&mut self, text: &str) -> String {
        let start = self.out.len();
        self.before = ' ';
        self.text(text);
        self.before = ' ';
        self.out[start..].to_owned()
    }

    /// The captions that browsers read. All captions are published.
    fn captions(
        &mut self,
        image: &Image<'_>,
        played: Played,
        file: &str,
        all: Vec<Captions>,
    ) -> Vec<Captions> {
        let (read, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|captions| captions.path.as_str().ends_with(".vtt"));
        if let (true, Some(other)) = (read.is_empty(), others.first()) {
            let name = other.path.name();
            let message = format!("browsers do not read captions such as `{name}`");
            let help = format!("save them as WebVTT: `ffmpeg -i {name} {}`", renamed(name, "vtt"));
            self.report(Code::UnplayedFile, image.range, message, help);
            self.body.media.extend(others.into_iter().map(|captions| captions.path));
        } else if read.is_empty() && played == Played::Video {
            let message = "this film has no captions for those who cannot hear it".to_owned();
            let help = format!("put captions in WebVTT format beside it, as `{}`", renamed(file, "vtt"));
            self.report(Code::MissingCaptions, image.range, message, help);
        }
        self.body.media.extend(read.iter().map(|captions| captions.path.clone()));
        read
    }
}

/// The name of a file with another ending.
fn renamed(file: &str, ending: &str) -> String {
    format!("{}.{ending}", file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// The player, with a link for those whose browser has none. `texts` are its name and its caption, as HTML.
fn figure(
    played: Played,
    href: &str,
    [name, caption]: [&str; 2],
    captions: &[Captions],
    language: &str,
) -> Html {
    let element = played.element();
    let href = Html::escape(href);
    let href = href.as_str();
    let label = name.replace('"', "&quot;");
    let mut html = format!(
        "<figure class=\"player\"><{element} controls preload=\"none\" src=\"{href}\" aria-label=\"{label}\">"
    );
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let mut has_default = false;
    for Captions { href, language: own, .. } in captions {
        let tag = own.as_deref().unwrap_or(language);
        let is_default = !has_default && primary(tag) == primary(language);
        has_default |= is_default;
        let label = own_name(tag).unwrap_or(tag);
        let [href, tag, label] = [href, tag, label].map(Html::escape);
        _ = write!(
            html,
            "<track kind=\"captions\" src=\"{}\" srclang=\"{}\" label=\"{}\"{}>",
            href.as_str(),
            tag.as_str(),
            label.as_str(),
            if is_default { " default" } else { "" }
        );
    }
    _ = write!(
        html,
        "<a href=\"{href}\">{name}</a></{element}>\n<figcaption>{caption}</figcaption></figure>"
    );
    Html::trusted(html)
}
