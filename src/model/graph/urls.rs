//! Where the page of each kind of file is.

use crate::model::address::url::UrlPath;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::config::Config;
use crate::model::typed::dossier::Dossier;
use crate::model::typed::page::Page;
use crate::model::typed::storyline::Storyline;

impl Briefing {
    /// Its page.
    pub fn url(&self) -> UrlPath {
        UrlPath::briefing(self.day, self.slug.as_str())
    }
}

impl Storyline {
    /// Its page.
    pub fn url(&self) -> UrlPath {
        UrlPath::item("storylines", &self.article.id)
    }
}

impl Dossier {
    /// Its page.
    pub fn url(&self, config: &Config) -> UrlPath {
        UrlPath::item(&config.kind(self.kind).folder, &self.article.id)
    }
}

impl Page {
    /// Its page; for the text above a list, the page of that list.
    pub fn url(&self) -> UrlPath {
        let list = self.article.path.top_folder().filter(|_| self.article.path.is_list_text());
        UrlPath::folder([list.unwrap_or(self.article.id.as_str())])
    }
}
