//! Addresses that the published site has and a new build lacks.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::model::graph::plan::Planned;

/// Files of the theme, of search, of the data and editions by email may come and go.
const PASSING: [&str; 4] = ["/static/", "/search/", "/data/", "/email/"];

/// Reports the addresses of `previous` that are pages and not in the plan.
pub fn lost(entries: &[Planned], previous: &[String], diags: &mut Diagnostics) {
    let urls: BTreeSet<&str> = entries.iter().map(|planned| planned.url.as_str()).collect();
    let suggestions = OnceCell::new();
    let is_lost = |url: &&str| {
        let is_page = url.starts_with('/') && !PASSING.iter().any(|folder| url.starts_with(folder));
        is_page && !urls.contains(*url)
    };
    let lost: BTreeSet<&str> = previous.iter().map(String::as_str).filter(is_lost).collect();
    for url in &lost {
        // The feed of a page and its years move with it.
        if !above(url).is_some_and(|page| lost.contains(page)) {
            let message = format!("the published site has `{url}`, and this one does not");
            let near = suggestions.get_or_init(|| Suggestions::new(urls.iter().copied())).nearest(url);
            let near = near.map(|near| format!("; `{near}` is near it"));
            let help = format!(
                "add `former: [{url}]` to the file that has moved, or use `--allow-lost-urls`{}",
                near.unwrap_or_default()
            );
            diags.report(Diagnostic::nowhere(Code::LostUrl, message).help(help));
        }
    }
}

/// The page that an address is the feed or a year of: `/people/ada/` of `/people/ada/2025/`.
fn above(url: &str) -> Option<&str> {
    let of_feed = url.strip_suffix("feed.xml").filter(|page| page.len() > 1);
    let folder = url.strip_suffix('/').and_then(|url| url.rsplit_once('/'));
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    let of_year = folder.filter(|(page, year)| !page.is_empty() && is_year(year));
    of_feed.or(of_year.map(|(page, _)| &url[..=page.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::address::url::UrlPath;
    use crate::model::graph::plan::What;

    /// The addresses that are told as lost, where the new site has nothing but its front page and `/kept/`.
    fn told(previous: &[&str]) -> Vec<String> {
        let urls = [UrlPath::front(), UrlPath::folder(["kept"])];
        let entries: Vec<Planned> = urls.into_iter().map(|url| Planned::new(url, What::Front)).collect();
        let previous: Vec<String> = previous.iter().map(|url| (*url).to_owned()).collect();
        let mut diags = Diagnostics::default();
        lost(&entries, &previous, &mut diags);
        let told = diags.into_sorted().into_iter();
        told.map(|problem| problem.message.split('`').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn pages_are_told_and_files_that_come_and_go_are_not() {
        assert_eq!(told(&["/", "/kept/", "kept", "http://x.org/a/"]), [""; 0]);
        assert_eq!(told(&["/static/a.css", "/search/a.json", "/data/a.csv", "/email/a.eml"]), [""; 0]);
        let pages = ["/database/", "/emails/", "/research/search/", "/statics/a.css"];
        assert_eq!(told(&pages), pages);
    }

    #[test]
    fn a_feed_and_the_years_of_a_page_are_lost_with_it() {
        assert_eq!(told(&["/people/a/", "/people/a/feed.xml", "/people/a/2025/"]), ["/people/a/"]);
        let alone = ["/kept/2024/", "/kept/feed.xml"];
        assert_eq!(told(&alone), alone, "the page is there still");
        for other in ["/people/a/20255/", "/people/a/202x/", "/people/a/225/", "/people/a/feed.json"] {
            assert_eq!(told(&["/people/a/", other]).len(), 2, "{other}");
        }
        let years = ["/2024/", "/2025/", "/2025/2024/"];
        assert_eq!(told(&years), years[..2], "a year of the archive is of no page");
        assert_eq!(told(&["/feed.xml"]), ["/feed.xml"]);
    }
}
