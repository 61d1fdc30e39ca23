//! Pages at former addresses, and the files that hosts ask for: redirects, headers, the domain.

use crate::html::Html;
use crate::model::graph::plan::{Part, Planned, What};
use crate::model::graph::site::Site;
use crate::model::value::id::Target;
use crate::render::feeds;
use crate::render::feeds::Subject;
use crate::render::pages::Links;
use crate::render::wording::Wording;

/// What is at a former address: a page that leads to the new one, at once, for search engines, and by a link.
/// The feed itself is there, because few feed readers follow such a page.
pub(in crate::render) fn page(
    site: &Site,
    links: &Links,
    wording: &Wording,
    target: Target,
    part: Part,
) -> Vec<u8> {
    match (target, part) {
        (Target::Storyline(idx), Part::Feed) => {
            return feeds::atom(site, links, wording, Subject::Storyline(idx));
        }
        (Target::Dossier(idx), Part::Feed) => {
            return feeds::atom(site, links, wording, Subject::Dossier(idx));
        }
        _ => {}
    }
    let base = &site.config.base;
    let to = part.of(&site.url(target));
    let (href, url, title) = (base.href(&to), base.address(&to), wording.typeset(site.title(target)));
    let [href, url, title] = [&href, &url, &title].map(|text| Html::escape(text));
    let (href, url, title) = (href.as_str(), url.as_str(), title.as_str());
    let language = &site.config.language;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n</head>\n<body>\n\
         <p><a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// `_redirects` of Netlify and Cloudflare Pages: one line for each former address.
pub(in crate::render) fn rules(site: &Site, entries: &[Planned]) -> Vec<u8> {
    let base = &site.config.base;
    let mut text = String::new();
    for planned in entries {
        if let What::Redirect(target, part) = planned.what {
            let to = part.of(&site.url(target));
            text += &format!("{} {} 301\n", base.href(&planned.url), base.href(&to));
        }
    }
    text.into_bytes()
}

/// `_headers` of the same hosts: what browsers may do, and how long they keep files of the theme.
pub(in crate::render) fn headers(site: &Site) -> Vec<u8> {
    let base = site.config.base.path();
    format!(
        "{base}*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         X-Frame-Options: DENY\n{base}static/*\n  Cache-Control: public, max-age=3600\n"
    )
    .into_bytes()
}

/// `CNAME` of GitHub Pages: the domain on one line.
pub(in crate::render) fn cname(site: &Site) -> Vec<u8> {
    let name = site.config.cname.as_deref().unwrap_or_default();
    format!("{name}\n").into_bytes()
}
