//! The search page. What is found is shown by the theme's script; without it the page says how
//! else to find things.

use serde::Serialize;

use crate::model::address::url::SearchFile;
use crate::model::address::url::UrlPath;
use crate::model::value::id::KindIdx;
use crate::render::pages::{LinkView, PageView, Views};

/// The search page.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// The folder of the index, with `/` at the end.
    pub index: String,
    /// How many briefings it knows, in words.
    pub count: String,
    /// Other ways to find something: the archive, storylines, each kind of dossiers, the lists.
    pub ways: Vec<LinkView>,
}

impl Views {
    /// The link to the search page, unless the site has none.
    pub fn search_link(&self) -> Option<LinkView> {
        let wanted = *self.site.config.file.search.get().unwrap_or(&true);
        wanted.then(|| self.link(&self.words.get("search"), &UrlPath::folder(["search"])))
    }

    /// The search page.
    pub fn search_page(&self) -> (PageView, SearchPage) {
        let url = UrlPath::folder(["search"]);
        let meta = self.site.config.base.href(&UrlPath::search_file(SearchFile::Meta));
        let storylines = (!self.site.storylines.is_empty()).then(|| self.storylines_link());
        let kinds = (0..self.site.config.kinds.len()).map(KindIdx::new);
        let kinds = kinds.filter(|kind| self.site.dossiers_of(*kind).next().is_some());
        let ways = self.archive().into_iter().chain(storylines).chain(kinds.map(|kind| self.kind_link(kind)));
        let view = SearchPage {
            index: meta.trim_end_matches("meta.json").to_owned(),
            count: self.words.count("briefings-count", self.site.briefings.len()),
            ways: ways.chain(self.lists()).collect(),
        };
        let title = self.words.get("search");
        (self.page(title, None, &url, vec![self.front_link()]), view)
    }
}
