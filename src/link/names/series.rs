//! What `[[figures/ID]]` means: the page of a series, which exists as soon as a briefing has a figure of it.

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::NameIndex;
use crate::language::letters;
use crate::link::release::HeldBack;
use crate::markdown::Lookup;
use crate::model::address::url::UrlPath;
use crate::model::graph::body::LinkTarget;
use crate::model::typed::article::Article;
use crate::model::typed::briefing::Briefing;
use crate::model::typed::content::Content;
use crate::model::typed::hold::Hold;

/// What the ids of series begin with where any name is allowed.
pub(super) const FOLDER: &str = "figures/";

/// The series that have figures, by id. If all briefings that have them are held back, the file of the first
/// one and what holds it back.
pub(super) type WithFigures = FxHashMap<String, Option<(String, Hold)>>;

fn with_figures(content: &Content, held: &HeldBack) -> WithFigures {
    let mut found = FxHashMap::default();
    let mut add = |briefing: &Briefing, is_out: bool| {
        let Article { source, hold, .. } = &briefing.article;
        for series in briefing.front.figures.iter().filter_map(|figure| figure.value.series.get()) {
            if !found.contains_key(series.as_str()) {
                let holder = (!is_out).then(|| (source.path.clone(), *hold));
                found.insert(series.as_str().to_owned(), holder);
            }
        }
    };
    content.briefings.iter().for_each(|briefing| add(briefing, true));
    held.briefings.iter().for_each(|briefing| add(briefing, false));
    found
}

impl NameIndex<'_> {
    fn with_figures(&self) -> &WithFigures {
        self.with_figures.get_or_init(|| with_figures(self.content, self.held))
    }

    /// The page of a series.
    pub(super) fn series(&self, id: &str) -> Lookup {
        let Some(series) = self.config.file.series.get(id) else {
            let knows_all = self.config.keys.know_all_of("series");
            return if knows_all { Lookup::Missing } else { Lookup::Unread };
        };
        let title = series.name.text().unwrap_or(id).to_owned();
        match self.with_figures().get(id) {
            Some(None) => {
                let url = UrlPath::series(id);
                let path = percent_decode_str(url.as_str()).decode_utf8_lossy().into_owned();
                Lookup::Page { to: LinkTarget::Path(path), href: self.config.base.href(&url), title }
            }
            Some(Some((file, hold))) => Lookup::Unreleased { file: file.clone(), hold: *hold },
            None => Lookup::Pageless(title),
        }
    }

    /// The series with a page, as they can be named anywhere.
    pub(super) fn named_series(&self) -> impl Iterator<Item = String> {
        let has_page = |id: &&str| matches!(self.with_figures().get(*id), Some(None));
        self.config.file.series.keys().filter(has_page).map(|id| format!("{FOLDER}{id}"))
    }

    /// The series that bears an id or a name, as it can be named anywhere.
    pub(super) fn series_called(&self, name: &str) -> Option<String> {
        let folded = letters::folded(name);
        let bears = |text: Option<&str>| text.is_some_and(|text| letters::folded(text) == folded);
        let mut all = self.config.file.series.0.iter();
        let (id, _) = all.find(|(id, series)| bears(Some(&id.value)) || bears(series.name.text()))?;
        Some(format!("{FOLDER}{}", id.value))
    }
}
