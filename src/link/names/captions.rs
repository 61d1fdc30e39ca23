//! Captions beside sound and film: files of the same name that end in `.vtt` or `.srt`, perhaps with a
//! language before that.

use super::NameIndex;
use crate::markdown::Captions;
use crate::model::address::path::ContentPath;
use crate::model::address::url::UrlPath;
use crate::model::value::played::Played;

impl NameIndex<'_> {
    /// The captions beside a file, in order of path.
    pub(super) fn captions(&self, path: &ContentPath) -> Vec<Captions> {
        let Some((name, _)) = path.as_str().rsplit_once('.').filter(|_| Played::of(path.as_str()).is_some())
        else {
            return Vec::new();
        };
        let Some(first) = ContentPath::new(&format!("{name}.")) else { return Vec::new() };
        let beside = self.content.media.range(first.clone()..).map(|(path, _)| path);
        let beside = beside.take_while(|path| path.as_str().starts_with(first.as_str()));
        let captions = beside.filter_map(|path| {
            let rest = &path.as_str()[first.as_str().len()..];
            let (language, ending) = match rest.rsplit_once('.') {
                Some((language, ending)) => (Some(language), ending),
                None => (None, rest),
            };
            let is_language = |tag: &str| tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            let fits = matches!(ending, "vtt" | "srt") && language.is_none_or(is_language);
            fits.then(|| Captions {
                path: path.clone(),
                href: self.config.base.href(&UrlPath::media(path)),
                language: language.map(str::to_owned),
            })
        });
        captions.collect()
    }
}
