//! Shows photographs in the sizes that they were drawn in.

use std::collections::HashMap;
use std::fmt::Write;

use crate::html::{Html, Reader};
use crate::model::address::path::ContentPath;
use crate::model::address::url::{BaseUrl, UrlPath};
use crate::model::graph::body::Body;
use crate::model::graph::pictures::{Drawn, Pictures};
use crate::model::graph::site::{Linked, Site};
use crate::model::value::id::BriefingIdx;

/// How wide a picture in a text is: as wide as the column, or the screen.
const IN_TEXT: &str = "(min-width: 45rem) 42rem, 100vw";

/// Puts the sizes of photographs into the bodies that show some.
pub(super) fn fill(site: &mut Site) {
    let Site { config, pictures, briefings, storylines, dossiers, pages, edition_files, .. } = site;
    if pictures.drawn.is_empty() {
        return;
    }
    let drawn = &(&*pictures, &config.base);
    fill_all(briefings, drawn);
    fill_all(storylines, drawn);
    fill_all(dossiers, drawn);
    fill_all(pages, drawn);
    fill_all(edition_files, drawn);
}

/// Does so again for a briefing whose text has changed.
pub(super) fn refill(site: &mut Site, idx: BriefingIdx) {
    let Site { config, pictures, briefings, .. } = site;
    fill_all(&mut briefings[idx.at()..=idx.at()], &(&*pictures, &config.base));
}

fn fill_all<T, L>(list: &mut [Linked<T, L>], (pictures, base): &(&Pictures, &BaseUrl)) {
    for linked in list {
        linked.shown = shown(linked.shown.take(), &linked.body, pictures, base);
    }
}

/// The HTML of a body, or what was made from it, with all sizes of its photographs. Unchanged if it has none.
fn shown(html: Option<Html>, body: &Body, pictures: &Pictures, base: &BaseUrl) -> Option<Html> {
    let drawn = body.media.iter().filter_map(|path| Some((path, &**pictures.drawn.get(path)?)));
    let by_href: HashMap<String, (&ContentPath, &Drawn)> =
        drawn.map(|(path, drawn)| (base.href(&UrlPath::media(path)), (path, drawn))).collect();
    if by_href.is_empty() {
        return html;
    }
    let before = html.as_ref().unwrap_or(&body.html).as_str();
    let (mut out, mut copied) = (String::with_capacity(before.len() + 1024), 0);
    let (mut reader, mut in_picture) = (Reader::new(before), 0_usize);
    while let Some(tag) = reader.start_tag(|_| true) {
        in_picture = if reader.is(&tag, "picture") { tag.range.end } else { in_picture };
        let src = reader.attribute("src").filter(|_| reader.is(&tag, "img"));
        let Some((path, drawn)) = src.and_then(|src| by_href.get(&*src)) else { continue };
        // Whoever writes the element says what is in it.
        if reader.attribute("srcset").is_some()
            || !before[in_picture..tag.range.start].contains("</picture>") && in_picture > 0
        {
            continue;
        }
        out.push_str(&before[copied..tag.range.start]);
        let srcset = srcset(path, drawn, base);
        if !srcset.is_empty() {
            write!(out, "<picture><source type=\"image/webp\" srcset=\"{srcset}\" sizes=\"{IN_TEXT}\">")
                .expect("writing to a String succeeds");
        }
        let end = tag.range.end - 1;
        out.push_str(before[tag.range.start..end].trim_end_matches('/').trim_end());
        if reader.attribute("class").is_none() {
            write!(out, " class=\"tone-{}\"", drawn.tone).expect("writing to a String succeeds");
        }
        out.push_str(if srcset.is_empty() { ">" } else { "></picture>" });
        copied = tag.range.end;
    }
    out.push_str(&before[copied..]);
    Some(Html::trusted(out))
}

/// The versions of a photograph in WebP, as `srcset` takes them (HTML, 4.8.4.2.1). Empty if there are none.
pub(super) fn srcset(path: &ContentPath, drawn: &Drawn, base: &BaseUrl) -> String {
    let mut srcset = String::new();
    for version in &drawn.versions {
        let href = base.href(&UrlPath::drawn(path, version.width));
        let comma = if srcset.is_empty() { "" } else { ", " };
        write!(srcset, "{comma}{href} {}w", version.width).expect("writing to a String succeeds");
    }
    srcset
}
