//! Pages at former addresses, and the files that hosts ask for: redirects, headers, the domain.

use super::view::Views;
use crate::model::html::Html;
use crate::model::id::BriefingIdx;
use crate::model::url::UrlPath;

/// A page that leads to a briefing: at once, for search engines, and by a link.
pub(super) fn page(views: &Views, idx: BriefingIdx) -> Vec<u8> {
    let briefing = &views.site.briefing(idx).item;
    let base = &views.site.config.base;
    let href = base.href(&briefing.url());
    let url = base.absolute(&briefing.url()).unwrap_or_else(|| href.clone());
    let [href, url, title] = [&href, &url, &views.typeset(&briefing.title)].map(|text| Html::escape(text));
    let (href, url, title) = (href.as_str(), url.as_str(), title.as_str());
    let language = &views.site.config.language;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{url}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n</head>\n<body>\n\
         <p><a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// `_redirects` of Netlify and Cloudflare Pages: one line for each former address.
pub(super) fn rules(views: &Views) -> Vec<u8> {
    let base = &views.site.config.base;
    let mut text = String::new();
    for briefing in &views.site.briefings {
        for alias in &briefing.item.front.aliases {
            let Some(from) = UrlPath::alias(&alias.value) else { continue };
            text += &format!("{} {} 301\n", base.href(&from), base.href(&briefing.item.url()));
        }
    }
    text.into_bytes()
}

/// `_headers` of the same hosts: what browsers may do, and how long files of the theme stay.
pub(super) fn headers(views: &Views) -> Vec<u8> {
    let base = views.site.config.base.path();
    format!(
        "{base}*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         X-Frame-Options: DENY\n{base}static/*\n  Cache-Control: public, max-age=3600\n"
    )
    .into_bytes()
}

/// `CNAME` of GitHub Pages: the domain on one line.
pub(super) fn cname(views: &Views) -> Vec<u8> {
    let name = views.site.config.cname.as_deref().unwrap_or_default();
    format!("{name}\n").into_bytes()
}
