//! The search page. What is found is shown by the theme's script; without it the page says how
//! else to find things.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::address::url::{SearchFile, UrlPath};
use crate::model::graph::site::Site;
use crate::model::value::id::KindIdx;
use crate::render::pages::{LinkView, Links, PageView, dossier, page, site};
use crate::render::wording::Wording;

/// The search page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchPage {
    /// The folder of the index, with `/` at the end.
    pub index: String,
    /// How many briefings it covers, in words.
    pub count: String,
    /// What else it covers, where there is any: storylines, the kinds of dossier, figures, questions, pages.
    pub kinds: Vec<String>,
    /// Other ways to find something: the archive, storylines, each kind of dossier, the lists.
    pub ways: Vec<LinkView>,
}

/// The link to the search page, unless the site has none.
pub(in crate::render) fn link(site: &Site, links: &Links, wording: &Wording) -> Option<LinkView> {
    let wanted = *site.config.file.search.get().unwrap_or(&true);
    wanted.then(|| links.link(&wording.words.get("search"), &UrlPath::folder(["search"])))
}

/// The search page.
pub(in crate::render) fn page(site: &Site, links: &Links, wording: &Wording) -> (PageView, SearchPage) {
    let url = UrlPath::folder(["search"]);
    let meta = site.config.base.href(&UrlPath::search_file(SearchFile::Meta));
    let storylines = (!site.storylines.is_empty()).then(|| links.list("storylines"));
    let kinds = (0..site.config.kinds.len()).map(KindIdx::new);
    let kinds: Vec<KindIdx> = kinds.filter(|kind| site.dossiers_of(*kind).next().is_some()).collect();
    let named = |key: &str, is_any: bool| is_any.then(|| wording.words.get(key));
    let known = named("storylines", !site.storylines.is_empty())
        .into_iter()
        .chain(kinds.iter().map(|kind| dossier::kind_names(site, wording, *kind).1))
        .chain(named("figures", site.has_figures()))
        .chain(named("questions", !site.questions.is_empty()))
        .chain(named("search-pages", !site.pages.is_empty()));
    let ways = site::archive(site, links, wording)
        .into_iter()
        .chain(storylines)
        .chain(kinds.iter().map(|kind| dossier::kind_link(site, links, wording, *kind)));
    let view = SearchPage {
        index: meta.trim_end_matches("meta.json").to_owned(),
        count: wording.words.count("briefings-count", site.briefings.len()),
        kinds: known.collect(),
        ways: ways.chain(site::lists(site, links)).collect(),
    };
    let title = wording.words.get("search");
    (page::view(site, wording, title, None, &url, vec![links.front()]), view)
}
